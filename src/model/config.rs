//! The configuration of a site, complete: what a command was asked to build, from where, and how.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::described::keys;
use super::glossary::Glossary;
use super::locale::{LocaleId, LocaleTag};
use crate::diagnostics::{Code, Diagnostics, Place, Severity};

/// The file that marks a folder as the output of a build, and lists what is in it.
pub const OUTPUT_MARK: &str = ".diglot-manifest.json";

/// Everything that is decided before any content is read.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The site's name; empty where nobody gave one.
    pub title: String,
    /// Where the site will be published, ending in `/`; without it tags that need absolute addresses are left out.
    pub base_url: Option<String>,
    /// The picture for link previews of pages that name none, by its path below a locale's root or its address, and where
    /// that is said.
    pub image: Option<(String, Place)>,
    /// The locales in the order in which they are offered.
    pub locales: Vec<LocaleConfig>,
    /// Whether there is a `site.yaml` that could not be read.
    pub unreadable: bool,
    /// Whether the site lists its locales, so that a folder alone adds none.
    pub lists_locales: bool,
    /// The folder in which the folders of locales lie, unless they say otherwise.
    pub content: PathBuf,
    /// The locale that the others are translated from, where it is among them.
    pub source_locale: Option<LocaleId>,
    /// The site's own theme files, which replace the default theme's one by one.
    pub theme: Option<PathBuf>,
    /// A folder of Fluent files by locale, which replace built-in texts one by one.
    pub messages: Option<PathBuf>,
    /// The folder in which a folder for each locale keeps its ledger.
    pub ledgers: PathBuf,
    /// Redirects, from an address below the locale's root to a page or an address.
    pub redirects: Vec<ConfiguredRedirect>,
    /// The host that links from the root lead to when this site has no such page, ending in `/`. Parts of a larger
    /// documentation link to each other so.
    pub link_host: Option<String>,
    /// Patterns of paths whose raw HTML is passed through as it stands.
    pub trusted_html: Vec<String>,
    /// Severities that differ from the codes' own.
    pub severity: BTreeMap<Code, Severity>,
    /// Severities of some files or locales; a later one goes before an earlier one, and all before those above.
    pub overrides: Vec<SeverityOverride>,
    /// Patterns of web addresses that nobody asks for.
    pub skip_web_links: Vec<String>,
    /// How many of a hundred changes of an eligibility program its scenarios should notice.
    pub noticed_changes: u8,
    /// Terms that stay as they are in every language, or have a translation of their own.
    pub glossary: Glossary,
    /// Whether checks compare the words of pages.
    pub compares_units: bool,
    /// Whether readers of a translation are offered its original, text by text.
    pub readings: bool,
    /// Whether somebody asks for the states of all pages.
    pub tells_states: bool,
    /// Whether ledgers are read, and the names in navigation files kept, for whoever looks at the words of single pages.
    pub keeps_records: bool,
    /// Whether code is shown in colours.
    pub highlights: bool,
    /// Whether the site has a page that shows how far each translation is.
    pub status_page: bool,
    /// Whether readers can search the site.
    pub search: bool,
    /// Whether each page is there as Markdown too, with a list of them in each locale.
    pub llms: bool,
    /// Whether each locale has a feed of what has changed.
    pub feeds: bool,
    /// The configuration file, or the folder where there is none: the place of findings about the site as a whole.
    pub place: Option<Place>,
    /// What was wrong with the configuration itself.
    pub diagnostics: Diagnostics,
    /// The moment that the dates of pages are compared with: the clock is an input, so that two builds agree. By default
    /// the first moment of 1970.
    pub now: Timestamp,
    /// Whether drafts, and pages whose `publish` is yet to come, are shown.
    pub drafts: bool,
    /// Folders that are never read as content, such as the one built into.
    pub ignored: Vec<PathBuf>,
}

keys! {
    /// One entry of `check.overrides`: severities that hold for a part of the site.
    #[derive(Debug, Clone, Default)]
    pub struct SeverityOverride {
        /// Patterns of the files that it holds for, counted from the folder of a language, such as `archive/**`.
        ///
        /// Without it, all files.
        "paths" ("list of patterns") => paths: Vec<String>;
        /// Languages that it holds for.
        ///
        /// Without it, all languages.
        "locales" ("list of language tags") => locales: Vec<LocaleTag>;
        /// Severities that hold there.
        ///
        /// Without it, the entry changes nothing.
        "severity" ("mapping from findings to severities") => severity: BTreeMap<Code, Severity>;
    }
}

/// One locale.
#[derive(Debug, Clone)]
pub struct LocaleConfig {
    /// Its tag.
    pub tag: LocaleTag,
    /// The folder its content lies in.
    pub root: PathBuf,
    /// That folder as a person would name it.
    pub root_name: Arc<str>,
    /// What its readers call the language.
    pub label: String,
    /// Where pages come from that it lacks, nearest first; never itself.
    pub fallback: Vec<LocaleId>,
    /// Where readers can edit its pages: `{path}` stands for a file's path below its root, `{locale}` for its tag.
    pub edit_url: Option<String>,
    /// Whether the site says so, and it is not only the source locale because nothing else is said.
    pub lists_fallback: bool,
    /// Whether its pages are made; a locale may be there only for others to fall back to.
    pub published: bool,
}

/// A redirect of the configuration.
#[derive(Debug, Clone)]
pub struct ConfiguredRedirect {
    /// The old address below the locale's root.
    pub from: String,
    /// The page's path from the locale's root, or an absolute address.
    pub to: String,
    /// Where it was said.
    pub place: Place,
}

impl Config {
    /// Whether the words of pages are kept for whoever compares them: checks and readers.
    pub fn keeps_units(&self) -> bool {
        self.compares_units || self.readings
    }

    /// Whether it is kept of these words, where they are not themselves, by what ledgers know them: for the status page, and for
    /// whoever asks for the states of all pages.
    pub fn traces_units(&self) -> bool {
        (self.status_page || self.tells_states) && !self.keeps_units()
    }

    /// The locales that are translated from the source. Pseudo-locales are made of it.
    pub fn translations(&self) -> impl Iterator<Item = LocaleId> + '_ {
        let is_translated = |locale: &LocaleId| self.source_locale.is_some_and(|source| source != *locale);
        self.published().filter(move |locale| is_translated(locale) && !self.locale(*locale).tag.is_pseudo())
    }

    /// A locale by its id.
    pub fn locale(&self, id: LocaleId) -> &LocaleConfig {
        &self.locales[id.0]
    }

    /// The id of a tag, where the site has it.
    pub fn find(&self, tag: &LocaleTag) -> Option<LocaleId> {
        self.locales.iter().position(|locale| locale.tag == *tag).map(LocaleId)
    }

    /// The ids of all locales, in order.
    pub fn locale_ids(&self) -> impl Iterator<Item = LocaleId> + use<> {
        (0..self.locales.len()).map(LocaleId)
    }

    /// The locales whose pages are made.
    pub fn published(&self) -> impl Iterator<Item = LocaleId> + '_ {
        self.locale_ids().filter(|id| self.locale(*id).published)
    }

    /// The place of findings about the site as a whole.
    pub fn site_place(&self) -> Place {
        self.place.clone().unwrap_or_else(|| Place::whole(&".".into()))
    }
}
