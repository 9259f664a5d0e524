//! Eligibility programs as their authors write them: questions, criteria, outcomes and scenarios, with references resolved.

use std::sync::Arc;

use jiff::civil::Date;

use super::described::keys;
use crate::text::Span;

/// The names that conditions use for themselves, so that no question can have them.
pub const RESERVED: &[&str] = &["any", "all", "not", "met", "unmet"];

/// A program, with the file that it comes from.
#[derive(Debug, Clone)]
pub struct ProgramFile {
    /// The file as a person would name it.
    pub file: Arc<str>,
    /// Its text.
    pub text: Arc<str>,
    /// What it says; nothing where a mistake in it leaves nothing to go by.
    pub program: Option<Program>,
}

keys! {
    /// An eligibility program.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Program {
        /// The program's name: that of its file, the start of the names of its texts, and what pages call it by.
        "check" ("name") => id: String;
        /// The page that the criteria come from, from a locale's root, with an anchor or without. The check links there.
        ///
        /// Without it, nothing tells where the rules stand in words; a site wants it.
        "source" ("path of a page") => source: Option<Written>;
        /// The day on which the rules were last brought in line with their source. It is shown with the result, and links keep it.
        ///
        /// Without it, links cannot tell that the rules have changed; a site wants it.
        "revised" ("date") => revised: Option<Date>;
        /// Whether readers are offered a link that holds their answers.
        ///
        /// Without it, `on`.
        "share" ("on or off") => share: bool;
        /// What is asked, in this order.
        "questions" ("mapping from names to questions") => questions: Vec<Question>;
        /// What is asked of those who want to qualify.
        "criteria" ("mapping from names to criteria") => criteria: Vec<Criterion>;
        /// What can come out, best first.
        "outcomes" ("mapping from names to outcomes") => outcomes: Vec<Outcome>;
        /// Answers with what must come out of them. Every check of the site runs them.
        ///
        /// Without it, nothing shows that the rules are those that were meant.
        "scenarios" ("list of scenarios") => scenarios: Vec<Scenario>;
    }
}

/// Something that an author wrote, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What.
    pub text: String,
    /// Where.
    pub span: Span,
}

keys! {
    /// A question. Where nothing but the kind of its answers is said, that alone stands behind its name: `yes-no`.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Question {
        /// Whether the reader cannot change the answer, so that changing it is never proposed.
        ///
        /// Without it, `false`.
        "fixed" ("true or false") => fixed: bool;
        /// Whether “I am not sure” is offered, for `yes-no`, `choose` and `date`.
        ///
        /// Without it, `true`.
        "unsure" ("true or false") => unsure: bool;
    }
    with {
        /// The name.
        id: String;
        /// Where the name stands.
        span: Span;
        /// How it is answered.
        answer: Answer;
    }
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// `yes-no`. Yes is option 0, no is option 1.
    YesNo,
    /// `{ choose: [a, b] }`: one of the options.
    Choose(Vec<String>),
    /// `{ any-of: [a, b] }`: some of the options, or none of them.
    AnyOf(Vec<String>),
    /// `{ whole: 0 to 100 }`: a whole number.
    Whole {
        /// The least one that is accepted.
        low: i64,
        /// The greatest one that is accepted.
        high: i64,
    },
    /// `{ date: 2000-01-01 to today }`: a day.
    Date {
        /// The first day that is accepted.
        low: Moment,
        /// The last day that is accepted.
        high: Moment,
    },
}

impl Program {
    /// The pages that the program names, in the order of the file.
    pub fn pages(&self) -> impl Iterator<Item = &Written> {
        let criteria = self.criteria.iter().filter_map(|criterion| criterion.read.as_ref());
        let outcomes = self.outcomes.iter().filter_map(|outcome| outcome.read.as_ref());
        self.source.iter().chain(criteria).chain(outcomes)
    }
}

impl Answer {
    /// The options, where there are some.
    pub fn options(&self) -> &[String] {
        match self {
            Answer::Choose(options) | Answer::AnyOf(options) => options,
            _ => &[],
        }
    }
}

/// A day, or one that lies some time from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moment {
    /// A day of its own.
    On(Date),
    /// So many days from today, ahead where positive.
    Days(i32),
    /// So many months from today, ahead where positive.
    Months(i32),
}

impl Moment {
    /// Today.
    pub const TODAY: Moment = Moment::Days(0);
}

keys! {
    /// Something that is asked of those who want to qualify.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Criterion {
        /// To whom it applies.
        ///
        /// Without it, to everybody.
        "for" ("conditions") => applies: Option<Condition>;
        /// What it asks of them.
        "needs" ("conditions") => needs: Condition;
        /// The page to read by whoever does not meet it, or does not know, from a locale's root.
        ///
        /// Without it, no page is named.
        "read" ("path of a page") => read: Option<Written>;
        /// The first day on which it is in force.
        ///
        /// Without it, it has always been.
        "from" ("date") => from: Option<Date>;
        /// The last day on which it is in force.
        ///
        /// Without it, it has no end.
        "until" ("date") => until: Option<Date>;
    }
    with {
        /// The name.
        id: String;
        /// Where the name stands.
        span: Span;
    }
}

