//! Terms that a site treats alike everywhere.

use std::collections::BTreeMap;

use super::described::keys;
use super::locale::LocaleTag;

keys! {
    /// The terms of a site, as `glossary.yaml` lists them. Every key is optional.
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct Glossary {
        /// Terms that no language translates, such as names of products.
        ///
        /// Without it, each term may be translated.
        "do_not_translate" ("list of terms") => do_not_translate: Vec<String>;
        /// Terms with the one translation that each language has for them.
        ///
        /// Without it, translators choose.
        "translate_as" ("mapping from terms to a mapping from language tags to words") => translate_as: BTreeMap<String, BTreeMap<LocaleTag, String>>;
    }
}

impl Glossary {
    /// The terms that a translation into `locale` has in the words of the source: those that are never translated, and
    /// those whose translation is the same word.
    pub fn kept_in<'a>(&'a self, locale: &'a LocaleTag) -> impl Iterator<Item = &'a str> + 'a {
        let same = self.translated_in(locale).filter(|(term, word)| word.to_lowercase() == term.to_lowercase());
        self.do_not_translate.iter().map(String::as_str).chain(same.map(|(term, _)| term))
    }

    /// The terms that have a translation in `locale`, each with it.
    pub fn translated_in<'a>(&'a self, locale: &'a LocaleTag) -> impl Iterator<Item = (&'a str, &'a str)> + 'a {
        self.translate_as.iter().filter_map(move |(term, translations)| {
            let own = locale.lookup().find_map(|tag| translations.get(&tag))?;
            Some((term.as_str(), own.as_str()))
        })
    }
}
