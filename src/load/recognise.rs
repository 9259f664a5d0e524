//! Which folders hold which languages, where nobody has said so: by their names, by what docfx says, by what a page says.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::discover::Draft;
use super::display;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::model::LocaleTag;
use crate::model::locale::USUAL_SOURCE;
use crate::parse::{Findings, docfx, front_matter};
use crate::text::lossy;

/// How deep a docfx repository keeps its `docfx.json`.
const DOCFX_DEPTH: usize = 3;

/// The folder of a tag, in whatever case it is written; where there is none, the one that it would have.
pub fn own_folder(content: &Path, tag: &LocaleTag) -> PathBuf {
    let existing = subfolders(content).into_iter().find(|(name, _)| LocaleTag::parse(name).as_ref() == Some(tag));
    existing.map_or_else(|| content.join(tag.as_str()), |(_, path)| path)
}

/// The locales of a folder that says nothing of itself.
pub fn recognised(folder: &Path, content: &Path, place: &Place, diagnostics: &mut Diagnostics) -> Vec<Draft> {
    for parent in [content, folder] {
        let mut drafts: Vec<Draft> = Vec::new();
        for (name, path) in subfolders(parent) {
            let named = LocaleTag::from_folder(&name).or_else(|| {
                // One repository per language, named after what it holds and its language: `help.de-de`.
                let tag = LocaleTag::from_folder(name.rsplit_once('.')?.1)?;
                is_docfx(&path).then_some(tag)
            });
            if let Some(tag) = named
                && !drafts.iter().any(|draft| draft.tag == tag)
                && has_content(&path, DOCFX_DEPTH)
            {
                drafts.push(Draft::new(tag, path));
            }
        }
        if !drafts.is_empty() {
            drafts.sort_by(|a, b| a.tag.cmp(&b.tag));
            return drafts;
        }
    }
    let root = if has_content(content, DOCFX_DEPTH) { content } else { folder };
    if !has_content(root, DOCFX_DEPTH) {
        return Vec::new();
    }
    let own = fs::canonicalize(root).ok().and_then(|path| path.file_name()?.to_str().map(str::to_owned));
    let tag = published_locale(root, diagnostics)
        .or_else(|| content_locale(root, DOCFX_DEPTH))
        .or_else(|| own.and_then(|name| LocaleTag::from_folder(&name)))
        .or_else(|| {
            if !is_docfx(root) {
                diagnostics.push(Diagnostic::new(
                    Code::InvalidLocale,
                    place.clone(),
                    format!("nothing says which language these pages are in; {USUAL_SOURCE} is taken"),
                    "Put them into a folder named by their language, or give --locale TAG=DIR.",
                ));
            }
            LocaleTag::parse(USUAL_SOURCE)
        });
    tag.map(|tag| Draft::new(tag, root.to_path_buf())).into_iter().collect()
}

/// The folders in a folder, in order of their names.
fn subfolders(folder: &Path) -> Vec<(String, PathBuf)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut folders: Vec<_> = entries
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| Some((entry.file_name().to_str()?.to_owned(), entry.path())))
        .filter(|(name, _)| !name.starts_with('.'))
        .collect();
    folders.sort();
    folders
}

/// The files in a folder, in order of their names.
fn files(folder: &Path) -> Vec<(String, PathBuf)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> = entries
        .flatten()
        .filter(|entry| entry.path().is_file())
        .filter_map(|entry| Some((entry.file_name().to_str()?.to_owned(), entry.path())))
        .collect();
    files.sort();
    files
}

/// Whether a folder holds a page, within a few levels.
fn has_content(folder: &Path, depth: usize) -> bool {
    let is_page = |name: &str| {
        let lower = name.to_ascii_lowercase();
        lower.ends_with(".md") || lower.ends_with(".yml") || lower.ends_with(".markdown") || lower == "docfx.json"
    };
    files(folder).iter().any(|(name, _)| is_page(name) && !name.eq_ignore_ascii_case("readme.md"))
        || (depth > 0
            && subfolders(folder).iter().any(|(name, path)| name != "node_modules" && has_content(path, depth - 1)))
}

/// Whether a folder is a docfx repository.
fn is_docfx(folder: &Path) -> bool {
    fn has_docfx_json(folder: &Path, depth: usize) -> bool {
        folder.join("docfx.json").is_file()
            || (depth > 0 && subfolders(folder).iter().any(|(_, path)| has_docfx_json(path, depth - 1)))
    }
    folder.join(".openpublishing.publish.config.json").is_file() || has_docfx_json(folder, DOCFX_DEPTH)
}

/// The locale that a docfx repository publishes.
fn published_locale(root: &Path, diagnostics: &mut Diagnostics) -> Option<LocaleTag> {
    let path = root.join(".openpublishing.publish.config.json");
    let text = lossy(fs::read(&path).ok()?);
    let file = display(&path);
    let mut findings = Findings::new(&file, &text);
    let locale = docfx::published_locale(&mut findings);
    diagnostics.extend(findings.diagnostics);
    LocaleTag::parse(&locale?)
}

/// The `ms.contentlocale` of the first page that has one.
fn content_locale(folder: &Path, depth: usize) -> Option<LocaleTag> {
    for (name, path) in files(folder) {
        if !name.to_ascii_lowercase().ends_with(".md") {
            continue;
        }
        let Ok(bytes) = fs::read(&path) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        let file: Arc<str> = name.into();
        let (front, _) = front_matter::read(&mut Findings::new(&file, &text));
        if let Some(tag) = front.content_locale.as_deref().and_then(LocaleTag::parse) {
            return Some(tag);
        }
    }
    (depth > 0).then(|| subfolders(folder).into_iter().find_map(|(_, path)| content_locale(&path, depth - 1)))?
}
