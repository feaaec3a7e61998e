//! How far do the tilsyn agree, parameter by parameter?

use crate::plain_text::capitalised;
use crate::report::agreement::{DOUBLE_RATED, PROVIDERS, WHAT_IS_DOUBLE, why};
use crate::report::robustness::group_columns;
use crate::results::Results;
use crate::results::agreement::{AgreementRow, MEASURED, RatedSubject};
use crate::table::{Output, Table};
use crate::trial::{Coefficient, Estimate, Interval, Metric, Weights, meaning, verdict};

const SEE: &str = "kan ikke regnes; se hvorfor";
const JACKKNIFE: &str = "Intervallerne er 95 %-intervaller ved at tage én leverandør ud ad gangen, \
                         med alle dens gradueringer (jackknife, t-fordeling)";
/// An end of an interval: its name, its word, what it is, and where it stands.
type End = (&'static str, &'static str, &'static str, fn(Interval) -> f64);

const SCALE: &str = "Skalaen er ingen, let, moderat og højt, uanset hvilke af dem der er brugt";

impl AgreementRow {
    pub(super) fn estimate(&self, coefficient: Coefficient) -> Option<&Estimate> {
        self.estimates.iter().find(|estimate| estimate.coefficient == coefficient)
    }
}

/// What a count of a row counts.
fn unit_of(subject: RatedSubject) -> &'static str {
    match subject {
        RatedSubject::AllGrades => "parametre af tilbud",
        _ => "tilbud",
    }
}

/// `trial/agreement`: the headline figures, a row for each subject.
pub(super) fn agreement<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let headline = [
        ("agreeing", "Andel ens", Coefficient::Agreeing),
        ("alpha_ordinal", "Alfa, ordinal", Coefficient::Alpha(Metric::Ordinal)),
        ("alpha_nominal", "Alfa, nominal", Coefficient::Alpha(Metric::Nominal)),
        ("ac1", "AC1", Coefficient::Gwet(Weights::Nominal)),
        ("ac2_ordinal", "AC2, ordinal", Coefficient::Gwet(Weights::Ordinal)),
    ];
    Table::<AgreementRow>::new(
        "trial/agreement",
        "Hvor enige er tilsynene?",
        "en parameter, det samlede niveau eller det beregnede niveau i en målgruppe",
        DOUBLE_RATED,
    )
    .csv_only()
    .sheet("Enighed mellem tilsyn")
    .wrapped()
    .sheet_rows(|row| row.group.is_none())
    .for_report()
    .note(WHAT_IS_DOUBLE)
    .note(JACKKNIFE)
    .note(SCALE)
    .note(
        "Alfa er Krippendorffs med hans egen ordinale afstand: 1 er fuld enighed, 0 som ved \
         tilfældighed. AC1 og AC2 er Gwets. Hver koefficient står med sin betydning i \
         trial/agreement_coefficients",
    )
    .with(|table| group_columns(table, results, |row| row.group))
    .text("subject", "Graduering af", "parameteren, eller niveauet", |row| {
        Some(row.subject.danish())
    })
    .int(
        "n_units",
        "Vurderet af to",
        "tilbud, eller parametre af tilbud i rækken for alle otte",
        |row| Some(row.n_units),
    )
    .unit(DOUBLE_RATED)
    .int("n_providers", "Leverandører", "deres", |row| Some(row.n_providers))
    .unit(PROVIDERS)
    .int("n_ratings", "Vurderinger", "af dem", |row| Some(row.n_ratings))
    .unit("vurderinger")
    .int(
        "n_relevance_differs",
        "Uenige om relevans",
        "ét tilsyn siger ikke relevant, et andet graduerer; ikke med i koefficienterne",
        |row| Some(row.n_relevance_differs),
    )
    .unit(DOUBLE_RATED)
    .for_each(headline, |table, (name, header, coefficient)| {
        let end = move |row: &AgreementRow, which: fn((f64, f64)) -> f64| {
            row.estimate(coefficient).and_then(|e| e.interval.ok()).map(which)
        };
        // On the sheet the headline alone has its ends: it is to be printed.
        let is_headline = coefficient == Coefficient::Alpha(Metric::Ordinal);
        let ends: [End; 2] = [
            ("low", "fra", "intervallets nedre ende", |(low, _)| low),
            ("high", "til", "intervallets øvre ende", |(_, high)| high),
        ];
        table
            .decimal(name, header, coefficient.danish(), 3, move |row| {
                row.estimate(coefficient).and_then(|e| e.value.ok())
            })
            .unit("højst 1")
            .empty(SEE)
            .for_each(ends, |table, (suffix, word, about, which)| {
                let (name, header) = (format!("{name}_{suffix}"), format!("{header}, {word}"));
                let table = table
                    .decimal(name, header, about, 3, move |row| end(row, which))
                    .unit("højst 1")
                    .empty(SEE);
                if is_headline { table } else { table.not_on_sheet() }
            })
    })
    .text("verdict", "Efter Krippendorffs grænser", "om ordinal alfa og dens interval", |row| {
        row.estimate(Coefficient::Alpha(Metric::Ordinal)).and_then(verdict)
    })
    .empty("alfa kan ikke regnes")
    .text("reason", "Hvorfor der mangler et tal", "om ordinal alfa, ellers om andelen", |row| {
        let told = [Coefficient::Alpha(Metric::Ordinal), Coefficient::Agreeing];
        told.into_iter()
            .filter_map(|coefficient| row.estimate(coefficient))
            .find_map(|e| why(&e.value).or_else(|| why(&e.interval)))
    })
    .empty("intet tal mangler")
    .over(&results.counted.agreement.rows)
}

