//! Under which names is a field known, and how much does a header look like one of them?

use crate::ingest::draft::column::Column;
use crate::ingest::draft::ideas::Ideas;
use crate::ingest::draft::words::NAMES;
use crate::ingest::layout::Layout;
use crate::ingest::layout::fields::SheetRole;
use crate::register::fold_name;

/// The names of one field.
pub(crate) struct FieldNames {
    pub(crate) field: &'static str,
    folded: Vec<String>,
    ideas: Vec<Ideas>,
}

/// Of a header that a layout spells so.
pub(crate) const SPELLED: f64 = 1.05;

/// Of a header that says the same.
pub(crate) const SAME: f64 = 0.99;

impl FieldNames {
    /// The names of every field of a sheet.
    pub(crate) fn of(role: SheetRole, layouts: &[Layout]) -> Vec<Self> {
        role.fields().iter().map(|field| Self::of_field(field, layouts)).collect()
    }

    fn of_field(field: &'static str, layouts: &[Layout]) -> Self {
        let columns = layouts.iter().flat_map(|layout| &layout.sheets).flat_map(|s| &s.columns);
        let of_layouts = columns.filter(|column| column.field == field);
        let headers = of_layouts.flat_map(|column| column.headers.iter().map(|header| &**header));
        let further = NAMES.iter().filter(|(of, _)| *of == field).flat_map(|(_, names)| *names);
        let all: Vec<&str> = headers.chain([field]).chain(further.copied()).collect();
        let mut folded: Vec<String> = all.iter().map(|name| fold_name(name)).collect();
        folded.sort();
        folded.dedup();
        let mut ideas: Vec<Ideas> = Vec::new();
        for name in all {
            let of_name = Ideas::of(name);
            if !of_name.is_empty() && !ideas.contains(&of_name) {
                ideas.push(of_name);
            }
        }
        Self { field, folded, ideas }
    }

    /// The names, folded.
    pub(crate) fn folded(&self) -> &[String] {
        &self.folded
    }

    /// How much a column's header looks like a name of the field.
    pub(crate) fn likeness(&self, column: &Column) -> f64 {
        if self.folded.contains(&column.folded) {
            return SPELLED;
        }
        let alone = self.likeness_of(&column.ideas);
        // With the header above it, which may say no more than what kind of columns these are.
        let both = column.both.as_ref().map_or(0.0, |both| 0.995 * self.likeness_of(both));
        alone.max(both)
    }

    /// How much a text looks like a name of the field.
    pub(crate) fn likeness_of(&self, ideas: &Ideas) -> f64 {
        self.ideas.iter().map(|name| ideas.likeness(name)).fold(0.0, f64::max)
    }
}
