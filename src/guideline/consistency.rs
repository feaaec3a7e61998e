//! What must hold between the cells and criteria of one file?

use super::criterion::Written;
use super::file::Contents;
use super::{Bound, Criterion, Scope, decimal};
use crate::document::{Problems, WHOLE_FILE, listed};
use crate::model::{AgeGroup, Level, Parameter, ProviderKind};

/// Reports what is wrong with the file as a whole: cells missing or stated twice, criteria that
/// repeat or contradict each other, levels that ask for less than the one below.
pub(super) fn check_consistency(contents: &Contents, problems: &mut Problems) {
    check_cells(contents, problems);
    check_statement_levels(contents, problems);
    check_duplicates(&contents.criteria, problems);
    check_any_of(&contents.criteria, problems);
    check_falling_bounds(contents, problems);
    check_everyone_is_asked(contents, problems);
}

fn cells() -> impl Iterator<Item = (Parameter, Level)> {
    Parameter::ALL.into_iter().flat_map(|p| Level::ALL.map(|level| (p, level)))
}

fn criteria_of(
    contents: &Contents,
    parameter: Parameter,
    level: Level,
) -> impl Iterator<Item = &Written> {
    contents
        .criteria
        .iter()
        .filter(move |w| (w.criterion.parameter, w.criterion.level) == (parameter, level))
}

/// Reading R14: each of the 8 x 3 cells is stated, once, in one way.
fn check_cells(contents: &Contents, problems: &mut Problems) {
    let missing: Vec<_> = cells()
        .filter(|cell| !contents.mentioned.contains(cell))
        .map(|(parameter, level)| format!("{} {level}", parameter.slug()))
        .collect();
    if !missing.is_empty() {
        problems.add(
            WHOLE_FILE,
            "missing-cell",
            format!("filen siger intet om {} af de 24 felter: {}", missing.len(), listed(&missing)),
            "Skriv krav ([[criterion]]), eller sig i et [[cell]] med asks-nothing eller not-attainable, hvorfor der ingen er",
        );
    }
    for (place, statement) in contents.statements.iter().enumerate() {
        let (parameter, level) = (statement.parameter, statement.level);
        if criteria_of(contents, parameter, level).next().is_some() {
            problems.add(
                statement.at,
                "cell-stated-twice",
                format!(
                    "{} {level} har både krav og en udtalelse om, at der ingen er",
                    parameter.slug()
                ),
                "Behold enten kravene eller [[cell]]",
            );
        }
        let earlier = &contents.statements[..place];
        if earlier.iter().any(|s| (s.parameter, s.level) == (parameter, level)) {
            problems.add(
                statement.at,
                "cell-stated-twice",
                format!("{} {level} har mere end én [[cell]]", parameter.slug()),
                "Behold én af dem",
            );
        }
    }
}

/// A level that asks nothing above one that asks something, and a level that can never be met
/// below one that can: the levels above would be reached by mistake, or never.
fn check_statement_levels(contents: &Contents, problems: &mut Problems) {
    for statement in &contents.statements {
        let (parameter, level) = (statement.parameter, statement.level);
        let other = Level::ALL.into_iter().find(|other| {
            let is_other_side =
                if statement.asks_nothing { *other < level } else { *other > level };
            is_other_side && criteria_of(contents, parameter, *other).next().is_some()
        });
        let Some(other) = other else { continue };
        if statement.asks_nothing {
            problems.add(
                statement.at,
                "asks-nothing-above-criteria",
                format!("{} kræver intet på {level}, men har krav på {other}", parameter.slug()),
                format!("Skriv kravene på {level}; de må gerne være de samme som på {other}"),
            );
        } else if contents.builds_on_level_below[parameter] {
            problems.add(
                statement.at,
                "not-attainable-below-criteria",
                format!(
                    "{} kan ikke nås på {level}, men har krav på {other}, som bygger på {level}",
                    parameter.slug()
                ),
                format!("Skriv krav på {level}, eller lad heller ikke {other} kunne nås"),
            );
        }
    }
}

fn check_duplicates(criteria: &[Written], problems: &mut Problems) {
    for (place, later) in criteria.iter().enumerate() {
        let same = |earlier: &&Written| {
            earlier.criterion.level == later.criterion.level
                && earlier.criterion.measure == later.criterion.measure
                && earlier.criterion.scope == later.criterion.scope
        };
        if let Some(earlier) = criteria[..place].iter().find(same) {
            problems.add(
                later.at,
                "duplicate-criterion",
                format!(
                    "kravet \"{}\" på {} er allerede stillet i linje {}",
                    later.criterion.measure.slug(),
                    later.criterion.level,
                    earlier.criterion.line
                ),
                "Behold ét af dem",
            );
        }
    }
}

