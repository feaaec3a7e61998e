//! Which maps of the landscape are there?

use std::collections::BTreeMap;

use crate::chart::{AreaFill, MapArea, MapChart, MapClass};
use crate::landscape::{Margin, Nearest, RestsOn, SupplyOnLevel, Value, places};
use crate::model::Municipality;
use crate::model::{Level, MunicipalityCode};
use crate::report::landscape::pictures::Subject;
use crate::table::{decimal, thousands};

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
                    let milli = here.iter().map(|row| row.placed.places_shared_parts).sum();
                    (Level::High.index() - highest.index(), decimal(places(milli), 0))
                }
                None if here.iter().any(|row| row.up_to.providers > 0) => (3, String::new()),
                None => (4, String::new()),
            }
        });
        let subtitle = "Niveau, som mindst én leverandør er indplaceret på. Tal: indplacerede \
                        pladser fordelt på målgrupper";
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

    /// Places per 100 expected citizens; nothing where that can be said of no municipality.
    pub(super) fn cover(&self) -> Option<MapChart> {
        let rows = self.results.landscape.rows.cover.iter();
        let of_all_levels: BTreeMap<_, _> = rows
            .filter(|row| row.target_group == self.id && row.level.is_none())
            .filter_map(|row| match row.area {
                Value::Municipality(code) => Some((code, row.cover_percent)),
                _ => None,
            })
            .collect();
        of_all_levels.values().flatten().next()?;
        let areas = self.areas(|municipality| match of_all_levels.get(&municipality.code) {
            Some(Some([_, central, _])) => {
                let class = if *central < 50.0 { 0 } else { 1 + usize::from(*central >= 100.0) };
                (class, decimal(*central, 0))
            }
            _ => (3, String::new()),
        });
        let subtitle = "Indplacerede pladser på alle tre niveauer, centralt skøn";
        Some(MapChart {
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
        })
    }

    /// How far it is to the nearest provider on højt: at most, while some are not assessed.
    pub(super) fn access(&self) -> MapChart {
        let bands = self.results.settings.landscape.access.rule.bands();
        let unit = self.results.landscape.travel_unit.danish();
        // Five steps are told apart, the nearest the lightest.
        let shown = &bands[..bands.len().min(4)];
        let rows = self.results.landscape.rows.access.rows.iter();
        let of_group = rows.filter(|row| row.target_group == self.id && row.level == Level::High);
        let of_group: Vec<_> = of_group.collect();
        let nearest: BTreeMap<_, _> =
            of_group.iter().filter_map(|row| Some((row.municipality, row.nearest?))).collect();
        let is_settled = of_group.iter().all(|row| {
            let distance = |nearest: Option<Nearest>| nearest.map(|nearest| nearest.distance);
            distance(row.nearest) == distance(row.nearest_possible)
        });
        let areas = self.areas(|municipality| match nearest.get(&municipality.code) {
            Some(nearest) => {
                let band = shown.iter().position(|band| nearest.distance <= band.up_to);
                (band.unwrap_or(shown.len()), decimal(nearest.distance, 0))
            }
            None => (shown.len() + 1, String::new()),
        });
        let up_to = if is_settled { "op til" } else { "højst" };
        let steps = (0..).zip(shown).map(|(step, band)| MapClass {
            word: format!("{up_to} {} {unit}", decimal(band.up_to, 0)),
            fill: AreaFill::Step(step),
        });
        let farther = if is_settled { "længere væk" } else { "indplaceret længere væk" };
        let (assessed, all) = self.n_assessed();
        let nobody = if assessed == all {
            "ingen leverandør på niveauet".to_owned()
        } else {
            format!("ingen indplaceret; {} ikke vurderet", thousands(all - assessed))
        };
        let beyond = classes([(farther, AreaFill::Step(4)), (&nobody, AreaFill::Unknown)]);
        let subtitle = if is_settled {
            format!("Tal: {unit} til den nærmeste")
        } else {
            format!(
                "Tal: {unit} til den nærmeste indplacerede; der kan være nærmere blandt dem, der \
                 ikke er vurderet"
            )
        };
        let title = "Afstand til nærmeste leverandør på højt specialiseret niveau";
        MapChart {
            head: self.head(title, subtitle, UNIT),
            class_header: "Afstand".to_owned(),
            label_header: unit.to_owned(),
            classes: steps.chain(beyond).collect(),
            areas,
            boundaries: None,
        }
    }

    /// How many carry højt in each region: as many as are placed, while others could be.
    pub(super) fn vulnerability(&self) -> MapChart {
        let shown = [
            ("flere driftsherrer", AreaFill::Step(0)),
            ("én driftsherre", AreaFill::Step(2)),
            ("én leverandør", AreaFill::Step(4)),
            ("ingen", AreaFill::Nobody),
            ("én indplaceret, men flere kan være det", AreaFill::Step(1)),
            ("ingen indplaceret, men nogen kan være det", AreaFill::Unknown),
        ];
        let regions = &self.results.settings.registers.regions;
        let rows = self.results.landscape.rows.vulnerability.iter();
        let rows: Vec<_> =
            rows.filter(|row| row.target_group == self.id && row.level == Level::High).collect();
        let areas = self.areas(|municipality| {
            let region = regions.of(municipality.code, self.results.regions_on).map(Value::Region);
            let Some(row) = rows.iter().find(|row| Some(row.area) == region) else {
                return (3, String::new());
            };
            let class = match (row.rests_on, row.is_settled()) {
                (RestsOn::Several, _) => 0,
                (RestsOn::OneOperator, true) => 1,
                (RestsOn::OneProvider, true) => 2,
                (RestsOn::Nobody, true) => 3,
                (RestsOn::OneOperator | RestsOn::OneProvider, false) => 4,
                (RestsOn::Nobody, false) => 5,
            };
            let label = if row.is_settled() {
                row.providers.to_string()
            } else {
                format!("{}–{}", row.providers, row.providers_up_to)
            };
            (class, label)
        });
        let subtitle = "Tal: indplacerede leverandører i regionen, og hvor mange det kan blive, når \
                        alle er vurderet";
        let title = "Hvor mange bærer højt specialiseret niveau i regionen";
        MapChart {
            head: self.head(title, subtitle, UNIT),
            class_header: "Bæres af".to_owned(),
            label_header: "Leverandører".to_owned(),
            classes: classes(shown),
            areas,
            boundaries: None,
        }
    }
}

fn classes<const N: usize>(classes: [(&str, AreaFill); N]) -> Vec<MapClass> {
    classes.map(|(word, fill)| MapClass { word: word.to_owned(), fill }).into()
}
