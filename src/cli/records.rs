//! Ledgers written to the disk.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostics::Fatal;
use crate::model::LocaleId;
use crate::model::ledger::{Ledger, SourceTexts};
use crate::parse::ledger;
use crate::site::Site;
use crate::write::{self, Standing};

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

    /// Writes what is not as it was. The texts come first: a ledger never speaks of one that is not there.
    pub fn write(&self, site: &Site) -> Result<(), Fatal> {
        let folder = &site.config.ledgers;
        if !self.texts.is_empty() || folder.join(ledger::SOURCE_TEXTS).exists() {
            put(&folder.join(ledger::SOURCE_TEXTS), &ledger::write_texts(&self.texts))?;
        }
        for (locale, new) in &self.ledgers {
            let path = folder.join(site.config.locale(*locale).tag.as_str()).join(ledger::LEDGER);
            if !new.is_empty() || path.exists() {
                put(&path, &ledger::write(new))?;
            }
        }
        Ok(())
    }
}

/// Writes a file, unless it has that text.
pub fn put(path: &Path, text: &str) -> Result<(), Fatal> {
    match write::standing(path, text)? {
        Standing::Same => Ok(()),
        Standing::New | Standing::Other => write::file(path, text, true),
    }
}
