//! Front matter: finding it, reading it, and handing what is malformed to [`super::legacy`].

use std::cell::LazyCell;
use std::fmt;

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde_yaml::{Mapping, Value};

use super::yaml::{self, Places, Step, plain};
use super::{Findings, bilingual, directive, keys, legacy, plain_front};
use crate::diagnostics::{Code, Edit};
use crate::model::{DocumentKind, FrontMatter};
use crate::text::Span;

/// The largest front matter that is read as YAML, in bytes.
const MAX_BYTES: usize = 64 << 10;

/// Reads the front matter of a Markdown file and says where the body starts.
///
/// Well-formed front matter is a YAML mapping between `---` on the first line and `---` (or `...`) on a line of its
/// own. Everything that resembles it and is not is read as what it means, and said.
pub fn read(findings: &mut Findings<'_>) -> (FrontMatter, usize) {
    let text = findings.text;
    let Some(block) = Block::find(text) else {
        return match legacy::read(findings) {
            Some(read) => read,
            None => (FrontMatter::default(), bom(text)),
        };
    };
    if let Some(raw) = Raw::of_plain_lines(&text[bom(text)..]) {
        let mut front = interpret(findings, raw, block.inner.of(text), block.inner.start);
        let end = legacy::read_second_block(findings, &mut front, block.end);
        return (front, end);
    }
    let inner = block.inner.of(text);
    if let Some(at) = yaml::too_deep(inner) {
        findings.push(
            Code::InvalidFrontMatter,
            Span::at(block.inner.start + at),
            "the front matter is nested too deep",
            "Flatten it.",
        );
        return (FrontMatter::default(), block.end);
    }
    if inner.len() > MAX_BYTES {
        findings.push(
            Code::InvalidFrontMatter,
            block.inner,
            format!("the front matter is {} bytes long", inner.len()),
            format!("Keep it below {MAX_BYTES} bytes; move text into the page."),
        );
        return (FrontMatter::default(), block.end);
    }
    let raw = parse(inner).or_else(|problem| {
        let whole = serde_yaml::from_str::<Mapping>(inner);
        whole.map(Raw::of).map_err(|_| problem)
    });
    match raw {
        Ok(raw) => {
            let mut front = interpret(findings, raw, inner, block.inner.start);
            let end = legacy::read_second_block(findings, &mut front, block.end);
            (front, end)
        }
        Err(problem) => {
            let (message, span) = problem.describe(inner);
            let place = Span::new(block.inner.start + span.start, block.inner.start + span.end);
            if let Some(read) = legacy::read_invalid(findings, block.end, &message, place) {
                return read;
            }
            findings.push(
                Code::InvalidFrontMatter,
                Span::at(place.start),
                message,
                "Write the front matter as `key: value` lines; quote values that contain `: `.",
            );
            (FrontMatter::default(), block.end)
        }
    }
}

/// Where a key of the front matter stands that `text` is made of; where it is malformed, the line that begins with it.
pub fn locate(text: &str, key: &str) -> Span {
    if let Some(block) = Block::find(text) {
        let span = yaml::locate(block.inner.of(text), &[Step::Key(key)]);
        if span != Span::default() {
            return Span::new(span.start + block.inner.start, span.end + block.inner.start);
        }
    }
    let mut at = bom(text);
    while at < text.len() {
        let current = line(text, at);
        if current.of(text).get(..key.len()).is_some_and(|start| start.eq_ignore_ascii_case(key)) {
            return Span::new(at, at + key.len());
        }
        at = next_line(text, current);
    }
    Span::default()
}

/// Where the value of a key of well-formed front matter stands.
pub fn value(text: &str, key: &str) -> Option<Span> {
    let inner = Block::find(text)?.inner;
    let span = Places::new(inner.of(text)).value(&[Step::Key(key)])?;
    Some(Span::new(span.start + inner.start, span.end + inner.start))
}

