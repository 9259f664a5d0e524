//! The integration tests, one binary.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests make folders and look at what was built, and serve what links lead to"
)]

mod arbitrary;
mod bad_input;
mod bounds;
mod check;
mod check_eligibility;
mod check_links;
mod check_messages;
mod check_settings;
mod check_translations;
mod check_units;
mod corpus;
mod corpus_check;
mod corpus_status;
mod eligibility;
mod eligibility_commands;
mod eligibility_pages;
mod engines;
mod exchange;
mod exchange_files;
mod external;
mod findings;
mod forms;
mod fuzz;
mod golden;
mod highlight;
mod history;
mod html;
mod import;
mod killed;
mod killed_commands;
mod ledger;
mod ledger_files;
mod manual;
mod mv;
mod mv_links;
mod new;
mod past;
mod pictures;
mod pseudo;
mod publication;
mod readings;
mod reference;
mod remembered;
mod search;
mod serve;
mod serve_advisories;
mod serve_attacks;
mod serve_safety;
mod shards;
mod shell;
mod site;
mod soak;
mod soak_edits;
mod standing;
mod status;
mod status_page;
mod supply;
mod tidy;
mod translations_view;
mod units;
mod units_commands;
mod units_corpus;
mod units_pages;
mod untrusted;
mod untrusted_inputs;
mod untrusted_oracle;
