//! What could not be used goes back to whoever sent it, comes in again corrected, and nothing of a
//! person goes along.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use niveau::ingest::{
    Layout, Limits, Measurements, ReadOptions, Reading, SheetLayout, SheetRole, WantedRows,
    read_again, read_input,
};
use niveau::model::{Level, NumberField};
use rust_xlsxwriter::Workbook;

pub(super) use super::folder::Folder;
use super::registers::shipped;

pub(super) type Row = Vec<String>;

pub(super) fn layouts() -> Vec<Layout> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/layouts");
    ["indplaceringsskema.toml", "indplaceringsskema-pr-tilbud.toml", "tilbudsportalen.toml"]
        .iter()
        .map(|file| Layout::parse(&fs::read_to_string(folder.join(file)).unwrap(), file).unwrap())
        .collect()
}

pub(super) fn sheet(role: SheetRole) -> SheetLayout {
    layouts().iter().find_map(|layout| layout.sheet(role).cloned()).unwrap()
}

/// The layout's headers, and a row for each list of fields, then more columns.
pub(super) fn table(role: SheetRole, rows: &[&[(&str, &str)]], more: &[(&str, &str)]) -> Vec<Row> {
    let columns = sheet(role).columns;
    let header = columns.iter().map(|column| column.headers[0].to_string());
    let mut all = vec![header.chain(more.iter().map(|(name, _)| (*name).to_owned())).collect()];
    for fields in rows {
        let value =
            |name: &str| fields.iter().rfind(|(field, _)| *field == name).map_or("", |f| f.1);
        let cells = columns.iter().map(|column| value(column.field).to_owned());
        all.push(cells.chain(more.iter().map(|(_, cell)| (*cell).to_owned())).collect());
    }
    all
}

pub(super) fn csv(rows: &[Row]) -> Vec<u8> {
    let line = |row: &Row| {
        let cells: Vec<String> =
            row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        cells.join(";") + "\r\n"
    };
    rows.iter().map(line).collect::<String>().into_bytes()
}

