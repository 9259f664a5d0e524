//! Ledgers and their source texts as files: one line for each thing, sorted, so that version control can merge them.
//!
//! ```text
//! page            unit        source text       translation       state  made by
//! partner/enroll  3f0a9c41d2  8d1c52e09b7a4410  a77b01f3c2d95e68  fresh  human
//! ```
//!
//! Beside it lies what is settled: both files of a page, and what was recorded of their units.
//!
//! ```text
//! page            source file       translation       units
//! partner/enroll  51c09be8f2d0a1c7  0d4e8a6f1b7c3952  c2f7e5b80a1d9364
//! ```
//!
//! Tabs stand between the fields.
//! A merge may leave lines in any order, lines twice, and two lines for one unit; all of that is read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Findings;
use crate::diagnostics::Code;
use crate::model::ledger::{Entry, Fingerprint, Ledger, Settled, SourceTexts};
use crate::model::{PageKey, Provenance};
use crate::text::{Span, one_line};

/// The name of a locale's ledger, in the folder of the locale's texts.
pub const LEDGER: &str = "units.tsv";

/// The name of the file that says which pages are settled, beside a locale's ledger. Without it the same is told, in more time.
pub const SETTLED: &str = "pages.tsv";

/// The name of the file with the source texts that ledgers speak of, beside the folders of the locales.
pub const SOURCE_TEXTS: &str = "source-texts.tsv";

/// What a ledger begins with.
const ABOUT: &str = "# What each translated unit was made from. Written by `diglot ledger`; to be kept in version control.\n# page\tunit\tsource\ttranslation\tstate\tby\n";

/// What the settled pages begin with.
const ABOUT_SETTLED: &str = "# Pages that are known as a whole. Written by `diglot ledger`; to be kept in version control.\n# page\tsource file\ttranslation\tunits\n";

/// What the source texts begin with.
const ABOUT_TEXTS: &str = "# The source texts that translations were made from. Written by `diglot ledger`; to be kept in version control.\n# fingerprint\ttext\n";

/// The lines of a file, each with where it begins.
fn lines(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut start = 0;
    memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]).map(move |end| {
        let line = &text[start..end];
        let from = std::mem::replace(&mut start, (end + 1).min(text.len()));
        (line.trim_end_matches('\r'), from)
    })
}

/// What a line stands on, but for white space at its end.
fn span(line: &str, start: usize) -> Span {
    Span::new(start, start + line.trim_end().len())
}

/// Whether a line says nothing of any unit. What a merge could not join is all of it true: both sides are read.
fn is_mark(line: &str) -> bool {
    line.trim().is_empty()
        || ["<<<<<<<", "=======", ">>>>>>>", "|||||||", "#"].iter().any(|mark| line.starts_with(mark))
}

/// Reads a ledger. A line that says nothing is said, and left out.
pub fn read(findings: &mut Findings<'_>) -> Ledger {
    let mut ledger = Ledger::default();
    // The lines of a page stand together, but for merges.
    let mut page: (&str, Option<PageKey>) = Default::default();
    let mut entries: Vec<Entry> = Vec::new();
    for (line, start) in lines(findings.text) {
        let of_same = line.strip_prefix(page.0).and_then(|rest| rest.strip_prefix('\t'));
        let rest = of_same.unwrap_or_else(|| {
            let (name, rest) = before_tab(line).unwrap_or((line, ""));
            ledger.add(page.1.take(), &mut entries);
            page = (name, PageKey::recorded(name));
            rest
        });
        match entry(rest).filter(|_| page.1.is_some()) {
            Some(entry) => entries.push(entry),
            None if is_mark(line) => {}
            None => findings.push(
                Code::InvalidLedger,
                span(line, start),
                "this line of the ledger has not the six fields of a unit",
                "Take it from version control again, or delete it: its unit is then unknown until it is accepted.",
            ),
        }
    }
    ledger.add(page.1, &mut entries);
    for entries in ledger.pages.values_mut() {
        entries.sort();
        // Of two lines that say the same of two texts, the one holds that knows more of them.
        entries.dedup_by(|later, kept| {
            let is_same = (&later.id, later.source, later.target) == (&kept.id, kept.source, kept.target);
            if is_same {
                std::mem::swap(later, kept);
            }
            is_same
        });
    }
    ledger
}

