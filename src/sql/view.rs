//! What is a view made of?

use super::{Expr, Name};

/// A view: its name, and what it selects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its name.
    pub name: Name,
    /// What it is for, in a line of Danish.
    pub about: &'static str,
    /// What it selects.
    pub body: Body,
}

/// What a view selects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Rows that are written out; at least one.
    Rows {
        /// What the columns are called.
        columns: Vec<Name>,
        /// The rows, each as long as `columns`.
        rows: Vec<Vec<Expr>>,
    },
    /// Columns of another view, row by row.
    From {
        /// The other view.
        view: Name,
        /// Views whose row is put beside, where there is one.
        joins: Vec<Join>,
        /// Whether all columns of the other view come along.
        keeps_all: bool,
        /// Columns, and how they are made.
        columns: Vec<(Name, Expr)>,
    },
}

/// A view of which one row at most is put beside each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Join {
    /// The view.
    pub view: Name,
    /// What it is called here.
    pub called: Name,
    /// Which row belongs.
    pub on: Expr,
}

impl View {
    /// A view of another one, with these columns behind those it has.
    pub fn adding(
        name: Name,
        about: &'static str,
        view: &Name,
        columns: Vec<(Name, Expr)>,
    ) -> Self {
        let body = Body::From { view: view.clone(), joins: Vec::new(), keeps_all: true, columns };
        Self { name, about, body }
    }
}
