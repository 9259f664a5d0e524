//! What a build remembers of single pages, so that the next one need not read them again where others have changed.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_128;

use super::Standing;
use super::manifest::Manifest;
use crate::check::Sound;
use crate::load::{Look, Trace, Unread};
use crate::model::DocumentId;
use crate::model::config::OUTPUT_MARK;
use crate::site::Site;
use crate::site::remembered::Remembered;

/// What is remembered of the document that was made of a file.
#[derive(Debug, Serialize, Deserialize)]
pub struct Made {
    /// Where among the bytes of all documents its own stand.
    bytes: Range<usize>,
    /// Whether its links led where they should.
    is_sound: bool,
}

/// All files of a site's content, and the documents that were made of them.
#[derive(Debug)]
pub struct Pages {
    /// The digest of what the site was made of.
    pub made_of: String,
    /// The files in the order of [`Trace::into_files`](crate::load::Trace::into_files), and what was made of those of which that can
    /// be remembered.
    pub files: Vec<(PathBuf, Look, Option<Made>)>,
    /// The bytes of all documents, and what else their file has.
    bytes: Vec<u8>,
}

/// How many documents are made bytes of together: as many as keep all processors busy, and take little memory.
const TOGETHER: usize = 256;

impl Pages {
    /// Reads what is remembered; nothing where that is nothing, or damaged.
    pub fn read(file: &Path) -> Option<Self> {
        let bytes = fs::read(file).ok()?;
        let (rest, digest) = bytes.split_last_chunk()?;
        if XxHash3_128::oneshot(rest).to_le_bytes() != *digest {
            return None;
        }
        let (rest, start) = rest.split_last_chunk::<{ size_of::<u64>() }>()?;
        let list = rest.get(usize::try_from(u64::from_le_bytes(*start)).ok()?..)?;
        let (made_of, files) = rmp_serde::from_slice(list).ok()?;
        Some(Self { made_of, files, bytes })
    }

    /// Writes what there is to remember of a site whose `sound` documents are known. What is known of documents that have not
    /// changed is taken from `former`. Refuses files with names that are not UTF-8.
    pub fn write(
        mut out: impl Write,
        (site, sound): (&Site, &Sound),
        made_of: &str,
        files: &[(PathBuf, Look)],
        former: Option<&Former>,
    ) -> io::Result<()> {
        let spoken_of = site.files_with_findings();
        let mut ids: FxHashMap<PathBuf, DocumentId> = FxHashMap::with_capacity_and_hasher(files.len(), FxBuildHasher);
        // What is wrong with them as files only reading them shows.
        let silent = (0..site.documents.len()).map(DocumentId);
        let silent = silent.filter(|id| !spoken_of.contains(&site.document(*id).file));
        ids.extend(silent.map(|id| (site.file_of(id), id)));
        let made_of_file = |(at, (path, look)): (usize, &(PathBuf, Look))| {
            let id = ids.get(path)?;
            let known = former.and_then(|former| former.same(at, look)).map(Cow::Borrowed);
            let bytes = known.or_else(|| site.remember(*id).map(Cow::Owned))?;
            Some((bytes, sound.contains(id)))
        };
        let (mut hasher, mut end) = (XxHash3_128::new(), 0);
        let mut list: Vec<(&Path, Look, Option<Made>)> = Vec::with_capacity(files.len());
        for (nth, files) in files.chunks(TOGETHER).enumerate() {
            let numbered = files.par_iter().enumerate().map(|(at, file)| (nth * TOGETHER + at, file));
            let documents: Vec<Option<(Cow<'_, [u8]>, bool)>> = numbered.map(made_of_file).collect();
            let mut all = Vec::new();
            for ((path, look), document) in files.iter().zip(documents) {
                let made = document.map(|(bytes, is_sound)| {
                    let start = end + all.len();
                    all.extend_from_slice(&bytes);
                    Made { bytes: start..start + bytes.len(), is_sound }
                });
                list.push((path, *look, made));
            }
            end += all.len();
            hasher.write(&all);
            out.write_all(&all)?;
        }
        let list = rmp_serde::to_vec(&(made_of, list)).map_err(io::Error::other)?;
        for part in [&*list, &(end as u64).to_le_bytes()] {
            hasher.write(part);
            out.write_all(part)?;
        }
        out.write_all(&hasher.finish_128().to_le_bytes())?;
        out.flush()
    }

    fn document(&self, made: &Option<Made>) -> Option<&[u8]> {
        self.bytes.get(made.as_ref()?.bytes.clone())
    }
}

/// A build whose output is in its place, made of what there is now but for what some pages say.
#[derive(Debug)]
pub struct Former {
    /// What it knows of pages.
    pub(super) pages: Pages,
    /// The files that have changed.
    pub(super) changed: Vec<PathBuf>,
    /// The outputs that something was said of.
    pub(super) spoken_of: Vec<String>,
    /// What the output holds.
    pub(super) manifest: Manifest,
    /// How its files look.
    pub(super) output: Trace,
}

impl Former {
    /// The digest of how the output looks once one file of it has been replaced, and the manifest.
    pub(super) fn looks_after(&self, into: &Path, single: &str) -> Option<String> {
        self.output.digest_after(into, &[single, OUTPUT_MARK])
    }

    /// The files that need not be read.
    pub fn unread(&self) -> Unread {
        let changed = self.changed();
        let known = self.pages.files.iter().filter(|(path, _, made)| made.is_some() && !changed.contains(&**path));
        let mut files = FxHashMap::with_capacity_and_hasher(self.pages.files.len(), FxBuildHasher);
        files.extend(known.map(|(path, look, _)| (path.clone(), *look)));
        Unread::new(files)
    }

    /// The documents of all files, as they were.
    pub fn remembered(&self) -> Remembered<'_> {
        let files = self.pages.files.iter();
        files.filter_map(|(path, _, made)| Some((&**path, self.pages.document(made)?))).collect()
    }

    /// The document of a file by its number, where the file has not changed.
    fn same(&self, at: usize, look: &Look) -> Option<&[u8]> {
        let (_, _, made) = self.pages.files.get(at).filter(|(_, was, _)| was == look)?;
        self.pages.document(made)
    }

    /// What stands of its output where these are the documents as they were; nothing where all is to be made again.
    pub fn standing(&self, site: &Site, remembered: &Remembered<'_>) -> Option<Standing> {
        let changed = remembered.changed(site, &self.changed())?;
        let files = self.pages.files.iter().filter(|(_, _, made)| made.as_ref().is_some_and(|made| made.is_sound));
        let mut sound: FxHashSet<&Path> = FxHashSet::with_capacity_and_hasher(self.pages.files.len(), FxBuildHasher);
        sound.extend(files.map(|(path, ..)| &**path));
        let ids = (0..site.documents.len()).map(DocumentId).filter(|id| !changed.contains(id));
        let sound = ids.filter(|id| sound.contains(&*site.file_of(*id))).collect();
        Some(Standing::new(site, changed, sound, self.spoken_of.iter().cloned().collect()))
    }

    fn changed(&self) -> FxHashSet<&Path> {
        self.changed.iter().map(|path| &**path).collect()
    }
}
