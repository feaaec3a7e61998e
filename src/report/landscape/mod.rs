//! What is written of the landscape: supply, need against it, access, and what it rests on?

mod book;
mod charts;
mod cover;
mod distance;
mod fragility;
mod supply;

use crate::guideline::GuidelineStatus;
use crate::landscape::{
    Landscape, LandscapeError, LandscapeInput, Map, Margin, Need, Needs, SupplyOnLevel, Travel,
    Value, landscape, operators,
};
use crate::model::{Level, MunicipalityCode, TargetGroupId};
use crate::output::Staging;
use crate::report::WriteError;
use crate::report::documented_file::write_rows;
use crate::report::size::SizeView;
use crate::report::values::value_name;
use crate::report::write_output;
use crate::results::{Progress, Results};
use crate::size::{CAVEATS, Variant, expected_series};
use crate::table::old::{Chapter, DocColumn};
use crate::table::{Provenance, TableDoc, danish_date};

/// Everything that outputs of the landscape are made from.
struct Drawn<'v, 'r> {
    view: &'v Results<'r>,
    map: Map,
    travel: Travel,
    rows: Landscape,
    /// What stands under every output.
    provenance: Provenance,
    /// Groups with an assessment, of which pictures and workbook tell.
    assessed_groups: Vec<TargetGroupId>,
}

/// Writes `landscape/` and `landscape.xlsx`; gives what the data dictionary tells of them.
pub(super) fn write(
    staging: &Staging,
    view: &Results<'_>,
    sizes: &SizeView<'_>,
    progress: Progress<'_>,
) -> Result<(Vec<Chapter>, Vec<TableDoc>), WriteError> {
    let drawn = draw(view, sizes)?;
    let told = &drawn.provenance;
    let docs = vec![
        write_output(staging, &*supply::supply(view), told)?,
        write_output(staging, &*supply::supply_by(view, &drawn.rows.margins), told)?,
    ];
    let chapters = vec![
        write_rows(staging, &cover::cover(&drawn), &drawn.rows.cover, told)?,
        write_rows(staging, &distance::access(&drawn), &drawn.rows.access.rows, told)?,
        write_rows(staging, &distance::bands(&drawn), &drawn.rows.access.bands, told)?,
        write_rows(staging, &distance::new_sites(&drawn), &drawn.rows.new_sites, told)?,
        write_rows(staging, &fragility::cells(&drawn), &drawn.rows.vulnerability, told)?,
        write_rows(staging, &fragility::closings(&drawn), &drawn.rows.closings, told)?,
        write_rows(staging, &fragility::diversity(&drawn), &drawn.rows.diversity, told)?,
    ];
    let pictures = charts::write(staging, &drawn, progress)?;
    book::write(staging, &drawn, pictures)?;
    Ok((chapters, docs))
}

/// Reckons the landscape from the facts and the expected citizens.
fn draw<'v, 'r>(view: &'v Results<'r>, sizes: &SizeView<'_>) -> Result<Drawn<'v, 'r>, WriteError> {
    let registers = &view.settings.registers;
    let settings = &view.settings.landscape;
    let map = Map::new(&registers.municipalities, &registers.regions, view.regions_on);
    let travel = match &settings.minutes {
        Some(minutes) => Travel::by_minutes(&map, |from, to| minutes.between(from, to))?,
        None => Travel::by_distance(&map, settings.access.detour_factor)?,
    };
    let needs = needs(sizes, &map)?;
    let groups: Vec<TargetGroupId> = registers.target_groups.iter().map(|(id, _)| id).collect();
    let operators = operators(&view.reading.dataset);
    let drawn = landscape(&LandscapeInput {
        facts: &view.counted.supplied.facts,
        supply: &view.counted.supplied.supply,
        operators: &operators,
        groups: &groups,
        map: &map,
        needs: &needs,
        travel: &travel,
        access_rule: &settings.access.rule,
        assessed_percent: settings.access.assessed_percent,
    })?;
    let mut assessed_groups: Vec<TargetGroupId> = view
        .reading
        .dataset
        .offerings
        .iter()
        .zip(&view.assessed.offerings)
        .filter(|(_, assessed)| view.all_groups || assessed.grades.is_assessed())
        .map(|(offering, _)| offering.target_group)
        .collect();
    assessed_groups.sort_unstable();
    assessed_groups.dedup();
    let provenance = provenance(view, sizes);
    Ok(Drawn { view, map, travel, rows: drawn, provenance, assessed_groups })
}

