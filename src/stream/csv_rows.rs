//! What do the lines of a CSV file say?

use csv::{ByteRecord, ReaderBuilder};

use crate::flat::{FlatColumn, FlatRow, Holds, Refused, Value};

/// Which column is where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CsvForm {
    separator: u8,
    columns: Vec<(FlatColumn, Holds)>,
}

/// What is wrong with names of columns: those that there are not, that stand twice, that are
/// missing; none when all is well.
pub(super) fn wrong_names<'n>(names: impl Iterator<Item = &'n str>) -> Option<String> {
    const NAMED: usize = 5;
    let (mut unknown, mut twice, mut met) = (Vec::new(), Vec::new(), Vec::new());
    for name in names {
        match FlatColumn::by_name(name) {
            Some(column) if met.contains(&column) => twice.push(name.to_owned()),
            Some(column) => met.push(column),
            None => unknown.push(crate::plain_text::replaced(name).chars().take(40).collect()),
        }
    }
    let missing = FlatColumn::ALL.iter().filter(|column| !met.contains(column));
    let missing: Vec<String> = missing.map(|column| column.name().into_owned()).collect();
    let told = |what: &str, names: Vec<String>| {
        let more = names.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" og {more} til") } else { String::new() };
        let first = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        (!names.is_empty()).then(|| format!("{what} {first}{more}"))
    };
    let wrong: Vec<String> =
        [told("der mangler", missing), told("ukendt er", unknown), told("to gange står", twice)]
            .into_iter()
            .flatten()
            .collect();
    (!wrong.is_empty()).then(|| wrong.join("; "))
}

impl CsvForm {
    /// Reads the first line, and gives where the second begins.
    ///
    /// # Errors
    /// Everything that is wrong with the names.
    pub(super) fn read(block: &[u8]) -> Result<(Self, usize), String> {
        let bom: &[u8] = b"\xEF\xBB\xBF";
        let start = if block.starts_with(bom) { bom.len() } else { 0 };
        let block = &block[start..];
        let first = block.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let separator = if first.contains(&b';') { b';' } else { b',' };
        let mut reader = ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(block);
        let mut header = ByteRecord::new();
        let is_there = reader.read_byte_record(&mut header).unwrap_or(false);
        let names: Option<Vec<&str>> =
            header.iter().map(|name| std::str::from_utf8(name).ok().map(str::trim)).collect();
        let Some(names) = names.filter(|_| is_there) else {
            return Err("den første linje er ikke navne i UTF-8".to_owned());
        };
        if let Some(wrong) = wrong_names(names.iter().copied()) {
            return Err(wrong);
        }
        let columns = names.into_iter().filter_map(FlatColumn::by_name);
        let columns = columns.map(|column| (column, column.holds())).collect();
        let end = usize::try_from(reader.position().byte()).unwrap_or(block.len());
        Ok((Self { separator, columns }, start + end.min(block.len())))
    }

    pub(super) fn separator(&self) -> u8 {
        self.separator
    }

    /// Gives each row of a block of whole rows, with its line within the block, from 0; and how
    /// many lines the block has.
    pub(super) fn rows(
        &self,
        block: &[u8],
        mut each: impl FnMut(u64, Result<&FlatRow<'_>, Refused>),
    ) -> u64 {
        let mut reader = ReaderBuilder::new()
            .delimiter(self.separator)
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(1 << 16)
            .from_reader(block);
        let mut record = ByteRecord::new();
        // Bytes in memory give no error, and rows may have any number of cells.
        while reader.read_byte_record(&mut record).unwrap_or(false) {
            let line = record.position().map_or(0, |position| position.line() - 1);
            let mut row = FlatRow::default();
            match self.fill(&mut row, &record) {
                Ok(()) => each(line, Ok(&row)),
                Err(why) => each(line, Err(why)),
            }
        }
        reader.position().line() - 1
    }

    /// Sets what a line says, in a row that says nothing yet.
    fn fill<'r>(&self, row: &mut FlatRow<'r>, record: &'r ByteRecord) -> Result<(), Refused> {
        if record.len() != self.columns.len() {
            let found = format!("{} celler", record.len());
            return Err(Refused::row(found, "lige så mange celler, som der er kolonner"));
        }
        for ((column, holds), cell) in self.columns.iter().zip(record) {
            if cell.is_empty() {
                continue;
            }
            Value::read(cell, *holds)
                .and_then(|value| row.set(*column, value))
                .map_err(|why| Refused::cell(*column, &String::from_utf8_lossy(cell), why))?;
        }
        Ok(())
    }
}
