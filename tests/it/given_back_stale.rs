//! A correction stands in the place of what it was made from, never of what was sent again since.

use niveau::ingest::SheetRole;

use super::given_back::{
    EVIDENCE, Folder, HIGH, Row, citizens, seen, sheet, table, with, workbook,
};

const FILE: &str = "tilsyn-proeve.xlsx";

/// A whole input with one doubtful count of citizens.
fn source(high: &str, remark: &str) -> Vec<u8> {
    let row = with(&EVIDENCE, &[(HIGH, high), ("bemaerkning", remark)]);
    workbook(&[
        ("Oplysningsskema", &table(SheetRole::Evidence, &[&row], &[])),
        ("Afrapportering", &table(SheetRole::Grades, &[], &[])),
    ])
}

/// The given-back sheet with the doubtful count corrected to 8.
fn corrected(folder: &Folder) -> Vec<Row> {
    let mut rows = seen(&folder.output().join("ret-mig").join(FILE), "Oplysningsskema");
    let high = sheet(SheetRole::Evidence).header(HIGH).unwrap().to_owned();
    let high = rows[0].iter().position(|header| *header == high).unwrap();
    "8".clone_into(&mut rows[1][high]);
    rows
}

fn put(folder: &Folder, rows: &[Row]) {
    folder.put(&format!("corrections/{FILE}"), workbook(&[("Oplysningsskema", rows)]));
}

/// What is told of the correction, and the count that is used with the file it is from.
fn told(folder: &Folder) -> String {
    folder.run();
    let used: Vec<String> =
        citizens(&folder.read()).iter().map(|(_, n, file)| format!("{n:?} {file}")).collect();
    format!("{}{}", folder.told_of(&format!("corrections/{FILE}")), used.join("\n"))
}

