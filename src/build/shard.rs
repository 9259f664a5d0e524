//! A part of a build: which routes are its own, and what its folder says of the whole, so that parts can be joined.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::LocaleReport;
use crate::model::{Config, Content, LocaleConfig, Sources};
use crate::report::listing::Kept;

/// One of the equal parts that a build is divided into, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Shard {
    /// Which one.
    pub number: u32,
    /// Of how many.
    pub of: u32,
}

impl Shard {
    /// Whether a path below the site's root belongs to it. The path alone decides, so that no page moves because others come or
    /// go.
    pub fn has(self, path: &str) -> bool {
        let hash = blake3::hash(path.as_bytes());
        let first = hash.as_bytes().iter().take(8).fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
        first % u64::from(self.of) == u64::from(self.number - 1)
    }

    /// Whether the nth of a few large things belongs to it, which a hash would not divide evenly.
    pub fn has_nth(self, nth: usize) -> bool {
        nth % self.of as usize == self.number as usize - 1
    }

    /// Whether it is the one that tells what is true of the site as a whole.
    pub fn is_first(self) -> bool {
        self.number == 1
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(written: &str) -> Result<Self, String> {
        let (number, of) = written.split_once('/').unwrap_or((written, ""));
        match (number.parse(), of.parse()) {
            (Ok(number), Ok(of)) if 0 < number && number <= of => Ok(Self { number, of }),
            _ => Err("write it as 2/4: the second of four; the first is 1/4, and the last 4/4".to_owned()),
        }
    }
}

impl TryFrom<String> for Shard {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        written.parse()
    }
}

impl From<Shard> for String {
    fn from(shard: Shard) -> Self {
        shard.to_string()
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

/// What the folder of a shard says of its build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Which part it is.
    pub shard: Shard,
    /// The version of the program.
    pub version: String,
    /// The moment of the build.
    pub now: Timestamp,
    /// The digest of all that the build was made of.
    pub made_of: String,
    /// Its part of the numbers of the report.
    pub locales: Vec<LocaleReport>,
    /// What was found in producing its files; that of the first shard has the findings of the site as a whole too.
    pub findings: Vec<Kept>,
}

impl Part {
    /// The part of a build that has not begun.
    pub fn new(shard: Shard, config: &Config, sources: &Sources) -> Self {
        Self {
            shard,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            now: config.now,
            made_of: made_of(config, sources),
            locales: Vec::new(),
            findings: Vec::new(),
        }
    }
}

/// The digest of a site's inputs. Nothing else goes into a site, so equal ones make equal sites.
fn made_of(config: &Config, sources: &Sources) -> String {
    // Where a folder lies is the machine's own matter; what was read from there counts.
    let rootless = |locale: &LocaleConfig| LocaleConfig { root: PathBuf::new(), ..locale.clone() };
    let config = Config {
        locales: config.locales.iter().map(rootless).collect(),
        content: PathBuf::new(),
        ledgers: PathBuf::new(),
        theme: None,
        messages: None,
        ignored: Vec::new(),
        ..config.clone()
    };
    let mut hasher = blake3::Hasher::new();
    let mut add = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    add(format!("{config:?}").as_bytes());
    for source in &sources.files {
        add(&source.locale.0.to_le_bytes());
        add(source.path.as_bytes());
        match &source.content {
            Content::Text(text) => add(text.as_bytes()),
            Content::Unread(text) => add(text.as_bytes()),
            Content::File(_, size) => add(format!("{size:?}").as_bytes()),
        }
    }
    for (path, file) in &sources.theme {
        add(path.as_bytes());
        add(&file.bytes);
    }
    for file in &sources.messages {
        add(file.locale.as_str().as_bytes());
        add(file.text.as_bytes());
    }
    let ledgers = sources.ledgers.iter().map(|ledger| &ledger.file);
    for file in sources.programs.iter().chain(ledgers).chain(&sources.source_texts) {
        add(file.file.as_bytes());
        add(file.text.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_path_belongs_to_one_shard_of_any_number() {
        let paths: Vec<String> = (0..1000).map(|number| format!("en-us/{number}/index.html")).collect();
        for of in [1, 2, 7, 100] {
            let of_shard = |number| paths.iter().filter(|path| Shard { number, of }.has(path)).count();
            let counts: Vec<usize> = (1..=of).map(of_shard).collect();
            assert_eq!(counts.iter().sum::<usize>(), paths.len());
            let fair = paths.len() / of as usize;
            assert!(counts.iter().all(|count| *count > 0 && *count < fair * 3), "{of}: {counts:?}");
        }
        // Other machines and versions must divide alike.
        let shard = (1..=4).find(|number| Shard { number: *number, of: 4 }.has("sitemap.xml"));
        assert_eq!(shard, Some(2));
    }

    #[test]
    fn a_shard_is_written_as_one_of_many() {
        for (written, number, of) in [("1/1", 1, 1), ("2/4", 2, 4), ("256/256", 256, 256)] {
            let shard: Shard = written.parse().expect(written);
            assert_eq!((shard, shard.to_string().as_str()), (Shard { number, of }, written));
        }
        for written in ["", "1", "/", "0/4", "5/4", "0/0", "-1/4", "1/4/4", "a/b", "1/99999999999", "1 / 4"] {
            assert!(written.parse::<Shard>().is_err(), "{written}");
        }
    }
}
