//! What readers of a preview search: made when somebody opens the search of a language, and from then on made anew in the
//! background, after the site has been quiet for a while.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use super::running::Running;
use super::snapshot::Snapshot;
use crate::model::LocaleId;
use crate::render::search::records;
use crate::search::{bundle, fingerprint};

/// How long nobody must have saved anything before a search is made: it takes time that a save may need.
const QUIET: Duration = Duration::from_secs(3);

/// The bundles of the locales as they were last made.
#[derive(Debug, Default)]
pub struct Bundles {
    made: RwLock<BTreeMap<String, Bundle>>,
    /// Held by whoever makes the first bundle of a locale, for which all others wait.
    turn: Mutex<()>,
}

/// The bundle in one folder.
#[derive(Debug, Default)]
struct Bundle {
    /// What it was made of.
    print: String,
    files: BTreeMap<String, Arc<[u8]>>,
}

impl Bundles {
    /// The file at a path below the site's root, as `de-de/pagefind/pagefind.js`. The first one that is asked for in a locale
    /// takes as long as its bundle does; a locale whose search nobody opens costs nothing.
    pub fn get(&self, snapshot: &Snapshot, path: &str) -> Option<Arc<[u8]>> {
        let site = &snapshot.site;
        let mut locales = site.config.published().take_while(|_| site.config.search);
        let locale = locales.find(|locale| path.starts_with(&site.search_address(*locale)))?;
        // What the site itself has there goes first.
        if site.routes.get(path).is_some() {
            return None;
        }
        if !self.has(snapshot, locale) {
            let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
            if !self.has(snapshot, locale) {
                aside(|| self.renew(snapshot, locale));
            }
        }
        self.file(path)
    }

    fn has(&self, snapshot: &Snapshot, locale: LocaleId) -> bool {
        let made = self.made.read().unwrap_or_else(PoisonError::into_inner);
        made.contains_key(&snapshot.site.search_address(locale))
    }

    fn file(&self, path: &str) -> Option<Arc<[u8]>> {
        let bundles = self.made.read().unwrap_or_else(PoisonError::into_inner);
        let (folder, bundle) = bundles.range(..=path.to_owned()).next_back()?;
        bundle.files.get(path.strip_prefix(folder)?).cloned()
    }

    /// Makes the bundle of a locale anew, unless its pages say what they said.
    fn renew(&self, snapshot: &Snapshot, locale: LocaleId) {
        let site = &snapshot.site;
        let (folder, tag) = (site.search_address(locale), site.config.locale(locale).tag.to_string());
        let records = records(&snapshot.renderer(), locale);
        let print = fingerprint(&records);
        let is_known =
            |bundles: &BTreeMap<String, Bundle>| bundles.get(&folder).is_some_and(|known| known.print == print);
        if is_known(&self.made.read().unwrap_or_else(PoisonError::into_inner)) {
            return;
        }
        // Where it cannot be made the old one is shown; a build says why.
        if let Ok(files) = bundle(&records, &tag) {
            let files = files.into_iter().map(|(path, bytes)| (path, bytes.into())).collect();
            self.made.write().unwrap_or_else(PoisonError::into_inner).insert(folder, Bundle { print, files });
        }
    }
}

/// Makes the bundles that somebody has opened anew, whenever the site stays as it is for a while.
pub fn index(running: &Running) {
    let mut seen = 0;
    loop {
        seen = running.settle(seen, QUIET);
        let snapshot = running.snapshot();
        for locale in snapshot.site.config.published().filter(|locale| running.bundles.has(&snapshot, *locale)) {
            if running.count() != seen {
                break;
            }
            aside(|| running.bundles.renew(&snapshot, locale));
        }
    }
}

/// Does something on one thread of its own, away from those that work on a save. What goes wrong costs nothing else.
fn aside(act: impl FnOnce() + Send) {
    if let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(1).build() {
        let _ = pool.install(|| catch_unwind(AssertUnwindSafe(act)));
    }
}
