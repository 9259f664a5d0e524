//! Bringing in pages as they were received: from files of any name to the pages of a site.
//!
//! What a file says of itself decides; what it does not say is told from its text, and said. Nothing here touches the
//! disk: the plan says which text belongs to which page, and whoever asked for it writes.

mod heal;
pub mod language;
pub mod place;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Place, Role, Severity};
use crate::model::sources::Input;
use crate::model::{Document, DocumentKind, FrontMatter, LocaleTag, PageKey};
use crate::parse::bilingual;
use crate::site::Site;
use crate::text::Span;

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
    /// `md`, or `yml` for a page in YAML.
    pub extension: &'static str,
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

/// Plans an import into a site, or into an empty folder. `locale` is the language of all files, where it was given.
pub fn plan(inputs: &[Input], site: Option<&Site>, locale: Option<&LocaleTag>) -> Plan {
    let mut planner = Planner { pages: Pages::new(site), locale, plan: Plan::default(), taken: BTreeMap::new() };
    // A file of its own wins over a text that was recovered from beside its translation.
    let sources: Vec<Recovered> = inputs.iter().filter_map(|input| planner.file(input)).collect();
    for source in sources {
        planner.source(source);
    }
    planner.plan.pages.sort_by(|a, b| (&a.file, a.part).cmp(&(&b.file, b.part)));
    planner.plan.mended.sort();
    planner.plan.diagnostics.sort();
    planner.plan
}

struct Planner<'a> {
    pages: Pages,
    locale: Option<&'a LocaleTag>,
    plan: Plan,
    /// Which of the planned pages a locale has under a key.
    taken: BTreeMap<(LocaleTag, PageKey), usize>,
}

/// The source text of a bilingual file, with what its translation has already told.
struct Recovered {
    file: Arc<str>,
    healed: Healed,
    key: PageKey,
    target: LocaleTag,
    place: Place,
}

