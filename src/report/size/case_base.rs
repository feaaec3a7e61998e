//! How is it written how surely each municipality reaches the underlag?

use std::io::{self, BufWriter, Write};

use crate::output::Staging;
use crate::report::WriteError;
use crate::report::failed;
use crate::report::size::grid::{Grid, variant_at};
use crate::report::size::{FOLDER, chapter, columns, level_word};
use crate::size::case_base::p_at_least;
use crate::size::{CaseBase, ExpectedSeries};
use crate::table::old::parquet;
use crate::table::old::parquet::Batch;
use crate::table::old::{Chapter, ColumnDoc, DanishCsv, Field, Named};

const UNIT: &str = "kommuner";

/// Writes `underlag.parquet` (a row per series, municipality and point of the grid) and
/// `underlag.csv` (the shown uncertainty of the prevalence only, the variants beside each other).
pub(super) fn write(staging: &Staging, grid: &Grid<'_>) -> Result<Vec<Chapter>, WriteError> {
    let out = BufWriter::new(staging.file(&format!("{FOLDER}/underlag.parquet"))?);
    let provenance = grid.provenance.with_remark(grid.notes().join(". "));
    parquet::write(out, UNIT, &provenance, batch(grid)?)?;
    let path = format!("{FOLDER}/underlag.csv");
    let out = BufWriter::new(staging.file(&path)?);
    csv(out, grid).map_err(|e| failed(&path, e))?;
    let of = "en kommune, en målgruppe og et niveau";
    let (in_parquet, in_csv) =
        (format!("{of} med et skøn i et punkt af gitteret"), format!("{of} for et n"));
    Ok(vec![
        chapter("underlag.parquet", &in_parquet, UNIT, parquet_columns(), grid.notes()),
        chapter("underlag.csv", &in_csv, UNIT, csv_columns(), notes(grid)),
    ])
}

fn parquet_columns() -> Vec<ColumnDoc> {
    let mut docs: Vec<ColumnDoc> = columns::of_parquet().into();
    docs.extend([columns::variant(), columns::municipality_code()]);
    docs.extend(point_columns());
    docs.extend([
        ColumnDoc::decimal(Named::code("expected", "forventede borgere i kommunen"), "borgere"),
        ColumnDoc::decimal(
            Named::code("p_at_least_n", "sandsynligheden for, at mindst n borgere er der"),
            "0-1",
        ),
        columns::status_code(),
    ]);
    docs
}

/// The point of the grid, in a parquet file.
pub(super) fn point_columns() -> [ColumnDoc; 3] {
    [
        ColumnDoc::int(Named::code("n", "borgere i underlaget"), "borgere"),
        ColumnDoc::decimal(
            Named::code("gamma", "hvor sikkert underlaget skal nås"),
            "sandsynlighed, 0-1",
        )
        .empty("nås i forventning: det forventede antal er n"),
        ColumnDoc::decimal(
            Named::code("cv", "forekomstens variationskoefficient: hvor usikker den er"),
            "forhold; 0 er sikker",
        ),
    ]
}

/// The point of the grid in words that CSV files share.
pub(super) fn n_column() -> ColumnDoc {
    let named = Named::words("Borgere i underlaget (n)", "så mange borgere skal et tilbud bruge");
    ColumnDoc::int(named, "borgere")
}

/// As [`n_column`], the uncertainty of the prevalence.
pub(super) fn cv_column() -> ColumnDoc {
    let about = "hvor usikker forekomsten selv er";
    let named = Named::words("Forekomstens variationskoefficient", about);
    ColumnDoc::decimal(named, "forhold; 0 er sikker")
}

/// As [`n_column`], the expected citizens of the three variants.
pub(super) fn expected_columns() -> [ColumnDoc; 3] {
    let headers = [
        "Forventede borgere, lavt skøn",
        "Forventede borgere, centralt skøn",
        "Forventede borgere, højt skøn",
    ];
    columns::triple(headers, "i kommunen", |named| ColumnDoc::decimal(named, "borgere"))
}

