//! Help and wrong calls are Danish, from the first line to the last.

use crate::folder::niveau;

const COMMANDS: [&str; 24] = [
    "run",
    "check",
    "explain",
    "size",
    "describe",
    "guideline",
    "robustness",
    "sample",
    "forms",
    "status",
    "agreement",
    "area",
    "compare",
    "history",
    "publish",
    "attack",
    "sql",
    "verify",
    "layout",
    "place",
    "merge",
    "example",
    "completions",
    "man",
];

/// Words of clap's own and of programmers, which no Danish reader should meet.
const ENGLISH: [&str; 19] = [
    "usage",
    "options",
    "commands",
    "arguments",
    "print",
    "default",
    "possible",
    "values",
    "error",
    "required",
    "the",
    "for",
    "more",
    "information",
    "try",
    "help",
    "version",
    "file",
    "unexpected",
];

/// The words of a text, but for options as they are typed (`--help`) and examples of calls.
fn words(text: &str) -> Vec<String> {
    let is_call = |line: &&str| line.trim_start().starts_with("niveau ");
    let prose = text.lines().filter(|line| !is_call(line));
    let typed = |word: &&str| word.starts_with('-') || word.contains('/') || word.contains("[-");
    prose
        .flat_map(str::split_whitespace)
        .filter(|word| !typed(word))
        .map(|word| word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase())
        .collect()
}

