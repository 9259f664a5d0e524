//! The small words that sentences of one of two languages cannot do without, and that the other does not know.

use std::borrow::Cow;
use std::collections::HashSet;

use rustc_hash::FxHashMap;

/// How many places the table has by which words are told.
const PLACES: usize = 1024;

/// Whose sentences need a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// The source's.
    Source,
    /// Those of the language that it is translated into.
    Own,
}

/// The words that only one of two languages needs.
#[derive(Debug)]
pub(super) struct Needed {
    whose: FxHashMap<&'static str, Whose>,
    /// For the two letters that words begin with and the one that they end with, in some order, a bit for each number of letters
    /// that such words have. Hardly any other word needs to be looked for.
    lengths: Box<[u64; PLACES]>,
}

impl Needed {
    /// The words of a source, and of the language that it is translated into, in lower case.
    pub(super) fn new(source: &HashSet<&'static str>, own: &HashSet<&'static str>) -> Self {
        let of_source = source.difference(own).map(|word| (*word, Whose::Source));
        let of_own = own.difference(source).map(|word| (*word, Whose::Own));
        let mut needed = Self { whose: of_source.chain(of_own).collect(), lengths: Box::new([0; PLACES]) };
        for word in needed.whose.keys() {
            if let Some((place, length)) = shape(word) {
                needed.lengths[place] |= length;
            }
        }
        needed
    }

    /// Whether something holds of all words that one of them needs.
    pub(super) fn all(&self, whose: Whose, holds: impl Fn(&str) -> bool) -> bool {
        self.whose.iter().filter(|(_, needs)| **needs == whose).all(|(word, _)| holds(word))
    }

    /// Whether a word of ASCII may be one of them, as hardly any other is.
    #[inline]
    pub(super) fn may_be(&self, word: &str) -> bool {
        shape_of_ascii(word).is_some_and(|(place, length)| self.lengths[place] & length != 0)
    }

    /// A word as it is listed, and who needs it.
    pub(super) fn get(&self, word: &str) -> Option<(&'static str, Whose)> {
        let (place, length) = shape(word)?;
        if self.lengths[place] & length == 0 {
            return None;
        }
        // Most words are as they are listed.
        let is_listed = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
        let lower = match word.bytes().all(is_listed) {
            true => Cow::Borrowed(word),
            false => Cow::Owned(word.to_lowercase().replace('’', "'")),
        };
        self.whose.get_key_value(&*lower).map(|(word, whose)| (*word, *whose))
    }
}

/// Where in the table a word stands by its first two letters and the last, and the bit of its length.
fn shape(word: &str) -> Option<(usize, u64)> {
    if word.is_ascii() {
        return shape_of_ascii(word);
    }
    let lower = |ch: char| match ch {
        '’' => '\'',
        // It is another one at the end of a word.
        'Σ' | 'ς' => 'σ',
        ch => ch.to_lowercase().next().unwrap_or(ch),
    };
    let (mut letters, last) = (word.chars(), lower(word.chars().next_back()?));
    let first = lower(letters.next()?);
    let second = letters.next().map_or(first, lower);
    Some((place(first as usize, second as usize, last as usize), 1 << word.chars().count().min(63)))
}

/// The same of a word of ASCII.
#[inline]
fn shape_of_ascii(word: &str) -> Option<(usize, u64)> {
    let bytes = word.as_bytes();
    let [first, last] = [bytes.first()?, bytes.last()?].map(u8::to_ascii_lowercase);
    let second = bytes.get(1).map_or(first, u8::to_ascii_lowercase);
    Some((place(first.into(), second.into(), last.into()), 1 << bytes.len().min(63)))
}

fn place(first: usize, second: usize, last: usize) -> usize {
    (first + 37 * last + 89 * second) % PLACES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_whatever_case() {
        let needed = Needed::new(&HashSet::from(["the", "don't", "της", "in"]), &HashSet::from(["über", "in", "die"]));
        for (word, found) in [
            ("The", Some(("the", Whose::Source))),
            ("DON’T", Some(("don't", Whose::Source))),
            ("Über", Some(("über", Whose::Own))),
            ("ΤΗΣ", Some(("της", Whose::Source))),
            ("in", None),
            ("then", None),
            ("", None),
        ] {
            assert_eq!(needed.get(word), found, "{word}");
        }
    }
}
