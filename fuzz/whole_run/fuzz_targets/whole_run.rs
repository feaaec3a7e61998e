//! A whole run over a small valid input in which one or two files are what the fuzzer makes of them:
//! an export, a workbook, forms, a correction, confirmed links or a settings file. What `check`
//! foresees `run` does, and the books balance.
#![no_main]

#[path = "../../src/choices.rs"]
mod choices;
#[path = "../../src/made.rs"]
mod made;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use choices::{Choices, edited};
use libfuzzer_sys::fuzz_target;
use made::{Sheet, WORDS, letters, odd_cell, text_cell, usual, xlsx};
use niveau::example::{STANDARD_INPUT, standard_text};
use niveau::ingest::{GivenRow, Layout, Limits, Measurements, added, read_again};
use niveau::model::Language;
use niveau::run::{Asked, RunOptions, check, run};
use niveau::settings::{DEFAULT_RULE, read_settings};

static LAYOUTS: LazyLock<Vec<Layout>> = LazyLock::new(|| {
    let names = ["tilbudsportalen", "indplaceringsskema", "indplaceringsskema-pr-tilbud"];
    let text = |name| standard_text(&format!("layouts/{name}.toml")).expect("a layout");
    names.map(|name| Layout::parse(text(name), "x.toml").expect("layouts that ship")).into()
});

/// The settings that ship, written once.
static SHIPPED: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("niveau-fuzz-{}", std::process::id()));
    for (path, text) in STANDARD_INPUT {
        write(&folder, path, text.as_bytes());
    }
    folder
});

fn write(folder: &Path, path: &str, content: &[u8]) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    // It may be a link to a file that is shared.
    let _ = fs::remove_file(&path);
    fs::write(path, content).expect("a file");
}

fuzz_target!(|bytes: &[u8]| {
    let mut choices = Choices::new(bytes);
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("input");
    // Sizes take as long as all else together: they are there when they are what is changed.
    for (path, _) in STANDARD_INPUT.iter().filter(|(path, _)| !path.starts_with("sizes/")) {
        let to = input.join(path);
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::hard_link(SHIPPED.join(path), to).expect("a link");
    }
    write(&input, "tilbudsportalen.csv", &portal(&mut Choices::new(&[])));
    write(&input, "tilsyn.xlsx", &workbook(&mut Choices::new(&[])));
    for _ in 0..1 + choices.below(2) {
        change(&input, &mut choices);
    }
    let as_of = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    let asked = Asked { input: &input, rule: DEFAULT_RULE, fresh_since: None, as_of };
    let output = folder.path().join("output");
    let options = RunOptions {
        asked,
        output: &output,
        regions_on: None,
        all_groups: false,
        for_engines: choices.below(2) == 1,
        vectors: niveau::results::Vectors::OnThePage,
        language: Language::Danish,
        areas: niveau::results::AskedAreas::EachRegion,
        boundaries: None,
    };
    let began = Instant::now();
    let foreseen = check(&asked, &|_| {});
    let done = run(&options, &|_| {});
    assert!(began.elapsed() < Duration::from_secs(60), "it took {:?}", began.elapsed());
    match (foreseen, done) {
        (Ok(foreseen), Ok(done)) => {
            let (read, used, set_aside) = done.rows;
            assert_eq!(read, used + set_aside, "rows of the run");
            for account in &foreseen.reading.accounts {
                let (used, set_aside) = (account.rows_used, account.rows_set_aside);
                assert_eq!(account.rows_read, used + set_aside, "{account:?}");
            }
            let mut findings = foreseen.reading.findings.clone();
            findings.extend(foreseen.assessed.findings.iter().cloned());
            findings.extend(foreseen.settings.groups.not_reckoned());
            findings.sort();
            assert_eq!(findings, done.findings, "what check tells and what run tells");
            assert!(output.join("manifest.json").is_file());
        }
        (Err(foreseen), Err(done)) => {
            assert_eq!(foreseen.to_string(), done.to_string());
            assert!(!output.exists(), "a run that failed left outputs");
        }
        // `niveau check` says so, and ends with 1.
        (Ok(foreseen), Err(_)) if foreseen.reading.uses_nothing() => {
            assert!(!output.exists(), "a run that failed left outputs");
        }
        (Ok(_), Err(done)) => panic!("not foreseen: {done}"),
        (Err(foreseen), Ok(_)) => panic!("foreseen, and did not come: {foreseen}"),
    }
});

/// Puts something else in a file's place, or another file beside it.
fn change(input: &Path, choices: &mut Choices<'_>) {
    match choices.below(9) {
        0 | 1 => write(input, "tilbudsportalen.csv", &portal(choices)),
        2 | 3 => write(input, "tilsyn.xlsx", &workbook(choices)),
        4 => write(input, "skema.xlsx", &forms(choices)),
        5 => {
            let settings: Vec<_> =
                STANDARD_INPUT.iter().filter(|(path, _)| !path.ends_with(".md")).collect();
            let (path, text) = settings[choices.below(settings.len())];
            write(input, path, edited(text, choices).as_bytes());
        }
        6 => match choices.below(2) {
            0 => write(input, "corrections/tilsyn.xlsx", &corrected(input, choices)),
            _ => write(input, "corrections/tilbudsportalen.csv", &portal(choices)),
        },
        7 => {
            let text = "Tilbudsid i kilden;Tilbudsid\r\n777777;900001\r\n";
            write(input, "links.csv", edited(text, choices).as_bytes());
        }
        _ => {
            let names = [
                "tilbudsportalen-2.csv",
                "tilsyn-2.xlsx",
                "last-year/tilbudsportalen.csv",
                "corrections/tilsyn.xlsx",
                "limits.toml",
                "tilsyn-010190-1234.xlsx",
                "source.toml",
                "robustness.toml",
            ];
            let name = choices.one_of(&names);
            write(input, name, choices.rest());
        }
    }
}

