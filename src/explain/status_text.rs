//! Where does each target group stand in the process, what is overdue, what rests on guidelines that
//! are not adopted?

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::NaiveDate;

use crate::guideline::{Guideline, GuidelineStatus};
use crate::model::{PlacementState, TargetGroupId};
use crate::plain_text::capitalised;
use crate::register::TargetGroups;
use crate::results::Checked;
use crate::table::danish_date;
use crate::trial::{GroupProcess, Step, StepState, TrialProcess};

/// The status on a day, in Danish.
pub fn status_text(checked: &Checked, on: NaiveDate) -> String {
    let mut out = String::new();
    match &checked.settings.process {
        Some(process) => of_process(&mut out, checked, process, on),
        None => {
            out.push_str(
                "Der er ingen process.toml i inputmappen: hvor langt arbejdet med målgrupperne er, \
                 vides ikke.\n",
            );
        }
    }
    out.push('\n');
    resting(&mut out, checked, on);
    out
}

fn of_process(out: &mut String, checked: &Checked, process: &TrialProcess, on: NaiveDate) {
    if process.status == GuidelineStatus::Example {
        out.push_str("EKSEMPEL: processen er opdigtet (process.toml)\n");
    }
    let _ = writeln!(out, "Status {}", danish_date(on));
    for group in &process.groups {
        let name = &checked.settings.registers.target_groups.get(group.target_group).name;
        let _ = writeln!(out, "\n{name}: {}", stands(group, on));
        for step in &group.steps {
            let _ = writeln!(out, "  {}", step_in_words(step, on));
        }
    }
    let overdue: usize = process
        .groups
        .iter()
        .map(|group| group.steps.iter().filter(|step| step.is_overdue(on)).count())
        .sum();
    let _ = match overdue {
        0 => writeln!(out, "\nIntet er over tid."),
        n => writeln!(out, "\n{n} trin er over tid."),
    };
}

/// The step that the group stands at.
fn stands(group: &GroupProcess, on: NaiveDate) -> String {
    let begun = group.steps.iter().rev().find(|step| step.state(on) == StepState::Begun);
    let done = group.steps.iter().rev().find(|step| step.state(on) == StepState::Done);
    match (begun, done) {
        (Some(step), _) => format!("i gang med {}", step.kind.danish()),
        (None, Some(step)) => format!("senest afsluttet: {}", step.kind.danish()),
        (None, None) => "ikke begyndt".to_owned(),
    }
}

fn step_in_words(step: &Step, on: NaiveDate) -> String {
    let state = step.state(on);
    let day = match state {
        StepState::Done => step.done_on,
        StepState::Begun => step.begun_on,
        StepState::NotBegun => None,
    };
    let mut text = format!("{}: {}", capitalised(step.kind.danish()), state.danish());
    let _ = day.map(|day| write!(text, " {}", danish_date(day)));
    if let (Some(due), false) = (step.due_on, state == StepState::Done) {
        let _ = write!(text, ", frist {}", danish_date(due));
    }
    if step.is_overdue(on) {
        text.push_str(" - OVER TID");
    }
    if !step.answers.is_empty() {
        let _ = write!(text, ", {} høringssvar", step.answers.len());
    }
    text
}

/// Which placements rest on guidelines that nobody has adopted.
fn resting(out: &mut String, checked: &Checked, on: NaiveDate) {
    let mut counts: BTreeMap<(TargetGroupId, Option<&str>), (String, u64)> = BTreeMap::new();
    let (dataset, settings) = (&checked.reading.dataset, &checked.settings);
    for (offering, assessed) in dataset.offerings.iter().zip(&checked.assessed.offerings) {
        if assessed.placement.state == PlacementState::NotAssessed {
            continue;
        }
        let guideline = assessed.grades.guideline.and_then(|id| settings.guidelines.get(id));
        let process = settings.process.as_ref().and_then(|p| p.of(offering.target_group));
        let Some(why) = why_not_adopted(guideline, process, on, &settings.registers.target_groups)
        else {
            continue;
        };
        let file = guideline.map(|guideline| &*guideline.file);
        let count = counts.entry((offering.target_group, file)).or_insert((why, 0));
        count.1 += 1;
    }
    if counts.is_empty() {
        out.push_str("Ingen vurdering hviler på en vejledning, der ikke er vedtaget.\n");
        return;
    }
    out.push_str("Vurderinger, der hviler på en vejledning, som ikke er vedtaget:\n");
    for ((group, _), (why, n)) in counts {
        let name = &settings.registers.target_groups.get(group).name;
        let _ = writeln!(out, "  {name}: {n} tilbud, {why}");
    }
}

/// Why a guideline is not adopted; none when it is.
fn why_not_adopted(
    guideline: Option<&Guideline>,
    process: Option<&GroupProcess>,
    on: NaiveDate,
    groups: &TargetGroups,
) -> Option<String> {
    let Some(guideline) = guideline else {
        return Some("ingen vejledning: kun tilsynets graderinger".to_owned());
    };
    if guideline.status != GuidelineStatus::InForce {
        return Some(format!("vejledning {}", guideline.title(groups)));
    }
    let is_adopted = process.and_then(|process| process.is_guideline_adopted(on));
    (is_adopted == Some(false)).then(|| {
        format!("vejledning {}, som process.toml ikke har som vedtaget", guideline.title(groups))
    })
}