/// What stands before the first tab of a line, and behind it.
fn before_tab(line: &str) -> Option<(&str, &str)> {
    let tab = memchr::memchr(b'\t', line.as_bytes())?;
    Some((&line[..tab], &line[tab + 1..]))
}

/// What a line says of its unit, behind the name of the page.
fn entry(line: &str) -> Option<Entry> {
    let (id, rest) = before_tab(line)?;
    let (source, rest) = fingerprint(rest)?;
    let (target, rest) = fingerprint(rest)?;
    let (state, by) = before_tab(rest)?;
    let reviewed = match state {
        "fresh" => false,
        "reviewed" => true,
        _ => return None,
    };
    let by = match by {
        "-" => None,
        by => Some(Provenance::from_name(by)?),
    };
    (!id.is_empty()).then(|| Entry { id: id.into(), source, target, reviewed, by })
}

/// The fingerprint that a line begins with, and what stands behind the tab after it.
fn fingerprint(line: &str) -> Option<(Fingerprint, &str)> {
    let (digits, rest) = line.split_at_checked(16)?;
    Some((Fingerprint::parse(digits)?, rest.strip_prefix('\t')?))
}

/// Reads which pages are settled. A line that says nothing is said, and left out.
pub fn read_settled(findings: &mut Findings<'_>) -> BTreeMap<PageKey, Vec<Settled>> {
    let mut pages: BTreeMap<PageKey, Vec<Settled>> = BTreeMap::new();
    for (line, start) in lines(findings.text) {
        let (name, rest) = before_tab(line).unwrap_or((line, ""));
        match PageKey::recorded(name).zip(settled(rest)) {
            Some((key, settled)) => pages.entry(key).or_default().push(settled),
            None if is_mark(line) => {}
            None => findings.push(
                Code::InvalidLedger,
                span(line, start),
                "this line has not the four fields of a settled page",
                "Delete it; `diglot ledger accept` writes such lines anew.",
            ),
        }
    }
    pages
}

/// What a line says of its page, behind the name.
fn settled(line: &str) -> Option<Settled> {
    let (source, rest) = fingerprint(line)?;
    let (target, units) = fingerprint(rest)?;
    Some(Settled { source, target, units: Fingerprint::parse(units)? })
}

/// Settled pages as their file.
pub fn write_settled(pages: &BTreeMap<PageKey, Vec<Settled>>) -> String {
    let line = |key: &PageKey, page: &Settled| format!("{key}\t{}\t{}\t{}\n", page.source, page.target, page.units);
    let all = pages.iter().flat_map(|(key, pages)| pages.iter().map(move |page| line(key, page)));
    let mut lines: Vec<String> = all.collect();
    lines.sort();
    lines.dedup();
    format!("{ABOUT_SETTLED}{}", lines.concat())
}

/// A ledger as its file.
pub fn write(ledger: &Ledger) -> String {
    let mut lines: Vec<String> = Vec::with_capacity(ledger.len());
    for (key, entries) in &ledger.pages {
        lines.extend(entries.iter().map(|entry| {
            let state = if entry.reviewed { "reviewed" } else { "fresh" };
            let by = entry.by.map_or("-", Provenance::name);
            format!("{key}\t{}\t{}\t{}\t{state}\t{by}\n", entry.id, entry.source, entry.target)
        }));
    }
    lines.sort();
    lines.dedup();
    format!("{ABOUT}{}", lines.concat())
}

