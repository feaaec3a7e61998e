//! Where did a thing stand in the input, and what should the reader know of it?
//!
//! Names no stage: each stage makes its own findings, with its own kebab-case codes.

use std::fmt;
use std::sync::Arc;

/// *Alvor*: what a finding costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A file or a row could not be used.
    Error,
    /// A value could not be used, or is doubtful.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word for readers.
    pub const fn danish(self) -> &'static str {
        match self {
            Self::Error => "fejl",
            Self::Warning => "advarsel",
            Self::Note => "bemærkning",
        }
    }

    /// The word for several of them.
    pub const fn several(self) -> &'static str {
        match self {
            Self::Error => "fejl",
            Self::Warning => "advarsler",
            Self::Note => "bemærkninger",
        }
    }
}

/// A place in the input, as exact as is known. Shown as
/// `tilsyn-nord.xlsx, ark "Oplysningsskema", celle F14 "Antal borgere"`; a place in a TOML file as
/// `flertal.toml, linje 14, tegn 6`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Path below the input folder, with `/`.
    pub file: Arc<str>,
    /// Sheet of a workbook.
    pub sheet: Option<Arc<str>>,
    /// Row (or line of a text file), from 1.
    pub row: Option<u32>,
    /// Column, from 0; shown as letters in a sheet.
    pub column: Option<u32>,
    /// Header of the column.
    pub header: Option<Arc<str>>,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }

    /// The cell as a spreadsheet names it, `F14`, when row and column are known.
    pub fn cell(&self) -> Option<String> {
        Some(format!("{}{}", column_letters(self.column?), self.row?))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(sheet) = &self.sheet {
            write!(f, ", ark \"{sheet}\"")?;
        }
        // A line of a rule file has characters, not cells.
        if let (true, Some(line)) = (self.file.ends_with(".toml"), self.row) {
            write!(f, ", linje {line}")?;
            return self.column.map_or(Ok(()), |column| write!(f, ", tegn {}", column + 1));
        }
        match (self.cell(), self.row, self.column) {
            (Some(cell), ..) => write!(f, ", celle {cell}")?,
            (None, Some(row), _) => write!(f, ", række {row}")?,
            (None, None, Some(column)) => write!(f, ", kolonne {}", column_letters(column))?,
            (None, None, None) => {}
        }
        match &self.header {
            Some(header) => write!(f, " \"{header}\""),
            None => Ok(()),
        }
    }
}

/// A column's letters as a spreadsheet shows them: 0 is `A`, 26 is `AA`.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().collect()
}

/// *Bemærkning til data*: where, what was found and expected, what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// What it costs.
    pub severity: Severity,
    /// Kebab-case, never changed once published: `unknown-target-group`.
    pub code: &'static str,
    /// What was found, what was expected, and what the program did. A sentence in Danish, without
    /// the place and without a full stop.
    pub message: String,
    /// What the reader can do. A sentence in Danish, without a full stop.
    pub action: String,
}

impl Finding {
    /// What stands on a terminal: where, what, and what to do, without the code.
    pub fn sentence(&self) -> String {
        format!("{}: {}. {}.", self.place, self.message, self.action)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}]", self.sentence(), self.code)
    }
}

/// A row that was read and not used, with its reason: nothing read is lost.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SetAside {
    /// The row (and the cell that decided, when there is one).
    pub place: Place,
    /// Kebab-case reason.
    pub code: &'static str,
    /// What names the row for its owner: a tilbudsid, when one could be read.
    pub key: String,
    /// The reason, a sentence in Danish.
    pub reason: String,
    /// How many rows the entry stands for: one, all rows of a sheet that was not read, or those of
    /// one kind that are not named one by one.
    pub n_rows: u64,
}

/// What was read from one file (or one sheet of a workbook): the books must balance,
/// `rows_read == rows_used + rows_set_aside`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Account {
    /// Path below the input folder, with `/`.
    pub file: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// How the text was read: `UTF-8`, `windows-1252`; nothing for a workbook.
    pub encoding: Option<String>,
    /// Data rows seen, headers and blank rows left out.
    pub rows_read: u64,
    /// Of these, used.
    pub rows_used: u64,
    /// Of these, set aside.
    pub rows_set_aside: u64,
}
