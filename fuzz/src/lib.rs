//! The reading rooms of niveau, compiled for fuzzing, and what all targets share.

pub mod choices;
#[path = "../../src/document/mod.rs"]
pub mod document;
#[path = "../../src/finding.rs"]
pub mod finding;
#[path = "../../src/ingest/mod.rs"]
pub mod ingest;
pub mod made;
#[path = "../../src/model/mod.rs"]
pub mod model;
#[path = "../../src/plain_text.rs"]
pub mod plain_text;
#[path = "../../src/register/mod.rs"]
pub mod register;
#[path = "../../src/regular_file.rs"]
pub mod regular_file;

use std::sync::LazyLock;

use ingest::{
    Column, GivenSheet, Layout, Limits, ReadError, ReadOptions, Reading, SheetLayout, SheetRole,
    WantedRows, read_again, read_input,
};
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

/// The layouts that ship, as their files have them.
pub const LAYOUT_TEXTS: [&str; 4] = [
    include_str!("../../input/layouts/indplaceringsskema.toml"),
    include_str!("../../input/layouts/indplaceringsskema-pr-tilbud.toml"),
    include_str!("../../input/layouts/tilbudsportalen.toml"),
    include_str!("../../input/layouts/andre-leverandoerer.toml"),
];

static LAYOUTS: LazyLock<Vec<Layout>> = LazyLock::new(|| {
    LAYOUT_TEXTS.map(|text| Layout::parse(text, "x.toml").expect("layouts that ship")).into()
});

/// The layout of forms, a sheet per offering.
pub static FORMS: LazyLock<&Layout> = LazyLock::new(|| &LAYOUTS[1]);

/// The sheet of a role, of the layouts with a row per offering or department.
pub fn layout_of(role: SheetRole) -> SheetLayout {
    LAYOUTS.iter().find_map(|layout| layout.sheet(role).cloned()).expect("a sheet of each role")
}

/// An export with the one department that made-up forms are of.
pub fn portal() -> (String, Vec<u8>) {
    let columns = layout_of(SheetRole::Providers).columns;
    let headers: Vec<&str> = columns.iter().map(|column| &*column.headers[0]).collect();
    let cells: Vec<&str> = columns.iter().map(|column| made::usual(column.field)).collect();
    let text = format!("{}\r\n{}\r\n", headers.join(";"), cells.join(";"));
    ("tilbudsportalen.csv".to_owned(), text.into_bytes())
}

/// Reads a file of this name and content, as [`read_files`] does.
pub fn read_one(name: &str, content: &[u8]) {
    read_files(&[(name.to_owned(), content.to_vec())]);
}

/// Reads files of these names and contents, holds their books against each other, and reads their
/// first rows once more, as if they were to be given back.
pub fn read_files(files: &[(String, Vec<u8>)]) -> (Reading, Vec<GivenSheet>) {
    read_by(&LAYOUTS, files)
}

fn read_by(layouts: &[Layout], files: &[(String, Vec<u8>)]) -> (Reading, Vec<GivenSheet>) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, content) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, content).expect("a file");
    }
    let limits = Limits { uncompressed_bytes: 64 << 20, cells: 1 << 20, ..Limits::default() };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    let reading = match read_input(folder.path(), &REGISTERS, layouts, &options) {
        Ok(reading) => reading,
        // A layout of the fuzzer's own reads other names.
        Err(ReadError::NothingToRead { .. }) => return <_>::default(),
        Err(error) => panic!("{error}"),
    };
    for account in &reading.accounts {
        assert_eq!(account.rows_read, account.rows_used + account.rows_set_aside, "{account:?}");
    }
    let mut wanted = WantedRows::new();
    for account in &reading.accounts {
        let sheet = account.sheet.as_deref().map(str::to_owned);
        wanted.entry(account.file.clone()).or_default().insert(sheet, (0..100).collect());
    }
    let known = &reading.measured;
    let given = read_again(folder.path(), &REGISTERS, layouts, limits, &wanted, known, |s| s);
    let given = given.concat();
    (reading, given)
}

/// Reads a workbook and a CSV file by layouts of the fuzzer's own: each file with the headers and a
/// row of the layout's first sheet, and bytes below them.
pub fn read_with(layouts: &[Layout], below: &[u8]) {
    let Some(part) = layouts.first().and_then(|layout| layout.sheets.first()) else { return };
    let header =
        |column: &Column| column.headers.first().map_or(String::new(), ToString::to_string);
    let headers: Vec<String> = part.columns.iter().map(header).collect();
    let cells: Vec<&str> = part.columns.iter().map(|column| made::usual(column.field)).collect();
    let text = format!("{}\r\n{}\r\n", headers.join(";"), cells.join(";"));
    let rows = [headers.iter().map(|header| &**header).collect::<Vec<_>>(), cells];
    let mut sheet = made::Sheet {
        name: part.sheet.as_deref().unwrap_or("Tilbud").to_owned(),
        state: "visible",
        ..made::Sheet::default()
    };
    for (r, row) in (1..).zip(&rows) {
        let cells: String = (0..).zip(row).map(|(c, cell)| made::text_cell(r, c, cell)).collect();
        sheet.rows += &format!("<row r=\"{r}\">{cells}</row>");
    }
    let csv = [text.as_bytes(), below].concat();
    let xlsx = made::xlsx(&[sheet], &[]);
    let mut files = Vec::new();
    for name in ["tilbudsportalen", "andre-leverandoerer", "tilsyn", "skema"] {
        files.push((format!("{name}.csv"), csv.clone()));
        files.push((format!("{name}.xlsx"), xlsx.clone()));
    }
    read_by(layouts, &files);
}
