//! What becomes of the rows of one sheet?

use std::collections::BTreeSet;

use super::assessment_rows::AssessmentRows;
use super::cell::Cell;
use super::corrections::checksum;
use super::fields::SheetRole;
use super::given_rows::{GivenRow, given_row};
use super::input_file::Context;
use super::layout::SheetLayout;
use super::links_file::{self, LinkRow};
use super::notes::Notes;
use super::provider_rows::ProviderRows;
use crate::register::Registers;

/// Takes the rows of a sheet, as cells by slot, and makes of them what its role asks for.
pub(super) enum Taker<'t> {
    Providers(Box<ProviderRows<'t>>),
    Assessments(SheetRole, Box<AssessmentRows<'t>>),
    Links(&'t Registers, Vec<LinkRow>),
    /// Rows to be given back as they stand: the wanted ones, and those found.
    Given(&'t SheetLayout, Option<&'t BTreeSet<u32>>, Vec<GivenRow>),
}

impl<'t> Taker<'t> {
    pub(super) fn new(layout: &'t SheetLayout, context: &Context<'t>) -> Self {
        let registers = context.registers;
        match layout.role {
            SheetRole::Links => Self::Links(registers, Vec::new()),
            role if role.is_providers() => Self::Providers(Box::new(ProviderRows::new(
                registers,
                layout,
                context.options.as_of,
            ))),
            role => {
                let rows = AssessmentRows::new(
                    registers,
                    context.options.grounds_for,
                    context.options.as_of,
                );
                Self::Assessments(role, Box::new(rows))
            }
        }
    }

    pub(super) fn take(&mut self, row: u32, cells: &[Cell<'_>], notes: &mut Notes) {
        match self {
            Self::Providers(rows) => rows.take(row, cells, notes),
            Self::Assessments(role, rows) => rows.take(*role, row, cells, notes),
            Self::Links(registers, rows) => {
                rows.extend(links_file::take(row, cells, registers, notes));
            }
            Self::Given(layout, wanted, rows) => {
                if wanted.is_some_and(|wanted| wanted.contains(&row)) {
                    rows.push(given_row(layout, row, cells, notes));
                }
            }
        }
    }

    /// Keeps what can be read of whose a row is that is not used.
    pub(super) fn lose(&mut self, row: u32, cells: &[Cell<'_>], notes: &Notes) {
        match self {
            Self::Assessments(role, rows) => rows.lose(*role, row, cells, notes),
            Self::Providers(rows) => rows.lose(row, cells),
            Self::Links(..) | Self::Given(..) => {}
        }
    }

    /// Keeps what stands in a row whose cells may be in the wrong columns.
    pub(super) fn lose_unshaped<'c>(
        &mut self,
        row: u32,
        cells: impl Iterator<Item = &'c Cell<'c>>,
    ) {
        match self {
            Self::Assessments(role, rows) => rows.lose_unshaped(*role, row, cells),
            Self::Providers(rows) => rows.lose_unshaped(row, cells),
            // Nothing of it is given back but which row it is.
            Self::Given(layout, wanted, rows)
                if wanted.is_some_and(|wanted| wanted.contains(&row)) =>
            {
                let cells: Vec<Cell<'_>> = cells.cloned().collect();
                rows.push(GivenRow {
                    row,
                    column: None,
                    key: String::new(),
                    check: checksum([(layout.role, &*cells)].into_iter()),
                    cells: Vec::new(),
                });
            }
            _ => {}
        }
    }

    /// A taker of rows further down the same sheet, for another thread; none where a sheet is
    /// never so long that it would pay.
    pub(super) fn fork(&self) -> Option<Self> {
        match self {
            Self::Providers(rows) => Some(Self::Providers(Box::new(rows.fork()))),
            Self::Assessments(role, rows) => Some(Self::Assessments(*role, Box::new(rows.fork()))),
            Self::Links(..) | Self::Given(..) => None,
        }
    }

    /// Takes over what a fork took of the rows that come next.
    pub(super) fn append(&mut self, fork: &mut Self) {
        match (self, fork) {
            (Self::Providers(rows), Self::Providers(below)) => {
                rows.rows.append(&mut below.rows);
                rows.lost.append(&mut below.lost);
            }
            (Self::Assessments(_, rows), Self::Assessments(_, below)) => {
                rows.evidence.append(&mut below.evidence);
                rows.grades.append(&mut below.grades);
                rows.lost.append(&mut below.lost);
            }
            _ => {}
        }
    }

    /// The rows to be given back.
    pub(super) fn given(self) -> Vec<GivenRow> {
        match self {
            Self::Given(_, _, rows) => rows,
            _ => Vec::new(),
        }
    }
}
