//! What do synthetic providers stand in? The real municipalities, socialtilsyn and target groups,
//! from the registers that ship.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::dice::Dice;
use super::profile::PROFILES;
use super::standard_input::standard_text;
use crate::model::{LegalBasisId, LegalBasisSet, MunicipalityCode, Supervision, TargetGroupId};
use crate::register::Registers;

/// The trial's first day: who supervises where is looked up on it.
pub(super) const SUPERVISED_ON: NaiveDate = match NaiveDate::from_ymd_opt(2021, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// How many neighbours a department may lie in when it lies elsewhere.
const NEIGHBOURS: usize = 4;

/// The three groups of the trial, by slug: brain injury, autism, vision.
pub(super) const PILOTS: [&str; 3] =
    ["erhvervet-hjerneskade", "autismespektrum", "synsnedsaettelse"];

/// The country as the registers describe it, laid out for drawing from.
pub(super) struct Country {
    pub(super) registers: Registers,
    /// Municipalities weighed by population, in hundreds of persons.
    municipalities: Vec<(u32, MunicipalityCode)>,
    near: BTreeMap<MunicipalityCode, Vec<MunicipalityCode>>,
    groups: BTreeMap<&'static str, TargetGroupId>,
    bases: BTreeMap<&'static str, LegalBasisId>,
}

impl Country {
    /// Reads the registers that ship. What they lack is named in Danish: it can only be a fault
    /// in the program, and a test says that there is none.
    pub(super) fn standard() -> Result<Self, String> {
        let text_of = |file: &str| standard_text(&format!("registers/{file}")).unwrap_or_default();
        let registers = Registers::parse(text_of)
            .map_err(|problems| problems.first().map_or_else(String::new, ToString::to_string))?;
        let municipalities: Vec<(u32, MunicipalityCode)> =
            registers.municipalities.iter().map(|m| (m.population / 100, m.code)).collect();
        let near = registers.municipalities.iter().map(|m| (m.code, nearest(&registers, m.code)));
        let near = near.collect();
        let mut groups = BTreeMap::new();
        let mut by_text = BTreeMap::new();
        for (_, profile) in &PROFILES {
            for slug in profile.groups.iter().flat_map(|(_, slugs)| *slugs).chain(&PILOTS) {
                let group = registers.target_groups.by_name(slug);
                groups.insert(*slug, group.ok_or_else(|| format!("målgruppen \"{slug}\""))?);
            }
            for text in profile.bases.iter().flat_map(|(_, texts)| *texts) {
                let basis = registers.legal_bases.by_text(text);
                by_text.insert(*text, basis.ok_or_else(|| format!("paragraffen \"{text}\""))?);
            }
        }
        Ok(Self { registers, municipalities, near, groups, bases: by_text })
    }

    /// A municipality, by population.
    pub(super) fn municipality(&self, dice: &mut Dice) -> MunicipalityCode {
        *dice.weighted(&self.municipalities)
    }

    /// A municipality near this one.
    pub(super) fn neighbour(&self, of: MunicipalityCode, dice: &mut Dice) -> MunicipalityCode {
        self.near.get(&of).map_or(of, |near| *dice.pick(near))
    }

    /// Name of a municipality, without "Kommune".
    pub(super) fn municipality_name(&self, code: MunicipalityCode) -> &str {
        self.registers.municipalities.get(code).map_or("", |m| &*m.name)
    }

    /// The name of a target group for readers.
    pub(super) fn group_name(&self, slug: &str) -> &str {
        self.groups.get(slug).map_or("", |id| &*self.registers.target_groups.get(*id).name)
    }

    /// Who supervises a tilbud with these legal bases that lies here: the socialtilsyn by the
    /// register (its hosts are supervised by another), or the municipality itself.
    pub(super) fn supervision<'b>(
        &self,
        bases: impl Iterator<Item = &'b str>,
        municipality: MunicipalityCode,
    ) -> Supervision {
        let mut set = LegalBasisSet::default();
        for basis in bases.filter_map(|text| self.bases.get(text)) {
            set.insert(*basis);
        }
        match self.registers.under_social_authority(set, false) {
            Some(true) => self
                .registers
                .authorities
                .of(municipality, SUPERVISED_ON)
                .map_or(Supervision::Municipality(municipality), Supervision::SocialAuthority),
            _ => Supervision::Municipality(municipality),
        }
    }

    /// The other socialtilsyn.
    pub(super) fn other_authorities(&self, than: u8) -> Vec<u8> {
        self.registers.authorities.iter().map(|(id, _)| id).filter(|id| *id != than).collect()
    }
}

/// The nearest municipalities by their centroids, in degrees with a degree of longitude taken as
/// 0,56 of one of latitude, as it is at 56° north.
fn nearest(registers: &Registers, of: MunicipalityCode) -> Vec<MunicipalityCode> {
    let Some(here) = registers.municipalities.get(of).map(|m| m.centroid) else {
        return Vec::new();
    };
    let mut others: Vec<(f64, MunicipalityCode)> = registers
        .municipalities
        .iter()
        .filter(|m| m.code != of)
        .map(|m| {
            let north = m.centroid.0 - here.0;
            let east = 0.56 * (m.centroid.1 - here.1);
            (north * north + east * east, m.code)
        })
        .collect();
    others.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    others.into_iter().take(NEIGHBOURS).map(|(_, code)| code).collect()
}
