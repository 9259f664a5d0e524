//! The entries of a page's ledger, each given to one unit; and the ids of units that have none.

use std::collections::{BTreeMap, VecDeque};
use std::hash::Hash;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::words::Words;
use crate::model::ledger::{Entry, Fingerprint, SourceTexts, UnitId};

/// With how many source texts of one translation a text is compared.
pub(super) const COMPARED: usize = 16;

/// How alike two texts of one language are of which one was made from the other, whatever stands beside them.
pub(super) const ALIKE: f32 = 0.6;

/// How many entries that are left are looked at for a unit of which both texts have changed.
const LEFT: usize = 64;

/// The entries of a page. A merge may have left several of one id: the first that is taken goes for all of them.
pub(super) struct Entries<'a> {
    entries: &'a [Entry],
    exact: FxHashMap<(Fingerprint, Fingerprint), VecDeque<usize>>,
    /// By the translation, and within that by the source, once somebody asks.
    by_target: Option<ByTarget>,
    /// By the source, likewise.
    by_source: Option<FxHashMap<Fingerprint, VecDeque<usize>>>,
    taken: FxHashSet<&'a str>,
    left: Vec<(Words, &'a Entry)>,
}

/// The numbers of entries by the translation, and within that by the source.
type ByTarget = FxHashMap<Fingerprint, Vec<(Fingerprint, VecDeque<usize>)>>;

/// The numbers of entries by something that they say, in their order.
fn by<T: Eq + Hash>(entries: &[Entry], says: impl Fn(&Entry) -> T) -> FxHashMap<T, VecDeque<usize>> {
    let mut numbers = FxHashMap::with_capacity_and_hasher(entries.len(), FxBuildHasher);
    for (index, entry) in entries.iter().enumerate() {
        let of: &mut VecDeque<usize> = numbers.entry(says(entry)).or_default();
        of.push_back(index);
    }
    numbers
}

fn by_target(entries: &[Entry]) -> ByTarget {
    let mut exact = by(entries, |entry| (entry.source, entry.target));
    let mut by_target = ByTarget::default();
    // In the order in which each source text comes first.
    for entry in entries {
        if let Some(alike) = exact.remove(&(entry.source, entry.target)) {
            by_target.entry(entry.target).or_default().push((entry.source, alike));
        }
    }
    by_target
}

impl<'a> Entries<'a> {
    pub(super) fn new(entries: &'a [Entry]) -> Self {
        let exact = by(entries, |entry| (entry.source, entry.target));
        Self { entries, exact, by_target: None, by_source: None, taken: FxHashSet::default(), left: Vec::new() }
    }

    /// The next entry that says just this.
    pub(super) fn take_exact(&mut self, source: Fingerprint, target: Fingerprint) -> Option<&'a Entry> {
        next(self.entries, self.exact.get_mut(&(source, target))?, &mut self.taken)
    }

    /// The free entry of a translation's words whose source text is worth most.
    pub(super) fn take_best(&mut self, target: Fingerprint, worth: impl Fn(Fingerprint) -> f32) -> Option<&'a Entry> {
        let own = self.by_target.get_or_insert_with(|| by_target(self.entries)).get_mut(&target)?;
        loop {
            let worths = own.iter().take(COMPARED).map(|(source, _)| worth(*source)).enumerate();
            let (best, _) = worths.reduce(|a, b| if b.1 > a.1 { b } else { a })?;
            match next(self.entries, &mut own[best].1, &mut self.taken) {
                Some(entry) => return Some(entry),
                None => own.remove(best),
            };
        }
    }

    /// From here on, [`Self::take_alike`] knows what is left whose source text is gone.
    pub(super) fn leave(&mut self, texts: &SourceTexts, there: &[Fingerprint]) {
        let there: FxHashSet<&Fingerprint> = there.iter().collect();
        let is_free = |entry: &&Entry| !self.taken.contains(&*entry.id) && !there.contains(&entry.source);
        let words = |entry: &'a Entry| Some((Words::new(texts.get(&entry.source)?), entry));
        self.left = self.entries.iter().filter(is_free).filter_map(words).take(LEFT).collect();
    }

    /// What is left and has a source text that is most like another, if any is like it at all.
    pub(super) fn take_alike(&mut self, words: &Words) -> Option<&'a Entry> {
        let likeness = self.left.iter().map(|(then, _)| then.likeness(words)).enumerate();
        let (best, likeness) = likeness.reduce(|a, b| if b.1 > a.1 { b } else { a })?;
        if likeness < ALIKE {
            return None;
        }
        let (_, entry) = self.left.remove(best);
        self.taken.insert(&entry.id).then_some(entry)
    }

    /// The next free entry that speaks of a source text.
    pub(super) fn take_by_source(&mut self, source: Fingerprint) -> Option<&'a Entry> {
        let by_source = self.by_source.get_or_insert_with(|| by(self.entries, |entry| entry.source));
        next(self.entries, by_source.get_mut(&source)?, &mut self.taken)
    }
}

/// The next entry whose id is free, which then is taken.
fn next<'a>(entries: &'a [Entry], from: &mut VecDeque<usize>, taken: &mut FxHashSet<&'a str>) -> Option<&'a Entry> {
    std::iter::from_fn(|| from.pop_front()).map(|index| &entries[index]).find(|entry| taken.insert(&entry.id))
}

/// Ids for units that have none yet: from the fingerprint of their words, so that every locale gives the same.
pub(super) struct Ids<'a> {
    entries: &'a [Entry],
    /// Those that are taken, once somebody asks.
    taken: Option<FxHashSet<UnitId>>,
    next: BTreeMap<Fingerprint, usize>,
}

impl<'a> Ids<'a> {
    pub(super) fn new(entries: &'a [Entry]) -> Self {
        Self { entries, taken: None, next: BTreeMap::new() }
    }

    pub(super) fn new_id(&mut self, words: Fingerprint) -> UnitId {
        let base = words.to_string()[..10].to_owned();
        let next = self.next.entry(words).or_insert(1);
        let taken = self.taken.get_or_insert_with(|| self.entries.iter().map(|entry| entry.id.clone()).collect());
        loop {
            let id = UnitId::from(if *next == 1 { base.clone() } else { format!("{base}-{next}") });
            *next += 1;
            if taken.insert(id.clone()) {
                return id;
            }
        }
    }
}
