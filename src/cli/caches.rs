//! Where the command keeps what it can do without.

use std::ffi::OsString;
use std::path::PathBuf;

/// A file or folder among the command's caches; nothing where the system has no folder for caches.
pub fn file(name: &str) -> Option<PathBuf> {
    Some(folder(|variable| std::env::var_os(variable))?.join(name))
}

fn folder(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let folder = |name| variable(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let caches = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Caches"))
    } else {
        folder("XDG_CACHE_HOME").or_else(|| folder("HOME").map(|home| home.join(".cache")))
    };
    Some(caches?.join("diglot"))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_cache_is_where_caches_are() {
        let of = |variables: &[(&str, &str)]| {
            let find = |name: &str| variables.iter().find(|(own, _)| *own == name).map(|(_, value)| value.into());
            folder(find).map(|path| path.display().to_string())
        };
        let both = [("XDG_CACHE_HOME", "/c"), ("HOME", "/home/x")];
        assert_eq!(of(&both).as_deref(), Some("/c/diglot"));
        assert_eq!(of(&both[1..]).as_deref(), Some("/home/x/.cache/diglot"));
        assert_eq!(of(&[("XDG_CACHE_HOME", "relative")]), None);
    }
}
