//! The right to build into a folder, which one process has at a time, and what a killed one has left beside it.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::output::failed;
use super::swap;
use crate::diagnostics::Fatal;
use crate::model::config::OUTPUT_MARK;
use crate::write::lock;

/// A folder that this process may build into as long as the value lives. Beside it lies another one, with all that a build needs
/// and no one else; when the build is done, it is gone.
#[derive(Debug)]
pub struct Claim {
    /// The folder as it was named.
    named: PathBuf,
    /// The folder itself, where a link was named.
    into: PathBuf,
    beside: PathBuf,
    waited: bool,
    _lock: fs::File,
}

impl Claim {
    /// Claims a folder. Where another build has it, `waits` is called with the number of its process, if that is known, and the
    /// other build's end is waited for. What builds have left that were killed is put in order.
    pub fn on(named: &Path, waits: impl FnOnce(Option<u32>)) -> Result<Self, Fatal> {
        let (into, beside) = places(named)?;
        // What is cleared away there would be somebody else's.
        if beside.is_symlink() {
            return Err(failed("use", &beside, &io::Error::new(ErrorKind::InvalidInput, "it is a symbolic link")));
        }
        let (path, mut waited) = (beside.join(LOCK), false);
        let mut lock = lock::wait(&path, || {
            waited = true;
            waits(fs::read_to_string(&path).ok().and_then(|own| own.trim().parse().ok()));
        })
        .map_err(|error| failed("create", &beside, &error))?;
        // For messages alone.
        let _ = lock.set_len(0).and_then(|()| lock.write_all(std::process::id().to_string().as_bytes()));
        let claim = Self { named: named.to_path_buf(), into, beside, waited, _lock: lock };
        claim.put_back()?;
        claim.clear().map_err(|error| failed("remove", &claim.beside, &error))?;
        Ok(claim)
    }

    /// Whether nobody builds into a folder, and nothing of a killed build is left.
    pub fn is_free(named: &Path) -> bool {
        places(named).is_ok_and(|(_, beside)| !beside.exists())
    }

    /// Whether another build was waited for.
    pub fn has_waited(&self) -> bool {
        self.waited
    }

    /// The folder as it was named.
    pub fn named(&self) -> &Path {
        &self.named
    }

    /// The folder itself, where a link was named.
    pub fn into(&self) -> &Path {
        &self.into
    }

    /// Where the new output is made.
    pub fn new_output(&self) -> PathBuf {
        self.beside.join("new")
    }

    /// Where the former output lies between two renames.
    pub fn old_output(&self) -> PathBuf {
        self.beside.join("old")
    }

    /// Where a file of the new output lies before it takes the place of a former one.
    pub fn moving_file(&self) -> PathBuf {
        self.beside.join("file")
    }

    /// Puts the former output back, where a build was killed between the two renames.
    fn put_back(&self) -> Result<(), Fatal> {
        let old = self.old_output();
        if old.exists() && !self.into.join(OUTPUT_MARK).exists() {
            swap::put(&old, &self.into).map_err(|error| failed("move", &old, &error))?;
        }
        Ok(())
    }

    /// Removes what is no longer needed. A former output is, as long as there is none in its place.
    fn clear(&self) -> io::Result<()> {
        remove(&self.new_output())?;
        let _ = fs::remove_file(self.moving_file());
        if self.into.join(OUTPUT_MARK).exists() { remove(&self.old_output()) } else { Ok(()) }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        // What cannot be removed now, the next build tries to remove.
        let _ = self.clear();
        // The lock is still held: whoever waits for it sees that its file is gone, and makes another.
        let _ = fs::remove_file(self.beside.join(LOCK));
        let _ = fs::remove_dir(&self.beside);
    }
}

/// The name of the file that is locked.
const LOCK: &str = "lock";

/// How many links may lead from one to the next.
const MOST_LINKS: usize = 40;

/// The folder itself, where a link is named, and the one beside it.
///
/// `/www/site => /www/site, /www/.site.diglot`
fn places(named: &Path) -> Result<(PathBuf, PathBuf), Fatal> {
    let absolute = std::path::absolute(named).map_err(|error| failed("find", named, &error))?;
    // With a `/` at its end a link would be followed before it is read.
    let mut into: PathBuf = absolute.components().collect();
    for _ in 0..MOST_LINKS {
        let Ok(to) = fs::read_link(&into) else { break };
        into = into.parent().unwrap_or(Path::new("")).join(to);
    }
    let name = into.file_name().and_then(|name| name.to_str());
    let beside = into.parent().zip(name).map(|(parent, name)| parent.join(format!(".{name}.diglot")));
    match beside {
        Some(beside) => Ok((into, beside)),
        None => Err(Fatal::new(
            format!("a site cannot be built into {}", named.display()),
            "Name a folder of its own: --out DIR.",
        )),
    }
}

/// Removes a folder, if it is there.
pub fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn links_beside_an_output_lead_nowhere() {
        let folder = tempfile::tempdir().expect("a folder");
        let (output, beside) = (folder.path().join("site"), folder.path().join(".site.diglot"));
        let other = folder.path().join("other");
        fs::create_dir_all(other.join("new")).expect("made");
        fs::write(other.join("lock"), "of somebody else").expect("written");
        let refused = || Claim::on(&output, |_| panic!("nobody is to be waited for")).expect_err("refused").to_string();
        std::os::unix::fs::symlink(&other, &beside).expect("linked");
        assert!(refused().contains("it is a symbolic link"), "{}", refused());
        fs::remove_file(&beside).expect("removed");
        fs::create_dir(&beside).expect("made");
        std::os::unix::fs::symlink(other.join("lock"), beside.join(LOCK)).expect("linked");
        assert!(refused().contains("it is a symbolic link"), "{}", refused());
        assert_eq!(fs::read_to_string(other.join("lock")).expect("there"), "of somebody else");
        assert!(other.join("new").exists());
    }
}
