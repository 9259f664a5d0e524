//! The integration tests, one binary.

mod bad_input;
mod corpus;
mod golden;
mod html;
mod site;
mod tidy;
