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
    /// The names of its entries by their English ones; nothing for English itself.
    names: Option<&'static str>,
}

macro_rules! texts {
    ($tag:literal, $names:expr) => {
        Texts {
            tag: $tag,
            pages: [
                ("index.md", include_str!(concat!("pages/", $tag, "/index.md"))),
                ("guide/write.md", include_str!(concat!("pages/", $tag, "/guide/write.md"))),
                ("guide/translate.md", include_str!(concat!("pages/", $tag, "/guide/translate.md"))),
            ],
            navigation: include_str!(concat!("pages/", $tag, "/toc.yaml")),
            names: $names,
        }
    };
    ($tag:literal) => {
        texts!($tag, Some(include_str!(concat!("pages/", $tag, "/names.yaml"))))
    };
}

const TEXTS: [Texts; 7] = [
    texts!("en-US", None),
    texts!("ar"),
    texts!("de-DE"),
    texts!("it-IT"),
    texts!("ru-RU"),
    texts!("zh-CN"),
    texts!("zh-TW"),
];

/// What stands above the names where English is a translation; the other languages have it in their files.
const ENGLISH_COMMENT: &str = "# The names of the navigation in English.
# On the left stands the name in the toc.yaml of the source language, on the right its translation.
# Add a line for every new entry.
";

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
        ],
        without_texts: Vec::new(),
    };
    let source = locales.first().and_then(texts_in).unwrap_or(&TEXTS[0]);
    for (index, locale) in locales.iter().enumerate() {
        let own = texts_in(locale);
        if own.is_none() {
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
    let (own, theirs) = (names_of(texts), names_of(source));
    let mut names = Mapping::new();
    for (key, name) in names_of(&TEXTS[0]) {
        let of = |names: &[(String, String)]| {
            names.iter().find(|(english, _)| *english == key).map_or_else(|| name.clone(), |(_, own)| own.clone())
        };
        names.insert(Value::String(of(&theirs)), Value::String(of(&own)));
    }
    let comment: String =
        texts.names.unwrap_or(ENGLISH_COMMENT).split_inclusive('\n').take_while(|line| line.starts_with('#')).collect();
    let mut mapping = Mapping::new();
    mapping.insert(Value::String("names".to_owned()), Value::Mapping(names));
    comment + &serde_yaml::to_string(&mapping).unwrap_or_default()
}

/// The names of the navigation's entries: by their English ones, in the order of the English navigation.
fn names_of(texts: &Texts) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match texts.names {
        Some(names) => {
            let names: Value = serde_yaml::from_str(names).unwrap_or_default();
            let names = names.get("names").and_then(Value::as_mapping);
            names.into_iter().flatten().filter_map(|(key, name)| Some((text(key)?, text(name)?))).collect()
        }
        None => {
            let mut names = Vec::new();
            collect_names(&serde_yaml::from_str(texts.navigation).unwrap_or_default(), &mut names);
            names.into_iter().map(|name| (name.clone(), name)).collect()
        }
    }
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
         # A page that is not translated yet is shown in the source language, and says so. To try another\n\
         # language first, write: {{tag: de-AT, fallback: [de-DE, {source}]}}\n\
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
    fn every_language_names_every_entry() {
        let english: Vec<String> = names_of(&TEXTS[0]).into_iter().map(|(key, _)| key).collect();
        assert!(english.len() >= 4);
        for texts in &TEXTS[1..] {
            let own = names_of(texts);
            assert_eq!(own.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>(), english, "{}", texts.tag);
            // The navigation that this language has as a source has the same names in the same order.
            let mut names = Vec::new();
            collect_names(&serde_yaml::from_str(texts.navigation).expect("YAML"), &mut names);
            assert_eq!(own.into_iter().map(|(_, name)| name).collect::<Vec<_>>(), names, "{}", texts.tag);
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
        let german = names_of(&TEXTS[2]);
        assert!(names.contains(&format!("{}: {}", german[0].1, german[0].0)), "{names}");
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