#[test]
fn a_correction_of_a_row_that_was_sent_again_is_not_used() {
    let folder = Folder::new(&[(FILE, &source("ca. 8", ""))]);
    folder.run();
    put(&folder, &corrected(&folder));
    folder.put(FILE, source("30", ""));
    insta::assert_snapshot!(told(&folder), @r##"
    corrections/tilsyn-proeve.xlsx;Oplysningsskema;2;;;fejl;correction-not-matched;"rettelsen er af række 2 i tilsyn-proeve.xlsx, men kilden siger noget andet nu, end da rettelsen blev lavet; kilden gælder, og rettelsen er ikke brugt";"Slet rettelsen, hvis kilden er rigtig nu; lav den ellers igen i ret-mig-filen fra den nyeste kørsel"
    corrections/tilsyn-proeve.xlsx;Oplysningsskema;2;;;900003;correction-not-matched;"rettelsen er af række 2 i tilsyn-proeve.xlsx, men kilden siger noget andet nu, end da rettelsen blev lavet; kilden gælder, og rettelsen er ikke brugt";1
    Some(30.0) tilsyn-proeve.xlsx
    "##);
    // What decides nothing may have been written since.
    folder.put(FILE, source("ca. 8", "ringet til tilbuddet"));
    insta::assert_snapshot!(told(&folder), @r##"
    corrections/tilsyn-proeve.xlsx;Oplysningsskema;;;;bemærkning;evidence-alone;"1 oplysningsskema i filen har ingen afrapportering; det indplaceres på oplysningerne alene";"Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved"
    corrections/tilsyn-proeve.xlsx;Oplysningsskema;2;F;Målgruppe;bemærkning;group-not-on-portal;"tilbud ""900003"" er vurderet for ""Erhvervet hjerneskade"", som ikke står blandt dets målgrupper i udtrækket; vurderingen er med";Tilføj målgruppen i udtrækket, eller ret den i vurderingen
    Some(8.0) corrections/tilsyn-proeve.xlsx
    "##);
}

#[test]
fn of_two_corrections_that_of_what_stands_there_now_is_used() {
    let folder = Folder::new(&[(FILE, &source("ca. 8", ""))]);
    folder.run();
    let old = corrected(&folder);
    folder.put(FILE, source("ca. 9", ""));
    folder.run();
    let new = corrected(&folder);
    for (name, rows) in [("tilsyn-a", &old), ("tilsyn-b", &new), ("tilsyn-c", &new)] {
        let path = format!("corrections/{name}.xlsx");
        folder.put(&path, workbook(&[("Oplysningsskema", rows)]));
    }
    let books = folder.run()["corrections"].as_array().unwrap().clone();
    let n_used: Vec<u64> = books.iter().map(|b| b["rows_used"].as_u64().unwrap()).collect();
    assert_eq!(n_used, [0, 1, 0]);
    let told = ["a", "c"].map(|name| {
        let told = folder.told_of(&format!("corrections/tilsyn-{name}.xlsx"));
        told.lines().next().unwrap_or_default().to_owned()
    });
    assert!(told[0].contains("kilden siger noget andet nu"), "{}", told[0]);
    assert!(
        told[1].contains("samme række er også rettet i corrections/tilsyn-b.xlsx"),
        "{}",
        told[1]
    );
}

#[test]
fn a_correction_that_does_not_say_what_it_was_made_from_is_not_used() {
    let folder = Folder::new(&[(FILE, &source("ca. 8", ""))]);
    folder.run();
    let mut rows = corrected(&folder);
    let check = rows[0].iter().position(|header| header == "Kontrol (rør ikke)").unwrap();
    for row in &mut rows {
        row.remove(check);
    }
    put(&folder, &rows);
    insta::assert_snapshot!(told(&folder), @r##"
    corrections/tilsyn-proeve.xlsx;Oplysningsskema;2;;;fejl;correction-not-matched;"""Kontrol (rør ikke)"" mangler, så det kan ikke ses, hvad der stod i kilden, da det blev rettet; rettelsen er ikke brugt";Lav rettelsen igen i ret-mig-filen fra den nyeste kørsel, og lad de kolonner eller linjer stå, som er tilføjet i den. Nyt hører til i kilden selv
    corrections/tilsyn-proeve.xlsx;Oplysningsskema;2;;;900003;correction-not-matched;"""Kontrol (rør ikke)"" mangler, så det kan ikke ses, hvad der stod i kilden, da det blev rettet; rettelsen er ikke brugt";1
    None tilsyn-proeve.xlsx
    "##);
    // Nor when the row's number went with it.
    for row in &mut rows {
        row.remove(0);
    }
    put(&folder, &rows);
    insta::assert_snapshot!(told(&folder), @r##"
    corrections/tilsyn-proeve.xlsx;Oplysningsskema;2;;;fejl;correction-not-matched;"""Oprindelig række"" mangler, så det kan ikke ses, hvad der stod i kilden, da det blev rettet; rettelsen er ikke brugt";Lav rettelsen igen i ret-mig-filen fra den nyeste kørsel, og lad de kolonner eller linjer stå, som er tilføjet i den. Nyt hører til i kilden selv
    corrections/tilsyn-proeve.xlsx;Oplysningsskema;2;;;900003;correction-not-matched;"""Oprindelig række"" mangler, så det kan ikke ses, hvad der stod i kilden, da det blev rettet; rettelsen er ikke brugt";1
    None tilsyn-proeve.xlsx
    "##);
}

#[test]
fn a_correction_of_a_form_that_was_sent_again_is_not_used() {
    const FORM: &str = "skema-proeve.xlsx";
    let form = |high: &str, grade: &str| {
        let mut rows: Vec<Row> = Vec::new();
        let fields = with(&EVIDENCE, &[(HIGH, high), ("aktiv-praksis", grade)]);
        for role in [SheetRole::Evidence, SheetRole::Grades] {
            let [headers, values] = &table(role, &[&fields], &[])[..] else { panic!() };
            for (header, value) in headers.iter().zip(values) {
                if rows.iter().all(|row| row[0] != *header) {
                    rows.push(vec![header.clone(), value.clone()]);
                }
            }
        }
        workbook(&[("Skema", &rows)])
    };
    let folder = Folder::new(&[(FORM, &form("ca. 8", "let"))]);
    folder.run();
    let given = std::fs::read(folder.output().join("ret-mig").join(FORM)).unwrap();
    folder.put(&format!("corrections/{FORM}"), &given);
    let mut books = Vec::new();
    // As it was, and with another grade: the other part of the form.
    for grade in ["let", "højt"] {
        folder.put(FORM, form("ca. 8", grade));
        books.push(folder.run()["corrections"].to_string());
        books.push(folder.told_of(&format!("corrections/{FORM}")));
    }
    insta::assert_snapshot!(books.join("\n"), @r##"
    [{"file":"corrections/skema-proeve.xlsx","rows_not_matched":0,"rows_replaced":2,"rows_used":2}]
    corrections/skema-proeve.xlsx;Skema;4;E;Målgruppe;bemærkning;group-not-on-portal;"tilbud ""900003"" er vurderet for ""Erhvervet hjerneskade"", som ikke står blandt dets målgrupper i udtrækket; vurderingen er med";Tilføj målgruppen i udtrækket, eller ret den i vurderingen
    corrections/skema-proeve.xlsx;Skema;11;E;Borgere seneste 12 mdr., højt behov;advarsel;not-a-number;"""ca. 8"" er ikke et helt tal; regnes som ikke oplyst";"Skriv 8, og sæt tvivlen i ""Bemærkning"""

    [{"file":"corrections/skema-proeve.xlsx","rows_not_matched":2,"rows_replaced":0,"rows_used":0}]
    corrections/skema-proeve.xlsx;Skema;2;;;fejl;correction-not-matched;"rettelsen er af et skema i skema-proeve.xlsx, men kilden siger noget andet nu, end da rettelsen blev lavet; kilden gælder, og rettelsen er ikke brugt";"Slet rettelsen, hvis kilden er rigtig nu; lav den ellers igen i ret-mig-filen fra den nyeste kørsel"
    corrections/skema-proeve.xlsx;Skema;2;;;fejl;correction-not-matched;"rettelsen er af et skema i skema-proeve.xlsx, men kilden siger noget andet nu, end da rettelsen blev lavet; kilden gælder, og rettelsen er ikke brugt";"Slet rettelsen, hvis kilden er rigtig nu; lav den ellers igen i ret-mig-filen fra den nyeste kørsel"
    corrections/skema-proeve.xlsx;Skema;11;E;Borgere seneste 12 mdr., højt behov;advarsel;not-a-number;"""ca. 8"" er ikke et helt tal; regnes som ikke oplyst";"Skriv 8, og sæt tvivlen i ""Bemærkning"""
    corrections/skema-proeve.xlsx;Skema;2;;;900003;correction-not-matched;"rettelsen er af et skema i skema-proeve.xlsx, men kilden siger noget andet nu, end da rettelsen blev lavet; kilden gælder, og rettelsen er ikke brugt";1
    corrections/skema-proeve.xlsx;Skema;2;;;900003;correction-not-matched;"rettelsen er af et skema i skema-proeve.xlsx, men kilden siger noget andet nu, end da rettelsen blev lavet; kilden gælder, og rettelsen er ikke brugt";1
    "##);
}

#[test]
fn a_broken_line_is_corrected_until_it_is_broken_in_another_way() {
    // Too few fields, and a quote that is not closed.
    corrected_line(["950002;Et tilbud", "950003;Et andet tilbud"]);
    corrected_line(["\"950002;Et tilbud", "\"950003;Et andet tilbud"]);
}

/// A broken line is corrected, and then sent again broken in another way.
fn corrected_line(lines: [&str; 2]) {
    let portal = |broken: &str| {
        let department = [("tilbudsid", "950001"), ("maalgrupper", "autismespektrum")];
        let rows = table(SheetRole::Providers, &[&department], &[]);
        [super::given_back::csv(&rows), broken.as_bytes().to_vec(), b"\r\n".to_vec()].concat()
    };
    let name = "tilbudsportalen-proeve.csv";
    let folder = Folder::new(&[(name, &portal(lines[0]))]);
    folder.run();
    let mut rows = seen(&folder.output().join(format!("ret-mig/{name}.xlsx")), "Tilbud");
    for (field, value) in [("tilbudsid", "950002"), ("maalgrupper", "autismespektrum")] {
        let header = sheet(SheetRole::Providers).header(field).unwrap().to_owned();
        let column = rows[0].iter().position(|cell| *cell == header).unwrap();
        value.clone_into(&mut rows[1][column]);
    }
    folder.put(&format!("corrections/{name}.xlsx"), workbook(&[("Tilbud", &rows)]));
    let n_used = || folder.run()["corrections"][0]["rows_used"].to_string();
    let mut found = vec![n_used()];
    folder.put(name, portal(lines[1]));
    found.push(n_used());
    assert_eq!(found, ["1", "0"]);
}
