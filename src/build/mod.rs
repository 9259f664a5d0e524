//! The only writer: every route of a site into a folder.
//!
//! The new output is written beside the old one and swapped in when it is whole. Files that did not change are linked
//! from the old output where the file system can; when nothing changed, nothing is touched.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is the layer that writes to the disk")]

mod manifest;
mod searching;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rayon::prelude::*;

use crate::diagnostics::{Diagnostics, Fatal};
use crate::model::config::OUTPUT_MARK;
use crate::render::{Body, Renderer, produce};
use crate::site::routes::Output;

use manifest::Manifest;

/// What a build did.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Pages by locale, in the order of the locales.
    pub locales: Vec<LocaleReport>,
    /// How many files the site has.
    pub files: usize,
    /// How many of them are new or changed.
    pub written: usize,
    /// How long it took to make what readers search.
    pub search: Duration,
    /// Findings that only making the outputs could show.
    pub diagnostics: Diagnostics,
}

/// What a build did for one locale.
#[derive(Debug, Clone, Default)]
pub struct LocaleReport {
    /// The tag.
    pub tag: String,
    /// Pages in the locale's own language.
    pub pages: usize,
    /// Pages shown in another language.
    pub fallback: usize,
    /// Moved pages.
    pub redirects: usize,
    /// Pages withheld from readers: drafts, and those whose day is yet to come or over.
    pub withheld: usize,
}

/// Builds a site into the folder `into`. `progress` is called once for each finished output, from any thread.
pub fn build(renderer: &Renderer<'_>, into: &Path, progress: impl Fn() + Sync) -> Result<Report, Fatal> {
    let site = renderer.site();
    let old = Manifest::of(into)?;
    let new = beside(into)?;
    let mut routes: Vec<(&str, &Output)> = site.routes.iter().collect();
    // The languages of a page one after the other: each of them asks for the others.
    routes.sort_by_key(|(_, output)| match output {
        Output::Page(_, key) | Output::Twin(_, key) => Some(key),
        _ => None,
    });
    let folders: BTreeSet<&Path> = routes.iter().filter_map(|(path, _)| Path::new(path).parent()).collect();
    create_all(&new)?;
    for folder in folders {
        create_all(&new.join(folder))?;
    }
    let written: Vec<Result<Written, Fatal>> = routes
        .par_iter()
        .map(|(path, output)| {
            let result = write(renderer, output, path, &old, into, &new);
            progress();
            result
        })
        .collect();
    let mut report = Report { locales: count(renderer), ..Report::default() };
    let mut files = BTreeMap::new();
    for result in written {
        match result {
            Ok(file) => {
                report.written += usize::from(file.changed);
                report.diagnostics.extend(file.found);
                files.insert(file.path, file.hash);
            }
            Err(fatal) => {
                let _ = fs::remove_dir_all(&new);
                return Err(fatal);
            }
        }
    }
    let search = match searching::write(renderer, &old, into, &new, &mut files, &mut report) {
        Ok(search) => search,
        Err(fatal) => {
            let _ = fs::remove_dir_all(&new);
            return Err(fatal);
        }
    };
    report.diagnostics.sort();
    report.files = files.len();
    let is_same = |old: &Manifest| old.files == files && old.search == search;
    let unchanged = report.written == 0 && old.as_ref().is_some_and(is_same);
    if unchanged {
        return remove(&new).map(|()| report);
    }
    if let Some(old) = &old {
        keep_foreign(old, into, &new, "")?;
    }
    Manifest::new(files, search).write(&new)?;
    swap(into, &new)?;
    Ok(report)
}

/// A file of the output that is in its place.
struct Written {
    path: String,
    hash: String,
    changed: bool,
    found: Diagnostics,
}

fn write(
    renderer: &Renderer<'_>,
    output: &Output,
    path: &str,
    old: &Option<Manifest>,
    into: &Path,
    new: &Path,
) -> Result<Written, Fatal> {
    let (body, found) = produce(renderer, output);
    let bytes = match body {
        Body::Bytes(bytes) => bytes,
        Body::File(file) => fs::read(&file).map_err(|error| failed("read", &file, &error))?,
    };
    let (hash, changed) = put(path, &bytes, old, into, new)?;
    Ok(Written { path: path.to_owned(), hash, changed, found })
}