/// The expected citizens of whole groups; sub-groups lie inside them.
fn needs(sizes: &SizeView<'_>, map: &Map) -> Result<Needs, LandscapeError> {
    let series = expected_series(&sizes.expected);
    let mut needs: Vec<Need> = Vec::new();
    for row in series.iter().filter(|row| row.subgroup.is_none()) {
        let (group, level) = (row.target_group, row.level);
        let at = needs.iter().position(|need| (need.target_group, need.level) == (group, level));
        let at = at.unwrap_or_else(|| {
            let by_municipality = vec![[0.0; 3]; row.by_municipality.len()];
            let is_example = row.status == GuidelineStatus::Example;
            needs.push(Need { target_group: group, level, by_municipality, is_example });
            needs.len() - 1
        });
        let variant = Variant::ALL.iter().position(|variant| *variant == row.variant).unwrap_or(0);
        for (need, expected) in needs[at].by_municipality.iter_mut().zip(&row.by_municipality) {
            need[variant] = *expected;
        }
    }
    Needs::new(needs, map)
}

fn provenance(view: &Results<'_>, sizes: &SizeView<'_>) -> Provenance {
    let settings = &view.settings.landscape;
    let mut provenance = view.provenance.clone();
    if !sizes.sizes.is_empty() {
        let labels: Vec<String> = sizes.sizes.iter().map(|size| size.label()).collect();
        provenance.remarks.push(format!("Størrelser: {}", labels.join(", ")));
    }
    let population_on = danish_date(view.settings.registers.made_for());
    provenance.remarks.push(format!("Befolkning pr. {population_on} (Danmarks Statistik)"));
    provenance.remarks.push(match &settings.minutes {
        Some(_) => "Afstand: rejsetid i minutter efter registers/travel_minutes.csv".to_owned(),
        None => format!(
            "Afstand: luftlinje mellem kommunernes midtpunkter gange {}",
            crate::table::decimal(settings.access.detour_factor, 1)
        ),
    });
    provenance
}

impl Drawn<'_, '_> {
    /// A marginal table's rows.
    fn margin(&self, by: Margin) -> &[SupplyOnLevel] {
        let found = self.rows.margins.iter().find(|(margin, _)| *margin == by);
        found.map_or(&[], |(_, rows)| rows)
    }

    fn slug(&self, group: TargetGroupId) -> &str {
        &self.view.settings.registers.target_groups.get(group).slug
    }

    /// The column that every table begins with, or nearly.
    fn group_column<'d, R>(
        &'d self,
        of: impl Fn(&R) -> TargetGroupId + Send + Sync + 'd,
    ) -> DocColumn<'d, R> {
        let named = ("target_group", "Målgruppe", "målgruppens slug");
        DocColumn::text(named, move |row| Some(self.slug(of(row))))
    }

    fn group_name(&self, group: TargetGroupId) -> &str {
        &self.view.settings.registers.target_groups.get(group).name
    }

    fn municipality_name(&self, code: MunicipalityCode) -> String {
        value_name(self.view, Value::Municipality(code))
    }

    fn name(&self, value: Value) -> String {
        value_name(self.view, value)
    }

    fn provider_id(&self, provider: u32) -> &str {
        &self.view.reading.dataset.providers[provider as usize].id
    }

    /// What must be said beside every number that holds supply against people.
    fn caveats() -> Vec<String> {
        CAVEATS.map(str::to_owned).into()
    }
}

/// *let*, *moderat*, *højt*, or *alle*.
fn level_word(level: Option<Level>) -> &'static str {
    level.map_or("alle", Level::danish)
}

/// Thousandths of places as places.
fn places(milli: u64) -> f64 {
    milli as f64 / 1000.0
}
