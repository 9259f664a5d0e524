//! Days as programs write them.

use jiff::civil::Date;

use crate::model::program::{Edge, Moment, Test};

/// How far from today a moment may lie, in days or months: beyond it no calendar goes.
const FARTHEST: i32 = 100_000;

/// `2026-07-01`.
pub fn date(text: &str) -> Option<Date> {
    // jiff reads other forms too, and a time behind the day.
    (text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')).then(|| text.parse().ok())?
}

/// `2026-07-01`, `today`, `28 days ago` or `6 months ahead`.
pub fn moment(text: &str) -> Option<Moment> {
    match text {
        "today" => Some(Moment::TODAY),
        _ => date(text).map(Moment::On).or_else(|| span(text)),
    }
}

/// `28 days ago`, `2 weeks ago`, `6 months ahead` or `18 years ago`.
fn span(text: &str) -> Option<Moment> {
    let mut words = text.split(' ');
    let (count, unit, direction) = (words.next()?, words.next()?, words.next()?);
    if words.next().is_some() {
        return None;
    }
    let count: i32 = count.parse().ok().filter(|count| (0..=FARTHEST).contains(count))?;
    let sign = match direction {
        "ago" => -1,
        "ahead" => 1,
        _ => return None,
    };
    let (scale, moment): (i32, fn(i32) -> Moment) = match unit {
        "day" | "days" => (1, Moment::Days),
        "week" | "weeks" => (7, Moment::Days),
        "month" | "months" => (1, Moment::Months),
        "year" | "years" => (12, Moment::Months),
        _ => return None,
    };
    count.checked_mul(scale).filter(|count| *count <= FARTHEST).map(|count| moment(count * sign))
}

/// `2000-01-01 to today`.
pub fn range(text: &str) -> Option<(Moment, Moment)> {
    let (from, to) = text.split_once(" to ")?;
    Some((moment(from.trim())?, moment(to.trim())?))
}

/// Whether one moment is before another on whatever day; nothing is said of those of different kinds.
pub fn is_before(one: Moment, other: Moment) -> bool {
    match (one, other) {
        (Moment::On(one), Moment::On(other)) => one < other,
        (Moment::Days(one), Moment::Days(other)) | (Moment::Months(one), Moment::Months(other)) => one < other,
        // Today is the same in days and in months.
        (Moment::Days(0), Moment::Months(other)) => 0 < other,
        (Moment::Months(one), Moment::Days(0)) => one < 0,
        _ => false,
    }
}

/// A test of a day, and the moments that it names.
pub fn test(text: &str) -> Option<(Test, Vec<Moment>)> {
    let at = |moment| Some(Edge { moment, after: false });
    let behind = |moment| Some(Edge { moment, after: true });
    let words = |prefix: &str| text.strip_prefix(prefix).map(str::trim);
    let dates = |from, to, moments: Vec<Moment>| Some((Test::Date { from, to }, moments));
    // A span is counted from today: the more of it, the farther away.
    for (prefix, includes, farther) in [
        ("at least ", true, true),
        ("at most ", true, false),
        ("more than ", false, true),
        ("less than ", false, false),
    ] {
        let Some(rest) = words(prefix) else { continue };
        let moment = span(rest)?;
        let later = rest.ends_with("ahead") == farther;
        return match later {
            true => dates(Some(Edge { moment, after: !includes }), None, vec![moment]),
            false => dates(None, Some(Edge { moment, after: includes }), vec![moment]),
        };
    }
    for (prefix, from) in [("on or before ", false), ("on or after ", true)] {
        if let Some(rest) = words(prefix) {
            let moment = moment(rest)?;
            return if from {
                dates(at(moment), None, vec![moment])
            } else {
                dates(None, behind(moment), vec![moment])
            };
        }
    }
    if let Some(rest) = words("before ") {
        let moment = moment(rest)?;
        return dates(None, at(moment), vec![moment]);
    }
    if let Some(rest) = words("after ") {
        let moment = moment(rest)?;
        return dates(behind(moment), None, vec![moment]);
    }
    let (first, last) = match range(text) {
        Some((first, last)) if !is_before(last, first) => (first, last),
        Some(_) => return None,
        None => (moment(text)?, moment(text)?),
    };
    dates(at(first), behind(last), vec![first, last])
}
