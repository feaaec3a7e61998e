//! CSV of any Danish make: every trap is a snapshot of what the reader is told.

use encoding_rs::WINDOWS_1252;
use niveau::ingest::{Layout, ReadOptions, Reading, SheetRole, read_input};
use niveau::model::{AgeSpan, MunicipalityCode};
use proptest::prelude::*;

use super::ingest::{Row, assert_balanced, csv, department, folder, headers, portal, read, told};
use super::registers::shipped;

const FILE: &str = "tilbudsportalen.csv";

fn read_text(text: &str) -> Reading {
    read(&[(FILE, text.as_bytes().to_vec())])
}

fn windows(text: &str) -> Vec<u8> {
    WINDOWS_1252.encode(text).0.into_owned()
}

fn utf16(text: &str, is_little: bool) -> Vec<u8> {
    let bytes = |unit: u16| if is_little { unit.to_le_bytes() } else { unit.to_be_bytes() };
    text.encode_utf16().flat_map(bytes).collect()
}

/// Reads one file with the layout of the portal and this line in it.
fn read_with_line(line: &str, bytes: Vec<u8>) -> Reading {
    let text = include_str!("../../input/layouts/tilbudsportalen.toml");
    let text = text.replace("# encoding = \"windows-1252\"", line);
    let layout = Layout::parse(&text, "layouts/tilbudsportalen.toml").unwrap();
    let folder = folder(&[(FILE, bytes)]);
    let reading =
        read_input(folder.path(), &shipped(), &[layout], &ReadOptions::default()).unwrap();
    assert_balanced(&reading);
    reading
}

fn name_and_encoding(reading: &Reading) -> (&str, &str) {
    let name = reading.dataset.providers.first().map_or("", |provider| &*provider.name);
    (name, reading.accounts[0].encoding.as_deref().unwrap_or(""))
}

const NAME: &str = "Åløkke Bænk – Ærø";

fn named() -> String {
    csv(&[department("T1", "T1-1", &[("tilbudsnavn", NAME)])])
}

#[test]
fn every_encoding_is_told() {
    let text = named();
    let marked = |bytes: Vec<u8>, mark: &[u8]| [mark, &bytes].concat();
    for (bytes, encoding) in [
        (text.clone().into_bytes(), "UTF-8"),
        (marked(text.clone().into_bytes(), b"\xEF\xBB\xBF"), "UTF-8"),
        (windows(&text), "windows-1252"),
        (marked(utf16(&text, true), b"\xFF\xFE"), "UTF-16LE"),
        (marked(utf16(&text, false), b"\xFE\xFF"), "UTF-16BE"),
        (utf16(&text, true), "UTF-16LE"),
        (utf16(&text, false), "UTF-16BE"),
    ] {
        let reading = read(&[(FILE, bytes)]);
        assert_eq!(told(&reading), "");
        assert_eq!(name_and_encoding(&reading), (NAME, encoding));
    }
}

#[test]
fn encodings_that_are_doubtful_are_said() {
    let text = named();
    let mixed = [text.as_bytes(), &windows(&text.replace("T1", "T2"))].concat();
    // DOS: å is 86, ø is 9B, Å is 8F.
    let dos = windows("id;\"Gr\u{203a}n\"\r\n").repeat(2);
    let dos = [
        csv(&[department("T1", "T1-1", &[])])
            .replace('å', "aa")
            .replace('ø', "oe")
            .replace('æ', "ae")
            .into_bytes(),
        dos,
    ]
    .concat();
    let mut cut = format!("{text}\"T2\";\"Blå").into_bytes();
    cut.pop();
    let reading = read(&[
        ("tilbudsportalen-blandet.csv", mixed),
        ("tilbudsportalen-dos.csv", dos),
        ("tilbudsportalen-afskåret.csv", cut),
    ]);
    insta::assert_snapshot!(told(&reading), @"");
}

#[test]
fn the_layout_forces_an_encoding_but_not_against_the_file_itself() {
    let text = named();
    let told_of = |line: &str, bytes: Vec<u8>| {
        let reading = read_with_line(line, bytes);
        let (name, encoding) = name_and_encoding(&reading);
        format!("{line}: {encoding}: {name}\n{}", told(&reading))
    };
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let all = [
        told_of("encoding = \"iso-8859-1\"", windows(&text)),
        told_of("encoding = \"windows-1252\"", marked),
        told_of("encoding = \"windows-1252\"", utf16(&text, true)),
        told_of(
            "encoding = \"windows-1252\"",
            text.replace(NAME, "Aa").replace("é", "").into_bytes(),
        ),
        told_of("encoding = \"utf-8\"", windows(&text)),
        told_of("encoding = \"macintosh\"", encoding_rs::MACINTOSH.encode(&text).0.into_owned()),
    ];
    insta::assert_snapshot!(all.join("\n"), @"");
}

