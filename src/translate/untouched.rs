//! Whether a text that should be a translation still is its source's: by comparison with the source, by the scripts of
//! the two languages, and by the small words that every sentence needs (`the`, `und`, `che`).
//!
//! Names of products, code and numbers are the same in every language. So a text counts only if it has the makings of a
//! sentence, and terms that a glossary keeps count for nothing.

use std::collections::{HashMap, HashSet};

use icu_properties::props::Script;
use icu_properties::{CodePointMapData, PropertyParser};

use super::needed::{Needed, Whose};
use super::wording::{bare, is_of_word, is_word, sentences, without_quotations, words_of, words_with_ascii};
use crate::model::{Document, LocaleTag, Unit, UnitKind};
use crate::parse::front_matter::scalar;
use crate::text::is_alphabetic;

/// How many words a text needs at least to be told from a name.
const WORDS: usize = 4;

/// How many words a sentence within a translated text needs: it may be what a button or a message says.
const WORDS_OF_A_SENTENCE: usize = 6;

/// From which share of its letters on (in percent) a text is in its own script, whatever names of another it holds.
const OWN_SHARE: usize = 10;

/// Words that stand in names as well as in sentences (`Windows for Business`), so that they do not tell the two apart.
const WORDS_OF_NAMES: [&str; 11] = ["and", "at", "by", "for", "from", "in", "of", "on", "or", "to", "with"];

/// What a page's own front matter (docfx's `no-loc`) keeps as it is.
pub fn kept_by(document: &Document) -> Vec<String> {
    match document.front.extra.get("no-loc") {
        Some(serde_yaml::Value::Sequence(items)) => items.iter().filter_map(scalar).collect(),
        Some(value) => scalar(value).into_iter().collect(),
        None => Vec::new(),
    }
}

/// How much of one language there is in a text.
#[derive(Debug, Default, PartialEq, Eq)]
struct Evidence {
    /// Words that could be of the source's language.
    words: usize,
    /// Those of them that begin with a small letter, where the script knows that.
    small: usize,
    /// Different words that the source's language needs in every sentence, and the own one does not know.
    source: usize,
    /// Those of them that names do not have.
    telling: usize,
    /// The same of the own language.
    own: usize,
    /// Whether the first word is one of these: names hardly ever begin so.
    begins: bool,
    /// Letters of scripts that only the source's language has.
    source_letters: usize,
    /// Letters of scripts that only the own language has; an ideograph counts as three.
    own_letters: usize,
}

/// How the scripts of two languages stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scripts {
    /// The source is written in one that the own language does not have: that alone tells its texts.
    Foreign,
    /// The own language has one that the source lacks, and all of the source's: Japanese beside Chinese.
    Wider,
    /// Both are written in the same.
    Same,
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

    fn writes(&self, script: Script) -> bool {
        self.scripts.contains(&script)
    }
}

/// Tells the texts of one language from those of the language that it is translated from.
#[derive(Debug)]
pub struct Untouched {
    source: Tongue,
    own: Tongue,
    scripts: Scripts,
    needed: Needed,
    /// Whether words that the source needs may stand anywhere, because there are some that are written with more than letters.
    hears_all: bool,
    /// Whether each word that only the source needs has a letter of ASCII, so that there is none in most texts of other scripts.
    needs_letter: bool,
    /// The words of each term that stays as it is, in lower case, by the first of them; longer terms first.
    kept: HashMap<String, Vec<Vec<String>>>,
}

impl Untouched {
    /// Whether a unit still is its source's; `same` tells whether it has its words.
    pub fn is_untouched_unit(&self, unit: &Unit, same: bool) -> bool {
        self.is_untouched_as(unit.kind, unit.text(), same)
    }

    /// The same of words in the place of a unit.
    pub fn is_untouched_as(&self, kind: UnitKind, words: &str, same: bool) -> bool {
        match kind {
            UnitKind::Heading | UnitKind::Title | UnitKind::Entry => self.is_untouched_title(words, same),
            _ => self.is_untouched(words, same),
        }
    }

