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

/// The whole lines that a range stands in.
fn lines_of(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
    start..end
}

/// A block of the source in the translation: behind the block that stands before it, or before the one behind it.
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
    let body = |number: &usize| source.body.units.get(*number).is_some_and(|unit| unit.kind.is_of_body());
    let first = *units.first()?;
    let before = (0..first).rev().find(body);
    let place = |number: usize| Some(target.body.units.get(*pages.pairs.get(&number)?)?.place.range.clone());
    let anchor = (0..first).rev().filter(body).find_map(place).map(|range| lines_of(own, &range).end);
    let next = (units.last()? + 1..source.body.units.len()).find_map(place).map(|range| lines_of(own, &range).start);
    // What stands between this block and the one before it in the source, such as code.
    let start = before.map_or(lines.start, |before| lines_of(text, &source.body.units[before].place.range).end);
    let between = text.get(start..lines.start).unwrap_or_default();
    let is_blank = between.trim_matches(|ch: char| ch.is_whitespace() || ch == '>').is_empty();
    let has_it = anchor.zip(next).is_some_and(|(from, to)| own.get(from..to).is_some_and(|own| !own.trim().is_empty()));
    match (anchor, next) {
        (Some(anchor), _) if is_blank || !has_it => Some(Insertion {
            at: anchor,
            text: format!("{}{written}", if between.is_empty() { "\n\n" } else { between }),
            units,
        }),
        (_, Some(next)) => Some(Insertion { at: next, text: format!("{written}\n\n"), units }),
        (_, None) => {
            let end = own.trim_end().len();
            Some(Insertion { at: end, text: format!("\n\n{written}"), units })
        }
    }
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
    let insertion = match front_matter::inner(own) {
        Some(inner) => Insertion { at: inner.start, text: line, units: vec![number] },
        None if own.starts_with("---") => return None,
        None => Insertion { at: front_matter::bom(own), text: format!("---\n{line}---\n\n"), units: vec![number] },
    };
    Some(insertion)
}
