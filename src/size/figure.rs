//! How is one `[[figure]]` read: a published figure?

use super::amount::{read_amount, read_unit};
use super::{CountedFrom, ElderlyCare, EvidenceStrength, Figure};
use crate::document::{At, Fields, Problems, choices, suggestion};
use crate::guideline::decimal;
use crate::register::{AgeRange, AgeRanges};

pub(super) const KEYS: [&str; 16] = [
    "id",
    "question",
    "subgroup",
    "value",
    "low",
    "high",
    "unit",
    "as-printed",
    "ages",
    "year",
    "country",
    "definition",
    "counted-from",
    "evidence",
    "elderly-care",
    "source",
];

/// A figure with where it begins.
pub(super) struct WrittenFigure<'d> {
    pub figure: Figure,
    pub subgroup: Option<At<&'d str>>,
    pub at: Option<usize>,
}

pub(super) fn read_figure<'d>(
    fields: &Fields<'d>,
    ranges: &AgeRanges,
    problems: &mut Problems,
) -> Option<WrittenFigure<'d>> {
    let id = fields.required_text("id", "sygehusdiagnoser-2017", problems);
    let question = fields.required_text("question", "Børn med autisme", problems);
    let subgroup = fields.text("subgroup", problems);
    let unit = read_unit(fields, problems);
    let amounts = if fields.value("low").is_some() || fields.value("high").is_some() {
        if let Some(at) = fields.key_at("value") {
            let message = "et offentliggjort tal har enten \"value\" eller \"low\" og \"high\"";
            problems.add(at, "value-and-range", message, "Slet den linje, kilden ikke skriver");
        }
        let low = read_amount("low", unit, fields, problems);
        let high = read_amount("high", unit, fields, problems);
        if let (Some(low), Some(high)) = (low, high) {
            check_rising("low", low, "high", high, problems);
        }
        low.zip(high).map(|(low, high)| (low.value, high.value))
    } else {
        read_amount("value", unit, fields, problems).map(|value| (value.value, value.value))
    };
    let as_printed = fields.required_text("as-printed", "knap 230.000", problems);
    let ages = fields.text("ages", problems).map(|text| read_ages(text, ranges, problems));
    let year = fields.number("year", problems).map(|year| read_year(year, problems));
    let country = fields.required_text("country", "Danmark", problems);
    let definition = fields.required_text("definition", "Diagnose stillet på sygehus", problems);
    let counted_from = CountedFrom::ALL.map(|from| (from.danish(), from));
    let counted_from = fields.word("counted-from", &counted_from, problems).ok();
    let evidence = read_evidence(fields, problems);
    let elderly = read_elderly(fields, problems);
    if fields.value("source").is_none() && problems.is_readable() {
        problems.add(
            fields.at,
            "size-without-source",
            "det offentliggjorte tal har ingen kilde (\"source\")",
            "Skriv, hvem der har offentliggjort tallet, eller slet det",
        );
    }
    let source = fields.text("source", problems);
    let line = fields.at.map_or(1, |at| problems.line(at));
    let (low, high) = amounts?;
    Some(WrittenFigure {
        figure: Figure {
            id: id?.value.into(),
            question: question?.value.into(),
            subgroup: subgroup.map(|text| text.value.into()),
            low,
            high,
            unit: unit?,
            as_printed: as_printed?.value.into(),
            ages: ages.map_or(Some(None), |ages| ages.map(Some))?,
            year: year.map_or(Some(None), |year| year.map(Some))?,
            country: country?.value.into(),
            definition: definition?.value.into(),
            counted_from: counted_from?,
            evidence: evidence?,
            elderly: elderly?,
            source: source?.value.into(),
            line,
        },
        subgroup,
        at: fields.at,
    })
}

/// Reports a smaller number that is above the larger one.
pub(super) fn check_rising(
    key: &str,
    lower: At<f64>,
    above: &str,
    upper: At<f64>,
    problems: &mut Problems,
) {
    if lower.value > upper.value {
        let (lower_shown, upper_shown) = (decimal(lower.value), decimal(upper.value));
        problems.add(
            lower.at,
            "estimate-out-of-order",
            format!("{key} = {lower_shown} er større end {above} = {upper_shown}"),
            "Skriv tallene, så low er mindst, central imellem og high størst",
        );
    }
}

/// An age range of the register (Reading R12).
pub(super) fn read_ages(
    text: At<&str>,
    ranges: &AgeRanges,
    problems: &mut Problems,
) -> Option<AgeRange> {
    let found = ranges.get(text.value);
    if found.is_none() {
        let known: Vec<&str> = ranges.iter().map(|range| &*range.text).collect();
        let near = suggestion(text.value, &known);
        problems.add(
            text.at,
            "unknown-age-range",
            format!(
                "aldersgruppen \"{}\" findes ikke i registers/age_ranges.csv{}",
                text.value,
                choices(text.value, &known, "der er")
            ),
            format!("{near}, eller skriv en række i registret, der siger, hvad den svarer til"),
        );
    }
    found.cloned()
}

fn read_year(year: At<f64>, problems: &mut Problems) -> Option<u16> {
    let read = (1900.0..=2100.0).contains(&year.value) && year.value.fract() == 0.0;
    if !read {
        problems.add(
            year.at,
            "year-not-a-year",
            format!("{} er ikke et årstal", decimal(year.value)),
            "Skriv for eksempel year = 2017, eller slet linjen, når kilden ikke siger det",
        );
        return None;
    }
    format!("{:.0}", year.value).parse().ok()
}

pub(super) fn read_evidence(fields: &Fields, problems: &mut Problems) -> Option<EvidenceStrength> {
    let words = EvidenceStrength::ALL.map(|strength| (strength.danish(), strength));
    fields.word("evidence", &words, problems).ok()
}

pub(super) fn read_elderly(fields: &Fields, problems: &mut Problems) -> Option<ElderlyCare> {
    let words = ElderlyCare::ALL.map(|care| (care.danish(), care));
    fields.word("elderly-care", &words, problems).ok()
}
