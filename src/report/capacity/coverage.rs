//! How is it told how much has been reported?

use crate::capacity::{Area, By, CapacityRow, FlowRow, Value};
use crate::report::capacity::{area_name, table, year_column};
use crate::report::values::percent;
use crate::results::Results;
use crate::table::Output;

/// A year in an area.
struct Row {
    year: u16,
    area: Area,
    departments: u64,
    /// Places, occupancy, waiting list, takst, citizens by payer.
    reported: [u64; 5],
}

/// `capacity/coverage`: by year and region.
pub(super) fn coverage<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let capacity = results.capacity;
    let of_flows = |row: &FlowRow| {
        (row.target_group.is_none() && row.level.is_none()).then_some((row.year, row.area))
    };
    let of_places = |row: &CapacityRow| {
        let area = match row.value {
            Value::Total => Area::Country,
            Value::Region(region) => Area::Region(region),
            _ => Area::NotReported,
        };
        let is_whole = row.by == By::Region(0) && row.target_group.is_none() && row.level.is_none();
        is_whole.then_some((row.year, area))
    };
    let mut keys: Vec<(u16, Area)> = capacity.rows.iter().filter_map(of_places).collect();
    let is_area = |(_, area): &(u16, Area)| !matches!(area, Area::Municipality(_));
    keys.extend(capacity.flows.iter().filter_map(of_flows).filter(is_area));
    keys.sort_unstable();
    keys.dedup();
    let row = |key: (u16, Area)| {
        let places = capacity.rows.iter().find(|row| of_places(row) == Some(key));
        let flows = capacity.flows.iter().find(|row| of_flows(row) == Some(key));
        let [places_n, occupancy, waiting, rate] = places.map_or([0; 4], |row| row.reported);
        let citizens = flows.map_or(0, |row| row.departments.1);
        let n = places.map(|row| row.departments).or(flows.map(|row| row.departments.0));
        Row {
            year: key.0,
            area: key.1,
            departments: n.unwrap_or(0),
            reported: [places_n, occupancy, waiting, rate, citizens],
        }
    };
    let figures = [
        ("places", "Pladser"),
        ("occupancy", "Belægning"),
        ("waiting", "Venteliste"),
        ("rate", "Takst"),
        ("citizens", "Borgere efter betalingskommune"),
    ];
    table::<Row>(
        "capacity/coverage",
        "Hvor meget der er indberettet",
        "et år i en region eller hele landet",
        "afdelinger",
    )
    .csv_only()
    .sheet("Dækning")
    .note("En afdeling har indberettet, når den har det for alle sine paragraffer")
    .with(|table| year_column(table, |r| r.year))
    .text("area", "Område", "region eller hele landet", |r| Some(area_name(results, r.area)))
    .int("departments", "Afdelinger", "afdelinger, og tilbud uden afdelinger", |r| {
        Some(r.departments)
    })
    .unit("afdelinger")
    .for_each(figures.into_iter().enumerate(), |table, (nth, (name, header))| {
        table
            .int(name, header, "afdelinger, der har indberettet det", move |r: &Row| {
                Some(r.reported[nth])
            })
            .unit("afdelinger")
            .decimal(
                format!("{name}_percent"),
                format!("{header}, pct."),
                "af afdelingerne",
                1,
                move |r: &Row| percent(r.reported[nth], r.departments),
            )
            .unit("pct.")
            .empty("ingen afdelinger")
    })
    .of(keys.into_iter().map(row).collect())
}
