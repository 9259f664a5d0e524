//! How far each locale is: every page of its source beside its translation, and what the ledger remembers of both.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;
use std::sync::{Arc, LazyLock};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::parsed::Before;
use super::whole::Wholes;
use super::{Site, end_of};
use crate::diagnostics::Diagnostics;
use crate::model::ledger::{Entry, Fingerprint, Ledger, Settled, SettledPages, SourceTexts};
use crate::model::sources::{LedgerFile, RecordFile};
use crate::model::{Config, Document, DocumentId, LocaleId, LocaleTag, Origin, PageKey, PageState, UnitState};
use crate::parse::ledger::LeftOut;
use crate::parse::page::reread;
use crate::parse::{Findings, ledger};
use crate::translate::status::{self, UnitStatus};
use crate::translate::untouched::{Untouched, kept_by};

/// What is remembered of all locales.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// The ledgers by locale.
    pub ledgers: BTreeMap<LocaleId, Ledger>,
    /// The source texts that they speak of.
    pub texts: SourceTexts,
    /// What nobody has read of ledgers, for whoever wants some of it after all.
    left_out: BTreeMap<LocaleId, (RecordFile, LeftOut)>,
}

/// Which pages of each locale ledgers call settled, before anybody has read the ledgers themselves.
#[derive(Debug, Default)]
pub(super) struct Known {
    pages: BTreeMap<LocaleId, SettledPages>,
}

impl Known {
    /// Reads what was loaded beside ledgers.
    pub fn new(config: &Config, ledgers: &[LedgerFile], diagnostics: &mut Diagnostics) -> Self {
        let mut pages = BTreeMap::new();
        for found in ledgers {
            if let Some((locale, settled)) = config.find(&found.locale).zip(found.settled.as_ref()) {
                let mut findings = Findings::new(&settled.file, &settled.text);
                pages.insert(locale, ledger::read_settled(&mut findings));
                diagnostics.extend(findings.diagnostics);
            }
        }
        Self { pages }
    }

    /// Whether anything is known at all.
    pub fn is_empty(&self) -> bool {
        self.pages.values().all(SettledPages::is_empty)
    }

    /// The files of the source that are settled in all translated locales.
    pub fn sources(&self, config: &Config) -> FxHashSet<Fingerprint> {
        let all = config.translations().map(|locale| self.lines(locale).map(|page| page.source).collect());
        let in_all = |all: FxHashSet<_>, own: FxHashSet<_>| all.intersection(&own).copied().collect();
        all.reduce(in_all).unwrap_or_default()
    }

    /// The files of translations, by locale: those that are settled beside one of these sources, and those that were beside another
    /// one.
    pub fn translations(&self, config: &Config, sources: &FxHashSet<Fingerprint>) -> Vec<Translations> {
        let of = |locale: LocaleId| {
            let mut known = Translations::default();
            for page in self.lines(locale) {
                let files = if sources.contains(&page.source) { &mut known.settled } else { &mut known.behind };
                files.insert(page.target);
            }
            known
        };
        config.locale_ids().map(of).collect()
    }

    fn lines(&self, locale: LocaleId) -> impl Iterator<Item = &Settled> {
        self.pages.get(&locale).into_iter().flat_map(|pages| pages.values().flatten())
    }
}

/// What is known of the translations of a locale, by their files.
#[derive(Debug, Default)]
pub(super) struct Translations {
    /// Those that are settled.
    pub settled: FxHashSet<Fingerprint>,
    /// Those that were settled beside another source, or beside one that is gone.
    pub behind: FxHashSet<Fingerprint>,
}

