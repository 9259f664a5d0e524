//! The reference page of the manual and the schema of eligibility programs are what the program knows; `cargo xtask bless` renews
//! them.

use std::fs;
use std::path::Path;

/// Holds a file of the repository to what is generated, or renews it.
fn hold(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("DIGLOT_BLESS").is_some() {
        fs::write(&file, text).expect("written");
    }
    let recorded = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    let differs = text.lines().zip(recorded.lines().chain(std::iter::repeat(""))).find(|(new, old)| new != old);
    assert!(text == recorded, "{path} is out of date: {differs:?}\n`cargo xtask bless` renews it");
}

#[test]
fn the_page_is_what_the_program_knows() {
    hold(diglot::reference::PATH, &diglot::reference::page());
}

#[test]
fn the_schema_is_what_the_program_knows() {
    hold(diglot::eligibility::schema::PATH, &diglot::eligibility::schema::schema());
}
