//! What is wrong with a site beyond its single files: one file for each thing that is looked at.
//!
//! [`external`] stands beside the others: what it finds depends on what the web answers, so nobody calls it unasked.

mod cause;
mod eligibility;
mod embedded;
pub mod external;
mod links;
mod lost;
mod messages;
mod metadata;
mod missing;
mod navigation;
mod redirects;
mod rewrite;
mod structure;
mod units;
mod untouched;

pub use cause::gather;
pub use links::Sound;

use crate::diagnostics::Diagnostics;
use crate::model::LocaleId;
use crate::site::Site;
use crate::site::status::PageStatus;

/// Checks a whole site. What compares the words of pages is left out where nobody has asked for it
/// ([`Config::compares_units`](crate::model::Config::compares_units)).
pub fn check(site: &Site) -> Diagnostics {
    check_but(site, &Sound::default()).0
}

/// The same where some documents are known to be sound, because they were, and neither they nor anything that they lead to has
/// changed; and the documents that are sound now.
pub fn check_but(site: &Site, sound: &Sound) -> (Diagnostics, Sound) {
    let checked = links::check(site, sound);
    let mut found = checked.found;
    found.extend(missing::check(site, &checked.borrowed));
    found.extend(redirects::check(site));
    found.extend(navigation::check(site));
    found.extend(structure::check(site));
    found.extend(lost::check(site));
    found.extend(metadata::check(site));
    if site.config.compares_units {
        found.extend(untouched::check(site));
        found.extend(units::check(site));
    }
    found.extend(messages::check(site));
    found.extend(eligibility::check(site));
    found.extend(embedded::check(site));
    (cause::join(site, found), checked.sound)
}

/// Checks the words of some pages of translated locales, each beside its source, without a look at any other page: so nothing is
/// said of texts that are translated otherwise elsewhere, nor of what does not compare words.
pub fn check_words<'a>(site: &Site, pages: impl IntoIterator<Item = (LocaleId, &'a PageStatus)>) -> Diagnostics {
    let found = pages.into_iter().flat_map(|(locale, page)| {
        let target = page.documents.target;
        let untouched = target.map(|own| untouched::of_document(site, own, page.documents.source));
        untouched.into_iter().flatten().chain(units::of_page(site, locale, page))
    });
    cause::join(site, found)
}
