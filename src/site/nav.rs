//! Navigation: the entries of navigation files, resolved for each locale.
//!
//! A locale that has no navigation of its own uses the tree of the locale that it falls back to, with its own names.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Site;
use super::classify::{Class, Classified};
use super::links::Base;
use super::target::{Broken, Target};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Role};
use crate::model::nav::{TocFile, TocItem};
use crate::model::{LocaleId, Origin, PageKey, Source};
use crate::parse::{Findings, toc};
use crate::text::{Span, address};

/// The navigation of one locale.
#[derive(Debug, Default)]
pub struct Navigation {
    /// One tree per section of the site; most sites have one.
    pub sections: Vec<Section>,
    /// Which section shows a page, and where in it the page stands first.
    places: FxHashMap<PageKey, (usize, Vec<usize>)>,
}

/// One tree of entries.
#[derive(Debug)]
pub struct Section {
    /// The folder it speaks for, ending in `/`, or empty for the whole site.
    pub folder: String,
    /// The entries.
    pub entries: Vec<Entry>,
    /// The pages in reading order, each once.
    order: Vec<PageKey>,
    /// Where each page stands in that order.
    positions: FxHashMap<PageKey, usize>,
}

/// One entry.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it is called.
    pub title: String,
    /// The language of that name, where it is not the navigation's own.
    pub lang: Option<LocaleId>,
    /// Where it leads.
    pub target: EntryTarget,
    /// What is below it.
    pub children: Vec<Entry>,
}

/// Where an entry leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryTarget {
    /// It only holds others together.
    Group,
    /// A page, with the fragment as written.
    Page(PageKey, Option<String>),
    /// Somewhere else.
    Address(String),
}

impl Section {
    /// How many pages it lists.
    pub fn pages(&self) -> usize {
        self.order.len()
    }
}

impl Navigation {
    /// The section that shows a page: the one that lists it, else the one of the nearest folder around it.
    pub fn section_of(&self, key: &PageKey) -> Option<usize> {
        if let Some((section, _)) = self.places.get(key) {
            return Some(*section);
        }
        let around = self.sections.iter().enumerate().filter(|(_, section)| key.as_str().starts_with(&section.folder));
        around.max_by_key(|(index, section)| (section.folder.len(), usize::MAX - index)).map(|(index, _)| index)
    }

    /// The entries from the top of its section down to a page.
    pub fn trail(&self, key: &PageKey) -> Vec<&Entry> {
        let Some((section, path)) = self.places.get(key) else { return Vec::new() };
        let mut entries = &self.sections[*section].entries;
        let mut trail = Vec::with_capacity(path.len());
        for index in path {
            let entry = &entries[*index];
            entries = &entry.children;
            trail.push(entry);
        }
        trail
    }

    /// The pages before and after a page in reading order.
    pub fn neighbours(&self, key: &PageKey) -> (Option<&PageKey>, Option<&PageKey>) {
        let Some((section, _)) = self.places.get(key) else { return (None, None) };
        let order = &self.sections[*section].order;
        let Some(at) = self.sections[*section].positions.get(key).copied() else { return (None, None) };
        (at.checked_sub(1).and_then(|before| order.get(before)), order.get(at + 1))
    }

    fn new(sections: Vec<(String, Vec<Entry>)>) -> Self {
        let mut navigation = Self::default();
        for (folder, entries) in sections {
            let number = navigation.sections.len();
            walk(&entries, &mut Vec::new(), &mut |entry, path| {
                let EntryTarget::Page(key, None) = &entry.target else { return };
                // The section of the nearest folder has a page; elsewhere it is only linked to. Among equals, the first.
                let nearness = |folder: &str| key.as_str().starts_with(folder).then_some(folder.len());
                let place = (number, path.to_vec());
                match navigation.places.get(key) {
                    Some((known, _)) if *known == number => {}
                    Some((known, _)) if nearness(&navigation.sections[*known].folder) >= nearness(&folder) => {}
                    _ => {
                        navigation.places.insert(key.clone(), place);
                    }
                }
            });
            navigation.sections.push(Section { folder, entries, order: Vec::new(), positions: FxHashMap::default() });
        }
        for number in 0..navigation.sections.len() {
            let mut order = Vec::new();
            walk(&navigation.sections[number].entries, &mut Vec::new(), &mut |entry, path| {
                if let EntryTarget::Page(key, None) = &entry.target
                    && navigation.places.get(key).is_some_and(|(section, own)| *section == number && own == path)
                {
                    order.push(key.clone());
                }
            });
            let section = &mut navigation.sections[number];
            section.positions = order.iter().enumerate().map(|(at, key)| (key.clone(), at)).collect();
            section.order = order;
        }
        navigation
    }
}

