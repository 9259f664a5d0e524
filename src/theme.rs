//! The default theme and the built-in interface texts, compiled into the binary so that the command works on any
//! folder from anywhere.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::LocaleTag;
use crate::model::sources::{MessageFile, ThemeFile};

/// What the names of files in the binary begin with.
const BUILT_IN: &str = "(built in) ";

macro_rules! embedded {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        &[$(($name, include_bytes!(concat!("../", $folder, "/", $name)) as &[u8])),+]
    };
}

const FILES: &[(&str, &[u8])] = embedded!("themes/default":
    "assets/code.mjs",
    "assets/diglot.css",
    "assets/eligibility-embed.js",
    "assets/eligibility.css",
    "assets/eligibility.js",
    "assets/favicon.svg",
    "assets/headings.mjs",
    "assets/languages.mjs",
    "assets/match.mjs",
    "assets/offer.mjs",
    "assets/readings.css",
    "assets/readings.mjs",
    "assets/search-dialog.mjs",
    "assets/search-marks.mjs",
    "assets/search-terms.mjs",
    "assets/search-worker.mjs",
    "assets/search.css",
    "assets/search.mjs",
    "assets/status.css",
    "assets/tabs.mjs",
    "assets/theme.mjs",
    "assets/zoom.mjs",
    "base.html",
    "eligibility-page.html",
    "eligibility.html",
    "home.html",
    "languages.html",
    "nav.html",
    "not-found.html",
    "page.html",
    "redirect.html",
    "status-file.html",
    "status-report.html",
    "status.html",
);

const MESSAGES: &[(&str, &[u8])] = embedded!("locales":
    "ar/theme.ftl",
    "de-DE/theme.ftl",
    "en-US/theme.ftl",
    "it-IT/theme.ftl",
    "ru-RU/theme.ftl",
    "zh-CN/theme.ftl",
    "zh-TW/theme.ftl",
);

/// Whether a file, by its name for people, is one of those in the binary.
pub fn is_built_in(file: &str) -> bool {
    file.starts_with(BUILT_IN)
}

/// A file of the default theme.
pub fn builtin(name: &str) -> Option<ThemeFile> {
    let (folder, (own, bytes)) = match name.strip_prefix("assets/").and_then(|name| of(diglot_checker::MODULE, name)) {
        Some(file) => ("checker-wasm/module", file),
        None => ("themes/default", of(FILES, name)?),
    };
    Some(ThemeFile { file: format!("{BUILT_IN}{folder}/{own}").into(), bytes: (*bytes).into() })
}

fn of(files: &'static [(&str, &[u8])], name: &str) -> Option<&'static (&'static str, &'static [u8])> {
    files.iter().find(|(own, _)| *own == name)
}

/// Every file of the default theme by path.
pub fn default_theme() -> BTreeMap<String, ThemeFile> {
    let module = diglot_checker::MODULE.iter().map(|(name, _)| format!("assets/{name}"));
    let names = FILES.iter().map(|(name, _)| (*name).to_owned()).chain(module);
    names.filter_map(|name| Some((name.clone(), builtin(&name)?))).collect()
}

/// The built-in interface texts.
pub fn default_messages() -> Vec<MessageFile> {
    MESSAGES
        .iter()
        .filter_map(|(name, bytes)| {
            let locale = LocaleTag::parse(name.split('/').next()?)?;
            let text: Arc<str> = std::str::from_utf8(bytes).ok()?.into();
            Some(MessageFile { locale, file: format!("{BUILT_IN}locales/{name}").into(), text })
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "the test compares with the folder")]
mod tests {
    use super::*;

    /// What lies in a folder of the repository, as paths below it.
    fn on_disk(folder: &str) -> Vec<String> {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut stack = vec![root.clone()];
        let mut found = Vec::new();
        while let Some(folder) = stack.pop() {
            for entry in std::fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path()) {
                if entry.is_dir() {
                    stack.push(entry);
                } else {
                    found.push(entry.strip_prefix(&root).expect("below").to_string_lossy().replace('\\', "/"));
                }
            }
        }
        found.sort();
        found
    }

    #[test]
    fn every_file_of_the_theme_is_in_the_binary() {
        assert_eq!(FILES.iter().map(|(name, _)| *name).collect::<Vec<_>>(), on_disk("themes/default"));
        let built_in: Vec<_> = MESSAGES.iter().map(|(name, _)| *name).collect();
        assert_eq!(
            built_in,
            on_disk("locales").into_iter().filter(|name| name.ends_with("/theme.ftl")).collect::<Vec<_>>()
        );
    }
}
