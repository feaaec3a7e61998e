//! Which pictures of underlag and collaborations are drawn?

use crate::chart::{
    AreaFill, Chart, ChartHead, Curve, CurveChart, CurveLevel, DotChart, DotRow, MapArea, MapChart,
    MapClass,
};
use crate::place::Fraction;
use crate::plain_text::capitalised;
use crate::report::Drawing;
use crate::report::size::columns::{Whom, estimate_word};
use crate::report::size::subject::{base_in_words, certainty, short, whom};
use crate::results::{Point, Reached, SizeResults, Subject, Underlag};
use crate::size::{CAVEATS, Variant};
use crate::table::{PictureDoc, decimal, thousands};

/// For every group and sub-group, over all levels of need (the tables have each level): the map of who reaches the shown underlag, on real boundaries too where
/// somebody brought them, the municipalities by expected citizens, and the share that reaches it
/// against n.
pub(super) fn pictures(sizes: &SizeResults<'_>, underlag: &Underlag<'_>) -> Vec<Drawing> {
    underlag
        .subjects
        .iter()
        .filter(|subject| subject.level.is_none())
        .flat_map(|subject| {
            let whom = whom(sizes, subject);
            Pictured { sizes, underlag, subject, whom }.drawings()
        })
        .collect()
}

/// What the pictures of one subject are made from.
struct Pictured<'p> {
    sizes: &'p SizeResults<'p>,
    underlag: &'p Underlag<'p>,
    subject: &'p Subject<'p>,
    whom: Whom<'p>,
}

