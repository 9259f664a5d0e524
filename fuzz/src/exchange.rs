//! What goes out to translators and comes back, what is remembered of it, and which unit is which.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use diglot::exchange::take::{File, Taken, take};
use diglot::exchange::{
    Entry, Package, Page, Returned, Unreadable, marks, po as po_file, recall, relate, tmx as memory,
    xliff as xliff_file,
};
use diglot::model::ledger::{Settled, SettledPages};
use diglot::model::unit::Content;
use diglot::model::{Document, LocaleId, PageKey, UnitState};
use diglot::parse::Findings;
use diglot::parse::ledger as records;
use diglot::parse::page::{Request, parse};
use diglot::site::Site;
use diglot::translate::align::{CLAIMED, align as aligned, segments};
use diglot::translate::heading_ids;

use super::pages::{MANNER, findings_fit};
use super::sites::{ENGLISH, GERMAN, made};
use super::{parts, text};

/// The pages that exchange files of seeds speak of.
const PAGE: &str = "---\ntitle: The pond\n---\n# The pond\n\nFrogs *sleep* in the [mud](mud.md). Then `wake` them.\n\n- One frog\n- Two frogs\n\n| Depth | Fish |\n|---|---|\n| 2 m | carp |\n";
const TRANSLATION: &str =
    "---\ntitle: Der Teich\n---\n# Der Teich\n\nFrösche *schlafen* im [Schlamm](mud.md).\n\n- Ein Frosch\n";

/// The site that files come back to.
static SITE: LazyLock<Site> = LazyLock::new(|| {
    made(&[(ENGLISH, "pond.md", PAGE), (ENGLISH, "mud.md", "# Mud\n\nDeep.\n"), (GERMAN, "pond.md", TRANSLATION)]).0
});

fn document(text: &str) -> Document {
    let file: Arc<str> = "a.md".into();
    parse(Request { file: &file, text, locale: LocaleId(0), path: "a.md", include: false, manner: MANNER }).0
}

/// A page and its translation.
pub fn align(bytes: &[u8]) {
    let text = text(bytes);
    let [source, target] = parts(&text).map(document);
    let found = aligned(&source, &target);
    assert_eq!(found, aligned(&source, &target));
    for pair in &found {
        assert!(pair.source < source.body.units.len() && pair.target < target.body.units.len(), "{pair:?}\n{text}");
        assert!((CLAIMED..=1.0).contains(&pair.confidence), "{pair:?}\n{text}");
        segments(&source.body.units[pair.source].content, &target.body.units[pair.target].content);
    }
    for two in found.windows(2) {
        assert!(two[0].source < two[1].source && two[0].target < two[1].target, "{two:?}\n{text}");
    }
    assert!(aligned(&source, &source).iter().all(|pair| pair.source == pair.target), "a page is not itself\n{text}");
    if let Some(ids) = heading_ids(&target, &source) {
        assert_eq!((ids.ids.len(), ids.aliases.len()), (target.body.headings.len(), target.body.headings.len()));
    }
}

/// Holds that the place of what cannot be read is in the file.
fn is_placed(text: &str, error: &Unreadable) {
    let line = text.split('\n').nth(error.position.line - 1);
    let length = line.map(|line| line.chars().count());
    assert!(length.is_some_and(|length| error.position.column <= length + 1), "{error:?}\n{text}");
}

/// Takes what came back into the site, twice the same.
fn comes_back(text: &str, returned: Returned) {
    let name: Arc<str> = "back".into();
    let take = || -> Taken { take(&SITE, &[File::new(&name, text, returned.clone())]) };
    let taken = take();
    findings_fit(text, &taken.diagnostics.iter().filter(|found| found.place.file == name).cloned().collect());
    let again = take();
    assert_eq!((&taken.pages, &taken.diagnostics), (&again.pages, &again.diagnostics));
    for (_, path, page) in &taken.pages {
        super::pages::holds(page, path);
    }
}

/// The units of a page, each with another one as its translation.
fn goes_out(text: &str) -> Package {
    let contents: Vec<Content> = document(text).body.units.into_iter().map(|unit| unit.content).collect();
    let entry = |(number, source): (usize, &Content)| Entry {
        id: format!("{number:010x}"),
        name: None,
        kind: diglot::model::UnitKind::Paragraph,
        source: source.clone(),
        target: Some(contents[(number * 7 + 3) % contents.len()].clone()),
        state: UnitState::Fresh,
        provenance: None,
        source_then: None,
        line: 1,
        matches: Vec::new(),
    };
    let units = contents.iter().enumerate().map(entry).collect();
    let page = Page { key: "a/b".to_owned(), file: "a/b.md".to_owned(), units };
    let tag = |tag: &str| tag.parse().expect("a tag");
    Package { source: tag("en-US"), target: tag("de-DE"), pages: vec![page], kept: vec!["Pond".to_owned()] }
}