impl Records {
    /// Reads what was loaded, in parallel. Of pages that are settled as long as their files are those of `site` nothing is read where
    /// that tells enough of them; where ledgers are deferred, it can be read later.
    pub(super) fn new(
        site: &Site,
        mut known: Known,
        ledgers: Vec<LedgerFile>,
        found_texts: Option<RecordFile>,
        before: Before<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let (config, later) = (&site.config, before.defers_ledgers());
        let leaves_out = config.traces_units() && !config.keeps_records || later;
        let found = ledgers.into_iter().filter_map(|found| {
            let locale = config.find(&found.locale)?;
            // Whoever keeps units looks at them.
            let settled = known.pages.remove(&locale).filter(|_| config.traces_units() || later);
            Some((locale, found.file, settled.unwrap_or_default()))
        });
        let ledger = |(locale, found, settled): (LocaleId, RecordFile, SettledPages)| {
            let mut findings = Findings::new(&found.file, &found.text);
            let pages = (leaves_out && !settled.is_empty()).then(|| site.beside(locale));
            let (own, left_out) = ledger::read(&mut findings, settled, |key, settled| {
                let documents = pages.as_ref().and_then(|pages| pages.get(key));
                documents.is_some_and(|documents| site.settled_as(*documents, settled).is_some())
            });
            let said = findings.diagnostics;
            (locale, own, later.then_some((found, left_out)), said)
        };
        let all: Vec<_> = found.collect::<Vec<_>>().into_par_iter().map(ledger).collect();
        let mut records = Self::default();
        for (locale, own, left_out, said) in all {
            diagnostics.extend(said);
            records.ledgers.insert(locale, own);
            records.left_out.extend(left_out.map(|left_out| (locale, left_out)));
        }
        if let Some(found) = found_texts {
            // Where pages are left out, so is what they alone speak of.
            let entries = records.ledgers.values().flat_map(|ledger| ledger.pages.values().flatten());
            let wanted: Option<FxHashSet<Fingerprint>> =
                leaves_out.then(|| entries.map(|entry| entry.source).collect());
            let mut findings = Findings::new(&found.file, &found.text);
            let is_wanted = |text: Fingerprint| wanted.as_ref().is_none_or(|wanted| wanted.contains(&text));
            records.texts = ledger::read_texts(&mut findings, is_wanted);
            diagnostics.extend(findings.diagnostics);
        }
        records
    }

    /// The entries of a page of a locale, of whose ledger they may have been left out.
    fn entries(&self, locale: LocaleId, key: &PageKey) -> Cow<'_, [Entry]> {
        let left_out = self.left_out.get(&locale).and_then(|(file, pages)| Some((file, pages.get(key)?)));
        if let Some((found, lines)) = left_out {
            // There was nothing to say of them when they became settled.
            let mut findings = Findings::new(&found.file, &found.text);
            let mut ledger = ledger::read_left_out(&mut findings, key, lines.clone());
            return Cow::Owned(ledger.pages.remove(key).unwrap_or_default());
        }
        Cow::Borrowed(self.ledgers.get(&locale).map_or(&[], |ledger| ledger.page(key)))
    }
}

/// A page that is translated, or should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Beside {
    /// Its source.
    pub source: Option<DocumentId>,
    /// Its translation.
    pub target: Option<DocumentId>,
}

/// How a page of one locale stands to its source.
#[derive(Debug, Clone, PartialEq)]
pub struct PageStatus {
    /// The page.
    pub key: PageKey,
    /// Its documents.
    pub documents: Beside,
    /// How it stands.
    pub state: PageState,
    /// How each of its units does.
    pub units: Vec<UnitStatus>,
}

impl PageStatus {
    /// How many of its units are in a state.
    pub fn count(&self, state: UnitState) -> usize {
        self.units.iter().filter(|unit| unit.state == state).count()
    }
}

