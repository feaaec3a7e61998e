//! What was a line meant to be that is no TOML?

/// Whether a line begins a section: `[weights]`, `[[criterion]`.
pub(super) fn is_header(line: &str) -> bool {
    line.trim_start().starts_with('[')
}

/// Code, message and action for a line that the parser could not read.
pub(super) fn diagnosis(line: &str, parser_message: &str) -> (&'static str, String, String) {
    let line = line.trim_start_matches('\u{feff}');
    let (key, value) = line.split_once('=').unwrap_or((line, ""));
    let (key, value) = (key.trim(), value.split('#').next().unwrap_or_default().trim());
    if parser_message.contains("duplicate") {
        let message = format!("{key} står her for anden gang");
        return ("duplicate-key", message, "Slet den ene".to_owned());
    }
    let (message, action) = if !key.is_ascii() && !key.starts_with(['"', '\'', '#']) {
        (
            format!("navnet {key} har andre tegn end a-z, 0-9, - og _"),
            "Skriv ae for æ, oe for ø og aa for å".to_owned(),
        )
    } else if value.starts_with(char::is_alphabetic) || is_fraction(value) {
        (
            format!("{value} er hverken et tal, true, false eller en tekst i anførselstegn"),
            format!("Skriv {key} = \"{value}\""),
        )
    } else {
        (
            format!("linjen kan ikke læses som TOML: {line}"),
            "Ret linjen, så den ser ud som navn = 1, navn = \"tekst\" eller [afsnit]; tal skrives \
             med punktum som decimaltegn"
                .to_owned(),
        )
    };
    ("toml-syntax", message, action)
}

/// `1/2`: two whole numbers.
fn is_fraction(value: &str) -> bool {
    value.split_once('/').is_some_and(|(numerator, denominator)| {
        [numerator, denominator].iter().all(|number| number.trim().parse::<u64>().is_ok())
    })
}
