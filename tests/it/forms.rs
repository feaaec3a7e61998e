//! The forms of a trial: written, filled in within their own rules, read back; and what a person may
//! do to one.

use std::path::Path;
use std::sync::LazyLock;

use insta::assert_snapshot;
use niveau::ingest::{ReadOptions, Reading, SheetRole, read_input};
use niveau::model::{
    AgeGroup, Answer, AnswerField, Attained, Evidence, Grade, NumberField, Parameter, PerParameter,
    QualityJudgement, Supervision, TargetGroupId,
};
use niveau::report::forms::{FormBasis, FormMaker};
use niveau::settings::{DEFAULT_RULE, Settings, read_settings};
use niveau::trial::{FormRow, TrialForm, trial_forms};
use proptest::prelude::*;

use super::filled_form::{Copied, FIRST, Fill, FormSheet, Rule, copied, pasted, with_sheets};
use super::folder::Folder;
use super::ingest::{assert_balanced, department, folder, portal, told};

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    read_settings(&Path::new(env!("CARGO_MANIFEST_DIR")).join("input"), DEFAULT_RULE).unwrap()
});

const FILE: &str = "socialtilsyn-midt-skema.xlsx";
const IDS: [&str; 3] = ["900001", "900002", "900003"];
const GROUPS: [&str; 2] = ["autismespektrum", "erhvervet-hjerneskade"];

fn midt() -> Supervision {
    let registers = &SETTINGS.registers;
    registers.authorities.by_name("Midt").map(Supervision::SocialAuthority).unwrap()
}

fn group(slug: &str) -> TargetGroupId {
    SETTINGS.registers.target_groups.by_name(slug).unwrap()
}

/// A form about three providers, two of them for two target groups.
fn form() -> TrialForm {
    let asked = IDS.iter().flat_map(|id| {
        let groups = if *id == "900003" { &GROUPS[..1] } else { &GROUPS[..] };
        groups.iter().map(move |slug| {
            let row = FormRow {
                provider: (*id).into(),
                target_group: group(slug),
                name: "Eksempel Nord".into(),
                municipality: None,
            };
            (midt(), row)
        })
    });
    trial_forms(asked).remove(0)
}

/// It as a workbook.
static FORM: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let settings = &*SETTINGS;
    let basis = FormBasis {
        registers: &settings.registers,
        guidelines: &settings.guidelines,
        layouts: &settings.layouts,
        on: settings.registers.made_for(),
        is_example_data: false,
    };
    let subgroups = |id| {
        let description = settings.groups.description(id);
        description.iter().flat_map(|d| d.subgroups.iter().map(|part| &*part.name)).collect()
    };
    let maker = FormMaker::new(basis, GROUPS.map(group), subgroups).unwrap();
    maker.workbook(&form()).unwrap()
});

static SHEETS: LazyLock<[FormSheet; 2]> =
    LazyLock::new(|| ["Oplysningsskema", "Afrapportering"].map(|name| FormSheet::of(&FORM, name)));

fn header(role: SheetRole, field: &str) -> &'static str {
    let layout = SETTINGS.layouts.iter().find(|layout| layout.reads(FILE)).unwrap();
    layout.sheet(role).unwrap().header(field).unwrap()
}

/// What was read of a workbook beside a list of the providers.
fn read(workbook: &[u8]) -> Reading {
    let rows: Vec<_> = IDS
        .iter()
        .map(|id| department(id, &format!("{id}-1"), &[("maalgrupper", "autismespektrum")]))
        .collect();
    let folder = folder(&[portal(&rows), (FILE, workbook.to_vec())]);
    let options = ReadOptions::default();
    let reading =
        read_input(folder.path(), &SETTINGS.registers, &SETTINGS.layouts, &options).unwrap();
    assert_balanced(&reading);
    reading
}

/// One row as it is filled in: a number per field decides, within the field's rule, what is written
/// there; none leaves it empty.
type Answers = Vec<Option<u32>>;

