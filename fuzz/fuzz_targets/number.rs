//! Any text as a number and as a date.
#![no_main]

use libfuzzer_sys::fuzz_target;
use niveau_fuzz::ingest::probe;

fuzz_target!(|text: &str| {
    let (count, percent) = probe::numbers(text);
    assert!(count.is_none_or(|n| n >= 0.0 && n <= 1e9 && n.fract() == 0.0), "{count:?}");
    assert!(percent.is_none_or(|n| (0.0..=100.0).contains(&n)), "{percent:?}");
    // What is read again from its own spelling is the same.
    if let Some(n) = count {
        assert_eq!(probe::numbers(&n.to_string()).0, Some(n));
    }
    probe::is_date(text);
});
