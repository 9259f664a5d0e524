//! Files that one process at a time has. The system frees them when a process ends, however it ends, so that a lock never
//! outlives its owner.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;

use same_file::Handle;

/// Makes a file and locks it. Where another process has it, `waits` is called once, and then it is waited for. Where a file system
/// knows no locks, nobody else is there, as far as can be told. A symbolic link is refused: it may have come with the files of others,
/// and lead to whatever its maker wants to have overwritten.
pub fn wait(path: &Path, waits: impl FnOnce()) -> io::Result<File> {
    let mut waits = Some(waits);
    loop {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        if path.is_symlink() {
            return Err(io::Error::new(ErrorKind::InvalidInput, "it is a symbolic link"));
        }
        let file = match OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path) {
            // Whoever had it has just taken away the folder.
            Err(error) if error.kind() == ErrorKind::NotFound && !folder.exists() => continue,
            file => file?,
        };
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            if let Some(waits) = waits.take() {
                waits();
            }
            let _ = file.lock();
        }
        // Whoever had it may have removed it while this one waited; then it keeps nobody else away.
        if is_at(&file, path)? {
            return Ok(file);
        }
    }
}

/// Makes a new file, locked, in the place of one that a process left behind which is no more.
pub fn new(path: &Path) -> io::Result<File> {
    loop {
        match OpenOptions::new().write(true).create_new(true).open(path) {
            Ok(file) => {
                let _ = file.lock();
                if is_at(&file, path)? {
                    return Ok(file);
                }
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                let left = match File::open(path) {
                    Err(error) if error.kind() == ErrorKind::NotFound => continue,
                    left => left?,
                };
                if let Err(TryLockError::WouldBlock) = left.try_lock() {
                    return Err(io::Error::new(ErrorKind::ResourceBusy, "another command is writing it"));
                }
                if is_at(&left, path)? {
                    fs::remove_file(path)?;
                }
            }
            Err(error) => return Err(error),
        }
    }
}

/// Whether a file is the one that its path leads to now.
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    match Handle::from_path(path) {
        Ok(there) => Ok(there == Handle::from_file(file.try_clone()?)?),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
