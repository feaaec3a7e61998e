//! How is a published table declared, and how is a release described?

use super::cells::{Row, least_width};
use super::codes::Codes;
use super::dimension::Dimension;
use super::protocol::legend;
use super::released::{HIDDEN, NOTHING, ReleaseFile, ReleasedDimension, ReleasedTable};
use super::rules::{PublicationRules, TableRule};
use crate::plain_text::capitalised;
use crate::table::{Output, Table};

const SIGN: &str = "Tegn";

/// The declaration of one table.
pub(super) fn declared<'r>(
    rule: &'r TableRule,
    rules: &PublicationRules,
    codes: &Codes,
    rows: &'r [Row],
) -> Box<dyn Output + 'r> {
    let measure = rule.measure;
    Table::<Row>::new(rule.name.clone(), rule.title.clone(), "en celle", measure.word())
        .note(legend(rules))
        .note(measure.about())
        .for_each(rule.views.iter().enumerate(), |table, (at, view)| {
            table.text(
                view.slug(),
                codes.header(*view).to_owned(),
                "værdi eller sum",
                move |row: &Row| Some(row.codes[at].as_str().to_owned()),
            )
        })
        .int("value", measure.header(), "antal; tomt, hvor det er skjult", Row::shown)
        .unit(measure.word())
        .empty("skjult")
        .text("sign", SIGN, "hvad der gælder for tallet", Row::sign)
        .empty("tallet er vist")
        .text("sign_in_words", "Tegnforklaring", "tegnet i ord", |row: &Row| match row.sign()? {
            HIDDEN => Some("skjult: kunne ellers regnes ud"),
            _ => Some("ingen"),
        })
        .empty("tallet er vist")
        .csv_only()
        .sheet(sheet_name(&rule.name))
        .over(rows)
}

impl Row {
    /// The sign beside its figure.
    pub(super) fn sign(&self) -> Option<&'static str> {
        match self.value {
            _ if self.hidden.is_some() => Some(HIDDEN),
            0 => Some(NOTHING),
            _ => None,
        }
    }
}

/// What the sheet of a table is called.
fn sheet_name(name: &str) -> String {
    capitalised(&name.replace('-', " "))
}

/// The description of what is published.
pub(super) fn release(rules: &PublicationRules, codes: &Codes) -> ReleaseFile {
    let table = |rule: &TableRule| {
        let dimension = |dimension: Dimension| {
            let view = rule.views.iter().find(|view| view.dimension() == dimension);
            let sums = codes.sums[dimension as usize].iter().cloned().collect();
            let of = ReleasedDimension {
                column: view.map(|view| codes.header(*view).to_owned()),
                sum: view.is_none().then(|| dimension.total().to_owned()),
                sums,
            };
            (dimension.slug().to_owned(), of)
        };
        ReleasedTable {
            file: format!("{}.csv", rule.name),
            measure: rule.measure.word().to_owned(),
            dimensions: Dimension::ALL.map(dimension).into_iter().collect(),
            value: rule.measure.header().to_owned(),
            sign: SIGN.to_owned(),
            least_width: Some(least_width(rules, rule.measure)),
        }
    };
    ReleaseFile {
        zeros_are_shown: rules.zeros_are_shown,
        least_width: 1,
        rounded_to: rules.rounding,
        tables: rules.tables.iter().map(table).collect(),
    }
}
