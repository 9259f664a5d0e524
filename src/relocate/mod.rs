//! What moving a page changes: its files in all languages, the links in them and to them, navigation, redirects, and the
//! record of its units. Everything is planned in memory; the command carries it out.

mod follow;
mod ledger;
mod planner;
mod redirection_json;
mod redirections;
mod redirects;
mod references;
mod rename;
mod site_yaml;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostics::{Fatal, Place};
use crate::model::page::without_page_extension;
use crate::model::{Config, Document, DocumentId, LocaleId, PageKey, Source, Sources};
use crate::site::Site;
use crate::site::classify::can_be_page;
use crate::site::names::is_portable;
use crate::site::target::Target;
use crate::text::names::{listed, nearest};

use planner::Planner;
use rename::Rename;

/// What is asked for, with the files beside the content that a move concerns.
#[derive(Debug)]
pub struct Request<'a> {
    /// The page's key.
    pub from: &'a PageKey,
    /// The key that it gets.
    pub to: &'a PageKey,
    /// `site.yaml` and what is in it, if it is there; nothing where a site is made of roots alone.
    pub site_yaml: Option<(Arc<str>, Option<Arc<str>>)>,
    /// The records of translated units, by locale.
    pub ledgers: Vec<Beside>,
}

/// A file beside the content.
#[derive(Debug, Clone)]
pub struct Beside {
    /// The file.
    pub file: Arc<str>,
    /// What is in it.
    pub text: Arc<str>,
}

/// What there is to do.
#[derive(Debug)]
pub enum Answer {
    /// Nothing: the page has moved already.
    Done,
    /// What the plan says.
    Plan(Plan),
}

/// Everything that a move changes.
#[derive(Debug, Default)]
pub struct Plan {
    /// The files of redirects.
    pub redirects: Vec<Change>,
    /// The files of the page.
    pub moves: Vec<Move>,
    /// All other files.
    pub changes: Vec<Change>,
    /// How many links are rewritten.
    pub links: usize,
    /// The links that would lead elsewhere and cannot be rewritten, as they are written.
    pub lost: Vec<(Place, String)>,
    /// What else should be looked at.
    pub notes: Vec<String>,
}

/// One step of a plan.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// A file is written.
    Write {
        /// The file.
        file: &'a str,
        /// What is to be in it.
        text: &'a str,
        /// Whether it is there already, with another text.
        replaces: bool,
    },
    /// A file goes.
    Remove {
        /// The file.
        file: &'a str,
        /// The locale whose root it lies in.
        locale: LocaleId,
    },
}

impl Plan {
    /// What is to be done, in this order. Whenever it is interrupted, the same command again does the rest.
    ///
    /// Until the old files go, last of all, the page is there under its old key, so that the same plan comes of it again:
    /// what has been written already is found to be as it should, or is a copy that the plan knows. The redirects come
    /// first. They hold nothing as long as the old page is there, and tell that pages of the new key, which a language
    /// may have already, are no others; once no old file is left, they tell that all is done.
    pub fn steps(&self) -> impl Iterator<Item = Step<'_>> {
        fn written(change: &Change) -> Step<'_> {
            Step::Write { file: &change.file, text: &change.new, replaces: change.old.is_some() }
        }
        let copies = self.moves.iter().filter(|moved| !moved.is_there);
        let copies = copies.map(|moved| Step::Write { file: &moved.to, text: &moved.new, replaces: false });
        let old = self.moves.iter().map(|moved| Step::Remove { file: &moved.from, locale: moved.locale });
        self.redirects.iter().map(written).chain(copies).chain(self.changes.iter().map(written)).chain(old)
    }
}

/// A file that gets another text.
#[derive(Debug, Clone)]
pub struct Change {
    /// The file.
    pub file: Arc<str>,
    /// What is in it; nothing where it is new.
    pub old: Option<Arc<str>>,
    /// What is to be in it.
    pub new: String,
}

/// A file that gets another name.
#[derive(Debug, Clone)]
pub struct Move {
    /// The locale whose root it lies in.
    pub locale: LocaleId,
    /// Its name.
    pub from: Arc<str>,
    /// Its name afterwards.
    pub to: Arc<str>,
    /// What is in it.
    pub old: Arc<str>,
    /// What is to be in it.
    pub new: String,
    /// Whether the new file is there already, as an interrupted move leaves it.
    pub is_there: bool,
}

/// The longest name of a page's file, in bytes: file systems take little more, and the name gets an extension yet.
const LONGEST_NAME: usize = 240;

/// A file of the page.
struct Own {
    id: DocumentId,
    /// Its new path below its root, where it has the page's name.
    path: Option<String>,
}

/// Plans a move.
pub fn plan(config: &Config, sources: &Sources, request: &Request<'_>) -> Result<Answer, Fatal> {
    let rename = Rename { from: request.from, to: request.to };
    refuse_names(rename)?;
    let (mut before, mut found) = Site::new(config.clone(), sources.clone());
    let own = own_files(&before, rename);
    if own.iter().all(|own| before.document(own.id).front.redirect_url.is_some()) {
        return if is_done(&before, rename) { Ok(Answer::Done) } else { Err(no_page(&before, rename)) };
    }
    // What an interrupted move has written already is no page of the site that it began with.
    let copies: Vec<Source> = own
        .iter()
        .filter_map(|own| before.source(before.document(own.id).locale, own.path.as_deref()?).cloned())
        .collect();
    let mut sources = sources.clone();
    if !copies.is_empty() {
        let is_copy = |file: &Source| copies.iter().any(|copy| copy.file == file.file);
        sources.files.retain(|file| !is_copy(file));
        (before, found) = Site::new(config.clone(), sources.clone());
    }
    let own = own_files(&before, rename);
    refuse_others(&before, rename, &own, !copies.is_empty())?;
    let mut plan = Planner::plan(&before, &found, rename, &own, sources, request)?;
    for moved in &mut plan.moves {
        if let Some(copy) = copies.iter().find(|copy| copy.file == moved.to) {
            if copy.text().is_none_or(|text| **text != *moved.new) {
                return Err(taken(rename, &copy.file));
            }
            moved.is_there = true;
        }
    }
    Ok(Answer::Plan(plan))
}

