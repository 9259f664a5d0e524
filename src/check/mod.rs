//! What is wrong with a site beyond its single files: links and translations.

mod links;
mod translations;

use rayon::prelude::*;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::site::Site;

/// Checks a whole site.
pub fn check(site: &Site) -> Diagnostics {
    let checks: [fn(&Site) -> Diagnostics; 2] = [links::check, translations::check];
    let found: Vec<Diagnostics> = checks.par_iter().map(|check| check(site)).collect();
    let severity = |diagnostic: Diagnostic| match site.config.severity.get(&diagnostic.code) {
        Some(severity) => diagnostic.with_severity(*severity),
        None => diagnostic,
    };
    let mut found: Diagnostics = found.into_iter().flatten().map(severity).collect();
    found.sort();
    found
}
