//! How much is assessed, by what, and on which level is it by each named rule?

use crate::model::{Level, PlacementState, TargetGroupId};
use crate::place::CompiledRule;
use crate::plain_text::capitalised;
use crate::report::parts::{ASSESSED_OFFERINGS, OFFERINGS, PARTS, weighted_beside};
use crate::report::values::percent;
use crate::results::{GroupCounts, Results};
use crate::table::{Output, Table};

/// `tables/coverage`: how many offerings, how many assessed, in which state, and by which
/// guideline.
pub(super) fn coverage<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    /// As Tilbudsportalen counts them; its list was not found.
    const ON_THE_PORTAL: usize = 46;
    let n_groups = results.settings.registers.target_groups.iter().count();
    let the_rest = match ON_THE_PORTAL.checked_sub(n_groups) {
        None | Some(0) => String::new(),
        Some(1) => format!(
            ". Tilbudsportalen har {ON_THE_PORTAL}; den {ON_THE_PORTAL}. er ikke fundet, fordi \
             portalens egen liste ikke er offentliggjort, hvor der er ledt"
        ),
        Some(missing) => {
            format!(". Tilbudsportalen har {ON_THE_PORTAL}; {missing} af dem står ikke i registret")
        }
    };
    Table::<GroupCounts>::new(
        "tables/coverage",
        "Dækning: hvor meget er vurderet, og efter hvilken vejledning",
        "en målgruppe, som nogen har et tilbud til",
        OFFERINGS,
    )
    .csv_only()
    .for_report()
    .sheet("Dækning")
    .note(PARTS)
    .note(format!(
        "Registret har {n_groups} målgrupper; {} af dem har nogen et tilbud til, og kun de står \
         her{the_rest}",
        results.counted.groups.len()
    ))
    .note("Leverandører i alt og vurderet tæller hvert tilbud én gang i målgruppen")
    .note(
        "Modellen er kun afprøvet på handicapområdet; beskrivelserne er idealtypiske, og ingen tal \
         her placerer en borger",
    )
    .with(|table| group_column(table, results, |group| group.target_group))
    .int("", "Tilbud x målgruppe i alt", "vurderet eller ej", |group| Some(group.offerings()))
    .unit(OFFERINGS)
    .int("", "Vurderet", "der er en vurdering", |group| Some(group.assessed()))
    .unit(OFFERINGS)
    .decimal("", "Andel vurderet, pct.", "af tilbud x målgruppe i alt", 1, |group| {
        percent(group.assessed(), group.offerings())
    })
    .unit("pct.")
    .for_each(PlacementState::ALL, |table, state| {
        let about = "i denne tilstand; tilstandene summer til i alt";
        table
            .int("", capitalised(state.danish()), about, move |group| {
                Some(group.states[state as usize])
            })
            .unit(OFFERINGS)
    })
    .int("", "Vurderet uden gældende vejledning", "kun gradueret af tilsynet", |group| {
        Some(group.without_guideline)
    })
    .unit(OFFERINGS)
    .int("", "Leverandører i alt", "forskellige tilbud, hvert talt én gang", |group| {
        Some(group.providers.len())
    })
    .unit("leverandører")
    .int("", "Leverandører vurderet", "forskellige tilbud, vurderet for målgruppen", |group| {
        Some(group.assessed_providers.len())
    })
    .unit("leverandører")
    .words("Vejledninger brugt", "delt af semikolon", |group| {
        let labels: Vec<&str> = group.guidelines.iter().map(|label| &**label).collect();
        (!labels.is_empty()).then(|| labels.join("; "))
    })
    .empty("ingen vejledning har gradueret nogen")
    .over(&results.counted.groups)
}

/// A group's assessed offerings by one rule.
struct ByRule<'v> {
    target_group: TargetGroupId,
    rule: &'v CompiledRule,
    /// On let, moderat, højt, and on none.
    levels: [u64; 4],
}

/// `tables/levels_by_rule_and_group`: the same grades placed by every named rule (Reading R1).
pub(super) fn levels_by_rule<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let of_group = |group: &'v GroupCounts| {
        let rules = results.settings.rules.iter().zip(&group.by_rule);
        rules.map(|(rule, levels)| ByRule {
            target_group: group.target_group,
            rule,
            levels: *levels,
        })
    };
    let assessed = results.counted.groups.iter().filter(|group| group.assessed() > 0);
    Table::<ByRule<'v>>::new(
        "tables/levels_by_rule_and_group",
        "De vurderede tilbud x målgruppe indplaceret efter hver navngiven regel",
        "en regel i en målgruppe med vurderinger",
        ASSESSED_OFFERINGS,
    )
    .csv_only()
    .for_report()
    .sheet("Niveau efter regel")
    .with(|table| weighted_beside(table, results))
    .note(
        "Modellen siger ikke, hvordan otte gradueringer bliver til ét niveau; derfor vises alle \
         navngivne regler",
    )
    .note(PARTS)
    .with(|table| group_column(table, results, |row| row.target_group))
    .words("Regel", "reglens navn", |row| Some(&*row.rule.rule.name))
    .words("Reglens titel", "reglen i ord", |row| Some(&*row.rule.rule.title))
    .for_each(Level::ALL, |table, level| {
        table
            .int("", capitalised(level.danish()), "indplaceret der efter reglen", move |row| {
                Some(row.levels[level.index()])
            })
            .unit(ASSESSED_OFFERINGS)
    })
    .int("", "Vurderet, ikke indplaceret", "ingen af de tre efter reglen", |row| {
        Some(row.levels[3])
    })
    .unit(ASSESSED_OFFERINGS)
    .int("", "Vurderet i alt", "summen af de fire", |row| Some(row.levels.iter().sum::<u64>()))
    .unit(ASSESSED_OFFERINGS)
    .of(assessed.flat_map(of_group).collect())
}

/// The column that a table of target groups begins with.
pub(super) fn group_column<'v, R: 'v>(
    table: Table<'v, R>,
    results: &'v Results<'v>,
    of: fn(&R) -> TargetGroupId,
) -> Table<'v, R> {
    table.words("Målgruppe", "målgruppens navn", move |row| {
        Some(&*results.settings.registers.target_groups.get(of(row)).name)
    })
}
