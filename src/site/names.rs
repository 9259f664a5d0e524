//! Which names the files of the output may have: on this system, and on those that a site is copied to.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use icu_normalizer::ComposingNormalizerBorrowed;

use super::Site;
use super::routes::Output;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Role, Severity};
use crate::model::config::OUTPUT_MARK;

const RENAME: &str = "Rename the file, or give the page another `slug` or `key`; in a redirect, mend the old address.";

/// Takes out what no folder could hold: impossible names, and files where another route needs a folder.
pub(super) fn keep_possible(routes: &mut BTreeMap<String, Output>, site: &Site, diagnostics: &mut Diagnostics) {
    let mut wrong: Vec<(String, Code, String)> = Vec::new();
    // The last path, and how much of it has nothing wrong. What the next one has in common with that need not be looked at again.
    let (mut last, mut sound) = ("", 0);
    for path in routes.keys() {
        let from = folders_in_common(&last[..sound], path);
        (last, sound) = (path, 0);
        let is_possible = |part: &str| is_name(part) && (!cfg!(windows) || is_portable(part)) && path != OUTPUT_MARK;
        if let Some(part) = path[from..].split('/').find(|part| !is_possible(part)) {
            let part: String = part.chars().take(40).collect();
            let message = format!("`{}` cannot be part of an address", part.escape_debug());
            wrong.push((path.clone(), Code::InvalidAddress, message));
            continue;
        }
        sound = path.len();
        for at in path[from..].match_indices('/').map(|(at, _)| from + at) {
            let Some(file) = routes.get(&path[..at]) else { continue };
            let loser = if matches!(file, Output::Asset(_)) { &path[..at] } else { path.as_str() };
            let message = format!("`{}` is wanted as a file and as a folder; `{loser}` is left out", &path[..at]);
            wrong.push((loser.to_owned(), Code::AddressConflict, message));
            sound = 0;
        }
    }
    wrong.sort();
    wrong.dedup();
    for (path, code, message) in wrong {
        let Some(output) = routes.remove(&path) else { continue };
        let place = place(site, &output).unwrap_or_else(|| site.config.site_place());
        diagnostics.push(Diagnostic::new(code, place, message, RENAME));
    }
}

/// Says which names other systems do not take, or take for one.
pub(super) fn look(routes: &BTreeMap<String, Output>, site: &Site, diagnostics: &mut Diagnostics) {
    let (mut said, mut places) = (BTreeSet::new(), BTreeSet::new());
    let mut folded: BTreeMap<Cow<'_, str>, (&str, &Output)> = BTreeMap::new();
    let mut last = "";
    for (path, output) in routes.iter().filter(|(_, output)| is_somebodys(site, output)) {
        let mut say = |code: Code, message: String, other: Option<&Output>| {
            let Some(place) = place(site, output) else { return };
            // A redirect of the source is one of all languages.
            if places.insert((code.name(), place.file.clone(), place.span.start)) {
                let found = Diagnostic::new(code, place, message, RENAME).with_severity(Severity::Warning);
                let other = other.and_then(|other| self::place(site, other));
                diagnostics.push(
                    other.into_iter().fold(found, |found, other| found.with_related(other, Role::See, "the other one")),
                );
            }
        };
        let mut end = folders_in_common(std::mem::replace(&mut last, path), path);
        for part in path[end..].split('/') {
            end += part.len();
            // Of all that lie in a folder the first tells.
            if !is_portable(part) && said.insert(&path[..end]) {
                let message = format!(
                    "`{}` is no name on Windows, so that this site cannot be built there, or copied there",
                    part.escape_debug()
                );
                say(Code::InvalidAddress, message, None);
            }
            end += 1;
        }
        let own = fold(path);
        if let Cow::Borrowed(_) = own {
            continue;
        }
        // Most paths are in lower case, and nothing is remembered of those.
        let same = routes.get_key_value(&*own).map(|(path, output)| (path.as_str(), output));
        let first = same.or_else(|| folded.get(&own).copied());
        let Some((other, of)) = first else {
            folded.insert(own, (path, output));
            continue;
        };
        let message = format!(
            "`{path}` and `{other}` differ in letter case alone, so that this site cannot be built or copied where that makes no difference, as on Windows and macOS"
        );
        say(Code::AddressConflict, message, Some(of));
    }
}

