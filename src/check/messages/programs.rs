//! Texts of eligibility programs: those that a language lacks, and those that no program asks for.

use std::collections::BTreeMap;

use super::missing::Readers;
use super::{Catalogue, SaidMissing};
use crate::check::cause::Finding;
use crate::diagnostics::{Code, Place};
use crate::eligibility::{Judged, texts};
use crate::model::{LocaleTag, Program};
use crate::site::Site;
use crate::text::names::listed;
use crate::theme;

/// Whether a text is one of a program's.
pub fn owns(site: &Site, name: &str) -> bool {
    owner(site, name).is_some()
}

/// The program whose name a text begins with: the longest such name.
fn owner<'a>(site: &'a Site, name: &str) -> Option<&'a Judged> {
    let begins = |id: &str| name.strip_prefix(id).is_some_and(|rest| rest.starts_with('-'));
    site.programs.iter().filter(|(id, _)| begins(id)).max_by_key(|(id, _)| id.len()).map(|(_, judged)| &**judged)
}

/// Checks the texts of every program.
pub fn check<'a>(
    catalogue: &Catalogue<'a>,
    groups: &[Readers<'a, '_>],
    said: &SaidMissing<'a>,
    found: &mut Vec<Finding>,
) {
    for judged in catalogue.site.programs.values() {
        if let Some(program) = judged.program.as_ref().filter(|program| program.id == judged.id) {
            for group in groups {
                lacking(catalogue, groups, group, judged, program, said, found);
            }
            surplus(catalogue, judged, program, found);
        }
    }
}

fn lacking<'a>(
    catalogue: &Catalogue<'a>,
    groups: &[Readers<'a, '_>],
    group: &Readers<'a, '_>,
    judged: &Judged,
    program: &Program,
    said: &SaidMissing<'a>,
    found: &mut Vec<Finding>,
) {
    let has = |name: &str, attribute: Option<&str>| {
        let elsewhere = || fallbacks(catalogue, groups, group).any(|other| other.has(name, attribute));
        group.has(name, attribute) || group.is_said(name, attribute, said) || elsewhere()
    };
    let mut lacking: Vec<String> = Vec::new();
    for text in texts::of(program) {
        let (_, reference) = match catalogue.reference.get(&text.name) {
            Some((at, reference)) => (at, Some(reference)),
            None => (&0, None),
        };
        if !has(&text.name, None) {
            if text.is_needed || reference.is_some() {
                lacking.push(text.name);
            }
            continue;
        }
        for attribute in text.attributes {
            let in_source = reference.is_some_and(|reference| reference.entry.part(Some(attribute)).is_some());
            if in_source && !has(&text.name, Some(attribute)) {
                lacking.push(format!("{}.{attribute}", text.name));
            }
        }
    }
    if lacking.is_empty() {
        return;
    }
    let tags = group.names().collect::<Vec<_>>().join(", ");
    let name = format!("eligibility/{}.ftl", judged.id);
    let files =
        catalogue.site.messages.iter().filter(|file| !theme::is_built_in(&file.file) && file.file.ends_with(&name));
    let own = files.into_iter().find(|file| group.sets.iter().any(|set| *set.tag == file.locale));
    let what = match lacking.len() {
        1 => "a text of the program is".to_owned(),
        count => format!("{count} texts of the program are"),
    };
    let message = format!("{what} missing in {tags}: {}", listed("", lacking.iter().map(String::as_str)));
    let help = format!("Add them to locales/{}/{name}.", group.names().next().unwrap_or_default());
    // Readers would be asked half in another language, so this stands at the program, where it fails whoever changes it.
    let place = Place::whole(&judged.file);
    let mut finding =
        Finding::new(Code::MissingProgramText, place, message, help).of(format!("{} {tags}", judged.file));
    finding.concerns = group.names().map(str::to_owned).collect();
    finding.see.extend(own.map(|file| (Place::whole(&file.file), "they belong here".to_owned())));
    found.push(finding);
}

/// Those whose texts readers are shown where their own lack one, because the site says so.
fn fallbacks<'b, 'a, 't>(
    catalogue: &Catalogue<'a>,
    groups: &'b [Readers<'a, 't>],
    group: &Readers<'a, 't>,
) -> impl Iterator<Item = &'b Readers<'a, 't>> {
    let config = &catalogue.site.config;
    let chains: Vec<Vec<&LocaleTag>> = (config.published())
        .map(|id| config.locale(id))
        .filter(|locale| group.tags.contains(&&locale.tag))
        .map(|locale| match locale.lists_fallback {
            true => locale.fallback.iter().map(|id| &config.locale(*id).tag).collect(),
            false => Vec::new(),
        })
        .collect();
    let in_every = move |other: &&Readers<'a, 't>| {
        !chains.is_empty() && chains.iter().all(|chain| chain.iter().any(|tag| other.tags[0].is_like(tag)))
    };
    groups.iter().filter(in_every)
}

/// Says which texts of the source's language no program asks for. Those of translations are compared with them.
fn surplus(catalogue: &Catalogue<'_>, judged: &Judged, program: &Program, found: &mut Vec<Finding>) {
    let known: BTreeMap<String, &[&str]> =
        texts::of(program).into_iter().map(|text| (text.name, text.attributes)).collect();
    for (_, definition) in catalogue.reference.values() {
        let entry = definition.entry;
        let is_own = owner(catalogue.site, entry.name).is_some_and(|owner| owner.id == judged.id);
        if entry.is_term || definition.is_built_in() || !is_own {
            continue;
        }
        let Some(attributes) = known.get(entry.name) else {
            let message = format!("the program `{}` asks for no text `{}`", judged.id, entry.name);
            let help = "Remove it, or correct its name.";
            found.push(Finding::new(Code::UnusedProgramText, definition.place(entry.span), message, help));
            continue;
        };
        for part in &entry.parts {
            let Some(attribute) = part.attribute.filter(|attribute| !attributes.contains(attribute)) else { continue };
            let message = format!("the program `{}` asks for no `.{attribute}` of `{}`", judged.id, entry.name);
            let help = match attributes.is_empty() {
                true => "Remove it.".to_owned(),
                false => {
                    format!("Remove it, or correct its name: there are {}.", listed(".", attributes.iter().copied()))
                }
            };
            found.push(Finding::new(Code::UnusedProgramText, definition.place(part.span), message, help));
        }
    }
}
