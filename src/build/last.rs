//! What a build remembers of itself, so that the next one has nothing to do where nothing has changed.
//!
//! It lies in the user's folder for caches and not in the output, which is published: findings name pages that readers may not
//! see. Without it everything is made again, and nothing else is lost.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::manifest::Manifest;
use super::pages::{Former, Pages};
use super::{LocaleReport, Report};
use crate::check::Sound;
use crate::load::{Look, Trace, Unread};
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
    /// The same without what the files of content say.
    made_beside: String,
    /// The files of content.
    files: Vec<(PathBuf, Look)>,
    /// Whether a later change of that is sure to give another digest.
    is_settled: bool,
    now: Timestamp,
}

/// A build that is remembered.
#[derive(Debug, Serialize, Deserialize)]
struct Last {
    made_of: String,
    made_beside: String,
    /// The digest of how its output looked.
    output: String,
    now: Timestamp,
    /// When the site becomes another one although no file does.
    until: Option<Timestamp>,
    locales: Vec<LocaleReport>,
    files: usize,
    findings: Vec<Kept>,
    /// The outputs in making which something was found.
    spoken_of: Vec<String>,
}

impl Memory {
    /// The memory, in a folder of such memories, of builds into `into`. `made_by` is whatever a build hangs on beside its files and
    /// its configuration; `moment` is one before any of them was looked at. Nothing where the files cannot be seen.
    pub fn new(memories: &Path, into: &Path, config: &Config, made_by: &str, moment: SystemTime) -> Option<Self> {
        let into = std::path::absolute(into).ok()?;
        let name = blake3::hash(into.as_os_str().as_encoded_bytes()).to_hex();
        let (content, beside) = (Trace::of_content(config)?, Trace::beside_content(config)?);
        let timeless = Config { now: Timestamp::UNIX_EPOCH, ..config.clone() };
        let others = format!("{made_by}\n{timeless:?}\n{}\n", beside.digest());
        let with = |content: String| blake3::hash((others.clone() + &content).as_bytes()).to_hex().to_string();
        Some(Self {
            file: memories.join(format!("{}.json", &name[..16])),
            made_of: with(content.digest()),
            made_beside: with(content.digest_of_names()),
            is_settled: content.is_settled(moment) && beside.is_settled(moment),
            files: content.into_files(),
            now: config.now,
        })
    }

    fn last(&self) -> Option<Last> {
        let last: Last = serde_json::from_slice(&fs::read(&self.file).ok()?).ok()?;
        let is_time = last.now == self.now || last.now < self.now && last.until.is_none_or(|until| self.now < until);
        is_time.then_some(last)
    }

    /// What the last build reported, where this one would make the same output and find it in its place.
    pub fn recall(&self, into: &Path) -> Option<(Report, Vec<Kept>)> {
        let last = self.last().filter(|last| last.made_of == self.made_of)?;
        if looks(into)?.1.digest() != last.output {
            return None;
        }
        let diagnostics = last.findings.iter().map(|kept| kept.diagnostic.clone()).collect();
        let (files, locales) = (last.files, last.locales);
        let report = Report { locales, files, kept: files, diagnostics, ..Report::default() };
        Some((report, last.findings))
    }

    /// What is known of the last build, where this one differs in what some pages say, and its output is in its place.
    pub fn former(&self, into: &Path) -> Option<Former> {
        /// Where more pages than one of so many say something else, most of what is remembered would be of no use.
        const FEW: usize = 8;
        let last = self.last().filter(|last| last.made_beside == self.made_beside)?;
        // With the same names its files are ours, one by one.
        let pages = Pages::read(&self.pages()).filter(|pages| pages.made_of == last.made_of)?;
        let (manifest, output) = looks(into)?;
        if output.digest() != last.output {
            return None;
        }
        let changed = || pages.files.iter().zip(&self.files).filter(|((_, was, _), (_, is))| was != is);
        let are_pages = changed().all(|((.., document), _)| document.is_some());
        let changed: Vec<PathBuf> = changed().map(|(_, (path, _))| path.clone()).collect();
        let is_worth_it = are_pages && changed.len() * FEW <= pages.files.len();
        is_worth_it.then_some(Former { pages, changed, spoken_of: last.spoken_of, manifest, output })
    }

    /// The files whose texts can be read once more, because no change of them would go unseen.
    pub fn unread(&self) -> Option<Unread> {
        let files = || self.files.iter().cloned().collect();
        self.is_settled.then(|| Unread::new(files()))
    }

    /// Remembers a build. One that cannot be remembered is made again, which is no reason to say anything. What `former` knows of the
    /// output is taken from there.
    pub fn keep(&self, into: &Path, site: &Site, report: &Report, former: Option<&Former>) {
        let look = || match former.zip(report.single.as_deref()) {
            Some((former, single)) => former.looks_after(into, single),
            None => looks(into).map(|(_, output)| output.digest()),
        };
        let output = if self.is_settled { look() } else { None };
        let Some(output) = output else {
            let _ = fs::remove_file(&self.file);
            return;
        };
        let last = Last {
            made_of: self.made_of.clone(),
            made_beside: self.made_beside.clone(),
            output,
            now: self.now,
            until: site.stands_until(),
            locales: report.locales.clone(),
            files: report.files,
            findings: listing::keep(site, report.diagnostics.clone()),
            spoken_of: report.spoken_of.clone(),
        };
        let _ = write(&self.file, |out| serde_json::to_writer(out, &last).map_err(io::Error::from));
    }

    /// Remembers the pages of a build too, likewise, and which of their documents are `sound`. What `former` knows of those that
    /// have not changed is taken from there.
    pub fn keep_pages(&self, site: &Site, sound: &Sound, former: Option<&Former>) {
        if self.is_settled {
            let _ = write(&self.pages(), |out| Pages::write(out, (site, sound), &self.made_of, &self.files, former));
        }
    }

    fn pages(&self) -> PathBuf {
        self.file.with_extension("pages")
    }
}

/// Puts a file among the memories.
fn write(file: &Path, content: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> io::Result<()> {
    file.parent().map_or(Ok(()), fs::create_dir_all)?;
    // Whoever builds into this folder is alone with it, and clears away what a killed build left here.
    let whole = file.with_extension("new");
    let mut out = BufWriter::new(File::create(&whole)?);
    content(&mut out)?;
    out.flush()?;
    fs::rename(&whole, file)
}

/// What an output holds, and how it looks: the files that builds have put there. Those of others are nobody's concern here.
fn looks(into: &Path) -> Option<(Manifest, Trace)> {
    let manifest = Manifest::of(into).ok()??;
    let paths = manifest.files.keys().map(String::as_str).chain([OUTPUT_MARK]);
    let output = Trace::of_files(into, paths)?;
    Some((manifest, output))
}