impl Site {
    /// What a section of the navigation is called: as its folder's own page, else as the folder.
    pub fn section_name(&self, locale: LocaleId, section: &Section) -> String {
        let start = PageKey::from_path(&format!("{}index", section.folder));
        let folder = || section.folder.trim_end_matches('/').rsplit('/').next().unwrap_or_default().replace('-', " ");
        let page = self.pages.get(locale, &start).map(|origin| self.document(origin.document()));
        page.map_or_else(folder, |page| page.nav_title().to_owned())
    }
}

fn walk(entries: &[Entry], path: &mut Vec<usize>, visit: &mut impl FnMut(&Entry, &[usize])) {
    for (index, entry) in entries.iter().enumerate() {
        path.push(index);
        visit(entry, path);
        walk(&entry.children, path, visit);
        path.pop();
    }
}

/// The navigation files by locale and path, as they are written.
pub type Tocs = BTreeMap<(LocaleId, String), TocFile>;

/// Reads every navigation file.
pub(super) fn files(sources: &[Source], classified: &Classified, diagnostics: &mut Diagnostics) -> Tocs {
    let read = |source: &&Source| {
        let mut findings = Findings::new(&source.file, source.text()?);
        let file = toc::parse(&mut findings, &source.path);
        Some(((source.locale, source.path.clone()), file, findings.diagnostics))
    };
    let sources: Vec<&Source> = classified.of(sources, Class::Toc).collect();
    let read: Vec<_> = sources.par_iter().filter_map(read).collect();
    let file = |(at, file, found)| {
        diagnostics.extend(found);
        (at, file)
    };
    read.into_iter().map(file).collect()
}

/// The navigation file that an entry of `from` takes in: named outright, or by its folder.
pub fn taken_in(files: &Tocs, locale: LocaleId, from: &str, href: &str) -> Option<String> {
    let path = address::join(from, &address::decode(address::split(href).path))?;
    let has = |path: &str| files.contains_key(&(locale, path.to_owned()));
    if toc::is_toc(&path) && address::scheme(href).is_none() {
        return has(&path).then_some(path);
    }
    let folder = path.strip_suffix('/')?;
    let names = ["toc.yaml", "toc.yml", "TOC.yml", "toc.md", "TOC.md"];
    names.iter().map(|name| format!("{folder}/{name}")).find(|path| has(path))
}

/// Builds the navigation of every locale.
pub(super) fn build(site: &Site, diagnostics: &mut Diagnostics) -> Vec<Navigation> {
    let files = &site.tocs;
    let mut navigation = Vec::new();
    for locale in site.config.locale_ids() {
        let has_tree = |locale: LocaleId| files.iter().any(|((own, _), file)| *own == locale && !file.items.is_empty());
        let owner = site.chain(locale).chain(site.config.source_locale).find(|locale| has_tree(*locale));
        let built = match owner {
            Some(owner) => {
                let names_of = |language: LocaleId| {
                    let own = files.iter().filter(|((own, _), _)| *own == language);
                    (language, own.flat_map(|(_, file)| file.names.clone()).collect())
                };
                let names = site.chain(locale).take_while(|language| *language != owner).map(names_of).collect();
                let mut builder = Builder { site, files, locale, owner, names, found: Diagnostics::new() };
                let sections = builder.sections();
                // What is wrong in a tree is its owner's to mend, once.
                if owner == locale {
                    diagnostics.extend(builder.found);
                }
                Navigation::new(sections)
            }
            None => Navigation::new(vec![(String::new(), from_folders(site, locale))]),
        };
        navigation.push(built);
    }
    navigation
}

struct Builder<'a> {
    site: &'a Site,
    files: &'a Tocs,
    locale: LocaleId,
    /// The locale whose tree it is.
    owner: LocaleId,
    /// What the languages of the chain call entries, nearest first.
    names: Vec<(LocaleId, BTreeMap<String, String>)>,
    found: Diagnostics,
}

