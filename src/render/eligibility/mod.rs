//! Eligibility checks in pages: everything that a reader may come to see, in words, so that the script has nothing to write.

mod table;
pub mod view;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fluent::{FluentArgs, FluentValue};

use super::frame::Frame;
use super::view::LinkView;
use super::{Body, Renderer};
use crate::diagnostics::Diagnostics;
use crate::eligibility::compile::day_number;
use crate::eligibility::texts::{self as eligibility_texts, Bound};
use crate::eligibility::{Compiled, Judged};
use crate::model::program::{Answer, Criterion, Question, Written};
use crate::model::{DocumentId, LocaleId, LocaleTag, Program};
use crate::site::links::Base;
use crate::site::target::{Anchor, Target};
use crate::site::{Site, texts};
use view::{CheckContext, CheckCriterion, CheckIntegrity, CheckOption, CheckOutcome, CheckQuestion, CheckView};

/// Where a check is shown.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The output that it stands in.
    pub frame: &'a Frame,
    /// The locale of the page, whose readers links are for.
    pub locale: LocaleId,
    /// The language of the text around it.
    pub language: LocaleId,
    /// The level of its heading.
    pub level: u8,
    /// How many checks of the same program the page has before this one.
    pub same: usize,
    /// Whether the page has what checks load already.
    pub loaded: bool,
}

/// A check as a part of a page.
#[derive(Debug)]
pub struct Shown {
    /// Its HTML.
    pub html: String,
    /// Whether it brought along what checks load, or could have.
    pub available: bool,
    /// What its template had to say.
    pub found: Diagnostics,
}

/// A file that other sites take a check from: the check alone.
pub fn page(renderer: &Renderer<'_>, locale: LocaleId, program: &str) -> (Body, Diagnostics) {
    let address = renderer.site.check_address(locale, program);
    let frame = Frame::at(&address);
    let place = Place { frame: &frame, locale, language: locale, level: 2, same: 0, loaded: false };
    let shown = write(renderer, &place, program, "eligibility-page.html");
    (Body::Bytes(shown.html.into_bytes()), shown.found)
}

/// A check within a page.
pub fn check(renderer: &Renderer<'_>, place: &Place<'_>, program: &str) -> Shown {
    write(renderer, place, program, "eligibility.html")
}

fn write(renderer: &Renderer<'_>, place: &Place<'_>, program: &str, template: &str) -> Shown {
    let site = renderer.site;
    let judged = site.programs.get(program).map(|judged| &**judged);
    let language = language(site, place.language, program);
    let words = Words { site, language, program };
    let writer = Writer { words, place };
    let check = judged.and_then(|judged| writer.check(renderer, judged)).unwrap_or_else(|| writer.unavailable(judged));
    let available = check.available;
    let rules = judged.filter(|_| available).and_then(|judged| judged.program.as_ref().zip(judged.compiled.as_ref()));
    let table = rules.map_or_else(String::new, |(program, compiled)| table::html(words, program, compiled));
    let context = CheckContext { check, root: place.frame.href("") }.into_context(&table);
    let (html, found) = renderer.templates.text(site, template, language, context);
    Shown { html, available, found }
}

/// The language that a check is shown in: the first of a locale and what it falls back to that has texts for the program.
fn language(site: &Site, locale: LocaleId, program: &str) -> LocaleId {
    let name = format!("/eligibility/{program}.ftl");
    let has = |locale: &LocaleId| {
        let tag = &site.config.locale(*locale).tag;
        site.messages.iter().any(|file| file.locale == *tag && file.file.ends_with(&name))
    };
    site.chain(locale).find(has).unwrap_or(locale)
}

/// The texts of one program in one language.
#[derive(Clone, Copy)]
struct Words<'a> {
    site: &'a Site,
    language: LocaleId,
    program: &'a str,
}

impl Words<'_> {
    /// A text of the program.
    fn get(&self, name: &str) -> Option<String> {
        self.site.texts.format(self.language, &format!("{}-{name}", self.program), &FluentArgs::new())
    }

    /// A part of such a text.
    fn part(&self, name: &str, part: &str, args: &FluentArgs<'_>) -> Option<String> {
        self.site.texts.attribute(self.language, &format!("{}-{name}", self.program), part, args)
    }

    /// A part without variables.
    fn plain(&self, name: &str, part: &str) -> Option<String> {
        self.part(name, part, &FluentArgs::new())
    }

    /// A text of every check.
    fn shared(&self, key: &str, args: &FluentArgs<'_>) -> String {
        self.site.texts.format(self.language, key, args).unwrap_or_default()
    }
}

