//! HTML with holes: what can be written when one file is parsed, and what only the whole site knows.
//!
//! A page's body, or a locale's navigation, is made once. Whatever depends on the page that shows it (the relative
//! address of a link, which entry is current, a word in the interface language) is a hole. Filling the holes is all
//! that is left to do per page: copy, and a few look-ups.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, LazyLock};

/// HTML with holes of kind `H`, in ascending order of their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment<H> {
    /// The HTML around the holes.
    pub html: String,
    /// Where something is still to be written, and what.
    pub holes: Vec<(usize, H)>,
}

impl<H> Default for Fragment<H> {
    fn default() -> Self {
        Self { html: String::new(), holes: Vec::new() }
    }
}

/// Opens a mark, the number of a hole follows. A noncharacter: [`crate::text::escape`] lets none through from content.
pub const MARK_OPEN: char = '\u{FDD0}';
/// Closes a mark.
pub const MARK_CLOSE: char = '\u{FDD1}';

impl<H> Fragment<H> {
    /// Adds a hole at the end.
    pub fn hole(&mut self, hole: H) {
        self.holes.push((self.html.len(), hole));
    }

    /// Writes the fragment to `out`, asking `fill` for every hole.
    pub fn fill(&self, out: &mut String, mut fill: impl FnMut(&mut String, &H)) {
        let mut from = 0;
        for (at, hole) in &self.holes {
            out.push_str(&self.html[from..*at]);
            fill(out, hole);
            from = *at;
        }
        out.push_str(&self.html[from..]);
    }

    /// The HTML with a mark at each hole, for a tool that works on whole HTML; [`Fragment::from_marked`] reads it back.
    /// `write` says how a hole's mark stands in the markup (as text, or as an attribute).
    pub fn to_marked(&self, mut write: impl FnMut(&mut String, &H, &str)) -> String {
        let mut out = String::with_capacity(self.html.len() + self.holes.len() * 16);
        let mut number = 0;
        self.fill(&mut out, |out, hole| {
            write(out, hole, &mark(number));
            number += 1;
        });
        out
    }

    /// Reads marked HTML: every mark becomes the hole that `holes` has under its number. A mark that makes up the
    /// whole of an attribute's value takes the attribute with it (` href="…"`), so that filling may leave it out.
    pub fn from_marked(marked: &str, holes: &[H], whole_attribute: impl Fn(&H) -> Option<&'static str>) -> Self
    where
        H: Clone,
    {
        let mut fragment = Self { html: String::with_capacity(marked.len()), holes: Vec::with_capacity(holes.len()) };
        let mut rest = marked;
        while let Some(open) = rest.find(MARK_OPEN) {
            let before = &rest[..open];
            let inside = &rest[open + MARK_OPEN.len_utf8()..];
            let Some(close) = inside.find(MARK_CLOSE) else { break };
            let hole = inside[..close].parse::<usize>().ok().and_then(|number| holes.get(number));
            rest = &inside[close + MARK_CLOSE.len_utf8()..];
            fragment.html.push_str(before);
            let Some(hole) = hole else { continue };
            if let Some(name) = whole_attribute(hole) {
                let kept = fragment
                    .html
                    .strip_suffix("=\"")
                    .and_then(|html| html.strip_suffix(name))
                    .and_then(|html| html.strip_suffix(' '))
                    .map(str::len);
                if let (Some(kept), Some(after)) = (kept, rest.strip_prefix('"')) {
                    fragment.html.truncate(kept);
                    rest = after;
                }
            }
            fragment.hole(hole.clone());
        }
        fragment.html.push_str(rest);
        fragment
    }
}

/// The mark of hole `number`.
pub fn mark(number: usize) -> String {
    format!("{MARK_OPEN}{number}{MARK_CLOSE}")
}

/// A text that templates write among marks: what looks like a mark in it is none. It keeps its length.
pub fn unmarked(text: String) -> String {
    if text.contains([MARK_OPEN, MARK_CLOSE]) { text.replace([MARK_OPEN, MARK_CLOSE], "\u{FFFD}") } else { text }
}

/// A value that is made when somebody asks for it first.
pub type Later<T> = LazyLock<T, Box<dyn FnOnce() -> T + Send>>;

/// The HTML of a body: at hand, or made of its file once somebody looks at it.
#[derive(Debug, Clone, Default)]
pub struct Html {
    made: Fragment<Hole>,
    /// What it is, where it is not made yet.
    later: Option<Arc<Later<Fragment<Hole>>>>,
}

impl Html {
    /// HTML that nobody may ever look at.
    pub fn later(make: impl FnOnce() -> Fragment<Hole> + Send + 'static) -> Self {
        Self { made: Fragment::default(), later: Some(Arc::new(LazyLock::new(Box::new(make)))) }
    }

