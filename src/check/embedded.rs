//! Checks that pages show, of programs that are not there.

use super::cause::Finding;
use crate::diagnostics::Code;
use crate::model::DocumentId;
use crate::site::Site;
use crate::text::names::{listed, nearest};

/// Checks every page and every include that readers see.
pub fn check(site: &Site) -> Vec<Finding> {
    let shown = (0..site.documents.len()).map(DocumentId).filter(|id| site.shows(*id));
    shown
        .map(|id| site.document(id))
        .flat_map(|document| document.body.checks.iter().map(move |check| (document, check)))
        .filter(|(_, check)| !site.programs.contains_key(&check.program))
        .map(|(document, check)| {
            let names = || site.programs.keys().map(String::as_str);
            let help = match nearest(&check.program, names()) {
                Some(name) => format!("Write `program=\"{name}\"`."),
                None if site.programs.is_empty() => "Write the program: `content/eligibility/NAME.yaml`.".to_owned(),
                None => format!("There are {}.", listed("`", names())),
            };
            let place = site.place(document, check.span);
            let message = format!("there is no eligibility program `{}`", check.program);
            Finding::new(Code::UnknownProgram, place, message, help).of(&check.program)
        })
        .collect()
}
