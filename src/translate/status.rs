//! How the units of a translated page stand to those of its source: what a ledger remembers, held against what both say
//! now.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::entries::{Entries, Ids};
use super::pair;
use super::words::Words;
use crate::model::ledger::{Entry, Fingerprint, Settled, SourceTexts, UnitId};
use crate::model::unit::Amount;
use crate::model::{Document, Provenance, Unit, UnitState};

/// How one unit stands.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitStatus {
    /// Its id: the ledger's, or the one that it would get there.
    pub id: UnitId,
    /// How its translation stands to its source.
    pub state: UnitState,
    /// Its number in the source's units.
    pub source: Option<usize>,
    /// Its number in the translation's.
    pub target: Option<usize>,
    /// What the source said when it was translated, where that is remembered and is not what it says now.
    pub then: Option<Arc<str>>,
    /// How sure it is that the two belong together, from 0 to 1.
    pub confidence: f32,
    /// Who made the translation.
    pub by: Option<Provenance>,
    /// The fingerprints that are recorded, if any are.
    pub recorded: Option<(Fingerprint, Fingerprint)>,
}

/// A page in its source and in a translation, with what a ledger remembers of it.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The source.
    pub source: Option<&'a Document>,
    /// The translation.
    pub target: Option<&'a Document>,
    /// The ledger's entries.
    pub entries: &'a [Entry],
    /// The source texts that they speak of.
    pub texts: &'a SourceTexts,
}

/// How every unit of a page stands whose documents have their units, in order of the source; what the source has no longer,
/// behind what stands before it in the translation.
pub fn compare(page: &Page<'_>, is_untouched: impl Fn(&Document, usize, bool) -> bool) -> Vec<UnitStatus> {
    unchanged(page).unwrap_or_else(|| changed(page, is_untouched))
}

/// The same of a page that [`unchanged`] does not tell of.
pub fn changed(page: &Page<'_>, is_untouched: impl Fn(&Document, usize, bool) -> bool) -> Vec<UnitStatus> {
    Comparison::new(page).finish(is_untouched)
}

/// What [`compare`] finds of a page of which neither side has changed since, as most are: each unit has its entry, and they
/// stand in the same order. Nothing where that is not so, or where a ledger leaves a choice.
///
/// The traces of its units are enough.
pub fn unchanged(page: &Page<'_>) -> Option<Vec<UnitStatus>> {
    let (source, target) = (page.source?.traces()?, page.target?.traces()?);
    let of = |at: usize| (page.entries[at].target, page.entries[at].source);
    let mut known: Vec<usize> = (0..page.entries.len()).collect();
    known.sort_by_key(|at| of(*at));
    // Where several texts of the source are translated alike, and none of them otherwise too, they come in their order.
    let several = known.windows(2).filter(|two| of(two[0]).0 == of(two[1]).0 && of(two[0]) != of(two[1]));
    let several: BTreeMap<Fingerprint, Fingerprint> =
        several.flatten().map(|at| (page.entries[*at].source, page.entries[*at].target)).collect();
    let is_other = |entry: &Entry| several.get(&entry.source).is_some_and(|target| *target != entry.target);
    let leaves_a_choice = !several.is_empty() && page.entries.iter().any(is_other);
    let is_merged = page.entries.windows(2).any(|two| two[0].id >= two[1].id);
    if source.len() != target.len() || leaves_a_choice || is_merged {
        return None;
    }
    // How many entries of one pair of texts have been given away, by where the first of them stands.
    let mut taken = vec![0; known.len() + 1];
    let pairs = source.iter().zip(&*target).enumerate();
    pairs
        .map(|(index, (source, target))| {
            let wanted = (target.fingerprint, source.fingerprint);
            let first = known.partition_point(|at| of(*at) < wanted);
            let place = first + taken[first];
            taken[first] += 1;
            let is_its = known.get(place).is_some_and(|at| of(*at) == wanted);
            if !is_its || !pair::is_alike_place(source, target) {
                return None;
            }
            Some(known_unit(index, &page.entries[known[place]]))
        })
        .collect()
}

