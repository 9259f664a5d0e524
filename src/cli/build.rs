//! `diglot build`

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use serde_json::json;

use super::{BuildArguments, Format, Said, caches};
use crate::build::{Claim, Former, LocaleReport, Memory, Order, Part, Report, build, routes};
use crate::check::{Sound, check_but, gather};
use crate::diagnostics::{Fatal, Severity};
use crate::load::{self, Request, Unread};
use crate::model::{Config, Source};
use crate::parse::publication;
use crate::render::Renderer;
use crate::report::listing::Listing;
use crate::report::{self, count};
use crate::site::{Site, Spared};

/// How many findings of each severity a person is shown at once.
pub const SHOWN: usize = 20;

/// Builds, reports, and says whether the findings stay below the threshold.
pub fn run(arguments: &BuildArguments) -> Result<bool, Fatal> {
    // Where somebody writes files meanwhile, all are read once, and before anything is made of them.
    attempt(arguments, true)?.map_or_else(|| Ok(attempt(arguments, false)?.unwrap_or(false)), Ok)
}

/// The same; nothing where files have changed between two looks at them. Only who `spares` what is known takes a second look.
fn attempt(arguments: &BuildArguments, spares: bool) -> Result<Option<bool>, Fatal> {
    let started = Instant::now();
    let mut stages = Stages { started, stages: Vec::new() };
    let (out, shard) = (out(arguments), arguments.shard);
    let request = Request {
        site: arguments.site.clone(),
        locales: arguments.locales.clone(),
        base_url: arguments.base_url.clone(),
        now: moment_of(arguments)?,
        drafts: arguments.drafts,
        keeps_units: false,
        keeps_records: false,
        highlights: true,
        ignored: vec![out.clone()],
    };
    let look = || {
        let moment = SystemTime::now();
        let config = load::discover(&request)?;
        refuse_to_replace_content(&out, &config)?;
        let memory = caches::file("builds").and_then(|memories| {
            let made_by = format!("{:?} {shard:?}", program()?);
            Memory::new(&memories, &out, &config, &made_by, moment)
        });
        Ok::<_, Fatal>((config, memory))
    };
    let recall = |memory: Option<&Memory>, stages: &mut Stages| {
        let Some((report, findings)) = memory.and_then(|memory| memory.recall(&out)) else { return Ok(None) };
        stages.end("look");
        say(arguments, &report, || Listing::of_kept(&findings), &out, stages, started.elapsed())?;
        Ok(Some(shard.is_some() || !report.diagnostics.reaches(arguments.fail_on.severity())))
    };
    let is_free = Claim::is_free(&out);
    let (mut config, mut memory) = look()?;
    if is_free && let Some(fits) = recall(memory.as_ref(), &mut stages)? {
        return Ok(Some(fits));
    }
    let claim = claim(&out)?;
    if !is_free || claim.has_waited() {
        // Another build was under way, or was killed. What it read may not be what is there now.
        (config, memory) = look()?;
        if let Some(fits) = recall(memory.as_ref(), &mut stages)? {
            return Ok(Some(fits));
        }
    }
    let spares = memory.as_ref().filter(|_| spares);
    let former = spares.filter(|_| shard.is_none()).and_then(|memory| memory.former(&out));
    let unread = match &former {
        Some(former) => Some(former.unread()),
        // A build with a Markdown file beside each page, or with the texts of the source on it, reads them all again.
        None if config.llms || config.keeps_units() => None,
        None => spares.and_then(Memory::unread),
    };
    let sources = match unread.as_ref().filter(|_| former.is_some()) {
        Some(unread) => load::load_but(&config, unread)?,
        None => load::load(&config)?,
    };
    let part = shard.map(|shard| Part::new(shard, &config, &sources));
    stages.end("load");
    let remembered = former.as_ref().map(Former::remembered);
    let again = |source: &Source| unread.as_ref()?.again(&config, source);
    let spared = Spared { remembered: remembered.as_ref(), again: Some(&again), ..Spared::default() };
    let (site, mut diagnostics) = Site::sparing(config.clone(), sources, &spared);
    stages.end("site");
    diagnostics = gather(&site, diagnostics);
    let known = former.as_ref().zip(remembered.as_ref());
    let standing = known.and_then(|(former, remembered)| former.standing(&site, remembered));
    let (found, sound) = check_but(&site, standing.as_ref().map_or(&Sound::default(), |standing| &standing.sound));
    diagnostics.extend(found);
    stages.end("check");
    let (renderer, found) = Renderer::new(&site);
    diagnostics.extend(found);
    let bar = progress(arguments.format == Format::Human, routes(&renderer, shard).len(), "files");
    let order = Order { part, standing, unread: unread.as_ref(), former: former.as_ref() };
    let made = build(&renderer, &claim, diagnostics, order, || bar.inc(1));
    if made.is_err() && unread.as_ref().is_some_and(Unread::is_torn) {
        return Ok(None);
    }
    let report = made?;
    bar.finish_and_clear();
    stages.end("render and write");
    stages.part("search", report.search);
    if let Some(memory) = &memory {
        memory.keep(&out, &site, &report, former.as_ref());
        // A shard is made as a whole, because its merge asks what all of it was made of.
        if shard.is_none() {
            memory.keep_pages(&site, &sound, former.as_ref());
        }
    }
    stages.end("remember");
    say(arguments, &report, || Listing::new(&site, &report.diagnostics), &out, &stages, started.elapsed())?;
    let fits = !report.diagnostics.reaches(arguments.fail_on.severity());
    // The process ends, and gives all memory back at once: to take a large site apart would take long.
    drop(renderer);
    std::mem::forget(site);
    // A shard sees a part of the findings; who merges them judges all.
    Ok(Some(shard.is_some() || fits))
}

