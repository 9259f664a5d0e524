//! Files that need not be read, because all is known that a site needs to know of them.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashMap;

use super::read::{self, Located};
use super::trace::Look;
use crate::model::{Config, Content, Source};

/// Text files that have not changed since somebody has read them. One whose text is wanted after all is read then.
#[derive(Debug, Clone)]
pub struct Unread {
    files: FxHashMap<PathBuf, Look>,
    /// Whether one of them was another one when it was read.
    is_torn: Arc<AtomicBool>,
}

impl Unread {
    /// Files and how they look.
    pub fn new(files: FxHashMap<PathBuf, Look>) -> Self {
        Self { files, is_torn: Arc::default() }
    }

    /// Whether a file has changed before it was read. What was made of such a site is to be thrown away.
    pub fn is_torn(&self) -> bool {
        self.is_torn.load(Ordering::Acquire)
    }

    /// The content of a file that has been read, to be read once more.
    pub fn again(&self, config: &Config, source: &Source) -> Option<Content> {
        if !matches!(source.content, Content::Text(_)) {
            return None;
        }
        let full = config.locale(source.locale).root.join(&source.path);
        let at = || Located { locale: source.locale, path: source.path.clone(), name: source.file.clone() };
        self.source(at, &full).map(|source| source.content)
    }

    /// What a regular file is that lies there; nothing where it is to be read.
    pub fn source(&self, at: impl FnOnce() -> Located, full: &Path) -> Option<Source> {
        let look = *self.files.get(full)?;
        let (at, full, is_torn) = (at(), full.to_path_buf(), self.is_torn.clone());
        let Located { locale, path, name } = at.clone();
        let text = move || {
            let read = read::file(at, &full).ok().and_then(|(source, _)| source.text().cloned());
            read.filter(|_| Look::of(&full) == Some(look)).unwrap_or_else(|| {
                is_torn.store(true, Ordering::Release);
                // Whoever has asked knows places in the text that was there.
                " ".repeat(look.length() as usize).into()
            })
        };
        let content = Content::Unread(Arc::new(LazyLock::new(Box::new(text))));
        Some(Source { locale, path, file: name, content })
    }
}
