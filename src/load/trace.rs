//! How the files look that a site is made of: enough to know that none of them has changed, without opening any.

use std::fs::{self, DirEntry, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::leaves_out;
use super::read::PROGRAMS;
use crate::model::Config;
use crate::model::config::OUTPUT_MARK;

/// How a number of files look at one moment.
#[derive(Debug)]
pub struct Trace {
    /// The names of all of them, and the looks of those that are not in `files`.
    hasher: blake3::Hasher,
    /// Those found in folders that are no symbolic links, in the order in which they were found.
    files: Vec<(PathBuf, Look)>,
    /// When the last of them changed.
    newest: Option<SystemTime>,
}

/// How a file looks: another one as soon as the file says something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    length: u64,
    /// When its content changed, in nanoseconds since 1970.
    changed: u64,
    /// When it changed at all, where the system says so: whoever sets the former time back cannot set this one.
    touched: u64,
    /// Its number in the file system, likewise.
    number: u64,
}

impl Look {
    /// How a file looks now; nothing where it cannot be seen.
    pub fn of(path: &Path) -> Option<Self> {
        fs::symlink_metadata(path).ok().map(|metadata| Self::new(&metadata))
    }

    fn new(metadata: &Metadata) -> Self {
        let changed = metadata.modified().ok().map_or(0, nanoseconds);
        #[cfg(unix)]
        let (touched, number) = {
            use std::os::unix::fs::MetadataExt;
            (nanoseconds(touched(metadata)), metadata.ino())
        };
        #[cfg(not(unix))]
        let (touched, number) = (0, 0);
        Self { length: metadata.len(), changed, touched, number }
    }

    /// How many bytes it has.
    pub fn length(&self) -> u64 {
        self.length
    }

    fn hash(&self, hasher: &mut blake3::Hasher) {
        let parts = [self.length, self.changed, self.touched, self.number].map(u64::to_le_bytes);
        hasher.update(parts.as_flattened());
    }
}

fn nanoseconds(moment: SystemTime) -> u64 {
    moment.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos() as u64
}

#[cfg(unix)]
fn touched(metadata: &Metadata) -> SystemTime {
    use std::os::unix::fs::MetadataExt;
    UNIX_EPOCH + Duration::new(metadata.ctime().max(0) as u64, metadata.ctime_nsec().max(0) as u32)
}

impl Trace {
    /// Looks at what [`super::load`] reads of locales; nothing where that cannot be seen. What [`super::discover()`] reads is in the
    /// configuration.
    pub fn of_content(config: &Config) -> Option<Self> {
        let mut trace = Self::new();
        for locale in &config.locales {
            trace.place(&locale.root, &is_content(config))?;
        }
        Some(trace)
    }

    /// Looks at whatever else [`super::load`] reads, likewise.
    pub fn beside_content(config: &Config) -> Option<Self> {
        let mut trace = Self::new();
        trace.place(&config.content.join(PROGRAMS), &is_content(config))?;
        // Interface texts lie beside ledgers.
        for folder in config.theme.iter().chain([&config.ledgers]) {
            trace.place(folder, &|_, _| true)?;
        }
        Some(trace)
    }