/// Claims a folder to build into. Who else builds there is waited for, and that is said at once: the last to start has read the
/// newest files, and its site is the one that stays.
pub fn claim(out: &Path) -> Result<Claim, Fatal> {
    Claim::on(out, |process| {
        let own = process.map_or(String::new(), |process| format!(" (process {process})"));
        let _ = writeln!(std::io::stderr(), "diglot: waiting for another build into {}{own}", out.display());
    })
}

/// What tells one program from another: where it is called from, because files are named from there, and its own file.
fn program() -> Option<(PathBuf, u64, Option<SystemTime>)> {
    let own = std::env::current_exe().and_then(std::fs::metadata).ok()?;
    Some((std::env::current_dir().ok()?, own.len(), own.modified().ok()))
}

fn say<'l>(
    arguments: &BuildArguments,
    report: &Report,
    listing: impl FnOnce() -> Listing<'l>,
    out: &Path,
    stages: &Stages,
    took: Duration,
) -> Result<(), Fatal> {
    let mut said = Said::default();
    match arguments.format {
        Format::Json => {
            said.json(&as_json(report, &listing(), out, took, arguments.timings.then_some(stages)));
        }
        Format::Human => {
            said.findings(&report.diagnostics, SHOWN);
            if arguments.timings {
                for (name, took) in &stages.stages {
                    said.line(format!("{name:>18} {:>9.1} ms", took.as_secs_f64() * 1000.0));
                }
            }
            let done = arguments.shard.map_or("Built".to_owned(), |shard| format!("Built shard {shard}:"));
            said.line(closing_line(&done, report, out, took));
        }
    }
    said.say()
}

/// The moment of a build. Shards of one build need one moment, and clocks of several machines have none.
fn moment_of(arguments: &BuildArguments) -> Result<Timestamp, Fatal> {
    match (said_moment(arguments.now)?, arguments.shard) {
        (None, Some(_)) => Err(Fatal::new(
            "a shard must be told the moment of the build, because all shards need the same",
            "Give each of them the same --now, such as --now 2026-03-05T09:00:00Z, or the same SOURCE_DATE_EPOCH.",
        )),
        (said, _) => Ok(said.unwrap_or_else(Timestamp::now)),
    }
}

/// Reads `--now`.
pub fn moment(argument: &str) -> Result<Timestamp, String> {
    publication::moment(argument).ok_or_else(|| "write a day as 2026-03-05, or 2026-03-05T09:00:00Z".to_owned())
}

/// The moment that pages are compared with: what was asked for, else what a reproducible build says, else now.
pub fn now(asked: Option<Timestamp>) -> Result<Timestamp, Fatal> {
    Ok(said_moment(asked)?.unwrap_or_else(Timestamp::now))
}

/// The moment that somebody has said.
fn said_moment(asked: Option<Timestamp>) -> Result<Option<Timestamp>, Fatal> {
    const EPOCH: &str = "SOURCE_DATE_EPOCH";
    if asked.is_some() {
        return Ok(asked);
    }
    match std::env::var(EPOCH) {
        Ok(written) if !written.is_empty() => {
            let seconds = written.trim().parse().ok();
            seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()).map(Some).ok_or_else(|| {
                Fatal::new(
                    format!("{EPOCH} is `{written}`, and no number of seconds since 1970"),
                    "Mend it, unset it, or give --now.",
                )
            })
        }
        _ => Ok(None),
    }
}

