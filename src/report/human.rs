//! Findings for a person at a terminal.

use std::collections::BTreeMap;
use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::listing::{Finding, Listing};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::text::escape::steers;

/// How many places of one cause a person is shown at once.
const MOST_RELATED: usize = 3;

/// Writes every finding with its line and a mark under the place, then how many there are of each code and locale.
/// `colours` are for terminals.
pub fn report(listing: &Listing<'_>, colours: bool) -> String {
    let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for finding in &listing.findings {
        // Of the lines that are shown the renderer has made harmless what older terminals know, and written colours itself.
        let shown = renderer.render(&[group(finding)]);
        out.extend(shown.chars().map(|ch| if steers(ch) && !matches!(ch, '\n' | '\u{1b}') { '\u{FFFD}' } else { ch }));
        out.push_str("\n\n");
    }
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for finding in &listing.findings {
        let locale = finding.locale.map_or("site", |tag| tag.as_str());
        *counts.entry((finding.diagnostic.code.name(), locale)).or_default() += 1;
    }
    let width = counts.keys().map(|(code, _)| code.len()).max().unwrap_or_default();
    for ((code, locale), count) in counts {
        let _ = writeln!(out, "{code:width$}  {locale:10} {count:>6}");
    }
    out
}

fn group<'a>(finding: &'a Finding<'a>) -> Group<'a> {
    let diagnostic = finding.diagnostic;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let place = &diagnostic.place;
    let title = level.primary_title(clean(&diagnostic.message)).id(diagnostic.code.name());
    let span = place.span.start..place.span.end;
    let lines = finding.text.filter(|_| !span.is_empty()).and_then(|text| lines_around(text, &span));
    let mut group = match lines {
        Some((from, lines)) => title.element(
            Snippet::source(lines)
                .line_start(place.start.line)
                .path(clean(&place.file))
                .annotation(AnnotationKind::Primary.span(span.start - from..span.end.min(from + lines.len()) - from)),
        ),
        None => title.element(
            annotate_snippets::Origin::path(clean(&place.file)).line(place.start.line).char_column(place.start.column),
        ),
    };
    let related = &diagnostic.related;
    for other in related.iter().take(MOST_RELATED) {
        let at = format!("{}:{}:{}", clean(&other.place.file), other.place.start.line, other.place.start.column);
        let what = if other.message.is_empty() { "the same cause shows there" } else { &other.message };
        group = group.element(Level::NOTE.message(format!("{at}: {}", clean(what))));
    }
    if related.len() > MOST_RELATED {
        let more = count(related.len() - MOST_RELATED, "more place");
        group = group.element(Level::NOTE.message(format!("and {more}")));
    }
    group.element(Level::HELP.message(clean(&diagnostic.help)))
}

/// The most bytes of a text that are shown with a finding.
const MOST_SHOWN: usize = 4_000;

/// The lines on which a place stands, and where they begin; nothing where the place is not in the text, or too much of it
/// would have to be shown.
fn lines_around<'a>(text: &'a str, span: &std::ops::Range<usize>) -> Option<(usize, &'a str)> {
    let (before, after) = (text.get(..span.start)?, text.get(span.end..)?);
    let from = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |at| at + 1);
    let to = memchr::memchr(b'\n', after.as_bytes()).map_or(text.len(), |at| span.end + at);
    (to - from <= MOST_SHOWN).then(|| (from, &text[from..to]))
}

/// Writes findings, worst first. Of each severity at most `limit` are written out; how many more there are is said.
pub fn findings(diagnostics: &Diagnostics, limit: usize) -> String {
    let mut out = String::new();
    let mut left = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let of = || diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity);
        for diagnostic in of().take(limit) {
            one(&mut out, diagnostic);
        }
        let more = of().count().saturating_sub(limit);
        if more > 0 {
            left.push(count(more, &format!("more {severity}")));
        }
    }
    if !left.is_empty() {
        let _ = writeln!(out, "… and {}; `--format json` lists them all", left.join(", "));
    }
    out
}

/// How many findings of each severity.
///
/// `0 errors, 1 warning, 2 notes`
pub fn tally(diagnostics: &Diagnostics) -> String {
    [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| count(diagnostics.count(severity), severity.name()))
        .join(", ")
}

/// How many of something there are.
///
/// `1 page`, `2 pages`
pub fn count(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

fn one(out: &mut String, diagnostic: &Diagnostic) {
    let place = &diagnostic.place;
    let _ = writeln!(
        out,
        "{}:{}:{}: {}[{}]: {}",
        clean(&place.file),
        place.start.line,
        place.start.column,
        diagnostic.severity,
        diagnostic.code,
        clean(&diagnostic.message)
    );
    let same = diagnostic.related.iter().filter(|related| related.role == crate::diagnostics::Role::SameCause).count();
    if same > 0 {
        let _ = writeln!(out, "  and {same} other place{} with the same cause", if same == 1 { "" } else { "s" });
    }
    if !diagnostic.help.is_empty() {
        let _ = writeln!(out, "  help: {}", clean(&diagnostic.help));
    }
}

/// Text from files without what would steer a terminal.
fn clean(text: &str) -> String {
    text.chars().map(|ch| if steers(ch) { '\u{FFFD}' } else { ch }).collect()
}
