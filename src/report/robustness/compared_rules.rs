//! How are the rules set side by side?

use std::collections::BTreeSet;

use crate::model::{Attained, TargetGroupId};
use crate::output::Staging;
use crate::report::WriteError;
use crate::report::placement_row::PlacementRow;
use crate::report::robustness::{
    ASSESSED, count, group_columns, offering_columns, percent_of, table,
};
use crate::results::OfferingFirmness;
use crate::results::Results;
use crate::robustness::{ComparedRule, Transitions};
use crate::table::old::{Chapter, DocColumn, Documented, Named};

/// Writes `rules`, `transitions` and `levels_by_rule`.
pub(super) fn write(staging: &Staging, view: &Results<'_>) -> Result<Vec<Chapter>, WriteError> {
    Ok(vec![rules(staging, view)?, transitions(staging, view)?, levels(staging, view)?])
}

fn notes() -> Vec<String> {
    vec![
        "Gradueringerne alene: kvaliteten er holdt uden for. Flyttet er regnet fra den \
         indplacerende regel, blandt de tilbud, som begge regler afgør"
            .to_owned(),
        "Det afrundede gennemsnit er kun til sammenligning: det regner med, at trinene mellem \
         niveauerne er lige lange"
            .to_owned(),
    ]
}

/// The groups with assessed offerings, and all together when there are several.
pub(super) fn subjects(view: &Results<'_>) -> Vec<Option<TargetGroupId>> {
    view.robustness.studies.iter().map(|(group, _)| *group).collect()
}

/// Whether an offering is of a group; all are of all.
pub(super) fn is_of(
    view: &Results<'_>,
    offering: &OfferingFirmness,
    group: Option<TargetGroupId>,
) -> bool {
    let of = view.reading.dataset.offerings[offering.at].target_group;
    group.is_none_or(|group| group == of)
}

/// A rule held against the placing one, in a group and a region.
struct InRegion<'v> {
    group: Option<TargetGroupId>,
    region: &'v str,
    rule: &'v ComparedRule,
    transitions: Transitions,
}

/// A row per group, region and rule: how many on each level, and how many move.
fn rules(staging: &Staging, view: &Results<'_>) -> Result<Chapter, WriteError> {
    let rows = in_regions(view);
    let mut columns = group_columns(view, |row: &&InRegion<'_>| row.group);
    columns.extend([
        DocColumn::text(
            ("region", "Region", "tilbuddets; hele landet; ikke oplyst"),
            |row: &&InRegion<'_>| Some(row.region),
        ),
        DocColumn::text(("rule", "Regel", "reglens navn"), |row: &&InRegion<'_>| {
            Some(row.rule.name())
        }),
        DocColumn::text(Named::words("Reglens titel", "reglen i ord"), |row: &&InRegion<'_>| {
            Some(row.rule.title())
        }),
    ]);
    let level = |name: &'static str, header: String, at: usize| {
        let about = "indplaceret der efter reglen";
        count((name, header, about), move |row: &&InRegion<'_>| row.transitions.to()[at])
    };
    columns.extend(Attained::ALL.map(|attained| {
        let name = ["n_none", "n_light", "n_moderate", "n_high"][attained as usize];
        let header = crate::plain_text::capitalised(attained.danish());
        level(name, header, attained as usize)
    }));
    columns.extend([
        level("n_undecided", "Ikke afgjort".to_owned(), Attained::ALL.len()),
        count(
            ("n_assessed", "Vurderet i alt", "alle, også dem, reglen ikke afgør"),
            |row: &&InRegion<'_>| row.transitions.n(),
        ),
        count(
            ("n_compared", "Afgjort af begge regler", "denne og den indplacerende"),
            |row: &&InRegion<'_>| row.transitions.n_decided(),
        ),
        count(
            ("n_up", "Flyttet op", "højere end efter den indplacerende regel"),
            |row: &&InRegion<'_>| row.transitions.n_moved().0,
        ),
        count(
            ("n_down", "Flyttet ned", "lavere end efter den indplacerende regel"),
            |row: &&InRegion<'_>| row.transitions.n_moved().1,
        ),
        percent_of(
            ("moved_percent", "Andel flyttet, pct.", "op og ned, af dem, begge regler afgør"),
            |row: &&InRegion<'_>| {
                let (up, down) = row.transitions.n_moved();
                (up + down, row.transitions.n_decided())
            },
        ),
    ]);
    let file = Documented {
        path: "robustness/rules",
        a_row: "en regel i en målgruppe og en region",
        unit: ASSESSED,
        columns,
        notes: notes(),
    };
    table(staging, view, &file, &rows, |row| vec![row])
}