/// The day of [`now`].
pub fn today() -> Result<jiff::civil::Date, Fatal> {
    now(None).map(|now| jiff::tz::Offset::UTC.to_datetime(now).date())
}

/// Where to build: `_site` beside the content unless said otherwise.
fn out(arguments: &BuildArguments) -> PathBuf {
    match (&arguments.out, &arguments.site) {
        (Some(out), _) => out.clone(),
        (None, Some(site)) => site.join("_site"),
        (None, None) => PathBuf::from("_site"),
    }
}

/// An output folder that holds content would replace it.
fn refuse_to_replace_content(out: &Path, config: &Config) -> Result<(), Fatal> {
    let Ok(out) = std::fs::canonicalize(out) else { return Ok(()) };
    let held = config
        .locales
        .iter()
        .find(|locale| std::fs::canonicalize(&locale.root).is_ok_and(|root| root.starts_with(&out)));
    match held {
        Some(locale) => Err(Fatal::new(
            format!("{} holds the content of {}", out.display(), locale.tag),
            "Name a folder of its own to build into: --out DIR.",
        )),
        None => Ok(()),
    }
}

/// How long each stage took.
pub struct Stages {
    started: Instant,
    stages: Vec<(&'static str, Duration)>,
}

impl Stages {
    fn end(&mut self, name: &'static str) {
        let now = Instant::now();
        self.stages.push((name, now - self.started));
        self.started = now;
    }

    /// Says apart how long a part of the last stage took.
    fn part(&mut self, name: &'static str, took: Duration) {
        if let Some((_, whole)) = self.stages.last_mut() {
            *whole = whole.saturating_sub(took);
        }
        self.stages.push((name, took));
    }
}

/// A bar where a person watches a terminal; nothing elsewhere.
pub fn progress(for_people: bool, count: usize, what: &str) -> ProgressBar {
    if !for_people || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(&format!("{{bar:32}} {{pos}}/{{len}} {what}"));
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(count as u64).with_style(style)
}

/// What was done, in one line.
pub fn closing_line(done: &str, report: &Report, out: &Path, took: Duration) -> String {
    let locales: Vec<String> = report.locales.iter().map(locale_line).collect();
    let findings = report::tally(&report.diagnostics);
    let seconds = took.as_secs_f64();
    let withheld = match report.locales.iter().map(|locale| locale.withheld).sum() {
        0 => String::new(),
        withheld => format!("; {} withheld (drafts or out of their dates)", count(withheld, "page")),
    };
    format!(
        "{done} {} into {} in {seconds:.2} s ({}; {} new or changed){withheld}. {findings}.",
        if locales.is_empty() { "nothing".to_owned() } else { locales.join("; ") },
        out.display(),
        count(report.files, "file"),
        report.written,
    )
}

fn locale_line(locale: &LocaleReport) -> String {
    let mut line = format!("{} {}", locale.tag, count(locale.pages, "page"));
    if locale.fallback > 0 {
        line.push_str(&format!(" (and {} shown in another language)", locale.fallback));
    }
    line
}

/// What was done, for programs.
pub fn as_json(
    report: &Report,
    listing: &Listing<'_>,
    out: &Path,
    took: Duration,
    stages: Option<&Stages>,
) -> serde_json::Value {
    let locales: Vec<_> = report
        .locales
        .iter()
        .map(|locale| json!({ "tag": locale.tag, "pages": locale.pages, "fallback": locale.fallback, "redirects": locale.redirects, "withheld": locale.withheld }))
        .collect();
    let mut object = json!({
        "version": report::json::VERSION,
        "out": out.to_string_lossy().replace('\\', "/"),
        "locales": locales,
        "files": report.files,
        "written": report.written,
        "kept": report.kept,
        "seconds": took.as_secs_f64(),
        "findings": {
            "error": listing.count(Severity::Error),
            "warning": listing.count(Severity::Warning),
            "note": listing.count(Severity::Note),
        },
        "diagnostics": report::json::values(listing),
    });
    if let (Some(stages), Some(object)) = (stages, object.as_object_mut()) {
        let timings =
            stages.stages.iter().map(|(name, took)| ((*name).to_owned(), took.as_secs_f64().into())).collect();
        object.insert("timings".to_owned(), serde_json::Value::Object(timings));
    }
    object
}
