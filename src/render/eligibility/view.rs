//! What templates see of an eligibility check, as [`crate::render::view`] defines it for everything else.

use tera::{Context, Value};

use crate::model::Described;
use crate::render::view::{LinkView, ViewType, views};

views! {
    /// What `eligibility.html` and `eligibility-page.html` see.
    pub struct CheckContext {
        /// The check.
        pub check: CheckView,
        /// The way to the root of the site, to write before `assets/…`; empty, or it ends in `/`.
        pub root: String,
    }

    /// An eligibility check.
    pub struct CheckView {
        /// The name of its program.
        pub program: String,
        /// What the ids of its elements begin with; no other check of the page has it.
        pub id: String,
        /// Whether it is the first one of its page that is available, which brings style and script along.
        pub first: bool,
        /// Whether it can be shown: its program is there and sound, and has all texts.
        pub available: bool,
        /// The title; empty where the check is not available.
        pub title: String,
        /// The language of its texts.
        pub lang: String,
        /// The direction of that language.
        pub dir: &'static str,
        /// The level of its heading.
        pub level: u8,
        /// Its rules for the script: for each span of time the number of its first day, a colon and the rules in Base64.
        pub rules: String,
        /// Digests of the files that a browser loads for it.
        pub integrity: CheckIntegrity,
        /// Whether readers are offered a link that holds their answers.
        pub share: bool,
        /// The day of the rules, as `2026-03-05`; empty where the program names none.
        pub revised: String,
        /// The page that the rules come from.
        pub source: Option<LinkView>,
        /// Every page that the program names, each once.
        pub pages: Vec<LinkView>,
        /// The questions, in the order in which they are asked.
        pub questions: Vec<CheckQuestion>,
        /// The criteria.
        pub criteria: Vec<CheckCriterion>,
        /// The outcomes, best first.
        pub outcomes: Vec<CheckOutcome>,
    }

    /// Digests of the files that a browser loads for a check, for `integrity`.
    pub struct CheckIntegrity {
        /// Of `assets/eligibility.js`.
        pub script: String,
        /// Of `assets/checker.js`.
        pub glue: String,
        /// Of `assets/checker.wasm`.
        pub module: String,
    }

    /// A question of a check.
    pub struct CheckQuestion {
        /// Its name, which is also the name of its fields.
        pub name: String,
        /// The question.
        pub text: String,
        /// What helps to answer it.
        pub hint: Option<String>,
        /// What is said of an answer that is missing or cannot be.
        pub error: String,
        /// What a number counts, behind its field.
        pub unit: Option<String>,
        /// What its answer is called in lists.
        pub noun: String,
        /// How it is answered: `one`, `any`, `whole` or `date`.
        pub kind: &'static str,
        /// What can be chosen, where something can.
        pub options: Vec<CheckOption>,
        /// The fields of a date in the order of the language: `day`, `month` and `year`.
        pub parts: Vec<&'static str>,
        /// The marks between groups of digits in the language.
        pub group: String,
    }

    /// What can be chosen.
    pub struct CheckOption {
        /// Its name.
        pub name: String,
        /// Its words.
        pub text: String,
        /// Whether nothing else can be said beside it.
        pub alone: bool,
    }

    /// A criterion of a check.
    pub struct CheckCriterion {
        /// The criterion as a requirement.
        pub text: String,
        /// The same where it is met.
        pub met: String,
        /// The same where it is not met.
        pub unmet: String,
        /// The same where that is not known.
        pub unknown: String,
        /// When it is in force; nothing where it always is.
        pub period: Option<String>,
        /// The page to read.
        pub link: Option<LinkView>,
    }

    /// An outcome of a check.
    pub struct CheckOutcome {
        /// The outcome as a heading.
        pub text: String,
        /// What it means.
        pub body: Option<String>,
        /// The page to read next.
        pub link: Option<LinkView>,
    }
}

impl CheckContext {
    /// The context of a template. The table of all answers is HTML already, and is empty where there is none.
    pub fn into_context(self, table: &str) -> Context {
        let mut check = Value::from_serializable(&self.check).into_map().unwrap_or_default();
        check.insert("table".into(), Value::safe_string(table));
        let mut context = Context::new();
        context.insert_value("check", Value::from(check));
        context.insert_value("root", Value::from(self.root));
        context
    }
}
