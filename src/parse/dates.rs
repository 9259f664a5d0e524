//! Dates that Markdown takes for lists.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_datetime::input::Date;
use icu_locale::Locale;
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
    let is_year = |part: &str| part.get(..4).is_some_and(|year| (1900..2100).contains(&year.parse().unwrap_or(0)));
    let numeric = (list.split(". ").take(3)).any(is_year)
        && parts.next() == Some(digits)
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
    // A list that begins on the line of the item that holds it was hardly meant; elsewhere a year has to follow, because
    // some months are words of other kinds, too.
    let inside = matches!(events.get(at.wrapping_sub(1)), Some((Event::Start(Tag::Item), item)) if {
        !prepared.text[item.start..range.start].contains('\n')
    });
    // What does not begin as a date is no list of dates: most lists are not looked at any further.
    if !(inside || year_follows(rest)) || !begins_with_month(rest) {
        return false;
    }
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
    let dates = items.iter().all(|(_, words)| begins_with_month(words)) && (items.len() == 1 || !counts);
    let is_date = dates && (inside || items.iter().all(|(_, words)| year_follows(words)));
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

/// Whether a text begins with the name of a month, in full or with its first letters and a dot.
fn begins_with_month(text: &str) -> bool {
    let word = text.split([' ', '\u{a0}', ',', ':', '\n']).next().unwrap_or_default();
    let (bare, short) = (word.trim_end_matches('.').to_lowercase(), word.ends_with('.'));
    MONTHS.contains(&bare) || short && bare.chars().count() > 2 && MONTHS.iter().any(|month| month.starts_with(&bare))
}

/// Whether the second word of a text is a year.
fn year_follows(text: &str) -> bool {
    let second = text.split([' ', '\u{a0}', ',', ':', '\n']).filter(|word| !word.is_empty()).nth(1);
    let digits = second.map(|word| word.trim_end_matches(|ch: char| !ch.is_ascii_digit())).unwrap_or_default();
    digits.len() == 4 && digits.parse().is_ok_and(|year| (1900..2100).contains(&year))
}

/// The months as dates name them, by CLDR: in the languages that write a dot after the day, and in those that translation
/// tools write so, too.
static MONTHS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    const LANGUAGES: [&str; 33] = [
        "de", "da", "nb", "nn", "fo", "is", "fi", "et", "lv", "cs", "sk", "sl", "hr", "bs", "sr", "sr-Latn", "hu",
        "lb", "bg", "el", "en", "es", "fr", "it", "lt", "nl", "pl", "pt", "ro", "ru", "sv", "tr", "uk",
    ];
    let formatters = LANGUAGES.iter().filter_map(|tag| {
        let locale: Locale = tag.parse().ok()?;
        DateTimeFormatter::try_new(locale.into(), YMD::long()).ok()
    });
    let dates = formatters.flat_map(|formatter| {
        let written = move |month| Some(formatter.format(&Date::try_new_iso(2026, month, 25).ok()?).to_string());
        (1..=12).filter_map(written).collect::<Vec<_>>()
    });
    // Beside the month there may be a word for the year, which no text begins with behind a number.
    let words = dates.flat_map(|date| date.split([' ', '.', '\u{a0}']).map(str::to_lowercase).collect::<Vec<_>>());
    words.filter(|word| word.chars().count() > 2 && word.chars().all(char::is_alphabetic)).collect()
});
