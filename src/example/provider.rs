//! What does one synthetic tilbud look like, departments and ordinary faults included?

use chrono::{Days, NaiveDate};

use super::country::{Country, PILOTS};
use super::dice::{Dice, Purpose};
use super::number::{impossible_cvr, impossible_cvr_of, impossible_p_number};
use super::profile::{PROFILES, Profile};
use crate::model::{MunicipalityCode, Supervision};

/// Ids count up from here: six digits for the first hundred thousand.
const FIRST_ID: u64 = 900_001;

/// A tilbudsid that no synthetic tilbud has.
pub(super) const ABSENT_ID: &str = "888888";

/// How many departments a tilbud has, by weight.
const DEPARTMENTS: [(u32, u32); 6] = [(50, 1), (23, 2), (12, 3), (8, 4), (4, 5), (3, 6)];

const STATUSES: [(u32, &str); 7] = [
    (942, "Godkendt"),
    (22, "Betinget godkendt"),
    (14, "Under behandling"),
    (10, "Ophørt"),
    (5, "Ikke godkendt"),
    (4, "Varslet lukning"),
    (3, "Varslet afslag"),
];

/// *Almindelig fejl*: faults that every export has. Each turns up once in [`Fault::EVERY`] tilbud,
/// at a tilbud of its own, so that the default example has one of each.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    DuplicateDepartmentId,
    SecretAddress,
    UnknownGroup,
    StrayHyphen,
    CodeMissing,
    PlacesDisagree,
    PlacesNotStated,
    PlacesWithDecimal,
    OwnershipNotStated,
}

impl Fault {
    const EVERY: u64 = 1999;

    fn of(provider: u64) -> Option<Self> {
        match provider % Self::EVERY {
            137 => Some(Self::DuplicateDepartmentId),
            311 => Some(Self::SecretAddress),
            523 => Some(Self::UnknownGroup),
            742 => Some(Self::StrayHyphen),
            911 => Some(Self::CodeMissing),
            1204 => Some(Self::PlacesDisagree),
            1477 => Some(Self::PlacesNotStated),
            1630 => Some(Self::OwnershipNotStated),
            1777 => Some(Self::PlacesWithDecimal),
            _ => None,
        }
    }
}

/// A synthetic *tilbud*.
pub(super) struct Provider {
    pub(super) id: String,
    /// "Eksempeltilbud 0042": can't be taken for a real one.
    pub(super) name: String,
    pub(super) cvr: String,
    pub(super) ownership: &'static str,
    pub(super) supervision: Supervision,
    /// Empty outside socialtilsyn.
    pub(super) status: &'static str,
    pub(super) updated_on: NaiveDate,
    /// *Pladser på hele tilbuddet* as stated.
    pub(super) places: Option<u32>,
    pub(super) departments: Vec<Department>,
    pub(super) fault: Option<Fault>,
    /// Random place in the queue for the trial.
    pub(super) trial_key: u64,
}

