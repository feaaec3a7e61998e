//! How is an open workbook read? Sheet by sheet, each into rows.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

use calamine::{
    Data, Dimensions, Ods, OdsError, Range, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb,
    XlsbError, Xlsx, XlsxError, open_workbook,
};

use crate::ingest::cell::Cell;
use crate::ingest::file::code::FileCode;
use crate::ingest::file::content::Make;
use crate::ingest::file::limits::{Limits, bytes_within};
use crate::ingest::file::memory::{Budget, Share};
use crate::ingest::workbook::cells;
use crate::ingest::workbook::error::{BookError, ReaderError, sheets_within};
use crate::ingest::workbook::feed::Feed;
use crate::ingest::workbook::look::{Hidden, Look};
use crate::ingest::workbook::measured::Measured;
use crate::ingest::workbook::percent_format::as_percent;
use crate::ingest::workbook::rows::{Hints, Merge, Rows, over_rows};

type Source = BufReader<File>;

/// A workbook of any make.
enum Inner {
    Xlsx(Box<Xlsx<Source>>),
    Xlsb(Box<Xlsb<Source>>),
    Xls(Box<Xls<Source>>),
    Ods(Box<Ods<Source>>),
}

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) is_visible: bool,
}

/// An open workbook and its sheets.
pub(crate) struct Workbook {
    inner: Inner,
    /// The memory it may take, given back when it is closed.
    _share: Share,
    sheets: Vec<Sheet>,
    /// What was seen of the sheets before, by name.
    looks: Vec<(String, Look)>,
    cells_left: u64,
    max_cells: u64,
}

/// Waits for room for a workbook; refuses one that needs more than there is.
fn room(bytes: u64, budget: &Arc<Budget>) -> Result<Share, BookError> {
    bytes_within("memory-mb", "i hukommelsen ville projektmappen fylde", bytes, budget.bytes())
        .map_err(|exceeded| BookError::Exceeded {
            exceeded,
            code: FileCode::FileTooLarge,
            action: "Del den i flere, eller gem den som xlsx, der læses række for række",
        })?;
    Ok(budget.share(bytes))
}

/// What one pass over a sheet found that another pass needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pass {
    /// Cells that can't be read, and of which it is not known where they stand: the how many-th.
    unreadable: Vec<u64>,
    /// Cells read.
    n_cells: u64,
}

impl Workbook {
    /// Opens a workbook that was measured, when there is room for it.
    pub(crate) fn open(
        path: &Path,
        measured: Measured,
        limits: &Limits,
        budget: &Arc<Budget>,
    ) -> Result<Self, BookError> {
        let share = room(measured.bytes, budget)?;
        let mut looks = measured.looks;
        let inner = match measured.make {
            Make::Xlsx => {
                Inner::Xlsx(Box::new(open_workbook(path).map_err(|e: XlsxError| e.into_told())?))
            }
            Make::Xlsb => {
                Inner::Xlsb(Box::new(open_workbook(path).map_err(|e: XlsbError| e.into_told())?))
            }
            Make::Xls => {
                let book: Xls<Source> = open_workbook(path).map_err(XlsError::into_told)?;
                for ((name, _), sheet) in looks.iter_mut().zip(book.sheets_metadata()) {
                    name.clone_from(&sheet.name);
                }
                Inner::Xls(Box::new(book))
            }
            Make::Ods => {
                Inner::Ods(Box::new(open_workbook(path).map_err(|e: OdsError| e.into_told())?))
            }
        };
        let metadata = match &inner {
            Inner::Xlsx(book) => book.sheets_metadata(),
            Inner::Xlsb(book) => book.sheets_metadata(),
            Inner::Xls(book) => book.sheets_metadata(),
            Inner::Ods(book) => book.sheets_metadata(),
        };
        let sheets = metadata
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| Sheet {
                name: sheet.name.clone(),
                is_visible: sheet.visible == SheetVisible::Visible,
            })
            .collect();
        sheets_within(metadata.len() as u64, limits)?;
        let (cells_left, max_cells) = (limits.cells, limits.cells);
        Ok(Self { inner, _share: share, sheets, looks, cells_left, max_cells })
    }

    /// The sheets, in the workbook's order.
    pub(crate) fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// What nobody sees who looks at a sheet. Of an xlsb it is not known.
    pub(crate) fn hidden(&self, name: &str) -> Hidden {
        self.look(name).map(|look| look.hidden.clone()).unwrap_or_default()
    }

    /// What was seen of a sheet; of the last one with that name, as calamine keeps that one.
    fn look(&self, name: &str) -> Option<&Look> {
        look_at(&self.looks, name)
    }

    /// Whether days are counted from 1904.
    pub(crate) fn is_1904(&self) -> bool {
        match &self.inner {
            Inner::Xlsx(book) => book.has_1904_epoch(),
            Inner::Xlsb(book) => book.has_1904_epoch(),
            Inner::Xls(book) => book.has_1904_epoch(),
            Inner::Ods(_) => false,
        }
    }

    /// Reads all rows of a sheet. A sheet that breaks off keeps the rows before the one it broke
    /// off in.
    pub(crate) fn read_sheet(
        &mut self,
        name: &str,
        hints: &Hints,
        rows: &mut dyn Rows,
    ) -> Result<Pass, BookError> {
        let is_1904 = self.is_1904();
        let before = self.cells_left;
        let mut left = before;
        let nothing = Look::default();
        let look = look_at(&self.looks, name).unwrap_or(&nothing);
        let result = match &mut self.inner {
            Inner::Xlsx(book) => {
                let reader = book.worksheet_cells_reader(name).map_err(ReaderError::into_told)?;
                let feed = Feed::new(rows, hints, &mut left, self.max_cells);
                cells::from_xlsx(reader, &look.percents_in_order, is_1904, feed)
            }
            Inner::Xlsb(book) => {
                let formulas = cells::formulas_of_xlsb(book, name, left);
                let hints = Hints { formulas, ..hints.clone() };
                let feed = Feed::new(rows, &hints, &mut left, self.max_cells);
                cells::from_xlsb(book, name, look, is_1904, feed)
            }
            Inner::Xls(book) => {
                let range = book.worksheet_range(name).map_err(ReaderError::into_told)?;
                let formulas = book.worksheet_formula(name).map_err(ReaderError::into_told)?;
                let hints = Hints { formulas: places(&formulas), ..hints.clone() };
                let feed = Feed::new(rows, &hints, &mut left, self.max_cells);
                from_range(&range, look, is_1904, feed);
                Ok(Vec::new())
            }
            Inner::Ods(book) => {
                let range = book.worksheet_range(name).map_err(ReaderError::into_told)?;
                let formulas = book.worksheet_formula(name).map_err(ReaderError::into_told)?;
                let hints = Hints { formulas: places(&formulas), ..hints.clone() };
                let feed = Feed::new(rows, &hints, &mut left, self.max_cells);
                from_range(&range, look, is_1904, feed);
                Ok(Vec::new())
            }
        };
        self.cells_left = left;
        result.map(|unreadable| Pass { unreadable, n_cells: before - left })
    }

    /// What a second pass over a sheet should know, when there is anything: merged cells, if it
    /// `has_gaps`, and where the cells stand that could not be read.
    pub(crate) fn hints(&mut self, name: &str, pass: &Pass, has_gaps: bool) -> Option<Hints> {
        let mut hints = Hints::default();
        if has_gaps {
            hints.merges = over_rows(self.merged(name));
        }
        if let Inner::Xlsx(book) = &mut self.inner
            && !pass.unreadable.is_empty()
        {
            hints.unreadable = cells::places_of(book, name, &pass.unreadable);
        }
        if hints.merges.is_empty() && hints.unreadable.is_empty() {
            return None;
        }
        // The first pass does not count.
        self.cells_left += pass.n_cells;
        Some(hints)
    }

    /// The merged cells of a sheet that is to be read once more for them, if it has any.
    pub(crate) fn merges(&mut self, name: &str, pass: &Pass) -> Option<Vec<Merge>> {
        let merges = self.merged(name);
        if merges.is_empty() {
            return None;
        }
        self.cells_left += pass.n_cells;
        Some(merges)
    }

    fn merged(&mut self, name: &str) -> Vec<Merge> {
        match &mut self.inner {
            Inner::Xlsx(book) => of_dimensions(book.merge_cells_by_sheet_name(name).ok()),
            Inner::Xls(book) => of_dimensions(book.merge_cells_by_sheet_name(name).ok()),
            Inner::Ods(_) => self.look(name).map(|look| look.merges.clone()).unwrap_or_default(),
            // calamine does not read them.
            Inner::Xlsb(_) => Vec::new(),
        }
    }
}

