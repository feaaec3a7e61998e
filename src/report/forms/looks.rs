//! How do the cells of a form look? What is to be written in has a frame and stands open; the words
//! above say the same as the colours.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use super::columns::{Holds, Need};

pub(super) struct Looks {
    pub(super) title: Format,
    pub(super) heading: Format,
    pub(super) text: Format,
    pub(super) need: Format,
    pub(super) header: Format,
    /// A cell of a table that is only read.
    pub(super) lined: Format,
    given: Format,
}

const OPEN: &str = "#FFFFFF";
const MUST: &str = "#FFF7D6";
const LOCKED: &str = "#E7EAEE";

impl Looks {
    pub(super) fn new() -> Self {
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let lined = text.clone().set_border(FormatBorder::Thin);
        Self {
            title: Format::new().set_bold().set_font_size(16),
            heading: Format::new().set_bold().set_font_size(12),
            need: Format::new().set_italic(),
            header: lined.clone().set_bold().set_background_color(LOCKED),
            given: lined.clone().set_background_color(LOCKED),
            text,
            lined,
        }
    }

    /// A cell of a column.
    pub(super) fn cell(&self, need: Need, holds: &Holds) -> Format {
        let fill = match need {
            Need::Given => return self.given.clone(),
            Need::Must => MUST,
            Need::Should | Need::May => OPEN,
        };
        let open = self.lined.clone().set_unlocked().set_background_color(fill);
        match holds {
            Holds::Day => open.set_num_format("dd-mm-yyyy"),
            // Zeros in front stay.
            Holds::Code => open.set_num_format("@"),
            // What is typed as 50 is 50 %, and is read as that: 1 alone could be all of them.
            Holds::Percent => open.set_num_format("0.0%"),
            _ => open,
        }
    }
}
