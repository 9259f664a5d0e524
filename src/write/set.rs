//! Files that belong together, such as pages and the ledger that tells of them: all are written, or a later command writes the
//! rest. One command at a time changes a site.
//!
//! Before the first of them is written, all that is to be done stands in a file, which goes when it is done. A command that finds
//! one whose owner is no more does the rest.

use std::fs::{self, File};
use std::io::{Read, Seek, Write};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Standing, file, is_read_only, lock, read_only, standing};
use crate::diagnostics::Fatal;
use crate::load::display;

/// What is to be done to a file.
#[derive(Debug, Serialize, Deserialize)]
struct Change {
    path: PathBuf,
    /// The hash of what was in it; nothing where it was not there.
    old: Option<String>,
    new: String,
}

/// A command's turn at the files of a site: from before it reads them until it is dropped, no other command changes them, so that
/// nothing is put in the place of what it has not seen.
#[derive(Debug)]
pub struct Turn {
    journal: PathBuf,
    held: File,
    /// Whether something is begun and not done, which a later command is to do.
    is_begun: bool,
    /// The folder of the journal, where it was not there before.
    made: Option<PathBuf>,
}

impl Turn {
    /// Takes a turn. `journal` is where it stands what is to be done; whoever has its turn there is waited for, and `waits` called once
    /// before that.
    ///
    /// Does the rest of what a command was at that is no more, in the folders `own`. Gives the files that somebody has changed since:
    /// they stay as they are. A journal may have come with the files of others, so that one that tells of other folders is refused.
    pub fn take(journal: &Path, own: &[&Path], waits: impl FnOnce()) -> Result<(Self, Vec<String>), Fatal> {
        let cannot = |error| failed(journal, "written", &error);
        let made = journal.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        let made = made.map(Path::to_path_buf);
        let mut held = lock::wait(journal, waits).map_err(cannot)?;
        let mut text = Vec::new();
        held.read_to_end(&mut text).map_err(|error| failed(journal, "read", &error))?;
        let mut turn = Self { journal: journal.to_path_buf(), held, is_begun: true, made };
        // One that is not whole was left before anything was done.
        let left = resume(journal, serde_json::from_slice(&text).unwrap_or_default(), own)?;
        turn.held.set_len(0).and_then(|()| turn.held.rewind()).map_err(cannot)?;
        turn.is_begun = false;
        Ok((turn, left))
    }

    /// Writes files in this order, but for those that have their text.
    pub fn write(mut self, files: &[(PathBuf, String)]) -> Result<(), Fatal> {
        let mut changes = Vec::new();
        for (path, text) in files {
            if standing(path, text)? == Standing::Same {
                continue;
            }
            if is_read_only(path) {
                return Err(read_only(path));
            }
            let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            changes.push(Change { old: hash(&path), path, new: text.clone() });
        }
        // A file alone is written whole or not at all.
        if changes.len() > 1 {
            let text = serde_json::to_vec(&changes).unwrap_or_default();
            let written = self.held.write_all(&text).and_then(|()| self.held.sync_all());
            written.map_err(|error| failed(&self.journal, "written", &error))?;
            self.is_begun = true;
        }
        for change in &changes {
            file(&change.path, &change.new, true)?;
        }
        self.is_begun = false;
        Ok(())
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.is_begun {
            return;
        }
        // One that stays is empty, and tells the next command of nothing.
        let _ = fs::remove_file(&self.journal);
        if let Some(made) = &self.made {
            // Not where something is in it now.
            let _ = fs::remove_dir(made);
        }
    }
}

