//! What the browser calls: two functions that know numbers only.

use crate::Rules;
use alloc::vec::Vec;
use wasm_bindgen::prelude::wasm_bindgen;

#[global_allocator]
static ALLOCATOR: lol_alloc::LockedAllocator<lol_alloc::FreeListAllocator> =
    lol_alloc::LockedAllocator::new(lol_alloc::FreeListAllocator::new());

/// Messages would be most of the module, and nobody would read them: the page falls back to what it says without scripts.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}

/// [`crate::Report::to_bytes`] of what follows from a state; empty where the rules cannot be read.
#[wasm_bindgen(skip_jsdoc)]
pub fn report(rules: &[u8], state: &[u32], all: bool) -> Vec<u8> {
    Rules::decode(rules).map_or_else(Vec::new, |rules| rules.report(state, all).to_bytes(rules.questions().len()))
}

/// The region of an answer; 255 where the question does not accept it, or the rules cannot be read.
#[wasm_bindgen(skip_jsdoc)]
pub fn classify(rules: &[u8], today: i32, question: u32, answer: i64) -> u32 {
    Rules::decode(rules)
        .and_then(|rules| rules.classify(today, question as usize, answer))
        .unwrap_or(u32::from(u8::MAX))
}
