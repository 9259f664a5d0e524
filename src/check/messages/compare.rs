//! One text of a site beside the text that it translates, and beside the texts that it takes in.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Entry, Kind, Reference, written};
use super::{Definition, Said, Set, Texts};
use crate::check::cause::Finding;
use crate::diagnostics::Code;
use crate::site::texts::FUNCTIONS;
use crate::text::nearest::distance;

/// Checks one text.
pub fn check<'a>(
    texts: &Texts<'a>,
    set: &Set<'a>,
    definition: Definition<'a>,
    found: &mut Vec<Finding>,
    said: &mut Said<'a>,
) {
    references(set, definition, found, said);
    surplus(texts, set, definition, found, said);
    // What a term is given stands beside each use of it, and is the language's own affair.
    if !definition.entry.is_term {
        variables(texts, set, definition, found);
    }
}

/// Says what a text takes in that is not there.
fn references<'a>(set: &Set<'a>, definition: Definition<'a>, found: &mut Vec<Finding>, said: &mut Said<'a>) {
    let references = definition.entry.parts.iter().flat_map(|part| &part.references);
    for reference in references {
        let Some((message, help)) = unresolved(set, reference) else { continue };
        let target = format!("{} {:?} {} {:?}", set.tag, reference.kind, reference.name, reference.attribute);
        found.push(Finding::new(Code::UnknownReference, definition.place(reference.span), message, help).of(target));
        if reference.kind == Kind::Message {
            let there = set.message(reference.name);
            said.insert((set.tag, reference.name, there.and(reference.attribute)));
        }
    }
}

/// What is wrong with a reference, and the way out.
fn unresolved(set: &Set<'_>, reference: &Reference<'_>) -> Option<(String, String)> {
    let Reference { kind, name, attribute, .. } = *reference;
    if kind == Kind::Function {
        let all = FUNCTIONS.map(|name| format!("`{name}`")).join(", ");
        return (!FUNCTIONS.contains(&name))
            .then(|| (format!("there is no function `{name}`"), format!("The functions are {all}.")));
    }
    let is_term = kind == Kind::Term;
    let shown = written(name, is_term);
    // Where a text cannot be read, its own finding says so.
    if set.broken.contains(name) {
        return None;
    }
    let Some(there) = set.entries.get(name) else {
        let names = set.entries.values().filter(|other| other.entry.is_term == is_term);
        let help = match nearest(&shown, names.map(|other| other.entry.written())) {
            Some(nearest) => format!("Did you mean `{nearest}`?"),
            None => format!("Define it for {}; a text takes in only those of its own language tag.", set.tag),
        };
        return Some((format!("no Fluent file of {} defines `{shown}`", set.tag), help));
    };
    if there.entry.is_term != is_term {
        let other = there.entry.written();
        let help = format!("Give one of the two another name: `-{name}` and `{name}` cannot be there side by side.");
        return Some((format!("there is no `{shown}`, because `{other}` takes its place"), help));
    }
    if there.entry.part(attribute).is_some() {
        return None;
    }
    match attribute {
        Some(attribute) if set.broken.contains(format!(".{attribute}").as_str()) => None,
        Some(attribute) => Some((
            format!("`{shown}` has no attribute `.{attribute}` in {}", set.tag),
            format!("Add the line `.{attribute} = …` below it, or mend the name."),
        )),
        None => Some((
            format!("`{shown}` has no text of its own in {}, only attributes", set.tag),
            "Write its text behind the equals sign, or name one of its attributes.".to_owned(),
        )),
    }
}

/// Says what a translation has that nothing asks for.
fn surplus<'a>(
    texts: &Texts<'a>,
    set: &Set<'a>,
    definition: Definition<'a>,
    found: &mut Vec<Finding>,
    said: &mut Said<'a>,
) {
    let entry = definition.entry;
    let shown = entry.written();
    let Some((_, reference)) = texts.reference(entry) else {
        if texts.broken.contains(entry.name) || is_used(texts, set, entry, None) {
            return;
        }
        if entry.is_term {
            let message = format!("no text of {} uses the term `{shown}`", set.tag);
            let help = "Take it out, or use it.";
            found.push(Finding::new(Code::SurplusMessage, definition.place(entry.span), message, help));
            return;
        }
        if texts.asked.text(entry.name) {
            return;
        }
        // A slip of the pen is one cause: the text whose name was meant is not missing besides.
        let wanted = texts.reference.values().filter(|(_, other)| {
            let own = set.entries.get(other.entry.name).is_some_and(|own| !own.is_built_in());
            !other.entry.is_term && !own
        });
        let wanted: BTreeMap<String, &'a str> =
            wanted.map(|(_, other)| (other.entry.written(), other.entry.name)).collect();
        let help = match nearest(&shown, wanted.keys().cloned()) {
            Some(nearest) => {
                said.extend(wanted.get(&nearest).map(|name| (set.tag, *name, None)));
                format!("Did you mean `{nearest}`?")
            }
            None => format!("Take it out. If a template asks for it, {} needs it too.", texts.source_name()),
        };
        let message = format!("`{shown}` is not among the texts of {}", texts.source_name());
        found.push(Finding::new(Code::SurplusMessage, definition.place(entry.span), message, help));
        return;
    };
    // The attributes of a term are private to a language, as a grammatical gender is.
    if entry.is_term || definition.is_same(&reference) {
        return;
    }
    for part in &entry.parts {
        let Some(attribute) = part.attribute else { continue };
        let written = format!(".{attribute}");
        if reference.entry.part(Some(attribute)).is_some()
            || texts.broken.contains(written.as_str())
            || is_used(texts, set, entry, Some(attribute))
        {
            continue;
        }
        found.push(Finding::new(
            Code::SurplusMessage,
            definition.place(part.span),
            format!("`{shown}` has no attribute `{written}` in {}", texts.source_name()),
            "Take it out, or mend its name.",
        ));
    }
}

