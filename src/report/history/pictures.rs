//! Who went where, drawn?

use super::ToldRuns;
use super::transitions::place_name;
use crate::chart::{Chart, ChartHead, FlowChart, FlowFill, FlowPlace};
use crate::history::{PLACES, Standing, Transitions};
use crate::model::{Level, PlacementState};
use crate::plain_text::capitalised;
use crate::report::Drawing;
use crate::report::parts::OFFERINGS;
use crate::table::{PictureDoc, thousands};

/// Places where nothing is known: who goes from one to the other is not drawn.
const UNKNOWN: [usize; 2] = [Standing::NotAssessed as usize, PLACES - 1];

fn fill(at: usize) -> Option<FlowFill> {
    Some(match Standing::ALL.get(at)? {
        Standing::High => FlowFill::Level(Level::High),
        Standing::Moderate => FlowFill::Level(Level::Moderate),
        Standing::Light => FlowFill::Level(Level::Light),
        Standing::BelowLight => FlowFill::State(PlacementState::BelowLight),
        Standing::Provisional => FlowFill::State(PlacementState::Provisional),
        Standing::QualityUnknown => FlowFill::State(PlacementState::QualityUnknown),
        Standing::QualityNotMet => FlowFill::State(PlacementState::QualityNotMet),
        Standing::NotAssessed => FlowFill::State(PlacementState::NotAssessed),
    })
}

/// A picture of all groups together for each step, and of each group in which anything moved.
pub(super) fn pictures(told: &ToldRuns<'_>) -> Vec<Drawing> {
    let mut drawn = Vec::new();
    for (at, step) in told.steps() {
        for of in &step.transitions {
            let moved = |from: usize| (0..PLACES).any(|to| to != from && shown(of, from, to) > 0);
            if of.target_group.is_none() || (0..PLACES).any(moved) {
                drawn.push(picture(told, at, of));
            }
        }
    }
    drawn
}

/// Offerings that are drawn.
fn shown(of: &Transitions, from: usize, to: usize) -> u64 {
    let is_known = !(UNKNOWN.contains(&from) && UNKNOWN.contains(&to));
    if is_known { of.counts[from][to] } else { 0 }
}

fn picture(told: &ToldRuns<'_>, at: usize, of: &Transitions) -> Drawing {
    // Only what anybody is at.
    let is_there = |place: &usize| {
        (0..PLACES).any(|other| shown(of, *place, other) + shown(of, other, *place) > 0)
    };
    let places: Vec<usize> = (0..PLACES).filter(is_there).collect();
    let n_left_out: u64 =
        UNKNOWN.iter().flat_map(|from| UNKNOWN.iter().map(|to| of.counts[*from][*to])).sum();
    let group = told.group(of.target_group.as_ref());
    let nth = if told.course.steps.len() > 1 { format!("-{}", at + 1) } else { String::new() };
    let slug = of.target_group.as_ref().map_or_else(String::new, |slug| format!("-{slug}"));
    let name = format!("flow{nth}{slug}");
    let rows = match &of.target_group {
        None => "alle målgrupper".to_owned(),
        Some(_) => format!("målgruppe = {group}"),
    };
    let rows = if nth.is_empty() { rows } else { format!("{rows}, {}", told.step(at)) };
    let chart = FlowChart {
        head: ChartHead {
            name: name.clone(),
            title: format!("{group}: hvem der har flyttet sig"),
            subtitle: format!(
                "{} efter niveau eller tilstand, fra {}",
                capitalised(OFFERINGS),
                told.step(at)
            ),
            unit: OFFERINGS.to_owned(),
            notes: vec![format!(
                "Uden dem, der hverken er vurderet før eller efter: {}",
                thousands(n_left_out)
            )],
        },
        sides: [told.runs[at].label.clone(), told.runs[at + 1].label.clone()],
        places: places
            .iter()
            .map(|at| FlowPlace { name: place_name(*at).to_owned(), of: fill(*at) })
            .collect(),
        counts: places
            .iter()
            .map(|from| places.iter().map(|to| shown(of, *from, *to)).collect())
            .collect(),
    };
    Drawing {
        doc: PictureDoc {
            path: format!("charts/{name}"),
            title: chart.head.title.clone(),
            table: "transitions".to_owned(),
            rows,
            is_for_report: true,
        },
        is_in_workbook: of.target_group.is_none(),
        chart: Chart::Flow(chart),
    }
}
