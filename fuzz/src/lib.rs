//! The reading rooms of niveau, compiled for fuzzing, and what all targets share.

#[path = "../../src/document/mod.rs"]
pub mod document;
#[path = "../../src/finding.rs"]
pub mod finding;
#[path = "../../src/ingest/mod.rs"]
pub mod ingest;
#[path = "../../src/model/mod.rs"]
pub mod model;
#[path = "../../src/plain_text.rs"]
pub mod plain_text;
#[path = "../../src/register/mod.rs"]
pub mod register;
#[path = "../../src/regular_file.rs"]
pub mod regular_file;

use std::sync::LazyLock;

use ingest::{Layout, Limits, ReadOptions, WantedRows, read_again, read_input};
use register::Registers;

/// The registers that ship.
pub static REGISTERS: LazyLock<Registers> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../input/registers");
    let texts: Vec<(String, String)> = register::FILES
        .iter()
        .map(|file| {
            let text = std::fs::read_to_string(format!("{folder}/{file}")).expect(file);
            ((*file).to_owned(), text)
        })
        .collect();
    Registers::parse(|file| &texts.iter().find(|(name, _)| name == file).expect(file).1)
        .expect("registers that ship")
});

static LAYOUTS: LazyLock<Vec<Layout>> = LazyLock::new(|| {
    let texts = [
        include_str!("../../input/layouts/indplaceringsskema.toml"),
        include_str!("../../input/layouts/indplaceringsskema-pr-tilbud.toml"),
        include_str!("../../input/layouts/tilbudsportalen.toml"),
    ];
    texts.map(|text| Layout::parse(text, "x.toml").expect("layouts that ship")).into()
});

/// Reads a file of this name and content, holds its books against each other, and reads its first
/// rows once more, as if they were to be given back.
pub fn read_one(name: &str, content: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(name), content).expect("a file");
    let limits = Limits { uncompressed_bytes: 64 << 20, cells: 1 << 20, ..Limits::default() };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    let reading = read_input(folder.path(), &REGISTERS, &LAYOUTS, &options).expect("a reading");
    for account in &reading.accounts {
        assert_eq!(account.rows_read, account.rows_used + account.rows_set_aside, "{account:?}");
    }
    let mut wanted = WantedRows::new();
    for account in reading.accounts {
        let sheet = account.sheet.as_deref().map(str::to_owned);
        wanted.entry(account.file).or_default().insert(sheet, (1..100).collect());
    }
    read_again(folder.path(), &REGISTERS, &LAYOUTS, limits, &wanted);
}
