//! How far do the tilsyn agree where two of them rated the same, who is stricter, and what does the
//! trial say of itself?

mod changed;
mod evaluated;
mod planned;
mod rated;
mod subject;
mod time_spent;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::model::{Dataset, ProviderId, Supervision, TargetGroupId};
use crate::results::Assessed;
use crate::settings::Settings;
use crate::trial::{
    Coefficient, Effect, Estimate, Metric, RaterPair, Ratings, Strictness, Undefined, Weights,
    agreement, conditional, rater_pairs, strictness,
};
use planned::Planned;
use rated::{RatedOffering, rated_twice, ratings};

pub(crate) use changed::{Changed, JudgedLikeAverage};
pub(crate) use evaluated::{EvaluatedParameter, ParameterCounts};
pub(crate) use rated::LONGEST_APART_DAYS;
pub(crate) use subject::RatedSubject;
pub(crate) use time_spent::{FEWEST_FOR_QUARTILES, TimeOf, TimeSpent};

/// What is measured, in the order it is told in: the headline is alpha with its ordinal metric.
pub const MEASURED: [Coefficient; 8] = [
    Coefficient::Agreeing,
    Coefficient::Alpha(Metric::Ordinal),
    Coefficient::Alpha(Metric::Nominal),
    Coefficient::Alpha(Metric::Interval),
    Coefficient::Gwet(Weights::Nominal),
    Coefficient::Gwet(Weights::Ordinal),
    Coefficient::Gwet(Weights::Linear),
    Coefficient::Gwet(Weights::Quadratic),
];

/// Providers that each two tilsyn should both rate: 40 for five tilsyn, which is what makes the
/// interval of alpha about 0,31 wide at 0,75 (simulated). Ours (Reading R71).
pub(crate) const WANTED_BY_PAIR: u64 = 4;

/// How far the tilsyn agree on one subject of a group.
pub(crate) struct AgreementRow {
    /// The group; `None`: all together.
    pub(crate) group: Option<TargetGroupId>,
    /// What was rated.
    pub(crate) subject: RatedSubject,
    /// What is rated by two: offerings, or parameters of them.
    pub(crate) n_units: u64,
    /// Providers of these.
    pub(crate) n_providers: u64,
    /// Ratings of these.
    pub(crate) n_ratings: u64,
    /// Where one says that the parameter is not relevant, and another grades it.
    pub(crate) n_relevance_differs: u64,
    /// Along [`MEASURED`].
    pub(crate) estimates: Vec<Estimate>,
}

/// Two tilsyn held against each other, over all grades.
pub(crate) struct TilsynPair {
    pub(crate) tilsyn: (Supervision, Supervision),
    /// Providers that both rated.
    pub(crate) n_providers: u64,
    /// Providers that both ought to rate: what the sample's design plans, else four of each two
    /// socialtilsyn. Nothing for others.
    pub(crate) n_wanted: Option<u64>,
    /// Of these, how many are not rated by both.
    pub(crate) n_missing: Option<u64>,
    /// How far they agree; nothing where nothing was rated by both.
    pub(crate) pair: Option<RaterPair>,
}

/// How strict one tilsyn is on one subject.
pub(crate) struct StrictnessRow {
    pub(crate) subject: RatedSubject,
    pub(crate) tilsyn: Supervision,
    pub(crate) effect: Effect,
    /// The check: logits by conditioning.
    pub(crate) logits: Result<f64, Undefined>,
    /// Tilsyn that it hangs together with on this subject, itself among them.
    pub(crate) n_in_part: usize,
}

/// All of it.
pub(crate) struct AgreementResults {
    /// Offerings and providers with grades of two tilsyn.
    pub(crate) n_offerings: u64,
    pub(crate) n_providers: u64,
    /// Offerings of which another tilsyn's rating is too old to count.
    pub(crate) n_too_old: u64,
    /// By group, all together first, then by subject.
    pub(crate) rows: Vec<AgreementRow>,
    /// Every two socialtilsyn, and others that met.
    pub(crate) pairs: Vec<TilsynPair>,
    /// Whether what is wanted of them is the sample's design.
    pub(crate) is_by_design: bool,
    /// By subject, then tilsyn.
    pub(crate) strictness: Vec<StrictnessRow>,
    /// Parts of tilsyn that can be compared, over all grades.
    pub(crate) parts: Vec<Vec<Supervision>>,
    /// Placements if everybody judged like the average.
    pub(crate) judged_like_average: JudgedLikeAverage,
    /// Of each parameter, by group, all together first.
    pub(crate) parameters: Vec<EvaluatedParameter>,
    /// How long assessments took; nothing when nobody wrote it down.
    pub(crate) time_spent: Vec<TimeSpent>,
}

