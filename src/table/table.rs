//! How is a table declared, once for parquet, CSV, sheet and data dictionary?

use std::borrow::Cow;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::table::cell::Wording;
use crate::table::column::{Coded, Column, ColumnDoc, Holds};
use crate::table::ready::{Ready, Rows};
use crate::table::{Cell, Output};

/// Words of a declaration: mostly written in the code, sometimes made from a register.
type Words = Cow<'static, str>;

/// Whether a row is written somewhere.
pub(crate) type Wanted<'v, R> = Box<dyn Fn(&R) -> bool + Send + Sync + 'v>;

/// A table in words, as dictionary, workbook and manifest tell of it.
#[expect(clippy::struct_excessive_bools, reason = "each says where the table stands, by itself")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableDoc {
    /// Stem of its file names, with its folder: `landscape/cover`.
    pub path: Words,
    /// Title, in Danish.
    pub title: Words,
    /// What a row is, in Danish without a full stop.
    pub a_row: Words,
    /// What a count counts.
    pub unit: Words,
    /// The columns, left to right.
    pub columns: Vec<ColumnDoc>,
    /// What the reader must know of all rows, in Danish without a full stop.
    pub notes: Vec<Words>,
    /// The workbook's sheet; none: not in the workbook.
    pub sheet: Option<Words>,
    /// The workbook that the sheet is in; none: the run's.
    pub book: Option<&'static str>,
    /// Whether its sheet is for reading sentence by sentence: cells break their lines.
    pub is_wrapped: bool,
    /// Whether a report is written from it: the workbook begins with these.
    pub is_for_report: bool,
    /// Whether a parquet file is written.
    pub has_parquet: bool,
    /// Whether a CSV file is written.
    pub has_csv: bool,
    /// The table whose files hold the rows of a sheet that has none of its own.
    pub rows_of: Option<Words>,
}

/// A table whose rows are made from `R`, declared column by column:
///
/// ```
/// # use niveau::table::Table;
/// struct Row { name: String, places: Option<u32> }
/// let table = Table::<Row>::new("example", "Eksempel", "et tilbud", "pladser")
///     .text("name", "Navn", "hvad det hedder", |r| Some(r.name.clone()))
///     .int("places", "Pladser", "som de er oplyst", |r| r.places)
///     .unit("pladser")
///     .empty("ikke oplyst");
/// ```
///
/// `unit`, `empty` and their like are of the column before them.
pub struct Table<'v, R> {
    pub(crate) doc: TableDoc,
    pub(crate) columns: Vec<Column<'v, R>>,
    pub(crate) in_csv: Option<Wanted<'v, R>>,
    pub(crate) on_sheet: Option<Wanted<'v, R>>,
}

impl<'v, R> Table<'v, R> {
    /// A table without columns: stem of its files, Danish title, what a row is, what a count
    /// counts.
    pub fn new(
        path: impl Into<Words>,
        title: impl Into<Words>,
        a_row: impl Into<Words>,
        unit: impl Into<Words>,
    ) -> Self {
        let doc = TableDoc {
            path: path.into(),
            title: title.into(),
            a_row: a_row.into(),
            unit: unit.into(),
            columns: Vec::new(),
            notes: Vec::new(),
            sheet: None,
            book: None,
            is_wrapped: false,
            is_for_report: false,
            has_parquet: true,
            has_csv: true,
            rows_of: None,
        };
        Self { doc, columns: Vec::new(), in_csv: None, on_sheet: None }
    }

