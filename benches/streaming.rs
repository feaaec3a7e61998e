//! How fast are offerings placed that are never in memory together?
//!
//! `cargo bench --bench streaming -- ROWS FOLDER` writes made-up partitions of the flat table into
//! the folder (`csv/` and `parquet/`, eight of each), and its rules (`input/`); reads the CSV files
//! with the csv crate and does nothing with them; then runs `niveau place` on both. Everything made
//! is left there, but for `placed-*`, which is written anew.

#![allow(clippy::expect_used, reason = "a bench that cannot start has nothing to report")]

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use csv::{ByteRecord, ReaderBuilder};
use niveau::example::{ExampleOptions, write_example};
use niveau::flat::{FlatColumn, FlatRow, FlatSource, Holds, Value, flat_row};
use niveau::model::{InspectorsJudge, NumberField};
use niveau::results::assess;
use niveau::run::read_data;
use niveau::settings::{DEFAULT_RULE, read_settings};
use niveau::table::{Provenance, Sink, Table};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const PARTITIONS: u64 = 8;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let rows: u64 = arguments.next().and_then(|rows| rows.parse().ok()).unwrap_or(100_000);
    let kept = arguments.next().map(PathBuf::from);
    let made = tempfile::tempdir().expect("a folder");
    let folder = kept.unwrap_or_else(|| made.path().to_owned());
    let is_there = folder.join("csv").is_dir();
    if !is_there {
        write(&folder, rows);
    }
    let bytes = |kind: &str| {
        let files = fs::read_dir(folder.join(kind)).expect("files");
        files.map(|file| file.expect("a file").metadata().expect("a size").len()).sum::<u64>()
    };
    let (csv, parquet) = (bytes("csv"), bytes("parquet"));
    println!("{rows} rows: {:.0} MB of CSV, {:.0} MB of parquet", mb(csv), mb(parquet));
    let began = Instant::now();
    let fields = parse(&folder.join("csv"));
    println!("csv crate, all {fields} fields: {:.2} s", began.elapsed().as_secs_f64());
    let began = Instant::now();
    let cells = parse_typed(&folder.join("csv"));
    println!("and {cells} cells as what they hold: {:.2} s", began.elapsed().as_secs_f64());
    for kind in ["csv", "parquet"] {
        let output = folder.join(format!("placed-{kind}"));
        let _ = fs::remove_dir_all(&output);
        let began = Instant::now();
        let done = Command::new(env!("CARGO_BIN_EXE_niveau"))
            .arg("place")
            .arg(folder.join(kind))
            .arg("--input")
            .arg(folder.join("input"))
            .arg("--output")
            .arg(&output)
            .status();
        assert!(done.expect("niveau").success());
        println!("niveau place, {kind}: {:.2} s", began.elapsed().as_secs_f64());
    }
}

