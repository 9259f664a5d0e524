//! Where an imported page belongs: the keys and languages that the site has already.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::model::locale::USUAL_SOURCE;
use crate::model::{Config, Document, LocaleTag, PageKey};
use crate::site::Site;
use crate::site::classify::can_be_page;
use crate::text::slug;
use crate::translate::language::Language;

/// The longest name of a file that is made from a text, in bytes: file systems take little more than 250, and others add
/// to it.
const LONGEST_NAME: usize = 160;

/// What a site has: its languages, its pages, and the anchors by which they are known.
#[derive(Debug, Default)]
pub struct Pages {
    locales: Vec<LocaleTag>,
    source: Option<LocaleTag>,
    /// The folders of the locales.
    roots: BTreeMap<LocaleTag, PathBuf>,
    /// Where the folder of a further locale goes, and whether its name is the tag in lower case.
    further: (PathBuf, bool),
    /// The files of the pages, by key and locale.
    files: BTreeMap<PageKey, BTreeMap<LocaleTag, String>>,
    /// The folders of docsets below the locales' own, where there are any: pages elsewhere are none.
    docsets: BTreeMap<LocaleTag, Vec<String>>,
    /// By the last segment of their keys, and by the anchor of their first heading.
    names: BTreeMap<String, BTreeSet<PageKey>>,
    anchors: BTreeMap<String, BTreeSet<PageKey>>,
}

impl Pages {
    /// The pages of a site in a folder; none where there is no site yet. Drafts and pages that are withheld today count:
    /// their files are there.
    pub fn new(folder: &Path, site: Option<&Site>) -> Self {
        let mut pages = Self { further: (folder.join("content"), false), ..Self::default() };
        let Some(site) = site else { return pages };
        let config = &site.config;
        pages.further = further(config);
        pages.locales = config.locales.iter().map(|locale| locale.tag.clone()).collect();
        pages.roots = config.locales.iter().map(|locale| (locale.tag.clone(), locale.root.clone())).collect();
        pages.source = config.source_locale.map(|id| config.locale(id).tag.clone());
        for source in site.sources().iter().filter(|source| source.name().eq_ignore_ascii_case("docfx.json")) {
            let folder = &source.path[..source.path.len() - source.name().len()];
            pages.docsets.entry(config.locale(source.locale).tag.clone()).or_default().push(folder.to_owned());
        }
        let is_page =
            |document: &&std::sync::Arc<Document>| document.is_page() && document.front.redirect_url.is_none();
        for document in site.documents.iter().filter(is_page) {
            let (key, locale) = (&document.key, &config.locale(document.locale).tag);
            pages.names.entry(key.name().to_owned()).or_default().insert(key.clone());
            // Translation pipelines turn the ids that source headings get by themselves into anchors.
            let source = Some(document.locale) == config.source_locale;
            if let Some(heading) = document.body.headings.first().filter(|heading| heading.explicit || source) {
                pages.anchors.entry(heading.id.clone()).or_default().insert(key.clone());
            }
            let files = pages.files.entry(key.clone()).or_default();
            files.entry(locale.clone()).or_insert_with(|| document.path.clone());
        }
        pages
    }

    /// The file of a page: the folder of its language and the path below it, of the one that the site has, whatever it is
    /// called, else of one named by the key. And whether it is named by the key.
    pub fn path(&self, locale: &LocaleTag, key: &PageKey, extension: &str) -> (PathBuf, String, bool) {
        let root = self.roots.get(locale).cloned().unwrap_or_else(|| {
            let (folder, lower) = &self.further;
            folder.join(if *lower { locale.slug() } else { locale.as_str().to_owned() })
        });
        let named = format!("{key}.{extension}");
        match self.files.get(key).and_then(|files| files.get(locale)) {
            Some(path) => (root, path.clone(), *path == named),
            None => (root, named, true),
        }
    }

