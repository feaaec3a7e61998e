//! Reading: every trap is a snapshot of what the reader is told.

use std::fs;
use std::path::Path;

use niveau::finding::{Account, Finding};
use niveau::ingest::{
    Layout, Limits, ReadError, ReadOptions, Reading, SheetLayout, SheetRole, read_input,
};
use niveau::model::{
    AgeGroup, AgeSpan, Answer, AnswerField, Attained, Dataset, Grade, Level, MunicipalityCode,
    NumberField, OfferingId, Ownership, Parameter, ProviderId, QualityJudgement, RowRef, SheetId,
    Supervision,
};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook};
use tempfile::TempDir;

use super::registers::shipped;

pub fn layouts() -> Vec<Layout> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/layouts");
    ["indplaceringsskema.toml", "tilbudsportalen.toml"]
        .iter()
        .map(|file| {
            let text = fs::read_to_string(folder.join(file)).unwrap();
            Layout::parse(&text, &format!("layouts/{file}")).unwrap()
        })
        .collect()
}

pub fn sheet(role: SheetRole) -> SheetLayout {
    layouts().iter().find_map(|layout| layout.sheet(role).cloned()).unwrap()
}

/// A row of texts, a cell per column of the layout.
pub type Row = Vec<String>;

pub fn headers(role: SheetRole) -> Row {
    sheet(role).columns.iter().map(|column| column.headers[0].to_string()).collect()
}

/// A row with these fields, the others empty.
fn row(role: SheetRole, fields: &[(&str, &str)]) -> Row {
    let layout = sheet(role);
    for (field, _) in fields {
        assert!(layout.columns.iter().any(|column| column.field == *field), "{field}");
    }
    let value = |field: &str| fields.iter().find(|(name, _)| *name == field).map_or("", |f| f.1);
    layout.columns.iter().map(|column| value(column.field).to_owned()).collect()
}

/// An ordinary department, with these fields changed.
pub fn department(id: &str, department: &str, changed: &[(&str, &str)]) -> Row {
    let mut fields = vec![
        ("tilbudsid", id),
        ("tilbudsnavn", "Eksempel Nord"),
        ("afdelingsid", department),
        ("kommunekode", "0751"),
        ("virksomhedsform", "Privat"),
        ("tilsyn", "Socialtilsyn Midt"),
        ("godkendelsesstatus", "Godkendt"),
        ("paragraffer", "§ 107 (12)"),
        ("pladser-afdeling", "12"),
        ("maalgrupper", "18 til 85 år (autismespektrum)"),
    ];
    fields.retain(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    fields.extend_from_slice(changed);
    row(SheetRole::Providers, &fields)
}

/// What names an assessment, and these fields.
fn assessed(role: SheetRole, id: &str, fields: &[(&str, &str)]) -> Row {
    let mut all = vec![
        ("tilbudsid", id),
        ("maalgruppe", "Autismespektrum"),
        ("tilsyn", "Socialtilsyn Midt"),
        ("dato", "04-03-2021"),
    ];
    all.retain(|(name, _)| !fields.iter().any(|(other, _)| other == name));
    all.extend_from_slice(fields);
    row(role, &all)
}

/// The fields of the eight grades.
pub const GRADES: [&str; 8] = [
    "aktiv-praksis",
    "praksiserfaring",
    "uddannelse",
    "fagmiljoe",
    "samarbejdsformer",
    "vidensudvikling",
    "metoder",
    "hjaelpemidler",
];

pub fn evidence(id: &str, fields: &[(&str, &str)]) -> Row {
    assessed(SheetRole::Evidence, id, fields)
}

pub fn grades(id: &str, fields: &[(&str, &str)]) -> Row {
    assessed(SheetRole::Grades, id, fields)
}

pub fn csv(rows: &[Row]) -> String {
    let mut text = String::new();
    for row in std::iter::once(&headers(SheetRole::Providers)).chain(rows) {
        let cells: Vec<String> =
            row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        text.push_str(&cells.join(";"));
        text.push_str("\r\n");
    }
    text
}

/// Writes one sheet: numbers as numbers, `0.5~0%` as a number in that format, `=...` as formulas, all
/// else as text.
pub fn write_sheet(workbook: &mut Workbook, name: &str, rows: &[Row]) {
    let sheet = workbook.add_worksheet();
    sheet.set_name(name).unwrap();
    for (r, row) in (0..).zip(rows) {
        for (c, cell) in (0..).zip(row) {
            if cell.is_empty() {
                continue;
            }
            let shown =
                cell.split_once('~').and_then(|(n, how)| Some((n.parse::<f64>().ok()?, how)));
            if let Some((number, format)) = shown {
                let format = rust_xlsxwriter::Format::new().set_num_format(format);
                sheet.write_with_format(r, c, number, &format).unwrap();
            } else if let Some(formula) = cell.strip_prefix('=') {
                let (formula, result) = formula.split_once('|').unwrap_or((formula, ""));
                sheet.write(r, c, Formula::new(formula).set_result(result)).unwrap();
            } else if let Ok(number) = cell.parse::<f64>() {
                sheet.write(r, c, number).unwrap();
            } else {
                sheet.write(r, c, cell).unwrap();
            }
        }
    }
}

pub fn with_headers(role: SheetRole, rows: &[Row]) -> Vec<Row> {
    std::iter::once(headers(role)).chain(rows.iter().cloned()).collect()
}

pub fn forms(evidence: &[Row], grades: &[Row]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    // Else the same rows are other bytes a second later.
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2021, 1, 1).unwrap();
    workbook.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&day));
    write_sheet(&mut workbook, "Oplysningsskema", &with_headers(SheetRole::Evidence, evidence));
    write_sheet(&mut workbook, "Afrapportering", &with_headers(SheetRole::Grades, grades));
    workbook.save_to_buffer().unwrap()
}

