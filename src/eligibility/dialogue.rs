//! The dialogue with a reader: answers come in, and with each of them what follows, and what is asked next.

use diglot_checker::{Report, Rules};
use icu_normalizer::ComposingNormalizerBorrowed;
use jiff::civil::Date;

use super::compile::{Compiled, day, day_number};
use crate::model::Program;
use crate::model::program::{Answer, Given, Question};
use crate::parse::program::moment;

/// A dialogue on one day.
#[derive(Debug, Clone)]
pub struct Dialogue<'a> {
    /// What it is about.
    pub program: &'a Program,
    rules: &'a Rules,
    today: Date,
    /// Whether every criterion is asked about, or only what the outcome hangs on.
    all: bool,
    answers: Vec<Option<Given>>,
}

impl<'a> Dialogue<'a> {
    /// A dialogue in which nothing is answered yet.
    pub fn new(program: &'a Program, compiled: &'a Compiled, today: Date, all: bool) -> Self {
        let rules = &compiled.on(today).rules;
        Self { program, rules, today, all, answers: vec![None; program.questions.len()] }
    }

    /// Gives an answer, or takes it back; whether the question accepts it today.
    pub fn answer(&mut self, question: usize, given: Option<Given>) -> bool {
        let mut state = self.rules.open();
        let accepts = given.as_ref().is_none_or(|given| put(self.rules, &mut state, question, given, self.today));
        if accepts {
            self.answers[question] = given;
        }
        accepts
    }

    /// The answer to a question, where there is one.
    pub fn given(&self, question: usize) -> Option<&Given> {
        self.answers[question].as_ref()
    }

    /// What follows from the answers so far.
    pub fn report(&self) -> Report {
        let mut state = self.rules.open();
        for (question, given) in self.answers.iter().enumerate() {
            if let Some(given) = given {
                put(self.rules, &mut state, question, given, self.today);
            }
        }
        self.rules.report(&state, self.all)
    }

    /// The questions that the reader sees, in order.
    pub fn shown(&self, report: &Report) -> Vec<usize> {
        numbers(shown(report.relevant, self.answered()))
    }

    /// The question that is to be answered next; nothing where no other one matters.
    pub fn next(&self, report: &Report) -> Option<usize> {
        self.shown(report).into_iter().find(|question| self.answers[*question].is_none())
    }

    fn answered(&self) -> u32 {
        (0..self.answers.len()).filter(|at| self.answers[*at].is_some()).fold(0, |mask, at| mask | 1 << at)
    }
}

/// The questions that are shown, as a mask: of those that matter the answered ones, and the first other one.
pub fn shown(relevant: u32, answered: u32) -> u32 {
    let open = relevant & !answered;
    relevant & answered | open & open.wrapping_neg()
}

/// The numbers of questions, criteria or outcomes in a mask.
pub fn numbers(mask: u32) -> Vec<usize> {
    (0..32).filter(|number| mask >> number & 1 == 1).collect()
}

/// Puts an answer into a state; whether the question accepts it on the day `today`.
pub fn put(rules: &Rules, state: &mut [u32], question: usize, given: &Given, today: Date) -> bool {
    let slots = rules.slots(question);
    let today = day_number(today);
    let mut classified = |answer: i64| match rules.classify(today, question, answer) {
        Some(region) => {
            state[slots.start] = 1 << region;
            true
        }
        None => false,
    };
    match given {
        Given::Unsure => true,
        Given::Option(option) => classified(*option as i64),
        Given::Whole(number) => classified(*number),
        Given::Date(moment) => classified(i64::from(day(*moment, 0).on(today))),
        Given::Options(chosen) => {
            for (option, slot) in slots.enumerate() {
                state[slot] = if chosen.contains(&option) { 0b10 } else { 0b01 };
            }
            true
        }
    }
}

/// Something that can be chosen as an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its name: an option's, or `yes`, `no`, `none` or `unsure`.
    pub name: String,
    /// The answer that it is, or is one of.
    pub given: Given,
}

