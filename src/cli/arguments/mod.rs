//! The commands with their arguments and options, and what `--help` says of them.

mod translations;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::Timestamp;

use super::build;
use super::eligibility::EligibilityCommand;
use crate::build::Shard;
use crate::diagnostics::{Code, Severity};
use crate::load::LocaleArgument;
use crate::model::LocaleTag;

pub(super) use translations::*;

/// Turns multilingual Markdown into a documentation site.
#[derive(Debug, Parser)]
#[command(name = "diglot", version, about)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Start a site: a small one that builds, with comments that explain it.
    New(NewArguments),
    /// Preview the site in a browser, and show each change as soon as its file is saved.
    Serve(ServeArguments),
    /// Build the site.
    Build(BuildArguments),
    /// Join the shards of a build (`diglot build --shard`) to the very site that a whole build makes.
    Merge(MergeArguments),
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
    /// Work on eligibility programs: rules that tell readers whether they qualify.
    #[command(subcommand)]
    Eligibility(EligibilityCommand),
    /// Write the script with which a shell completes commands, options and their values.
    Completions(CompletionsArguments),
    /// Write pages for `man`.
    Man(ManArguments),
}

/// `diglot completions`
#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArguments {
    /// The shell
    pub(super) shell: clap_complete::Shell,
}

/// `diglot man`
#[derive(Debug, clap::Args)]
pub(super) struct ManArguments {
    /// The folder to write a page for each command into [default: the page of `diglot` alone, on standard output]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
}

/// The site that a command works on.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct SiteArguments {
    /// The folder of the site, as in `diglot build` [default: .]
    pub(super) site: Option<PathBuf>,
    /// Only this locale; with a folder, add or replace the locale
    #[arg(long = "locale", value_name = "TAG[=DIR]")]
    pub(super) locales: Vec<LocaleArgument>,
}

/// `diglot serve`
#[derive(Debug, clap::Args)]
pub(super) struct ServeArguments {
    /// The folder of the site, as in `diglot build` [default: .]
    pub(super) site: Option<PathBuf>,
    /// Show only this locale; with a folder, add or replace the locale. A pseudo-locale, such as qps-ploc, needs none
    #[arg(long = "locale", value_name = "TAG[=DIR]")]
    pub(super) locales: Vec<LocaleArgument>,
    /// The port to listen on; where it is taken, the next free one
    #[arg(long, value_name = "N", default_value_t = 8000)]
    pub(super) port: u16,
    /// The address to listen on. Any other than the default shows the site to whoever reaches it
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(super) host: String,
    /// Open a browser
    #[arg(long)]
    pub(super) open: bool,
    /// Show drafts, and pages whose `publish` is yet to come, as in `diglot build`
    #[arg(long)]
    pub(super) drafts: bool,
    /// The moment that `publish` and `expires` are compared with, as in `diglot build` [default: SOURCE_DATE_EPOCH, else the
    /// clock]
    #[arg(long, value_name = "DATE", value_parser = build::moment)]
    pub(super) now: Option<Timestamp>,
    /// The address by which your editor opens a file, with {file}, {line} and {column} in their places
    #[arg(long, value_name = "URL", default_value = "vscode://file{file}:{line}:{column}")]
    pub(super) editor: String,
}

/// `diglot build`
#[derive(Debug, clap::Args)]
pub(super) struct BuildArguments {
    /// The folder of the site: with site.yaml, with a folder for each language, or a docfx repository [default: .]
    pub(super) site: Option<PathBuf>,
    /// The folder to build into [default: _site in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// The address under which the site will be published
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// Build only this locale; with a folder, add or replace the locale. A pseudo-locale, such as qps-ploc, needs none
    #[arg(long = "locale", value_name = "TAG[=DIR]")]
    pub(super) locales: Vec<LocaleArgument>,
    /// Show drafts, and pages whose `publish` is yet to come; each says so, and search engines are asked to stay away.
    /// Pages that have expired stay withheld
    #[arg(long)]
    pub(super) drafts: bool,
    /// The moment that `publish` and `expires` are compared with, as 2026-03-05 or 2026-03-05T09:00:00Z [default:
    /// SOURCE_DATE_EPOCH, else the clock]
    #[arg(long, value_name = "DATE", value_parser = build::moment)]
    pub(super) now: Option<Timestamp>,
    /// Build only this part of the site, such as 2/4: the second of four. Each part has its own machine or its own process, and
    /// `diglot merge` joins them. All of them need the same --now. A part never fails for its findings
    #[arg(long, value_name = "I/N", conflicts_with = "fail_on")]
    pub(super) shard: Option<Shard>,
    /// Say how long each stage took
    #[arg(long)]
    pub(super) timings: bool,
    /// The least severity of a finding with which the command fails
    #[arg(long, value_enum, default_value_t = Threshold::Error)]
    pub(super) fail_on: Threshold,
    /// How the result is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
}

/// `diglot merge`
#[derive(Debug, clap::Args)]
pub(super) struct MergeArguments {
    /// The folders that the shards were built into, all of them, in any order
    #[arg(required = true, value_name = "DIR")]
    pub(super) shards: Vec<PathBuf>,
    /// The folder for the whole site [default: _site]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// The least severity of a finding with which the command fails
    #[arg(long, value_enum, default_value_t = Threshold::Error)]
    pub(super) fail_on: Threshold,
    /// How the result is written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
}

