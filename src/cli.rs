//! The command line: as typed, then as meant.
