//! How does a drawing become pixels?

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::chart::ChartError;
use crate::chart::label::FAMILY;

/// Pixels of the PNG for each pixel of the SVG, so that it prints sharply.
const SCALE: u16 = 2;

/// The program's own fonts, parsed once and shared by all threads.
static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(notosans::REGULAR_TTF.to_vec());
    fonts.load_font_data(notosans::BOLD_TTF.to_vec());
    fonts.set_sans_serif_family(FAMILY);
    Arc::new(fonts)
});

/// Rasterises a drawing at double size, as the bytes of a PNG file.
pub fn png(svg: &str) -> Result<Vec<u8>, ChartError> {
    let failed = |reason: String| ChartError::Rasterise(reason);
    let options = Options {
        fontdb: Arc::clone(&FONTS),
        font_family: FAMILY.to_owned(),
        ..Options::default()
    };
    let tree = Tree::from_str(&crisp(svg), &options).map_err(|e| failed(e.to_string()))?;
    let size = tree
        .size()
        .to_int_size()
        .scale_by(f32::from(SCALE))
        .ok_or_else(|| failed("figuren har ingen størrelse".to_owned()))?;
    let mut pixels = Pixmap::new(size.width(), size.height())
        .ok_or_else(|| failed("figuren er for stor".to_owned()))?;
    let scale = Transform::from_scale(f32::from(SCALE), f32::from(SCALE));
    resvg::render(&tree, scale, &mut pixels.as_mut());
    encoded(&pixels).map_err(|e| failed(e.to_string()))
}

/// The drawing with all that runs along the pixels' own edges marked as such. Corners are whole
/// pixels, so smoothing would change nothing there and only take time.
fn crisp(svg: &str) -> String {
    const MARK: &str = " shape-rendering=\"crispEdges\"";
    let mut marked = String::with_capacity(svg.len() + svg.len() / 4);
    for line in svg.split_inclusive('\n') {
        let (element, rest) = line.split_at(line.find(' ').unwrap_or(0));
        let is_along = match element {
            "<rect" => true,
            "<polyline" => points(rest).is_some_and(is_along_pixels),
            _ => false,
        };
        marked.extend([element, if is_along { MARK } else { "" }, rest]);
    }
    marked
}

/// The points of a polyline, as they are written.
fn points(attributes: &str) -> Option<&str> {
    attributes.split_once(" points=\"")?.1.split('"').next()
}

/// Whether each point lies straight above, below or beside the one before.
fn is_along_pixels(points: &str) -> bool {
    let points: Vec<_> = points.split_whitespace().map(|point| point.split_once(',')).collect();
    points.array_windows().all(|[from, to]| match (from, to) {
        (Some((x, y)), Some((to_x, to_y))) => x == to_x || y == to_y,
        _ => false,
    })
}

/// The ground is white, so no transparency is kept; flat areas compress best without the filters
/// that help photographs.
fn encoded(pixels: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let (colors, _) = pixels.data().as_chunks::<4>();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixels.width(), pixels.height());
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_filter(png::Filter::NoFilter);
    // A third of the usual level's time, for files a fifth larger.
    encoder.set_deflate_compression(png::DeflateCompression::Level(2));
    let samples = if let Some((palette, numbers)) = indexed(colors, pixels.width() as usize) {
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(palette);
        numbers
    } else {
        encoder.set_color(png::ColorType::Rgb);
        colors.iter().flat_map(|&[red, green, blue, _]| [red, green, blue]).collect()
    };
    encoder.write_header()?.write_image_data(&samples)?;
    Ok(file)
}

/// A palette, and each pixel's number in it: a third of the bytes to pack, and the same picture.
/// Nothing when there are more colours than a byte can number.
fn indexed(colors: &[[u8; 4]], width: usize) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut palette = Palette::default();
    let mut numbers = Vec::with_capacity(colors.len());
    let mut above: &[[u8; 4]] = &[];
    for row in colors.chunks_exact(width) {
        if row == above {
            numbers.extend_from_within(numbers.len() - width..);
            continue;
        }
        above = row;
        for same in row.chunk_by(|a, b| a == b) {
            let number = palette.number(same[0])?;
            numbers.resize(numbers.len() + same.len(), number);
        }
    }
    Some((palette.colors, numbers))
}

/// The colours met so far. Found in a table that is small enough to stay near at hand: a number
/// for every colour there can be would be 32 MB to clear for each picture.
struct Palette {
    /// Red, green and blue of each, in the order they were met.
    colors: Vec<u8>,
    /// A colour and its number where its digest points, or in the next free slot.
    slots: [Option<([u8; 3], u8)>; Self::SLOTS],
}

impl Default for Palette {
    fn default() -> Self {
        Self { colors: Vec::new(), slots: [None; Self::SLOTS] }
    }
}

impl Palette {
    /// Four for each colour that can be numbered, so that most are found at once.
    const SLOTS: usize = 1024;

    /// The number of a colour; nothing when all numbers are taken.
    fn number(&mut self, [red, green, blue, _]: [u8; 4]) -> Option<u8> {
        let color = [red, green, blue];
        let digest = u32::from_be_bytes([0, red, green, blue]).wrapping_mul(0x9E37_79B1) >> 22;
        let mut at = digest as usize;
        loop {
            match &mut self.slots[at] {
                Some((known, number)) if *known == color => return Some(*number),
                Some(_) => at = (at + 1) % Self::SLOTS,
                free => {
                    let number = u8::try_from(self.colors.len() / 3).ok()?;
                    *free = Some((color, number));
                    self.colors.extend(color);
                    return Some(number);
                }
            }
        }
    }
}
