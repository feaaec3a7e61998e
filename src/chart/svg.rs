//! How are shapes drawn as SVG?

use std::io;

use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::prelude::SVGBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};

use crate::chart::palette::WHITE;
use crate::chart::{Anchor, ChartError, Picture, Rgb, Shape};
use crate::plain_text::{in_markup, replaced};

/// The family as the SVG names it: a viewer without Noto Sans has something to fall back on.
const FAMILY: &str = "Noto Sans, sans-serif";

/// The drawing library divides a font's size by this before writing it down.
const SIZE_FACTOR: f64 = 1.24;

/// Height of capitals and digits in Noto Sans, in em.
const CAPITAL: f64 = 0.714;

/// How far below a text's top anchor the drawing library puts the baseline, in em.
const TOP_TO_BASELINE: f64 = 0.76;

/// Draws a picture as SVG: the same picture gives the same bytes. Characters that an SVG can't hold
/// are replaced, whoever wrote them: a name is no reason for a picture not to be drawn.
pub fn svg(picture: &Picture) -> Result<String, ChartError> {
    let mut drawn = String::new();
    draw(picture, &mut drawn).map_err(|reason| ChartError::Draw {
        title: picture.title.clone(),
        reason: reason.to_string(),
    })?;
    Ok(made_accessible(&drawn, picture))
}

fn draw(picture: &Picture, out: &mut String) -> Result<(), DrawingAreaErrorKind<io::Error>> {
    let area = SVGBackend::with_string(out, (picture.width, picture.height)).into_drawing_area();
    area.fill(&color(WHITE))?;
    for shape in &picture.shapes {
        match shape {
            Shape::Rect { sides: [left, top, right, bottom], fill, outline } => {
                let corners = [(whole(*left), whole(*top)), (whole(*right), whole(*bottom))];
                if let Some(fill) = fill {
                    area.draw(&Rectangle::new(corners, color(*fill).filled()))?;
                }
                if let Some((line, width)) = outline {
                    let [(left, top), (right, bottom)] = corners;
                    // Begins in the middle of a side, so that all corners are sharp.
                    let begin = (left.midpoint(right), top);
                    let corners = [(right, top), (right, bottom), (left, bottom), (left, top)];
                    let path: Vec<(i32, i32)> =
                        [begin].into_iter().chain(corners).chain([begin]).collect();
                    area.draw(&PathElement::new(path, stroke(*line, *width)))?;
                }
            }
            Shape::Curve { points, color, width } => {
                let path = whole_points(points);
                area.draw(&PathElement::new(path, stroke(*color, *width)))?;
            }
            Shape::Polygon { points, fill, outline } => {
                let corners = whole_points(points);
                area.draw(&Polygon::new(corners.clone(), color(*fill).filled()))?;
                if let (Some((line, width)), Some(first)) = (outline, corners.first()) {
                    let closed: Vec<_> = corners.iter().copied().chain([*first]).collect();
                    area.draw(&PathElement::new(closed, stroke(*line, *width)))?;
                }
            }
            Shape::Dot { at, radius, fill, outline } => {
                let at = (whole(at.0), whole(at.1));
                area.draw(&Circle::new(at, *radius, color(*fill).filled()))?;
                if let Some(line) = outline {
                    area.draw(&Circle::new(at, *radius, stroke(*line, 1)))?;
                }
            }
            Shape::Text { text, at: (x, y), anchor, size, bold, color: ink } => {
                let style = if *bold { FontStyle::Bold } else { FontStyle::Normal };
                let font = FontDesc::new(FontFamily::Name(FAMILY), as_passed(*size), style);
                let h_pos = match anchor {
                    Anchor::Start => HPos::Left,
                    Anchor::Middle => HPos::Center,
                    Anchor::End => HPos::Right,
                };
                let ink = color(*ink);
                let style = TextStyle::from(font).color(&ink).pos(Pos::new(h_pos, VPos::Top));
                let top = y + size * (CAPITAL / 2.0 - TOP_TO_BASELINE);
                area.draw(&Text::new(&*replaced(text), (whole(*x), whole(top)), style))?;
            }
        }
    }
    area.present()
}

/// Gives the drawing a role, a title and a description for those who can't see it.
fn made_accessible(drawn: &str, picture: &Picture) -> String {
    let (opening, rest) = drawn.split_once(">\n").unwrap_or(("<svg", drawn));
    format!(
        "{opening} role=\"img\" lang=\"da\" aria-labelledby=\"title desc\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n{rest}",
        in_markup(&picture.title),
        in_markup(&picture.description),
    )
}

/// The size to pass on so that exactly `size` is written down, not 13.000000000000002.
fn as_passed(size: f64) -> f64 {
    let about = size * SIZE_FACTOR;
    let exact = |passed: &f64| (passed / SIZE_FACTOR).to_bits() == size.to_bits();
    [about, about.next_down(), about.next_up()].into_iter().find(exact).unwrap_or(about)
}

fn color(Rgb(red, green, blue): Rgb) -> RGBColor {
    RGBColor(red, green, blue)
}

fn stroke(line: Rgb, width: u32) -> ShapeStyle {
    color(line).stroke_width(width)
}

/// To whole pixels, without points that come to lie on the one before.
fn whole_points(points: &[(f64, f64)]) -> Vec<(i32, i32)> {
    let mut path: Vec<(i32, i32)> = points.iter().map(|(x, y)| (whole(*x), whole(*y))).collect();
    path.dedup();
    path
}

/// To the nearest pixel. A picture is a few thousand pixels, far within `i32`.
#[allow(clippy::cast_possible_truncation)]
fn whole(length: f64) -> i32 {
    length.round() as i32
}