/// Whether an output comes from a file that is this language's own: one that is lent would be said once for each borrower, and
/// what stands beside a page has the page's names.
fn is_somebodys(site: &Site, output: &Output) -> bool {
    match output {
        Output::Page(locale, key) => site.pages.get(*locale, key).is_some_and(|origin| !origin.is_fallback()),
        Output::Redirect(..) | Output::Asset(_) | Output::Theme(_) => true,
        _ => false,
    }
}

/// Where it can be mended that an output has its name.
fn place(site: &Site, output: &Output) -> Option<Place> {
    match output {
        Output::Page(locale, key) => site
            .pages
            .get(*locale, key)
            .map(|origin| site.document(origin.document()))
            .map(|document| site.place(document, document.front.place("slug"))),
        Output::Asset(asset) => Some(Place::whole(&site.asset_source(*asset).file)),
        Output::Theme(name) => site.theme.get(name).map(|file| Place::whole(&file.file)),
        Output::Redirect(locale, from) => site
            .redirects
            .find(*locale, *locale, site.config.source_locale, from)
            .map(|redirect| redirect.place.clone()),
        _ => None,
    }
}

/// How long the folders are that two paths both begin with, each with its `/`.
///
/// `help/join/index.html`, `help/join-us/index.html => 5`
fn folders_in_common(one: &str, other: &str) -> usize {
    let same = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    memchr::memrchr(b'/', &one.as_bytes()[..same]).map_or(0, |slash| slash + 1)
}

/// Whether a part of a path can be the name of a file or folder on any system of today but Windows.
fn is_name(part: &str) -> bool {
    /// The longest name that common file systems take, in bytes.
    const MAX_NAME: usize = 255;
    !part.is_empty()
        && part != "."
        && part != ".."
        && part.len() <= MAX_NAME
        && !part.chars().any(|ch| ch.is_control() || ch == '\\')
}

/// Whether a name can be one on Windows too: that leaves out its devices, some characters, and dots and spaces at the end.
///
/// `aux.md => false`, `what:.md => false`, `a. => false`
pub fn is_portable(name: &str) -> bool {
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
    const NUMBERED: [&str; 2] = ["com", "lpt"];
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let begins = |device: &&str| stem.get(..3).is_some_and(|stem| stem.eq_ignore_ascii_case(device));
    let is_numbered = NUMBERED.iter().any(begins)
        && matches!(stem[3..].chars().collect::<Vec<_>>()[..], ['1'..='9' | '¹' | '²' | '³']);
    !name.ends_with(['.', ' '])
        && !name.bytes().any(|byte| matches!(byte, b'<' | b'>' | b':' | b'"' | b'|' | b'?' | b'*' | b'\\' | ..b' '))
        && !is_numbered
        && !DEVICES.iter().any(|device| stem.eq_ignore_ascii_case(device))
}

/// A path as file systems take it that know no letter case, and one way to write an accent.
///
/// `Help/Join => help/join`
fn fold(path: &str) -> Cow<'_, str> {
    let is_folded = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if path.bytes().all(is_folded) {
        return Cow::Borrowed(path);
    }
    let lower = path.to_lowercase();
    let folded =
        if lower.is_ascii() { lower } else { ComposingNormalizerBorrowed::new_nfc().normalize(&lower).into_owned() };
    if folded == path { Cow::Borrowed(path) } else { Cow::Owned(folded) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_windows_are_known() {
        for name in [
            "aux",
            "AUX.md",
            "con.tar.gz",
            "nul .txt",
            "com1",
            "Lpt9.html",
            "COM²",
            "a.",
            "a ",
            "a:b",
            "a?",
            "<",
            "CONIN$",
        ] {
            assert!(!is_portable(name), "{name}");
        }
        for name in
            ["auxiliary", "com", "com0", "com10", "lpt", ".htaccess", "a.b", "consul", "日本", "com日", "a'b & c"]
        {
            assert!(is_portable(name), "{name}");
        }
    }

    #[test]
    fn paths_are_folded_as_file_systems_do() {
        for (path, folded) in
            [("a/b", "a/b"), ("Help/Join", "help/join"), ("\u{c4}rzte", "\u{e4}rzte"), ("cafe\u{301}", "caf\u{e9}")]
        {
            assert_eq!(fold(path), folded);
            assert_eq!(matches!(fold(path), Cow::Borrowed(_)), path == folded);
        }
    }
}
