//! Which unit of a translation is which of its source: by what a ledger remembers of both where that is certain, by likeness
//! between.

use std::cell::{LazyCell, OnceCell};
use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::align::{self, ALONE, CLAIMED, Features};
use super::entries::{ALIKE, COMPARED};
use super::path;
use super::status::Page;
use super::words::Words;
use crate::model::Document;
use crate::model::ledger::Fingerprint;
use crate::model::unit::{Trace, Unit, UnitKind};

/// A page whose units are being told from each other.
pub(super) struct Pairing<'a> {
    page: &'a Page<'a>,
    source: &'a [Fingerprint],
    target: &'a [Fingerprint],
    /// For each unit of the translation the source's with how sure that is.
    pairs: Vec<Option<(usize, f32)>>,
    /// Whether a unit of the source has its translation.
    paired: Vec<bool>,
    /// The pairs that nobody has changed, in their order.
    kept: Vec<(usize, usize)>,
    /// How much longer the translation's texts are, once somebody wants to know.
    ratio: OnceCell<f32>,
    /// The source texts that a translation's words are remembered to be made from, with how often.
    made_from: FxHashMap<Fingerprint, Vec<(Fingerprint, usize)>>,
}

/// For each unit of the translation the source's that it translates, with how sure that is. The fingerprints are those of
/// the units of both.
pub(super) fn pair(page: &Page<'_>, source: &[Fingerprint], target: &[Fingerprint]) -> Vec<Option<(usize, f32)>> {
    let mut made_from: FxHashMap<Fingerprint, Vec<(Fingerprint, usize)>> = FxHashMap::default();
    let mut met: FxHashMap<(Fingerprint, Fingerprint), usize> = FxHashMap::default();
    made_from.reserve(page.entries.len());
    met.reserve(page.entries.len());
    for entry in page.entries {
        let texts = made_from.entry(entry.target).or_default();
        let at = *met.entry((entry.source, entry.target)).or_insert(texts.len());
        match texts.get_mut(at) {
            Some((_, times)) => *times += 1,
            None => texts.push((entry.source, 1)),
        }
    }
    let (pairs, paired) = (vec![None; target.len()], vec![false; source.len()]);
    let ratio = OnceCell::new();
    let mut pairing = Pairing { page, source, target, pairs, paired, kept: Vec::new(), ratio, made_from };
    pairing.pair();
    pairing.pairs
}

/// How many texts may have changed between two that are the same, where each of them is held against all.
const MOST: usize = 64;

/// How much of two lists is the same at the beginning and at the end, where all that differs stands between, and nothing of that is
/// anywhere in the other list: then nobody could find more that is the same, nor join it otherwise.
fn around<T: PartialEq>(source: &[T], target: &[T]) -> Option<(usize, usize)> {
    let before = source.iter().zip(target).take_while(|(a, b)| a == b).count();
    let (source_left, target_left) = (&source[before..], &target[before..]);
    let behind = source_left.iter().rev().zip(target_left.iter().rev()).take_while(|(a, b)| a == b).count();
    if source_left.len().max(target_left.len()) - behind > MOST {
        return None;
    }
    let is_in = |left: &[T], other: &[T]| left[..left.len() - behind].iter().any(|one| other.contains(one));
    let differs = !is_in(source_left, target) && !is_in(target_left, source);
    differs.then_some((before, behind))
}

/// What a unit must be so that one that nobody has changed is the same.
fn place(kind: UnitKind, level: u8) -> (UnitKind, u8) {
    match kind {
        // A list has items or paragraphs, as there are empty lines in it or none.
        UnitKind::Item => (UnitKind::Paragraph, 0),
        UnitKind::Cell => (UnitKind::Cell, level),
        kind => (kind, 0),
    }
}

/// Whether a unit and its translation are the same kind of text, as they are where nobody has changed them.
pub(super) fn is_alike_place(source: &Trace, target: &Trace) -> bool {
    place(source.kind, source.level) == place(target.kind, target.level)
}

