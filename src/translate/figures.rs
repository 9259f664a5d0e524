//! Figures that a text has and its translation lacks, or the other way round: numbers and dates, whatever the way in which
//! a language writes them.
//!
//! Only what is certain counts. A figure is found again if it may mean the same as one of the other text, however often;
//! numbers that a translator might have spelled out or left to the grammar count only where another number stands in
//! their place.

use std::collections::HashSet;

pub use super::alike::Glance;
use super::months::{Months, pieces, words};
use super::numbers::{self, Number, ONE, Value};
use crate::model::LocaleTag;
use crate::text::Span;

/// Compares the figures of texts in two languages.
#[derive(Debug)]
pub struct Figures {
    source: Months,
    own: Months,
}

/// The figures that the other text does not have, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where they stand in the source's text.
    pub source: Vec<Span>,
    /// Where they stand in the translation's text.
    pub own: Vec<Span>,
}

impl Figures {
    /// For translations from `source` into `own`.
    pub fn new(source: &LocaleTag, own: &LocaleTag) -> Self {
        Self { source: Months::new(source), own: Months::new(own) }
    }

    /// A glance at a text of the source, for all its translations.
    pub fn glance<'t>(&self, source: &'t str) -> Glance<'t> {
        Glance::new(source, &self.source)
    }

    /// What the figures of a text and of its translation differ in, if they do.
    pub fn compare(&self, (source, seen): (&str, &Glance<'_>), own: &str) -> Option<Difference> {
        if seen.is_like(&Glance::new(own, &self.own)) { None } else { self.difference(source, own) }
    }

    /// The same with a look at what each figure means.
    fn difference(&self, source: &str, own: &str) -> Option<Difference> {
        let theirs = Side { text: source, months: &self.source, figures: self.read(source, &self.source) };
        let ours = Side { text: own, months: &self.own, figures: self.read(own, &self.own) };
        let (lost, added) = (theirs.missing_in(&ours), ours.missing_in(&theirs));
        let replaced = !lost.is_empty() && !added.is_empty();
        // A year that goes without saying in the source is often said in the translation.
        let adds_years = !theirs.figures.iter().any(Number::is_year);
        let spans = |figures: Vec<&Number>, usual: fn(&Number) -> bool| -> Vec<Span> {
            let counts = |figure: &&Number| replaced || figure.firm && !usual(figure);
            figures.into_iter().filter(counts).map(|figure| figure.span).collect()
        };
        let mut difference = Difference {
            source: spans(lost, |_| false),
            own: spans(added, if adds_years { Number::is_year } else { |_| false }),
        };
        add_renamed(source, own, &mut difference);
        (!difference.source.is_empty() || !difference.own.is_empty()).then_some(difference)
    }

    /// The numbers of a text, and the months that it names beside them.
    fn read(&self, text: &str, months: &Months) -> Vec<Number> {
        let mut figures = numbers::read(text);
        // Where one of the languages counts other years, its months and days are others, too.
        let own_years = self.source.own_years || self.own.own_years;
        for figure in figures.iter_mut().filter(|_| own_years) {
            let value = figure.value();
            figure.plain &= value > 31 * ONE && !(1300 * ONE..2700 * ONE).contains(&value);
        }
        let is_known = self.source.known && self.own.known && !own_years;
        let mut named = Vec::new();
        let mut next = 0;
        for (start, word) in words(text) {
            let end = start + word.len();
            while figures.get(next).is_some_and(|figure| figure.span.end <= start) {
                next += 1;
            }
            let Some(month) = months.named(word) else { continue };
            let before = next.checked_sub(1).filter(|before| is_gap(&text[figures[*before].span.end..start]));
            let is_after = |figure: &Number| figure.span.start >= end && is_gap(&text[end..figure.span.start]);
            let after = figures.get(next).is_some_and(is_after).then_some(next);
            let mut dated = false;
            for beside in [before, after].into_iter().flatten() {
                if figures[beside].is_of_date() {
                    figures[beside].firm |= figures[beside].value() > ONE;
                    dated = true;
                }
            }
            named.push(Number::month(Span::new(start, end), month, dated && is_known));
        }
        figures.extend(named);
        figures.sort_by_key(|figure| figure.span.start);
        figures
    }
}

/// A text with its figures.
struct Side<'t> {
    text: &'t str,
    months: &'t Months,
    figures: Vec<Number>,
}