fn resume(journal: &Path, changes: Vec<Change>, own: &[&Path]) -> Result<Vec<String>, Fatal> {
    let own: Vec<PathBuf> = own.iter().filter_map(|folder| fs::canonicalize(folder).ok()).collect();
    if let Some(change) = changes.iter().find(|change| !lies_in(&own, &change.path)) {
        return Err(Fatal::new(
            format!("{} tells to write {}, which is no part of this site", display(journal), display(&change.path)),
            "Remove the file, unless you know who has put it there; nothing was written.",
        ));
    }
    let mut left = Vec::new();
    for change in changes {
        if standing(&change.path, &change.new)? == Standing::Same {
            continue;
        }
        if hash(&change.path) == change.old {
            file(&change.path, &change.new, true)?;
        } else {
            left.push(display(&change.path).to_string());
        }
    }
    Ok(left)
}

/// Whether a file lies in one of some folders, or would: whatever links there are on the way lead to no other.
fn lies_in(folders: &[PathBuf], path: &Path) -> bool {
    let goes_up = path.components().any(|part| part == Component::ParentDir);
    let there = path.ancestors().find(|path| path.symlink_metadata().is_ok());
    let there = there.and_then(|there| fs::canonicalize(there).ok());
    !goes_up && there.is_some_and(|there| folders.iter().any(|folder| there.starts_with(folder)))
}

fn hash(path: &Path) -> Option<String> {
    fs::read(path).ok().map(|bytes| blake3::hash(&bytes).to_hex().to_string())
}

