//! `site.yaml`.

use std::collections::BTreeMap;

use serde_yaml::{Mapping, Value};

use super::yaml::{self, Step};
use super::{Findings, front_matter};
use crate::diagnostics::{Code, Severity};
use crate::model::described::keys;
use crate::model::{Described, LocaleTag, SeverityOverride};
use crate::text::Span;

keys! {
    /// What `site.yaml` says, before folders are looked at. Every key is optional.
    #[derive(Debug, Clone, Default)]
    pub struct SiteFile {
        /// Name of the site, shown in the header and in the titles of pages.
        ///
        /// Without it, pages show no site name; those of a docfx docset show its `titleSuffix`.
        "title" ("text") => title: Option<String>;
        /// Address at which the site is published, such as `https://help.example.com/docs/`.
        ///
        /// Without it, canonical links, language alternates, and the sitemap are left out.
        "base_url" ("web address") => base_url: Option<String>;
        /// Picture for link previews of pages that name none: its path below the folder of a language, or a web address. A
        /// language that has no such file takes that of the source language.
        ///
        /// Without it, only pages with an `image` of their own have one.
        "image" ("path or web address") => image: Option<(String, Span)>;
        /// Language that the others are translated from.
        ///
        /// Without it, `en-US` if the site has it, then any English, then the first language listed.
        "source_locale" ("language tag") => source_locale: Option<(LocaleTag, Span)>;
        /// Languages of the site, in the order in which readers are offered them.
        ///
        /// Without it, folders whose names are language tags.
        "locales" ("list of locales") => locales: Vec<LocaleEntry>;
        /// Folder that holds the folders of the languages, counted from `site.yaml`.
        ///
        /// Without it, `content`.
        "content" ("folder") => content: Option<String>;
        /// Folder of your own theme files, which replace those of the default theme one by one.
        ///
        /// Without it, the default theme.
        "theme" ("folder") => theme: Option<String>;
        /// Folder of your own interface texts in Fluent, with one folder for each language. Ledgers lie there too.
        ///
        /// Without it, `locales`.
        "messages" ("folder") => messages: Option<String>;
        /// Old addresses and where they lead.
        ///
        /// Without it, only pages with `redirect_url` redirect.
        "redirects" ("mapping from old to new addresses") => redirects: Vec<(String, String, Span)>;
        /// Address at which readers can edit the file of a page: `{path}` stands for its path below the folder of its
        /// language, `{locale}` for the language tag, as in `https://git.example.com/edit/main/content/{locale}/{path}`.
        ///
        /// Without it, pages have no link to edit them.
        "edit_url" ("web address with `{path}`") => edit_url: Option<String>;
        /// Host for links that begin with `/` and name no page of this site.
        ///
        /// Without it, such links stay as they are in docfx projects, and are reported in others.
        "link_host" ("web address") => link_host: Option<String>;
        /// Patterns of files whose HTML is not filtered, such as `legal/**`.
        ///
        /// Without it, all HTML is filtered.
        "trusted_html" ("list of patterns") => trusted_html: Vec<String>;
        /// Whether the site has a page `status/` that shows how far each translation is.
        ///
        /// Without it, `false`.
        "status_page" ("`true` or `false`") => status_page: bool;
        /// Whether readers of a translation are offered its original: beside each text, or for one text at a time.
        ///
        /// Without it, `false`.
        "readings" ("`true` or `false`") => readings: bool;
        /// Whether readers can search the site.
        ///
        /// Without it, `true`.
        "search" ("`true` or `false`") => search: Option<bool>;
        /// Whether code on pages is shown in colors.
        ///
        /// Without it, `false`.
        "highlight" ("`true` or `false`") => highlight: bool;
        /// Whether each page is there as Markdown too, beside its HTML as `index.md`, and each language has a list of its
        /// pages in `llms.txt`.
        ///
        /// Without it, `false`.
        "llms" ("`true` or `false`") => llms: bool;
        /// Whether each language has an Atom feed, `feed.xml`, of the pages that have changed, by their `date`. It needs a
        /// base address.
        ///
        /// Without it, `false`.
        "feeds" ("`true` or `false`") => feeds: bool;
        /// Severities of findings that differ from their own: `note`, `warning`, or `error`.
        ///
        /// Without it, each finding has its own severity.
        "check.severity" ("mapping from findings to severities") => severity: BTreeMap<Code, Severity>;
        /// Severities for some files or languages; a later entry goes before an earlier one, and all go before
        /// `check.severity`.
        ///
        /// Without it, severities are the same everywhere.
        "check.overrides" ("list of overrides") => overrides: Vec<SeverityOverride>;
        /// Patterns of web addresses that `diglot check --external` leaves out, such as
        /// `https://intranet.example.com/**`.
        ///
        /// Without it, all web addresses are checked.
        "check.skip_web_links" ("list of patterns") => skip_web_links: Vec<String>;
        /// How many percent of the changes to an eligibility program its scenarios should notice.
        ///
        /// Without it, 75.
        "check.noticed_changes" ("number from 0 to 100") => noticed_changes: Option<u8>;
    }
    with {
        /// Whether the file is no YAML, so that nothing it says is known.
        unreadable: bool;
    }
}

