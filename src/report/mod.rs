//! Findings and results as people and programs read them.

mod human;
mod json;

pub use human::{count, findings as human_findings, tally};
pub use json::diagnostic as json_diagnostic;
