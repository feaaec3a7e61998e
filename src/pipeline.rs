//! The run, top to bottom.
