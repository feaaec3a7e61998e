//! Which sentences follow from runs that are held against each other?

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
    for fall in &step.falls {
        // Of each group in the whole country, and of each region of all groups.
        let is_told = fall.level.is_none()
            && (fall.target_group.is_none() || fall.region.is_none())
            && fall.n.iter().any(|n| *n > 0);
        if is_told {
            said.extend(of_fall(told, fall));
        }
    }
    said
}

fn of_fall(told: &ToldRuns<'_>, fall: &Fall) -> Vec<String> {
    let group = told.group(fall.target_group.as_ref());
    let place = match &fall.region {
        None => "hele landet".to_owned(),
        Some(None) => "ikke oplyst region".to_owned(),
        Some(Some(region)) => region.to_string(),
    };
    let kinds: Vec<String> = FallKind::ALL
        .into_iter()
        .filter(|kind| fall.n[*kind as usize] > 0)
        .map(|kind| format!("{} {}", thousands(fall.n[kind as usize]), kind.danish()))
        .collect();
    let mut said = vec![format!(
        "Afspecialisering, {group}, {place}: af {} på højt eller moderat er {} faldet ({}).",
        thousands(fall.n_before),
        thousands(fall.n_fallen()),
        kinds.join(", ")
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
            let decimals = if share.fract() == 0.0 { 0 } else { 1 };
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
