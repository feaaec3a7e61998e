//! How does what was found read in Danish?

use super::check::Outcome;
use super::choice::Withheld;
use super::found::Found;
use super::source::row_place;
use crate::finding::Place;
use crate::guideline::decimal;
use crate::model::{Dataset, Incomplete, Loss, LostRow, Measure, Offering, Unit};
use crate::plain_text::danish_date;

/// What was found of a measure: *7 af 12 medarbejdere (58,3 %)*.
pub fn found_in_words(found: Found, measure: Measure) -> String {
    match found {
        Found::Number { low, high } if low.total_cmp(&high).is_eq() => counted(low, measure),
        Found::Number { low, high } => {
            format!("mellem {} og {}", decimal(low), counted(high, measure))
        }
        Found::OrMore(low) => format!("mindst {}", counted(low, measure)),
        Found::Share { low, high, total } => share_in_words(low, high, total),
        Found::Contradiction { n, total } => {
            format!("{n} erfarne af {} (modstridende oplysninger)", staff(total))
        }
        Found::Answer(true) => "ja".into(),
        Found::Answer(false) => "nej".into(),
        Found::NotReported => "ikke oplyst".into(),
        Found::NotRelevant => "ikke relevant".into(),
    }
}

/// The word for an outcome.
pub const fn outcome_in_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "opfyldt",
        Outcome::NotMet => "ikke opfyldt",
        Outcome::Unknown => "kan ikke afgøres",
        Outcome::NotRelevant => "ikke relevant",
    }
}

/// Why the placing assessment of an offering does not place, within a sentence.
pub fn withheld_in_words(dataset: &Dataset, offering: &Offering, withheld: Withheld) -> String {
    let assessment = |at: u32| dataset.assessments(offering).get(at as usize);
    match withheld {
        Withheld::Incomplete(at) => {
            let on = assessment(at).map_or(String::new(), |a| danish_date(a.assessed_on));
            let why = assessment(at).and_then(|a| a.incomplete).map_or("", Incomplete::danish);
            format!("{why} (vurderingen af {on})")
        }
        Withheld::Blank(at) => {
            let on = assessment(at).map_or(String::new(), |a| danish_date(a.assessed_on));
            format!(
                "vurderingen af {on} er givet uden gradueringer og oplysninger; en ældre træder \
                 ikke i stedet for den"
            )
        }
        Withheld::Lost(at) => {
            let lost = dataset.lost(offering).get(at as usize);
            let lost = lost.map_or(String::new(), |lost| lost_in_words(dataset, lost));
            format!("{lost}; andet træder ikke i stedet for den")
        }
    }
}

/// What could not be used of an assessment, within a sentence. The file and the sheet are named and
/// not the row, so that the order of rows leaves no trace; `set_aside.csv` has the row.
pub fn lost_in_words(dataset: &Dataset, lost: &LostRow) -> String {
    let what = if lost.is_of_grades { "en afrapportering" } else { "et oplysningsskema" };
    let on = lost.assessed_on.map_or_else(
        || "uden en dato, der kan læses,".to_owned(),
        |on| format!("af {}", danish_date(on)),
    );
    let place = |row| Place { row: None, ..row_place(dataset, row) };
    match (lost.why, lost.row) {
        (Loss::UnknownPart, row) => {
            let place = row.map_or(String::new(), |row| format!(" ({})", place(row)));
            format!("{what} {on} er af en delmålgruppe, som ingen har beskrevet{place}")
        }
        (Loss::Unread, row) => {
            let place = row.map_or_else(|| "en fil".to_owned(), |row| place(row).to_string());
            format!("{place} kunne ikke læses til ende, og der kan være en nyere vurdering i den")
        }
        (Loss::Unusable, Some(row)) => {
            format!("{what} {on} kunne ikke bruges ({})", place(row))
        }
        (Loss::Unusable, None) => format!(
            "{what} {on} kunne ikke bruges (filen er stoppet af noget, der ligner et CPR-nummer)"
        ),
    }
}

fn counted(number: f64, measure: Measure) -> String {
    let shown = decimal(number);
    let is_one = number.total_cmp(&1.0).is_eq();
    match measure.unit() {
        Unit::Citizens if is_one => "1 borger".into(),
        Unit::Citizens => format!("{shown} borgere"),
        Unit::Staff if is_one => "1 medarbejder".into(),
        Unit::Staff => format!("{shown} medarbejdere"),
        Unit::Percent => format!("{shown} %"),
        Unit::Count | Unit::YesNo => shown,
    }
}

fn share_in_words(low: u32, high: Option<u32>, total: Option<u32>) -> String {
    let one_decimal =
        |n: u32, total: u32| decimal((f64::from(n) * 1000.0 / f64::from(total)).round() / 10.0);
    match (high, total) {
        (_, None) => format!("{} med erfaring, af et ukendt antal", staff(low)),
        (_, Some(0)) => format!("{low} af 0 medarbejdere"),
        (Some(high), Some(total)) if low == high => {
            format!("{low} af {} ({} %)", staff(total), one_decimal(low, total))
        }
        (high, Some(total)) => {
            let high = high.unwrap_or(total);
            format!(
                "mellem {low} og {high} af {} ({}-{} %)",
                staff(total),
                one_decimal(low, total),
                one_decimal(high, total)
            )
        }
    }
}

fn staff(n: u32) -> String {
    if n == 1 { "1 medarbejder".into() } else { format!("{n} medarbejdere") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ExperienceBand, Level};

    #[test]
    fn what_was_found_reads_as_danish() {
        let share = Measure::ExperiencedPercent(Level::High, ExperienceBand::ThreeToFive);
        let words = |found| found_in_words(found, share);
        let seven = Found::Share { low: 7, high: Some(7), total: Some(12) };
        let open = Found::Share { low: 4, high: Some(7), total: Some(12) };
        assert_eq!(words(seven), "7 af 12 medarbejdere (58,3 %)");
        assert_eq!(words(open), "mellem 4 og 7 af 12 medarbejdere (33,3-58,3 %)");
        assert_eq!(words(Found::NotReported), "ikke oplyst");
        let one = Found::Number { low: 1.0, high: 1.0 };
        assert_eq!(found_in_words(one, Measure::Citizens(Level::High)), "1 borger");
        assert_eq!(
            found_in_words(Found::OrMore(2.0), Measure::EnvironmentSize),
            "mindst 2 medarbejdere"
        );
    }
}
