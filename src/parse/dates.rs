//! Dates that Markdown takes for lists.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Findings;
use super::prepare::Prepared;
use crate::diagnostics::{Code, Edit, Fix};
use crate::text::Span;

/// A date at the start of an item or paragraph, whose day became the number of a list; whether there is one.
pub(super) fn date(
    findings: &mut Findings<'_>,
    prepared: &Prepared<'_>,
    events: &[(Event<'_>, Range<usize>)],
    at: usize,
    number: u64,
) -> bool {
    let range = &events[at].1;
    let list = &prepared.text[range.clone()];
    let digits = list.bytes().take_while(u8::is_ascii_digit).count();
    let Some(rest) = list[digits..].strip_prefix(". ") else { return false };
    // A day, a month and a year in numbers, in whatever order: three lists that hold each other.
    let mut parts = list.split(". ").map(|part| part.bytes().take_while(u8::is_ascii_digit).count());
    let numeric = parts.next() == Some(digits)
        && matches!(
            (digits, parts.next(), parts.next()),
            (4, Some(1 | 2), Some(1 | 2)) | (1 | 2, Some(1 | 2), Some(4))
        );
    if numeric {
        let span = prepared.span(range.start..range.start + digits + 1);
        findings.push(
            Code::DateAsList,
            span,
            format!("`{number}.` begins a numbered list here, so the date is torn apart"),
            "Write a backslash before the first dot.",
        );
        return true;
    }
    if !(1..=31).contains(&number) {
        return false;
    }
    let begins = |rest: &str| {
        let mut words = rest.split([' ', '\u{a0}', ',', ':', '\n']).filter(|word| !word.is_empty());
        let month = words.next().is_some_and(|word| word.chars().all(|ch| ch.is_alphabetic() || ch == '.'));
        let year = words.next().is_some_and(|word| {
            let digits = word.trim_end_matches(|ch: char| !ch.is_ascii_digit());
            digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
        });
        (month, month && year)
    };
    // What does not begin as a date is no list of dates: most lists are not looked at any further.
    if !begins(rest).0 {
        return false;
    }
    // A list of one entry that begins on the line of the item that holds it was hardly meant.
    let inside = matches!(events.get(at.wrapping_sub(1)), Some((Event::Start(Tag::Item), item)) if {
        !prepared.text[item.start..range.start].contains('\n')
    });
    let mut depth = 0usize;
    let mut items: Vec<(u64, &str)> = Vec::new();
    for (event, range) in &events[at + 1..] {
        match event {
            Event::Start(tag) => {
                if depth == 0 && *tag == Tag::Item {
                    let item = &prepared.text[range.clone()];
                    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
                    let words = item[digits..].trim_start_matches(['.', ')', ' ']);
                    items.push((item[..digits].parse().unwrap_or_default(), words));
                }
                depth += 1;
            }
            Event::End(_) if depth == 0 => break,
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    // Days of several dates in a row became one list, which counts on from the first. Numbers that count by themselves are
    // no days.
    let counts = items.windows(2).all(|pair| pair[1].0 == pair[0].0 + 1 || pair[1].0 == pair[0].0);
    let dates = items.iter().all(|(_, words)| begins(words).1) && (items.len() == 1 || !counts);
    let is_date = dates || items.len() == 1 && inside && number > 1;
    if is_date {
        let span = prepared.span(range.start..range.start + digits + 1);
        let dot = Span::at(span.start + digits);
        let fix = Fix { safe: false, edits: vec![Edit { span: dot, text: "\\".to_owned() }] };
        findings.push_with(
            Code::DateAsList,
            span,
            format!("`{number}.` begins a numbered list here, so the date is torn apart"),
            format!("Write `{number}\\.`."),
            fix,
        );
    }
    is_date
}
