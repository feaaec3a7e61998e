//! What has every chart, whatever it shows? A head, and a picture under it.

use crate::table::Provenance;

use crate::chart::Picture;
use crate::chart::frame::{Framing, Sheet, WIDTH};

/// What stands above and below a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChartHead {
    /// Stem of the file names.
    pub name: String,
    /// Title.
    pub title: String,
    /// Second line, may be empty.
    pub subtitle: String,
    /// What is counted: *tilbud*.
    pub unit: String,
    /// What the reader must know, each a sentence without full stop.
    pub notes: Vec<String>,
}

/// The data of a chart: what is told of them, and how they are drawn.
pub(super) trait Series {
    fn head(&self) -> &ChartHead;

    /// Whether there is nothing to draw.
    fn is_empty(&self) -> bool;

    /// Lays out what stands between title and notes.
    fn draw(&self, sheet: &mut Sheet);

    /// The figures in words.
    fn description(&self) -> String;

    /// Width of a picture that is not empty.
    fn width(&self) -> f64 {
        WIDTH
    }

    /// Notes that follow from the data.
    fn remarks(&self) -> Vec<String> {
        Vec::new()
    }

    /// What the reader must know: the head's notes, and those that follow from the data.
    fn notes(&self) -> Vec<String> {
        [self.head().notes.clone(), self.remarks()].concat()
    }

    /// The chart laid out; bare without what stands above and below.
    fn picture(&self, provenance: &Provenance, is_bare: bool) -> Picture {
        let head = self.head();
        let notes = self.notes();
        let (title, subtitle) = (&head.title, &head.subtitle);
        let framing = Framing { title, subtitle, notes: &notes, provenance, is_bare };
        if self.is_empty() {
            let mut sheet = Sheet::begin(WIDTH, &framing);
            sheet.no_data();
            return sheet.finish(&framing, "Ingen data.");
        }
        let mut sheet = Sheet::begin(self.width(), &framing);
        self.draw(&mut sheet);
        sheet.finish(&framing, &self.description())
    }
}
