//! What the translator's view shows: all pages in all languages, and the units of one page, as functions of the site.
//!
//! Texts are given as texts; whoever shows them writes no HTML of them.

mod column;
mod findings;
mod overview;
mod side;

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

pub use self::overview::{Rows, overview};

use self::column::{Column, row};
use self::findings::Findings;
use self::side::Side;
use super::answer::at;
use super::snapshot::Snapshot;
use crate::model::{Document, DocumentKind, LocaleId, PageKey, UnitState};
use crate::report::status::Tally;
use crate::site::Site;
use crate::site::status::PageStatus;
use crate::site::whole::Wholes;
use crate::text::address::encode_destination;

/// Whether a query is to be answered when the site is judged: it asks for all that is wrong with a page.
pub fn waits(query: &str) -> bool {
    query.starts_with("judged=")
}

/// What is asked for by a query: `page=KEY`, for what is known at once; `judged=KEY`, for the same with all that is wrong;
/// `path=PATH`; or nothing, for the overview. Nothing where there is no such page.
pub fn answer(snapshot: &Snapshot, query: &str) -> Option<String> {
    let (name, value) = query.split_once('=').unwrap_or((query, ""));
    let value = percent_decode_str(value).decode_utf8_lossy();
    match name {
        "page" | "judged" => page(snapshot, &value).map(|page| page.to_string()),
        "path" => Some(place(snapshot, &value).to_string()),
        _ => Some(snapshot.overview()),
    }
}

/// The units of one page in all languages; nothing where no such page is translated, or should be.
pub fn page(snapshot: &Snapshot, key: &str) -> Option<Value> {
    let key = PageKey::from_path(key);
    let site = &snapshot.site.with_units(overview::documents(&snapshot.site, &key));
    let pages: Vec<(LocaleId, PageStatus)> =
        site.translations().filter_map(|locale| Some((locale, site.status_of(locale, &key)?))).collect();
    let (_, first) = pages.first()?;
    let found = Findings::new(site, snapshot.known(), &pages);
    // All languages have the same source.
    let source = first.documents.source.map(|id| Side::new(site, id, &found));
    let mut columns: Vec<Column<'_>> =
        pages.iter().map(|(locale, page)| Column::new(site, *locale, page, source.as_ref(), &found)).collect();
    let ids: BTreeMap<usize, &str> =
        first.units.iter().filter_map(|unit| Some((unit.source?, unit.id.as_str()))).collect();
    let mut rows: Vec<Value> = columns.iter_mut().flat_map(|column| column.own_after(None)).collect();
    if let Some(side) = &source {
        for (number, unit) in side.document.body.units.iter().enumerate() {
            let cells: BTreeMap<&str, Value> =
                columns.iter_mut().filter_map(|column| Some((column.tag, column.cells.remove(&number)?))).collect();
            rows.push(row(ids.get(&number), unit, side.text(number), cells));
            rows.extend(columns.iter_mut().flat_map(|column| column.own_after(Some(number))));
        }
    }
    let locale = |((locale, page), column): (&(LocaleId, PageStatus), &Column<'_>)| {
        let mut told = language(site, *locale);
        told["page"] = standing(site, page);
        told["href"] = json!(href(site, *locale, &key));
        told["file"] = json!(column.file());
        told["findings"] = json!(column.rest());
        told
    };
    let of = site.config.source_locale.map(|locale| {
        let mut told = language(site, locale);
        told["href"] = json!(href(site, locale, &key));
        told["file"] = json!(source.as_ref().map(|side| &*side.document.file));
        told["findings"] = json!(source.as_ref().map(Side::rest).unwrap_or_default());
        told
    });
    let document = first.documents.source.or(first.documents.target).map(|id| site.document(id));
    Some(json!({
        "key": key.as_str(),
        "title": document.map(Document::title),
        "kind": document.map_or("page", kind),
        "source": of,
        "locales": pages.iter().zip(&columns).map(locale).collect::<Vec<_>>(),
        "states": UnitState::ALL.iter().map(|state| state.name()).collect::<Vec<_>>(),
        "rows": rows,
        "judged": snapshot.known().is_some(),
    }))
}

/// The page and the language at an address of the preview, as far as there are any.
pub fn place(snapshot: &Snapshot, path: &str) -> Value {
    let found = at(snapshot, path);
    let is_translated = |locale: &LocaleId| snapshot.site.translations().any(|own| own == *locale);
    let locale = found.map(|(locale, _)| locale).filter(is_translated);
    json!({
        "page": found.map(|(_, key)| key.as_str()),
        "locale": locale.map(|locale| snapshot.site.config.locale(locale).tag.as_str()),
    })
}

fn language(site: &Site, locale: LocaleId) -> Value {
    let own = site.config.locale(locale);
    json!({ "tag": own.tag.as_str(), "dir": own.tag.direction().name(), "label": own.label })
}

fn kind(document: &Document) -> &'static str {
    match document.kind {
        DocumentKind::Include => "include",
        DocumentKind::Navigation => "navigation",
        DocumentKind::Markdown | DocumentKind::Landing | DocumentKind::Faq => "page",
    }
}

/// How a page stands: its state, its units by their states, and of the words of its source how many are current, how many
/// nobody knows of, and how many somebody has to translate.
fn standing(site: &Site, page: &PageStatus) -> Value {
    let wholes = Wholes::new(site);
    let (source, target) = (page.documents.source, page.documents.target.map(|id| wholes.get(id)));
    let tally = Tally::new(page, source.map(|id| site.document(id)), target.as_deref());
    json!({
        "state": page.state.name(),
        "units": UnitState::ALL.iter().map(|state| page.count(*state)).collect::<Vec<_>>(),
        "current": tally.words(&[UnitState::Fresh, UnitState::Reviewed]),
        "unknown": tally.words(&[UnitState::Unknown]),
        "left": tally.left(),
    })
}

/// Where the preview shows a page.
fn href(site: &Site, locale: LocaleId, key: &PageKey) -> Option<String> {
    let origin = site.pages.get(locale, key)?;
    Some(encode_destination(&format!("/{}", site.page_address(locale, key, origin))))
}
