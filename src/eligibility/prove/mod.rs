//! Proofs over every combination of answers: exact, because regions are finite and whatever is undecided is split.

mod scenarios;

use std::cell::Cell;
use std::collections::HashSet;

use diglot_checker::{Kind, Rules, Search, Target, Value};
use jiff::civil::Date;

use super::compile::{Compiled, Problem, Regime, regions};
use super::names;
use super::paths::{Paths, most_steps, paths};
use crate::diagnostics::{Code, Severity};
use crate::model::Program;
use crate::text::Span;

/// How many states one evaluation may look at: beyond it a phone would need longer than a reader notices.
pub const MOST_STEPS: u64 = 50_000;
/// How many states one proof may look at: what is larger is refused, not waited for.
pub const MOST_EFFORT: u64 = 1_000_000;

/// What was found out about a program.
#[derive(Debug, Clone, Default)]
pub struct Proof {
    /// What is wrong, or worth knowing.
    pub findings: Vec<Finding>,
    /// Each regime in figures; nothing where it has not one outcome for each combination.
    pub regimes: Vec<Figures>,
}

/// Something wrong, or worth knowing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// Where, what and the way out.
    pub problem: Problem,
}

/// A regime in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Its first day; the first regime has none.
    pub from: Option<Date>,
    /// How many combinations of answers there are.
    pub combinations: u128,
    /// What readers are asked who want the outcome.
    pub shortest: Option<Paths>,
    /// What readers are asked who want to see every criterion.
    pub whole: Option<Paths>,
    /// The most states that one evaluation looks at, of those tried: nothing answered, and each answer by itself.
    pub steps: u64,
    /// How large the rules are that the page carries, in bytes.
    pub bytes: usize,
}

/// Proves a program. Scenarios that name no day are judged on `today`.
pub fn prove(program: &Program, compiled: &Compiled, today: Date) -> Proof {
    let mut prover = Prover {
        program,
        compiled,
        proof: Proof::default(),
        constant: HashSet::new(),
        unreachable: HashSet::new(),
        exhausted: Cell::new(false),
    };
    let sound =
        compiled.regimes.iter().filter(|regime| prover.has_one_outcome(regime)).count() == compiled.regimes.len();
    // Everything else relies on there being one outcome for each combination.
    if sound {
        prover.outcomes();
        prover.criteria();
        prover.questions();
        prover.differences();
        for regime in &compiled.regimes {
            prover.figures(regime);
        }
    }
    if prover.exhausted.get() {
        prover.too_large();
    } else if sound {
        prover.scenarios(today);
        prover.coverage(today);
    }
    prover.proof
}

struct Prover<'a> {
    program: &'a Program,
    compiled: &'a Compiled,
    proof: Proof,
    /// Criteria that are always the same, and outcomes that nothing leads to: no scenario could show more of them.
    constant: HashSet<usize>,
    unreachable: HashSet<usize>,
    /// Whether something was too large to be found out.
    exhausted: Cell<bool>,
}

impl<'a> Prover<'a> {
    fn say(&mut self, code: Code, span: Span, message: String, help: &str) {
        self.say_as(code, code.severity(), span, message, help);
    }

    fn say_as(&mut self, code: Code, severity: Severity, span: Span, message: String, help: &str) {
        let problem = Problem { span, message, help: help.to_owned() };
        self.proof.findings.push(Finding { code, severity, problem });
    }

    fn rules(&self) -> impl Iterator<Item = &'a Rules> + use<'a> {
        self.compiled.regimes.iter().map(|regime| &regime.rules)
    }

