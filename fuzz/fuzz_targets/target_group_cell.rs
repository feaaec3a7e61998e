//! Any text as a cell of target groups and as one of legal bases.
#![no_main]

use libfuzzer_sys::fuzz_target;
use niveau_fuzz::REGISTERS;
use niveau_fuzz::ingest::probe;

fuzz_target!(|text: &str| {
    let registers = &*REGISTERS;
    let (groups, ages, n_problems) = probe::target_groups(text, ';', &registers.target_groups);
    assert!(ages.is_none_or(|ages| ages.from_years <= ages.to_years));
    // A cell that says something is understood, or is said not to be.
    let says = text.chars().any(char::is_alphanumeric);
    assert!(!says || !groups.is_empty() || n_problems > 0, "{text}");
    probe::legal_bases(text, ';', &registers.legal_bases);
});
