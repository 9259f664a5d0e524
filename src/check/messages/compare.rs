//! One text of a site beside the text that it translates, and beside the texts that it refers to.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::entry::{Kind, Reference, written};
use super::names::{Names, one_after_another};
use super::variables::Variables;
use super::{Catalogue, Definition, SaidMissing, Set};
use crate::check::cause::Finding;
use crate::diagnostics::Code;
use crate::site::texts::FUNCTIONS;
use crate::text::names::listed;

/// Checks one text.
pub fn check<'a>(
    catalogue: &Catalogue<'a>,
    set: &Set<'a>,
    definition: Definition<'a>,
    found: &mut Vec<Finding>,
    said: &mut SaidMissing<'a>,
) {
    references(set, definition, found, said);
    surplus(catalogue, set, definition, found, said);
    // What a term is given stands beside each use of it, and is the language's own affair.
    if !definition.entry.is_term {
        variables(catalogue, set, definition, found);
    }
}

/// Says what a text refers to that is not there.
fn references<'a>(set: &Set<'a>, definition: Definition<'a>, found: &mut Vec<Finding>, said: &mut SaidMissing<'a>) {
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
        let all = one_after_another(FUNCTIONS.iter().map(|name| format!("`{name}`")));
        return (!FUNCTIONS.contains(&name))
            .then(|| (format!("there is no function `{name}`"), format!("The only functions are {all}.")));
    }
    let is_term = kind == Kind::Term;
    let shown = written(name, is_term);
    // Where a text cannot be read, its own finding says so.
    if set.broken.contains(name) {
        return None;
    }
    let Some(there) = set.entries.get(name) else {
        let names = if is_term { &set.terms } else { &set.messages };
        let help = match names.nearest(name) {
            Some(nearest) => format!("Did you mean `{}`?", written(nearest, is_term)),
            None => {
                format!("Define it in a Fluent file of {}: a text can refer only to what its own tag defines.", set.tag)
            }
        };
        return Some((format!("no Fluent file of {} defines `{shown}`", set.tag), help));
    };
    if there.entry.is_term != is_term {
        let other = there.entry.written();
        let help = "Give one of the two another name: a term and a text cannot share one.".to_owned();
        return Some((format!("`{shown}` cannot be shown, because `{other}` takes its place"), help));
    }
    if there.entry.part(attribute).is_some() {
        return None;
    }
    match attribute {
        Some(attribute) if set.broken.contains(format!(".{attribute}").as_str()) => None,
        Some(attribute) => Some((
            format!("`{shown}` has no attribute `.{attribute}` in {}", set.tag),
            format!("Add the line `.{attribute} = …` below `{shown}`, or correct the name."),
        )),
        None => Some((
            format!("`{shown}` has no text of its own in {}, only attributes", set.tag),
            "Write a text after its equals sign, or refer to one of its attributes.".to_owned(),
        )),
    }
}

/// Says what a translation has that nothing asks for.
fn surplus<'a>(
    catalogue: &Catalogue<'a>,
    set: &Set<'a>,
    definition: Definition<'a>,
    found: &mut Vec<Finding>,
    said: &mut SaidMissing<'a>,
) {
    let entry = definition.entry;
    let shown = entry.written();
    let Some((_, reference)) = catalogue.reference(entry) else {
        if catalogue.broken.contains(entry.name) || set.used.entries.contains(&(entry.kind(), entry.name)) {
            return;
        }
        if entry.is_term {
            let message = format!("no text of {} uses the term `{shown}`", set.tag);
            let help = format!("Remove it, or use it in a text as `{{ {shown} }}`.");
            found.push(Finding::new(Code::SurplusMessage, definition.place(entry.span), message, help));
            return;
        }
        if catalogue.asked.text(entry.name) {
            return;
        }
        let source = catalogue.source_name();
        // A slip of the pen is one cause: the text whose name was meant is not missing besides.
        let help = match set.wanted.nearest(entry.name) {
            Some(nearest) => {
                said.insert((set.tag, nearest, None));
                format!("Did you mean `{nearest}`?")
            }
            None if catalogue.has_source() => {
                format!("Remove it. If a template does show it, add it to the files of {source} too.")
            }
            None => "Remove it, or correct its name.".to_owned(),
        };
        let message = format!("`{shown}` is not among the texts of {source}");
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
            || catalogue.broken.contains(written.as_str())
            || set.used.attributes.contains(&(entry.kind(), entry.name, attribute))
        {
            continue;
        }
        found.push(Finding::new(
            Code::SurplusMessage,
            definition.place(part.span),
            format!("`{shown}` has no attribute `{written}` in {}", catalogue.source_name()),
            "Remove it, or correct its name.",
        ));
    }
}

