//! Yearly reports of capacity and of who pays: what is read, what is told of it, and whose it is.

use std::fs;
use std::path::Path;

use niveau::ingest::{Layout, ReadOptions, Reading, read_input};
use niveau::model::{
    Certainty, ChangeKind, MunicipalityCode, Occupied, Payer, PlannedChange, ReportedUnit,
};
use proptest::prelude::*;

use super::ingest::{assert_balanced, department, folder, portal, told};
use super::registers::shipped;

const CAPACITY: &str = "Tilbudsid;Afdelingsid;Tilbudsnavn;CVR-nummer;P-nummer;Kommune;År;Paragraf;\
                        Pladser;Belagte pladser;Belægningsprocent;Venteliste;Takst pr. døgn;\
                        Ændring fra;Ændring, pladser;Ændring;Besluttet eller overvejes";
const FLOWS: &str = "Tilbudsid;Afdelingsid;Tilbudsnavn;CVR-nummer;P-nummer;Kommune;År;\
                     Betalingskommune;Antal borgere";

fn layouts() -> Vec<Layout> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/layouts");
    ["tilbudsportalen.toml", "kapacitet.toml", "borgerstroemme.toml"]
        .iter()
        .map(|file| {
            let text = fs::read_to_string(folder.join(file)).unwrap();
            Layout::parse(&text, &format!("layouts/{file}")).unwrap()
        })
        .collect()
}

fn read_files(files: &[(&str, Vec<u8>)], options: &ReadOptions<'_>) -> Reading {
    let folder = folder(files);
    let reading = read_input(folder.path(), &shipped(), &layouts(), options).unwrap();
    assert_balanced(&reading);
    reading
}

/// Two tilbud: T1 with two departments and two paragraffer on the second, T2 with one of each.
fn providers() -> (&'static str, Vec<u8>) {
    portal(&[
        department("T1", "T1-1", &[]),
        department("T1", "T1-2", &[("paragraffer", "§ 107 (5); § 108 (7)")]),
        department("T2", "T2-1", &[("kommunekode", "0851"), ("cvr", "12345678")]),
    ])
}

fn file(header: &str, rows: &[&str]) -> Vec<u8> {
    let lines: Vec<&str> = std::iter::once(header).chain(rows.iter().copied()).collect();
    lines.join("\r\n").into_bytes()
}

fn capacity(rows: &[&str]) -> Reading {
    let files = [providers(), ("kapacitet.csv", file(CAPACITY, rows))];
    read_files(&files, &ReadOptions::default())
}

fn flows(rows: &[&str]) -> Reading {
    let files = [providers(), ("borgerstroemme.csv", file(FLOWS, rows))];
    read_files(&files, &ReadOptions::default())
}

/// The one row's occupancy, and the codes of what is told of it.
fn occupied(places: &str, occupied: &str, percent: &str) -> (Option<Occupied>, Vec<&'static str>) {
    let row = format!("T2;T2-1;;;;;2021;§ 107;{places};{occupied};{percent};;;;;;");
    let reading = capacity(&[&row]);
    let codes = reading.findings.iter().map(|finding| finding.code).collect();
    (reading.dataset.capacity[0].figures.occupied, codes)
}

