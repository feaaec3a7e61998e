//! How many double ratings does a wanted width of alpha's interval ask for?

/// Providers rated twice that the widths below were found with.
const RATED_TWICE: f64 = 40.0;

/// Ordinal alpha, and the width of its 95 percent interval with [`RATED_TWICE`] providers: found by
/// simulation with five raters and three levels.
const WIDTHS: [(f64, f64); 2] = [(0.55, 0.48), (0.75, 0.31)];

/// Providers that must be rated twice for the 95 percent interval of Krippendorff's ordinal alpha to
/// be `width` wide, when alpha is about `alpha`. The width goes as one over the root of their number;
/// between the two values of alpha that were simulated (0.55 and 0.75) it is taken to go straight.
/// None outside these two, and for a width that is not above 0.
pub fn doubles_needed(width: f64, alpha: f64) -> Option<u32> {
    let at_40 = at_40(alpha).filter(|_| width > 0.0)?;
    // A width that is a ratio of the two is met exactly, whatever the last digit of the division.
    let needed = (RATED_TWICE * (at_40 / width).powi(2) - 1e-9).ceil();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within a u32")]
    (needed < f64::from(u32::MAX)).then_some(needed as u32)
}

/// The width to be expected with `n` providers rated twice, as [`doubles_needed`] reckons; none
/// without any, and outside the two values of alpha that were simulated.
pub fn expected_width(n: u32, alpha: f64) -> Option<f64> {
    let at_40 = at_40(alpha).filter(|_| n > 0)?;
    Some(at_40 * (RATED_TWICE / f64::from(n)).sqrt())
}

/// The width with [`RATED_TWICE`] providers.
fn at_40(alpha: f64) -> Option<f64> {
    let [(low, at_low), (high, at_high)] = WIDTHS;
    (low..=high)
        .contains(&alpha)
        .then(|| at_low + (at_high - at_low) * (alpha - low) / (high - low))
}
