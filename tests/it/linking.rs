//! Linking by other keys, providers outside the portal, age and plausibility: every trap is a
//! snapshot of what the reader is told.

use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use insta::assert_snapshot;
use niveau::ingest::{LINK_HEADERS, Layout, LinkProposal, ReadOptions, Reading, read_input};
use niveau::model::{MunicipalityCode, Operator, ProviderKind, ProviderKindSet};
use proptest::prelude::*;

use super::golden::niveau;
use super::registers::shipped;

fn layouts() -> Vec<Layout> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/layouts");
    ["andre-leverandoerer.toml", "indplaceringsskema.toml", "tilbudsportalen.toml"]
        .iter()
        .map(|file| {
            let mut text = fs::read_to_string(folder.join(file)).unwrap();
            // Forms as CSV files, so that a fixture can be read here.
            text = text.replace("\"tilsyn*.xlsx\"", "\"tilsyn*.csv\"");
            Layout::parse(&text, &format!("layouts/{file}")).unwrap()
        })
        .collect()
}

const PORTAL: &str = "Tilbudsid;Tilbudsnavn;Afdelingsid;CVR;P-nummer;Kommunekode;\
Virksomhedsform;Tilsynsførende myndighed;Godkendelsesstatus;Tilbudstyper;Pladser på afdelingen;\
Pladser på hele tilbuddet;Målgrupper;Senest opdateret";

/// Two tilbud of a municipality, a private one of two departments, one elsewhere.
const TILBUD: [&str; 5] = [
    "1;Botilbuddet Solgården;1a;11111111;1000000001;751;Kommune;Socialtilsyn Midt;Godkendt;§ 107;10;;autismespektrum;01-03-2020",
    "2;Botilbuddet Egevang;2a;11111111;1000000002;751;Kommune;Socialtilsyn Midt;Godkendt;§ 107;12;;autismespektrum;01-03-2020",
    "3;Bofællesskabet Nygade 12;3a;33333333;1000000003;751;Privat;Socialtilsyn Midt;Godkendt;§ 107;5;11;autismespektrum;01-03-2020",
    "3;Bofællesskabet Nygade 12;3b;33333333;1000000004;740;Privat;Socialtilsyn Midt;Godkendt;§ 107;6;11;autismespektrum;01-03-2020",
    "4;Botilbuddet Solgården;4a;44444444;1000000005;461;Privat;Socialtilsyn Syd;Godkendt;§ 107;7;;autismespektrum;01-03-2020",
];

const FORM: &str = "Tilbudsid;Afdelingsid;CVR;P-nummer;Tilbudsnavn;Kommune;Målgruppe;Tilsyn;Dato";

const OTHERS: &str = "Leverandør-id;Leverandørnavn;CVR;Driftsherre;Kommune;Dækningsområde;\
Virksomhedsform;Leverandørtype;Retsgrundlag;Målgrupper;Tilsyn;Kvalitet;Senest opdateret";

const LINKS: &str = "Skrevet tilbudsid;Skrevet navn;Tilbudsid";

/// The header of a form of evidence is long: these columns, and the others empty.
fn form(rows: &[&str]) -> String {
    let layout = &layouts()[1];
    let wanted: Vec<&str> = FORM.split(';').collect();
    let sheet = &layout.sheets[0];
    let more: Vec<&str> = sheet
        .columns
        .iter()
        .map(|column| &*column.headers[0])
        .filter(|header| !wanted.contains(header) && *header != "CVR-nummer")
        .collect();
    let empty = ";".repeat(more.len());
    let rows = rows.iter().map(|row| match row.split_once('|') {
        // Values of further columns: `|Header=value|Header=value`.
        Some((row, values)) => {
            let cells = more.iter().map(|header| {
                let value = values.split('|').find_map(|v| v.strip_prefix(&format!("{header}=")));
                format!(";{}", value.unwrap_or(""))
            });
            format!("{row}{}", cells.collect::<String>())
        }
        None => format!("{row}{empty}"),
    });
    let header = format!("{FORM};{}", more.join(";"));
    std::iter::once(header).chain(rows).collect::<Vec<_>>().join("\r\n") + "\r\n"
}

