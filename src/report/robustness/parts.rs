//! Do *børn, unge, voksne* or the sub-groups of a target group differ: does the trial call for
//! descriptions of their own?

use crate::chart::{Chart, ChartHead, GradeCounts, Parts, ProfileChart, ProfileRow};
use crate::model::{Grade, TargetGroupId};
use crate::plain_text::capitalised;
use crate::report::Drawing;
use crate::report::parts::{ASSESSED_OFFERINGS, PARTS};
use crate::report::robustness::{SEE_REASON, group_columns, reason, why};
use crate::results::{Part, PartCounts, Results, Split, SplitGroup};
use crate::robustness::{CHANCE, Difference, Subject, Undefined};
use crate::table::{Output, PictureDoc, Table, thousands};

const COUNTS: &str = "robustness/parts";

const GRADES: [Grade; 6] =
    [Grade::None, Grade::Light, Grade::Moderate, Grade::High, Grade::NotRelevant, Grade::Unknown];

impl Split {
    const fn danish(self) -> &'static str {
        match self {
            Self::Age => "aldersgruppe",
            Self::SubGroup => "delmålgruppe",
        }
    }
}

fn part_name(results: &Results<'_>, part: Part) -> String {
    match part {
        Part::Age(age) => age.danish().to_owned(),
        Part::SubGroup(id) => results.reading.dataset.subgroups[usize::from(id)].to_string(),
        Part::Rest => "uden delmålgruppe".to_owned(),
    }
}

/// What ages are, and whom an offering counts under.
fn age_note(results: &Results<'_>) -> String {
    format!(
        "Aldersgrupper: {}. Et tilbud, der er vurderet for én aldersgruppe, tæller kun i den, og et, \
         der er rettet mod flere, i hver af dem",
        results.settings.registers.age_groups.in_words()
    )
}

/// One subject of one part.
struct OfPart<'v> {
    of: &'v SplitGroup,
    part: &'v PartCounts,
    subject: Subject,
    counts: GradeCounts,
}

/// The columns that say what a row is split by and what is graded.
fn split_columns<'v, R: 'v>(table: Table<'v, R>, of: fn(&R) -> (Split, Subject)) -> Table<'v, R> {
    table
        .text("split", "Delt efter", "aldersgruppe eller delmålgruppe", move |r| {
            Some(of(r).0.danish())
        })
        .text("subject", "Graduering af", "parameteren, eller det samlede niveau", move |r| {
            Some(of(r).1.danish())
        })
}

/// `robustness/parts`: grades and levels by age group and sub-group.
pub(super) fn parts<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let of_part = |of: &'v SplitGroup| {
        of.parts.iter().flat_map(move |part| {
            let subjects = Subject::all().into_iter().zip(part.by_subject);
            subjects.map(move |(subject, counts)| OfPart { of, part, subject, counts })
        })
    };
    Table::<OfPart<'v>>::new(
        COUNTS,
        "Gradueringer og niveauer efter aldersgruppe og delmålgruppe",
        "en parameter, eller det samlede niveau, i en del af en målgruppe",
        ASSESSED_OFFERINGS,
    )
    .csv_only()
    .sheet("Aldre og delmålgrupper")
    .note(age_note(results))
    .note(
        "Det samlede niveau er gradueringernes efter den indplacerende regel; kvaliteten er ikke \
         regnet med. Ikke oplyst er det, når de ikke afgør noget niveau",
    )
    .note(PARTS)
    .with(|table| group_columns(table, results, |r| r.of.group))
    .with(|table| split_columns(table, |r| (r.of.split, r.subject)))
    .text("part", "Del", "aldersgruppen eller delmålgruppen", |r| {
        Some(part_name(results, r.part.part))
    })
    .for_each(GRADES, |table, grade| {
        let name = match grade {
            Grade::None => "n_none",
            Grade::Light => "n_light",
            Grade::Moderate => "n_moderate",
            Grade::High => "n_high",
            Grade::NotRelevant => "n_not_relevant",
            Grade::Unknown => "n_unknown",
        };
        table
            .int(name, capitalised(grade.danish()), "har denne graduering", move |r| {
                Some(r.counts.of(grade))
            })
            .unit(ASSESSED_OFFERINGS)
    })
    .int("n_offerings", "Vurderet i alt", "summen af gradueringerne", |r| Some(r.part.n_offerings))
    .unit(ASSESSED_OFFERINGS)
    .of(results.robustness.splits.iter().flat_map(of_part).collect())
}

/// One subject of a split group.
struct Compared<'v> {
    of: &'v SplitGroup,
    subject: Subject,
    result: &'v Result<Difference, Undefined>,
}

impl Compared<'_> {
    /// What can be said in words.
    fn answer(&self) -> &'static str {
        match self.result {
            Ok(difference) if difference.adjusted < CHANCE => {
                "delene er forskellige; forskellen er større, end tilfældet plejer at give"
            }
            Ok(_) => "forskellen kan være tilfældig",
            Err(_) => "kan ikke siges",
        }
    }
}

