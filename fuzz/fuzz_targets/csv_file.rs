//! Any bytes as an export of the portal.
#![no_main]

use libfuzzer_sys::fuzz_target;

/// The headers, so that the fuzzer need not find them, and the rows are read.
const HEADERS: &str = "Tilbudsid;Tilbudsnavn;Afdelingsid;CVR-nummer;P-nummer;Kommunekode;Kommune;\
    Virksomhedsform;Tilsynsførende myndighed;Godkendelsesstatus;Tilbudstyper;Pladser på afdelingen;\
    Pladser på hele tilbuddet;Målgrupper;Ydelsestyper;Senest opdateret\r\n";

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    // The bytes as they are, below the headers in UTF-8, or as UTF-16 below them.
    let content = match first % 3 {
        0 => rest.to_vec(),
        1 => [HEADERS.as_bytes(), rest].concat(),
        _ => {
            let headers = HEADERS.encode_utf16().flat_map(u16::to_le_bytes);
            [0xFF, 0xFE].into_iter().chain(headers).chain(rest.iter().copied()).collect()
        }
    };
    niveau_fuzz::read_one("tilbudsportalen.csv", &content);
});
