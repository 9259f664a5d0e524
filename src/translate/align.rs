//! The units of a translation beside those of its source: by heading anchors, kinds, nesting, markup, figures and lengths.
//!
//! Nothing here reads either language. What two texts of any two languages have in common is their place in the page, what
//! they link to, the code, names and numbers in them, and how long they are beside all others.

use std::ops::Range;

use super::destination::in_any_language;
use super::words::{common, hash};
use super::{outline, path};
use crate::model::Document;
use crate::model::document::Heading;
use crate::model::unit::{CodeKind, Content, Piece, Unit, UnitKind};
use crate::text::is_ideographic;

/// A unit of a source and the one that translates it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aligned {
    /// Its number in the source's units.
    pub source: usize,
    /// Its number in the translation's.
    pub target: usize,
    /// How sure that is, from 0 to 1.
    pub confidence: f32,
}

/// How sure an alignment must be to be claimed.
pub const CLAIMED: f32 = 0.8;

/// What a unit counts that stands alone.
pub(super) const ALONE: f32 = -0.7;

/// Which unit of a translation is which of its source, in order of the translation; what is not sure is left out.
pub fn align(source: &Document, target: &Document) -> Vec<Aligned> {
    let (theirs, own) = (features(source, |_| true), features(target, |heading| heading.explicit));
    let ratio = ratio_of(source, target);
    let mut aligned = Vec::new();
    for (source, target) in sections(source, target) {
        let score = |i: usize, j: usize| theirs[source.start + i].beside(&own[target.start + j], ratio);
        let found = path::best((source.len(), target.len()), ALONE, score);
        aligned.extend(found.into_iter().map(|found| Aligned {
            source: source.start + found.first,
            target: target.start + found.second,
            confidence: found.confidence,
        }));
    }
    aligned.retain(|aligned| aligned.confidence >= CLAIMED);
    let ends = (theirs.len(), own.len());
    let between =
        between(aligned.iter().map(|aligned| (aligned.source, aligned.target)), (0, 0), ends, |source, target| {
            theirs[source].is_formed_as(&own[target])
        });
    aligned.extend(between.into_iter().map(|(source, target)| Aligned { source, target, confidence: CLAIMED }));
    aligned.sort_by_key(|aligned| aligned.target);
    aligned
}

/// How many units in a row are joined by their form alone.
const ROW: usize = 3;

/// What is joined because it stands between two pairs that are sure: as many units on both sides, few of them, and each
/// formed as the other.
pub(super) fn between(
    pairs: impl Iterator<Item = (usize, usize)>,
    from: (usize, usize),
    to: (usize, usize),
    formed_alike: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let mut joined = Vec::new();
    let mut from = from;
    for (source, target) in pairs.chain([to]) {
        let row = source.saturating_sub(from.0);
        let is_alike = || (0..row).all(|at| formed_alike(from.0 + at, from.1 + at));
        if row <= ROW && target.saturating_sub(from.1) == row && is_alike() {
            joined.extend((0..row).map(|at| (from.0 + at, from.1 + at)));
        }
        from = (source + 1, target + 1);
    }
    joined
}

/// The sentences of two units that belong together, where both have as many.
pub fn segments(source: &Content, target: &Content) -> Option<Vec<(Content, Content)>> {
    let (source, target) = (source.sentences(), target.sentences());
    (source.len() == target.len()).then(|| source.into_iter().zip(target).collect())
}

/// The stretches of units between headings that are the same in both pages for certain.
fn sections(source: &Document, target: &Document) -> Vec<(Range<usize>, Range<usize>)> {
    let (theirs, own) = (&source.body.units, &target.body.units);
    let start = |units: &[Unit], heading: &Heading| {
        units.partition_point(|unit| !unit.kind.is_of_body() || unit.span.start < heading.span.start)
    };
    let mut sections = Vec::new();
    let mut from = (0, 0);
    for (heading, of) in outline::anchored(&target.body.headings, &source.body.headings) {
        let to = (start(theirs, &source.body.headings[of]), start(own, &target.body.headings[heading]));
        if to.0 >= from.0 && to.1 >= from.1 {
            sections.push((from.0..to.0, from.1..to.1));
            from = to;
        }
    }
    sections.push((from.0..theirs.len(), from.1..own.len()));
    sections
}

/// What is told of a unit without knowing its language.
pub(super) struct Features {
    kind: UnitKind,
    level: u8,
    anchor: Option<u64>,
    /// What it links to, shows and says in code.
    codes: Vec<u64>,
    /// The numbers, and the names in Latin letters.
    names: Vec<u64>,
    /// How long it is; an ideograph says as much as two letters.
    length: f32,
    words: u64,
}

