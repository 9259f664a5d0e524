//! YAML with places.
//!
//! `serde_yaml` gives values, but forgets where they stood. [`locate`] reads the same text a second time with a parser
//! that keeps places; it is called only when a diagnostic needs one.

use saphyr_parser::{Event, Parser};

use crate::text::Span;

/// The largest YAML that is read, in bytes. Real navigation files of several thousand entries stay below a tenth of it.
pub const MAX_BYTES: usize = 4 << 20;

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
    let mut walker = Walker { parser: Parser::new_from_str(text), text, offsets: Offsets::new(text) };
    walker.enter_document();
    walker.find(path).unwrap_or_default()
}

/// The span of the scalar value that `path` leads to: its text, not its key.
pub fn locate_value(text: &str, path: &[Step<'_>]) -> Option<Span> {
    let key = locate(text, path);
    if key == Span::default() {
        return None;
    }
    let after = text[key.end..].trim_start_matches([' ', '"', '\'']);
    let after = after.strip_prefix(':').unwrap_or(after).trim_start_matches(' ');
    let start = text.len() - after.len();
    let end = start + after.find('\n').unwrap_or(after.len());
    Some(Span::new(start, start + text[start..end].trim_end().len()))
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

/// Character offsets, as saphyr counts them, to byte offsets.
struct Offsets<'a> {
    text: &'a str,
    ascii: bool,
}

impl<'a> Offsets<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, ascii: text.is_ascii() }
    }

    fn byte(&self, chars: usize) -> usize {
        if self.ascii {
            return chars.min(self.text.len());
        }
        self.text.char_indices().nth(chars).map_or(self.text.len(), |(at, _)| at)
    }
}

struct Walker<'a> {
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    text: &'a str,
    offsets: Offsets<'a>,
}

impl Walker<'_> {
    fn next(&mut self) -> Option<(Event<'_>, Span)> {
        let (event, span) = self.parser.next_event()?.ok()?;
        let span = Span::new(self.offsets.byte(span.start.index()), self.offsets.byte(span.end.index()));
        Some((event, span))
    }

    fn enter_document(&mut self) {
        for _ in 0..2 {
            self.next();
        }
    }

    fn find(&mut self, path: &[Step<'_>]) -> Option<Span> {
        let (event, mut found) = self.next().map(|(event, span)| (kind(&event), span))?;
        let Some((step, rest)) = path.split_first() else {
            return Some(found);
        };
        match (event, step) {
            (Kind::Mapping, Step::Key(wanted)) => loop {
                let (event, span) = self.next()?;
                match event {
                    Event::MappingEnd => return None,
                    Event::Scalar(key, ..) => {
                        if key.eq_ignore_ascii_case(wanted) {
                            if rest.is_empty() {
                                return Some(Span::new(span.start, span.end.min(self.text.len())));
                            }
                            return self.find(rest).or(Some(span));
                        }
                    }
                    other => {
                        let other = kind(&other);
                        self.skip(other)?;
                    }
                }
                self.skip_next()?;
            },
            (Kind::Sequence, Step::Index(wanted)) => {
                for _ in 0..*wanted {
                    self.skip_next()?;
                }
                found = self.find(rest)?;
                Some(found)
            }
            _ => None,
        }
    }

    fn skip_next(&mut self) -> Option<()> {
        let event = kind(&self.next()?.0);
        self.skip(event)
    }

    fn skip(&mut self, kind_of: Kind) -> Option<()> {
        let mut depth = usize::from(matches!(kind_of, Kind::Mapping | Kind::Sequence));
        while depth > 0 {
            match kind(&self.next()?.0) {
                Kind::Mapping | Kind::Sequence => depth += 1,
                Kind::End => depth -= 1,
                Kind::Other => {}
            }
        }
        Some(())
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Mapping,
    Sequence,
    End,
    Other,
}

fn kind(event: &Event<'_>) -> Kind {
    match event {
        Event::MappingStart(..) => Kind::Mapping,
        Event::SequenceStart(..) => Kind::Sequence,
        Event::MappingEnd | Event::SequenceEnd => Kind::End,
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(locate_value(TEXT, &[Step::Key("title")]).map(|span| span.of(TEXT)), Some("\"a b\""));
    }
}
