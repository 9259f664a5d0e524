//! Findings for a person at a terminal.

use std::fmt::Write;

use crate::diagnostics::{Diagnostic, Diagnostics, Severity};

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
    text.chars().map(|ch| if ch.is_control() { '\u{FFFD}' } else { ch }).collect()
}
