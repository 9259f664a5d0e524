//! Eligibility programs: from what authors wrote to rules that are proved.

pub mod compile;

pub use compile::{Compiled, Regime, compile};
