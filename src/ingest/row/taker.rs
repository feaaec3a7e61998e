//! What becomes of the rows of one sheet?

use std::collections::BTreeSet;

use crate::ingest::cell::Cell;
use crate::ingest::layout::SheetLayout;
use crate::ingest::layout::fields::SheetRole;
use crate::ingest::row::assessment_rows::AssessmentRows;
use crate::ingest::row::given::{GivenRow, given_row};
use crate::ingest::row::link;
use crate::ingest::row::link::LinkRow;
use crate::ingest::row::options::RowOptions;
use crate::ingest::row::provider_rows::ProviderRows;
use crate::ingest::row::report_reader::ReportReader;
use crate::ingest::scan::check::checksum;
use crate::ingest::scan::notes::Notes;
use crate::ingest::scan::rows::{Fork, TakeRows};
use crate::register::Registers;

/// Takes the rows of a sheet, as cells by slot, and makes of them what its role asks for.
pub(crate) enum Taker<'t> {
    Providers(Box<ProviderRows<'t>>),
    Assessments(SheetRole, Box<AssessmentRows<'t>>),
    Links(&'t Registers, Vec<LinkRow>),
    Reports(Box<ReportReader<'t>>),
    /// Rows to be given back as they stand: the wanted ones, and those found.
    Given(&'t SheetLayout, Option<&'t BTreeSet<u32>>, Vec<GivenRow>),
}

impl<'t> Taker<'t> {
    pub(crate) fn new(layout: &'t SheetLayout, options: RowOptions<'t>) -> Self {
        match layout.role {
            SheetRole::Links => Self::Links(options.registers, Vec::new()),
            role if role.is_providers() => {
                Self::Providers(Box::new(ProviderRows::new(options, layout)))
            }
            role if role.is_reports() => Self::Reports(Box::new(ReportReader::new(options, role))),
            role => Self::Assessments(role, Box::new(AssessmentRows::new(options))),
        }
    }

    /// The rows to be given back.
    pub(crate) fn given(self) -> Vec<GivenRow> {
        match self {
            Self::Given(_, _, rows) => rows,
            _ => Vec::new(),
        }
    }
}

impl TakeRows for Taker<'_> {
    fn take(&mut self, row: u32, cells: &[Cell<'_>], notes: &mut Notes) {
        match self {
            Self::Providers(rows) => rows.take(row, cells, notes),
            Self::Assessments(role, rows) => rows.take(*role, row, cells, notes),
            Self::Links(registers, rows) => {
                rows.extend(link::take(row, cells, registers, notes));
            }
            Self::Reports(rows) => rows.take(row, cells, notes),
            Self::Given(layout, wanted, rows) => {
                if wanted.is_some_and(|wanted| wanted.contains(&row)) {
                    rows.push(given_row(layout, row, cells, notes));
                }
            }
        }
    }

    fn lose(&mut self, row: u32, cells: &[Cell<'_>], notes: &Notes) {
        match self {
            Self::Assessments(role, rows) => rows.lose(*role, row, cells, notes),
            Self::Providers(rows) => rows.lose(row, cells),
            Self::Reports(rows) => rows.lose(cells),
            Self::Links(..) | Self::Given(..) => {}
        }
    }

    fn lose_unshaped(&mut self, row: u32, cells: &[Cell<'_>]) {
        match self {
            Self::Assessments(role, rows) => rows.lose_unshaped(*role, row, cells),
            Self::Providers(rows) => rows.lose_unshaped(row, cells),
            Self::Reports(rows) => rows.lose_unshaped(),
            // Nothing of it is given back but which row it is.
            Self::Given(layout, wanted, rows)
                if wanted.is_some_and(|wanted| wanted.contains(&row)) =>
            {
                rows.push(GivenRow {
                    row,
                    column: None,
                    key: String::new(),
                    check: checksum([(layout.role, cells)].into_iter()),
                    cells: Vec::new(),
                });
            }
            _ => {}
        }
    }
}

impl Fork for Taker<'_> {
    fn fork(&self) -> Option<Self> {
        match self {
            Self::Providers(rows) => Some(Self::Providers(Box::new(rows.fork()))),
            Self::Assessments(role, rows) => Some(Self::Assessments(*role, Box::new(rows.fork()))),
            Self::Reports(rows) => Some(Self::Reports(Box::new(rows.fork()))),
            Self::Links(..) | Self::Given(..) => None,
        }
    }

    fn append(&mut self, below: Self) {
        match (self, below) {
            (Self::Providers(rows), Self::Providers(mut below)) => {
                rows.rows.append(&mut below.rows);
                rows.lost.append(&mut below.lost);
            }
            (Self::Assessments(_, rows), Self::Assessments(_, mut below)) => {
                rows.evidence.append(&mut below.evidence);
                rows.grades.append(&mut below.grades);
                rows.lost.append(&mut below.lost);
            }
            (Self::Reports(rows), Self::Reports(below)) => rows.rows.append(below.rows),
            _ => {}
        }
    }
}
