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

pub use mapped::{Map, Mapped, MappedBuilder};
pub use position::{LineIndex, Position, Span, position_of};

/// A text on one line, with one space for any white space in it and none around it.
///
/// ` a\n  b => a b`
pub fn one_line(text: &str) -> String {
    if is_one_line(text) {
        return text.to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether [`one_line`] would change nothing, as it seldom does.
fn is_one_line(text: &str) -> bool {
    let mut after_space = true;
    let is_plain = text.chars().all(|ch| {
        let was = std::mem::replace(&mut after_space, ch.is_whitespace());
        !after_space || ch == ' ' && !was
    });
    is_plain && (!after_space || text.is_empty())
}

/// How many words a text has, by Unicode's rules (UAX #29).
pub fn words_in(text: &str) -> usize {
    unicode_segmentation::UnicodeSegmentation::unicode_words(text).count()
}

/// Whether a character is a quotation mark of any language, or an apostrophe.
pub fn is_quotation_mark(ch: char) -> bool {
    matches!(ch, '"' | '\'' | '`' | '\u{ab}' | '\u{bb}' | '\u{2018}'..='\u{201f}' | '\u{2039}' | '\u{203a}' | '\u{300c}'..='\u{300f}')
}

/// Whether a character is of a script that is written without spaces between words, or its punctuation.
pub fn is_ideographic(ch: char) -> bool {
    matches!(ch as u32, 0x3000..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xff01..=0xff60 | 0x20000..=0x3ffff)
}
