//! Pages that one language has and another lacks.

use std::collections::BTreeMap;

use super::cause::Finding;
use crate::diagnostics::{Code, Place, Severity};
use crate::model::{LocaleId, Origin, PageKey};
use crate::site::Site;

/// Checks every page in every locale. A page that a locale withholds, or that its own redirects have retired, is not
/// missing. `borrowed` are the links that lead to such a page in another language: they have the same cause, and are
/// named with it.
pub fn check(site: &Site, borrowed: &BTreeMap<PageKey, Vec<Place>>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (key, origins) in site.pages.iter() {
        let own = |id: LocaleId| origins[id.0].filter(|origin| !origin.is_fallback());
        let source = site.config.source_locale;
        let has = match source {
            // A page that only a translation's locale has is that locale's own affair.
            Some(source) => own(source),
            None => site.config.locale_ids().find_map(own),
        };
        let Some(origin) = has else { continue };
        let lacking: Vec<LocaleId> = site
            .config
            .published()
            .filter(|id| {
                own(*id).is_none()
                    && !site.config.locale(*id).tag.is_pseudo()
                    && !site.publication.withholds(*id, key)
                    && site.redirects.find(*id, *id, None, &key.as_str().to_lowercase()).is_none()
            })
            .collect();
        let tags: Vec<&str> = lacking.iter().map(|id| site.config.locale(*id).tag.as_str()).collect();
        if lacking.is_empty() {
            continue;
        }
        let document = site.document(match origin {
            Origin::Translation { of, .. } => of,
            origin => origin.document(),
        });
        let mut finding = Finding::new(
            Code::MissingTranslation,
            Place::whole(&document.file),
            format!("the page `{key}` is not there in {}", tags.join(", ")),
            "Translate it; until then its readers are shown another language, or do not find it.",
        )
        .of(key.as_str());
        // Roots that were only laid side by side owe each other nothing; and a language that falls back to another
        // translation, as Austria's German does to Germany's, has been thought of.
        let served =
            |id: LocaleId| matches!(origins[id.0], Some(Origin::Fallback { from, .. }) if Some(from) != source);
        if source.is_none() || lacking.iter().all(|id| served(*id)) {
            finding.severity = Severity::Note;
        }
        finding.concerns = tags.into_iter().map(str::to_owned).collect();
        let links = borrowed.get(key).into_iter().flatten();
        finding.see = links.map(|place| (place.clone(), "this link leads into another language".to_owned())).collect();
        finding.see.sort();
        found.push(finding);
    }
    found
}
