//! What do the sizes rest on, and how far do the sources disagree?

use crate::guideline::GuidelineStatus;
use crate::report::size::columns::{
    Whom, estimate_header, group_columns, status_column, whom_columns,
};
use crate::results::{EstimateOrShare, Estimated, Published, SizeResults};
use crate::size::{Compared, Disagreement, Estimate, Figure, SizeUnit, Variant};
use crate::table::{Output, Table};

/// What is empty in the row of a share of an estimate.
const OF_ESTIMATE: &str = "en fordeling på niveauer har det ikke for sig selv";
/// What an empty number of a source means.
const AGES_UNKNOWN: &str = "kildens alder kan ikke skilles ud af befolkningsregistret";
const COMPARED: &str = "personer eller pr. 1.000";
const NOT_ALIKE: &str = "svarene kan ikke sammenlignes";

/// `size/estimates`: the estimates that are computed with, and what each rests on.
pub(super) fn estimates<'v>(sizes: &'v SizeResults<'v>) -> Box<dyn Output + 'v> {
    Table::<&'v Estimated<'v>>::new(
        "size/estimates",
        "Målgruppernes størrelse: skøn, og hvad de bygger på",
        "et skøn, eller et skøns fordeling på et niveau",
        "skøn",
    )
    .csv_only()
    .note(
        "Lavt, centralt og højt er vores læsning af de offentliggjorte tal \
         (size/published_figures), ikke et statistisk interval",
    )
    .note("En fordeling på niveauer er en andel af skønnet for alle niveauer")
    .with(|table| caveats(table, sizes))
    .with(|table| whom_columns(table, |r| r.whom(sizes)))
    .words("Alder", "aldersafgrænsningen, som kilden har den", |r| Some(r.ages()))
    .for_each(Variant::ALL, |table, variant| {
        let header = format!("{}, personer i landet", estimate_header(variant));
        let about = "som filen skriver det, eller regnet om med befolkningen i dag";
        table
            .decimal("", header, about, 0, move |r| Some(r.persons[variant.index()]))
            .unit("personer")
    })
    .words("Forekomst skrevet i", "hvad en forekomst er en andel af", |r| r.rate_unit())
    .empty("skønnet er skrevet i personer")
    .for_each(Variant::ALL, |table, variant| {
        let header = format!("{}, forekomst", estimate_header(variant));
        table
            .decimal("", header, "som filen skriver den", 2, move |r| r.rate(variant))
            .unit("forekomst")
            .empty("skønnet er skrevet i personer")
    })
    .words("Bygger på", "de offentliggjorte tal, og hvem der siger dem", |r| Some(r.rests_on()))
    .words("Vidensgrundlag", "hvor sikkert det er kendt", |r| Some(r.estimate()?.evidence.danish()))
    .empty(OF_ESTIMATE)
    .words("Med det almene ældreområde", "om skønnet omfatter borgere uden for modellen", |r| {
        Some(r.estimate()?.elderly.danish())
    })
    .empty(OF_ESTIMATE)
    .words("Læsning", "hvordan kilderne er læst", |r| r.reading())
    .empty("intet er skrevet")
    .with(|table| status_column(table, |r| r.status()))
    .of(sizes.estimates.iter().collect())
}

