//! `diglot new`

use std::path::Path;

use super::NewArguments;
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
        if !locales.contains(&locale.0) {
            locales.push(locale.0.clone());
        }
    }
    let starter = starter(&title(folder), &locales);
    for (path, text) in &starter.files {
        let path = folder.join(path);
        // A .gitignore may be there already; whoever wrote it knows better.
        if !path.exists() {
            write::file(&path, text, false)?;
            println!("{}", display(&path));
        }
    }
    for locale in &starter.without_texts {
        let (source, shown) = (&locales[0], display(folder));
        if locale == source {
            println!("There are no sample texts in {locale}: its pages begin in English, for you to translate.");
        } else {
            println!(
                "There are no sample texts in {locale}: its readers are shown {source} until pages are in {shown}/content/{locale}."
            );
        }
    }
    println!("The site is ready. Build it: diglot build {}", display(folder));
    Ok(true)
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
    }
}
