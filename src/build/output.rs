//! A new output beside the old one, which takes its place when it is whole.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use twox_hash::XxHash3_128;

use super::Fate;
use super::claim::{Claim, remove};
use super::manifest::Manifest;
use super::swap;
use crate::diagnostics::Fatal;
use crate::model::config::OUTPUT_MARK;

/// An output that is being made. Whatever goes wrong, the old one is as it was, and nothing is left of the new one.
///
/// Only files that are new or others are written while it is made; those of the old output that stay join them when it is whole, by
/// links: files that are linked belong to both, so that no file is ever written into, and each is made anew.
pub struct Fresh<'a> {
    claim: &'a Claim,
    new: PathBuf,
    old: Option<Cow<'a, Manifest>>,
}

impl<'a> Fresh<'a> {
    /// The beginning of an output that will take the place that is claimed.
    pub fn within(claim: &'a Claim) -> Result<Self, Fatal> {
        Self::after(claim, Manifest::of(claim.named())?.map(Cow::Owned))
    }

    /// The same where the old output's manifest has been read since the place was claimed.
    pub fn beside(claim: &'a Claim, old: &'a Manifest) -> Result<Self, Fatal> {
        Self::after(claim, Some(Cow::Borrowed(old)))
    }

    fn after(claim: &'a Claim, old: Option<Cow<'a, Manifest>>) -> Result<Self, Fatal> {
        let new = claim.new_output();
        create_all(&new)?;
        Ok(Self { claim, new, old })
    }

    /// What the old output holds, where there is one.
    pub fn old(&self) -> Option<&Manifest> {
        self.old.as_deref()
    }

    /// A file of the old output.
    pub fn former(&self, path: &str) -> PathBuf {
        self.claim.into().join(path)
    }

    /// Makes the folders that files will lie in, where all of them are written, because there is no old output. Where there is one, few
    /// are, and whoever writes one of them makes its folder.
    pub fn make_room<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Result<(), Fatal> {
        if self.old.is_some() { Ok(()) } else { self.make_folders(paths) }
    }

    fn make_folders<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Result<(), Fatal> {
        let folders: BTreeSet<&str> =
            paths.filter_map(|path| path.rsplit_once('/')).map(|(folder, _)| folder).collect();
        folders.into_iter().try_for_each(|folder| {
            fs::create_dir_all(self.new.join(folder)).map_err(|error| self.failed("create", folder, &error))
        })
    }

    /// Makes a file of the new output, and the folder that it lies in where that is missing.
    fn make(&self, path: &str, make: impl Fn(&Path) -> io::Result<()>) -> Result<(), Fatal> {
        let target = self.new.join(path);
        let made = match (make(&target), target.parent()) {
            (Err(error), Some(folder)) if error.kind() == ErrorKind::NotFound => {
                fs::create_dir_all(folder).and_then(|()| make(&target))
            }
            (made, _) => made,
        };
        made.map_err(|error| self.failed("write", path, &error))
    }

