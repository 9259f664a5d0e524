//! XLIFF 2.1 (OASIS, 2018): a page is a `file`, a unit a `unit`, a sentence a `segment`, markup an inline code.

mod read;
mod write;

pub use read::read;
pub use write::write;

/// The namespace of the versions 2.0 and 2.1.
const NAMESPACE: &str = "urn:oasis:names:tc:xliff:document:2.0";

/// The namespace of the version 2.2.
const NAMESPACE_2_2: &str = "urn:oasis:names:tc:xliff:document:2.2";

/// The namespace of the module for translation candidates.
const MATCHES: &str = "urn:oasis:names:tc:xliff:matches:2.0";

/// What a state of XLIFF's says in our words begins so.
const PREFIX: &str = "diglot:";

/// The word after [`PREFIX`] for what a machine translated.
const MACHINE: &str = "mt";

/// A text as an id may be written, which has no other characters than a name has. What cannot stand there is written as in
/// ISO 9075-14, but for the slash.
///
/// `help/a b_x => help:a_x0020_b_x005F_x`
fn to_id(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for (at, ch) in text.char_indices() {
        match ch {
            '/' => id.push(':'),
            '_' if text[at..].starts_with("_x") => id.push_str("_x005F_"),
            '-' | '.' | '_' => id.push(ch),
            _ if ch.is_ascii_alphanumeric() => id.push(ch),
            _ => id.push_str(&format!("_x{:04X}_", u32::from(ch))),
        }
    }
    id
}

/// What was written as an id.
fn from_id(id: &str) -> String {
    let mut text = String::with_capacity(id.len());
    let mut rest = id;
    while let Some(first) = rest.chars().next() {
        let escaped = rest.strip_prefix("_x").and_then(|rest| rest.split_once('_')).and_then(|(hex, rest)| {
            let is_code = (4..=6).contains(&hex.len()) && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
            Some((char::from_u32(u32::from_str_radix(hex, 16).ok().filter(|_| is_code)?)?, rest))
        });
        let (ch, after) = escaped.unwrap_or((if first == ':' { '/' } else { first }, &rest[first.len_utf8()..]));
        text.push(ch);
        rest = after;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_names_and_lead_back() {
        for (text, id) in [
            ("0a1b2c3d4e-2", "0a1b2c3d4e-2"),
            ("help/start_page", "help:start_page"),
            ("a b_x/:", "a_x0020_b_x005F_x:_x003A_"),
            ("_x0041_", "_x005F_x0041_"),
            ("帮助/😀", "_x5E2E__x52A9_:_x1F600_"),
            (" x", "_x0020_x"),
            ("_xx__x", "_x005F_xx__x005F_x"),
        ] {
            assert_eq!(to_id(text), id);
            assert_eq!(from_id(id), text);
        }
        assert_eq!(from_id("_x12_xZ_xD800_"), "_x12_xZ_xD800_", "what we did not write");
    }
}
