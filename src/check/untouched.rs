//! Translations that still have their source's words.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::cause::Finding;
use crate::diagnostics::{Code, Place};
use crate::model::locale::USUAL_SOURCE;
use crate::model::nav::{TocFile, TocItem};
use crate::model::{Document, DocumentId, DocumentKind, LocaleId, LocaleTag, Origin};
use crate::parse::yaml::{self, Step};
use crate::site::Site;
use crate::site::links::Base;
use crate::site::status::Texts;
use crate::site::target::Target;
use crate::text::one_line;
use crate::translate::untouched::Untouched;

/// Which share of a page's texts (in percent) may be other than its source's in a page that nobody has translated.
const REST: usize = 5;

/// Checks every page, include and navigation file of every locale that is not in the source's language. One finding
/// speaks for all places of a file.
pub fn check(site: &Site) -> Vec<Finding> {
    let Some(source) = source_tag(site) else { return Vec::new() };
    let beside = Beside::new(site);
    let (names, words) = (source_names(site), Words::new(site));
    let mut found = Vec::new();
    for locale in site.config.published() {
        let own = &site.config.locale(locale).tag;
        let texts = Texts::new(site, Some(&source), locale);
        let Some(general) = texts.general().filter(|_| !own.is_pseudo()) else { continue };
        let (beside, names, words, source, texts) = (&beside, &names, &words, &source, &texts);
        let translation = Translation { site, beside, names, words, source, texts, general };
        let documents =
            (0..site.documents.len()).into_par_iter().map(|index| (DocumentId(index), &*site.documents[index]));
        let own = documents.filter(|(_, document)| document.locale == locale);
        found.par_extend(own.flat_map_iter(|(id, document)| translation.document(id, document)));
        let tocs = site.tocs.iter().filter(|((own, _), _)| *own == locale);
        found.extend(tocs.flat_map(|((_, path), file)| translation.navigation(locale, path, file)));
    }
    found
}

/// Checks one page, include or navigation file beside its source.
pub fn of_document(site: &Site, id: DocumentId, of: Option<DocumentId>) -> Vec<Finding> {
    let document = site.document(id);
    let (locale, path) = (document.locale, document.path.as_str());
    let Some(source) = source_tag(site) else { return Vec::new() };
    let texts = Texts::of_some(site, Some(&source), locale, [document]);
    let Some(general) = texts.general() else { return Vec::new() };
    let toc = site.tocs.get(&(locale, path.to_owned()));
    let names = if toc.is_some() { source_names(site) } else { HashSet::new() };
    let beside = Beside { of: of.map(|of| (id, of)).into_iter().collect(), ..Beside::default() };
    let (beside, names, words, source, texts) = (&beside, &names, &Words::new(site), &source, &texts);
    let translation = Translation { site, beside, names, words, source, texts, general };
    match toc {
        Some(file) => translation.navigation(locale, path, file),
        None => translation.document(id, document),
    }
}

/// The language that untranslated texts are in.
fn source_tag(site: &Site) -> Option<LocaleTag> {
    match site.config.source_locale {
        Some(source) => Some(site.config.locale(source).tag.clone()),
        None => LocaleTag::parse(USUAL_SOURCE),
    }
}

/// What stands beside each page in other languages.
#[derive(Default)]
struct Beside {
    /// The source's page of each translation.
    of: HashMap<DocumentId, DocumentId>,
    /// The source's includes by path.
    includes: HashMap<String, DocumentId>,
    /// The pages of a key in every language, where none is the source's.
    peers: HashMap<DocumentId, Vec<DocumentId>>,
}

impl Beside {
    fn new(site: &Site) -> Self {
        let mut beside = Self::default();
        for (_, origins) in site.pages.iter() {
            let mut sources = Vec::new();
            for origin in origins.iter().flatten() {
                match *origin {
                    Origin::Translation { document, of, .. } => {
                        beside.of.insert(document, of);
                    }
                    Origin::Source(document) => sources.push(document),
                    Origin::Fallback { .. } => {}
                }
            }
            // Without a source, translations of one page tell what none of them has translated.
            if site.config.source_locale.is_none() {
                for document in &sources {
                    let others = sources.iter().copied().filter(|other| other != document).collect();
                    beside.peers.insert(*document, others);
                }
            }
        }
        for (index, document) in site.documents.iter().enumerate() {
            if document.kind == DocumentKind::Include && Some(document.locale) == site.config.source_locale {
                beside.includes.insert(document.path.clone(), DocumentId(index));
            }
        }
        beside
    }
}

/// The numbers of the words of documents' texts, once somebody asks: every translation of a page does.
struct Words<'a> {
    site: &'a Site,
    of: Vec<OnceLock<FxHashSet<u64>>>,
}

impl<'a> Words<'a> {
    fn new(site: &'a Site) -> Self {
        Self { site, of: site.documents.iter().map(|_| OnceLock::new()).collect() }
    }

    fn get(&self, id: DocumentId) -> &FxHashSet<u64> {
        self.of[id.0].get_or_init(|| {
            let units = self.site.document(id).body.units.iter().filter(|unit| unit.kind.is_of_body());
            units.map(|unit| unit.words).collect()
        })
    }
}

