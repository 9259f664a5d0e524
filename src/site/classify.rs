//! What each file is: page, include, navigation, asset, or none of the site's business.

use std::collections::BTreeMap;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::Asset;
use crate::diagnostics::Diagnostics;
use crate::model::page::without_page_extension;
use crate::model::{LocaleId, Source};
use crate::parse::docfx::{self, Docset, FileSet};
use crate::parse::{Findings, page, toc};
use crate::text::address;

/// What a file is to the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A page.
    Page,
    /// Markdown that other files show.
    Include,
    /// A navigation file.
    Toc,
    /// Redirections of a docfx repository.
    Redirections,
    /// A file that is copied.
    Asset,
    /// A file that is not copied; a page may show lines of it.
    Hidden,
}

/// The classes of all sources, and the docsets found on the way.
#[derive(Debug)]
pub struct Classified {
    /// By source.
    pub classes: Vec<Class>,
    /// The docsets of each locale.
    pub docsets: BTreeMap<LocaleId, Vec<LocatedDocset>>,
}

/// A docset and the folder it lies in.
#[derive(Debug, Clone)]
pub struct LocatedDocset {
    /// The folder below the locale's root, ending in `/`, or empty.
    pub folder: String,
    /// Where its absolute links lead, without slashes at the ends.
    pub base: String,
    /// What it calls itself; may be empty.
    pub title: String,
    content: Files,
    resource: Files,
}

/// Sets of files by patterns: the folder that they count from, what is in, what is out again.
#[derive(Debug, Clone)]
struct Files(Vec<(String, GlobSet, GlobSet)>);

impl Files {
    /// The sets of the docset in `folder`; one that counts from outside of the root holds nothing.
    fn new(sets: &[FileSet], folder: &str) -> Self {
        let below = |set: &FileSet| {
            let joined = address::join(folder, &set.folder)?;
            Some(if joined.is_empty() { joined } else { format!("{}/", joined.trim_end_matches('/')) })
        };
        Self(sets.iter().filter_map(|set| Some((below(set)?, patterns(&set.files), patterns(&set.exclude)))).collect())
    }

    fn contain(&self, path: &str) -> bool {
        self.0.iter().any(|(below, files, exclude)| {
            path.strip_prefix(below.as_str()).is_some_and(|path| files.is_match(path) && !exclude.is_match(path))
        })
    }
}

impl LocatedDocset {
    fn new(path: &str, docset: &Docset) -> Self {
        let folder = path.rfind('/').map_or("", |at| &path[..=at]).to_owned();
        let (content, resource) = (Files::new(&docset.content, &folder), Files::new(&docset.resource, &folder));
        Self { folder, base: docset.base.clone(), title: docset.title.clone(), content, resource }
    }

    fn contains(&self, path: &str) -> bool {
        self.content.contain(path)
    }

    fn copies(&self, path: &str) -> bool {
        self.resource.contain(path)
    }
}

/// Patterns as one set; what is no pattern matches nothing.
pub fn patterns(patterns: &[String]) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        if let Ok(glob) = GlobBuilder::new(&pattern.trim_start_matches("./").replace("**.", "**/*."))
            .literal_separator(true)
            .case_insensitive(true)
            .build()
        {
            set.add(glob);
        }
    }
    set.build().unwrap_or_default()
}

impl Classified {
    /// Classifies all sources.
    pub fn new(sources: &[Source], diagnostics: &mut Diagnostics) -> Self {
        let mut docsets: BTreeMap<LocaleId, Vec<LocatedDocset>> = BTreeMap::new();
        for source in sources.iter().filter(|source| source.name().eq_ignore_ascii_case("docfx.json")) {
            let Some(text) = source.text() else { continue };
            let mut findings = Findings::new(&source.file, text);
            if let Some(docset) = docfx::docset(&mut findings) {
                docsets.entry(source.locale).or_default().push(LocatedDocset::new(&source.path, &docset));
            }
            diagnostics.extend(findings.diagnostics);
        }
        // A file belongs to the innermost docset around it.
        for found in docsets.values_mut() {
            found.sort_by(|a, b| b.folder.len().cmp(&a.folder.len()).then_with(|| a.folder.cmp(&b.folder)));
        }
        let classes = sources.iter().map(|source| classify(source, docsets.get(&source.locale))).collect();
        Self { classes, docsets }
    }

