//! The command line: what is asked for, and what is answered.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is the layer that talks to people, and to the clock for them"
)]

mod baseline;
mod build;
mod check;
mod exchange;
mod explain;
mod external;
mod import;
mod ledger;
mod mv;
mod new;
mod past;
mod records;
mod status;
mod units;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;

use crate::diagnostics::{Code, Diagnostics, Fatal, Severity};
use crate::load::{self, LocaleArgument, Request};
use crate::model::{LocaleTag, UnitState};
use crate::report;
use crate::site::Site;

/// Turns multilingual Markdown into a documentation site.
#[derive(Debug, Parser)]
#[command(name = "diglot", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start a site: a small one that builds, with comments that explain it.
    New(NewArguments),
    /// Build the site.
    Build(BuildArguments),
    /// Say what is wrong with the site: links, translations, pages. Writes nothing to the site, unless --fix asks for it.
    Check(CheckArguments),
    /// Tell what a finding means, and the way out.
    Explain(ExplainArguments),
    /// Bring pages into a site: each to its language and its name, mended on the way.
    Import(ImportArguments),
    /// Move a page in all languages, with everything that leads to it: links, navigation, redirects.
    Mv(MvArguments),
    /// Remember what translations were made from, so that a change of the source shows which of them are behind.
    #[command(subcommand)]
    Ledger(LedgerCommand),
    /// Say how far every language is: which units are missing, which are behind their source, and what has changed there.
    Status(StatusArguments),
    /// Work on translation units: what a translator sees of a page, block by block.
    #[command(subcommand)]
    Units(UnitsCommand),
}

/// The site that a command works on.
#[derive(Debug, Clone, clap::Args)]
struct SiteArguments {
    /// The folder of the site, as in `diglot build` [default: .]
    site: Option<PathBuf>,
    /// Only this locale; with a folder, add or replace the locale
    #[arg(long = "locale", value_name = "TAG[=DIR]")]
    locales: Vec<LocaleArgument>,
}

/// `diglot status`
#[derive(Debug, clap::Args)]
struct StatusArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// How it is written
    #[arg(long, value_enum, default_value_t = StatusFormat::Table)]
    format: StatusFormat,
    /// The file to write it to [default: standard output]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Tell only units in these states one by one [default: all of them; in a table none, in HTML those that
    /// want something]
    #[arg(long, value_name = "STATE,...", value_delimiter = ',', value_parser = unit_state)]
    only: Vec<UnitState>,
    /// Say, too, what the source has changed since a commit, a branch or a tag, and what that costs each language
    #[arg(long, value_name = "REV")]
    since: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StatusFormat {
    Table,
    Json,
    Html,
}

/// Reads the state of a unit.
fn unit_state(name: &str) -> Result<UnitState, String> {
    UnitState::from_name(name).ok_or_else(|| {
        let names: Vec<&str> = UnitState::ALL.iter().map(|state| state.name()).collect();
        format!("there is no state `{name}`; the states are {}", names.join(", "))
    })
}

/// `diglot units`
#[derive(Debug, Subcommand)]
enum UnitsCommand {
    /// Show the units of translations beside those of their sources.
    Align(AlignArguments),
    /// Write one language of bilingual files, every other byte as it is.
    Extract(ExtractArguments),
    /// Write units to a file that translators' tools read.
    Export(ExportArguments),
    /// Take translations from files that came back: into the pages, and into the ledger.
    Import(ImportUnitsArguments),
}

/// `diglot units export`
#[derive(Debug, clap::Args)]
struct ExportArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// The format of the file
    #[arg(long, value_enum)]
    format: ExchangeFormat,
    /// Only units in these states [default: all of them; for TMX fresh, reviewed and unknown ones]
    #[arg(long, value_name = "STATE,...", value_delimiter = ',', value_parser = unit_state)]
    only: Vec<UnitState>,
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExchangeFormat {
    Xliff,
    Po,
    Tmx,
}

/// `diglot units import`
#[derive(Debug, clap::Args)]
struct ImportUnitsArguments {
    /// The folder of the site, as in `diglot build`; and the files that came back: PO, TMX or XLIFF, by their names
    #[arg(required = true, value_name = "[SITE] FILE")]
    paths: Vec<PathBuf>,
    /// Add or replace a locale with its folder
    #[arg(long = "locale", value_name = "TAG[=DIR]")]
    locales: Vec<LocaleArgument>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
}

/// `diglot units align`
#[derive(Debug, clap::Args)]
struct AlignArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// How it is written; JSON is one object for each page, each on a line of its own
    #[arg(long, value_enum, default_value_t = AlignmentFormat::Table)]
    format: AlignmentFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AlignmentFormat {
    Table,
    Json,
}

