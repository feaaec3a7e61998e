//! Which row does a corrected row say that it replaces, and what is a row's key?

use crate::ingest::cell::Cell;
use crate::ingest::layout::SheetLayout;
use crate::ingest::layout::fields::{SheetRole, key, provider};
use crate::ingest::layout::report_fields::{capacity, flows, report};
use crate::ingest::value;
use crate::register::fold_name;

/// Headers of the columns that a given-back sheet has beside its own.
pub mod added {
    /// Row of the original, from 1.
    pub const ROW: &str = "Oprindelig række";
    /// What is wrong.
    pub const WRONG: &str = "Hvad er galt";
    /// What to do.
    pub const TO_DO: &str = "Hvad skal rettes";
    /// File of the original, below the input folder.
    pub const FILE: &str = "Oprindelig fil";
    /// Sheet of the original form.
    pub const SHEET: &str = "Oprindeligt ark";
    /// Key of the original row.
    pub const KEY: &str = "Oprindelig nøgle";
    /// Checksum of what the original row said.
    pub const CHECK: &str = "Kontrol (rør ikke)";
}

/// The row that a form is as a whole: its sheet has no other, and rows count from 1.
pub(crate) const FORM: u32 = 0;

/// The sheet that a sheet's rows are given back in.
pub(crate) fn sheet_name<'s>(sheet: Option<&'s str>, layout: &'s SheetLayout) -> &'s str {
    sheet.or(layout.sheet.as_deref()).unwrap_or("Ret mig")
}

/// Which of the added columns a header is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Added {
    Row,
    File,
    Sheet,
    Key,
    Check,
    /// For people.
    Text,
}

impl Added {
    pub(crate) fn of(header: &str) -> Option<Self> {
        let known = [
            (added::ROW, Self::Row),
            (added::WRONG, Self::Text),
            (added::TO_DO, Self::Text),
            (added::FILE, Self::File),
            (added::SHEET, Self::Sheet),
            (added::KEY, Self::Key),
            (added::CHECK, Self::Check),
        ];
        let folded = fold_name(header);
        known.into_iter().find(|(name, _)| fold_name(name) == folded).map(|(_, added)| added)
    }
}

/// What a row of a correction says of the row it replaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) row: Option<u32>,
    pub(crate) file: Option<Box<str>>,
    has_key: bool,
    /// Checksum of what the row said that is replaced.
    pub(crate) check: Option<Box<str>>,
    /// The id that the row itself names.
    pub(crate) id: Box<str>,
    /// Name of the original's sheet, as sheets are compared; its own sheet's when it does not say.
    pub(crate) sheet: String,
    /// It is a form: with what else stands on its sheet it replaces a whole form.
    pub(crate) is_form: bool,
}

/// A sheet's name as sheets are compared: "Afd 1-1" and "Afd 11" are two.
pub(crate) fn compared(sheet: &str) -> String {
    sheet.trim().to_lowercase()
}

impl Origin {
    pub(crate) fn set(&mut self, added: Added, cell: &Cell<'_>) {
        let text = || value::text(cell).ok().flatten().map(|text| (&*text).into());
        match added {
            Added::Row => self.row = value::count(cell).ok().flatten(),
            Added::File => self.file = text(),
            Added::Sheet => {
                self.sheet = text().map(|name: Box<str>| compared(&name)).unwrap_or_default();
            }
            Added::Key => self.has_key = !cell.is_empty(),
            Added::Check => self.check = text().map(|check: Box<str>| check.trim().into()),
            Added::Text => {}
        }
    }

    /// With what the row itself says.
    pub(crate) fn of_row(
        self,
        sheet: Option<&str>,
        layout: &SheetLayout,
        slots: &[Cell<'_>],
    ) -> Self {
        let id = slots
            .first()
            .map(|cell| value::id(cell).ok().flatten().map_or_else(|| cell.shown(), Into::into))
            .unwrap_or_default()
            .into();
        let sheet = match &*self.sheet {
            "" => compared(sheet_name(sheet, layout)),
            _ => self.sheet,
        };
        Self { id, sheet, ..self }
    }

    /// With what a form itself says; it replaces the form of its sheet when it says of which file.
    pub(crate) fn of_form(
        self,
        sheet: Option<&str>,
        layout: &SheetLayout,
        slots: &[Cell<'_>],
    ) -> Self {
        let row = (self.file.is_some() || self.has_key).then_some(FORM);
        Self { row, is_form: true, ..self.of_row(sheet, layout, slots) }
    }
}

/// Slots of a row's key.
fn key_slots(role: SheetRole) -> &'static [usize] {
    match role {
        SheetRole::Providers | SheetRole::OtherProviders => {
            &[provider::ID, provider::DEPARTMENT_ID]
        }
        // Nobody corrects links but where they stand.
        SheetRole::Links => &[0],
        SheetRole::Capacity => {
            &[report::PROVIDER, report::DEPARTMENT_ID, report::YEAR, capacity::LEGAL_BASIS]
        }
        SheetRole::Flows => &[report::PROVIDER, report::DEPARTMENT_ID, report::YEAR, flows::PAYER],
        SheetRole::Evidence | SheetRole::Grades => &[
            key::PROVIDER,
            key::TARGET_GROUP,
            key::SUBGROUP,
            key::AGE_GROUP,
            key::AUTHORITY,
            key::DATE,
        ],
    }
}

/// The key of a row as it is shown: `900001 | Autismespektrum |  |  | Socialtilsyn Midt | 04-03-2021`.
pub(crate) fn row_key(role: SheetRole, slots: &[Cell<'_>]) -> String {
    let part = |slot: &usize| {
        let cell = &slots[*slot];
        let is_date = !role.is_providers() && role.date_slot() == Some(*slot);
        let date = is_date.then(|| value::date(cell).ok().flatten()).flatten();
        let shown = match date {
            Some(date) => date.format("%d-%m-%Y").to_string(),
            None => value::id(cell).ok().flatten().map_or_else(|| cell.shown(), Into::into),
        };
        shown.replace('|', "/")
    };
    let parts: Vec<String> = key_slots(role).iter().map(part).collect();
    parts.join(" | ")
}
