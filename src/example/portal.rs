//! How does an export from Tilbudsportalen look? A row per afdeling, written as such exports are:
//! UTF-8 with BOM, semicolons, CRLF, and faults.

use std::io::{self, Write};

use rayon::prelude::*;

use super::country::Country;
use super::provider::{Department, Fault, Provider, draw_provider};
use super::standard_input::{standard_layout, standard_text};
use super::trial::Trial;
use crate::ingest::SheetRole;

const LAYOUT: &str = "layouts/tilbudsportalen.toml";

/// Name of the file.
pub(super) const FILE: &str = "tilbudsportalen-eksempel.csv";

/// Fields in the file's order.
const FIELDS: [&str; 16] = [
    "tilbudsid",
    "tilbudsnavn",
    "afdelingsid",
    "cvr",
    "p-nummer",
    "kommunekode",
    "kommune",
    "virksomhedsform",
    "tilsyn",
    "godkendelsesstatus",
    "paragraffer",
    "pladser-afdeling",
    "pladser-tilbud",
    "maalgrupper",
    "ydelsestyper",
    "senest-opdateret",
];

/// Providers made and kept in memory at a time, and per thread.
const AT_A_TIME: u64 = 16_384;
const PER_THREAD: u64 = 1_024;

/// What stands at the top of the export, as the layout has it.
pub(super) struct PortalLayout {
    headers: Vec<String>,
    /// Columns at the end that the program never reads: their cells stay empty.
    n_empty: usize,
}

impl PortalLayout {
    /// From the layout that ships. What it lacks is named in Danish.
    pub(super) fn standard() -> Result<Self, String> {
        let layout = standard_layout(LAYOUT)?;
        let sheet = layout.sheet(SheetRole::Providers).ok_or(LAYOUT)?;
        let header = |field: &&str| {
            sheet.header(field).map(str::to_owned).ok_or_else(|| format!("kolonnen {field}"))
        };
        let mut headers = FIELDS.iter().map(header).collect::<Result<Vec<_>, _>>()?;
        let never_read = never_read_headers()?;
        let n_empty = never_read.len();
        headers.extend(never_read);
        Ok(Self { headers, n_empty })
    }
}

/// The headers of `never-read` as spelled; a parsed layout keeps them folded, for comparing.
fn never_read_headers() -> Result<Vec<String>, String> {
    let text = standard_text(LAYOUT).unwrap_or_default();
    let table: toml::Table = text.parse().map_err(|error| format!("{LAYOUT}: {error}"))?;
    let headers = table.get("never-read").and_then(toml::Value::as_array);
    let headers = headers.ok_or_else(|| format!("{LAYOUT}: never-read"))?;
    Ok(headers.iter().filter_map(toml::Value::as_str).map(str::to_owned).collect())
}

/// Writes the whole export, and returns the number of rows (departments).
pub(super) fn write_portal(
    layout: &PortalLayout,
    country: &Country,
    trial: &Trial,
    seed: u64,
    out: &mut impl Write,
) -> io::Result<u64> {
    out.write_all("\u{feff}".as_bytes())?;
    out.write_all(&rows_as_bytes([layout.headers.clone()])?)?;

    let mut n_rows = 0;
    let mut from = 0;
    while from < trial.n_providers {
        let to = (from + AT_A_TIME).min(trial.n_providers);
        let starts: Vec<u64> =
            (from..to).step_by(usize::try_from(PER_THREAD).unwrap_or(1)).collect();
        let blocks: Vec<(u64, io::Result<Vec<u8>>)> = starts
            .into_par_iter()
            .map(|start| {
                let rows: Vec<Vec<String>> = (start..(start + PER_THREAD).min(to))
                    .flat_map(|index| {
                        let mut provider = draw_provider(country, seed, index);
                        if let Some(pilot) = trial.given_pilot(index) {
                            provider.take_in(pilot);
                        }
                        provider_rows(country, &provider, layout.n_empty)
                    })
                    .collect();
                (rows.len() as u64, rows_as_bytes(rows))
            })
            .collect();
        for (n, bytes) in blocks {
            n_rows += n;
            out.write_all(&bytes?)?;
        }
        from = to;
    }
    Ok(n_rows)
}

