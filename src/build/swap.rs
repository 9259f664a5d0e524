//! A folder takes the place of another one.

use std::fs;
use std::io;
use std::path::Path;

/// Lets `new` take the place of `into`, in one step where the system can: Linux and macOS let two folders change places. Where it
/// cannot, `into` goes to `aside` first, and for a moment nothing is in its place; whoever finds it so puts it back.
pub fn swap(new: &Path, into: &Path, aside: &Path) -> io::Result<()> {
    exchange(new, into).or_else(|_| by_two_renames(new, into, aside))
}

fn by_two_renames(new: &Path, into: &Path, aside: &Path) -> io::Result<()> {
    fs::rename(into, aside)?;
    fs::rename(new, into).inspect_err(|_| {
        let _ = fs::rename(aside, into);
    })
}

/// Puts a folder where nothing is, or nothing but an empty folder.
pub fn put(new: &Path, into: &Path) -> io::Result<()> {
    fs::rename(new, into).or_else(|error| {
        // Not every system replaces an empty folder; and none removes another one so.
        fs::remove_dir(into).map_err(|_| error)?;
        fs::rename(new, into)
    })
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with a new one in it, and where an old one may be.
    fn folder(has_old: bool) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["new", "into"].into_iter().take(1 + usize::from(has_old)) {
            fs::create_dir(folder.path().join(name)).expect("made");
            fs::write(folder.path().join(name).join("file"), name).expect("written");
        }
        folder
    }

    fn file(folder: &Path, name: &str) -> Option<String> {
        fs::read_to_string(folder.join(name).join("file")).ok()
    }

    #[test]
    fn one_folder_takes_the_place_of_another() {
        let names = |folder: &Path| ["new", "into", "aside"].map(|name| file(folder, name));
        let own = |name: &str| Some(name.to_owned());
        for by_one_step in [true, false] {
            let folder = folder(true);
            let [new, into, aside] = ["new", "into", "aside"].map(|name| folder.path().join(name));
            let swap = if by_one_step { swap } else { by_two_renames };
            swap(&new, &into, &aside).expect("swapped");
            let found = names(folder.path());
            assert_eq!(found[1], own("new"));
            assert!(found[0] == own("into") || found[2] == own("into"), "{found:?}");
            // Nothing is lost where it cannot be done.
            fs::remove_dir_all(&new).ok();
            fs::remove_dir_all(&aside).ok();
            assert!(swap(&new, &into, &aside).is_err());
            assert_eq!(names(folder.path()), [None, own("new"), None]);
        }
        #[cfg(target_os = "linux")]
        {
            let folder = folder(true);
            exchange(&folder.path().join("new"), &folder.path().join("into")).expect("this system can");
            assert_eq!(names(folder.path()), [own("into"), own("new"), None]);
        }
    }

    #[test]
    fn nothing_is_replaced_but_an_empty_folder() {
        let empty = folder(false);
        let [new, into] = ["new", "into"].map(|name| empty.path().join(name));
        fs::create_dir(&into).expect("made");
        put(&new, &into).expect("put");
        assert_eq!(file(empty.path(), "into").as_deref(), Some("new"));
        let full = folder(true);
        assert!(put(&full.path().join("new"), &full.path().join("into")).is_err());
        assert_eq!(file(full.path(), "into").as_deref(), Some("into"));
    }
}
