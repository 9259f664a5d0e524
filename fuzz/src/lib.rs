//! What must hold for any input: a function for each kind of file that people or programs hand to Diglot.
//!
//! libFuzzer calls them (`src/main.rs`), and so do the tests of the repository (`tests/it/fuzz.rs`), which read these files
//! as their own and need no other tools. A function panics where something does not hold.

pub mod exchange;
pub mod pages;
pub mod preview;
pub mod programs;
pub mod sites;

/// A target: its name, which is also that of the folder of its seeds, and what must hold.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 15] = [
    ("dialect", pages::dialect),
    ("front-matter", pages::front_matter),
    ("bilingual", pages::bilingual),
    ("join", pages::join),
    ("links", sites::links),
    ("site", sites::site),
    ("fluent", sites::fluent),
    ("align", exchange::align),
    ("xliff", exchange::xliff),
    ("po", exchange::po),
    ("tmx", exchange::tmx),
    ("ledger", exchange::ledger),
    ("program", programs::program),
    ("rules", programs::rules),
    ("preview", preview::preview),
];

/// An input as text, read as files are.
pub fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// What stands between the parts of an input that is several files.
const BETWEEN: &str = "\n%%%\n";

/// The parts of an input that is several files; where there are fewer, the rest are empty.
pub fn parts<const COUNT: usize>(text: &str) -> [&str; COUNT] {
    let mut parts = text.splitn(COUNT, BETWEEN);
    [(); COUNT].map(|()| parts.next().unwrap_or_default())
}