/// What is written in a cell, and with it what it says.
fn written(rule: &Rule, choice: u32) -> Fill {
    let along = |low: f64, high: f64, steps: f64| {
        low + (f64::from(choice % 1_000) / 999.0 * (high - low) * steps).round() / steps
    };
    match rule {
        Rule::List(words) => Fill::Text(words[choice as usize % words.len()].clone()),
        Rule::Whole(low, high) | Rule::Day(low, high) => Fill::Number(along(*low, *high, 1.0)),
        Rule::Decimal(low, high) => Fill::Number(along(*low, *high, 1_000.0)),
        Rule::Length => Fill::Text(format!("M{choice}")),
        Rule::Any => Fill::Text(format!("={choice} & <højt?>")),
    }
}

/// A filled form, and what ought to be read of each of its rows: nothing of one without a day.
fn filled(rows: &[(Option<u32>, Answers)]) -> (Vec<u8>, Vec<Option<Expected>>) {
    let [mut evidence, mut grades] = SHEETS.clone();
    let mut expected = Vec::new();
    for (row, (day, answers)) in (FIRST..).zip(rows) {
        let Some(day) = day else {
            expected.push(None);
            continue;
        };
        let mut next = answers.iter().cycle();
        let mut said = Expected::default();
        let fill = |sheet: &mut FormSheet, header: &str, choice: Option<u32>| {
            let choice = choice?;
            let value = written(&sheet.rule(row, header).unwrap(), choice);
            sheet.fill(row, header, &value);
            Some(value)
        };
        // What names the assessment is the same on both.
        let (sub, age) = (*next.next().unwrap(), *next.next().unwrap());
        for (sheet, role) in
            [(&mut evidence, SheetRole::Evidence), (&mut grades, SheetRole::Grades)]
        {
            fill(sheet, header(role, "dato"), Some(*day));
            said.subgroup = text(fill(sheet, header(role, "delmaalgruppe"), sub));
            said.age = text(fill(sheet, header(role, "aldersgruppe"), age));
        }
        for field in NumberField::ALL {
            let value = fill(
                &mut evidence,
                header(SheetRole::Evidence, field.slug()),
                *next.next().unwrap(),
            );
            let scale = if field.is_percent() { 100.0 } else { 1.0 };
            let number = value.map(|value| match value {
                Fill::Number(number) => number * scale,
                Fill::Text(text) => panic!("{text}"),
            });
            said.evidence.set_number(field, number);
        }
        for field in AnswerField::ALL {
            let value = fill(
                &mut evidence,
                header(SheetRole::Evidence, field.slug()),
                *next.next().unwrap(),
            );
            let answer = match text(value).as_deref() {
                None => Answer::NotReported,
                Some("ja") => Answer::Yes,
                Some("nej") => Answer::No,
                Some("ikke relevant") => Answer::NotRelevant,
                Some(other) => panic!("{other}"),
            };
            said.evidence.set_answer(field, answer);
        }
        fill(&mut evidence, header(SheetRole::Evidence, "bemaerkning"), *next.next().unwrap());
        let mut of_grades =
            |field: &str, choice| fill(&mut grades, header(SheetRole::Grades, field), choice);
        said.inspector = text(of_grades("inspektoer", *next.next().unwrap()));
        said.quality = text(of_grades("kvalitet", *next.next().unwrap()));
        said.overall = text(of_grades("samlet-niveau", *next.next().unwrap()));
        said.minutes = match of_grades("tidsforbrug-minutter", *next.next().unwrap()) {
            Some(Fill::Number(minutes)) => format!("{minutes}").parse().ok(),
            Some(Fill::Text(text)) => panic!("{text}"),
            None => None,
        };
        for parameter in Parameter::ALL {
            let value = of_grades(parameter.slug(), *next.next().unwrap());
            said.grades[parameter] = match text(value).as_deref() {
                None | Some("ikke vurderet") => Grade::Unknown,
                Some("ingen") => Grade::None,
                Some("let") => Grade::Light,
                Some("moderat") => Grade::Moderate,
                Some("højt") => Grade::High,
                Some("ikke relevant") => Grade::NotRelevant,
                Some(other) => panic!("{other}"),
            };
            of_grades(&format!("begrundelse-{}", parameter.slug()), *next.next().unwrap());
        }
        expected.push(Some(said));
    }
    (with_sheets(&FORM, &[&evidence, &grades]), expected)
}

