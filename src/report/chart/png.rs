//! How does a drawing become pixels?

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::ChartError;
use super::label::FAMILY;

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

/// The ground is white, so no transparency is kept; flat areas compress best, and in a quarter of
/// the time, without the filters that help photographs.
fn encoded(pixels: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let mut colors = Vec::with_capacity(pixels.data().len() / 4 * 3);
    for pixel in pixels.data().chunks_exact(4) {
        colors.extend_from_slice(&pixel[..3]);
    }
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_filter(png::Filter::NoFilter);
    // A third of the usual level's time, for files a fifth larger.
    encoder.set_deflate_compression(png::DeflateCompression::Level(2));
    encoder.write_header()?.write_image_data(&colors)?;
    Ok(file)
}
