//! What source pages once said, as far as anybody can tell.

use std::path::{Path, PathBuf};

use super::AdoptArguments;
use crate::diagnostics::Fatal;
use crate::history::{Commit, History};
use crate::load;
use crate::model::Document;
use crate::parse::front_matter::scalar;
use crate::parse::page::reread;
use crate::site::Site;

/// Where it is known from what a translation was made from.
pub enum Past {
    /// A folder with the texts as they were.
    Folder(PathBuf),
    /// A repository, and the field of front matter that names the commit.
    Commits {
        /// The repository.
        repository: Box<Repository>,
        /// The field.
        field: String,
        /// How many translations name a commit that the repository does not have.
        unknown: usize,
    },
}

impl Past {
    /// The past that a command names.
    pub fn new(site: &Site, arguments: &AdoptArguments) -> Result<Self, Fatal> {
        match (&arguments.source_then, &arguments.git) {
            (Some(folder), _) if folder.is_dir() => Ok(Self::Folder(folder.clone())),
            (Some(folder), _) => Err(Fatal::new(
                format!("there is no folder {}", load::display(folder)),
                "Name the folder with the source texts as they were, at the same paths as now.",
            )),
            (None, folder) => Ok(Self::Commits {
                repository: Box::new(Repository::open(site, folder.as_deref())?),
                field: arguments.key.clone(),
                unknown: 0,
            }),
        }
    }

    /// The source of a translation as it was; nothing where that is not known.
    pub fn document(&mut self, source: Option<&Document>, target: &Document) -> Result<Option<Document>, Fatal> {
        let like = source.unwrap_or(target);
        let path = &like.path;
        let text = match self {
            Self::Folder(folder) => load::text(&folder.join(path))?,
            Self::Commits { repository, field, unknown } => {
                let Some(name) = field_of(target, field) else { return Ok(None) };
                match repository.history.commit(&name) {
                    Some(commit) => repository.text(commit, path)?,
                    None => {
                        *unknown += 1;
                        None
                    }
                }
            }
        };
        Ok(text.map(|text| reread(like, &text)))
    }

    /// What there is to say of commits that nobody has.
    pub fn gaps(&self) -> Option<String> {
        let Self::Commits { repository, field, unknown } = self else { return None };
        let shallow = if repository.history.is_shallow() {
            "; this clone is shallow, and `git fetch --unshallow` brings the rest"
        } else {
            ""
        };
        (*unknown > 0).then(|| {
            let pages = crate::report::count(*unknown, "page");
            let name = if *unknown == 1 { "names" } else { "name" };
            format!("{pages} {name} in `{field}` a commit that the repository does not have{shallow}.")
        })
    }
}

/// The repository of a site's source.
pub struct Repository {
    history: History,
    /// The source's folder in it.
    root: String,
}

impl Repository {
    /// The repository in a folder, or else the one that the source's pages lie in.
    pub fn open(site: &Site, folder: Option<&Path>) -> Result<Self, Fatal> {
        let source = site.config.source_locale.map(|source| site.config.locale(source).root.clone());
        let source = source.unwrap_or_else(|| PathBuf::from("."));
        let history = History::open(folder.unwrap_or(&source))?;
        // Another clone of the source has its pages where the folder is that was named.
        let root = history.relative(&source).or_else(|| history.relative(folder?)).unwrap_or_default();
        Ok(Self { history, root })
    }

    /// A revision by whatever name.
    pub fn revision(&self, name: &str) -> Result<Commit, Fatal> {
        self.history.revision(name)
    }

    /// What a source page said in a commit.
    pub fn text(&self, commit: Commit, path: &str) -> Result<Option<String>, Fatal> {
        let path = if self.root.is_empty() { path.to_owned() } else { format!("{}/{path}", self.root) };
        self.history.text(commit, &path)
    }
}

/// A field of front matter; one within another is named with a dot between.
fn field_of(document: &Document, field: &str) -> Option<String> {
    let field = field.to_lowercase();
    if let Some(value) = document.front.extra.get(&field) {
        return scalar(value);
    }
    let mut names = field.split('.');
    let mut value = document.front.extra.get(names.next()?)?;
    for name in names {
        let found =
            value.as_mapping()?.iter().find(|(key, _)| key.as_str().is_some_and(|key| key.to_lowercase() == name));
        value = found?.1;
    }
    scalar(value)
}
