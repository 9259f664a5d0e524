//! When a page is there for readers: `draft`, `publish` and `expires` of front matter. And `date`, its last change, with
//! `authors`.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use serde_yaml::Value;

use super::{Findings, front_matter};
use crate::diagnostics::Code;
use crate::model::FrontMatter;
use crate::text::Span;

/// The keys of these fields.
pub const KEYS: [&str; 5] = ["draft", "publish", "expires", "date", "authors"];

/// The way out of a value that is no date.
const DATE_HELP: &str = "Write a day as 2026-03-05, or a moment as 2026-03-05T09:00:00Z.";

/// Reads the fields from what front matter says beyond the known texts. `place` says where a key stands. What cannot
/// be read is said. Whoever writes `draft` or `publish` wants to keep the page back, so a slip in them does: a page that
/// is missed can be shown at any time, one that was read cannot be unread. A slip in `expires` takes no page off a site.
pub fn read(findings: &mut Findings<'_>, front: &mut FrontMatter, place: impl Fn(&str) -> Span) {
    if let Some(value) = front.extra.get("draft") {
        front.draft = draft(value).unwrap_or_else(|| {
            findings.push(
                Code::InvalidFrontMatter,
                place("draft"),
                "`draft` is neither true nor false; the page is withheld",
                "Write `draft: true` to withhold the page, or take the line out to show it.",
            );
            true
        });
    }
    let mut slipped = false;
    let mut moment_of = |key: &str| {
        let value = front.extra.get(key)?;
        let read = written(value)?.and_then(|text| moment(&text));
        slipped |= read.is_none() && key == "publish";
        if read.is_none() {
            let so =
                if key == "publish" { "the page is withheld" } else { "the page is shown as though it were not said" };
            let message = format!("`{key}` is no date; {so}");
            findings.push(Code::InvalidFrontMatter, place(key), message, DATE_HELP);
        }
        read
    };
    front.publish = moment_of("publish");
    front.expires = moment_of("expires");
    front.draft |= slipped;
    if let (Some(publish), Some(expires)) = (front.publish, front.expires)
        && expires <= publish
    {
        findings.push(
            Code::InvalidFrontMatter,
            place("expires"),
            "`expires` is not after `publish`, so the page is never shown",
            "Let `expires` be later than `publish`, or take one of them out.",
        );
    }
    if let Some(value) = front.extra.get("date")
        && let Some(text) = written(value)
    {
        front.date = text.and_then(|text| day(&text));
        if front.date.is_none() {
            findings.push(Code::InvalidFrontMatter, place("date"), "`date` is no date; the page shows none", DATE_HELP);
        }
    }
    front.authors = match front.extra.get("authors") {
        Some(Value::Sequence(names)) => names.iter().filter_map(front_matter::scalar).collect(),
        Some(name) => front_matter::scalar(name).into_iter().collect(),
        None => Vec::new(),
    };
    // What the publishing pipeline of docfx writes is no author's to mend: it is used where it can be read.
    if front.date.is_none() {
        front.date = front.extra.get("ms.date").and_then(Value::as_str).and_then(|text| docfx_day(text.trim()));
    }
}

/// The lines at a file's start in which [`keep_back`] looks.
const HEADER_LINES: usize = 60;

/// Looks once more where front matter could not be read, or not as such: a line that keeps the page from readers holds
/// even there. `body` says where the text begins for all others.
pub fn keep_back(findings: &mut Findings<'_>, front: &mut FrontMatter, body: usize) {
    let text = findings.text;
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let own = start;
        start += line.len();
        let bare = line.trim().trim_start_matches('\u{feff}');
        let rule = bare.len() >= 2 && bare.chars().all(|ch| matches!(ch, '-' | '—' | '='));
        if own >= body && !rule && !bare.is_empty() && (number >= HEADER_LINES || !is_key_line(bare)) {
            break;
        }
        // What is indented belongs to the key above it.
        let nested = line.starts_with("  ") && !bare.starts_with('-');
        let Some((key, value)) = said(bare).filter(|_| !nested) else { continue };
        let holds = match key {
            "draft" => draft(&Value::String(value.clone())) == Some(true),
            _ => moment(&value).is_some(),
        };
        if holds && !front.extra.contains_key(key) {
            // Everything in well-formed front matter could be read, and what stands below it is the page's.
            if front_matter::well_formed_end(text).is_some() {
                return;
            }
            findings.push(
                Code::InvalidFrontMatter,
                Span::new(own, own + line.trim_end().len()),
                format!("`{key}` stands where it cannot be read as front matter; it holds all the same"),
                "Mend the front matter: YAML between two lines of `---` at the top of the file.",
            );
            front.extra.insert(key.to_owned(), Value::String(value));
        }
    }
}