fn failed(journal: &Path, what: &str, error: &std::io::Error) -> Fatal {
    Fatal::new(
        format!("{} cannot be {what}: {error}", display(journal)),
        "Check that you may write there and that there is room.",
    )
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    fn turn(journal: &Path, own: &Path) -> Turn {
        Turn::take(journal, &[own], || panic!("nobody is to be waited for")).expect("a turn").0
    }

    fn resume(journal: &Path, own: &[&Path]) -> Result<Vec<String>, Fatal> {
        Turn::take(journal, own, || panic!("nobody is to be waited for")).map(|(_, left)| left)
    }

    #[test]
    fn what_was_begun_is_done_later() {
        let folder = tempfile::tempdir().expect("a folder");
        let [one, two, three, journal] = ["one", "two", "three", "journal"].map(|name| folder.path().join(name));
        let read = |path: &Path| fs::read_to_string(path).ok();
        let files = || [&one, &two, &three].map(|path| read(path));
        let own = |text: &str| Some(text.to_owned());
        fs::write(&one, "old").expect("written");
        fs::write(&two, "old").expect("written");
        let wanted =
            [(one.clone(), "new".to_owned()), (two.clone(), "new".to_owned()), (three.clone(), "new".to_owned())];
        // As a command leaves it that was killed after its first file.
        let changes = wanted.clone().map(|(path, new)| Change { old: hash(&path), path, new });
        let text = serde_json::to_string(&changes).expect("JSON");
        fs::write(&journal, &text).expect("written");
        fs::write(&one, "new").expect("written");
        assert_eq!(resume(&journal, &[folder.path()]).expect("resumed"), [""; 0]);
        assert_eq!(files(), [own("new"), own("new"), own("new")]);
        assert_eq!(read(&journal), None);
        assert_eq!(resume(&journal, &[folder.path()]).expect("nothing to do"), [""; 0]);
        // What somebody has changed since is theirs.
        fs::write(&journal, &text).expect("written");
        fs::write(&two, "mine").expect("written");
        fs::remove_file(&three).expect("removed");
        assert_eq!(resume(&journal, &[folder.path()]).expect("resumed"), [display(&two).to_string()]);
        assert_eq!(files(), [own("new"), own("mine"), own("new")]);
        // One that was never whole tells of nothing that was done.
        fs::write(&journal, &text[..text.len() / 2]).expect("written");
        assert_eq!(resume(&journal, &[folder.path()]).expect("nothing to do"), [""; 0]);
        assert_eq!(read(&journal), None);
        fs::write(&one, "mine").expect("written");
        turn(&journal, folder.path()).write(&wanted).expect("written");
        assert_eq!(files(), [own("new"), own("new"), own("new")]);
        let names = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(names, 3, "nothing else is left");
    }

    #[test]
    fn one_command_has_its_turn_after_the_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let (journal, counter) = (folder.path().join("ledgers/journal"), folder.path().join("counter"));
        fs::write(&counter, "0").expect("written");
        let waited = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..20 {
                        let (turn, _) = Turn::take(&journal, &[folder.path()], || {
                            waited.fetch_add(1, Ordering::Relaxed);
                        })
                        .expect("a turn");
                        let count: u32 = fs::read_to_string(&counter).expect("there").parse().expect("a number");
                        thread::yield_now();
                        turn.write(&[(counter.clone(), (count + 1).to_string())]).expect("written");
                    }
                });
            }
        });
        assert_eq!(fs::read_to_string(&counter).expect("there"), "160");
        assert!(waited.into_inner() > 0);
        assert!(!journal.exists());
        // Nothing is left of a turn alone.
        drop(turn(&folder.path().join("other/journal"), folder.path()));
        assert!(!folder.path().join("other").exists());
    }

    #[test]
    fn nothing_is_written_elsewhere() {
        let folder = tempfile::tempdir().expect("a folder");
        let [site, elsewhere] = ["site", "elsewhere"].map(|name| folder.path().join(name));
        let journal = site.join("journal");
        fs::create_dir_all(site.join("own")).expect("made");
        fs::create_dir(&elsewhere).expect("made");
        let mut paths = vec![elsewhere.join("a"), site.join("own/../../elsewhere/a"), PathBuf::from("a")];
        #[cfg(unix)]
        for (link, to) in [("folder", elsewhere.clone()), ("file", elsewhere.join("a"))] {
            std::os::unix::fs::symlink(to, site.join(link)).expect("linked");
            paths.push(if link == "folder" { site.join("folder/a") } else { site.join(link) });
        }
        for path in paths {
            let own = Change { path: site.join("own/a"), old: None, new: "own".to_owned() };
            let other = Change { path: path.clone(), old: None, new: "let in".to_owned() };
            fs::write(&journal, serde_json::to_vec(&[own, other]).expect("JSON")).expect("written");
            let refused = resume(&journal, &[&site.join("own")]).expect_err("refused");
            assert!(refused.to_string().contains("no part of this site"), "{refused}");
            assert!(!elsewhere.join("a").exists() && !site.join("own/a").exists(), "{path:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_journal_that_is_a_link_leads_nowhere() {
        let folder = tempfile::tempdir().expect("a folder");
        let [journal, other, none] = ["journal", "other", "none"].map(|name| folder.path().join(name));
        fs::write(&other, "of somebody else").expect("written");
        for to in [&other, &none] {
            std::os::unix::fs::symlink(to, &journal).expect("linked");
            let refused = resume(&journal, &[folder.path()]).expect_err("refused");
            assert!(refused.to_string().contains("it is a symbolic link"), "{refused}");
            fs::remove_file(&journal).expect("removed");
        }
        assert_eq!((fs::read_to_string(&other).expect("there").as_str(), none.exists()), ("of somebody else", false));
    }

    #[test]
    fn nothing_is_written_where_one_file_is_protected() {
        let folder = tempfile::tempdir().expect("a folder");
        let [one, two] = ["one", "two"].map(|name| folder.path().join(name));
        fs::write(&two, "old").expect("written");
        let mut permissions = fs::metadata(&two).expect("there").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&two, permissions).expect("protected");
        let files = [(one.clone(), "new".to_owned()), (two.clone(), "new".to_owned())];
        let refused = turn(&folder.path().join("journal"), folder.path()).write(&files).expect_err("refused");
        assert!(refused.to_string().contains("two is read-only"), "{refused}");
        assert!(file(&two, "new", true).is_err());
        assert_eq!((one.exists(), fs::read_to_string(&two).expect("there").as_str()), (false, "old"));
    }
}
