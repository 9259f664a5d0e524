//! Raw HTML among the units of a text.

use std::borrow::Cow;
use std::ops::Range;

use super::Collector;
use super::pieces::Part;
use crate::model::unit::{CodeKind, Syntax};
use crate::parse::{sanitize, tags};

impl<'e> Collector<'e, '_> {
    /// A raw tag within a text. What `<code>` and its kin hold is no text, as between backquotes.
    pub(super) fn inline_html(&mut self, html: &'e str, range: &Range<usize>) {
        let Some(tag) = tags::tag_at(html, 0) else { return self.alone(CodeKind::Tag, Cow::Borrowed(html), range) };
        match tag.name.as_str() {
            "br" => self.alone(CodeKind::Break, Cow::default(), range),
            "code" | "kbd" | "samp" | "var" if tag.closing => self.end_code(range.end),
            "code" | "kbd" | "samp" | "var" => {
                self.alone(CodeKind::Code, Cow::default(), range);
                self.code += 1;
            }
            _ => self.alone(CodeKind::Tag, Cow::Borrowed(html), range),
        }
    }

    /// Ends what a tag of code has opened: all of it is one piece.
    fn end_code(&mut self, end: usize) {
        if self.code == 0 {
            return;
        }
        self.code -= 1;
        let last = self.open.as_ref().and_then(|open| open.pieces.last());
        let Some((Part::Alone(code), whole)) = last.filter(|_| self.code == 0) else { return };
        if code.kind != CodeKind::Code {
            return;
        }
        let whole = whole.start..end.max(whole.end);
        let raw = self.raw(&whole);
        let inner = raw.split_once('>').and_then(|(_, rest)| rest.rsplit_once("</"));
        let about = inner.map_or(Cow::default(), |(words, _)| Cow::Owned(tags::decode(words).into_owned()));
        let own = self.range(whole.clone());
        if let Some((Part::Alone(code), range)) = self.open.as_mut().and_then(|open| open.pieces.last_mut()) {
            *range = whole;
            (code.open, code.about, code.range) = (raw, about, own);
        }
    }

    /// A line of raw HTML: what stands between tags that are no part of a text is one of its own.
    pub(super) fn html(&mut self, html: &'e str, range: &Range<usize>) {
        let mut at = 0;
        if self.comment {
            let Some(end) = html.find("-->") else { return };
            (self.comment, at) = (false, end + 3);
        }
        while at < html.len() {
            let open = memchr::memchr(b'<', &html.as_bytes()[at..]).map_or(html.len(), |found| at + found);
            let own = range.start + at..range.start + open;
            let says = html[at..open].chars().any(char::is_alphanumeric) || self.open.is_some() && open > at;
            if says && self.code == 0 {
                self.unit(Syntax::Html);
                self.push(Part::Text(tags::decode(&html[at..open])), own);
            }
            if open == html.len() {
                break;
            }
            let Some(tag) = tags::tag_at(html, open) else {
                // A comment and its like, or a mark that opens nothing.
                let end = tags::unseen_end(html, open);
                self.comment = end == Some(html.len()) && html[open..].starts_with("<!--") && !html.ends_with("-->");
                at = end.unwrap_or(open + 1);
                continue;
            };
            let is_code = matches!(tag.name.as_str(), "code" | "kbd" | "samp" | "var");
            let own = range.start + open..range.start + tag.range.end;
            if is_code && tag.closing {
                self.end_code(own.end);
            } else if is_code {
                if self.code == 0 {
                    self.unit(Syntax::Html);
                    self.alone(CodeKind::Code, Cow::default(), &own);
                }
                self.code += 1;
            } else if matches!(tag.name.as_str(), "pre" | "script" | "style") {
                self.code = if tag.closing { self.code.saturating_sub(1) } else { self.code + 1 };
            } else if tag.name == "br" {
                self.tag(CodeKind::Break, own);
            } else if sanitize::INLINE.contains(&tag.name.as_str()) || matches!(tag.name.as_str(), "a" | "img") {
                self.tag(CodeKind::Tag, own);
            } else {
                self.close();
            }
            at = tag.range.end.max(open + 1);
        }
    }

    /// A tag within a text of raw HTML; one before it is no part of it.
    fn tag(&mut self, kind: CodeKind, range: Range<usize>) {
        if self.open.is_some() {
            let raw = self.raw(&range);
            self.alone(kind, raw, &range);
        }
    }
}
