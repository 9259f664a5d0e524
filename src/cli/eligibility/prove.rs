//! `diglot eligibility prove`

use super::arguments::ProveArguments;
use crate::cli::{Said, build};
use crate::diagnostics::{Fatal, Severity};
use crate::eligibility::Judged;
use crate::eligibility::paths::Paths;
use crate::eligibility::prove::Figures;
use crate::report::count;

/// Proves programs, and says what was found.
pub fn run(arguments: &ProveArguments) -> Result<bool, Fatal> {
    let today = build::today()?;
    let mut said = Said::default();
    let mut sound = true;
    for judged in super::programs(&arguments.files, today)? {
        sound &= judged.is_sound;
        said.findings(&judged.diagnostics, usize::MAX);
        figures(&judged, &mut said);
    }
    said.say().map(|()| sound)
}

/// A program in figures.
fn figures(judged: &Judged, said: &mut Said) {
    let errors = judged.diagnostics.iter().filter(|found| found.severity == Severity::Error).count();
    said.line(match judged.is_sound {
        true => format!("{}: proved", judged.file),
        false => format!("{}: {}", judged.file, count(errors, "error")),
    });
    let Some(proof) = &judged.proof else { return };
    for figures in &proof.regimes {
        said.line(regime(figures, proof.regimes.len() > 1));
    }
    let Some(noticed) = judged.noticed() else { return };
    let all = noticed.caught + noticed.missed.len();
    said.line(format!(
        "  Scenarios notice {} of {all} changes of one condition ({} %); {} more would make no difference.",
        noticed.caught,
        noticed.percent(),
        noticed.equivalent
    ));
    for missed in &noticed.missed {
        said.line(format!("    No scenario notices when {missed}."));
    }
}

fn regime(figures: &Figures, is_one_of_several: bool) -> String {
    let when = match figures.from {
        Some(from) => format!("From {from}: "),
        None if is_one_of_several => "At first: ".to_owned(),
        None => String::new(),
    };
    let paths = |paths: Option<Paths>| match paths {
        Some(paths) => format!("{} paths of up to {} questions", paths.count, paths.longest),
        None => "more paths than can be counted".to_owned(),
    };
    format!(
        "  {when}{} combinations; {} to the outcome, {} to every criterion; at most {} states in one evaluation; {} bytes.",
        figures.combinations,
        paths(figures.shortest),
        paths(figures.whole),
        figures.steps,
        figures.bytes
    )
}
