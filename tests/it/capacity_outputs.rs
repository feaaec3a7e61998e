//! What a run writes of capacity: tables, pictures and the annex; and nothing without reports.

use std::fmt::Write;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};

use super::folder::{EXAMPLE, Folder, Outputs, rows, text};

/// Files that tell of reports, or of all files.
fn tells_of_reports(name: &str) -> bool {
    name.starts_with("capacity/")
        || name.starts_with("charts/occupancy-by-region")
        || name.starts_with("charts/citizens-from-elsewhere")
        || name.starts_with("areas/")
        || name.starts_with("landscape/cover.")
        || name.starts_with("landscape/access.")
        || name.starts_with("ret-mig/kapacitet")
        || name.starts_with("ret-mig/borgerstroemme")
        || [
            "kapacitet.xlsx",
            "rapport.html",
            "data-dictionary.md",
            "findings.csv",
            "findings.parquet",
        ]
        .contains(&name)
        || ["set_aside.csv", "set_aside.parquet"].contains(&name)
}

/// An output without the run's id, which is made from all files of the input.
fn without_id(name: &str, bytes: &[u8], id: &str) -> Vec<u8> {
    let is_text = [".csv", ".svg", ".txt", ".md", ".toml"].iter().any(|end| name.ends_with(end));
    if is_text {
        String::from_utf8(bytes.to_vec()).unwrap().replace(id, "KØRSEL").into_bytes()
    } else {
        bytes.to_vec()
    }
}

fn id_of(outputs: &Outputs) -> String {
    let line = text(outputs, "placements.csv").lines().nth(1).unwrap().to_owned();
    line.rsplit(';').next().unwrap().split(' ').next().unwrap().to_owned()
}

/// Without reports a run is as before they could be read.
#[test]
fn without_reports_every_other_output_is_the_same() {
    let folder = Folder::example();
    folder.remove_reports();
    folder.run();
    let without = folder.outputs();
    assert!(!without.keys().any(|name| name.starts_with("capacity/") || name == "kapacitet.xlsx"));
    // What stands beside the landscape's rows, and in profiles, is not there.
    for (name, told) in [
        ("landscape/cover.csv", "Hviler på"),
        ("landscape/access.csv", "Pladser efter brug"),
        ("areas/profiles.csv", "Belægning, pct. af pladserne"),
    ] {
        assert!(text(&EXAMPLE.outputs, name).contains(told), "{name}");
        assert!(!text(&without, name).contains(told), "{name}");
    }
    let (with_id, id) = (id_of(&EXAMPLE.outputs), id_of(&without));
    let mut n = 0;
    for (name, bytes) in EXAMPLE.outputs.iter().filter(|(name, _)| !tells_of_reports(name)) {
        let other = without.get(name).unwrap_or_else(|| panic!("{name} is missing"));
        // A parquet file and a workbook hold the id compressed.
        let kind = std::path::Path::new(name).extension().and_then(|kind| kind.to_str());
        if matches!(kind, Some("parquet" | "xlsx")) {
            continue;
        }
        n += 1;
        assert!(without_id(name, bytes, &with_id) == without_id(name, other, &id), "{name}");
    }
    assert!(n > 100, "{n}");
    let only_with = EXAMPLE.outputs.keys().filter(|name| !without.contains_key(*name));
    assert!(only_with.into_iter().all(|name| tells_of_reports(name)));
}

