//! In which words does an engine read SQL? All in which they differ stands here.

use std::fmt::Write;

use chrono::NaiveDate;

use super::{Kind, Name};
use crate::plain_text::replaced;

/// *Dialekt.*
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// DuckDB.
    DuckDb,
    /// Spark SQL, 3.4 and later.
    Spark,
    /// PostgreSQL, 12 and later.
    Postgres,
}

impl Dialect {
    /// All three.
    pub const ALL: [Self; 3] = [Self::DuckDb, Self::Spark, Self::Postgres];

    /// The word in the call.
    pub const fn word(self) -> &'static str {
        match self {
            Self::DuckDb => "duckdb",
            Self::Spark => "spark",
            Self::Postgres => "postgres",
        }
    }

    /// The name for readers.
    pub const fn title(self) -> &'static str {
        match self {
            Self::DuckDb => "DuckDB",
            Self::Spark => "Spark SQL",
            Self::Postgres => "PostgreSQL",
        }
    }

    /// A name, so that no word of the engine's own is read for it.
    pub fn quoted(self, name: &Name) -> String {
        match self {
            Self::Spark => format!("`{}`", name.as_str()),
            Self::DuckDb | Self::Postgres => format!("\"{}\"", name.as_str()),
        }
    }

    /// A text, whatever stands in it, on one line. What can't be shown becomes � or a blank, as in
    /// what is read ([`replaced`]).
    pub fn text(self, text: &str) -> String {
        let text = replaced(text);
        // Where a backslash is none to every setting of the engine, it is written as an escape.
        let has_backslash = text.contains('\\');
        let opening = match self {
            Self::DuckDb | Self::Postgres if has_backslash => "E'",
            _ => "'",
        };
        let mut out = String::with_capacity(text.len() + 3);
        out.push_str(opening);
        for c in text.chars() {
            match (self, c) {
                (Self::Spark, '\'') => out.push_str("\\'"),
                (_, '\'') => out.push_str("''"),
                (_, '\\') => out.push_str("\\\\"),
                // Spark puts variables into a text before it is read, whatever stands around.
                (Self::Spark, '$') => out.push_str("\\u0024"),
                (_, c) => out.push(c),
            }
        }
        out.push('\'');
        out
    }

    /// A day.
    pub fn date(self, on: NaiveDate) -> String {
        format!("DATE '{on}'")
    }

    /// What a kind of column is called.
    pub const fn kind(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (_, Kind::Whole) => "BIGINT",
            (Self::Spark, Kind::Text) => "STRING",
            (_, Kind::Text) => "TEXT",
            (_, Kind::Date) => "DATE",
            (_, Kind::Truth) => "BOOLEAN",
            (_, Kind::Share) => "DECIMAL(13, 12)",
        }
    }

    /// How the table that all begins with is found: parquet files where the engine reads them, else
    /// a table that the user fills.
    pub fn source(self, name: &Name, columns: &[(Name, Kind)], files: &str) -> String {
        let list = |each: &dyn Fn(&str, &str) -> String| {
            let each = |(name, kind): &(Name, Kind)| each(&self.quoted(name), self.kind(*kind));
            columns.iter().map(each).collect::<Vec<_>>().join(",\n    ")
        };
        let from = match self {
            Self::DuckDb => format!("read_parquet({})", self.text(files)),
            Self::Spark => format!("parquet.`{}`", replaced(files).replace('`', "``")),
            Self::Postgres => {
                let columns = list(&|name, kind| format!("{name} {kind}"));
                let name = self.quoted(name);
                return format!("CREATE TABLE IF NOT EXISTS {name} (\n    {columns}\n)");
            }
        };
        let columns = list(&|name, kind| format!("CAST({name} AS {kind}) AS {name}"));
        format!("{} AS SELECT\n    {columns}\nFROM {from}", self.create_view(name))
    }

    /// The words before `AS` that make a view, or make it anew.
    pub fn create_view(self, name: &Name) -> String {
        let quoted = self.quoted(name);
        match self {
            Self::DuckDb | Self::Spark => format!("CREATE OR REPLACE VIEW {quoted}"),
            Self::Postgres => format!("CREATE VIEW {quoted}"),
        }
    }

    /// What takes the views of an earlier time away, the last first, where making anew is not
    /// enough: PostgreSQL replaces a view only by one with the same columns.
    pub fn drop_views(self, names: &[&Name]) -> String {
        let mut out = String::new();
        if self == Self::Postgres {
            for name in names.iter().rev() {
                let _ = writeln!(out, "DROP VIEW IF EXISTS {};", self.quoted(name));
            }
        }
        out
    }

    /// What stands behind a view so that its columns are worked out once. PostgreSQL would put them
    /// into every place that names them, and those into the next.
    pub const fn fence(self) -> &'static str {
        match self {
            Self::DuckDb | Self::Spark => "",
            Self::Postgres => "\nOFFSET 0",
        }
    }
}