/// `diglot check`
#[derive(Debug, clap::Args)]
pub(super) struct CheckArguments {
    /// The folder of the site, as in `diglot build` [default: .]
    pub(super) site: Option<PathBuf>,
    /// Check only this locale; with a folder, add or replace the locale. A pseudo-locale, such as qps-ploc, needs none
    #[arg(long = "locale", value_name = "TAG[=DIR]")]
    pub(super) locales: Vec<LocaleArgument>,
    /// How the findings are written
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub(super) format: ReportFormat,
    /// The file to write them to [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// The least severity of a finding with which the command fails
    #[arg(long, value_enum, default_value_t = Threshold::Error)]
    pub(super) fail_on: Threshold,
    /// Only findings with these codes [default: all of them]
    #[arg(long, value_name = "CODE,...", value_delimiter = ',', value_parser = code)]
    pub(super) only: Vec<Code>,
    /// Only findings that authors of the source can mend, or only those that translators can
    #[arg(long, value_enum, default_value_t = Scope::All)]
    pub(super) scope: Scope,
    /// Let pass what this file remembers
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Remember the findings in this file, and let them pass
    #[arg(long, value_name = "FILE")]
    pub(super) write_baseline: Option<PathBuf>,
    /// Ask the web, too, whether the web addresses that the site links to are there. Nothing else connects to the network
    #[arg(long)]
    pub(super) external: bool,
    /// With --external: the file that remembers the answers, so that for a day nobody is asked again for what is there
    /// [default: diglot/web-links.json in the folder for caches of your system]
    #[arg(long, value_name = "FILE", requires = "external")]
    pub(super) external_cache: Option<PathBuf>,
    /// Apply the fixes that change no meaning
    #[arg(long)]
    pub(super) fix: bool,
    /// With --fix: show what would be changed, and change nothing
    #[arg(long, requires = "fix")]
    pub(super) dry_run: bool,
    /// Check drafts too, and pages whose `publish` is yet to come
    #[arg(long)]
    pub(super) drafts: bool,
    /// The moment that `publish` and `expires` are compared with, as in `diglot build` [default: SOURCE_DATE_EPOCH,
    /// else the clock]
    #[arg(long, value_name = "DATE", value_parser = build::moment)]
    pub(super) now: Option<Timestamp>,
}

/// `diglot explain`
#[derive(Debug, clap::Args)]
pub(super) struct ExplainArguments {
    /// The code of the finding, such as broken-link
    #[arg(value_name = "CODE", value_parser = code, required_unless_present = "all", conflicts_with = "all")]
    pub(super) code: Option<Code>,
    /// All findings
    #[arg(long)]
    pub(super) all: bool,
    /// How they are written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(super) format: Format,
}

/// Reads a finding's code.
pub(super) fn code(name: &str) -> Result<Code, String> {
    let code = Code::from_name(name);
    code.ok_or_else(|| format!("there is no finding `{name}`; `diglot explain --all` tells of them all"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    Human,
    Json,
    Sarif,
    Github,
    Junit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Scope {
    Source,
    Translations,
    All,
}

/// `diglot new`
#[derive(Debug, clap::Args)]
pub(super) struct NewArguments {
    /// The folder to make
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// The languages of the site; the first is the one that others are translated from
    #[arg(long, value_name = "TAG,...", value_delimiter = ',', default_value = "en-US")]
    pub(super) locales: Vec<LocaleTag>,
}

/// `diglot import`
#[derive(Debug, clap::Args)]
pub(super) struct ImportArguments {
    /// The pages to import, whatever the files are called
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// The folder of the site; it is made where there is none
    #[arg(long, value_name = "SITE")]
    pub(super) into: PathBuf,
    /// The language of all these pages, whatever they say
    #[arg(long, value_name = "TAG")]
    pub(super) locale: Option<LocaleTag>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Overwrite pages that are there with another text
    #[arg(long)]
    pub(super) force: bool,
}

/// `diglot mv`
#[derive(Debug, clap::Args)]
pub(super) struct MvArguments {
    /// The page: its path below the folder of its language, such as help/join, or the path to one of its files
    #[arg(value_name = "OLD")]
    pub(super) from: String,
    /// Its new path, likewise; with a slash at the end, the folder that it goes to
    #[arg(value_name = "NEW")]
    pub(super) to: String,
    /// The folder of the site, as in `diglot build` [default: .]
    #[arg(long, value_name = "DIR")]
    pub(super) site: Option<PathBuf>,
    /// Add or replace a locale
    #[arg(long = "locale", value_name = "TAG=DIR")]
    pub(super) locales: Vec<LocaleArgument>,
    /// Show what would be changed, and change nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Threshold {
    Error,
    Warning,
    Note,
}

impl Threshold {
    pub(super) fn severity(self) -> Severity {
        match self {
            Threshold::Error => Severity::Error,
            Threshold::Warning => Severity::Warning,
            Threshold::Note => Severity::Note,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Human,
    Json,
}
