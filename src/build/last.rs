//! What a build remembers of itself, so that the next one has nothing to do where nothing has changed.
//!
//! It lies in the user's folder for caches and not in the output, which is published: findings name pages that readers may not
//! see. Without it everything is made again, and nothing else is lost.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::manifest::Manifest;
use super::{LocaleReport, Report};
use crate::load::Trace;
use crate::model::Config;
use crate::model::config::OUTPUT_MARK;
use crate::report::listing::{self, Kept};
use crate::site::Site;

/// The memory of builds into one folder.
#[derive(Debug)]
pub struct Memory {
    file: PathBuf,
    /// The digest of what the build at hand is made of.
    made_of: String,
    /// Whether a later change of that is sure to give another digest.
    is_settled: bool,
    now: Timestamp,
}

/// A build that is remembered.
#[derive(Debug, Serialize, Deserialize)]
struct Last {
    made_of: String,
    /// The digest of how its output looked.
    output: String,
    now: Timestamp,
    /// When the site becomes another one although no file does.
    until: Option<Timestamp>,
    locales: Vec<LocaleReport>,
    files: usize,
    findings: Vec<Kept>,
}

impl Memory {
    /// The memory, in a folder of such memories, of builds into `into`. `made_by` is whatever a build hangs on beside its files and
    /// its configuration; `moment` is one before any of them was looked at. Nothing where the files cannot be seen.
    pub fn new(memories: &Path, into: &Path, config: &Config, made_by: &str, moment: SystemTime) -> Option<Self> {
        let into = std::path::absolute(into).ok()?;
        let name = blake3::hash(into.as_os_str().as_encoded_bytes()).to_hex();
        let files = Trace::of_site(config)?;
        let timeless = Config { now: Timestamp::UNIX_EPOCH, ..config.clone() };
        Some(Self {
            file: memories.join(format!("{}.json", &name[..16])),
            made_of: blake3::hash(format!("{made_by}\n{timeless:?}\n{}", files.digest()).as_bytes())
                .to_hex()
                .to_string(),
            is_settled: files.is_settled(moment),
            now: config.now,
        })
    }

    /// What the last build reported, where this one would make the same output and find it in its place.
    pub fn recall(&self, into: &Path) -> Option<(Report, Vec<Kept>)> {
        let last: Last = serde_json::from_slice(&fs::read(&self.file).ok()?).ok()?;
        let is_time = last.now == self.now || last.now < self.now && last.until.is_none_or(|until| self.now < until);
        let is_same = last.made_of == self.made_of && is_time && looks(into)? == last.output;
        if !is_same {
            return None;
        }
        let diagnostics = last.findings.iter().map(|kept| kept.diagnostic.clone()).collect();
        let report = Report { locales: last.locales, files: last.files, diagnostics, ..Report::default() };
        Some((report, last.findings))
    }

    /// Remembers a build. One that cannot be remembered is made again, which is no reason to say anything.
    pub fn keep(&self, into: &Path, site: &Site, report: &Report) {
        let Some(output) = looks(into).filter(|_| self.is_settled) else {
            let _ = fs::remove_file(&self.file);
            return;
        };
        let last = Last {
            made_of: self.made_of.clone(),
            output,
            now: self.now,
            until: site.stands_until(),
            locales: report.locales.clone(),
            files: report.files,
            findings: listing::keep(site, report.diagnostics.clone()),
        };
        let _ = self.write(&last);
    }

    fn write(&self, last: &Last) -> Option<()> {
        let folder = self.file.parent()?;
        fs::create_dir_all(folder).ok()?;
        // Whoever builds into this folder is alone with it, and clears away what a killed build left here.
        let whole = self.file.with_extension("new");
        fs::write(&whole, serde_json::to_vec(last).ok()?).ok()?;
        fs::rename(&whole, &self.file).ok()
    }
}

/// How an output looks: the files that builds have put there. Those of others are nobody's concern here.
fn looks(into: &Path) -> Option<String> {
    let manifest = Manifest::of(into).ok()??;
    let paths = manifest.files.keys().map(String::as_str).chain([OUTPUT_MARK]);
    Some(Trace::of_files(into, paths)?.digest())
}