#[test]
fn places_and_percent_are_told_apart_and_what_cannot_be_is_not_used() {
    use Occupied::{PercentHundredths, Places};
    for (places, n, percent, wanted, codes) in [
        ("10", "9", "", Some(Places(9)), vec![]),
        ("10", "", "87,5 %", Some(PercentHundredths(8_750)), vec![]),
        ("10", "", "87,5", Some(PercentHundredths(8_750)), vec![]),
        // A share is no percentage, and a count no share.
        ("10", "", "0,9", None, vec!["doubtful-percent"]),
        ("10", "", "1,05", None, vec!["doubtful-percent"]),
        ("10", "90 %", "", None, vec!["number-out-of-range"]),
        // 120 percent is the last that is believed.
        ("10", "12", "", Some(Places(12)), vec!["occupancy-over-full"]),
        ("10", "13", "", None, vec!["occupancy-impossible"]),
        ("10", "", "120 %", Some(PercentHundredths(12_000)), vec!["occupancy-over-full"]),
        ("10", "", "120,1 %", None, vec!["number-out-of-range"]),
        ("10", "", "140 %", None, vec!["number-out-of-range"]),
        // Both, and they agree within half a place; or not, and the places count.
        ("7", "5", "71 %", Some(Places(5)), vec![]),
        ("10", "9", "70 %", Some(Places(9)), vec!["occupancy-contradiction"]),
        ("0", "1", "", None, vec!["occupancy-impossible"]),
        ("", "9", "", Some(Places(9)), vec![]),
    ] {
        assert_eq!(occupied(places, n, percent), (wanted, codes), "{places} {n} {percent}");
    }
}

#[test]
fn a_takst_is_kroner_a_day() {
    for (written, oere) in [
        ("2450", Some(245_000)),
        ("2.450", Some(245_000)),
        ("2.450,50 kr.", Some(245_050)),
        ("kr. 1.999,-", Some(199_900)),
        ("50", Some(5_000)),
        ("3", None),
        ("49,99", None),
        ("1,234", None),
        ("900.000", None),
        ("12 %", None),
        ("efter aftale", None),
    ] {
        let row = format!("T2;T2-1;;;;;2021;;10;;;;{written};;;;");
        let reading = capacity(&[&row]);
        assert_eq!(reading.dataset.capacity[0].figures.rate_oere, oere, "{written}");
        assert_eq!(reading.findings.len(), usize::from(oere.is_none()), "{written}");
    }
}

#[test]
fn a_change_has_a_day_a_size_and_a_certainty_or_says_which_it_lacks() {
    let change = |cells: &str| {
        let row = format!("T2;T2-1;;;;;2021;§ 107;12;;;;;{cells}");
        let reading = capacity(&[&row]);
        let change = reading.dataset.capacity[0].changes.first().copied();
        let told = change.map(|PlannedChange { on, kind, places, certainty }| {
            format!("{on} {kind:?} {places:?} {certainty:?}")
        });
        let codes: Vec<&str> = reading.findings.iter().map(|finding| finding.code).collect();
        format!("{} {}", told.unwrap_or_default(), codes.join(" ")).trim().to_owned()
    };
    for (cells, wanted) in [
        ("1/4 2022;4;;besluttet", "2022-04-01 Places Some(4) Decided"),
        ("01-04-2022;-4;;overvejes", "2022-04-01 Places Some(-4) Considered"),
        ("01-04-2022;4;færre pladser;vedtaget", "2022-04-01 Places Some(-4) Decided"),
        ("01-04-2022;-4;Færre pladser;", "2022-04-01 Places Some(-4) NotReported"),
        ("01-04-2022;;lukning;besluttet", "2022-04-01 Closing Some(-12) Decided"),
        ("01-04-2022;8;lukning;besluttet", "2022-04-01 Closing Some(-8) Decided"),
        ("01-04-2022;;åbning;besluttet", "2022-04-01 Opening None Decided"),
        ("01-04-2022;6;Åbner;besluttet", "2022-04-01 Opening Some(6) Decided"),
        ("01-04-2022;-6;åbning;besluttet", "change-incomplete"),
        ("01-04-2022;-4;flere pladser;besluttet", "change-incomplete"),
        ("01-04-2022;;;besluttet", "change-incomplete"),
        (";4;;besluttet", "change-incomplete"),
        ("engang;4;;besluttet", "not-a-date"),
        ("01-04-2022;et par;;besluttet", "not-a-number"),
        ("01-04-2022;4;sammenlægning;besluttet", "change-not-understood"),
        // What is planned may be decided or not.
        ("01-04-2022;4;;planlagt", "2022-04-01 Places Some(4) NotReported change-not-understood"),
        (";;;", ""),
    ] {
        assert_eq!(change(cells), wanted, "{cells}");
    }
}

