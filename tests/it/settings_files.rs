//! What does a broken settings file say, whatever it is for?

use insta::assert_snapshot;
use niveau::settings::Source;

fn problems(text: &str) -> String {
    let problems = Source::parse(text, "source.toml").expect_err("the file is broken");
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

#[test]
fn a_whole_file_says_what_the_data_are() {
    let source = Source::parse("status = \"example\"\ndescription = \" Prøve \"\n", "s.toml");
    let expected =
        Source { is_example: true, description: Some("Prøve".into()), ..Source::default() };
    assert_eq!(source, Ok(expected));
    let real = Source::default();
    assert_eq!(Source::parse("status = \"real\"", "s.toml"), Ok(real));
}

#[test]
fn missing_misspelt_and_mistyped_keys_are_all_told() {
    assert_snapshot!(problems(""), @r#"source.toml: filen mangler nøglen "status". Skriv for eksempel status = "example" eller "real". [missing-key]"#);
    assert_snapshot!(problems("Status = \"eksempel\"\ndescription = 2021-01-01\n"), @r#"
    source.toml: filen mangler nøglen "status". Skriv for eksempel status = "example" eller "real". [missing-key]
    source.toml, linje 1, tegn 1: "Status" er ikke en nøgle i filen; nøglerne er status, inspectors-judge og description. Skriv "status", hvis det er det, der er ment. [unknown-key]
    source.toml, linje 2, tegn 15: "description" skal være en tekst, men er datoen 2021-01-01. Skriv for eksempel description = "...", eller slet linjen. [wrong-type]
    "#);
    assert_snapshot!(problems("status = [\"real\"]\ndescription = \"\"\n"), @r#"
    source.toml, linje 1, tegn 10: "status" skal være en tekst, men er en liste. Skriv for eksempel status = "example" eller "real". [wrong-type]
    source.toml, linje 2, tegn 15: "description" er tom. Skriv for eksempel description = "...", eller slet linjen. [empty-text]
    "#);
    assert_snapshot!(problems("status = \"eksample\"\n[description]\ntext = 1.5\n"), @r#"
    source.toml, linje 1, tegn 10: "eksample" kan ikke stå ved "status"; mulighederne er example og real. Skriv "example", hvis det er det, der er ment. [unknown-word]
    source.toml, linje 2, tegn 1: "description" skal være en tekst, men er et afsnit. Skriv for eksempel description = "...", eller slet linjen. [wrong-type]
    "#);
}

#[test]
fn each_line_that_is_no_toml_is_told_once() {
    assert_snapshot!(problems("status = example\ndescription = \"Data, opdigtede\nstatus = 2\n"), @r#"
    source.toml, linje 1, tegn 10: example er hverken et tal, true, false eller en tekst i anførselstegn. Skriv status = "example". [toml-syntax]
    source.toml, linje 2, tegn 31: linjen kan ikke læses som TOML: description = "Data, opdigtede. Ret linjen, så den ser ud som navn = 1, navn = "tekst" eller [afsnit]; tal skrives med punktum som decimaltegn. [toml-syntax]
    source.toml, linje 3, tegn 1: status står her for anden gang. Slet den ene. [duplicate-key]
    "#);
    assert_snapshot!(problems("\u{feff}status: real\r\nbeskrivelse = 1,5\r\n[statistik\r\nx = 1"), @r#"
    source.toml, linje 1, tegn 8: linjen kan ikke læses som TOML: status: real. Ret linjen, så den ser ud som navn = 1, navn = "tekst" eller [afsnit]; tal skrives med punktum som decimaltegn. [toml-syntax]
    source.toml, linje 2, tegn 16: linjen kan ikke læses som TOML: beskrivelse = 1,5. Ret linjen, så den ser ud som navn = 1, navn = "tekst" eller [afsnit]; tal skrives med punktum som decimaltegn. [toml-syntax]
    source.toml, linje 3, tegn 11: linjen kan ikke læses som TOML: [statistik. Ret linjen, så den ser ud som navn = 1, navn = "tekst" eller [afsnit]; tal skrives med punktum som decimaltegn. [toml-syntax]
    "#);
    assert_snapshot!(problems("status = \"real\"\ndescription = \"\"\"åben"), @r#"source.toml, linje 2, tegn 22: linjen kan ikke læses som TOML: description = """åben. Ret linjen, så den ser ud som navn = 1, navn = "tekst" eller [afsnit]; tal skrives med punktum som decimaltegn. [toml-syntax]"#);
}
