//! Anchors that the headings of a translation have lost on the way.

use std::collections::HashSet;

use rayon::prelude::*;

use super::cause::Finding;
use crate::diagnostics::Code;
use crate::model::document::Heading;
use crate::model::{Document, Origin};
use crate::site::Site;
use crate::text::names::listed;
use crate::translate::outline;

/// Checks every translation beside its source.
pub fn check(site: &Site) -> Vec<Finding> {
    let pairs: Vec<(&Document, &Document)> = site
        .pages
        .iter()
        .flat_map(|(_, origins)| origins.iter().flatten())
        .filter_map(|origin| match *origin {
            Origin::Translation { document, of, .. } => Some((site.document(document), site.document(of))),
            _ => None,
        })
        .collect();
    pairs.par_iter().flat_map_iter(|(document, of)| anchors(site, document, of)).collect()
}

/// Headings whose source has an anchor that somebody wrote, and which have none. Whoever has lost one has mostly lost
/// them all, so a page is one finding.
fn anchors(site: &Site, document: &Document, of: &Document) -> Vec<Finding> {
    let (own, theirs) = (&document.body.headings, &of.body.headings);
    let written = own.iter().filter(|own| own.explicit).map(|own| own.id.as_str());
    let kept: HashSet<&str> = written.chain(document.body.anchors.iter().map(String::as_str)).collect();
    let is_lost = |heading: &Heading| heading.explicit && !kept.contains(heading.id.as_str());
    let pairs = outline::pair(own, theirs);
    let mut found = Vec::new();
    for (heading, of) in own.iter().zip(&pairs).filter(|(heading, _)| !heading.explicit) {
        let Some(lost) = of.map(|of| &theirs[of]).filter(|of| is_lost(of)) else { continue };
        let message = format!("this heading has lost the anchor `{}` of its source", lost.id);
        let help = format!(
            "Write `<a name=\"{}\"></a>` before its words, so that links find it whatever stands before it.",
            lost.id
        );
        let place = site.place(document, heading.span);
        found.push(Finding::new(Code::LostAnchor, place, message, help).of(site.name_of(document)));
    }
    for gap in outline::gaps(own, theirs) {
        if gap.own.clone().any(|index| pairs[index].is_some()) {
            continue;
        }
        // Which heading it is cannot be told: only that as many have none as have lost theirs, or more.
        let lost: Vec<&Heading> = theirs[gap.source.clone()].iter().filter(|heading| is_lost(heading)).collect();
        let bare: Vec<&Heading> = own[gap.own.clone()].iter().filter(|heading| !heading.explicit).collect();
        let levels: HashSet<u8> = lost.iter().map(|lost| lost.level).collect();
        let first = bare.iter().find(|own| levels.contains(&own.level));
        let Some(first) = first.filter(|_| bare.len() >= lost.len()) else { continue };
        let mut finding = Finding::new(
            Code::LostAnchor,
            site.place(document, first.span),
            format!(
                "headings from here on have lost the anchors of their source: {}",
                listed("", lost.iter().map(|heading| heading.id.as_str()))
            ),
            "Write `<a name=\"…\"></a>` before the words of each of them, as the source does.",
        );
        finding.see =
            lost.iter().map(|lost| (site.place(of, lost.span), "the anchor in the source".to_owned())).collect();
        found.push(finding.of(site.name_of(document)));
    }
    found
}