impl Builder<'_> {
    /// The trees that no other tree takes in, by folder.
    fn sections(&mut self) -> Vec<(String, Vec<Entry>)> {
        let own: Vec<String> =
            self.files.keys().filter(|(locale, _)| *locale == self.owner).map(|(_, path)| path.clone()).collect();
        let mut nested: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for path in &own {
            let file = &self.files[&(self.owner, path.clone())];
            for item in file.entries() {
                let taken_in = item.href.as_deref().and_then(|href| taken_in(self.files, self.owner, path, href));
                nested.entry(path).or_default().extend(taken_in.filter(|nested| nested != path));
            }
        }
        let inner: BTreeSet<&String> = nested.values().flatten().collect();
        // In a circle every file is taken in by another: the one nearest to the top stands for those that no other
        // root leads to.
        let mut by_depth: Vec<&String> = own.iter().collect();
        by_depth.sort_by_key(|path| (inner.contains(path), path.matches('/').count(), (*path).clone()));
        let mut reached: BTreeSet<&str> = BTreeSet::new();
        let mut roots: Vec<String> = Vec::new();
        for path in by_depth {
            if reached.contains(path.as_str()) {
                continue;
            }
            roots.push(path.clone());
            let mut stack = vec![path.as_str()];
            while let Some(path) = stack.pop() {
                if reached.insert(path) {
                    stack.extend(nested.get(path).into_iter().flatten().map(String::as_str));
                }
            }
        }
        roots.sort();
        roots
            .into_iter()
            .map(|path| {
                let folder = path.rfind('/').map_or("", |at| &path[..=at]).to_owned();
                let entries = self.file(&path, &mut vec![path.clone()]);
                (folder, entries)
            })
            .filter(|(_, entries)| !entries.is_empty())
            .collect()
    }

    fn file(&mut self, path: &str, trail: &mut Vec<String>) -> Vec<Entry> {
        let files = self.files;
        self.items(&files[&(self.owner, path.to_owned())].items, path, trail)
    }

    fn items(&mut self, items: &[TocItem], from: &str, trail: &mut Vec<String>) -> Vec<Entry> {
        items.iter().flat_map(|item| self.item(item, from, trail)).collect()
    }

    /// An entry; or what is below it, where its own page is withheld: its name would tell of the page.
    fn item(&mut self, item: &TocItem, from: &str, trail: &mut Vec<String>) -> Vec<Entry> {
        let mut children = self.items(&item.items, from, trail);
        let mut has_entries = !item.items.is_empty();
        let mut href = item.href.clone().or_else(|| item.uid.as_ref().map(|uid| format!("xref:{uid}")));
        if let Some(nested) = item.href.as_deref().and_then(|href| taken_in(self.files, self.owner, from, href)) {
            href.clone_from(&item.topic_href);
            if trail.contains(&nested) {
                let circle: Vec<&str> = trail.iter().map(String::as_str).chain([nested.as_str()]).collect();
                let diagnostic = Diagnostic::new(
                    Code::NavigationCycle,
                    self.site.place_in(self.owner, from, item.span),
                    format!("the navigation goes in a circle: {}", circle.join(" → ")),
                    "Take this entry out; nothing is shown below it.",
                );
                let again = self.site.place_in(self.owner, &nested, Span::default());
                self.found.push(diagnostic.with_related(again, Role::See, "taken in again here"));
            } else {
                has_entries = true;
                trail.push(nested.clone());
                children.extend(self.file(&nested, trail));
                trail.pop();
            }
        }
        let target = match &href {
            Some(href) => self.target(href, from),
            None => Some(EntryTarget::Group),
        };
        // A page that this locale does not have leaves no trace, unless something stands below it.
        let target = match target {
            Some(target) => target,
            None if children.is_empty() || self.is_withheld(href.as_deref(), from) => return children,
            None => EntryTarget::Group,
        };
        // So does a group none of whose entries is there: its name could tell of pages that are withheld.
        if target == EntryTarget::Group && children.is_empty() && (item.name.is_empty() || has_entries) {
            return Vec::new();
        }
        let (title, lang) = self.name(item, &target);
        vec![Entry { title, lang, target, children }]
    }

    fn is_withheld(&self, href: Option<&str>, from: &str) -> bool {
        let base = Base { locale: self.owner, path: from, document: None };
        let leads = |href| self.site.resolve(self.locale, base, href);
        href.is_some_and(|href| matches!(leads(href), Target::Broken(Broken::Withheld(..))))
    }

    /// Where an entry leads; nothing where there is no such page, which the checks of links say.
    fn target(&self, href: &str, from: &str) -> Option<EntryTarget> {
        let base = Base { locale: self.owner, path: from, document: None };
        match self.site.resolve(self.locale, base, href) {
            Target::Page(page) if page.locale == self.locale => Some(EntryTarget::Page(page.key, page.fragment)),
            Target::Page(page) => {
                let here = self.site.page(self.locale, &page.key, None, None)?;
                Some(EntryTarget::Page(here.key, page.fragment))
            }
            Target::External(address) | Target::Moved { to: address, .. } => Some(EntryTarget::Address(address)),
            Target::Asset { asset, .. } => Some(EntryTarget::Address(format!("/{}", self.site.asset_address(asset)))),
            Target::Home(locale) => {
                Some(EntryTarget::Address(format!("/{}index.html", self.site.locale_address(locale))))
            }
            Target::SamePage { .. } | Target::Empty => Some(EntryTarget::Group),
            // The tree may name a page ahead of its day.
            Target::Refused | Target::Broken(_) => None,
        }
    }

    /// What an entry is called here, and in which language that is.
    fn name(&self, item: &TocItem, target: &EntryTarget) -> (String, Option<LocaleId>) {
        let page = match target {
            EntryTarget::Page(key, _) => self.site.pages.get(self.locale, key).map(|origin| (key, origin)),
            _ => None,
        };
        // The nearest language of the chain that has a name for it.
        for (language, names) in &self.names {
            let named = names.get(&item.name).or_else(|| names.get(page?.0.as_str()));
            if let Some(name) = named {
                return (name.clone(), Some(*language).filter(|language| *language != self.locale));
            }
        }
        let titled = page.map(|(_, origin)| {
            let lang = match origin {
                Origin::Fallback { from, .. } => Some(from),
                _ => None,
            };
            (self.site.document(origin.document()).nav_title().to_owned(), lang)
        });
        if self.owner == self.locale && !item.name.is_empty() {
            return (item.name.clone(), None);
        }
        match titled {
            // The page's own title is the nearest to a translated name.
            Some((title, None)) => (title, None),
            // The tree's name is in the language of the tree.
            Some((_, Some(_))) if !item.name.is_empty() => (item.name.clone(), Some(self.owner)),
            Some(titled) => titled,
            None => {
                let foreign = self.owner != self.locale;
                let name = if item.name.is_empty() { item.href.clone().unwrap_or_default() } else { item.name.clone() };
                (name, foreign.then_some(self.owner))
            }
        }
    }
}

