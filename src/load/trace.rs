//! How the files look that a site is made of: enough to know that none of them has changed, without opening any.

use std::fs::{self, DirEntry, Metadata};
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::leaves_out;
use super::read::PROGRAMS;
use crate::model::Config;
use crate::model::config::OUTPUT_MARK;

/// How a number of files look at one moment.
#[derive(Debug)]
pub struct Trace {
    hasher: blake3::Hasher,
    /// When the last of them changed.
    newest: Option<SystemTime>,
}

impl Trace {
    /// Looks at whatever [`super::load`] reads; nothing where that cannot be seen. What [`super::discover()`] reads is in the
    /// configuration.
    pub fn of_site(config: &Config) -> Option<Self> {
        let mut trace = Self::new();
        let is_content = |folder: &Path, name: &str| {
            let is_ignored = config.ignored.iter().any(|ignored| is_same(ignored, folder));
            !leaves_out(name) && !is_ignored && !folder.join(OUTPUT_MARK).is_file()
        };
        for locale in &config.locales {
            trace.place(&locale.root, &is_content)?;
        }
        trace.place(&config.content.join(PROGRAMS), &is_content)?;
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
            trace.name(Path::new(path));
            trace.file(&fs::symlink_metadata(folder.join(path)).ok()?);
        }
        Some(trace)
    }

    fn new() -> Self {
        Self { hasher: blake3::Hasher::new(), newest: None }
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
        self.hasher.finalize().to_hex().to_string()
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
        self.hasher.update(&metadata.len().to_le_bytes());
        let changed = metadata.modified().ok();
        self.newest = self.newest.max(changed);
        self.moment(changed);
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            // Whoever sets the time of a change back cannot set this one.
            let status =
                UNIX_EPOCH + Duration::new(metadata.ctime().max(0) as u64, metadata.ctime_nsec().max(0) as u32);
            self.newest = self.newest.max(Some(status));
            self.moment(Some(status));
            self.hasher.update(&metadata.ino().to_le_bytes());
        }
    }

    fn moment(&mut self, moment: Option<SystemTime>) {
        let since = moment.and_then(|moment| moment.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
        self.hasher.update(&since.as_nanos().to_le_bytes());
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    one == other || fs::canonicalize(one).is_ok_and(|one| fs::canonicalize(other).is_ok_and(|other| one == other))
}