/// Where the value of a field of a document's front matter stands, in its quotes.
pub fn field(text: &str, kind: DocumentKind, key: &str) -> Option<Span> {
    match kind {
        DocumentKind::Landing | DocumentKind::Faq => Places::new(text).value(&[Step::Key("metadata"), Step::Key(key)]),
        DocumentKind::Markdown | DocumentKind::Include => value(text, key),
        DocumentKind::Navigation => None,
    }
}

/// Where well-formed front matter ends; nothing where a file has none, or one that is no YAML mapping.
pub fn well_formed_end(text: &str) -> Option<usize> {
    let block = Block::find(text)?;
    let inner = block.inner.of(text);
    let refused = inner.len() > MAX_BYTES || yaml::too_deep(inner).is_some();
    let mapping = (!refused).then(|| serde_yaml::from_str::<Mapping>(inner))?;
    mapping.ok().map(|_| block.end)
}

/// The YAML of well-formed front matter.
pub fn inner(text: &str) -> Option<Span> {
    well_formed_end(text).and_then(|_| Block::find(text)).map(|block| block.inner)
}

/// Reads the `metadata` of a YAML page, which has the same fields. `path` leads to the mapping.
pub fn from_value(places: &Places, value: &Value, path: &[Step<'_>]) -> FrontMatter {
    let mut front = FrontMatter::default();
    let Value::Mapping(mapping) = value else { return front };
    for (key, value) in mapping {
        let Some(key) = key.as_str() else { continue };
        let canonical = key.trim().to_lowercase();
        let Some((name, field)) = front.field_mut(&canonical) else {
            front.extra.insert(canonical, value.clone());
            continue;
        };
        *field = scalar(value).map(|text| directive::without_marks(&text));
        let steps: Vec<Step<'_>> = path.iter().copied().chain([Step::Key(key)]).collect();
        let span = places.key(&steps);
        front.places.insert(name.into(), span);
    }
    front
}

/// A scalar as text; null, empty text and collections as nothing.
pub fn scalar(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// A value as its author wrote it, where YAML takes it for a number and would lose digits: a version `1.10`, a hash that
/// happens to have no letter but an `e`.
fn as_written<'t>(value: Value, written: impl FnOnce() -> Option<&'t str>) -> Value {
    if !value.is_f64() {
        return value;
    }
    match (written(), scalar(&value)) {
        (Some(written), Some(read)) if written != read && written.parse::<f64>().is_ok() => {
            Value::String(written.to_owned())
        }
        _ => value,
    }
}

/// A block of front matter by its fences.
struct Block {
    /// Between the fences.
    inner: Span,
    /// After the closing fence's line.
    end: usize,
}

impl Block {
    fn find(text: &str) -> Option<Self> {
        let start = bom(text);
        let first = line(text, start);
        if first.of(text).trim_end() != "---" {
            return None;
        }
        let inner_start = next_line(text, first);
        let mut at = inner_start;
        while at < text.len() {
            let current = line(text, at);
            if matches!(current.of(text).trim_end(), "---" | "...") {
                return Some(Self { inner: Span::new(inner_start, at), end: next_line(text, current) });
            }
            at = next_line(text, current);
        }
        None
    }
}

/// The length of a byte order mark at the start.
pub fn bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') { 3 } else { 0 }
}

/// The line at `start`, without its line break.
pub fn line(text: &str, start: usize) -> Span {
    Span::new(start, memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |at| start + at))
}

/// The offset after a line and its break.
pub fn next_line(text: &str, line: Span) -> usize {
    (line.end + 1).min(text.len())
}

/// The front matter's mapping in order, texts of known fields exactly as written.
#[derive(Debug, PartialEq)]
struct Raw(Vec<(String, RawValue)>);

#[derive(Debug, PartialEq)]
enum RawValue {
    /// A known field's scalar, kept as text so that `1.10` stays `1.10`.
    Text(Option<String>),
    Other(Value),
}

enum Problem {
    Yaml(serde_yaml::Error),
    NoMapping,
}

