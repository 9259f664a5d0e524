//! Dates, numbers and lists in the manner of a language, for interface texts: ICU4X behind Fluent's functions.
//!
//! What cannot be formatted is shown as it was written.

use std::borrow::Cow;
use std::fmt::{self, Write};

use fluent::concurrent::FluentBundle;
use fluent::memoizer::MemoizerKind;
use fluent::types::{FluentNumber, FluentType};
use fluent::{FluentArgs, FluentResource, FluentValue};
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_datetime::input::Date;
use icu_datetime::parts;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale::Locale;
use intl_memoizer::{IntlLangMemoizer, Memoizable, concurrent};
use unic_langid::LanguageIdentifier;
use writeable::{Part, PartsWrite, Writeable};

use crate::model::LocaleTag;
use crate::parse::publication;

/// The functions that a message may call.
pub const FUNCTIONS: [&str; 3] = ["DATETIME", "LIST", "NUMBER"];

/// Gives a bundle the functions `DATETIME`, `NUMBER` and `LIST`, and its language's way to write numbers.
pub fn equip<R: std::borrow::Borrow<FluentResource>>(bundle: &mut FluentBundle<R>) {
    // A function can only be refused where a message has its name, and messages come later.
    let _ = bundle.add_builtins();
    let _ = bundle.add_function("DATETIME", datetime);
    let _ = bundle.add_function("LIST", list_function);
    bundle.set_formatter(Some(number));
}

/// Several texts as one argument of a message.
pub fn list(items: Vec<String>) -> FluentValue<'static> {
    FluentValue::Custom(Box::new(List { items, joined: Joined::And }))
}

/// `DATETIME($date, dateStyle: "long")`: a day written as `2026-03-05`; of a date-time the day counts.
fn datetime<'a>(positional: &[FluentValue<'a>], named: &FluentArgs<'_>) -> FluentValue<'a> {
    let Some(value) = positional.first() else { return FluentValue::Error };
    let FluentValue::String(written) = value else { return value.clone() };
    let style = match named.get("dateStyle") {
        Some(FluentValue::String(style)) if style == "long" => DateStyle::Long,
        Some(FluentValue::String(style)) if style == "short" => DateStyle::Short,
        _ => DateStyle::Medium,
    };
    match publication::day(written) {
        Some(day) => FluentValue::Custom(Box::new(Day { day, style, written: written.clone().into_owned() })),
        None => value.clone(),
    }
}

/// `LIST($items, type: "or")`: an array whose last item is joined by “or” instead of “and”, or by neither (`unit`).
fn list_function<'a>(positional: &[FluentValue<'a>], named: &FluentArgs<'_>) -> FluentValue<'a> {
    let Some(value) = positional.first() else { return FluentValue::Error };
    let FluentValue::Custom(custom) = value else { return value.clone() };
    let Some(list) = custom.as_any().downcast_ref::<List>() else { return value.clone() };
    let joined = match named.get("type") {
        Some(FluentValue::String(kind)) if kind == "or" => Joined::Or,
        Some(FluentValue::String(kind)) if kind == "unit" => Joined::Unit,
        _ => Joined::And,
    };
    FluentValue::Custom(Box::new(List { items: list.items.clone(), joined }))
}

/// A number as the language writes it; everything else is left to Fluent.
fn number<M: MemoizerKind>(value: &FluentValue<'_>, formatters: &M) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let decimal = decimal(number)?;
    let grouped = number.options.use_grouping;
    formatters
        .with_try_get_threadsafe::<NumberFormat, _, _>((grouped,), |format| format.0.format(&decimal).to_string())
        .ok()
}

fn decimal(number: &FluentNumber) -> Option<Decimal> {
    let mut decimal = Decimal::try_from_str(&number.as_string()).ok()?;
    if let Some(digits) = number.options.maximum_fraction_digits {
        decimal.round(-i16::try_from(digits).ok()?);
    }
    Some(decimal)
}

/// How much of a date is spelt out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum DateStyle {
    Long,
    Medium,
    Short,
}

