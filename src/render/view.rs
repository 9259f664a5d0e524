//! What templates see. These types are the theme's contract: a template gets one `page`, the `site`, its `locale` and
//! `root`, and nothing else. Their comments are also what the manual says of them.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use tera::{Context, Value};

use super::status::view::StatusView;
use crate::model::Described;

/// A type that templates see.
#[derive(Debug, Clone, Copy)]
pub struct ViewType {
    /// The type in Rust.
    pub name: &'static str,
    /// Its documentation comment.
    pub comment: &'static str,
    /// Its fields; the form of each is its type in Rust.
    pub fields: &'static [Described],
}

/// What several pages show: made for templates once, and handed to each of them as it is.
#[derive(Debug, Clone)]
pub struct Shared<T>(Value, PhantomData<T>);

impl<T: Serialize> Shared<T> {
    /// Makes it.
    pub fn new(value: &T) -> Self {
        Self(Value::from_serializable(value), PhantomData)
    }
}

impl Shared<String> {
    /// The same of HTML, which templates write as it stands.
    pub fn html(html: &str) -> Self {
        Self(Value::safe_string(html), PhantomData)
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        self.0.as_str().unwrap_or_default()
    }
}

/// The level of a heading.
pub type Level = Shared<u8>;

impl Shared<u8> {
    /// The level.
    pub fn number(&self) -> u8 {
        self.0.as_f64().unwrap_or_default() as u8
    }

    /// What stands for a level.
    pub fn mark(mark: &str) -> Self {
        Self(Value::safe_string(mark), PhantomData)
    }
}

impl<T> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // The engine takes its own values without a look into them.
        self.0.serialize(serializer)
    }
}

