//! `check` of `site.yaml`: how bad findings are on this site, as a whole and for parts of it, and what is not checked.

use std::collections::BTreeMap;

use serde_yaml::{Mapping, Value};

use super::config::{Reader, SiteFile};
use super::yaml::Step;
use crate::diagnostics::{Code, Severity};
use crate::model::{Described, LocaleTag, SeverityOverride};
use crate::text::names::nearest;

impl Reader<'_, '_> {
    /// Reads `check`: the severities of the whole site, those of parts of it in their order, and what is left out.
    pub(super) fn check(&mut self, value: &Value, file: &mut SiteFile) {
        let Value::Mapping(check) = value else {
            if !value.is_null() {
                let help = "Write `severity:` below it, and there `code: note`.";
                self.wrong(&[Step::Key("check")], "`check` is no mapping", help);
            }
            return;
        };
        for (key, value) in check {
            let key = key.as_str().unwrap_or_default();
            let path = [Step::Key("check"), Step::Key(key)];
            match (key, value) {
                ("severity", value) => file.severity = self.severities(value, &path),
                ("overrides", Value::Sequence(items)) => {
                    let parts = items.iter().enumerate().filter_map(|(index, item)| self.part(item, index));
                    file.overrides = parts.collect();
                }
                ("overrides", Value::Null) => {}
                ("overrides", _) => {
                    let help = "Write `- paths: [archive/**]` below it, and there `severity:`.";
                    self.wrong(&path, "`overrides` is no list", help);
                }
                ("noticed_changes", Value::Number(number)) if number.as_u64().is_some_and(|number| number <= 100) => {
                    file.noticed_changes = number.as_u64().and_then(|number| u8::try_from(number).ok());
                }
                ("noticed_changes", _) => {
                    self.wrong(&path, "`noticed_changes` is no percentage", "Write a number from 0 to 100.");
                }
                ("skip_web_links", value) => {
                    let help = "Write an address in which `*` stands for a name, `**` for anything.";
                    file.skip_web_links = self.patterns(value, &path, help);
                }
                _ => self.unknown(key, &path, &Described::names_below(SiteFile::KEYS, "check.")),
            }
        }
    }

    /// A list of patterns, with a word on those that are none.
    fn patterns(&mut self, value: &Value, path: &[Step<'_>], help: &str) -> Vec<String> {
        let patterns = self.texts(value, path);
        for pattern in &patterns {
            if let Err(error) = globset::Glob::new(pattern) {
                self.wrong(path, format!("`{pattern}` is no pattern: {}", error.kind()), help);
            }
        }
        patterns
    }

    fn severities(&mut self, value: &Value, path: &[Step<'_>]) -> BTreeMap<Code, Severity> {
        let mut severities = BTreeMap::new();
        let Value::Mapping(codes) = value else {
            if !value.is_null() {
                self.wrong(path, "`severity` is no mapping", "Write `code: note` below it.");
            }
            return severities;
        };
        for (name, severity) in codes {
            let name = name.as_str().unwrap_or_default();
            let path = [path, &[Step::Key(name)]].concat();
            let code = Code::from_name(name);
            let severity = match severity.as_str() {
                Some("note") => Some(Severity::Note),
                Some("warning") => Some(Severity::Warning),
                Some("error") => Some(Severity::Error),
                _ => None,
            };
            match (code, severity) {
                (Some(code), Some(severity)) => {
                    severities.insert(code, severity);
                }
                (None, _) => {
                    let near = nearest(name, Code::ALL.iter().map(|code| code.name()));
                    let near = near.map_or(String::new(), |code| format!("Did you mean `{code}`? "));
                    let span = self.findings.places().key(&path);
                    let help = format!("{near}`diglot explain --all` lists them.");
                    self.findings.push(Code::UnknownKey, span, format!("there is no finding `{name}`"), help);
                }
                (_, None) => self.wrong(&path, "this is no severity", "There are note, warning and error."),
            }
        }
        severities
    }

    /// Says which overrides are for languages that the site does not list.
    pub(super) fn overrides_fit(&mut self, file: &SiteFile) {
        for (index, own) in file.overrides.iter().enumerate() {
            let listed =
                |tag: &LocaleTag| file.locales.is_empty() || file.locales.iter().any(|entry| entry.tag == *tag);
            for tag in own.locales.iter().filter(|tag| !listed(tag)) {
                let path = [Step::Key("check"), Step::Key("overrides"), Step::Index(index), Step::Key("locales")];
                self.wrong(&path, format!("{tag} is none of the site's languages"), "Name one that `locales` lists.");
            }
        }
    }

    fn part(&mut self, item: &Value, index: usize) -> Option<SeverityOverride> {
        let here = [Step::Key("check"), Step::Key("overrides"), Step::Index(index)];
        let Value::Mapping(mapping) = item else {
            let help = "Write `- paths: [archive/**]`, and `severity:` below it.";
            self.wrong(&here, "an override is no mapping", help);
            return None;
        };
        Some(self.override_of(mapping, &here))
    }

    fn override_of(&mut self, mapping: &Mapping, here: &[Step<'_>]) -> SeverityOverride {
        let mut own = SeverityOverride::default();
        for (key, value) in mapping {
            let key = key.as_str().unwrap_or_default();
            let path = [here, &[Step::Key(key)]].concat();
            match key {
                "paths" => {
                    let help = "Write a path in which `*` stands for a name, `**` for folders.";
                    own.paths = self.patterns(value, &path, help);
                }
                "locales" => {
                    let items = match value {
                        Value::Sequence(items) => items.as_slice(),
                        value => std::slice::from_ref(value),
                    };
                    own.locales = items.iter().filter_map(|item| Some(self.tag(item, &path)?.0)).collect();
                }
                "severity" => own.severity = self.severities(value, &path),
                _ => self.unknown(key, &path, &Described::names_below(SeverityOverride::KEYS, "")),
            }
        }
        own
    }
}