#[test]
fn separators_and_line_ends_are_told() {
    let rows =
        [department("T1", "T1-1", &[("tilbudsnavn", NAME), ("ydelsestyper", "Ophold; Fritid")])];
    let text = csv(&rows);
    let parted = |by: &str| text.replace("\";\"", &format!("\"{by}\""));
    for text in [
        parted(","),
        parted("\t"),
        parted("; "),
        format!("sep=;\r\n{text}"),
        format!("\"sep=,\"\r\n{}", parted(",")),
        format!("SEP=|\r\n{}", parted("|")),
        // A line that is wrong about its file.
        format!("sep=,\r\n{text}"),
        text.replace("\r\n", "\r"),
        text.replace("\r\n", "\n"),
        text.trim_end().to_owned(),
    ] {
        let reading = read_text(&text);
        assert_eq!(told(&reading), "", "{text}");
        assert_eq!(reading.dataset.providers[0].name.as_ref(), NAME);
        assert_eq!(reading.dataset.departments[0].services.0.count_ones(), 2);
    }
}

#[test]
fn an_open_quote_costs_its_row_and_not_the_file() {
    let mut rows: Vec<Row> = (1..=6).map(|n| department(&format!("T{n}"), "", &[])).collect();
    rows[4][1] = "Huset \"Solen\"".to_owned();
    rows[5][1] = "to\r\nlinjer".to_owned();
    let text = csv(&rows)
        // Never closed, in a file with quotes around every field.
        .replace("\"T2\";\"Eksempel Nord\"", "\"T2\";\"Eksempel Nord")
        // Closed by the next row's last field.
        .replace("(autismespektrum)\";\"\";\"\"\r\n\"T4\"", "(autismespektrum)\";\"\";\"\r\n\"T4\"")
        // Not doubled.
        .replace("Huset \"\"Solen\"\"", "Huset \"Solen\" Syd");
    let reading = read_text(&text);
    insta::assert_snapshot!(told(&reading), @"");
    let names: Vec<&str> = reading.dataset.providers.iter().map(|p| &*p.name).collect();
    assert_eq!(names, ["Eksempel Nord", "Eksempel Nord", "Huset \"Solen\" Syd", "to\r\nlinjer"]);
}

#[test]
fn an_open_quote_without_another_in_the_file() {
    let mut text = csv(&[department("T1", "", &[])]).replace('"', "");
    for n in 2..2000 {
        let row = csv(&[department(&format!("T{n}"), "", &[])]).replace('"', "");
        text.push_str(row.lines().nth(1).unwrap());
        text.push_str("\r\n");
    }
    let text = text.replace("T5;Eksempel", "T5;\"Eksempel");
    let reading = read_text(&text);
    insta::assert_snapshot!(told(&reading), @"");
    assert_eq!(reading.dataset.providers.len(), 1998);
}

#[test]
fn ragged_rows_are_set_aside_and_the_others_read() {
    let text = csv(&[department("T1", "", &[]), department("T2", "", &[])]);
    let short = "\"T3\";\"Eksempel\"\r\n";
    let long =
        format!("{};\"mere\"\r\n", csv(&[department("T4", "", &[])]).lines().nth(1).unwrap());
    // Separators too many, with nothing behind them, are no field.
    let padded = format!("{};;;\r\n", csv(&[department("T5", "", &[])]).lines().nth(1).unwrap());
    let reading = read_text(&format!("{text}{short}{long}{padded}"));
    insta::assert_snapshot!(told(&reading), @"");
    assert_eq!(reading.dataset.providers.len(), 3);
}

#[test]
fn titles_above_totals_and_notes_below() {
    let head = "Udtræk fra Tilbudsportalen;;;\r\n\"Trukket \"\"i dag\"\"\";;\r\n\r\n";
    let text = csv(&[department("T1", "", &[]), department("T2", "", &[])]);
    let total = |word: &str| format!("{word};;;;;;;;;;;24;;;;\r\n");
    let named = ";I alt;;;;;;;;;;24;;;;\r\n";
    let foot = "Kilde: Tilbudsportalen, udtræk;;;;;;;;;;;;;;;\r\n* Pladser er skøn\r\n";
    let reading = read_text(&format!(
        "{head}{text}\r\n;;;;;;;;;;;;;;;\r\n{}{}{}{named}{foot}",
        total("I alt"),
        total("TOTAL:"),
        total("Sum (2 tilbud)"),
    ));
    insta::assert_snapshot!(told(&reading), @"");
    assert_eq!(reading.dataset.providers.len(), 2);
    assert_eq!(reading.accounts[0].rows_read, 8);
}

