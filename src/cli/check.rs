//! `diglot check`

use std::collections::{BTreeMap, HashSet};
use std::io::IsTerminal;
use std::path::Path;

use rayon::prelude::*;

use super::{CheckArguments, ReportFormat, Said, Scope, baseline, build};
use crate::check::check;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Fatal, Severity};
use crate::load::{self, Request};
use crate::render::{Renderer, produce};
use crate::report::listing::Listing;
use crate::report::{self, count};
use crate::site::Site;
use crate::site::routes::Output;
use crate::write;

/// How often a site is looked at again after fixes: mending one thing can uncover the next.
const MOST_ROUNDS: usize = 8;

/// Checks, mends if asked to, reports, and says whether the findings stay below the threshold.
pub fn run(arguments: &CheckArguments) -> Result<bool, Fatal> {
    let mut said = Said::default();
    if arguments.fix {
        mend(arguments, &mut said)?;
    }
    let (site, mut found) = look(arguments)?;
    found.extend(failing_templates(&site));
    let diagnostics = asked_for(&site, found, arguments);
    let listing = Listing::new(&site, &diagnostics);
    if let Some(path) = &arguments.write_baseline {
        baseline::write(path, &listing)?;
        let remembered = format!("{} remembered in {}", count(listing.findings.len(), "finding"), path.display());
        word(arguments, &mut said, &remembered);
    }
    let listing = match &arguments.baseline {
        Some(path) => {
            let (listing, gone) = baseline::without(path, listing)?;
            // Who looked at a part of the findings alone cannot tell which others are gone.
            let whole = arguments.only.is_empty() && arguments.scope == Scope::All && arguments.locales.is_empty();
            if gone > 0 && whole {
                let are = if gone == 1 { "is" } else { "are" };
                let gone = count(gone, "finding");
                said.aside(format!("{gone} of the baseline {are} gone; --write-baseline makes it smaller"));
            }
            listing
        }
        None => listing,
    };
    let threshold = arguments.fail_on.severity();
    let terminal = arguments.output.is_none() && std::io::stdout().is_terminal();
    let text = match arguments.format {
        ReportFormat::Human => report::human_report(&listing, terminal),
        ReportFormat::Json => report::json::lines(&listing),
        ReportFormat::Sarif => report::sarif::report(&listing),
        ReportFormat::Github => report::github::report(&listing),
        ReportFormat::Junit => report::junit::report(&listing, threshold),
    };
    let closing = closing_line(&site, &listing);
    match &arguments.output {
        Some(path) => write::file(path, &text, true)?,
        // A program that reads the report must find nothing else in it.
        None => said.report(text),
    }
    if arguments.format == ReportFormat::Human || arguments.output.is_some() {
        said.line(closing);
    }
    said.say()?;
    // What was just remembered is known, and passes from now on.
    Ok(arguments.write_baseline.is_some()
        || listing.findings.iter().all(|finding| finding.diagnostic.severity < threshold))
}

/// The site, and what is wrong with its files.
fn look(arguments: &CheckArguments) -> Result<(Site, Diagnostics), Fatal> {
    let request = Request {
        site: arguments.site.clone(),
        locales: arguments.locales.clone(),
        now: build::now(arguments.now)?,
        drafts: arguments.drafts,
        ..Request::default()
    };
    let config = load::discover(&request)?;
    let sources = load::load(&config)?;
    let (site, mut diagnostics) = Site::new(config, sources);
    diagnostics.extend(check(&site));
    Ok((site, diagnostics))
}

/// The templates that fail. One can fail on one page and not on the next, so each page is made, and only what is found in
/// doing so is kept.
fn failing_templates(site: &Site) -> Diagnostics {
    let (renderer, mut found) = Renderer::new(site);
    let outputs: Vec<_> =
        site.routes.iter().filter(|(_, output)| !matches!(output, Output::Asset(_) | Output::Theme(_))).collect();
    let rendered: Vec<Diagnostics> = outputs.par_iter().map(|(_, output)| produce(&renderer, output).1).collect();
    found.extend(site.config.judge(rendered.into_iter().flatten().collect()));
    found
}