/// What can be chosen of a question, in order.
pub fn offers(question: &Question) -> Vec<Offer> {
    let offer = |name: &str, given| Offer { name: name.to_owned(), given };
    let mut offers: Vec<Offer> = match &question.answer {
        Answer::YesNo => vec![offer("yes", Given::Option(0)), offer("no", Given::Option(1))],
        Answer::Choose(options) => {
            options.iter().enumerate().map(|(number, option)| offer(option, Given::Option(number))).collect()
        }
        Answer::AnyOf(options) => {
            let each = options.iter().enumerate().map(|(number, option)| offer(option, Given::Options(vec![number])));
            each.chain([offer("none", Given::Options(Vec::new()))]).collect()
        }
        Answer::Whole { .. } | Answer::Date { .. } => Vec::new(),
    };
    let takes_unsure = matches!(question.answer, Answer::YesNo | Answer::Choose(_) | Answer::Date { .. });
    if question.unsure && takes_unsure {
        offers.push(offer("unsure", Given::Unsure));
    }
    offers
}

/// An answer as somebody typed it: a number or a day, the number, the name or the words of what is offered, several of them with
/// commas or spaces between. `offers` has each with its words. Nothing where it cannot be told what is meant.
pub fn read(question: &Question, offers: &[(Offer, String)], text: &str) -> Option<Given> {
    // Full-width digits and commas are digits and commas.
    let plain = |text: &str| ComposingNormalizerBorrowed::new_nfkc().normalize(text.trim()).to_lowercase();
    let text = plain(text);
    let offered = |text: &str| {
        let text = text.trim();
        let named = offers.iter().find(|(offer, words)| plain(&offer.name) == text || plain(words) == text);
        let number = || text.parse::<usize>().ok().and_then(|number| offers.get(number.checked_sub(1)?));
        named.or_else(number).map(|(offer, _)| offer.given.clone())
    };
    match &question.answer {
        Answer::Whole { .. } => whole(&text).map(Given::Whole),
        Answer::Date { .. } => date(&text).map(Given::Date).or_else(|| offered(&text)),
        Answer::YesNo | Answer::Choose(_) => offered(&text),
        Answer::AnyOf(_) => {
            let several = |parts: Vec<&str>| parts.into_iter().map(offered).collect::<Option<Vec<Given>>>();
            let commas =
                |text: &str| several(text.split([',', ';', '、']).filter(|part| !part.trim().is_empty()).collect());
            let found = commas(&text).filter(|found| !found.is_empty());
            let found =
                found.or_else(|| several(text.split_whitespace().collect()).filter(|found| !found.is_empty()))?;
            let mut chosen = Vec::new();
            let mut none = false;
            for given in &found {
                match given {
                    Given::Options(options) if options.is_empty() => none = true,
                    Given::Options(options) => chosen.extend(options),
                    _ => return None,
                }
            }
            chosen.sort_unstable();
            chosen.dedup();
            // None of them and some of them is no answer.
            (none == chosen.is_empty()).then_some(Given::Options(chosen))
        }
    }
}

/// `1000`, `1,000`, `1 000`, `1.000` or `1'000`.
fn whole(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let groups: Vec<&str> = digits.split([' ', ',', '.', '\'', '’', '٬']).collect();
    let all_digits = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
    let grouped = groups.len() == 1 || groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    let number = groups.concat().parse::<i64>().ok().filter(|_| all_digits && grouped)?;
    Some(sign * number)
}

