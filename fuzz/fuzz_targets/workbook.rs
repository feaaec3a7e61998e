//! Any bytes as an inspector's workbook, with a row per offering and with a sheet per offering.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    niveau_fuzz::read_one("tilsyn.xlsx", bytes);
    niveau_fuzz::read_one("skema.xlsx", bytes);
});
