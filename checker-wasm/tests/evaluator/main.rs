//! The evaluator, natively: what it says beside what rules mean, its bytes, and how much it looks at.

mod answers;
mod codec;
mod meaning;
mod random;
mod reference;
