//! Settings that contradict each other, and calls that ask for too much: told in words, and nothing
//! is decided by chance.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use super::folder::Folder;

/// What `check` and `run` say of an example with one thing changed: the same, and nothing written.
fn stopped(change: impl Fn(&Path)) -> String {
    let folder = Folder::example();
    change(&folder.input());
    let checked = folder.told(&["check"]);
    let done = folder.told(&["run"]);
    assert_eq!(checked, done, "check does not foresee what ends the run");
    assert!(!folder.output().exists());
    done.strip_prefix("[1] ").unwrap().to_owned()
}

/// A file of the input with a line added at its end.
fn with_line(file: &'static str, line: &str) -> impl Fn(&Path) + use<> {
    let line = line.to_owned();
    move |input: &Path| {
        let path = input.join(file);
        let mut text = fs::read_to_string(&path).unwrap();
        if !text.ends_with('\n') {
            text.push('\n');
        }
        fs::write(path, text + &line + "\n").unwrap();
    }
}

#[test]
fn a_day_has_one_spelling() {
    let again = |folder: &'static str, name: &'static str| {
        move |input: &Path| {
            let folder = input.join(folder);
            fs::copy(folder.join("2021-01-01.toml"), folder.join(name)).unwrap();
        }
    };
    let told = [
        stopped(again("guidelines/autismespektrum", "2021-1-1.toml")),
        stopped(again("guidelines/autismespektrum", "2021-01-01.TOML")),
        stopped(again("descriptions/autismespektrum", "2021-1-01.toml")),
    ];
    insta::assert_snapshot!(told.join("\n"), @r#"
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      guidelines/autismespektrum/2021-1-1.toml: filnavnet "2021-1-1.toml" er ikke en dato, skrevet ÅÅÅÅ-MM-DD.toml. Filen skal hedde den dag, vejledningen gælder fra: ÅÅÅÅ-MM-DD.toml.
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      guidelines/autismespektrum/2021-01-01.TOML: filnavnet "2021-01-01.TOML" er ikke en dato, skrevet ÅÅÅÅ-MM-DD.toml. Filen skal hedde den dag, vejledningen gælder fra: ÅÅÅÅ-MM-DD.toml.
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      descriptions/autismespektrum/2021-1-01.toml: filnavnet "2021-1-01.toml" er ikke en dato, skrevet ÅÅÅÅ-MM-DD.toml. Filen skal hedde den dag, beskrivelsen gælder fra: ÅÅÅÅ-MM-DD.toml.
    "#);
}

#[test]
fn two_layouts_for_one_file_stop_the_run() {
    let told = stopped(|input| {
        let layouts = input.join("layouts");
        let text = fs::read_to_string(layouts.join("tilbudsportalen.toml")).unwrap();
        fs::write(layouts.join("aaa.toml"), text).unwrap();
    });
    insta::assert_snapshot!(told, @r#"
    niveau: to layouts læser samme fil, og de kan læse den forskelligt:
      tilbudsportalen-eksempel.csv: layouts/aaa.toml og layouts/tilbudsportalen.toml
    Ret "files" i det ene, så kun ét passer
    "#);
}

#[test]
fn registers_that_contradict_themselves_stop_the_run() {
    let lines = [
        // Two spans of time that overlap; a code is the same without its zero.
        ("registers/region_membership.csv", "0101,Region Midtjylland,2020-01-01,2021-12-31"),
        ("registers/social_authorities.csv", "101,Socialtilsyn Syd,2020-01-01,,"),
        // A row that stands again with other values.
        ("registers/region_membership.csv", "101,Region Midtjylland,2007-01-01,2026-12-31"),
        ("registers/ownerships.csv", "Primærkommune,Privat"),
        ("registers/postal_codes.csv", "1050,0101,0.5000"),
        ("registers/legal_bases.csv", "§ 32,Andet,botilbud,ja,x"),
        ("registers/neighbours.csv", "0101,0147,bro,"),
        ("registers/tile_grid.csv", "0101,1,1,Kbh."),
        ("registers/target_groups.csv", "prostitution,9,Andet,,,,nej,"),
    ];
    let told = lines.map(|(file, line)| stopped(with_line(file, line)));
    insta::assert_snapshot!(told.join("\n"), @r#"
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      registers/region_membership.csv: kommune 0101 ligger i to regioner på samme tid: den ene gælder endnu, når den anden begynder 2020-01-01. Ret registret, eller hent det oprindelige frem igen.
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      registers/social_authorities.csv: kommune 0101 har to socialtilsyn på samme tid: det ene gælder endnu, når det andet begynder 2020-01-01. Ret registret, eller hent det oprindelige frem igen.
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      registers/region_membership.csv, række 146 "municipality": "101, 2007-01-01" står også i linje 2, med andre værdier. Ret registret, eller hent det oprindelige frem igen.
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      registers/ownerships.csv, række 16 "spelling": "Primærkommune" står også i linje 2, med andre værdier. Ret registret, eller hent det oprindelige frem igen.
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      registers/postal_codes.csv, række 1448 "postal_code": "1050, 0101" står også i linje 2, med andre værdier. Ret registret, eller hent det oprindelige frem igen.
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      registers/legal_bases.csv, række 16 "legal_basis": "§ 32" står også i linje 2, med andre værdier. Ret registret, eller hent det oprindelige frem igen.
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      registers/neighbours.csv, række 201 "municipality": "0101, 0147" står også i linje 2, med andre værdier. Ret registret, eller hent det oprindelige frem igen.
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      registers/tile_grid.csv, række 100 "municipality": "0101" står også i linje 2, med andre værdier. Ret registret, eller hent det oprindelige frem igen.
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      registers/target_groups.csv, række 47 "slug": "prostitution" står også i linje 2, med andre værdier. Ret registret, eller hent det oprindelige frem igen.
    "#);
    let empty = stopped(|input| {
        let path = input.join("registers/region_membership.csv");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, text.lines().next().unwrap()).unwrap();
    });
    insta::assert_snapshot!(empty, @"
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      registers/region_membership.csv: registret har overskrifter, men ingen rækker. Ret registret, eller hent det oprindelige frem igen.
    ");
}

#[test]
fn another_spelling_is_no_other_row() {
    let lines = [
        ("registers/ownerships.csv", "Primær-kommune,Privat"),
        ("registers/legal_bases.csv", "SEL §107,Andet,dagtilbud,nej,x"),
        ("registers/neighbours.csv", "147,101,bro,"),
        ("registers/regions.csv", "1099,region nordjylland,2030-01-01,,"),
        ("registers/regions.csv", "1081,Region Ny,2030-01-01,,"),
        ("registers/municipalities.csv", "0999,KØBENHAVN,2026-01-01,5,1,1,2,1,0,55.0,12.0,1,x"),
        (
            "registers/social_authorities.csv",
            "0101,socialtilsyn hovedstaden,2010-01-01,2013-12-31,",
        ),
        // It ends before it begins.
        ("registers/regions.csv", "1099,Region Ny,2030-01-01,2029-12-31,"),
        ("registers/region_membership.csv", "0101,Region Hovedstaden,2006-01-01,2005-12-31"),
    ];
    let mut told = lines.map(|(file, line)| stopped(with_line(file, line))).to_vec();
    told.push(stopped(|input| {
        let path = input.join("registers/ownerships.csv");
        let text = fs::read_to_string(&path).unwrap();
        let lines: Vec<String> = text.lines().map(|line| format!("{line},Privat")).collect();
        let text = lines.join("\n").replacen(",Privat", ",Ownership", 1);
        fs::write(path, text).unwrap();
    }));
    insta::assert_snapshot!(told.join("\n"), @r#"
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      registers/ownerships.csv, række 16 "spelling": "Primær-kommune" står også i linje 2, med andre værdier. Ret registret, eller hent det oprindelige frem igen.
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      registers/legal_bases.csv, række 16 "legal_basis": "SEL §107" er den samme paragraf som "§ 107", med andre værdier. Ret registret, eller hent det oprindelige frem igen.
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      registers/neighbours.csv, række 201 "municipality": "147, 101" står også i linje 2, med andre værdier. Ret registret, eller hent det oprindelige frem igen.
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      registers/regions.csv, række 8 "name": "region nordjylland" står også i linje 2, med andre værdier. Ret registret, eller hent det oprindelige frem igen.
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      registers/regions.csv, række 8 "code": "1081" står også i linje 2, med andre værdier. Ret registret, eller hent det oprindelige frem igen.
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      registers/municipalities.csv, række 100 "name": "KØBENHAVN" står også i linje 2, med andre værdier. Ret registret, eller hent det oprindelige frem igen.
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      registers/social_authorities.csv: socialtilsynet "socialtilsyn hovedstaden" er også skrevet "Socialtilsyn Hovedstaden". Ret registret, eller hent det oprindelige frem igen.
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      registers/regions.csv, række 8 "valid_to": rækken gælder til 2029-12-31, før den begynder 2030-01-01. Ret registret, eller hent det oprindelige frem igen.
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      registers/region_membership.csv, række 146 "valid_to": rækken gælder til 2005-12-31, før den begynder 2006-01-01. Ret registret, eller hent det oprindelige frem igen.
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      registers/ownerships.csv, række 1: kolonnen Ownership står to gange. Ret registret, eller hent det oprindelige frem igen.
    "#);
}

#[test]
fn another_spelling_with_the_same_values_says_nothing_more() {
    let folder = Folder::new(&[]);
    let input = folder.input();
    let registers = input.join("registers");
    let text = fs::read_to_string(registers.join("legal_bases.csv")).unwrap();
    let basis = text.lines().find(|line| line.starts_with("§ 107,")).unwrap();
    let basis = basis.replacen("§ 107", "SEL §107", 1);
    with_line("registers/legal_bases.csv", &basis)(&input);
    with_line("registers/ownerships.csv", "primær kommune,Kommunal")(&input);
    with_line("registers/neighbours.csv", "0147,0101,land,")(&input);
    let told = folder.call(&["check"]).err;
    assert!(!told.contains("reglerne kan ikke bruges"), "{told}");
}

#[test]
fn a_row_that_stands_twice_with_the_same_values_says_nothing_more() {
    let folder = Folder::new(&[]);
    folder.edit("registers/municipalities.csv", |text| {
        format!("{}\n{}\n", text.trim_end(), text.lines().last().unwrap())
    });
    let told = folder.call(&["check"]).err;
    assert!(!told.contains("registre"), "{told}");
}

#[test]
fn too_much_is_told_in_words() {
    let criteria = stopped(|input| {
        let path = input.join("guidelines/autismespektrum/2021-01-01.toml");
        let text = fs::read_to_string(&path).unwrap();
        let start = text.find("[[criterion]]").unwrap();
        let end = start + text[start + 5..].find("\n[[").unwrap() + 5;
        let one = format!("{}\n", &text[start..end]);
        fs::write(path, format!("{text}\n{}", one.repeat(10_000))).unwrap();
    });
    let pattern = |pattern: String| {
        stopped(move |input| {
            let path = input.join("layouts/tilbudsportalen.toml");
            let text = fs::read_to_string(&path).unwrap();
            let files = text.lines().find(|line| line.starts_with("files")).unwrap();
            fs::write(path, text.replace(files, &format!("files = \"{pattern}\""))).unwrap();
        })
    };
    let told = [criteria, pattern("{a,b}".repeat(8)), pattern("{a,b{c,d}}.csv".to_owned())];
    insta::assert_snapshot!(told.join("\n"), @r#"
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      guidelines/autismespektrum/2021-01-01.toml: filen har 10042 afsnit; der kan højst være 2000. Del filen i flere, eller slet det overflødige.
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      layouts/tilbudsportalen.toml, linje 7, tegn 9: "files": "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}" står for over 100 navne. Skriv mønsteret enklere, fx "tilsyn*.{xlsx,ods}", eller del det i flere.
    niveau: reglerne kan ikke bruges (1 fejl); intet er skrevet
      layouts/tilbudsportalen.toml, linje 7, tegn 9: "files": "{a,b{c,d}}.csv" har krøllede parenteser inde i hinanden. Skriv mønsteret enklere, fx "tilsyn*.{xlsx,ods}", eller del det i flere.
    "#);
    let folder = Folder::empty();
    let call = ["example", "--tilbud", "99999999999", "--output", "x"];
    assert_eq!(folder.call(&call).code, 2);
    assert!(!folder.root().join("x").exists());
}

#[test]
fn groups_of_alternatives_never_share_a_number() {
    let told = stopped(|input| {
        let path = input.join("guidelines/autismespektrum/2021-01-01.toml");
        let text = fs::read_to_string(&path).unwrap();
        let start = text.find("[[criterion]]").unwrap();
        let end = start + text[start + 5..].find("\n[[").unwrap() + 5;
        let one = &text[start..end];
        let of_group = |n: u32| format!("{one}\nany-of = \"gruppe-{n}\"\n");
        fs::write(path, text.clone() + "\n" + &(0..300).map(of_group).collect::<String>()).unwrap();
    });
    // Those, and the one that the guideline has.
    assert!(told.contains("301 grupper af alternativer"), "{told}");
}

#[cfg(unix)]
#[test]
fn an_output_that_nobody_takes_is_no_panic() {
    let folder = Folder::example();
    for arguments in [&["check"][..], &["explain", "900003"], &["describe", "autismespektrum"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let done = folder.command(arguments).stdout(full).output().unwrap();
        let told = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(1), "{arguments:?} {told}");
        assert!(told.contains("der er ikke mere plads"), "{arguments:?} {told}");
        // Whoever read it has gone: quiet.
        let mut running = folder
            .command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(running.stdout.take());
        let done = running.wait_with_output().unwrap();
        let told = String::from_utf8(done.stderr).unwrap();
        assert!(!told.contains("panicked") && done.status.code() != Some(101), "{told}");
    }
}