/// The findings that were asked for, in their order, with the severities that they have in a check.
fn asked_for(site: &Site, found: Diagnostics, arguments: &CheckArguments) -> Diagnostics {
    let source = site.config.source_locale;
    // What translators can mend: the files of all locales but the source's.
    let translations: HashSet<&str> = site
        .sources()
        .iter()
        .filter(|file| source.is_some_and(|id| file.locale != id))
        .map(|file| &*file.file)
        .collect();
    let configured = |code: Code| site.config.severity.contains_key(&code);
    let keep = |found: &Diagnostic| {
        let only = arguments.only.is_empty() || arguments.only.contains(&found.code);
        // Nothing is published here, so no address is missed, unless somebody says so.
        let matters = found.code != Code::NoBaseUrl || !arguments.only.is_empty() || configured(found.code);
        let of_a_translation = found.code == Code::MissingTranslation || translations.contains(&*found.place.file);
        let in_scope = match arguments.scope {
            Scope::All => true,
            Scope::Source => !of_a_translation,
            Scope::Translations => of_a_translation,
        };
        only && matters && in_scope
    };
    // Who changes the source cannot mend translations, so what is wrong in those does not fail the change, unless the
    // site's configuration says so.
    let spare = |found: Diagnostic| {
        let spared = arguments.scope != Scope::Translations
            && found.severity == Severity::Error
            && !configured(found.code)
            && translations.contains(&*found.place.file);
        if spared { found.with_severity(Severity::Warning) } else { found }
    };
    let mut kept: Diagnostics = found.into_iter().filter(keep).map(spare).collect();
    kept.sort();
    kept
}

/// Applies every fix that may be applied unseen, until there is none; or shows what that would change.
fn mend(arguments: &CheckArguments, said: &mut Said) -> Result<(), Fatal> {
    let mut mended: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..MOST_ROUNDS {
        let (site, found) = look(arguments)?;
        let fixes = fixes(&site, &asked_for(&site, found, arguments));
        if fixes.is_empty() {
            break;
        }
        let mut changed = false;
        for (file, (old, new, applied)) in fixes {
            // What was read is not always what is there: bytes that are no text were replaced in it.
            if write::standing(Path::new(&file), &old)? != write::Standing::Same {
                said.aside(format!("{file} is left as it is: it is not UTF-8, or has changed meanwhile"));
                continue;
            }
            changed = true;
            *mended.entry(file.clone()).or_default() += applied;
            if arguments.dry_run {
                word(arguments, said, difference(&file, &old, &new).trim_end());
            } else {
                write::file(Path::new(&file), &new, true)?;
            }
        }
        // Without writing, the next round would find the same again.
        if arguments.dry_run || !changed {
            break;
        }
    }
    let total: usize = mended.values().sum();
    let (would, files) = (if arguments.dry_run { "would be applied" } else { "applied" }, count(mended.len(), "file"));
    let fixes = if total == 1 { "1 fix".to_owned() } else { format!("{total} fixes") };
    word(arguments, said, &format!("{fixes} {would} in {files}."));
    Ok(())
}

/// Says something beside the report: where that is for a program and goes to standard output, nothing else may stand
/// there.
fn word(arguments: &CheckArguments, said: &mut Said, line: &str) {
    if arguments.format == ReportFormat::Human || arguments.output.is_some() {
        said.line(line);
    } else {
        said.aside(line);
    }
}

/// For each file the text that it has, the text with its fixes, and how many they are.
fn fixes(site: &Site, diagnostics: &Diagnostics) -> BTreeMap<String, (String, String, usize)> {
    let mut by_file: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for found in diagnostics.iter() {
        by_file.entry(&found.place.file).or_default().push(found);
    }
    let mut mended = BTreeMap::new();
    for (file, found) in by_file {
        let text = site.sources().iter().find(|source| &*source.file == file).and_then(|source| source.text());
        let Some(text) = text else { continue };
        if let Some((new, applied)) = crate::diagnostics::mend(found, text) {
            mended.insert(file.to_owned(), (text.to_string(), new, applied));
        }
    }
    mended
}

/// What a fix changes, as `patch` reads it.
fn difference(file: &str, old: &str, new: &str) -> String {
    let changes = similar::TextDiff::from_lines(old, new);
    changes.unified_diff().header(file, file).to_string()
}

fn closing_line(site: &Site, listing: &Listing<'_>) -> String {
    let parts = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| count(listing.count(severity), severity.name()));
    let pages =
        site.config.published().map(|locale| site.pages.of(locale).filter(|(_, origin)| !origin.is_fallback()).count());
    format!("Checked {}: {}.", count(pages.sum(), "page"), parts.join(", "))
}