/// A sheet's cells as texts.
fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Vec<Vec<String>> {
    let range = book.worksheet_range(name).unwrap();
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

#[test]
fn the_annex_is_a_workbook_of_its_own_for_print_and_says_that_it_is_internal() {
    let bytes = &EXAMPLE.outputs["kapacitet.xlsx"];
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&**bytes)).unwrap();
    let names = book.sheet_names();
    insta::assert_snapshot!(names.join("\n"), @"
    Forside
    Indhold
    Noter
    Dækning
    Målgruppe og tilbudstype
    Regioner
    Kommuner
    Paragraffer
    Ejerformer
    Takster
    Borgernes oprindelse
    Køb og salg
    Største strømme
    Ændringer pr. kvartal
    Planlagte ændringer
    Udsigt
    Mest specialiserede
    Hvis en lukker
    Figurer
    ");
    let cover = sheet(&mut book, "Forside").concat().join(" ");
    assert!(cover.contains("INTERNT") && cover.contains("EKSEMPEL"), "{cover}");
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    for (at, name) in (1..).zip(&names) {
        if ["Forside", "Indhold", "Noter", "Figurer"].contains(&&**name) {
            continue;
        }
        let cells = sheet(&mut book, name).concat().join("\n");
        for note in ["Internt: borgere er talt", "Tomt felt: ikke oplyst", "EKSEMPEL"] {
            assert!(cells.contains(note), "{name}: {note}");
        }
        let mut xml = String::new();
        zip.by_name(&format!("xl/worksheets/sheet{at}.xml"))
            .unwrap()
            .read_to_string(&mut xml)
            .unwrap();
        assert!(xml.contains("paperSize=\"9\"") && xml.contains("fitToHeight=\"0\""), "{name}");
    }
    // None of its sheets is in the run's own workbook.
    let run: Xlsx<_> = Xlsx::new(Cursor::new(&*EXAMPLE.outputs["niveau.xlsx"])).unwrap();
    assert!(!run.sheet_names().iter().any(|name| name == "Takster"));
}

/// Three tilbud in Aalborg and Hjørring with a department each, and what is reported of them.
fn small() -> Folder {
    let portal = "Tilbudsid;Tilbudsnavn;Afdelingsid;Kommunekode;Virksomhedsform;Tilsynsførende myndighed;\
                  Godkendelsesstatus;Tilbudstyper;Pladser på afdelingen;Målgrupper\r\n\
                  T1;Et;T1-1;0851;Kommune;Socialtilsyn Nord;Godkendt;§ 107;10;18 til 85 år (autismespektrum)\r\n\
                  T2;To;T2-1;0851;Privat;Socialtilsyn Nord;Godkendt;§ 107;20;18 til 85 år (autismespektrum)\r\n\
                  T3;Tre;T3-1;0860;Privat;Socialtilsyn Nord;Godkendt;§ 107;6;18 til 85 år (autismespektrum)\r\n";
    let capacity = "Tilbudsid;Afdelingsid;År;Pladser;Belagte pladser;Belægningsprocent;Venteliste;Takst pr. døgn;\
                    Ændring fra;Ændring, pladser;Besluttet eller overvejes\r\n\
                    T1;T1-1;2021;10;9;;2;2000;01-04-2022;-2;besluttet\r\n\
                    T2;T2-1;2021;20;;75 %;;3000;01-04-2023;5;overvejes\r\n";
    let flows = "Tilbudsid;Afdelingsid;År;Betalingskommune;Antal borgere\r\n\
                 T1;T1-1;2021;Aalborg;6\r\nT1;T1-1;2021;Hjørring;2\r\nT1;T1-1;2021;Aarhus;2\r\n";
    let folder = Folder::new(&[]);
    folder.remove_data();
    folder.put("tilbudsportalen.csv", portal);
    folder.put("kapacitet.csv", capacity);
    folder.put("borgerstroemme.csv", flows);
    folder
}

