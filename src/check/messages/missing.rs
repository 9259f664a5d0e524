//! Interface texts that one language has and another lacks.

use std::collections::BTreeMap;

use super::{Catalogue, Definition, SaidMissing, Set, programs};
use crate::check::cause::Finding;
use crate::diagnostics::{Code, Place};
use crate::model::LocaleTag;
use crate::text::names::listed;
use crate::theme;

/// The locales whose readers are shown the same texts: one language in one script.
pub struct Readers<'a, 't> {
    /// Their tags.
    pub tags: Vec<&'a LocaleTag>,
    /// The texts that they are shown.
    pub sets: Vec<&'t Set<'a>>,
}

impl<'a> Readers<'a, '_> {
    /// The definitions of a message, in the order of their files.
    fn definitions(&self, name: &str) -> impl Iterator<Item = Definition<'a>> {
        self.sets.iter().filter_map(|set| set.message(name)).collect::<Vec<_>>().into_iter()
    }

    /// Whether they have a text or an attribute.
    pub fn has(&self, name: &str, attribute: Option<&str>) -> bool {
        self.definitions(name).any(|definition| definition.entry.part(attribute).is_some())
    }

    /// Whether it has been said already that they lack it, or that it cannot be read.
    pub fn is_said(&self, name: &str, attribute: Option<&str>, said: &SaidMissing<'_>) -> bool {
        let broken = attribute.map_or_else(|| name.to_owned(), |attribute| format!(".{attribute}"));
        let of_set = |set: &&Set<'_>| set.broken.contains(&*broken) || said.contains(&(set.tag, name, attribute));
        self.sets.iter().any(of_set)
    }

    /// The names of their languages.
    pub fn names(&self) -> impl Iterator<Item = &'a str> {
        self.tags.iter().map(|tag| tag.as_str()).collect::<Vec<_>>().into_iter()
    }
}

/// Says what locales lack: each text of the source's own files, and all built-in texts of a language together. Where
/// there are no texts in a language at all, that has been said.
pub fn check<'a>(catalogue: &Catalogue<'a>, said: &SaidMissing<'a>, found: &mut Vec<Finding>) {
    let config = &catalogue.site.config;
    let mut groups: Vec<Readers<'a, '_>> = Vec::new();
    for tag in config.published().map(|id| &config.locale(id).tag) {
        if let Some(group) = groups.iter_mut().find(|group| group.tags[0].is_like(tag)) {
            group.tags.push(tag);
        } else if catalogue.sets.iter().any(|set| set.tag.language() == tag.language()) {
            groups.push(Readers { tags: vec![tag], sets: catalogue.like(tag).collect() });
        }
    }
    groups.iter().for_each(|group| built_in(catalogue, group, said, found));
    let own = catalogue.reference.values().map(|(_, definition)| *definition);
    let of_site = |own: &Definition<'_>| {
        !own.is_built_in() && !own.entry.is_term && !programs::owns(catalogue.site, own.entry.name)
    };
    for definition in own.filter(of_site) {
        own_text(&groups, definition, said, found);
    }
    programs::check(catalogue, &groups, said, found);
}

/// Says which of the built-in texts a language lacks.
fn built_in(catalogue: &Catalogue<'_>, group: &Readers<'_, '_>, said: &SaidMissing<'_>, found: &mut Vec<Finding>) {
    // In the order of their file, in which those that readers meet first stand first.
    let mut all: Vec<Definition<'_>> =
        (catalogue.reference.values().map(|(_, definition)| *definition)).filter(Definition::is_built_in).collect();
    all.sort_by_key(|definition| definition.entry.span);
    let lacks = |name: &&str| !group.has(name, None) && !group.is_said(name, None, said);
    let lacking: Vec<&str> = all.iter().map(|definition| definition.entry.name).filter(lacks).collect();
    if lacking.is_empty() {
        return;
    }
    let files = catalogue.site.messages.iter().filter(|file| !theme::is_built_in(&file.file));
    let own = files.filter(|file| group.sets.iter().any(|set| *set.tag == file.locale));
    let place = own.map(|file| Place::whole(&file.file)).next().unwrap_or_else(|| catalogue.site.config.site_place());
    let tags = group.names().collect::<Vec<_>>().join(", ");
    let what = match lacking.len() {
        1 => "a built-in interface text is".to_owned(),
        count => format!("{count} built-in interface texts are"),
    };
    let finding = Finding::new(
        Code::MissingMessage,
        place,
        format!("{what} missing in {tags}: {}", listed("", lacking.iter().copied())),
        "Add a translation of each; until then, readers see them in another language. Their names and English words are \
         in locales/en-US/theme.ftl of Diglot's repository.",
    );
    let mut finding = finding.of(tags);
    finding.concerns = group.names().map(str::to_owned).collect();
    found.push(finding);
}

/// Says which languages lack a text of the source, or an attribute of it.
fn own_text(groups: &[Readers<'_, '_>], definition: Definition<'_>, said: &SaidMissing<'_>, found: &mut Vec<Finding>) {
    let entry = definition.entry;
    let name = entry.name;
    let mut whole: Vec<&str> = Vec::new();
    let mut attributes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for group in groups {
        let Some(nearest) = group.definitions(name).min_by_key(Definition::is_built_in) else {
            // A text that is not there at all lacks no attributes besides.
            if !group.is_said(name, None, said) {
                whole.extend(group.names());
            }
            continue;
        };
        let lacks = |part: &Option<&str>| !group.has(name, *part) && !group.is_said(name, *part, said);
        let parts: Vec<Option<&str>> = entry.parts.iter().map(|part| part.attribute).filter(lacks).collect();
        if nearest.is_built_in() {
            // There is no file of the site to point into.
            for attribute in parts.into_iter().flatten() {
                attributes.entry(attribute).or_default().extend(group.names());
            }
        } else if !parts.is_empty() {
            let parts = parts.into_iter().map(|part| match part {
                Some(attribute) => format!("no attribute `.{attribute}`"),
                None => "no text of its own".to_owned(),
            });
            found.push(Finding::new(
                Code::MissingMessage,
                nearest.place(nearest.entry.span),
                format!("`{name}` has {} in {}", parts.collect::<Vec<_>>().join(" and "), nearest.file.locale),
                format!("Add what is missing, as the text of {} has it.", definition.owner()),
            ));
        }
    }
    let attributes = attributes.into_iter().filter_map(|(attribute, lacking)| {
        let what = format!("the attribute `.{attribute}` of `{name}`");
        Some((entry.part(Some(attribute))?.span, what, lacking))
    });
    let whole =
        Some((entry.span, format!("the interface text `{name}`"), whole)).filter(|(_, _, lacking)| !lacking.is_empty());
    for (span, what, lacking) in whole.into_iter().chain(attributes) {
        let mut finding = Finding::new(
            Code::MissingMessage,
            definition.place(span),
            format!("{what} is missing in {}", lacking.join(", ")),
            "Add a translation; until then, readers see it in another language, or not at all.",
        );
        finding.concerns = lacking.into_iter().map(str::to_owned).collect();
        found.push(finding);
    }
}
