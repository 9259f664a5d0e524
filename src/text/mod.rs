//! Bytes, spans and addresses: what everything else is written in terms of.
//!
//! This is the lowest layer. It knows neither files nor sites, only text and where in it something stands.

pub mod address;
pub mod escape;
pub mod mapped;
pub mod names;
pub mod position;
pub mod slug;

pub use mapped::{Map, Mapped, MappedBuilder};
pub use position::{LineIndex, Position, Span, position_of};

/// A text on one line, with one space for any white space in it and none around it.
///
/// ` a\n  b => a b`
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a character is of a script that is written without spaces between words, or its punctuation.
pub fn is_ideographic(ch: char) -> bool {
    matches!(ch as u32, 0x3000..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xff01..=0xff60 | 0x20000..=0x3ffff)
}
