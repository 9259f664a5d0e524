//! The translation memory of a site: what was translated before, offered where the same or something like it is to be
//! translated.

use std::collections::HashMap;

use super::words::Words;
use crate::model::ledger::Fingerprint;

/// How like two texts must be, of 100, for one to be offered for the other.
const WORTH: u8 = 70;

/// How alike the words of two texts must be, from 0 to 1, for their letters to be compared: less than that is never worth it.
const ALIKE: f32 = 0.35;

/// How many offers a text gets at most.
const OFFERS: usize = 3;

/// How many texts are compared letter by letter: those that share most words.
const COMPARED: usize = 24;

/// A word that so many texts have tells them from each other no more.
const COMMON: usize = 400;

/// Something that was translated before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offer {
    /// How like the text it is, of 100.
    pub score: u8,
    /// What was translated.
    pub source: String,
    /// How.
    pub target: String,
}

/// What was translated into one language.
#[derive(Debug, Default)]
pub struct Memory {
    pairs: Vec<(String, String, Words)>,
    by_words: HashMap<Fingerprint, Vec<usize>>,
    by_word: HashMap<u64, Vec<usize>>,
}

impl Memory {
    /// A memory of pairs of source and translation. What is said twice is kept once.
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut memory = Self::default();
        for (source, target) in pairs {
            let same = memory.by_words.entry(Fingerprint::of(&source)).or_default();
            if same.iter().any(|at| memory.pairs[*at].1 == target) {
                continue;
            }
            let at = memory.pairs.len();
            same.push(at);
            let words = Words::new(&source);
            for word in words.each() {
                memory.by_word.entry(word).or_default().push(at);
            }
            memory.pairs.push((source, target, words));
        }
        memory
    }

    /// What was translated before and is like a text, the most alike first. Where the very text was, nothing else is
    /// offered.
    pub fn offers(&self, source: &str) -> Vec<Offer> {
        let offer = |at: usize, score: u8| {
            let (source, target, _) = &self.pairs[at];
            Offer { score, source: source.clone(), target: target.clone() }
        };
        if let Some(same) = self.by_words.get(&Fingerprint::of(source)) {
            return same.iter().take(OFFERS).map(|at| offer(*at, 100)).collect();
        }
        let own = Words::new(source);
        let telling = own.each().filter_map(|word| self.by_word.get(&word)).filter(|texts| texts.len() <= COMMON);
        let mut near: Vec<usize> = telling.flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        let mut near: Vec<(f32, usize)> = near.into_iter().map(|at| (self.pairs[at].2.likeness(&own), at)).collect();
        near.retain(|(likeness, _)| *likeness >= ALIKE);
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let compared = near.into_iter().take(COMPARED).map(|(_, at)| {
            let score = (strsim::normalized_levenshtein(source, &self.pairs[at].0) * 100.0) as u8;
            // Only the very words are the same.
            offer(at, score.min(99))
        });
        let mut offers: Vec<Offer> = compared.filter(|offer| offer.score >= WORTH).collect();
        offers.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.cmp(b)));
        offers.truncate(OFFERS);
        offers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_is_offered_before_what_is_alike() {
        let pairs = [
            ("Choose your region and save.", "Wählen Sie Ihre Region und speichern Sie."),
            ("Choose your language and save.", "Wählen Sie Ihre Sprache und speichern Sie."),
            ("Choose your language and save.", "Wählen Sie Ihre Sprache und speichern Sie."),
            ("Payouts follow each quarter.", "Auszahlungen folgen jedes Quartal."),
        ];
        let memory = Memory::new(pairs.map(|(source, target)| (source.to_owned(), target.to_owned())));
        let found = |text: &str| -> Vec<(u8, String)> {
            memory.offers(text).into_iter().map(|offer| (offer.score, offer.target)).collect()
        };
        assert_eq!(found("Choose your  language and save."), [(100, pairs[1].1.to_owned())]);
        let alike = found("Choose your location and save.");
        assert_eq!(alike.len(), 2);
        assert!(alike.iter().all(|(score, _)| (70..100).contains(score)), "{alike:?}");
        assert_eq!(found("Nothing like it was ever said."), []);
    }
}
