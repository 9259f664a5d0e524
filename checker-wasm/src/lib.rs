//! Evaluates eligibility rules over answers that are partly known.
//!
//! A set of [`Rules`] has questions, criteria and outcomes. A *state* says of each question which of its answers are
//! still possible. From a state follow the outcome, how each criterion stands, why, what could change it, and which
//! questions still matter: [`Rules::report`]. All of it is exact: a class is settled when, and only when, every way to
//! complete the state leads to it.
//!
//! The generator uses this library natively; the pages it makes run the same code as a WebAssembly module (`browser`). There is
//! no clock, no float, no randomness and no language here: answers are numbers of regions, and today is a number that is
//! given.

#![no_std]
#![cfg_attr(not(target_arch = "wasm32"), forbid(unsafe_code))]

extern crate alloc;

#[cfg(target_arch = "wasm32")]
mod browser;
mod codec;
mod days;
mod report;
mod rules;
mod search;

pub use days::{Day, day_number, shift_months, year_month_day};
pub use report::{Report, Standing, Status};
pub use rules::{Criterion, Kind, MAX_REGIONS, MAX_SLOTS, Node, NodeId, Question, Rules, Value};
pub use search::{Search, Target};

/// This library as browsers run it: the files that pages load, by name. They are proved to be made from this source.
#[cfg(not(target_arch = "wasm32"))]
pub const MODULE: &[(&str, &[u8])] = &[
    ("checker.js", include_bytes!("../module/checker.js")),
    ("checker.wasm", include_bytes!("../module/checker.wasm")),
];
