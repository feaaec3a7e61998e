//! Which municipalities could reach the underlag together?

use crate::report::size::columns::{
    estimate_word, municipality_columns, status_column, variant_column,
};
use crate::report::size::subject::{
    InEstimate, point_columns, shown_only, subject_columns, threshold_column,
};
use crate::results::{Point, SizeResults, Underlag};
use crate::size::Variant;
use crate::table::{Output, Table};

const ALONE: &str = "kommunen er i intet samarbejde";

/// A municipality at a point of the grid.
struct Row<'v> {
    of: InEstimate<'v>,
    point: &'v Point<'v>,
    /// Its place among the municipalities.
    at: usize,
}

impl Row<'_> {
    fn expected(&self, variant: Variant) -> Option<f64> {
        self.of.subject.municipalities.get(self.at).map(|here| here.expected[variant.index()])
    }

    fn group(&self, variant: Variant) -> Option<usize> {
        self.point.reached[variant.index()].group_of[self.at]
    }
}

/// `size/collaborations`: a row per municipality, estimate and point of the grid.
pub(super) fn collaborations<'v>(
    sizes: &'v SizeResults<'v>,
    underlag: &'v Underlag<'v>,
) -> Box<dyn Output + 'v> {
    let expected = "forventede borgere i kommunen";
    Table::<Row<'v>>::new(
        "size/collaborations",
        "Hvilke kommuner der kan nå underlaget sammen",
        "en kommune, en målgruppe og et niveau i et punkt af gitteret, fra et udgangspunkt; i \
         parquet med et skøn",
        "kommuner",
    )
    .note(shown_only(underlag))
    .note("Numrene på samarbejder gælder inden for målgruppe, niveau, punkt, udgangspunkt og skøn")
    .with(|table| subject_columns(table, sizes, |r| r.of.subject))
    .with(|table| variant_column(table, |r| r.of.variant))
    .with(|table| point_columns(table, |r| r.point.base))
    .with(|table| threshold_column(table, |r| r.point.reached[0].found.threshold))
    .with(|table| start_column(table, |r| r.point))
    .with(|table| municipality_columns(table, |r| underlag.municipalities.get(r.at).copied()))
    .decimal("expected", "", expected, 2, |r| r.expected(r.of.variant))
    .unit("borgere")
    .for_each(Variant::ALL, |table, variant| {
        let header = format!("Forventede borgere, {}", estimate_word(variant));
        table.decimal("", header, expected, 2, move |r| r.expected(variant)).unit("borgere")
    })
    .int("group", "", "samarbejdets nummer", |r| r.group(r.of.variant))
    .unit("nummer")
    .empty(ALONE)
    .for_each(Variant::ALL, |table, variant| {
        let header = format!("Samarbejde, {}", estimate_word(variant));
        table
            .int("", header, "samarbejdets nummer", move |r| r.group(variant))
            .unit("nummer")
            .empty(ALONE)
    })
    .with(|table| status_column(table, |r| r.of.subject.status))
    .csv_rows(|r| r.of.variant == Variant::Central && r.point.base == underlag.rule.shown)
    .made(InEstimate::count(underlag), |nth| {
        let of = InEstimate::nth(underlag, nth);
        let municipalities = 0..of.subject.municipalities.len();
        let points = of.subject.points.iter();
        points
            .flat_map(|point| municipalities.clone().map(move |at| Row { of, point, at }))
            .collect()
    })
}

/// What the groups were started from.
pub(super) fn start_column<'v, R: 'v>(
    table: Table<'v, R>,
    of: impl Fn(&R) -> &'v Point<'v> + Send + Sync + 'v,
) -> Table<'v, R> {
    let about = "filen med samarbejder, der findes, eller ingen";
    table.text("start", "Udgangspunkt", about, move |r| Some(of(r).start.unwrap_or("ingen")))
}