/// What [`unchanged`] tells of so many units that a page is settled by, but for what only its ledger knows: their ids, and which of
/// them somebody has read again.
pub fn in_order(units: usize) -> Vec<UnitStatus> {
    let unit = |index| UnitStatus {
        id: UnitId::default(),
        state: UnitState::Fresh,
        source: Some(index),
        target: Some(index),
        then: None,
        confidence: 1.0,
        by: None,
        recorded: None,
    };
    (0..units).map(unit).collect()
}

/// Which of the ways in which a page was settled its files still are.
pub fn settled<'a>(source: &Document, target: &Document, settled: &'a [Settled]) -> Option<&'a Settled> {
    let files = (source.body.digest?, target.body.digest?);
    settled.iter().find(|settled| (settled.source, settled.target) == files)
}

/// What there is to remember of a page of which each unit is known, with the texts of its files, and the fingerprint of what the ledger
/// says of it. Its documents have their units.
pub fn settle(page: &Page<'_>, source: &str, target: &str, lines: Fingerprint) -> Option<Settled> {
    let (source, target) = (Fingerprint::of_file(source), Fingerprint::of_file(target));
    let mut settled = Settled { source, target, lines, fresh: Amount::default(), reviewed: Amount::default() };
    for unit in unchanged(page)? {
        let words = page.source.zip(unit.source).map_or(0, |(source, number)| source.words_of(number));
        let amount = if unit.state == UnitState::Reviewed { &mut settled.reviewed } else { &mut settled.fresh };
        *amount += Amount { units: 1, words };
    }
    Some(settled)
}

/// A unit neither of whose texts has changed, in the same place in both files.
fn known_unit(index: usize, entry: &Entry) -> UnitStatus {
    UnitStatus {
        id: entry.id.clone(),
        state: if entry.reviewed { UnitState::Reviewed } else { UnitState::Fresh },
        source: Some(index),
        target: Some(index),
        then: None,
        confidence: 1.0,
        by: entry.by,
        recorded: Some((entry.source, entry.target)),
    }
}

/// The fingerprints of a document's units.
fn fingerprints(document: Option<&Document>) -> Vec<Fingerprint> {
    let units = document.map_or(&[][..], |document| &document.body.units);
    units.iter().map(Unit::fingerprint).collect()
}

struct Comparison<'a> {
    page: &'a Page<'a>,
    source: Vec<Fingerprint>,
    target: Vec<Fingerprint>,
    /// For each unit of the translation the source's with how sure that is.
    pairs: Vec<Option<(usize, f32)>>,
}

impl<'a> Comparison<'a> {
    fn new(page: &'a Page<'a>) -> Self {
        let (source, target) = (fingerprints(page.source), fingerprints(page.target));
        let pairs = pair::pair(page, &source, &target);
        Self { page, source, target, pairs }
    }

