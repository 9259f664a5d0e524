//! What the pages of a site have to say to a search, and what a browser has to know before it can search.
//!
//! Both are pure functions of the site. What searches them is [`crate::search`].

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::json;

use super::Renderer;
use super::body::BodyWriter;
use super::frame::{self, Frame};
use crate::model::{LocaleId, Origin, PageKey};
use crate::parse::tags;
use crate::site::Site;
use crate::site::routes::Output;
use crate::text::escape::escape;
use crate::text::one_line;

/// What a page has to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Record {
    /// The address below that of its locale, encoded.
    pub address: String,
    /// The title. Like all texts here it is escaped, as HTML has it.
    pub title: String,
    /// The part of the site that it belongs to, where there are several.
    pub section: Option<String>,
    /// Further words under which it should be found.
    pub keywords: Vec<String>,
    /// The locales that show it because they have none of their own.
    pub lent: Vec<String>,
    /// Its text, from heading to heading.
    pub parts: Vec<Part>,
}

/// A heading and what stands below it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The heading's level; 0 before the first heading.
    pub level: u8,
    /// Its id.
    pub id: String,
    /// Its words.
    pub heading: String,
    /// The words below it.
    pub text: String,
}

/// The records of a locale: one for each page in its own language that search engines may list, in order of the keys.
pub fn records(renderer: &Renderer<'_>, locale: LocaleId) -> Vec<Record> {
    let site = renderer.site;
    let names = site.display_names(locale);
    own_pages(site, locale)
        .map(|(key, origin)| {
            let id = origin.document();
            let address = site.page_address(locale, key, origin);
            let mut html = String::new();
            let _ = BodyWriter::new(renderer, &Frame::at(&address), locale, id, None).write(&mut html);
            let title = escape(site.document(id).title());
            let mut parts = parts(&html);
            parts.retain(|part| !(part.level == 1 && part.heading == title && part.text.is_empty()));
            // The title is said once.
            if let Some(part) = parts.iter_mut().find(|part| part.level == 1 && part.heading == title) {
                *part = Part { text: std::mem::take(&mut part.text), ..Part::default() };
            }
            let own = names.get(key).into_iter().flatten().copied().chain(site.keywords(id));
            Record {
                address: frame::encode(&address[site.locale_address(locale).len()..]).into_owned(),
                section: section(site, locale, key).map(|name| escape(&name)),
                keywords: own.map(escape).collect(),
                lent: borrowers(site, locale, key).map(|locale| site.config.locale(locale).tag.to_string()).collect(),
                parts,
                title,
            }
        })
        .collect()
}

/// What a browser has to know before it can search from a page of `locale`, as JSON: the interface texts, the sections, and the
/// languages that have anything to find: the page's own, those that lend it pages, all others.
pub fn settings(renderer: &Renderer<'_>, locale: LocaleId) -> String {
    const TEXTS: [&str; 10] =
        ["label", "close", "section", "all-sections", "results", "none", "failed", "more", "others", "keys"];
    /// How a language stands to that of the page.
    const KINDS: [&str; 3] = ["own", "lends", "other"];
    let site = renderer.site;
    let texts: serde_json::Map<String, serde_json::Value> = TEXTS
        .iter()
        .map(|key| ((*key).to_owned(), site.texts.get(locale, &format!("search-{key}")).unwrap_or_default().into()))
        .collect();
    let lends = |lender: LocaleId| {
        let mut borrowed = site.pages.of(locale);
        borrowed.any(|(key, origin)| {
            matches!(origin, Origin::Fallback { from, .. } if from == lender)
                && own_page(site, lender, key).is_some()
                && is_routed(site, locale, key, origin)
        })
    };
    let mut languages: Vec<(u8, LocaleId)> = site
        .config
        .published()
        .filter(|other| own_pages(site, *other).next().is_some())
        .map(|other| (if other == locale { 0 } else { 2 - u8::from(lends(other)) }, other))
        .collect();
    // Lenders come nearest first, as pages look for them.
    let chain: Vec<LocaleId> = site.chain(locale).collect();
    languages.sort_by_key(|(kind, other)| {
        (*kind, (*kind == 1).then(|| chain.iter().position(|link| link == other)), other.0)
    });
    let languages: Vec<_> = languages
        .into_iter()
        .map(|(kind, other)| {
            let own = site.config.locale(other);
            json!({
                "tag": own.tag.as_str(),
                "dir": own.tag.direction().name(),
                "label": own.label,
                "home": format!("../../{}", frame::encode(&site.locale_address(other))),
                "kind": KINDS[usize::from(kind)],
            })
        })
        .collect();
    // Readers know them in the order of the navigation.
    let used: BTreeSet<String> = own_pages(site, locale).filter_map(|(key, _)| section(site, locale, key)).collect();
    let mut sections = section_names(site, locale);
    let mut seen = BTreeSet::new();
    sections.retain(|name| used.contains(name) && seen.insert(name.clone()));
    json!({ "texts": texts, "languages": languages, "sections": sections }).to_string()
}

/// The pages of a locale that a search finds.
fn own_pages(site: &Site, locale: LocaleId) -> impl Iterator<Item = (&PageKey, Origin)> {
    site.pages.of(locale).filter(move |(key, origin)| is_own(site, locale, key, *origin))
}