/// Defines the types that templates see, and `TYPES`, the table of them.
macro_rules! views {
    ($(
        $(#[doc = $about:literal])+
        pub struct $name:ident {
            $($(#[doc = $doc:literal])+ pub $field:ident: $type:ty,)+
        }
    )+) => {
        $(
            $(#[doc = $about])+
            #[derive(Debug, Clone)]
            pub struct $name {
                $($(#[doc = $doc])+ pub $field: $type,)+
            }

            impl $name {
                const COUNT: usize = [$(stringify!($field)),+].len();

                fn fields<S: serde::ser::SerializeStruct>(&self, to: &mut S) -> Result<(), S::Error> {
                    $(to.serialize_field(stringify!($field), &self.$field)?;)+
                    Ok(())
                }
            }

            impl serde::Serialize for $name {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    let mut fields = serializer.serialize_struct(stringify!($name), Self::COUNT)?;
                    self.fields(&mut fields)?;
                    serde::ser::SerializeStruct::end(fields)
                }
            }
        )+

        /// Every type that templates see.
        pub const TYPES: &[ViewType] = &[$(ViewType {
            name: stringify!($name),
            comment: concat!($($about, "\n"),+),
            fields: &[$(Described {
                name: stringify!($field),
                form: stringify!($type),
                comment: concat!($($doc, "\n"),+),
            }),+],
        }),+];
    };
}

pub(super) use views;

views! {
    /// What every template of a page sees.
    pub struct PageContext {
        /// The site: what is the same on every page.
        pub site: SiteView,
        /// The language of the page's frame.
        pub locale: LocaleView,
        /// The way from the page to the root of the site, to write before `assets/…`; empty, or it ends in `/`.
        pub root: String,
        /// The page itself.
        pub page: PageView,
    }

    /// What `nav.html` sees, which is rendered once for all pages of a section.
    pub struct NavContext {
        /// The language of the navigation.
        pub locale: LocaleView,
        /// The entries of the section.
        pub items: Vec<NavItem>,
    }

    /// The site: what is the same on every page.
    pub struct SiteView {
        /// The site's name, else the `titleSuffix` of the page's docset; empty where nobody gave one.
        pub title: String,
        /// How many locales there are.
        pub locales: usize,
        /// Whether readers can search it.
        pub search: bool,
    }

    /// The language of the page's frame.
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

    /// The page itself.
    pub struct PageView {
        /// `page`, `home`, `not-found`, `redirect`, `languages` or `status`.
        pub kind: &'static str,
        /// The title, as text.
        pub title: String,
        /// One or two sentences about the page: its description, else the beginning of its text.
        pub description: Option<String>,
        /// The picture for link previews; only where the site has a base address.
        pub image: Option<ImageView>,
        /// The key; empty where the output is no page.
        pub key: String,
        /// Whether `content` begins with the page's heading, so that the template must not write one.
        pub has_h1: bool,
        /// The language of the content, which differs from the frame's on a fallback page.
        pub lang: String,
        /// The same as Open Graph writes it: `de_DE`.
        pub og_locale: String,
        /// The direction of the content.
        pub dir: &'static str,
        /// Where the text comes from: `source`, `translation`, `fallback`; empty where the output is no page.
        pub origin: &'static str,
        /// How a translation stands to its source, such as `unknown`; empty where the page is none.
        pub state: &'static str,
        /// The language shown instead, where the page is not there in the frame's.
        pub fallback: Option<LanguageName>,
        /// What readers call the further languages that have such a page, for a list.
        pub fallback_others: Vec<String>,
        /// The day of the last change that the front matter names, as `2026-03-05`.
        pub updated: Option<String>,
        /// The same in words, as `Last updated: March 5, 2026`.
        pub updated_text: Option<String>,
        /// The day of the last change of the source, on a translation, where it is another one.
        pub source_updated: Option<String>,
        /// The same in words.
        pub source_updated_text: Option<String>,
        /// Who wrote the page.
        pub authors: Vec<String>,
        /// The same in words, as `Written by Ada and Grace`; nothing where nobody is named.
        pub authors_text: Option<String>,
        /// Where readers can edit the text of the page.
        pub edit: Option<String>,
        /// Whether only a build with drafts shows the page.
        pub draft: bool,
        /// The moment at which such a page will be published, where it is known.
        pub publish: Option<String>,
        /// What its content has that a script of the theme looks after: `code`, `pictures`, `tabs`.
        pub parts: Vec<&'static str>,
        /// Headings of levels 2 and 3, where the output is a page.
        pub headings: Vec<HeadingView>,
        /// The way from the top of the navigation to this page, itself last.
        pub breadcrumbs: Vec<Crumb>,
        /// The page before in reading order.
        pub previous: Option<LinkView>,
        /// The page after.
        pub next: Option<LinkView>,
        /// The languages that have this page.
        pub languages: Vec<Shared<LanguageView>>,
        /// The absolute address under which search engines should know the page.
        pub canonical: Option<String>,
        /// The same page in other languages, itself too, for search engines.
        pub alternates: Shared<Vec<Alternate>>,
        /// The same as HTML: a `link` for each, on lines of their own.
        pub alternate_links: Shared<String>,
        /// The way to the page as Markdown.
        pub markdown: Option<&'static str>,
        /// The way to the feed of the language.
        pub feed: Option<String>,
        /// Whether search engines are asked to stay away.
        pub noindex: bool,
        /// Where a moved page went.
        pub target: Option<String>,
        /// The sections of the site, on a start page that nobody wrote.
        pub sections: Vec<HomeSection>,
        /// How far each translation is, on the status page.
        pub status: Option<StatusView>,
        /// The original of a translation, where the site offers it (`readings: true`).
        pub readings: Option<ReadingsView>,
        /// Front matter that Diglot itself does not read.
        pub front: BTreeMap<String, serde_yaml::Value>,
    }

    /// Parts of the page that are HTML already, which templates write as they stand: the filter `safe` changes nothing of them.
    pub struct PageHtml {
        /// The navigation of the page's section, as `nav.html` wrote it; empty where there is none.
        pub nav: String,
        /// The text of the page; empty where the output is no page.
        pub content: String,
    }

    /// What there is to say of a translation and its original. `content` has the original of each text in it: a button of the
    /// class `original-button`, and what it shows.
    pub struct ReadingsView {
        /// The tag of the original's language.
        pub tag: String,
        /// The direction of the original's language.
        pub dir: &'static str,
        /// How much of the page was translated by a machine: `none`, `some` or `all` of its texts.
        pub machine: &'static str,
        /// The texts of the original that are not translated.
        pub missing: Vec<MissingText>,
    }

    /// A text of the original that is not translated.
    pub struct MissingText {
        /// Whether it is a heading.
        pub is_heading: bool,
        /// The text as HTML.
        pub html: String,
    }

    /// The picture for link previews.
    pub struct ImageView {
        /// Its absolute address.
        pub href: String,
        /// What is to be seen, where the page shows it too and says so.
        pub alt: Option<String>,
        /// Its width in pixels, where it is known.
        pub width: Option<u32>,
        /// Its height in pixels, where it is known.
        pub height: Option<u32>,
    }

    /// A language by name.
    pub struct LanguageName {
        /// The tag.
        pub tag: String,
        /// What its readers call it.
        pub label: String,
    }

    /// A heading of the page.
    pub struct HeadingView {
        /// 2 or 3.
        pub level: Shared<u8>,
        /// Its id.
        pub id: String,
        /// Its text.
        pub text: String,
    }

    /// One step of the way to a page.
    pub struct Crumb {
        /// What it is called.
        pub title: String,
        /// Where it leads; nothing for a group and for the page itself.
        pub href: Option<String>,
        /// The language of the name, where it is not the frame's.
        pub lang: Option<String>,
    }

    /// A link to another page.
    pub struct LinkView {
        /// What it is called.
        pub title: String,
        /// Where it leads.
        pub href: String,
        /// The language of the name, where it is not the frame's.
        pub lang: Option<String>,
    }

    /// A language that has the page.
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
        /// How the language offers the page to its readers; nothing for the frame's own, and where the page is a fallback.
        pub offer: Option<Shared<OfferView>>,
        /// What a link to the page has in its tag, as HTML: `hreflang`, `lang` and `dir`; `data-language`, `data-offer` and
        /// `data-decline`, by which the theme's scripts offer the page; `aria-current` for the frame's own.
        pub attributes: Shared<String>,
    }

    /// What a bar says that offers the page in another language, in that language.
    pub struct OfferView {
        /// The words of the link.
        pub text: String,
        /// The words of the button that turns the offer down.
        pub decline: String,
    }

    /// The page in one language, for search engines.
    pub struct Alternate {
        /// The tag, or `x-default`.
        pub hreflang: String,
        /// The absolute address.
        pub href: String,
    }

    /// A section on a start page that nobody wrote.
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

    /// An entry of the navigation.
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
}

/// What templates see as `page`: a page and its parts that are HTML already, as one value.
struct Whole<'a>(&'a PageView, &'a PageHtml);

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("page", PageView::COUNT + PageHtml::COUNT)?;
        self.0.fields(&mut fields)?;
        let PageHtml { nav, content } = self.1;
        fields.serialize_field("nav", &Value::safe_string(nav))?;
        fields.serialize_field("content", &Value::safe_string(content))?;
        fields.end()
    }
}

impl PageContext {
    /// The context of a template. What is HTML already stands beside the fields of `page`.
    pub fn into_context(self, html: PageHtml) -> Context {
        let Self { site, locale, root, page } = self;
        let mut context = Context::new();
        context.insert_value("site", Value::from_serializable(&site));
        context.insert_value("locale", Value::from_serializable(&locale));
        context.insert_value("root", Value::from(root));
        context.insert_value("page", Value::from_serializable(&Whole(&page, &html)));
        context
    }
}

impl NavContext {
    /// The context of `nav.html`.
    pub fn into_context(self) -> Context {
        let Self { locale, items } = self;
        let mut context = Context::new();
        context.insert_value("locale", Value::from_serializable(&locale));
        context.insert_value("items", Value::from_serializable(&items));
        context
    }
}