/// Holds that units come back as they went out.
fn is_what_went_out(package: &Package, returned: Returned, text: &str) {
    let units = &package.pages[0].units;
    let mut back: Vec<_> = returned.pages.into_iter().flat_map(|page| page.units).collect();
    // What has the same words is one entry of PO, with what is best translated.
    back.sort_by(|one, other| one.id.cmp(&other.id));
    assert_eq!(back.len(), units.len(), "{text}");
    for (unit, back) in units.iter().zip(&back) {
        assert_eq!((&back.id, back.state), (&unit.id, Some(UnitState::Fresh)), "{text}");
        assert_eq!(back.source, marks(&unit.source), "{text}");
        assert_eq!(back.target, marks(&relate(&unit.source, unit.target.as_ref().expect("a target"))), "{text}");
    }
}

/// An XLIFF file that comes back; and the units of the input as one that goes out.
pub fn xliff(bytes: &[u8]) {
    let text = text(bytes);
    match xliff_file::read(&text) {
        Ok(returned) => comes_back(&text, returned),
        Err(error) => is_placed(&text, &error),
    }
    let package = goes_out(&text);
    is_what_went_out(&package, xliff_file::read(&xliff_file::write(&package)).expect("XLIFF"), &text);
}

/// The same with PO.
pub fn po(bytes: &[u8]) {
    let text = text(bytes);
    match po_file::read(&text) {
        Ok(returned) => comes_back(&text, returned),
        Err(error) => is_placed(&text, &error),
    }
    let package = goes_out(&text);
    is_what_went_out(&package, po_file::read(&po_file::write(&package)).expect("PO"), &text);
}

/// A translation memory that comes back; and one that goes out.
pub fn tmx(bytes: &[u8]) {
    let text = text(bytes);
    match recall(&SITE, &text) {
        Ok(found) => found.into_iter().for_each(|returned| comes_back(&text, returned)),
        Err(error) => is_placed(&text, &error),
    }
    let package = goes_out(&text);
    let pairs = memory::read(&memory::write(&package), &package.source, &package.target).expect("TMX");
    assert!(pairs.len() <= package.pages[0].units.len() * 100 && pairs.is_empty() == package.pages[0].units.is_empty());
}

/// A ledger, source texts, and settled pages.
pub fn ledger(bytes: &[u8]) {
    let text = text(bytes);
    let file: Arc<str> = records::LEDGER.into();
    let mut findings = Findings::new(&file, &text);
    let (read, _) = records::read(&mut findings, SettledPages::new(), |_, _| false);
    let texts = records::read_texts(&mut findings, |_| true);
    let settled = records::read_settled(&mut findings);
    findings_fit(&text, &findings.diagnostics);
    let (written, written_texts) = (records::write(&read), records::write_texts(&texts));
    let mut again = Findings::new(&file, &written);
    let (all, _) = records::read(&mut again, SettledPages::new(), |_, _| false);
    assert_eq!((&all, again.diagnostics.len()), (&read, 0), "{text}");
    let (mut brief, left_out) = records::read(&mut Findings::new(&file, &text), settled.clone(), |_, _| true);
    assert!(brief.settled.keys().eq(left_out.keys()), "{text}");
    for (key, lines) in left_out {
        brief.pages.extend(records::read_left_out(&mut Findings::new(&file, &text), &key, lines).pages);
    }
    assert_eq!(brief.pages, read.pages, "{text}");
    let written_settled = records::write_settled(&settled);
    let mut again = Findings::new(&file, &written_settled);
    let known = |pages: SettledPages| -> BTreeSet<(PageKey, Settled)> {
        pages.into_iter().flat_map(|(key, pages)| pages.into_iter().map(move |page| (key.clone(), page))).collect()
    };
    assert_eq!((known(records::read_settled(&mut again)), again.diagnostics.len()), (known(settled), 0), "{text}");
    let mut again = Findings::new(&file, &written_texts);
    assert_eq!(records::read_texts(&mut again, |_| true).len(), texts.len(), "{text}");
    assert_eq!(again.diagnostics.len(), 0, "{text}");
}
