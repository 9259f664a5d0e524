//! Texts of one language compared by their words.

use twox_hash::XxHash3_64;

use crate::text::is_ideographic;

/// The words of a text in no order, each as often as it stands there.
#[derive(Debug)]
pub(super) struct Words(Vec<u64>);

impl Words {
    /// The words of a text; of what is written without spaces its characters.
    pub(super) fn new(text: &str) -> Self {
        let mut words: Vec<u64> = Vec::new();
        for word in text.split_whitespace() {
            if word.chars().any(is_ideographic) {
                words.extend(word.chars().map(u64::from));
            } else {
                words.push(hash(&word.to_lowercase()));
            }
        }
        words.sort_unstable();
        Self(words)
    }

    /// The words, each once.
    pub(super) fn each(&self) -> impl Iterator<Item = u64> {
        self.0.chunk_by(|a, b| a == b).map(|same| same[0])
    }

    /// How alike two texts are, from 0 to 1 (Dice's coefficient over their words).
    pub(super) fn likeness(&self, other: &Self) -> f32 {
        let all = self.0.len() + other.0.len();
        if all == 0 { 1.0 } else { 2.0 * common(&self.0, &other.0) as f32 / all as f32 }
    }
}

/// How many elements two sorted lists have in common.
pub(super) fn common(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, count) = (i + 1, j + 1, count + 1),
        }
    }
    count
}

/// A number for a word, the same in every run.
pub(super) fn hash(text: &str) -> u64 {
    XxHash3_64::oneshot(text.as_bytes())
}
