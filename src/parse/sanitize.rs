//! Raw HTML in pages, held to a documented list.
//!
//! Authors may use the elements and attributes below. Everything else is taken out: elements that run or embed
//! something with their content, other elements leaving their text, attributes silently. A name that no HTML element
//! has (`<resource>`) was meant as text and stays as text.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::markdown::TABLE_FRAME;
use super::tags;
use crate::model::fragment::{MARK_OPEN, mark};
use crate::model::{Fragment, Hole};

/// Inline elements that are written through at once, because they cannot disturb the page's structure.
pub const INLINE: [&str; 22] = [
    "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp",
    "small", "span", "strong", "sub", "sup", "u",
];

/// Further elements that pages may contain.
const BLOCKS: [&str; 44] = [
    "a",
    "address",
    "article",
    "aside",
    "audio",
    "blockquote",
    "br",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "img",
    "input",
    "label",
    "li",
    "ol",
    "p",
    "picture",
    "pre",
    "section",
    "source",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
];

/// Attributes that any of them may have.
pub const ATTRIBUTES: [&str; 8] = ["class", "dir", "hidden", "id", "lang", "role", "title", "translate"];

/// Attributes that some of them may have beside those.
pub const OWN_ATTRIBUTES: [(&str, &[&str]); 17] = [
    ("a", &["href", "hreflang", "target", "name"]),
    ("img", &["src", "alt", "width", "height", "loading"]),
    ("audio", &["src", "controls"]),
    ("video", &["src", "controls", "width", "height", "poster"]),
    ("source", &["src", "type", "media"]),
    ("track", &["src", "kind", "srclang", "label"]),
    ("input", &["type", "checked", "disabled"]),
    ("ol", &["start", "reversed", "type"]),
    ("li", &["value"]),
    ("td", &["colspan", "rowspan", "headers"]),
    ("th", &["colspan", "rowspan", "headers", "scope"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("details", &["open", "name"]),
    ("time", &["datetime"]),
    ("pre", &["tabindex"]),
    ("div", &["tabindex"]),
];

/// Elements that would run, embed or send something: they go with all that is in them.
pub const FORBIDDEN: [&str; 16] = [
    "applet", "base", "embed", "form", "frame", "frameset", "iframe", "link", "meta", "noscript", "object", "param",
    "script", "style", "svg", "math",
];

/// Elements of HTML that are on neither list: their text stays.
const OTHERS: [&str; 52] = [
    "acronym",
    "area",
    "basefont",
    "bgsound",
    "big",
    "blink",
    "body",
    "button",
    "canvas",
    "command",
    "content",
    "data",
    "datalist",
    "dialog",
    "dir",
    "fieldset",
    "font",
    "head",
    "hgroup",
    "html",
    "image",
    "isindex",
    "keygen",
    "legend",
    "main",
    "map",
    "marquee",
    "menu",
    "menuitem",
    "meter",
    "nav",
    "nobr",
    "noembed",
    "noframes",
    "optgroup",
    "option",
    "output",
    "plaintext",
    "progress",
    "rp",
    "rt",
    "ruby",
    "search",
    "select",
    "slot",
    "spacer",
    "strike",
    "template",
    "textarea",
    "tfoot",
    "thead",
    "time",
];

/// Schemes that links may have.
pub const SCHEMES: [&str; 6] = ["http", "https", "mailto", "tel", "ftp", "sms"];

/// Whether HTML knows an element of this name.
pub fn is_element(name: &str) -> bool {
    INLINE.contains(&name)
        || BLOCKS.contains(&name)
        || FORBIDDEN.contains(&name)
        || OTHERS.contains(&name)
        || matches!(name, "tt" | "track" | "var" | "video" | "wbr" | "title" | "xmp" | "listing" | "rb" | "rtc")
}

/// The elements that tables are made of.
pub const TABLE: [&str; 10] = ["caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"];

/// Whether an element may stand within a line of text.
pub fn is_phrasing(name: &str) -> bool {
    INLINE.contains(&name)
        || matches!(
            name,
            "a" | "audio" | "br" | "img" | "input" | "label" | "picture" | "rp" | "rt" | "ruby" | "source"
        )
        || matches!(name, "time" | "track" | "tt" | "var" | "video" | "wbr")
}

/// Whether an element is HTML's, and on no list: its tags go, its words stay.
pub fn is_dropped(name: &str) -> bool {
    is_element(name) && !BUILDER_TAGS.contains(name) && !FORBIDDEN.contains(&name)
}

/// The attributes an inline element keeps.
pub fn keeps_attribute(name: &str) -> bool {
    ATTRIBUTES.contains(&name) || name.starts_with("data-") || name.starts_with("aria-")
}

/// Every element that a page may contain, in order.
pub fn elements() -> Vec<&'static str> {
    let mut elements: Vec<&str> = BUILDER_TAGS.iter().copied().collect();
    elements.sort_unstable();
    elements
}

/// Every element that a page may contain.
static BUILDER_TAGS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let more = ["tfoot", "thead", "time", "track", "tt", "var", "video", "wbr", "ruby", "rt", "rp"];
    INLINE.iter().chain(&BLOCKS).copied().chain(more).collect()
});

