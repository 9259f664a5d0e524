//! Pages in YAML: landing pages and questions with answers, as docfx writes them.

use serde_yaml::{Mapping, Value};

use super::markdown::{Manner, Writer};
use super::yaml::{self, Places, Step};
use super::{Findings, directive, front_matter, ignore, publication, values};
use crate::diagnostics::Code;
use crate::model::document::{Body, LinkKind};
use crate::model::{DocumentKind, FrontMatter, Hole, UnitKind};
use crate::text::Span;

/// What kind of page a YAML file is, by the mark on its first line (`### YamlMime:FAQ`).
pub fn kind(text: &str) -> Option<DocumentKind> {
    let first = text.trim_start_matches('\u{feff}').lines().next()?;
    let mime = first.strip_prefix("###")?.trim().strip_prefix("YamlMime:")?.trim();
    match mime.to_ascii_lowercase().as_str() {
        "faq" => Some(DocumentKind::Faq),
        "landing" | "hub" => Some(DocumentKind::Landing),
        _ => None,
    }
}

/// Parses a YAML page.
pub fn parse(findings: &mut Findings<'_>, kind: DocumentKind, manner: Manner) -> (FrontMatter, Body) {
    let text = findings.text;
    let value = match read(text) {
        Ok(value) => value,
        Err((message, span)) => {
            findings.push(
                Code::InvalidPage,
                span,
                format!("the page is not valid YAML: {message}"),
                "Mend the YAML; quote values that contain `: ` or start with a mark.",
            );
            return (FrontMatter::default(), Body::default());
        }
    };
    let places = Places::new(text);
    let metadata = value.get("metadata").cloned().unwrap_or(Value::Null);
    let mut front = front_matter::from_value(&places, &metadata, &[Step::Key("metadata")]);
    // Authors write these where they write `title`, as in any page.
    for key in publication::KEYS.into_iter().chain([ignore::KEY]) {
        if let Some(value) = value.get(key) {
            front.extra.entry(key.to_owned()).or_insert_with(|| value.clone());
        }
    }
    let title = value.get("title").and_then(front_matter::scalar).map(|title| directive::without_marks(&title));
    if front.title.is_none() {
        front.title.clone_from(&title);
    }
    let page_title = title.or_else(|| front.title.clone()).unwrap_or_default();
    if page_title.is_empty() {
        findings.push(
            Code::InvalidPage,
            Span::default(),
            "the page has no title",
            "Write `title:` on a line of its own at the top level.",
        );
    }
    let mut writer = Writer::new(findings, manner);
    let mut page = Page { writer: &mut writer, places };
    let written = value.get("title").and_then(front_matter::scalar).unwrap_or_default();
    page.heading(1, &written, &page_title, &[Step::Key("title")]);
    page.markdown(value.get("summary"), &[Step::Key("summary")], Some("summary"));
    match kind {
        DocumentKind::Faq => page.questions(&value),
        _ => page.landing(&value),
    }
    let mut body = writer.finish();
    if manner.keeps_units {
        values::of_front_matter(
            findings,
            &front,
            &mut body,
            (Span::new(0, text.len()), text.len()),
            &[Step::Key("metadata")],
        );
    }
    (front, body)
}

fn read(text: &str) -> Result<Mapping, (String, Span)> {
    match yaml::read(text)? {
        Value::Mapping(mapping) => Ok(mapping),
        _ => Err(("it has no keys".to_owned(), Span::default())),
    }
}

struct Page<'w, 'f, 'a> {
    writer: &'w mut Writer<'f, 'a>,
    places: Places,
}

