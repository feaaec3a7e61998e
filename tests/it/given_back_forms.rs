//! A form (a sheet for each offering) goes back whole, and comes in again corrected.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use niveau::ingest::{Limits, ReadOptions, Reading, SheetRole, WantedRows, read_again, read_input};
use niveau::report::given_back::{GivenBack, GivenBackRow, GivenBackSheet, given_back};
use proptest::prelude::*;

use super::given_back::{
    EVIDENCE, Folder, HIGH, Row, citizens, csv, layouts, seen, sheet, table, with, workbook,
};
use super::registers::shipped;
use super::workbook_bytes::{Sheet, ods};

/// A form of evidence: label and value, two such pairs in a row.
pub(super) fn form(fields: &[(&str, &str)], without: &[&str]) -> Vec<Row> {
    let value = |name: &str| fields.iter().rfind(|(field, _)| *field == name).map_or("", |f| f.1);
    let columns = sheet(SheetRole::Evidence).columns;
    // Labels of the other layout, which names the same fields.
    let pairs: Vec<[String; 2]> = columns
        .iter()
        .filter(|column| !without.contains(&column.field))
        .filter(|column| !["cvr", "p-nummer", "afdelingsid", "kommune"].contains(&column.field))
        .map(|column| [format!("{}:", column.headers[0]), value(column.field).to_owned()])
        .collect();
    let mut rows = vec![vec!["Skema for et tilbud".to_owned()], Vec::new()];
    rows.extend(pairs.chunks(2).map(<[_]>::concat));
    rows
}

fn forms() -> Vec<u8> {
    let of = |more: &[(&str, &str)], without: &[&str]| form(&with(&EVIDENCE, more), without);
    workbook(&[
        ("Rigtig", &of(&[(HIGH, "12"), ("dato", "01-10-2021")], &[])),
        ("Tvivl", &of(&[(HIGH, "ca. 8"), ("bemaerkning", "=1+1")], &[])),
        ("Fremmed", &of(&[(HIGH, "5"), ("tilbudsid", "777777")], &[])),
        ("Mangler", &of(&[(HIGH, "3")], &["dato"])),
    ])
}

fn given(folder: &Folder, sheet: &str) -> Vec<Row> {
    seen(&folder.output().join("ret-mig/skema-proeve.xlsx"), sheet)
}

/// Rows of a given-back form with something to say, as they are seen.
fn shown(rows: &[Row]) -> String {
    let lines = rows.iter().map(|row| row.iter().map(String::as_str).collect::<Vec<_>>());
    let told = lines.filter(|row| !row[1].is_empty() || row[0].is_empty());
    told.map(|row| row.join(" / ")).collect::<Vec<_>>().join("\n")
}

/// Writes an answer into a given-back form.
fn answer(rows: &mut [Row], label: &str, value: &str) {
    let row = rows.iter_mut().find(|row| row[3] == label).unwrap();
    value.clone_into(&mut row[4]);
}

