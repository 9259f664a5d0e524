//! Every address of the site and what answers there.

use std::collections::BTreeMap;

use super::Site;
use super::names;
use super::redirects::Redirect;
use super::target::{Broken, Target};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Role};
use crate::model::sources::STATIC;
use crate::model::{LocaleId, PageKey};
use crate::site::address;
use crate::text::Span;

/// What answers at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// A page.
    Page(LocaleId, PageKey),
    /// The start of a locale that has no page of its own for it.
    Home(LocaleId),
    /// What is shown where nothing is; without a locale, at the root.
    NotFound(Option<LocaleId>),
    /// A moved page: its old path.
    Redirect(LocaleId, String),
    /// An eligibility check alone, for other sites to take: the name of its program.
    Check(LocaleId, String),
    /// The list of languages at the root.
    Languages,
    /// How far each translation is.
    Status,
    /// What a browser has to know before it can search in a locale.
    Search(LocaleId),
    /// A page as Markdown.
    Twin(LocaleId, PageKey),
    /// The pages of a locale, for programs that read them.
    Llms(LocaleId),
    /// What has changed in a locale.
    Feed(LocaleId),
    /// Addresses for search engines; the number of the part.
    Sitemap(usize),
    /// The list of the sitemap's parts.
    SitemapIndex,
    /// What search engines may do.
    Robots,
    /// A copied file.
    Asset(usize),
    /// A file of the theme, by its path there.
    Theme(String),
}

/// All routes: the path of each file below the site's root and what answers there, in order of the paths.
#[derive(Debug, Default)]
pub struct Routes(BTreeMap<String, Output>);

/// The address of the status page below the site's root.
pub const STATUS: &str = "status/";

/// The name of a page's Markdown, beside its HTML, so that the same links lead to the same places.
pub const TWIN: &str = "index.md";

/// The name of the list of pages for programs, in the folder of its locale.
pub const LLMS: &str = "llms.txt";

/// The name of the feed, in the folder of its locale.
pub const FEED: &str = "feed.xml";

/// The files of the theme that only eligibility checks need.
const OF_CHECKS: [&str; 5] = [
    "assets/checker.js",
    "assets/checker.wasm",
    "assets/eligibility-embed.js",
    "assets/eligibility.css",
    "assets/eligibility.js",
];

/// The files of the theme that only pages with their originals need.
const OF_READINGS: [&str; 2] = ["assets/readings.css", "assets/readings.mjs"];
/// The files of the theme that only the search needs.
const OF_SEARCH: [&str; 6] = [
    "assets/search-dialog.mjs",
    "assets/search-marks.mjs",
    "assets/search-terms.mjs",
    "assets/search-worker.mjs",
    "assets/search.css",
    "assets/search.mjs",
];

/// How many addresses a sitemap may hold (sitemaps.org).
pub const SITEMAP_LIMIT: usize = 50_000;

impl Routes {
    /// Every route, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Output)> {
        self.0.iter().map(|(path, output)| (path.as_str(), output))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What answers at a file's path.
    pub fn get(&self, path: &str) -> Option<&Output> {
        self.0.get(path)
    }

