//! The outputs that a reader opens: pages, starts, moved pages, what is shown where nothing is.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent::FluentValue;
use memchr::memmem::Finder;

use super::body::{BodyWriter, has_h1};
use super::frame::{self, Frame};
use super::readings::Readings;
use super::templates::PAGE;
use super::view::{
    Crumb, HomeSection, LanguageName, LinkView, LocaleView, PageContext, PageHtml, PageView, Shared, SiteView,
};
use super::{Renderer, about, forms, languages, leading_locale, nav, picture};
use crate::diagnostics::Diagnostics;
use crate::model::{Document, LocaleId, LocaleTag, Origin, PageKey};
use crate::site::nav::{Entry, EntryTarget};
use crate::site::routes::{FEED, TWIN};
use crate::site::target::{Anchor, Target};
use crate::site::{Site, texts};
use crate::text::address;

/// A page.
pub fn page(renderer: &Renderer<'_>, locale: LocaleId, key: &PageKey) -> (Vec<u8>, Diagnostics) {
    let site = renderer.site;
    let Some(origin) = site.pages.get(locale, key) else { return Default::default() };
    let id = origin.document();
    let document = site.document(id);
    let address = site.page_address(locale, key, origin);
    let frame = Frame::at(&address);
    let mut content = String::new();
    let readings = Readings::new(site, locale, key, origin);
    let (headings, found) = BodyWriter::new(renderer, &frame, locale, id, readings.as_ref()).write(&mut content);
    let shown = &site.config.locale(document.locale).tag;
    let mut view = view(site, "page", locale, document.title());
    view.description = about::about(document).map(Cow::into_owned);
    view.image = picture::preview(site, locale, Some(origin));
    view.key = key.to_string();
    view.has_h1 = has_h1(document);
    view.lang = shown.to_string();
    view.og_locale = og_locale(shown);
    view.dir = shown.direction().name();
    (view.origin, view.state) = match origin {
        Origin::Source(_) => ("source", ""),
        Origin::Translation { state, .. } => ("translation", state.name()),
        Origin::Fallback { .. } => ("fallback", ""),
    };
    if let Origin::Fallback { from, .. } = origin {
        let from = site.config.locale(from);
        view.fallback = Some(LanguageName { tag: from.tag.to_string(), label: from.label.clone() });
        view.fallback_others = languages::written_in(site, key)
            .filter(|other| other.tag != from.tag)
            .map(|other| other.label.clone())
            .collect();
    }
    let in_words = |key: &str, name: &'static str, value: FluentValue<'_>| {
        let args = [(name, value)].into_iter().collect();
        site.texts.format(locale, key, &args)
    };
    view.updated = document.front.date.map(|date| date.to_string());
    view.updated_text = view.updated.as_deref().and_then(|date| in_words("last-updated", "date", date.into()));
    view.authors.clone_from(&document.front.authors);
    if let Origin::Translation { of, .. } = origin {
        let source = &site.document(of).front;
        view.source_updated = source.date.map(|date| date.to_string()).filter(|_| source.date != document.front.date);
        view.source_updated_text =
            view.source_updated.as_deref().and_then(|date| in_words("source-updated", "date", date.into()));
        if view.authors.is_empty() {
            view.authors.clone_from(&source.authors);
        }
    }
    if !view.authors.is_empty() {
        view.authors_text = in_words("written-by", "authors", texts::list(view.authors.clone()));
    }
    view.edit = edit_url(site, document);
    view.headings = headings;
    view.readings = readings.map(|readings| readings.view());
    let navigation = &site.navigation[locale.0];
    // The way to the start is no way.
    if key.as_str() != "index" {
        view.breadcrumbs = breadcrumbs(site, &frame, locale, &navigation.trail(key));
    }
    let (previous, next) = navigation.neighbours(key);
    view.previous = previous.and_then(|key| link(site, &frame, locale, key));
    view.next = next.and_then(|key| link(site, &frame, locale, key));
    let everywhere = languages::everywhere(renderer, key);
    let ways = languages::ways(&everywhere, &frame, locale);
    view.noindex |= site.noindex(id);
    if let Some(reason) = site.publication.preview(id) {
        view.draft = true;
        view.publish = reason.publish().map(|publish| publish.to_string());
    }
    view.canonical = languages::canonical(site, locale, key, origin);
    if !origin.is_fallback() && !view.noindex {
        view.alternates = everywhere.alternates.clone();
        view.alternate_links = everywhere.alternate_links.clone();
    }
    view.markdown = site.config.llms.then_some(TWIN);
    view.feed = feed(site, &frame, locale);
    let named = document.front.template.as_deref().filter(|name| renderer.templates.contains(name));
    let has_form = named.is_none() && renderer.templates.are_builtin && forms::has_form(&view);
    if !has_form {
        view.languages = languages::of_page(renderer, &everywhere, &ways);
        view.front.clone_from(&document.front.extra);
    }
    let (context, html, mut all) = context(renderer, &frame, locale, Some(key), view, content);
    all.extend(found);
    let (text, failed) = match has_form {
        true => forms::render(renderer, forms::Page { locale, shown: document.locale, context, html, ways }),
        false => finish(renderer, named.unwrap_or(PAGE), locale, context, html),
    };
    all.extend(failed);
    (text, all)
}

