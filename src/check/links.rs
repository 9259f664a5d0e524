//! Links that lead nowhere, or not where they should. One cause is one finding: the first place in the order of files
//! is the primary one, the others are related.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Role};
use crate::model::document::{Link, LinkKind};
use crate::model::{Document, DocumentId, DocumentKind, LocaleId};
use crate::site::Site;
use crate::site::links::Base;
use crate::site::publication::Reason;
use crate::site::target::{Anchor, Broken, Remark, Target};

/// A finding before those of one cause are joined.
struct Finding {
    code: Code,
    /// What they have in common.
    cause: String,
    message: String,
    help: String,
    place: Place,
}

/// Checks every link of every page and include.
pub fn check(site: &Site) -> Diagnostics {
    let folders = folders(site);
    let found: Vec<Finding> = site
        .documents
        .par_iter()
        .enumerate()
        .flat_map_iter(|(index, document)| check_document(site, DocumentId(index), document, &folders))
        .collect();
    let mut causes: BTreeMap<(Code, String), Vec<Finding>> = BTreeMap::new();
    for finding in found {
        causes.entry((finding.code, finding.cause.clone())).or_default().push(finding);
    }
    causes.into_values().filter_map(join).collect()
}

fn join(mut findings: Vec<Finding>) -> Option<Diagnostic> {
    findings.sort_by(|a, b| a.place.cmp(&b.place));
    let mut findings = findings.into_iter();
    let first = findings.next()?;
    let diagnostic = Diagnostic::new(first.code, first.place, first.message, first.help);
    Some(findings.fold(diagnostic, |diagnostic, next| diagnostic.with_related(next.place, Role::SameCause, "")))
}

/// Every folder that has a file in it, for each locale.
fn folders(site: &Site) -> BTreeSet<(LocaleId, String)> {
    let paths = site.documents.iter().map(|document| (document.locale, document.path.as_str()));
    let paths = paths.chain(site.assets.iter().map(|asset| (asset.locale, asset.path.as_str())));
    let mut folders = BTreeSet::new();
    for (locale, path) in paths {
        for (at, _) in path.match_indices('/') {
            folders.insert((locale, path[..at].to_owned()));
        }
    }
    folders
}

fn check_document<'a>(
    site: &'a Site,
    id: DocumentId,
    document: &'a Document,
    folders: &'a BTreeSet<(LocaleId, String)>,
) -> impl Iterator<Item = Finding> + 'a {
    // A file that is no page of the site and that no page shows concerns nobody.
    let links = if site.shows(id) { document.body.links.as_slice() } else { &[] };
    links.iter().filter_map(move |link| check_link(site, id, document, link, folders))
}

fn check_link(
    site: &Site,
    id: DocumentId,
    document: &Document,
    link: &Link,
    folders: &BTreeSet<(LocaleId, String)>,
) -> Option<Finding> {
    let own = (document.kind != DocumentKind::Include).then_some(id);
    let base = Base { locale: document.locale, path: &document.path, document: own };
    let target = site.resolve(document.locale, base, &link.destination);
    let written = &link.destination;
    let tag = &site.config.locale(document.locale).tag;
    let (code, cause, message, help) = match target {
        Target::Empty => (
            Code::EmptyLink,
            format!("{}:{}", document.file, link.span.start),
            "the link has no destination".to_owned(),
            "Write where it leads between the parentheses, or take the link out.".to_owned(),
        ),
        Target::Refused => (
            Code::UnsafeHtml,
            format!("{}:{}", document.file, link.span.start),
            format!("`{written}` is no address that a page may link to"),
            "Use http, https, mailto or tel.".to_owned(),
        ),
        Target::Broken(broken) => broken_link(site, document, link, broken, folders),
        Target::SamePage { fragment, anchor: Anchor::Missing } => (
            Code::BrokenAnchor,
            format!("{}#{fragment}", document.file),
            format!("this page has no anchor `{fragment}`"),
            nearest(site, id, &fragment),
        ),
        Target::Asset { case: Some(path), .. } => (
            Code::CaseMismatch,
            format!("{path} {written}"),
            format!("`{written}` differs from the file `{path}` in letter case; most web servers tell them apart"),
            format!("Write `{path}`."),
        ),
        Target::Page(page) => {
            if page.anchor == Anchor::Missing {
                let fragment = page.fragment.clone().unwrap_or_default();
                let message = format!("the page `{}` has no anchor `{fragment}`", page.key);
                let cause = format!("{tag} {}#{fragment}", page.key);
                (Code::BrokenAnchor, cause, message, nearest(site, page.origin.document(), &fragment))
            } else {
                let remark = page.remark?;
                let (code, message, help) = remark.finding(written, site, page.locale, document.locale);
                let cause = match &remark {
                    Remark::Case(path) => format!("{path} {written}"),
                    Remark::Extension(path) => format!("{tag} {path}"),
                    Remark::Redirected(to) => format!("{tag} {written} {to}"),
                    Remark::OtherLocale => format!("{tag} {written}"),
                };
                (code, cause, message, help)
            }
        }
        Target::Moved(to) => (
            Code::RedirectedLink,
            format!("{tag} {written} {to}"),
            format!("`{written}` has moved to {to}"),
            "Link to the new place.".to_owned(),
        ),
        Target::SamePage { .. } | Target::Asset { .. } | Target::External(_) | Target::Home(_) => return None,
    };
    Some(Finding { code, cause, message, help, place: site.place(document, link.span) })
}

