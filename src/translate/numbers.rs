//! The numbers of a text, whatever the way they are written in.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

use super::ideographs;
use crate::text::Span;

/// A number in millionths, as far as it fits.
pub(super) type Value = u128;

/// The number one.
pub(super) const ONE: Value = 1_000_000;

/// Which power of ten a word behind a number means; a longer word need only begin so. A billion is not the same
/// everywhere.
const MULTIPLES: [(&str, &[u32]); 25] = [
    ("k", &[3]),
    ("thousand", &[3]),
    ("tausend", &[3]),
    ("tsd", &[3]),
    ("mil", &[3]),
    ("mila", &[3]),
    ("mille", &[3]),
    ("тыс", &[3]),
    ("тысяч", &[3]),
    ("ألف", &[3]),
    ("آلاف", &[3]),
    ("m", &[6]),
    ("mn", &[6]),
    ("mio", &[6]),
    ("million", &[6]),
    ("milion", &[6]),
    ("млн", &[6]),
    ("миллион", &[6]),
    ("مليون", &[6]),
    ("ملايين", &[6]),
    ("mrd", &[9]),
    ("milliard", &[9]),
    ("billion", &[9, 12]),
    ("млрд", &[9]),
    ("миллиард", &[9]),
];

/// What reads as one number.
#[derive(Debug, Clone)]
pub(super) struct Number {
    pub(super) span: Span,
    /// What it may mean.
    pub(super) values: Vec<Value>,
    /// What it may mean beside that, if something else speaks for it.
    pub(super) hints: Vec<Value>,
    /// The numbers that it may be instead, where there are signs within: `01.02.2015`.
    pub(super) parts: Vec<Value>,
    /// Whether it is a number for certain, and no part of a name, a code or an address.
    pub(super) plain: bool,
    /// Whether nobody would write it as a word, or leave it to the grammar.
    pub(super) firm: bool,
}

impl Number {
    /// A number that is none for certain.
    pub(super) fn new(span: Span, values: Vec<Value>) -> Self {
        Self { span, values, hints: Vec::new(), parts: Vec::new(), plain: false, firm: false }
    }

    /// A month that a word names; `dated` says whether it is one of a date for certain.
    pub(super) fn month(span: Span, month: u8, dated: bool) -> Self {
        Self { plain: dated, firm: true, ..Self::new(span, vec![Value::from(month) * ONE]) }
    }

    /// What it most likely means; of a date, the largest of its parts.
    pub(super) fn value(&self) -> Value {
        self.values.first().or(self.parts.iter().max()).copied().unwrap_or_default()
    }

    /// Whether it may be a year.
    pub(super) fn is_year(&self) -> bool {
        (1900 * ONE..2100 * ONE).contains(&self.value())
    }

    /// Whether it may be the day or the year of a date.
    pub(super) fn is_of_date(&self) -> bool {
        self.parts.is_empty() && ((ONE..=31 * ONE).contains(&self.value()) || self.is_year())
    }
}

/// Whether a number may be a word elsewhere: small and round ones, and those of days and years that are whole.
fn is_spelled(value: Value) -> bool {
    let is_round = |unit: Value| value <= 10 * unit * ONE && value.is_multiple_of(unit * ONE);
    value <= 20 * ONE || is_round(10) || is_round(1000) || [24, 360, 365].contains(&(value / ONE))
}

/// The numbers of a text, in order.
pub(super) fn read(text: &str) -> Vec<Number> {
    let reader = Reader { text, chars: text.char_indices().collect() };
    let mut numbers = Vec::new();
    let mut at = 0;
    for run in reader.runs() {
        while at < run.end {
            if reader.digit(at).is_none() {
                at += 1;
                continue;
            }
            let (number, next) = reader.number(at, run.is_code);
            numbers.push(number);
            at = next;
        }
    }
    ideographs::add(text, &mut numbers);
    numbers.sort_by_key(|number: &Number| number.span.start);
    numbers
}