impl Site {
    /// The locales that are translated from the source. Pseudo-locales are made of it.
    pub fn translations(&self) -> impl Iterator<Item = LocaleId> + '_ {
        self.config.translations()
    }

    /// The pages and includes of the source and of a locale, by key, and those that its ledger remembers.
    pub fn beside(&self, locale: LocaleId) -> BTreeMap<PageKey, Beside> {
        let mut found: BTreeMap<PageKey, Beside> = BTreeMap::new();
        for (key, origins) in self.pages.iter() {
            let beside = self.written(locale, origins);
            if beside != Beside::default() {
                found.insert(key.clone(), beside);
            }
        }
        for (id, document) in self.config.source_locale.into_iter().flat_map(|source| self.parts(source)) {
            found.entry(document.key.clone()).or_default().source.get_or_insert(id);
        }
        for (id, document) in self.parts(locale) {
            found.entry(document.key.clone()).or_default().target.get_or_insert(id);
        }
        for key in self.records.ledgers.get(&locale).iter().flat_map(|ledger| ledger.pages.keys()) {
            found.entry(key.clone()).or_default();
        }
        found
    }

    /// What [`Site::beside`] has for one page.
    pub fn beside_of(&self, locale: LocaleId, key: &PageKey) -> Beside {
        let part = |locale: LocaleId| self.parts(locale).find(|(_, part)| part.key == *key).map(|(id, _)| id);
        let written = self.written(locale, self.pages.locales(key));
        Beside {
            source: written.source.or_else(|| self.config.source_locale.and_then(part)),
            target: written.target.or_else(|| part(locale)),
        }
    }

    /// What is written of a page in the source and in a locale, where this is what all locales show.
    fn written(&self, locale: LocaleId, origins: &[Option<Origin>]) -> Beside {
        let of = |locale: LocaleId| match origins.get(locale.0).copied().flatten() {
            Some(Origin::Source(document) | Origin::Translation { document, .. }) => Some(document),
            _ => None,
        };
        Beside { source: self.config.source_locale.and_then(of), target: of(locale) }
    }

    /// What a locale has that is no page of its own.
    fn parts(&self, locale: LocaleId) -> impl Iterator<Item = (DocumentId, &Document)> {
        let start = end_of(&self.documents, |document| document.locale < locale);
        let all = (start..self.documents.len()).map(|index| (DocumentId(index), self.document(DocumentId(index))));
        all.take_while(move |(_, own)| own.locale == locale).filter(|(_, own)| !own.is_page())
    }

    /// What tells which texts of a locale still are the source's.
    pub fn untouched(&self, locale: LocaleId) -> Texts {
        Texts::new(self, self.source_tag(), locale)
    }

    fn source_tag(&self) -> Option<&LocaleTag> {
        self.config.source_locale.map(|source| &self.config.locale(source).tag)
    }

    /// How every page of a locale stands to its source, in order of the keys. A page that only this locale has, and that
    /// was never translated from anything, is not among them.
    ///
    /// It needs a site that keeps units ([`Config::keeps_units`]).
    pub fn status(&self, locale: LocaleId) -> Vec<PageStatus> {
        let settled = |status: PageStatus, _: &Settled| self.status_of(locale, &status.key).unwrap_or(status);
        self.each_status(locale, &Wholes::new(self), settled, |status, _| status)
    }

    /// What somebody makes of each of these pages, and of both of its documents as they were compared, in parallel. Once it is made,
    /// nothing of the page is kept here.
    ///
    /// A page of which the site knows that it is settled comes without units: `settled` is told how many there are, and that they
    /// stand in the same order in both documents.
    pub fn each_status<T: Send>(
        &self,
        locale: LocaleId,
        wholes: &Wholes<'_>,
        settled: impl Fn(PageStatus, &Settled) -> T + Sync,
        make: impl Fn(PageStatus, &status::Page<'_>) -> T + Sync,
    ) -> Vec<T> {
        let untouched = LazyLock::new(|| self.untouched(locale));
        let ledger = self.records.ledgers.get(&locale);
        let status = |(key, documents): (PageKey, Beside)| {
            let known = ledger.and_then(|ledger| self.settled_as(documents, ledger.settled(&key)));
            if let Some(known) = known {
                return Some(settled(
                    PageStatus { key, documents, state: PageState::Current, units: Vec::new() },
                    known,
                ));
            }
            let source = documents.source.map(|id| self.document(id));
            self.compared(locale, wholes, &untouched, (key, documents), source, &make)
        };
        let pages: Vec<(PageKey, Beside)> = self.beside(locale).into_iter().collect();
        pages.into_par_iter().filter_map(status).collect()
    }

    /// Which of the ways in which a page was settled its documents still are.
    fn settled_as<'a>(&self, documents: Beside, settled: &'a [Settled]) -> Option<&'a Settled> {
        status::settled(self.document(documents.source?), self.document(documents.target?), settled)
    }

    /// What [`Site::status`] says of one page, without a look at the others.
    pub fn status_of(&self, locale: LocaleId, key: &PageKey) -> Option<PageStatus> {
        let documents = self.beside_of(locale, key);
        let [source, target] = [documents.source, documents.target].map(|id| id.map(|id| self.document(id)));
        let untouched = LazyLock::new(|| Texts::of_some(self, self.source_tag(), locale, target));
        self.compared(locale, &Wholes::new(self), &untouched, (key.clone(), documents), source, |status, _| status)
    }

    /// What [`Site::status`] says of some pages beside other sources than those of today.
    pub fn status_beside<'a>(
        &'a self,
        locale: LocaleId,
        pages: Vec<(PageKey, Beside)>,
        source: impl Fn(&Beside) -> Option<&'a Document> + Sync,
    ) -> Vec<PageStatus> {
        let (untouched, wholes) = (LazyLock::new(|| self.untouched(locale)), Wholes::new(self));
        let status = |(key, documents): (PageKey, Beside)| {
            let source = source(&documents);
            self.compared(locale, &wholes, &untouched, (key, documents), source, |status, _| status)
        };
        pages.into_par_iter().filter_map(status).collect()
    }

    /// Which pages of a locale a ledger settles, where some files of its own get other texts, by their paths. The site keeps units.
    pub fn settled(&self, locale: LocaleId, of: &Ledger, other: &BTreeMap<&str, &str>) -> SettledPages {
        let settle = |(key, beside): (PageKey, Beside)| {
            let entries = Some(of.page(&key)).filter(|entries| !entries.is_empty())?;
            let (source, target) = (self.document(beside.source?), self.document(beside.target?));
            let (target, text) = match other.get(target.path.as_str()) {
                Some(text) => (Cow::Owned(reread(target, text)), *text),
                None => (Cow::Borrowed(target), self.text_of(target)),
            };
            let texts = &self.records.texts;
            let page = status::Page { source: Some(source), target: Some(&target), entries, texts };
            let lines = ledger::fingerprint_of_entries(entries);
            Some((key, vec![status::settle(&page, self.text_of(source), text, lines)?]))
        };
        let pages: Vec<(PageKey, Beside)> = self.beside(locale).into_iter().collect();
        let settled: Vec<_> = pages.into_par_iter().filter_map(settle).collect();
        settled.into_iter().collect()
    }

    /// What somebody makes of how one page stands, unless it is nobody's.
    fn compared<'a, T>(
        &'a self,
        locale: LocaleId,
        wholes: &'a Wholes<'_>,
        untouched: &impl Deref<Target = Texts>,
        (key, documents): (PageKey, Beside),
        source: Option<&'a Document>,
        make: impl Fn(PageStatus, &status::Page<'_>) -> T,
    ) -> Option<T> {
        let (entries, texts) = (self.records.entries(locale, &key), &self.records.texts);
        let entries = &*entries;
        let target = documents.target.map(|id| self.document(id));
        let is_nobodys = source.is_none() && (target.is_none() || entries.is_empty());
        if is_nobodys {
            return None;
        }
        let made = |page: &status::Page<'_>, units: Vec<UnitStatus>| {
            let state = page_state(page, &units);
            make(PageStatus { key, documents, state, units }, page)
        };
        let traced = |document: Option<&'a Document>, id: Option<DocumentId>| match document {
            Some(document) if document.has_traces_alone() => id.map(|id| wholes.traced(id)),
            document => document.map(Cow::Borrowed),
        };
        let (source, target) = (traced(source, documents.source), traced(target, documents.target));
        let page = status::Page { source: source.as_deref(), target: target.as_deref(), entries, texts };
        if let Some(units) = status::unchanged(&page) {
            return Some(made(&page, units));
        }
        let whole = |document: Option<Cow<'a, Document>>, id: Option<DocumentId>| match document {
            Some(document) if document.has_traces_alone() => id.map(|id| wholes.get(id)),
            document => document,
        };
        let (source, target) = (whole(source, documents.source), whole(target, documents.target));
        let page = status::Page { source: source.as_deref(), target: target.as_deref(), entries, texts };
        let units = status::changed(&page, |document, unit, same| untouched.is_untouched(document, unit, same));
        Some(made(&page, units))
    }
}

