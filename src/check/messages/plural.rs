//! The forms that a language has for numbers, and those that an interface text lacks.

use std::str::FromStr;

use icu_locale::Locale;
use icu_plurals::{PluralCategory, PluralRuleType, PluralRules, PluralRulesOptions};

use super::entry::Selection;
use crate::model::LocaleTag;

/// The numbers that are tried: CLDR's rules for whole numbers look at their last two digits.
const TRIED: u32 = 200;

/// A form that is not there.
#[derive(Debug, PartialEq, Eq)]
pub struct Lacking {
    /// Its name.
    pub category: &'static str,
    /// The first numbers that want it.
    pub numbers: Vec<u32>,
}

/// The forms that a choice by a number lacks in a language, in CLDR's order.
///
/// Only whole numbers that a text may well meet are asked for: `many` is for millions in French, Spanish, Italian,
/// Portuguese and Catalan, and for fractions in Czech; a text that counts pages goes without it. A number that has a
/// variant of its own (`[0]`) needs no form.
pub fn lacking(tag: &LocaleTag, selection: &Selection<'_>) -> Vec<Lacking> {
    let is_category = |key: &&str| PluralCategory::get_for_cldr_string(key).is_some();
    // `other` alone is the usual word for “all else”, whatever is chosen between.
    let by_number = selection.keys.iter().all(is_category) && selection.keys.iter().any(|key| *key != "other");
    let Some(rules) = rules(tag, selection.is_ordinal).filter(|_| by_number) else { return Vec::new() };
    let mut used: Vec<PluralCategory> = Vec::new();
    let mut lacking: Vec<(PluralCategory, Lacking)> = Vec::new();
    for number in 0..=TRIED {
        let category = rules.category_for(number);
        used.push(category);
        if selection.numbers.contains(&number) || selection.keys.contains(&name(category)) {
            continue;
        }
        match lacking.iter_mut().find(|(other, _)| *other == category) {
            Some((_, lacking)) if lacking.numbers.len() < 3 => lacking.numbers.push(number),
            Some(_) => {}
            None => lacking.push((category, Lacking { category: name(category), numbers: vec![number] })),
        }
    }
    // The variant with the star serves `other` too, unless its words are those of another form.
    let has_own_words = |key: &str| used.iter().any(|category| name(*category) == key);
    if !selection.default.is_some_and(has_own_words) {
        lacking.retain(|(category, _)| *category != PluralCategory::Other);
    }
    lacking.sort_by_key(|(category, _)| *category);
    lacking.into_iter().map(|(_, lacking)| lacking).collect()
}

fn rules(tag: &LocaleTag, is_ordinal: bool) -> Option<PluralRules> {
    let kind = if is_ordinal { PluralRuleType::Ordinal } else { PluralRuleType::Cardinal };
    let locale = Locale::from_str(tag.as_str()).ok()?;
    PluralRules::try_new(locale.into(), PluralRulesOptions::default().with_type(kind)).ok()
}

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::messages::entry::Contents;

    /// The forms that `{ selector -> variants }` lacks; the last variant is the one with the star.
    fn lacks(tag: &str, selector: &str, variants: &[&str]) -> Vec<&'static str> {
        let (last, first) = variants.split_last().expect("a variant");
        let first: String = first.iter().map(|key| format!(" [{key}] x\n")).collect();
        let text = format!("a = {{ {selector} ->\n{first} *[{last}] x\n }}\n");
        let contents = Contents::new(&text);
        let selection = &contents.entries[0].parts[0].selections[0];
        lacking(&LocaleTag::parse(tag).expect("a tag"), selection).iter().map(|lacking| lacking.category).collect()
    }

    #[test]
    fn a_language_wants_its_forms() {
        let none: [&str; 0] = [];
        let lacks_count = |tag, variants: &[&str]| lacks(tag, "$n", variants);
        assert_eq!(lacks_count("en-US", &["one", "other"]), none);
        assert_eq!(lacks_count("ru-RU", &["one", "other"]), ["few", "many"]);
        assert_eq!(lacks_count("ru-RU", &["one", "few", "other"]), ["many"]);
        assert_eq!(lacks_count("ru-RU", &["one", "few", "many"]), none, "fractions alone want another");
        assert_eq!(lacks_count("ar", &["zero", "one", "few", "many", "other"]), ["two"]);
        assert_eq!(lacks_count("zh-TW", &["one", "other"]), none);
        assert_eq!(lacks_count("cs-CZ", &["one", "few", "other"]), none, "`many` is for fractions");
        assert_eq!(lacks_count("en-US", &["one"]), ["other"]);
        assert_eq!(lacks_count("en-US", &["one", "many"]), none, "English has no `many`: the star means all others");
    }

    #[test]
    fn millions_are_left_to_those_who_want_them() {
        for tag in ["es-ES", "fr-FR", "it-IT", "pt-BR", "pt-PT", "ca-ES"] {
            assert_eq!(lacks(tag, "$n", &["one", "other"]), [""; 0], "{tag}");
            assert_eq!(lacks(tag, "$n", &["many", "other"]), ["one"], "{tag}");
        }
    }

    #[test]
    fn a_number_of_its_own_needs_no_form() {
        assert_eq!(lacks("ar", "$n", &["0", "1", "two", "few", "many", "other"]), [""; 0]);
        assert_eq!(lacks("ru-RU", "$n", &["1", "few", "many", "other"]), ["one"], "21 wants it too");
        assert_eq!(lacks("ru-RU", "$n", &["0", "other"]), [""; 0], "nothing or something");
        assert_eq!(lacks("ru-RU", "$n", &["male", "one", "other"]), [""; 0], "these are no forms for numbers");
    }

    #[test]
    fn places_in_a_row_have_forms_of_their_own() {
        let place = "NUMBER($n, type: \"ordinal\")";
        assert_eq!(lacks("en-US", place, &["one", "other"]), ["two", "few"]);
        assert_eq!(lacks("en-US", "NUMBER($n)", &["one", "other"]), [""; 0]);
        assert_eq!(lacks("de-DE", place, &["one", "other"]), [""; 0]);
    }
}
