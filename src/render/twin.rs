//! A page as Markdown, for programs that read it: what its readers see, with includes, code from files and links in place.
//! It is made from the page's HTML, because that is the only form in which all of this is known.

use std::sync::LazyLock;

use htmd::element_handler::{HandlerResult, Handlers};
use htmd::options::{BrStyle, BulletListMarker, HrStyle, Options};
use htmd::{Element, HtmlToMarkdown};

use super::Renderer;
use super::body::{BodyWriter, has_h1, words_of};
use super::frame::Frame;
use crate::diagnostics::Diagnostics;
use crate::model::{LocaleId, PageKey};
use crate::parse::tags;
use crate::text::address::encode_destination;
use crate::text::escape::{escape_into, in_markdown};
use crate::text::one_line;

/// How deep elements may be nested; the converter goes into each by a call of its own.
const MOST_NESTED: usize = 100;

/// Elements that have no words, or none that a reader meets without scripts.
const SKIPPED: [&str; 8] = ["button", "form", "link", "math", "script", "style", "svg", "template"];

static CONVERTER: LazyLock<HtmlToMarkdown> = LazyLock::new(|| {
    let options = Options {
        hr_style: HrStyle::Dashes,
        br_style: BrStyle::Backslash,
        bullet_list_marker: BulletListMarker::Dash,
        ul_bullet_spacing: 1,
        ol_number_spacing: 1,
        ..Options::default()
    };
    let builder = HtmlToMarkdown::builder().options(options).skip_tags(SKIPPED.to_vec());
    builder
        .add_handler(vec!["div"], container)
        .add_handler(vec!["p", "figcaption"], paragraph)
        .add_handler(vec!["input"], task)
        .add_handler(vec!["img"], picture)
        .add_handler(vec!["a"], link)
        .add_handler(vec!["pre"], preformatted)
        .build()
});

/// Makes the Markdown of a page.
pub fn twin(renderer: &Renderer<'_>, locale: LocaleId, key: &PageKey) -> (String, Diagnostics) {
    let site = renderer.site;
    let Some(origin) = site.pages.get(locale, key) else { return Default::default() };
    let document = site.document(origin.document());
    let frame = Frame::at(&site.page_address(locale, key, origin));
    let mut html = String::new();
    if !has_h1(document) {
        html.push_str("<h1>");
        escape_into(&mut html, document.title());
        html.push_str("</h1>\n");
    }
    let mut content = String::new();
    // Whatever there is to say of templates of checks is said with the page.
    let _ = BodyWriter::new(renderer, &frame, locale, origin.document(), None).write(&mut content);
    html.push_str(&content);
    let text = if is_deep(&html) { None } else { CONVERTER.convert(&html).ok() };
    let mut text = text.unwrap_or_else(|| words_of(&html));
    text.push('\n');
    (text, Diagnostics::new())
}

/// An alert is a quote.
fn container(handlers: &dyn Handlers, element: Element<'_>) -> Option<HandlerResult> {
    if !has_class(&element, "alert") {
        return handlers.fallback(element);
    }
    let content = handlers.walk_children(element.node).content;
    let quote: Vec<String> = content.trim().lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
    Some(format!("\n\n{}\n\n", quote.join("\n")).into())
}

/// The titles of alerts, tabs and blocks of code stand out.
fn paragraph(handlers: &dyn Handlers, element: Element<'_>) -> Option<HandlerResult> {
    let stands_out =
        element.tag == "figcaption" || ["alert-title", "tab-label"].iter().any(|class| has_class(&element, class));
    if !stands_out {
        return handlers.fallback(element);
    }
    let content = handlers.walk_children(element.node).content;
    Some(format!("\n\n**{}**\n\n", content.trim()).into())
}

fn task(_: &dyn Handlers, element: Element<'_>) -> Option<HandlerResult> {
    let is = |name: &str| element.attrs.iter().any(|attribute| &*attribute.name.local == name);
    is("disabled").then(|| if is("checked") { "[x]" } else { "[ ]" }.into())
}

/// The converter writes words of attributes as they stand, and what stands there might be HTML.
fn picture(_: &dyn Handlers, element: Element<'_>) -> Option<HandlerResult> {
    let words = in_markdown(&attribute(&element, "alt").unwrap_or_default());
    Some(format!("![{words}]({})", destination(&element, attribute(&element, "src")?)).into())
}

