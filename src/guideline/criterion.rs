//! How is one `[[criterion]]` read?

use super::bound::{read_bound, read_unit, whole_or_decimal};
use super::{Criterion, Scope};
use crate::document::{At, Fields, Problems};
use crate::model::{
    AgeGroup, AnswerField, ExperienceBand, Level, Measure, Parameter, ProviderKind, Staffing,
};

pub(super) const KEYS: [&str; 14] = [
    "parameter",
    "level",
    "measure",
    "behov",
    "years",
    "staffing",
    "bound",
    "unit",
    "reference",
    "reading",
    "provider-kind",
    "subgroup",
    "age-group",
    "any-of",
];

/// A criterion as written, before the file is looked at as a whole.
pub(super) struct Written {
    pub criterion: Criterion,
    /// Where its table begins.
    pub at: Option<usize>,
    /// Name of its any-of group.
    pub any_of: Option<String>,
}

/// Reads one criterion. The cell it stands in is given even when something else in it is wrong,
/// so that a cell is not called missing because of a misspelt word.
pub(super) fn read_criterion(
    fields: &Fields,
    problems: &mut Problems,
) -> (Option<(Parameter, Level)>, Option<Written>) {
    let parameter = read_parameter(fields, problems);
    let level = read_level("level", fields, problems);
    let cell = guess(parameter).zip(guess(level));

    let template = read_measure_name(fields, problems);
    if let (Ok(parameter), Some(template)) = (parameter, template)
        && template.value.parameter() != parameter
    {
        problems.add(
            template.at,
            "measure-of-other-parameter",
            format!(
                "målet \"{}\" hører til {}, ikke {}",
                template.value.slug(),
                template.value.parameter().slug(),
                parameter.slug()
            ),
            format!(
                "Skriv parameter = \"{}\", eller vælg et andet mål",
                template.value.parameter().slug()
            ),
        );
    }
    let measure = template.and_then(|t| read_measure_keys(t.value, fields, problems));
    let bound = read_bound(template.map(|t| t.value), fields, problems);
    read_unit(template.map(|t| t.value), fields, problems);
    let reference = read_reference(fields, problems);
    let reading = fields.text("reading", problems);
    let scope = read_scope(fields, problems);
    let any_of = fields.text("any-of", problems);
    let line = fields.at.map_or(1, |at| problems.line(at));

    let criterion = (|| {
        Some(Criterion {
            parameter: parameter.ok()?,
            level: level.ok()?,
            measure: measure?,
            bound: bound?,
            reference: reference?.value.into(),
            reading: reading.map(|text| text.value.into()),
            scope: scope?,
            any_of: None,
            line,
        })
    })();
    let any_of = any_of.map(|name| name.value.to_owned());
    (cell, criterion.map(|criterion| Written { criterion, at: fields.at, any_of }))
}

/// The parameter of a criterion or a cell statement; `Err` holds the likely one.
pub(super) fn read_parameter(
    fields: &Fields,
    problems: &mut Problems,
) -> Result<Parameter, Option<Parameter>> {
    fields.word("parameter", &Parameter::ALL.map(|p| (p.slug(), p)), problems)
}

/// A level, under the key `level` or `behov`.
pub(super) fn read_level(
    key: &str,
    fields: &Fields,
    problems: &mut Problems,
) -> Result<Level, Option<Level>> {
    fields.word(key, &Level::ALL.map(|level| (level.danish(), level)), problems)
}

/// The value read, or the likely one.
pub(super) fn guess<T: Copy>(read: Result<T, Option<T>>) -> Option<T> {
    read.map_or_else(|likely| likely, Some)
}

/// The measure by its name; level of need, years and staffing are not yet the file's own.
fn read_measure_name(fields: &Fields, problems: &mut Problems) -> Option<At<Measure>> {
    let (need, band, staffing) = (Level::High, ExperienceBand::UnderOne, Staffing::Own);
    let measures = [
        Measure::Citizens(need),
        Measure::ExperiencedPercent(need, band),
        Measure::Experienced(need, band),
        Measure::BasicEducationPercent(staffing),
        Measure::FurtherTrainingPercent(staffing),
        Measure::Certified(staffing),
        Measure::EnvironmentSize,
        Measure::CrossSectorAgreements,
        Measure::KnowledgeContributions,
        Measure::MethodsInUse,
    ];
    let all = measures.into_iter().chain(AnswerField::ALL.map(Measure::Answer));
    let words: Vec<_> = all.map(|measure| (measure.slug(), measure)).collect();
    let value = fields.word("measure", &words, problems).ok()?;
    Some(At { value, at: fields.value("measure")?.at })
}

