//! The study's file: what ships is right, and what is wrong is told all at once.

use niveau::robustness::{StudySettings, Weighting};

#[test]
fn the_file_that_ships_is_read() {
    let text = include_str!("../../../input/robustness.toml");
    let settings = StudySettings::parse(text, "robustness.toml").unwrap();
    let slugs: Vec<String> = settings.weightings.iter().map(Weighting::slug).collect();
    assert_eq!(slugs, ["uniform", "dirichlet-4", "aktiv-praksis-foerst"]);
    let empty = StudySettings::parse("", "robustness.toml").unwrap();
    assert_eq!(empty, StudySettings::default());
}

#[test]
fn every_problem_is_told_at_once() {
    let text = r#"
near-equal = 40
fold = 5
seed = "et"
[[priority]]
name = "uniform"
title = "Som før"
source = "ingen"
groups = [["aktiv-praksis"], ["aktiv-praksis", "uddanelse"]]
[[priority]]
name = "Først"
groups = []
"#;
    let problems = StudySettings::parse(text, "robustness.toml").unwrap_err();
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"), @r##"
    robustness.toml, linje 2, tegn 14: "near-equal" skal være et helt tal fra 2 til 16, men er tallet 40. Skriv for eksempel near-equal = 4. [wrong-type]
    robustness.toml, linje 3, tegn 1: "fold" er ikke en nøgle i filen; nøglerne er near-equal, folds, draws, seed og priority. Skriv "folds", hvis det er det, der er ment. [unknown-key]
    robustness.toml, linje 4, tegn 8: "seed" skal være et helt tal fra 0 til 4294967295, men er teksten "et". Skriv for eksempel seed = 1. [wrong-type]
    robustness.toml, linje 6, tegn 8: navnet "uniform" er brugt. Skriv et andet navn, fx praksis-foerst. [priority-name]
    robustness.toml, linje 9, tegn 31: "aktiv-praksis" står to gange i groups. Slet den ene. [duplicate-parameter]
    robustness.toml, linje 9, tegn 48: "uddanelse" er ingen parameter; parametrene er aktiv-praksis, praksiserfaring, uddannelse, fagmiljoe, samarbejdsformer, vidensudvikling, metoder og hjaelpemidler. Skriv "uddannelse", hvis det er det, der er ment. [unknown-parameter]
    robustness.toml, linje 10, tegn 1: en prioritering ([[priority]]) mangler nøglen "source". Skriv for eksempel source = "Modellen, kapitel 3". [missing-key]
    robustness.toml, linje 10, tegn 1: en prioritering ([[priority]]) mangler nøglen "title". Skriv for eksempel title = "Aktiv praksis først". [missing-key]
    robustness.toml, linje 11, tegn 8: navnet "Først" har andre tegn end a-z, 0-9 og -. Skriv et andet navn, fx praksis-foerst. [priority-name]
    robustness.toml, linje 12, tegn 10: "groups" skal være en liste af lister af parametre, men er en liste. Skriv for eksempel groups = [["aktiv-praksis"], ["praksiserfaring", "uddannelse"]]. [wrong-type]
    "##);
}
