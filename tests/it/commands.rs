//! What a stranger is told when a call or an input is wrong, and with which exit code.

use std::fs;
use std::path::Path;

use super::golden::{niveau, outputs, small_example};

/// Exit code and what was said on stderr, with the test's own folder taken out.
fn told(folder: &Path, arguments: &[&str]) -> String {
    let done = niveau(arguments);
    let text = String::from_utf8(done.stderr).unwrap();
    format!(
        "[{}] {}",
        done.status.code().unwrap(),
        text.replace(&*folder.to_string_lossy(), "MAPPE").trim_end()
    )
}

fn with_example() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("input");
    small_example(&input);
    let input = input.to_string_lossy().into_owned();
    (folder, input)
}

#[test]
fn an_input_folder_that_is_not_there_is_a_wrong_call() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("ingen");
    insta::assert_snapshot!(
        told(folder.path(), &["run", "--input", input.to_str().unwrap()]),
        @"[2] niveau: MAPPE/ingen: inputmappen findes ikke. Kør programmet i projektets mappe, eller peg på mappen med --input"
    );
}

#[test]
fn an_empty_input_folder_is_told_what_belongs_there() {
    let folder = tempfile::tempdir().unwrap();
    insta::assert_snapshot!(
        told(folder.path(), &["run", "--input", folder.path().to_str().unwrap()]),
        @"[1] niveau: MAPPE/registers/municipalities.csv: findes ikke. Registrene skal ligge her; `niveau example --output MAPPE` skriver en inputmappe, der er hel"
    );
}

#[test]
fn an_input_folder_without_data_is_told_what_was_looked_for() {
    let (folder, input) = with_example();
    for entry in fs::read_dir(&input).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "csv" || e == "xlsx") {
            fs::remove_file(path).unwrap();
        }
    }
    let output = folder.path().join("output");
    let arguments = ["run", "--input", &input, "--output", output.to_str().unwrap()];
    let text = told(folder.path(), &arguments);
    assert!(
        text.starts_with("[1] niveau: der er ingen filer at læse i MAPPE/input. Der ledes efter ")
            && text.contains("tilbudsportalen*.csv")
            && text.ends_with("læg filerne der, eller skriv et layout til dem i input/layouts"),
        "{text}"
    );
    assert!(!output.exists());
}

