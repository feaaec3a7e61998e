//! Which pictures of sizes, underlag and collaborations are drawn?

use crate::chart::{
    AreaFill, Chart, ChartHead, Curve, CurveChart, CurveLevel, DotChart, DotRow, MapArea, MapChart,
    MapClass,
};
use crate::model::Level;
use crate::output::Staging;
use crate::plain_text::capitalised;
use crate::report::WriteError;
use crate::report::charts::draw_all;
use crate::report::size::grid::{Grid, in_words, short, variant_at};
use crate::report::size::level_word;
use crate::size::case_base::p_at_least;
use crate::size::{CAVEATS, CaseBase, ExpectedSeries, Reach, Variant};
use crate::table::{Provenance, decimal};

const FOLDER: &str = "size/charts";

/// Points of a curve.
const N_POINTS: u32 = 45;

/// Citizens needed, along the curves of shares: 1, 2 and 5 times the powers of ten are too few to
/// see a bend.
const NEEDED: [u32; 28] = [
    1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 35, 40, 50, 60, 80, 100, 120, 150, 200, 250,
    300, 400, 500, 1000,
];

/// Draws, for every group, sub-group and level that has a size: the map of who reaches the shown
/// underlag, the municipalities by expected citizens, and the share that reaches it against n; and
/// once how surely n is reached.
pub(super) fn write(staging: &Staging, grid: &Grid<'_>) -> Result<(), WriteError> {
    let mut charts: Vec<(Chart, Provenance)> =
        vec![(Chart::Curves(certainty(grid)), grid.provenance.clone())];
    for variants in grid.by_variant() {
        let Some(central) = variants.iter().find(|s| s.variant == Variant::Central) else {
            continue;
        };
        let subject = Subject::new(grid, central);
        if let Some(reach) = grid.shown(central) {
            let map = subject.map(grid, reach);
            if let Some(boundaries) = &grid.view.boundaries {
                let real = map.on_boundaries(boundaries);
                charts.push((Chart::Map(Box::new(real)), grid.provenance.clone()));
            }
            charts.push((Chart::Map(Box::new(map)), grid.provenance.clone()));
            charts
                .push((Chart::Dots(subject.dots(grid, variants, reach)), grid.provenance.clone()));
        }
        charts.push((Chart::Curves(subject.shares(grid, variants)), grid.provenance.clone()));
    }
    draw_all(staging, FOLDER, charts, || ())
}

/// P(N >= n) against the expectation, for every cv of the grid.
fn certainty(grid: &Grid<'_>) -> CurveChart {
    let shown = grid.rule.shown;
    let high = f64::from(shown.n) * 3.0;
    let curve = |cv: &f64| {
        let label = if *cv == 0.0 {
            "kendt forekomst (Poisson)".to_owned()
        } else {
            format!("variationskoefficient {}", short(*cv))
        };
        let points = (0..=N_POINTS).map(|i| {
            let expected = high * f64::from(i) / f64::from(N_POINTS);
            (expected, p_at_least(shown.n, expected, *cv))
        });
        Curve { label, points: points.collect() }
    };
    // The shown uncertainty first, which is drawn the strongest; four can be told apart.
    let mut variations = vec![shown.cv];
    variations.extend(grid.rule.cv.iter().copied().filter(|cv| cv.to_bits() != shown.cv.to_bits()));
    variations.truncate(4);
    let gamma = shown.gamma.unwrap_or(0.5);
    let subtitle = "Efter forventede borgere i kommunen eller samarbejdet, og efter hvor usikker \
                    forekomsten selv er";
    CurveChart {
        head: ChartHead {
            name: "sandsynlighed-for-underlag".to_owned(),
            title: format!("Hvor sikkert er der mindst {} borgere?", shown.n),
            subtitle: subtitle.to_owned(),
            unit: "sandsynligheder".to_owned(),
            notes: CAVEATS.map(str::to_owned).into(),
        },
        value_header: "Forventede borgere".to_owned(),
        share_header: format!("Sandsynlighed for mindst {} borgere", shown.n),
        is_log: false,
        curves: variations.iter().map(curve).collect(),
        levels: vec![CurveLevel {
            share: gamma,
            label: format!("{} pct. sandsynlighed", short(gamma * 100.0)),
        }],
    }
}

/// What the pictures of one series are about.
struct Subject {
    slug: String,
    /// As it stands in a title.
    name: String,
    /// The group's name, with which its caveats begin.
    group: String,
}

impl Subject {
    fn new(grid: &Grid<'_>, series: &ExpectedSeries) -> Self {
        let group = grid.view.registers.target_groups.get(series.target_group);
        let mut slug = group.slug.to_string();
        let mut name = group.name.to_lowercase();
        if let Some(subgroup) = &series.subgroup {
            slug = format!("{slug}-{subgroup}");
            name = format!("{name}, {subgroup}");
        }
        if let Some(level) = series.level {
            let plain = if level == Level::High { "hoejt" } else { level.danish() };
            slug = format!("{slug}-{plain}");
            name = format!("{name}, behov på niveau {}", level_word(Some(level)));
        }
        Self { slug, name, group: group.name.to_string() }
    }

    /// What must be said of all groups, and of this one.
    fn notes(&self, grid: &Grid<'_>) -> Vec<String> {
        let is_ours = |caveat: &&String| {
            CAVEATS.contains(&caveat.as_str()) || caveat.starts_with(&format!("{}:", self.group))
        };
        grid.view.caveats.iter().filter(is_ours).cloned().collect()
    }

