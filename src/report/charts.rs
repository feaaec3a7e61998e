//! Which charts are drawn?

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::chart::{
    Chart, ChartHead, LevelCounts, LevelsChart, LevelsRow, ProfileChart, SpreadChart,
    coverage_sentence, png, svg,
};
use crate::landscape::{Class, Dimension, SupplyRow, Value};
use crate::model::{PlacementState, TargetGroupId};
use crate::output::Staging;
use crate::report::assessed_tables::{grade_counts, rule_counts};
use crate::report::tables::{Supplies, value_name};
use crate::report::{WriteError, drawn_so_far, write_table};
use crate::results::Progress;
use crate::results::Results;
use crate::table::Provenance;

const FOLDER: &str = "charts";
const UNIT: &str = "tilbud";
const ASSESSED_UNIT: &str = "vurderede tilbud";

/// Draws four charts for each group with assessments (for every group on demand), as SVG, PNG and
/// the data beside them.
pub(super) fn write(
    staging: &Staging,
    view: &Results<'_>,
    supplies: &Supplies,
    progress: Progress<'_>,
) -> Result<(), WriteError> {
    let grades = grade_counts(view);
    let rules = rule_counts(view);
    let guidelines = guidelines_by_group(view);
    let mut charts = Vec::new();
    for group in supplies.groups.iter().filter(|g| view.all_groups || grades.contains_key(g)) {
        let labels = guidelines.get(group).into_iter().flatten().cloned().collect();
        let provenance = view.provenance.with_guidelines(labels);
        let subject = Subject::new(view, *group);
        let rule_note = rules.get(group).map(|counts| rules_in_words(view, counts));
        for (dimension, stem, header) in [
            (Dimension::Region, "region", "Region"),
            (Dimension::Ownership, "ejerform", "Ejerform"),
        ] {
            let rows = supplies.rows(view, dimension, *group);
            let chart = subject.levels(view, (stem, header), rows, rule_note.clone());
            charts.push((Chart::Levels(chart), provenance.clone()));
        }
        let profile = ProfileChart {
            head: ChartHead {
                name: format!("parameterprofil-{}", subject.slug),
                title: format!("De otte parametre: {}", subject.name),
                subtitle: subject.coverage.clone(),
                unit: ASSESSED_UNIT.to_owned(),
                notes: vec![
                    "Tilsynets graduering tæller, hvor den er givet; ellers oplysningernes"
                        .to_owned(),
                ],
            },
            counts: grades.get(group).copied().unwrap_or_default(),
        };
        charts.push((Chart::Profile(Box::new(profile)), provenance.clone()));
        charts.push((Chart::Spread(subject.spread(view)), provenance));
    }
    let told = drawn_so_far(progress, charts.len());
    draw_all(staging, FOLDER, charts, told)
}

/// Draws charts in parallel, each as SVG and PNG with its data beside them; `told` is called after
/// each.
pub(super) fn draw_all(
    staging: &Staging,
    folder: &str,
    charts: Vec<(Chart, Provenance)>,
    told: impl Fn() + Sync,
) -> Result<(), WriteError> {
    charts.into_par_iter().try_for_each(|(chart, provenance)| {
        write_picture(staging, folder, &chart, &provenance)?;
        told();
        Ok(())
    })
}

/// Draws one chart as SVG and PNG with its data beside it; gives its title, what it shows, and the
/// PNG.
pub(super) fn write_picture(
    staging: &Staging,
    folder: &str,
    chart: &Chart,
    provenance: &Provenance,
) -> Result<(String, String, Vec<u8>), WriteError> {
    let picture = chart.picture(provenance);
    let drawing = svg(&picture)?;
    let bytes = png(&drawing)?;
    staging.write(&format!("{folder}/{}.svg", chart.name()), drawing.as_bytes())?;
    staging.write(&format!("{folder}/{}.png", chart.name()), &bytes)?;
    write_table(staging, folder, &chart.table(), provenance)?;
    Ok((picture.title, picture.description, bytes))
}

/// The target group that a chart is about.
struct Subject {
    group: TargetGroupId,
    slug: String,
    /// Lower case, as it stands inside a title.
    name: String,
    coverage: String,
}

