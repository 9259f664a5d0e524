//! Which paths mean which documents and files.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Asset;
use super::classify::{Classified, LocatedDocset};
use super::publication::Publication;
use crate::model::page::without_page_extension;
use crate::model::{Document, DocumentId, LocaleId, PageKey};
use crate::text::address;

/// The documents and files of a site by their paths.
#[derive(Debug, Default)]
pub struct Paths {
    /// By locale: lower-case paths without page extension to pages.
    pub(super) pages: Vec<FxHashMap<String, DocumentId>>,
    /// By locale: exact paths to documents, includes too.
    pub(super) documents: Vec<FxHashMap<String, DocumentId>>,
    /// By locale: lower-case paths to assets.
    pub(super) assets: Vec<FxHashMap<String, usize>>,
    pub(super) uids: FxHashMap<String, PageKey>,
    pub(super) docsets: BTreeMap<LocaleId, Vec<LocatedDocset>>,
}

impl Paths {
    pub(super) fn new(
        documents: &[Arc<Document>],
        publication: &Publication,
        assets: &[Asset],
        classified: &Classified,
        locales: usize,
    ) -> Self {
        let mut paths = Self {
            pages: vec![FxHashMap::default(); locales],
            documents: vec![FxHashMap::default(); locales],
            assets: vec![FxHashMap::default(); locales],
            uids: FxHashMap::default(),
            docsets: classified.docsets.clone(),
        };
        // A withheld page comes after all others: it gives its path up to any that is shown.
        let (shown, withheld): (Vec<DocumentId>, Vec<DocumentId>) =
            (0..documents.len()).map(DocumentId).partition(|id| publication.withheld(*id).is_none());
        for id in shown.into_iter().chain(withheld) {
            let document = &documents[id.0];
            paths.documents[document.locale.0].insert(document.path.clone(), id);
            if document.is_page() {
                let stem = without_page_extension(&document.path).to_lowercase();
                paths.pages[document.locale.0].entry(stem).or_insert(id);
                if let Some(uid) = &document.front.uid {
                    paths.uids.entry(uid.clone()).or_insert_with(|| document.key.clone());
                }
            }
        }
        for (index, asset) in assets.iter().enumerate() {
            paths.assets[asset.locale.0].entry(asset.path.to_lowercase()).or_insert(index);
        }
        paths
    }

    /// A document by its exact path; names differ in letter case only on file systems that do not care.
    pub(super) fn document(&self, locale: LocaleId, path: &str) -> Option<DocumentId> {
        self.documents[locale.0].get(path).copied()
    }

    /// What the docset that a path lies in calls itself; empty where there is none.
    pub(super) fn docset_title(&self, locale: LocaleId, path: &str) -> &str {
        let docsets = self.docsets.get(&locale).map_or(&[][..], Vec::as_slice);
        docsets.iter().find(|docset| path.starts_with(&docset.folder)).map_or("", |docset| &docset.title)
    }

    /// The address that a path has on the host of its docset, from the root; nothing where its docset names none.
    pub(super) fn docset_address(&self, locale: LocaleId, path: &str) -> Option<String> {
        let docset = self.docsets.get(&locale)?.iter().find(|docset| path.starts_with(&docset.folder))?;
        let named = !docset.base.is_empty() && address::scheme(&docset.base).is_none();
        named.then(|| format!("/{}/{}", docset.base, &path[docset.folder.len()..]))
    }

    /// The folder of the docset that a path lies in, ending in `/`; empty where there is none.
    pub(super) fn docset_folder(&self, locale: LocaleId, path: &str) -> String {
        let docsets = self.docsets.get(&locale).map_or(&[][..], Vec::as_slice);
        docsets
            .iter()
            .find(|docset| path.starts_with(&docset.folder))
            .map_or_else(String::new, |docset| docset.folder.clone())
    }
}
