//! `diglot status`

use super::{Said, StatusArguments, StatusFormat};
use crate::diagnostics::Fatal;
use crate::report::status::{self, Report};

/// Says how far every locale is.
pub fn run(arguments: &StatusArguments) -> Result<bool, Fatal> {
    let site = super::site(&arguments.site)?;
    let report = Report::new(&site, arguments.only.clone());
    let mut said = Said::default();
    said.report(match arguments.format {
        StatusFormat::Table => status::table(&report),
        StatusFormat::Json => status::json(&report),
    });
    said.say()?;
    Ok(true)
}
