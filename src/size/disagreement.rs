//! How far do sources that answer the same question lie apart?

use super::consistency::national_ages;
use super::{Figure, GroupSize};
use crate::model::TargetGroupId;
use crate::register::Municipalities;

/// What figures were compared in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Compared {
    /// In persons; a prevalence is reckoned on today's inhabitants.
    Persons,
    /// Per 1.000 of the ages that each figure is about.
    PerThousand,
}

impl Compared {
    /// The unit for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Persons => "personer",
            Self::PerThousand => "pr. 1.000",
        }
    }
}

/// *Uenighed*: two or more figures that answer one question.
#[derive(Clone, Debug, PartialEq)]
pub struct Disagreement<'s> {
    /// The target group.
    pub target_group: TargetGroupId,
    /// The question.
    pub question: &'s str,
    /// *Delmålgruppe*, when it is about one.
    pub subgroup: Option<&'s str>,
    /// How many figures answer it.
    pub n_figures: usize,
    /// What they were compared in; none when some are counts and others are of ages that the
    /// register can't tell, so that they can't be held against each other.
    pub compared: Option<Compared>,
    /// The smallest, and the figure.
    pub smallest: Option<(f64, &'s Figure)>,
    /// The largest, and the figure.
    pub largest: Option<(f64, &'s Figure)>,
}

impl Disagreement<'_> {
    /// How many times the smallest the largest is.
    pub fn factor(&self) -> Option<f64> {
        let (smallest, largest) = (self.smallest?.0, self.largest?.0);
        (smallest > 0.0).then(|| largest / smallest)
    }
}

/// A figure in persons, lowest and highest: as published, or reckoned on today's inhabitants. None
/// when the register can't tell its ages.
pub fn persons(figure: &Figure, municipalities: &Municipalities) -> Option<(f64, f64)> {
    let Some(out_of) = figure.unit.out_of() else { return Some((figure.low, figure.high)) };
    let population = figure.ages.as_ref()?.population(national_ages(municipalities))?;
    Some((figure.low / out_of * population, figure.high / out_of * population))
}

/// A figure per 1.000 of its ages, lowest and highest: as published, or reckoned on today's
/// inhabitants. None when the register can't tell its ages.
pub fn per_thousand(figure: &Figure, municipalities: &Municipalities) -> Option<(f64, f64)> {
    /// What a rate is shown out of.
    const THOUSAND: f64 = 1_000.0;
    if let Some(out_of) = figure.unit.out_of() {
        return Some((figure.low * THOUSAND / out_of, figure.high * THOUSAND / out_of));
    }
    let population = figure.ages.as_ref()?.population(national_ages(municipalities))?;
    let rate = |persons: f64| persons * THOUSAND / population;
    (population > 0.0).then(|| (rate(figure.low), rate(figure.high)))
}

/// Every question that more than one figure answers, in the file's order.
pub fn disagreements<'s>(
    size: &'s GroupSize,
    municipalities: &Municipalities,
) -> Vec<Disagreement<'s>> {
    let mut questions: Vec<(&str, Option<&str>)> = Vec::new();
    for figure in &size.figures {
        let question = (&*figure.question, figure.subgroup.as_deref());
        if !questions.contains(&question) {
            questions.push(question);
        }
    }
    let mut found = Vec::new();
    for (question, subgroup) in questions {
        let answers = |f: &&Figure| *f.question == *question && f.subgroup.as_deref() == subgroup;
        let figures: Vec<&Figure> = size.figures.iter().filter(answers).collect();
        if figures.len() < 2 {
            continue;
        }
        let all = |of: fn(&Figure, &Municipalities) -> Option<(f64, f64)>| {
            figures.iter().map(|figure| of(figure, municipalities)).collect::<Option<Vec<_>>>()
        };
        let values = all(persons)
            .map(|values| (Compared::Persons, values))
            .or_else(|| Some((Compared::PerThousand, all(per_thousand)?)));
        let ends = |values: &[(f64, f64)]| {
            let of = |at: usize, value: f64| (value, figures[at]);
            let lows = values.iter().enumerate().map(|(at, (low, _))| of(at, *low));
            let highs = values.iter().enumerate().map(|(at, (_, high))| of(at, *high));
            // Of equal ones the first of the file.
            let smallest = lows.reduce(|a, b| if b.0 < a.0 { b } else { a });
            let largest = highs.reduce(|a, b| if b.0 > a.0 { b } else { a });
            (smallest, largest)
        };
        let (smallest, largest) = values.as_ref().map_or((None, None), |(_, values)| ends(values));
        found.push(Disagreement {
            target_group: size.target_group,
            question,
            subgroup,
            n_figures: figures.len(),
            compared: values.map(|(compared, _)| compared),
            smallest,
            largest,
        });
    }
    found
}
