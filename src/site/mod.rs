//! All files to one value: which pages exist in which locale, whose text they show, where everything leads.

pub mod address;
pub mod classify;
pub mod cost;
mod edit;
mod formatters;
mod grid;
pub mod includes;
pub mod judgement;
mod keywords;
pub mod links;
pub mod names;
pub mod nav;
pub mod originals;
mod parsed;
mod paths;
pub mod pseudo;
pub mod publication;
mod redirects;
pub mod remembered;
pub mod routes;
pub mod status;
pub mod target;
pub mod texts;
pub mod whole;

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use jiff::tz::Offset;
use rpds::VectorSync;
use rustc_hash::FxHashSet;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::eligibility::Judged;
use crate::model::sources::{MessageFile, ThemeFile};
use crate::model::{Config, Content, Document, DocumentId, LocaleId, Source, Sources};
use crate::parse::front_matter;
use crate::text::{LineIndex, Span};
use crate::translate::HeadingIds;

use classify::Classified;
use grid::Pages;
use nav::{Navigation, Tocs};
use parsed::{Before, Parsed};
use paths::Paths;
use publication::Publication;
use redirects::Redirects;
use remembered::Remembered;
use routes::Routes;
use status::{Known, Records};
use target::Target;
use texts::Texts;

/// A site: an immutable value that answers for every output.
///
/// A clone costs next to nothing, and so does one in which a few documents are other ones ([`Site::edited`]): both share
/// whatever is the same.
#[derive(Debug, Clone)]
pub struct Site {
    /// What it was made by.
    pub config: Arc<Config>,
    /// Every parsed file of content, ordered by locale and path.
    pub documents: VectorSync<Arc<Document>>,
    /// Which documents are withheld from readers.
    pub publication: Arc<Publication>,
    /// Every page in every locale.
    pub pages: Arc<Pages>,
    /// The navigation files as they are written.
    pub tocs: Arc<Tocs>,
    /// Navigation, by locale.
    pub navigation: Arc<Vec<Navigation>>,
    /// Interface texts.
    pub texts: Texts,
    /// Every route.
    pub routes: Arc<Routes>,
    /// The theme's files.
    pub theme: Arc<BTreeMap<String, ThemeFile>>,
    /// Files that are copied: what they are and where they lie.
    pub assets: Arc<Vec<Asset>>,
    /// Redirects.
    pub redirects: Arc<Redirects>,
    /// The Fluent files of interface texts: the built-in ones first, then the site's.
    pub messages: Arc<Vec<MessageFile>>,
    /// What is remembered of translated units; only where that was asked for.
    pub records: Arc<Records>,
    /// Eligibility programs, by their names.
    pub programs: Arc<BTreeMap<String, Arc<Judged>>>,
    /// How each document was parsed, so that it need not be again while its file stays the same.
    parsed: VectorSync<Parsed>,
    /// The files that pages show as includes.
    shown: Arc<FxHashSet<Arc<str>>>,
    paths: Arc<Paths>,
    sources: VectorSync<Source>,
    /// The ids that the headings of translations get from their source, by document.
    heading_ids: VectorSync<Option<HeadingIds>>,
    /// The fragments that lead somewhere, by document, once somebody asks.
    anchors: VectorSync<OnceLock<HashSet<String>>>,
    /// Where the links of each page lead, likewise.
    targets: Arc<Targets>,
    /// Where the lines of each file begin, likewise.
    lines: VectorSync<OnceLock<LineIndex>>,
    /// What is wrong beyond single documents.
    found: Arc<Diagnostics>,
    /// What is wrong with the navigation.
    found_in_navigation: Arc<Diagnostics>,
}

/// Where the links of pages lead, by document, once somebody asks.
type Targets = Vec<OnceLock<Box<[Target]>>>;

/// Gives the content of a file that can be read once more; nothing of one that cannot.
pub type ReadAgain<'a> = dyn Fn(&Source) -> Option<Content> + Sync + 'a;

