//! How is it told how many of the expected citizens have a provider within a distance?

use crate::landscape::BandRow;
use crate::report::landscape::{assessed_column, group_columns, level_word, with_travel_notes};
use crate::report::values::value_name;
use crate::results::Results;
use crate::table::{Output, Table};

const OR_POSSIBLE: &str = "når alle, der kan komme på niveauet, tælles med";

/// `landscape/access_bands`: by region and in the country.
pub(super) fn access_bands<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    Table::<BandRow>::new(
        "landscape/access_bands",
        "Forventede borgere med en leverandør inden for en afstand",
        "en målgruppe på et niveau i et område inden for et afstandsbånd",
        "forventede borgere",
    )
    .sheet("Adgang")
    .for_report()
    .sheet_rows(|r| results.landscape.is_shown(r.target_group))
    .csv_rows(|r| r.expected_citizens.is_some_and(|expected| expected > 0.0))
    .with(|table| with_travel_notes(table, results))
    .note("CSV-filen er uden rækker, hvor ingen borgere er forventet")
    .with(|table| group_columns(table, results, |r| r.target_group))
    .text("level", "Niveau", "som leverandøren er indplaceret på", |r| {
        Some(level_word(Some(r.level)))
    })
    .text("or_above", "Eller over", "ja, når højere niveauer tæller med", |r| {
        Some(if r.is_or_above { "ja" } else { "nej" })
    })
    .text("area", "Område", "region eller hele landet", |r| Some(value_name(results, r.area)))
    .decimal("up_to", "Op til", "båndets grænse, selv med", 0, |r| Some(r.up_to))
    .unit(results.landscape.travel_unit.danish())
    .decimal(
        "expected_citizens",
        "Forventede borgere",
        "centralt skøn; på niveauet, når størrelsen er delt, ellers alle",
        1,
        |r| r.expected_citizens,
    )
    .unit("borgere")
    .empty("ingen størrelse er skønnet")
    .decimal("within", "Heraf inden for", "med en indplaceret inden for båndet", 1, |r| {
        r.within.map(|[low, _]| low)
    })
    .unit("borgere")
    .empty("ingen størrelse er skønnet")
    .decimal("within_up_to", "Heraf inden for, op til", OR_POSSIBLE, 1, |r| {
        r.within.map(|[_, high]| high)
    })
    .unit("borgere")
    .empty("ingen størrelse er skønnet")
    .decimal("share_percent", "Andel, pct.", "af de forventede borgere", 1, |r| {
        r.share_percent.map(|[low, _]| low)
    })
    .unit("pct.")
    .empty("ingen forventede borgere")
    .decimal("share_percent_up_to", "Andel, op til, pct.", OR_POSSIBLE, 1, |r| {
        r.share_percent.map(|[_, high]| high)
    })
    .unit("pct.")
    .empty("ingen forventede borgere")
    .with(|table| assessed_column(table, results, |r| (Some(r.target_group), r.area)))
    .over(&results.landscape.rows.access.bands)
}