fn csv(header: &str, rows: &[&str]) -> String {
    std::iter::once(&header).chain(rows).map(|row| format!("{row}\r\n")).collect()
}

fn read(files: &[(&str, String)]) -> Reading {
    read_with(files, &ReadOptions::default())
}

fn read_with(files: &[(&str, String)], options: &ReadOptions<'_>) -> Reading {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let reading = read_input(folder.path(), &shipped(), &layouts(), options).unwrap();
    for account in &reading.accounts {
        assert_eq!(account.rows_read, account.rows_used + account.rows_set_aside, "{account:?}");
    }
    let set_aside: u64 = reading.accounts.iter().map(|a| a.rows_set_aside).sum();
    assert_eq!(set_aside, reading.set_aside.len() as u64);
    reading
}

fn with_forms(rows: &[&str]) -> Reading {
    read(&[portal(&TILBUD), forms(rows)])
}

fn portal(rows: &[&str]) -> (&'static str, String) {
    ("tilbudsportalen.csv", csv(PORTAL, rows))
}

fn forms(rows: &[&str]) -> (&'static str, String) {
    ("tilsyn-oplysningsskema.csv", form(rows))
}

/// Who was found to be assessed, row by row of the form: `2: 4` is row 2, tilbud 4.
fn links(reading: &Reading) -> String {
    let dataset = &reading.dataset;
    let mut links: Vec<String> = dataset
        .assessments
        .iter()
        .map(|assessment| {
            let row = assessment.evidence.as_ref().map_or(0, |(_, row)| row.row);
            let offering = &dataset.offerings[assessment.offering as usize];
            format!("{row}: {}", dataset.provider(offering).id)
        })
        .collect();
    links.sort();
    links.join(", ")
}

fn told(reading: &Reading) -> String {
    let findings = reading
        .findings
        .iter()
        .filter(|finding| finding.code != "columns-not-read")
        .map(|f| format!("{} {f}", f.severity.danish()));
    let rows = reading.set_aside.iter().map(|row| {
        format!("sat til side {}: \"{}\": {}. [{}]", row.place, row.key, row.reason, row.code)
    });
    findings.chain(rows).collect::<Vec<_>>().join("\n")
}

fn proposed(reading: &Reading) -> String {
    let line = |proposal: &LinkProposal| {
        let candidate = proposal.candidate.map_or("ingen".to_owned(), |(at, similarity)| {
            format!("{} ({similarity:.2})", reading.dataset.providers[at as usize].id)
        });
        let name = proposal.written_name.as_deref().unwrap_or("");
        format!("\"{}\" \"{name}\" -> {candidate}: {}", proposal.written_id, proposal.why)
    };
    reading.proposals.iter().map(line).collect::<Vec<_>>().join("\n")
}

const ROW: &str = "Autismespektrum;Socialtilsyn Midt;01-03-2021";

fn row(keys: &str) -> String {
    format!("{keys};{ROW}")
}

fn rows(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|keys| row(keys)).collect()
}