#[test]
fn headers_in_the_middle() {
    let one = csv(&[department("T1", "", &[])]);
    let two = csv(&[department("T2", "", &[])]);
    let same = read_text(&format!("{one}{}", two.replace("Tilbudsid", "TILBUDS-ID")));
    let turned: String = csv(&[department("T3", "", &[]), department("T4", "", &[])])
        .lines()
        .map(|line| {
            let mut fields: Vec<&str> = line.split("\";\"").collect();
            fields.swap(1, 2);
            format!("{}\r\n", fields.join("\";\""))
        })
        .collect();
    let other = read_text(&format!("{one}{turned}"));
    insta::assert_snapshot!(format!("{}\n\n{}", told(&same), told(&other)), @"");
    assert_eq!((same.dataset.providers.len(), other.dataset.providers.len()), (2, 1));
    assert_eq!(other.accounts[0].rows_read, 4);
}

#[test]
fn files_with_nothing_in_them() {
    let reading = read(&[
        ("tilbudsportalen-1-tom.csv", Vec::new()),
        ("tilbudsportalen-2-kun-bom.csv", b"\xEF\xBB\xBF".to_vec()),
        ("tilbudsportalen-3-kun-bom16.csv", b"\xFF\xFE".to_vec()),
        ("tilbudsportalen-4-blanke.csv", b" \r\n\t\r\n".to_vec()),
        ("tilbudsportalen-5-kun-overskrifter.csv", csv(&[]).into_bytes()),
        ("tilbudsportalen-6-kun-skilletegn.csv", b";;;;\r\n;;;;\r\n".to_vec()),
        ("tilbudsportalen-7-kun-sep.csv", b"sep=;\r\n".to_vec()),
        ("tilbudsportalen-8-andet.csv", b"a;b\r\n1;2\r\n".to_vec()),
    ]);
    insta::assert_snapshot!(told(&reading), @"");
}

#[test]
fn a_line_without_an_end_is_not_read_into_memory() {
    let text = format!("{}{}", csv(&[department("T1", "", &[])]), "x".repeat(5 << 20));
    insta::assert_snapshot!(told(&read_text(&text)), @"");
}

#[test]
fn numbers_of_any_make() {
    let rows: Vec<Row> = [
        "12",
        "12,0",
        "1.234",
        "1 234",
        "1\u{a0}234",
        "1\u{2009}234",
        "ca. 8",
        "5-7",
        "<3",
        "..",
        "Ikke oplyst",
        "1½",
        "12 %",
        "\u{2212}3",
        "1,234",
        "1,234.5",
        "#I/T",
        "1,2E+03",
        "mange",
    ]
    .iter()
    .enumerate()
    .map(|(n, places)| {
        let id = format!("T{n:02}");
        department(&id, &id, &[("pladser-afdeling", places), ("paragraffer", "§ 107")])
    })
    .collect();
    let reading = read(&[portal(&rows)]);
    insta::assert_snapshot!(told(&reading), @"");
    let places: Vec<Option<u32>> =
        reading.dataset.departments.iter().take(6).map(|d| d.places).collect();
    assert_eq!(places, [12, 12, 1234, 1234, 1234, 1234].map(Some));
    assert!(reading.dataset.departments[6..].iter().all(|d| d.places.is_none()));
}

#[test]
fn target_group_cells_as_they_are_printed() {
    let cells = [
        "13 til 18 år (omsorgssvigt, seksuelt overgreb, selvskadende adfærd)",
        "13 til 18 år (angst), 18 til 30 år (depression)",
        "13 til 18 år (angst)\n18 år og derover (depression)",
        "autismespektrum (18 til 85 år)",
        "18 til 85 år: autismespektrum, angst",
        "Hjerneskade, erhvervet; angst og depression",
        "18 til 85 år (autismespektrum (herunder Asperger), hjerneskade, erhvervet)",
        "0-17 år (OPMÆRKSOMHEDS\u{ad}forstyrrelse, Mobilitets-neds\u{e6}ttelse)",
        "18+ (Misbrug af alkohol",
        "Voksne (angst)",
        "18 til 85 år",
        "18 til 85 år (autismespektret, cykling)",
        "over 18 år (angst)",
    ];
    let rows: Vec<Row> = (10..)
        .zip(cells)
        .map(|(n, cell)| department(&format!("T{n}"), &format!("{n}"), &[("maalgrupper", cell)]))
        .collect();
    let reading = read(&[portal(&rows)]);
    let registers = shipped();
    let read: Vec<String> = reading
        .dataset
        .departments
        .iter()
        .zip(cells)
        .map(|(department, cell)| {
            let groups: Vec<&str> = department
                .target_groups
                .iter()
                .map(|id| &*registers.target_groups.get(id).slug)
                .collect();
            let ages = department
                .ages
                .map(|AgeSpan { from_years, to_years }| format!("{from_years}-{to_years}"));
            format!("{}: {} {}", cell.escape_debug(), ages.unwrap_or_default(), groups.join(" "))
        })
        .collect();
    insta::assert_snapshot!(format!("{}\n\n{}", read.join("\n"), told(&reading)), @"");
}

