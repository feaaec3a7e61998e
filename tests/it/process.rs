//! The process of the trial: what its file says, and what a status tells of it.

use chrono::NaiveDate;
use niveau::trial::{StepKind, StepState, TrialProcess};

use super::folder::{EXAMPLE, Folder, rows, text};
use super::registers::shipped;

const SHIPPED: &str = include_str!("../../input/process.toml");

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn a_step_is_as_far_as_its_dates_say_on_the_day() {
    let registers = shipped();
    let process = TrialProcess::parse(SHIPPED, "process.toml", &registers).unwrap();
    assert_eq!(process.bodies.len(), 4);
    let autism = registers.target_groups.by_name("autismespektrum").unwrap();
    let group = process.of(autism).unwrap();
    let step = |kind| group.steps.iter().find(|step| step.kind == kind).unwrap();
    let first = step(StepKind::PreAnalysis);
    assert_eq!(first.state(day("2020-10-31")), StepState::NotBegun);
    assert_eq!(first.state(day("2020-11-01")), StepState::Begun);
    assert_eq!(first.state(day("2021-01-20")), StepState::Done);
    assert!(!first.is_overdue(day("2021-03-01")));
    let hearing = step(StepKind::Hearing);
    assert!(!hearing.is_overdue(day("2021-05-01")), "on its last day it is in time");
    assert!(hearing.is_overdue(day("2021-05-02")));
    assert_eq!(group.is_guideline_adopted(day("2030-01-01")), Some(false));
}

#[track_caller]
fn check_told((from, to): (&str, &str), code: &str) {
    assert!(SHIPPED.contains(from), "{from}");
    let text = SHIPPED.replacen(from, to, 1);
    let problems = TrialProcess::parse(&text, "process.toml", &shipped()).unwrap_err();
    assert!(problems.iter().any(|problem| problem.code == code), "{problems:#?}");
}

#[test]
fn what_is_wrong_is_told() {
    check_told(("status = \"example\"", "status = \"måske\""), "unknown-word");
    check_told(("done = 2021-01-20", "done = 2020-01-20"), "process-dates");
    check_told(("step = \"hoering\"", "step = \"foranalyse\""), "process-twice");
    check_told(("step = \"hoering\"", "step = \"møde\""), "unknown-word");
    check_told(("\"erhvervet-hjerneskade\"", "\"autismespektrum\""), "process-twice");
    check_told(("\"erhvervet-hjerneskade\"", "\"findes-ikke\""), "unknown-group");
    check_told(
        ("from = \"en brugerorganisation\"", "from = \"navn@eksempel.dk\""),
        "process-person",
    );
    check_told(("title = \"Fælles faglige begreber\"", "title = \"Noget\""), "unknown-knowledge");
    check_told(("read = \"ja\"", "read = true"), "wrong-type");
    check_told(("due = 2021-02-01", "due = \"2021-02-01\""), "wrong-type");
}

#[test]
fn a_status_tells_what_is_overdue_and_what_rests_on_drafts() {
    let folder = Folder::of(60, 30);
    let shown = folder.shown(&["status", "--as-of", "2021-06-01"]);
    assert!(shown.starts_with("EKSEMPEL: processen er opdigtet"), "{shown}");
    for line in [
        "Status 1.6.2021",
        "Autismespektrum: i gang med høring",
        "  Høring: i gang 1.4.2021, frist 1.5.2021 - OVER TID, 1 høringssvar",
        "  Foranalyse: afsluttet 20.1.2021",
        "Synsnedsættelse: ikke begyndt",
        "3 trin er over tid.",
    ] {
        assert!(shown.lines().any(|shown| shown == line), "{line}\nis not in\n{shown}");
    }
    let later = folder.shown(&["status", "--as-of", "2026-01-01"]);
    assert!(later.contains("vejledning Autismespektrum fra 1.1.2021 (eksempel)"), "{later}");
    // Adopted by its file, and not by the process: said too.
    folder.edit("guidelines/autismespektrum/2021-01-01.toml", |text| {
        text.replacen("status = \"example\"", "status = \"in-force\"", 1)
    });
    let adopted = folder.shown(&["status", "--as-of", "2026-01-01"]);
    assert!(adopted.contains("som process.toml ikke har som vedtaget"), "{adopted}");
    folder.remove("process.toml");
    assert!(folder.shown(&["status"]).starts_with("Der er ingen process.toml"));
}

#[test]
fn a_run_tells_of_process_and_knowledge() {
    let of = |name| rows(&text(&EXAMPLE.outputs, name));
    assert_eq!(of("process/bodies.csv").len(), 4);
    assert_eq!(of("process/steps.csv").len(), 6);
    let told = of("process/steps.csv").into_iter().find(|row| row["Trin"] == "Høring").unwrap();
    assert!(told["Høringssvar i ord"].ends_with(" [åbent]"), "{told:?}");
    let known = of("process/knowledge_products.csv");
    assert_eq!(known.len(), shipped().knowledge_products.iter().count());
    let read = known.iter().find(|row| row["Titel"] == "Fælles faglige begreber").unwrap();
    assert_eq!((&*read["Læst"], &*read["År"]), ("ja", "2024"));
}
