//! What search engines read: the sitemap with every language of each page, and what they may do.

use std::ops::Range;

use super::frame;
use super::languages::alternates;
use crate::model::PageKey;
use crate::site::Site;
use crate::site::routes::SITEMAP_LIMIT;
use crate::text::escape::escape_into;

/// One part of the sitemap (sitemaps.org, with alternates as search engines define them).
pub fn sitemap(site: &Site, part: usize) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    let Some(base) = site.config.base_url.as_deref() else { return out + "</urlset>\n" };
    let pages = site.sitemap_pages();
    // Where the languages of the last page are written: all of its languages follow each other, and have the same.
    let mut written: Option<(&PageKey, Range<usize>)> = None;
    for (locale, key) in pages.iter().skip(part * SITEMAP_LIMIT).take(SITEMAP_LIMIT) {
        let Some(origin) = site.pages.get(*locale, key) else { continue };
        out.push_str("<url><loc>");
        escape_into(&mut out, &format!("{base}{}", frame::encode(&site.page_address(*locale, key, origin))));
        out.push_str("</loc>");
        match &written {
            Some((last, range)) if last == key => out.extend_from_within(range.clone()),
            _ => {
                let start = out.len();
                for alternate in alternates(site, key) {
                    out.push_str("<xhtml:link rel=\"alternate\" hreflang=\"");
                    escape_into(&mut out, &alternate.hreflang);
                    out.push_str("\" href=\"");
                    escape_into(&mut out, &alternate.href);
                    out.push_str("\"/>");
                }
                written = Some((key, start..out.len()));
            }
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

/// The list of the sitemap's parts.
pub fn index(site: &Site) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let base = site.config.base_url.as_deref().unwrap_or_default();
    for part in 0..site.sitemap_pages().len().div_ceil(SITEMAP_LIMIT) {
        out.push_str("<sitemap><loc>");
        escape_into(&mut out, &format!("{base}sitemap-{}.xml", part + 1));
        out.push_str("</loc></sitemap>\n");
    }
    out.push_str("</sitemapindex>\n");
    out
}

/// `robots.txt`: everything may be read, and where the sitemap is.
pub fn robots(site: &Site) -> String {
    let mut out = String::from("User-agent: *\nAllow: /\n");
    if let Some(base) = &site.config.base_url {
        out.push_str(&format!("Sitemap: {base}sitemap.xml\n"));
    }
    out
}
