//! What authors say is not to be reported: `<!-- diglot-ignore: code -->` in a text, `ignore` in front matter.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};
use serde_yaml::Value;

use super::Findings;
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
    let mut in_html = false;
    for (event, range) in events {
        match event {
            Event::Start(Tag::HtmlBlock) => {
                in_html = true;
                // A block of HTML that is no comment is what the comment before it speaks for.
                if !prepared.text[range.clone()].trim_start().starts_with("<!--") {
                    speak_for(&mut ignores, &mut waiting, prepared.span(range.clone()));
                }
            }
            Event::End(TagEnd::HtmlBlock) => in_html = false,
            Event::Start(tag) if is_block(tag) => {
                blocks.push(range.clone());
                speak_for(&mut ignores, &mut waiting, prepared.span(range.clone()));
            }
            Event::End(_) if blocks.last() == Some(range) => {
                blocks.pop();
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let names = names(html);
                if names.as_ref().is_some_and(Vec::is_empty) {
                    findings.push(
                        Code::UnusedIgnore,
                        prepared.span(range.clone()),
                        "the comment does not say what is to be ignored",
                        "Write `<!-- diglot-ignore: code -->` with the name of a finding, such as broken-link.",
                    );
                }
                for (name, at) in names.unwrap_or_default() {
                    let span = prepared.span(Span::new(range.start + at, range.start + at + name.len()));
                    let Some(code) = code(findings, name, span) else { continue };
                    // Until its block comes, it speaks for nothing but itself.
                    let scope = match blocks.last().filter(|_| !in_html) {
                        Some(block) => prepared.span(block.clone()),
                        None => {
                            waiting.push(ignores.len());
                            span
                        }
                    };
                    ignores.push(Ignore { code, span, scope: Some(scope) });
                }
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

/// Whether a tag opens a block that text can stand in.
fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::TableCell
    )
}

/// The names in a comment with where they stand in it; nothing for a comment that is about something else, none where the
/// colon is missing.
///
/// `<!-- diglot-ignore: a, b --> => a at 20, b at 23`
fn names(comment: &str) -> Option<Vec<(&str, usize)>> {
    let inner = comment.trim_start().strip_prefix("<!--").map(str::trim_start);
    let list = inner.and_then(|inner| inner.strip_prefix(MARK)).map(str::trim_start)?;
    let Some(list) = list.strip_prefix(':') else { return Some(Vec::new()) };
    let list = list.split("-->").next().unwrap_or(list);
    let offset = |part: &str| part.as_ptr() as usize - comment.as_ptr() as usize;
    let names = list.split([',', ' ', '\n']).map(str::trim).filter(|name| !name.is_empty());
    Some(names.map(|name| (name, offset(name))).collect())
}

/// The finding of a name; where there is none, that is said.
fn code(findings: &mut Findings<'_>, name: &str, span: Span) -> Option<Code> {
    let code = Code::ALL.iter().copied().find(|code| code.name() == name);
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
