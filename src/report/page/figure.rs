//! How does a picture stand on the page?

use crate::chart::inline_svg;
use crate::model::Level;
use crate::page::Figure;
use crate::plain_text::stem;
use crate::report::Drawing;
use crate::table::{PictureDoc, Provenance};

/// A picture, the table that it is drawn from, and whether it is for a report.
#[derive(Debug)]
pub(in crate::report) struct Drawn {
    pub(in crate::report) figure: Figure,
    pub(in crate::report) doc: PictureDoc,
}

/// Draws it; its title, notes and source are the page's own text.
pub(in crate::report) fn drawn(drawing: &Drawing, provenance: &Provenance) -> Drawn {
    let Drawing { doc, chart, .. } = drawing;
    let named = if doc.path.is_empty() { stem(&doc.title) } else { doc.path.clone() };
    let id = format!("figur-{}", named.replace(['/', '_'], "-"));
    let mut notes = chart.notes();
    notes.push(provenance.line());
    let figure = Figure {
        title: chart.title().to_owned(),
        subtitle: chart.subtitle().to_owned(),
        svg: inline_svg(&chart.bare_picture(provenance), &id),
        group: None,
        level: level(&doc.rows),
        map: None,
        notes,
        source: format!("{}, {}", doc.table, doc.rows),
        source_anchor: None,
    };
    Drawn { figure, doc: doc.clone() }
}

/// The level that a picture is of, as its rows are told: "målgruppe = …, niveau = højt".
fn level(rows: &str) -> Option<String> {
    let told = rows
        .split(", ")
        .find_map(|part| part.to_lowercase().strip_prefix("niveau = ").map(str::to_owned));
    let level = Level::from_danish(told?.trim())?;
    Some(level.danish().to_owned())
}

/// Whether a picture is of a target group, as its rows are told.
pub(super) fn is_of(rows: &str, group: &str) -> bool {
    let rest = rows.to_lowercase();
    let rest = rest.strip_prefix("målgruppe = ").unwrap_or_default();
    rest.strip_prefix(&*group.to_lowercase())
        .is_some_and(|end| end.is_empty() || end.starts_with(','))
}
