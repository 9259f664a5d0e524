//! XLIFF 2 that came back, whatever tool wrote it.

use std::collections::BTreeMap;

use super::{MACHINE, NAMESPACE, NAMESPACE_2_2, PREFIX, from_id};
use crate::exchange::xml::{Doctype, Element, Node, Xml};
use crate::exchange::{Mark, Returned, ReturnedPage, ReturnedUnit, UNKNOWN, Unreadable, push_text};
use crate::model::{LocaleTag, Provenance, UnitState};
use crate::text::Position;

/// Reads a file of the version 2.0, 2.1 or 2.2.
pub fn read(text: &str) -> Result<Returned, Unreadable> {
    let mut xml = Xml::new(text, Doctype::Refused)?;
    let root = match xml.next()? {
        Some(Node::Start(root)) => root,
        _ => return Err(xml.unreadable("the file is empty", "Give a file in XLIFF 2.1.")),
    };
    check_version(&mut xml, &root)?;
    let mut returned = Returned {
        source: root.attribute("srcLang").and_then(LocaleTag::parse),
        target: root.attribute("trgLang").and_then(LocaleTag::parse),
        pages: Vec::new(),
    };
    // Groups stand in files and in each other; what matters is which file a unit is in.
    let mut open = 1;
    while open > 0 {
        match xml.next()? {
            None => break,
            Some(Node::Text(_)) => {}
            Some(Node::End) => open -= 1,
            Some(Node::Start(element)) => match (open, core(&element)) {
                (1, Some("file")) => {
                    let key = from_id(element.attribute("id").unwrap_or_default());
                    returned.pages.push(ReturnedPage { key, units: Vec::new() });
                    open += 1;
                }
                (2.., Some("group")) => open += 1,
                (2.., Some("unit")) => {
                    let unit = Unit::read(&mut xml, &element)?;
                    if let Some(page) = returned.pages.last_mut() {
                        page.units.push(unit);
                    }
                }
                _ => xml.skip()?,
            },
        }
    }
    // What follows the root must be nothing.
    while let Some(node) = xml.next()? {
        if let Node::Start(_) = node {
            return Err(xml.unreadable("a second document follows", "Put each into a file of its own."));
        }
    }
    Ok(returned)
}

fn check_version(xml: &mut Xml<'_>, root: &Element) -> Result<(), Unreadable> {
    let version = root.attribute("version").unwrap_or_default();
    if core(root) == Some("xliff") && version.starts_with("2.") {
        return Ok(());
    }
    if root.name == "xliff" && (version.starts_with("1.") || root.namespace.ends_with(":1.2")) {
        return Err(xml.unreadable(
            "this is XLIFF 1.2, which has other elements and states",
            "Export XLIFF 2.1 (or 2.0) from the tool, or PO.",
        ));
    }
    Err(xml.unreadable(
        format!("the file begins with `{}`, and is no XLIFF 2", root.name),
        "Give a file whose first element is `xliff`, with a version of 2.0 or above and its namespace.",
    ))
}

/// The name of an element of XLIFF's core.
fn core(element: &Element) -> Option<&str> {
    [NAMESPACE, NAMESPACE_2_2].contains(&element.namespace.as_str()).then_some(element.name.as_str())
}

/// A unit that is being read.
#[derive(Default)]
struct Unit {
    parts: Vec<Part>,
    /// The ids that the source's codes have, and which of them has which original data.
    ids: BTreeMap<String, u32>,
    data: BTreeMap<String, u32>,
    /// Where the translation begins.
    target_at: Option<Position>,
}

/// A segment, or what stands between two.
#[derive(Default)]
struct Part {
    is_segment: bool,
    state: String,
    sub_state: String,
    source: Vec<Piece>,
    target: Option<Vec<Piece>>,
    /// Where in the order of the unit its translation stands.
    order: usize,
}

/// A piece of a source or target, as it is written.
enum Piece {
    Text(String),
    /// A code: whether it begins a pair, its id, what it is a copy of, and its original data.
    Code {
        is_pair: bool,
        id: String,
        of: Option<String>,
        data: Option<String>,
    },
    /// The end of the pair with this id.
    Close(String),
}

impl Unit {
    /// Reads what stands in a unit, to its end.
    fn read(xml: &mut Xml<'_>, element: &Element) -> Result<ReturnedUnit, Unreadable> {
        let begins = xml.position();
        let mut unit = Unit::default();
        loop {
            match xml.next()? {
                None | Some(Node::End) => break,
                Some(Node::Text(_)) => {}
                Some(Node::Start(part)) => match core(&part) {
                    Some("segment") => unit.part(xml, &part, true)?,
                    Some("ignorable") => unit.part(xml, &part, false)?,
                    _ => xml.skip()?,
                },
            }
        }
        let (state, provenance) = unit.state();
        let source = unit.parts.iter().flat_map(|part| &part.source);
        let source = resolve(source, |id, _, _| id.parse().ok());
        // White space between sentences is the source's where the translation says nothing else.
        let mut parts: Vec<&Part> = unit.parts.iter().collect();
        parts.sort_by_key(|part| part.order);
        let is_translated = unit.parts.iter().any(|part| part.is_segment && part.target.is_some());
        let targets = parts.iter().filter(|_| is_translated).flat_map(|part| match &part.target {
            Some(target) => target.as_slice(),
            None if part.is_segment => &[],
            None => part.source.as_slice(),
        });
        let target = resolve(targets, |id, of, data| {
            let of = of.and_then(|of| unit.ids.get(of)).or_else(|| unit.ids.get(id));
            of.or_else(|| data.and_then(|data| unit.data.get(data))).copied().or_else(|| id.parse().ok())
        });
        Ok(ReturnedUnit {
            id: from_id(element.attribute("id").unwrap_or_default()),
            state,
            provenance,
            source,
            target,
            position: unit.target_at.unwrap_or(begins),
        })
    }