#[test]
fn a_row_is_of_a_department_of_the_only_one_or_of_the_whole_provider() {
    let units = |rows: &[&str]| -> Vec<String> {
        let reading = capacity(rows);
        let dataset = &reading.dataset;
        let told = dataset.capacity.iter().map(|report| {
            let ReportedUnit { provider, department } = report.unit;
            let department = department.map_or("", |id| &*dataset.department(id).id);
            let register = &shipped().legal_bases;
            let basis =
                report.legal_basis.map_or("", |id| register.get(id).text.as_ref()).to_owned();
            format!("{} {department} {} {basis}", dataset.provider_at(provider).id, report.year)
        });
        told.collect()
    };
    // T2 has one department with one paragraf; T1 has several.
    assert_eq!(units(&["T2;;;;;;2021;;9;;;;;;;;"]), ["T2 T2-1 2021 § 107"]);
    assert_eq!(units(&["T1;;;;;;2021;;9;;;;;;;;"]), ["T1  2021 "]);
    assert_eq!(units(&["T1;T1-2;;;;;2021;SEL 108;9;;;;;;;;"]), ["T1 T1-2 2021 § 108"]);
    assert_eq!(units(&[";T1-1;;;;;2021;;9;;;;;;;;"]), ["T1 T1-1 2021 § 107"]);
    assert_eq!(units(&["T1;T1-9;;;;;2021;;9;;;;;;;;"]), [""; 0]);
    assert_eq!(units(&["T9;;;;;;2021;;9;;;;;;;;"]), [""; 0]);
    // Department by department and as a whole: the whole would count twice.
    assert_eq!(
        units(&["T1;;;;;;2021;;9;;;;;;;;", "T1;T1-1;;;;;2021;;9;;;;;;;;"]),
        ["T1 T1-1 2021 § 107"]
    );
}

