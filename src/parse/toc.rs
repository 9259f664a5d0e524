//! Navigation files: `toc.yaml`, docfx's `TOC.yml`, and `toc.md`.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Tag, TagEnd};
use serde_yaml::Value;

use super::yaml::{self, Places, Step};
use super::{Findings, directive, events, front_matter};
use crate::diagnostics::Code;
use crate::model::nav::{TocFile, TocItem};
use crate::text::Span;

/// How deep entries may be nested.
const MAX_DEPTH: usize = 16;

/// Whether a file's name is that of a navigation file.
///
/// `TOC.yml => true`, `toc.md => true`, `tocs.md => false`
pub fn is_toc(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    matches!(name.as_str(), "toc.yml" | "toc.yaml" | "toc.md")
}

/// Parses a navigation file by its extension.
pub fn parse(findings: &mut Findings<'_>, path: &str) -> TocFile {
    if path.to_ascii_lowercase().ends_with(".md") { parse_markdown(findings) } else { parse_yaml(findings) }
}

fn parse_yaml(findings: &mut Findings<'_>) -> TocFile {
    let text = findings.text;
    let mut file = TocFile::default();
    let (value, places) = match yaml::read_placed(text) {
        Ok(read) => read,
        Err((problem, span)) => {
            let message = format!("the navigation cannot be read: {problem}");
            let help = "Write a list of entries: `- name: …` with `href: …` below it.";
            findings.push(Code::InvalidNavigation, span, message, help);
            return file;
        }
    };
    match &value {
        Value::Sequence(items) => file.items = read_items(findings, items, &places, &mut Vec::new()),
        Value::Mapping(mapping) => {
            for (key, value) in mapping {
                match (key.as_str().unwrap_or_default(), value) {
                    ("items", Value::Sequence(items)) => {
                        file.items = read_items(findings, items, &places, &mut vec![Step::Key("items")]);
                    }
                    ("names", Value::Mapping(names)) => file.names = read_names(names),
                    ("items" | "names", Value::Null) | ("metadata" | "order", _) => {}
                    (key, _) => {
                        let span = places.key(&[Step::Key(key)]);
                        findings.push(
                            Code::UnknownKey,
                            span,
                            format!("`{key}` is no key of a navigation file, or not of this form"),
                            "There are `items` (a list of entries) and `names` (a mapping from the source's names).",
                        );
                    }
                }
            }
        }
        Value::Null => {}
        _ => findings.push(
            Code::InvalidNavigation,
            Span::default(),
            "the navigation is no list",
            "Write a list of entries: `- name: …` with `href: …` below it.",
        ),
    }
    file
}

fn read_names(names: &serde_yaml::Mapping) -> BTreeMap<String, String> {
    names.iter().filter_map(|(key, value)| Some((front_matter::scalar(key)?, front_matter::scalar(value)?))).collect()
}

fn read_items<'v>(
    findings: &mut Findings<'_>,
    items: &'v [Value],
    places: &Places,
    path: &mut Vec<Step<'v>>,
) -> Vec<TocItem> {
    // Each level is two steps, the first one of them or both.
    if path.len() > MAX_DEPTH * 2 + 1 {
        findings.push(
            Code::InvalidNavigation,
            places.key(path),
            format!("entries are nested deeper than {MAX_DEPTH} levels; the rest is left out"),
            "Flatten the navigation.",
        );
        return Vec::new();
    }
    let mut read = Vec::with_capacity(items.len());
    for (index, value) in items.iter().enumerate() {
        path.push(Step::Index(index));
        match value {
            Value::Mapping(mapping) => read.push(read_item(findings, mapping, places, path)),
            _ => findings.push(
                Code::InvalidNavigation,
                places.key(path),
                "an entry is no mapping",
                "Write each entry as `- name: …` with `href: …` below it.",
            ),
        }
        path.pop();
    }
    read
}