/// `robustness/part_differences`: whether they differ.
pub(super) fn part_differences<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let of_split = |of: &'v SplitGroup| {
        let compared = Subject::all().into_iter().zip(&of.differences.by_subject);
        compared.map(move |(subject, result)| Compared { of, subject, result })
    };
    let p = |of: fn(&Difference) -> f64| move |r: &Compared<'_>| r.result.as_ref().ok().map(of);
    Table::<Compared<'v>>::new(
        "robustness/part_differences",
        "Er der forskel på aldersgrupper eller delmålgrupper?",
        "en parameter, eller det samlede niveau, i en målgruppe, der er delt",
        ASSESSED_OFFERINGS,
    )
    .csv_only()
    .sheet("Forskelle mellem dele")
    .for_report()
    .note(age_note(results))
    .note(
        "Prøven sammenligner delenes gennemsnitlige rang (Kruskal-Wallis) og bytter dele mellem \
         leverandører med lige mange tilbud i de samme målgrupper; en leverandørs tilbud følges \
         ad. p er, hvor tit så stor en forskel kommer af bytningen alene",
    )
    .note(
        "Justeret p tager højde for, at der ses på ni ting på én gang (Holm). At en forskel kan \
         være tilfældig, siger ikke, at delene er ens: med få tilbud ses kun store forskelle. En \
         forskel siger ikke, hvad den kommer af",
    )
    .with(|table| group_columns(table, results, |r| r.of.group))
    .with(|table| split_columns(table, |r| (r.of.split, r.subject)))
    .text("parts", "Dele", "dem, der er vurderede tilbud i, med antal", |r| {
        let parts = r.of.parts.iter().map(|part| {
            format!("{} {}", part_name(results, part.part), thousands(part.n_offerings))
        });
        Some(parts.collect::<Vec<_>>().join("; "))
    })
    .int("n_offerings", "Tilbud i en del", "hver én gang", |r| Some(r.of.n_offerings()))
    .unit(ASSESSED_OFFERINGS)
    .int("n_known", "Heraf med kendt graduering", "de er sammenlignet", |r| {
        r.result.as_ref().ok().map(|difference| difference.n)
    })
    .unit(ASSESSED_OFFERINGS)
    .empty(SEE_REASON)
    .int("n_providers", "Leverandører", "de byttes", |r| Some(r.of.differences.n_providers))
    .unit("leverandører")
    .int("n_drawn", "Leverandører, der er set på", "ved mange er de udtrukket", |r| {
        Some(r.of.differences.n_drawn)
    })
    .unit("leverandører")
    .int("n_permutations", "Bytninger", "prøvet, trukket ved frø", |r| {
        Some(r.of.differences.n_permutations)
    })
    .unit("bytninger")
    .decimal("p", "p", "af prøven alene", 4, p(|difference| difference.p))
    .unit("0-1")
    .empty(SEE_REASON)
    .decimal("p_adjusted", "Justeret p", "for ni prøver", 4, p(|difference| difference.adjusted))
    .unit("0-1")
    .empty(SEE_REASON)
    .text("answer", "Svar", "ved 5 pct. af justeret p", |r| Some(r.answer()))
    .with(|table| reason(table, |r| why(r.result)))
    .of(results.robustness.splits.iter().flat_map(of_split).collect())
}

/// The picture of a group's ages; nothing where fewer than two are assessed.
pub(super) fn by_age(results: &Results<'_>, group: TargetGroupId) -> Option<Drawing> {
    let of = results
        .robustness
        .splits
        .iter()
        .find(|of| of.group == Some(group) && of.split == Split::Age && of.parts.len() > 1)?;
    let subjects = Subject::all();
    // The level first: it is what the trial asks about.
    let ordered = (0..subjects.len()).rev().take(1).chain(0..subjects.len() - 1);
    let rows = ordered.flat_map(|at| {
        of.parts.iter().map(move |part| ProfileRow {
            label: format!("{}: {}", subjects[at].danish(), part_name(results, part.part)),
            counts: part.by_subject[at].along(),
        })
    });
    let differing: Vec<&str> = subjects
        .iter()
        .zip(&of.differences.by_subject)
        .filter(|(_, result)| result.as_ref().is_ok_and(|d| d.adjusted < CHANCE))
        .map(|(subject, _)| subject.danish())
        .collect();
    let answer = if differing.is_empty() {
        "Ingen af forskellene er større, end tilfældet kan give; det siger ikke, at grupperne er ens"
            .to_owned()
    } else {
        format!("Større forskel, end tilfældet plejer at give: {}", differing.join(", "))
    };
    let group = results.settings.registers.target_groups.get(group);
    let name = &group.name;
    let title = format!("Gradueringer efter aldersgruppe: {}", name.to_lowercase());
    let slug = &group.slug;
    let ages: Vec<String> = of
        .parts
        .iter()
        .map(|part| format!("{} {}", part_name(results, part.part), thousands(part.n_offerings)))
        .collect();
    let chart = ProfileChart {
        head: ChartHead {
            title: title.clone(),
            subtitle: format!("Vurderede tilbud rettet mod {}", ages.join(", ")),
            unit: "vurderede tilbud".to_owned(),
            notes: vec![answer, age_note(results)],
            ..ChartHead::default()
        },
        row_header: "Graduering af".to_owned(),
        parts: Parts::Grades,
        rows: rows.collect(),
    };
    Some(Drawing {
        doc: PictureDoc {
            path: format!("charts/grades-by-age-{slug}"),
            title,
            table: COUNTS.to_owned(),
            rows: format!("målgruppe = {name}, delt efter = {}", Split::Age.danish()),
            is_for_report: true,
        },
        chart: Chart::Profile(Box::new(chart)),
        is_in_workbook: true,
    })
}
