//! What is told of areas: a sheet and a picture of each, beside the country or another area?

use crate::capacity;
use crate::chart::{AreaCell, AreaGroup, AreaLine, AreaPage, AreaPanel, Chart, ChartHead};
use crate::landscape::{Share, TravelUnit, Value, Withheld};
use crate::model::{Level, TargetGroupId};
use crate::plain_text::{capitalised, stem};
use crate::report::landscape::level_word;
use crate::report::values::value_name;
use crate::report::{Drawing, INTERNAL, Topic};
use crate::results::area::reach;
use crate::results::{AreaFigure, AreaMeasure, AreaProfile, AreaRow, NotTold, Results};
use crate::size::CAVEATS;
use crate::table::{Output, PictureDoc, Table, decimal, thousands};

const UNIT: &str = "tal for områder";
const NOTES: [&str; 5] = [
    "Laveste tæller det, der er indplaceret; højeste lægger det til, der kan komme på niveauet, når \
     det er vurderet. Behov og dækning går fra lavt til højt skøn",
    "Pladser bruges på tværs af kommuner og regioner, og ikke alle forventede borgere skal have en \
     plads: tallene siger ikke, hvem der bruger dem",
    "Et tilbud med afdelinger i flere områder tæller i hvert af dem",
    "Tal om niveauer, som for lidt er vurderet til, er ikke givet (for få vurderet). Ikke delt: \
     målgruppens størrelse er ikke delt på niveauer. Ikke i pladser: hjælpen er mest ikke pladser",
    "Én leverandør eller driftsherre: lukker den, er der ingen på niveauet i området",
];

const NO_REPORTS: [&str; 1] =
    ["Belægning, køb og salg mellem kommuner og planlagte ændringer er ikke \
                                med her; hvor de er indberettet, står de i kapacitet.xlsx"];
const REPORTS: [&str; 2] = [
    INTERNAL,
    "Belægning, ledige pladser, borgere efter betalingskommune og planlagte ændringer er det nyeste års \
     indberetninger: ét tal, hvor nok har indberettet, ellers fra hvad til hvad det kan være. Niveauet \
     alle er alle afdelinger for målgruppen, indplacerede eller ej. Planlagt er det besluttede i de to år \
     efter indberetningen",
];

