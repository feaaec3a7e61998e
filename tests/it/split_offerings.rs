//! A tilbud that is assessed for each age group by itself: nothing of it may be counted twice, and
//! the wide tables and the tidy one say the same.

use std::collections::BTreeMap;

use insta::assert_snapshot;
use niveau::ingest::SheetRole;

use super::folder::{Folder, rows};
use super::given_back::{table, with, workbook};
use super::ingest::GRADES;

/// Tilbud 1 has 10 places in Aarhus and 5 in Randers, tilbud 2 has 7 in Aarhus.
const PORTAL: &str = "\
Tilbudsid;Tilbudsnavn;Afdelingsid;CVR;P-nummer;Kommunekode;Virksomhedsform;Tilsynsførende myndighed;Godkendelsesstatus;Tilbudstyper;Pladser på afdelingen;Pladser på hele tilbuddet;Målgrupper;Senest opdateret
1;Solgården;1a;11111111;1000000001;751;Kommune;Socialtilsyn Midt;Godkendt;§ 107;10;;autismespektrum;01-03-2020
1;Solgården;1b;11111111;1000000002;730;Kommune;Socialtilsyn Midt;Godkendt;§ 66, stk. 1, nr. 6;5;;autismespektrum;01-03-2020
2;Egevang;2a;22222222;1000000003;751;Privat;Socialtilsyn Midt;Godkendt;§ 107;7;;autismespektrum;01-03-2020
";

/// Tilbud 1: børn on højt, voksne on let, and unge with grades that leave it open.
fn grades() -> Vec<u8> {
    let of = |age, grade: &'static str| {
        let of_all = GRADES.map(|field| (field, grade));
        let key = [
            ("tilbudsid", "1"),
            ("maalgruppe", "Autismespektrum"),
            ("aldersgruppe", age),
            ("tilsyn", "Socialtilsyn Midt"),
            ("dato", "26-03-2021"),
            ("kvalitet", "ja"),
        ];
        with(&of_all, &key)
    };
    let open = with(&of("unge", ""), &[("fagmiljoe", "moderat")]);
    let rows = [of("børn", "højt"), open, of("voksne", "let")];
    let rows: Vec<&[_]> = rows.iter().map(Vec::as_slice).collect();
    workbook(&[
        ("Oplysningsskema", &table(SheetRole::Evidence, &[], &[])),
        ("Afrapportering", &table(SheetRole::Grades, &rows, &[])),
    ])
}

/// A number as Danes write it, to a tenth, which is what the wide tables show.
fn tenths(cell: &str) -> String {
    format!("{:.1}", cell.replace(',', ".").parse::<f64>().unwrap())
}

#[test]
fn nothing_of_a_split_offering_is_counted_twice() {
    let folder = Folder::new(&[]);
    folder.remove_data();
    folder.put("tilbudsportalen.csv", PORTAL.replace('\n', "\r\n"));
    folder.put("socialtilsyn-midt.xlsx", grades());
    folder.run();

    let shown = |name: &str, columns: &[&str]| {
        let rows = rows(&folder.text(&format!("{name}.csv")));
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
    let told = folder.text("data-dictionary.md");
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
    wide_and_tidy_agree(&folder);
}

/// Every number of supply on a level that stands in both the wide tables and the tidy one.
fn wide_and_tidy_agree(folder: &Folder) {
    let mut tidy = BTreeMap::new();
    for row in rows(&folder.text("landscape/supply_by.csv")) {
        if row["Målgruppe"] == "Autismespektrum" {
            let key = [&row["Fordelt på"], &row["Værdi"], &row["Niveau"]].map(String::clone);
            tidy.insert(key, row);
        }
    }
    let (mut n_compared, mut left) = (0, tidy.clone());
    for (name, dimension, header) in [
        ("region", "region", "Region"),
        ("ownership", "ejerform", "Ejerform"),
        ("legal_basis", "paragraf", "Paragraf"),
        ("supervision", "tilsyn", "Tilsyn"),
        ("source", "kilde", "Kilde til leverandøren"),
    ] {
        for row in rows(&folder.text(&format!("landscape/levels_by_{name}.csv"))) {
            for level in ["let", "moderat", "højt"] {
                let key = [dimension, &row[header], level].map(str::to_owned);
                left.remove(&key);
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
    // A wide table leaves out rows where nobody takes the group, and no others.
    let of_wide = ["region", "ejerform", "paragraf", "tilsyn", "kilde"];
    left.retain(|[dimension, _, level], _| {
        of_wide.contains(&&**dimension) && ["let", "moderat", "højt"].contains(&&**level)
    });
    assert!(left.is_empty(), "{:?}", left.keys());
    assert!(n_compared > 350, "{n_compared}");
}
