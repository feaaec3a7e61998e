//! How do charts stand in a workbook, each with a text behind it and on a page of its own?

use rust_xlsxwriter::{Image, Worksheet, XlsxError};

use crate::plain_text::replaced;
use crate::table::cell::held;
use crate::table::looks::Looks;

/// A chart on its way into a workbook.
#[derive(Clone, Debug, PartialEq)]
pub struct BookPicture {
    /// Title of the chart.
    pub title: String,
    /// What it shows, for whoever can't see it.
    pub alt_text: String,
    /// The drawing, as PNG at double size.
    pub png: Vec<u8>,
}

/// Pictures are drawn at double size.
const SCALE: f64 = 0.5;
/// How pictures are printed, one to a page of A4: in percent, and the room that they then have, in
/// pixels: less than there is, as columns are wider where the font is missing.
const PRINT_SCALE: u16 = 52;
const PAGE_WIDTH: f64 = 1_020.0;
const PAGE_HEIGHT: f64 = 1_400.0;
/// Height of a row in pixels, as spreadsheet programs have it when nothing is said.
const ROW_PIXELS: f64 = 20.0;
/// The paper, as spreadsheets number it.
pub(super) const A4: u8 = 9;

/// As much of a text as a picture can have behind it, cut where a sentence ends.
fn alt_text(text: &str) -> String {
    const LONGEST: usize = 255;
    let fits = |text: &str| text.chars().count() <= LONGEST;
    if fits(text) {
        return text.to_owned();
    }
    let ends = text.match_indices(". ").map(|(at, _)| &text[..=at]);
    match ends.take_while(|text| fits(text)).last() {
        Some(whole) => whole.to_owned(),
        None => text.chars().take(LONGEST - 1).chain(['…']).collect(),
    }
}

/// A picture, and how much of its size it is drawn in: none is cut by a page.
fn image(picture: &BookPicture) -> Result<(Image, f64), XlsxError> {
    let image = Image::new_from_buffer(&picture.png)?;
    let scale = SCALE.min(PAGE_HEIGHT / image.height()).min(PAGE_WIDTH / image.width());
    Ok((image, scale))
}

/// The rows that the pictures begin in.
pub(super) fn picture_rows(pictures: &[BookPicture]) -> Result<Vec<u32>, XlsxError> {
    let mut row = 0;
    let mut rows = Vec::new();
    for picture in pictures {
        rows.push(row);
        let (image, scale) = image(picture)?;
        let height = (image.height() * scale / ROW_PIXELS).ceil();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let height = height.clamp(0.0, 10_000.0) as u32;
        row += height + 3;
    }
    Ok(rows)
}

/// The sheet of all pictures, one to a page.
pub(super) fn picture_sheet(
    sheet: &mut Worksheet,
    pictures: &[BookPicture],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let rows = picture_rows(pictures)?;
    for (picture, row) in pictures.iter().zip(&rows) {
        sheet.write_with_format(*row, 0, held(&picture.title), &looks.heading)?;
        let (image, scale) = image(picture)?;
        let image = image.set_alt_text(alt_text(&replaced(&picture.alt_text)));
        let image = image.set_scale_width(scale).set_scale_height(scale);
        sheet.insert_image(row + 1, 0, &image)?;
    }
    sheet.set_screen_gridlines(false);
    sheet.set_paper_size(A4).set_print_scale(PRINT_SCALE).set_page_breaks(&rows[1..])?;
    Ok(())
}