fn link(handlers: &dyn Handlers, element: Element<'_>) -> Option<HandlerResult> {
    let content = handlers.walk_children(element.node).content;
    let Some(to) = attribute(&element, "href") else { return Some(content.into()) };
    let words = content.trim();
    let after = &content[content.trim_end().len()..];
    Some(format!("[{words}]({}){after}", destination(&element, to)).into())
}

/// What is no code is left in its lines, which the converter takes for Markdown.
fn preformatted(handlers: &dyn Handlers, element: Element<'_>) -> Option<HandlerResult> {
    let content = handlers.walk_children(element.node).content;
    let content = content.trim_matches('\n');
    if is_block_of_code(content) {
        return Some(format!("\n\n{content}\n\n").into());
    }
    let longest = content.split(|ch| ch != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    Some(format!("\n\n{fence}\n{content}\n{fence}\n\n").into())
}

/// Whether a text is one block of code from its first line to its last.
fn is_block_of_code(text: &str) -> bool {
    let fence = &text[..text.len() - text.trim_start_matches('`').len()];
    let mut lines = text.lines();
    // The first one may name the language.
    lines.next();
    fence.len() > 2 && lines.next_back() == Some(fence) && !lines.any(|line| line.trim_start().starts_with(fence))
}

/// Where a link or a picture leads, with its title.
fn destination(element: &Element<'_>, address: String) -> String {
    let address = encode_destination(&address).replace('(', "\\(").replace(')', "\\)");
    match attribute(element, "title") {
        Some(title) => format!("{address} \"{}\"", in_markdown(&title).replace('"', "\\\"")),
        None => address,
    }
}

/// An attribute, on one line.
fn attribute(element: &Element<'_>, name: &str) -> Option<String> {
    element.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| one_line(&attribute.value))
}

fn has_class(element: &Element<'_>, class: &str) -> bool {
    let classes = element.attrs.iter().find(|attribute| &*attribute.name.local == "class");
    classes.is_some_and(|classes| classes.value.split_ascii_whitespace().any(|own| own == class))
}

/// Whether elements are nested too deep. Those that are never closed count until the end, which does no harm.
fn is_deep(html: &str) -> bool {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(tag) = tags::next_tag(html, at) {
        at = tag.range.end;
        depth = if tag.closing { depth.saturating_sub(1) } else { depth + usize::from(!tag.is_void()) };
        if depth > MOST_NESTED {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_readers_see_is_there_as_markdown() {
        for (html, markdown) in [
            (
                "<div class=\"alert alert-tip\"><p class=\"alert-title\">Tip</p>\n<p>Use <code>x</code>.</p></div>",
                "> **Tip**\n>\n> Use `x`.",
            ),
            (
                "<figure class=\"code\"><figcaption>a.yaml</figcaption><pre tabindex=\"0\"><code class=\"language-yaml\">a: 1\n</code></pre></figure>",
                "**a.yaml**\n\n```yaml\na: 1\n```",
            ),
            (
                "<ul class=\"tasks\">\n<li><input type=\"checkbox\" disabled checked aria-label=\"Done\"> boil</li>\n</ul>",
                "- [x] boil",
            ),
            (
                "<p><img src=\"a(1).svg\" alt=\"&lt;b>]\" title='say &quot;&lt;i>&quot;'> <a href=\"b/\" title=\"&quot;&lt;b>\"> b </a>.</p>",
                "![\\<b>\\]](a\\(1\\).svg \"say \\\"\\<i>\\\"\") [b](b/ \"\\\"\\<b>\") .",
            ),
            ("<pre>&lt;b> ```\n*c*</pre>", "````\n<b> ```\n*c*\n````"),
            ("<p><a href=\"../b/\">b</a> <svg><path/></svg><button>no</button></p>", "[b](../b/)"),
        ] {
            assert_eq!(CONVERTER.convert(html).expect("no reading fails"), markdown, "{html}");
        }
    }

    #[test]
    fn what_is_nested_too_deep_is_left_as_words() {
        let nested = |depth: usize| format!("{}<br>a{}", "<blockquote>".repeat(depth), "</blockquote>".repeat(depth));
        assert!(!is_deep(&nested(MOST_NESTED)) && is_deep(&nested(MOST_NESTED + 1)));
        // The deepest that is converted fits on the stack of a thread.
        let text = std::thread::spawn(move || CONVERTER.convert(&nested(MOST_NESTED))).join().expect("no overflow");
        assert!(text.expect("read").ends_with('a'));
    }
}
