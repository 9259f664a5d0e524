//! Where terms stand in a text that no translation changes.

use std::collections::BTreeMap;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Terms, by their first words.
pub struct Terms<'a> {
    terms: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Terms<'a> {
    /// Terms to look for.
    pub fn new(terms: &'a [String]) -> Self {
        let mut by_word: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for term in terms {
            if let Some(first) = term.split_word_bounds().next() {
                by_word.entry(first).or_default().push(term);
            }
        }
        for terms in by_word.values_mut() {
            terms.sort_unstable_by_key(|term| (std::cmp::Reverse(term.len()), *term));
        }
        Self { terms: by_word }
    }

    /// Where they stand as whole words (UAX #29), the longest where several begin at one place.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        if self.terms.is_empty() {
            return found;
        }
        let ends: Vec<usize> = text.split_word_bound_indices().map(|(at, word)| at + word.len()).collect();
        for (at, word) in text.split_word_bound_indices() {
            if found.last().is_some_and(|last| last.end > at) {
                continue;
            }
            let is_here =
                |term: &&&str| text[at..].starts_with(**term) && ends.binary_search(&(at + term.len())).is_ok();
            if let Some(term) = self.terms.get(word).and_then(|terms| terms.iter().find(is_here)) {
                found.push(at..at + term.len());
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_term_is_found_and_only_whole_words() {
        let terms = ["Azure", "Azure AD", "C++", "合作伙伴"].map(str::to_owned);
        let terms = Terms::new(&terms);
        let found =
            |text: &'static str| -> Vec<&str> { terms.find(text).into_iter().map(|range| &text[range]).collect() };
        assert_eq!(found("Azure AD, Azure ADs and Azures in C++."), ["Azure AD", "Azure", "C++"]);
        assert_eq!(found("在合作伙伴中心"), ["合作伙伴"]);
        assert!(found("azure").is_empty());
    }
}
