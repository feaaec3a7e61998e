//! A draft of a layout for a file that no layout knows: the files that ship, written in other ways,
//! are read with it as they are; no column of persons becomes a field; what is unsure is told.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use calamine::{Data, Reader, Xlsx, open_workbook};
use niveau::ingest::{
    DraftHelp, Layout, LayoutDraft, Limits, ReadOptions, Reading, draft_layout, read_input,
};
use niveau::register::Registers;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};

use super::folder::niveau;
use super::ingest::{Row, folder, write_sheet};
use super::registers::shipped;
use super::workbook_bytes::{Sheet, ods, xls, xlsb};

static REGISTERS: LazyLock<Registers> = LazyLock::new(shipped);
static LAYOUTS: LazyLock<Vec<Layout>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/layouts");
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    names.sort();
    let parse = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        Layout::parse(&fs::read_to_string(path).unwrap(), &format!("layouts/{name}")).unwrap()
    };
    names.iter().map(parse).collect()
});

fn input(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("input").join(name)
}

fn csv_rows(name: &str) -> Vec<Row> {
    let text = fs::read_to_string(input(name)).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(Into::into).collect()).collect()
}

/// Rows of the portal that ship: enough to tell its columns by.
static PORTAL: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let mut rows = csv_rows("tilbudsportalen-eksempel.csv");
    rows.truncate(120);
    rows
});
static OTHERS: LazyLock<Vec<Row>> = LazyLock::new(|| csv_rows("andre-leverandoerer-eksempel.csv"));

fn sheet_rows(name: &str) -> Vec<Row> {
    let mut book: Xlsx<_> = open_workbook(input("socialtilsyn-nord.xlsx")).unwrap();
    let range = book.worksheet_range(name).unwrap();
    let shown = |cell: &Data| match cell {
        Data::DateTime(day) => day.as_datetime().unwrap().format("%d-%m-%Y").to_string(),
        other => other.to_string(),
    };
    range.rows().map(|row| row.iter().map(shown).collect()).collect()
}

static EVIDENCE: LazyLock<Vec<Row>> = LazyLock::new(|| sheet_rows("Oplysningsskema"));
static GRADES: LazyLock<Vec<Row>> = LazyLock::new(|| sheet_rows("Afrapportering"));

/// The rows of the portal of those who are assessed.
static ASSESSED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let is_assessed = |row: &Row| EVIDENCE.iter().any(|assessed| assessed[0] == row[0]);
    let rows: Vec<Row> =
        csv_rows("tilbudsportalen-eksempel.csv").into_iter().filter(is_assessed).collect();
    text(&rows, ';').into_bytes()
});

