//! Ledgers written to the disk.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::Said;
use crate::diagnostics::Fatal;
use crate::model::ledger::{Ledger, SourceTexts};
use crate::model::{Config, LocaleId};
use crate::parse::ledger;
use crate::site::Site;
use crate::write::set::Turn;

/// Ledgers as they are to be written.
pub struct Written {
    /// The ledgers that were looked at.
    pub ledgers: BTreeMap<LocaleId, Ledger>,
    /// The source texts that they speak of.
    pub texts: SourceTexts,
}

impl Written {
    /// Nothing but what is there already.
    pub fn new(site: &Site) -> Self {
        Self { ledgers: BTreeMap::new(), texts: site.records.texts.clone() }
    }

    /// Every ledger: as it is to be written, or as it is.
    pub fn all<'a>(&'a self, site: &'a Site) -> impl Iterator<Item = &'a Ledger> {
        let others = site.records.ledgers.iter().filter(|(locale, _)| !self.ledgers.contains_key(locale));
        self.ledgers.values().chain(others.map(|(_, ledger)| ledger))
    }

    /// Writes what is not as it was, behind pages that belong to it, each with its locale and its path there. The texts come first: a
    /// ledger never speaks of one that is not there. Where texts go they come last, for the same reason.
    pub fn write(&self, site: &Site, turn: Turn, pages: &[(LocaleId, String, String)]) -> Result<(), Fatal> {
        let mut files = files_of(site, pages);
        let folder = &site.config.ledgers;
        let texts = folder.join(ledger::SOURCE_TEXTS);
        let texts = (!self.texts.is_empty() || texts.exists()).then(|| (texts, ledger::write_texts(&self.texts)));
        let shrinks = site.records.texts.keys().any(|name| !self.texts.contains_key(name));
        files.extend(texts.clone().filter(|_| !shrinks));
        for (locale, new) in &self.ledgers {
            let folder = folder.join(site.config.locale(*locale).tag.as_str());
            let own = pages.iter().filter(|(own, ..)| own == locale).map(|(_, path, text)| (&**path, &**text));
            let settled = site.settled(*locale, new, &own.collect());
            let records = [
                (ledger::LEDGER, ledger::write(new), new.is_empty()),
                (ledger::SETTLED, ledger::write_settled(&settled), settled.is_empty()),
            ];
            let records = records.map(|(name, text, is_empty)| (folder.join(name), text, is_empty));
            let wanted = records.into_iter().filter(|(path, _, is_empty)| !is_empty || path.exists());
            files.extend(wanted.map(|(path, text, _)| (path, text)));
        }
        files.extend(texts.filter(|_| shrinks));
        turn.write(&files)
    }
}

/// The files of pages that are named by their locales and their paths there.
pub fn files_of(site: &Site, pages: &[(LocaleId, String, String)]) -> Vec<(PathBuf, String)> {
    let file =
        |(locale, path, text): &(LocaleId, String, String)| (site.config.locale(*locale).root.join(path), text.clone());
    pages.iter().map(file).collect()
}

/// Takes the turn of a command that changes files of a site, and does the rest of what a killed one has left. Others are waited for,
/// and that is said at once.
pub fn turn(config: &Config) -> Result<Turn, Fatal> {
    let mut said = Said::default();
    let journal = config.ledgers.join(".diglot-unfinished");
    let own: Vec<&Path> =
        config.locales.iter().map(|locale| &*locale.root).chain([&*config.ledgers, &*config.content]).collect();
    let (turn, left) = Turn::take(&journal, &own, || {
        let _ = writeln!(std::io::stderr(), "diglot: waiting for another command that changes files of this site");
    })?;
    for file in left {
        said.aside(format!(
            "{file} was to be changed by a command that was stopped, and has changed since; it is left as it is"
        ));
    }
    said.say()?;
    Ok(turn)
}
