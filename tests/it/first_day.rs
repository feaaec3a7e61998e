//! The guide to the first day, word by word: its commands in their order, what it says that one
//! sees, and the files that it names.

use std::fs;
use std::path::Path;

use calamine::{Reader, Xlsx, open_workbook};
use niveau::example::{ExampleOptions, write_example};
use niveau::model::InspectorsJudge;

use super::folder::{Folder, Said};

const GUIDE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/kom-i-gang.md"));

/// The headers of an export that no layout knows.
const FOREIGN: &str = "Tilbuds-ID;Tilbuddets navn;Afdelings-ID;CVR-nr.;P-nr;Kom.nr.;\
    Beliggenhedskommune;Ejerform;Tilsynsmyndighed;Status på godkendelse;Paragraffer;\
    Antal pladser (afdeling);Antal pladser i alt;Målgruppe;Ydelser;Opdateret den;Tilbudsleder;\
    Kontaktperson;Tlf.;Mail;Vejnavn og nr.;Navn på afdeling";

/// A block of the guide between fences.
#[derive(Debug, PartialEq, Eq)]
enum Block<'a> {
    /// What one writes, a line per command.
    Commands(Vec<&'a str>),
    /// What one sees of it: words of its output.
    Seen(Vec<&'a str>),
}

fn blocks(guide: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    for (at, part) in guide.split("```").enumerate() {
        if at % 2 == 0 {
            continue;
        }
        let mut lines = part.lines();
        let kind = lines.next().unwrap();
        let lines = lines.filter(|line| !line.is_empty()).collect();
        found.push(match kind {
            "sh" => Block::Commands(lines),
            "text" => Block::Seen(lines),
            other => panic!("what is a block of {other:?}?"),
        });
    }
    found
}

/// Paths of files between backticks: with a folder, and an ending.
fn files_named(guide: &str) -> Vec<&str> {
    let prose = guide.split("```").step_by(2);
    let quoted = prose.flat_map(|text| text.split('`').skip(1).step_by(2));
    quoted
        .filter(|word| word.contains('/') && !word.contains(' '))
        .filter(|word| Path::new(word).extension().is_some())
        .collect()
}

/// The folder that the guide begins in: an export under headers that no layout knows, and the
/// workbooks of two inspectors.
fn received() -> Folder {
    let folder = Folder::empty();
    let source = folder.root().join("kilde");
    let received = folder.root().join("modtaget");
    let inspectors_judge = InspectorsJudge::default();
    let options =
        ExampleOptions { tilbud: 160, assessed: 40, seed: 3, inspectors_judge, output: &source };
    write_example(&options).unwrap();

    fs::create_dir(&received).unwrap();
    let export = fs::read_to_string(source.join("tilbudsportalen-eksempel.csv")).unwrap();
    let (headers, rows) = export.split_once('\n').unwrap();
    assert_eq!(headers.split(';').count(), FOREIGN.split(';').count());
    fs::write(received.join("udtraek-2026.csv"), format!("{FOREIGN}\n{rows}")).unwrap();
    for name in ["socialtilsyn-nord.xlsx", "socialtilsyn-syd.xlsx"] {
        fs::copy(source.join(name), received.join(name)).unwrap();
    }
    fs::remove_dir_all(source).unwrap();
    folder
}

/// Does what a line says, as a shell would.
fn follow(folder: &Folder, line: &str) -> Option<Said> {
    let (call, into) = match line.split_once(" > ") {
        Some((call, into)) => (call, Some(into)),
        None => (line, None),
    };
    let words: Vec<&str> = call.split_whitespace().collect();
    let at = |path: &str| folder.root().join(path);
    match *words {
        ["rm", ref paths @ ..] => {
            for path in paths {
                fs::remove_file(at(path)).unwrap_or_else(|problem| panic!("{line}: {problem}"));
            }
            None
        }
        ["cp", from, to] => {
            fs::copy(at(from), at(to)).unwrap_or_else(|problem| panic!("{line}: {problem}"));
            None
        }
        ["niveau", ref arguments @ ..] => {
            // A shell opens the file before it calls.
            if let Some(into) = into {
                fs::write(at(into), "").unwrap();
            }
            let said = folder.call(arguments);
            if let Some(into) = into {
                fs::write(at(into), &said.out).unwrap();
            }
            Some(said)
        }
        _ => panic!("the test does not know how to do: {line}"),
    }
}

#[test]
fn the_guide_leads_from_an_export_to_the_figures() {
    let folder = received();
    let blocks = blocks(GUIDE);
    let mut n_calls = 0;
    for (at, block) in blocks.iter().enumerate() {
        let Block::Commands(lines) = block else { continue };
        let seen: &[&str] = match blocks.get(at + 1) {
            Some(Block::Seen(seen)) => seen,
            _ => &[],
        };
        let mut last = None;
        for line in lines {
            last = follow(&folder, line);
            let Some(said) = &last else { continue };
            n_calls += 1;
            // The guide says it where a call doesn't end with 0.
            let tells = seen.iter().any(|line| line.starts_with("Afslutningskode 1"));
            assert_eq!(said.code, i32::from(tells), "{line}: {}", said.err);
        }
        for words in seen {
            let said = last.as_ref().expect("nothing can be seen of rm and cp");
            let is_said = said.out.contains(words) || said.err.contains(words);
            assert!(is_said, "{lines:?} does not say {words:?} but\n{}\n{}", said.out, said.err);
        }
    }
    assert_eq!(n_calls, 6, "example, layout, check, run, explain, guideline");

    let files = files_named(GUIDE);
    assert!(files.len() > 25, "{files:?}");
    for path in files {
        let size = fs::metadata(folder.root().join(path)).map(|file| file.len());
        assert!(size.is_ok_and(|size| size > 0), "{path} is missing or empty");
    }
    check_figures(&folder.output().join("niveau.xlsx"));
}

/// Ten figures, each in a row that names a file of the outputs, and a sheet where there is one.
fn check_figures(workbook: &Path) {
    let book: Xlsx<_> = open_workbook(workbook).unwrap();
    let sheets = book.sheet_names();
    let mut n_figures = 0;
    for row in GUIDE.lines() {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [number, _, files, named] = *cells else { continue };
        let Ok(number) = number.parse::<usize>() else { continue };
        n_figures += 1;
        assert_eq!(number, n_figures);
        assert!(files_named(files).iter().any(|file| file.starts_with("output/")), "{row}");
        for sheet in named.split(", ").filter(|sheet| *sheet != "–") {
            assert!(sheets.iter().any(|known| known == sheet), "{sheet} is not among {sheets:?}");
        }
    }
    assert_eq!(n_figures, 10);
}

/// Who looks before the second step is sent there, and not on to a run that can't be made.
#[test]
fn without_a_layout_the_check_names_the_step_that_is_missing() {
    let folder = received();
    let commands = blocks(GUIDE);
    let before = commands.iter().take(2).flat_map(|block| match block {
        Block::Commands(lines) => lines.as_slice(),
        Block::Seen(_) => &[],
    });
    for line in before {
        follow(&folder, line);
    }
    let said = folder.told(&["check"]);
    assert!(said.starts_with("[1]"), "{said}");
    assert!(said.contains("niveau layout FIL"), "{said}");
    assert!(!said.contains("Næste skridt"), "{said}");
    assert_eq!(folder.call(&["run"]).code, 1);
}

#[test]
fn a_guide_is_taken_apart_into_what_is_done_seen_and_named() {
    let guide = "Se `a/b.csv`, `c.csv`, `d/` og `niveau run`.\n\n```sh\nrm a/b.csv\n\nniveau run\n```\n\n```text\nsagt\n```\n`e/f.png`\n";
    assert_eq!(
        blocks(guide),
        [Block::Commands(vec!["rm a/b.csv", "niveau run"]), Block::Seen(vec!["sagt"])]
    );
    assert_eq!(files_named(guide), ["a/b.csv", "e/f.png"]);
}