impl Side<'_> {
    /// The figures that another text does not have.
    fn missing_in(&self, other: &Side<'_>) -> Vec<&Number> {
        let meanings = |figure: &Number| [&figure.values[..], &figure.hints[..], &figure.parts[..]].concat();
        let given: HashSet<Value> = other.figures.iter().flat_map(meanings).collect();
        let has = |value: &Value| given.contains(value);
        let is_found = |figure: &Number| {
            figure.values.iter().any(|value| *value == 0 || has(value))
                || !figure.parts.is_empty() && figure.parts.iter().all(|part| *part == 0 || has(part))
        };
        let is_cut = other.begins_with_month();
        let is_number = |figure: &Number| !figure.span.of(self.text).starts_with(char::is_alphabetic);
        let is_certain = |figure: &Number| figure.plain && !(is_cut && is_number(figure) && figure.is_of_date());
        let mut missing: Vec<&Number> =
            self.figures.iter().filter(|figure| is_certain(figure) && !is_found(figure)).collect();
        if missing.iter().any(|figure| figure.value() <= 12 * ONE) {
            let months = words(other.text).flat_map(|(_, word)| other.months.resembled(word));
            let months: HashSet<Value> = months.map(|month| Value::from(month) * ONE).collect();
            // A month may also stay in the words of its own language, as part of a name.
            let same: HashSet<&str> = words(other.text).map(|(_, word)| word).collect();
            missing.retain(|figure| {
                !figure.values.iter().any(|value| months.contains(value)) && !same.contains(figure.span.of(self.text))
            });
        }
        missing
    }

    /// Whether the day or the year before a month may be missing because Markdown took it for the number of a list.
    fn begins_with_month(&self) -> bool {
        let first = words(self.text).next().filter(|(start, _)| self.text[..*start].trim().is_empty());
        self.months.dotted && first.is_some_and(|(_, word)| self.months.named(word).is_some())
    }
}

/// Whether nothing but signs lies between the parts of a date.
fn is_gap(text: &str) -> bool {
    text.len() < 8 && text.chars().all(|ch| ch.is_whitespace() || ".,-–/'’".contains(ch))
}

/// Adds the names with digits that have other digits in the other text: `A3` for `A5`.
fn add_renamed(source: &str, own: &str, difference: &mut Difference) {
    let (theirs, ours) = (names(source), names(own));
    let without = |names: Vec<Name>, others: &[Name]| -> Vec<Name> {
        let known: HashSet<&str> = others.iter().map(|other| other.lower.as_str()).collect();
        names.into_iter().filter(|name| !known.contains(name.lower.as_str())).collect()
    };
    let (lost, added) = (without(theirs.clone(), &ours), without(ours, &theirs));
    let add = |spans: &mut Vec<Span>, names: &[Name], others: &[Name]| {
        let kinds: HashSet<&str> = others.iter().map(|other| other.kind.as_str()).collect();
        spans.extend(names.iter().filter(|name| kinds.contains(name.kind.as_str())).map(|name| name.span));
        spans.sort_by_key(|span| span.start);
        spans.dedup();
    };
    add(&mut difference.source, &lost, &added);
    add(&mut difference.own, &added, &lost);
}

/// A word of Latin letters and digits.
#[derive(Debug, Clone)]
struct Name {
    span: Span,
    /// In lower case.
    lower: String,
    /// With a sign for each digit.
    kind: String,
}