    fn finish(self, is_untouched: impl Fn(&Document, usize, bool) -> bool) -> Vec<UnitStatus> {
        let page = self.page;
        let mut entries = Entries::new(page.entries);
        let mut target_of: Vec<Option<(usize, f32)>> = vec![None; self.source.len()];
        for (target, pair) in self.pairs.iter().enumerate() {
            if let Some((source, confidence)) = pair {
                target_of[*source] = Some((target, *confidence));
            }
        }
        // What is known exactly takes its entry first; then translations whose source has changed; then those that have
        // themselves.
        let mut taken: Vec<Option<&Entry>> = vec![None; self.target.len()];
        let pairs: Vec<(usize, usize)> =
            self.pairs.iter().enumerate().filter_map(|(target, pair)| Some((pair.as_ref()?.0, target))).collect();
        for (source, target) in &pairs {
            taken[*target] = entries.take_exact(self.source[*source], self.target[*target]);
        }
        for (source, target) in &pairs {
            if taken[*target].is_none() {
                let now = page.source.map(|of| Words::new(&of.body.units[*source].content.words()));
                taken[*target] = entries.take_best(self.target[*target], |source| {
                    let then = page.texts.get(&source);
                    then.zip(now.as_ref()).map_or(0.0, |(then, now)| Words::new(then).likeness(now))
                });
            }
        }
        for (source, target) in &pairs {
            if taken[*target].is_none() {
                taken[*target] = entries.take_by_source(self.source[*source]);
            }
        }
        // Both texts have changed: which entry is theirs is told by what is left.
        if pairs.iter().any(|(_, target)| taken[*target].is_none()) {
            entries.leave(page.texts, &self.source);
        }
        for (source, target) in &pairs {
            if let Some(of) = page.source.filter(|_| taken[*target].is_none()) {
                taken[*target] = entries.take_alike(&Words::new(&of.body.units[*source].content.words()));
            }
        }
        let mut ids = Ids::new(page.entries);
        let mut found: Vec<(usize, UnitStatus)> = Vec::new();
        for (source, target) in target_of.iter().enumerate() {
            let status = match target {
                Some((target, confidence)) => {
                    self.translated(source, *target, *confidence, taken[*target], &mut ids, &is_untouched)
                }
                None => {
                    let id = entries.take_by_source(self.source[source]).map(|entry| entry.id.clone());
                    UnitStatus {
                        id: id.unwrap_or_else(|| ids.new_id(self.source[source])),
                        state: UnitState::Missing,
                        source: Some(source),
                        target: None,
                        then: None,
                        confidence: 0.0,
                        by: None,
                        recorded: None,
                    }
                }
            };
            found.push((source, status));
        }
        // What the source has no longer stands behind what it stands behind in the translation.
        let mut after = 0;
        for (target, pair) in self.pairs.iter().enumerate() {
            match pair {
                Some((source, _)) => after = source + 1,
                None => {
                    let entry = entries.take_best(self.target[target], |_| 0.0);
                    found.push((after, self.alone(target, entry, &mut ids)));
                }
            }
        }
        found.sort_by_key(|(at, status)| (*at, status.source.is_some(), status.target));
        found.into_iter().map(|(_, status)| status).collect()
    }

    fn translated(
        &self,
        source: usize,
        target: usize,
        confidence: f32,
        entry: Option<&Entry>,
        ids: &mut Ids<'_>,
        is_untouched: &impl Fn(&Document, usize, bool) -> bool,
    ) -> UnitStatus {
        let state = match entry {
            Some(entry) if entry.source != self.source[source] => UnitState::Stale,
            // What was read again was another text.
            Some(entry) if entry.reviewed && entry.target == self.target[target] => UnitState::Reviewed,
            Some(_) => UnitState::Fresh,
            None => {
                let is_same = self.source[source] == self.target[target];
                match self.page.target {
                    Some(document) if is_untouched(document, target, is_same) => UnitState::Untouched,
                    _ => UnitState::Unknown,
                }
            }
        };
        let then = entry.filter(|_| state == UnitState::Stale).and_then(|entry| self.page.texts.get(&entry.source));
        UnitStatus {
            id: entry.map_or_else(|| ids.new_id(self.source[source]), |entry| entry.id.clone()),
            state,
            source: Some(source),
            target: Some(target),
            then: then.cloned(),
            confidence,
            by: entry.and_then(|entry| entry.by),
            recorded: entry.map(|entry| (entry.source, entry.target)),
        }
    }

