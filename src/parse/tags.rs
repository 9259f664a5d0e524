//! Raw HTML tags inside Markdown: enough of HTML's tokenizer to read one tag and its attributes.

use std::borrow::Cow;
use std::ops::Range;

use web_atoms::NAMED_ENTITIES;

use super::sanitize;

/// One tag found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag<'a> {
    /// The name in lower case.
    pub name: String,
    /// Whether it is `</name>`.
    pub closing: bool,
    /// The attributes in order, names in lower case.
    pub attributes: Vec<Attribute<'a>>,
    /// Where the tag stands, `<` and `>` included.
    pub range: Range<usize>,
}

/// Elements that stand within a line, of those that pages may have.
const WITHIN_LINES: [&str; 9] = ["a", "br", "button", "data", "img", "input", "time", "var", "wbr"];

/// Elements that hold nothing and are never closed.
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// One attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// The name in lower case.
    pub name: String,
    /// The value, character references decoded; empty where there is none.
    pub value: Cow<'a, str>,
    /// Where the value stands without its quotes.
    pub range: Range<usize>,
}

impl Tag<'_> {
    /// Whether its element stands within a line.
    pub fn is_within_a_line(&self) -> bool {
        WITHIN_LINES.contains(&&*self.name) || sanitize::INLINE.contains(&&*self.name)
    }

    /// Whether its element holds nothing.
    pub fn is_void(&self) -> bool {
        VOID.contains(&&*self.name)
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|attribute| attribute.name == name).map(|attribute| &*attribute.value)
    }
}

/// The next tag in `text` at or after `from`. Comments, declarations and lone `<` are passed over.
pub fn next_tag(text: &str, mut from: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    while let Some(found) = memchr::memchr(b'<', bytes.get(from..)?) {
        let start = from + found;
        if text[start..].starts_with("<!--") {
            // `<!-->` is a whole comment.
            from = text[start + 2..].find("-->").map(|at| start + 2 + at + 3)?;
            continue;
        }
        match tag_at(text, start) {
            Some(tag) => return Some(tag),
            None => from = start + 1,
        }
    }
    None
}

/// The tag that starts at `start`, where a whole one does.
pub fn tag_at(text: &str, start: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    if bytes.get(start) != Some(&b'<') {
        return None;
    }
    let mut at = start + 1;
    let closing = bytes.get(at) == Some(&b'/');
    if closing {
        at += 1;
    }
    let name_start = at;
    if !bytes.get(at)?.is_ascii_alphabetic() {
        return None;
    }
    while bytes.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-') {
        at += 1;
    }
    let name = text[name_start..at].to_ascii_lowercase();
    let mut attributes = Vec::new();
    loop {
        while bytes.get(at).is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'/') {
            at += 1;
        }
        match bytes.get(at)? {
            b'>' => return Some(Tag { name, closing, attributes, range: start..at + 1 }),
            b'<' => return None,
            _ => {}
        }
        let name_start = at;
        while bytes.get(at).is_some_and(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'>' | b'/')) {
            at += 1;
        }
        let attribute = text[name_start..at].to_ascii_lowercase();
        let mut after = at;
        while bytes.get(after).is_some_and(u8::is_ascii_whitespace) {
            after += 1;
        }
        let mut range = at..at;
        if bytes.get(after) == Some(&b'=') {
            after += 1;
            while bytes.get(after).is_some_and(u8::is_ascii_whitespace) {
                after += 1;
            }
            match bytes.get(after)? {
                quote @ (b'"' | b'\'') => {
                    let end = after + 1 + memchr::memchr(*quote, &bytes[after + 1..])?;
                    range = after + 1..end;
                    at = end + 1;
                }
                _ => {
                    let value_start = after;
                    while bytes.get(after).is_some_and(|byte| !byte.is_ascii_whitespace() && *byte != b'>') {
                        after += 1;
                    }
                    range = value_start..after;
                    at = after;
                }
            }
        } else if at == name_start {
            // A lone `=`: HTML takes it as the start of a name.
            at += 1;
            continue;
        }
        if !attribute.is_empty() && !attributes.iter().any(|known: &Attribute| known.name == attribute) {
            attributes.push(Attribute { name: attribute, value: decode(&text[range.clone()]), range });
        }
    }
}