/// The start of a locale that has no page for it: what its navigation offers.
pub fn home(renderer: &Renderer<'_>, locale: LocaleId) -> (Vec<u8>, Diagnostics) {
    let site = renderer.site;
    let frame = Frame::at(&site.locale_address(locale));
    let title = if site.config.title.is_empty() {
        site.texts.get(locale, "home").unwrap_or_default().to_owned()
    } else {
        site.config.title.clone()
    };
    let mut view = view(site, "home", locale, &title);
    view.languages = languages::homes(renderer, &frame, Some(locale));
    view.feed = feed(site, &frame, locale);
    for section in &site.navigation[locale.0].sections {
        let start = PageKey::from_path(&format!("{}index", section.folder));
        let page = site.pages.get(locale, &start);
        let is_start = |entry: &&Entry| !matches!(&entry.target, EntryTarget::Page(key, None) if *key == start);
        let items: Vec<LinkView> = section
            .entries
            .iter()
            .filter(is_start)
            .filter_map(|entry| entry_link(site, &frame, locale, entry))
            .collect();
        let document = page.map(|origin| site.document(origin.document()));
        view.sections.push(HomeSection {
            title: site.section_name(locale, section),
            href: page.map(|origin| frame.href(&site.page_address(locale, &start, origin))),
            lang: document
                .filter(|document| document.locale != locale)
                .map(|document| site.config.locale(document.locale).tag.to_string()),
            items,
            pages: section.pages(),
        });
    }
    if let Some(base) = &site.config.base_url {
        view.canonical = Some(format!("{base}{}", frame::encode(&site.locale_address(locale))));
        view.image = picture::preview(site, locale, None);
    }
    render(renderer, "home.html", &frame, locale, None, view, String::new())
}

/// What is shown where nothing is.
pub fn not_found(renderer: &Renderer<'_>, locale: Option<LocaleId>) -> (Vec<u8>, Diagnostics) {
    let site = renderer.site;
    let Some(speaks) = locale.or_else(|| leading_locale(site)) else {
        return (empty_page().into_bytes(), Diagnostics::new());
    };
    let frame = Frame::anywhere(site);
    let title = site.texts.get(speaks, "not-found-title").unwrap_or_default().to_owned();
    let mut view = view(site, "not-found", speaks, &title);
    view.noindex = true;
    view.languages = languages::homes(renderer, &frame, Some(speaks));
    render(renderer, "not-found.html", &frame, speaks, None, view, String::new())
}

/// A moved page.
pub fn redirect(renderer: &Renderer<'_>, locale: LocaleId, from: &str) -> (Vec<u8>, Diagnostics) {
    let site = renderer.site;
    let found =
        site.redirects.of(locale, site.config.source_locale).find(|redirect| redirect.from.to_lowercase() == from);
    let Some(redirect) = found else { return Default::default() };
    let own = format!("{}{}", site.locale_address(locale), PageKey::from_path(&redirect.from).address(None));
    let frame = Frame::at(&own);
    let title = site.texts.get(locale, "redirect-title").unwrap_or_default().to_owned();
    let mut view = view(site, "redirect", locale, &title);
    view.noindex = true;
    view.target = Some(match site.redirect_target(locale, redirect) {
        Target::Page(page) => {
            let address = site.page_address(page.locale, &page.key, page.origin);
            view.canonical = languages::canonical(site, page.locale, &page.key, page.origin);
            let there = page.anchor == Anchor::There;
            let fragment = page.fragment.filter(|fragment| there && !fragment.is_empty());
            let fragment =
                fragment.map_or(String::new(), |fragment| format!("#{}", address::encode_destination(&fragment)));
            format!("{}{fragment}", frame.href(&address))
        }
        Target::Asset { asset, .. } => frame.href(&site.asset_address(asset)),
        Target::External(address) | Target::Moved { to: address, .. } => address::encode_destination(&address),
        _ => frame.href(&site.locale_address(locale)),
    });
    render(renderer, "redirect.html", &frame, locale, None, view, String::new())
}

