//! How is a workbook read? Its sheets become rows, whatever make it is: xlsx and xlsb cell by cell,
//! so that their extent costs nothing; xls and ods whole, after a look at how large that is.

mod cells;
mod feed;
mod look;
mod look_xlsx;
mod measure_ods;
mod measure_xls;
mod measure_zip;

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

use calamine::{
    Data, Dimensions, Ods, OdsError, Range, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb,
    XlsbError, Xlsx, XlsxError, open_workbook,
};

use super::cell::Cell;
use super::container::Make;
use super::limits::{Exceeded, Limits, bytes_within, number_within};
use super::memory::{Budget, Share};
pub(super) use cells::day;
use feed::{Feed, over_rows};
pub(super) use feed::{Hints, Merge, Rows};
pub(super) use look::Hidden;
use look::{BrokenCells, Look};

type Source = BufReader<File>;

/// A workbook of any make.
enum Inner {
    Xlsx(Box<Xlsx<Source>>),
    Xlsb(Box<Xlsb<Source>>),
    Xls(Box<Xls<Source>>),
    Ods(Box<Ods<Source>>),
}

/// Why a workbook or a sheet can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum BookError {
    /// Protected with a password.
    Password,
    /// Broken; what the reader says.
    Broken(String),
    /// What the file says of itself can't be true.
    Lies(String),
    /// More than a limit; the finding's code, and what to do beside raising the limit.
    Exceeded { exceeded: Exceeded, what: &'static str, action: &'static str },
}

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) is_visible: bool,
}

/// An open workbook and its sheets.
pub(super) struct Workbook {
    inner: Inner,
    /// The memory it may take, given back when it is closed.
    _share: Share,
    sheets: Vec<Sheet>,
    /// What was seen of the sheets before, by name.
    looks: Vec<(String, Look)>,
    cells_left: u64,
    max_cells: u64,
}

/// Refuses a workbook of too many sheets.
fn sheets_within(found: u64, limits: &Limits) -> Result<(), BookError> {
    number_within("sheets", ("projektmappen har", "ark"), found, limits.sheets).map_err(
        |exceeded| BookError::Exceeded {
            exceeded,
            what: "file-too-large",
            action: "Del den i flere",
        },
    )
}

/// Waits for room for a workbook; refuses one that needs more than there is.
fn room(bytes: u64, budget: &Arc<Budget>) -> Result<Share, BookError> {
    bytes_within("memory-mb", "i hukommelsen ville projektmappen fylde", bytes, budget.bytes())
        .map_err(|exceeded| BookError::Exceeded {
            exceeded,
            what: "file-too-large",
            action: "Del den i flere, eller gem den som xlsx, der læses række for række",
        })?;
    Ok(budget.share(bytes))
}

/// What one pass over a sheet found that another pass needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pass {
    /// Cells that can't be read, and of which it is not known where they stand: the how many-th.
    unreadable: Vec<u64>,
    /// Cells read.
    n_cells: u64,
}

/// A workbook that is within the limits, and what was learnt when that was looked at.
#[derive(Debug)]
pub(super) struct Measured {
    make: Make,
    /// Bytes of memory that it takes.
    bytes: u64,
    looks: Vec<(String, Look)>,
}

impl Measured {
    /// Looks at a workbook without opening it; refuses what is larger than the limits.
    pub(super) fn of(
        path: &Path,
        make: Make,
        limits: &Limits,
        budget: &Arc<Budget>,
    ) -> Result<Self, BookError> {
        let (bytes, looks) = match make {
            Make::Xlsx | Make::Xlsb => {
                let mut archive = measure_zip::open(path)?;
                (measure_zip::measure_zip(&mut archive, limits)?, Vec::new())
            }
            Make::Xls => {
                // It is held for that, with its stream, and let go again.
                let bytes = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
                let _share = budget.share(bytes.min(limits.whole_bytes).saturating_mul(2));
                let (in_order, bytes) = measure_xls::measure_xls(path, limits)?;
                // Their names are known when it is opened.
                (bytes, in_order.into_iter().map(|look| (String::new(), look)).collect())
            }
            Make::Ods => {
                let mut archive = measure_zip::open(path)?;
                measure_zip::measure_zip(&mut archive, limits)?;
                let (looks, bytes) = measure_ods::measure_ods(&mut archive, limits)?;
                (bytes, looks)
            }
        };
        Ok(Self { make, bytes, looks })
    }

    /// Whether it is read alone, on a thread of its own.
    pub(super) fn is_large(&self) -> bool {
        const LARGE: u64 = 32 << 20;
        self.bytes > LARGE
    }
}

