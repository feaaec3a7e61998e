//! Which pictures of the landscape are drawn?

use rayon::prelude::*;

use crate::chart::{
    AreaFill, Chart, ChartHead, HeatCell, HeatChart, MapArea, MapChart, MapClass, Panel,
    PanelsChart, RateRow, RatesChart,
};
use crate::landscape::{Margin, RestsOn, SupplyOnLevel, Value};
use crate::model::Municipality;
use crate::model::{Level, TargetGroupId};
use crate::output::Staging;
use crate::report::WriteError;
use crate::report::charts::write_picture;
use crate::report::drawn_so_far;
use crate::report::landscape::{Drawn, level_word, places};
use crate::results::Progress;
use crate::table::decimal;
use crate::table::old::BookPicture;

const FOLDER: &str = "landscape/charts";

/// Draws the maps of each group that has an assessment; gives those drawn for the workbook.
pub(super) fn write(
    staging: &Staging,
    drawn: &Drawn<'_, '_>,
    progress: Progress<'_>,
) -> Result<Vec<BookPicture>, WriteError> {
    let mut charts = Vec::new();
    for group in &drawn.assessed_groups {
        let subject = Subject { drawn, group: *group };
        for map in [subject.supply(), subject.cover(), subject.access(), subject.vulnerability()] {
            if let Some(file) = drawn.view.boundaries {
                charts.push(Chart::Map(Box::new(map.on_boundaries(&file.boundaries))));
            }
            charts.push(Chart::Map(Box::new(map)));
        }
        charts.push(Chart::Heat(subject.heat()));
        charts.push(Chart::Rates(subject.rates()));
    }
    charts.push(Chart::Heat(over_groups(drawn)));
    charts.push(Chart::Panels(small_multiples(drawn)));
    let told = drawn_so_far(progress, charts.len());
    charts
        .into_par_iter()
        .map(|chart| {
            let (title, alt_text, png) = write_picture(staging, FOLDER, &chart, &drawn.provenance)?;
            told();
            Ok(BookPicture { title, alt_text, png })
        })
        .collect()
}

const PLACED_UP_TO: &str =
    "Tal: indplacerede leverandører, og i parentes dem, der er eller kan komme på niveauet";

/// `3 (9)`; the darker, the nearer to `most`. None: not shaded, as it is a sum.
fn heat_cell(row: &SupplyOnLevel, most: Option<u64>) -> HeatCell {
    let (placed, up_to) = (row.placed.providers, row.up_to.providers);
    HeatCell {
        value: Some(placed as f64),
        text: format!("{placed} ({up_to})"),
        shade: most.filter(|most| *most > 0).map(|most| placed as f64 / most as f64),
    }
}

/// The country's supply of every group and level that somebody serves, or could.
fn totals<'d>(drawn: &'d Drawn<'_, '_>) -> Vec<&'d SupplyOnLevel> {
    let rows = drawn.margin(Margin::Region).iter();
    rows.filter(|row| row.value == Value::Total && row.up_to.providers > 0).collect()
}

/// All target groups that anybody serves, a panel each.
fn small_multiples(drawn: &Drawn<'_, '_>) -> PanelsChart {
    let totals = totals(drawn);
    let groups = drawn.view.settings.registers.target_groups.iter();
    let panels = groups.filter_map(|(group, _)| {
        let of_group = totals.iter().filter(|row| row.target_group == group);
        let (mut placed, mut up_to) = ([0; 3], [0; 3]);
        for row in of_group {
            placed[row.level.index()] = row.placed.providers;
            up_to[row.level.index()] = row.up_to.providers;
        }
        let is_served = up_to.iter().any(|n| *n > 0);
        is_served.then(|| Panel { name: drawn.group_name(group).to_owned(), placed, up_to })
    });
    let mut notes = Drawn::caveats();
    notes.push("Kun det, der er indplaceret: tilbud, der ikke er vurderet, er ikke med".to_owned());
    PanelsChart {
        head: ChartHead {
            name: "maalgrupper-niveau".to_owned(),
            title: "Indplacerede leverandører på hvert niveau, målgruppe for målgruppe".to_owned(),
            subtitle: "Alle på samme skala. Målgrupper, som ingen har, er ikke vist".to_owned(),
            unit: "leverandører".to_owned(),
            notes,
        },
        panels: panels.collect(),
    }
}

