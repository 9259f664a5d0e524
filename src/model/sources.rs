//! Everything that was read from the disk, in memory.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::fragment::Later;
use super::locale::{LocaleId, LocaleTag};
use crate::diagnostics::Diagnostics;

/// The inputs of a site.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The files of every locale's root, ordered by locale and path.
    pub files: Vec<Source>,
    /// The theme's files by path: the default theme's, single files replaced by the site's.
    pub theme: BTreeMap<String, ThemeFile>,
    /// Interface texts: the built-in ones first, then the site's, which win.
    pub messages: Vec<MessageFile>,
    /// Eligibility programs, ordered by the names of their files.
    pub programs: Vec<RecordFile>,
    /// What is remembered of translated units; only where units were asked for.
    pub ledgers: Vec<LedgerFile>,
    /// The source texts that ledgers speak of, likewise.
    pub source_texts: Option<RecordFile>,
    /// What was wrong with the files as files.
    pub diagnostics: Diagnostics,
}

/// A file that a command was given by its name.
#[derive(Debug, Clone)]
pub struct Input {
    /// The file as a person would name it.
    pub file: Arc<str>,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// One file below a locale's root.
#[derive(Debug, Clone)]
pub struct Source {
    /// Whose root.
    pub locale: LocaleId,
    /// The path below that root, `/`-separated.
    pub path: String,
    /// The file as a person would name it.
    pub file: Arc<str>,
    /// What is in it.
    pub content: Content,
}

/// What is in a file.
#[derive(Debug, Clone)]
pub enum Content {
    /// Text; what was not UTF-8 in it has been said in [`Sources::diagnostics`] and replaced by U+FFFD.
    Text(Arc<str>),
    /// The same, read once somebody asks for it: of a file of which all is known that a site needs to know.
    Unread(Arc<Later<Arc<str>>>),
    /// Something else, left on the disk until it is copied; with its size where it is a picture that tells it.
    File(PathBuf, Option<Size>),
}

/// How large a browser shows a picture that nobody scales, in pixels; neither side is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// From side to side.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

impl Source {
    /// The text, where the file is text.
    pub fn text(&self) -> Option<&Arc<str>> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Unread(text) => Some(text),
            Content::File(..) => None,
        }
    }

    /// Whether the file is text.
    pub fn is_text(&self) -> bool {
        !matches!(self.content, Content::File(..))
    }

    /// How large the picture is, where the file is one that tells it.
    pub fn size(&self) -> Option<Size> {
        match self.content {
            Content::File(_, size) => size,
            Content::Text(_) | Content::Unread(_) => None,
        }
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The extension in lower case; empty where there is none.
    pub fn extension(&self) -> String {
        self.name().rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
    }
}

/// What the paths of those files of a theme begin with that stand at the root of the site, as `static/_headers` does.
pub const STATIC: &str = "static/";

/// A file of the theme.
#[derive(Debug, Clone)]
pub struct ThemeFile {
    /// The file as a person would name it; `(built in) …` for those in the binary.
    pub file: Arc<str>,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// A Fluent file of interface texts.
#[derive(Debug, Clone)]
pub struct MessageFile {
    /// Whose texts.
    pub locale: LocaleTag,
    /// The file as a person would name it.
    pub file: Arc<str>,
    /// The Fluent source.
    pub text: Arc<str>,
}

/// The ledger of one locale.
#[derive(Debug, Clone)]
pub struct LedgerFile {
    /// Whose units.
    pub locale: LocaleTag,
    /// The file.
    pub file: RecordFile,
    /// The one that says which pages are settled, where there is one.
    pub settled: Option<RecordFile>,
}

/// A file beside the content: an eligibility program, or something that is remembered.
#[derive(Debug, Clone)]
pub struct RecordFile {
    /// The file as a person would name it.
    pub file: Arc<str>,
    /// Its text, as it was read: of a large site some are of many megabytes.
    pub text: Arc<String>,
}
