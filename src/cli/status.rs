//! `diglot status`

use std::collections::HashMap;

use super::past::Repository;
use super::{Said, StatusArguments, StatusFormat};
use crate::diagnostics::Fatal;
use crate::model::{Document, DocumentId, LocaleId, UnitState};
use crate::parse::page::reread;
use crate::render::{self, Renderer};
use crate::report::status::{self, Report, Since, Told};
use crate::site::judgement::Judge;
use crate::write;

/// How many findings in templates are shown at once.
const SHOWN: usize = 20;

/// Says how far every locale is.
pub fn run(arguments: &StatusArguments) -> Result<bool, Fatal> {
    // Programs are told the texts of all units, people hardly any, unless they ask for what stands well.
    let tells_all = arguments.format == StatusFormat::Json && arguments.only.is_empty();
    let asks_for_most = tells_all || arguments.only.iter().any(|state| status::stands_well(*state));
    let site = if asks_for_most { super::site(&arguments.site)? } else { super::site_with_traces(&arguments.site)? };
    let only = if tells_all { UnitState::ALL.to_vec() } else { arguments.only.clone() };
    let mut report = Report::new(&site, only);
    if let Some(revision) = &arguments.since {
        report.since = Some(since(&report, revision)?);
    }
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
    drop(report);
    // The command ends here, and the system takes back all of it at once.
    std::mem::forget(site);
    Ok(true)
}

/// What the changes since a revision cost every locale.
fn since(report: &Report<'_>, revision: &str) -> Result<Since, Fatal> {
    let site = report.site;
    let repository = Repository::open(site, None)?;
    let commit = repository.revision(revision)?;
    let mut then: HashMap<DocumentId, Document> = HashMap::new();
    for (index, document) in site.documents.iter().enumerate() {
        if Some(document.locale) != site.config.source_locale {
            continue;
        }
        if let Some(text) = repository.text(commit, &document.path)? {
            then.insert(DocumentId(index), reread(document, &text));
        }
    }
    let cost = |(locale, pages): &(LocaleId, Vec<Told>)| {
        (*locale, site.cost_since(*locale, pages.iter().map(|told| &told.page), &then))
    };
    let costs = report.locales.iter().map(cost).collect();
    Ok(Since { revision: revision.to_owned(), costs })
}
