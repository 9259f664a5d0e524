//! `diglot merge`

use std::path::PathBuf;
use std::time::Instant;

use super::build::{SHOWN, as_json, claim, closing_line};
use super::{Format, MergeArguments, Said};
use crate::build::merge;
use crate::diagnostics::Fatal;
use crate::report::count;
use crate::report::listing::Listing;

/// Joins the shards, reports what a whole build reports, and says whether the findings stay below the threshold.
pub fn run(arguments: &MergeArguments) -> Result<bool, Fatal> {
    let started = Instant::now();
    let out = arguments.out.clone().unwrap_or_else(|| PathBuf::from("_site"));
    let merged = merge(&arguments.shards, &claim(&out)?)?;
    let (report, took) = (&merged.report, started.elapsed());
    let mut said = Said::default();
    match arguments.format {
        Format::Json => {
            said.json(&as_json(report, &Listing::of_kept(&merged.findings), &out, took, None));
        }
        Format::Human => {
            said.findings(&report.diagnostics, SHOWN);
            let done = format!("Merged {}:", count(merged.shards, "shard"));
            said.line(closing_line(&done, report, &out, took));
        }
    }
    said.say()?;
    Ok(!report.diagnostics.reaches(arguments.fail_on.severity()))
}