    /// For translations from `source` into `own`. `kept` are the terms that stay as they are.
    pub fn new<'a>(source: &LocaleTag, own: &LocaleTag, kept: impl IntoIterator<Item = &'a str>) -> Self {
        let mut terms: HashMap<String, Vec<Vec<String>>> = HashMap::new();
        for term in kept {
            let words: Vec<String> = words_of(term).map(str::to_lowercase).collect();
            if let Some(first) = words.first() {
                terms.entry(first.clone()).or_default().push(words);
            }
        }
        terms.values_mut().for_each(|terms| terms.sort_by_key(|words| std::cmp::Reverse(words.len())));
        let (source, own) = (Tongue::new(source), Tongue::new(own));
        let lacks = |one: &Tongue, other: &Tongue| one.scripts.iter().any(|script| !other.writes(*script));
        let scripts = match (lacks(&source, &own), lacks(&own, &source)) {
            (true, _) => Scripts::Foreign,
            (false, true) => Scripts::Wider,
            (false, false) => Scripts::Same,
        };
        let needed = Needed::new(&source.stop_words, &own.stop_words);
        let hears_all = source.stop_words.iter().any(|word| !word.chars().all(is_of_word));
        let needs_letter = needed.all(Whose::Source, |word| word.bytes().any(|byte| byte.is_ascii_alphabetic()));
        Self { source, own, scripts, needed, hears_all, needs_letter, kept: terms }
    }

    /// Whether a unit is in the source's words. `same` says that the source, or a translation into a third language,
    /// has it letter for letter.
    pub fn is_untouched(&self, text: &str, same: bool) -> bool {
        if !same && !self.may_be_source(text) {
            return false;
        }
        let text = &without_quotations(text);
        let found = self.evidence(text);
        let of_sentence = |sentence: &str| self.reads_untouched(&self.evidence(sentence), false, WORDS_OF_A_SENTENCE);
        self.reads_untouched(&found, same, if same { WORDS - 1 } else { WORDS })
            || self.may_be_source(text) && sentences(text).any(of_sentence)
    }

    /// Whether a text, or a sentence of it, may read as the source's without a comparison: by its letters, or by a word that every
    /// sentence of the source needs, as most texts have none. What separates words here may as well be the end of a sentence.
    fn may_be_source(&self, text: &str) -> bool {
        let is_needed = |word: &str| matches!(self.needed.get(word), Some((_, Whose::Source)));
        let is_told_by_letters = !self.is_latin_source() && self.scripts == Scripts::Foreign;
        if is_told_by_letters || self.hears_all {
            return true;
        }
        if self.needs_letter {
            let has_letter = text.bytes().fold(false, |has, byte| has | byte.is_ascii_alphabetic());
            let may_be = |(word, is_ascii): (&str, bool)| (!is_ascii || self.needed.may_be(word)) && is_needed(word);
            return has_letter && words_with_ascii(text).any(may_be);
        }
        text.split(|ch| !is_of_word(ch)).map(bare).any(is_needed)
    }

    /// Whether a title, or the name of an entry, is in the source's words. It is shorter than a unit, and a name more
    /// often.
    pub fn is_untouched_title(&self, text: &str, same: bool) -> bool {
        if !same && !self.may_be_source(text) {
            return false;
        }
        let found = self.evidence(text);
        if !self.is_source(&found, same) {
            return false;
        }
        if !self.is_latin_source() && self.scripts == Scripts::Foreign {
            return found.source_letters > 1;
        }
        let listed = found.words > 2 && found.source > 0 && found.small * 2 >= found.words;
        if same { found.words > 1 && (found.small > 0 || self.source.dense) } else { listed }
    }

    fn reads_untouched(&self, found: &Evidence, same: bool, words: usize) -> bool {
        if !self.is_source(found, same) {
            return false;
        }
        // Names from other scripts are written in the reader's; Latin ones stay as they are everywhere.
        if !self.is_latin_source() && self.scripts == Scripts::Foreign {
            return found.source_letters > 1;
        }
        if found.words < words {
            return false;
        }
        if self.source.dense {
            return same;
        }
        // Most words of a sentence begin with a small letter; those of a name do not, whatever it is `for` or `with`. Half of
        // them are enough where something else speaks for it.
        let most = found.small * 2 > found.words && (found.small > 2 || same);
        let half = found.small * 2 >= found.words && found.telling > 0 && (same || self.scripts == Scripts::Foreign);
        let sentence = most || half || found.telling > 2 || found.begins && found.source > 1;
        // Unless another text shows that nobody has touched it, one word at least has to tell what language it is.
        sentence && (same || found.source > 0)
    }

    /// Whether nothing speaks for the own language.
    fn is_source(&self, found: &Evidence, same: bool) -> bool {
        match self.scripts {
            Scripts::Foreign => {
                found.source_letters > 0
                    && found.own_letters * 100 < (found.own_letters + found.source_letters) * OWN_SHARE
            }
            // Only the comparison tells, and a letter that the source does not have speaks against it.
            Scripts::Wider => same && found.own_letters == 0,
            Scripts::Same if self.source.stop_words.is_empty() || self.own.stop_words.is_empty() => same,
            // A word of the one may happen to be one of the other.
            Scripts::Same => found.own == 0 || same && found.source > found.own,
        }
    }

    fn is_latin_source(&self) -> bool {
        self.source.writes(Script::Latin)
    }

    fn evidence(&self, text: &str) -> Evidence {
        let mut found = Evidence::default();
        let (mut of_source_only, mut of_own_only) = (HashSet::new(), HashSet::new());
        let kept;
        let words: &mut dyn Iterator<Item = &str> = if self.kept.is_empty() {
            &mut words_of(text)
        } else {
            kept = self.words(text);
            &mut kept.into_iter()
        };
        for (index, word) in words.enumerate() {
            let letters = self.count_letters(word, &mut found);
            if letters == 0 || !is_word(word) {
                continue;
            }
            // Where words are not separated, about two letters are one.
            found.words += if self.source.dense { letters.div_ceil(2) } else { 1 };
            found.small += usize::from(word.chars().next().is_some_and(char::is_lowercase));
            match self.needed.get(word) {
                Some((word, Whose::Source)) => {
                    found.begins |= index == 0;
                    of_source_only.insert(word);
                }
                Some((word, Whose::Own)) => {
                    of_own_only.insert(word);
                }
                None => {}
            }
        }
        let telling = of_source_only.iter().filter(|word| !WORDS_OF_NAMES.contains(word)).count();
        Evidence { source: of_source_only.len(), own: of_own_only.len(), telling, ..found }
    }

    /// Counts the letters of a word, and gives those that the source could have.
    fn count_letters(&self, word: &str, found: &mut Evidence) -> usize {
        let mut letters = 0usize;
        let mut count = |script: Script, count: usize| match (self.source.writes(script), self.own.writes(script)) {
            (true, own) => {
                letters += count;
                found.source_letters += if own { 0 } else { count };
            }
            (false, true) => found.own_letters += if self.own.dense { 3 * count } else { count },
            (false, false) => {}
        };
        count(Script::Latin, word.bytes().filter(u8::is_ascii_alphabetic).count());
        if !word.is_ascii() {
            let scripts = CodePointMapData::<Script>::new();
            for ch in word.chars().filter(|ch| !ch.is_ascii() && is_alphabetic(*ch)) {
                count(scripts.get(ch), 1);
            }
        }
        letters
    }

    /// The words of a text without the terms that are kept.
    fn words<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let words: Vec<&str> = words_of(text).collect();
        if self.kept.is_empty() {
            return words;
        }
        let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let mut left = Vec::with_capacity(words.len());
        let mut at = 0;
        while at < words.len() {
            let terms = self.kept.get(&lower[at]).into_iter().flatten();
            match terms.into_iter().find(|term| lower[at..].starts_with(term)) {
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
        assert!(!into("de-DE", &["All the terms of the Northwind"]).is_untouched(text, true));
    }

    fn between(source: &str, own: &str) -> Untouched {
        let tag = |tag| LocaleTag::parse(tag).expect("a tag");
        Untouched::new(&tag(source), &tag(own), [])
    }

    #[test]
    fn languages_that_share_a_script_are_told_by_comparison() {
        let (simplified, japanese) =
            ("付款每季进行一次，请联系您的管理员。", "プログラムに参加する前に、契約が必要です。");
        assert!(!between("zh-CN", "ja-JP").is_untouched(japanese, false));
        assert!(between("zh-CN", "ja-JP").is_untouched(simplified, true));
        assert!(!between("ja-JP", "zh-CN").is_untouched(simplified, false));
        assert!(between("ja-JP", "zh-CN").is_untouched(japanese, false), "kana stand in no Chinese text");
        assert!(!between("zh-CN", "zh-TW").is_untouched("付款每季進行一次。", false));
        assert!(between("zh-CN", "en-US").is_untouched_title("请联系管理员", false));
        assert!(between("ja-JP", "en-US").is_untouched_title("請求の方法", true));
        assert!(between("ko-KR", "en-US").is_untouched_title("다음 단계", false));
        assert!(between("ru-RU", "en-US").is_untouched_title("Счета", false));
        assert!(between("de-DE", "en-US").is_untouched("Wählen Sie das Konto aus, das Sie verwenden möchten.", false));
    }

    #[test]
    fn quotations_and_names_stay() {
        for (own, text) in [
            ("de-DE", "Die Meldung „You do not have permission to access this page“ erscheint."),
            ("fr-FR", "Le message « The user does not have access to this resource » s’affiche."),
            ("zh-TW", "Dynamics 365 for Finance and Operations，Business edition"),
            ("ko-KR", "Microsoft 365 Apps for enterprise"),
            ("de-DE", "Wählen Sie Do you want to keep the changes that you made? und dann Weiter aus."),
        ] {
            assert!(!into(own, &[]).is_untouched(text, false), "{text}");
        }
        assert!(into("de-DE", &[]).is_untouched("“You do not have permission to see this.”", true));
        assert!(into("ja-JP", &[]).is_untouched("Select the account.", true), "short, and nobody has touched it");
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
