//! Numbers in ideographs, alone and with digits, and the like in Hangul.

use super::numbers::{Number, ONE, Value};
use crate::text::Span;

/// Adds the numbers of a text that are written in ideographs, and what they make of the digits beside them.
///
/// `三十五 => 35`, `1 億 5,000 万 => 150,000,000`
pub(super) fn add(text: &str, numbers: &mut Vec<Number>) {
    let mut found = Vec::new();
    let mut open = Written::default();
    let (mut next, mut behind) = (0, 0);
    for (at, ch) in text.char_indices().chain([(text.len(), '.')]) {
        if at < behind {
            continue;
        }
        if let Some(number) = numbers.get(next).filter(|number| number.span.start == at) {
            let (value, end) = (number.values.first().copied(), number.span.end);
            if open.current.is_some() {
                open.finish(numbers, &mut found);
            }
            open.literals.push(next);
            open.current = value;
            open.is_literal = true;
            behind = end;
            next += 1;
            continue;
        }
        if open.ends_before(ch) {
            open.finish(numbers, &mut found);
        }
        open.take(ch, at);
    }
    numbers.extend(found);
}

/// A number on its way out of ideographs and digits.
#[derive(Default)]
struct Written {
    total: Value,
    section: Value,
    current: Option<Value>,
    /// The digits within, by their index.
    literals: Vec<usize>,
    /// Whether digits came last.
    is_literal: bool,
    ideographs: Option<Span>,
}

impl Written {
    /// Whether a character stands behind the number: neither digits nor any other sign go on with digits.
    fn ends_before(&self, ch: char) -> bool {
        match sign(ch) {
            Some((_, power)) => power == 0 && self.is_literal,
            None => ch != ' ',
        }
    }

    /// Takes an ideograph, if it is one of a number.
    fn take(&mut self, ch: char, at: usize) {
        let Some((digit, power)) = sign(ch) else { return };
        let unit = 10u128.pow(power);
        match power {
            0 => {
                let before = self.current.unwrap_or_default();
                self.current = Some(before.saturating_mul(10).saturating_add(digit * ONE));
            }
            1..4 => {
                let times = self.current.take().unwrap_or(ONE);
                self.section = self.section.saturating_add(times.saturating_mul(unit));
            }
            _ => {
                let section = self.section.saturating_add(self.current.take().unwrap_or_default()).max(ONE);
                self.total = self.total.saturating_add(section.saturating_mul(unit));
                self.section = 0;
            }
        }
        self.is_literal = false;
        let start = self.ideographs.map_or(at, |span| span.start);
        self.ideographs = Some(Span::new(start, at + ch.len_utf8()));
    }

    fn finish(&mut self, numbers: &mut [Number], found: &mut Vec<Number>) {
        let done = std::mem::take(self);
        let Some(span) = done.ideographs else { return };
        let value = done.total.saturating_add(done.section).saturating_add(done.current.unwrap_or_default());
        for index in &done.literals {
            numbers[*index].values.push(value);
        }
        if done.literals.is_empty() {
            found.push(Number::new(span, vec![value]));
        }
    }
}

/// The digit that an ideograph stands for, or the power of ten.
pub(super) fn sign(ch: char) -> Option<(Value, u32)> {
    Some(match ch {
        '〇' | '零' => (0, 0),
        '一' => (1, 0),
        '二' | '两' | '兩' => (2, 0),
        '三' => (3, 0),
        '四' => (4, 0),
        '五' => (5, 0),
        '六' => (6, 0),
        '七' => (7, 0),
        '八' => (8, 0),
        '九' => (9, 0),
        '十' | '십' => (0, 1),
        '百' | '백' => (0, 2),
        '千' | '천' => (0, 3),
        '万' | '萬' | '만' => (0, 4),
        '亿' | '億' | '억' => (0, 8),
        _ => return None,
    })
}
