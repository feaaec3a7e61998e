//! Which rows do corrections replace, and how are rows given back to be corrected?

pub(super) mod code;
pub(super) mod corrections;
pub(super) mod read_again;