/// Fills a measure with the keys of its own; keys of other measures are problems.
fn read_measure_keys(
    template: Measure,
    fields: &Fields,
    problems: &mut Problems,
) -> Option<Measure> {
    let own: &[&str] = match template {
        Measure::Citizens(_) => &["behov"],
        Measure::ExperiencedPercent(..) | Measure::Experienced(..) => &["behov", "years"],
        Measure::BasicEducationPercent(_)
        | Measure::FurtherTrainingPercent(_)
        | Measure::Certified(_) => &["staffing"],
        Measure::EnvironmentSize
        | Measure::CrossSectorAgreements
        | Measure::KnowledgeContributions
        | Measure::MethodsInUse
        | Measure::Answer(_) => &[],
    };
    for key in ["behov", "years", "staffing"] {
        if let Some(at) = fields.key_at(key)
            && !own.contains(&key)
        {
            problems.add(
                at,
                "key-not-for-measure",
                format!("\"{key}\" hører ikke til målet \"{}\"", template.slug()),
                "Slet linjen, eller vælg det mål, der var ment",
            );
        }
    }
    let need = own.contains(&"behov").then(|| read_level("behov", fields, problems).ok());
    let band = own.contains(&"years").then(|| read_years(fields, problems));
    let staffing = own.contains(&"staffing").then(|| read_staffing(fields, problems));
    Some(match template {
        Measure::Citizens(_) => Measure::Citizens(need??),
        Measure::ExperiencedPercent(..) => Measure::ExperiencedPercent(need??, band??),
        Measure::Experienced(..) => Measure::Experienced(need??, band??),
        Measure::BasicEducationPercent(_) => Measure::BasicEducationPercent(staffing??),
        Measure::FurtherTrainingPercent(_) => Measure::FurtherTrainingPercent(staffing??),
        Measure::Certified(_) => Measure::Certified(staffing??),
        Measure::EnvironmentSize
        | Measure::CrossSectorAgreements
        | Measure::KnowledgeContributions
        | Measure::MethodsInUse
        | Measure::Answer(_) => template,
    })
}

fn read_years(fields: &Fields, problems: &mut Problems) -> Option<ExperienceBand> {
    let found = fields.required("years", "years = 3", problems)?;
    let Some(years) = whole_or_decimal(found.value) else {
        problems.wrong_type("years", found, "et af tallene 0, 1, 3 og 5", "years = 3");
        return None;
    };
    let band = ExperienceBand::ALL
        .into_iter()
        .find(|band| (f64::from(band.from_years()) - years).abs() < f64::EPSILON);
    if band.is_none() {
        problems.add(
            found.at,
            "years-not-a-band",
            format!("{} år er ikke begyndelsen på et erfaringsbånd; skemaet har båndene 0, 1, 3 og 5 år", super::decimal(years)),
            "Skriv years = 0, 1, 3 eller 5",
        );
    }
    band
}

fn read_staffing(fields: &Fields, problems: &mut Problems) -> Option<Staffing> {
    let words = [("egne", Staffing::Own), ("inkl-eksterne", Staffing::WithPartners)];
    fields.word("staffing", &words, problems).ok()
}

fn read_reference<'d>(fields: &Fields<'d>, problems: &mut Problems) -> Option<At<&'d str>> {
    if fields.value("reference").is_none() && problems.is_readable() {
        problems.add(
            fields.at,
            "missing-reference",
            "kravet har ingen kilde (\"reference\")",
            "Skriv, hvor grænsen kommer fra, eller at den er et eksempel",
        );
    }
    fields.text("reference", problems)
}

/// Whom the criterion holds for; `None` when a key could not be read.
fn read_scope(fields: &Fields, problems: &mut Problems) -> Option<Scope> {
    let kind = fields.text("provider-kind", problems).map(|text| {
        problems.one_of("provider-kind", text, &ProviderKind::ALL.map(|kind| (kind.danish(), kind)))
    });
    let age = fields.text("age-group", problems).map(|text| {
        problems.one_of("age-group", text, &AgeGroup::ALL.map(|age| (age.danish(), age)))
    });
    let subgroup = fields.text("subgroup", problems);
    let is_read = |key: &str, read: bool| read || fields.value(key).is_none();
    let all_read = is_read("provider-kind", matches!(kind, Some(Ok(_))))
        && is_read("age-group", matches!(age, Some(Ok(_))))
        && is_read("subgroup", subgroup.is_some());
    all_read.then(|| Scope {
        provider_kind: kind.and_then(Result::ok),
        subgroup: subgroup.map(|text| text.value.into()),
        age_group: age.and_then(Result::ok),
    })
}