/// The list of languages at the root.
pub fn languages(renderer: &Renderer<'_>) -> (Vec<u8>, Diagnostics) {
    let site = renderer.site;
    let Some(locale) = leading_locale(site) else { return (empty_page().into_bytes(), Diagnostics::new()) };
    let frame = Frame::at("");
    let mut published = site.config.published();
    if let (Some(only), None) = (published.next(), published.next()) {
        // Who speaks one language need not be asked.
        let mut view = view(site, "redirect", only, site.texts.get(only, "redirect-title").unwrap_or_default());
        view.target = Some(frame.href(&site.locale_address(only)));
        return render(renderer, "redirect.html", &frame, only, None, view, String::new());
    }
    let title = if site.config.title.is_empty() {
        site.texts.get(locale, "languages-title").unwrap_or_default().to_owned()
    } else {
        site.config.title.clone()
    };
    let mut view = view(site, "languages", locale, &title);
    view.languages = languages::homes(renderer, &frame, None);
    if let Some(base) = &site.config.base_url {
        view.canonical = Some(base.clone());
    }
    render(renderer, "languages.html", &frame, locale, None, view, String::new())
}

/// A site without any locale has nothing to say and no language to say it in.
pub(super) fn empty_page() -> String {
    "<!DOCTYPE html>\n<html lang=\"und\"><head><meta charset=\"utf-8\"><title>–</title></head><body></body></html>\n"
        .to_owned()
}

pub(super) fn render(
    renderer: &Renderer<'_>,
    template: &str,
    frame: &Frame,
    locale: LocaleId,
    key: Option<&PageKey>,
    view: PageView,
    content: String,
) -> (Vec<u8>, Diagnostics) {
    let (context, html, mut found) = context(renderer, frame, locale, key, view, content);
    let (text, failed) = finish(renderer, template, locale, context, html);
    found.extend(failed);
    (text, found)
}

/// What a template sees of an output, its navigation with it.
fn context(
    renderer: &Renderer<'_>,
    frame: &Frame,
    locale: LocaleId,
    key: Option<&PageKey>,
    mut view: PageView,
    content: String,
) -> (PageContext, PageHtml, Diagnostics) {
    view.parts = parts(&content);
    let site = renderer.site;
    let own = site.config.locale(locale);
    let locale_view = LocaleView {
        tag: own.tag.to_string(),
        dir: own.tag.direction().name(),
        label: own.label.clone(),
        home: frame.href(&site.locale_address(locale)),
    };
    let mut navigation = String::new();
    let found = nav::write(renderer, frame, locale, key, &mut navigation);
    let shown = key.and_then(|key| site.pages.get(locale, key)).map(|origin| site.document(origin.document()));
    let title = shown.map_or(site.config.title.as_str(), |document| site.title_for(document)).to_owned();
    let context = PageContext {
        site: SiteView { title, locales: site.config.locales.len(), search: site.config.search },
        locale: locale_view,
        root: frame.href(""),
        page: view,
    };
    (context, PageHtml { nav: navigation, content }, found)
}

fn finish(
    renderer: &Renderer<'_>,
    template: &str,
    locale: LocaleId,
    context: PageContext,
    html: PageHtml,
) -> (Vec<u8>, Diagnostics) {
    /// About what a frame has beside its navigation and its content.
    const FRAME: usize = 8 << 10;
    let mut out = Vec::with_capacity(html.nav.len() + html.content.len() + FRAME);
    let context = context.into_context(html);
    let found = renderer.templates.render(renderer.site, template, locale, context, &mut out);
    (out, found)
}

/// What a content has that a script of the theme looks after.
fn parts(content: &str) -> Vec<&'static str> {
    const MARKS: [(&str, &str); 3] = [("code", "class=\"code\""), ("pictures", "<img "), ("tabs", "class=\"tabs\"")];
    static FINDERS: LazyLock<[Finder<'static>; 3]> = LazyLock::new(|| MARKS.map(|(_, mark)| Finder::new(mark)));
    let found = MARKS.into_iter().zip(&*FINDERS).filter(|(_, finder)| finder.find(content.as_bytes()).is_some());
    found.map(|((name, _), _)| name).collect()
}

