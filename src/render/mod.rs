//! A site to bytes, one output at a time.
//!
//! [`produce`] is the only way to an output's bytes: the build asks it for every route, the preview for the one that a
//! browser wants.

mod about;
mod body;
pub mod eligibility;
mod feed;
mod fold;
mod forms;
mod frame;
mod languages;
mod llms;
mod nav;
mod pages;
mod picture;
mod readings;
pub mod search;
mod sitemap;
pub mod status;
pub mod templates;
mod twin;
pub mod view;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use clru::CLruCache;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Content, DocumentId, LocaleId, PageKey};
use crate::site::Site;
use crate::site::routes::Output;

use eligibility::view::CheckIntegrity;
use forms::Forms;
use languages::{Everywhere, Lead};
use nav::NavCache;
use templates::Templates;

/// What an output is made of.
#[derive(Debug)]
pub enum Body {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes of a file of the content, to be copied.
    File(PathBuf),
}

/// A site with its templates compiled. Like the site it is immutable; what it keeps between outputs are values that
/// would come out the same again (navigation, which is rendered once per locale and section).
#[derive(Debug)]
pub struct Renderer<'s> {
    site: &'s Site,
    templates: Arc<Templates>,
    navigation: Arc<NavCache>,
    /// How links lead to the pages of each locale.
    leads: Arc<Vec<Lead>>,
    /// Pages that differ in their texts alone.
    forms: Forms,
    /// What pages show in every language.
    everywhere: Mutex<CLruCache<PageKey, Arc<Everywhere>>>,
    /// The digests of what pages load for eligibility checks.
    integrity: CheckIntegrity,
}

/// What a renderer keeps, for whoever keeps the site beside it.
#[derive(Debug, Clone)]
pub struct Kept {
    templates: Arc<Templates>,
    navigation: Arc<NavCache>,
    leads: Arc<Vec<Lead>>,
    integrity: CheckIntegrity,
}

impl Kept {
    /// The same for a site that differs in its navigation.
    pub fn renamed(&self, site: &Site) -> Self {
        Self { navigation: Arc::new(NavCache::new(site)), ..self.clone() }
    }
}

impl<'s> Renderer<'s> {
    /// Compiles the site's templates. A template of the site's own that is broken is said, and the built-in one takes
    /// its place.
    pub fn new(site: &'s Site) -> (Self, Diagnostics) {
        let (templates, mut diagnostics) = Templates::new(site);
        for (index, document) in site.documents.iter().enumerate() {
            let shown = site.publication.withheld(DocumentId(index)).is_none();
            let named = document.front.template.as_deref().filter(|_| shown);
            if let Some(name) = named.filter(|name| !templates.contains(name)) {
                diagnostics.push(Diagnostic::new(
                    Code::InvalidTemplate,
                    site.place(document, document.front.place("template")),
                    format!("there is no template `{name}`; the page is shown with `page.html`"),
                    "Put it into the site's theme folder, or take `template` out.",
                ));
            }
        }
        let (templates, navigation) = (Arc::new(templates), Arc::new(NavCache::new(site)));
        let (leads, integrity) = (Arc::new(languages::leads(site)), eligibility::integrity(site));
        (
            Self { site, templates, navigation, leads, forms: Forms::default(), everywhere: recent(), integrity },
            diagnostics,
        )
    }

    /// A renderer with what another one of the same site has kept.
    pub fn with(site: &'s Site, kept: Kept) -> Self {
        let Kept { templates, navigation, leads, integrity } = kept;
        Self { site, templates, navigation, leads, forms: Forms::default(), everywhere: recent(), integrity }
    }

    /// What it keeps.
    pub fn kept(&self) -> Kept {
        Kept {
            templates: self.templates.clone(),
            navigation: self.navigation.clone(),
            leads: self.leads.clone(),
            integrity: self.integrity.clone(),
        }
    }

    /// The site.
    pub fn site(&self) -> &'s Site {
        self.site
    }
}

/// What is kept of single pages: they are made in their order, and nobody comes back to one, but by several threads.
fn recent<V>() -> Mutex<CLruCache<PageKey, V>> {
    Mutex::new(CLruCache::new(const { NonZeroUsize::new(16).unwrap() }))
}

/// Makes one output. Total: where a template of the site fails the built-in one is used, and the diagnostics say which
/// failed and where.
pub fn produce(renderer: &Renderer<'_>, output: &Output) -> (Body, Diagnostics) {
    let site = renderer.site;
    let page = |(bytes, found)| (Body::Bytes(bytes), found);
    let (text, found) = match output {
        Output::Page(locale, key) => return page(pages::page(renderer, *locale, key)),
        Output::Home(locale) => return page(pages::home(renderer, *locale)),
        Output::NotFound(locale) => return page(pages::not_found(renderer, *locale)),
        Output::Redirect(locale, from) => return page(pages::redirect(renderer, *locale, from)),
        Output::Languages => return page(pages::languages(renderer)),
        Output::Status => return page(status::page(renderer)),
        Output::Check(locale, program) => return eligibility::page(renderer, *locale, program),
        Output::Search(locale) => (search::settings(renderer, *locale), Diagnostics::new()),
        Output::Twin(locale, key) => twin::twin(renderer, *locale, key),
        Output::Llms(locale) => (llms::llms(site, *locale), Diagnostics::new()),
        Output::Feed(locale) => (feed::feed(site, *locale), Diagnostics::new()),
        Output::Sitemap(part) => (sitemap::sitemap(site, *part), Diagnostics::new()),
        Output::SitemapIndex => (sitemap::index(site), Diagnostics::new()),
        Output::Robots => (sitemap::robots(site), Diagnostics::new()),
        Output::Asset(asset) => {
            let body = match &site.asset_source(*asset).content {
                Content::Text(text) => Body::Bytes(text.as_bytes().to_vec()),
                Content::Unread(text) => Body::Bytes(text.as_bytes().to_vec()),
                Content::File(path, _) => Body::File(path.clone()),
            };
            return (body, Diagnostics::new());
        }
        Output::Theme(name) => {
            let bytes = site.theme.get(name).map_or_else(Vec::new, |file| file.bytes.to_vec());
            return (Body::Bytes(bytes), Diagnostics::new());
        }
    };
    (Body::Bytes(text.into_bytes()), found)
}

/// The locale that speaks where no page's own locale does: the source's, else the first; one whose pages are made.
fn leading_locale(site: &Site) -> Option<LocaleId> {
    let source = site.config.source_locale.filter(|source| site.config.locale(*source).published);
    source.or_else(|| site.config.published().next())
}