fn assessed(keys: &[&str]) -> Reading {
    let rows = rows(keys);
    with_forms(&rows.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn a_row_without_tilbudsid_is_found_by_its_other_keys() {
    let reading = assessed(&[
        ";3b;;;;",
        ";;11111111;1000000002;;",
        ";;11111111;;botilbuddet solgården;Aarhus",
        "77;;33333333;1000000003;;",
    ]);
    assert_eq!(links(&reading), "2: 3, 3: 2, 4: 1, 5: 3");
    assert_snapshot!(told(&reading), @"");
    assert!(reading.proposals.is_empty());
}

#[test]
fn likeness_is_only_proposed_and_only_within_the_municipality() {
    let reading = assessed(&[
        ";;;;Botilbudet Solgaarden;Aarhus",
        ";;;;Bofællesskabet Nygade 14;Aarhus",
        ";;;;Botilbudet Solgaarden;",
        "77;;;;;",
        ";;99999999;1000000002;;",
    ]);
    assert_eq!(links(&reading), "");
    assert_snapshot!(proposed(&reading), @"");
    assert_snapshot!(told(&reading), @"");
}

#[test]
fn keys_that_fit_several_are_not_chosen_between() {
    let mut tilbud = TILBUD.to_vec();
    tilbud.push("5;Botilbuddet Solgården;5a;11111111;1000000001;751;Kommune;Socialtilsyn Midt;Godkendt;§ 107;10;;autismespektrum;01-03-2020");
    let rows = rows(&[";;11111111;1000000001;;"]);
    let reading = read(&[portal(&tilbud), forms(&[&rows[0]])]);
    assert_eq!(links(&reading), "");
    assert_snapshot!(proposed(&reading), @"");
    assert_snapshot!(told(&reading), @"");
}

#[test]
fn other_keys_that_contradict_the_tilbudsid_are_told() {
    let reading = assessed(&["1;2a;33333333;1000000004;Bofællesskabet Nygade 12;Aarhus"]);
    assert_eq!(links(&reading), "2: 1");
    assert_snapshot!(told(&reading), @"");
}

#[test]
fn confirmed_links_are_used_and_accounted_for() {
    let rows = rows(&[";;;;Botilbudet Solgaarden;Aarhus", "77;;;;;", "1;;;;;"]);
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let confirmed = [
        ";Botilbudet Solgaarden;1",
        "77;;2",
        "78;;2",
        "77;Et navn;3",
        "79;;404",
        ";;1",
        "80;;",
        "1;;4",
    ];
    let reading = read(&[portal(&TILBUD), forms(&rows), ("links.csv", csv(LINKS, &confirmed))]);
    assert_eq!(links(&reading), "2: 1, 3: 2, 4: 4");
    assert_snapshot!(told(&reading), @"");
    let file = reading.files.iter().find(|file| file.path == "links.csv").unwrap();
    assert_eq!(file.sha256.len(), 64);
    let account = reading.accounts.iter().find(|account| account.file == "links.csv").unwrap();
    assert_eq!((account.rows_read, account.rows_used, account.rows_set_aside), (8, 3, 5));
}

#[test]
fn links_that_contradict_each_other_are_not_used() {
    let rows = rows(&["77;;;;Et navn;"]);
    let confirmed = csv(LINKS, &["77;;2", "77;Et navn;3"]);
    let reading = read(&[portal(&TILBUD), forms(&[&rows[0]]), ("links.csv", confirmed)]);
    assert_eq!(links(&reading), "");
    assert_snapshot!(told(&reading), @"");
}

#[test]
fn what_is_proposed_can_be_confirmed_as_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("input"), folder.path().join("output"));
    super::golden::small_example(&input);
    let run = || {
        let arguments = ["run", "--input", input.to_str().unwrap(), "--output"];
        let done = niveau(&[&arguments[..], &[output.to_str().unwrap()]].concat());
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        fs::read_to_string(output.join("links_to_confirm.csv")).unwrap()
    };
    let first = run();
    assert!(first.trim_start_matches('\u{feff}').starts_with(&LINK_HEADERS.join(";")));
    let (named, nobody): (Vec<&str>, Vec<&str>) =
        first.lines().skip(1).partition(|line| line.contains("navnet ligner"));
    assert_eq!((named.len(), nobody.len()), (1, 1), "{first}");
    fs::write(input.join("links.csv"), &first).unwrap();
    let second = run();
    assert!(second.lines().skip(1).all(|line| !line.contains("navnet ligner")), "{second}");
    let manifest = fs::read_to_string(output.join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let inputs = manifest["inputs"].as_array().unwrap();
    assert!(inputs.iter().any(|input| input["path"] == "links.csv"));
}

#[test]
fn providers_outside_the_portal_are_read_with_their_service_area() {
    let others = csv(
        OTHERS,
        &[
            "A1;Synskonsulenten;55555555;Aarhus;Aarhus;Aarhus, Randers;Kommune;Matrikelløs;§ 85;synsnedsættelse;;Opfyldt;01-02-2021",
            "A2;Regionens tilbud;66666666;Region Midtjylland;;Region Nordjylland;Region;ambulant;§ 102;synsnedsættelse;Viborg Kommune;;",
            "A3;Et privat tilbud;77777777;;;Hele landet;Privat;;§ 85;synsnedsættelse;;;",
            "A4;Kun ét sted;88888888;;;Skive;Privat;fjern;§ 85;synsnedsættelse;;;",
            "A5;Et botilbud;99999999;Atlantis;;Mars;Privat;;§ 107;synsnedsættelse;;;",
        ],
    );
    let reading = read(&[portal(&TILBUD), ("andre-leverandoerer.csv", others)]);
    let found = |id: &str| reading.dataset.providers.iter().find(|p| *p.id == *id).unwrap();
    let code = MunicipalityCode;
    assert!(!found("A1").is_on_portal && found("1").is_on_portal);
    assert_eq!(found("A1").operator, Some(Operator::Municipality(code(751))));
    assert_eq!(*found("A1").service_area, [code(730), code(751)]);
    let mut outreach = ProviderKindSet::default();
    outreach.insert(ProviderKind::Outreach);
    assert_eq!(found("A1").stated_kinds, outreach);
    assert!(matches!(found("A2").operator, Some(Operator::Region(_))));
    assert_eq!(found("A2").service_area.len(), 11, "the municipalities of Region Nordjylland");
    assert_eq!(found("A3").service_area.len(), 98);
    assert_eq!(found("A3").municipality, None);
    assert_eq!(found("A4").municipality, Some(code(779)));
    assert!(found("A1").departments.is_empty() && found("A1").places.is_none());
    assert_snapshot!(told(&reading), @"");
}

#[test]
fn the_portals_row_wins_and_takes_the_assessments_along() {
    let others = csv(
        OTHERS,
        &[
            "A1;bofællesskabet nygade 12;33333333;;Aarhus;Aarhus;Privat;;§ 85;synsnedsættelse;;;",
            "2;Noget andet;;;;Aarhus;Privat;;§ 85;synsnedsættelse;;;",
            "A3;Botilbuddet Solvang;11111111;;;Aarhus;Kommune;;§ 85;synsnedsættelse;;;",
        ],
    );
    let rows = rows(&["A1;;;;;", "A3;;;;;"]);
    let reading =
        read(&[portal(&TILBUD), ("andre-leverandoerer.csv", others), forms(&[&rows[0], &rows[1]])]);
    assert_eq!(links(&reading), "2: 3, 3: A3");
    assert_snapshot!(told(&reading), @"");
}

#[test]
fn who_supervises_outside_socialtilsyn() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("input"), folder.path().join("output"));
    super::golden::small_example(&input);
    let row = |id: &str, operator: &str, seat: &str, ownership: &str, stated: &str| {
        format!(
            "{id};Prøve {id};;{operator};{seat};Aarhus, Randers;{ownership};udgående;§ 85;\
             synsnedsættelse;{stated};Opfyldt;01-02-2021"
        )
    };
    let others = [
        row("A1", "Skive", "Aarhus", "Kommune", ""),
        row("A2", "Skive", "Aarhus", "Privat", ""),
        row("A3", "Skive", "Aarhus", "Privat", "Skive Kommune"),
        row("A4", "Region Midtjylland", "Aarhus", "Region", ""),
        row("A5", "", "", "Privat", ""),
        row("A6", "", "Aarhus", "", ""),
    ];
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    fs::write(input.join("andre-leverandoerer-eksempel.csv"), csv(OTHERS, &others)).unwrap();
    let arguments = ["run", "--input", input.to_str().unwrap(), "--output"];
    let done = niveau(&[&arguments[..], &[output.to_str().unwrap()]].concat());
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let placements = fs::read_to_string(output.join("placements.csv")).unwrap();
    let shown = placements
        .lines()
        .filter(|line| line.starts_with('A') && line.contains(";Prøve A"))
        .map(|line| {
            let cells: Vec<&str> = line.split(';').collect();
            [0, 6, 7, 10, 11, 12, 13, 14, 15, 17].map(|at| cells[at]).join(" | ")
        });
    assert_snapshot!(shown.collect::<Vec<_>>().join("\n"), @"");
    let apart = fs::read_to_string(output.join("tables/uden-for-tilbudsportalen.csv")).unwrap();
    let rows = apart.lines().map(|l| l.split(';').take(12).collect::<Vec<_>>().join(" | "));
    assert_snapshot!(rows.collect::<Vec<_>>().join("\n"), @"");
    let source = fs::read_to_string(output.join("tables/niveau-kilde-tilbud.csv")).unwrap();
    let vision = source.lines().filter(|line| line.starts_with("Synsnedsættelse"));
    let vision = vision.map(|line| line.split(';').take(16).collect::<Vec<_>>().join(" | "));
    assert_snapshot!(vision.collect::<Vec<_>>().join("\n"), @"");
}