/// How a page stands whose units stand so.
fn page_state(page: &status::Page<'_>, units: &[UnitStatus]) -> PageState {
    let any = |wanted: &[UnitState]| units.iter().any(|unit| wanted.contains(&unit.state));
    if page.source.is_none() {
        PageState::Orphaned
    } else if page.target.is_none() {
        PageState::Untranslated
    } else if page.entries.is_empty() && units.is_empty() {
        // Neither side has anything to translate.
        PageState::Current
    } else if page.entries.is_empty() {
        let is_text = |unit: &&UnitStatus| unit.target.is_some();
        let untouched = units.iter().filter(is_text).all(|unit| unit.state == UnitState::Untouched);
        if untouched { PageState::Untranslated } else { PageState::Unknown }
    } else if any(&[UnitState::Missing, UnitState::Stale, UnitState::Orphaned]) {
        PageState::Behind
    } else if units.iter().any(|unit| unit.state == UnitState::Unknown && unit.source.is_some()) {
        PageState::Unknown
    } else {
        PageState::Current
    }
}

/// Tells untouched texts of one locale. In the source's own language none is.
#[derive(Debug)]
pub struct Texts {
    general: Option<Untouched>,
    /// For documents that keep terms of their own.
    special: HashMap<Arc<str>, Untouched>,
}

