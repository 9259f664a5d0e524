//! A site at one moment, with everything that answers are made of.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::translations::{Rows, overview};
use crate::check::{check, gather};
use crate::diagnostics::{Diagnostics, Fatal};
use crate::load::{self, Changes, Request};
use crate::model::{Config, Content, Source};
use crate::render::{Kept, Renderer};
use crate::site::Site;
use crate::site::judgement::Judge;

/// A site at one moment.
#[derive(Debug)]
pub struct Snapshot {
    /// The site.
    pub site: Site,
    kept: Kept,
    /// What making the renderer has shown.
    found: Arc<Diagnostics>,
    /// What is wrong with the site, once somebody asks.
    findings: OnceLock<Diagnostics>,
    /// What the translator's view tells of all pages, once somebody asks; and what it knows of single ones.
    overview: OnceLock<String>,
    rows: Rows,
}

/// What browsers have to do when one snapshot takes another one's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Swap {
    /// Only these style sheets are new, by their paths below the site's root.
    Styles(Vec<String>),
    /// Pages may look otherwise.
    Pages,
}

impl Snapshot {
    /// Reads the site that `request` asks for.
    pub fn new(request: &Request) -> Result<Self, Fatal> {
        let config = load::discover(request)?;
        let sources = load::load(&config)?;
        Ok(Self::of(Site::new(config, sources).0))
    }

    /// The site after some changes. Where only texts of pages have changed, the rest is neither read nor made again.
    pub fn after(&self, changes: &Changes, request: &Request) -> Result<Self, Fatal> {
        if let Some(edited) = load::edits(&self.site, changes).and_then(|files| self.edited(files)) {
            return Ok(edited);
        }
        let config = load::discover(request)?;
        let sources = load::load_again(&config, &self.site, changes)?;
        Ok(Self::of(Site::update(&self.site, config, sources).0))
    }

    fn of(site: Site) -> Self {
        let (renderer, found) = Renderer::new(&site);
        let kept = renderer.kept();
        Self {
            site,
            kept,
            found: Arc::new(found),
            findings: OnceLock::new(),
            overview: OnceLock::new(),
            rows: Rows::default(),
        }
    }

    /// What the renderer keeps hangs on nothing that edits change, but for the navigation and the places of what it has found.
    fn edited(&self, files: Vec<Source>) -> Option<Self> {
        if files.iter().any(|file| self.found.iter().any(|found| found.is_about(&file.file))) {
            return None;
        }
        let site = self.site.edited(files)?;
        let kept = match Arc::ptr_eq(&site.navigation, &self.site.navigation) {
            true => self.kept.clone(),
            false => self.kept.renamed(&site),
        };
        let (found, rows) = (self.found.clone(), self.rows.clone());
        Some(Self { site, kept, found, findings: OnceLock::new(), overview: OnceLock::new(), rows })
    }

    /// What is wrong with the site, as `diglot build` says it. It is looked for when it is first asked for.
    pub fn findings(&self) -> &Diagnostics {
        self.findings.get_or_init(|| {
            let mut findings = gather(&self.site, self.site.findings());
            findings.extend(check(&self.site));
            findings.extend(self.found.iter().cloned());
            Judge::new(&self.site).judge(findings).findings
        })
    }

    /// What the translator's view tells of all pages, as JSON.
    pub fn overview(&self) -> String {
        self.overview.get_or_init(|| overview(&self.site, &self.rows).to_string()).clone()
    }

    /// What is wrong with the site, where somebody has looked already.
    pub fn known(&self) -> Option<&Diagnostics> {
        self.findings.get()
    }

    /// What makes its outputs.
    pub fn renderer(&self) -> Renderer<'_> {
        Renderer::with(&self.site, self.kept.clone())
    }

    /// What it was made by.
    pub fn config(&self) -> &Config {
        &self.site.config
    }

    /// What browsers that show `old` have to do, where these files have changed.
    pub fn swap(&self, old: &Self, paths: &BTreeSet<PathBuf>) -> Swap {
        let (before, now) = (&old.site, &self.site);
        if Arc::ptr_eq(&before.theme, &now.theme) {
            return Swap::Pages;
        }
        let names: BTreeSet<&String> = before.theme.keys().chain(now.theme.keys()).collect();
        let changed: Vec<&String> = names
            .into_iter()
            .filter(|name| {
                let bytes = |site: &Site| site.theme.get(*name).map(|file| file.bytes.clone());
                bytes(before) != bytes(now)
            })
            .collect();
        let is_style = |name: &&String| name.starts_with("assets/") && name.ends_with(".css");
        let other = |path: &PathBuf| path.extension().is_none_or(|extension| extension != "css");
        let only_styles = !changed.is_empty() && changed.iter().all(is_style) && !paths.iter().any(other);
        if only_styles { Swap::Styles(changed.into_iter().cloned().collect()) } else { Swap::Pages }
    }

    /// Whether a file is shown as it is, so that no page tells that it has changed.
    pub fn copies(&self, path: &Path) -> bool {
        self.site.config.locale_ids().any(|locale| {
            let below = path.strip_prefix(&self.site.config.locale(locale).root).ok();
            let source = below.and_then(|below| self.site.source(locale, &below.to_str()?.replace('\\', "/")));
            source.is_some_and(|source| matches!(source.content, Content::File(..)))
        })
    }
}
