//! What a build remembers of single pages, so that the next one need not read them again where others have changed.

use std::borrow::Cow;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::Standing;
use crate::load::{Look, Unread};
use crate::model::DocumentId;
use crate::site::Site;
use crate::site::remembered::Remembered;

/// Where among the bytes of all documents those of a file's stand, where it is one that can be remembered.
pub type Place = Option<Range<usize>>;

/// All files of a site's content, and the documents that were made of them.
#[derive(Debug, Serialize, Deserialize)]
pub struct Pages {
    /// The digest of what the site was made of.
    pub made_of: String,
    /// The files in the order of [`Trace::into_files`](crate::load::Trace::into_files).
    pub files: Vec<(PathBuf, Look, Place)>,
    #[serde(skip)]
    documents: Vec<u8>,
}

/// How many bytes at the beginning of the file are the digest of all others.
const DIGEST: usize = blake3::OUT_LEN;
/// How many after them say how long the list of files is.
const LENGTH: usize = 8;

impl Pages {
    /// Reads what is remembered; nothing where that is nothing, or damaged.
    pub fn read(file: &Path) -> Option<Self> {
        let bytes = fs::read(file).ok()?;
        let (digest, rest) = bytes.split_first_chunk::<DIGEST>()?;
        let (length, rest) = rest.split_first_chunk::<LENGTH>()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        if blake3::hash(rest) != *digest {
            return None;
        }
        let (list, documents) = rest.split_at_checked(length)?;
        let pages: Self = rmp_serde::from_slice(list).ok()?;
        Some(Self { documents: documents.to_vec(), ..pages })
    }

    /// What there is to remember of a site. What is known of documents that have not changed is taken from `former`.
    pub fn of(site: &Site, made_of: &str, files: &[(PathBuf, Look)], former: Option<&Former>) -> Self {
        let unsound = site.files_with_findings();
        let ids: FxHashMap<PathBuf, DocumentId> = (0..site.documents.len())
            .map(DocumentId)
            // What is wrong with them as files only reading them shows.
            .filter(|id| !unsound.contains(&site.document(*id).file))
            .map(|id| (site.file_of(id), id))
            .collect();
        let known = former.map(Former::documents).unwrap_or_default();
        let written: Vec<Option<Cow<'_, [u8]>>> = files
            .par_iter()
            .map(|(path, _)| match known.get(&**path) {
                Some(bytes) => Some((*bytes).into()),
                None => ids.get(path).and_then(|id| site.remember(*id)).map(Into::into),
            })
            .collect();
        let mut documents = Vec::with_capacity(written.iter().flatten().map(|bytes| bytes.len()).sum());
        let files = files.iter().zip(written).map(|((path, look), bytes)| {
            let place = bytes.map(|bytes| {
                let start = documents.len();
                documents.extend_from_slice(&bytes);
                start..documents.len()
            });
            (path.clone(), *look, place)
        });
        Self { made_of: made_of.to_owned(), files: files.collect(), documents }
    }

    /// What [`Pages::read`] reads; nothing where a file has a name that cannot be written.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        let list = rmp_serde::to_vec(self).ok()?;
        let mut bytes = vec![0; DIGEST];
        bytes.extend_from_slice(&(list.len() as u64).to_le_bytes());
        bytes.extend_from_slice(&list);
        bytes.extend_from_slice(&self.documents);
        let digest = blake3::hash(&bytes[DIGEST + LENGTH..]);
        bytes[..DIGEST].copy_from_slice(digest.as_bytes());
        Some(bytes)
    }

    fn document(&self, place: &Place) -> Option<&[u8]> {
        self.documents.get(place.clone()?)
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
}

impl Former {
    /// The files that need not be read.
    pub fn unread(&self) -> Unread {
        let changed = self.changed();
        let files = self.pages.files.iter().filter(|(path, _, place)| place.is_some() && !changed.contains(&**path));
        Unread::new(files.map(|(path, look, _)| (path.clone(), *look)).collect())
    }

    /// The documents of all files, as they were.
    pub fn remembered(&self) -> Remembered<'_> {
        let files = self.pages.files.iter();
        files.filter_map(|(path, _, place)| Some((&**path, self.pages.document(place)?))).collect()
    }

    /// The documents of the files that have not changed.
    fn documents(&self) -> FxHashMap<&Path, &[u8]> {
        let (changed, files) = (self.changed(), self.pages.files.iter());
        let files = files.filter(|(path, ..)| !changed.contains(&**path));
        files.filter_map(|(path, _, place)| Some((&**path, self.pages.document(place)?))).collect()
    }

    /// What stands of its output; nothing where all is to be made again.
    pub fn standing(&self, site: &Site) -> Option<Standing> {
        let changed = self.remembered().changed(site, &self.changed())?;
        Some(Standing::new(site, changed, self.spoken_of.iter().cloned().collect()))
    }

    fn changed(&self) -> FxHashSet<&Path> {
        self.changed.iter().map(|path| &**path).collect()
    }
}
