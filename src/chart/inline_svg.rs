//! How does a picture stand inside a page of HTML, in few bytes?
//!
//! The same shapes as [`super::svg`] draws for a file of its own. Neighbours that look the same
//! share one element: a map of 98 squares is half as large, and a page holds dozens of pictures.

use std::fmt::Write;

use crate::chart::label;
use crate::chart::{Anchor, Picture, Rgb, Shape};
use crate::plain_text::in_markup;

/// From the middle of the capitals to the baseline, in em.
const TO_BASELINE: f64 = 0.357;

/// An element that several shapes may share.
#[derive(PartialEq)]
enum Element {
    /// `<path>`: shapes are parts of its line.
    Path(String),
    /// `<g>`: shapes are elements of their own inside.
    Group(String),
}

/// The picture as an element of HTML, with its texts under ids that begin with `id`. Letters are as
/// wide as they were measured, whatever font the reader has.
pub fn inline_svg(picture: &Picture, id: &str) -> String {
    let mut out = format!(
        "<svg viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" role=\"img\" lang=\"da\" \
         aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}\
         </desc>",
        in_markup(&picture.title),
        in_markup(&picture.description),
        w = picture.width,
        h = picture.height,
    );
    let mut open: Option<Element> = None;
    for shape in &picture.shapes {
        let (element, content, is_alone) = drawn(shape);
        if is_alone || open.as_ref() != Some(&element) {
            close(&mut out, open.as_ref());
            // Writing to a string can't fail.
            let _ = match &element {
                Element::Path(style) => write!(out, "<path {style} d=\""),
                Element::Group(style) => write!(out, "<g {style}>"),
            };
            open = Some(element);
        }
        out.push_str(&content);
    }
    close(&mut out, open.as_ref());
    out.push_str("</svg>");
    out
}

fn close(out: &mut String, open: Option<&Element>) {
    out.push_str(match open {
        Some(Element::Path(_)) => "\"/>",
        Some(Element::Group(_)) => "</g>",
        None => "",
    });
}

/// The element, what stands in it, and whether no other shape may join: areas that overlap.
fn drawn(shape: &Shape) -> (Element, String, bool) {
    match shape {
        Shape::Rect { sides, fill, outline } => {
            let [left, top, right, bottom] = sides.map(f64::round);
            let (w, h) = (right - left, bottom - top);
            let path = format!("M{left} {top}h{w}v{h}h{}z", -w);
            (Element::Path(style(*fill, *outline)), path, false)
        }
        Shape::Curve { points, color, width } => {
            (Element::Path(style(None, Some((*color, *width)))), line(points), false)
        }
        Shape::Polygon { points, fill, outline } => {
            (Element::Path(style(Some(*fill), *outline)), format!("{}z", line(points)), true)
        }
        Shape::Dot { at, radius, fill, outline } => {
            let style = style(Some(*fill), outline.map(|color| (color, 1)));
            let (x, y) = (at.0.round(), at.1.round());
            (
                Element::Group(style),
                format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>"),
                false,
            )
        }
        Shape::Text { text, at, anchor, size, bold, color } => {
            let anchor = match anchor {
                Anchor::Start => "",
                Anchor::Middle => " text-anchor=\"middle\"",
                Anchor::End => " text-anchor=\"end\"",
            };
            let weight = if *bold { " font-weight=\"700\"" } else { "" };
            let fill = hex(*color);
            let style = format!("font-size=\"{size:.4}\" fill=\"{fill}\"{anchor}{weight}");
            let (x, y) = (at.0.round(), at.1 + size * TO_BASELINE);
            let is_short = text.chars().nth(3).is_none();
            let length = if is_short {
                String::new()
            } else {
                format!(" textLength=\"{:.0}\"", label::width(text, *size, *bold))
            };
            let text = format!("<text x=\"{x}\" y=\"{y:.1}\"{length}>{}</text>", in_markup(text));
            (Element::Group(style), text, false)
        }
    }
}

fn style(fill: Option<Rgb>, outline: Option<(Rgb, u32)>) -> String {
    let mut style = format!("fill=\"{}\"", fill.map_or_else(|| "none".to_owned(), hex));
    if let Some((color, width)) = outline {
        // Writing to a string can't fail.
        let _ = write!(style, " stroke=\"{}\"", hex(color));
        if width != 1 {
            let _ = write!(style, " stroke-width=\"{width}\"");
        }
    }
    style
}

fn hex(Rgb(red, green, blue): Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// A line through points, in whole pixels and without those that come to lie on the one before.
fn line(points: &[(f64, f64)]) -> String {
    let mut path = String::new();
    let mut last = None;
    for (x, y) in points.iter().map(|(x, y)| (x.round(), y.round())) {
        if last != Some((x, y)) {
            // Writing to a string can't fail.
            let _ = write!(path, "{}{x} {y}", if last.is_none() { "M" } else { "L" });
            last = Some((x, y));
        }
    }
    path
}
