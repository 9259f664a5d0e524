//! Texts whose figures are told to be the same at a glance, as those of most translations are.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

use super::ideographs;
use super::months::{Months, is_letter, words};
use crate::text::Span;

/// The words of a text that have digits, each with what may be one number with it: `E3`, `2,500.75`, `2/28/2018`. Nothing where
/// there are digits of another script.
fn figures(text: &str) -> Option<Vec<Span>> {
    if !text.is_ascii() && text.chars().any(is_other_digit) {
        return None;
    }
    let bytes = text.as_bytes();
    let letters = |bytes: &mut dyn Iterator<Item = &u8>| bytes.take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(first) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let digit = at + first;
        let start = digit - letters(&mut bytes[at..digit].iter().rev());
        at = digit + letters(&mut bytes[digit..].iter());
        // Whatever stands alone between two digits may make one number of them.
        while let Some(sign) = joining_sign(text, at) {
            at += sign;
            at += letters(&mut bytes[at..].iter());
        }
        found.push(Span::new(start, at));
    }
    Some(found)
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

/// Whether two texts have the same figures, in whatever order and however often, and no month is named beside any.
pub(super) fn are_same(one: (&str, &Months), other: (&str, &Months)) -> bool {
    let (Some(mine), Some(theirs)) = (figures(one.0), figures(other.0)) else { return false };
    written(one.0, &mine) == written(other.0, &theirs) && !names_month(one, &mine) && !names_month(other, &theirs)
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
    let has_ideographs = !text.is_ascii() && text.chars().any(|ch| ideographs::sign(ch).is_some());
    if has_ideographs { names(text) } else { figures.iter().any(|figure| names(around(text, *figure))) }
}

/// A figure with the words before and behind it that nothing but signs separate from it.
fn around(text: &str, figure: Span) -> &str {
    let is_sign = |ch: &char| ch.is_whitespace() || ".,-–/'’".contains(*ch);
    let length = |chars: &mut dyn Iterator<Item = char>| {
        let mut chars = chars.peekable();
        let mut length = 0;
        while let Some(sign) = chars.next_if(is_sign) {
            length += sign.len_utf8();
        }
        length + chars.take_while(|ch| is_letter(*ch)).map(char::len_utf8).sum::<usize>()
    };
    let before = length(&mut text[..figure.start].chars().rev());
    let behind = length(&mut text[figure.end..].chars());
    &text[figure.start - before..figure.end + behind]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_other_scripts_are_known() {
        let categories = CodePointMapData::<GeneralCategory>::new();
        for ch in ('\u{80}'..=char::MAX).filter(|ch| categories.get(*ch) == GeneralCategory::DecimalNumber) {
            assert!(is_other_digit(ch), "{ch:?}");
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
        let around = |figure: &str| {
            around(text, Span::new(text.find(figure).expect("there"), text.find(figure).expect("there") + figure.len()))
        };
        assert_eq!((around("3"), around("2020er")), ("am 3. – Mai", "Mai 2020er Jahr"));
    }
}
