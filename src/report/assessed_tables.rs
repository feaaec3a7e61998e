//! Which tables tell of the offerings that were assessed?

use std::collections::{BTreeMap, BTreeSet};

use crate::chart::GradeCounts;
use crate::model::{Grade, Level, Parameter, PerParameter, PlacementState, TargetGroupId};
use crate::report::parts::{ASSESSED_OFFERINGS, OFFERINGS, PARTS};
use crate::report::tables::capitalised;
use crate::results::Results;
use crate::table::old::{CellValue, Column, Table};

/// How many offerings, how many assessed, in which state, and by which guideline.
pub(super) fn coverage(view: &Results<'_>) -> Table {
    #[derive(Default)]
    struct Group {
        states: [u64; 6],
        guidelines: BTreeSet<String>,
        without_guideline: u64,
        providers: BTreeSet<u32>,
        assessed_providers: BTreeSet<u32>,
    }
    let mut groups: BTreeMap<TargetGroupId, Group> = BTreeMap::new();
    for (offering, assessed) in view.reading.dataset.offerings.iter().zip(&view.assessed.offerings)
    {
        let group = groups.entry(offering.target_group).or_default();
        group.states[assessed.placement.state as usize] += 1;
        group.providers.insert(offering.provider);
        if assessed.placement.state != PlacementState::NotAssessed {
            group.assessed_providers.insert(offering.provider);
        }
        match assessed.grades.guideline.and_then(|at| view.settings.guidelines.get(at)) {
            Some(guideline) => {
                group.guidelines.insert(guideline.label());
            }
            None => group.without_guideline += u64::from(assessed.grades.is_assessed()),
        }
    }
    let mut columns = vec![
        group_column(),
        Column::int("Tilbud x målgruppe i alt").about("vurderet eller ej").unit(OFFERINGS),
        Column::int("Vurderet").about("der er en vurdering").unit(OFFERINGS),
        Column::decimal("Andel vurderet, pct.").about("af tilbud x målgruppe i alt").unit("pct."),
    ];
    columns.extend(PlacementState::ALL.map(|state| {
        let column = Column::int(capitalised(state.danish()));
        column.about("i denne tilstand; tilstandene summer til i alt").unit(OFFERINGS)
    }));
    columns.extend([
        Column::int("Vurderet uden gældende vejledning")
            .about("kun gradueret af tilsynet")
            .unit(OFFERINGS),
        Column::int("Leverandører i alt")
            .about("forskellige tilbud, hvert talt én gang")
            .unit("leverandører"),
        Column::int("Leverandører vurderet")
            .about("forskellige tilbud, som er vurderet for målgruppen")
            .unit("leverandører"),
        Column::text("Vejledninger brugt")
            .about("delt af semikolon")
            .empty("ingen vejledning har gradueret nogen"),
    ]);
    let rows = groups
        .into_iter()
        .map(|(id, group)| {
            let all: u64 = group.states.iter().sum();
            let assessed = all - group.states[PlacementState::NotAssessed as usize];
            let name = &view.settings.registers.target_groups.get(id).name;
            let mut cells = vec![
                CellValue::text(&**name),
                CellValue::count(all),
                CellValue::count(assessed),
                CellValue::percent(assessed, all),
            ];
            cells.extend(group.states.map(CellValue::count));
            cells.push(CellValue::count(group.without_guideline));
            cells.push(CellValue::count(group.providers.len() as u64));
            cells.push(CellValue::count(group.assessed_providers.len() as u64));
            let labels: Vec<String> = group.guidelines.into_iter().collect();
            cells.push(CellValue::text_or_empty((!labels.is_empty()).then(|| labels.join("; "))));
            cells
        })
        .collect();
    Table {
        name: "daekning".to_owned(),
        title: "Dækning: hvor meget er vurderet, og efter hvilken vejledning".to_owned(),
        unit: OFFERINGS.to_owned(),
        columns,
        rows,
        notes: vec![
            PARTS.to_owned(),
            "Leverandører i alt og vurderet tæller hvert tilbud én gang i målgruppen".to_owned(),
            "Modellen er kun afprøvet på handicapområdet; beskrivelserne er idealtypiske, og \
             ingen tal her placerer en borger"
                .to_owned(),
        ],
    }
}