/// A day on its way into a text.
#[derive(Debug, Clone, PartialEq)]
struct Day {
    day: jiff::civil::Date,
    style: DateStyle,
    written: String,
}

impl Day {
    fn format(&self, formatters: &impl MemoizerKind) -> Cow<'static, str> {
        self.try_format(formatters).unwrap_or_else(|| self.written.clone()).into()
    }

    fn try_format(&self, formatters: &impl MemoizerKind) -> Option<String> {
        let (month, day) = (self.day.month().try_into().ok()?, self.day.day().try_into().ok()?);
        let date = Date::try_new_iso(self.day.year().into(), month, day).ok()?;
        formatters
            .with_try_get_threadsafe::<DayFormat, _, _>((self.style,), |format| format.0.format(&date).to_string())
            .ok()
    }
}

impl FluentType for Day {
    fn duplicate(&self) -> Box<dyn FluentType + Send> {
        Box::new(self.clone())
    }

    fn as_string(&self, _: &IntlLangMemoizer) -> Cow<'static, str> {
        self.written.clone().into()
    }

    fn as_string_threadsafe(&self, formatters: &concurrent::IntlLangMemoizer) -> Cow<'static, str> {
        self.format(formatters)
    }
}

/// What joins the last item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Joined {
    And,
    Or,
    Unit,
}

/// Several texts on their way into one.
#[derive(Debug, Clone, PartialEq)]
struct List {
    items: Vec<String>,
    joined: Joined,
}

impl List {
    fn format(&self, formatters: &impl MemoizerKind) -> Cow<'static, str> {
        let joined = formatters.with_try_get_threadsafe::<ListFormat, _, _>((self.joined,), |format| {
            let mut isolated = Isolated(String::new());
            let written = format.0.format(self.items.iter()).write_to_parts(&mut isolated);
            written.map(|()| isolated.0)
        });
        match joined {
            Ok(Ok(text)) => text.into(),
            _ => self.items.join(", ").into(),
        }
    }
}

impl FluentType for List {
    fn duplicate(&self) -> Box<dyn FluentType + Send> {
        Box::new(self.clone())
    }

    fn as_string(&self, _: &IntlLangMemoizer) -> Cow<'static, str> {
        self.items.join(", ").into()
    }

    fn as_string_threadsafe(&self, formatters: &concurrent::IntlLangMemoizer) -> Cow<'static, str> {
        self.format(formatters)
    }
}

/// A list in which each item is isolated from the direction of its neighbours, as Fluent does with placeables: Arabic
/// beside Hebrew in an English sentence keeps its place.
struct Isolated(String);

impl Write for Isolated {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.push_str(text);
        Ok(())
    }
}

impl PartsWrite for Isolated {
    type SubPartsWrite = Self;

    fn with_part(&mut self, part: Part, mut write: impl FnMut(&mut Self) -> fmt::Result) -> fmt::Result {
        if part != icu_list::parts::ELEMENT {
            return write(self);
        }
        self.0.push('\u{2068}');
        write(self)?;
        self.0.push('\u{2069}');
        Ok(())
    }
}

/// The language of a bundle as ICU4X names it; the root language where it does not know the tag.
fn locale(language: &LanguageIdentifier) -> Locale {
    Locale::try_from_str(&language.to_string()).unwrap_or(Locale::UNKNOWN)
}

struct NumberFormat(DecimalFormatter);

impl Memoizable for NumberFormat {
    type Args = (bool,);
    type Error = ();

    fn construct(language: LanguageIdentifier, (grouped,): (bool,)) -> Result<Self, ()> {
        let mut options = DecimalFormatterOptions::default();
        options.grouping_strategy = Some(if grouped { GroupingStrategy::Auto } else { GroupingStrategy::Never });
        DecimalFormatter::try_new(locale(&language).into(), options).map(Self).map_err(|_| ())
    }
}

struct DayFormat(DateTimeFormatter<YMD>);

impl Memoizable for DayFormat {
    type Args = (DateStyle,);
    type Error = ();

