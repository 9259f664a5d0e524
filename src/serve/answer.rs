//! What is answered to a path, as a function of the site.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use crate::diagnostics::Diagnostics;
use crate::model::{LocaleId, PageKey};
use crate::render::{Body, produce};
use crate::site::routes::Output;

use super::snapshot::Snapshot;

/// What is answered.
#[derive(Debug)]
pub enum Answer {
    /// A page, an asset, whatever the site has there.
    Found {
        /// The route's file, from which its type is told.
        path: String,
        /// Whether it is what is shown where nothing is.
        is_missing: bool,
        /// Its bytes.
        body: Content,
        /// What only making it could show.
        found: Diagnostics,
    },
    /// The same place with a slash at its end, as the folder that it is.
    Folder(String),
}

/// The bytes of an answer.
#[derive(Debug)]
pub enum Content {
    /// These.
    Bytes(Vec<u8>),
    /// Those of a file.
    File(PathBuf),
}

/// What is answered to a path, decoded and without its query. Whatever has no route is answered with the page for it.
///
/// `/de-de/help/ => de-de/help/index.html`
pub fn answer(snapshot: &Snapshot, path: &str) -> Answer {
    let site = &snapshot.site;
    let file = file(path);
    if let Some(output) = site.routes.get(&file) {
        return made(snapshot, file, output, false);
    }
    let path = path.trim_start_matches('/');
    let below = format!("{path}/index.html");
    if !path.is_empty() && site.routes.get(&below).is_some() {
        return Answer::Folder(format!("/{path}/"));
    }
    let first = path.split('/').next().unwrap_or_default();
    let own = format!("{first}/404.html");
    let missing = if site.routes.get(&own).is_some() { own } else { "404.html".to_owned() };
    match site.routes.get(&missing) {
        Some(output) => made(snapshot, missing, output, true),
        None => Answer::Found {
            path: missing,
            is_missing: true,
            body: Content::Bytes(Vec::new()),
            found: Diagnostics::new(),
        },
    }
}

/// The file that a path means, if the site has it.
///
/// `/de-de/ => de-de/index.html`, `/robots.txt => robots.txt`
fn file(path: &str) -> String {
    let path = path.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// The page at a path, if there is one, and the locale that shows it.
pub fn at<'s>(snapshot: &'s Snapshot, path: &str) -> Option<(LocaleId, &'s PageKey)> {
    match snapshot.site.routes.get(&file(path)) {
        Some(Output::Page(locale, key)) => Some((*locale, key)),
        _ => None,
    }
}

/// The files that the page at a path shows: its own, and those that it includes.
pub fn files(snapshot: &Snapshot, path: &str) -> BTreeSet<Arc<str>> {
    let site = &snapshot.site;
    let mut files = BTreeSet::new();
    let Some((locale, key)) = at(snapshot, path) else { return files };
    let Some(origin) = site.pages.get(locale, key) else { return files };
    let mut open = vec![origin.document()];
    while let Some(id) = open.pop() {
        let document = site.document(id);
        if files.insert(document.file.clone()) {
            open.extend(
                document.body.includes.iter().filter_map(|include| site.include(document, locale, &include.path)),
            );
        }
    }
    files
}

fn made(snapshot: &Snapshot, path: String, output: &Output, is_missing: bool) -> Answer {
    let (body, found) = produce(&snapshot.renderer(), output);
    let body = match body {
        Body::Bytes(bytes) => Content::Bytes(bytes),
        Body::File(path) => Content::File(path),
    };
    Answer::Found { path, is_missing, body, found }
}
