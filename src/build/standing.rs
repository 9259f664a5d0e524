//! Which outputs and links stand as they did in the last build, because only some pages say something else now.

use rustc_hash::FxHashSet;

use crate::check::Sound;
use crate::model::{DocumentId, LocaleId, PageKey};
use crate::site::Site;
use crate::site::routes::Output;

/// What stands of the last build where the site differs in what some documents say on their own pages, and in nothing else.
#[derive(Debug)]
pub struct Standing {
    /// The documents that say something else.
    changed: FxHashSet<DocumentId>,
    /// The pages that these are, in whatever language.
    keys: FxHashSet<PageKey>,
    /// The documents whose links lead where they should, as they did.
    pub sound: Sound,
    /// The outputs that something was said of; it is to be said again.
    spoken_of: FxHashSet<String>,
}

impl Standing {
    /// What stands where these documents have changed, those are sound still, and something was said of these outputs.
    pub fn new(site: &Site, changed: FxHashSet<DocumentId>, sound: Sound, spoken_of: FxHashSet<String>) -> Self {
        let keys = changed.iter().map(|id| site.document(*id).key.clone()).collect();
        Self { changed, keys, sound, spoken_of }
    }

    /// Whether an output would be made the same again.
    pub fn has(&self, site: &Site, path: &str, output: &Output) -> bool {
        let stands = match output {
            // A page has words of its source too, where it shows readers both.
            Output::Page(_, key) | Output::Twin(_, key) => !self.keys.contains(key),
            Output::Llms(locale) | Output::Feed(locale) => self.has_all_of(site, *locale),
            // What these hang on is the same of all documents, those with other words included.
            Output::Sitemap(_) | Output::SitemapIndex | Output::Redirect(..) | Output::Asset(_) => true,
            // There are few of them, or they hang on more.
            _ => false,
        };
        stands && !self.spoken_of.contains(path)
    }

    /// Whether all pages of a locale say what they said.
    pub fn has_all_of(&self, site: &Site, locale: LocaleId) -> bool {
        let shows = |key| site.pages.get(locale, key).is_some_and(|origin| self.changed.contains(&origin.document()));
        !self.keys.iter().any(shows)
    }
}
