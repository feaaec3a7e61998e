//! Linking by other keys, providers outside the portal, age and plausibility: every trap is a
//! snapshot of what the reader is told.

use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use insta::assert_snapshot;
use niveau::ingest::{LINK_HEADERS, Layout, LinkProposal, ReadOptions, Reading, read_input};
use niveau::model::{MunicipalityCode, Operator, ProviderKind, ProviderKindSet};
use proptest::prelude::*;

use super::folder::{EXAMPLE, Folder, text};
use super::registers::shipped;

fn layouts() -> Vec<Layout> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/layouts");
    ["andre-leverandoerer.toml", "indplaceringsskema.toml", "tilbudsportalen.toml"]
        .iter()
        .map(|file| {
            let mut text = fs::read_to_string(folder.join(file)).unwrap();
            // Forms as CSV files, so that a fixture can be read here.
            text = text.replace("\"tilsyn*.{xlsx,xlsm,xlsb,xls,ods}\"", "\"tilsyn*.csv\"");
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
    std::iter::once(&header).chain(rows).flat_map(|row| [*row, "\r\n"]).collect()
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
    assert_eq!(set_aside, reading.set_aside.iter().map(|row| row.n_rows).sum::<u64>());
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
            let offering = dataset.offering(assessment.offering);
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
            let alike = similarity.map_or("uden navn".to_owned(), |s| format!("{s:.2}"));
            format!("{} ({alike})", reading.dataset.provider_at(at).id)
        });
        let name = proposal.written_name.as_deref().unwrap_or("");
        format!("\"{}\" \"{name}\" -> {candidate}: {}", proposal.written_id, proposal.why)
    };
    reading.proposals.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A row with a date of its own, so that no two are of one assessment.
