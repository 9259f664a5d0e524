//! Reading a site once more, where it is known which files have changed since: no other file is opened.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::read::Located;
use super::{Known, display, read};
use crate::diagnostics::Fatal;
use crate::model::{Config, LocaleId, Source, Sources};
use crate::site::Site;

/// What has changed on the disk since a site was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files and folders that are new, other ones or gone, as the site's configuration names them.
    pub paths: BTreeSet<PathBuf>,
    /// Whether others may have changed too.
    pub others: bool,
}

/// Reads everything that a site is made of, as [`super::load`] does. What `site` has of files that have not changed is taken
/// from there.
pub fn load_again(config: &Config, site: &Site, changes: &Changes) -> Result<Sources, Fatal> {
    if changes.others {
        return super::load(config);
    }
    super::read(config, Known::Site(&Unchanged::new(site, changes)))
}

/// The files of a site's content that have changed, where nothing but their texts has: none is new or gone, and each is sound
/// as a file.
pub fn edits(site: &Site, changes: &Changes) -> Option<Vec<Source>> {
    if changes.others {
        return None;
    }
    let beside = Beside::new(&site.config);
    let mut edited = Vec::new();
    for path in &changes.paths {
        if beside.has(path) {
            return None;
        }
        let places = site.config.locale_ids().filter_map(|id| {
            let below = path.strip_prefix(&site.config.locale(id).root).ok()?.to_str()?.replace('\\', "/");
            Some((id, below))
        });
        let places: Vec<(LocaleId, String)> = places.collect();
        let known = || places.iter().filter(|(locale, below)| site.source(*locale, below).is_some());
        if known().next().is_none() {
            // What editors lay beside a file for a moment is nothing new; a folder that is gone is.
            let was_folder = places.iter().any(|(locale, below)| site.has_sources_below(*locale, below));
            if places.is_empty() || was_folder || path.symlink_metadata().is_ok() {
                return None;
            }
        }
        for (locale, below) in known() {
            if !path.symlink_metadata().ok()?.is_file() {
                return None;
            }
            match read::file(Located { locale: *locale, path: below.clone(), name: display(path) }, path) {
                Ok((source, None)) if source.is_text() => edited.push(source),
                _ => return None,
            }
        }
    }
    Some(edited)
}

/// Where the files of a site lie that are none of its content.
struct Beside<'a>(Vec<&'a Path>, PathBuf);

impl<'a> Beside<'a> {
    fn new(config: &'a Config) -> Self {
        // Interface texts lie beside ledgers.
        let folders = config.theme.as_deref().into_iter().chain([&*config.ledgers]);
        Self(folders.collect(), config.content.join(read::PROGRAMS))
    }

    fn has(&self, path: &Path) -> bool {
        let below = |folder: &Path| !folder.as_os_str().is_empty() && path.starts_with(folder);
        self.0.iter().any(|folder| below(folder)) || path.starts_with(&self.1)
    }
}

/// What is known of files that have not changed.
pub struct Unchanged<'a> {
    site: &'a Site,
    changes: &'a Changes,
    /// Files of which something is said that only reading them shows.
    unsound: HashSet<Arc<str>>,
}

impl<'a> Unchanged<'a> {
    fn new(site: &'a Site, changes: &'a Changes) -> Self {
        Self { site, changes, unsound: site.files_with_findings() }
    }

    /// Whether a locale's root is the same folder.
    pub fn has_root(&self, locale: LocaleId, root: &Path) -> bool {
        self.site.config.locales.get(locale.0).is_some_and(|own| own.root == root)
    }

    /// What a regular file is that lies there; nothing where it is to be read.
    pub fn source(&self, at: &Located, full: &Path) -> Option<&'a Source> {
        let is_changed = full.ancestors().any(|above| self.changes.paths.contains(above));
        let source = self.site.source(at.locale, &at.path).filter(|_| !is_changed)?;
        // Other files that stay on the disk may have become text.
        let is_known = source.is_text() || source.size().is_some();
        (is_known && !self.unsound.contains(&source.file)).then_some(source)
    }
}
