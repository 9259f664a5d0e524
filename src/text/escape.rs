//! Escaping text for HTML and XML, for Markdown, and for terminals.

/// Appends `text` to `out` so that it is safe both as element text and inside a double-quoted attribute.
///
/// Characters that HTML forbids in a document (controls other than white space, noncharacters) become U+FFFD: a parser
/// would report them, and [`crate::model::fragment`] uses two noncharacters as marks of its own.
pub fn escape_into(out: &mut String, text: &str) {
    let bytes = text.as_bytes();
    // Most texts have nothing to escape.
    if kinds(bytes) & SPECIAL == 0 {
        return out.push_str(text);
    }
    let (mut from, mut at) = (0, 0);
    while let Some(found) = bytes[at..].iter().position(|byte| KINDS[usize::from(*byte)] == SPECIAL) {
        at += found;
        let (replacement, len) = match bytes[at] {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' => ("&quot;", 1),
            _ => {
                let ch = text[at..].chars().next().unwrap_or_default();
                if !is_forbidden(ch) {
                    at += ch.len_utf8();
                    continue;
                }
                ("\u{FFFD}", ch.len_utf8())
            }
        };
        out.push_str(&text[from..at]);
        out.push_str(replacement);
        at += len;
        from = at;
    }
    out.push_str(&text[from..]);
}

/// Whether a text is known at once to have nothing that anybody escapes, apostrophes neither, nor a character that [`is_forbidden`].
pub fn is_plain(text: &str) -> bool {
    kinds(text.as_bytes()) == 0
}

/// A byte that begins a character which is not written as it stands, or one of a few others: a look at it tells most characters.
const SPECIAL: u8 = 1;

/// An apostrophe, which some escape.
const APOSTROPHE: u8 = 2;

/// What each byte is: [`SPECIAL`], [`APOSTROPHE`] or neither.
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        // Of two bytes the forbidden characters begin with C2, of three with EF, of four with F0 to F4.
        let is_lead = byte == 0xC2 || byte >= 0xEF;
        let is_control = byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F;
        let is_markup = matches!(byte as u8, b'&' | b'<' | b'>' | b'"');
        kinds[byte] = if is_lead || is_control || is_markup { SPECIAL } else { 0 };
        byte += 1;
    }
    kinds[b'\'' as usize] = APOSTROPHE;
    kinds
};

/// What stands among bytes. No byte ends the look, and none takes a branch.
fn kinds(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |found, byte| found | KINDS[usize::from(*byte)])
}

/// [`escape_into`] a fresh string.
///
/// `a < "b" => a &lt; &quot;b&quot;`
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape_into(&mut out, text);
    out
}

/// A text for a place in Markdown where it leads nowhere and is no HTML. Emphasis may come of it, which does no harm.
///
/// `a <b> [c](d) => a \<b> \[c\](d)`
pub fn in_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for ch in text.chars() {
        if matches!(ch, '\\' | '<' | '[' | ']') {
            out.push('\\');
        }
        out.push(ch);
    }
    out
}

/// Whether a character would steer a terminal, or turn the order of what is written after it.
pub fn steers(ch: char) -> bool {
    ch.is_control() || matches!(ch, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}' | '\u{2067}')
}

/// A text without what would steer a terminal; its lines and columns stay.
pub fn for_terminal(text: &str) -> String {
    text.chars().map(|ch| if steers(ch) && !matches!(ch, '\n' | '\t') { '\u{FFFD}' } else { ch }).collect()
}

/// Whether a text has a character that [`is_forbidden`]. Of most texts that is told many bytes at a time.
pub fn has_forbidden(text: &str) -> bool {
    let may = |byte: u8| (byte < b' ') | (byte == 0x7F) | (byte == 0xC2) | (byte >= 0xEF);
    text.bytes().fold(false, |found, byte| found | may(byte)) && text.contains(is_forbidden)
}

/// Whether an HTML parser reports this character as an error wherever it stands.
pub fn is_forbidden(ch: char) -> bool {
    let code = ch as u32;
    matches!(code, 0x00..=0x08 | 0x0B | 0x0E..=0x1F | 0x7F..=0x9F | 0xFDD0..=0xFDEF) || code & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_forbidden_characters_are_neutralised() {
        assert_eq!(escape("<a href=\"x\">&"), "&lt;a href=&quot;x&quot;&gt;&amp;");
        assert_eq!(escape("a\u{0}\u{FDD0}b\n"), "a\u{FFFD}\u{FFFD}b\n");
        assert_eq!(for_terminal("a\u{1b}[2J\u{9b}\u{202e}\r\n\tä"), "a\u{FFFD}[2J\u{FFFD}\u{FFFD}\u{FFFD}\n\tä");
        assert_eq!(in_markdown("a <b> [c](d) \\"), "a \\<b> \\[c\\](d) \\\\");
        for ch in '\0'..=char::MAX {
            assert!(!is_plain(&ch.to_string()) || escape(&ch.to_string()) == ch.to_string() && ch != '\'', "{ch:?}");
            assert_eq!(has_forbidden(&ch.to_string()), is_forbidden(ch), "{ch:?}");
            let expected = match ch {
                '&' => "&amp;".to_owned(),
                '<' => "&lt;".to_owned(),
                '>' => "&gt;".to_owned(),
                '"' => "&quot;".to_owned(),
                ch if is_forbidden(ch) => "\u{FFFD}".to_owned(),
                ch => ch.to_string(),
            };
            assert_eq!(escape(&format!("a{ch}é")), format!("a{expected}é"), "{ch:?}");
        }
    }
}
