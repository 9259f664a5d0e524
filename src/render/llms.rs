//! `llms.txt` of a language (llmstxt.org): its pages by the navigation, each with what it says of itself, leading to their
//! Markdown.

use std::collections::BTreeSet;

use super::about;
use super::frame::{self, Frame};
use crate::model::{LocaleId, PageKey};
use crate::site::Site;
use crate::site::nav::{Entry, EntryTarget};
use crate::site::routes::TWIN;
use crate::text::escape::in_markdown;
use crate::text::one_line;

/// The pages of a language that are in it and that search engines may list.
pub fn llms(site: &Site, locale: LocaleId) -> String {
    let own = site.config.locale(locale);
    let title = if site.config.title.is_empty() { &own.label } else { &site.config.title };
    let mut list = List { site, locale, frame: Frame::at(&site.locale_address(locale)), listed: BTreeSet::new() };
    let mut out = format!("# {}\n", words(title));
    if let Some(about) = list.about(&PageKey::from_path("index.md")) {
        out.push_str(&format!("\n> {about}\n"));
    }
    let text = |key| site.texts.get(locale, key).unwrap_or_default();
    for section in &site.navigation[locale.0].sections {
        let (groups, single): (Vec<&Entry>, Vec<&Entry>) =
            section.entries.iter().partition(|entry| !entry.children.is_empty());
        let lines = list.lines(&single);
        add(&mut out, text("navigation"), &lines);
        for group in groups {
            let lines = list.lines(&[group]);
            add(&mut out, &group.title, &lines);
        }
    }
    // What the navigation leaves out is there all the same.
    let rest: Vec<PageKey> = site.pages.of(locale).map(|(key, _)| key.clone()).collect();
    let lines: String = rest.iter().filter_map(|key| list.line(key)).collect();
    add(&mut out, text("pages"), &lines);
    out
}

fn add(out: &mut String, title: &str, lines: &str) {
    if !lines.is_empty() {
        out.push_str(&format!("\n## {}\n\n{lines}", words(title)));
    }
}

struct List<'s> {
    site: &'s Site,
    locale: LocaleId,
    frame: Frame,
    /// The pages that stand in it already.
    listed: BTreeSet<PageKey>,
}

impl List<'_> {
    /// The lines of entries and of all that is below them, in reading order.
    fn lines(&mut self, entries: &[&Entry]) -> String {
        let mut lines = String::new();
        let mut stack: Vec<&Entry> = entries.iter().rev().copied().collect();
        while let Some(entry) = stack.pop() {
            if let EntryTarget::Page(key, None) = &entry.target {
                lines.push_str(&self.line(key).unwrap_or_default());
            }
            stack.extend(entry.children.iter().rev());
        }
        lines
    }

    /// The line of a page; nothing where it is not in this language, not for search engines, or listed already.
    fn line(&mut self, key: &PageKey) -> Option<String> {
        let origin = self.site.pages.get(self.locale, key).filter(|origin| !origin.is_fallback())?;
        if self.site.noindex(origin.document()) || !self.listed.insert(key.clone()) {
            return None;
        }
        let address = self.site.page_address(self.locale, key, origin);
        let way = match &self.site.config.base_url {
            Some(base) => format!("{base}{}", frame::encode(&address)),
            None => self.frame.href(&address),
        };
        let title = words(self.site.document(origin.document()).title());
        let about = self.about(key).map_or(String::new(), |about| format!(": {about}"));
        Some(format!("- [{title}]({way}{TWIN}){about}\n"))
    }

    /// What a page says of itself.
    fn about(&self, key: &PageKey) -> Option<String> {
        let origin = self.site.pages.get(self.locale, key).filter(|origin| !origin.is_fallback())?;
        about::about(self.site.document(origin.document())).map(|about| words(&about))
    }
}

/// A text on one line, as the words that it is.
fn words(text: &str) -> String {
    in_markdown(&one_line(text))
}