static BUILDER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let attributes: HashMap<&str, HashSet<&str>> =
        OWN_ATTRIBUTES.iter().map(|(tag, names)| (*tag, names.iter().copied().collect())).collect();
    let mut builder = Builder::empty();
    builder
        .tags(BUILDER_TAGS.clone())
        .clean_content_tags(FORBIDDEN.iter().copied().collect())
        .tag_attributes(attributes)
        // Code that is wider than its column can be scrolled by keyboard, whoever wrote it.
        .set_tag_attribute_values(HashMap::from([("pre", HashMap::from([("tabindex", "0")]))]))
        .tag_attribute_values(HashMap::from([("input", HashMap::from([("type", HashSet::from(["checkbox"]))]))]))
        .generic_attributes(ATTRIBUTES.iter().copied().collect())
        .generic_attribute_prefixes(HashSet::from(["data-", "aria-"]))
        .url_schemes(SCHEMES.iter().copied().collect())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None);
    builder
});

/// What stands for a hole that a block fills, so that no paragraph stays open around it.
const BLOCK: &str = "<hr title=\"";

/// Holds a page's whole HTML to the list and makes it well-formed. Its holes survive where what held them does; `is_block` says
/// which of them blocks fill.
pub fn clean(fragment: Fragment<Hole>, is_block: impl Fn(&Hole) -> bool) -> Fragment<Hole> {
    let marked = fragment.to_marked(|out, hole, mark| match hole.attribute() {
        Some(name) => {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            out.push_str(mark);
            out.push('"');
        }
        None if is_block(hole) => out.push_str(&format!("{BLOCK}{mark}\">")),
        None => out.push_str(mark),
    });
    let mut cleaned = BUILDER.clean(&marked).to_string();
    // Tables and forms torn apart are put together in a way that a parser reads otherwise the next time; after a few
    // readings nothing changes any more.
    for _ in 0..4 {
        let again = BUILDER.clean(&cleaned).to_string();
        if again == cleaned {
            break;
        }
        cleaned = again;
    }
    let mut holes: Vec<Hole> = fragment.holes.into_iter().map(|(_, hole)| hole).collect();
    let framed = frame_tables(&keep_ruby(without_blocks(cleaned)), &mut holes);
    Fragment::from_marked(&framed, &holes, Hole::attribute)
}

/// Leaves the marks alone of holes that blocks fill.
fn without_blocks(html: String) -> String {
    let block = format!("{BLOCK}{MARK_OPEN}");
    let mut parts = html.split(&block);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, rest) = part.split_once("\">").unwrap_or((part, ""));
        out.push(MARK_OPEN);
        out.push_str(number);
        out.push_str(rest);
    }
    out
}

/// Takes away the tags of what only stands in `<ruby>`, wherever it stands elsewhere: a parser counts these as errors.
fn keep_ruby(html: String) -> String {
    if !html.contains("<rt") && !html.contains("<rp") {
        return html;
    }
    let mut out = String::with_capacity(html.len());
    let (mut copied, mut from) = (0, 0);
    // What is open, and whether its tags stay.
    let mut open: Vec<(String, bool)> = Vec::new();
    while let Some(tag) = tags::next_tag(&html, from) {
        from = tag.range.end;
        let stays = if tag.closing {
            open.pop().is_none_or(|(_, stays)| stays)
        } else {
            let is_in_ruby = open.last().is_some_and(|(name, _)| name == "ruby");
            let stays = is_in_ruby || !matches!(&*tag.name, "rt" | "rp");
            if !tag.is_void() {
                open.push((tag.name, stays));
            }
            stays
        };
        if !stays {
            out.push_str(&html[copied..tag.range.start]);
            copied = from;
        }
    }
    out.push_str(&html[copied..]);
    out
}

