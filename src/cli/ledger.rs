//! `diglot ledger`

use std::collections::{BTreeMap, BTreeSet};

use super::records::Written;
use super::{AcceptArguments, AcceptedState, AdoptArguments, By, LedgerCommand, Said, SiteArguments};
use crate::diagnostics::Fatal;
use crate::model::ledger::{Entry, Ledger};
use crate::model::{LocaleId, PageKey, Provenance, UnitState};
use crate::report::count;
use crate::site::Site;
use crate::site::status::PageStatus;
use crate::translate::record::{self, Verdict};
use crate::translate::status::Page;

/// Changes ledgers, and says what was changed.
pub fn run(command: &LedgerCommand) -> Result<bool, Fatal> {
    match command {
        LedgerCommand::Accept(arguments) => accept(arguments),
        LedgerCommand::Adopt(arguments) => adopt(arguments),
        LedgerCommand::Prune(arguments) => prune(arguments),
    }
}

fn accept(arguments: &AcceptArguments) -> Result<bool, Fatal> {
    let (site, turn) = super::site_to_change(&arguments.site)?;
    let locales = translations(&site)?;
    let wanted: BTreeSet<PageKey> = arguments.pages.iter().map(|page| PageKey::from_path(page)).collect();
    let verdict =
        Verdict { reviewed: arguments.state == AcceptedState::Reviewed, by: arguments.by.map(By::provenance) };
    let mut said = Said::default();
    let mut records = Written::new(&site);
    let mut met: BTreeSet<PageKey> = BTreeSet::new();
    for locale in locales {
        let mut ledger = site.records.ledgers.get(&locale).cloned().unwrap_or_default();
        let (mut accepted, mut pages, mut untouched) = (0, 0, 0);
        let texts = site.untouched(locale);
        for page in site.status(locale) {
            if !wanted.is_empty() && !wanted.contains(&page.key) {
                continue;
            }
            met.insert(page.key.clone());
            untouched += page.count(UnitState::Untouched);
            let beside = of(&site, locale, &page);
            let (entries, changed) =
                record::accept(&beside, &page.units, verdict, &mut records.texts, |document, unit, same| {
                    texts.is_untouched(document, unit, same)
                });
            if changed > 0 {
                (accepted, pages) = (accepted + changed, pages + 1);
                ledger.pages.insert(page.key, entries);
            }
        }
        let tag = &site.config.locale(locale).tag;
        said.line(format!("{tag}: {} on {} accepted.", count(accepted, "unit"), count(pages, "page")));
        if untouched > 0 {
            said.line(format!(
                "{tag}: {} still in the source's language, and not accepted.",
                if untouched == 1 { "1 unit is".to_owned() } else { format!("{untouched} units are") }
            ));
        }
        records.ledgers.insert(locale, ledger);
    }
    if let Some(missing) = wanted.difference(&met).next() {
        return Err(Fatal::new(
            format!("there is no page `{missing}` to accept"),
            "Name the page by its path below the language's folder, without extension; `diglot status` lists them.",
        ));
    }
    records.write(&site, turn, &[])?;
    said.say()?;
    Ok(true)
}

