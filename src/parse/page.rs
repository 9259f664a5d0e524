//! A file of content to a document.

use std::sync::Arc;

use super::markdown::{Manner, Traces, Writer};
use super::prepare::Prepared;
use super::yaml::{self, Places, Step};
use super::{Findings, events, front_matter, ignore, leftovers, publication, toc, units, values, yaml_page};
use crate::diagnostics::{Code, Diagnostics};
use crate::model::document::{Body, Link, LinkKind};
use crate::model::{Document, DocumentKind, FrontMatter, LocaleId, PageKey};
use crate::text::Map;

/// What a file is to the site, decided by its path alone.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The file as a person would name it.
    pub file: &'a Arc<str>,
    /// Its text.
    pub text: &'a str,
    /// The locale whose root it lies in.
    pub locale: LocaleId,
    /// Its path below that root.
    pub path: &'a str,
    /// Whether only other files show it.
    pub include: bool,
    /// How it is read.
    pub manner: Manner,
}

/// Whether a YAML file is a page: its first line says so.
pub fn is_yaml_page(text: &str) -> bool {
    yaml_page::kind(text).is_some()
}

/// A document with its units, as it would be read if its file said something else.
pub fn reread(like: &Document, text: &str) -> Document {
    let include = like.kind == DocumentKind::Include;
    let manner = Manner { keeps_units: true, ..Manner::default() };
    parse(Request { file: &like.file, text, locale: like.locale, path: &like.path, include, manner }).0
}

/// What a document, of which traces of its units were kept, has for whoever compares these: the units themselves, and its
/// headings. `text` is its file.
pub fn whole(traced: &Document, text: &str) -> Document {
    let mut findings = Findings::new(&traced.file, text);
    let start = front_matter::read(&mut findings).1;
    let prepared = Prepared::new(&mut findings, &text[start..], Map::shift(start));
    let (events, _) = events::read(&prepared);
    let found = units::collect(&prepared, &events, None, text);
    let units = found.into_iter().map(units::Collected::unit).collect();
    let (headings, has_addresses) = (traced.body.headings.clone(), traced.body.has_addresses);
    let mut body = Body { units, headings, has_addresses, ..Body::default() };
    values::of_markdown(&findings, start, &traced.front, &mut body);
    let Document { file, locale, path, key, kind, front, .. } = traced;
    let (file, path, key, front) = (file.clone(), path.clone(), key.clone(), front.clone());
    Document { file, locale: *locale, path, key, kind: *kind, front, body }
}

