//! Documents put together again: their bytes as they stand, with other words in some of their units.

use std::collections::BTreeMap;
use std::ops::Range;

use super::prepare::Prepared;
use super::{Findings, events, units};
use crate::model::document::Body;
use crate::model::unit::{Code, CodeKind, Content, Piece, Syntax, Unit, UnitKind, UnitPlace};
use crate::text::escape::escape;
use crate::text::{Map, one_line};

/// Why words cannot be put into a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// What stands there is read in a way that nothing else can be written in: a bilingual page, malformed front matter.
    ReadOnly,
    /// What was written would be read as something else.
    Misread,
}

/// The document with other contents in the units that `contents` has by their numbers in `body.units`; every other byte is
/// the document's own. Without any, it is the document.
///
/// Markup of a content must be of this document: it is written as it stands here.
pub fn join(text: &str, body: &Body, contents: &BTreeMap<usize, Content>) -> Result<String, (usize, Refusal)> {
    join_with(text, body, contents, &[])
}

/// The same with something new before some bytes; what is new at one byte stands there in its order.
pub fn join_with(
    text: &str,
    body: &Body,
    contents: &BTreeMap<usize, Content>,
    insertions: &[(usize, String)],
) -> Result<String, (usize, Refusal)> {
    let written = Written::new(body, contents)?;
    let mut out = String::with_capacity(text.len() + 64);
    let mut from = 0;
    // The bytes of the file that change: units in it, and values in YAML that hold others.
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    for (number, value) in body.values.iter().enumerate() {
        if !written.outermost(Some(number), 0..value.text.len()).is_empty() {
            let new = written.fill(&value.text, Some(number), 0..value.text.len());
            changes.push((value.span.start..value.span.end, yaml_scalar(text, value.span.start, &new)));
        }
    }
    for (range, new) in written.outermost(None, 0..text.len()) {
        changes.push((range.clone(), written.render(text, None, range, new)));
    }
    changes.extend(insertions.iter().map(|(at, new)| (*at..*at, new.clone())));
    changes.sort_by_key(|(range, _)| (range.start, range.end));
    for (range, new) in changes {
        if range.start >= from && range.end <= text.len() {
            out.push_str(&text[from..range.start]);
            out.push_str(&new);
            from = range.end;
        }
    }
    out.push_str(&text[from..]);
    Ok(out)
}

/// The contents of the units of a document, ready to be written.
struct Written<'a> {
    units: Vec<(&'a Unit, &'a Content, bool)>,
}

impl<'a> Written<'a> {
    fn new(body: &'a Body, contents: &'a BTreeMap<usize, Content>) -> Result<Self, (usize, Refusal)> {
        let mut units = Vec::new();
        for (number, content) in contents {
            let Some(unit) = body.units.get(*number) else { continue };
            units.push((unit, content, fit(unit, content).map_err(|why| (*number, why))?));
        }
        let order = |place: &UnitPlace| (place.value, place.range.start, std::cmp::Reverse(place.range.end));
        units.sort_by_key(|(unit, _, _)| order(&unit.place));
        Ok(Self { units })
    }

    /// The units within a range of the file, or of one of its values, that are in no other.
    fn outermost(&self, value: Option<usize>, within: Range<usize>) -> Vec<(Range<usize>, usize)> {
        let mut found: Vec<(Range<usize>, usize)> = Vec::new();
        let begins = |place: &UnitPlace| (place.value, place.range.start);
        let from = self.units.partition_point(|(unit, _, _)| begins(&unit.place) < (value, within.start));
        let rest = self.units.iter().enumerate().skip(from);
        for (index, (unit, _, _)) in rest.take_while(|(_, (unit, _, _))| begins(&unit.place) <= (value, within.end)) {
            let range = &unit.place.range;
            if range.end <= within.end && found.last().is_none_or(|(last, _)| last.end <= range.start) {
                found.push((range.clone(), index));
            }
        }
        found
    }