/// An any-of group has at least two members, and holds for the same offerings throughout.
fn check_any_of(criteria: &[Written], problems: &mut Problems) {
    let group = |w: &Written| Some((w.criterion.parameter, w.criterion.level, w.any_of.clone()?));
    for (place, written) in criteria.iter().enumerate() {
        let Some(key) = group(written) else { continue };
        let name = &key.2;
        let mut others = criteria
            .iter()
            .enumerate()
            .filter(|(i, w)| *i != place && group(w).as_ref() == Some(&key));
        match others.next() {
            None => problems.add(
                written.at,
                "any-of-with-one",
                format!("gruppen \"{name}\" har kun ét krav, så der er intet at vælge imellem"),
                format!("Skriv any-of = \"{name}\" ved mindst ét krav mere i samme felt, eller slet nøglen"),
            ),
            Some((first, other))
                if first < place && other.criterion.scope != written.criterion.scope =>
            {
                problems.add(
                    written.at,
                    "any-of-mixed-scope",
                    format!("kravene i gruppen \"{name}\" gælder ikke de samme tilbud"),
                    "Giv alle krav i gruppen samme provider-kind, subgroup og age-group",
                );
            }
            Some(_) => {}
        }
    }
}

/// Where a parameter builds on the level below, a higher level never asks for less of the same
/// measure, population and offerings (Reading R2).
fn check_falling_bounds(contents: &Contents, problems: &mut Problems) {
    for higher in &contents.criteria {
        let upper = &higher.criterion;
        if !contents.builds_on_level_below[upper.parameter] {
            continue;
        }
        let Bound::AtLeast(upper_bound) = upper.bound else { continue };
        let higher_below = contents
            .criteria
            .iter()
            .map(|w| &w.criterion)
            .filter(|lower| {
                lower.level < upper.level
                    && lower.measure == upper.measure
                    && lower.scope.covers(&upper.scope)
            })
            .filter_map(|lower| match lower.bound {
                Bound::AtLeast(bound) if bound > upper_bound => Some((lower, bound)),
                Bound::AtLeast(_) | Bound::Yes => None,
            })
            .max_by(|a, b| a.1.total_cmp(&b.1));
        let Some((lower, lower_bound)) = higher_below else { continue };
        problems.add(
            higher.at,
            "falling-bound",
            falling_message(lower, lower_bound, upper, upper_bound),
            format!(
                "Hæv grænsen på {}, eller sæt {} til false under [builds-on-level-below] med en begrundelse",
                upper.level,
                upper.parameter.slug()
            ),
        );
    }
}

fn falling_message(
    lower: &Criterion,
    lower_bound: f64,
    upper: &Criterion,
    upper_bound: f64,
) -> String {
    format!(
        "grænsen for \"{}\" falder fra {} på {} (linje {}) til {} på {}, men {} bygger på niveauet under",
        upper.measure.slug(),
        decimal(lower_bound),
        lower.level,
        lower.line,
        decimal(upper_bound),
        upper.level,
        upper.parameter.slug()
    )
}

/// A cell whose criteria all hold for some offerings only must ask something of every kind of
/// provider and every age group: whoever is asked nothing would reach the level by itself.
fn check_everyone_is_asked(contents: &Contents, problems: &mut Problems) {
    for (parameter, level) in cells() {
        let scopes: Vec<&Scope> =
            criteria_of(contents, parameter, level).map(|w| &w.criterion.scope).collect();
        let Some(first) = criteria_of(contents, parameter, level).next() else { continue };
        let is_asked = |kind, age| {
            let one = Scope { provider_kind: Some(kind), age_group: Some(age), subgroup: None };
            scopes.iter().any(|scope| scope.covers(&one))
        };
        let unasked: Vec<&str> = ProviderKind::ALL
            .into_iter()
            .filter(|kind| AgeGroup::ALL.into_iter().any(|age| !is_asked(*kind, age)))
            .map(ProviderKind::danish)
            .collect();
        if !unasked.is_empty() {
            problems.add(
                first.at,
                "cell-open-for-some",
                format!(
                    "alle krav i {} {level} gælder kun nogle tilbud; af {} kræves i visse tilfælde intet, så niveauet nås af sig selv",
                    parameter.slug(),
                    listed(&unasked)
                ),
                "Stil mindst ét krav i feltet, der gælder alle, eller ét for hver leverandørtype og aldersgruppe",
            );
        }
    }
}
