//! The command line: what is asked for, and what is answered.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is the layer that talks to people, and to the clock for them"
)]

mod arguments;
mod baseline;
mod build;
mod caches;
mod check;
mod eligibility;
mod exchange;
mod explain;
mod external;
mod import;
mod ledger;
mod merge;
mod mv;
mod new;
mod past;
mod records;
mod serve;
mod shell;
mod status;
mod units;

use std::io::Write;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use arguments::*;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Fatal, Severity};
use crate::load::{self, Request};
use crate::model::Config;
use crate::report;
use crate::site::judgement::Judge;
use crate::site::{Site, Spared};
use crate::text::escape::for_terminal;
use crate::write::set::Turn;

/// The exit statuses with their meanings: what [`run`] gives, and what a script may rely on.
pub const EXIT_STATUSES: [(u8, &str); 3] = [
    (DONE, "The command did what it was asked to do."),
    (FINDINGS, "There are findings at or above the threshold."),
    (COULD_NOT_RUN, "The command could not run, for example because a folder cannot be read or an option is unknown."),
];

const DONE: u8 = 0;
const FINDINGS: u8 = 1;
const COULD_NOT_RUN: u8 = 2;

/// The command line as a value: commands, options and what they say of themselves.
pub fn command() -> clap::Command {
    Arguments::command()
}

/// Runs the command that the process was started with, and gives one of the [`EXIT_STATUSES`].
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match arguments.command {
        Command::New(arguments) => new::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Build(arguments) => build::run(&arguments),
        Command::Merge(arguments) => merge::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Ledger(command) => ledger::run(&command),
        Command::Status(arguments) => status::run(&arguments),
        Command::Units(command) => units::run(&command),
        Command::Eligibility(command) => eligibility::run(&command),
        Command::Mv(arguments) => mv::run(&arguments),
        Command::Completions(arguments) => shell::completions(&arguments),
        Command::Man(arguments) => shell::man(&arguments),
    };
    match result {
        Ok(true) => ExitCode::from(DONE),
        Ok(false) => ExitCode::from(FINDINGS),
        Err(fatal) => could_not_run(&fatal),
    }
}

/// The site that a command works on, with its units. What is broken in it, or in what is remembered of it, is said.
fn site(arguments: &SiteArguments) -> Result<Site, Fatal> {
    site_with(arguments, true, |_| Ok(())).map(|(site, ())| site)
}

/// The same for a command that changes it, with the command's turn.
fn site_to_change(arguments: &SiteArguments) -> Result<(Site, Turn), Fatal> {
    site_with(arguments, true, records::turn)
}

/// The same with what tells how its units stand, but without their texts.
fn site_with_traces(arguments: &SiteArguments) -> Result<Site, Fatal> {
    site_with(arguments, false, |_| Ok(())).map(|(site, ())| site)
}

fn site_with<T>(
    arguments: &SiteArguments,
    keeps_units: bool,
    first: impl FnOnce(&Config) -> Result<T, Fatal>,
) -> Result<(Site, T), Fatal> {
    /// How many findings are shown; `diglot check` tells of all.
    const SHOWN: usize = 10;
    let request = Request {
        site: arguments.site.clone(),
        locales: arguments.locales.clone(),
        now: build::now(None)?,
        keeps_units,
        ..Request::default()
    };
    let config = Config { tells_states: true, ..load::discover(&request)? };
    let first = first(&config)?;
    let sources = load::load(&config)?;
    let (site, found) = Site::sparing(config, sources, &Spared { defers_html: true, ..Spared::default() });
    let matters = |found: &Diagnostic| found.severity == Severity::Error || found.code == Code::InvalidLedger;
    let found: Diagnostics = Judge::new(&site).judge(found).findings.into_iter().filter(matters).collect();
    let mut said = Said::default();
    if !found.is_empty() {
        said.findings(&found, SHOWN);
    }
    said.say()?;
    Ok((site, first))
}

fn could_not_run(fatal: &Fatal) -> ExitCode {
    // Where nobody listens any more the status still tells.
    let _ = writeln!(std::io::stderr(), "diglot: {}", for_terminal(&fatal.to_string()));
    ExitCode::from(COULD_NOT_RUN)
}

/// What a change of a file's text or name comes to, as `git apply` and `patch -p1` read it.
fn difference(from: &str, to: &str, old: &str, new: &str) -> String {
    let changes = similar::TextDiff::from_lines(old, new);
    changes.unified_diff().header(&format!("a/{from}"), &format!("b/{to}")).to_string()
}

/// What a command says when its work is done: findings to standard error, all else to standard output.
#[derive(Debug, Default)]
struct Said {
    lines: String,
    findings: String,
}

impl Said {
    fn line(&mut self, line: impl AsRef<str>) {
        self.lines.push_str(&for_terminal(line.as_ref()));
        self.lines.push('\n');
    }

    /// Adds a value for programs on a line of its own.
    fn json(&mut self, value: &serde_json::Value) {
        self.report(format!("{value}\n"));
    }

    /// Adds a report as it stands.
    fn report(&mut self, text: String) {
        self.lines.push_str(&text);
    }

    /// Adds a word to standard error, where it disturbs no report.
    fn aside(&mut self, line: impl AsRef<str>) {
        self.findings.push_str(&for_terminal(line.as_ref()));
        self.findings.push('\n');
    }

    fn findings(&mut self, diagnostics: &Diagnostics, limit: usize) {
        self.findings.push_str(&report::human_findings(diagnostics, limit));
    }

    /// Says it. A reader who has gone away (`| head`) is no failure; an output that cannot be written is.
    fn say(self) -> Result<(), Fatal> {
        let written = |result: std::io::Result<()>| match result {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Fatal::new(
                format!("what there is to say cannot be written: {error}"),
                "Check where standard output and standard error lead; the work itself is done.",
            )),
            _ => Ok(()),
        };
        written(std::io::stderr().write_all(self.findings.as_bytes()))?;
        let mut out = std::io::stdout();
        written(out.write_all(self.lines.as_bytes()).and_then(|()| out.flush()))
    }
}
