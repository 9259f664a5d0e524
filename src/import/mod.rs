//! Bringing in pages as they were received: from files of any name to the pages of a site.
//!
//! What a file says of itself decides; what it does not say is told from its text, and said. Nothing here touches the
//! disk: the plan says which text belongs to which page, and whoever asked for it writes.

mod heal;
mod links;
pub mod place;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Role, Severity};
use crate::model::sources::Input;
use crate::model::{Document, FrontMatter, LocaleTag, PageKey};
use crate::parse::{keys, page, toc};
use crate::site::Site;
use crate::text::Span;

use crate::translate::language::{self, Evidence, Language, Told};
use heal::Healed;
use place::Pages;

/// Which part of a file a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// All of it.
    Whole,
    /// The translation in a bilingual file.
    Target,
    /// What the translation in a bilingual file was made from.
    Source,
}

/// A page on its way into a site.
#[derive(Debug, Clone)]
pub struct Page {
    /// The file it comes from.
    pub file: Arc<str>,
    /// Which part of it.
    pub part: Part,
    /// Its language.
    pub locale: LocaleTag,
    /// Its key.
    pub key: PageKey,
    /// The file that it becomes.
    pub path: PathBuf,
    /// The path of that file below the folder of its language.
    pub below: Arc<str>,
    /// Whether its own name makes that file the page; another file is the page only by what its front matter says.
    pub goes_by_key: bool,
    /// The text to write.
    pub text: String,
    /// Where a finding about the page as a whole points.
    pub place: Place,
}

/// What an import would do.
#[derive(Debug, Default)]
pub struct Plan {
    /// The pages, in order of the files that they come from.
    pub pages: Vec<Page>,
    /// What was wrong in the files and is right in the pages.
    pub mended: Diagnostics,
    /// What had to be guessed, what is still to mend, what cannot be imported.
    pub diagnostics: Diagnostics,
}

/// Plans an import into a folder, where a site may be already. `locale` is the language of all files, where it was
/// given.
pub fn plan(inputs: &[Input], folder: &Path, site: Option<&Site>, locale: Option<&LocaleTag>) -> Plan {
    let pages = Pages::new(folder, site);
    let mut planner = Planner { pages, locale, plan: Plan::default(), taken: BTreeMap::new() };
    // A file of its own wins over a text that was recovered from beside its translation.
    let sources: Vec<Recovered> = inputs.iter().filter_map(|input| planner.file(input)).collect();
    for source in sources {
        planner.source(source);
    }
    links::follow(&mut planner.plan.pages);
    planner.plan.pages.sort_by(|a, b| (&a.file, a.part).cmp(&(&b.file, b.part)));
    planner.plan.mended.sort();
    planner.plan.diagnostics.sort();
    planner.plan
}

struct Planner<'a> {
    pages: Pages,
    locale: Option<&'a LocaleTag>,
    plan: Plan,
    /// Which of the planned pages becomes a file, by its path in lower case: not every file system tells cases apart.
    taken: BTreeMap<String, usize>,
}

/// The source text of a bilingual file, with what its translation has already told.
struct Recovered {
    file: Arc<str>,
    healed: Healed,
    key: PageKey,
    /// The language of the translation.
    target: LocaleTag,
    place: Place,
}