fn text(value: Option<Fill>) -> Option<String> {
    match value? {
        Fill::Text(text) => Some(text),
        Fill::Number(number) => panic!("{number}"),
    }
}

/// What was written in a row.
#[derive(Clone, Debug, PartialEq)]
struct Expected {
    subgroup: Option<String>,
    age: Option<String>,
    evidence: Evidence,
    inspector: Option<String>,
    quality: Option<String>,
    overall: Option<String>,
    minutes: Option<u32>,
    grades: PerParameter<Grade>,
}

impl Default for Expected {
    fn default() -> Self {
        Self {
            subgroup: None,
            age: None,
            evidence: Evidence::default(),
            inspector: None,
            quality: None,
            overall: None,
            minutes: None,
            grades: PerParameter([Grade::Unknown; 8]),
        }
    }
}

/// What was read of each row of the form.
fn found(reading: &Reading) -> Vec<Option<Expected>> {
    let dataset = &reading.dataset;
    let rows = form().rows;
    let of_row = |row: &FormRow| {
        let mut assessed = dataset.offerings.iter().filter(|offering| {
            dataset.provider(offering).id == row.provider
                && offering.target_group == row.target_group
                && !offering.assessments.is_empty()
        });
        let offering = assessed.next()?;
        assert!(assessed.next().is_none());
        let [one] = dataset.assessments(offering) else { panic!("{row:?}") };
        assert_eq!((one.authority, one.incomplete), (midt(), None));
        assert!(one.unread.0.iter().all(Option::is_none));
        let quality = one.quality.map(|quality| match quality {
            QualityJudgement::Sufficient => "ja".to_owned(),
            QualityJudgement::Insufficient => "nej".to_owned(),
            QualityJudgement::Unclear => panic!("unclear"),
        });
        Some(Expected {
            subgroup: offering.subgroup.map(|at| dataset.subgroups[usize::from(at)].to_string()),
            age: offering.age_group.map(|age: AgeGroup| age.danish().to_owned()),
            evidence: (*one.evidence.as_ref().unwrap().0).clone(),
            inspector: one.inspector.as_deref().map(str::to_owned),
            quality,
            overall: one.overall.map(|level: Attained| level.danish().to_owned()),
            minutes: one.minutes,
            grades: one.grades,
        })
    };
    rows.iter().map(of_row).collect()
}

/// Evidence whose percentages went through a share and back.
fn rounded(mut said: Option<Expected>) -> Option<Expected> {
    if let Some(said) = &mut said {
        for field in NumberField::ALL {
            let number = said.evidence.number(field).map(|n| (n * 1e6).round() / 1e6);
            said.evidence.set_number(field, number);
        }
    }
    said
}

