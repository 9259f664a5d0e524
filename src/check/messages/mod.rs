//! Interface texts: what one language has and another lacks, and what in a text cannot be shown.
//!
//! A text finds other texts only in the files of its own tag, as [`crate::site::texts`] puts them together; whoever shows
//! it also takes it from files of the same language in the same script. Syntax errors are said by
//! [`crate::site::texts`]; what they hide raises nothing here.

mod compare;
mod entry;
mod missing;
mod names;
mod plural;
mod programs;
mod template_words;
mod variables;

use std::collections::{BTreeMap, BTreeSet};

use super::cause::Finding;
use crate::diagnostics::{Code, Place};
use crate::model::LocaleTag;
use crate::model::sources::MessageFile;
use crate::site::Site;
use crate::site::texts::LAST_RESORT;
use crate::text::Span;
use crate::theme;
use entry::{Contents, Entry, Kind, Part};
use names::{Names, one_after_another};
use template_words::TemplateWords;
use variables::Given;

/// Checks the Fluent files of a site, other than the built-in ones.
pub fn check(site: &Site) -> Vec<Finding> {
    if has_built_in_alone(site) {
        return Vec::new();
    }
    let contents: Vec<Contents<'_>> = site.messages.iter().map(|file| Contents::new(&file.text)).collect();
    let catalogue = Catalogue::new(site, &contents);
    let mut found = Vec::new();
    let mut said = SaidMissing::new();
    for (set, definition) in catalogue.own() {
        compare::check(&catalogue, set, definition, &mut found, &mut said);
        if !definition.entry.is_term {
            definition.entry.parts.iter().for_each(|part| plurals(set.tag, definition, part, &mut found));
        }
    }
    missing::check(&catalogue, &said, &mut found);
    found
}

/// Whether there is nothing to check: where all texts are built in, each of their languages has the same as the others.
fn has_built_in_alone(site: &Site) -> bool {
    let are_built_in = site.messages.iter().all(|file| theme::is_built_in(&file.file));
    let are_known = || {
        site.config.published().all(|id| {
            let tag = &site.config.locale(id).tag;
            let mut of_language =
                site.messages.iter().filter(|file| file.locale.language() == tag.language()).peekable();
            of_language.peek().is_none() || of_language.any(|file| file.locale.is_like(tag))
        })
    };
    are_built_in && site.programs.is_empty() && are_known()
}

/// What a finding has already said to be missing: the tag of the files, the text, and the attribute if it is one.
type SaidMissing<'a> = BTreeSet<(&'a LocaleTag, &'a str, Option<&'a str>)>;

/// The interface texts of a site, side by side.
struct Catalogue<'a> {
    site: &'a Site,
    /// The texts of each tag.
    sets: Vec<Set<'a>>,
    /// What translations are compared with, by the name as Fluent writes it: the texts of the source's language, and the
    /// built-in ones where it has none of its own.
    reference: BTreeMap<String, (usize, Definition<'a>)>,
    /// The built-in English texts, which the default theme gives their variables, likewise.
    built_in: BTreeMap<String, (usize, Definition<'a>)>,
    /// The names that cannot be read in the files of the source's language.
    broken: BTreeSet<&'a str>,
    /// What the site's own templates ask for.
    asked: TemplateWords<'a>,
}

/// The texts of one tag, as they are shown: of two with one name the later.
struct Set<'a> {
    tag: &'a LocaleTag,
    /// By name, without the hyphen of a term: a term and a message of one name take each other's place.
    entries: BTreeMap<&'a str, Definition<'a>>,
    /// The names that cannot be read.
    broken: BTreeSet<&'a str>,
    /// Whether readers of the site come to see them.
    is_shown: bool,
    /// What each message is given.
    given: Given<'a>,
    /// What the texts of its language refer to.
    used: Used<'a>,
    /// The names of its messages, of its terms, and those of the source that it has no text for: what may have been meant
    /// by a wrong one.
    messages: Names<'a>,
    terms: Names<'a>,
    wanted: Names<'a>,
}

