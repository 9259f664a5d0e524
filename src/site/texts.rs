//! Interface texts: Fluent messages in every locale, with a way to the next best language.

use std::collections::BTreeMap;
use std::sync::Arc;

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use super::formatters;
pub use super::formatters::{FUNCTIONS, date_order, group_mark, list};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::model::fragment::unmarked;
use crate::model::sources::MessageFile;
use crate::model::{Config, LocaleId, LocaleTag};
use crate::text::Span;

/// The language that every built-in text exists in.
pub const LAST_RESORT: &str = "en-US";

/// How deep braces and calls may be nested. The parser goes down into itself for each of them, and so does
/// whoever shows a text, up to a hundred times as deep where texts refer to each other.
const MOST_NESTED: usize = 16;

/// The interface texts of a site; a clone shares them.
#[derive(Clone)]
pub struct Texts {
    locales: Arc<Vec<LocaleTexts>>,
}

/// The texts of one locale.
struct LocaleTexts {
    /// Texts without variables, ready.
    ready: BTreeMap<String, String>,
    /// The bundles to ask for all others, best first.
    bundles: Vec<Arc<Bundle>>,
}

/// The texts of one language as one locale shows them. Locales that share the language share the texts.
type Bundle = FluentBundle<Arc<FluentResource>>;

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts").field("locales", &self.locales.len()).finish_non_exhaustive()
    }
}

impl Texts {
    /// Reads the Fluent files and settles for each locale where each text comes from: its own files, then built-in
    /// texts of its language (in its script), then what it falls back to, then English.
    pub fn new(config: &Config, files: &[MessageFile], diagnostics: &mut Diagnostics) -> Self {
        let mut tags: Vec<LocaleTag> = Vec::new();
        let mut resources: Vec<Vec<Arc<FluentResource>>> = Vec::new();
        for file in files {
            let (text, needless) = match readable(&file.text) {
                Ok(readable) => readable,
                Err(span) => {
                    diagnostics.push(Diagnostic::new(
                        Code::InvalidMessage,
                        Place::new(&file.file, &file.text, span),
                        format!("braces or calls are nested more than {MOST_NESTED} deep"),
                        "Write this text with less nesting; until then, the whole file is left out.",
                    ));
                    continue;
                }
            };
            let before = file.text.len() - text.len();
            let resource = match FluentResource::try_new(unmarked(without(text, &needless))) {
                Ok(resource) => resource,
                Err((resource, errors)) => {
                    for error in errors {
                        let span = within(&file.text, before + error.pos.start, before + error.pos.end);
                        diagnostics.push(Diagnostic::new(
                            Code::InvalidMessage,
                            Place::new(&file.file, &file.text, span),
                            format!("this is no Fluent message: {error}"),
                            "Write `key = text`; lines that go on are indented.",
                        ));
                    }
                    resource
                }
            };
            let at = match tags.iter().position(|tag| *tag == file.locale) {
                Some(at) => at,
                None => {
                    tags.push(file.locale.clone());
                    resources.push(Vec::new());
                    tags.len() - 1
                }
            };
            resources[at].push(Arc::new(resource));
        }
        let mut bundles: BTreeMap<(usize, &LocaleTag), Arc<Bundle>> = BTreeMap::new();
        let locales: Vec<LocaleTexts> = config
            .locale_ids()
            .map(|id| {
                let chain: Vec<&LocaleTag> = std::iter::once(&config.locale(id).tag)
                    .chain(config.locale(id).fallback.iter().map(|id| &config.locale(*id).tag))
                    .collect();
                let order = order(&tags, &chain);
                if order.first().is_none_or(|first| tags[*first].language() != chain[0].language()) {
                    diagnostics.push(Diagnostic::new(
                        Code::MissingMessage,
                        config.site_place(),
                        format!("there are no interface texts in {}; another language is shown", chain[0]),
                        format!(
                            "Put a Fluent file into locales/{}/, with the keys of locales/en-US/theme.ftl.",
                            chain[0]
                        ),
                    ));
                }
                let of = |at: usize| {
                    let manner = match config.source_locale.filter(|_| tags[at].is_pseudo()) {
                        Some(source) => &config.locale(source).tag,
                        None => manner(chain[0], &tags[at]),
                    };
                    bundles.entry((at, manner)).or_insert_with(|| Arc::new(bundle(manner, &resources[at]))).clone()
                };
                LocaleTexts::new(order.into_iter().map(of).collect())
            })
            .collect();
        Self { locales: Arc::new(locales) }
    }

