//! Findings as JUnit XML, which most CI systems show as a list of tests. It has no official schema; file and line stand in
//! the name of a test and in attributes of their own, so that every reader finds one of them.

use std::collections::BTreeMap;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::listing::{Finding, Listing};
use crate::diagnostics::Severity;

/// The report: a suite for each locale, a failed test for each finding from `threshold` on, a skipped one for each other.
pub fn report(listing: &Listing<'_>, threshold: Severity) -> String {
    let mut suites: BTreeMap<&str, Vec<&Finding<'_>>> = BTreeMap::new();
    for finding in &listing.findings {
        suites.entry(finding.locale.map_or("site", |tag| tag.as_str())).or_default().push(finding);
    }
    let mut report = Report::new("diglot");
    for (name, findings) in suites {
        let mut suite = TestSuite::new(name);
        suite.add_test_cases(findings.into_iter().map(|finding| case(finding, threshold)));
        report.add_test_suite(suite);
    }
    if listing.findings.is_empty() {
        // Some readers take a report without tests for a broken one.
        let mut suite = TestSuite::new("site");
        suite.add_test_case(TestCase::new("no findings", TestCaseStatus::success()));
        report.add_test_suite(suite);
    }
    report.to_string().unwrap_or_default()
}

/// A text in which only characters stand that XML may have (XML 1.0, section 2.2).
fn clean(text: &str) -> String {
    let allowed =
        |ch: char| matches!(ch, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    text.chars().map(|ch| if allowed(ch) { ch } else { '\u{FFFD}' }).collect()
}

fn case(finding: &Finding<'_>, threshold: Severity) -> TestCase {
    let diagnostic = finding.diagnostic;
    let place = &diagnostic.place;
    let mut status = if diagnostic.severity >= threshold {
        TestCaseStatus::non_success(NonSuccessKind::Failure)
    } else {
        TestCaseStatus::skipped()
    };
    status.set_message(clean(&diagnostic.message));
    if diagnostic.severity >= threshold {
        status.set_type(diagnostic.code.name());
        status.set_description(clean(&diagnostic.help));
    }
    let name = format!("{}:{}:{} {}", place.file, place.start.line, place.start.column, diagnostic.code);
    let mut case = TestCase::new(name, status);
    case.set_classname(diagnostic.code.name());
    case.extra.insert("file".into(), (&*place.file).into());
    case.extra.insert("line".into(), place.start.line.to_string().into());
    case
}