fn broken_link(
    site: &Site,
    document: &Document,
    link: &Link,
    broken: Broken,
    folders: &BTreeSet<(LocaleId, String)>,
) -> (Code, String, String, String) {
    let tag = &site.config.locale(document.locale).tag;
    let what = broken.what();
    match broken {
        Broken::NoAsset(path) => missing_asset(site, document.locale, path, folders),
        Broken::NoPage(path) if link.kind == LinkKind::Image => missing_asset(site, document.locale, path, folders),
        Broken::NoPage(path) | Broken::Loop(path) => {
            let help = "Mend the path, which counts from this file's folder; or give the page that moved a redirect.";
            (Code::BrokenLink, format!("{tag} {path}"), what, help.to_owned())
        }
        Broken::Withheld(ref path, reason) => {
            let help = match reason {
                Reason::Expired(_) => "Take the link out, or give the page another `expires`.",
                _ => "The words are shown without a link until then; `--drafts` builds the site with the page.",
            };
            (broken.code(), format!("{tag} {path}"), what, help.to_owned())
        }
        Broken::OutOfRoot => {
            let help = "Pages can only link to what lies below their language's root.";
            (
                Code::LinkOutOfRoot,
                format!("{}:{}", document.file, link.span.start),
                format!("`{}`: {what}", link.destination),
                help.to_owned(),
            )
        }
        Broken::NoUid(uid) => {
            (Code::UnknownXref, uid, what, "Give the page a `uid` in its front matter, or link to its file.".to_owned())
        }
    }
}

/// A missing file, or the missing folder that all files in it are missing with.
fn missing_asset(
    site: &Site,
    locale: LocaleId,
    path: String,
    folders: &BTreeSet<(LocaleId, String)>,
) -> (Code, String, String, String) {
    let roots: Vec<LocaleId> = site.chain(locale).chain(site.config.source_locale).collect();
    let there = |folder: &str| roots.iter().any(|root| folders.contains(&(*root, folder.to_owned())));
    let missing = path.match_indices('/').map(|(at, _)| &path[..at]).find(|folder| !there(folder)).map(str::to_owned);
    let tag = &site.config.locale(locale).tag;
    let help = "Put the file there, in this language or the source's; where a file is missing, a page shows the image's words.";
    let (cause, message) = match missing {
        Some(folder) => {
            (format!("{tag} {folder}/"), format!("there is no folder `{folder}`, in which links look for files"))
        }
        None => (format!("{tag} {path}"), format!("there is no file `{path}`")),
    };
    (Code::MissingAsset, cause, message, help.to_owned())
}

/// The way out of a broken anchor: the one that looks most like it.
fn nearest(site: &Site, page: DocumentId, fragment: &str) -> String {
    let anchors = site.anchors(page);
    // A page of hundreds of anchors gets no guess: comparing each of its links with all of them would take too long.
    let candidates = anchors.iter().filter(|_| anchors.len() <= 300);
    let best = candidates.filter_map(|anchor| Some((distance(anchor, fragment)?, anchor))).min();
    match best {
        Some((_, anchor)) => format!("Did you mean `#{anchor}`?"),
        None if anchors.is_empty() => "The page has no anchors; link to the page alone.".to_owned(),
        None => "Link to the page alone, or to one of its headings.".to_owned(),
    }
}

/// The number of edits between two anchors, where it is small beside their length.
fn distance(a: &str, b: &str) -> Option<usize> {
    let (long, short) = (a.chars().count().max(b.chars().count()), a.chars().count().min(b.chars().count()));
    let limit = long / 3;
    if long - short > limit {
        return None;
    }
    Some(strsim::levenshtein(a, b)).filter(|edits| *edits <= limit)
}
