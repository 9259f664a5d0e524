//! `diglot check`

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::{CheckArguments, ReportFormat, Said, Scope, baseline, build, difference, external, records};
use crate::check::{check, gather};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Fatal, Fix, Severity};
use crate::load::{self, Request};
use crate::model::{Config, Content, Sources};
use crate::render::templates::may_fail;
use crate::render::{Renderer, produce};
use crate::report::listing::Listing;
use crate::report::{self, count};
use crate::site::judgement::Judge;
use crate::site::routes::Output;
use crate::site::{Site, Spared};
use crate::write;

/// How often a site is looked at again after fixes: mending one thing can uncover the next.
const MOST_ROUNDS: usize = 8;

/// Checks, mends if asked to, reports, and says whether the findings stay below the threshold.
pub fn run(arguments: &CheckArguments) -> Result<bool, Fatal> {
    let mut said = Said::default();
    let request = Request {
        site: arguments.site.clone(),
        locales: arguments.locales.clone(),
        now: build::now(arguments.now)?,
        drafts: arguments.drafts,
        keeps_units: true,
        ..Request::default()
    };
    let config = load::discover(&request)?;
    let turn = (arguments.fix && !arguments.dry_run).then(|| records::turn(&config)).transpose()?;
    let mut sources = load::load(&config)?;
    if arguments.fix {
        sources = mend(arguments, &config, sources, &mut said)?;
    }
    drop(turn);
    let (site, mut found) = look(config, sources);
    found.extend(failing_templates(&site));
    if arguments.external {
        found.extend(external::check(&site, arguments, &mut said, |found| asked_for(&site, found, arguments)));
    }
    let diagnostics = asked_for(&site, found, arguments);
    let listing = Listing::new(&site, &diagnostics);
    let listing = match &arguments.baseline {
        Some(path) => with_baseline(path, listing, arguments, &mut said)?,
        None => listing,
    };
    if let (Some(path), None) = (&arguments.write_baseline, &arguments.baseline) {
        baseline::write(path, &listing)?;
        let remembered = format!("{} remembered in {}", count(listing.findings.len(), "finding"), path.display());
        word(arguments, &mut said, &remembered);
    }
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
    let remembered = arguments.write_baseline.is_some() && arguments.baseline.is_none();
    let passes = remembered || listing.findings.iter().all(|finding| finding.diagnostic.severity < threshold);
    drop(listing);
    // The command ends here, and the system takes back all of it at once.
    std::mem::forget(site);
    Ok(passes)
}

/// The findings that a baseline does not know. With `--write-baseline` too, what is gone leaves it, and nothing enters.
fn with_baseline<'a>(
    path: &Path,
    listing: Listing<'a>,
    arguments: &CheckArguments,
    said: &mut Said,
) -> Result<Listing<'a>, Fatal> {
    let compared = baseline::compare(path, listing)?;
    // Who looked at a part of the findings alone cannot tell which others are gone.
    let whole = arguments.only.is_empty()
        && arguments.scope == Scope::All
        && arguments.locales.iter().all(|locale| locale.folder.is_some())
        && (arguments.external || !compared.has_web_links);
    if let Some(shrunk) = &arguments.write_baseline {
        if !whole {
            return Err(Fatal::new(
                "a baseline can only shrink by what a whole check no longer finds",
                "Leave out --only, --scope and --locale where --baseline and --write-baseline stand together, and give --external if the baseline knows of web links.",
            ));
        }
        compared.kept.write(shrunk)?;
        let (left, gone) = (count(compared.kept.len(), "finding"), compared.gone);
        word(arguments, said, &format!("{left} remembered in {}, {gone} fewer than before", shrunk.display()));
    } else if compared.gone > 0 && whole {
        let are = if compared.gone == 1 { "is" } else { "are" };
        let gone = count(compared.gone, "finding");
        said.aside(format!("{gone} of the baseline {are} gone; with --write-baseline too it becomes smaller"));
    }
    Ok(compared.new)
}

/// The site, and what is wrong with it.
fn look(config: Config, sources: Sources) -> (Site, Diagnostics) {
    // Pages are made only where a template of the site's own may fail on one, and of settled pages there is seldom anything to say.
    let spared = Spared { defers_html: config.theme.is_none(), defers_ledgers: true, ..Spared::default() };
    let (site, diagnostics) = Site::sparing(config, sources, &spared);
    let mut diagnostics = gather(&site, diagnostics);
    diagnostics.extend(check(&site));
    (site, diagnostics)
}

/// The templates that fail. One can fail on one page and not on the next, so each page is made, and only what is found in
/// doing so is kept.
fn failing_templates(site: &Site) -> Diagnostics {
    let (renderer, mut found) = Renderer::new(site);
    if !may_fail(site) {
        return found;
    }
    let outputs: Vec<_> = site
        .routes
        .iter()
        .filter(|(_, output)| !matches!(output, Output::Asset(_) | Output::Theme(_) | Output::Twin(..)))
        .collect();
    let rendered: Vec<Diagnostics> = outputs.par_iter().map(|(_, output)| produce(&renderer, output).1).collect();
    found.extend(rendered.into_iter().flatten());
    found
}

/// What translators can mend: the files of all locales but the source's.
fn translations(site: &Site) -> HashSet<&str> {
    let Some(source) = site.config.source_locale else { return HashSet::new() };
    let content = site.sources().iter().filter(|file| file.locale != source).map(|file| &*file.file);
    let tag = &site.config.locale(source).tag;
    let messages = site.messages.iter().filter(|file| file.locale != *tag).map(|file| &*file.file);
    content.chain(messages).collect()
}

