//! Documents with the texts of their units, for whoever needs those of a few pages of a site that keeps traces alone.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::Site;
use crate::model::{Document, DocumentId};
use crate::parse::page;

/// The documents of a site, with their units.
#[derive(Debug)]
pub struct Wholes<'s> {
    /// The site.
    pub site: &'s Site,
    /// What was read again of the source, once for all of its translations.
    sources: OnceLock<Vec<OnceLock<Box<Document>>>>,
}

impl<'s> Wholes<'s> {
    /// Those of a site.
    pub fn new(site: &'s Site) -> Self {
        Self { site, sources: OnceLock::new() }
    }

    /// A document with its units or the traces of them: as the site has it where it keeps any, else with its units.
    pub fn traced(&self, id: DocumentId) -> Cow<'_, Document> {
        let document = self.site.document(id);
        if document.has_traces_alone() && document.body.traces.is_none() {
            return self.get(id);
        }
        Cow::Borrowed(document)
    }

    /// A document with its units: as the site has it where it keeps them, else read again, and only as far as it tells how they
    /// stand.
    pub fn get(&self, id: DocumentId) -> Cow<'_, Document> {
        let document = self.site.document(id);
        if !document.has_traces_alone() {
            return Cow::Borrowed(document);
        }
        let again = || page::whole(document, self.site.text_of(document));
        if Some(document.locale) != self.site.config.source_locale {
            return Cow::Owned(again());
        }
        let sources = self.sources.get_or_init(|| self.site.documents.iter().map(|_| OnceLock::new()).collect());
        Cow::Borrowed(sources[id.0].get_or_init(|| Box::new(again())))
    }
}
