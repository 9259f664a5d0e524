//! Inline content: text with its tokens and bare addresses, images.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use linkify::LinkFinder;
use pulldown_cmark::{Event, TagEnd};

use super::directive::{self, What};
use super::markdown::Writer;
use super::prepare::Prepared;
use crate::model::Hole;
use crate::model::document::{Image, Include, LinkKind, Snippet};
use crate::text::{Span, is_ideographic};

/// An inline element that is open.
#[derive(Debug)]
pub(super) struct Open {
    /// Its name.
    pub name: Cow<'static, str>,
    /// Whether the author wrote the tag, rather than Markdown.
    pub raw: bool,
}

impl Open {
    /// A table cell: not inline, but everything inline in it must close before it does.
    pub fn cell(name: &'static str) -> Self {
        Self { name: name.into(), raw: false }
    }
}

/// Ends the opening tag of a link whose words are its address: nobody translates them, and paper need not say it twice.
pub(super) const UNTRANSLATED: &str = " translate=\"no\">";

/// Whether the words of a link are its web address; they are what `events` begin with.
pub(super) fn shows_address(events: &[(Event<'_>, Range<usize>)], address: &str) -> bool {
    let mut rest = address;
    for (event, _) in events {
        match event {
            Event::Text(text) => match rest.strip_prefix(&**text) {
                Some(after) => rest = after,
                None => return false,
            },
            Event::End(TagEnd::Link) => return rest.is_empty() && address.starts_with("http"),
            _ => return false,
        }
    }
    false
}

/// How long a bare address may be.
const LONGEST: usize = 8 << 10;

static FINDER: LazyLock<LinkFinder> = LazyLock::new(LinkFinder::new);

/// The bare address that `text` starts with, and where it leads. The library knows where an address ends; in text without spaces it
/// does not see where one starts, nor where other scripts begin, which follow an address directly in Chinese.
fn bare_address(text: &str) -> Option<(&str, String)> {
    let text = &text[..text.bytes().take(LONGEST).take_while(u8::is_ascii_graphic).count()];
    /// How much of a text tells whether an address begins it. Looking for one further on from every start would take time without end.
    const BEGINNING: usize = 64;
    let link = |text: &str| FINDER.links(text).next().filter(|found| found.start() == 0).map(|found| found.end());
    let starts_with = |text: &str| link(&text[..text.len().min(BEGINNING)]).and_then(|_| link(text));
    let lower = text.get(..7).unwrap_or(text).to_ascii_lowercase();
    if lower == "mailto:" {
        let end = 7 + starts_with(&text[7..])?;
        Some((&text[..end], text[..end].to_owned()))
    } else if lower.starts_with("www.") {
        // Without a name after it, it is a word that ends a sentence.
        text[4..].chars().next().filter(|next| next.is_alphanumeric())?;
        // Only with a scheme does the library take what follows for an address, and `ASP.NET` not.
        let full = format!("http://{text}");
        let end = starts_with(&full)?;
        Some((&text[..end - 7], full[..end].to_owned()))
    } else {
        let end = starts_with(text)?;
        Some((&text[..end], text[..end].to_owned()))
    }
}

/// Where the next bare address may start, at or after `from`: at `http://`, `https://`, `mailto:` or `www.`, and not
/// inside a word.
fn address_start(text: &str, from: usize) -> Option<usize> {
    const STARTS: [&str; 4] = ["http://", "https://", "mailto:", "www."];
    let bytes = text.as_bytes();
    let start_at = |mark: usize| {
        let begins = |start: &&str| {
            // Up to its colon or dot, by which it was found.
            let at = mark.checked_sub(start.trim_end_matches('/').len() - 1)?;
            let rest = bytes[at..].get(..=start.len())?;
            let is_within = at > 0 && bytes[at - 1].is_ascii_alphanumeric();
            let is_start = at >= from && rest[..start.len()].eq_ignore_ascii_case(start.as_bytes()) && !is_within;
            is_start.then_some(at)
        };
        STARTS.iter().find_map(begins)
    };
    memchr::memchr2_iter(b':', b'.', bytes.get(from..)?).find_map(|mark| start_at(from + mark))
}

/// Whether a text may have bare addresses, in letters of whatever case: hardly any has one. It holds for a whole text exactly where it
/// holds for a part of it.
pub(super) fn may_have_addresses(text: &str) -> bool {
    let bytes = text.as_bytes();
    let follows =
        |word: &str, at: usize| at >= word.len() && bytes[at - word.len()..at].eq_ignore_ascii_case(word.as_bytes());
    memchr::memchr2_iter(b':', b'.', bytes).any(|at| match bytes[at] {
        b':' => bytes[at..].starts_with(b"://") || follows("mailto", at),
        _ => follows("www", at),
    })
}

/// Where the bare addresses in a text lead.
pub fn bare_addresses(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    if !may_have_addresses(text) {
        return found;
    }
    let mut at = 0;
    while let Some(start) = address_start(text, at) {
        let address = bare_address(&text[start..]);
        at = start + address.as_ref().map_or(1, |(written, _)| written.len());
        found.extend(address.map(|(_, destination)| destination));
    }
    found
}

impl Writer<'_, '_> {
    /// Opens an inline element.
    pub(super) fn open(&mut self, name: &'static str, raw: bool) {
        self.html("<");
        self.html(name);
        self.html(">");
        self.inline.push(Open { name: name.into(), raw });
    }

    /// Closes the innermost element that Markdown opened under this name, and whatever stands open inside it.
    pub(super) fn close(&mut self, name: &str) {
        if let Some(at) = self.inline.iter().rposition(|open| open.name == name && !open.raw) {
            self.close_inline(at);
        }
    }

    /// Closes all inline elements from index `from` on, innermost first.
    pub(super) fn close_inline(&mut self, from: usize) {
        while self.inline.len() > from {
            if self.is_around_unit() {
                self.end_unit();
            }
            // An anchor was written whole when it opened: it has no name, and nothing to close.
            if let Some(open) = self.inline.pop().filter(|open| !open.name.is_empty()) {
                self.html("</");
                self.html(&open.name);
                self.html(">");
            }
        }
    }

    /// Notes text that a reader sees, for the heading that is open.
    pub(super) fn visible(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            let text = if heading.text.is_empty() { text.trim_start() } else { text };
            heading.text.push_str(text);
            if !text.trim().is_empty() {
                heading.leading = false;
            }
        }
    }

    /// Writes a run of text events as one, because the parser cuts text at every mark that might have been markup.
    pub(super) fn text_run(
        &mut self,
        prepared: &Prepared<'_>,
        events: &[(Event<'_>, Range<usize>)],
        at: usize,
    ) -> usize {
        let mut end = at;
        while matches!(events.get(end), Some((Event::Text(_), _))) {
            end += 1;
        }
        let mut joined = String::new();
        let text: &str = match &events[at..end] {
            [(Event::Text(text), range)] if range.start >= self.skip_to => text,
            run => {
                for (event, range) in run {
                    let Event::Text(text) = event else { continue };
                    if range.start >= self.skip_to {
                        joined.push_str(text);
                    } else if range.end > self.skip_to {
                        joined.push_str(text.get(self.skip_to - range.start..).unwrap_or(text));
                    }
                }
                if run.first().is_some_and(|(_, range)| range.start < self.skip_to) {
                    joined.trim_start()
                } else {
                    &joined
                }
            }
        };
        if self.code.is_some() {
            let code = prepared.written(text, self.findings.text);
            self.code(&code);
            return end;
        }
        let range = events[at].1.start..events[end - 1].1.end;
        self.run(prepared, text, &range);
        end
    }

    fn run(&mut self, prepared: &Prepared<'_>, text: &str, range: &Range<usize>) {
        // A token that stands in no place of the text was spelt with character references: it is none of ours.
        let own = prepared.text.get(range.clone()).is_some_and(|written| prepared.find_token(written).is_some());
        let text = match &mut self.heading {
            Some(heading) if heading.leading => text.trim_start(),
            _ => text,
        };
        let mut rest = text;
        while let Some(at) = prepared.find_token(rest).filter(|_| own) {
            self.plain(prepared, &rest[..at], range);
            match prepared.token_at(&rest[at..]) {
                Some((directive, len)) => {
                    self.directive(&directive.what, directive.span, prepared, range);
                    rest = &rest[at + len..];
                }
                None => {
                    rest = &rest[at + rest[at..].chars().next().map_or(1, char::len_utf8)..];
                }
            }
        }
        self.plain(prepared, rest, range);
    }

    /// Text without tokens; bare addresses become links.
    fn plain(&mut self, prepared: &Prepared<'_>, text: &str, range: &Range<usize>) {
        if text.is_empty() || self.left_paragraph && text.trim().is_empty() {
            return;
        }
        if self.left_paragraph {
            self.reenter_paragraph();
        }
        self.visible(text);
        let may_link = self.has_addresses
            && self.links_open.is_empty()
            && !self.inline.iter().any(|open| open.name == "a" || open.name == "code");
        if !may_link {
            return self.text(text);
        }
        let mut from = 0;
        let mut search = 0;
        // Where the next address is looked for in the text as it was written.
        let mut written = range.start;
        while let Some(start) = address_start(text, search) {
            search = start + 1;
            let Some((address, destination)) = bare_address(&text[start..]) else { continue };
            self.text(&text[from..start]);
            // One that is written with character references is found by its text's place alone.
            let found = prepared.text[written..range.end].find(address).map(|at| written + at);
            let own = found.map_or(range.clone(), |at| at..at + address.len());
            written = found.map_or(written, |at| at + address.len());
            let number = self.link(&destination, prepared.span(own), LinkKind::Link);
            self.html("<a");
            self.hole(Hole::Href(number));
            self.html(if destination.starts_with("http") { UNTRANSLATED } else { ">" });
            self.text(address);
            self.html("</a>");
            from = start + address.len();
            search = from;
        }
        self.text(&text[from..]);
    }

    /// An inline directive.
    pub(super) fn directive(&mut self, what: &What, span: Span, prepared: &Prepared<'_>, range: &Range<usize>) {
        match what {
            What::NoLoc(text) => {
                self.visible(text);
                self.html("<span class=\"no-loc\" translate=\"no\">");
                self.text(text);
                self.html("</span>");
            }
            What::Image(image) => self.image_directive(image, span),
            What::Include(path) => {
                let inline = !self.is_alone(prepared, range);
                if !inline {
                    self.leave_paragraph();
                }
                let plain = !self.links_open.is_empty() || self.inline.iter().any(|open| open.name == "a");
                self.body.includes.push(Include { path: path.clone(), span, inline, plain });
                let number = self.body.includes.len() - 1;
                self.hole(Hole::Include(number));
                if !inline {
                    self.html("\n");
                }
            }
            What::Video(_) | What::Snippet { .. } if !self.may_hold_blocks() => {
                // In a heading or a link there is no room for more than a word.
                self.hole(Hole::Text(if matches!(what, What::Video(_)) { "watch-video" } else { "code-missing" }));
            }
            What::Video(address) => {
                self.leave_paragraph();
                let number = self.link(address, span, LinkKind::Link);
                self.html("<div class=\"video\"><a");
                self.hole(Hole::Href(number));
                self.html(">");
                self.hole(Hole::Text("watch-video"));
                self.html("</a></div>\n");
            }
            What::Snippet { path, language, part, title } => {
                self.leave_paragraph();
                let language = super::code::code_language(language);
                let (path, part, title) = (path.clone(), part.clone(), title.clone());
                self.body.snippets.push(Snippet { path, language, part, title, span });
                let number = self.body.snippets.len() - 1;
                self.hole(Hole::Snippet(number));
                self.html("\n");
            }
            What::Div(class) => self.start_div(class),
            _ => {}
        }
    }

    /// Whether the directive makes up its whole paragraph, so that it may bring blocks.
    fn is_alone(&self, prepared: &Prepared<'_>, range: &Range<usize>) -> bool {
        // Only what stands near it is looked at: a line may be long, and have many.
        let (before, own, after) =
            (&prepared.text[..range.start], prepared.text[range.clone()].trim(), &prepared.text[range.end..]);
        let is_space = |ch: char| ch != '\n' && ch.is_whitespace();
        let before = before.trim_end_matches(is_space).trim_end_matches(['.', ')', ' ']);
        let before = before.trim_end_matches(|ch: char| ch.is_ascii_digit());
        let before = before.trim_end_matches([' ', '\t', '>', '-', '*', '+']);
        let after = after.trim_start_matches(is_space);
        let is_all = prepared.token_at(own).is_some_and(|(_, len)| len == own.len());
        let begins = before.is_empty() || before.ends_with('\n');
        let whole = is_all && begins && (after.is_empty() || after.starts_with('\n'));
        whole && self.heading.is_none() && self.inline.is_empty() && self.links_open.is_empty()
    }

    /// Whether a block may stand here: not in a heading, and not within a link.
    fn may_hold_blocks(&self) -> bool {
        self.heading.is_none() && self.links_open.is_empty() && !self.inline.iter().any(|open| open.name == "a")
    }

    fn image_directive(&mut self, image: &directive::Image, span: Span) {
        let number = self.link(&image.source, span, LinkKind::Image);
        let wrapped = self.links_open.is_empty();
        let lightbox = image.lightbox.as_ref().filter(|_| wrapped && image.link.is_none());
        let lightbox = lightbox.map(|lightbox| self.link(lightbox, span, LinkKind::Image));
        let class = if image.icon {
            "icon"
        } else if image.border {
            "border"
        } else {
            ""
        };
        let alt = if image.icon { String::new() } else { image.alt.clone() };
        let link = image.link.as_ref().filter(|_| wrapped).map(|link| self.link(link, span, LinkKind::Link));
        if let Some(link) = link {
            self.html("<a");
            self.hole(Hole::Href(link));
            self.html(">");
        }
        self.visible(&alt);
        self.body.images.push(Image { link: number, alt, class: class.to_owned(), lightbox, ..Image::default() });
        let image = self.body.images.len() - 1;
        self.hole(Hole::Image(image));
        if link.is_some() {
            self.html("</a>");
        }
    }

    /// A Markdown image: what stands between its brackets is its text. Gives the index after its end.
    pub(super) fn image(
        &mut self,
        prepared: &Prepared<'_>,
        events: &[(Event<'_>, Range<usize>)],
        at: usize,
        destination: &str,
        title: &str,
        range: &Range<usize>,
    ) -> usize {
        let mut alt = String::new();
        let mut depth = 0;
        let mut end = at + 1;
        while let Some((event, _)) = events.get(end) {
            match event {
                Event::Start(pulldown_cmark::Tag::Image { .. }) => depth += 1,
                Event::End(TagEnd::Image) if depth == 0 => break,
                Event::End(TagEnd::Image) => depth -= 1,
                Event::Text(text) | Event::Code(text) => alt.push_str(&prepared.shown(text)),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
            end += 1;
        }
        self.visible(&alt);
        let number = self.link(destination, prepared.span(range.clone()), LinkKind::Image);
        let title = (!title.is_empty()).then(|| prepared.shown(title).into_owned());
        self.body.images.push(Image { link: number, alt, title, ..Image::default() });
        let image = self.body.images.len() - 1;
        self.hole(Hole::Image(image));
        end + 1
    }

    /// Whether a line break stands between two characters of a script that is written without spaces, where it would
    /// show as a space that nobody wrote.
    pub(super) fn joins_ideographs(&self, next: Option<&(Event<'_>, Range<usize>)>) -> bool {
        let before = self.body.html.html.chars().next_back();
        let after = match next {
            Some((Event::Text(text), _)) => text.chars().next(),
            _ => None,
        };
        before.is_some_and(is_ideographic) && after.is_some_and(is_ideographic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_start_where_a_look_at_each_character_finds_them() {
        let is_start = |text: &str, at: usize| {
            let begins =
                |start: &&str| text[at..].to_ascii_lowercase().starts_with(*start) && text.len() > at + start.len();
            let is_within = text[..at].chars().next_back().is_some_and(|before| before.is_ascii_alphanumeric());
            ["http://", "https://", "mailto:", "www."].iter().any(begins) && !is_within
        };
        let pieces = ["http", "HTTPS", "://", ":", "mailto", "www", ".", "a", " ", "é", "见", "/", "-"];
        let (mut seed, mut found) = (1_u64, 0);
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..8 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
            }
            for (from, _) in text.char_indices() {
                let expected = text[from..].char_indices().map(|(at, _)| from + at).find(|at| is_start(&text, *at));
                assert_eq!(address_start(&text, from), expected, "{text:?}, from {from}");
                assert!(expected.is_none() || may_have_addresses(&text), "{text:?}");
                found += usize::from(expected.is_some());
            }
        }
        assert!(found > 10_000, "{found}");
        assert_eq!(address_start("a", 1), None);
    }
}
