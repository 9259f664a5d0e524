//! What authors say is not to be reported: `<!-- diglot-ignore: code -->` in a text, `ignore` in front matter.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};
use serde_yaml::Value;

use super::Findings;
use super::events::is_inline;
use super::front_matter::scalar;
use super::prepare::Prepared;
use crate::diagnostics::Code;
use crate::model::FrontMatter;
use crate::model::document::Ignore;
use crate::text::Span;

/// The word that a comment begins with.
const MARK: &str = "diglot-ignore";

/// The key in front matter.
pub const KEY: &str = "ignore";

/// Reads `ignore` from what front matter says beyond the known texts: one finding, or a list of them. `place` says where
/// the key stands.
pub fn read(findings: &mut Findings<'_>, front: &mut FrontMatter, place: impl Fn(&str) -> Span) {
    let names: Vec<String> = match front.extra.get(KEY) {
        Some(Value::Sequence(items)) => items.iter().filter_map(scalar).collect(),
        Some(Value::Null) | None => return,
        Some(Value::Mapping(_)) => {
            let help = "Write `ignore: [broken-link]`, or one name.";
            return findings.push(Code::InvalidFrontMatter, place(KEY), "`ignore` is no list of findings", help);
        }
        Some(value) => {
            let written = scalar(value).unwrap_or_default();
            written.split([',', ' ']).filter(|name| !name.is_empty()).map(str::to_owned).collect()
        }
    };
    let span = place(KEY);
    for name in names {
        if let Some(code) = code(findings, &name, span) {
            front.ignore.push(Ignore { code, span, scope: None });
        }
    }
}

/// The comments in a text that say what is to be ignored. One on a line of its own speaks for the block after it, one
/// within a block for that block.
pub fn comments(
    findings: &mut Findings<'_>,
    prepared: &Prepared<'_>,
    events: &[(Event<'_>, Range<usize>)],
) -> Vec<Ignore> {
    if memchr::memmem::find(prepared.text.as_bytes(), MARK.as_bytes()).is_none() {
        return Vec::new();
    }
    let mut ignores: Vec<Ignore> = Vec::new();
    let mut blocks: Vec<Range<usize>> = Vec::new();
    // Those that still wait for their block: their number in `ignores`.
    let mut waiting: Vec<usize> = Vec::new();
    for (event, range) in events {
        match event {
            Event::Start(Tag::HtmlBlock) => {
                // A block of HTML that is no comment is what the comment before it speaks for.
                if !prepared.text[range.clone()].trim_start().starts_with("<!--") {
                    speak_for(&mut ignores, &mut waiting, prepared.span(range.clone()));
                }
                // The parser gives its lines one by one, and a comment may have several.
                said(findings, prepared, &prepared.text[range.clone()], range.start, |code, span| {
                    waiting.push(ignores.len());
                    ignores.push(Ignore { code, span, scope: Some(span) });
                });
            }
            // A comment in a cell speaks for its row.
            Event::Start(tag) if !is_inline(tag) && *tag != Tag::TableCell => {
                blocks.push(range.clone());
                speak_for(&mut ignores, &mut waiting, prepared.span(range.clone()));
            }
            Event::End(_) if blocks.last() == Some(range) => {
                blocks.pop();
            }
            // In an item without paragraphs, text follows a comment directly.
            Event::Text(_) | Event::Code(_) | Event::Start(_) if !waiting.is_empty() => {
                let end = blocks.last().map_or(range.end, |block| block.end);
                speak_for(&mut ignores, &mut waiting, prepared.span(range.start..end));
            }
            Event::InlineHtml(html) => {
                let block = blocks.last().map(|block| prepared.span(block.clone()));
                said(findings, prepared, html, range.start, |code, span| {
                    // Where no block is around it, it speaks for nothing but itself until one comes.
                    if block.is_none() {
                        waiting.push(ignores.len());
                    }
                    ignores.push(Ignore { code, span, scope: Some(block.unwrap_or(span)) });
                });
            }
            _ => {}
        }
    }
    ignores
}

/// Lets the comments that wait speak for a block.
fn speak_for(ignores: &mut [Ignore], waiting: &mut Vec<usize>, block: Span) {
    for number in waiting.drain(..) {
        ignores[number].scope = Some(block);
    }
}

/// Every finding that the comments in a piece of HTML name, with where its name stands. `start` is where the piece does.
fn said(
    findings: &mut Findings<'_>,
    prepared: &Prepared<'_>,
    html: &str,
    start: usize,
    mut add: impl FnMut(Code, Span),
) {
    let mut at = 0;
    while let Some(open) = html[at..].find("<!--").map(|open| at + open) {
        // `<!-->` is a whole comment that says nothing.
        let end = html[open + 2..].find("-->").map_or(html.len(), |end| open + 2 + end);
        let comment = html.get(open + 4..end).unwrap_or_default();
        at = end.max(open + 4);
        let Some(list) = comment.trim_start().strip_prefix(MARK) else { continue };
        let names: Vec<(usize, &str)> = match list.trim_start().strip_prefix(':') {
            Some(list) => names(list).map(|(place, name)| (end - list.len() + place, name)).collect(),
            None => Vec::new(),
        };
        if names.is_empty() {
            findings.push(
                Code::UnusedIgnore,
                prepared.span(start + open..start + end),
                "the comment does not say what is to be ignored",
                "Write `<!-- diglot-ignore: code -->` with the name of a finding, such as broken-link.",
            );
        }
        for (place, name) in names {
            let span = prepared.span(start + place..start + place + name.len());
            if let Some(code) = code(findings, name, span) {
                add(code, span);
            }
        }
    }
}

/// The names in a list with where they stand in it.
///
/// ` a, b => a at 1, b at 4`
fn names(list: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_border = |ch: char| ch == ',' || ch.is_whitespace();
    let mut at = 0;
    list.split(is_border).filter_map(move |name| {
        let place = at;
        at += name.len() + list[at + name.len()..].chars().next().map_or(0, char::len_utf8);
        (!name.is_empty()).then_some((place, name))
    })
}

/// The finding of a name; where there is none, that is said.
fn code(findings: &mut Findings<'_>, name: &str, span: Span) -> Option<Code> {
    let code = Code::from_name(name);
    if code.is_none() {
        findings.push(
            Code::UnusedIgnore,
            span,
            format!("there is no finding `{name}` that could be ignored"),
            "Write the name as reports do, such as broken-link; `diglot explain --all` lists them.",
        );
    }
    code
}