    fn part(&mut self, xml: &mut Xml<'_>, element: &Element, is_segment: bool) -> Result<(), Unreadable> {
        let attribute = |name| element.attribute(name).unwrap_or_default().to_owned();
        let own = self.parts.len() + 1;
        let mut part = Part {
            is_segment,
            state: attribute("state"),
            sub_state: attribute("subState"),
            order: own,
            ..Part::default()
        };
        loop {
            match xml.next()? {
                None | Some(Node::End) => break,
                Some(Node::Text(_)) => {}
                Some(Node::Start(side)) => match core(&side) {
                    Some("source") => {
                        part.source = inline(xml)?;
                        self.learn(&part.source);
                    }
                    Some("target") => {
                        if is_segment && self.target_at.is_none() {
                            self.target_at = Some(xml.position());
                        }
                        part.order = side.attribute("order").and_then(|order| order.parse().ok()).unwrap_or(own);
                        part.target = Some(inline(xml)?);
                    }
                    _ => xml.skip()?,
                },
            }
        }
        self.parts.push(part);
        Ok(())
    }

    /// Remembers the codes of a source.
    fn learn(&mut self, source: &[Piece]) {
        for piece in source {
            let Piece::Code { id, data, .. } = piece else { continue };
            let Ok(number) = id.parse() else { continue };
            self.ids.insert(id.clone(), number);
            if let Some(data) = data {
                self.data.entry(data.clone()).or_insert(number);
            }
        }
    }

    /// What the segments say together.
    fn state(&self) -> (Option<UnitState>, Option<Provenance>) {
        let segments = || self.parts.iter().filter(|part| part.is_segment);
        let sub_states = || segments().filter_map(|part| part.sub_state.strip_prefix(PREFIX));
        let is_done = segments()
            .all(|part| part.target.is_some() && matches!(part.state.as_str(), "translated" | "reviewed" | "final"));
        let provenance = sub_states().any(|sub_state| sub_state == MACHINE).then_some(Provenance::Machine);
        if !is_done || segments().next().is_none() {
            return (None, provenance);
        }
        let as_sent = [UnitState::Stale, UnitState::Unknown];
        let sent = as_sent.into_iter().find(|state| sub_states().any(|sub_state| sub_state == state.name()));
        let is_reviewed = segments().all(|part| part.state != "translated");
        let state = if is_reviewed { UnitState::Reviewed } else { sent.unwrap_or(UnitState::Fresh) };
        (Some(state), provenance)
    }
}

/// Reads what stands in a source or target, to its end.
fn inline(xml: &mut Xml<'_>) -> Result<Vec<Piece>, Unreadable> {
    let mut pieces = Vec::new();
    // What ends with each of the open elements.
    let mut open: Vec<Option<String>> = vec![None];
    while !open.is_empty() {
        let element = match xml.next()? {
            None => break,
            Some(Node::Text(text)) => {
                pieces.push(Piece::Text(text));
                continue;
            }
            Some(Node::End) => {
                pieces.extend(open.pop().flatten().map(Piece::Close));
                continue;
            }
            Some(Node::Start(element)) => element,
        };
        let own = |name| element.attribute(name).map(str::to_owned);
        let id = own("id").unwrap_or_default();
        let code = |is_pair, data| Piece::Code { is_pair, id: id.clone(), of: own("copyOf"), data: own(data) };
        match core(&element) {
            Some("pc") => {
                pieces.push(code(true, "dataRefStart"));
                open.push(Some(id));
                continue;
            }
            // Annotations are for translators: what they are around is text.
            Some("mrk") => {
                open.push(None);
                continue;
            }
            Some("ph") => pieces.push(code(false, "dataRef")),
            Some("sc") => pieces.push(code(true, "dataRef")),
            Some("ec") => pieces.push(Piece::Close(own("startRef").unwrap_or(id))),
            Some("cp") => {
                let hex = element.attribute("hex").unwrap_or_default();
                let ch = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
                let Some(ch) = ch else {
                    let message = format!("`{hex}` is the code of no character");
                    return Err(xml.unreadable(message, "Write the code of a character with hexadecimal digits."));
                };
                pieces.push(Piece::Text(ch.to_string()));
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok(pieces)
}

/// Pieces with the numbers of their codes, which `number` tells by an id, what it is a copy of, and its original data.
fn resolve<'a>(
    pieces: impl Iterator<Item = &'a Piece>,
    number: impl Fn(&str, Option<&str>, Option<&str>) -> Option<u32>,
) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut open: BTreeMap<&str, u32> = BTreeMap::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => push_text(&mut marks, text),
            Piece::Code { is_pair, id, of, data } => {
                let number = number(id, of.as_deref(), data.as_deref()).unwrap_or(UNKNOWN);
                marks.push(if *is_pair { Mark::Open(number) } else { Mark::Alone(number) });
                open.insert(id, number);
            }
            Piece::Close(id) => {
                marks.push(Mark::Close(open.get(id.as_str()).copied().or_else(|| id.parse().ok()).unwrap_or(UNKNOWN)));
            }
        }
    }
    marks
}