/// What texts refer to.
#[derive(Default)]
struct Used<'a> {
    /// The messages and terms that another text refers to.
    entries: BTreeSet<(Kind, &'a str)>,
    /// The attributes that another part of a text refers to.
    attributes: BTreeSet<(Kind, &'a str, &'a str)>,
}

impl<'a> Used<'a> {
    fn read(&mut self, entry: &Entry<'a>) {
        for part in &entry.parts {
            for reference in &part.references {
                let is_own = (reference.kind, reference.name) == (entry.kind(), entry.name);
                if !is_own {
                    self.entries.insert((reference.kind, reference.name));
                }
                if let Some(attribute) =
                    reference.attribute.filter(|_| !is_own || reference.attribute != part.attribute)
                {
                    self.attributes.insert((reference.kind, reference.name, attribute));
                }
            }
        }
    }
}

/// A text in its file.
#[derive(Clone, Copy)]
struct Definition<'a> {
    file: &'a MessageFile,
    entry: &'a Entry<'a>,
}

impl<'a> Definition<'a> {
    fn is_built_in(&self) -> bool {
        theme::is_built_in(&self.file.file)
    }

    fn place(&self, span: Span) -> Place {
        Place::new(&self.file.file, &self.file.text, span)
    }

    /// Whose text it is, for people.
    fn owner(&self) -> &'a str {
        if self.is_built_in() { "the default theme" } else { self.file.locale.as_str() }
    }

    fn is_same(&self, other: &Self) -> bool {
        std::ptr::eq(self.entry, other.entry)
    }
}

impl<'a> Set<'a> {
    fn new(tag: &'a LocaleTag, is_shown: bool) -> Self {
        Self {
            tag,
            entries: BTreeMap::new(),
            broken: BTreeSet::new(),
            is_shown,
            given: Given::default(),
            used: Used::default(),
            messages: Names::default(),
            terms: Names::default(),
            wanted: Names::default(),
        }
    }

    /// A message by its name.
    fn message(&self, name: &str) -> Option<Definition<'a>> {
        self.entries.get(name).copied().filter(|definition| !definition.entry.is_term)
    }
}

impl<'a> Catalogue<'a> {
    fn new(site: &'a Site, contents: &'a [Contents<'a>]) -> Self {
        let config = &site.config;
        let shown: BTreeSet<&str> = config
            .published()
            .flat_map(|id| site.chain(id))
            .map(|id| config.locale(id).tag.language())
            .chain([LAST_RESORT])
            .collect();
        let mut sets: Vec<Set<'a>> = Vec::new();
        for (file, contents) in site.messages.iter().zip(contents) {
            let at = sets.iter().position(|set| *set.tag == file.locale).unwrap_or_else(|| {
                let is_shown = shown.contains(file.locale.language()) || shown.contains(file.locale.as_str());
                sets.push(Set::new(&file.locale, is_shown));
                sets.len() - 1
            });
            let set = &mut sets[at];
            set.broken.extend(&contents.broken);
            set.entries.extend(contents.entries.iter().map(|entry| (entry.name, Definition { file, entry })));
        }
        let source = config.source_locale.map(|source| &config.locale(source).tag);
        let of_source = |set: &Set<'_>| source.is_some_and(|source| set.tag.is_like(source));
        let mut built_in = BTreeMap::new();
        if let Some(at) = sets.iter().position(|set| set.tag.as_str() == LAST_RESORT) {
            let files = site.messages.iter().zip(contents).filter(|(file, _)| file.locale == *sets[at].tag);
            for (file, contents) in files.filter(|(file, _)| theme::is_built_in(&file.file)) {
                let named = contents.entries.iter().map(|entry| (entry.written(), (at, Definition { file, entry })));
                built_in.extend(named);
            }
        }
        let mut reference = built_in.clone();
        // The source's own tag comes last, because it goes before others of its language.
        let mut like: Vec<usize> = (0..sets.len()).filter(|at| of_source(&sets[*at])).collect();
        like.sort_by_key(|at| Some(sets[*at].tag) == source);
        for at in &like {
            for definition in sets[*at].entries.values().filter(|definition| !definition.is_built_in()) {
                reference.insert(definition.entry.written(), (*at, *definition));
            }
        }
        for at in 0..sets.len() {
            let set = &sets[at];
            let given = Given::new(&set.entries);
            let mut used = Used::default();
            let like = sets.iter().filter(|other| other.tag.is_like(set.tag));
            like.flat_map(|other| other.entries.values()).for_each(|other| used.read(other.entry));
            let names = |is_term: bool| {
                let of_kind = set.entries.values().filter(move |definition| definition.entry.is_term == is_term);
                Names::new(is_term, of_kind.map(|definition| definition.entry.name))
            };
            let (messages, terms) = (names(false), names(true));
            let wanted = reference.values().map(|(_, definition)| definition.entry).filter(|entry| {
                let own = set.entries.get(entry.name).is_some_and(|own| !own.is_built_in());
                !entry.is_term && !own
            });
            let wanted = Names::new(false, wanted.map(|entry| entry.name));
            let set = &mut sets[at];
            (set.given, set.used) = (given, used);
            (set.messages, set.terms, set.wanted) = (messages, terms, wanted);
        }
        let broken = like.iter().flat_map(|at| sets[*at].broken.iter().copied()).collect();
        let asked = TemplateWords::new(&site.theme);
        Self { site, sets, reference, built_in, broken, asked }
    }

    /// The site's own texts that readers come to see.
    fn own(&self) -> impl Iterator<Item = (&Set<'a>, Definition<'a>)> {
        self.sets.iter().filter(|set| set.is_shown).flat_map(|set| {
            let own = set.entries.values().filter(|definition| !definition.is_built_in());
            own.map(move |definition| (set, *definition))
        })
    }

    /// The texts that readers of a tag see in their own language.
    fn like(&self, tag: &LocaleTag) -> impl Iterator<Item = &Set<'a>> {
        self.sets.iter().filter(|set| set.tag.is_like(tag))
    }

