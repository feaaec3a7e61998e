//! How is it written how surely each municipality reaches the underlag?

use std::io::{self, BufWriter, Write};

use super::grid::{Grid, variant_at};
use super::{FOLDER, level_word};
use crate::pipeline::WriteError;
use crate::pipeline::outputs::failed;
use crate::report::parquet::{self, Batch};
use crate::report::{DanishCsv, Field, Staging};
use crate::size::case_base::p_at_least;
use crate::size::{CaseBase, ExpectedSeries};

const UNIT: &str = "kommuner";

/// Writes `underlag.parquet` (a row per series, municipality and point of the grid) and
/// `underlag.csv` (the shown uncertainty of the prevalence only, the variants beside each other).
pub(super) fn write(staging: &Staging, grid: &Grid<'_>) -> Result<(), WriteError> {
    let out = BufWriter::new(staging.file(&format!("{FOLDER}/underlag.parquet"))?);
    let provenance = grid.provenance.with_remark(grid.notes().join(". "));
    parquet::write(out, UNIT, &provenance, batch(grid)?)?;
    let path = format!("{FOLDER}/underlag.csv");
    let out = BufWriter::new(staging.file(&path)?);
    csv(out, grid).map_err(|e| failed(&path, e))
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
    let keys = super::keys::Keys::of(grid);
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
    let headers = [
        "Målgruppe",
        "Delmålgruppe",
        "Niveau",
        "Kommunekode",
        "Kommune",
        "Borgere i underlaget (n)",
        "Forekomstens variationskoefficient",
        "Forventede borgere, lavt skøn",
        "Forventede borgere, centralt skøn",
        "Forventede borgere, højt skøn",
        "Sandsynlighed for mindst n, lavt skøn, pct.",
        "Sandsynlighed for mindst n, centralt skøn, pct.",
        "Sandsynlighed for mindst n, højt skøn, pct.",
        "Status",
    ];
    let mut notes = grid.notes();
    notes.push("Hele gitteret står i underlag.parquet og sammentalt i underlag-gitter.csv".into());
    let mut csv = DanishCsv::begin(out, headers, UNIT, &notes, &grid.provenance)?;
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
