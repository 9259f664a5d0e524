//! Tera templates: compiling, the function `t`, and errors as findings.

use std::io::{self, Write};
use std::sync::{Arc, OnceLock};

use fluent::{FluentArgs, FluentValue};
use tera::{Context, Error, ErrorKind, Kwargs, State, Tera, Value, escape_html};

use super::fold::{Folded, TEXTS};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place};
use crate::model::fragment::{MARK_CLOSE, MARK_OPEN};
use crate::model::sources::{STATIC, ThemeFile};
use crate::model::{Described, LocaleId};
use crate::site::{Site, texts};
use crate::text::Span;
use crate::text::escape::{has_forbidden, is_forbidden, is_plain};

/// The name under which a page's context carries the number of its locale, for `t`. No template can ask for it, and like [`TEXTS`] it
/// stands behind those that they ask for.
const LOCALE: &str = "~locale";

/// The template of a page that asks for no other.
pub const PAGE: &str = "page.html";

/// What stands before the name of a built-in template when a site's own extends it: `default/base.html`.
const DEFAULT: &str = "default/";

/// What is shown where not even the built-in template can be rendered.
const NOTHING: &str =
    "<!DOCTYPE html>\n<html lang=\"und\"><head><meta charset=\"utf-8\"><title>–</title></head><body></body></html>\n";

/// Compiled templates.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    /// The texts that templates look up instead of asking for them.
    folded: Arc<Folded>,
    /// Whether all templates are built in, and no page asks for another than its own.
    pub are_builtin: bool,
    /// The default theme alone, once one of the site's own templates fails.
    builtin: OnceLock<Tera>,
}

impl Templates {
    /// Compiles the theme's templates. Those of the site that cannot be compiled are said and left out, so that the
    /// built-in ones of the same name take their place. The built-in ones are there under `default/` too, so that a
    /// template can extend the one that it replaces.
    pub fn new(site: &Site) -> (Self, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        let mut broken: Vec<String> = Vec::new();
        let folded = Arc::new(Folded::new(site));
        let has_own = may_fail(site);
        let compiled = |tera| Self { tera, folded: folded.clone(), are_builtin: !has_own, builtin: OnceLock::new() };
        loop {
            let mut tera = empty(site);
            let sources: Vec<(String, String)> = site
                .theme
                .iter()
                .filter(|(name, _)| is_template(name))
                .filter_map(|(name, file)| {
                    let file = if broken.contains(name) { crate::theme::builtin(name)? } else { file.clone() };
                    Some((name.clone(), folded.fold(String::from_utf8_lossy(&file.bytes).into_owned())))
                })
                .chain(
                    // A component can be there only once; what defines one has no blocks to replace anyway. Where all templates are
                    // built in, none replaces another.
                    defaults()
                        .filter(|(_, text)| has_own && !text.contains("{% component"))
                        .map(|(name, text)| (format!("{DEFAULT}{name}"), folded.fold(text))),
                )
                .collect();
            match tera.add_raw_templates(sources.iter().map(|(name, text)| (name.as_str(), text.as_str()))) {
                Ok(()) => return (compiled(tera), diagnostics),
                Err(error) => {
                    let culprit = culprit(&error)
                        .or_else(|| sources.iter().map(|(name, _)| name.clone()).find(|name| is_own(site, name)));
                    diagnostics.push(finding(site, &error));
                    match culprit.filter(|name| !broken.contains(name) && site.theme.contains_key(name)) {
                        Some(name) => broken.push(name),
                        None => return (compiled(empty(site)), diagnostics),
                    }
                }
            }
        }
    }

    /// Whether there is a template of this name.
    pub fn contains(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }

