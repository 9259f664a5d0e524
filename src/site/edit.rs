//! A site in which a few documents say something else, for the cost of these documents alone.

use std::sync::{Arc, OnceLock};

use super::parsed::Parsed;
use super::{Site, nav, search};
use crate::diagnostics::Diagnostics;
use crate::model::ledger::Fingerprint;
use crate::model::{Content, Document, DocumentId, DocumentKind, LocaleId, Origin, Source};
use crate::parse::markdown::{Manner, Traces};
use crate::parse::page;
use crate::translate;

impl Site {
    /// This site with other texts of some of its files: the one that [`Site::new`] would make of all its files with these in
    /// their places. Nothing where they change more than what their own pages say and are called, such as an address; then the
    /// site is to be made by [`Site::update`].
    pub fn edited(&self, files: Vec<Source>) -> Option<Self> {
        let mut site = self.clone();
        // Links of other pages may lead to what these have, or had.
        site.targets = Arc::new(self.documents.iter().map(|_| OnceLock::new()).collect());
        let mut renames = false;
        for file in files {
            renames |= site.edit(file)?;
        }
        if renames {
            let mut found = Diagnostics::new();
            site.navigation = nav::build(&site, &mut found).into();
            site.found_in_navigation = found.into();
        }
        Some(site)
    }

    /// Puts another text in the place of a file's. Says whether its page has another name now.
    fn edit(&mut self, file: Source) -> Option<bool> {
        let number = self.index_of(file.locale, &file.path)?;
        let (was, text) = (&self.sources[number], file.text()?.clone());
        if was.text()? == &text {
            return Some(false);
        }
        let id = self.document_at(file.locale, &file.path)?;
        // Pseudo-locales are made of their source; what others show is a part of their pages; what is said of a file as a part
        // of the site names places in it.
        let has_copies = Some(file.locale) == self.config.source_locale
            && self.config.locales.iter().any(|locale| locale.tag.is_pseudo());
        let is_named = self.found.iter().chain(self.found_in_navigation.iter()).any(|found| found.is_about(&was.file));
        if has_copies || is_named || self.shown.contains(&was.file) {
            return None;
        }
        let Parsed { include, mut manner, .. } = self.parsed[id.0];
        if manner.traces == Traces::Settled {
            // It was so while the file said what it said.
            let is_source = Some(file.locale) == self.config.source_locale;
            manner.traces = if is_source { Traces::Counted } else { Traces::Kept };
        }
        let request =
            page::Request { file: &was.file, text: &text, locale: file.locale, path: &file.path, include, manner };
        let (mut document, found) = page::parse(request);
        document.body.digest = (manner.traces != Traces::None).then(|| Fingerprint::of_file(&text));
        let old = &self.documents[id.0];
        if !is_same_to_others(old, &document) {
            return None;
        }
        let renames = (old.title(), old.nav_title()) != (document.title(), document.nav_title());
        let source = Source { content: Content::Text(text), ..was.clone() };
        self.sources.set_mut(number, source);
        self.lines.set_mut(number, OnceLock::new());
        self.documents.set_mut(id.0, Arc::new(document));
        self.parsed.set_mut(id.0, Parsed { include, manner, found: Arc::new(found) });
        self.carry_over_anchors_beside(id)?;
        Some(renames)
    }

    /// Renews what hangs on the headings of a document: its anchors, and those of its translations. Nothing where others show
    /// one of these.
    fn carry_over_anchors_beside(&mut self, id: DocumentId) -> Option<()> {
        let pages = self.pages.clone();
        let row = pages.locales(&self.documents[id.0].key).iter().flatten();
        let pairs = row.filter_map(|origin| match origin {
            Origin::Translation { document, of, .. } if *document == id || *of == id => Some((*document, *of)),
            _ => None,
        });
        self.anchors.set_mut(id.0, OnceLock::new());
        for (own, of) in pairs {
            if self.shown.contains(&self.documents[own.0].file) {
                return None;
            }
            let carried = translate::heading_ids(&self.documents[own.0], &self.documents[of.0]);
            self.heading_ids.set_mut(own.0, carried);
            self.anchors.set_mut(own.0, OnceLock::new());
        }
        Some(())
    }

    /// This site with the units of some documents, whether it keeps those of others or not.
    pub fn with_units(&self, documents: impl IntoIterator<Item = DocumentId>) -> Self {
        let mut site = self.clone();
        for id in documents {
            let document = &self.documents[id.0];
            let Parsed { include, manner, .. } = self.parsed[id.0];
            if manner.keeps_units {
                continue;
            }
            let manner = Manner { keeps_units: true, ..manner };
            let text = self.text_of(document);
            let request = page::Request {
                file: &document.file,
                text,
                locale: document.locale,
                path: &document.path,
                include,
                manner,
            };
            site.documents.set_mut(id.0, Arc::new(page::parse(request).0));
        }
        site
    }

    /// The document of the file at a path below a locale's root.
    pub fn document_at(&self, locale: LocaleId, path: &str) -> Option<DocumentId> {
        search(&self.documents, |own| (own.locale, own.path.as_str()).cmp(&(locale, path))).map(DocumentId)
    }
}

/// Whether nothing outside of a document's own page can tell these two apart, but for the navigation, and for what is worked
/// out when it is asked for: where links into it lead, and what is wrong.
pub(super) fn is_same_to_others(old: &Document, new: &Document) -> bool {
    let is_alone = |document: &Document| {
        matches!(document.kind, DocumentKind::Markdown | DocumentKind::Landing | DocumentKind::Faq)
            && document.front.redirect_url.is_none()
    };
    let place = |document: &Document| {
        let front = &document.front;
        let texts = [&front.slug, &front.template, &front.uid, &front.order, &front.content_locale];
        (texts.map(Clone::clone), front.noindex(), front.draft, front.publish, front.expires)
    };
    let includes = |document: &Document| -> Vec<(String, bool, bool)> {
        document.body.includes.iter().map(|include| (include.path.clone(), include.inline, include.plain)).collect()
    };
    let snippets = |document: &Document| -> Vec<(String, Option<String>)> {
        document.body.snippets.iter().map(|snippet| (snippet.path.clone(), snippet.part.clone())).collect()
    };
    is_alone(old)
        && is_alone(new)
        && (old.kind, &old.key) == (new.kind, &new.key)
        && place(old) == place(new)
        && includes(old) == includes(new)
        && snippets(old) == snippets(new)
}
