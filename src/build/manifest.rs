//! What an output folder holds, kept inside it: the sign that the folder is ours, and what makes the next build cheap.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::diagnostics::Fatal;

/// The manifest's file in an output folder.
const NAME: &str = ".diglot-manifest.json";

/// Every file of an output with the hash of its bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// By path below the folder.
    pub files: BTreeMap<String, String>,
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
        let path = folder.join(NAME);
        match fs::read(&path) {
            // A manifest that cannot be read still says whose folder it is; everything is written anew.
            Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes).unwrap_or_default())),
            Err(_) if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none()) => Ok(None),
            Err(_) => Err(refuse("holds files that no build of Diglot put there")),
        }
    }

    /// Writes the manifest into a folder.
    pub fn write(&self, folder: &Path) -> Result<(), Fatal> {
        let text = serde_json::to_string(self).unwrap_or_default();
        fs::write(folder.join(NAME), text).map_err(|error| {
            Fatal::new(format!("could not write {}: {error}", folder.join(NAME).display()), "Check that there is room.")
        })
    }
}
