//! Pages that no navigation lists.

use std::collections::BTreeSet;

use super::cause::Finding;
use crate::diagnostics::Code;
use crate::model::{LocaleId, PageKey};
use crate::site::Site;
use crate::site::nav::{Entry, EntryTarget};
use crate::text::Span;

/// Checks every page of every locale whose navigation somebody wrote. Start pages of folders are left out: readers come
/// to them by their address. One finding speaks for all languages of a page.
pub fn check(site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    for locale in site.config.published() {
        let written = |id: LocaleId| site.tocs.iter().any(|((own, _), file)| *own == id && !file.items.is_empty());
        if !site.chain(locale).chain(site.config.source_locale).any(written) {
            continue;
        }
        let navigation = &site.navigation[locale.0];
        let mut listed = BTreeSet::new();
        navigation.sections.iter().for_each(|section| collect(&section.entries, &mut listed));
        for (key, origin) in site.pages.of(locale) {
            // A folder that has no navigation around it has no reader's way to it that could be missing.
            let around = navigation.section_of(key).is_some();
            if origin.is_fallback() || key.is_index() || listed.contains(key) || !around {
                continue;
            }
            let document = site.document(origin.document());
            let finding = Finding::new(
                Code::OrphanPage,
                site.place(document, document.body.headings.first().map_or(Span::default(), |heading| heading.span)),
                format!("no navigation lists the page `{key}`"),
                "Add it to the navigation, so that readers find it without a link.",
            );
            found.push(finding.of(key.as_str()));
        }
    }
    found
}

fn collect<'a>(entries: &'a [Entry], listed: &mut BTreeSet<&'a PageKey>) {
    for entry in entries {
        if let EntryTarget::Page(key, _) = &entry.target {
            listed.insert(key);
        }
        collect(&entry.children, listed);
    }
}
