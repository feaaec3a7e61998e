//! Which links are there to confirm?

use std::io::BufWriter;

use crate::ingest::LINK_HEADERS;
use crate::model::MunicipalityCode;
use crate::output::Staging;
use crate::report::{View, WriteError, failed};
use crate::table::{Chapter, ColumnDoc, DanishCsv, Field, Named};

/// Writes `links_to_confirm.csv`: what was written, and who may be meant. Its first columns are
/// those of `input/links.csv`, so that a row is confirmed by copying it there.
pub(super) fn write(staging: &Staging, view: &View<'_>) -> Result<Chapter, WriteError> {
    const PATH: &str = "links_to_confirm.csv";
    let out = BufWriter::new(staging.file(PATH)?);
    write_csv(out, view).map_err(|e| failed(PATH, e))?;
    Ok(Chapter {
        files: vec![PATH.to_owned()],
        a_row: "et forslag til, hvem en vurdering uden sikker nøgle handler om".to_owned(),
        unit: UNIT.to_owned(),
        columns: columns(),
        notes: Vec::new(),
    })
}

const UNIT: &str = "forslag";

fn columns() -> Vec<ColumnDoc> {
    const NOT_WRITTEN: &str = "ikke skrevet";
    const NOBODY: &str = "ingen ligner";
    let text =
        |header, about, empty: &str| ColumnDoc::text(Named::words(header, about)).empty(empty);
    // Along the headers of input/links.csv.
    let keys = [
        ("som der står i vurderingen", NOT_WRITTEN),
        ("som der står i vurderingen", NOT_WRITTEN),
        ("som der står i vurderingen", NOT_WRITTEN),
        ("som der står i vurderingen", NOT_WRITTEN),
        ("som der står i vurderingen", NOT_WRITTEN),
        ("som der står i vurderingen", "ikke skrevet, eller ingen kendt kommune"),
        ("det tilbud, der kan være ment", NOBODY),
    ];
    let mut columns: Vec<ColumnDoc> = LINK_HEADERS
        .into_iter()
        .zip(keys)
        .map(|(header, (about, empty))| text(header, about, empty))
        .collect();
    columns.extend([
        text("Tilbudsnavn", "navnet på det tilbud", NOBODY),
        text("Kommune", "hvor det tilbud ligger", "ingen ligner, eller ingen kommune er oplyst"),
        ColumnDoc::decimal(
            Named::words("Lighed", "hvor meget navnene ligner hinanden"),
            "0-1; 1 er ens",
        )
        .empty("forslaget bygger på en nøgle, eller ingen ligner"),
        text("Hvorfor", "hvad forslaget bygger på", ""),
        ColumnDoc::int(Named::words("Rækker", "så mange rækker har samme nøgler"), "rækker"),
        text("Fil", "den første rækkes fil", ""),
        text("Ark", "den første rækkes ark", "filen har ingen ark"),
        ColumnDoc::int(Named::words("Første række", "hvor den står"), "række")
            .empty("rækken er ikke kendt"),
    ]);
    columns
}

fn write_csv(out: impl std::io::Write, view: &View<'_>) -> std::io::Result<()> {
    let columns = columns();
    let headers = columns.iter().filter_map(|column| column.header.as_deref());
    let mut csv = DanishCsv::begin(out, headers, UNIT, &[], view.provenance)?;
    let dataset = &view.reading.dataset;
    let register = &view.settings.registers.municipalities;
    let called = |code: Option<MunicipalityCode>| Some(&*register.get(code?)?.name);
    for proposal in &view.reading.proposals {
        let word = |text: Option<&'_ str>| text.map(str::to_owned);
        let candidate = proposal.candidate.map(|(at, _)| &dataset.providers[at as usize]);
        let lies_in = candidate.map(|provider| {
            let mut codes: Vec<_> =
                dataset.departments(provider).iter().filter_map(|d| d.municipality).collect();
            codes.extend(provider.municipality);
            codes.sort_unstable();
            codes.dedup();
            codes.into_iter().filter_map(|code| called(Some(code))).collect::<Vec<_>>().join(", ")
        });
        let texts = [
            word(Some(&proposal.written_id)),
            word(proposal.written_department.as_deref()),
            word(proposal.written_cvr.as_deref()),
            word(proposal.written_p_number.as_deref()),
            word(proposal.written_name.as_deref()),
            word(called(proposal.written_municipality)),
            word(candidate.map(|provider| &*provider.id)),
            word(candidate.map(|provider| &*provider.name)),
            lies_in,
        ];
        let mut row: Vec<Field<'_>> = texts
            .iter()
            .map(|text| text.as_deref().filter(|t| !t.is_empty()).map_or(Field::Empty, Field::Text))
            .collect();
        row.extend([
            proposal
                .candidate
                .and_then(|(_, similarity)| similarity)
                .map_or(Field::Empty, |value| Field::Decimal { value, decimals: 2 }),
            Field::Text(&proposal.why),
            Field::Int(i64::try_from(proposal.n_rows).unwrap_or(i64::MAX)),
            Field::Text(&proposal.place.file),
            proposal.place.sheet.as_deref().map_or(Field::Empty, Field::Text),
            proposal.place.row.map_or(Field::Empty, |row| Field::Int(row.into())),
        ]);
        csv.row(row)?;
    }
    std::io::Write::flush(&mut csv.finish()?)
}
