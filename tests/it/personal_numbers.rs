//! Wherever a person's number stands, and whatever it wears: its file is stopped, and the number is
//! nowhere afterwards.

use std::fs;

use niveau::ingest::Reading;
use rust_xlsxwriter::Workbook;

use super::given_back::{
    DEPARTMENT, EVIDENCE, Folder, HIGH, csv, everything, table, with, workbook,
};
use super::ingest::{
    assert_balanced, department, evidence, forms, grades, headers, portal, read, told, write_sheet,
};
use niveau::ingest::SheetRole;

/// The digits that only the numbers of these tests have.
const SERIAL: &str = "3987";
const NUMBER: &str = "010190-3987";

/// All that is kept and told of what was read.
fn kept(reading: &Reading) -> String {
    format!("{reading:?}\n{}", told(reading))
}

/// Whether the file of rows was stopped, and nothing of it kept but that.
fn is_stopped(reading: &Reading, file: &str) -> bool {
    let is_of = |place: &niveau::finding::Place| &*place.file == file;
    let personal = |code: &str| code == "personal-number";
    let mut findings = reading.findings.iter().filter(|finding| is_of(&finding.place)).peekable();
    findings.peek().is_some()
        && findings.all(|finding| personal(finding.code))
        && reading.set_aside.iter().filter(|row| is_of(&row.place)).all(|row| personal(row.code))
        && reading.accounts.iter().filter(|a| a.file == file).all(|a| a.rows_used == 0)
}

#[test]
fn a_number_in_any_field_and_any_clothes_stops_its_file() {
    for number in [
        "010190-3987",
        "010190 3987",
        "010190–3987",
        "010190—3987",
        "010190\u{ad}3987",
        "010190\u{200b}3987",
        "01011990-3987",
        "01.01.90-3987",
        "01/01/90-3987",
        "01 01 90 3987",
        "610190-3987",
    ] {
        for field in
            ["tilbudsid", "afdelingsid", "tilbudsnavn", "cvr", "p-nummer", "kommunekode", "kommune"]
        {
            let rows = [
                department("900001", "9000011", &[]),
                department("900002", "2", &[(field, number)]),
            ];
            let reading = read(&[portal(&rows)]);
            assert!(
                is_stopped(&reading, "tilbudsportalen.csv"),
                "{field} {number:?}\n{}",
                told(&reading)
            );
            assert!(!kept(&reading).contains(SERIAL), "{field} {number:?}\n{}", kept(&reading));
        }
    }
    // A CVR-nummer has eight digits, and a code of a municipality four.
    for (field, number) in [("cvr", "0101903987"), ("kommunekode", "101903987")] {
        let reading = read(&[portal(&[department("900002", "2", &[(field, number)])])]);
        assert!(is_stopped(&reading, "tilbudsportalen.csv"), "{field}\n{}", told(&reading));
    }
}