/// Parses one file. Whatever is wrong in it is said; a document always comes out.
pub fn parse(request: Request<'_>) -> (Document, Diagnostics) {
    let mut findings = Findings::new(request.file, request.text);
    leftovers::characters(&mut findings);
    if request.manner.keeps_units && toc::is_toc(request.path) && is_yaml(request.path) {
        return (navigation(&request), findings.diagnostics);
    }
    let (kind, front, mut body) = match yaml_page::kind(request.text) {
        Some(kind) if is_yaml(request.path) => {
            // There are few of them, so their units are kept whole.
            let keeps_units = request.manner.keeps_units || request.manner.traces != Traces::None;
            let manner = Manner { keeps_units, ..request.manner };
            let (mut front, body) = yaml_page::parse(&mut findings, kind, manner);
            let place = |key: &str| {
                let places = Places::new(request.text);
                let below = [Step::Key("metadata"), Step::Key(key)];
                places.value(&below).map_or_else(|| places.key(&below[1..]), |_| places.key(&below))
            };
            publication::read(&mut findings, &mut front, place);
            ignore::read(&mut findings, &mut front, place);
            leftovers::data(&mut findings, 0..request.text.len());
            (kind, front, body)
        }
        _ => {
            let (mut front, start) = front_matter::read(&mut findings);
            // A file that others show is there whenever they are.
            if !request.include {
                publication::keep_back(&mut findings, &mut front, start);
                publication::read(&mut findings, &mut front, |key| front_matter::locate(&request.text[..start], key));
            }
            ignore::read(&mut findings, &mut front, |key| front_matter::locate(&request.text[..start], key));
            leftovers::data(&mut findings, 0..start);
            let mut writer = Writer::new(&mut findings, request.manner);
            writer.markdown(&request.text[start..], Map::shift(start));
            let kind = if request.include { DocumentKind::Include } else { DocumentKind::Markdown };
            let mut body = writer.finish();
            if request.manner.keeps_units {
                values::of_markdown(&findings, start, &front, &mut body);
            } else if request.manner.traces.are_kept() {
                let counts = request.manner.traces == Traces::Counted;
                values::traces_of_front_matter(request.text, start, &front, &mut body, counts);
            }
            (kind, front, body)
        }
    };
    if let Some(image) = front.image.as_deref().filter(|_| !request.include) {
        let span = front_matter::field(request.text, kind, "image").map(|span| yaml::unquoted(request.text, span));
        let span = span.unwrap_or_else(|| front_matter::locate(request.text, "image"));
        body.preview = Some(body.links.len());
        // From here on it is a link like any other: it is checked, and led on when something moves.
        let (destination, kind) = (image.to_owned(), LinkKind::Image);
        body.links.push(Link { destination, span, kind, has_text: true, definition: None });
    }
    let own = PageKey::from_path(request.path);
    let key = match front.key.as_deref().filter(|_| !request.include) {
        Some(key) => PageKey::parse(key).unwrap_or_else(|| {
            findings.push(
                Code::InvalidFrontMatter,
                front.place("key"),
                format!("`{key}` cannot be a page's key"),
                "Write a path below the language's root, without `..`; the file's own path is used until then.",
            );
            own
        }),
        None => own,
    };
    let document = Document {
        file: request.file.clone(),
        locale: request.locale,
        path: request.path.to_owned(),
        key,
        kind,
        front,
        body,
    };
    (document, findings.diagnostics)
}

/// The names of a navigation file, as units.
fn navigation(request: &Request<'_>) -> Document {
    Document {
        file: request.file.clone(),
        locale: request.locale,
        path: request.path.to_owned(),
        key: PageKey::from_path(request.path),
        kind: DocumentKind::Navigation,
        front: FrontMatter::default(),
        body: values::of_navigation(request.text),
    }
}

