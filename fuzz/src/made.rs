//! Workbooks and tables with what the fuzzer chooses in them: written by hand, so that they can be
//! broken where no writer breaks them.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::choices::Choices;

/// A sheet: the inner XML of its rows, and what else it says.
#[derive(Default)]
pub struct Sheet {
    pub name: String,
    pub state: &'static str,
    pub rows: String,
    pub merges: Vec<String>,
    /// What stands before the end of the sheet; a sheet may break off.
    pub is_cut: bool,
}

pub fn escaped(text: &str) -> String {
    // What XML cannot hold is kept: a reader has to live with it.
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// Column letters, from 0.
pub fn letters(column: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
    if column < 26 {
        letter(column).to_string()
    } else {
        format!("{}{}", letter(column / 26 - 1), letter(column))
    }
}

/// A text cell; row from 1, column from 0.
pub fn text_cell(row: usize, column: usize, text: &str) -> String {
    format!(
        "<c r=\"{}{row}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
        letters(column),
        escaped(text)
    )
}

/// A cell of any kind, also broken ones. The first choice is a plain text.
pub fn odd_cell(row: usize, column: usize, text: &str, choices: &mut Choices<'_>) -> String {
    let at = format!("{}{row}", letters(column));
    match choices.below(16) {
        0 => text_cell(row, column, text),
        1 => format!("<c r=\"{at}\"><v>{}</v></c>", choices.byte()),
        2 => format!("<c r=\"{at}\" t=\"b\"><v>{}</v></c>", choices.below(4)),
        3 => format!("<c r=\"{at}\" t=\"e\"><v>#REF!</v></c>"),
        4 => format!("<c r=\"{at}\" t=\"s\"><v>{}</v></c>", choices.below(6)),
        5 => format!("<c r=\"{at}\" t=\"s\"><v>99999999</v></c>"),
        6 => format!("<c r=\"{at}\" t=\"zzz\"><v>1</v></c>"),
        7 => format!("<c r=\"{at}\" t=\"b\"><v>ja</v></c>"),
        8 => format!("<c r=\"{at}\"/>"),
        9 => format!("<c r=\"{at}\" t=\"str\"><f>A1&amp;\"x\"</f><v>{}</v></c>", escaped(text)),
        10 => format!("<c r=\"{at}\"><f>1/0</f></c>"),
        11 => format!("<c><v>{}</v></c>", choices.byte()),
        12 => format!("<c r=\"A0\"><v>{}</v></c>", choices.byte()),
        13 => format!("<c r=\"{at}\" s=\"1\"><v>{}</v></c>", 44_000 + u32::from(choices.byte())),
        14 => format!("<c r=\"{at}\" t=\"d\"><v>2021-03-{:02}</v></c>", choices.below(40)),
        _ => format!("<c r=\"{at}\"><v>{}</v></c>", escaped(&choices.text())),
    }
}

/// An xlsx of these sheets.
pub fn xlsx(sheets: &[Sheet], shared: &[&str]) -> Vec<u8> {
    const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const DOC: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut parts: Vec<(String, String)> = Vec::new();
    let mut listed = String::new();
    let mut related = String::new();
    for (n, sheet) in (1..).zip(sheets) {
        let name = escaped(&sheet.name);
        let state = sheet.state;
        listed +=
            &format!("<sheet name=\"{name}\" sheetId=\"{n}\" state=\"{state}\" r:id=\"rId{n}\"/>");
        related += &format!(
            "<Relationship Id=\"rId{n}\" Type=\"{DOC}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        );
        let merges: String =
            sheet.merges.iter().map(|at| format!("<mergeCell ref=\"{at}\"/>")).collect();
        let merges = match &*merges {
            "" => merges,
            _ => format!("<mergeCells>{merges}</mergeCells>"),
        };
        let end = if sheet.is_cut { "" } else { "</sheetData>" };
        let rows = &sheet.rows;
        let mut text = format!("{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}{end}{merges}");
        if !sheet.is_cut {
            text += "</worksheet>";
        }
        parts.push((format!("xl/worksheets/sheet{n}.xml"), text));
    }
    related += &format!(
        "<Relationship Id=\"s\" Type=\"{DOC}/sharedStrings\" Target=\"sharedStrings.xml\"/>\
         <Relationship Id=\"y\" Type=\"{DOC}/styles\" Target=\"styles.xml\"/>"
    );
    let shared: String =
        shared.iter().map(|text| format!("<si><t>{}</t></si>", escaped(text))).collect();
    let rels =
        |inner: &str| format!("{HEAD}<Relationships xmlns=\"{RELS}\">{inner}</Relationships>");
    parts.push((
        "_rels/.rels".into(),
        rels(&format!(
            "<Relationship Id=\"rId1\" Type=\"{DOC}/officeDocument\" Target=\"xl/workbook.xml\"/>"
        )),
    ));
    parts.push(("xl/_rels/workbook.xml.rels".into(), rels(&related)));
    parts.push((
        "xl/workbook.xml".into(),
        format!("{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{DOC}\"><sheets>{listed}</sheets></workbook>"),
    ));
    parts.push((
        "xl/sharedStrings.xml".into(),
        format!("{HEAD}<sst xmlns=\"{MAIN}\">{shared}</sst>"),
    ));
    parts.push((
        "xl/styles.xml".into(),
        format!(
            "{HEAD}<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/>\
             <xf numFmtId=\"14\"/></cellXfs></styleSheet>"
        ),
    ));
    parts.push((
        "[Content_Types].xml".into(),
        format!(
            "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
        ),
    ));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, text) in parts {
        zip.start_file(name, stored).expect("a part");
        zip.write_all(text.as_bytes()).expect("a part");
    }
    zip.finish().expect("a zip").into_inner()
}

/// Words that stand where a grade, an answer, a number or a date is expected.
pub const WORDS: [&str; 32] = [
    "højt",
    "moderat",
    "let",
    "ingen",
    "ikke relevant",
    "",
    "ja",
    "nej",
    "12",
    "100",
    "04-03-2021",
    "Autismespektrum",
    "Socialtilsyn Midt",
    "900001",
    "N/A",
    "-",
    "højt?",
    "moderat/højt",
    "Hojt",
    "ca. 8",
    "måske",
    "3/4/2021",
    "44260",
    "1e9",
    "01-01-2062",
    "zzz",
    "010190-1234",
    "=1+1",
    "Unge",
    "Socialtilsyn Nord",
    "900002",
    "\u{FFFE}x\u{0}",
];

/// What is said of a field in an ordinary file.
pub fn usual(field: &str) -> &'static str {
    match field {
        "tilbudsid" => "900001",
        "tilbudsnavn" => "Eksempel Nord",
        "afdelingsid" => "900001-1",
        "kommunekode" => "0751",
        "virksomhedsform" => "Privat",
        "tilsyn" => "Socialtilsyn Midt",
        "godkendelsesstatus" => "Godkendt",
        "paragraffer" => "§ 107 (12)",
        "pladser-afdeling" => "12",
        "maalgrupper" => "18 til 85 år (autismespektrum)",
        "maalgruppe" => "Autismespektrum",
        "dato" => "04-03-2021",
        "kvalitet" => "ja",
        "senest-opdateret" => "01-02-2020",
        "aktiv-praksis" | "praksiserfaring" | "uddannelse" | "fagmiljoe" | "samarbejdsformer"
        | "vidensudvikling" | "metoder" | "hjaelpemidler" | "samlet-niveau" => "moderat",
        _ => "",
    }
}
