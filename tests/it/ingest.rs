//! Reading: every trap is a snapshot of what the reader is told.

use std::fs;
use std::path::Path;

use niveau::finding::{Account, Finding};
use niveau::ingest::{
    Layout, Limits, ReadError, ReadOptions, Reading, SheetLayout, SheetRole, read_input,
};
use niveau::model::{
    AgeGroup, AgeSpan, Answer, AnswerField, Attained, Dataset, Grade, Level, MunicipalityCode,
    NumberField, Ownership, Parameter, QualityJudgement, RowRef, SheetId, Supervision,
};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook};
use tempfile::TempDir;

use super::registers::shipped;

fn layouts() -> Vec<Layout> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/layouts");
    ["indplaceringsskema.toml", "tilbudsportalen.toml"]
        .iter()
        .map(|file| {
            let text = fs::read_to_string(folder.join(file)).unwrap();
            Layout::parse(&text, &format!("layouts/{file}")).unwrap()
        })
        .collect()
}

fn sheet(role: SheetRole) -> SheetLayout {
    layouts().iter().find_map(|layout| layout.sheet(role).cloned()).unwrap()
}

/// A row of texts, a cell per column of the layout.
type Row = Vec<String>;

fn headers(role: SheetRole) -> Row {
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
fn department(id: &str, department: &str, changed: &[(&str, &str)]) -> Row {
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

fn evidence(id: &str, fields: &[(&str, &str)]) -> Row {
    assessed(SheetRole::Evidence, id, fields)
}

fn grades(id: &str, fields: &[(&str, &str)]) -> Row {
    assessed(SheetRole::Grades, id, fields)
}

fn csv(rows: &[Row]) -> String {
    let mut text = String::new();
    for row in std::iter::once(&headers(SheetRole::Providers)).chain(rows) {
        let cells: Vec<String> =
            row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        text.push_str(&cells.join(";"));
        text.push_str("\r\n");
    }
    text
}

/// Writes one sheet: numbers as numbers, `=...` as formulas, all else as text.
fn write_sheet(workbook: &mut Workbook, name: &str, rows: &[Row]) {
    let sheet = workbook.add_worksheet();
    sheet.set_name(name).unwrap();
    for (r, row) in (0..).zip(rows) {
        for (c, cell) in (0..).zip(row) {
            if cell.is_empty() {
                continue;
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

fn with_headers(role: SheetRole, rows: &[Row]) -> Vec<Row> {
    std::iter::once(headers(role)).chain(rows.iter().cloned()).collect()
}

fn forms(evidence: &[Row], grades: &[Row]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    write_sheet(&mut workbook, "Oplysningsskema", &with_headers(SheetRole::Evidence, evidence));
    write_sheet(&mut workbook, "Afrapportering", &with_headers(SheetRole::Grades, grades));
    workbook.save_to_buffer().unwrap()
}

fn folder(files: &[(&str, Vec<u8>)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn read(files: &[(&str, Vec<u8>)]) -> Reading {
    read_with(files, &ReadOptions::default())
}

fn read_with(files: &[(&str, Vec<u8>)], options: &ReadOptions<'_>) -> Reading {
    let folder = folder(files);
    let reading = read_input(folder.path(), &shipped(), &layouts(), options).unwrap();
    assert_balanced(&reading);
    reading
}

fn assert_balanced(reading: &Reading) {
    for account in &reading.accounts {
        let Account { rows_read, rows_used, rows_set_aside, .. } = account;
        assert_eq!(*rows_read, rows_used + rows_set_aside, "{account:?}");
    }
    let set_aside: u64 = reading.accounts.iter().map(|a| a.rows_set_aside).sum();
    let single = reading.set_aside.iter().filter(|row| row.place.row.is_some()).count() as u64;
    let has_whole_sheets = reading.set_aside.iter().any(|row| row.place.row.is_none());
    assert!(if has_whole_sheets { single < set_aside } else { single == set_aside });
}

/// What the reader is told: findings, then rows set aside.
fn told(reading: &Reading) -> String {
    let findings = reading.findings.iter().map(|f| format!("{} {f}", f.severity.danish()));
    let rows = reading
        .set_aside
        .iter()
        .map(|row| format!("sat til side {}: \"{}\": {}. [{}]", row.place, row.key, row.reason, row.code));
    findings.chain(rows).collect::<Vec<_>>().join("\n")
}

fn portal(rows: &[Row]) -> (&'static str, Vec<u8>) {
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
                        ("maalgrupper", "13 til 18 år (omsorgssvigt, seksuelt overgreb); 18 år og derover (angst)"),
                        ("paragraffer", "§ 107 (12); § 66, stk. 1, nr. 5 (4)"),
                        ("ydelsestyper", "Ophold; Behandling"),
                        ("cvr", "12345678"),
                        ("p-nummer", "1234567890"),
                        ("senest-opdateret", "01-02-2021"),
                        ("pladser-tilbud", "20"),
                    ],
                ),
                department("T1", "T1-2", &[("pladser-afdeling", "Ikke oplyst"), ("kommunekode", ""), ("kommune", "Århus")]),
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
                        grades("T1", &[("aldersgruppe", "Unge"), ("maalgruppe", "Angst"), ("dato", "44260")]),
                    ],
                ),
            ),
        ],
        &ReadOptions { grounds_for: Some("T1"), ..ReadOptions::default() },
    );
    insta::assert_snapshot!(told(&reading), @"");
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
    assert_eq!(offering.provider, 0);
    let offering = data.offerings.iter().find(|o| o.provider == 0 && o.age_group.is_none()).unwrap();
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
    assert_eq!((&*form.file, form.sheet.as_deref(), at.row), ("tilsyn-midt.xlsx", Some("Oplysningsskema"), 2));
    let column = form.number_column(NumberField::Citizens(Level::High)).unwrap();
    assert_eq!(headers(SheetRole::Evidence)[usize::from(column)], "Borgere seneste 12 mdr., højt behov");
    let files: Vec<&str> = reading.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(files, ["tilbudsportalen.csv", "tilsyn-midt.xlsx"]);
    assert_eq!(reading.files[0].sha256.len(), 64);
}

#[test]
fn a_renamed_header_costs_the_file_and_says_so() {
    let text = csv(&[department("T1", "T1-1", &[]), department("T2", "T2-1", &[])]);
    let text = text.replace("\"Virksomhedsform\"", "\"Virksomhedsformen\"");
    let reading = read(&[("tilbudsportalen.csv", text.into_bytes())]);
    insta::assert_snapshot!(told(&reading), @"");
    assert_eq!(reading.accounts[0].rows_read, 2);
    assert!(reading.dataset.providers.is_empty());
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
    insta::assert_snapshot!(told(&reading), @"");
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
    insta::assert_snapshot!(told(&reading), @"");
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
    insta::assert_snapshot!(told(&reading), @"");
    assert_eq!(reading.dataset.departments.len(), 2);
}

#[test]
fn rows_of_one_provider_that_disagree() {
    let reading = read(&[portal(&[
        department("T1", "T1-1", &[]),
        department("T1", "T1-2", &[("godkendelsesstatus", "Ophørt"), ("tilbudsnavn", "Eksempel Syd")]),
        department("T1", "T1-3", &[("godkendelsesstatus", "GODKENDT"), ("virksomhedsform", "Region")]),
    ])]);
    insta::assert_snapshot!(told(&reading), @"");
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
                        ("fagmiljoe-stoerrelse", "=A1+B1"),
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
    insta::assert_snapshot!(told(&reading), @"");
    let assessment = &reading.dataset.assessments[0];
    assert!(assessment.evidence.as_ref().unwrap().0.is_empty());
    assert_eq!(assessment.grades[Parameter::ProfessionalEnvironment], Grade::Moderate);
    assert_eq!(reading.dataset.departments[0].places, None);
    assert_eq!(reading.dataset.departments[0].municipality, None);
}

#[test]
fn municipalities_by_code_then_name() {
    let reading = read(&[portal(&[
        department("T1", "1", &[("kommunekode", "0751"), ("kommune", "Odense")]),
        department("T1", "2", &[("kommunekode", "9999"), ("kommune", "Odense Kommune")]),
        department("T1", "3", &[("kommunekode", ""), ("kommune", "Odence")]),
    ])]);
    insta::assert_snapshot!(told(&reading), @"");
    let of: Vec<Option<u16>> =
        reading.dataset.departments.iter().map(|d| d.municipality.map(|code| code.0)).collect();
    assert_eq!(of, [Some(751), Some(461), None]);
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
                    evidence("T1", &[("dato", "")]),
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
    insta::assert_snapshot!(told(&reading), @"");
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
    insta::assert_snapshot!(told(&reading), @"");
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
                    grades("T1", &[("maalgruppe", "angst"), ("delmaalgruppe", "social  angst"), ("dato", "2022-01-01")]),
                ],
            ),
        ),
    ]);
    insta::assert_snapshot!(told(&reading), @"");
    let data = &reading.dataset;
    assert_eq!(data.subgroups, ["Social angst".into()]);
    let split: Vec<(Option<u16>, Option<AgeGroup>, usize)> = data
        .offerings
        .iter()
        .map(|o| (o.subgroup, o.age_group, data.assessments(o).len()))
        .collect();
    assert_eq!(
        split,
        [(Some(0), None, 2), (None, Some(AgeGroup::Children), 1), (None, Some(AgeGroup::Adults), 1)]
    );
    for (at, offering) in (0..).zip(&data.offerings) {
        assert!(data.assessments(offering).iter().all(|a| a.offering == at));
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
    insta::assert_snapshot!(told(&reading), @"");
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
        insta::assert_snapshot!(told(&reading), @"");
        assert_eq!(&*reading.dataset.providers[0].name, "Åløkke Bænk");
        assert_eq!(reading.accounts[0].encoding.as_deref(), Some(encoding));
        assert_eq!(reading.accounts[0].rows_used, 1);
    }
}