/// A view with everything that most outputs leave empty.
pub(super) fn view(site: &Site, kind: &'static str, locale: LocaleId, title: &str) -> PageView {
    let tag = &site.config.locale(locale).tag;
    PageView {
        kind,
        title: title.to_owned(),
        description: None,
        image: None,
        key: String::new(),
        has_h1: false,
        lang: tag.to_string(),
        og_locale: og_locale(tag),
        dir: tag.direction().name(),
        origin: "",
        state: "",
        fallback: None,
        fallback_others: Vec::new(),
        updated: None,
        updated_text: None,
        source_updated: None,
        source_updated_text: None,
        authors: Vec::new(),
        authors_text: None,
        edit: None,
        draft: false,
        publish: None,
        parts: Vec::new(),
        headings: Vec::new(),
        breadcrumbs: Vec::new(),
        previous: None,
        next: None,
        languages: Vec::new(),
        canonical: None,
        alternates: Shared::new(&Vec::new()),
        alternate_links: Shared::html(""),
        markdown: None,
        feed: None,
        noindex: tag.is_pseudo(),
        target: None,
        sections: Vec::new(),
        status: None,
        readings: None,
        front: std::collections::BTreeMap::new(),
    }
}

/// A language as Open Graph writes it.
fn og_locale(tag: &LocaleTag) -> String {
    tag.as_str().replace('-', "_")
}

/// A page as the navigation calls it, so that both agree.
fn link(site: &Site, frame: &Frame, locale: LocaleId, key: &PageKey) -> Option<LinkView> {
    let origin = site.pages.get(locale, key)?;
    let entry = *site.navigation[locale.0].trail(key).last()?;
    Some(LinkView {
        title: entry.title.clone(),
        href: frame.href(&site.page_address(locale, key, origin)),
        lang: entry.lang.map(|lang| site.config.locale(lang).tag.to_string()),
    })
}

/// Where a navigation entry leads, or the first entry below it that leads anywhere.
fn entry_link(site: &Site, frame: &Frame, locale: LocaleId, entry: &Entry) -> Option<LinkView> {
    let href = entry_href(site, frame, locale, entry).or_else(|| {
        entry.children.iter().find_map(|child| entry_link(site, frame, locale, child)).map(|link| link.href)
    })?;
    let lang = entry.lang.map(|lang| site.config.locale(lang).tag.to_string());
    Some(LinkView { title: entry.title.clone(), href, lang })
}

fn entry_href(site: &Site, frame: &Frame, locale: LocaleId, entry: &Entry) -> Option<String> {
    match &entry.target {
        EntryTarget::Group => None,
        EntryTarget::Page(key, fragment) => {
            let origin = site.pages.get(locale, key)?;
            let href = frame.href(&site.page_address(locale, key, origin));
            let fragment = fragment.as_deref().map(|fragment| format!("#{}", address::encode_destination(fragment)));
            Some(href + fragment.as_deref().unwrap_or_default())
        }
        EntryTarget::Address(address) => match address.strip_prefix('/').filter(|path| site.routes.get(path).is_some())
        {
            Some(path) => Some(frame.href(path.strip_suffix("index.html").unwrap_or(path))),
            None => Some(address.clone()),
        },
    }
}

fn breadcrumbs(site: &Site, frame: &Frame, locale: LocaleId, trail: &[&Entry]) -> Vec<Crumb> {
    trail
        .iter()
        .enumerate()
        .map(|(index, entry)| Crumb {
            title: entry.title.clone(),
            href: if index + 1 == trail.len() { None } else { entry_href(site, frame, locale, entry) },
            lang: entry.lang.map(|lang| site.config.locale(lang).tag.to_string()),
        })
        .collect()
}

/// The way to the feed of a locale, where it has one.
fn feed(site: &Site, frame: &Frame, locale: LocaleId) -> Option<String> {
    let path = format!("{}{FEED}", site.locale_address(locale));
    site.routes.get(&path).map(|_| frame.href(&path))
}

/// Where readers can edit the file whose text a page shows. What is made of another file has none.
fn edit_url(site: &Site, document: &Document) -> Option<String> {
    let own = site.config.locale(document.locale);
    let url = own.edit_url.as_deref().filter(|_| !own.tag.is_pseudo())?;
    Some(url.replace("{locale}", own.tag.as_str()).replace("{path}", &frame::encode(&document.path)))
}