/// Gives each table that was written in HTML the frame that those in Markdown have, so that it widens no page.
fn frame_tables(html: &str, holes: &mut Vec<Hole>) -> String {
    let mut out = String::with_capacity(html.len());
    let (mut copied, mut from, mut depth) = (0, 0, 0_usize);
    // Whether the tag before was a frame; whether the table that is open has one of its own.
    let (mut is_framed, mut has_frame) = (false, false);
    while let Some(tag) = tags::next_tag(html, from) {
        from = tag.range.end;
        if tag.name == "table" && !tag.closing {
            if depth == 0 && !is_framed {
                out.push_str(&html[copied..tag.range.start]);
                out.push_str(&format!("{TABLE_FRAME}{}\">", mark(holes.len())));
                holes.push(Hole::Table);
                copied = tag.range.start;
                has_frame = true;
            }
            depth += 1;
        } else if tag.name == "table" {
            depth = depth.saturating_sub(1);
            if depth == 0 && std::mem::take(&mut has_frame) {
                out.push_str(&html[copied..tag.range.end]);
                out.push_str("</div>");
                copied = tag.range.end;
            }
        }
        is_framed = tag.attribute("class") == Some("table-wrap");
    }
    out.push_str(&html[copied..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean_text(html: &str) -> String {
        clean(Fragment { html: html.to_owned(), holes: Vec::new() }, |_| false).html
    }

    #[test]
    fn what_runs_goes_and_what_is_said_stays() {
        assert_eq!(clean_text("a<script>x</script><b onclick=\"x\">b</b>"), "a<b>b</b>");
        assert_eq!(clean_text("<font color=red>r</font>"), "r");
        assert_eq!(clean_text("<a href=\"javascript:x\">l</a>"), "<a>l</a>");
        assert_eq!(clean_text("<div style=\"x\" class=\"c\"><p>open"), "<div class=\"c\"><p>open</p></div>");
        assert_eq!(clean_text("<iframe src=\"x\">y</iframe>z"), "z");
        let ruby = "<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>";
        assert_eq!(clean_text(&format!("<rt>a<br></rt>{ruby}<p><rp>c</p>")), format!("a<br>{ruby}<p>c</p>"));
        let framed = format!("{TABLE_FRAME}x\"><table><tbody><tr><td><table></table></td></tr></tbody></table></div>");
        assert_eq!(clean_text(&framed), framed);
        let mut found =
            clean(Fragment { html: "<table><tr><td><table></table>".to_owned(), holes: Vec::new() }, |_| false);
        assert_eq!(found.holes, [(TABLE_FRAME.len(), Hole::Table)]);
        found.html.insert(TABLE_FRAME.len(), 'x');
        assert_eq!(found.html, framed);
        assert_eq!(
            clean_text("<pre tabindex=-1>a</pre><pre>b</pre>"),
            "<pre tabindex=\"0\">a</pre><pre tabindex=\"0\">b</pre>"
        );
    }

    #[test]
    fn holes_survive() {
        let mut fragment = Fragment::default();
        fragment.html.push_str("<table><tr><td><a");
        fragment.hole(Hole::Href(3));
        fragment.html.push_str(">x</a></td></tr></table>");
        let cleaned = clean(fragment, |_| false);
        assert!(
            cleaned.html.ends_with("\"><table><tbody><tr><td><a>x</a></td></tr></tbody></table></div>"),
            "{}",
            cleaned.html
        );
        let found = cleaned.html.find(">x").expect("there");
        assert_eq!(cleaned.holes, [(TABLE_FRAME.len(), Hole::Table), (found, Hole::Href(3))]);
        let mut fragment = Fragment::default();
        fragment.html.push_str("<p>a ");
        fragment.hole(Hole::Snippet(0));
        fragment.html.push_str(" b");
        let cleaned = clean(fragment, |_| true);
        assert_eq!((cleaned.html.as_str(), cleaned.holes), ("<p>a </p> b", vec![(9, Hole::Snippet(0))]));
    }
}