pub(super) fn rows_as_bytes(rows: impl IntoIterator<Item = Vec<String>>) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(io::Error::other)?;
    }
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

fn provider_rows(country: &Country, provider: &Provider, n_empty: usize) -> Vec<Vec<String>> {
    let fault = |wanted: Fault| provider.fault == Some(wanted);
    let last = provider.departments.len() - 1;
    let rows = provider.departments.iter().enumerate().map(|(number, department)| {
        let is_last = number == last;
        let is_hidden = fault(Fault::SecretAddress) && is_last;
        let code_missing = is_hidden || (fault(Fault::CodeMissing) && is_last);
        let id = if fault(Fault::DuplicateDepartmentId) && is_last {
            &provider.departments[0].id
        } else {
            &department.id
        };
        let mut row = vec![
            provider.id.clone(),
            provider.name.clone(),
            id.clone(),
            provider.cvr.clone(),
            department.p_number.clone(),
            if code_missing { String::new() } else { department.municipality.to_string() },
            if is_hidden {
                String::new()
            } else {
                country.municipality_name(department.municipality).to_owned()
            },
            if fault(Fault::OwnershipNotStated) { "Ikke oplyst" } else { provider.ownership }
                .to_owned(),
            country.registers.supervision_name(provider.supervision),
            provider.status.to_owned(),
            bases_cell(department),
            places_cell(provider, department, is_last),
            provider_places_cell(provider),
            groups_cell(country, provider, department, is_last),
            department.services.join("; "),
            provider.updated_on.format("%d-%m-%Y").to_string(),
        ];
        row.resize(row.len() + n_empty, String::new());
        row
    });
    rows.collect()
}

/// `§ 107 (12); § 108 (6)`.
fn bases_cell(department: &Department) -> String {
    let texts = department.bases.iter().map(|(text, places)| match places {
        Some(places) => format!("{text} ({places})"),
        None => (*text).to_owned(),
    });
    texts.collect::<Vec<_>>().join("; ")
}

fn places_cell(provider: &Provider, department: &Department, is_last: bool) -> String {
    match provider.fault {
        Some(Fault::PlacesNotStated) if is_last => "Ikke oplyst".to_owned(),
        Some(Fault::PlacesWithDecimal) if is_last => {
            department.places.map_or_else(String::new, |places| format!("{places},0"))
        }
        _ => department.places.map_or_else(String::new, |places| places.to_string()),
    }
}

fn provider_places_cell(provider: &Provider) -> String {
    match (provider.fault, provider.places) {
        (Some(Fault::PlacesDisagree), places) => (places.unwrap_or(0) + 5).to_string(),
        (_, Some(places)) => places.to_string(),
        (_, None) => String::new(),
    }
}

/// `18 til 85 år (autismespektrum, udviklingshæmning); 16 til 17 år (autismespektrum)`.
fn groups_cell(
    country: &Country,
    provider: &Provider,
    department: &Department,
    is_last: bool,
) -> String {
    let spans = department.groups.iter().map(|((from, to), slugs)| {
        let mut names: Vec<String> =
            slugs.iter().map(|slug| country.group_name(slug).to_lowercase()).collect();
        match provider.fault {
            Some(Fault::UnknownGroup) if is_last => names.push("særligt eksempelbehov".to_owned()),
            Some(Fault::StrayHyphen) if is_last => names.push("mobilitets-nedsættelse".to_owned()),
            _ => {}
        }
        format!("{from} til {to} år ({})", names.join(", "))
    });
    spans.collect::<Vec<_>>().join("; ")
}
