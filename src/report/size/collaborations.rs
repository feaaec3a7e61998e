//! How are the suggested groups of municipalities written?

use std::io::{self, BufWriter, Write};

use crate::output::Staging;
use crate::report::WriteError;
use crate::report::failed;
use crate::report::size::case_base::{cv_column, expected_columns, n_column, point_columns};
use crate::report::size::grid::{Grid, Point, variant_at};
use crate::report::size::keys::Keys;
use crate::report::size::{FOLDER, chapter, columns, level_word};
use crate::size::CaseBase;
use crate::table::old::parquet;
use crate::table::old::parquet::Batch;
use crate::table::old::{Chapter, ColumnDoc, DanishCsv, Field, Named};

const UNIT: &str = "kommuner";

/// Writes `collaborations.parquet` (a row per municipality at every point of the grid) and
/// `samarbejder.csv` (the shown gamma and cv only, the variants beside each other).
pub(super) fn write(staging: &Staging, grid: &Grid<'_>) -> Result<Vec<Chapter>, WriteError> {
    let out = BufWriter::new(staging.file(&format!("{FOLDER}/collaborations.parquet"))?);
    let provenance = grid.provenance.with_remark(grid.notes().join(". "));
    parquet::write(out, UNIT, &provenance, batch(grid)?)?;
    let path = format!("{FOLDER}/samarbejder.csv");
    let out = BufWriter::new(staging.file(&path)?);
    csv(out, grid).map_err(|e| failed(&path, e))?;
    let of = "en kommune, en målgruppe og et niveau";
    let (in_parquet, in_csv) = (
        format!("{of} med et skøn i et punkt af gitteret, fra et udgangspunkt"),
        format!("{of} for et n, fra et udgangspunkt"),
    );
    Ok(vec![
        chapter("collaborations.parquet", &in_parquet, UNIT, parquet_columns(), grid.notes()),
        chapter("samarbejder.csv", &in_csv, UNIT, csv_columns(), notes(grid)),
    ])
}

const THRESHOLD: &str = "det forventede antal, hvor underlaget nås";
const START: &str = "filen med grupper, der findes, eller ingen";
const ALONE: &str = "kommunen er i intet samarbejde";

fn parquet_columns() -> Vec<ColumnDoc> {
    let mut docs: Vec<ColumnDoc> = columns::of_parquet().into();
    docs.push(columns::variant());
    docs.extend(point_columns());
    docs.extend([
        ColumnDoc::decimal(Named::code("threshold", THRESHOLD), "borgere"),
        ColumnDoc::text(Named::code("start", START)),
        ColumnDoc::int(Named::code("group", "samarbejdets nummer"), "nummer").empty(ALONE),
        columns::municipality_code(),
        ColumnDoc::decimal(Named::code("expected", "forventede borgere i kommunen"), "borgere"),
        columns::status_code(),
    ]);
    docs
}

fn csv_columns() -> Vec<ColumnDoc> {
    let mut docs: Vec<ColumnDoc> = columns::of_csv().into();
    docs.extend([
        n_column(),
        ColumnDoc::decimal(
            Named::words("Sandsynlighed, pct.", "hvor sikkert underlaget skal nås"),
            "pct.",
        )
        .empty("nås i forventning: det forventede antal er n"),
        cv_column(),
        ColumnDoc::decimal(Named::words("Tærskel, forventede borgere", THRESHOLD), "borgere"),
        ColumnDoc::text(Named::words("Udgangspunkt", START)),
    ]);
    docs.extend(columns::municipality());
    docs.extend(expected_columns());
    let headers = ["Samarbejde, lavt skøn", "Samarbejde, centralt skøn", "Samarbejde, højt skøn"];
    docs.extend(columns::triple(headers, "samarbejdets nummer", |named| {
        ColumnDoc::int(named, "nummer").empty(ALONE)
    }));
    docs.push(columns::status());
    docs
}

fn notes(grid: &Grid<'_>) -> Vec<String> {
    let mut notes = grid.notes();
    notes.push(
        "Numrene på samarbejder gælder inden for målgruppe, niveau, n, udgangspunkt og skøn; tomt: i \
         intet samarbejde. Hele gitteret står i collaborations.parquet"
            .into(),
    );
    notes
}

/// The group of each municipality, from 1; none for who is left over.
pub(super) fn group_of(point: &Point<'_>) -> Vec<Option<usize>> {
    let mut group_of = vec![None; point.series.by_municipality.len()];
    for (number, group) in point.reach.collaborations.groups.iter().enumerate() {
        for member in &group.members {
            group_of[*member] = Some(number + 1);
        }
    }
    group_of
}

