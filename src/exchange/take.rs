//! What came back from translators, taken into a site: pages with other words in their units, and what the ledger then
//! remembers.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::insert::{self, Insertion, Pages};
use super::package::entries;
use super::{Entry, Mark, Refused, Returned, ReturnedUnit, accept, marks, tidy};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::model::ledger::{self, Fingerprint, Ledger, SourceTexts};
use crate::model::unit::{Content, PLACEHOLDER, Piece, Syntax};
use crate::model::{Document, LocaleId, Provenance, UnitState};
use crate::parse::join::{self, Refusal, join};
use crate::parse::page::reread;
use crate::site::Site;
use crate::site::status::{PageStatus, Texts};
use crate::text::{LineIndex, Position, Span};
use crate::translate::language;
use crate::translate::status::UnitStatus;

/// A file that came back.
#[derive(Debug)]
pub struct File<'a> {
    /// The file as a person would name it.
    pub name: &'a Arc<str>,
    /// Its text.
    pub text: &'a str,
    /// What it holds.
    pub returned: Returned,
    lines: LineIndex,
}

impl<'a> File<'a> {
    /// A file with what was read in it.
    pub fn new(name: &'a Arc<str>, text: &'a str, returned: Returned) -> Self {
        Self { name, text, returned, lines: LineIndex::new(text) }
    }
}

/// What is to be written, and what is to be said.
#[derive(Debug, Default)]
pub struct Taken {
    /// The texts of pages that change or are new: the locale, the path below its root, the text.
    pub pages: Vec<(LocaleId, String, String)>,
    /// The ledgers that change.
    pub ledgers: BTreeMap<LocaleId, Ledger>,
    /// The source texts that they speak of.
    pub texts: SourceTexts,
    /// What was refused, and what else there is to say.
    pub diagnostics: Diagnostics,
    /// How many units have got other words.
    pub changed: usize,
    /// How many stay as they were.
    pub unchanged: usize,
    /// How many nobody has finished.
    pub unfinished: usize,
}

/// A unit with the file that it came back in.
type Came<'a> = (&'a File<'a>, &'a ReturnedUnit);

/// Takes files into a site. What cannot be taken is said, unit by unit; the rest is taken.
pub fn take(site: &Site, files: &[File<'_>]) -> Taken {
    let mut taken = Taken { texts: site.records.texts.clone(), ..Taken::default() };
    // Several files may speak of one page.
    let mut by_locale: BTreeMap<LocaleId, BTreeMap<&str, Vec<Came<'_>>>> = BTreeMap::new();
    for file in files {
        let locale = file.returned.target.as_ref().and_then(|tag| site.config.find(tag));
        let Some(locale) = locale.filter(|locale| site.translations().any(|own| own == *locale)) else {
            let tag = file.returned.target.as_ref().map_or("no language".to_owned(), |tag| tag.to_string());
            let message = format!("the file is a translation into {tag}, which this site is not translated into");
            taken.refuse(Place::whole(file.name), message, "Take it into the site that it was made from.");
            continue;
        };
        for page in &file.returned.pages {
            let units = by_locale.entry(locale).or_default().entry(&page.key).or_default();
            units.extend(page.units.iter().map(|unit| (file, unit)));
        }
    }
    for (locale, pages) in by_locale {
        let status: HashMap<String, PageStatus> =
            site.status(locale).into_iter().map(|page| (page.key.to_string(), page)).collect();
        let untouched = site.untouched(locale);
        let mut ledger = site.records.ledgers.get(&locale).cloned().unwrap_or_default();
        for (key, units) in pages {
            match status.get(key) {
                Some(page) if page.documents.source.is_some() => {
                    let of = Taking { site, locale, page, untouched: &untouched };
                    of.page(&units, &mut taken, &mut ledger);
                }
                _ => {
                    let place = units.first().map(|(file, unit)| place(file, unit.position));
                    let message = format!("there is no page `{key}` to translate");
                    let help = "It has gone or moved since the file was made; take its units from the file by hand.";
                    place.into_iter().for_each(|place| taken.refuse(place, message.clone(), help));
                }
            }
        }
        if site.records.ledgers.get(&locale) != Some(&ledger) && !ledger.is_empty() {
            taken.ledgers.insert(locale, ledger);
        }
    }
    taken.diagnostics.sort();
    taken
}

impl Taken {
    fn refuse(&mut self, place: Place, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(Code::RefusedUnit, place, message, help));
    }
}