    /// What the text of a translation is compared with.
    fn reference(&self, entry: &Entry<'_>) -> Option<(&Set<'a>, Definition<'a>)> {
        let (at, definition) = self.reference.get(&entry.written())?;
        Some((&self.sets[*at], *definition))
    }

    /// The built-in text that the text of a site takes the place of.
    fn built_in(&self, entry: &Entry<'_>) -> Option<(&Set<'a>, Definition<'a>)> {
        let (at, definition) = self.built_in.get(&entry.written())?;
        Some((&self.sets[*at], *definition))
    }

    /// Whether the site says what translations are made from.
    fn has_source(&self) -> bool {
        self.site.config.source_locale.is_some()
    }

    /// The tag that translations are made from, or what stands in its place.
    fn source_name(&self) -> &str {
        let config = &self.site.config;
        config.source_locale.map_or("the default theme", |source| config.locale(source).tag.as_str())
    }
}

/// Says which forms for numbers a text lacks.
fn plurals(tag: &LocaleTag, definition: Definition<'_>, part: &Part<'_>, found: &mut Vec<Finding>) {
    for selection in &part.selections {
        let lacking = plural::lacking(tag, selection);
        if lacking.is_empty() {
            continue;
        }
        let kind = if selection.is_ordinal { "ordinal" } else { "plural" };
        let (forms, variants) = if lacking.len() == 1 {
            (format!("the {kind} form"), "variant")
        } else {
            (format!("{kind} forms"), "variants")
        };
        let named: Vec<String> = lacking
            .iter()
            .map(|lacking| {
                let numbers: Vec<String> = lacking.numbers.iter().map(u32::to_string).collect();
                format!("`{}` (for example {})", lacking.category, numbers.join(", "))
            })
            .collect();
        let keys = lacking.iter().map(|lacking| format!("`[{}]`", lacking.category));
        found.push(Finding::new(
            Code::MissingPlural,
            definition.place(selection.span),
            format!("`{}` lacks {forms} that {tag} needs: {}", definition.entry.written(), named.join(", ")),
            format!("Add the {variants} {}.", one_after_another(keys)),
        ));
    }
}