    pub(super) fn new(site: &Site, diagnostics: &mut Diagnostics) -> Self {
        site.check_redirects(diagnostics);
        let mut routes = Self::default();
        for locale in site.config.published() {
            routes.pages(site, locale, diagnostics);
            let home = format!("{}index.html", site.locale_address(locale));
            routes.0.entry(home).or_insert(Output::Home(locale));
            routes.0.insert(format!("{}404.html", site.locale_address(locale)), Output::NotFound(Some(locale)));
        }
        routes.for_programs(site);
        routes.redirects(site, diagnostics);
        for locale in site.config.published() {
            for program in site.programs.keys() {
                let path = site.check_address(locale, program);
                routes.0.entry(path).or_insert_with(|| Output::Check(locale, program.clone()));
            }
        }
        for asset in 0..site.assets.len() {
            let path = site.asset_address(asset);
            if let Some(taken) = routes.0.insert(path.clone(), Output::Asset(asset)) {
                let source = site.asset_source(asset);
                diagnostics.push(Diagnostic::new(
                    Code::AddressConflict,
                    Place::whole(&source.file),
                    format!("this file would replace another one at `{path}`"),
                    "Rename one of them.",
                ));
                routes.0.insert(path, taken);
            }
        }
        let wanted = |name: &&String| {
            name.starts_with("assets/")
                && (!site.programs.is_empty() || !OF_CHECKS.contains(&name.as_str()))
                && (site.config.readings || !OF_READINGS.contains(&name.as_str()))
                && (site.config.search || !OF_SEARCH.contains(&name.as_str()))
        };
        for name in site.theme.keys().filter(wanted) {
            routes.0.insert(name.clone(), Output::Theme(name.clone()));
        }
        if site.config.search {
            for locale in site.config.published() {
                routes
                    .0
                    .entry(format!("{}settings.json", site.search_address(locale)))
                    .or_insert(Output::Search(locale));
            }
        }
        routes.0.insert("index.html".to_owned(), Output::Languages);
        routes.0.insert("404.html".to_owned(), Output::NotFound(None));
        routes.0.insert("robots.txt".to_owned(), Output::Robots);
        // Pages cannot be there too: they lie below their locale, and no language has so long a tag.
        if site.config.status_page {
            routes.0.insert(format!("{STATUS}index.html"), Output::Status);
        }
        if site.config.base_url.is_some() {
            let parts = site.sitemap_pages().len().div_ceil(SITEMAP_LIMIT).max(1);
            if parts == 1 {
                routes.0.insert("sitemap.xml".to_owned(), Output::Sitemap(0));
            } else {
                routes.0.insert("sitemap.xml".to_owned(), Output::SitemapIndex);
                routes.0.extend((0..parts).map(|part| (format!("sitemap-{}.xml", part + 1), Output::Sitemap(part))));
            }
        }
        routes.for_hosts(site, diagnostics);
        names::keep_possible(&mut routes.0, site, diagnostics);
        names::look(&routes.0, site, diagnostics);
        routes
    }

    /// The theme's files for the root, such as `static/_headers` => `_headers`. They replace what nobody wrote.
    fn for_hosts(&mut self, site: &Site, diagnostics: &mut Diagnostics) {
        for (name, file) in site.theme.iter() {
            let Some(path) = name.strip_prefix(STATIC) else { continue };
            let replaceable = |output: &Output| {
                matches!(
                    output,
                    Output::Languages
                        | Output::NotFound(_)
                        | Output::Robots
                        | Output::Sitemap(_)
                        | Output::SitemapIndex
                )
            };
            if self.0.get(path).is_none_or(replaceable) {
                self.0.insert(path.to_owned(), Output::Theme(name.clone()));
            } else {
                diagnostics.push(Diagnostic::new(
                    Code::AddressConflict,
                    Place::whole(&file.file),
                    format!("this file would replace another one at `{path}`"),
                    "Rename it.",
                ));
            }
        }
    }

    fn pages(&mut self, site: &Site, locale: LocaleId, diagnostics: &mut Diagnostics) {
        for (key, origin) in site.pages.of(locale) {
            let document = site.document(origin.document());
            if let Some(slug) = &document.front.slug
                && !origin.is_fallback()
                && !address::is_segment(slug.trim_matches('/'))
            {
                diagnostics.push(Diagnostic::new(
                    Code::InvalidFrontMatter,
                    site.place(document, document.front.place("slug")),
                    format!("`{slug}` cannot be the last part of an address"),
                    "Write one word without `/`, `?` and `#`; the file's name is used until then.",
                ));
            }
            let path = format!("{}index.html", site.page_address(locale, key, origin));
            if let Some(Output::Page(_, first)) = self.0.get(&path) {
                let first = first.clone();
                self.conflict(site, locale, &path, key, &first, diagnostics);
                continue;
            }
            self.0.insert(path, Output::Page(locale, key.clone()));
        }
    }

    /// What stands beside the pages for programs, as far as the site wants it. A feed needs a base address.
    fn for_programs(&mut self, site: &Site) {
        let mut more = Vec::new();
        if site.config.llms {
            for (path, output) in &self.0 {
                if let (Some(folder), Output::Page(locale, key)) = (path.strip_suffix("index.html"), output) {
                    more.push((format!("{folder}{TWIN}"), Output::Twin(*locale, key.clone())));
                }
            }
        }
        for locale in site.config.published() {
            let home = site.locale_address(locale);
            if site.config.llms {
                more.push((format!("{home}{LLMS}"), Output::Llms(locale)));
            }
            if site.config.feeds && site.config.base_url.is_some() {
                more.push((format!("{home}{FEED}"), Output::Feed(locale)));
            }
        }
        self.0.extend(more);
    }