impl Workbook {
    /// Opens a workbook that was measured, when there is room for it.
    pub(super) fn open(
        path: &Path,
        measured: Measured,
        limits: &Limits,
        budget: &Arc<Budget>,
    ) -> Result<Self, BookError> {
        let share = room(measured.bytes, budget)?;
        let mut looks = measured.looks;
        let inner = match measured.make {
            Make::Xlsx => {
                looks = look_xlsx::look_at_sheets(&mut measure_zip::open(path)?)?;
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
    pub(super) fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// What nobody sees who looks at a sheet. Of an xlsb it is not known.
    pub(super) fn hidden(&self, name: &str) -> Hidden {
        self.look(name).map(|look| look.hidden.clone()).unwrap_or_default()
    }

    /// What was seen of a sheet; of the last one with that name, as calamine keeps that one.
    fn look(&self, name: &str) -> Option<&Look> {
        self.looks.iter().rfind(|(of, _)| of == name).map(|(_, look)| look)
    }

    /// Whether days are counted from 1904.
    pub(super) fn is_1904(&self) -> bool {
        match &self.inner {
            Inner::Xlsx(book) => book.has_1904_epoch(),
            Inner::Xlsb(book) => book.has_1904_epoch(),
            Inner::Xls(book) => book.has_1904_epoch(),
            Inner::Ods(_) => false,
        }
    }

    /// Reads all rows of a sheet. A sheet that breaks off keeps the rows before the one it broke
    /// off in.
    pub(super) fn read_sheet(
        &mut self,
        name: &str,
        hints: &Hints,
        rows: &mut dyn Rows,
    ) -> Result<Pass, BookError> {
        let is_1904 = self.is_1904();
        let before = self.cells_left;
        let mut left = before;
        let broken = self.look(name).map(|look| look.broken.clone()).unwrap_or_default();
        let result = match &mut self.inner {
            Inner::Xlsx(book) => {
                let reader = book.worksheet_cells_reader(name).map_err(ReaderError::into_told)?;
                let feed = Feed::new(rows, hints, &mut left, self.max_cells);
                cells::from_xlsx(reader, is_1904, feed)
            }
            Inner::Xlsb(book) => {
                let formulas = cells::formulas_of_xlsb(book, name, left);
                let hints = Hints { formulas, ..hints.clone() };
                let feed = Feed::new(rows, &hints, &mut left, self.max_cells);
                cells::from_xlsb(book, name, is_1904, feed)
            }
            Inner::Xls(book) => {
                let range = book.worksheet_range(name).map_err(ReaderError::into_told)?;
                let formulas = book.worksheet_formula(name).map_err(ReaderError::into_told)?;
                let hints = Hints { formulas: places(&formulas), ..hints.clone() };
                let feed = Feed::new(rows, &hints, &mut left, self.max_cells);
                from_range(&range, &broken, is_1904, feed);
                Ok(Vec::new())
            }
            Inner::Ods(book) => {
                let range = book.worksheet_range(name).map_err(ReaderError::into_told)?;
                let formulas = book.worksheet_formula(name).map_err(ReaderError::into_told)?;
                let hints = Hints { formulas: places(&formulas), ..hints.clone() };
                let feed = Feed::new(rows, &hints, &mut left, self.max_cells);
                from_range(&range, &broken, is_1904, feed);
                Ok(Vec::new())
            }
        };
        self.cells_left = left;
        result.map(|unreadable| Pass { unreadable, n_cells: before - left })
    }

    /// What a second pass over a sheet should know, when there is anything: merged cells, if it
    /// `has_gaps`, and where the cells stand that could not be read.
    pub(super) fn hints(&mut self, name: &str, pass: &Pass, has_gaps: bool) -> Option<Hints> {
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
    pub(super) fn merges(&mut self, name: &str, pass: &Pass) -> Option<Vec<Merge>> {
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

/// Hands all cells of a sheet that is held whole over, those that can't be read in their places.
fn from_range<'c>(
    range: &'c Range<Data>,
    broken: &BrokenCells,
    is_1904: bool,
    mut feed: Feed<'_, 'c>,
) {
    let (top, left) = range.start().unwrap_or_default();
    let mut broken = broken.iter().map(|(at, why)| (at, Cell::Broken(why))).peekable();
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
        if !feed.cell(at, cell) {
            break;
        }
    }
    feed.finish();
}

/// What the reader of one make says, in ours.
trait ReaderError: Sized {
    fn into_told(self) -> BookError;
}

macro_rules! told {
    ($($error:ty),*) => {
        $(impl ReaderError for $error {
            fn into_told(self) -> BookError {
                match self {
                    Self::Password => BookError::Password,
                    other => BookError::Broken(other.to_string()),
                }
            }
        })*
    };
}

told!(XlsxError, XlsbError, XlsError, OdsError);
