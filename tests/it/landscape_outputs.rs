//! The landscape's outputs, written by the real binary: parquet holds every row, also where nobody
//! serves, and CSV those that say something.

use std::fs;

use niveau::landscape::parse_access_settings;
use polars_core::prelude::{DataFrame, DataType};

use super::folder::{self, EXAMPLE, Folder, Outputs};

/// The tables, and the columns of which one is above a number in every row that says something; no
/// columns: every row does.
const TABLES: [(&str, &[(&str, f64)]); 8] = [
    ("supply_by", &[("offerings_up_to", 0.0), ("offerings_or_above", 0.0)]),
    ("cover", &[("expected_high", 0.0), ("assessed_percent", -1.0)]),
    ("access", &[("nearest_km_or_above", -1.0), ("e2sfca_or_above", -1.0)]),
    ("access_bands", &[("expected_citizens", 0.0)]),
    ("new_sites", &[]),
    ("vulnerability", &[("providers_up_to", 0.0)]),
    ("closings", &[]),
    ("diversity", &[("units", 0.0)]),
];

fn frame(outputs: &Outputs, table: &str) -> DataFrame {
    folder::frame(&outputs[&format!("landscape/{table}.parquet")])
}

#[test]
fn csv_holds_the_rows_that_say_something() {
    let outputs = &EXAMPLE.outputs;
    for (table, says_something) in TABLES {
        let csv = &outputs[&format!("landscape/{table}.csv")];
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(&csv[..]);
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let frame = frame(outputs, table);
        let numbers = says_something.iter().map(|(name, least)| {
            let column = frame.column(name).unwrap().cast(&DataType::Float64).unwrap();
            column.f64().unwrap().iter().map(|n| n.is_some_and(|n| n > *least)).collect::<Vec<_>>()
        });
        let says: Vec<Vec<bool>> = numbers.collect();
        let n = (0..frame.height()).filter(|at| says.is_empty() || says.iter().any(|s| s[*at]));
        assert_eq!(rows.len(), n.count(), "{table}");
        assert!(rows.iter().all(|row| row.iter().all(|cell| cell != "NaN" && cell != "inf")));
    }
}

/// Whether VISO or the national coordination structure covers a group stands beside *højt* and
/// nowhere else, as the registers say it and else empty.
#[test]
fn national_schemes_stand_beside_the_highest_level() {
    let folder = Folder::new(&[]);
    let viso = "target_group,covered,what,year,source\nautismespektrum,nej,Alle,2020,Prøve\n";
    folder.put("registers/viso.csv", viso);
    folder.run();
    let frame = frame(&folder.outputs(), "supply_by");
    let text = |name| frame.column(name).unwrap().str().unwrap();
    let flag = |name| frame.column(name).unwrap().bool().unwrap();
    let (groups, levels) = (text("target_group"), text("level"));
    let (viso, coordination) = (flag("viso"), flag("national_coordination"));
    let mut seen = std::collections::BTreeSet::new();
    for at in 0..frame.height() {
        let (group, level) = (groups.get(at).unwrap(), levels.get(at).unwrap());
        let is_high = level == "højt";
        let covered = ["erhvervet-hjerneskade", "synsnedsaettelse"].contains(&group);
        assert_eq!(viso.get(at), (is_high && group == "autismespektrum").then_some(false));
        assert_eq!(coordination.get(at), (is_high && covered).then_some(true));
        seen.insert((viso.get(at), coordination.get(at)));
    }
    let (none, yes, no) = (None, Some(true), Some(false));
    assert_eq!(seen, [(none, none), (none, yes), (no, none)].into());
    let csv = folder.text("landscape/supply_by.csv");
    assert!(csv.lines().next().unwrap().contains(";Niveau;VISO;National koordination;"));
    // The registers may be missing.
    folder.remove("registers/viso.csv");
    folder.remove("registers/national_coordination.csv");
    folder.run();
    let without = folder.text("landscape/supply_by.csv");
    assert!(!without.contains(";højt;ja;") && !without.contains(";højt;nej;"));
    assert_eq!(without.lines().count(), csv.lines().count());
}

#[test]
fn access_has_a_row_for_every_group_level_and_municipality() {
    let outputs = &EXAMPLE.outputs;
    assert_eq!(frame(outputs, "access").height(), 45 * 3 * 98);
    // The country, five regions; each level and all of them; and the municipalities.
    assert_eq!(frame(outputs, "cover").height() % (45 * 4), 0);
    let promised =
        ["target_group", "level", "municipality", "nearest_provider", "nearest_km", "e2sfca"];
    let access = frame(outputs, "access");
    for name in promised {
        assert!(access.column(name).is_ok(), "{name}");
    }
}

#[test]
fn minutes_take_the_place_of_distances() {
    let folder = Folder::of(8, 1);
    let registers =
        fs::read_to_string(folder.input().join("registers/municipalities.csv")).unwrap();
    let codes: Vec<&str> = registers.lines().skip(1).map(|line| &line[..4]).collect();
    let mut matrix = String::from("from,to,minutes\n");
    for (at, from) in codes.iter().enumerate() {
        for to in &codes[at + 1..] {
            matrix.push_str(&[from, ",", to, ",30\n"].concat());
        }
    }
    folder.put("registers/travel_minutes.csv", &matrix);
    folder.run();
    let access = frame(&folder.outputs(), "access");
    let known = |name: &str| access.height() - access.column(name).unwrap().null_count();
    assert_eq!(known("nearest_km"), 0);
    assert!(known("nearest_minutes") > 0);
    // A matrix that is not whole stops the run and says which way is missing.
    let cut = matrix.trim_end().rsplit_once('\n').unwrap().0;
    folder.put("registers/travel_minutes.csv", cut);
    let told = folder.told(&["check"]);
    assert!(told.contains("travel_minutes.csv"), "{told}");
}

#[test]
fn settings_of_access_are_read_strictly() {
    let told = |text: &str| {
        let problems = parse_access_settings(text, "rules/adgang.toml").unwrap_err();
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let text = fs::read_to_string("input/rules/adgang.toml").unwrap();
    assert!(parse_access_settings(&text, "rules/adgang.toml").is_ok());
    let wrong = text
        .replace("detour-factor = 1.3", "detour-factor = 0.5")
        .replace("within = 60", "inden = 60")
        .replace("weight = 0.68", "weight = 1.68");
    insta::assert_snapshot!(told(&wrong), @r##"
    rules/adgang.toml: filen mangler nøglen "within". Skriv for eksempel within = 60. [missing-key]
    rules/adgang.toml, linje 7, tegn 17: detour-factor = 0.5 er uden for 1 til 10. Skriv for eksempel detour-factor = 1.3. [number-out-of-range]
    rules/adgang.toml, linje 9, tegn 1: "inden" er ikke en nøgle i filen; nøglerne er title, status, reading, detour-factor, within, assessed-percent, reported-percent og bands. Brug et af de nævnte ord. [unknown-key]
    rules/adgang.toml, linje 21, tegn 10: weight = 1.68 er uden for 0 til 1. Skriv for eksempel weight = 1. [number-out-of-range]
    "##);
    let falling = text.replace("up-to = 30", "up-to = 10");
    insta::assert_snapshot!(told(&falling), @"rules/adgang.toml, linje 16, tegn 3: afstandsbåndene kan ikke bruges: der skal være mindst ét, grænserne skal stige fra over 0, og vægtene skal ligge fra 0 til 1, aldrig stige og begynde over 0. Skriv båndene fra det nærmeste, med vægte fra 0 til 1, der falder udad. [bands]");
}
