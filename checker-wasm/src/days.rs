//! Days as numbers, and bounds that lie some days or months from today.

/// A bound on the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Day {
    /// A day of its own, as [`day_number`] counts.
    Fixed(i32),
    /// So many days from today; ahead where positive.
    FromToday(i32),
    /// So many months from today, and then so many days.
    MonthsFromToday {
        /// The months; ahead where positive.
        months: i32,
        /// Days after that: a bound behind a day is the one before the next.
        days: i32,
    },
}

impl Day {
    /// The day that is meant, on the day `today`.
    pub fn on(self, today: i32) -> i32 {
        match self {
            Day::Fixed(day) => day,
            Day::FromToday(days) => today.saturating_add(days),
            Day::MonthsFromToday { months, days } => shift_months(today, months).saturating_add(days),
        }
    }
}

/// Days from 1970-01-01 to a day of the Gregorian calendar. The day of the month may lie outside of its month.
pub fn day_number(year: i32, month: u32, day: u32) -> i32 {
    // Years are counted from March, so that a leap day is the last of its year.
    let month = i64::from(month);
    let year = i64::from(year) - i64::from(month < 3);
    let since_march = (month + 9) % 12;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let days = 365 * year + leap_days + (153 * since_march + 2) / 5 + i64::from(day) - 1 - MARCH_0_TO_1970;
    days.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
}

/// Days from March 1st of the year 0 to 1970-01-01.
const MARCH_0_TO_1970: i64 = 719_468;

/// The year, month and day of the month of a day: [`day_number`] the other way round.
pub fn year_month_day(number: i32) -> (i32, u32, u32) {
    let days = i64::from(number) + MARCH_0_TO_1970;
    let (cycle, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    // Of the days in a cycle of 400 years, the leap days before this one are taken off to count years of 365.
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    let since_march = (5 * of_year + 2) / 153;
    let month = if since_march < 10 { since_march + 3 } else { since_march - 9 };
    let year = cycle * 400 + year + i64::from(month < 3);
    (year as i32, month as u32, (of_year - (153 * since_march + 2) / 5 + 1) as u32)
}

/// The same day of the month, some months on; the last day of that month where it has no such day.
///
/// 31 January and one month => 28 or 29 February
pub fn shift_months(number: i32, months: i32) -> i32 {
    let (year, month, day) = year_month_day(number);
    let total = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(months);
    let year = total.div_euclid(12).clamp(-5_000_000, 5_000_000) as i32;
    let month = total.rem_euclid(12) as u32 + 1;
    let first = day_number(year, month, 1);
    let next = if month == 12 { day_number(year + 1, 1, 1) } else { day_number(year, month + 1, 1) };
    first.saturating_add((day as i32).min(next.saturating_sub(first)) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        for (date, number) in [
            ((1970, 1, 1), 0),
            ((1969, 12, 31), -1),
            ((2000, 2, 29), 11_016),
            ((2026, 11, 26), 20_783),
            ((1600, 2, 29), -135_081),
            ((0, 3, 1), -719_468),
        ] {
            assert_eq!(day_number(date.0, date.1, date.2), number, "{date:?}");
            assert_eq!(year_month_day(number), date);
        }
    }

    #[test]
    fn every_day_of_two_cycles_is_its_own() {
        let mut before = (0, 0, 0);
        for number in -146_097..146_097 * 2 {
            let date = year_month_day(number);
            assert!(date > before || number == -146_097);
            assert_eq!(day_number(date.0, date.1, date.2), number);
            before = date;
        }
    }

    #[test]
    fn months_end_where_they_end() {
        for (from, months, to) in [
            ((2026, 1, 31), 1, (2026, 2, 28)),
            ((2024, 1, 31), 1, (2024, 2, 29)),
            ((2026, 3, 31), -1, (2026, 2, 28)),
            ((2024, 2, 29), -12 * 18, (2006, 2, 28)),
            ((2026, 12, 15), 1, (2027, 1, 15)),
            ((2026, 1, 15), -1, (2025, 12, 15)),
            ((2026, 8, 31), 6, (2027, 2, 28)),
        ] {
            let moved = shift_months(day_number(from.0, from.1, from.2), months);
            assert_eq!(year_month_day(moved), to, "{from:?} and {months} months");
        }
    }

    #[test]
    fn extremes_do_not_overflow() {
        for number in [i32::MIN, i32::MAX] {
            for months in [i32::MIN, -1, 0, 1, i32::MAX] {
                shift_months(number, months);
                Day::MonthsFromToday { months, days: 1 }.on(number);
                Day::FromToday(months).on(number);
            }
        }
        day_number(i32::MIN, 1, 1);
        day_number(i32::MAX, 12, 31);
    }
}
