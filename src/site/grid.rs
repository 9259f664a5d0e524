//! The grid of pages: which document a reader meets under each key in each locale.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Site;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Role};
use crate::model::{DocumentId, LocaleId, Origin, PageKey, PageState};
use crate::translate::{self, HeadingIds};

/// The pages by key and locale.
#[derive(Debug, Default)]
pub struct Pages {
    /// For each key what each locale has, in the order of the locales; in order of the keys.
    rows: Vec<(PageKey, Vec<Option<Origin>>)>,
    /// Where the row of each key stands: links ask for rows all the time.
    at: FxHashMap<PageKey, usize>,
}

impl Pages {
    /// What a locale shows under a key.
    pub fn get(&self, locale: LocaleId, key: &PageKey) -> Option<Origin> {
        *self.locales(key).get(locale.0)?
    }

    /// What every locale shows under a key, in the order of the locales.
    pub fn locales(&self, key: &PageKey) -> &[Option<Origin>] {
        self.at.get(key).map_or(&[], |at| &self.rows[*at].1)
    }

    /// Every key with what each locale shows, in order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&PageKey, &[Option<Origin>])> {
        self.rows.iter().map(|(key, origins)| (key, origins.as_slice()))
    }

    /// The pages of one locale, in order of the keys.
    pub fn of(&self, locale: LocaleId) -> impl Iterator<Item = (&PageKey, Origin)> {
        self.rows.iter().filter_map(move |(key, origins)| Some((key, origins[locale.0]?)))
    }
}

impl Site {
    pub(super) fn grid(&self, diagnostics: &mut Diagnostics) -> Pages {
        let count = self.config.locales.len();
        let mut own: BTreeMap<PageKey, Vec<Option<DocumentId>>> = BTreeMap::new();
        for (index, document) in self.documents.iter().enumerate() {
            let withheld = self.publication.withheld(DocumentId(index)).is_some();
            if !document.is_page() || document.front.redirect_url.is_some() || withheld {
                continue;
            }
            let row = own.entry(document.key.clone()).or_insert_with(|| vec![None; count]);
            match row[document.locale.0] {
                None => row[document.locale.0] = Some(DocumentId(index)),
                Some(DocumentId(first)) => {
                    let first = &self.documents[first];
                    let place = self.place(document, document.front.place("key"));
                    let message = format!(
                        "{} and this file are both the page `{}`; this one is left out",
                        first.path, document.key
                    );
                    let diagnostic = Diagnostic::new(
                        Code::AddressConflict,
                        place,
                        message,
                        "Rename one of them, or give it a `key` of its own.",
                    );
                    diagnostics.push(diagnostic.with_related(
                        Place::whole(&first.file),
                        Role::See,
                        "the page that stays",
                    ));
                }
            }
        }
        let source = self.config.source_locale;
        let fallbacks: Vec<Vec<LocaleId>> = self.config.locales.iter().map(|locale| locale.fallback.clone()).collect();
        let rows: Vec<(PageKey, Vec<Option<Origin>>)> = own
            .into_iter()
            .map(|(key, row)| {
                let of = source.and_then(|source| row[source.0]);
                let origins = (0..count)
                    .map(|locale| match (row[locale], of) {
                        (Some(document), Some(of)) if Some(LocaleId(locale)) != source => {
                            Some(Origin::Translation { document, of, state: PageState::Unknown })
                        }
                        (Some(document), _) => Some(Origin::Source(document)),
                        (None, _) => fallbacks[locale]
                            .iter()
                            .find_map(|from| Some(Origin::Fallback { document: row[from.0]?, from: *from })),
                    })
                    .collect();
                (key, origins)
            })
            .collect();
        if self.documents.iter().all(|document| !document.is_page()) {
            let roots: Vec<&str> = self.config.locales.iter().map(|locale| &*locale.root_name).collect();
            let looked = if roots.is_empty() { "no folder with a locale's name".to_owned() } else { roots.join(", ") };
            diagnostics.push(Diagnostic::new(
                Code::NoPages,
                self.config.site_place(),
                format!("there is no page; looked in: {looked}"),
                "Put Markdown files into content/<locale>/ (as content/en-US/index.md), or name a folder: --locale en-US=DIR.",
            ));
        }
        let at = rows.iter().enumerate().map(|(at, (key, _))| (key.clone(), at)).collect();
        Pages { rows, at }
    }

    pub(super) fn carry_over_anchors(&self) -> Vec<Option<HeadingIds>> {
        let mut sources: FxHashMap<DocumentId, DocumentId> = FxHashMap::default();
        for (_, origins) in self.pages.iter() {
            for origin in origins.iter().flatten() {
                if let Origin::Translation { document, of, .. } = origin {
                    sources.insert(*document, *of);
                }
            }
        }
        (0..self.documents.len())
            .into_par_iter()
            .map(|index| {
                let of = sources.get(&DocumentId(index))?;
                translate::heading_ids(&self.documents[index], self.document(*of))
            })
            .collect()
    }
}