/// What need not be parsed, or kept in memory.
#[derive(Clone, Copy, Default)]
pub struct Spared<'a> {
    /// The documents of files that nobody has read.
    pub remembered: Option<&'a Remembered<'a>>,
    /// What lets the text of a file go as soon as it is parsed.
    pub again: Option<&'a ReadAgain<'a>>,
    /// Whether hardly anybody will look at the HTML of a page, so that it is let go, and made again once somebody does.
    pub defers_html: bool,
    /// Whether hardly anybody asks for the lines that ledgers have of settled pages, so that they are read once somebody does.
    pub defers_ledgers: bool,
}

/// A file that is copied as it is.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Whose root it lies in.
    pub locale: LocaleId,
    /// The path below that root.
    pub path: String,
    /// Its index among the sources.
    source: usize,
}

impl Site {
    /// Makes a site of what was read. Total: whatever is wrong is said, and the rest is a site.
    pub fn new(config: Config, sources: Sources) -> (Self, Diagnostics) {
        Self::make(config, sources, Before::Nothing)
    }

    /// The site that [`Site::new`] makes, at less cost.
    pub fn sparing(config: Config, sources: Sources, spared: &Spared<'_>) -> (Self, Diagnostics) {
        Self::make(config, sources, Before::Spared(spared))
    }

    /// The site that [`Site::new`] makes. What `old` knows of files that are the same is not parsed again.
    pub fn update(old: &Self, config: Config, sources: Sources) -> (Self, Diagnostics) {
        Self::make(config, sources, Before::Site(old))
    }

    fn make(config: Config, sources: Sources, before: Before<'_>) -> (Self, Diagnostics) {
        let mut diagnostics = sources.diagnostics;
        diagnostics.extend(config.diagnostics.iter().cloned());
        let classified = Classified::new(&sources.files, &mut diagnostics);
        let known = Known::new(&config, &sources.ledgers, &mut diagnostics);
        let mut files = sources.files;
        let (documents, parsed): (Vec<_>, Vec<_>) = parsed::documents(&config, &mut files, &classified, &known, before);
        let publication = Publication::new(&config, &documents);
        let assets = classified.assets(&files);
        let mut site = Self {
            pages: Arc::default(),
            tocs: nav::files(&files, &classified, &mut diagnostics).into(),
            navigation: Arc::default(),
            texts: Texts::new(&config, &sources.messages, &mut diagnostics),
            routes: Arc::default(),
            theme: sources.theme.into(),
            messages: sources.messages.into(),
            records: Arc::default(),
            redirects: Arc::default(),
            programs: parsed::programs(&config, &sources.programs, before, &mut diagnostics).into(),
            shown: Arc::default(),
            paths: Paths::new(&documents, &publication, &assets, &classified, config.locales.len()).into(),
            lines: files.iter().map(|_| OnceLock::new()).collect(),
            sources: files.into_iter().collect(),
            heading_ids: VectorSync::default(),
            anchors: documents.iter().map(|_| OnceLock::new()).collect(),
            targets: Arc::new(documents.iter().map(|_| OnceLock::new()).collect()),
            publication: publication.into(),
            assets: assets.into(),
            documents: documents.into_iter().collect(),
            parsed: parsed.into_iter().collect(),
            config: config.into(),
            found: Arc::default(),
            found_in_navigation: Arc::default(),
        };
        site.pages = site.grid(&mut diagnostics).into();
        site.heading_ids = site.carry_over_anchors().into_iter().collect();
        site.shown = site.check_includes(&mut diagnostics).into();
        site.redirects = Redirects::new(&site, &classified, &mut diagnostics).into();
        let mut found = Diagnostics::new();
        site.navigation = nav::build(&site, &mut found).into();
        site.found_in_navigation = found.into();
        let (ledgers, texts) = (sources.ledgers, sources.source_texts);
        site.records = Records::new(&site, known, ledgers, texts, before, &mut diagnostics).into();
        site.routes = Routes::new(&site, &mut diagnostics).into();
        if site.config.base_url.is_none() && !site.documents.is_empty() {
            diagnostics.push(Diagnostic::new(
                Code::NoBaseUrl,
                site.config.site_place(),
                "there is no base address, so canonical links, language alternates and the sitemap are left out",
                "Give `--base-url https://…/`, or `base_url` in site.yaml.",
            ));
        }
        site.found = diagnostics.into();
        let found = site.findings();
        (site, found)
    }