/// All target groups that anybody serves, side by side.
fn over_groups(drawn: &Drawn<'_, '_>) -> HeatChart {
    let totals = totals(drawn);
    let most = totals.iter().map(|row| row.placed.providers).max();
    let mut rows: Vec<(String, Vec<HeatCell>)> = Vec::new();
    let groups = drawn.view.settings.registers.target_groups.iter();
    for (group, _) in groups {
        let of_group =
            |level| totals.iter().find(move |row| row.target_group == group && row.level == level);
        if Level::ALL.iter().any(|level| of_group(*level).is_some()) {
            let cells = Level::ALL.map(|level| {
                of_group(level).map_or_else(HeatCell::default, |row| heat_cell(row, most))
            });
            rows.push((drawn.group_name(group).to_owned(), cells.into()));
        }
    }
    HeatChart {
        head: ChartHead {
            name: "varmekort-maalgruppe-niveau".to_owned(),
            title: "Leverandører efter målgruppe og niveau".to_owned(),
            subtitle: PLACED_UP_TO.to_owned(),
            unit: "leverandører".to_owned(),
            notes: Drawn::caveats(),
        },
        headers: ("Målgruppe".to_owned(), "Niveau".to_owned()),
        measure: "Indplacerede leverandører".to_owned(),
        decimals: 0,
        columns: Level::ALL.map(|level| level.danish().to_owned()).into(),
        short_columns: Vec::new(),
        rows,
    }
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
            let (class, label) = of(municipality);
            MapArea::new(municipality, &registers.tile_grid, class, label)
        });
        let classes =
            classes.iter().map(|(word, fill)| MapClass { word: (*word).to_owned(), fill: *fill });
        MapChart {
            head: ChartHead {
                name: format!("kort-{stem}-{}", self.drawn.slug(self.group)),
                title,
                subtitle,
                unit: "kommuner".to_owned(),
                notes: Drawn::caveats(),
            },
            class_header: class_header.to_owned(),
            label_header: label_header.to_owned(),
            classes: classes.collect(),
            areas: areas.collect(),
            boundaries: None,
        }
    }

    /// Supply by region, complete.
    fn by_region(&self) -> impl Iterator<Item = &SupplyOnLevel> {
        let rows = self.drawn.margin(Margin::Region).iter();
        rows.filter(|row| row.target_group == self.group)
    }

    /// Providers by region and level, as an interval.
    fn heat(&self) -> HeatChart {
        let most = self.by_region().filter(|row| row.value != Value::Total);
        let most = most.map(|row| row.placed.providers).max().unwrap_or(0);
        let by_region: Vec<&SupplyOnLevel> = self.by_region().collect();
        let rows = by_region.chunk_by(|a, b| a.value == b.value).map(|levels| {
            let value = levels[0].value;
            let cell =
                |row: &&SupplyOnLevel| heat_cell(row, (value != Value::Total).then_some(most));
            (self.drawn.name(value), levels.iter().map(cell).collect())
        });
        HeatChart {
            head: ChartHead {
                name: format!("varmekort-region-niveau-{}", self.drawn.slug(self.group)),
                title: format!("Leverandører efter region og niveau: {}", self.name()),
                subtitle: PLACED_UP_TO.to_owned(),
                unit: "leverandører".to_owned(),
                notes: Drawn::caveats(),
            },
            headers: ("Region".to_owned(), "Niveau".to_owned()),
            measure: "Indplacerede leverandører".to_owned(),
            decimals: 0,
            columns: Level::ALL.map(|level| level.danish().to_owned()).into(),
            short_columns: Vec::new(),
            rows: rows.collect(),
        }
    }

    /// Places per 100.000 inhabitants, with exact intervals.
    fn rates(&self) -> RatesChart {
        let rows = self.by_region().filter(|row| row.value != Value::NotReported).map(|row| {
            let rate = row.places_shared_per_100_000;
            let text = match rate {
                Some(rate) if row.is_small => format!("{} (små tal)", decimal(rate.value, 1)),
                Some(rate) => decimal(rate.value, 1),
                None => "ingen indbyggere".to_owned(),
            };
            RateRow {
                label: format!("{}, {}", self.drawn.name(row.value), row.level.danish()),
                rate: rate.map(|rate| [rate.value, rate.interval.low, rate.interval.high]),
                text,
            }
        });
        let mut notes = Drawn::caveats();
        notes.push(
            "Kun det, der er indplaceret, tæller: det meste af udbuddet kan være ikke vurderet"
                .to_owned(),
        );
        notes.push("Små tal hviler på en til fire leverandører".to_owned());
        let subtitle = "Indplacerede pladser delt ud, efter region og niveau, med eksakt interval \
                        (95 pct.)";
        RatesChart {
            head: ChartHead {
                name: format!("pladser-pr-100000-{}", self.drawn.slug(self.group)),
                title: format!("Pladser pr. 100.000 indbyggere: {}", self.name()),
                subtitle: subtitle.to_owned(),
                unit: "pladser pr. 100.000 indbyggere".to_owned(),
                notes,
            },
            row_header: "Region og niveau".to_owned(),
            measure: "Pladser delt ud pr. 100.000 indbyggere".to_owned(),
            decimals: 2,
            rows: rows.collect(),
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
        let rows = self.drawn.margin(Margin::Municipality).iter();
        let rows: Vec<_> = rows.filter(|row| row.target_group == self.group).collect();
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
                        row.value == Value::Municipality(municipality.code) && row.level == level
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
                if let Some(at) = highest {
                    (at, decimal(places(milli), 0))
                } else {
                    let any = Level::ALL
                        .iter()
                        .any(|level| here(*level).is_some_and(|row| row.up_to.providers > 0));
                    (if any { 3 } else { 4 }, String::new())
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
            let row = self.drawn.rows.cover.iter().find(|row| {
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
            let row = self.drawn.rows.access.rows.iter().find(|row| {
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
                let row = self.drawn.rows.vulnerability.iter().find(|row| {
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
