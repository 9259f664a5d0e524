//! What readers of a preview search: made anew in the background, after the site has been quiet for a while.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, PoisonError, RwLock};
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
pub struct Bundles(RwLock<BTreeMap<String, Bundle>>);

/// The bundle in one folder.
#[derive(Debug, Default)]
struct Bundle {
    /// What it was made of.
    print: String,
    files: BTreeMap<String, Arc<[u8]>>,
}

impl Bundles {
    /// The file at a path below the site's root, as `de-de/pagefind/pagefind.js`.
    pub fn get(&self, path: &str) -> Option<Arc<[u8]>> {
        let bundles = self.0.read().unwrap_or_else(PoisonError::into_inner);
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
        if is_known(&self.0.read().unwrap_or_else(PoisonError::into_inner)) {
            return;
        }
        // Where it cannot be made the old one is shown; a build says why.
        if let Ok(files) = bundle(&records, &tag) {
            let files = files.into_iter().map(|(path, bytes)| (path, bytes.into())).collect();
            self.0.write().unwrap_or_else(PoisonError::into_inner).insert(folder, Bundle { print, files });
        }
    }
}

/// Makes bundles whenever the site stays as it is for a while.
pub fn index(running: &Running) {
    // The pool of its own keeps it from the threads that work on a save.
    let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(1).build() else { return };
    let mut seen = 0;
    loop {
        seen = running.settle(seen, QUIET);
        let snapshot = running.snapshot();
        for locale in snapshot.site.config.published().take_while(|_| snapshot.site.config.search) {
            if running.count() != seen {
                break;
            }
            let renew = || catch_unwind(AssertUnwindSafe(|| running.bundles.renew(&snapshot, locale)));
            let _ = pool.install(renew);
        }
    }
}