/// Whether another text of the same language takes in this one.
fn is_used(texts: &Texts<'_>, set: &Set<'_>, entry: &Entry<'_>, attribute: Option<&str>) -> bool {
    let kind = if entry.is_term { Kind::Term } else { Kind::Message };
    let others = texts.like(set.tag).flat_map(|set| set.entries.values());
    others.filter(|other| !std::ptr::eq(other.entry, entry)).flat_map(|other| &other.entry.parts).any(|part| {
        part.references.iter().any(|reference| {
            (reference.kind, reference.name) == (kind, entry.name)
                && (attribute.is_none() || reference.attribute == attribute)
        })
    })
}

/// Says which variables a text has beyond those of the text that it translates, and which it lacks.
fn variables<'a>(texts: &Texts<'a>, set: &Set<'a>, definition: Definition<'a>, found: &mut Vec<Finding>) {
    let entry = definition.entry;
    let built_in = texts.built_in(entry);
    let reference = texts.reference(entry).filter(|(_, reference)| !definition.is_same(reference));
    let Some((of_reference, reference)) = reference.or(built_in) else { return };
    let of_parts = |set: &Set<'a>, entry: &'a Entry<'a>| {
        entry.parts.iter().map(|part| set.variables(entry, part.attribute)).collect::<Vec<_>>()
    };
    let given: BTreeSet<&str> = [(of_reference, reference)]
        .into_iter()
        .chain(built_in)
        .flat_map(|(set, definition)| of_parts(set, definition.entry))
        .flat_map(|variables| variables.names.into_keys())
        .collect();
    let mut has_unknown = false;
    for variable in entry.parts.iter().flat_map(|part| &part.variables) {
        // A template of the site's own may give a text more than the source makes use of.
        if given.contains(variable.name) || texts.asked.variable(entry.name, variable.name) {
            continue;
        }
        has_unknown = true;
        let help = match nearest(variable.name, given.iter().map(|name| (*name).to_owned())) {
            Some(nearest) => format!("Did you mean `${nearest}`?"),
            None if given.is_empty() => "Take it out; the text is given no variables.".to_owned(),
            None => format!("Use one of those that it has: {}.", dollars(given.iter())),
        };
        let message = format!(
            "`{}` uses the variable `${}`, which the text of {} does not have",
            entry.name,
            variable.name,
            reference.owner()
        );
        let cause = format!("{} {} {}", definition.file.file, entry.span.start, variable.name);
        found.push(Finding::new(Code::UnknownVariable, definition.place(variable.span), message, help).of(cause));
    }
    // A variable by a wrong name is not lost besides; and the source may say less than the text that it takes the place
    // of, as may English where there is no source.
    let is_rewritten = reference.is_built_in()
        && (set.tag.is_like(&reference.file.locale)
            || texts.reference(entry).is_some_and(|(_, own)| definition.is_same(&own)));
    let own = of_parts(set, entry);
    if has_unknown || is_rewritten || own.iter().any(|variables| variables.has_gap) {
        return;
    }
    for part in &entry.parts {
        let shown = of_reference.variables(reference.entry, part.attribute).names;
        let shown = shown.into_iter().filter(|(_, is_shown)| *is_shown).map(|(name, _)| name);
        let lost: Vec<&str> =
            shown.filter(|name| !own.iter().any(|variables| variables.names.contains_key(name))).collect();
        if lost.is_empty() {
            continue;
        }
        found.push(Finding::new(
            Code::LostVariable,
            definition.place(part.span),
            format!(
                "`{}` leaves out {}, which the text of {} shows",
                entry.name,
                dollars(lost.iter()),
                reference.owner()
            ),
            "Put it where the sentence wants it.",
        ));
    }
}

/// Variables as Fluent writes them, one after another.
fn dollars<'a>(names: impl Iterator<Item = &'a &'a str>) -> String {
    names.map(|name| format!("`${name}`")).collect::<Vec<_>>().join(", ")
}

/// The name that looks most like another one, if any looks much like it.
fn nearest(name: &str, names: impl Iterator<Item = String>) -> Option<String> {
    names.filter_map(|other| Some((distance(name, &other)?, other))).min().map(|(_, other)| other)
}
