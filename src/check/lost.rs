//! What a translation has lost on the way: anchors of its headings, images.

use std::collections::HashSet;
use std::ops::Range;

use rayon::prelude::*;

use super::cause::Finding;
use crate::diagnostics::Code;
use crate::model::UnitKind;
use crate::model::document::Heading;
use crate::model::{Document, Origin};
use crate::site::Site;
use crate::text::Span;
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
    let found = pairs.par_iter().flat_map_iter(|(document, of)| {
        let mut found = anchors(site, document, of);
        if site.config.keeps_units {
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

/// Images that a section of the source shows and the translated section does not, although it has all its other texts. (A
/// section that was written anew since has images that nobody has lost.)
fn images(site: &Site, document: &Document, of: &Document) -> Vec<Finding> {
    let mut found = Vec::new();
    let (own_images, their_images) = (images_of(document), images_of(of));
    if their_images.is_empty() {
        return found;
    }
    for (own, theirs, start) in sections(document, of) {
        let mine = Section::new(document, &own_images, own);
        let source = Section::new(of, &their_images, theirs);
        if mine.texts != source.texts || mine.images.len() >= source.images.len() {
            continue;
        }
        let shown: HashSet<&str> = mine.images.iter().map(|(name, _)| name.as_str()).collect();
        for (name, span) in source.images.iter().filter(|(name, _)| !shown.contains(name.as_str())) {
            let finding = Finding::new(
                Code::LostImage,
                site.place(document, start),
                format!("this section does not show the image `{name}` of its source"),
                "Show it here too; where this language has no picture of its own, the source's is used.",
            );
            let mut finding = finding.of(format!("{} {name}", site.name_of(document)));
            finding.see.push((site.place(of, *span), "the image in the source".to_owned()));
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

/// The images of a document in order: the name of each file and where it stands.
fn images_of(document: &Document) -> Vec<(String, Span)> {
    let links = document.body.images.iter().filter_map(|image| document.body.links.get(image.link));
    let name = |destination: &str| destination.rsplit('/').next().unwrap_or_default().to_lowercase();
    let mut images: Vec<(String, Span)> = links.map(|link| (name(&link.destination), link.span)).collect();
    images.sort_by_key(|(_, span)| span.start);
    images
}

/// What stands in one section.
struct Section<'a> {
    /// The kinds of its texts in order.
    texts: Vec<UnitKind>,
    images: &'a [(String, Span)],
}

impl<'a> Section<'a> {
    /// The section of these bytes. Units and images stand in order, so those of a section stand together.
    fn new(document: &Document, images: &'a [(String, Span)], bytes: Range<usize>) -> Self {
        let units = &document.body.units;
        let units = &units[units.partition_point(|unit| unit.span.start < bytes.start)..];
        let texts = units.iter().take_while(|unit| unit.span.start < bytes.end).map(|unit| unit.kind);
        let (from, to) = (
            images.partition_point(|(_, span)| span.start < bytes.start),
            images.partition_point(|(_, span)| span.start < bytes.end),
        );
        Self {
            texts: texts.filter(|kind| kind.is_of_body() && *kind != UnitKind::Image).collect(),
            images: &images[from..to],
        }
    }
}
