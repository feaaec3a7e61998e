//! Any text as a layout, or one that ships with lines changed: it is refused in words, or reads
//! names and files of any kind in a bounded time.
#![no_main]

use std::time::{Duration, Instant};

use libfuzzer_sys::fuzz_target;
use niveau_fuzz::choices::{Choices, edited};
use niveau_fuzz::ingest::Layout;
use niveau_fuzz::{LAYOUT_TEXTS, read_with};

fuzz_target!(|bytes: &[u8]| {
    let mut choices = Choices::new(bytes);
    let which = choices.byte();
    let n = LAYOUT_TEXTS.len();
    // A name and a pattern of the fuzzer's own.
    let (name, pattern) = (choices.text(), choices.text());
    let text = match LAYOUT_TEXTS.get(usize::from(which) % (2 * n)) {
        Some(text) => edited(text, &mut choices),
        None if which >= 128 => String::from_utf8_lossy(choices.rest()).into_owned(),
        None => {
            let text = LAYOUT_TEXTS[usize::from(which) % n];
            let files = text.lines().find(|line| line.starts_with("files")).expect("files");
            let pattern = pattern.escape_default().to_string().replace("\\u", "u");
            text.replace(files, &format!("files = \"{pattern}\""))
        }
    };
    let began = Instant::now();
    let Ok(layout) = Layout::parse(&text, "layouts/x.toml") else { return };
    let long = "tilbudsportalen/".repeat(20) + &"a".repeat(200) + ".csv";
    for path in [&*name, "tilbudsportalen.csv", "", "/", "../x", "***", "{a,b}", &long] {
        layout.reads(path);
    }
    assert!(began.elapsed() < Duration::from_secs(2), "a layout took {:?}", began.elapsed());
    read_with(&[layout], choices.rest());
});
