//! What is a chart, laid out and not yet drawn?
//!
//! Lengths are in pixels of the SVG, y grows downwards.

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// Where on its text an anchor point lies; vertically it is always the middle of the capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The text begins at the point.
    Start,
    /// The text is centred on it.
    Middle,
    /// The text ends at it.
    End,
}

/// One thing to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A rectangle, filled, outlined or both.
    Rect {
        /// Left, top, right, bottom.
        sides: [f64; 4],
        /// Fill, if any.
        fill: Option<Rgb>,
        /// Colour and width of the outline, if any.
        outline: Option<(Rgb, u32)>,
    },
    /// A line through points, one after another.
    Curve {
        /// The points.
        points: Vec<(f64, f64)>,
        /// Colour.
        color: Rgb,
        /// Width.
        width: u32,
    },
    /// An area inside a closed line.
    Polygon {
        /// The corners.
        points: Vec<(f64, f64)>,
        /// Fill.
        fill: Rgb,
        /// Colour and width of the outline, if any.
        outline: Option<(Rgb, u32)>,
    },
    /// A filled circle.
    Dot {
        /// Its centre.
        at: (f64, f64),
        /// Its radius.
        radius: u32,
        /// Fill.
        fill: Rgb,
        /// Colour of its outline, a pixel wide, if any.
        outline: Option<Rgb>,
    },
    /// A line of text.
    Text {
        /// The words.
        text: String,
        /// The anchor point.
        at: (f64, f64),
        /// Where on the text the point lies.
        anchor: Anchor,
        /// Font size in pixels.
        size: f64,
        /// Bold or regular.
        bold: bool,
        /// Colour.
        color: Rgb,
    },
}

/// A chart laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The chart's name for those who can't see it.
    pub title: String,
    /// The figures in words, in Danish.
    pub description: String,
    /// What to draw, from back to front.
    pub shapes: Vec<Shape>,
}
