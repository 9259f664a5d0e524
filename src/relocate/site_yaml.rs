//! Redirects in `site.yaml`, changed in their places: whatever else stands in the file, comments too, stays as it is.

use serde_yaml::{Mapping, Value};

use super::redirects::{Entry, Fate, Fates, Form};
use crate::diagnostics::{Edit, Fix};
use crate::parse::front_matter::{self, line, next_line};
use crate::parse::yaml::{self, Places, Step};
use crate::text::Span;

/// How `site.yaml` holds redirects.
pub const FORM: Form = Form { read, change };

/// The key of the redirects.
const KEY: &str = "redirects";

/// The redirects that a `site.yaml` has; nothing where they cannot be read.
fn read(text: &str) -> Option<Vec<Entry>> {
    let mapping = mapping(text)?;
    match mapping.get(KEY) {
        None | Some(Value::Null) => Some(Vec::new()),
        Some(Value::Mapping(redirects)) => redirects
            .iter()
            .map(|(from, to)| Some(Entry { from: front_matter::scalar(from)?, to: front_matter::scalar(to)? }))
            .collect(),
        Some(_) => None,
    }
}

fn mapping(text: &str) -> Option<Mapping> {
    match yaml::read(text).ok()? {
        Value::Mapping(mapping) => Some(mapping),
        Value::Null => Some(Mapping::new()),
        _ => None,
    }
}

/// The text with its redirects changed; nothing where that cannot be done in its places alone.
fn change(text: &str, fates: &Fates) -> Option<String> {
    let places = Places::new(text);
    let entries = places.entries(&[Step::Key(KEY)]);
    let flow = places.value(&[Step::Key(KEY)]).is_some_and(|value| text[value.start..].starts_with('{'));
    let mut edits = Vec::new();
    for (index, fate) in fates.known.iter().enumerate() {
        let (key, value) = *entries.get(index)?;
        match fate {
            Fate::Stays => {}
            Fate::Goes if flow => edits.push(cut(flow_entry(text, &entries, index))),
            Fate::Goes => edits.push(cut(Span::new(line_start(text, key.start), after_line(text, end(text, value))))),
            Fate::Becomes(entry) => {
                edits.extend([yaml::replace(text, key, &entry.from), yaml::replace(text, value, &entry.to)]);
            }
        }
    }
    if !fates.new.is_empty() {
        edits.push(added(text, &places, &entries, flow, &fates.new)?);
    }
    edits.sort();
    let changed = (Fix { safe: true, edits }).apply(text)?;
    (said(&changed)? == expected(text, fates)?).then_some(changed)
}

/// What a file says; that it has no redirects can be said in more than one way.
fn said(text: &str) -> Option<Mapping> {
    let mut mapping = mapping(text)?;
    let empty = |value: &Value| value.is_null() || value.as_mapping().is_some_and(Mapping::is_empty);
    if mapping.get(KEY).is_some_and(empty) {
        mapping.remove(KEY);
    }
    Some(mapping)
}

/// What the file must say afterwards.
fn expected(text: &str, fates: &Fates) -> Option<Mapping> {
    let mut mapping = said(text)?;
    mapping.remove(KEY);
    let redirects: Mapping =
        fates.apply(read(text)?).into_iter().map(|entry| (entry.from.into(), entry.to.into())).collect();
    if !redirects.is_empty() {
        mapping.insert(KEY.into(), Value::Mapping(redirects));
    }
    Some(mapping)
}

fn cut(span: Span) -> Edit {
    Edit { span, text: String::new() }
}

/// The end of a scalar, its quotes included.
fn end(text: &str, scalar: Span) -> usize {
    let inner = yaml::unquoted(text, scalar);
    inner.end + usize::from(inner.start > scalar.start)
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |at| at + 1)
}

fn after_line(text: &str, at: usize) -> usize {
    next_line(text, line(text, at))
}

/// An entry in braces with the comma that belongs to it.
fn flow_entry(text: &str, entries: &[(Span, Span)], index: usize) -> Span {
    let (key, value) = entries[index];
    match (entries.get(index + 1), index.checked_sub(1).map(|before| entries[before])) {
        (Some((next, _)), _) => Span::new(key.start, next.start),
        (None, Some((_, before))) => Span::new(end(text, before), end(text, value)),
        (None, None) => Span::new(key.start, end(text, value)),
    }
}

