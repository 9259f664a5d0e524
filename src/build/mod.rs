//! The only writer: every route of a site into a folder, or those of one shard, and the folders of all shards into one.
//!
//! The new output is written beside the old one and swapped in when it is whole. Files that did not change are linked
//! from the old output where the file system can; when a single file changed, it is swapped in alone, and when none did, nothing is
//! touched. One process at a time does so: it has a [`Claim`] on the folder.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is the layer that writes to the disk")]

mod claim;
mod last;
mod manifest;
mod merge;
mod output;
mod pages;
mod searching;
mod shard;
mod standing;
mod swap;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::diagnostics::{Diagnostics, Fatal};
use crate::load::Unread;
use crate::render::{Body, Renderer, produce};
use crate::report::listing;
use crate::site::judgement::Judge;
use crate::site::routes::Output;

use manifest::Manifest;
use output::{Fresh, failed};

pub use claim::Claim;
pub use last::Memory;
pub use merge::{Merged, merge};
pub use pages::Former;
pub use shard::{Part, Shard};
pub use standing::Standing;

/// What a build did.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Pages by locale, in the order of the locales.
    pub locales: Vec<LocaleReport>,
    /// How many files the site has.
    pub files: usize,
    /// How many of them are new or changed.
    pub written: usize,
    /// How many were taken from the last build, because nothing that they are made of has changed.
    pub kept: usize,
    /// How long it took to make what readers search.
    pub search: Duration,
    /// What was found, as the site wants it: in the site, and in making the outputs.
    pub diagnostics: Diagnostics,
    /// The outputs in making which something was found.
    pub spoken_of: Vec<String>,
    /// The file that took its place alone, where no other one has changed.
    pub single: Option<String>,
}

/// What a build did for one locale.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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

/// The routes that a build makes: all of them, or those of a shard.
pub fn routes<'r>(renderer: &Renderer<'r>, shard: Option<Shard>) -> Vec<(&'r str, &'r Output)> {
    let routes = renderer.site().routes.iter();
    let mut routes: Vec<_> = routes.filter(|(path, _)| shard.is_none_or(|shard| shard.has(path))).collect();
    // The languages of a page one after the other: each of them asks for the others.
    routes.sort_by_key(|(_, output)| match output {
        Output::Page(_, key) | Output::Twin(_, key) => Some(key),
        _ => None,
    });
    routes
}

/// What a build makes.
#[derive(Debug, Default)]
pub struct Order<'a> {
    /// Which part, where it is not the whole.
    pub part: Option<Part>,
    /// What the last build has made already.
    pub standing: Option<Standing>,
    /// The files that the site is made of whose texts are on the disk alone.
    pub unread: Option<&'a Unread>,
    /// What is known of the output that is in its place, where that is known.
    pub former: Option<&'a Former>,
}

/// Builds a site into the folder that is claimed. `found` is what was found in the site so far. `progress` is called once for each
/// finished output, from any thread.
pub fn build(
    renderer: &Renderer<'_>,
    claim: &Claim,
    found: Diagnostics,
    order: Order<'_>,
    progress: impl Fn() + Sync,
) -> Result<Report, Fatal> {
    let Order { part, standing, unread, former } = order;
    let (site, shard) = (renderer.site(), part.as_ref().map(|part| part.shard));
    let fresh = match former {
        Some(former) => Fresh::beside(claim, &former.manifest),
        None => Fresh::within(claim),
    }?;
    let routes = routes(renderer, shard);
    fresh.make_room(routes.iter().map(|(path, _)| *path))?;
    let written: Vec<Result<Written, Fatal>> = routes
        .par_iter()
        .map(|(path, output)| {
            let stands = standing.as_ref().is_some_and(|standing| standing.has(site, path, output));
            let kept = if stands { fresh.reuse(path) } else { None };
            let kept = kept.map(|hash| Written {
                path: (*path).to_owned(),
                hash,
                fate: Fate::Kept,
                found: Diagnostics::new(),
            });
            let result = kept.map_or_else(|| write(renderer, output, path, &fresh), Ok);
            progress();
            result
        })
        .collect();
    // What is true of the site as a whole is told once.
    let tells_all = shard.is_none_or(Shard::is_first);
    let mut found = if tells_all { found } else { Diagnostics::new() };
    let mut report = Report { locales: count(renderer, &routes, tells_all), ..Report::default() };
    let mut files = Files::default();
    for result in written {
        let file = result?;
        report.kept += usize::from(file.fate == Fate::Kept);
        if !file.found.is_empty() {
            report.spoken_of.push(file.path.clone());
            found.extend(file.found);
        }
        files.add(file.path, file.hash, file.fate);
    }
    let started = Instant::now();
    let search = searching::write(renderer, shard, &fresh, standing.as_ref(), &mut files)?;
    report.search = started.elapsed();
    (report.files, report.written) = (files.all.len(), files.written.len());
    report.diagnostics = Judge::new(site).judge(found).findings;
    let part = part.map(|part| Part {
        locales: report.locales.clone(),
        findings: listing::keep(site, report.diagnostics.clone()),
        ..part
    });
    if unread.is_some_and(Unread::is_torn) {
        return Err(Fatal::new("files have changed while the site was made of them", "Build it again."));
    }
    report.single = fresh.finish(&Manifest::new(files.all, search, part), &files.written)?;
    Ok(report)
}

/// The files of an output.
#[derive(Debug, Default)]
struct Files {
    /// The hash of each, by its path.
    all: BTreeMap<String, String>,
    /// Those that are new or others.
    written: BTreeSet<String>,
}

impl Files {
    fn add(&mut self, path: String, hash: String, fate: Fate) {
        if fate == Fate::Changed {
            self.written.insert(path.clone());
        }
        self.all.insert(path, hash);
    }
}

/// A file of the output that is in its place.
struct Written {
    path: String,
    hash: String,
    fate: Fate,
    found: Diagnostics,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It is new or another one.
    Changed,
    /// It was made, and is the same.
    Same,
    /// It was not made, because it would be the same.
    Kept,
}

fn write(renderer: &Renderer<'_>, output: &Output, path: &str, fresh: &Fresh<'_>) -> Result<Written, Fatal> {
    let (body, found) = produce(renderer, output);
    let bytes = match body {
        Body::Bytes(bytes) => bytes,
        Body::File(file) => fs::read(&file).map_err(|error| failed("read", &file, &error))?,
    };
    let (hash, fate) = fresh.put(path, &bytes)?;
    Ok(Written { path: path.to_owned(), hash, fate, found })
}

fn count(renderer: &Renderer<'_>, routes: &[(&str, &Output)], tells_all: bool) -> Vec<LocaleReport> {
    let site = renderer.site();
    let mut reports: BTreeMap<usize, LocaleReport> = BTreeMap::new();
    for id in site.config.published() {
        let tag = site.config.locale(id).tag.to_string();
        let withheld = if tells_all { site.publication.count(id) } else { 0 };
        reports.insert(id.0, LocaleReport { tag, withheld, ..LocaleReport::default() });
    }
    for (_, output) in routes {
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
