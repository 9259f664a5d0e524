//! What is wrong with the files of one page, at every place where it shows.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::check::check_words;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Role};
use crate::model::{Document, LocaleId};
use crate::site::Site;
use crate::site::judgement::Judge;
use crate::site::status::PageStatus;

/// What is said of files, by their names.
pub struct Findings(BTreeMap<String, Vec<Said>>);

/// What is said of one place.
struct Said {
    start: usize,
    /// Whether it is about the file as a whole.
    whole: bool,
    value: Value,
}

impl Findings {
    /// What comparing the words of these pages shows, and what the site's checks have found in their files, where the site is
    /// judged already.
    pub fn new(site: &Site, judged: Option<&Diagnostics>, pages: &[(LocaleId, PageStatus)]) -> Self {
        let documents = pages.iter().flat_map(|(_, page)| [page.documents.source, page.documents.target]);
        let mut found = Self(documents.flatten().map(|id| (site.document(id).file.to_string(), Vec::new())).collect());
        let compared = check_words(site, pages.iter().map(|(locale, page)| (*locale, page)));
        let compared = Judge::new(site).judge(compared).findings;
        let mut known: BTreeSet<(Code, &Place)> = BTreeSet::new();
        for diagnostic in compared.iter() {
            for (place, value) in places(diagnostic) {
                known.insert((diagnostic.code, place));
                found.add(place, value);
            }
        }
        // Where the site's checks have compared the words of all pages, they have found the same.
        for diagnostic in judged.into_iter().flat_map(|judged| judged.iter()) {
            for (place, value) in places(diagnostic) {
                if !known.contains(&(diagnostic.code, place)) {
                    found.add(place, value);
                }
            }
        }
        found
    }

    fn add(&mut self, place: &Place, value: impl FnOnce() -> Value) {
        if let Some(said) = self.0.get_mut(&*place.file) {
            said.push(Said { start: place.span.start, whole: *place == Place::whole(&place.file), value: value() });
        }
    }

    /// What is said of a document's units, by their numbers, and under none what is said of the rest of it. Of units that lie
    /// within each other the smallest has it.
    pub fn of(&self, document: &Document) -> BTreeMap<Option<usize>, Vec<Value>> {
        let mut found: BTreeMap<Option<usize>, Vec<Value>> = BTreeMap::new();
        for said in self.0.get(&*document.file).into_iter().flatten() {
            let units = document.body.units.iter().enumerate();
            let around = units.filter(|(_, unit)| !said.whole && unit.span.contains(said.start));
            let unit = around.min_by_key(|(_, unit)| unit.span.end - unit.span.start).map(|(number, _)| number);
            found.entry(unit).or_default().push(said.value.clone());
        }
        found
    }
}

/// The places where a finding shows, each with what is said there.
fn places(found: &Diagnostic) -> impl Iterator<Item = (&Place, impl FnOnce() -> Value)> {
    let own = std::iter::once((&found.place, &found.message, &found.help));
    let same = found.related.iter().filter(|related| related.role == Role::SameCause).map(|related| {
        let alone = related.alone.as_ref();
        let (message, help) = alone.map_or((&found.message, &found.help), |(message, help)| (message, help));
        (&related.place, message, help)
    });
    own.chain(same).map(move |(place, message, help)| {
        let value = move || {
            json!({
                "severity": found.severity.name(),
                "code": found.code.name(),
                "message": message,
                "help": help,
                "line": place.start.line,
                "column": place.start.column,
            })
        };
        (place, value)
    })
}
