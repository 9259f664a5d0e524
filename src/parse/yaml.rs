//! YAML with places.
//!
//! `serde_yaml` gives values, but forgets where they stood. [`locate`] reads the same text a second time with a parser
//! that keeps places; it is called only when a diagnostic needs one.

pub mod plain;

use std::collections::{BTreeMap, HashMap};

use saphyr_parser::{Event, Parser};

use crate::diagnostics::Edit;
use crate::text::Span;

/// The largest YAML that is read, in bytes. Real navigation files of several thousand entries stay below a tenth of it.
pub const MAX_BYTES: usize = 4 << 20;

/// How deep flow collections, or sequences on one line, may be nested: parsers spend time without end on what is deeper.
const MAX_NESTING: usize = 256;

/// Reads a YAML text; what cannot be read is said in words with its place.
pub fn read(text: &str) -> Result<serde_yaml::Value, (String, Span)> {
    if text.len() > MAX_BYTES {
        return Err((format!("it is longer than {MAX_BYTES} bytes"), Span::default()));
    }
    if let Some(at) = too_deep(text) {
        return Err((format!("it is nested deeper than {MAX_NESTING} levels"), Span::at(at)));
    }
    serde_yaml::from_str(text).map_err(|error| refusal(text, &error))
}

/// The same, with where all of it stands.
pub fn read_placed(text: &str) -> Result<(serde_yaml::Value, Places), (String, Span)> {
    let plain = if text.len() > MAX_BYTES { None } else { plain::read(text) };
    plain.map_or_else(|| Ok((read(text)?, Places::new(text))), Ok)
}

/// Where a text is nested too deep, judged by its marks alone.
pub fn too_deep(text: &str) -> Option<usize> {
    let (mut open, mut dashes) = (0usize, 0usize);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            b'-' => dashes += 1,
            b' ' => {}
            _ => dashes = 0,
        }
        if open > MAX_NESTING || dashes > MAX_NESTING {
            return Some(at);
        }
    }
    None
}

/// One step on the way to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// The value of a key of a mapping.
    Key(&'a str),
    /// An item of a sequence, from 0.
    Index(usize),
}

