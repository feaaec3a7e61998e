//! The synthetic input: the same each time, complete, and never to be taken for real.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx};
use niveau::example::{
    ExampleOptions, ExampleReport, STANDARD_INPUT, passes_cvr_check, standard_text, write_example,
};
use niveau::ingest::{Layout, SheetRole};
use tempfile::TempDir;

const PORTAL: &str = "tilbudsportalen-eksempel.csv";
const OTHERS: &str = "andre-leverandoerer-eksempel.csv";

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("input")
}

fn make(tilbud: u64, assessed: u64, seed: u64) -> (TempDir, ExampleReport) {
    let folder = TempDir::new().unwrap();
    let options = ExampleOptions {
        tilbud,
        assessed,
        seed,
        inspectors_judge: niveau::model::InspectorsJudge::default(),
        output: folder.path(),
    };
    let report = write_example(&options).unwrap();
    (folder, report)
}

/// All files below a folder, by their path with `/`.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// The rows of the export, each by its headers.
fn portal(folder: &Path) -> (Vec<String>, Vec<Vec<String>>) {
    table(folder, PORTAL)
}

fn table(folder: &Path, file: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let text = fs::read_to_string(folder.join(file)).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("the export begins with a BOM");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let headers = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
    (headers, rows)
}

fn column<'r>(headers: &[String], rows: &'r [Vec<String>], header: &str) -> Vec<&'r str> {
    let at = headers.iter().position(|h| h == header).unwrap();
    rows.iter().map(|row| row[at].as_str()).collect()
}

