//! Whether a text that should be a translation still is its source's: by comparison with the source, by the scripts of
//! the two languages, and by the small words that every sentence needs (`the`, `und`, `che`).
//!
//! Names of products, code and numbers are the same in every language. So a text counts only if it has the makings of a
//! sentence, and terms that a glossary keeps count for nothing.

use std::collections::HashSet;

use icu_properties::props::Script;
use icu_properties::{CodePointMapData, PropertyParser};

use crate::model::LocaleTag;
use crate::parse::units::PLACEHOLDER;

/// How many words a text needs at least to be told from a name.
const WORDS: usize = 4;

/// How many words a sentence within a translated text needs: it may be what a button or a message says.
const WORDS_OF_A_SENTENCE: usize = 6;

/// From which share of its letters on (in percent) a text is in its own script, whatever names of another it holds.
const OWN_SHARE: usize = 10;

/// How much of one language there is in a text.
#[derive(Debug, Default, PartialEq, Eq)]
struct Evidence {
    /// Words that could be of the source's language.
    words: usize,
    /// Those of them that begin with a small letter, where the script knows that.
    small: usize,
    /// Different words that the source's language needs in every sentence, and the own one does not know.
    source: usize,
    /// The other way round.
    own: usize,
    /// Whether the first word is one of these: names hardly ever begin so.
    begins: bool,
    /// Letters of the source's script.
    source_letters: usize,
    /// Letters of the own script; an ideograph counts as three.
    own_letters: usize,
}

/// A language and what it is told by.
#[derive(Debug)]
struct Tongue {
    scripts: Vec<Script>,
    /// The words that its sentences cannot do without; empty where nobody has listed them.
    stop_words: HashSet<&'static str>,
    /// Whether its words are not separated by spaces.
    dense: bool,
}

impl Tongue {
    fn new(tag: &LocaleTag) -> Self {
        let script = tag.script().unwrap_or_default();
        let scripts = match script.as_str() {
            "Hans" | "Hant" | "Hani" => vec![Script::Han],
            "Jpan" => vec![Script::Han, Script::Hiragana, Script::Katakana],
            "Kore" => vec![Script::Hangul, Script::Han],
            code => PropertyParser::<Script>::new().get_strict(code).into_iter().collect(),
        };
        let dense = matches!(script.as_str(), "Hans" | "Hant" | "Hani" | "Jpan" | "Thai" | "Laoo" | "Khmr" | "Mymr");
        let stop_words = stop_words::lookup(tag.language()).unwrap_or_default().iter().copied().collect();
        Self { scripts, stop_words, dense }
    }
}

/// Tells the texts of one language from those of the language that it is translated from.
#[derive(Debug)]
pub struct Untouched {
    source: Tongue,
    own: Tongue,
    /// The words of each term that stays as it is, in lower case; longer terms first.
    kept: Vec<Vec<String>>,
}

impl Untouched {
    /// For translations from `source` into `own`. `kept` are the terms that stay as they are.
    pub fn new<'a>(source: &LocaleTag, own: &LocaleTag, kept: impl IntoIterator<Item = &'a str>) -> Self {
        let words = |term: &str| term.split_whitespace().map(|word| bare(word).to_lowercase()).collect::<Vec<_>>();
        let mut kept: Vec<Vec<String>> = kept.into_iter().map(words).filter(|words| !words.is_empty()).collect();
        kept.sort_by_key(|words| std::cmp::Reverse(words.len()));
        Self { source: Tongue::new(source), own: Tongue::new(own), kept }
    }

    /// Whether a unit is in the source's words. `same` says that the source, or a translation into a third language,
    /// has it letter for letter.
    pub fn is_untouched(&self, text: &str, same: bool) -> bool {
        self.reads_untouched(text, same, WORDS)
            || sentences(text).any(|sentence| self.reads_untouched(sentence, false, WORDS_OF_A_SENTENCE))
    }

    /// Whether a title, or the name of an entry, is in the source's words. It is shorter than a unit, and a name more
    /// often.
    pub fn is_untouched_title(&self, text: &str, same: bool) -> bool {
        let found = self.evidence(text);
        if !self.is_source(&found) {
            return false;
        }
        if same {
            found.words > 1 && found.small > 0
        } else {
            found.words > 2 && found.source > 0 && found.small * 2 >= found.words
        }
    }

    fn reads_untouched(&self, text: &str, same: bool, words: usize) -> bool {
        let found = self.evidence(text);
        if found.words < words || !self.is_source(&found) {
            return false;
        }
        // Most words of a sentence begin with a small letter; those of a name do not, whatever it is `for` or `with`. Half of
        // them are enough where something else speaks for it.
        let sure = same || self.scripts_differ();
        let small =
            if sure { found.small * 2 >= found.words } else { found.small * 2 > found.words && found.small > 2 };
        let sentence = small || found.source > 2 || found.begins && found.source > 1;
        if self.source.dense || self.scripts_differ() && self.source.stop_words.is_empty() {
            return true;
        }
        // Unless another text shows that nobody has touched it, one word at least has to tell what language it is.
        sentence && (same || found.source > 0)
    }

    /// Whether nothing speaks for the own language more than for the source's.
    fn is_source(&self, found: &Evidence) -> bool {
        if self.scripts_differ() {
            return found.own_letters * 100 < (found.own_letters + found.source_letters) * OWN_SHARE;
        }
        found.source_letters > 0 && (found.own == 0 || found.source > found.own * 2)
    }

    fn scripts_differ(&self) -> bool {
        !self.source.scripts.iter().any(|script| self.own.scripts.contains(script))
    }

    fn evidence(&self, text: &str) -> Evidence {
        let scripts = CodePointMapData::<Script>::new();
        let of = |tongue: &Tongue, ch: char| tongue.scripts.contains(&scripts.get(ch));
        let mut found = Evidence::default();
        let (mut of_source_only, mut of_own_only) = (HashSet::new(), HashSet::new());
        for (index, word) in self.words(text).into_iter().enumerate() {
            let mut of_source = 0;
            for ch in word.chars().filter(|ch| ch.is_alphabetic()) {
                if of(&self.source, ch) {
                    of_source += 1;
                } else if of(&self.own, ch) {
                    found.own_letters += if self.own.dense { 3 } else { 1 };
                }
            }
            found.source_letters += of_source;
            if of_source == 0 || !is_word(word) {
                continue;
            }
            // Where words are not separated, about two letters are one.
            found.words += if self.source.dense { of_source.div_ceil(2) } else { 1 };
            found.small += usize::from(word.chars().next().is_some_and(char::is_lowercase));
            let lower = word.to_lowercase().replace('’', "'");
            let (source, own) = (self.source.stop_words.contains(&*lower), self.own.stop_words.contains(&*lower));
            if source && !own {
                found.begins |= index == 0;
                of_source_only.insert(lower);
            } else if own && !source {
                of_own_only.insert(lower);
            }
        }
        (found.source, found.own) = (of_source_only.len(), of_own_only.len());
        found
    }

    /// The words of a text without the terms that are kept.
    fn words<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let words: Vec<&str> = text
            .split(|ch: char| ch.is_whitespace() || ch == PLACEHOLDER)
            .map(bare)
            .filter(|word| !word.is_empty())
            .collect();
        if self.kept.is_empty() {
            return words;
        }
        let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let mut left = Vec::with_capacity(words.len());
        let mut at = 0;
        while at < words.len() {
            match self.kept.iter().find(|term| lower[at..].starts_with(term)) {
                Some(term) => at += term.len(),
                None => {
                    left.push(words[at]);
                    at += 1;
                }
            }
        }
        left
    }
}