    /// A text without variables; nothing where no language has it.
    pub fn get(&self, locale: LocaleId, key: &str) -> Option<&str> {
        self.locales[locale.0].ready.get(key).map(String::as_str)
    }

    /// Every text without variables, by its key.
    pub fn ready(&self, locale: LocaleId) -> impl Iterator<Item = (&str, &str)> {
        self.locales[locale.0].ready.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// A text with its variables filled in.
    pub fn format(&self, locale: LocaleId, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        self.locales[locale.0].format(key, args)
    }
}

impl Texts {
    /// A part that a text has beside its value, with its variables filled in; nothing where the text that is shown has no such part.
    pub fn attribute(&self, locale: LocaleId, key: &str, name: &str, args: &FluentArgs<'_>) -> Option<String> {
        let mut bundles = self.locales[locale.0].bundles.iter();
        bundles.find_map(|bundle| Some((bundle, bundle.get_message(key)?))).and_then(|(bundle, message)| {
            let pattern = message.get_attribute(name)?.value();
            Some(bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned())
        })
    }
}

impl LocaleTexts {
    fn new(bundles: Vec<Arc<Bundle>>) -> Self {
        let mut texts = Self { ready: BTreeMap::new(), bundles };
        let mut ready = BTreeMap::new();
        for key in builtin_keys() {
            if let Some(text) = texts.format(key, &FluentArgs::new()) {
                ready.insert(key.to_owned(), text);
            }
        }
        texts.ready = ready;
        texts
    }