pub fn folder(files: &[(&str, Vec<u8>)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

pub fn read(files: &[(&str, Vec<u8>)]) -> Reading {
    read_with(files, &ReadOptions::default())
}

pub fn read_with(files: &[(&str, Vec<u8>)], options: &ReadOptions<'_>) -> Reading {
    let folder = folder(files);
    let reading = read_input(folder.path(), &shipped(), &layouts(), options).unwrap();
    assert_balanced(&reading);
    reading
}

pub fn assert_balanced(reading: &Reading) {
    for account in &reading.accounts {
        let Account { rows_read, rows_used, rows_set_aside, .. } = account;
        assert_eq!(*rows_read, rows_used + rows_set_aside, "{account:?}");
    }
    let set_aside: u64 = reading.accounts.iter().map(|a| a.rows_set_aside).sum();
    assert_eq!(set_aside, reading.set_aside.iter().map(|row| row.n_rows).sum::<u64>());
}

/// What the reader is told: findings, then rows set aside.
pub fn told(reading: &Reading) -> String {
    let findings = reading.findings.iter().map(|f| format!("{} {f}", f.severity.danish()));
    let rows = reading.set_aside.iter().map(|row| {
        format!("sat til side {}: \"{}\": {}. [{}]", row.place, row.key, row.reason, row.code)
    });
    findings.chain(rows).collect::<Vec<_>>().join("\n")
}

pub fn portal(rows: &[Row]) -> (&'static str, Vec<u8>) {
    ("tilbudsportalen.csv", csv(rows).into_bytes())
}

#[test]
fn an_ordinary_input_is_linked() {
    let reading = read_with(
        &[
            portal(&[
                department(
                    "T2",
                    "T2-1",
                    &[
                        (
                            "maalgrupper",
                            "13 til 18 år (omsorgssvigt, seksuelt overgreb); 18 år og derover (angst)",
                        ),
                        ("paragraffer", "§ 107 (12); § 66, stk. 1, nr. 5 (4)"),
                        ("ydelsestyper", "Ophold; Behandling"),
                        ("cvr", "12345678"),
                        ("p-nummer", "1234567890"),
                        ("senest-opdateret", "01-02-2021"),
                        ("pladser-tilbud", "20"),
                    ],
                ),
                department(
                    "T1",
                    "T1-2",
                    &[
                        ("pladser-afdeling", "Ikke oplyst"),
                        ("kommunekode", ""),
                        ("kommune", "Århus"),
                    ],
                ),
                department("T1", "T1-1", &[]),
                department("T3", "", &[("kommunekode", "101"), ("pladser-afdeling", "7")]),
            ]),
            (
                "tilsyn-midt.xlsx",
                forms(
                    &[evidence(
                        "T1",
                        &[
                            ("borgere-hoejt", "8"),
                            ("grunduddannelse-egne-pct", "62,5 %"),
                            ("faglig-sparring", "ja"),
                            ("hjaelpemidler-i-brug", "ikke relevant"),
                        ],
                    )],
                    &[
                        grades(
                            "T1",
                            &[
                                ("inspektoer", "M-07"),
                                ("kvalitet", "ja"),
                                ("aktiv-praksis", "højt"),
                                ("hjaelpemidler", "ikke relevant"),
                                ("begrundelse-aktiv-praksis", "Otte borgere"),
                                ("samlet-niveau", "moderat"),
                            ],
                        ),
                        grades(
                            "T1",
                            &[("aldersgruppe", "Unge"), ("maalgruppe", "Angst"), ("dato", "44260")],
                        ),
                    ],
                ),
            ),
        ],
        &ReadOptions { grounds_for: Some("T1"), ..ReadOptions::default() },
    );
    insta::assert_snapshot!(told(&reading), @r##"
    advarsel tilbudsportalen.csv, celle L2 "Tilbudstyper": paragrafferne siger 12 + 4 = 16 pladser, men afdelingen har 12; afdelingens tal bruges. Ret pladserne, så paragrafferne tilsammen giver afdelingens. [places-contradiction]
    advarsel tilbudsportalen.csv, celle N2 "Pladser på hele tilbuddet": tilbuddet har 20 pladser, men dets afdelinger har 12 tilsammen; afdelingernes bruges, hvor pladser tælles. Ret det af tallene, der er forkert. [places-disagree]
    bemærkning tilbudsportalen.csv, celle L3 "Tilbudstyper": paragraffen siger 12 pladser, men afdelingens pladser er ikke oplyst; de regnes som ikke oplyst. Skriv afdelingens pladser. [places-only-per-basis]
    advarsel tilbudsportalen.csv, celle L5 "Tilbudstyper": paragraffen siger 12 pladser, men afdelingen har 7; afdelingens tal bruges. Ret pladserne, så paragrafferne tilsammen giver afdelingens. [places-contradiction]
    bemærkning tilsyn-midt.xlsx, ark "Afrapportering", celle C3 "Målgruppe": tilbud "T1" er vurderet for "Angst", som ikke står blandt dets målgrupper i udtrækket; vurderingen er med. Tilføj målgruppen i udtrækket, eller ret den i vurderingen. [group-not-on-portal]
    "##);
    let data = &reading.dataset;
    let ids: Vec<&str> = data.providers.iter().map(|provider| &*provider.id).collect();
    assert_eq!(ids, ["T1", "T2", "T3"]);
    assert_eq!(data.statuses, ["Godkendt".into()]);
    let [first, second, third] = &data.providers[..] else { panic!() };
    assert_eq!(first.departments, 0..2);
    assert_eq!(first.ownership, Some(Ownership::Private));
    assert_eq!(first.municipality, None);
    assert_eq!(data.departments[0].municipality, Some(MunicipalityCode(751)));
    assert_eq!(data.departments[1].municipality, Some(MunicipalityCode(751)));
    assert_eq!((data.departments[0].places, data.departments[1].places), (Some(12), None));
    assert_eq!(second.cvr.as_deref(), Some("12345678"));
    assert_eq!(second.places, Some(20));
    assert_eq!(second.status_on, "2021-02-01".parse().ok());
    assert_eq!(second.legal_bases.iter().count(), 2);
    assert!(matches!(second.stated_supervision, Some(Supervision::SocialAuthority(_))));
    let of_second = &data.departments(second)[0];
    assert_eq!(of_second.target_groups.len(), 3);
    assert_eq!(of_second.ages, Some(AgeSpan { from_years: 13, to_years: 120 }));
    assert_eq!(of_second.services.0.count_ones(), 2);
    assert_eq!(third.departments, 2 + 1..3);
    assert_eq!((third.municipality, third.places), (Some(MunicipalityCode(101)), Some(7)));
    // T1: autism and, from the assessment only, anxiety of young people. T2: three groups. T3: one.
    assert_eq!(data.offerings.len(), 6);
    let offering = data.offerings.iter().find(|o| o.age_group == Some(AgeGroup::Youth)).unwrap();
    assert_eq!(offering.provider, ProviderId(0));
    let offering = data
        .offerings
        .iter()
        .find(|o| o.provider == ProviderId(0) && o.age_group.is_none())
        .unwrap();
    let [assessment] = data.assessments(offering) else { panic!() };
    let (evidence, at) = assessment.evidence.as_ref().unwrap();
    assert_eq!(evidence.number(NumberField::Citizens(Level::High)), Some(8.0));
    assert_eq!(evidence.number(NumberField::Citizens(Level::Light)), None);
    assert_eq!(evidence.number(NumberField::BasicEducationOwnPercent), Some(62.5));
    assert_eq!(evidence.answer(AnswerField::ProfessionalSparring), Answer::Yes);
    assert_eq!(evidence.answer(AnswerField::AidsInUse), Answer::NotRelevant);
    assert_eq!(assessment.grades[Parameter::ActivePractice], Grade::High);
    assert_eq!(assessment.grades[Parameter::Methods], Grade::Unknown);
    assert_eq!(assessment.grades[Parameter::AidsAndTechnology], Grade::NotRelevant);
    assert_eq!(assessment.overall, Some(Attained::Moderate));
    assert_eq!(assessment.quality, Some(QualityJudgement::Sufficient));
    assert_eq!(assessment.inspector.as_deref(), Some("M-07"));
    assert_eq!(assessment.assessed_on.to_string(), "2021-03-04");
    let grounds = assessment.grounds.as_ref().unwrap();
    assert_eq!(grounds[Parameter::ActivePractice].as_deref(), Some("Otte borgere"));
    // The cell that the eight citizens came from.
    let form = data.sheet(*at);
    assert_eq!(
        (&*form.file, form.sheet.as_deref(), at.row),
        ("tilsyn-midt.xlsx", Some("Oplysningsskema"), 2)
    );
    let (row, column) = form.cell(at.row, NumberField::Citizens(Level::High).slug()).unwrap();
    assert_eq!(row, 2);
    assert_eq!(
        headers(SheetRole::Evidence)[usize::from(column)],
        "Borgere seneste 12 mdr., højt behov"
    );
    let files: Vec<&str> = reading.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(files, ["tilbudsportalen.csv", "tilsyn-midt.xlsx"]);
    assert_eq!(reading.files[0].sha256.len(), 64);
}

#[test]
fn a_renamed_header_costs_the_file_and_says_so() {
    let text = csv(&[department("T1", "T1-1", &[]), department("T2", "T2-1", &[])]);
    let text = text.replace("\"Virksomhedsform\"", "\"Virksomhedsformen\"");
    let reading = read(&[("tilbudsportalen.csv", text.into_bytes())]);
    insta::assert_snapshot!(told(&reading), @r#"
    fejl tilbudsportalen.csv, række 1: overskriften "Virksomhedsform" mangler, så ingen rækker er læst; ukendte overskrifter her: "Virksomhedsformen". Ret "Virksomhedsformen" til "Virksomhedsform", eller skriv i layoutfilen i input/layouts, hvad den hedder. [column-missing]
    sat til side tilbudsportalen.csv: "": alle 2 rækker: overskriften "Virksomhedsform" mangler. [column-missing]
    "#);
    assert_eq!(reading.accounts[0].rows_read, 2);
    assert!(reading.dataset.providers.is_empty());
}

/// By code or by name: one of the two is enough.
#[test]
fn the_municipality_may_be_given_by_name_alone() {
    let rows = [headers(SheetRole::Providers), department("1", "1-1", &[("kommune", "Aarhus")])];
    let columns = sheet(SheetRole::Providers).columns;
    let at = |field: &str| columns.iter().position(|column| column.field == field).unwrap();
    let without = |fields: &[&str]| {
        let is_left = |column: &usize| !fields.iter().any(|field| at(field) == *column);
        let row = |row: &Row| {
            let cells = row.iter().enumerate().filter(|(column, _)| is_left(column));
            cells.map(|(_, cell)| cell.clone()).collect::<Vec<_>>().join(";") + "\r\n"
        };
        read(&[("tilbudsportalen.csv", rows.iter().map(row).collect::<String>().into_bytes())])
    };
    for fields in [&["kommunekode"][..], &["kommune"]] {
        let reading = without(fields);
        let codes = reading.dataset.departments.iter().map(|d| d.municipality.map(|code| code.0));
        assert_eq!(codes.collect::<Vec<_>>(), [Some(751)], "{}", told(&reading));
    }
    let neither = without(&["kommunekode", "kommune"]);
    assert!(told(&neither).contains("overskriften \"Kommunekode\" mangler"), "{}", told(&neither));
}

#[test]
fn a_missing_sheet_costs_that_sheet_only() {
    let mut workbook = Workbook::new();
    write_sheet(
        &mut workbook,
        "Afraportering",
        &with_headers(SheetRole::Grades, &[grades("T1", &[])]),
    );
    write_sheet(
        &mut workbook,
        "oplysnings-skema",
        &with_headers(SheetRole::Evidence, &[evidence("T1", &[("borgere-let", "3")])]),
    );
    let reading = read(&[
        portal(&[department("T1", "T1-1", &[])]),
        ("tilsyn.xlsx", workbook.save_to_buffer().unwrap()),
    ]);
    insta::assert_snapshot!(told(&reading), @r##"
    fejl tilsyn.xlsx: arket "Afrapportering" mangler; projektmappen har "Afraportering", "oplysnings-skema". Mente du "Afraportering"? Giv arket navnet "Afrapportering", eller ret sheet i layoutfilen i input/layouts. [sheet-missing]
    bemærkning tilsyn.xlsx: ark, der ikke læses: "Afraportering". Ingenting, hvis der ikke er data i dem; ellers skriv arkets navn i layoutfilen i input/layouts. [sheets-not-read]
    "##);
    assert_eq!(reading.dataset.assessments.len(), 1);
}

#[test]
fn an_unknown_target_group_is_left_out_or_sets_the_assessment_aside() {
    let reading = read(&[
        portal(&[department(
            "T1",
            "T1-1",
            &[("maalgrupper", "18 til 85 år (autismespektret, angst)")],
        )]),
        ("tilsyn.xlsx", forms(&[], &[grades("T1", &[("maalgruppe", "Erhvervet hjerneskader")])])),
    ]);
    insta::assert_snapshot!(told(&reading), @r##"
    advarsel tilbudsportalen.csv, celle O2 "Målgrupper": målgruppen "autismespektret" står ikke i input/registers/target_groups.csv; gruppen er udeladt. Mente du "Autismespektrum"? Ret navnet, eller tilføj stavemåden under aliases i registret. [unknown-target-group]
    bemærkning tilsyn.xlsx, ark "Oplysningsskema": der er overskrifter, men ingen rækker. Ingenting, hvis det er meningen; ellers hent udtrækket igen. [no-rows]
    sat til side tilsyn.xlsx, ark "Afrapportering", celle C2 "Målgruppe": "T1": målgruppen "Erhvervet hjerneskader" står ikke i input/registers/target_groups.csv; rækken bruges ikke; mente du "Erhvervet hjerneskade"? Ret navnet, eller tilføj stavemåden under aliases i registret. [unknown-target-group]
    "##);
    assert_eq!(reading.dataset.offerings.len(), 1);
}

#[test]
fn a_duplicate_department_is_set_aside() {
    let reading = read(&[portal(&[
        department("T1", "T1-1", &[]),
        department("T1", "T1-1", &[]),
        department("T1", "T1-2", &[("pladser-afdeling", "10")]),
        department("T1", "T1-2", &[("pladser-afdeling", "11")]),
        department("T2", "T1-1", &[]),
    ])]);
    insta::assert_snapshot!(told(&reading), @r##"
    bemærkning tilbudsportalen.csv, række 3: rækken er den samme som tilbudsportalen.csv, række 2; den er brugt én gang. Slet den ene. [identical-row]
    advarsel tilbudsportalen.csv, celle L4 "Tilbudstyper": paragraffen siger 12 pladser, men afdelingen har 10; afdelingens tal bruges. Ret pladserne, så paragrafferne tilsammen giver afdelingens. [places-contradiction]
    fejl tilbudsportalen.csv, celle C5 "Afdelingsid": afdelingsid "T1-2" står også i tilbudsportalen.csv, række 4, med andre oplysninger; denne række er ikke brugt. Ret id'et, eller slet den af rækkerne, der ikke gælder. [duplicate-department]
    advarsel tilbudsportalen.csv, celle L5 "Tilbudstyper": paragraffen siger 12 pladser, men afdelingen har 11; afdelingens tal bruges. Ret pladserne, så paragrafferne tilsammen giver afdelingens. [places-contradiction]
    fejl tilbudsportalen.csv, celle C6 "Afdelingsid": afdelingsid "T1-1" står også i tilbudsportalen.csv, række 2, under tilbud "T1"; denne række er ikke brugt. Ret id'et, eller slet den af rækkerne, der ikke gælder. [duplicate-department]
    sat til side tilbudsportalen.csv, række 3: "T1": rækken er den samme som tilbudsportalen.csv, række 2. [identical-row]
    sat til side tilbudsportalen.csv, celle C5 "Afdelingsid": "T1": afdelingsid "T1-2" står også i tilbudsportalen.csv, række 4, med andre oplysninger; denne række er ikke brugt. [duplicate-department]
    sat til side tilbudsportalen.csv, celle C6 "Afdelingsid": "T2": afdelingsid "T1-1" står også i tilbudsportalen.csv, række 2, under tilbud "T1"; denne række er ikke brugt. [duplicate-department]
    "##);
    assert_eq!(reading.dataset.departments.len(), 2);
}

#[test]
fn rows_of_one_provider_that_disagree() {
    let reading = read(&[portal(&[
        department("T1", "T1-1", &[]),
        department(
            "T1",
            "T1-2",
            &[("godkendelsesstatus", "Ophørt"), ("tilbudsnavn", "Eksempel Syd")],
        ),
        department(
            "T1",
            "T1-3",
            &[("godkendelsesstatus", "GODKENDT"), ("virksomhedsform", "Region")],
        ),
    ])]);
    insta::assert_snapshot!(told(&reading), @r#"
    advarsel tilbudsportalen.csv, celle B3 "Tilbudsnavn": tilbud "T1" har en anden oplysning i tilbudsportalen.csv, række 2; den første bruges. Ret den af rækkerne, der er forkert. [provider-contradiction]
    advarsel tilbudsportalen.csv, celle K3 "Godkendelsesstatus": tilbud "T1" har en anden status i tilbudsportalen.csv, række 2; ingen af dem bruges, og kvaliteten er ukendt, medmindre en vurdering er nyere end dem alle. Ret den af rækkerne, der er forkert. [status-contradiction]
    advarsel tilbudsportalen.csv, celle I4 "Virksomhedsform": tilbud "T1" har en anden oplysning i tilbudsportalen.csv, række 2; regnes som ikke oplyst. Ret den af rækkerne, der er forkert. [provider-contradiction]
    "#);
    let provider = &reading.dataset.providers[0];
    assert_eq!((provider.status, provider.ownership), (None, None));
    assert_eq!(&*provider.name, "Eksempel Nord");
    assert!(provider.stated_supervision.is_some());
}

#[test]
fn bad_cells_are_not_reported_and_never_guessed() {
    let reading = read(&[
        portal(&[department(
            "T1",
            "T1-1",
            &[
                ("pladser-afdeling", "12,5"),
                ("kommunekode", "0411"),
                ("virksomhedsform", "Privatt"),
                ("tilsyn", "Socialtilsyn Mitd"),
                ("paragraffer", "§ 107 (12); § 999"),
                ("ydelsestyper", "Ophold; Bahandling"),
                ("cvr", "1234"),
                ("senest-opdateret", "31-02-2021"),
            ],
        )]),
        (
            "tilsyn.xlsx",
            forms(
                &[evidence(
                    "T1",
                    &[
                        ("borgere-let", "ca. 8"),
                        ("borgere-moderat", "5-7"),
                        ("borgere-hoejt", "<3"),
                        ("medarbejdere", "-4"),
                        ("metoder-antal", "=1/0|#DIV/0!"),
                        ("grunduddannelse-egne-pct", "0.5"),
                        ("efteruddannelse-egne-pct", "110"),
                        ("faglig-sparring", "delvist"),
                        ("borgerinddragelse", "ikke relevant"),
                    ],
                )],
                &[grades(
                    "T1",
                    &[
                        ("aktiv-praksis", "4"),
                        ("metoder", "meget højt"),
                        ("fagmiljoe", "2"),
                        ("samlet-niveau", "ikke relevant"),
                        ("kvalitet", "måske"),
                    ],
                )],
            ),
        ),
    ]);
    insta::assert_snapshot!(told(&reading), @r#"
    advarsel tilbudsportalen.csv, celle D2 "CVR-nummer": "1234" er ikke et CVR-nummer på 8 cifre; regnes som ikke oplyst. Ret CVR-nummeret. [not-a-register-number]
    bemærkning tilbudsportalen.csv, celle F2 "Kommunekode": 0411 (Ertholmene) er ingen kommune; afdelingen tælles uden kommune. Ingenting. [no-municipality]
    advarsel tilbudsportalen.csv, celle I2 "Virksomhedsform": virksomhedsformen "Privatt" kendes ikke; regnes som ikke oplyst. Mente du "Privat"? Ret den, eller tilføj stavemåden i input/registers/ownerships.csv. [unknown-ownership]
    advarsel tilbudsportalen.csv, celle J2 "Tilsynsførende myndighed": tilsynet "Socialtilsyn Mitd" er hverken et socialtilsyn eller en kommune. Mente du "Socialtilsyn Midt"? Ret navnet; socialtilsynene står i input/registers/social_authorities.csv. [unknown-authority]
    advarsel tilbudsportalen.csv, celle L2 "Tilbudstyper": paragraffen "§ 999" står ikke i input/registers/legal_bases.csv. Ret paragraffen, eller tilføj den i registret. [unknown-legal-basis]
    advarsel tilbudsportalen.csv, celle M2 "Pladser på afdelingen": "12,5" er ikke et helt tal fra 0 og op; regnes som ikke oplyst. Skriv et helt tal fra 0 og op. [number-out-of-range]
    advarsel tilbudsportalen.csv, celle P2 "Ydelsestyper": ydelsestypen "Bahandling" kendes ikke. Mente du "Behandling"? Ret navnet, eller tilføj typen i input/registers/services.csv. [unknown-service]
    advarsel tilbudsportalen.csv, celle Q2 "Senest opdateret": "31-02-2021" er ikke en dato. Skriv datoen som dag-måned-år med fire cifre i året, f.eks. 04-03-2021. [not-a-date]
    advarsel tilsyn.xlsx, ark "Afrapportering", celle M2 "Fornøden kvalitet": "måske" er hverken ja eller nej; kvaliteten regnes som ukendt, og portalens status træder ikke i stedet for den. Skriv ja (fornøden kvalitet er til stede) eller nej. [not-a-quality-judgement]
    advarsel tilsyn.xlsx, ark "Afrapportering", celle N2 "Aktiv praksis": "4" er ikke en af ingen, let, moderat, højt, ikke relevant; gradueringen regnes som ukendt, og oplysningsskemaet træder ikke i stedet for den. Skriv en af disse, eller et tal fra 0 (ingen) til 3 (højt). [grade-out-of-range]
    advarsel tilsyn.xlsx, ark "Afrapportering", celle Z2 "Metoder og faglige tilgange": "meget højt" er ikke en af ingen, let, moderat, højt, ikke relevant; gradueringen regnes som ukendt, og oplysningsskemaet træder ikke i stedet for den. Skriv en af disse, eller et tal fra 0 (ingen) til 3 (højt). [grade-out-of-range]
    advarsel tilsyn.xlsx, ark "Afrapportering", celle AD2 "Samlet niveau": "ikke relevant" er ikke en af ingen, let, moderat, højt; regnes som ikke oplyst. Skriv en af disse, eller et tal fra 0 (ingen) til 3 (højt). [grade-out-of-range]
    advarsel tilsyn.xlsx, ark "Oplysningsskema", celle L2 "Borgere seneste 12 mdr., let behov": "ca. 8" er ikke et helt tal; regnes som ikke oplyst. Skriv 8, og sæt tvivlen i "Bemærkning". [not-a-number]
    advarsel tilsyn.xlsx, ark "Oplysningsskema", celle M2 "Borgere seneste 12 mdr., moderat behov": "5-7" er ikke et helt tal, men et spænd; regnes som ikke oplyst. Skriv et helt tal, eller lad cellen være tom. [not-a-number]
    advarsel tilsyn.xlsx, ark "Oplysningsskema", celle N2 "Borgere seneste 12 mdr., højt behov": "<3" er ikke et helt tal, men en grænse; regnes som ikke oplyst. Skriv et helt tal, eller lad cellen være tom. [not-a-number]
    advarsel tilsyn.xlsx, ark "Oplysningsskema", celle O2 "Medarbejdere med målgruppen": "-4" er ikke et helt tal fra 0 og op; regnes som ikke oplyst. Skriv et helt tal fra 0 og op. [number-out-of-range]
    advarsel tilsyn.xlsx, ark "Oplysningsskema", celle AB2 "Relevant grunduddannelse, egne (%)": tallet 0,5 kan være 0,5 % eller 50 %; regnes som ikke oplyst. Skriv procenttallet med procenttegn, f.eks. 50 %; et regneark giver selv cellen procentformat. [doubtful-percent]
    advarsel tilsyn.xlsx, ark "Oplysningsskema", celle AD2 "Relevant efteruddannelse, egne (%)": "110" er ikke et procenttal fra 0 til 100; regnes som ikke oplyst. Skriv et tal fra 0 til 100. [number-out-of-range]
    advarsel tilsyn.xlsx, ark "Oplysningsskema", celle AJ2 "Målgruppespecifikke metoder i brug": cellen har fejlværdien #DIV/0!; regnes som ikke oplyst. Ret formlen, eller skriv værdien i cellen. [error-cell]
    advarsel tilsyn.xlsx, ark "Oplysningsskema", celle AL2 "Faglig sparring": "delvist" er hverken ja eller nej; regnes som ikke oplyst. Skriv ja eller nej. [not-an-answer]
    advarsel tilsyn.xlsx, ark "Oplysningsskema", celle AV2 "Inddrager borgeren": "ikke relevant" kan ikke svares her; regnes som ikke oplyst. Skriv ja eller nej. [not-relevant-not-allowed]
    "#);
    let assessment = &reading.dataset.assessments[0];
    assert!(assessment.evidence.as_ref().unwrap().0.is_empty());
    assert_eq!(assessment.grades[Parameter::ProfessionalEnvironment], Grade::Moderate);
    assert_eq!(reading.dataset.departments[0].places, None);
    assert_eq!(reading.dataset.departments[0].municipality, None);
}

/// A zip file whose parts are stored as they are.
fn stored_zip(parts: &[(&str, &str)]) -> Vec<u8> {
    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 }
            })
        })
    }
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let offset = u32::try_from(file.len()).unwrap();
        let size = u32::try_from(text.len()).unwrap();
        let name_len = u16::try_from(name.len()).unwrap();
        let mut entry = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        entry.extend(crc32(text.as_bytes()).to_le_bytes());
        entry.extend(size.to_le_bytes());
        entry.extend(size.to_le_bytes());
        entry.extend(name_len.to_le_bytes());
        entry.extend([0, 0]);
        file.extend(b"PK\x03\x04");
        file.extend(&entry);
        file.extend(name.as_bytes());
        file.extend(text.as_bytes());
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&entry);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let n = u16::try_from(parts.len()).unwrap();
    let offset = u32::try_from(file.len()).unwrap();
    let size = u32::try_from(directory.len()).unwrap();
    file.extend(directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend(n.to_le_bytes());
    file.extend(n.to_le_bytes());
    file.extend(size.to_le_bytes());
    file.extend(offset.to_le_bytes());
    file.extend([0, 0]);
    file
}

/// A workbook of one sheet with this data, written by hand: what no writer of ours would write.
pub fn raw_workbook(sheet: &str, data: &str) -> Vec<u8> {
    let spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    stored_zip(&[
        (
            "_rels/.rels",
            &format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{spreadsheet}\" xmlns:r=\"{office}\"><sheets><sheet name=\"{sheet}\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            &format!(
                "<worksheet xmlns=\"{spreadsheet}\"><dimension ref=\"A1:XFD1048576\"/><sheetData>{data}</sheetData></worksheet>"
            ),
        ),
    ])
}

/// The header row and one row of grades, as the inside of a sheet; `cell` gives the content of a
/// cell by its header.
fn raw_grades(cell: impl Fn(&str) -> Option<String>) -> String {
    let ordinary = grades("T1", &[]);
    let mut text = String::new();
    for (number, row) in [headers(SheetRole::Grades), ordinary].iter().enumerate() {
        text.push_str("<row>");
        for (value, header) in row.iter().zip(headers(SheetRole::Grades)) {
            let special = if number == 1 { cell(&header) } else { None };
            text.push_str(
                &special
                    .unwrap_or_else(|| format!("<c t=\"inlineStr\"><is><t>{value}</t></is></c>")),
            );
        }
        text.push_str("</row>");
    }
    text
}

#[test]
fn formulas_without_a_value_and_newer_errors() {
    let data = raw_grades(|header| match header {
        "Aktiv praksis" => Some("<c><f>A1</f></c>".to_owned()),
        "Fagmiljø" => Some("<c t=\"e\"><f>B1:B9</f><v>#SPILL!</v></c>".to_owned()),
        "Metoder og faglige tilgange" => Some("<c t=\"str\"><f>A1</f><v></v></c>".to_owned()),
        "Vidensudvikling" => Some("<c><v>3</v></c>".to_owned()),
        _ => None,
    });
    let reading = read(&[
        portal(&[department("T1", "T1-1", &[])]),
        ("tilsyn-1.xlsx", raw_workbook("Afrapportering", &data)),
        ("tilsyn-2.xlsx", raw_workbook("Afrapportering", &format!("{data}<row><c><v>"))),
    ]);
    insta::assert_snapshot!(told(&reading), @r#"
    fejl tilsyn-1.xlsx: arket "Oplysningsskema" mangler; projektmappen har "Afrapportering". Giv arket navnet "Oplysningsskema", eller ret sheet i layoutfilen i input/layouts. [sheet-missing]
    advarsel tilsyn-1.xlsx, ark "Afrapportering", celle N2 "Aktiv praksis": cellen har en formel, hvis værdi ikke er gemt; gradueringen regnes som ukendt, og oplysningsskemaet træder ikke i stedet for den. Åbn projektmappen i regnearket, lad den regne, og gem den igen. [formula-without-value]
    advarsel tilsyn-1.xlsx, ark "Afrapportering", celle T2 "Fagmiljø": cellen har fejlværdien #SPILL!; gradueringen regnes som ukendt, og oplysningsskemaet træder ikke i stedet for den. Ret formlen, eller skriv værdien i cellen. [error-cell]
    fejl tilsyn-2.xlsx: arket "Oplysningsskema" mangler; projektmappen har "Afrapportering". Giv arket navnet "Oplysningsskema", eller ret sheet i layoutfilen i input/layouts. [sheet-missing]
    fejl tilsyn-2.xlsx, ark "Afrapportering": arket kan ikke læses til ende: dens indhold hænger ikke sammen; rækkerne før bruddet er med. Åbn projektmappen i regnearket, og gem den igen; eller hent den igen. [sheet-broken]
    sat til side tilsyn-2.xlsx, ark "Afrapportering", række 2: "": arket brød af i eller lige efter rækken; gem projektmappen igen. [sheet-broken]
    "#);
    let graded = &reading.dataset.assessments[0].grades;
    assert_eq!(graded[Parameter::KnowledgeDevelopment], Grade::High);
    assert_eq!(graded[Parameter::ActivePractice], Grade::Unknown);
}

#[test]
fn municipalities_by_code_then_name() {
    let reading = read(&[portal(&[
        department("T1", "1", &[("kommunekode", "0751"), ("kommune", "Odense")]),
        department("T1", "2", &[("kommunekode", "9999"), ("kommune", "Odense Kommune")]),
        department("T1", "3", &[("kommunekode", ""), ("kommune", "Odence")]),
    ])]);
    insta::assert_snapshot!(told(&reading), @r#"
    advarsel tilbudsportalen.csv, celle F2 "Kommunekode": koden 0751 er Aarhus, men kommunen hedder "Odense"; koden bruges. Ret den af dem, der er forkert. [municipality-contradiction]
    advarsel tilbudsportalen.csv, celle F3 "Kommunekode": kommunekoden "9999" findes ikke i input/registers/municipalities.csv. Ret koden; fire cifre, f.eks. 0751. [unknown-municipality]
    advarsel tilbudsportalen.csv, celle G4 "Kommune": kommunen "Odence" findes ikke i registret. Mente du "Odense"? Ret navnet, eller skriv kommunekoden. [unknown-municipality]
    "#);
    let of: Vec<Option<u16>> =
        reading.dataset.departments.iter().map(|d| d.municipality.map(|code| code.0)).collect();
    assert_eq!(of, [Some(751), Some(461), None]);
}

#[test]
fn a_postal_code_is_a_hint_and_never_a_key() {
    let none = ("kommunekode", "");
    let reading = read(&[portal(&[
        // 8000 lies in Aarhus, 2665 in three municipalities.
        department("T1", "T1-1", &[("kommunekode", "0751"), ("postnummer", "8000 Aarhus C")]),
        department("T2", "T2-1", &[("kommunekode", "0153"), ("postnummer", "2665")]),
        department("T3", "T3-1", &[("kommunekode", "0101"), ("postnummer", "8000")]),
        department("T4", "T4-1", &[none, ("kommune", ""), ("postnummer", "2665")]),
        department("T5", "T5-1", &[("kommunekode", "0101"), ("postnummer", "9")]),
    ])]);
    insta::assert_snapshot!(told(&reading), @r##"
    advarsel tilbudsportalen.csv, celle H4 "Postnummer": postnummeret 8000 ligger i Aarhus, ikke i København; kommunen bruges. Det kan være driftsherrens adresse, der står her. Ret postnummeret eller kommunen til afdelingens egen. [postal-code-contradiction]
    advarsel tilbudsportalen.csv, celle H5 "Postnummer": kommunen er ikke oplyst; postnummeret 2665 ligger i Vallensbæk, Brøndby, Ishøj, men bruges ikke, da et postnummer kan ligge i flere kommuner. Skriv kommunekoden. [municipality-by-postal-code]
    bemærkning tilbudsportalen.csv, celle H6 "Postnummer": postnummeret "9" findes ikke i input/registers/postal_codes.csv. Ingenting; det bruges kun til at se efter, om kommunen kan passe. [unknown-postal-code]
    "##);
    let known = reading.dataset.departments.iter().map(|d| d.municipality.map(|code| code.0));
    assert_eq!(known.collect::<Vec<_>>(), [Some(751), Some(153), Some(101), None, Some(101)]);
}

#[test]
fn rows_that_cannot_be_used_are_set_aside_with_their_reason() {
    let mut short = department("T9", "T9-1", &[]);
    short.truncate(9);
    let mut text = csv(&[department("", "T1-1", &[]), department("T1", "T1-1", &[])]);
    text.push_str(&short.join(";"));
    text.push_str("\r\n;;;\r\n\r\n");
    let reading = read(&[
        ("tilbudsportalen.csv", text.into_bytes()),
        (
            "tilsyn.xlsx",
            forms(
                &[
                    evidence("T404", &[("borgere-let", "3")]),
                    evidence("T1", &[("dato", ""), ("borgere-let", "3")]),
                    evidence("T1", &[("dato", "marts")]),
                    evidence("", &[]),
                ],
                &[
                    grades("T1", &[("tilsyn", "Nordjylland")]),
                    grades("T1", &[("maalgruppe", "")]),
                    grades("T1", &[("aldersgruppe", "halvgamle")]),
                ],
            ),
        ),
    ]);
    insta::assert_snapshot!(told(&reading), @r##"
    advarsel tilsyn.xlsx, ark "Oplysningsskema", celle A2 "Tilbudsid": tilbudsid "T404": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører. Ret det, der er skrevet, eller bekræft et forslag fra links_to_confirm.csv i input/links.csv; mangler tilbuddet, så tilføj det. [inspected-provider-missing]
    sat til side tilbudsportalen.csv, celle A2 "Tilbudsid": "": rækken har intet tilbudsid; skriv det, eller slet rækken. [provider-id-missing]
    sat til side tilbudsportalen.csv, række 4: "T9": rækken har 9 felter, overskriften 17; den kan være forskudt; ret skilletegn og anførselstegn i rækken. [ragged-row]
    sat til side tilsyn.xlsx, ark "Afrapportering", celle F2 "Tilsyn": "T1": tilsynet "Nordjylland" er hverken et socialtilsyn eller en kommune; ret navnet; socialtilsynene står i input/registers/social_authorities.csv. [unknown-authority]
    sat til side tilsyn.xlsx, ark "Afrapportering", celle C3 "Målgruppe": "T1": rækken har ikke målgruppe; skriv det, eller slet rækken. [target-group-missing]
    sat til side tilsyn.xlsx, ark "Afrapportering", celle E4 "Aldersgruppe": "T1": aldersgruppen "halvgamle" er ikke en af børn, unge, voksne; skriv en af dem, eller lad cellen være tom, når hele målgruppen er vurderet. [unknown-age-group]
    sat til side tilsyn.xlsx, ark "Oplysningsskema", celle A2 "Tilbudsid": "T404": tilbudsid "T404": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører; skriv det rigtige tilbudsid, eller tilføj tilbuddet. [provider-not-found]
    sat til side tilsyn.xlsx, ark "Oplysningsskema", celle G3 "Dato": "T1": rækken har ikke dato; skriv det, eller slet rækken. [date-missing]
    sat til side tilsyn.xlsx, ark "Oplysningsskema", celle G4 "Dato": "T1": "marts" er ikke en dato; skriv datoen som dag-måned-år med fire cifre i året, f.eks. 04-03-2021. [not-a-date]
    sat til side tilsyn.xlsx, ark "Oplysningsskema", celle A5 "Tilbudsid": "": rækken har ikke tilbudsid og heller ikke andet, der kan pege tilbuddet ud; skriv tilbudsid, eller slet rækken. [provider-id-missing]
    "##);
}

#[test]
fn the_same_assessment_twice() {
    let first = forms(
        &[evidence("T1", &[("borgere-let", "3")])],
        &[grades("T1", &[("metoder", "let")]), grades("T1", &[("metoder", "højt")])],
    );
    let second = forms(
        &[evidence("T1", &[("borgere-let", "3")])],
        &[grades("T1", &[("metoder", "let")]), grades("T1", &[("dato", "05-03-2021")])],
    );
    let reading = read(&[
        portal(&[department("T1", "T1-1", &[])]),
        ("tilsyn-a.xlsx", first),
        ("tilsyn-b.xlsx", second),
    ]);
    insta::assert_snapshot!(told(&reading), @r#"
    advarsel tilsyn-a.xlsx, ark "Afrapportering", række 3: rækken har samme tilbud, målgruppe, tilsyn og dato som tilsyn-a.xlsx, ark "Afrapportering", række 2, men andre oplysninger; begge er med som hver sin vurdering. Slet den, der ikke gælder, eller ret datoen. [duplicate-assessment]
    bemærkning tilsyn-b.xlsx, ark "Afrapportering", række 2: rækken er den samme som tilsyn-a.xlsx, ark "Afrapportering", række 2; den er brugt én gang. Slet den ene. [identical-row]
    bemærkning tilsyn-b.xlsx, ark "Oplysningsskema", række 2: rækken er den samme som tilsyn-a.xlsx, ark "Oplysningsskema", række 2; den er brugt én gang. Slet den ene. [identical-row]
    sat til side tilsyn-b.xlsx, ark "Afrapportering", række 2: "T1": rækken er den samme som tilsyn-a.xlsx, ark "Afrapportering", række 2. [identical-row]
    sat til side tilsyn-b.xlsx, ark "Oplysningsskema", række 2: "T1": rækken er den samme som tilsyn-a.xlsx, ark "Oplysningsskema", række 2. [identical-row]
    "#);
    let data = &reading.dataset;
    assert_eq!(data.assessments(&data.offerings[0]).len(), 3);
    assert!(data.assessments[..2].iter().all(|a| a.evidence.is_some()));
    assert!(data.assessments[2].evidence.is_none());
}

#[test]
fn assessments_split_an_offering_and_can_add_one() {
    let reading = read(&[
        portal(&[department("T1", "T1-1", &[])]),
        (
            "tilsyn.xlsx",
            forms(
                &[],
                &[
                    grades("T1", &[("aldersgruppe", "voksne"), ("metoder", "let")]),
                    grades("T1", &[("aldersgruppe", "børn"), ("metoder", "let")]),
                    grades("T1", &[("maalgruppe", "Angst"), ("delmaalgruppe", "Social angst")]),
                    grades(
                        "T1",
                        &[
                            ("maalgruppe", "angst"),
                            ("delmaalgruppe", "social  angst"),
                            ("dato", "2022-01-01"),
                        ],
                    ),
                ],
            ),
        ),
    ]);
    insta::assert_snapshot!(told(&reading), @r#"
    bemærkning tilsyn.xlsx, ark "Afrapportering", celle C4 "Målgruppe": tilbud "T1" er vurderet for "Angst", som ikke står blandt dets målgrupper i udtrækket; vurderingen er med. Tilføj målgruppen i udtrækket, eller ret den i vurderingen. [group-not-on-portal]
    bemærkning tilsyn.xlsx, ark "Oplysningsskema": der er overskrifter, men ingen rækker. Ingenting, hvis det er meningen; ellers hent udtrækket igen. [no-rows]
    "#);
    let data = &reading.dataset;
    assert_eq!(data.subgroups, ["Social angst".into()]);
    let split: Vec<(Option<u16>, Option<AgeGroup>, usize)> = data
        .offerings
        .iter()
        .map(|o| (o.subgroup, o.age_group, data.assessments(o).len()))
        .collect();
    assert_eq!(
        split,
        [
            (Some(0), None, 2),
            (None, Some(AgeGroup::Children), 1),
            (None, Some(AgeGroup::Adults), 1)
        ]
    );
    for (id, offering) in (0..).map(OfferingId).zip(&data.offerings) {
        assert!(data.assessments(offering).iter().all(|a| a.offering == id));
    }
}

#[test]
fn files_are_named_for_what_they_are() {
    let whole = forms(&[], &[grades("T1", &[])]);
    let mut encrypted = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    encrypted.extend([0; 600]);
    let old = encrypted.clone();
    encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let reading = read(&[
        portal(&[department("T1", "T1-1", &[])]),
        ("tilsyn-afskåret.xlsx", whole[..whole.len() / 2].to_vec()),
        ("tilsyn-beskyttet.xlsx", encrypted),
        ("tilsyn-gammel.xlsx", old),
        ("tilsyn-tom.xlsx", Vec::new()),
        ("tilsyn-pdf.xlsx", b"%PDF-1.7".to_vec()),
        ("tilsyn-fejlside.xlsx", "<!DOCTYPE html><html>Log ind</html>".into()),
        ("tilsyn-støj.xlsx", vec![1, 2, 0, 3]),
        ("tilsyn-tekst.xlsx", b"hej".to_vec()),
        ("tilsyn-hel.xlsx", whole),
        ("tilbudsportalen-2.csv", forms(&[], &[])),
        ("billede.png", b"\x89PNG".to_vec()),
        ("README.md", b"# Hej".to_vec()),
        ("source.toml", b"".to_vec()),
        ("layouts/x.toml", b"".to_vec()),
    ]);
    insta::assert_snapshot!(told(&reading), @r#"
    bemærkning billede.png: ingen layoutfil læser denne fil. Ingenting; skal den læses, så giv den et navn, som et layout i input/layouts læser, eller lav et til den: niveau layout FIL skriver et udkast. [file-not-read]
    fejl tilbudsportalen-2.csv: arket "Tilbud" mangler; projektmappen har "Oplysningsskema", "Afrapportering". Giv arket navnet "Tilbud", eller ret sheet i layoutfilen i input/layouts. [sheet-missing]
    advarsel tilbudsportalen-2.csv: filen hedder .csv, men er en projektmappe (xlsx); den er læst som det, den er. Giv filen den rigtige endelse. [file-renamed]
    advarsel tilbudsportalen-2.csv: listen kunne ikke læses til ende, og den kan have en anden status for 1 tilbud, der er læst; kvaliteten er ukendt. Hent filen igen, eller tag den ud af input-mappen, hvis den ikke gælder. [status-list-lost]
    bemærkning tilbudsportalen-2.csv: ark, der ikke læses: "Oplysningsskema", "Afrapportering". Ingenting, hvis der ikke er data i dem; ellers skriv arkets navn i layoutfilen i input/layouts. [sheets-not-read]
    fejl tilsyn-afskåret.xlsx: filen er en projektmappe, men er skåret af: dens slutning mangler. Hent filen igen; den blev ikke hentet eller gemt færdig. [file-truncated]
    fejl tilsyn-beskyttet.xlsx: projektmappen er beskyttet med adgangskode. Åbn den i regnearket, fjern adgangskoden, og gem den igen. [file-encrypted]
    fejl tilsyn-fejlside.xlsx: filen er en webside (HTML), måske en fejlside fra hentningen; kun CSV og projektmapper (xlsx, xlsm, xlsb, xls, ods) læses. Åbn den i regnearket, og gem den som xlsx; eller hent den igen. [file-not-readable-kind]
    fejl tilsyn-gammel.xlsx: filen er en gammel Office-fil, men ingen projektmappe; kun CSV og projektmapper (xlsx, xlsm, xlsb, xls, ods) læses. Åbn den i regnearket, og gem den som xlsx; eller hent den igen. [file-not-readable-kind]
    bemærkning tilsyn-hel.xlsx, ark "Oplysningsskema": der er overskrifter, men ingen rækker. Ingenting, hvis det er meningen; ellers hent udtrækket igen. [no-rows]
    fejl tilsyn-pdf.xlsx: filen er en PDF-fil; kun CSV og projektmapper (xlsx, xlsm, xlsb, xls, ods) læses. Åbn den i regnearket, og gem den som xlsx; eller hent den igen. [file-not-readable-kind]
    fejl tilsyn-støj.xlsx: filen er hverken tekst eller projektmappe; kun CSV og projektmapper (xlsx, xlsm, xlsb, xls, ods) læses. Åbn den i regnearket, og gem den som xlsx; eller hent den igen. [file-not-readable-kind]
    fejl tilsyn-tekst.xlsx: en CSV-fil af dette layout skal have arkets navn i sit filnavn. Kald den f.eks. tilsyn-nord-oplysningsskema.csv. [form-unknown]
    advarsel tilsyn-tekst.xlsx: filen hedder .xlsx, men er en tekstfil; den er læst som det, den er. Giv filen den rigtige endelse. [file-renamed]
    fejl tilsyn-tom.xlsx: filen er tom (0 bytes). Hent filen igen. [file-empty]
    "#);
    assert_eq!(reading.dataset.assessments.len(), 1);
}

#[test]
fn encodings_and_separators_are_told_by_content() {
    let rows = [department("T1", "T1-1", &[("tilbudsnavn", "Åløkke Bænk")])];
    let text = csv(&rows);
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (bytes, encoding) in [
        (text.clone().into_bytes(), "UTF-8"),
        (format!("\u{feff}{text}").into_bytes(), "UTF-8"),
        (windows.into_owned(), "windows-1252"),
        (utf16, "UTF-16LE"),
        (text.replace(';', ",").into_bytes(), "UTF-8"),
        (text.replace(';', "\t").into_bytes(), "UTF-8"),
        (text.replace("\r\n", "\n").into_bytes(), "UTF-8"),
        (format!("sep=;\r\nUdtræk fra i dag\r\n\r\n{text}").into_bytes(), "UTF-8"),
    ] {
        let reading = read(&[("tilbudsportalen.csv", bytes)]);
        assert_eq!(told(&reading), "");
        assert_eq!(&*reading.dataset.providers[0].name, "Åløkke Bænk");
        assert_eq!(reading.accounts[0].encoding.as_deref(), Some(encoding));
        assert_eq!(reading.accounts[0].rows_used, 1);
    }
}

#[test]
fn lines_are_those_of_an_editor() {
    let text = csv(&[
        department("T1", "T1-1", &[("tilbudsnavn", "to\r\nlinjer")]),
        department("T1", "T1-2", &[("pladser-afdeling", "mange"), ("paragraffer", "§ 107")]),
    ]);
    let text = text.replace("\"T1\";", "\r\n\"T1\";");
    let reading = read(&[("tilbudsportalen.csv", text.into_bytes())]);
    let lines: Vec<Option<u32>> = reading.findings.iter().map(|f| f.place.row).collect();
    // Header 1, blank 2, row 3 and 4, blank 5, row 6.
    assert_eq!(lines, [Some(6), Some(6)]);
}

#[test]
fn headers_only_and_headers_below_titles() {
    let only = csv(&[]);
    let mut workbook = Workbook::new();
    let mut rows =
        vec![vec!["Udtræk".to_owned()], vec![], vec!["Dato".to_owned(), "2021".to_owned()]];
    let mut head = headers(SheetRole::Providers);
    head[0] = "  TILBUDS-ID ".to_owned();
    head.push("Leder".to_owned());
    head.push("Rabat".to_owned());
    head.push("Tilbudsid".to_owned());
    rows.push(head);
    let mut row = department("T1", "T1-1", &[]);
    row.push("N.N.".to_owned());
    rows.push(row);
    write_sheet(&mut workbook, "Tilbud", &rows);
    let reading = read(&[
        ("tilbudsportalen-1.csv", only.into_bytes()),
        ("tilbudsportalen-2.xlsx", workbook.save_to_buffer().unwrap()),
    ]);
    insta::assert_snapshot!(told(&reading), @r#"
    bemærkning tilbudsportalen-1.csv: der er overskrifter, men ingen rækker. Ingenting, hvis det er meningen; ellers hent udtrækket igen. [no-rows]
    bemærkning tilbudsportalen-2.xlsx, ark "Tilbud", række 4: kolonner, der ikke læses: "Rabat". Ingenting; skal de læses, så tilføj dem i layoutfilen i input/layouts. [columns-not-read]
    advarsel tilbudsportalen-2.xlsx, ark "Tilbud", celle T4: overskriften "Tilbudsid" står to gange; hvor de to kolonner siger hver sit, er ingen af dem brugt. Slet den kolonne, der ikke gælder. [header-twice]
    "#);
    assert_eq!(reading.dataset.providers.len(), 1);
    assert_eq!(reading.dataset.departments[0].row.row, 5);
    let never = format!("{reading:?}");
    assert!(!never.contains("N.N."));
}

#[test]
fn a_lone_cell_far_away_costs_nothing() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Tilbud").unwrap();
    sheet.write(0, 0, "Tilbudsid").unwrap();
    sheet.write(1_048_575, 16_383, "her").unwrap();
    let reading = read(&[("tilbudsportalen.xlsx", workbook.save_to_buffer().unwrap())]);
    let codes: Vec<&str> = reading.findings.iter().map(|f: &Finding| f.code).collect();
    assert_eq!(codes, ["column-missing"], "one, whatever is missing");
    assert_eq!(reading.accounts[0].rows_read, 1);
}

#[test]
fn limits_are_checked_before_a_file_is_opened() {
    let portal = portal(&[department("T1", "T1-1", &[])]);
    let files = [portal, ("tilsyn.xlsx", forms(&[], &[grades("T1", &[])]))];
    let small = Limits { uncompressed_bytes: 1000, cells: 20, ..Limits::default() };
    let reading = read_with(&files, &ReadOptions { limits: small, ..ReadOptions::default() });
    let codes: Vec<&str> = reading.findings.iter().map(|f| f.code).collect();
    assert_eq!(codes, ["no-rows", "too-many-cells", "file-too-large"]);
}

#[test]
fn nothing_to_read_is_an_error_that_says_what_is_looked_for() {
    let empty = folder(&[]);
    let error = read_input(empty.path(), &shipped(), &layouts(), &ReadOptions::default());
    let error = error.unwrap_err().to_string();
    insta::assert_snapshot!(error.replace(&empty.path().display().to_string(), "input"), @"der er ingen filer at læse i input. Der ledes efter socialtilsyn*.{xlsx,xlsm,xlsb,xls,ods}, tilsyn*.{xlsx,xlsm,xlsb,xls,ods}, tilbudsportalen*.csv, tilbudsportalen*.{xlsx,xlsm,xlsb,xls,ods}; læg filerne der, eller skriv et layout til dem i input/layouts");
    let missing = empty.path().join("findes-ikke");
    let error = read_input(&missing, &shipped(), &layouts(), &ReadOptions::default());
    assert!(matches!(error, Err(ReadError::Folder { .. })));
}

/// The dataset with every row reference and the list of sheets taken out.
fn without_places(dataset: &Dataset) -> Dataset {
    let mut data = dataset.clone();
    let nowhere = RowRef { sheet: SheetId(0), row: 0 };
    data.sheets.clear();
    data.providers.iter_mut().for_each(|provider| provider.row = nowhere);
    data.departments.iter_mut().for_each(|department| department.row = nowhere);
    for assessment in &mut data.assessments {
        if let Some((_, row)) = &mut assessment.evidence {
            *row = nowhere;
        }
        assessment.grades_row = assessment.grades_row.map(|_| nowhere);
    }
    data
}

fn some_rows() -> (Vec<Row>, Vec<Row>, Vec<Row>) {
    let words = ["ingen", "let", "moderat", "højt", "", "4"];
    let mut departments = Vec::new();
    let mut of_evidence = Vec::new();
    let mut of_grades = Vec::new();
    for n in 0..30_usize {
        let id = format!("T{:02}", n / 2);
        let places = (n % 7).to_string();
        departments.push(department(
            &id,
            &format!("{id}-{}", n % 3),
            &[("pladser-afdeling", &places)],
        ));
        let status = if n % 5 == 0 { "Ophørt" } else { "Godkendt" };
        departments.push(department(
            &id,
            &format!("{id}-{}", n % 3),
            &[("godkendelsesstatus", status)],
        ));
        let date = format!("2021-0{}-01", n % 3 + 1);
        of_evidence.push(evidence(&id, &[("dato", &date), ("borgere-let", &places)]));
        of_grades.push(grades(&id, &[("dato", &date), ("metoder", words[n % 6])]));
        of_grades.push(grades(&id, &[("dato", "2021-01-01"), ("metoder", words[n % 4])]));
    }
    (departments, of_evidence, of_grades)
}

#[test]
fn neither_the_order_of_rows_nor_of_files_nor_threads_leave_a_trace() {
    let (mut departments, mut of_evidence, mut of_grades) = some_rows();
    let read_once = |d: &[Row], e: &[Row], g: &[Row], names: [&'static str; 2]| {
        read(&[
            ("tilbudsportalen-1.csv", csv(&d[..d.len() / 2]).into_bytes()),
            ("tilbudsportalen-2.csv", csv(&d[d.len() / 2..]).into_bytes()),
            (names[0], forms(&e[..9], &g[..20])),
            (names[1], forms(&e[9..], &g[20..])),
        ])
    };
    let first =
        read_once(&departments, &of_evidence, &of_grades, ["tilsyn-a.xlsx", "tilsyn-b.xlsx"]);
    assert!(first.dataset.assessments.len() > 30);
    // The same rows in the same files, turned round; and the files under each other's names.
    departments.reverse();
    let (mut e, mut g) = (of_evidence.clone(), of_grades.clone());
    e[..9].reverse();
    e[9..].reverse();
    g[..20].reverse();
    g[20..].reverse();
    let second = read_once(&departments, &e, &g, ["tilsyn-z.xlsx", "tilsyn-b.xlsx"]);
    assert_eq!(without_places(&first.dataset), without_places(&second.dataset));
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let third =
        one_thread.install(|| read_once(&departments, &e, &g, ["tilsyn-z.xlsx", "tilsyn-b.xlsx"]));
    assert_eq!(second, third);
    // Rows that went to another file altogether: only places differ, as long as nothing is
    // assessed twice in ways that the file alone could tell apart.
    of_evidence.dedup();
    of_grades.dedup();
    assert_eq!(first.set_aside.len(), second.set_aside.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever stands in the cells, the books balance and nothing panics.
    #[test]
    fn the_books_balance_whatever_the_cells_say(
        cells in proptest::collection::vec(
            proptest::collection::vec(
                prop_oneof![
                    Just(String::new()),
                    "T[0-3]",
                    "[0-9.,%-]{0,6}",
                    "(højt|let|ja|nej|ca. 8|Angst|autismespektrum|0751|§ 107|Godkendt|2021-01-0[1-9])",
                    "[ -~æøåÆØÅ½−\n\"]{0,12}",
                ],
                16,
            ),
            0..12,
        ),
        raw in "[ -~æøå\n\r;\"]{0,200}",
    ) {
        let mut text = csv(&cells);
        text.push_str(&raw);
        let sheets = forms(
            &cells.iter().map(|row| row.iter().cloned().cycle().take(57).map(|cell| plain(&cell)).collect()).collect::<Vec<_>>(),
            &cells.iter().map(|row| row.iter().cloned().cycle().take(26).map(|cell| plain(&cell)).collect()).collect::<Vec<_>>(),
        );
        read(&[
            portal(&[department("T1", "T1-1", &[])]),
            ("tilbudsportalen-2.csv", text.into_bytes()),
            ("tilsyn.xlsx", sheets),
        ]);
    }
}

/// No formulas from random text.
fn plain(cell: &str) -> String {
    cell.trim_start_matches('=').to_owned()
}

#[test]
fn all_faults_of_a_layout_are_told_at_once() {
    let text = r#"
kind = "provider"
files = "x*.csv"
optionel = ["cvr"]
optional = ["cvr", "p-nummer"]
never-read = ["Navn"]
header-row = 0

[columns]
tilbudsid = "Id"
tilbudsnvn = "Navn"
tilbudsnavn = "Navn"
afdelingsid = ["Afdeling", "I-D"]
cvr = 8

[lists]
maalgrupper = ";;"
"#;
    let problems = Layout::parse(text, "layouts/x.toml").unwrap_err();
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    layouts/x.toml, linje 2, tegn 8: "provider" kan ikke stå ved "kind"; mulighederne er providers, other-providers, assessments, capacity og flows. Skriv "providers", hvis det er det, der er ment. [unknown-word]
    layouts/x.toml, linje 4, tegn 1: "optionel" er ikke en nøgle i filen; nøglerne er kind, form, skip-sheets, title, files, encoding, sheet, header-row, optional, never-read, columns, lists, not-reported, evidence og grades. Skriv "optional", hvis det er det, der er ment. [unknown-key]
    layouts/x.toml, linje 5, tegn 20: "optional" nævner "p-nummer", som ikke er blandt kolonnerne; kolonnerne er tilbudsid, tilbudsnavn, afdelingsid og cvr. Brug et af de nævnte ord. [layout-invalid]
    layouts/x.toml, linje 6, tegn 15: "never-read" nævner "Navn", som læses som tilbudsnavn. Slet den ene af de to. [layout-invalid]
    layouts/x.toml, linje 7, tegn 14: "header-row" skal være et helt tal fra 1, men er tallet 0. Skriv for eksempel header-row = 1. [wrong-type]
    layouts/x.toml, linje 9, tegn 1: [columns] mangler nøglen "maalgrupper". Skriv for eksempel maalgrupper = "kolonnens overskrift". [missing-key]
    layouts/x.toml, linje 11, tegn 1: "tilbudsnvn" er ikke en nøgle i [columns]; nøglerne er tilbudsid, tilbudsnavn, afdelingsid, cvr, p-nummer, kommunekode, kommune, virksomhedsform, tilsyn, godkendelsesstatus, paragraffer, pladser-afdeling, pladser-tilbud, maalgrupper, ydelsestyper, senest-opdateret, driftsherre, daekningsomraade, leverandoertype og postnummer. Skriv "tilbudsnavn", hvis det er det, der er ment. [unknown-key]
    layouts/x.toml, linje 13, tegn 1: overskriften "I-D" står både for tilbudsid og afdelingsid. Behold den ved det felt, den hører til. [layout-invalid]
    layouts/x.toml, linje 14, tegn 7: "cvr" skal være en tekst eller en liste af tekster, men er tallet 8. Skriv for eksempel cvr = ["...", "..."]. [wrong-type]
    layouts/x.toml, linje 17, tegn 15: "maalgrupper" skal være ét tegn, men er teksten ";;". Skriv for eksempel maalgrupper = ";". [wrong-type]
    "#);
    let assessments =
        "kind = \nencoding = \"latin\"\n[evidence]\nheader-row = 2\n[grades.columns]\n";
    let told = |text| {
        let problems = Layout::parse(text, "layouts/x.toml").unwrap_err();
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(told(assessments), @r#"
    layouts/x.toml, linje 1, tegn 8: linjen kan ikke læses som TOML: kind =. Ret linjen, så den ser ud som navn = 1, navn = "tekst" eller [afsnit]; tal skrives med punktum som decimaltegn. [toml-syntax]
    layouts/x.toml, linje 2, tegn 12: "latin" er ikke et tegnsæt, der kendes. Skriv encoding = "utf-8" eller encoding = "windows-1252". [layout-invalid]
    "#);
    let readable = assessments.replacen("kind = ", "kind = \"assessments\"\nlists = 1", 1);
    insta::assert_snapshot!(told(&readable), @r#"
    layouts/x.toml: filen mangler nøglen "files". Skriv for eksempel files = "tilbudsportalen*.csv". [missing-key]
    layouts/x.toml, linje 2, tegn 1: "lists" hører ikke til et layout af denne slags ("kind"). Skriv kind = "providers" eller kind = "assessments", eller slet nøglen. [layout-invalid]
    layouts/x.toml, linje 3, tegn 12: "latin" er ikke et tegnsæt, der kendes. Skriv encoding = "utf-8" eller encoding = "windows-1252". [layout-invalid]
    layouts/x.toml, linje 4, tegn 1: [evidence] mangler afsnittet [evidence.columns]. Skriv [evidence.columns] på en linje for sig og derunder tilbudsid, maalgruppe, delmaalgruppe, aldersgruppe, tilsyn, dato, inspektoer, tilbudsnavn, bemaerkning, afdelingsid, cvr, p-nummer, kommune, borgere-let, borgere-moderat, borgere-hoejt, medarbejdere, erfaring-let-under-1, erfaring-let-1-3, erfaring-let-3-5, erfaring-let-5-plus, erfaring-moderat-under-1, erfaring-moderat-1-3, erfaring-moderat-3-5, erfaring-moderat-5-plus, erfaring-hoejt-under-1, erfaring-hoejt-1-3, erfaring-hoejt-3-5, erfaring-hoejt-5-plus, grunduddannelse-egne-pct, grunduddannelse-inkl-eksterne-pct, efteruddannelse-egne-pct, efteruddannelse-inkl-eksterne-pct, certificerede-egne, certificerede-inkl-eksterne, fagmiljoe-stoerrelse, tvaersektorielle-aftaler, metoder-antal, ledelse-kompetent, faglig-sparring, daekket-alle-dage, selvstaendig-indsats, tvaerfagligt-systematisk, procedurebeskrivelser, holder-sig-opdateret, opsamler-viden, netvaerk-eller-projekter, underviser-eller-raadgiver, socialpaedagogisk-praksis, borgerinddragelse, dokumenteret-tilpasning, hjaelpemidler-i-brug, hjaelpemiddelfaglige-kompetencer og hjaelpemidler-certificering. [missing-key]
    layouts/x.toml, linje 4, tegn 1: [evidence] mangler nøglen "sheet". Skriv for eksempel sheet = "arkets navn". [missing-key]
    layouts/x.toml, linje 6, tegn 1: [grades.columns] mangler nøglen "dato". Skriv for eksempel dato = "kolonnens overskrift". [missing-key]
    layouts/x.toml, linje 6, tegn 1: [grades.columns] mangler nøglen "maalgruppe". Skriv for eksempel maalgruppe = "kolonnens overskrift". [missing-key]
    layouts/x.toml, linje 6, tegn 1: [grades.columns] mangler nøglen "tilbudsid". Skriv for eksempel tilbudsid = "kolonnens overskrift". [missing-key]
    layouts/x.toml, linje 6, tegn 1: [grades.columns] mangler nøglen "tilsyn". Skriv for eksempel tilsyn = "kolonnens overskrift". [missing-key]
    layouts/x.toml, linje 6, tegn 2: [grades] mangler nøglen "sheet". Skriv for eksempel sheet = "arkets navn". [missing-key]
    "#);
}

#[test]
fn the_layouts_that_ship_name_every_field() {
    for role in [SheetRole::Providers, SheetRole::Evidence, SheetRole::Grades] {
        let sheet = sheet(role);
        let unnamed: Vec<&&str> =
            role.fields().iter().filter(|field| sheet.header(field).is_none()).collect();
        match role {
            SheetRole::OtherProviders
            | SheetRole::Links
            | SheetRole::Capacity
            | SheetRole::Flows => unreachable!(),
            SheetRole::Providers => {
                assert_eq!(unnamed, [&"driftsherre", &"daekningsomraade", &"leverandoertype"]);
            }
            SheetRole::Evidence => assert_eq!(unnamed, [&"inspektoer"]),
            SheetRole::Grades => assert_eq!(unnamed, [&"bemaerkning"]),
        }
    }
    assert_eq!(layouts()[0].header("samlet-niveau"), "Samlet niveau");
}

#[test]
fn dates_of_a_workbook_are_dates() {
    let mut workbook = Workbook::new();
    write_sheet(&mut workbook, "Oplysningsskema", &with_headers(SheetRole::Evidence, &[]));
    write_sheet(
        &mut workbook,
        "Afrapportering",
        &with_headers(SheetRole::Grades, &[grades("T1", &[])]),
    );
    let column = headers(SheetRole::Grades).iter().position(|h| h == "Dato").unwrap();
    let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2021, 12, 31).unwrap();
    let format = Format::new().set_num_format("dd-mm-yyyy");
    workbook
        .worksheet_from_name("Afrapportering")
        .unwrap()
        .write_with_format(1, u16::try_from(column).unwrap(), &date, &format)
        .unwrap();
    let reading = read(&[
        portal(&[department("T1", "T1-1", &[])]),
        ("tilsyn.xlsx", workbook.save_to_buffer().unwrap()),
    ]);
    assert_eq!(reading.dataset.assessments[0].assessed_on.to_string(), "2021-12-31");
}