fn place(file: &File<'_>, position: Position) -> Place {
    let start = file.lines.offset_of(file.text, position);
    Place::indexed(file.name, file.text, &file.lines, Span::at(start))
}

/// One page that is being taken.
struct Taking<'a> {
    site: &'a Site,
    locale: LocaleId,
    page: &'a PageStatus,
    untouched: &'a Texts,
}

/// A unit that is taken.
struct New<'a> {
    status: &'a UnitStatus,
    content: Content,
    place: Place,
    state: UnitState,
    by: Option<Provenance>,
    /// Whether the words are other ones than before.
    changed: bool,
}

impl<'a> Taking<'a> {
    fn source(&self) -> Option<&'a Document> {
        self.page.documents.source.map(|id| self.site.document(id))
    }

    fn target(&self) -> Option<&'a Document> {
        self.page.documents.target.map(|id| self.site.document(id))
    }

    fn page(&self, units: &[Came<'_>], taken: &mut Taken, ledger: &mut Ledger) {
        let entries = entries(self.site, self.page);
        let by_id: HashMap<&str, &(&UnitStatus, Entry)> =
            entries.iter().map(|entry| (entry.1.id.as_str(), entry)).collect();
        let mut new: BTreeMap<usize, New<'_>> = BTreeMap::new();
        for (file, unit) in units {
            let Some(state) = unit.state.filter(|_| !unit.target.is_empty()) else {
                taken.unfinished += 1;
                continue;
            };
            let place = place(file, unit.position);
            let Some((status, entry)) = by_id.get(unit.id.as_str()) else {
                let message = format!("the page `{}` has no unit `{}` any more", self.page.key, unit.id);
                taken.refuse(place, message, "Its source has changed since the file was made; export the page again.");
                continue;
            };
            match self.content(status, entry, unit) {
                Ok(content) => {
                    let words = content.words();
                    let changed = entry.target.as_ref().is_none_or(|own| own.words() != words || *own != content);
                    let by = unit.provenance.or_else(|| (!changed).then_some(entry.provenance).flatten());
                    let new_one = New { status, content, place, state, by, changed };
                    if let Some(number) = status.source {
                        new.insert(number, new_one);
                    }
                }
                Err(refused) => taken.refuse(place, refused.message, refused.help),
            }
        }
        let written = match self.target() {
            Some(target) => self.update(target, &mut new, taken),
            None => self.create(&mut new, taken),
        };
        if let Some((path, text)) = written {
            taken.pages.push((self.locale, path, text));
        }
        self.remember(new, taken, ledger);
    }

    /// The content that a unit gets, if it may have it.
    fn content(&self, status: &UnitStatus, entry: &Entry, unit: &ReturnedUnit) -> Result<Content, Refused> {
        if let Some(own) = entry.target.as_ref().filter(|_| is_as_sent(entry, &unit.target)) {
            return Ok(own.clone());
        }
        let refused = |message: String, help: &str| Refused { message, help: help.to_owned() };
        if !unit.is_of(&entry.source) {
            let message = "the source has changed since the file was made".to_owned();
            return Err(refused(message, "Export the page again: the unit is then offered with what has changed."));
        }
        let syntax = match (self.target().zip(status.target), self.source().zip(status.source)) {
            (Some((document, number)), _) | (None, Some((document, number))) => {
                document.body.units.get(number).map_or(Syntax::Markdown, |unit| unit.place.syntax)
            }
            (None, None) => Syntax::Markdown,
        };
        let content = accept(entry, syntax, &unit.target)?;
        let words = content.words();
        let own = &self.site.config.locale(self.locale).tag;
        let is_same = words == entry.source.words();
        // Code is in no language.
        let words = spoken(&content);
        if self.untouched.general().is_some_and(|texts| texts.is_untouched_as(entry.kind, &words, is_same)) {
            let message = "the translation still is in the language of the source".to_owned();
            return Err(refused(message, "Translate it. Names that stay as they are belong into glossary.yaml."));
        }
        if let Some(other) = language::other_than(own, &words).and_then(|other| other.tag()) {
            let message = format!("the translation is in {other}, and not in {own}");
            return Err(refused(message, "Translate it into the language of the file."));
        }
        Ok(content)
    }

    /// A page that is there, with other words.
    fn update(
        &self,
        target: &Document,
        new: &mut BTreeMap<usize, New<'_>>,
        taken: &mut Taken,
    ) -> Option<(String, String)> {
        let text = self.site.text_of(target);
        let mut contents: BTreeMap<usize, Content> = BTreeMap::new();
        let mut missing: BTreeMap<usize, Content> = BTreeMap::new();
        new.retain(|number, unit| {
            let Some(own) = unit.status.target.filter(|_| unit.changed) else {
                if unit.status.target.is_none() {
                    missing.insert(*number, unit.content.clone());
                }
                return true;
            };
            match target.body.units.get(own).map(|own| join::fit(own, &unit.content)) {
                Some(Ok(_)) => {
                    contents.insert(own, unit.content.clone());
                    true
                }
                Some(Err(refusal)) => {
                    taken.refuse(unit.place.clone(), cannot(&refusal, &target.file), WRITE_BY_HAND);
                    false
                }
                None => false,
            }
        });
        let insertions = self.insertions(target, &missing);
        let placed: BTreeSet<usize> = insertions.iter().flat_map(|insertion| insertion.units.iter().copied()).collect();
        for number in missing.keys().filter(|number| !placed.contains(number)) {
            if let Some(unit) = new.remove(number) {
                let message = format!("it cannot be told where this unit belongs in {}", target.file);
                taken.refuse(unit.place, message, WRITE_BY_HAND);
            }
        }
        let insertions: Vec<(usize, String)> = insertions.into_iter().map(|one| (one.at, one.text)).collect();
        let written = join::join_with(text, &target.body, &contents, &insertions).ok()?;
        (written != text).then(|| (target.path.clone(), written))
    }

    /// Where units go that the translation lacks, as far as it can be told. All of them are tried, and where the rest of the
    /// page would be read otherwise, each alone: what would change that goes nowhere.
    fn insertions(&self, target: &Document, missing: &BTreeMap<usize, Content>) -> Vec<Insertion> {
        let Some(source) = self.source() else { return Vec::new() };
        let (of, own) = (self.site.text_of(source), self.site.text_of(target));
        let pairs: BTreeMap<usize, usize> =
            self.page.units.iter().filter_map(|unit| Some((unit.source?, unit.target?))).collect();
        let nobodys = |unit: &&UnitStatus| unit.source.is_none() && unit.state == UnitState::Unknown;
        let unknown: BTreeSet<usize> = self.page.units.iter().filter(nobodys).filter_map(|unit| unit.target).collect();
        let pages = Pages { source: (source, of), target: (target, own), pairs: &pairs, unknown: &unknown };
        let mut found = insert::insertions(&pages, missing);
        let words =
            |document: &Document| document.body.units.iter().map(|unit| unit.content.words()).collect::<Vec<_>>();
        let before = words(target);
        let reads_well = |insertions: &[Insertion]| {
            let texts: Vec<(usize, String)> = insertions.iter().map(|one| (one.at, one.text.clone())).collect();
            let Ok(written) = join::join_with(own, &target.body, &BTreeMap::new(), &texts) else { return false };
            let units = insertions.iter().flat_map(|insertion| &insertion.units);
            let mut expected = before.clone();
            expected.extend(units.filter_map(|number| Some(missing.get(number)?.words())));
            let mut read = words(&reread(target, &written));
            expected.sort();
            read.sort();
            expected == read
        };
        if !reads_well(&found) {
            found.retain(|insertion| reads_well(std::slice::from_ref(insertion)));
        }
        found
    }

    /// A page that is not there yet, on the skeleton of its source.
    fn create(&self, new: &mut BTreeMap<usize, New<'_>>, taken: &mut Taken) -> Option<(String, String)> {
        let source = self.source()?;
        new.retain(|number, unit| match source.body.units.get(*number).map(|of| join::fit(of, &unit.content)) {
            Some(Ok(_)) => true,
            Some(Err(refusal)) => {
                taken.refuse(unit.place.clone(), cannot(&refusal, &source.file), WRITE_BY_HAND);
                false
            }
            None => false,
        });
        let contents: BTreeMap<usize, Content> =
            new.iter().map(|(number, unit)| (*number, unit.content.clone())).collect();
        if contents.is_empty() {
            return None;
        }
        join(self.site.text_of(source), &source.body, &contents).ok().map(|text| (source.path.clone(), text))
    }

    /// What the ledger then knows.
    fn remember(&self, new: BTreeMap<usize, New<'_>>, taken: &mut Taken, ledger: &mut Ledger) {
        let Some(source) = self.source() else { return };
        let entries = ledger.pages.entry(self.page.key.clone()).or_default();
        for (number, unit) in new {
            let (was, now) = (unit.status.state, unit.state);
            if unit.changed {
                taken.changed += 1;
            } else {
                taken.unchanged += 1;
                let says_more = match now {
                    UnitState::Reviewed => was != UnitState::Reviewed,
                    UnitState::Fresh => was == UnitState::Stale,
                    // What went out so, and came back so: a format may have no word for `unknown`.
                    _ => false,
                };
                if !says_more {
                    continue;
                }
            }
            let Some(of) = source.body.units.get(number).map(|unit| unit.content.words()) else { continue };
            let entry = ledger::Entry {
                id: unit.status.id.clone(),
                source: Fingerprint::of(&of),
                target: unit.content.fingerprint(),
                reviewed: now == UnitState::Reviewed,
                by: unit.by.or(Some(Provenance::Human)),
            };
            if was == UnitState::Reviewed && !entry.reviewed {
                let message = "this unit was reviewed, and its new translation is not";
                let help = "Read it again, and say so: `diglot ledger accept --state reviewed --page …`.";
                taken.diagnostics.push(Diagnostic::new(Code::LoweredState, unit.place, message, help));
            }
            taken.texts.entry(entry.source).or_insert_with(|| of.into());
            entries.retain(|known| known.id != entry.id);
            entries.push(entry);
        }
        entries.sort();
        if entries.is_empty() {
            ledger.pages.remove(&self.page.key);
        }
    }
}

/// The words of a content alone, with a mark for whatever else there is.
fn spoken(content: &Content) -> String {
    let mut spoken = String::new();
    for piece in &content.pieces {
        match piece {
            Piece::Text(text) => spoken.push_str(text),
            Piece::Alone(_) => spoken.push(PLACEHOLDER),
            Piece::Open(_) | Piece::Close(_) => {}
        }
    }
    spoken
}

/// Whether a translation came back as it went out, whatever is to be said of it.
fn is_as_sent(entry: &Entry, returned: &[Mark]) -> bool {
    let sent = entry.translation().map(|own| marks(&own));
    sent.is_some_and(|sent| tidy(&sent, false) == tidy(returned, false))
}

const WRITE_BY_HAND: &str = "Write the translation into the page by hand, and accept it with `diglot ledger accept`.";

fn cannot(refusal: &Refusal, file: &str) -> String {
    match refusal {
        Refusal::ReadOnly => format!("nothing can be written where this unit stands in {file}"),
        Refusal::Misread => format!("written into {file}, the translation would be read as something else"),
    }
}
