//! How far each translation is, as a page of the site and as a file of its own.

mod map;
mod units;
pub mod view;

use tera::Value;

use super::frame::Frame;
use super::{Renderer, languages, leading_locale, pages};
use crate::diagnostics::Diagnostics;
use crate::model::LocaleId;
use crate::render::view::{LocaleView, PageContext, PageHtml, SiteView};
use crate::report::status::Report;
use crate::site::Site;
use crate::site::routes::STATUS;

use map::Pages;
pub use units::pieces;
use view::{StatusLanguage, StatusView};

/// The page of the site: in the frame of the source, because it is for those who translate from it.
pub fn page(renderer: &Renderer<'_>) -> (Vec<u8>, Diagnostics) {
    let site = renderer.site;
    let Some(locale) = leading_locale(site) else { return (pages::empty_page().into_bytes(), Diagnostics::new()) };
    let frame = Frame::at(STATUS);
    let mut view = pages::view(site, "status", locale, title(site, locale));
    view.noindex = true;
    view.languages = languages::homes(renderer, &frame, Some(locale));
    view.status = Some(status(&Report::new(site, Vec::new()), Some(&frame)));
    pages::render(renderer, "status.html", &frame, locale, None, view, String::new())
}

/// One file that needs no other and asks for nothing, for people to send and for builds to keep.
pub fn file(renderer: &Renderer<'_>, report: &Report<'_>) -> (String, Diagnostics) {
    let site = renderer.site;
    let locale = site.config.source_locale.or_else(|| leading_locale(site));
    let Some(locale) = locale else { return (pages::empty_page(), Diagnostics::new()) };
    let own = site.config.locale(locale);
    let mut view = pages::view(site, "status", locale, title(site, locale));
    view.noindex = true;
    view.status = Some(status(report, None));
    let context = PageContext {
        site: SiteView { title: site.config.title.clone(), locales: site.config.locales.len(), search: false },
        locale: LocaleView {
            tag: own.tag.to_string(),
            dir: own.tag.direction().name(),
            label: own.label.clone(),
            home: String::new(),
        },
        root: String::new(),
        page: view,
    };
    let mut context = context.into_context(PageHtml { nav: String::new(), content: String::new() });
    context.insert_value("style", Value::safe_string(&style(site)));
    renderer.templates.text(site, "status-file.html", locale, context)
}

fn title(site: &Site, locale: LocaleId) -> &str {
    site.texts.get(locale, "status-title").unwrap_or_default()
}

/// The style sheets that the page of the site has, so written that they cannot end the element that they stand in.
fn style(site: &Site) -> String {
    let sheets = ["assets/diglot.css", "assets/status.css"].iter().filter_map(|name| site.theme.get(*name));
    sheets.map(|sheet| String::from_utf8_lossy(&sheet.bytes).replace("</", "<\\/")).collect()
}

/// What templates see of a report. With a frame it leads to the pages of the site and names files as the site does; without
/// one it names them as whoever asked for the report can open them.
fn status(report: &Report<'_>, frame: Option<&Frame>) -> StatusView {
    let site = report.site;
    let pages: Vec<Pages<'_>> = report.locales.iter().map(|(_, pages)| Pages::new(pages)).collect();
    let changes = units::Changes::default();
    let mut languages: Vec<StatusLanguage> = Vec::new();
    for ((locale, told), pages) in report.locales.iter().zip(&pages) {
        let own = site.config.locale(*locale);
        let all = pages.all();
        let writer = units::Writer { report, frame, locale: *locale, share: report.locales.len(), changes: &changes };
        let (listed, more) = writer.pages(&report.first(told), pages);
        let id = own.tag.slug();
        languages.push(StatusLanguage {
            href: format!("#{id}"),
            id,
            tag: own.tag.to_string(),
            dir: own.tag.direction().name(),
            label: own.label.clone(),
            percent: all.percent(),
            shares: all.shares(),
            orphaned: all.orphaned(),
            left: all.left(),
            pages: listed,
            more,
        });
    }
    let source = site.config.source_locale.map(|source| &site.config.locale(source).tag);
    StatusView {
        source_tag: source.map(ToString::to_string).unwrap_or_default(),
        source_dir: source.map_or("ltr", |source| source.direction().name()),
        maps: map::maps(report, frame, &pages, &languages),
        languages,
    }
}
