//! Waiting for files to change.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind, RenameMode};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::diagnostics::Fatal;
use crate::load::{self, Changes, leaves_out};
use crate::model::Config;

/// How long nothing must happen until a change counts as whole where a file is still being written, or several have changed:
/// a branch is switched file by file.
const QUIET: Duration = Duration::from_millis(10);
/// The same where one file has been written to its end.
const WHOLE: Duration = Duration::from_millis(1);
/// The same where a file is still open to whoever writes it, and the system tells when it is closed.
const UNFINISHED: Duration = Duration::from_millis(100);
/// How long a change may go on, as that of a branch does, until what is there is looked at.
const LONGEST: Duration = Duration::from_millis(300);

/// Waits for changes of whatever a site is made of.
#[derive(Debug)]
pub struct Watch {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    /// What is watched, as the configuration names it, with or without what is below; and where it really lies.
    watched: BTreeMap<(PathBuf, bool), PathBuf>,
    ignored: Vec<PathBuf>,
    /// Whether the system tells when a file that was written is closed; not all do.
    tells_ends: Cell<bool>,
}

/// What events have told so far.
#[derive(Debug, Default)]
struct Batch {
    changes: Changes,
    /// What is there only since the first of them.
    made: BTreeSet<PathBuf>,
    /// What is being written.
    unfinished: BTreeSet<PathBuf>,
    /// Whether the last of them told that a file is whole.
    is_whole: bool,
}

/// What has changed, and since when it has.
#[derive(Debug)]
pub struct Seen {
    /// What.
    pub changes: Changes,
    /// When the first of it was seen.
    pub since: Instant,
}

impl Watch {
    /// Watches the files of a site. `ignored` are folders that are none of it.
    pub fn new(config: &Config, folder: &Path, ignored: &[PathBuf]) -> Result<Self, Fatal> {
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(sender).map_err(|error| refused(folder, &error))?;
        let mut watch =
            Self { watcher, events, watched: BTreeMap::new(), ignored: ignored.to_vec(), tells_ends: Cell::new(false) };
        watch.follow(config, folder)?;
        Ok(watch)
    }

    /// Watches what the site is made of now, and no longer what it is not. Says whether there is something that was not watched
    /// before: it may have changed since it was read.
    pub fn follow(&mut self, config: &Config, folder: &Path) -> Result<bool, Fatal> {
        let whole = config.locales.iter().map(|locale| locale.root.clone());
        // Interface texts lie beside ledgers.
        let whole = whole.chain([config.content.clone(), config.ledgers.clone()]).chain(config.theme.clone());
        let mut wanted: BTreeMap<(PathBuf, bool), PathBuf> =
            whole.filter(|path| path.is_dir()).map(|path| ((path.clone(), true), real(&path))).collect();
        // `site.yaml` and the glossary, and folders that are not there yet.
        wanted.insert((folder.to_path_buf(), false), real(folder));
        for (path, _) in self.watched.keys().filter(|watched| !wanted.contains_key(watched)) {
            // A folder that is gone is not watched any more anyway.
            let _ = self.watcher.unwatch(path);
        }
        let is_new = wanted.keys().any(|wanted| !self.watched.contains_key(wanted));
        for (path, below) in wanted.keys() {
            // A folder that was removed and made again has lost its watch, so that all are asked for each time.
            let mode = if *below { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            self.watcher.watch(path, mode).map_err(|error| refused(path, &error))?;
        }
        self.watched = wanted;
        Ok(is_new)
    }

    /// Waits until something has changed and nothing has for a moment; gives what has. Nothing where nobody will tell any more.
    pub fn wait(&self) -> Option<Seen> {
        let mut batch = Batch::default();
        while batch.changes == Changes::default() {
            self.note(self.events.recv().ok()?, &mut batch);
        }
        let since = Instant::now();
        while since.elapsed() < LONGEST {
            let quiet = if batch.is_whole && batch.changes.paths.len() == 1 {
                // One file that is whole is what a writer waits for.
                WHOLE
            } else if self.tells_ends.get() && !batch.unfinished.is_empty() {
                UNFINISHED
            } else {
                QUIET
            };
            match self.events.recv_timeout(quiet) {
                Ok(event) => self.note(event, &mut batch),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(Seen { changes: batch.changes, since })
    }

    /// Notes what an event tells.
    fn note(&self, event: notify::Result<Event>, batch: &mut Batch) {
        // What could not be told may be anything.
        let Ok(event) = event else {
            batch.changes.others = true;
            return;
        };
        let paths = || event.paths.iter().filter_map(|path| self.named(path));
        match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => {
                self.tells_ends.set(true);
                for path in paths() {
                    batch.unfinished.remove(&path);
                }
                batch.is_whole = paths().all(|path| !batch.made.contains(&path));
                return;
            }
            EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)) => return,
            EventKind::Create(_) => {
                let new: Vec<PathBuf> = paths().filter(|path| !batch.changes.paths.contains(path)).collect();
                batch.made.extend(new);
                batch.is_whole = false;
            }
            EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both)) => batch.is_whole = true,
            _ => batch.is_whole = false,
        }
        if matches!(event.kind, EventKind::Modify(ModifyKind::Data(_))) {
            batch.unfinished.extend(paths());
        }
        batch.changes.others |= event.paths.is_empty() || event.need_rescan();
        batch.changes.paths.extend(paths());
        if matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))) {
            for path in paths() {
                batch.unfinished.remove(&path);
            }
            // What an editor has made and put into another one's place was never there.
            for path in paths().filter(|path| batch.made.contains(path) && path.symlink_metadata().is_err()) {
                batch.changes.paths.remove(&path);
            }
        }
    }

    /// A path as the configuration names it; nothing where it is none of the site's.
    fn named(&self, path: &Path) -> Option<PathBuf> {
        let ignored = |ignored: &PathBuf| path.starts_with(ignored) || path.starts_with(real(ignored));
        if self.ignored.iter().any(ignored) {
            return None;
        }
        let below = self.watched.iter().filter_map(|((root, _), real)| {
            let below = path.strip_prefix(root).or_else(|_| path.strip_prefix(real)).ok()?;
            Some((root, below))
        });
        // Only what lies below a watched folder is judged by its name; where that lies itself is nobody's choice.
        let (root, below) = below.min_by_key(|(_, below)| below.components().count())?;
        let mut names = below.components().filter_map(|part| part.as_os_str().to_str());
        (!names.any(leaves_out)).then(|| root.join(below))
    }
}

/// Where a folder really lies.
fn real(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

fn refused(path: &Path, error: &notify::Error) -> Fatal {
    let message = format!("{} cannot be watched for changes: {error}", load::display(path));
    Fatal::new(message, "On Linux, the limit is fs.inotify.max_user_watches; raise it with sysctl.")
}
