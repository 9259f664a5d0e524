//! One page: what is read of it, and what is written.

use std::collections::BTreeMap;
use std::sync::Arc;

use diglot::diagnostics::Diagnostics;
use diglot::model::{Document, Fragment, Hole, LocaleId};
use diglot::parse::bilingual::{self as halves, Half};
use diglot::parse::markdown::{Manner, Traces};
use diglot::parse::page::{self, Request, parse};
use diglot::parse::{Findings, config, docfx, front_matter as front, glossary, join as joining, leftovers, toc};
use diglot::text::Span;
use scraper::{Html, Selector};

use super::text;

/// Pages are read as for a check, which keeps the most of them.
pub const MANNER: Manner =
    Manner { trusted: false, keeps_units: true, traces: Traces::None, highlights: true, skips_html: false };

/// Holds that a span lies in a text, on the borders of characters.
pub fn fits(text: &str, span: Span, what: &dyn std::fmt::Debug) {
    assert!(text.get(span.start..span.end).is_some(), "{what:?}: {span:?} in\n{text}");
}

/// Holds that findings lie in their text, and that their fixes can be applied.
pub fn findings_fit(text: &str, found: &Diagnostics) {
    for found in found.iter() {
        fits(text, found.place.span, &found.code);
        if let Some(fix) = &found.fix {
            assert!(fix.apply(text).is_some(), "the fix of {} does not fit\n{text}", found.code);
        }
    }
}

/// What is in HTML that content may not bring in, in words.
pub fn unsafe_parts(html: &Html, within: &str) -> Vec<String> {
    let mut found = Vec::new();
    for element in html.select(&Selector::parse(within).expect("a selector")) {
        let name = element.value().name();
        if matches!(name, "script" | "style" | "iframe" | "object" | "embed" | "base" | "meta" | "form") {
            found.push(format!("<{name}>"));
        }
        for (attribute, value) in element.value().attrs() {
            let plain: String = value.chars().filter(|ch| !ch.is_ascii_control() && *ch != ' ').collect();
            let plain = plain.to_ascii_lowercase();
            let runs = ["javascript:", "vbscript:", "data:text/html"].iter().any(|scheme| plain.starts_with(scheme));
            let is_address = matches!(attribute, "href" | "src" | "action" | "formaction" | "data" | "poster" | "cite");
            if attribute.starts_with("on") || attribute == "srcdoc" || is_address && runs {
                found.push(format!("{name} {attribute}=\"{value}\""));
            }
        }
    }
    found
}

/// Parses one text and holds the result to what must be so of any.
pub fn holds(text: &str, path: &str) -> Document {
    let file: Arc<str> = path.into();
    let request = Request { file: &file, text, locale: LocaleId(0), path, include: false, manner: MANNER };
    let (document, diagnostics) = parse(request);
    findings_fit(text, &diagnostics);
    let (skipped, found) = parse(Request { manner: Manner { skips_html: true, ..MANNER }, ..request });
    assert_eq!(all_but_html(&skipped, &found), all_but_html(&document, &diagnostics), "{path}\n{text}");
    leave_their_traces(&document, text);
    for link in &document.body.links {
        fits(text, link.span, link);
    }
    for unit in &document.body.units {
        fits(text, unit.span, unit);
    }
    for span in document.body.ignores.iter().flat_map(|ignore| [Some(ignore.span), ignore.scope]).flatten() {
        fits(text, span, &"ignore");
    }
    for heading in &document.body.headings {
        fits(text, heading.span, heading);
    }
    let mut filled = String::from("<!DOCTYPE html><html lang=\"en\"><head><title>x</title></head><body>");
    document.body.html.fill(&mut filled, |out, hole| match hole {
        Hole::Href(_) => out.push_str(" href=\"x\""),
        Hole::Src(_) => out.push_str(" src=\"x\""),
        Hole::HeadingId(number) => out.push_str(&format!(" id=\"h{number}\"")),
        Hole::Image(_) => out.push_str("<img src=\"x\" alt=\"\">"),
        Hole::HeadingAlias(_) => out.push_str("<span></span>"),
        Hole::Text(_) | Hole::Table | Hole::LinkText(_) => out.push_str("text"),
        Hole::Include(number) if !document.body.includes[*number].inline => out.push_str("<p>included</p>"),
        Hole::Include(_) => out.push_str("included"),
        Hole::Snippet(_) => out.push_str("<pre>code</pre>"),
        Hole::Check(_) => out.push_str("<section>check</section>"),
        Hole::UnitStart(_) => out.push_str("<span>"),
        Hole::UnitEnd(_) => out.push_str("</span><button>original</button>"),
    });
    filled.push_str("</body></html>");
    assert!(!filled.contains(['\u{FDD0}', '\u{FDD1}', '\u{FDD2}', '\u{FDD3}']), "a token is left in\n{text}");
    let html = Html::parse_document(&filled);
    assert!(html.errors.is_empty(), "{:?}\n{filled}\nof\n{text}", html.errors);
    let brought = unsafe_parts(&html, "body *");
    assert!(brought.is_empty(), "{brought:?}\n{filled}\nof\n{text}");
    document
}