#[test]
fn a_small_country_is_told_whole() {
    let folder = small();
    folder.run();
    let table =
        |name: &str,
         columns: &[&str],
         wanted: &dyn Fn(&std::collections::BTreeMap<String, String>) -> bool| {
            let of_table = rows(&folder.text(&format!("capacity/{name}.csv")));
            let told: Vec<String> = of_table
                .iter()
                .filter(|row| wanted(row))
                .map(|row| {
                    columns
                        .iter()
                        .map(|c| {
                            row.get(*c).unwrap_or_else(|| panic!("{name}: {c} {row:?}")).as_str()
                        })
                        .collect::<Vec<_>>()
                        .join(" | ")
                })
                .collect();
            told.join("\n")
        };
    let is_all = |row: &std::collections::BTreeMap<String, String>| {
        row["Målgruppe"] == "Alle" && row["Niveau"] == "alle"
    };
    let columns = [
        "Værdi",
        "Afdelinger",
        "Pladser, mindst",
        "Pladser, højst",
        "Ledige, mindst (pladser)",
        "Belægning, pct.",
        "Belægning mindst, pct.",
        "Belægning højst, pct.",
    ];
    insta::assert_snapshot!(table("places", &columns, &|row| is_all(row) && row["Fordelt på"] == "kommune"), @"
    Aalborg | 2 | 30,0 | 30,0 | 6,0 | 80,0 | 80,0 | 80,0
    Hele landet | 3 | 30,0 | 36,0 | 6,0 | 80,0 | 66,7 | 83,3
    ");
    let columns = [
        "Værdi",
        "Takster",
        "Takst, nedre kvartil (kr. pr. dag)",
        "Takst, median (kr. pr. dag)",
        "Takst, vægtet gennemsnit (kr. pr. dag)",
        "Hvorfor ingen takst",
    ];
    insta::assert_snapshot!(table("places", &columns, &|row| is_all(row) && row["Fordelt på"] == "kommune"), @"
    Aalborg | 2 | 2250,00 | 2500,00 | 2666,67 | 
    Hele landet | 2 | 2250,00 | 2500,00 | 2666,67 |
    ");
    let columns = [
        "Område",
        "Har indberettet (afdelinger)",
        "Borgere",
        "Egen kommune, pct.",
        "Andre regioner, pct.",
        "Egen kommune mindst, pct.",
        "Egen kommune højst, pct.",
        "Hvorfor ingen andele",
    ];
    insta::assert_snapshot!(table("flows", &columns, &is_all), @"
    Hele landet | 1 | 10,0 |  |  | 16,7 | 88,9 | for få afdelinger har indberettet
    Region Nordjylland | 1 | 10,0 |  |  | 16,7 | 88,9 | for få afdelinger har indberettet
    Aalborg | 1 | 10,0 | 60,0 | 20,0 | 20,0 | 86,7 | 
    Hjørring | 0 | 0,0 |  |  | 0,0 | 100,0 | for få afdelinger har indberettet
    ");
    let columns = ["Område", "Kvartal", "Besluttet eller overvejes", "Pladser netto"];
    insta::assert_snapshot!(table("planned_by_quarter", &columns, &|_| true), @"
    Hele landet | 2022, 2. kvartal | besluttet | -2
    Hele landet | 2023, 2. kvartal | overvejes | 5
    Region Nordjylland | 2022, 2. kvartal | besluttet | -2
    Region Nordjylland | 2023, 2. kvartal | overvejes | 5
    Aalborg | 2022, 2. kvartal | besluttet | -2
    Aalborg | 2023, 2. kvartal | overvejes | 5
    ");
    let columns = [
        "Område",
        "Pladser, mindst",
        "Besluttet om et år (pladser)",
        "Overvejes om et år (pladser)",
        "Besluttet om to år (pladser)",
        "Overvejes om to år (pladser)",
    ];
    insta::assert_snapshot!(table("outlook", &columns, &is_all), @"
    Region Nordjylland | 30,0 | -2,0 | 0,0 | -2,0 | 5,0
    Hele landet | 30,0 | -2,0 | 0,0 | -2,0 | 5,0
    ");
    let columns = [
        "Kommune",
        "Egne borgere i egen kommune, mindst",
        "Solgt, mindst (borgere)",
        "Købt, mindst (borgere)",
        "Netto solgt (borgere)",
    ];
    insta::assert_snapshot!(table("balance", &columns, &|row| row["Kommune"] == "Aalborg" || row["Kommune"] == "Aarhus"), @"
    Aarhus | 0 | 0 | 2 | 
    Aalborg | 6 | 4 | 0 |
    ");
}

/// What could not be used goes back to whoever sent it, and comes back corrected.
#[test]
fn a_row_that_is_given_back_is_corrected() {
    let folder = small();
    folder.edit("kapacitet.csv", |text| text.replace("T1-1;2021;10;9;", "T1-1;2021;10;19;"));
    folder.run();
    assert!(folder.told_of("kapacitet.csv").contains("occupancy-impossible"));
    let bytes = std::fs::read(folder.output().join("ret-mig/kapacitet.csv.xlsx")).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes[..])).unwrap();
    let name = book.sheet_names()[0].clone();
    let given = sheet(&mut book, &name);
    assert_eq!(given.len(), 2, "{given:?}");
    let mut corrected = rust_xlsxwriter::Workbook::new();
    let out = corrected.add_worksheet().set_name(&name).unwrap();
    let occupied = given[0].iter().position(|header| header == "Belagte pladser").unwrap();
    for (r, row) in (0..).zip(&given) {
        for (c, cell) in row.iter().enumerate() {
            let cell = if r == 1 && c == occupied { "8" } else { cell };
            out.write(r, u16::try_from(c).unwrap(), cell).unwrap();
        }
    }
    folder.put("corrections/kapacitet.csv.xlsx", corrected.save_to_buffer().unwrap());
    folder.run();
    assert!(!folder.told_of("kapacitet.csv").contains("occupancy-impossible"));
    let of_aalborg = rows(&folder.text("capacity/places.csv"));
    let row = of_aalborg.iter().find(|row| {
        row["Værdi"] == "Aalborg" && row["Målgruppe"] == "Alle" && row["Niveau"] == "alle"
    });
    // 8 of 10 and 15 of 20.
    assert_eq!(row.unwrap()["Belagte, mindst (pladser)"], "23,0");
}

/// The example tells what is ordinary, and what is wrong with it.
#[test]
fn the_example_has_the_ordinary_faults_of_reports() {
    let findings = text(&EXAMPLE.outputs, "findings.csv");
    let of_reports =
        findings.lines().filter(|line| line.starts_with("kapacitet") || line.starts_with("borger"));
    assert!(of_reports.count() > 0);
    let coverage = rows(&text(&EXAMPLE.outputs, "capacity/coverage.csv"));
    let reported = |area: &str| {
        coverage
            .iter()
            .filter(|row| row["Område"] == area)
            .all(|row| row["Pladser (afdelinger)"] == "0")
    };
    assert!(reported("Region Sjælland") && !reported("Region Nordjylland"));
}

type Row = std::collections::BTreeMap<String, String>;

/// Of which citizens have a place today, what is free, and what is left: beside need, by occupancy.
/// By a second path: the tables of capacity, row by row.
#[test]
fn cover_has_the_figures_of_the_reports() {
    let cover = rows(&text(&EXAMPLE.outputs, "landscape/cover.csv"));
    let places = rows(&text(&EXAMPLE.outputs, "capacity/places.csv"));
    let number = |text: &str| text.replace(',', ".").parse::<f64>().ok();
    let is_near = |a: &str, b: f64| number(a).is_some_and(|a| (a - b).abs() < 0.11);
    let mut n = [0; 3];
    for row in cover.iter().filter(|row| row["Hviler på"] == "belægning") {
        let by = if row["Slags område"] == "kommune" { "kommune" } else { "region pr. " };
        let found: Option<&Row> = places.iter().find(|other| {
            other["År"] == "2021"
                && other["Fordelt på"].starts_with(by)
                && other["Værdi"] == row["Område"]
                && other["Målgruppe"] == row["Målgruppe"]
                && other["Niveau"] == row["Niveau"]
        });
        for (here, there) in [
            ("Borgere med plads i dag, mindst", "Belagte, mindst (pladser)"),
            ("Borgere med plads i dag, højst", "Belagte, højst (pladser)"),
            ("Ledige pladser i området, mindst", "Ledige, mindst (pladser)"),
            ("Ledige pladser i området, højst", "Ledige, højst (pladser)"),
        ] {
            // A row that nobody reported anything of is not in the CSV file.
            if let Some(found) = found {
                assert_eq!(row[here], found[there], "{here} {row:?}");
                n[0] += 1;
            }
        }
        let with = number(&row["Borgere med plads i dag, mindst"]).unwrap();
        for (here, expected) in [
            ("Uden plads i dag, centralt (borgere)", "Forventede borgere, centralt skøn"),
            ("Uden plads i dag, højt (borgere)", "Forventede borgere, højt skøn"),
        ] {
            if row["Hvorfor intet om i dag"].is_empty() {
                let expected = number(&row[expected]).unwrap();
                assert!(is_near(&row[here], expected - with), "{here} {row:?}");
                n[1] += 1;
            } else {
                assert!(row[here].is_empty(), "{row:?}");
                n[2] += 1;
            }
        }
    }
    assert!(n.iter().all(|n| *n > 20), "{n:?}");
}

/// Where enough of the country says who pays, it is an area's own citizens, wherever they are.
#[test]
fn who_pays_comes_before_who_is_there() {
    let folder = small();
    folder.put_shipped("sizes/autisme");
    let flows = "Tilbudsid;Afdelingsid;År;Betalingskommune;Antal borgere\r\n\
                 T1;T1-1;2021;Aalborg;6\r\nT1;T1-1;2021;Hjørring;2\r\nT1;T1-1;2021;Aarhus;2\r\n\
                 T2;T2-1;2021;Aalborg;10\r\nT2;T2-1;2021;Udlandet;1\r\nT3;T3-1;2021;Aalborg;4\r\n";
    folder.put("borgerstroemme.csv", flows);
    folder.run();
    let told = |named: &str| {
        let cover = rows(&folder.text("landscape/cover.csv"));
        let row = cover.into_iter().find(|row| {
            row["Område"] == named
                && row["Niveau"] == "alle"
                && row["Målgruppe"].starts_with("Autisme")
        });
        let row = row.unwrap_or_else(|| panic!("{named}"));
        [
            "Borgere med plads i dag, mindst",
            "Borgere med plads i dag, højst",
            "Hviler på",
            "Ledige pladser i området, mindst",
            "Hvorfor intet om i dag",
        ]
        .map(|column| row[column].clone())
        .join(" | ")
    };
    // 6 + 10 + 4 of Aalborg's, one of them in Hjørring's department; the one from abroad is nobody's.
    let areas = ["Aalborg", "Hjørring", "Aarhus", "Region Nordjylland", "Hele landet"];
    insta::assert_snapshot!(areas.map(told).join("\n"), @"
    20,0 | 20,0 | betalingskommune | 6,0 | 
    2,0 | 2,0 | betalingskommune | 0,0 | 
    2,0 | 2,0 | betalingskommune | 0,0 | 
    22,0 | 22,0 | betalingskommune | 6,0 | 
    24,0 | 24,0 | betalingskommune | 6,0 |
    ");
}

/// Places as they are used: none are lost, and Aarhus has a part of all.
#[test]
fn places_in_use_are_all_of_those_that_are_placed() {
    let folder = Folder::of(60, 60);
    folder.put_shipped("sizes/autisme");
    // Of each department three from its own municipality, and one whom Aarhus pays for.
    let portal =
        std::fs::read_to_string(folder.input().join("tilbudsportalen-eksempel.csv")).unwrap();
    let mut flows = "Tilbudsid;Afdelingsid;År;Betalingskommune;Antal borgere\r\n".to_owned();
    let departments: std::collections::BTreeMap<[String; 2], String> = rows(&portal)
        .into_iter()
        .filter(|row| row["Kommunekode"].len() == 4)
        .map(|row| {
            ([row["Tilbudsid"].clone(), row["Afdelingsid"].clone()], row["Kommunekode"].clone())
        })
        .collect();
    for ([provider, department], code) in &departments {
        writeln!(flows, "{provider};{department};2021;{code};3\r").unwrap();
        if code != "0751" {
            writeln!(flows, "{provider};{department};2021;Aarhus;1\r").unwrap();
        }
    }
    folder.put("borgerstroemme.csv", flows);
    folder.run();
    let access = rows(&folder.text("landscape/access.csv"));
    let cover = rows(&folder.text("landscape/cover.csv"));
    let number = |text: &str| text.replace(',', ".").parse::<f64>().unwrap_or(0.0);
    let need: std::collections::BTreeMap<&str, f64> = cover
        .iter()
        .filter(|row| row["Niveau"] == "alle" && row["Målgruppe"] == "Autismespektrum")
        .map(|row| (row["Område"].as_str(), number(&row["Forventede borgere, centralt skøn"])))
        .collect();
    let mut n = 0;
    for level in ["let", "moderat", "højt"] {
        let is_of = |row: &&Row| row["Niveau"] == level && row["Målgruppe"] == "Autismespektrum";
        let used = |row: &&Row| {
            !row["Pladser efter brug pr. 100 forventede (pladser pr. 100 borgere)"].is_empty()
        };
        let of_level: Vec<&Row> = access.iter().filter(is_of).filter(used).collect();
        if of_level.is_empty() {
            continue;
        }
        assert_eq!(of_level.len(), 98);
        let sum = |column: &str| -> f64 {
            of_level
                .iter()
                .map(|row| need[row["Kommune"].as_str()] * number(&row[column]) / 100.0)
                .sum()
        };
        let by_use = sum("Pladser efter brug pr. 100 forventede (pladser pr. 100 borgere)");
        let by_distance = sum("Tilgængelighed, E2SFCA (pladser pr. 100 borgere)");
        assert!(
            (by_use - by_distance).abs() < 0.02 * by_distance + 1.0,
            "{level}: {by_use} {by_distance}"
        );
        n += of_level
            .iter()
            .filter(|row| number(&row["Heraf efter betalingskommune, pct."]) > 0.0)
            .count();
    }
    assert!(n > 10, "{n}");
}
