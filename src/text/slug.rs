//! The ids of headings.

use icu_properties::{CodePointMapData, props::GeneralCategory};

/// The id that a heading gets from its text, by the rule of docfx and GitHub: letters and decimal digits of any script,
/// `-` and `_` stay, a space becomes `-`, everything else (no-break spaces and combining marks too) goes, the result is
/// in lower case; nothing left gives `section`.
///
/// `What's new? => whats-new`, `Преимущества => преимущества`
pub fn slug(text: &str) -> String {
    let categories = CodePointMapData::<GeneralCategory>::new();
    let mut out = String::with_capacity(text.len());
    for ch in text.trim_matches(' ').chars() {
        match ch {
            ' ' => out.push('-'),
            '-' | '_' => out.push(ch),
            ch if ch.is_ascii() => {
                if ch.is_ascii_alphanumeric() {
                    out.push(ch.to_ascii_lowercase());
                }
            }
            ch => {
                use GeneralCategory as G;
                match categories.get(ch) {
                    G::UppercaseLetter | G::TitlecaseLetter => out.extend(ch.to_lowercase()),
                    // These have no other case.
                    G::LowercaseLetter | G::ModifierLetter | G::OtherLetter | G::DecimalNumber => out.push(ch),
                    _ => {}
                }
            }
        }
    }
    if out.is_empty() { "section".to_owned() } else { out }
}

/// An explicit anchor name as an `id`: HTML allows anything but white space there, and a link may have written its
/// spaces in any way.
///
/// `my anchor => my-anchor`
pub fn anchor_id(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_follow_the_documented_rule() {
        for (text, expected) in [
            ("What's new?", "whats-new"),
            ("  Two  spaces ", "two--spaces"),
            ("Преимущества партнёров", "преимущества-партнёров"),
            ("奖励 计划 2021", "奖励-计划-2021"),
            ("a\u{a0}b", "ab"),
            ("!!!", "section"),
            ("snake_case-Name", "snake_case-name"),
            ("① one", "-one"),
        ] {
            assert_eq!(slug(text), expected, "{text}");
        }
        assert_eq!(anchor_id(" a  b "), "a-b");
    }

    #[test]
    fn a_slug_has_no_other_case() {
        for ch in ('\0'..=char::MAX).filter(|ch| !matches!(ch, ' ')) {
            let own = slug(&ch.to_string());
            assert_eq!(own, own.to_lowercase(), "{ch:?}");
        }
    }
}
