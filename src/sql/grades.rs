//! What are the eight grades, as far as they are known?

use super::evidence::{EVIDENCE, evidence_name, is_relevance_open};
use super::measures::End;
use super::{Expr, Is, Kind, Name, View};
use crate::flat::FlatColumn;
use crate::model::{GradeBounds, Parameter};

pub(super) const GRADES: Name = Name::word("niveau_grades");

/// The lowest or the highest grade that is left, 0 for *ingen* to 3 for *højt*; null where the
/// parameter is not relevant.
pub(super) fn grade(parameter: Parameter, end: End) -> Name {
    Name::of(&[parameter.column(), end.word()])
}

/// Whether the parameter may turn out not to be relevant; never null.
pub(super) fn may_leave(parameter: Parameter) -> Name {
    Name::of(&[parameter.column(), "may_leave"])
}

/// What is given of a grade decides, whatever was reported (Readings R6 and R48); else the
/// evidence. A grade of which nothing is known may turn out not to be relevant.
pub(super) fn grades() -> View {
    let columns = Parameter::ALL.into_iter().flat_map(|parameter| {
        let given = Expr::Column(Name::flat(FlatColumn::Given(parameter)));
        let is_given = given.clone().is(Is::NotNull);
        let evidence = |end| Expr::Column(evidence_name(parameter, end));
        let end = |end| {
            let mut cases = Vec::new();
            for rank in 0..=3 {
                let of_rank = codes(|bounds| {
                    let (low, high) = bounds.ends()?;
                    let of = match end {
                        End::Low => low,
                        End::High => high,
                    };
                    Some(of as u8 == rank)
                });
                cases.push((one_of(&given, of_rank), Expr::Whole(rank.into())));
            }
            let not_relevant = codes(|bounds| Some(bounds.ends().is_none()));
            cases.push((one_of(&given, not_relevant), Expr::Null(Kind::Whole)));
            (grade(parameter, end), Expr::Case(cases, Box::new(evidence(end))))
        };
        let open = codes(|bounds| Some(bounds.may_be_not_relevant() && bounds.ends().is_some()));
        let nothing_known = Expr::all([
            evidence(End::Low).equals(Expr::Whole(0)),
            evidence(End::High).equals(Expr::Whole(3)),
        ]);
        let not_relevant = evidence(End::Low).is(Is::Null);
        let by_evidence = Expr::Case(
            vec![(not_relevant, Expr::Truth(false))],
            Box::new(Expr::any([nothing_known, is_relevance_open(parameter)])),
        );
        let leaves = is_given.then(one_of(&given, open), by_evidence);
        [end(End::Low), end(End::High), (may_leave(parameter), leaves)]
    });
    let about = "De otte gradueringer: det givne afgør, ellers oplysningerne (tomt: ikke relevant)";
    View::adding(GRADES, about, &EVIDENCE, columns.collect())
}

/// The codes of all bounds of which it is so ([`GradeBounds::code`]).
fn codes(is_so: impl Fn(GradeBounds) -> Option<bool>) -> Vec<i64> {
    let all = (1..=31).filter_map(GradeBounds::from_code);
    all.filter(|bounds| is_so(*bounds) == Some(true)).map(|b| i64::from(b.code())).collect()
}

fn one_of(given: &Expr, codes: Vec<i64>) -> Expr {
    Expr::In(Box::new(given.clone()), codes)
}
