//! How are numbers written for Danish readers?

/// A count with dots between thousands, for pictures and prose: `123.456`.
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// A number with decimal comma and no dots: `1234,5`. Nothing when it is not finite; no `-0,0`.
pub fn decimal(value: f64, decimals: u8) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let text = format!("{value:.*}", usize::from(decimals));
    let unsigned = text.trim_start_matches('-');
    if unsigned.bytes().all(|b| matches!(b, b'0' | b'.')) {
        return unsigned.replace('.', ",");
    }
    text.replace('.', ",")
}

/// `part` of `whole` as whole percent, which never says `0 %` of something nor `100 %` of less than
/// all: `<1 %`, `>99 %`.
pub fn share(part: u64, whole: u64) -> String {
    if part == 0 || whole == 0 {
        return "0 %".to_owned();
    }
    // In 128 bits, so that no count is too large.
    let (part, whole) = (u128::from(part), u128::from(whole));
    let percent = (part * 200 + whole) / (whole * 2);
    if percent == 0 || part * 100 < whole {
        "<1 %".to_owned()
    } else if part < whole && part * 100 > whole * 99 {
        ">99 %".to_owned()
    } else {
        format!("{percent} %")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_dotted() {
        let shown = [0, 7, 999, 1_000, 123_456, 12_345_678].map(thousands);
        assert_eq!(shown, ["0", "7", "999", "1.000", "123.456", "12.345.678"]);
    }

    #[test]
    fn decimals_have_a_comma_and_no_negative_zero() {
        assert_eq!(decimal(1234.56, 1), "1234,6");
        assert_eq!(decimal(-0.04, 1), "0,0");
        assert_eq!(decimal(-3.25, 2), "-3,25");
        assert_eq!(decimal(f64::NAN, 2), "");
    }

    #[test]
    fn shares_do_not_round_to_nothing_or_to_all() {
        let shown = [(0, 5), (1, 1_000), (999, 1_000), (5, 5), (1, 3), (2, 3)];
        let shown = shown.map(|(part, whole)| share(part, whole));
        assert_eq!(shown, ["0 %", "<1 %", ">99 %", "100 %", "33 %", "67 %"]);
    }
}
