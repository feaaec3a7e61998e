//! How is it told how varied the supply is?

use crate::landscape::{DiversityRow, Share};
use crate::report::landscape::{assessed_column, level_word, withheld_column};
use crate::report::values::value_name;
use crate::results::Results;
use crate::table::{Output, Table};

/// The shares of kinds, along [`crate::model::ProviderKind::ALL`].
const KINDS: [(&str, &str); 4] = [
    ("residential_percent", "Døgntilbud, pct."),
    ("day_percent", "Dagtilbud, pct."),
    ("ambulant_percent", "Ambulant, pct."),
    ("outreach_percent", "Udgående, pct."),
];

/// `landscape/diversity`: service types and kinds of provider.
pub(super) fn diversity<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let services = &results.settings.registers.services;
    let groups = &results.settings.registers.target_groups;
    Table::<DiversityRow>::new(
        "landscape/diversity",
        "Ydelsestyper og leverandørtyper",
        "en målgruppe på et niveau i en region eller hele landet",
        "afdelinger og leverandører uden afdelinger",
    )
    .sheet("Mangfoldighed")
    .for_report()
    .sheet_rows(|r| r.target_group.is_none_or(|group| results.landscape.is_shown(group)))
    .csv_rows(|r| r.units > 0)
    .note("En enhed er en afdeling, eller en leverandør uden afdelinger")
    .note("En enhed af to typer tæller under begge")
    .note("CSV-filen er uden rækker, hvor der ingen enheder er")
    .code("target_group", "målgruppens slug; alle: hver afdeling én gang", |r| {
        Some(r.target_group.map_or("alle", |group| &*groups.get(group).slug))
    })
    .words("Målgruppe", "målgruppens navn; Alle: hver afdeling én gang", |r| {
        Some(r.target_group.map_or("Alle", |group| &*groups.get(group).name))
    })
    .text("area", "Område", "region eller hele landet", |r| Some(value_name(results, r.area)))
    .text("level", "Niveau", "alle: alt, indplaceret eller ej", |r| Some(level_word(r.level)))
    .int("units", "Enheder", "afdelinger, og leverandører uden afdelinger", |r| Some(r.units))
    .unit("enheder")
    .int(
        "n_services",
        "Ydelsestyper",
        "forskellige typer, som nogen indplaceret har; på et niveau mindst",
        |r| Some(r.n_services),
    )
    .unit("ydelsestyper")
    .text("services", "Hvilke", "ydelsestyperne, delt af semikolon", |r| {
        let named = services.names().iter().enumerate();
        let has = named.filter(|(at, _)| r.services.0 & (1_u16 << at) != 0);
        let all = has.map(|(_, name)| &**name).collect::<Vec<_>>().join("; ");
        (!all.is_empty()).then_some(all)
    })
    .empty("ingen ydelsestyper er oplyst")
    .not_on_sheet()
    .int(
        "units_without_services",
        "Uden oplyste ydelsestyper",
        "de er i intet antal ydelsestyper",
        |r| Some(r.units_without_services),
    )
    .unit("enheder")
    .not_on_sheet()
    .for_each(KINDS.into_iter().enumerate(), |table, (at, (name, header))| {
        table
            .decimal(name, header, "af enheder med kendt type", 1, move |r| {
                r.kinds[at].map(Share::percent)
            })
            .unit("pct.")
            .empty("ingen enhed har en kendt type, eller holdt tilbage; se hvorfor")
    })
    .int("units_without_kind", "Uden kendt leverandørtype", "de er i ingen andel", |r| {
        Some(r.units_without_kind)
    })
    .unit("enheder")
    .with(|table| assessed_column(table, results, |r| (r.target_group, r.area)))
    .with(|table| withheld_column(table, |r| r.withheld))
    .over(&results.landscape.rows.diversity)
}