#[test]
fn rules_that_do_not_hold_stop_the_run_with_every_problem() {
    let (folder, input) = with_example();
    let rule = Path::new(&input).join("rules/flertal.toml");
    let text =
        fs::read_to_string(&rule).unwrap().replace("praksiserfaring = 1", "praksiserfaring = 0.5");
    fs::write(&rule, text).unwrap();
    let guideline = Path::new(&input).join("guidelines/autismespektrum/2021-01-01.toml");
    let text = fs::read_to_string(&guideline).unwrap().replacen("bound = ", "bund = ", 1);
    fs::write(&guideline, text).unwrap();
    fs::create_dir(Path::new(&input).join("guidelines/autisme-spektrum")).unwrap();
    insta::assert_snapshot!(told(folder.path(), &["check", "--input", &input]), @r#"
    [1] niveau: reglerne kan ikke bruges (4 fejl i alt); intet er skrevet
      guidelines/autisme-spektrum: mappen "autisme-spektrum" er ikke en målgruppe i registret. Mente du "autismespektrum"? Mappen skal hedde som målgruppens slug i registers/target_groups.csv. [unknown-guideline-group]
      guidelines/autismespektrum/2021-01-01.toml, linje 25, tegn 1: et krav ([[criterion]]) mangler nøglen "bound". Skriv for eksempel bound = 3, eller true ved et ja/nej-mål. [missing-key]
      guidelines/autismespektrum/2021-01-01.toml, linje 30, tegn 1: "bund" er ikke en nøgle i et krav ([[criterion]]); nøglerne er parameter, level, measure, behov, years, staffing, bound, unit, reference, reading, provider-kind, subgroup, age-group og any-of. Skriv "bound", hvis det er det, der er ment. [unknown-key]
      rules/flertal.toml, linje 21, tegn 19: praksiserfaring = 0.5 er et kommatal, og kommatal er ikke nøjagtige. Skriv praksiserfaring = "1/2". [number-is-float]
    "#);
}

#[test]
fn an_output_that_can_not_be_written_says_where_and_what_to_do() {
    let (folder, input) = with_example();
    let file = folder.path().join("output");
    fs::write(&file, "mine").unwrap();
    let arguments = ["run", "--input", &input, "--output", file.to_str().unwrap()];
    insta::assert_snapshot!(told(folder.path(), &arguments), @r##"[1] niveau: MAPPE/output: der ligger en fil (eller et link uden mål), hvor resultatmappen skulle være. Flyt den, eller vælg en anden mappe med --output"##);
    assert_eq!(fs::read(&file).unwrap(), b"mine");
}

#[test]
fn a_failed_run_leaves_the_previous_outputs_whole() {
    let (folder, input) = with_example();
    let output = folder.path().join("output");
    let arguments = ["run", "--input", &input, "--output", output.to_str().unwrap()];
    assert!(niveau(&arguments).status.success());
    fs::write(output.join("egne-noter.txt"), "bliver").unwrap();
    let before = outputs(&output);
    fs::write(Path::new(&input).join("rules/alle.toml"), "weights = [").unwrap();
    assert_eq!(niveau(&arguments).status.code(), Some(1));
    assert!(before == outputs(&output));
}

#[test]
fn a_rule_that_is_not_there_is_a_wrong_call() {
    let (folder, input) = with_example();
    insta::assert_snapshot!(
        told(folder.path(), &["check", "--input", &input, "--rule", "flertallet"]),
        @r##"[2] niveau: reglen "flertallet" findes ikke; der er alle, flertal, flertal-aktiv-praksis. Vælg en af dem med --rule"##
    );
}

#[test]
fn explain_says_who_is_not_there_and_who_may_be_meant() {
    let (folder, input) = with_example();
    for (arguments, expected) in [
        (vec!["explain", "123", "--input", &input], "der er intet tilbud med tilbudsid \"123\""),
        (
            vec!["explain", "900001", "autismespektret", "--input", &input],
            "Mente du \"Autismespektrum\"?",
        ),
    ] {
        let text = told(folder.path(), &arguments);
        assert!(text.starts_with("[2]") && text.contains(expected), "{text}");
    }
}

#[test]
fn explain_tells_the_whole_because() {
    let (folder, input) = with_example();
    let output = folder.path().join("output");
    niveau(&["run", "--input", &input, "--output", output.to_str().unwrap()]);
    let placements = fs::read_to_string(output.join("placements.csv")).unwrap();
    let placed = placements.lines().find(|line| line.contains(";indplaceret;")).unwrap();
    let mut fields = placed.split(';');
    let (id, group) = (fields.next().unwrap(), fields.nth(1).unwrap());
    let done = niveau(&["explain", id, group, "--input", &input]);
    assert!(done.status.success());
    let text = String::from_utf8(done.stdout).unwrap();
    for wanted in [
        "Beregnet niveau:",
        "Regel: flertal",
        "Hvad afgjorde niveauet",
        "Fornøden kvalitet",
        "1. Aktiv praksis:",
        "8. Hjælpemidler og teknologi:",
        "Oplysningsskema",
        "kræves:",
        "Vejledningens tal er eksempler",
    ] {
        assert!(text.contains(wanted), "{wanted} is missing in\n{text}");
    }
}

#[test]
fn check_writes_nothing_and_fails_on_errors_only() {
    let (folder, input) = with_example();
    let before = fs::read_dir(folder.path()).unwrap().count();
    let done = niveau(&["check", "--input", &input]);
    let text = String::from_utf8(done.stdout).unwrap();
    let has_error = text.lines().any(|line| line.starts_with("Fejl ("));
    assert_eq!(done.status.code(), Some(i32::from(has_error)), "{text}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), before);
}

#[test]
fn unknown_words_in_the_call_are_a_wrong_call() {
    let done = niveau(&["indplacer"]);
    assert_eq!(done.status.code(), Some(2));
}

#[test]
fn a_day_without_regions_and_an_output_among_the_inputs_are_wrong_calls() {
    let (folder, input) = with_example();
    insta::assert_snapshot!(
        told(folder.path(), &["run", "--input", &input, "--regions-on", "1999-01-01"]),
        @"[2] niveau: registret kender ingen regioner den 1999-01-01; vælg en dag mellem registrets datoer (registers/regions.csv) med --regions-on"
    );
    insta::assert_snapshot!(
        told(folder.path(), &["run", "--input", &input, "--output", &input]),
        @"[2] niveau: MAPPE/input: resultaterne kan ikke lægges i inputmappen eller under den; vælg en anden mappe med --output"
    );
}

/// After a kill, every command says what it left: those that write clear it.
#[test]
fn every_command_tells_what_a_killed_run_left() {
    let (folder, input) = with_example();
    let leave = || {
        let beside = folder.path().join(".output.niveau-new");
        fs::create_dir_all(beside.join("content")).unwrap();
        let text = "Midlertidig mappe for programmet niveau. Den fjernes ved næste kørsel.\n";
        fs::write(beside.join("NIVEAU-MIDLERTIDIG.txt"), text).unwrap();
    };
    let said = |arguments: &[&str]| {
        let done = std::process::Command::new(env!("CARGO_BIN_EXE_niveau"))
            .args(arguments)
            .args(["--input", &input])
            .current_dir(folder.path())
            .output()
            .unwrap();
        let text = String::from_utf8(done.stderr).unwrap();
        text.lines().find(|line| line.contains("afbrudt")).map(str::to_owned)
    };
    leave();
    for command in [&["check"][..], &["explain", "900003"], &["describe", "autismespektrum"]] {
        let told = said(command).unwrap();
        assert!(told.ends_with("robustness: ./.output.niveau-new"), "{told}");
    }
    for command in [
        &["size"][..],
        &["robustness", "--output", "andet"],
        &["run", "--output", "resultater"],
        &["run"],
    ] {
        leave();
        let told = said(command).unwrap();
        assert!(told.contains("resterne er fjernet: "), "{told}");
        assert_eq!(said(&["check"]), None);
    }
}

/// What somebody changed in the outputs is kept and told; so is what is not ours.
#[test]
fn a_run_tells_of_what_lay_in_its_folder() {
    let (folder, input) = with_example();
    let output = folder.path().join("output");
    let call = ["run", "--input", &input, "--output", output.to_str().unwrap()];
    assert!(!told(folder.path(), &call).contains("er der stadig"));
    fs::write(output.join("placements.csv"), "rettet").unwrap();
    fs::write(output.join("noter\u{1b}[2J.txt"), "mine").unwrap();
    fs::write(output.join("010190-1234.txt"), "mine").unwrap();
    let told = told(folder.path(), &call);
    let lines: Vec<&str> = told.lines().filter(|line| line.contains("output")).collect();
    insta::assert_snapshot!(lines[..2].join("\n"), @r"
    placements.csv var ændret, siden niveau skrev den; den ændrede er gemt som MAPPE/output/rettet-i-haanden/placements.csv
    Andre filer i MAPPE/output, som niveau ikke har skrevet, er der stadig: en fil, hvis navn ligner et CPR-nummer, noter\u{1b}[2J.txt
    ");
    let kept = fs::read_to_string(output.join("rettet-i-haanden/placements.csv")).unwrap();
    assert_eq!(kept, "rettet");
}

#[test]
fn outputs_within_the_input_folder_are_refused() {
    let (folder, input) = with_example();
    let within = format!("{input}/resultater/nye");
    for (command, output) in [("run", &within), ("run", &input), ("size", &within)] {
        let told = told(folder.path(), &[command, "--input", &input, "--output", output]);
        assert!(told.starts_with("[2] niveau: MAPPE/input"), "{told}");
        assert!(told.contains("kan ikke lægges i inputmappen eller under den"), "{told}");
    }
    assert!(!Path::new(&input).join("resultater").exists());
}

#[test]
fn outputs_that_lie_in_the_input_folder_are_not_read_and_told_once() {
    let (folder, input) = with_example();
    let output = folder.path().join("output");
    let done = niveau(&["run", "--input", &input, "--output", output.to_str().unwrap()]);
    assert!(done.status.success());
    fs::rename(&output, Path::new(&input).join("resultater")).unwrap();
    let done = niveau(&["check", "--input", &input]);
    let shown = String::from_utf8(done.stdout).unwrap();
    let named: Vec<&str> =
        shown.lines().filter(|line| line.contains("resultater")).map(str::trim).collect();
    insta::assert_snapshot!(named.join("\n"), @"
    resultater
    bemærkning: mappen er resultater af niveau (den har en manifest.json) og er ikke læst. Ingenting; eller flyt den ud af input-mappen. [outputs-not-read]
    ");
}

/// Sizes, descriptions, collaborations and the file of weightings are read by others than the layouts.
#[test]
fn what_is_read_by_other_roads_is_not_told_as_unread() {
    let (_folder, input) = with_example();
    let check = || {
        let done = niveau(&["check", "--input", &input]);
        String::from_utf8(done.stdout).unwrap()
    };
    assert!(!check().contains("ingen layoutfil læser denne fil"), "{}", check());
    for stray in ["sizes/noter.txt", "collaborations/rammeaftaler.xlsx", "andet.toml"] {
        fs::write(Path::new(&input).join(stray), "x").unwrap();
    }
    assert_eq!(check().matches("ingen layoutfil læser denne fil").count(), 3, "{}", check());
}
