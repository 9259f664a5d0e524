//! How the units of a translated page stand to those of its source: what a ledger remembers, held against what both say
//! now.

use std::sync::Arc;

use super::entries::{Entries, Ids};
use super::pair;
use super::words::Words;
use crate::model::ledger::{Entry, Fingerprint, SourceTexts};
use crate::model::{Document, Provenance, UnitState};

/// How one unit stands.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitStatus {
    /// Its id: the ledger's, or the one that it would get there.
    pub id: String,
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

/// How every unit of a page stands, in order of the source; what the source has no longer, behind what stands before it in
/// the translation.
pub fn compare(page: &Page<'_>, is_untouched: impl Fn(&Document, usize, bool) -> bool) -> Vec<UnitStatus> {
    Comparison::new(page).finish(is_untouched)
}

/// The fingerprints of a document's units.
fn fingerprints(document: Option<&Document>) -> Vec<Fingerprint> {
    let units = document.map_or(&[][..], |document| &document.body.units);
    units.iter().map(|unit| Fingerprint::of(&unit.content.words())).collect()
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
        entries.leave(page.texts, &self.source);
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
        ids: &mut Ids,
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
