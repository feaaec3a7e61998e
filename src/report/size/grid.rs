//! Who reaches the underlag, at every point of the grid?

use rayon::prelude::*;

use crate::guideline::GuidelineStatus;
use crate::model::{Level, MunicipalityCode};
use crate::report::size::{SizeView, columns, level_word};
use crate::size::case_base::inhabitants_needed;
use crate::size::collaboration::Neighbourhood;
use crate::size::{CaseBase, CaseBaseRule, ExpectedSeries, Reach, Variant, expected_series, reach};
use crate::table::old::{CellValue, Column, Table};
use crate::table::{Provenance, decimal};

/// What every output of underlag says, without full stops.
const NOTES: [&str; 5] = [
    "Underlag er en indikator: hvor mange kommuner der kan samle de borgere, et tilbud skal bruge. \
     Størrelsen alene afgør ikke niveauet, og ingen borger placeres",
    "Tærsklen er det forventede antal, hvor mindst n borgere er der med sandsynligheden; \
     variationskoefficienten siger, hvor usikker forekomsten selv er",
    "Lavt, centralt og højt skøn viser, hvor langt kilderne ligger fra hinanden",
    "Samarbejder er forslag: nabokommuner, der når tærsklen sammen, søgt med en heuristik; den \
     øvre grænse er summen af forventede borgere, højst tærsklen i hver kommune, delt med tærsklen",
    "Øer uden fast forbindelse (Læsø, Samsø, Ærø, Fanø, Bornholm) har kun færger i registret over \
     naboer",
];

/// One point of the grid, for one series of expected citizens.
pub(super) struct Point<'g> {
    /// Whom it is about.
    pub series: &'g ExpectedSeries,
    /// The file of groups that were started from, by place; none from scratch.
    pub start: Option<usize>,
    /// What came out.
    pub reach: Reach,
}

/// Everything that outputs of underlag and collaborations are made from.
pub(super) struct Grid<'v> {
    pub view: &'v SizeView<'v>,
    pub rule: &'v CaseBaseRule,
    /// What stands under them.
    pub provenance: Provenance,
    pub series: Vec<ExpectedSeries>,
    /// Reached per series: every point from scratch, then the given groups at the shown gamma and
    /// cv.
    reached: Vec<Vec<(Option<usize>, Reach)>>,
}

impl<'v> Grid<'v> {
    /// Reckons everything; nothing when no rule says what to reckon.
    pub(super) fn reckon(view: &'v SizeView<'v>) -> Option<Self> {
        let rule = view.case_base?;
        let municipalities = &view.registers.municipalities;
        let places: Vec<(f64, f64)> = municipalities.iter().map(|m| m.centroid).collect();
        let codes: Vec<MunicipalityCode> = municipalities.iter().map(|m| m.code).collect();
        let at = |code: MunicipalityCode| codes.binary_search(&code).ok();
        let neighbours = view.registers.neighbours.iter();
        let links: Vec<(usize, usize)> = neighbours
            .filter(|(.., kind)| rule.links.contains(kind))
            .filter_map(|(a, b, _)| Some((at(a)?, at(b)?)))
            .collect();
        let land = Neighbourhood::new(&places, &links)?;
        let given: Vec<Vec<Vec<usize>>> = view
            .given_groups
            .iter()
            .map(|file| {
                let groups = file.groups.iter();
                groups.map(|(_, codes)| codes.iter().filter_map(|c| at(*c)).collect()).collect()
            })
            .collect();
        let mut points: Vec<(Option<usize>, CaseBase)> =
            rule.grid().into_iter().map(|base| (None, base)).collect();
        for start in 0..given.len() {
            let of_n = |n: &u32| (Some(start), CaseBase { n: *n, ..rule.shown });
            points.extend(rule.n.iter().map(of_n));
        }
        let series = expected_series(&view.expected);
        let reached = series
            .par_iter()
            .map(|series| {
                let one = |(start, base): &(Option<usize>, CaseBase)| {
                    let given = start.map_or(&[][..], |start| &given[start]);
                    (*start, reach(series, *base, rule, &land, given))
                };
                points.par_iter().map(one).collect()
            })
            .collect();
        Some(Self { view, rule, provenance: provenance(view, rule), series, reached })
    }