/// A stretch of a text without spaces or other than ASCII characters, or what lies between two of them.
struct Run {
    end: usize,
    /// Whether it reads as an address or as code.
    is_code: bool,
}

struct Reader<'t> {
    text: &'t str,
    chars: Vec<(usize, char)>,
}

impl Reader<'_> {
    fn char(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|(_, ch)| *ch)
    }

    fn offset(&self, at: usize) -> usize {
        self.chars.get(at).map_or(self.text.len(), |(offset, _)| *offset)
    }

    fn digit(&self, at: usize) -> Option<char> {
        digit(self.char(at)?)
    }

    fn runs(&self) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut start = 0;
        while start < self.chars.len() {
            let length = self.chars[start..].iter().take_while(|(_, ch)| ch.is_ascii_graphic()).count();
            let run = &self.chars[start..start + length];
            let has = |test: fn(char) -> bool| run.iter().any(|(_, ch)| test(*ch));
            let is_code = has(|ch| ch.is_ascii_alphabetic()) && has(|ch| "/:@\\=_?&%#{}<>".contains(ch));
            start += length.max(1);
            runs.push(Run { end: start, is_code });
        }
        runs
    }

    /// The digits from a place on, and where they end.
    fn digits(&self, at: usize) -> (String, usize) {
        let digits: String = (at..).map_while(|at| self.digit(at)).collect();
        let end = at + digits.chars().count();
        (digits, end)
    }

    /// The number that begins here, and where what comes behind it begins.
    fn number(&self, start: usize, is_code: bool) -> (Number, usize) {
        let (first, mut at) = self.digits(start);
        if let Some(end) = self.around_the_clock(&first, at) {
            let span = Span::new(self.offset(start), self.offset(end));
            return (Number::new(span, vec![24 * ONE, 7 * ONE]), end);
        }
        let (mut groups, mut signs) = (vec![first], Vec::new());
        while let Some(sign) = self.char(at) {
            let joins = match sign {
                '.' | ',' | '٫' | '٬' | '．' => self.digit(at + 1).is_some(),
                '\'' | '’' | '，' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' => {
                    let goes_on = signs.last().is_none_or(|other| *other == sign);
                    goes_on && groups[0].len() < 4 && self.digits(at + 1).0.len() == 3
                }
                _ => false,
            };
            if !joins {
                break;
            }
            let (group, end) = self.digits(at + 1);
            groups.push(group);
            signs.push(sign);
            at = end;
        }
        let mut values = values(&groups, &signs);
        let is_ordinal = matches!(self.word(at).as_str(), "st" | "nd" | "rd" | "th");
        let end = if is_ordinal { at + 2 } else { at };
        let touches = |at: Option<usize>| {
            at.and_then(|at| self.char(at)).is_some_and(|ch| ch == '_' || ch.is_lowercase() || ch.is_uppercase())
        };
        let plain = !is_code && !touches(start.checked_sub(1)) && !touches(Some(end));
        let space = usize::from(matches!(self.char(at), Some(' ' | '-' | '\u{a0}' | '\u{2009}' | '\u{202f}')));
        let word = self.word(at + space);
        let is_multiple = |name: &str| word == name || name.chars().count() > 3 && word.starts_with(name);
        if let Some((_, powers)) = MULTIPLES.iter().find(|(name, _)| is_multiple(name)) {
            let alone = values.clone();
            values.extend(powers.iter().flat_map(|power| {
                let unit = 10u128.pow(*power);
                alone.iter().map(move |value| value.saturating_mul(unit))
            }));
        }
        let mut hints = Vec::new();
        if let (Some(value), true) = (values.first().copied(), signs.is_empty()) {
            let is_clock = matches!(word.as_str(), "am" | "pm")
                || matches!(word.as_str(), "a" | "p") && self.word(at + space + 2) == "m"
                || matches!(self.char(at), Some(':' | '：')) && self.digit(at + 1).is_some()
                || matches!(self.char(at + space), Some('點' | '点' | '時' | '时' | '시'));
            if is_clock && value <= 24 * ONE {
                values.push(if value > 12 * ONE { value - 12 * ONE } else { value + 12 * ONE });
            }
        }
        // A year may be written without its century.
        for group in &groups {
            let value = fixed(group, "");
            match group.len() {
                2 => hints.extend([value + 1900 * ONE, value + 2000 * ONE]),
                4 if (1950 * ONE..2100 * ONE).contains(&value) => hints.push(value % (100 * ONE)),
                _ => {}
            }
        }
        // What is grouped in threes is one number, unless it is grouped by what may as well stand between two.
        let is_one = is_grouped(&groups) && !signs.iter().any(|sign| sign.is_whitespace() || *sign == '，');
        let parts = if is_one { Vec::new() } else { groups.iter().map(|group| fixed(group, "")).collect() };
        let span = Span::new(self.offset(start), self.offset(end));
        let mut number = Number { span, values, hints, parts, plain, firm: false };
        number.firm = !is_spelled(number.value());
        (number, end)
    }

    /// Where `24/7` ends, which every language has its own words for.
    fn around_the_clock(&self, hours: &str, at: usize) -> Option<usize> {
        let at = self.past_space(at);
        let is_by = hours == "24" && matches!(self.char(at), Some('/' | 'x' | 'X' | '×'));
        let (days, end) = self.digits(self.past_space(at + 1));
        (is_by && days == "7").then_some(end)
    }

    /// Past a space, where there is one.
    fn past_space(&self, at: usize) -> usize {
        at + usize::from(self.char(at).is_some_and(char::is_whitespace))
    }

    /// The letters from a place on, in lower case.
    fn word(&self, at: usize) -> String {
        let letters = self.chars.iter().skip(at).map(|(_, ch)| *ch).take_while(|ch| ch.is_alphabetic());
        letters.take(24).flat_map(char::to_lowercase).collect()
    }
}

