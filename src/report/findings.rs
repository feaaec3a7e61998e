//! How are findings and the rows set aside written?

use std::io::{self, BufWriter, Write};

use crate::finding::{Place, column_letters};
use crate::output::Staging;
use crate::report::{View, WriteError, failed};
use crate::table::{Chapter, ColumnDoc, DanishCsv, Field, Named};

/// Writes `findings.csv` and `set_aside.csv`.
pub(super) fn write(staging: &Staging, view: &View<'_>) -> Result<Vec<Chapter>, WriteError> {
    findings(BufWriter::new(staging.file(FINDINGS)?), view).map_err(|e| failed(FINDINGS, e))?;
    set_aside(BufWriter::new(staging.file(SET_ASIDE)?), view).map_err(|e| failed(SET_ASIDE, e))?;
    let chapter = |file: &str, a_row: &str, unit: &str, columns| Chapter {
        files: vec![file.to_owned()],
        a_row: a_row.to_owned(),
        unit: unit.to_owned(),
        columns,
        notes: Vec::new(),
    };
    Ok(vec![
        chapter(
            FINDINGS,
            "en bemærkning til en celle, en række, en fil eller en indstilling",
            "bemærkninger",
            finding_columns(),
        ),
        chapter(SET_ASIDE, "en række, der er læst og ikke brugt", "rækker", set_aside_columns()),
    ])
}

const FINDINGS: &str = "findings.csv";
const SET_ASIDE: &str = "set_aside.csv";

/// Where in the input, along [`Cells::fields`].
fn place_columns() -> Vec<ColumnDoc> {
    let text = |header, about| ColumnDoc::text(Named::words(header, about));
    vec![
        text("Fil", "filen under inputmappen"),
        text("Ark", "arket i filen").empty("filen har ingen ark, eller det gælder hele filen"),
        ColumnDoc::int(Named::words("Række", "rækken, eller linjen i en tekstfil"), "række")
            .empty("det gælder hele filen eller arket"),
        text("Kolonne", "kolonnens bogstaver").empty("det gælder hele rækken, arket eller filen"),
        text("Overskrift", "kolonnens overskrift")
            .empty("det gælder hele rækken, arket eller filen"),
    ]
}

fn finding_columns() -> Vec<ColumnDoc> {
    let text = |header, about| ColumnDoc::text(Named::words(header, about));
    let mut columns = place_columns();
    columns.extend([
        text(
            "Alvor",
            "fejl: noget kunne ikke bruges; advarsel: tvivlsomt; bemærkning: værd at vide",
        ),
        text("Kode", "slags bemærkning, den samme fra kørsel til kørsel"),
        text("Fundet", "hvad der stod, hvad der var ventet, og hvad programmet gjorde"),
        text("Gør", "hvad læseren kan gøre"),
    ]);
    columns
}

fn set_aside_columns() -> Vec<ColumnDoc> {
    let text = |header, about| ColumnDoc::text(Named::words(header, about));
    let mut columns = place_columns();
    columns.extend([
        text("Nøgle", "det, rækken kendes på: tilbudsid, navn …").empty("rækken har ingen nøgle"),
        text("Kode", "slags grund, den samme fra kørsel til kørsel"),
        text("Årsag", "grunden i ord"),
        ColumnDoc::int(Named::words("Rækker", "så mange rækker gælder linjen"), "rækker"),
    ]);
    columns
}

fn findings(out: impl Write, view: &View<'_>) -> io::Result<()> {
    let columns = finding_columns();
    let headers = columns.iter().filter_map(|column| column.header.as_deref());
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
    let columns = set_aside_columns();
    let headers = columns.iter().filter_map(|column| column.header.as_deref());
    let mut csv = DanishCsv::begin(out, headers, "rækker", &[], view.provenance)?;
    for row in &view.reading.set_aside {
        let place = Cells::of(&row.place);
        csv.row(place.fields().into_iter().chain([
            Field::Text(&row.key),
            Field::Text(row.code),
            Field::Text(&row.reason),
            Field::Int(i64::try_from(row.n_rows).unwrap_or(i64::MAX)),
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
