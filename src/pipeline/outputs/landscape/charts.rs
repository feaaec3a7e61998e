//! Which pictures of the landscape are drawn?

use rayon::prelude::*;

use super::{Drawn, level_word, places};
use crate::landscape::{Margin, RestsOn, Value};
use crate::model::{Level, TargetGroupId};
use crate::pipeline::WriteError;
use crate::pipeline::outputs::charts::write_picture;
use crate::register::Municipality;
use crate::report::chart::{AreaFill, Chart, MapArea, MapChart, MapClass};
use crate::report::{BookPicture, Staging, decimal};

const FOLDER: &str = "landscape/charts";

/// Draws the maps of each group that has an assessment; gives those drawn for the workbook.
pub(super) fn write(
    staging: &Staging,
    drawn: &Drawn<'_, '_>,
) -> Result<Vec<BookPicture>, WriteError> {
    let mut charts = Vec::new();
    for group in &drawn.assessed_groups {
        let subject = Subject { drawn, group: *group };
        for map in [subject.supply(), subject.cover(), subject.access(), subject.vulnerability()] {
            if let Some(file) = drawn.view.boundaries {
                let name = map.name.replacen("kort", "landkort", 1);
                let boundaries = Some(std::sync::Arc::clone(&file.boundaries));
                charts.push(Chart::Map(Box::new(MapChart { name, boundaries, ..map.clone() })));
            }
            charts.push(Chart::Map(Box::new(map)));
        }
    }
    charts
        .into_par_iter()
        .map(|chart| {
            let (title, alt_text, png) = write_picture(staging, FOLDER, &chart, &drawn.provenance)?;
            Ok(BookPicture { title, alt_text, png })
        })
        .collect()
}

/// The group that a picture is about.
struct Subject<'s, 'v, 'r> {
    drawn: &'s Drawn<'v, 'r>,
    group: TargetGroupId,
}