    /// Puts a file into the output. Gives the hash of its bytes, and what became of it.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(String, Fate), Fatal> {
        let hash = hash(bytes);
        if self.is_in_old(path, &hash, bytes.len()) {
            return Ok((hash, Fate::Same));
        }
        self.make(path, |target| File::create_new(target).and_then(|mut file| file.write_all(bytes)))?;
        Ok((hash, Fate::Changed))
    }

    /// Keeps a file of the old output, which is known to be as it was written. Gives the hash of its bytes; nothing where there is no
    /// such file.
    pub fn reuse(&self, path: &str) -> Option<String> {
        self.old()?.files.get(path).cloned()
    }

    /// Whether a file is in the old output with the same bytes, and nobody has touched it.
    pub fn is_in_old(&self, path: &str, hash: &str, length: usize) -> bool {
        self.old().is_some_and(|old| {
            old.files.get(path).is_some_and(|known| known == hash) && old.is_untouched(&self.former(path), length)
        })
    }

    /// Brings a file that lies elsewhere to its place.
    pub fn bring(&self, from: &Path, path: &str) -> Result<(), Fatal> {
        self.make(path, |target| link_or_copy(from, target))
    }

    /// What cannot be done to a file or folder of the output, which is named by where it would have been.
    fn failed(&self, what: &str, path: &str, error: &io::Error) -> Fatal {
        failed(what, &self.claim.named().join(path), error)
    }

    /// Lets the output take the place of the old one, with what others have put there. `written` are the files that are new or others;
    /// all others of the manifest are the old output's. Where both outputs are the same, nothing is touched. Gives the file that
    /// took its place alone, if one did.
    pub fn finish(self, manifest: &Manifest, written: &BTreeSet<String>) -> Result<Option<String>, Fatal> {
        let Some(old) = self.old() else {
            manifest.write(&self.new)?;
            return self.swap().map(|()| None);
        };
        if written.is_empty() && old.says(manifest) {
            return Ok(None);
        }
        if let Some(single) = self.put_single(old, manifest, written)? {
            return Ok(Some(single.to_owned()));
        }
        let stays: Vec<&str> =
            manifest.files.keys().filter(|path| !written.contains(*path)).map(String::as_str).collect();
        self.make_folders(stays.iter().copied())?;
        stays.par_iter().try_for_each(|path| self.bring(&self.former(path), path))?;
        self.keep_foreign(old, "")?;
        manifest.write(&self.new)?;
        self.swap().map(|()| None)
    }

    /// Where the outputs differ in one file, lets that take its place alone: that is one step too, and nothing else has to be moved. Gives
    /// the file; nothing where it could not.
    ///
    /// The manifest goes last. Whoever is killed before has left a file that is newer than the manifest, and so is not taken for the one
    /// that is named there.
    fn put_single<'w>(
        &self,
        old: &Manifest,
        manifest: &Manifest,
        written: &'w BTreeSet<String>,
    ) -> Result<Option<&'w str>, Fatal> {
        let Some(path) = written.first().filter(|path| written.len() == 1 && old.differs_only_in(manifest, path))
        else {
            return Ok(None);
        };
        manifest.write(&self.new)?;
        let is_there = self.replace(path).and_then(|()| self.replace(OUTPUT_MARK)).is_ok();
        if !is_there {
            // What goes on from here may make files that have to be older than the manifest.
            let _ = fs::remove_file(self.new.join(OUTPUT_MARK));
        }
        Ok(is_there.then_some(path))
    }

    /// Lets one file of the new output take the place of the old one's, and stay in the new output all the same.
    fn replace(&self, path: &str) -> io::Result<()> {
        let (into, moving) = (self.claim.into(), self.claim.moving_file());
        if !into.join(OUTPUT_MARK).is_file() {
            return Err(ErrorKind::NotFound.into());
        }
        link_or_copy(&self.new.join(path), &moving)?;
        fs::rename(&moving, into.join(path)).inspect_err(|_| {
            let _ = fs::remove_file(&moving);
        })
    }

    /// Brings along what others have put into the output folder (a `CNAME`, a `.git`): it is not ours to remove. `below` is empty
    /// or ends in `/`.
    fn keep_foreign(&self, old: &Manifest, below: &str) -> Result<(), Fatal> {
        let folder = self.claim.into().join(below);
        let unreadable = |error| failed("read", &folder, &error);
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let (name, kind) = (entry.file_name(), entry.file_type().map_err(unreadable)?);
            // A name that is not UTF-8 is none of ours.
            let own = name.to_str().map(|name| format!("{below}{name}"));
            match &own {
                Some(own) if kind.is_dir() && old.has_folder(own) => self.keep_foreign(old, &format!("{own}/"))?,
                Some(own) if !kind.is_dir() && (own == OUTPUT_MARK || old.files.contains_key(own)) => {}
                _ => self.bring_along(old, &entry.path(), &self.new.join(below).join(name), kind.is_dir())?,
            }
        }
        Ok(())
    }

    /// Brings along a file or a folder that is somebody else's.
    fn bring_along(&self, old: &Manifest, from: &Path, to: &Path, is_folder: bool) -> Result<(), Fatal> {
        let cannot = |error: io::Error| match error.kind() {
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory => Fatal::new(
                format!("{} is not by Diglot, and the new site has something else there", from.display()),
                "Move it away, or rename the page or file; the former output is as it was.",
            ),
            _ => failed("bring along", from, &error),
        };
        if !is_folder {
            let made = to.parent().map_or(Ok(()), fs::create_dir_all);
            return made
                .and_then(|()| link_or_copy(from, to))
                .or_else(|error| if is_nobodys(old, from, to) { Ok(()) } else { Err(cannot(error)) });
        }
        fs::create_dir_all(to).map_err(cannot)?;
        let unreadable = |error| failed("read", from, &error);
        for entry in fs::read_dir(from).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let is_folder = entry.file_type().map_err(unreadable)?.is_dir();
            self.bring_along(old, &entry.path(), &to.join(entry.file_name()), is_folder)?;
        }
        Ok(())
    }

    fn swap(&self) -> Result<(), Fatal> {
        let (into, new) = (self.claim.into(), &self.new);
        // Somebody may have put a folder of their own there meanwhile, or have removed the old one.
        let swapped = match into.join(OUTPUT_MARK).exists() {
            true => swap::swap(new, into, &self.claim.old_output()),
            false => swap::put(new, into),
        };
        swapped.map_err(|error| failed("replace", into, &error))
    }
}

impl Drop for Fresh<'_> {
    fn drop(&mut self) {
        // What is here now is a new output that did not come to its place, or the old one. The next build tries again.
        let _ = remove(&self.new);
    }
}

/// Whether a file of the old output that no manifest names may go for one of the new one: nobody needs to have put it there.
fn is_nobodys(old: &Manifest, from: &Path, to: &Path) -> bool {
    let is_same = || fs::read(from).is_ok_and(|bytes| fs::read(to).is_ok_and(|new| new == bytes));
    to.is_file() && (old.files.is_empty() || is_same())
}

fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to).or_else(|error| match error.kind() {
        ErrorKind::AlreadyExists => Err(error),
        _ => fs::copy(from, to).map(drop),
    })
}

/// The hash of a file's bytes, as manifests write it. It tells what has changed; nobody is to be kept from making two files of one
/// hash, so that a fast one will do.
pub fn hash(bytes: &[u8]) -> String {
    format!("{:032x}", XxHash3_128::oneshot(bytes))
}

fn create_all(folder: &Path) -> Result<(), Fatal> {
    fs::create_dir_all(folder).map_err(|error| failed("create", folder, &error))
}

/// What cannot be done to a file or folder.
pub fn failed(what: &str, path: &Path, error: &io::Error) -> Fatal {
    let help = match error.kind() {
        ErrorKind::InvalidFilename => {
            "The path is too long for this system. Give the page or a folder above it a shorter name, or build into a folder with a shorter path (--out DIR)"
        }
        ErrorKind::AlreadyExists => {
            "This file system takes two names for one, as where letter case makes no difference. Rename one of the files; `diglot check` names both"
        }
        ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => {
            "A folder that another disk is mounted on cannot be replaced. Build into a folder below it"
        }
        _ => "Check that the folder can be written to and that there is room",
    };
    let message = format!("could not {what} {}: {error}", path.display());
    Fatal::new(message, format!("{help}; the former output is as it was."))
}
