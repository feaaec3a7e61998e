//! Where does the work with each target group stand, and what is it built on?

use crate::plain_text::capitalised;
use crate::register::KnowledgeProduct;
use crate::report::Topic;
use crate::results::Results;
use crate::table::{Output, Table, danish_date};
use crate::trial::{Body, GroupProcess, HearingAnswer, Step, TrialProcess, UsedKnowledge};

/// Bodies and steps with their hearing answers: nothing without a file of them.
pub(super) fn topic<'v>(results: &'v Results<'v>) -> Option<Topic<'v>> {
    let process = results.settings.process.as_ref()?;
    let mut provenance = results.provenance.clone();
    if process.status == crate::guideline::GuidelineStatus::Example {
        provenance.remarks.insert(0, "EKSEMPEL: processen er opdigtet (process.toml)".to_owned());
    }
    Some(Topic {
        provenance,
        tables: vec![steps(results, process), bodies(process), knowledge(results, process)],
        pictures: Vec::new(),
        texts: Vec::new(),
    })
}

/// `process/steps`: figure 5, by target group.
fn steps<'v>(results: &'v Results<'v>, process: &'v TrialProcess) -> Box<dyn Output + 'v> {
    let of = |group: &'v GroupProcess| group.steps.iter().map(move |step| (group, step));
    Table::<(&'v GroupProcess, &'v Step)>::new(
        "process/steps",
        "Processen for hver målgruppe (modellens figur 5)",
        "et trin for en målgruppe",
        "trin",
    )
    .csv_only()
    .sheet("Proces")
    .note("Hvad der er over tid, siger niveau status, for det afhænger af dagen")
    .words("Målgruppe", "målgruppens navn", |(group, _)| {
        Some(&*results.settings.registers.target_groups.get(group.target_group).name)
    })
    .words("Trin", "i figur 5's rækkefølge", |(_, step)| Some(capitalised(step.kind.danish())))
    .date("", "Frist", "hvornår trinnet skal være afsluttet", |(_, step)| step.due_on)
    .empty("ingen frist oplyst")
    .date("", "Begyndt", "som oplyst", |(_, step)| step.begun_on)
    .empty("ikke oplyst, eller ikke begyndt")
    .date("", "Afsluttet", "som oplyst", |(_, step)| step.done_on)
    .empty("ikke oplyst, eller ikke afsluttet")
    .words("Dokumenter", "delt af semikolon", |(_, step)| {
        (!step.documents.is_empty()).then(|| step.documents.join("; "))
    })
    .empty("ingen oplyst")
    .int("", "Høringssvar", "svar, der er oplyst", |(_, step)| Some(step.answers.len() as u64))
    .unit("svar")
    .words(
        "Høringssvar i ord",
        "fra hvem, hvad, og i kantet parentes hvad det førte til; delt af semikolon",
        |(_, step)| {
            let answers: Vec<String> = step.answers.iter().map(in_words).collect();
            (!answers.is_empty()).then(|| answers.join("; "))
        },
    )
    .empty("ingen oplyst")
    .of(process.groups.iter().flat_map(of).collect())
}

/// `process/bodies`: figure 4.
fn bodies(process: &TrialProcess) -> Box<dyn Output + '_> {
    Table::<Body>::new(
        "process/bodies",
        "Fora i afprøvningen (modellens figur 4)",
        "et forum",
        "fora",
    )
    .csv_only()
    .note("Organisationer og roller, ingen personer")
    .words("Forum", "navnet", |body| Some(body.name.to_string()))
    .words("Opgave", "hvad det gør", |body| Some(body.task.to_string()))
    .words("Formandskab", "organisationen", |body| body.chair.as_ref().map(ToString::to_string))
    .empty("ikke oplyst")
    .words("Medlemmer", "delt af semikolon", |body| {
        (!body.members.is_empty()).then(|| body.members.join("; "))
    })
    .empty("ikke oplyst")
    .over(&process.bodies)
}

/// An answer in words: who, when, what, and what came of it.
fn in_words(answer: &HearingAnswer) -> String {
    let on = answer.on.map_or_else(String::new, |on| format!(" ({})", danish_date(on)));
    format!("{}{on}: {} [{}]", answer.from, answer.summary, answer.outcome.danish())
}

/// `process/knowledge_products`: the register, and what each was used for.
fn knowledge<'v>(results: &'v Results<'v>, process: &'v TrialProcess) -> Box<dyn Output + 'v> {
    let registers = &results.settings.registers;
    let used = |product: &KnowledgeProduct| -> Option<&'v UsedKnowledge> {
        process.used.iter().find(|used| used.title == product.title)
    };
    let rows = registers.knowledge_products.iter().map(|product| (product, used(product)));
    Table::<(&'v KnowledgeProduct, Option<&'v UsedKnowledge>)>::new(
        "process/knowledge_products",
        "Vidensprodukter, og hvad de er brugt til",
        "et vidensprodukt i registret",
        "vidensprodukter",
    )
    .csv_only()
    .sheet("Vidensprodukter")
    .words("Titel", "eller hvad kilden kalder det, i kantet parentes", |(p, _)| Some(&*p.title))
    .int("", "År", "udgivelsesår", |(product, _)| product.year)
    .unit("år")
    .empty("kilden siger det ikke")
    .words("Art", "hvad det er", |(product, _)| Some(&*product.kind))
    .words("Målgruppe", "den, det handler om", |(product, _)| {
        Some(product.target_group.map_or("alle", |id| &*registers.target_groups.get(id).name))
    })
    .words("Læst", "ja eller nej, efter process.toml", |(_, used)| {
        used.map(|used| if used.is_read { "ja" } else { "nej" })
    })
    .empty("ikke oplyst")
    .words("Brugt til", "efter process.toml", |(_, used)| used.and_then(|u| u.used_for.as_deref()))
    .empty("ikke oplyst")
    .words("Kan bruges til", "hvad det støtter, efter registret", |(p, _)| Some(&*p.supports))
    .words("Siger ikke", "hvad der mangler, efter registret", |(product, _)| {
        (!product.gaps.is_empty()).then_some(&*product.gaps)
    })
    .empty("ikke oplyst")
    .words("Kilde til det", "hvor det er, eller hvem der citerer det", |(p, _)| Some(&*p.source))
    .of(rows.collect())
}