/// The sentences of a text; none where it is a single one.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut sentences = unicode_segmentation::UnicodeSegmentation::split_sentence_bounds(text).peekable();
    // A text of one sentence has been looked at as a whole.
    let single = sentences.peek().is_none_or(|first| first.len() == text.len());
    sentences.filter(move |_| !single)
}

/// A word without what stands around it.
///
/// `(the) => the`
fn bare(word: &str) -> &str {
    word.trim_matches(|ch: char| !ch.is_alphanumeric())
}

/// Whether this is a word of a language, and no name as programs write it (`licenseCount`, `a_b`, `v1.2`, `x/y`) and no
/// abbreviation (`AM`, which is no form of *to be*).
fn is_word(word: &str) -> bool {
    let shouts =
        word.chars().count() > 1 && !word.chars().any(char::is_lowercase) && word.chars().any(char::is_uppercase);
    let humps = word.chars().zip(word.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
    !humps
        && !shouts
        && !word
            .chars()
            .any(|ch| ch.is_ascii_digit() || matches!(ch, '_' | '/' | '.' | '=' | '<' | '>' | '{' | '}' | '@' | '\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn into(own: &str, kept: &[&str]) -> Untouched {
        let tag = |tag| LocaleTag::parse(tag).expect("a tag");
        Untouched::new(&tag("en-US"), &tag(own), kept.iter().copied())
    }

    #[test]
    fn sentences_of_the_source_are_told_in_any_script() {
        for own in ["de-DE", "it-IT", "ru-RU", "zh-TW", "ar", "ja-JP"] {
            let untouched = into(own, &[]);
            assert!(untouched.is_untouched("Ask your admin to send you a new invitation.", true), "{own}");
            assert!(untouched.is_untouched("Choose the account that you want to use for the payout.", false), "{own}");
            assert!(!untouched.is_untouched("Northwind Rewards Gold Partner Program", true), "{own}");
            assert!(!untouched.is_untouched("createUser(userId)", true), "{own}");
        }
    }

    #[test]
    fn translations_stay_translations_whatever_names_they_hold() {
        for (own, text) in [
            ("de-DE", "Wählen Sie unter Account settings die Option User management aus."),
            ("it-IT", "Seleziona Add user in Account settings e poi User management."),
            ("ru-RU", "Откройте Account settings, затем User management и Add user."),
            ("zh-CN", "在 Account settings 中选择 User management。"),
        ] {
            assert!(!into(own, &[]).is_untouched(text, false), "{text}");
        }
    }

    #[test]
    fn one_sentence_of_several_is_enough() {
        let text = "请等待审核。You get an answer within two business days of your request.";
        assert!(into("zh-CN", &[]).is_untouched(text, false));
        assert!(!into("zh-CN", &[]).is_untouched("请等待审核。Click Save as draft.", false));
    }

    #[test]
    fn terms_that_are_kept_count_for_nothing() {
        let text = "All the terms of the Northwind fund";
        assert!(into("de-DE", &[]).is_untouched(text, true));
        assert!(!into("de-DE", &["all the terms of the northwind fund"]).is_untouched(text, true));
        assert!(!into("de-DE", &["Terms of the Northwind"]).is_untouched(text, true));
    }

    #[test]
    fn titles_are_shorter_and_names_more_often() {
        let german = into("de-DE", &[]);
        assert!(german.is_untouched_title("Partner overview", true));
        assert!(german.is_untouched_title("How to join the program", false));
        assert!(!german.is_untouched_title("Partner Center", true));
        assert!(!german.is_untouched_title("Cloud Solution Provider", false));
        assert!(into("zh-TW", &[]).is_untouched_title("Manage your incentives", false));
    }
}
