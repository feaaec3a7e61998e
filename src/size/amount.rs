//! In what is a size given, and can a number be one?

use crate::document::{At, Fields, Problems};
use crate::guideline::decimal;

/// *Enhed* of a figure or an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SizeUnit {
    /// *Antal* persons in the country.
    Count,
    /// *Procent* of the persons of these ages.
    Percent,
    /// Per 1.000 of them.
    PerThousand,
    /// Per 10.000 of them.
    PerTenThousand,
}

impl SizeUnit {
    /// All four.
    pub const ALL: [Self; 4] =
        [Self::Count, Self::Percent, Self::PerThousand, Self::PerTenThousand];

    /// The word as files write it.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Count => "antal",
            Self::Percent => "procent",
            Self::PerThousand => "pr-1000",
            Self::PerTenThousand => "pr-10000",
        }
    }

    /// The words for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Count => "personer",
            Self::Percent => "pct.",
            Self::PerThousand => "pr. 1.000",
            Self::PerTenThousand => "pr. 10.000",
        }
    }

    /// How many the number is out of: a prevalence is number / this. None for a count.
    pub const fn out_of(self) -> Option<f64> {
        match self {
            Self::Count => None,
            Self::Percent => Some(100.0),
            Self::PerThousand => Some(1_000.0),
            Self::PerTenThousand => Some(10_000.0),
        }
    }
}

pub(super) fn read_unit(fields: &Fields, problems: &mut Problems) -> Option<SizeUnit> {
    fields.word("unit", &SizeUnit::ALL.map(|unit| (unit.slug(), unit)), problems).ok()
}

/// A number that must be there and can be a size in this unit.
pub(super) fn read_amount(
    key: &str,
    unit: Option<SizeUnit>,
    fields: &Fields,
    problems: &mut Problems,
) -> Option<At<f64>> {
    fields.required(key, &format!("{key} = 14"), problems)?;
    let amount = fields.number(key, problems)?;
    let shown = decimal(amount.value);
    let (code, message, action) = match unit {
        _ if amount.value < 0.0 => (
            "size-negative",
            format!("{key} = {shown} er under 0"),
            "Skriv et tal fra 0 og op".to_owned(),
        ),
        Some(SizeUnit::Count) if amount.value.fract() != 0.0 => (
            "count-not-whole",
            format!("{key} = {shown} er ikke et helt antal personer"),
            "Skriv et helt tal, eller en anden enhed ved unit".to_owned(),
        ),
        Some(unit) if unit.out_of().is_some_and(|out_of| amount.value > out_of) => (
            "prevalence-above-1",
            format!(
                "{key} = {shown} er en forekomst over 1: {} {} er alle",
                decimal(unit.out_of().unwrap_or_default()),
                unit.danish().trim_end_matches('.')
            ),
            "Ret tallet, eller skriv unit = \"antal\", hvis det er et antal personer".to_owned(),
        ),
        _ => return Some(amount),
    };
    problems.add(amount.at, code, message, action);
    None
}
