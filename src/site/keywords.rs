//! Further words under which a search should find a page: `keywords` of its front matter, `displayName` in the navigation.

use serde_yaml::Value;

use rustc_hash::FxHashMap;

use super::Site;
use super::links::Base;
use super::target::Target;
use crate::model::{DocumentId, LocaleId, PageKey};

impl Site {
    /// What the navigation files of a locale say beside the names of pages, in their order.
    pub fn display_names(&self, locale: LocaleId) -> FxHashMap<PageKey, Vec<&str>> {
        let mut names: FxHashMap<PageKey, Vec<&str>> = FxHashMap::default();
        for ((own, path), file) in self.tocs.iter().filter(|((own, _), _)| *own == locale) {
            let base = Base { locale: *own, path, document: None };
            for item in file.entries() {
                let (Some(words), Some(href)) = (item.display_name.as_deref(), item.href.as_deref()) else { continue };
                if let Target::Page(page) = self.resolve(locale, base, href) {
                    names.entry(page.key).or_default().push(words);
                }
            }
        }
        names
    }

    /// The `keywords` of a page's front matter: a text, or a list of them.
    pub fn keywords(&self, id: DocumentId) -> Vec<&str> {
        match self.document(id).front.extra.get("keywords") {
            Some(Value::Sequence(words)) => words.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(words)) => vec![words],
            _ => Vec::new(),
        }
    }
}