fn row(keys: &str) -> String {
    let sum = (1..).zip(keys.bytes()).map(|(at, byte)| at * u32::from(byte)).sum::<u32>();
    let (day, month) = (1 + sum % 28, 1 + sum / 28 % 12);
    format!("{keys};Autismespektrum;Socialtilsyn Midt;{day:02}-{month:02}-2021")
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
    assert_snapshot!(told(&reading), @r#"
    bemærkning tilsyn-oplysningsskema.csv: 4 oplysningsskemaer i filen har ingen afrapportering; de indplaceres på oplysningerne alene. Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved. [evidence-alone]
    bemærkning tilsyn-oplysningsskema.csv, celle A2 "Tilbudsid": rækken har ikke tilbudsid; tilbuddet er fundet på afdelingsid: "3" (Bofællesskabet Nygade 12). Skriv tilbudsid 3, hvis det er rigtigt. [linked-by-other-key]
    bemærkning tilsyn-oplysningsskema.csv, celle A3 "Tilbudsid": rækken har ikke tilbudsid; tilbuddet er fundet på CVR-nummer og P-nummer: "2" (Botilbuddet Egevang). Skriv tilbudsid 2, hvis det er rigtigt. [linked-by-other-key]
    bemærkning tilsyn-oplysningsskema.csv, celle A4 "Tilbudsid": rækken har ikke tilbudsid; tilbuddet er fundet på CVR-nummer, navn og kommune: "1" (Botilbuddet Solgården). Skriv tilbudsid 1, hvis det er rigtigt. [linked-by-other-key]
    advarsel tilsyn-oplysningsskema.csv, celle A5 "Tilbudsid": tilbudsid "77" findes ikke; tilbuddet er fundet på CVR-nummer og P-nummer: "3" (Bofællesskabet Nygade 12). Skriv tilbudsid 3, hvis det er rigtigt. [linked-by-other-key]
    "#);
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
    assert_snapshot!(proposed(&reading), @r#"
    "" "" -> 2 (uden navn): samme P-nummer, men ikke samme CVR-nummer
    "" "Bofællesskabet Nygade 14" -> ingen: intet navn i kommunen ligner
    "" "Botilbudet Solgaarden" -> ingen: ingen kommune at lede i
    "" "Botilbudet Solgaarden" -> 1 (0.92): navnet ligner, i samme kommune
    "77" "" -> ingen: intet navn at sammenligne
    "#);
    assert_snapshot!(told(&reading), @r##"
    advarsel tilsyn-oplysningsskema.csv, celle A2 "Tilbudsid": navn "Botilbudet Solgaarden": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører. Ret det, der er skrevet, eller bekræft et forslag fra links_to_confirm.csv i input/links.csv; mangler tilbuddet, så tilføj det. [inspected-provider-missing]
    advarsel tilsyn-oplysningsskema.csv, celle A3 "Tilbudsid": navn "Bofællesskabet Nygade 14": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører. Ret det, der er skrevet, eller bekræft et forslag fra links_to_confirm.csv i input/links.csv; mangler tilbuddet, så tilføj det. [inspected-provider-missing]
    advarsel tilsyn-oplysningsskema.csv, celle A4 "Tilbudsid": navn "Botilbudet Solgaarden": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører. Ret det, der er skrevet, eller bekræft et forslag fra links_to_confirm.csv i input/links.csv; mangler tilbuddet, så tilføj det. [inspected-provider-missing]
    advarsel tilsyn-oplysningsskema.csv, celle A5 "Tilbudsid": tilbudsid "77": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører. Ret det, der er skrevet, eller bekræft et forslag fra links_to_confirm.csv i input/links.csv; mangler tilbuddet, så tilføj det. [inspected-provider-missing]
    advarsel tilsyn-oplysningsskema.csv, celle A6 "Tilbudsid": CVR-nummer "99999999", P-nummer "1000000002": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører. Ret det, der er skrevet, eller bekræft et forslag fra links_to_confirm.csv i input/links.csv; mangler tilbuddet, så tilføj det. [inspected-provider-missing]
    sat til side tilsyn-oplysningsskema.csv, celle A2 "Tilbudsid": "": navn "Botilbudet Solgaarden": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører; et forslag står i links_to_confirm.csv. [provider-not-found]
    sat til side tilsyn-oplysningsskema.csv, celle A3 "Tilbudsid": "": navn "Bofællesskabet Nygade 14": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører; skriv det rigtige tilbudsid, eller tilføj tilbuddet. [provider-not-found]
    sat til side tilsyn-oplysningsskema.csv, celle A4 "Tilbudsid": "": navn "Botilbudet Solgaarden": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører; skriv det rigtige tilbudsid, eller tilføj tilbuddet. [provider-not-found]
    sat til side tilsyn-oplysningsskema.csv, celle A5 "Tilbudsid": "77": tilbudsid "77": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører; skriv det rigtige tilbudsid, eller tilføj tilbuddet. [provider-not-found]
    sat til side tilsyn-oplysningsskema.csv, celle A6 "Tilbudsid": "": CVR-nummer "99999999", P-nummer "1000000002": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører; et forslag står i links_to_confirm.csv. [provider-not-found]
    "##);
}

#[test]
fn keys_that_fit_several_are_not_chosen_between() {
    let mut tilbud = TILBUD.to_vec();
    tilbud.push("5;Botilbuddet Solgården;5a;11111111;1000000001;751;Kommune;Socialtilsyn Midt;Godkendt;§ 107;10;;autismespektrum;01-03-2020");
    let rows = rows(&[";;11111111;1000000001;;"]);
    let reading = read(&[portal(&tilbud), forms(&[&rows[0]])]);
    assert_eq!(links(&reading), "");
    assert_snapshot!(proposed(&reading), @r#"
    "" "" -> 1 (uden navn): flere tilbud har samme CVR-nummer og P-nummer
    "" "" -> 5 (uden navn): flere tilbud har samme CVR-nummer og P-nummer
    "#);
    assert_snapshot!(told(&reading), @r##"
    advarsel tilsyn-oplysningsskema.csv, celle A2 "Tilbudsid": CVR-nummer "11111111", P-nummer "1000000001": flere tilbud passer på det. Ret det, der er skrevet, eller bekræft et forslag fra links_to_confirm.csv i input/links.csv; mangler tilbuddet, så tilføj det. [provider-ambiguous]
    sat til side tilsyn-oplysningsskema.csv, celle A2 "Tilbudsid": "": CVR-nummer "11111111", P-nummer "1000000001": flere tilbud passer på det; 2 forslag står i links_to_confirm.csv. [provider-ambiguous]
    "##);
}

#[test]
fn other_keys_that_contradict_the_tilbudsid_are_told() {
    let reading = assessed(&["1;2a;33333333;1000000004;;Aarhus"]);
    assert_eq!(links(&reading), "2: 1");
    assert_snapshot!(told(&reading), @r#"
    bemærkning tilsyn-oplysningsskema.csv: 1 oplysningsskema i filen har ingen afrapportering; det indplaceres på oplysningerne alene. Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved. [evidence-alone]
    advarsel tilsyn-oplysningsskema.csv, celle A2 "Tilbudsid": rækken har tilbudsid "1", men også afdelingsid "2a", som tilbuddet ikke har, CVR-nummer "33333333" (tilbuddet har "11111111"), P-nummer "1000000004", som ingen af tilbuddets afdelinger har; tilbudsid gælder. Se efter, hvilket tilbud der er vurderet, og ret det, der er forkert. [provider-keys-disagree]
    "#);
}

#[test]
fn a_tilbudsid_that_cvr_p_number_and_name_contradict_together_names_nobody() {
    let reading = assessed(&["1;2a;33333333;1000000004;Bofællesskabet Nygade 12;Aarhus"]);
    assert_eq!(links(&reading), "");
    assert_snapshot!(proposed(&reading), @r#""1" "Bofællesskabet Nygade 12" -> 3 (1.00): samme CVR-nummer og P-nummer"#);
    assert_snapshot!(told(&reading), @r#"
    advarsel tilsyn-oplysningsskema.csv, celle A2 "Tilbudsid": rækken har tilbudsid "1", men afdelingsid "2a", som tilbuddet ikke har, CVR-nummer "33333333" (tilbuddet har "11111111"), P-nummer "1000000004", som ingen af tilbuddets afdelinger har, navnet "Bofællesskabet Nygade 12" (tilbuddet hedder "Botilbuddet Solgården"): det er ikke til at sige, hvilket tilbud der er vurderet. Ret tilbudsid eller de andre oplysninger, eller bekræft et forslag fra links_to_confirm.csv i input/links.csv. [provider-id-contradicted]
    sat til side tilsyn-oplysningsskema.csv, celle A2 "Tilbudsid": "1": rækken har tilbudsid "1", men afdelingsid "2a", som tilbuddet ikke har, CVR-nummer "33333333" (tilbuddet har "11111111"), P-nummer "1000000004", som ingen af tilbuddets afdelinger har, navnet "Bofællesskabet Nygade 12" (tilbuddet hedder "Botilbuddet Solgården"): det er ikke til at sige, hvilket tilbud der er vurderet; ret det, der er forkert. [provider-id-contradicted]
    "#);
    // None of the tilbud that the keys name is placed by an older assessment.
    let lost = reading.dataset.offerings.iter().filter(|o| !reading.dataset.lost(o).is_empty());
    let lost: Vec<&str> = lost.map(|o| &*reading.dataset.provider(o).id).collect();
    assert_eq!(lost, ["1", "2", "3"]);
}

#[test]
fn a_name_of_the_same_kind_of_home_does_not_keep_a_contradicted_tilbudsid() {
    // Alike by "Botilbuddet", but CVR, P-nummer and name are tilbud 4's.
    let reading = assessed(&["2;;44444444;1000000005;Botilbuddet Solgården;"]);
    assert_eq!(links(&reading), "");
    let codes: Vec<&str> = reading.set_aside.iter().map(|row| row.code).collect();
    assert_eq!(codes, ["provider-id-contradicted"]);
    // Where the name is the tilbudsid's own, or the CVR-nummer is, the tilbudsid holds.
    for (row, found) in [
        ("1;;44444444;1000000005;Botilbuddet Solgården;", "2: 1"),
        ("1;;11111111;1000000002;Botilbuddet Egevang;", "2: 1"),
    ] {
        let reading = assessed(&[row]);
        assert_eq!(links(&reading), found, "{row}");
        assert!(told(&reading).contains("[provider-keys-disagree]"), "{}", told(&reading));
    }
}

#[test]
fn a_tilbudsid_whose_own_p_number_is_not_known_is_contradicted_too() {
    let tilbud = [
        "1;Botilbuddet Solgården;1a;11111111;;751;Kommune;Socialtilsyn Midt;Godkendt;§ 107;10;;autismespektrum;01-03-2020",
        TILBUD[2],
    ];
    let row = row("1;;33333333;1000000003;Bofællesskabet Nygade 12;");
    let reading = read(&[portal(&tilbud), forms(&[&row])]);
    assert_eq!(links(&reading), "");
    let codes: Vec<&str> = reading.set_aside.iter().map(|row| row.code).collect();
    assert_eq!(codes, ["provider-id-contradicted"]);
}

#[test]
fn a_p_number_of_another_than_cvr_and_name_found_is_told() {
    let reading = assessed(&[";;11111111;1000000004;Botilbuddet Solgården;Aarhus"]);
    assert_eq!(links(&reading), "2: 1");
    assert_snapshot!(told(&reading), @r#"
    bemærkning tilsyn-oplysningsskema.csv: 1 oplysningsskema i filen har ingen afrapportering; det indplaceres på oplysningerne alene. Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved. [evidence-alone]
    bemærkning tilsyn-oplysningsskema.csv, celle A2 "Tilbudsid": rækken har ikke tilbudsid; tilbuddet er fundet på CVR-nummer, navn og kommune: "1" (Botilbuddet Solgården). Skriv tilbudsid 1, hvis det er rigtigt. [linked-by-other-key]
    advarsel tilsyn-oplysningsskema.csv, celle D2 "P-nummer": P-nummer "1000000004" er tilbud "3" (Bofællesskabet Nygade 12), men rækken er fundet som "1" (Botilbuddet Solgården). Se efter, hvilket tilbud der er vurderet, og ret det, der er forkert. [p-number-of-another]
    "#);
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
    assert_snapshot!(told(&reading), @r#"
    fejl links.csv, celle C6 "Tilbudsid": tilbudsid "404" står hverken i udtrækket eller i listerne over andre leverandører; koblingen er ikke brugt. Ret tilbudsid, eller slet rækken. [link-to-unknown-provider]
    bemærkning tilsyn-oplysningsskema.csv: 3 oplysningsskemaer i filen har ingen afrapportering; de indplaceres på oplysningerne alene. Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved. [evidence-alone]
    sat til side links.csv, række 4: "78": ingen vurdering har det, der står som skrevet; ret rækken, eller slet den. [link-not-used]
    sat til side links.csv, række 5: "77": ingen vurdering har det, der står som skrevet; ret rækken, eller slet den. [link-not-used]
    sat til side links.csv, celle C6 "Tilbudsid": "404": tilbudsid "404" står hverken i udtrækket eller i listerne over andre leverandører; koblingen er ikke brugt. [link-to-unknown-provider]
    sat til side links.csv, celle A7 "Skrevet tilbudsid": "": der står ikke, hvad der var skrevet i vurderingen: skriv tilbudsid, navn, P-nummer eller afdelingsid. [link-incomplete]
    sat til side links.csv, celle C8 "Tilbudsid": "80": der står ikke, hvilket tilbudsid der er ment; skriv det, eller slet rækken. [link-without-provider]
    "#);
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
    assert_snapshot!(told(&reading), @r##"
    fejl links.csv, celle C2 "Tilbudsid": flere rækker her passer på den samme vurdering og peger på hver sit tilbud; ingen af dem er brugt til den. Slet dem, der ikke gælder. [links-contradict]
    fejl links.csv, celle C3 "Tilbudsid": flere rækker her passer på den samme vurdering og peger på hver sit tilbud; ingen af dem er brugt til den. Slet dem, der ikke gælder. [links-contradict]
    advarsel tilsyn-oplysningsskema.csv, celle A2 "Tilbudsid": tilbudsid "77", navn "Et navn": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører. Ret det, der er skrevet, eller bekræft et forslag fra links_to_confirm.csv i input/links.csv; mangler tilbuddet, så tilføj det. [inspected-provider-missing]
    sat til side links.csv, række 2: "77": andre rækker siger noget andet; slet dem, der ikke gælder. [links-contradict]
    sat til side links.csv, række 3: "77": andre rækker siger noget andet; slet dem, der ikke gælder. [links-contradict]
    sat til side tilsyn-oplysningsskema.csv, celle A2 "Tilbudsid": "77": tilbudsid "77", navn "Et navn": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører; skriv det rigtige tilbudsid, eller tilføj tilbuddet. [provider-not-found]
    "##);
}

#[test]
fn what_is_proposed_can_be_confirmed_as_it_stands() {
    let folder = Folder::of(160, 40);
    let first = text(&EXAMPLE.outputs, "links_to_confirm.csv");
    assert!(first.trim_start_matches('\u{feff}').starts_with(&LINK_HEADERS.join(";")));
    let (named, nobody): (Vec<&str>, Vec<&str>) =
        first.lines().skip(1).partition(|line| line.contains("navnet ligner"));
    assert_eq!((named.len(), nobody.len()), (1, 1), "{first}");
    folder.put("links.csv", &first);
    let manifest = folder.run();
    let second = folder.text("links_to_confirm.csv");
    assert!(second.lines().skip(1).all(|line| !line.contains("navnet ligner")), "{second}");
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
    assert_snapshot!(told(&reading), @r#"
    advarsel andre-leverandoerer.csv, celle H5 "Leverandørtype": leverandørtypen "fjern" kendes ikke; den er udeladt. Skriv døgntilbud, dagtilbud, ambulant eller udgående. [unknown-provider-kind]
    advarsel andre-leverandoerer.csv, celle D6 "Driftsherre": driftsherren "Atlantis" er hverken en kommune eller en region; regnes som ikke oplyst. Ret navnet, eller skriv kommunekoden. [unknown-area]
    advarsel andre-leverandoerer.csv, celle F6 "Dækningsområde": dækningsområdet "Mars" er hverken en kommune eller en region; det er udeladt. Ret navnet, eller skriv kommunekoden. [unknown-area]
    advarsel andre-leverandoerer.csv, celle I6 "Retsgrundlag": leverandøren "A5" står uden for Tilbudsportalen, men har en paragraf under socialtilsynet; rækken er brugt. Ret paragraffen, eller find tilbuddet på Tilbudsportalen, og slet rækken her. [should-be-on-portal]
    "#);
}

#[test]
fn the_portals_row_wins_and_takes_the_assessments_along() {
    let others = csv(
        OTHERS,
        &[
            "A1;bofællesskabet nygade 12;33333333;;Aarhus;Aarhus;Privat;;§ 85;synsnedsættelse;;;",
            "2;Botilbud Egevang;11111111;;;Aarhus;Kommune;;§ 85;synsnedsættelse;;;",
            "A3;Botilbuddet Solvang;11111111;;;Aarhus;Kommune;;§ 85;synsnedsættelse;;;",
        ],
    );
    let rows = rows(&["A1;;;;;", "A3;;;;;"]);
    let reading =
        read(&[portal(&TILBUD), ("andre-leverandoerer.csv", others), forms(&[&rows[0], &rows[1]])]);
    assert_eq!(links(&reading), "2: 3, 3: A3");
    assert_snapshot!(told(&reading), @r#"
    advarsel andre-leverandoerer.csv, celle A2 "Leverandør-id": leverandøren "A1" står også på Tilbudsportalen med tilbudsid "3" (tilbudsportalen.csv, række 4): samme CVR-nummer og navn; portalens række bruges, også til vurderinger under "A1". Slet rækken i listen over andre leverandører. [on-both-lists]
    advarsel andre-leverandoerer.csv, celle A3 "Leverandør-id": leverandøren "2" står også på Tilbudsportalen med tilbudsid "2" (tilbudsportalen.csv, række 3): samme tilbudsid; portalens række bruges, også til vurderinger under "2". Slet rækken i listen over andre leverandører. [on-both-lists]
    bemærkning tilsyn-oplysningsskema.csv: 2 oplysningsskemaer i filen har ingen afrapportering; de indplaceres på oplysningerne alene. Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved. [evidence-alone]
    bemærkning tilsyn-oplysningsskema.csv, celle G3 "Målgruppe": tilbud "A3" er vurderet for "Autismespektrum", som ikke står blandt dets målgrupper i udtrækket; vurderingen er med. Tilføj målgruppen i udtrækket, eller ret den i vurderingen. [group-not-on-portal]
    sat til side andre-leverandoerer.csv, celle A2 "Leverandør-id": "A1": leverandøren "A1" står også på Tilbudsportalen med tilbudsid "3" (tilbudsportalen.csv, række 4): samme CVR-nummer og navn; portalens række bruges, også til vurderinger under "A1". [on-both-lists]
    sat til side andre-leverandoerer.csv, celle A3 "Leverandør-id": "2": leverandøren "2" står også på Tilbudsportalen med tilbudsid "2" (tilbudsportalen.csv, række 3): samme tilbudsid; portalens række bruges, også til vurderinger under "2". [on-both-lists]
    "#);
}

/// Two registers number their providers each for itself: an id that both have, for two providers, names
/// neither by itself.
#[test]
fn an_id_that_two_registers_share_is_compared_with_more_than_the_number() {
    let others = |row: &str| ("andre-leverandoerer.csv", csv(OTHERS, &[row]));
    let is_another = |row: &str| {
        let reading = read(&[portal(&TILBUD), others(row), forms(&[])]);
        let codes = reading.set_aside.iter().map(|row| row.code).collect::<Vec<_>>();
        assert_eq!(reading.dataset.providers.len(), 4);
        codes == ["id-of-another"]
    };
    for (row, wanted) in [
        ("2;Noget andet;99999999;;;Aarhus;Privat;;§ 85;synsnedsættelse;;;", true),
        ("2;Noget andet;;;;Aarhus;Privat;;§ 85;synsnedsættelse;;;", true),
        // A municipality has one CVR-nummer for all it runs.
        ("2;Synsrådgivningen;11111111;;;Aarhus;Kommune;;§ 85;synsnedsættelse;;;", true),
        ("2;Botilbud Egevang;11111111;;;Aarhus;Kommune;;§ 85;synsnedsættelse;;;", false),
        ("2;BOTILBUDDET EGEVANG;;;;Aarhus;Kommune;;§ 85;synsnedsættelse;;;", false),
        ("2;Botilbuddet Egevang;99999999;;;Aarhus;Kommune;;§ 85;synsnedsættelse;;;", false),
    ] {
        assert_eq!(is_another(row), wanted, "{row}");
    }
    let rows = rows(&[
        "2;;;;;",
        "2;;;;Noget andet;",
        "2;;11111111;;Botilbuddet Egevang;Aarhus",
        "2;;11111111;1000000002;;",
    ]);
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let another = others("2;Noget andet;99999999;;;Aarhus;Privat;;§ 85;synsnedsættelse;;;");
    let reading = read(&[portal(&TILBUD), another, forms(&rows)]);
    assert_snapshot!(links(&reading), @"4: 2, 5: 2");
    assert_snapshot!(told(&reading), @r#"
    fejl andre-leverandoerer.csv, celle A2 "Leverandør-id": tilbudsid "2" er også et tilbud på Tilbudsportalen (tilbudsportalen.csv, række 3), men med et andet navn eller CVR-nummer; rækken er ikke brugt, og id'et alene peger ingen af dem ud. Giv leverandøren et id, som ingen anden har, også i vurderingerne. [id-of-another]
    bemærkning tilsyn-oplysningsskema.csv: 2 oplysningsskemaer i filen har ingen afrapportering; de indplaceres på oplysningerne alene. Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved. [evidence-alone]
    advarsel tilsyn-oplysningsskema.csv, celle A2 "Tilbudsid": tilbudsid "2": flere tilbud passer på det. Ret det, der er skrevet, eller bekræft et forslag fra links_to_confirm.csv i input/links.csv; mangler tilbuddet, så tilføj det. [provider-ambiguous]
    advarsel tilsyn-oplysningsskema.csv, celle A3 "Tilbudsid": tilbudsid "2", navn "Noget andet": flere tilbud passer på det. Ret det, der er skrevet, eller bekræft et forslag fra links_to_confirm.csv i input/links.csv; mangler tilbuddet, så tilføj det. [provider-ambiguous]
    advarsel tilsyn-oplysningsskema.csv, celle A4 "Tilbudsid": to leverandører har tilbudsid "2"; tilbuddet er fundet på CVR-nummer, navn og kommune: "2" (Botilbuddet Egevang). Giv den anden leverandør et id, som ingen anden har. [linked-by-other-key]
    advarsel tilsyn-oplysningsskema.csv, celle A5 "Tilbudsid": to leverandører har tilbudsid "2"; tilbuddet er fundet på CVR-nummer og P-nummer: "2" (Botilbuddet Egevang). Giv den anden leverandør et id, som ingen anden har. [linked-by-other-key]
    sat til side andre-leverandoerer.csv, celle A2 "Leverandør-id": "2": tilbudsid "2" er også et tilbud på Tilbudsportalen (tilbudsportalen.csv, række 3), men med et andet navn eller CVR-nummer; rækken er ikke brugt, og id'et alene peger ingen af dem ud. [id-of-another]
    sat til side tilsyn-oplysningsskema.csv, celle A2 "Tilbudsid": "2": tilbudsid "2": flere tilbud passer på det; skriv det rigtige tilbudsid, eller tilføj tilbuddet. [provider-ambiguous]
    sat til side tilsyn-oplysningsskema.csv, celle A3 "Tilbudsid": "2": tilbudsid "2", navn "Noget andet": flere tilbud passer på det; skriv det rigtige tilbudsid, eller tilføj tilbuddet. [provider-ambiguous]
    "#);
}

#[test]
fn who_supervises_outside_socialtilsyn() {
    let folder = Folder::new(&[]);
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
    folder.put("andre-leverandoerer-eksempel.csv", csv(OTHERS, &others));
    let tilbud = ["1;A;1a;;;751;;;Godkendt;§ 107;10;;synsnedsættelse;01-02-2021"];
    folder.put("tilbudsportalen-proeve.csv", csv(PORTAL, &tilbud));
    folder.run();
    let placements = folder.text("placements.csv");
    let shown = placements
        .lines()
        .filter(|line| line.starts_with('A') && line.contains(";Prøve A"))
        .map(|line| {
            let cells: Vec<&str> = line.split(';').collect();
            [0, 6, 7, 10, 11, 12, 13, 14, 15, 18].map(|at| cells[at]).join(" | ")
        });
    assert_snapshot!(shown.collect::<Vec<_>>().join("\n"), @r"
    A1 | Aarhus | Region Midtjylland | Uden for Tilbudsportalen | udgående | Randers, Aarhus | Skive Kommune | 0 |  | opfyldt
    A2 | Aarhus | Region Midtjylland | Uden for Tilbudsportalen | udgående | Randers, Aarhus | Aarhus Kommune | 0 |  | opfyldt
    A3 | Aarhus | Region Midtjylland | Uden for Tilbudsportalen | udgående | Randers, Aarhus | Skive Kommune | 0 |  | opfyldt
    A4 | Aarhus | Region Midtjylland | Uden for Tilbudsportalen | udgående | Randers, Aarhus |  | 0 |  | opfyldt
    A5 |  | Region Midtjylland | Uden for Tilbudsportalen | udgående | Randers, Aarhus |  | 0 |  | opfyldt
    A6 | Aarhus | Region Midtjylland | Uden for Tilbudsportalen | udgående | Randers, Aarhus | Aarhus Kommune | 0 |  | opfyldt
    ");
    let apart = folder.text("tables/off_portal.csv");
    let rows = apart.lines().map(|l| l.split(';').take(12).collect::<Vec<_>>().join(" | "));
    assert_snapshot!(rows.collect::<Vec<_>>().join("\n"), @r"
    ﻿Målgruppe | Leverandørtype | Let (leverandør x målgruppe) | Moderat (leverandør x målgruppe) | Højt (leverandør x målgruppe) | Under let (leverandør x målgruppe) | Foreløbig (leverandør x målgruppe) | Kvalitet ukendt (leverandør x målgruppe) | Kvalitet ikke opfyldt (leverandør x målgruppe) | Ikke vurderet (leverandør x målgruppe) | Leverandør x målgruppe i alt | Andel vurderet, pct.
    Synsnedsættelse | Udgående | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 6 | 6 | 0,0
    Synsnedsættelse | I alt | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 6 | 6 | 0,0
    ");
    let source = folder.text("landscape/levels_by_source.csv");
    let vision = source.lines().filter(|line| line.starts_with("Synsnedsættelse"));
    let vision = vision.map(|line| line.split(';').take(16).collect::<Vec<_>>().join(" | "));
    assert_snapshot!(vision.collect::<Vec<_>>().join("\n"), @"
    Synsnedsættelse | På Tilbudsportalen | 0 | 0 | 0 | 1 | 1 | 1 | 0 | 0 | 0 | 0 | 1 | 1 | 0,0 | 1
    Synsnedsættelse | Uden for Tilbudsportalen | 0 | 0 | 0 | 6 | 6 | 6 | 0 | 0 | 0 | 0 | 6 | 6 | 0,0 | 6
    Synsnedsættelse | Hele landet | 0 | 0 | 0 | 7 | 7 | 7 | 0 | 0 | 0 | 0 | 7 | 7 | 0,0 | 7
    ");
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
    assert_snapshot!(told(&reading), @r#"
    advarsel tilbudsportalen.csv, celle K2 "Pladser på afdelingen": der står 0 pladser; det er brugt som 0, ikke som ikke oplyst. Skriv antallet; er det ikke oplyst, så lad cellen være tom. [no-places]
    advarsel tilbudsportalen.csv, celle L3 "Pladser på hele tilbuddet": tilbuddet har 30 pladser, men dets afdelinger har 25 tilsammen; afdelingernes bruges, hvor pladser tælles. Ret det af tallene, der er forkert. [places-disagree]
    bemærkning tilsyn-oplysningsskema.csv: 1 oplysningsskema i filen har ingen afrapportering; det indplaceres på oplysningerne alene. Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved. [evidence-alone]
    advarsel tilsyn-oplysningsskema.csv, celle AB2 "Relevant grunduddannelse, egne (%)": "120" er ikke et procenttal fra 0 til 100; regnes som ikke oplyst. Skriv et tal fra 0 til 100. [number-out-of-range]
    advarsel tilsyn-oplysningsskema.csv, celle AF2 "Særligt certificerede, egne": 5 egne certificerede medarbejdere, men kun 4 medarbejdere i alt; begge er brugt. Ret det af de to tal, der er forkert. [more-certified-than-staff]
    advarsel tilsyn-oplysningsskema.csv, celle AF2 "Særligt certificerede, egne": 5 egne certificerede, men kun 3 certificerede inkl. eksterne; begge er brugt. Ret det af de to tal, der er forkert. [own-exceeds-all]
    advarsel tilsyn-oplysningsskema.csv, celle AH2 "Medarbejdere med både erfaring og uddannelse": 6 medarbejdere i fagmiljøet, men kun 4 medarbejdere i alt; begge er brugt. Ret det af de to tal, der er forkert. [environment-larger-than-staff]
    "#);
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
    assert_snapshot!(told(&reading), @r#"
    bemærkning last-year/links.csv: ingen layoutfil læser denne fil. Ingenting; skal den læses, så giv den et navn, som et layout i input/layouts læser, eller lav et til den: niveau layout FIL skriver et udkast. [file-not-read]
    advarsel tilbudsportalen.csv, celle K2 "Pladser på afdelingen": pladser er 100, men 10 i sidste års fil (last-year/tilbudsportalen-2020.csv, række 2): en faktor 10 eller mere; årets tal er brugt. Se efter, om et ciffer mangler eller er for meget, og ret tallet. [tenfold-change]
    advarsel tilbudsportalen.csv, celle L4 "Pladser på hele tilbuddet": pladser er 4, men 44 i sidste års fil (last-year/tilbudsportalen-2020.csv, række 4): en faktor 10 eller mere; årets tal er brugt. Se efter, om et ciffer mangler eller er for meget, og ret tallet. [tenfold-change]
    bemærkning tilsyn-oplysningsskema.csv: 1 oplysningsskema i filen har ingen afrapportering; det indplaceres på oplysningerne alene. Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved. [evidence-alone]
    advarsel tilsyn-oplysningsskema.csv, celle L2 "Borgere seneste 12 mdr., let behov": tallet er 30, men 3 i sidste års fil (last-year/tilsyn-oplysningsskema.csv, række 2): en faktor 10 eller mere; årets tal er brugt. Se efter, om et ciffer mangler eller er for meget, og ret tallet. [tenfold-change]
    "#);
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
    assert_snapshot!(told(&reading), @r#"
    bemærkning tilsyn-oplysningsskema.csv: 1 oplysningsskema i filen har ingen afrapportering; det indplaceres på oplysningerne alene. Ingenting, hvis tilsynet ikke har gradueret; ellers læg afrapporteringen ved. [evidence-alone]
    sat til side tilbudsportalen.csv, celle N2 "Senest opdateret": "1": rækken er sidst opdateret 31.12.2019, før 1.1.2020; bed om nye oplysninger, eller vælg en tidligere dag med --fresh-since. [stale-update]
    sat til side tilsyn-oplysningsskema.csv, celle A2 "Tilbudsid": "1": tilbudsid "1": tilbuddets rækker er for gamle og lagt til side (--fresh-since); bed om nye oplysninger, eller vælg en tidligere dag. [provider-stale]
    sat til side tilsyn-oplysningsskema.csv, celle I4 "Dato": "2": vurderingen er fra 31.12.2019, før 1.1.2020; vurder igen, eller vælg en tidligere dag med --fresh-since. [stale-assessment]
    "#);
}

#[test]
fn the_manifest_and_every_output_say_which_day_rows_had_to_be_newer_than() {
    let folder = Folder::of(160, 40);
    let all = &EXAMPLE.manifest;
    assert!(all["fresh_since"].is_null());
    let ages = text(&EXAMPLE.outputs, "tables/freshness.csv");
    let shown = ages.lines().map(|l| l.split(';').take(5).collect::<Vec<_>>().join(" | "));
    assert_snapshot!(shown.collect::<Vec<_>>().join("\n"), @"
    ﻿Hvad | Alder | Antal (se kolonnen Af) | Andel, pct. | Af
    Senest opdateret, på Tilbudsportalen | Under 1 år | 23 | 14,4 | tilbud
    Senest opdateret, på Tilbudsportalen | 1 til under 2 år | 70 | 43,8 | tilbud
    Senest opdateret, på Tilbudsportalen | 2 til under 3 år | 67 | 41,9 | tilbud
    Senest opdateret, på Tilbudsportalen | 3 til under 5 år | 0 | 0,0 | tilbud
    Senest opdateret, på Tilbudsportalen | 5 år og mere | 0 | 0,0 | tilbud
    Senest opdateret, på Tilbudsportalen | Uden dato | 0 | 0,0 | tilbud
    Senest opdateret, uden for Tilbudsportalen | Under 1 år | 0 | 0,0 | leverandører
    Senest opdateret, uden for Tilbudsportalen | 1 til under 2 år | 2 | 50,0 | leverandører
    Senest opdateret, uden for Tilbudsportalen | 2 til under 3 år | 2 | 50,0 | leverandører
    Senest opdateret, uden for Tilbudsportalen | 3 til under 5 år | 0 | 0,0 | leverandører
    Senest opdateret, uden for Tilbudsportalen | 5 år og mere | 0 | 0,0 | leverandører
    Senest opdateret, uden for Tilbudsportalen | Uden dato | 0 | 0,0 | leverandører
    Vurderet | Under 1 år | 69 | 100,0 | vurderinger
    Vurderet | 1 til under 2 år | 0 | 0,0 | vurderinger
    Vurderet | 2 til under 3 år | 0 | 0,0 | vurderinger
    Vurderet | 3 til under 5 år | 0 | 0,0 | vurderinger
    Vurderet | 5 år og mere | 0 | 0,0 | vurderinger
    Vurderet | Uden dato | 0 | 0,0 | vurderinger
    ");
    folder.shown(&["run", "--fresh-since", "2020-06-01"]);
    let fresh = folder.manifest();
    assert_eq!(fresh["fresh_since"], "2020-06-01");
    assert_eq!(all["ages_reckoned_on"], fresh["ages_reckoned_on"]);
    assert!(fresh["rows"]["set_aside"].as_u64() > all["rows"]["set_aside"].as_u64());
    let dictionary = folder.text("data-dictionary.md");
    assert!(dictionary.contains("Kun rækker fra 1.6.2020"));
}

#[test]
fn an_approval_that_lapsed_is_told() {
    let folder = Folder::new(&[]);
    let tilbud = [
        "1;A;1a;;;751;;;Ophørt;§ 107;10;;autismespektrum;01-02-2021",
        "2;B;2a;;;751;;;Ophørt;§ 107;;;autismespektrum;01-02-2021",
        "3;C;3a;;;751;;;Godkendt;§ 107;10;;autismespektrum;01-02-2021",
    ];
    folder.put("tilbudsportalen-eksempel.csv", csv(PORTAL, &tilbud));
    let told = folder.call(&["check"]).out;
    let lapsed = told.lines().filter(|line| line.contains("men tilbuddet står med"));
    assert_snapshot!(lapsed.collect::<Vec<_>>().join("\n"), @r#"  tilbudsportalen-eksempel.csv, celle I2: tilbud "1" har status "Ophørt" (senest opdateret 1.2.2021), men tilbuddet står med 10 pladser; pladserne tæller med, og kvaliteten følger reglen i rules/quality.toml. Se efter, om tilbuddet er i drift; er det lukket, så tag rækken ud."#);
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
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

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
            "\"\" \"Botilbudet Solgaarden\" -> 1 (0.92): navnet ligner, i samme kommune\n\
             \"404\" \"\" -> ingen: intet navn at sammenligne"
        );
    }
}

/// Long lists are linked in parts: wherever they are cut, a tilbud keeps its departments, and what
/// is told of a row is told of that row.
#[test]
fn a_long_list_is_linked_as_a_short_one() {
    const TILBUD: usize = 15_000;
    let mut rows = Vec::new();
    let mut n_departments = Vec::new();
    for tilbud in 0..TILBUD {
        let id = 100_000 + tilbud;
        let whole = tilbud % 7 == 3;
        let n = if whole { 0 } else { 1 + tilbud % 4 };
        n_departments.push(n);
        for department in 0..n.max(1) {
            let afdeling = if whole { String::new() } else { format!("{id}-{department}") };
            // Every thousandth tilbud contradicts itself in its last row.
            let odd = tilbud % 1000 == 6 && department + 1 == n;
            rows.push(format!(
                "{id};Tilbud {id};{afdeling};{};{};751;Privat;Socialtilsyn Midt;Godkendt;§ 107;5;;\
                 autismespektrum;01-03-2020",
                20_000_000 + tilbud + usize::from(odd),
                1_000_000_000 + rows.len(),
            ));
        }
    }
    let last = TILBUD - 1 - (TILBUD - 1 - 3) % 7;
    let at = n_departments[..last].iter().map(|n| (*n).max(1)).sum::<usize>();
    let keys = format!(";;{};{};;", 20_000_000 + last, 1_000_000_000 + at);
    let portal = portal(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let reading = read(&[portal, forms(&[&row(&keys)])]);

    let providers = &reading.dataset.providers;
    assert_eq!(providers.len(), TILBUD);
    let mut end = 0;
    for ((at, provider), n) in (0..).zip(providers).zip(&n_departments) {
        assert_eq!(*provider.id, *format!("{}", 100_000 + at));
        let of = provider.departments.start as usize..provider.departments.end as usize;
        assert_eq!(of, end..end + n, "{at}");
        end = of.end;
        for department in &reading.dataset.departments[of] {
            assert!(department.id.starts_with(&*provider.id), "{} {}", provider.id, department.id);
        }
    }
    assert_eq!(end, reading.dataset.departments.len());
    let odd: Vec<&str> = reading
        .findings
        .iter()
        .filter(|finding| finding.code == "provider-contradiction")
        .map(|finding| &*finding.message)
        .collect();
    let wanted: Vec<usize> =
        (6..TILBUD).step_by(1000).filter(|at| n_departments[*at] > 1).collect();
    assert_eq!(odd.len(), wanted.len());
    for (at, message) in wanted.iter().zip(&odd) {
        assert!(message.contains(&format!("\"{}\"", 100_000 + at)), "{message}");
    }
    // By the P-nummer of a tilbud without departments, far down.
    assert_eq!(links(&reading), format!("2: {}", 100_000 + last));
}

#[test]
fn dates_in_which_the_month_may_stand_first_are_told_once_and_refused_where_one_must() {
    let dated = |dates: &[&str]| {
        let mut all = vec![portal(&TILBUD)];
        let rows = rows(&["1;;;;;", "2;;;;;", "3;;;;;"]);
        let rows = rows.iter().zip(dates);
        // The date is the ninth of the columns.
        let rows: Vec<String> = rows
            .map(|(row, date)| {
                let mut cells: Vec<&str> = row.split(';').collect();
                cells[8] = date;
                cells.join(";")
            })
            .collect();
        let rows: Vec<&str> = rows.iter().map(|row| &**row).collect();
        all.push(forms(&rows));
        read(&all)
    };
    let told_of = |reading: &Reading| {
        let told = told(reading);
        told.lines().filter(|line| line.contains("-first]")).collect::<Vec<_>>().join("\n")
    };
    let either = dated(&["03/05/2021", "05/13 2021", "04/06/2021"]);
    assert_eq!(links(&either), "2: 1, 4: 3");
    assert_snapshot!(told_of(&either), @r#"advarsel tilsyn-oplysningsskema.csv, celle I2 "Dato": 2 datoer i filen er skrevet, så måneden kan stå først; dagen er læst først. Se efter, og skriv datoerne som dag-måned-år, f.eks. 04-03-2021. [month-may-be-first]"#);
    let month_first = dated(&["03/05/2021", "05/13/2021", "13/05/2021"]);
    assert_eq!(links(&month_first), "4: 3");
    assert_snapshot!(told_of(&month_first), @r#"
    fejl tilsyn-oplysningsskema.csv, celle I2 "Dato": 1 dato i filen er skrevet, så måneden kan stå først, og i tilsyn-oplysningsskema.csv, celle I3 "Dato" gør den det; de kan ikke bruges. Se efter, og skriv datoerne som dag-måned-år, f.eks. 04-03-2021. [month-may-be-first]
    sat til side tilsyn-oplysningsskema.csv, celle I2 "Dato": "1": måneden kan stå først i datoen, og i en anden af filens datoer gør den det; skriv datoen som dag-måned-år, f.eks. 04-03-2021. [month-may-be-first]
    "#);
    // Whose they are is kept: an older assessment does not place in their stead.
    let n_lost = |reading: &Reading| {
        let dataset = &reading.dataset;
        dataset.offerings.iter().filter(|offering| !dataset.lost(offering).is_empty()).count()
    };
    assert_eq!(n_lost(&month_first), 2);
    let plain = dated(&["13/05/2021", "4/3 2021", "05/05/2021"]);
    assert_eq!((told_of(&plain), links(&plain)), (String::new(), "2: 1, 3: 2, 4: 3".to_owned()));
}
