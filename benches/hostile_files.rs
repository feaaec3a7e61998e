//! How much time and memory does a file take that means harm, or was made by a program gone wrong?
//!
//! Each case is an input folder of its own, made up the same way each time: a small example and the
//! hostile file beside it. The program is run on it as anybody runs it, `niveau check`, and watched
//! from outside. `cargo bench --bench hostile_files [-- CASE...]`: a case is named by a part of its
//! name. Ends with 1 when a bound does not hold.

#![allow(clippy::expect_used, reason = "a bench that cannot start has nothing to report")]

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use niveau::example::{ExampleOptions, write_example};
use workbook_bytes::{ods_of, ole, zipped};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

#[allow(clippy::unwrap_used, dead_code, reason = "shared with the tests, which use more of it")]
#[path = "../tests/it/workbook_bytes.rs"]
mod workbook_bytes;

/// Most memory that the program may take, in MB.
const MOST_MEMORY: u64 = 600;
/// Most CPU seconds that it may take: the wall says what else the machine does.
const MOST_SECONDS: f64 = 60.0;

/// A hostile input.
struct Case {
    name: &'static str,
    /// What must be named in what is told.
    named: &'static str,
    /// Writes it to the input folder.
    make: fn(&Path) -> std::io::Result<()>,
}

const CASES: [Case; 20] = [
    Case { name: "csv: 30 MB of junk", named: CSV, make: |to| csv(to, "x;y\r\n", 30) },
    Case { name: "csv: 15 MB of stray quotes", named: CSV, make: |to| csv(to, "\"\n", 15) },
    Case { name: "csv: 90 MB of junk", named: CSV, make: |to| csv(to, "x;y\r\n", 90) },
    Case {
        name: "xls: 8 of 1 GB of texts",
        named: "tilsyn-7.xls",
        make: |to| each(to, "xls", &text_xls(10_000)),
    },
    Case {
        name: "xls: 8 of 240 MB of texts",
        named: "tilsyn-7.xls",
        make: |to| each(to, "xls", &text_xls(2_500)),
    },
    Case {
        name: "xls: 8 of 7,9 million cells",
        named: "tilsyn-7.xls",
        make: |to| each(to, "xls", &number_xls(&[0, 30_900])),
    },
    Case {
        name: "xls: 8 of 3 million cells",
        named: "tilsyn-7.xls",
        make: |to| each(to, "xls", &number_xls(&[0, 11_700])),
    },
    Case {
        name: "xls: 8 of 1 million numbers",
        named: "tilsyn-7.xls",
        make: |to| each(to, "xls", &number_xls(&(0..4_000).collect::<Vec<_>>())),
    },
    Case {
        name: "ods: 8 of 5 million cells",
        named: "tilsyn-7.ods",
        make: |to| each(to, "ods", &repeated_ods(5_000)),
    },
    Case {
        name: "ods: 8 of 1 million cells",
        named: "tilsyn-7.ods",
        make: |to| each(to, "ods", &repeated_ods(1_000)),
    },
    Case {
        name: "xlsx: a cell of 600 MB",
        named: XLSX,
        make: |to| {
            xlsx(&to.join(XLSX), 1, None, |sheet| {
                sheet.write_all(b"<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>")?;
                repeat(sheet, "abcdefgh", 600_000_000)?;
                sheet.write_all(b"</t></is></c></row>")
            })
        },
    },
    Case {
        name: "xlsx: a cell of 600 MB in runs",
        named: XLSX,
        make: |to| {
            xlsx(&to.join(XLSX), 1, None, |sheet| {
                sheet.write_all(b"<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is>")?;
                let run = format!("<r><t>{}</t></r>", "abcdefgh".repeat(125_000));
                repeat(sheet, &run, 600_000_000)?;
                sheet.write_all(b"</is></c></row>")
            })
        },
    },
    Case {
        name: "xlsx: 30 million empty texts",
        named: XLSX,
        make: |to| empty_texts(to, 30_000_000),
    },
    Case {
        name: "xlsx: 9,9 million empty texts",
        named: XLSX,
        make: |to| empty_texts(to, 9_900_000),
    },
    Case {
        name: "xlsx: 8 of 1 million texts",
        named: "tilsyn-7.xlsx",
        make: |to| {
            let text = "<si><t>abcdefgh</t></si>".repeat(1_000_000);
            (0..8).try_for_each(|nth| {
                xlsx(&to.join(format!("tilsyn-{nth}.xlsx")), 1, Some(&text), |_| Ok(()))
            })
        },
    },
    Case {
        name: "xlsx: 20.000 sheets",
        named: XLSX,
        make: |to| xlsx(&to.join(XLSX), 20_000, None, |_| Ok(())),
    },
    Case { name: "xlsx: 3 million sheets of no part", named: XLSX, make: listed_sheets },
    Case {
        name: "xlsx: a form of 200.000 texts",
        named: "skema-1.xlsx",
        make: |to| {
            xlsx(&to.join("skema-1.xlsx"), 1, None, |sheet| {
                for (row, (label, value)) in (1..).zip(FORM) {
                    write!(
                        sheet,
                        "<row r=\"{row}\"><c r=\"A{row}\" t=\"inlineStr\"><is><t>{label}</t></is></c>\
                             <c r=\"B{row}\" t=\"inlineStr\"><is><t>{value}</t></is></c></row>"
                    )?;
                }

                (6..50_006).try_for_each(|row| {
                    write!(sheet, "<row r=\"{row}\">")?;
                    for column in ["A", "B", "C", "D"] {
                        let text = format!("felt {row} {column}");
                        write!(
                            sheet,
                            "<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"
                        )?;
                    }
                    sheet.write_all(b"</row>")
                })
            })
        },
    },
    Case {
        name: "xlsx: a row of 30 million cells",
        named: XLSX,
        make: |to| {
            xlsx(&to.join(XLSX), 1, None, |sheet| {
                sheet.write_all(b"<row r=\"1\">")?;
                repeat(sheet, "<c r=\"A1\"><v>1</v></c>", 30_000_000 * 22)?;
                sheet.write_all(b"</row>")
            })
        },
    },
    Case {
        name: "settings: a million wrong lines",
        named: "limits.toml",
        make: |to| {
            let lines = (0..1_000_000).fold(String::new(), |mut lines, line| {
                writeln!(lines, "linje {line}").expect("a line");
                lines
            });
            fs::write(to.join("limits.toml"), lines)
        },
    },
];

