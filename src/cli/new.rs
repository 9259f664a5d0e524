//! `diglot new`

use std::path::Path;

use super::{NewArguments, Said};
use crate::diagnostics::Fatal;
use crate::load::display;
use crate::model::LocaleTag;
use crate::starter::starter;
use crate::write;

/// Makes the site and says what comes next.
pub fn run(arguments: &NewArguments) -> Result<bool, Fatal> {
    let folder = &arguments.folder;
    refuse_a_folder_in_use(folder)?;
    let mut locales: Vec<LocaleTag> = Vec::new();
    for locale in &arguments.locales {
        if !locales.contains(locale) {
            locales.push(locale.clone());
        }
    }
    let starter = starter(&title(folder), &locales);
    let mut said = Said::default();
    for (path, text) in &starter.files {
        let path = folder.join(path);
        // What git is told may be there already; whoever wrote it knows better.
        if !path.exists() {
            write::file(&path, text, false)?;
            said.line(display(&path));
        }
    }
    for locale in &starter.without_texts {
        let (source, shown) = (&locales[0], display(folder));
        if locale == source {
            said.line(format!(
                "There are no sample texts in {locale}: its pages begin in English, for you to translate."
            ));
        } else {
            said.line(format!(
                "There are no sample texts in {locale}: its readers are shown {source} until pages are in {shown}/content/{locale}."
            ));
        }
    }
    said.line(format!("The site is ready. Build it: diglot build {}", argument(&display(folder))));
    said.say().map(|()| true)
}

/// A site begins in a folder of its own. What a version control system keeps there may be there already.
fn refuse_a_folder_in_use(folder: &Path) -> Result<(), Fatal> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            return Err(Fatal::new(format!("{} cannot be read: {error}", display(folder)), "Name another folder."));
        }
    };
    let mut names: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    match names.first() {
        Some(name) => Err(Fatal::new(
            format!("{} is not empty: it has {name}", display(folder)),
            "Name a new folder. Pages that you have already are brought in by `diglot import`.",
        )),
        None => Ok(()),
    }
}

/// A path as a shell takes it.
///
/// `my help => "my help"`, `-y => ./-y`
fn argument(path: &str) -> String {
    let plain = |ch: char| ch.is_alphanumeric() || matches!(ch, '/' | '.' | '_' | '-' | ':');
    let path = if path.starts_with('-') { format!("./{path}") } else { path.to_owned() };
    if path.chars().all(plain) { path } else { format!("\"{path}\"") }
}

/// What the site is called until its author knows better: the folder's name, as words.
///
/// `my-help => My help`
fn title(folder: &Path) -> String {
    let named = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let here = || std::env::current_dir().ok()?.file_name().map(|name| name.to_string_lossy().into_owned());
    let words = named.or_else(here).unwrap_or_default().replace(['-', '_'], " ");
    let mut chars = words.trim().chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => "Help".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_come_from_folders() {
        assert_eq!(title(Path::new("a/my-help")), "My help");
        assert_eq!(title(Path::new("справка_партнёров")), "Справка партнёров");
        assert_eq!(argument("a b"), "\"a b\"");
        assert_eq!(argument("-y"), "./-y");
    }
}