#[test]
fn a_corrected_form_takes_the_place_of_the_faulty_one() {
    let folder = Folder::new(&[("skema-proeve.xlsx", &forms())]);
    folder.run();
    let path = folder.output().join("ret-mig/skema-proeve.xlsx");
    let help: Vec<String> = seen(&path, "Sådan gør du").concat();
    insta::assert_snapshot!(help[..2].join("\n"), @r##"
    EKSEMPEL: Skemaer fra skema-proeve.xlsx, der ikke kunne bruges eller er tvivlsomme: 3
    Hvert ark er et helt skema: alle felter, der læses, med svar. "Hvad er galt" og "Hvad skal rettes" siger, hvad der er galt; det svar, det gælder, har ramme, farve og en note.
    "##);
    let [mut doubt, mut foreign, mut missing] =
        ["Tvivl", "Fremmed", "Mangler"].map(|sheet| given(&folder, sheet));
    insta::assert_snapshot!(shown(&doubt), @r#"
    Oprindelig række / Hvad er galt / Hvad skal rettes / Felt / Svar
    3 / vurderingen af tilbud 900003 fra 1.12.2021 er givet uden gradueringer og oplysninger; en ældre af 1.10.2021 træder ikke i stedet for den, så tilbuddet indplaceres ikke / Udfyld den, eller slet den, hvis den ældre gælder / Tilbudsid / 900003
    7 / "ca. 8" er ikke et helt tal; regnes som ikke oplyst / Skriv 8, og sæt tvivlen i "Bemærkning" / Borgere seneste 12 mdr., højt behov / ca. 8
     /  /  /  / 
     /  /  / Oprindelig fil / skema-proeve.xlsx
     /  /  / Oprindeligt ark / Tvivl
     /  /  / Oprindelig nøgle / 900003 | Erhvervet hjerneskade |  |  | Socialtilsyn Nord | 01-12-2021
     /  /  / Kontrol (rør ikke) / k058d560cc5198b0d
    "#);
    insta::assert_snapshot!(shown(&foreign), @r##"
    Oprindelig række / Hvad er galt / Hvad skal rettes / Felt / Svar
    3 / tilbudsid "777777": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører / Ret det, der er skrevet, eller bekræft et forslag fra links_to_confirm.csv i input/links.csv; mangler tilbuddet, så tilføj det / Tilbudsid / 777777
     /  /  /  / 
     /  /  / Oprindelig fil / skema-proeve.xlsx
     /  /  / Oprindeligt ark / Fremmed
     /  /  / Oprindelig nøgle / 777777 | Erhvervet hjerneskade |  |  | Socialtilsyn Nord | 01-12-2021
     /  /  / Kontrol (rør ikke) / kaa6d30a8527321a7
    "##);
    insta::assert_snapshot!(shown(&missing), @r##"
    Oprindelig række / Hvad er galt / Hvad skal rettes / Felt / Svar
    3 / skemaet mangler feltet "Dato" / Tilføj det / Tilbudsid / 900003
     / feltet mangler i skemaet / Skriv svaret her / Dato / 
     /  /  /  / 
     /  /  / Oprindelig fil / skema-proeve.xlsx
     /  /  / Oprindeligt ark / Mangler
     /  /  / Oprindelig nøgle / 900003 | Erhvervet hjerneskade |  |  | Socialtilsyn Nord | 
     /  /  / Kontrol (rør ikke) / k2490953cd905f3d9
    "##);
    // Every field that is read stands there, with its answer; a formula's look is text.
    let n_fields = sheet(SheetRole::Evidence).columns.len() - 4;
    assert_eq!(doubt.iter().filter(|row| !row[0].is_empty()).count(), 1 + n_fields);
    let answered = |label: &str| &doubt.iter().find(|row| row[3] == label).unwrap()[4];
    // An inspector's own words are not what is wrong.
    assert_eq!(answered("Bemærkning"), "");
    assert_eq!(
        citizens(&folder.read()),
        [
            ("2021-10-01".to_owned(), Some(12.0), "skema-proeve.xlsx".to_owned()),
            ("2021-12-01".to_owned(), None, "skema-proeve.xlsx".to_owned()),
        ]
    );

    answer(&mut doubt, sheet(SheetRole::Evidence).header(HIGH).unwrap(), "8");
    answer(&mut foreign, "Tilbudsid", "900003");
    answer(&mut foreign, "Dato", "02-12-2021");
    answer(&mut missing, "Dato", "03-12-2021");
    let corrected: Vec<(&str, &[Row])> =
        vec![("Tvivl", &doubt), ("Fremmed", &foreign), ("Mangler", &missing)];
    folder.put("corrections/skema-proeve.xlsx", workbook(&corrected));
    let manifest = folder.run();
    insta::assert_snapshot!(manifest["corrections"], @r##"[{"file":"corrections/skema-proeve.xlsx","rows_not_matched":0,"rows_replaced":3,"rows_used":3}]"##);
    insta::assert_snapshot!(folder.told_of("skema-proeve.xlsx"), @r#"
    skema-proeve.xlsx;Rigtig;;;;bemærkning;evidence-alone;"1 oplysningsskema i filen har ingen afrapportering; det indplaceres på oplysningerne alene";"Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved"
    skema-proeve.xlsx;Rigtig;4;B;Målgruppe;bemærkning;group-not-on-portal;"tilbud ""900003"" er vurderet for ""Erhvervet hjerneskade"", som ikke står blandt dets målgrupper i udtrækket; vurderingen er med";Tilføj målgruppen i udtrækket, eller ret den i vurderingen
    skema-proeve.xlsx;Fremmed;3;;;777777;replaced-by-correction;"skemaet er erstattet af corrections/skema-proeve.xlsx, ark ""Fremmed"", række 2";1
    skema-proeve.xlsx;Mangler;3;;;900003;replaced-by-correction;"skemaet er erstattet af corrections/skema-proeve.xlsx, ark ""Mangler"", række 2";1
    skema-proeve.xlsx;Tvivl;3;;;900003;replaced-by-correction;"skemaet er erstattet af corrections/skema-proeve.xlsx, ark ""Tvivl"", række 2";1
    "#);
    insta::assert_snapshot!(folder.told_of("corrections/skema-proeve.xlsx"), @r#"corrections/skema-proeve.xlsx;Fremmed;;;;bemærkning;evidence-alone;"3 oplysningsskemaer i filen har ingen afrapportering; de indplaceres på oplysningerne alene";"Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved""#);
    assert!(!path.exists());
    let file = "corrections/skema-proeve.xlsx".to_owned();
    assert_eq!(
        citizens(&folder.read()),
        [
            ("2021-10-01".to_owned(), Some(12.0), "skema-proeve.xlsx".to_owned()),
            ("2021-12-01".to_owned(), Some(8.0), file.clone()),
            ("2021-12-02".to_owned(), Some(5.0), file.clone()),
            ("2021-12-03".to_owned(), Some(3.0), file),
        ]
    );
}

#[test]
fn a_form_handed_in_as_it_was_given_back_says_the_same() {
    let folder = Folder::new(&[("skema-proeve.xlsx", &forms())]);
    folder.run();
    let before = folder.read();
    let bytes = std::fs::read(folder.output().join("ret-mig/skema-proeve.xlsx")).unwrap();
    folder.put("corrections/skema-proeve.xlsx", &bytes);
    let manifest = folder.run();
    // That of no tilbud replaces the other and is set aside in its turn; that without a date
    // is set aside before it can replace anything.
    insta::assert_snapshot!(manifest["corrections"], @r##"[{"file":"corrections/skema-proeve.xlsx","rows_not_matched":0,"rows_replaced":2,"rows_used":2}]"##);
    let says = |reading: &niveau::ingest::Reading| {
        let assessments = reading.dataset.assessments.iter();
        assessments
            .map(|a| (a.offering, a.assessed_on, a.evidence.clone().map(|e| e.0)))
            .collect::<Vec<_>>()
    };
    assert!(says(&before) == says(&folder.read()));
    insta::assert_snapshot!(folder.told_of("corrections/skema-proeve.xlsx"), @r#"
    corrections/skema-proeve.xlsx;Fremmed;2;E;Tilbudsid;advarsel;inspected-provider-missing;"tilbudsid ""777777"": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører";"Ret det, der er skrevet, eller bekræft et forslag fra links_to_confirm.csv i input/links.csv; mangler tilbuddet, så tilføj det"
    corrections/skema-proeve.xlsx;Tvivl;;;;bemærkning;evidence-alone;"1 oplysningsskema i filen har ingen afrapportering; det indplaceres på oplysningerne alene";"Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved"
    corrections/skema-proeve.xlsx;Tvivl;2;;;advarsel;blank-assessment;"vurderingen af tilbud 900003 fra 1.12.2021 er givet uden gradueringer og oplysninger; en ældre af 1.10.2021 træder ikke i stedet for den, så tilbuddet indplaceres ikke";Udfyld den, eller slet den, hvis den ældre gælder
    corrections/skema-proeve.xlsx;Tvivl;11;E;Borgere seneste 12 mdr., højt behov;advarsel;not-a-number;"""ca. 8"" er ikke et helt tal; regnes som ikke oplyst";"Skriv 8, og sæt tvivlen i ""Bemærkning"""
    corrections/skema-proeve.xlsx;Fremmed;2;E;Tilbudsid;777777;provider-not-found;"tilbudsid ""777777"": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører; skriv det rigtige tilbudsid, eller tilføj tilbuddet";1
    corrections/skema-proeve.xlsx;Mangler;50;E;Dato;900003;date-missing;"rækken har ikke dato; skriv det, eller slet rækken";1
    "#);
}

#[test]
fn a_corrected_form_that_matches_nothing_is_told() {
    let folder = Folder::new(&[("skema-proeve.xlsx", &forms())]);
    folder.run();
    let mut doubt = given(&folder, "Tvivl");
    answer(&mut doubt, sheet(SheetRole::Evidence).header(HIGH).unwrap(), "8");
    // Under another sheet's name; without what says where it is from; from another file.
    let bare: Vec<Row> =
        doubt.iter().filter(|row| !row[3].starts_with("Oprindelig")).cloned().collect();
    let mut elsewhere = doubt.clone();
    answer(&mut elsewhere, "Oprindelig fil", "skema-findes-ikke.xlsx");
    folder.put("corrections/skema-proeve.xlsx", workbook(&[("Et andet ark", &doubt)]));
    folder.put("corrections/skema-b.xlsx", workbook(&[("Tvivl", &elsewhere)]));
    folder.run();
    insta::assert_snapshot!(folder.told_of("corrections/skema-proeve.xlsx"), @r#"corrections/skema-proeve.xlsx;Et andet ark;;;;bemærkning;evidence-alone;"1 oplysningsskema i filen har ingen afrapportering; det indplaceres på oplysningerne alene";"Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved""#);
    insta::assert_snapshot!(folder.told_of("corrections/skema-b.xlsx"), @r##"
    corrections/skema-b.xlsx;Tvivl;2;;;fejl;correction-not-matched;"rettelsen er af et skema i skema-findes-ikke.xlsx, som ikke findes; rettelsen er ikke brugt";"Slet rettelsen, hvis kilden er rigtig nu; lav den ellers igen i ret-mig-filen fra den nyeste kørsel"
    corrections/skema-b.xlsx;Tvivl;2;;;900003;correction-not-matched;"rettelsen er af et skema i skema-findes-ikke.xlsx, som ikke findes; rettelsen er ikke brugt";1
    "##);
    // What does not say where it is from is of nothing.
    folder.put("corrections/skema-proeve.xlsx", workbook(&[("Et andet ark", &bare)]));
    let manifest = folder.run();
    insta::assert_snapshot!(manifest["corrections"], @r##"[{"file":"corrections/skema-b.xlsx","rows_not_matched":1,"rows_replaced":0,"rows_used":0},{"file":"corrections/skema-proeve.xlsx","rows_not_matched":1,"rows_replaced":0,"rows_used":0}]"##);
}

/// A form of both parts: evidence, then grades.
fn whole(fields: &[(&str, &str)], grades: &[(&str, &str)]) -> Vec<Row> {
    let mut rows = form(&with(&EVIDENCE, fields), &[]);
    let value = |name: &str| grades.iter().rfind(|(field, _)| *field == name).map_or("", |f| f.1);
    let key: Vec<&str> = sheet(SheetRole::Evidence).columns.iter().map(|c| c.field).collect();
    for column in sheet(SheetRole::Grades).columns {
        if !key.contains(&column.field) {
            rows.push(vec![format!("{}:", column.headers[0]), value(column.field).to_owned()]);
        }
    }
    rows
}

/// Books of a manifest: all that was read is used or set aside, each once.
fn sums(manifest: &serde_json::Value) -> (u64, u64) {
    let sheets = manifest["rows"]["by_sheet"].as_array().unwrap();
    let sum = |name: &str| sheets.iter().map(|sheet| sheet[name].as_u64().unwrap()).sum::<u64>();
    (sum("rows_read"), sum("rows_used") + sum("rows_set_aside"))
}

#[test]
fn a_form_of_two_parts_is_replaced_whole_or_not_at_all() {
    let forms = [
        ("Afd 1-1", whole(&[(HIGH, "ca. 8")], &[("aktiv-praksis", "højt")])),
        ("Afd 11", whole(&[(HIGH, "ca. 9"), ("dato", "02-12-2021")], &[("aktiv-praksis", "let")])),
        ("Halvt", whole(&[(HIGH, "ca. 7"), ("dato", "03-12-2021")], &[("aktiv-praksis", "let")])),
        (
            "Kun oplysninger",
            form(&with(&EVIDENCE, &[(HIGH, "ca. 6"), ("dato", "04-12-2021")]), &[]),
        ),
    ];
    let forms: Vec<(&str, &[Row])> = forms.iter().map(|(name, rows)| (*name, &**rows)).collect();
    let folder = Folder::new(&[("skema-proeve.xlsx", &workbook(&forms))]);
    folder.run();
    let high = sheet(SheetRole::Evidence).header(HIGH).unwrap().to_owned();
    let [mut first, mut second, mut half, mut more] =
        ["Afd 1-1", "Afd 11", "Halvt", "Kun oplysninger"].map(|sheet| given(&folder, sheet));
    // The key is corrected, and the grades are left out: those of the source go too.
    answer(&mut first, &high, "8");
    answer(&mut first, "Dato", "05-12-2021");
    let key: Vec<String> =
        sheet(SheetRole::Evidence).columns.iter().map(|c| c.headers[0].to_string()).collect();
    let grades: Vec<String> =
        sheet(SheetRole::Grades).columns.iter().map(|c| c.headers[0].to_string()).collect();
    first.retain(|row| key.contains(&row[3]) || !grades.contains(&row[3]));
    answer(&mut second, &high, "9");
    // A field of the grades is lost on the way: nothing of the form is used.
    answer(&mut half, &high, "7");
    half.retain(|row| row[3] != "Aktiv praksis");
    // Grades that the source has not belong to the form all the same.
    answer(&mut more, &high, "6");
    for header in &grades {
        if !key.contains(header) {
            let value = if header == "Aktiv praksis" { "let" } else { "" };
            more.insert(5, ["", "", "", header, value].map(str::to_owned).to_vec());
        }
    }
    let corrected: Vec<(&str, &[Row])> = vec![
        ("Afd 1-1", &first),
        ("Afd 11", &second),
        ("Halvt", &half),
        ("Kun oplysninger", &more),
    ];
    folder.put("corrections/skema-proeve.xlsx", workbook(&corrected));
    let manifest = folder.run();
    let (read, accounted) = sums(&manifest);
    assert_eq!(read, accounted);
    insta::assert_snapshot!(manifest["corrections"], @r##"[{"file":"corrections/skema-proeve.xlsx","rows_not_matched":1,"rows_replaced":5,"rows_used":5}]"##);
    insta::assert_snapshot!(folder.told_of("corrections/skema-proeve.xlsx"), @r#"
    corrections/skema-proeve.xlsx;Afd 1-1;;;;bemærkning;evidence-alone;"1 oplysningsskema i filen har ingen afrapportering; det indplaceres på oplysningerne alene";"Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved"
    corrections/skema-proeve.xlsx;Afd 11;4;E;Målgruppe;bemærkning;group-not-on-portal;"tilbud ""900003"" er vurderet for ""Erhvervet hjerneskade"", som ikke står blandt dets målgrupper i udtrækket; vurderingen er med";Tilføj målgruppen i udtrækket, eller ret den i vurderingen
    corrections/skema-proeve.xlsx;Halvt;;;;fejl;column-missing;"feltet ""Aktiv praksis"" mangler i skemaet, så gradueringen i det er ikke læst";"Tilføj feltet ""Aktiv praksis"", eller skriv i layoutfilen i input/layouts, hvad den hedder, eller at den er optional"
    corrections/skema-proeve.xlsx;Halvt;2;;;fejl;correction-not-matched;"en del af skemaet er sat til side, og et skema bruges helt eller slet ikke; rettelsen er ikke brugt";Ret det, der ellers er galt i skemaet
    corrections/skema-proeve.xlsx;Halvt;2;;;900003;column-missing;"skemaet mangler feltet ""Aktiv praksis""; tilføj det";1
    corrections/skema-proeve.xlsx;Halvt;2;;;900003;correction-not-matched;"en del af skemaet er sat til side, og et skema bruges helt eller slet ikke; rettelsen er ikke brugt";1
    "#);
    let reading = folder.read();
    let found: Vec<String> = reading
        .dataset
        .assessments
        .iter()
        .filter(|a| {
            let row = a.evidence.as_ref().map(|(_, row)| *row).or(a.grades_row);
            row.is_some_and(|row| reading.dataset.sheet(row).file.ends_with("proeve.xlsx"))
        })
        .map(|a| {
            let n = a.evidence.as_ref().and_then(|(e, _)| {
                e.number(niveau::model::NumberField::Citizens(niveau::model::Level::High))
            });
            let grade = a.grades[niveau::model::Parameter::ActivePractice];
            format!("{} {n:?} {grade:?}", a.assessed_on)
        })
        .collect();
    insta::assert_snapshot!(found.join("\n"), @r##"
    2021-12-02 Some(9.0) Light
    2021-12-03 None Light
    2021-12-04 Some(6.0) Light
    2021-12-05 Some(8.0) Unknown
    "##);
}

#[test]
fn sheet_names_that_a_workbook_cannot_hold_find_back() {
    // As long as an ods may have them, and with a sign that xlsx does not allow.
    let long = "Botilbuddet Solsikkevej 12, afdeling ";
    let of = |high: &str, date: &str| form(&with(&EVIDENCE, &[(HIGH, high), ("dato", date)]), &[]);
    let sheets = [
        Sheet::of(&format!("{long}A"), &of("ca. 1", "01-12-2021")),
        Sheet::of(&format!("{long}B"), &of("ca. 2", "02-12-2021")),
        Sheet::of("Afd 2021/22", &of("ca. 3", "03-12-2021")),
    ];
    let folder = Folder::new(&[("skemaer/proeve.ods", &ods(&sheets))]);
    folder.run();
    let path = folder.output().join("ret-mig/skemaer/proeve.ods.xlsx");
    let book: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
    let names = calamine::Reader::sheet_names(&book);
    insta::assert_snapshot!(names.join("\n"), @r##"
    Botilbuddet Solsikkevej 12, afd
    Botilbuddet Solsikkevej 12, (2)
    Afd 202122
    Sådan gør du
    "##);
    let high = sheet(SheetRole::Evidence).header(HIGH).unwrap().to_owned();
    let corrected: Vec<(String, Vec<Row>)> = (1..)
        .zip(&names[..3])
        .map(|(n, name)| {
            let mut rows = seen(&path, name);
            answer(&mut rows, &high, &n.to_string());
            (name.clone(), rows)
        })
        .collect();
    let corrected: Vec<(&str, &[Row])> =
        corrected.iter().map(|(name, rows)| (&**name, &**rows)).collect();
    // In another folder no layout reads it, which is told.
    folder.put("corrections/proeve.ods.xlsx", workbook(&corrected));
    folder.run();
    insta::assert_snapshot!(folder.told_of("corrections/proeve.ods.xlsx"), @"corrections/proeve.ods.xlsx;;;;;fejl;correction-not-read;rettelserne er ikke læst: intet layout læser en fil med det navn;Giv filen navnet fra ret-mig igen, i samme undermappe: output/ret-mig/a/b.xlsx hører til i input/corrections/a/b.xlsx");
    folder.put("corrections/skemaer/proeve.ods.xlsx", workbook(&corrected));
    let manifest = folder.run();
    insta::assert_snapshot!(manifest["corrections"], @r##"[{"file":"corrections/skemaer/proeve.ods.xlsx","rows_not_matched":0,"rows_replaced":3,"rows_used":3}]"##);
    assert!(!path.exists());
}

/// What stands before a value and is no field may name a person: it is not repeated.
#[test]
fn a_form_repeats_no_name_and_stops_at_a_cpr_number() {
    let form = |label: &str| {
        let mut rows = form(&with(&EVIDENCE, &[(HIGH, "8")]), &[]);
        rows.push([label, "bor her"].map(str::to_owned).to_vec());
        rows.push(["Fagmiljo stor:", "ja"].map(str::to_owned).to_vec());
        workbook(&[("Skema", &rows)])
    };
    let folder = Folder::new(&[("skema-proeve.xlsx", &form("Hanne Jensen"))]);
    folder.run();
    insta::assert_snapshot!(folder.told_of("skema-proeve.xlsx"), @r#"
    skema-proeve.xlsx;Skema;;;;bemærkning;columns-not-read;"felter, der ikke læses: ""Fagmiljo stor:""";"Ingenting; skal de læses, så tilføj dem i layoutfilen i input/layouts"
    skema-proeve.xlsx;Skema;;;;bemærkning;evidence-alone;"1 oplysningsskema i filen har ingen afrapportering; det indplaceres på oplysningerne alene";"Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved"
    skema-proeve.xlsx;Skema;4;B;Målgruppe;bemærkning;group-not-on-portal;"tilbud ""900003"" er vurderet for ""Erhvervet hjerneskade"", som ikke står blandt dets målgrupper i udtrækket; vurderingen er med";Tilføj målgruppen i udtrækket, eller ret den i vurderingen
    "#);
    folder.put("skema-proeve.xlsx", form("Hanne Jensen 010180-1234"));
    folder.run();
    insta::assert_snapshot!(folder.told_of("skema-proeve.xlsx"), @r#"
    skema-proeve.xlsx;Skema;28;A;;fejl;personal-number;"cellen ligner et CPR-nummer; intet i filen er brugt eller gengivet";"Slet personnummeret, og læg filen ind igen; er det et P-nummer eller et andet id, så sæt det i den kolonne, der er til det"
    skema-proeve.xlsx;Skema;;;;;personal-number;rækken: en celle i filen ligner et CPR-nummer;1
    "#);
}

/// Cells of a form: what labels mean, values of every kind, and what is neither.
fn any_cell() -> impl Strategy<Value = String> {
    let label = prop::sample::select(vec![
        "Tilbudsid:",
        "Målgruppe",
        "1. Tilsyn:",
        "dato",
        "Bemærkning:",
        "Inspektør-id:",
        "Borgere seneste 12 mdr., højt behov:",
        "Medarbejdere med målgruppen",
        "Aktiv praksis:",
        "Fornøden kvalitet",
        "Faglig sparring",
        "Kontaktperson",
    ]);
    let value = prop::sample::select(vec![
        "900003",
        "777777",
        "Erhvervet hjerneskade",
        "Socialtilsyn Nord",
        "01-12-2021",
        "12.5",
        "8.0",
        "ca. 8",
        "højt",
        "ja",
        "måske",
        "44531.0",
        "skema-x.xlsx",
        "M-07",
    ]);
    prop_oneof![
        3 => label.prop_map(str::to_owned),
        4 => value.prop_map(str::to_owned),
        2 => Just(String::new()),
        1 => "[ -~æøå§½]{0,12}",
    ]
}

/// A whole form with some other answers, a field that may be missing, and stray cells below it.
fn any_sheet() -> impl Strategy<Value = Vec<Row>> {
    let columns = sheet(SheetRole::Evidence).columns;
    let fields: Vec<&'static str> = columns.iter().map(|column| column.field).collect();
    let answers = prop::collection::vec((prop::sample::select(fields.clone()), any_cell()), 0..12);
    let missing = prop::option::weighted(0.2, prop::sample::select(fields));
    let stray = prop::collection::vec(prop::collection::vec(any_cell(), 0..5), 0..6);
    (answers, missing, stray).prop_map(|(answers, missing, stray)| {
        let answers: Vec<(&str, &str)> =
            answers.iter().map(|(field, value)| (*field, value.as_str())).collect();
        let mut rows = form(&with(&EVIDENCE, &answers), missing.as_slice());
        rows.extend(stray);
        rows
    })
}

/// Reads a folder and holds its books against each other.
fn balanced(folder: &std::path::Path) -> Reading {
    let reading = read_input(folder, &shipped(), &layouts(), &ReadOptions::default()).unwrap();
    for account in &reading.accounts {
        assert_eq!(account.rows_read, account.rows_used + account.rows_set_aside, "{account:?}");
    }
    let set_aside: u64 = reading.accounts.iter().map(|account| account.rows_set_aside).sum();
    assert_eq!(set_aside, reading.set_aside.iter().map(|row| row.n_rows).sum::<u64>());
    reading
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Whatever stands on the sheets: their books balance; given back and handed in as they are,
    /// each form replaces itself or says why not, and the assessments of whole forms stay what they
    /// were.
    #[test]
    fn any_form_comes_back_as_it_was(first in any_sheet(), second in any_sheet()) {
        let folder = tempfile::tempdir().unwrap();
        let put = |path: &str, bytes: &[u8]| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        };
        let department = [("tilbudsid", "900003"), ("maalgrupper", "erhvervet hjerneskade")];
        put("tilbudsportalen.csv", &csv(&table(SheetRole::Providers, &[&department], &[])));
        put("skema-x.xlsx", &workbook(&[("Et", &first), ("To", &second)]));
        let before = balanced(folder.path());
        let all = ["Et", "To"].map(|sheet| (Some(sheet.to_owned()), BTreeSet::from([1])));
        let wanted = WantedRows::from([("skema-x.xlsx".to_owned(), BTreeMap::from(all))]);
        let known = &before.measured;
        let given =
            read_again(folder.path(), &shipped(), &layouts(), Limits::default(), &wanted, known, |s| s).concat();
        if given.is_empty() {
            return Ok(());
        }
        let sheets = given.into_iter().map(|sheet| GivenBackSheet {
            name: sheet.name,
            is_form: sheet.is_form,
            headers: sheet.headers,
            rows: sheet
                .rows
                .into_iter()
                .map(|row| GivenBackRow {
                    row: row.row,
                    key: row.key,
                    check: row.check,
                    cells: row.cells.into_iter().collect(),
                    remarks: Vec::new(),
                })
                .collect(),
        });
        let given = GivenBack {
            source: "skema-x.xlsx".to_owned(),
            is_example: true,
            sheets: sheets.collect(),
            n_left_out: 0,
        };
        put("corrections/skema-x.xlsx", &given_back(&given).unwrap());
        let after = balanced(folder.path());
        let says = |reading: &Reading| {
            let of = |a: &niveau::model::Assessment| {
                (a.offering, a.assessed_on, a.evidence.clone().map(|e| e.0), a.grades, a.overall)
            };
            reading.dataset.assessments.iter().map(of).collect::<Vec<_>>()
        };
        // A field that was missing is there now, if empty: such a form may say more than before.
        let is_whole = before.set_aside.iter().all(|row| row.code != "column-missing");
        prop_assert!(!is_whole || says(&before) == says(&after));
        for book in &after.corrections {
            prop_assert_eq!(book.rows_not_matched, 0);
            prop_assert_eq!(book.rows_used, book.rows_replaced);
        }
    }
}

/// The grade of *Aktiv praksis* in the newest assessment of a form that stands in `file`.
fn active_practice(reading: &Reading, file: &str) -> Vec<niveau::model::Grade> {
    let assessments = reading.dataset.assessments.iter();
    let here = assessments
        .filter(|a| a.grades_row.is_some_and(|row| &*reading.dataset.sheet(row).file == file));
    here.map(|a| a.grades[niveau::model::Parameter::ActivePractice]).collect()
}

/// A form's rows in which the answer of *Aktiv praksis* and what stands behind it are these.
fn practice(cells: &[&str]) -> Vec<Row> {
    let mut rows = whole(&[(HIGH, "8")], &[("fagmiljoe", "let")]);
    let row = rows
        .iter_mut()
        .find(|row| row.first().is_some_and(|label| label.starts_with("Aktiv praksis")))
        .unwrap();
    row.truncate(1);
    row.extend(cells.iter().map(|cell| (*cell).to_owned()));
    rows
}

#[test]
fn only_the_cell_next_to_a_label_is_its_answer() {
    use niveau::model::Grade;

    let file = "skema-proeve.xlsx";
    let of = |rows: &[Row]| Folder::new(&[(file, &workbook(&[("Et", rows)]))]);
    let legend = of(&practice(&["", "ingen / let / moderat / højt"]));
    assert_eq!(active_practice(&legend.read(), file), [Grade::Unknown]);
    assert_eq!(unread(&legend.read(), file), 0);
    legend.run();
    let told = legend.told_of(file);
    assert_eq!(told.matches("answer-apart").count(), 1, "{told}");
    assert!(told.contains("feltet \"\"Aktiv praksis\"\""), "{told}");
    // An answer with the legend behind it is an answer, and there is nothing to tell.
    let answered = of(&practice(&["moderat", "højt"]));
    assert_eq!(active_practice(&answered.read(), file), [Grade::Moderate]);
    answered.run();
    assert!(!answered.told_of(file).contains("answer-apart"));
}

/// Grades that were given and can't be read.
fn unread(reading: &Reading, file: &str) -> usize {
    let assessments = reading.dataset.assessments.iter();
    let here = assessments
        .filter(|a| a.grades_row.is_some_and(|row| &*reading.dataset.sheet(row).file == file));
    here.map(|a| a.unread.0.iter().flatten().count()).sum()
}

#[test]
fn a_grade_that_stands_too_far_right_is_unknown_and_not_replaced() {
    use niveau::model::Grade;

    let file = "skema-proeve.xlsx";
    for cells in
        [&["", "højt"][..], &["", "", "Hojt"], &["", "moderat/højt"], &["", "se s. 4", "højt?"]]
    {
        let folder = Folder::new(&[(file, &workbook(&[("Et", &practice(cells))]))]);
        let reading = folder.read();
        assert_eq!(active_practice(&reading, file), [Grade::Unknown], "{cells:?}");
        assert_eq!(unread(&reading, file), 1, "{cells:?}");
    }
    // Levels in cells of their own are a legend.
    let legend = practice(&["", "ingen", "let", "moderat", "højt"]);
    let folder = Folder::new(&[(file, &workbook(&[("Et", &legend)]))]);
    assert_eq!(unread(&folder.read(), file), 0);

    let folder = Folder::new(&[(file, &workbook(&[("Et", &practice(&["", "højt"]))]))]);
    folder.run();
    insta::assert_snapshot!(folder.told_of(file), @r#"
    skema-proeve.xlsx;Et;4;B;Målgruppe;bemærkning;group-not-on-portal;"tilbud ""900003"" er vurderet for ""Erhvervet hjerneskade"", som ikke står blandt dets målgrupper i udtrækket; vurderingen er med";Tilføj målgruppen i udtrækket, eller ret den i vurderingen
    skema-proeve.xlsx;Et;30;B;Aktiv praksis;advarsel;answer-apart;"cellen lige til højre for feltets navn er tom, men ""højt"" i C30 kan være svaret; gradueringen regnes som ukendt, og oplysningsskemaet træder ikke i stedet for den";"Er det svaret, så flyt det til cellen lige til højre for feltets navn; ellers slet det"
    "#);
    // Given back as it was, it is no answer yet.
    let given = given(&folder, "Et");
    let row = given.iter().find(|row| row[3].starts_with("Aktiv praksis")).unwrap();
    assert_eq!(row[4], "højt?");
}

#[test]
fn a_judgement_of_quality_that_stands_too_far_right_is_unclear() {
    use niveau::model::QualityJudgement;

    let file = "skema-proeve.xlsx";
    let judged = |cells: &[&str]| {
        let mut rows = whole(&[(HIGH, "8")], &[("fagmiljoe", "let")]);
        let row = rows
            .iter_mut()
            .find(|row| row.first().is_some_and(|label| label == "Fornøden kvalitet:"))
            .unwrap();
        row.truncate(1);
        row.extend(cells.iter().map(|cell| (*cell).to_owned()));
        let folder = Folder::new(&[(file, &workbook(&[("Et", &rows)]))]);
        let reading = folder.read();
        let mut here =
            reading.dataset.assessments.iter().filter(|a| {
                a.grades_row.is_some_and(|row| &*reading.dataset.sheet(row).file == file)
            });
        here.next().unwrap().quality
    };
    assert_eq!(judged(&["ja"]), Some(QualityJudgement::Sufficient));
    assert_eq!(judged(&["", "nej"]), Some(QualityJudgement::Unclear));
    assert_eq!(judged(&["", "ja/nej"]), None);
    assert_eq!(judged(&["", "ja", "nej"]), None);
}

#[test]
fn the_answer_of_a_merged_label_stands_behind_all_its_columns() {
    use niveau::model::Grade;
    use rust_xlsxwriter::{Format, Workbook};

    let file = "skema-proeve.xlsx";
    let rows = practice(&["moderat", "højt"]);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, row) in (0..).zip(&rows) {
        for (column, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
            // Labels stand in two columns each.
            let first = column * 2;
            if column % 2 == 0 && cell.ends_with(':') {
                sheet.merge_range(at, first, at, first + 2, cell, &Format::new()).unwrap();
            } else {
                sheet.write_string(at, first + 1, cell).unwrap();
            }
        }
    }
    let folder = Folder::new(&[(file, &book.save_to_buffer().unwrap())]);
    assert_eq!(active_practice(&folder.read(), file), [Grade::Moderate]);
    folder.run();
    assert!(!folder.told_of(file).contains("answer-apart"));
}

#[test]
fn a_form_whose_answers_all_stand_a_column_away_is_told_as_an_error() {
    let file = "skema-proeve.xlsx";
    let apart = |row: Row| row.into_iter().flat_map(|cell| [cell, String::new()]).collect();
    let rows: Vec<Row> = practice(&["moderat"]).into_iter().map(apart).collect();
    let folder = Folder::new(&[(file, &workbook(&[("Et", &rows)]))]);
    assert!(active_practice(&folder.read(), file).is_empty());
    folder.run();
    let told = folder.told_of(file);
    assert!(told.contains(";fejl;answer-apart;"), "{told}");
}
