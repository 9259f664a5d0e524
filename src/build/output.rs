//! A new output beside the old one, which takes its place when it is whole.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::manifest::Manifest;
use crate::diagnostics::Fatal;
use crate::model::config::OUTPUT_MARK;

/// An output that is being made. Whatever goes wrong, the old one is as it was, and nothing is left of the new one.
pub struct Fresh<'a> {
    into: &'a Path,
    new: PathBuf,
    old: Option<Manifest>,
}

impl<'a> Fresh<'a> {
    /// The beginning of an output that will be the folder `into`.
    pub fn beside(into: &'a Path) -> Result<Self, Fatal> {
        let old = Manifest::of(into)?;
        let absolute = std::path::absolute(into).map_err(|error| failed("find", into, &error))?;
        let name = absolute.file_name().and_then(|name| name.to_str()).map(str::to_owned);
        let (Some(parent), Some(name)) = (absolute.parent(), name) else {
            return Err(Fatal::new(
                format!("a site cannot be built into {}", into.display()),
                "Name a folder of its own: --out DIR.",
            ));
        };
        create_all(parent)?;
        let new = parent.join(format!(".{name}.diglot-{}", std::process::id()));
        if new.exists() {
            remove(&new)?;
        }
        create_all(&new)?;
        Ok(Self { into, new, old })
    }

    /// What the old output holds, where there is one.
    pub fn old(&self) -> Option<&Manifest> {
        self.old.as_ref()
    }

    /// A file of the old output.
    pub fn former(&self, path: &str) -> PathBuf {
        self.into.join(path)
    }

    /// Makes the folders that files will lie in.
    pub fn make_room<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Result<(), Fatal> {
        let folders: BTreeSet<&Path> = paths.filter_map(|path| Path::new(path).parent()).collect();
        folders.into_iter().try_for_each(|folder| create_all(&self.new.join(folder)))
    }

    /// Puts a file into the output, linked from the old one where it is the same. Gives the hash of its bytes, and whether it is
    /// new or another one.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(String, bool), Fatal> {
        let hash = hash(bytes);
        let is_same = self.is_in_old(path, &hash, bytes.len());
        let target = self.new.join(path);
        if !(is_same && fs::hard_link(self.former(path), &target).is_ok()) {
            fs::write(&target, bytes).map_err(|error| failed("write", &target, &error))?;
        }
        Ok((hash, !is_same))
    }

    /// Whether a file is in the old output with the same bytes, and nobody has touched it.
    pub fn is_in_old(&self, path: &str, hash: &str, length: usize) -> bool {
        self.old().is_some_and(|old| {
            old.files.get(path).is_some_and(|known| known == hash) && old.is_untouched(&self.former(path), length)
        })
    }

    /// Brings a file that lies elsewhere to its place.
    pub fn bring(&self, from: &Path, path: &str) -> Result<(), Fatal> {
        let to = self.new.join(path);
        if fs::hard_link(from, &to).is_err() {
            fs::copy(from, &to).map_err(|error| failed("copy", from, &error))?;
        }
        Ok(())
    }

    /// Lets the output take the place of the old one, with what others have put there; where both are the same, nothing is
    /// touched.
    pub fn finish(self, manifest: &Manifest, written: usize) -> Result<(), Fatal> {
        if written == 0 && self.old().is_some_and(|old| old.says(manifest)) {
            return remove(&self.new);
        }
        if let Some(old) = self.old() {
            self.keep_foreign(old, "")?;
        }
        manifest.write(&self.new)?;
        self.swap()
    }

    /// Brings along what others have put into the output folder (a `CNAME`, a `.git`): it is not ours to remove.
    fn keep_foreign(&self, old: &Manifest, below: &str) -> Result<(), Fatal> {
        let folder = self.into.join(below);
        let entries = fs::read_dir(&folder).map_err(|error| failed("read", &folder, &error))?;
        for entry in entries.flatten() {
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
            let path = format!("{below}{name}");
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                self.keep_foreign(old, &format!("{path}/"))?;
            } else if !old.files.contains_key(&path) && path != OUTPUT_MARK && !self.new.join(&path).exists() {
                self.make_room(std::iter::once(path.as_str()))?;
                self.bring(&self.into.join(&path), &path)?;
            }
        }
        Ok(())
    }

    fn swap(&self) -> Result<(), Fatal> {
        let (into, new) = (self.into, &self.new);
        let old = new.with_extension("old");
        let had = into.exists();
        if had {
            fs::rename(into, &old).map_err(|error| failed("move", into, &error))?;
        }
        if let Err(error) = fs::rename(new, into) {
            if had {
                let _ = fs::rename(&old, into);
            }
            return Err(failed("move", new, &error));
        }
        if had { remove(&old) } else { Ok(()) }
    }
}

impl Drop for Fresh<'_> {
    fn drop(&mut self) {
        // What has taken its place is not here any more.
        let _ = fs::remove_dir_all(&self.new);
    }
}

/// The hash of a file's bytes, as manifests write it.
pub fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

fn create_all(folder: &Path) -> Result<(), Fatal> {
    fs::create_dir_all(folder).map_err(|error| failed("create", folder, &error))
}

fn remove(folder: &Path) -> Result<(), Fatal> {
    fs::remove_dir_all(folder).map_err(|error| failed("remove", folder, &error))
}

/// What cannot be done to a file or folder.
pub fn failed(what: &str, path: &Path, error: &std::io::Error) -> Fatal {
    Fatal::new(
        format!("could not {what} {}: {error}", path.display()),
        "Check that the folder can be written to and that there is room; the former output is as it was.",
    )
}