fn look_at<'l>(looks: &'l [(String, Look)], name: &str) -> Option<&'l Look> {
    looks.iter().rfind(|(of, _)| of == name).map(|(_, look)| look)
}

/// Merged cells in our words.
fn of_dimensions(merged: Option<Vec<Dimensions>>) -> Vec<Merge> {
    let merged = merged.unwrap_or_default();
    merged
        .into_iter()
        .filter_map(|merged| {
            Some(Merge {
                first_row: merged.start.0,
                last_row: merged.end.0,
                column: u16::try_from(merged.start.1).ok()?,
                last_column: u16::try_from(merged.end.1).ok()?,
            })
        })
        .collect()
}

/// Where there are formulas.
fn places(formulas: &Range<String>) -> Vec<(u32, u32)> {
    let (top, left) = formulas.start().unwrap_or_default();
    formulas
        .used_cells()
        .filter(|(.., formula)| !formula.is_empty())
        .filter_map(|(row, column, _)| {
            Some((u32::try_from(row).ok()? + top, u32::try_from(column).ok()? + left))
        })
        .collect()
}

/// Hands all cells of a sheet that is held whole over, those that can't be read in their places, and
/// percentages as such.
fn from_range<'c>(range: &'c Range<Data>, look: &Look, is_1904: bool, mut feed: Feed<'_, 'c>) {
    let (top, left) = range.start().unwrap_or_default();
    let mut percents = look.percents.iter().map(|(at, ())| at).peekable();
    let mut broken = look.broken.iter().map(|(at, why)| (at, Cell::Broken(why))).peekable();
    let mut held = range
        .used_cells()
        .filter_map(|(row, column, data)| {
            let at = (u32::try_from(row).ok()? + top, u32::try_from(column).ok()? + left);
            Some((at, data))
        })
        .peekable();
    loop {
        let next = held.peek().map(|(at, _)| *at);
        let (at, cell) = match broken.next_if(|(at, _)| next.is_none_or(|next| *at <= next)) {
            Some(found) => {
                held.next_if(|(at, _)| *at == found.0);
                found
            }
            None => match held.next() {
                Some((at, data)) => (at, cells::of_data(data, is_1904)),
                None => break,
            },
        };
        while percents.next_if(|percent| *percent < at).is_some() {}
        let is_percent = percents.next_if_eq(&at).is_some();
        if !feed.cell(at, if is_percent { as_percent(cell) } else { cell }) {
            break;
        }
    }
    feed.finish();
}