fn in_regions<'v>(view: &'v Results<'v>) -> Vec<InRegion<'v>> {
    let region_of = |offering: &OfferingFirmness| PlacementRow::new(view, offering.at).region();
    let all: Vec<(&OfferingFirmness, Option<&str>)> =
        view.robustness.offerings.iter().map(|o| (o, region_of(o))).collect();
    let mut rows = Vec::new();
    for group in subjects(view) {
        let of_group: Vec<_> = all.iter().filter(|(o, _)| is_of(view, o, group)).collect();
        let regions: BTreeSet<Option<&str>> = of_group.iter().map(|(_, region)| *region).collect();
        let whole = std::iter::once(None);
        for region in whole.chain(regions.into_iter().map(Some)) {
            for rule in &view.robustness.rules {
                let placing = &view.robustness.rules[0];
                let mut transitions = Transitions::default();
                for (offering, at) in &of_group {
                    if region.is_none_or(|region| region == *at) {
                        let planes = offering.planes;
                        transitions.add(placing.decided(planes), rule.decided(planes));
                    }
                }
                let region = region.map_or("Hele landet", |region| region.unwrap_or("Ikke oplyst"));
                rows.push(InRegion { group, region, rule, transitions });
            }
        }
    }
    rows
}

/// From one level to another, by a rule.
struct Between<'v> {
    group: Option<TargetGroupId>,
    rule: &'v ComparedRule,
    from: usize,
    to: usize,
    n: u64,
}

/// A row per group, rule and pair of levels that somebody goes between.
fn transitions(staging: &Staging, view: &Results<'_>) -> Result<Chapter, WriteError> {
    let mut rows = Vec::new();
    for group in subjects(view) {
        for rule in &view.robustness.rules[1..] {
            let counted = view.robustness.transitions(rule, |o| is_of(view, o, group));
            for (from, to_counts) in counted.counts.iter().enumerate() {
                for (to, n) in to_counts.iter().enumerate().filter(|(_, n)| **n > 0) {
                    rows.push(Between { group, rule, from, to, n: *n });
                }
            }
        }
    }
    let mut columns = group_columns(view, |row: &&Between<'_>| row.group);
    columns.extend([
        DocColumn::text(("rule", "Regel", "reglens navn"), |row: &&Between<'_>| {
            Some(row.rule.name())
        }),
        DocColumn::text(
            ("from", "Niveau efter den indplacerende regel", "eller ikke afgjort"),
            |row: &&Between<'_>| Some(level_or_open(row.from)),
        ),
        DocColumn::text(
            ("to", "Niveau efter reglen", "eller ikke afgjort"),
            |row: &&Between<'_>| Some(level_or_open(row.to)),
        ),
        count(("n", "Antal", "så mange går fra det ene til det andet"), |row: &&Between<'_>| {
            row.n
        }),
    ]);
    let file = Documented {
        path: "robustness/transitions",
        a_row: "et par af niveauer, som nogen i målgruppen går imellem efter reglen",
        unit: ASSESSED,
        columns,
        notes: notes(),
    };
    table(staging, view, &file, &rows, |row| vec![row])
}

/// The word for a place in a table of transitions.
pub(super) fn level_or_open(place: usize) -> &'static str {
    Attained::ALL.get(place).map_or("ikke afgjort", |attained| attained.danish())
}

/// An offering and its level by each rule, along the rules.
struct ByRule<'v> {
    of: PlacementRow<'v>,
    levels: Vec<Option<Attained>>,
}

/// A row per offering: its level by each rule.
fn levels(staging: &Staging, view: &Results<'_>) -> Result<Chapter, WriteError> {
    let rules = &view.robustness.rules;
    let mut columns = offering_columns(|row: &ByRule<'_>| &row.of);
    columns.push(
        DocColumn::text(("region", "Region", "tilbuddets"), |row: &ByRule<'_>| row.of.region())
            .empty("ikke oplyst, eller flere"),
    );
    columns.extend(rules.iter().enumerate().map(|(at, rule)| {
        let named = (
            format!("level_{}", rule.name()),
            format!("Niveau efter {}", rule.name()),
            rule.title(),
        );
        DocColumn::text(named, move |row: &ByRule<'_>| row.levels[at].map(Attained::danish))
            .empty("ikke afgjort af reglen")
    }));
    columns.push(
        DocColumn::int(
            ("n_rules_apart", "Regler, der giver et andet niveau", "end den indplacerende"),
            |row: &ByRule<'_>| {
                let own = row.levels[0];
                let apart = |level: &&Attained| own.is_some_and(|own| own != **level);
                Some(row.levels.iter().flatten().filter(apart).count() as u64)
            },
        )
        .unit("regler"),
    );
    let file = Documented {
        path: "robustness/levels_by_rule",
        a_row: "et vurderet tilbud for en målgruppe",
        unit: ASSESSED,
        columns,
        notes: Vec::new(),
    };
    table(staging, view, &file, &view.robustness.offerings, |offering| {
        let levels = rules.iter().map(|rule| rule.decided(offering.planes)).collect();
        vec![ByRule { of: PlacementRow::new(view, offering.at), levels }]
    })
}