impl Page<'_, '_, '_> {
    /// Markdown in a YAML text. YAML folds and unescapes it, so every finding points at the text's key.
    fn markdown(&mut self, value: Option<&Value>, path: &[Step<'_>], class: Option<&str>) {
        let Some(markdown) = value.and_then(front_matter::scalar) else { return };
        let (key, value) = self.place(path);
        if let Some(class) = class {
            self.writer.html(&format!("<div class=\"{class}\">\n"));
        }
        self.writer.value(&markdown, key, value);
        if class.is_some() {
            self.writer.html("</div>\n");
        }
    }

    /// Where a key is, and where its value is written.
    fn place(&self, path: &[Step<'_>]) -> (Span, Option<Span>) {
        (self.places.key(path), values::value_span(self.writer.text_of_file(), &self.places, path))
    }

    /// A heading that a value says.
    fn heading(&mut self, level: u8, written: &str, shown: &str, path: &[Step<'_>]) {
        let (key, value) = self.place(path);
        self.writer.heading(level, shown, key);
        self.writer.shown(UnitKind::Heading, written, shown, key, value);
    }

    fn questions(&mut self, value: &Mapping) {
        let sections = sequence(value.get("sections"));
        self.writer.html("<div class=\"faq\">\n");
        for (number, section) in sections.iter().enumerate() {
            let written = section.get("name").and_then(front_matter::scalar).unwrap_or_default();
            let name = plain_text(&written);
            // A file with one section had to give it some name; it is not meant to be shown.
            let shown = sections.len() > 1 && !name.is_empty() && !name.eq_ignore_ascii_case("ignored");
            let level = if shown { 3 } else { 2 };
            if shown {
                self.heading(2, &written, &name, &[Step::Key("sections"), Step::Index(number), Step::Key("name")]);
            }
            for (index, item) in sequence(section.get("questions")).iter().enumerate() {
                let path = |last| {
                    [
                        Step::Key("sections"),
                        Step::Index(number),
                        Step::Key("questions"),
                        Step::Index(index),
                        Step::Key(last),
                    ]
                };
                let question = item.get("question").and_then(front_matter::scalar).unwrap_or_default();
                self.heading(level, &question, &plain_text(&question), &path("question"));
                self.markdown(item.get("answer"), &path("answer"), None);
            }
        }
        self.writer.html("</div>\n");
        self.markdown(value.get("additionalContent"), &[Step::Key("additionalContent")], None);
    }

    fn landing(&mut self, value: &Mapping) {
        self.writer.html("<div class=\"landing\"><div class=\"cards\">\n");
        for (number, card) in sequence(value.get("landingContent")).iter().enumerate() {
            let card_path = [Step::Key("landingContent"), Step::Index(number)];
            let written = card.get("title").and_then(front_matter::scalar).unwrap_or_default();
            self.writer.html("<section class=\"card\">\n");
            self.heading(2, &written, &plain_text(&written), &[card_path[0], card_path[1], Step::Key("title")]);
            for (index, list) in sequence(card.get("linkLists")).iter().enumerate() {
                let kind = list.get("linkListType").and_then(front_matter::scalar).unwrap_or_default();
                self.writer.html("<h3 class=\"card-kind\">");
                self.writer.hole(Hole::Text(list_kind(&kind)));
                self.writer.html("</h3>\n<ul>\n");
                for (position, link) in sequence(list.get("links")).iter().enumerate() {
                    let path = [
                        card_path[0],
                        card_path[1],
                        Step::Key("linkLists"),
                        Step::Index(index),
                        Step::Key("links"),
                        Step::Index(position),
                        Step::Key("url"),
                    ];
                    self.link(link, &path);
                }
                self.writer.html("</ul>\n");
            }
            self.writer.html("</section>\n");
        }
        self.writer.html("</div></div>\n");
    }

    fn link(&mut self, link: &Value, path: &[Step<'_>]) {
        let text = link.get("text").and_then(front_matter::scalar).unwrap_or_default();
        let mut words = path.to_vec();
        if let Some(last) = words.last_mut() {
            *last = Step::Key("text");
        }
        let (key, value) = self.place(&words);
        self.writer.shown(UnitKind::Entry, &text, &text, key, value);
        let url = link.get("url").and_then(front_matter::scalar).unwrap_or_default();
        let span = self.places.value(path).map(|span| yaml::unquoted(self.writer.findings.text, span));
        let span = span.unwrap_or_default();
        let number = self.writer.link(&url, span, LinkKind::Link);
        self.writer.html("<li><a");
        self.writer.hole(Hole::Href(number));
        self.writer.html(">");
        if text.is_empty() {
            self.writer.hole(Hole::LinkText(number));
        } else {
            self.writer.text(&text);
        }
        self.writer.html("</a></li>\n");
    }
}

fn sequence(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_sequence).map_or(&[], Vec::as_slice)
}

/// A question without its Markdown marks: headings of questions are plain text.
fn plain_text(markdown: &str) -> String {
    let markdown = directive::without_marks(markdown);
    let mut plain = String::new();
    for (event, _) in super::events::events(&markdown) {
        match event {
            pulldown_cmark::Event::Text(text) | pulldown_cmark::Event::Code(text) => plain.push_str(&text),
            pulldown_cmark::Event::SoftBreak | pulldown_cmark::Event::HardBreak => plain.push(' '),
            _ => {}
        }
    }
    if plain.is_empty() { markdown } else { plain }
}

/// The interface text that names a kind of link list.
fn list_kind(kind: &str) -> &'static str {
    match kind {
        "overview" => "landing-overview",
        "get-started" => "landing-get-started",
        "concept" => "landing-concept",
        "how-to-guide" => "landing-how-to-guide",
        "quickstart" => "landing-quickstart",
        "tutorial" => "landing-tutorial",
        "reference" => "landing-reference",
        "download" => "landing-download",
        "whats-new" => "landing-whats-new",
        "learn" => "landing-learn",
        "video" => "landing-video",
        "training" => "landing-training",
        "sample" => "landing-sample",
        "deploy" => "landing-deploy",
        "architecture" => "landing-architecture",
        _ => "landing-other",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn parse_text(text: &str) -> (FrontMatter, Body, Vec<(Code, usize)>) {
        let file: Arc<str> = "a.yml".into();
        let mut findings = Findings::new(&file, text);
        let (front, body) = parse(&mut findings, kind(text).expect("a page"), Manner::default());
        let found = findings.diagnostics.iter().map(|found| (found.code, found.place.start.line)).collect();
        (front, body, found)
    }

    #[test]
    fn questions_and_answers() {
        let (front, body, found) = parse_text(
            "### YamlMime:FAQ\nmetadata:\n  title: Meta\n  ms.contentlocale: de-DE\ntitle: Fragen\nsummary: >\n  Wer *fragt*\nsections:\n- name: Ignoriert\n  questions:\n  - question: >\n      Wie geht `das`?\n    answer: \"So:\\n\\n- [hier](x.md)\"\n",
        );
        assert_eq!(front.title.as_deref(), Some("Meta"));
        assert_eq!(front.content_locale.as_deref(), Some("de-DE"));
        assert_eq!(
            body.headings.iter().map(|heading| (heading.level, heading.text.as_str())).collect::<Vec<_>>(),
            [(1, "Fragen"), (2, "Wie geht das?")]
        );
        assert_eq!(body.links[0].destination, "x.md");
        assert_eq!(found, []);
    }

    #[test]
    fn landing_pages() {
        let text = "### YamlMime:Landing\ntitle: Start\nlandingContent:\n- title: Karte\n  linkLists:\n  - linkListType: concept\n    links:\n    - text: Eins\n      url: eins.md\n    - url: zwei.md\n";
        let (_, body, found) = parse_text(text);
        assert!(body.html.html.contains("<section class=\"card\">"));
        assert_eq!(body.links[0].span.of(text), "eins.md");
        assert_eq!(found, []);
    }

    #[test]
    fn broken_pages_are_said_with_their_line() {
        assert_eq!(parse_text("### YamlMime:FAQ\ntitle: [\n").2.first().map(|found| found.0), Some(Code::InvalidPage));
        assert_eq!(parse_text("### YamlMime:FAQ\n- a\n").2, [(Code::InvalidPage, 1)]);
        assert_eq!(kind("title: x\n"), None);
    }
}
