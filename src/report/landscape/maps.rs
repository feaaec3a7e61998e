//! Which maps of the landscape are there?

use std::collections::BTreeMap;

use crate::chart::{AreaFill, MapArea, MapChart, MapClass};
use crate::landscape::{Margin, RestsOn, SupplyOnLevel, Value, places};
use crate::model::Municipality;
use crate::model::{Level, MunicipalityCode};
use crate::report::landscape::pictures::Subject;
use crate::table::decimal;

const UNIT: &str = "kommuner";

/// The place of a municipality's class among the classes, and what stands below its name.
type Shown = (usize, String);

impl Subject<'_> {
    fn areas(&self, shown: impl Fn(&Municipality) -> Shown) -> Vec<MapArea> {
        let registers = &self.results.settings.registers;
        let areas = registers.municipalities.iter().map(|municipality| {
            let (class, label) = shown(municipality);
            MapArea::new(municipality, &registers.tile_grid, class, label)
        });
        areas.collect()
    }

    /// The highest level that anybody is placed on, and the places placed.
    pub(super) fn supply(&self) -> MapChart {
        let mut by_municipality: BTreeMap<MunicipalityCode, Vec<&SupplyOnLevel>> = BTreeMap::new();
        for row in self.supply_by(Margin::Municipality) {
            if let Value::Municipality(code) = row.value {
                by_municipality.entry(code).or_default().push(row);
            }
        }
        let areas = self.areas(|municipality| {
            let here = by_municipality.get(&municipality.code).map_or(&[][..], Vec::as_slice);
            let placed = here.iter().filter(|row| row.placed.providers > 0);
            match placed.map(|row| row.level).max() {
                Some(highest) => {
                    let parts = here.iter().map(|row| row.placed.places_shared_parts).sum();
                    (Level::High.index() - highest.index(), decimal(places(parts), 0))
                }
                None if here.iter().any(|row| row.up_to.providers > 0) => (3, String::new()),
                None => (4, String::new()),
            }
        });
        let subtitle = "Niveau, som mindst én leverandør er indplaceret på. Tal: indplacerede \
                        pladser delt ud";
        MapChart {
            head: self.head("Højeste niveau i kommunen", subtitle, UNIT),
            class_header: "Højeste niveau".to_owned(),
            label_header: "Pladser".to_owned(),
            classes: classes([
                ("højt", AreaFill::Level(Level::High)),
                ("moderat", AreaFill::Level(Level::Moderate)),
                ("let", AreaFill::Level(Level::Light)),
                ("ingen indplaceret, men tilbud, der ikke er vurderet", AreaFill::Unknown),
                ("intet tilbud", AreaFill::Nobody),
            ]),
            areas,
            boundaries: None,
        }
    }

    /// Places per 100 expected citizens, where that can be said.
    pub(super) fn cover(&self) -> MapChart {
        let rows = self.results.landscape.rows.cover.iter();
        let of_all_levels: BTreeMap<_, _> = rows
            .filter(|row| row.target_group == self.id && row.level.is_none())
            .filter_map(|row| match row.area {
                Value::Municipality(code) => Some((code, row.cover_percent)),
                _ => None,
            })
            .collect();
        let areas = self.areas(|municipality| match of_all_levels.get(&municipality.code) {
            Some(Some([_, central, _])) => {
                let class = if *central < 50.0 { 0 } else { 1 + usize::from(*central >= 100.0) };
                (class, decimal(*central, 0))
            }
            _ => (3, String::new()),
        });
        let subtitle = "Indplacerede pladser på alle tre niveauer, centralt skøn";
        MapChart {
            head: self.head("Pladser pr. 100 forventede borgere", subtitle, UNIT),
            class_header: "Dækning".to_owned(),
            label_header: "Pct.".to_owned(),
            classes: classes([
                ("under 50", AreaFill::Step(0)),
                ("50 til under 100", AreaFill::Step(2)),
                ("100 og over", AreaFill::Step(4)),
                ("ikke givet: for lidt er vurderet, eller intet skøn", AreaFill::Unknown),
            ]),
            areas,
            boundaries: None,
        }
    }

    /// How far it is to the nearest provider on højt.
    pub(super) fn access(&self) -> MapChart {
        let bands = self.results.settings.landscape.access.rule.bands();
        let unit = self.results.landscape.travel_unit.danish();
        // Five steps are told apart, the nearest the lightest.
        let shown = &bands[..bands.len().min(4)];
        let rows = self.results.landscape.rows.access.rows.iter();
        let nearest: BTreeMap<_, _> = rows
            .filter(|row| row.target_group == self.id && row.level == Level::High)
            .filter_map(|row| Some((row.municipality, row.nearest?)))
            .collect();
        let areas = self.areas(|municipality| match nearest.get(&municipality.code) {
            Some(nearest) => {
                let band = shown.iter().position(|band| nearest.distance <= band.up_to);
                (band.unwrap_or(shown.len()), decimal(nearest.distance, 0))
            }
            None => (shown.len() + 1, String::new()),
        });
        let steps = (0..).zip(shown).map(|(step, band)| MapClass {
            word: format!("op til {} {unit}", decimal(band.up_to, 0)),
            fill: AreaFill::Step(step),
        });
        let beyond = classes([
            ("længere væk", AreaFill::Step(4)),
            ("ingen leverandør på niveauet", AreaFill::Unknown),
        ]);
        let subtitle = format!("Indplaceret på niveau højt. Tal: {unit}");
        MapChart {
            head: self.head("Afstand til nærmeste leverandør på højt", subtitle, UNIT),
            class_header: "Afstand".to_owned(),
            label_header: unit.to_owned(),
            classes: steps.chain(beyond).collect(),
            areas,
            boundaries: None,
        }
    }

    /// What højt rests on in each region.
    pub(super) fn vulnerability(&self) -> MapChart {
        let shown = [
            (RestsOn::Several, AreaFill::Step(0)),
            (RestsOn::OneOperator, AreaFill::Step(2)),
            (RestsOn::OneProvider, AreaFill::Step(4)),
            (RestsOn::Nobody, AreaFill::Nobody),
        ];
        let regions = &self.results.settings.registers.regions;
        let rows = self.results.landscape.rows.vulnerability.iter();
        let rows: Vec<_> =
            rows.filter(|row| row.target_group == self.id && row.level == Level::High).collect();
        let areas = self.areas(|municipality| {
            let region = regions.of(municipality.code, self.results.regions_on).map(Value::Region);
            let row = rows.iter().find(|row| Some(row.area) == region);
            let rests_on = row.map_or(RestsOn::Nobody, |row| row.rests_on);
            let class =
                shown.iter().position(|(one, _)| *one == rests_on).unwrap_or(shown.len() - 1);
            (class, row.map_or_else(String::new, |row| row.providers.to_string()))
        });
        let subtitle = "Leverandører indplaceret på niveau højt. Tal: leverandører i regionen";
        MapChart {
            head: self.head("Hvad højt hviler på i regionen", subtitle, UNIT),
            class_header: "Hviler på".to_owned(),
            label_header: "Leverandører".to_owned(),
            classes: classes(shown.map(|(rests_on, fill)| (rests_on.danish(), fill))),
            areas,
            boundaries: None,
        }
    }
}

fn classes<const N: usize>(classes: [(&str, AreaFill); N]) -> Vec<MapClass> {
    classes.map(|(word, fill)| MapClass { word: word.to_owned(), fill }).into()
}