fn own_page(site: &Site, locale: LocaleId, key: &PageKey) -> Option<Origin> {
    site.pages.get(locale, key).filter(|origin| is_own(site, locale, key, *origin))
}

fn is_own(site: &Site, locale: LocaleId, key: &PageKey, origin: Origin) -> bool {
    !origin.is_fallback() && !site.noindex(origin.document()) && is_routed(site, locale, key, origin)
}

/// Whether the page is what answers at its address.
fn is_routed(site: &Site, locale: LocaleId, key: &PageKey, origin: Origin) -> bool {
    let path = format!("{}index.html", site.page_address(locale, key, origin));
    matches!(site.routes.get(&path), Some(Output::Page(own, found)) if *own == locale && found == key)
}

/// The published locales that show a page of `lender` for want of their own.
fn borrowers<'s>(site: &'s Site, lender: LocaleId, key: &'s PageKey) -> impl Iterator<Item = LocaleId> + 's {
    site.config.published().filter(move |locale| {
        let origin = site.pages.get(*locale, key);
        origin.is_some_and(|origin| {
            matches!(origin, Origin::Fallback { from, .. } if from == lender) && is_routed(site, *locale, key, origin)
        })
    })
}

/// The part of the site that a page belongs to: its section where the site has several, else the group of the navigation.
fn section(site: &Site, locale: LocaleId, key: &PageKey) -> Option<String> {
    let navigation = &site.navigation[locale.0];
    if navigation.sections.len() > 1 {
        return navigation.section_of(key).map(|index| site.section_name(locale, &navigation.sections[index]));
    }
    navigation.trail(key).first().filter(|entry| !entry.children.is_empty()).map(|entry| entry.title.clone())
}

/// All that [`section`] could say, in order.
fn section_names(site: &Site, locale: LocaleId) -> Vec<String> {
    let navigation = &site.navigation[locale.0];
    match &navigation.sections[..] {
        [only] => only.entries.iter().map(|entry| entry.title.clone()).collect(),
        all => all.iter().map(|section| site.section_name(locale, section)).collect(),
    }
}

/// Elements without words for readers. The questions of a check are found by its title.
const SILENT: [&str; 6] = ["form", "script", "style", "svg", "template", "button"];

/// The text of a page's body from heading to heading.
fn parts(html: &str) -> Vec<Part> {
    let mut parts = vec![Part::default()];
    // The name of the element that is left out, how often it is open, and whether a heading is.
    let mut silent: Option<(String, usize)> = None;
    let (mut is_heading, mut at) = (false, 0);
    while let Some(tag) = tags::next_tag(html, at) {
        if silent.is_none() {
            say(&mut parts, is_heading, &html[at..tag.range.start]);
        }
        at = tag.range.end;
        match &mut silent {
            Some((own, depth)) if *own == tag.name => {
                *depth = if tag.closing { *depth - 1 } else { *depth + 1 };
                if *depth == 0 {
                    silent = None;
                }
            }
            Some(_) => {}
            None if SILENT.contains(&&*tag.name) && !tag.closing => silent = Some((tag.name, 1)),
            None => {
                let level = tag.name.strip_prefix('h').and_then(|level| level.parse().ok()).filter(|level| *level <= 6);
                match level {
                    Some(level) if !tag.closing => {
                        is_heading = true;
                        let id = tag.attribute("id").unwrap_or_default().to_owned();
                        parts.push(Part { level, id, ..Part::default() });
                    }
                    Some(_) => is_heading = false,
                    // The end of an element within a line separates no words; a break does.
                    None if tag.is_within_a_line() && tag.name != "br" => {}
                    None => say(&mut parts, is_heading, " "),
                }
            }
        }
    }
    // What begins a tag and ends none is no text.
    say(&mut parts, false, html[at..].split('<').next().unwrap_or_default());
    for part in &mut parts {
        part.heading = one_line(&part.heading);
        part.text = one_line(&part.text);
    }
    parts.retain(|part| !part.heading.is_empty() || !part.text.is_empty());
    parts
}

fn say(parts: &mut [Part], is_heading: bool, text: &str) {
    if let Some(part) = parts.last_mut() {
        if is_heading { part.heading.push_str(text) } else { part.text.push_str(text) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_read_from_heading_to_heading() {
        let html = "<p>Be<em>fore</em></p>\n<h2 id=\"one\" title=\"a > b\"><span id=\"eins\"></span>One &amp; <code>x</code></h2>\n\
            <p>First</p><p>Second<br>Third</p><form><form>no</form>no</form><svg><title>no</title></svg>\
            <table><tr><td>a</td><td>b</td></tr></table><h3 id=\"\">Deep</h3>";
        let part = |level, id: &str, heading: &str, text: &str| Part {
            level,
            id: id.to_owned(),
            heading: heading.to_owned(),
            text: text.to_owned(),
        };
        let expected = [
            part(0, "", "", "Before"),
            part(2, "one", "One &amp; x", "First Second Third a b"),
            part(3, "", "Deep", ""),
        ];
        assert_eq!(parts(html), expected);
        assert_eq!(parts("<p"), []);
        assert_eq!(parts(""), []);
    }
}