    /// What is wrong with its files one by one, and with what they are together; what only [`check`](crate::check) sees aside.
    pub fn findings(&self) -> Diagnostics {
        // A file that is no UTF-8 says so once, and not at each character that was lost in reading it.
        let lossy: HashSet<&Arc<str>> = (self.found.iter().filter(|found| found.code == Code::InvalidUtf8))
            .map(|found| &found.place.file)
            .collect();
        let mut diagnostics = Diagnostics::clone(&self.found);
        diagnostics.extend(self.found_in_navigation.iter().cloned());
        // What is wrong in a file that nobody shows concerns nobody; but a page may be withheld by a slip.
        for (index, parsed) in self.parsed.iter().enumerate() {
            let id = DocumentId(index);
            let (shown, withheld) = (self.shows(id), self.publication.withheld(id).is_some());
            let concerns = |found: &Diagnostic| {
                (shown || withheld && found.code == Code::InvalidFrontMatter)
                    && !(found.code == Code::ReplacementCharacter && lossy.contains(&found.place.file))
            };
            diagnostics.extend(parsed.found.iter().filter(|found| concerns(found)).cloned());
        }
        diagnostics.sort();
        diagnostics
    }

    /// The files of which something is said that is no matter of their text alone.
    pub fn files_with_findings(&self) -> HashSet<Arc<str>> {
        self.found.iter().map(|found| found.place.file.clone()).collect()
    }

    /// The files of every locale's root, ordered by locale and path.
    pub fn sources(&self) -> &VectorSync<Source> {
        &self.sources
    }

    /// A document by its id.
    pub fn document(&self, id: DocumentId) -> &Document {
        &self.documents[id.0]
    }

    /// What the site is called on a page: its own name, else what the page's docset calls itself.
    pub fn title_for(&self, document: &Document) -> &str {
        match self.config.title.as_str() {
            "" => self.paths.docset_title(document.locale, &document.path),
            title => title,
        }
    }

    /// Whether a reader can see a document: as a page, or within one.
    pub fn shows(&self, id: DocumentId) -> bool {
        let document = self.document(id);
        let page = document.is_page() && self.publication.withheld(id).is_none();
        page || self.shown.contains(&document.file)
    }

    /// Whether search engines are asked to stay away from a document's page: it says so, is not published yet, or is in
    /// no language.
    pub fn noindex(&self, id: DocumentId) -> bool {
        let document = self.document(id);
        let is_pseudo = self.config.locale(document.locale).tag.is_pseudo();
        is_pseudo || document.front.noindex() || self.publication.preview(id).is_some()
    }

    /// When it becomes another site although no file does: as soon as a page is published or expires, and with the next day
    /// where something asks what day it is. Nothing where it stays as it is.
    pub fn stands_until(&self) -> Option<Timestamp> {
        let now = self.config.now;
        let fronts = self.documents.iter().map(|document| &document.front);
        let moments = fronts.flat_map(|front| [front.publish, front.expires]).flatten();
        let asks = self.config.feeds || !self.programs.is_empty();
        let tomorrow = || Offset::UTC.to_datetime(now).date().tomorrow().ok();
        let midnight = tomorrow().filter(|_| asks).map(|day| day.to_datetime(jiff::civil::Time::midnight()));
        let midnight = midnight.and_then(|midnight| Offset::UTC.to_timestamp(midnight).ok());
        moments.filter(|moment| now < *moment).chain(midnight).min()
    }

    /// Whether there are files below a folder of a locale's root.
    pub fn has_sources_below(&self, locale: LocaleId, folder: &str) -> bool {
        let folder = format!("{folder}/");
        let at = end_of(&self.sources, |source| (source.locale, source.path.as_str()) < (locale, folder.as_str()));
        self.sources.get(at).is_some_and(|source| source.locale == locale && source.path.starts_with(&folder))
    }

    /// The content of an asset's file.
    pub fn asset_source(&self, asset: usize) -> &Source {
        &self.sources[self.assets[asset].source]
    }

    /// The source of a path below a locale's root, exactly as written.
    pub fn source(&self, locale: LocaleId, path: &str) -> Option<&Source> {
        self.index_of(locale, path).map(|index| &self.sources[index])
    }

