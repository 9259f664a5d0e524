//! What a page says of itself in a sentence or two: its description, else the beginning of its text.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::model::document::Body;
use crate::model::{Document, Hole};
use crate::parse::tags::{self, Tag};
use crate::text::one_line;
use crate::text::wrap::wrap;

/// How wide such a text is at most, in columns: Chinese takes two for a character.
const MOST: usize = 160;

/// Elements whose paragraphs stand beside a page's text.
const BESIDE: [&str; 10] = ["aside", "blockquote", "details", "dl", "figure", "footer", "nav", "ol", "table", "ul"];

/// What a page says of itself, in the language of its text.
pub fn about(document: &Document) -> Option<Cow<'_, str>> {
    match &document.front.description {
        Some(description) => Some(description.into()),
        None => first_paragraph(&document.body).map(|text| shortened(&text).into()),
    }
}

/// The words of the first paragraph that can stand alone.
fn first_paragraph(body: &Body) -> Option<String> {
    let html = &body.html.html;
    // The name of the element that is passed over, and how often it is open.
    let mut beside: Option<(String, usize)> = None;
    let mut at = 0;
    while let Some(tag) = tags::next_tag(html, at) {
        at = tag.range.end;
        match &mut beside {
            Some((name, open)) if *name == tag.name => {
                *open = if tag.closing { *open - 1 } else { *open + 1 };
                if *open == 0 {
                    beside = None;
                }
            }
            Some(_) => {}
            None if !tag.closing && stands_beside(&tag) => beside = Some((tag.name, 1)),
            None if !tag.closing && tag.name == "p" && tag.attributes.is_empty() => {
                let end = at + html[at..].find("</p>")?;
                let first = body.html.holes.partition_point(|(place, _)| *place < at);
                let mut holes = body.html.holes[first..].iter().take_while(|(place, _)| *place <= end);
                let words = words(&html[at..end]);
                if can_stand_alone(&words) && !holes.any(|(_, hole)| brings_words(hole)) {
                    return Some(words);
                }
                at = end;
            }
            None => {}
        }
    }
    None
}

fn stands_beside(tag: &Tag<'_>) -> bool {
    let class = tag.attribute("class").unwrap_or_default();
    BESIDE.contains(&&*tag.name)
        || tag.attribute("hidden").is_some() && !tag.is_void()
        || class.split(' ').any(|class| matches!(class, "alert" | "footnotes" | "print-only"))
}

/// Whether words say something, and not only what comes next.
fn can_stand_alone(words: &str) -> bool {
    words.chars().any(char::is_alphanumeric) && !words.ends_with([':', '：'])
}

/// Whether something belongs to the words that is not among them, so that they have a gap.
fn brings_words(hole: &Hole) -> bool {
    !matches!(
        hole,
        Hole::Href(_)
            | Hole::Src(_)
            | Hole::HeadingId(_)
            | Hole::HeadingAlias(_)
            | Hole::UnitStart(_)
            | Hole::UnitEnd(_)
    )
}

/// The words of a paragraph, without the numbers of its notes.
fn words(html: &str) -> String {
    let mut words = String::new();
    let mut at = 0;
    while let Some(tag) = tags::next_tag(html, at) {
        words.push_str(&html[at..tag.range.start]);
        at = tag.range.end;
        if tag.attribute("class") == Some("footnote-ref") {
            at = html[at..].find("</sup>").map_or(html.len(), |end| at + end);
        } else if tag.name == "br" {
            words.push(' ');
        }
    }
    words.push_str(&html[at..]);
    one_line(&tags::decode(&words))
}

/// A text that is not too long: its first sentences, or as many words as there is room for.
fn shortened(text: &str) -> String {
    if text.width() <= MOST {
        return text.to_owned();
    }
    // Whatever comes later makes no difference.
    let near = text.char_indices().nth(8 * MOST).map_or(text, |(at, _)| &text[..at]);
    let ends = near.split_sentence_bound_indices().map(|(at, sentence)| near[..at + sentence.len()].trim_end());
    let whole = ends.take_while(|sentences| sentences.width() <= MOST).last().unwrap_or_default();
    if whole.width() >= MOST / 2 {
        return whole.to_owned();
    }
    let width = |ch: char| ch.width().unwrap_or_default() as f32;
    let words = wrap(near, (MOST - 1) as f32, width).into_iter().next().unwrap_or_default();
    format!("{}…", words.trim_end_matches([',', ';', ':', '，', '、', '；', '：']))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::LocaleId;
    use crate::parse::page::{Request, parse};

    fn about_text(text: &str) -> Option<String> {
        let file: Arc<str> = "a.md".into();
        let (path, manner) = ("a.md", Default::default());
        let document = parse(Request { file: &file, text, locale: LocaleId(0), path, include: false, manner }).0;
        about(&document).map(Cow::into_owned)
    }

    #[test]
    fn the_first_paragraph_speaks_for_a_page() {
        for (text, expected) in [
            ("---\ndescription: It says so.\n---\nText.\n", "It says so."),
            (
                "# Title\n\n**Bold** &amp; `a<b>` [link](x.md)[^1],\nnext<br>line.\n\nMore.\n\n[^1]: Note.\n",
                "Bold & a<b> link, next line.",
            ),
            ("# Title\n\n> [!NOTE]\n> Beware.\n\n> Quoted.\n\n- item\n\n  deep\n\n![words](a.png)\n\nText.\n", "Text."),
            ("<div hidden><div>\n\nno\n\n</div></div>\n<div>\n\nText.\n\n</div>\n", "Text."),
            ("Press ![the wheel](a.png), then:\n\n1. Wait.\n\nThe steps:\n\nText.\n", "Text."),
            ("See [](x.md).\n\n[!INCLUDE [t](x.md)]\n\nText.\n", "Text."),
            ("中文\n换行。\n", "中文换行。"),
            ("# Title\n\n| a |\n|---|\n| b |\n", ""),
        ] {
            assert_eq!(about_text(text).unwrap_or_default(), expected, "{text}");
        }
    }

    #[test]
    fn long_texts_end_with_a_sentence_or_a_word() {
        let words = |count: usize| vec!["word"; count].join(" ");
        assert_eq!(shortened(&words(32)), words(32));
        assert_eq!(shortened(&words(33)), format!("{}…", words(32)));
        let sentences = format!("{}. {}. And so on.", words(20), words(10));
        assert_eq!(shortened(&sentences), format!("{}. {}.", words(20), words(10)));
        // A sentence alone that says next to nothing is not all.
        assert_eq!(shortened(&format!("No. {}", words(40))), format!("No. {}…", words(31)));
        let chinese = shortened(&"合作伙伴，".repeat(40));
        assert_eq!(chinese.chars().count(), 79, "{chinese}");
        assert!(chinese.ends_with("伙…"), "{chinese}");
        assert_eq!(shortened(&"x".repeat(500)).len(), 159 + "…".len());
    }
}
