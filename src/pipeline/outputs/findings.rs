//! How are findings and the rows set aside written?

use std::io::{self, BufWriter, Write};

use super::{View, WriteError, failed};
use crate::finding::{Place, column_letters};
use crate::report::{DanishCsv, Field, Staging};

/// Writes `findings.csv` and `set_aside.csv`.
pub(super) fn write(staging: &Staging, view: &View<'_>) -> Result<(), WriteError> {
    let path = "findings.csv";
    findings(BufWriter::new(staging.file(path)?), view).map_err(|e| failed(path, e))?;
    let path = "set_aside.csv";
    set_aside(BufWriter::new(staging.file(path)?), view).map_err(|e| failed(path, e))
}

fn findings(out: impl Write, view: &View<'_>) -> io::Result<()> {
    let headers =
        ["Fil", "Ark", "Række", "Kolonne", "Overskrift", "Alvor", "Kode", "Fundet", "Gør"];
    let mut csv = DanishCsv::begin(out, headers, "bemærkninger", &[], view.provenance)?;
    for finding in view.findings {
        let place = Cells::of(&finding.place);
        csv.row(place.fields().into_iter().chain([
            Field::Text(finding.severity.danish()),
            Field::Text(finding.code),
            Field::Text(&finding.message),
            Field::Text(&finding.action),
        ]))?;
    }
    csv.finish()?.flush()
}

fn set_aside(out: impl Write, view: &View<'_>) -> io::Result<()> {
    let headers = ["Fil", "Ark", "Række", "Kolonne", "Overskrift", "Nøgle", "Kode", "Årsag"];
    let mut csv = DanishCsv::begin(out, headers, "rækker", &[], view.provenance)?;
    for row in &view.reading.set_aside {
        let place = Cells::of(&row.place);
        csv.row(place.fields().into_iter().chain([
            Field::Text(&row.key),
            Field::Text(row.code),
            Field::Text(&row.reason),
        ]))?;
    }
    csv.finish()?.flush()
}

struct Cells<'p> {
    place: &'p Place,
    letters: Option<String>,
}

impl<'p> Cells<'p> {
    fn of(place: &'p Place) -> Self {
        Self { place, letters: place.column.map(column_letters) }
    }

    fn fields(&self) -> [Field<'_>; 5] {
        let text = |text: Option<&'p str>| text.map_or(Field::Empty, Field::Text);
        [
            Field::Text(&self.place.file),
            text(self.place.sheet.as_deref()),
            self.place.row.map_or(Field::Empty, |row| Field::Int(row.into())),
            self.letters.as_deref().map_or(Field::Empty, Field::Text),
            text(self.place.header.as_deref()),
        ]
    }
}
