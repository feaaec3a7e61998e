//! How do the cells of a given-back sheet look?

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// How cells look. A marked cell has a frame and a note too: its colour says nothing alone.
pub(super) struct Looks {
    pub(super) header: Format,
    pub(super) added_header: Format,
    pub(super) unread_header: Format,
    pub(super) added: Format,
    pub(super) plain: [Format; 3],
    pub(super) marked: [Format; 3],
}

/// Kinds of cells in [`Looks::plain`] and [`Looks::marked`].
pub(super) const GENERAL: usize = 0;
pub(super) const TEXT: usize = 1;
pub(super) const DATE: usize = 2;

impl Looks {
    pub(super) fn new() -> Self {
        let header = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_border_bottom(FormatBorder::Thin);
        let kinds = || {
            let cell = || Format::new().set_align(FormatAlign::Top);
            [cell(), cell().set_num_format("@"), cell().set_num_format("dd-mm-yyyy")]
        };
        Self {
            added_header: header.clone().set_background_color(Color::RGB(0x00DD_E6F0)),
            unread_header: header.clone().set_font_color(Color::RGB(0x0059_5959)).set_italic(),
            header,
            added: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            plain: kinds(),
            marked: kinds().map(|format| {
                format
                    .set_background_color(Color::RGB(0x00FF_E699))
                    .set_border(FormatBorder::Medium)
                    .set_border_color(Color::RGB(0x009C_2A00))
            }),
        }
    }
}