/// What a document has beside its HTML, and what was found in it.
fn all_but_html(document: &Document, found: &Diagnostics) -> String {
    let mut document = document.clone();
    *document.body.html = Fragment::default();
    format!("{document:?}\n{found:?}")
}

/// The traces of a document's units are those of the units that are kept, and these can be had of it later.
pub fn leave_their_traces(whole: &Document, text: &str) {
    let manner = Manner { traces: Traces::Kept, ..Manner::default() };
    let path = &whole.path;
    let traced = parse(Request { file: &whole.file, text, locale: LocaleId(0), path, include: false, manner }).0;
    assert_eq!(traced.traces(), whole.traces(), "{path}\n{text}");
    if traced.has_traces_alone() {
        assert_eq!(page::whole(&traced, text).body.units, whole.body.units, "{path}\n{text}");
    }
}

/// A page of the dialect.
pub fn dialect(bytes: &[u8]) {
    holds(&text(bytes), "a.md");
}

/// What stands before a page, and files that are nothing but settings.
pub fn front_matter(bytes: &[u8]) {
    let text = text(bytes);
    let file: Arc<str> = "a.md".into();
    let mut findings = Findings::new(&file, &text);
    let (_, end) = front::read(&mut findings);
    fits(&text, Span::new(0, end), &"the end of the front matter");
    leftovers::data(&mut findings, 0..end);
    toc::parse(&mut findings, "toc.yml");
    config::parse(&mut findings);
    docfx::docset(&mut findings);
    docfx::redirections(&mut findings);
    glossary::parse(&mut findings);
    findings_fit(&text, &findings.diagnostics);
    holds(&text, "a.md");
    holds(&text, "a.yml");
}

/// A page with its source beside it.
pub fn bilingual(bytes: &[u8]) {
    const BEFORE: usize = 7;
    let text = text(bytes);
    let mut from = 0;
    for (pair, whole) in halves::pairs(&text) {
        assert!(from <= whole.start && whole.start < pair.target.start, "{pair:?} in\n{text}");
        assert!(pair.target.end < pair.source.start && pair.source.end < whole.end, "{pair:?} in\n{text}");
        [pair.target, pair.source, whole].into_iter().for_each(|span| fits(&text, span, &pair));
        from = whole.end;
    }
    let (target, pairs) = halves::target(&text, BEFORE);
    assert_eq!(target.text, halves::half(&text, Half::Target));
    assert!(pairs.iter().all(|pair| pair.target.start >= BEFORE && pair.source.end <= text.len() + BEFORE));
    let mut last = BEFORE;
    for (at, _) in target.text.char_indices() {
        let origin = target.map.origin(at);
        assert!(origin >= last && text.is_char_boundary(origin - BEFORE), "{at} is of {origin} in\n{text}");
        last = origin;
    }
    let mut from = 0;
    for cut in halves::leftovers(&target.text) {
        assert!(cut.start >= from, "{cut:?} in\n{text}");
        fits(&target.text, cut, &"a leftover");
        from = cut.end;
    }
    let document = holds(&text, "a.md");
    // Where every mark belongs to a whole unit, readers meet none. What is damaged may be read in more ways than one.
    if text.matches("data-").count() == pairs.len() * 2 {
        let html = &document.body.html.html;
        let marks = Selector::parse("[data-ttu-id], [data-stu-id]").expect("a selector");
        let is_left = Html::parse_fragment(html).select(&marks).next().is_some();
        assert!(!is_left, "marks of a unit are left:\n{html}\nof\n{text}");
    }
    holds(&text, "a.yml");
}

/// A page that is taken to pieces and put together again.
pub fn join(bytes: &[u8]) {
    let text = text(bytes);
    for path in ["a.md", "a.yml"] {
        let document = holds(&text, path);
        let body = &document.body;
        assert_eq!(joining::join(&text, body, &BTreeMap::new()).as_deref(), Ok(&*text));
        let mut contents = BTreeMap::new();
        for (number, unit) in body.units.iter().enumerate() {
            let other = body.units[(number * 7 + 3) % body.units.len()].content.words();
            for content in [unit.content.clone(), diglot::model::unit::Content::plain(other)] {
                let Ok(new) = joining::join(&text, body, &BTreeMap::from([(number, content)])) else { continue };
                // Nothing changes but the unit's own bytes, or those of the value that holds them.
                let range = match unit.place.value {
                    Some(value) => body.values[value].span.start..body.values[value].span.end,
                    None => unit.place.range.clone(),
                };
                let kept = new.starts_with(&text[..range.start]) && new.ends_with(&text[range.end..]);
                assert!(kept, "{unit:?} changes more than its own\n{new}\nof\n{text}");
            }
            if joining::fit(unit, &unit.content).is_ok() {
                contents.insert(number, unit.content.clone());
            }
        }
        let new = joining::join(&text, body, &contents).expect("each of them can be written");
        holds(&new, path);
    }
}
