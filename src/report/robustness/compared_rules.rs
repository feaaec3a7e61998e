//! How are the rules set side by side?

use crate::model::{Attained, TargetGroupId};
use crate::report::placement_row::PlacementRow;
use crate::report::robustness::offerings::offering_columns;
use crate::report::robustness::{ASSESSED, count, group_columns, percent_of};
use crate::results::{Area, OfferingFirmness, Results, RuleInRegion};
use crate::robustness::ComparedRule;
use crate::table::{Output, Table};

const GRADES_ALONE: &str = "Gradueringerne alene: kvaliteten er holdt uden for. Flyttet er regnet \
                            fra den indplacerende regel, blandt de tilbud, som begge regler afgør";
const ROUNDED_MEAN: &str = "Det afrundede gennemsnit er kun til sammenligning: det regner med, at \
                            trinene mellem niveauerne er lige lange";
const NOT_DECIDED: &str = "ikke afgjort";

/// `rules`: a row per group, area and rule, with how many are on each level and how many move.
pub(super) fn rules<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let robustness = results.robustness;
    let rule = |row: &RuleInRegion| &robustness.rules[row.rule];
    Table::<RuleInRegion>::new(
        "robustness/rules",
        "Hvor mange flytter, når en anden regel indplacerer",
        "en regel i en målgruppe og en region",
        ASSESSED,
    )
    .note(GRADES_ALONE)
    .note(ROUNDED_MEAN)
    .sheet("Regler sammenlignet")
    .sheet_rows(|r| r.area == Area::WholeCountry)
    .for_report()
    .with(|table| group_columns(table, results, |r| r.group))
    .text("region", "Region", "tilbuddets; hele landet; ikke oplyst", |r| {
        Some(match r.area {
            Area::WholeCountry => WHOLE_COUNTRY,
            Area::Unknown => "Ikke oplyst",
            Area::Region(id) => &results.settings.registers.regions.get(id).name,
        })
    })
    .text("rule", "Regel", "reglens navn", move |r| Some(rule(r).name()))
    .words("Reglens titel", "reglen i ord", move |r| Some(rule(r).title()))
    .for_each(Attained::ALL, |table, attained| {
        let (name, header) = match attained {
            Attained::None => ("n_none", "Ingen"),
            Attained::Light => ("n_light", "Let"),
            Attained::Moderate => ("n_moderate", "Moderat"),
            Attained::High => ("n_high", "Højt"),
        };
        let about = "indplaceret der efter reglen";
        count(table, [name, header, about], move |r| r.n_by_level[attained as usize])
    })
    .with(|table| {
        let named = ["n_undecided", "Ikke afgjort", "reglen lader det stå åbent"];
        count(table, named, |r| r.n_by_level[Attained::ALL.len()])
    })
    .with(|table| {
        let named = ["n_assessed", "Vurderet i alt", "alle, også dem, reglen ikke afgør"];
        count(table, named, |r| r.n_assessed)
    })
    .with(|table| {
        let named = ["n_compared", "Afgjort af begge regler", "denne og den indplacerende"];
        count(table, named, |r| r.n_compared)
    })
    .with(|table| {
        let named = ["n_up", "Flyttet op", "højere end efter den indplacerende regel"];
        count(table, named, |r| r.n_up)
    })
    .with(|table| {
        let named = ["n_down", "Flyttet ned", "lavere end efter den indplacerende regel"];
        count(table, named, |r| r.n_down)
    })
    .with(|table| {
        let about = "op og ned, af dem, begge regler afgør";
        percent_of(table, ["moved_percent", "Andel flyttet", about], |r| {
            (r.n_up + r.n_down, r.n_compared)
        })
    })
    .over(&robustness.rules_by_region)
}

/// All regions together, for readers.
pub(super) const WHOLE_COUNTRY: &str = "Hele landet";

/// From one level to another, by a rule.
struct Between<'v> {
    group: Option<TargetGroupId>,
    rule: &'v ComparedRule,
    from: Option<Attained>,
    to: Option<Attained>,
    n: u64,
}

/// `transitions`: a row per group, rule and pair of levels that somebody goes between.
pub(super) fn transitions<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let robustness = results.robustness;
    let level_or_open = |level: Option<Attained>| level.map_or(NOT_DECIDED, Attained::danish);
    let rows = robustness.others_in_the_country().flat_map(|row| {
        let rule = &robustness.rules[row.rule];
        let counts = row.transitions.between();
        counts.map(move |(from, to, n)| Between { group: row.group, rule, from, to, n })
    });
    Table::<Between<'v>>::new(
        "robustness/transitions",
        "Fra hvilket niveau til hvilket, når en anden regel indplacerer",
        "et par af niveauer, som nogen i målgruppen går imellem efter reglen",
        ASSESSED,
    )
    .csv_only()
    .note(GRADES_ALONE)
    .note(ROUNDED_MEAN)
    .with(|table| group_columns(table, results, |r| r.group))
    .text("rule", "Regel", "reglens navn", |r| Some(r.rule.name()))
    .words("Reglens titel", "reglen i ord", |r| Some(r.rule.title()))
    .text("from", "Niveau efter den indplacerende regel", "eller ikke afgjort", move |r| {
        Some(level_or_open(r.from))
    })
    .text("to", "Niveau efter reglen", "eller ikke afgjort", move |r| Some(level_or_open(r.to)))
    .with(|table| count(table, ["n", "Antal", "så mange går fra det ene til det andet"], |r| r.n))
    .of(rows.collect())
}

/// An offering and its level by each rule.
struct ByRule<'v> {
    of: PlacementRow<'v>,
    firm: &'v OfferingFirmness,
}

/// `levels_by_rule`: a row per offering, with its level by each rule.
pub(super) fn levels_by_rule<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let robustness = results.robustness;
    Table::<ByRule<'v>>::new(
        "robustness/levels_by_rule",
        "Niveauet efter hver regel",
        "et vurderet tilbud for en målgruppe",
        ASSESSED,
    )
    .note(GRADES_ALONE)
    .parquet_only()
    .with(|table| offering_columns(table, |r| &r.of))
    .code("region", "tilbuddets region", |r| r.of.region())
    .empty("ikke oplyst, eller flere")
    .for_each(robustness.rules.iter().enumerate(), |table, (at, rule)| {
        table
            .code(format!("level_{}", rule.name()), rule.title().to_owned(), move |r| {
                r.firm.levels[at].map(Attained::danish)
            })
            .empty("ikke afgjort af reglen")
    })
    .int("n_rules_apart", "", "regler, der giver et andet niveau end den indplacerende", |r| {
        Some(r.firm.n_rules_apart)
    })
    .unit("regler")
    .made(robustness.offerings.len(), |at| {
        let firm = &robustness.offerings[at];
        vec![ByRule { of: PlacementRow::new(results, firm.id), firm }]
    })
}

/// What every comparison of rules must say.
pub(super) fn notes() -> Vec<String> {
    let grades = "Kun tilbud, som begge regler afgør; gradueringerne alene, kvaliteten er holdt \
                  uden for";
    vec![grades.to_owned(), ROUNDED_MEAN.to_owned()]
}
