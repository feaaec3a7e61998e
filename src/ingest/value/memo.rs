//! Was this text read before? Exports say the same few thousand things again and again.

use std::collections::HashMap;
use std::sync::Arc;

/// What texts were found to mean. Only ever asked, never listed, so its order leaves no trace.
pub(crate) struct Memo<T> {
    known: HashMap<Arc<str>, Arc<T>>,
    /// The text asked for last: departments of one tilbud stand together, and say the same.
    last: Option<(Arc<str>, Arc<T>)>,
}

/// Texts remembered per memo: beyond this a column is free text, and remembering it helps nobody.
const CAPACITY: usize = 1 << 14;

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { known: HashMap::new(), last: None }
    }
}

impl<T> Memo<T> {
    /// What `text` means: remembered, or found out by `read`.
    pub(crate) fn of(&mut self, text: &str, read: impl FnOnce(&str) -> T) -> Arc<T> {
        if let Some((last, value)) = &self.last
            && **last == *text
        {
            return Arc::clone(value);
        }
        if let Some((known, value)) = self.known.get_key_value(text) {
            self.last = Some((Arc::clone(known), Arc::clone(value)));
            return Arc::clone(value);
        }
        let value = Arc::new(read(text));
        if self.known.len() < CAPACITY {
            self.known.insert(text.into(), Arc::clone(&value));
        }
        value
    }
}
