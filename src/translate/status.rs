//! How the units of a translated page stand to those of its source: what a ledger remembers, held against what both say
//! now.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::ops::Range;
use std::sync::Arc;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::align::{self, ALONE, CLAIMED, Features};
use super::path;
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
    /// Whether the translation has changed since it was recorded.
    pub changed: bool,
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
    /// Whether a unit of the source has its translation.
    paired: Vec<bool>,
    /// The entries that speak of a translation's words.
    by_target: HashMap<Fingerprint, Vec<usize>>,
}

impl<'a> Comparison<'a> {
    fn new(page: &'a Page<'a>) -> Self {
        let (source, target) = (fingerprints(page.source), fingerprints(page.target));
        let mut by_target: HashMap<Fingerprint, Vec<usize>> = HashMap::new();
        for (index, entry) in page.entries.iter().enumerate() {
            by_target.entry(entry.target).or_default().push(index);
        }
        let (pairs, paired) = (vec![None; target.len()], vec![false; source.len()]);
        let mut comparison = Self { page, source, target, pairs, paired, by_target };
        if page.source.is_some() && page.target.is_some() {
            comparison.pair();
        }
        comparison
    }

    fn join(&mut self, source: usize, target: usize, confidence: f32) {
        self.pairs[target] = Some((source, confidence));
        self.paired[source] = true;
    }

    /// Tells which unit is which: by the ledger where nothing has changed, by likeness between those, by the ledger again
    /// where something has moved.
    fn pair(&mut self) {
        let known: HashSet<(Fingerprint, Fingerprint)> =
            self.page.entries.iter().map(|entry| (entry.source, entry.target)).collect();
        // What each unit of the translation was made from, where that can be told from its words alone.
        let there: HashSet<Fingerprint> = self.source.iter().copied().collect();
        let made_from: Vec<Fingerprint> = self.target.iter().map(|own| self.made_from(*own, &there)).collect();
        for gap in self.unchanged(&made_from, &known) {
            self.liken(gap);
        }
        let mut moved: HashMap<Fingerprint, VecDeque<usize>> = HashMap::new();
        for (index, source) in self.source.iter().enumerate().filter(|(index, _)| !self.paired[*index]) {
            moved.entry(*source).or_default().push_back(index);
        }
        for (target, made_from) in made_from.iter().enumerate() {
            if self.pairs[target].is_some() {
                continue;
            }
            // Words that translate several texts may be those of any that is left.
            let entries = self.by_target.get(&self.target[target]).map_or(&[][..], Vec::as_slice);
            let others = entries.iter().map(|entry| self.page.entries[*entry].source);
            let mut sources = std::iter::once(*made_from).chain(others);
            if let Some(source) = sources.find_map(|source| moved.get_mut(&source)?.pop_front()) {
                self.join(source, target, 1.0);
            }
        }
    }

    /// The source text that words of a translation were made from: one that the source still has goes before others.
    fn made_from(&self, own: Fingerprint, there: &HashSet<Fingerprint>) -> Fingerprint {
        let entries = self.by_target.get(&own).map_or(&[][..], Vec::as_slice);
        let sources = || entries.iter().map(|entry| self.page.entries[*entry].source);
        // Nothing has the fingerprint of nothing, because a unit has words.
        let none = Fingerprint::of("");
        sources().find(|source| there.contains(source)).or_else(|| sources().next()).unwrap_or(none)
    }

    /// Joins what the ledger knows and nobody has changed, and gives the stretches between.
    fn unchanged(
        &mut self,
        made_from: &[Fingerprint],
        known: &HashSet<(Fingerprint, Fingerprint)>,
    ) -> Vec<(Range<usize>, Range<usize>)> {
        let mut gaps = Vec::new();
        let mut from = (0, 0);
        // A title often says the same as the first heading, and is another unit.
        let keyed = |document: Option<&Document>, prints: &[Fingerprint]| -> Vec<(bool, Fingerprint)> {
            let units = document.map_or(&[][..], |document| &document.body.units);
            units.iter().map(|unit| unit.kind.is_of_body()).zip(prints.iter().copied()).collect()
        };
        let (theirs, own) = (keyed(self.page.source, &self.source), keyed(self.page.target, made_from));
        for change in capture_diff_slices(Algorithm::Patience, &theirs, &own) {
            let DiffOp::Equal { old_index, new_index, len } = change else { continue };
            for (source, target) in (old_index..old_index + len).zip(new_index..) {
                if known.contains(&(self.source[source], self.target[target])) {
                    gaps.push((from.0..source, from.1..target));
                    from = (source + 1, target + 1);
                    self.join(source, target, 1.0);
                }
            }
        }
        gaps.push((from.0..self.source.len(), from.1..self.target.len()));
        gaps.retain(|(source, target)| !source.is_empty() && !target.is_empty());
        gaps
    }

