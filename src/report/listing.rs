//! Findings with all that a report says of them: whose page they concern, the text that they point into, and the
//! fingerprint by which the same finding is known in another run.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::{LocaleTag, PageKey};
use crate::site::Site;

/// A finding and its surroundings.
#[derive(Debug, Clone)]
pub struct Finding<'a> {
    /// The finding itself.
    pub diagnostic: &'a Diagnostic,
    /// The locale whose file it stands in; nothing for files that belong to none.
    pub locale: Option<&'a LocaleTag>,
    /// The page that the file is, if it is one.
    pub page: Option<&'a PageKey>,
    /// The text of the file, where it was read with the site's content.
    pub text: Option<&'a str>,
    /// The same for the same finding in every run, whatever moved around it.
    pub fingerprint: String,
}

/// Findings in their order.
#[derive(Debug, Clone)]
pub struct Listing<'a> {
    /// The findings.
    pub findings: Vec<Finding<'a>>,
}

impl<'a> Listing<'a> {
    /// The findings of a site, in the order in which they are given.
    pub fn new(site: &'a Site, diagnostics: &'a Diagnostics) -> Self {
        let files = Files::new(site);
        let pages: HashMap<&str, &PageKey> = site
            .documents
            .iter()
            .filter(|document| document.is_page())
            .map(|document| (&*document.file, &document.key))
            .collect();
        let mut seen: BTreeMap<(Code, &str, &str), usize> = BTreeMap::new();
        let findings = diagnostics
            .iter()
            .map(|diagnostic| {
                let file = &*diagnostic.place.file;
                let known = files.0.get(file);
                let count = match &diagnostic.cause {
                    Some(cause) => seen.entry((diagnostic.code, "", cause)).or_default(),
                    None => seen.entry((diagnostic.code, file, &diagnostic.message)).or_default(),
                };
                *count += 1;
                // The path within the language's folder, so that it does not matter from where the site is looked at.
                let own = known.map(|known| format!("{}/{}", known.tag, known.path));
                let own = own.unwrap_or_else(|| file.rsplit('/').next().unwrap_or(file).to_owned());
                Finding {
                    diagnostic,
                    locale: known.map(|known| known.tag),
                    page: pages.get(file).copied(),
                    text: known.and_then(|known| known.text),
                    fingerprint: fingerprint(diagnostic, &own, *count),
                }
            })
            .collect();
        Self { findings }
    }

    /// How many findings of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.diagnostic.severity == severity).count()
    }
}

/// The files that findings can stand in, by name.
struct Files<'a>(HashMap<&'a str, Known<'a>>);

/// A file of one locale.
struct Known<'a> {
    tag: &'a LocaleTag,
    /// Its path in the locale's folder.
    path: &'a str,
    text: Option<&'a str>,
}

impl<'a> Files<'a> {
    fn new(site: &'a Site) -> Self {
        let messages = site.messages.iter().map(|file| {
            let name = file.file.rsplit('/').next().unwrap_or(&file.file);
            (&*file.file, Known { tag: &file.locale, path: name, text: Some(&*file.text) })
        });
        let sources = site.sources().iter().map(|source| {
            let tag = &site.config.locale(source.locale).tag;
            (&*source.file, Known { tag, path: &source.path, text: source.text().map(|text| &**text) })
        });
        Self(messages.chain(sources).collect())
    }
}

/// The name of a finding over time: of its code and its cause, so that its places may come and go. Where it has no cause
/// that others share, of its file and what it says, and of its place among those that say the same. Lines are left out, so
/// that text above may grow and shrink.
fn fingerprint(diagnostic: &Diagnostic, file: &str, count: usize) -> String {
    let (file, what) = match &diagnostic.cause {
        Some(cause) => ("", cause.as_str()),
        None => (file, diagnostic.message.as_str()),
    };
    let mut hasher = blake3::Hasher::new();
    for part in [diagnostic.code.name(), file, what, &count.to_string()] {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    hasher.finalize().to_hex()[..32].to_owned()
}