    /// Two pages at one address: the first by key stays, the other one has no route.
    fn conflict(
        &self,
        site: &Site,
        locale: LocaleId,
        path: &str,
        key: &PageKey,
        first: &PageKey,
        diagnostics: &mut Diagnostics,
    ) {
        let (Some(second), Some(first)) = (site.pages.get(locale, key), site.pages.get(locale, first)) else { return };
        // A page that is only lent would be said once per borrower.
        if second.is_fallback() {
            return;
        }
        let (second, first) = (site.document(second.document()), site.document(first.document()));
        let message = format!("{} and this page would both be written to `{path}`; this one is left out", first.path);
        let place = site.place(second, second.front.place("slug"));
        let diagnostic = Diagnostic::new(
            Code::AddressConflict,
            place,
            message,
            "Rename one of the files, or give one of them a `slug`.",
        );
        diagnostics.push(diagnostic.with_related(site.place(first, Span::default()), Role::See, "the page that stays"));
    }

    fn redirects(&mut self, site: &Site, diagnostics: &mut Diagnostics) {
        for locale in site.config.published() {
            for redirect in site.redirects.of(locale, site.config.source_locale) {
                let target = site.redirect_target(locale, redirect);
                let inherited = redirect.locale != locale;
                match target {
                    Target::Page(_)
                    | Target::External(_)
                    | Target::Moved { .. }
                    | Target::Asset { .. }
                    | Target::Home(_) => {}
                    // Said where the circle is.
                    Target::Broken(Broken::Loop(_)) => continue,
                    Target::Broken(broken) => {
                        // The source's own locale says it; that one language lacks the page is no fault of the redirect.
                        if !inherited && !leads_elsewhere(site, redirect) {
                            diagnostics.push(Diagnostic::new(
                                broken.code(),
                                redirect.place.clone(),
                                format!("the redirect of `{}` leads nowhere: {}", redirect.from, broken.what()),
                                "Mend its destination, or take the redirect out.",
                            ));
                        }
                        continue;
                    }
                    Target::SamePage { .. } | Target::Empty | Target::Refused => {
                        diagnostics.push(Diagnostic::new(
                            Code::BrokenLink,
                            redirect.place.clone(),
                            format!("`{}` is no place to redirect to", redirect.to),
                            "Name a page, or an address that begins with https://.",
                        ));
                        continue;
                    }
                }
                let folder = crate::model::PageKey::from_path(&redirect.from).address(None);
                let path = format!("{}{folder}index.html", site.locale_address(locale));
                // A page that is there wins over a redirect away from it.
                if let Some(Output::Page(_, key)) = self.0.get(&path) {
                    if !inherited && site.pages.get(locale, key).is_some_and(|origin| !origin.is_fallback()) {
                        diagnostics.push(Diagnostic::new(
                            Code::AddressConflict,
                            redirect.place.clone(),
                            format!("`{}` is redirected, and is there; the page stays", redirect.from),
                            "Take the redirect out, or remove the page.",
                        ));
                    }
                    continue;
                }
                self.0.entry(path).or_insert_with(|| Output::Redirect(locale, redirect.from.to_lowercase()));
            }
        }
    }
}

/// Whether a redirect leads somewhere in another locale that has the same one.
fn leads_elsewhere(site: &Site, redirect: &Redirect) -> bool {
    let (source, from) = (site.config.source_locale, redirect.from.to_lowercase());
    site.config.published().any(|locale| {
        let own = site.redirects.find(locale, locale, source, &from);
        own.is_some_and(|own| own.place == redirect.place)
            && !matches!(site.redirect_target(locale, redirect), Target::Broken(_))
    })
}

impl Site {
    /// The address of an eligibility check alone. No page can be there: theirs end in `/`.
    pub fn check_address(&self, locale: LocaleId, program: &str) -> String {
        format!("{}eligibility/{program}.html", self.locale_address(locale))
    }

    /// The folder of a locale's search.
    pub fn search_address(&self, locale: LocaleId) -> String {
        format!("{}pagefind/", self.locale_address(locale))
    }

    /// The pages that stand in the sitemap, in order: those in their own language that search engines may list.
    pub fn sitemap_pages(&self) -> Vec<(LocaleId, &PageKey)> {
        let mut pages = Vec::new();
        for (key, origins) in self.pages.iter() {
            for (locale, origin) in origins.iter().enumerate() {
                if let Some(origin) = origin
                    && self.config.locale(LocaleId(locale)).published
                    && !origin.is_fallback()
                    && !self.noindex(origin.document())
                {
                    pages.push((LocaleId(locale), key));
                }
            }
        }
        pages
    }
}
