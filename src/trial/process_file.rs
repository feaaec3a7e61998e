//! What does the file of the trial's process say? (`input/process.toml`)

use super::process::{
    Body, GroupProcess, HearingAnswer, Outcome, Step, StepKind, TrialProcess, UsedKnowledge,
};
use crate::document::{self, At, Fields, Problems};
use crate::finding::Finding;
use crate::guideline::GuidelineStatus;
use crate::register::Registers;

const KEYS: [&str; 4] = ["status", "body", "group", "knowledge"];
const STEP: [&str; 6] = ["step", "due", "begun", "done", "documents", "answer"];

pub(super) fn parse(
    text: &str,
    file: &str,
    registers: &Registers,
) -> Result<TrialProcess, Vec<Finding>> {
    let (tree, mut problems) = document::read(text, file);
    let fields = Fields::of_file(&tree, &KEYS, &mut problems);
    let words = GuidelineStatus::ALL.map(|status| (status.slug(), status));
    let status = fields.word("status", &words, &mut problems).ok();
    let keys = ["name", "task", "chair", "members"];
    let bodies = fields.sections("body", "et forum", &keys, &mut problems);
    let bodies: Vec<Option<Body>> =
        bodies.into_iter().map(|section| body(&section?, &mut problems)).collect();
    let keys = ["target-group", "step"];
    let sections = fields.sections("group", "en målgruppe", &keys, &mut problems);
    let mut groups: Vec<GroupProcess> = Vec::new();
    for section in sections.into_iter().flatten() {
        let Some(process) = group(&section, registers, &mut problems) else { continue };
        if groups.iter().any(|known| known.target_group == process.target_group) {
            let message = "målgruppen står to gange";
            problems.add(section.at, "process-twice", message, "Skriv trinene i ét afsnit");
        }
        groups.push(process);
    }
    let keys = ["title", "read", "used-for"];
    let sections = fields.sections("knowledge", "et vidensprodukt", &keys, &mut problems);
    let used: Vec<Option<UsedKnowledge>> = sections
        .into_iter()
        .map(|section| knowledge(&section?, registers, &mut problems))
        .collect();
    let process = || {
        let bodies = bodies.into_iter().collect::<Option<_>>()?;
        let used = used.into_iter().collect::<Option<_>>()?;
        Some(TrialProcess { status: status?, bodies, groups, used })
    };
    problems.finish(process())
}

fn body(fields: &Fields, problems: &mut Problems) -> Option<Body> {
    let name = named(fields.required_text("name", "Det Rådgivende Udvalg", problems), problems);
    let task = fields.required_text("task", "Rådgiver om det faglige grundlag", problems);
    let chair = named(fields.text("chair", problems), problems).map(|chair| chair.value.into());
    let mut members = Vec::new();
    for member in fields.texts("members", problems).into_iter().flatten() {
        members.extend(named(Some(member), problems).map(|member| member.value.into()));
    }
    Some(Body { name: name?.value.into(), task: task?.value.into(), chair, members })
}

/// A name of an organisation or a role; an address of a person is a problem.
fn named<'d>(text: Option<At<&'d str>>, problems: &mut Problems) -> Option<At<&'d str>> {
    let found = text?;
    if found.value.contains('@') {
        let message = "her står en e-mailadresse";
        let action = "Skriv organisationen eller rollen; filen skal ikke have personoplysninger";
        problems.add(found.at, "process-person", message, action);
        return None;
    }
    Some(found)
}

fn group(fields: &Fields, registers: &Registers, problems: &mut Problems) -> Option<GroupProcess> {
    let name = fields.required_text("target-group", "autismespektrum", problems);
    let target_group = name.and_then(|name| {
        let group = registers.target_groups.by_name(name.value);
        if group.is_none() {
            let message = format!("\"{}\" er ingen målgruppe i registret", name.value);
            let action = "Brug målgruppens slug fra registers/target_groups.csv";
            problems.add(name.at, "unknown-group", message, action);
        }
        group
    });
    let mut steps: Vec<Step> = Vec::new();
    for section in fields.sections("step", "et trin", &STEP, problems).into_iter().flatten() {
        let Some(step) = step(&section, problems) else { continue };
        if steps.iter().any(|known| known.kind == step.kind) {
            let message = format!("trinnet \"{}\" står to gange", step.kind.slug());
            problems.add(section.at, "process-twice", message, "Slet det ene");
        }
        steps.push(step);
    }
    steps.sort_by_key(|step| step.kind);
    Some(GroupProcess { target_group: target_group?, steps })
}

fn step(fields: &Fields, problems: &mut Problems) -> Option<Step> {
    let words = StepKind::ALL.map(|kind| (kind.slug(), kind));
    let kind = fields.word("step", &words, problems).ok();
    let [due_on, begun_on, done_on] =
        ["due", "begun", "done"].map(|key| fields.date(key, problems));
    if let (Some(begun), Some(done)) = (begun_on, done_on)
        && done < begun
    {
        let message = format!("trinnet er afsluttet {done}, før det begyndte {begun}");
        problems.add(fields.key_at("done"), "process-dates", message, "Ret den ene dato");
    }
    let documents = fields.texts("documents", problems).into_iter().flatten();
    let documents = documents.map(|document| document.value.into()).collect();
    let keys = ["from", "on", "summary", "outcome"];
    let mut answers = Vec::new();
    for section in
        fields.sections("answer", "et høringssvar", &keys, problems).into_iter().flatten()
    {
        answers.extend(answer(&section, problems));
    }
    Some(Step { kind: kind?, due_on, begun_on, done_on, documents, answers })
}

fn answer(fields: &Fields, problems: &mut Problems) -> Option<HearingAnswer> {
    let from = named(fields.required_text("from", "KL", problems), problems);
    let on = fields.date("on", problems);
    let summary = fields.required_text("summary", "Kravet til uddannelse er for højt", problems);
    let words = Outcome::ALL.map(|outcome| (outcome.danish(), outcome));
    let outcome = fields.word("outcome", &words, problems).ok();
    Some(HearingAnswer {
        from: from?.value.into(),
        on,
        summary: summary?.value.into(),
        outcome: outcome?,
    })
}

fn knowledge(
    fields: &Fields,
    registers: &Registers,
    problems: &mut Problems,
) -> Option<UsedKnowledge> {
    let title = fields.required_text("title", "Fælles faglige begreber", problems);
    let is_read = fields.word("read", &[("ja", true), ("nej", false)], problems).ok();
    let used_for = fields.text("used-for", problems).map(|text| text.value.into());
    let title = title?;
    if !registers.knowledge_products.iter().any(|product| &*product.title == title.value) {
        let message = format!("\"{}\" er intet vidensprodukt i registret", title.value);
        let action = "Skriv titlen, som den står i registers/knowledge_products.csv";
        problems.add(title.at, "unknown-knowledge", message, action);
        return None;
    }
    Some(UsedKnowledge { title: title.value.into(), is_read: is_read?, used_for })
}
