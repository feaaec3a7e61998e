//! Which rules come nearest to the inspectors' levels?

use crate::model::{Level, Parameter, ParameterSet, TargetGroupId};
use crate::report::robustness::{ASSESSED, OFFERINGS, SEE_REASON, group_columns, reason, why};
use crate::results::{GroupStudy, Results};
use crate::robustness::{Family, Fit, Fits, Fitted, by_weight};
use crate::table::{Output, Table};

/// A family of rules in a group, with the best of it where one could be found.
struct OfFamily<'v> {
    group: Option<TargetGroupId>,
    family: Family,
    found: Option<(&'v Fits, &'v Fit)>,
    why: Option<String>,
}

impl OfFamily<'_> {
    fn of_fits(&self, of: fn(&Fits) -> usize) -> Option<usize> {
        self.found.map(|(fits, _)| of(fits))
    }

    /// A loss, in all or shared out over the offerings.
    fn loss(&self, of: fn(&Fit) -> Option<u32>) -> Option<(u32, f64)> {
        let (fits, fit) = self.found?;
        let loss = of(fit)?;
        Some((loss, fits.mean(loss)))
    }
}

/// A loss in all and in the mean: their names; header and meaning of each; and where it stands.
type Loss = ([&'static str; 2], [&'static str; 4], fn(&Fit) -> Option<u32>);

/// `fitted_rules`: a row per group and family of rules.
pub(super) fn fitted_rules<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let studies = &results.robustness.studies;
    let losses: [Loss; 2] = [
        (
            ["loss", "mean_loss"],
            [
                "Niveauer fra tilsynets, i alt",
                "summen af afstande mellem reglens niveau og tilsynets",
                "Niveauer fra tilsynets, i snit",
                "pr. tilbud x målgruppe",
            ],
            |fit| Some(fit.loss),
        ),
        (
            ["held_out_loss", "mean_held_out_loss"],
            [
                "Det samme på leverandører, der blev holdt ude",
                "det tal, slags regler skal sammenlignes på",
                "I snit, holdt ude",
                "pr. tilbud x målgruppe",
            ],
            |fit| fit.held_out_loss.ok(),
        ),
    ];
    Table::<OfFamily<'v>>::new(
        "robustness/fitted_rules",
        "Grundlaget for prioritering og sortering: de regler, der ligger nærmest tilsynets niveauer",
        "en slags regler i en målgruppe, og den bedste af dem",
        ASSESSED,
    )
    .note(CAVEAT)
    .note(NOT_RELEVANT)
    .sheet("Prioritering og sortering")
    .for_report()
    .with(|table| group_columns(table, results, |r| r.group))
    .code("family", "slags regler", |r| Some(r.family.column()))
    .words("Regler", "slags regler", |r| Some(r.family.danish()))
    .int("n", "Med tilsynets samlede niveau og kendte gradueringer", "dem, reglen er fundet på", |r| {
        r.of_fits(|fits| fits.n as usize)
    })
    .unit(OFFERINGS)
    .empty(SEE_REASON)
    .int(
        "n_not_relevant",
        "Heraf med en parameter, der ikke er relevant",
        "den regnes her som opfyldt",
        |r| r.of_fits(|fits| fits.n_not_relevant as usize),
    )
    .unit(OFFERINGS)
    .empty(SEE_REASON)
    .int("n_providers", "Leverandører", "forskellige", |r| r.of_fits(|fits| fits.n_providers))
    .unit("leverandører")
    .empty(SEE_REASON)
    .int("n_folds", "Dele, der holdes ude efter tur", "hele leverandører ad gangen", |r| {
        r.of_fits(|fits| fits.n_folds)
    })
    .unit("dele")
    .empty(SEE_REASON)
    .for_each(losses, |table, ([name, mean_name], words, of)| {
        let [header, about, mean_header, mean_about] = words;
        table
            .int(name, header, about, move |r| r.loss(of).map(|(loss, _)| loss))
            .unit("niveauer")
            .empty(SEE_REASON)
            .decimal(mean_name, mean_header, mean_about, 3, move |r| {
                r.loss(of).map(|(_, mean)| mean)
            })
            .unit("niveauer")
            .empty(SEE_REASON)
    })
    .text("rule", "Den bedste regel", "i ord", |r| r.found.map(|(_, fit)| in_words(&fit.rule)))
    .empty(SEE_REASON)
    .with(|table| reason(table, |r| r.why.clone()))
    .made(studies.len(), |at| {
        let GroupStudy { group, study } = &studies[at];
        let row = |family| {
            let fits = study.fits.as_ref().ok();
            let found = fits.and_then(|fits| Some((fits, fits.of_family(family)?)));
            let why = match found {
                Some((_, fit)) => why(&fit.held_out_loss),
                None => why(&study.fits),
            };
            OfFamily { group: *group, family, found, why }
        };
        Family::ALL.into_iter().map(row).collect()
    })
}

/// What every comparison with the inspectors' levels must say.
pub(super) const CAVEAT: &str = "Tilsynets samlede niveau er intet uafhængigt facit: tilsynet bruger samme redskab og kender \
     de otte gradueringer. En rigere regel passer altid bedre på de tilbud, den er fundet på; \
     sammenlign derfor fejlen på dem, der blev holdt ude";

/// How parameters that are not relevant count here.
pub(super) const NOT_RELEVANT: &str = "En parameter, der ikke er relevant, regnes her som opfyldt, så alle regler holdes op mod det \
     samme; tilbud med ukendte gradueringer er ikke med";

/// A rule that was found, for readers.
pub(super) fn in_words(rule: &Fitted) -> String {
    match rule {
        Fitted::Equal { m } => format!("{m} af 8 parametre"),
        Fitted::Subset { kept, m } => {
            let left_out = ParameterSet(!kept.0);
            if left_out.is_empty() {
                format!("alle otte beholdt; {m} af 8")
            } else {
                format!("{m} af {}; udeladt: {}", kept.len(), names(left_out))
            }
        }
        Fitted::Weights { weights, enough } => {
            let total: u32 = weights.0.iter().map(|weight| u32::from(*weight)).sum();
            if weights.0.iter().all(|weight| *weight == weights.0[0]) {
                return format!("lige vægte; {enough} af {total}");
            }
            let weights: Vec<String> = by_weight(weights)
                .into_iter()
                .map(|(parameter, weight)| format!("{} {weight}", parameter.danish()))
                .collect();
            format!("vægt {enough} af {total}; {}", weights.join(", "))
        }
        Fitted::Monotone { .. } => {
            let counts: Vec<String> = Level::ALL
                .into_iter()
                .map(|level| format!("{level} {}", rule.smallest_sets(level).len()))
                .collect();
            format!("mindste kombinationer, der er nok: {}", counts.join(", "))
        }
    }
}

fn names(set: ParameterSet) -> String {
    set.iter().map(Parameter::danish).collect::<Vec<_>>().join(", ")
}
