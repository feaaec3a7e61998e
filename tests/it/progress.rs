//! What is said while a command works: nothing on a file but what was asked for.

use crate::folder::Folder;

fn stages(told: &str) -> Vec<&str> {
    told.lines().filter(|line| line.ends_with(" s")).collect()
}

#[test]
fn a_line_per_stage_is_told_when_asked_for_and_no_terminal_is_there() {
    let folder = Folder::of(12, 4);
    let said = folder.call(&["run", "-v"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let told = stages(&said.err);
    let begins = [
        "Læser regler og registre: ",
        "Læser data: ",
        "Graduerer og indplacerer: ",
        "Måler, hvor sikre indplaceringerne er: ",
        "Tæller tilbud og pladser: ",
        "Regner målgruppernes størrelse og underlag: ",
        "Gør udbud, behov og adgang op: ",
        "Gør kapacitet, belægning og borgerstrømme op: ",
        "Stiller områder op ved siden af hinanden: ",
        "Skriver: ",
    ];
    assert_eq!(told.len(), begins.len(), "{}", said.err);
    for (line, begin) in told.iter().zip(begins) {
        assert!(line.starts_with(begin), "{line}");
    }
    // All of it, with the rows: as many as the closing line says.
    let rows = said.err.lines().find_map(|line| line.strip_suffix(" (set_aside.csv)")).unwrap();
    let n = rows.split(' ').next().unwrap();
    let files = told[1].strip_prefix("Læser data: ").unwrap();
    let (done, rest) = files.split_once(" af ").unwrap();
    assert!(rest.starts_with(&format!("{done} filer, {n} rækker: ")), "{files} against {rows}");
    let (tables, rest) = told[9].strip_prefix("Skriver: ").unwrap().split_once(" af ").unwrap();
    assert!(rest.starts_with(&format!("{tables} tabeller, ")), "{}", told[9]);
}

#[test]
fn without_it_there_are_only_the_closing_lines_and_quiet_has_none() {
    let folder = Folder::of(12, 4);
    let said = folder.call(&["run"]);
    assert!(stages(&said.err).is_empty() && said.err.contains("Åbn først: "), "{}", said.err);
    assert!(said.err.contains("Mangler: "), "{}", said.err);
    let quiet = folder.call(&["run", "--quiet"]);
    assert_eq!((quiet.code, &*quiet.err, &*quiet.out), (0, "", ""));
    // What went wrong is said all the same.
    let wrong = folder.call(&["run", "--quiet", "--rule", "findes-ikke"]);
    assert!(wrong.code == 2 && wrong.err.contains("findes-ikke"), "{}", wrong.err);
    assert_eq!(folder.call(&["run", "--quiet", "-v"]).code, 2);
}
