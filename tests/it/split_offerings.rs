//! A tilbud that is assessed for each age group by itself: nothing of it may be counted twice, and
//! tables/ and landscape/, counted by two roads, say the same.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use insta::assert_snapshot;
use rust_xlsxwriter::Workbook;

use super::golden::{niveau, small_example};

/// Tilbud 1 has 10 places in Aarhus and 5 in Randers, tilbud 2 has 7 in Aarhus.
const PORTAL: &str = "\
Tilbudsid;Tilbudsnavn;Afdelingsid;CVR;P-nummer;Kommunekode;Virksomhedsform;Tilsynsførende myndighed;Godkendelsesstatus;Tilbudstyper;Pladser på afdelingen;Pladser på hele tilbuddet;Målgrupper;Senest opdateret
1;Solgården;1a;11111111;1000000001;751;Kommune;Socialtilsyn Midt;Godkendt;§ 107;10;;autismespektrum;01-03-2020
1;Solgården;1b;11111111;1000000002;730;Kommune;Socialtilsyn Midt;Godkendt;§ 66, stk. 1, nr. 6;5;;autismespektrum;01-03-2020
2;Egevang;2a;22222222;1000000003;751;Privat;Socialtilsyn Midt;Godkendt;§ 107;7;;autismespektrum;01-03-2020
";