impl Raw {
    /// What the plain lines say that a text begins with, without a reader of YAML; nothing where that could take one of the values
    /// for anything but a text.
    fn of_plain_lines(text: &str) -> Option<Self> {
        let known = |key: &str| FrontMatter::is_field(&key.to_lowercase());
        let entry = |entry: plain_front::Entry| {
            let (key, said) = (entry.key.of(text), entry.said.of(text));
            let is_text = plain::is_text(key) && (entry.is_quoted() || plain::is_text(said));
            let text = said.to_owned();
            let value = if known(key) { RawValue::Text(Some(text)) } else { RawValue::Other(Value::String(text)) };
            is_text.then(|| (key.to_owned(), value))
        };
        plain_front::entries(text)?.into_iter().map(entry).collect::<Option<_>>().map(Self)
    }

    /// A mapping that was read as a whole: its scalars may have lost digits, but nothing else is lost.
    fn of(mapping: Mapping) -> Self {
        let known = |key: &str| FrontMatter::is_field(&key.trim().to_lowercase());
        let entry = |(key, value): (Value, Value)| {
            let key = scalar(&key).unwrap_or_default();
            let is_text = matches!(value, Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_));
            let value = if known(&key) && is_text { RawValue::Text(scalar(&value)) } else { RawValue::Other(value) };
            (key, value)
        };
        Self(mapping.into_iter().map(entry).collect())
    }
}

impl Problem {
    fn describe(&self, inner: &str) -> (String, Span) {
        match self {
            Problem::Yaml(error) => {
                let (message, span) = yaml::refusal(inner, error);
                (format!("the front matter is not valid YAML: {message}"), span)
            }
            Problem::NoMapping => ("the front matter is not made of `key: value` lines".to_owned(), Span::at(0)),
        }
    }
}

fn parse(inner: &str) -> Result<Raw, Problem> {
    if inner.trim().is_empty() {
        return Ok(Raw(Vec::new()));
    }
    match serde_yaml::from_str::<RawOrScalar>(inner) {
        Ok(RawOrScalar::Mapping(raw)) => Ok(raw),
        Ok(RawOrScalar::Other) => Err(Problem::NoMapping),
        Err(error) => Err(Problem::Yaml(error)),
    }
}