    fn map(&self, grid: &Grid<'_>, reach: &Reach) -> MapChart {
        let found = &reach.collaborations;
        let registers = grid.view.registers;
        let group_of = |at: usize| found.groups.iter().position(|g| g.members.contains(&at));
        let areas = registers.municipalities.iter().enumerate().map(|(at, municipality)| {
            let group = group_of(at);
            let class = match group {
                _ if found.alone.contains(&at) => 0,
                Some(_) => 1,
                None => 2,
            };
            let label = group.map_or_else(String::new, |group| (group + 1).to_string());
            MapArea { group, ..MapArea::new(municipality, &registers.tile_grid, class, label) }
        });
        let n_of =
            |class: usize, areas: &[MapArea]| areas.iter().filter(|a| a.class == class).count();
        let areas: Vec<MapArea> = areas.collect();
        let class = |at: usize, word: &str, fill: AreaFill| MapClass {
            word: format!("{word}: {}", n_of(at, &areas)),
            fill,
        };
        let classes = vec![
            class(0, "når det alene", AreaFill::Step(3)),
            class(1, "når det sammen med naboer", AreaFill::Step(1)),
            class(2, "når det ikke", AreaFill::Unknown),
        ];
        let longest = found.groups.iter().map(|group| group.longest_km).fold(0.0, f64::max);
        let mut notes = vec![
            format!(
                "Tal og ramme: foreslåede samarbejder. Der er fundet {}; der kan højst være {}. \
                 Længste afstand mellem to kommuner i et samarbejde er {} km i luftlinje",
                found.groups.len(),
                found.bound,
                decimal(longest, 0)
            ),
            "Øer uden fast forbindelse kan kun gå sammen med andre, hvis færger regnes med"
                .to_owned(),
        ];
        notes.extend(self.notes(grid));
        MapChart {
            head: ChartHead {
                name: format!("kort-underlag-{}", self.slug),
                title: format!("Hvem når underlaget? {}", capitalised(&self.name)),
                subtitle: format!(
                    "{}: {} forventede borgere. Centralt skøn",
                    capitalised(&in_words(reach.base)),
                    decimal(found.threshold, 1)
                ),
                unit: "kommuner".to_owned(),
                notes,
            },
            class_header: "Underlaget".to_owned(),
            label_header: "Samarbejde".to_owned(),
            classes,
            areas,
            boundaries: None,
        }
    }

    fn dots(&self, grid: &Grid<'_>, variants: &[ExpectedSeries], reach: &Reach) -> DotChart {
        let rows =
            grid.view.registers.municipalities.iter().enumerate().map(|(at, municipality)| {
                let mut values = [0.0; 3];
                for series in variants {
                    values[variant_at(series)] =
                        series.by_municipality.get(at).copied().unwrap_or(0.0);
                }
                DotRow {
                    code: municipality.code.to_string(),
                    name: municipality.name.to_string(),
                    values,
                }
            });
        DotChart {
            head: ChartHead {
                name: format!("forventede-borgere-{}", self.slug),
                title: format!("Forventede borgere i kommunerne: {}", self.name),
                subtitle: String::new(),
                unit: "forventede borgere".to_owned(),
                notes: self.notes(grid),
            },
            value_header: "Forventede borgere".to_owned(),
            rows: rows.collect(),
            threshold: reach.collaborations.threshold,
            threshold_word: in_words(reach.base),
        }
    }

    fn shares(&self, grid: &Grid<'_>, variants: &[ExpectedSeries]) -> CurveChart {
        let shown = grid.rule.shown;
        let thresholds: Vec<(u32, f64)> =
            NEEDED.into_iter().map(|n| (n, CaseBase { n, ..shown }.threshold())).collect();
        let curve = |series: &ExpectedSeries| {
            let share = |threshold: f64| {
                let of = &series.by_municipality;
                of.iter().filter(|e| **e >= threshold).count() as f64 / of.len().max(1) as f64
            };
            let points = thresholds.iter().map(|(n, threshold)| (f64::from(*n), share(*threshold)));
            let label = match series.variant {
                Variant::Low => "lavt skøn",
                Variant::Central => "centralt skøn",
                Variant::High => "højt skøn",
            };
            Curve { label: label.to_owned(), points: points.collect() }
        };
        let mut ordered: Vec<&ExpectedSeries> = variants.iter().collect();
        ordered.sort_by_key(|series| (series.variant != Variant::Central, series.variant));
        let share =
            |cut: crate::place::Fraction| f64::from(cut.numerator()) / f64::from(cut.denominator());
        let levels = grid.rule.cuts.first().map_or_else(Vec::new, |cuts| {
            vec![
                CurveLevel {
                    share: share(cuts.most),
                    label: format!("over {}: de fleste (let)", cuts.most),
                },
                CurveLevel {
                    share: share(cuts.larger_part),
                    label: format!("mindst {}: en større del (moderat)", cuts.larger_part),
                },
            ]
        });
        let mut notes = self.notes(grid);
        notes.insert(
            0,
            "Niveauerne er, hvad boks 1's ord peger på: en indikator, aldrig niveauet selv. Under den \
             nederste linje er det kun en mindre del (højt)"
                .to_owned(),
        );
        let certainty = shown.gamma.map_or_else(
            || "i forventning".to_owned(),
            |gamma| format!("med {} pct. sandsynlighed", short(gamma * 100.0)),
        );
        CurveChart {
            head: ChartHead {
                name: format!("andel-med-underlag-{}", self.slug),
                title: format!(
                    "Hvor mange kommuner når underlaget alene? {}",
                    capitalised(&self.name)
                ),
                subtitle: format!(
                    "Mindst n borgere {certainty}, variationskoefficient {}",
                    short(shown.cv)
                ),
                unit: "kommuner".to_owned(),
                notes,
            },
            value_header: "Borgere i underlaget (n)".to_owned(),
            share_header: "Andel af kommunerne".to_owned(),
            is_log: true,
            curves: ordered.into_iter().map(curve).collect(),
            levels,
        }
    }
}
