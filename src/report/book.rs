//! What stands in the workbook before its sheets?

use crate::table::{Book, BookPicture, Sheet};

/// The workbook of all tables that have a sheet.
pub(super) const PATH: &str = "niveau.xlsx";

/// The workbook: cover, contents, what to know, the sheets, the pictures.
pub(super) fn book(sheets: Vec<Sheet>, pictures: Vec<BookPicture>) -> Book {
    Book {
        title: "Specialiseringsniveauer: indplaceringer, udbud, behov og adgang".to_owned(),
        about: vec![
            "Hvem der er indplaceret på hvilket niveau, hvor de er, hvad det holder op mod, og \
             hvor sikkert det er. De første ark er dem, en rapport skrives af; resten står i \
             mapperne ved siden af som parquet og CSV, og data-dictionary.md siger, hvad hver \
             kolonne holder."
                .to_owned(),
        ],
        notes: Vec::new(),
        tables: sheets,
        pictures,
    }
}