fn names(text: &str) -> Vec<Name> {
    let has = |word: &str, test: fn(&u8) -> bool| word.as_bytes().iter().any(test);
    let words = pieces(text, |ch| ch.is_ascii_alphanumeric());
    let words = words.filter(|(_, word)| has(word, u8::is_ascii_digit) && has(word, u8::is_ascii_alphabetic));
    let name = |(start, word): (usize, &str)| {
        let lower = word.to_ascii_lowercase();
        let kind = lower.replace(|ch: char| ch.is_ascii_digit(), "#");
        Name { span: Span::new(start, start + word.len()), lower, kind }
    };
    words.map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(figures: &Figures, source: &str, own: &str) -> Option<Difference> {
        figures.compare((source, &figures.glance(source)), own)
    }

    /// What is different in a text and its translation, as it stands there.
    fn compare(locale: &str, source: &str, own: &str) -> (Vec<String>, Vec<String>) {
        let tag = |tag| LocaleTag::parse(tag).expect("a tag");
        let Some(found) = compared(&Figures::new(&tag("en-US"), &tag(locale)), source, own) else {
            return (Vec::new(), Vec::new());
        };
        let texts = |text: &str, spans: &[Span]| spans.iter().map(|span| span.of(text).to_owned()).collect();
        (texts(source, &found.source), texts(own, &found.own))
    }

    #[test]
    fn every_language_writes_figures_in_its_own_way() {
        for (locale, source, own) in [
            (
                "de-DE",
                "The fee is $2,500.75 until May 4, 2023.",
                "Die Gebühr beträgt bis zum 4. Mai 2023 2.500,75 USD.",
            ),
            ("de-DE", "Due 2/13/21 at 3 PM.", "Fällig am 13.02.2021 um 15:00 Uhr."),
            (
                "de-DE",
                "We help 24/7, and two of 1.5 million orders fail.",
                "Wir helfen rund um die Uhr; 2 von 1,5 Mio. Bestellungen scheitern.",
            ),
            ("de-DE", "On Sept 22nd the 3-month trial ends.", "Am 22. September endet die Probe von drei Monaten."),
            ("de-DE", "Since 2019", "Seit über 40Tagen, also seit 2019"),
            ("de-DE", "March 25, 2024: Update", "März 2024: Aktualisierung"),
            ("de-CH", "1,250,000 visits", "1’250’000 Besuche"),
            ("it-IT", "On October 1st we ship 12,000 boxes.", "Il 1º ottobre 2024 spediamo 12.000 scatole."),
            ("it-IT", "From 12:00 AM to 5 p.m.", "Dalle 0:00 alle 17.00"),
            ("it-IT", "It takes 15 minutes in FY24.", "Ci vogliono quindici minuti nell'anno fiscale 2024."),
            ("it-IT", "Read Offers-June 2024.", "Leggi Offers-June 2024."),
            (
                "ru-RU",
                "In May 2024 and on January 9, 45,000 people came.",
                "В мае 2024 г. и 9 января пришли 45 000 человек.",
            ),
            ("ru-RU", "3 million in August, 2 billion in 2022", "3 млн в августе и 2 миллиарда в 2022 году"),
            ("zh-CN", "Ports 10, 100 for 50,000 users", "50，000 个用户的端口：10，100"),
            ("zh-CN", "20,000 people in January 2022", "2022 年一月有 2 万人"),
            ("zh-CN", "35% by 5:30 PM on February 16", "2 月 16 日下午 5:30 前达到百分之三十五"),
            ("zh-TW", "150 million by the end of FY21", "２０２１ 財年底前達 1 億 5,000 萬"),
            ("zh-TW", "A 360-degree view of December 2023", "2023 年 12 月的全面檢視"),
            ("ja-JP", "Three steps, open until 9 PM", "手順は 3 つで、21 時まで開いています"),
            ("ko-KR", "$50,000 at 2 PM", "오후 2시에 5만 달러"),
            ("ar", "On March 12, 2021, 1,234.5 tons", "في ١٢ مارس ٢٠٢١، ١٬٢٣٤٫٥ طن"),
            ("ar-EG", "In August 2020 we had 21 offices.", "في أغسطس ٢٠٢٠ كان لدينا ٢١ مكتبا."),
            ("th-TH", "From May 4, 2021", "ตั้งแต่วันที่ 4 พฤษภาคม 2564"),
            (
                "fr-FR",
                "Version 1.10 costs €1,000.50 for 25 users.",
                "La version 1.10 coûte 1 000,50 € pour 25 utilisateurs.",
            ),
            ("hu-HU", "From February 2021", "2021 februárjától"),
            ("de-DE", "A3 and O365 in Windows 10", "Windows 10 mit A3 und Office 365"),
            ("de-DE", "See https://example.com/2031/a?b=77.", "Siehe https://example.com/de/2032/a?b=78."),
        ] {
            assert_eq!(compare(locale, source, own), (vec![], vec![]), "{source} / {own}");
        }
    }

    #[test]
    fn figures_that_are_certainly_others_are_found() {
        for (locale, source, own, lost, added) in [
            ("de-DE", "Within 45 days", "Innerhalb von 54 Tagen", "45", "54"),
            ("de-DE", "The limit is 2,500 items.", "Die Grenze liegt bei 25.000 Einträgen.", "2,500", "25.000"),
            ("de-DE", "Valid from June 1", "Gültig ab dem 1. Juli", "June", "Juli"),
            ("de-DE", "From 2/28/2018 on", "Ab dem 27.02.2018", "28", "27.02.2018"),
            ("de-DE", "Add 3 users and 1 group.", "Fügen Sie 4 Benutzer und eine Gruppe hinzu.", "3 1", "4"),
            ("de-DE", "Plan E3 for 21 users", "Plan E5 für 21 Benutzer", "E3", "E5"),
            ("de-DE", "Runs from July 1 to December 31, 2020", "Vom 1. Juli bis 31. Dezember 2021", "2020", "2021"),
            ("de-DE", "Between 2018 and 2019", "Zwischen 2018 und 2019 und in 2021", "", "2021"),
            ("de-DE", "Open until 9 PM", "Geöffnet bis 20:00 Uhr", "9", "20"),
            ("en-GB", "Paid on the 7th", "Paid on the 8th", "7th", "8th"),
            ("it-IT", "On May 30, 2023", "Il 30 marzo 2023", "May", "marzo"),
            ("ru-RU", "On January 2, 2020", "2 октября 2020 г.", "January", "октября"),
            ("ru-RU", "It has 128 GB.", "В нем 256 ГБ.", "128", "256"),
            ("zh-CN", "Retired on May 4, 2021", "于 2021 年 4 月 4 日停用", "May", ""),
            ("zh-CN", "20,000 people", "20 万人", "20,000", "20"),
            ("zh-TW", "Feb 16 - Aug 15 2021", "2月16日 15 2021", "Aug", ""),
            ("zh-TW", "Call 0800-4711.", "請撥打 0800-4712。", "4711", "4712"),
            ("ar", "Before April 30", "قبل ٢٩ أبريل", "30", "٢٩"),
            ("ar", "On April 30, 2021", "في ٣٠ مايو ٢٠٢١", "April", "مايو"),
            ("fr-FR", "Version 2.4.17", "Version 2.4.71", "2.4.17", "2.4.71"),
        ] {
            let (source_found, own_found) = compare(locale, source, own);
            assert_eq!((source_found.join(" "), own_found.join(" ")), (lost.to_owned(), added.to_owned()), "{source}");
        }
    }

    #[test]
    fn figures_that_are_the_same_at_a_glance_are_not_different() {
        let parts = [
            "5", "17", "2,500", "2.500", "12 345", "9:30", "24/7", "24 x 7", "E3", "e5", "1st", "3rd", "May", "Mai",
            "mars", "4.", "2023", "三", "五月", "5月", "万", "a", "Das", "PM", "million", "–", ",", "(", "٣", "５",
            "x/y?b=7", "Jan", "st",
        ];
        let mut state = 7u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let mut same = 0;
        for locale in ["de-DE", "zh-CN", "fr-FR", "ar"] {
            let tag = |tag| LocaleTag::parse(tag).expect("a tag");
            let figures = Figures::new(&tag("en-US"), &tag(locale));
            for _ in 0..3000 {
                let mut text = || -> Vec<&str> { (0..1 + next(4)).map(|_| parts[next(parts.len())]).collect() };
                let (source, mut own) = (text(), text());
                if next(2) == 0 {
                    own = source.iter().rev().copied().collect();
                }
                let joins = [" ", "", ", "];
                let (source, own) = (source.join(joins[next(3)]), own.join(joins[next(3)]));
                if figures.glance(&source).is_like(&Glance::new(&own, &figures.own)) {
                    assert_eq!(figures.difference(&source, &own), None, "{locale}: {source} / {own}");
                    same += usize::from(source.contains(|ch: char| ch.is_ascii_digit()));
                }
            }
        }
        assert!(same > 1000, "{same}");
    }

    #[test]
    fn no_text_is_too_odd() {
        let figures =
            Figures::new(&LocaleTag::parse("en-US").expect("a tag"), &LocaleTag::parse("zh-CN").expect("a tag"));
        let long = "9".repeat(300);
        for text in [
            "",
            "1.",
            ".1",
            "1 ",
            "１.٢,3",
            "億億億億億万",
            "9億億億億億億億億億億",
            "24/",
            "24x7",
            "1st",
            "\u{fffc}5",
            "5 billion",
            &long,
            "万5万",
            "May May 5 5",
            "0.0000000001",
        ] {
            assert_eq!(compared(&figures, text, text), None, "{text}");
            let _ = (compared(&figures, text, "7"), compared(&figures, "31 May", text));
        }
        let long = format!("{} ５億 May 2020 ", "1 222 333 ".repeat(20_000));
        assert_eq!(compared(&figures, &long, &long), None);
    }
}