/// The span of the key or item that `path` leads to, as far as the path leads; the start of the text where it does not
/// even begin.
pub fn locate(text: &str, path: &[Step<'_>]) -> Span {
    Places::new(text).key(path)
}

/// What `serde_yaml` refused, as a message and the byte of `text` that it points at.
pub fn refusal(text: &str, error: &serde_yaml::Error) -> (String, Span) {
    let full = error.to_string();
    let mut parts = full.split(" at line ");
    // The place is said by the diagnostic; the library's own mention would repeat it, counted from another start.
    let message = parts.next().unwrap_or(&full).to_owned();
    let numbers = parts.next().and_then(|place| {
        let (line, rest) = place.split_once(" column ")?;
        let column: String = rest.chars().take_while(char::is_ascii_digit).collect();
        Some((line.parse::<usize>().ok()?, column.parse::<usize>().ok()?))
    });
    // An end of the text that comes too early has no place of its own.
    let at = numbers.map_or(text.trim_end().len(), |(line, column)| {
        let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let rest = text[start..].chars().take_while(|ch| *ch != '\n');
        start + rest.take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>()
    });
    (message, Span::at(at))
}

/// Where everything in a YAML text stands. Made once for a text in which many things are looked up.
#[derive(Debug, Default)]
pub struct Places(Option<Node>);

#[derive(Debug)]
struct Node {
    span: Span,
    children: Children,
}

#[derive(Debug)]
enum Children {
    None,
    Keys(Keys),
    Items(Vec<Node>),
}

/// The keys of a mapping in their order, with their values.
#[derive(Debug, Default)]
struct Keys {
    list: Vec<(String, Span, Node)>,
    /// Which of them comes first by a name in lower case; empty where they are few, and looked through.
    numbers: HashMap<String, usize>,
}

impl Keys {
    fn new(list: Vec<(String, Span, Node)>) -> Self {
        /// As many are looked through.
        const FEW: usize = 32;
        let mut numbers = HashMap::new();
        if list.len() > FEW {
            for (number, (key, ..)) in list.iter().enumerate() {
                numbers.entry(key.to_ascii_lowercase()).or_insert(number);
            }
        }
        Self { list, numbers }
    }

    /// The first key of a name, in whatever letter case.
    fn get(&self, wanted: &str) -> Option<&(String, Span, Node)> {
        if self.numbers.is_empty() {
            return self.list.iter().find(|(key, ..)| key.eq_ignore_ascii_case(wanted));
        }
        self.list.get(*self.numbers.get(&wanted.to_ascii_lowercase())?)
    }
}

impl Places {
    /// Reads a text; what cannot be read has no places.
    pub fn new(text: &str) -> Self {
        let mut reader = PlaceReader { parser: Parser::new_from_str(text), text, chars: 0, bytes: 0 };
        loop {
            match reader.next() {
                Some((Event::StreamStart | Event::DocumentStart(_), _)) => {}
                Some((event, span)) => return Self(reader.node(&event, span, 0)),
                None => return Self(None),
            }
        }
    }

    /// The span of the key or item that `path` leads to, as far as the path leads; the start of the text where it does
    /// not even begin.
    pub fn key(&self, path: &[Step<'_>]) -> Span {
        self.walk(path).0
    }

    /// The span of the value that `path` leads to.
    pub fn value(&self, path: &[Step<'_>]) -> Option<Span> {
        self.walk(path).1.map(|node| node.span)
    }

    /// The places of the keys of the mapping that `path` leads to, each with its value's, in order.
    pub fn entries(&self, path: &[Step<'_>]) -> Vec<(Span, Span)> {
        match self.walk(path).1.map(|node| &node.children) {
            Some(Children::Keys(keys)) => keys.list.iter().map(|(_, key, node)| (*key, node.span)).collect(),
            _ => Vec::new(),
        }
    }

    /// The place of the value of every key, by where the key begins.
    pub fn values(&self) -> BTreeMap<usize, Span> {
        let mut values = BTreeMap::new();
        let mut stack: Vec<&Node> = self.0.iter().collect();
        while let Some(node) = stack.pop() {
            match &node.children {
                Children::None => {}
                Children::Keys(keys) => {
                    values.extend(keys.list.iter().map(|(_, key, node)| (key.start, node.span)));
                    stack.extend(keys.list.iter().map(|(_, _, node)| node));
                }
                Children::Items(items) => stack.extend(items),
            }
        }
        values
    }

    /// The value of the text itself.
    pub fn root(&self) -> Spot<'_> {
        Spot(self.0.as_ref())
    }

    fn walk(&self, path: &[Step<'_>]) -> (Span, Option<&Node>) {
        let mut found = Span::default();
        let Some(mut node) = self.0.as_ref() else { return (found, None) };
        for step in path {
            let next = match (&node.children, step) {
                (Children::Keys(keys), Step::Key(wanted)) => keys.get(wanted).map(|(_, span, node)| (*span, node)),
                (Children::Items(items), Step::Index(wanted)) => items.get(*wanted).map(|node| (node.span, node)),
                _ => None,
            };
            let Some((span, below)) = next else { return (found, None) };
            (found, node) = (span, below);
        }
        (found, Some(node))
    }
}

/// A value in a YAML text, for those who walk through all of them. What cannot be found has no place.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'a>(Option<&'a Node>);

impl<'a> Spot<'a> {
    /// Where the value stands.
    pub fn span(self) -> Option<Span> {
        self.0.map(|node| node.span)
    }

    /// Where a key of the mapping stands, and its value.
    pub fn key(self, wanted: &str) -> (Option<Span>, Spot<'a>) {
        let Some(Children::Keys(keys)) = self.0.map(|node| &node.children) else { return (None, Spot(None)) };
        let key = match keys.get(wanted) {
            // Another one, with other capitals, comes first.
            Some((first, ..)) if first != wanted => keys.list.iter().find(|(key, ..)| key == wanted),
            found => found,
        };
        (key.map(|(_, span, _)| *span), Spot(key.map(|(_, _, node)| node)))
    }

    /// An item of the sequence, from 0.
    pub fn item(self, number: usize) -> Spot<'a> {
        match self.0.map(|node| &node.children) {
            Some(Children::Items(items)) => Spot(items.get(number)),
            _ => Spot(None),
        }
    }
}

/// A scalar's place without the quotes around it, and without what stands behind it on its line.
pub fn unquoted(text: &str, scalar: Span) -> Span {
    let written = scalar.of(text);
    let quote = written.chars().next().filter(|ch| matches!(ch, '"' | '\''));
    let close = quote.and_then(|quote| written[1..].find(quote));
    match close {
        Some(close) => Span::new(scalar.start + 1, scalar.start + 1 + close),
        None => Span::new(scalar.start, scalar.start + written.trim_end().len()),
    }
}

/// Puts another text in the place of a scalar, in its quotes where it has some.
pub fn replace(text: &str, scalar: Span, new: &str) -> Edit {
    let inner = unquoted(text, scalar);
    let quoted = inner.start > scalar.start;
    if quoted && !new.contains(['"', '\'', '\\']) {
        return Edit { span: inner, text: new.to_owned() };
    }
    let quotes = usize::from(quoted);
    Edit { span: Span::new(inner.start - quotes, inner.end + quotes), text: written(new) }
}

/// A text as a scalar on one line: plain where that is read as this text wherever it stands, else in quotes.
///
/// `a/b => a/b`, `1.10 => '1.10'`, `it's: => 'it''s:'`
pub fn written(text: &str) -> String {
    let begins = |ch: char| ch.is_alphanumeric() || matches!(ch, '/' | '.' | '_');
    let plain = |ch: char| begins(ch) || matches!(ch, '-' | '#' | '?' | '=' | '&' | '%');
    let safe = text.starts_with(begins) && text.chars().all(plain);
    let same = || matches!(serde_yaml::from_str(text), Ok(serde_yaml::Value::String(read)) if read == text);
    if safe && same() { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}

/// How deep places are kept; `serde_yaml` refuses texts that go deeper.
const MAX_DEPTH: usize = 128;

struct PlaceReader<'a> {
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    text: &'a str,
    /// How far the text has been counted: the parser counts characters, spans count bytes.
    chars: usize,
    bytes: usize,
}

impl<'a> PlaceReader<'a> {
    fn next(&mut self) -> Option<(Event<'a>, Span)> {
        let (event, span) = self.parser.next_event()?.ok()?;
        let start = self.byte(span.start.index());
        // The end of a mapping or a block of text may lie far on; it must not move the count forward.
        let end = match &event {
            Event::Scalar(..) => self.text[start..]
                .char_indices()
                .nth(span.end.index().saturating_sub(span.start.index()))
                .map_or(self.text.len(), |(at, _)| start + at),
            _ => start,
        };
        Some((event, Span::new(start, end)))
    }

    fn byte(&mut self, chars: usize) -> usize {
        if chars < self.chars {
            (self.chars, self.bytes) = (0, 0);
        }
        let ahead = self.text[self.bytes..].char_indices().nth(chars - self.chars);
        self.bytes = ahead.map_or(self.text.len(), |(at, _)| self.bytes + at);
        self.chars = chars;
        self.bytes
    }

    fn node(&mut self, event: &Event<'a>, span: Span, depth: usize) -> Option<Node> {
        if depth > MAX_DEPTH {
            return None;
        }
        let children = match event {
            Event::MappingStart(..) => {
                let mut keys = Vec::new();
                loop {
                    let (event, key_span) = self.next()?;
                    if matches!(event, Event::MappingEnd) {
                        break;
                    }
                    self.node(&event, key_span, depth + 1)?;
                    let (value, value_span) = self.next()?;
                    let node = self.node(&value, value_span, depth + 1)?;
                    if let Event::Scalar(key, ..) = event {
                        keys.push((key.into_owned(), key_span, node));
                    }
                }
                Children::Keys(Keys::new(keys))
            }
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                loop {
                    let (event, span) = self.next()?;
                    if matches!(event, Event::SequenceEnd) {
                        break;
                    }
                    items.push(self.node(&event, span, depth + 1)?);
                }
                Children::Items(items)
            }
            _ => Children::None,
        };
        Some(Node { span, children })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Fix;

    const TEXT: &str = "Überschrift: x\nlocales:\n  - tag: de\n  - {tag: zh, fallback: [en]}\nTitle: \"a b\"\n";

    #[test]
    fn a_refusal_points_at_its_byte() {
        let text = "ü: 1\nü: [1\n";
        let error = serde_yaml::from_str::<serde_yaml::Value>(text).expect_err("unclosed");
        let (message, span) = refusal(text, &error);
        assert!(!message.contains("line"), "{error}");
        assert!(text.is_char_boundary(span.start) && span.start > 5, "{error} {span:?}");
    }

    #[test]
    fn finds_keys_and_items_by_path() {
        let find = |path: &[Step<'_>]| locate(TEXT, path).of(TEXT).to_owned();
        assert_eq!(find(&[Step::Key("title")]), "Title");
        assert_eq!(find(&[Step::Key("locales"), Step::Index(1), Step::Key("fallback")]), "fallback");
        assert_eq!(find(&[Step::Key("locales"), Step::Index(1), Step::Key("fallback"), Step::Index(0)]), "en");
        assert_eq!(find(&[Step::Key("locales"), Step::Index(9)]), "locales", "as far as the path leads");
        assert_eq!(locate(TEXT, &[Step::Key("none")]), Span::default());
        assert_eq!(locate(": [", &[Step::Key("none")]), Span::default());
        assert_eq!(Places::new(TEXT).value(&[Step::Key("title")]).map(|span| span.of(TEXT)), Some("\"a b\""));
        assert_eq!(Places::new(TEXT).value(&[Step::Key("none")]), None);
    }

    #[test]
    fn scalars_are_replaced_in_their_form() {
        for (text, new, expected) in [
            ("a: b # c\n", "d/e", "a: d/e # c\n"),
            ("a: 'b' # c\n", "d", "a: 'd' # c\n"),
            ("a: {k: \"b\" , l: c}\n", "d", "a: {k: \"d\" , l: c}\n"),
            ("a: b\n", "1.10", "a: '1.10'\n"),
            ("a: \"b\"\n", "it's", "a: 'it''s'\n"),
            ("a: b\n", "d: e #", "a: 'd: e #'\n"),
        ] {
            let places = Places::new(text);
            let nested = places.value(&[Step::Key("a"), Step::Key("k")]);
            let span = nested.or_else(|| places.value(&[Step::Key("a")])).expect("a place");
            let fix = Fix { safe: true, edits: vec![replace(text, span, new)] };
            assert_eq!(fix.apply(text).as_deref(), Some(expected));
        }
        let keys = Places::new(TEXT).entries(&[Step::Key("locales"), Step::Index(1)]);
        assert_eq!(keys.iter().map(|(key, _)| key.of(TEXT)).collect::<Vec<_>>(), ["tag", "fallback"]);
        let values = Places::new(TEXT).values();
        assert_eq!(values[&TEXT.find("Title").expect("there")].of(TEXT), "\"a b\"");
    }
}
