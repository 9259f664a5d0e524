//! The names of the months in a language, by CLDR.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::enums::{CalendarPeriodFieldSet, CompositeDateTimeFieldSet, DateFieldSet};
use icu_datetime::fieldsets::{M, YMD};
use icu_datetime::input::{Date, DateTime, Time};
use icu_locale::Locale;
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use memchr::memmem::Finder;
use rustc_hash::FxHashSet;

use crate::model::LocaleTag;
use crate::text::is_alphabetic;

/// The months of a language.
#[derive(Debug, Default)]
pub(super) struct Months {
    /// Every form of a name, folded, with its number.
    forms: BTreeMap<String, u8>,
    /// Those of them that are no abbreviations.
    full: BTreeSet<String>,
    /// What the forms begin with.
    initials: Letters,
    /// Their first two letters.
    beginnings: FxHashSet<(char, char)>,
    /// A letter without case that all of them have, as a search, if there is one: `月`.
    shared: Option<Finder<'static>>,
    /// Whether names begin with a capital, so that `may` is none.
    capital: bool,
    /// Whether every month can be told: by its name, or because dates have its number.
    pub(super) known: bool,
    /// Whether dates begin with a number and a dot, which Markdown takes for a list at the beginning of a line.
    pub(super) dotted: bool,
    /// Whether the language counts other years than most.
    pub(super) own_years: bool,
}

impl Months {
    pub(super) fn new(tag: &LocaleTag) -> Self {
        let dates = |keywords: &str, fields: CompositeDateTimeFieldSet| -> Vec<String> {
            let Ok(locale) = format!("{tag}-u-{keywords}nu-latn").parse::<Locale>() else { return Vec::new() };
            let Ok(formatter) = DateTimeFormatter::try_new(locale.into(), fields) else { return Vec::new() };
            let date =
                |month| Some(DateTime { date: Date::try_new_iso(2026, month, 25).ok()?, time: Time::start_of_day() });
            (1..=12).filter_map(date).map(|date| formatter.format(&date).to_string()).collect()
        };
        let day = |fields: YMD| CompositeDateTimeFieldSet::Date(DateFieldSet::YMD(fields));
        let month = |fields: M| CompositeDateTimeFieldSet::CalendarPeriod(CalendarPeriodFieldSet::M(fields));
        let long = dates("ca-gregory-", day(YMD::long()));
        let mut months = Self {
            known: long.len() == 12 && !long[0].contains("M01"),
            dotted: long
                .first()
                .is_some_and(|date| date.trim_start_matches(|ch: char| ch.is_ascii_digit()).starts_with('.')),
            own_years: !dates("", day(YMD::long())).iter().all(|date| date.contains("2026")),
            ..Self::default()
        };
        let mut named = BTreeSet::new();
        let sets = [
            (day(YMD::long()), true),
            (month(M::long()), true),
            (day(YMD::medium()), false),
            (month(M::medium()), false),
        ];
        for (fields, is_full) in sets {
            let texts = dates("ca-gregory-", fields);
            // Beside the month there may be words for the day and the year, which every month has.
            let mut found: BTreeMap<&str, BTreeSet<u8>> = BTreeMap::new();
            for (number, text) in (1..).zip(&texts) {
                for (_, word) in words(text).filter(|(_, word)| word.chars().count() > 1) {
                    found.entry(word).or_default().insert(number);
                }
            }
            for (word, numbers) in found {
                let Some(number) = numbers.first().filter(|_| numbers.len() == 1) else { continue };
                months.capital |= *number == 5 && word.starts_with(char::is_uppercase);
                if is_full {
                    months.full.insert(fold(word));
                }
                months.forms.insert(fold(word), *number);
                named.insert(*number);
            }
        }
        let numeric = (1..).zip(&long).all(|(number, text): (u8, _)| {
            text.split(|ch: char| !ch.is_ascii_digit()).any(|part| part.parse() == Ok(number))
        });
        months.known &= numeric || named.len() == 12;
        months.forms.keys().filter_map(|form| form.chars().next()).for_each(|initial| months.initials.add(initial));
        months.beginnings = months.forms.keys().filter_map(|form| beginning(form)).collect();
        let of_first = months.forms.keys().next().into_iter().flat_map(|form| form.chars());
        let mut shared =
            of_first.filter(|ch| CASELESS.contains(ch) && months.forms.keys().all(|form| form.contains(*ch)));
        months.shared = shared.next().map(|ch| Finder::new(ch.encode_utf8(&mut [0; 4])).into_owned());
        months
    }

    /// Whether the name of a month may stand anywhere in a text.
    pub(super) fn may_be_in(&self, text: &str) -> bool {
        match &self.shared {
            Some(shared) => shared.find(text.as_bytes()).is_some(),
            // They are numbered there, and not named.
            None if self.forms.is_empty() => false,
            None => text.chars().any(|ch| self.may_begin(ch)),
        }
    }

    /// Whether the name of a month may begin with a letter. Hardly any other letter is taken for one.
    fn may_begin(&self, letter: char) -> bool {
        self.initials.may_have(fold_letter(letter))
    }

    /// The month that a word names for certain: in full, or by its first letters where names have a capital. Elsewhere an
    /// abbreviation may be a word of another kind, as Czech `pro` is.
    pub(super) fn named(&self, word: &str) -> Option<u8> {
        if !word.chars().next().is_some_and(|initial| self.may_begin(initial))
            || !beginning(word).is_some_and(|letters| self.beginnings.contains(&letters))
        {
            return None;
        }
        if !self.capital {
            let name = fold(word);
            return self.full.get(&name).and_then(|name| self.forms.get(name)).copied();
        }
        if !word.starts_with(char::is_uppercase) {
            return None;
        }
        let name = fold(word);
        if let Some(number) = self.forms.get(&name) {
            return Some(*number);
        }
        let mut numbers = self.forms.range(name.clone()..).take_while(|(form, _)| form.starts_with(&name));
        let first = *numbers.next().filter(|_| word.chars().count() > 3)?.1;
        numbers.all(|(_, number)| *number == first).then_some(first)
    }

