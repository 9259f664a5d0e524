//! `diglot units export`, `diglot units import`

use std::path::{Path, PathBuf};

use super::records::{Written, files_of};
use super::{ExchangeFormat, ExportArguments, ImportUnitsArguments, Said, SiteArguments};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Fatal, Place, Severity};
use crate::exchange::take::{self, File, Taken};
use crate::exchange::{self, Returned, Unreadable, package, po, tmx, xliff};
use crate::load;
use crate::model::sources::Input;
use crate::model::{LocaleId, UnitState};
use crate::report::count;
use crate::site::Site;
use crate::text::{LineIndex, Span};
use crate::write::{self, set::Turn};

/// Writes the units of one locale.
pub fn export(arguments: &ExportArguments) -> Result<bool, Fatal> {
    let site = super::site(&arguments.site)?;
    let locales: Vec<LocaleId> = site.translations().collect();
    let [locale] = locales.as_slice() else {
        let tags: Vec<&str> = locales.iter().map(|locale| site.config.locale(*locale).tag.as_str()).collect();
        return Err(Fatal::new(
            format!(
                "a file holds one translation, and this site has {}",
                if tags.is_empty() { "none" } else { "several" }
            ),
            if tags.is_empty() {
                "A site needs `source_locale` and at least one other language.".to_owned()
            } else {
                format!("Choose one with --locale TAG: {}.", tags.join(", "))
            },
        ));
    };
    // A memory holds what is right, and no translation of another text than stands beside it.
    const REMEMBERED: [UnitState; 3] = [UnitState::Fresh, UnitState::Reviewed, UnitState::Unknown];
    let only = match arguments.format {
        ExchangeFormat::Tmx if arguments.only.is_empty() => REMEMBERED.to_vec(),
        _ => arguments.only.clone(),
    };
    let Some(package) = package::package(&site, *locale, &only) else { return Ok(true) };
    let units: usize = package.pages.iter().map(|page| page.units.len()).sum();
    let mut said = Said::default();
    let told = format!(
        "{} of {}: {} on {}.",
        package.target,
        package.source,
        count(units, "unit"),
        count(package.pages.len(), "page")
    );
    if units == 0 {
        said.aside(format!("{told} There is nothing to write."));
        said.say()?;
        return Ok(true);
    }
    let text = match arguments.format {
        ExchangeFormat::Xliff => xliff::write(&package),
        ExchangeFormat::Po => po::write(&package),
        ExchangeFormat::Tmx => tmx::write(&package),
    };
    match &arguments.output {
        Some(path) => {
            write::file(path, &text, true)?;
            said.line(told);
        }
        None => said.report(text),
    }
    said.say()?;
    Ok(true)
}

/// Takes what came back, and says whether all of it could be taken.
pub fn import(arguments: &ImportUnitsArguments) -> Result<bool, Fatal> {
    let (folder, files) = site_and_files(&arguments.paths)?;
    let inputs = load::files(&files)?;
    let site = SiteArguments { site: folder, locales: arguments.locales.clone() };
    let (site, turn) = match arguments.dry_run {
        true => (super::site(&site)?, None),
        false => super::site_to_change(&site).map(|(site, turn)| (site, Some(turn)))?,
    };
    let mut diagnostics = Diagnostics::new();
    let mut texts = Vec::new();
    for input in &inputs {
        match String::from_utf8(input.bytes.clone()) {
            Ok(text) => texts.push((input, text)),
            Err(_) => diagnostics.push(Diagnostic::new(
                Code::InvalidUtf8,
                Place::whole(&input.file),
                "the file is not UTF-8",
                "Save it as UTF-8.",
            )),
        }
    }
    let mut returned: Vec<File<'_>> = Vec::new();
    for (input, text) in &texts {
        match read(&site, input, text) {
            Ok(found) => returned.extend(found.into_iter().map(|returned| File::new(&input.file, text, returned))),
            Err(problem) => diagnostics.push(unreadable(input, text, problem)),
        }
    }
    let taken = take::take(&site, &returned);
    diagnostics.extend(taken.diagnostics.iter().cloned());
    diagnostics.sort();
    if let Some(turn) = turn {
        write_down(&site, turn, &taken)?;
    }
    let mut said = Said::default();
    let would = if arguments.dry_run { "would be " } else { "" };
    for (locale, path, _) in &taken.pages {
        let is_new = site.source(*locale, path).is_none();
        let done = if is_new { "made" } else { "changed" };
        said.line(format!("{} {would}{done}", load::display(&site.config.locale(*locale).root.join(path))));
    }
    let refused = diagnostics.iter().filter(|found| found.code == Code::RefusedUnit).count();
    said.line(format!(
        "{} {would}changed, {} unchanged, {} not finished, {refused} refused.",
        count(taken.changed, "unit"),
        taken.unchanged,
        taken.unfinished,
    ));
    let failed = diagnostics.reaches(Severity::Error);
    said.findings(&diagnostics, usize::MAX);
    said.say()?;
    Ok(!failed)
}

/// The first path is the site where it is a folder; all others are files.
fn site_and_files(paths: &[PathBuf]) -> Result<(Option<PathBuf>, Vec<PathBuf>), Fatal> {
    let (site, files) = match paths {
        [first, rest @ ..] if first.is_dir() => (Some(first.clone()), rest.to_vec()),
        files => (None, files.to_vec()),
    };
    if files.is_empty() {
        return Err(Fatal::new(
            "there is no file to import",
            "Name the files that came back behind the folder of the site.",
        ));
    }
    Ok((site, files))
}

/// Pages first, then source texts, then ledgers: whatever stops this in between, no ledger says more than is there.
fn write_down(site: &Site, turn: Turn, taken: &Taken) -> Result<(), Fatal> {
    if taken.ledgers.is_empty() {
        return turn.write(&files_of(site, &taken.pages));
    }
    let mut written = Written::new(site);
    written.ledgers.clone_from(&taken.ledgers);
    written.texts.clone_from(&taken.texts);
    written.write(site, turn, &taken.pages)
}

/// What a file holds, by what it is.
fn read(site: &Site, input: &Input, text: &str) -> Result<Vec<Returned>, Unreadable> {
    let name = input.file.to_lowercase();
    let extension = Path::new(&name).extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    match extension {
        "po" | "pot" => Ok(vec![po::read(text)?]),
        "tmx" => exchange::recall(site, text),
        _ => Ok(vec![xliff::read(text)?]),
    }
}

fn unreadable(input: &Input, text: &str, problem: Unreadable) -> Diagnostic {
    let lines = LineIndex::new(text);
    let span = Span::at(lines.offset_of(text, problem.position));
    Diagnostic::new(Code::RefusedUnit, Place::indexed(&input.file, text, &lines, span), problem.message, problem.help)
}
