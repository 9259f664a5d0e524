//! Texts whose figures are told to be the same at a glance, as those of most translations are.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

use super::ideographs;
use super::months::{Months, is_letter, words};
use crate::text::Span;

/// What a glance at a text shows of its figures: each of them once; nothing where they want a closer look, because there are
/// digits of another script, or a month is named beside one.
#[derive(Debug, PartialEq, Eq)]
pub struct Glance<'t>(Option<Vec<&'t str>>);

impl<'t> Glance<'t> {
    /// A glance at a text of a language with these months.
    pub(super) fn new(text: &'t str, months: &Months) -> Self {
        let figures = figures(text).filter(|figures| !names_month((text, months), figures));
        Self(figures.map(|figures| written(text, &figures)))
    }

    /// Whether two texts have the same figures, in whatever order and however often.
    pub(super) fn is_like(&self, other: &Glance<'_>) -> bool {
        self.0.is_some() && self.0 == other.0
    }
}

/// The words of a text that have digits, each with what may be one number with it: `E3`, `2,500.75`, `2/28/2018`. Nothing where
/// there are digits of another script.
fn figures(text: &str) -> Option<Vec<Span>> {
    let bytes = text.as_bytes();
    // What characters begin with that may be digits of other scripts. All bytes are looked at, because that is done for many at once.
    let begins = |byte: u8| u8::from(matches!(byte, 0xd9..=0xe1 | 0xea | 0xef..));
    let may_have_others = bytes.iter().fold(0, |begun, byte| begun | begins(*byte)) > 0;
    if may_have_others && text.chars().any(is_other_digit) {
        return None;
    }
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(digit) = next_digit(bytes, at) {
        let before = bytes[at..digit].iter().rev();
        let start = digit - before.take_while(|byte| byte.is_ascii_alphanumeric()).count();
        at = word_end(bytes, digit);
        // Whatever stands alone between two digits may make one number of them.
        while let Some(sign) = joining_sign(text, at) {
            at = word_end(bytes, at + sign);
        }
        found.push(Span::new(start, at));
    }
    Some(found)
}

/// Where the next digit stands. Most stretches of a text have none, and are passed over as a whole.
fn next_digit(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = &bytes[from..];
    let has_none =
        |stretch: &&[u8; 16]| stretch.iter().fold(0, |found, byte| found | u8::from(byte.is_ascii_digit())) == 0;
    let passed = 16 * rest.as_chunks().0.iter().take_while(has_none).count();
    rest[passed..].iter().position(u8::is_ascii_digit).map(|digit| from + passed + digit)
}

fn word_end(bytes: &[u8], from: usize) -> usize {
    from + bytes[from..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()
}

/// How long the one character is that stands between a digit and the next.
fn joining_sign(text: &str, at: usize) -> Option<usize> {
    let mut behind = text[at..].chars();
    let sign = behind.next()?;
    let joins = text.as_bytes()[at - 1].is_ascii_digit() && behind.next().is_some_and(|ch| ch.is_ascii_digit());
    joins.then_some(sign.len_utf8())
}

/// Whether a character is a decimal digit, but none of ASCII's. Most scripts that pages are written in lie where none is.
fn is_other_digit(ch: char) -> bool {
    !matches!(ch, '\0'..='\u{65f}' | '\u{1e00}'..='\u{a61f}' | '\u{ac00}'..='\u{ff0f}')
        && CodePointMapData::<GeneralCategory>::new().get(ch) == GeneralCategory::DecimalNumber
}

/// Each of some figures once.
fn written<'t>(text: &'t str, figures: &[Span]) -> Vec<&'t str> {
    let mut written: Vec<&str> = figures.iter().map(|figure| figure.of(text)).collect();
    written.sort_unstable();
    written.dedup();
    written
}

/// Whether a month is named beside a figure; where there are some in ideographs, whether any is.
fn names_month((text, months): (&str, &Months), figures: &[Span]) -> bool {
    let names = |text: &str| words(text).any(|(_, word)| months.named(word).is_some());
    // No ideograph begins with a lesser byte.
    let may_have_ideographs = text.bytes().fold(0, u8::max) >= 0xe3;
    if may_have_ideographs && months.may_be_in(text) && text.chars().any(|ch| ideographs::sign(ch).is_some()) {
        return names(text);
    }
    let bytes = text.as_bytes();
    figures.iter().any(|figure| {
        let [before, behind] = beside(text, *figure);
        // Letters at its ends may be one word with those beside it.
        if bytes[figure.start].is_ascii_digit() && bytes[figure.end - 1].is_ascii_digit() {
            let within = figure.of(text);
            [before, behind].into_iter().any(|word| months.named(word.of(text)).is_some())
                || !within.bytes().all(|byte| byte.is_ascii_digit()) && names(within)
        } else {
            names(&text[before.start..behind.end])
        }
    })
}

/// The words before and behind a figure that nothing but signs separate from it; empty where there is none.
fn beside(text: &str, figure: Span) -> [Span; 2] {
    let (before, behind) = (text[..figure.start].trim_end_matches(is_sign), &text[figure.end..]);
    let behind_signs = behind.trim_start_matches(is_sign);
    let start = text.len() - behind_signs.len();
    let end = text.len() - behind_signs.trim_start_matches(is_letter).len();
    [Span::new(before.trim_end_matches(is_letter).len(), before.len()), Span::new(start, end)]
}

fn is_sign(ch: char) -> bool {
    matches!(ch, '.' | ',' | '-' | '–' | '/' | '\'' | '’') || ch.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_other_scripts_are_known() {
        let categories = CodePointMapData::<GeneralCategory>::new();
        for ch in ('\u{80}'..=char::MAX).filter(|ch| categories.get(*ch) == GeneralCategory::DecimalNumber) {
            assert_eq!(figures(&format!("a{ch}")), None, "{ch:?}");
        }
    }

    #[test]
    fn figures_are_words_with_digits_and_what_joins_them() {
        let found = |text: &str| -> Vec<String> {
            figures(text).expect("no other digits").into_iter().map(|figure| figure.of(text).to_owned()).collect()
        };
        assert_eq!(
            found("Plan E3 (2,500.75) – 9:30, 2/28/2018; v1.2-b 17. 4"),
            ["E3", "2,500.75", "9:30", "2/28/2018", "v1.2", "17", "4"]
        );
        assert_eq!(found("5个 12，345 a"), ["5", "12，345"]);
        assert_eq!(figures("١٢"), None);
        let text = "am 3. – Mai 2020er Jahr";
        let beside = |figure: &str| {
            let start = text.find(figure).expect("there");
            beside(text, Span::new(start, start + figure.len())).map(|word| word.of(text))
        };
        assert_eq!((beside("3"), beside("2020er")), (["am", "Mai"], ["Mai", "Jahr"]));
    }
}
