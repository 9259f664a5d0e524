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
struct Baseline {
    version: u32,
    findings: BTreeMap<String, Known>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Known {
    code: String,
    file: String,
    message: String,
}

/// Remembers findings.
pub fn write(path: &Path, listing: &Listing<'_>) -> Result<(), Fatal> {
    let findings = listing.findings.iter().map(|finding| {
        let known = Known {
            code: finding.diagnostic.code.name().to_owned(),
            file: finding.diagnostic.place.file.to_string(),
            message: finding.diagnostic.message.clone(),
        };
        (finding.fingerprint.clone(), known)
    });
    let baseline = Baseline { version: VERSION, findings: findings.collect() };
    let text = serde_json::to_string_pretty(&baseline).unwrap_or_default();
    write::file(path, &format!("{text}\n"), true)
}

/// Findings beside a baseline.
pub struct Compared<'a> {
    /// Those that it does not know.
    pub new: Listing<'a>,
    /// Those that it knows.
    pub known: Listing<'a>,
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
    let is_known = |finding: &Finding<'_>| baseline.findings.contains_key(&finding.fingerprint);
    let (known, new): (Vec<_>, Vec<_>) = listing.findings.into_iter().partition(is_known);
    let gone = baseline.findings.len().saturating_sub(known.len());
    let of_the_web = |known: &Known| Code::ALL.iter().any(|code| code.is_of_the_web() && code.name() == known.code);
    let has_web_links = baseline.findings.values().any(of_the_web);
    Ok(Compared { has_web_links, new: Listing { findings: new }, known: Listing { findings: known }, gone })
}
