//! How is a tree written down in a dialect?

use std::fmt::Write;

use super::{Body, Compare, Dialect, Expr, Is, View};

/// A view as a statement, without the semicolon.
pub(super) fn view(view: &View, dialect: Dialect) -> String {
    let mut out =
        format!("-- {}\n{} AS\nSELECT\n    ", view.about, dialect.create_view(&view.name));
    match &view.body {
        Body::Rows { columns, rows } => {
            let names: Vec<String> = columns.iter().map(|name| dialect.quoted(name)).collect();
            let rows: Vec<String> = rows
                .iter()
                .map(|row| {
                    let cells: Vec<String> = row.iter().map(|e| expr(e, dialect)).collect();
                    format!("({})", cells.join(", "))
                })
                .collect();
            let (rows, names) = (rows.join(",\n    "), names.join(", "));
            let _ = write!(out, "*\nFROM (VALUES\n    {rows}\n) AS t({names})");
        }
        Body::From { view, joins, keeps_all, columns } => {
            let called = dialect.quoted(view);
            let all = keeps_all.then(|| format!("{called}.*"));
            let named = columns.iter().map(|(name, made)| {
                let (name, made) = (dialect.quoted(name), expr(made, dialect));
                if made == name { name } else { format!("{made} AS {name}") }
            });
            let columns: Vec<String> = all.into_iter().chain(named).collect();
            let _ = write!(out, "{}\nFROM {called}", columns.join(",\n    "));
            for join in joins {
                let (view, called) = (dialect.quoted(&join.view), dialect.quoted(&join.called));
                let on = expr(&join.on, dialect);
                let _ = write!(out, "\nLEFT JOIN {view} AS {called} ON {on}");
            }
            out.push_str(dialect.fence());
        }
    }
    out
}

/// An expression; in parentheses where it is more than a word.
pub(super) fn expr(tree: &Expr, dialect: Dialect) -> String {
    let one = |tree: &Expr| expr(tree, dialect);
    let joined =
        |all: &[Expr], by: &str| format!("({})", all.iter().map(one).collect::<Vec<_>>().join(by));
    match tree {
        Expr::Column(name) => dialect.quoted(name),
        Expr::Of(view, name) => format!("{}.{}", dialect.quoted(view), dialect.quoted(name)),
        Expr::Text(text) => dialect.text(text),
        // Eight of them can't leave 32 bits, which is what an engine takes a bare number for.
        Expr::Whole(number @ 0..1000) => number.to_string(),
        Expr::Whole(number) => format!("CAST({number} AS BIGINT)"),
        Expr::Trillionths(number) => {
            let (whole, rest) = (number / 1_000_000_000_000, number % 1_000_000_000_000);
            format!("{whole}.{rest:012}")
        }
        Expr::Date(on) => dialect.date(*on),
        Expr::Truth(true) => "TRUE".to_owned(),
        Expr::Truth(false) => "FALSE".to_owned(),
        Expr::Null(kind) => format!("CAST(NULL AS {})", dialect.kind(*kind)),
        Expr::Compare(left, how, right) => {
            let how = match how {
                Compare::Equal => "=",
                Compare::AtLeast => ">=",
                Compare::MoreThan => ">",
            };
            format!("({} {how} {})", one(left), one(right))
        }
        Expr::Is(of, what) => {
            let what = match what {
                Is::True => "TRUE",
                Is::False => "FALSE",
                Is::Null => "NULL",
                Is::NotNull => "NOT NULL",
            };
            format!("({} IS {what})", one(of))
        }
        Expr::In(of, numbers) => {
            let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
            format!("({} IN ({}))", one(of), numbers.join(", "))
        }
        Expr::Not(of) => format!("(NOT {})", one(of)),
        Expr::And(all) => joined(all, " AND "),
        Expr::Or(all) => joined(all, " OR "),
        Expr::Case(branches, otherwise) => {
            let mut out = "CASE".to_owned();
            for (when, then) in branches {
                let _ = write!(out, " WHEN {} THEN {}", one(when), one(then));
            }
            let _ = write!(out, " ELSE {} END", one(otherwise));
            out
        }
        Expr::Coalesce(all) => format!("COALESCE{}", joined(all, ", ")),
        Expr::Sum(all) => joined(all, " + "),
        Expr::Less(left, right) => format!("({} - {})", one(left), one(right)),
        Expr::Times(number, of) => format!("(CAST({number} AS BIGINT) * {})", one(of)),
    }
}
