//! How is it written which rules come nearest to the inspectors' levels?

use crate::model::{Level, Parameter, ParameterSet, TargetGroupId};
use crate::output::Staging;
use crate::report::WriteError;
use crate::report::robustness::{
    ASSESSED, OFFERINGS, SEE_REASON, group_columns, reason, table, why,
};
use crate::results::Results;
use crate::robustness::{Family, Fit, Fits, Fitted, by_weight};
use crate::table::old::{Chapter, DocColumn, Documented, Named};

/// A family of rules in a group, with the best of it where one could be found.
struct OfFamily<'v> {
    group: Option<TargetGroupId>,
    family: Family,
    found: Result<(&'v Fits, &'v Fit), &'static str>,
}

impl OfFamily<'_> {
    fn of_fits(&self, of: impl Fn(&Fits) -> u64) -> Option<u64> {
        self.found.ok().map(|(fits, _)| of(fits))
    }

    /// A loss shared out over the offerings.
    fn mean(&self, of: impl Fn(&Fit) -> Option<u32>) -> Option<f64> {
        let (fits, fit) = self.found.ok()?;
        Some(f64::from(of(fit)?) / f64::from(fits.n.max(1)))
    }
}

/// Writes `fitted_rules`: a row per group and family of rules.
pub(super) fn write(staging: &Staging, view: &Results<'_>) -> Result<Chapter, WriteError> {
    type Row<'v> = OfFamily<'v>;
    let of_fits = |named: (&'static str, &'static str, &'static str), of: fn(&Fits) -> u64| {
        DocColumn::int(named, move |row: &Row<'_>| row.of_fits(of)).empty(SEE_REASON)
    };
    let mut columns = group_columns(view, |row: &Row<'_>| row.group);
    columns.extend([
        DocColumn::text(Named::code("family", "slags regler"), |row: &Row<'_>| {
            Some(row.family.column())
        }),
        DocColumn::text(Named::words("Regler", "slags regler"), |row: &Row<'_>| {
            Some(row.family.danish())
        }),
        of_fits(
            (
                "n",
                "Tilbud x målgruppe med tilsynets samlede niveau og kendte gradueringer",
                "dem, reglen er fundet på",
            ),
            |fits| fits.n.into(),
        )
        .unit(OFFERINGS),
        of_fits(
            (
                "n_not_relevant",
                "Heraf med en parameter, der ikke er relevant",
                "den regnes her som opfyldt",
            ),
            |fits| fits.n_not_relevant.into(),
        )
        .unit(OFFERINGS),
        of_fits(("n_providers", "Leverandører", "forskellige"), |fits| fits.n_providers as u64)
            .unit("leverandører"),
        of_fits(
            ("n_folds", "Dele, der holdes ude efter tur", "hele leverandører ad gangen"),
            |fits| fits.n_folds as u64,
        )
        .unit("dele"),
        DocColumn::int(
            (
                "loss",
                "Niveauer fra tilsynets, i alt",
                "summen af afstande mellem reglens niveau og tilsynets",
            ),
            |row: &Row<'_>| row.found.ok().map(|(_, fit)| fit.loss.into()),
        )
        .unit("niveauer")
        .empty(SEE_REASON),
        DocColumn::decimal(
            ("mean_loss", "Niveauer fra tilsynets, i snit", "pr. tilbud x målgruppe"),
            3,
            |row: &Row<'_>| row.mean(|fit| Some(fit.loss)),
        )
        .unit("niveauer")
        .empty(SEE_REASON),
        DocColumn::int(
            (
                "held_out_loss",
                "Det samme på leverandører, der blev holdt ude",
                "det tal, slags regler skal sammenlignes på",
            ),
            |row: &Row<'_>| row.found.ok()?.1.held_out_loss.ok().map(u64::from),
        )
        .unit("niveauer")
        .empty(SEE_REASON),
        DocColumn::decimal(
            ("mean_held_out_loss", "I snit, holdt ude", "pr. tilbud x målgruppe"),
            3,
            |row: &Row<'_>| row.mean(|fit| fit.held_out_loss.ok()),
        )
        .unit("niveauer")
        .empty(SEE_REASON),
        DocColumn::text(("rule", "Den bedste regel", "i ord"), |row: &Row<'_>| {
            row.found.ok().map(|(_, fit)| in_words(&fit.rule))
        })
        .empty(SEE_REASON),
        reason(|row: &Row<'_>| match row.found {
            Ok((_, fit)) => why(&fit.held_out_loss),
            Err(why) => Some(why.to_owned()).filter(|why| !why.is_empty()),
        }),
    ]);
    let file = Documented {
        path: "robustness/fitted_rules",
        a_row: "en slags regler i en målgruppe, og den bedste af dem",
        unit: ASSESSED,
        columns,
        notes: vec![caveat().to_owned(), not_relevant_note().to_owned()],
    };
    table(staging, view, &file, &view.robustness.studies, |(group, study)| {
        let row = |family| {
            let found = match &study.fits {
                Ok(fits) => fits.of_family(family).map(|fit| (fits, fit)).ok_or(""),
                Err(why) => Err(why.danish()),
            };
            OfFamily { group: *group, family, found }
        };
        Family::ALL.into_iter().map(row).collect()
    })
}

/// What every comparison with the inspectors' levels must say.
pub(super) const fn caveat() -> &'static str {
    "Tilsynets samlede niveau er intet uafhængigt facit: tilsynet bruger samme redskab og kender \
     de otte gradueringer. En rigere regel passer altid bedre på de tilbud, den er fundet på; \
     sammenlign derfor fejlen på dem, der blev holdt ude"
}

/// How parameters that are not relevant count here.
pub(super) const fn not_relevant_note() -> &'static str {
    "En parameter, der ikke er relevant, regnes her som opfyldt, så alle regler holdes op mod det \
     samme; tilbud med ukendte gradueringer er ikke med"
}

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
