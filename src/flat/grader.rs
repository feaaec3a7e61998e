//! How are millions of rows graded fast?
//!
//! As [`super::place_row`] does it. Most providers look alike in the few fields that one parameter
//! is graded by, so a grade is remembered by exactly these fields, the guideline, and whom it is
//! asked of; what is not remembered is graded anew. The memory is of a fixed size.

use std::collections::HashMap;

use super::placed::{Asked, place_by};
use super::{FlatPlacement, FlatRow, FlatRules};
use crate::grade::{Field, evidence_fields, grade_parameter};
use crate::guideline::Guideline;
use crate::model::{
    AnswerField, Evidence, ExperienceBand, GradeBounds, Measure, NumberField, Parameter,
    PerParameter, TargetGroupId,
};
use crate::place::Status;

/// Grades that are remembered: a power of two.
const REMEMBERED: usize = 1 << 14;
/// Fields that a grade may depend on and still be remembered.
const FIELDS: usize = 16;
/// Statuses that are remembered; there are few spellings.
const STATUSES: usize = 1 << 10;

/// Grades and places rows, one after another, and remembers grades.
pub struct FlatGrader<'r> {
    rules: FlatRules<'r>,
    /// Of each guideline, in the set's order.
    asks: Vec<GuidelineAsks>,
    grades: Vec<Remembered>,
    statuses: HashMap<Box<str>, Status>,
}

/// What the grades of a guideline depend on.
struct GuidelineAsks {
    fields: PerParameter<Vec<Field>>,
    /// Whether a criterion is for a sub-group only. Grades are not remembered then.
    is_of_subgroups: bool,
}

/// A grade, and what it is the grade of.
#[derive(Clone, Copy)]
struct Remembered {
    /// Guideline, parameter, kinds and age group; 0 where nothing is remembered.
    of: u64,
    values: [u16; FIELDS],
    grade: GradeBounds,
}

impl<'r> FlatGrader<'r> {
    /// A grader that remembers nothing yet.
    pub fn new(rules: FlatRules<'r>) -> Self {
        let nothing = Remembered { of: 0, values: [0; FIELDS], grade: GradeBounds::ANY };
        Self {
            rules,
            asks: rules.guidelines.iter().map(GuidelineAsks::of).collect(),
            grades: vec![nothing; REMEMBERED],
            statuses: HashMap::new(),
        }
    }

    /// Grades and places one row, whose target group is `group`: as [`super::place_row`].
    pub fn place(&mut self, row: &FlatRow<'_>, group: TargetGroupId) -> FlatPlacement {
        let Self { rules, asks, grades, statuses } = self;
        let grade = |asked: &Asked<'_>| {
            let anew = || {
                let Asked { parameter, evidence, circumstances, guideline, .. } = *asked;
                grade_parameter(parameter, evidence, circumstances, guideline).0
            };
            let Some((of, values)) = asks.get(asked.id.index()).and_then(|asks| asks.key(asked))
            else {
                return anew();
            };
            let remembered = &mut grades[place_of(of, &values)];
            if remembered.of != of || remembered.values != values {
                *remembered = Remembered { of, values, grade: anew() };
            }
            remembered.grade
        };
        let read_status = |text: &str| {
            if let Some(status) = statuses.get(text) {
                return *status;
            }
            let status = rules.quality.read_status(text);
            if statuses.len() < STATUSES {
                statuses.insert(text.into(), status);
            }
            status
        };
        place_by(row, group, *rules, grade, read_status)
    }
}

impl GuidelineAsks {
    fn of(guideline: &Guideline) -> Self {
        let fields = PerParameter::from_fn(|parameter| {
            let criteria = guideline.criteria.iter().filter(|c| c.parameter == parameter);
            let mut fields: Vec<Field> = criteria.flat_map(|c| fields_of(c.measure)).collect();
            if parameter == Parameter::AidsAndTechnology {
                // Whether the parameter is relevant at all (Reading R3).
                fields.push(Field::Answer(AnswerField::AidsInUse));
            }
            fields.sort_unstable();
            fields.dedup();
            fields
        });
        let is_of_subgroups = guideline.criteria.iter().any(|c| c.scope.subgroup.is_some());
        Self { fields, is_of_subgroups }
    }

    /// What a grade is remembered by; nothing where a value is too large to be.
    fn key(&self, asked: &Asked<'_>) -> Option<(u64, [u16; FIELDS])> {
        let fields = &self.fields[asked.parameter];
        if self.is_of_subgroups || fields.len() > FIELDS {
            return None;
        }
        let mut values = [0; FIELDS];
        for (value, field) in values.iter_mut().zip(fields) {
            *value = packed(*field, asked.evidence)?;
        }
        let age = asked.circumstances.age_group.map_or(0, |age| age as u64 + 1);
        let kinds = u64::from(asked.circumstances.kinds.0);
        let parameter = asked.parameter.index() as u64 + 1;
        Some((parameter | age << 8 | kinds << 16 | u64::from(asked.id.0) << 32, values))
    }
}

/// All fields that what is found of a measure can depend on: of experience also the bands that are
/// not asked for, because nobody stands in two.
fn fields_of(measure: Measure) -> Vec<Field> {
    match measure {
        Measure::Experienced(need, _) | Measure::ExperiencedPercent(need, _) => {
            let bands = ExperienceBand::ALL.map(|band| NumberField::Experience(need, band));
            bands.into_iter().chain([NumberField::Staff]).map(Field::Number).collect()
        }
        measure => evidence_fields(measure),
    }
}

/// A value in sixteen bits; nothing where that would not be all of it.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
fn packed(field: Field, evidence: &Evidence) -> Option<u16> {
    match field {
        Field::Answer(field) => Some(evidence.answer(field) as u16),
        Field::Number(field) => {
            let Some(number) = evidence.number(field) else { return Some(u16::MAX) };
            let scale = if field.is_percent() { 100.0 } else { 1.0 };
            let whole = (number * scale).round() as u16;
            let is_exact = (f64::from(whole) / scale).to_bits() == number.to_bits();
            (is_exact && whole < u16::MAX).then_some(whole)
        }
    }
}

/// Where a grade is remembered: a multiplicative hash of all that it is remembered by.
fn place_of(of: u64, values: &[u16; FIELDS]) -> usize {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut hash = of.wrapping_mul(ODD);
    for four in values.as_chunks::<4>().0 {
        let [a, b, c, d] = four.map(u64::from);
        hash = (hash.rotate_left(23) ^ (a | b << 16 | c << 32 | d << 48)).wrapping_mul(ODD);
    }
    (hash >> 32) as usize % REMEMBERED
}