    /// A column of words: name in parquet, header for people, what it holds.
    #[must_use]
    pub fn text<T: Wording<'v>>(
        self,
        name: impl Into<Words>,
        header: impl Into<Words>,
        about: impl Into<Words>,
        value: impl Fn(&R) -> Option<T> + Send + Sync + 'v,
    ) -> Self {
        let cell = move |row: &R| Cell::text(value(row));
        self.column(Holds::Text, name, header, about, cell)
    }

    /// Words for programs: slugs and codes, in parquet only.
    #[must_use]
    pub fn code<T: Wording<'v>>(
        self,
        name: impl Into<Words>,
        about: impl Into<Words>,
        value: impl Fn(&R) -> Option<T> + Send + Sync + 'v,
    ) -> Self {
        self.text(name, "", about, value)
    }

    /// Words for programs out of a closed list, in parquet only: `code` is the place of a row's word
    /// in it. They are written many times faster than words that have to be compared.
    #[must_use]
    pub fn coded<T: Wording<'v>>(
        self,
        name: impl Into<Words>,
        about: impl Into<Words>,
        words: impl IntoIterator<Item = T>,
        code: impl Fn(&R) -> Option<usize> + Clone + Send + Sync + 'v,
    ) -> Self {
        let words: Arc<[Cow<'v, str>]> = words.into_iter().map(Wording::words).collect();
        let list = Arc::clone(&words);
        let of_row = code.clone();
        let cell = move |row: &R| Cell::text(of_row(row).and_then(|code| list.get(code)).cloned());
        let mut table = self.column(Holds::Text, name, "", about, cell);
        if let Some(column) = table.columns.last_mut() {
            column.coded = Some(Coded { words, code: Box::new(code) });
        }
        table
    }

    /// Words for people: names and sentences, everywhere but in parquet.
    #[must_use]
    pub fn words<T: Wording<'v>>(
        self,
        header: impl Into<Words>,
        about: impl Into<Words>,
        value: impl Fn(&R) -> Option<T> + Send + Sync + 'v,
    ) -> Self {
        self.text("", header, about, value)
    }

    /// A column of whole numbers.
    #[must_use]
    pub fn int<N: TryInto<i64>>(
        self,
        name: impl Into<Words>,
        header: impl Into<Words>,
        about: impl Into<Words>,
        value: impl Fn(&R) -> Option<N> + Send + Sync + 'v,
    ) -> Self {
        let cell = move |row: &R| Cell::int(value(row));
        self.column(Holds::Int, name, header, about, cell)
    }

    /// A column of numbers with decimals: all of them in parquet, `decimals` for people. What is
    /// not finite is an empty cell.
    #[must_use]
    pub fn decimal(
        self,
        name: impl Into<Words>,
        header: impl Into<Words>,
        about: impl Into<Words>,
        decimals: u8,
        value: impl Fn(&R) -> Option<f64> + Send + Sync + 'v,
    ) -> Self {
        let cell = move |row: &R| Cell::decimal(value(row), decimals);
        self.column(Holds::Decimal, name, header, about, cell)
    }

    /// A column of yes and no.
    #[must_use]
    pub fn flag(
        self,
        name: impl Into<Words>,
        header: impl Into<Words>,
        about: impl Into<Words>,
        value: impl Fn(&R) -> Option<bool> + Send + Sync + 'v,
    ) -> Self {
        let cell = move |row: &R| value(row).map_or(Cell::Empty, Cell::Flag);
        self.column(Holds::Flag, name, header, about, cell)
    }

    /// A column of days.
    #[must_use]
    pub fn date(
        self,
        name: impl Into<Words>,
        header: impl Into<Words>,
        about: impl Into<Words>,
        value: impl Fn(&R) -> Option<NaiveDate> + Send + Sync + 'v,
    ) -> Self {
        let cell = move |row: &R| value(row).map_or(Cell::Empty, Cell::Date);
        self.column(Holds::Date, name, header, about, cell)
    }

    fn column(
        mut self,
        holds: Holds,
        name: impl Into<Words>,
        header: impl Into<Words>,
        about: impl Into<Words>,
        value: impl Fn(&R) -> Cell<'v> + Send + Sync + 'v,
    ) -> Self {
        let doc = ColumnDoc {
            name: name.into(),
            header: header.into(),
            about: about.into(),
            holds,
            unit: Words::default(),
            empty: Words::default(),
            is_on_sheet: true,
        };
        self.columns.push(Column { doc, value: Box::new(value), coded: None });
        self
    }

    fn last(mut self, change: impl FnOnce(&mut ColumnDoc)) -> Self {
        if let Some(column) = self.columns.last_mut() {
            change(&mut column.doc);
        }
        self
    }

    /// The unit of the last column's numbers.
    #[must_use]
    pub fn unit(self, unit: impl Into<Words>) -> Self {
        self.last(|doc| doc.unit = unit.into())
    }

    /// What an empty cell of the last column means.
    #[must_use]
    pub fn empty(self, empty: impl Into<Words>) -> Self {
        self.last(|doc| doc.empty = empty.into())
    }

    /// The last column stands in parquet and CSV, and not on the sheet.
    #[must_use]
    pub fn not_on_sheet(self) -> Self {
        self.last(|doc| doc.is_on_sheet = false)
    }

    /// More columns, for those that several tables share.
    #[must_use]
    pub fn with(self, more: impl FnOnce(Self) -> Self) -> Self {
        more(self)
    }

    /// Columns for each of some things.
    #[must_use]
    pub fn for_each<T>(
        self,
        things: impl IntoIterator<Item = T>,
        columns: impl FnMut(Self, T) -> Self,
    ) -> Self {
        things.into_iter().fold(self, columns)
    }

    /// What the reader must know of all rows, without a full stop.
    #[must_use]
    pub fn note(mut self, note: impl Into<Words>) -> Self {
        self.doc.notes.push(note.into());
        self
    }

    /// The table is a sheet of the workbook, under this name.
    #[must_use]
    pub fn sheet(mut self, name: impl Into<Words>) -> Self {
        self.doc.sheet = Some(name.into());
        self
    }

    /// The sheet stands in a workbook of its own topic.
    #[must_use]
    pub const fn in_book(mut self, path: &'static str) -> Self {
        self.doc.book = Some(path);
        self
    }

    /// The sheet is for reading sentence by sentence, on a screen and on A4: cells break their
    /// lines.
    #[must_use]
    pub fn wrapped(mut self) -> Self {
        self.doc.is_wrapped = true;
        self
    }

    /// A report is written from it: the workbook begins with these.
    #[must_use]
    pub fn for_report(mut self) -> Self {
        self.doc.is_for_report = true;
        self
    }

    /// For programs: no CSV file.
    #[must_use]
    pub fn parquet_only(mut self) -> Self {
        self.doc.has_csv = false;
        self
    }

    /// For people: no parquet file.
    #[must_use]
    pub fn csv_only(mut self) -> Self {
        self.doc.has_parquet = false;
        self
    }

    /// A sheet and no files: another table's files hold its rows, cut in another way.
    #[must_use]
    pub fn sheet_of(mut self, table: impl Into<Words>) -> Self {
        (self.doc.has_parquet, self.doc.has_csv) = (false, false);
        self.doc.rows_of = Some(table.into());
        self
    }

    /// Only these rows are written to the CSV file; parquet holds all.
    #[must_use]
    pub fn csv_rows(mut self, wanted: impl Fn(&R) -> bool + Send + Sync + 'v) -> Self {
        self.in_csv = Some(Box::new(wanted));
        self
    }

    /// Only these rows are written to the sheet.
    #[must_use]
    pub fn sheet_rows(mut self, wanted: impl Fn(&R) -> bool + Send + Sync + 'v) -> Self {
        self.on_sheet = Some(Box::new(wanted));
        self
    }

    /// The table with rows that are held already.
    pub fn over(self, rows: &'v [R]) -> Box<dyn Output + 'v>
    where
        R: Send + Sync + 'v,
    {
        Box::new(Ready { table: self, rows: Rows::Held(rows) })
    }

    /// The table with rows of its own.
    pub fn of(self, rows: Vec<R>) -> Box<dyn Output + 'v>
    where
        R: Send + Sync + 'v,
    {
        Box::new(Ready { table: self, rows: Rows::Own(rows) })
    }

    /// The table with rows that are too many to be held at once: those of each of `n` things (an
    /// offering, a criterion) are made when they are written, in the things' order.
    pub fn made(
        self,
        n: usize,
        rows_of: impl Fn(usize) -> Vec<R> + Send + Sync + 'v,
    ) -> Box<dyn Output + 'v>
    where
        R: Send + Sync + 'v,
    {
        Box::new(Ready { table: self, rows: Rows::Made { n, rows_of: Box::new(rows_of) } })
    }
}
