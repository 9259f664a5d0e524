//! The structure of pages: levels of headings, words of images.

use rayon::prelude::*;

use super::cause::Finding;
use crate::diagnostics::Code;
use crate::model::{Document, DocumentId, DocumentKind};
use crate::parse::tags;
use crate::site::Site;

/// Checks every page and include that readers see. A flaw that translations took over from their source is one finding.
pub fn check(site: &Site) -> Vec<Finding> {
    let each = (0..site.documents.len()).into_par_iter().map(|index| {
        let id = DocumentId(index);
        let document = site.document(id);
        let mut found = Vec::new();
        if site.shows(id) {
            // An include is a part of pages, which alone know its level; those of YAML pages are given.
            if document.kind == DocumentKind::Markdown {
                levels(site, id, document, &mut found);
            }
            images(site, document, &mut found);
        }
        found
    });
    each.flatten_iter().collect()
}

fn levels(site: &Site, id: DocumentId, document: &Document, found: &mut Vec<Finding>) {
    let headings = &document.body.headings;
    for (index, pair) in headings.windows(2).enumerate() {
        let (before, heading) = (&pair[0], &pair[1]);
        if heading.level > before.level + 1 {
            let finding = Finding::new(
                Code::SkippedHeadingLevel,
                site.place(document, heading.span),
                format!("a heading of level {} follows one of level {}", heading.level, before.level),
                format!("Make it one of level {}.", before.level + 1),
            );
            found.push(finding.of(format!("{} {}", document.key, site.heading_id(id, index + 1))));
        }
    }
}

fn images(site: &Site, document: &Document, found: &mut Vec<Finding>) {
    for image in document.body.images.iter().filter(|image| image.alt.trim().is_empty() && image.class != "icon") {
        let Some(link) = document.body.links.get(image.link) else { continue };
        // An empty `alt` in HTML says that the image is a decoration (HTML, section 4.8.4.4.2).
        let decorates = tags::tag_at(site.text_of(document), link.span.start).filter(|tag| tag.name == "img");
        if decorates.is_some_and(|tag| tag.attribute("alt").is_some()) {
            continue;
        }
        let name = link.destination.rsplit('/').next().unwrap_or_default();
        let finding = Finding::new(
            Code::MissingAltText,
            site.place(document, link.span),
            format!("the image `{name}` has no words for those who do not see it"),
            "Say between the brackets what is to be seen; write `<img alt=\"\" src=\"…\">` for a mere decoration.",
        );
        found.push(finding.of(format!("{} {}", document.key, link.destination)));
    }
}