#[test]
fn legal_bases_as_they_are_printed() {
    let cells = [
        "§§ 32, 36, 101, 103, 104, 109, 110",
        "66, stk. 1, nr. 5 (almindeligt socialpædagogisk opholdssted)",
        "§ 66, stk. 1, nr. 5 (opholdssted) (12)",
        "§66 stk 1 nr 6, 107 og 108",
        "ABL § 105",
        "§ 105 i almenboligloven; serviceloven § 107, stk. 2",
        "§ 107 (8), § 108 (4 pladser)",
        "§ 107: 12",
        "§§ 10, 7",
        "§ 66",
        "§ 105",
    ];
    let rows: Vec<Row> = (10..)
        .zip(cells)
        .map(|(n, cell)| department(&format!("T{n}"), &format!("{n}"), &[("paragraffer", cell)]))
        .collect();
    let reading = read(&[portal(&rows)]);
    let registers = shipped();
    let read: Vec<String> = reading
        .dataset
        .departments
        .iter()
        .zip(cells)
        .map(|(department, cell)| {
            let bases: Vec<&str> = department
                .legal_bases
                .iter()
                .map(|id| &*registers.legal_bases.get(id).text)
                .collect();
            format!("{cell} → {}", bases.join(" + "))
        })
        .collect();
    insta::assert_snapshot!(format!("{}\n\n{}", read.join("\n"), told(&reading)), @"");
}

#[test]
fn places_per_legal_basis_are_held_against_the_totals() {
    let rows: Vec<Row> = [
        ("§ 107 (8); § 108 (4)", "12", ""),
        ("§ 107 (12); § 108 (12)", "12", ""),
        ("§ 107 (20); § 108 (4)", "12", "24"),
        ("§ 107 (10)", "12", ""),
        ("§ 107 (8); § 108 (4)", "", "20"),
        ("§ 107 (8); § 108 (14)", "", "20"),
        ("§ 107; § 108 (14)", "12", ""),
    ]
    .iter()
    .enumerate()
    .map(|(n, (bases, places, whole))| {
        let id = format!("T{n}");
        let fields =
            [("paragraffer", *bases), ("pladser-afdeling", *places), ("pladser-tilbud", *whole)];
        department(&id, &id, &fields)
    })
    .collect();
    let reading = read(&[portal(&rows)]);
    insta::assert_snapshot!(told(&reading), @"");
}

#[test]
fn municipalities_under_every_name() {
    let cells = [
        ("0751", ""),
        ("751", ""),
        ("0101", ""),
        ("101", ""),
        ("0751 Aarhus", ""),
        ("", "Århus"),
        ("", "A\u{30a}rhus Kommune"),
        ("", "Bornholms Regionskommune"),
        ("", "Lyngby-Tårbæk"),
        ("", "LYNGBY TAARBÆK KOMMUNE"),
        ("", "Nordfyn"),
        ("", "Koebenhavn"),
        ("", "Københavns\u{a0}Kommune"),
        ("", "Høje Tåstrup"),
        ("", "Vesthimmerland"),
        ("", "Aarhus Kommune (0751)"),
        ("0411", ""),
        ("", "Ertholmene"),
        ("0751 Odense", ""),
        ("00751", ""),
        ("75A", ""),
        ("", "Aahus"),
    ];
    let rows: Vec<Row> = (10..)
        .zip(cells)
        .map(|(n, (code, name))| {
            let fields = [("kommunekode", code), ("kommune", name)];
            department(&format!("T{n}"), &format!("{n}"), &fields)
        })
        .collect();
    let reading = read(&[portal(&rows)]);
    let codes: Vec<String> = reading
        .dataset
        .departments
        .iter()
        .map(|d| {
            d.municipality.map_or("ingen".to_owned(), |MunicipalityCode(code)| code.to_string())
        })
        .collect();
    insta::assert_snapshot!(format!("{}\n\n{}", codes.join(" "), told(&reading)), @"");
}

