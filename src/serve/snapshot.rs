//! A site at one moment, with everything that answers are made of.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::check::{check, gather};
use crate::diagnostics::{Diagnostics, Fatal};
use crate::load::{self, Request};
use crate::model::{Config, Content};
use crate::render::{Kept, Renderer};
use crate::site::Site;
use crate::site::judgement::Judge;

/// A site at one moment.
#[derive(Debug)]
pub struct Snapshot {
    /// The site.
    pub site: Site,
    /// What is wrong with it, as `diglot build` says it.
    pub findings: Diagnostics,
    kept: Kept,
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
    /// Reads the site that `request` asks for. What `old` knows of files that are the same is used again.
    pub fn new(request: &Request, old: Option<&Self>) -> Result<Self, Fatal> {
        let config = load::discover(request)?;
        let sources = load::load(&config)?;
        let (site, found) = match old {
            Some(old) => Site::update(&old.site, config, sources),
            None => Site::new(config, sources),
        };
        let mut findings = gather(&site, found);
        findings.extend(check(&site));
        let (renderer, found) = Renderer::new(&site);
        findings.extend(found);
        let kept = renderer.kept();
        let findings = Judge::new(&site).judge(findings).findings;
        Ok(Self { site, findings, kept })
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

    /// Whether one of these files is shown as it is, so that no page tells that it has changed.
    pub fn copies(&self, paths: &BTreeSet<PathBuf>) -> bool {
        let is_meant = |path: &Path| paths.iter().any(|changed| changed == path || changed.ends_with(path));
        self.site.sources().iter().any(|source| matches!(&source.content, Content::File(path) if is_meant(path)))
    }
}
