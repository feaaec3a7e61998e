//! What do yearly reports of capacity and of citizens look like? Those of one region, with the
//! ordinary gaps and faults: the others have sent nothing, as some never do.

use std::collections::BTreeMap;
use std::io;

use chrono::{Days, NaiveDate};

use super::country::{Country, SUPERVISED_ON};
use super::dice::{Dice, Purpose};
use super::portal::rows_as_bytes;
use super::provider::{Department, Provider, draw_provider};
use super::standard_input::standard_layout;
use crate::ingest::SheetRole;
use crate::model::MunicipalityCode;

/// Names of the files.
pub(super) const FILE: &str = "kapacitet-eksempel.csv";
pub(super) const FLOWS_FILE: &str = "borgerstroemme-eksempel.csv";

/// The region that reports.
const REGION: &str = "Nordjylland";

/// The years of the reports; citizens are reported of the last.
const YEARS: [u16; 2] = [2020, 2021];

const FIELDS: [&str; 12] = [
    "tilbudsid",
    "afdelingsid",
    "aar",
    "paragraf",
    "pladser",
    "belagte-pladser",
    "belaegning-procent",
    "venteliste",
    "takst",
    "aendring-dato",
    "aendring-pladser",
    "aendring-status",
];

const FLOW_FIELDS: [&str; 5] = ["tilbudsid", "afdelingsid", "aar", "betalingskommune", "borgere"];

/// Kroner a day by what the legal basis begins with, from and to; made up to look ordinary.
const RATES: [(&str, (u32, u32)); 5] = [
    ("§ 32", (700, 1_600)),
    ("§ 36", (500, 1_100)),
    ("§ 101", (250, 900)),
    ("§ 103", (260, 620)),
    ("§ 104", (300, 850)),
];
const RESIDENTIAL: (u32, u32) = (1_400, 4_600);

/// Faults, each at one row of a default example: the number of the row that has it.
const OVER_FULL: usize = 41;
const IMPOSSIBLE_OCCUPANCY: usize = 113;
const IMPOSSIBLE_RATE: usize = 157;
const DOUBTFUL_NUMBER: usize = 211;
const TWICE: usize = 263;
const CONTRADICTED: usize = 307;
const UNKNOWN_PAYER: usize = 97;
const NO_NUMBER: usize = 203;
const ABROAD: usize = 331;

/// The two files as bytes, each with its name; one without rows is not there.
pub(super) fn files(
    country: &Country,
    seed: u64,
    n_tilbud: u64,
) -> Result<Vec<(&'static str, Vec<u8>)>, String> {
    let (mut places, mut flows) = (Vec::new(), Vec::new());
    for index in 0..n_tilbud {
        let provider = draw_provider(country, seed, index);
        if !provider.departments.iter().any(|d| reports(country, d.municipality)) {
            continue;
        }
        add_places(&provider, &mut Dice::new(seed, index, Purpose::Capacity), &mut places);
        add_flows(country, &provider, &mut Dice::new(seed, index, Purpose::Flows), &mut flows);
    }
    with_faults(&mut places, &mut flows);
    let sheets = [
        (FILE, "layouts/kapacitet.toml", SheetRole::Capacity, &FIELDS[..], places),
        (FLOWS_FILE, "layouts/borgerstroemme.toml", SheetRole::Flows, &FLOW_FIELDS[..], flows),
    ];
    let mut files = Vec::new();
    for (name, layout, role, fields, rows) in sheets.into_iter().filter(|(.., r)| !r.is_empty()) {
        files.push((name, as_file(layout, role, fields, rows)?));
    }
    Ok(files)
}

fn as_file(
    path: &str,
    role: SheetRole,
    fields: &[&str],
    rows: Vec<Vec<String>>,
) -> Result<Vec<u8>, String> {
    let layout = standard_layout(path)?;
    let sheet = layout.sheet(role);
    let header = |field: &&str| {
        let header = sheet.and_then(|sheet| sheet.header(field)).map(str::to_owned);
        header.ok_or_else(|| format!("{path}: {field}"))
    };
    let head = fields.iter().map(header).collect::<Result<Vec<_>, _>>()?;
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    let told = |error: io::Error| error.to_string();
    bytes.extend(rows_as_bytes(std::iter::once(head).chain(rows)).map_err(told)?);
    Ok(bytes)
}

fn reports(country: &Country, municipality: MunicipalityCode) -> bool {
    let regions = &country.registers.regions;
    let region = regions.of(municipality, SUPERVISED_ON);
    region.is_some_and(|region| regions.get(region).name.ends_with(REGION))
}