/// The findings that were asked for, in their order, with the severities that they have in a check.
fn asked_for(site: &Site, found: Diagnostics, arguments: &CheckArguments) -> Diagnostics {
    let translations = translations(site);
    let judge = Judge::new(site);
    let judged = judge.judge(found);
    let keep = |found: &Diagnostic| {
        let only = arguments.only.is_empty() || arguments.only.contains(&found.code);
        // Nothing is published here, so no address is missed, unless somebody says so.
        let matters = found.code != Code::NoBaseUrl
            || !arguments.only.is_empty()
            || site.config.severity.contains_key(&found.code);
        let of_a_translation = !found.concerns.is_empty() || translations.contains(&*found.place.file);
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
            && translations.contains(&*found.place.file)
            && !judge.is_configured(&found);
        if spared { found.with_severity(Severity::Warning) } else { found }
    };
    let mut kept: Diagnostics = judged.findings.into_iter().chain(judged.unused).filter(keep).map(spare).collect();
    kept.sort();
    kept
}

/// Applies every fix that may be applied unseen, until there is none, and gives the sources as they are then; or shows
/// what that would change. Everything is mended in memory first, so a preview shows the same as what would be written.
fn mend(arguments: &CheckArguments, config: &Config, sources: Sources, said: &mut Said) -> Result<Sources, Fatal> {
    let read: BTreeMap<Arc<str>, Arc<str>> =
        sources.files.iter().filter_map(|source| Some((source.file.clone(), source.text()?.clone()))).collect();
    let mut sources = sources;
    let mut mended: BTreeMap<Arc<str>, usize> = BTreeMap::new();
    let mut left = true;
    for _ in 0..MOST_ROUNDS {
        let (site, found) = look(config.clone(), sources.clone());
        let fixes = fixes(&site, &asked_for(&site, found, arguments), arguments.scope);
        left = !fixes.is_empty();
        if !left {
            break;
        }
        for source in &mut sources.files {
            if let Some((new, applied)) = fixes.get(&source.file) {
                source.content = Content::Text(new.as_str().into());
                *mended.entry(source.file.clone()).or_default() += applied;
            }
        }
    }
    if left {
        said.aside(format!("there is still something to mend after {MOST_ROUNDS} rounds; run --fix again"));
    }
    let mut files = 0;
    let mut total = 0;
    for (file, applied) in mended {
        let (old, new) = (&read[&file], sources.files.iter().find(|source| source.file == file));
        let Some(new) = new.and_then(|source| source.text()) else { continue };
        // What was read is not always what is there: bytes that are no text were replaced in it.
        if write::standing(Path::new(&*file), old)? != write::Standing::Same {
            said.aside(format!("{file} is left as it is: it is not UTF-8, or has changed meanwhile"));
            continue;
        }
        if write::is_read_only(Path::new(&*file)) {
            said.aside(format!("{file} is left as it is: it is read-only"));
            continue;
        }
        (files, total) = (files + 1, total + applied);
        if arguments.dry_run {
            word(arguments, said, difference(&file, &file, old, new).trim_end_matches('\n'));
        } else {
            write::file(Path::new(&*file), new, true)?;
        }
    }
    let (would, files) = (if arguments.dry_run { "would be applied" } else { "applied" }, count(files, "file"));
    let fixes = if total == 1 { "1 fix".to_owned() } else { format!("{total} fixes") };
    word(arguments, said, &format!("{fixes} {would} in {files}."));
    if arguments.dry_run {
        // The report tells of the files as they are.
        return load::load(config);
    }
    Ok(sources)
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

/// For each file that can be mended its text with the fixes, and how many they are.
fn fixes(site: &Site, diagnostics: &Diagnostics, scope: Scope) -> BTreeMap<Arc<str>, (String, usize)> {
    let translations = translations(site);
    let mut by_file: BTreeMap<&Arc<str>, Vec<&Fix>> = BTreeMap::new();
    // A cause may show in files of both kinds, and who asks for one of them leaves the others alone.
    let in_scope = |file: &str| match scope {
        Scope::All => true,
        Scope::Source => !translations.contains(file),
        Scope::Translations => translations.contains(file),
    };
    for (file, fix) in diagnostics.iter().flat_map(Diagnostic::fixes).filter(|(file, _)| in_scope(file)) {
        by_file.entry(file).or_default().push(fix);
    }
    let texts: HashMap<&str, &Arc<str>> =
        site.sources().iter().filter_map(|source| Some((&*source.file, source.text()?))).collect();
    let mended = by_file.into_iter().filter_map(|(file, fixes)| {
        let text = texts.get(&**file)?;
        Some((file.clone(), crate::diagnostics::mend(fixes, text)?))
    });
    mended.collect()
}

fn closing_line(site: &Site, listing: &Listing<'_>) -> String {
    let parts = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| count(listing.count(severity), severity.name()));
    let locales = site.config.published().filter(|locale| !site.config.locale(*locale).tag.is_pseudo());
    let pages = locales.map(|locale| site.pages.of(locale).filter(|(_, origin)| !origin.is_fallback()).count());
    format!("Checked {}: {}.", count(pages.sum(), "page"), parts.join(", "))
}