#[test]
fn what_is_wrong_with_a_row_is_told_where_it_stands() {
    let reading = capacity(&[
        "T1;T1-2;;;;;2021;§ 107, § 108;9;;;;;;;;",
        "T1;T1-2;;;;;2021;§ 999;9;;;;;;;;",
        "T1;T1-1;;;;;21;§ 107;9;;;;;;;;",
        "T1;T1-1;;;;;;§ 107;9;;;;;;;;",
        "T1;T1-9;;;;;2021;;9;;;;;;;;",
        "T9;;;;;;2021;;9;;;;;;;;",
        ";;;;;;2021;;9;;;;;;;;",
        "T2;T2-1;;;;;2021;;9;;;3;2000;;;;",
        "T2;T2-1;;;;;2021;;9;;;3;2000;;;;",
        "T2;T2-1;;;;;2021;;11;;;3;;;;;",
        "I alt;;;;;;;;99;;;;;;;;",
    ]);
    insta::assert_snapshot!(told(&reading), @r#"
    advarsel kapacitet.csv, celle A6 "Tilbudsid": rækken har tilbudsid "T1", men også afdelingsid "T1-9", som tilbuddet ikke har; tilbudsid gælder. Se efter, hvilket tilbud der er vurderet, og ret det, der er forkert. [provider-keys-disagree]
    advarsel kapacitet.csv, celle B6 "Afdelingsid": tilbuddet har ingen afdeling "T1-9"; rækken er ikke brugt. Ret afdelingsid, eller tilføj afdelingen i udtrækket. [unknown-department]
    advarsel kapacitet.csv, celle A7 "Tilbudsid": tilbudsid "T9": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører. Ret det, der er skrevet, eller bekræft et forslag fra links_to_confirm.csv i input/links.csv; mangler tilbuddet, så tilføj det. [inspected-provider-missing]
    bemærkning kapacitet.csv, række 10: rækken er den samme som kapacitet.csv, række 9; den er brugt én gang. Slet den ene. [identical-row]
    fejl kapacitet.csv, celle I11 "Pladser": rækken er af samme afdeling, år og paragraf som kapacitet.csv, række 9, men siger noget andet; det, de er uenige om, regnes som ikke oplyst. Slet den af rækkerne, der ikke gælder. [report-contradiction]
    sat til side kapacitet.csv, celle H2 "Paragraf": "T1": "§ 107, § 108" er flere paragraffer, og tallene er af én række; skriv en række for hver paragraf. [several-legal-bases]
    sat til side kapacitet.csv, celle H3 "Paragraf": "T1": paragraffen "§ 999" står ikke i input/registers/legal_bases.csv; ret paragraffen, eller tilføj den i registret. [unknown-legal-basis]
    sat til side kapacitet.csv, celle G4 "År": "T1": 21 er ikke et år fra 1990 til 2100; skriv året med fire cifre. [year-missing]
    sat til side kapacitet.csv, celle G5 "År": "T1": rækken siger ikke, hvilket år den er fra; skriv året med fire cifre. [year-missing]
    sat til side kapacitet.csv, celle B6 "Afdelingsid": "T1": tilbuddet har ingen afdeling "T1-9"; rækken er ikke brugt. [unknown-department]
    sat til side kapacitet.csv, celle A7 "Tilbudsid": "T9": tilbudsid "T9": tilbuddet står hverken i udtrækket eller i listerne over andre leverandører; skriv det rigtige tilbudsid, eller tilføj tilbuddet. [provider-not-found]
    sat til side kapacitet.csv, celle A8 "Tilbudsid": "": rækken har ikke tilbudsid og heller ikke andet, der kan pege tilbuddet ud; skriv tilbudsid, eller slet rækken. [provider-id-missing]
    sat til side kapacitet.csv, række 10: "T2": rækken er den samme som kapacitet.csv, række 9. [identical-row]
    sat til side kapacitet.csv, celle I11 "Pladser": "T2": rækken er af samme afdeling, år og paragraf som kapacitet.csv, række 9, men siger noget andet; det, de er uenige om, regnes som ikke oplyst. [report-contradiction]
    sat til side kapacitet.csv, række 12: "": rækken er en sum ("I alt") og ikke data. [total-row]
    "#);
    // What the two rows disagree on is not known; what one of them says alone is.
    let figures = reading.dataset.capacity[0].figures;
    assert_eq!(
        (figures.places, figures.waiting, figures.rate_oere),
        (None, Some(3), Some(200_000))
    );
}

#[test]
fn rows_may_be_there_for_a_change_alone() {
    let reading = capacity(&[
        "T2;T2-1;;;;;2021;;9;;;;;01-04-2022;4;;besluttet",
        "T2;T2-1;;;;;2021;;;;;;;01-07-2022;-2;;overvejes",
        "T2;T2-1;;;;;2021;;;;;;;01-07-2022;-2;;overvejes",
    ]);
    let [report] = &reading.dataset.capacity[..] else { panic!() };
    assert_eq!(report.figures.places, Some(9));
    let kinds: Vec<_> = report.changes.iter().map(|c| (c.kind, c.places, c.certainty)).collect();
    assert_eq!(
        kinds,
        [
            (ChangeKind::Places, Some(4), Certainty::Decided),
            (ChangeKind::Places, Some(-2), Certainty::Considered)
        ]
    );
    assert_eq!(reading.set_aside.len(), 1, "the change that stands twice");
}

#[test]
fn flows_have_a_payer_or_say_that_it_is_not_known() {
    let reading = flows(&[
        "T2;T2-1;;;;;2021;Aalborg;5",
        "T2;T2-1;;;;;2021;0751;2",
        "T2;T2-1;;;;;2021;Udlandet;1",
        "T2;T2-1;;;;;2021;;3",
        "T2;T2-1;;;;;2021;Eksempelby;4",
        "T1;T1-1;;;;;2021;Aarhus;",
        "T1;T1-1;;;;;2021;Odense;1",
        "T1;T1-1;;;;;2021;Odense;2",
        "T1;T1-2;;;;;2021;Odense;2",
        "T1;T1-2;;;;;2021;Odense;2",
    ]);
    let told: Vec<(Payer, Option<u32>)> =
        reading.dataset.flows.iter().map(|flow| (flow.payer, flow.citizens)).collect();
    let of = |code| Payer::Municipality(MunicipalityCode(code));
    assert_eq!(
        told,
        [
            (of(461), None),
            (of(751), None),
            (of(461), Some(2)),
            (of(751), Some(2)),
            (of(851), Some(5)),
            (Payer::Abroad, Some(1)),
            (Payer::NotReported, Some(3)),
            (Payer::NotReported, Some(4)),
        ]
    );
    let codes: Vec<&str> = reading.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["payer-unknown", "report-contradiction", "identical-row"]);
}