    /// Renders a template into `out`. One that fails is said, and the built-in one is rendered instead: links lead to the
    /// page, and a reader who follows them must find it.
    pub fn render(
        &self,
        site: &Site,
        name: &str,
        locale: LocaleId,
        mut context: Context,
        out: &mut Vec<u8>,
    ) -> Diagnostics {
        context.insert_value(LOCALE, Value::from(locale.0));
        if let Some(texts) = self.folded.of(locale.0) {
            context.insert_value(TEXTS, texts);
        }
        let before = out.len();
        match self.tera.render_to(name, &context, &mut *out) {
            Ok(()) => Diagnostics::new(),
            Err(error) => {
                let builtin = self.builtin.get_or_init(|| builtin(site));
                let name = if builtin.contains_template(name) { name } else { PAGE };
                out.truncate(before);
                if builtin.render_to(name, &context, &mut *out).is_err() {
                    out.truncate(before);
                    out.extend_from_slice(NOTHING.as_bytes());
                }
                [finding(site, &error)].into_iter().collect()
            }
        }
    }

    /// [`Templates::render`], for whoever goes on with the text.
    pub fn text(&self, site: &Site, name: &str, locale: LocaleId, context: Context) -> (String, Diagnostics) {
        let mut out = Vec::new();
        let found = self.render(site, name, locale, context, &mut out);
        (String::from_utf8(out).unwrap_or_default(), found)
    }
}

/// The templates of the default theme.
fn defaults() -> impl Iterator<Item = (String, String)> {
    let text = |file: ThemeFile| String::from_utf8_lossy(&file.bytes).into_owned();
    crate::theme::default_theme()
        .into_iter()
        .filter(|(name, _)| is_template(name))
        .map(move |(name, file)| (name, text(file)))
}

/// Writes a text as templates do.
pub fn escaped(text: &str, out: &mut String) {
    if is_plain(text) {
        return out.push_str(text);
    }
    let mut bytes = Vec::with_capacity(text.len() + 8);
    if escape(text, &mut bytes).is_ok() {
        out.push_str(&String::from_utf8_lossy(&bytes));
    }
}

fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    match has_forbidden(text) {
        true => escape_html(&text.replace(is_never_html, "\u{FFFD}"), out),
        false => escape_html(text, out),
    }
}

/// The default theme, compiled by itself.
fn builtin(site: &Site) -> Tera {
    let mut tera = empty(site);
    let sources: Vec<(String, String)> = defaults().collect();
    match tera.add_raw_templates(sources.iter().map(|(name, text)| (name.as_str(), text.as_str()))) {
        Ok(()) => tera,
        Err(_) => empty(site),
    }
}

/// Whether a file of a theme is a template.
pub fn is_template(name: &str) -> bool {
    name.ends_with(".html") && !name.starts_with("assets/") && !name.starts_with(STATIC)
}

/// Whether a template is the site's own.
fn is_own(site: &Site, name: &str) -> bool {
    let builtin = crate::theme::builtin(name);
    site.theme.get(name).is_some_and(|file| builtin.is_none_or(|builtin| builtin.bytes != file.bytes))
}

/// Whether a site has pages that other templates are made of than those that are built in, which are known not to fail, each for
/// what it is there for.
pub fn may_fail(site: &Site) -> bool {
    let has_own = site.theme.keys().any(|name| is_template(name) && is_own(site, name));
    has_own || site.documents.iter().any(|document| document.front.template.is_some())
}

/// Whether no HTML may contain a character, wherever a title or a text has it: it is replaced as in pages. Marks of holes stay.
fn is_never_html(ch: char) -> bool {
    is_forbidden(ch) && !matches!(ch, MARK_OPEN | MARK_CLOSE)
}

fn empty(site: &Site) -> Tera {
    let mut tera = Tera::new();
    tera.set_escape_fn(|text, out| if is_plain(text) { out.write_all(text.as_bytes()) } else { escape(text, out) });
    tera.register_function(T.name, Translate { texts: site.texts.clone() });
    tera
}

/// The function that templates have beside the engine's own.
pub const T: Described = Described {
    name: "t",
    form: "t(key=\"next-page\")",
    comment: "An interface text in the language of the page's frame. Further arguments fill the text's variables, as \
              `t(key=\"page-in\", language=page.fallback.label)`; an array becomes a list in the manner of the \
              language. A key that no language has is an error.",
};