impl<'v> Estimated<'v> {
    fn estimate(&self) -> Option<&'v Estimate> {
        match self.what {
            EstimateOrShare::Estimate(estimate) => Some(estimate),
            EstimateOrShare::Share(..) => None,
        }
    }

    fn whom(&self, sizes: &'v SizeResults<'v>) -> Whom<'v> {
        let (subgroup, level) = match self.what {
            EstimateOrShare::Estimate(estimate) => (estimate.subgroup.as_deref(), estimate.level),
            EstimateOrShare::Share(split, level) => (split.subgroup.as_deref(), Some(level)),
        };
        Whom::new(sizes, self.size.target_group, subgroup, level)
    }

    fn ages(&self) -> String {
        match self.estimate().map(|estimate| &estimate.ages) {
            None => "som skønnet".to_owned(),
            Some(ages) if ages.is_approximate => {
                format!("{} år, tilnærmet: {}", ages.text, ages.reading)
            }
            Some(ages) => age_words(&ages.text),
        }
    }

    fn rate_unit(&self) -> Option<&'static str> {
        match self.what {
            EstimateOrShare::Share(..) => Some("pct. af alle niveauer"),
            EstimateOrShare::Estimate(estimate) => {
                Some(estimate.unit.danish()).filter(|_| estimate.unit != SizeUnit::Count)
            }
        }
    }

    fn rate(&self, variant: Variant) -> Option<f64> {
        match self.what {
            EstimateOrShare::Share(split, level) => {
                Some(split.percent[level.index()][variant.index()])
            }
            EstimateOrShare::Estimate(estimate) => {
                Some(estimate.amounts[variant.index()]).filter(|_| estimate.unit != SizeUnit::Count)
            }
        }
    }

    fn rests_on(&self) -> String {
        let estimate = match self.what {
            EstimateOrShare::Share(split, _) => return split.source.to_string(),
            EstimateOrShare::Estimate(estimate) => estimate,
        };
        let figures = estimate.rests_on.iter().filter_map(|at| self.size.figures.get(*at));
        let told: Vec<String> =
            figures.map(|figure| format!("{} ({})", figure.as_printed, figure.source)).collect();
        told.join("; ")
    }

    fn reading(&self) -> Option<&'v str> {
        match self.what {
            EstimateOrShare::Share(split, _) => split.reading.as_deref(),
            EstimateOrShare::Estimate(estimate) => Some(&estimate.reading),
        }
    }

    fn status(&self) -> GuidelineStatus {
        match self.what {
            EstimateOrShare::Share(split, _) => self.size.status.min(split.status),
            EstimateOrShare::Estimate(_) => self.size.status,
        }
    }
}

/// `size/published_figures`: every published figure, as printed and as it compares.
pub(super) fn figures<'v>(sizes: &'v SizeResults<'v>) -> Box<dyn Output + 'v> {
    type Row<'v> = &'v Published<'v>;
    let ends = ["lavest", "højest"].into_iter().enumerate();
    Table::<Row<'v>>::new(
        "size/published_figures",
        "Offentliggjorte tal for målgruppernes størrelse",
        "et offentliggjort tal",
        "offentliggjorte tal",
    )
    .csv_only()
    .note(
        "Et antal og en forekomst er regnet om til hinanden med befolkningen i dag, ikke i kildens \
         år; hvor kildens alder ikke kan skilles ud af registret, står der intet",
    )
    .with(|table| caveats(table, sizes))
    .with(|table| {
        group_columns(table, |r| {
            Whom::new(sizes, r.size.target_group, r.figure.subgroup.as_deref(), None)
        })
    })
    .words("Spørgsmål", "hvad tallet er svar på; samme ord kan sammenlignes", |r| {
        Some(&*r.figure.question)
    })
    .words("Som kilden skriver", "tallet, som det er trykt", |r| Some(&*r.figure.as_printed))
    .for_each(ends.clone(), |table, (at, end)| {
        table
            .decimal("", format!("Personer, {end}"), "tallet som personer i dag", 0, move |r| {
                r.persons.map(|ends| ends[at])
            })
            .unit("personer")
            .empty(AGES_UNKNOWN)
    })
    .for_each(ends, |table, (at, end)| {
        let header = format!("Pr. 1.000 i alderen, {end}");
        table
            .decimal("", header, "tallet som forekomst", 1, move |r| {
                r.per_thousand.map(|ends| ends[at])
            })
            .unit("pr. 1.000")
            .empty(AGES_UNKNOWN)
    })
    .words("Alder", "som kilden skriver; ikke oplyst, hvor den ikke gør", |r| {
        let ages = r.figure.ages.as_ref();
        Some(ages.map_or_else(|| "ikke oplyst".to_owned(), |ages| age_words(&ages.text)))
    })
    .int("", "År", "tallets år", |r| r.figure.year)
    .unit("år")
    .empty("ikke oplyst af kilden")
    .words("Land", "hvor der er talt", |r| Some(&*r.figure.country))
    .words("Definition", "hvem kilden regner med", |r| Some(&*r.figure.definition))
    .words("Opgjort ved", "hvordan kilden har talt", |r| Some(r.figure.counted_from.danish()))
    .words("Vidensgrundlag", "hvor sikkert det er kendt", |r| Some(r.figure.evidence.danish()))
    .words("Med det almene ældreområde", "om tallet omfatter borgere uden for modellen", |r| {
        Some(r.figure.elderly.danish())
    })
    .words("Offentliggjort af", "hvor tallet står", |r| Some(&*r.figure.source))
    .flag("", "Bruges i et skøn", "om et skøn bygger på tallet", |r| Some(r.is_used))
    .of(sizes.figures.iter().collect())
}