    /// The months that a word may name, in a form of its own, such as another case.
    pub(super) fn resembled(&self, word: &str) -> impl Iterator<Item = u8> {
        let word = fold(word);
        let length = word.chars().count();
        let exact = self.forms.get(&word).copied();
        let inflected = self.forms.iter().filter_map(move |(form, number)| {
            let own = form.chars().count();
            let (last, _) = form.char_indices().next_back()?;
            let longest = if own == 3 { 4 } else { own + 6 };
            (exact.is_none() && length > 2 && length <= longest && word.starts_with(&form[..last])).then_some(*number)
        });
        exact.into_iter().chain(inflected)
    }
}

/// Some letters, in a table that takes hardly any other for one of them.
#[derive(Debug)]
struct Letters([u64; 64]);

impl Default for Letters {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl Letters {
    fn add(&mut self, letter: char) {
        self.0[letter as usize / 64 % 64] |= 1 << (letter as usize % 64);
    }

    fn may_have(&self, letter: char) -> bool {
        self.0[letter as usize / 64 % 64] & 1 << (letter as usize % 64) != 0
    }
}

/// The first two letters of what [`fold`] makes of a word; every name of a month has them.
fn beginning(word: &str) -> Option<(char, char)> {
    let mut letters = word.chars().flat_map(|letter| match letter {
        'أ' | 'إ' | 'آ' => 'ا'.to_lowercase(),
        letter => letter.to_lowercase(),
    });
    letters.next().zip(letters.next())
}

/// Ideographs, and syllables between them.
const CASELESS: RangeInclusive<char> = '\u{2e80}'..='\u{a63f}';

/// What [`fold`] makes of the first letter of a word. Most ideographs and syllables are told to have no case at once.
fn fold_letter(letter: char) -> char {
    match letter {
        '\0'..='\x7f' => letter.to_ascii_lowercase(),
        'أ' | 'إ' | 'آ' => 'ا',
        ch if CASELESS.contains(&ch) => letter,
        '가'..='힣' => letter,
        _ => letter.to_lowercase().next().unwrap_or(letter),
    }
}

/// A word in lower case, and Arabic without the signs that many leave out.
fn fold(word: &str) -> String {
    word.to_lowercase().replace(['أ', 'إ', 'آ'], "ا")
}

/// The words of a text with where they begin: letters and the marks upon them.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    pieces(text, is_letter)
}

/// The pieces of a text that are made of certain characters, with where they begin.
pub(super) fn pieces(text: &str, is_inside: fn(char) -> bool) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_inside)?;
        at = text[start..].find(|ch| !is_inside(ch)).map_or(text.len(), |length| start + length);
        Some((start, &text[start..at]))
    })
}

/// Whether a character is a letter, or a mark upon one.
pub(super) fn is_letter(ch: char) -> bool {
    is_alphabetic(ch)
        || !ch.is_ascii() && GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(ch))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_told_in_whatever_form() {
        for (tag, word, named, resembled) in [
            ("en-US", "March", Some(3), 3),
            ("en-US", "march", None, 3),
            ("en-US", "Sept", Some(9), 9),
            ("de-DE", "Jan", Some(1), 1),
            ("de-AT", "Jänner", Some(1), 1),
            ("it-IT", "ottobre", Some(10), 10),
            ("it-IT", "ott", None, 10),
            ("cs-CZ", "pro", None, 12),
            ("nl-NL", "maar", None, 3),
            ("ru-RU", "октября", Some(10), 10),
            ("ru-RU", "октябре", None, 10),
            ("ru-RU", "мае", None, 5),
            ("ar", "مارس", Some(3), 3),
            ("ar", "اكتوبر", Some(10), 10),
            ("fi-FI", "tammikuussa", None, 1),
            ("hu-HU", "januárban", None, 1),
            ("es-ES", "diciembre", Some(12), 12),
            ("zh-CN", "二月", Some(2), 2),
        ] {
            let months = Months::new(&LocaleTag::parse(tag).expect("a tag"));
            assert_eq!(months.named(word), named, "{tag} {word}");
            assert!(months.resembled(word).any(|number| number == resembled), "{tag} {word}");
            assert!(months.may_be_in(word), "{tag} {word}");
        }
    }

    #[test]
    fn letters_are_folded_as_words_are() {
        for ch in '\0'..=char::MAX {
            assert_eq!(Some(fold_letter(ch)), fold(ch.encode_utf8(&mut [0; 4])).chars().next(), "{ch:?}");
        }
    }

    #[test]
    fn it_is_known_what_is_not_known() {
        let months = |tag| Months::new(&LocaleTag::parse(tag).expect("a tag"));
        for tag in ["en-US", "de-DE", "zh-CN", "zh-TW", "ja-JP", "ko-KR", "vi-VN", "th-TH", "ar", "hi-IN", "ca-ES"] {
            assert!(months(tag).known, "{tag}");
        }
        // Months of two words that they share, and a language that CLDR has nothing of.
        assert!(!months("ar-SY").known && !months("tlh").known);
        assert!(months("th-TH").own_years && months("fa-IR").own_years && !months("ar").own_years);
    }
}
