//! A page in its languages: what leads to the others, for readers and for search engines.

use std::sync::{Arc, OnceLock, PoisonError};

use fluent::FluentArgs;

use super::Renderer;
use super::frame::{self, Frame};
use super::view::{Alternate, LanguageView, OfferView, Shared};
use crate::model::{LocaleConfig, LocaleId, Origin, PageKey};
use crate::site::Site;
use crate::text::escape::escape_into;

/// The published locales that have a page in their own language.
pub fn written_in<'s>(site: &'s Site, key: &PageKey) -> impl Iterator<Item = &'s LocaleConfig> {
    let own = |origin: &Option<Origin>| origin.is_some_and(|origin| !origin.is_fallback());
    let origins = site.pages.locales(key).iter().enumerate();
    origins
        .filter(move |(_, origin)| own(origin))
        .map(|(index, _)| site.config.locale(LocaleId(index)))
        .filter(|locale| locale.published)
}

/// How a page leads to itself in one language.
#[derive(Debug)]
pub struct Way {
    /// The language.
    pub locale: LocaleId,
    /// What it is to the page.
    pub role: Role,
    /// The language in which the page is shown there, where it is another one.
    pub from: Option<LocaleId>,
    /// The way.
    pub href: String,
}

/// How the page in one of its languages leads to itself in all of them.
pub fn ways(everywhere: &Everywhere, frame: &Frame, locale: LocaleId) -> Vec<Way> {
    let way = |there: &There| {
        let from = match there.origin {
            Origin::Fallback { from, .. } => Some(from),
            _ => None,
        };
        let role = match from {
            _ if there.locale == locale => Role::Own,
            None => Role::Offered,
            Some(_) => Role::Other,
        };
        Way { locale: there.locale, role, from, href: frame.href(&there.address) }
    };
    everywhere.languages.iter().map(way).collect()
}

/// What templates see of all of these ways.
pub fn of_page(renderer: &Renderer<'_>, everywhere: &Everywhere, ways: &[Way]) -> Vec<Shared<LanguageView>> {
    let of = |(there, way): (&There, &Way)| {
        if way.role == Role::Own {
            return view(renderer, way);
        }
        // The way there is the same from all other languages whose addresses are as deep.
        let (href, known) = there.known.get_or_init(|| (way.href.clone(), view(renderer, way)));
        if *href == way.href { known.clone() } else { view(renderer, way) }
    };
    everywhere.languages.iter().zip(ways).map(of).collect()
}

/// What a language is to the page that leads to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The frame's own.
    Own,
    /// One that offers the page to its readers.
    Offered,
    /// Any other.
    Other,
}

/// What templates see of a way.
pub fn view(renderer: &Renderer<'_>, way: &Way) -> Shared<LanguageView> {
    let (own, lead) = (renderer.site.config.locale(way.locale), &renderer.leads[way.locale.0]);
    Shared::new(&LanguageView {
        tag: own.tag.to_string(),
        dir: own.tag.direction().name(),
        label: own.label.clone(),
        href: way.href.clone(),
        current: way.role == Role::Own,
        fallback: way.from.is_some(),
        offer: (way.role == Role::Offered).then(|| lead.offer.clone()),
        shown_in: way.from.map(|from| renderer.site.config.locale(from).label.clone()),
        attributes: lead.attributes[way.role as usize].clone(),
    })
}

/// The starts of all locales.
pub fn homes(renderer: &Renderer<'_>, frame: &Frame, current: Option<LocaleId>) -> Vec<Shared<LanguageView>> {
    let site = renderer.site;
    let home = |id: LocaleId| {
        let role = match current {
            Some(current) if current == id => Role::Own,
            Some(_) => Role::Offered,
            None => Role::Other,
        };
        view(renderer, &Way { locale: id, role, from: None, href: frame.href(&site.locale_address(id)) })
    };
    site.config.published().map(home).collect()
}

/// How links lead to the pages of a locale, whatever page that is.
#[derive(Debug)]
pub struct Lead {
    /// How it offers a page to its readers.
    offer: Shared<OfferView>,
    /// [`LanguageView::attributes`], by [`Role`].
    attributes: [Shared<String>; 3],
}