    /// Every point, by series and then as in the rule's grid.
    pub(super) fn points(&self) -> impl Iterator<Item = Point<'_>> {
        self.series.iter().zip(&self.reached).flat_map(|(series, reached)| {
            reached.iter().map(move |(start, reach)| Point {
                series,
                start: *start,
                reach: reach.clone(),
            })
        })
    }

    /// The point that maps show, of one series, from scratch.
    pub(super) fn shown(&self, series: &ExpectedSeries) -> Option<&Reach> {
        let at = self.series.iter().position(|s| s == series)?;
        self.reached[at]
            .iter()
            .find(|(start, reach)| start.is_none() && reach.base == self.rule.shown)
            .map(|(_, reach)| reach)
    }

    /// The same group, sub-group and level in the three variants.
    pub(super) fn by_variant(&self) -> impl Iterator<Item = &[ExpectedSeries]> {
        self.series.chunk_by(|a, b| {
            (a.target_group, &a.subgroup, a.level) == (b.target_group, &b.subgroup, b.level)
        })
    }

    /// What the reader must know, without full stops.
    pub(super) fn notes(&self) -> Vec<String> {
        let own = NOTES.iter().map(|note| (*note).to_owned());
        own.chain(self.view.caveats.iter().cloned()).collect()
    }

    /// What groups were started from.
    pub(super) fn start_word(&self, start: Option<usize>) -> &str {
        start.and_then(|at| self.view.given_groups.get(at)).map_or("ingen", |given| &given.name)
    }

    /// How firm the numbers are: those of the series, or of the rule when it is the weaker.
    pub(super) fn status(&self, series: &ExpectedSeries) -> GuidelineStatus {
        series.status.min(self.rule.status)
    }

    /// A name of a municipality, by its place in the series.
    pub(super) fn municipality(&self, at: usize) -> Option<(MunicipalityCode, &str)> {
        self.view.registers.municipalities.iter().nth(at).map(|m| (m.code, &*m.name))
    }

    /// The summary: a row per series and point of the grid.
    pub(super) fn table(&self) -> Table {
        let mut columns: Vec<Column> = columns::of_table().into();
        columns.extend([
            Column::text("Skøn").about("lavt, centralt eller højt"),
            Column::int("Borgere i underlaget (n)")
                .about("så mange borgere skal et tilbud bruge")
                .unit("borgere"),
            Column::decimal("Sandsynlighed, pct.")
                .about("hvor sikkert underlaget skal nås")
                .unit("pct.")
                .empty("nås i forventning: det forventede antal er n"),
            Column::decimal("Forekomstens variationskoefficient")
                .about("hvor usikker forekomsten selv er")
                .unit("forhold; 0 er sikker"),
            Column::decimal("Tærskel, forventede borgere")
                .about("det forventede antal, hvor underlaget nås")
                .unit("borgere"),
            Column::decimal("Indbyggere, der skal til")
                .about("for at tærsklen ventes med landets forekomst")
                .unit("indbyggere")
                .empty("ingen forekomst at regne med"),
            Column::int("Kommuner, der når underlaget alene")
                .about("forventede borgere når tærsklen")
                .unit("kommuner"),
            Column::decimal("Andel af kommunerne, pct.")
                .about("af alle kommuner")
                .unit("pct.")
                .empty("ingen kommuner i registret"),
        ]);
        columns.extend(self.rule.cuts.iter().map(|cuts| {
            Column::text(format!("Boks 1 peger på ({cuts})"))
                .about("niveauet, som størrelsen alene peger på; den afgør det ikke")
                .empty("størrelsen peger ikke på ét niveau")
        }));
        columns.extend([
            Column::text("Udgangspunkt").about("filen med grupper, der findes, eller ingen"),
            Column::int("Samarbejder fundet")
                .about("grupper af naboer, der når tærsklen, også kommuner alene")
                .unit("samarbejder"),
            Column::int("Øvre grænse")
                .about("flere samarbejder kan der ikke være")
                .unit("samarbejder"),
            Column::int("Kommuner i intet samarbejde").about("til overs").unit("kommuner"),
            Column::text("Hvilke").about("deres navne, delt af komma").empty("ingen er til overs"),
            Column::decimal("Længste afstand i et samarbejde, km")
                .about("mellem to kommuners midtpunkter")
                .unit("km"),
            columns::table_status(),
        ]);
        Table {
            name: "underlag-gitter".to_owned(),
            title: "Hvor mange kommuner når underlaget, alene og sammen?".to_owned(),
            unit: "kommuner".to_owned(),
            columns,
            rows: self.points().map(|point| self.row(&point)).collect(),
            notes: self.notes(),
        }
    }

    fn row(&self, point: &Point<'_>) -> Vec<CellValue> {
        let Point { series, start, reach } = point;
        let (base, found) = (reach.base, &reach.collaborations);
        let population: f64 =
            self.view.registers.municipalities.iter().map(|m| f64::from(m.population)).sum();
        let prevalence = series.by_municipality.iter().sum::<f64>() / population;
        let number = |value: f64, decimals: u8| CellValue::Decimal { value, decimals };
        let mut cells = vec![
            CellValue::text(&*self.view.registers.target_groups.get(series.target_group).name),
            CellValue::text_or_empty(series.subgroup.as_deref()),
            CellValue::text(level_word(series.level)),
            CellValue::text(series.variant.danish()),
            CellValue::count(base.n.into()),
            base.gamma.map_or(CellValue::Empty, |gamma| number(gamma * 100.0, 1)),
            number(base.cv, 2),
            number(found.threshold, 2),
            inhabitants_needed(found.threshold, prevalence)
                .map_or(CellValue::Empty, |needed| number(needed, 0)),
            CellValue::count(reach.n_alone() as u64),
            CellValue::percent(reach.n_alone() as u64, reach.n_municipalities as u64),
        ];
        cells.extend(
            self.rule
                .cuts
                .iter()
                .map(|cuts| CellValue::text_or_empty(reach.points_to(*cuts).map(Level::danish))),
        );
        let left: Vec<&str> = found
            .left_over
            .iter()
            .filter_map(|at| self.municipality(*at).map(|(_, name)| name))
            .collect();
        cells.extend([
            CellValue::text(self.start_word(*start)),
            CellValue::count(found.groups.len() as u64),
            CellValue::count(found.bound as u64),
            CellValue::count(left.len() as u64),
            CellValue::text_or_empty((!left.is_empty()).then(|| left.join(", "))),
            number(found.groups.iter().map(|g| g.longest_km).fold(0.0, f64::max), 0),
            CellValue::text(self.status(series).danish()),
        ]);
        cells
    }
}

