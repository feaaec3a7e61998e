//! How long does a CSV file of a million rows take to read, and how much memory?
//!
//! In windows-1252, with semicolons and decimal commas. The file is made up and written to a
//! temporary folder; then it is read as any input is. `cargo bench --bench million_rows [-- ROWS]`.

#![allow(clippy::expect_used, reason = "a bench that cannot start has nothing to report")]

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use encoding_rs::WINDOWS_1252;
use niveau::example::standard_text;
use niveau::ingest::{Layout, ReadOptions, read_input};
use niveau::register::Registers;

/// Rows, when no other number is asked for.
const ROWS: u32 = 1_000_000;
/// Departments of one tilbud.
const DEPARTMENTS: u32 = 4;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("tilbudsportalen.csv");
    let asked = std::env::args().nth(1).and_then(|rows| rows.parse().ok());
    let rows = asked.unwrap_or(ROWS);
    let bytes = write(&file, rows).expect("a file");
    let registers = Registers::parse(|name| {
        standard_text(&format!("registers/{name}")).expect("a register that ships")
    })
    .expect("registers that ship");
    let layout = standard_text("layouts/tilbudsportalen.toml").expect("a layout that ships");
    let layout = Layout::parse(layout, "tilbudsportalen.toml").expect("a layout that ships");
    let before = peak_memory();
    let began = Instant::now();
    let options = ReadOptions::default();
    let reading = read_input(folder.path(), &registers, &[layout], &options).expect("a reading");
    let took = began.elapsed();
    let account = &reading.accounts[0];
    println!(
        "{} rows, {:.0} MB, {}: {:.2} s, {:.2} million rows a second; peak memory {} MB (before \
         reading {} MB); {} rows used, {} findings",
        account.rows_read,
        bytes as f64 / 1e6,
        account.encoding.as_deref().unwrap_or(""),
        took.as_secs_f64(),
        f64::from(rows) / took.as_secs_f64() / 1e6,
        peak_memory(),
        before,
        account.rows_used,
        reading.findings.len(),
    );
}

fn write(path: &Path, rows: u32) -> std::io::Result<u64> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    let mut write = |text: &str| file.write_all(&WINDOWS_1252.encode(text).0);
    write(
        "Tilbudsid;Tilbudsnavn;Afdelingsid;CVR-nummer;P-nummer;Kommunekode;Virksomhedsform;\
         Tilsynsførende myndighed;Godkendelsesstatus;Tilbudstyper;Pladser på afdelingen;\
         Målgrupper;Senest opdateret\r\n",
    )?;
    let municipalities = ["0751", "0101", "0461", "0851", "0173"];
    let authorities = ["Midt", "Hovedstaden", "Syd", "Nord", "Øst"];
    let groups =
        ["autismespektrum", "erhvervet hjerneskade, angst", "synsnedsættelse", "depression"];
    for row in 0..rows {
        let (tilbud, places) = (row / DEPARTMENTS, row % 40 + 1);
        write(&format!(
            "{id};Tilbud på Ærø {id};{id}-{department};{cvr};{p_number};{municipality};Privat;\
             Socialtilsyn {authority};Godkendt;§ 107 ({places});{places},0;\
             {from} til 85 år ({group});{day:02}-03-2021\r\n",
            id = 900_000 + tilbud,
            department = row % DEPARTMENTS,
            cvr = 10_000_000 + tilbud,
            p_number = 1_000_000_000_u64 + u64::from(row),
            municipality = municipalities[row as usize % 5],
            authority = authorities[(tilbud % 5) as usize],
            group = groups[(tilbud % 4) as usize],
            from = 18 + row % 7,
            day = 1 + tilbud % 28,
        ))?;
    }
    file.flush()?;
    Ok(std::fs::metadata(path)?.len())
}

/// Most memory that the program has held so far, in MB; 0 where the system does not say.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok())
        .map_or(0, |kb| kb / 1000)
}
