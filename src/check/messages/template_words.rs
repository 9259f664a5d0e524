//! What the site's own templates may ask for: which texts, with which variables.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::sources::ThemeFile;
use crate::theme;

/// The words of the site's own templates. What a template asks for is known only when a page is written, so whatever it
/// names counts as asked for.
#[derive(Debug, Default)]
pub struct TemplateWords<'a> {
    words: BTreeSet<&'a str>,
    /// Those of them that a name may begin with.
    beginnings: BTreeSet<&'a str>,
    /// The words before an equals sign, as in `t(key="x", count=3)`.
    arguments: BTreeSet<&'a str>,
}

impl<'a> TemplateWords<'a> {
    /// Reads the templates that are not built in.
    pub fn new(theme: &'a BTreeMap<String, ThemeFile>) -> Self {
        let mut words = Self::default();
        let own = theme.iter().filter(|(path, file)| path.ends_with(".html") && !theme::is_built_in(&file.file));
        for text in own.filter_map(|(_, file)| std::str::from_utf8(&file.bytes).ok()) {
            words.read(text);
        }
        words
    }

    fn read(&mut self, text: &'a str) {
        let mut rest = text;
        while let Some(start) = rest.find(is_word) {
            rest = &rest[start..];
            let (word, after) = rest.split_at(rest.find(|ch| !is_word(ch)).unwrap_or(rest.len()));
            self.words.insert(word);
            if word.ends_with(['-', '_']) {
                self.beginnings.insert(word);
            }
            if after.trim_start().starts_with('=') {
                self.arguments.insert(word);
            }
            rest = after;
        }
    }

    /// Whether a template names a text, or what its name begins with, as in `t(key="kind-" ~ kind)`.
    pub fn text(&self, name: &str) -> bool {
        self.words.contains(name) || self.beginnings.iter().any(|beginning| name.starts_with(beginning))
    }

    /// Whether a template names a text, and gives a variable of this name to one.
    pub fn variable(&self, text: &str, variable: &str) -> bool {
        self.arguments.contains(variable) && self.text(text)
    }
}

fn is_word(ch: char) -> bool {
    ch.is_ascii_alphanumeric() || ch == '-' || ch == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_their_variables_are_known_by_name() {
        let mut words = TemplateWords::default();
        words.read("é{{ t(key=\"serves\", count = 3) }}{{ t(key=\"kind-\" ~ kind) }} n");
        assert!(words.text("serves") && words.text("kind-soup"));
        assert!(!words.text("serve") && !words.text("unkind-soup"));
        assert!(words.variable("serves", "count") && words.variable("kind-soup", "count"));
        assert!(!words.variable("serves", "n") && !words.variable("other", "count"));
    }
}
