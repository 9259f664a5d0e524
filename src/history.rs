//! Asking a git repository what a file once said, read-only. Nothing but the folder decides which repository is asked: no
//! environment, and no configuration of the user.
//!
//! Files are named as git names them: relative to the root of the repository, `/`-separated, letter for letter.
#![allow(clippy::disallowed_types, reason = "this is the layer that reads repositories")]

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gix::open::Options;
use gix::sec::trust::Mapping;
use gix::{ObjectId, Repository, ThreadSafeRepository};

use crate::diagnostics::Fatal;
use crate::load;
use crate::text::lossy;

/// A repository that is asked. Several threads may ask at a time.
#[derive(Debug)]
pub struct History {
    repository: ThreadSafeRepository,
    /// The folder of the files that are checked out, without links, as paths are that are compared with it. A bare repository
    /// has none.
    root: Option<PathBuf>,
    /// The folder that was asked for.
    name: Arc<str>,
}

/// A commit that the repository has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Commit {
    id: ObjectId,
    tree: ObjectId,
}

impl fmt::Display for Commit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.id.fmt(f)
    }
}

impl History {
    /// Opens the repository in which a folder lies, or which it is.
    pub fn open(folder: &Path) -> Result<Self, Fatal> {
        let options = Mapping { full: Options::isolated(), reduced: Options::isolated() };
        let name = load::display(folder);
        let repository = ThreadSafeRepository::discover_opts(folder, Default::default(), options).map_err(|error| {
            let help = "Name a folder of a clone: what pages once said is asked of its history.";
            Fatal::new(format!("{name} lies in no git repository that can be read: {error}"), help)
        })?;
        let root = repository.to_thread_local().workdir().and_then(|root| root.canonicalize().ok());
        Ok(Self { repository, root, name })
    }

    /// A file or folder on the disk as the repository would name it, whether it is there or not. Nothing for what lies
    /// outside.
    pub fn relative(&self, path: &Path) -> Option<String> {
        let path = std::path::absolute(path).ok()?;
        // Of what is not there, the folder that is there may still be behind a link.
        let there = path.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
        let path = there.and_then(|(above, real)| Some(real.join(path.strip_prefix(above).ok()?)))?;
        let parts = path.strip_prefix(self.root.as_deref()?).ok()?.components();
        let parts: Option<Vec<&str>> = parts.map(|part| part.as_os_str().to_str()).collect();
        Some(parts?.join("/"))
    }

    /// Whether this clone was made without all of its history, so that an unknown commit may still be one.
    pub fn is_shallow(&self) -> bool {
        self.repository.to_thread_local().is_shallow().unwrap_or_default()
    }

    /// The commit that a branch, a tag, a hash or an expression (`HEAD~3`) means; nothing where this clone does not have
    /// it.
    pub fn commit(&self, revision: &str) -> Option<Commit> {
        find_commit(&self.repository.to_thread_local(), revision).ok()
    }

    /// [`History::commit`] for what cannot go on without it.
    pub fn revision(&self, revision: &str) -> Result<Commit, Fatal> {
        self.commit(revision).ok_or_else(|| {
            let help = if self.is_shallow() {
                "This clone is shallow; `git fetch --unshallow` brings the rest of its history."
            } else {
                "Name a branch, a tag or a commit: `git log --oneline` lists the commits, `git fetch` brings new ones."
            };
            Fatal::new(format!("the repository of {} has no commit `{revision}`", self.name), help)
        })
    }

    /// What a file said in a commit, line ends as they are stored; nothing where there was no such file. What is no UTF-8
    /// becomes U+FFFD, as it does where files are read from the disk.
    pub fn text(&self, commit: Commit, path: &str) -> Result<Option<String>, Fatal> {
        let repository = self.repository.to_thread_local();
        let read = || match find(&repository, commit, path)? {
            Some((id, Kind::File)) => read(&repository, id).map(Some),
            _ => Ok(None),
        };
        read().map_err(|error| self.unreadable(commit, path, &error))
    }

    fn unreadable(&self, commit: Commit, path: &str, error: &gix::Error) -> Fatal {
        Fatal::new(
            format!("`{path}` cannot be read from commit {commit} of the repository of {}: {error}", self.name),
            "`git fsck` says whether the repository is whole; a partial clone lacks what was not fetched yet.",
        )
    }
}

/// What a name stands for in a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Folder,
    File,
    /// A link or a submodule.
    Other,
}

fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|part| !part.is_empty())
}

fn find_commit(repository: &Repository, revision: &str) -> gix::Result<Commit> {
    let commit = repository.rev_parse_single(revision)?.object()?.peel_to_commit()?;
    Ok(Commit { id: commit.id, tree: commit.tree_id()?.detach() })
}

fn find(repository: &Repository, commit: Commit, path: &str) -> gix::Result<Option<(ObjectId, Kind)>> {
    let mut found = (commit.tree, Kind::Folder);
    for part in parts(path) {
        if found.1 != Kind::Folder {
            return Ok(None);
        }
        let tree = repository.find_tree(found.0)?;
        let Some(entry) = tree.find_entry(part) else { return Ok(None) };
        let kind = match entry.mode() {
            mode if mode.is_tree() => Kind::Folder,
            mode if mode.is_blob() => Kind::File,
            _ => Kind::Other,
        };
        found = (entry.object_id(), kind);
    }
    Ok(Some(found))
}

fn read(repository: &Repository, id: ObjectId) -> gix::Result<String> {
    let bytes = repository.find_blob(id)?.take_data();
    Ok(lossy(bytes))
}