/// Reads source texts. One that is not what its fingerprint says is said, and left out.
pub fn read_texts(findings: &mut Findings<'_>) -> SourceTexts {
    // They stand in their order, and a tree of what is in order is made at once.
    let mut texts: Vec<(Fingerprint, Arc<str>)> = Vec::new();
    for (line, start) in lines(findings.text) {
        let read = before_tab(line).and_then(|(name, text)| Some((Fingerprint::parse(name)?, text)));
        match read.filter(|(name, text)| Fingerprint::of(text) == *name) {
            Some((name, text)) => texts.push((name, text.into())),
            None if is_mark(line) => {}
            None => findings.push(
                Code::InvalidLedger,
                span(line, start),
                "this line is no source text with its fingerprint",
                "Take it from version control again, or delete it: its unit then does not say what has changed.",
            ),
        }
    }
    texts.into_iter().collect()
}

/// Source texts as their file.
pub fn write_texts(texts: &SourceTexts) -> String {
    let line = |(name, text): (&Fingerprint, &Arc<str>)| format!("{name}\t{}\n", one_line(text));
    format!("{ABOUT_TEXTS}{}", texts.iter().map(line).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> (Ledger, usize) {
        let file: Arc<str> = LEDGER.into();
        let mut findings = Findings::new(&file, text);
        let ledger = read(&mut findings);
        (ledger, findings.diagnostics.len())
    }

    #[test]
    fn a_merge_leaves_nothing_unread() {
        let line = |key: &str, id: &str, state: &str| {
            format!("{key}\t{id}\t{}\t{}\t{state}\thuman\n", Fingerprint::of("a"), Fingerprint::of("b"))
        };
        let (a, b, c) = (line("help/a", "1", "fresh"), line("help/b", "1", "reviewed"), line("help/a", "2", "fresh"));
        let merged = format!("# x\n{b}<<<<<<< ours\n{a}=======\n{c}{a}>>>>>>> theirs\nno line\n{b}");
        let (ledger, problems) = read_text(&merged);
        assert_eq!((ledger.len(), problems), (3, 1));
        assert_eq!(write(&ledger), format!("{ABOUT}{a}{c}{b}"));
        assert_eq!(read_text(&write(&ledger)), (ledger, 0));
    }

    #[test]
    fn a_line_that_says_less_or_more_is_no_entry() {
        let (a, b) = (Fingerprint::of("a"), Fingerprint::of("b"));
        let line = format!("help/a\t1\t{a}\t{b}\tfresh\thuman");
        assert_eq!(read_text(&line).0.len(), 1);
        for wrong in [
            line.replace("human", "somebody"),
            line.replace("fresh", "old"),
            line.replace("\t1\t", "\t\t"),
            line.replace("\tfresh", ""),
            line.replace('a', "ä"),
            format!("{line}\t"),
            format!("\t{line}"),
            line.chars().take(40).collect(),
        ] {
            let (ledger, problems) = read_text(&wrong);
            assert_eq!((ledger.len(), problems), (0, 1), "{wrong}");
        }
        let file: Arc<str> = SETTLED.into();
        let settled = format!("help/a\t{a}\t{b}\t{a}");
        for (text, count) in [(&settled, 1), (&format!("{settled}\t"), 0), (&settled.replace(&format!("\t{b}"), ""), 0)]
        {
            let mut findings = Findings::new(&file, text);
            assert_eq!((read_settled(&mut findings).len(), findings.diagnostics.len()), (count, 1 - count), "{text}");
        }
    }

    #[test]
    fn texts_are_held_to_their_fingerprints() {
        let texts = SourceTexts::from([(Fingerprint::of("Über  uns"), "Über uns".into())]);
        let text = write_texts(&texts);
        let file: Arc<str> = SOURCE_TEXTS.into();
        assert_eq!(read_texts(&mut Findings::new(&file, &text)), texts);
        let damaged = text.replace("uns", "und");
        let mut findings = Findings::new(&file, &damaged);
        assert!(read_texts(&mut findings).is_empty());
        assert_eq!(findings.diagnostics.len(), 1);
    }
}