impl Planner<'_> {
    /// Plans the page of a file. Gives the page that it was made from, where the file holds it too.
    fn file(&mut self, input: &Input) -> Option<Recovered> {
        let file = &input.file;
        if toc::is_toc(file) {
            self.leave_out(
                file,
                "navigation is no page",
                "Copy it into the folder of its language and mend its links.",
            );
            return None;
        }
        let text = match std::str::from_utf8(&input.bytes) {
            Ok(text) => text,
            Err(error) => {
                let lossy = String::from_utf8_lossy(&input.bytes);
                let place = Place::new(file, &lossy, Span::at(error.valid_up_to()));
                self.say(Code::InvalidUtf8, place, "the file is not UTF-8 from here on", "Save it as UTF-8.");
                return None;
            }
        };
        if heal::is_data(file, text) {
            self.leave_out(
                file,
                "the file holds data, not a page",
                "Only landing pages and questions are pages in YAML.",
            );
            return None;
        }
        let (original, found) = heal::parse(file, text);
        if let Some(invalid) = found.iter().find(|found| found.code == Code::InvalidPage) {
            self.plan.diagnostics.push(invalid.clone());
            return None;
        }
        let heading = original.body.headings.first().map_or_else(Span::default, |heading| heading.span);
        let place = Place::new(file, text, heading);
        let target = heal::page(file, text);
        if target.text.trim().is_empty() {
            self.say(Code::NoPages, Place::whole(file), "there is no text in the file", "Leave it out.");
            return None;
        }
        let source = heal::source(file, text);
        // What is still found in the page is for its author.
        let mut left: Vec<&Diagnostic> = target.left.iter().collect();
        for found in found {
            let same = left.iter().position(|left| left.code == found.code && left.message == found.message);
            match same {
                Some(index) => {
                    left.swap_remove(index);
                    self.plan.diagnostics.push(found);
                }
                None => self.plan.mended.push(found),
            }
        }
        if target.was_bilingual && source.is_none() {
            let message = "some bilingual units are damaged, so the source text is not recovered";
            let found =
                Diagnostic::new(Code::InvalidUnit, place.clone(), message, "Mend the units and import the file again.");
            self.plan.diagnostics.push(found);
        }
        let locale = self.locale_of(&target.document, text, &place)?;
        let source = source.map(|healed| {
            // The source's own words tell the key where no anchor does: the page was named by them.
            let key = self.key_of(&healed.document, &original, &place, false);
            Recovered { file: file.clone(), healed, key, target: locale.clone(), place: place.clone() }
        });
        let key = match &source {
            Some(source) => source.key.clone(),
            None => self.key_of(&target.document, &original, &place, !self.pages.is_source(&locale)),
        };
        // Where nothing is translated the two are one page.
        let untranslated = source.as_ref().is_some_and(|source| source.healed.text == target.text);
        let part = if target.was_bilingual && !untranslated { Part::Target } else { Part::Whole };
        self.add(file, part, locale, key, target, place);
        source.filter(|_| !untranslated)
    }

    fn source(&mut self, recovered: Recovered) {
        let Recovered { file, healed, key, target, place } = recovered;
        let told = language::detect(&healed.document, self.pages.source_language(), &self.pages.languages());
        let locale = match told.filter(|told| told.evidence > Evidence::TooLittle) {
            Some(told) => self.pages.locale(&told.language),
            None => self.pages.source_tag(),
        };
        let Some(locale) = locale.filter(|locale| *locale != target) else {
            let message = "the source text beside the translation is in the same language; it is left out";
            let found =
                Diagnostic::new(Code::GuessedLocale, place, message, "Give the translation's language: --locale TAG.");
            self.plan.diagnostics.push(found.with_severity(Severity::Warning));
            return;
        };
        self.say(
            Code::GuessedLocale,
            place.clone(),
            format!("the text that this page was translated from is {locale}, told from its words"),
            format!("If it is another language, move the page out of the folder of {locale}."),
        );
        if healed.title_is_a_guess {
            self.say(
                Code::GuessedFrontMatter,
                place.clone(),
                format!(
                    "what the front matter says is there in {target} only; the {locale} page takes its heading as title"
                ),
                "Write a `description` in the source page.",
            );
        }
        self.add(&file, Part::Source, locale, key, healed, place);
    }

    fn add(&mut self, file: &Arc<str>, part: Part, locale: LocaleTag, key: PageKey, healed: Healed, place: Place) {
        let extension = if page::is_yaml_page(&healed.text) { "yml" } else { "md" };
        if !place::fits(&key, extension) {
            let message = format!("`{key}` is no name for a page's file");
            let help = "Write another `key` into the front matter: short, not hidden, and none of the names that are no pages (toc, readme, includes/…).";
            self.plan
                .diagnostics
                .push(Diagnostic::new(Code::GuessedKey, place, message, help).with_severity(Severity::Error));
            return;
        }
        if !self.pages.looks_at(&locale, &key) {
            let message = format!("`{key}` lies outside of the docsets of {locale}, so the site makes no page of it");
            let help = "Write a `key` below the folder of a docset into the front matter, such as `docs/name`.";
            let finding = Diagnostic::new(Code::GuessedKey, place.clone(), message, help);
            self.plan.diagnostics.push(finding.with_severity(Severity::Warning));
        }
        let (root, below, goes_by_key) = self.pages.path(&locale, &key, extension);
        let path = root.join(&below);
        let slot = path.to_string_lossy().to_lowercase();
        let Some(taken) = self.taken.get(&slot).map(|index| &self.plan.pages[*index]) else {
            self.taken.insert(slot, self.plan.pages.len());
            self.plan.pages.push(Page {
                file: file.clone(),
                part,
                locale,
                key,
                path,
                below: below.into(),
                goes_by_key,
                text: healed.text,
                place,
            });
            return;
        };
        if taken.text == healed.text {
            return;
        }
        let message = format!("this would be {key} in {locale} too, with another text; it is left out");
        let help = "Give one of them a `key` of its own in its front matter, or import the one that you want alone.";
        let severity = match part {
            // The translation is imported all the same; only a second reading of its source is dropped.
            Part::Source => Severity::Warning,
            Part::Whole | Part::Target => Code::ImportConflict.severity(),
        };
        let other = taken.place.clone();
        self.plan.diagnostics.push(
            Diagnostic::new(Code::ImportConflict, place, message, help).with_severity(severity).with_related(
                other,
                Role::See,
                "the page that is imported",
            ),
        );
    }

    /// Says why a file that was named is not imported, where that is no fault of the file.
    fn leave_out(&mut self, file: &Arc<str>, what: &str, help: &str) {
        let finding = Diagnostic::new(Code::NoPages, Place::whole(file), format!("{what}; the file is left out"), help);
        self.plan.diagnostics.push(finding.with_severity(Severity::Warning));
    }

    /// The language of a page: the one given, the one it says, the one it is written in.
    fn locale_of(&mut self, document: &Document, text: &str, place: &Place) -> Option<LocaleTag> {
        if let Some(locale) = self.locale {
            return Some(locale.clone());
        }
        if let Some(locale) = said_locale(&document.front) {
            return Some(self.pages.known(&locale).unwrap_or(locale));
        }
        let told = language::detect(document, self.pages.source_language(), &self.pages.languages());
        // Few words tell little; the words that a tool made of the keys may tell more.
        let told = told.map(|told| match keys::language_of_header(text).filter(|_| told.evidence < Evidence::Enough) {
            Some(language) => Told {
                language: Language { language: language.to_owned(), ..told.language },
                evidence: Evidence::Enough,
                ..told
            },
            None => told,
        });
        let known = |told: &Told| {
            told.evidence > Evidence::TooLittle || self.pages.languages().contains(&told.language.language.as_str())
        };
        let told = told.filter(known);
        let located = told.and_then(|told| self.pages.locale(&told.language).map(|locale| (told, locale)));
        let Some((told, locale)) = located else {
            let message = "nothing tells the language of this page: it does not say it, and its words do not tell it";
            self.say(Code::UnknownLanguage, place.clone(), message, "Give it: --locale TAG.");
            return None;
        };
        let unsure = if told.evidence == Evidence::Enough { "" } else { "; they are few, so look at it" };
        let rest =
            if told.share < 90 { format!(", which make up {} % of the text", told.share) } else { String::new() };
        let script = match (told.language.language.as_str(), told.language.script) {
            ("zh", Some("Hant")) => " by characters that only Traditional Chinese has",
            ("zh", Some(_)) => " by characters that only Simplified Chinese has",
            ("zh", None) => "; no character tells Simplified from Traditional Chinese",
            _ => "",
        };
        self.say(
            Code::GuessedLocale,
            place.clone(),
            format!("the page is {locale}, told from its words{rest}{script}{unsure}"),
            "If it is another language or region, import it with --locale TAG.",
        );
        Some(locale)
    }

    /// The key of a page: the one it says, the anchor of its first heading, the heading's text. `alone` says that the
    /// page is a translation whose text cannot lead to the page it translates.
    fn key_of(&mut self, document: &Document, original: &Document, place: &Place, alone: bool) -> PageKey {
        if let Some(key) = document.front.key.as_deref().and_then(PageKey::parse) {
            return key;
        }
        let heading = document.body.headings.first();
        if let Some(heading) = heading.filter(|heading| heading.explicit) {
            let (key, candidates) = self.pages.key(&heading.id);
            self.say_candidates(&key, &candidates, place);
            return key;
        }
        let (from, text) = match (heading, &document.front.title) {
            (Some(heading), _) => ("its heading", heading.text.clone()),
            (None, Some(title)) => ("its title", title.clone()),
            (None, None) => ("the name of the file", file_stem(&original.file).to_owned()),
        };
        let (key, candidates) = self.pages.key(&place::file_name(&text));
        let mut message = format!("the page is `{key}`, told from {from}");
        if alone && !self.pages.has(&key) {
            message.push_str("; nothing says which page it translates");
        }
        self.say(
            Code::GuessedKey,
            place.clone(),
            message,
            "If the page has another name, write `key: name` into the front matter, or rename the file that was written.",
        );
        self.say_candidates(&key, &candidates, place);
        key
    }

    /// Several pages of the site go by the name of one that is imported.
    fn say_candidates(&mut self, key: &PageKey, candidates: &[PageKey], place: &Place) {
        if candidates.is_empty() {
            return;
        }
        let names: Vec<&str> = candidates.iter().map(PageKey::as_str).collect();
        let message = format!("several pages go by this name ({}); the page becomes `{key}`", names.join(", "));
        let help = "If it is one of them, write `key: path` into the front matter.";
        let finding = Diagnostic::new(Code::GuessedKey, place.clone(), message, help);
        self.plan.diagnostics.push(finding.with_severity(Severity::Warning));
    }

    fn say(&mut self, code: Code, place: Place, message: impl Into<String>, help: impl Into<String>) {
        self.plan.diagnostics.push(Diagnostic::new(code, place, message, help));
    }
}

/// The language that a page says it is in. Words that only look like a tag (`lang: sql`) say nothing.
fn said_locale(front: &FrontMatter) -> Option<LocaleTag> {
    let extra =
        ["lang", "language", "locale", "ms.locale"].into_iter().filter_map(|key| front.extra.get(key)?.as_str());
    let own = front.content_locale.as_deref().and_then(LocaleTag::parse);
    own.or_else(|| extra.into_iter().find_map(LocaleTag::from_folder))
}

/// `a/b.c.md => b.c`
fn file_stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
