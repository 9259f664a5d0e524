//! What is wrong with a site beyond its single files: links and translations.

mod links;
mod translations;

use rayon::prelude::*;

use crate::diagnostics::Diagnostics;
use crate::site::Site;

/// Checks a whole site.
pub fn check(site: &Site) -> Diagnostics {
    let checks: [fn(&Site) -> Diagnostics; 2] = [links::check, translations::check];
    let found: Vec<Diagnostics> = checks.par_iter().map(|check| check(site)).collect();
    site.config.judge(found.into_iter().flatten().collect())
}
