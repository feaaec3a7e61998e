//! How many municipalities reach the underlag, alone and together?

use crate::model::Level;
use crate::report::size::collaborations::start_column;
use crate::report::size::columns::{estimate_word, status_column};
use crate::report::size::subject::{
    InEstimate, certainty, n_column, point_columns, short, subject_columns, threshold_column,
};
use crate::results::{Point, Reached, ReachingN, SizeResults, Subject, Underlag};
use crate::size::{CaseBase, Variant};
use crate::table::{Output, Table};

const NO_MUNICIPALITY: &str = "ingen kommuner i registret";

/// A point of the grid.
struct Row<'v> {
    of: InEstimate<'v>,
    point: &'v Point<'v>,
}

impl<'v> Row<'v> {
    fn reached(&self) -> &'v Reached<'v> {
        &self.point.reached[self.of.variant.index()]
    }
}

/// `size/underlag_summary`: a row per subject, estimate and point of the grid.
pub(super) fn summary<'v>(
    sizes: &'v SizeResults<'v>,
    underlag: &'v Underlag<'v>,
) -> Box<dyn Output + 'v> {
    let shown = underlag.rule.shown;
    Table::<Row<'v>>::new(
        "size/underlag_summary",
        "Hvor mange kommuner der når underlaget, alene og sammen",
        "et punkt i gitteret (n, sandsynlighed, usikkerhed) for en målgruppe, et niveau, et skøn \
         og et udgangspunkt",
        "kommuner",
    )
    .csv_only()
    .sheet("Underlag")
    .sheet_rows(move |r| {
        r.point.start.is_none() && CaseBase { n: shown.n, ..r.point.base } == shown
    })
    .for_report()
    .note(format!(
        "Arket har kun de punkter, hvor underlaget nås {}, variationskoefficient {}, og hvor \
         samarbejder er søgt uden udgangspunkt; CSV-filen har alle",
        certainty(shown),
        short(shown.cv)
    ))
    .with(|table| subject_columns(table, sizes, |r| r.of.subject))
    .words("Skøn", "lavt, centralt eller højt", |r| Some(r.of.variant.danish()))
    .with(|table| point_columns(table, |r| r.point.base))
    .with(|table| threshold_column(table, |r| r.reached().found.threshold))
    .decimal(
        "",
        "Indbyggere, der skal til",
        "for at tærsklen ventes med landets forekomst",
        0,
        |r| r.reached().inhabitants_needed,
    )
    .unit("indbyggere")
    .empty("ingen forekomst at regne med")
    .int("", "Kommuner, der når underlaget alene", "forventede borgere når tærsklen", |r| {
        Some(r.reached().found.alone.len())
    })
    .unit("kommuner")
    .decimal("", "Andel af kommunerne", "af alle kommuner", 1, |r| r.reached().alone_percent)
    .unit("pct.")
    .empty(NO_MUNICIPALITY)
    .for_each(underlag.rule.cuts.iter().enumerate(), |table, (at, cuts)| {
        table
            .words(
                format!("Boks 1 peger på ({cuts})"),
                "niveauet, som størrelsen alene peger på; den afgør det ikke",
                move |r| r.reached().points_to[at].map(Level::danish),
            )
            .empty("størrelsen peger ikke på ét niveau")
    })
    .with(|table| start_column(table, |r| r.point))
    .int(
        "",
        "Samarbejder fundet",
        "grupper af naboer, der når tærsklen, også kommuner alene",
        |r| Some(r.reached().found.groups.len()),
    )
    .unit("samarbejder")
    .int("", "Øvre grænse", "flere samarbejder kan der ikke være", |r| {
        Some(r.reached().found.bound)
    })
    .unit("samarbejder")
    .int("", "Kommuner i intet samarbejde", "til overs", |r| Some(r.reached().left_over.len()))
    .unit("kommuner")
    .words("Hvilke", "deres navne, delt af komma", |r| {
        Some(r.reached().left_over.join(", ")).filter(|names| !names.is_empty())
    })
    .empty("ingen er til overs")
    .decimal(
        "",
        "Længste afstand i et samarbejde, km",
        "mellem to kommuners midtpunkter",
        0,
        |r| Some(r.reached().longest_km),
    )
    .unit("km")
    .with(|table| status_column(table, |r| r.of.subject.status))
    .made(InEstimate::count(underlag), |nth| {
        let of = InEstimate::nth(underlag, nth);
        of.subject.points.iter().map(|point| Row { of, point }).collect()
    })
}

/// A number of citizens.
struct NRow<'v> {
    subject: &'v Subject<'v>,
    of: &'v ReachingN,
}

/// `size/underlag_by_n`: how many reach it alone, the more citizens are needed.
pub(super) fn by_n<'v>(
    sizes: &'v SizeResults<'v>,
    underlag: &'v Underlag<'v>,
) -> Box<dyn Output + 'v> {
    let shown = underlag.rule.shown;
    Table::<NRow<'v>>::new(
        "size/underlag_by_n",
        "Hvor mange kommuner der når underlaget alene, jo flere borgere der skal til",
        "et antal borgere i underlaget for en målgruppe og et niveau",
        "kommuner",
    )
    .csv_only()
    .note(format!(
        "Underlaget nås {}; forekomstens variationskoefficient er {}",
        certainty(shown),
        short(shown.cv)
    ))
    .with(|table| subject_columns(table, sizes, |r| r.subject))
    .with(|table| n_column(table, |r| r.of.n))
    .with(|table| threshold_column(table, |r| r.of.threshold))
    .for_each(Variant::ALL, |table, variant| {
        let header = format!("Kommuner, der når underlaget alene, {}", estimate_word(variant));
        let value = move |r: &NRow<'_>| Some(r.of.n_municipalities[variant.index()]);
        table.int("", header, "forventede borgere når tærsklen", value).unit("kommuner")
    })
    .for_each(Variant::ALL, |table, variant| {
        let header = format!("Andel af kommunerne, {}", estimate_word(variant));
        table
            .decimal("", header, "af alle kommuner", 1, move |r| r.of.percent[variant.index()])
            .unit("pct.")
            .empty(NO_MUNICIPALITY)
    })
    .with(|table| status_column(table, |r| r.subject.status))
    .made(underlag.subjects.len(), |at| {
        let subject = &underlag.subjects[at];
        subject.by_n.iter().map(|of| NRow { subject, of }).collect()
    })
}