fn add_places(provider: &Provider, dice: &mut Dice, rows: &mut Vec<Vec<String>>) {
    for department in &provider.departments {
        // Some never answer.
        if dice.chance(120) {
            continue;
        }
        let by_percent = dice.chance(350);
        for (basis, listed) in &department.bases {
            let Some(listed) = *listed else { continue };
            let (low, high) = rate_of(basis);
            let rate = dice.between(low, high);
            for (nth, year) in (0..).zip(YEARS) {
                rows.push(place_row(
                    provider,
                    department,
                    basis,
                    (listed, rate),
                    (nth, year),
                    by_percent,
                    dice,
                ));
            }
        }
    }
}

fn place_row(
    provider: &Provider,
    department: &Department,
    basis: &str,
    (listed, rate): (u32, u32),
    (nth, year): (u32, u16),
    by_percent: bool,
    dice: &mut Dice,
) -> Vec<String> {
    let places = if dice.chance(80) { listed + dice.between(0, 2) } else { listed };
    let occupied = places - (places * dice.below(30)).div_ceil(100).min(places);
    let rate = rate + rate * 3 * nth / 100;
    let is_last = year == YEARS[YEARS.len() - 1];
    let (mut on, mut more, mut status) = (String::new(), String::new(), String::new());
    if is_last && dice.chance(110) {
        let from = NaiveDate::from_ymd_opt(2022, 1, 1).unwrap_or(NaiveDate::MIN);
        let day = from + Days::new(u64::from(dice.below(24)) * 30);
        on = day.format("%d-%m-%Y").to_string();
        let n = dice.between(1, 6);
        more = if dice.chance(600) { n.to_string() } else { format!("-{}", n.min(places)) };
        status.push_str(dice.pick::<&str>(&["besluttet", "besluttet", "overvejes", ""]));
    }
    let reported = !dice.chance(60);
    let some = |is_there: bool, text: String| if is_there { text } else { String::new() };
    let percent = f64::from(occupied) * 100.0 / f64::from(places.max(1));
    vec![
        provider.id.clone(),
        department.id.clone(),
        year.to_string(),
        basis.to_owned(),
        places.to_string(),
        some(reported && !by_percent, occupied.to_string()),
        some(reported && by_percent, format!("{percent:.0} %")),
        some(dice.chance(620), dice.below(5).to_string()),
        some(dice.chance(900), format!("{rate},00")),
        on,
        more,
        status,
    ]
}

fn rate_of(basis: &str) -> (u32, u32) {
    let known = RATES.iter().find(|(start, _)| basis == *start);
    known.map_or(RESIDENTIAL, |(_, rates)| *rates)
}

fn add_flows(country: &Country, provider: &Provider, dice: &mut Dice, rows: &mut Vec<Vec<String>>) {
    for department in &provider.departments {
        let Some(places) = department.places.filter(|places| *places > 0) else { continue };
        if dice.chance(200) {
            continue;
        }
        let mut citizens: BTreeMap<MunicipalityCode, u32> = BTreeMap::new();
        for _ in 0..places - places * dice.below(25) / 100 {
            let payer = match dice.below(100) {
                0..45 => department.municipality,
                45..85 => country.neighbour(department.municipality, dice),
                _ => country.municipality(dice),
            };
            *citizens.entry(payer).or_default() += 1;
        }
        rows.extend(citizens.into_iter().map(|(payer, n)| {
            vec![
                provider.id.clone(),
                department.id.clone(),
                YEARS[YEARS.len() - 1].to_string(),
                country.municipality_name(payer).to_owned(),
                n.to_string(),
            ]
        }));
    }
}

/// What every such file has: a slip of a digit, a doubt, a row twice, a name that nobody has.
fn with_faults(places: &mut Vec<Vec<String>>, flows: &mut [Vec<String>]) {
    let mut set = |row: usize, field: &str, text: &str| {
        let column = FIELDS.iter().position(|known| *known == field);
        if let (Some(row), Some(column)) = (places.get_mut(row), column) {
            text.clone_into(&mut row[column]);
        }
    };
    for (row, percent) in [(OVER_FULL, "104 %"), (IMPOSSIBLE_OCCUPANCY, "140 %")] {
        set(row, "belaegning-procent", percent);
        set(row, "belagte-pladser", "");
    }
    set(IMPOSSIBLE_RATE, "takst", "3");
    set(DOUBTFUL_NUMBER, "belagte-pladser", "ca. 8");
    if let Some(row) = places.get(TWICE).cloned() {
        places.push(row);
    }
    if let Some(mut row) = places.get(CONTRADICTED).cloned() {
        row[4].push('0');
        places.push(row);
    }
    for (row, column, text) in
        [(UNKNOWN_PAYER, 3, "Eksempelkøbing"), (NO_NUMBER, 4, ""), (ABROAD, 3, "Udlandet")]
    {
        if let Some(row) = flows.get_mut(row) {
            text.clone_into(&mut row[column]);
        }
    }
}