#[test]
fn numbers_that_cannot_be_so_are_told() {
    let tilbud = [
        "1;A;1a;;;751;;;;§ 107;0;;autismespektrum;",
        "2;B;2a;;;751;;;;§ 107;10;30;autismespektrum;",
        "2;B;2b;;;751;;;;§ 107;15;30;autismespektrum;",
        "3;C;3a;;;751;;;;§ 107;10;30;autismespektrum;",
        "3;C;3b;;;751;;;;§ 107;;30;autismespektrum;",
    ];
    let first = row("1;;;;;")
        + "|Medarbejdere med målgruppen=4|Medarbejdere med både erfaring og uddannelse=6\
           |Særligt certificerede, egne=5|Særligt certificerede, inkl. eksterne=3\
           |Relevant grunduddannelse, egne (%)=120";
    let reading = read(&[portal(&tilbud), forms(&[&first])]);
    assert_snapshot!(told(&reading), @"");
}

#[test]
fn a_tenfold_change_since_last_year_is_told_and_nothing_else_of_it() {
    let now = [
        "1;A;1a;;;751;;;;§ 107;100;;autismespektrum;",
        "2;B;2a;;;751;;;;§ 107;12;;autismespektrum;",
        "3;C;;;;751;;;;§ 107;;4;autismespektrum;",
    ];
    let then = [
        "1;A;1a;;;751;;;;§ 107;10;;autismespektrum;",
        "2;B;2a;;;751;;;;§ 107;11;;autismespektrum, ukendt gruppe;",
        "3;C;;;;751;;;;§ 107;;44;autismespektrum;",
        "9;Lukket;9a;;;751;;;;§ 107;11;;autismespektrum;",
    ];
    let evidence =
        |citizens: u32| row("1;;;;;") + &format!("|Borgere seneste 12 mdr., let behov={citizens}");
    let reading = read(&[
        portal(&now),
        forms(&[&evidence(30)]),
        ("last-year/tilbudsportalen-2020.csv", csv(PORTAL, &then)),
        ("last-year/tilsyn-oplysningsskema.csv", form(&[&evidence(3)])),
        ("last-year/links.csv", csv(LINKS, &["1;;2"])),
    ]);
    assert_eq!(reading.dataset.providers.len(), 3);
    assert_eq!(reading.dataset.assessments.len(), 1);
    assert_snapshot!(told(&reading), @"");
}