fn interpret(findings: &mut Findings<'_>, raw: Raw, inner: &str, offset: usize) -> FrontMatter {
    let mut front = FrontMatter::default();
    let mut seen: Vec<String> = Vec::with_capacity(raw.0.len());
    let mut translated: Vec<(&'static str, String, Value)> = Vec::new();
    // Looking for places reads the text once more, which most pages never need.
    let places = LazyCell::new(|| Places::new(inner));
    let place = |key: &str| {
        let span = places.key(&[Step::Key(key)]);
        Span::new(span.start + offset, span.end + offset)
    };
    for (key, value) in raw.0 {
        let canonical = key.trim().to_lowercase();
        if seen.contains(&canonical) {
            findings.push(
                Code::DuplicateKey,
                place(&key),
                format!("`{key}` is said more than once; the last one counts"),
                "Keep one of them.",
            );
        }
        seen.push(canonical.clone());
        match value {
            RawValue::Text(text) => {
                let text = text.map(|text| unbilingual(text.trim().to_owned())).filter(|text| !text.is_empty());
                if let Some((name, field)) = front.field_mut(&canonical) {
                    *field = text.map(|text| directive::without_marks(&text));
                    // Only some fields are ever pointed at.
                    if matches!(name, "key" | "slug" | "template" | "redirect_url" | "uid") {
                        front.places.insert(name.into(), place(&key));
                    }
                }
            }
            RawValue::Other(value) if FrontMatter::is_field(&canonical) => {
                let message = format!("`{key}` is a list or a mapping, where a text belongs; it is not used");
                findings.push(Code::InvalidFrontMatter, place(&key), message, "Write it as `key: text`.");
                front.extra.insert(canonical, value);
            }
            RawValue::Other(value) => match keys::canonical_key(&canonical) {
                Some(english) => translated.push((english, key, value)),
                None => {
                    let written = || places.value(&[Step::Key(&key)]).map(|span| span.of(inner).trim());
                    front.extra.insert(canonical, as_written(value, written));
                }
            },
        }
    }
    for (english, key, value) in translated {
        match front.field_mut(english) {
            Some((_, field)) if field.is_none() => {
                let span = place(&key);
                *field = scalar(&value).map(|text| directive::without_marks(&unbilingual(text)));
                let edit = Edit { span, text: english.to_owned() };
                let message = format!("the key `{key}` is a translation of `{english}`, and was read as that");
                let help = format!("Write `{english}`: keys are the same in every language.");
                findings.push_fixable(Code::InvalidFrontMatter, span, message, help, vec![edit]);
            }
            // The page says it in English too, or Diglot does not read it: then it is the theme's.
            _ => {
                front.extra.insert(key.trim().to_lowercase(), value);
            }
        }
    }
    front
}

/// The target of a value with bilingual units in it.
fn unbilingual(text: String) -> String {
    if bilingual::is_bilingual(&text) { bilingual::half(&text, bilingual::Half::Target) } else { text }
}

enum RawOrScalar {
    Mapping(Raw),
    Other,
}

impl<'de> de::Deserialize<'de> for RawOrScalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct V;
        impl<'de> Visitor<'de> for V {
            type Value = RawOrScalar;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("keys and values")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut raw = Vec::new();
                while let Some(key) = map.next_key::<Text>()? {
                    let key = key.0.unwrap_or_default();
                    let known = FrontMatter::is_field(&key.trim().to_lowercase());
                    let value = if known {
                        RawValue::Text(map.next_value::<Text>()?.0)
                    } else {
                        RawValue::Other(map.next_value()?)
                    };
                    raw.push((key, value));
                }
                Ok(RawOrScalar::Mapping(Raw(raw)))
            }

            fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
                Ok(RawOrScalar::Other)
            }

            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(RawOrScalar::Mapping(Raw(Vec::new())))
            }

            fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
                Ok(RawOrScalar::Other)
            }

            fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
                Ok(RawOrScalar::Other)
            }

            fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
                Ok(RawOrScalar::Other)
            }

            fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
                Ok(RawOrScalar::Other)
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                while seq.next_element::<de::IgnoredAny>()?.is_some() {}
                Ok(RawOrScalar::Other)
            }
        }
        deserializer.deserialize_any(V)
    }
}

/// A scalar exactly as written; null as nothing. Collections are refused.
struct Text(Option<String>);

