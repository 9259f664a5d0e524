//! What a translated page was translated from, text by text.

use std::sync::Arc;

use super::Site;
use crate::model::ledger::SourceTexts;
use crate::model::locale::USUAL_SOURCE;
use crate::model::{Document, DocumentId, LocaleId, LocaleTag, Origin, PageKey};
use crate::parse::bilingual::{self, Half};
use crate::parse::page;
use crate::translate::status::{self, UnitStatus};

/// The original of a page.
#[derive(Debug)]
pub struct Original {
    /// The original as a document, with its units.
    pub document: Arc<Document>,
    /// Its language.
    pub language: LocaleTag,
    /// How the texts of the page stand to those of the original.
    pub units: Vec<UnitStatus>,
}

impl Site {
    /// The original of a page: its source; for a bilingual file without one, the texts that it brings along. Nothing where it is
    /// no translation. It needs a site that keeps units.
    pub fn original(&self, locale: LocaleId, key: &PageKey, origin: Origin) -> Option<Original> {
        match origin {
            Origin::Translation { of, .. } => {
                let document = self.documents[of.0].clone();
                let language = self.config.locale(document.locale).tag.clone();
                Some(Original { document, language, units: self.status_of(locale, key)?.units })
            }
            Origin::Source(document) => self.brought_along(document),
            Origin::Fallback { .. } => None,
        }
    }

    fn brought_along(&self, id: DocumentId) -> Option<Original> {
        let document = self.document(id);
        if document.body.pairs.is_empty() {
            return None;
        }
        let own = &self.config.locale(document.locale).tag;
        let source = self.config.source_locale.map(|source| self.config.locale(source).tag.clone());
        // A site of one language has itself as its source.
        let language = source.into_iter().chain(LocaleTag::parse(USUAL_SOURCE)).find(|tag| !tag.is_like(own))?;
        let original = page::reread(document, &bilingual::half(self.text_of(document), Half::Source));
        let texts = SourceTexts::new();
        let beside = status::Page { source: Some(&original), target: Some(document), entries: &[], texts: &texts };
        let units = status::compare(&beside, |_, _, _| false);
        Some(Original { document: Arc::new(original), language, units })
    }
}
