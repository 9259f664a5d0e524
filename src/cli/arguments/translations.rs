//! The commands about translations: how far they are, their units, what is remembered of them.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::SiteArguments;
use crate::load::LocaleArgument;
use crate::model::UnitState;

/// `diglot status`
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct StatusArguments {
    #[command(flatten)]
    pub(in crate::cli) site: SiteArguments,
    /// How it is written
    #[arg(long, value_enum, default_value_t = StatusFormat::Table)]
    pub(in crate::cli) format: StatusFormat,
    /// The file to write it to [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Tell only units in these states one by one [default: all of them; in a table none, in HTML those that
    /// want something]
    #[arg(long, value_name = "STATE,...", value_delimiter = ',', value_parser = unit_state)]
    pub(in crate::cli) only: Vec<UnitState>,
    /// Say, too, what the source has changed since a commit, a branch or a tag, and what that costs each language
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) since: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum StatusFormat {
    Table,
    Json,
    Html,
}

/// Reads the state of a unit.
pub(in crate::cli) fn unit_state(name: &str) -> Result<UnitState, String> {
    UnitState::from_name(name).ok_or_else(|| {
        let names: Vec<&str> = UnitState::ALL.iter().map(|state| state.name()).collect();
        format!("there is no state `{name}`; the states are {}", names.join(", "))
    })
}

/// `diglot units`
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum UnitsCommand {
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
pub(in crate::cli) struct ExportArguments {
    #[command(flatten)]
    pub(in crate::cli) site: SiteArguments,
    /// The format of the file
    #[arg(long, value_enum)]
    pub(in crate::cli) format: ExchangeFormat,
    /// Only units in these states [default: all of them; for TMX fresh, reviewed and unknown ones]
    #[arg(long, value_name = "STATE,...", value_delimiter = ',', value_parser = unit_state)]
    pub(in crate::cli) only: Vec<UnitState>,
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ExchangeFormat {
    Xliff,
    Po,
    Tmx,
}

/// `diglot units import`
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ImportUnitsArguments {
    /// The folder of the site, as in `diglot build`; and the files that came back: PO, TMX or XLIFF, by their names
    #[arg(required = true, value_name = "[SITE] FILE")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Add or replace a locale with its folder
    #[arg(long = "locale", value_name = "TAG[=DIR]")]
    pub(in crate::cli) locales: Vec<LocaleArgument>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
}

/// `diglot units align`
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct AlignArguments {
    #[command(flatten)]
    pub(in crate::cli) site: SiteArguments,
    /// How it is written; JSON is one object for each page, each on a line of its own
    #[arg(long, value_enum, default_value_t = AlignmentFormat::Table)]
    pub(in crate::cli) format: AlignmentFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum AlignmentFormat {
    Table,
    Json,
}

/// `diglot units extract`
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct ExtractArguments {
    /// The bilingual files. A file in one language is written as it is
    #[arg(required = true, value_name = "FILE")]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Which language to keep: the translation, or the source that stands beside it
    #[arg(long, value_enum)]
    pub(in crate::cli) half: WhichHalf,
    /// The folder to write to. Each file keeps its path below the innermost folder that all of them lie in
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum WhichHalf {
    Target,
    Source,
}

/// `diglot ledger`
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum LedgerCommand {
    /// Say that translations are right as they stand: from now on they count as made from what the source says now.
    Accept(AcceptArguments),
    /// Fill the ledger from what is known about the past: what the source said when each page was translated.
    Adopt(AdoptArguments),
    /// Forget units and source texts that are gone.
    Prune(SiteArguments),
}

/// `diglot ledger accept`
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct AcceptArguments {
    #[command(flatten)]
    pub(in crate::cli) site: SiteArguments,
    /// Only this page, by its path below the language's folder [default: every page]
    #[arg(long = "page", value_name = "KEY")]
    pub(in crate::cli) pages: Vec<String>,
    /// How the translations stand from now on
    #[arg(long, value_enum, default_value_t = AcceptedState::Fresh)]
    pub(in crate::cli) state: AcceptedState,
    /// Who made them [default: what is remembered of it, else human]
    #[arg(long, value_enum)]
    pub(in crate::cli) by: Option<By>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum AcceptedState {
    Fresh,
    Reviewed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum By {
    Human,
    Machine,
}

/// `diglot ledger adopt`
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct AdoptArguments {
    #[command(flatten)]
    pub(in crate::cli) site: SiteArguments,
    /// A folder with the source texts that the translations were made from, at the paths that they have in the source
    #[arg(long, value_name = "DIR", required_unless_present = "git", conflicts_with = "git")]
    pub(in crate::cli) source_then: Option<PathBuf>,
    /// The git repository of the source: the front matter of each translation names the commit that it was made from
    #[arg(long, value_name = "REPO")]
    pub(in crate::cli) git: Option<PathBuf>,
    /// With --git: the field of front matter that names the commit
    #[arg(long, value_name = "FIELD", requires = "git", default_value = "ms.sourcegitcommit")]
    pub(in crate::cli) key: String,
}
