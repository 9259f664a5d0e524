//! Bytes, spans and addresses: what everything else is written in terms of.
//!
//! This is the lowest layer. It knows neither files nor sites, only text and where in it something stands.

pub mod address;
pub mod changes;
pub mod escape;
pub mod mapped;
pub mod names;
pub mod position;
pub mod slug;
pub mod wrap;

use std::borrow::Cow;

pub use mapped::{Map, Mapped, MappedBuilder};
pub use position::{LineIndex, Position, Span, position_of};

/// A text from its bytes, with U+FFFD for whatever is no UTF-8. Text that is whole is not copied.
pub fn lossy(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// A text on one line, with one space for any white space in it and none around it.
///
/// ` a\n  b => a b`
pub fn one_line(text: &str) -> String {
    in_one_line(text).into_owned()
}

/// The same without a copy where it changes nothing.
pub fn in_one_line(text: &str) -> Cow<'_, str> {
    if is_one_line(text) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    Cow::Owned(line)
}

/// Whether [`one_line`] would change nothing, as it seldom does. Each look goes over all bytes without a branch, because that
/// is done for many at once.
fn is_one_line(text: &str) -> bool {
    if text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace) {
        return false;
    }
    const BREAKS: u8 = 1;
    const LONG: u8 = 2;
    const STEP: usize = 16;
    let bytes = text.as_bytes();
    let (next, third) = (bytes.get(1..).unwrap_or_default(), bytes.get(2..).unwrap_or_default());
    // What is written in ASCII, and what white space of several bytes begins with, which most texts have none of. Numbers instead
    // of truths let many bytes be looked at in one step.
    let signs = |(one, two): (&u8, &u8)| {
        let breaks = u8::from(one.wrapping_sub(b'\t') < 5) | u8::from(*one == b' ') & u8::from(*two == b' ');
        let begins_long = u8::from(*one == 0xc2) | u8::from(one.wrapping_sub(0xe1) < 3);
        (breaks * BREAKS) | (begins_long * LONG)
    };
    // The last step goes over bytes that others have seen, instead of byte by byte over what is left.
    let steps = (0..next.len() / STEP).map(|step| step * STEP).chain(next.len().checked_sub(STEP));
    let of_step = |from: usize| {
        let (one, two) = (&bytes[from..from + STEP], &next[from..from + STEP]);
        one.iter().zip(two).fold(0, |found, at| found | signs(at))
    };
    let found = match next.len() < STEP {
        true => bytes.iter().zip(next).fold(0, |found, at| found | signs(at)),
        false => steps.fold(0, |found, from| found | of_step(from)),
    };
    let is_long = |(one, (two, three)): (&u8, (&u8, &u8))| {
        (*one == 0xc2) & ((*two == 0x85) | (*two == 0xa0)) | is_space_of_three(*one, *two, *three)
    };
    let has_long = || bytes.iter().zip(next.iter().zip(third)).fold(false, |has, at| has | is_long(at));
    found & BREAKS == 0 && (found & LONG == 0 || !has_long())
}

/// Whether three bytes are white space: U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000.
fn is_space_of_three(one: u8, two: u8, three: u8) -> bool {
    let general = (three.wrapping_sub(0x80) < 0x0b) | (three == 0xa8) | (three == 0xa9) | (three == 0xaf);
    ((one == 0xe1) & (two == 0x9a) & (three == 0x80))
        | ((one == 0xe2) & (two == 0x80) & general)
        | ((one == 0xe2) & (two == 0x81) & (three == 0x9f))
        | ((one == 0xe3) & (two == 0x80) & (three == 0x80))
}

/// How many words a text has, by Unicode's rules (UAX #29).
pub fn words_in(text: &str) -> usize {
    unicode_segmentation::UnicodeSegmentation::unicode_words(text).count()
}

/// Whether a character is a letter, told at once of those that most texts are made of.
#[inline]
pub fn is_alphabetic(ch: char) -> bool {
    match ch {
        '\0'..='\x7f' => ch.is_ascii_alphabetic(),
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' | 'Ѐ'..='ҁ' | '一'..='\u{9fff}' | '가'..='힣' => true,
        _ => ch.is_alphabetic(),
    }
}

/// Whether a character is a letter or a number, told as quickly.
#[inline]
pub fn is_alphanumeric(ch: char) -> bool {
    is_alphabetic(ch) || ch.is_numeric()
}

/// Whether a character is a quotation mark of any language, or an apostrophe.
pub fn is_quotation_mark(ch: char) -> bool {
    matches!(ch, '"' | '\'' | '`' | '\u{ab}' | '\u{bb}' | '\u{2018}'..='\u{201f}' | '\u{2039}' | '\u{203a}' | '\u{300c}'..='\u{300f}')
}

/// Whether a character is of a script that is written without spaces between words, or its punctuation.
#[inline]
pub fn is_ideographic(ch: char) -> bool {
    matches!(ch as u32, 0x3000..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xff01..=0xff60 | 0x20000..=0x3ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_that_unicode_knows() {
        for ch in '\0'..=char::MAX {
            assert_eq!((is_alphabetic(ch), is_alphanumeric(ch)), (ch.is_alphabetic(), ch.is_alphanumeric()), "{ch:?}");
        }
    }

    #[test]
    fn one_line_has_single_spaces_whatever_white_space_there_was() {
        let all: String = (0..=0x3100).filter_map(char::from_u32).filter(|ch| ch.is_whitespace()).collect();
        assert!(all.chars().count() > 20 && one_line(&all).is_empty());
        for ch in all.chars() {
            assert_eq!(one_line(&format!("é{ch}中")), "é 中", "{ch:?}");
            for after in ["中", "b", "bc"] {
                assert_eq!(is_one_line(&format!("é{ch}{after}")), ch == ' ', "{ch:?}");
            }
            // Wherever it stands in a longer text.
            for at in 1..40 {
                let text = format!("{}{ch}{}", "a".repeat(at), "b".repeat(40 - at));
                assert_eq!(is_one_line(&text), ch == ' ', "{text:?}");
                assert!(!is_one_line(&text.replace(ch, "  ")), "{text:?}");
            }
        }
        for (text, line) in
            [("", ""), (" a", "a"), ("a ", "a"), ("a  b", "a b"), ("a b c", "a b c"), ("\u{200b}a", "\u{200b}a")]
        {
            assert_eq!((one_line(text).as_str(), is_one_line(text)), (line, line == text), "{text:?}");
        }
    }
}
