//! Does the data dictionary hold every column of every file of a run, and is what it says true?

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Reader, Xlsx};

use super::folder::{EXAMPLE, frame};

/// A column as the dictionary tells of it.
#[derive(Clone, Debug, Default)]
struct Told {
    name: Option<String>,
    header: Option<String>,
    kind: String,
    unit: String,
    about: String,
    empty: String,
}

/// The chapters by file.
fn chapters(dictionary: &str) -> BTreeMap<String, Vec<Told>> {
    let mut chapters = BTreeMap::new();
    // A sheet may have no files of its own.
    let is_of_table =
        |chapter: &&str| !chapter.starts_with("Figurer") && !chapter.starts_with("Ark: ");
    for chapter in dictionary.split("\n## ").skip(1).filter(is_of_table) {
        let files = chapter.lines().next().unwrap().split(", ").map(|f| f.trim_matches('`'));
        let mut rows = chapter.lines().filter(|line| line.starts_with("| ")).map(|line| {
            let cells = line.trim_matches(['|', ' ']).replace("\\|", "¦");
            cells.split(" | ").map(|cell| cell.replace('¦', "|")).collect::<Vec<String>>()
        });
        let heads = rows.next().unwrap();
        let told: Vec<Told> = rows
            .map(|cells| {
                assert_eq!(cells.len(), heads.len(), "{cells:?}");
                let of = |head: &str| {
                    let at = heads.iter().position(|known| known == head)?;
                    Some(cells[at].trim_matches('`').to_owned()).filter(|cell| cell != "–")
                };
                Told {
                    name: of("kolonne i parquet"),
                    header: of("overskrift i CSV"),
                    kind: of("type").unwrap(),
                    unit: of("enhed").unwrap_or_default(),
                    about: of("indhold").unwrap_or_default(),
                    empty: of("tom betyder").unwrap(),
                }
            })
            .collect();
        for file in files {
            assert!(chapters.insert(file.to_owned(), told.clone()).is_none(), "{file} twice");
        }
    }
    chapters
}

/// The columns of a file, each with whether any of its cells is empty.
fn columns(name: &str, bytes: &[u8]) -> Vec<(String, bool)> {
    if name.ends_with("parquet") {
        let frame = frame(bytes);
        let column = |column: &polars_core::prelude::Column| {
            (column.name().to_string(), column.null_count() > 0)
        };
        return frame.columns().iter().map(column).collect();
    }
    let text = std::str::from_utf8(bytes).unwrap().trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let mut any_empty = vec![false; headers.len()];
    for record in reader.records() {
        for (is_empty, cell) in any_empty.iter_mut().zip(&record.unwrap()) {
            *is_empty |= cell.is_empty();
        }
    }
    // Told of once, above the chapters.
    let is_own = |(header, _): &(String, bool)| {
        !["Enhed", "Grundlag", "Noter", "Kilde"].contains(&header.as_str())
    };
    headers.iter().map(str::to_owned).zip(any_empty).filter(is_own).collect()
}

fn extension(name: &str) -> Option<&str> {
    Some(name.rsplit_once('.')?.1)
}

