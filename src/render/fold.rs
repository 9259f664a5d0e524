//! Interface texts without variables, which templates ask for on every page: a call becomes a look into a map that pages share.
//!
//! A call costs the engine a map of its arguments, and a look a quarter of that. Nothing else changes: a template with the looks has
//! the same length, so that the engine's findings still point at what its author wrote.

use std::collections::{BTreeMap, HashMap};

use tera::Value;

use super::templates::T;
use crate::model::sources::ThemeFile;
use crate::site::Site;

/// The name under which a page's context carries its texts. The engine looks names up in their order, and this one stands behind
/// those that templates ask for more often.
pub const TEXTS: &str = "t_texts";

/// The texts that calls are replaced by.
#[derive(Debug, Default)]
pub struct Folded {
    /// The names in the map, by the keys.
    names: HashMap<String, String>,
    /// The maps, by locale.
    texts: Vec<Value>,
}

impl Folded {
    /// The texts that every locale has. None where a component may include other templates, which see nothing of the page's context
    /// there.
    pub fn new(site: &Site) -> Self {
        let may_include = |file: &ThemeFile| {
            let has = |word: &[u8]| memchr::memmem::find(&file.bytes, word).is_some();
            has(b"endcomponent") && has(b"include")
        };
        if site.theme.values().any(may_include) {
            return Self::default();
        }
        let locales = || site.config.locale_ids();
        let keys = locales().next().into_iter().flat_map(|first| site.texts.ready(first).map(|(key, _)| key));
        let mut names = HashMap::new();
        for key in keys.filter(|key| locales().all(|locale| site.texts.get(locale, key).is_some())) {
            let name = key.replace('-', "_");
            let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            if is_name && !names.values().any(|known| *known == name) {
                names.insert(key.to_owned(), name);
            }
        }
        let of = |locale| {
            let text = |(key, name): (&String, &String)| Some((name.clone(), site.texts.get(locale, key)?));
            Value::from(names.iter().filter_map(text).collect::<BTreeMap<String, &str>>())
        };
        let texts = locales().map(of).collect();
        Self { names, texts }
    }

    /// The texts of a locale.
    pub fn of(&self, locale: usize) -> Option<Value> {
        self.texts.get(locale).cloned()
    }

    /// A template with looks in place of calls. Components see nothing of a page's context, so that what defines one stays.
    pub fn fold(&self, template: String) -> String {
        if template.contains("endcomponent") {
            return template;
        }
        let mut out = String::with_capacity(template.len());
        let (mut from, mut at) = (0, 0);
        while let Some(open) = next(&template, at) {
            at = open.end;
            if !open.is_code {
                continue;
            }
            let code = &template[open.start..open.end];
            for (start, len, key) in calls(code) {
                let Some(name) = self.names.get(key) else { continue };
                out.push_str(&template[from..open.start + start]);
                let look = format!("{TEXTS}.{name}");
                out.push_str(&look);
                out.extend(std::iter::repeat_n(' ', len.saturating_sub(look.len())));
                from = open.start + start + len;
            }
        }
        out.push_str(&template[from..]);
        out
    }
}

/// A part of a template between braces.
struct Part {
    start: usize,
    end: usize,
    /// Whether it is code, and no comment or text that is shown as it stands.
    is_code: bool,
}

/// The next part between braces.
fn next(template: &str, from: usize) -> Option<Part> {
    let start = from + template[from..].find('{').filter(|at| from + at + 1 < template.len())?;
    let rest = &template[start..];
    let until = |mark: &str| rest.find(mark).map_or(template.len(), |at| start + at + mark.len());
    let (end, is_code) = match rest.as_bytes()[1] {
        b'#' => (until("#}"), false),
        b'{' => (start + code_len(rest, "}}"), true),
        b'%' => {
            let end = start + code_len(rest, "%}");
            let word = template[start + 2..end].trim_start_matches('-').trim_start();
            match word.starts_with("raw") {
                true => (until("endraw"), false),
                false => (end, true),
            }
        }
        _ => (start + 1, false),
    };
    Some(Part { start, end, is_code })
}

/// How long code is, its end included: the mark of its end says nothing within quotes.
fn code_len(code: &str, mark: &str) -> usize {
    let mut quote = None;
    for (at, byte) in code.bytes().enumerate() {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if matches!(byte, b'"' | b'\'' | b'`') => quote = Some(byte),
            None if code[at..].starts_with(mark) => return at + mark.len(),
            None => {}
        }
    }
    code.len()
}

/// The calls in code that have a key and nothing else: where each begins, how long it is, and the key.
fn calls(code: &str) -> Vec<(usize, usize, &str)> {
    let opening = format!("{}(key=\"", T.name);
    let mut found = Vec::new();
    let mut quote = None;
    let mut at = 0;
    let mut before = b' ';
    while let Some(byte) = code.as_bytes().get(at).copied() {
        let is_name = before.is_ascii_alphanumeric() || matches!(before, b'_' | b'.');
        before = byte;
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if !is_name && code[at..].starts_with(&opening) => {
                let start = at + opening.len();
                let key = code[start..].split('"').next().unwrap_or_default();
                let end = start + key.len() + 2;
                if code.get(end - 2..end) == Some("\")") {
                    found.push((at, end - at, key));
                    at = end;
                    continue;
                }
            }
            None if matches!(byte, b'"' | b'\'' | b'`') => quote = Some(byte),
            None => {}
        }
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_become_looks_of_the_same_length() {
        let names = [("home", "home"), ("next-page", "next_page")];
        let names = names.map(|(key, name)| (key.to_owned(), name.to_owned())).into_iter().collect();
        let folded = Folded { names, texts: Vec::new() };
        for (template, expected) in [
            ("<a>{{ t(key=\"home\") }}</a>", "<a>{{ t_texts.home  }}</a>"),
            ("{% set x = t(key=\"next-page\") | upper %}", "{% set x = t_texts.next_page  | upper %}"),
            ("{{ t(key=\"home\") ~ t(key=\"home\") }}", "{{ t_texts.home  ~ t_texts.home  }}"),
        ] {
            assert_eq!(folded.fold(template.to_owned()), expected);
            assert_eq!(template.len(), expected.len());
        }
        for same in [
            "{{ t(key=\"other\") }}",
            "{{ t(key=\"home\", count=1) }}",
            "{{ t( key=\"home\") }}",
            "{{ cat(key=\"home\") }} {{ x.t(key=\"home\") }}",
            "{{ 't(key=\"home\")' }}",
            "t(key=\"home\") {# t(key=\"home\") #} {% raw %}{{ t(key=\"home\") }}{% endraw %}",
            "{% component a() %}{{ t(key=\"home\") }}{% endcomponent %}",
            "{{ t(key=\"home",
            "{{ t(key=\"home\"",
            "{",
            "{{",
            "{% ",
        ] {
            assert_eq!(folded.fold(same.to_owned()), same);
        }
        assert_eq!(folded.fold("{{ '}}' ~ t(key=\"home\") }}{".to_owned()), "{{ '}}' ~ t_texts.home  }}{");
    }
}