/// New redirects behind those that are there.
fn added(text: &str, places: &Places, entries: &[(Span, Span)], flow: bool, new: &[Entry]) -> Option<Edit> {
    let written = |entry: &Entry| format!("{}: {}", yaml::written(&entry.from), yaml::written(&entry.to));
    let break_ = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let value = places.value(&[Step::Key(KEY)]);
    if flow {
        let joined = new.iter().map(written).collect::<Vec<_>>().join(", ");
        return Some(match entries.last() {
            Some((_, last)) => Edit { span: Span::at(end(text, *last)), text: format!(", {joined}") },
            None => Edit { span: Span::at(value?.start + 1), text: joined },
        });
    }
    let (at, indent, head) = match (entries.last(), value) {
        (Some((key, last)), _) => {
            let start = line_start(text, key.start);
            (after_line(text, end(text, *last)), text.get(start..key.start)?, "")
        }
        (None, Some(_)) => (after_line(text, places.key(&[Step::Key(KEY)]).end), "  ", ""),
        (None, None) => (text.len(), "  ", "redirects:"),
    };
    let mut lines: Vec<String> = (!head.is_empty()).then(|| format!("{head}{break_}")).into_iter().collect();
    lines.extend(new.iter().map(|entry| format!("{indent}{}{break_}", written(entry))));
    let starts_line = at == 0 || text[..at].ends_with('\n');
    Some(Edit { span: Span::at(at), text: format!("{}{}", if starts_line { "" } else { break_ }, lines.concat()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(from: &str, to: &str) -> Entry {
        Entry { from: from.to_owned(), to: to.to_owned() }
    }

    fn changed(text: &str, known: Vec<Fate>, new: &[Entry]) -> Option<String> {
        change(text, &Fates { known, new: new.to_vec() })
    }

    #[test]
    fn redirects_are_added_in_the_form_of_the_file() {
        for (text, expected) in [
            ("", "redirects:\n  a: b\n"),
            ("title: x # y", "title: x # y\nredirects:\n  a: b\n"),
            ("redirects: # none\ntitle: x\n", "redirects: # none\n  a: b\ntitle: x\n"),
            ("redirects: {}\n", "redirects: {a: b}\n"),
            ("redirects: {c: 'd' }\n", "redirects: {c: 'd', a: b }\n"),
            (
                "redirects:\r\n    c: d # e\r\n\r\n# f\r\ntitle: x\r\n",
                "redirects:\r\n    c: d # e\r\n    a: b\r\n\r\n# f\r\ntitle: x\r\n",
            ),
            ("redirects:\n  c: d", "redirects:\n  c: d\n  a: b\n"),
        ] {
            let known = vec![Fate::Stays; read(text).expect("readable").len()];
            assert_eq!(changed(text, known, &[entry("a", "b")]).as_deref(), Some(expected));
        }
        assert_eq!(changed("{title: x}\n", vec![], &[entry("a", "b")]), None, "a form that takes no more lines");
        assert_eq!(read("redirects: [a]\n"), None);
        assert_eq!(
            changed("", vec![], &[entry("2021", "it's: b")]).as_deref(),
            Some("redirects:\n  '2021': 'it''s: b'\n")
        );
    }

    #[test]
    fn redirects_go_and_turn() {
        let text = "redirects:\n  a: b # one\n  \"c\": 'd'\n  e: f\ntitle: x\n";
        let goes = |text| changed(text, vec![Fate::Stays, Fate::Goes, Fate::Becomes(entry("e", "g"))], &[]);
        assert_eq!(goes(text).as_deref(), Some("redirects:\n  a: b # one\n  e: g\ntitle: x\n"));
        assert_eq!(goes("redirects: {a: b, 'c': d, e: f}\n").as_deref(), Some("redirects: {a: b, e: g}\n"));
        let turns = changed(text, vec![Fate::Stays, Fate::Becomes(entry("d", "c")), Fate::Stays], &[]);
        assert_eq!(turns.as_deref(), Some("redirects:\n  a: b # one\n  \"d\": 'c'\n  e: f\ntitle: x\n"));
        assert_eq!(changed("redirects: {a: b}\n", vec![Fate::Goes], &[]).as_deref(), Some("redirects: {}\n"));
        assert_eq!(changed("redirects:\n  a: b\n", vec![Fate::Goes], &[]).as_deref(), Some("redirects:\n"));
    }
}