/// Cells that are numbers with a point are written as numbers, `0.5~0%` as one in that format, all
/// else as text.
pub(super) fn workbook(sheets: &[(&str, &[Row])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (r, row) in (0..).zip(*rows) {
            for (c, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
                if let Some((Ok(number), format)) =
                    cell.split_once('~').map(|(number, format)| (number.parse::<f64>(), format))
                {
                    let format = rust_xlsxwriter::Format::new().set_num_format(format);
                    sheet.write_with_format(r, c, number, &format).unwrap();
                    continue;
                }
                match cell.parse::<f64>() {
                    Ok(number) if cell.contains('.') => sheet.write(r, c, number).unwrap(),
                    _ => sheet.write_string(r, c, cell).unwrap(),
                };
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// A sheet as a person sees it.
pub(super) fn seen(path: &Path, sheet: &str) -> Vec<Row> {
    let mut workbook: Xlsx<_> = open_workbook(path).unwrap();
    let range = workbook.worksheet_range(sheet).unwrap();
    let cell = |cell: &Data| match cell {
        Data::DateTime(date) => date.as_datetime().unwrap().format("%d-%m-%Y").to_string(),
        other => other.to_string(),
    };
    range.rows().map(|row| row.iter().map(cell).collect()).collect()
}

fn column(rows: &[Row], header: &str) -> usize {
    rows[0].iter().position(|cell| cell == header).unwrap()
}

pub(super) const EVIDENCE: [(&str, &str); 4] = [
    ("tilbudsid", "900003"),
    ("maalgruppe", "Erhvervet hjerneskade"),
    ("tilsyn", "Socialtilsyn Nord"),
    ("dato", "01-12-2021"),
];

pub(super) fn with<'f>(
    of: &[(&'f str, &'f str)],
    more: &[(&'f str, &'f str)],
) -> Vec<(&'f str, &'f str)> {
    [of, more].concat()
}

pub(super) const HIGH: &str = "borgere-hoejt";

/// A whole input with a doubtful cell, a row of no provider and a row that is right.
fn faulty_forms() -> Vec<u8> {
    let rows = [
        with(&EVIDENCE, &[(HIGH, "12"), ("dato", "01-10-2021")]),
        with(&EVIDENCE, &[(HIGH, "ca. 8"), ("bemaerkning", "=1+1")]),
        with(&EVIDENCE, &[(HIGH, "5"), ("tilbudsid", "777777")]),
    ];
    let rows: Vec<&[_]> = rows.iter().map(Vec::as_slice).collect();
    workbook(&[
        ("Oplysningsskema", &table(SheetRole::Evidence, &rows, &[])),
        ("Afrapportering", &table(SheetRole::Grades, &[], &[])),
    ])
}

pub(super) fn citizens(reading: &Reading) -> Vec<(String, Option<f64>, String)> {
    let data = &reading.dataset;
    let of_provider = data
        .assessments
        .iter()
        .filter(|a| &*data.provider(data.offering(a.offering)).id == "900003");
    let mut found: Vec<_> = of_provider
        .filter_map(|a| {
            let (evidence, row) = a.evidence.as_ref()?;
            let n = evidence.number(NumberField::Citizens(Level::High));
            Some((a.assessed_on.to_string(), n, data.sheet(*row).file.to_string()))
        })
        .filter(|(.., file)| file.ends_with("proeve.xlsx"))
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

#[test]
fn a_corrected_row_takes_the_place_of_the_faulty_one() {
    let folder = Folder::new(&[("tilsyn-proeve.xlsx", &faulty_forms())]);
    folder.run();
    let given = folder.output().join("ret-mig/tilsyn-proeve.xlsx");
    let mut rows = seen(&given, "Oplysningsskema");
    let told: Vec<String> = rows.iter().map(|row| row[..3].join(" / ")).collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    Oprindelig række / Hvad er galt / Hvad skal rettes
    3 / vurderingen af tilbud 900003 fra 1.12.2021 er givet uden gradueringer og oplysninger; en ældre af 1.10.2021 træder ikke i stedet for den, så tilbuddet indplaceres ikke
    Borgere seneste 12 mdr., højt behov: "ca. 8" er ikke et helt tal; regnes som ikke oplyst / Udfyld den, eller slet den, hvis den ældre gælder
    Skriv 8, og sæt tvivlen i "Bemærkning"
    4 / Tilbudsid: tilbudsid "777777": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører / Ret det, der er skrevet, eller bekræft et forslag fra links_to_confirm.csv i input/links.csv; mangler tilbuddet, så tilføj det
    "#);
    // Own headers in their own order; only the two rows; text that looks like a formula is text.
    let own: Vec<&str> = rows[0][3..rows[0].len() - 3].iter().map(String::as_str).collect();
    assert_eq!(own, table(SheetRole::Evidence, &[], &[])[0]);
    assert_eq!(rows.len(), 3);
    let (id, high) = (
        column(&rows, "Tilbudsid"),
        column(&rows, sheet(SheetRole::Evidence).header(HIGH).unwrap()),
    );
    // An inspector's own words are not what is wrong.
    assert_eq!(rows[1][column(&rows, "Bemærkning")], "");
    assert_eq!((&*rows[1][high], &*rows[2][id]), ("ca. 8", "777777"));
    assert_eq!(
        citizens(&folder.read()),
        [
            ("2021-10-01".to_owned(), Some(12.0), "tilsyn-proeve.xlsx".to_owned()),
            ("2021-12-01".to_owned(), None, "tilsyn-proeve.xlsx".to_owned()),
        ]
    );

    "8".clone_into(&mut rows[1][high]);
    "900003".clone_into(&mut rows[2][id]);
    let date = column(&rows, "Dato");
    "02-12-2021".clone_into(&mut rows[2][date]);
    folder.put("corrections/tilsyn-proeve.xlsx", workbook(&[("Oplysningsskema", &rows)]));
    let manifest = folder.run();
    insta::assert_snapshot!(manifest["corrections"], @r##"[{"file":"corrections/tilsyn-proeve.xlsx","rows_not_matched":0,"rows_replaced":2,"rows_used":2}]"##);
    insta::assert_snapshot!(folder.told_of("tilsyn-proeve.xlsx"), @r#"
    tilsyn-proeve.xlsx;Afrapportering;;;;bemærkning;no-rows;der er overskrifter, men ingen rækker;"Ingenting, hvis det er meningen; ellers hent udtrækket igen"
    tilsyn-proeve.xlsx;Oplysningsskema;;;;bemærkning;evidence-alone;"1 oplysningsskema i filen har ingen afrapportering; det indplaceres på oplysningerne alene";"Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved"
    tilsyn-proeve.xlsx;Oplysningsskema;2;C;Målgruppe;bemærkning;group-not-on-portal;"tilbud ""900003"" er vurderet for ""Erhvervet hjerneskade"", som ikke står blandt dets målgrupper i udtrækket; vurderingen er med";Tilføj målgruppen i udtrækket, eller ret den i vurderingen
    tilsyn-proeve.xlsx;Oplysningsskema;3;;;900003;replaced-by-correction;"rækken er erstattet af corrections/tilsyn-proeve.xlsx, ark ""Oplysningsskema"", række 2";1
    tilsyn-proeve.xlsx;Oplysningsskema;4;;;777777;replaced-by-correction;"rækken er erstattet af corrections/tilsyn-proeve.xlsx, ark ""Oplysningsskema"", række 3";1
    "#);
    insta::assert_snapshot!(folder.told_of("corrections/tilsyn-proeve.xlsx"), @r#"corrections/tilsyn-proeve.xlsx;Oplysningsskema;;;;bemærkning;evidence-alone;"2 oplysningsskemaer i filen har ingen afrapportering; de indplaceres på oplysningerne alene";"Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved""#);
    assert!(!given.exists());
    let file = "corrections/tilsyn-proeve.xlsx".to_owned();
    assert_eq!(
        citizens(&folder.read()),
        [
            ("2021-10-01".to_owned(), Some(12.0), "tilsyn-proeve.xlsx".to_owned()),
            ("2021-12-01".to_owned(), Some(8.0), file.clone()),
            ("2021-12-02".to_owned(), Some(5.0), file),
        ]
    );
    let text = folder.shown(&["explain", "900003", "erhvervet-hjerneskade"]);
    assert!(text.contains("corrections/tilsyn-proeve.xlsx"), "{text}");
}

#[test]
fn what_is_given_back_can_be_handed_in_as_it_is() {
    let folder = Folder::example();
    folder.put("tilsyn-proeve.xlsx", faulty_forms());
    folder.run();
    let before = folder.read();
    let given = folder.output().join("ret-mig");
    for entry in fs::read_dir(&given).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        folder.put(&format!("corrections/{name}"), fs::read(&path).unwrap());
    }
    let manifest = folder.run();
    let books = manifest["corrections"].as_array().unwrap();
    assert!(books.len() > 1);
    for book in books {
        assert_eq!(book["rows_not_matched"], 0, "{book}");
        assert_eq!(book["rows_used"], book["rows_replaced"], "{book}");
    }
    let after = folder.read();
    let says = |reading: &Reading| {
        let data = &reading.dataset;
        let of = |a: &niveau::model::Assessment| {
            (a.offering, a.assessed_on, a.evidence.clone().map(|e| e.0), a.grades, a.overall)
        };
        (
            data.offerings.clone(),
            data.departments.iter().map(|d| (d.id.clone(), d.places, d.ages)).collect::<Vec<_>>(),
            data.assessments.iter().map(of).collect::<Vec<_>>(),
        )
    };
    assert!(says(&before) == says(&after));
    // What is wrong in a correction is corrected there.
    assert!(folder.told_of("corrections/tilsyn-proeve.xlsx").contains("777777"));
    assert!(!given.join("tilsyn-proeve.xlsx").exists());
    assert!(!given.join("corrections").exists());
}

/// A file that may be read at all may also be given back: with the same limits.
#[test]
fn rows_are_given_back_within_the_limits_they_were_read_with() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("tilbudsportalen.csv"), portal()).unwrap();
    let wanted = BTreeMap::from([(None, BTreeSet::from([2, 3]))]);
    let wanted = WantedRows::from([("tilbudsportalen.csv".to_owned(), wanted)]);
    let n_rows = |cells: u64| -> usize {
        let limits = Limits { cells, ..Limits::default() };
        let (registers, known) = (shipped(), Measurements::default());
        let given =
            read_again(folder.path(), &registers, &layouts(), limits, &wanted, &known, |s| s)
                .concat();
        given.iter().map(|sheet| sheet.rows.len()).sum()
    };
    let header = portal().into_iter().take_while(|byte| *byte != b'\n');
    let width = 1 + header.filter(|byte| *byte == b';').count() as u64;
    assert_eq!((n_rows(1_000_000), n_rows(2 * width)), (2, 1));
}

#[test]
fn a_correction_that_matches_nothing_is_told() {
    let sheet = table(SheetRole::Evidence, &[&with(&EVIDENCE, &[(HIGH, "8")])], &[]);
    let numbered = |number: &str| {
        let mut rows = sheet.clone();
        rows[0].extend(["Oprindelig række", "Kontrol (rør ikke)"].map(str::to_owned));
        rows[1].extend([number, "k0123456789abcdef"].map(str::to_owned));
        workbook(&[("Oplysningsskema", &rows)])
    };
    let by_key = |date: &'static str| {
        let row = with(&EVIDENCE, &[(HIGH, "8"), ("dato", date)]);
        workbook(&[("Oplysningsskema", &table(SheetRole::Evidence, &[&row], &[]))])
    };
    let folder = Folder::new(&[
        ("tilsyn-proeve.xlsx", &faulty_forms()),
        // Row 2 is of another date, and says something else.
        ("corrections/tilsyn-proeve.xlsx", &numbered("2")),
        ("corrections/tilsyn-a.xlsx", &by_key("1. december 2019")),
        // The key alone does not say what was corrected.
        ("corrections/tilsyn-b.xlsx", &by_key("01-12-2021")),
    ]);
    let manifest = folder.run();
    let books: BTreeMap<&str, (u64, u64, u64)> = manifest["corrections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|book| {
            let n = |name: &str| book[name].as_u64().unwrap();
            let numbers = (n("rows_used"), n("rows_replaced"), n("rows_not_matched"));
            (book["file"].as_str().unwrap(), numbers)
        })
        .collect();
    assert_eq!(books.into_values().collect::<Vec<_>>(), [(0, 0, 0), (0, 0, 1), (0, 0, 1)]);
    let told: String = ["a", "b", "proeve"]
        .map(|name| folder.told_of(&format!("corrections/tilsyn-{name}.xlsx")))
        .concat();
    insta::assert_snapshot!(told, @r#"
    corrections/tilsyn-a.xlsx;Oplysningsskema;2;G;Dato;900003;not-a-date;"""1. december 2019"" er ikke en dato; skriv datoen som dag-måned-år med fire cifre i året, f.eks. 04-03-2021";1
    corrections/tilsyn-b.xlsx;Oplysningsskema;2;;;fejl;correction-not-matched;"""Oprindelig række"" mangler, så det kan ikke ses, hvad der stod i kilden, da det blev rettet; rettelsen er ikke brugt";Lav rettelsen igen i ret-mig-filen fra den nyeste kørsel, og lad de kolonner eller linjer stå, som er tilføjet i den. Nyt hører til i kilden selv
    corrections/tilsyn-b.xlsx;Oplysningsskema;2;;;900003;correction-not-matched;"""Oprindelig række"" mangler, så det kan ikke ses, hvad der stod i kilden, da det blev rettet; rettelsen er ikke brugt";1
    corrections/tilsyn-proeve.xlsx;Oplysningsskema;2;;;fejl;correction-not-matched;"rettelsen er af række 2 i tilsyn-proeve.xlsx, men kilden siger noget andet nu, end da rettelsen blev lavet; kilden gælder, og rettelsen er ikke brugt";"Slet rettelsen, hvis kilden er rigtig nu; lav den ellers igen i ret-mig-filen fra den nyeste kørsel"
    corrections/tilsyn-proeve.xlsx;Oplysningsskema;2;;;900003;correction-not-matched;"rettelsen er af række 2 i tilsyn-proeve.xlsx, men kilden siger noget andet nu, end da rettelsen blev lavet; kilden gælder, og rettelsen er ikke brugt";1
    "#);
}

pub(super) const DEPARTMENT: [(&str, &str); 9] = [
    ("tilbudsid", "950001"),
    ("tilbudsnavn", "Eksempel Nord"),
    ("afdelingsid", "9500011"),
    ("kommunekode", "0751"),
    ("virksomhedsform", "Privat"),
    ("tilsyn", "Socialtilsyn Midt"),
    ("godkendelsesstatus", "Godkendt"),
    ("paragraffer", "§ 107 (12)"),
    ("maalgrupper", "18 til 85 år (autismespektrum)"),
];
/// Ten digits that are a day and a serial number: as a P-nummer they may be.
const P_NUMBER: &str = "0102031234";
const SECRETS: [(&str, &str); 6] = [
    ("Leder", "Hemmelig Ledersen"),
    ("Kontaktperson", "Hemmelig Kontaktsen"),
    ("Telefon", "87654329"),
    ("E-mail", "hemmelig@example.org"),
    ("Uafklaret", "Hemmelig Ekstra 0304051234"),
    ("Kommunens leder", "Hemmelig Lederdottir"),
];

fn portal() -> Vec<u8> {
    let rows = [
        with(
            &DEPARTMENT,
            &[
                ("p-nummer", P_NUMBER),
                ("virksomhedsform", "Privatt"),
                ("senest-opdateret", "2021-03-04"),
            ],
        ),
        with(
            &DEPARTMENT,
            &[
                ("afdelingsid", "9500012"),
                ("pladser-afdeling", "1.234"),
                ("tilbudsnavn", "=2+2"),
                ("virksomhedsform", "Ukendt form"),
            ],
        ),
        with(&DEPARTMENT, &[("afdelingsid", "9500013")]),
    ];
    let rows: Vec<&[_]> = rows.iter().map(Vec::as_slice).collect();
    let mut bytes = csv(&table(SheetRole::Providers, &rows, &SECRETS));
    // A broken line: any column may stand anywhere in it.
    bytes.extend(b"Hemmelig;87654329;hemmelig@example.org;Hemmelig\r\n");
    bytes.extend(b"87654329;Hemmelig;hemmelig@example.org\r\n");
    bytes
}

/// All that a run tells: its outputs, unpacked where they are workbooks, and the terminal.
pub(super) fn everything(folder: &Folder) -> String {
    let mut all = String::new();
    for (name, bytes) in folder.outputs() {
        all += &name;
        if name.starts_with("ret-mig/") {
            let mut workbook: Xlsx<_> = open_workbook(folder.output().join(name)).unwrap();
            for (_, range) in workbook.worksheets() {
                all.extend(range.used_cells().map(|(_, _, cell)| format!("{cell}\n")));
            }
        } else {
            all += &String::from_utf8_lossy(&bytes);
        }
    }
    all += &folder.text("manifest.json");
    for command in [&["check"][..], &["explain", "900003"], &["explain", "950001"]] {
        let said = folder.call(command);
        all += &(said.out + &said.err);
    }
    all
}

#[test]
fn a_csv_file_is_given_back_as_a_workbook_without_persons() {
    let folder = Folder::new(&[("tilbudsportalen-proeve.csv", &portal())]);
    folder.run();
    let given = folder.output().join("ret-mig/tilbudsportalen-proeve.csv.xlsx");
    let rows = seen(&given, "Tilbud");
    let told: Vec<String> = rows.iter().map(|row| row[..3].join(" / ")).collect();
    insta::assert_snapshot!(told.join("\n"), @r##"
    Oprindelig række / Hvad er galt / Hvad skal rettes
    2 / Virksomhedsform: virksomhedsformen "Privatt" kendes ikke; regnes som ikke oplyst / Mente du "Privat"? Ret den, eller tilføj stavemåden i input/registers/ownerships.csv
    3 / Tilbudsnavn: tilbud "950001" har en anden oplysning i tilbudsportalen-proeve.csv, række 2; den første bruges
    Virksomhedsform: virksomhedsformen "Ukendt form" kendes ikke; regnes som ikke oplyst
    Tilbudstyper: paragraffen siger 12 pladser, men afdelingen har 1234; afdelingens tal bruges / Ret den af rækkerne, der er forkert
    Ret den, eller tilføj stavemåden i input/registers/ownerships.csv
    Ret pladserne, så paragrafferne tilsammen giver afdelingens
    5 / rækken har 4 felter, overskriften 23; den kan være forskudt / Ret skilletegn og anførselstegn i rækken
    6 / rækken har 3 felter, overskriften 23; den kan være forskudt / Ret skilletegn og anførselstegn i rækken
    "##);
    let at = |row: usize, header: &str| rows[row][column(&rows, header)].as_str();
    assert_eq!((at(1, "Kommunekode"), at(1, "P-nummer")), ("0751", P_NUMBER));
    assert_eq!((at(1, "Senest opdateret"), at(2, "Tilbudsnavn")), ("04-03-2021", "=2+2"));
    assert_eq!(at(2, "Pladser på afdelingen"), "1234");
    for (header, _) in SECRETS {
        assert!(rows[1..].iter().all(|row| row[column(&rows, header)].is_empty()), "{header}");
    }
    let mut fixed = rows.clone();
    let form = column(&rows, "Virksomhedsform");
    for row in &mut fixed[1..3] {
        "Privat".clone_into(&mut row[form]);
    }
    folder.put("corrections/tilbudsportalen-proeve.csv.xlsx", workbook(&[("Tilbud", &fixed[..3])]));
    let manifest = folder.run();
    insta::assert_snapshot!(manifest["corrections"], @r##"[{"file":"corrections/tilbudsportalen-proeve.csv.xlsx","rows_not_matched":0,"rows_replaced":2,"rows_used":2}]"##);
    let provider =
        folder.read().dataset.providers.into_iter().find(|p| &*p.id == "950001").unwrap();
    assert_eq!(provider.departments.len(), 3);
    assert_eq!(provider.ownership, Some(niveau::model::Ownership::Private));
    assert!(!folder.told_of("tilbudsportalen-proeve.csv").contains("unknown-ownership"));
}

#[test]
fn nothing_of_a_person_is_in_any_output_or_message() {
    let all = table(SheetRole::Providers, &[&DEPARTMENT], &SECRETS);
    // No headers at all, and headers of another kind than the layout's.
    let mut renamed = all.clone();
    "Virksomhedens form".clone_into(&mut renamed[0][7]);
    let folder = Folder::new(&[
        ("tilbudsportalen-proeve.csv", &portal()),
        ("tilbudsportalen-uden.csv", &csv(&all[1..])),
        ("tilbudsportalen-omdøbt.csv", &csv(&renamed)),
    ]);
    folder.run();
    let everything = everything(&folder);
    for secret in ["Hemmelig", "hemmelig@", "87654329", "0304051234"] {
        let at = everything.find(secret);
        assert!(at.is_none(), "{}", &everything[at.unwrap().saturating_sub(200)..][..300]);
    }
    // Headers of columns that no layout knows may be told.
    assert!(folder.told_of("tilbudsportalen-proeve.csv").contains("Uafklaret"));
}

#[test]
fn a_cpr_number_stops_its_file_and_no_other() {
    let grades = |grounds: &'static str| {
        let row =
            with(&EVIDENCE, &[("begrundelse-aktiv-praksis", grounds), ("aktiv-praksis", "højst")]);
        table(SheetRole::Grades, &[&row], &[])
    };
    let evidence = |field: &'static str, cell: &'static str| {
        table(SheetRole::Evidence, &[&EVIDENCE, &with(&EVIDENCE, &[(field, cell)])], &[])
    };
    let both = |evidence: &[Row], grades: &[Row]| {
        workbook(&[("Oplysningsskema", evidence), ("Afrapportering", grades)])
    };
    let folder = Folder::new(&[
        (
            "tilsyn-a.xlsx",
            &both(&evidence("bemaerkning", ""), &grades("Borger 010203-1234 bor her")),
        ),
        ("tilsyn-b.xlsx", &both(&evidence("bemaerkning", "0102031234"), &grades(""))),
        // A number has lost its leading zero.
        ("tilsyn-c.xlsx", &both(&evidence(HIGH, "102031234.0"), &grades(""))),
        ("tilsyn-d.xlsx", &both(&evidence(HIGH, "8"), &grades("Otte borgere, fra 01-02-2003"))),
        (
            "tilbudsportalen-proeve.csv",
            &csv(&table(
                SheetRole::Providers,
                &[&with(&DEPARTMENT, &[("p-nummer", P_NUMBER)])],
                &[],
            )),
        ),
        (
            "tilbudsportalen-cpr.csv",
            &csv(&table(
                SheetRole::Providers,
                &[
                    &with(&DEPARTMENT, &[("tilbudsid", "960001"), ("virksomhedsform", "Privatt")]),
                    &with(
                        &DEPARTMENT,
                        &[
                            ("tilbudsid", "960002"),
                            ("tilbudsnavn", "010203-1234"),
                            ("virksomhedsform", "102031234"),
                        ],
                    ),
                ],
                &[],
            )),
        ),
    ]);
    folder.run();
    let told: String =
        ["tilsyn-a.xlsx", "tilsyn-b.xlsx", "tilsyn-c.xlsx", "tilbudsportalen-cpr.csv"]
            .map(|file| folder.told_of(file))
            .concat();
    insta::assert_snapshot!(told, @r#"
    tilsyn-a.xlsx;Afrapportering;2;O;Aktiv praksis, begrundelse;fejl;personal-number;"cellen ligner et CPR-nummer; intet i filen er brugt eller gengivet";"Slet personnummeret, og læg filen ind igen; er det et P-nummer eller et andet id, så sæt det i den kolonne, der er til det"
    tilsyn-a.xlsx;Afrapportering;;;;;personal-number;rækken: en celle i filen ligner et CPR-nummer;1
    tilsyn-a.xlsx;Oplysningsskema;;;;;personal-number;alle 2 rækker: en celle i filen ligner et CPR-nummer;2
    tilsyn-b.xlsx;Oplysningsskema;3;BA;Bemærkning;fejl;personal-number;"cellen ligner et CPR-nummer; intet i filen er brugt eller gengivet";"Slet personnummeret, og læg filen ind igen; er det et P-nummer eller et andet id, så sæt det i den kolonne, der er til det"
    tilsyn-b.xlsx;Afrapportering;;;;;personal-number;rækken: en celle i filen ligner et CPR-nummer;1
    tilsyn-b.xlsx;Oplysningsskema;;;;;personal-number;alle 2 rækker: en celle i filen ligner et CPR-nummer;2
    tilsyn-c.xlsx;Oplysningsskema;3;N;Borgere seneste 12 mdr., højt behov;fejl;personal-number;"cellen ligner et CPR-nummer; intet i filen er brugt eller gengivet";"Slet personnummeret, og læg filen ind igen; er det et P-nummer eller et andet id, så sæt det i den kolonne, der er til det"
    tilsyn-c.xlsx;Afrapportering;;;;;personal-number;rækken: en celle i filen ligner et CPR-nummer;1
    tilsyn-c.xlsx;Oplysningsskema;;;;;personal-number;alle 2 rækker: en celle i filen ligner et CPR-nummer;2
    tilbudsportalen-cpr.csv;;3;B;Tilbudsnavn;fejl;personal-number;"cellen ligner et CPR-nummer (2 celler: B3, I3); intet i filen er brugt eller gengivet";"Slet personnummeret, og læg filen ind igen; er det et P-nummer eller et andet id, så sæt det i den kolonne, der er til det"
    tilbudsportalen-cpr.csv;;;;;;personal-number;alle 2 rækker: en celle i filen ligner et CPR-nummer;2
    "#);
    let everything = everything(&folder);
    for number in ["010203-1234", "0102031234", "102031234", "960001", "960002"] {
        assert!(!everything.contains(number), "{number}");
    }
    let reading = folder.read();
    let ids: Vec<&str> = reading.dataset.providers.iter().map(|p| &*p.id).collect();
    assert!(ids.contains(&"950001") && !ids.contains(&"960001"));
    let department = reading.dataset.departments.iter().find(|d| &*d.id == "9500011").unwrap();
    assert_eq!(department.p_number.as_deref(), Some(P_NUMBER));
    // The run that reads the grounds and the one that does not agree.
    let options = ReadOptions { grounds_for: Some("900003"), ..ReadOptions::default() };
    let with_grounds = read_input(&folder.input(), &shipped(), &layouts(), &options).unwrap();
    assert_eq!(reading.accounts, with_grounds.accounts);
    assert!(reading.accounts.iter().any(|a| a.file == "tilsyn-d.xlsx" && a.rows_used > 0));
}

/// An inspector's own words stay where they are: they may tell of citizens.
#[test]
fn own_words_are_given_back_only_where_they_are_what_is_wrong() {
    let grounds = "Borgeren Hanne, tlf. 12 34 56 78, hanne@example.org";
    let evidence = with(&EVIDENCE, &[(HIGH, "8"), ("bemaerkning", grounds)]);
    let graded =
        with(&EVIDENCE, &[("aktiv-praksis", "højst"), ("begrundelse-aktiv-praksis", grounds)]);
    let folder = Folder::new(&[(
        "tilsyn-proeve.xlsx",
        &workbook(&[
            ("Oplysningsskema", &table(SheetRole::Evidence, &[&evidence], &[])),
            ("Afrapportering", &table(SheetRole::Grades, &[&graded], &[])),
        ]),
    )]);
    folder.run();
    let given = folder.output().join("ret-mig/tilsyn-proeve.xlsx");
    let mut rows = seen(&given, "Afrapportering");
    let mut told = rows.concat().concat();
    for (_, bytes) in folder.outputs() {
        told += &String::from_utf8_lossy(&bytes);
    }
    for secret in ["Hanne", "12 34 56 78", "hanne@"] {
        assert!(!told.contains(secret), "{secret}");
    }
    // The corrected row counts, and says nothing of the grounds.
    let at = column(&rows, "Aktiv praksis");
    "højt".clone_into(&mut rows[1][at]);
    folder.put("corrections/tilsyn-proeve.xlsx", workbook(&[("Afrapportering", &rows)]));
    let manifest = folder.run();
    assert_eq!(manifest["corrections"][0]["rows_used"], 1);
    assert!(!folder.told_of("tilsyn-proeve.xlsx").contains("advarsel"));
}
