//! What a translation memory knows of the units of a site.

use std::collections::HashMap;

use super::package::entries;
use super::{Mark, Returned, ReturnedPage, ReturnedUnit, Unreadable, marks, tidy, tmx};
use crate::model::unit::Content;
use crate::model::{LocaleTag, UnitState};
use crate::site::Site;
use crate::text::Position;

/// What a translation memory gives the units of a site that want to be translated: those whose words it has, whole or
/// sentence by sentence. A page that is missing is made only where it has all of it.
pub fn recall(site: &Site, text: &str) -> Result<Vec<Returned>, Unreadable> {
    let Some(source) = site.config.source_locale.map(|source| &site.config.locale(source).tag) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for locale in site.translations() {
        let target = &site.config.locale(locale).tag;
        let pairs: Pairs = tmx::read(text, source, target)?.iter().filter_map(by_its_own_numbers).collect();
        if pairs.is_empty() {
            continue;
        }
        let mut pages = Vec::new();
        for page in site.status(locale) {
            let mut wanted = entries(site, &page);
            wanted
                .retain(|(unit, _)| matches!(unit.state, UnitState::Missing | UnitState::Stale | UnitState::Untouched));
            let all = wanted.len();
            let units: Vec<ReturnedUnit> = wanted
                .into_iter()
                .filter_map(|(unit, entry)| {
                    let (target, position) = remembered(&pairs, &entry.source, target)?;
                    let (id, source) = (unit.id.clone(), marks(&entry.source));
                    Some(ReturnedUnit { id, state: Some(UnitState::Fresh), provenance: None, source, target, position })
                })
                .collect();
            // A page of which a memory knows a part is better shown in the source's language as a whole.
            if page.documents.target.is_none() && units.len() < all {
                continue;
            }
            if !units.is_empty() {
                pages.push(ReturnedPage { key: page.key.to_string(), units });
            }
        }
        found.push(Returned { source: Some(source.clone()), target: Some(target.clone()), pages });
    }
    Ok(found)
}

/// How a text was translated, and where that stands.
type Known = (Vec<Mark>, Position);

/// What a memory has, by the text that was translated.
type Pairs = HashMap<Vec<Mark>, Known>;

/// A pair with its markup numbered from 1 in the order of the source, whatever numbers it had in the text that the two are
/// from. One whose translation has markup of its own is of no use elsewhere.
fn by_its_own_numbers(pair: &tmx::Pair) -> Option<(Vec<Mark>, Known)> {
    let source = tidy(&pair.source, false);
    let numbers = numbers(&source);
    let target = numbered(&pair.target, &numbers)?;
    Some((numbered(&source, &numbers)?, (target, pair.position)))
}

/// The numbers of markup, each with its place in the order in which they first occur, from 1.
fn numbers(marks: &[Mark]) -> HashMap<u32, u32> {
    let mut found = HashMap::new();
    for mark in marks {
        if let Mark::Open(number) | Mark::Alone(number) = mark {
            let next = found.len() as u32 + 1;
            found.entry(*number).or_insert(next);
        }
    }
    found
}

/// Marks with other numbers; nothing where one of them has none.
fn numbered(marks: &[Mark], numbers: &HashMap<u32, u32>) -> Option<Vec<Mark>> {
    let number = |old: &u32| numbers.get(old).copied();
    let renumbered = |mark: &Mark| {
        Some(match mark {
            Mark::Text(text) => Mark::Text(text.clone()),
            Mark::Open(old) => Mark::Open(number(old)?),
            Mark::Close(old) => Mark::Close(number(old)?),
            Mark::Alone(old) => Mark::Alone(number(old)?),
        })
    };
    marks.iter().map(renumbered).collect()
}

/// A text as a memory has it, whole or sentence by sentence, and where the first of it stands.
fn remembered(pairs: &Pairs, source: &Content, target: &LocaleTag) -> Option<Known> {
    let find = |content: &Content| {
        let marks = tidy(&marks(content), false);
        let numbers = numbers(&marks);
        let (found, position) = pairs.get(&numbered(&marks, &numbers)?)?;
        let own: HashMap<u32, u32> = numbers.into_iter().map(|(own, number)| (number, own)).collect();
        Some((numbered(found, &own)?, *position))
    };
    if let Some(whole) = find(source) {
        return Some(whole);
    }
    let sentences = source.sentences();
    let dense = matches!(target.language(), "zh" | "ja");
    let mut joined: Option<Known> = None;
    for sentence in sentences.iter().filter(|_| sentences.len() > 1) {
        let (found, position) = find(sentence)?;
        let (marks, _) = joined.get_or_insert((Vec::new(), position));
        if !marks.is_empty() && !dense {
            marks.push(Mark::Text(" ".to_owned()));
        }
        marks.extend(found);
    }
    joined
}