/// One coefficient of a row.
struct OfRow<'v> {
    row: &'v AgreementRow,
    estimate: Estimate,
}

/// `trial/agreement_coefficients`: all of them, each with what it says.
pub(super) fn coefficients<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let rows = results.counted.agreement.rows.iter();
    let rows = rows.flat_map(|row| row.estimates.iter().map(move |e| OfRow { row, estimate: *e }));
    Table::<OfRow<'v>>::new(
        "trial/agreement_coefficients",
        "Alle koefficienter for enighed, med deres betydning",
        "en koefficient for en parameter eller et niveau i en målgruppe",
        DOUBLE_RATED,
    )
    .parquet_only()
    .note(WHAT_IS_DOUBLE)
    .note(JACKKNIFE)
    .note(SCALE)
    .with(|table| group_columns(table, results, |r| r.row.group))
    .text("subject", "Graduering af", "parameteren, eller niveauet", |r| {
        Some(r.row.subject.danish())
    })
    .code("coefficient", "koefficientens navn for programmer", |r| {
        Some(code(r.estimate.coefficient))
    })
    .words("Koefficient", "koefficientens navn", |r| Some(r.estimate.coefficient.danish()))
    .int("n_units", "Vurderet af to", "tilbud, eller parametre af tilbud", |r| Some(r.row.n_units))
    .unit(DOUBLE_RATED)
    .text("units", "Hvad der er talt", "tilbud, eller parametre af tilbud", |r| {
        Some(capitalised(unit_of(r.row.subject)))
    })
    .int("n_providers", "Leverandører", "deres", |r| Some(r.row.n_providers))
    .unit(PROVIDERS)
    .decimal("value", "Værdi", "koefficienten", 4, |r| r.estimate.value.ok())
    .unit("højst 1")
    .empty(SEE)
    .decimal("low", "Fra", "intervallets nedre ende", 4, |r| {
        r.estimate.interval.ok().map(|(low, _)| low)
    })
    .unit("højst 1")
    .empty(SEE)
    .decimal("high", "Til", "intervallets øvre ende", 4, |r| {
        r.estimate.interval.ok().map(|(_, high)| high)
    })
    .unit("højst 1")
    .empty(SEE)
    .text("reason", "Hvorfor der mangler et tal", "om værdien, ellers om intervallet", |r| {
        why(&r.estimate.value).or_else(|| why(&r.estimate.interval))
    })
    .empty("intet tal mangler")
    .text("meaning", "Hvad den siger", "i ord", |r| Some(meaning(r.estimate.coefficient)))
    .of(rows.collect())
}

fn code(coefficient: Coefficient) -> &'static str {
    const CODES: [&str; MEASURED.len()] = [
        "agreeing",
        "alpha_ordinal",
        "alpha_nominal",
        "alpha_interval",
        "ac1",
        "ac2_ordinal",
        "ac2_linear",
        "ac2_quadratic",
    ];
    let at = MEASURED.iter().position(|measured| *measured == coefficient);
    at.map_or("", |at| CODES[at])
}
