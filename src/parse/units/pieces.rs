//! What the pieces of a unit become once it is whole.

use std::ops::Range;

use crate::model::unit::{CodeKind, Content, PLACEHOLDER, Piece};
use crate::parse::tags;
use crate::text::is_ideographic;

/// Takes from both ends what is no part of the text: white space, breaks, comments, anchors, what an alert is called.
pub(super) fn trim(pieces: &mut Vec<(Piece, Range<usize>)>, prepared: &str) {
    let is_anchor = |raw: &str| {
        tags::tag_at(raw, 0)
            .is_none_or(|tag| tag.name == "a" && (tag.closing || tag.attribute("href").unwrap_or("").is_empty()))
    };
    let is_outside = |piece: &Piece| match piece {
        Piece::Text(text) => text.trim().is_empty(),
        Piece::Alone(code) => code.kind == CodeKind::Break || code.kind == CodeKind::Tag && is_anchor(&code.open),
        Piece::Open(_) | Piece::Close(_) => false,
    };
    let mut first = pieces.iter().position(|(piece, _)| !is_outside(piece)).unwrap_or(pieces.len());
    // An anchor around words ends where they do: it stays.
    let anchors = |pieces: &[(Piece, Range<usize>)]| pieces.iter().map(|(piece, _)| opening(piece)).sum::<isize>();
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
    if let Some((Piece::Text(text), range)) = pieces.first_mut() {
        let marked = text.strip_prefix("[!").and_then(|rest| rest.split_once(']'));
        if let Some((word, rest)) = marked.filter(|(word, _)| word.bytes().all(|byte| byte.is_ascii_alphabetic())) {
            range.start = (range.start + word.len() + 3).min(range.end);
            *text = rest.to_owned();
            if text.trim().is_empty() {
                pieces.remove(0);
                return trim(pieces, prepared);
            }
        }
    }
    if let Some((Piece::Text(text), range)) = pieces.first_mut() {
        let blank = text.len() - text.trim_start().len();
        if prepared[range.clone()].starts_with(&text[..blank]) {
            range.start += blank;
            *text = text[blank..].to_owned();
        }
    }
    if let Some((Piece::Text(text), range)) = pieces.last_mut() {
        let kept = text.trim_end().len();
        if prepared[range.clone()].ends_with(&text[kept..]) {
            range.end -= text.len() - kept;
            text.truncate(kept);
        }
    }
}

/// By how much a raw tag of an anchor changes how many of them are open.
fn opening(piece: &Piece) -> isize {
    match piece {
        Piece::Alone(code) if code.kind == CodeKind::Tag => match tags::tag_at(&code.open, 0) {
            Some(tag) if tag.closing => -1,
            Some(tag) if tag.name == "a" && !code.open.ends_with("/>") => 1,
            _ => 0,
        },
        _ => 0,
    }
}

/// The pieces with texts that follow each other joined, and line breaks among words read as what they mean.
pub(super) fn joined(pieces: Vec<(Piece, Range<usize>)>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for (piece, _) in pieces {
        match (joined.last_mut(), piece) {
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (_, piece) => joined.push(piece),
        }
    }
    let ideograph = |ch: Option<char>| ch.is_some_and(is_ideographic);
    let texts: Vec<Option<(Option<char>, Option<char>)>> = joined
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => Some((text.chars().next(), text.chars().next_back())),
            _ => None,
        })
        .collect();
    for (index, piece) in joined.iter_mut().enumerate() {
        let Piece::Text(text) = piece else { continue };
        if !text.contains('\n') {
            continue;
        }
        let before = texts[..index].iter().rev().flatten().find_map(|(_, last)| *last);
        let after = texts[index + 1..].iter().flatten().find_map(|(first, _)| *first);
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
        *text = out;
    }
    joined
}

/// What checks that compare texts read: words, and a placeholder for whatever is no text of its own.
pub(super) fn text(content: &Content) -> String {
    let mut text = String::new();
    for piece in &content.pieces {
        match piece {
            Piece::Text(words) => text.push_str(words),
            Piece::Alone(code) => match code.kind {
                CodeKind::Break => text.push(' '),
                CodeKind::Tag => {}
                _ => text.push(PLACEHOLDER),
            },
            Piece::Open(_) | Piece::Close(_) => {}
        }
    }
    text.trim().to_owned()
}
