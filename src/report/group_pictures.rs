//! Which pictures are drawn of each target group: its levels, its grades?

use chrono::NaiveDate;

use crate::chart::{
    Chart, ChartHead, LevelCounts, LevelsChart, LevelsRow, Parts, ProfileChart, ProfileRow,
    SpreadChart, coverage_sentence,
};
use crate::landscape::{Class, Margin, MarginRow, Value};
use crate::model::PlacementState;
use crate::register::TargetGroup;
use crate::report::freshness::data_in_words;
use crate::report::levels::{self, BY_OWNERSHIP, BY_REGION, by_region_on};
use crate::report::profile::{PROFILE, SPREAD, WHOSE};
use crate::report::values::value_name;
use crate::report::{Drawing, Topic};
use crate::results::{GroupCounts, Results};
use crate::table::{PictureDoc, danish_date};

const UNIT: &str = "tilbud";
const ASSESSED_UNIT: &str = "vurderede tilbud";

/// Four pictures of each group with assessments (of every group on demand), by the guidelines that
/// the group was graded by.
pub(super) fn topics<'v>(results: &'v Results<'v>) -> Vec<Topic<'v>> {
    let groups = results.counted.groups.iter();
    groups
        .filter(|group| results.all_groups || group.graded > 0)
        .map(|group| {
            let subject = Subject::new(results, group);
            Topic {
                provenance: results
                    .provenance
                    .with_guidelines(group.guidelines.iter().cloned().collect()),
                tables: Vec::new(),
                pictures: vec![
                    subject.levels(Margin::Region, subject.rows(Margin::Region), None),
                    subject.levels(Margin::Ownership, subject.rows(Margin::Ownership), None),
                    subject.profile(),
                    subject.spread(),
                ],
                texts: Vec::new(),
            }
        })
        .collect()
}

/// Of each other map that there is, what differs on it: the table and the pictures by region.
pub(super) fn on_other_maps<'v>(results: &'v Results<'v>) -> Vec<Topic<'v>> {
    let maps = results.counted.supplied.other_maps.iter();
    maps.map(|map| {
        let groups = results.counted.groups.iter();
        let shown = groups.filter(|group| results.all_groups || group.graded > 0);
        let mut provenance = results.provenance.clone();
        provenance.regions_on = Some(map.0);
        Topic {
            provenance,
            tables: vec![levels::on_other_maps(results, map)],
            pictures: shown.map(|group| Subject::new(results, group).on_other_map(map)).collect(),
            texts: Vec::new(),
        }
    })
    .collect()
}

/// The target group that a picture is of.
struct Subject<'v> {
    results: &'v Results<'v>,
    group: &'v GroupCounts,
    called: &'v TargetGroup,
    /// How much of it is assessed, in words.
    coverage: String,
}

impl<'v> Subject<'v> {
    fn new(results: &'v Results<'v>, group: &'v GroupCounts) -> Self {
        let subject = Self {
            results,
            group,
            called: results.settings.registers.target_groups.get(group.target_group),
            coverage: String::new(),
        };
        let total = subject.rows(Margin::Region).find(|row| row.value == Value::Total);
        let counts = total.map(level_counts).unwrap_or_default();
        Self { coverage: coverage_sentence(&counts, UNIT), ..subject }
    }

    /// The counted rows that a picture of levels is drawn from.
    fn rows(&self, by: Margin) -> impl Iterator<Item = &'v MarginRow> + use<'v> {
        let group = self.group.target_group;
        let rows = self.results.counted.supplied.supply.by(by).iter();
        rows.filter(move |row| row.target_group == group)
    }

    fn head(&self, stem: &str, title: &str, unit: &str, notes: Vec<String>) -> ChartHead {
        ChartHead {
            name: format!("{stem}-{}", self.called.slug),
            title: format!("{title}: {}", self.called.name.to_lowercase()),
            subtitle: self.coverage.clone(),
            unit: unit.to_owned(),
            notes,
        }
    }

    fn drawing(&self, chart: Chart, title: &str, table: &str) -> Drawing {
        Drawing {
            doc: PictureDoc {
                path: format!("charts/{}", chart.name()),
                title: format!("{title}: {}", self.called.name.to_lowercase()),
                table: table.to_owned(),
                rows: format!("målgruppe = {}", self.called.name),
                is_for_report: true,
            },
            chart,
            is_in_workbook: self.group.graded > 0,
        }
    }