    /// Joins what is alike: two languages by what they have in common, and what the source said then with what it says now.
    fn liken(&mut self, (source, target): (Range<usize>, Range<usize>)) {
        let (Some(of), Some(own)) = (self.page.source, self.page.target) else { return };
        if self.page.entries.is_empty() {
            for found in align::align(of, own) {
                self.join(found.source, found.target, found.confidence);
            }
            return;
        }
        let ratio = align::ratio_of(of, own);
        let theirs: Vec<Features> = align::features_of(of, source.clone());
        let mine: Vec<Features> = align::features_of(own, target.clone());
        let words = |text: &str| Words::new(text);
        let now: Vec<Words> = source.clone().map(|at| words(&of.body.units[at].content.words())).collect();
        let then: Vec<Vec<Words>> = target
            .clone()
            .map(|at| {
                let entries = self.by_target.get(&self.target[at]).map_or(&[][..], Vec::as_slice);
                let texts = entries.iter().filter_map(|entry| self.page.texts.get(&self.page.entries[*entry].source));
                texts.map(|text| words(text)).collect()
            })
            .collect();
        let score = |i: usize, j: usize| {
            let score = theirs[i].beside(&mine[j], ratio)?;
            let alike = then[j]
                .iter()
                .map(|then| then.likeness(&now[i]))
                .fold(None, |best: Option<f32>, one| Some(best.map_or(one, |best| best.max(one))));
            // What is remembered tells more than anything that two languages have in common.
            Some(alike.map_or(score, |alike| 0.5 * score + 7.0 * (alike - 0.4)))
        };
        let mut found = path::best((source.len(), target.len()), ALONE, score);
        found.retain(|found| found.confidence >= CLAIMED);
        let pairs = found.iter().map(|found| (found.first, found.second));
        // A translation that is remembered is told by what it was made from; one that is not, by where it stands.
        let between = align::between(pairs, (0, 0), (source.len(), target.len()), |i, j| {
            then[j].is_empty() && theirs[i].is_formed_as(&mine[j])
        });
        for found in found {
            self.join(source.start + found.first, target.start + found.second, found.confidence);
        }
        for (i, j) in between {
            self.join(source.start + i, target.start + j, CLAIMED);
        }
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
        let mut taken: Vec<Option<usize>> = vec![None; self.target.len()];
        let pairs: Vec<(usize, usize)> =
            self.pairs.iter().enumerate().filter_map(|(target, pair)| Some((pair.as_ref()?.0, target))).collect();
        for (source, target) in &pairs {
            taken[*target] = entries.take_exact(self.source[*source], self.target[*target]);
        }
        entries.by_target(page.entries);
        for (source, target) in pairs.iter().filter(|(_, target)| taken[*target].is_none()).copied().collect::<Vec<_>>()
        {
            let now = page.source.map(|of| Words::new(&of.body.units[source].content.words()));
            taken[target] = entries.take_best(self.target[target], |entry| {
                let then = page.texts.get(&page.entries[entry].source);
                then.zip(now.as_ref()).map_or(0.0, |(then, now)| Words::new(then).likeness(now))
            });
        }
        let mut left = entries.left_by_source(page.entries);
        let mut take_left = |source: Fingerprint| left.get_mut(&source).and_then(VecDeque::pop_front);
        for (source, target) in pairs.iter().filter(|(_, target)| taken[*target].is_none()).copied().collect::<Vec<_>>()
        {
            taken[target] = take_left(self.source[source]);
        }
        let mut ids = Ids::new(page.entries);
        let mut found: Vec<(usize, UnitStatus)> = Vec::new();
        for (source, target) in target_of.iter().enumerate() {
            let status = match target {
                Some((target, confidence)) => {
                    let entry = taken[*target].map(|entry| &page.entries[entry]);
                    self.translated(source, *target, *confidence, entry, &mut ids, &is_untouched)
                }
                None => {
                    let id = take_left(self.source[source]).map(|entry| page.entries[entry].id.clone());
                    UnitStatus {
                        id: id.unwrap_or_else(|| ids.new_id(self.source[source])),
                        state: UnitState::Missing,
                        source: Some(source),
                        target: None,
                        then: None,
                        confidence: 0.0,
                        by: None,
                        changed: false,
                        recorded: None,
                    }
                }
            };
            found.push((source, status));
        }
        // What the source has no longer stands behind what it stands behind in the translation.
        let mut after = 0;
        for (target, pair) in self.pairs.iter().enumerate() {
            if let Some((source, _)) = pair {
                after = source + 1;
                continue;
            }
            let entry = entries.take_best(self.target[target], |_| 0.0);
            let entry = entry.map(|entry| &page.entries[entry]);
            found.push((after, self.alone(target, entry, &mut ids)));
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
            changed: entry.is_some_and(|entry| entry.target != self.target[target]),
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
            changed: false,
            recorded: entry.map(|entry| (entry.source, entry.target)),
        }
    }
}

