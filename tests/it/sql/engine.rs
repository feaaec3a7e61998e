//! A slow and obvious engine: views over one row, condition by condition, with SQL's three values.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use niveau::flat::{FlatColumn, FlatRow, Value};
use niveau::sql::{Body, Compare, Expr, Is, Name, View};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    Null,
    Truth(bool),
    Whole(i64),
    Trillionths(i64),
    Text(String),
    Date(NaiveDate),
}

pub type Row = BTreeMap<String, Cell>;

/// The row of the last view of this name, over a flat row.
pub fn evaluate(views: &[View], flat: &FlatRow<'_>, wanted: &str) -> Row {
    let mut rows: BTreeMap<&str, Vec<Row>> = BTreeMap::new();
    rows.insert("niveau_offerings", vec![as_cells(flat)]);
    for view in views {
        let made = match &view.body {
            Body::Rows { columns, rows } => rows
                .iter()
                .map(|row| {
                    assert_eq!(row.len(), columns.len(), "{}", view.name.as_str());
                    let cells = row.iter().map(|cell| value(cell, &Scope::default()));
                    columns.iter().map(|c| c.as_str().to_owned()).zip(cells).collect()
                })
                .collect(),
            Body::From { view: from, joins, keeps_all, columns } => {
                let base = &rows[from.as_str()];
                let made = base.iter().map(|row| {
                    let mut scope = Scope { of: BTreeMap::from([(from.as_str(), row)]), row };
                    for join in joins {
                        let called = join.called.as_str();
                        let nothing = Row::new();
                        let meets = |with: &&Row| {
                            let mut there = Scope { of: scope.of.clone(), row: &nothing };
                            there.of.insert(called, with);
                            value(&join.on, &there) == Cell::Truth(true)
                        };
                        let all = &rows[join.view.as_str()];
                        let found: Vec<&Row> = all.iter().filter(meets).collect();
                        assert!(found.len() <= 1, "{called} joins several rows");
                        let Some(found) = found.first() else { continue };
                        scope.of.insert(called, found);
                    }
                    let mut made = if *keeps_all { row.clone() } else { Row::new() };
                    for (name, how) in columns {
                        let cell = value(how, &scope);
                        let before = made.insert(name.as_str().to_owned(), cell);
                        assert_eq!(before, None, "{} stands twice", name.as_str());
                    }
                    made
                });
                made.collect()
            }
        };
        rows.insert(view.name.as_str(), made);
    }
    rows.remove(wanted).unwrap().remove(0)
}

fn as_cells(flat: &FlatRow<'_>) -> Row {
    let cell = |column: FlatColumn| match flat.value(column) {
        None => Cell::Null,
        Some(Value::Text(text)) => Cell::Text(text.to_owned()),
        Some(Value::Int(number)) => Cell::Whole(i64::try_from(number).unwrap()),
        Some(Value::Flag(is_so)) => Cell::Truth(is_so),
        Some(Value::Date(day)) => Cell::Date(day),
    };
    FlatColumn::ALL.into_iter().map(|column| (column.name().into_owned(), cell(column))).collect()
}

struct Scope<'s> {
    of: BTreeMap<&'s str, &'s Row>,
    row: &'s Row,
}

impl Default for Scope<'_> {
    fn default() -> Self {
        static NOTHING: Row = Row::new();
        Self { of: BTreeMap::new(), row: &NOTHING }
    }
}

fn value(expr: &Expr, scope: &Scope<'_>) -> Cell {
    let of = |expr: &Expr| value(expr, scope);
    let whole = |expr: &Expr| match of(expr) {
        Cell::Whole(number) => Some(number),
        Cell::Null => None,
        other => panic!("{other:?} is no whole number"),
    };
    let number = |number: Option<i64>| number.map_or(Cell::Null, Cell::Whole);
    match expr {
        Expr::Column(name) => found(scope.row, name),
        // A join that found nothing has nulls.
        Expr::Of(view, name) => {
            scope.of.get(view.as_str()).map_or(Cell::Null, |row| found(row, name))
        }
        Expr::Text(text) => Cell::Text(text.to_string()),
        Expr::Whole(number) => Cell::Whole(*number),
        Expr::Trillionths(number) => Cell::Trillionths(i64::try_from(*number).unwrap()),
        Expr::Date(on) => Cell::Date(*on),
        Expr::Truth(truth) => Cell::Truth(*truth),
        Expr::Null(_) => Cell::Null,
        Expr::Compare(left, how, right) => match (of(left), of(right)) {
            (Cell::Null, _) | (_, Cell::Null) => Cell::Null,
            (left, right) => {
                let same = std::mem::discriminant(&left) == std::mem::discriminant(&right);
                assert!(same, "{left:?} against {right:?}");
                let order = left.cmp(&right);
                Cell::Truth(match how {
                    Compare::Equal => order == Ordering::Equal,
                    Compare::AtLeast => order != Ordering::Less,
                    Compare::MoreThan => order == Ordering::Greater,
                })
            }
        },
        Expr::Is(what, is) => {
            let cell = of(what);
            Cell::Truth(match is {
                Is::True => cell == Cell::Truth(true),
                Is::False => cell == Cell::Truth(false),
                Is::Null => cell == Cell::Null,
                Is::NotNull => cell != Cell::Null,
            })
        }
        Expr::In(what, numbers) => {
            whole(what).map_or(Cell::Null, |number| Cell::Truth(numbers.contains(&number)))
        }
        Expr::Not(what) => match of(what) {
            Cell::Null => Cell::Null,
            Cell::Truth(truth) => Cell::Truth(!truth),
            other => panic!("{other:?} is no condition"),
        },
        Expr::And(all) => kleene(all.iter().map(of), false),
        Expr::Or(all) => kleene(all.iter().map(of), true),
        Expr::Case(cases, otherwise) => {
            let first = cases.iter().find(|(when, _)| of(when) == Cell::Truth(true));
            of(first.map_or(&**otherwise, |(_, then)| then))
        }
        Expr::Coalesce(all) => {
            all.iter().map(of).find(|cell| *cell != Cell::Null).unwrap_or(Cell::Null)
        }
        Expr::Sum(all) => number(all.iter().map(whole).sum()),
        Expr::Less(left, right) => match (of(left), of(right)) {
            (Cell::Trillionths(left), Cell::Trillionths(right)) => Cell::Trillionths(left - right),
            _ => number(whole(left).zip(whole(right)).map(|(left, right)| left - right)),
        },
        Expr::Times(times, what) => number(whole(what).map(|number| number * times)),
    }
}

fn found(row: &Row, name: &Name) -> Cell {
    row.get(name.as_str()).unwrap_or_else(|| panic!("no column {}", name.as_str())).clone()
}

/// `decides` where any is, else null where any is, else the other.
fn kleene(all: impl Iterator<Item = Cell>, decides: bool) -> Cell {
    let all: Vec<Cell> = all.collect();
    assert!(all.iter().all(|cell| matches!(cell, Cell::Null | Cell::Truth(_))), "{all:?}");
    if all.contains(&Cell::Truth(decides)) {
        Cell::Truth(decides)
    } else if all.contains(&Cell::Null) {
        Cell::Null
    } else {
        Cell::Truth(!decides)
    }
}