    /// A range with the contents of the units in it.
    fn fill(&self, text: &str, value: Option<usize>, range: Range<usize>) -> String {
        let mut out = String::new();
        let mut from = range.start;
        for (own, unit) in self.outermost(value, range.clone()) {
            out.push_str(&text[from..own.start]);
            out.push_str(&self.render(text, value, own.clone(), unit));
            from = own.end;
        }
        out.push_str(&text[from..range.end]);
        out
    }

    /// The bytes of one unit. Markup that stands alone may hold units itself, as an image holds its words.
    fn render(&self, text: &str, value: Option<usize>, own: Range<usize>, unit: usize) -> String {
        let (unit, content, escaped) = self.units[unit];
        render(content, unit, escaped, |code| {
            let range = &code.range;
            let is_inside = range.start > own.start || range.end < own.end;
            let is_its_own = text.get(range.clone()) == Some(code.open.as_str());
            if is_inside && is_its_own { self.fill(text, value, range.clone()) } else { code.open.clone() }
        })
    }
}

/// Whether a content can be written in the place of a unit, and if so, whether its marks need backslashes.
pub fn fit(unit: &Unit, content: &Content) -> Result<bool, Refusal> {
    match unit.place.syntax {
        Syntax::ReadOnly => Err(Refusal::ReadOnly),
        Syntax::Plain | Syntax::Html => Ok(false),
        Syntax::Markdown | Syntax::Cell => {
            let escaped = [false, true].into_iter().find(|escaped| reads_back(unit, content, *escaped));
            escaped.ok_or(Refusal::Misread)
        }
    }
}

/// A content as it is written in the place of a unit.
fn render(content: &Content, unit: &Unit, escaped: bool, alone: impl Fn(&Code) -> String) -> String {
    let mut out = String::new();
    let mut open: Vec<&Code> = Vec::new();
    for piece in &content.pieces {
        match piece {
            Piece::Text(text) => match unit.place.syntax {
                Syntax::Html => out.push_str(&escape(text)),
                Syntax::Plain | Syntax::ReadOnly => out.push_str(text),
                Syntax::Markdown | Syntax::Cell if !escaped => out.push_str(text),
                Syntax::Markdown | Syntax::Cell => escape_markdown(&mut out, text),
            },
            Piece::Open(code) => {
                out.push_str(&code.open);
                open.push(code);
            }
            Piece::Close(id) => {
                if let Some(at) = open.iter().rposition(|code| code.id == *id) {
                    out.push_str(&open.remove(at).close);
                }
            }
            Piece::Alone(code) => out.push_str(&alone(code)),
        }
    }
    out
}

/// Puts a backslash before whatever Markdown could take for a mark.
fn escape_markdown(out: &mut String, text: &str) {
    for (at, ch) in text.char_indices() {
        let is_mark = matches!(ch, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!')
            || matches!(ch, '-' | '+' | '=') && text[..at].trim().is_empty()
            || matches!(ch, '.' | ')')
                && !text[..at].trim().is_empty()
                && text[..at].trim().bytes().all(|byte| byte.is_ascii_digit());
        if is_mark {
            out.push('\\');
        }
        out.push(ch);
    }
}

/// Whether a content, written in the place of a unit, would be read as that content again.
fn reads_back(unit: &Unit, content: &Content, escaped: bool) -> bool {
    // What begins a line of a quote or a list stands there for itself.
    let own = |code: &Code| {
        if code.kind == CodeKind::Break && code.open.contains('\n') { "\\\n".to_owned() } else { code.open.clone() }
    };
    let written = render(content, unit, escaped, own);
    if written.contains('\n') && unit.kind != UnitKind::Paragraph && unit.kind != UnitKind::Item {
        return false;
    }
    let read = read_beside(&written, unit.kind, &definitions(content));
    read.is_some_and(|read| shape(&read) == shape(content))
}

/// What must be the same of a content that is read again.
#[derive(PartialEq)]
enum Shape<'a> {
    Text(String),
    Open(CodeKind, &'a str),
    Close,
    Alone(CodeKind, String),
}

fn shape(content: &Content) -> Vec<Shape<'_>> {
    let mut shape: Vec<Shape<'_>> = Vec::new();
    for piece in &content.pieces {
        match (shape.last_mut(), piece) {
            (Some(Shape::Text(words)), Piece::Text(text)) => words.push_str(text),
            (_, Piece::Text(text)) => shape.push(Shape::Text(text.clone())),
            (_, Piece::Open(code)) => shape.push(Shape::Open(code.kind, &code.about)),
            (_, Piece::Close(_)) => shape.push(Shape::Close),
            (_, Piece::Alone(code)) => shape.push(Shape::Alone(code.kind, one_line(&code.about))),
        }
    }
    for part in &mut shape {
        if let Shape::Text(words) = part {
            *words = one_line(words);
        }
    }
    shape
}