    /// By region on another map than the run's.
    fn on_other_map(&self, (on, rows): &'v (NaiveDate, Vec<MarginRow>)) -> Drawing {
        let group = self.group.target_group;
        let rows = rows.iter().filter(|row| row.target_group == group);
        self.levels(Margin::Region, rows, Some(*on))
    }

    fn levels(
        &self,
        by: Margin,
        rows: impl Iterator<Item = &'v MarginRow>,
        map: Option<NaiveDate>,
    ) -> Drawing {
        let data = data_in_words(self.results, self.group.target_group);
        let mut notes: Vec<String> = self.other_rules().into_iter().chain([data]).collect();
        let (stem, header, table) = if by == Margin::Region {
            notes.push("Et tilbud med afdelinger i flere regioner tæller i hver af dem".to_owned());
            ("levels-by-region", "Region", BY_REGION)
        } else {
            ("levels-by-ownership", "Ejerform", BY_OWNERSHIP)
        };
        let mut title = format!("Niveau efter {}", header.to_lowercase());
        let (mut stem, mut table) = (stem.to_owned(), table.to_owned());
        if let Some(on) = map {
            stem = format!("{stem}-{on}");
            table = by_region_on(on);
            title = format!("{title} pr. {}", danish_date(on));
        }
        let drawn = |row: &MarginRow| LevelsRow {
            label: value_name(self.results, row.value),
            counts: level_counts(row),
        };
        let (total, rows): (Vec<_>, Vec<_>) = rows.partition(|row| row.value == Value::Total);
        let chart = LevelsChart {
            head: self.head(&stem, &title, UNIT, notes),
            row_header: header.to_owned(),
            rows: rows.into_iter().map(drawn).collect(),
            total: total.into_iter().next().map(drawn),
        };
        self.drawing(Chart::Levels(chart), &title, &table)
    }

    fn profile(&self) -> Drawing {
        let title = "De otte parametre";
        let head = self.head("parameter-profile", title, ASSESSED_UNIT, vec![WHOSE.to_owned()]);
        let rows = self.group.by_parameter.iter().map(|(parameter, counts)| ProfileRow {
            label: parameter.danish().to_owned(),
            counts: counts.along(),
        });
        let row_header = "Parameter".to_owned();
        let chart = ProfileChart { head, row_header, parts: Parts::Grades, rows: rows.collect() };
        self.drawing(Chart::Profile(Box::new(chart)), title, PROFILE)
    }

    fn spread(&self) -> Drawing {
        let title = "Spredning i et tilbuds otte gradueringer";
        let head = self.head("grade-spread", title, ASSESSED_UNIT, Vec::new());
        let chart = SpreadChart { head, counts: self.group.spread };
        self.drawing(Chart::Spread(chart), title, SPREAD)
    }

    /// "»Alle: 8 af 8«: let 3, moderat 2, højt 0": the other named rules, in every picture of
    /// levels of a group that is assessed.
    fn other_rules(&self) -> Option<String> {
        let rules = self.results.settings.rules.iter().zip(&self.group.by_rule).skip(1);
        let others: Vec<String> = rules
            .map(|(rule, [light, moderate, high, _])| {
                format!("»{}«: let {light}, moderat {moderate}, højt {high}", rule.rule.title)
            })
            .collect();
        let others = others.join("; ");
        (self.group.assessed() > 0).then(|| format!("Hele landet efter de andre regler: {others}"))
    }
}

fn level_counts(row: &MarginRow) -> LevelCounts {
    let of = |class: Class| row.of(class).offerings;
    LevelCounts {
        levels: [0, 1, 2].map(|level| row.by_class[level].offerings),
        below_light: of(Class::Apart(PlacementState::BelowLight)),
        provisional: of(Class::Apart(PlacementState::Provisional)),
        quality_unknown: of(Class::Apart(PlacementState::QualityUnknown)),
        quality_not_met: of(Class::Apart(PlacementState::QualityNotMet)),
        not_assessed: of(Class::Apart(PlacementState::NotAssessed)),
    }
}
