//! What the pieces of a unit become once it is whole.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::unit::{Code, CodeKind, Piece};
use crate::parse::tags;
use crate::text::is_ideographic;

/// A [`Piece`] that borrows its words from the text.
#[derive(Debug)]
pub(super) enum Part<'e> {
    /// Words.
    Text(Cow<'e, str>),
    /// Markup around words begins.
    Open(Mark<'e>),
    /// The markup with this id ends.
    Close(u32),
    /// Markup that stands alone.
    Alone(Mark<'e>),
}

/// The same of a [`Code`].
#[derive(Debug)]
pub(super) struct Mark<'e> {
    pub id: u32,
    pub kind: CodeKind,
    pub about: Cow<'e, str>,
    pub open: Cow<'e, str>,
    pub close: Cow<'e, str>,
    pub range: Range<usize>,
}

impl Part<'_> {
    /// The piece with words of its own.
    pub(super) fn owned(self) -> Piece {
        let code = |Mark { id, kind, about, open, close, range }: Mark<'_>| {
            let [about, open, close] = [about, open, close].map(Cow::into_owned);
            Box::new(Code { id, kind, about, open, close, range })
        };
        match self {
            Part::Text(text) => Piece::Text(text.into_owned()),
            Part::Open(mark) => Piece::Open(code(mark)),
            Part::Close(id) => Piece::Close(id),
            Part::Alone(mark) => Piece::Alone(code(mark)),
        }
    }
}

/// What [`Content::words`](crate::model::unit::Content::words) says of the pieces, but for white space.
pub(super) fn words<'p>(pieces: &'p [(Part<'_>, Range<usize>)]) -> Cow<'p, str> {
    if let [(Part::Text(text), _)] = pieces {
        return Cow::Borrowed(text);
    }
    let said = || {
        pieces.iter().map(|(piece, _)| match piece {
            Part::Text(text) => text,
            Part::Alone(mark) => mark.kind.words(&mark.about),
            Part::Open(_) | Part::Close(_) => "",
        })
    };
    let mut words = String::with_capacity(said().map(str::len).sum());
    said().for_each(|said| words.push_str(said));
    Cow::Owned(words)
}

/// Takes from both ends what is no part of the text: white space, breaks, comments, anchors, what an alert is called.
pub(super) fn trim(pieces: &mut Vec<(Part<'_>, Range<usize>)>, prepared: &str) {
    // Most texts begin and end with words.
    let is_word = |piece: Option<&(Part<'_>, _)>, end: fn(&str) -> Option<char>| match piece {
        Some((Part::Text(text), _)) => end(text).is_some_and(|ch| ch != '[' && !ch.is_whitespace()),
        _ => false,
    };
    if is_word(pieces.first(), |text| text.chars().next()) && is_word(pieces.last(), |text| text.chars().next_back()) {
        return;
    }
    let is_anchor = |raw: &str| {
        tags::tag_at(raw, 0)
            .is_none_or(|tag| tag.name == "a" && (tag.closing || tag.attribute("href").unwrap_or("").is_empty()))
    };
    let is_outside = |piece: &Part<'_>| match piece {
        Part::Text(text) => text.trim().is_empty(),
        Part::Alone(code) => code.kind == CodeKind::Break || code.kind == CodeKind::Tag && is_anchor(&code.open),
        Part::Open(_) | Part::Close(_) => false,
    };
    let mut first = pieces.iter().position(|(piece, _)| !is_outside(piece)).unwrap_or(pieces.len());
    // An anchor around words ends where they do: it stays.
    let anchors = |pieces: &[(Part<'_>, Range<usize>)]| pieces.iter().map(|(piece, _)| opening(piece)).sum::<isize>();
    while first > 0 && anchors(&pieces[..first]) != 0 {
        first -= 1;
    }
    pieces.drain(..first);
    while let Some((piece, _)) = pieces.last()
        && is_outside(piece)
        && opening(piece) == 0
    {
        pieces.pop();
    }
    if let Some((Part::Text(text), range)) = pieces.first_mut() {
        let marked = text.strip_prefix("[!").and_then(|rest| rest.split_once(']'));
        if let Some((word, _)) = marked.filter(|(word, _)| word.bytes().all(|byte| byte.is_ascii_alphabetic())) {
            let said = word.len() + 3;
            range.start = (range.start + said).min(range.end);
            keep(text, said..text.len());
            if text.trim().is_empty() {
                pieces.remove(0);
                return trim(pieces, prepared);
            }
        }
    }
    if let Some((Part::Text(text), range)) = pieces.first_mut() {
        let blank = text.len() - text.trim_start().len();
        if prepared[range.clone()].starts_with(&text[..blank]) {
            range.start += blank;
            keep(text, blank..text.len());
        }
    }
    if let Some((Part::Text(text), range)) = pieces.last_mut() {
        let kept = text.trim_end().len();
        if prepared[range.clone()].ends_with(&text[kept..]) {
            range.end -= text.len() - kept;
            keep(text, 0..kept);
        }
    }
}

/// Keeps a part of a text.
fn keep(text: &mut Cow<'_, str>, range: Range<usize>) {
    match text {
        Cow::Borrowed(text) => *text = &text[range],
        Cow::Owned(text) => {
            text.truncate(range.end);
            text.drain(..range.start);
        }
    }
}

/// By how much a raw tag of an anchor changes how many of them are open.
fn opening(piece: &Part<'_>) -> isize {
    match piece {
        Part::Alone(code) if code.kind == CodeKind::Tag => match tags::tag_at(&code.open, 0) {
            Some(tag) if tag.closing => -1,
            Some(tag) if tag.name == "a" && !code.open.ends_with("/>") => 1,
            _ => 0,
        },
        _ => 0,
    }
}

/// Joins texts that follow each other, and reads line breaks among words as what they mean.
pub(super) fn join(pieces: &mut Vec<(Part<'_>, Range<usize>)>) {
    pieces.dedup_by(|(later, _), (before, _)| match (before, later) {
        (Part::Text(before), Part::Text(later)) => {
            before.to_mut().push_str(later);
            true
        }
        _ => false,
    });
    let ideograph = |ch: Option<char>| ch.is_some_and(is_ideographic);
    for index in 0..pieces.len() {
        let words = |(piece, _): &(Part<'_>, _)| match piece {
            Part::Text(text) => Some((text.chars().next(), text.chars().next_back())),
            _ => None,
        };
        let Part::Text(text) = &pieces[index].0 else { continue };
        if memchr::memchr(b'\n', text.as_bytes()).is_none() {
            continue;
        }
        let before = pieces[..index].iter().rev().filter_map(words).find_map(|(_, last)| last);
        let after = pieces[index + 1..].iter().filter_map(words).find_map(|(first, _)| first);
        let mut out = String::with_capacity(text.len());
        let mut chars = text.chars().peekable();
        while let Some(ch) = chars.next() {
            if ch != '\n' {
                out.push(ch);
                continue;
            }
            let previous = out.chars().next_back().or(before);
            let next = chars.peek().copied().or(after);
            // Between ideographs a line break is no space.
            if !(ideograph(previous) && ideograph(next)) {
                out.push(' ');
            }
        }
        pieces[index].0 = Part::Text(Cow::Owned(out));
    }
}