/// The documents that are a page, in order.
fn documents<'s>(site: &'s Site, key: &'s PageKey) -> impl Iterator<Item = (DocumentId, &'s Document)> {
    let all = site.documents.iter().enumerate();
    let own = all.filter(move |(_, document)| document.key == *key && document.is_page());
    own.map(|(index, document)| (DocumentId(index), &**document))
}

/// The files of the page. One whose path is the key moves; one that says its key says the new one. It may be both.
fn own_files(site: &Site, rename: Rename<'_>) -> Vec<Own> {
    documents(site, rename.from)
        .map(|(id, document)| {
            let stem = without_page_extension(&document.path);
            let path = (stem == rename.from.as_str()).then(|| format!("{}{}", rename.to, &document.path[stem.len()..]));
            Own { id, path }
        })
        .collect()
}

/// Refuses names that no page can have, and those that a file system may take for one.
fn refuse_names(rename: Rename<'_>) -> Result<(), Fatal> {
    let Rename { from, to } = rename;
    let plain = |ch: char| !ch.is_control() && ch != '#';
    let fits = |part: &str| part.len() <= LONGEST_NAME && part.chars().all(plain) && is_portable(part);
    if !can_be_page(&format!("{to}.md")) || !to.as_str().split('/').all(fits) {
        return Err(Fatal::new(
            format!("`{to}` is no name for a page"),
            "Choose one that is short, not hidden, one on Windows too, and none of the names that are no pages (toc, readme, includes/…).",
        ));
    }
    if from.as_str().to_lowercase() == to.as_str().to_lowercase() {
        let message = if from == to {
            format!("`{to}` is the name that the page has")
        } else {
            format!("`{from}` and `{to}` differ in letter case alone, and some file systems take them for one")
        };
        return Err(Fatal::new(message, "Choose another name; to change the letter case, move the page twice."));
    }
    Ok(())
}

/// Refuses to move a page onto another one.
fn refuse_others(site: &Site, rename: Rename<'_>, own: &[Own], has_begun: bool) -> Result<(), Fatal> {
    // Where the move has begun, some languages have the page under its new key already.
    let has_begun = has_begun || leads_on(site, rename) || rename.from.address(None) == rename.to.address(None);
    let new = rename.to.as_str().to_lowercase();
    for document in &site.documents {
        let named = without_page_extension(&document.path).to_lowercase() == new;
        let is_page = document.key == *rename.to && document.is_page();
        let beside = own.iter().any(|own| site.document(own.id).locale == document.locale);
        if is_page && has_begun && !beside {
            continue;
        }
        if is_page || named && document.key != *rename.from {
            return Err(taken(rename, &document.file));
        }
    }
    Ok(())
}

fn taken(rename: Rename<'_>, file: &str) -> Fatal {
    Fatal::new(
        format!("`{}` is there already: {file}", rename.to),
        "Choose another name, or move that page away first.",
    )
}

/// Whether a redirect leads from the old key to the page of the new one.
fn leads_on(site: &Site, rename: Rename<'_>) -> bool {
    let (source, from) = (site.config.source_locale, rename.from.as_str().to_lowercase());
    site.config.locale_ids().any(|locale| {
        let redirect = site.redirects.find(locale, locale, source, &from);
        let target = redirect.map(|redirect| site.redirect_target(locale, redirect));
        matches!(target, Some(Target::Page(page)) if page.key == *rename.to)
    })
}

/// Whether a page that is not there under its old key is there under the new one because it has moved.
fn is_done(site: &Site, rename: Rename<'_>) -> bool {
    let mut there = documents(site, rename.to).peekable();
    there.peek().is_some()
        && (leads_on(site, rename)
            || rename.from.address(None) == rename.to.address(None)
            // No redirect leads to what nobody sees.
            || there.all(|(id, _)| site.publication.withheld(id).is_some()))
}

fn no_page(site: &Site, rename: Rename<'_>) -> Fatal {
    let from = rename.from;
    if let Some((_, stub)) = documents(site, from).next() {
        let to = stub.front.redirect_url.as_deref().unwrap_or_default();
        return Fatal::new(
            format!("`{from}` has moved already: {} says that it is now `{to}`", stub.file),
            "Move the page that is there.",
        );
    }
    let keys: BTreeSet<&str> =
        site.documents.iter().filter(|document| document.is_page()).map(|document| document.key.as_str()).collect();
    // A page in another folder is meant more often than one of a similar path.
    let same: Vec<&str> = keys.iter().copied().filter(|key| key.rsplit('/').next() == Some(from.name())).collect();
    let near = if same.is_empty() { nearest(from.as_str(), keys).into_iter().collect() } else { same };
    let help = match near.as_slice() {
        [] => "Name a page by its path below the folder of its language, as in `help/join`.".to_owned(),
        near => format!("Did you mean {}?", listed("", near.iter().copied())),
    };
    Fatal::new(format!("there is no page `{from}`"), help)
}