    fn format(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        self.bundles.iter().find_map(|bundle| {
            let pattern = bundle.get_message(key)?.value()?;
            let mut errors = Vec::new();
            Some(bundle.format_pattern(pattern, Some(args), &mut errors).into_owned())
        })
    }
}

/// In whose manner a text of the language `text` writes dates, numbers and lists on a page of `page`: the page's own
/// where it is the same language in the same script (English texts in Britain), else the text's.
fn manner<'a>(page: &'a LocaleTag, text: &'a LocaleTag) -> &'a LocaleTag {
    if page.language() == text.language() && page.script() == text.script() { page } else { text }
}

fn bundle(manner: &LocaleTag, resources: &[Arc<FluentResource>]) -> Bundle {
    let language: LanguageIdentifier = manner.as_str().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    formatters::equip(&mut bundle);
    for resource in resources {
        // Later files are the site's own: they replace what is built in.
        bundle.add_resource_overriding(resource.clone());
    }
    bundle
}

/// What the Fluent parser may read of a file, all but a byte order mark, and where needless braces stand in it. Where
/// braces and calls are nested too deep for the parser, the place of the first that is.
pub fn readable(text: &str) -> Result<(&str, Vec<usize>), Span> {
    let readable = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let before = text.len() - readable.len();
    match needless(readable.as_bytes()) {
        Err(at) => Err(Span::new(before + at, before + at + 1)),
        Ok(needless) => Ok((readable, needless)),
    }
}

/// A text with spaces in place of needless braces. `{{ $name }}` is what `{ $name }` is, but Fluent panics where a text with
/// braces like these has more than a hundred places to fill in.
fn without(text: &str, needless: &[usize]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for at in needless {
        bytes[*at] = b' ';
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// What stands open between a brace and its closing one.
#[derive(Default)]
struct Open {
    /// Where it begins, if it stands directly in another one.
    needless: Option<usize>,
    /// Calls that are not closed yet.
    calls: usize,
    /// Whether its arrow has been read: what follows are variants, in which only braces matter.
    is_choice: bool,
}

/// The braces that stand directly in others, or where braces and calls are first nested too deep. It follows the parser,
/// which leaves a text at once that it cannot read, and goes on with a line that begins another one.
fn needless(text: &[u8]) -> Result<Vec<usize>, usize> {
    let mut needless = Vec::new();
    // The last byte that is no blank.
    let mut before = b' ';
    let mut open: Vec<Open> = Vec::new();
    let mut depth = 0;
    let mut at = 0;
    let mut begins_line = true;
    while let Some(byte) = text.get(at) {
        let is_comment = begins_line && *byte == b'#';
        if is_comment || begins_line && begins_entry(&text[at..]) {
            open.clear();
            depth = 0;
        }
        begins_line = *byte == b'\n';
        match (byte, open.last_mut()) {
            (_, None) if is_comment => at += until_line_end(&text[at..]) - 1,
            (b'{', last) => {
                let is_needless = before == b'{' && last.is_some_and(|last| !last.is_choice);
                open.push(Open { needless: is_needless.then_some(at), ..Open::default() });
                depth += 1;
            }
            (b'}', Some(last)) => {
                depth -= 1 + last.calls;
                needless.extend(last.needless.into_iter().flat_map(|start| [start, at]));
                open.pop();
            }
            (b'"', Some(last)) if !last.is_choice => at += literal(&text[at..]) - 1,
            (b'(', Some(last)) if !last.is_choice => {
                last.calls += 1;
                depth += 1;
            }
            (b')', Some(last)) if !last.is_choice && last.calls > 0 => {
                last.calls -= 1;
                depth -= 1;
            }
            (b'-', Some(last)) if last.calls == 0 && text.get(at + 1) == Some(&b'>') => last.is_choice = true,
            _ => {}
        }
        if depth > MOST_NESTED {
            return Err(at);
        }
        if !byte.is_ascii_whitespace() {
            before = *byte;
        }
        at += 1;
    }
    Ok(needless)
}

/// Whether a line begins a message or a term: `name =`.
fn begins_entry(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"-").unwrap_or(line);
    let name = line.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).count();
    let after = line[name..].iter().find(|byte| **byte != b' ');
    line.first().is_some_and(u8::is_ascii_alphabetic) && after == Some(&b'=')
}

/// How long a string is that begins with its quotation mark. It ends at the end of its line at the latest.
fn literal(text: &[u8]) -> usize {
    let mut at = 1;
    while let Some(byte) = text.get(at) {
        match byte {
            b'\n' => return at,
            b'"' => return at + 1,
            b'\\' if text.get(at + 1).is_some_and(|next| *next != b'\n') => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

/// How long the rest of a line is, without its end.
fn until_line_end(text: &[u8]) -> usize {
    text.iter().position(|byte| *byte == b'\n').unwrap_or(text.len())
}

/// A span that the Fluent parser gave, held to the text: at its end the parser counts beyond.
fn within(text: &str, start: usize, end: usize) -> Span {
    let border = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    Span::new(border(start), border(end))
}

/// The texts that pages ask for so often that they are kept ready.
fn builtin_keys() -> impl Iterator<Item = &'static str> {
    include_str!("../../locales/en-US/theme.ftl").lines().filter_map(|line| {
        let (key, value) = line.split_once(" = ")?;
        let plain = !value.contains('{') && !key.starts_with([' ', '#', '-']);
        plain.then_some(key)
    })
}

/// Which of the languages that have texts serve a chain of locales, best first.
fn order(tags: &[LocaleTag], chain: &[&LocaleTag]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::new();
    let mut add = |wanted: &dyn Fn(&LocaleTag) -> bool| {
        for (index, tag) in tags.iter().enumerate() {
            if wanted(tag) && !order.contains(&index) {
                order.push(index);
            }
        }
    };
    for own in chain {
        add(&|tag| tag == *own);
        add(&|tag| tag.language() == own.language() && tag.script() == own.script());
        add(&|tag| tag.language() == own.language());
    }
    add(&|tag| tag.as_str() == LAST_RESORT);
    order
}

#[cfg(test)]
mod tests {
    use fluent::FluentValue;

    use super::*;
    use crate::model::LocaleConfig;

    /// The texts of a site with these locales, with the built-in ones.
    fn texts(tags: &[&str]) -> Texts {
        let locales = tags.iter().map(|tag| LocaleConfig {
            tag: LocaleTag::parse(tag).expect("a tag"),
            root: (*tag).into(),
            root_name: (*tag).into(),
            label: (*tag).to_owned(),
            fallback: Vec::new(),
            edit_url: None,
            lists_fallback: false,
            published: true,
        });
        let config = Config { locales: locales.collect(), ..Config::default() };
        let mut found = Diagnostics::new();
        Texts::new(&config, &crate::theme::default_messages(), &mut found)
    }

    fn filled(texts: &Texts, locale: usize, key: &str, name: &str, value: FluentValue<'_>) -> String {
        let args: FluentArgs<'_> = [(name, value)].into_iter().collect();
        let text = texts.format(LocaleId(locale), key, &args).expect("a text");
        text.replace(['\u{2068}', '\u{2069}'], "").replace('\u{a0}', " ")
    }

    #[test]
    fn plurals_of_every_category() {
        let texts = texts(&["ru-RU", "ar", "zh-TW", "en-US"]);
        let pages = |locale, count: i32| filled(&texts, locale, "section-pages", "count", count.into());
        for (count, russian) in [
            (1, "1 страница"),
            (2, "2 страницы"),
            (5, "5 страниц"),
            (11, "11 страниц"),
            (21, "21 страница"),
            (12345, "12 345 страниц"),
        ] {
            assert_eq!(pages(0, count), russian);
        }
        for (count, arabic) in
            [(0, "لا صفحات"), (1, "صفحة واحدة"), (2, "صفحتان"), (3, "3 صفحات"), (11, "11 صفحة"), (100, "100 صفحة")]
        {
            assert_eq!(pages(1, count), arabic);
        }
        assert_eq!((pages(2, 1), pages(3, 1), pages(3, 2)), ("1 個頁面".into(), "1 page".into(), "2 pages".into()));
    }

    #[test]
    fn a_date_is_written_as_the_page_does_where_the_language_is_the_same() {
        let texts = texts(&["en-GB", "de-AT", "zh-HK", "fr-FR"]);
        let updated = |locale| filled(&texts, locale, "last-updated", "date", "2026-01-05".into());
        assert_eq!(updated(0), "Last updated: 5 January 2026");
        assert_eq!(updated(1), "Zuletzt aktualisiert: 5. Jänner 2026");
        assert_eq!(updated(2), "上次更新：2026年1月5日");
        assert_eq!(updated(3), "Last updated: January 5, 2026", "the text is English, and so is its date");
    }

    #[test]
    fn what_is_nested_beyond_use_is_found_before_the_parser_reads_it() {
        let deep = |open: &str, close: &str, levels: usize| {
            format!("a = b\nc = {}$x{}\n", open.repeat(levels), close.repeat(levels))
        };
        for (open, close, each) in [("{ ", " }", 1), ("{ F(", ") }", 2), ("{ -t(x, \"}\", ", ") }", 2)] {
            let least = MOST_NESTED / each;
            assert!(readable(&deep(open, close, least)).is_ok(), "{open}");
            assert!(readable(&deep(open, close, least + 1)).is_err(), "{open}");
            assert!(readable(&deep(open, "", 100_000)).is_err(), "{open}");
        }
        let choice = "{ $n ->\n [one] a \") x\n *[other] ";
        assert!(readable(&deep(choice, "\n }", MOST_NESTED)).is_ok());
        let first = "a = b\nc = ".len() + choice.len() * MOST_NESTED;
        assert_eq!(readable(&deep(choice, "", MOST_NESTED + 1)), Err(Span::new(first, first + 1)));
    }

    #[test]
    fn a_brace_directly_in_another_is_needless() {
        let cleared = |text: &str| without(text, &readable(text).expect("not deep").1);
        assert_eq!(
            cleared("a = {{ $n }}, { { { b } } } ä {{ c }\nd = {{e}}\n"),
            "a = {  $n  }, {     b     } ä {  c  \nd = { e }\n"
        );
        for text in
            ["a = { F({ b }) }\n", "a = { $n ->\n *[x] { b }\n }\n", "a = { \"{\" }{ b }\n", "a = { {\nb = }}\n"]
        {
            assert_eq!(cleared(text), text);
        }
    }

    #[test]
    fn braces_after_one_another_are_not_within_each_other() {
        let many = [
            "a = { \"{\" } { \"}\" } { \"\\\"{\" } (((\n",
            "# {{{ ((( \"\n",
            "-b = { $n ->\n    [one] (( \" {\"{\"}\n   *[other] y\n }\n",
            "c = { damaged \"\n",
            "d { {\n",
        ];
        let text = many.concat().repeat(100);
        assert_eq!(readable(&text), Ok((&*text, Vec::new())));
        let marked = format!("\u{FEFF}{text}");
        assert_eq!(readable(&marked), Ok((&*text, Vec::new())));
        let after_damage = format!("c = {{ damaged \"\nd = {}", "{".repeat(20));
        assert!(readable(&after_damage).is_err());
    }

    #[test]
    fn the_nearest_language_serves() {
        let tags: Vec<LocaleTag> =
            ["en-US", "de-DE", "zh-CN", "zh-TW"].iter().filter_map(|tag| LocaleTag::parse(tag)).collect();
        let order = |tag: &str| order(&tags, &[&LocaleTag::parse(tag).expect("a tag")]);
        assert_eq!(order("de-AT"), [1, 0]);
        assert_eq!(order("zh-HK"), [3, 2, 0]);
        assert_eq!(order("fr-FR"), [0]);
    }
}
