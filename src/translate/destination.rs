//! Where a link leads, whatever language it was written for.

use crate::model::LocaleTag;

/// The parameters of addresses that name a language or a country, on sites of many makers.
const OF_LANGUAGE: [&str; 8] = ["country", "culture", "hl", "lang", "language", "locale", "market", "mkt"];

/// A destination without what differs from language to language: the scheme, the segments and parameters that name a
/// language, `.` and slashes that change nothing, letter case.
///
/// `https://example.com/de-de/a/?hl=de#b => example.com/a#b`, `./a.md => a.md`
pub fn in_any_language(destination: &str) -> String {
    let address = destination.split_once("://").map_or(destination, |(_, rest)| rest).to_lowercase();
    let (rest, fragment) = address.split_once('#').map_or((address.as_str(), None), |(rest, own)| (rest, Some(own)));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let kept = path.split('/').filter(|part| !matches!(*part, "." | "") && !is_language(part));
    let mut kept = kept.collect::<Vec<_>>().join("/");
    let name = |parameter: &&str| parameter.split('=').next().unwrap_or_default().to_owned();
    let parameters = query.split('&').filter(|own| !own.is_empty() && !OF_LANGUAGE.contains(&&*name(own)));
    for (index, parameter) in parameters.enumerate() {
        kept.push(if index == 0 { '?' } else { '&' });
        kept.push_str(parameter);
    }
    if let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) {
        kept.push('#');
        kept.push_str(fragment);
    }
    kept
}

/// Whether a segment names a language, and nothing else.
///
/// `de-de => yes`, `zh-hant-tw => yes`, `fr => yes`, `api => no`
fn is_language(segment: &str) -> bool {
    let first = segment.split(['-', '_']).next().unwrap_or_default();
    first.len() == 2 && segment.len() <= 10 && LocaleTag::from_folder(segment).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_no_part_of_an_address() {
        for (one, other) in [
            ("https://example.com/en-us/a", "http://example.com/de-de/A/"),
            ("https://example.com/en/a", "https://example.com/zh-hant-tw/a"),
            ("https://example.com/a?hl=en&x=1#b", "https://example.com/a?x=1&lang=de#b"),
            ("./a.md", "a.md"),
        ] {
            assert_eq!(in_any_language(one), in_any_language(other));
        }
        for (one, other) in [
            ("https://example.com/a", "https://example.org/a"),
            ("https://example.com/a#b", "https://example.com/a#c"),
            ("https://example.com/go/a", "https://example.com/a"),
            ("../a.md", "a.md"),
        ] {
            assert_ne!(in_any_language(one), in_any_language(other));
        }
    }
}
