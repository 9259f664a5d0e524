//! The overview: every page, and how it stands in every language.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use serde_json::{Value, json};

use super::{kind, language, standing};
use crate::model::{Config, Document, DocumentId, LocaleId, PageKey, PageState, UnitState};
use crate::site::Site;
use crate::site::status::{PageStatus, Records};

/// What is known of pages from one moment of a site to the next. The units of a page are made for its row, and let go of after.
#[derive(Debug, Clone, Default)]
pub struct Rows(Arc<Mutex<HashMap<PageKey, (Basis, Value)>>>);

/// What a row was made of.
#[derive(Debug, Clone)]
struct Basis {
    documents: Vec<Arc<Document>>,
    records: Arc<Records>,
    config: Arc<Config>,
}

impl Basis {
    fn new(site: &Site, documents: &[DocumentId]) -> Self {
        let documents = documents.iter().map(|id| site.documents[id.0].clone()).collect();
        Self { documents, records: site.records.clone(), config: site.config.clone() }
    }

    fn is(&self, other: &Self) -> bool {
        let same = |(one, other): (&Arc<Document>, &Arc<Document>)| Arc::ptr_eq(one, other);
        Arc::ptr_eq(&self.records, &other.records)
            && Arc::ptr_eq(&self.config, &other.config)
            && self.documents.len() == other.documents.len()
            && self.documents.iter().zip(&other.documents).all(same)
    }
}

/// Every page, and how it stands in every language.
pub fn overview(site: &Site, known: &Rows) -> Value {
    let locales: Vec<LocaleId> = site.translations().collect();
    let keys: BTreeSet<PageKey> = locales.iter().flat_map(|locale| site.beside(*locale).into_keys()).collect();
    let old = known.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let made = keys.into_par_iter().filter_map(|key| {
        let documents = documents(site, &key);
        let basis = Basis::new(site, &documents);
        let row = match old.get(&key).filter(|(known, _)| known.is(&basis)) {
            Some((_, row)) => row.clone(),
            None => row(&site.with_units(documents), &locales, &key)?,
        };
        Some((key, (basis, row)))
    });
    let made: Vec<(PageKey, (Basis, Value))> = made.collect();
    let rows: Vec<Value> = made.iter().map(|(_, (_, row))| row.clone()).collect();
    *known.0.lock().unwrap_or_else(PoisonError::into_inner) = made.into_iter().collect();
    json!({
        "source": site.config.source_locale.map(|source| language(site, source)),
        "locales": locales.iter().map(|locale| language(site, *locale)).collect::<Vec<_>>(),
        "states": UnitState::ALL.iter().map(|state| state.name()).collect::<Vec<_>>(),
        "page_states": PageState::ALL.iter().map(|state| state.name()).collect::<Vec<_>>(),
        "pages": rows,
    })
}

/// The documents of a page in all languages.
pub fn documents(site: &Site, key: &PageKey) -> Vec<DocumentId> {
    let beside = site.translations().map(|locale| site.beside_of(locale, key));
    let all: BTreeSet<DocumentId> = beside.flat_map(|own| own.source.into_iter().chain(own.target)).collect();
    all.into_iter().collect()
}

/// One page, of a site that has its units; nothing where no language has anything to do with it.
fn row(site: &Site, locales: &[LocaleId], key: &PageKey) -> Option<Value> {
    let pages: Vec<Option<PageStatus>> = locales.iter().map(|locale| site.status_of(*locale, key)).collect();
    let documents = || pages.iter().flatten().map(|page| page.documents);
    let document = documents().find_map(|own| own.source).or_else(|| documents().find_map(|own| own.target));
    let cells: Vec<Option<Value>> = pages.iter().map(|page| page.as_ref().map(|page| standing(site, page))).collect();
    cells.iter().any(Option::is_some).then(|| {
        json!({
            "key": key.as_str(),
            "title": document.map(|id| site.document(id).title()),
            "kind": document.map_or("page", |id| kind(site.document(id))),
            "cells": cells,
        })
    })
}
