//! A tilbud that is assessed for each age group by itself: nothing of it may be counted twice, and
//! the wide tables and the tidy one say the same.

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

/// A number as Danes write it, to a tenth, which is what the wide tables show.
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
        let rows = read(&to.join(format!("{name}.csv")));
        let total = rows.iter().find(|row| {
            row["Målgruppe"] == "Autismespektrum"
                && row.get("Region").is_none_or(|region| region == "Hele landet")
        });
        let row = total.unwrap();
        let cells: Vec<String> =
            columns.iter().map(|column| format!("{column} {}", row[*column])).collect();
        format!("{name}: {}", cells.join(", "))
    };
    // Departments 1a and 1b stand on let and on højt; 2a is not assessed and may come to let.
    let told = [
        shown(
            "landscape/levels_by_region",
            &[
                "Let (tilbud x målgruppe)",
                "Højt (tilbud x målgruppe)",
                "Foreløbig (tilbud x målgruppe)",
                "Ikke vurderet (tilbud x målgruppe)",
                "Let, højst (tilbud x målgruppe)",
                "Tilbud x målgruppe i alt",
                "Leverandører i alt",
                "Andel vurderet, pct.",
                "Afdelinger, let",
                "Afdelinger, højt",
                "Afdelinger i alt",
                "Åbne pladser, let",
                "Åbne pladser, højt",
                "Åbne pladser i alt",
                "Pladser fordelt på målgrupper, let",
                "Pladser fordelt på målgrupper, højt",
                "Pladser fordelt på målgrupper, let, højst",
                "Pladser fordelt på målgrupper i alt",
            ],
        ),
        shown(
            "tables/coverage",
            &[
                "Tilbud x målgruppe i alt",
                "Vurderet (tilbud x målgruppe)",
                "Leverandører i alt",
                "Leverandører vurderet",
            ],
        ),
    ];
    assert_snapshot!(told.join("\n"), @r"
    landscape/levels_by_region: Let (tilbud x målgruppe) 1, Højt (tilbud x målgruppe) 1, Foreløbig (tilbud x målgruppe) 1, Ikke vurderet (tilbud x målgruppe) 1, Let, højst (tilbud x målgruppe) 3, Tilbud x målgruppe i alt 4, Leverandører i alt 2, Andel vurderet, pct. 75,0, Afdelinger, let 2, Afdelinger, højt 2, Afdelinger i alt 3, Åbne pladser, let 15, Åbne pladser, højt 15, Åbne pladser i alt 22, Pladser fordelt på målgrupper, let 5,0, Pladser fordelt på målgrupper, højt 5,0, Pladser fordelt på målgrupper, let, højst 17,0, Pladser fordelt på målgrupper i alt 22,0
    tables/coverage: Tilbud x målgruppe i alt 4, Vurderet (tilbud x målgruppe) 3, Leverandører i alt 2, Leverandører vurderet 1
    ");
    // Whoever opens a table is told what it counts.
    let told = fs::read_to_string(to.join("data-dictionary.md")).unwrap();
    for (name, note) in [
        ("landscape/levels_by_region", "én gang for hver del"),
        ("tables/coverage", "én gang for hver del"),
        ("tables/levels_by_rule_and_group", "én gang for hver del"),
        ("placements", "læg dem aldrig sammen over rækker"),
    ] {
        let mut chapters = told.split("\n## ").skip(1);
        let chapter = chapters.find(|chapter| chapter.lines().next().unwrap().contains(name));
        assert!(chapter.unwrap().contains(note), "{name}");
    }
    wide_and_tidy_agree(&to);
}

/// Every number of supply on a level that stands in both the wide tables and the tidy one.
fn wide_and_tidy_agree(output: &Path) {
    let mut tidy = BTreeMap::new();
    for row in read(&output.join("landscape/supply_by.csv")) {
        if row["Målgruppe"] == "Autismespektrum" {
            let key = [&row["Fordelt på"], &row["Værdi"], &row["Niveau"]].map(String::clone);
            tidy.insert(key, row);
        }
    }
    let mut n_compared = 0;
    for (name, dimension, header) in [
        ("region", "region", "Region"),
        ("ownership", "ejerform", "Ejerform"),
        ("legal_basis", "paragraf", "Paragraf"),
        ("supervision", "tilsyn", "Tilsyn"),
        ("source", "kilde", "Kilde til leverandøren"),
    ] {
        for row in read(&output.join(format!("landscape/levels_by_{name}.csv"))) {
            for level in ["let", "moderat", "højt"] {
                let key = [dimension, &row[header], level].map(str::to_owned);
                let capital = niveau::plain_text::capitalised(level);
                for (wide, counted) in [
                    (format!("{capital} (tilbud x målgruppe)"), "Tilbud x målgruppe"),
                    (
                        format!("{capital}, højst (tilbud x målgruppe)"),
                        "Tilbud x målgruppe, op til",
                    ),
                    (format!("Afdelinger, {level}"), "Afdelinger"),
                    (format!("Åbne pladser, {level}"), "Pladser åbne for målgruppen"),
                    (
                        format!("Pladser fordelt på målgrupper, {level}"),
                        "Pladser fordelt på målgrupper",
                    ),
                    (
                        format!("Pladser fordelt på målgrupper, {level}, højst"),
                        "Pladser fordelt på målgrupper, op til",
                    ),
                ] {
                    // Rows that hold nothing are not in the tidy CSV.
                    let there = tidy.get(&key).map_or("0", |row| &row[counted]);
                    assert_eq!(tenths(&row[&wide]), tenths(there), "{name}: {key:?} {wide}");
                    n_compared += 1;
                }
            }
        }
    }
    assert!(n_compared > 500, "{n_compared}");
}
