//! What was given and could not be used is never replaced by something else that happens to be
//! there (Reading R48): the smallest files that show it.

use std::path::Path;
use std::sync::LazyLock;

use insta::assert_snapshot;
use niveau::ingest::{Layout, ReadOptions, Reading, SheetRole};
use niveau::model::{AnswerField, NumberField, Parameter, PlacementState};
use niveau::results::reason;
use niveau::results::{Assessed, assess};
use niveau::run::read_data;
use niveau::settings::{DEFAULT_RULE, Settings, read_settings};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use super::flat::assert_rows_place_alike;
use super::ingest::{
    Row, assert_balanced, department, evidence, folder, forms, grades, headers, portal, told,
    with_headers, write_sheet,
};

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    let mut settings =
        read_settings(&Path::new(env!("CARGO_MANIFEST_DIR")).join("input"), DEFAULT_RULE).unwrap();
    // Forms as CSV files too: then each half of an assessment is a file.
    let layout =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("input/layouts/indplaceringsskema.toml");
    let text = std::fs::read_to_string(layout).unwrap();
    let text = text.replace(
        "\"tilsyn*.{xlsx,xlsm,xlsb,xls,ods}\"",
        "\"tilsyn*.{xlsx,xlsm,xlsb,xls,ods,csv}\"",
    );
    let csv = Layout::parse(&text, "layouts/indplaceringsskema.toml").unwrap();
    let at = settings.layouts.iter().position(|layout| layout.file == csv.file).unwrap();
    settings.layouts[at] = csv;
    settings
});

/// Files of an input folder.
type Files = Vec<(&'static str, Vec<u8>)>;

pub(super) struct Placed {
    pub(super) reading: Reading,
    assessed: Assessed,
}

pub(super) fn place(files: &[(&str, Vec<u8>)]) -> Placed {
    let folder = folder(files);
    let reading = read_data(folder.path(), &SETTINGS, &ReadOptions::default()).unwrap();
    assert_balanced(&reading);
    let assessed = assess(&reading.dataset, &SETTINGS, SETTINGS.registers.made_for());
    assert_rows_place_alike(&reading.dataset, &SETTINGS, &assessed);
    Placed { reading, assessed }
}

impl Placed {
    /// The state, the level or the interval, and why: of each offering that is assessed, or that
    /// somebody tried to assess.
    pub(super) fn all(&self) -> String {
        let dataset = &self.reading.dataset;
        let mut lines = Vec::new();
        for (offering, assessed) in dataset.offerings.iter().zip(&self.assessed.offerings) {
            let rule = &SETTINGS.placing_rule().rule;
            let why = reason(dataset, offering, assessed, rule);
            let placement = &assessed.placement;
            if placement.state == PlacementState::NotAssessed && why.is_none() {
                continue;
            }
            let level = match (placement.level, placement.low, placement.high) {
                (Some(level), ..) => level.to_string(),
                (None, Some(low), Some(high)) => format!("{low} til {high}"),
                _ => "-".to_owned(),
            };
            let age = offering.age_group.map_or(String::new(), |age| format!(" {age}"));
            let why = why.map_or(String::new(), |why| format!(": {why}"));
            lines.push(format!(
                "{}{age}: {}, {level}{why}",
                dataset.provider(offering).id,
                placement.state.danish()
            ));
        }
        lines.join("\n")
    }

    fn is_placed(&self) -> bool {
        self.assessed.offerings.iter().any(|o| o.placement.level.is_some())
    }

    /// Levels of all offerings that are placed, by provider and age group.
    pub(super) fn levels(&self) -> Vec<(String, String)> {
        let dataset = &self.reading.dataset;
        let placed = dataset.offerings.iter().zip(&self.assessed.offerings);
        placed
            .filter_map(|(offering, assessed)| {
                let level = assessed.placement.level?;
                let who = format!("{} {:?}", dataset.provider(offering).id, offering.age_group);
                Some((who, level.to_string()))
            })
            .collect()
    }
}

fn the_portal() -> (&'static str, Vec<u8>) {
    portal(&[department("1", "1-1", &[("senest-opdateret", "01-02-2020")])])
}

/// Evidence that is højt on every parameter.
fn high_evidence(fields: &[(&str, &str)]) -> Row {
    let mut all: Vec<(&str, &str)> = Vec::new();
    for field in NumberField::ALL {
        let value = match field {
            _ if field.is_percent() => "100",
            NumberField::Experience(_, band) if band.from_years() == 5 => "20",
            NumberField::Experience(..) => "0",
            NumberField::Staff => "20",
            _ => "40",
        };
        all.push((field.slug(), value));
    }
    all.extend(AnswerField::ALL.map(|field| (field.slug(), "ja")));
    all.retain(|(name, _)| !fields.iter().any(|(other, _)| other == name));
    all.extend_from_slice(fields);
    evidence("1", &all)
}

/// The same grade on all eight, and these fields.
pub(super) fn all_graded<'f>(grade: &'f str, fields: &[(&'f str, &'f str)]) -> Row {
    let mut all: Vec<(&str, &str)> = Parameter::ALL.map(|p| (p.slug(), grade)).to_vec();
    all.retain(|(name, _)| !fields.iter().any(|(other, _)| other == name));
    all.extend_from_slice(fields);
    grades("1", &all)
}