    /// The text of a document's file.
    pub fn text_of(&self, document: &Document) -> &str {
        self.source(document.locale, &document.path).and_then(Source::text).map_or("", |text| text)
    }

    /// What a document is called wherever the site is looked at from: its locale's tag and its path there.
    ///
    /// `de-DE/help/join.md`
    pub fn name_of(&self, document: &Document) -> String {
        format!("{}/{}", self.config.locale(document.locale).tag, document.path)
    }

    /// A place in a document's file.
    pub fn place(&self, document: &Document, span: Span) -> Place {
        self.place_in(document.locale, &document.path, span)
    }

    /// Where a field of a document's front matter stands.
    pub fn place_of_field(&self, document: &Document, field: &str) -> Place {
        // Of most fields it is not kept, because hardly anything is ever said of them.
        let kept = document.front.places.get(field).copied();
        self.place(document, kept.unwrap_or_else(|| front_matter::locate(self.text_of(document), field)))
    }

    /// A place in the file that has this path below a locale's root.
    pub fn place_in(&self, locale: LocaleId, path: &str, span: Span) -> Place {
        let Some(index) = self.index_of(locale, path) else { return Place::whole(&path.into()) };
        let source = &self.sources[index];
        let Some(text) = source.text() else { return Place::whole(&source.file) };
        let lines = self.lines[index].get_or_init(|| LineIndex::new(text));
        Place::indexed(&source.file, text, lines, span)
    }

    fn index_of(&self, locale: LocaleId, path: &str) -> Option<usize> {
        search(&self.sources, |source| (source.locale, source.path.as_str()).cmp(&(locale, path)))
    }

    /// A locale and what it falls back to, nearest first.
    pub fn chain(&self, locale: LocaleId) -> impl Iterator<Item = LocaleId> + '_ {
        std::iter::once(locale).chain(self.config.locale(locale).fallback.iter().copied())
    }

    /// The ids of a document's headings: those of its source, where they were carried over, else its own.
    pub fn heading_id(&self, document: DocumentId, heading: usize) -> &str {
        match &self.heading_ids[document.0] {
            Some(carried) => &carried.ids[heading],
            None => &self.documents[document.0].body.headings[heading].id,
        }
    }

    /// A second id of a heading: the one that its own words give, where it has its source's.
    pub fn heading_alias(&self, document: DocumentId, heading: usize) -> Option<&str> {
        self.heading_ids[document.0].as_ref()?.aliases[heading].as_deref()
    }

    /// The fragments that lead somewhere in a document, the ones of its includes too.
    pub fn anchors(&self, id: DocumentId) -> &HashSet<String> {
        self.anchors[id.0].get_or_init(|| {
            let mut anchors = HashSet::new();
            self.collect_anchors(id, &mut anchors, 0);
            anchors
        })
    }

    fn collect_anchors(&self, id: DocumentId, anchors: &mut HashSet<String>, depth: usize) {
        let document = self.document(id);
        anchors.extend(document.body.anchors.iter().cloned());
        anchors.extend(document.body.headings.iter().map(|heading| heading.id.clone()));
        anchors.extend(self.heading_ids[id.0].iter().flat_map(|carried| carried.ids.iter().cloned()));
        if depth < includes::MAX_DEPTH {
            for include in &document.body.includes {
                if let Some(included) = self.include(document, document.locale, &include.path) {
                    self.collect_anchors(included, anchors, depth + 1);
                }
            }
        }
    }
}

/// Where in an ordered list the elements end that are before something.
fn end_of<T>(list: &VectorSync<T>, is_before: impl Fn(&T) -> bool) -> usize {
    let (mut from, mut to) = (0, list.len());
    while from < to {
        let middle = usize::midpoint(from, to);
        if is_before(&list[middle]) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    from
}

/// Where in an ordered list the element is that compares as equal.
fn search<T>(list: &VectorSync<T>, compare: impl Fn(&T) -> Ordering) -> Option<usize> {
    let at = end_of(list, |element| compare(element).is_lt());
    list.get(at).is_some_and(|element| compare(element).is_eq()).then_some(at)
}
