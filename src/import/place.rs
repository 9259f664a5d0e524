//! Where an imported page belongs: the keys and languages that the site has already.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::language::Language;
use crate::model::{LocaleTag, PageKey};
use crate::site::Site;
use crate::text::slug;

/// The longest name of a file that is made from a text, in characters.
const LONGEST_NAME: usize = 80;

/// The language that untranslated text is in, unless the site says another.
const USUAL_SOURCE: &str = "en-US";

/// What a site has: its languages, its pages, and the anchors by which they are known.
#[derive(Debug, Default)]
pub struct Pages {
    locales: Vec<LocaleTag>,
    source: Option<LocaleTag>,
    keys: BTreeSet<PageKey>,
    /// By the last segment of their keys, and by the anchor of their first heading.
    names: BTreeMap<String, BTreeSet<PageKey>>,
    anchors: BTreeMap<String, BTreeSet<PageKey>>,
}

impl Pages {
    /// The pages of a site; none where there is no site yet.
    pub fn new(site: Option<&Site>) -> Self {
        let mut pages = Self::default();
        let Some(site) = site else { return pages };
        pages.locales = site.config.locales.iter().map(|locale| locale.tag.clone()).collect();
        pages.source = site.config.source_locale.map(|id| site.config.locale(id).tag.clone());
        for (key, origins) in site.pages.iter() {
            pages.keys.insert(key.clone());
            pages.names.entry(key.name().to_owned()).or_default().insert(key.clone());
            for origin in origins.iter().flatten() {
                let heading = site.document(origin.document()).body.headings.first();
                // Translation pipelines turn the ids that source headings get by themselves into anchors.
                let source = Some(site.document(origin.document()).locale) == site.config.source_locale;
                if let Some(heading) = heading.filter(|heading| heading.explicit || source) {
                    pages.anchors.entry(heading.id.clone()).or_default().insert(key.clone());
                }
            }
        }
        pages
    }

    /// Whether a page of this key is there in any language.
    pub fn has(&self, key: &PageKey) -> bool {
        self.keys.contains(key)
    }

    /// The locale that others are translated from.
    pub fn source_tag(&self) -> Option<LocaleTag> {
        self.source.clone().or_else(|| LocaleTag::parse(USUAL_SOURCE))
    }

    /// The language of that locale.
    pub fn source_language(&self) -> &str {
        self.source.as_ref().map_or("en", LocaleTag::language)
    }

    /// The languages that the site has.
    pub fn languages(&self) -> Vec<&str> {
        self.locales.iter().map(LocaleTag::language).collect()
    }

    /// Whether pages of this locale are what others are translated from.
    pub fn is_source(&self, locale: &LocaleTag) -> bool {
        locale.language() == self.source_language()
    }

    /// The site's locale of this tag in whatever form it is written there.
    pub fn known(&self, tag: &LocaleTag) -> Option<LocaleTag> {
        self.locales.iter().find(|known| *known == tag).cloned().or_else(|| self.only(tag))
    }

    /// The locale of a language: the one that the site has, else the one of the region where it is most likely read.
    pub fn locale(&self, language: &Language) -> Option<LocaleTag> {
        let tag = language.tag()?;
        Some(self.only(&tag).unwrap_or_else(|| tag.with_likely_region()))
    }

    /// The one locale of the site in the language and script of a tag; nothing where there are more.
    fn only(&self, tag: &LocaleTag) -> Option<LocaleTag> {
        let mut alike =
            self.locales.iter().filter(|known| known.language() == tag.language() && known.script() == tag.script());
        let only = alike.next()?;
        alike.next().is_none().then(|| only.clone())
    }

    /// The key of the page that goes by a name: an existing page's, where exactly one has the name or an anchor of that
    /// name, wherever its folder is; else a new one's at the top.
    pub fn key(&self, name: &str) -> PageKey {
        let top = PageKey::from_path(&file_name(name));
        if self.keys.contains(&top) {
            return top;
        }
        for index in [&self.anchors, &self.names] {
            if let Some(keys) = index.get(name)
                && let (Some(key), 1) = (keys.first(), keys.len())
            {
                return key.clone();
            }
        }
        top
    }
}

/// The folder of a locale's pages: the one that the site has, else one beside its others, else `content/TAG` in a folder
/// that is no site yet.
pub fn root_of(site: Option<&Site>, folder: &Path, locale: &LocaleTag) -> PathBuf {
    let Some(site) = site.filter(|site| !site.config.locales.is_empty()) else {
        return folder.join("content").join(locale.as_str());
    };
    let locales = &site.config.locales;
    if let Some(known) = locales.iter().find(|known| known.tag == *locale) {
        return known.root.clone();
    }
    let beside = site.config.source_locale.map_or(&locales[0], |source| site.config.locale(source));
    // The case of the tag follows the folders that are there: `de-de` beside `en-us`.
    let lower = beside.root.file_name().is_some_and(|name| name.to_str().is_some_and(|name| name == beside.tag.slug()));
    let name = if lower { locale.slug() } else { locale.as_str().to_owned() };
    beside.root.parent().unwrap_or(folder).join(name)
}

/// Whether a site keeps each language in a folder of that name, so that another can be put beside them.
pub fn has_locale_folders(site: &Site) -> bool {
    site.config.locales.iter().all(|locale| {
        let name = locale.root.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        LocaleTag::parse(name).as_ref() == Some(&locale.tag)
    })
}

/// A text as the name of a file: its slug, cut at a word where it is long.
///
/// `What's new? => whats-new`
pub fn file_name(text: &str) -> String {
    let slug = slug::slug(text);
    let words = slug.split('-').filter(|word| !word.is_empty());
    let mut name = String::new();
    for word in words {
        if !name.is_empty() && name.chars().count() + 1 + word.chars().count() > LONGEST_NAME {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.extend(word.chars().take(LONGEST_NAME));
    }
    if name.is_empty() { "page".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_short_and_plain() {
        assert_eq!(file_name("What's new?"), "whats-new");
        assert_eq!(file_name("../../etc/passwd"), "etcpasswd");
        assert_eq!(file_name("…"), "section");
        let long = file_name(&"word ".repeat(40));
        assert!(long.chars().count() <= LONGEST_NAME && long.ends_with("word"), "{long}");
    }

    #[test]
    fn a_language_goes_to_the_locale_that_the_site_has() {
        let tag = |tag: &str| LocaleTag::parse(tag).expect("a tag");
        let german = Language { language: "de".to_owned(), script: None };
        let mut pages = Pages::default();
        assert_eq!(pages.locale(&german), Some(tag("de-DE")));
        pages.locales = vec![tag("de-AT"), tag("zh-HK")];
        assert_eq!(pages.locale(&german), Some(tag("de-AT")));
        let chinese = |script| Language { language: "zh".to_owned(), script: Some(script) };
        assert_eq!(pages.locale(&chinese("Hant")), Some(tag("zh-HK")));
        assert_eq!(pages.locale(&chinese("Hans")), Some(tag("zh-CN")));
        pages.locales.push(tag("de-CH"));
        assert_eq!(pages.locale(&german), Some(tag("de-DE")), "two of them, and no reason to take either");
    }
}
