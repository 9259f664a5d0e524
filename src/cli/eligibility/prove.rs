//! `diglot eligibility prove`

use super::arguments::ProveArguments;
use crate::diagnostics::Fatal;

/// Proves programs.
pub fn run(arguments: &ProveArguments) -> Result<bool, Fatal> {
    let _ = super::programs(&arguments.files, jiff::civil::Date::MIN)?;
    Ok(true)
}