impl Planner<'_> {
    /// Plans the page of a file. Gives the page that it was made from, where the file holds it too.
    fn file(&mut self, input: &Input) -> Option<Recovered> {
        let file = &input.file;
        if file_stem(file).eq_ignore_ascii_case("toc") {
            let finding = Diagnostic::new(
                Code::NoPages,
                Place::whole(file),
                "navigation is no page; the file is left out",
                "Copy it into the folder of its language and mend its links, which count from there.",
            );
            self.plan.diagnostics.push(finding.with_severity(Severity::Warning));
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
        let left = heal::parse(file, &target.text).1;
        for found in found {
            let stays = left.iter().any(|left| left.code == found.code && left.message == found.message);
            if stays { &mut self.plan.diagnostics } else { &mut self.plan.mended }.push(found);
        }
        let bilingual = bilingual::is_bilingual(text);
        if bilingual && source.is_none() {
            let message = "some bilingual units are damaged, so the source text is not recovered";
            self.say(Code::GuessedFrontMatter, place.clone(), message, "Mend the units and import the file again.");
        }
        let locale = self.locale_of(&target.document, &place)?;
        let source = source.map(|healed| {
            // The source's own words tell the key where no anchor does: the page was named by them.
            let key = self.key_of(&healed.document, &original, &place, false);
            Recovered { file: file.clone(), healed, key, target: locale.clone(), place: place.clone() }
        });
        let key = match &source {
            Some(source) => source.key.clone(),
            None => self.key_of(&target.document, &original, &place, !self.pages.is_source(&locale)),
        };
        // An untranslated page beside its own source is the source.
        if source.as_ref().is_some_and(|source| source.healed.text == target.text) {
            return source;
        }
        self.add(Page {
            file: file.clone(),
            part: if bilingual { Part::Target } else { Part::Whole },
            locale,
            key,
            extension: extension(&target.document),
            text: target.text,
            place,
        });
        source
    }

    fn source(&mut self, recovered: Recovered) {
        let Recovered { file, healed, key, target, place } = recovered;
        let locale = match language::detect(&healed.document, self.pages.source_language(), &self.pages.languages()) {
            Some(told) => self.pages.locale(&told.language),
            None => self.pages.source_tag(),
        };
        let Some(locale) = locale.filter(|locale| *locale != target) else {
            let message = "the source text beside the translation is in the same language; it is left out";
            self.say(Code::GuessedLocale, place, message, "Give the translation's language: --locale TAG.");
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
                    "title and description are there in {target} only; the {locale} page takes its heading as title"
                ),
                "Write a `description` in the source page.",
            );
        }
        self.add(Page {
            file,
            part: Part::Source,
            locale,
            key,
            extension: extension(&healed.document),
            text: healed.text,
            place,
        });
    }

    fn add(&mut self, page: Page) {
        let slot = (page.locale.clone(), page.key.clone());
        let Some(taken) = self.taken.get(&slot).map(|index| &self.plan.pages[*index]) else {
            self.taken.insert(slot, self.plan.pages.len());
            self.plan.pages.push(page);
            return;
        };
        if taken.text == page.text {
            return;
        }
        let message = format!("this would be {} in {} too, with another text; it is left out", page.key, page.locale);
        let help = "Give one of them a `key` of its own in its front matter, or import the one that you want alone.";
        let severity = match page.part {
            // The translation is imported all the same; only a second reading of its source is dropped.
            Part::Source => Severity::Warning,
            Part::Whole | Part::Target => Code::ImportConflict.severity(),
        };
        let other = taken.place.clone();
        self.plan.diagnostics.push(
            Diagnostic::new(Code::ImportConflict, page.place, message, help).with_severity(severity).with_related(
                other,
                Role::See,
                "the page that is imported",
            ),
        );
    }

    /// The language of a page: the one given, the one it says, the one it is written in.
    fn locale_of(&mut self, document: &Document, place: &Place) -> Option<LocaleTag> {
        if let Some(locale) = self.locale {
            return Some(locale.clone());
        }
        if let Some(locale) = said_locale(&document.front) {
            return Some(self.pages.known(&locale).unwrap_or(locale));
        }
        let told = language::detect(document, self.pages.source_language(), &self.pages.languages());
        let located = told.and_then(|told| self.pages.locale(&told.language).map(|locale| (told, locale)));
        let Some((told, locale)) = located else {
            self.say(
                Code::UnknownLanguage,
                place.clone(),
                "nothing tells the language of this page",
                "Give it: --locale TAG.",
            );
            return None;
        };
        let unsure = if told.sure { "" } else { "; they are few, so look at it" };
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
            return self.pages.key(&heading.id);
        }
        let (from, text) = match (heading, &document.front.title) {
            (Some(heading), _) => ("its heading", heading.text.clone()),
            (None, Some(title)) => ("its title", title.clone()),
            (None, None) => ("the name of the file", file_stem(&original.file).to_owned()),
        };
        let key = self.pages.key(&place::file_name(&text));
        let found = self.pages.has(&key);
        let mut message = format!("the page is `{key}`, told from {from}");
        if alone && !found {
            message.push_str("; nothing says which page it translates");
        }
        if !found {
            self.say(
                Code::GuessedKey,
                place.clone(),
                message,
                "If the page has another name, write `key: name` into the front matter, or rename the file.",
            );
        }
        key
    }

    fn say(&mut self, code: Code, place: Place, message: impl Into<String>, help: impl Into<String>) {
        self.plan.diagnostics.push(Diagnostic::new(code, place, message, help));
    }
}

/// The language that a page says it is in.
fn said_locale(front: &FrontMatter) -> Option<LocaleTag> {
    let extra =
        ["lang", "language", "locale", "ms.locale"].into_iter().filter_map(|key| front.extra.get(key)?.as_str());
    front.content_locale.as_deref().into_iter().chain(extra).find_map(LocaleTag::parse)
}

fn extension(document: &Document) -> &'static str {
    match document.kind {
        DocumentKind::Faq | DocumentKind::Landing => "yml",
        _ => "md",
    }
}

/// `a/b.c.md => b.c`
fn file_stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
