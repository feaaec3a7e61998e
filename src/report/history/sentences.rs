//! Which sentences follow from runs that are held against each other?

use std::collections::BTreeMap;

use super::ToldRuns;
use crate::history::{ByCause, Cause, Direction, Fall, FallKind, Presence, Step, n_changes};
use crate::table::{decimal, thousands};

/// What is told of, in sentences.
pub(super) fn about(told: &ToldRuns<'_>) -> Vec<String> {
    let names: Vec<&str> = told.runs.iter().map(|run| run.label.as_str()).collect();
    vec![
        format!("Kørslerne {}, hver holdt op mod den før.", names.join(", ")),
        "Siden og filerne er til eget brug: de viser navngivne tilbuds niveau, og intet er skjult."
            .to_owned(),
    ]
}

/// What the figures say.
pub(super) fn said(told: &ToldRuns<'_>) -> Vec<String> {
    told.steps().flat_map(|(at, step)| of_step(told, at, step)).collect()
}

fn of_step(told: &ToldRuns<'_>, at: usize, step: &Step<'_>) -> Vec<String> {
    let comparison = &step.comparison;
    let (all, moved) = (comparison.pairs.len() as u64, comparison.moves.len() as u64);
    let mut said = Vec::new();
    if moved == 0 {
        said.push(format!(
            "Fra {}: ingen af de {} tilbud x målgruppe, der er med begge gange, har flyttet sig.",
            told.step(at),
            thousands(all)
        ));
    } else {
        let n = |direction| {
            comparison.moves.iter().filter(|moved| moved.direction == direction).count() as u64
        };
        let ways = Direction::ALL.into_iter().rev().filter(|way| n(*way) > 0);
        let ways: Vec<String> =
            ways.map(|way| format!("{} {}", thousands(n(way)), way.danish())).collect();
        said.push(format!(
            "Fra {}: {} af de {} tilbud x målgruppe, der er med begge gange, står et andet sted: {}.",
            told.step(at),
            thousands(moved),
            thousands(all),
            ways.join(", ")
        ));
        let mut by_cause = ByCause::default();
        comparison.moves.iter().for_each(|moved| by_cause.add(moved.why.as_ref()));
        said.extend(causes_of("Årsagerne til alle flytninger", &by_cause));
    }
    let n = n_changes(comparison);
    let changes: Vec<String> = Presence::ALL
        .into_iter()
        .filter(|presence| n[*presence as usize] > 0)
        .map(|presence| format!("{} ({})", presence.danish(), thousands(n[presence as usize])))
        .collect();
    if !changes.is_empty() {
        said.push(format!("Kun med i den ene kørsel: {}.", changes.join("; ")));
    }
    // All groups together, in the whole country and in each region.
    let falls = step.falls.iter().filter(|fall| fall.target_group.is_none() && is_told(fall));
    said.extend(falls.flat_map(|fall| of_fall(told, fall)));
    said
}

/// What the figures say of each group, by its name.
pub(super) fn said_of_groups(told: &ToldRuns<'_>) -> BTreeMap<String, Vec<String>> {
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (at, step) in told.steps() {
        for fall in step.falls.iter().filter(|fall| fall.target_group.is_some() && is_told(fall)) {
            let said = groups.entry(told.group(fall.target_group.as_ref())).or_default();
            if fall.region.is_none() && told.course.steps.len() > 1 {
                said.push(format!("Fra {}.", told.step(at)));
            }
            said.extend(of_fall(told, fall));
        }
    }
    groups
}

/// Whether anything of *højt* and *moderat* together fell.
fn is_told(fall: &Fall) -> bool {
    fall.level.is_none() && fall.n.iter().any(|n| *n > 0)
}

fn of_fall(told: &ToldRuns<'_>, fall: &Fall) -> Vec<String> {
    let group = told.group(fall.target_group.as_ref());
    let place = match &fall.region {
        None => "hele landet".to_owned(),
        Some(None) => "ikke oplyst region".to_owned(),
        Some(Some(region)) => region.to_string(),
    };
    let n = |kind: FallKind| thousands(fall.n[kind as usize]);
    let listed = |all: &[(FallKind, &str)]| {
        let there = all.iter().filter(|(kind, _)| fall.n[*kind as usize] > 0);
        there.map(|(kind, words)| format!("{} {words}", n(*kind))).collect::<Vec<_>>()
    };
    let fallen = [
        (FallKind::Lower, "til et lavere niveau"),
        (FallKind::QualityNotMet, "fordi kvaliteten ikke er opfyldt"),
    ];
    let beside = [
        (FallKind::Undecided, "kan ikke længere afgøres"),
        (FallKind::Gone, "er ikke længere med"),
    ];
    let ways = match listed(&fallen) {
        ways if ways.is_empty() => String::new(),
        ways => format!(" ({})", ways.join(", ")),
    };
    let rest = std::iter::once(String::new()).chain(listed(&beside)).collect::<Vec<_>>().join("; ");
    let mut said = vec![format!(
        "Afspecialisering, {group}, {place}: af {} på højt eller moderat er {} faldet{ways}{rest}.",
        thousands(fall.n_before),
        thousands(fall.n_fallen()),
    )];
    said.extend(causes_of("Årsagerne til det", &fall.by_cause));
    said
}

/// How much each cause made.
fn causes_of(of_what: &str, by: &ByCause) -> Option<String> {
    if by.n == 0 {
        return None;
    }
    let mut causes: Vec<Cause> =
        Cause::ALL.into_iter().filter(|cause| by.shares.of(*cause) != 0).collect();
    causes.sort_by_key(|cause| (-by.shares.of(*cause), *cause));
    let mut parts: Vec<String> = causes
        .into_iter()
        .map(|cause| {
            // A whole number of moves has no decimals.
            let share = by.shares.moves(cause);
            let decimals = u8::from(share.fract() != 0.0);
            format!("{} {}", cause.danish(), decimal(share, decimals))
        })
        .collect();
    if by.untold > 0 {
        parts.push(format!("kan ikke siges {}", thousands(by.untold)));
    }
    let together = match by.together {
        0 => String::new(),
        n => format!(" ({} ved flere årsager i samspil)", thousands(n)),
    };
    Some(format!("{of_what}: {}{together}.", parts.join(", ")))
}

/// What the causes are.
pub(super) fn causes() -> Vec<String> {
    let each = Cause::ALL.into_iter().map(|cause| {
        format!("{}: {}.", crate::plain_text::capitalised(cause.danish()), cause.about())
    });
    let how = [
        "Hver flytning er efterprøvet: tilbuddet er gradueret og indplaceret igen med hver mængde af \
         årsager som efter og resten som før. Afgør én årsag det, hvad de andre end er, er den \
         årsagen; ellers er samspillet nævnt og delt med Shapley-værdien (Shapley 1953), halvt for \
         at forlade det gamle niveau og halvt for at nå det nye."
            .to_owned(),
    ];
    how.into_iter().chain(each).collect()
}

/// What can't be said, and why.
pub(super) fn not_said(told: &ToldRuns<'_>) -> Vec<String> {
    let fixed = [
        "Et tilbud, der ikke længere er med, behøver ikke være lukket: data kan mangle.".to_owned(),
        "Det, der ikke længere kan afgøres, behøver ikke være faldet.".to_owned(),
        "Ingen af tallene siger noget om borgernes behov eller om, hvem der bruger tilbuddene."
            .to_owned(),
    ];
    told.limits().map(|limit| format!("{limit}.")).chain(fixed).collect()
}