impl Texts {
    /// For translations from a language into a locale.
    pub fn new(site: &Site, source: Option<&LocaleTag>, locale: LocaleId) -> Self {
        let documents = site.documents.iter().filter(|document| document.locale == locale);
        Self::of_some(site, source, locale, documents.map(|document| &**document))
    }

    /// The same for some documents of the locale alone.
    pub fn of_some<'d>(
        site: &Site,
        source: Option<&LocaleTag>,
        locale: LocaleId,
        documents: impl IntoIterator<Item = &'d Document>,
    ) -> Self {
        let own = &site.config.locale(locale).tag;
        let Some(source) = source.filter(|source| !source.is_like(own)) else {
            return Self { general: None, special: HashMap::new() };
        };
        let special = documents.into_iter().filter_map(|document| {
            // What a page keeps for itself joins what the site keeps.
            let terms = kept_by(document);
            let all = site.config.glossary.kept_in(own).chain(terms.iter().map(String::as_str));
            (!terms.is_empty()).then(|| (document.file.clone(), Untouched::new(source, own, all)))
        });
        let general = Untouched::new(source, own, site.config.glossary.kept_in(own));
        Self { general: Some(general), special: special.collect() }
    }

    /// What tells it of texts that are no document's.
    pub fn general(&self) -> Option<&Untouched> {
        self.general.as_ref()
    }

    /// What tells it of a document's texts.
    pub fn of(&self, document: &Document) -> Option<&Untouched> {
        self.special.get(&document.file).or(self.general.as_ref())
    }

    /// Whether a unit of a document still is its source's; `same` tells whether it has its words.
    pub fn is_untouched(&self, document: &Document, unit: usize, same: bool) -> bool {
        let unit = document.body.units.get(unit);
        self.of(document).zip(unit).is_some_and(|(untouched, unit)| untouched.is_untouched_unit(unit, same))
    }
}