/// A day as programs write it, or with other marks and without zeros: `2026/7/1`.
fn date(text: &str) -> Option<crate::model::program::Moment> {
    let padded = || {
        let parts: Vec<&str> = text.split(['-', '/', '.']).map(str::trim).collect();
        let [year, month, day] = parts.as_slice() else { return None };
        moment(&format!("{year:0>4}-{month:0>2}-{day:0>2}")).filter(|_| year.len() == 4)
    };
    moment(text).or_else(padded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eligibility::testing::compiled;
    use crate::model::program::Moment;

    #[test]
    fn only_what_matters_is_asked() {
        let (program, compiled) = compiled(
            "{ kind: { choose: [a, b] }, signed: yes-no, size: { whole: 0 to 9 } }",
            "{ one: { needs: { signed: yes } }, two: { for: { kind: b }, needs: { size: at least 3 } } }",
            "{ good: { when: { met: all } }, bad: { otherwise: true } }",
        );
        let today = jiff::civil::date(2026, 7, 1);
        let mut dialogue = Dialogue::new(&program, &compiled, today, false);
        let mut asked = Vec::new();
        let mut answers = [(0, Given::Option(0)), (1, Given::Unsure)].into_iter();
        while let Some(next) = dialogue.next(&dialogue.report()) {
            let (question, given) = answers.next().expect("no more questions");
            assert_eq!(next, question);
            assert!(dialogue.answer(question, Some(given)));
            asked.push(next);
        }
        let report = dialogue.report();
        assert_eq!((report.verdict, report.possible, dialogue.shown(&report)), (None, 0b11, asked));
        // An answer that makes others matter, one that is not accepted, and one that makes another idle.
        assert!(dialogue.answer(0, Some(Given::Option(1))) && !dialogue.answer(2, Some(Given::Whole(10))));
        assert_eq!(dialogue.next(&dialogue.report()), Some(2));
        assert!(dialogue.answer(2, Some(Given::Whole(3))) && dialogue.answer(1, Some(Given::Option(1))));
        let report = dialogue.report();
        assert_eq!((report.verdict, dialogue.shown(&report)), (Some(1), vec![0, 1]));
        // With every criterion it matters again.
        dialogue.all = true;
        assert_eq!(dialogue.shown(&dialogue.report()), [0, 1, 2]);
    }

    #[test]
    fn answers_are_read_as_people_type_them() {
        let (program, _) = compiled(
            "{ ok: yes-no, kind: { choose: [own, other-one], unsure: false }, some: { any-of: [a, b, c] }, n: { whole: -5 to 99999 }, \
             on: { date: 2020-01-01 to today } }",
            "{ x: { needs: { ok: yes } } }",
            "{ good: { when: { met: all } }, bad: { otherwise: true } }",
        );
        let read = |question: usize, text: &str| {
            let question = &program.questions[question];
            let offers: Vec<(Offer, String)> =
                offers(question).into_iter().map(|offer| (offer.clone(), format!("The {}", offer.name))).collect();
            read(question, &offers, text)
        };
        let on = |year, month, day| Some(Given::Date(Moment::On(jiff::civil::date(year, month, day))));
        let options = |options: &[usize]| Some(Given::Options(options.to_vec()));
        for (question, text, given) in [
            (0, " yes ", Some(Given::Option(0))),
            (0, "２", Some(Given::Option(1))),
            (0, "3", Some(Given::Unsure)),
            (0, "4", None),
            (0, "0", None),
            (0, "", None),
            (1, "OTHER-ONE", Some(Given::Option(1))),
            (1, "the own", Some(Given::Option(0))),
            (1, "unsure", None),
            (2, "3, a", options(&[0, 2])),
            (2, "1 2", options(&[0, 1])),
            (2, "１，２", options(&[0, 1])),
            (2, "the a, the b", options(&[0, 1])),
            (2, "none", options(&[])),
            (2, "4", options(&[])),
            (2, "none, a", None),
            (2, "a, d", None),
            (2, ",", None),
            (3, "１２", Some(Given::Whole(12))),
            (3, "-5", Some(Given::Whole(-5))),
            (3, "12,345", Some(Given::Whole(12_345))),
            (3, "12\u{a0}345", Some(Given::Whole(12_345))),
            (3, "1,2", None),
            (3, "12.50", None),
            (3, "99999999999999999999", None),
            (3, "+5", None),
            (4, "2026-07-01", on(2026, 7, 1)),
            (4, "２０２６/7/1", on(2026, 7, 1)),
            (4, "2026-02-30", None),
            (4, "1/7/2026", None),
            (4, "20 days ago", Some(Given::Date(Moment::Days(-20)))),
            (4, "1", Some(Given::Unsure)),
        ] {
            assert_eq!(read(question, text), given, "{question}: {text}");
        }
    }
}
