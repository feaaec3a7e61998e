//! What does a list of providers outside Tilbudsportalen look like? Mostly visual impairment, § 85
//! and ambulante: no afdelinger and no places, and a service area instead of an address.

use std::io::{self, Write};

use chrono::NaiveDate;

use super::country::{Country, PILOTS, SUPERVISED_ON};
use super::dice::{Dice, Purpose};
use super::number::{impossible_cvr, impossible_cvr_of};
use super::portal::rows_as_bytes;
use super::provider::{draw_provider, draw_update};
use super::standard_input::standard_layout;
use crate::ingest::SheetRole;
use crate::model::{MunicipalityCode, Supervision};

const LAYOUT: &str = "layouts/andre-leverandoerer.toml";

/// Name of the file.
pub(super) const FILE: &str = "andre-leverandoerer-eksempel.csv";

/// Numbers from here are of these providers: no export has so many tilbud.
pub(super) const FIRST_INDEX: u64 = 1 << 40;

/// Ids count up from here behind a letter, which no tilbudsid of the portal has: however many tilbud
/// the portal gets, none of them is one of these.
const FIRST_ID: u64 = 970_001;

/// One of these for so many tilbud on the portal.
const PER_TILBUD: u64 = 50;

/// Fields in the file's order.
const FIELDS: [&str; 15] = [
    "tilbudsid",
    "tilbudsnavn",
    "cvr",
    "p-nummer",
    "driftsherre",
    "kommune",
    "daekningsomraade",
    "virksomhedsform",
    "leverandoertype",
    "paragraffer",
    "maalgrupper",
    "ydelsestyper",
    "tilsyn",
    "godkendelsesstatus",
    "senest-opdateret",
];

/// Kind, legal basis, target groups, service types; made up to look ordinary.
type OtherProfile = (&'static str, &'static str, &'static [&'static str], &'static [&'static str]);

const PROFILES: [(u32, OtherProfile); 7] = [
    (24, ("udgående", "§ 85", &["synsnedsaettelse"], &["Rådgivning", "Socialpædagogisk støtte"])),
    (18, ("ambulant", "§ 102", &["synsnedsaettelse"], &["Rådgivning", "Træning"])),
    (
        8,
        ("ambulant; udgående", "§ 85", &["synsnedsaettelse", "hoerenedsaettelse"], &["Rådgivning"]),
    ),
    (18, ("udgående", "§ 85", &["autismespektrum", "angst"], &["Socialpædagogisk støtte"])),
    (14, ("udgående", "§ 85", &["erhvervet-hjerneskade"], &["Socialpædagogisk støtte"])),
    (10, ("ambulant", "§ 102", &["erhvervet-hjerneskade"], &["Træning", "Behandling"])),
    (8, ("", "§ 104", &["synsnedsaettelse"], &["Aktivitet og samvær"])),
];

const OWNERSHIPS: [(u32, &str); 4] =
    [(52, "Primærkommune"), (14, "Region"), (22, "Privat"), (12, "Selvejende institution")];

const STATUSES: [(u32, &str); 3] = [(38, ""), (54, "Opfyldt"), (8, "Ikke opfyldt")];

/// A synthetic provider outside the portal.
pub(super) struct Other {
    pub(super) id: String,
    /// "Eksempelleverandør 0042": can't be taken for a real one.
    pub(super) name: String,
    pub(super) cvr: String,
    pub(super) seat: MunicipalityCode,
    pub(super) ages: (u8, u8),
    pub(super) groups: &'static [&'static str],
    /// The municipality that supervises: by operator, private ones by location.
    pub(super) supervision: Supervision,
    profile: OtherProfile,
    ownership: &'static str,
    operator: String,
    area: String,
    /// As the list states it: empty where it follows.
    supervision_cell: String,
    status: &'static str,
    updated_on: NaiveDate,
}

impl Other {
    /// The pilot group that it would be assessed for: vision before the others.
    pub(super) fn pilot(&self) -> Option<usize> {
        (0..PILOTS.len()).rev().find(|pilot| self.groups.contains(&PILOTS[*pilot]))
    }
}

/// How many there are beside so many tilbud.
pub(super) fn n_others(n_tilbud: u64) -> u64 {
    n_tilbud.div_ceil(PER_TILBUD)
}