/// The cells of a sheet as text, headers first.
fn sheet(path: &Path, name: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = calamine::open_workbook(path).unwrap();
    let range = book.worksheet_range(name).unwrap();
    let text = |cell: &Data| match cell {
        Data::DateTime(at) => at.as_datetime().unwrap().date().to_string(),
        other => other.to_string(),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

fn workbooks(folder: &Path) -> Vec<String> {
    files(folder)
        .into_keys()
        .filter(|name| Path::new(name).extension().is_some_and(|e| e == "xlsx"))
        .collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let (first, report) = make(300, 40, 7);
    let (second, same) = make(300, 40, 7);
    let (other, _) = make(300, 40, 8);
    assert_eq!(report, same);
    assert_eq!(report.files, files(first.path()).into_keys().collect::<Vec<_>>());
    assert!(files(first.path()) == files(second.path()));
    let (first, other) = (files(first.path()), files(other.path()));
    assert!(first[PORTAL] != other[PORTAL]);
    assert!(first["socialtilsyn-syd.xlsx"] != other["socialtilsyn-syd.xlsx"]);
}

#[test]
fn the_committed_example_is_what_the_default_call_makes() {
    let (made, _) = make(1999, 100, 1);
    let (made, committed) = (files(made.path()), files(&shipped()));
    assert_eq!(
        made.keys().collect::<Vec<_>>(),
        committed.keys().collect::<Vec<_>>(),
        "input/ holds what `niveau example` writes, and nothing else"
    );
    for (name, bytes) in &made {
        assert!(
            *bytes == committed[name],
            "input/{name} differs from what `niveau example --output input` makes"
        );
    }
}

#[test]
fn what_is_embedded_is_what_the_folders_hold() {
    let folders = [
        "collaborations/",
        "descriptions/",
        "guidelines/",
        "layouts/",
        "registers/",
        "rules/",
        "sizes/",
    ];
    let on_disk: Vec<(String, Vec<u8>)> = files(&shipped())
        .into_iter()
        .filter(|(name, _)| {
            ["README.md", "process.toml", "robustness.toml"].contains(&name.as_str())
                || folders.iter().any(|f| name.starts_with(f))
        })
        .collect();
    let embedded: Vec<(String, Vec<u8>)> = STANDARD_INPUT
        .iter()
        .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
        .collect();
    let names = |list: &[(String, Vec<u8>)]| -> Vec<String> {
        list.iter().map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(names(&embedded), names(&on_disk), "standard_input.rs lists each file, sorted");
    assert!(embedded == on_disk, "build again: a file of input/ was changed after the build");
}

#[test]
fn the_default_has_1999_tilbud_and_100_of_them_in_five_tilsyn() {
    let (folder, report) = make(1999, 100, 1);
    let (headers, rows) = portal(folder.path());
    let ids: BTreeSet<&str> = column(&headers, &rows, "Tilbudsid").into_iter().collect();
    assert_eq!((report.n_providers, ids.len()), (1999, 1999));
    assert_eq!(report.n_departments, rows.len() as u64);
    assert_eq!(
        workbooks(folder.path()),
        [
            "socialtilsyn-hovedstaden.xlsx",
            "socialtilsyn-midt.xlsx",
            "socialtilsyn-nord.xlsx",
            "socialtilsyn-oest.xlsx",
            "socialtilsyn-syd.xlsx",
            "tilsyn-kommuner.xlsx",
        ]
    );
    let (other_headers, others) = table(folder.path(), OTHERS);
    let other_ids = column(&other_headers, &others, "Leverandør-id");
    assert_eq!((report.n_others, other_ids.len()), (40, 41), "one is on the portal too");
    let mut by_name: BTreeMap<&str, &str> =
        column(&other_headers, &others, "Leverandørnavn").into_iter().zip(other_ids).collect();
    let names = column(&headers, &rows, "Tilbudsnavn").into_iter();
    by_name.extend(names.zip(column(&headers, &rows, "Tilbudsid")));
    // Provider, group → authorities and dates of its ratings.
    let mut ratings: BTreeMap<(String, String), BTreeSet<(String, String)>> = BTreeMap::new();
    let id_of = |row: &[String]| match row[0].as_str() {
        "" => by_name.get(row[1].as_str()).map_or(String::new(), |id| (*id).to_owned()),
        id => id.to_owned(),
    };
    for name in workbooks(folder.path()) {
        for row in &sheet(&folder.path().join(&name), "Oplysningsskema")[1..] {
            let rating = (row[5].clone(), row[6].clone());
            assert!(row[6].starts_with("2021-"), "{row:?}");
            ratings.entry((id_of(row), row[2].clone())).or_default().insert(rating);
        }
        for row in &sheet(&folder.path().join(&name), "Afrapportering")[1..] {
            assert!(ratings.contains_key(&(id_of(row), row[2].clone())), "{row:?}");
        }
    }
    let others: BTreeSet<&str> = by_name.values().copied().collect();
    let absent = ratings.keys().filter(|(id, _)| !others.contains(id.as_str()));
    let absent: Vec<&str> = absent.map(|(id, _)| id.as_str()).collect();
    assert_eq!(absent, ["", "888888"], "a misspelt name, and an id that nobody has");
    ratings.retain(|(id, _), _| others.contains(id.as_str()));
    let n_ratings = ratings.values().map(|r| r.len() as u64).sum::<u64>();
    let n_all = ratings.keys().map(|(id, _)| id).collect::<BTreeSet<_>>().len() as u64;
    ratings.retain(|(id, _), _| ids.contains(id.as_str()));
    let n_on_portal = ratings.keys().map(|(id, _)| id).collect::<BTreeSet<_>>().len() as u64;
    assert_eq!((report.n_others_assessed, n_all - n_on_portal), (9, 9));

    let assessed: BTreeSet<&str> = ratings.keys().map(|(id, _)| id.as_str()).collect();
    assert_eq!((report.n_assessed, assessed.len()), (100, 100));
    assert_eq!(report.n_ratings, n_ratings);
    let with_authorities = |n: usize| {
        let several = ratings.iter().filter(|(_, ratings)| {
            ratings.iter().map(|(authority, _)| authority).collect::<BTreeSet<_>>().len() == n
        });
        several.map(|((id, _), _)| id).collect::<BTreeSet<_>>().len()
    };
    assert_eq!(with_authorities(2), 42, "providers rated by two tilsyn");
    let again = ratings.values().filter(|ratings| {
        ratings.len()
            > ratings.iter().map(|(authority, _)| authority).collect::<BTreeSet<_>>().len()
    });
    assert_eq!(again.count(), 2, "offerings rated twice by the same tilsyn");
    let groups: BTreeSet<&str> = ratings.keys().map(|(_, group)| group.as_str()).collect();
    assert_eq!(
        groups.into_iter().collect::<Vec<_>>(),
        ["Autismespektrum", "Erhvervet hjerneskade", "Synsnedsættelse"]
    );
}

#[test]
fn nobody_and_nothing_real_is_made_up() {
    let (folder, _) = make(1999, 100, 1);
    let (headers, rows) = portal(folder.path());
    for name in column(&headers, &rows, "Tilbudsnavn") {
        let number = name.strip_prefix("Eksempeltilbud ").expect("a name that says what it is");
        assert!(number.len() >= 4 && number.bytes().all(|b| b.is_ascii_digit()), "{name}");
    }
    // Real CVR-numre pass: the check itself works (Danmarks Statistik, Socialstyrelsen).
    assert!(passes_cvr_check("17150413") && passes_cvr_check("26144698"));
    for cvr in column(&headers, &rows, "CVR-nummer") {
        assert!(cvr.len() == 8 && cvr.bytes().all(|b| b.is_ascii_digit()), "{cvr}");
        assert!(!passes_cvr_check(cvr), "{cvr}");
    }
    for number in column(&headers, &rows, "P-nummer") {
        let rest = number.strip_prefix("99").expect("a P-nummer of ours begins with 99");
        assert!(rest.len() == 8 && !passes_cvr_check(rest), "{number}");
    }
    let (other_headers, others) = table(folder.path(), OTHERS);
    for cvr in column(&other_headers, &others, "CVR-nummer") {
        assert!(cvr.len() == 8 && !passes_cvr_check(cvr), "{cvr}");
    }
    for name in column(&other_headers, &others, "Leverandørnavn") {
        assert!(name.starts_with("Eksempel"), "{name}");
    }
    for header in ["Leder", "Kontaktperson", "Telefon", "E-mail", "Adresse", "Afdelingsnavn"] {
        assert!(column(&headers, &rows, header).iter().all(|cell| cell.is_empty()), "{header}");
    }
    for name in workbooks(folder.path()) {
        for row in &sheet(&folder.path().join(&name), "Afrapportering")[1..] {
            let (prefix, number) = row[11].rsplit_once('-').unwrap();
            assert!(number.parse::<u32>().is_ok(), "{}", row[11]);
            assert!(prefix.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()));
        }
    }
    let mark: toml::Table =
        fs::read_to_string(folder.path().join("source.toml")).unwrap().parse().unwrap();
    assert_eq!(mark["status"].as_str(), Some("example"));
}

#[test]
fn the_columns_are_those_of_the_layouts() {
    let (folder, _) = make(40, 12, 3);
    let layout = |name: &str| {
        let path = format!("layouts/{name}.toml");
        Layout::parse(standard_text(&path).unwrap(), &path).unwrap()
    };
    let headers_of = |layout: &Layout, role| -> BTreeSet<String> {
        let columns = &layout.sheet(role).unwrap().columns;
        // The example has no addresses, and so no postal codes.
        let columns = columns.iter().filter(|column| column.field != "postnummer");
        columns.map(|column| column.headers[0].to_string()).collect()
    };
    let wanted = headers_of(&layout("tilbudsportalen"), SheetRole::Providers);
    let (headers, _) = portal(folder.path());
    assert!(wanted.is_subset(&headers.into_iter().collect()));
    let wanted = headers_of(&layout("andre-leverandoerer"), SheetRole::OtherProviders);
    assert_eq!(wanted, table(folder.path(), OTHERS).0.into_iter().collect());
    let forms = layout("indplaceringsskema");
    for (name, role) in
        [("Oplysningsskema", SheetRole::Evidence), ("Afrapportering", SheetRole::Grades)]
    {
        let book = workbooks(folder.path()).remove(0);
        let cells = sheet(&folder.path().join(book), name);
        assert_eq!(cells[0].iter().cloned().collect::<BTreeSet<_>>(), headers_of(&forms, role));
    }
}

#[test]
fn ordinary_faults_are_in_it() {
    let (folder, _) = make(1999, 100, 1);
    let (headers, rows) = portal(folder.path());
    let cells = |header| column(&headers, &rows, header);
    let ids = cells("Afdelingsid");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len() - 1, "one id twice");
    let places = cells("Pladser på afdelingen");
    assert!(places.contains(&"") && places.contains(&"Ikke oplyst"));
    assert_eq!(places.iter().filter(|cell| cell.contains(',')).count(), 1, "decimal comma");
    let (codes, names) = (cells("Kommunekode"), cells("Kommune"));
    let missing = |name_too| {
        codes.iter().zip(&names).filter(|(c, n)| c.is_empty() && n.is_empty() == name_too).count()
    };
    assert_eq!((missing(true), missing(false)), (1, 1), "a secret address; a code that is missing");
    let groups = cells("Målgrupper").join("\n");
    assert_eq!(groups.matches("særligt eksempelbehov").count(), 1);
    assert_eq!(groups.matches("mobilitets-nedsættelse").count(), 1);
    let statuses: BTreeSet<&str> = cells("Godkendelsesstatus").into_iter().collect();
    for status in ["", "Betinget godkendt", "Under behandling", "Ophørt", "Ikke godkendt"] {
        assert!(statuses.contains(status), "{status}");
    }
    let mut evidence = Vec::new();
    let mut grades = Vec::new();
    for name in workbooks(folder.path()) {
        evidence.extend(sheet(&folder.path().join(&name), "Oplysningsskema"));
        grades.extend(sheet(&folder.path().join(&name), "Afrapportering"));
    }
    let any = |rows: &[Vec<String>], is: &dyn Fn(&str) -> bool| {
        rows.iter().flatten().filter(|cell| is(cell)).count()
    };
    assert!(any(&evidence, &|cell| cell.starts_with("ca. ")) > 0);
    assert!(any(&evidence, &|cell| cell == "ikke oplyst") > 0);
    assert!(any(&evidence, &|cell| cell == "ikke relevant") > 0);
    assert!(any(&grades, &|cell| cell == "4") > 0);
    assert!(any(&grades, &|cell| cell.is_empty()) > 0);
    assert!(grades.len() < evidence.len(), "some inspectors have not come to the second sheet");
    // Every overall level is there, before the time, and a quality that is not met.
    for level in ["ingen", "let", "moderat", "højt"] {
        assert!(grades.iter().any(|row| row[row.len() - 2] == level), "{level}");
    }
    assert!(grades.iter().any(|row| row[12] == "nej"));
}

/// However many tilbud the portal gets: ids count up there, and have no letter.
#[test]
fn no_provider_of_another_list_has_an_id_of_the_portal() {
    let (folder, _) = make(700, 50, 1);
    let (headers, rows) = portal(folder.path());
    let of_portal = column(&headers, &rows, "Tilbudsid");
    assert!(of_portal.iter().all(|id| id.bytes().all(|byte| byte.is_ascii_digit())));
    let (headers, rows) = table(folder.path(), "andre-leverandoerer-eksempel.csv");
    let ids = column(&headers, &rows, "Leverandør-id");
    assert!(ids.iter().all(|id| id.starts_with('L')), "{ids:?}");
    let distinct: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len());
}

