//! How does a CSV file become records and fields? Whoever takes them says what they mean.

pub(super) mod code;
pub(super) mod line;
pub(super) mod read;
pub(super) mod rows;
pub(super) mod text;
