//! Findings and results as people and programs read them.

pub mod alignment;
pub mod eligibility;
pub mod github;
mod human;
pub mod json;
pub mod junit;
pub mod listing;
pub mod said;
pub mod sarif;
pub mod status;

pub use human::{count, findings as human_findings, report as human_report, tally};
