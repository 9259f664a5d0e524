//! The integration tests, one binary.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests make folders and look at what was built, and serve what links lead to"
)]

mod arbitrary;
mod bad_input;
mod check;
mod check_links;
mod check_messages;
mod check_settings;
mod check_translations;
mod corpus;
mod corpus_check;
mod external;
mod findings;
mod golden;
mod history;
mod html;
mod import;
mod manual;
mod new;
mod publication;
mod reference;
mod site;
mod tidy;