    /// Whether a page of this key is there in any language.
    pub fn has(&self, key: &PageKey) -> bool {
        self.files.contains_key(key)
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

    /// The site's locale of this tag; of a tag without a region, its one locale in that language.
    pub fn known(&self, tag: &LocaleTag) -> Option<LocaleTag> {
        let known = self.locales.iter().find(|known| *known == tag).cloned();
        known.or_else(|| self.only(tag).filter(|_| tag.region().is_none()))
    }

    /// The locale of a language: the one that the site has, else the one of the region where it is most likely read.
    pub fn locale(&self, language: &Language) -> Option<LocaleTag> {
        let tag = language.tag()?;
        Some(self.only(&tag).unwrap_or_else(|| tag.with_likely_region()))
    }

    /// Whether a file of this key is where the site looks for pages.
    pub fn looks_at(&self, locale: &LocaleTag, key: &PageKey) -> bool {
        let within = |folders: &Vec<String>| folders.iter().any(|folder| key.as_str().starts_with(folder.as_str()));
        self.files.get(key).is_some_and(|files| files.contains_key(locale))
            || self.docsets.get(locale).is_none_or(within)
    }

    /// The one locale of the site in the language and script of a tag; nothing where there are more.
    fn only(&self, tag: &LocaleTag) -> Option<LocaleTag> {
        let mut alike = self.locales.iter().filter(|known| known.is_like(tag));
        let only = alike.next()?;
        alike.next().is_none().then(|| only.clone())
    }

    /// The key of the page that goes by a name: an existing page's, where exactly one has the name or an anchor of that
    /// name, wherever its folder is; else a new one's at the top, with the pages that it might have been.
    pub fn key(&self, name: &str) -> (PageKey, Vec<PageKey>) {
        let top = PageKey::from_path(&file_name(name));
        let mut candidates = BTreeSet::new();
        if self.has(&top) {
            return (top, Vec::new());
        }
        for index in [&self.anchors, &self.names] {
            let Some(keys) = index.get(name) else { continue };
            if let (Some(key), 1) = (keys.first(), keys.len()) {
                return (key.clone(), Vec::new());
            }
            candidates.extend(keys.iter().cloned());
        }
        (top, candidates.into_iter().collect())
    }
}

/// The folder in which a further locale of a site goes: where its others are, and in the same letter case (`de-de` beside
/// `en-us`), else where its configuration looks for it.
fn further(config: &Config) -> (PathBuf, bool) {
    let beside = config.source_locale.map(|source| config.locale(source)).or(config.locales.first());
    let Some(beside) = beside.filter(|_| !config.lists_locales) else { return (config.content.clone(), false) };
    let name = beside.root.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let lower = name == beside.tag.slug() && name != beside.tag.as_str();
    (beside.root.parent().map_or_else(|| config.content.clone(), Path::to_path_buf), lower)
}

/// Whether a site keeps each language in a folder of that name below its own, so that another can be put beside them.
pub fn has_locale_folders(config: &Config, folder: &Path) -> bool {
    config.locales.iter().all(|locale| {
        let name = locale.root.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        locale.root != folder && LocaleTag::parse(name).as_ref() == Some(&locale.tag)
    })
}

/// A text as the name of a file: its slug, cut at a word where it is long.
///
/// `What's new? => whats-new`
pub fn file_name(text: &str) -> String {
    let slug = slug::slug(text);
    let mut name = String::new();
    for word in slug.split('-').filter(|word| !word.is_empty()) {
        let hyphen = usize::from(!name.is_empty());
        if name.len() + hyphen + word.len() > LONGEST_NAME {
            // A text without spaces is one word, of which the beginning has to do.
            if name.is_empty() {
                name.extend(
                    word.char_indices().take_while(|(at, ch)| at + ch.len_utf8() <= LONGEST_NAME).map(|(_, ch)| ch),
                );
            }
            break;
        }
        name.push_str(&"-"[..hyphen]);
        name.push_str(word);
    }
    if name.is_empty() { "page".to_owned() } else { name }
}

/// Whether a key can be the path of a page's file.
pub fn fits(key: &PageKey, extension: &str) -> bool {
    let plain = |ch: char| !ch.is_control() && !matches!(ch, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let segments = key.as_str().split('/');
    let mut all = segments.map(|segment| segment.len() <= LONGEST_NAME && segment.chars().all(plain));
    all.all(|fits| fits) && can_be_page(&format!("{key}.{extension}"))
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
        assert!(long.len() <= LONGEST_NAME && long.ends_with("word"), "{long}");
        let long = file_name(&"計".repeat(200));
        assert!(long.len() <= LONGEST_NAME && long.starts_with("計計"), "{long}");
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