#[test]
fn lines_are_those_of_an_editor() {
    let text = csv(&[
        department("T1", "T1-1", &[("tilbudsnavn", "to\r\nlinjer")]),
        department("T1", "T1-2", &[("pladser-afdeling", "mange")]),
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
    let mut rows = vec![vec!["Udtræk".to_owned()], vec![], vec!["Dato".to_owned(), "2021".to_owned()]];
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
    insta::assert_snapshot!(told(&reading), @"");
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
    assert_eq!(codes, ["column-missing"; 10]);
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
    insta::assert_snapshot!(error.replace(&empty.path().display().to_string(), "input"), @"");
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
        departments.push(department(&id, &format!("{id}-{}", n % 3), &[("pladser-afdeling", &places)]));
        let status = if n % 5 == 0 { "Ophørt" } else { "Godkendt" };
        departments.push(department(&id, &format!("{id}-{}", n % 3), &[("godkendelsesstatus", status)]));
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
    let first = read_once(&departments, &of_evidence, &of_grades, ["tilsyn-a.xlsx", "tilsyn-b.xlsx"]);
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
    let third = one_thread
        .install(|| read_once(&departments, &e, &g, ["tilsyn-z.xlsx", "tilsyn-b.xlsx"]));
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
            &cells.iter().map(|row| row.iter().cloned().cycle().take(57).map(plain).collect()).collect::<Vec<_>>(),
            &cells.iter().map(|row| row.iter().cloned().cycle().take(26).map(plain).collect()).collect::<Vec<_>>(),
        );
        read(&[
            portal(&[department("T1", "T1-1", &[])]),
            ("tilbudsportalen-2.csv", text.into_bytes()),
            ("tilsyn.xlsx", sheets),
        ]);
    }
}

