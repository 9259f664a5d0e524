//! Where links lead: the answers of [`Site::resolve`](super::Site::resolve).

use super::publication::Reason;
use crate::diagnostics::Code;
use crate::model::{LocaleId, Origin, PageKey};

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A page of this site.
    Page(PageTarget),
    /// The start of a locale that nobody wrote a page for.
    Home(LocaleId),
    /// A place on the page that has the link.
    SamePage {
        /// The fragment, decoded, as an id.
        fragment: String,
        /// Whether the page has it.
        anchor: Anchor,
    },
    /// A file that is copied.
    Asset {
        /// Its index.
        asset: usize,
        /// The fragment as written.
        fragment: Option<String>,
        /// Its path, where the link writes it in other letter case.
        case: Option<String>,
    },
    /// Somewhere else; the address is as it was written.
    External(String),
    /// A moved page whose new place is elsewhere.
    Moved {
        /// Its old path below the locale's root.
        from: String,
        /// The new address.
        to: String,
    },
    /// Nowhere: the destination is empty.
    Empty,
    /// Nowhere: the destination would run something, or has a scheme that pages may not use.
    Refused,
    /// Nowhere.
    Broken(Broken),
}

/// A page of this site as a destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageTarget {
    /// The locale whose page it is.
    pub locale: LocaleId,
    /// The page.
    pub key: PageKey,
    /// What it shows.
    pub origin: Origin,
    /// The fragment, decoded, as an id.
    pub fragment: Option<String>,
    /// Whether the page has the fragment's anchor.
    pub anchor: Anchor,
    /// What about the way there deserves a word.
    pub remark: Option<Remark>,
}

/// Whether a page has the anchor that a fragment names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// It has, or none was asked for.
    There,
    /// It has not.
    Missing,
}

/// What about a link that works deserves a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// The path is written in other letter case than the file's.
    Case(String),
    /// The page is there under another extension.
    Extension(String),
    /// The page moved; the link names its old address.
    Redirected {
        /// The old path below the locale's root.
        from: String,
        /// The page's key.
        to: String,
    },
    /// The link names a locale, and not the page's own.
    OtherLocale,
    /// The link names the page's own locale.
    OwnLocale,
}

/// Why a link leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// No page has this path.
    NoPage(String),
    /// No file has this path.
    NoAsset(String),
    /// The path leads out of the content.
    OutOfRoot,
    /// No page has this `uid`.
    NoUid(String),
    /// The page moved, and its redirects lead back to themselves.
    Loop(String),
    /// The page of this path or `uid` is withheld from readers.
    Withheld(String, Reason),
}

impl Broken {
    /// What is missing, for a message.
    pub fn what(&self) -> String {
        match self {
            Broken::NoPage(path) => format!("there is no page `{path}`"),
            Broken::NoAsset(path) => format!("there is no file `{path}`"),
            Broken::OutOfRoot => "the path leads out of the content".to_owned(),
            Broken::NoUid(uid) => format!("no page has the uid `{uid}`"),
            Broken::Loop(path) => format!("`{path}` moved, and its redirects lead back to themselves"),
            Broken::Withheld(path, reason) => format!("`{path}` is withheld: {}", reason.what()),
        }
    }

    /// The code of a finding about a way that ends so.
    pub fn code(&self) -> Code {
        match self {
            Broken::Withheld(..) => Code::WithheldLink,
            _ => Code::BrokenLink,
        }
    }
}
