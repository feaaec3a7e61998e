//! Was this text read before? Exports say the same few thousand things again and again.

use std::collections::HashMap;
use std::sync::Arc;

/// What texts were found to mean. Only ever asked, never listed, so its order leaves no trace.
pub(super) struct Memo<T> {
    known: HashMap<Box<str>, Arc<T>>,
}

/// Texts remembered per memo: beyond this a column is free text, and remembering it helps nobody.
const CAPACITY: usize = 1 << 14;

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { known: HashMap::new() }
    }
}

impl<T> Memo<T> {
    /// What `text` means: remembered, or found out by `read`.
    pub(super) fn of(&mut self, text: &str, read: impl FnOnce(&str) -> T) -> Arc<T> {
        if let Some(known) = self.known.get(text) {
            return Arc::clone(known);
        }
        let value = Arc::new(read(text));
        if self.known.len() < CAPACITY {
            self.known.insert(text.into(), Arc::clone(&value));
        }
        value
    }
}
