//! All views, and the script that makes them.

use std::fmt::Write;

use super::guidelines::OFFERINGS;
use super::{
    Dialect, Kind, Name, SqlRules, View, acceptability, cells, evidence, grades, guidelines,
    levels, measures, placements, quality, write,
};
use crate::flat::{FlatColumn, Holds};
use crate::guideline::GuidelineStatus;
use crate::plain_text::replaced;

/// The views, each over those before it and over the flat table, `niveau_offerings`.
pub fn views(rules: &SqlRules<'_>) -> Vec<View> {
    vec![
        guidelines::guidelines(rules),
        guidelines::assessed(),
        measures::measures(rules),
        cells::cells(rules),
        cells::reached(rules),
        evidence::evidence(),
        grades::grades(),
        levels::weights(rules),
        levels::levels(rules),
        quality::said(rules),
        quality::quality(rules),
        placements::placements(rules),
        acceptability::shares(rules),
        acceptability::counts_of_parameters(rules),
        acceptability::acceptability(),
    ]
}

/// The statements, each ending with a semicolon at the end of a line and nowhere else. `files` is
/// where the engine finds the flat table: a parquet file, or a folder or pattern of them.
pub fn script(rules: &SqlRules<'_>, dialect: Dialect, files: &str) -> String {
    let views = views(rules);
    let mut out = head(rules, dialect);
    let names: Vec<&Name> = views.iter().map(|view| &view.name).collect();
    out.push_str(&dialect.drop_views(&names));
    let columns: Vec<(Name, Kind)> = FlatColumn::ALL
        .into_iter()
        .map(|column| {
            let kind = match column.holds() {
                Holds::Text => Kind::Text,
                Holds::Int => Kind::Whole,
                Holds::Flag => Kind::Truth,
                Holds::Date => Kind::Date,
            };
            (Name::flat(column), kind)
        })
        .collect();
    let _ = write!(out, "\n{};\n", dialect.source(&OFFERINGS, &columns, files));
    for view in &views {
        let _ = write!(out, "\n{};\n", write::view(view, dialect));
    }
    out
}

/// What it is, and which rules it was made with.
fn head(rules: &SqlRules<'_>, dialect: Dialect) -> String {
    let line = |text: &str| format!("-- {}\n", replaced(text));
    let mut out = line(&format!("Specialiseringsniveauer som {}-views.", dialect.title()));
    out += &line(&format!("Regel: {} ({})", rules.rule.title, rules.rule.file));
    for guideline in rules.guidelines.iter() {
        let title = guideline.title(rules.groups);
        out += &line(&format!("Vejledning: {title} ({})", guideline.file));
    }
    if rules.guidelines.iter().any(|g| g.status == GuidelineStatus::Example) {
        out += "-- EKSEMPEL: tallene i vejledningerne er ikke vedtaget af nogen.\n";
    }
    out += "-- Se niveau_placements. Fremgangsmåden står i docs/egen-database.md.\n";
    out
}