fn text(rows: &[Row], separator: char) -> String {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(u8::try_from(separator).unwrap())
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn utf8(rows: &[Row]) -> Vec<u8> {
    text(rows, ';').into_bytes()
}

fn windows(text: &str) -> Vec<u8> {
    let bytes = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'));
    bytes.collect()
}

fn utf16(text: &str) -> Vec<u8> {
    "\u{feff}"
        .chars()
        .chain(text.chars())
        .collect::<String>()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect()
}

/// The rows with other headers, parted by `;`; an empty one stays as it is.
fn called(rows: &[Row], headers: &str) -> Vec<Row> {
    let mut rows = rows.to_vec();
    let names: Vec<&str> = headers.split(';').collect();
    assert_eq!(names.len(), rows[0].len(), "{headers}");
    for (header, name) in rows[0].iter_mut().zip(names) {
        if !name.is_empty() {
            name.clone_into(header);
        }
    }
    rows
}

/// The rows with some headers changed.
fn renamed(rows: &[Row], names: &[(&str, &str)]) -> Vec<Row> {
    let mut rows = rows.to_vec();
    for (from, to) in names {
        let header = rows[0].iter_mut().find(|header| *header == from).unwrap();
        (*to).clone_into(header);
    }
    rows
}

fn without(rows: &[Row], headers: &[&str]) -> Vec<Row> {
    let kept: Vec<usize> =
        (0..rows[0].len()).filter(|at| !headers.contains(&&*rows[0][*at])).collect();
    rows.iter().map(|row| kept.iter().map(|at| row[*at].clone()).collect()).collect()
}

/// The columns in another order: every third, then the others backwards.
fn reordered(rows: &[Row]) -> Vec<Row> {
    let n = rows[0].len();
    let order: Vec<usize> =
        (0..n).step_by(3).chain((0..n).rev().filter(|at| at % 3 != 0)).collect();
    rows.iter().map(|row| order.iter().map(|at| row[*at].clone()).collect()).collect()
}

fn with_column(rows: &[Row], header: &str, at: usize, value: impl Fn(usize) -> String) -> Vec<Row> {
    let mut rows = rows.to_vec();
    for (n, row) in rows.iter_mut().enumerate() {
        let at = at.min(row.len());
        row.insert(at, if n == 0 { header.to_owned() } else { value(n) });
    }
    rows
}

fn above(lines: &[&str], rows: &[Row]) -> Vec<Row> {
    let lines = lines.iter().map(|line| line.split(';').map(str::to_owned).collect::<Row>());
    lines.chain(rows.iter().cloned()).collect()
}

fn xlsx(sheets: &[(&str, Vec<Row>)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        write_sheet(&mut workbook, name, rows);
    }
    workbook.save_to_buffer().unwrap()
}

const PERSONS: [&str; 6] =
    ["Leder", "Kontaktperson", "Telefon", "E-mail", "Adresse", "Afdelingsnavn"];

const PORTAL_ABBREVIATED: &str = "Tilb.nr.;Tilb.navn;Afd.nr.;CVR-nr;P-nr;Komm.kode;Komm.;Virks.form;\
    Tilsyn;Godk.status;§;Pladser afd.;Pladser i alt;Målgr.;Ydelser;Opdateret;;Kontakt;Tlf.;Mail;Adr.;";
const PORTAL_ENGLISH: &str = "Provider ID;Provider name;Department ID;CVR number;P number;\
    Municipality code;Municipality;Ownership;Supervisory authority;Approval status;Legal basis;\
    Places in department;Places in total;Target groups;Services;Last updated;Manager;Contact;Phone;\
    Email;Address;Department name";

fn abbreviated(rows: &[Row]) -> Vec<Row> {
    const SHORT: [(&str, &str); 19] = [
        ("Tilbudsid", "Tilb. nr."),
        ("Tilbudsnavn", "Navn på tilbud"),
        (" seneste 12 mdr.,", " 12 mdr."),
        (" behov", ""),
        ("Medarbejdere med målgruppen", "Antal medarb."),
        ("Erfaring, ", "Erf. "),
        ("under 1 år", "<1 år"),
        ("1 til under 3 år", "1-3 år"),
        ("3 til under 5 år", "3-5 år"),
        ("5 år og mere", "5+ år"),
        ("Relevant grunduddannelse", "Grundudd."),
        ("Relevant efteruddannelse", "Efterudd."),
        ("inkl. eksterne", "inkl. ekst."),
        ("Særligt certificerede", "Certif."),
        (", begrundelse", ", begr."),
        ("Uddannelsesmæssige kompetencer", "Uddannelse"),
        ("Dato", "Vurderingsdato"),
        ("Tilsyn", "Tilsynsmyndighed"),
        ("Metoder og faglige tilgange", "Metoder"),
    ];
    let mut rows = rows.to_vec();
    for header in &mut rows[0] {
        *header = SHORT.iter().fold(header.clone(), |text, (from, to)| text.replace(from, to));
    }
    rows
}

fn english(rows: &[Row]) -> Vec<Row> {
    const ENGLISH: [(&str, &str); 52] = [
        ("Tilbudsid", "Provider ID"),
        ("Tilbudsnavn", "Provider name"),
        ("Delmålgruppe", "Subgroup"),
        ("Målgruppespecifikke metoder i brug", "Specific methods in use"),
        ("Målgruppe", "Target group"),
        ("Aldersgruppe", "Age group"),
        ("Tilsyn", "Authority"),
        ("Dato", "Assessment date"),
        ("Afdelingsid", "Department ID"),
        ("CVR-nummer", "CVR number"),
        ("P-nummer", "P number"),
        ("Kommune", "Municipality"),
        ("Borgere seneste 12 mdr.", "Citizens last 12 months"),
        ("let behov", "light need"),
        ("moderat behov", "moderate need"),
        ("højt behov", "high need"),
        ("Medarbejdere med målgruppen", "Employees with the target group"),
        ("under 1 år", "under 1 year"),
        ("1 til under 3 år", "1 to under 3 years"),
        ("3 til under 5 år", "3 to under 5 years"),
        ("5 år og mere", "5 years or more"),
        ("Relevant grunduddannelse", "Basic education"),
        ("Relevant efteruddannelse", "Further training"),
        ("egne", "own"),
        ("inkl. eksterne", "incl. external"),
        ("Særligt certificerede", "Certified"),
        (
            "Medarbejdere med både erfaring og uddannelse",
            "Employees with both experience and education",
        ),
        ("Formelle tværsektorielle aftaler", "Formal cross-sectoral agreements"),
        ("Ledelse med relevante kompetencer", "Management with relevant competences"),
        ("Faglig sparring", "Professional sparring"),
        ("Kompetencer til stede alle dage", "Competences present all days"),
        ("Gennemfører indsatsen selvstændigt", "Carries out the intervention independently"),
        ("Systematisk tværfagligt samarbejde", "Systematic interdisciplinary cooperation"),
        ("Skriftlige procedurer", "Written procedures"),
        ("Opsamler og videreformidler viden", "Collects and passes on knowledge"),
        (
            "Faglige netværk eller udviklingsprojekter",
            "Professional networks or development projects",
        ),
        ("Underviser eller rådgiver andre", "Teaches or advises others"),
        ("Velfunderet socialpædagogisk praksis", "Well-founded social pedagogical practice"),
        ("Inddrager borgeren", "Involves the citizen"),
        ("Dokumenteret tilpasning af metoder", "Documented adaptation of methods"),
        ("Hjælpemidler og teknologi i brug", "Aids and technology in use"),
        ("Hjælpemidler og teknologi", "Aids and technology"),
        ("Bemærkning", "Remarks"),
        ("Inspektør-id", "Inspector ID"),
        ("Fornøden kvalitet", "Sufficient quality"),
        ("Aktiv praksis", "Active practice"),
        ("Praksiserfaring", "Practice experience"),
        ("Uddannelsesmæssige kompetencer", "Educational competences"),
        ("Fagmiljø", "Professional environment"),
        ("Vidensudvikling", "Knowledge development"),
        ("begrundelse", "grounds"),
        ("Erfaring", "Experience"),
    ];
    let mut rows = rows.to_vec();
    for header in &mut rows[0] {
        let whole = ENGLISH.iter().find(|(danish, _)| danish == header);
        *header = match whole {
            Some((_, english)) => (*english).to_owned(),
            None => ENGLISH.iter().fold(header.clone(), |text, (from, to)| text.replace(from, to)),
        };
    }
    rows
}

/// Who is read beside a file of assessments, and what the original is called.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Portal,
    Others,
    Assessments,
}

fn original(kind: Kind) -> (&'static str, Vec<u8>) {
    match kind {
        Kind::Portal => ("tilbudsportalen.csv", utf8(&PORTAL)),
        Kind::Others => ("andre-leverandoerer.csv", utf8(&OTHERS)),
        Kind::Assessments => {
            let sheets =
                [("Oplysningsskema", EVIDENCE.clone()), ("Afrapportering", GRADES.clone())];
            ("tilsyn-nord.xlsx", xlsx(&sheets))
        }
    }
}

