//! One file of content, parsed. Nothing in it depends on any other file.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::fragment::Html;
use super::front_matter::FrontMatter;
use super::ledger::Fingerprint;
use super::locale::LocaleId;
use super::page::PageKey;
use super::unit::{Trace, Unit, YamlValue};
use crate::diagnostics::Code;
use crate::text::{Span, words_in};

/// A document of the site: its index in `Site::documents`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub usize);

/// What kind of file a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DocumentKind {
    /// A Markdown page.
    Markdown,
    /// Markdown that only other files show.
    Include,
    /// A landing page in YAML (`### YamlMime:Landing` and its kin).
    Landing,
    /// Questions and answers in YAML (`### YamlMime:FAQ`).
    Faq,
    /// The entries of the navigation, of which only the names are read; only where units are asked for.
    Navigation,
}

/// One parsed file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Document {
    /// The file as a person would name it.
    pub file: Arc<str>,
    /// The locale whose root it lies in.
    pub locale: LocaleId,
    /// The path below that root, `/`-separated.
    pub path: String,
    /// The page it is; for an include, the path without extension.
    pub key: PageKey,
    /// What kind of file.
    pub kind: DocumentKind,
    /// What the file says of itself.
    pub front: FrontMatter,
    /// The body.
    pub body: Body,
}

impl Document {
    /// The traces of its units, whether these are kept themselves or not; nothing where nobody has looked for them, because a ledger
    /// knows the file.
    pub fn traces(&self) -> Option<Cow<'_, [Trace]>> {
        match &self.body.traces {
            _ if !self.has_traces_alone() => {
                Some(Cow::Owned(self.body.units.iter().map(|unit| unit.trace(false)).collect()))
            }
            traces => traces.as_deref().map(Cow::Borrowed),
        }
    }

    /// How many words a unit has, where it is kept itself, or a trace that counts them.
    pub fn words_of(&self, unit: usize) -> usize {
        match self.body.units.get(unit) {
            Some(unit) => words_in(&unit.content.words()),
            None => {
                self.body.traces.as_ref().and_then(|traces| traces.get(unit)).map_or(0, |trace| trace.words as usize)
            }
        }
    }

    /// Whether its units are known by their traces, or by its file, alone. Those of files that are not Markdown are kept themselves.
    pub fn has_traces_alone(&self) -> bool {
        self.body.units.is_empty() && (self.is_markdown() && self.body.traces.is_some() || self.reads_units_again())
    }

    /// Whether its units are read again where it has none: it is known by its file.
    pub fn reads_units_again(&self) -> bool {
        self.is_markdown() && self.body.digest.is_some()
    }

    fn is_markdown(&self) -> bool {
        matches!(self.kind, DocumentKind::Markdown | DocumentKind::Include)
    }

    /// Whether it can be a page of its own.
    pub fn is_page(&self) -> bool {
        !matches!(self.kind, DocumentKind::Include | DocumentKind::Navigation)
    }

    /// The title: the front matter's, else the first heading of level 1, else the last segment of the key.
    pub fn title(&self) -> &str {
        self.front
            .title
            .as_deref()
            .filter(|title| !title.trim().is_empty())
            .or_else(|| self.body.headings.iter().find(|heading| heading.level == 1).map(|heading| &*heading.text))
            .unwrap_or_else(|| self.key.name())
    }

    /// The title for navigation: shorter where the author gave a short one, without a site name after ` | `.
    pub fn nav_title(&self) -> &str {
        if let Some(title) = &self.front.nav_title {
            return title;
        }
        let title = self.title();
        title.split_once(" | ").map_or(title, |(title, _)| title)
    }
}

