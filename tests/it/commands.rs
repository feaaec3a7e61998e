//! What a stranger is told when a call or an input is wrong, and with which exit code.

use std::fs;

use super::folder::{EXAMPLE, Folder, rows, text};

#[test]
fn an_input_folder_that_is_not_there_is_a_wrong_call() {
    insta::assert_snapshot!(
        Folder::empty().told(&["run", "--input", "ingen"]),
        @"[2] niveau: ingen: inputmappen findes ikke. Kør programmet i projektets mappe, eller peg på mappen med --input"
    );
}

#[test]
fn an_empty_input_folder_is_told_what_belongs_there() {
    let folder = Folder::empty();
    fs::create_dir(folder.input()).unwrap();
    insta::assert_snapshot!(
        folder.told(&["run"]),
        @"[1] niveau: input/registers/municipalities.csv: findes ikke. Registrene skal ligge her; `niveau example --output MAPPE` skriver en inputmappe, der er hel"
    );
}

#[test]
fn an_input_folder_without_data_is_told_what_was_looked_for() {
    let folder = Folder::new(&[]);
    folder.remove_data();
    let text = folder.told(&["run"]);
    assert!(
        text.starts_with("[1] niveau: der er ingen filer at læse i input. Der ledes efter ")
            && text.contains("tilbudsportalen*.csv")
            && text.ends_with("læg filerne der, eller skriv et layout til dem i input/layouts"),
        "{text}"
    );
    assert!(!folder.output().exists());
}