    /// Finds something out about rules, as far as that can be done.
    fn ask<T>(&self, rules: &Rules, question: impl FnOnce(&mut Search<'_>) -> T) -> T {
        let mut search = Search::new(rules);
        // What is too large already is not gone through again for the next question.
        search.most = if self.exhausted.get() { 0 } else { MOST_EFFORT };
        let answer = question(&mut search);
        self.exhausted.set(self.exhausted.get() || search.is_exhausted());
        answer
    }

    fn has_one_outcome(&mut self, regime: &Regime) -> bool {
        let mut search = Search::new(&regime.rules);
        let mut state = regime.rules.open();
        match counterexample(&mut search, &regime.rules, &mut state) {
            Ok(None) => true,
            Ok(Some((state, holding))) => {
                let when = self.when(&state, regime);
                let names: Vec<&str> =
                    holding.iter().map(|number| self.program.outcomes[*number].id.as_str()).collect();
                let (at, message) = match names.as_slice() {
                    [] => (0, format!("there is no outcome {when}")),
                    [first, second] => (holding[1], format!("outcomes {first} and {second} overlap {when}")),
                    _ => (holding[1], format!("outcomes {} overlap {when}", names.join(", "))),
                };
                let span = self.program.outcomes.get(at).map_or(Span::default(), |outcome| outcome.span);
                let help = "Every combination of answers must have exactly one outcome: narrow the conditions of one of them, or write \
                            `otherwise: true` for the last one.";
                self.say(Code::AmbiguousOutcome, span, message, help);
                false
            }
            Err(TooLarge) => {
                self.too_large();
                false
            }
        }
    }

    fn too_large(&mut self) {
        let help = "Make two programs of it, or name fewer bounds and options.";
        let message = "there are too many combinations of answers to prove anything about them".to_owned();
        self.say(Code::OversizedProgram, Span::default(), message, help);
    }

    /// The answers of a state, as a condition of time and answers.
    fn when(&self, state: &[u32], regime: &Regime) -> String {
        let answers = names::answers(self.program, self.compiled, &regime.rules, state);
        let when = if answers.is_empty() { "whatever is answered".to_owned() } else { format!("when {answers}") };
        match regime.from {
            Some(from) => format!("{when} (from {from})"),
            None => when,
        }
    }

    fn outcomes(&mut self) {
        for (number, outcome) in self.program.outcomes.iter().enumerate() {
            let reached = self
                .rules()
                .any(|rules| self.ask(rules, |search| search.can_be(&mut rules.open(), Target::Outcome, 1 << number)));
            if !reached {
                self.unreachable.insert(number);
                let message = format!("no answers lead to the outcome `{}`", outcome.id);
                self.say(Code::UnreachableOutcome, outcome.span, message, "Change its conditions, or take it out.");
            }
        }
    }

    fn criteria(&mut self) {
        for (number, criterion) in self.program.criteria.iter().enumerate() {
            let mut classes = 0;
            for regime in &self.compiled.regimes {
                if criterion.is_in_force(regime.from) {
                    let rules = &regime.rules;
                    classes |= self.ask(rules, |search| search.classes(&mut rules.open(), Target::Criterion(number)));
                }
            }
            let id = &criterion.id;
            let has = |class: u32| classes & class != 0;
            let constant = if classes == Target::NOT_APPLICABLE {
                Some((format!("the criterion `{id}` never applies"), "Change its `for`, or take the criterion out."))
            } else if !has(Target::MET) {
                Some((format!("the criterion `{id}` can never be met"), "Change what it needs, or take it out."))
            } else if !has(Target::UNMET) {
                Some((format!("the criterion `{id}` can never be unmet"), "Change what it needs, or take it out."))
            } else if criterion.applies.is_some() && !has(Target::NOT_APPLICABLE) {
                Some((format!("the criterion `{id}` applies to everybody"), "Take its `for` out, or change it."))
            } else {
                None
            };
            if let Some((message, help)) = constant {
                self.constant.insert(number);
                self.say(Code::ConstantCriterion, criterion.span, message, help);
            }
        }
    }

    fn questions(&mut self) {
        for (number, question) in self.program.questions.iter().enumerate() {
            let matters = |all| {
                self.rules()
                    .any(|rules| self.ask(rules, |search| rules.matters(search, &mut rules.open(), number, all)))
            };
            let id = &question.id;
            if !matters(true) {
                let message = format!("question `{id}` can never matter");
                self.say(Code::IdleQuestion, question.span, message, "Let a condition ask for it, or take it out.");
            } else if !matters(false) {
                let message = format!("question `{id}` decides about criteria only, never about the outcome");
                let help = "It is asked only of readers who want to see every criterion. Let an outcome depend on it if that is not meant.";
                self.say_as(Code::IdleQuestion, Severity::Note, question.span, message, help);
            }
        }
    }

    /// Answers that can be told from each other, but never make a difference.
    fn differences(&mut self) {
        for (number, question) in self.program.questions.iter().enumerate() {
            let Some(first) = self.rules().next() else { return };
            let kind = first.questions()[number].kind.clone();
            let regions = kind.regions();
            if regions < 3 {
                continue;
            }
            // The first region of each class of equal ones, with the class.
            let mut classes: Vec<Vec<usize>> = Vec::new();
            for region in 0..regions {
                let same = classes.iter().position(|class| {
                    let beside = if matches!(kind, Kind::One(_)) { class[0] } else { class[class.len() - 1] };
                    // Of numbers and days only neighbours could be one region.
                    (matches!(kind, Kind::One(_)) || beside + 1 == region) && !self.differ(number, beside, region)
                });
                match same {
                    Some(class) => classes[class].push(region),
                    None => classes.push(vec![region]),
                }
            }
            if classes.len() == 1 {
                continue;
            }
            for class in classes.into_iter().filter(|class| class.len() > 1) {
                let names: Vec<String> = class
                    .iter()
                    .map(|region| format!("`{}`", names::region(self.program, self.compiled, number, *region)))
                    .collect();
                let message = format!("{} never make a difference to `{}`", names.join(" and "), question.id);
                let help = "That may be as you mean it. If not, a condition lacks one of them.";
                self.say(Code::IdleDifference, question.span, message, help);
            }
        }
    }

    fn differ(&self, question: usize, one: usize, other: usize) -> bool {
        self.rules().any(|rules| {
            let mut state = rules.open();
            self.ask(rules, |search| {
                rules.slots(question).any(|slot| {
                    state[slot] = 1 << one | 1 << other;
                    let mut criteria = (0..rules.criteria().len()).map(Target::Criterion);
                    search.differs(&mut state, slot, Target::Outcome)
                        || criteria.any(|target| search.differs(&mut state, slot, target))
                })
            })
        })
    }

    fn figures(&mut self, regime: &Regime) {
        let rules = &regime.rules;
        let steps = most_steps(rules);
        if steps > MOST_STEPS {
            let message = format!("one evaluation looks at more than {MOST_STEPS} states");
            self.say(
                Code::OversizedProgram,
                Span::default(),
                message,
                "Make two programs of it, or name fewer bounds and options.",
            );
        }
        let combinations = rules.open().iter().map(|regions| u128::from(regions.count_ones())).product();
        self.proof.regimes.push(Figures {
            from: regime.from,
            combinations,
            shortest: paths(rules, false),
            whole: paths(rules, true),
            steps,
            bytes: rules.encode().len(),
        });
    }
}

/// There is more to look at than anybody would wait for.
struct TooLarge;

/// A state, with the outcomes that hold in it whatever else is answered.
type Counterexample = (Vec<u32>, Vec<usize>);

/// A state in which not exactly one outcome holds, whatever else is answered, with those that do.
fn counterexample(
    search: &mut Search<'_>,
    rules: &Rules,
    state: &mut [u32],
) -> Result<Option<Counterexample>, TooLarge> {
    if search.steps > MOST_EFFORT {
        return Err(TooLarge);
    }
    let values = search.evaluate(state);
    let value = |outcome: &u16| values.get(usize::from(*outcome)).copied().unwrap_or(Value::Unknown);
    let having = |wanted: Value| -> Vec<usize> {
        rules.outcomes().iter().enumerate().filter(|(_, outcome)| value(outcome) == wanted).map(|(at, _)| at).collect()
    };
    let (holding, unknown) = (having(Value::True), having(Value::Unknown));
    if holding.len() > 1 || unknown.is_empty() && holding.is_empty() {
        return Ok(Some((state.to_vec(), holding)));
    }
    if unknown.is_empty() {
        return Ok(None);
    }
    let open = search.look(state, Target::Outcome).1;
    if open == 0 {
        return Ok(None);
    }
    let slot = open.trailing_zeros() as usize;
    let before = state[slot];
    for region in regions(before) {
        state[slot] = region;
        if let Some(found) = counterexample(search, rules, state)? {
            return Ok(Some(found));
        }
    }
    state[slot] = before;
    Ok(None)
}