    /// Looks at some files of a folder; nothing where one of them cannot be seen.
    pub fn of_files<'p>(folder: &Path, paths: impl Iterator<Item = &'p str>) -> Option<Self> {
        let mut trace = Self::new();
        for path in paths {
            let look = trace.look(&fs::symlink_metadata(folder.join(path)).ok()?);
            trace.name(Path::new(path));
            trace.files.push((PathBuf::from(path), look));
        }
        Some(trace)
    }

    /// The digest once some of the files of [`Trace::of_files`] have been replaced; nothing where one of them is none of these, or
    /// cannot be seen.
    pub fn digest_after(&self, folder: &Path, replaced: &[&str]) -> Option<String> {
        let mut looks: Vec<Look> = self.files.iter().map(|(_, look)| *look).collect();
        for path in replaced {
            let at = self.files.iter().position(|(own, _)| own.as_os_str() == *path)?;
            looks[at] = Look::of(&folder.join(path))?;
        }
        Some(self.digest_of(&looks))
    }

    fn new() -> Self {
        Self { hasher: blake3::Hasher::new(), files: Vec::new(), newest: None }
    }

    /// A folder that may not be there.
    fn place(&mut self, folder: &Path, enters: &dyn Fn(&Path, &str) -> bool) -> Option<()> {
        self.name(folder);
        let is_there = !folder.as_os_str().is_empty() && folder.is_dir();
        self.hasher.update(&[u8::from(is_there)]);
        if is_there { self.folder(folder, enters).ok() } else { Some(()) }
    }

    /// The looks as a digest: equal where no file is new, gone or another one.
    pub fn digest(&self) -> String {
        self.digest_of(self.files.iter().map(|(_, look)| look))
    }

    fn digest_of<'l>(&self, looks: impl IntoIterator<Item = &'l Look>) -> String {
        let mut hasher = self.hasher.clone();
        looks.into_iter().for_each(|look| look.hash(&mut hasher));
        hasher.finalize().to_hex().to_string()
    }

    /// The same as long as none is new or gone, whatever those say that [`Trace::into_files`] lists.
    pub fn digest_of_names(&self) -> String {
        self.hasher.finalize().to_hex().to_string()
    }

    /// The files found in folders that are no symbolic links, in an order that depends on their names alone.
    pub fn into_files(self) -> Vec<(PathBuf, Look)> {
        self.files
    }

    /// Whether any change after `moment` is sure to give another digest. A file system that counts in steps shows no change
    /// within the step in which a file was written.
    pub fn is_settled(&self, moment: SystemTime) -> bool {
        /// What systems count in that tell parts of seconds.
        const STEP: Duration = Duration::from_millis(20);
        /// What others do.
        const LONG_STEP: Duration = Duration::from_secs(2);
        self.newest.is_none_or(|newest| {
            let since = newest.duration_since(UNIX_EPOCH).unwrap_or_default();
            let step = if since.subsec_nanos() == 0 { LONG_STEP } else { STEP };
            newest + step < moment
        })
    }

    fn name(&mut self, path: &Path) {
        let name = path.as_os_str().as_encoded_bytes();
        self.hasher.update(&(name.len() as u64).to_le_bytes());
        self.hasher.update(name);
    }

    fn folder(&mut self, folder: &Path, enters: &dyn Fn(&Path, &str) -> bool) -> io::Result<()> {
        let mut entries: Vec<DirEntry> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
        entries.sort_by_key(DirEntry::file_name);
        for entry in entries {
            let kind = entry.file_type()?;
            let name = entry.file_name();
            if kind.is_dir() {
                let path = entry.path();
                if enters(&path, &name.to_string_lossy()) {
                    self.name(Path::new(&name));
                    self.folder(&path, enters)?;
                    self.hasher.update(&[0xFF]);
                }
                continue;
            }
            self.name(Path::new(&name));
            if kind.is_file() {
                let look = self.look(&entry.metadata()?);
                self.files.push((entry.path(), look));
                continue;
            }
            self.file(&entry.metadata()?);
            if kind.is_symlink() {
                // A link that leads nowhere is no error, and may lead somewhere tomorrow.
                match fs::metadata(entry.path()) {
                    Ok(metadata) => self.file(&metadata),
                    Err(_) => self.name(Path::new("")),
                }
            }
        }
        Ok(())
    }

    fn file(&mut self, metadata: &Metadata) {
        self.look(metadata).hash(&mut self.hasher);
    }

    fn look(&mut self, metadata: &Metadata) -> Look {
        self.newest = self.newest.max(metadata.modified().ok());
        #[cfg(unix)]
        {
            self.newest = self.newest.max(Some(touched(metadata)));
        }
        Look::new(metadata)
    }
}

/// Which folders below those of content hold some, by their paths and names.
fn is_content(config: &Config) -> impl Fn(&Path, &str) -> bool {
    |folder, name| {
        let is_ignored = config.ignored.iter().any(|ignored| is_same(ignored, folder));
        !leaves_out(name) && !is_ignored && !folder.join(OUTPUT_MARK).is_file()
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    one == other || fs::canonicalize(one).is_ok_and(|one| fs::canonicalize(other).is_ok_and(|other| one == other))
}