fn csv_columns() -> Vec<ColumnDoc> {
    let mut docs: Vec<ColumnDoc> = columns::of_csv().into();
    docs.extend(columns::municipality());
    docs.extend([n_column(), cv_column()]);
    docs.extend(expected_columns());
    let headers = [
        "Sandsynlighed for mindst n, lavt skøn, pct.",
        "Sandsynlighed for mindst n, centralt skøn, pct.",
        "Sandsynlighed for mindst n, højt skøn, pct.",
    ];
    let about = "for, at kommunen selv har så mange";
    docs.extend(columns::triple(headers, about, |named| ColumnDoc::decimal(named, "pct.")));
    docs.push(columns::status());
    docs
}

fn notes(grid: &Grid<'_>) -> Vec<String> {
    let mut notes = grid.notes();
    notes.push("Hele gitteret står i underlag.parquet og sammentalt i underlag-gitter.csv".into());
    notes
}

/// A municipality at a point of the grid.
struct Row<'g> {
    series: &'g ExpectedSeries,
    at: usize,
    base: CaseBase,
    p: f64,
}

fn rows<'g>(grid: &'g Grid<'_>) -> Vec<Row<'g>> {
    let bases = grid.rule.grid();
    let mut rows = Vec::new();
    for series in &grid.series {
        for (at, expected) in series.by_municipality.iter().enumerate() {
            // The probability does not depend on gamma, which varies between n and cv.
            let mut known: Vec<(u32, f64, f64)> = Vec::new();
            for base in &bases {
                let same = |(n, cv, _): &&(u32, f64, f64)| {
                    *n == base.n && cv.to_bits() == base.cv.to_bits()
                };
                let p = if let Some((.., p)) = known.iter().find(same) {
                    *p
                } else {
                    let p = p_at_least(base.n, *expected, base.cv);
                    known.push((base.n, base.cv, p));
                    p
                };
                rows.push(Row { series, at, base: *base, p });
            }
        }
    }
    rows
}

fn batch(grid: &Grid<'_>) -> Result<Batch, WriteError> {
    let rows = rows(grid);
    let codes: Vec<String> =
        grid.view.registers.municipalities.iter().map(|m| m.code.to_string()).collect();
    let keys = crate::report::size::keys::Keys::of(grid);
    let mut batch = Batch::new();
    keys.add(&mut batch, &rows, |row| row.series)?;
    batch
        .words("municipality", &codes, rows.iter().map(|r| u32::try_from(r.at).ok()))?
        .int("n", rows.iter().map(|r| i32::try_from(r.base.n).ok()))
        .number("gamma", rows.iter().map(|r| r.base.gamma))
        .number("cv", rows.iter().map(|r| Some(r.base.cv)))
        .number("expected", rows.iter().map(|r| r.series.by_municipality.get(r.at).copied()))
        .number("p_at_least_n", rows.iter().map(|r| Some(r.p)));
    keys.add_status(&mut batch, &rows, |row| grid.status(row.series))?;
    Ok(batch)
}

fn csv(out: impl Write, grid: &Grid<'_>) -> io::Result<()> {
    let columns = csv_columns();
    let headers = columns.iter().filter_map(|column| column.header.as_deref());
    let mut csv = DanishCsv::begin(out, headers, UNIT, &notes(grid), &grid.provenance)?;
    let cv = grid.rule.shown.cv;
    for variants in grid.by_variant() {
        let first = &variants[0];
        let group = grid.view.registers.target_groups.get(first.target_group);
        for at in 0..first.by_municipality.len() {
            let Some((code, name)) = grid.municipality(at) else { continue };
            let code = code.to_string();
            let mut expected = [None; 3];
            for series in variants {
                expected[variant_at(series)] = series.by_municipality.get(at).copied();
            }
            for n in &grid.rule.n {
                let mut fields = vec![
                    Field::Text(&group.name),
                    first.subgroup.as_deref().map_or(Field::Empty, Field::Text),
                    Field::Text(level_word(first.level)),
                    Field::Text(&code),
                    Field::Text(name),
                    Field::Int(i64::from(*n)),
                    Field::Decimal { value: cv, decimals: 2 },
                ];
                let number = |value: Option<f64>, decimals: u8| {
                    value.map_or(Field::Empty, |value| Field::Decimal { value, decimals })
                };
                fields.extend(expected.map(|e| number(e, 2)));
                let percent = |e: f64| p_at_least(*n, e, cv) * 100.0;
                fields.extend(expected.map(|e| number(e.map(percent), 1)));
                fields.push(Field::Text(grid.status(first).danish()));
                csv.row(fields)?;
            }
        }
    }
    csv.finish()?.flush()
}