fn read_item<'v>(
    findings: &mut Findings<'_>,
    mapping: &'v serde_yaml::Mapping,
    places: &Places,
    path: &mut Vec<Step<'v>>,
) -> TocItem {
    let (mut item, mut uid) = (TocItem::default(), None);
    // Keys are matched without regard to case: both `displayName` and `displayname` are found in the wild.
    for (key, value) in mapping {
        let key = key.as_str().unwrap_or_default();
        path.push(Step::Key(key));
        let span = places.value(path).map(|span| yaml::unquoted(findings.text, span));
        match key.to_ascii_lowercase().as_str() {
            "name" => {
                item.name = front_matter::scalar(value).map(|name| directive::without_marks(&name)).unwrap_or_default();
                item.name_span = span;
            }
            "href" | "tochref" => {
                item.href = front_matter::scalar(value);
                item.span = span.unwrap_or_default();
            }
            "topichref" => {
                item.topic_href = front_matter::scalar(value);
                item.topic_span = span;
            }
            "displayname" => item.display_name = front_matter::scalar(value),
            "uid" | "topicuid" => {
                item.uid = front_matter::scalar(value);
                uid = span;
            }
            "items" => {
                let children = value.as_sequence().map_or(&[][..], Vec::as_slice);
                item.items = read_items(findings, children, places, path);
            }
            // Written by tools of docfx, of no meaning here.
            "expanded" | "order" | "maintaincontext" | "homepage" | "splititemsby" | "landingpagetype" | "monikers" => {
            }
            other => findings.push(
                Code::UnknownKey,
                places.key(path),
                format!("`{other}` is no key of a navigation entry"),
                "There are name, href, displayName, uid, topicHref and items.",
            ),
        }
        path.pop();
    }
    if item.href.is_none() {
        item.span = uid.or(item.name_span).unwrap_or_else(|| places.key(path));
    }
    item
}

/// `toc.md`: a heading per entry, its level being its depth, its link being its destination.
fn parse_markdown(findings: &mut Findings<'_>) -> TocFile {
    let text = findings.text;
    let (_, start) = front_matter::read(findings);
    let mut flat: Vec<(u8, TocItem)> = Vec::new();
    let mut open: Option<(u8, TocItem)> = None;
    for (event, range) in events::events(&text[start..]) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let span = Span::new(range.start + start, range.end + start);
                open = Some((level as u8, TocItem { span, name_span: Some(span), ..TocItem::default() }));
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                if let Some((_, item)) = &mut open {
                    item.href = Some(dest_url.to_string()).filter(|href| !href.is_empty());
                }
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some((_, item)) = &mut open {
                    item.name.push_str(&words);
                }
            }
            Event::End(TagEnd::Heading(_)) => flat.extend(open.take()),
            _ => {}
        }
    }
    let mut rest = flat.into_iter().peekable();
    TocFile { items: nest(&mut rest, 0), names: BTreeMap::new() }
}

fn nest(rest: &mut std::iter::Peekable<std::vec::IntoIter<(u8, TocItem)>>, above: u8) -> Vec<TocItem> {
    let mut items = Vec::new();
    while let Some((level, _)) = rest.peek() {
        let level = *level;
        if level <= above {
            break;
        }
        if let Some((_, mut item)) = rest.next() {
            item.name = item.name.trim().to_owned();
            item.items = nest(rest, level);
            items.push(item);
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn parse_text(path: &str, text: &str) -> (TocFile, Vec<(Code, usize)>) {
        let file: Arc<str> = path.into();
        let mut findings = Findings::new(&file, text);
        let toc = parse(&mut findings, path);
        let found = findings.diagnostics.iter().map(|found| (found.code, found.place.start.line)).collect();
        (toc, found)
    }

    #[test]
    fn yaml_in_both_shapes() {
        let text = "- name: A\n  href: a.md\n  displayname: x, y\n- name: B\n  items:\n  - href: b.md\n";
        let (toc, found) = parse_text("TOC.yml", text);
        assert_eq!(found, []);
        assert_eq!(toc.items[0].display_name.as_deref(), Some("x, y"));
        assert_eq!(toc.items[1].items[0].href.as_deref(), Some("b.md"));
        assert_eq!(toc.items[1].items[0].span.of(text), "b.md");
        let (toc, found) = parse_text("toc.yaml", "names:\n  A: Eins\nitems:\n- name: A\nextra: 1\n");
        assert_eq!(toc.names["A"], "Eins");
        assert_eq!(found, [(Code::UnknownKey, 5)]);
    }

    #[test]
    fn markdown_by_levels() {
        let (toc, _) = parse_text("TOC.md", "  \n# [A](a.md)\n## [B](b.md)\n### C\n# [D](d.md)");
        assert_eq!(toc.items.len(), 2);
        assert_eq!(toc.items[0].items[0].items[0].name, "C");
        assert_eq!(toc.items[1].href.as_deref(), Some("d.md"));
    }

    #[test]
    fn broken_navigation_is_said() {
        assert_eq!(parse_text("toc.yml", "- name: [\n").1[0].0, Code::InvalidNavigation);
        assert_eq!(parse_text("toc.yml", "- just text\n").1, [(Code::InvalidNavigation, 1)]);
        assert_eq!(parse_text("toc.yml", "").1, []);
    }
}
