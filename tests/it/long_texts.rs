//! No text of the input is too long or too odd to be written: it is cut, replaced or refused.

use niveau::ingest::SheetRole;

use super::given_back::{DEPARTMENT, EVIDENCE, Folder, csv, seen, table, with, workbook};
use super::ingest::{department, portal, read, told};

/// A text that no cell of a spreadsheet holds.
fn long() -> String {
    "a".repeat(32_768)
}

#[test]
fn a_text_too_long_is_refused_in_its_cell() {
    let long = long();
    for (field, is_set_aside) in [
        ("tilbudsid", true),
        ("tilbudsnavn", false),
        ("cvr", false),
        ("maalgrupper", false),
        ("kommune", false),
    ] {
        let row = department("900001", "9000011", &[(field, &long)]);
        let reading = read(&[portal(&[row])]);
        let told = told(&reading);
        assert!(
            told.contains("på 32768 tegn") && told.contains("[text-too-long]"),
            "{field} {told}"
        );
        assert!(told.len() < 1_000, "{field}");
        assert_eq!(reading.set_aside.len(), usize::from(is_set_aside), "{field} {told}");
    }
}

/// A header and cells that no cell of a workbook holds, in rows that are given back.
#[test]
fn texts_too_long_do_not_end_the_run() {
    let long = long();
    let folder = Folder::new(&[(
        "tilbudsportalen-a.csv",
        &csv(&table(
            SheetRole::Providers,
            &[&with(&DEPARTMENT, &[("virksomhedsform", &long), ("kommune", &long)])],
            &[(&long, "y")],
        )),
    )]);
    assert!(folder.call(&["check"]).out.contains("på 32768 tegn"));
    folder.run();
    let told = folder.told_of("tilbudsportalen-a.csv");
    assert_eq!(told.matches("text-too-long").count(), 2, "{told}");
    let given = folder.output().join("ret-mig/tilbudsportalen-a.csv.xlsx");
    let rows = seen(&given, "Tilbud");
    for row in &rows {
        let longest = row.iter().max_by_key(|cell| cell.len()).unwrap();
        assert_eq!(longest.encode_utf16().count(), 32_767);
        assert!(longest.ends_with("a […]"));
    }
}

#[test]
fn characters_that_no_file_holds_are_replaced_and_told() {
    let name = "Hus\u{fffe} \u{1b}[31mNord\u{ffff}\u{202e}";
    let row = department("900001", "9000011", &[("tilbudsnavn", name)]);
    let reading = read(&[portal(&[row, department("90\u{1}2", "2", &[])])]);
    assert_eq!(&*reading.dataset.providers[0].name, "Hus\u{fffd} \u{fffd}[31mNord\u{fffd}\u{fffd}");
    insta::assert_snapshot!(told(&reading), @r##"
    bemærkning tilbudsportalen.csv, celle B2 "Tilbudsnavn": teksten har tegn, der ikke kan vises (U+001B, U+202E, U+FFFE, U+FFFF); de er � i resultaterne. Skriv teksten om uden dem. [characters-replaced]
    sat til side tilbudsportalen.csv, celle A3 "Tilbudsid": "": "90�2" har linjeskift eller tegn, der ikke kan vises; Skriv det igen uden dem. [not-an-id]
    "##);
}

/// A name of such characters in a picture, a table, a workbook: all are made, and can be read.
#[test]
fn a_name_that_no_file_holds_does_not_end_the_run() {
    let name = "Hus\u{fffe}\u{1}\u{ffff}";
    let rows: Vec<_> = (0..3)
        .map(|n| {
            let id: &'static str = ["950001", "950002", "950003"][n];
            with(
                &DEPARTMENT,
                &[
                    ("tilbudsid", id),
                    ("afdelingsid", id),
                    ("tilbudsnavn", name),
                    ("virksomhedsform", "Privatt\u{fffe}"),
                ],
            )
        })
        .collect();
    let rows: Vec<&[_]> = rows.iter().map(Vec::as_slice).collect();
    let graded = with(
        &EVIDENCE,
        &[("tilbudsid", "950001"), ("samlet-niveau", "højt"), ("aktiv-praksis", "højt")],
    );
    let folder = Folder::new(&[
        ("tilbudsportalen-a.csv", &csv(&table(SheetRole::Providers, &rows, &[]))),
        (
            "tilsyn-a.xlsx",
            &workbook(&[
                ("Oplysningsskema", &table(SheetRole::Evidence, &[&graded], &[])),
                ("Afrapportering", &table(SheetRole::Grades, &[&graded], &[])),
            ]),
        ),
    ]);
    // The register's own words too.
    folder.edit("registers/target_groups.csv", |text| {
        text.replacen("Erhvervet hjerneskade", "Erhvervet hjerneskade\u{fffe}", 1)
    });
    folder.run();
    let mut n_pictures = 0;
    for (path, bytes) in folder.outputs() {
        let text = String::from_utf8_lossy(&bytes);
        n_pictures += usize::from(path.contains("charts/"));
        if [".svg", ".csv", ".md", ".txt"].iter().any(|end| path.ends_with(end)) {
            let odd = text.find(['\u{fffe}', '\u{ffff}', '\u{1}']);
            assert!(odd.is_none(), "{path} {:?}", odd.map(|at| &text[at.saturating_sub(90)..at]));
        }
    }
    assert!(n_pictures > 10);
    let given = folder.output().join("ret-mig/tilbudsportalen-a.csv.xlsx");
    assert!(
        seen(&given, "Tilbud").concat().iter().any(|cell| cell == "Hus\u{fffd}\u{fffd}\u{fffd}")
    );
}

#[test]
fn names_as_long_and_as_odd_as_a_file_system_holds_them_are_given_back() {
    let row = with(&DEPARTMENT, &[("virksomhedsform", "Privatt")]);
    let bytes = csv(&table(SheetRole::Providers, &[&row], &[]));
    let long = format!("tilbudsportalen-{}.csv", "å".repeat(117));
    assert_eq!(long.len(), 254);
    let deep = format!("{}/x.csv", vec!["m".repeat(200); 6].join("/"));
    let folder = Folder::new(&[
        (&long, &bytes),
        (&format!("tilbudsportalen-{}", deep.replace('/', "-").split_at(100).0), b"x"),
        ("tilbudsportalen-a\\b.csv", &bytes),
        ("tilbudsportalen-\u{1b}[2J\n\u{202e}.csv", &bytes),
    ]);
    folder.run();
    let given: Vec<String> = folder
        .outputs()
        .into_keys()
        .filter(|path| path.starts_with("ret-mig/tilbudsportalen-") && !path.contains("eksempel"))
        .collect();
    assert_eq!(given.len(), 3, "{given:?}");
    // Corrected under the name that it was given, a file finds its source.
    let cut = given.iter().find(|path| path.contains("åå")).unwrap();
    let mut rows = seen(&folder.output().join(cut), "Tilbud");
    let at = rows[0].iter().position(|header| header == "Virksomhedsform").unwrap();
    "Privat".clone_into(&mut rows[1][at]);
    let corrected = cut.replace("ret-mig/", "corrections/");
    folder.put(&corrected, workbook(&[("Tilbud", &rows)]));
    let manifest = folder.run();
    assert_eq!(manifest["corrections"][0]["rows_used"], 1, "{}", manifest["corrections"]);
    for command in [&["check"][..], &["explain", "950001"]] {
        let said = folder.call(command);
        let said = said.out + &said.err;
        let odd = said.find(['\u{1b}', '\u{202e}']);
        assert!(odd.is_none(), "{}", &said[odd.unwrap()..][..100]);
    }
}