#[test]
fn stale_rows_are_set_aside_when_a_day_is_given() {
    let tilbud = [
        "1;A;1a;;;751;;;;§ 107;10;;autismespektrum;31-12-2019",
        "2;B;2a;;;751;;;;§ 107;12;;autismespektrum;01-01-2020",
        "3;C;3a;;;751;;;;§ 107;12;;autismespektrum;",
    ];
    let rows = [
        row("1;;;;;"),
        row("2;;;;;"),
        "2;;;;;;Autismespektrum;Socialtilsyn Midt;31-12-2019".to_owned(),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let files = [portal(&tilbud), forms(&rows)];
    assert_eq!(links(&read(&files)), "2: 1, 3: 2, 4: 2");
    let fresh_since = NaiveDate::from_ymd_opt(2020, 1, 1);
    let reading = read_with(&files, &ReadOptions { fresh_since, ..ReadOptions::default() });
    assert_eq!(links(&reading), "3: 2");
    assert_snapshot!(told(&reading), @"");
}

#[test]
fn the_manifest_and_every_output_say_which_day_rows_had_to_be_newer_than() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("input"), folder.path().join("output"));
    super::golden::small_example(&input);
    let run = |more: &[&str]| {
        let arguments =
            ["run", "--input", input.to_str().unwrap(), "--output", output.to_str().unwrap()];
        let done = niveau(&[&arguments[..], more].concat());
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let manifest = fs::read_to_string(output.join("manifest.json")).unwrap();
        serde_json::from_str::<serde_json::Value>(&manifest).unwrap()
    };
    let all = run(&[]);
    assert!(all["fresh_since"].is_null());
    let ages = fs::read_to_string(output.join("tables/aktualitet.csv")).unwrap();
    let shown = ages.lines().map(|l| l.split(';').take(5).collect::<Vec<_>>().join(" | "));
    assert_snapshot!(shown.collect::<Vec<_>>().join("\n"), @"");
    let fresh = run(&["--fresh-since", "2020-06-01"]);
    assert_eq!(fresh["fresh_since"], "2020-06-01");
    assert_eq!(all["ages_reckoned_on"], fresh["ages_reckoned_on"]);
    assert!(fresh["rows"]["set_aside"].as_u64() > all["rows"]["set_aside"].as_u64());
    let placements = fs::read_to_string(output.join("placements.csv")).unwrap();
    assert!(placements.lines().skip(1).all(|l| l.contains("Kun rækker fra 01.06.2020")));
}

