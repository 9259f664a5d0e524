//! What a source says of itself in its front matter, and a translation does not.

use super::cause::Finding;
use crate::diagnostics::{Code, Place};
use crate::model::Origin;
use crate::site::Site;

/// Checks the title and the description of every translation.
pub fn check(site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    for origin in site.pages.iter().flat_map(|(_, origins)| origins.iter().flatten()) {
        let Origin::Translation { document, of, .. } = *origin else { continue };
        let (document, of) = (site.document(document), site.document(of));
        let (own, theirs) = (&document.front, &of.front);
        for (name, own, theirs) in
            [("title", &own.title, &theirs.title), ("description", &own.description, &theirs.description)]
        {
            let said = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
            if said(own) || !said(theirs) {
                continue;
            }
            let mut finding = Finding::new(
                Code::MissingMetadata,
                Place::whole(&document.file),
                format!("this translation has no `{name}`, and its source has one"),
                format!("Translate `{name}` of the source's front matter."),
            )
            .of(format!("{} {name}", site.name_of(document)));
            finding.see.push((site.place_of_field(of, name), format!("`{name}` of the source")));
            found.push(finding);
        }
    }
    found
}
