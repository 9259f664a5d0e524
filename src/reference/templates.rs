//! What templates see, from the types that they see.

use super::table::{Table, code};
use crate::model::Described;
use crate::render::templates::T;
use crate::render::view::{self, ViewType};
use crate::render::{eligibility, status};

/// The types that are a template's whole context, with the words that introduce them.
const CONTEXTS: [(&str, &str); 3] = [
    ("PageContext", "In every template except those that follow:"),
    ("NavContext", "In `nav.html`, which writes the navigation once for all pages of a section:"),
    ("CheckContext", "In `eligibility.html` and `eligibility-page.html`, which write an eligibility check:"),
];

/// Types whose values have a name of their own in every template.
const NAMED: [(&str, &str); 4] =
    [("SiteView", "site"), ("LocaleView", "locale"), ("PageView", "page"), ("PageHtml", "page")];

/// Every type that templates see.
fn types() -> impl Iterator<Item = &'static ViewType> {
    view::TYPES.iter().chain(status::view::TYPES).chain(eligibility::view::TYPES)
}

/// Writes the contexts, the function and a section for each type.
pub fn write(out: &mut String) {
    for (name, words) in CONTEXTS {
        out.push_str(&format!("\n{words}\n\n"));
        for context in types().filter(|known| known.name == name) {
            fields(out, "Name", "", context.fields);
        }
    }
    out.push_str(&format!("\nAll templates have the function `{}`:\n\n", T.name));
    Table::new(out, &["Function", "Meaning"]).row(&[&code(T.form), &T.meaning()]);
    for known in types().filter(|known| !CONTEXTS.iter().any(|(name, _)| *name == known.name)) {
        let title = title(known);
        out.push_str(&format!("\n### <a name=\"{}\"></a>{title}\n\n{}\n\n", anchor(known), paragraph(known)));
        let prefix = NAMED.iter().find(|(name, _)| *name == known.name);
        let prefix = prefix.map_or(String::new(), |(_, name)| format!("{name}."));
        fields(out, "Field", &prefix, known.fields);
    }
}

fn fields(out: &mut String, name: &str, prefix: &str, fields: &[Described]) {
    let mut table = Table::new(out, &[name, "Form", "Meaning"]);
    for field in fields {
        table.row(&[&code(&format!("{prefix}{}", field.name)), &form(field.form), &field.meaning()]);
    }
}

fn paragraph(known: &ViewType) -> String {
    Described { name: known.name, form: "", comment: known.comment }.meaning()
}

/// A type's name in words.
///
/// `HomeSection => Home section`, `LinkView => Link`
fn title(known: &ViewType) -> String {
    let mut title = String::new();
    for (at, ch) in known.name.trim_end_matches("View").char_indices() {
        if ch.is_ascii_uppercase() && at > 0 {
            title.push(' ');
            title.push(ch.to_ascii_lowercase());
        } else {
            title.push(ch);
        }
    }
    title.replace("html", "HTML")
}

fn anchor(known: &ViewType) -> String {
    format!("template-{}", title(known).to_lowercase().replace(' ', "-"))
}

/// A type of Rust in words, with a link to what it is made of.
///
/// `Vec<LinkView> => list of [link](#template-link)`
fn form(rust: &str) -> String {
    let rust = rust.replace(' ', "");
    let inner = |outer: &str| rust.strip_prefix(outer).and_then(|rest| rest.strip_suffix('>'));
    // What pages share is nothing else on each of them.
    if let Some(inner) = inner("Shared<") {
        return form(inner);
    }
    if let Some(inner) = inner("Option<") {
        return format!("{}, or nothing", form(inner));
    }
    if let Some(inner) = inner("Vec<") {
        return format!("list: {}", form(inner));
    }
    match rust.as_str() {
        "String" | "&'staticstr" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "u8" | "u32" | "usize" => "number".to_owned(),
        _ if rust.starts_with("BTreeMap<") => "mapping".to_owned(),
        name => match types().find(|known| known.name == name) {
            Some(known) => format!("[{}](#{})", title(known).to_lowercase(), anchor(known)),
            None => code(name),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_of_a_field_has_words() {
        for field in types().flat_map(|known| known.fields) {
            assert!(!form(field.form).contains('`'), "there are no words for {} of `{}`", field.form, field.name);
        }
        assert_eq!(form("Option<LinkView>"), "[link](#template-link), or nothing");
        assert_eq!(form("Shared<Vec<LinkView>>"), "list: [link](#template-link)");
        assert_eq!(form("&'static str"), "text");
    }
}