#[test]
fn a_provider_is_the_same_however_many_there_are() {
    let (few, _) = make(50, 0, 1);
    let (many, _) = make(400, 0, 1);
    let few = fs::read_to_string(few.path().join(PORTAL)).unwrap();
    let many = fs::read_to_string(many.path().join(PORTAL)).unwrap();
    assert!(many.starts_with(&few));
}

#[test]
fn all_can_be_assessed_and_then_all_take_a_pilot_group_in() {
    let (folder, report) = make(60, 60, 2);
    assert_eq!(report.n_assessed, 60);
    let (headers, rows) = portal(folder.path());
    let mut groups: BTreeMap<&str, String> = BTreeMap::new();
    let cells = column(&headers, &rows, "Målgrupper");
    for (id, cell) in column(&headers, &rows, "Tilbudsid").into_iter().zip(cells) {
        groups.entry(id).or_default().push_str(cell);
    }
    let ids = column(&headers, &rows, "Tilbudsid");
    let by_name: BTreeMap<&str, &str> =
        column(&headers, &rows, "Tilbudsnavn").into_iter().zip(ids).collect();
    let mut assessed = BTreeSet::new();
    for name in workbooks(folder.path()) {
        for row in &sheet(&folder.path().join(&name), "Oplysningsskema")[1..] {
            let id = match row[0].as_str() {
                "" => by_name.get(row[1].as_str()).copied().unwrap_or_default(),
                id => id,
            };
            if let Some(taken_in) = groups.get(id) {
                assert!(taken_in.contains(&row[2].to_lowercase()), "{row:?}");
                assessed.insert(id.to_owned());
            }
        }
    }
    assert_eq!(assessed.len(), 60);
}

