//! Ledgers written to the disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Said;
use crate::diagnostics::Fatal;
use crate::model::ledger::{Ledger, SourceTexts};
use crate::model::{Config, LocaleId};
use crate::parse::ledger;
use crate::site::Site;
use crate::write::set;

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

    /// Writes what is not as it was, behind pages that belong to it. The texts come first: a ledger never speaks of one that is not
    /// there. Where texts go they come last, for the same reason.
    pub fn write(&self, site: &Site, mut files: Vec<(PathBuf, String)>) -> Result<(), Fatal> {
        let folder = &site.config.ledgers;
        let texts = folder.join(ledger::SOURCE_TEXTS);
        let texts = (!self.texts.is_empty() || texts.exists()).then(|| (texts, ledger::write_texts(&self.texts)));
        let shrinks = site.records.texts.keys().any(|name| !self.texts.contains_key(name));
        files.extend(texts.clone().filter(|_| !shrinks));
        for (locale, new) in &self.ledgers {
            let path = folder.join(site.config.locale(*locale).tag.as_str()).join(ledger::LEDGER);
            if !new.is_empty() || path.exists() {
                files.push((path, ledger::write(new)));
            }
        }
        files.extend(texts.filter(|_| shrinks));
        set::write(&journal(&site.config), &files)
    }
}

/// Writes pages of which no ledger needs to tell.
pub fn write_pages(site: &Site, pages: &[(PathBuf, String)]) -> Result<(), Fatal> {
    set::write(&journal(&site.config), pages)
}

/// Does the rest of what a killed command has left of a site, before another one changes it.
pub fn resume(config: &Config) -> Result<(), Fatal> {
    let mut said = Said::default();
    let own: Vec<&Path> =
        config.locales.iter().map(|locale| &*locale.root).chain([&*config.ledgers, &*config.content]).collect();
    for file in set::resume(&journal(config), &own)? {
        said.aside(format!(
            "{file} was to be changed by a command that was stopped, and has changed since; it is left as it is"
        ));
    }
    said.say()
}

fn journal(config: &Config) -> PathBuf {
    config.ledgers.join(".diglot-unfinished")
}
