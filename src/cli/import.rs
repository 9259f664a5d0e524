//! `diglot import`

use std::path::Path;

use super::{ImportArguments, Said};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Fatal, Severity};
use crate::import::{self, Page, Part, Plan, place};
use crate::load::{self, Request};
use crate::report::{self, count};
use crate::site::Site;
use crate::write::{self, Standing};

/// Imports, reports, and says whether no error was found.
pub fn run(arguments: &ImportArguments) -> Result<bool, Fatal> {
    let inputs = load::files(&arguments.files)?;
    let site = existing(&arguments.into)?;
    let mut plan = import::plan(&inputs, &arguments.into, site.as_ref(), arguments.locale.as_ref());
    if let Some(site) = &site {
        plan.diagnostics.extend(site.config.diagnostics.iter().cloned());
        plan.diagnostics.extend(unlisted(site, &plan.pages));
    }
    // All files are looked at before the first is written.
    let mut done = Vec::new();
    for page in &plan.pages {
        done.push(what_to_do(page, arguments.force, &mut plan.diagnostics)?);
    }
    let mut failed = None;
    for (page, done) in plan.pages.iter().zip(&mut done).filter(|_| !arguments.dry_run) {
        let written = match done {
            Done::New => write::file(&page.path, &page.text, false),
            Done::Overwritten => write::file(&page.path, &page.text, true),
            Done::Unchanged | Done::LeftAlone => Ok(()),
        };
        if let Err(fatal) = written {
            *done = Done::LeftAlone;
            failed = failed.or(Some(fatal));
        }
    }
    plan.diagnostics.sort();
    report(&plan, &done, arguments.dry_run)?;
    match failed {
        Some(fatal) => Err(fatal),
        None => Ok(!plan.diagnostics.reaches(Severity::Error)),
    }
}

/// What becomes of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    New,
    Overwritten,
    Unchanged,
    LeftAlone,
}

impl Done {
    const ALL: [Done; 4] = [Done::New, Done::Overwritten, Done::Unchanged, Done::LeftAlone];

    fn name(self) -> &'static str {
        match self {
            Done::New => "new",
            Done::Overwritten => "overwritten",
            Done::Unchanged => "unchanged",
            Done::LeftAlone => "left alone",
        }
    }
}

/// The site that is there already.
fn existing(folder: &Path) -> Result<Option<Site>, Fatal> {
    if !folder.exists() {
        return Ok(None);
    }
    let config = load::discover(&Request { site: Some(folder.to_path_buf()), ..Request::default() })?;
    if config.unreadable {
        return Err(Fatal::new(
            format!("{} cannot be read, so nothing tells where pages belong", config.site_place().file),
            "Mend it first: `diglot build` says where it is wrong.",
        ));
    }
    if !config.lists_locales && !place::has_locale_folders(&config, folder) {
        return Err(Fatal::new(
            format!("the pages in {} do not lie in a folder of their language below it", load::display(folder)),
            "Name the folder above the languages' folders; or move the pages into content/TAG, such as content/en-US.",
        ));
    }
    let sources = load::load(&config)?;
    Ok(Some(Site::new(config, sources).0))
}

/// What is to be done with a page, looking at the file that is there.
fn what_to_do(page: &Page, force: bool, diagnostics: &mut Diagnostics) -> Result<Done, Fatal> {
    let shown = load::display(&page.path);
    if page.path.is_symlink() {
        let message = format!("{shown} is a symbolic link, and may lead anywhere; it was left as it is");
        let help = "Take the link away, or write to the file that it leads to by hand.";
        diagnostics.push(Diagnostic::new(Code::FileExists, page.place.clone(), message, help));
        return Ok(Done::LeftAlone);
    }
    let (message, help) = match write::standing(&page.path, &page.text)? {
        Standing::Same => return Ok(Done::Unchanged),
        Standing::New => return Ok(Done::New),
        Standing::Other if !page.goes_by_key => (
            format!("{shown} is this page by what it says of itself, and has another text; it was left as it is"),
            "Bring the text over by hand, and keep the file's `key`: --force would lose it.",
        ),
        Standing::Other if force => return Ok(Done::Overwritten),
        Standing::Other => (
            format!("{shown} is there already with another text; it was left as it is"),
            "Compare the two; --force overwrites what is there.",
        ),
    };
    let finding = Diagnostic::new(Code::FileExists, page.place.clone(), message, help);
    // Whoever imports a translation did not ask for its source: a source page that has moved on since is no reason to
    // fail.
    let source = page.part == Part::Source;
    diagnostics.push(if source { finding.with_severity(Severity::Warning) } else { finding });
    Ok(Done::LeftAlone)
}

/// The languages that the import brings and that the site does not build, because `site.yaml` does not list them.
fn unlisted(site: &Site, pages: &[Page]) -> Diagnostics {
    let config = &site.config;
    let mut tags: Vec<_> = pages.iter().map(|page| &page.locale).filter(|_| config.lists_locales).collect();
    tags.sort();
    tags.dedup();
    tags.retain(|tag| config.locales.iter().all(|known| known.tag != **tag));
    tags.into_iter()
        .map(|tag| {
            let message = format!("the site does not list {tag}, so its pages are not built");
            let help = format!("Add `- tag: {tag}` to `locales`.");
            Diagnostic::new(Code::InvalidConfig, config.site_place(), message, help).with_severity(Severity::Warning)
        })
        .collect()
}

/// Says what was done, page by page, and every finding: a page must not come in changed without a word.
fn report(plan: &Plan, done: &[Done], dry_run: bool) -> Result<(), Fatal> {
    let mut said = Said::default();
    for (page, done) in plan.pages.iter().zip(done) {
        let part = match page.part {
            Part::Whole => "",
            Part::Target => " (the translation)",
            Part::Source => " (the source text)",
        };
        said.line(format!("{:>11}  {}  from {}{part}", done.name(), load::display(&page.path), page.file));
        if page.part != Part::Source && matches!(done, Done::New | Done::Overwritten) {
            mended(&mut said, &plan.mended, &page.file);
        }
    }
    let parts: Vec<String> = Done::ALL
        .iter()
        .map(|kind| (done.iter().filter(|done| *done == kind).count(), kind.name()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}"))
        .collect();
    let parts = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
    let would = if dry_run { "Nothing was written. It would be " } else { "" };
    said.line(format!("{would}{}{parts}. {}.", count(done.len(), "page"), report::tally(&plan.diagnostics)));
    said.findings(&plan.diagnostics, usize::MAX);
    said.say()
}

/// What was mended in a file, each thing once with all its lines.
fn mended(said: &mut Said, mended: &Diagnostics, file: &str) {
    let mut lines: Vec<(&str, Vec<String>)> = Vec::new();
    for found in mended.iter().filter(|found| &*found.place.file == file) {
        let line = found.place.start.line.to_string();
        match lines.iter_mut().find(|(message, _)| *message == found.message) {
            Some((_, places)) => places.push(line),
            None => lines.push((&found.message, vec![line])),
        }
    }
    for (message, places) in lines {
        let word = if places.len() == 1 { "line" } else { "lines" };
        said.line(format!("             mended, {word} {}: {message}", places.join(", ")));
    }
}