keys! {
    /// One entry of `locales`.
    #[derive(Debug, Clone)]
    pub struct LocaleEntry {
        /// Language tag, such as `de-DE`. Every entry needs it. `qps-ploc` and `qps-plocm` are made from the source
        /// language.
        "tag" ("language tag") => tag: LocaleTag;
        /// Folder of this language, counted from `site.yaml`.
        ///
        /// Without it, the folder named after the tag, in any letter case.
        "content" ("folder") => content: Option<String>;
        /// What the language switcher calls the language.
        ///
        /// Without it, what its speakers call it.
        "label" ("text") => label: Option<String>;
        /// Languages whose pages are shown where this one has none, nearest first. An empty list shows none.
        ///
        /// Without it, the source language.
        "fallback" ("list of language tags") => fallback: Option<Vec<LocaleTag>>;
        /// Address at which readers can edit the file of a page in this language.
        ///
        /// Without it, `edit_url` of the site.
        "edit_url" ("web address with `{path}`") => edit_url: Option<String>;
    }
    with {
        /// Where the entry stands.
        span: Span;
    }
}

/// Reads `site.yaml`.
pub fn parse(findings: &mut Findings<'_>) -> SiteFile {
    let mut file = SiteFile::default();
    let text = findings.text;
    let mapping = match yaml::read(text) {
        Ok(Value::Mapping(mapping)) => mapping,
        Ok(Value::Null) => return file,
        Ok(_) => {
            let known = Described::names_below(SiteFile::KEYS, "");
            let help = format!("Write `key: value`; there are {known}.");
            findings.push(Code::InvalidConfig, Span::default(), "site.yaml has no keys", help);
            return file;
        }
        Err((problem, span)) => {
            findings.push(Code::InvalidConfig, span, format!("site.yaml cannot be read: {problem}"), "Mend the YAML.");
            file.unreadable = true;
            return file;
        }
    };
    let mut reader = Reader { findings };
    for (key, value) in &mapping {
        let key = key.as_str().unwrap_or_default();
        let path = [Step::Key(key)];
        match key {
            "title" => file.title = reader.text(value, &path),
            "base_url" => file.base_url = reader.base_url(value, &path),
            "image" => {
                let span = reader.findings.places().key(&path);
                file.image = reader.text(value, &path).map(|image| (image, span));
            }
            "source_locale" => file.source_locale = reader.tag(value, &path),
            "edit_url" => file.edit_url = reader.edit_url(value, &path),
            "link_host" => file.link_host = reader.base_url(value, &path),
            "theme" => file.theme = reader.text(value, &path),
            "messages" => file.messages = reader.text(value, &path),
            "content" => file.content = reader.text(value, &path),
            "trusted_html" => file.trusted_html = reader.texts(value, &path),
            "locales" => file.locales = reader.locales(value),
            "redirects" => file.redirects = reader.redirects(value),
            "status_page" => file.status_page = reader.flag(value, &path).unwrap_or_default(),
            "readings" => file.readings = reader.flag(value, &path).unwrap_or_default(),
            "search" => file.search = reader.flag(value, &path),
            "highlight" => file.highlight = reader.flag(value, &path).unwrap_or_default(),
            "llms" => file.llms = reader.flag(value, &path).unwrap_or_default(),
            "feeds" => file.feeds = reader.flag(value, &path).unwrap_or_default(),
            "check" => reader.check(value, &mut file),
            _ => reader.unknown(key, &path, &Described::names_below(SiteFile::KEYS, "")),
        }
    }
    reader.overrides_fit(&file);
    file
}

