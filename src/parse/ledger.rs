//! Ledgers and their source texts as files: one line for each thing, sorted, so that version control can merge them.
//!
//! ```text
//! page            unit        source text       translation       state  made by
//! partner/enroll  3f0a9c41d2  8d1c52e09b7a4410  a77b01f3c2d95e68  fresh  human
//! ```
//!
//! Beside it lies what is settled: both files of a page, what the ledger says of them, and how many units and words are fresh or
//! reviewed.
//!
//! ```text
//! page            source file       translation       lines             fresh   reviewed
//! partner/enroll  51c09be8f2d0a1c7  0d4e8a6f1b7c3952  c2f7e5b80a1d9364  12  96  3  20
//! ```
//!
//! Tabs stand between the fields.
//! A merge may leave lines in any order, lines twice, and two lines for one unit; all of that is read.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::Findings;
use crate::diagnostics::Code;
use crate::model::ledger::{Entry, Fingerprint, Ledger, Settled, SettledPages, SourceTexts};
use crate::model::unit::Amount;
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
const ABOUT_SETTLED: &str = "# Pages that are known as a whole. Written by `diglot ledger`; to be kept in version control.\n# page\tsource file\ttranslation\tlines\tfresh units\twords\treviewed units\twords\n";

/// What the source texts begin with.
const ABOUT_TEXTS: &str = "# The source texts that translations were made from. Written by `diglot ledger`; to be kept in version control.\n# fingerprint\ttext\n";

/// The lines of a file, each with where it begins.
fn lines(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut start = 0;
    memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]).map(move |end| {
        let line = &text[start..end];
        let from = std::mem::replace(&mut start, (end + 1).min(text.len()));
        // Hardly any line ends so.
        (if line.ends_with('\r') { line.trim_end_matches('\r') } else { line }, from)
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

/// Calls for the lines of a file that begin with the same field and stand together, as those of a page do: with this field, the lines,
/// where they begin, and what they say behind the field, each with a line feed.
fn each_run<'t>(text: &'t str, mut call: impl FnMut(&'t str, &'t str, usize, &str)) {
    let (mut start, mut says) = (0, String::new());
    while start < text.len() {
        let rest = &text[start..];
        let line = |from: usize| {
            let end = memchr::memchr(b'\n', &rest.as_bytes()[from..]).map_or(rest.len(), |end| from + end);
            (&rest[from..end], (end + 1).min(rest.len()))
        };
        let (first, mut end) = line(0);
        // A line without fields stands alone.
        let name = before_tab(first).map_or(&rest[..end], |(name, _)| name);
        let mut add = |line: &str| {
            if let Some(said) = behind(line, name) {
                says.push_str(said.trim_end_matches('\r'));
                says.push('\n');
            }
        };
        add(first);
        while behind(&rest[end..], name).is_some() {
            let (next, end_of_next) = line(end);
            add(next);
            end = end_of_next;
        }
        call(name, &rest[..end], start, &says);
        start += end;
        says.clear();
    }
}

/// What stands behind a line's first field and the tab after it, if the field is this one.
fn behind<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    line.strip_prefix(name)?.strip_prefix('\t')
}

/// Where the lines of pages stand that were left out of a ledger, all of them together.
pub type LeftOut = BTreeMap<PageKey, Range<usize>>;

