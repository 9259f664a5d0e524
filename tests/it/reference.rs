//! The reference page of the manual is what the program knows; `cargo xtask bless` renews it.

use std::fs;
use std::path::Path;

#[test]
fn the_page_is_what_the_program_knows() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(diglot::reference::PATH);
    let page = diglot::reference::page();
    if std::env::var_os("DIGLOT_BLESS").is_some() {
        fs::write(&path, &page).expect("written");
    }
    let recorded = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let differs = page.lines().zip(recorded.lines().chain(std::iter::repeat(""))).find(|(new, old)| new != old);
    assert!(page == recorded, "{} is out of date: {differs:?}\n`cargo xtask bless` renews it", diglot::reference::PATH);
}
