//! What a page says of itself.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::described::keys;
use super::document::Ignore;
use crate::text::Span;

/// Defines the fields that Diglot knows. `texts` are kept as written, and `field_mut` finds them for the reader of
/// front matter; `typed` are whatever else is made of their values.
macro_rules! front_matter {
    (
        texts { $($(#[doc = $doc:literal])+ $key:literal ($form:literal) => $field:ident;)+ }
        $(typed {
            $($(#[doc = $typed_doc:literal])+ $typed_key:literal ($typed_form:literal) => $typed:ident: $type:ty;)+
        })?
    ) => {
        keys! {
            /// Front matter, read: the fields that Diglot knows, and all others for themes.
            ///
            /// Keys are matched without regard to case. A field that is not there, empty or null is `None`.
            #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
            pub struct FrontMatter {
                $($(#[doc = $doc])+ $key ($form) => $field: Option<String>;)+
                $($($(#[doc = $typed_doc])+ $typed_key ($typed_form) => $typed: $type;)+)?
            }
            with {
                /// Every other key as it stands, for themes; and what the typed ones were read from.
                extra: BTreeMap<String, serde_yaml::Value>;
                /// Where each known field's value stands, for diagnostics; by the field's canonical name.
                places: BTreeMap<Cow<'static, str>, Span>;
            }
        }

        impl FrontMatter {
            /// The fields that are texts, by canonical name, as the reader of front matter fills them.
            pub fn field_mut(&mut self, key: &str) -> Option<(&'static str, &mut Option<String>)> {
                Some(match key {
                    $($key => ($key, &mut self.$field),)+
                    _ => return None,
                })
            }

            /// Whether a key is the canonical name of a field that is a text.
            pub fn is_field(key: &str) -> bool {
                matches!(key, $($key)|+)
            }

            /// The fields that are texts and are there, by canonical name, in the order in which an author would write
            /// them.
            pub fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
                [$(($key, &self.$field)),+].into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)))
            }
        }
    };
}

front_matter! {
    texts {
        /// Title of the page.
        ///
        /// Without it, the first heading, else the name of the file.
        "title" ("text") => title;
        /// Shorter title for the navigation.
        ///
        /// Without it, the title.
        "nav_title" ("text") => nav_title;
        /// One or two sentences about the page, for search engines and link previews.
        ///
        /// Without it, the beginning of the page's first paragraph.
        "description" ("text") => description;
        /// Picture for link previews, named as in a link. Most places show PNG and JPEG files only. A translation without it
        /// has that of its source.
        ///
        /// Without it, `image` of the site.
        "image" ("path or web address") => image;
        /// Joins the page with those of other languages whose paths differ.
        ///
        /// Without it, the path of the file below its language, without extension.
        "key" ("path") => key;
        /// Last part of the page's address in this language.
        ///
        /// Without it, the name of the file.
        "slug" ("name") => slug;
        /// Template of the theme to show the page with.
        ///
        /// Without it, `page.html`.
        "template" ("file name") => template;
        /// Who wrote the page, for templates. docfx writes names of accounts there, so pages do not show it.
        "author" ("text") => author;
        /// Instructions for search engines. `noindex` also keeps the page out of the sitemap.
        "robots" ("text") => robots;
        /// Where the page has moved. Its file stays, and its address leads there.
        "redirect_url" ("path or web address") => redirect_url;
        /// Name by which links of the form `xref:name` find the page.
        "uid" ("name") => uid;
        /// Place of the page among its neighbors where folders make the navigation; lower numbers come first.
        ///
        /// Without it, after all pages that have a number.
        "order" ("whole number") => order;
        /// Language of the page, written by the docfx translation pipeline. It tells the language of a folder where
        /// nothing else does.
        "ms.contentlocale" ("language tag") => content_locale;
    }
    typed {
        /// The page is not ready for readers: only a build with `--drafts` shows it.
        ///
        /// Without it, `false`.
        "draft" ("`true` or `false`") => draft: bool;
        /// First moment at which the page is shown: a day (its first moment in UTC), or a moment such as
        /// `2026-03-05T09:00:00Z`.
        ///
        /// Without it, the page is shown from the start.
        "publish" ("date") => publish: Option<Timestamp>;
        /// First moment at which the page is not shown any more.
        ///
        /// Without it, the page stays.
        "expires" ("date") => expires: Option<Timestamp>;
        /// Day of the last change, which the page shows at its end.
        ///
        /// Without it, docfx's `ms.date`; without that, the page shows no day.
        "date" ("date") => date: Option<Date>;
        /// Who wrote the page, as it shows at its end. A translation without it names those of its source.
        ///
        /// Without it, the page names nobody.
        "authors" ("name or list of names") => authors: Vec<String>;
        /// Findings that are not to be reported for this file.
        ///
        /// Without it, all are.
        "ignore" ("finding or list of findings") => ignore: Vec<Ignore>;
    }
}

impl FrontMatter {
    /// Whether search engines are asked to stay away.
    pub fn noindex(&self) -> bool {
        self.robots.as_deref().is_some_and(|robots| robots.to_ascii_lowercase().contains("noindex"))
    }

    /// The span of a known field's value, or the file's start.
    pub fn place(&self, field: &str) -> Span {
        self.places.get(field).copied().unwrap_or_default()
    }
}
