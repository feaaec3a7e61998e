//! Any bytes as an inspector's workbook.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    niveau_fuzz::read_one("tilsyn.xlsx", bytes);
});
