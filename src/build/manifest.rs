//! What an output folder holds, kept inside it: the sign that the folder is ours, and what makes the next build cheap.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::output::failed;
use super::shard::Part;
use crate::diagnostics::Fatal;
use crate::model::config::OUTPUT_MARK;

/// Every file of an output with the hash of its bytes.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Manifest {
    /// By path below the folder.
    pub files: BTreeMap<String, String>,
    /// What the search of each locale was made of, by tag.
    #[serde(default)]
    pub search: BTreeMap<String, String>,
    /// Which part of a build it is, where it is not the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
    /// When it was written, as its file system says; files changed later were changed by somebody else.
    #[serde(skip)]
    written: Option<SystemTime>,
}

impl Manifest {
    /// The manifest of a folder; nothing where there is no output yet. A folder that holds other things is refused: it
    /// was not made by a build and must not be replaced by one.
    pub fn of(folder: &Path) -> Result<Option<Self>, Fatal> {
        let refuse = |why: &str| {
            Fatal::new(
                format!("{} {why}", folder.display()),
                "Name another folder (--out DIR), or empty this one yourself; what is in it is left alone.",
            )
        };
        if !folder.exists() {
            return Ok(None);
        }
        if !folder.is_dir() {
            return Err(refuse("is not a folder"));
        }
        let path = folder.join(OUTPUT_MARK);
        match fs::read(&path) {
            // A manifest that cannot be read still says whose folder it is; everything is written anew.
            Ok(bytes) => {
                let read: Self = serde_json::from_slice(&bytes).unwrap_or_default();
                let written = fs::metadata(&path).and_then(|metadata| metadata.modified()).ok();
                Ok(Some(Self { written, ..read }))
            }
            Err(_) if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none()) => Ok(None),
            Err(_) => Err(refuse("holds files that no build of Diglot put there")),
        }
    }

    /// A manifest of files, and of what the search was made of.
    pub fn new(files: BTreeMap<String, String>, search: BTreeMap<String, String>, part: Option<Part>) -> Self {
        Self { files, search, part, written: None }
    }

    /// Whether it says the same as another one.
    pub fn says(&self, other: &Self) -> bool {
        (&self.files, &self.search, &self.part) == (&other.files, &other.search, &other.part)
    }

    /// Whether another one has the same files, and all but one of them say the same; and is of the same part.
    pub fn differs_only_in(&self, other: &Self, path: &str) -> bool {
        let is_like = |((one, was), (other, is)): ((&String, &String), (&String, &String))| {
            one == other && (was == is || one == path)
        };
        let (files, others) = (&self.files, &other.files);
        files.len() == others.len() && self.part == other.part && files.iter().zip(others).all(is_like)
    }

    /// Whether a folder was made for a file of the output.
    pub fn has_folder(&self, folder: &str) -> bool {
        let below = format!("{folder}/");
        self.files.range(below.clone()..).next().is_some_and(|(path, _)| path.starts_with(&below))
    }

    /// Whether a file of the output is still as it was written: there, of the same length, not changed since.
    pub fn is_untouched(&self, file: &Path, length: usize) -> bool {
        fs::metadata(file).is_ok_and(|metadata| {
            let changed = metadata.modified().ok();
            metadata.is_file() && metadata.len() == length as u64 && changed.is_some() && changed <= self.written
        })
    }

    /// Writes the manifest into a folder.
    pub fn write(&self, folder: &Path) -> Result<(), Fatal> {
        let (text, path) = (serde_json::to_string(self).unwrap_or_default(), folder.join(OUTPUT_MARK));
        let written = fs::File::create_new(&path).and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(|error| failed("write", &path, &error))
    }
}