#[test]
fn every_column_of_every_file_is_in_the_dictionary() {
    let outputs = &EXAMPLE.outputs;
    let dictionary = std::str::from_utf8(&outputs["data-dictionary.md"]).unwrap();
    let chapters = chapters(dictionary);

    // What is given back has its owner's headers.
    let is_table = |name: &&String| {
        name.rsplit_once('.').is_some_and(|(_, kind)| ["csv", "parquet"].contains(&kind))
            && !name.starts_with("ret-mig/")
    };
    let tables: BTreeSet<&String> = outputs.keys().filter(is_table).collect();
    assert_eq!(tables, chapters.keys().collect());
    assert!(tables.len() > 50, "{}", tables.len());
    for name in tables {
        let is_parquet = name.ends_with("parquet");
        let told: Vec<(&str, &Told)> = chapters[name]
            .iter()
            .filter_map(|told| {
                let called = if is_parquet { &told.name } else { &told.header };
                Some((called.as_deref()?, told))
            })
            .collect();
        let found = columns(name, &outputs[name]);
        let called: Vec<&str> = found.iter().map(|(called, _)| called.as_str()).collect();
        assert_eq!(told.iter().map(|(called, _)| *called).collect::<Vec<_>>(), called, "{name}");
        for ((called, told), (_, is_empty)) in told.into_iter().zip(&found) {
            assert!(!told.about.is_empty(), "{name}: {called} says nothing");
            let is_number = ["helt tal", "tal"].contains(&told.kind.as_str());
            assert_eq!(told.unit.is_empty(), !is_number, "{name}: unit of {called}");
            assert!(
                !is_empty || told.empty != "aldrig tom",
                "{name}: {called} has empty cells, and the dictionary says that it has none"
            );
        }
    }
    // Whoever opens it is told what the numbers are worth, and finds each file in the list.
    assert!(dictionary.contains("EKSEMPEL"));
    let list = dictionary.split("\n## ").next().unwrap();
    assert!(chapters.keys().all(|name| list.contains(&format!("`{name}`"))));

    // The registry, what was written, and the dictionary are one: pictures and sheets too.
    let cells = |heading: &str| -> Vec<Vec<String>> {
        let chapter = dictionary.split("\n## ").find(|c| c.starts_with(heading)).unwrap();
        let rows = chapter.lines().filter(|line| line.starts_with("| `"));
        let cells = rows.map(|row| {
            row.trim_matches(['|', ' ']).split(" | ").map(|c| c.replace('`', "")).collect()
        });
        cells.collect()
    };
    let pictures = cells("Figurer");
    let named: BTreeSet<String> =
        pictures.iter().flat_map(|row| row[0].split(", ").map(str::to_owned)).collect();
    let is_picture = |name: &&String| [Some("svg"), Some("png")].contains(&extension(name));
    assert_eq!(outputs.keys().filter(is_picture).cloned().collect::<BTreeSet<_>>(), named);
    for row in &pictures {
        let table = row[2].split(':').next().unwrap();
        let is_written =
            ["parquet", "csv"].iter().any(|kind| outputs.contains_key(&format!("{table}.{kind}")));
        assert!(is_written, "{}: drawn from {table}, which is not written", row[0]);
    }
    let open = |path: &str| -> Xlsx<_> {
        calamine::open_workbook_from_rs(Cursor::new(&outputs[path])).unwrap()
    };
    for (path, where_it_is) in
        [("niveau.xlsx", "i arbejdsbogen"), ("kapacitet.xlsx", "i `kapacitet.xlsx`")]
    {
        let told = dictionary.split("Arket \"").skip(1).map(|rest| rest.split_once("\" ").unwrap());
        let of_book = told.filter(|(_, rest)| rest.starts_with(where_it_is));
        let sheets: BTreeSet<String> = of_book.map(|(sheet, _)| sheet.to_owned()).collect();
        let own = ["Forside", "Indhold", "Noter", "Figurer"];
        let in_it = open(path).sheet_names();
        let in_book: BTreeSet<String> =
            in_it.into_iter().filter(|name| !own.contains(&&**name)).collect();
        assert_eq!(in_book, sheets, "{path}");
    }
    let mut book = open("niveau.xlsx");
    // A row for each group that is served, and one sentence of those that are not.
    let coverage = book.worksheet_range("Dækning").unwrap();
    let rows: Vec<String> = coverage.rows().map(|row| row[0].to_string()).collect();
    let n = rows[4..].iter().position(String::is_empty).unwrap();
    let note = rows.iter().filter(|row| row.starts_with("Registret har 45 målgrupper")).count();
    let served = format!("Registret har 45 målgrupper; {n} af dem har nogen et tilbud til");
    assert!(note == 1 && rows.iter().any(|row| row.starts_with(&served)), "{rows:?}");
}