impl<'de> de::Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct V;
        impl<'de> Visitor<'de> for V {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text")
            }

            fn visit_str<E>(self, text: &str) -> Result<Text, E> {
                Ok(Text(Some(text.to_owned())))
            }

            fn visit_unit<E>(self) -> Result<Text, E> {
                Ok(Text(None))
            }
        }
        // `deserialize_str` hands over any scalar as its characters, whatever YAML would make of it; what it refuses
        // (a list, a mapping) becomes an error with its place.
        deserializer.deserialize_str(V)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn read_text(text: &str) -> (FrontMatter, usize, Vec<(Code, usize)>) {
        let file: Arc<str> = "a.md".into();
        let mut findings = Findings::new(&file, text);
        let (front, end) = read(&mut findings);
        let found = findings.diagnostics.iter().map(|found| (found.code, found.place.start.line)).collect();
        (front, end, found)
    }

    #[test]
    fn plain_lines_say_what_yaml_reads_in_them() {
        let keys = ["title", "Title", "date", "ms.date", "Autor", "no", "null", "y", "version"];
        let values = [
            "Terms",
            "Our terms",
            "no",
            "No thanks",
            "NULL",
            "null and void",
            "~",
            "1.10",
            "1e3",
            "e3",
            "0x1f",
            "1_000",
            "2026-03-05",
            "01/02/2021",
            "12:30",
            "a/b",
            "是",
            "Infinity",
            ".nan",
            "nan",
            "yes/no",
            "true",
            "on",
            "Über uns, [a] {b}",
            "x & y",
            "2021 a",
            "v1.2",
            "a  b",
            "C#",
            "C:x",
            "don't",
            "* a",
            "a: b",
        ];
        let mut plain = 0;
        for key in keys {
            for value in values {
                let inner = format!("{key}: {value}\nother: word\n");
                let Some(raw) = Raw::of_plain_lines(&format!("---\n{inner}---\n")) else { continue };
                assert_eq!(Some(raw), parse(&inner).ok(), "{inner}");
                plain += 1;
            }
        }
        assert!(plain > 90, "{plain}");
    }

    #[test]
    fn values_stay_as_written_and_keys_ignore_case() {
        let text = "---\r\nTitle: 1.10\r\nDescription: >\r\n  two\r\n  lines\r\nMS.Date: 02/05/2021\r\nms.prod:\r\n---\r\nBody\n";
        let (front, end, found) = read_text(text);
        assert_eq!(front.title.as_deref(), Some("1.10"));
        assert_eq!(front.description.as_deref(), Some("two lines"));
        assert_eq!(front.extra.get("ms.date").and_then(Value::as_str), Some("02/05/2021"));
        assert_eq!(&text[end..], "Body\n");
        assert_eq!(found, []);
    }

    #[test]
    fn a_file_without_front_matter_is_all_body() {
        for text in ["# Heading\n\ntext\n", "", "---", "text\n---\nmore\n"] {
            let (front, end, found) = read_text(text);
            assert_eq!((front, end, found.len()), (FrontMatter::default(), 0, 0), "{text:?}");
        }
        assert_eq!(read_text("\u{feff}# x").1, 3, "a byte order mark is no content");
    }

    #[test]
    fn translated_keys_are_read_and_said() {
        let (front, _, found) = read_text("---\ntitolo: Premi\ndescrizione: Cosa\nautor: x\nauthor: y\n---\n# H\n");
        assert_eq!((front.title.as_deref(), front.description.as_deref()), (Some("Premi"), Some("Cosa")));
        assert_eq!(front.author.as_deref(), Some("y"));
        assert_eq!(found, [(Code::InvalidFrontMatter, 2), (Code::InvalidFrontMatter, 3)]);
        let (front, ..) = read_text("---\ntitle: About the author: a history\n---\n");
        assert_eq!(front.title.as_deref(), Some("About the author: a history"));
        let text = "---\ntitle: X\nlayout: y\nscope:\n  - A\n\n# X\n";
        let (front, end, _) = read_text(text);
        assert_eq!((front.title.as_deref(), text[end..].trim()), (Some("X"), "# X"));
    }

    #[test]
    fn what_is_no_yaml_is_said_where_it_stands() {
        let (_, end, found) = read_text("---\ntitle: a\nfoo: [1\n---\nBody\n");
        assert_eq!(found.iter().map(|found| found.0).collect::<Vec<_>>(), [Code::InvalidFrontMatter]);
        assert_eq!(end, 25);
        let (front, ..) = read_text("---\ntitle: a: b\ncustom: x\n---\nBody\n");
        assert_eq!(front.title.as_deref(), Some("a: b"), "what is meant is plain");
        assert!(front.extra.contains_key("custom"));
        let (front, _, found) = read_text("---\ntitle: a\nTitle: b\n---\n");
        assert_eq!((front.title.as_deref(), found), (Some("b"), vec![(Code::DuplicateKey, 2)]));
    }

    #[test]
    fn bilingual_values_give_the_target() {
        let text = "---\ntitle: \"<span data-ttu-id=\\\"a2082-101\\\">Ziel</span><span class=\\\"sxs-lookup\\\"><span data-stu-id=\\\"a2082-101\\\">Goal</span></span>\"\n---\n";
        assert_eq!(read_text(text).0.title.as_deref(), Some("Ziel"));
    }
}
