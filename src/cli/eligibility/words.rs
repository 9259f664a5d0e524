//! A program's texts for a dialogue: those of a site in one of its locales, or the names of things where there is no site.

use fluent::{FluentArgs, FluentValue};

use crate::diagnostics::{Diagnostics, Fatal};
use crate::eligibility::dialogue::Offer;
use crate::eligibility::texts::Bound;
use crate::eligibility::{names, texts};
use crate::model::program::{Answer, Question, Written};
use crate::model::{Config, LocaleConfig, LocaleId, LocaleTag, Program};
use crate::site::Site;
use crate::site::links::Base;
use crate::site::target::Target;
use crate::site::texts::Texts;

/// A program's texts.
pub struct Words<'a> {
    /// The program.
    pub program: &'a Program,
    site: Option<&'a Site>,
    texts: Texts,
    locale: LocaleId,
}

impl<'a> Words<'a> {
    /// The texts of a site in a language, or those that every site has.
    pub fn new(program: &'a Program, site: Option<&'a Site>, tag: &LocaleTag) -> Result<Self, Fatal> {
        let Some(site) = site else {
            let locale = LocaleConfig {
                tag: tag.clone(),
                root: tag.as_str().into(),
                root_name: tag.as_str().into(),
                label: tag.to_string(),
                fallback: Vec::new(),
                edit_url: None,
                lists_fallback: false,
                published: true,
            };
            let config = Config { locales: vec![locale], ..Config::default() };
            let texts = Texts::new(&config, &crate::theme::default_messages(), &mut Diagnostics::new());
            return Ok(Self { program, site: None, texts, locale: LocaleId(0) });
        };
        let locales = &site.config;
        let Some(locale) = locales.locale_ids().find(|locale| locales.locale(*locale).tag == *tag) else {
            let tags: Vec<&str> = locales.locale_ids().map(|locale| locales.locale(locale).tag.as_str()).collect();
            return Err(Fatal::new(format!("the site has no locale {tag}"), format!("It has {}.", tags.join(", "))));
        };
        Ok(Self { program, site: Some(site), texts: site.texts.clone(), locale })
    }

    fn text(&self, key: &str) -> Option<String> {
        self.texts.format(self.locale, key, &FluentArgs::new()).map(|text| plain(&text))
    }

    fn part(&self, key: &str, part: &str) -> Option<String> {
        self.texts.attribute(self.locale, key, part, &FluentArgs::new()).map(|text| plain(&text))
    }

    /// A text that all programs share.
    pub fn shared(&self, key: &str) -> String {
        self.text(key).unwrap_or_else(|| key.to_owned())
    }

    /// The same with a variable.
    pub fn shared_with(&self, key: &str, name: &str, value: &str) -> String {
        let args: FluentArgs<'_> = [(name, FluentValue::from(value.to_owned()))].into_iter().collect();
        self.texts.format(self.locale, key, &args).map_or_else(|| format!("{key}: {value}"), |text| plain(&text))
    }

    /// What the program calls itself.
    pub fn title(&self) -> String {
        self.text(&texts::title(self.program)).unwrap_or_else(|| self.program.id.clone())
    }

    /// A question.
    pub fn question(&self, question: &Question) -> String {
        self.text(&texts::question(self.program, question)).unwrap_or_else(|| question.id.clone())
    }

    /// What its answer is called in lists.
    pub fn noun(&self, question: usize) -> String {
        let question = &self.program.questions[question];
        self.part(&texts::question(self.program, question), "why").unwrap_or_else(|| self.question(question))
    }

    /// What helps to answer it.
    pub fn hint(&self, question: &Question) -> Option<String> {
        self.part(&texts::question(self.program, question), "hint")
    }

    /// What its number counts.
    pub fn unit(&self, question: &Question) -> Option<String> {
        self.part(&texts::question(self.program, question), "unit")
    }

    /// Something that can be chosen.
    pub fn offer(&self, question: &Question, offer: &Offer) -> String {
        let own = self.text(&texts::answer(self.program, question, &offer.name));
        let shared = || {
            let shared = matches!(
                (&question.answer, offer.name.as_str()),
                (_, "unsure") | (Answer::YesNo, "yes" | "no") | (Answer::AnyOf(_), "none")
            );
            shared.then(|| self.text(&format!("elig-{}", offer.name))).flatten()
        };
        own.or_else(shared).unwrap_or_else(|| offer.name.clone())
    }

    /// How an answer is written that cannot be chosen.
    pub fn form(&self, question: &Question) -> Option<String> {
        match &question.answer {
            Answer::Whole { low, high } => {
                let unit = self.unit(question).map(|unit| format!(" {unit}")).unwrap_or_default();
                Some(format!("{low} – {high}{unit}"))
            }
            Answer::Date { low, high } => {
                Some(format!("YYYY-MM-DD, {} – {}", names::moment(*low), names::moment(*high)))
            }
            Answer::AnyOf(_) => Some("1, 2, …".to_owned()),
            Answer::YesNo | Answer::Choose(_) => None,
        }
    }

    /// What is said of an answer that cannot be: the question's own words, else those for its kind.
    pub fn error(&self, question: &Question) -> String {
        let (key, bounds) = texts::error(&question.answer);
        let bound = |bound| match bound {
            Bound::Whole(number) => FluentValue::from(number),
            Bound::Day(day) => FluentValue::from(day.to_string()),
        };
        let args: FluentArgs<'_> = bounds.into_iter().map(|(name, value)| (name, bound(value))).collect();
        let own = self.texts.attribute(self.locale, &texts::question(self.program, question), "error", &args);
        let text = own.or_else(|| self.texts.format(self.locale, key, &args));
        text.map_or_else(|| key.to_owned(), |text| plain(&text))
    }

    /// A criterion as it stands; as a requirement where nothing else is said.
    pub fn criterion(&self, number: usize, part: Option<&str>) -> String {
        let id = &self.program.criteria[number].id;
        let name = texts::criterion(self.program, id);
        let own = part.and_then(|part| self.part(&name, part)).or_else(|| self.text(&name));
        own.unwrap_or_else(|| id.clone())
    }

    /// An outcome as a heading.
    pub fn outcome(&self, number: usize) -> String {
        let Some(outcome) = self.program.outcomes.get(number) else { return String::new() };
        self.text(&texts::outcome(self.program, &outcome.id)).unwrap_or_else(|| outcome.id.clone())
    }

    /// What an outcome means.
    pub fn body(&self, number: usize) -> Option<String> {
        self.part(&texts::outcome(self.program, &self.program.outcomes.get(number)?.id), "body")
    }

    /// A page that the program names: its title, where there is a site that has it, and where it is.
    pub fn page(&self, page: &Written) -> String {
        let title = self.site.and_then(|site| {
            let base = Base { locale: self.locale, path: "", document: None };
            match site.resolve(self.locale, base, &page.text) {
                Target::Page(target) => Some(site.document(target.origin.document()).nav_title().to_owned()),
                _ => None,
            }
        });
        title.map_or_else(|| page.text.clone(), |title| format!("{title} ({})", page.text))
    }
}

/// A text without the marks that isolate what is filled in: a terminal shows them, or does nothing with them.
fn plain(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}