/// A synthetic *afdeling*.
pub(super) struct Department {
    pub(super) id: String,
    pub(super) p_number: String,
    pub(super) municipality: MunicipalityCode,
    /// Legal bases with their places.
    pub(super) bases: Vec<(&'static str, Option<u32>)>,
    pub(super) places: Option<u32>,
    /// Ages and the groups (by slug) taken in.
    pub(super) groups: Vec<((u8, u8), Vec<&'static str>)>,
    pub(super) services: Vec<&'static str>,
}

impl Provider {
    /// Which of the three pilot groups some department takes in.
    pub(super) fn pilots(&self) -> [bool; 3] {
        PILOTS.map(|slug| {
            self.departments.iter().any(|d| d.groups.iter().any(|(_, slugs)| slugs.contains(&slug)))
        })
    }

    /// Takes a pilot group in at its first department, when none does yet.
    pub(super) fn take_in(&mut self, pilot: usize) {
        if self.pilots()[pilot] {
            return;
        }
        let groups = self.departments.first_mut().and_then(|d| d.groups.first_mut());
        if let Some((_, slugs)) = groups {
            slugs.push(PILOTS[pilot]);
        }
    }

    /// Whether it is open and may take part in the trial.
    pub(super) fn is_open(&self) -> bool {
        self.status != "Ophørt"
    }

    /// Places on all departments together, those not stated left out.
    pub(super) fn places_stated(&self) -> u32 {
        self.departments.iter().filter_map(|d| d.places).sum()
    }
}

/// Makes provider number `index`, from 0: the same whatever else is made.
pub(super) fn draw_provider(country: &Country, seed: u64, index: u64) -> Provider {
    let dice = &mut Dice::new(seed, index, Purpose::Portal);
    let trial_key = dice.key();
    let fault = Fault::of(index);
    let profile: &'static Profile = dice.weighted::<&Profile>(&PROFILES);
    let home = country.municipality(dice);
    let mut n_departments = *dice.weighted(&DEPARTMENTS);
    if fault == Some(Fault::DuplicateDepartmentId) {
        n_departments = n_departments.max(2);
    }
    let main_groups = *dice.weighted(profile.groups);
    let departments: Vec<Department> = (0..n_departments)
        .map(|number| draw_department(country, profile, main_groups, home, index, number, dice))
        .collect();

    let stated = departments.iter().flat_map(|d| d.bases.iter().map(|(text, _)| *text));
    let supervision = country.supervision(stated, home);
    let ownership = *dice.weighted(profile.ownerships);
    let cvr = match ownership {
        "Primærkommune" | "Kommune" => impossible_cvr_of(u32::from(home.0)),
        _ => impossible_cvr(dice),
    };
    let status = *dice.weighted(&STATUSES);
    let updated_on = draw_update(dice);
    let sum: u32 = departments.iter().filter_map(|d| d.places).sum();
    // Tilbud and departments are kept up to date apart from each other.
    let drift = if dice.chance(15) { dice.between(1, 4) } else { 0 };
    Provider {
        id: (FIRST_ID + index).to_string(),
        name: format!("Eksempeltilbud {:04}", index + 1),
        cvr,
        ownership,
        supervision,
        status: match supervision {
            Supervision::SocialAuthority(_) => status,
            Supervision::Municipality(_) => "",
        },
        updated_on,
        places: (sum > 0).then_some(sum + drift),
        departments,
        fault,
        trial_key,
    }
}

fn draw_department(
    country: &Country,
    profile: &'static Profile,
    main_groups: &'static [&'static str],
    home: MunicipalityCode,
    index: u64,
    number: u32,
    dice: &mut Dice,
) -> Department {
    let elsewhere = number > 0 && dice.chance(150);
    let municipality = if elsewhere { country.neighbour(home, dice) } else { home };
    let bases = *dice.weighted(profile.bases);
    let middle = profile.places.0.midpoint(profile.places.1);
    let places = dice.between(profile.places.0, middle) + dice.below(profile.places.1 - middle + 1);
    let is_stated = !dice.chance(12) && !dice.chance(profile.without_places);
    let places = is_stated.then_some(places);
    let ages = *dice.pick(profile.ages);
    let slugs =
        if number > 0 && dice.chance(250) { *dice.weighted(profile.groups) } else { main_groups };
    let mut groups = vec![(ages, slugs.to_vec())];
    // A second age span for one of the groups, as portal cells sometimes have.
    if ages.0 >= 18 && slugs.len() > 1 && dice.chance(60) {
        groups.push(((16, 17), vec![slugs[0]]));
    }
    let n_services = dice.between(1, 3).min(u32::try_from(profile.services.len()).unwrap_or(1));
    Department {
        id: (10 * (FIRST_ID + index) + u64::from(number) + 1).to_string(),
        p_number: impossible_p_number(dice),
        municipality,
        bases: share_places(bases, places, dice),
        places,
        groups,
        services: profile.services[..n_services as usize].to_vec(),
    }
}

/// Splits a department's places over its legal bases: the first holds at least half.
fn share_places(
    bases: &'static [&'static str],
    places: Option<u32>,
    dice: &mut Dice,
) -> Vec<(&'static str, Option<u32>)> {
    let [first, rest @ ..] = bases else { return Vec::new() };
    let Some(places) = places else { return bases.iter().map(|text| (*text, None)).collect() };
    let mut left = places;
    let mut shared = Vec::with_capacity(bases.len());
    for text in rest {
        let part = dice.between(1, (left / 2).max(1));
        shared.push((*text, Some(part)));
        left -= part;
    }
    shared.insert(0, (*first, Some(left)));
    shared
}

/// Most entries are from the two years before the trial, a few are newer than it.
pub(super) fn draw_update(dice: &mut Dice) -> NaiveDate {
    let from = NaiveDate::from_ymd_opt(2019, 2, 1).unwrap_or(NaiveDate::MIN);
    let days = if dice.chance(30) { dice.between(1000, 1050) } else { dice.below(720) };
    from + Days::new(u64::from(days))
}