/// The same grades placed by every named rule (Reading R1).
pub(super) fn rules(view: &Results<'_>) -> Table {
    let mut rows = Vec::new();
    for (group, counts) in rule_counts(view) {
        for (rule, levels) in view.settings.rules.iter().zip(&counts) {
            let assessed: u64 = levels.iter().sum();
            rows.push(vec![
                CellValue::text(&*view.settings.registers.target_groups.get(group).name),
                CellValue::text(&*rule.rule.name),
                CellValue::text(&*rule.rule.title),
                CellValue::count(levels[0]),
                CellValue::count(levels[1]),
                CellValue::count(levels[2]),
                CellValue::count(levels[3]),
                CellValue::count(assessed),
            ]);
        }
    }
    Table {
        name: "niveau-regel".to_owned(),
        title: "De vurderede tilbud x målgruppe indplaceret efter hver navngiven regel".to_owned(),
        unit: ASSESSED_OFFERINGS.to_owned(),
        columns: vec![
            group_column(),
            Column::text("Regel").about("reglens navn"),
            Column::text("Reglens titel").about("reglen i ord"),
            counted("Let", "indplaceret der efter reglen"),
            counted("Moderat", "indplaceret der efter reglen"),
            counted("Højt", "indplaceret der efter reglen"),
            counted("Vurderet, ikke indplaceret", "ingen af de tre efter reglen"),
            counted("Vurderet i alt", "summen af de fire"),
        ],
        rows,
        notes: vec![
            "Modellen siger ikke, hvordan otte gradueringer bliver til ét niveau; derfor vises \
             alle navngivne regler"
                .to_owned(),
            PARTS.to_owned(),
        ],
    }
}

/// For each group with assessments, for each rule: placed on let, moderat, højt, and assessed
/// without being placed.
pub(super) fn rule_counts(view: &Results<'_>) -> BTreeMap<TargetGroupId, Vec<[u64; 4]>> {
    let mut counts: BTreeMap<TargetGroupId, Vec<[u64; 4]>> = BTreeMap::new();
    for (at, (offering, assessed)) in
        view.reading.dataset.offerings.iter().zip(&view.assessed.offerings).enumerate()
    {
        if assessed.placement.state == PlacementState::NotAssessed {
            continue;
        }
        let of_group = counts
            .entry(offering.target_group)
            .or_insert_with(|| vec![[0; 4]; view.settings.rules.len()]);
        let others = view.assessed.other_levels.iter().map(|levels| levels[at]);
        let levels = std::iter::once(assessed.placement.level).chain(others);
        for (of_rule, level) in of_group.iter_mut().zip(levels) {
            of_rule[level.map_or(3, Level::index)] += 1;
        }
    }
    counts
}

/// The eight parameters by grade.
pub(super) fn profile(view: &Results<'_>) -> Table {
    let mut rows = Vec::new();
    for (group, counts) in grade_counts(view) {
        for (parameter, counts) in counts.iter() {
            let mut cells = vec![
                CellValue::text(&*view.settings.registers.target_groups.get(group).name),
                CellValue::text(parameter.danish()),
            ];
            cells.extend(GRADES.map(|grade| CellValue::count(counts.of(grade))));
            cells.push(CellValue::count(counts.all()));
            rows.push(cells);
        }
    }
    let parameter = Column::text("Parameter").about("en af de otte specialiseringsparametre");
    let mut columns = vec![group_column(), parameter];
    columns
        .extend(GRADES.map(|grade| counted(&capitalised(grade.danish()), "har denne graduering")));
    columns.push(counted("Vurderet i alt", "summen af gradueringerne"));
    Table {
        name: "parameterprofil".to_owned(),
        title: "De otte parametre: hvor mange tilbud x målgruppe har hver graduering".to_owned(),
        unit: ASSESSED_OFFERINGS.to_owned(),
        columns,
        rows,
        notes: vec![
            "Tilsynets graduering tæller, hvor den er givet; ellers oplysningernes".to_owned(),
            PARTS.to_owned(),
        ],
    }
}

fn group_column() -> Column {
    Column::text("Målgruppe").about("målgruppens navn")
}

/// A count of offerings that were assessed.
fn counted(header: &str, about: &str) -> Column {
    Column::int(header).about(about).unit(ASSESSED_OFFERINGS)
}

const GRADES: [Grade; 6] =
    [Grade::None, Grade::Light, Grade::Moderate, Grade::High, Grade::NotRelevant, Grade::Unknown];

/// Grades by group and parameter, over the offerings that were assessed.
pub(super) fn grade_counts(
    view: &Results<'_>,
) -> BTreeMap<TargetGroupId, PerParameter<GradeCounts>> {
    let mut counts: BTreeMap<TargetGroupId, PerParameter<GradeCounts>> = BTreeMap::new();
    for (offering, assessed) in view.reading.dataset.offerings.iter().zip(&view.assessed.offerings)
    {
        if assessed.grades.is_assessed() {
            let of_group = counts.entry(offering.target_group).or_default();
            for parameter in Parameter::ALL {
                of_group[parameter].add(assessed.grades.grades[parameter]);
            }
        }
    }
    counts
}