#[test]
fn help_holds_no_english_and_an_example() {
    for command in std::iter::once(None).chain(COMMANDS.map(Some)) {
        let arguments: Vec<&str> = command.into_iter().chain(["--help"]).collect();
        let done = niveau(&arguments);
        assert!(done.status.success());
        let told = String::from_utf8(done.stdout).unwrap();
        // "for" and "version" are Danish words too: where they stand is looked at by hand.
        let allowed = ["for", "version"];
        let english: Vec<String> = words(&told)
            .into_iter()
            .filter(|word| ENGLISH.contains(&word.as_str()) && !allowed.contains(&word.as_str()))
            .collect();
        assert!(english.is_empty(), "{command:?}: {english:?}\n{told}");
        assert!(told.contains("Brug: niveau"), "{told}");
        let has_example = ["Eksempel:\n  niveau ", "Eksempler:\n  niveau "];
        let has_example = has_example.iter().any(|example| told.contains(example));
        assert!(command.is_none() || has_example, "{told}");
    }
    insta::assert_snapshot!(String::from_utf8(niveau(&["explain", "--help"]).stdout).unwrap(), @"
    Forklarer, hvorfor et tilbud står, hvor det står

    Brug: niveau explain [VALG] TILBUD [MÅLGRUPPE]

    Angiv:
      <TILBUD>     Tilbudsid
      [MÅLGRUPPE]  Målgruppens navn eller slug; uden: alle tilbuddets målgrupper

    Valg:
          --as-case             Skriv i stedet vurderingen som et prøvetilfælde uden navne (se
                                tests/cases/placements)
          --input <MAPPE>       Mappen med data, registre, vejledninger, regler og layouts [uden: input]
          --rule <NAVN>         Reglen, der indplacerer: navnet på en fil i rules/ [uden: flertal]
          --fresh-since <DATO>  Læg rækker til side, der er opdateret eller vurderet før dagen
                                (ÅÅÅÅ-MM-DD)
          --as-of <DATO>        Kørslens dag (ÅÅÅÅ-MM-DD): en vurdering efter den lægges til side; uden:
                                i dag
          --threads <ANTAL>     Antal tråde; uden: en for hver kerne
      -v, --verbose             Skriv en linje for hvert trin, også når der ikke er en skærm at tegne på
          --quiet               Skriv kun, hvad der gik galt
      -h, --help                Vis denne hjælp

    Eksempel:
      niveau explain 900017 autismespektrum
    ");
}

#[test]
fn a_wrong_call_is_told_in_danish() {
    let calls: [&[&str]; 9] = [
        &["indplacer"],
        &["chek"],
        &["run", "--ouput", "x"],
        &["run", "--threads", "mange"],
        &["run", "--threads", "0"],
        &["run", "--output"],
        &["explain"],
        &["explain", "900001", "--as-case"],
        &["example", "--output", "x", "--inspectors-judge", "tilfældigt"],
    ];
    let told = |call: &&[&str]| {
        let done = niveau(call);
        assert_eq!(done.status.code(), Some(2), "{call:?}");
        assert!(done.stdout.is_empty());
        format!("{}\n    {}", call.join(" "), String::from_utf8(done.stderr).unwrap().trim())
    };
    insta::assert_snapshot!(calls.iter().map(told).collect::<Vec<_>>().join("\n"), @r#"
    indplacer
        niveau: "indplacer" er ikke en kommando. Mente du place? Se niveau --help, eller niveau KOMMANDO --help
    chek
        niveau: "chek" er ikke en kommando. Mente du check? Se niveau --help, eller niveau KOMMANDO --help
    run --ouput x
        niveau: --ouput er ikke et valg her. Mente du --output? Se niveau --help, eller niveau KOMMANDO --help
    run --threads mange
        niveau: "mange" kan ikke bruges i --threads <ANTAL>. Se niveau --help, eller niveau KOMMANDO --help
    run --threads 0
        niveau: "0" kan ikke bruges i --threads <ANTAL>. Se niveau --help, eller niveau KOMMANDO --help
    run --output
        niveau: --output <MAPPE> mangler en værdi. Se niveau --help, eller niveau KOMMANDO --help
    explain
        niveau: der mangler <TILBUD>. Se niveau --help, eller niveau KOMMANDO --help
    explain 900001 --as-case
        niveau: der mangler <MÅLGRUPPE>. Se niveau --help, eller niveau KOMMANDO --help
    example --output x --inspectors-judge tilfældigt
        niveau: "tilfældigt" kan ikke bruges i --inspectors-judge <REGEL>; skriv en af flertal, alle, aktiv-praksis, vægtet. Se niveau --help, eller niveau KOMMANDO --help
    "#);
}

/// The example, as somebody sees it who has just cloned it.
#[test]
fn a_newcomers_first_check_is_short() {
    let done = niveau(&["check", "--as-of", "2026-11-28"]);
    let told = String::from_utf8(done.stdout).unwrap();
    assert!(told.lines().count() < 80, "{} linjer\n{told}", told.lines().count());
    // Errors first, and no codes.
    assert!(told.starts_with("Fejl ("), "{told}");
    assert!(!told.contains("[unknown") && !told.contains("-outside]"), "{told}");
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(said.contains("Afslutningskode 1"), "{said}");
}

#[test]
fn completions_know_every_command_and_option() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let done = niveau(&["completions", shell]);
        assert!(done.status.success());
        let script = String::from_utf8(done.stdout).unwrap();
        for word in COMMANDS.into_iter().chain(["width", "fresh-since"]) {
            assert!(script.contains(word), "{shell}: {word}");
        }
        assert!(!script.contains("commands' commands"), "{shell}");
    }
    let wrong = niveau(&["completions", "tcsh"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn pages_for_man_have_danish_headings() {
    let headings = |of: &[&str]| {
        let done = niveau(of);
        assert!(done.status.success());
        let page = String::from_utf8(done.stdout).unwrap();
        let of_page = page.lines().filter_map(|line| line.strip_prefix(".SH "));
        of_page.map(str::to_owned).collect::<Vec<_>>().join(", ")
    };
    let whole = headings(&["man"]);
    assert_eq!(whole, "NAVN, OVERSIGT, BESKRIVELSE, VALG, KOMMANDOER, BEMÆRKNINGER, UDGAVE");
    for command in COMMANDS {
        let told = headings(&["man", command]);
        assert!(told.starts_with("NAVN, OVERSIGT, BESKRIVELSE"), "{command}: {told}");
        assert!(told.ends_with("BEMÆRKNINGER, UDGAVE"), "{command}: {told}");
    }
    assert_eq!(niveau(&["man", "findes-ikke"]).status.code(), Some(2));
}