/// No formulas from random text.
fn plain(cell: String) -> String {
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
    let lines: Vec<String> =
        problems.iter().map(|p| format!("{}: {}", p.place, p.message)).collect();
    insta::assert_snapshot!(lines.join("\n"), @"");
    let broken = Layout::parse("kind = \n", "layouts/x.toml").unwrap_err();
    assert_eq!(broken[0].place.row, Some(1));
}

#[test]
fn the_layouts_that_ship_name_every_field() {
    for role in [SheetRole::Providers, SheetRole::Evidence, SheetRole::Grades] {
        let sheet = sheet(role);
        let unnamed: Vec<&&str> =
            role.fields().iter().filter(|field| sheet.header(field).is_none()).collect();
        match role {
            SheetRole::Providers => assert!(unnamed.is_empty(), "{unnamed:?}"),
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
    write_sheet(&mut workbook, "Afrapportering", &with_headers(SheetRole::Grades, &[grades("T1", &[])]));
    let column = headers(SheetRole::Grades).iter().position(|h| h == "Dato").unwrap();
    let date = chrono::NaiveDate::from_ymd_opt(2021, 12, 31).unwrap();
    let format = Format::new().set_num_format("dd-mm-yyyy");
    workbook
        .worksheet_from_name("Afrapportering")
        .unwrap()
        .write_with_format(1, u16::try_from(column).unwrap(), date, &format)
        .unwrap();
    let reading = read(&[
        portal(&[department("T1", "T1-1", &[])]),
        ("tilsyn.xlsx", workbook.save_to_buffer().unwrap()),
    ]);
    assert_eq!(reading.dataset.assessments[0].assessed_on, date);
}