fn batch(grid: &Grid<'_>) -> Result<Batch, WriteError> {
    let points: Vec<Point<'_>> = grid.points().collect();
    let rows: Vec<(&Point<'_>, usize, Option<usize>)> = points
        .iter()
        .flat_map(|point| {
            let numbered = group_of(point).into_iter().enumerate();
            numbered.map(move |(at, group)| (point, at, group))
        })
        .collect();
    let codes: Vec<String> =
        grid.view.registers.municipalities.iter().map(|m| m.code.to_string()).collect();
    let mut starts = vec![grid.start_word(None).to_owned()];
    starts.extend(grid.view.given_groups.iter().map(|given| given.name.to_string()));
    let start = |start: Option<usize>| u32::try_from(start.map_or(0, |at| at + 1)).ok();
    let keys = Keys::of(grid);
    let mut batch = Batch::new();
    keys.add(&mut batch, &rows, |(point, ..)| point.series)?;
    batch
        .int("n", rows.iter().map(|(p, ..)| i32::try_from(p.reach.base.n).ok()))
        .number("gamma", rows.iter().map(|(p, ..)| p.reach.base.gamma))
        .number("cv", rows.iter().map(|(p, ..)| Some(p.reach.base.cv)))
        .number("threshold", rows.iter().map(|(p, ..)| Some(p.reach.collaborations.threshold)))
        .words("start", &starts, rows.iter().map(|(p, ..)| start(p.start)))?
        .int("group", rows.iter().map(|(.., group)| group.and_then(|g| i32::try_from(g).ok())))
        .words("municipality", &codes, rows.iter().map(|(_, at, _)| u32::try_from(*at).ok()))?
        .number(
            "expected",
            rows.iter().map(|(p, at, _)| p.series.by_municipality.get(*at).copied()),
        );
    keys.add_status(&mut batch, &rows, |(point, ..)| grid.status(point.series))?;
    Ok(batch)
}

fn csv(out: impl Write, grid: &Grid<'_>) -> io::Result<()> {
    let columns = csv_columns();
    let headers = columns.iter().filter_map(|column| column.header.as_deref());
    let mut csv = DanishCsv::begin(out, headers, UNIT, &notes(grid), &grid.provenance)?;
    let shown = grid.rule.shown;
    let points: Vec<Point<'_>> =
        grid.points().filter(|p| CaseBase { n: shown.n, ..p.reach.base } == shown).collect();
    for variants in grid.by_variant() {
        let first = &variants[0];
        let group = grid.view.registers.target_groups.get(first.target_group);
        let of_first: Vec<&Point<'_>> = points.iter().filter(|p| p.series == first).collect();
        for point in of_first {
            let (base, threshold) = (point.reach.base, point.reach.collaborations.threshold);
            let mut groups: [Vec<Option<usize>>; 3] = Default::default();
            let mut expected: [&[f64]; 3] = Default::default();
            for series in variants {
                let same = |p: &&Point<'_>| {
                    p.series == series && p.start == point.start && p.reach.base == base
                };
                groups[variant_at(series)] =
                    points.iter().find(same).map_or_else(Vec::new, group_of);
                expected[variant_at(series)] = &series.by_municipality;
            }
            for at in 0..first.by_municipality.len() {
                let Some((code, name)) = grid.municipality(at) else { continue };
                let code = code.to_string();
                let mut fields = vec![
                    Field::Text(&group.name),
                    first.subgroup.as_deref().map_or(Field::Empty, Field::Text),
                    Field::Text(level_word(first.level)),
                    Field::Int(i64::from(base.n)),
                    base.gamma.map_or(Field::Empty, |gamma| Field::Decimal {
                        value: gamma * 100.0,
                        decimals: 1,
                    }),
                    Field::Decimal { value: base.cv, decimals: 2 },
                    Field::Decimal { value: threshold, decimals: 2 },
                    Field::Text(grid.start_word(point.start)),
                    Field::Text(&code),
                    Field::Text(name),
                ];
                fields.extend(expected.map(|of| {
                    of.get(at)
                        .map_or(Field::Empty, |value| Field::Decimal { value: *value, decimals: 2 })
                }));
                fields.extend(groups.iter().map(|of| {
                    let number = of.get(at).copied().flatten().and_then(|g| i64::try_from(g).ok());
                    number.map_or(Field::Empty, Field::Int)
                }));
                fields.push(Field::Text(grid.status(first).danish()));
                csv.row(fields)?;
            }
        }
    }
    csv.finish()?.flush()
}
