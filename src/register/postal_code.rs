//! In which municipalities does a postal code lie?

use super::municipality::Municipalities;
use super::row::read_rows;
use crate::finding::Finding;
use crate::model::MunicipalityCode;

/// *Postnumre*, with the municipalities that their area lies in. A fifth of them cross a boundary,
/// and they were laid over the map of one year: a hint, never a key.
#[derive(Clone, Debug, Default)]
pub struct PostalCodes {
    /// Sorted by code, then by the largest share of the code's area.
    all: Vec<(u16, MunicipalityCode)>,
}

impl PostalCodes {
    pub(super) fn parse(
        text: &str,
        municipalities: &Municipalities,
        problems: &mut Vec<Finding>,
    ) -> Self {
        let mut all: Vec<(u16, f64, MunicipalityCode)> = Vec::new();
        let columns = ["postal_code", "municipality", "area_share"];
        read_rows("postal_codes.csv", text, &columns, problems, |row, problems| {
            let code = row.number::<u16>("postal_code", problems);
            let share = row.number::<f64>("area_share", problems);
            let municipality = municipalities.by_code_text(row.text("municipality"));
            if municipality.is_none() {
                let message = format!(
                    "kommunen \"{}\" findes ikke i municipalities.csv",
                    row.text("municipality")
                );
                problems.push(row.problem("municipality", message));
            }
            if share.is_some_and(|share| !(0.0..=1.0).contains(&share)) {
                let message = "andelen af arealet er ikke et tal fra 0 til 1".to_owned();
                problems.push(row.problem("area_share", message));
            }
            if let (Some(code), Some(share), Some(municipality)) = (code, share, municipality) {
                all.push((code, share, municipality));
            }
        });
        all.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        Self { all: all.into_iter().map(|(code, _, municipality)| (code, municipality)).collect() }
    }

    /// The municipalities that a postal code lies in, the one with most of its area first; none
    /// when the code is not known.
    pub fn municipalities(&self, code: u16) -> impl Iterator<Item = MunicipalityCode> + '_ {
        let start = self.all.partition_point(|(known, _)| *known < code);
        self.all[start..].iter().take_while(move |(known, _)| *known == code).map(|(_, of)| *of)
    }
}
