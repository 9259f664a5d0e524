//! What is remembered of each translated unit: what it was made from, and by whom.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use smol_str::SmolStr;
use twox_hash::XxHash3_64;

use super::page::PageKey;
use super::state::Provenance;
use super::unit::Amount;
use crate::text::in_one_line;

/// A text told by its words: what is reflowed, or has other white space, has the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of a text.
    pub fn of(words: &str) -> Self {
        Self::of_line(&in_one_line(words))
    }

    /// The same of a text that stands on one line already ([`in_one_line`]).
    pub fn of_line(line: &str) -> Self {
        let hash = blake3::hash(line.as_bytes());
        Self(u64::from_be_bytes(hash.as_bytes()[..8].try_into().unwrap_or_default()))
    }

    /// The fingerprint of a whole file. Every byte of it counts, but for how systems end their lines.
    pub fn of_file(text: &str) -> Self {
        match memchr::memchr(b'\r', text.as_bytes()) {
            Some(_) => Self(XxHash3_64::oneshot(text.replace("\r\n", "\n").as_bytes())),
            None => Self(XxHash3_64::oneshot(text.as_bytes())),
        }
    }

    /// The fingerprint of lines, whatever ends them.
    pub fn of_lines<'l>(lines: impl Iterator<Item = &'l str>) -> Self {
        let mut all = String::new();
        for line in lines {
            all.push_str(line);
            all.push('\n');
        }
        Self::of_all_lines(&all)
    }

    /// The same of lines that stand in one text, each with a line feed behind it.
    pub fn of_all_lines(lines: &str) -> Self {
        Self(XxHash3_64::oneshot(lines.as_bytes()))
    }

    /// What sixteen hexadecimal digits say.
    pub fn parse(text: &str) -> Option<Self> {
        // A number may have a sign, a fingerprint has none.
        let may_be = text.len() == 16 && !text.starts_with('+');
        may_be.then(|| u64::from_str_radix(text, 16).ok().map(Self)).flatten()
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// The id of a unit within its page. It is short, and there are many.
pub type UnitId = SmolStr;

/// One line of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The unit's id within its page.
    pub id: UnitId,
    /// The source text that the translation was made from.
    pub source: Fingerprint,
    /// The translation.
    pub target: Fingerprint,
    /// Whether somebody has read the translation again.
    pub reviewed: bool,
    /// Who made it, where that is known.
    pub by: Option<Provenance>,
}

/// Two files of a page all of whose units are known, each in its place: as long as both say the same, and the ledger does, nobody
/// has to look into any of these to tell how many units stand how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Settled {
    /// The file of the source ([`Fingerprint::of_file`]).
    pub source: Fingerprint,
    /// The file of the translation.
    pub target: Fingerprint,
    /// What the ledger says of the page, line by line without the page's name.
    pub lines: Fingerprint,
    /// The units that are translated.
    pub fresh: Amount,
    /// Those that somebody has read again.
    pub reviewed: Amount,
}

impl Settled {
    /// How many units each of the files has.
    pub fn units(&self) -> usize {
        self.fresh.units + self.reviewed.units
    }
}

/// Pages with how they are settled.
pub type SettledPages = BTreeMap<PageKey, Vec<Settled>>;

/// What is remembered of one locale: the units of each page, in order of their ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The entries by page; none of pages that are settled, where nobody will ask for them.
    pub pages: BTreeMap<PageKey, Vec<Entry>>,
    /// The pages that are settled, with what the ledger says of them now. Where a page has several translations or sources that
    /// have, as in two branches, either may be what the files say.
    pub settled: SettledPages,
}

impl Ledger {
    /// The entries of a page.
    pub fn page(&self, key: &PageKey) -> &[Entry] {
        self.pages.get(key).map_or(&[], Vec::as_slice)
    }

    /// How a page is settled.
    pub fn settled(&self, key: &PageKey) -> &[Settled] {
        self.settled.get(key).map_or(&[], Vec::as_slice)
    }

    /// Adds entries of a page, if there are any. Of two that say the same of two texts, the one holds that knows more of them.
    pub fn add(&mut self, key: PageKey, mut new: Vec<Entry>) {
        if new.is_empty() {
            return;
        }
        let entries = self.pages.entry(key).or_default();
        entries.append(&mut new);
        entries.sort();
        entries.dedup_by(|later, kept| {
            let is_same = (&later.id, later.source, later.target) == (&kept.id, kept.source, kept.target);
            if is_same {
                std::mem::swap(later, kept);
            }
            is_same
        });
    }

    /// How many units are remembered.
    pub fn len(&self) -> usize {
        self.pages.values().map(Vec::len).sum()
    }

    /// Whether nothing is.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }
}

/// The source texts that ledgers speak of, each once for all locales.
pub type SourceTexts = BTreeMap<Fingerprint, Arc<str>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_digits_are_a_fingerprint() {
        for (text, number) in [("0123456789abcdef", 0x0123_4567_89AB_CDEF), ("FEDCBA9876543210", 0xFEDC_BA98_7654_3210)]
        {
            assert_eq!(Fingerprint::parse(text), Some(Fingerprint(number)));
        }
        for byte in (0u8..=0x7F).filter(|byte| !byte.is_ascii_hexdigit()).map(char::from) {
            assert_eq!(Fingerprint::parse(&format!("0123456{byte}89abcdef")), None, "{byte:?}");
        }
        for text in ["", "0123456789abcde", "0123456789abcdef0", "+123456789abcdef", "0123456789abcdé"] {
            assert_eq!(Fingerprint::parse(text), None, "{text:?}");
        }
    }
}