#[test]
fn ownership_and_status_in_their_spellings() {
    let ownerships = [
        "Primærkommune",
        "KOMMUNE",
        "Fælles-kommunal",
        "Region",
        "Statslig administrativ enhed",
        "Selvejende institution (fond)",
        "Fond / Forening",
        "Prima\u{308}rkommune",
    ];
    let rows: Vec<Row> = ownerships
        .iter()
        .enumerate()
        .map(|(n, ownership)| {
            let id = format!("T{n}");
            let status = ["Godkendt", "godkendt ", "Betinget\u{a0}god\u{ad}kendt"][n % 3];
            let fields = [("virksomhedsform", *ownership), ("godkendelsesstatus", status)];
            department(&id, &id, &fields)
        })
        .collect();
    let reading = read(&[portal(&rows)]);
    insta::assert_snapshot!(told(&reading), @"");
    assert_eq!(reading.dataset.statuses, ["Betinget godkendt".into(), "Godkendt".into()]);
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => Just(String::new()),
        4 => "[a-zæøåÆØÅé0-9 ,;\t|\"'.%§–½()-]{0,12}",
        1 => "[a-zæøå\r\n\";,]{0,12}",
    ]
}

/// A text in a cell, in the form in which a cell holds it: without blanks around it.
fn held(text: &str) -> String {
    text.trim().to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Any table of texts, in any of the encodings, separators, line ends and ways of quoting,
    /// comes back: each row is used as it was written.
    #[test]
    fn any_table_comes_back(
        names in proptest::collection::vec(cell(), 1..12),
        encoding in 0..7_usize,
        separator in prop::sample::select(vec![b';', b',', b'\t']),
        end in prop::sample::select(vec![csv::Terminator::CRLF, csv::Terminator::Any(b'\n')]),
        style in prop::sample::select(vec![
            csv::QuoteStyle::Always, csv::QuoteStyle::Necessary, csv::QuoteStyle::NonNumeric,
        ]),
    ) {
        let names: Vec<String> = names
            .iter()
            .map(|name| held(&WINDOWS_1252.decode(&WINDOWS_1252.encode(name).0).0))
            // A line within a cell that looks like a whole row can't be told from one.
            .filter(|name| name.matches(char::from(separator)).count() < headers(SheetRole::Providers).len() - 1)
            .collect();
        let mut writer = csv::WriterBuilder::new()
            .delimiter(separator)
            .terminator(end)
            .quote_style(style)
            .from_writer(Vec::new());
        writer.write_record(headers(SheetRole::Providers)).unwrap();
        for (n, name) in names.iter().enumerate() {
            let row = department(&format!("T{n:03}"), "", &[("tilbudsnavn", name)]);
            writer.write_record(row).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let mark = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        let bytes = match encoding {
            0 => text.into_bytes(),
            1 => mark(b"\xEF\xBB\xBF", text.into_bytes()),
            2 => mark(b"\xFF\xFE", utf16(&text, true)),
            3 => mark(b"\xFE\xFF", utf16(&text, false)),
            4 => utf16(&text, true),
            5 => utf16(&text, false),
            _ => windows(&text),
        };
        let reading = read(&[(FILE, bytes)]);
        prop_assert_eq!(reading.accounts[0].rows_used, names.len() as u64, "{}", told(&reading));
        for (n, (provider, name)) in reading.dataset.providers.iter().zip(&names).enumerate() {
            let is_reported = !matches!(name.as_str(), "" | "-" | "–" | "." | "..");
            let wanted = if is_reported { name.clone() } else { format!("T{n:03}") };
            prop_assert_eq!(&*provider.name, wanted.as_str());
        }
    }

    /// Any bytes below the headers, in any encoding, are accounted for.
    #[test]
    fn any_bytes_are_accounted_for(
        rows in proptest::collection::vec(cell(), 0..40),
        raw in proptest::collection::vec(any::<u8>(), 0..60),
        encoding in 0..4_usize,
    ) {
        let text = format!("{}{}", csv(&[department("T1", "", &[])]), rows.join(";"));
        let mut bytes = match encoding {
            0 => text.into_bytes(),
            1 => windows(&text),
            2 => utf16(&text, true),
            _ => utf16(&text, false),
        };
        bytes.extend(raw);
        let reading = read(&[(FILE, bytes)]);
        assert_balanced(&reading);
    }
}
