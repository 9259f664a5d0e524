//! Findings as SARIF 2.1.0 (OASIS), with what GitHub's code scanning asks for beyond the standard: no empty texts,
//! relative addresses, a fingerprint under the name that it reads.

use serde_json::{Value, json};

use super::listing::{Finding, Listing};
use crate::diagnostics::{Code, Place, Severity};
use crate::text::address::encode_path;

/// The most related places that a reader keeps of one result.
const MOST_RELATED: usize = 100;

/// The report as one JSON document.
pub fn report(listing: &Listing<'_>) -> String {
    let mut codes: Vec<Code> = listing.findings.iter().map(|finding| finding.diagnostic.code).collect();
    codes.sort_by_key(|code| code.name());
    codes.dedup();
    let results: Vec<Value> = listing.findings.iter().map(|finding| result(finding, &codes)).collect();
    let rules: Vec<Value> = codes.iter().map(|code| rule(*code)).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Diglot",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "automationDetails": { "id": "diglot/" },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{document:#}\n")
}

fn level(severity: Severity) -> &'static str {
    severity.name()
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.name(),
        "shortDescription": { "text": code.meaning() },
        "fullDescription": { "text": code.meaning() },
        "help": { "text": code.explanation(), "markdown": code.explanation() },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

fn result(finding: &Finding<'_>, codes: &[Code]) -> Value {
    let diagnostic = finding.diagnostic;
    let related: Vec<Value> = diagnostic
        .related
        .iter()
        .take(MOST_RELATED)
        .enumerate()
        .map(|(id, related)| {
            let mut value = location(&related.place);
            let message = if related.message.is_empty() { related.role.name() } else { related.message.as_str() };
            if let Value::Object(object) = &mut value {
                object.insert("id".to_owned(), id.into());
                object.insert("message".to_owned(), json!({ "text": plain(message) }));
            }
            value
        })
        .collect();
    let index = codes.iter().position(|code| *code == diagnostic.code).unwrap_or_default();
    let text = [diagnostic.message.as_str(), diagnostic.help.as_str()].join("\n");
    json!({
        "ruleId": diagnostic.code.name(),
        "ruleIndex": index,
        "level": level(diagnostic.severity),
        "message": { "text": plain(text.trim_end()) },
        "locations": [location(&diagnostic.place)],
        "relatedLocations": related,
        "partialFingerprints": { "primaryLocationLineHash": finding.fingerprint },
    })
}

/// A text in which nothing is taken for a link to another place or for a gap to fill (SARIF 3.11.5 and 3.11.6).
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '\\' | '[' | ']' => out.push('\\'),
            '{' | '}' => out.push(ch),
            _ => {}
        }
        out.push(ch);
    }
    out
}

/// Ends are exclusive, as ours are; a place without length gets one, because a region may not be empty for all readers.
fn location(place: &Place) -> Value {
    let (start, end) = (place.start, place.end);
    let end_column = if end == start { start.column + 1 } else { end.column };
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": encode_path(&place.file) },
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end_column,
        },
    } })
}