/// Writes one check.
struct Writer<'a> {
    words: Words<'a>,
    place: &'a Place<'a>,
}

impl Writer<'_> {
    /// A check with all that is in it; nothing where its program has mistakes, or lacks a text.
    fn check(&self, renderer: &Renderer<'_>, judged: &Judged) -> Option<CheckView> {
        let program = judged.program.as_ref().filter(|_| judged.is_sound)?;
        let compiled = judged.compiled.as_ref()?;
        Some(CheckView {
            available: true,
            title: self.words.get("title")?,
            rules: rules(compiled),
            integrity: renderer.integrity.clone(),
            share: program.share,
            questions: program.questions.iter().map(|question| self.question(question)).collect::<Option<_>>()?,
            criteria: program.criteria.iter().map(|criterion| self.criterion(criterion)).collect::<Option<_>>()?,
            outcomes: program
                .outcomes
                .iter()
                .map(|outcome| {
                    let name = format!("o-{}", outcome.id);
                    let link = outcome.read.as_ref().and_then(|read| self.link(read));
                    Some(CheckOutcome { text: self.words.get(&name)?, body: self.words.plain(&name, "body"), link })
                })
                .collect::<Option<_>>()?,
            ..self.unavailable(Some(judged))
        })
    }

    /// What is shown of a program that cannot be run: where its rules are written.
    fn unavailable(&self, judged: Option<&Judged>) -> CheckView {
        let program = judged.and_then(|judged| judged.program.as_ref());
        let tag = &self.words.site.config.locale(self.words.language).tag;
        let same = self.place.same;
        let name = self.words.program;
        CheckView {
            program: name.to_owned(),
            id: if same == 0 { format!("elig-{name}") } else { format!("elig-{name}-{}", same + 1) },
            first: !self.place.loaded,
            available: false,
            title: String::new(),
            lang: tag.to_string(),
            dir: tag.direction().name(),
            level: self.place.level,
            rules: String::new(),
            integrity: CheckIntegrity { script: String::new(), glue: String::new(), module: String::new() },
            share: false,
            revised: program.and_then(|program| program.revised).map_or_else(String::new, |day| day.to_string()),
            source: program.and_then(|program| program.source.as_ref()).and_then(|source| self.link(source)),
            pages: program.map_or_else(Vec::new, |program| self.pages(program)),
            questions: Vec::new(),
            criteria: Vec::new(),
            outcomes: Vec::new(),
        }
    }

    fn pages(&self, program: &Program) -> Vec<LinkView> {
        let mut pages: Vec<LinkView> = Vec::new();
        for link in program.pages().filter_map(|page| self.link(page)) {
            if pages.iter().all(|known| known.href != link.href) {
                pages.push(link);
            }
        }
        pages
    }

    fn question(&self, question: &Question) -> Option<CheckQuestion> {
        let words = &self.words;
        let name = format!("q-{}", question.id);
        let text = words.get(&name)?;
        let option = |id: &str, text, alone| CheckOption { name: id.to_owned(), text, alone };
        let named = |id: &String| Some(option(id, words.get(&format!("{name}-{id}"))?, false));
        // What every check says may be said otherwise of one question.
        let shared = |id: &str, alone| {
            let own = words.get(&format!("{name}-{id}"));
            option(id, own.unwrap_or_else(|| words.shared(&format!("elig-{id}"), &FluentArgs::new())), alone)
        };
        let (kind, mut options) = match &question.answer {
            Answer::YesNo => ("one", vec![shared("yes", false), shared("no", false)]),
            Answer::Choose(options) => ("one", options.iter().map(named).collect::<Option<_>>()?),
            Answer::AnyOf(options) => {
                let mut options: Vec<CheckOption> = options.iter().map(named).collect::<Option<_>>()?;
                options.push(shared("none", true));
                ("any", options)
            }
            Answer::Whole { .. } => ("whole", Vec::new()),
            Answer::Date { .. } => ("date", Vec::new()),
        };
        if question.unsure && matches!(kind, "one" | "date") {
            options.push(shared("unsure", true));
        }
        let tag = self.manner();
        Some(CheckQuestion {
            name: question.id.clone(),
            hint: words.plain(&name, "hint"),
            error: self.error(&name, &question.answer),
            unit: words.plain(&name, "unit"),
            noun: words.plain(&name, "why").unwrap_or_else(|| text.clone()),
            text,
            kind,
            options,
            parts: if kind == "date" { texts::date_order(tag).to_vec() } else { Vec::new() },
            group: if kind == "whole" { texts::group_mark(tag) } else { String::new() },
        })
    }

    /// The language in whose manner numbers and dates are written: a pseudo-locale has that of its source.
    fn manner(&self) -> &LocaleTag {
        let config = &self.words.site.config;
        let own = &config.locale(self.words.language).tag;
        config.source_locale.filter(|_| own.is_pseudo()).map_or(own, |source| &config.locale(source).tag)
    }

    /// What is said of an answer that is missing or cannot be: the question's own words, else those for its kind.
    fn error(&self, name: &str, answer: &Answer) -> String {
        let (key, bounds) = eligibility_texts::error(answer);
        let bound = |bound| match bound {
            Bound::Whole(number) => FluentValue::from(number),
            Bound::Day(day) => FluentValue::from(day.to_string()),
        };
        let args: FluentArgs<'_> = bounds.into_iter().map(|(name, value)| (name, bound(value))).collect();
        self.words.part(name, "error", &args).unwrap_or_else(|| self.words.shared(key, &args))
    }

    fn criterion(&self, criterion: &Criterion) -> Option<CheckCriterion> {
        let name = format!("c-{}", criterion.id);
        let text = self.words.get(&name)?;
        let as_is = |part: &str| self.words.plain(&name, part).unwrap_or_else(|| text.clone());
        let mut args = FluentArgs::new();
        for (name, day) in [("from", criterion.from), ("until", criterion.until)] {
            if let Some(day) = day {
                args.set(name, FluentValue::from(day.to_string()));
            }
        }
        let period = match (criterion.from, criterion.until) {
            (Some(_), Some(_)) => Some("elig-from-until"),
            (Some(_), None) => Some("elig-from"),
            (None, Some(_)) => Some("elig-until"),
            (None, None) => None,
        };
        Some(CheckCriterion {
            met: as_is("met"),
            unmet: as_is("unmet"),
            unknown: as_is("unknown"),
            text,
            period: period.map(|key| self.words.shared(key, &args)),
            link: criterion.read.as_ref().and_then(|read| self.link(read)),
        })
    }

    /// A page that the program names, by the heading that it leads to; nothing where it leads nowhere.
    fn link(&self, to: &Written) -> Option<LinkView> {
        let site = self.words.site;
        let base = Base { locale: self.words.language, path: "", document: None };
        let target = site.resolve(self.place.locale, base, &to.text);
        let Target::Page(page) = &target else { return None };
        let id = page.origin.document();
        let document = site.document(id);
        let heading = page.fragment.as_deref().filter(|_| page.anchor == Anchor::There).and_then(|fragment| {
            let at = (0..document.body.headings.len()).find(|at| site.heading_id(id, *at) == fragment)?;
            Some(document.body.headings[at].text.clone())
        });
        let mut href = String::new();
        self.place.frame.target_into(site, &mut href, &target);
        let own = document.locale == self.words.language;
        Some(LinkView {
            title: heading.filter(|text| !text.is_empty()).unwrap_or_else(|| page_title(site, id)),
            href,
            lang: (!own).then(|| site.config.locale(document.locale).tag.to_string()),
        })
    }
}

/// What a page calls itself in its heading.
fn page_title(site: &Site, id: DocumentId) -> String {
    let document = site.document(id);
    let heading = document.body.headings.iter().find(|heading| heading.level == 1);
    heading.map_or_else(|| document.nav_title().to_owned(), |heading| heading.text.clone())
}

/// The rules of each span of time, with the number of its first day.
fn rules(compiled: &Compiled) -> String {
    let regime = |regime: &crate::eligibility::Regime| {
        let rules = STANDARD.encode(regime.rules.encode());
        regime.from.map_or_else(|| rules.clone(), |from| format!("{}:{rules}", day_number(from)))
    };
    compiled.regimes.iter().map(regime).collect::<Vec<_>>().join(" ")
}

/// The digests of the files of the theme that a check needs.
pub fn integrity(site: &Site) -> CheckIntegrity {
    let of = |name: &str| {
        let bytes = site.theme.get(name).map_or(&[][..], |file| &file.bytes);
        format!("sha384-{}", STANDARD.encode(ring::digest::digest(&ring::digest::SHA384, bytes)))
    };
    CheckIntegrity {
        script: of("assets/eligibility.js"),
        glue: of("assets/checker.js"),
        module: of("assets/checker.wasm"),
    }
}
