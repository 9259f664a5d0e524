//! Navigation as HTML: rendered once per locale and section, with the ways and marks that differ from page to page
//! left as holes.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::Renderer;
use super::frame::{Frame, encode};
use super::view::{LocaleView, NavContext, NavItem};
use crate::diagnostics::Diagnostics;
use crate::model::fragment::{mark, unmarked};
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

#[derive(Debug, Default)]
struct Section {
    html: Fragment<NavHole>,
    /// Where each entry leads: below the site's root, or somewhere else.
    ways: Vec<Way>,
    /// The numbers of the holes that each entry has.
    holes: Vec<Vec<usize>>,
    /// The entries that lead to somewhere below the site's root, in order of their addresses.
    addresses: Vec<(String, usize)>,
    /// For each page the entries that hold it and the entry that is it.
    trails: HashMap<PageKey, (Vec<usize>, usize)>,
    /// The navigation as neighbours of a page see it, for the folders that were asked for last.
    ready: Mutex<VecDeque<Arc<Ready>>>,
    /// Why its own template could not be used, if so.
    found: Diagnostics,
}

#[derive(Debug)]
enum Way {
    None,
    /// An encoded address below the site's root, and a fragment.
    Here(String, Option<String>),
    Elsewhere(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NavHole {
    Href(usize),
    Current(usize),
    Open(usize),
}

impl NavHole {
    fn entry(self) -> usize {
        match self {
            Self::Href(entry) | Self::Current(entry) | Self::Open(entry) => entry,
        }
    }
}

/// A section's navigation with all holes filled, as a page has it that is no entry and stands beside others in a folder.
#[derive(Debug)]
struct Ready {
    frame: Frame,
    html: String,
    /// What was filled into each hole.
    filled: Vec<Range<usize>>,
}

/// How many folders a section's navigation is kept for: pages are made in the order of their addresses.
const KEPT: usize = 4;

/// Which entries are marked on a page.
#[derive(Debug, Clone, Copy, Default)]
struct Marked<'a> {
    /// Those that hold the page.
    open: &'a [usize],
    /// The one that is the page.
    current: Option<usize>,
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
    let marked = match key.and_then(|key| section.trails.get(key)) {
        Some((open, current)) => Marked { open, current: Some(*current) },
        None => Marked::default(),
    };
    match frame.beside() {
        Some((folder, beside)) => section.write(out, frame, marked, folder, &section.ready(beside)),
        None => section.html.fill(out, |out, hole| section.fill(out, *hole, frame, marked)),
    }
    section.found.clone()
}

impl Section {
    fn fill(&self, out: &mut String, hole: NavHole, frame: &Frame, marked: Marked<'_>) {
        match hole {
            NavHole::Href(entry) => match &self.ways[entry] {
                Way::None => {}
                Way::Here(to, fragment) => {
                    frame.encoded_into(out, to);
                    if let Some(fragment) = fragment {
                        out.push('#');
                        escape_into(out, &address::encode_destination(fragment));
                    }
                }
                Way::Elsewhere(address) => escape_into(out, &address::encode_destination(address)),
            },
            NavHole::Current(entry) if marked.current == Some(entry) => out.push_str(" aria-current=\"page\""),
            NavHole::Open(entry) if marked.current == Some(entry) || marked.open.contains(&entry) => {
                out.push_str(" open");
            }
            NavHole::Current(_) | NavHole::Open(_) => {}
        }
    }

    /// The navigation as pages beside a place see it.
    fn ready(&self, beside: Frame) -> Arc<Ready> {
        // What a thread leaves when it panics is whole all the same.
        let kept = || self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ready) = kept().iter().find(|ready| ready.frame == beside) {
            return ready.clone();
        }
        let (mut html, mut filled) = (String::new(), Vec::with_capacity(self.html.holes.len()));
        self.html.fill(&mut html, |out, hole| {
            let start = out.len();
            self.fill(out, *hole, &beside, Marked::default());
            filled.push(start..out.len());
        });
        let ready = Arc::new(Ready { frame: beside, html, filled });
        let mut kept = kept();
        kept.truncate(KEPT - 1);
        kept.push_front(ready.clone());
        ready
    }

    /// Writes what pages beside this one see, but for the entries that are marked on it and those in its own folder.
    fn write(&self, out: &mut String, frame: &Frame, marked: Marked<'_>, folder: &str, ready: &Ready) {
        let below = self.addresses.partition_point(|(address, _)| address.as_str() < folder);
        let below = self.addresses[below..].iter().take_while(|(address, _)| address.starts_with(folder));
        let own = below.map(|(_, entry)| *entry).chain(marked.open.iter().copied()).chain(marked.current);
        let mut holes: Vec<usize> = own.flat_map(|entry| &self.holes[entry]).copied().collect();
        holes.sort_unstable();
        holes.dedup();
        out.reserve(ready.html.len() + holes.len() * 24);
        let mut from = 0;
        for hole in holes {
            out.push_str(&ready.html[from..ready.filled[hole].start]);
            self.fill(out, self.html.holes[hole].1, frame, marked);
            from = ready.filled[hole].end;
        }
        out.push_str(&ready.html[from..]);
    }
}

fn render(renderer: &Renderer<'_>, locale: LocaleId, entries: &[Entry]) -> Section {
    let site = renderer.site;
    let mut section = Section::default();
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
    let (marked, found) = renderer.templates.text(site, "nav.html", locale, context);
    section.found = found;
    section.html = Fragment::from_marked(&marked, &holes, |_| None);
    section.holes = vec![Vec::new(); section.ways.len()];
    for (number, (_, hole)) in section.html.holes.iter().enumerate() {
        section.holes[hole.entry()].push(number);
    }
    let address = |(entry, way): (usize, &Way)| match way {
        Way::Here(address, _) => Some((address.clone(), entry)),
        Way::None | Way::Elsewhere(_) => None,
    };
    section.addresses = section.ways.iter().enumerate().filter_map(address).collect();
    section.addresses.sort_unstable();
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
                Some(origin) => {
                    Way::Here(encode(&site.page_address(locale, key, origin)).into_owned(), fragment.clone())
                }
                None => Way::None,
            },
            EntryTarget::Address(address) => {
                match address.strip_prefix('/').filter(|path| site.routes.get(path).is_some()) {
                    Some(path) => {
                        let path = path.strip_suffix("index.html").unwrap_or(path);
                        Way::Here(encode(path).into_owned(), None)
                    }
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
            title: unmarked(entry.title.clone()),
            lang: entry.lang.map(|lang| site.config.locale(lang).tag.to_string()),
            href,
            current,
            open,
            items: children,
        });
    }
    items
}
