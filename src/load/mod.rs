//! The only reader of the disk: what a command was asked for becomes a configuration, and that becomes sources in
//! memory.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is the layer that reads the disk")]

mod again;
mod discover;
mod read;
mod recognise;
mod trace;
mod unread;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use crate::diagnostics::Fatal;
use crate::model::sources::Input;
use crate::model::{Config, LocaleId, LocaleTag, Source, Sources};
use crate::site::pseudo;
use crate::text::lossy;

use again::Unchanged;
use read::Located;

pub use again::{Changes, edits, load_again};
pub use discover::discover;
pub use read::leaves_out;
pub use trace::{Look, Trace};
pub use unread::Unread;

/// What a command was asked to work on.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The site's folder.
    pub site: Option<PathBuf>,
    /// `--locale`
    pub locales: Vec<LocaleArgument>,
    /// `--base-url`
    pub base_url: Option<String>,
    /// `--now`
    pub now: Timestamp,
    /// `--drafts`
    pub drafts: bool,
    /// Whether the words of pages are kept, for checks that compare them.
    pub keeps_units: bool,
    /// Whether what is remembered of translated units is read, for whoever looks at the words of single pages.
    pub keeps_records: bool,
    /// Whether code is shown in colours where the site wants it; for whoever makes pages.
    pub highlights: bool,
    /// Folders that are no content, such as the one built into.
    pub ignored: Vec<PathBuf>,
}

/// `--locale TAG` or `--locale TAG=DIR`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocaleArgument {
    /// The language.
    pub tag: LocaleTag,
    /// Its folder.
    pub folder: Option<PathBuf>,
}

impl std::str::FromStr for LocaleArgument {
    type Err = String;

    fn from_str(argument: &str) -> Result<Self, String> {
        let (tag, folder) = match argument.split_once('=') {
            Some((tag, folder)) => (tag, Some(PathBuf::from(folder))),
            None => (argument, None),
        };
        let tag: LocaleTag = tag.parse()?;
        if folder.as_ref().is_some_and(|folder| folder.as_os_str().is_empty()) {
            return Err(format!("the folder of {tag} is empty; write --locale {tag}=DIR"));
        }
        Ok(Self { tag, folder })
    }
}

/// Reads everything that a site is made of, and makes what its pseudo-locales are made of.
pub fn load(config: &Config) -> Result<Sources, Fatal> {
    read(config, Known::Nothing)
}

/// Reads everything that a site is made of but some files.
pub fn load_but(config: &Config, unread: &Unread) -> Result<Sources, Fatal> {
    read(config, Known::Unread(unread))
}

/// What is known of files before they are read.
#[derive(Clone, Copy)]
enum Known<'a> {
    Nothing,
    /// What a site has of those that have not changed.
    Site(&'a Unchanged<'a>),
    Unread(&'a Unread),
}

impl Known<'_> {
    /// What is known of the files of a locale's root.
    fn of_root(self, locale: LocaleId, root: &Path) -> Self {
        match self {
            Self::Site(unchanged) if !unchanged.has_root(locale, root) => Self::Nothing,
            known => known,
        }
    }

    /// What a regular file is that lies there; nothing where it is to be read.
    fn source(self, at: impl FnOnce() -> Located, full: &Path) -> Option<Source> {
        match self {
            Self::Nothing => None,
            Self::Site(unchanged) => unchanged.source(&at(), full).cloned(),
            Self::Unread(unread) => unread.source(at, full),
        }
    }
}

fn read(config: &Config, known: Known<'_>) -> Result<Sources, Fatal> {
    let mut sources = Sources {
        theme: crate::theme::default_theme(),
        messages: crate::theme::default_messages(),
        ..Sources::default()
    };
    for locale in config.locale_ids() {
        read::root(config, locale, known, &mut sources)?;
    }
    if let Some(folder) = &config.theme {
        read::theme(folder, &mut sources)?;
    }
    if let Some(folder) = &config.messages {
        read::messages(folder, &mut sources)?;
    }
    read::programs(&config.content, &mut sources)?;
    if config.keeps_units() || config.traces_units() || config.keeps_records {
        read::ledgers(config, &mut sources)?;
    }
    pseudo::add(config, &mut sources);
    sources.files.sort_by(|a, b| (a.locale, &a.path).cmp(&(b.locale, &b.path)));
    Ok(sources)
}

/// Reads files of any name and kind, each once, in order of their names.
pub fn files(paths: &[PathBuf]) -> Result<Vec<Input>, Fatal> {
    let mut inputs: Vec<Input> = Vec::new();
    for path in paths {
        let file = display(path);
        if path.is_dir() {
            return Err(Fatal::new(format!("{file} is a folder"), format!("Name the files in it: {file}/*.md")));
        }
        let bytes = std::fs::read(path).map_err(|error| {
            Fatal::new(format!("{file} cannot be read: {error}"), "Check that it exists and that you may read it.")
        })?;
        inputs.push(Input { file, bytes });
    }
    inputs.sort_by(|a, b| a.file.cmp(&b.file));
    inputs.dedup_by(|a, b| a.file == b.file);
    Ok(inputs)
}

/// The text of a file; nothing where there is none.
pub fn text(path: &Path) -> Result<Option<String>, Fatal> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(lossy(bytes))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => {
            let message = format!("the file {} cannot be read: {error}", display(path));
            Err(Fatal::new(message, "Check that you may read it."))
        }
    }
}

/// A path as a person would name it: relative to the working directory where it lies below, `/`-separated.
pub fn display(path: &Path) -> Arc<str> {
    let shown = std::env::current_dir().ok().and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf));
    let shown = shown.unwrap_or_else(|| path.to_path_buf());
    let text = shown.to_string_lossy().replace('\\', "/");
    let text = text.strip_prefix("./").unwrap_or(&text);
    if text.is_empty() { ".".into() } else { text.into() }
}
