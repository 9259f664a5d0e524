//! Writing files that people go on working with: pages brought in, the files of a new site. Output is written by
//! [`crate::build`].
#![allow(clippy::disallowed_methods, reason = "this is the layer that writes what people asked for")]

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

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
    let old = fs::metadata(path).ok().filter(|_| replaces);
    if old.as_ref().is_some_and(|old| !old.is_file() && !old.is_dir()) {
        return fs::write(path, text).map_err(fatal);
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(fatal)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".diglot-");
    // Temporary files are for their owner's eyes only; this one becomes a page that others may read.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut temporary = builder.tempfile_in(folder).map_err(fatal)?;
    temporary.write_all(text.as_bytes()).map_err(fatal)?;
    if let Some(old) = old {
        temporary.as_file().set_permissions(old.permissions()).map_err(fatal)?;
    }
    let kept = if replaces { temporary.persist(path) } else { temporary.persist_noclobber(path) };
    kept.map(drop).map_err(|error| fatal(error.error))
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