/// What is read of a file, with a further layout.
fn read_as(kind: Kind, name: &str, bytes: Vec<u8>, further: Option<Layout>) -> Reading {
    let mut files = vec![(name, bytes)];
    if kind == Kind::Assessments {
        files.push(("tilbudsportalen.csv", ASSESSED.clone()));
    }
    let folder = folder(&files);
    let layouts: Vec<Layout> = LAYOUTS.iter().cloned().chain(further).collect();
    read_input(folder.path(), &REGISTERS, &layouts, &ReadOptions::default()).unwrap()
}

/// Rows used, and all that they say but where they stand.
fn said(reading: &Reading) -> (u64, String) {
    let n_used = reading.accounts.iter().map(|account| account.rows_used).sum();
    let data = &reading.dataset;
    let mut told = format!(
        "{:?}\n{:?}\n{:?}\n{:?}\n{:?}",
        data.statuses, data.providers, data.departments, data.offerings, data.assessments
    );
    while let Some(at) = told.find("RowRef {") {
        let end = at + told[at..].find('}').unwrap();
        told.replace_range(at..=end, "");
    }
    (n_used, told)
}

fn draft_of(name: &str, bytes: &[u8]) -> Result<LayoutDraft, String> {
    let folder = folder(&[(name, bytes.to_vec())]);
    let help = DraftHelp { registers: &REGISTERS, layouts: &LAYOUTS, limits: Limits::default() };
    draft_layout(&folder.path().join(name), &help).map_err(|finding| finding.to_string())
}

fn parsed(draft: &LayoutDraft) -> Layout {
    Layout::parse(&draft.toml, "layouts/udkast.toml")
        .unwrap_or_else(|e| panic!("{e:?}\n{}", draft.toml))
}

/// Another way to write a file that ships, and whether it still says all that it did.
struct Variant {
    kind: Kind,
    name: &'static str,
    says_all: bool,
    bytes: Vec<u8>,
}

fn variants() -> Vec<Variant> {
    let portal = &*PORTAL;
    let others = &*OTHERS;
    let mut all = Vec::new();
    let mut add = |kind, name, says_all, bytes| all.push(Variant { kind, name, says_all, bytes });
    add(Kind::Portal, "engelsk.csv", true, utf8(&called(portal, PORTAL_ENGLISH)));
    let short = called(portal, PORTAL_ABBREVIATED);
    add(Kind::Portal, "forkortet.csv", true, utf8(&short));
    add(Kind::Portal, "komma.csv", true, utf16(&text(&short, ',')));
    let title = "Udtræk fra systemet\r\n\r\nLavet den 1. november 2026;;\r\n";
    add(Kind::Portal, "titel.csv", true, windows(&format!("{title}{}", text(&short, ';'))));
    let snake = called(
        portal,
        "tilbud_id;tilbud_navn;afdeling_id;cvr;p_nummer;kommune_kode;kommune;virksomhedsform;\
         tilsynsmyndighed;status;retsgrundlag;antal_pladser_afdeling;antal_pladser_tilbud;\
         maalgrupper;ydelser;opdateret_dato;leder;kontaktperson;tlf;mail;adresse;afdelingsnavn",
    );
    add(Kind::Portal, "tabulator.txt", true, text(&reordered(&snake), '\t').into_bytes());
    let camel = called(
        portal,
        "TilbudsId;TilbudsNavn;AfdelingsId;CvrNr;PNr;KommuneKode;KommuneNavn;EjerForm;\
         TilsynsMyndighed;Status;Paragraffer;AfdelingPladser;TilbudPladser;Maalgrupper;YdelsesTyper;\
         SenestOpdateretDato;TilbudsLeder;Kontakt;TelefonNr;Email;Adresse;AfdelingsNavn",
    );
    add(Kind::Portal, "kamel.xlsx", true, xlsx(&[("Ark1", camel.clone())]));
    let few = without(portal, &[&PERSONS[..], &["P-nummer", "Pladser på hele tilbuddet"]].concat());
    add(Kind::Portal, "uden-kode.csv", false, utf8(&without(&few, &["Kommunekode"])));
    let code = renamed(&without(&few, &["Kommune"]), &[("Kommunekode", "Kommune")]);
    add(Kind::Portal, "kode.csv", false, utf8(&code));
    let groups =
        "Tilbud;;Afdeling;Virksomhed;;Sted;;Virksomhed;Tilsyn;;Indhold;Pladser;;Indhold;;Dato";
    let below = called(
        &without(portal, &PERSONS),
        "Id;Navn;Afdelings-id;CVR;P-nr;Kode;Kommune;Form;Myndighed;Status;Paragraf;på afdelingen;\
         i alt;Målgrupper;Ydelser;Opdateret",
    );
    add(Kind::Portal, "to-overskrifter.csv", true, utf8(&above(&[groups], &below)));
    add(Kind::Portal, "flettet.xlsx", true, merged_headers(&short));
    add(Kind::Portal, "gammel.xls", true, xls(&[Sheet::of("Data", &short)], false));
    let cover = vec![vec!["Udtræk".to_owned(), "2026".to_owned()]];
    let book =
        [Sheet::of("Forside", &cover), Sheet::of("Data", &above(&["Udtræk 2026", ""], &snake))];
    add(Kind::Portal, "fri.ods", true, ods(&book));
    add(
        Kind::Others,
        "lev-engelsk.csv",
        true,
        utf8(&called(
            others,
            "Provider no.;Provider;CVR;P-number;Operator;Municipality;Coverage area;Legal form;\
             Provider type;Legal basis;Target groups;Services;Supervision;Quality;Last updated",
        )),
    );
    let short = called(
        others,
        "Lev. nr.;Navn på leverandør;CVR nr.;P nr.;Driftsherre;Kommune;Dækker;Ejerform;Type;\
         Lovhjemmel;Målgruppe;Ydelse;Tilsyn ved;Kvalitet;Opdateret den",
    );
    add(Kind::Others, "lev-forkortet.xlsb", true, xlsb(&[Sheet::of("Leverandører", &short)]));
    let misspelled = renamed(
        others,
        &[
            ("Leverandør-id", "Leverandoer id"),
            ("Målgrupper", "Malgrupper"),
            ("Dækningsområde", "Daekningsomraade"),
            ("Virksomhedsform", "Virksomhedsfrom"),
        ],
    );
    add(Kind::Others, "lev-stavet.csv", true, utf8(&reordered(&misspelled)));
    let unknown = renamed(
        others,
        &[
            ("Målgrupper", "Felt A"),
            ("Retsgrundlag", "Felt B"),
            ("Leverandørtype", "Felt C"),
            ("Virksomhedsform", "Felt D"),
            ("Ydelsestyper", "Felt E"),
        ],
    );
    add(Kind::Others, "lev-ukendt.csv", true, utf8(&unknown));
    let mut piped = others.clone();
    piped.iter_mut().flatten().for_each(|cell| *cell = cell.replace("; ", " | "));
    add(Kind::Others, "lev-streger.csv", true, utf8(&piped));
    let persons =
        with_column(others, "Leder", 2, |n| format!("{} Møller", ["Hanne", "Per"][n % 2]));
    let persons =
        with_column(&persons, "Navn", 3, |n| format!("{} Jensen", ["Mette", "Ole"][n % 2]));
    let persons = with_column(&persons, "Direkte nummer", 9, |n| format!("{}", 20_304_050 + n));
    let persons = with_column(&persons, "Skriv til", 5, |n| format!("a{n}@eksempel.dk"));
    add(Kind::Others, "lev-personer.csv", true, utf8(&persons));
    let mut sheets = |name, evidence: &str, first: Vec<Row>, grades: &str, second: Vec<Row>| {
        let notes = vec![vec!["Husk".to_owned()]];
        add(
            Kind::Assessments,
            name,
            true,
            xlsx(&[("Læs mig", notes), (grades, second), (evidence, first)]),
        );
    };
    sheets("vurd-engelsk.xlsx", "Evidence", english(&EVIDENCE), "Grades", english(&GRADES));
    sheets("vurd-forkortet.xlsx", "Skema", abbreviated(&EVIDENCE), "Rapport", abbreviated(&GRADES));
    sheets(
        "vurd-titel.xlsx",
        "Oplysninger",
        above(&["Oplysninger om tilbud", ""], &reordered(&EVIDENCE)),
        "Vurdering",
        above(&["Vurderinger", "Tilsyn Nord;2026", ""], &GRADES),
    );
    let lower = |rows: &[Row]| {
        let mut rows = rows.to_vec();
        for header in &mut rows[0] {
            let plain = header.to_lowercase().replace(' ', "_");
            *header = plain.replace('æ', "ae").replace('ø', "oe").replace('å', "aa");
        }
        rows
    };
    sheets("vurd-plain.xlsx", "skema", lower(&EVIDENCE), "rapport", lower(&GRADES));
    let one: Vec<Row> =
        EVIDENCE.iter().zip(&*GRADES).map(|(a, b)| [&a[..], &b[11..]].concat()).collect();
    add(Kind::Assessments, "vurd-et-ark.xlsx", true, xlsx(&[("Alt", one)]));
    all
}