impl Pairing<'_> {
    fn join(&mut self, source: usize, target: usize, confidence: f32) {
        self.pairs[target] = Some((source, confidence));
        self.paired[source] = true;
    }

    /// Tells which unit is which. What nobody has changed goes first, in its order and then where it has moved to; then what
    /// is alike in what lies between; at last what has moved and is there more than once.
    fn pair(&mut self) {
        let (Some(of), Some(own)) = (self.page.source, self.page.target) else { return };
        if self.page.entries.is_empty() {
            for found in align::align(of, own) {
                self.join(found.source, found.target, found.confidence);
            }
            return;
        }
        let made_from = self.made_from();
        self.unchanged(&made_from);
        self.moved(&made_from);
        self.header();
        let gaps = self.gaps();
        for (source, target) in &gaps {
            self.liken(source, target, false);
        }
        let source: Vec<usize> = (0..self.source.len()).filter(|index| !self.paired[*index]).collect();
        let target: Vec<usize> = (0..self.target.len()).filter(|index| self.pairs[*index].is_none()).collect();
        let has = |all: &[usize], some: &[usize]| all.first() <= some.first() && some.last() <= all.last();
        if !gaps.iter().any(|gap| has(&gap.0, &source) && has(&gap.1, &target)) {
            self.liken(&source, &target, true);
        }
        let mut left: FxHashMap<Fingerprint, VecDeque<usize>> = FxHashMap::default();
        for (index, source) in self.source.iter().enumerate().filter(|(index, _)| !self.paired[*index]) {
            left.entry(*source).or_default().push_back(index);
        }
        for (target, made_from) in made_from.iter().enumerate() {
            let at = made_from.and_then(|source| left.get_mut(&source)).filter(|_| self.pairs[target].is_none());
            if let Some(source) = at.and_then(VecDeque::pop_front) {
                self.join(source, target, 1.0);
            }
        }
    }

    /// The source text that each unit of the translation was made from, where the ledger knows its words. Of several, those
    /// that the source still has are given in the order in which it has them.
    fn made_from(&self) -> Vec<Option<Fingerprint>> {
        let places = LazyCell::new(|| {
            let mut places: FxHashMap<Fingerprint, Vec<usize>> = FxHashMap::default();
            for (index, source) in self.source.iter().enumerate() {
                places.entry(*source).or_default().push(index);
            }
            places
        });
        let mut next: FxHashMap<Fingerprint, (VecDeque<Fingerprint>, Option<Fingerprint>)> = FxHashMap::default();
        let of = |own: &Fingerprint| {
            let made_from = self.made_from.get(own)?;
            if let [(single, _)] = made_from.as_slice() {
                return Some(*single);
            }
            let (next, other) = next.entry(*own).or_insert_with(|| {
                let there =
                    made_from.iter().filter_map(|(source, times)| Some(places.get(source)?.iter().take(*times)));
                let mut there: Vec<usize> = there.flatten().copied().collect();
                there.sort_unstable();
                let there: VecDeque<Fingerprint> = there.into_iter().map(|index| self.source[index]).collect();
                let other = there.front().copied().or_else(|| Some(made_from.first()?.0));
                (there, other)
            });
            next.pop_front().or(*other)
        };
        self.target.iter().map(of).collect()
    }

    /// Joins what nobody has changed and what stands in its order, each as what it is; a cell stays in its column.
    fn unchanged(&mut self, made_from: &[Option<Fingerprint>]) {
        let (Some(of), Some(own)) = (self.page.source, self.page.target) else { return };
        let places = |document: &Document, texts: &mut dyn Iterator<Item = Option<Fingerprint>>| -> Vec<_> {
            let place = |unit: &Unit| place(unit.kind, unit.level);
            texts.zip(&document.body.units).map(|(text, unit)| (text, place(unit))).collect()
        };
        let source = places(of, &mut self.source.iter().copied().map(Some));
        let target = places(own, &mut made_from.iter().copied());
        if let Some((before, behind)) = around(&source, &target) {
            let from_end = (1..=behind).rev().map(|at| (source.len() - at, target.len() - at));
            for (source, target) in (0..before).map(|at| (at, at)).chain(from_end) {
                self.kept.push((source, target));
                self.join(source, target, 1.0);
            }
            return;
        }
        // Numbers are compared instead of what they stand for.
        let mut numbers: FxHashMap<(Option<Fingerprint>, (UnitKind, u8)), usize> = FxHashMap::default();
        let mut number = |one| {
            let next = numbers.len();
            *numbers.entry(one).or_insert(next)
        };
        let [source, target] = [source, target].map(|all| all.into_iter().map(&mut number).collect::<Vec<usize>>());
        for change in capture_diff_slices(Algorithm::Patience, &source, &target) {
            let DiffOp::Equal { old_index, new_index, len } = change else { continue };
            for at in 0..len {
                self.kept.push((old_index + at, new_index + at));
                self.join(old_index + at, new_index + at, 1.0);
            }
        }
    }

    /// Joins what has moved: what is there once, and what stands beside it as it did.
    fn moved(&mut self, made_from: &[Option<Fingerprint>]) {
        let left: FxHashSet<Fingerprint> =
            self.source.iter().zip(&self.paired).filter(|(_, paired)| !**paired).map(|(one, _)| *one).collect();
        let mut free = made_from.iter().zip(&self.pairs).filter(|(_, pair)| pair.is_none());
        if !free.any(|(one, _)| one.is_some_and(|one| left.contains(&one))) {
            return;
        }
        let once = |all: &mut dyn Iterator<Item = (usize, Fingerprint)>| {
            let mut places: FxHashMap<Fingerprint, Option<usize>> = FxHashMap::default();
            for (index, one) in all {
                places.entry(one).and_modify(|place| *place = None).or_insert(Some(index));
            }
            places
        };
        let theirs = once(&mut self.source.iter().copied().enumerate());
        let mine = once(&mut made_from.iter().enumerate().filter_map(|(index, one)| Some((index, (*one)?))));
        for (target, one) in made_from.iter().enumerate() {
            let place = |all: &FxHashMap<Fingerprint, Option<usize>>| all.get(&(*one)?).copied().flatten();
            let (Some(source), Some(_), None) = (place(&theirs), place(&mine), self.pairs[target]) else { continue };
            if self.paired[source] {
                continue;
            }
            self.join(source, target, 1.0);
            let is_next = |pairing: &Self, source: usize, target: usize| {
                pairing.pairs.get(target).is_some_and(Option::is_none)
                    && !pairing.paired[source]
                    && made_from[target] == Some(self.source[source])
            };
            for step in [1, usize::MAX] {
                let (mut source, mut target) = (source.wrapping_add(step), target.wrapping_add(step));
                while source < self.source.len() && is_next(self, source, target) {
                    self.join(source, target, 1.0);
                    (source, target) = (source.wrapping_add(step), target.wrapping_add(step));
                }
            }
        }
    }

    /// Joins the titles, the descriptions and the headings of the page: it has one of each, whatever they say.
    fn header(&mut self) {
        let (Some(of), Some(own)) = (self.page.source, self.page.target) else { return };
        let wanted: [fn(&Unit) -> bool; 3] = [
            |unit| unit.kind == UnitKind::Title,
            |unit| unit.kind == UnitKind::Description,
            |unit| unit.kind == UnitKind::Heading && unit.level == 1,
        ];
        for is_it in wanted {
            let place = |document: &Document| {
                let mut found = (0..document.body.units.len()).filter(|index| is_it(&document.body.units[*index]));
                found.next().filter(|_| found.next().is_none())
            };
            let (Some(source), Some(target)) = (place(of), place(own)) else { continue };
            if !self.paired[source] && self.pairs[target].is_none() {
                self.join(source, target, 1.0);
            }
        }
    }

    /// What lies between the units that nobody has changed, as far as it has not moved: of the source, and of the translation.
    fn gaps(&self) -> Vec<(Vec<usize>, Vec<usize>)> {
        let mut gaps = Vec::new();
        let mut from = (0, 0);
        for (source, target) in self.kept.iter().copied().chain([(self.source.len(), self.target.len())]) {
            let theirs: Vec<usize> = (from.0..source).filter(|index| !self.paired[*index]).collect();
            let own: Vec<usize> = (from.1..target).filter(|index| self.pairs[*index].is_none()).collect();
            if !theirs.is_empty() && !own.is_empty() {
                gaps.push((theirs, own));
            }
            from = (source + 1, target + 1);
        }
        gaps
    }

    /// Joins what is alike: two languages by what they have in common, and what the source said then with what it says now.
    /// Of what has moved only the second is told.
    fn liken(&mut self, source: &[usize], target: &[usize], has_moved: bool) {
        let (Some(of), Some(own)) = (self.page.source, self.page.target) else { return };
        let theirs: Vec<Features> = align::features_of(of, source);
        let mine: Vec<Features> = align::features_of(own, target);
        let now: Vec<Words> = source.iter().map(|at| Words::new(&of.body.units[*at].content.words())).collect();
        let then: Vec<Vec<Words>> = target.iter().map(|at| self.then(*at)).collect();
        let alike = |i: usize, j: usize| then[j].iter().map(|then| then.likeness(&now[i])).reduce(f32::max);
        let ratio = *self.ratio.get_or_init(|| align::ratio_of(of, own));
        let score = |i: usize, j: usize| {
            let score = theirs[i].beside(&mine[j], ratio)?;
            match alike(i, j) {
                Some(alike) if has_moved && alike < ALIKE => None,
                // What is remembered tells more than anything that two languages have in common.
                Some(alike) => Some(0.5 * score + 7.0 * (alike - 0.4)),
                None => Some(score).filter(|_| !has_moved),
            }
        };
        let mut found = path::best((source.len(), target.len()), ALONE, score);
        // Of a text that was split, either part is what was translated.
        let is_sure = |found: &path::Match| {
            found.confidence >= CLAIMED || alike(found.first, found.second).is_some_and(|alike| alike >= ALIKE)
        };
        found.retain(is_sure);
        let pairs = found.iter().map(|found| (found.first, found.second));
        // A translation that is remembered is told by what it was made from; one that is not, by where it stands. So is a
        // cell, which often has no more words than the one that changes.
        let between = align::between(pairs, (0, 0), (source.len(), target.len()), |i, j| {
            !has_moved && (then[j].is_empty() || mine[j].is_cell()) && theirs[i].is_formed_as(&mine[j])
        });
        for found in found {
            self.join(source[found.first], target[found.second], found.confidence.max(CLAIMED));
        }
        for (i, j) in between {
            self.join(source[i], target[j], CLAIMED);
        }
    }

    /// The texts that a unit of the translation was made from, as far as they are remembered.
    fn then(&self, target: usize) -> Vec<Words> {
        let made_from = self.made_from.get(&self.target[target]).into_iter().flatten();
        let texts = made_from.take(COMPARED).filter_map(|(source, _)| self.page.texts.get(source));
        texts.map(|text| Words::new(text)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_change_is_what_a_comparison_finds() {
        let (mut seed, mut found) = (1_u64, 0);
        let mut next = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        for _ in 0..20_000 {
            let (before, behind) = (next(5), next(5));
            let mut list = |from: u64, count: u64| -> Vec<u64> { (0..count).map(|_| from + next(3)).collect() };
            let (before, behind, changed, new) = (list(0, before), list(0, behind), list(2, 2), list(3, 1));
            let (source, target) = ([&*before, &*changed, &*behind].concat(), [&*before, &*new, &*behind].concat());
            let Some((before, behind)) = around(&source, &target) else { continue };
            found += 1;
            let mut same = Vec::new();
            for change in capture_diff_slices(Algorithm::Patience, &source, &target) {
                if let DiffOp::Equal { old_index, new_index, len } = change {
                    same.extend((0..len).map(|at| (old_index + at, new_index + at)));
                }
            }
            let from_end = (1..=behind).rev().map(|at| (source.len() - at, target.len() - at));
            let told: Vec<(usize, usize)> = (0..before).map(|at| (at, at)).chain(from_end).collect();
            assert_eq!(told, same, "{source:?} {target:?}");
        }
        assert!(found > 2000, "{found}");
    }
}
