//! Which of several options are chosen, in few words: `at least 3, with probability`.

/// A way to choose some of the options of a question. All of it must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// How many are chosen in all: at least, and at most.
    pub count: Option<(usize, usize)>,
    /// Options that are chosen.
    pub with: Vec<usize>,
    /// Options that are not chosen.
    pub without: Vec<usize>,
    /// Of which options how many are chosen: at least, and at most.
    pub of: Vec<(Vec<usize>, usize, usize)>,
}

/// How many options of each group are chosen.
type Class = Vec<usize>;
/// How many may be: of each group, and in all.
type Bounds = (Vec<Option<(usize, usize)>>, Option<(usize, usize)>);

/// Sets of options in few words: each of `classes` says how many of each group are chosen.
pub fn choices(groups: &[Vec<usize>], classes: &[Class]) -> Vec<Choice> {
    let options: usize = groups.iter().map(Vec::len).sum();
    let mut all: Vec<Class> = vec![Vec::new()];
    for group in groups {
        let longer =
            |class: &Class| (0..=group.len()).map(|chosen| [&class[..], &[chosen]].concat()).collect::<Vec<_>>();
        all = all.iter().flat_map(longer).collect();
    }
    let others: Vec<Class> = all.into_iter().filter(|class| !classes.contains(class)).collect();
    let mut found = cover(groups, classes, &others);
    // Each may say what others say too, so that some are no longer wanted.
    for at in (0..found.len()).rev() {
        let rest = |class: &Class| found.iter().enumerate().any(|(other, bounds)| other != at && holds(bounds, class));
        if classes.iter().all(rest) {
            found.remove(at);
        }
    }
    let mut choices: Vec<Choice> = found.into_iter().map(|bounds| in_words(groups, options, bounds)).collect();
    choices.sort_by_key(|choice| {
        let counted = choice.count.iter().len() + choice.of.len();
        (choice.with.len().min(1) + choice.without.len().min(1) + counted, counted)
    });
    choices
}

/// Bounds that hold for each of `classes`, some for each, and for none of `others`.
fn cover(groups: &[Vec<usize>], classes: &[Class], others: &[Class]) -> Vec<Bounds> {
    if let Some(bounds) = bounds(groups, classes, others) {
        return vec![bounds];
    }
    // By the group that leaves the least to do, options by themselves first: numbers of it that leave the others the same are told
    // together.
    let mut best: Option<(usize, usize, Vec<Vec<Class>>)> = None;
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|group| groups[*group].len() > 1);
    for group in order {
        let mut parts: Vec<(Vec<Class>, Vec<Class>)> = Vec::new();
        for number in 0..=groups[group].len() {
            let own: Vec<Class> = classes.iter().filter(|class| class[group] == number).cloned().collect();
            let without = |class: &Class| [&class[..group], &class[group + 1..]].concat();
            let rest: Vec<Class> = own.iter().map(without).collect();
            match parts.last_mut() {
                _ if own.is_empty() => {}
                Some((before, classes))
                    if *before == rest && classes.last().is_some_and(|c| c[group] + 1 == number) =>
                {
                    classes.extend(own);
                }
                _ => parts.push((rest, own)),
            }
        }
        if parts.len() < 2 {
            continue;
        }
        let parts: Vec<Vec<Class>> = parts.into_iter().map(|(_, classes)| classes).collect();
        let left = parts.iter().filter(|part| bounds(groups, part, others).is_none()).count();
        if best.as_ref().is_none_or(|(least, count, _)| (left, parts.len()) < (*least, *count)) {
            best = Some((left, parts.len(), parts));
        }
    }
    // One class alone always has bounds.
    let parts = best.map_or_else(Vec::new, |(_, _, parts)| parts);
    parts.iter().flat_map(|classes| cover(groups, classes, others)).collect()
}