/// Rows under a layout's headers, each a provider of its own, with what is chosen in them.
fn rows(layout: usize, part: usize, choices: &mut Choices<'_>) -> Vec<Vec<String>> {
    let columns = &LAYOUTS[layout].sheets[part].columns;
    let mut all = vec![columns.iter().map(|c| c.headers[0].to_string()).collect::<Vec<_>>()];
    for n in 0..1 + choices.below(4) {
        let id = format!("90000{}", n + 1);
        let usual = columns.iter().map(|c| usual(c.field).replace("900001", &id));
        let mut row: Vec<String> = usual.collect();
        for _ in 0..choices.below(4) {
            let at = choices.below(row.len());
            row[at] = match choices.below(6) {
                0 => choices.text(),
                1 => "x".repeat(40_000),
                2 => String::new(),
                _ => choices.one_of(&WORDS).to_owned(),
            };
        }
        all.push(row);
    }
    if choices.byte() > 220 {
        let at = choices.below(all[0].len());
        all[0][at] = choices.text();
    }
    all
}

fn portal(choices: &mut Choices<'_>) -> Vec<u8> {
    let line = |row: &Vec<String>| {
        let cells: Vec<String> =
            row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        cells.join(";") + "\r\n"
    };
    let mut text: String = rows(0, 0, choices).iter().map(line).collect();
    if choices.byte() > 220 {
        let end = text.floor_char_boundary(choices.below(256) * 3);
        text.truncate(end);
        text += &choices.text();
    }
    text.into_bytes()
}

fn table(name: &str, rows: &[Vec<String>], choices: &mut Choices<'_>) -> Sheet {
    let mut sheet = Sheet { name: name.to_owned(), state: "visible", ..Sheet::default() };
    for (r, row) in (1..).zip(rows) {
        let mut cells = String::new();
        for (c, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
            if choices.byte() > 245 {
                cells += &odd_cell(r, c, cell, choices);
            } else {
                cells += &text_cell(r, c, cell);
            }
        }
        sheet.rows += &format!("<row r=\"{r}\">{cells}</row>");
    }
    sheet
}

fn workbook(choices: &mut Choices<'_>) -> Vec<u8> {
    let sheets = [(0, "Oplysningsskema"), (1, "Afrapportering")].map(|(part, name)| {
        let rows = rows(1, part, choices);
        table(name, &rows, choices)
    });
    xlsx(&sheets, &["900001", "højt", ""])
}

/// The inspectors' workbook as it may come back.
fn corrected(input: &Path, choices: &mut Choices<'_>) -> Vec<u8> {
    let sheets = [(0, "Oplysningsskema"), (1, "Afrapportering")].map(|(part, name)| {
        let mut rows = rows(1, part, choices);
        let given = given(input, name);
        for (n, row) in (1..).zip(rows.iter_mut()) {
            if n == 1 {
                row.extend([added::ROW, added::CHECK].map(str::to_owned));
                continue;
            }
            let check = given.iter().find(|given| given.row == n).map(|given| given.check.clone());
            let number = match choices.byte() {
                0..=199 => n.to_string(),
                byte => byte.to_string(),
            };
            row.extend([number, check.unwrap_or_default()]);
        }
        table(name, &rows, choices)
    });
    xlsx(&sheets, &["900001", "højt", ""])
}

/// Rows of a sheet as they would be given back.
fn given(input: &Path, sheet: &str) -> Vec<GivenRow> {
    let settings = read_settings(input, DEFAULT_RULE).map(|settings| settings.registers);
    let Ok(registers) = settings else { return Vec::new() };
    let rows = BTreeMap::from([(Some(sheet.to_owned()), (1..10).collect())]);
    let wanted = BTreeMap::from([("tilsyn.xlsx".to_owned(), rows)]);
    let (limits, known) = (Limits::default(), Measurements::default());
    let sheets = read_again(input, &registers, &LAYOUTS, limits, &wanted, &known, |sheets| sheets);
    sheets.into_iter().flatten().flat_map(|sheet| sheet.rows).collect()
}

fn forms(choices: &mut Choices<'_>) -> Vec<u8> {
    let mut sheet = Sheet {
        name: choices.one_of(&["Tilbud", "x", "010190-1234"]).to_owned(),
        ..Sheet::default()
    };
    sheet.state = "visible";
    let mut r = 0;
    let mut seen = Vec::new();
    for column in LAYOUTS[2].sheets.iter().flat_map(|part| &part.columns) {
        if seen.contains(&column.field) {
            continue;
        }
        seen.push(column.field);
        r += 1;
        let value = match choices.byte() {
            0..=229 => text_cell(r, 1, usual(column.field)),
            230..=245 => odd_cell(r, 1, choices.one_of(&WORDS), choices),
            246..=250 => text_cell(r, 2, choices.one_of(&WORDS)),
            _ => {
                sheet.merges.push(format!("A{r}:{}{r}", letters(choices.below(30))));
                text_cell(r, 1 + choices.below(30), &choices.text())
            }
        };
        sheet.rows +=
            &format!("<row r=\"{r}\">{}{value}</row>", text_cell(r, 0, &column.headers[0]));
    }
    xlsx(&[sheet], &["900001", "højt", ""])
}