impl Subject {
    fn new(view: &Results<'_>, group: TargetGroupId) -> Self {
        let register = view.settings.registers.target_groups.get(group);
        let mut counts = LevelCounts::default();
        for (offering, assessed) in
            view.reading.dataset.offerings.iter().zip(&view.assessed.offerings)
        {
            if offering.target_group == group {
                counts.add(assessed.placement.state, assessed.placement.level);
            }
        }
        Self {
            group,
            slug: register.slug.to_string(),
            name: register.name.to_lowercase(),
            coverage: coverage_sentence(&counts, UNIT),
        }
    }

    fn levels(
        &self,
        view: &Results<'_>,
        (stem, header): (&str, &str),
        rows: Vec<SupplyRow>,
        rule_note: Option<String>,
    ) -> LevelsChart {
        let (total, rows): (Vec<_>, Vec<_>) =
            rows.into_iter().partition(|row| row.value == Value::Total);
        let row = |row: SupplyRow| LevelsRow {
            label: value_name(view, row.value),
            counts: level_counts(&row),
        };
        let mut notes: Vec<String> = rule_note.into_iter().collect();
        if stem == "region" {
            notes.push("Et tilbud med afdelinger i flere regioner tæller i hver af dem".to_owned());
        }
        LevelsChart {
            head: ChartHead {
                name: format!("niveau-{stem}-{}", self.slug),
                title: format!("Niveau efter {}: {}", header.to_lowercase(), self.name),
                subtitle: self.coverage.clone(),
                unit: UNIT.to_owned(),
                notes,
            },
            row_header: header.to_owned(),
            rows: rows.into_iter().map(row).collect(),
            total: total.into_iter().next().map(row),
        }
    }

    fn spread(&self, view: &Results<'_>) -> SpreadChart {
        let mut chart = SpreadChart {
            head: ChartHead {
                name: format!("spredning-{}", self.slug),
                title: format!("Spredning i et tilbuds otte gradueringer: {}", self.name),
                subtitle: self.coverage.clone(),
                unit: ASSESSED_UNIT.to_owned(),
                ..ChartHead::default()
            },
            ..SpreadChart::default()
        };
        for (offering, assessed) in
            view.reading.dataset.offerings.iter().zip(&view.assessed.offerings)
        {
            if offering.target_group == self.group && assessed.grades.is_assessed() {
                chart.add(&assessed.grades.grades);
            }
        }
        chart
    }
}

fn level_counts(row: &SupplyRow) -> LevelCounts {
    let of = |class: Class| row.by_class[class.index()].offerings;
    LevelCounts {
        levels: [0, 1, 2].map(|level| row.by_class[level].offerings),
        below_light: of(Class::Apart(PlacementState::BelowLight)),
        provisional: of(Class::Apart(PlacementState::Provisional)),
        quality_unknown: of(Class::Apart(PlacementState::QualityUnknown)),
        quality_not_met: of(Class::Apart(PlacementState::QualityNotMet)),
        not_assessed: of(Class::Apart(PlacementState::NotAssessed)),
    }
}

/// "Reglen alle giver let 3, moderat 2, højt 0": the other named rules, in every chart of levels.
fn rules_in_words(view: &Results<'_>, counts: &[[u64; 4]]) -> String {
    let others: Vec<String> = view
        .settings
        .rules
        .iter()
        .zip(counts)
        .skip(1)
        .map(|(rule, [light, moderate, high, _])| {
            format!("{}: let {light}, moderat {moderate}, højt {high}", rule.rule.name)
        })
        .collect();
    format!("Hele landet efter de andre regler: {}", others.join("; "))
}

/// The guidelines that each group was graded by.
pub(super) fn guidelines_by_group(view: &Results<'_>) -> BTreeMap<TargetGroupId, BTreeSet<String>> {
    let mut used: BTreeMap<TargetGroupId, BTreeSet<String>> = BTreeMap::new();
    for (offering, assessed) in view.reading.dataset.offerings.iter().zip(&view.assessed.offerings)
    {
        let guideline = assessed.grades.guideline.and_then(|at| view.settings.guidelines.get(at));
        if let Some(guideline) = guideline {
            used.entry(offering.target_group).or_default().insert(guideline.label());
        }
    }
    used
}
