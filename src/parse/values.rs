//! The units that values in YAML are: titles and descriptions, questions, names of links.

use serde_yaml::Value;

use super::marks;
use super::yaml::{self, Places, Step, plain};
use super::{Findings, directive, front_matter, plain_front};
use crate::model::FrontMatter;
use crate::model::document::{Body, Heading};
use crate::model::ledger::Fingerprint;
use crate::model::page::without_page_extension;
use crate::model::unit::{Content, Syntax, Trace, Unit, UnitKind, UnitPlace, YamlValue};
use crate::text::{Span, in_one_line};

/// The unit that a value is as a whole. `shown` is what the page shows of it: where that is not what the value says,
/// nothing else can be put there.
pub fn unit(kind: UnitKind, written: &str, shown: &str, key: Span, value: usize) -> Option<Unit> {
    let text = shown.trim();
    let syntax = if written.trim() == text { Syntax::Plain } else { Syntax::ReadOnly };
    let level = u8::from(kind == UnitKind::Heading) * 2;
    let place = UnitPlace { value: Some(value), range: 0..written.len(), syntax };
    is_text(text).then(|| Unit::new((kind, level), key, Content::plain(text), Unit::number_of(text), place))
}

/// Adds the units of the fields of front matter that translators translate. `offset` is where the YAML text begins that
/// `places` are of; front matter ends before `end`.
pub fn of_front_matter(
    findings: &Findings<'_>,
    front: &FrontMatter,
    body: &mut Body,
    (yaml, end): (Span, usize),
    above: &[Step<'_>],
) {
    let inner = yaml.of(findings.text);
    let places = Places::new(inner);
    for (field, kind, shown) in fields(front) {
        let Some(shown) = shown else { continue };
        let path: Vec<Step<'_>> = above.iter().copied().chain([Step::Key(field)]).collect();
        let found = written(inner, &places, &path);
        let (written, value, key) = match found {
            Some((written, value, key)) => (written, value.shifted(yaml.start), key.shifted(yaml.start)),
            // Front matter that is read as what it means has no values that could be written anew.
            None if above.is_empty() => {
                let key = key(findings.text, end, field);
                (String::new(), key, key)
            }
            None => continue,
        };
        body.values.push(YamlValue { span: value, text: written.clone() });
        body.units.extend(unit(kind, &written, shown, key, body.values.len() - 1));
    }
    marks::sort(body);
}

/// The same of a Markdown file.
pub fn of_markdown(findings: &Findings<'_>, end: usize, front: &FrontMatter, body: &mut Body) {
    let text = findings.text;
    let entries = plain_front::entries(text).unwrap_or_default();
    let plain = |(field, kind, shown): (&'static str, UnitKind, &Option<String>)| {
        let Some(shown) = shown else { return Some(None) };
        let entry = entries.iter().find(|entry| entry.key.of(text) == field)?;
        let is_shown = entry.said.of(text) == shown && (entry.is_quoted() || plain::is_text(shown));
        is_shown.then(|| Some((kind, shown.clone(), entry.key, entry.value)))
    };
    let plain: Option<Vec<_>> = fields(front).into_iter().map(plain).collect();
    let Some(plain) = plain else {
        let yaml = front_matter::inner(text).unwrap_or_default();
        return of_front_matter(findings, front, body, (yaml, end), &[]);
    };
    let mut units = Vec::new();
    for (kind, shown, key, value) in plain.into_iter().flatten() {
        units.extend(unit(kind, &shown, &shown, key, body.values.len()));
        body.values.push(YamlValue { span: value, text: shown });
    }
    marks::put_first(body, units);
}

/// Adds the traces of the same units of Markdown. Front matter ends before `end`.
pub fn traces_of_front_matter(text: &str, end: usize, front: &FrontMatter, body: &mut Body, counts_words: bool) {
    let traces = body.traces.get_or_insert_default();
    traces.reserve_exact(fields(front).len());
    for (field, kind, shown) in fields(front) {
        let Some(shown) = shown.as_deref().map(str::trim).filter(|shown| is_text(shown)) else { continue };
        let shown = in_one_line(shown);
        let words = counts_words.then_some(&*shown);
        traces.push(Trace::new(kind, 0, key(text, end, field), Fingerprint::of_line(&shown), words));
    }
    marks::sort(body);
}

/// Where the key of a field stands in front matter that ends before `end`.
fn key(text: &str, end: usize, field: &str) -> Span {
    let begins_line = |at: usize| at == 0 || text.as_bytes()[at - 1] == b'\n';
    let lines = text[..end].match_indices(field).map(|(at, _)| at);
    let mut keys = lines.filter(|at| begins_line(*at) && text[at + field.len()..].starts_with(':'));
    match (keys.next(), keys.next()) {
        (Some(at), None) => Span::new(at, at + field.len()),
        _ => front_matter::locate(text, field),
    }
}

/// The fields of front matter that translators translate.
fn fields(front: &FrontMatter) -> [(&'static str, UnitKind, &Option<String>); 3] {
    [
        ("title", UnitKind::Title, &front.title),
        ("nav_title", UnitKind::Title, &front.nav_title),
        ("description", UnitKind::Description, &front.description),
    ]
}

fn is_text(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// The names of the entries of a navigation file, at whatever depth, and those that a language gives to the entries of
/// another's.
pub fn of_navigation(yaml: &str) -> Body {
    let mut body = Body::default();
    let Ok((root, places)) = yaml::read_placed(yaml) else { return body };
    let mut open: Vec<(Vec<Step<'_>>, &Value, u8)> = vec![(Vec::new(), &root, 0)];
    while let Some((path, value, depth)) = open.pop() {
        let below = |step| path.iter().copied().chain([step]).collect::<Vec<_>>();
        match value {
            Value::Sequence(items) => {
                let items = items.iter().enumerate().rev();
                open.extend(items.map(|(index, item)| (below(Step::Index(index)), item, depth)));
            }
            Value::Mapping(mapping) => {
                if let Some(items) = mapping.get("items") {
                    open.push((below(Step::Key("items")), items, depth.saturating_add(1)));
                }
                let leads = ["href", "tocHref", "uid"].iter().find_map(|key| mapping.get(*key).and_then(Value::as_str));
                if let Some((leads, key)) = leads.zip(written(yaml, &places, &below(Step::Key("name")))) {
                    // Entries of two languages that lead to one page are one.
                    let id = without_page_extension(leads).to_lowercase();
                    let span = Span::new(key.2.start, key.1.end.max(key.2.end));
                    body.headings.push(Heading { level: depth, id, explicit: true, text: String::new(), span });
                }
                let names = mapping.get("names").and_then(Value::as_mapping).filter(|_| path.is_empty());
                let names = names.into_iter().flat_map(|names| names.keys().filter_map(Value::as_str));
                let names = names.map(|name| vec![Step::Key("names"), Step::Key(name)]);
                for path in names.chain([below(Step::Key("name"))]) {
                    let Some((written, value, key)) = written(yaml, &places, &path) else { continue };
                    body.values.push(YamlValue { span: value, text: written.clone() });
                    let number = body.values.len() - 1;
                    let mut unit = unit(UnitKind::Entry, &written, &directive::without_marks(&written), key, number);
                    unit.iter_mut().for_each(|unit| unit.level = depth);
                    body.units.extend(unit);
                }
            }
            _ => {}
        }
    }
    marks::sort(&mut body);
    body.headings.sort_by_key(|heading| heading.span.start);
    body
}

/// A scalar of a YAML text: what it says, where it is written, and where its key is.
pub fn written(yaml: &str, places: &Places, path: &[Step<'_>]) -> Option<(String, Span, Span)> {
    let value = value_span(yaml, places, path)?;
    let key = places.key(path);
    let written = value.of(yaml);
    if plain::is_plain(written) && plain::is_text(written) {
        return Some((written.to_owned(), value, key));
    }
    let read = serde_yaml::from_str::<serde_yaml::Value>(written).ok()?;
    Some((front_matter::scalar(&read)?, value, key))
}

/// Where a value of a mapping is written: all that stands behind the colon of its key.
pub fn value_span(yaml: &str, places: &Places, path: &[Step<'_>]) -> Option<Span> {
    let key = places.key(path);
    let value = places.value(path)?;
    let colon = key.end + yaml.get(key.end..value.end.max(key.end))?.find(':')? + 1;
    let written = yaml.get(colon..value.end.max(colon))?;
    let start = colon + (written.len() - written.trim_start().len());
    Some(Span::new(start, start + written.trim().len()))
}