/// The fewest and widest bounds that hold for each of `classes`, and for none of `others`.
fn bounds(groups: &[Vec<usize>], classes: &[Class], others: &[Class]) -> Option<Bounds> {
    let of = |numbers: &mut dyn Iterator<Item = usize>| {
        Some(numbers.fold((usize::MAX, 0), |(least, most), number| (least.min(number), most.max(number))))
    };
    let each = (0..groups.len()).map(|group| of(&mut classes.iter().map(|class| class[group]))).collect();
    let mut bounds: Bounds = (each, of(&mut classes.iter().map(|class| class.iter().sum())));
    let fits = |bounds: &Bounds| !others.iter().any(|class| holds(bounds, class));
    if !fits(&bounds) {
        return None;
    }
    // What groups come to goes first, because how many there are in all is shorter to say; options by themselves go last.
    let alone = |group: &usize| groups[*group].len() == 1;
    let (single, several): (Vec<usize>, Vec<usize>) = (0..groups.len()).partition(alone);
    let places = several.into_iter().map(Some).chain([None]).chain(single.into_iter().map(Some));
    for place in places {
        let at = |bounds: &mut Bounds, new: Option<(usize, usize)>| match place {
            Some(group) => std::mem::replace(&mut bounds.0[group], new),
            None => std::mem::replace(&mut bounds.1, new),
        };
        let Some((least, most)) = at(&mut bounds, None) else { continue };
        // All that matters is `at most 2`, not `1 to 2`.
        let all = place.map_or_else(|| groups.iter().map(Vec::len).sum(), |group| groups[group].len());
        for wider in [None, Some((0, most)), Some((least, all)), Some((least, most))] {
            at(&mut bounds, wider);
            if fits(&bounds) {
                break;
            }
        }
    }
    Some(bounds)
}

fn holds((of, count): &Bounds, class: &Class) -> bool {
    let within = |bounds: &Option<(usize, usize)>, number: usize| {
        bounds.is_none_or(|(least, most)| (least..=most).contains(&number))
    };
    within(count, class.iter().sum()) && of.iter().zip(class).all(|(bounds, number)| within(bounds, *number))
}

fn in_words(groups: &[Vec<usize>], options: usize, (of, count): Bounds) -> Choice {
    let mut choice = Choice { count: count.map(|(least, most)| (least, most.min(options))), ..Choice::default() };
    for (group, bounds) in groups.iter().zip(of) {
        let Some((least, most)) = bounds else { continue };
        if least == group.len() {
            choice.with.extend(group);
        } else if most == 0 {
            choice.without.extend(group);
        } else {
            choice.of.push((group.clone(), least, most));
        }
    }
    choice.with.sort_unstable();
    choice.without.sort_unstable();
    choice
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eligibility::ladder::Classes;

    /// What is said of options holds for those that it is said of, and for no others.
    #[test]
    fn choices_are_exact() {
        let groups = vec![vec![0], vec![1, 4, 5], vec![2], vec![3, 6]];
        let classes = Classes::Many(groups.clone());
        let count = classes.count().expect("few") as u16;
        let mut state = 7_u32;
        for _ in 0..200 {
            let mut some: Vec<Class> = Vec::new();
            for class in 0..count {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                if state >> 28 < 7 {
                    some.push(classes.chosen(class));
                }
            }
            let told = choices(&groups, &some);
            for class in (0..count).map(|class| classes.chosen(class)) {
                let number = |of: &[usize]| {
                    let each =
                        groups.iter().zip(&class).filter(|(group, _)| group.iter().all(|option| of.contains(option)));
                    each.map(|(_, chosen)| *chosen).sum::<usize>()
                };
                let holds = told.iter().any(|Choice { count, with, without, of }| {
                    count.is_none_or(|(least, most)| (least..=most).contains(&class.iter().sum()))
                        && number(with) == with.len()
                        && number(without) == 0
                        && of.iter().all(|(of, least, most)| (*least..=*most).contains(&number(of)))
                });
                assert_eq!(holds, some.contains(&class), "{class:?}: {told:?}");
            }
        }
    }
}
