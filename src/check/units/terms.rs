//! Terms of the glossary that a translation does not keep.

use std::cell::LazyCell;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;
use unicode_segmentation::UnicodeSegmentation;

use super::{Page, Pair};
use crate::check::cause::Finding;
use crate::diagnostics::{Code, Severity};
use crate::model::{Glossary, LocaleTag};
use crate::text::is_ideographic;

/// How many letters at the end of a word languages decline.
const ENDING: usize = 3;

/// How many letters are left of a word at least.
const STEM: usize = 3;

/// What joins words to addresses and to names in code.
const GLUE: [char; 6] = ['-', '/', '_', '=', '{', '}'];

/// The terms that a glossary has for one language.
pub(super) struct Terms<'a> {
    /// By their first word, in lower case; longer terms first.
    by_first: HashMap<String, Vec<Term<'a>>>,
}

/// A term of the source's language.
struct Term<'a> {
    /// Its words and marks, as they are written.
    words: Vec<&'a str>,
    term: &'a str,
    /// The word that the language has for it; nothing where it stays as it is.
    translation: Option<&'a str>,
}

impl<'a> Terms<'a> {
    pub(super) fn new(glossary: &'a Glossary, locale: &'a LocaleTag) -> Self {
        let mut by_first: HashMap<String, Vec<Term<'a>>> = HashMap::new();
        let kept = glossary.do_not_translate.iter().map(|term| (term.as_str(), None));
        let translated = glossary.translated_in(locale).map(|(term, word)| (term, Some(word)));
        for (term, translation) in kept.chain(translated) {
            let words: Vec<&str> = words(term).map(|(_, word)| word).collect();
            if let Some(first) = words.first() {
                by_first.entry(first.to_lowercase()).or_default().push(Term { words, term, translation });
            }
        }
        by_first.values_mut().for_each(|terms| terms.sort_by_key(|term| Reverse(term.words.len())));
        Self { by_first }
    }

    /// Looks for the terms of a unit's source in its translation.
    pub(super) fn check(&self, page: &Page<'_>, pair: Pair<'_>) -> Option<Finding> {
        if self.by_first.is_empty() {
            return None;
        }
        let lacking = self.lacking(&pair.of.content.words(), || pair.own.content.words());
        if lacking.is_empty() {
            return None;
        }
        let shown: BTreeSet<String> = lacking.iter().map(|term| term.shown()).collect();
        let shown: Vec<String> = shown.into_iter().collect();
        let message = format!("this text does not have the words of the glossary: {}", shown.join(", "));
        let help = "Use them, or change glossary.yaml if they do not hold any more.";
        let mut finding = page.finding(Code::ChangedTerm, pair, message, help);
        // A name is a name; a word may be another one here, as a claim and to claim are.
        if lacking.iter().all(|term| term.translation.is_some()) {
            finding.severity = Severity::Note;
        }
        Some(finding)
    }

    /// The terms that a text of the source has, and its translation has not. Where one is a part of another, the longer one
    /// counts.
    fn lacking(&self, source: &str, own: impl Fn() -> String) -> Vec<&Term<'a>> {
        let words: Vec<(usize, &str)> = words(source).collect();
        // Most texts have no term, and their translations are not looked at.
        let own = LazyCell::new(|| Text::new(&own()));
        let mut lacking = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let terms = self.by_first.get(&words[at].1.to_lowercase()).into_iter().flatten();
            match terms.into_iter().find(|term| term.begins(source, &words, at)) {
                Some(term) => {
                    let written = words[at].1;
                    at += term.words.len();
                    lacking.extend((!own.has(term, written)).then_some(term));
                }
                None => at += 1,
            }
        }
        lacking
    }
}

impl Term<'_> {
    /// Whether it stands in a text from its word number `at` on, written as the glossary writes it; a text may begin with
    /// a capital.
    fn begins(&self, text: &str, words: &[(usize, &str)], at: usize) -> bool {
        let end = at + self.words.len();
        let is_same = |(index, own): (usize, &&str)| {
            let other = words[at + index].1;
            other == *own || at + index == 0 && self.translation.is_some() && other.to_lowercase() == **own
        };
        if end > words.len() || !self.words.iter().enumerate().all(is_same) {
            return false;
        }
        let (start, last) = (words[at].0, words[end - 1]);
        let behind = &text[last.0 + last.1.len()..];
        // A part of an address or of a name in code is no word of its language.
        let is_glued = text[..start].ends_with(GLUE) || behind.starts_with(GLUE);
        self.translation.is_none() || !is_glued
    }

    fn shown(&self) -> String {
        match self.translation {
            None => format!("`{}`", self.term),
            Some(word) => format!("`{word}` for `{}`", self.term),
        }
    }
}

/// The words of a translation.
struct Text {
    /// As they are, without what is written between the parts of a compound.
    plain: String,
    folded: String,
}

impl Text {
    fn new(words: &str) -> Self {
        let plain = without_hyphens(words);
        Self { folded: folded(&plain), plain }
    }

