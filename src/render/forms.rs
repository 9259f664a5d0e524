//! Pages of one form: what templates choose between is the same on all of them, and only texts differ. The template is rendered for the
//! first of them, with a hole for each text, and filled for the others.
//!
//! This is for built-in templates alone, which do nothing with these texts but write them: one of a site's own may count the letters of a
//! title.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use clru::CLruCache;

use super::Renderer;
use super::languages::{self, Way};
use super::templates::{PAGE, escaped};
use super::view::{
    Crumb, HeadingView, ImageView, Level, LinkView, LocaleView, PageContext, PageHtml, PageView, Shared, SiteView,
};
use crate::diagnostics::Diagnostics;
use crate::model::fragment::mark;
use crate::model::{Fragment, LocaleId};

/// How many forms are kept: pages are made one locale after the other, and those of one have few.
const KEPT: NonZeroUsize = NonZeroUsize::new(512).unwrap();

/// The forms that were met last, by what templates choose between.
#[derive(Debug)]
pub struct Forms(Mutex<CLruCache<Vec<u8>, Arc<Form>>>);

impl Default for Forms {
    fn default() -> Self {
        Self(Mutex::new(CLruCache::new(KEPT)))
    }
}

/// A page as its template sees it, but for its languages.
#[derive(Debug)]
pub struct Page {
    /// The language of its frame.
    pub locale: LocaleId,
    /// The language of its text.
    pub shown: LocaleId,
    /// What templates see of it.
    pub context: PageContext,
    /// Its parts that are HTML already.
    pub html: PageHtml,
    /// How it leads to its languages.
    pub ways: Vec<Way>,
}

/// Whether there are others like a page: none like those with a notice of what is unusual about them.
pub fn has_form(page: &PageView) -> bool {
    page.kind == "page" && !page.draft && page.readings.is_none()
}

/// Renders a page that has a form with the built-in template.
pub fn render(renderer: &Renderer<'_>, mut page: Page) -> (Vec<u8>, Diagnostics) {
    let same = Same::of(&page.context);
    let mut taken = Taken::default();
    taken.choice(&[same.title.into(), same.home.into(), same.start.into()]);
    taken.number(page.locale.0);
    taken.number(page.shown.0);
    visit(&mut page, &mut taken);
    let Taken { key, texts } = taken;
    let known = || renderer.forms.0.lock().unwrap_or_else(PoisonError::into_inner);
    let form = known().get(&key).cloned();
    let form = form.unwrap_or_else(|| {
        // Others need not wait meanwhile.
        let made = Arc::new(Form::new(renderer, page, same, &texts));
        known().put(key, made.clone());
        made
    });
    let len: usize = texts.iter().map(Text::len).sum();
    // Some grow by what is escaped.
    let mut out = String::with_capacity(form.html.html.len() + len + len / 16);
    form.html.fill(&mut out, |out, number| texts[*number].write(out));
    (out.into_bytes(), form.found.clone())
}

/// What pages of one form have in common.
#[derive(Debug)]
struct Form {
    /// A page, with holes of the numbers of its texts.
    html: Fragment<usize>,
    /// Why the template could not be used, if so.
    found: Diagnostics,
}

impl Form {
    /// That of pages like one whose texts were taken.
    fn new(renderer: &Renderer<'_>, mut page: Page, same: Same, texts: &[Text]) -> Self {
        visit(&mut page, &mut Marks { texts, next: 0 });
        let Page { locale, mut context, html, ways, .. } = page;
        // What is compared with another text is the same mark where it is the same text.
        if same.title {
            context.site.title.clone_from(&context.page.title);
        }
        if let Some(crumb) = context.page.breadcrumbs.first_mut().filter(|_| same.home) {
            crumb.href = Some(context.locale.home.clone());
        }
        if same.start {
            context.page.key = START.to_owned();
        }
        context.page.languages = ways.iter().map(|way| languages::view(renderer, way)).collect();
        let (marked, found) = renderer.templates.text(renderer.site, PAGE, locale, context.into_context(html));
        let numbers: Vec<usize> = (0..texts.len()).collect();
        Self { html: Fragment::from_marked(&marked, &numbers, |_| None), found }
    }
}