fn answers() -> impl Strategy<Value = Vec<(Option<u32>, Answers)>> {
    let n_fields = 2 + NumberField::COUNT + AnswerField::COUNT + 5 + 16;
    let field = prop_oneof![1 => Just(None), 4 => (0_u32..100_000).prop_map(Some)];
    let row = (
        prop_oneof![1 => Just(None), 4 => (0_u32..1_000).prop_map(Some)],
        proptest::collection::vec(field, n_fields),
    );
    proptest::collection::vec(row, 5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_form_filled_in_within_its_rules_is_read_as_it_was_filled_in(rows in answers()) {
        let (workbook, expected) = filled(&rows);
        let reading = read(&workbook);
        let found: Vec<_> = found(&reading).into_iter().map(rounded).collect();
        let expected: Vec<_> = expected.into_iter().map(rounded).collect();
        prop_assert_eq!(found, expected);
        // What nobody has answered is told, and nothing else is set aside.
        let not_filled_in = rows.iter().filter(|(day, _)| day.is_none()).count();
        let codes: Vec<&str> = reading.set_aside.iter().map(|row| row.code).collect();
        prop_assert_eq!(codes, vec!["not-filled-in"; 2 * not_filled_in]);
    }
}

#[test]
fn only_what_is_to_be_answered_is_open_and_all_of_that_has_a_rule() {
    for sheet in &*SHEETS {
        let open: Vec<&String> =
            sheet.headers().filter(|header| sheet.is_open(FIRST, header)).collect();
        let locked: Vec<&String> =
            sheet.headers().filter(|header| !sheet.is_open(FIRST, header)).collect();
        assert_eq!(locked, ["Kommune", "Målgruppe", "Tilbudsid", "Tilbudsnavn", "Tilsyn"]);
        assert!(open.iter().all(|header| sheet.rule(FIRST, header).is_some()));
        assert!(locked.iter().all(|header| sheet.rule(FIRST, header).is_none()));
        let xml = sheet.xml();
        assert!(xml.contains("<sheetProtection sheet=\"1\""));
        assert!(!xml.contains("password") && !xml.contains("mergeCell") && !xml.contains("<f>"));
        assert!(xml.contains("orientation=\"landscape\"") && xml.contains("paperSize=\"9\""));
    }
}

#[test]
fn a_note_says_what_the_guideline_asks_for_on_each_level() {
    let parts = super::filled_form::parts(&FORM);
    let notes = String::from_utf8(parts["xl/comments1.xml"].clone()).unwrap();
    // A note per parameter of each of the five rows.
    assert_eq!(notes.matches("<comment ").count(), 40);
    let first = notes.split("<t").find(|text| text.contains("Aktiv praksis, Autisme")).unwrap();
    let first = first.split_once('>').unwrap().1.split("</t>").next().unwrap();
    assert_snapshot!(first, @"
    Aktiv praksis, Autismespektrum
    EKSEMPEL: tallene er eksempler og ikke officielle krav; de er ikke vedtaget af nogen.
    Let: 1. Leverandøren har haft mindst 10 borgere med let behov inden for de seneste 12 måneder.
    Moderat: 2. Leverandøren har haft mindst 8 borgere med moderat behov inden for de seneste 12 måneder.
    Højt: 3. Leverandøren har haft mindst 4 borgere med højt behov inden for de seneste 12 måneder. Gælder kun leverandørtypen døgntilbud. 4. Leverandøren har haft mindst 6 borgere med højt behov inden for de seneste 12 måneder. Gælder kun leverandørtypen dagtilbud. 5. Leverandøren har haft mindst 10 borgere med højt behov inden for de seneste 12 måneder. Gælder kun leverandørtypen ambulant. 6. Leverandøren har haft mindst 10 borgere med højt behov inden for de seneste 12 måneder. Gælder kun leverandørtypen udgående.
    ");
}

#[test]
fn an_empty_form_says_nothing_and_takes_nothing_away() {
    let reading = read(&FORM);
    assert!(reading.dataset.assessments.is_empty() && reading.dataset.lost.is_empty());
    assert_snapshot!(told(&reading), @r#"
    sat til side socialtilsyn-midt-skema.xlsx, ark "Afrapportering", række 6: "900001": rækken siger kun, hvem der skal vurderes; den er ikke udfyldt endnu (et svar, der kun er vist med farve, kan ikke læses). [not-filled-in]
    sat til side socialtilsyn-midt-skema.xlsx, ark "Afrapportering", række 7: "900001": rækken siger kun, hvem der skal vurderes; den er ikke udfyldt endnu (et svar, der kun er vist med farve, kan ikke læses). [not-filled-in]
    sat til side socialtilsyn-midt-skema.xlsx, ark "Afrapportering", række 8: "900002": rækken siger kun, hvem der skal vurderes; den er ikke udfyldt endnu (et svar, der kun er vist med farve, kan ikke læses). [not-filled-in]
    sat til side socialtilsyn-midt-skema.xlsx, ark "Afrapportering", række 9: "900002": rækken siger kun, hvem der skal vurderes; den er ikke udfyldt endnu (et svar, der kun er vist med farve, kan ikke læses). [not-filled-in]
    sat til side socialtilsyn-midt-skema.xlsx, ark "Afrapportering", række 10: "900003": rækken siger kun, hvem der skal vurderes; den er ikke udfyldt endnu (et svar, der kun er vist med farve, kan ikke læses). [not-filled-in]
    sat til side socialtilsyn-midt-skema.xlsx, ark "Oplysningsskema", række 6: "900001": rækken siger kun, hvem der skal vurderes; den er ikke udfyldt endnu (et svar, der kun er vist med farve, kan ikke læses). [not-filled-in]
    sat til side socialtilsyn-midt-skema.xlsx, ark "Oplysningsskema", række 7: "900001": rækken siger kun, hvem der skal vurderes; den er ikke udfyldt endnu (et svar, der kun er vist med farve, kan ikke læses). [not-filled-in]
    sat til side socialtilsyn-midt-skema.xlsx, ark "Oplysningsskema", række 8: "900002": rækken siger kun, hvem der skal vurderes; den er ikke udfyldt endnu (et svar, der kun er vist med farve, kan ikke læses). [not-filled-in]
    sat til side socialtilsyn-midt-skema.xlsx, ark "Oplysningsskema", række 9: "900002": rækken siger kun, hvem der skal vurderes; den er ikke udfyldt endnu (et svar, der kun er vist med farve, kan ikke læses). [not-filled-in]
    sat til side socialtilsyn-midt-skema.xlsx, ark "Oplysningsskema", række 10: "900003": rækken siger kun, hvem der skal vurderes; den er ikke udfyldt endnu (et svar, der kun er vist med farve, kan ikke læses). [not-filled-in]
    "#);
}

/// A form whose first row is answered.
fn one_row() -> Vec<u8> {
    let mut rows = vec![(None, Vec::new()); 5];
    rows[0] = (Some(30), whole());
    filled(&rows).0
}

/// A row with an answer in every field, of the whole group: no numbers that a copy without the
/// form's looks leaves in doubt, nor any that contradict each other.
fn whole() -> Answers {
    let number = |field: NumberField| (!field.is_percent()).then_some(0);
    let numbers = NumberField::ALL.into_iter().map(number);
    [None, None].into_iter().chain(numbers).chain((0..40).map(|at| Some(at * 37))).collect()
}

/// What is said of a form that somebody edited, beside rows that nobody has answered.
fn told_when(edit: impl FnOnce(&mut Copied)) -> String {
    let mut sheets = copied(&one_row());
    edit(&mut sheets);
    let reading = read(&pasted(&sheets));
    let told = told(&reading);
    let lines = told.lines().filter(|line| !line.contains("[not-filled-in]"));
    let n = reading.dataset.assessments.len();
    format!("{n} vurderinger\n{}", lines.collect::<Vec<_>>().join("\n"))
}

fn at<'s>(sheets: &'s mut Copied, name: &str) -> &'s mut (String, Vec<Vec<String>>) {
    sheets.iter_mut().find(|(known, _)| known == name).unwrap()
}

#[test]
fn columns_may_be_moved() {
    let as_sent = told_when(|_| ());
    let moved = told_when(|sheets| {
        for row in &mut at(sheets, "Afrapportering").1 {
            row.rotate_right(3);
        }
    });
    assert_eq!(moved, as_sent);
    assert_snapshot!(as_sent, @"1 vurderinger");
}

#[test]
fn a_sheet_of_another_name_is_told() {
    let told = told_when(|sheets| at(sheets, "Afrapportering").0 = "Afrapport ny".to_owned());
    assert_snapshot!(told, @r#"
    1 vurderinger
    fejl socialtilsyn-midt-skema.xlsx: arket "Afrapportering" mangler; projektmappen har "Forside", "Oplysningsskema", "Afrapport ny", "Krav", "Interview". Mente du "Afrapport ny"? Giv arket navnet "Afrapportering", eller ret sheet i layoutfilen i input/layouts. [sheet-missing]
    bemærkning socialtilsyn-midt-skema.xlsx: ark, der ikke læses: "Afrapport ny". Ingenting, hvis der ikke er data i dem; ellers skriv arkets navn i layoutfilen i input/layouts. [sheets-not-read]
    "#);
}

#[test]
fn a_row_that_was_added_is_used_when_its_provider_is_known_and_told_when_it_is_not() {
    let told = told_when(|sheets| {
        for name in ["Oplysningsskema", "Afrapportering"] {
            let rows = &mut at(sheets, name).1;
            let mut added = rows[5].clone();
            "999999".clone_into(&mut added[0]);
            "Helt ukendt".clone_into(&mut added[1]);
            rows.push(added);
        }
    });
    assert_snapshot!(told, @r#"
    1 vurderinger
    advarsel socialtilsyn-midt-skema.xlsx, ark "Afrapportering", celle A11 "Tilbudsid": tilbudsid "999999", navn "Helt ukendt": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører. Ret det, der er skrevet (det står i 2 rækker), eller bekræft et forslag fra links_to_confirm.csv i input/links.csv; mangler tilbuddet, så tilføj det. [inspected-provider-missing]
    sat til side socialtilsyn-midt-skema.xlsx, ark "Afrapportering", celle A11 "Tilbudsid": "999999": tilbudsid "999999", navn "Helt ukendt": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører; skriv det rigtige tilbudsid, eller tilføj tilbuddet. [provider-not-found]
    sat til side socialtilsyn-midt-skema.xlsx, ark "Oplysningsskema", celle A11 "Tilbudsid": "999999": tilbudsid "999999", navn "Helt ukendt": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører; skriv det rigtige tilbudsid, eller tilføj tilbuddet. [provider-not-found]
    "#);
}

#[test]
fn grades_that_are_only_colours_are_told() {
    let [mut evidence, mut grades] = SHEETS.clone();
    // The cells of the grades are there, with a look of their own, and empty.
    for row in [FIRST, FIRST + 1] {
        for (sheet, role) in
            [(&mut evidence, SheetRole::Evidence), (&mut grades, SheetRole::Grades)]
        {
            sheet.fill(row, header(role, "dato"), &Fill::Number(46_000.0));
        }
        grades.fill(row, header(SheetRole::Grades, "kvalitet"), &Fill::Text("ja".to_owned()));
    }
    let reading = read(&with_sheets(&FORM, &[&evidence, &grades]));
    let told = told(&reading);
    let lines = told.lines().filter(|line| !line.contains("[not-filled-in]"));
    assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @r#"
    advarsel socialtilsyn-midt-skema.xlsx, ark "Afrapportering", kolonne K: intet niveau er skrevet i nogen af de 2 rækker under "Aktiv praksis", "Praksiserfaring", "Uddannelsesmæssige kompetencer", "Fagmiljø", "Samarbejdsformer", "Vidensudvikling", "Metoder og faglige tilgange", "Hjælpemidler og teknologi", "Samlet niveau"; cellerne er formateret, men tomme. Et niveau, der kun er vist med farve, kan ikke læses, og regnes som ikke oplyst. Skriv niveauet som ord i cellen: ingen, let, moderat eller højt. [empty-level-columns]
    bemærkning socialtilsyn-midt-skema.xlsx, ark "Afrapportering", celle C7 "Målgruppe": tilbud "900001" er vurderet for "Erhvervet hjerneskade", som ikke står blandt dets målgrupper i udtrækket; vurderingen er med. Tilføj målgruppen i udtrækket, eller ret den i vurderingen. [group-not-on-portal]
    "#);
}

#[test]
fn the_command_asks_whom_and_writes_a_form_for_each_who_supervises() {
    let folder = Folder::of(40, 0);
    assert_snapshot!(folder.told(&["forms"]), @"[2] niveau: hvem skal der laves skemaer til? Angiv en stikprøve med --sample (eller læg den i input/trial/design.toml), målgrupper med --group eller tilbud med --provider");
    assert_snapshot!(folder.told(&["forms", "--provider", "999999"]), @r#"[2] niveau: tilbuddet "999999" findes ikke i data, så der kan ikke laves et skema for det. Skriv dets tilbudsid, som det står i data"#);
    assert_snapshot!(folder.told(&["forms", "--group", "autismespektret"]), @r#"[2] niveau: målgruppen "autismespektret" findes ikke i registret. Mente du "Autismespektrum"?"#);
    assert_snapshot!(folder.shown(&["forms", "--group", "autismespektrum", "--on", "2026-11-28"]), @"
    Socialtilsyn Hovedstaden: 2 vurderinger, socialtilsyn-hovedstaden-skema.xlsx
    Socialtilsyn Midt: 4 vurderinger, socialtilsyn-midt-skema.xlsx
    Socialtilsyn Nord: 1 vurdering, socialtilsyn-nord-skema.xlsx
    Socialtilsyn Syd: 1 vurdering, socialtilsyn-syd-skema.xlsx
    Odense Kommune: 1 vurdering, tilsyn-odense-kommune-skema.xlsx
    Hjørring Kommune: 1 vurdering, tilsyn-hjørring-kommune-skema.xlsx
    ");
}

/// A folder with a sample of two, one of which is rated twice, and its forms.
fn trial() -> Folder {
    let folder = Folder::of(40, 0);
    let design = "seed = 1\nallocation = \"proportional\"\nstrata = [\n  { target-group = \
        \"autismespektrum\", regions = [\"Region Nordjylland\"], ownerships = [\"offentlig\"], sizes \
        = [\"0-9 pladser\"], population = 4, drawn = 3 },\n]\nofferings = [\n  { provider = \
        \"900001\", target-group = \"autismespektrum\", stratum = 1, order = 1, assessed-by = \
        \"Socialtilsyn Nord\", doubled-by = \"Socialtilsyn Øst\" },\n  { provider = \"900002\", \
        target-group = \"autismespektrum\", stratum = 1, order = 2, assessed-by = \"Aarhus \
        Kommune\" },\n  { provider = \"999999\", target-group = \"autismespektrum\", stratum = 1, \
        order = 3, assessed-by = \"Socialtilsyn Nord\" },\n]\nreserves = []\n";
    folder.put("trial/design.toml", design);
    folder
}

#[test]
fn a_sample_is_sent_out_and_followed() {
    let folder = trial();
    let said = folder.call(&["forms", "--on", "2026-11-28"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_snapshot!(said.out, @"
    Socialtilsyn Nord: 1 vurdering, socialtilsyn-nord-skema.xlsx
    Socialtilsyn Øst: 1 vurdering, socialtilsyn-øst-skema.xlsx
    Aarhus Kommune: 1 vurdering, tilsyn-aarhus-kommune-skema.xlsx
    ");
    assert_snapshot!(said.err, @"
    stikprøven har tilbudsid'er, som ikke findes i data: 999999
    3 skemaer i output-forms. Send dem ud; læg dem, der kommer tilbage, i en mappe for sig, og se med --progress MAPPE, hvor langt tilsynene er. Når de skal bruges, lægges de i input
    ");
    // One tilsyn is done with the first sheet, and has left a grade out on the second.
    let forms = folder.root().join("output-forms");
    let file = "socialtilsyn-nord-skema.xlsx";
    let form = std::fs::read(forms.join(file)).unwrap();
    let mut sheets = ["Oplysningsskema", "Afrapportering"].map(|name| FormSheet::of(&form, name));
    for (sheet, skipped) in sheets.iter_mut().zip(["", "Fagmiljø"]) {
        let open = sheet.headers().filter(|header| sheet.is_open(FIRST, header));
        for header in &open.cloned().collect::<Vec<String>>() {
            let rule = sheet.rule(FIRST, header).unwrap();
            if header != skipped && !["Delmålgruppe", "Aldersgruppe"].contains(&header.as_str()) {
                sheet.fill(FIRST, header, &written(&rule, 1));
            }
        }
    }
    let returned = folder.root().join("modtaget");
    std::fs::create_dir(&returned).unwrap();
    let [evidence, grades] = &sheets;
    std::fs::write(returned.join(file), with_sheets(&form, &[evidence, grades])).unwrap();
    let said = folder.call(&["forms", "--progress", "modtaget", "--on", "2026-11-28"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_snapshot!(said.out, @"
    Hvor langt tilsynene er:
      Socialtilsyn Nord: 0 af 1 færdige, 1 begyndt
      Socialtilsyn Øst: 0 af 1 færdige, 1 ikke begyndt
      Aarhus Kommune: 0 af 1 færdige, 1 ikke begyndt
      I alt: 0 af 3 færdige, 1 begyndt, 2 ikke begyndt
    Mangler graduering:
      Aktiv praksis: 2 af 3
      Praksiserfaring: 2 af 3
      Uddannelsesmæssige kompetencer: 2 af 3
      Fagmiljø: 3 af 3
      Samarbejdsformer: 2 af 3
      Vidensudvikling: 2 af 3
      Metoder og faglige tilgange: 2 af 3
      Hjælpemidler og teknologi: 2 af 3
    ");
    assert_snapshot!(said.err, @"
    Om skemaerne: 0 fejl, 0 advarsler, 0 bemærkninger
    stikprøven har tilbudsid'er, som ikke findes i data: 999999
    Hvad hver vurdering mangler, står i output-progress/forms/returns.csv (13 filer)
    ");
    let table =
        std::fs::read_to_string(folder.root().join("output-progress/forms/returns.csv")).unwrap();
    let lines = table.lines().map(|line| line.rsplit_once(';').unwrap().0);
    assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @r#"
    ﻿Tilsyn;Tilbudsid;Tilbud;Målgruppe;Status;Oplysninger, udfyldt (felter);Afrapportering, udfyldt (felter);Mangler
    Socialtilsyn Nord;900001;Eksempeltilbud 0001;Autismespektrum;begyndt;41;10;graduering af Fagmiljø
    Socialtilsyn Øst;900001;Eksempeltilbud 0001;Autismespektrum;ikke begyndt;;;"oplysningsskemaet; afrapporteringen"
    Aarhus Kommune;900002;Eksempeltilbud 0002;Autismespektrum;ikke begyndt;;;"oplysningsskemaet; afrapporteringen"
    "#);
}

#[test]
fn a_row_that_nobody_has_answered_keeps_nothing_from_placing() {
    // The evidence came back, and the grades have not been given yet.
    let [mut evidence, grades] = SHEETS.clone();
    evidence.fill(FIRST, header(SheetRole::Evidence, "dato"), &Fill::Number(46_000.0));
    evidence.fill(FIRST, header(SheetRole::Evidence, "medarbejdere"), &Fill::Number(4.0));
    let reading = read(&with_sheets(&FORM, &[&evidence, &grades]));
    let [one] = &reading.dataset.assessments[..] else { panic!() };
    assert_eq!((one.incomplete, reading.dataset.lost.len()), (None, 0));
    // A word that says nothing is one all the same: the row is meant, and lacks its date.
    let mut grades = grades;
    grades.fill(
        FIRST,
        header(SheetRole::Grades, "aktiv-praksis"),
        &Fill::Text("ukendt".to_owned()),
    );
    let reading = read(&with_sheets(&FORM, &[&evidence, &grades]));
    assert_eq!(reading.dataset.lost.len(), 1);
    assert!(reading.set_aside.iter().any(|row| row.code == "date-missing"));
}