fn mb(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// Reads all fields of all files, and counts them.
fn parse(folder: &Path) -> u64 {
    let mut fields = 0;
    records(folder, |record| fields += record.len() as u64);
    fields
}

/// Reads all cells as what their columns hold (text, number, day, yes or no), and counts those that
/// are not empty.
fn parse_typed(folder: &Path) -> u64 {
    let mut cells = 0;
    records(folder, |record| {
        let mut row = FlatRow::default();
        for (column, cell) in FlatColumn::ALL.into_iter().zip(record) {
            if !cell.is_empty() {
                let value = Value::read(cell, column.holds()).expect("a cell");
                row.set(column, value).expect("a cell of the column");
                cells += 1;
            }
        }
        std::hint::black_box(&row);
    });
    cells
}

/// The rows of all files, one after another, on one thread.
fn records(folder: &Path, mut each: impl FnMut(&ByteRecord)) {
    for file in fs::read_dir(folder).expect("files") {
        let file = File::open(file.expect("a file").path()).expect("a file");
        let mut reader = ReaderBuilder::new().from_reader(file);
        let mut record = ByteRecord::new();
        while reader.read_byte_record(&mut record).expect("rows") {
            each(&record);
        }
    }
}

/// Offerings of the example, each many times with other numbers.
fn write(folder: &Path, rows: u64) {
    let input = folder.join("input");
    let inspectors_judge = InspectorsJudge::default();
    let options = ExampleOptions {
        tilbud: 2_000,
        assessed: 2_000,
        seed: 5,
        inspectors_judge,
        output: &input,
    };
    write_example(&options).expect("an example");
    let settings = read_settings(&input, DEFAULT_RULE).expect("settings");
    let reading = read_data(&input, &settings, &niveau::ingest::ReadOptions::default());
    let dataset = reading.expect("data").dataset;
    let assessed = assess(&dataset, &settings, settings.registers.made_for());
    let base: Vec<FlatRow<'_>> = dataset
        .offerings
        .iter()
        .zip(&assessed.offerings)
        .map(|(offering, of)| {
            let region = dataset.main_municipality(offering).and_then(|code| {
                settings.registers.regions.of(code, settings.registers.made_for())
            });
            flat_row(&FlatSource {
                dataset: &dataset,
                registers: &settings.registers,
                offering,
                supervision: assessed.supervision[offering.provider.index()],
                region: region.map(|id| &*settings.registers.regions.get(id).name),
                grades: &of.grades,
                facts: &of.facts,
            })
        })
        .collect();
    for kind in ["csv", "parquet"] {
        fs::create_dir_all(folder.join(kind)).expect("a folder");
    }
    for partition in 0..PARTITIONS {
        let numbers = rows * partition / PARTITIONS..rows * (partition + 1) / PARTITIONS;
        let made = |number: u64| made(&base, numbers.start + number);
        let n = usize::try_from(numbers.end - numbers.start).expect("a number of rows");
        let out = |kind: &str| {
            let path = folder.join(kind).join(format!("part-{partition:02}.{kind}"));
            BufWriter::with_capacity(1 << 20, File::create(path).expect("a file"))
        };
        let mut csv = out("csv");
        let names: Vec<_> = FlatColumn::ALL.iter().map(|column| column.name()).collect();
        writeln!(csv, "{}", names.join(",")).expect("a line");
        for number in 0..n as u64 {
            let (id, row) = made(number);
            line(&mut csv, &FlatRow { provider_id: &id, ..row });
        }
        csv.flush().expect("a file");
        let mut parquet = out("parquet");
        table(&made, n, &mut parquet);
        parquet.flush().expect("a file");
    }
}

fn made<'b>(base: &[FlatRow<'b>], number: u64) -> (String, FlatRow<'b>) {
    let mut dice = ChaCha8Rng::seed_from_u64(number);
    let mut row = base[dice.random_range(0..base.len())].clone();
    for field in NumberField::ALL {
        if let Some(value) = row.evidence.number(field) {
            let most = if field.is_percent() { 100.0 } else { 10_000.0 };
            let step = f64::from(dice.random_range(-2i32..=2));
            let is_kept = dice.random_range(0..100) > 0;
            let other = is_kept.then_some((value + step).clamp(0.0, most));
            row.evidence.set_number(field, other);
        }
    }
    (format!("{:08}", 10_000_000 + number), row)
}

fn line(out: &mut impl Write, row: &FlatRow<'_>) {
    for (at, column) in FlatColumn::ALL.into_iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        match row.value(column) {
            None => write!(out, "{comma}"),
            Some(Value::Text(text)) if text.contains([',', '"']) => {
                write!(out, "{comma}\"{}\"", text.replace('"', "\"\""))
            }
            Some(Value::Text(text)) => write!(out, "{comma}{text}"),
            Some(Value::Int(number)) => write!(out, "{comma}{number}"),
            Some(Value::Flag(is_so)) => write!(out, "{comma}{is_so}"),
            Some(Value::Date(day)) => write!(out, "{comma}{day}"),
        }
        .expect("a cell");
    }
    writeln!(out).expect("a line");
}

fn table<'b>(made: &(impl Fn(u64) -> (String, FlatRow<'b>) + Sync), n: usize, out: Sink<'_>) {
    type Row<'b> = (String, FlatRow<'b>);
    let provenance = Provenance {
        run_id: String::new(),
        program_version: String::new(),
        rule: String::new(),
        guidelines: Vec::new(),
        regions_on: None,
        is_example_guideline: true,
        is_example_data: true,
        remarks: Vec::new(),
    };
    let text = |row: &Row<'b>, column| match row.1.value(column) {
        _ if column == FlatColumn::ProviderId => Some(row.0.clone()),
        Some(Value::Text(text)) => Some(text.to_owned()),
        _ => None,
    };
    let table = Table::<Row<'b>>::new("offerings", "", "", "").for_each(
        FlatColumn::ALL,
        |table, column| match column.holds() {
            Holds::Text => table.code(column.name(), "", move |row| text(row, column)),
            Holds::Int => table.int(column.name(), "", "", move |row| match row.1.value(column) {
                Some(Value::Int(number)) => Some(number),
                _ => None,
            }),
            Holds::Flag => {
                table.flag(column.name(), "", "", move |row| match row.1.value(column) {
                    Some(Value::Flag(is_so)) => Some(is_so),
                    _ => None,
                })
            }
            Holds::Date => {
                table.date(column.name(), "", "", move |row| match row.1.value(column) {
                    Some(Value::Date(day)) => Some(day),
                    _ => None,
                })
            }
        },
    );
    let rows = table.made(n, |at| vec![made(at as u64)]);
    rows.write(Some(out), None, &provenance).expect("a parquet file");
}
