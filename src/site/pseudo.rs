//! The sources of pseudo-locales: pages, names of the navigation and interface texts of the source locale in other
//! letters, so that whatever a page shows in plain ones was hard-coded.
//!
//! They are made before a site is, and look like any other source from then on.

use std::collections::BTreeMap;
use std::sync::Arc;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::{parser, serializer};
use rayon::prelude::*;

use super::texts;
use crate::model::page::without_page_extension;
use crate::model::sources::MessageFile;
use crate::model::{Config, Content, LocaleId, LocaleTag, Source, Sources};
use crate::parse::markdown::Manner;
use crate::parse::{Findings, join, page, toc};
use crate::translate::pseudo::Pseudo;

/// Adds the sources of each pseudo-locale of a site. One that has files of its own keeps to them, and only its interface
/// texts are made.
pub fn add(config: &Config, sources: &mut Sources) {
    let source = config.source_locale.filter(|source| !config.locale(*source).tag.is_pseudo());
    for locale in config.locale_ids() {
        let tag = &config.locale(locale).tag;
        let Some(pseudo) = Pseudo::of(tag) else { continue };
        let mut all = messages(pseudo, tag, source.map(|source| &config.locale(source).tag), &sources.messages);
        // Those that somebody wrote for this locale come later, and win.
        all.append(&mut sources.messages);
        sources.messages = all;
        let Some(source) = source.filter(|_| sources.files.iter().all(|file| file.locale != locale)) else { continue };
        let of_source: Vec<&Source> = sources.files.iter().filter(|file| file.locale == source).collect();
        let mut made: Vec<Source> =
            of_source.par_iter().filter_map(|file| file_of(pseudo, tag, locale, file)).collect();
        made.extend(names(pseudo, tag, locale, &of_source));
        sources.files.append(&mut made);
    }
}

/// Whether a file, by its name for people, was made for a pseudo-locale: what is wrong in it is wrong in its source.
pub fn is_made(file: &str) -> bool {
    let tag = file.strip_prefix('(').and_then(|rest| rest.split_once(") ")).map(|(tag, _)| tag);
    tag.and_then(LocaleTag::parse).is_some_and(|tag| tag.is_pseudo())
}

/// What people are told of a file that was made of another one.
fn name_of(tag: &LocaleTag, file: &str) -> Arc<str> {
    format!("({tag}) {file}").into()
}

/// A page or an include, or what says which files are pages. All other files are found in the source's folder.
fn file_of(pseudo: Pseudo, tag: &LocaleTag, locale: LocaleId, file: &Source) -> Option<Source> {
    let text = file.text().filter(|_| !toc::is_toc(&file.path))?;
    let content = match file.extension().as_str() {
        "md" | "markdown" => page_of(pseudo, file, text),
        "yml" | "yaml" if page::is_yaml_page(text) => page_of(pseudo, file, text),
        _ if file.name().eq_ignore_ascii_case("docfx.json") => text.clone(),
        _ => return None,
    };
    let (path, file) = (file.path.clone(), name_of(tag, &file.file));
    Some(Source { locale, path, file, content: Content::Text(content) })
}

/// A page in other letters. Where they would be read as something else, the unit keeps its own.
fn page_of(pseudo: Pseudo, file: &Source, text: &Arc<str>) -> Arc<str> {
    let manner = Manner { keeps_units: true, ..Manner::default() };
    let (file, locale, path) = (&file.file, file.locale, file.path.as_str());
    let body = page::parse(page::Request { file, text, locale, path, include: false, manner }).0.body;
    let units = body.units.iter().enumerate();
    let contents = units
        .map(|(number, unit)| (number, unit, pseudo.content(&unit.content)))
        .filter(|(_, unit, content)| join::fit(unit, content).is_ok())
        .map(|(number, _, content)| (number, content))
        .collect();
    join::join(text, &body, &contents).map_or_else(|_| text.clone(), Arc::from)
}

/// What the pseudo-locale calls the entries of the source's navigation: the tree itself stays the source's, as it does
/// for other languages.
fn names(pseudo: Pseudo, tag: &LocaleTag, locale: LocaleId, of_source: &[&Source]) -> Vec<Source> {
    let mut files: BTreeMap<String, (Arc<str>, BTreeMap<String, String>)> = BTreeMap::new();
    for file in of_source.iter().filter(|file| toc::is_toc(&file.path)) {
        let Some(text) = file.text() else { continue };
        // Only YAML can hold names alone.
        let is_markdown = file.extension() == "md";
        let path = if is_markdown { format!("{}.yml", without_page_extension(&file.path)) } else { file.path.clone() };
        let (_, names) = files.entry(path).or_insert_with(|| (name_of(tag, &file.file), BTreeMap::new()));
        let tree = toc::parse(&mut Findings::new(&file.file, text), &file.path);
        let named = tree.entries().filter(|item| !item.name.is_empty());
        names.extend(named.map(|item| (item.name.clone(), pseudo.text(&item.name))));
    }
    let written = files.into_iter().filter_map(|(path, (file, names))| {
        let text = serde_yaml::to_string(&BTreeMap::from([("names", names)])).ok()?;
        Some(Source { locale, path, file, content: Content::Text(text.into()) })
    });
    written.collect()
}

