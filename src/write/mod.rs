//! Writing files that people go on working with: pages brought in, the files of a new site. Output is written by
//! [`crate::build`].
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is the layer that writes what people asked for"
)]

pub mod lock;
pub mod set;

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use tempfile::TempPath;

use crate::diagnostics::Fatal;
use crate::load::display;

/// How a file stands to the text that it should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is not there.
    New,
    /// It has this text.
    Same,
    /// It has another one.
    Other,
}

/// How a file stands to a text.
pub fn standing(path: &Path, text: &str) -> Result<Standing, Fatal> {
    match fs::read(path) {
        Ok(bytes) if bytes == text.as_bytes() => Ok(Standing::Same),
        Ok(_) => Ok(Standing::Other),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Standing::New),
        Err(error) => Err(Fatal::new(
            format!("{} cannot be read: {error}", display(path)),
            "Check that it is a file and that you may read it.",
        )),
    }
}

/// Writes a file, with the folders that it lies in. It is whole at every moment: a file that was there is replaced only
/// once the new one is complete, and unless `replaces` says so none is.
pub fn file(path: &Path, text: &str, replaces: bool) -> Result<(), Fatal> {
    let fatal = |error: std::io::Error| {
        Fatal::new(format!("{} cannot be written: {error}", display(path)), "Check that you may write there.")
    };
    // What a link leads to is replaced, not the link; what is no file at all (a pipe, a device) is written into.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    if replaces && is_read_only(path) {
        return Err(read_only(path));
    }
    let old = fs::metadata(path).ok().filter(|_| replaces);
    if old.as_ref().is_some_and(|old| !old.is_file() && !old.is_dir()) {
        return fs::write(path, text).map_err(fatal);
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(fatal)?;
    // A name of the file's own: whoever writes it again also clears away what a killed command left of it.
    let name = blake3::hash(path.file_name().unwrap_or_default().as_encoded_bytes()).to_hex();
    let temporary = folder.join(format!(".diglot-{}", &name[..16]));
    let mut file = lock::new(&temporary).map_err(fatal)?;
    let temporary = TempPath::try_from_path(temporary).map_err(fatal)?;
    file.write_all(text.as_bytes()).map_err(fatal)?;
    if let Some(old) = old {
        file.set_permissions(old.permissions()).map_err(fatal)?;
        // What is replaced is gone for good; its successor is on the disk before, even if the power fails.
        file.sync_all().map_err(fatal)?;
    }
    let kept = if replaces { temporary.persist(path) } else { temporary.persist_noclobber(path) };
    kept.map_err(|error| fatal(error.error))
}

/// Whether a file is one that its owner has protected. That another one can take its place all the same is no permission.
pub fn is_read_only(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.permissions().readonly())
}

/// A file cannot be changed because it is read-only.
pub fn read_only(path: &Path) -> Fatal {
    Fatal::new(format!("{} is read-only", display(path)), "Let it be written, and run the command again.")
}

/// Removes a file, and the folders between it and `root` that nothing is left in.
pub fn remove(path: &Path, root: &Path) -> Result<(), Fatal> {
    fs::remove_file(path).map_err(|error| {
        Fatal::new(format!("{} cannot be removed: {error}", display(path)), "Check that you may write there.")
    })?;
    let folders = path.ancestors().skip(1).take_while(|folder| folder.starts_with(root) && *folder != root);
    for folder in folders {
        // One that something is left in cannot be removed, and stays.
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}
