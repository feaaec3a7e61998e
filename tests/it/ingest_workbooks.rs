//! Workbooks of any make: every trap is a snapshot of what the reader is told.

use insta::assert_snapshot;
use niveau::ingest::{Layout, Limits, ReadOptions, Reading, SheetRole, read_input};
use niveau::model::{Dataset, Grade, NumberField, Parameter};
use proptest::prelude::*;
use rust_xlsxwriter::{Color, Format, Workbook};

use super::ingest::{
    Row, assert_balanced, csv, department, evidence, folder, forms, grades, headers, layouts,
    portal, read, read_with, sheet, told, with_headers, write_sheet,
};
use super::registers::shipped;
use super::workbook_bytes::{Sheet, Value, ods, ods_of, ole, xls, xlsb, zipped};

/// The two sheets of a workbook with a row per offering.
fn two_sheets(evidence: &[Row], grades: &[Row]) -> [Sheet; 2] {
    [
        Sheet::of("Oplysningsskema", &with_headers(SheetRole::Evidence, evidence)),
        Sheet::of("Afrapportering", &with_headers(SheetRole::Grades, grades)),
    ]
}

fn column(role: SheetRole, field: &str) -> usize {
    sheet(role).columns.iter().position(|column| column.field == field).unwrap()
}

fn one_department() -> (&'static str, Vec<u8>) {
    portal(&[department("T1", "T1-1", &[])])
}

fn xlsx(sheets: &[(&str, Vec<Row>)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        write_sheet(&mut workbook, name, rows);
    }
    workbook.save_to_buffer().unwrap()
}

fn without_files(dataset: &Dataset) -> Dataset {
    Dataset { sheets: Vec::new(), ..dataset.clone() }
}

#[test]
fn every_make_says_the_same() {
    let evidence = [evidence(
        "T1",
        &[("borgere-hoejt", "8"), ("faglig-sparring", "ja"), ("medarbejdere", "12")],
    )];
    let grades = [grades("T1", &[("aktiv-praksis", "højt"), ("kvalitet", "ja")])];
    let mut sheets = two_sheets(&evidence, &grades);
    let as_number = |sheet: &mut Sheet, field: &str, value: Value| {
        sheet.rows[1][column(SheetRole::Evidence, field)] = value;
    };
    // 4 March 2021.
    as_number(&mut sheets[0], "dato", Value::Date(44_259.0));
    as_number(&mut sheets[0], "borgere-hoejt", Value::Number(8.0));
    let wanted = read(&[one_department(), ("tilsyn.xlsx", forms(&evidence, &grades))]);
    assert_snapshot!(told(&wanted), @"");
    assert_eq!(wanted.dataset.assessments.len(), 1);
    for (name, bytes) in [
        ("tilsyn.xls", xls(&sheets, false)),
        ("tilsyn.xlsb", xlsb(&sheets)),
        ("tilsyn.ods", ods(&sheets)),
        ("tilsyn.xlsm", forms(&evidence, &grades)),
    ] {
        let reading = read(&[one_department(), (name, bytes)]);
        assert_eq!(told(&reading), "", "{name}");
        assert_eq!(without_files(&reading.dataset), without_files(&wanted.dataset), "{name}");
    }
}