/// `diglot units extract`
#[derive(Debug, clap::Args)]
struct ExtractArguments {
    /// The bilingual files. A file in one language is written as it is
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Which language to keep: the translation, or the source that stands beside it
    #[arg(long, value_enum)]
    half: WhichHalf,
    /// The folder to write to. Each file keeps its path below the innermost folder that all of them lie in
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum WhichHalf {
    Target,
    Source,
}

/// `diglot ledger`
#[derive(Debug, Subcommand)]
enum LedgerCommand {
    /// Say that translations are right as they stand: from now on they count as made from what the source says now.
    Accept(AcceptArguments),
    /// Fill the ledger from what is known about the past: what the source said when each page was translated.
    Adopt(AdoptArguments),
    /// Forget units and source texts that are gone.
    Prune(SiteArguments),
}

/// `diglot ledger accept`
#[derive(Debug, clap::Args)]
struct AcceptArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Only this page, by its path below the language's folder [default: every page]
    #[arg(long = "page", value_name = "KEY")]
    pages: Vec<String>,
    /// How the translations stand from now on
    #[arg(long, value_enum, default_value_t = AcceptedState::Fresh)]
    state: AcceptedState,
    /// Who made them [default: what is remembered of it, else human]
    #[arg(long, value_enum)]
    by: Option<By>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AcceptedState {
    Fresh,
    Reviewed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    Human,
    Machine,
}

/// `diglot ledger adopt`
#[derive(Debug, clap::Args)]
struct AdoptArguments {
    #[command(flatten)]
    site: SiteArguments,
    /// A folder with the source texts that the translations were made from, at the paths that they have in the source
    #[arg(long, value_name = "DIR", required_unless_present = "git", conflicts_with = "git")]
    source_then: Option<PathBuf>,
    /// The git repository of the source: the front matter of each translation names the commit that it was made from
    #[arg(long, value_name = "REPO")]
    git: Option<PathBuf>,
    /// With --git: the field of front matter that names the commit
    #[arg(long, value_name = "FIELD", requires = "git", default_value = "ms.sourcegitcommit")]
    key: String,
}

/// `diglot build`
#[derive(Debug, clap::Args)]
struct BuildArguments {
    /// The folder of the site: with site.yaml, with a folder for each language, or a docfx repository [default: .]
    site: Option<PathBuf>,
    /// The folder to build into [default: _site in the site's folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The address under which the site will be published
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Build only this locale; with a folder, add or replace the locale. A pseudo-locale, such as qps-ploc, needs none
    #[arg(long = "locale", value_name = "TAG[=DIR]")]
    locales: Vec<LocaleArgument>,
    /// Show drafts, and pages whose `publish` is yet to come; each says so, and search engines are asked to stay away.
    /// Pages that have expired stay withheld
    #[arg(long)]
    drafts: bool,
    /// The moment that `publish` and `expires` are compared with, as 2026-03-05 or 2026-03-05T09:00:00Z [default:
    /// SOURCE_DATE_EPOCH, else the clock]
    #[arg(long, value_name = "DATE", value_parser = build::moment)]
    now: Option<Timestamp>,
    /// Say how long each stage took
    #[arg(long)]
    timings: bool,
    /// The least severity of a finding with which the command fails
    #[arg(long, value_enum, default_value_t = Threshold::Error)]
    fail_on: Threshold,
    /// How the result is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// `diglot check`
#[derive(Debug, clap::Args)]
struct CheckArguments {
    /// The folder of the site, as in `diglot build` [default: .]
    site: Option<PathBuf>,
    /// Check only this locale; with a folder, add or replace the locale. A pseudo-locale, such as qps-ploc, needs none
    #[arg(long = "locale", value_name = "TAG[=DIR]")]
    locales: Vec<LocaleArgument>,
    /// How the findings are written
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    format: ReportFormat,
    /// The file to write them to [default: standard output]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The least severity of a finding with which the command fails
    #[arg(long, value_enum, default_value_t = Threshold::Error)]
    fail_on: Threshold,
    /// Only findings with these codes [default: all of them]
    #[arg(long, value_name = "CODE,...", value_delimiter = ',', value_parser = code)]
    only: Vec<Code>,
    /// Only findings that authors of the source can mend, or only those that translators can
    #[arg(long, value_enum, default_value_t = Scope::All)]
    scope: Scope,
    /// Let pass what this file remembers
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Remember the findings in this file, and let them pass
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// Ask the web, too, whether the web addresses that the site links to are there. Nothing else connects to the network
    #[arg(long)]
    external: bool,
    /// With --external: the file that remembers the answers, so that for a day nobody is asked again for what is there
    /// [default: diglot/web-links.json in the folder for caches of your system]
    #[arg(long, value_name = "FILE", requires = "external")]
    external_cache: Option<PathBuf>,
    /// Apply the fixes that change no meaning
    #[arg(long)]
    fix: bool,
    /// With --fix: show what would be changed, and change nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
    /// Check drafts too, and pages whose `publish` is yet to come
    #[arg(long)]
    drafts: bool,
    /// The moment that `publish` and `expires` are compared with, as in `diglot build` [default: SOURCE_DATE_EPOCH,
    /// else the clock]
    #[arg(long, value_name = "DATE", value_parser = build::moment)]
    now: Option<Timestamp>,
}

/// `diglot explain`
#[derive(Debug, clap::Args)]
struct ExplainArguments {
    /// The code of the finding, such as broken-link
    #[arg(value_name = "CODE", value_parser = code, required_unless_present = "all", conflicts_with = "all")]
    code: Option<Code>,
    /// All findings
    #[arg(long)]
    all: bool,
    /// How they are written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// Reads a finding's code.
fn code(name: &str) -> Result<Code, String> {
    let code = Code::from_name(name);
    code.ok_or_else(|| format!("there is no finding `{name}`; `diglot explain --all` tells of them all"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    Human,
    Json,
    Sarif,
    Github,
    Junit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Scope {
    Source,
    Translations,
    All,
}

/// `diglot new`
#[derive(Debug, clap::Args)]
struct NewArguments {
    /// The folder to make
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The languages of the site; the first is the one that others are translated from
    #[arg(long, value_name = "TAG,...", value_delimiter = ',', default_value = "en-US")]
    locales: Vec<LocaleTag>,
}

/// `diglot import`
#[derive(Debug, clap::Args)]
struct ImportArguments {
    /// The pages to import, whatever the files are called
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The folder of the site; it is made where there is none
    #[arg(long, value_name = "SITE")]
    into: PathBuf,
    /// The language of all these pages, whatever they say
    #[arg(long, value_name = "TAG")]
    locale: Option<LocaleTag>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Overwrite pages that are there with another text
    #[arg(long)]
    force: bool,
}

/// `diglot mv`
#[derive(Debug, clap::Args)]
struct MvArguments {
    /// The page: its path below the folder of its language, such as help/join, or the path to one of its files
    #[arg(value_name = "OLD")]
    from: String,
    /// Its new path, likewise; with a slash at the end, the folder that it goes to
    #[arg(value_name = "NEW")]
    to: String,
    /// The folder of the site, as in `diglot build` [default: .]
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
    /// Add or replace a locale
    #[arg(long = "locale", value_name = "TAG=DIR")]
    locales: Vec<LocaleArgument>,
    /// Show what would be changed, and change nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Threshold {
    Error,
    Warning,
    Note,
}

impl Threshold {
    fn severity(self) -> Severity {
        match self {
            Threshold::Error => Severity::Error,
            Threshold::Warning => Severity::Warning,
            Threshold::Note => Severity::Note,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

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
        Command::Build(arguments) => build::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Ledger(command) => ledger::run(&command),
        Command::Status(arguments) => status::run(&arguments),
        Command::Units(command) => units::run(&command),
        Command::Mv(arguments) => mv::run(&arguments),
    };
    match result {
        Ok(true) => ExitCode::from(DONE),
        Ok(false) => ExitCode::from(FINDINGS),
        Err(fatal) => could_not_run(&fatal),
    }
}

/// The site that a command works on, with its units.
fn site(arguments: &SiteArguments) -> Result<Site, Fatal> {
    let request = Request {
        site: arguments.site.clone(),
        locales: arguments.locales.clone(),
        now: build::now(None)?,
        keeps_units: true,
        ..Request::default()
    };
    let config = load::discover(&request)?;
    let sources = load::load(&config)?;
    Ok(Site::new(config, sources).0)
}

fn could_not_run(fatal: &Fatal) -> ExitCode {
    // Where nobody listens any more the status still tells.
    let _ = writeln!(std::io::stderr(), "diglot: {fatal}");
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
        self.lines.push_str(line.as_ref());
        self.lines.push('\n');
    }

    /// Adds a report as it stands.
    fn report(&mut self, text: String) {
        self.lines.push_str(&text);
    }

    /// Adds a word to standard error, where it disturbs no report.
    fn aside(&mut self, line: impl AsRef<str>) {
        self.findings.push_str(line.as_ref());
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
