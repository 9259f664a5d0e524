//! What a translation memory knows of the units of a site.

use std::collections::{HashMap, HashSet};

use super::package::entries;
use super::{Entry, Mark, Returned, ReturnedPage, ReturnedUnit, Unreadable, marks, tidy, tmx};
use crate::model::UnitState;
use crate::model::unit::Content;
use crate::site::Site;
use crate::site::status::PageStatus;
use crate::text::{Position, is_ideographic};
use crate::translate::status::UnitStatus;

/// What a translation memory gives the units of a site that want to be translated: those whose words it has, whole or
/// sentence by sentence. A page that is missing is made only where it has all of it.
///
/// What the site says itself is nothing new: its own memory that comes back as it went out gives nothing.
pub fn recall(site: &Site, text: &str) -> Result<Vec<Returned>, Unreadable> {
    let Some(source) = site.config.source_locale.map(|source| &site.config.locale(source).tag) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for locale in site.translations() {
        let target = &site.config.locale(locale).tag;
        let read = tmx::read(text, source, target)?;
        if read.is_empty() {
            continue;
        }
        let status = site.status(locale);
        let pages: Vec<OfPage<'_>> = status.iter().map(|page| (page, entries(site, page))).collect();
        let own = own_pairs(&pages);
        let known = |pair: &tmx::Pair| {
            let (source, target) = by_its_own_numbers(&pair.source, &pair.target)?;
            let is_new = !own.contains(&(source.clone(), tidy(&target, false)));
            Some((source, Known { target, position: pair.position, is_new }))
        };
        let pairs: Pairs = read.iter().filter_map(known).collect();
        let mut returned = Vec::new();
        for (page, mut wanted) in pages {
            wanted
                .retain(|(unit, _)| matches!(unit.state, UnitState::Missing | UnitState::Stale | UnitState::Untouched));
            let all = wanted.len();
            let units: Vec<ReturnedUnit> = wanted
                .into_iter()
                .filter_map(|(unit, entry)| {
                    let Known { target, position, .. } =
                        remembered(&pairs, &entry.source).filter(|found| found.is_new)?;
                    let (id, source) = (unit.id.clone(), marks(&entry.source));
                    Some(ReturnedUnit {
                        id: id.to_string(),
                        state: Some(UnitState::Fresh),
                        provenance: None,
                        source,
                        target,
                        position,
                    })
                })
                .collect();
            // A page of which a memory knows a part is better shown in the source's language as a whole.
            let is_part = page.documents.target.is_none() && units.len() < all;
            if !units.is_empty() && !is_part {
                returned.push(ReturnedPage { key: page.key.to_string(), units });
            }
        }
        found.push(Returned { source: Some(source.clone()), target: Some(target.clone()), pages: returned });
    }
    Ok(found)
}

/// How a text was translated.
struct Known {
    target: Vec<Mark>,
    /// Where that stands in the memory's file.
    position: Position,
    /// Whether the site does not say it itself.
    is_new: bool,
}

/// A page with its units.
type OfPage<'a> = (&'a PageStatus, Vec<(&'a UnitStatus, Entry)>);

/// What a memory has, by the text that was translated.
type Pairs = HashMap<Vec<Mark>, Known>;

/// What the site says itself, as a memory of it would.
fn own_pairs(pages: &[OfPage<'_>]) -> HashSet<(Vec<Mark>, Vec<Mark>)> {
    let entries = pages.iter().flat_map(|(_, units)| units).map(|(_, entry)| entry);
    let pair = |(source, target): (Content, Content)| {
        let (source, target) = by_its_own_numbers(&marks(&source), &marks(&target))?;
        Some((source, tidy(&target, false)))
    };
    entries.flat_map(tmx::texts).filter_map(pair).collect()
}

/// A text and its translation with their markup numbered from 1 in the order of the text, whatever numbers it had in what the
/// two are from. One whose translation has markup of its own is of no use elsewhere.
fn by_its_own_numbers(source: &[Mark], target: &[Mark]) -> Option<(Vec<Mark>, Vec<Mark>)> {
    let source = tidy(source, false);
    let numbers = numbers(&source);
    Some((numbered(&source, &numbers)?, numbered(target, &numbers)?))
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

fn words(mark: Option<&Mark>) -> Option<&str> {
    mark.and_then(|mark| if let Mark::Text(text) = mark { Some(text.as_str()) } else { None })
}

/// A text as a memory has it, whole or sentence by sentence; it stands where the first of it does.
fn remembered(pairs: &Pairs, source: &Content) -> Option<Known> {
    let find = |content: &Content| {
        let marks = tidy(&marks(content), false);
        let numbers = numbers(&marks);
        let known = pairs.get(&numbered(&marks, &numbers)?)?;
        let own: HashMap<u32, u32> = numbers.into_iter().map(|(own, number)| (number, own)).collect();
        Some(Known { target: numbered(&known.target, &own)?, ..*known })
    };
    if let Some(whole) = find(source) {
        return Some(whole);
    }
    let sentences = source.sentences();
    let mut joined: Option<Known> = None;
    for sentence in sentences.iter().filter(|_| sentences.len() > 1) {
        let found = find(sentence)?;
        let Some(before) = &mut joined else {
            joined = Some(found);
            continue;
        };
        // Where a script has no spaces between words, it has none between sentences that touch.
        let touches =
            |text: Option<&str>, border: fn(&str) -> Option<char>| text.and_then(border).is_some_and(is_ideographic);
        let (last, first) = (words(before.target.last()), words(found.target.first()));
        if !(touches(last, |text| text.chars().next_back()) && touches(first, |text| text.chars().next())) {
            before.target.push(Mark::Text(" ".to_owned()));
        }
        before.target.extend(found.target);
        before.is_new |= found.is_new;
    }
    joined
}