/// Where that ends which begins at `start` and is shown to nobody: a comment, a declaration, an instruction. What has no end
/// goes on to the end of the text.
///
/// `<!-- a --> b => 10`, `<b> => nothing`
pub fn unseen_end(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let (from, mark) = match rest.as_bytes() {
        // `<!-->` is a whole comment.
        [b'<', b'!', b'-', b'-', ..] => (2, "-->"),
        _ if rest.starts_with("<![CDATA[") => (9, "]]>"),
        [b'<', b'!', letter, ..] if letter.is_ascii_alphabetic() => (2, ">"),
        [b'<', b'?', ..] => (2, "?>"),
        _ => return None,
    };
    Some(rest[from..].find(mark).map_or(text.len(), |at| start + from + at + mark.len()))
}

/// Decodes character references: names that HTML has, with their semicolons, and numbers.
///
/// `caf&eacute; &amp; t&#101;a => café & tea`
pub fn decode(text: &str) -> Cow<'_, str> {
    /// The longest name, `CounterClockwiseContourIntegral`, with both its marks.
    const LONGEST: usize = 33;
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = memchr::memchr(b';', &rest.as_bytes()[..rest.len().min(LONGEST)]);
        let decoded = end.and_then(|end| {
            let chars = match rest[1..end].strip_prefix('#') {
                Some(number) => {
                    let code = match number.strip_prefix(['x', 'X']) {
                        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                        None => number.parse().ok()?,
                    };
                    [char::from_u32(code).filter(|ch| *ch != '\0')?, '\0']
                }
                None => {
                    let (first, second) = NAMED_ENTITIES.get(&rest[1..=end])?;
                    [char::from_u32(*first)?, char::from_u32(*second)?]
                }
            };
            Some((chars, end + 1))
        });
        match decoded {
            Some((chars, len)) => {
                out.extend(chars.into_iter().filter(|ch| *ch != '\0'));
                rest = &rest[len..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_real_pages_contain() {
        let tag = next_tag(r#"x < y <a href="" id='x y' data-x=3 disabled/>t"#, 0).expect("a tag");
        assert_eq!(tag.name, "a");
        assert!(!tag.closing);
        assert_eq!(tag.attribute("href"), Some(""));
        assert_eq!(tag.attribute("id"), Some("x y"));
        assert_eq!(tag.attribute("data-x"), Some("3"));
        assert_eq!(tag.attribute("disabled"), Some(""));
        let tag = next_tag("<!-- <b> --></BR>", 0).expect("a tag");
        assert_eq!((tag.name.as_str(), tag.closing), ("br", true));
        assert_eq!(next_tag("<!--> <b> <!---> <!-- x -->", 0).map(|tag| tag.name), Some("b".to_owned()));
        assert_eq!(next_tag("<a href=\"unclosed>", 0), None);
        assert_eq!(next_tag("a<b", 0), None);
        assert_eq!(next_tag("<a =x =>", 0).map(|tag| tag.name), Some("a".to_owned()));
    }

    #[test]
    fn what_nobody_is_shown_has_an_end() {
        for (text, end) in [
            ("<!-- <b> --> c", Some(12)),
            ("<!--> c", Some(5)),
            ("<!---> c", Some(6)),
            ("<?a > ?>b", Some(8)),
            ("<!A b>c", Some(6)),
            ("<![CDATA[a]>]]>b", Some(15)),
            ("<!-- a", Some(6)),
            ("<?", Some(2)),
            ("<! a>", None),
            ("<b>", None),
            ("<", None),
        ] {
            assert_eq!(unseen_end(text, 0), end, "{text}");
        }
    }

    #[test]
    fn references_are_decoded_once() {
        assert_eq!(decode("&amp;quot; &#x41;&#66; &nope; & &#0;"), "&quot; AB &nope; & &#0;");
        assert_eq!(decode("caf&eacute;&ngE;&eacut;é&;&CounterClockwiseContourIntegral;&amp"), "café≧̸&eacut;é&;∳&amp");
    }
}