/// What the body of a document gave.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Body {
    /// The HTML.
    #[serde(skip)]
    pub html: Html,
    /// The headings in order.
    pub headings: Vec<Heading>,
    /// Every other anchor in order: `<a name>`, `id` of raw HTML, in the form that a fragment must have.
    pub anchors: Vec<String>,
    /// Every link, image and embedded file in order.
    pub links: Vec<Link>,
    /// Every image in order.
    pub images: Vec<Image>,
    /// The picture for link previews: the number in [`Body::links`].
    pub preview: Option<usize>,
    /// Every include in order.
    pub includes: Vec<Include>,
    /// Every code snippet taken from another file, in order.
    pub snippets: Vec<Snippet>,
    /// Every eligibility check in order.
    pub checks: Vec<EmbeddedCheck>,
    /// Whether its Markdown may have bare addresses: where it has none, its units have none either.
    pub has_addresses: bool,
    /// The pairs of a bilingual file, in order; empty for all others.
    pub pairs: Vec<Pair>,
    /// What comments in the text say is not to be reported, in order.
    pub ignores: Vec<Ignore>,
    /// The texts that a translator would see, in order; only where they were asked for.
    #[serde(skip)]
    pub units: Vec<Unit>,
    /// What is left of these texts where only their traces were asked for, in the same order.
    pub traces: Option<Vec<Trace>>,
    /// By which ledgers know the file; likewise.
    pub digest: Option<Fingerprint>,
    /// The texts of a YAML file that units stand in; only where units were asked for.
    #[serde(skip)]
    pub values: Vec<YamlValue>,
}

/// `<!-- diglot-ignore: code -->`, or `ignore` in front matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ignore {
    /// What is not to be reported.
    pub code: Code,
    /// Where that is said.
    pub span: Span,
    /// Where it holds; nothing for the whole file.
    pub scope: Option<Span>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// From 1 to 6.
    pub level: u8,
    /// Its id: the explicit one or the slug of its text, made unique within the file.
    pub id: String,
    /// Whether an author wrote the id, so that every language has the same.
    pub explicit: bool,
    /// Its text without markup.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A link, image or embedded file as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The destination as written, entities and escapes decoded.
    pub destination: String,
    /// Where the whole link stands.
    pub span: Span,
    /// What it asks for.
    pub kind: LinkKind,
    /// Whether a reader sees anything to follow.
    pub has_text: bool,
    /// Where the definition stands that the destination comes from, as in `[words][label]`.
    pub definition: Option<Span>,
}

/// What a link asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkKind {
    /// Somewhere to go.
    Link,
    /// Something to show in place.
    Image,
}

/// An image as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Image {
    /// Its file: the number in [`Body::links`].
    pub link: usize,
    /// The text that says what is to be seen; empty for a decoration.
    pub alt: String,
    /// `title`, where there is one.
    pub title: Option<String>,
    /// Class names, separated by blanks.
    pub class: String,
    /// A larger picture that it leads to: the number in [`Body::links`].
    pub lightbox: Option<usize>,
    /// How wide its author wants it, as it is written.
    pub width: Option<String>,
    /// How high, likewise.
    pub height: Option<String>,
    /// Further attributes, ready to write.
    pub attributes: String,
}

/// `[!INCLUDE [title](path)]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Include {
    /// The path as written.
    pub path: String,
    /// Where the directive stands.
    pub span: Span,
    /// Whether it stands within a line of text, so that a paragraph of its own would be wrong.
    pub inline: bool,
    /// Whether only words can stand there, as within a link.
    pub plain: bool,
}

/// Lines of a source file (`:::code`, `[!code-…]`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    /// The path as written.
    pub path: String,
    /// The language named, as a class can carry it.
    pub language: String,
    /// A region's name (`#region`) or lines (`L1-L5`, `2-4,7`), as written.
    pub part: Option<String>,
    /// What stands above the code, such as the name of its file.
    pub title: Option<String>,
    /// Where the directive stands.
    pub span: Span,
}

/// `<eligibility-check program="…"></eligibility-check>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbeddedCheck {
    /// The id of the program.
    pub program: String,
    /// Where the tag stands.
    pub span: Span,
}

/// One translation unit of a bilingual file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// The unit's id, as `999c8-103`.
    pub id: String,
    /// Where the target's text stands.
    pub target: Span,
    /// Where the source's text stands.
    pub source: Span,
}
