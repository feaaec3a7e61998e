//! A status of Tilbudsportalen that was given and can't be used is never replaced: not by the first
//! row's, not by the more favourable one, and not by an older judgement.

use std::path::Path;
use std::sync::LazyLock;

use insta::assert_snapshot;
use niveau::ingest::ReadOptions;
use niveau::model::{Parameter, PlacementState};
use niveau::results::assess;
use niveau::results::reason;
use niveau::run::read_data;
use niveau::settings::{DEFAULT_RULE, Settings, read_settings};

use super::ingest::{Row, assert_balanced, department, folder, forms, grades, portal};

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    read_settings(&Path::new(env!("CARGO_MANIFEST_DIR")).join("input"), DEFAULT_RULE).unwrap()
});

/// A department with this status of this day.
fn with_status(id: &str, of: &str, status: &str, on: &str) -> Row {
    department(id, of, &[("godkendelsesstatus", status), ("senest-opdateret", on)])
}

/// Every parameter højt, assessed 04-03-2021.
fn all_high(id: &str, quality: &str) -> Row {
    let mut fields: Vec<(&str, &str)> = Parameter::ALL.map(|p| (p.slug(), "højt")).to_vec();
    fields.push(("kvalitet", quality));
    grades(id, &fields)
}

/// The state of each offering and why, and the codes that were told.
fn placed(rows: &[Row], graded: &[Row]) -> String {
    let forward = placed_in_order(rows, graded);
    let mut rows = rows.to_vec();
    rows.reverse();
    assert_eq!(forward, placed_in_order(&rows, graded), "the order of rows must not matter");
    forward
}

