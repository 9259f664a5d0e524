//! Findings as workflow commands of GitHub Actions, which shows them beside the lines of a change.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::human::count;
use super::listing::{Finding, Listing};
use crate::diagnostics::{Role, Severity};
use crate::text::escape::steers;

/// How many commands of each kind a step may give; GitHub shows no more than these.
const BUDGET: usize = 10;

/// How many causes of one code the summary tells.
const MOST_CAUSES: usize = 20;

/// The report: the first findings of each severity, and a summary of all others by their causes.
pub fn report(listing: &Listing<'_>) -> String {
    let mut out = String::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let all: Vec<&Finding<'_>> =
            listing.findings.iter().filter(|finding| finding.diagnostic.severity == severity).collect();
        // The summary takes the place of one.
        let shown = if all.len() > BUDGET { BUDGET - 1 } else { all.len() };
        for finding in &all[..shown] {
            command(&mut out, finding);
        }
        if shown < all.len() {
            let message = format!("{}:\n{}", count(all.len() - shown, "more finding"), causes(&all[shown..]));
            let _ = writeln!(out, "::{} title=Diglot::{}", kind(severity), data(message.trim_end()));
        }
    }
    out
}

/// A line for each cause, by code: what is so, where first, and in how many other places.
fn causes(findings: &[&Finding<'_>]) -> String {
    let mut by_code: BTreeMap<&str, Vec<&Finding<'_>>> = BTreeMap::new();
    for finding in findings {
        by_code.entry(finding.diagnostic.code.name()).or_default().push(finding);
    }
    let mut out = String::new();
    for (code, findings) in by_code {
        let _ = writeln!(out, "{code} ({})", findings.len());
        for finding in findings.iter().take(MOST_CAUSES) {
            let diagnostic = finding.diagnostic;
            let same = diagnostic.related.iter().filter(|related| related.role == Role::SameCause).count();
            let elsewhere = if same == 0 { String::new() } else { format!(", and in {}", count(same, "other place")) };
            let at = format!("{}:{}", diagnostic.place.file, diagnostic.place.start.line);
            let _ = writeln!(out, "- {}: {at}{elsewhere}", diagnostic.message);
        }
        if findings.len() > MOST_CAUSES {
            let _ = writeln!(out, "- and {} more", findings.len() - MOST_CAUSES);
        }
    }
    out
}

fn kind(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    }
}

fn command(out: &mut String, finding: &Finding<'_>) {
    let diagnostic = finding.diagnostic;
    let place = &diagnostic.place;
    let mut properties = format!("file={},line={},endLine={}", property(&place.file), place.start.line, place.end.line);
    // Columns are read only where the finding stands on one line.
    if place.start.line == place.end.line {
        let _ = write!(properties, ",col={},endColumn={}", place.start.column, place.end.column);
    }
    let message = format!("{}\n{}", diagnostic.message, diagnostic.help);
    let title = property(diagnostic.code.name());
    let _ = writeln!(out, "::{} {properties},title={title}::{}", kind(diagnostic.severity), data(message.trim_end()));
}

fn data(text: &str) -> String {
    let text: String =
        text.chars().map(|ch| if steers(ch) && !"\r\n".contains(ch) { '\u{FFFD}' } else { ch }).collect();
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_to_the_runner_is_escaped() {
        assert_eq!(data("50 %\r\nof a:b,c"), "50 %25%0D%0Aof a:b,c");
        assert_eq!(property("a:b,c\n"), "a%3Ab%2Cc%0A");
    }
}