/// What must be known of every profile.
fn notes(results: &Results<'_>) -> Vec<&'static str> {
    let of_reports: &[&str] = if results.capacity.is_empty() { &NO_REPORTS } else { &REPORTS };
    NOTES.iter().chain(of_reports).copied().collect()
}

/// The profiles; nothing where no group is told of.
pub(super) fn topic<'v>(results: &'v Results<'v>) -> Option<Topic<'v>> {
    let mut provenance = results.provenance.clone();
    provenance.remarks.extend(results.landscape.remarks.iter().cloned());
    let is_there = results.areas.iter().any(|profile| !profile.rows.is_empty());
    is_there.then(|| Topic {
        provenance,
        tables: std::iter::once(all(results))
            .chain(results.areas.iter().map(|profile| sheet(results, profile)))
            .collect(),
        pictures: results.areas.iter().flat_map(|profile| pictures(results, profile)).collect(),
        texts: Vec::new(),
    })
}

/// A figure of a profile.
type InProfile<'v> = (&'v AreaProfile, &'v AreaRow);

/// The table that holds the rows of all profiles.
const PROFILES: &str = "areas/profiles";

/// `areas/profiles`: everything.
fn all<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let rows = results.areas.iter().flat_map(|of| of.rows.iter().map(move |row| (of, row)));
    Table::<InProfile<'v>>::new(
        PROFILES,
        "Områder ved siden af hinanden",
        "et tal for en målgruppe og et niveau i et område",
        UNIT,
    )
    .for_each(notes(results), Table::note)
    .for_each(CAVEATS, Table::note)
    .text("area", "Område", "området", |r| Some(value_name(results, r.0.area)))
    .text("against", "Ved siden af", "området ved siden af", |r| {
        r.0.against.map(|against| value_name(results, against))
    })
    .empty("intet område ved siden af")
    .with(|table| what_columns(table, results, |r: &InProfile<'v>| r.1))
    .with(|table| figure_columns(table, ("", ""), |r: &InProfile<'v>| Some(&r.1.here)))
    .with(|table| {
        let named = ("against_", "Ved siden af: ");
        figure_columns(table, named, |r: &InProfile<'v>| r.1.against.as_ref())
    })
    .of(rows.collect())
}

/// The sheet of an area: for people, the area and the other side by side.
fn sheet<'v>(results: &'v Results<'v>, profile: &'v AreaProfile) -> Box<dyn Output + 'v> {
    let here = value_name(results, profile.area);
    let against = profile.against.map(|against| value_name(results, against));
    Table::<&'v AreaRow>::new(
        format!("areas/{}", stem(&here)),
        title(results, profile),
        "et tal for en målgruppe og et niveau",
        UNIT,
    )
    .sheet_of(PROFILES)
    .sheet(here.clone())
    .wrapped()
    .note("Arket er uden rækker om behov på et niveau, når størrelsen ikke er delt")
    .sheet_rows(|r| r.here.withheld != Some(NotTold::Landscape(Withheld::NoSplit)))
    .for_each(notes(results), Table::note)
    .for_each(CAVEATS, Table::note)
    .with(|table| what_columns(table, results, |r: &&'v AreaRow| *r))
    .with(|table| in_words(table, &here, |r: &&'v AreaRow| Some(&r.here)))
    .with(|table| match &against {
        Some(against) => in_words(table, against, |r: &&'v AreaRow| r.against.as_ref()),
        None => table,
    })
    .of(profile.rows.iter().collect())
}

/// Which figure a row is.
fn what_columns<'v, R: 'v>(
    table: Table<'v, R>,
    results: &'v Results<'v>,
    of: impl Fn(&R) -> &'v AreaRow + Copy + Send + Sync + 'v,
) -> Table<'v, R> {
    let groups = &results.settings.registers.target_groups;
    let group = move |r: &R| groups.get(of(r).target_group);
    table
        .code("target_group", "målgruppens slug", move |r| Some(&*group(r).slug))
        .words("Målgruppe", "målgruppens navn", move |r| Some(&*group(r).name))
        .text("level", "Niveau", "let, moderat, højt, eller alle", move |r| {
            Some(level_word(of(r).level))
        })
        .text("measure", "Tal", "hvad der er målt", move |r| Some(measure(results, of(r).measure)))
        .text("measure_unit", "Måles i", "hvad tallet er i", move |r| {
            Some(unit(results, of(r).measure))
        })
        .not_on_sheet()
}

/// Low, central and high of an area, what they rest on, and why there are none; `named` begins the
/// names and the headers.
fn figure_columns<'v, R: 'v>(
    table: Table<'v, R>,
    (name, begin): (&'static str, &'static str),
    of: impl Fn(&R) -> Option<&'v AreaFigure> + Copy + Send + Sync + 'v,
) -> Table<'v, R> {
    let named = |column: &str| format!("{name}{column}");
    let headed = |column: &str| match begin {
        "" => capitalised(column),
        begin => format!("{begin}{column}"),
    };
    let unit = "tal";
    table
        .decimal(
            named("low"),
            headed("laveste tal"),
            "lavt skøn, eller indplaceret; i rækkens enhed",
            1,
            move |r| of(r)?.ends.map(|[low, _]| low),
        )
        .unit(unit)
        .empty(WHY)
        .decimal(
            named("central"),
            headed("centralt tal"),
            "det centrale skøn; i rækkens enhed",
            1,
            move |r| of(r)?.central,
        )
        .unit(unit)
        .empty("tallet har intet centralt skøn, eller er ikke givet")
        .decimal(
            named("high"),
            headed("højeste tal"),
            "højt skøn, eller op til; i rækkens enhed",
            1,
            move |r| of(r)?.ends.map(|[_, high]| high),
        )
        .unit(unit)
        .empty(WHY)
        .text(named("words"), headed("bemærkning"), "hvad tallet hviler på", move |r| {
            of(r)?.words.clone()
        })
        .empty("intet at tilføje")
        .text(named("withheld"), headed("hvorfor intet tal"), "grunden i ord", move |r| {
            of(r)?.withheld.map(NotTold::danish)
        })
        .empty("tallet er givet, eller der er intet at måle")
        .decimal(
            named("assessed_percent"),
            headed("vurderet, pct."),
            "andel af målgruppens tilbud i området, der er vurderet",
            1,
            move |r| of(r)?.assessed.map(Share::percent),
        )
        .unit("pct.")
        .empty("ingen tilbud dér")
}

/// For people, side by side on a sheet that can be read: the figure in words, what is to be said of
/// it, and how much is assessed.
fn in_words<'v, R: 'v>(
    table: Table<'v, R>,
    area: &str,
    of: impl Fn(&R) -> Option<&'v AreaFigure> + Copy + Send + Sync + 'v,
) -> Table<'v, R> {
    let about = "hvad tallet hviler på, eller hvorfor der intet er";
    table
        .words(area.to_owned(), "fra laveste til højeste, og det centrale", move |r| {
            let figure = of(r)?;
            let [low, high] = figure.ends?.map(told);
            let ends = if low == high { low } else { format!("{low} til {high}") };
            Some(match figure.central {
                Some(central) => format!("{} ({ends})", told(central)),
                None => ends,
            })
        })
        .empty(WHY)
        .words(format!("{area}: bemærkning"), about, move |r| {
            let figure = of(r)?;
            figure.words.clone().or_else(|| figure.withheld.map(|why| why.danish().to_owned()))
        })
        .empty("intet at tilføje")
        .words(format!("{area}: vurderet"), "tilbud, der er vurderet, af alle", move |r| {
            let share = of(r)?.assessed?;
            Some(format!("{} af {}", thousands(share.part), thousands(share.whole)))
        })
        .empty("ingen tilbud dér")
}

const WHY: &str = "ikke givet, eller intet at måle";

fn measure(results: &Results<'_>, measure: AreaMeasure) -> String {
    match measure {
        AreaMeasure::Need => "Forventede borgere".to_owned(),
        AreaMeasure::NeedRate => "Forventede borgere pr. 1.000 indbyggere".to_owned(),
        AreaMeasure::Providers => "Leverandører".to_owned(),
        AreaMeasure::Places => "Pladser, fordelt på målgrupper".to_owned(),
        AreaMeasure::PlacesRate => "Pladser pr. 100.000 indbyggere".to_owned(),
        AreaMeasure::Cover => "Pladser pr. 100 forventede borgere".to_owned(),
        AreaMeasure::Within => {
            format!("Borgere med en leverandør inden for {}, pct.", far(results))
        }
        AreaMeasure::Nearest => {
            format!("Afstand til nærmeste leverandør, {}", results.landscape.travel_unit.danish())
        }
        AreaMeasure::LargestOperator => "Største driftsherres andel af pladserne, pct.".to_owned(),
        AreaMeasure::Services => "Forskellige ydelsestyper".to_owned(),
        AreaMeasure::Occupancy => "Belægning, pct. af pladserne".to_owned(),
        AreaMeasure::Free => "Ledige pladser, fordelt på målgrupper".to_owned(),
        AreaMeasure::FromOtherMunicipalities => {
            "Borgere i områdets afdelinger fra andre kommuner, pct.".to_owned()
        }
        AreaMeasure::FromOtherRegions => {
            "Borgere i områdets afdelinger fra andre regioner, pct.".to_owned()
        }
        AreaMeasure::InOtherMunicipalities => {
            "Områdets borgere, der er i andre kommuners afdelinger, pct.".to_owned()
        }
        AreaMeasure::InOtherRegions => {
            "Områdets borgere, der er i andre regioners afdelinger, pct.".to_owned()
        }
        AreaMeasure::Planned => "Besluttede pladser flere eller færre om to år".to_owned(),
    }
}

fn unit(results: &Results<'_>, measure: AreaMeasure) -> &'static str {
    match measure {
        AreaMeasure::Need => "borgere",
        AreaMeasure::NeedRate => "borgere pr. 1.000",
        AreaMeasure::Providers => "leverandører",
        AreaMeasure::Places | AreaMeasure::Free | AreaMeasure::Planned => "pladser",
        AreaMeasure::PlacesRate => "pladser pr. 100.000",
        AreaMeasure::Cover => "pladser pr. 100 borgere",
        AreaMeasure::Within
        | AreaMeasure::LargestOperator
        | AreaMeasure::Occupancy
        | AreaMeasure::FromOtherMunicipalities
        | AreaMeasure::FromOtherRegions
        | AreaMeasure::InOtherMunicipalities
        | AreaMeasure::InOtherRegions => "pct.",
        AreaMeasure::Nearest => results.landscape.travel_unit.danish(),
        AreaMeasure::Services => "ydelsestyper",
    }
}

/// `60 km`
fn far(results: &Results<'_>) -> String {
    let reach = reach(&results.settings.landscape.access.rule);
    let unit = match results.landscape.travel_unit {
        TravelUnit::Kilometres => "km",
        TravelUnit::Minutes => "minutter",
    };
    format!("{} {unit}", decimal(reach, 0))
}

fn title(results: &Results<'_>, profile: &AreaProfile) -> String {
    let here = value_name(results, profile.area);
    match profile.against {
        Some(against) => {
            let against = value_name(results, against);
            let is_country = profile.against == Some(Value::Total);
            format!("{here} ved siden af {}", if is_country { "hele landet" } else { &against })
        }
        None => here,
    }
}

/// The measures that are drawn, and what stands above them.
const DRAWN: [AreaMeasure; 6] = [
    AreaMeasure::NeedRate,
    AreaMeasure::PlacesRate,
    AreaMeasure::Cover,
    AreaMeasure::Within,
    AreaMeasure::Services,
    AreaMeasure::Occupancy,
];

/// Those of a run: what rests on reports only where there are any.
fn drawn(results: &Results<'_>) -> impl Iterator<Item = AreaMeasure> {
    let has_reports = !results.capacity.is_empty();
    DRAWN.into_iter().filter(move |measure| has_reports || !measure.is_reported())
}

/// Groups on a page: more could not be read on a wall.
const ON_A_PAGE: usize = 6;

fn pictures(results: &Results<'_>, profile: &AreaProfile) -> Vec<Drawing> {
    let groups: Vec<&[AreaRow]> =
        profile.rows.chunk_by(|a, b| a.target_group == b.target_group).collect();
    let pages: Vec<&[&[AreaRow]]> = groups.chunks(ON_A_PAGE).collect();
    let n = pages.len();
    (1..).zip(pages).map(|(nth, groups)| page(results, profile, groups, (nth, n))).collect()
}

fn page(
    results: &Results<'_>,
    profile: &AreaProfile,
    groups: &[&[AreaRow]],
    (nth, n): (usize, usize),
) -> Drawing {
    let here = value_name(results, profile.area);
    let against = profile.against.map(|against| value_name(results, against));
    let (suffix, of_pages) = match (nth, n) {
        (1, 1) => (String::new(), String::new()),
        (1, n) => (String::new(), format!(", side 1 af {n}")),
        (nth, n) => (format!("-{nth}"), format!(", side {nth} af {n}")),
    };
    // One area that is asked for is a picture of its own; of several they are pages.
    let is_file = results.areas.len() == 1;
    let name = format!("area-{}{suffix}", stem(&here));
    let path = if is_file { format!("charts/{name}") } else { String::new() };
    let rows = format!("område = {here}");
    let chart = AreaPage {
        head: ChartHead {
            name: name.clone(),
            title: format!("{}{of_pages}", title(results, profile)),
            subtitle: if results.capacity.is_empty() {
                "Behov, udbud, adgang og bredde, målgruppe for målgruppe".to_owned()
            } else {
                "Behov, udbud, adgang, bredde og belægning, målgruppe for målgruppe".to_owned()
            },
            unit: UNIT.to_owned(),
            notes: notes(results).into_iter().chain(CAVEATS).map(str::to_owned).collect(),
        },
        areas: std::iter::once(here).chain(against).collect(),
        panels: panels(results),
        words: "Niveauet hviler på".to_owned(),
        groups: groups.iter().map(|rows| drawn_group(results, rows)).collect(),
    };
    Drawing {
        doc: PictureDoc {
            path,
            title: chart.head.title.clone(),
            table: PROFILES.to_owned(),
            rows,
            is_for_report: true,
        },
        chart: Chart::Area(chart),
        is_in_workbook: true,
    }
}

fn panels(results: &Results<'_>) -> Vec<AreaPanel> {
    let panel = |measure| match measure {
        AreaMeasure::NeedRate => AreaPanel::of("Forventede borgere pr. 1.000 indbyggere"),
        AreaMeasure::PlacesRate => AreaPanel::of("Pladser pr. 100.000 indbyggere"),
        AreaMeasure::Cover => AreaPanel::of("Pladser pr. 100 forventede borgere"),
        AreaMeasure::Occupancy => {
            AreaPanel { full: Some(100.0), ..AreaPanel::of("Belægning, pct. af pladserne") }
        }
        AreaMeasure::Services => AreaPanel {
            full: Some(results.settings.registers.services.names().len() as f64),
            ..AreaPanel::of("Forskellige ydelsestyper")
        },
        _ => {
            let header = "Pct. af borgerne, der har en leverandør inden for";
            AreaPanel { full: Some(100.0), ..AreaPanel::of(&format!("{header} {}", far(results))) }
        }
    };
    drawn(results).map(panel).collect()
}

fn drawn_group(results: &Results<'_>, rows: &[AreaRow]) -> AreaGroup {
    let group: TargetGroupId = rows[0].target_group;
    let of = |level: Option<Level>, measure: AreaMeasure| {
        rows.iter().find(|row| row.level == level && row.measure == measure)
    };
    let pair = |row: Option<&AreaRow>, cell: &dyn Fn(&AreaFigure) -> AreaCell| -> Vec<AreaCell> {
        row.map_or_else(Vec::new, |row| {
            [Some(&row.here), row.against.as_ref()].into_iter().flatten().map(cell).collect()
        })
    };
    let lines = Level::ALL.map(Some).into_iter().chain([None]).map(|level| AreaLine {
        label: level.map_or("Alle niveauer".to_owned(), |level| capitalised(level.danish())),
        level,
        cells: drawn(results)
            .map(|measure| pair(of(level, measure), &|figure| cell(figure, measure)))
            .collect(),
        words: of(level, AreaMeasure::Providers).filter(|_| level.is_some()).map_or_else(
            Vec::new,
            |row| {
                let figures = [Some(&row.here), row.against.as_ref()].into_iter().flatten();
                figures.map(rests_on).collect()
            },
        ),
    });
    let need = of(None, AreaMeasure::Need).or_else(|| rows.first());
    let figures = need.into_iter().flat_map(|row| [Some(&row.here), row.against.as_ref()]);
    AreaGroup {
        title: results.settings.registers.target_groups.get(group).name.to_string(),
        remarks: figures.flatten().map(need_in_words).collect(),
        lines: lines.collect(),
    }
}

/// A figure in words: in whole numbers from 1.000 up.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a figure of an area is far below what a whole number holds"
)]
fn told(figure: f64) -> String {
    let decimals = u8::from(figure.fract().abs() > 0.0);
    let size = figure.abs();
    let told =
        if size >= 1_000.0 { thousands(size.round() as u64) } else { decimal(size, decimals) };
    if figure < 0.0 { format!("-{told}") } else { told }
}

/// `1.234 forventede borgere (900 til 2.000); 12 af 30 tilbud vurderet`
fn need_in_words(figure: &AreaFigure) -> String {
    let need = match (figure.ends, figure.central) {
        (Some([low, high]), Some(central)) => {
            format!("{} forventede borgere ({} til {})", told(central), told(low), told(high))
        }
        _ => figure.withheld.map_or("intet skøn", NotTold::danish).to_owned(),
    };
    let assessed = figure.assessed.map_or("ingen tilbud her".to_owned(), |share| {
        format!("{} af {} tilbud vurderet", thousands(share.part), thousands(share.whole))
    });
    format!("{need}; {assessed}")
}

/// What a level rests on; one provider and no other that could be is to be seen first.
fn rests_on(figure: &AreaFigure) -> (String, bool) {
    let is_one = figure.ends.is_some_and(|ends| ends.iter().all(|n| *n > 0.5 && *n < 1.5));
    (figure.words.clone().unwrap_or_default(), is_one)
}

fn cell(figure: &AreaFigure, measure: AreaMeasure) -> AreaCell {
    let short = |value: f64| match measure {
        AreaMeasure::Within | AreaMeasure::Services | AreaMeasure::Occupancy => decimal(value, 0),
        _ if value >= 100.0 => decimal(value, 0),
        _ => decimal(value, 1),
    };
    let text = match (figure.ends, figure.withheld) {
        (Some([low, high]), _) if short(low) == short(high) => short(low),
        (Some([low, high]), _) => format!("{}–{}", short(low), short(high)),
        (None, Some(NotTold::Landscape(why))) => match why {
            Withheld::TooFewAssessed => "for få vurderet".to_owned(),
            Withheld::NoSize => "intet skøn".to_owned(),
            Withheld::NoSplit => "ikke delt".to_owned(),
            Withheld::NotPlaces => "ikke i pladser".to_owned(),
            Withheld::NoPlace => "–".to_owned(),
        },
        (None, Some(NotTold::Reports(capacity::Withheld::TooFewReported))) => {
            "for få indberettet".to_owned()
        }
        (None, Some(NotTold::Reports(capacity::Withheld::TooFewAssessed))) => {
            "for få vurderet".to_owned()
        }
        (None, None) => "–".to_owned(),
    };
    AreaCell { ends: figure.ends, central: figure.central, text }
}
