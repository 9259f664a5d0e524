//! Where a translation goes that its page has no place for yet: behind what stands before it in the source.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::Document;
use crate::model::unit::{Content, Unit, UnitKind};
use crate::parse::front_matter;
use crate::parse::join::join;

/// A source page with its translation.
#[derive(Debug, Clone, Copy)]
pub struct Pages<'a> {
    /// The source and its text.
    pub source: (&'a Document, &'a str),
    /// The translation and its text.
    pub target: (&'a Document, &'a str),
    /// For each unit of the source the one that translates it.
    pub pairs: &'a BTreeMap<usize, usize>,
    /// The units of the translation of which nobody knows what they translate.
    pub unknown: &'a BTreeSet<usize>,
}

/// Something new: where it goes in the translation's file, what is written there, and the units of the source that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insertion {
    /// The byte of the translation before which it goes.
    pub at: usize,
    /// What is written.
    pub text: String,
    /// The units that it holds.
    pub units: Vec<usize>,
}

/// The lines that units of the source need in the translation, with other words in them. Units that share lines with others
/// that are not among them have no place of their own, and are left out.
pub fn insertions(pages: &Pages<'_>, contents: &BTreeMap<usize, Content>) -> Vec<Insertion> {
    let units = &pages.source.0.body.units;
    let mut found = Vec::new();
    let mut done: BTreeSet<usize> = BTreeSet::new();
    for number in contents.keys() {
        let Some(unit) = units.get(*number).filter(|_| !done.contains(number)) else { continue };
        if !unit.kind.is_of_body() {
            found.extend(field(pages, *number, unit, &contents[number]));
            continue;
        }
        let lines = lines_of(pages.source.1, &unit.place.range);
        let within = |(_, unit): &(usize, &Unit)| {
            unit.kind.is_of_body() && unit.place.range.start < lines.end && unit.place.range.end > lines.start
        };
        let together: Vec<usize> = units.iter().enumerate().filter(within).map(|(number, _)| number).collect();
        let is_whole = unit.place.value.is_none() && together.iter().all(|number| contents.contains_key(number));
        if !is_whole {
            continue;
        }
        done.extend(&together);
        found.extend(block(pages, lines, together, contents));
    }
    found
}

/// The whole lines that a range stands in, without the end of the last one.
fn lines_of(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
    let end = if text[range.end..end].ends_with('\r') { end - 1 } else { end };
    start..end
}

/// A text with the line ends that a file has at a place.
fn as_in(file: &str, at: usize, text: &str) -> String {
    let near = file[at..].find('\n').map(|end| at + end).or_else(|| file[..at].rfind('\n'));
    let text = text.replace("\r\n", "\n");
    if near.is_some_and(|near| file[..near].ends_with('\r')) { text.replace('\n', "\r\n") } else { text }
}

/// Whether nothing stands between two blocks but the marks of the quote that both are in.
fn is_blank(between: &str) -> bool {
    between.trim_matches(|ch: char| ch.is_whitespace() || ch == '>').is_empty()
}

/// A block of the source in the translation: behind the block that stands before it, or before the one behind it. Where
/// something stands there that nobody knows, it may be the translation, and nothing is written.
fn block(
    pages: &Pages<'_>,
    lines: Range<usize>,
    units: Vec<usize>,
    contents: &BTreeMap<usize, Content>,
) -> Option<Insertion> {
    let ((source, text), (target, own)) = (pages.source, pages.target);
    let chosen: BTreeMap<usize, Content> =
        units.iter().filter_map(|number| Some((*number, contents.get(number)?.clone()))).collect();
    let written = join(text, &source.body, &chosen).ok()?;
    let written = written.get(lines.start..written.len() - (text.len() - lines.end))?;
    let (first, last) = (*units.first()?, *units.last()?);
    let all = &source.body.units;
    let body = |number: &usize| all[*number].kind.is_of_body();
    let place = |number: usize| {
        let place = &target.body.units.get(*pages.pairs.get(&number)?)?.place;
        // The words of an image may stand within a longer text.
        let around = target.body.units.iter().map(|unit| &unit.place).filter(|around| {
            around.value.is_none() && around.range.start <= place.range.start && around.range.end >= place.range.end
        });
        let widest = around.max_by_key(|around| around.range.len())?;
        place.value.is_none().then(|| widest.range.clone())
    };
    let anchor = (0..first).rev().filter(body).find_map(place).map(|range| lines_of(own, &range).end);
    let next = (last + 1..all.len()).find_map(place).map(|range| lines_of(own, &range).start);
    let gap = anchor.unwrap_or_default()..next.unwrap_or(own.len());
    let may_be_there = |number: &usize| {
        let (unit, of) = (&target.body.units[*number], &all[first]);
        gap.contains(&unit.place.range.start) && unit.kind == of.kind && unit.level == of.level
    };
    if pages.unknown.iter().any(may_be_there) {
        return None;
    }
    // What stands between this block and its neighbours in the source, such as code.
    let before = (0..first).rev().find(body).map_or(lines.start, |before| lines_of(text, &all[before].place.range).end);
    let before = text.get(before..lines.start).unwrap_or_default();
    let behind = all.get(last + 1).map_or(lines.end, |behind| lines_of(text, &behind.place.range).start);
    let behind = text.get(lines.end..behind).filter(|behind| !behind.is_empty() && is_blank(behind));
    // An item or a row is part of what follows it in the next line.
    let is_tight = behind.is_some_and(|behind| behind.matches('\n').count() == 1 && before.matches('\n').count() > 1);
    let is_tight = is_tight && pages.pairs.contains_key(&(last + 1));
    // Whether the translation has that too: its first line tells, a fence or the mark of an alert.
    let mut marks = before.lines().map(str::trim).filter(|line| !is_blank(line));
    let has_it = marks.next().zip(own.get(gap)).is_some_and(|(mark, own)| own.lines().any(|line| line.trim() == mark));
    let (at, text) = match (anchor, next) {
        (Some(anchor), _) if !is_tight && !has_it => {
            (anchor, format!("{}{written}", if before.is_empty() { "\n\n" } else { before }))
        }
        (_, Some(next)) => (next, format!("{written}{}", behind.unwrap_or("\n\n"))),
        (_, None) => (own.trim_end().len(), format!("\n\n{written}")),
    };
    Some(Insertion { at, text: as_in(own, at, &text), units })
}

/// A field of front matter that the translation lacks.
fn field(pages: &Pages<'_>, number: usize, unit: &Unit, content: &Content) -> Option<Insertion> {
    let key = match unit.kind {
        UnitKind::Title if unit.span.of(pages.source.1).eq_ignore_ascii_case("nav_title") => "nav_title",
        UnitKind::Title => "title",
        UnitKind::Description => "description",
        _ => return None,
    };
    let value = serde_yaml::to_string(&content.words()).ok()?;
    let line = format!("{key}: {}\n", value.trim_end());
    let own = pages.target.1;
    let (at, text) = match front_matter::inner(own) {
        Some(inner) if key == "title" => (inner.start, line),
        Some(inner) => (inner.end, line),
        None if own.starts_with("---") => return None,
        None => (front_matter::bom(own), format!("---\n{line}---\n\n")),
    };
    Some(Insertion { at, text: as_in(own, at, &text), units: vec![number] })
}
