//! What templates see. These types are the theme's contract: a template gets one `page`, the `site`, its `locale` and
//! `root`, and nothing else.

use std::collections::BTreeMap;

use serde::Serialize;

/// `site`: what is the same on every page.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    /// The site's name, else the `titleSuffix` of the page's docset; empty where nobody gave one.
    pub title: String,
    /// How many locales there are.
    pub locales: usize,
}

/// `locale`: the language of the page's frame.
#[derive(Debug, Clone, Serialize)]
pub struct LocaleView {
    /// The tag, for `lang`.
    pub tag: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// What its readers call it.
    pub label: String,
    /// The way to its start page.
    pub home: String,
}

/// `page`: the page itself.
#[derive(Debug, Clone, Serialize)]
pub struct PageView {
    /// `page`, `home`, `not-found`, `redirect` or `languages`.
    pub kind: &'static str,
    /// The title, as text.
    pub title: String,
    /// One or two sentences about the page.
    pub description: Option<String>,
    /// The key; empty where the output is no page.
    pub key: String,
    /// Whether `content` begins with the page's heading, so that the template must not write one.
    pub has_h1: bool,
    /// The language of the content, which differs from the frame's on a fallback page.
    pub lang: String,
    /// The direction of the content.
    pub dir: &'static str,
    /// Where the text comes from: `source`, `translation`, `fallback`; empty where the output is no page.
    pub origin: &'static str,
    /// How a translation stands to its source, as `unknown`; empty where the page is none.
    pub state: &'static str,
    /// The language shown instead, where the page is not there in the frame's.
    pub fallback: Option<LanguageName>,
    /// What readers call the further languages that have such a page, for a list.
    pub fallback_others: Vec<String>,
    /// The day of the last change that the front matter names, as `2026-03-05`.
    pub updated: Option<String>,
    /// Whether only a build with drafts shows the page.
    pub draft: bool,
    /// The moment at which such a page will be published, where it is known.
    pub publish: Option<String>,
    /// Headings of levels 2 and 3.
    pub headings: Vec<HeadingView>,
    /// The way from the top of the navigation to this page, itself last.
    pub breadcrumbs: Vec<Crumb>,
    /// The page before in reading order.
    pub previous: Option<LinkView>,
    /// The page after.
    pub next: Option<LinkView>,
    /// The languages that have this page.
    pub languages: Vec<LanguageView>,
    /// The absolute address under which search engines should know the page.
    pub canonical: Option<String>,
    /// The same page in other languages, itself too, for search engines.
    pub alternates: Vec<Alternate>,
    /// Whether search engines are asked to stay away.
    pub noindex: bool,
    /// Where a moved page went.
    pub target: Option<String>,
    /// The sections of the site, on a start page that nobody wrote.
    pub sections: Vec<HomeSection>,
    /// Front matter that Diglot itself does not read.
    pub front: BTreeMap<String, serde_yaml::Value>,
}

/// A language by name.
#[derive(Debug, Clone, Serialize)]
pub struct LanguageName {
    /// The tag.
    pub tag: String,
    /// What its readers call it.
    pub label: String,
}

/// A heading of the page.
#[derive(Debug, Clone, Serialize)]
pub struct HeadingView {
    /// 2 or 3.
    pub level: u8,
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// One step of the way to a page.
#[derive(Debug, Clone, Serialize)]
pub struct Crumb {
    /// What it is called.
    pub title: String,
    /// Where it leads; nothing for a group and for the page itself.
    pub href: Option<String>,
    /// The language of the name, where it is not the frame's.
    pub lang: Option<String>,
}

/// A link to another page.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// What it is called.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// The language of the name, where it is not the frame's.
    pub lang: Option<String>,
}

/// A language that has the page.
#[derive(Debug, Clone, Serialize)]
pub struct LanguageView {
    /// The tag.
    pub tag: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// What its readers call it.
    pub label: String,
    /// The way to the page in it.
    pub href: String,
    /// Whether it is the frame's own.
    pub current: bool,
    /// Whether the page is shown there in another language.
    pub fallback: bool,
    /// Which one, by its own name.
    pub shown_in: Option<String>,
}

/// The page in one language, for search engines.
#[derive(Debug, Clone, Serialize)]
pub struct Alternate {
    /// The tag, or `x-default`.
    pub hreflang: String,
    /// The absolute address.
    pub href: String,
}

/// A section on a start page that nobody wrote.
#[derive(Debug, Clone, Serialize)]
pub struct HomeSection {
    /// What it is called.
    pub title: String,
    /// Where it leads.
    pub href: Option<String>,
    /// The language of the name, where it is not the frame's.
    pub lang: Option<String>,
    /// Its first entries.
    pub items: Vec<LinkView>,
    /// How many pages its navigation has.
    pub pages: usize,
}

/// An entry of `nav.html`, which is rendered once for all pages of a section.
#[derive(Debug, Clone, Serialize)]
pub struct NavItem {
    /// What it is called.
    pub title: String,
    /// The language of the name, where it is not the navigation's.
    pub lang: Option<String>,
    /// Stands for where it leads; nothing for a group.
    pub href: Option<String>,
    /// Stands for ` aria-current="page"` on the page itself.
    pub current: String,
    /// Stands for ` open` on pages below it.
    pub open: String,
    /// What is below it.
    pub items: Vec<NavItem>,
}