fn adopt(arguments: &AdoptArguments) -> Result<bool, Fatal> {
    let (site, turn) = super::site_to_change(&arguments.site)?;
    let locales = translations(&site)?;
    let mut past = super::past::Past::new(&site, arguments)?;
    let mut said = Said::default();
    let mut records = Written::new(&site);
    for locale in locales {
        let mut ledger = site.records.ledgers.get(&locale).cloned().unwrap_or_default();
        let (mut adopted, mut units, mut known, mut unknown) = (0, 0, 0, Vec::new());
        let texts = site.untouched(locale);
        for (key, beside) in site.beside(locale) {
            let Some(target) = beside.target.map(|id| site.document(id)) else { continue };
            if !ledger.page(&key).is_empty() {
                known += 1;
                continue;
            }
            let source = beside.source.map(|id| site.document(id));
            let Some(then) = past.document(source, target)? else {
                // Only what is translated can have been translated from something.
                if source.is_some() {
                    unknown.push(key);
                }
                continue;
            };
            let entries = record::adopt(&then, target, &mut records.texts, |document, unit, same| {
                texts.is_untouched(document, unit, same)
            });
            if !entries.is_empty() {
                (adopted, units) = (adopted + 1, units + entries.len());
                ledger.pages.insert(key, entries);
            }
        }
        let tag = &site.config.locale(locale).tag;
        said.line(format!("{tag}: {} on {} adopted.", count(units, "unit"), count(adopted, "page")));
        if known > 0 {
            let (are, stay) = if known == 1 { ("is", "stays as it is") } else { ("are", "stay as they are") };
            said.line(format!("{tag}: {} {are} in the ledger already, and {stay}.", count(known, "page")));
        }
        if !unknown.is_empty() {
            let names: Vec<&str> = unknown.iter().take(5).map(PageKey::as_str).collect();
            let more = if unknown.len() > names.len() { ", …" } else { "" };
            said.line(format!(
                "{tag}: of {} nothing is known: {}{more}",
                count(unknown.len(), "page"),
                names.join(", ")
            ));
        }
        records.ledgers.insert(locale, ledger);
    }
    if let Some(gaps) = past.gaps() {
        said.line(gaps);
    }
    records.write(&site, turn, &[])?;
    said.say()?;
    Ok(true)
}

fn prune(arguments: &SiteArguments) -> Result<bool, Fatal> {
    let (site, turn) = super::site_to_change(arguments)?;
    let locales = translations(&site)?;
    let mut said = Said::default();
    let mut records = Written::new(&site);
    for locale in locales {
        let Some(ledger) = site.records.ledgers.get(&locale) else { continue };
        let mut kept = Ledger::default();
        for page in site.status(locale) {
            // An entry stays as long as either of its texts does; of several with one id, the one that speaks of them.
            let recorded: BTreeMap<&str, _> = page.units.iter().map(|unit| (unit.id.as_str(), unit.recorded)).collect();
            let is_met = |entry: &&Entry| {
                let recorded = recorded.get(&*entry.id);
                recorded
                    .is_some_and(|recorded| recorded.is_none_or(|recorded| recorded == (entry.source, entry.target)))
            };
            let entries: Vec<Entry> = ledger.page(&page.key).iter().filter(is_met).cloned().collect();
            if page.documents.target.is_some() && !entries.is_empty() {
                kept.pages.insert(page.key, entries);
            }
        }
        let gone = ledger.len() - kept.len();
        said.line(format!(
            "{}: {} forgotten, {} kept.",
            site.config.locale(locale).tag,
            count(gone, "unit"),
            kept.len()
        ));
        records.ledgers.insert(locale, kept);
    }
    let spoken_of: BTreeSet<_> =
        records.all(&site).flat_map(|ledger| ledger.pages.values().flatten()).map(|entry| entry.source).collect();
    let before = records.texts.len();
    records.texts.retain(|name, _| spoken_of.contains(name));
    said.line(format!(
        "{} forgotten, {} kept.",
        count(before - records.texts.len(), "source text"),
        records.texts.len()
    ));
    records.write(&site, turn, &[])?;
    said.say()?;
    Ok(true)
}

/// A page as it is compared.
fn of<'a>(site: &'a Site, locale: LocaleId, page: &PageStatus) -> Page<'a> {
    Page {
        source: page.documents.source.map(|id| site.document(id)),
        target: page.documents.target.map(|id| site.document(id)),
        entries: site.records.ledgers.get(&locale).map_or(&[], |ledger| ledger.page(&page.key)),
        texts: &site.records.texts,
    }
}

/// The locales that a command works on: all that are translated, or those that were named.
fn translations(site: &Site) -> Result<Vec<LocaleId>, Fatal> {
    let locales: Vec<LocaleId> = site.translations().collect();
    if locales.is_empty() {
        return Err(Fatal::new(
            "there is no language here that is translated from another",
            "A site needs `source_locale` and at least one other language; with --locale TAG=DIR alone, en-US is the source.",
        ));
    }
    Ok(locales)
}

impl By {
    fn provenance(self) -> Provenance {
        match self {
            By::Human => Provenance::Human,
            By::Machine => Provenance::Machine,
        }
    }
}
