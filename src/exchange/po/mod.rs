//! PO, as GNU gettext and the tools around it read it: a unit is an entry, its markup tags among the words.
//!
//! Both sides are our own: of the crates that there are, `polib` panics on a quote without its counterpart and knows
//! neither `#|` nor lines, `rspolib` takes a text that happens to be a path for the file there.

mod read;
mod write;

pub use read::read;
pub use write::write;

use super::{Mark, push_text};

/// What begins the comment that names a unit.
const UNIT: &str = "unit: ";

/// Marks as one text: `<x1>`, `</x1>`, `<x2/>`, which checks of tools know as tags. What would be read as one of them among
/// the words gets a backslash after its bracket, and one more where it has some.
///
/// `See <x1>it</x1> in "<\x1>"`
fn to_text(marks: &[Mark]) -> String {
    let mut out = String::new();
    for mark in marks {
        match mark {
            Mark::Text(text) => {
                let mut from = 0;
                for (at, _) in text.match_indices('<') {
                    if tag_at(&text[at..]).is_some() {
                        out.push_str(&text[from..=at]);
                        out.push('\\');
                        from = at + 1;
                    }
                }
                out.push_str(&text[from..]);
            }
            Mark::Open(id) => out.push_str(&format!("<x{id}>")),
            Mark::Close(id) => out.push_str(&format!("</x{id}>")),
            Mark::Alone(id) => out.push_str(&format!("<x{id}/>")),
        }
    }
    out
}

/// The marks of a text.
fn from_text(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices('<') {
        match tag_at(&text[at..]) {
            Some((mark, 0, len)) => {
                push_text(&mut marks, &text[from..at]);
                marks.push(mark);
                from = at + len;
            }
            Some(_) => {
                push_text(&mut marks, &text[from..=at]);
                from = at + 2;
            }
            None => {}
        }
    }
    push_text(&mut marks, &text[from..]);
    marks
}

/// The tag that a text begins with: what it means, how many backslashes keep it from that, and its length.
fn tag_at(text: &str) -> Option<(Mark, usize, usize)> {
    let after = text.strip_prefix('<')?;
    let bare = after.trim_start_matches('\\');
    let (closes, named) = bare.strip_prefix('/').map_or((false, bare), |rest| (true, rest));
    let digits = named.strip_prefix('x')?;
    let end = digits.find(|ch: char| !ch.is_ascii_digit())?;
    let id: u32 = digits[..end].parse().ok()?;
    // Tools that know XML write a space before the slash.
    let tail = digits[end..].trim_start_matches(' ');
    let (alone, tail) = tail.strip_prefix('/').map_or((false, tail), |rest| (true, rest));
    let rest = tail.strip_prefix('>')?;
    let mark = match (closes, alone) {
        (false, false) => Mark::Open(id),
        (true, false) => Mark::Close(id),
        (false, true) => Mark::Alone(id),
        (true, true) => return None,
    };
    Some((mark, after.len() - bare.len(), text.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_among_words_and_words_that_look_like_tags_lead_back() {
        let text = |text: &str| Mark::Text(text.to_owned());
        for (marks, written) in [
            (vec![text("See "), Mark::Open(1), text("it"), Mark::Close(1), Mark::Alone(12)], "See <x1>it</x1><x12/>"),
            (vec![text("a <x1> <\\x2/> <\\\\/x3> b")], "a <\\x1> <\\\\x2/> <\\\\\\/x3> b"),
            (vec![text("<x> <x1 <<x9/>")], "<x> <x1 <<\\x9/>"),
            (vec![text("<x99999999999>")], "<x99999999999>"),
        ] {
            assert_eq!(to_text(&marks), written);
            assert_eq!(from_text(written), marks);
        }
        assert_eq!(from_text("<x2 />"), [Mark::Alone(2)]);
    }
}
