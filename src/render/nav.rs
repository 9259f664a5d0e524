//! Navigation as HTML: rendered once per locale and section, with the ways and marks that differ from page to page
//! left as holes.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::Renderer;
use super::frame::Frame;
use super::view::{LocaleView, NavContext, NavItem};
use crate::diagnostics::Diagnostics;
use crate::model::fragment::mark;
use crate::model::{Fragment, LocaleId, PageKey};
use crate::site::Site;
use crate::site::nav::{Entry, EntryTarget};
use crate::text::address;
use crate::text::escape::escape_into;

/// The navigation of every locale and section, once somebody asks.
#[derive(Debug)]
pub struct NavCache(Vec<Vec<OnceLock<Section>>>);

impl NavCache {
    /// An empty cache for a site.
    pub fn new(site: &Site) -> Self {
        Self(
            site.navigation
                .iter()
                .map(|navigation| navigation.sections.iter().map(|_| OnceLock::new()).collect())
                .collect(),
        )
    }
}

#[derive(Debug)]
struct Section {
    html: Fragment<NavHole>,
    /// Where each entry leads: below the site's root, or somewhere else.
    ways: Vec<Way>,
    /// For each page the entries that hold it and the entry that is it.
    trails: HashMap<PageKey, (Vec<usize>, usize)>,
    /// Why its own template could not be used, if so.
    found: Diagnostics,
}

#[derive(Debug)]
enum Way {
    None,
    Here(String, Option<String>),
    Elsewhere(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NavHole {
    Href(usize),
    Current(usize),
    Open(usize),
}

/// Writes the navigation that a page shows. Gives why its own template could not be used, if so.
pub fn write(
    renderer: &Renderer<'_>,
    frame: &Frame,
    locale: LocaleId,
    key: Option<&PageKey>,
    out: &mut String,
) -> Diagnostics {
    let navigation = &renderer.site.navigation[locale.0];
    let number = match key {
        Some(key) => navigation.section_of(key),
        None if navigation.sections.len() == 1 => Some(0),
        None => None,
    };
    let Some(number) = number else { return Diagnostics::new() };
    let section = renderer.navigation.0[locale.0][number]
        .get_or_init(|| render(renderer, locale, &navigation.sections[number].entries));
    let (open, current) = match key.and_then(|key| section.trails.get(key)) {
        Some((open, current)) => (open.as_slice(), Some(*current)),
        None => (&[][..], None),
    };
    out.reserve(section.html.html.len() + section.ways.len() * 24);
    section.html.fill(out, |out, hole| match hole {
        NavHole::Href(entry) => match &section.ways[*entry] {
            Way::None => {}
            Way::Here(to, fragment) => {
                frame.href_into(out, to);
                if let Some(fragment) = fragment {
                    out.push('#');
                    escape_into(out, &address::encode_destination(fragment));
                }
            }
            Way::Elsewhere(address) => escape_into(out, &address::encode_destination(address)),
        },
        NavHole::Current(entry) => {
            if current == Some(*entry) {
                out.push_str(" aria-current=\"page\"");
            }
        }
        NavHole::Open(entry) => {
            if open.contains(entry) || current == Some(*entry) {
                out.push_str(" open");
            }
        }
    });
    section.found.clone()
}

fn render(renderer: &Renderer<'_>, locale: LocaleId, entries: &[Entry]) -> Section {
    let site = renderer.site;
    let mut section =
        Section { html: Fragment::default(), ways: Vec::new(), trails: HashMap::new(), found: Diagnostics::new() };
    let mut holes = Vec::new();
    let items = collect(site, locale, entries, &mut Vec::new(), &mut section, &mut holes);
    let own = site.config.locale(locale);
    let locale_view = LocaleView {
        tag: own.tag.to_string(),
        dir: own.tag.direction().name(),
        label: own.label.clone(),
        home: String::new(),
    };
    let context = NavContext { locale: locale_view, items }.into_context();
    let (marked, found) = renderer.templates.render(site, "nav.html", locale, context);
    section.found = found;
    section.html = Fragment::from_marked(&marked, &holes, |_| None);
    section
}

fn collect(
    site: &Site,
    locale: LocaleId,
    entries: &[Entry],
    above: &mut Vec<usize>,
    section: &mut Section,
    holes: &mut Vec<NavHole>,
) -> Vec<NavItem> {
    let mut items = Vec::with_capacity(entries.len());
    for entry in entries {
        let number = section.ways.len();
        section.ways.push(match &entry.target {
            EntryTarget::Group => Way::None,
            EntryTarget::Page(key, fragment) => match site.pages.get(locale, key) {
                Some(origin) => Way::Here(site.page_address(locale, key, origin), fragment.clone()),
                None => Way::None,
            },
            EntryTarget::Address(address) => {
                match address.strip_prefix('/').filter(|path| site.routes.get(path).is_some()) {
                    Some(path) => Way::Here(path.strip_suffix("index.html").unwrap_or(path).to_owned(), None),
                    None => Way::Elsewhere(address.clone()),
                }
            }
        });
        if let EntryTarget::Page(key, None) = &entry.target {
            section.trails.entry(key.clone()).or_insert_with(|| (above.clone(), number));
        }
        let mut hole = |hole| {
            holes.push(hole);
            mark(holes.len() - 1)
        };
        let href = (!matches!(section.ways[number], Way::None)).then(|| hole(NavHole::Href(number)));
        let (current, open) = (hole(NavHole::Current(number)), hole(NavHole::Open(number)));
        above.push(number);
        let children = collect(site, locale, &entry.children, above, section, holes);
        above.pop();
        items.push(NavItem {
            title: entry.title.clone(),
            lang: entry.lang.map(|lang| site.config.locale(lang).tag.to_string()),
            href,
            current,
            open,
            items: children,
        });
    }
    items
}