    /// The sources of one class with their indices.
    pub fn of<'a>(
        &'a self,
        sources: impl IntoIterator<Item = &'a Source>,
        class: Class,
    ) -> impl Iterator<Item = &'a Source> {
        sources.into_iter().zip(&self.classes).filter(move |(_, own)| **own == class).map(|(source, _)| source)
    }

    /// The files that are copied.
    pub fn assets(&self, sources: &[Source]) -> Vec<Asset> {
        sources
            .iter()
            .zip(&self.classes)
            .enumerate()
            .filter(|(_, (_, class))| **class == Class::Asset)
            .map(|(index, (source, _))| Asset { locale: source.locale, path: source.path.clone(), source: index })
            .collect()
    }
}

fn classify(source: &Source, docsets: Option<&Vec<LocatedDocset>>) -> Class {
    let name = source.name().to_ascii_lowercase();
    if name == ".openpublishing.redirection.json" {
        return Class::Redirections;
    }
    if source.path.split('/').any(|part| part.starts_with('.')) || matches!(name.as_str(), "docfx.json" | "thumbs.db") {
        return Class::Hidden;
    }
    let claims = |docset: &&LocatedDocset| docset.contains(&source.path) || docset.copies(&source.path);
    let docset = docsets.and_then(|docsets| docsets.iter().find(claims));
    let belongs = match (docsets, docset) {
        (None, _) => true,
        (Some(_), Some(docset)) => docset.contains(&source.path),
        (Some(_), None) => false,
    };
    let extension = source.extension();
    if toc::is_toc(&source.path) && source.is_text() {
        // docfx keeps the entries of its breadcrumbs in a file of the same form; they are no navigation.
        let breadcrumb = source
            .path
            .to_ascii_lowercase()
            .split('/')
            .rev()
            .nth(1)
            .is_some_and(|folder| folder.starts_with("breadcrumb"));
        return if belongs && !breadcrumb { Class::Toc } else { Class::Hidden };
    }
    match (extension.as_str(), source.is_text()) {
        ("md" | "markdown", true) => {
            if speaks_of_the_repository(&source.path) {
                Class::Hidden
            } else if belongs && !is_shown_by_others(&source.path) {
                Class::Page
            } else {
                Class::Include
            }
        }
        ("yml" | "yaml", true) if source.text().is_some_and(|text| page::is_yaml_page(text)) => {
            if belongs {
                Class::Page
            } else {
                Class::Hidden
            }
        }
        (_, true) if docset.is_some_and(|docset| docset.copies(&source.path)) => Class::Asset,
        (_, true) if docsets.is_some() => Class::Hidden,
        ("yml" | "yaml", true) => Class::Hidden,
        _ if docsets.is_some() && is_housekeeping(without_page_extension(&name)) => Class::Hidden,
        _ => Class::Asset,
    }
}

/// Whether a Markdown file at this path below a locale's root would be a page, as far as the path tells.
pub fn can_be_page(path: &str) -> bool {
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    !hidden && !toc::is_toc(path) && !speaks_of_the_repository(path) && !is_shown_by_others(path)
}

/// Whether files at this path are there for others to include.
fn is_shown_by_others(path: &str) -> bool {
    path.split('/').rev().skip(1).any(|folder| folder.eq_ignore_ascii_case("includes"))
        || path.split('/').any(|part| part.starts_with('_'))
}

fn speaks_of_the_repository(path: &str) -> bool {
    !path.contains('/') && is_housekeeping(&path.to_ascii_lowercase())
}

/// Files that speak to those who keep a repository.
fn is_housekeeping(name: &str) -> bool {
    [
        "readme",
        "contributing",
        "license",
        "license-code",
        "thirdpartynotices",
        "code_of_conduct",
        "security",
        "changelog",
    ]
    .contains(&without_page_extension(name))
}