/// Works it all out; the result does not depend on the thread count.
pub(crate) fn agreements(
    dataset: &Dataset,
    settings: &Settings,
    assessed: &Assessed,
) -> AgreementResults {
    let (rated, n_too_old) = rated_twice(dataset);
    let rule = settings.placing_rule();
    let raters: BTreeSet<Supervision> =
        rated.iter().flat_map(|of| of.by_tilsyn.iter().map(|own| own.authority)).collect();
    let raters: Vec<Supervision> = raters.into_iter().collect();
    let of_group = |of: &RatedOffering| dataset.offering(of.offering).target_group;
    let groups: BTreeSet<TargetGroupId> = rated.iter().map(of_group).collect();
    let cells: Vec<(Option<TargetGroupId>, RatedSubject)> = std::iter::once(None)
        .chain(groups.into_iter().map(Some))
        .flat_map(|group| RatedSubject::all().map(move |subject| (group, subject)))
        .collect();
    let rows = cells
        .into_par_iter()
        .map(|(group, subject)| {
            let of = rated.iter().filter(|of| group.is_none_or(|group| of_group(of) == group));
            let given = ratings(of.clone(), dataset, subject, rule, &raters);
            agreement_row(group, subject, &given, relevance_differs(of, subject))
        })
        .collect();

    let of_subject = |subject| ratings(rated.iter(), dataset, subject, rule, &raters);
    let all_grades = of_subject(RatedSubject::AllGrades);
    let found = strictness(&all_grades);
    let named = |part: &Vec<u32>| part.iter().map(|at| raters[*at as usize]).collect();
    let subjects = RatedSubject::all().filter(|subject| *subject != RatedSubject::Computed);
    let strictness_rows = subjects.flat_map(|subject| {
        let given = of_subject(subject);
        strictness_rows(subject, &given, &raters)
    });
    let providers: BTreeSet<ProviderId> =
        rated.iter().map(|of| dataset.offering(of.offering).provider).collect();
    let planned = planned::planned(dataset, settings, assessed, &rated);
    AgreementResults {
        n_offerings: rated.len() as u64,
        n_providers: providers.len() as u64,
        n_too_old,
        rows,
        pairs: pairs(&all_grades, &raters, settings, planned.as_ref()),
        is_by_design: planned.is_some(),
        strictness: strictness_rows.collect(),
        parts: found.parts.iter().map(named).collect(),
        judged_like_average: changed::judged_like_average(
            dataset, settings, assessed, &found, &raters,
        ),
        parameters: evaluated::parameters(dataset, &rated),
        time_spent: time_spent::time_spent(dataset),
    }
}

fn agreement_row(
    group: Option<TargetGroupId>,
    subject: RatedSubject,
    given: &Ratings,
    n_relevance_differs: u64,
) -> AgreementRow {
    AgreementRow {
        group,
        subject,
        n_units: given.units().count() as u64,
        n_providers: given.clusters().count() as u64,
        n_ratings: given.all().len() as u64,
        n_relevance_differs,
        estimates: agreement(given, &MEASURED),
    }
}

/// How often one tilsyn says that a parameter is not relevant and another grades it.
fn relevance_differs<'r>(
    rated: impl Iterator<Item = &'r RatedOffering>,
    subject: RatedSubject,
) -> u64 {
    let differs = |of: &RatedOffering, parameter| {
        let mut said = of.by_tilsyn.iter().filter_map(|own| own.is_relevant(parameter));
        let first = said.next();
        said.any(|other| Some(other) != first)
    };
    let n = rated.map(|of| match subject {
        RatedSubject::AllGrades => {
            crate::model::Parameter::ALL.into_iter().filter(|p| differs(of, *p)).count() as u64
        }
        RatedSubject::Grade(parameter) => u64::from(differs(of, parameter)),
        RatedSubject::Overall | RatedSubject::Computed => 0,
    });
    n.sum()
}

/// Every two socialtilsyn of the register, and whoever else met.
fn pairs(
    all_grades: &Ratings,
    raters: &[Supervision],
    settings: &Settings,
    planned: Option<&Planned>,
) -> Vec<TilsynPair> {
    let met = rater_pairs(all_grades);
    let of = |pair: &RaterPair| (raters[pair.raters.0 as usize], raters[pair.raters.1 as usize]);
    let own: Vec<Supervision> = settings
        .registers
        .authorities
        .iter()
        .map(|(id, _)| Supervision::SocialAuthority(id))
        .collect();
    let mut wanted: BTreeSet<(Supervision, Supervision)> = met.iter().map(of).collect();
    for (at, one) in own.iter().enumerate() {
        wanted.extend(own[at + 1..].iter().map(|other| (*one, *other)));
    }
    wanted.extend(planned.iter().flat_map(|planned| planned.keys()));
    let pair = |tilsyn: (Supervision, Supervision)| {
        let pair = met.iter().find(|pair| of(pair) == tilsyn).cloned();
        let n_providers = pair.as_ref().map_or(0, |pair| pair.n_clusters);
        let is_planned = own.contains(&tilsyn.0) && own.contains(&tilsyn.1);
        let (n_wanted, n_missing) = if let Some(planned) = planned {
            planned.get(&tilsyn).copied().unzip()
        } else {
            let missing = WANTED_BY_PAIR.saturating_sub(n_providers);
            is_planned.then_some((WANTED_BY_PAIR, missing)).unzip()
        };
        TilsynPair { tilsyn, n_providers, n_wanted, n_missing, pair }
    };
    wanted.into_iter().map(pair).collect()
}

fn strictness_rows(
    subject: RatedSubject,
    given: &Ratings,
    raters: &[Supervision],
) -> Vec<StrictnessRow> {
    let Strictness { parts, effects } = strictness(given);
    let checks = conditional(given);
    effects
        .into_iter()
        .zip(checks)
        .map(|(effect, check)| StrictnessRow {
            subject,
            tilsyn: raters[effect.rater as usize],
            effect,
            logits: check.logits,
            n_in_part: parts.get(effect.part).map_or(1, Vec::len),
        })
        .collect()
}