/// What the source's navigation calls its entries.
fn source_names(site: &Site) -> HashSet<String> {
    let own = site.tocs.iter().filter(|((locale, _), _)| Some(*locale) == site.config.source_locale);
    own.flat_map(|(_, file)| file.entries()).map(|item| one_line(&item.name)).collect()
}

struct Translation<'a, 's> {
    site: &'a Site,
    beside: &'a Beside,
    /// What the source's navigation calls its entries.
    names: &'a HashSet<String>,
    words: &'a Words<'s>,
    source: &'a LocaleTag,
    texts: &'a Texts,
    general: &'a Untouched,
}

impl Translation<'_, '_> {
    fn document(&self, id: DocumentId, document: &Document) -> Vec<Finding> {
        let site = self.site;
        if !site.shows(id) {
            return Vec::new();
        }
        let own = &site.config.locale(document.locale).tag;
        let untouched = self.texts.of(document).unwrap_or(self.general);
        let of = self.beside.of.get(&id).or_else(|| {
            (document.kind == DocumentKind::Include).then(|| self.beside.includes.get(&document.path)).flatten()
        });
        let peers = self.beside.peers.get(&id).into_iter().flatten();
        let is_other = |peer: &&DocumentId| !site.config.locale(site.document(**peer).locale).tag.is_like(own);
        let others: Vec<&FxHashSet<_>> =
            of.into_iter().chain(peers.filter(is_other)).map(|other| self.words.get(*other)).collect();
        let of = of.map(|of| site.document(*of));
        let mut places: Vec<Place> = Vec::new();
        let mut touched = 0;
        for unit in document.body.units.iter().filter(|unit| unit.kind.is_of_body()) {
            let is_same = others.iter().any(|other| other.contains(&unit.words));
            if untouched.is_untouched_unit(unit, is_same) {
                places.push(site.place(document, unit.span));
            } else if !is_same {
                touched += 1;
            }
        }
        let whole = !places.is_empty() && touched * 100 <= (touched + places.len()) * REST;
        let theirs = |field: fn(&Document) -> Option<&str>| of.and_then(field).map(one_line);
        if let Some(title) = document.front.title.as_deref()
            && untouched.is_untouched_title(title, theirs(|of| of.front.title.as_deref()) == Some(one_line(title)))
        {
            places.push(site.place_of_field(document, "title"));
        }
        if let Some(description) = document.front.description.as_deref()
            && untouched
                .is_untouched(description, theirs(|of| of.front.description.as_deref()) == Some(one_line(description)))
        {
            places.push(site.place_of_field(document, "description"));
        }
        let extent = if whole { Extent::Page } else { Extent::of(places.len()) };
        let name = site.name_of(document);
        places.into_iter().map(|place| self.finding(&name, place, extent)).collect()
    }

    /// The names of a navigation file that are the source's still.
    fn navigation(&self, locale: LocaleId, path: &str, file: &TocFile) -> Vec<Finding> {
        let site = self.site;
        let mut spans = Vec::new();
        // What this language calls the entries of the source's tree.
        let text = site.source(locale, path).and_then(|source| source.text()).map_or("", |text| text);
        let names = file.names.iter().filter(|(own, name)| self.general.is_untouched_title(name, own == name));
        spans.extend(names.map(|(own, _)| yaml::locate(text, &[Step::Key("names"), Step::Key(own)])));
        for item in file.entries() {
            let same = self.names.contains(&one_line(&item.name)) || self.is_source_title(locale, path, item);
            if self.general.is_untouched_title(&item.name, same) {
                spans.push(item.name_span.unwrap_or(item.span));
            }
        }
        let extent = Extent::of(spans.len());
        let name = format!("{}/{path}", site.config.locale(locale).tag);
        spans.into_iter().map(|span| self.finding(&name, site.place_in(locale, path, span), extent)).collect()
    }

    /// Whether an entry is called as the source calls the page that it leads to.
    fn is_source_title(&self, locale: LocaleId, path: &str, item: &TocItem) -> bool {
        let base = Base { locale, path, document: None };
        let target = item.href.as_deref().map(|href| self.site.resolve(locale, base, href));
        let Some(Target::Page(page)) = target else { return false };
        let of = match page.origin {
            Origin::Translation { of, .. } | Origin::Fallback { document: of, .. } => of,
            Origin::Source(_) => return false,
        };
        one_line(self.site.document(of).nav_title()) == one_line(&item.name)
    }

    fn finding(&self, name: &str, place: Place, extent: Extent) -> Finding {
        let source = self.source;
        let message = match extent {
            Extent::Page => format!("this page is not translated; its text is still in {source}"),
            Extent::Text => format!("this text is still in {source}"),
            Extent::Texts => format!("texts in this file are still in {source}"),
        };
        let help = "Translate them. Names that stay as they are belong into glossary.yaml, under `do_not_translate`.";
        Finding::new(Code::UntouchedText, place, message, help).of(name)
    }
}

/// How much of a file is untouched.
#[derive(Clone, Copy)]
enum Extent {
    /// All of it.
    Page,
    /// One text.
    Text,
    /// Several texts.
    Texts,
}

impl Extent {
    fn of(texts: usize) -> Self {
        if texts == 1 { Extent::Text } else { Extent::Texts }
    }
}
