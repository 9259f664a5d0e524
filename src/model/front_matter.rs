//! What a page says of itself.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::text::Span;

/// Front matter, read: the fields that Diglot knows, and all others for themes.
///
/// Keys are matched without regard to case. A field that is not there, empty or null is `None`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FrontMatter {
    /// `title`: the page's title.
    pub title: Option<String>,
    /// `nav_title`: a shorter title for navigation.
    pub nav_title: Option<String>,
    /// `description`: one or two sentences, for search engines and link previews.
    pub description: Option<String>,
    /// `key`: joins this page with those of other locales whose paths differ.
    pub key: Option<String>,
    /// `slug`: the page's own last address segment in this locale.
    pub slug: Option<String>,
    /// `template`: the template to render it with, instead of `page.html`.
    pub template: Option<String>,
    /// `author`.
    pub author: Option<String>,
    /// `robots`: as in the HTML tag of that name; `noindex` also keeps the page out of the sitemap.
    pub robots: Option<String>,
    /// `redirect_url`: the page has moved; its file stays as a sign.
    pub redirect_url: Option<String>,
    /// `uid`: a name by which `xref` links find the page.
    pub uid: Option<String>,
    /// `ms.contentlocale`: the language of the page, written by the docfx translation pipeline.
    pub content_locale: Option<String>,
    /// `draft`: the page is not ready for readers.
    pub draft: bool,
    /// `publish`: the first moment at which the page is shown.
    pub publish: Option<Timestamp>,
    /// `expires`: the first moment at which the page is not shown any more.
    pub expires: Option<Timestamp>,
    /// `date`: the day of the last change; else docfx's `ms.date`, which stays in `extra`.
    pub date: Option<Date>,
    /// Every other key as it stands, for themes.
    pub extra: BTreeMap<String, serde_yaml::Value>,
    /// Where each known field's value stands, for diagnostics; by the field's canonical name.
    pub places: BTreeMap<&'static str, Span>,
}

impl FrontMatter {
    /// The known fields, by canonical name, as the reader of front matter fills them.
    pub fn field_mut(&mut self, key: &str) -> Option<(&'static str, &mut Option<String>)> {
        Some(match key {
            "title" => ("title", &mut self.title),
            "nav_title" => ("nav_title", &mut self.nav_title),
            "description" => ("description", &mut self.description),
            "key" => ("key", &mut self.key),
            "slug" => ("slug", &mut self.slug),
            "template" => ("template", &mut self.template),
            "author" => ("author", &mut self.author),
            "robots" => ("robots", &mut self.robots),
            "redirect_url" => ("redirect_url", &mut self.redirect_url),
            "uid" => ("uid", &mut self.uid),
            "ms.contentlocale" => ("ms.contentlocale", &mut self.content_locale),
            _ => return None,
        })
    }

    /// The known fields that are there, by canonical name, in the order in which an author would write them.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("title", &self.title),
            ("nav_title", &self.nav_title),
            ("description", &self.description),
            ("key", &self.key),
            ("slug", &self.slug),
            ("template", &self.template),
            ("author", &self.author),
            ("robots", &self.robots),
            ("redirect_url", &self.redirect_url),
            ("uid", &self.uid),
            ("ms.contentlocale", &self.content_locale),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.as_deref()?)))
    }

    /// Whether search engines are asked to stay away.
    pub fn noindex(&self) -> bool {
        self.robots.as_deref().is_some_and(|robots| robots.to_ascii_lowercase().contains("noindex"))
    }

    /// The span of a known field's value, or the file's start.
    pub fn place(&self, field: &str) -> Span {
        self.places.get(field).copied().unwrap_or_default()
    }
}
