//! How long do 2.000 inspectors' workbooks take to read, and does memory grow with their number?
//!
//! Made-up workbooks of about 20 kB, with 36 offerings each, evidence and grades, are written to a
//! folder and read as any input is; before them the same rows in a tenth as many workbooks.
//! `cargo bench --bench many_workbooks [-- FOLDER]`: a folder that
//! is named keeps them, for a comparison with other readers.

#![allow(clippy::expect_used, reason = "a bench that cannot start has nothing to report")]

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Instant;

use niveau::example::standard_text;
use niveau::ingest::{Layout, ReadOptions, SheetRole, read_input};
use niveau::register::Registers;
use rust_xlsxwriter::{Workbook, Worksheet};

/// Tilbud, and offerings of each.
const TILBUD: u32 = 2_000;
const OFFERINGS: u32 = 36;
/// The same rows in 200 workbooks first, then in 2.000: memory is for what they say.
const TILBUD_PER_BOOK: [u32; 2] = [10, 1];

fn main() {
    let named = std::env::args().nth(1).filter(|argument| !argument.starts_with('-'));
    let registers = Registers::parse(|name| {
        standard_text(&format!("registers/{name}")).expect("a register that ships")
    })
    .expect("registers that ship");
    let layouts = ["layouts/indplaceringsskema.toml", "layouts/tilbudsportalen.toml"].map(|name| {
        Layout::parse(standard_text(name).expect("a layout that ships"), name).expect("a layout")
    });
    let groups: Vec<String> = registers
        .target_groups
        .iter()
        .take(OFFERINGS as usize)
        .map(|(_, group)| group.name.to_string())
        .collect();
    for per_book in TILBUD_PER_BOOK {
        let temporary = tempfile::tempdir().expect("a folder");
        let folder = named.as_ref().filter(|_| per_book == 1);
        let folder = folder.map_or_else(|| temporary.path().to_owned(), PathBuf::from);
        fs::create_dir_all(&folder).expect("a folder");
        for first in (0..TILBUD).step_by(per_book as usize) {
            let path = folder.join(format!("tilsyn-{first:04}.xlsx"));
            write_book(&path, first..first + per_book, &groups, &layouts[0]);
        }
        write_portal(&folder.join("tilbudsportalen.csv"), &groups);
        read(&folder, TILBUD / per_book, &registers, &layouts);
    }
}

/// Reads a folder with `n` workbooks and tells how long it took, and the most memory so far.
fn read(folder: &Path, n: u32, registers: &Registers, layouts: &[Layout]) {
    let before = peak_memory();
    let cpu_before = cpu_seconds();
    let began = Instant::now();
    let options = ReadOptions::default();
    let reading = read_input(folder, registers, layouts, &options).expect("a reading");
    let took = began.elapsed().as_secs_f64();
    let cpu = cpu_seconds() - cpu_before;
    let bytes: u64 = reading.files.iter().map(|file| file.bytes).sum();
    let n_assessments = reading.dataset.assessments.len();
    let memory = peak_memory();
    println!(
        "{n} workbooks of {:.1} kB: {took:.2} s ({cpu:.2} CPU-s), {:.2} ms each; {} rows, \
         {n_assessments} assessments, {} findings; peak memory {memory} MB (before {before} MB), \
         {:.2} kB an assessment",
        bytes as f64 / f64::from(n) / 1e3,
        took * 1e3 / f64::from(n),
        reading.accounts.iter().map(|account| account.rows_read).sum::<u64>(),
        reading.findings.len(),
        memory as f64 * 1e3 / n_assessments as f64,
    );
}

fn write_book(path: &Path, tilbud: Range<u32>, groups: &[String], layout: &Layout) {
    let mut workbook = Workbook::new();
    for role in [SheetRole::Evidence, SheetRole::Grades] {
        let layout = layout.sheet(role).expect("a sheet");
        let sheet = workbook.add_worksheet();
        sheet.set_name(layout.sheet.as_deref().expect("a name")).expect("a sheet");
        for (c, column) in (0..).zip(&layout.columns) {
            sheet.write(0, c, column.headers[0].to_string()).expect("a header");
            let offerings =
                tilbud.clone().flat_map(|id| groups.iter().map(move |group| (id, group)));
            for (r, (id, group)) in (1..).zip(offerings) {
                write_cell(sheet, (r, c), column.field, id, group);
            }
        }
    }
    workbook.save(path).expect("a workbook");
}

fn write_cell(sheet: &mut Worksheet, (r, c): (u32, u16), field: &str, book: u32, group: &str) {
    let n = book + r * 7 + u32::from(c) * 13;
    let level = ["let", "moderat", "højt"][n as usize % 3];
    let text = match field {
        "tilbudsid" => format!("T{book:04}"),
        "tilbudsnavn" => format!("Eksempeltilbud {book:04}"),
        "maalgruppe" => group.to_owned(),
        "delmaalgruppe" | "aldersgruppe" | "afdelingsid" | "cvr" | "p-nummer" | "kommune" => return,
        "tilsyn" => "Socialtilsyn Midt".to_owned(),
        "dato" => format!("{:02}-03-2021", n % 28 + 1),
        "inspektoer" => format!("M-{:02}", n % 40),
        "kvalitet" => "ja".to_owned(),
        "bemaerkning" => format!("Bemærkning {n} om {group}"),
        "samlet-niveau" => level.to_owned(),
        _ if field.starts_with("begrundelse") => format!("Fordi der er {n} forhold"),
        _ if is_grade(field) => level.to_owned(),
        _ if is_answer(field) => ["ja", "nej"][n as usize % 2].to_owned(),
        _ => {
            sheet.write(r, c, number(field, n)).expect("a number");
            return;
        }
    };
    sheet.write(r, c, text).expect("a text");
}

/// Numbers that can all be so: nothing is to be told of them.
fn number(field: &str, n: u32) -> u32 {
    match field {
        "medarbejdere" => 24 + n % 6,
        "fagmiljoe-stoerrelse" => n % 24,
        "certificerede-egne" => n % 5,
        "certificerede-inkl-eksterne" => 5 + n % 5,
        _ if field.starts_with("erfaring") => n % 6,
        _ => n % 100,
    }
}

fn is_grade(field: &str) -> bool {
    niveau::model::Parameter::ALL.iter().any(|parameter| parameter.slug() == field)
}

fn is_answer(field: &str) -> bool {
    niveau::model::AnswerField::ALL.iter().any(|answer| answer.slug() == field)
}

fn write_portal(path: &Path, groups: &[String]) {
    let mut text = String::from(
        "Tilbudsid;Tilbudsnavn;Afdelingsid;Kommunekode;Virksomhedsform;Tilsynsførende myndighed;\
         Godkendelsesstatus;Tilbudstyper;Pladser på afdelingen;Målgrupper\r\n",
    );
    for book in 0..TILBUD {
        let groups = groups.join(", ");
        let row = format!(
            "T{book:04};Eksempeltilbud {book:04};T{book:04}-1;0751;Privat;Socialtilsyn Midt;\
             Godkendt;§ 107 (12);12;18 til 85 år ({groups})\r\n"
        );
        text.push_str(&row);
    }
    fs::write(path, text).expect("a file");
}

/// Peak resident memory in MB, where the system tells it.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    let kilobytes = line.split_whitespace().nth(1).and_then(|number| number.parse().ok());
    kilobytes.unwrap_or(0_u64) / 1024
}

/// CPU seconds of all threads, where the system tells them in hundredths.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = behind_name.split_whitespace().skip(11).take(2);
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}