#[test]
fn ten_digits_are_an_id_and_a_p_number_in_their_own_columns() {
    let rows = [
        department("0101903987", "1012345678", &[("p-nummer", "1012345678")]),
        department("900002", "2", &[("p-nummer", "1012345678, 1010190398")]),
    ];
    let reading = read(&[portal(&rows)]);
    assert_eq!(reading.dataset.providers.len(), 2);
    insta::assert_snapshot!(told(&reading), @r##"advarsel tilbudsportalen.csv, celle E3 "P-nummer": cellen er ikke et P-nummer på 10 cifre; regnes som ikke oplyst. Ret P-nummeret. [not-a-register-number]"##);
}

#[test]
fn a_number_in_rows_that_are_not_used_stops_the_file_too() {
    let good = || vec![headers(SheetRole::Providers), department("900001", "9000011", &[])];
    let line = |row: &[String]| row.join(";") + "\r\n";
    let text = |rows: &[Vec<String>]| rows.iter().map(|row| line(row)).collect::<String>();
    let with_row = |row: String| text(&good()) + &row;
    let files = [
        ("above the headers", line(&[format!("Udtræk for {NUMBER}")]) + &text(&good())),
        ("an open quote", with_row(format!("\"{NUMBER};x;y\r\n900003;x\r\n"))),
        ("too few fields", with_row(format!("{NUMBER};x\r\n"))),
        ("a sum", with_row(format!("I alt ({NUMBER});;;;;;;;;;;;;;;;;;;;\r\n"))),
        ("a note", with_row(format!("Se sagen {NUMBER} igen;;;;;;;;;;;;;;;;;;;;\r\n"))),
    ];
    for (what, text) in files {
        let reading = read(&[("tilbudsportalen.csv", text.into_bytes())]);
        assert!(is_stopped(&reading, "tilbudsportalen.csv"), "{what}\n{}", told(&reading));
        assert!(!kept(&reading).contains(SERIAL), "{what}\n{}", kept(&reading));
    }
}

#[test]
fn a_number_in_the_name_of_a_sheet_stops_the_workbook() {
    let mut book = Workbook::new();
    let rows = |role, row| vec![headers(role), row];
    write_sheet(&mut book, "Oplysningsskema", &rows(SheetRole::Evidence, evidence("900001", &[])));
    write_sheet(&mut book, "Afrapportering", &rows(SheetRole::Grades, grades("900001", &[])));
    write_sheet(&mut book, NUMBER, &[vec!["x".to_owned()]]);
    let reading = read(&[
        portal(&[department("900001", "9000011", &[])]),
        ("tilsyn-nord.xlsx", book.save_to_buffer().unwrap()),
    ]);
    assert!(!kept(&reading).contains(SERIAL));
    insta::assert_snapshot!(told(&reading), @r##"
    fejl tilsyn-nord.xlsx: et arks navn ligner et CPR-nummer; intet i filen er brugt, og navnet er ikke gengivet. Giv den et andet navn, og læg filen ind igen. [personal-number]
    sat til side tilsyn-nord.xlsx, ark "Afrapportering": "": rækken: et arks navn ligner et CPR-nummer. [personal-number]
    sat til side tilsyn-nord.xlsx, ark "Oplysningsskema": "": rækken: et arks navn ligner et CPR-nummer. [personal-number]
    "##);
    assert_balanced(&reading);
}

#[test]
fn a_file_by_the_name_of_a_number_goes_by_another() {
    let department = || portal(&[department("900001", "9000011", &[])]).1;
    let reading = read(&[
        portal(&[super::ingest::department("900002", "2", &[])]),
        ("tilbudsportalen 010190-3987.csv", department()),
        ("tilsyn-0101903987.xlsx", forms(&[evidence("900002", &[])], &[grades("900002", &[])])),
        ("010190_3987/tilbudsportalen.csv", department()),
        ("noter 010190 3987.txt", b"x".to_vec()),
    ]);
    assert!(!kept(&reading).contains(SERIAL));
    insta::assert_snapshot!(told(&reading), @r##"
    fejl fil 2 (navnet ligner et CPR-nummer): navnet ligner et CPR-nummer og er ikke gengivet; intet layout læser filen. Giv filen eller mappen et andet navn, eller flyt den. [personal-number]
    fejl fil 3 (navnet ligner et CPR-nummer): filens navn ligner et CPR-nummer; intet i filen er brugt, og navnet er ikke gengivet. Giv den et andet navn, og læg filen ind igen. [personal-number]
    fejl fil 4 (navnet ligner et CPR-nummer): filens navn ligner et CPR-nummer; intet i filen er brugt, og navnet er ikke gengivet. Giv den et andet navn, og læg filen ind igen. [personal-number]
    fejl mappe 1 (navnet ligner et CPR-nummer)/tilbudsportalen.csv: navnet ligner et CPR-nummer og er ikke gengivet; intet layout læser filen. Giv filen eller mappen et andet navn, eller flyt den. [personal-number]
    sat til side fil 3 (navnet ligner et CPR-nummer): "": rækken: filens navn ligner et CPR-nummer. [personal-number]
    sat til side fil 4 (navnet ligner et CPR-nummer), ark "Afrapportering": "": rækken: filens navn ligner et CPR-nummer. [personal-number]
    sat til side fil 4 (navnet ligner et CPR-nummer), ark "Oplysningsskema": "": rækken: filens navn ligner et CPR-nummer. [personal-number]
    "##);
    let providers: Vec<&str> = reading.dataset.providers.iter().map(|p| &*p.id).collect();
    assert_eq!(providers, ["900002"]);
    assert!(reading.dataset.assessments.is_empty());
}

/// Data, names, corrections, links and all that is written, told and explained of them.
#[test]
fn no_output_and_no_message_of_any_command_repeats_a_number() {
    let evidence = |more: &[(&str, &str)]| {
        let rows = with(&EVIDENCE, more);
        workbook(&[
            ("Oplysningsskema", &table(SheetRole::Evidence, &[&rows], &[])),
            ("Afrapportering", &table(SheetRole::Grades, &[&rows[..4]], &[])),
        ])
    };
    let providers =
        |more: &[(&str, &str)]| csv(&table(SheetRole::Providers, &[&with(&DEPARTMENT, more)], &[]));
    let corrected = workbook(&[(
        "Oplysningsskema",
        &table(
            SheetRole::Evidence,
            &[&with(&EVIDENCE, &[(HIGH, "8")])],
            &[("Oprindelig række", "2"), ("Oprindelig nøgle", NUMBER)],
        ),
    )]);
    let links = format!(
        "Skrevet tilbudsid;Skrevet navn;Tilbudsid\n777777;Hus;900003\n777778;{NUMBER};900003\n"
    );
    let folder = Folder::new(&[
        ("tilsyn-a.xlsx", &evidence(&[("bemaerkning", "０１０１９０－３９８７")])),
        ("tilsyn-b.xlsx", &evidence(&[("tilbudsid", NUMBER)])),
        ("tilsyn-c.xlsx", &evidence(&[(HIGH, "ca. 01.01.90-3987")])),
        ("tilsyn-010190-3987.xlsx", &evidence(&[(HIGH, "ca. 8")])),
        ("tilbudsportalen-a.csv", &providers(&[("cvr", NUMBER)])),
        ("tilbudsportalen-b.csv", &providers(&[("tilbudsnavn", "Bo 610190 3987")])),
        ("corrections/tilsyn-a.xlsx", &corrected),
        ("corrections/010190-3987.xlsx", &corrected),
        ("links.csv", links.as_bytes()),
        ("010190-3987.pdf", b"x"),
    ]);
    folder.run();
    let everything = everything(&folder);
    for secret in ["0-3987", "0–3987", "0 3987", "0_3987", "903987", "３９８７"] {
        let at = everything.find(secret);
        assert!(at.is_none(), "{}", &everything[at.unwrap().saturating_sub(200)..][..300]);
    }
    let stopped = folder.text("findings.csv");
    assert_eq!(stopped.matches(";personal-number;").count(), 10, "{stopped}");
    let of_links = folder.told_of("links.csv");
    insta::assert_snapshot!(of_links, @r#"
    links.csv;;3;B;Skrevet navn;fejl;personal-number;"cellen ligner et CPR-nummer; intet i filen er brugt eller gengivet";"Slet personnummeret, og læg filen ind igen; er det et P-nummer eller et andet id, så sæt det i den kolonne, der er til det"
    links.csv;;;;;;personal-number;alle 2 rækker: en celle i filen ligner et CPR-nummer;2
    "#);
}

type Change = fn(&str) -> String;

/// Settings stop the run; what they say is not repeated either.
#[test]
fn a_number_in_a_settings_file_is_told_by_its_line() {
    let cases: [(&str, Change); 5] = [
        ("registers/services.csv", |text| format!("{text}{NUMBER},x,x\n")),
        ("collaborations/rammeaftaler.csv", |_| format!("Samarbejde;Kommune\nNord;{NUMBER}\n")),
        ("limits.toml", |_| format!("file-mb = 20\ncells = \"{NUMBER}\"\n")),
        ("source.toml", |_| "status = \"example\"\ndescription = \"Bo, 0101903987\"\n".to_owned()),
        ("rules/010190-3987.toml", |_| "x = 1\n".to_owned()),
    ];
    for (path, change) in cases {
        let folder = Folder::new(&[]);
        let text = fs::read_to_string(folder.input().join(path)).unwrap_or_default();
        folder.put(path, change(&text));
        for command in ["check", "run"] {
            let done = folder.call(&[command]);
            let said = done.out + &done.err;
            assert_eq!(done.code, 1, "{path} {said}");
            assert!(
                said.contains("ligner et CPR-nummer") && !said.contains(SERIAL),
                "{path} {said}"
            );
        }
        assert!(!folder.output().exists());
    }
    // A number by itself is a setting.
    let folder = Folder::new(&[("limits.toml", b"cells = 1012345678\n")]);
    folder.run();
}
