//! How surely does each municipality reach the underlag?

use crate::report::size::columns::{
    estimate_word, municipality_columns, status_column, variant_column,
};
use crate::report::size::subject::{InEstimate, point_columns, shown_only, subject_columns};
use crate::results::{InMunicipality, SizeResults, Underlag};
use crate::size::{CaseBase, Variant};
use crate::table::{Output, Table};

/// A municipality at a point of the grid.
struct Row<'v> {
    of: InEstimate<'v>,
    /// Its place among the municipalities.
    at: usize,
    here: &'v InMunicipality,
    base: CaseBase,
    p_at_least_n: [f64; 3],
}

/// `size/underlag`: a row per municipality, estimate and point of the grid.
pub(super) fn underlag<'v>(
    sizes: &'v SizeResults<'v>,
    underlag: &'v Underlag<'v>,
) -> Box<dyn Output + 'v> {
    let expected = "forventede borgere i kommunen";
    let probability = "sandsynligheden for, at mindst n borgere er i kommunen";
    Table::<Row<'v>>::new(
        "size/underlag",
        "Hvor sikkert hver kommune når underlaget alene",
        "en kommune, en målgruppe og et niveau i et punkt af gitteret; i parquet med et skøn",
        "kommuner",
    )
    .note(shown_only(underlag))
    .with(|table| subject_columns(table, sizes, |r| r.of.subject))
    .with(|table| variant_column(table, |r| r.of.variant))
    .with(|table| municipality_columns(table, |r| underlag.municipalities.get(r.at).copied()))
    .with(|table| point_columns(table, |r| r.base))
    .decimal("expected", "", expected, 2, |r| Some(r.here.expected[r.of.variant.index()]))
    .unit("borgere")
    .for_each(Variant::ALL, |table, variant| {
        let header = format!("Forventede borgere, {}", estimate_word(variant));
        let value = move |r: &Row<'_>| Some(r.here.expected[variant.index()]);
        table.decimal("", header, expected, 2, value).unit("borgere")
    })
    .decimal("p_at_least_n", "", probability, 3, |r| Some(r.p_at_least_n[r.of.variant.index()]))
    .unit("0-1")
    .for_each(Variant::ALL, |table, variant| {
        let header = format!("Sandsynlighed for mindst n, {}", estimate_word(variant));
        let value = move |r: &Row<'_>| Some(r.p_at_least_n[variant.index()] * 100.0);
        table.decimal("", header, probability, 1, value).unit("pct.")
    })
    .with(|table| status_column(table, |r| r.of.subject.status))
    .csv_rows(|r| r.of.variant == Variant::Central && r.base == underlag.rule.shown)
    .made(InEstimate::count(underlag), |nth| {
        let of = InEstimate::nth(underlag, nth);
        let municipalities = of.subject.municipalities.iter().enumerate();
        municipalities
            .flat_map(|(at, here)| {
                let points = underlag.grid.iter().zip(&here.p_at_least_n);
                points.map(move |(base, p)| Row { of, at, here, base: *base, p_at_least_n: *p })
            })
            .collect()
    })
}
