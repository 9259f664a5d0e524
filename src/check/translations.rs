//! Pages that one language has and another lacks.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{LocaleId, Origin};
use crate::site::Site;

/// Checks every page in every locale. A page that a locale withholds, or that its own redirects have retired, is not
/// missing.
pub fn check(site: &Site) -> Diagnostics {
    let mut found = Diagnostics::new();
    for (key, origins) in site.pages.iter() {
        let own = |id: LocaleId| origins[id.0].filter(|origin| !origin.is_fallback());
        let source = site.config.source_locale;
        let has = match source {
            // A page that only a translation's locale has is that locale's own affair.
            Some(source) => own(source).map(|origin| (source, origin)),
            None => site.config.locale_ids().find_map(|id| Some((id, own(id)?))),
        };
        let Some((_, origin)) = has else { continue };
        let lacking: Vec<&str> = site
            .config
            .published()
            .filter(|id| {
                own(*id).is_none()
                    && !site.publication.withholds(*id, key)
                    && site.redirects.find(*id, *id, None, &key.as_str().to_lowercase()).is_none()
            })
            .map(|id| site.config.locale(id).tag.as_str())
            .collect();
        if lacking.is_empty() {
            continue;
        }
        let document = site.document(match origin {
            Origin::Translation { of, .. } => of,
            origin => origin.document(),
        });
        found.push(Diagnostic::new(
            Code::MissingTranslation,
            Place::whole(&document.file),
            format!("the page `{key}` is not there in {}", lacking.join(", ")),
            "Translate it; until then its readers are shown another language, or do not find it.",
        ));
    }
    found
}