/// Puts a file into the new output, linked from the old one where it is the same. Gives the hash of its bytes, and whether it is
/// new or another one.
fn put(path: &str, bytes: &[u8], old: &Option<Manifest>, into: &Path, new: &Path) -> Result<(String, bool), Fatal> {
    let hash = blake3::hash(bytes).to_hex().to_string();
    let target = new.join(path);
    let former = into.join(path);
    let same =
        old.as_ref().is_some_and(|old| old.files.get(path) == Some(&hash) && old.is_untouched(&former, bytes.len()));
    if !(same && fs::hard_link(&former, &target).is_ok()) {
        fs::write(&target, bytes).map_err(|error| failed("write", &target, &error))?;
    }
    Ok((hash, !same))
}

/// Brings along what others have put into the output folder (a `CNAME`, a `.git`): it is not ours to remove.
fn keep_foreign(old: &Manifest, into: &Path, new: &Path, below: &str) -> Result<(), Fatal> {
    let folder = into.join(below);
    let entries = fs::read_dir(&folder).map_err(|error| failed("read", &folder, &error))?;
    for entry in entries.flatten() {
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
        let path = format!("{below}{name}");
        let (from, to) = (into.join(&path), new.join(&path));
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            keep_foreign(old, into, new, &format!("{path}/"))?;
        } else if !old.files.contains_key(&path) && path != OUTPUT_MARK && !to.exists() {
            if let Some(parent) = to.parent() {
                create_all(parent)?;
            }
            if fs::hard_link(&from, &to).is_err() {
                fs::copy(&from, &to).map_err(|error| failed("copy", &from, &error))?;
            }
        }
    }
    Ok(())
}

fn count(renderer: &Renderer<'_>) -> Vec<LocaleReport> {
    let site = renderer.site();
    let mut reports: BTreeMap<usize, LocaleReport> = BTreeMap::new();
    for id in site.config.published() {
        let tag = site.config.locale(id).tag.to_string();
        let withheld = site.publication.count(id);
        reports.insert(id.0, LocaleReport { tag, withheld, ..LocaleReport::default() });
    }
    for (_, output) in site.routes.iter() {
        match output {
            Output::Page(locale, key) => {
                let fallback = site.pages.get(*locale, key).is_some_and(|origin| origin.is_fallback());
                let report = reports.entry(locale.0).or_default();
                if fallback {
                    report.fallback += 1;
                } else {
                    report.pages += 1;
                }
            }
            Output::Redirect(locale, _) => reports.entry(locale.0).or_default().redirects += 1,
            _ => {}
        }
    }
    reports.into_values().collect()
}

/// The folder beside `into` that the new output is written to.
fn beside(into: &Path) -> Result<PathBuf, Fatal> {
    let absolute = std::path::absolute(into).map_err(|error| failed("find", into, &error))?;
    let name = absolute.file_name().and_then(|name| name.to_str()).map(str::to_owned);
    match (absolute.parent(), name) {
        (Some(parent), Some(name)) => {
            create_all(parent)?;
            let new = parent.join(format!(".{name}.diglot-{}", std::process::id()));
            if new.exists() {
                remove(&new)?;
            }
            Ok(new)
        }
        _ => Err(Fatal::new(
            format!("a site cannot be built into {}", into.display()),
            "Name a folder of its own: --out DIR.",
        )),
    }
}

fn swap(into: &Path, new: &Path) -> Result<(), Fatal> {
    let old = new.with_extension("old");
    let had = into.exists();
    if had {
        fs::rename(into, &old).map_err(|error| failed("move", into, &error))?;
    }
    if let Err(error) = fs::rename(new, into) {
        if had {
            let _ = fs::rename(&old, into);
        }
        return Err(failed("move", new, &error));
    }
    if had { remove(&old) } else { Ok(()) }
}

fn create_all(folder: &Path) -> Result<(), Fatal> {
    fs::create_dir_all(folder).map_err(|error| failed("create", folder, &error))
}

fn remove(folder: &Path) -> Result<(), Fatal> {
    fs::remove_dir_all(folder).map_err(|error| failed("remove", folder, &error))
}

fn failed(what: &str, path: &Path, error: &std::io::Error) -> Fatal {
    Fatal::new(
        format!("could not {what} {}: {error}", path.display()),
        "Check that the folder can be written to and that there is room; the former output is as it was.",
    )
}
