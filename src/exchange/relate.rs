//! Which markup of a translation is which of its source.

use std::collections::{BTreeMap, VecDeque};

use crate::model::unit::{Code, CodeKind, Content, Piece};

/// The target with the numbers that the source gives the same markup: what is of the same kind and about the same, in
/// order; then styles, links and images of the same kind, in order, because a translation may lead elsewhere and show
/// another picture. All others get numbers above the source's.
pub fn relate(source: &Content, target: &Content) -> Content {
    let mut same: BTreeMap<(Shape, &str), VecDeque<u32>> = BTreeMap::new();
    for (shape, code) in shaped(source) {
        same.entry((shape, &code.about)).or_default().push_back(code.id);
    }
    let mut numbers: Vec<Option<u32>> = shaped(target)
        .map(|(shape, code)| same.get_mut(&(shape, code.about.as_str())).and_then(VecDeque::pop_front))
        .collect();

    let mut left: BTreeMap<Shape, Vec<u32>> = BTreeMap::new();
    for ((shape, _), ids) in same {
        left.entry(shape).or_default().extend(ids);
    }
    let mut left: BTreeMap<Shape, VecDeque<u32>> = left
        .into_iter()
        .map(|(shape, mut ids)| {
            ids.sort_unstable();
            (shape, ids.into())
        })
        .collect();
    for (number, (shape, code)) in numbers.iter_mut().zip(shaped(target)) {
        let may_differ = code.kind.is_style() || matches!(code.kind, CodeKind::Link | CodeKind::Image);
        if number.is_none() && may_differ {
            *number = left.get_mut(&shape).and_then(VecDeque::pop_front);
        }
    }

    let mut above = source.codes().map(|code| code.id).max().unwrap_or_default();
    let mut numbers = numbers.into_iter().map(|number| {
        number.unwrap_or_else(|| {
            above = above.saturating_add(1);
            above
        })
    });
    let mut open: Vec<(u32, u32)> = Vec::new();
    let mut pieces = target.pieces.clone();
    for piece in &mut pieces {
        match piece {
            Piece::Text(_) => {}
            Piece::Open(code) => {
                let number = numbers.next().unwrap_or_default();
                open.push((code.id, number));
                code.id = number;
            }
            Piece::Close(id) => {
                if let Some(at) = open.iter().rposition(|(old, _)| old == id) {
                    *id = open.remove(at).1;
                }
            }
            Piece::Alone(code) => code.id = numbers.next().unwrap_or_default(),
        }
    }
    Content { pieces }
}

/// What kind of markup, and whether it is a pair.
type Shape = (CodeKind, bool);

fn shaped(content: &Content) -> impl Iterator<Item = (Shape, &Code)> {
    content.pieces.iter().filter_map(|piece| match piece {
        Piece::Open(code) => Some(((code.kind, true), &**code)),
        Piece::Alone(code) => Some(((code.kind, false), &**code)),
        Piece::Text(_) | Piece::Close(_) => None,
    })
}
