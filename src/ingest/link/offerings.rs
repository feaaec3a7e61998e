//! Which offerings does every provider have, and which assessments each of them?

use crate::ingest::link::joined::{Joined, Key, OfferingKey};
use crate::ingest::link::linked::range;
use crate::ingest::row::assessment::Grading;
use crate::model::{
    Assessment, Grade, Offering, OfferingId, ParameterSet, PerParameter, ProviderId, TargetGroupSet,
};

/// Every provider x target group, split as its assessments are (Reading R10), and its assessments.
pub(crate) fn offerings(
    joined: Vec<Joined>,
    listed: &[TargetGroupSet],
) -> (Vec<Offering>, Vec<Assessment>) {
    let mut offerings: Vec<Offering> = Vec::new();
    let mut assessments = Vec::with_capacity(joined.len());
    let mut joined = joined.into_iter().peekable();
    for (provider, listed) in (0..).map(ProviderId).zip(listed) {
        let mut unassessed = *listed;
        let first = offerings.len();
        while let Some(next) = joined.next_if(|joined| joined.key.offering.provider == provider) {
            let OfferingKey { target_group, subgroup, age_group, .. } = next.key.offering;
            unassessed.0 &= !(1 << target_group.0);
            let is_of = |o: &Offering| {
                (o.target_group, o.subgroup, o.age_group) == (target_group, subgroup, age_group)
            };
            if !offerings[first..].last().is_some_and(is_of) {
                let place = range(assessments.len(), assessments.len());
                offerings.push(Offering {
                    provider,
                    target_group,
                    subgroup,
                    age_group,
                    assessments: place,
                    lost: 0..0,
                });
            }
            let offering = OfferingId::at(offerings.len() - 1);
            assessments.push(assessment(next, offering));
            if let Some(last) = offerings.last_mut() {
                last.assessments.end += 1;
            }
        }
        let here = range(assessments.len(), assessments.len());
        offerings.extend(unassessed.iter().map(|target_group| Offering {
            provider,
            target_group,
            subgroup: None,
            age_group: None,
            assessments: here.clone(),
            lost: 0..0,
        }));
        offerings[first..].sort_by_key(|o| (o.target_group, o.subgroup, o.age_group));
    }
    // Sorting within a provider moved offerings: tell the assessments where theirs stand now.
    for (id, offering) in (0..).map(OfferingId).zip(&offerings) {
        let of = offering.assessments.start as usize..offering.assessments.end as usize;
        assessments[of].iter_mut().for_each(|assessment| assessment.offering = id);
    }
    (offerings, assessments)
}

fn assessment(joined: Joined, offering: OfferingId) -> Assessment {
    let Key { assessed_on, authority, .. } = joined.key;
    let (grading, grades_row) = joined.grading.unzip();
    let grading = grading.unwrap_or(Grading {
        inspector: None,
        grades: PerParameter([Grade::Unknown; 8]),
        unread: PerParameter::default(),
        overall: None,
        quality: None,
        grounds: None,
        with_grounds: ParameterSet::EMPTY,
        minutes: None,
    });
    Assessment {
        offering,
        authority,
        inspector: grading.inspector,
        assessed_on,
        evidence: joined.evidence,
        grades: grading.grades,
        unread: grading.unread,
        grades_row,
        overall: grading.overall,
        quality: grading.quality,
        grounds: grading.grounds,
        with_grounds: grading.with_grounds,
        minutes: grading.minutes,
        incomplete: joined.incomplete,
    }
}
