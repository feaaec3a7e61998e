//! How alike are two names?

use crate::register::fold_name;

/// Sørensen-Dice similarity, 0 to 1: twice the letter pairs that both have, over all pairs of the
/// two. Case, blanks and signs do not count; names with different numbers in them (`Nygade 12`
/// and `Nygade 14`) are not alike at all.
pub(crate) fn like(a: &str, b: &str) -> f64 {
    if numbers(a).ne(numbers(b)) {
        return 0.0;
    }
    strsim::sorensen_dice(&letters(a), &letters(b))
}

/// The folded name without its numbers and signs.
fn letters(name: &str) -> String {
    fold_name(name).chars().filter(|c| c.is_alphabetic()).collect()
}

/// The runs of digits, without leading zeros.
fn numbers(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .map(|run| run.trim_start_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::like;

    #[test]
    fn numbers_must_be_the_same() {
        assert!(like("Bofællesskabet Nygade 12", "Bofællesskabet Nygade 14") < f64::EPSILON);
        assert!(like("Bofællesskabet Nygade 012", "Bofællesskabet, Nygade 12") > 0.99);
    }

    #[test]
    fn a_slip_is_near_and_another_name_is_not() {
        assert!(like("Botilbuddet Solgården", "Botilbudet Solgaarden") > 0.9);
        let short = like("Botilbuddet Solgården", "Solgården");
        assert!((0.55..0.65).contains(&short), "{short}");
        let kind_only = like("Botilbuddet Solgården", "Botilbuddet Egevang");
        assert!(kind_only < 0.6, "{kind_only}");
    }
}
