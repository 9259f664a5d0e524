//! `diglot eligibility test`

use super::arguments::TestArguments;
use crate::diagnostics::Fatal;

/// Runs scenarios.
pub fn run(arguments: &TestArguments) -> Result<bool, Fatal> {
    let _ = super::programs(&arguments.files, arguments.as_of.unwrap_or(jiff::civil::Date::MIN))?;
    Ok(true)
}