impl Lead {
    fn new(site: &Site, id: LocaleId) -> Self {
        let own = site.config.locale(id);
        let mut args = FluentArgs::new();
        args.set("language", own.label.clone());
        let offer = OfferView {
            text: site.texts.format(id, "offer-language", &args).unwrap_or_default(),
            decline: site.texts.get(id, "offer-decline").unwrap_or_default().to_owned(),
        };
        let (tag, dir) = (own.tag.as_str(), own.tag.direction().name());
        let own = [("hreflang", tag), ("lang", tag), ("dir", dir), ("data-language", tag)];
        let offered = [("data-offer", offer.text.as_str()), ("data-decline", &offer.decline)];
        let further: [&[(&str, &str)]; 3] = [&[("aria-current", "true")], &offered, &[]];
        let attributes = further.map(|further| {
            let mut html = String::new();
            for (name, value) in own.iter().chain(further) {
                html.push_str(&format!(" {name}=\""));
                escape_into(&mut html, value);
                html.push('"');
            }
            Shared::html(&html)
        });
        Self { offer: Shared::new(&offer), attributes }
    }
}

/// [`Lead`] of each locale.
pub fn leads(site: &Site) -> Vec<Lead> {
    site.config.locale_ids().map(|id| Lead::new(site, id)).collect()
}

/// The address under which search engines should know a page: a fallback page is a copy of the one it borrows.
pub fn canonical(site: &Site, locale: LocaleId, key: &PageKey, origin: Origin) -> Option<String> {
    let base = site.config.base_url.as_deref()?;
    let (locale, origin) = match origin {
        Origin::Fallback { from, .. } => (from, site.pages.get(from, key)?),
        _ => (locale, origin),
    };
    Some(format!("{base}{}", frame::encode(&site.page_address(locale, key, origin))))
}

/// What a page shows in every language, made for templates once.
#[derive(Debug)]
pub struct Everywhere {
    /// [`alternates`].
    pub alternates: Shared<Vec<Alternate>>,
    /// The same as HTML.
    pub alternate_links: Shared<String>,
    /// The page in each language that has it.
    languages: Vec<There>,
}

/// A page in one language.
#[derive(Debug)]
struct There {
    locale: LocaleId,
    origin: Origin,
    address: String,
    /// How the other languages lead to it: the way, and what templates see.
    known: OnceLock<(String, Shared<LanguageView>)>,
}

impl Everywhere {
    fn new(site: &Site, key: &PageKey) -> Self {
        let there = |(index, origin): (usize, &Option<Origin>)| {
            let (locale, origin) = (LocaleId(index), (*origin)?);
            let is_published = site.config.locale(locale).published;
            let address = is_published.then(|| site.page_address(locale, key, origin))?;
            Some(There { locale, origin, address, known: OnceLock::new() })
        };
        let languages = site.pages.locales(key).iter().enumerate().filter_map(there).collect();
        let alternates = alternates(site, key);
        let mut links = String::new();
        for alternate in &alternates {
            links.push_str("\n<link rel=\"alternate\" hreflang=\"");
            escape_into(&mut links, &alternate.hreflang);
            links.push_str("\" href=\"");
            escape_into(&mut links, &alternate.href);
            links.push_str("\">");
        }
        Self { alternates: Shared::new(&alternates), alternate_links: Shared::html(&links), languages }
    }
}

/// What a page shows in every language.
pub fn everywhere(renderer: &Renderer<'_>, key: &PageKey) -> Arc<Everywhere> {
    let recent = || renderer.everywhere.lock().unwrap_or_else(PoisonError::into_inner);
    let known = recent().get(key).cloned();
    known.unwrap_or_else(|| {
        // Others need not wait meanwhile.
        let made = Arc::new(Everywhere::new(renderer.site, key));
        recent().put(key.clone(), made.clone());
        made
    })
}

/// The one set of a page's languages that `hreflang` and the sitemap are made of: every locale that has the page in its
/// own language, and the source's, or else the first, for everybody else. Empty without a base address, and for pages
/// that search engines may not list.
pub fn alternates(site: &Site, key: &PageKey) -> Vec<Alternate> {
    let Some(base) = site.config.base_url.as_deref() else { return Vec::new() };
    let own: Vec<(LocaleId, Origin)> = site
        .pages
        .locales(key)
        .iter()
        .enumerate()
        .filter_map(|(index, origin)| Some((LocaleId(index), (*origin)?)))
        .filter(|(locale, _)| site.config.locale(*locale).published)
        .filter(|(_, origin)| !origin.is_fallback() && !site.noindex(origin.document()))
        .collect();
    let href = |locale, origin| format!("{base}{}", frame::encode(&site.page_address(locale, key, origin)));
    let default = own.iter().find(|(locale, _)| Some(*locale) == site.config.source_locale).or(own.first());
    let default =
        default.map(|(locale, origin)| Alternate { hreflang: "x-default".to_owned(), href: href(*locale, *origin) });
    own.iter()
        .map(|(locale, origin)| Alternate {
            hreflang: site.config.locale(*locale).tag.to_string(),
            href: href(*locale, *origin),
        })
        .chain(default)
        .collect()
}