    /// Whether a term is here. `written` is its first word, as the source has it.
    fn has(&self, term: &Term<'_>, written: &str) -> bool {
        let Some(translation) = term.translation else { return self.plain.contains(&without_hyphens(term.term)) };
        // With a capital it may be the beginning of a name, which stays: “Customer Voice”.
        if term.words.first().is_some_and(|first| *first != written) && self.plain.contains(written) {
            return true;
        }
        let translation = folded(&without_hyphens(translation));
        if translation.chars().any(is_ideographic) {
            // Where words are not separated, a space is a matter of style.
            let dense = |text: &str| text.split_whitespace().collect::<String>();
            return dense(&self.folded).contains(&dense(&translation));
        }
        self.folded.contains(&translation) || words(&translation).all(|(_, word)| self.has_form_of(word))
    }

    /// Whether a form of a word stands here, or a compound with one: what begins as it does, up to its ending.
    fn has_form_of(&self, word: &str) -> bool {
        let letters = word.chars().count();
        let kept = letters.saturating_sub(ENDING).max(STEM);
        let stem = word.char_indices().nth(kept).map_or(word, |(at, _)| &word[..at]);
        if kept > STEM { self.folded.contains(stem) } else { words(&self.folded).any(|(_, own)| own.starts_with(stem)) }
    }
}

/// The words and marks of a text, between Unicode's word borders (UAX #29), each with where it begins.
///
/// `Northwind's API (v2) => Northwind, API, (, v2, )`
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let own = text.split_word_bound_indices().filter(|(_, word)| !word.trim().is_empty());
    own.map(|(at, word)| (at, word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)))
}

/// A text in which the parts of a compound stand apart.
///
/// `Partner-Center-Konto => Partner Center Konto`
fn without_hyphens(text: &str) -> String {
    text.replace(['-', '\u{2010}', '\u{2011}'], " ")
}

/// A text in lower case, and without the marks on letters, which change where words are declined, and which not everybody
/// writes.
///
/// `Anträge => antrage`
fn folded(text: &str) -> String {
    let decomposed = DecomposingNormalizerBorrowed::new_nfd().normalize(&text.to_lowercase()).into_owned();
    let categories = CodePointMapData::<GeneralCategory>::new();
    decomposed.chars().filter(|ch| categories.get(*ch) != GeneralCategory::NonspacingMark).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn terms_are_kept_in_any_form() {
        let tag = |tag: &str| LocaleTag::parse(tag).expect("a tag");
        let translations = |own: &[(&str, &str)]| -> BTreeMap<LocaleTag, String> {
            own.iter().map(|(locale, word)| (tag(locale), (*word).to_owned())).collect()
        };
        let glossary = Glossary {
            do_not_translate: ["Northwind", "Northwind Rewards", "C#"].map(str::to_owned).to_vec(),
            translate_as: BTreeMap::from([
                ("claim".to_owned(), translations(&[("de", "Antrag"), ("ru", "заявка"), ("zh-TW", "申請")])),
                ("partner center".to_owned(), translations(&[("ru", "центр партнёров")])),
            ]),
        };
        for (locale, source, own, lacking) in [
            ("de-DE", "The Northwind Rewards program", "Das Programm Northwind-Rewards", ""),
            ("de-DE", "The Northwind Rewards program", "Das Programm Northwind Prämien", "`Northwind Rewards`"),
            ("de-DE", "Northwind's offer and northwinds", "Northwinds Angebot", ""),
            ("de-DE", "The northwind", "Der Nordwind", ""),
            ("de-DE", "A claim in C#", "Zwei Anträge in C", "`C#`"),
            ("de-DE", "Claim", "Fördermittelanträge", ""),
            ("de-DE", "Claim", "Forderung", "`Antrag` for `claim`"),
            ("de-DE", "Claims", "Forderungen", ""),
            ("de-DE", "Claim Center and claim", "Claim Center", "`Antrag` for `claim`"),
            ("de-DE", "{base}/claim/{claim-id} of a Claim", "{base}/claim/{claim-id}", ""),
            ("de-DE", "A claim", "Zwei Antra\u{308}ge", ""),
            ("ru-RU", "Open the partner center", "Войдите в Центр партнеров", ""),
            ("ru-RU", "Send the claim", "Отправьте заявки", ""),
            ("ru-RU", "Send the claim", "Отправьте запрос", "`заявка` for `claim`"),
            ("zh-TW", "Send the claim", "送出申請表", ""),
            ("zh-TW", "Send the claim", "送出請求", "`申請` for `claim`"),
            ("zh-TW", "Send the claim", "送出申 請", ""),
            ("zh-CN", "Send the claim", "提交请求", ""),
        ] {
            let tag = tag(locale);
            let terms = Terms::new(&glossary, &tag);
            let found: Vec<String> = terms.lacking(source, || own.to_owned()).into_iter().map(Term::shown).collect();
            assert_eq!(found.join(", "), lacking, "{locale}: {source} => {own}");
        }
    }
}
