//! Which tables of the landscape are written?