    fn construct(language: LanguageIdentifier, (style,): (DateStyle,)) -> Result<Self, ()> {
        let fields = match style {
            DateStyle::Long => YMD::long(),
            DateStyle::Medium => YMD::medium(),
            DateStyle::Short => YMD::short(),
        };
        DateTimeFormatter::try_new(locale(&language).into(), fields).map(Self).map_err(|_| ())
    }
}

/// The order in which a language writes the parts of a date.
///
/// `en-US => month, day, year`
pub fn date_order(tag: &LocaleTag) -> [&'static str; 3] {
    let known = ["year", "month", "day"];
    let written = Locale::try_from_str(tag.as_str()).ok().and_then(|language| {
        let format = DateTimeFormatter::try_new(language.into(), YMD::short()).ok()?;
        let mut order = Order(Vec::new());
        format.format(&Date::try_new_iso(2026, 3, 5).ok()?).write_to_parts(&mut order).ok()?;
        order.0.try_into().ok()
    });
    written.unwrap_or(known)
}

/// The parts of a date in the order in which they are written.
struct Order(Vec<&'static str>);

impl Write for Order {
    fn write_str(&mut self, _: &str) -> fmt::Result {
        Ok(())
    }
}

impl PartsWrite for Order {
    type SubPartsWrite = Self;

    fn with_part(&mut self, part: Part, mut write: impl FnMut(&mut Self) -> fmt::Result) -> fmt::Result {
        let name = [(parts::YEAR, "year"), (parts::MONTH, "month"), (parts::DAY, "day")];
        self.0.extend(name.iter().find(|(known, _)| *known == part).map(|(_, name)| *name));
        write(self)
    }
}

/// What people write between groups of digits in a language; empty where that is nothing, or a space of any kind.
pub fn group_mark(tag: &LocaleTag) -> String {
    let written = Locale::try_from_str(tag.as_str()).ok().and_then(|language| {
        let format = DecimalFormatter::try_new(language.into(), DecimalFormatterOptions::default()).ok()?;
        Some(format.format(&Decimal::from(1_234_567)).to_string())
    });
    let mark = written.and_then(|text| text.chars().find(|ch| !ch.is_numeric() && !ch.is_whitespace()));
    match mark {
        // Keyboards have the one, and typesetters the other.
        Some('\'' | '’') => "'’".to_owned(),
        mark => mark.map(String::from).unwrap_or_default(),
    }
}

struct ListFormat(ListFormatter);

impl Memoizable for ListFormat {
    type Args = (Joined,);
    type Error = ();

    fn construct(language: LanguageIdentifier, (joined,): (Joined,)) -> Result<Self, ()> {
        let (preferences, options) = (locale(&language).into(), ListFormatterOptions::default());
        match joined {
            Joined::And => ListFormatter::try_new_and(preferences, options),
            Joined::Or => ListFormatter::try_new_or(preferences, options),
            Joined::Unit => ListFormatter::try_new_unit(preferences, options),
        }
        .map(Self)
        .map_err(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A message in a language, the marks of isolation left out.
    fn format(language: &str, message: &str, args: &[(&'static str, FluentValue<'static>)]) -> String {
        let mut bundle = FluentBundle::new_concurrent(vec![language.parse().expect("a language")]);
        equip(&mut bundle);
        let resource = FluentResource::try_new(format!("m = {message}\n")).expect("a message");
        bundle.add_resource(resource).expect("once");
        let args: FluentArgs<'_> = args.iter().cloned().collect();
        let pattern = bundle.get_message("m").and_then(|message| message.value()).expect("a text");
        let text = bundle.format_pattern(pattern, Some(&args), &mut Vec::new());
        text.replace(['\u{2068}', '\u{2069}'], "").replace(['\u{a0}', '\u{202f}'], " ")
    }

    fn date(language: &str, style: &str, date: &'static str) -> String {
        format(language, &format!("{{ DATETIME($date, dateStyle: \"{style}\") }}"), &[("date", date.into())])
    }

    #[test]
    fn dates_in_every_language_of_the_interface() {
        let long = |language| date(language, "long", "2026-03-05");
        assert_eq!(long("en-US"), "March 5, 2026");
        assert_eq!(long("en-GB"), "5 March 2026");
        assert_eq!(long("de-DE"), "5. März 2026");
        assert_eq!(long("it-IT"), "5 marzo 2026");
        assert_eq!(long("ru-RU"), "5 марта 2026 г.");
        assert_eq!(long("zh-CN"), "2026年3月5日");
        assert_eq!(long("zh-TW"), "2026年3月5日");
        assert_eq!(long("ar"), "5 مارس 2026");
        assert_eq!(long("ar-EG"), "٥ مارس ٢٠٢٦", "the digits are the region's");
        assert_eq!(date("de-DE", "medium", "2026-03-05T10:00:00Z"), "05.03.2026");
        assert_eq!(date("en-US", "short", "2026-03-05"), "3/5/26");
    }

    #[test]
    fn every_function_that_is_named_is_there() {
        let shown = |name: &str| format("en-US", &format!("{{ {name}($n) }}"), &[("n", 7.into())]);
        assert_eq!(FUNCTIONS.map(shown), ["7", "7", "7"]);
        assert_ne!(shown("OTHER"), "7");
    }

    #[test]
    fn what_is_no_date_stays_as_written() {
        for written in ["05.03.2026", "2026-13-01", "2026-03-05x", "soon", ""] {
            assert_eq!(date("de-DE", "long", written), written);
        }
        assert_eq!(format("de-DE", "{ DATETIME($date) }", &[("date", 2026.into())]), "2.026");
        assert_eq!(format("de-DE", "{ LIST($items) }", &[("items", "a".into())]), "a");
    }

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        let number = |language, number: f64| format(language, "{ $n }", &[("n", number.into())]);
        assert_eq!(number("en-US", 12345.0), "12,345");
        assert_eq!(number("de-DE", 12345.5), "12.345,5");
        assert_eq!(number("ru-RU", 12345.0), "12 345");
        assert_eq!(number("ar-EG", 12345.0), "١٢٬٣٤٥");
        assert_eq!(format("en-US", "{ NUMBER($n, useGrouping: \"false\") }", &[("n", 12345.0.into())]), "12345");
        assert_eq!(format("en-US", "{ NUMBER($n, maximumFractionDigits: 1) }", &[("n", 1.25.into())]), "1.2");
        assert_eq!(number("en-US", f64::NAN), "NaN");
    }

    #[test]
    fn a_language_orders_dates_and_groups_digits() {
        let of = |tag: &str| {
            let tag = LocaleTag::parse(tag).expect("a tag");
            (date_order(&tag).map(|part| &part[..1]).concat(), group_mark(&tag))
        };
        for (tag, order, mark) in [
            ("en-US", "mdy", ","),
            ("de-DE", "dmy", "."),
            ("ru-RU", "dmy", ""),
            ("zh-CN", "ymd", ","),
            ("de-CH", "dmy", "'’"),
            ("ar", "dmy", ","),
            ("qps-ploc", "ymd", ","),
        ] {
            assert_eq!(of(tag), (order.to_owned(), mark.to_owned()), "{tag}");
        }
    }

    #[test]
    fn lists_are_joined_as_the_language_does() {
        let list = |language, items: &[&str]| {
            let items = super::list(items.iter().map(|item| (*item).to_owned()).collect());
            format(language, "{ $items }", &[("items", items)])
        };
        assert_eq!(list("en-US", &["a", "b", "c"]), "a, b, and c");
        assert_eq!(list("de-DE", &["a", "b", "c"]), "a, b und c");
        assert_eq!(list("zh-TW", &["a", "b", "c"]), "a、b和c");
        assert_eq!(list("ar", &["a", "b", "c"]), "a وb وc");
        assert_eq!(list("es-ES", &["francés", "italiano"]), "francés e italiano");
        assert_eq!(list("de-DE", &["a"]), "a");
        assert_eq!(list("de-DE", &[]), "");
        let items = super::list(vec!["a".to_owned(), "b".to_owned()]);
        assert_eq!(format("de-DE", "{ LIST($items, type: \"or\") }", &[("items", items)]), "a oder b");
    }
}
