//! `diglot import`

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::ImportArguments;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Fatal, Severity};
use crate::import::{self, Page, Part, place};
use crate::load::{self, Request};
use crate::report;
use crate::site::Site;
use crate::write::{self, Standing};

/// Imports, reports, and says whether everything was imported.
pub fn run(arguments: &ImportArguments) -> Result<bool, Fatal> {
    let inputs = load::files(&arguments.files)?;
    let site = existing(&arguments.into)?;
    let plan = import::plan(&inputs, site.as_ref(), arguments.locale.as_ref().map(|tag| &tag.0));
    let mut diagnostics = plan.diagnostics;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for page in &plan.pages {
        let path = path_of(page, site.as_ref(), &arguments.into);
        let done = one(page, &path, arguments, &mut diagnostics)?;
        *counts.entry(done).or_default() += 1;
        let part = match page.part {
            Part::Whole => "",
            Part::Target => " (the translation)",
            Part::Source => " (the source text)",
        };
        println!("{done:>11}  {}  from {}{part}", load::display(&path), page.file);
        if page.part != Part::Source && matches!(done, "new" | "overwritten") {
            print!("{}", mended(&plan.mended, &page.file));
        }
    }
    if !arguments.dry_run && !plan.pages.is_empty() {
        diagnostics.extend(unlisted(&arguments.into, &plan.pages)?);
    }
    diagnostics.sort();
    // Every finding is written out: a page must not come in changed without a word.
    eprint!("{}", report::human_findings(&diagnostics, usize::MAX));
    println!("{}", closing_line(&counts, &diagnostics, arguments.dry_run));
    Ok(!diagnostics.reaches(Severity::Error))
}

/// What was mended in a file, each thing once with all its lines.
fn mended(mended: &Diagnostics, file: &str) -> String {
    let mut lines: Vec<(&str, Vec<String>)> = Vec::new();
    for found in mended.iter().filter(|found| &*found.place.file == file) {
        let line = found.place.start.line.to_string();
        match lines.iter_mut().find(|(message, _)| *message == found.message) {
            Some((_, places)) => places.push(line),
            None => lines.push((&found.message, vec![line])),
        }
    }
    let line = |(message, places): (&str, Vec<String>)| {
        let word = if places.len() == 1 { "line" } else { "lines" };
        format!("             mended, {word} {}: {message}\n", places.join(", "))
    };
    lines.into_iter().map(line).collect()
}

/// The site that is there already.
fn existing(folder: &Path) -> Result<Option<Site>, Fatal> {
    if !folder.is_dir() {
        return Ok(None);
    }
    let config = load::discover(&Request { site: Some(folder.to_path_buf()), ..Request::default() })?;
    if config.locales.is_empty() {
        return Ok(None);
    }
    let sources = load::load(&config)?;
    let (site, _) = Site::new(config, sources);
    if site.config.place.as_ref().is_none_or(|place| !place.file.ends_with("site.yaml"))
        && !place::has_locale_folders(&site)
    {
        return Err(Fatal::new(
            format!("the pages in {} do not lie in a folder of their language", load::display(folder)),
            "Move them into content/TAG first, such as content/en-US; or list the folders in site.yaml.",
        ));
    }
    Ok(Some(site))
}

/// Where a page is written: over the file that holds it, if there is one, whatever its name.
fn path_of(page: &Page, site: Option<&Site>, folder: &Path) -> PathBuf {
    let root = place::root_of(site, folder, &page.locale);
    let known = site.and_then(|site| {
        let locale = site.config.locale_ids().find(|id| site.config.locale(*id).tag == page.locale)?;
        let origin = site.pages.get(locale, &page.key).filter(|origin| !origin.is_fallback())?;
        Some(site.document(origin.document()).path.clone())
    });
    root.join(known.unwrap_or_else(|| format!("{}.{}", page.key, page.extension)))
}

/// Writes one page, unless it is there. Gives what was done.
fn one(
    page: &Page,
    path: &Path,
    arguments: &ImportArguments,
    diagnostics: &mut Diagnostics,
) -> Result<&'static str, Fatal> {
    let standing = write::standing(path, &page.text)?;
    let done = match standing {
        Standing::Same => return Ok("unchanged"),
        Standing::New => "new",
        Standing::Other if arguments.force => "overwritten",
        Standing::Other => {
            let finding = Diagnostic::new(
                Code::FileExists,
                page.place.clone(),
                format!("{} is there already with another text; it was left as it is", load::display(path)),
                "Compare the two; --force overwrites what is there.",
            );
            // Whoever imports a translation did not ask for its source: a source page that has moved on since is no
            // reason to fail.
            let source = page.part == Part::Source;
            diagnostics.push(if source { finding.with_severity(Severity::Warning) } else { finding });
            return Ok("left alone");
        }
    };
    if !arguments.dry_run {
        write::file(path, &page.text, standing == Standing::Other)?;
    }
    Ok(done)
}

/// The languages that the import brings and that the site does not build, because `site.yaml` does not list them.
fn unlisted(folder: &Path, pages: &[Page]) -> Result<Diagnostics, Fatal> {
    let config = load::discover(&Request { site: Some(folder.to_path_buf()), ..Request::default() })?;
    let tags: BTreeSet<_> = pages.iter().map(|page| &page.locale).collect();
    let unlisted = tags.into_iter().filter(|tag| config.locales.iter().all(|known| known.tag != **tag));
    Ok(unlisted
        .map(|tag| {
            let message = format!("the site does not list {tag}, so its pages are not built");
            let help = format!("Add `- tag: {tag}` to `locales`.");
            Diagnostic::new(Code::InvalidConfig, config.site_place(), message, help).with_severity(Severity::Warning)
        })
        .collect())
}

fn closing_line(counts: &BTreeMap<&str, usize>, diagnostics: &Diagnostics, dry_run: bool) -> String {
    let total: usize = counts.values().sum();
    let parts: Vec<String> = ["new", "overwritten", "unchanged", "left alone"]
        .iter()
        .filter_map(|done| Some(format!("{} {done}", counts.get(done)?)))
        .collect();
    let parts = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
    let would = if dry_run { "Nothing was written. It would be " } else { "" };
    let pages = if total == 1 { "page" } else { "pages" };
    format!("{would}{total} {pages}{parts}. {}.", report::tally(diagnostics))
}