/// Whoever's row of flows is lost has no whole flows; where nobody knows whose it was, all of the
/// file have none.
#[test]
fn a_lost_row_of_flows_leaves_no_whole() {
    let gaps = |rows: &[&str]| -> Vec<String> {
        let reading = flows(rows);
        let providers = reading.dataset.flow_gaps.iter();
        providers.map(|id| reading.dataset.provider_at(*id).id.to_string()).collect()
    };
    let both = ["T1;T1-1;;;;;2021;Aarhus;3", "T2;T2-1;;;;;2021;Aarhus;3"];
    assert_eq!(gaps(&both), [""; 0]);
    assert_eq!(gaps(&[both[0], both[1], "T2;T2-1;;;;;år;Odense;3"]), ["T2"]);
    assert_eq!(gaps(&[both[0], both[1], ";T1-2;;;;;;Odense;3"]), ["T1"]);
    assert_eq!(gaps(&[both[0], both[1], ";;;;;;2021;Odense;3"]), ["T1", "T2"]);
    assert_eq!(gaps(&[both[0], both[1], "T1;T1-1;2021;Odense;3"]), ["T1", "T2"]);
}

#[test]
fn confirmed_links_and_other_keys_find_the_provider() {
    let links = "Skrevet tilbudsid;Tilbudsid\r\nGammelt id;T1\r\n";
    let rows =
        ["Gammelt id;;;;;;2021;;9;;;;;;;;", "T7;;Eksempel Nord;12345678;;0851;2021;;8;;;;;;;;"];
    let files = [
        providers(),
        ("kapacitet.csv", file(CAPACITY, &rows)),
        ("links.csv", links.as_bytes().to_vec()),
    ];
    let reading = read_files(&files, &ReadOptions::default());
    let of: Vec<&str> = reading
        .dataset
        .capacity
        .iter()
        .map(|report| &*reading.dataset.provider_at(report.unit.provider).id)
        .collect();
    assert_eq!(of, ["T1", "T2"], "{}", told(&reading));
}

#[test]
fn years_after_the_run_and_before_what_is_fresh_are_set_aside() {
    let rows = [
        "T2;T2-1;;;;;2019;;9;;;;;;;;",
        "T2;T2-1;;;;;2021;;9;;;;;;;;",
        "T2;T2-1;;;;;2031;;9;;;;;;;;",
    ];
    let files = [providers(), ("kapacitet.csv", file(CAPACITY, &rows))];
    let options = ReadOptions {
        as_of: "2026-06-30".parse().ok(),
        fresh_since: "2020-05-01".parse().ok(),
        ..ReadOptions::default()
    };
    let reading = read_files(&files, &options);
    let codes: Vec<&str> = reading.set_aside.iter().map(|row| row.code).collect();
    assert_eq!(codes, ["stale-report", "date-in-future"], "{}", told(&reading));
    assert_eq!(reading.dataset.capacity.len(), 1);
}