fn with(evidence: &[Row], grades: &[Row]) -> Placed {
    place(&[the_portal(), ("tilsyn-midt.xlsx", forms(evidence, grades))])
}

/// A workbook of two sheets with names and headers of its own.
fn workbook(sheets: &[(&str, Vec<Row>)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        write_sheet(&mut workbook, name, rows);
    }
    workbook.save_to_buffer().unwrap()
}

/// Rows under the headers, with one header renamed.
fn renamed(role: SheetRole, from: &str, to: &str, rows: &[Row]) -> Vec<Row> {
    let mut rows = with_headers(role, rows);
    let at = rows[0].iter().position(|header| header == from).unwrap();
    to.clone_into(&mut rows[0][at]);
    rows
}

#[test]
fn the_evidence_alone_and_the_grades_alone_place() {
    assert_snapshot!(with(&[high_evidence(&[])], &[]).all(), @"1: indplaceret, højt");
    assert_snapshot!(with(&[], &[all_graded("let", &[])]).all(), @"1: indplaceret, let");
}

#[test]
fn a_grade_that_cannot_be_read_is_not_replaced_by_the_evidence() {
    let typed = ["x", "højt?", "moderat/højt", "#REF!", "meget højt", "17"];
    let mut lines = Vec::new();
    for word in typed {
        // Five of eight decide: with four let and four that can't be read nothing is.
        let fields: Vec<_> = Parameter::ALL[..4].iter().map(|p| (p.slug(), word)).collect();
        let placed = with(&[high_evidence(&[])], &[all_graded("let", &fields)]);
        lines.push(format!("{word} | {}", placed.all()));
    }
    assert_snapshot!(lines.join("\n"), @"
    x | 1: foreløbig, ingen til let: ukendt: Aktiv praksis, Praksiserfaring, Uddannelsesmæssige kompetencer, Fagmiljø
    højt? | 1: foreløbig, ingen til let: ukendt: Aktiv praksis, Praksiserfaring, Uddannelsesmæssige kompetencer, Fagmiljø
    moderat/højt | 1: indplaceret, let
    #REF! | 1: foreløbig, ingen til let: ukendt: Aktiv praksis, Praksiserfaring, Uddannelsesmæssige kompetencer, Fagmiljø
    meget højt | 1: foreløbig, ingen til let: ukendt: Aktiv praksis, Praksiserfaring, Uddannelsesmæssige kompetencer, Fagmiljø
    17 | 1: foreløbig, ingen til let: ukendt: Aktiv praksis, Praksiserfaring, Uddannelsesmæssige kompetencer, Fagmiljø
    ");
}

#[test]
fn what_is_not_reported_leaves_room_for_the_evidence() {
    for word in ["", "N/A", "-", "ukendt", "Ikke oplyst", "..", "ikke vurderet"] {
        let placed = with(&[high_evidence(&[])], &[all_graded(word, &[])]);
        assert_eq!(placed.all(), "1: indplaceret, højt", "{word}");
    }
}

#[test]
fn a_judgement_of_quality_that_cannot_be_read_is_not_replaced_by_the_portal() {
    let mut lines = Vec::new();
    for (word, updated) in [("måske", "01-02-2020"), ("ja?", "01-02-2020"), ("måske", "01-02-2022")]
    {
        let placed = place(&[
            portal(&[department("1", "1-1", &[("senest-opdateret", updated)])]),
            ("tilsyn-midt.xlsx", forms(&[], &[all_graded("højt", &[("kvalitet", word)])])),
        ]);
        lines.push(format!("{word} 04-03-2021, portal {updated} | {}", placed.all()));
    }
    assert_snapshot!(lines.join("\n"), @"
    måske 04-03-2021, portal 01-02-2020 | 1: kvalitet ukendt, højt til højt: kvalitet: vurderingen af 4.3.2021 (kan ikke læses, eller modsiger sig selv); intet ældre træder i stedet for den
    ja? 04-03-2021, portal 01-02-2020 | 1: kvalitet ukendt, højt til højt: kvalitet: vurderingen af 4.3.2021 (kan ikke læses, eller modsiger sig selv); intet ældre træder i stedet for den
    måske 04-03-2021, portal 01-02-2022 | 1: indplaceret, højt
    ");
}

#[test]
fn a_lost_half_keeps_the_other_from_placing() {
    let evidence = with_headers(SheetRole::Evidence, &[high_evidence(&[])]);
    let none = all_graded("ingen", &[("kvalitet", "nej")]);
    let good = with_headers(SheetRole::Grades, std::slice::from_ref(&none));
    let sheet = |name: &'static str, rows: Vec<Row>| {
        workbook(&[("Oplysningsskema", evidence.clone()), (name, rows)])
    };
    let fagmiljo = renamed(SheetRole::Grades, "Fagmiljø", "Fagmiljo", std::slice::from_ref(&none));
    let quality =
        renamed(SheetRole::Grades, "Fornøden kvalitet", "Kvalitet?", std::slice::from_ref(&none));
    let bad_date = with_headers(
        SheetRole::Grades,
        &[all_graded("ingen", &[("kvalitet", "nej"), ("dato", "31-02-2021")])],
    );
    let bad_group = with_headers(
        SheetRole::Grades,
        &[all_graded("ingen", &[("kvalitet", "nej"), ("maalgruppe", "Autisme og mere")])],
    );
    let bad_id = with_headers(
        SheetRole::Grades,
        &[all_graded("ingen", &[("kvalitet", "nej"), ("tilbudsid", "11")])],
    );
    let person = with_headers(
        SheetRole::Grades,
        &[all_graded("ingen", &[("kvalitet", "nej"), ("begrundelse-metoder", "010203-1234")])],
    );
    let cases = [
        ("header Fagmiljo", sheet("Afrapportering", fagmiljo)),
        ("header Kvalitet?", sheet("Afrapportering", quality)),
        ("ark Afrapportering 2021", sheet("Afrapportering 2021", good.clone())),
        ("dato 31-02", sheet("Afrapportering", bad_date)),
        ("målgruppe", sheet("Afrapportering", bad_group)),
        ("tilbudsid 11", sheet("Afrapportering", bad_id)),
        ("personnummer", sheet("Afrapportering", person)),
    ];
    let mut lines = Vec::new();
    for (what, book) in cases {
        let placed = place(&[the_portal(), ("tilsyn-midt.xlsx", book)]);
        assert!(!placed.is_placed(), "{what}");
        lines.push(format!("{what} | {}", placed.all()));
    }
    // The same with a file for each half.
    let csv = |rows: &[Row]| {
        rows.iter().map(|row| row.join(";") + "\r\n").collect::<String>().into_bytes()
    };
    for (what, other) in [("tom", Vec::new()), ("andre overskrifter", b"A;B\r\n1;2\r\n".to_vec())] {
        let placed = place(&[
            the_portal(),
            ("tilsyn-midt-oplysningsskema.csv", csv(&evidence)),
            ("tilsyn-midt-afrapportering.csv", other),
        ]);
        lines.push(format!("fil: {what} | {}", placed.all()));
    }
    let placed = place(&[
        the_portal(),
        ("tilsyn-midt-oplysningsskema.csv", csv(&evidence)),
        ("tilsyn-midt-afrapportering.csv", csv(&good)),
    ]);
    lines.push(format!("hele | {}", placed.all()));
    assert_snapshot!(lines.join("\n"), @r#"
    header Fagmiljo | 1: kvalitet ukendt, ingen til højt: kvalitet: vurderingen af 4.3.2021 (kan ikke læses, eller modsiger sig selv); intet ældre træder i stedet for den; vurderingens anden halvdel var der, men kunne ikke læses; den ene halvdel indplacerer ikke alene (vurderingen af 4.3.2021)
    header Kvalitet? | 1: kvalitet ukendt, ingen til højt: kvalitet: vurderingen af 4.3.2021 (kan ikke læses, eller modsiger sig selv); intet ældre træder i stedet for den; vurderingens anden halvdel var der, men kunne ikke læses; den ene halvdel indplacerer ikke alene (vurderingen af 4.3.2021)
    ark Afrapportering 2021 | 1: kvalitet ukendt, ingen til højt: kvalitet: vurderingen af 4.3.2021 (kan ikke læses, eller modsiger sig selv); intet ældre træder i stedet for den; vurderingens anden halvdel var der, men kunne ikke læses; den ene halvdel indplacerer ikke alene (vurderingen af 4.3.2021)
    dato 31-02 | 1: kvalitet ukendt, ingen til højt: kvalitet: en vurdering kunne ikke læses, og den kan have en kvalitetsvurdering; intet andet træder i stedet for den; en afrapportering uden en dato, der kan læses, kunne ikke bruges (tilsyn-midt.xlsx, ark "Afrapportering"); andet træder ikke i stedet for den
    målgruppe | 1: kvalitet ukendt, ingen til højt: kvalitet: vurderingen af 4.3.2021 (kan ikke læses, eller modsiger sig selv); intet ældre træder i stedet for den; en afrapportering af 4.3.2021 kunne ikke bruges (tilsyn-midt.xlsx, ark "Afrapportering"); andet træder ikke i stedet for den
    tilbudsid 11 | 1: kvalitet ukendt, ingen til højt: kvalitet: vurderingen af 4.3.2021 (kan ikke læses, eller modsiger sig selv); intet ældre træder i stedet for den; vurderingens anden halvdel var der, men kunne ikke læses; den ene halvdel indplacerer ikke alene (vurderingen af 4.3.2021)
    personnummer | 1: ikke vurderet, -: et oplysningsskema af 4.3.2021 kunne ikke bruges (filen er stoppet af noget, der ligner et CPR-nummer)
    fil: tom | 1: kvalitet ukendt, ingen til højt: kvalitet: en vurdering kunne ikke læses, og den kan have en kvalitetsvurdering; intet andet træder i stedet for den; vurderingens anden halvdel var der, men kunne ikke læses; den ene halvdel indplacerer ikke alene (vurderingen af 4.3.2021)
    fil: andre overskrifter | 1: kvalitet ukendt, ingen til højt: kvalitet: en vurdering kunne ikke læses, og den kan have en kvalitetsvurdering; intet andet træder i stedet for den; vurderingens anden halvdel var der, men kunne ikke læses; den ene halvdel indplacerer ikke alene (vurderingen af 4.3.2021)
    hele | 1: kvalitet ikke opfyldt, ingen til ingen: kvalitet: vurderingen af 4.3.2021 (ikke fornøden kvalitet); den er nyere end status "Godkendt" af 1.2.2020
    "#);
}

#[test]
fn halves_that_do_not_join_place_nothing_and_are_told() {
    let evidence = high_evidence(&[("dato", "03-05-2021")]);
    let cases = [
        ("dato", all_graded("højt", &[("dato", "05-03-2021")])),
        ("aldersgruppe", all_graded("højt", &[("dato", "03-05-2021"), ("aldersgruppe", "børn")])),
        ("tilsyn", all_graded("højt", &[("dato", "03-05-2021"), ("tilsyn", "Socialtilsyn Syd")])),
    ];
    let mut lines = Vec::new();
    for (what, grades) in cases {
        let placed = with(std::slice::from_ref(&evidence), &[grades]);
        assert!(!placed.is_placed(), "{what}");
        lines.push(format!("{what} | {}\n{}", told(&placed.reading), placed.all()));
    }
    assert_snapshot!(lines.join("\n"), @r#"
    dato | advarsel tilsyn-midt.xlsx, ark "Oplysningsskema", celle G2 "Dato": tilbud "1" har for "Autismespektrum" et oplysningsskema uden afrapportering her og en afrapportering uden oplysningsskema i tilsyn-midt.xlsx, ark "Afrapportering", række 2: datoen er 3.5.2021 og 5.3.2021; ingen af dem indplacerer alene. Ret det, der er forkert, så de to rækker har samme tilbud, målgruppe, delmålgruppe, aldersgruppe, tilsyn og dato. [halves-apart]
    advarsel tilsyn-midt.xlsx, ark "Oplysningsskema", celle AF2 "Særligt certificerede, egne": 40 egne certificerede medarbejdere, men kun 20 medarbejdere i alt; begge er brugt. Ret det af de to tal, der er forkert. [more-certified-than-staff]
    advarsel tilsyn-midt.xlsx, ark "Oplysningsskema", celle AH2 "Medarbejdere med både erfaring og uddannelse": 40 medarbejdere i fagmiljøet, men kun 20 medarbejdere i alt; begge er brugt. Ret det af de to tal, der er forkert. [environment-larger-than-staff]
    1: foreløbig, ingen til højt: oplysningsskema og afrapportering hører ikke sammen (dato, tilsyn, aldersgruppe eller delmålgruppe er forskellig); ingen af dem indplacerer alene (vurderingen af 3.5.2021)
    aldersgruppe | advarsel tilsyn-midt.xlsx, ark "Oplysningsskema", celle G2 "Dato": tilbud "1" har for "Autismespektrum" et oplysningsskema uden afrapportering her og en afrapportering uden oplysningsskema i tilsyn-midt.xlsx, ark "Afrapportering", række 2: aldersgruppen er forskellig; ingen af dem indplacerer alene. Ret det, der er forkert, så de to rækker har samme tilbud, målgruppe, delmålgruppe, aldersgruppe, tilsyn og dato. [halves-apart]
    advarsel tilsyn-midt.xlsx, ark "Oplysningsskema", celle AF2 "Særligt certificerede, egne": 40 egne certificerede medarbejdere, men kun 20 medarbejdere i alt; begge er brugt. Ret det af de to tal, der er forkert. [more-certified-than-staff]
    advarsel tilsyn-midt.xlsx, ark "Oplysningsskema", celle AH2 "Medarbejdere med både erfaring og uddannelse": 40 medarbejdere i fagmiljøet, men kun 20 medarbejdere i alt; begge er brugt. Ret det af de to tal, der er forkert. [environment-larger-than-staff]
    1: foreløbig, ingen til højt: oplysningsskema og afrapportering hører ikke sammen (dato, tilsyn, aldersgruppe eller delmålgruppe er forskellig); ingen af dem indplacerer alene (vurderingen af 3.5.2021)
    1 børn: foreløbig, ingen til højt: oplysningsskema og afrapportering hører ikke sammen (dato, tilsyn, aldersgruppe eller delmålgruppe er forskellig); ingen af dem indplacerer alene (vurderingen af 3.5.2021)
    tilsyn | advarsel tilsyn-midt.xlsx, ark "Oplysningsskema", celle G2 "Dato": tilbud "1" har for "Autismespektrum" et oplysningsskema uden afrapportering her og en afrapportering uden oplysningsskema i tilsyn-midt.xlsx, ark "Afrapportering", række 2: tilsynet er forskelligt; ingen af dem indplacerer alene. Ret det, der er forkert, så de to rækker har samme tilbud, målgruppe, delmålgruppe, aldersgruppe, tilsyn og dato. [halves-apart]
    advarsel tilsyn-midt.xlsx, ark "Oplysningsskema", celle AF2 "Særligt certificerede, egne": 40 egne certificerede medarbejdere, men kun 20 medarbejdere i alt; begge er brugt. Ret det af de to tal, der er forkert. [more-certified-than-staff]
    advarsel tilsyn-midt.xlsx, ark "Oplysningsskema", celle AH2 "Medarbejdere med både erfaring og uddannelse": 40 medarbejdere i fagmiljøet, men kun 20 medarbejdere i alt; begge er brugt. Ret det af de to tal, der er forkert. [environment-larger-than-staff]
    1: foreløbig, ingen til højt: oplysningsskema og afrapportering hører ikke sammen (dato, tilsyn, aldersgruppe eller delmålgruppe er forskellig); ingen af dem indplacerer alene (vurderingen af 3.5.2021)
    "#);
}

#[test]
fn an_older_assessment_does_not_step_in_for_the_newest() {
    let older = all_graded("højt", &[("dato", "04-03-2019")]);
    let blank = all_graded("", &[]);
    let cases = [
        ("dato", all_graded("let", &[("dato", "45-03-2021")])),
        ("tilsyn", all_graded("let", &[("tilsyn", "Socialtilsyn Vest")])),
        ("ord", all_graded("x", &[])),
        ("tom", blank),
        ("ældre end den, der gælder", all_graded("x", &[("dato", "04-03-2018")])),
        ("et andet tilsyn", all_graded("x", &[("tilsyn", "Socialtilsyn Syd")])),
    ];
    let mut lines = Vec::new();
    for (what, newest) in cases {
        let placed = place(&[
            the_portal(),
            ("tilsyn-2019.xlsx", forms(&[], std::slice::from_ref(&older))),
            ("tilsyn-2021.xlsx", forms(&[], &[newest])),
        ]);
        lines.push(format!("{what} | {}", placed.all()));
    }
    assert_snapshot!(lines.join("\n"), @r#"
    dato | 1: kvalitet ukendt, ingen til højt: kvalitet: en vurdering kunne ikke læses, og den kan have en kvalitetsvurdering; intet andet træder i stedet for den; en afrapportering uden en dato, der kan læses, kunne ikke bruges (tilsyn-2021.xlsx, ark "Afrapportering"); andet træder ikke i stedet for den
    tilsyn | 1: kvalitet ukendt, ingen til højt: kvalitet: vurderingen af 4.3.2021 (kan ikke læses, eller modsiger sig selv); intet ældre træder i stedet for den; en afrapportering af 4.3.2021 kunne ikke bruges (tilsyn-2021.xlsx, ark "Afrapportering"); andet træder ikke i stedet for den
    ord | 1: foreløbig, ingen til højt: ukendt: Aktiv praksis, Praksiserfaring, Uddannelsesmæssige kompetencer, Fagmiljø, Samarbejdsformer, Vidensudvikling, Metoder og faglige tilgange, Hjælpemidler og teknologi
    tom | 1: foreløbig, ingen til højt: vurderingen af 4.3.2021 er givet uden gradueringer og oplysninger; en ældre træder ikke i stedet for den
    ældre end den, der gælder | 1: indplaceret, højt
    et andet tilsyn | 1: indplaceret, højt
    "#);
}

#[test]
fn a_file_that_cannot_be_read_may_hold_a_newer_assessment() {
    let mut lines = Vec::new();
    for broken in ["tilsyn.xlsx", "socialtilsyn-midt.xlsx", "socialtilsyn-syd.xlsx"] {
        let placed = place(&[
            the_portal(),
            ("tilsyn-2021.xlsx", forms(&[], &[all_graded("højt", &[])])),
            (broken, b"PK\x03\x04 and no more".to_vec()),
        ]);
        lines.push(format!("{broken} | {}", placed.all()));
    }
    // A list of providers holds no assessments, and may hold another status.
    let placed = place(&[
        the_portal(),
        ("tilbudsportalen-2.csv", Vec::new()),
        ("tilsyn-2021.xlsx", forms(&[], &[all_graded("højt", &[])])),
    ]);
    lines.push(format!("tilbudsportalen | {}", placed.all()));
    assert_snapshot!(lines.join("\n"), @"
    tilsyn.xlsx | 1: kvalitet ukendt, ingen til højt: kvalitet: en vurdering kunne ikke læses, og den kan have en kvalitetsvurdering; intet andet træder i stedet for den; tilsyn.xlsx kunne ikke læses til ende, og der kan være en nyere vurdering i den; andet træder ikke i stedet for den
    socialtilsyn-midt.xlsx | 1: kvalitet ukendt, ingen til højt: kvalitet: en vurdering kunne ikke læses, og den kan have en kvalitetsvurdering; intet andet træder i stedet for den; socialtilsyn-midt.xlsx kunne ikke læses til ende, og der kan være en nyere vurdering i den; andet træder ikke i stedet for den
    socialtilsyn-syd.xlsx | 1: indplaceret, højt
    tilbudsportalen | 1: kvalitet ukendt, højt til højt: kvalitet: en liste over tilbud kunne ikke læses til ende, og den kan have en anden status for tilbuddet; intet andet træder i stedet for den
    ");
}

#[test]
fn a_row_whose_cells_are_shifted_is_looked_through_for_its_provider() {
    let sheet = |role, rows: &[Row]| -> Vec<u8> {
        let rows = with_headers(role, rows);
        rows.iter().map(|row| row.join(";") + "\r\n").collect::<String>().into_bytes()
    };
    let older = sheet(SheetRole::Grades, &[all_graded("højt", &[("dato", "04-03-2019")])]);
    let mut shifted = all_graded("let", &[("tilbudsid", "1")]);
    shifted[0] = "100".to_owned();
    shifted.insert(1, "og mere".to_owned());
    let place = |id: &str| {
        shifted[0] = id.to_owned();
        let newest = sheet(SheetRole::Grades, std::slice::from_ref(&shifted));
        place(&[
            portal(&[department("100", "1-1", &[("senest-opdateret", "01-02-2020")])]),
            (
                "tilsyn-2019-afrapportering.csv",
                String::from_utf8(older.clone())
                    .unwrap()
                    .replace("\r\n1;", "\r\n100;")
                    .into_bytes(),
            ),
            ("tilsyn-2021-afrapportering.csv", newest),
        ])
        .all()
    };
    let mut place = place;
    assert_snapshot!([place("100"), place("101")].join("\n"), @"
    100: kvalitet ukendt, ingen til højt: kvalitet: en vurdering kunne ikke læses, og den kan have en kvalitetsvurdering; intet andet træder i stedet for den; en afrapportering uden en dato, der kan læses, kunne ikke bruges (tilsyn-2021-afrapportering.csv); andet træder ikke i stedet for den
    100: indplaceret, højt
    ");
}

#[test]
fn two_judgements_of_one_day_leave_the_quality_unknown() {
    let yes = all_graded("højt", &[("kvalitet", "ja"), ("inspektoer", "A")]);
    let no = all_graded("højt", &[("kvalitet", "nej"), ("inspektoer", "B")]);
    assert_snapshot!(with(&[], &[yes, no]).all(), @"1: kvalitet ukendt, højt til højt: kvalitet: vurderingen af 4.3.2021 (kan ikke læses, eller modsiger sig selv); intet ældre træder i stedet for den");
}

#[test]
fn a_level_needs_enough_relevant_parameters() {
    let mut lines = Vec::new();
    for n_relevant in [1, 4, 5, 8] {
        let fields: Vec<_> =
            Parameter::ALL[n_relevant..].iter().map(|p| (p.slug(), "ikke relevant")).collect();
        let placed = with(&[], &[all_graded("højt", &fields)]);
        lines.push(format!("{n_relevant} | {}", placed.all()));
    }
    assert_snapshot!(lines.join("\n"), @"
    1 | 1: foreløbig, ingen til højt: kun 1 af 8 parametre er relevante, og reglen kræver mindst 5
    4 | 1: foreløbig, ingen til højt: kun 4 af 8 parametre er relevante, og reglen kræver mindst 5
    5 | 1: indplaceret, højt
    8 | 1: indplaceret, højt
    ");
}

#[test]
fn a_sub_group_that_nobody_described_is_told_and_nothing_older_stands_for_it() {
    let older = all_graded("højt", &[("dato", "04-03-2019")]);
    let mut lines = Vec::new();
    for name in ["zzz", "Autisme med udviklingshæming"] {
        let newest = all_graded("let", &[("delmaalgruppe", name)]);
        let placed = with(&[], &[older.clone(), newest]);
        lines.push(format!("{}\n{}", told(&placed.reading), placed.all()));
    }
    assert_snapshot!(lines.join("\n"), @r#"
    advarsel tilsyn-midt.xlsx, ark "Afrapportering", celle D3: delmålgruppen "zzz" af Autismespektrum er ikke beskrevet; delmålgrupperne er autisme-og-udviklingshaemning og Autisme og udviklingshæmning med udfordrende adfærd; den står som en del for sig, og ældre vurderinger af målgruppens andre dele indplacerer ikke. Brug et af de nævnte ord. Lad cellen være tom, når hele målgruppen er vurderet, eller beskriv delmålgruppen i input/descriptions. [unknown-subgroup]
    bemærkning tilsyn-midt.xlsx, ark "Oplysningsskema": der er overskrifter, men ingen rækker. Ingenting, hvis det er meningen; ellers hent udtrækket igen. [no-rows]
    1: kvalitet ukendt, ingen til højt: kvalitet: vurderingen af 4.3.2021 (kan ikke læses, eller modsiger sig selv); intet ældre træder i stedet for den; en afrapportering af 4.3.2021 er af en delmålgruppe, som ingen har beskrevet (tilsyn-midt.xlsx, ark "Afrapportering"); andet træder ikke i stedet for den
    1: indplaceret, let
    advarsel tilsyn-midt.xlsx, ark "Afrapportering", celle D3: delmålgruppen "Autisme med udviklingshæming" af Autismespektrum er ikke beskrevet; delmålgrupperne er autisme-og-udviklingshaemning og Autisme og udviklingshæmning med udfordrende adfærd; den står som en del for sig, og ældre vurderinger af målgruppens andre dele indplacerer ikke. Skriv "autisme-og-udviklingshaemning", hvis det er det, der er ment. Lad cellen være tom, når hele målgruppen er vurderet, eller beskriv delmålgruppen i input/descriptions. [unknown-subgroup]
    bemærkning tilsyn-midt.xlsx, ark "Oplysningsskema": der er overskrifter, men ingen rækker. Ingenting, hvis det er meningen; ellers hent udtrækket igen. [no-rows]
    1: kvalitet ukendt, ingen til højt: kvalitet: vurderingen af 4.3.2021 (kan ikke læses, eller modsiger sig selv); intet ældre træder i stedet for den; en afrapportering af 4.3.2021 er af en delmålgruppe, som ingen har beskrevet (tilsyn-midt.xlsx, ark "Afrapportering"); andet træder ikke i stedet for den
    1: indplaceret, let
    "#);
}

/// Ways of making a part of an assessment unusable.
#[derive(Clone, Copy, Debug)]
enum Damage {
    /// Another text in one cell of a row of evidence or of grades.
    Cell { is_of_grades: bool, column: usize, text: &'static str },
    /// A header renamed.
    Header { is_of_grades: bool, column: usize },
    /// A header twice.
    HeaderTwice { is_of_grades: bool, column: usize },
    /// A sheet renamed.
    Sheet { is_of_grades: bool },
    /// The row has a person's number.
    Person { is_of_grades: bool },
}

fn damage() -> impl Strategy<Value = Damage> {
    let n_columns = headers(SheetRole::Evidence).len().min(headers(SheetRole::Grades).len());
    let text = prop::sample::select(vec![
        "x",
        "?",
        "højt?",
        "#REF!",
        "31-02-2021",
        "2062",
        "moderat/højt",
        "0751",
        "ja",
        "nej",
        "børn",
    ]);
    prop_oneof![
        4 => (any::<bool>(), 0..n_columns, text)
            .prop_map(|(is_of_grades, column, text)| Damage::Cell { is_of_grades, column, text }),
        1 => (any::<bool>(), 0..n_columns)
            .prop_map(|(is_of_grades, column)| Damage::Header { is_of_grades, column }),
        1 => (any::<bool>(), 0..n_columns)
            .prop_map(|(is_of_grades, column)| Damage::HeaderTwice { is_of_grades, column }),
        1 => any::<bool>().prop_map(|is_of_grades| Damage::Sheet { is_of_grades }),
        1 => any::<bool>().prop_map(|is_of_grades| Damage::Person { is_of_grades }),
    ]
}

/// The newest assessment, as it was written or damaged.
fn book(evidence: &[Row], grades: &[Row], damage: Option<Damage>) -> Vec<u8> {
    let mut sheets = [
        ("Oplysningsskema", with_headers(SheetRole::Evidence, evidence)),
        ("Afrapportering", with_headers(SheetRole::Grades, grades)),
    ];
    match damage {
        None => {}
        Some(Damage::Cell { is_of_grades, column, text }) => {
            if let Some(row) = sheets[usize::from(is_of_grades)].1.get_mut(1) {
                text.clone_into(&mut row[column]);
            }
        }
        Some(Damage::Header { is_of_grades, column }) => {
            "Noget andet".clone_into(&mut sheets[usize::from(is_of_grades)].1[0][column]);
        }
        Some(Damage::HeaderTwice { is_of_grades, column }) => {
            let rows = &mut sheets[usize::from(is_of_grades)].1;
            let header = rows[0][column].clone();
            rows[0].insert(0, header);
            // A second answer, where there is a first: else it is the only one.
            for row in rows.iter_mut().skip(1) {
                let again = if row[column].is_empty() { "" } else { "højt" };
                row.insert(0, again.to_owned());
            }
        }
        Some(Damage::Sheet { is_of_grades }) => {
            sheets[usize::from(is_of_grades)].0 = "Noget andet";
        }
        Some(Damage::Person { is_of_grades }) => {
            let rows = &mut sheets[usize::from(is_of_grades)].1;
            let at = rows[0].iter().position(|header| header.starts_with("Tilbudsnavn")).unwrap();
            for row in rows.iter_mut().skip(1) {
                "010203-1234".clone_into(&mut row[at]);
            }
        }
    }
    workbook(&sheets)
}

fn any_grades() -> impl Strategy<Value = Vec<&'static str>> {
    let word =
        prop::sample::select(vec!["ingen", "let", "moderat", "højt", "ikke relevant", "", "højt"]);
    prop::collection::vec(word, 8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// Whatever part of the newest assessment can't be used, no offering stands on a level that it
    /// would not have with the part read: neither by the other half, nor by an older assessment,
    /// nor by the portal.
    #[test]
    fn no_damage_gives_a_level_that_the_whole_would_not_give(
        words in any_grades(),
        older in any_grades(),
        quality in prop::sample::select(vec!["ja", "nej", ""]),
        damage in damage(),
        is_older_there in any::<bool>(),
        (is_evidence_there, are_grades_there) in
            prop::sample::select(vec![(true, true), (true, true), (true, false), (false, true)]),
    ) {
        // What replaces a cell may be an answer of its own: then it is another assessment.
        let fields = |words: &[&'static str]| -> Vec<(&'static str, &'static str)> {
            Parameter::ALL.iter().map(|p| p.slug()).zip(words.iter().copied()).collect()
        };
        let mut newest = fields(&words);
        newest.push(("kvalitet", quality));
        newest.push(("tilbudsnavn", "Eksempel Nord"));
        let newest = grades("1", &newest);
        let mut before = fields(&older);
        before.push(("dato", "04-03-2019"));
        let before = grades("1", &before);
        let evidence = high_evidence(&[("tilbudsnavn", "Eksempel Nord")]);
        let evidence = if is_evidence_there { vec![evidence] } else { Vec::new() };
        let newest = if are_grades_there { vec![newest] } else { Vec::new() };
        let files = |damage: Option<Damage>| -> Files {
            let mut files = vec![the_portal()];
            if is_older_there {
                files.push(("tilsyn-2019.xlsx", forms(&[], std::slice::from_ref(&before))));
            }
            files.push(("tilsyn-2021.xlsx", book(&evidence, &newest, damage)));
            files
        };
        let whole = place(&files(None)).levels();
        let damaged = place(&files(Some(damage)));
        let is_other_answer = matches!(
            damage,
            Damage::Cell { text: "ja" | "nej" | "0751" | "børn", .. }
                | Damage::Cell { is_of_grades: true, text: "moderat/højt", .. }
        );
        if !is_other_answer {
            for level in damaged.levels() {
                prop_assert!(whole.contains(&level), "{damage:?}: {} beside {whole:?}", damaged.all());
            }
        }
    }
}