/// Whether digits are grouped in threes, or not at all.
fn is_grouped(groups: &[String]) -> bool {
    groups.len() == 1 || groups[0].len() < 4 && groups[0] != "0" && groups[1..].iter().all(|group| group.len() == 3)
}

/// What groups of digits with signs between them may mean as one number.
fn values(groups: &[String], signs: &[char]) -> Vec<Value> {
    let whole = || fixed(&groups.concat(), "");
    let Some((last, above)) = groups.split_last().filter(|(_, above)| !above.is_empty()) else { return vec![whole()] };
    let decimal = || fixed(&above.concat(), last);
    let (sign, others) = (signs[signs.len() - 1], &signs[..signs.len() - 1]);
    match others.first() {
        None if is_grouped(groups) => vec![whole()],
        None => vec![decimal()],
        Some(other) if *other != sign => vec![decimal()],
        // Where the last three digits are grouped, those before may be in twos.
        Some(_) if last.len() == 3 => vec![whole()],
        Some(_) => Vec::new(),
    }
}

/// The value of digits before and behind the decimal sign.
fn fixed(digits: &str, fraction: &str) -> Value {
    let digits = &digits[digits.len().saturating_sub(20)..];
    let fraction = format!("{:0<6}", &fraction[..fraction.len().min(6)]);
    format!("{digits}{fraction}").parse().unwrap_or_default()
}

/// A decimal digit of any script as one of ours.
fn digit(ch: char) -> Option<char> {
    if ch.is_ascii() {
        return Some(ch).filter(char::is_ascii_digit);
    }
    let categories = CodePointMapData::<GeneralCategory>::new();
    let is_digit = |code: u32| categories.get32(code) == GeneralCategory::DecimalNumber;
    if !is_digit(ch.into()) {
        return None;
    }
    // Those of a script stand in a row, and begin with zero.
    let before = (0..u32::from(ch)).rev().take(60).take_while(|code| is_digit(*code)).count();
    char::from_digit(before as u32 % 10, 10)
}