pub(super) struct Reader<'r, 'f> {
    pub(super) findings: &'r mut Findings<'f>,
}

impl Reader<'_, '_> {
    pub(super) fn wrong(&mut self, path: &[Step<'_>], message: impl Into<String>, help: impl Into<String>) {
        let span = self.findings.places().key(path);
        self.findings.push(Code::InvalidConfig, span, message, help);
    }

    pub(super) fn unknown(&mut self, key: &str, path: &[Step<'_>], known: &str) {
        let span = self.findings.places().key(path);
        self.findings.push(Code::UnknownKey, span, format!("`{key}` is no key here"), format!("Known here: {known}."));
    }

    fn text(&mut self, value: &Value, path: &[Step<'_>]) -> Option<String> {
        if value.is_null() {
            return None;
        }
        let text = front_matter::scalar(value);
        if text.is_none() && !matches!(value, Value::String(_)) {
            self.wrong(path, "this is no text", "Write it as `key: text`.");
        }
        text
    }

    pub(super) fn texts(&mut self, value: &Value, path: &[Step<'_>]) -> Vec<String> {
        match value {
            Value::Sequence(items) => items.iter().filter_map(front_matter::scalar).collect(),
            Value::Null => Vec::new(),
            value => self.text(value, path).into_iter().collect(),
        }
    }

    fn flag(&mut self, value: &Value, path: &[Step<'_>]) -> Option<bool> {
        if !value.is_null() && !value.is_bool() {
            self.wrong(path, "this is neither `true` nor `false`", "Write one of them, without quotes.");
        }
        value.as_bool()
    }

    fn base_url(&mut self, value: &Value, path: &[Step<'_>]) -> Option<String> {
        let url = self.text(value, path)?;
        match normal_base_url(&url) {
            Some(url) => Some(url),
            None => {
                self.wrong(
                    path,
                    format!("`{url}` is no absolute web address"),
                    "Write it as https://help.example.com/path/.",
                );
                None
            }
        }
    }

    fn edit_url(&mut self, value: &Value, path: &[Step<'_>]) -> Option<String> {
        let url = self.text(value, path)?;
        let is_address = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
        if is_address && url.contains("{path}") {
            return Some(url);
        }
        let help = "Write it as https://git.example.com/edit/main/content/{locale}/{path}.";
        self.wrong(path, format!("`{url}` is no web address with `{{path}}`"), help);
        None
    }

    pub(super) fn tag(&mut self, value: &Value, path: &[Step<'_>]) -> Option<(LocaleTag, Span)> {
        let text = self.text(value, path)?;
        let span = self.findings.places().key(path);
        let tag = LocaleTag::parse(&text);
        if tag.is_none() {
            self.findings.push(
                Code::InvalidLocale,
                span,
                format!("`{text}` is no language tag"),
                "Use a BCP 47 tag, as en-US, de or zh-Hant-TW.",
            );
        }
        tag.map(|tag| (tag, span))
    }

    fn locales(&mut self, value: &Value) -> Vec<LocaleEntry> {
        let Value::Sequence(items) = value else {
            if !value.is_null() {
                self.wrong(&[Step::Key("locales")], "`locales` is no list", "Write `- tag: en-US` for each locale.");
            }
            return Vec::new();
        };
        let mut entries: Vec<LocaleEntry> = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let here = [Step::Key("locales"), Step::Index(index)];
            let single;
            let mapping = match item {
                Value::Mapping(mapping) => mapping,
                // `locales: [en-US, de-DE]` says all that most sites need.
                Value::String(_) => {
                    single = Mapping::from_iter([(Value::String("tag".to_owned()), item.clone())]);
                    &single
                }
                _ => {
                    self.wrong(
                        &here,
                        "a locale is no mapping",
                        "Write `- tag: en-US`, with content, label or fallback below it.",
                    );
                    continue;
                }
            };
            if let Some(entry) = self.locale(mapping, &here)
                && !self.is_repeated(&entries, &entry)
            {
                entries.push(entry);
            }
        }
        entries
    }

    fn is_repeated(&mut self, entries: &[LocaleEntry], entry: &LocaleEntry) -> bool {
        let repeated = entries.iter().any(|known| known.tag == entry.tag);
        if repeated {
            let message = format!("the locale {} is given twice; the first one counts", entry.tag);
            self.findings.push(Code::InvalidConfig, entry.span, message, "Keep one of them.");
        }
        repeated
    }

    fn locale(&mut self, mapping: &Mapping, here: &[Step<'_>; 2]) -> Option<LocaleEntry> {
        let at = |key| [here[0], here[1], Step::Key(key)];
        let (mut tag, mut content, mut label, mut fallback, mut edit_url) = (None, None, None, None, None);
        for (key, value) in mapping {
            let key = key.as_str().unwrap_or_default();
            match key {
                "tag" => tag = self.tag(value, &at("tag")),
                "content" => content = self.text(value, &at("content")),
                "label" => label = self.text(value, &at("label")),
                "edit_url" => edit_url = self.edit_url(value, &at("edit_url")),
                "fallback" => {
                    let mut tags = Vec::new();
                    let items = match value {
                        Value::Sequence(items) => items.as_slice(),
                        Value::Null => &[],
                        value => std::slice::from_ref(value),
                    };
                    for (index, item) in items.iter().enumerate() {
                        tags.extend(
                            self.tag(item, &[here[0], here[1], Step::Key("fallback"), Step::Index(index)])
                                .map(|tag| tag.0),
                        );
                    }
                    fallback = Some(tags);
                }
                _ => self.unknown(key, &at(key), &Described::names_below(LocaleEntry::KEYS, "")),
            }
        }
        let Some((tag, _)) = tag else {
            if !mapping.contains_key("tag") {
                self.wrong(here, "a locale has no `tag`", "Write `tag: en-US`.");
            }
            return None;
        };
        let span = self.findings.places().key(&at("tag"));
        Some(LocaleEntry { tag, content, label, fallback, edit_url, span })
    }

    fn redirects(&mut self, value: &Value) -> Vec<(String, String, Span)> {
        let Value::Mapping(mapping) = value else {
            if !value.is_null() {
                self.wrong(
                    &[Step::Key("redirects")],
                    "`redirects` is no mapping",
                    "Write `old/path: new/path` for each.",
                );
            }
            return Vec::new();
        };
        let mut redirects = Vec::new();
        for (from, to) in mapping {
            let (Some(from), Some(to)) = (front_matter::scalar(from), front_matter::scalar(to)) else {
                self.wrong(&[Step::Key("redirects")], "a redirect has no destination", "Write `old/path: new/path`.");
                continue;
            };
            let span = self.findings.places().key(&[Step::Key("redirects"), Step::Key(&from)]);
            redirects.push((from, to, span));
        }
        redirects
    }
}

/// A base address with its closing slash; nothing where it is no absolute web address.
///
/// `https://a.example/x => https://a.example/x/`
pub fn normal_base_url(url: &str) -> Option<String> {
    let url = url.trim();
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))?;
    let rest = &url[scheme.len()..];
    let host = rest.split('/').next().unwrap_or_default();
    let plain = !url.contains(['?', '#', ' ', '"', '<', '>', '\\']);
    let slash = if rest.ends_with('/') { "" } else { "/" };
    (!host.is_empty() && plain).then(|| format!("{scheme}{rest}{slash}"))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn parse_text(text: &str) -> (SiteFile, Vec<(Code, usize)>) {
        let file: Arc<str> = "site.yaml".into();
        let mut findings = Findings::new(&file, text);
        let site = parse(&mut findings);
        let found = findings.diagnostics.iter().map(|found| (found.code, found.place.start.line)).collect();
        (site, found)
    }

    #[test]
    fn the_design_s_example_is_read() {
        let text = "title: Partner help\nbase_url: https://help.example.com\nsource_locale: en-US\nlocales:\n  - tag: en-US\n  - {tag: de-DE, content: ../help.de-de, label: Deutsch}\n  - {tag: zh-TW, fallback: [zh-CN, en-US]}\ntheme: themes/mine\nstatus_page: true\nsearch: false\ncheck: {severity: {missing-translation: note}}\nredirects:\n  old/page: new/page\n";
        let (site, found) = parse_text(text);
        assert_eq!(found, []);
        assert_eq!(site.base_url.as_deref(), Some("https://help.example.com/"));
        assert_eq!(site.locales[2].fallback.as_ref().map(Vec::len), Some(2));
        assert_eq!(site.redirects[0].2.of(text), "old/page");
        assert!(site.status_page);
        assert_eq!(site.search, Some(false));
        assert_eq!(site.severity[&Code::MissingTranslation], Severity::Note);
    }

    #[test]
    fn every_key_of_the_tables_is_read() {
        for key in SiteFile::KEYS {
            let text = match key.name.split_once('.') {
                Some((above, below)) => format!("{above}:\n  {below}:\n"),
                None => format!("{}:\n", key.name),
            };
            assert!(!parse_text(&text).1.iter().any(|found| found.0 == Code::UnknownKey), "{text}");
        }
        for key in LocaleEntry::KEYS {
            let text = format!("locales:\n- {}:\n", key.name);
            assert!(!parse_text(&text).1.iter().any(|found| found.0 == Code::UnknownKey), "{text}");
        }
    }

    #[test]
    fn base_addresses_end_in_a_slash() {
        assert_eq!(normal_base_url("HTTPS://a.example/x").as_deref(), Some("https://a.example/x/"));
        for wrong in ["a.example", "ftp://a.example", "https://", "https://a.example/?x", "https://a\\b"] {
            assert_eq!(normal_base_url(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn mistakes_are_said_at_their_line() {
        for (text, code, line) in [
            ("title: a\nlocale: x\n", Code::UnknownKey, 2),
            ("base_url: help.example.com\n", Code::InvalidConfig, 1),
            ("status_page: sometimes\n", Code::InvalidConfig, 1),
            ("search: \"no\"\n", Code::InvalidConfig, 1),
            ("image: [a.png]\n", Code::InvalidConfig, 1),
            ("highlight: seldom\n", Code::InvalidConfig, 1),
            ("edit_url: https://git.example.com/edit/\n", Code::InvalidConfig, 1),
            ("edit_url: 'git.example.com/{path}'\n", Code::InvalidConfig, 1),
            ("locales:\n- tag: en\n- tag: not a tag\n", Code::InvalidLocale, 3),
            ("locales:\n- tag: en\n- tag: EN\n", Code::InvalidConfig, 3),
            ("locales:\n- tag: en\n  dir: x\n", Code::UnknownKey, 3),
            ("check:\n  severity:\n    no-such: note\n", Code::UnknownKey, 3),
            ("check:\n  severity:\n    broken-link: loud\n", Code::InvalidConfig, 3),
            ("check:\n  skip_web_links: ['https://a.example/{']\n", Code::InvalidConfig, 2),
            ("a: [\n", Code::InvalidConfig, 2),
            ("- a\n", Code::InvalidConfig, 1),
        ] {
            assert_eq!(parse_text(text).1, [(code, line)], "{text}");
        }
        assert_eq!(parse_text("").1, []);
    }
}
