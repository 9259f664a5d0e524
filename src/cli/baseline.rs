//! Findings that are known and let pass, so that only new ones fail: a ratchet.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::diagnostics::{Code, Fatal};
use crate::report::listing::{Finding, Listing};
use crate::write;

/// The version of the file.
const VERSION: u32 = 1;

/// The file: what is known, by fingerprint; the rest is for people who read the difference of two baselines.
#[derive(Debug, Serialize, Deserialize)]
pub struct Baseline {
    version: u32,
    findings: BTreeMap<String, Known>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Known {
    code: String,
    file: String,
    message: String,
    /// In how many places it showed, or how many locales it concerned. Files of earlier versions do not say it.
    #[serde(default = "any_number")]
    places: usize,
}

fn any_number() -> usize {
    usize::MAX
}

/// Remembers findings.
pub fn write(path: &Path, listing: &Listing<'_>) -> Result<(), Fatal> {
    let findings = listing.findings.iter().map(|finding| {
        let known = Known {
            code: finding.diagnostic.code.name().to_owned(),
            file: finding.diagnostic.place.file.to_string(),
            message: finding.diagnostic.message.clone(),
            places: finding.diagnostic.extent(),
        };
        (finding.fingerprint.clone(), known)
    });
    Baseline { version: VERSION, findings: findings.collect() }.write(path)
}

impl Baseline {
    /// Writes the file.
    pub fn write(&self, path: &Path) -> Result<(), Fatal> {
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        write::file(path, &format!("{text}\n"), true)
    }

    /// How many findings it knows.
    pub fn len(&self) -> usize {
        self.findings.len()
    }
}

/// Findings beside a baseline.
pub struct Compared<'a> {
    /// Those that it does not know.
    pub new: Listing<'a>,
    /// What the file still has to remember: nothing that is gone, and of each cause no more places than are left.
    pub kept: Baseline,
    /// How many that it knows are gone.
    pub gone: usize,
    /// Whether it knows findings of web links, which only those see again who ask the web.
    pub has_web_links: bool,
}

/// Lays findings beside those that a file remembers.
pub fn compare<'a>(path: &Path, listing: Listing<'a>) -> Result<Compared<'a>, Fatal> {
    let unreadable = |why: String| {
        Fatal::new(
            format!("the baseline {} cannot be read: {why}", path.display()),
            "Write it with `diglot check --write-baseline FILE`.",
        )
    };
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    let baseline: Baseline = serde_json::from_str(&text).map_err(|error| unreadable(error.to_string()))?;
    if baseline.version != VERSION {
        return Err(unreadable(format!("it has version {}, and this program knows {VERSION}", baseline.version)));
    }
    // A cause that shows in more places than it did is a new finding: one of them has just been broken.
    let is_known = |finding: &Finding<'_>| {
        let known = baseline.findings.get(&finding.fingerprint);
        known.is_some_and(|known| finding.diagnostic.extent() <= known.places)
    };
    let extents: BTreeMap<&str, usize> =
        listing.findings.iter().map(|finding| (finding.fingerprint.as_str(), finding.diagnostic.extent())).collect();
    let left = baseline.findings.iter().filter_map(|(fingerprint, known)| {
        let places = known.places.min(*extents.get(fingerprint.as_str())?);
        Some((fingerprint.clone(), Known { places, ..known.clone() }))
    });
    let kept = Baseline { version: VERSION, findings: left.collect() };
    let gone = baseline.findings.len() - kept.findings.len();
    let of_the_web = |known: &Known| Code::ALL.iter().any(|code| code.is_of_the_web() && code.name() == known.code);
    let has_web_links = baseline.findings.values().any(of_the_web);
    let new = listing.findings.into_iter().filter(|finding| !is_known(finding)).collect();
    Ok(Compared { has_web_links, new: Listing { findings: new }, kept, gone })
}