/// Headers over two rows, each merged into one cell but for the places.
fn merged_headers(rows: &[Row]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let plain = Format::new();
    for (at, header) in (0..).zip(&rows[0]) {
        match header.strip_prefix("Pladser ") {
            Some(rest) => {
                sheet.write(0, at, "Pladser").unwrap();
                sheet.write(1, at, rest).unwrap();
            }
            None => {
                sheet.merge_range(0, at, 1, at, header, &plain).unwrap();
            }
        }
    }
    for (row, cells) in (2..).zip(&rows[1..]) {
        for (at, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write(row, at, cell).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

#[test]
fn files_that_ship_are_read_with_a_draft_however_they_are_written() {
    let variants = variants();
    assert!(variants.len() >= 20, "{}", variants.len());
    let mut wrong = Vec::new();
    for Variant { kind, name, says_all, bytes } in variants {
        let (known_name, known) = original(kind);
        let wanted = said(&read_as(kind, known_name, known, None));
        let draft = match draft_of(name, &bytes) {
            Ok(draft) => draft,
            Err(told) => {
                wrong.push(format!("{name}: {told}"));
                continue;
            }
        };
        let found = said(&read_as(kind, name, bytes, Some(parsed(&draft))));
        if found.0 != wanted.0 {
            wrong.push(format!(
                "{name}: {} of {} rows\n{}",
                found.0,
                wanted.0,
                draft.told.join("\n")
            ));
        } else if says_all && found.1 != wanted.1 {
            let at = found.1.bytes().zip(wanted.1.bytes()).take_while(|(a, b)| a == b).count();
            let part = |text: &str| {
                text.chars().skip(at.saturating_sub(120)).take(240).collect::<String>()
            };
            wrong.push(format!(
                "{name}: says\n{}\nfor\n{}\n{}",
                part(&found.1),
                part(&wanted.1),
                draft.told.join("\n")
            ));
        }
    }
    assert!(wrong.is_empty(), "{} are not read:\n{}", wrong.len(), wrong.join("\n\n"));
}

/// Yearly reports, as they ship and under other headers: all rows that the layouts read are read with
/// the draft.
#[test]
fn yearly_reports_are_read_with_a_draft() {
    let said = |kind: &str, name: &str, rows: &[Row], fields: &[(&str, &str)]| {
        let draft = draft_of(name, &utf8(rows)).unwrap();
        let told = draft.told.join("\n");
        assert!(draft.toml.contains(&format!("kind = \"{kind}\"")), "{}", draft.toml);
        for (field, header) in fields {
            assert!(draft.toml.contains(&format!("\n{field} = \"{header}\"")), "{}", draft.toml);
        }
        let n = rows.len() - 1;
        let tried = told.lines().find(|line| line.starts_with("Prøvet på filen")).unwrap();
        let read: usize = tried.split(' ').nth(3).unwrap().parse().unwrap();
        assert!(read * 100 >= n * 99 && tried.contains(&format!(" af {n} ")), "{tried}\n{told}");
    };
    let (places, flows) =
        (csv_rows("kapacitet-eksempel.csv"), csv_rows("borgerstroemme-eksempel.csv"));
    let of_places =
        [("aar", "År"), ("belagte-pladser", "Belagte pladser"), ("takst", "Takst pr. døgn")];
    said("capacity", "tal-2021.csv", &places, &of_places);
    said(
        "flows",
        "tal-2021.csv",
        &flows,
        &[("betalingskommune", "Betalingskommune"), ("borgere", "Antal borgere")],
    );
    let other = renamed(
        &places,
        &[
            ("Pladser", "Normerede pladser"),
            ("Belagte pladser", "Indskrevne borgere"),
            ("Belægningsprocent", "Belægning i %"),
            ("Venteliste", "Antal på venteliste"),
            ("Takst pr. døgn", "Døgntakst"),
        ],
    );
    let fields = [
        ("pladser", "Normerede pladser"),
        ("belagte-pladser", "Indskrevne borgere"),
        ("belaegning-procent", "Belægning i %"),
        ("venteliste", "Antal på venteliste"),
        ("takst", "Døgntakst"),
    ];
    said("capacity", "indberetning.csv", &other, &fields);
    let other =
        renamed(&flows, &[("Betalingskommune", "Betalende kommune"), ("Antal borgere", "Borgere")]);
    said(
        "flows",
        "indberetning.csv",
        &other,
        &[("betalingskommune", "Betalende kommune"), ("borgere", "Borgere")],
    );
}

#[test]
fn a_municipality_by_its_code_is_one_whatever_its_header() {
    let rows = renamed(&without(&PORTAL, &["Kommune"]), &[("Kommunekode", "Kommune")]);
    let draft = draft_of("kode.csv", &utf8(&rows)).unwrap();
    assert!(draft.toml.contains("kommunekode = \"Kommune\""), "{}", draft.toml);
    assert!(!draft.toml.contains("kommune = "), "{}", draft.toml);
}

/// What a draft says of this, with the lines that hold one of these words.
fn lines_with(draft: &LayoutDraft, words: &[&str]) -> String {
    let lines = draft.told.iter().filter(|line| words.iter().any(|word| line.contains(word)));
    lines.map(|line| line.trim()).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_missing_is_told_and_stays_to_be_written() {
    let draft = draft_of("lev.csv", &utf8(&without(&OTHERS, &["Leverandør-id"]))).unwrap();
    insta::assert_snapshot!(lines_with(&draft, &["  mangler", "Prøvet", "med udkastet"]), @r##"
    mangler    tilbudsid: kan ikke undværes: uden det bruges ingen rækker
    Filen kan ikke læses med udkastet, før det, der mangler og ikke kan undværes, er skrevet
    "##);
    assert!(
        draft.toml.contains("tilbudsid = \"SKRIV OVERSKRIFTEN FOR tilbudsid\""),
        "{}",
        draft.toml
    );
    let reading = read_as(
        Kind::Others,
        "lev.csv",
        utf8(&without(&OTHERS, &["Leverandør-id"])),
        Some(parsed(&draft)),
    );
    assert_eq!(said(&reading).0, 0);

    let rows = |rows: &[Row]| without(rows, &["Tilsyn", "Faglig sparring"]);
    let bytes = xlsx(&[("A", rows(&EVIDENCE)), ("B", rows(&GRADES))]);
    let draft = draft_of("vurd.xlsx", &bytes).unwrap();
    insta::assert_snapshot!(lines_with(&draft, &["  mangler", "ikke fundet", "med udkastet"]), @r##"
    mangler    tilsyn: kan ikke undværes: tilføj en kolonne i filen med tilsynets navn i hver række
    ikke fundet, regnes som ikke oplyst: faglig-sparring; står det i filen, så skriv overskriften i udkastet
    mangler    tilsyn: kan ikke undværes: tilføj en kolonne i filen med tilsynets navn i hver række
    Filen kan ikke læses med udkastet, før det, der mangler og ikke kan undværes, er skrevet
    "##);
}

#[test]
fn an_assessment_without_tilbudsid_is_read_by_its_p_number() {
    let rows = |rows: &[Row]| without(rows, &["Tilbudsid"]);
    let bytes = xlsx(&[("A", rows(&EVIDENCE)), ("B", rows(&GRADES))]);
    let draft = draft_of("vurd.xlsx", &bytes).unwrap();
    insta::assert_snapshot!(lines_with(&draft, &["  mangler", "Prøvet", "med udkastet"]), @"
    mangler    tilbudsid: kan undværes: tilbuddet findes af de andre numre og navne i rækken
    mangler    tilbudsid: kan undværes: tilbuddet findes af de andre numre og navne i rækken
    Prøvet på filen: 50 af 50 rækker kan læses med udkastet, som det er
    ");
    let (known_name, known) = original(Kind::Assessments);
    let wanted = said(&read_as(Kind::Assessments, known_name, known, None)).0;
    let found = said(&read_as(Kind::Assessments, "vurd.xlsx", bytes, Some(parsed(&draft)))).0;
    assert_eq!(found, wanted);
}

#[test]
fn the_two_halves_of_assessments_may_be_two_text_files() {
    let halves = [("nord-skema.csv", &*EVIDENCE), ("nord-rapport.csv", &*GRADES)];
    let halves = halves.map(|(name, rows)| (name, utf8(rows)));
    let drafts = halves.clone().map(|(name, bytes)| parsed(&draft_of(name, &bytes).unwrap()));
    let folder = folder(&[&halves[..], &[("tilbudsportalen.csv", ASSESSED.clone())]].concat());
    let layouts: Vec<Layout> = LAYOUTS.iter().cloned().chain(drafts).collect();
    let reading = read_input(folder.path(), &REGISTERS, &layouts, &ReadOptions::default()).unwrap();
    let (known_name, known) = original(Kind::Assessments);
    let wanted = said(&read_as(Kind::Assessments, known_name, known, None));
    assert_eq!(said(&reading), wanted);
    let lone = draft_of("nord-skema.csv", &utf8(&EVIDENCE)).unwrap();
    assert_eq!(lines_with(&lone, &["Kun oplysningsskemaet er fundet"]).lines().count(), 1);
}

#[test]
fn what_stands_in_a_column_that_nobody_knows_names_nobody() {
    let rows = with_column(&OTHERS, "Felt 1", 3, |n| ["Solveig", "Inga"][n % 2].to_owned());
    let rows = with_column(&rows, "Felt 2", 5, |n| ["20304050", "30405060"][n % 2].to_owned());
    let rows = with_column(&rows, "Felt 3", 7, |n| ["ja", "nej"][n % 2].to_owned());
    let draft = draft_of("lev.csv", &utf8(&rows)).unwrap();
    insta::assert_snapshot!(lines_with(&draft, &["Felt"]), @r##"
    læses ikke "Felt 1"; 2 forskellige
    læses ikke "Felt 2"; 2 forskellige
    læses ikke "Felt 3"; "ja", "nej"
    "##);
}

#[test]
fn letters_of_an_old_machine_are_told() {
    let cells = text(&OTHERS, ';');
    let old: Vec<u8> = cells
        .chars()
        .filter_map(|c| match c {
            'æ' => Some(0x91),
            'ø' => Some(0x9B),
            'å' => Some(0x86),
            'Æ' => Some(0x92),
            'Ø' => Some(0x9D),
            'Å' => Some(0x8F),
            '§' => Some(0xF5),
            c => u8::try_from(u32::from(c)).ok().filter(u8::is_ascii),
        })
        .collect();
    let draft = draft_of("lev.csv", &old).unwrap();
    insta::assert_snapshot!(lines_with(&draft, &["Læst som"]), @r##"
    Læst som windows-1252, men der er ingen æ, ø eller å i den; den kan være fra DOS (cp850); er æ, ø og å forkerte, så gem filen som utf-8
    "##);
}

#[test]
fn headers_that_stand_several_times_are_told() {
    let groups = "Tilbud;Tilbud;Erfaring let;Erfaring let;Erfaring højt;Erfaring højt";
    let rows: Vec<Row> = ["Tilbudsid;Målgruppe;under 1 år;1-3 år;under 1 år;1-3 år;Dato;Tilsyn;Faglig sparring;Skriftlige procedurer;Holder sig opdateret", "1;Angst;1;2;3;4;01-02-2021;Socialtilsyn Nord;ja;ja;nej"]
        .iter()
        .map(|line| line.split(';').map(str::to_owned).collect())
        .collect();
    let draft = draft_of("to.csv", &utf8(&above(&[groups], &rows))).unwrap();
    insta::assert_snapshot!(lines_with(&draft, &["skelnes"]), @r##"
    kan ikke skelnes, for overskriften står flere gange: "under 1 år" (under "Erfaring let"), "1-3 år" (under "Erfaring let"), "under 1 år" (under "Erfaring højt"), "1-3 år" (under "Erfaring højt"); giv hver kolonne sit navn
    "##);
    let _ = parsed(&draft);
}

#[test]
fn what_nothing_can_be_made_of_is_told() {
    let piped = text(&OTHERS, '|');
    let plain = "a,b,c\n1,2,3\n4,5,6\n".to_owned();
    let form = EVIDENCE[0].join(";1\n") + ";1\n";
    let told: Vec<String> =
        [("streg.csv", piped), ("tal.csv", plain), ("skema.csv", form), ("tom.csv", String::new())]
            .into_iter()
            .map(|(name, text)| draft_of(name, text.as_bytes()).unwrap_err())
            .collect();
    insta::assert_snapshot!(told.join("\n"), @r##"
    streg.csv: filens felter ser ud til at være adskilt af "|", og det læses ikke. Gem filen med semikolon mellem felterne; eller skriv en første linje, der siger tegnet, fx sep=|. [nothing-to-draft]
    tal.csv: der er ingen række med overskrifter, der ligner noget, et layout kan læse. Skriv layoutet i hånden: kopiér det i input/layouts, der ligner mest, og ret overskrifterne. [nothing-to-draft]
    skema.csv: filen ser ud til at være skemaer med et ark pr. tilbud, hvor feltets navn står i én celle og svaret i den næste. Kopiér input/layouts/indplaceringsskema-pr-tilbud.toml, og ret feltnavnene og "files". [nothing-to-draft]
    tom.csv: filen er tom (0 bytes). Hent filen igen. [file-empty]
    "##);
}

#[test]
fn a_number_of_a_person_stops_the_draft_and_is_nowhere() {
    for (header, is_read) in
        [("Bemærkning", false), ("Felt 7", false), ("P-nummer", false), ("CPR-nummer", true)]
    {
        let rows = without(&OTHERS, &["P-nummer"]);
        let rows = with_column(&rows, header, 4, |n| format!("0101{:02}-3987", 50 + n % 40));
        let draft = draft_of("lev.csv", &utf8(&rows));
        let all = format!("{draft:?}");
        assert!(!all.contains("3987"), "{all}");
        assert_eq!(draft.is_ok(), is_read, "{header}: {all}");
        if let Ok(draft) = draft {
            assert!(draft.toml.contains("never-read = [\"CPR-nummer\"]"), "{}", draft.toml);
        }
    }
    // Ten digits where P-numre stand are P-numre, unless most of them begin as a day does.
    let of = |number: fn(usize) -> usize| {
        let rows =
            with_column(&without(&OTHERS, &["P-nummer"]), "P-nummer", 4, |n| number(n).to_string());
        draft_of("lev.csv", &utf8(&rows)).is_ok()
    };
    assert!(of(|n| 1_000_000_001 + 37_000_001 * n));
    assert!(!of(|n| 1_010_503_987 + 100_000 * (n % 40)));
    let below: Vec<Row> = OTHERS.iter().cycle().skip(1).take(2500).cloned().collect();
    let mut rows = [&OTHERS[..1], &below[..]].concat();
    let last = rows.len() - 1;
    rows[last][1] = "Kontakt 010150-3987".to_owned();
    let told = draft_of("lev.csv", &utf8(&rows)).unwrap_err();
    insta::assert_snapshot!(told, @r##"
    lev.csv, celle B2501: cellen ligner et CPR-nummer; der er intet udkast, og intet af filen er gengivet. Slet personnummeret, og prøv igen; en kolonne med personnumre, hvis overskrift siger det (CPR-nummer), må blive: den læses aldrig. [personal-number]
    "##);
    assert!(draft_of("010150-3987.csv", b"a").unwrap_err().contains("filens navn"));
}

fn person() -> impl Strategy<Value = (String, Vec<String>)> {
    let headers = [
        "Leder",
        "Kontaktperson",
        "Navn",
        "Ansvarlig",
        "Felt 1",
        "Telefon",
        "Nummer",
        "Skriv til",
        "Inspektør",
        "Forstander",
        "Manager",
        "Udfyldt af",
        "Kontakt til tilbuddet",
        "Tilbuddets leder",
        "Leverandørens kontakt",
        "Driftsherrens kontaktperson",
        "Direkte nr.",
        "Inspector",
        "Adr.",
    ];
    let first = ["Hanne", "Per", "Mette", "Lars", "Anne-Marie", "Ole", "Birgit"];
    let last = ["Møller", "Jensen", "Nielsen", "Lund", "Kjær", "Petersen"];
    let contents = (0..5_usize, proptest::collection::vec((0..first.len(), 0..last.len()), 41));
    (proptest::sample::select(headers.to_vec()), contents).prop_map(
        move |(header, (make, picks))| {
            let cells = picks.iter().enumerate().map(|(n, (a, b))| match make {
                0 => format!("{} {}", first[*a], last[*b]),
                1 => format!("{}, {}", last[*b], first[*a]),
                2 => format!("{}{n}@eksempel.dk", first[*a].to_lowercase()),
                3 => format!("2{a} {b}0 1{a} {:02}", n % 90),
                _ => format!("{}", 20_000_000 + 12_345 * (n + 7 * a + b)),
            });
            (header.to_owned(), cells.collect())
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]
    #[test]
    fn no_column_of_persons_becomes_a_field(
        persons in proptest::collection::vec(person(), 1..4),
        places in proptest::collection::vec(0..15_usize, 4),
        is_portal in any::<bool>(),
    ) {
        let mut rows = if is_portal { without(&PORTAL[..42], &PERSONS) } else { OTHERS.clone() };
        let mut headers: Vec<String> = Vec::new();
        for ((header, cells), place) in persons.iter().zip(&places) {
            if headers.contains(header) {
                continue;
            }
            rows = with_column(&rows, header, *place, |n| cells[n - 1].clone());
            headers.push(header.clone());
        }
        let draft = draft_of("fil.csv", &utf8(&rows)).map_err(TestCaseError::fail)?;
        let layout = parsed(&draft);
        let told = draft.told.join("\n");
        for (header, cells) in &persons {
            let columns = layout.sheets.iter().flat_map(|sheet| &sheet.columns);
            let is_field = columns.flat_map(|column| &column.headers).any(|known| **known == **header);
            prop_assert!(!is_field, "{header} {:?}\n{told}", &cells[..3]);
            for cell in cells {
                prop_assert!(!told.contains(&**cell) && !draft.toml.contains(&**cell), "{cell}\n{told}");
            }
        }
    }
}

#[test]
fn a_call_writes_a_draft_on_stdout_and_its_guesses_on_stderr() {
    let dir = folder(&[
        ("mit-udtraek 2026.csv", utf8(&called(&PORTAL, PORTAL_ABBREVIATED))),
        ("tal.csv", b"1,2\n3,4\n".to_vec()),
    ]);
    let input = input("");
    let call = |name: &str| {
        let file = dir.path().join(name);
        let done = niveau(&["layout", file.to_str().unwrap(), "--input", input.to_str().unwrap()]);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
    };
    let (code, out, told) = call("mit-udtraek 2026.csv");
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("120 rækker") || told.contains("119 af 119 rækker"), "{told}");
    let layout = Layout::parse(&out, "layouts/mit.toml").unwrap();
    assert!(layout.reads("mit-udtraek 2027.csv"), "{out}");
    assert!(out.trim_end().ends_with("siger, hvad der blev læst, og hvad der ikke blev."), "{out}");
    let (code, out, told) = call("tal.csv");
    assert_eq!((code, &*out), (1, ""), "{told}");
    let (code, out, told) = call("ingen.csv");
    assert_eq!((code, &*out), (2, ""), "{told}");
    assert!(told.contains("filen findes ikke"), "{told}");
    let (code, ..) = call("");
    assert_eq!(code, 2);
}

#[test]
fn a_draft_is_written_as_it_is_shown() {
    let rows =
        renamed(&OTHERS, &[("Leverandør-id", "Lev. \"nr\" \\ ny"), ("Målgrupper", "Felt A")]);
    let rows = with_column(&without(&rows, &["P-nummer", "Ydelsestyper"]), "Leder", 2, |_| {
        "Hanne Møller".into()
    });
    let draft = draft_of("leverandører 2026-11.csv", &utf8(&rows)).unwrap();
    insta::assert_snapshot!(draft.toml, @r##"
    # UDKAST til et layout for leverandører 2026-11.csv. Se det igennem, før det bruges.
    # Efter hver linje står, hvor sikker den er:
    #   sikker      overskriften er kendt, og det, der står under den, passer
    #   sandsynlig  overskriften ligner, eller en anden kolonne kunne også være det
    #   gæt         se efter i filen
    kind = "other-providers" # sikker: leverandører uden for Tilbudsportalen
    title = "Udkast: leverandører 2026-11"
    files = ["leverandører*.csv"] # de filer, layoutet læser; intet andet layout må læse dem
    # Tegnsættet findes af sig selv: her UTF-8. Er æ, ø og å forkerte, så skriv det:
    # encoding = "windows-1252"

    # Kolonner, en senere fil må mangle; alle andre skal være der.
    optional = ["cvr", "kommune", "tilsyn", "godkendelsesstatus", "senest-opdateret", "driftsherre", "leverandoertype"]
    # Personer og adresser: læses aldrig.
    never-read = ["Leder"]

    [columns]
    tilbudsid = "Lev. \"nr\" \\ ny" # sandsynlig: overskriften ligner, og indholdet passer
    tilbudsnavn = "Leverandørnavn" # sikker: overskriften og indholdet passer
    cvr = "CVR-nummer" # sikker: overskriften og indholdet passer
    kommune = "Kommune" # sikker: overskriften og indholdet passer
    virksomhedsform = "Virksomhedsform" # sikker: overskriften og indholdet passer
    tilsyn = "Tilsyn" # sikker: overskriften og indholdet passer
    godkendelsesstatus = "Kvalitet efter kommunens tilsyn" # sikker: overskriften og indholdet passer
    paragraffer = "Retsgrundlag" # sikker: overskriften og indholdet passer
    maalgrupper = "Felt A" # gæt: indholdet passer, overskriften siger det ikke
    senest-opdateret = "Senest opdateret" # sikker: overskriften og indholdet passer
    driftsherre = "Driftsherre" # sikker: overskriften og indholdet passer
    daekningsomraade = "Dækningsområde" # sikker: overskriften og indholdet passer
    leverandoertype = "Leverandørtype" # sikker: overskriften og indholdet passer

    # Hvad der skiller, når en celle har flere ting i sig.
    [lists]
    paragraffer = ";"
    maalgrupper = ";"
    daekningsomraade = ";"
    leverandoertype = ";"

    # Sådan kommer du videre: gem udkastet som en fil i mappen layouts (fx
    # input/layouts/mit-layout.toml), læg datafilen i inputmappen, og kør `niveau check`: den
    # siger, hvad der blev læst, og hvad der ikke blev.
    "##);
    insta::assert_snapshot!(draft.told.join("\n"), @r#"
    leverandører 2026-11.csv: leverandører uden for Tilbudsportalen (sikker)
    Læst som UTF-8

    Overskrifterne står i række 1:
      sandsynlig tilbudsid = "Lev. "nr" \ ny"; "L970000", "L970001", "L970002", "L970003", "L970004" … (41 forskellige)
                 overskriften ligner, og indholdet passer
      sikker     tilbudsnavn = "Leverandørnavn"; 41 forskellige
      sikker     cvr = "CVR-nummer"; "11176670", "32788398", "37589087", "40384074", "42406861" … (36 forskellige)
      sikker     kommune = "Kommune"; "Aalborg", "Aarhus", "Ballerup", "Fanø", "Fredensborg" … (28 forskellige)
      sikker     virksomhedsform = "Virksomhedsform"; "Primærkommune", "Privat", "Region", "Selvejende institution"
      sikker     tilsyn = "Tilsyn"; "Esbjerg Kommune", "Frederikshavn Kommune", "Hillerød Kommune", "Horsens Kommune", "Lyngby-Taarbæk Kommune" … (8 forskellige)
      sikker     godkendelsesstatus = "Kvalitet efter kommunens tilsyn"; "Ikke opfyldt", "Opfyldt"
      sikker     paragraffer = "Retsgrundlag"; "§ 102", "§ 104", "§ 85"
      gæt        maalgrupper = "Felt A"; "0 til 17 år (autismespektrum, angst)", "0 til 17 år (erhvervet hjerneskade)", "0 til 17 år (synsnedsættelse)", "0 til 17 år (synsnedsættelse, hørenedsættelse)", "18 til 65 år (autismespektrum, angst)" … (14 forskellige)
                 indholdet passer, overskriften siger det ikke
      sikker     senest-opdateret = "Senest opdateret"; "01-05-2019", "01-06-2019", "01-07-2020", "01-10-2019", "03-06-2020" … (41 forskellige)
      sikker     driftsherre = "Driftsherre"; "Aalborg Kommune", "Aarhus Kommune", "Esbjerg Kommune", "Fredensborg Kommune", "Fredericia Kommune" … (23 forskellige)
      sikker     daekningsomraade = "Dækningsområde"; "Aarhus", "Allerød; Fredensborg; Hørsholm", "Assens; Odense", "Ballerup; Glostrup; Herlev", "Brønderslev; Hjørring" … (37 forskellige)
      sikker     leverandoertype = "Leverandørtype"; "ambulant", "ambulant; udgående", "udgående"
      læses aldrig (personer eller adresser): "Leder"

    Prøvet på filen: 41 af 41 rækker kan læses med udkastet, som det er

    Sådan kommer du videre:
      1. Gem udkastet i mappen layouts, fx med `niveau layout "leverandører 2026-11.csv" > input/layouts/mit-layout.toml`, og se især det, der er gættet eller mangler, igennem
      2. Læg datafilen i inputmappen
      3. Kør niveau check: den siger, hvad der blev læst, og hvad der ikke blev
    "#);
}