/// `size/disagreement`: where sources that answer the same question disagree, and by how much.
pub(super) fn disagreement<'v>(sizes: &'v SizeResults<'v>) -> Box<dyn Output + 'v> {
    type Row<'v> = Disagreement<'v>;
    type End = for<'v> fn(&Row<'v>) -> Option<(f64, &'v Figure)>;
    let smallest: End = |r| r.smallest;
    let largest: End = |r| r.largest;
    let ends =
        [("Mindste", "det mindste svar", smallest), ("Største", "det største svar", largest)];
    Table::<Row<'v>>::new(
        "size/disagreement",
        "Hvor langt kilderne ligger fra hinanden",
        "et spørgsmål, som flere kilder besvarer",
        "spørgsmål",
    )
    .csv_only()
    .sheet("Uenighed om størrelser")
    .for_report()
    .note(
        "Tallene kan have hver sin definition, alder og år (size/published_figures); uenigheden er \
         grunden til, at skønnene er brede",
    )
    .with(|table| caveats(table, sizes))
    .with(|table| group_columns(table, |r| Whom::new(sizes, r.target_group, r.subgroup, None)))
    .words("Spørgsmål", "det, kilderne svarer på", |r| Some(r.question))
    .int("", "Offentliggjorte tal", "så mange svar er der", |r| Some(r.n_figures))
    .unit("tal")
    .words("Sammenlignet i", "personer eller forekomst; eller hvorfor ikke", |r| {
        Some(r.compared.map_or("kan ikke sammenlignes", Compared::danish))
    })
    .for_each(ends, |table, (header, about, end)| {
        table
            .decimal("", header, about, 1, move |r| end(r).map(|(value, _)| value))
            .unit(COMPARED)
            .empty(NOT_ALIKE)
            .words(format!("{header} siges af"), "hvem, hvornår og med hvilke ord", move |r| {
                end(r).map(|(_, figure)| source_and_year(figure))
            })
            .empty(NOT_ALIKE)
    })
    .decimal(
        "",
        "Største i forhold til mindste, gange",
        "det største delt med det mindste",
        1,
        Disagreement::factor,
    )
    .unit("gange")
    .empty(NOT_ALIKE)
    .over(&sizes.disagreements)
}

fn source_and_year(figure: &Figure) -> String {
    match figure.year {
        Some(year) => format!("{} ({year}): {}", figure.source, figure.as_printed),
        None => format!("{}: {}", figure.source, figure.as_printed),
    }
}

/// Ages for readers. "år" keeps a spreadsheet from reading `17-19` as a date.
fn age_words(ages: &str) -> String {
    if ages == "alle" { ages.to_owned() } else { format!("{ages} år") }
}

fn caveats<'v, R>(table: Table<'v, R>, sizes: &SizeResults<'_>) -> Table<'v, R> {
    table.for_each(&sizes.caveats, |table, caveat| table.note(caveat.clone()))
}