impl Pictured<'_> {
    fn drawings(&self) -> Vec<Drawing> {
        let mut drawings = Vec::new();
        if let Some(point) = self.subject.shown(self.underlag.rule) {
            let map = self.map(&point.reached[Variant::Central.index()]);
            let rows = format!(
                "{}, Borgere i underlaget (n) = {}, Udgangspunkt = ingen",
                self.whom.rows(),
                point.base.n
            );
            let at = |stem| self.place(stem, "size/collaborations", rows.clone());
            if let Some(boundaries) = &self.sizes.boundaries {
                let real = map.on_boundaries(boundaries);
                drawings.push(at("underlag-map-on-boundaries").of(Chart::Map(Box::new(real))));
            }
            let mut drawing = at("underlag-map").of(Chart::Map(Box::new(map)));
            drawing.doc.is_for_report = true;
            drawing.is_in_workbook = true;
            drawings.push(drawing);
            let rows = format!("{}, Alder = alle", self.whom.rows());
            let place = self.place("expected-citizens", "size/expected", rows);
            drawings.push(place.of(Chart::Dots(self.dots(point))));
        }
        let place = self.place("underlag-by-n", "size/underlag_by_n", self.whom.rows());
        drawings.push(place.of(Chart::Curves(self.shares())));
        drawings
    }

    fn place(&self, stem: &str, table: &str, rows: String) -> Place {
        let path = format!("charts/{stem}-{}", self.whom.stem());
        Place { path, table: table.to_owned(), rows }
    }

    /// As it stands after a colon in a title. What is pictured is of all levels of need.
    fn name(&self) -> String {
        let words = self.whom.in_words();
        let group = &self.whom.group.name;
        format!("{}, alle niveauer", words.replacen(&**group, &group.to_lowercase(), 1))
    }

    /// What must be said of all groups, and of this one.
    fn notes(&self) -> Vec<String> {
        let of_group = format!("{}:", self.whom.group.name);
        let is_ours =
            |caveat: &&String| CAVEATS.contains(&caveat.as_str()) || caveat.starts_with(&of_group);
        self.sizes.caveats.iter().filter(is_ours).cloned().collect()
    }

    fn map(&self, reached: &Reached<'_>) -> MapChart {
        let found = &reached.found;
        let tiles = &self.sizes.registers.tile_grid;
        let expected = self.subject.municipalities.iter();
        let expected = expected.map(|here| here.expected[Variant::Central.index()]);
        let group_of = &reached.group_of;
        let numbered = self.underlag.municipalities.iter().zip(group_of).zip(expected);
        let areas: Vec<MapArea> = numbered
            .enumerate()
            .map(|(at, ((municipality, number), expected))| {
                let class = match number {
                    _ if found.alone.contains(&at) => 0,
                    Some(_) => 1,
                    None => 2,
                };
                let group = number.map(|number| number - 1);
                // Alone in its frame it needs no number.
                let of_several = number
                    .filter(|n| group_of.iter().filter(|other| **other == Some(*n)).count() > 1);
                let corner = of_several.map_or_else(String::new, |number| number.to_string());
                let label = few_letters(expected);
                MapArea { group, corner, ..MapArea::new(municipality, tiles, class, label) }
            })
            .collect();
        let class = |at: usize, word: &str, fill: AreaFill| {
            let n = areas.iter().filter(|area| area.class == at).count();
            MapClass { word: format!("{word}: {n}"), fill }
        };
        let classes = vec![
            class(0, "når det selv", AreaFill::Step(3)),
            class(1, "når det sammen med naboer", AreaFill::Step(1)),
            class(2, "når det ikke", AreaFill::Unknown),
        ];
        let mut notes = vec![
            format!(
                "Tal med fed skrift: forventede borgere. Ramme: foreslåede samarbejder; dem af flere \
                 kommuner har på kortet med felter deres nummer i hjørnet. Der er fundet {}; der \
                 kan højst være {}. Længste afstand mellem to kommuner i et samarbejde er {} km i \
                 luftlinje",
                found.groups.len(),
                found.bound,
                decimal(reached.longest_km, 0)
            ),
            "Øer uden fast forbindelse kan kun gå sammen med andre, hvis færger regnes med"
                .to_owned(),
        ];
        notes.extend(self.notes());
        MapChart {
            head: ChartHead {
                title: format!("Hvem når underlaget? {}", capitalised(&self.name())),
                subtitle: format!(
                    "{}: {} forventede borgere. Centralt skøn",
                    capitalised(&base_in_words(self.underlag.rule.shown)),
                    decimal(found.threshold, 1)
                ),
                unit: "kommuner".to_owned(),
                notes,
                ..ChartHead::default()
            },
            class_header: "Underlaget".to_owned(),
            label_header: "Forventede borgere".to_owned(),
            classes,
            areas,
            boundaries: None,
        }
    }

    fn dots(&self, point: &Point<'_>) -> DotChart {
        let rows = self.underlag.municipalities.iter().zip(&self.subject.municipalities).map(
            |(municipality, here)| DotRow {
                code: municipality.code.to_string(),
                name: municipality.name.to_string(),
                values: here.expected,
            },
        );
        DotChart {
            head: ChartHead {
                title: format!("Forventede borgere i kommunerne: {}", self.name()),
                unit: "forventede borgere".to_owned(),
                notes: self.notes(),
                ..ChartHead::default()
            },
            value_header: "Forventede borgere".to_owned(),
            rows: rows.collect(),
            threshold: point.reached[Variant::Central.index()].found.threshold,
            threshold_word: base_in_words(point.base),
        }
    }

    fn shares(&self) -> CurveChart {
        let rule = self.underlag.rule;
        let curve = |variant: Variant| Curve {
            label: estimate_word(variant).to_owned(),
            points: (self.subject.by_n.iter())
                .filter_map(|by_n| {
                    Some((f64::from(by_n.n), by_n.percent[variant.index()]? / 100.0))
                })
                .collect(),
        };
        let share = |cut: Fraction| f64::from(cut.numerator()) / f64::from(cut.denominator());
        let levels = rule.cuts.first().map_or_else(Vec::new, |cuts| {
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
        let mut notes = vec![
            "Niveauerne er, hvad boks 1's ord peger på: en indikator, aldrig niveauet selv. Under den \
             nederste linje er det kun en mindre del (højt)"
                .to_owned(),
        ];
        notes.extend(self.notes());
        CurveChart {
            head: ChartHead {
                title: format!(
                    "Hvor mange kommuner når underlaget alene? {}",
                    capitalised(&self.name())
                ),
                subtitle: format!(
                    "Mindst n borgere {}, variationskoefficient {}",
                    certainty(rule.shown),
                    short(rule.shown.cv)
                ),
                unit: "kommuner".to_owned(),
                notes,
                ..ChartHead::default()
            },
            value_header: "Borgere i underlaget (n)".to_owned(),
            share_header: "Andel af kommunerne".to_owned(),
            curves: [Variant::Central, Variant::Low, Variant::High].map(curve).into(),
            levels,
        }
    }
}

/// A number of citizens as a square of the map holds it: below ten with a decimal, so that a few
/// are not told as none; with six digits and more in thousands.
fn few_letters(citizens: f64) -> String {
    const THOUSANDS_FROM: f64 = 100_000.0;
    if citizens < 10.0 {
        decimal(citizens, 1)
    } else if citizens < THOUSANDS_FROM {
        // Not negative, and rounded to less than a million.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        thousands(citizens.round() as u64)
    } else {
        format!("{} t", decimal(citizens / 1_000.0, 0))
    }
}

/// Where a picture is put, and which rows of which table it shows.
struct Place {
    path: String,
    table: String,
    rows: String,
}

impl Place {
    fn of(self, chart: Chart) -> Drawing {
        let Self { path, table, rows } = self;
        let title = chart.title().to_owned();
        let doc = PictureDoc { path, title, table, rows, is_for_report: false };
        Drawing { doc, chart, is_in_workbook: false }
    }
}
