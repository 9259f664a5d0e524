//! Findings for programs.

use serde::Serialize;
use serde_json::{Value, json};

use super::listing::{Finding, Listing};

/// The version of what is written. It grows when a key goes or changes its meaning, not when one is added.
pub const VERSION: u32 = 1;

/// One finding, in the order in which its keys are written.
#[derive(Serialize)]
struct Line<'a> {
    version: u32,
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    byte_start: usize,
    byte_end: usize,
    locale: Option<&'a str>,
    page: Option<&'a str>,
    related: Vec<Related<'a>>,
    help: &'a str,
    fix: Option<Value>,
    url: String,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    role: &'static str,
    message: &'a str,
}

fn line<'a>(finding: &'a Finding<'a>) -> Line<'a> {
    let diagnostic = finding.diagnostic;
    let place = &diagnostic.place;
    let related = diagnostic.related.iter().map(|related| Related {
        file: &related.place.file,
        line: related.place.start.line,
        column: related.place.start.column,
        role: related.role.name(),
        message: &related.message,
    });
    let edits: Vec<Value> = diagnostic
        .fixes()
        .flat_map(|(file, fix)| fix.edits.iter().map(move |edit| (file, edit)))
        .map(|(file, edit)| {
            json!({ "file": &**file, "byte_start": edit.span.start, "byte_end": edit.span.end, "text": edit.text })
        })
        .collect();
    let safe = diagnostic.fixes().all(|(_, fix)| fix.safe);
    let fix = (!edits.is_empty()).then(|| json!({ "safe": safe, "edits": edits }));
    Line {
        version: VERSION,
        code: diagnostic.code.name(),
        severity: diagnostic.severity.name(),
        message: &diagnostic.message,
        file: &place.file,
        line: place.start.line,
        column: place.start.column,
        end_line: place.end.line,
        end_column: place.end.column,
        byte_start: place.span.start,
        byte_end: place.span.end,
        locale: finding.locale.map(|tag| tag.as_str()),
        page: finding.page.map(|key| key.as_str()),
        related: related.collect(),
        help: &diagnostic.help,
        fix,
        url: diagnostic.code.url(),
        fingerprint: &finding.fingerprint,
    }
}

/// The findings as values, for an object that holds more than them.
pub fn values(listing: &Listing<'_>) -> Vec<Value> {
    listing.findings.iter().filter_map(|finding| serde_json::to_value(line(finding)).ok()).collect()
}

/// One object on a line for each finding.
pub fn lines(listing: &Listing<'_>) -> String {
    let mut out = String::new();
    for finding in &listing.findings {
        if let Ok(text) = serde_json::to_string(&line(finding)) {
            out.push_str(&text);
            out.push('\n');
        }
    }
    out
}