    #[cold]
    fn make(&mut self) {
        if let Some(later) = self.later.take() {
            self.made = Fragment::clone(&later);
        }
    }
}

impl Deref for Html {
    type Target = Fragment<Hole>;

    fn deref(&self) -> &Fragment<Hole> {
        self.later.as_ref().map_or(&self.made, |later| later)
    }
}

impl DerefMut for Html {
    #[inline]
    fn deref_mut(&mut self) -> &mut Fragment<Hole> {
        if self.later.is_some() {
            self.make();
        }
        &mut self.made
    }
}

/// What a page's body leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hole {
    /// The attributes of a link: the number of the link in [`crate::model::document::Body::links`].
    Href(usize),
    /// The source of embedded media other than images: likewise.
    Src(usize),
    /// A whole image, or its text where the file is nowhere: the number in [`crate::model::document::Body::images`].
    Image(usize),
    /// The `id` of a heading: the number of the heading in [`crate::model::document::Body::headings`].
    HeadingId(usize),
    /// A second anchor of a heading, where it has one: likewise.
    HeadingAlias(usize),
    /// An interface text, as text.
    Text(&'static str),
    /// What a table is called.
    Table,
    /// Another file's content in place: the number of the include in [`crate::model::document::Body::includes`].
    Include(usize),
    /// Lines of a source file: the number of the snippet in [`crate::model::document::Body::snippets`].
    Snippet(usize),
    /// The title of the page that a link without text leads to: the number of the link.
    LinkText(usize),
    /// An eligibility check: the number in [`crate::model::document::Body::checks`].
    Check(usize),
    /// Where the words of a translation unit begin: the number in [`crate::model::document::Body::units`].
    UnitStart(usize),
    /// Where they end: likewise.
    UnitEnd(usize),
}

impl Hole {
    /// The attribute that the hole is, where it is one.
    pub fn attribute(&self) -> Option<&'static str> {
        match self {
            Hole::Href(_) => Some("href"),
            Hole::Src(_) => Some("src"),
            Hole::HeadingId(_) => Some("id"),
            Hole::HeadingAlias(_)
            | Hole::Image(_)
            | Hole::Text(_)
            | Hole::Table
            | Hole::Include(_)
            | Hole::Snippet(_)
            | Hole::LinkText(_)
            | Hole::Check(_)
            | Hole::UnitStart(_)
            | Hole::UnitEnd(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_survive_a_trip_through_markup() {
        let mut fragment = Fragment::default();
        fragment.html.push_str("<a");
        fragment.hole(Hole::Href(7));
        fragment.html.push_str(">x</a><p>");
        fragment.hole(Hole::Text("note"));
        fragment.html.push_str("</p>");
        let marked = fragment.to_marked(|out, hole, mark| match hole.attribute() {
            Some(name) => {
                out.push_str(&format!(" {name}=\"{mark}\""));
            }
            None => out.push_str(mark),
        });
        let holes: Vec<Hole> = fragment.holes.iter().map(|(_, hole)| hole.clone()).collect();
        assert_eq!(Fragment::from_marked(&marked, &holes, Hole::attribute), fragment);
    }

    #[test]
    fn a_mark_that_names_no_hole_vanishes() {
        let fragment: Fragment<Hole> = Fragment::from_marked("a\u{FDD0}9\u{FDD1}b\u{FDD0}", &[], Hole::attribute);
        assert_eq!((fragment.html.as_str(), fragment.holes.len()), ("ab\u{FDD0}", 0));
    }
}
