//! How are millions of rows graded fast?
//!
//! As [`super::place_row`] does it. Most providers look alike in the few fields that one parameter
//! is graded by, so a grade is remembered by exactly these fields, the guideline, and whom it is
//! asked of; what is not remembered is graded anew. Of a number that is only held against bounds it
//! is enough to know which of them it reaches. The memory is of a fixed size.

use std::collections::{BTreeMap, HashMap};

use super::placed::{Asked, place_by};
use super::{FlatPlacement, FlatRow, FlatRules};
use crate::grade::{Field, evidence_fields, grade_parameter};
use crate::guideline::{Bound, Guideline};
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
    /// The status of the row before: most are the same.
    last_status: (String, Option<Status>),
}

/// What the grades of a guideline depend on.
struct GuidelineAsks {
    fields: PerParameter<Vec<AskedField>>,
    /// Whether a criterion is for a sub-group only. Grades are not remembered then.
    is_of_subgroups: bool,
}

/// A field that a grade depends on.
struct AskedField {
    field: Field,
    /// Of a number that is only held against bounds, these, sorted: which of them it reaches is
    /// all that a grade can tell of it. `None` where the number itself counts.
    bounds: Option<Vec<f64>>,
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
            last_status: (String::new(), None),
        }
    }

    /// Grades and places one row, whose target group is `group`: as [`super::place_row`].
    pub fn place(&mut self, row: &FlatRow<'_>, group: TargetGroupId) -> FlatPlacement {
        let Self { rules, asks, grades, statuses, last_status } = self;
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
            if let (last, Some(status)) = &*last_status
                && last == text
            {
                return *status;
            }
            let known = statuses.get(text).copied();
            let status = known.unwrap_or_else(|| rules.quality.read_status(text));
            if known.is_none() && statuses.len() < STATUSES {
                statuses.insert(text.into(), status);
            }
            last_status.0.clear();
            last_status.0.push_str(text);
            last_status.1 = Some(status);
            status
        };
        place_by(row, group, *rules, grade, read_status)
    }
}

impl GuidelineAsks {
    fn of(guideline: &Guideline) -> Self {
        let fields = PerParameter::from_fn(|parameter| {
            let criteria = guideline.criteria.iter().filter(|c| c.parameter == parameter);
            let mut asked: BTreeMap<Field, Option<Vec<f64>>> = BTreeMap::new();
            for criterion in criteria {
                let (fields, is_held_against) = fields_of(criterion.measure);
                for field in fields {
                    let bounds = asked.entry(field).or_insert_with(|| Some(Vec::new()));
                    match (criterion.bound, &mut *bounds) {
                        _ if !is_held_against => *bounds = None,
                        (Bound::AtLeast(bound), Some(bounds)) => bounds.push(bound),
                        _ => {}
                    }
                }
            }
            if parameter == Parameter::AidsAndTechnology {
                // Whether the parameter is relevant at all (Reading R3).
                asked.insert(Field::Answer(AnswerField::AidsInUse), None);
            }
            let mut fields = Vec::with_capacity(asked.len());
            for (field, mut bounds) in asked {
                if let Some(bounds) = &mut bounds {
                    bounds.sort_by(f64::total_cmp);
                    bounds.dedup();
                }
                fields.push(AskedField { field, bounds });
            }
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
            *value = field.packed(asked.evidence)?;
        }
        let age = asked.circumstances.age_group.map_or(0, |age| age as u64 + 1);
        let kinds = u64::from(asked.circumstances.kinds.0);
        let parameter = asked.parameter.index() as u64 + 1;
        Some((parameter | age << 8 | kinds << 16 | u64::from(asked.id.0) << 32, values))
    }
}

/// All fields that what is found of a measure can depend on, and whether each number is held
/// against the bound by itself. Of experience also the bands that are not asked for, because nobody
/// stands in two; they are added up.
fn fields_of(measure: Measure) -> (Vec<Field>, bool) {
    match measure {
        Measure::Experienced(need, _) | Measure::ExperiencedPercent(need, _) => {
            let bands = ExperienceBand::ALL.map(|band| NumberField::Experience(need, band));
            let fields = bands.into_iter().chain([NumberField::Staff]).map(Field::Number);
            (fields.collect(), false)
        }
        measure => (evidence_fields(measure), true),
    }
}

impl AskedField {
    /// What counts of a value, in sixteen bits; nothing where that would not be all of it.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
    fn packed(&self, evidence: &Evidence) -> Option<u16> {
        let field = match self.field {
            Field::Answer(field) => return Some(evidence.answer(field) as u16),
            Field::Number(field) => field,
        };
        let Some(number) = evidence.number(field) else { return Some(u16::MAX) };
        if let Some(bounds) = &self.bounds {
            return Some(bounds.iter().map(|bound| u16::from(number >= *bound)).sum());
        }
        let whole = number as u16;
        let is_exact = f64::from(whole).to_bits() == number.to_bits();
        (is_exact && whole < u16::MAX).then_some(whole)
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
