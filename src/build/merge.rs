//! The outputs of all shards become the output of a whole build.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;

use super::claim::Claim;
use super::manifest::Manifest;
use super::output::{Fresh, hash};
use super::shard::Part;
use super::{LocaleReport, Report};
use crate::diagnostics::Fatal;
use crate::model::config::OUTPUT_MARK;
use crate::report::listing::Kept;

/// How many of the shards that are missing a message names.
const MOST_NAMED: usize = 8;

/// What a merge did.
#[derive(Debug)]
pub struct Merged {
    /// What the build would have reported.
    pub report: Report,
    /// Its findings, with what a listing says of each.
    pub findings: Vec<Kept>,
    /// How many shards there were.
    pub shards: usize,
}

/// A folder that a shard was built into.
struct Folder<'a> {
    path: &'a Path,
    files: BTreeMap<String, String>,
    search: BTreeMap<String, String>,
    part: Part,
}

/// Joins the folders of all shards of a build, in whatever order, to the folder that is claimed.
pub fn merge(folders: &[PathBuf], claim: &Claim) -> Result<Merged, Fatal> {
    let folders: Vec<Folder<'_>> = folders.iter().map(|path| read(path)).collect::<Result<_, _>>()?;
    belong_together(&folders)?;
    let mut all: BTreeMap<&str, (&Folder<'_>, &str)> = BTreeMap::new();
    for folder in &folders {
        for (path, hash) in &folder.files {
            let is_below = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
            if !is_below || path == OUTPUT_MARK || all.insert(path, (folder, hash)).is_some() {
                return Err(damaged(&folder.path.join(OUTPUT_MARK)));
            }
        }
    }
    let fresh = Fresh::within(claim)?;
    fresh.make_room(all.keys().copied())?;
    let take = |(path, (folder, known)): (&&str, &(&Folder<'_>, &str))| {
        let from = folder.path.join(path);
        // Whoever downloads an artifact has other times than its shard, so the bytes are looked at.
        let bytes = fs::read(&from).ok().filter(|bytes| hash(bytes) == **known).ok_or_else(|| damaged(&from))?;
        if fresh.is_in_old(path, known, bytes.len()) {
            return Ok(None);
        }
        fresh.bring(&from, path)?;
        Ok(Some((*path).to_owned()))
    };
    let taken: Vec<Result<Option<String>, Fatal>> = all.par_iter().map(take).collect();
    let written: BTreeSet<String> = taken.into_iter().filter_map(Result::transpose).collect::<Result<_, _>>()?;
    let files: BTreeMap<String, String> =
        all.iter().map(|(path, (_, hash))| ((*path).to_owned(), (*hash).to_owned())).collect();
    let (count, shards) = (files.len(), folders.len());
    let (mut search, mut findings, mut locales) = (BTreeMap::new(), Vec::new(), Vec::new());
    for folder in folders {
        search.extend(folder.search);
        findings.extend(folder.part.findings);
        add(&mut locales, folder.part.locales);
    }
    findings.sort_by(|a, b| a.diagnostic.cmp(&b.diagnostic));
    findings.dedup_by(|a, b| a.diagnostic == b.diagnostic);
    fresh.finish(&Manifest::new(files, search, None), &written)?;
    let diagnostics = findings.iter().map(|kept| kept.diagnostic.clone()).collect();
    let report = Report { locales, files: count, written: written.len(), diagnostics, ..Report::default() };
    Ok(Merged { report, findings, shards })
}

fn read(path: &Path) -> Result<Folder<'_>, Fatal> {
    let manifest = Manifest::of(path).ok().flatten();
    match manifest.map(|manifest| (manifest.files, manifest.search, manifest.part)) {
        Some((files, search, Some(part))) => Ok(Folder { path, files, search, part }),
        _ => Err(Fatal::new(
            format!("{} is no folder that a shard was built into", path.display()),
            "Name the folders of `diglot build --shard I/N`, whole: the file .diglot-manifest.json belongs to them.",
        )),
    }
}

/// Whether these are all shards of one build, each once.
fn belong_together(folders: &[Folder<'_>]) -> Result<(), Fatal> {
    let Some(first) = folders.first() else { return Ok(()) };
    let mut numbers: BTreeMap<u32, &Folder<'_>> = BTreeMap::new();
    for folder in folders {
        let (own, others) = (&folder.part, &first.part);
        let (here, there) = (folder.path.display(), first.path.display());
        let difference = if own.version != others.version {
            Some(format!("by version {} of Diglot, not {}", own.version, others.version))
        } else if own.now != others.now {
            Some(format!("for the moment {}, not {}", own.now, others.now))
        } else if own.shard.of != others.shard.of {
            Some(format!("as shard {}, not as one of {}", own.shard, others.shard.of))
        } else {
            (own.made_of != others.made_of).then(|| "of other files, or with other options".to_owned())
        };
        if let Some(difference) = difference {
            return Err(Fatal::new(
                format!("{here} belongs to another build than {there}: it was made {difference}"),
                "Build all shards with the same program, of the same files, with the same options and the same --now.",
            ));
        }
        if let Some(same) = numbers.insert(own.shard.number, folder) {
            return Err(Fatal::new(
                format!("{} and {here} are both shard {}", same.path.display(), own.shard),
                "Name each shard once.",
            ));
        }
    }
    let of = first.part.shard.of;
    let missing = of as usize - numbers.len();
    if missing == 0 {
        return Ok(());
    }
    let mut names: Vec<String> = (1..=of)
        .filter(|number| !numbers.contains_key(number))
        .take(MOST_NAMED)
        .map(|number| format!("{number}/{of}"))
        .collect();
    if missing > MOST_NAMED {
        names.push(format!("and {} more", missing - MOST_NAMED));
    }
    Err(Fatal::new(
        format!("the site is not whole without these shards: {}", names.join(", ")),
        "Build them, and name all folders at once.",
    ))
}

/// Adds the numbers of a shard to those of others.
fn add(locales: &mut Vec<LocaleReport>, more: Vec<LocaleReport>) {
    for more in more {
        match locales.iter_mut().find(|known| known.tag == more.tag) {
            Some(known) => {
                known.pages += more.pages;
                known.fallback += more.fallback;
                known.redirects += more.redirects;
                known.withheld += more.withheld;
            }
            None => locales.push(more),
        }
    }
}

fn damaged(file: &Path) -> Fatal {
    Fatal::new(
        format!("{} is not as the shard's build left it", file.display()),
        "Build the shard again, and leave its folder as it is until it is merged.",
    )
}
