//! `glossary.yaml`.

use std::collections::BTreeMap;

use serde_yaml::Value;

use super::yaml::{self, Step};
use super::{Findings, front_matter};
use crate::diagnostics::Code;
use crate::model::{Described, Glossary, LocaleTag};
use crate::text::Span;

/// Reads `glossary.yaml`. What cannot be read is said, and is no term.
pub fn parse(findings: &mut Findings<'_>) -> Glossary {
    let mut glossary = Glossary::default();
    let known = Described::names_below(Glossary::KEYS, "");
    let mapping = match yaml::read(findings.text) {
        Ok(Value::Mapping(mapping)) => mapping,
        Ok(Value::Null) => return glossary,
        Ok(_) => {
            let help = format!("Write `do_not_translate:` with a list below it; there are {known}.");
            findings.push(Code::InvalidConfig, Span::default(), "the glossary has no keys", help);
            return glossary;
        }
        Err((problem, span)) => {
            let message = format!("the glossary cannot be read: {problem}");
            findings.push(Code::InvalidConfig, span, message, "Mend the YAML.");
            return glossary;
        }
    };
    for (key, value) in &mapping {
        let key = key.as_str().unwrap_or_default();
        let place = findings.places().key(&[Step::Key(key)]);
        match (key, value) {
            (_, Value::Null) => {}
            ("do_not_translate", Value::Sequence(items)) => {
                for (index, item) in items.iter().enumerate() {
                    match front_matter::scalar(item).map(|term| term.trim().to_owned()) {
                        Some(term) if !term.is_empty() => glossary.do_not_translate.push(term),
                        _ => {
                            let span = findings.places().key(&[Step::Key(key), Step::Index(index)]);
                            let help = "Write one term on a line, in quotes if it has a colon.";
                            findings.push(Code::InvalidConfig, span, "this is no term", help);
                        }
                    }
                }
            }
            ("do_not_translate", _) => {
                findings.push(Code::InvalidConfig, place, "this is no list", "Write `- term` below it, one on a line.");
            }
            ("translate_as", Value::Mapping(terms)) => {
                for (term, translations) in terms {
                    let Some(term) = front_matter::scalar(term) else { continue };
                    let found = translations_of(findings, &term, translations);
                    glossary.translate_as.insert(term, found);
                }
            }
            ("translate_as", _) => {
                let help = "Write `term: {de-DE: word}` below it.";
                findings.push(Code::InvalidConfig, place, "this is no mapping", help);
            }
            _ => findings.push(
                Code::UnknownKey,
                place,
                format!("`{key}` is no key here"),
                format!("Known here: {known}."),
            ),
        }
    }
    glossary
}

fn translations_of(findings: &mut Findings<'_>, term: &str, value: &Value) -> BTreeMap<LocaleTag, String> {
    let place = |keys: &[Step<'_>]| findings.places().key(keys);
    let here = place(&[Step::Key("translate_as"), Step::Key(term)]);
    let Value::Mapping(mapping) = value else {
        let message = format!("`{term}` has no translations");
        findings.push(Code::InvalidConfig, here, message, "Write `term: {de-DE: word}`.");
        return BTreeMap::new();
    };
    let mut translations = BTreeMap::new();
    for (tag, word) in mapping {
        let tag = tag.as_str().unwrap_or_default();
        match (LocaleTag::parse(tag), front_matter::scalar(word)) {
            (Some(tag), Some(word)) => {
                translations.insert(tag, word.trim().to_owned());
            }
            (None, _) => {
                let span = findings.places().key(&[Step::Key("translate_as"), Step::Key(term), Step::Key(tag)]);
                let help = "Use a BCP 47 tag, as en-US, de or zh-Hant-TW.";
                findings.push(Code::InvalidLocale, span, format!("`{tag}` is no language tag"), help);
            }
            (_, None) => {
                let message = format!("`{term}` has no word in {tag}");
                findings.push(Code::InvalidConfig, here, message, "Write `term: {de-DE: word}`.");
            }
        }
    }
    translations
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn read(text: &str) -> (Glossary, Vec<(Code, usize)>) {
        let file: Arc<str> = "glossary.yaml".into();
        let mut findings = Findings::new(&file, text);
        let glossary = parse(&mut findings);
        (glossary, findings.diagnostics.iter().map(|found| (found.code, found.place.start.line)).collect())
    }

    #[test]
    fn terms_are_read() {
        let (glossary, found) = read(
            "do_not_translate: [Northwind, Claims API]\ntranslate_as:\n  dashboard: {de-DE: Dashboard, ru-RU: панель}\n",
        );
        assert_eq!(found, []);
        let kept = |tag: &str| -> Vec<String> {
            glossary.kept_in(&LocaleTag::parse(tag).expect("a tag")).map(str::to_owned).collect()
        };
        assert_eq!(kept("de-DE"), ["Northwind", "Claims API", "dashboard"]);
        assert_eq!(kept("ru-RU"), ["Northwind", "Claims API"]);
        let german = read("translate_as:\n  dashboard: {de: Dashboard}\n").0;
        assert_eq!(german.kept_in(&LocaleTag::parse("de-AT").expect("a tag")).count(), 1, "what holds for all German");
        assert_eq!(read("").0, Glossary::default());
    }

    #[test]
    fn mistakes_are_said_at_their_line() {
        for (text, code, line) in [
            ("terms: [a]\n", Code::UnknownKey, 1),
            ("do_not_translate: x\n", Code::InvalidConfig, 1),
            ("do_not_translate:\n  - a\n  - Northwind: the company\n", Code::InvalidConfig, 3),
            ("translate_as:\n  a: b\n", Code::InvalidConfig, 2),
            ("translate_as:\n  a:\n    not a tag: b\n", Code::InvalidLocale, 3),
            ("- a\n", Code::InvalidConfig, 1),
            ("a: [\n", Code::InvalidConfig, 2),
        ] {
            assert_eq!(read(text).1, [(code, line)], "{text}");
        }
    }
}
