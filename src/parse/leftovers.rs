//! What an editor, a conversion or a merge has left behind in a file.

use std::ops::Range;

use super::Findings;
use super::prepare::Prepared;
use crate::diagnostics::Code;
use crate::text::Span;

/// Looks at every character of a file: those that turn the order of a line around, and those that say that others were
/// lost.
pub fn characters(findings: &mut Findings<'_>) {
    let text = findings.text;
    let bytes = text.as_bytes();
    // Dashes and quotation marks begin with the same byte.
    let is_control = |at: usize| matches!(bytes[at + 1..], [0x80, 0xAA..=0xAE, ..] | [0x81, 0xA6..=0xA9, ..]);
    if memchr::memchr_iter(0xE2, bytes).any(is_control) {
        one_for_each_line(text, is_bidi_control, |span, ch| {
            findings.push(
                Code::BidiControl,
                span,
                format!("U+{:04X} changes the order in which this line is shown, and cannot be seen", u32::from(ch)),
                "Take it out; for text in two directions, use an element with `dir` or the mark U+200E or U+200F.",
            );
        });
    }
    if memchr::memmem::find(bytes, "\u{FFFD}".as_bytes()).is_some() {
        one_for_each_line(
            text,
            |ch| ch == '\u{FFFD}',
            |span, _| {
                findings.push(
                    Code::ReplacementCharacter,
                    span,
                    "U+FFFD stands for a character that was lost when the text was converted",
                    "Write the character that was meant.",
                );
            },
        );
    }
}

/// Looks for merge conflicts in a part of a file that is no Markdown.
pub fn data(findings: &mut Findings<'_>, part: Range<usize>) {
    for line in conflicts(&findings.text[part.clone()]) {
        say_conflict(findings, Span::new(part.start + line.start, part.start + line.end));
    }
}

/// Embeddings, overrides and isolates (Unicode, UAX #9).
fn is_bidi_control(ch: char) -> bool {
    matches!(ch, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn one_for_each_line(text: &str, wanted: impl Fn(char) -> bool, mut say: impl FnMut(Span, char)) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some((at, ch)) = line.char_indices().find(|(_, ch)| wanted(*ch)) {
            say(Span::new(start + at, start + at + ch.len_utf8()), ch);
        }
        start += line.len();
    }
}

/// The lines with which merge conflicts begin that go on and end as such. (Seven `>` alone are a quote in a quote.)
fn conflicts(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if memchr::memmem::find(text.as_bytes(), b"<<<<<<<").is_none() {
        return found;
    }
    let mut start = 0;
    // The line that began, and whether its other side has.
    let mut open: Option<(Range<usize>, bool)> = None;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let is = |mark: &str| bare.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        if is("<<<<<<<") {
            open = Some((start..start + bare.len(), false));
        } else if is("=======") {
            open = open.map(|(line, _)| (line, true));
        } else if is(">>>>>>>")
            && let Some((line, true)) = open.take()
        {
            found.push(line);
        }
        start += line.len();
    }
    found
}

fn say_conflict(findings: &mut Findings<'_>, span: Span) {
    findings.push(
        Code::MergeConflict,
        span,
        "a merge left both of its sides in the text",
        "Keep one side, and take out the lines of `<<<<<<<`, `=======` and `>>>>>>>`.",
    );
}

/// Looks for merge conflicts in a text of Markdown, outside of its blocks of code.
pub(super) fn in_markdown(findings: &mut Findings<'_>, prepared: &Prepared<'_>, code: &[Range<usize>]) {
    for line in conflicts(&prepared.text) {
        let next = code.partition_point(|range| range.end <= line.start);
        if code.get(next).is_none_or(|range| !range.contains(&line.start)) {
            say_conflict(findings, prepared.span(line));
        }
    }
}
