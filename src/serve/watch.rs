//! Waiting for files to change.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::{EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::diagnostics::Fatal;
use crate::load::{self, leaves_out};
use crate::model::Config;

/// How long nothing must happen until a change counts as whole: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(8);
/// How long a change may go on, as that of a branch does, until what is there is looked at.
const LONGEST: Duration = Duration::from_millis(300);

/// Waits for changes of whatever a site is made of.
#[derive(Debug)]
pub struct Watch {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    watched: BTreeSet<(PathBuf, bool)>,
    ignored: Vec<PathBuf>,
}

impl Watch {
    /// Watches the files of a site. `ignored` are folders that are none of it.
    pub fn new(config: &Config, folder: &Path, ignored: &[PathBuf]) -> Result<Self, Fatal> {
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(sender).map_err(|error| refused(folder, &error))?;
        let mut watch = Self { watcher, events, watched: BTreeSet::new(), ignored: ignored.to_vec() };
        watch.follow(config, folder)?;
        Ok(watch)
    }

    /// Watches what the site is made of now, and no longer what it is not. Says whether there is something that was not watched
    /// before: it may have changed since it was read.
    pub fn follow(&mut self, config: &Config, folder: &Path) -> Result<bool, Fatal> {
        let whole = config.locales.iter().map(|locale| locale.root.clone());
        let whole = whole.chain([config.content.clone()]).chain(config.theme.clone()).chain(config.messages.clone());
        let mut wanted: BTreeSet<(PathBuf, bool)> =
            whole.filter(|path| path.is_dir()).map(|path| (path, true)).collect();
        // `site.yaml` and the glossary, and folders that are not there yet.
        wanted.insert((folder.to_path_buf(), false));
        let gone: Vec<_> = self.watched.difference(&wanted).cloned().collect();
        for path in gone {
            // A folder that is gone is not watched any more anyway.
            let _ = self.watcher.unwatch(&path.0);
            self.watched.remove(&path);
        }
        let mut is_new = false;
        for (path, below) in wanted {
            // A folder that was removed and made again has lost its watch, so that all are asked for each time.
            let mode = if below { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            self.watcher.watch(&path, mode).map_err(|error| refused(&path, &error))?;
            is_new |= self.watched.insert((path, below));
        }
        Ok(is_new)
    }

    /// Waits until something has changed and nothing has for a moment; gives what has. Nothing where nobody will tell any more.
    pub fn wait(&self) -> Option<BTreeSet<PathBuf>> {
        let mut paths = BTreeSet::new();
        let mut note = |event: notify::Result<Event>| paths.extend(event.into_iter().flat_map(|event| event.paths));
        loop {
            let event = self.events.recv().ok()?;
            if self.matters(&event) {
                note(event);
                break;
            }
        }
        let since = Instant::now();
        while since.elapsed() < LONGEST {
            match self.events.recv_timeout(QUIET) {
                Ok(event) => note(event),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(paths)
    }

    fn matters(&self, event: &notify::Result<Event>) -> bool {
        // What could not be told may be anything.
        let Ok(event) = event else { return true };
        let changes = !matches!(event.kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)));
        // Only what lies below a watched folder is judged by its name; where that lies itself is nobody's choice.
        let below = |path: &Path| -> Option<PathBuf> {
            let roots =
                self.watched.iter().flat_map(|(root, _)| [Some(root.clone()), std::fs::canonicalize(root).ok()]);
            let below = roots.flatten().filter_map(|root| path.strip_prefix(root).ok().map(Path::to_path_buf));
            below.min_by_key(|below| below.components().count())
        };
        let is_ours = |path: &PathBuf| {
            let below = below(path).unwrap_or_default();
            let mut names = below.components().filter_map(|part| part.as_os_str().to_str());
            let ignored = |ignored: &PathBuf| {
                path.starts_with(ignored)
                    || std::fs::canonicalize(ignored).is_ok_and(|ignored| path.starts_with(ignored))
            };
            !names.any(leaves_out) && !self.ignored.iter().any(ignored)
        };
        changes && (event.paths.is_empty() || event.need_rescan() || event.paths.iter().any(is_ours))
    }
}

fn refused(path: &Path, error: &notify::Error) -> Fatal {
    let message = format!("{} cannot be watched for changes: {error}", load::display(path));
    Fatal::new(message, "On Linux, the limit is fs.inotify.max_user_watches; raise it with sysctl.")
}