    /// A unit of the translation that stands beside none of the source.
    fn alone(&self, target: usize, entry: Option<&Entry>, ids: &mut Ids) -> UnitStatus {
        let orphaned = entry.is_some() || self.page.source.is_none() && !self.page.entries.is_empty();
        UnitStatus {
            id: entry.map_or_else(|| ids.new_id(self.target[target]), |entry| entry.id.clone()),
            state: if orphaned { UnitState::Orphaned } else { UnitState::Unknown },
            source: None,
            target: Some(target),
            then: entry.and_then(|entry| self.page.texts.get(&entry.source)).cloned(),
            confidence: 0.0,
            by: entry.and_then(|entry| entry.by),
            recorded: entry.map(|entry| (entry.source, entry.target)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::LocaleId;
    use crate::model::document::Body;
    use crate::parse::markdown::Manner;
    use crate::parse::page::{Request, parse};
    use crate::translate::record::{Verdict, accept};

    fn document(text: &str) -> Document {
        let file: Arc<str> = "a.md".into();
        let manner = Manner { keeps_units: true, ..Manner::default() };
        parse(Request { file: &file, text, locale: LocaleId(0), path: "a.md", include: false, manner }).0
    }

    /// Short pages with few words, so that the same stands in them more than once.
    fn page(seed: u64, words: &[&str]) -> String {
        let mut seed = seed;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % below
        };
        let blocks: Vec<String> = (0..1 + next(5))
            .map(|_| match next(4) {
                0 => format!("# {}", words[next(words.len())]),
                1 => format!("- {}\n- {}", words[next(words.len())], words[next(words.len())]),
                2 => format!("| {} | {} |\n|---|---|", words[next(words.len())], words[next(words.len())]),
                _ => words[next(words.len())].to_owned(),
            })
            .collect();
        blocks.join("\n\n")
    }

    #[test]
    fn what_nobody_has_changed_is_told_as_by_comparison() {
        let untouched = |_: &Document, _, _| false;
        let verdict = Verdict { reviewed: false, by: None };
        let mut short = 0;
        for seed in 0..3000 {
            let source = document(&page(seed, &["One.", "Two.", "Three.", "Four.", "Five."]));
            // Every second translation has a page's form, others their own.
            let own = if seed % 2 == 0 { seed } else { seed + 1 };
            let text = page(own, &["Eins.", "Zwei.", "Drei.", if seed % 3 == 0 { "Drei." } else { "Vier." }, "Fünf."]);
            let target = document(&text);
            let mut texts = SourceTexts::new();
            let blank = Page { source: Some(&source), target: Some(&target), entries: &[], texts: &texts.clone() };
            let units = compare(&blank, untouched);
            let (mut entries, _) = accept(&blank, &units, verdict, &mut texts, untouched);
            match seed % 7 {
                // A merge, what is gone, what was read again, another source, what another text was made from.
                0 => entries.extend(entries.first().cloned()),
                1 => drop(entries.pop()),
                2 => entries.iter_mut().for_each(|entry| entry.reviewed = true),
                3 => entries.iter_mut().take(1).for_each(|entry| entry.source = Fingerprint::of("Six.")),
                4 => {
                    let (source, target) = (Fingerprint::of("Four."), Fingerprint::of("Drei."));
                    entries.push(Entry { id: "other".into(), source, target, reviewed: false, by: None });
                }
                _ => {}
            }
            entries.sort();
            // What was a heading may have become a paragraph.
            let reshaped = (seed % 7 == 5).then(|| document(&text.replace("# ", "")));
            let target = reshaped.as_ref().unwrap_or(&target);
            let page = Page { target: Some(target), entries: &entries, texts: &texts, ..blank };
            let lines = Fingerprint::of_file("lines");
            let known = settle(&page, "source", "target", lines);
            let Some(told) = unchanged(&page) else {
                assert_eq!(known, None);
                continue;
            };
            assert_eq!(told, Comparison::new(&page).finish(untouched), "{seed}: {entries:?}");
            short += usize::from(!told.is_empty());
            let known = known.expect("what is known is settled");
            let of = |state: UnitState| {
                let all = told.iter().filter(|unit| unit.state == state);
                let words = all.clone().filter_map(|unit| unit.source).map(|number| source.words_of(number));
                Amount { units: all.count(), words: words.sum() }
            };
            assert_eq!((known.fresh, known.reviewed), (of(UnitState::Fresh), of(UnitState::Reviewed)), "{seed}");
            let other = Settled { target: Fingerprint::of_file("other"), ..known };
            let both = [other, known];
            let (of, own) = (known_by(&source, "source"), known_by(target, "target"));
            assert_eq!(settled(&of, &own, &both), Some(&known), "{seed}: {entries:?}");
            // Another file on either side.
            assert_eq!(settled(&of, &own, &[other]), None);
            assert_eq!(settled(&known_by(&source, "changed"), &own, &both), None);
            assert_eq!(settled(&of, target, &both), None);
        }
        assert!(short > 500, "{short}");
    }

    /// A document of which its file is known, and nothing of its units.
    fn known_by(document: &Document, file: &str) -> Document {
        let body = Body { digest: Some(Fingerprint::of_file(file)), ..Body::default() };
        Document { body, ..document.clone() }
    }
}
