//! Values that several outputs ask for, one soon after the other.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// The last values that were asked for, by what they were made of. More are not kept, because nobody comes back to them.
#[derive(Debug)]
pub struct Recent<K, V>(Mutex<VecDeque<(K, V)>>);

/// How many are kept: outputs are made in order, but by several threads.
const KEPT: usize = 16;

impl<K, V> Default for Recent<K, V> {
    fn default() -> Self {
        Self(Mutex::new(VecDeque::with_capacity(KEPT)))
    }
}

impl<K: Clone + Eq, V: Clone> Recent<K, V> {
    /// A value that is kept, or made now. `make` gives the same whenever it is called.
    pub fn get(&self, key: &K, make: impl FnOnce() -> V) -> V {
        let known =
            |kept: &VecDeque<(K, V)>| kept.iter().rev().find(|(own, _)| own == key).map(|(_, value)| value.clone());
        if let Some(value) = known(&self.0.lock().unwrap_or_else(PoisonError::into_inner)) {
            return value;
        }
        // Others need not wait meanwhile.
        let value = make();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back((key.clone(), value.clone()));
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_are_kept() {
        let recent = Recent::default();
        for round in 0..3 {
            for key in 0..KEPT {
                assert_eq!(recent.get(&key, || (key, round)), (key, 0));
            }
        }
        assert_eq!(recent.get(&KEPT, || (KEPT, 1)), (KEPT, 1));
        assert_eq!(recent.get(&0, || (0, 2)), (0, 2), "it had to go");
        assert_eq!(recent.get(&5, || (5, 2)), (5, 0));
    }
}
