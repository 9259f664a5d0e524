//! `diglot check --external`: what the web says of the addresses that a site links to.

use jiff::Timestamp;

use super::{CheckArguments, ReportFormat, Said, build, caches};
use crate::check::external;
use crate::diagnostics::Diagnostics;
use crate::site::Site;
use crate::web::{self, Cache, Politeness};

/// Asks for the web links of a site, those apart that the cache knows, and says what is wrong with them. `asked_for` gives
/// those of some findings that somebody wants to see. A cache that cannot be used is no reason to say nothing: there is a
/// word about it beside the report.
pub fn check(
    site: &Site,
    arguments: &CheckArguments,
    said: &mut Said,
    asked_for: impl Fn(Diagnostics) -> Diagnostics,
) -> Diagnostics {
    let links = external::links(site).wanted(asked_for);
    if links.addresses().next().is_none() {
        return Diagnostics::new();
    }
    let now = Timestamp::now();
    let path = arguments.external_cache.clone().or_else(|| caches::file("web-links.json"));
    let read = path.map_or_else(|| Ok(Cache::forgetful(now)), |path| Cache::read(&path, now));
    let mut cache = read.unwrap_or_else(|fatal| {
        said.aside(fatal.to_string());
        Cache::forgetful(now)
    });
    let for_people = arguments.format == ReportFormat::Human;
    let bar = build::progress(for_people, links.addresses().count(), "web links");
    let answers = web::ask_anew(links.addresses(), &mut cache, &Politeness::default(), || bar.inc(1));
    bar.finish_and_clear();
    if let Err(fatal) = cache.write() {
        said.aside(fatal.to_string());
    }
    links.findings(&answers)
}
