//! Findings with all that a report says of them: whose page they concern, the text that they point into, and the
//! fingerprint by which the same finding is known in another run.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::{LocaleTag, PageKey, Source};
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

/// A finding with what a listing needs of its site, for whoever lists it later without the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The finding itself.
    pub diagnostic: Diagnostic,
    locale: Option<LocaleTag>,
    page: Option<PageKey>,
    /// Its file, wherever the site is looked at from.
    own: String,
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
        Self::numbered(diagnostics.iter().map(|diagnostic| {
            let known = files.known(diagnostic);
            let finding = Finding {
                diagnostic,
                locale: known.map(|known| known.tag),
                page: files.page(diagnostic),
                text: known.and_then(|known| known.text.get()),
                fingerprint: String::new(),
            };
            (finding, files.own(diagnostic))
        }))
    }

    /// Findings that were kept, in the order in which they are given; without the texts that they point into.
    pub fn of_kept(kept: &'a [Kept]) -> Self {
        Self::numbered(kept.iter().map(|kept| {
            let Kept { diagnostic, locale, page, own } = kept;
            let (locale, page) = (locale.as_ref(), page.as_ref());
            (Finding { diagnostic, locale, page, text: None, fingerprint: String::new() }, own.clone())
        }))
    }

    /// Findings beside their files, with the fingerprints that they have among each other.
    fn numbered(findings: impl Iterator<Item = (Finding<'a>, String)>) -> Self {
        let mut seen: BTreeMap<(Code, &str, &str), usize> = BTreeMap::new();
        let findings = findings.map(|(finding, own)| {
            let diagnostic = finding.diagnostic;
            let count = match &diagnostic.cause {
                Some(cause) => seen.entry((diagnostic.code, "", cause)).or_default(),
                None => seen.entry((diagnostic.code, &diagnostic.place.file, &diagnostic.message)).or_default(),
            };
            *count += 1;
            Finding { fingerprint: fingerprint(diagnostic, &own, *count), ..finding }
        });
        Self { findings: findings.collect() }
    }

    /// How many findings of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.diagnostic.severity == severity).count()
    }
}

/// Keeps the findings of a site.
pub fn keep(site: &Site, diagnostics: Diagnostics) -> Vec<Kept> {
    let files = Files::new(site);
    let kept = diagnostics.into_iter().map(|diagnostic| Kept {
        locale: files.known(&diagnostic).map(|known| known.tag.clone()),
        page: files.page(&diagnostic).cloned(),
        own: files.own(&diagnostic),
        diagnostic,
    });
    kept.collect()
}

/// The files that findings can stand in, by name; and the pages among them.
struct Files<'a> {
    known: HashMap<&'a str, Known<'a>>,
    pages: HashMap<&'a str, &'a PageKey>,
}

/// A file of one locale.
struct Known<'a> {
    tag: &'a LocaleTag,
    /// Its path in the locale's folder.
    path: &'a str,
    text: Text<'a>,
}

/// A text that hardly any finding asks for.
enum Text<'a> {
    Of(&'a str),
    In(&'a Source),
}

impl<'a> Text<'a> {
    fn get(&self) -> Option<&'a str> {
        match self {
            Self::Of(text) => Some(text),
            Self::In(source) => source.text().map(|text| &**text),
        }
    }
}

impl<'a> Files<'a> {
    fn new(site: &'a Site) -> Self {
        let messages = site.messages.iter().map(|file| {
            let name = file.file.rsplit('/').next().unwrap_or(&file.file);
            (&*file.file, Known { tag: &file.locale, path: name, text: Text::Of(&file.text) })
        });
        let sources = site.sources().iter().map(|source| {
            let tag = &site.config.locale(source.locale).tag;
            (&*source.file, Known { tag, path: &source.path, text: Text::In(source) })
        });
        let pages = site.documents.iter().filter(|document| document.is_page());
        Self {
            known: messages.chain(sources).collect(),
            pages: pages.map(|document| (&*document.file, &document.key)).collect(),
        }
    }

    fn known(&self, found: &Diagnostic) -> Option<&Known<'a>> {
        self.known.get(&*found.place.file)
    }

    fn page(&self, found: &Diagnostic) -> Option<&'a PageKey> {
        self.pages.get(&*found.place.file).copied()
    }

    /// The path of a finding's file within the language's folder, so that it does not matter from where the site is looked at.
    fn own(&self, found: &Diagnostic) -> String {
        let file = &*found.place.file;
        match self.known(found) {
            Some(known) => format!("{}/{}", known.tag, known.path),
            None => file.rsplit('/').next().unwrap_or(file).to_owned(),
        }
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
