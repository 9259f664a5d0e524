//! The files of a new site: small, complete, and written to be read by whoever begins one.
//!
//! Which languages have texts is decided by the folders in `pages/`; every other language starts empty and is shown
//! what it falls back to.

use serde_yaml::{Mapping, Value};

use crate::model::LocaleTag;

/// The texts of one language.
struct Texts {
    tag: &'static str,
    /// Pages by their path below the language's folder.
    pages: [(&'static str, &'static str); 3],
    /// The navigation, for a site whose source is this language.
    navigation: &'static str,
    /// What stands above the names of the navigation, for a site that has another source.
    comment: &'static str,
}

macro_rules! texts {
    ($tag:literal) => {
        Texts {
            tag: $tag,
            pages: [
                ("index.md", include_str!(concat!("pages/", $tag, "/index.md"))),
                ("guide/write.md", include_str!(concat!("pages/", $tag, "/guide/write.md"))),
                ("guide/translate.md", include_str!(concat!("pages/", $tag, "/guide/translate.md"))),
            ],
            navigation: include_str!(concat!("pages/", $tag, "/toc.yaml")),
            comment: include_str!(concat!("pages/", $tag, "/names.yaml")),
        }
    };
}

const TEXTS: [Texts; 7] = [
    texts!("en-US"),
    texts!("ar"),
    texts!("de-DE"),
    texts!("it-IT"),
    texts!("ru-RU"),
    texts!("zh-CN"),
    texts!("zh-TW"),
];

/// What git is told of the files. Each line of a ledger stands for itself, so the lines of two branches are all true.
const ATTRIBUTES: &str = "# What `diglot ledger` remembers: where two branches change it, all lines are kept.\n\
    locales/**/*.tsv merge=union\n";

/// A site to begin with.
#[derive(Debug)]
pub struct Starter {
    /// The files by their path below the site's folder.
    pub files: Vec<(String, String)>,
    /// The languages that there are no texts in.
    pub without_texts: Vec<LocaleTag>,
}

/// The files of a site called `title` in these languages. The first one is the source; a source without texts of its
/// own gets the English ones, because a site cannot begin with nothing.
pub fn starter(title: &str, locales: &[LocaleTag]) -> Starter {
    let mut starter = Starter {
        files: vec![
            ("site.yaml".to_owned(), settings(title, locales)),
            (".gitignore".to_owned(), "# What `diglot build` makes.\n/_site/\n".to_owned()),
            (".gitattributes".to_owned(), ATTRIBUTES.to_owned()),
        ],
        without_texts: Vec::new(),
    };
    let source = locales.first().and_then(texts_in).unwrap_or(&TEXTS[0]);
    for (index, locale) in locales.iter().enumerate() {
        let own = texts_in(locale);
        if own.is_none() && !locale.is_pseudo() {
            starter.without_texts.push(locale.clone());
        }
        let Some(texts) = own.or((index == 0).then_some(source)) else { continue };
        let navigation = if index == 0 { texts.navigation.to_owned() } else { translated_navigation(texts, source) };
        for (path, text) in texts.pages.into_iter().chain([("toc.yaml", navigation.as_str())]) {
            starter.files.push((format!("content/{locale}/{path}"), text.to_owned()));
        }
    }
    starter
}

/// The texts for a locale: its own, else those of its language in its script.
fn texts_in(locale: &LocaleTag) -> Option<&'static Texts> {
    let known = |texts: &&Texts| LocaleTag::parse(texts.tag).is_some_and(|tag| tag == *locale);
    let alike = |texts: &&Texts| LocaleTag::parse(texts.tag).is_some_and(|tag| tag.is_like(locale));
    TEXTS.iter().find(known).or_else(|| TEXTS.iter().find(alike))
}

/// A translation's navigation: what the entries of the source are called, and nothing else.
fn translated_navigation(texts: &Texts, source: &Texts) -> String {
    let entry = |(theirs, own)| (Value::String(theirs), Value::String(own));
    let names: Mapping = names_of(source).into_iter().zip(names_of(texts)).map(entry).collect();
    let mapping = Mapping::from_iter([(Value::String("names".to_owned()), Value::Mapping(names))]);
    texts.comment.to_owned() + &serde_yaml::to_string(&mapping).unwrap_or_default()
}

/// The names of the navigation's entries, in the order in which every language has them.
fn names_of(texts: &Texts) -> Vec<String> {
    let mut names = Vec::new();
    collect_names(&serde_yaml::from_str(texts.navigation).unwrap_or_default(), &mut names);
    names
}