#[test]
fn an_approval_that_lapsed_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("input");
    super::golden::small_example(&input);
    let tilbud = [
        "1;A;1a;;;751;;;Ophørt;§ 107;10;;autismespektrum;01-02-2021",
        "2;B;2a;;;751;;;Ophørt;§ 107;;;autismespektrum;01-02-2021",
        "3;C;3a;;;751;;;Godkendt;§ 107;10;;autismespektrum;01-02-2021",
    ];
    fs::write(input.join("tilbudsportalen-eksempel.csv"), csv(PORTAL, &tilbud)).unwrap();
    let done = niveau(&["check", "--input", input.to_str().unwrap()]);
    let told = String::from_utf8_lossy(&done.stdout).into_owned();
    let lapsed = told.lines().filter(|line| line.contains("approval-lapsed"));
    assert_snapshot!(lapsed.collect::<Vec<_>>().join("\n"), @"");
}

/// Rows of every kind: by id, by other keys, ambiguous, alike, of nobody.
const EVERY_KIND: [&str; 9] = [
    "1;;;;;",
    "2;2a;11111111;;Botilbuddet Egevang;",
    ";3b;;;;",
    ";;11111111;1000000002;;",
    ";;11111111;;Botilbuddet Solgården;Aarhus",
    ";;;;Botilbudet Solgaarden;Aarhus",
    "77;;44444444;1000000005;;",
    "A1;;;;;",
    "404;;;;;",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn shuffling_rows_never_changes_links(
        forms_in in Just((0..EVERY_KIND.len()).collect::<Vec<_>>()).prop_shuffle(),
        tilbud_in in Just((0..TILBUD.len()).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let others = csv(OTHERS, &["A1;Botilbuddet Egevang;11111111;;;Aarhus;Kommune;;§ 85;synsnedsættelse;;;"]);
        let tilbud: Vec<&str> = tilbud_in.iter().map(|at| TILBUD[*at]).collect();
        let keys: Vec<&str> = forms_in.iter().map(|at| EVERY_KIND[*at]).collect();
        let rows = rows(&keys);
        let reading = read(&[
            portal(&tilbud),
            ("andre-leverandoerer.csv", others),
            forms(&rows.iter().map(String::as_str).collect::<Vec<_>>()),
        ]);
        // Each row by what it says, not by where it stands.
        let mut found: Vec<String> = links(&reading)
            .split(", ")
            .map(|link| {
                let (row, id) = link.split_once(": ").unwrap();
                format!("{} -> {id}", keys[row.parse::<usize>().unwrap() - 2])
            })
            .collect();
        found.sort();
        prop_assert_eq!(
            found.join("\n"),
            [
                "1;;;;; -> 1",
                "2;2a;11111111;;Botilbuddet Egevang; -> 2",
                "77;;44444444;1000000005;; -> 4",
                ";3b;;;; -> 3",
                ";;11111111;1000000002;; -> 2",
                ";;11111111;;Botilbuddet Solgården;Aarhus -> 1",
                "A1;;;;; -> 2",
            ]
            .join("\n")
        );
        prop_assert_eq!(
            proposed(&reading),
            "\"\" \"Botilbudet Solgaarden\" -> 1 (0.95): navnet ligner, i samme kommune\n\
             \"404\" \"\" -> ingen: intet navn at sammenligne"
        );
    }
}
