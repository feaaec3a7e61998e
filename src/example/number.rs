//! Which CVR-numre and P-numre can't be anybody's?

use super::dice::Dice;

/// Weights of the check that every CVR-nummer passes: the weighted sum of its eight digits is a
/// multiple of 11.
const CVR_WEIGHTS: [u32; 8] = [2, 7, 6, 5, 4, 3, 2, 1];

/// Whether eight digits pass the check of a CVR-nummer. Anything but eight digits does not.
pub fn passes_cvr_check(number: &str) -> bool {
    let digits: Option<Vec<u32>> = number.chars().map(|c| c.to_digit(10)).collect();
    digits.is_some_and(|digits| {
        digits.len() == CVR_WEIGHTS.len()
            && digits.iter().zip(CVR_WEIGHTS).map(|(digit, weight)| digit * weight).sum::<u32>()
                % 11
                == 0
    })
}

/// Eight digits that fail the check, so that they are no company's.
pub(super) fn impossible_cvr(dice: &mut Dice) -> String {
    impossible(dice.between(10_000_000, 99_999_998))
}

/// The CVR-nummer of a made-up operator with this number: the same each time.
pub(super) fn impossible_cvr_of(operator: u32) -> String {
    impossible(90_000_000 + operator % 1_000_000 * 7)
}

/// Ten digits that begin with 99 and end in eight that fail the check of a CVR-nummer.
pub(super) fn impossible_p_number(dice: &mut Dice) -> String {
    format!("99{}", impossible_cvr(dice))
}

/// The last digit weighs 1, so that of two neighbours at most one passes; but 9 can't be raised.
fn impossible(number: u32) -> String {
    let text = number.to_string();
    if !passes_cvr_check(&text) {
        return text;
    }
    let other = if number % 10 == 9 { number - 1 } else { number + 1 };
    other.to_string()
}