/// The entries of a page, each of which speaks of one unit.
struct Entries {
    exact: HashMap<(Fingerprint, Fingerprint), VecDeque<usize>>,
    by_target: HashMap<Fingerprint, VecDeque<usize>>,
    used: Vec<bool>,
}

impl Entries {
    fn new(entries: &[Entry]) -> Self {
        let mut exact: HashMap<_, VecDeque<usize>> = HashMap::new();
        for (index, entry) in entries.iter().enumerate() {
            exact.entry((entry.source, entry.target)).or_default().push_back(index);
        }
        Self { exact, by_target: HashMap::new(), used: vec![false; entries.len()] }
    }

    /// The next entry that says just this.
    fn take_exact(&mut self, source: Fingerprint, target: Fingerprint) -> Option<usize> {
        let entry = self.exact.get_mut(&(source, target))?.pop_front()?;
        self.used[entry] = true;
        Some(entry)
    }

    /// From here on, entries are taken by a translation's words alone.
    fn by_target(&mut self, entries: &[Entry]) {
        for (index, entry) in entries.iter().enumerate().filter(|(index, _)| !self.used[*index]) {
            self.by_target.entry(entry.target).or_default().push_back(index);
        }
    }

    /// The free entry of a translation's words whose source text is worth most.
    fn take_best(&mut self, target: Fingerprint, worth: impl Fn(usize) -> f32) -> Option<usize> {
        let own = self.by_target.get_mut(&target)?;
        let best = (0..own.len()).map(|at| (at, worth(own[at]))).reduce(|a, b| if b.1 > a.1 { b } else { a });
        let entry = own.remove(best?.0)?;
        self.used[entry] = true;
        Some(entry)
    }

    /// The free entries by the source text that they speak of.
    fn left_by_source(&self, entries: &[Entry]) -> HashMap<Fingerprint, VecDeque<usize>> {
        let mut left: HashMap<Fingerprint, VecDeque<usize>> = HashMap::new();
        for (index, entry) in entries.iter().enumerate().filter(|(index, _)| !self.used[*index]) {
            left.entry(entry.source).or_default().push_back(index);
        }
        left
    }
}

/// Ids for units that have none yet: from the fingerprint of their words, so that every locale gives the same.
struct Ids {
    taken: HashSet<String>,
    next: BTreeMap<Fingerprint, usize>,
}

impl Ids {
    fn new(entries: &[Entry]) -> Self {
        Self { taken: entries.iter().map(|entry| entry.id.clone()).collect(), next: BTreeMap::new() }
    }

    fn new_id(&mut self, words: Fingerprint) -> String {
        let base = words.to_string()[..10].to_owned();
        let next = self.next.entry(words).or_insert(1);
        loop {
            let id = if *next == 1 { base.clone() } else { format!("{base}-{next}") };
            *next += 1;
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// The words of a text, to be compared with others.
struct Words(Vec<u64>);

impl Words {
    fn new(text: &str) -> Self {
        let mut words: Vec<u64> = Vec::new();
        for word in text.split_whitespace() {
            // What is written without spaces is compared by its characters.
            if word.chars().any(crate::text::is_ideographic) {
                words.extend(word.chars().map(u64::from));
            } else {
                words.push(align::hash(&word.to_lowercase()));
            }
        }
        words.sort_unstable();
        Self(words)
    }

    /// How alike two texts are, from 0 to 1 (Dice's coefficient over their words).
    fn likeness(&self, other: &Self) -> f32 {
        let all = self.0.len() + other.0.len();
        if all == 0 { 1.0 } else { 2.0 * align::common(&self.0, &other.0) as f32 / all as f32 }
    }
}
