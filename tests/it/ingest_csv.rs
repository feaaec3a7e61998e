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
    // What DOS writes for æ, ø and å, as Windows shows it.
    let dos = text.replace(NAME, "Groen").replace('æ', "\u{2018}");
    let dos = windows(&dos.replace('ø', "\u{203a}").replace('å', "\u{2020}"));
    let mut cut = format!("{text}\"T2\";\"Blå").into_bytes();
    cut.pop();
    let reading = read(&[
        ("tilbudsportalen-blandet.csv", mixed),
        ("tilbudsportalen-dos.csv", dos),
        ("tilbudsportalen-afskåret.csv", cut),
    ]);
    insta::assert_snapshot!(told(&reading), @r#"
    advarsel tilbudsportalen-afskåret.csv: filen slutter midt i et tegn; den er måske skåret af, og rækker kan mangle. Hent filen igen, eller se efter, at den sidste række er hel. [text-cut-off]
    advarsel tilbudsportalen-afskåret.csv, række 3: rækken er ikke brugt, og den kan gælde tilbud "T2", som har andre rækker; den kan have en anden status end de, så kvaliteten er ukendt. Ret rækken, eller slet den, hvis den ikke gælder. [status-lost]
    advarsel tilbudsportalen-blandet.csv: filen er læst som windows-1252, men noget af den er utf-8, så den er sat sammen af to slags. Gem filen som utf-8, eller skriv dens encoding i layoutfilen i input/layouts. [encoding-doubtful]
    advarsel tilbudsportalen-dos.csv: filen er læst som windows-1252, men der er ingen æ, ø eller å i den; den kan være fra DOS (cp850). Gem filen som utf-8, eller skriv dens encoding i layoutfilen i input/layouts. [encoding-doubtful]
    advarsel tilbudsportalen-dos.csv: listen kunne ikke læses til ende, og den kan have en anden status for 2 tilbud, der er læst; kvaliteten er ukendt. Hent filen igen, eller tag den ud af input-mappen, hvis den ikke gælder. [status-list-lost]
    fejl tilbudsportalen-dos.csv, række 1: overskrifterne "Tilsynsførende myndighed", "Pladser på afdelingen", "Målgrupper" mangler, så ingen rækker er læst; ukendte overskrifter her: "Tilsynsf›rende myndighed", "Pladser p† afdelingen", "Pladser p† hele tilbuddet", "M†lgrupper". Ret "Tilsynsf›rende myndighed" til "Tilsynsførende myndighed", "Pladser p† afdelingen" til "Pladser på afdelingen", "M†lgrupper" til "Målgrupper", eller skriv i layoutfilen i input/layouts, hvad de hedder. [column-missing]
    sat til side tilbudsportalen-afskåret.csv, række 3: "T2": et anførselstegn i rækken er ikke lukket; rækkerne efter er læst hver for sig; ret anførselstegnene i rækken. [unclosed-quote]
    sat til side tilbudsportalen-dos.csv: "": alle 1 rækker: overskrifterne "Tilsynsførende myndighed", "Pladser på afdelingen", "Målgrupper" mangler. [column-missing]
    "#);
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
    insta::assert_snapshot!(all.join("\n"), @r#"
    encoding = "iso-8859-1": windows-1252: Åløkke Bænk – Ærø

    encoding = "windows-1252": UTF-8: Åløkke Bænk – Ærø
    advarsel tilbudsportalen.csv: layoutet siger windows-1252, men filen er UTF-8 og læst som det. Ret encoding i layoutfilen, eller slet linjen. [encoding-contradiction]
    encoding = "windows-1252": UTF-16LE: Åløkke Bænk – Ærø
    advarsel tilbudsportalen.csv: layoutet siger windows-1252, men filen er UTF-16LE og læst som det. Ret encoding i layoutfilen, eller slet linjen. [encoding-contradiction]
    encoding = "windows-1252": windows-1252: 
    advarsel tilbudsportalen.csv: filen er læst som windows-1252, som layoutet siger, men er gyldig UTF-8. Slet encoding i layoutfilen, hvis æ, ø og å er forkerte. [encoding-contradiction]
    fejl tilbudsportalen.csv, række 1: overskrifterne "Tilsynsførende myndighed", "Pladser på afdelingen", "Målgrupper" mangler, så ingen rækker er læst; ukendte overskrifter her: "TilsynsfÃ¸rende myndighed", "Pladser pÃ¥ afdelingen", "Pladser pÃ¥ hele tilbuddet", "MÃ¥lgrupper". Ret "TilsynsfÃ¸rende myndighed" til "Tilsynsførende myndighed", "Pladser pÃ¥ afdelingen" til "Pladser på afdelingen", "MÃ¥lgrupper" til "Målgrupper", eller skriv i layoutfilen i input/layouts, hvad de hedder. [column-missing]
    sat til side tilbudsportalen.csv: "": alle 1 rækker: overskrifterne "Tilsynsførende myndighed", "Pladser på afdelingen", "Målgrupper" mangler. [column-missing]
    encoding = "utf-8": UTF-8: 
    advarsel tilbudsportalen.csv: layoutet siger utf-8, men filen har tegn, der ikke er det; de er læst som �. Ret encoding i layoutfilen til windows-1252, eller slet linjen. [encoding-contradiction]
    fejl tilbudsportalen.csv, række 1: overskrifterne "Tilsynsførende myndighed", "Pladser på afdelingen", "Målgrupper" mangler, så ingen rækker er læst; ukendte overskrifter her: "Tilsynsf�rende myndighed", "Pladser p� afdelingen", "Pladser p� hele tilbuddet", "M�lgrupper". Ret "Tilsynsf�rende myndighed" til "Tilsynsførende myndighed", "Pladser p� afdelingen" til "Pladser på afdelingen", "M�lgrupper" til "Målgrupper", eller skriv i layoutfilen i input/layouts, hvad de hedder. [column-missing]
    sat til side tilbudsportalen.csv: "": alle 1 rækker: overskrifterne "Tilsynsførende myndighed", "Pladser på afdelingen", "Målgrupper" mangler. [column-missing]
    encoding = "macintosh": macintosh: Åløkke Bænk – Ærø
    "#);
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
    insta::assert_snapshot!(told(&reading), @r##"
    advarsel tilbudsportalen.csv, række 6: et anførselstegn inde i et felt er ikke skrevet dobbelt; rækken har det rigtige antal felter og er læst. Se efter, at felterne er rigtige, og skriv anførselstegnet dobbelt. [stray-quote]
    sat til side tilbudsportalen.csv, række 3: "T2": rækken har 13 felter, overskriften 17; den kan være forskudt; ret skilletegn og anførselstegn i rækken. [ragged-row]
    sat til side tilbudsportalen.csv, række 4: "T3": et anførselstegn i rækken er ikke lukket; rækkerne efter er læst hver for sig; ret anførselstegnene i rækken. [unclosed-quote]
    "##);
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
    insta::assert_snapshot!(told(&reading), @r#"sat til side tilbudsportalen.csv, række 6: "T5": et anførselstegn i rækken er ikke lukket; rækkerne efter er læst hver for sig; ret anførselstegnene i rækken. [unclosed-quote]"#);
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
    insta::assert_snapshot!(told(&reading), @r##"
    sat til side tilbudsportalen.csv, række 4: "T3": rækken har 2 felter, overskriften 17; den kan være forskudt; ret skilletegn og anførselstegn i rækken. [ragged-row]
    sat til side tilbudsportalen.csv, række 5: "T4": rækken har 18 felter, overskriften 17; den kan være forskudt; ret skilletegn og anførselstegn i rækken. [ragged-row]
    "##);
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
    insta::assert_snapshot!(told(&reading), @r##"
    sat til side tilbudsportalen.csv, række 9: "": rækken er en sum ("I alt") og ikke data. [total-row]
    sat til side tilbudsportalen.csv, række 10: "": rækken er en sum ("TOTAL:") og ikke data. [total-row]
    sat til side tilbudsportalen.csv, række 11: "": rækken er en sum ("Sum (2 tilbud)") og ikke data. [total-row]
    sat til side tilbudsportalen.csv, række 12: "": rækken er en sum ("I alt") og ikke data. [total-row]
    sat til side tilbudsportalen.csv, række 13: "": rækken har kun en note og ikke data. [note-row]
    sat til side tilbudsportalen.csv, række 14: "": rækken har kun en note og ikke data. [note-row]
    "##);
    assert_eq!(reading.dataset.providers.len(), 2);
    assert_eq!(reading.accounts[0].rows_read, 8);
}

#[test]
fn headers_in_the_middle() {
    let one = csv(&[department("T1", "", &[])]);
    let two = csv(&[department("T2", "", &[])]);
    let same = read_text(&format!("{one}{}", two.replace("Tilbudsid", "TILBUDS-ID")));
    let turned: Vec<String> = csv(&[department("T3", "", &[]), department("T4", "", &[])])
        .lines()
        .map(|line| {
            let mut fields: Vec<&str> = line.split("\";\"").collect();
            fields.swap(1, 2);
            fields.join("\";\"")
        })
        .collect();
    let other = read_text(&format!("{one}{}\r\n", turned.join("\r\n")));
    insta::assert_snapshot!(format!("{}\n\n{}", told(&same), told(&other)), @r#"
    sat til side tilbudsportalen.csv, række 3: "": rækken er overskrifterne igen. [header-again]

    advarsel tilbudsportalen.csv: listen kunne ikke læses til ende, og den kan have en anden status for 1 tilbud, der er læst; kvaliteten er ukendt. Hent filen igen, eller tag den ud af input-mappen, hvis den ikke gælder. [status-list-lost]
    fejl tilbudsportalen.csv, række 3: her står overskrifterne igen, men i en anden rækkefølge; rækkerne under dem er ikke læst. Del filen i to her, så hver har sine egne overskrifter øverst. [header-changed]
    sat til side tilbudsportalen.csv: "": alle 2 rækker under række 3, hvor overskrifterne skifter rækkefølge. [header-changed]
    sat til side tilbudsportalen.csv, række 3: "": rækken er overskrifter i en anden rækkefølge. [header-changed]
    "#);
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
    insta::assert_snapshot!(told(&reading), @r#"
    fejl tilbudsportalen-1-tom.csv: filen er tom (0 bytes). Hent filen igen. [file-empty]
    fejl tilbudsportalen-2-kun-bom.csv: filen har ingen tekst, kun blanke tegn eller et byte-order-mark. Hent filen igen. [file-empty]
    fejl tilbudsportalen-3-kun-bom16.csv: filen har ingen tekst, kun blanke tegn eller et byte-order-mark. Hent filen igen. [file-empty]
    fejl tilbudsportalen-4-blanke.csv: filen har ingen tekst, kun blanke tegn eller et byte-order-mark. Hent filen igen. [file-empty]
    bemærkning tilbudsportalen-5-kun-overskrifter.csv: der er overskrifter, men ingen rækker. Ingenting, hvis det er meningen; ellers hent udtrækket igen. [no-rows]
    fejl tilbudsportalen-6-kun-skilletegn.csv: der er ingen overskrifter; intet er læst. Hent udtrækket igen, eller ret header-row i layoutfilen i input/layouts. [no-headers]
    fejl tilbudsportalen-7-kun-sep.csv: der er ingen overskrifter; intet er læst. Hent udtrækket igen, eller ret header-row i layoutfilen i input/layouts. [no-headers]
    fejl tilbudsportalen-8-andet.csv, række 1: ingen af de ventede overskrifter blev fundet i de første rækker; der ventes "Tilbudsid", "Tilbudsnavn", "Afdelingsid", "Kommunekode", "Virksomhedsform", "Tilsynsførende myndighed", "Godkendelsesstatus", "Tilbudstyper", "Pladser på afdelingen", "Målgrupper". Hent udtrækket igen, eller lav et layout til det: niveau layout FIL skriver et udkast. [no-headers]
    sat til side tilbudsportalen-8-andet.csv: "": alle 1 rækker: overskrifterne "Tilbudsid", "Tilbudsnavn", "Afdelingsid", "Kommunekode", "Virksomhedsform", "Tilsynsførende myndighed", "Godkendelsesstatus", "Tilbudstyper", "Pladser på afdelingen", "Målgrupper" mangler. [column-missing]
    "#);
}

#[test]
fn a_line_without_an_end_is_not_read_into_memory() {
    let text = format!("{}{}", csv(&[department("T1", "", &[])]), "x".repeat(5 << 20));
    insta::assert_snapshot!(told(&read_text(&text)), @"
    advarsel tilbudsportalen.csv: listen kunne ikke læses til ende, og den kan have en anden status for 1 tilbud, der er læst; kvaliteten er ukendt. Hent filen igen, eller tag den ud af input-mappen, hvis den ikke gælder. [status-list-lost]
    fejl tilbudsportalen.csv, række 3: linjen er på over 4194304 bytes; den og resten er ikke læst. Se efter, om filen er en CSV-fil, og hent den igen. [line-too-long]
    ");
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
    insta::assert_snapshot!(told(&reading), @r##"
    advarsel tilbudsportalen.csv, celle M8 "Pladser på afdelingen": "ca. 8" er ikke et helt tal; regnes som ikke oplyst. Skriv 8, og sæt tvivlen i "Bemærkning". [not-a-number]
    advarsel tilbudsportalen.csv, celle M9 "Pladser på afdelingen": "5-7" er ikke et helt tal, men et spænd; regnes som ikke oplyst. Skriv et helt tal, eller lad cellen være tom. [not-a-number]
    advarsel tilbudsportalen.csv, celle M10 "Pladser på afdelingen": "<3" er ikke et helt tal, men en grænse; regnes som ikke oplyst. Skriv et helt tal, eller lad cellen være tom. [not-a-number]
    advarsel tilbudsportalen.csv, celle M13 "Pladser på afdelingen": "1½" er ikke et helt tal fra 0 og op; regnes som ikke oplyst. Skriv et helt tal fra 0 og op. [number-out-of-range]
    advarsel tilbudsportalen.csv, celle M14 "Pladser på afdelingen": "12 %" er ikke et antal, men en procent; regnes som ikke oplyst. Skriv antallet. [number-out-of-range]
    advarsel tilbudsportalen.csv, celle M15 "Pladser på afdelingen": "−3" er ikke et helt tal fra 0 og op; regnes som ikke oplyst. Skriv et helt tal fra 0 og op. [number-out-of-range]
    advarsel tilbudsportalen.csv, celle M16 "Pladser på afdelingen": "1,234" kan være 1,234 eller 1234; regnes som ikke oplyst. Skriv antallet uden tusindtegn. [ambiguous-number]
    advarsel tilbudsportalen.csv, celle M17 "Pladser på afdelingen": "1,234.5" er ikke et helt tal, men skrevet med komma som tusindtegn; regnes som ikke oplyst. Skriv et helt tal, eller lad cellen være tom. [not-a-number]
    advarsel tilbudsportalen.csv, celle M18 "Pladser på afdelingen": cellen har fejlværdien #I/T; regnes som ikke oplyst. Ret formlen, eller skriv værdien i cellen. [error-cell]
    advarsel tilbudsportalen.csv, celle M19 "Pladser på afdelingen": "1,2E+03" er ikke et helt tal; regnes som ikke oplyst. Skriv et helt tal, eller lad cellen være tom. [not-a-number]
    advarsel tilbudsportalen.csv, celle M20 "Pladser på afdelingen": "mange" er ikke et helt tal; regnes som ikke oplyst. Skriv et helt tal, eller lad cellen være tom. [not-a-number]
    "##);
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
    insta::assert_snapshot!(format!("{}\n\n{}", read.join("\n"), told(&reading)), @r##"
    13 til 18 år (omsorgssvigt, seksuelt overgreb, selvskadende adfærd): 13-18 selvskadende-adfaerd omsorgssvigt seksuelt-overgreb
    13 til 18 år (angst), 18 til 30 år (depression): 13-30 angst depression
    13 til 18 år (angst)\n18 år og derover (depression): 13-120 angst depression
    autismespektrum (18 til 85 år): 18-85 autismespektrum
    18 til 85 år: autismespektrum, angst: 18-85 angst autismespektrum
    Hjerneskade, erhvervet; angst og depression:  angst depression erhvervet-hjerneskade
    18 til 85 år (autismespektrum (herunder Asperger), hjerneskade, erhvervet): 18-85 autismespektrum erhvervet-hjerneskade
    0-17 år (OPMÆRKSOMHEDS\u{ad}forstyrrelse, Mobilitets-nedsættelse): 0-17 mobilitetsnedsaettelse opmaerksomhedsforstyrrelse
    18+ (Misbrug af alkohol: 18-120 
    Voksne (angst):  angst
    18 til 85 år: 18-85 
    18 til 85 år (autismespektret, cykling): 18-85 
    over 18 år (angst):  angst

    advarsel tilbudsportalen.csv, celle O11 "Målgrupper": målgruppen "Misbrug af alkohol" står ikke i input/registers/target_groups.csv; gruppen er udeladt. Ret navnet, eller tilføj målgruppen i registret. [unknown-target-group]
    advarsel tilbudsportalen.csv, celle O12 "Målgrupper": alderen "Voksne" forstås ikke; målgrupperne er læst. Skriv f.eks. 13 til 18 år, eller 18 år og derover. [ages-not-understood]
    advarsel tilbudsportalen.csv, celle O13 "Målgrupper": "18 til 85 år" nævner ingen målgruppe. Skriv målgrupperne, f.eks. 18 til 85 år (autismespektrum). [target-group-missing]
    advarsel tilbudsportalen.csv, celle O14 "Målgrupper": målgruppen "autismespektret" står ikke i input/registers/target_groups.csv; gruppen er udeladt. Mente du "Autismespektrum"? Ret navnet, eller tilføj stavemåden under aliases i registret. [unknown-target-group]
    advarsel tilbudsportalen.csv, celle O14 "Målgrupper": målgruppen "cykling" står ikke i input/registers/target_groups.csv; gruppen er udeladt. Ret navnet, eller tilføj målgruppen i registret. [unknown-target-group]
    advarsel tilbudsportalen.csv, celle O15 "Målgrupper": alderen "over 18 år" forstås ikke; målgrupperne er læst. Skriv f.eks. 13 til 18 år, eller 18 år og derover. [ages-not-understood]
    "##);
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
    insta::assert_snapshot!(format!("{}\n\n{}", read.join("\n"), told(&reading)), @r##"
    §§ 32, 36, 101, 103, 104, 109, 110 → § 32 + § 36 + § 101 + § 103 + § 104 + § 109 + § 110
    66, stk. 1, nr. 5 (almindeligt socialpædagogisk opholdssted) → § 66, stk. 1, nr. 5
    § 66, stk. 1, nr. 5 (opholdssted) (12) → § 66, stk. 1, nr. 5
    §66 stk 1 nr 6, 107 og 108 → § 66, stk. 1, nr. 6 + § 107 + § 108
    ABL § 105 → ABL § 105
    § 105 i almenboligloven; serviceloven § 107, stk. 2 → § 107 + ABL § 105
    § 107 (8), § 108 (4 pladser) → § 107 + § 108
    § 107: 12 → § 107
    §§ 10, 7 → 
    § 66 → 
    § 105 → 

    advarsel tilbudsportalen.csv, celle L10 "Tilbudstyper": paragraffen "7" står ikke i input/registers/legal_bases.csv. Ret paragraffen, eller tilføj den i registret. [unknown-legal-basis]
    advarsel tilbudsportalen.csv, celle L10 "Tilbudstyper": paragraffen "§§ 10" står ikke i input/registers/legal_bases.csv. Ret paragraffen, eller tilføj den i registret. [unknown-legal-basis]
    advarsel tilbudsportalen.csv, celle L11 "Tilbudstyper": paragraffen "§ 66" står ikke i input/registers/legal_bases.csv. Ret paragraffen, eller tilføj den i registret. [unknown-legal-basis]
    advarsel tilbudsportalen.csv, celle L12 "Tilbudstyper": paragraffen "§ 105" står ikke i input/registers/legal_bases.csv. Ret paragraffen, eller tilføj den i registret. [unknown-legal-basis]
    "##);
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
    insta::assert_snapshot!(told(&reading), @r##"
    bemærkning tilbudsportalen.csv, celle L3 "Tilbudstyper": hver paragraf har 12 pladser, som afdelingen i alt; de tælles én gang. Ingenting, hvis det er de samme pladser; ellers ret tallene. [places-repeated]
    advarsel tilbudsportalen.csv, celle L4 "Tilbudstyper": paragrafferne siger 20 + 4 = 24 pladser, som hele tilbuddet har, men afdelingen har 12; afdelingens tal bruges. Ret pladserne, så paragrafferne tilsammen giver afdelingens. [places-contradiction]
    advarsel tilbudsportalen.csv, celle N4 "Pladser på hele tilbuddet": tilbuddet har 24 pladser, men dets afdelinger har 12 tilsammen; afdelingernes bruges, hvor pladser tælles. Ret det af tallene, der er forkert. [places-disagree]
    advarsel tilbudsportalen.csv, celle L5 "Tilbudstyper": paragraffen siger 10 pladser, men afdelingen har 12; afdelingens tal bruges. Ret pladserne, så paragrafferne tilsammen giver afdelingens. [places-contradiction]
    bemærkning tilbudsportalen.csv, celle L6 "Tilbudstyper": paragrafferne siger 8 + 4 = 12 pladser, men afdelingens pladser er ikke oplyst; de regnes som ikke oplyst. Skriv afdelingens pladser. [places-only-per-basis]
    advarsel tilbudsportalen.csv, celle L7 "Tilbudstyper": paragrafferne siger 8 + 14 = 22 pladser, men hele tilbuddet har 20; afdelingens pladser er ikke oplyst. Skriv afdelingens pladser. [places-contradiction]
    "##);
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
    insta::assert_snapshot!(format!("{}\n\n{}", codes.join(" "), told(&reading)), @r#"
    751 751 101 101 751 751 751 400 173 173 480 101 101 169 820 751 ingen ingen ingen ingen ingen ingen

    bemærkning tilbudsportalen.csv, celle F18 "Kommunekode": 0411 (Ertholmene) er ingen kommune; afdelingen tælles uden kommune. Ingenting. [no-municipality]
    bemærkning tilbudsportalen.csv, celle G19 "Kommune": 0411 (Ertholmene) er ingen kommune; afdelingen tælles uden kommune. Ingenting. [no-municipality]
    advarsel tilbudsportalen.csv, celle F20 "Kommunekode": kommunekoden "0751 Odense" findes ikke i input/registers/municipalities.csv. Ret koden; fire cifre, f.eks. 0751. [unknown-municipality]
    advarsel tilbudsportalen.csv, celle F21 "Kommunekode": kommunekoden "00751" findes ikke i input/registers/municipalities.csv. Ret koden; fire cifre, f.eks. 0751. [unknown-municipality]
    advarsel tilbudsportalen.csv, celle F22 "Kommunekode": kommunekoden "75A" findes ikke i input/registers/municipalities.csv. Ret koden; fire cifre, f.eks. 0751. [unknown-municipality]
    advarsel tilbudsportalen.csv, celle G23 "Kommune": kommunen "Aahus" findes ikke i registret. Mente du "Aarhus"? Ret navnet, eller skriv kommunekoden. [unknown-municipality]
    "#);
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
        "Privat",
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
