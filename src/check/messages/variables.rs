//! The variables that each message of a language is given, those of the texts that it refers to among them.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::Definition;
use super::entry::{Kind, Part};

/// How many variables of one text are told apart. Fluent itself fills in no more than a hundred places, and long chains
/// of references would each carry the variables of all that follow.
const MOST_VARIABLES: usize = 100;

/// How often a circle of references is gone round before its variables are given up.
const MOST_ROUNDS: usize = 8;

/// The variables of a text with those of the texts that it refers to. A term is given none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Variables<'a> {
    /// Their names, and whether readers see them.
    pub names: BTreeMap<&'a str, bool>,
    /// Whether something that it refers to is not there, which may have further ones.
    pub is_partial: bool,
    /// Whether there are further ones that are not told apart.
    pub is_cut: bool,
}

impl<'a> Variables<'a> {
    fn add(&mut self, name: &'a str, is_shown: bool) {
        if let Some(known) = self.names.get_mut(name) {
            *known |= is_shown;
        } else if self.names.len() < MOST_VARIABLES {
            self.names.insert(name, is_shown);
        } else {
            self.is_cut = true;
        }
    }
}

/// The name of a message, and its attribute where that is meant.
type Key<'a> = (&'a str, Option<&'a str>);

/// The variables of all messages of a language.
#[derive(Debug, Default)]
pub struct Given<'a>(BTreeMap<Key<'a>, Rc<Variables<'a>>>);

impl<'a> Given<'a> {
    /// Goes through the messages once, each after those that it refers to; again only where they refer to each other in a
    /// circle.
    pub fn new(entries: &BTreeMap<&'a str, Definition<'a>>) -> Self {
        let messages = entries.values().map(|definition| definition.entry).filter(|entry| !entry.is_term);
        let parts: BTreeMap<Key<'a>, &'a Part<'a>> =
            messages.flat_map(|entry| entry.parts.iter().map(|part| ((entry.name, part.attribute), part))).collect();
        let order = order(&parts);
        let mut given = Self::default();
        for round in 0..=MOST_ROUNDS {
            let mut is_settled = true;
            for (key, part) in &order {
                // What is in the order later is not known yet in the first round: then there is a circle.
                let is_open = |key: &Key<'a>| round == 0 && parts.contains_key(key) && !given.0.contains_key(key);
                let has_open = targets(part).any(|target| target != *key && is_open(&target));
                let new = given.of(part, |key| parts.contains_key(key));
                let is_same = given.0.get(key).is_some_and(|old| Rc::ptr_eq(old, &new) || *old == new);
                is_settled &= !has_open && (round == 0 || is_same);
                if !is_same {
                    given.0.insert(*key, new);
                }
            }
            if is_settled {
                return given;
            }
        }
        // Circles within circles beyond all use: nothing is said about them.
        given.0.values_mut().for_each(|variables| {
            let variables = Rc::make_mut(variables);
            (variables.is_partial, variables.is_cut) = (true, true);
        });
        given
    }

    /// The variables of a text of this language.
    pub fn variables(&self, part: &Part<'a>) -> Rc<Variables<'a>> {
        self.of(part, |_| false)
    }

    /// The same, where texts that are `known` to be there but have not been gone through yet have none.
    fn of(&self, part: &Part<'a>, known: impl Fn(&Key<'a>) -> bool) -> Rc<Variables<'a>> {
        // A text that only stands for another one shares what that has.
        if let ([], [reference]) = (&part.variables[..], &part.references[..]) {
            let same = Some(reference).filter(|reference| reference.kind == Kind::Message);
            if let Some(same) = same.and_then(|reference| self.0.get(&(reference.name, reference.attribute))) {
                return same.clone();
            }
        }
        let mut variables = Variables::default();
        part.variables.iter().for_each(|variable| variables.add(variable.name, variable.is_shown));
        for target in targets(part) {
            match self.0.get(&target) {
                Some(taken) => {
                    taken.names.iter().for_each(|(name, is_shown)| variables.add(name, *is_shown));
                    variables.is_partial |= taken.is_partial;
                    variables.is_cut |= taken.is_cut;
                }
                None => variables.is_partial |= !known(&target),
            }
        }
        Rc::new(variables)
    }
}

/// The messages that a text refers to.
fn targets<'a>(part: &Part<'a>) -> impl Iterator<Item = Key<'a>> {
    let messages = part.references.iter().filter(|reference| reference.kind == Kind::Message);
    messages.map(|reference| (reference.name, reference.attribute))
}

/// All texts, each after those that it refers to, as far as there are no circles. Chains may be long, so the way back is
/// kept in a list.
fn order<'a>(parts: &BTreeMap<Key<'a>, &'a Part<'a>>) -> Vec<(Key<'a>, &'a Part<'a>)> {
    let mut seen = BTreeSet::new();
    let mut order = Vec::new();
    for (key, part) in parts {
        if !seen.insert(*key) {
            continue;
        }
        let mut way = vec![(*key, *part, 0)];
        while let Some((key, part, next)) = way.pop() {
            let Some(reference) = part.references.get(next) else {
                order.push((key, part));
                continue;
            };
            way.push((key, part, next + 1));
            let target = (reference.name, reference.attribute);
            if let Some(part) = parts.get(&target).filter(|_| reference.kind == Kind::Message && seen.insert(target)) {
                way.push((target, *part, 0));
            }
        }
    }
    order
}