fn collect_names(entries: &Value, names: &mut Vec<String>) {
    for entry in entries.as_sequence().into_iter().flatten() {
        names.extend(entry.get("name").and_then(Value::as_str).map(str::to_owned));
        collect_names(entry.get("items").unwrap_or(&Value::Null), names);
    }
}

/// `site.yaml`, with a word on every line that a beginner will want to change.
fn settings(title: &str, locales: &[LocaleTag]) -> String {
    let title = serde_yaml::to_string(&Value::String(title.to_owned())).unwrap_or_default();
    let mut text = format!(
        "# The settings of this site. Every line can be left out.\n\
         \n\
         # Shown at the top of every page.\n\
         title: {}\n\
         \n\
         # The address where the site will be published. Search engines need it; until then it can wait.\n\
         # base_url: https://help.example.com/\n",
        title.trim_end()
    );
    let Some(source) = locales.first() else { return text };
    text.push_str(&format!(
        "\n\
         # The language that pages are written in first. The others are its translations.\n\
         source_locale: {source}\n\
         \n\
         # The languages, in the order in which readers are offered them. Each has a folder in content/.\n\
         # A page that is not translated yet is shown in the source language, and says so. To try another of\n\
         # these languages first, write `fallback: [TAG, {source}]` below the tag.\n\
         locales:\n"
    ));
    for (index, locale) in locales.iter().enumerate() {
        match locales[..index].iter().find(|other| other.is_like(locale)) {
            Some(nearest) if nearest != source => {
                text.push_str(&format!("  - tag: {locale}\n    fallback: [{nearest}, {source}]\n"));
            }
            _ => text.push_str(&format!("  - tag: {locale}\n")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(tags: &[&str]) -> Vec<LocaleTag> {
        tags.iter().map(|tag| LocaleTag::parse(tag).expect("a tag")).collect()
    }

    fn file<'a>(starter: &'a Starter, path: &str) -> Option<&'a str> {
        starter.files.iter().find(|(own, _)| own == path).map(|(_, text)| text.as_str())
    }

    #[test]
    fn every_language_has_every_entry() {
        /// An entry without its name: where it leads, and what is below it.
        fn shape(entries: &Value) -> Vec<(Option<String>, usize)> {
            let entries = entries.as_sequence().into_iter().flatten();
            entries
                .flat_map(|entry| {
                    let below = shape(entry.get("items").unwrap_or(&Value::Null));
                    let href = entry.get("href").and_then(Value::as_str).map(str::to_owned);
                    std::iter::once((href, below.len())).chain(below)
                })
                .collect()
        }
        let navigation = |texts: &Texts| serde_yaml::from_str::<Value>(texts.navigation).expect("YAML");
        let english = shape(&navigation(&TEXTS[0]));
        assert!(english.len() >= 4);
        for texts in &TEXTS {
            assert_eq!(shape(&navigation(texts)), english, "{}", texts.tag);
            assert_eq!(names_of(texts).len(), english.len(), "{}", texts.tag);
            assert!(texts.comment.lines().all(|line| line.starts_with('#')), "{}", texts.tag);
        }
    }

    #[test]
    fn any_language_can_be_the_source() {
        let starter = starter("Hilfe: alles", &tags(&["de-AT", "en-GB", "fr-FR"]));
        let settings = file(&starter, "site.yaml").expect("there");
        assert!(
            settings.contains("title: 'Hilfe: alles'\n") && settings.contains("source_locale: de-AT\n"),
            "{settings}"
        );
        assert_eq!(file(&starter, "content/de-AT/toc.yaml"), Some(TEXTS[2].navigation));
        let names = file(&starter, "content/en-GB/toc.yaml").expect("there");
        let (german, english) = (names_of(&TEXTS[2]), names_of(&TEXTS[0]));
        assert!(names.starts_with("# ") && names.contains(&format!("{}: {}", german[0], english[0])), "{names}");
        assert_eq!(starter.without_texts, tags(&["fr-FR"]));
        assert!(file(&starter, "content/fr-FR/index.md").is_none());
    }

    #[test]
    fn a_source_without_texts_begins_in_english() {
        let starter = starter("T", &tags(&["fr-FR", "fr-CA", "fr-BE"]));
        assert_eq!(file(&starter, "content/fr-FR/index.md"), Some(TEXTS[0].pages[0].1));
        let settings = file(&starter, "site.yaml").expect("there");
        assert!(settings.contains("  - tag: fr-CA\n  - tag: fr-BE\n"), "the source is the fallback anyway: {settings}");
    }
}
