//! The files that browsers load from the preview itself.

use super::message::content_type;

/// Each by its name below `/_diglot/`.
const FILES: [(&str, &str); 11] = [
    ("preview.mjs", include_str!("client/preview.mjs")),
    ("preview.css", include_str!("client/preview.css")),
    ("news.mjs", include_str!("client/news.mjs")),
    ("element.mjs", include_str!("client/element.mjs")),
    ("translations.html", include_str!("client/translations.html")),
    ("translations.css", include_str!("client/translations.css")),
    ("translations.mjs", include_str!("client/translations.mjs")),
    ("overview.mjs", include_str!("client/overview.mjs")),
    ("units.css", include_str!("client/units.css")),
    ("units.mjs", include_str!("client/units.mjs")),
    ("unit.mjs", include_str!("client/unit.mjs")),
];

/// The type of a file and what is in it. Without a name it is the translator's view.
pub fn file(name: &str) -> Option<(String, &'static str)> {
    let name = if name.is_empty() { "translations.html" } else { name };
    FILES.iter().find(|(own, _)| *own == name).map(|(own, text)| (content_type(own), *text))
}
