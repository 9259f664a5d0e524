//! The commands about eligibility programs, and what `--help` says of them.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::model::LocaleTag;

/// `diglot eligibility`
#[derive(Debug, Subcommand)]
pub enum EligibilityCommand {
    /// Prove programs over all answers: one outcome for each, none that is never reached, nothing that can never matter.
    Prove(ProveArguments),
    /// Run the scenarios of programs.
    Test(TestArguments),
    /// Show a program as a decision table, with its questions as a tree.
    Table(TableArguments),
    /// Have the dialogue of a program here, as readers have it in a page.
    Ask(AskArguments),
    /// Print the JSON Schema of programs, for editors.
    Schema,
}

/// `diglot eligibility prove`
#[derive(Debug, clap::Args)]
pub struct ProveArguments {
    /// The programs. Their texts and pages are not looked at
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// `diglot eligibility test`
#[derive(Debug, clap::Args)]
pub struct TestArguments {
    /// The programs
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The day on which scenarios without `as-of` are judged [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
}

/// `diglot eligibility table`
#[derive(Debug, clap::Args)]
pub struct TableArguments {
    /// The program
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// How it is written; the tree is a part of the page only
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub format: TableFormat,
    /// The file to write it to [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// How a decision table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// Text, in columns.
    Text,
    /// A page.
    Html,
    /// One object.
    Json,
}

/// `diglot eligibility ask`
#[derive(Debug, clap::Args)]
pub struct AskArguments {
    /// The program
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The site whose texts are shown [default: the one that the program lies in; without one, the names of things]
    #[arg(long, value_name = "SITE")]
    pub site: Option<PathBuf>,
    /// The language
    #[arg(long, value_name = "TAG")]
    pub locale: LocaleTag,
    /// Ask about every criterion, even where the outcome is settled
    #[arg(long)]
    pub all: bool,
    /// The day whose rules hold [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "write year, month and day, as 2026-07-01".to_owned())
}