#[test]
fn personal_data_are_never_read() {
    // A CPR-nummer anywhere stops the file, and is not repeated.
    for row in ["T2;T2-1;;;;;2021;Aalborg;010203-1234", "T2;T2-1;010203-1234;;;;2021;Aalborg;5"] {
        let reading = flows(&["T2;T2-1;;;;;2021;Aarhus;5", row]);
        assert!(reading.dataset.flows.is_empty());
        assert_eq!(reading.unread, ["borgerstroemme.csv"]);
        assert!(!told(&reading).contains("010203"), "{}", told(&reading));
    }
    // A column of persons is known by its header, and its cells leave no trace.
    let header = format!("{FLOWS};Borgerens navn;CPR-nummer");
    let rows = ["T2;T2-1;;;;;2021;Aarhus;5;Eksempel Eksempelsen;010203-1234"];
    let files = [providers(), ("borgerstroemme.csv", file(&header, &rows))];
    let reading = read_files(&files, &ReadOptions::default());
    assert_eq!(reading.dataset.flows.len(), 1);
    let all = format!("{reading:?}");
    assert!(!all.contains("Eksempelsen") && !all.contains("010203"));
}

/// Cells that may be right, wrong or nothing, of each column.
fn cell(column: usize) -> impl Strategy<Value = &'static str> {
    let cells: &[&str] = match column {
        0 => &["T1", "T2", "T9", ""],
        1 => &["T1-1", "T1-2", "T2-1", "T9-9", ""],
        2 => &["2020", "2021", "21", ""],
        3 => &["§ 107", "§ 108", "§ 107; § 108", "x", ""],
        4 => &["0", "9", "12", "ca. 9", ""],
        5 => &["9", "40", ""],
        6 => &["90 %", "0,9", "140 %", ""],
        7 => &["2400", "3", ""],
        8 => &["01-04-2022", "engang", ""],
        9 => &["4", "-4", ""],
        _ => &["besluttet", "planlagt", ""],
    };
    prop::sample::select(cells)
}

fn rows_of_cells() -> impl Strategy<Value = Vec<Vec<&'static str>>> {
    let row: Vec<_> = (0..11).map(cell).collect();
    prop::collection::vec(row, 0..20)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Rows read = rows used + rows set aside, whatever stands in them; and their order leaves no
    /// trace.
    #[test]
    fn books_balance_and_order_leaves_no_trace(rows in rows_of_cells()) {
        let capacity = |rows: &[Vec<&str>]| {
            let lines: Vec<String> = rows.iter().map(|c| format!(
                "{};{};;;;;{};{};{};{};{};;{};{};{};;{}",
                c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10]
            )).collect();
            let flows: Vec<String> = rows.iter().map(|c| format!(
                "{};{};;;;;{};{};{}", c[0], c[1], c[2], if c[3].is_empty() { "" } else { "Aarhus" }, c[4]
            )).collect();
            let text = |lines: &[String]| lines.iter().map(String::as_str).collect::<Vec<_>>().join("\r\n");
            let files = [
                providers(),
                ("kapacitet.csv", format!("{CAPACITY}\r\n{}", text(&lines)).into_bytes()),
                ("borgerstroemme.csv", format!("{FLOWS}\r\n{}", text(&flows)).into_bytes()),
            ];
            read_files(&files, &ReadOptions::default())
        };
        let reading = capacity(&rows);
        let accounts = reading.accounts.iter().filter(|a| a.file == "kapacitet.csv");
        let n_read: u64 = accounts.map(|a| a.rows_read).sum();
        let blank = rows.iter().filter(|row| row.iter().all(|cell| cell.is_empty())).count();
        prop_assert!(n_read <= rows.len() as u64 && n_read + blank as u64 >= rows.len() as u64);
        let mut turned = rows.clone();
        turned.reverse();
        let other = capacity(&turned);
        let bare = |reading: &Reading| {
            let reports: Vec<_> = reading.dataset.capacity.iter()
                .map(|r| (r.unit, r.year, r.legal_basis, r.figures, r.changes.clone())).collect();
            let flows: Vec<_> = reading.dataset.flows.iter()
                .map(|f| (f.unit, f.year, f.payer, f.citizens)).collect();
            (reports, flows, reading.dataset.flow_gaps.clone())
        };
        prop_assert_eq!(bare(&reading), bare(&other));
    }
}