/// What is told of a run, from outside.
struct Watched {
    took: Duration,
    cpu_seconds: f64,
    peak_mb: u64,
    code: Option<i32>,
    told: String,
}

fn main() -> ExitCode {
    let asked: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let is_asked = |case: &&Case| {
        asked.is_empty() || asked.iter().any(|part| case.name.contains(part.as_str()))
    };
    let mut holds = true;
    for case in CASES.iter().filter(is_asked) {
        let folder = tempfile::tempdir().expect("a folder");
        let input = folder.path().join("input");
        let options = ExampleOptions {
            tilbud: 20,
            assessed: 5,
            seed: 1,
            inspectors_judge: niveau::model::InspectorsJudge::default(),
            output: &input,
        };
        write_example(&options).expect("an example");
        (case.make)(&input).expect("a hostile file");
        let seen = watched(folder.path(), &input);
        let is_named = seen.told.contains(case.named);
        let is_within = is_named
            && matches!(seen.code, Some(0 | 1))
            && seen.peak_mb < MOST_MEMORY
            && seen.cpu_seconds < MOST_SECONDS;
        holds &= is_within;
        println!(
            "{:36} {:6.1} s {:6.1} CPU-s {:6} MB, code {}, {} named, {} bytes told{}",
            case.name,
            seen.took.as_secs_f64(),
            seen.cpu_seconds,
            seen.peak_mb,
            seen.code.map_or("none".to_owned(), |code| code.to_string()),
            if is_named { "is" } else { "is NOT" },
            seen.told.len(),
            if is_within { "" } else { "  <- beyond the bounds" },
        );
        if asked.len() == 1 {
            let below = seen.told.lines().skip_while(|line| !line.contains(case.named));
            below
                .take(3)
                .for_each(|line| println!("    {}", line.chars().take(300).collect::<String>()));
        }
    }
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs `niveau check` on the input and watches it.
fn watched(folder: &Path, input: &Path) -> Watched {
    let told = folder.join("told.txt");
    let file = File::create(&told).expect("a file");
    let began = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_niveau"))
        .arg("check")
        .arg("--input")
        .arg(input)
        .arg("--as-of")
        .arg("2026-01-01")
        .current_dir(folder)
        .stdout(Stdio::from(file.try_clone().expect("a handle")))
        .stderr(Stdio::from(file))
        .spawn()
        .expect("the program");
    let (mut peak_mb, mut seconds) = (0, 0.0_f64);
    let status = loop {
        peak_mb = peak_mb.max(peak_memory(&child));
        seconds = seconds.max(cpu_seconds(&child));
        if let Some(status) = child.try_wait().expect("a status") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let took = began.elapsed();
    let told = String::from_utf8_lossy(&fs::read(&told).expect("what was told")).into_owned();
    Watched { took, cpu_seconds: seconds, peak_mb, code: status.code(), told }
}

/// Peak resident memory of a program that runs, in MB; 0 where the system does not tell.
fn peak_memory(child: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok())
        .map_or(0, |kilobytes| kilobytes / 1000)
}

/// CPU seconds of all threads of a program that runs, where the system tells them in hundredths.
fn cpu_seconds(child: &Child) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap_or_default();
    let behind_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = behind_name.split_whitespace().skip(11).take(2);
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

const CSV: &str = "tilbudsportalen-skrot.csv";
const XLSX: &str = "tilsyn-skrot.xlsx";
/// What makes a sheet a form; its other rows follow.
const FORM: [(&str, &str); 5] = [
    ("Tilbudsid", "900001"),
    ("Målgruppe", "autismespektrum"),
    ("Tilsyn", "Socialtilsyn Nord"),
    ("Dato", "01-03-2021"),
    ("Faglig sparring", "ja"),
];

fn repeat(file: &mut impl Write, text: &str, bytes: usize) -> std::io::Result<()> {
    let block = text.repeat((1 << 20) / text.len() + 1);
    let (blocks, rest) = (bytes / block.len(), bytes % block.len() / text.len());
    (0..blocks).try_for_each(|_| file.write_all(block.as_bytes()))?;
    file.write_all(text.repeat(rest).as_bytes())
}

/// An export with a header that is right, and lines that are not.
fn csv(to: &Path, line: &str, megabytes: usize) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(to.join(CSV))?);
    file.write_all(
        "Tilbudsid;Tilbudsnavn;Afdelingsid;CVR-nummer;P-nummer;Kommunekode;Virksomhedsform;\
         Tilsynsførende myndighed;Godkendelsesstatus;Tilbudstyper;Pladser på afdelingen;Målgrupper;\
         Senest opdateret\r\n"
            .as_bytes(),
    )?;
    repeat(&mut file, line, megabytes * 1_000_000)
}

