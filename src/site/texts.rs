//! Interface texts: Fluent messages in every locale, with a way to the next best language.

use std::collections::BTreeMap;
use std::sync::Arc;

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::model::sources::MessageFile;
use crate::model::{Config, LocaleId, LocaleTag};
use crate::text::Span;

/// The language that every built-in text exists in.
const LAST_RESORT: &str = "en-US";

/// The interface texts of a site; a clone shares them.
#[derive(Clone)]
pub struct Texts {
    locales: Arc<Vec<LocaleTexts>>,
}

/// The texts of one locale.
struct LocaleTexts {
    /// Texts without variables, ready.
    ready: BTreeMap<String, String>,
    /// The bundles to ask for all others, best first.
    bundles: Vec<usize>,
    all: Arc<Vec<FluentBundle<FluentResource>>>,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts").field("locales", &self.locales.len()).finish_non_exhaustive()
    }
}

impl Texts {
    /// Reads the Fluent files and settles for each locale where each text comes from: its own files, then built-in
    /// texts of its language (in its script), then what it falls back to, then English.
    pub fn new(config: &Config, files: &[MessageFile], diagnostics: &mut Diagnostics) -> Self {
        let mut tags: Vec<LocaleTag> = Vec::new();
        let mut bundles: Vec<FluentBundle<FluentResource>> = Vec::new();
        for file in files {
            let resource = match FluentResource::try_new(file.text.to_string()) {
                Ok(resource) => resource,
                Err((resource, errors)) => {
                    for error in errors {
                        diagnostics.push(Diagnostic::new(
                            Code::InvalidMessage,
                            Place::new(&file.file, &file.text, within(&file.text, error.pos.start, error.pos.end)),
                            format!("this is no Fluent message: {error}"),
                            "Write `key = text`; lines that go on are indented.",
                        ));
                    }
                    resource
                }
            };
            let at = match tags.iter().position(|tag| *tag == file.locale) {
                Some(at) => at,
                None => {
                    let langid: LanguageIdentifier = file.locale.as_str().parse().unwrap_or_default();
                    tags.push(file.locale.clone());
                    bundles.push(FluentBundle::new_concurrent(vec![langid]));
                    tags.len() - 1
                }
            };
            // Later files are the site's own: they replace what is built in.
            bundles[at].add_resource_overriding(resource);
        }
        let all = Arc::new(bundles);
        let locales: Vec<LocaleTexts> = config
            .locale_ids()
            .map(|id| {
                let chain: Vec<&LocaleTag> = std::iter::once(&config.locale(id).tag)
                    .chain(config.locale(id).fallback.iter().map(|id| &config.locale(*id).tag))
                    .collect();
                let order = order(&tags, &chain);
                if order.first().is_none_or(|first| tags[*first].language() != chain[0].language()) {
                    diagnostics.push(Diagnostic::new(
                        Code::MissingMessage,
                        config.site_place(),
                        format!("there are no interface texts in {}; another language is shown", chain[0]),
                        format!(
                            "Put a Fluent file into locales/{}/, with the keys of locales/en-US/theme.ftl.",
                            chain[0]
                        ),
                    ));
                }
                LocaleTexts::new(order, all.clone())
            })
            .collect();
        Self { locales: Arc::new(locales) }
    }

    /// A text without variables; nothing where no language has it.
    pub fn get(&self, locale: LocaleId, key: &str) -> Option<&str> {
        self.locales[locale.0].ready.get(key).map(String::as_str)
    }

    /// A text with its variables filled in.
    pub fn format(&self, locale: LocaleId, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        self.locales[locale.0].format(key, args)
    }
}

impl LocaleTexts {
    fn new(bundles: Vec<usize>, all: Arc<Vec<FluentBundle<FluentResource>>>) -> Self {
        let mut texts = Self { ready: BTreeMap::new(), bundles, all };
        let mut ready = BTreeMap::new();
        for key in builtin_keys() {
            if let Some(text) = texts.format(key, &FluentArgs::new()) {
                ready.insert(key.to_owned(), text);
            }
        }
        texts.ready = ready;
        texts
    }

    fn format(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        self.bundles.iter().find_map(|bundle| {
            let bundle = &self.all[*bundle];
            let pattern = bundle.get_message(key)?.value()?;
            let mut errors = Vec::new();
            Some(bundle.format_pattern(pattern, Some(args), &mut errors).into_owned())
        })
    }
}

/// A span that the Fluent parser gave, held to the text: at its end the parser counts beyond.
fn within(text: &str, start: usize, end: usize) -> Span {
    let border = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    Span::new(border(start), border(end))
}

/// The texts that pages ask for so often that they are kept ready.
fn builtin_keys() -> impl Iterator<Item = &'static str> {
    include_str!("../../locales/en-US/theme.ftl").lines().filter_map(|line| {
        let (key, value) = line.split_once(" = ")?;
        let plain = !value.contains('{') && !key.starts_with([' ', '#', '-']);
        plain.then_some(key)
    })
}

/// Which of the languages that have texts serve a chain of locales, best first.
fn order(tags: &[LocaleTag], chain: &[&LocaleTag]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::new();
    let mut add = |wanted: &dyn Fn(&LocaleTag) -> bool| {
        for (index, tag) in tags.iter().enumerate() {
            if wanted(tag) && !order.contains(&index) {
                order.push(index);
            }
        }
    };
    for own in chain {
        add(&|tag| tag == *own);
        add(&|tag| tag.language() == own.language() && tag.script() == own.script());
        add(&|tag| tag.language() == own.language());
    }
    add(&|tag| tag.as_str() == LAST_RESORT);
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_language_serves() {
        let tags: Vec<LocaleTag> =
            ["en-US", "de-DE", "zh-CN", "zh-TW"].iter().filter_map(|tag| LocaleTag::parse(tag)).collect();
        let order = |tag: &str| order(&tags, &[&LocaleTag::parse(tag).expect("a tag")]);
        assert_eq!(order("de-AT"), [1, 0]);
        assert_eq!(order("zh-HK"), [3, 2, 0]);
        assert_eq!(order("fr-FR"), [0]);
    }
}
