//! Parsed documents as bytes, for whoever makes the same site again in another process; and which pages a change of some of
//! them concerns.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Site;
use super::edit::is_same_to_others;
use super::parsed::Parsed;
use crate::diagnostics::Diagnostics;
use crate::model::{Config, Document, DocumentId, FrontMatter, Html, LocaleId, Source};
use crate::parse::markdown::Manner;
use crate::parse::page;

/// Documents as bytes, by their files.
#[derive(Debug, Default)]
pub struct Remembered<'a>(FxHashMap<&'a Path, &'a [u8]>);

/// What is written of a document.
type Written = (Document, bool, Manner, Diagnostics);

impl<'a> FromIterator<(&'a Path, &'a [u8])> for Remembered<'a> {
    fn from_iter<I: IntoIterator<Item = (&'a Path, &'a [u8])>>(documents: I) -> Self {
        Self(documents.into_iter().collect())
    }
}

impl Remembered<'_> {
    fn read(&self, config: &Config, locale: LocaleId, path: &str) -> Option<Written> {
        let bytes = self.0.get(&*file_of(config, locale, path))?;
        rmp_serde::from_slice(bytes).ok().filter(|(document, ..): &Written| document.locale == locale)
    }

    /// What was made of a file that has not changed, whose HTML is made when somebody looks at it.
    pub fn document(&self, config: &Config, source: &Source) -> Option<(Document, Parsed)> {
        let (mut document, include, manner, found) = self.read(config, source.locale, &source.path)?;
        document.file = source.file.clone();
        document.body.html = html_later(source.clone(), include, manner);
        Some((document, Parsed { include, manner, found: Arc::new(found) }))
    }

    /// The documents of files that say something else now; nothing where more than the outputs made of their own text can tell
    /// the site from the one that was.
    pub fn changed(&self, site: &Site, files: &FxHashSet<&Path>) -> Option<FxHashSet<DocumentId>> {
        // Pseudo-locales are made of their source.
        if site.config.locales.iter().any(|locale| locale.tag.is_pseudo()) {
            return None;
        }
        let (mut changed, mut seen) = (FxHashSet::default(), FxHashSet::default());
        for (index, new) in site.documents.iter().enumerate() {
            let file = file_of(&site.config, new.locale, &new.path);
            let Some(file) = files.get(&*file) else { continue };
            let (old, include, ..) = self.read(&site.config, new.locale, &new.path)?;
            let is_own = !site.shown.contains(&new.file) && include == site.parsed[index].include;
            if !(is_own && is_same_to_others(&old, new) && is_same_in_name(&old, new)) {
                return None;
            }
            seen.insert(*file);
            changed.insert(DocumentId(index));
        }
        (seen.len() == files.len()).then_some(changed)
    }
}

impl Site {
    /// What can be remembered of a document as bytes; nothing where that would not be all.
    pub fn remember(&self, id: DocumentId) -> Option<Vec<u8>> {
        let (document, Parsed { include, manner, found }) = (self.document(id), &self.parsed[id.0]);
        let has_tags = document.front.extra.values().any(has_tags);
        let has_units = !document.body.units.is_empty() || !document.body.values.is_empty();
        let is_whole = (!has_units || document.reads_units_again()) && !has_tags;
        if !is_whole || self.config.locale(document.locale).tag.is_pseudo() {
            return None;
        }
        /// About what a document takes.
        const ROOM: usize = 2 << 10;
        let mut bytes = Vec::with_capacity(ROOM);
        rmp_serde::encode::write(&mut bytes, &(document, include, manner, &**found)).ok()?;
        Some(bytes)
    }

    /// The file of a document.
    pub fn file_of(&self, id: DocumentId) -> PathBuf {
        let document = self.document(id);
        file_of(&self.config, document.locale, &document.path)
    }
}

/// What parsing a file gives as HTML, once somebody looks at it.
pub(super) fn html_later(source: Source, include: bool, manner: Manner) -> Html {
    Html::later(move || {
        let text = source.text().map_or("", |text| text);
        let (file, path) = (&source.file, source.path.as_str());
        let request = page::Request { file, text, locale: source.locale, path, include, manner };
        std::mem::take(&mut *page::parse(request).0.body.html)
    })
}

fn file_of(config: &Config, locale: LocaleId, path: &str) -> PathBuf {
    config.locale(locale).root.join(path)
}

/// Whether a value has tags, which only YAML can write.
fn has_tags(value: &serde_yaml::Value) -> bool {
    match value {
        serde_yaml::Value::Tagged(_) => true,
        serde_yaml::Value::Sequence(values) => values.iter().any(has_tags),
        serde_yaml::Value::Mapping(values) => values.iter().any(|(key, value)| has_tags(key) || has_tags(value)),
        _ => false,
    }
}

/// Whether other pages, lists of pages and the navigation call these two the same, and links lead to the same places in them.
fn is_same_in_name(old: &Document, new: &Document) -> bool {
    let front = |document: &Document| FrontMatter {
        places: Default::default(),
        ignore: Default::default(),
        ..document.front.clone()
    };
    let headings = |document: &Document| -> Vec<(u8, String, bool, String)> {
        let headings = document.body.headings.iter();
        headings.map(|heading| (heading.level, heading.id.clone(), heading.explicit, heading.text.clone())).collect()
    };
    (old.title(), old.nav_title()) == (new.title(), new.nav_title())
        && front(old) == front(new)
        && headings(old) == headings(new)
        && old.body.anchors == new.body.anchors
}
