//! The units that values in YAML are: titles and descriptions, questions, names of links.

use super::yaml::{Places, Step};
use super::{Findings, front_matter};
use crate::model::FrontMatter;
use crate::model::document::Body;
use crate::model::unit::{Content, Syntax, Unit, UnitKind, UnitPlace, YamlValue};
use crate::text::Span;

/// The unit that a value is as a whole. `shown` is what the page shows of it: where that is not what the value says,
/// nothing else can be put there.
pub fn unit(kind: UnitKind, written: &str, shown: &str, key: Span, value: usize) -> Option<Unit> {
    let text = shown.trim();
    let syntax = if written.trim() == text { Syntax::Plain } else { Syntax::ReadOnly };
    text.chars().any(char::is_alphanumeric).then(|| Unit {
        kind,
        level: u8::from(kind == UnitKind::Heading) * 2,
        text: text.to_owned(),
        span: key,
        content: Content::plain(text),
        place: UnitPlace { value: Some(value), range: 0..written.len(), syntax },
    })
}

/// Adds the units of the fields of front matter that translators translate. `offset` is where the YAML text begins that
/// `places` are of.
pub fn of_front_matter(findings: &Findings<'_>, front: &FrontMatter, body: &mut Body, yaml: Span, above: &[Step<'_>]) {
    let inner = yaml.of(findings.text);
    let places = Places::new(inner);
    for (field, kind, shown) in [
        ("title", UnitKind::Title, &front.title),
        ("nav_title", UnitKind::Title, &front.nav_title),
        ("description", UnitKind::Description, &front.description),
    ] {
        let Some(shown) = shown else { continue };
        let path: Vec<Step<'_>> = above.iter().copied().chain([Step::Key(field)]).collect();
        let found = written(inner, &places, &path);
        let (written, value, key) = match found {
            Some((written, value, key)) => (written, value.shifted(yaml.start), key.shifted(yaml.start)),
            // Front matter that is read as what it means has no values that could be written anew.
            None if above.is_empty() => {
                let key = front_matter::locate(findings.text, field);
                (String::new(), key, key)
            }
            None => continue,
        };
        body.values.push(YamlValue { span: value, text: written.clone() });
        body.units.extend(unit(kind, &written, shown, key, body.values.len() - 1));
    }
    body.units.sort_by_key(|unit| unit.span.start);
}

/// A scalar of a YAML text: what it says, where it is written, and where its key is.
pub fn written(yaml: &str, places: &Places, path: &[Step<'_>]) -> Option<(String, Span, Span)> {
    let value = value_span(yaml, places, path)?;
    let key = places.key(path);
    let read = serde_yaml::from_str::<serde_yaml::Value>(value.of(yaml)).ok()?;
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