#[test]
fn rules_that_do_not_hold_stop_the_run_with_every_problem() {
    let folder = Folder::new(&[]);
    folder.edit("rules/flertal.toml", |text| {
        text.replace("praksiserfaring = 1", "praksiserfaring = 0.5")
    });
    folder.edit("guidelines/autismespektrum/2021-01-01.toml", |text| {
        text.replacen("bound = ", "bund = ", 1)
    });
    fs::create_dir(folder.input().join("guidelines/autisme-spektrum")).unwrap();
    insta::assert_snapshot!(folder.told(&["check"]), @r#"
    [1] niveau: reglerne kan ikke bruges (4 fejl i alt); intet er skrevet
      guidelines/autisme-spektrum: mappen "autisme-spektrum" er ikke en målgruppe i registret. Mente du "autismespektrum"? Mappen skal hedde som målgruppens slug i registers/target_groups.csv.
      guidelines/autismespektrum/2021-01-01.toml, linje 25, tegn 1: et krav ([[criterion]]) mangler nøglen "bound". Skriv for eksempel bound = 3, eller true ved et ja/nej-mål.
      guidelines/autismespektrum/2021-01-01.toml, linje 30, tegn 1: "bund" er ikke en nøgle i et krav ([[criterion]]); nøglerne er parameter, level, measure, behov, years, staffing, bound, unit, reference, reading, provider-kind, subgroup, age-group og any-of. Skriv "bound", hvis det er det, der er ment.
      rules/flertal.toml, linje 21, tegn 19: praksiserfaring = 0.5 er et kommatal, og kommatal er ikke nøjagtige. Skriv praksiserfaring = "1/2".
    "#);
}

#[test]
fn an_output_that_can_not_be_written_says_where_and_what_to_do() {
    let folder = Folder::new(&[]);
    fs::write(folder.output(), "mine").unwrap();
    insta::assert_snapshot!(folder.told(&["run"]), @r##"[1] niveau: MAPPE/output: der ligger en fil (eller et link uden mål), hvor resultatmappen skulle være. Flyt den, eller vælg en anden mappe med --output"##);
    assert_eq!(fs::read(folder.output()).unwrap(), b"mine");
}

#[test]
fn a_failed_run_leaves_the_previous_outputs_whole() {
    let folder = Folder::new(&[]);
    folder.run();
    fs::write(folder.output().join("egne-noter.txt"), "bliver").unwrap();
    let before = folder.outputs();
    folder.put("rules/alle.toml", "weights = [");
    assert_eq!(folder.call(&["run"]).code, 1);
    assert!(before == folder.outputs());
}

#[test]
fn a_rule_that_is_not_there_is_a_wrong_call() {
    insta::assert_snapshot!(
        Folder::new(&[]).told(&["check", "--rule", "flertallet"]),
        @r##"[2] niveau: reglen "flertallet" findes ikke; der er alle, flertal, flertal-aktiv-praksis. Vælg en af dem med --rule"##
    );
}

#[test]
fn explain_says_who_is_not_there_and_who_may_be_meant() {
    let folder = Folder::new(&[]);
    for (arguments, expected) in [
        (&["explain", "123"][..], "der er intet tilbud med tilbudsid \"123\""),
        (&["explain", "900001", "autismespektret"], "Mente du \"Autismespektrum\"?"),
    ] {
        let text = folder.told(arguments);
        assert!(text.starts_with("[2]") && text.contains(expected), "{text}");
    }
}

#[test]
fn explain_tells_the_whole_because() {
    let placements = rows(&text(&EXAMPLE.outputs, "placements.csv"));
    let placed = placements.iter().find(|row| row["Tilstand"] == "indplaceret").unwrap();
    let call = ["explain", &placed["Tilbudsid"], &placed["Målgruppe"]];
    let text = Folder::example().shown(&call);
    for wanted in [
        "Beregnet niveau:",
        "Regel: Flertal: mindst 5 af 8 [rules/flertal.toml]",
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
    for (folder, has_error) in [(Folder::example(), true), (Folder::new(&[]), false)] {
        let before = fs::read_dir(folder.root()).unwrap().count();
        let said = folder.call(&["check"]);
        assert_eq!(said.out.lines().any(|line| line.starts_with("Fejl (")), has_error);
        assert_eq!(said.code, i32::from(has_error), "{}", said.out);
        assert_eq!(fs::read_dir(folder.root()).unwrap().count(), before);
    }
}

#[test]
fn unknown_words_in_the_call_are_a_wrong_call() {
    assert_eq!(Folder::empty().call(&["indplacer"]).code, 2);
}

#[test]
fn a_day_without_regions_and_an_output_among_the_inputs_are_wrong_calls() {
    let folder = Folder::new(&[]);
    insta::assert_snapshot!(
        folder.told(&["run", "--regions-on", "1999-01-01"]),
        @"[2] niveau: registret kender ingen regioner den 1999-01-01; vælg en dag mellem registrets datoer (registers/regions.csv) med --regions-on"
    );
    insta::assert_snapshot!(
        folder.told(&["run", "--output", "input"]),
        @"[2] niveau: input: resultaterne kan ikke lægges i inputmappen eller under den; vælg en anden mappe med --output"
    );
}

/// After a kill, every command says what it left: those that write clear it.
#[test]
fn every_command_tells_what_a_killed_run_left() {
    let folder = Folder::new(&[]);
    folder.put_shipped("sizes/autisme");
    folder.put_shipped("descriptions/autisme");
    let leave = || {
        let beside = folder.root().join(".output.niveau-new");
        fs::create_dir_all(beside.join("content")).unwrap();
        let text = "Midlertidig mappe for programmet niveau. Den fjernes ved næste kørsel.\n";
        fs::write(beside.join("NIVEAU-MIDLERTIDIG.txt"), text).unwrap();
    };
    let said = |arguments: &[&str]| {
        let said = folder.call(arguments).err;
        said.lines().find(|line| line.contains("afbrudt")).map(str::to_owned)
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
    let folder = Folder::new(&[]);
    let output = folder.output();
    assert!(!folder.told(&["run"]).contains("er der stadig"));
    fs::write(output.join("placements.csv"), "rettet").unwrap();
    fs::write(output.join("noter\u{1b}[2J.txt"), "mine").unwrap();
    fs::write(output.join("010190-1234.txt"), "mine").unwrap();
    let told = folder.told(&["run"]);
    let lines: Vec<&str> = told.lines().filter(|line| line.contains("output")).collect();
    insta::assert_snapshot!(lines[..2].join("\n"), @r"
    placements.csv var ændret, siden niveau skrev den; den ændrede er gemt som output/rettet-i-haanden/placements.csv
    Andre filer i output, som niveau ikke har skrevet, er der stadig: en fil, hvis navn ligner et CPR-nummer, noter\u{1b}[2J.txt
    ");
    assert_eq!(folder.text("rettet-i-haanden/placements.csv"), "rettet");
}

#[test]
fn outputs_within_the_input_folder_are_refused() {
    let folder = Folder::new(&[]);
    folder.put_shipped("sizes/autisme");
    for (command, output) in
        [("run", "input/resultater/nye"), ("run", "input"), ("size", "input/resultater/nye")]
    {
        let told = folder.told(&[command, "--output", output]);
        assert!(told.starts_with("[2] niveau: input"), "{told}");
        assert!(told.contains("kan ikke lægges i inputmappen eller under den"), "{told}");
    }
    assert!(!folder.input().join("resultater").exists());
}

#[test]
fn outputs_that_lie_in_the_input_folder_are_not_read_and_told_once() {
    let folder = Folder::new(&[]);
    folder.run();
    fs::rename(folder.output(), folder.input().join("resultater")).unwrap();
    let shown = folder.call(&["check"]).out;
    let named: Vec<&str> =
        shown.lines().filter(|line| line.contains("resultater")).map(str::trim).collect();
    insta::assert_snapshot!(named.join("\n"), @"resultater: mappen er resultater af niveau (den har en manifest.json) og er ikke læst. Ingenting; eller flyt den ud af input-mappen.");
}

/// Sizes, descriptions, collaborations and the file of weightings are read by others than the layouts.
#[test]
fn what_is_read_by_other_roads_is_not_told_as_unread() {
    let folder = Folder::example();
    let check = || folder.call(&["check"]).out;
    assert!(!check().contains("ingen layoutfil læser denne fil"), "{}", check());
    for stray in ["sizes/noter.txt", "collaborations/rammeaftaler.xlsx", "andet.toml"] {
        folder.put(stray, "x");
    }
    let told = check();
    assert_eq!(told.matches("ingen layoutfil læser denne fil").count(), 3, "{told}");
}