/// Reads a ledger, beside which `settled` lies. A line that says nothing is said, and left out; so are the lines of pages that are
/// settled in a way of which `is_left_out` says so: where these stand is given too.
pub fn read(
    findings: &mut Findings<'_>,
    mut settled: SettledPages,
    is_left_out: impl Fn(&PageKey, &[Settled]) -> bool,
) -> (Ledger, LeftOut) {
    let mut ledger = Ledger::default();
    let mut left_out = LeftOut::new();
    each_run(findings.text, |name, run, start, says| {
        let Some(key) = PageKey::recorded(name) else {
            entries(findings, None, run, start);
            return;
        };
        let mut known = settled.remove(&key).unwrap_or_default();
        if !known.is_empty() {
            let says = Fingerprint::of_all_lines(says);
            known.retain(|known| known.lines == says);
        }
        if !known.is_empty() {
            let is_left_out = is_left_out(&key, &known);
            ledger.settled.insert(key.clone(), known);
            if is_left_out {
                left_out.insert(key, start..start + run.len());
                return;
            }
        } else if ledger.settled.remove(&key).is_some() {
            // A merge has left more of the page than what was settled.
            if let Some(lines) = left_out.remove(&key) {
                ledger.add(key.clone(), entries_at(findings, lines));
            }
        }
        ledger.add(key, entries(findings, Some(name), run, start));
    });
    (ledger, left_out)
}

/// The entries of a page whose lines were left out, from the same text.
pub fn read_left_out(findings: &mut Findings<'_>, key: &PageKey, lines: Range<usize>) -> Ledger {
    let mut ledger = Ledger::default();
    ledger.add(key.clone(), entries_at(findings, lines));
    ledger
}

/// The entries of lines that stand there, and begin with the name of a page.
fn entries_at(findings: &mut Findings<'_>, lines: Range<usize>) -> Vec<Entry> {
    let run = &findings.text[lines.clone()];
    entries(findings, before_tab(run).map(|(name, _)| name), run, lines.start)
}

/// The entries of lines that begin at `start`, and with the name of a page, if that is one.
fn entries(findings: &mut Findings<'_>, name: Option<&str>, run: &str, start: usize) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (line, from) in lines(run) {
        match name.and_then(|name| behind(line, name)).and_then(entry) {
            Some(entry) => entries.push(entry),
            None if is_mark(line) => {}
            None => findings.push(
                Code::InvalidLedger,
                span(line, start + from),
                "this line of the ledger has not the six fields of a unit",
                "Take it from version control again, or delete it: its unit is then unknown until it is accepted.",
            ),
        }
    }
    entries
}

/// The fingerprint of the lines that a ledger has of a page with these entries.
pub fn fingerprint_of_entries(entries: &[Entry]) -> Fingerprint {
    Fingerprint::of_lines(written(entries).iter().map(String::as_str))
}

/// The lines of a page, without its name.
fn written(entries: &[Entry]) -> Vec<String> {
    let line = |entry: &Entry| {
        let state = if entry.reviewed { "reviewed" } else { "fresh" };
        let by = entry.by.map_or("-", Provenance::name);
        format!("{}\t{}\t{}\t{state}\t{by}", entry.id, entry.source, entry.target)
    };
    let mut lines: Vec<String> = entries.iter().map(line).collect();
    lines.sort();
    lines.dedup();
    lines
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

/// Reads which pages are settled, and how. A line that says nothing is said, and left out.
pub fn read_settled(findings: &mut Findings<'_>) -> SettledPages {
    let mut pages = SettledPages::new();
    for (line, start) in lines(findings.text) {
        let (name, rest) = before_tab(line).unwrap_or((line, ""));
        match PageKey::recorded(name).zip(settled(rest)) {
            Some((key, settled)) => pages.entry(key).or_default().push(settled),
            None if is_mark(line) || is_former(rest) => {}
            None => findings.push(
                Code::InvalidLedger,
                span(line, start),
                "this line has not the eight fields of a settled page",
                "Delete it; `diglot ledger accept` writes such lines anew.",
            ),
        }
    }
    pages
}

/// What a line says of its page, behind the name.
fn settled(line: &str) -> Option<Settled> {
    let (source, rest) = fingerprint(line)?;
    let (target, rest) = fingerprint(rest)?;
    let (lines, rest) = fingerprint(rest)?;
    let mut numbers = rest.split('\t').map(|number| number.parse::<u32>().map(|number| number as usize));
    let mut amount = || Some(Amount { units: numbers.next()?.ok()?, words: numbers.next()?.ok()? });
    let (fresh, reviewed) = (amount()?, amount()?);
    numbers.next().is_none().then_some(Settled { source, target, lines, fresh, reviewed })
}

/// Whether this is what was written behind the name of a settled page before it had numbers. Such a page is told by its units.
fn is_former(line: &str) -> bool {
    let mut fields = line.split('\t').map(Fingerprint::parse);
    fields.by_ref().take(3).flatten().count() == 3 && fields.next().is_none()
}

/// Settled pages as their file.
pub fn write_settled(pages: &SettledPages) -> String {
    let line = |key: &PageKey, page: &Settled| {
        let Settled { source, target, lines, fresh, reviewed } = page;
        let [fresh, reviewed] = [fresh, reviewed].map(|amount| format!("{}\t{}", amount.units, amount.words));
        format!("{key}\t{source}\t{target}\t{lines}\t{fresh}\t{reviewed}\n")
    };
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
        lines.extend(written(entries).iter().map(|line| format!("{key}\t{line}\n")));
    }
    lines.sort();
    format!("{ABOUT}{}", lines.concat())
}