fn is_yaml(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    lower.ends_with(".yml") || lower.ends_with(".yaml")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Hole;

    fn render(text: &str) -> (String, Document, Vec<Code>) {
        let plain = rendered(text, false);
        // Where units are kept their marks enclose words, and change nothing.
        let (marked, document, _) = rendered(text, true);
        assert_eq!(marked.replace("<bdi>", "").replace("</bdi>", ""), plain.0, "{marked}");
        let count = document.body.html.holes.iter().filter(|(_, hole)| matches!(hole, Hole::UnitStart(_))).count();
        assert_eq!(marked.matches("<bdi>").count(), count);
        assert_eq!(without_html(text, true), without_html(text, false), "{text}");
        plain
    }

    /// All of a document and what is found in it, but for its HTML.
    fn without_html(text: &str, skips_html: bool) -> String {
        let file: Arc<str> = "a.md".into();
        let manner = Manner { keeps_units: true, skips_html, ..Manner::default() };
        let request = Request { file: &file, text, locale: LocaleId(0), path: "a.md", include: false, manner };
        let (mut document, found) = parse(request);
        assert!(!skips_html || *document.body.html == crate::model::Fragment::default());
        *document.body.html = crate::model::Fragment::default();
        format!("{document:?} {found:?}")
    }

    fn rendered(text: &str, keeps_units: bool) -> (String, Document, Vec<Code>) {
        let file: Arc<str> = "a.md".into();
        let manner = Manner { keeps_units, ..Manner::default() };
        let request = Request { file: &file, text, locale: LocaleId(0), path: "a.md", include: false, manner };
        let (document, diagnostics) = parse(request);
        let mut html = String::new();
        document.body.html.fill(&mut html, |out, hole| match hole {
            Hole::Href(n) => out.push_str(&format!(" href=\"{}\"", document.body.links[*n].destination)),
            Hole::Src(n) => out.push_str(&format!(" src=\"{}\"", document.body.links[*n].destination)),
            Hole::HeadingId(n) => out.push_str(&format!(" id=\"{}\"", document.body.headings[*n].id)),
            Hole::HeadingAlias(_) => {}
            Hole::Text(key) => out.push_str(&format!("{{{key}}}")),
            Hole::Table => out.push_str("{table}"),
            Hole::Image(n) => out.push_str(&format!("[image {}]", document.body.images[*n].alt)),
            Hole::Include(n) => out.push_str(&format!("[include {}]", document.body.includes[*n].path)),
            Hole::Snippet(n) => out.push_str(&format!("[code {}]", document.body.snippets[*n].path)),
            Hole::LinkText(_) => out.push_str("[title]"),
            Hole::Check(n) => out.push_str(&format!("[check {}]", document.body.checks[*n].program)),
            Hole::UnitStart(_) => out.push_str("<bdi>"),
            Hole::UnitEnd(_) => out.push_str("</bdi>"),
        });
        let errors = scraper::Html::parse_fragment(&html).errors;
        assert!(errors.is_empty(), "{errors:?}\n{html}");
        (html, document, diagnostics.iter().map(|found| found.code).collect())
    }

    fn html(text: &str) -> String {
        render(text).0
    }

    #[test]
    fn the_marks_of_units_enclose_their_words() {
        let text = "---\ntitle: The title\ndescription: What it says.\n---\n# Heading ##\n\nText *with* ![an image](a.png) and `code`.\n\n- item\n  - inner\n\n\
                    > [!NOTE]\n> Mind this.[^1]\n\n| head | |\n|---|---|\n| cell **one** | <i>two</i> |\n\n[^1]: The note.\n\n<div>\n\nWithin.\n\n</div>\n";
        let (html, document, _) = rendered(text, true);
        let starts = document.body.html.holes.iter().filter_map(|(_, hole)| match hole {
            Hole::UnitStart(number) => Some(document.body.units[*number].text()),
            _ => None,
        });
        let letters = |text: &str| text.chars().filter(|ch| ch.is_alphabetic()).collect::<String>();
        let named: Vec<String> = starts.map(letters).collect();
        let marked = html.split("<bdi>").skip(1).map(|part| {
            let inner = part
                .split_once("</bdi>")
                .expect("an end")
                .0
                .replace("[image an image]", "")
                .replace("<code>code</code>", "");
            letters(&scraper::Html::parse_fragment(&inner).root_element().text().collect::<String>())
        });
        assert_eq!(marked.collect::<Vec<_>>(), named, "{html}");
        let expected =
            ["Heading", "Textwithand", "item", "inner", "Mindthis", "head", "cellone", "two", "Within", "Thenote"];
        assert_eq!(named, expected);
    }

    #[test]
    fn a_check_is_a_block_wherever_it_stands() {
        let check = "<eligibility-check program=\"x\"></eligibility-check>";
        let block = "<div class=\"check\">[check x]</div>\n";
        for (text, expected) in [
            (check.to_owned(), block.to_owned()),
            ("<eligibility-check\n  program='x'>\n</eligibility-check>\n".to_owned(), block.to_owned()),
            (format!("a *b {check} c* d"), format!("<p>a <em>b </em></p>\n{block}<p>c d</p>\n")),
            (format!("- a\n- {check}\n"), format!("<ul>\n<li>a</li>\n<li>{block}</li>\n</ul>\n")),
            (format!("<section>\n\n{check}\n\n</section>\n"), format!("<section>\n{block}\n</section>\n")),
            (format!("<p>{check}</p>\n"), format!("<p></p>{block}<p></p>\n")),
        ] {
            let (html, document, found) = render(&text);
            let squeezed = |html: &str| html.split_whitespace().collect::<Vec<_>>().join("");
            assert_eq!(squeezed(&html), squeezed(&expected), "{text}");
            assert_eq!(found, [], "{text}");
            let span = document.body.checks[0].span;
            assert!(text[span.start..span.end].starts_with("<eligibility-check"), "{text}");
        }
        for (text, code) in [
            ("<eligibility-check></eligibility-check>".to_owned(), Code::UnknownProgram),
            (format!("## Heading {check}"), Code::InvalidDirective),
        ] {
            let (html, _, found) = render(&text);
            assert!(!html.contains("[check"), "{html}");
            assert_eq!(found, [code]);
        }
    }

    #[test]
    fn blocks_of_html_are_read_as_html_is() {
        for (text, expected) in [
            ("<div>a <!-- b --> c</div>", "<div>a  c</div>"),
            ("<div\n  class=\"x\">\na</div>\n", "<div class=\"x\">\na</div>"),
            ("<div>a <!-- b\nc --> d</div>\n", "<div>a  d</div>"),
            ("<?php\n  echo '>';\n?>\nb\n", "<p>b</p>"),
            ("<!DOCTYPE html>\n", ""),
            ("<![CDATA[\na\n]]>\n\nb\n", "<p>b</p>"),
            ("<!-- a --> <!-- b -->\n\nb\n", "<p>b</p>"),
            ("<div>\n<!-- a\n</div>\n\nb\n", "<div>\n<p>b</p>\n</div>"),
            ("<pre>\na\n\nb < c\n</pre>\n", "<pre tabindex=\"0\">a\n\nb &lt; c\n</pre>"),
            ("> <!-- a\n> b --> c\n", "<blockquote>\n c\n</blockquote>"),
            ("> <!-- a\n\n<div>b</div>\n", "<blockquote>\n</blockquote>\n<div>b</div>"),
        ] {
            let (html, document, _) = render(text);
            assert_eq!(html.trim_end(), expected, "{text}");
            assert!(document.body.units.iter().all(|unit| !unit.text().contains(['<', '!', '?'])), "{text}");
        }
    }

    #[test]
    fn headings_take_their_first_anchor_as_id() {
        let (html, document, _) = render(
            "## <a name=\"one\"></a><a name=\"16\"></a> Eins <a id=\"4\"/></a>\n\n## <a name=\"one\"></a>Zwei\n\n### Auto slug!\n",
        );
        assert_eq!(
            html,
            "<h2 id=\"one\"><span id=\"16\"></span>Eins <span id=\"4\"></span></h2>\n<h2 id=\"one-1\">Zwei</h2>\n<h3 id=\"auto-slug\">Auto slug!</h3>\n"
        );
        assert_eq!(document.body.anchors, ["16", "4"]);
        assert_eq!(document.body.headings[0].text, "Eins");
        assert!(document.body.headings[0].explicit && !document.body.headings[2].explicit);
        assert!(
            self::html("## <a name=\"a\"></a><a name=\"12\">Text</a>\n")
                .contains("<h2 id=\"a\"><span id=\"12\"></span>Text</h2>")
        );
        assert_eq!(self::html("<a href=\"\" id=\"x\"></a>text\n"), "<p><span id=\"x\"></span>text</p>\n");
    }

    #[test]
    fn alerts_in_every_form() {
        assert_eq!(
            html(">[!note]  \n> text\n"),
            "<div class=\"alert alert-note\" role=\"note\"><p class=\"alert-title\">{alert-note}</p>\n<p>text</p>\n</div>\n"
        );
        assert!(html("- a\n\n    >[!TIP]\n    > b\n").contains("alert-tip"));
        assert!(html("> [!WARNING] on the line\n").contains("{alert-warning}</p>\n<p>on the line</p>"));
        assert_eq!(html("> [!NOTE]\n> a\n> [!TIP]\n> b\n").matches("</div>").count(), 2);
        let (html, _, codes) = render("> [!Danger] x\n");
        assert!(html.contains("alert-note") && codes == [Code::UnknownAlert]);
    }

    #[test]
    fn images_with_text_after_them_and_icons() {
        assert_eq!(
            html("see :::image type=\"content\" source=\"a.png\" alt-text=\"A | *b*\":::.\n"),
            "<p>see [image A | *b*].</p>\n"
        );
        let (html, document, _) =
            render(":::image type=\"complex\" source=\"a.png\" alt-text=\"A\":::\n  Long *text*.\n:::image-end:::\n");
        assert!(
            html.starts_with("<figure>[image A]<div class=\"image-description\" id=\"image-description\">"),
            "{html}"
        );
        assert!(html.contains("<em>text</em>") && document.body.images[0].attributes.contains("image-description"));
    }

    #[test]
    fn rows_zones_monikers_and_tabs() {
        let html = html(
            ":::row:::\n   :::column span=\"2\":::\n      A\n   :::column-end:::\n:::row-end:::\n\n::: zone pivot=\"a, b\"\nZ\n::: zone-end\n\n::: moniker range=\">= 2\"\nM\n::: moniker-end\n\n# [Eins](#tab/x)\n\nText 1\n\n# [Zwei](#tab/y/when)\n\nText 2\n\n---\n\nAfter\n",
        );
        assert_eq!(
            html,
            "<div class=\"row\">\n<div class=\"column\" data-span=\"2\">\n<p>A</p>\n</div>\n</div>\n<div class=\"zone\" data-pivot=\"a b\">\n<p>Z</p>\n</div>\n<div class=\"moniker\" data-range=\"&gt;= 2\">\n<p>M</p>\n</div>\n<div class=\"tabs\">\n<div class=\"tab\" data-tab=\"x\">\n<p class=\"tab-label\">Eins</p>\n<p>Text 1</p>\n</div>\n<div class=\"tab\" data-tab=\"y\" data-when=\"when\">\n<p class=\"tab-label\">Zwei</p>\n<p>Text 2</p>\n</div></div>\n<p>After</p>\n"
        );
        let (html, _, codes) = render(":::zone pivot=\"a\"\nx\n");
        assert!(html.ends_with("</div>\n"));
        assert_eq!(codes, [Code::UnbalancedBlock]);
        assert_eq!(render("::: zone-end\n").2, [Code::UnbalancedBlock]);
    }

    #[test]
    fn includes_alone_and_in_text() {
        let (html, document, _) = render("[!INCLUDE [t](a.md)]\n\n- x [!include[t](b.md)] y\n- [!INCLUDE [t](c.md)]\n");
        assert_eq!(html, "[include a.md]\n<ul>\n<li>x [include b.md] y</li>\n<li>[include c.md]\n</li>\n</ul>\n");
        assert_eq!(
            document.body.includes.iter().map(|include| include.inline).collect::<Vec<_>>(),
            [false, true, false]
        );
    }

    #[test]
    fn videos_divs_code_and_no_loc() {
        assert_eq!(
            html("> [!VIDEO https://e.com/v]\n"),
            "<div class=\"video\"><a href=\"https://e.com/v\">{watch-video}</a></div>\n"
        );
        assert_eq!(
            html("> [!div class=\"checklist\"]\n> - a\n"),
            "<div class=\"checklist\">\n<ul>\n<li>a</li>\n</ul>\n</div>\n"
        );
        assert_eq!(
            html("before\n:::code language=\"csharp\" source=\"a.cs\" range=\"1-2\":::\nafter\n"),
            "<p>before\n</p>\n[code a.cs]\n<p>after</p>\n"
        );
        assert_eq!(
            html("```js title=\"a & <b>.js\"\nx\n```\n"),
            "<figure class=\"code\"><figcaption>a &amp; &lt;b&gt;.js</figcaption><pre tabindex=\"0\"><code class=\"language-js\">x\n</code></pre></figure>\n"
        );
        assert_eq!(html("| a |\n|---|\n| :::no-loc text=\"X|Y\"::: |\n").matches("translate=\"no\">X|Y<").count(), 1);
    }

    #[test]
    fn raw_html_is_held_to_the_list() {
        assert_eq!(html("a<br/>b</br>c <b>d <em>e</b> f\n"), "<p>a<br>b<br>c <b>d <em>e</em></b> f</p>\n");
        assert_eq!(html("Use <resource> here </b>\n"), "<p>Use &lt;resource&gt; here </p>\n");
        let (text, _, codes) = render("<div onclick=\"x\">\n\n**a**\n\n</div>\n<script>alert(1)</script>\n");
        assert!(text.contains("<strong>a</strong>") && !text.contains("onclick") && !text.contains("alert"), "{text}");
        assert_eq!(codes.iter().filter(|code| **code == Code::UnsafeHtml).count(), 2);
        assert_eq!(html("a <!-- c --> b\n\n<!-- d\n\ne -->\n"), "<p>a  b</p>\n");
        let table = html("<table>\n<tr><td><a href=\"x.md\">x</a><ul><li>*y*</ul></td></tr>\n</table>\n");
        assert!(table.contains("<a href=\"x.md\">x</a>") && table.contains("<li>*y*</li>"), "{table}");
    }

    #[test]
    fn addresses_in_text_become_links_and_names_do_not() {
        assert_eq!(
            html("ASP.NET Readme.MD www.a.com/x_y，https://b.example:80/x。\n"),
            "<p>ASP.NET Readme.MD <a href=\"http://www.a.com/x_y\" translate=\"no\">www.a.com/x_y</a>，<a href=\"https://b.example:80/x\" translate=\"no\">https://b.example:80/x</a>。</p>\n"
        );
        assert_eq!(
            html("<https://b.c/x_y_z> [https://b.c](https://b.c) [https://b.c](https://b.c/x)\n"),
            "<p><a href=\"https://b.c/x_y_z\" translate=\"no\">https://b.c/x_y_z</a> <a href=\"https://b.c\" translate=\"no\">https://b.c</a> <a href=\"https://b.c/x\">https://b.c</a></p>\n"
        );
        // Whatever else the page has.
        let capitals = "<p><a href=\"http://WWW.a.com\" translate=\"no\">WWW.a.com</a></p>\n";
        assert_eq!(html("WWW.a.com\n"), capitals);
        assert!(html("WWW.a.com\n\nhttps://b.example\n").starts_with(capitals));
        assert_eq!(html("mailto:a@b.org.\n"), "<p><a href=\"mailto:a@b.org\">mailto:a@b.org</a>.</p>\n");
        assert_eq!(
            html("    http://b.example\n"),
            "<div class=\"code\"><pre tabindex=\"0\"><code>http://b.example\n</code></pre></div>\n"
        );
        assert_eq!(html("[see http://b.c](x.md)\n"), "<p><a href=\"x.md\">see http://b.c</a></p>\n");
        assert_eq!(
            html("<xref:a.b> [](y.md)\n"),
            "<p><a href=\"xref:a.b\">[title]</a> <a href=\"y.md\">[title]</a></p>\n"
        );
    }

    #[test]
    fn lists_tables_and_notes_of_real_pages() {
        assert!(html("3. a\n4. b\n").starts_with("<ol start=\"3\">"));
        let (html, _, codes) = render("1. x\n\n   |a|b|\n   |:-|-:|\n   |1|\n   |1|2|3|\n");
        assert!(html.contains("<td class=\"align-left\">1</td><td class=\"align-right\"></td>"), "{html}");
        assert_eq!(codes, [Code::DroppedTableCell]);
        let notes = self::html("a[^1] b[^1]\n\n[^1]: Note *x*\n");
        assert!(
            notes.contains("id=\"fnref-1-1\"") && notes.contains("<li id=\"fn-1\"><p>Note <em>x</em></p>\n"),
            "{notes}"
        );
        assert!(self::html("- [x] done\n").contains(
            "<ul class=\"tasks\">\n<li><input type=\"checkbox\" disabled checked aria-label=\"{task-done}\"> done</li>"
        ));
        assert_eq!(self::html("中文\n换行\nEnglish\n"), "<p>中文换行\nEnglish</p>\n");
        assert!(self::html("\u{a0}\n").contains("\u{a0}"));
    }
}