/// The message, with the folder's name taken out.
fn refusal(folder: &Path, tilbud: u64, assessed: u64) -> String {
    let options = ExampleOptions {
        tilbud,
        assessed,
        seed: 1,
        inspectors_judge: niveau::model::InspectorsJudge::default(),
        output: folder,
    };
    let message = write_example(&options).unwrap_err().to_string();
    message.replace(&format!("{}/", folder.display()), "")
}

#[test]
fn nothing_of_others_is_written_over_or_mixed_in() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("tilbudsportalen-2021.csv"), "Tilbudsid\n1\n").unwrap();
    insta::assert_snapshot!(
        refusal(folder.path(), 20, 5),
        @"tilbudsportalen-2021.csv ligger i mappen i forvejen og hører ikke til dette eksempel; opdigtede og andre data må ikke blandes. Vælg en anden mappe, eller flyt filen"
    );
    assert_eq!(files(folder.path()).len(), 1, "nothing was written");

    // An example may be made anew, but what was changed in it stays.
    let (folder, _) = make(200, 30, 1);
    let options = ExampleOptions {
        tilbud: 250,
        assessed: 30,
        seed: 2,
        inspectors_judge: niveau::model::InspectorsJudge::default(),
        output: folder.path(),
    };
    write_example(&options).unwrap();
    fs::write(folder.path().join("rules/flertal.toml"), "title = \"min egen\"\n").unwrap();
    let before = files(folder.path());
    insta::assert_snapshot!(
        refusal(folder.path(), 200, 30),
        @"rules/flertal.toml findes i forvejen og er ændret; eksemplet skriver ikke oven i den. Vælg en anden mappe, eller flyt filen"
    );
    assert!(files(folder.path()) == before);

    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("source.toml"), "status = \"real\"\n").unwrap();
    insta::assert_snapshot!(
        refusal(folder.path(), 20, 5),
        @"source.toml findes i forvejen og er ændret; eksemplet skriver ikke oven i den. Vælg en anden mappe, eller flyt filen"
    );
    insta::assert_snapshot!(
        refusal(folder.path(), 20, 21),
        @"21 vurderede tilbud er flere end de 20 tilbud, der er; hæv --tilbud eller sænk --assessed"
    );
    insta::assert_snapshot!(refusal(folder.path(), 0, 0), @"et eksempel skal have mindst ét tilbud");
}