/// What the outputs of underlag are made from.
fn provenance(view: &SizeView<'_>, rule: &CaseBaseRule) -> Provenance {
    let links: Vec<&str> = rule.links.iter().map(|kind| kind.danish()).collect();
    let mut provenance = view.provenance.clone();
    if rule.status == GuidelineStatus::Example {
        provenance.remarks.insert(
            0,
            format!(
                "EKSEMPEL: underlagets tal (n, sandsynlighed, grænser) er eksempler ({})",
                rule.file
            ),
        );
    }
    provenance.with_remark(format!("Naboer: {}. Frø {}", links.join(" og "), rule.seed))
}

/// `underlag 30 med 90 pct. sandsynlighed, forekomstens variationskoefficient 0,3`
pub(super) fn in_words(base: CaseBase) -> String {
    let gamma = base.gamma.map_or_else(
        || " i forventning".to_owned(),
        |gamma| format!(" med {} pct. sandsynlighed", short(gamma * 100.0)),
    );
    format!("mindst {} borgere{gamma}, variationskoefficient {}", base.n, short(base.cv))
}

/// At most two decimals, none that are zero.
pub(super) fn short(value: f64) -> String {
    let text = decimal(value, 2);
    text.trim_end_matches('0').trim_end_matches(',').to_owned()
}

/// The variants' place in a triple.
pub(super) const fn variant_at(series: &ExpectedSeries) -> usize {
    Variant::index(series.variant)
}
