//! The real binary on a small example: the same outputs whatever the threads and the row order,
//! and figures that a stranger can check by hand.

use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Format, Workbook};

use super::folder::{EXAMPLE, Folder, Outputs, frame, text};

/// Into a new folder, and over the outputs of the run before.
#[test]
fn one_thread_and_eight_write_the_same_bytes() {
    let folder = Folder::example();
    let eight = &EXAMPLE.outputs;
    assert!(eight.len() > 40, "{:?}", eight.keys());
    for _ in 0..2 {
        folder.shown(&["run", "--threads", "1", "--format", "svg"]);
        let one = folder.outputs();
        for (name, bytes) in &one {
            assert!(eight.get(name) == Some(bytes), "{name} differs");
        }
        assert_eq!(one.len(), eight.len());
    }
}

#[test]
fn the_order_of_rows_leaves_no_trace() {
    let folder = Folder::example();
    for entry in fs::read_dir(folder.input()).unwrap() {
        let path = entry.unwrap().path();
        match path.extension().and_then(|e| e.to_str()) {
            Some("csv") => reverse_csv(&path),
            Some("xlsx") => reverse_workbook(&path),
            _ => {}
        }
    }
    folder.run();
    let as_made = without_run_id(EXAMPLE.outputs.clone(), &EXAMPLE.manifest);
    let as_shuffled = without_run_id(folder.outputs(), &folder.manifest());
    // Findings name rows and cells, which have moved; so do the because's.
    let moved = [
        "findings.csv",
        "set_aside.csv",
        "links_to_confirm.csv",
        "grades.parquet",
        "placements.parquet",
    ];
    let moved = |name: &str| moved.contains(&name) || name.starts_with("ret-mig/");
    for (name, bytes) in as_made.iter().filter(|(name, _)| !moved(name)) {
        let other = &as_shuffled[name];
        // The metadata of parquet files name the run.
        let is_same = if extension(name) == "parquet" {
            frame(bytes).equals_missing(&frame(other))
        } else {
            other == bytes
        };
        assert!(is_same, "{name} differs");
    }
    let both = |name: &str| [&as_made, &as_shuffled].map(|outputs| frame(&outputs[name]));
    let [a, b] = both("placements.parquet");
    assert!(a.equals_missing(&b));
    let [a, b] =
        both("grades.parquet").map(|f| f.drop("cell").unwrap().drop("evidence_cell").unwrap());
    assert!(a.equals_missing(&b));
    assert_eq!(a.height(), both("placements.parquet")[0].height() * 8);
}

fn extension(name: &str) -> &str {
    name.rsplit('.').next().unwrap()
}

/// Outputs without the run's id: other bytes of input are another run.
fn without_run_id(mut outputs: Outputs, manifest: &serde_json::Value) -> Outputs {
    let run_id = manifest["run_id"].as_str().unwrap();
    assert_eq!(run_id.len(), 8);
    for (name, bytes) in &mut outputs {
        if ["csv", "html", "md", "toml"].contains(&extension(name)) {
            let text = String::from_utf8(std::mem::take(bytes)).unwrap();
            assert!(text.contains(run_id), "{name} does not name its run");
            *bytes = text.replace(run_id, "").into_bytes();
        }
    }
    outputs
}

fn reverse_csv(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let header = lines.next().unwrap();
    let mut rows: Vec<&str> = lines.collect();
    rows.reverse();
    fs::write(path, format!("{header}\r\n{}\r\n", rows.join("\r\n"))).unwrap();
}

fn reverse_workbook(path: &Path) {
    let mut old: Xlsx<_> = open_workbook(path).unwrap();
    let mut new = Workbook::new();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for name in old.sheet_names() {
        let range = old.worksheet_range(&name).unwrap();
        let rows: Vec<&[Data]> = range.rows().collect();
        let sheet = new.add_worksheet().set_name(&name).unwrap();
        let reversed = std::iter::once(rows[0]).chain(rows[1..].iter().rev().copied());
        for (row, cells) in (0u32..).zip(reversed) {
            for (column, cell) in (0u16..).zip(cells) {
                match cell {
                    Data::String(text) => {
                        sheet.write_string(row, column, text).unwrap();
                    }
                    Data::Float(number) => {
                        sheet.write_number(row, column, *number).unwrap();
                    }
                    Data::DateTime(day) => {
                        sheet.write_number_with_format(row, column, day.as_f64(), &date).unwrap();
                    }
                    Data::Empty => {}
                    other => panic!("a cell of another kind: {other:?}"),
                }
            }
        }
    }
    new.save(path).unwrap();
}