/// The interface texts that readers of the source see, in other letters: English ones first, then those of its language,
/// then its own, each of which takes the place of the ones before.
fn messages(pseudo: Pseudo, tag: &LocaleTag, source: Option<&LocaleTag>, files: &[MessageFile]) -> Vec<MessageFile> {
    let nearness = |own: &LocaleTag| match source {
        Some(source) if own == source => 4,
        Some(source) if own.is_like(source) => 3,
        Some(source) if own.language() == source.language() => 2,
        _ => u8::from(own.as_str() == texts::LAST_RESORT),
    };
    let mut seen: Vec<&MessageFile> = files.iter().filter(|file| nearness(&file.locale) > 0).collect();
    seen.sort_by_key(|file| nearness(&file.locale));
    let made = seen.into_iter().filter_map(|file| {
        let text = texts_of(pseudo, &file.text)?.into();
        Some(MessageFile { locale: tag.clone(), file: name_of(tag, &file.file), text })
    });
    made.collect()
}

/// A Fluent file in other letters; nothing where it is none.
fn texts_of(pseudo: Pseudo, text: &str) -> Option<String> {
    let (readable, _) = texts::readable(text).ok()?;
    let read = parser::parse_runtime(readable.to_owned());
    let mut resource = read.unwrap_or_else(|(resource, _)| resource);
    for entry in &mut resource.body {
        match entry {
            Entry::Message(message) => {
                let attributes = message.attributes.iter_mut().map(|attribute| &mut attribute.value);
                message.value.iter_mut().chain(attributes).for_each(|pattern| whole(pseudo, pattern));
            }
            // It stands within other texts. Its attributes are shown to nobody: they choose between forms.
            Entry::Term(term) => {
                letters(pseudo, &mut term.value);
            }
            _ => {}
        }
    }
    Some(serializer::serialize(&resource))
}

fn whole(pseudo: Pseudo, pattern: &mut Pattern<String>) {
    let words = letters(pseudo, pattern);
    let [before, after] = pseudo.ends(&words).map(|value| PatternElement::TextElement { value });
    pattern.elements.insert(0, before);
    pattern.elements.push(after);
}

/// Changes the letters of a text and of all its variants, and gives its words; of variants the longest.
fn letters(pseudo: Pseudo, pattern: &mut Pattern<String>) -> String {
    let mut words = String::new();
    for element in &mut pattern.elements {
        match element {
            PatternElement::TextElement { value } => {
                words.push_str(value);
                *value = pseudo.words(value);
            }
            PatternElement::Placeable { expression } => words.push_str(&chosen(pseudo, expression)),
        }
    }
    words
}

fn chosen(pseudo: Pseudo, expression: &mut Expression<String>) -> String {
    match expression {
        Expression::Select { variants, .. } => {
            let all = variants.iter_mut().map(|variant| letters(pseudo, &mut variant.value));
            all.max_by_key(String::len).unwrap_or_default()
        }
        Expression::Inline(InlineExpression::Placeable { expression }) => chosen(pseudo, expression),
        Expression::Inline(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_readers_see_of_a_message_changes() {
        let pseudo = Pseudo::of(&LocaleTag::parse("qps-ploc").expect("a tag")).expect("a pseudo-locale");
        let text = "# A comment\nlines = One\r\n    two\n\n    three\n    .title = Tip\nchoice = { $n ->\n    [one] One\n   *[other] { $n ->\n        [0] none\n       *[other] so many\n    }\n } { \"Kept\" }{ lines }{ NUMBER($n, style: \"percent\") }\n-term = Rope\n    .case = lower\nno message\nlast = {-term(case: \"a\")}\n";
        let expected = "lines =\n    ⟦Öñé\n    ţŵö\n    \n    ţĥŕéé öñé⟧\n    .title = ⟦Ţîþ öñé⟧\nchoice =\n    ⟦{ $n ->\n        [one] Öñé\n       *[other]\n            { $n ->\n                [0] ñöñé\n               *[other] šö ɱåñý\n            }\n    } { \"Kept\" }{ lines }{ NUMBER($n, style: \"percent\") } öñé⟧\n-term = Ŕöþé\n    .case = lower\nlast = ⟦{ -term(case: \"a\") }⟧\n";
        assert_eq!(texts_of(pseudo, text).as_deref(), Some(expected));
        let again = parser::parse(expected).expect("Fluent");
        assert_eq!(serializer::serialize(&again), expected);
        assert_eq!(texts_of(pseudo, &format!("a = {}", "{ ".repeat(1_000))), None);
    }

    #[test]
    fn what_was_made_tells_it_by_its_name() {
        let tag = LocaleTag::parse("qps-plocm").expect("a tag");
        assert!(is_made(&name_of(&tag, "content/en-US/a.md")) && is_made(&name_of(&tag, "(built in) x.ftl")));
        for file in ["content/qps-ploc/a.md", "(built in) locales/en-US/theme.ftl", "(a) b.md", "(qps-ploc)"] {
            assert!(!is_made(file), "{file}");
        }
    }
}
