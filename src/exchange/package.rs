//! The units of a site's pages, as they go out to be translated.

use super::{Entry, Match, Package, Page};
use crate::model::{Document, LocaleId, UnitState};
use crate::site::Site;
use crate::site::status::PageStatus;
use crate::text::LineIndex;
use crate::translate::memory::Memory;
use crate::translate::status::UnitStatus;

/// The units of a locale in these states; none means all of them. What the source has no longer goes nowhere.
///
/// Nothing where the site has no source locale.
pub fn package(site: &Site, locale: LocaleId, only: &[UnitState]) -> Option<Package> {
    let source = site.config.source_locale?;
    let target = &site.config.locale(locale).tag;
    let status = site.status(locale);
    let memory = memory(site, &status);
    let pages = status.iter().map(|page| {
        let mut units = entries(site, page);
        units.retain(|(_, unit)| only.is_empty() || only.contains(&unit.state));
        let units = units.into_iter().map(|(_, mut entry)| {
            entry.matches = offers(&memory, &entry);
            entry
        });
        let file = page.documents.source.map_or(String::new(), |id| site.document(id).file.to_string());
        Page { key: page.key.to_string(), file, units: units.collect() }
    });
    Some(Package {
        source: site.config.locale(source).tag.clone(),
        target: target.clone(),
        pages: pages.filter(|page| !page.units.is_empty()).collect(),
        kept: site.config.glossary.kept_in(target).map(str::to_owned).collect(),
    })
}

/// The units of one page that have a source, each with how it stands.
pub fn entries<'a>(site: &Site, page: &'a PageStatus) -> Vec<(&'a UnitStatus, Entry)> {
    let Some(source) = page.documents.source.map(|id| site.document(id)) else { return Vec::new() };
    let target = page.documents.target.map(|id| site.document(id));
    let text = site.text_of(source);
    let lines = LineIndex::new(text);
    let entry = |unit: &UnitStatus| {
        let of = source.body.units.get(unit.source?)?;
        let own = target.zip(unit.target).and_then(|(document, number)| document.body.units.get(number));
        Some(Entry {
            id: unit.id.to_string(),
            name: target.zip(own).and_then(|(document, own)| name(document, own.span)),
            kind: of.kind,
            source: of.content.clone(),
            target: own.map(|own| own.content.clone()),
            state: unit.state,
            provenance: unit.by,
            source_then: unit.then.as_deref().map(str::to_owned),
            line: lines.position_of(text, of.span.start).line,
            matches: Vec::new(),
        })
    };
    page.units.iter().filter_map(|unit| Some((unit, entry(unit)?))).collect()
}

/// What a bilingual file calls the unit that begins a text.
fn name(document: &Document, span: crate::text::Span) -> Option<String> {
    let pair =
        document.body.pairs.iter().find(|pair| pair.target.start >= span.start && pair.target.end <= span.end)?;
    Some(pair.id.clone())
}

/// What has been translated into a locale, each text beside the one that it was made from.
fn memory(site: &Site, status: &[PageStatus]) -> Memory {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for page in status {
        let (Some(source), Some(target)) = (page.documents.source, page.documents.target) else { continue };
        let (source, target) = (&site.document(source).body.units, &site.document(target).body.units);
        let known = |unit: &&UnitStatus| {
            matches!(unit.state, UnitState::Fresh | UnitState::Reviewed | UnitState::Unknown | UnitState::Stale)
        };
        for unit in page.units.iter().filter(known) {
            let own = unit.target.and_then(|number| target.get(number));
            let of = unit.source.and_then(|number| source.get(number)).map(|of| of.content.words());
            // A translation that is behind is one of what the source said then.
            let of = if unit.state == UnitState::Stale { unit.then.as_deref().map(str::to_owned) } else { of };
            pairs.extend(of.zip(own.map(|own| own.content.words())));
        }
    }
    Memory::new(pairs)
}

/// What the memory offers a unit that wants to be translated.
fn offers(memory: &Memory, entry: &Entry) -> Vec<Match> {
    if !matches!(entry.state, UnitState::Missing | UnitState::Stale | UnitState::Untouched) {
        return Vec::new();
    }
    let own = entry.target.as_ref().map(|target| target.words());
    let offers = memory.offers(&entry.source.words()).into_iter();
    // What the unit says already is no offer.
    let offers = offers.filter(|offer| own.as_deref() != Some(offer.target.as_str()) || offer.score == 100);
    offers.map(|offer| Match { score: offer.score, source: offer.source, target: offer.target }).collect()
}
