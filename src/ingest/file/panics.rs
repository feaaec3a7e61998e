//! What becomes of a panic in a reader that is not ours?
//!
//! The readers of workbooks index into what a file says of itself, and some bytes make them panic;
//! which ones only they know. Whoever reads a file through them does so here: nothing is shown of a
//! panic, and it comes back as no result.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// Whether what this thread does is caught, and shown to nobody.
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// The result of `work`; nothing when it panicked.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |panic| {
            if !IS_CAUGHT.get() {
                before(panic);
            }
        }));
    });
    let was_caught = IS_CAUGHT.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work)).ok();
    IS_CAUGHT.set(was_caught);
    result
}