/// Tilbud 1: børn on højt, voksne on let, and unge with grades that leave it open.
fn input(folder: &Path) {
    small_example(folder);
    let headers = {
        let mut old: Xlsx<_> = open_workbook(folder.join("socialtilsyn-midt.xlsx")).unwrap();
        ["Oplysningsskema", "Afrapportering"].map(|sheet| {
            let range = old.worksheet_range(sheet).unwrap();
            range.rows().next().unwrap().iter().map(Data::to_string).collect::<Vec<String>>()
        })
    };
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "xlsx" || e == "csv") {
            fs::remove_file(path).unwrap();
        }
    }
    fs::write(folder.join("tilbudsportalen.csv"), PORTAL.replace('\n', "\r\n")).unwrap();
    let mut workbook = Workbook::new();
    for (header, name) in headers.iter().zip(["Oplysningsskema", "Afrapportering"]) {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        for (column, words) in (0u16..).zip(header) {
            sheet.write_string(0, column, words).unwrap();
        }
        if name == "Oplysningsskema" {
            continue;
        }
        for (row, (age, grade)) in (1u32..).zip([("børn", "højt"), ("unge", ""), ("voksne", "let")])
        {
            for (column, words) in (0u16..).zip(header) {
                let cell = match words.as_str() {
                    "Tilbudsid" => "1",
                    "Målgruppe" => "Autismespektrum",
                    "Aldersgruppe" => age,
                    "Tilsyn" => "Socialtilsyn Midt",
                    "Dato" => "2021-03-26",
                    "Fornøden kvalitet" => "ja",
                    "Fagmiljø" if grade.is_empty() => "moderat",
                    "Aktiv praksis"
                    | "Praksiserfaring"
                    | "Uddannelsesmæssige kompetencer"
                    | "Fagmiljø"
                    | "Samarbejdsformer"
                    | "Vidensudvikling"
                    | "Metoder og faglige tilgange"
                    | "Hjælpemidler og teknologi" => grade,
                    _ => "",
                };
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
    workbook.save(folder.join("socialtilsyn-midt.xlsx")).unwrap();
}

type Rows = Vec<BTreeMap<String, String>>;

fn read(path: &Path) -> Rows {
    let text = fs::read_to_string(path).unwrap();
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// A number as Danes write it, to a tenth, which is what tables/ show.
fn tenths(cell: &str) -> String {
    format!("{:.1}", cell.replace(',', ".").parse::<f64>().unwrap())
}

#[test]
fn nothing_of_a_split_offering_is_counted_twice() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("input"), folder.path().join("output"));
    input(&from);
    let done =
        niveau(&["run", "--input", from.to_str().unwrap(), "--output", to.to_str().unwrap()]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));

    let shown = |name: &str, columns: &[&str]| {
        let rows = read(&to.join("tables").join(name));
        let total = rows.iter().find(|row| {
            row["Målgruppe"] == "Autismespektrum"
                && row.get("Region").is_none_or(|region| region == "Hele landet")
        });
        let row = total.unwrap();
        let cells: Vec<String> =
            columns.iter().map(|column| format!("{column} {}", row[*column])).collect();
        format!("{name}: {}", cells.join(", "))
    };
    let levels = ["Let", "Højt", "Foreløbig", "Ikke vurderet", "Let, højst"];
    let with = |all: &'static str| [&levels[..], &[all]].concat();
    let mut offerings = with("Tilbud x målgruppe i alt");
    offerings.extend(["Leverandører i alt", "Andel tilbud x målgruppe vurderet, pct."]);
    // Departments 1a and 1b stand on let and on højt; 2a is not assessed and may come to let.
    let told = [
        shown("niveau-region-tilbud.csv", &offerings),
        shown("niveau-region-afdelinger.csv", &with("Afdelinger i alt")),
        shown("niveau-region-pladser-aabne.csv", &with("Åbne pladser i alt")),
        shown("niveau-region-pladser-delt.csv", &with("Pladser delt ud i alt")),
        shown(
            "daekning.csv",
            &[
                "Tilbud x målgruppe i alt",
                "Vurderet",
                "Leverandører i alt",
                "Leverandører vurderet",
            ],
        ),
    ];
    assert_snapshot!(told.join("\n"), @r"
    niveau-region-tilbud.csv: Let 1, Højt 1, Foreløbig 1, Ikke vurderet 1, Let, højst 3, Tilbud x målgruppe i alt 4, Leverandører i alt 2, Andel tilbud x målgruppe vurderet, pct. 75,0
    niveau-region-afdelinger.csv: Let 2, Højt 2, Foreløbig 2, Ikke vurderet 1, Let, højst 3, Afdelinger i alt 3
    niveau-region-pladser-aabne.csv: Let 15, Højt 15, Foreløbig 15, Ikke vurderet 7, Let, højst 22, Åbne pladser i alt 22
    niveau-region-pladser-delt.csv: Let 5,0, Højt 5,0, Foreløbig 5,0, Ikke vurderet 7,0, Let, højst 17,0, Pladser delt ud i alt 22,0
    daekning.csv: Tilbud x målgruppe i alt 4, Vurderet 3, Leverandører i alt 2, Leverandører vurderet 1
    ");
    // Whoever opens a table is told what it counts.
    for name in ["niveau-region-tilbud.csv", "daekning.csv", "niveau-regel.csv"] {
        let notes = &read(&to.join("tables").join(name))[0]["Noter"];
        assert!(notes.contains("én gang for hver del"), "{name}: {notes}");
    }
    let notes = &read(&to.join("placements.csv"))[0]["Noter"];
    assert!(notes.contains("læg dem aldrig sammen over rækker"), "{notes}");
    let chart = fs::read_to_string(to.join("charts/niveau-region-autismespektrum.csv")).unwrap();
    assert!(chart.contains("1 tilbud er delt efter aldersgruppe eller delmålgruppe"), "{chart}");

    tables_and_landscape_agree(&to);
}

/// Every number of supply that stands in both.
fn tables_and_landscape_agree(output: &Path) {
    let mut landscape = BTreeMap::new();
    for row in read(&output.join("landscape/supply_by.csv")) {
        if row["Målgruppe"] == "autismespektrum" {
            let key = [&row["Fordelt på"], &row["Værdi"], &row["Niveau"]].map(String::clone);
            landscape.insert(key, row);
        }
    }
    let mut n_compared = 0;
    for (dimension, header) in [
        ("region", "Region"),
        ("ejerform", "Ejerform"),
        ("paragraf", "Paragraf"),
        ("kilde", "Kilde"),
    ] {
        for (unit, counted) in [
            ("tilbud", "Tilbud x målgruppe"),
            ("afdelinger", "Afdelinger"),
            ("pladser-aabne", "Pladser åbne for målgruppen"),
            ("pladser-delt", "Pladser delt ud"),
        ] {
            let name = format!("tables/niveau-{dimension}-{unit}.csv");
            for row in read(&output.join(&name)) {
                for (column, level) in [("Let", "let"), ("Moderat", "moderat"), ("Højt", "højt")]
                {
                    let key = [dimension, &row[header], level].map(str::to_owned);
                    let there = &landscape[&key];
                    for (here, there) in [
                        (&row[column], &there[counted]),
                        (&row[&format!("{column}, højst")], &there[&format!("{counted}, op til")]),
                    ] {
                        assert_eq!(tenths(here), tenths(there), "{name}: {key:?}");
                        n_compared += 1;
                    }
                }
            }
        }
    }
    assert!(n_compared > 500, "{n_compared}");
}
