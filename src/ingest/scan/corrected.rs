//! Which corrections may replace the rows of a sheet? What became of them is settled when all is
//! read.

use std::collections::BTreeMap;

use crate::finding::Place;
use crate::ingest::layout::SheetLayout;
use crate::ingest::layout::fields::SheetRole;
use crate::ingest::scan::code::ScanCode;
use crate::ingest::scan::origin::{Origin, compared, sheet_name};

/// Why a row of the input is not used: a correction stands in its place.
pub const REPLACED: &str = ScanCode::ReplacedByCorrection.slug();

/// All corrected rows that could be read, by what they replace.
#[derive(Debug, Default)]
pub(crate) struct Corrections {
    pub(crate) rows: Vec<CorrectedRow>,
    /// By file, role, sheet's name and row.
    pub(crate) by_row: BTreeMap<(Box<str>, SheetRole, String, u32), Vec<usize>>,
}

/// A row of a file of corrections.
#[derive(Debug)]
pub(crate) struct CorrectedRow {
    pub(crate) place: Place,
    pub(crate) role: SheetRole,
    pub(crate) origin: Origin,
    /// The corrected row that replaces the same one already, made from the same.
    pub(crate) repeats: Option<usize>,
    /// Of a form: something else on its sheet was set aside.
    pub(crate) is_half: bool,
}

impl Corrections {
    /// Those that a sheet of the input has to look at; none when no correction can be of it.
    pub(crate) fn of_sheet(
        &self,
        file: &str,
        sheet: Option<&str>,
        layout: &SheetLayout,
    ) -> Option<SheetCorrections<'_>> {
        let role = layout.role;
        let name = compared(sheet_name(sheet, layout));
        let from = (Box::from(file), role, name.clone(), 0);
        let to = (Box::from(file), role, name, u32::MAX);
        let of_sheet = self.by_row.range(from..=to);
        let by_row: BTreeMap<u32, &[usize]> = of_sheet.map(|(key, at)| (key.3, &**at)).collect();
        (!by_row.is_empty()).then_some(SheetCorrections { all: self, by_row })
    }

    /// Where a correction stands.
    pub(crate) fn place(&self, at: usize) -> &Place {
        &self.rows[at].place
    }
}

/// The corrections that may be of one sheet.
#[derive(Debug)]
pub(crate) struct SheetCorrections<'c> {
    all: &'c Corrections,
    by_row: BTreeMap<u32, &'c [usize]>,
}

/// What corrections say of one row.
#[derive(Debug, Default)]
pub(crate) struct OfRow {
    /// The one that replaces it.
    pub(crate) replaced_by: Option<usize>,
    /// Those that were made when something else stood there.
    pub(crate) stale: Vec<usize>,
}

impl SheetCorrections<'_> {
    /// What the corrections of a row are to it. `check` makes the row's checksum.
    pub(crate) fn of(&self, row: u32, check: impl FnOnce() -> String) -> OfRow {
        let Some(of_row) = self.by_row.get(&row) else { return OfRow::default() };
        let now = check();
        let is_of_now = |at: &usize| self.all.rows[*at].origin.check.as_deref() == Some(&*now);
        let (now, stale): (Vec<usize>, Vec<usize>) = of_row.iter().partition(|at| is_of_now(at));
        OfRow { replaced_by: now.first().copied(), stale }
    }

    /// Where a correction stands.
    pub(crate) fn place(&self, at: usize) -> &Place {
        self.all.place(at)
    }
}
