//! What do the eight parameters do by themselves, in words?

use crate::model::{Attained, Parameter};
use crate::report::robustness::pictures::FEWEST_PAIRS;
use crate::robustness::{ParameterFigures, ParameterStudy};
use crate::table::decimal;

/// What the parameters do by themselves.
pub(super) fn parameters(study: &ParameterStudy) -> Vec<String> {
    let figures = |parameter: Parameter| &study.parameters[parameter];
    let mut lines = Vec::new();
    let entropy = |f: &ParameterFigures| f.discrimination.entropy().ok();
    let ceiling = |f: &ParameterFigures| f.discrimination.share(Attained::High).ok();
    if let (Some((least, spread)), Some((most, highest)), Some((top, high))) =
        (least_of(figures, entropy), most_of(figures, entropy), most_of(figures, ceiling))
    {
        lines.push(format!(
            "Skelner parametrene? {} mindst (spredning {} af 1), {} mest ({}). Flest på højt har {}: \
             {} %.",
            least.danish(),
            decimal(spread, 2),
            most.danish(),
            decimal(highest, 2),
            top.danish(),
            decimal(high * 100.0, 0)
        ));
    }
    lines.push(redundancy(study));
    let unknown = |f: &ParameterFigures| {
        let n = f.discrimination.n_known() + f.discrimination.n_unknown;
        (n > 0).then(|| f.discrimination.n_unknown as f64 / n as f64)
    };
    if let Some((parameter, part)) = most_of(figures, unknown) {
        lines.push(if part > 0.0 {
            format!(
                "Ukendte gradueringer: flest på {}, {} %.",
                parameter.danish(),
                decimal(part * 100.0, 0)
            )
        } else {
            "Ukendte gradueringer: ingen.".to_owned()
        });
    }
    let pivot = |f: &ParameterFigures| f.pivot.rate().ok();
    if let (Some((most, high)), Some((least, low))) =
        (most_of(figures, pivot), least_of(figures, pivot))
    {
        lines.push(format!(
            "Hænger niveauet på én parameter? Ét trin på {} ændrer niveauet i {} % af tilbuddene, \
             på {} i {} %.",
            most.danish(),
            decimal(high * 100.0, 0),
            least.danish(),
            decimal(low * 100.0, 0)
        ));
    }
    lines.push("Alle otte for sig: tabellen robustness/parameters.".to_owned());
    lines
}

/// Do the parameters say the same?
fn redundancy(study: &ParameterStudy) -> String {
    let pairs = Parameter::ALL.into_iter().flat_map(|one| {
        Parameter::ALL.into_iter().filter(move |other| *other > one).map(move |other| (one, other))
    });
    let enough: Vec<_> = pairs.filter(|(a, b)| study.tau_b[*a][*b].n >= FEWEST_PAIRS).collect();
    let known = enough.iter().filter_map(|(a, b)| Some((a, b, study.tau_b[*a][*b].value.ok()?)));
    let nearest = match known.max_by(|a, b| a.2.total_cmp(&b.2)) {
        Some((one, other, tau)) => {
            let tau = decimal(tau, 2);
            format!("Nærmest gør {} og {} (tau-b {tau})", one.danish(), other.danish())
        }
        None if enough.is_empty() => {
            format!("Færre end {FEWEST_PAIRS} tilbud har to gradueringer at holde sammen")
        }
        None => "Ingen to parametre kan holdes sammen, for de er ens i alle tilbud".to_owned(),
    };
    let alpha = match &study.alpha {
        Ok(alpha) => {
            let without = most_of(
                |parameter| &study.parameters[parameter],
                |f| f.alpha_without.as_ref().ok().map(|alpha| alpha.value),
            );
            let without = without.map_or(String::new(), |(parameter, value)| {
                format!(", højest uden {} ({})", parameter.danish(), decimal(value, 2))
            });
            format!("Cronbachs alfa {}{without}", decimal(alpha.value, 2))
        }
        Err(why) => format!("Cronbachs alfa kan ikke regnes ud: {}", why.danish()),
    };
    format!("Siger de det samme? {nearest}; {alpha}.")
}

/// The parameter with the largest figure, the first of several.
fn most_of<'f>(
    figures: impl Fn(Parameter) -> &'f ParameterFigures,
    of: impl Fn(&ParameterFigures) -> Option<f64>,
) -> Option<(Parameter, f64)> {
    let known = Parameter::ALL.into_iter().filter_map(|p| Some((p, of(figures(p))?)));
    known.rev().max_by(|a, b| a.1.total_cmp(&b.1))
}

/// The parameter with the smallest figure, the first of several.
fn least_of<'f>(
    figures: impl Fn(Parameter) -> &'f ParameterFigures,
    of: impl Fn(&ParameterFigures) -> Option<f64>,
) -> Option<(Parameter, f64)> {
    most_of(figures, |f| of(f).map(|value| -value)).map(|(parameter, value)| (parameter, -value))
}