fn placed_in_order(rows: &[Row], graded: &[Row]) -> String {
    let folder = folder(&[portal(rows), ("tilsyn-midt.xlsx", forms(&[], graded))]);
    let options = ReadOptions { as_of: "2024-06-01".parse().ok(), ..ReadOptions::default() };
    let reading = read_data(folder.path(), &SETTINGS, &options).unwrap();
    assert_balanced(&reading);
    let dataset = &reading.dataset;
    let assessed = assess(dataset, &SETTINGS, SETTINGS.registers.made_for());
    let mut codes: Vec<&str> = reading.findings.iter().map(|finding| finding.code).collect();
    codes.retain(|code| code.contains("status") || code.contains("date") || code.contains("dup"));
    let of_each = dataset.offerings.iter().zip(&assessed.offerings);
    let lines = of_each.filter(|(_, a)| a.placement.state != PlacementState::NotAssessed).map(
        |(offering, a)| {
            let rule = &SETTINGS.placing_rule().rule;
            let why = reason(dataset, offering, a, rule).unwrap_or_default();
            let id = &dataset.provider(offering).id;
            format!("{id}: {} {why} {codes:?}", a.placement.state.danish())
        },
    );
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn statuses_of_one_department_that_contradict_each_other_decide_nothing() {
    let rows = [
        with_status("1", "1-1", "Godkendt", "01-02-2020"),
        with_status("1", "1-1", "Ophørt", "01-02-2020"),
    ];
    assert_snapshot!(placed(&rows, &[all_high("1", "")]), @r#"1: kvalitet ukendt kvalitet: der er statusser, der modsiger hinanden (den nyeste af 1.2.2020), og ingen klar vurdering er nyere end dem alle ["duplicate-department", "status-contradiction"]"#);
    // The same department under two tilbud.
    let rows = [
        with_status("1", "1-1", "Godkendt", "01-02-2020"),
        with_status("2", "1-1", "Ophørt", "01-02-2020"),
    ];
    assert_snapshot!(placed(&rows, &[all_high("1", "")]), @r#"1: kvalitet ukendt kvalitet: der er statusser, der modsiger hinanden (den nyeste af 1.2.2020), og ingen klar vurdering er nyere end dem alle ["duplicate-department", "status-contradiction"]"#);
}

#[test]
fn statuses_of_one_tilbud_that_contradict_each_other_decide_nothing() {
    let rows = [
        with_status("1", "1-1", "Godkendt", "01-02-2020"),
        with_status("1", "1-2", "Ophørt", "01-02-2020"),
    ];
    assert_snapshot!(placed(&rows, &[all_high("1", "")]), @r#"1: kvalitet ukendt kvalitet: der er statusser, der modsiger hinanden (den nyeste af 1.2.2020), og ingen klar vurdering er nyere end dem alle ["status-contradiction"]"#);
}

#[test]
fn only_a_judgement_later_than_every_contradicting_status_decides() {
    let mut lines = Vec::new();
    for (on, other) in [
        ("01-02-2020", "03-03-2021"),
        ("01-02-2020", "04-03-2021"),
        ("01-02-2020", "01-02-2022"),
        ("01-02-2020", ""),
    ] {
        for quality in ["ja", "nej", "måske"] {
            let rows =
                [with_status("1", "1-1", "Godkendt", on), with_status("1", "1-2", "Ophørt", other)];
            let placed = placed(&rows, &[all_high("1", quality)]);
            lines.push(format!("{on}, {other}, {quality} | {placed}"));
        }
    }
    assert_snapshot!(lines.join("\n"), @r#"
    01-02-2020, 03-03-2021, ja | 1: indplaceret  ["status-contradiction"]
    01-02-2020, 03-03-2021, nej | 1: kvalitet ikke opfyldt kvalitet: vurderingen af 4.3.2021 (ikke fornøden kvalitet); den er nyere end statusser, der modsiger hinanden (den nyeste af 3.3.2021) ["status-contradiction"]
    01-02-2020, 03-03-2021, måske | 1: kvalitet ukendt kvalitet: der er statusser, der modsiger hinanden (den nyeste af 3.3.2021), og ingen klar vurdering er nyere end dem alle ["status-contradiction"]
    01-02-2020, 04-03-2021, ja | 1: kvalitet ukendt kvalitet: der er statusser, der modsiger hinanden (den nyeste af 4.3.2021), og ingen klar vurdering er nyere end dem alle ["status-contradiction"]
    01-02-2020, 04-03-2021, nej | 1: kvalitet ukendt kvalitet: der er statusser, der modsiger hinanden (den nyeste af 4.3.2021), og ingen klar vurdering er nyere end dem alle ["status-contradiction"]
    01-02-2020, 04-03-2021, måske | 1: kvalitet ukendt kvalitet: der er statusser, der modsiger hinanden (den nyeste af 4.3.2021), og ingen klar vurdering er nyere end dem alle ["status-contradiction"]
    01-02-2020, 01-02-2022, ja | 1: kvalitet ukendt kvalitet: der er statusser, der modsiger hinanden (den nyeste af 1.2.2022), og ingen klar vurdering er nyere end dem alle ["status-contradiction"]
    01-02-2020, 01-02-2022, nej | 1: kvalitet ukendt kvalitet: der er statusser, der modsiger hinanden (den nyeste af 1.2.2022), og ingen klar vurdering er nyere end dem alle ["status-contradiction"]
    01-02-2020, 01-02-2022, måske | 1: kvalitet ukendt kvalitet: der er statusser, der modsiger hinanden (den nyeste af 1.2.2022), og ingen klar vurdering er nyere end dem alle ["status-contradiction"]
    01-02-2020, , ja | 1: kvalitet ukendt kvalitet: der er statusser, der modsiger hinanden (ikke alle med dato), og ingen klar vurdering er nyere end dem alle ["status-contradiction"]
    01-02-2020, , nej | 1: kvalitet ukendt kvalitet: der er statusser, der modsiger hinanden (ikke alle med dato), og ingen klar vurdering er nyere end dem alle ["status-contradiction"]
    01-02-2020, , måske | 1: kvalitet ukendt kvalitet: der er statusser, der modsiger hinanden (ikke alle med dato), og ingen klar vurdering er nyere end dem alle ["status-contradiction"]
    "#);
}

#[test]
fn a_status_or_a_day_that_cannot_be_used_decides_nothing_and_nothing_decides_over_it() {
    let mut lines = Vec::new();
    for (status, on) in [
        ("Godkendt", "01-01-2099"),
        ("Godkendt", "31-02-2020"),
        ("#REF!", "01-02-2020"),
        ("", "31-02-2020"),
    ] {
        for quality in ["", "ja", "nej"] {
            let placed = placed(&[with_status("1", "1-1", status, on)], &[all_high("1", quality)]);
            lines.push(format!("{status} {on}, {quality} | {placed}"));
        }
    }
    assert_snapshot!(lines.join("\n"), @r#"
    Godkendt 01-01-2099,  | 1: kvalitet ukendt kvalitet: status eller dens dato er skrevet, men kan ikke bruges; intet andet træder i stedet for den ["status-date-in-future"]
    Godkendt 01-01-2099, ja | 1: kvalitet ukendt kvalitet: status eller dens dato er skrevet, men kan ikke bruges; intet andet træder i stedet for den ["status-date-in-future"]
    Godkendt 01-01-2099, nej | 1: kvalitet ukendt kvalitet: status eller dens dato er skrevet, men kan ikke bruges; intet andet træder i stedet for den ["status-date-in-future"]
    Godkendt 31-02-2020,  | 1: kvalitet ukendt kvalitet: status eller dens dato er skrevet, men kan ikke bruges; intet andet træder i stedet for den ["not-a-date"]
    Godkendt 31-02-2020, ja | 1: kvalitet ukendt kvalitet: status eller dens dato er skrevet, men kan ikke bruges; intet andet træder i stedet for den ["not-a-date"]
    Godkendt 31-02-2020, nej | 1: kvalitet ukendt kvalitet: status eller dens dato er skrevet, men kan ikke bruges; intet andet træder i stedet for den ["not-a-date"]
    #REF! 01-02-2020,  | 1: kvalitet ukendt kvalitet: status eller dens dato er skrevet, men kan ikke bruges; intet andet træder i stedet for den []
    #REF! 01-02-2020, ja | 1: kvalitet ukendt kvalitet: status eller dens dato er skrevet, men kan ikke bruges; intet andet træder i stedet for den []
    #REF! 01-02-2020, nej | 1: kvalitet ukendt kvalitet: status eller dens dato er skrevet, men kan ikke bruges; intet andet træder i stedet for den []
     31-02-2020,  | 1: kvalitet ukendt kvalitet: tilbuddet skal godkendes af socialtilsynet, og der er hverken oplyst en status, der siger noget, eller en kvalitetsvurdering ["not-a-date"]
     31-02-2020, ja | 1: indplaceret  ["not-a-date"]
     31-02-2020, nej | 1: kvalitet ikke opfyldt kvalitet: vurderingen af 4.3.2021 (ikke fornøden kvalitet) ["not-a-date"]
    "#);
}

#[test]
fn a_row_that_is_not_used_may_have_said_otherwise() {
    // One cell too many: its columns can't be told.
    let ragged = |mut row: Row| {
        row.push("x".to_owned());
        row
    };
    let lost = [
        ("names the tilbud", ragged(with_status("T-1", "T-1-2", "Godkendt", "01-02-2020"))),
        ("names a department", ragged(with_status("", "T-1-1", "Godkendt", "01-02-2020"))),
        ("names another", ragged(with_status("T-9", "T-9-1", "Ophørt", "01-02-2022"))),
        ("no tilbudsid, another status", with_status("", "T-1-1", "Ophørt", "01-02-2020")),
        ("no tilbudsid, the same status", with_status("", "T-1-1", "Godkendt", "01-02-2020")),
        ("no tilbudsid, no status", with_status("", "T-1-1", "", "")),
        ("no tilbudsid, no day", with_status("", "T-1-1", "Ophørt", "31-02-2022")),
        ("an error for a tilbudsid", with_status("#REF!", "T-1-1", "#REF!", "01-02-2022")),
    ];
    let mut lines = Vec::new();
    for (what, row) in lost {
        let rows = [with_status("T-1", "T-1-1", "Godkendt", "01-02-2020"), row];
        for quality in ["", "ja"] {
            let placed = placed(&rows, &[all_high("T-1", quality)]);
            lines.push(format!("{what}, {quality} | {placed}"));
        }
    }
    assert_snapshot!(lines.join("\n"), @r#"
    names the tilbud,  | T-1: kvalitet ukendt kvalitet: en række, der kan gælde tilbuddet, kunne ikke bruges, og den kan have en anden status; intet andet træder i stedet for den ["status-lost"]
    names the tilbud, ja | T-1: kvalitet ukendt kvalitet: en række, der kan gælde tilbuddet, kunne ikke bruges, og den kan have en anden status; intet andet træder i stedet for den ["status-lost"]
    names a department,  | T-1: kvalitet ukendt kvalitet: en række, der kan gælde tilbuddet, kunne ikke bruges, og den kan have en anden status; intet andet træder i stedet for den ["status-lost"]
    names a department, ja | T-1: kvalitet ukendt kvalitet: en række, der kan gælde tilbuddet, kunne ikke bruges, og den kan have en anden status; intet andet træder i stedet for den ["status-lost"]
    names another,  | T-1: indplaceret  []
    names another, ja | T-1: indplaceret  []
    no tilbudsid, another status,  | T-1: kvalitet ukendt kvalitet: der er statusser, der modsiger hinanden (den nyeste af 1.2.2020), og ingen klar vurdering er nyere end dem alle ["status-contradiction"]
    no tilbudsid, another status, ja | T-1: indplaceret  ["status-contradiction"]
    no tilbudsid, the same status,  | T-1: indplaceret  []
    no tilbudsid, the same status, ja | T-1: indplaceret  []
    no tilbudsid, no status,  | T-1: indplaceret  []
    no tilbudsid, no status, ja | T-1: indplaceret  []
    no tilbudsid, no day,  | T-1: kvalitet ukendt kvalitet: status eller dens dato er skrevet, men kan ikke bruges; intet andet træder i stedet for den ["status-lost", "status-contradiction"]
    no tilbudsid, no day, ja | T-1: kvalitet ukendt kvalitet: status eller dens dato er skrevet, men kan ikke bruges; intet andet træder i stedet for den ["status-lost", "status-contradiction"]
    an error for a tilbudsid,  | T-1: kvalitet ukendt kvalitet: status eller dens dato er skrevet, men kan ikke bruges; intet andet træder i stedet for den ["status-lost"]
    an error for a tilbudsid, ja | T-1: kvalitet ukendt kvalitet: status eller dens dato er skrevet, men kan ikke bruges; intet andet træder i stedet for den ["status-lost"]
    "#);
}

#[test]
fn a_double_of_another_day_leaves_it_unknown_which_is_later() {
    let mut lines = Vec::new();
    for (status, other) in [("Ophørt", "Ophørt"), ("Godkendt", "Godkendt"), ("", "Ophørt")] {
        for quality in ["", "ja", "nej"] {
            let rows = [
                with_status("1", "1-1", status, "01-02-2020"),
                with_status("1", "1-1", other, "01-02-2022"),
            ];
            let placed = placed(&rows, &[all_high("1", quality)]);
            lines.push(format!("{status}, {other}, {quality} | {placed}"));
        }
    }
    assert_snapshot!(lines.join("\n"), @r#"
    Ophørt, Ophørt,  | 1: kvalitet ikke opfyldt kvalitet: status "Ophørt" uden dato ["duplicate-department"]
    Ophørt, Ophørt, ja | 1: kvalitet ukendt kvalitet: status "Ophørt" uden dato og vurderingen af 4.3.2021 (fornøden kvalitet) modsiger hinanden, og ingen af dem er nyest ["duplicate-department"]
    Ophørt, Ophørt, nej | 1: kvalitet ikke opfyldt kvalitet: status "Ophørt" uden dato og vurderingen af 4.3.2021 (ikke fornøden kvalitet) siger det samme ["duplicate-department"]
    Godkendt, Godkendt,  | 1: indplaceret  ["duplicate-department"]
    Godkendt, Godkendt, ja | 1: indplaceret  ["duplicate-department"]
    Godkendt, Godkendt, nej | 1: kvalitet ukendt kvalitet: status "Godkendt" uden dato og vurderingen af 4.3.2021 (ikke fornøden kvalitet) modsiger hinanden, og ingen af dem er nyest ["duplicate-department"]
    , Ophørt,  | 1: kvalitet ikke opfyldt kvalitet: status "Ophørt" uden dato ["duplicate-department"]
    , Ophørt, ja | 1: kvalitet ukendt kvalitet: status "Ophørt" uden dato og vurderingen af 4.3.2021 (fornøden kvalitet) modsiger hinanden, og ingen af dem er nyest ["duplicate-department"]
    , Ophørt, nej | 1: kvalitet ikke opfyldt kvalitet: status "Ophørt" uden dato og vurderingen af 4.3.2021 (ikke fornøden kvalitet) siger det samme ["duplicate-department"]
    "#);
}

#[test]
fn a_day_that_cannot_be_used_is_not_replaced_by_that_of_another_row() {
    let rows = [
        with_status("1", "1-1", "Ophørt", "01-02-2020"),
        with_status("1", "1-2", "", "32-02-2022"),
    ];
    assert_snapshot!(placed(&rows, &[all_high("1", "ja")]), @r#"1: kvalitet ukendt kvalitet: status eller dens dato er skrevet, men kan ikke bruges; intet andet træder i stedet for den ["not-a-date"]"#);
}

#[test]
fn a_status_that_nobody_knows_gives_way_to_a_later_judgement_only() {
    let mut lines = Vec::new();
    for on in ["03-03-2021", "04-03-2021", "05-03-2021", ""] {
        let rows = [with_status("1", "1-1", "Ophørt pr. marts", on)];
        lines.push(format!("{on} | {}", placed(&rows, &[all_high("1", "ja")])));
    }
    assert_snapshot!(lines.join("\n"), @r#"
    03-03-2021 | 1: indplaceret  []
    04-03-2021 | 1: kvalitet ukendt kvalitet: status "Ophørt pr. marts" af 4.3.2021 siger hverken ja eller nej, og vurderingen af 4.3.2021 (fornøden kvalitet) er ikke sikkert nyere og træder ikke i stedet for den []
    05-03-2021 | 1: kvalitet ukendt kvalitet: status "Ophørt pr. marts" af 5.3.2021; den er nyere end vurderingen af 4.3.2021 (fornøden kvalitet) []
     | 1: kvalitet ukendt kvalitet: status "Ophørt pr. marts" uden dato siger hverken ja eller nej, og vurderingen af 4.3.2021 (fornøden kvalitet) er ikke sikkert nyere og træder ikke i stedet for den []
    "#);
}
