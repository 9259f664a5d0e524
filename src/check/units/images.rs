//! Images that a translation has lost on the way.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::Page;
use crate::check::cause::Finding;
use crate::diagnostics::Code;
use crate::model::{Document, Unit, UnitKind};
use crate::text::Span;
use crate::translate::outline;

/// An image that the source shows and the translation does not.
pub(super) struct Lost {
    /// The name of its file.
    name: String,
    /// Where the source has it.
    of: Span,
    /// The text of the translation that lacks it, or the heading of its section.
    own: Span,
    /// Whether that is a text.
    in_text: bool,
}

impl Lost {
    /// Whether the source has it within these bytes.
    pub(super) fn is_in(&self, span: Span) -> bool {
        span.contains(self.of.start)
    }

    pub(super) fn finding(&self, page: &Page<'_>, of: &Document) -> Finding {
        let (name, what) = (&self.name, if self.in_text { "text" } else { "section" });
        let finding = Finding::new(
            Code::LostImage,
            page.site.place(page.own, self.own),
            format!("this {what} does not show the image `{name}` of its source"),
            "Show it here too; where this language has no picture of its own, the source's is used.",
        );
        let mut finding = finding.of(format!("{} {name}", page.site.name_of(page.own)));
        finding.see.push((page.site.place(of, self.of), "the image in the source".to_owned()));
        finding
    }
}

/// The images that a translation has lost: from among the words of a text, and from a section that has all its other texts.
/// (A section that was written anew since has images that nobody has lost.)
pub(super) fn lost(page: &Page<'_>, of: &Document) -> Vec<Lost> {
    let theirs = images_of(of);
    if theirs.is_empty() {
        return Vec::new();
    }
    let own = images_of(page.own);
    let mut found = of_texts(page, &own, &theirs);
    let said: HashSet<usize> = found.iter().map(|lost| lost.of.start).collect();
    let of_sections = of_sections(page.own, of, &own, &theirs);
    found.extend(of_sections.into_iter().filter(|lost| !said.contains(&lost.of.start)));
    found
}

/// An image: the name of its file, and where it stands.
type Image = (String, Span);

/// The images of a document in order.
fn images_of(document: &Document) -> Vec<Image> {
    let links = document.body.images.iter().filter_map(|image| document.body.links.get(image.link));
    let name = |destination: &str| destination.rsplit('/').next().unwrap_or_default().to_lowercase();
    let mut images: Vec<Image> = links.map(|link| (name(&link.destination), link.span)).collect();
    images.sort_by_key(|(_, span)| span.start);
    images
}

/// Those of the images that begin within these bytes.
fn within(images: &[Image], bytes: Range<usize>) -> &[Image] {
    let at = |place: usize| images.partition_point(|(_, span)| span.start < place);
    &images[at(bytes.start)..at(bytes.end.max(bytes.start))]
}

/// The images that stand among the words of a text in the source, and nowhere in the translation.
fn of_texts(page: &Page<'_>, own: &[Image], theirs: &[Image]) -> Vec<Lost> {
    let mut left: HashMap<&str, isize> = HashMap::new();
    own.iter().for_each(|(name, _)| *left.entry(name).or_default() -= 1);
    theirs.iter().for_each(|(name, _)| *left.entry(name).or_default() += 1);
    let mut found = Vec::new();
    // What a value in YAML says has no bytes of its own there.
    let holds = |unit: &Unit| unit.kind != UnitKind::Image && unit.place.value.is_none();
    for pair in page.pairs().filter(|pair| pair.is_to_compare() && holds(pair.own) && holds(pair.of)) {
        let shown = within(own, pair.own.span.start..pair.own.span.end);
        let wanted = within(theirs, pair.of.span.start..pair.of.span.end);
        if shown.len() >= wanted.len() {
            continue;
        }
        for (name, span) in wanted.iter().filter(|(name, _)| !shown.iter().any(|(shown, _)| shown == name)) {
            let lost = left.entry(name).or_default();
            if *lost > 0 {
                *lost -= 1;
                found.push(Lost { name: name.clone(), of: *span, own: pair.own.span, in_text: true });
            }
        }
    }
    found
}

/// The images that a section of the source shows and the translated section does not, although it has all its other texts.
fn of_sections(document: &Document, of: &Document, own_images: &[Image], their_images: &[Image]) -> Vec<Lost> {
    let mut found = Vec::new();
    for (own, theirs, start) in sections(document, of) {
        let (mine, source) = (within(own_images, own.clone()), within(their_images, theirs.clone()));
        if mine.len() >= source.len() || texts(document, own) != texts(of, theirs) {
            continue;
        }
        let shown: HashSet<&str> = mine.iter().map(|(name, _)| name.as_str()).collect();
        let lost = source.iter().filter(|(name, _)| !shown.contains(name.as_str()));
        found.extend(lost.map(|(name, span)| Lost { name: name.clone(), of: *span, own: start, in_text: false }));
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

/// The kinds of the texts in these bytes, in order.
fn texts(document: &Document, bytes: Range<usize>) -> Vec<UnitKind> {
    let units = &document.body.units;
    let units = &units[units.partition_point(|unit| unit.span.start < bytes.start)..];
    let kinds = units.iter().take_while(|unit| unit.span.start < bytes.end).map(|unit| unit.kind);
    kinds.filter(|kind| kind.is_of_body() && *kind != UnitKind::Image).collect()
}
