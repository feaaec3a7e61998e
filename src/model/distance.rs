//! How far is it from one place to another?

/// Mean radius of the earth in kilometres (IUGG, R1).
const EARTH_RADIUS_KM: f64 = 6371.0088;

/// Great-circle distance in kilometres between two places in degrees north and east, on a sphere.
/// The haversine formula (Sinnott, *Sky and Telescope* 68, 1984) keeps its digits at the short
/// distances that municipalities are apart; against the ellipsoid it is off by 0.5 % at most.
pub fn great_circle_km(from: (f64, f64), to: (f64, f64)) -> f64 {
    let half_sine_squared = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let cosines = from.0.to_radians().cos() * to.0.to_radians().cos();
    let h = half_sine_squared(to.0 - from.0) + cosines * half_sine_squared(to.1 - from.1);
    2.0 * EARTH_RADIUS_KM * h.clamp(0.0, 1.0).sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::great_circle_km;

    #[test]
    fn known_distances() {
        // A quarter of a great circle, and one degree of it.
        let quarter = great_circle_km((0.0, 0.0), (90.0, 0.0));
        assert!((quarter - 10_007.557).abs() < 0.001, "{quarter}");
        let degree = great_circle_km((0.0, 12.0), (0.0, 13.0));
        assert!((degree - 111.195).abs() < 0.001, "{degree}");
        // København to Aarhus, town hall to town hall: 156.5 km on the ellipsoid.
        let to_aarhus = great_circle_km((55.6761, 12.5683), (56.1525, 10.2033));
        assert!((to_aarhus - 156.6).abs() < 1.0, "{to_aarhus}");
        assert!(great_circle_km((55.0, 12.0), (55.0, 12.0)).abs() < 1e-12);
    }
}
