//! Each unit of a translation beside its source's: whether it is there and up to date, and whether it has kept what is no
//! matter of language.
//!
//! A unit that is stale is said to be stale, and no more: what else differs may come from that. One that still is its
//! source's is [`super::untouched`]'s.

mod behind;
mod consistency;
mod figures;
mod images;
mod links;
mod placeholders;
mod terms;

use rayon::prelude::*;

use super::cause::Finding;
use crate::diagnostics::{Code, Place};
use crate::model::ledger::Settled;
use crate::model::{Document, DocumentId, LocaleId, Unit, UnitState};
use crate::site::Site;
use crate::site::status::PageStatus;
use crate::site::whole::Wholes;
use crate::translate::figures::Figures;
use crate::translate::status::{UnitStatus, in_order};
use behind::Changes;
use consistency::Repeated;
use figures::Seen;
use terms::Terms;

/// Checks the units of every page and include in every locale that is translated.
pub fn check(site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    let Some(source) = site.config.source_locale else { return found };
    let (repeated, told) = (Repeated::new(site, source), Told::new(site));
    for locale in site.translations() {
        let settled = |status: PageStatus, known: &Settled| match is_in_order(site, &status, known) {
            true => (status, Some(known.units())),
            false => (site.status_of(locale, &status.key).unwrap_or(status), None),
        };
        let status = site.each_status(locale, &Wholes::new(site), settled, |status, _| (status, None));
        let in_order = in_order(status.iter().filter_map(|(_, units)| *units).max().unwrap_or(0));
        let mut pages: Vec<Page<'_>> = Vec::with_capacity(status.len());
        for (page, settled) in &status {
            let units = settled.map_or(page.units.as_slice(), |units| &in_order[..units]);
            pages.extend(Page::new(site, locale, page, units));
        }
        let (terms, figures) = languages(site, source, locale);
        let check = |page: &Page<'_>| {
            let found = page.check(&terms, (&figures, &told));
            if found.is_empty() || !page.lacks_ids() {
                return found;
            }
            // Whoever is told of a unit is told its id, which the ledger knows.
            let whole = site.status_of(locale, &page.status.key);
            let page = whole.as_ref().and_then(|whole| Page::new(site, locale, whole, &whole.units));
            page.map_or(found, |page| page.check(&terms, (&figures, &told)))
        };
        found.par_extend(pages.par_iter().flat_map_iter(check));
        found.extend(consistency::check(&pages, &repeated));
    }
    found
}

/// Whether both documents of a settled page have as many units as its ledger says, as they have unless another version has told them.
fn is_in_order(site: &Site, status: &PageStatus, known: &Settled) -> bool {
    let units = |id: Option<DocumentId>| id.map(|id| site.document(id).body.units.len());
    [status.documents.source, status.documents.target].into_iter().all(|id| units(id) == Some(known.units()))
}

/// Checks the units of one page of a locale. Whether its texts are translated as elsewhere takes all pages, and is left out.
pub fn of_page(site: &Site, locale: LocaleId, status: &PageStatus) -> Vec<Finding> {
    let page = Page::new(site, locale, status, &status.units);
    let Some((source, page)) = site.config.source_locale.zip(page) else { return Vec::new() };
    let (terms, figures) = languages(site, source, locale);
    page.check(&terms, (&figures, &Told::new(site)))
}

/// What is told of the source once for all of its translations.
struct Told<'a> {
    seen: Seen<'a>,
    changes: Changes,
}

impl<'a> Told<'a> {
    fn new(site: &'a Site) -> Self {
        Self { seen: Seen::new(site), changes: Changes::default() }
    }
}

/// What the two languages know of words and of figures.
fn languages(site: &Site, source: LocaleId, locale: LocaleId) -> (Terms<'_>, Figures) {
    let [source, own] = [source, locale].map(|locale| &site.config.locale(locale).tag);
    (Terms::new(&site.config.glossary, own), Figures::new(source, own))
}

/// A translation that readers see, beside its source.
struct Page<'a> {
    site: &'a Site,
    locale: LocaleId,
    status: &'a PageStatus,
    /// How its units stand.
    units: &'a [UnitStatus],
    /// The translation.
    own: &'a Document,
    own_id: DocumentId,
    /// Its source; nothing where that is gone.
    of: Option<(DocumentId, &'a Document)>,
}

/// A unit that is there in both languages.
#[derive(Clone, Copy)]
struct Pair<'a> {
    status: &'a UnitStatus,
    /// The translation.
    own: &'a Unit,
    /// The source's.
    of: &'a Unit,
}

impl Pair<'_> {
    /// Whether what the two differ in is the translation's doing.
    fn is_to_compare(&self) -> bool {
        !matches!(self.status.state, UnitState::Stale | UnitState::Untouched)
    }
}

impl<'a> Page<'a> {
    fn new(site: &'a Site, locale: LocaleId, status: &'a PageStatus, units: &'a [UnitStatus]) -> Option<Self> {
        let own_id = status.documents.target.filter(|own| site.shows(*own))?;
        let of = status.documents.source.map(|of| (of, site.document(of)));
        Some(Self { site, locale, status, units, own: site.document(own_id), own_id, of })
    }

    fn check(&self, terms: &Terms<'_>, (figures, told): (&Figures, &Told<'_>)) -> Vec<Finding> {
        let mut found = behind::page(self);
        let Some((of_id, of)) = self.of else { return found };
        for pair in self.pairs().filter(Pair::is_to_compare) {
            found.extend(links::check(self, pair, of_id));
            found.extend(placeholders::check(self, pair, of));
            found.extend(terms.check(self, pair));
            found.extend(figures::check(self, pair, of_id, (figures, &told.seen)));
        }
        let lost = images::lost(self, of);
        found.extend(behind::units(self, &lost, &told.changes));
        found.extend(lost.iter().map(|lost| lost.finding(self, of)));
        found
    }

    /// Whether its units are told by their order alone, because it is settled.
    fn lacks_ids(&self) -> bool {
        self.status.units.len() < self.units.len()
    }

    /// The units that are there in both languages.
    fn pairs(&self) -> impl Iterator<Item = Pair<'a>> {
        let (own, of) = (&self.own.body.units, self.of.map_or(&[][..], |(_, of)| &of.body.units));
        let pair = |status: &'a UnitStatus| {
            let (own, of) = (own.get(status.target?)?, of.get(status.source?)?);
            Some(Pair { status, own, of })
        };
        self.units.iter().filter_map(pair)
    }

    /// A finding about a unit of the translation, with its source beside it.
    fn finding(&self, code: Code, pair: Pair<'_>, message: String, help: impl Into<String>) -> Finding {
        let mut finding = Finding::new(code, self.place(pair.own), message, help).of(self.cause(pair.status));
        finding.see = self.source_place(pair.of).map(|place| (place, "the source".to_owned())).into_iter().collect();
        finding
    }

    /// What findings about a unit have in common over time.
    fn cause(&self, unit: &UnitStatus) -> String {
        format!("{} {}", self.site.name_of(self.own), unit.id)
    }

    fn place(&self, unit: &Unit) -> Place {
        self.site.place(self.own, unit.span)
    }

    fn source_place(&self, unit: &Unit) -> Option<Place> {
        self.of.map(|(_, of)| self.site.place(of, unit.span))
    }

    /// What to do when a text is translated as its source now is.
    fn accept(&self) -> String {
        let tag = &self.site.config.locale(self.locale).tag;
        format!("`diglot ledger accept --page {} --locale {tag}`", self.status.key)
    }
}