/// Reads the source texts that `is_wanted`. One that is not what its fingerprint says is said, and left out.
pub fn read_texts(findings: &mut Findings<'_>, is_wanted: impl Fn(Fingerprint) -> bool) -> SourceTexts {
    // They stand in their order, and a tree of what is in order is made at once.
    let mut texts: Vec<(Fingerprint, Arc<str>)> = Vec::new();
    for (line, start) in lines(findings.text) {
        let read = before_tab(line).and_then(|(name, text)| Some((Fingerprint::parse(name)?, text)));
        if read.is_some_and(|(name, _)| !is_wanted(name)) {
            continue;
        }
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
    use std::collections::BTreeMap;

    use super::*;

    fn read_text(text: &str) -> (Ledger, usize) {
        let file: Arc<str> = LEDGER.into();
        let mut findings = Findings::new(&file, text);
        let (ledger, left_out) = read(&mut findings, SettledPages::new(), |_, _| false);
        assert!(left_out.is_empty());
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
        let former = format!("help/a\t{a}\t{b}\t{a}");
        let settled = format!("{former}\t1\t2\t3\t4");
        for (text, count, problems) in [
            (&settled, 1, 0),
            (&former, 0, 0),
            (&format!("{settled}\t"), 0, 1),
            (&format!("{settled}\t5"), 0, 1),
            (&format!("{former}\t1\t2\t3"), 0, 1),
            (&format!("{former}\t1\t2\t3\t-4"), 0, 1),
            (&format!("{former}\t1\t2\t3\t18446744073709551615"), 0, 1),
            (&settled.replace(&format!("\t{b}"), ""), 0, 1),
            (&former.replace(&format!("\t{b}"), ""), 0, 1),
        ] {
            let mut findings = Findings::new(&file, text);
            let read = read_settled(&mut findings);
            assert_eq!((read.len(), findings.diagnostics.len()), (count, problems), "{text}");
            assert!(count == 0 || write_settled(&read) == format!("{ABOUT_SETTLED}{settled}\n"));
        }
    }

    #[test]
    fn a_page_is_settled_as_long_as_its_lines_are_there() {
        let entry = |id: &str, reviewed: bool| {
            let (source, target, by) = (Fingerprint::of(id), Fingerprint::of("b"), Some(Provenance::Human));
            Entry { id: id.into(), source, target, reviewed, by }
        };
        let entries = vec![entry("1", false), entry("2", true)];
        let (key, other) = (PageKey::from_path("help/a"), PageKey::from_path("help/a b"));
        let pages = BTreeMap::from([key.clone(), other.clone()].map(|key| (key, entries.clone())));
        let text = write(&Ledger { pages, settled: SettledPages::new() });
        let settled = Settled {
            source: Fingerprint::of_file("a"),
            target: Fingerprint::of_file("b"),
            lines: fingerprint_of_entries(&entries),
            fresh: Amount { units: 1, words: 1 },
            reviewed: Amount { units: 1, words: 1 },
        };
        let former = Settled { lines: fingerprint_of_entries(&entries[1..]), ..settled };
        let read = |text: &str| {
            let file: Arc<str> = LEDGER.into();
            let read = |leaves_out: bool| {
                let mut findings = Findings::new(&file, text);
                let known = SettledPages::from([(key.clone(), vec![former, settled]), (other.clone(), vec![settled])]);
                let (ledger, left_out) = super::read(&mut findings, known, |own, known| {
                    assert!(known == [settled] || (own, known) == (&key, &[former]));
                    leaves_out
                });
                (ledger, left_out, findings.diagnostics.len())
            };
            let ((whole, _, problems), (mut brief, left_out, _)) = (read(false), read(true));
            assert_eq!(brief.settled, whole.settled);
            let (settled, others): (BTreeMap<_, _>, BTreeMap<_, _>) =
                whole.pages.clone().into_iter().partition(|(key, _)| !whole.settled(key).is_empty());
            assert_eq!(others, brief.pages, "{text}");
            // What was left out can be had later.
            assert!(settled.keys().eq(left_out.keys()), "{text}");
            for (key, lines) in left_out {
                let mut findings = Findings::new(&file, text);
                brief.pages.extend(read_left_out(&mut findings, &key, lines).pages);
                assert!(findings.diagnostics.is_empty(), "{text}");
            }
            assert_eq!(brief.pages, whole.pages, "{text}");
            (whole, problems)
        };
        let (ledger, problems) = read(&text);
        assert_eq!((ledger.settled(&key), ledger.settled(&other), problems), (&[settled][..], &[settled][..], 0));
        assert_eq!((ledger.page(&key), ledger.page(&other)), (&*entries, &*entries));
        assert_eq!(write(&ledger), text);
        // Under another name, and with other ends of lines.
        let (ledger, _) =
            read(&text.replace("help/a\t", "help/c\t").replace("help/a b\t", "help/a\t").replace('\n', "\r\n"));
        assert_eq!((ledger.settled(&key), ledger.settled.len()), (&[settled][..], 1));
        let line = text.lines().find(|line| line.starts_with("help/a\t2\t")).expect("a line");
        for changed in [
            text.replace(&format!("{line}\n"), &format!("{}\n", line.replace("reviewed", "fresh"))),
            text.replace(&format!("{line}\n"), &format!("{line}\n{line}\n")),
            text.replace(&format!("{line}\n"), &format!("<<<<<<< ours\n{line}\n=======\n>>>>>>> theirs\n")),
            format!("{text}{line}\n"),
            format!("{line}\n{text}"),
            format!("{text}/{line}\n"),
        ] {
            let (ledger, problems) = read(&changed);
            assert_eq!((ledger.settled(&key).len(), ledger.settled(&other).len(), problems), (0, 1, 0), "{changed}");
            assert_eq!(ledger.page(&key).len(), 2, "{changed}");
        }
        // What is left of a page may be what another branch has settled.
        let (ledger, _) = read(&text.replacen("help/a\t1\t", "help/d\t1\t", 1));
        assert_eq!(ledger.settled(&key), [former]);
        let (ledger, problems) = read(&text.replace(&format!("{line}\n"), "help/a\tnothing\n"));
        assert_eq!((ledger.settled(&key).len(), ledger.page(&key).len(), problems), (0, 1, 1));
    }

    #[test]
    fn texts_are_held_to_their_fingerprints() {
        let texts = SourceTexts::from([(Fingerprint::of("Über  uns"), "Über uns".into())]);
        let text = write_texts(&texts);
        let file: Arc<str> = SOURCE_TEXTS.into();
        assert_eq!(read_texts(&mut Findings::new(&file, &text), |_| true), texts);
        assert!(read_texts(&mut Findings::new(&file, &text), |_| false).is_empty());
        let damaged = text.replace("uns", "und");
        let mut findings = Findings::new(&file, &damaged);
        assert!(read_texts(&mut findings, |_| true).is_empty());
        assert_eq!(findings.diagnostics.len(), 1);
    }
}
