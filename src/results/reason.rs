//! Why is an offering not placed? One sentence for the tables and for `explain`.

use crate::grade::{lost_in_words, withheld_in_words};
use crate::model::{Dataset, Grade, GradeBounds, GradePlanes, Offering, PlacementState};
use crate::place::Rule;
use crate::results::assess::AssessedOffering;

/// The reason in Danish: what could not be used, what is unknown, what the quality hangs on.
/// `None` where the offering is placed or below *let*, and where nobody tried to assess it.
pub fn reason(
    dataset: &Dataset,
    offering: &Offering,
    assessed: &AssessedOffering,
    rule: &Rule,
) -> Option<String> {
    let state = assessed.placement.state;
    match state {
        PlacementState::Placed | PlacementState::BelowLight => return None,
        PlacementState::NotAssessed if !assessed.grades.is_assessed() => {
            return dataset.lost(offering).first().map(|lost| lost_in_words(dataset, lost));
        }
        _ => {}
    }
    let grades = &assessed.grades;
    let planes = GradePlanes::of(&grades.grades);
    let n_relevant = planes.relevant().len();
    let mut reasons = Vec::new();
    if matches!(state, PlacementState::QualityNotMet | PlacementState::QualityUnknown) {
        let status = dataset.provider(offering).status;
        let status = status.map(|at| &*dataset.statuses[usize::from(at)]);
        reasons
            .push(format!("kvalitet: {}", assessed.gate.because.danish(&assessed.facts, status)));
    }
    if let Some(withheld) = grades.withheld {
        reasons.push(withheld_in_words(dataset, offering, withheld));
    } else if state == PlacementState::NotAssessed {
        reasons.push("ingen af de otte parametre er relevante".to_owned());
    } else if !rule.can_decide(&planes) {
        reasons.push(format!(
            "kun {n_relevant} af 8 parametre er relevante, og reglen kræver mindst {}",
            rule.fewest_relevant
        ));
    } else if state == PlacementState::Provisional {
        let unknown = grades.grades.iter().filter(|(_, bounds)| bounds.grade() == Grade::Unknown);
        let unknown: Vec<String> = unknown
            .map(|(parameter, bounds)| match *bounds {
                GradeBounds::ANY => parameter.danish().to_owned(),
                bounds => format!("{} ({bounds})", parameter.danish()),
            })
            .collect();
        reasons.push(format!("ukendt: {}", unknown.join(", ")));
    }
    Some(reasons.join("; "))
}
