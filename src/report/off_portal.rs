//! What is there outside Tilbudsportalen?

use crate::landscape::Class;
use crate::plain_text::capitalised;
use crate::report::coverage::group_column;
use crate::report::values::percent;
use crate::results::{OfKind, OffPortalRow, Results};
use crate::table::{Output, Table};

const UNIT: &str = "leverandør x målgruppe";

/// `tables/off_portal`: providers outside the portal by target group and kind.
pub(super) fn off_portal<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    Table::<OffPortalRow>::new(
        "tables/off_portal",
        "Leverandører uden for Tilbudsportalen efter målgruppe og type",
        "en leverandørtype i en målgruppe, og alle typer i målgruppen",
        UNIT,
    )
    .csv_only()
    .for_report()
    .sheet("Uden for Tilbudsportalen")
    .note("En leverandør af flere typer tæller under hver af dem og kun én gang i rækken I alt")
    .note(
        "En leverandør tæller én gang for hver målgruppe og, hvor den er delt efter aldersgruppe \
         eller delmålgruppe, én gang for hver del; leverandører i alt tæller hver af dem én gang",
    )
    .note("Listerne kommer fra kommuner og regioner og er ikke udtømmende")
    .with(|table| group_column(table, results, |row| row.target_group))
    .words("Leverandørtype", "som oplyst, ellers efter paragrafferne; I alt er alle", |row| {
        Some(match row.kind {
            OfKind::One(kind) => capitalised(kind.danish()),
            OfKind::NotReported => "Ikke oplyst".to_owned(),
            OfKind::All => "I alt".to_owned(),
        })
    })
    .for_each(Class::ALL, |table, class| {
        let about = "på niveauet, eller hvorfor der intet niveau er";
        table
            .int("", capitalised(class.danish()), about, move |row| {
                Some(row.by_class[class.index()])
            })
            .unit(UNIT)
    })
    .int("", "Leverandør x målgruppe i alt", "uanset niveau", |row| Some(row.offerings()))
    .unit(UNIT)
    .decimal("", "Andel vurderet, pct.", "af leverandør x målgruppe i alt", 1, |row| {
        percent(row.assessed(), row.offerings())
    })
    .unit("pct.")
    .int("", "Leverandører i alt", "hver talt én gang", |row| Some(row.providers))
    .unit("leverandører")
    .over(&results.counted.off_portal)
}
