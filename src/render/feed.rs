//! The Atom feed of a language: which of its pages have changed, by the dates that they give themselves.

use jiff::civil::Date;
use jiff::tz::Offset;

use super::{about, frame};
use crate::model::{Document, LocaleId};
use crate::site::Site;
use crate::site::routes::FEED;
use crate::text::escape::escape;

/// How many changes it tells of.
const MOST: usize = 50;

/// The latest changes first. Needs a base address, because entries are known by absolute ones.
pub fn feed(site: &Site, locale: LocaleId) -> String {
    let own = site.config.locale(locale);
    let base = site.config.base_url.as_deref().unwrap_or_default();
    let mut changes: Vec<(Date, String, &Document)> = Vec::new();
    for (key, origin) in site.pages.of(locale).filter(|(_, origin)| !origin.is_fallback()) {
        let document = site.document(origin.document());
        let Some(date) = document.front.date.filter(|_| !site.noindex(origin.document())) else { continue };
        changes.push((date, frame::encode(&site.page_address(locale, key, origin)).into_owned(), document));
    }
    changes.sort_by(|(date, address, _), (other, another, _)| other.cmp(date).then_with(|| address.cmp(another)));
    changes.truncate(MOST);
    let text = |key| site.texts.get(locale, key).unwrap_or_default();
    let name = if site.config.title.is_empty() { text("home") } else { &site.config.title };
    let home = format!("{base}{}", frame::encode(&site.locale_address(locale)));
    // Where nothing has a date, the feed is as old as the build.
    let updated = changes.first().map_or_else(|| Offset::UTC.to_datetime(site.config.now).date(), |change| change.0);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<title>{}</title>\n<id>{home}{FEED}</id>\n<link rel=\"self\" href=\"{home}{FEED}\"/>\n<link rel=\"alternate\" href=\"{home}\"/>\n<updated>{updated}T00:00:00Z</updated>\n<author><name>{}</name></author>\n",
        own.tag,
        escape(&format!("{} – {name}", text("feed-title"))),
        escape(name),
    );
    for (date, address, document) in changes {
        // Another day is another entry, so that readers who know the page are told again.
        out.push_str(&format!(
            "<entry>\n<title>{}</title>\n<id>{base}{address}#updated-{date}</id>\n<link href=\"{base}{address}\"/>\n<updated>{date}T00:00:00Z</updated>\n",
            escape(document.title()),
        ));
        if let Some(about) = about::about(document) {
            out.push_str(&format!("<summary>{}</summary>\n", escape(&about)));
        }
        out.push_str("</entry>\n");
    }
    out.push_str("</feed>\n");
    out
}