/// Whether a line is a word and a colon: in text without fences only a run of these at the top is a header.
fn is_key_line(line: &str) -> bool {
    line.split_once([':', '：'])
        .is_some_and(|(word, _)| !word.is_empty() && word.chars().all(|ch| ch.is_alphanumeric() || "_-.".contains(ch)))
}

/// The key of this module that a line says, with its value: at its start, behind a mark of a list, or in braces.
fn said(line: &str) -> Option<(&'static str, String)> {
    // Only braces hold several keys on a line.
    let mark = if line.starts_with('{') { ',' } else { '\n' };
    line.split(mark).find_map(|part| {
        let bare = part.trim_start_matches([' ', '-', '{', '"', '\'']);
        ["draft", "publish", "expires"].into_iter().find_map(|key| {
            let start = bare.get(..key.len()).filter(|start| start.eq_ignore_ascii_case(key))?;
            let rest = bare[start.len()..].trim_start_matches(['"', '\'', ' ']).strip_prefix([':', '：'])?;
            let value = rest.split(" #").next().unwrap_or(rest);
            Some((key, value.trim_matches(|ch: char| ch.is_whitespace() || "\"'}".contains(ch)).to_owned()))
        })
    })
}

/// Nothing where the value is neither true nor false.
fn draft(value: &Value) -> Option<bool> {
    match value {
        Value::Null => Some(false),
        Value::Bool(draft) => Some(*draft),
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" | "" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// A value's text; nothing where nothing is said, nothing within where what is said is no text.
fn written(value: &Value) -> Option<Option<String>> {
    match value {
        Value::Null => None,
        Value::String(text) if text.trim().is_empty() => None,
        Value::String(text) => Some(Some(text.trim().to_owned())),
        _ => Some(None),
    }
}

/// A day (its first moment in UTC) or a moment (RFC 3339).
///
/// `2026-03-05 => 2026-03-05T00:00:00Z`, `2026-03-05T10:00:00+01:00 => 2026-03-05T09:00:00Z`
pub fn moment(text: &str) -> Option<Timestamp> {
    let day = day_of(text.get(..10)?)?;
    if text.len() > 10 {
        return text.parse().ok();
    }
    // Only the last days of the year 9999, which authors write for “never”, lie beyond what a timestamp can hold.
    Some(Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::MAX))
}

/// The day that a text names, or the day of the moment that it names, in that moment's own place.
///
/// `2026-03-05 => 2026-03-05`, `2026-03-05T23:00:00-05:00 => 2026-03-05`
pub fn day(text: &str) -> Option<Date> {
    moment(text)?;
    day_of(text.get(..10)?)
}

fn day_of(text: &str) -> Option<Date> {
    let shape = text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    if shape { text.parse().ok() } else { None }
}

/// A day as docfx writes it.
///
/// `03/05/2026 => 2026-03-05`
fn docfx_day(text: &str) -> Option<Date> {
    let mut parts = text.split('/');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(month), Some(day), Some(year), None) if year.len() == 4 => {
            Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
        }
        _ => day(text),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::page;
    use super::*;
    use crate::model::LocaleId;

    fn read_page(path: &str, text: &str) -> (FrontMatter, Vec<(String, usize, usize)>) {
        let file: Arc<str> = path.into();
        let request =
            page::Request { file: &file, text, locale: LocaleId(0), path, include: false, manner: Default::default() };
        let (document, found) = page::parse(request);
        let found = found.iter().map(|found| {
            assert_eq!(found.code, Code::InvalidFrontMatter);
            (found.message.clone(), found.place.start.line, found.place.start.column)
        });
        (document.front, found.collect())
    }

    #[test]
    fn days_and_moments() {
        let shown = |text: &str| moment(text).map(|moment| moment.to_string());
        assert_eq!(shown("2026-03-05").as_deref(), Some("2026-03-05T00:00:00Z"));
        assert_eq!(shown("2026-03-05T10:00:00+01:00").as_deref(), Some("2026-03-05T09:00:00Z"));
        assert_eq!(moment("9999-12-31"), Some(Timestamp::MAX));
        for text in
            ["", "2026-3-5", "20260305", "2026-02-30", "2026-03-05T10:00:00", "05.03.2026", "2026-03-05Z", "märz"]
        {
            assert_eq!(shown(text), None, "{text}");
        }
        assert_eq!(day("2026-03-05T23:00:00-05:00").map(|day| day.to_string()).as_deref(), Some("2026-03-05"));
        assert_eq!(docfx_day("03/05/2026"), day("2026-03-05"));
        assert_eq!(docfx_day("13/05/2026"), None);
        assert_eq!(docfx_day("3/5/26"), None, "nobody can tell the century");
    }

    #[test]
    fn fields_are_read_and_stay() {
        let text = "---\nDraft: true\npublish: 2026-03-05\nexpires: 2026-03-06T12:00:00Z\ndate: 2026-03-01\nms.date: 01/02/2020\n---\n# H\n";
        let (front, found) = read_page("a.md", text);
        assert!(
            front.draft && front.publish == moment("2026-03-05") && front.expires == moment("2026-03-06T12:00:00Z")
        );
        assert_eq!(front.date, day("2026-03-01"));
        assert_eq!(
            front.extra.keys().collect::<Vec<_>>(),
            ["date", "draft", "expires", "ms.date", "publish"],
            "what was written stays"
        );
        assert_eq!(found, []);
        let (front, found) = read_page("a.md", "---\ndraft:\npublish: ''\ndate: ~\nms.date: 01/02/2020\n---\n# H\n");
        assert!(!front.draft && front.publish.is_none() && found.is_empty());
        assert_eq!(front.date, day("2020-01-02"));
        let (front, found) = read_page("a.yml", "### YamlMime:FAQ\nmetadata:\n  draft: true\n  date: soon\ntitle: T\n");
        assert!(front.draft);
        assert_eq!(found, [("`date` is no date; the page shows none".to_owned(), 4, 3)]);
    }

    #[test]
    fn what_cannot_be_read_is_said_and_keeps_back_only_what_was_to_be_kept_back() {
        let (front, found) =
            read_page("a.md", "---\ntitle: T\ndraft: maybe\npublish: 20260305\nexpires: soon\n---\n# H\n");
        assert!(front.draft && front.publish.is_none() && front.expires.is_none());
        for (header, draft) in
            [("draft: maybe", true), ("publish: soon", true), ("expires: soon", false), ("draft: no", false)]
        {
            assert_eq!(read_page("a.md", &format!("---\n{header}\n---\n# H\n")).0.draft, draft, "{header}");
        }
        assert_eq!(found.iter().map(|found| (found.1, found.2)).collect::<Vec<_>>(), [(3, 1), (4, 1), (5, 1)]);
        let so: Vec<bool> = found.iter().map(|found| found.0.contains("the page is shown")).collect();
        assert_eq!(so, [false, false, true], "{found:?}");
        let (_, found) = read_page("a.md", "---\npublish: 2026-03-05\nexpires: 2026-03-05\n---\n# H\n");
        assert_eq!(found, [("`expires` is not after `publish`, so the page is never shown".to_owned(), 3, 1)]);
    }

    #[test]
    fn malformed_front_matter_still_withholds() {
        let (front, found) = read_page("a.md", "---\ntitle: T\ndraft: true\n\n# H\n");
        assert!(front.draft && found.len() == 1, "{found:?}");
    }
}