/// The key of a locale's start.
const START: &str = "index";

/// Which texts of a page are the same, of those that the template compares.
#[derive(Debug, Clone, Copy)]
struct Same {
    /// The key of the page and that of a start.
    start: bool,
    /// The title of the site and that of the page.
    title: bool,
    /// Where the way to the page begins, and the start of the locale.
    home: bool,
}

impl Same {
    fn of(context: &PageContext) -> Self {
        let first = context.page.breadcrumbs.first();
        Self {
            start: context.page.key == START,
            title: context.site.title == context.page.title,
            home: first.is_some_and(|crumb| crumb.href.as_ref() == Some(&context.locale.home)),
        }
    }
}

/// A text of a page.
#[derive(Debug)]
enum Text {
    /// One that templates escape.
    Plain(String),
    /// HTML, which they write as it stands.
    Html(String),
    /// The same of what pages share.
    Shared(Shared<String>),
    /// The level of a heading.
    Level(u8),
}

impl Text {
    fn len(&self) -> usize {
        match self {
            Self::Plain(text) | Self::Html(text) => text.len(),
            Self::Shared(text) => text.as_str().len(),
            Self::Level(_) => 1,
        }
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Plain(text) => escaped(text, out),
            Self::Html(text) => out.push_str(text),
            Self::Shared(text) => out.push_str(text.as_str()),
            Self::Level(level) => out.push(char::from(b'0' + level)),
        }
    }
}

/// Whoever is shown a page piece by piece.
trait Visitor {
    /// A text that templates write and escape. Whether there is one they may ask.
    fn text(&mut self, text: &mut String);
    /// The same of HTML.
    fn html(&mut self, html: &mut String);
    /// The same of HTML that pages share.
    fn shared(&mut self, html: &mut Shared<String>);
    /// The level of a heading, which they write.
    fn level(&mut self, level: &mut Level);
    /// What templates choose by.
    fn choice(&mut self, choice: &[u8]);

    /// A number by which they choose.
    fn number(&mut self, number: usize) {
        self.choice(&number.to_le_bytes());
    }

    /// A text by which they choose, or which stays what it is for other reasons.
    fn fixed(&mut self, text: &str) {
        self.number(text.len());
        self.choice(text.as_bytes());
    }

    /// The same of one that may be missing.
    fn fixed_if(&mut self, text: Option<&str>) {
        self.choice(&[text.is_some().into()]);
        self.fixed(text.unwrap_or_default());
    }

    /// [`Visitor::text`] of one that may be missing.
    fn text_if(&mut self, text: &mut Option<String>) {
        self.choice(&[text.is_some().into()]);
        if let Some(text) = text {
            self.text(text);
        }
    }
}

/// Takes a page's texts, and tells by what its form is known.
#[derive(Debug)]
struct Taken {
    key: Vec<u8>,
    texts: Vec<Text>,
}

impl Default for Taken {
    fn default() -> Self {
        // As much as most pages need.
        Self { key: Vec::with_capacity(512), texts: Vec::with_capacity(96) }
    }
}

impl Visitor for Taken {
    fn text(&mut self, text: &mut String) {
        self.key.push(u8::from(!text.is_empty()));
        self.texts.push(Text::Plain(std::mem::take(text)));
    }

    fn html(&mut self, html: &mut String) {
        self.key.push(u8::from(!html.is_empty()));
        self.texts.push(Text::Html(std::mem::take(html)));
    }

    fn shared(&mut self, html: &mut Shared<String>) {
        self.key.push(u8::from(!html.as_str().is_empty()));
        self.texts.push(Text::Shared(html.clone()));
    }

    fn level(&mut self, level: &mut Level) {
        self.texts.push(Text::Level(level.number()));
    }

    fn choice(&mut self, choice: &[u8]) {
        self.key.extend_from_slice(choice);
    }
}

