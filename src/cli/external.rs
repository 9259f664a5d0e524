//! `diglot check --external`: what the web says of the addresses that a site links to.

use std::ffi::OsString;
use std::path::PathBuf;

use jiff::Timestamp;

use super::{CheckArguments, ReportFormat, Said, build};
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
    let path = arguments.external_cache.clone().or_else(|| usual_cache(|name| std::env::var_os(name)));
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

/// Where the cache is unless somebody says otherwise; nothing where the system has no folder for caches.
fn usual_cache(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let folder = |name| variable(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    let caches = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Caches"))
    } else {
        folder("XDG_CACHE_HOME").or_else(|| folder("HOME").map(|home| home.join(".cache")))
    };
    Some(caches?.join("diglot/web-links.json"))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_cache_is_where_caches_are() {
        let of = |variables: &[(&str, &str)]| {
            let find = |name: &str| variables.iter().find(|(own, _)| *own == name).map(|(_, value)| value.into());
            usual_cache(find).map(|path| path.display().to_string())
        };
        let both = [("XDG_CACHE_HOME", "/c"), ("HOME", "/home/x")];
        assert_eq!(of(&both).as_deref(), Some("/c/diglot/web-links.json"));
        assert_eq!(of(&both[1..]).as_deref(), Some("/home/x/.cache/diglot/web-links.json"));
        assert_eq!(of(&[("XDG_CACHE_HOME", "relative")]), None);
    }
}
