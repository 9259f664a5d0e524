//! What there is in other languages of a page that a language does not have.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::model::{LocaleId, LocaleTag, PageKey};
use crate::site::Site;
use crate::site::routes::Output;
use crate::text::address::encode_destination;

/// The languages that have the page which a path without a page speaks of, as JSON: tag, name, address of the page. The path may be that of
/// the page in any language, with or without the language at its beginning, or name its key.
///
/// `/de-de/guide/join/ => en-US: /en-us/guide/join/`
pub fn elsewhere(site: &Site, path: &str) -> Vec<Value> {
    let path = path.trim_matches('/').trim_end_matches("index.html").trim_end_matches('/');
    let (first, below) = path.split_once('/').unwrap_or((path, ""));
    let is_language = |first: &str| {
        site.config.locales.iter().any(|locale| locale.tag.slug().eq_ignore_ascii_case(first))
            || first.contains('-') && first.parse::<LocaleTag>().is_ok()
    };
    let rest = if is_language(first) { below } else { path };
    if rest.is_empty() {
        return Vec::new();
    }
    let at = |locale: LocaleId| match site.routes.get(&format!("{}{rest}/index.html", site.locale_address(locale))) {
        Some(Output::Page(_, key)) => Some(key.clone()),
        _ => None,
    };
    let mut found: BTreeMap<LocaleId, String> = BTreeMap::new();
    for key in site.config.published().filter_map(at).chain([PageKey::from_path(rest)]) {
        for locale in site.config.published() {
            let Some(origin) = site.pages.get(locale, &key) else { continue };
            let address = format!("/{}", site.page_address(locale, &key, origin));
            found.entry(locale).or_insert_with(|| encode_destination(&address));
        }
    }
    let told = |(locale, href): (LocaleId, String)| {
        let own = site.config.locale(locale);
        json!({ "tag": own.tag.as_str(), "label": own.label, "href": href })
    };
    found.into_iter().map(told).collect()
}
