//! Which parameters were hard to grade?

use std::collections::BTreeMap;

use crate::model::{
    Assessment, Dataset, Grade, GradeBounds, Parameter, PerParameter, Supervision, TargetGroupId,
};
use crate::results::agreement::rated::RatedOffering;

/// How one parameter was graded, over all assessments with grades.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EvaluatedParameter {
    /// The group; `None`: all together.
    pub(crate) group: Option<TargetGroupId>,
    pub(crate) parameter: Parameter,
    pub(crate) counts: ParameterCounts,
}

/// Assessments by what became of a parameter in them.
#[expect(clippy::struct_field_names, reason = "counts are named n_ throughout")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ParameterCounts {
    /// With grades of an inspector.
    pub(crate) n_assessments: u64,
    /// The cell is empty, or says *ikke oplyst*.
    pub(crate) n_missing: u64,
    /// It can't be read.
    pub(crate) n_unread: u64,
    /// It names several levels: a doubt.
    pub(crate) n_doubted: u64,
    /// *Ikke relevant.*
    pub(crate) n_not_relevant: u64,
    /// On a form that asks for grounds.
    pub(crate) n_asked_grounds: u64,
    /// Of these, with grounds.
    pub(crate) n_with_grounds: u64,
    /// A tilsyn graded it again, and both grades are known.
    pub(crate) n_again: u64,
    /// Of these, with another grade.
    pub(crate) n_changed: u64,
    /// Offerings that two tilsyn graded it for.
    pub(crate) n_double: u64,
    /// Of these, with different grades.
    pub(crate) n_disagreed: u64,
}

impl ParameterCounts {
    /// Assessments without one certain grade: missing, unreadable or in doubt.
    pub(crate) const fn n_hard(&self) -> u64 {
        self.n_missing + self.n_unread + self.n_doubted
    }

    fn graded(&mut self, assessment: &Assessment, parameter: Parameter, asks_grounds: bool) {
        self.n_assessments += 1;
        self.n_asked_grounds += u64::from(asks_grounds);
        let is_given = asks_grounds && assessment.with_grounds.contains(parameter);
        self.n_with_grounds += u64::from(is_given);
        match (assessment.unread[parameter], assessment.grades[parameter]) {
            (Some(GradeBounds::ANY), _) => self.n_unread += 1,
            (Some(_), _) => self.n_doubted += 1,
            (None, Grade::Unknown) => self.n_missing += 1,
            (None, Grade::NotRelevant) => self.n_not_relevant += 1,
            (None, _) => {}
        }
    }
}

/// By group and parameter, all groups together first.
pub(super) fn parameters(dataset: &Dataset, rated: &[RatedOffering]) -> Vec<EvaluatedParameter> {
    let mut all: BTreeMap<Option<TargetGroupId>, PerParameter<ParameterCounts>> = BTreeMap::new();
    all.insert(None, PerParameter::default());
    let mut count = |group, parameter: Parameter, add: &dyn Fn(&mut ParameterCounts)| {
        for group in [None, Some(group)] {
            add(&mut all.entry(group).or_default()[parameter]);
        }
    };
    let fields = PerParameter::from_fn(|p: Parameter| format!("begrundelse-{}", p.slug()));
    // A form without a column for grounds did not leave them out.
    let asks_grounds = |assessment: &Assessment, parameter: Parameter| {
        let sheet = assessment.grades_row.map(|row| dataset.sheet(row));
        sheet.is_some_and(|sheet| sheet.column(&fields[parameter]).is_some())
    };
    for offering in &dataset.offerings {
        let mut last: BTreeMap<Supervision, PerParameter<Grade>> = BTreeMap::new();
        let graded = dataset.assessments(offering).iter().filter(|a| a.grades_row.is_some());
        for assessment in graded.filter(|assessment| !assessment.is_blank()) {
            let before = last.insert(assessment.authority, assessment.grades);
            for parameter in Parameter::ALL {
                let grade = assessment.grades[parameter];
                let before = before.map(|grades| grades[parameter]);
                count(offering.target_group, parameter, &|counts| {
                    counts.graded(assessment, parameter, asks_grounds(assessment, parameter));
                    if let Some(before) = before.filter(|before| *before != Grade::Unknown)
                        && grade != Grade::Unknown
                    {
                        counts.n_again += 1;
                        counts.n_changed += u64::from(before != grade);
                    }
                });
            }
        }
    }
    for of in rated {
        let group = dataset.offering(of.offering).target_group;
        for parameter in Parameter::ALL {
            let given: Vec<_> =
                of.by_tilsyn.iter().filter_map(|own| own.grade(parameter)).collect();
            if given.len() > 1 {
                let is_same = given.iter().all(|grade| *grade == given[0]);
                count(group, parameter, &|counts| {
                    counts.n_double += 1;
                    counts.n_disagreed += u64::from(!is_same);
                });
            }
        }
    }
    let rows = all.into_iter().flat_map(|(group, by_parameter)| {
        Parameter::ALL.into_iter().map(move |parameter| EvaluatedParameter {
            group,
            parameter,
            counts: by_parameter[parameter],
        })
    });
    rows.collect()
}