impl Criterion {
    /// Whether it is in force from a day on, until the next one on which any criterion begins or ends; without a day before the first
    /// of those.
    pub fn is_in_force(&self, from: Option<Date>) -> bool {
        match from {
            Some(day) => self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until),
            None => self.from.is_none(),
        }
    }
}

keys! {
    /// Something that can come out.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Outcome {
        /// When it does; left out where `otherwise` stands.
        "when" ("conditions") => when: Option<Condition>;
        /// Whether it comes out where no other one does; only for the last one.
        ///
        /// Without it, `false`.
        "otherwise" ("true") => otherwise: bool;
        /// The page to read next, from a locale's root.
        ///
        /// Without it, no page is named.
        "read" ("path of a page") => read: Option<Written>;
    }
    with {
        /// The name.
        id: String;
        /// Where the name stands.
        span: Span;
    }
}

/// A condition, or several that all must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Each of them holds.
    All(Vec<Condition>),
    /// One of them holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// An answer is as it should be.
    Is {
        /// The number of the question.
        question: usize,
        /// What the answer should be.
        test: Test,
        /// Where it stands.
        span: Span,
    },
    /// An answer is as another answer asks: the test of one row holds for that one, and then the row's own for this one.
    Lookup {
        /// The number of the question that is tested.
        question: usize,
        /// The number of the question that the rows are for.
        by: usize,
        /// For each row the test of the other answer, and of this one.
        rows: Vec<(Test, Test)>,
        /// Where it stands.
        span: Span,
    },
    /// Each of these criteria is met; one that does not apply counts.
    Met(Vec<usize>),
    /// None of these criteria is met.
    Unmet(Vec<usize>),
}

/// What an answer should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// One of these options, by their numbers.
    Options(Vec<usize>),
    /// One of these options is among those that are chosen.
    Includes(Vec<usize>),
    /// So many options are chosen.
    Count {
        /// At least so many.
        from: usize,
        /// At most so many.
        to: usize,
    },
    /// A number in these bounds, which belong to it.
    Whole {
        /// The least, where there is one.
        from: Option<i64>,
        /// The greatest, where there is one.
        to: Option<i64>,
    },
    /// A day in these bounds.
    Date {
        /// The first day, where there is one.
        from: Option<Edge>,
        /// The first day that comes too late, where there is one.
        to: Option<Edge>,
    },
    /// One of these.
    OneOf(Vec<Test>),
}

/// Where one span of days ends and the next begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edge {
    /// The day.
    pub moment: Moment,
    /// Whether the next span begins on the day after it, not on the day itself.
    pub after: bool,
}

keys! {
    /// Answers, and what must come out of them.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Scenario {
        /// What it shows, in words.
        "name" ("text") => name: String;
        /// The day on which it is judged.
        ///
        /// Without it, today.
        "as-of" ("date") => as_of: Option<Date>;
        /// The answers. Questions that are left out are not answered.
        "given" ("mapping from questions to answers") => given: Vec<(usize, Given)>;
        /// The outcome, or `undecided`.
        "expect" ("outcome") => expect: Expected;
        /// The outcomes that are still possible.
        ///
        /// Without it, any.
        "possible" ("list of outcomes") => possible: Option<Vec<usize>>;
        /// How criteria stand: `met`, `unmet`, `unknown` or `not-applicable`.
        ///
        /// Without it, in any way.
        "status" ("mapping from criteria to words") => status: Vec<(usize, diglot_checker::Status)>;
        /// The questions whose answers settle the outcome.
        ///
        /// Without it, any.
        "because" ("list of questions") => because: Option<Vec<usize>>;
        /// The questions whose other answers would make the best outcome possible.
        ///
        /// Without it, any.
        "change" ("list of questions") => change: Option<Vec<usize>>;
        /// The questions that are shown: those of the answers that matter, and the next one.
        ///
        /// Without it, any.
        "asks" ("list of questions") => asks: Option<Vec<usize>>;
    }
    with {
        /// Where it stands.
        span: Span;
    }
}

/// What a scenario expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// An outcome, by its number.
    Outcome(usize),
    /// More than one outcome is still possible.
    Undecided,
}

/// An answer in a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// “I am not sure”, which is as though nothing were answered.
    Unsure,
    /// An option, by its number.
    Option(usize),
    /// The options that are chosen, by their numbers; none where it is empty.
    Options(Vec<usize>),
    /// A number.
    Whole(i64),
    /// A day.
    Date(Moment),
}