#[test]
fn hidden_sheets_are_reported() {
    let rows = with_headers(SheetRole::Grades, &[grades("T1", &[("aktiv-praksis", "højt")])]);
    let mut sheets = two_sheets(&[evidence("T1", &[])], &[]).to_vec();
    sheets[1] = Sheet { is_hidden: true, ..Sheet::of("Afrapportering", &rows) };
    sheets.push(Sheet { is_hidden: true, ..Sheet::of("Gammelt", &rows) });
    sheets.push(Sheet::of("Noter", &[]));
    let reading = read(&[
        one_department(),
        ("tilsyn-1.xls", xls(&sheets, false)),
        ("tilsyn-2.ods", ods(&sheets)),
    ]);
    assert_snapshot!(told(&reading), @r#"
    bemærkning tilsyn-1.xls: ark, der ikke læses: "Gammelt" (skjult), "Noter". Ingenting, hvis der ikke er data i dem; ellers skriv arkets navn i layoutfilen i input/layouts. [sheets-not-read]
    bemærkning tilsyn-1.xls, ark "Afrapportering": arket er skjult; det er læst alligevel. Ingenting; skal det ikke læses, så slet det eller giv det et andet navn. [sheet-hidden]
    bemærkning tilsyn-2.ods: ark, der ikke læses: "Gammelt" (skjult), "Noter". Ingenting, hvis der ikke er data i dem; ellers skriv arkets navn i layoutfilen i input/layouts. [sheets-not-read]
    bemærkning tilsyn-2.ods, ark "Afrapportering": arket er skjult; det er læst alligevel. Ingenting; skal det ikke læses, så slet det eller giv det et andet navn. [sheet-hidden]
    bemærkning tilsyn-2.ods, ark "Afrapportering", række 2: rækken er den samme som tilsyn-1.xls, ark "Afrapportering", række 2; den er brugt én gang. Slet den ene. [identical-row]
    bemærkning tilsyn-2.ods, ark "Oplysningsskema", række 2: rækken er den samme som tilsyn-1.xls, ark "Oplysningsskema", række 2; den er brugt én gang. Slet den ene. [identical-row]
    sat til side tilsyn-2.ods, ark "Afrapportering", række 2: "T1": rækken er den samme som tilsyn-1.xls, ark "Afrapportering", række 2. [identical-row]
    sat til side tilsyn-2.ods, ark "Oplysningsskema", række 2: "T1": rækken er den samme som tilsyn-1.xls, ark "Oplysningsskema", række 2. [identical-row]
    "#);
}

/// A sheet of the portal in which a tilbud's own cells are merged over its departments.
fn merged_portal() -> Sheet {
    let changed = [("tilbudsid", ""), ("tilbudsnavn", ""), ("pladser-afdeling", "")];
    let rows = [
        vec!["Udtræk fra Tilbudsportalen".to_owned()],
        headers(SheetRole::Providers),
        department("T1", "T1-1", &[]),
        department("", "T1-2", &changed),
        department("", "T1-3", &changed),
        department("T2", "T2-1", &[]),
    ];
    let at = |field| u16::try_from(column(SheetRole::Providers, field)).unwrap();
    let merges =
        vec![(2, 4, at("tilbudsid")), (2, 4, at("tilbudsnavn")), (2, 4, at("pladser-afdeling"))];
    Sheet { merges, ..Sheet::of("Tilbud", &rows) }
}

#[test]
fn merged_key_cells_count_in_every_row_and_merged_numbers_once() {
    let mut workbook = Workbook::new();
    let portal = merged_portal();
    let texts: Vec<Row> = portal
        .rows
        .iter()
        .map(|row| {
            row.iter()
                .map(
                    |value| {
                        if let Value::Text(text) = value { text.clone() } else { String::new() }
                    },
                )
                .collect()
        })
        .collect();
    write_sheet(&mut workbook, "Tilbud", &texts);
    let sheet = workbook.worksheet_from_name("Tilbud").unwrap();
    sheet.merge_range(0, 0, 0, 9, "Udtræk fra Tilbudsportalen", &Format::new()).unwrap();
    for (first, last, column) in &portal.merges {
        let value = &texts[usize::from(*first)][usize::from(*column)];
        let (first, last) = (u32::from(*first), u32::from(*last));
        sheet.merge_range(first, *column, last, *column, value, &Format::new()).unwrap();
    }
    let reading = read(&[("tilbudsportalen.xlsx", workbook.save_to_buffer().unwrap())]);
    assert_snapshot!(told(&reading), @r##"
    bemærkning tilbudsportalen.xlsx, ark "Tilbud", celle A4 "Tilbudsid": kolonnen har celler, der er flettet over flere rækker; værdien gælder også 2 rækker længere nede, her den første. Ingenting, hvis det er meningen; ellers ophæv fletningen, og udfyld hver række. [merged-cells]
    bemærkning tilbudsportalen.xlsx, ark "Tilbud", celle B4 "Tilbudsnavn": kolonnen har celler, der er flettet over flere rækker; værdien gælder også 2 rækker længere nede, her den første. Ingenting, hvis det er meningen; ellers ophæv fletningen, og udfyld hver række. [merged-cells]
    bemærkning tilbudsportalen.xlsx, ark "Tilbud", celle L4 "Tilbudstyper": paragraffen siger 12 pladser, men afdelingens pladser er ikke oplyst; de regnes som ikke oplyst. Skriv afdelingens pladser. [places-only-per-basis]
    advarsel tilbudsportalen.xlsx, ark "Tilbud", celle M4 "Pladser på afdelingen": kolonnen har celler, der er flettet over flere rækker; værdien regnes kun med i den øverste, og 2 rækker længere nede, her den første, er ikke oplyst. Ophæv fletningen, og skriv værdien i hver række, den gælder. [merged-value]
    bemærkning tilbudsportalen.xlsx, ark "Tilbud", celle L5 "Tilbudstyper": paragraffen siger 12 pladser, men afdelingens pladser er ikke oplyst; de regnes som ikke oplyst. Skriv afdelingens pladser. [places-only-per-basis]
    "##);
    let departments = |reading: &Reading| {
        let of = |d: &niveau::model::Department| (d.id.to_string(), d.places);
        reading.dataset.departments.iter().map(of).collect::<Vec<_>>()
    };
    let wanted = [("T1-1", Some(12)), ("T1-2", None), ("T1-3", None), ("T2-1", Some(12))];
    let wanted: Vec<_> = wanted.map(|(id, places)| (id.to_owned(), places)).to_vec();
    assert_eq!(departments(&reading), wanted);
    for (name, bytes) in [
        ("tilbudsportalen.xls", xls(&[merged_portal()], false)),
        ("tilbudsportalen.ods", ods(&[merged_portal()])),
    ] {
        assert_eq!(departments(&read(&[(name, bytes)])), wanted, "{name}");
    }
}

#[test]
fn empty_key_cells_that_are_not_merged_stay_empty() {
    let sheet = Sheet { merges: Vec::new(), ..merged_portal() };
    let reading = read(&[("tilbudsportalen.xls", xls(&[sheet], false))]);
    assert_snapshot!(told(&reading), @r#"
    sat til side tilbudsportalen.xls, ark "Tilbud", celle A4 "Tilbudsid": "": rækken har intet tilbudsid; skriv det, eller slet rækken. [provider-id-missing]
    sat til side tilbudsportalen.xls, ark "Tilbud", celle A5 "Tilbudsid": "": rækken har intet tilbudsid; skriv det, eller slet rækken. [provider-id-missing]
    "#);
}

#[test]
fn blank_styled_rows_and_cells_far_away_cost_nothing() {
    let mut workbook = Workbook::new();
    let rows = with_headers(SheetRole::Grades, &[grades("T1", &[("aktiv-praksis", "højt")])]);
    write_sheet(&mut workbook, "Afrapportering", &rows);
    let sheet = workbook.worksheet_from_name("Afrapportering").unwrap();
    let yellow = Format::new().set_background_color(Color::Yellow);
    for row in 2..500 {
        sheet.write_blank(row, 3, &yellow).unwrap();
    }
    sheet.write(1_048_575, 16_383, 7).unwrap();
    sheet.write(600, 40, "her er intet").unwrap();
    write_sheet(&mut workbook, "Oplysningsskema", &[headers(SheetRole::Evidence)]);
    let reading = read(&[one_department(), ("tilsyn.xlsx", workbook.save_to_buffer().unwrap())]);
    assert_snapshot!(told(&reading), @r#"
    bemærkning tilsyn.xlsx, ark "Oplysningsskema": der er overskrifter, men ingen rækker. Ingenting, hvis det er meningen; ellers hent udtrækket igen. [no-rows]
    sat til side tilsyn.xlsx, ark "Afrapportering", række 601: "": rækken har kun en note og ikke data. [note-row]
    sat til side tilsyn.xlsx, ark "Afrapportering", række 1048576: "": rækken har kun celler til højre for tabellen, den første i XFD1048576; slet dem, hvis de står der ved et uheld. [stray-cells]
    "#);
}

#[test]
fn days_count_from_1900_or_1904() {
    let dates = [
        // 4 March 2021 in the system of 1904, formatted as a date and not; and as texts.
        Value::Date(42_797.0),
        Value::Number(42_797.0),
        Value::Text("4.3.2021".to_owned()),
        Value::Text("2021-03-04".to_owned()),
    ];
    let groups = ["Autismespektrum", "Angst", "Depression", "Spiseforstyrrelse"];
    let rows: Vec<Row> = groups.map(|group| grades("T1", &[("maalgruppe", group)])).to_vec();
    let mut sheets = two_sheets(&[], &rows);
    for (row, date) in (1..).zip(dates) {
        sheets[1].rows[row][column(SheetRole::Grades, "dato")] = date;
    }
    let reading = read(&[one_department(), ("tilsyn.xls", xls(&sheets, true))]);
    let days: Vec<String> =
        reading.dataset.assessments.iter().map(|a| a.assessed_on.to_string()).collect();
    assert_eq!(days, ["2021-03-04"; 4]);
}

#[test]
fn error_cells_have_an_address_in_every_make() {
    let mut sheets = two_sheets(&[evidence("T1", &[])], &[]);
    sheets[0].rows[1][column(SheetRole::Evidence, "borgere-let")] = Value::Error;
    let mut with_formula = sheets.clone();
    with_formula[0].rows[1][column(SheetRole::Evidence, "medarbejdere")] = Value::Formula;
    let reading = read(&[
        one_department(),
        ("tilsyn-1.xls", xls(&sheets, false)),
        ("tilsyn-2.xlsb", xlsb(&with_formula)),
        ("tilsyn-3.ods", ods(&with_formula)),
    ]);
    assert_snapshot!(told(&reading), @r#"
    bemærkning tilsyn-1.xls, ark "Afrapportering": der er overskrifter, men ingen rækker. Ingenting, hvis det er meningen; ellers hent udtrækket igen. [no-rows]
    bemærkning tilsyn-1.xls, ark "Oplysningsskema": 1 oplysningsskema i filen har ingen afrapportering; det indplaceres på oplysningerne alene. Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved. [evidence-alone]
    advarsel tilsyn-1.xls, ark "Oplysningsskema", celle L2 "Borgere seneste 12 mdr., let behov": cellen har fejlværdien #REF!; regnes som ikke oplyst. Ret formlen, eller skriv værdien i cellen. [error-cell]
    bemærkning tilsyn-2.xlsb, ark "Afrapportering": der er overskrifter, men ingen rækker. Ingenting, hvis det er meningen; ellers hent udtrækket igen. [no-rows]
    bemærkning tilsyn-2.xlsb, ark "Oplysningsskema", række 2: rækken er den samme som tilsyn-1.xls, ark "Oplysningsskema", række 2; den er brugt én gang. Slet den ene. [identical-row]
    advarsel tilsyn-2.xlsb, ark "Oplysningsskema", celle L2 "Borgere seneste 12 mdr., let behov": cellen har fejlværdien #REF!; regnes som ikke oplyst. Ret formlen, eller skriv værdien i cellen. [error-cell]
    advarsel tilsyn-2.xlsb, ark "Oplysningsskema", celle O2 "Medarbejdere med målgruppen": cellen har en formel, hvis værdi ikke er gemt; regnes som ikke oplyst. Åbn projektmappen i regnearket, lad den regne, og gem den igen. [formula-without-value]
    bemærkning tilsyn-3.ods, ark "Afrapportering": der er overskrifter, men ingen rækker. Ingenting, hvis det er meningen; ellers hent udtrækket igen. [no-rows]
    bemærkning tilsyn-3.ods, ark "Oplysningsskema", række 2: rækken er den samme som tilsyn-1.xls, ark "Oplysningsskema", række 2; den er brugt én gang. Slet den ene. [identical-row]
    advarsel tilsyn-3.ods, ark "Oplysningsskema", celle L2 "Borgere seneste 12 mdr., let behov": cellen har fejlværdien #REF!; regnes som ikke oplyst. Ret formlen, eller skriv værdien i cellen. [error-cell]
    advarsel tilsyn-3.ods, ark "Oplysningsskema", celle O2 "Medarbejdere med målgruppen": cellen har en formel, hvis værdi ikke er gemt; regnes som ikke oplyst. Åbn projektmappen i regnearket, lad den regne, og gem den igen. [formula-without-value]
    sat til side tilsyn-2.xlsb, ark "Oplysningsskema", række 2: "T1": rækken er den samme som tilsyn-1.xls, ark "Oplysningsskema", række 2. [identical-row]
    sat til side tilsyn-3.ods, ark "Oplysningsskema", række 2: "T1": rækken er den samme som tilsyn-1.xls, ark "Oplysningsskema", række 2. [identical-row]
    "#);
}

#[test]
fn an_error_in_a_key_cell_sets_the_row_aside() {
    let mut sheets = two_sheets(&[evidence("T1", &[]), evidence("T1", &[])], &[]);
    sheets[0].rows[1][column(SheetRole::Evidence, "tilbudsid")] = Value::Error;
    sheets[0].rows[2][column(SheetRole::Evidence, "dato")] = Value::Error;
    let reading = read(&[one_department(), ("tilsyn.xls", xls(&sheets, false))]);
    assert_snapshot!(told(&reading), @r#"
    bemærkning tilsyn.xls, ark "Afrapportering": der er overskrifter, men ingen rækker. Ingenting, hvis det er meningen; ellers hent udtrækket igen. [no-rows]
    sat til side tilsyn.xls, ark "Oplysningsskema", celle A2 "Tilbudsid": "": cellen har fejlværdien #REF!; regnes som ikke oplyst; ret formlen, eller skriv værdien i cellen. [error-cell]
    sat til side tilsyn.xls, ark "Oplysningsskema", celle G3 "Dato": "T1": cellen har fejlværdien #REF!; regnes som ikke oplyst; ret formlen, eller skriv værdien i cellen. [error-cell]
    "#);
}

#[test]
fn levels_shown_by_colour_are_noticed() {
    let mut workbook = Workbook::new();
    write_sheet(&mut workbook, "Oplysningsskema", &[headers(SheetRole::Evidence)]);
    let rows = [grades("T1", &[("kvalitet", "ja")]), grades("T2", &[("kvalitet", "ja")])];
    write_sheet(&mut workbook, "Afrapportering", &with_headers(SheetRole::Grades, &rows));
    let sheet = workbook.worksheet_from_name("Afrapportering").unwrap();
    let green = Format::new().set_background_color(Color::Green);
    for parameter in Parameter::ALL {
        let column = u16::try_from(column(SheetRole::Grades, parameter.slug())).unwrap();
        sheet.write_blank(1, column, &green).unwrap();
        sheet.write_blank(2, column, &green).unwrap();
    }
    let portal = portal(&[department("T1", "T1-1", &[]), department("T2", "T2-1", &[])]);
    let reading = read(&[portal, ("tilsyn.xlsx", workbook.save_to_buffer().unwrap())]);
    assert_snapshot!(told(&reading), @r##"
    advarsel tilsyn.xlsx, ark "Afrapportering", kolonne N: intet niveau er skrevet i nogen af de 2 rækker under "Aktiv praksis", "Praksiserfaring", "Uddannelsesmæssige kompetencer", "Fagmiljø", "Samarbejdsformer", "Vidensudvikling", "Metoder og faglige tilgange", "Hjælpemidler og teknologi", "Samlet niveau"; cellerne er formateret, men tomme. Et niveau, der kun er vist med farve, kan ikke læses, og regnes som ikke oplyst. Skriv niveauet som ord i cellen: ingen, let, moderat eller højt. [empty-level-columns]
    bemærkning tilsyn.xlsx, ark "Oplysningsskema": der er overskrifter, men ingen rækker. Ingenting, hvis det er meningen; ellers hent udtrækket igen. [no-rows]
    "##);
}

#[test]
fn csv_lines_pasted_into_one_column_are_read() {
    let text = csv(&[
        department("T1", "T1-1", &[("tilbudsnavn", "Eksempel; Nord")]),
        department("T2", "T2-1", &[]),
    ]);
    let mut lines: Vec<Row> =
        text.replace("§ 107 (12)", "§ 107").lines().map(|line| vec![line.to_owned()]).collect();
    lines.push(vec!["T3;for kort".to_owned()]);
    let reading = read(&[("tilbudsportalen.xlsx", xlsx(&[("Tilbud", lines)]))]);
    assert_snapshot!(told(&reading), @r##"
    advarsel tilbudsportalen.xlsx, ark "Tilbud", celle A1: hver række står som en hel CSV-linje i én celle; de er delt ved semikolon. Ingenting, hvis rækkerne er rigtige; ellers hent udtrækket igen som CSV, og læg den fil i input. [csv-in-cells]
    sat til side tilbudsportalen.xlsx, ark "Tilbud", række 4: "": linjen deler sig i 2 felter, overskriften i 17; hent udtrækket igen som CSV. [ragged-row]
    "##);
    let names: Vec<&str> = reading.dataset.providers.iter().map(|p| &*p.name).collect();
    assert_eq!(names, ["Eksempel; Nord", "Eksempel Nord"]);
}

#[test]
fn renamed_and_broken_files_are_named_for_what_they_are() {
    let sheets = two_sheets(&[evidence("T1", &[])], &[]);
    let old = xls(&sheets, false);
    let whole = xlsb(&sheets);
    let locked = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
        (
            "META-INF/manifest.xml",
            b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>".to_vec(),
        ),
        ("content.xml", b"?".to_vec()),
    ]);
    let reading = read(&[
        one_department(),
        ("tilbudsportalen-csv.xls", csv(&[department("T2", "T2-1", &[])]).into_bytes()),
        ("tilsyn-html.xls", b"<html><table><tr><td>Tilbudsid".to_vec()),
        ("tilsyn-2003.xls", b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">".to_vec()),
        ("tilsyn-skåret.xls", old[..old.len() / 2].to_vec()),
        ("tilsyn-skåret.xlsb", whole[..whole.len() / 2].to_vec()),
        ("tilsyn-låst.ods", locked),
        ("tilsyn-gammel.xlsx", old),
        ("tilsyn-binær.xlsx", whole),
        ("tilsyn-andet.xls", ole("WordDocument", vec![0; 9])),
        ("tilsyn-zip.ods", zipped(&[("noget.txt", b"hej".to_vec())])),
    ]);
    assert_snapshot!(told(&reading), @r#"
    advarsel tilbudsportalen-csv.xls: filen hedder .xls, men er en tekstfil; den er læst som det, den er. Giv filen den rigtige endelse. [file-renamed]
    fejl tilsyn-2003.xls: filen er et XML-regneark fra 2003; kun CSV og projektmapper (xlsx, xlsm, xlsb, xls, ods) læses. Åbn den i regnearket, og gem den som xlsx; eller hent den igen. [file-not-readable-kind]
    fejl tilsyn-andet.xls: filen er en gammel Office-fil, men ingen projektmappe; kun CSV og projektmapper (xlsx, xlsm, xlsb, xls, ods) læses. Åbn den i regnearket, og gem den som xlsx; eller hent den igen. [file-not-readable-kind]
    advarsel tilsyn-binær.xlsx: filen hedder .xlsx, men er en projektmappe (xlsb); den er læst som det, den er. Giv filen den rigtige endelse. [file-renamed]
    bemærkning tilsyn-binær.xlsx, ark "Afrapportering": der er overskrifter, men ingen rækker. Ingenting, hvis det er meningen; ellers hent udtrækket igen. [no-rows]
    bemærkning tilsyn-binær.xlsx, ark "Oplysningsskema": 1 oplysningsskema i filen har ingen afrapportering; det indplaceres på oplysningerne alene. Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved. [evidence-alone]
    advarsel tilsyn-gammel.xlsx: filen hedder .xlsx, men er en projektmappe (xls); den er læst som det, den er. Giv filen den rigtige endelse. [file-renamed]
    bemærkning tilsyn-gammel.xlsx, ark "Afrapportering": der er overskrifter, men ingen rækker. Ingenting, hvis det er meningen; ellers hent udtrækket igen. [no-rows]
    bemærkning tilsyn-gammel.xlsx, ark "Oplysningsskema", række 2: rækken er den samme som tilsyn-binær.xlsx, ark "Oplysningsskema", række 2; den er brugt én gang. Slet den ene. [identical-row]
    fejl tilsyn-html.xls: filen er en webside (HTML), måske en fejlside fra hentningen; kun CSV og projektmapper (xlsx, xlsm, xlsb, xls, ods) læses. Åbn den i regnearket, og gem den som xlsx; eller hent den igen. [file-not-readable-kind]
    fejl tilsyn-låst.ods: projektmappen er beskyttet med adgangskode. Åbn den i regnearket, fjern adgangskoden, og gem den igen. [file-encrypted]
    fejl tilsyn-skåret.xls: projektmappen (xls) kan ikke læses: den er skåret af, eller dens inddeling hænger ikke sammen. Åbn den i regnearket, og gem den igen som xlsx; eller hent den igen. [file-unreadable]
    fejl tilsyn-skåret.xlsb: filen er en projektmappe, men er skåret af: dens slutning mangler. Hent filen igen; den blev ikke hentet eller gemt færdig. [file-truncated]
    fejl tilsyn-zip.ods: filen er en zip-fil, men ingen projektmappe; kun CSV og projektmapper (xlsx, xlsm, xlsb, xls, ods) læses. Åbn den i regnearket, og gem den som xlsx; eller hent den igen. [file-not-readable-kind]
    sat til side tilsyn-gammel.xlsx, ark "Oplysningsskema", række 2: "T1": rækken er den samme som tilsyn-binær.xlsx, ark "Oplysningsskema", række 2. [identical-row]
    "#);
}

#[test]
fn limits_are_told_with_how_to_raise_them() {
    let sheets = two_sheets(&[evidence("T1", &[]), evidence("T1", &[])], &[]);
    let files = [
        one_department(),
        ("tilsyn-1.xlsx", forms(&[evidence("T1", &[])], &[])),
        ("tilsyn-2.xls", xls(&sheets, false)),
        ("tilsyn-3.ods", ods(&sheets)),
    ];
    let told_with = |limits: Limits| {
        let told = told(&read_with(&files, &ReadOptions { limits, ..ReadOptions::default() }));
        told.lines().filter(|line| line.contains("limits.toml")).collect::<Vec<_>>().join("\n")
    };
    let small = Limits::default();
    assert_snapshot!(told_with(Limits { file_bytes: 3000, ..small }), @r##"
    fejl tilsyn-1.xlsx: filen er på 7,1 kB; grænsen er 3 kB. Del filen i flere, eller hæv grænsen: skriv file-mb = 1 i input/limits.toml. [file-too-large]
    fejl tilsyn-2.xls: filen er på 8 kB; grænsen er 3 kB. Del filen i flere, eller hæv grænsen: skriv file-mb = 1 i input/limits.toml. [file-too-large]
    "##);
    assert_snapshot!(told_with(Limits { uncompressed_bytes: 3000, ..small }), @"
    fejl tilsyn-1.xlsx: pakket ud fylder projektmappen 19,2 kB; grænsen er 3 kB. Slet tomme, formaterede rækker og kolonner, eller hæv grænsen: skriv unzipped-mb = 1 i input/limits.toml. [file-too-large]
    fejl tilsyn-3.ods: pakket ud fylder projektmappen 12 kB; grænsen er 3 kB. Slet tomme, formaterede rækker og kolonner, eller hæv grænsen: skriv unzipped-mb = 1 i input/limits.toml. [file-too-large]
    ");
    assert_snapshot!(told_with(Limits { shared_text_bytes: 300, ..small }), @"fejl tilsyn-1.xlsx: pakket ud fylder projektmappens tekster 3,4 kB; grænsen er 0,3 kB. Del filen i flere, eller hæv grænsen: skriv texts-mb = 1 i input/limits.toml. [file-too-large]");
    assert_snapshot!(told_with(Limits { whole_bytes: 3000, ..small }), @"
    fejl tilsyn-2.xls: projektmappen er på 8 kB; grænsen er 3 kB. Gem den som xlsx, der læses række for række, eller hæv grænsen: skriv whole-mb = 1 i input/limits.toml. [file-too-large]
    fejl tilsyn-3.ods: pakket ud fylder regnearket 11,9 kB; grænsen er 3 kB. Gem det som xlsx, der læses række for række, eller hæv grænsen: skriv whole-mb = 1 i input/limits.toml. [file-too-large]
    ");
    assert_snapshot!(told_with(Limits { table_cells: 30, ..small }), @"
    fejl tilsyn-2.xls: tilsammen fylder projektmappens ark 190 celler; grænsen er 30. Slet celler, der står langt fra tabellen, eller gem den som xlsx, eller hæv grænsen: skriv table-cells = 190 i input/limits.toml. [table-too-large]
    fejl tilsyn-3.ods: tilsammen fylder regnearkets ark 106 celler; grænsen er 30. Slet celler, der står langt fra tabellen, eller gem det som xlsx, eller hæv grænsen: skriv table-cells = 106 i input/limits.toml. [table-too-large]
    ");
    assert_snapshot!(told_with(Limits { cells: 40, ..small }), @r#"
    fejl tilsyn-1.xlsx, ark "Afrapportering", række 1: filen har over 40 celler; resten er ikke læst. Del filen i flere, eller hæv grænsen: skriv cells = 80 i input/limits.toml. [too-many-cells]
    fejl tilsyn-1.xlsx, ark "Oplysningsskema", række 1: filen har over 40 celler; resten er ikke læst. Del filen i flere, eller hæv grænsen: skriv cells = 80 i input/limits.toml. [too-many-cells]
    fejl tilsyn-2.xls, ark "Afrapportering", række 1: filen har over 40 celler; resten er ikke læst. Del filen i flere, eller hæv grænsen: skriv cells = 80 i input/limits.toml. [too-many-cells]
    fejl tilsyn-2.xls, ark "Oplysningsskema", række 1: filen har over 40 celler; resten er ikke læst. Del filen i flere, eller hæv grænsen: skriv cells = 80 i input/limits.toml. [too-many-cells]
    fejl tilsyn-3.ods, ark "Afrapportering", række 1: filen har over 40 celler; resten er ikke læst. Del filen i flere, eller hæv grænsen: skriv cells = 80 i input/limits.toml. [too-many-cells]
    fejl tilsyn-3.ods, ark "Oplysningsskema", række 1: filen har over 40 celler; resten er ikke læst. Del filen i flere, eller hæv grænsen: skriv cells = 80 i input/limits.toml. [too-many-cells]
    "#);
}

/// What stands beyond the limit may be a newer assessment: nothing steps in for it (R48).
#[test]
fn what_is_beyond_the_limit_of_cells_is_lost() {
    let many: Vec<_> = (0..60).map(|_| evidence("T1", &[])).collect();
    let files = [
        one_department(),
        ("tilsyn-1.xlsx", forms(&[evidence("T1", &[])], &[])),
        ("tilsyn-2.xlsx", forms(&many, &[])),
    ];
    for (cells, is_lost) in [(250, true), (100_000, false)] {
        let limits = Limits { cells, ..Limits::default() };
        let reading = read_with(&files, &ReadOptions { limits, ..ReadOptions::default() });
        assert_eq!(!reading.dataset.lost.is_empty(), is_lost, "{cells}: {}", told(&reading));
    }
}

#[test]
fn limits_are_read_from_a_file() {
    let limits = Limits::parse("file-mb = 3\ncells = 7", "limits.toml").unwrap();
    let wanted = Limits { file_bytes: 3 << 20, cells: 7, ..Limits::default() };
    assert_eq!(limits, wanted);
    let problems = Limits::parse("file-mb = 0\ncell = 7\nunzipped-mb = \"mange\"", "limits.toml");
    let told: Vec<String> = problems.unwrap_err().iter().map(ToString::to_string).collect();
    assert_snapshot!(told.join("\n"), @r#"
    limits.toml, linje 1, tegn 11: "file-mb" skal være et helt tal fra 1, men er tallet 0. Skriv for eksempel file-mb = 500. [wrong-type]
    limits.toml, linje 2, tegn 1: "cell" er ikke en nøgle i filen; nøglerne er file-mb, unzipped-mb, texts-mb, whole-mb, cells, table-cells, memory-mb, cell-mb, shared-texts og sheets. Skriv "cells", hvis det er det, der er ment. [unknown-key]
    limits.toml, linje 3, tegn 15: "unzipped-mb" skal være et helt tal fra 1, men er teksten "mange". Skriv for eksempel unzipped-mb = 500. [wrong-type]
    "#);
}

/// The parts of a workbook whose shared texts are these.
fn with_texts(texts: &str) -> Vec<u8> {
    zipped(&[
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        ("xl/workbook.xml", b"<workbook/>".to_vec()),
        ("xl/sharedStrings.xml", texts.as_bytes().to_vec()),
    ])
}

#[test]
fn what_a_workbook_says_of_its_size_is_not_believed() {
    let size: usize = 20 << 20;
    let mut lying = with_texts(&format!("<sst>{}</sst>", " ".repeat(size - 11)));
    let says = u32::try_from(size).unwrap().to_le_bytes();
    let places: Vec<usize> =
        (0..lying.len() - 4).filter(|at| lying[*at..*at + 4] == says).collect();
    assert_eq!(places.len(), 2, "in front of the part, and in the directory");
    for at in places {
        lying[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    let counting = with_texts("<sst uniqueCount=\"900000000000\"><si><t>a</t></si></sst>");
    let endless = with_texts(&" ".repeat(1 << 17));
    let limits = Limits { shared_text_bytes: 1 << 20, ..Limits::default() };
    let reading = read_with(
        &[
            one_department(),
            ("tilsyn-1.xlsx", lying),
            ("tilsyn-2.xlsx", counting),
            ("tilsyn-3.xlsx", endless),
        ],
        &ReadOptions { limits, ..ReadOptions::default() },
    );
    assert_snapshot!(told(&reading), @r"
    fejl tilsyn-1.xlsx: projektmappen er ikke, hvad den giver sig ud for: en del af den fylder mere pakket ud, end den siger; den er ikke læst. Hent den igen fra den, der har lavet den; et regneark skriver ikke sådan en fil. [file-lies]
    fejl tilsyn-2.xlsx: projektmappen er ikke, hvad den giver sig ud for: dens tekster siger, at de er flere, end der er plads til; den er ikke læst. Hent den igen fra den, der har lavet den; et regneark skriver ikke sådan en fil. [file-lies]
    fejl tilsyn-3.xlsx: projektmappen er ikke, hvad den giver sig ud for: dens tekster siger, at de er flere, end der er plads til; den er ikke læst. Hent den igen fra den, der har lavet den; et regneark skriver ikke sådan en fil. [file-lies]
    ");
}

#[test]
fn repeated_and_far_cells_of_formats_that_are_held_whole_are_refused() {
    let row = |cells: &str, rows: u32| {
        format!("<table:table-row table:number-rows-repeated=\"{rows}\">{cells}</table:table-row>")
    };
    let cell = |columns: u32, text: &str| {
        format!(
            "<table:table-cell table:number-columns-repeated=\"{columns}\" office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let table = |rows: &str| {
        ods_of(&format!("<table:table table:name=\"Afrapportering\">{rows}</table:table>"))
    };
    let blank = "<table:table-cell table:number-columns-repeated=\"16384\"/>";
    let mut far = two_sheets(&[], &[])[1].clone();
    far.rows.resize(65_000, Vec::new());
    let mut last = vec![Value::Empty; 1_000];
    last.push(Value::Number(1.0));
    far.rows.push(last);
    let mut circle = ole("Workbook", vec![0; 9000]);
    // The sector of the directory is followed by itself.
    circle[512 + 4 * 2..512 + 4 * 3].copy_from_slice(&2_u32.to_le_bytes());
    let reading = read(&[
        one_department(),
        // Blank rows and columns to the end of the sheet are nothing.
        ("tilsyn-1.ods", table(&(row(&cell(1, "hej"), 1) + &row(blank, 1_048_575)))),
        ("tilsyn-2.ods", table(&row(&cell(16_384, "1"), 1_048_576))),
        ("tilsyn-3.ods", table(&row(&cell(16_000, &"langt".repeat(1000)), 1_000))),
        ("tilsyn-4.ods", table(&row(&cell(1, "<text:s text:c=\"4000000000\"/>"), 1))),
        (
            "tilsyn-5.ods",
            table(
                &(row(&cell(1, "a"), 1)
                    + &row(blank, 900_000)
                    + &row(&(cell(1, "") + &cell(100, "b")), 1)),
            ),
        ),
        ("tilsyn-6.xls", xls(&[far], false)),
        ("tilsyn-7.xls", circle),
    ]);
    assert_snapshot!(told(&reading), @r#"
    fejl tilsyn-1.ods: arket "Oplysningsskema" mangler; projektmappen har "Afrapportering". Giv arket navnet "Oplysningsskema", eller ret sheet i layoutfilen i input/layouts. [sheet-missing]
    fejl tilsyn-1.ods, ark "Afrapportering", række 1: ingen af de ventede overskrifter blev fundet i de første rækker; der ventes "Tilbudsid", "Målgruppe", "Tilsyn", "Inspektør-id", "Dato", "Fornøden kvalitet", "Aktiv praksis", "Praksiserfaring", "Uddannelsesmæssige kompetencer", "Fagmiljø", "Samarbejdsformer", "Vidensudvikling", "Metoder og faglige tilgange", "Hjælpemidler og teknologi", "Samlet niveau". Hent udtrækket igen, eller lav et layout til det: niveau layout FIL skriver et udkast. [no-headers]
    fejl tilsyn-2.ods: med gentagelser fylder regnearkets tekster 16384 MB; grænsen er 256 MB. Slet celler, der står langt fra tabellen, eller gem det som xlsx, eller hæv grænsen: skriv whole-mb = 16384 i input/limits.toml. [table-too-large]
    fejl tilsyn-3.ods: med gentagelser fylder regnearkets tekster 76294 MB; grænsen er 256 MB. Slet celler, der står langt fra tabellen, eller gem det som xlsx, eller hæv grænsen: skriv whole-mb = 76294 i input/limits.toml. [table-too-large]
    fejl tilsyn-4.ods: med gentagelser fylder regnearkets tekster 3814,7 MB; grænsen er 256 MB. Slet celler, der står langt fra tabellen, eller gem det som xlsx, eller hæv grænsen: skriv whole-mb = 3815 i input/limits.toml. [table-too-large]
    fejl tilsyn-5.ods: tilsammen fylder regnearkets ark 90900304 celler; grænsen er 8000000. Slet celler, der står langt fra tabellen, eller gem det som xlsx, eller hæv grænsen: skriv table-cells = 90900304 i input/limits.toml. [table-too-large]
    fejl tilsyn-6.xls: tilsammen fylder projektmappens ark 65066001 celler; grænsen er 8000000. Slet celler, der står langt fra tabellen, eller gem den som xlsx, eller hæv grænsen: skriv table-cells = 65066001 i input/limits.toml. [table-too-large]
    fejl tilsyn-7.xls: projektmappen (xls) kan ikke læses: den er skåret af, eller dens inddeling hænger ikke sammen. Åbn den i regnearket, og gem den igen som xlsx; eller hent den igen. [file-unreadable]
    "#);
}

fn form_layout() -> Layout {
    let text = include_str!("../../input/layouts/indplaceringsskema-pr-tilbud.toml");
    Layout::parse(text, "layouts/indplaceringsskema-pr-tilbud.toml").unwrap()
}

/// A form: labels in the second column, values in the third, of both roles.
fn form(evidence: &Row, grades: &Row) -> Vec<Row> {
    let mut rows = vec![vec!["Indplaceringsskema".to_owned()], Vec::new()];
    let mut seen: Vec<String> = Vec::new();
    let pairs = |role, row: &Row| headers(role).into_iter().zip(row.clone()).collect::<Vec<_>>();
    for (label, value) in
        [pairs(SheetRole::Evidence, evidence), pairs(SheetRole::Grades, grades)].concat()
    {
        if !seen.contains(&label) {
            rows.push(vec![String::new(), format!("{label}:"), value]);
            seen.push(label);
        }
    }
    rows
}

fn read_forms(files: &[(&str, Vec<u8>)]) -> Reading {
    let folder = folder(files);
    let layouts = [layouts(), vec![form_layout()]].concat();
    let reading = read_input(folder.path(), &shipped(), &layouts, &ReadOptions::default()).unwrap();
    assert_balanced(&reading);
    reading
}

#[test]
fn a_sheet_may_be_a_form() {
    let of = |id: &str, citizens: &str| {
        form(
            &evidence(id, &[("borgere-hoejt", citizens), ("faglig-sparring", "ja")]),
            &grades(id, &[("aktiv-praksis", "højt"), ("inspektoer", "M-07")]),
        )
    };
    let mut renamed = of("T3", "3");
    renamed.iter_mut().flatten().for_each(|cell| {
        if cell == "Aktiv praksis:" {
            "Aktivpraksis1:".clone_into(cell);
        }
    });
    let empty: Vec<Row> = of("", "")
        .into_iter()
        .map(|mut row| {
            row.truncate(2);
            row
        })
        .collect();
    let several = xlsx(&[
        ("Vejledning", of("T9", "9")),
        ("Første", of("T1", "8")),
        ("Andet", of("T2", "ca. 8")),
        ("Ikke et skema", vec![vec!["Husk".to_owned(), "kaffe".to_owned()]]),
        ("Omdøbt", renamed),
        ("Tomt", empty),
    ]);
    let one = ods(&[Sheet::of("Skema", &of("T4", "4"))]);
    let portal =
        portal(&["T1", "T2", "T3", "T4"].map(|id| department(id, &format!("{id}-1"), &[])));
    let reading = read_forms(&[portal, ("skema-nord.xlsx", several), ("skemaer/syd.ods", one)]);
    assert_snapshot!(told(&reading), @r#"
    bemærkning skema-nord.xlsx: ark, der ikke læses: "Vejledning", "Ikke et skema". Ingenting, hvis der ikke er data i dem; ellers skriv arkets navn i layoutfilen i input/layouts. [sheets-not-read]
    advarsel skema-nord.xlsx, ark "Andet", celle C16 "Borgere seneste 12 mdr., højt behov": "ca. 8" er ikke et helt tal; regnes som ikke oplyst. Skriv 8, og sæt tvivlen i "Bemærkning". [not-a-number]
    fejl skema-nord.xlsx, ark "Omdøbt": feltet "Aktiv praksis" mangler i skemaet, så gradueringen i det er ikke læst. Ret "Aktivpraksis1:" til "Aktiv praksis", eller skriv i layoutfilen i input/layouts, hvad den hedder. [column-missing]
    bemærkning skema-nord.xlsx, ark "Omdøbt": felter, der ikke læses: "Aktivpraksis1:". Ingenting; skal de læses, så tilføj dem i layoutfilen i input/layouts. [columns-not-read]
    bemærkning skema-nord.xlsx, ark "Omdøbt": 1 oplysningsskema i filen har ingen afrapportering; det indplaceres på oplysningerne alene. Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved. [evidence-alone]
    bemærkning skema-nord.xlsx, ark "Tomt": skemaet er tomt og regnes ikke med. Ingenting; eller udfyld det, hvis der er et tilbud at vurdere. [form-empty]
    sat til side skema-nord.xlsx, ark "Omdøbt", række 3: "T3": skemaet mangler feltet "Aktiv praksis"; tilføj det. [column-missing]
    "#);
    let books: Vec<String> = reading
        .accounts
        .iter()
        .map(|a| {
            let sheet = a.sheet.as_deref().unwrap_or("");
            format!("{} {sheet}: {} = {} + {}", a.file, a.rows_read, a.rows_used, a.rows_set_aside)
        })
        .collect();
    assert_snapshot!(books.join("\n"), @r"
    skema-nord.xlsx Andet: 2 = 2 + 0
    skema-nord.xlsx Første: 2 = 2 + 0
    skema-nord.xlsx Omdøbt: 2 = 1 + 1
    skema-nord.xlsx Tomt: 0 = 0 + 0
    skemaer/syd.ods Skema: 2 = 2 + 0
    tilbudsportalen.csv : 4 = 4 + 0
    ");
    let data = &reading.dataset;
    assert_eq!(data.assessments.len(), 4);
    // Of the third one the grades could not be read.
    let graded: Vec<_> = data.assessments.iter().filter(|a| a.inspector.is_some()).collect();
    assert_eq!(graded.len(), 3);
    for assessment in graded {
        assert_eq!(assessment.grades[Parameter::ActivePractice], Grade::High);
        assert_eq!(assessment.inspector.as_deref(), Some("M-07"));
    }
    // The cell that the eight citizens came from, as the sheet has it.
    let (_, at) = data.assessments[0].evidence.as_ref().unwrap();
    let sheet = data.sheet(*at);
    let field = NumberField::Citizens(niveau::model::Level::High).slug();
    let (row, column) = sheet.cell(at.row, field).unwrap();
    assert_eq!((sheet.sheet.as_deref(), row, column), (Some("Første"), 16, 2));
}

#[test]
fn a_layout_of_forms_names_no_sheet() {
    let text = "kind = \"assessments\"\nform = \"sheet-per-ofering\"\nfiles = \"x*.xlsx\"\n";
    let third = "kind = \"providers\"\nform = \"sheet-per-offering\"\nfiles = \"x*.xlsx\"\n[columns]\ntilbudsid = \"Id\"\nmaalgrupper = \"M\"\n";
    let fourth = "kind = \"assessments\"\nform = \"sheet-per-offering\"\nfiles = \"x*.xlsx\"\n[evidence]\nsheet = \"Ark\"\n";
    let told: Vec<String> = [text, third, fourth]
        .iter()
        .flat_map(|text| Layout::parse(text, "layouts/x.toml").unwrap_err())
        .map(|problem| problem.to_string())
        .filter(|told| !told.contains("[missing-key]"))
        .collect();
    assert_snapshot!(told.join("\n"), @r#"
    layouts/x.toml: afsnittet [evidence] eller [grades] mangler. Tilføj et af dem, med sine kolonner, eller skriv kind = "providers". [layout-invalid]
    layouts/x.toml, linje 2, tegn 8: "sheet-per-ofering" kan ikke stå ved "form"; mulighederne er row-per-offering og sheet-per-offering. Skriv "sheet-per-offering", hvis det er det, der er ment. [unknown-word]
    layouts/x.toml, linje 2, tegn 1: "form" hører ikke til et layout af denne slags ("kind"). Skriv kind = "providers" eller kind = "assessments", eller slet nøglen. [layout-invalid]
    layouts/x.toml, linje 5, tegn 1: "sheet" hører ikke til form = "sheet-per-offering". Slet nøglen: hvert ark er et tilbud, og feltnavnene findes i det. [layout-invalid]
    "#);
}

#[test]
fn one_bad_workbook_stops_no_other() {
    let good = forms(&[evidence("T1", &[])], &[grades("T1", &[("aktiv-praksis", "højt")])]);
    // A sheet that ends within a record, and a record shorter than what it must hold.
    let broken = zipped(&[
        ("xl/workbook.bin", vec![0x9C, 0x01, 0x02, 0, 0]),
        ("xl/_rels/workbook.bin.rels", b"<Relationships/>".to_vec()),
    ]);
    let mut stream = vec![0x09, 0x08, 0x01, 0x00, 0x06];
    stream.extend([0x85, 0x00, 0x02, 0x00, 1, 1]);
    let reading = read(&[
        one_department(),
        ("tilsyn-1.xlsb", broken),
        ("tilsyn-2.xls", ole("Workbook", stream)),
        ("tilsyn-3.xlsx", good),
    ]);
    assert_eq!(reading.dataset.assessments.len(), 1);
    let codes: Vec<&str> = reading.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["file-unreadable", "file-unreadable"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever bytes are changed, the run goes on, the books balance, and the other file is read.
    #[test]
    fn changed_bytes_cost_the_file_at_most(
        make in 0_usize..4,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let sheets = two_sheets(&[evidence("T1", &[("medarbejdere", "8")])], &[grades("T1", &[])]);
        let (name, mut bytes) = match make {
            0 => ("tilsyn.xlsx", super::ingest::raw_workbook("Afrapportering", "<row><c><v>1</v></c></row>")),
            1 => ("tilsyn.xls", xls(&sheets, false)),
            2 => ("tilsyn.xlsb", xlsb(&sheets)),
            _ => ("tilsyn.ods", ods(&sheets)),
        };
        for (at, byte) in &changes {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let reading = read(&[one_department(), (name, bytes)]);
        prop_assert_eq!(reading.dataset.providers.len(), 1);
    }
}

#[test]
fn one_enormous_text_many_texts_and_many_sheets_are_refused() {
    let files = [one_department(), ("tilsyn.xlsx", forms(&[evidence("T1", &[])], &[]))];
    let told_with =
        |limits| told(&read_with(&files, &ReadOptions { limits, ..Default::default() }));
    let refused = |limits: Limits, key: &str| {
        let told = told_with(limits);
        assert!(
            told.contains("[file-too-large]") && told.contains(&format!("skriv {key} = ")),
            "{told}"
        );
    };
    let all = Limits::default();
    assert!(!told_with(all).contains("file-too-large"));
    refused(Limits { cell_bytes: 20, ..all }, "cell-mb");
    refused(Limits { shared_texts: 5, ..all }, "shared-texts");
    refused(Limits { sheets: 1, ..all }, "sheets");
    // Within them by a hair.
    assert!(
        !told_with(Limits { cell_bytes: 1000, shared_texts: 500, sheets: 2, ..all })
            .contains("file-too-large")
    );
}