/// Eight files that are the same.
fn each(to: &Path, extension: &str, file: &[u8]) -> std::io::Result<()> {
    (0..8).try_for_each(|nth| fs::write(to.join(format!("tilsyn-{nth}.{extension}")), file))
}

fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    let len = u16::try_from(content.len()).expect("a short record");
    [&kind.to_le_bytes()[..], &len.to_le_bytes(), content].concat()
}

fn u16s(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// An xls of one sheet, with these records of all sheets and of its own.
fn xls_of(texts: &[u8], cells: &[u8]) -> Vec<u8> {
    let begin = |kind: u16| record(0x0809, &u16s(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let mut style = u16s(&[0, 0]);
    style.resize(20, 0);
    let mut stream = [begin(5), record(0x00E0, &style)].concat();
    let name = b"Oplysningsskema";
    let start = stream.len() + 4 + 8 + name.len() + texts.len() + 4;
    let start = u32::try_from(start).expect("a small file").to_le_bytes();
    stream.extend(record(0x0085, &[&start[..], &[0, 0, 15, 0], name].concat()));
    stream.extend_from_slice(texts);
    stream.extend(record(0x000A, &[]));
    stream.extend(begin(0x10));
    stream.extend_from_slice(cells);
    stream.extend(record(0x000A, &[]));
    ole("Workbook", stream)
}

/// An xls in which one text, of three bytes a character, stands in eight cells of so many rows: a
/// few bytes each in the file, 12 kB in memory.
fn text_xls(rows: u16) -> Vec<u8> {
    /// Characters of the text: as many as a record holds.
    const LONG: u16 = 4_000;
    const COLUMNS: u16 = 8;
    let text = "\u{20ac}".repeat(LONG.into());
    let text: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let n_cells = u32::from(rows) * u32::from(COLUMNS);
    let counts = [n_cells.to_le_bytes(), 1_u32.to_le_bytes()].concat();
    let texts = record(0x00FC, &[counts, u16s(&[LONG]), vec![1], text].concat());
    let cells = (0..rows).flat_map(|row| {
        (0..COLUMNS)
            .flat_map(move |column| record(0x00FD, &[u16s(&[row, column, 0]), vec![0; 4]].concat()))
    });
    xls_of(&texts, &cells.collect::<Vec<u8>>())
}

/// An xls with numbers in all columns of these rows.
fn number_xls(rows: &[u16]) -> Vec<u8> {
    let mut cells = Vec::new();
    for row in rows {
        // Several numbers in one record, of six bytes each.
        let mut content = u16s(&[*row, 0]);
        content.extend([0, 0, 2, 0, 0, 0].repeat(256));
        content.extend(u16s(&[255]));
        cells.extend(record(0x00BD, &content));
    }
    xls_of(&[], &cells)
}

/// An ods of a thousand columns and so many rows, in a few bytes.
fn repeated_ods(rows: u32) -> Vec<u8> {
    ods_of(&format!(
        "<table:table table:name=\"Oplysningsskema\"><table:table-row \
         table:number-rows-repeated=\"{rows}\"><table:table-cell office:value-type=\"float\" \
         office:value=\"1\" table:number-columns-repeated=\"1000\"><text:p>1</text:p>\
         </table:table-cell></table:table-row></table:table>"
    ))
}

/// An xlsx of so many sheets; the rows of the first are written by `rows`.
fn xlsx(
    path: &Path,
    n_sheets: usize,
    texts: Option<&str>,
    rows: impl FnOnce(&mut ZipWriter<BufWriter<File>>) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let mut zip = ZipWriter::new(BufWriter::new(File::create(path)?));
    let start = |zip: &mut ZipWriter<_>, name: &str| {
        zip.start_file(name, SimpleFileOptions::default().large_file(true)).expect("a part");
    };
    start(&mut zip, "[Content_Types].xml");
    zip.write_all(
        b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
    )?;
    start(&mut zip, "_rels/.rels");
    zip.write_all(root_links().as_bytes())?;
    let (sheets, links) = listed(n_sheets, n_sheets);
    start(&mut zip, "xl/workbook.xml");
    zip.write_all(sheets.as_bytes())?;
    start(&mut zip, "xl/_rels/workbook.xml.rels");
    zip.write_all(links.as_bytes())?;
    if let Some(texts) = texts {
        start(&mut zip, "xl/sharedStrings.xml");
        zip.write_all(format!("<sst xmlns=\"{MAIN}\">{texts}</sst>").as_bytes())?;
    }
    let mut rows = Some(rows);
    for nth in 1..=n_sheets {
        start(&mut zip, &format!("xl/worksheets/sheet{nth}.xml"));
        zip.write_all(format!("<worksheet xmlns=\"{MAIN}\"><sheetData>").as_bytes())?;
        if let Some(rows) = rows.take() {
            rows(&mut zip)?;
        }
        zip.write_all(b"</sheetData></worksheet>")?;
    }
    zip.finish().expect("a zip file").flush()
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// Where the list of sheets is.
fn root_links() -> String {
    format!(
        "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" \
         Type=\"{LINKS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    )
}

/// The list of sheets, and where their parts are: the first `n_parts` have one of their own.
fn listed(n_sheets: usize, n_parts: usize) -> (String, String) {
    let mut sheets = format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINKS}\"><sheets>");
    let mut links = format!("<Relationships xmlns=\"{PACKAGE}\">");
    for nth in 1..=n_sheets {
        let name = if nth == 1 { "Oplysningsskema".to_owned() } else { format!("Ark {nth}") };
        let part = nth.min(n_parts);
        write!(sheets, "<sheet name=\"{name}\" sheetId=\"{nth}\" r:id=\"rId{part}\"/>")
            .expect("a text");
    }
    for nth in 1..=n_parts {
        write!(
            links,
            "<Relationship Id=\"rId{nth}\" Type=\"{LINKS}/worksheet\" \
             Target=\"worksheets/sheet{nth}.xml\"/>"
        )
        .expect("a text");
    }
    (sheets + "</sheets></workbook>", links + "</Relationships>")
}

/// A small file that lists three million sheets, all of one part.
fn listed_sheets(to: &Path) -> std::io::Result<()> {
    let (sheets, links) = listed(3_000_000, 1);
    let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData/></worksheet>");
    let parts = [
        ("[Content_Types].xml", b"<Types/>".to_vec()),
        ("_rels/.rels", root_links().into_bytes()),
        ("xl/workbook.xml", sheets.into_bytes()),
        ("xl/_rels/workbook.xml.rels", links.into_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.into_bytes()),
    ];
    fs::write(to.join(XLSX), zipped(&parts))
}

/// An xlsx of so many shared texts, each of them empty and in the shortest form.
fn empty_texts(to: &Path, texts: usize) -> std::io::Result<()> {
    xlsx(&to.join(XLSX), 1, Some(&"<si/>".repeat(texts)), |_| Ok(()))
}