/// Says which variables a text has beyond those of the text that it translates, and which it lacks.
fn variables<'a>(catalogue: &Catalogue<'a>, set: &Set<'a>, definition: Definition<'a>, found: &mut Vec<Finding>) {
    let entry = definition.entry;
    let built_in = catalogue.built_in(entry);
    let reference = catalogue.reference(entry).filter(|(_, reference)| !definition.is_same(reference));
    let Some((of_reference, reference)) = reference.or(built_in) else { return };
    let of_parts = |(set, definition): (&Set<'a>, Definition<'a>)| {
        definition.entry.parts.iter().map(|part| set.given.variables(part)).collect::<Vec<Rc<Variables<'a>>>>()
    };
    let of_source: Vec<_> =
        of_parts((of_reference, reference)).into_iter().chain(built_in.into_iter().flat_map(of_parts)).collect();
    let given: BTreeSet<&str> = of_source.iter().flat_map(|variables| variables.names.keys().copied()).collect();
    let is_cut = of_source.iter().any(|variables| variables.is_cut);
    let names = Names::new(false, given.iter().copied());
    let mut has_unknown = false;
    for variable in entry.parts.iter().flat_map(|part| &part.variables) {
        // A template of the site's own may give a text more than the source makes use of.
        if is_cut || given.contains(variable.name) || catalogue.asked.variable(entry.name, variable.name) {
            continue;
        }
        has_unknown = true;
        let help = match names.nearest(variable.name) {
            Some(nearest) => format!("Did you mean `${nearest}`?"),
            None if given.is_empty() => "Remove it; this text has no variables.".to_owned(),
            None => format!("Use one that this text has: {}.", listed("$", given.iter().copied())),
        };
        let message = format!(
            "`{}` uses the variable `${}`, which the text of {} does not have",
            entry.name,
            variable.name,
            reference.owner()
        );
        let cause = format!("{} {} {}", set.tag, entry.name, variable.name);
        found.push(Finding::new(Code::UnknownVariable, definition.place(variable.span), message, help).of(cause));
    }
    // A variable by a wrong name is not lost besides; and the source may say less than the text that it takes the place
    // of, as may English where there is no source.
    let is_rewritten = reference.is_built_in()
        && (set.tag.is_like(&reference.file.locale)
            || catalogue.reference(entry).is_some_and(|(_, own)| definition.is_same(&own)));
    let own = of_parts((set, definition));
    if has_unknown || is_rewritten || own.iter().any(|variables| variables.is_partial || variables.is_cut) {
        return;
    }
    let own: BTreeSet<&str> = own.iter().flat_map(|variables| variables.names.keys().copied()).collect();
    for part in &reference.entry.parts {
        let shown = of_reference.given.variables(part);
        let shown = shown.names.iter().filter(|(_, is_shown)| **is_shown).map(|(name, _)| *name);
        let lost: Vec<&str> = shown.filter(|name| !own.contains(name)).collect();
        let Some(part) = entry.part(part.attribute).filter(|_| !lost.is_empty()) else { continue };
        let them = if lost.len() == 1 { "it" } else { "each of them" };
        found.push(Finding::new(
            Code::LostVariable,
            definition.place(part.span),
            format!(
                "`{}` leaves out {}, which the text of {} shows",
                entry.name,
                listed("$", lost.iter().copied()),
                reference.owner()
            ),
            format!("Put {them} where it belongs in the sentence, in braces, as in `{{ ${} }}`.", lost[0]),
        ));
    }
}