#[test]
fn the_books_balance_and_the_manifest_lists_what_is_there() {
    let manifest = &EXAMPLE.manifest;
    let rows = &manifest["rows"];
    let number = |value: &serde_json::Value| value.as_u64().unwrap();
    assert!(number(&rows["read"]) > 200);
    for of in rows["by_sheet"].as_array().unwrap().iter().chain([&serde_json::json!({
        "rows_read": rows["read"], "rows_used": rows["used"], "rows_set_aside": rows["set_aside"],
    })]) {
        let sum = number(&of["rows_used"]) + number(&of["rows_set_aside"]);
        assert_eq!(number(&of["rows_read"]), sum, "{of}");
    }
    let set_aside = text(&EXAMPLE.outputs, "set_aside.csv");
    assert_eq!(set_aside.lines().count() as u64, number(&rows["set_aside"]) + 1);

    let listed: Vec<&str> = manifest["outputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|output| output["path"].as_str().unwrap())
        .collect();
    assert_eq!(listed, EXAMPLE.outputs.keys().map(String::as_str).collect::<Vec<_>>());
    assert!(manifest["example"].as_str().unwrap().starts_with("EKSEMPEL"));
    // The inputs are all there, settings and data.
    let inputs = manifest["inputs"].as_array().unwrap();
    for wanted in ["rules/flertal.toml", "registers/regions.csv", "tilbudsportalen-eksempel.csv"] {
        assert!(inputs.iter().any(|i| i["path"] == wanted), "{wanted}");
    }
}

#[test]
fn every_output_says_that_it_is_an_example() {
    for (name, bytes) in EXAMPLE.outputs.clone() {
        let extension = name.rsplit('.').next().unwrap();
        match extension {
            "csv" => {
                let text = String::from_utf8(bytes).unwrap();
                assert!(text.starts_with('\u{feff}'), "{name}");
                assert!(
                    text.lines().skip(1).all(|line| line.contains("EKSEMPEL"))
                        || text.lines().any(|line| line.contains('"')),
                    "{name}"
                );
            }
            "html" | "svg" | "txt" | "md" | "toml" => {
                assert!(String::from_utf8(bytes).unwrap().contains("EKSEMPEL"), "{name}");
            }
            "parquet" => {
                let end = &bytes[bytes.len().saturating_sub(40_000)..];
                let metadata = String::from_utf8_lossy(end).into_owned();
                assert!(metadata.contains("EKSEMPEL"), "{name}");
            }
            "png" => {}
            "xlsx" => {
                let mut workbook: Xlsx<_> =
                    calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
                let starts = |(_, sheet): (String, calamine::Range<calamine::Data>)| {
                    sheet.get_value((0, 0)).is_some_and(|t| t.to_string().starts_with("EKSEMPEL"))
                };
                assert!(workbook.worksheets().into_iter().any(starts), "{name}");
            }
            other => panic!("{other}"),
        }
    }
}

#[test]
fn the_region_map_follows_the_date() {
    let folder = Folder::new(&[]);
    let tables = ["2026-12-31", "2027-01-01"].map(|on| {
        folder.shown(&["run", "--regions-on", on]);
        folder.text("landscape/levels_by_region.csv")
    });
    assert!(tables[0].contains("Region Sjælland") && !tables[0].contains("Region Østdanmark"));
    assert!(tables[1].contains("Region Østdanmark") && !tables[1].contains("Region Sjælland"));
}

#[test]
fn columns_and_words_are_those_that_were_promised() {
    let placements = frame(&EXAMPLE.outputs["placements.parquet"]);
    let names: Vec<&str> = placements
        .get_column_names()
        .into_iter()
        .map(polars_core::prelude::PlSmallStr::as_str)
        .collect();
    for wanted in [
        "provider_id",
        "target_group",
        "municipality",
        "region",
        "state",
        "quality",
        "level",
        "level_low",
        "level_high",
        "inspector_level",
        "level_alle",
        "level_flertal-aktiv-praksis",
        "grade_active_practice",
        "grade_aids_and_technology",
        "evidence_grade_professional_environment",
        "rule",
        "guideline",
    ] {
        assert!(names.contains(&wanted), "{wanted} is not among {names:?}");
    }
    let text = |column: &str| -> Vec<Option<String>> {
        let column = placements.column(column).unwrap();
        let column = column.str().unwrap();
        (0..column.len()).map(|row| column.get(row).map(str::to_owned)).collect()
    };
    let [states, levels, lows] = ["state", "level", "level_low"].map(text);
    for ((state, level), low) in states.iter().zip(&levels).zip(&lows) {
        let state = state.as_deref().unwrap();
        assert_eq!(level.is_some(), state == "placed");
        assert_eq!(low.is_none(), state == "not_assessed");
        assert!(level.as_deref().is_none_or(|l| ["let", "moderat", "højt"].contains(&l)));
    }
    assert!(states.iter().any(|state| state.as_deref() == Some("placed")));
}
