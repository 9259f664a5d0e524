//! The words and the sentences of a text as they are written, and which of them are none of any language.

use std::borrow::Cow;

use crate::model::unit::PLACEHOLDER;
use crate::text::is_alphabetic;

/// Whether a character stands within words, and no sentence ends at it.
pub(super) fn is_of_word(ch: char) -> bool {
    is_alphabetic(ch) || ch.is_numeric() || matches!(ch, '\'' | '’' | '-')
}

/// The words of a text as they stand between spaces, and between marks that stand in no word.
pub(super) fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let is_border = |ch: char| match ch {
        PLACEHOLDER | '，' | '。' | '、' | '；' | '：' | '！' | '？' | '（' | '）' | '「' | '」' | '『' | '』'
        | '《' | '》' | '…' | '—' | '–' => true,
        ch => ch.is_whitespace(),
    };
    text.split(is_border).map(bare).filter(|word| !word.is_empty())
}

/// What a byte is to [`words_with_ascii`], by a table, because most texts have hundreds of bytes.
static CLASSES: [u8; 256] = {
    let (mut classes, mut byte) = ([0; 256], 0u8);
    loop {
        classes[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => LETTER | IN_WORD,
            b'0'..=b'9' | b'\'' | b'-' => IN_WORD,
            _ if byte.is_ascii() => 0,
            _ => OTHER,
        };
        if byte == u8::MAX {
            break classes;
        }
        byte += 1;
    }
};

/// A letter of ASCII.
const LETTER: u8 = 1;
/// What words have of ASCII.
const IN_WORD: u8 = 2;
/// No ASCII.
const OTHER: u8 = 4;

fn is_in(byte: &u8, classes: u8) -> bool {
    CLASSES[usize::from(*byte)] & classes != 0
}

/// The words of a text that have a letter of ASCII, each as [`bare`] leaves it, and whether it is known to have nothing else.
pub(super) fn words_with_ascii(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let from = at;
        let start = from + bytes[from..].iter().position(|byte| is_in(byte, LETTER))?;
        let word = &bytes[start..];
        let length = word.iter().position(|byte| !is_in(byte, IN_WORD)).unwrap_or(word.len());
        at = start + length;
        let goes_on = word.get(length).is_some_and(|next| is_in(next, OTHER));
        let is_begun = bytes[from..start].last().is_some_and(|before| is_in(before, IN_WORD | OTHER));
        if !goes_on && !is_begun && word[length - 1].is_ascii_alphanumeric() {
            return Some((&text[start..at], true));
        }
        // There is more of it than letters of ASCII.
        let start = from + text[from..start].trim_end_matches(is_of_word).len();
        at += text[at..].find(|ch| !is_of_word(ch)).unwrap_or(text.len() - at);
        Some((bare(&text[start..at]), false))
    })
}

/// A text with a placeholder for each quotation in it: what a message or a button says may stay as the reader will see it.
/// A text that is a quotation as a whole is none.
pub(super) fn without_quotations(text: &str) -> Cow<'_, str> {
    // One of these begins every quotation mark.
    if memchr::memchr2(b'"', 0xe2, text.as_bytes()).is_none() && memchr::memchr2(0xc2, 0xe3, text.as_bytes()).is_none()
    {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find(|ch| closing(ch).is_some()) {
        let opening = rest[open..].chars().next().unwrap_or_default();
        let inner = &rest[open + opening.len_utf8()..];
        let Some(close) = inner.find(|ch| closing(opening).is_some_and(|ends| ends.contains(&ch))) else { break };
        let closing = inner[close..].chars().next().map_or(0, char::len_utf8);
        out.push_str(&rest[..open]);
        out.push(PLACEHOLDER);
        rest = &inner[close + closing..];
    }
    if rest.len() == text.len() {
        return Cow::Borrowed(text);
    }
    out.push_str(rest);
    if out.chars().any(is_alphabetic) { Cow::Owned(out) } else { Cow::Borrowed(text) }
}

/// What ends a quotation that begins so.
fn closing(opening: char) -> Option<&'static [char]> {
    Some(match opening {
        '“' => &['”'],
        '„' => &['“', '”'],
        '«' => &['»'],
        '»' => &['«'],
        '「' => &['」'],
        '『' => &['』'],
        '"' => &['"'],
        _ => return None,
    })
}

/// The sentences of a text; none where it is a single one.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut sentences = unicode_segmentation::UnicodeSegmentation::split_sentence_bounds(text).peekable();
    // A text of one sentence has been looked at as a whole.
    let single = sentences.peek().is_none_or(|first| first.len() == text.len());
    sentences.filter(move |_| !single)
}

/// A word without what stands around it.
///
/// `(the) => the`
pub(super) fn bare(word: &str) -> &str {
    word.trim_matches(|ch: char| !is_alphabetic(ch) && !ch.is_numeric())
}

/// Whether this is a word of a language, and no name as programs write it (`licenseCount`, `a_b`, `v1.2`, `x/y`) and no
/// abbreviation (`AM`, which is no form of *to be*).
pub(super) fn is_word(word: &str) -> bool {
    let (mut has_small, mut has_capital, mut humps, mut length) = (false, false, false, 0);
    let mut was_small = false;
    for ch in word.chars() {
        if ch.is_ascii_digit() || matches!(ch, '_' | '/' | '.' | '=' | '<' | '>' | '{' | '}' | '@' | '\\') {
            return false;
        }
        let (is_small, is_capital) = (ch.is_lowercase(), ch.is_uppercase());
        humps |= was_small && is_capital;
        (has_small, has_capital, was_small) = (has_small || is_small, has_capital || is_capital, is_small);
        length += 1;
    }
    let shouts = length > 1 && !has_small && has_capital;
    !humps && !shouts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_ascii_are_those_of_a_look_at_each_character() {
        let pieces = ["the", "a", "Ü", "é", "я", "请", "’", "'", "-", " ", ".", "3", "½", "٣", "\u{301}", "…"];
        let (mut seed, mut found) = (1_u64, 0);
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..7 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
            }
            let words = text.split(|ch| !is_of_word(ch)).map(bare);
            let with_ascii: Vec<&str> =
                words.filter(|word| word.bytes().any(|byte| byte.is_ascii_alphabetic())).collect();
            found += with_ascii.len();
            assert!(words_with_ascii(&text).map(|(word, _)| word).eq(with_ascii), "{text:?}");
            assert!(words_with_ascii(&text).all(|(word, is_ascii)| !is_ascii || word.is_ascii()), "{text:?}");
        }
        assert!(found > 10_000, "{found}");
    }
}