/// The features of a document's units; `anchors` says which of its headings have an id that tells something.
fn features(document: &Document, anchors: fn(&Heading) -> bool) -> Vec<Features> {
    let mut headings = document.body.headings.iter().peekable();
    let mut anchor = |unit: &Unit| {
        while headings.next_if(|heading| heading.span.end <= unit.span.start).is_some() {}
        let heading = headings.peek().filter(|heading| heading.span.start <= unit.span.start && anchors(heading))?;
        matches!(unit.kind, UnitKind::Heading | UnitKind::Entry).then(|| hash(&heading.id))
    };
    document.body.units.iter().map(|unit| Features::new(unit, anchor(unit))).collect()
}

impl Features {
    fn new(unit: &Unit, anchor: Option<u64>) -> Self {
        let words = unit.content.words();
        let codes = unit.content.codes().filter_map(|code| match code.kind {
            CodeKind::Link | CodeKind::Address => Some(hash(&in_any_language(&code.about))),
            CodeKind::Image | CodeKind::Code | CodeKind::Directive => Some(hash(&code.about)),
            _ => None,
        });
        let mut codes: Vec<u64> = codes.collect();
        codes.sort_unstable();
        let mut names: Vec<u64> = Vec::new();
        for piece in &unit.content.pieces {
            let Piece::Text(text) = piece else { continue };
            names.extend(text.split(|ch: char| !ch.is_ascii_alphanumeric()).filter(|word| is_name(word)).map(hash));
        }
        names.sort_unstable();
        names.dedup();
        Self { kind: unit.kind, level: unit.level, anchor, codes, names, length: length(&words), words: hash(&words) }
    }

    /// Whether two units are the same kind of block at the same depth.
    pub(super) fn is_formed_as(&self, other: &Self) -> bool {
        self.kind == other.kind && self.level == other.level
    }

    /// Whether it is a cell of a table.
    pub(super) fn is_cell(&self) -> bool {
        self.kind == UnitKind::Cell
    }

    /// How well two units go together; nothing where they cannot.
    pub(super) fn beside(&self, other: &Self, ratio: f32) -> Option<f32> {
        use UnitKind::{Heading, Item, Paragraph};
        let mut score = match (self.kind, other.kind) {
            (a, b) if a == b && self.level == other.level => 1.2,
            // Tables hardly ever change their columns, and their rows look alike.
            (UnitKind::Cell, UnitKind::Cell) => return None,
            (a, b) if a == b => 0.2,
            (Paragraph, Item) | (Item, Paragraph) => 0.0,
            (Heading, Paragraph | Item) | (Paragraph | Item, Heading) => -0.8,
            _ => return None,
        };
        score += match (self.anchor, other.anchor) {
            (Some(a), Some(b)) if a == b => 4.0,
            (Some(_), Some(_)) => -0.8,
            _ => 0.0,
        };
        let (codes, most) = (common(&self.codes, &other.codes), self.codes.len().max(other.codes.len()));
        if most > 0 {
            score += 3.0 * codes as f32 / most as f32 - 1.0;
        }
        let (names, least) = (common(&self.names, &other.names), self.names.len().min(other.names.len()));
        if least > 0 {
            score += 2.2 * names as f32 / least as f32 - 0.8;
        } else if self.names.len() + other.names.len() > 1 {
            score -= 0.4;
        }
        if self.words == other.words {
            score += 1.0;
        }
        let stretch = ((other.length + 6.0) / (self.length * ratio + 6.0)).ln();
        Some(score - (1.3 * stretch * stretch).min(4.0))
    }
}

/// The features of some of a document's units, without the anchors of headings.
pub(super) fn features_of(document: &Document, units: &[usize]) -> Vec<Features> {
    units.iter().map(|unit| Features::new(&document.body.units[*unit], None)).collect()
}

/// How much longer the texts of a translation are than those of its source.
pub(super) fn ratio_of(source: &Document, target: &Document) -> f32 {
    let length = |document: &Document| document.body.units.iter().map(|unit| length(unit.text())).sum::<f32>().max(1.0);
    // A page of which a part is missing tells less about the two languages.
    (length(target) / length(source)).clamp(0.6, 1.7)
}

/// How long a text is beside others.
fn length(text: &str) -> f32 {
    // An ideograph begins with E3 or with a greater byte, and most texts have none.
    if !text.bytes().fold(false, |found, byte| found | (byte >= 0xE3)) {
        return text.chars().count() as f32;
    }
    text.chars().map(|ch| 1 + usize::from(is_ideographic(ch))).sum::<usize>() as f32
}

/// Whether a word stays as it is in most languages: a number, or a name.
fn is_name(word: &str) -> bool {
    let has = |wanted: fn(&char) -> bool| word.chars().any(|ch| wanted(&ch));
    has(char::is_ascii_digit) || word.len() > 1 && has(char::is_ascii_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ideograph_is_as_long_as_two_letters() {
        for ch in '\0'..=char::MAX {
            assert_eq!(length(&ch.to_string()), 1.0 + f32::from(u8::from(is_ideographic(ch))), "{ch:?}");
        }
        assert_eq!(length("Größe – 大小"), 12.0);
    }
}