impl Subject<'_, '_, '_> {
    fn name(&self) -> String {
        self.drawn.group_name(self.group).to_lowercase()
    }

    /// A map with a class and a label for each municipality.
    fn map(
        &self,
        (stem, title, subtitle): (&str, String, String),
        (class_header, label_header): (&str, &str),
        classes: &[(&str, AreaFill)],
        of: impl Fn(&Municipality) -> (usize, String),
    ) -> MapChart {
        let registers = &self.drawn.view.settings.registers;
        let areas = registers.municipalities.iter().map(|municipality| {
            let tile = registers.tile_grid.of(municipality.code);
            let (class, label) = of(municipality);
            MapArea {
                code: municipality.code.to_string(),
                name: municipality.name.to_string(),
                short_name: tile.map_or_else(
                    || municipality.name.to_string(),
                    |tile| tile.short_name.to_string(),
                ),
                at: tile.map(|tile| (tile.row, tile.column)),
                class,
                label,
                group: None,
            }
        });
        let classes =
            classes.iter().map(|(word, fill)| MapClass { word: (*word).to_owned(), fill: *fill });
        MapChart {
            name: format!("kort-{stem}-{}", self.drawn.slug(self.group)),
            title,
            subtitle,
            class_header: class_header.to_owned(),
            label_header: label_header.to_owned(),
            classes: classes.collect(),
            areas: areas.collect(),
            notes: Drawn::caveats(),
            boundaries: None,
        }
    }

    /// The highest level that anybody is placed on, and the places placed.
    fn supply(&self) -> MapChart {
        let classes = [
            ("højt", AreaFill::Level(Level::High)),
            ("moderat", AreaFill::Level(Level::Moderate)),
            ("let", AreaFill::Level(Level::Light)),
            ("ingen indplaceret, men tilbud, der ikke er vurderet", AreaFill::Unknown),
            ("intet tilbud", AreaFill::Nobody),
        ];
        let margins = &self.drawn.drawn.margins;
        let rows = margins.iter().find(|(margin, _)| *margin == Margin::Municipality);
        let rows: Vec<_> = rows.into_iter().flat_map(|(_, rows)| rows).collect();
        let title = format!("Højeste niveau i kommunen: {}", self.name());
        let subtitle = "Niveau, som mindst én leverandør er indplaceret på. Tal: indplacerede \
                        pladser delt ud"
            .to_owned();
        self.map(
            ("udbud", title, subtitle),
            ("Højeste niveau", "Pladser"),
            &classes,
            |municipality| {
                let here = |level: Level| {
                    rows.iter().find(|row| {
                        row.target_group == self.group
                            && row.value == Value::Municipality(municipality.code)
                            && row.level == level
                    })
                };
                let milli: u64 = Level::ALL
                    .iter()
                    .filter_map(|level| here(*level))
                    .map(|row| row.placed.places_shared_milli)
                    .sum();
                let highest = [Level::High, Level::Moderate, Level::Light]
                    .iter()
                    .position(|level| here(*level).is_some_and(|row| row.placed.providers > 0));
                match highest {
                    Some(at) => (at, decimal(places(milli), 0)),
                    None => {
                        let any = Level::ALL
                            .iter()
                            .any(|level| here(*level).is_some_and(|row| row.up_to.providers > 0));
                        (if any { 3 } else { 4 }, String::new())
                    }
                }
            },
        )
    }

    /// Places per 100 expected citizens, where that can be said.
    fn cover(&self) -> MapChart {
        let classes = [
            ("under 50", AreaFill::Step(0)),
            ("50 til under 100", AreaFill::Step(2)),
            ("100 og over", AreaFill::Step(4)),
            ("ikke givet: for lidt er vurderet, eller intet skøn", AreaFill::Unknown),
        ];
        let title = format!("Pladser pr. 100 forventede borgere: {}", self.name());
        let subtitle = "Indplacerede pladser på alle tre niveauer, centralt skøn".to_owned();
        self.map(("daekning", title, subtitle), ("Dækning", "Pct."), &classes, |municipality| {
            let row = self.drawn.drawn.cover.iter().find(|row| {
                row.target_group == self.group
                    && row.level.is_none()
                    && row.area == Value::Municipality(municipality.code)
            });
            match row.and_then(|row| row.cover_percent) {
                Some([_, central, _]) => {
                    let class = if central < 50.0 { 0 } else { 1 + usize::from(central >= 100.0) };
                    (class, decimal(central, 0))
                }
                None => (3, String::new()),
            }
        })
    }

    /// How far it is to the nearest provider on højt.
    fn access(&self) -> MapChart {
        let bands = self.drawn.view.settings.landscape.access.rule.bands();
        let unit = self.drawn.travel.unit().danish();
        // Five steps are told apart, the nearest the lightest.
        let shown = &bands[..bands.len().min(4)];
        let words: Vec<String> =
            shown.iter().map(|band| format!("op til {} {unit}", decimal(band.up_to, 0))).collect();
        let mut classes: Vec<(&str, AreaFill)> =
            (0..).zip(&words).map(|(step, word)| (word.as_str(), AreaFill::Step(step))).collect();
        classes.push(("længere væk", AreaFill::Step(4)));
        classes.push(("ingen leverandør på niveauet", AreaFill::Unknown));
        let title = format!("Afstand til nærmeste leverandør på højt: {}", self.name());
        let subtitle = format!("Indplaceret på niveau højt. Tal: {unit}");
        self.map(("adgang-hoejt", title, subtitle), ("Afstand", unit), &classes, |municipality| {
            let row = self.drawn.drawn.access.rows.iter().find(|row| {
                row.target_group == self.group
                    && row.level == Level::High
                    && row.municipality == municipality.code
            });
            match row.and_then(|row| row.nearest) {
                Some(nearest) => {
                    let band = shown.iter().position(|band| nearest.distance <= band.up_to);
                    (band.unwrap_or(shown.len()), decimal(nearest.distance, 0))
                }
                None => (shown.len() + 1, String::new()),
            }
        })
    }

    /// What højt rests on in each region.
    fn vulnerability(&self) -> MapChart {
        let classes = [
            (RestsOn::Several.danish(), AreaFill::Step(0)),
            (RestsOn::OneOperator.danish(), AreaFill::Step(2)),
            (RestsOn::OneProvider.danish(), AreaFill::Step(4)),
            (RestsOn::Nobody.danish(), AreaFill::Nobody),
        ];
        let title =
            format!("Hvad hviler højt på i regionen? {}", self.drawn.group_name(self.group));
        let subtitle = format!(
            "Leverandører indplaceret på niveau {}. Tal: leverandører i regionen",
            level_word(Some(Level::High))
        );
        self.map(
            ("saarbarhed-hoejt", title, subtitle),
            ("Hviler på", "Leverandører"),
            &classes,
            |municipality| {
                let region = self.drawn.map.region(municipality.code).map(Value::Region);
                let row = self.drawn.drawn.vulnerability.iter().find(|row| {
                    row.target_group == self.group
                        && row.level == Level::High
                        && Some(row.area) == region
                });
                match row {
                    Some(row) => {
                        let class = match row.rests_on {
                            RestsOn::Several => 0,
                            RestsOn::OneOperator => 1,
                            RestsOn::OneProvider => 2,
                            RestsOn::Nobody => 3,
                        };
                        (class, row.providers.to_string())
                    }
                    None => (3, String::new()),
                }
            },
        )
    }
}
