//! Escaping text for HTML and XML.

/// Appends `text` to `out` so that it is safe both as element text and inside a double-quoted attribute.
///
/// Characters that HTML forbids in a document (controls other than white space, noncharacters) become U+FFFD: a parser
/// would report them, and [`crate::model::fragment`] uses two noncharacters as marks of its own.
pub fn escape_into(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, ch) in text.char_indices() {
        let replacement = match ch {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            ch if is_forbidden(ch) => "\u{FFFD}",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(replacement);
        from = at + ch.len_utf8();
    }
    out.push_str(&text[from..]);
}

/// [`escape_into`] a fresh string.
///
/// `a < "b" => a &lt; &quot;b&quot;`
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape_into(&mut out, text);
    out
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
    }
}
