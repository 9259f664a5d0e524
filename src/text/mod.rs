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

/// Whether [`one_line`] would change nothing, as it seldom does. Each look goes over all bytes, because that is done for many at
/// once.
fn is_one_line(text: &str) -> bool {
    let bytes = text.as_bytes();
    let has = |is_it: fn(u8) -> bool| bytes.iter().fold(false, |has, byte| has | is_it(*byte));
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let has_two_spaces = pairs.fold(false, |has, (one, next)| has | ((*one == b' ') & (*next == b' ')));
    // White space beyond ASCII begins with one of these.
    let may_have_others = has(|byte| (byte == 0xc2) | (0xe1..=0xe3).contains(&byte));
    let is_other = |ch: char| ch.is_whitespace() && ch != ' ';
    let has_breaks = has(|byte| (b'\t'..=b'\r').contains(&byte));
    let is_around = text.starts_with(' ') || text.ends_with(' ');
    !(has_two_spaces || has_breaks || is_around || may_have_others && text.contains(is_other))
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
            assert_eq!(is_alphabetic(ch), ch.is_alphabetic(), "{ch:?}");
        }
    }

    #[test]
    fn one_line_has_single_spaces_whatever_white_space_there_was() {
        let all: String = (0..=0x3100).filter_map(char::from_u32).filter(|ch| ch.is_whitespace()).collect();
        assert!(all.chars().count() > 20 && one_line(&all).is_empty());
        for ch in all.chars() {
            assert_eq!(one_line(&format!("é{ch}中")), "é 中", "{ch:?}");
            assert_eq!(is_one_line(&format!("é{ch}中")), ch == ' ', "{ch:?}");
        }
        for (text, line) in
            [("", ""), (" a", "a"), ("a ", "a"), ("a  b", "a b"), ("a b c", "a b c"), ("\u{200b}a", "\u{200b}a")]
        {
            assert_eq!((one_line(text).as_str(), is_one_line(text)), (line, line == text), "{text:?}");
        }
    }
}
