//! Which of box 4's 24 cells are met, and which levels are reached? (As [`crate::grade::grade_parameter`]
//! says.)

use super::criterion::Held;
use super::guidelines::{GUIDELINE, number};
use super::measures::{MEASURES, slug};
use super::{Expr, Kind, Name, SqlRules, View};
use crate::guideline::{Cell, Criterion, Guideline};
use crate::model::{Level, Parameter};

const CELLS: Name = Name::word("niveau_cells");
pub(super) const REACHED: Name = Name::word("niveau_reached");

fn cell_name(parameter: Parameter, level: Level) -> Name {
    Name::of(&[parameter.column(), "meets", slug(level)])
}

/// Whether a level is reached.
pub(super) fn reached_name(parameter: Parameter, level: Level) -> Name {
    Name::of(&[parameter.column(), "reaches", slug(level)])
}

/// Whether each cell's own criteria hold.
pub(super) fn cells(rules: &SqlRules<'_>) -> View {
    let columns = each_cell(|parameter, level| {
        let of = |guideline: &Guideline| cell(guideline, parameter, level);
        (cell_name(parameter, level), by_guideline(rules, of, Expr::Null(Kind::Truth)))
    });
    let about = "Boks 4's 24 felter: opfyldt, ikke opfyldt, eller tomt: kan ikke afgøres";
    View::adding(CELLS, about, &MEASURES, columns)
}

/// Whether each level is reached: its own cell and, where the parameter builds on the level below
/// (Reading R2), those below.
pub(super) fn reached(rules: &SqlRules<'_>) -> View {
    let columns = each_cell(|parameter, level| {
        let cell = |level| Expr::Column(cell_name(parameter, level));
        let up_to = Expr::all(Level::ALL.into_iter().filter(|below| *below <= level).map(cell));
        let of = |guideline: &Guideline| {
            if guideline.builds_on_level_below[parameter] { up_to.clone() } else { cell(level) }
        };
        (reached_name(parameter, level), by_guideline(rules, of, cell(level)))
    });
    let about = "Det samme med niveauerne under, hvor parameteren bygger på dem";
    View::adding(REACHED, about, &CELLS, columns)
}

fn each_cell(column: impl Fn(Parameter, Level) -> (Name, Expr)) -> Vec<(Name, Expr)> {
    let cells = Parameter::ALL.into_iter().flat_map(|p| Level::ALL.map(|level| (p, level)));
    cells.map(|(parameter, level)| column(parameter, level)).collect()
}

/// What each guideline says, those that say the same together; `otherwise` without a guideline.
fn by_guideline(rules: &SqlRules<'_>, says: impl Fn(&Guideline) -> Expr, otherwise: Expr) -> Expr {
    let mut said: Vec<(Vec<usize>, Expr)> = Vec::new();
    for (place, guideline) in rules.guidelines.iter().enumerate() {
        let this = says(guideline);
        match said.iter_mut().find(|(_, other)| *other == this) {
            Some((places, _)) => places.push(place),
            None => said.push((vec![place], this)),
        }
    }
    said.retain(|(_, what)| *what != otherwise);
    let is_one = |places: Vec<usize>| {
        Expr::any(places.into_iter().map(|at| Expr::Column(GUIDELINE).equals(number(at))))
    };
    let cases: Vec<_> = said.into_iter().map(|(places, what)| (is_one(places), what)).collect();
    if cases.is_empty() { otherwise } else { Expr::cases(cases, otherwise) }
}

/// All criteria must hold, of an any-of group any one (Reading R14). Where none concerns the
/// offering the cell stays open.
fn cell(guideline: &Guideline, parameter: Parameter, level: Level) -> Expr {
    match guideline.cell(parameter, level) {
        Cell::AsksNothing(_) => return Expr::Truth(true),
        Cell::NotAttainable(_) => return Expr::Truth(false),
        Cell::Criteria(_) => {}
    }
    let criteria: Vec<&Criterion> =
        guideline.cell_criteria(parameter, level).map(|(_, criterion)| criterion).collect();
    let held: Vec<Held> = criteria.iter().map(|criterion| Held::of(criterion)).collect();
    let mut asked = Vec::new();
    let mut at = 0;
    // Members of a group stand together.
    for group in criteria.chunk_by(|a, b| a.any_of.is_some() && a.any_of == b.any_of) {
        let members = &held[at..at + group.len()];
        at += group.len();
        if let [alone] = members {
            asked.push(alone.asked());
        } else {
            let nobody = Expr::all(members.iter().map(Held::concerns_nobody));
            asked.push(Expr::any(members.iter().map(Held::offered).chain([nobody])));
        }
    }
    let all = Expr::all(asked);
    match Expr::all(held.iter().map(Held::concerns_nobody)) {
        // Some criterion concerns everyone.
        Expr::Truth(false) => all,
        nobody => nobody.then(Expr::Null(Kind::Truth), all),
    }
}
