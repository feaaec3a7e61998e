//! Is the bound of a criterion one that its measure can be held against?

use toml::de::DeValue;

use super::{Bound, decimal};
use crate::document::{Fields, Problems};
use crate::model::{Measure, Unit};

/// The bound; what it may be follows from the measure, when that could be read.
pub(super) fn read_bound(
    measure: Option<Measure>,
    fields: &Fields,
    problems: &mut Problems,
) -> Option<Bound> {
    let found = fields.required("bound", "bound = 3, eller true ved et ja/nej-mål", problems)?;
    let unit = measure.map(Measure::unit);
    match (found.value, whole_or_decimal(found.value)) {
        (DeValue::Boolean(true), _) if unit.is_none_or(|unit| unit == Unit::YesNo) => {
            Some(Bound::Yes)
        }
        (_, Some(number)) if unit.is_none_or(|unit| unit != Unit::YesNo) => {
            let wrong = measure.and_then(|measure| wrong_number(measure, number));
            if let Some((code, message, action)) = wrong {
                problems.add(found.at, code, message, action);
                return None;
            }
            Some(Bound::AtLeast(number))
        }
        _ => {
            let (expected, write) = match unit {
                Some(Unit::YesNo) => ("true (målet besvares med ja eller nej)", "bound = true"),
                Some(_) => ("et tal", "bound = 3"),
                None => ("et tal eller true", "bound = 3"),
            };
            problems.wrong_type("bound", found, expected, write);
            None
        }
    }
}

/// What is wrong with a number as the bound of a measure: code, message, action.
fn wrong_number(measure: Measure, number: f64) -> Option<(&'static str, String, &'static str)> {
    let shown = decimal(number);
    let is_whole = |number: f64| number.fract() == 0.0;
    if !number.is_finite() {
        return Some((
            "bound-not-a-number",
            "grænsen er ikke et tal".into(),
            "Skriv et tal over 0",
        ));
    }
    if number < 0.0 {
        return Some((
            "negative-bound",
            format!("grænsen {shown} er under 0"),
            "Skriv et tal over 0",
        ));
    }
    if number == 0.0 {
        return Some((
            "bound-asks-nothing",
            "grænsen 0 er altid opfyldt".into(),
            "Skriv et tal over 0, eller sig i et [[cell]] med asks-nothing, at feltet intet kræver",
        ));
    }
    if measure.unit() == Unit::Percent {
        if number > 100.0 {
            return Some((
                "percent-over-100",
                format!("grænsen {shown} er over 100 procent"),
                "Skriv en andel mellem 0 og 100",
            ));
        }
        // Shares are compared in whole tenths of a percent, so that no rounding decides a grade.
        if !is_whole((number * 1e6).round() / 1e5) {
            return Some((
                "too-many-decimals",
                format!("grænsen {shown} har mere end én decimal"),
                "Skriv højst én decimal",
            ));
        }
        return None;
    }
    if !is_whole(number) {
        return Some((
            "bound-not-whole",
            format!(
                "grænsen {shown} er ikke et helt tal, men målet tælles i {}",
                measure.unit().danish()
            ),
            "Skriv et helt tal",
        ));
    }
    if measure == Measure::KnowledgeContributions && number > 3.0 {
        return Some((
            "bound-out-of-reach",
            format!("grænsen {shown} kan ikke nås; skemaet kender tre måder at bidrage på"),
            "Skriv 1, 2 eller 3",
        ));
    }
    None
}

pub(super) fn read_unit(measure: Option<Measure>, fields: &Fields, problems: &mut Problems) {
    let units = Unit::ALL.map(|unit| (unit.danish(), unit));
    let Ok(unit) = fields.word("unit", &units, problems) else { return };
    if let Some(measure) = measure
        && measure.unit() != unit
    {
        problems.add(
            fields.value("unit").map(|unit| unit.at),
            "wrong-unit",
            format!(
                "enheden er \"{}\", men målet \"{}\" tælles i \"{}\"",
                unit.danish(),
                measure.slug(),
                measure.unit().danish()
            ),
            format!(
                "Skriv unit = \"{}\", og se efter, om grænsen passer dertil",
                measure.unit().danish()
            ),
        );
    }
}

/// A TOML integer or float as a number.
pub(super) fn whole_or_decimal(value: &DeValue) -> Option<f64> {
    match value {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
        DeValue::Float(number) => number.as_str().parse().ok(),
        _ => None,
    }
}
