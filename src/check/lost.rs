//! What a translation has lost on the way: anchors of its headings, images.

use std::ops::Range;

use rayon::prelude::*;

use super::cause::Finding;
use crate::diagnostics::Code;
use crate::model::document::PassageKind;
use crate::model::{Document, Origin};
use crate::site::Site;
use crate::text::Span;
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
    let found = pairs.par_iter().flat_map_iter(|(document, of)| {
        let mut found = anchors(site, document, of);
        if site.config.keeps_passages {
            found.extend(images(site, document, of));
        }
        found
    });
    found.collect()
}

/// Headings whose source has an anchor that somebody wrote, and which have none. Whoever has lost one has mostly lost
/// them all, so a page is one finding.
fn anchors(site: &Site, document: &Document, of: &Document) -> Vec<Finding> {
    let (own, theirs) = (&document.body.headings, &of.body.headings);
    let pairs = outline::pair(own, theirs);
    let mut found = Vec::new();
    for gap in outline::gaps(own, theirs) {
        for index in gap.own.clone().filter(|index| !own[*index].explicit) {
            // Where it cannot be told which heading it is, those that nobody else has are left to choose from.
            let candidates: Vec<usize> = match pairs[index] {
                Some(of) => vec![of],
                None => gap.source.clone().collect(),
            };
            let lost: Vec<&str> = candidates
                .into_iter()
                .map(|index| &theirs[index])
                .filter(|heading| heading.explicit && !own.iter().any(|own| own.explicit && own.id == heading.id))
                .map(|heading| heading.id.as_str())
                .collect();
            let [first, more @ ..] = lost.as_slice() else { continue };
            let (message, help) = if more.is_empty() {
                (
                    format!("this heading has lost the anchor `{first}` of its source"),
                    format!(
                        "Write `<a name=\"{first}\"></a>` before its words, so that links find it whatever comes before."
                    ),
                )
            } else {
                (
                    "this heading has lost the anchor of its source".to_owned(),
                    format!("Write `<a name=\"…\"></a>` before its words; the source has {}.", names(&lost)),
                )
            };
            let place = site.place(document, own[index].span);
            found.push(Finding::new(Code::LostAnchor, place, message, help).of(&*document.file));
        }
    }
    found
}

/// How many names a message lists.
const MOST_NAMES: usize = 5;

/// `` `a`, `b` and 3 more ``
fn names(all: &[&str]) -> String {
    let listed: Vec<String> = all.iter().take(MOST_NAMES).map(|name| format!("`{name}`")).collect();
    let more = all.len().saturating_sub(MOST_NAMES);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!("{}{more}", listed.join(", "))
}

/// Images that a section of the source shows and the translated section does not, although it has all its other texts. (A
/// section that was written anew since has images that nobody has lost.)
fn images(site: &Site, document: &Document, of: &Document) -> Vec<Finding> {
    let mut found = Vec::new();
    for (own, theirs, start) in sections(document, of) {
        let (mine, source) = (Section::new(document, own), Section::new(of, theirs));
        if mine.texts != source.texts || mine.images.len() >= source.images.len() {
            continue;
        }
        for (name, span) in source.images {
            if mine.images.iter().any(|(own, _)| *own == name) {
                continue;
            }
            let mut finding = Finding::new(
                Code::LostImage,
                site.place(document, start),
                format!("this section does not show the image `{name}` of its source"),
                "Show it here too; where this language has no picture of its own, the source's is used.",
            );
            finding.cause = format!("{} {name}", document.file);
            finding.see.push((site.place(of, span), "the image in the source".to_owned()));
            found.push(finding);
        }
    }
    found
}

/// The sections of a translation beside those of its source, as bytes of either file, each with the heading that the
/// translation's begins with.
fn sections(document: &Document, of: &Document) -> Vec<(Range<usize>, Range<usize>, Span)> {
    let (own, theirs) = (&document.body.headings, &of.body.headings);
    let pairs: Vec<(usize, usize)> =
        outline::pair(own, theirs).into_iter().enumerate().filter_map(|(own, of)| Some((own, of?))).collect();
    let mut borders = vec![(0, 0, Span::default())];
    borders.extend(pairs.iter().map(|(mine, of)| (own[*mine].span.start, theirs[*of].span.start, own[*mine].span)));
    let ends = borders[1..].iter().map(|(own, of, _)| (*own, *of)).chain([(usize::MAX, usize::MAX)]);
    borders.iter().zip(ends).map(|((own, of, span), (to_own, to_of))| (*own..to_own, *of..to_of, *span)).collect()
}

/// What stands in one section.
struct Section {
    /// The kinds of its texts in order.
    texts: Vec<PassageKind>,
    /// Its images: the name of each file and where it stands.
    images: Vec<(String, Span)>,
}

impl Section {
    fn new(document: &Document, bytes: Range<usize>) -> Self {
        let body = &document.body;
        let texts = body.passages.iter().filter(|passage| bytes.contains(&passage.span.start));
        let texts = texts.map(|passage| passage.kind).filter(|kind| *kind != PassageKind::Image).collect();
        let links = body.images.iter().filter_map(|image| body.links.get(image.link));
        let images = links.filter(|link| bytes.contains(&link.span.start)).map(|link| {
            let name = link.destination.rsplit('/').next().unwrap_or_default();
            (name.to_lowercase(), link.span)
        });
        Self { texts, images: images.collect() }
    }
}