/// The function [`T`].
struct Translate {
    texts: texts::Texts,
}

impl tera::Function<tera::TeraResult<Value>> for Translate {
    fn call(&self, kwargs: Kwargs, state: &State<'_>) -> tera::TeraResult<Value> {
        let key: &str = kwargs.must_get("key")?;
        let locale = LocaleId(state.get::<u64>(LOCALE)?.unwrap_or_default() as usize);
        if let Some(text) = self.texts.get(locale, key) {
            return Ok(Value::from(text));
        }
        let mut args = FluentArgs::new();
        for (name, value) in kwargs.iter() {
            let Some(name) = name.as_str().filter(|name| *name != "key") else { continue };
            let value = match (value.as_str(), value.as_f64(), value.as_array()) {
                (Some(text), ..) => FluentValue::from(text.to_owned()),
                (None, Some(number), _) => FluentValue::from(number),
                (None, None, Some(items)) => texts::list(items.iter().map(Value::to_string).collect()),
                (None, None, None) => FluentValue::from(value.to_string()),
            };
            args.set(name.to_owned(), value);
        }
        let text = self.texts.format(locale, key, &args).map(Value::from);
        text.ok_or_else(|| Error::message(format!("there is no interface text `{key}`")))
    }
}

/// The template that an error names.
fn culprit(error: &Error) -> Option<String> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Some(report.filename().to_owned()),
        ErrorKind::MissingParent { current, .. } => Some(current.clone()),
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => Some(tpl.clone()),
        _ => None,
    }
    .filter(|name| !name.is_empty())
}

/// Some errors of the engine come as a drawing for terminals, whose second line says `--> name:line:column`.
fn reported_place(report: &str) -> Option<(String, usize, usize)> {
    let place = report.lines().find_map(|line| line.trim_start().strip_prefix("--> "))?;
    let mut parts = place.rsplitn(3, ':');
    let column = parts.next()?.trim().parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    Some((parts.next()?.to_owned(), line, column))
}

/// The first line of such a drawing, and the byte that it points at.
fn plain_report(site: &Site, report: &str) -> Option<(String, Span)> {
    let (name, line, column) = reported_place(report)?;
    let text = String::from_utf8_lossy(&site.theme.get(&name)?.bytes).into_owned();
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let ahead: usize = text[start..].chars().take(column - 1).map(char::len_utf8).sum();
    let message = report.lines().next()?.trim_start_matches("error: ").to_owned();
    Some((message, Span::at(start + ahead)))
}

/// A template's error as a finding at its place.
fn finding(site: &Site, error: &Error) -> Diagnostic {
    let name = culprit(error).or_else(|| reported_place(&error.to_string()).map(|(name, ..)| name));
    let file = name.as_ref().and_then(|name| site.theme.get(name));
    let (message, span) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let range = report.span().range.clone();
            (report.message().to_owned(), Span::new(range.start, range.end))
        }
        other => plain_report(site, &other.to_string()).unwrap_or_else(|| (other.to_string(), Span::default())),
    };
    let source = std::error::Error::source(error).map(|source| format!(": {source}")).unwrap_or_default();
    let place = match file {
        Some(file) => {
            let text = String::from_utf8_lossy(&file.bytes);
            let fits =
                text.is_char_boundary(span.start.min(text.len())) && text.is_char_boundary(span.end.min(text.len()));
            Place::new(
                &file.file,
                &text,
                if fits { Span::new(span.start.min(text.len()), span.end.min(text.len())) } else { Span::default() },
            )
        }
        None => site.config.site_place(),
    };
    Diagnostic::new(
        Code::InvalidTemplate,
        place,
        format!("the template fails: {message}{source}"),
        "Mend the template; it may use `site`, `locale`, `root`, `page` and the function `t`.",
    )
}
