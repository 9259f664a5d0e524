//! `diglot status`

use super::{Said, StatusArguments, StatusFormat};
use crate::diagnostics::Fatal;
use crate::render::{self, Renderer};
use crate::report::status::{self, Report};
use crate::site::judgement::Judge;
use crate::write;

/// How many findings in templates are shown at once.
const SHOWN: usize = 20;

/// Says how far every locale is.
pub fn run(arguments: &StatusArguments) -> Result<bool, Fatal> {
    let site = super::site(&arguments.site)?;
    let report = Report::new(&site, arguments.only.clone());
    let mut said = Said::default();
    let text = match arguments.format {
        StatusFormat::Table => status::table(&report),
        StatusFormat::Json => status::json(&report),
        StatusFormat::Html => {
            let (renderer, mut found) = Renderer::new(&site);
            let (text, failed) = render::status::file(&renderer, &report);
            found.extend(failed);
            said.findings(&Judge::new(&site).judge(found).findings, SHOWN);
            text
        }
    };
    match &arguments.output {
        Some(file) => write::file(file, &text, true)?,
        None => said.report(text),
    }
    said.say()?;
    Ok(true)
}
