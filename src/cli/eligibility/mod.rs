//! `diglot eligibility`

mod arguments;
mod ask;
mod prove;
mod table;
mod test;
mod words;

use std::path::PathBuf;

use super::Said;
use crate::diagnostics::Fatal;
use crate::eligibility::{Judged, schema};
use crate::load;

pub use arguments::EligibilityCommand;

/// Works on eligibility programs.
pub fn run(command: &EligibilityCommand) -> Result<bool, Fatal> {
    match command {
        EligibilityCommand::Prove(arguments) => prove::run(arguments),
        EligibilityCommand::Test(arguments) => test::run(arguments),
        EligibilityCommand::Table(arguments) => table::run(arguments),
        EligibilityCommand::Ask(arguments) => ask::run(arguments),
        EligibilityCommand::Schema => {
            let mut said = Said::default();
            said.report(schema::schema());
            said.say().map(|()| true)
        }
    }
}

/// The programs in some files, judged on a day.
fn programs(files: &[PathBuf], today: jiff::civil::Date) -> Result<Vec<Judged>, Fatal> {
    let inputs = load::files(files)?;
    let judged = inputs.into_iter().map(|input| {
        let text = String::from_utf8_lossy(&input.bytes).into_owned();
        Judged::new(input.file, text.into(), today)
    });
    Ok(judged.collect())
}
