//! How is one `[[estimate]]` read: the low, central and high number that is reckoned with?

use super::amount::{read_amount, read_unit};
use super::figure::{check_rising, read_ages, read_elderly, read_evidence};
use super::{ElderlyCare, EvidenceStrength, SizeUnit};
use crate::document::{At, Fields, Problems};
use crate::model::Level;
use crate::register::{AgeRange, AgeRanges};

pub(super) const KEYS: [&str; 11] = [
    "subgroup",
    "level",
    "ages",
    "unit",
    "low",
    "central",
    "high",
    "rests-on",
    "evidence",
    "elderly-care",
    "reading",
];

/// The word for all levels of need together, in files and tables.
pub const ALL_LEVELS: &str = "alle";

/// An estimate as written, before its figures are looked up.
pub(super) struct WrittenEstimate<'d> {
    pub subgroup: Option<At<&'d str>>,
    pub level: Option<Level>,
    pub ages: AgeRange,
    pub unit: SizeUnit,
    pub amounts: [At<f64>; 3],
    pub rests_on: Vec<At<&'d str>>,
    pub evidence: EvidenceStrength,
    pub elderly: ElderlyCare,
    pub reading: &'d str,
    pub at: Option<usize>,
}

impl<'d> WrittenEstimate<'d> {
    /// What it is an estimate of, but for the ages.
    pub fn of(&self) -> (Option<&'d str>, Option<Level>) {
        (self.subgroup.map(|text| text.value), self.level)
    }
}

pub(super) fn read_estimate<'d>(
    fields: &Fields<'d>,
    ranges: &AgeRanges,
    problems: &mut Problems,
) -> Option<WrittenEstimate<'d>> {
    let subgroup = fields.text("subgroup", problems);
    let levels = [None, Some(Level::Light), Some(Level::Moderate), Some(Level::High)]
        .map(|level| (level.map_or(ALL_LEVELS, Level::danish), level));
    let level = fields.word("level", &levels, problems).ok();
    let ages = fields
        .required_text("ages", "0-17", problems)
        .and_then(|text| read_ages(text, ranges, problems));
    let unit = read_unit(fields, problems);
    let amounts = ["low", "central", "high"].map(|key| read_amount(key, unit, fields, problems));
    if let [Some(low), Some(central), Some(high)] = amounts {
        check_rising("low", low, "central", central, problems);
        check_rising("central", central, "high", high, problems);
    }
    let rests_on = fields.texts("rests-on", problems);
    if rests_on.as_ref().is_none_or(Vec::is_empty) && problems.is_readable() {
        problems.add(
            fields.value("rests-on").map(|found| found.at).or(fields.at),
            "size-without-source",
            "skønnet har ingen kilde: \"rests-on\" nævner intet offentliggjort tal",
            "Skriv id på de offentliggjorte tal ([[figure]]), som skønnet bygger på",
        );
    }
    let evidence = read_evidence(fields, problems);
    let elderly = read_elderly(fields, problems);
    let reading = fields.required_text("reading", "Hvordan tallene er valgt", problems);
    let [low, central, high] = amounts;
    Some(WrittenEstimate {
        subgroup,
        level: level?,
        ages: ages?,
        unit: unit?,
        amounts: [low?, central?, high?],
        rests_on: rests_on?,
        evidence: evidence?,
        elderly: elderly?,
        reading: reading?.value,
        at: fields.at,
    })
}