/// Makes the one with this number, from 0.
pub(super) fn draw_other(country: &Country, seed: u64, number: u64) -> Other {
    let dice = &mut Dice::new(seed, FIRST_INDEX + number, Purpose::Portal);
    let profile = *dice.weighted(&PROFILES);
    let ownership = *dice.weighted(&OWNERSHIPS);
    let home = country.municipality(dice);
    let called = |code| format!("{} Kommune", country.municipality_name(code));
    let mut area = vec![home];
    for _ in 0..dice.below(4) {
        area.push(country.neighbour(home, dice));
    }
    area.sort_unstable();
    area.dedup();
    let names: Vec<&str> = area.iter().map(|code| country.municipality_name(*code)).collect();
    let regions = &country.registers.regions;
    let region =
        regions.of(home, SUPERVISED_ON).map_or("", |region| &*regions.get(region).name).to_owned();
    let status = *dice.weighted(&STATUSES);
    let has_agreement = dice.chance(300);
    let cvr = match ownership {
        "Primærkommune" => impossible_cvr_of(u32::from(home.0)),
        _ => impossible_cvr(dice),
    };
    // A private one of which another municipality uses all places: that one supervises.
    let (operator, area, supervisor, stated) = match ownership {
        "Primærkommune" => (called(home), names.join("; "), home, String::new()),
        "Region" => (region.clone(), region, home, called(home)),
        _ if has_agreement => {
            let other = country.neighbour(home, dice);
            (called(other), names.join("; "), other, called(other))
        }
        _ if dice.chance(200) => (String::new(), "Hele landet".to_owned(), home, String::new()),
        _ => (String::new(), names.join("; "), home, String::new()),
    };
    Other {
        id: format!("L{}", FIRST_ID + number),
        name: format!("Eksempelleverandør {:04}", number + 1),
        cvr,
        seat: home,
        ages: *dice.pick(&[(18, 99), (18, 65), (0, 17), (18, 85)]),
        groups: profile.2,
        supervision: Supervision::Municipality(supervisor),
        profile,
        ownership,
        operator,
        area,
        supervision_cell: stated,
        status,
        updated_on: draw_update(dice),
    }
}

/// Writes the list, and returns the number of rows: one of them is of a tilbud on the portal.
pub(super) fn write_others(
    country: &Country,
    seed: u64,
    n_tilbud: u64,
    out: &mut impl Write,
) -> io::Result<u64> {
    let layout = standard_layout(LAYOUT).map_err(io::Error::other)?;
    let sheet = layout.sheet(SheetRole::OtherProviders);
    let header = |field: &&str| {
        let header = sheet.and_then(|sheet| sheet.header(field)).map(str::to_owned);
        header.ok_or_else(|| io::Error::other(format!("{LAYOUT}: {field}")))
    };
    let mut rows = vec![FIELDS.iter().map(header).collect::<io::Result<Vec<_>>>()?];
    let n = n_others(n_tilbud);
    rows.extend((0..n).map(|number| cells(country, &draw_other(country, seed, number))));
    // Somebody has listed a tilbud that the portal has: as if it were outside it.
    let twin = draw_provider(country, seed, 0);
    let listed = Other {
        id: format!("L{}", FIRST_ID - 1),
        name: twin.name,
        cvr: twin.cvr,
        ..draw_other(country, seed, n)
    };
    rows.push(cells(country, &listed));
    out.write_all("\u{feff}".as_bytes())?;
    out.write_all(&rows_as_bytes(rows)?)?;
    Ok(n + 1)
}

fn cells(country: &Country, other: &Other) -> Vec<String> {
    let (kind, basis, groups, services) = other.profile;
    let names: Vec<String> =
        groups.iter().map(|slug| country.group_name(slug).to_lowercase()).collect();
    vec![
        other.id.clone(),
        other.name.clone(),
        other.cvr.clone(),
        String::new(),
        other.operator.clone(),
        country.municipality_name(other.seat).to_owned(),
        other.area.clone(),
        other.ownership.to_owned(),
        kind.to_owned(),
        basis.to_owned(),
        format!("{} til {} år ({})", other.ages.0, other.ages.1, names.join(", ")),
        services.join("; "),
        other.supervision_cell.clone(),
        other.status.to_owned(),
        other.updated_on.format("%d-%m-%Y").to_string(),
    ]
}