/// What the rest of a document says of a content's footnotes and of its links by a label: without it, they would be none.
fn definitions(content: &Content) -> String {
    let mut definitions = String::new();
    for code in content.codes() {
        match code.kind {
            CodeKind::Footnote => definitions.push_str(&format!("\n[^{}]: …\n", code.about)),
            CodeKind::Link => {
                if let Some(label) = code.close.strip_prefix("][").and_then(|label| label.strip_suffix(']')) {
                    definitions.push_str(&format!("\n[{label}]: <{}>\n", code.about));
                }
            }
            _ => {}
        }
    }
    definitions
}

/// The content of one unit that was written alone; nothing where it is more or less than one.
pub fn read(written: &str, kind: UnitKind) -> Option<Content> {
    read_beside(written, kind, "")
}

/// The same where something else is said below it that has no words.
fn read_beside(written: &str, kind: UnitKind, definitions: &str) -> Option<Content> {
    // In a cell, a mark that ends it must not be read as one.
    let text = match kind {
        UnitKind::Heading => format!("# {written}\n"),
        UnitKind::Cell => format!("| {written} |\n| --- |\n"),
        UnitKind::Item => format!("- {}\n", written.replace('\n', "\n  ")),
        _ => format!("{written}\n"),
    } + definitions;
    let file = "".into();
    let mut findings = Findings::new(&file, &text);
    let prepared = Prepared::new(&mut findings, &text, Map::shift(0));
    let (events, _) = events::read(&prepared);
    let found = units::collect(&prepared, &events, None, &text).into_iter();
    let mut found: Vec<Unit> = found.map(units::Collected::unit).collect();
    found.retain(|unit| unit.kind != UnitKind::Image || kind == UnitKind::Image);
    let expected = if kind == UnitKind::Image { UnitKind::Paragraph } else { kind };
    match found.as_mut_slice() {
        [unit] if unit.kind == expected => Some(std::mem::take(&mut unit.content)),
        _ => None,
    }
}

/// A text as a value of the mapping that stands where `at` is.
fn yaml_scalar(file: &str, at: usize, text: &str) -> String {
    let plain = serde_yaml::to_string(text).unwrap_or_default();
    let plain = plain.strip_suffix('\n').unwrap_or(&plain);
    if !plain.contains('\n') {
        return plain.to_owned();
    }
    let line = file[..at].rsplit('\n').next().unwrap_or_default();
    let indent = line.len() - line.trim_start_matches([' ', '-']).len() + 2;
    let is_simple = text.lines().next().is_some_and(|first| !first.starts_with([' ', '\t'])) && !text.contains('\r');
    if !is_simple {
        return serde_json::to_string(text).unwrap_or_default();
    }
    let mut out = "|-".to_owned();
    for line in text.trim_end().lines() {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&" ".repeat(indent));
            out.push_str(line);
        }
    }
    out
}
