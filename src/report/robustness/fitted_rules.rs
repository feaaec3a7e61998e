//! Which rules come nearest to the inspectors' levels?

use crate::model::{Level, Parameter, ParameterSet, TargetGroupId};
use crate::report::robustness::{ASSESSED, OFFERINGS, SEE_REASON, group_columns, reason, why};
use crate::results::{GroupStudy, Results};
use crate::robustness::{Family, Fit, Fits, Fitted, Gain, HeldOut, by_weight};
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
    fn loss(&self) -> Option<(u32, f64)> {
        let (fits, fit) = self.found?;
        Some((fit.loss, fits.mean(f64::from(fit.loss))))
    }

    /// A figure over the draws of held-out providers, shared out over the offerings.
    fn held_out(&self, of: fn(&HeldOut) -> f64) -> Option<f64> {
        let (fits, fit) = self.found?;
        Some(fits.mean(of(fit.held_out.as_ref().ok()?)))
    }

    /// What is gained over equal weights on them; none for equal weights themselves.
    fn gain<T>(&self, of: impl Fn(&Fits, Gain) -> T) -> Option<T> {
        let (fits, fit) = self.found.filter(|(_, fit)| fit.family != Family::Equal)?;
        Some(of(fits, fits.gain(fit.family).ok()?))
    }
}

/// A figure of held-out providers: name, header, what it says; and where it stands.
type OfDraws = ([&'static str; 3], fn(&HeldOut) -> f64);

/// A figure of the gain over equal weights.
type OfGain = ([&'static str; 3], fn(Gain) -> f64);

/// `fitted_rules`: a row per group and family of rules.
pub(super) fn fitted_rules<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let studies = &results.robustness.studies;
    let held_out: [OfDraws; 3] = [
        (
            [
                "mean_held_out_loss",
                "I snit på leverandører, der er holdt ude",
                "pr. tilbud x målgruppe, i snit over delingerne; det tal, slags regler skal \
                 sammenlignes på",
            ],
            HeldOut::mean,
        ),
        (
            ["mean_held_out_loss_least", "Mindst i en deling", "pr. tilbud x målgruppe"],
            |held_out| f64::from(held_out.ends().0),
        ),
        (["mean_held_out_loss_most", "Mest i en deling", "pr. tilbud x målgruppe"], |held_out| {
            f64::from(held_out.ends().1)
        }),
    ];
    let gains: [OfGain; 3] = [
        (
            [
                "gain",
                "Gevinst over lige vægte, holdt ude",
                "pr. tilbud x målgruppe, i snit over delingerne; under 0: dårligere",
            ],
            |gain| gain.mean,
        ),
        (["gain_least", "Mindste gevinst i en deling", "pr. tilbud x målgruppe"], |gain| {
            gain.least as f64
        }),
        (["gain_most", "Største gevinst i en deling", "pr. tilbud x målgruppe"], |gain| {
            gain.most as f64
        }),
    ];
    Table::<OfFamily<'v>>::new(
        "robustness/fitted_rules",
        "Grundlaget for prioritering og sortering: de regler, der ligger nærmest tilsynets niveauer",
        "en slags regler i en målgruppe, og den bedste af dem",
        ASSESSED,
    )
    .note(CAVEAT)
    .note(
        "Leverandørerne er delt på ny mange gange; spændet mellem delingerne siger, hvor meget af \
         en gevinst der er tilfældigt, men er intet konfidensinterval: alle delinger er af de samme \
         tilbud",
    )
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
    .int("n_draws", "Delinger", "så mange gange er leverandørerne delt på ny", |r| {
        r.of_fits(|fits| fits.n_draws)
    })
    .unit("delinger")
    .empty(SEE_REASON)
    .int(
        "loss",
        "Niveauer fra tilsynets, i alt",
        "summen af afstande mellem reglens niveau og tilsynets",
        |r| r.loss().map(|(loss, _)| loss),
    )
    .unit("niveauer")
    .empty(SEE_REASON)
    .decimal("mean_loss", "Niveauer fra tilsynets, i snit", "pr. tilbud x målgruppe", 3, |r| {
        r.loss().map(|(_, mean)| mean)
    })
    .unit("niveauer")
    .empty(SEE_REASON)
    .int(
        "n_moved",
        "Får et andet niveau",
        "end efter den bedste regel med lige vægte",
        |r| r.found.filter(|(_, fit)| fit.family != Family::Equal).map(|(_, fit)| fit.n_moved),
    )
    .unit(OFFERINGS)
    .empty(NO_GAIN)
    .for_each(held_out, |table, ([name, header, about], of)| {
        table
            .decimal(name, header, about, 3, move |r| r.held_out(of))
            .unit("niveauer")
            .empty(SEE_REASON)
    })
    .for_each(gains, |table, ([name, header, about], of)| {
        table
            .decimal(name, header, about, 3, move |r| r.gain(|fits, gain| fits.mean(of(gain))))
            .unit("niveauer")
            .empty(NO_GAIN)
    })
    .int("n_draws_better", "Delinger, hvor den er bedre", "end lige vægte", |r| {
        r.gain(|_, gain| gain.n_better)
    })
    .unit("delinger")
    .empty(NO_GAIN)
    .text("rule", "Den bedste regel", "i ord", |r| r.found.map(|(_, fit)| in_words(&fit.rule)))
    .empty(SEE_REASON)
    .with(|table| reason(table, |r| r.why.clone()))
    .made(studies.len(), |at| {
        let GroupStudy { group, study, .. } = &studies[at];
        let row = |family| {
            let fits = study.fits.as_ref().ok();
            let found = fits.and_then(|fits| Some((fits, fits.of_family(family)?)));
            let why = match found {
                Some((_, fit)) => why(&fit.held_out),
                None => why(&study.fits),
            };
            OfFamily { group: *group, family, found, why }
        };
        Family::ALL.into_iter().map(row).collect()
    })
}

const NO_GAIN: &str = "det er lige vægte selv, eller kan ikke regnes; se hvorfor";

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