/// The navigation that folders give: a page per entry, a folder per group, `index` naming its folder.
fn from_folders(site: &Site, locale: LocaleId) -> Vec<Entry> {
    #[derive(Default)]
    struct Folder {
        pages: Vec<(i64, PageKey)>,
        folders: BTreeMap<String, Folder>,
        index: Option<PageKey>,
    }

    fn entries(site: &Site, locale: LocaleId, folder: Folder) -> Vec<Entry> {
        let entry = |key: &PageKey| {
            let origin = site.pages.get(locale, key);
            let document = origin.map(|origin| site.document(origin.document()));
            let lang = match origin {
                Some(Origin::Fallback { from, .. }) => Some(from),
                _ => None,
            };
            (document.map_or_else(|| key.name().to_owned(), |document| document.nav_title().to_owned()), lang)
        };
        let mut all: Vec<(i64, String, Entry)> = Vec::new();
        for (order, key) in folder.pages {
            let (title, lang) = entry(&key);
            let name = key.name().to_owned();
            all.push((order, name, Entry { title, lang, target: EntryTarget::Page(key, None), children: Vec::new() }));
        }
        for (name, mut folder) in folder.folders {
            let index = folder.index.take();
            let order = index.as_ref().map_or(i64::MAX, |key| order(site, locale, key));
            let (title, lang) = index.as_ref().map_or_else(|| (name.replace('-', " "), None), entry);
            let target = index.map_or(EntryTarget::Group, |key| EntryTarget::Page(key, None));
            let children = entries(site, locale, folder);
            all.push((order, name, Entry { title, lang, target, children }));
        }
        all.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        all.into_iter().map(|(_, _, entry)| entry).collect()
    }

    fn order(site: &Site, locale: LocaleId, key: &PageKey) -> i64 {
        let document = site.pages.get(locale, key).map(|origin| site.document(origin.document()));
        document.and_then(|document| document.front.order.as_deref()?.parse().ok()).unwrap_or(i64::MAX)
    }

    let mut root = Folder::default();
    for (key, _) in site.pages.of(locale) {
        let mut parts: Vec<&str> = key.as_str().split('/').collect();
        let last = parts.pop().unwrap_or_default();
        let folder =
            parts.into_iter().fold(&mut root, |folder, part| folder.folders.entry(part.to_owned()).or_default());
        if last.eq_ignore_ascii_case("index") {
            folder.index = Some(key.clone());
        } else {
            folder.pages.push((order(site, locale, key), key.clone()));
        }
    }
    let index = root.index.take();
    let mut all = entries(site, locale, root);
    if let Some(key) = index {
        let document = site.pages.get(locale, &key).map(|origin| site.document(origin.document()));
        let entry = Entry {
            title: document.map_or_else(String::new, |document| document.nav_title().to_owned()),
            lang: document.map(|document| document.locale).filter(|own| *own != locale),
            target: EntryTarget::Page(key, None),
            children: Vec::new(),
        };
        all.insert(0, entry);
    }
    all
}