/// Puts marks where texts were taken. What was empty stays so.
#[derive(Debug)]
struct Marks<'t> {
    texts: &'t [Text],
    next: usize,
}

impl Marks<'_> {
    fn mark(&mut self) -> String {
        self.next += 1;
        let is_empty = self.texts[self.next - 1].len() == 0;
        if is_empty { String::new() } else { mark(self.next - 1) }
    }
}

impl Visitor for Marks<'_> {
    fn text(&mut self, text: &mut String) {
        *text = self.mark();
    }

    fn html(&mut self, html: &mut String) {
        *html = self.mark();
    }

    fn shared(&mut self, html: &mut Shared<String>) {
        *html = Shared::html(&self.mark());
    }

    fn level(&mut self, level: &mut Level) {
        *level = Level::mark(&self.mark());
    }

    fn choice(&mut self, _: &[u8]) {}
}

/// Shows a page to a visitor, always in the same order: all that the template may look at, but for what is the same on all pages of a
/// language.
fn visit(page: &mut Page, to: &mut impl Visitor) {
    let Page { locale: _, shown: _, context, html, ways } = page;
    let PageContext { site, locale, root, page } = context;
    let SiteView { title, locales: _, search: _ } = site;
    to.text(title);
    let LocaleView { tag: _, dir: _, label: _, home } = locale;
    to.text(home);
    to.text(root);
    let PageHtml { nav, content } = html;
    to.html(nav);
    to.html(content);
    let PageView {
        kind: _,
        title,
        description,
        image,
        key,
        has_h1,
        // These four are what the language of the text is.
        lang: _,
        og_locale: _,
        dir: _,
        fallback: _,
        origin,
        state,
        fallback_others,
        updated,
        updated_text,
        source_updated,
        source_updated_text,
        authors,
        authors_text,
        edit,
        // Pages with one of these have no form.
        draft: _,
        readings: _,
        publish: _,
        parts,
        headings,
        breadcrumbs,
        previous,
        next,
        // Nobody has filled these in: the languages are made of the ways, and the built-in template asks for nothing else.
        languages: _,
        front: _,
        canonical,
        // For templates of a site's own, as are the authors, who are let go of below.
        alternates: _,
        alternate_links,
        markdown,
        feed,
        noindex,
        // Other outputs than pages have these.
        target: _,
        sections: _,
        status: _,
    } = page;
    to.text(title);
    to.text(key);
    authors.clear();
    to.choice(&[u8::from(*has_h1), u8::from(*noindex)]);
    for choice in [*origin, *state] {
        to.fixed(choice);
    }
    to.fixed_if(*markdown);
    for text in [description, updated, updated_text, source_updated, source_updated_text, authors_text] {
        to.text_if(text);
    }
    for text in [edit, canonical, feed] {
        to.text_if(text);
    }
    to.shared(alternate_links);
    to.number(fallback_others.len());
    fallback_others.iter().for_each(|other| to.fixed(other));
    to.number(parts.len());
    parts.iter().for_each(|part| to.fixed(part));
    to.choice(&[u8::from(image.is_some())]);
    if let Some(ImageView { href, alt, width, height }) = image {
        to.text(href);
        to.text_if(alt);
        for size in [width, height] {
            to.number(size.map_or(usize::MAX, |size| size as usize));
        }
    }
    to.number(headings.len());
    for HeadingView { level, id, text } in headings {
        to.level(level);
        to.text(id);
        to.text(text);
    }
    to.number(breadcrumbs.len());
    for Crumb { title, href, lang } in breadcrumbs {
        to.text(title);
        to.text_if(href);
        to.fixed_if(lang.as_deref());
    }
    for link in [previous, next] {
        to.choice(&[u8::from(link.is_some())]);
        if let Some(LinkView { title, href, lang }) = link {
            to.text(title);
            to.text(href);
            to.fixed_if(lang.as_deref());
        }
    }
    to.number(ways.len());
    for Way { locale, role, from, href } in ways {
        to.number(locale.0);
        to.number(*role as usize);
        to.number(from.map_or(usize::MAX, |from| from.0));
        to.text(href);
    }
}
