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
    let tree = Tree::from_str(svg, &options).map_err(|e| failed(e.to_string()))?;
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
    const MOST: usize = 256;
    let mut palette = Vec::new();
    let mut numbers = Vec::with_capacity(colors.len());
    // For every colour there can be its number, counted from 1. The system gives memory where it
    // is written to, so that the few colours that are met cost a page each.
    let mut number_of = vec![0_u16; 1 << 24];
    let mut above: &[[u8; 4]] = &[];
    for row in colors.chunks_exact(width) {
        if row == above {
            numbers.extend_from_within(numbers.len() - width..);
            continue;
        }
        above = row;
        // In a row of too many colours the numbers are wrong, and are then thrown away.
        #[allow(clippy::cast_possible_truncation)]
        numbers.extend(row.iter().map(|&[red, green, blue, _]| {
            let number = &mut number_of[u32::from_be_bytes([0, red, green, blue]) as usize];
            if *number == 0 {
                palette.extend([red, green, blue]);
                *number = (palette.len() / 3) as u16;
            }
            (*number - 1) as u8
        }));
        if palette.len() > MOST * 3 {
            return None;
        }
    }
    Some((palette, numbers))
}
