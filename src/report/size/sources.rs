//! What do the sizes rest on, and how far do the sources disagree?

use crate::model::Level;
use crate::report::size::{SizeView, columns, level_word};
use crate::size::{
    Compared, Estimate, Figure, GroupSize, LevelSplit, disagreements, national_persons,
    per_thousand, persons,
};
use crate::table::decimal;
use crate::table::old::{CellValue, Column, Table};

/// What is empty in the row of a share of an estimate.
const OF_ESTIMATE: &str = "en fordeling på niveauer har det ikke for sig selv";

/// What an empty number of a source means.
const AGES_UNKNOWN: &str = "kildens alder kan ikke skilles ud af befolkningsregistret";

/// The estimates that are reckoned with, and what each rests on.
pub(super) fn estimates(view: &SizeView<'_>) -> Table {
    let mut rows = Vec::new();
    for size in &view.sizes {
        for estimate in &size.estimates {
            rows.push(estimate_row(view, size, estimate));
        }
        for split in &size.splits {
            rows.extend(Level::ALL.map(|level| split_row(view, size, split, level)));
        }
    }
    let mut columns: Vec<Column> = columns::of_table().into();
    columns.extend([
        Column::text("Alder").about("aldersafgrænsningen, som kilden har den"),
        Column::text("Enhed i skønnet").about("personer, eller en andel af hvem"),
    ]);
    columns.extend(["Lavt skøn", "Centralt skøn", "Højt skøn"].map(|header| {
        Column::decimal(header).about("som filen skriver det").unit("se Enhed i skønnet")
    }));
    columns.extend(["Lavt", "Centralt", "Højt"].map(|variant| {
        let column = Column::decimal(format!("{variant}, personer i landet"));
        column.about("regnet om med befolkningen i dag").unit("personer")
    }));
    columns.extend([
        Column::text("Bygger på").about("de offentliggjorte tal og deres kilder"),
        Column::text("Vidensgrundlag").about("hvor sikkert det er kendt").empty(OF_ESTIMATE),
        Column::text("Med det almene ældreområde")
            .about("om skønnet omfatter borgere uden for modellen")
            .empty(OF_ESTIMATE),
        Column::text("Læsning").about("hvordan kilderne er læst").empty("intet er skrevet"),
        columns::table_status(),
    ]);
    Table {
        name: "stoerrelser".to_owned(),
        title: "Målgruppernes størrelse: skøn og kilder".to_owned(),
        unit: "skøn".to_owned(),
        columns,
        rows,
        notes: notes(
            view,
            &[
                "Lavt, centralt og højt er vores læsning af de offentliggjorte tal (kilder.csv), \
                 ikke et statistisk interval",
                "En fordeling på niveauer er en andel af skønnet for alle niveauer",
            ],
        ),
    }
}

fn estimate_row(view: &SizeView<'_>, size: &GroupSize, estimate: &Estimate) -> Vec<CellValue> {
    let ages = &estimate.ages;
    let ages = if ages.is_approximate {
        format!("{} år, tilnærmet: {}", ages.text, ages.reading)
    } else {
        age_words(&ages.text)
    };
    let mut cells = vec![
        CellValue::text(&*view.group(size.target_group).name),
        CellValue::text_or_empty(estimate.subgroup.as_deref()),
        CellValue::text(level_word(estimate.level)),
        CellValue::text(ages),
        CellValue::text(estimate.unit.danish()),
    ];
    cells.extend(estimate.amounts.map(amount));
    let national = national_persons(estimate, &view.registers.municipalities);
    cells.extend(national.map(whole));
    let sources: Vec<String> = estimate
        .rests_on
        .iter()
        .filter_map(|at| size.figures.get(*at))
        .map(|figure| format!("{} ({})", figure.as_printed, figure.source))
        .collect();
    cells.extend([
        CellValue::text(sources.join("; ")),
        CellValue::text(estimate.evidence.danish()),
        CellValue::text(estimate.elderly.danish()),
        CellValue::text(&*estimate.reading),
        CellValue::text(size.status.danish()),
    ]);
    cells
}

fn split_row(
    view: &SizeView<'_>,
    size: &GroupSize,
    split: &LevelSplit,
    level: Level,
) -> Vec<CellValue> {
    let shares = split.percent[level.index()];
    let mut persons = [0.0; 3];
    for estimate in size.estimates.iter().filter(|e| e.subgroup == split.subgroup) {
        let national = national_persons(estimate, &view.registers.municipalities);
        for ((sum, all), share) in persons.iter_mut().zip(national).zip(shares) {
            *sum += all * share / 100.0;
        }
    }
    let mut cells = vec![
        CellValue::text(&*view.group(size.target_group).name),
        CellValue::text_or_empty(split.subgroup.as_deref()),
        CellValue::text(level.danish()),
        CellValue::text("som skønnet"),
        CellValue::text("pct. af alle niveauer"),
    ];
    cells.extend(shares.map(amount));
    cells.extend(persons.map(whole));
    cells.extend([
        CellValue::text(&*split.source),
        CellValue::Empty,
        CellValue::Empty,
        CellValue::text_or_empty(split.reading.as_deref()),
        CellValue::text(size.status.min(split.status).danish()),
    ]);
    cells
}

/// Every published figure, as printed and as it compares.
pub(super) fn figures(view: &SizeView<'_>) -> Table {
    let municipalities = &view.registers.municipalities;
    let mut rows = Vec::new();
    for size in &view.sizes {
        for (at, figure) in size.figures.iter().enumerate() {
            let is_used = size.estimates.iter().any(|estimate| estimate.rests_on.contains(&at));
            let people = persons(figure, municipalities);
            let rate = per_thousand(figure, municipalities);
            let mut cells = vec![
                CellValue::text(&*view.group(size.target_group).name),
                CellValue::text_or_empty(figure.subgroup.as_deref()),
                CellValue::text(&*figure.question),
                CellValue::text(&*figure.as_printed),
            ];
            cells.extend(ends(people, 0));
            cells.extend(ends(rate, 1));
            cells.extend([
                CellValue::text(
                    figure
                        .ages
                        .as_ref()
                        .map_or_else(|| "ikke oplyst".to_owned(), |ages| age_words(&ages.text)),
                ),
                figure.year.map_or(CellValue::Empty, |year| CellValue::Int(year.into())),
                CellValue::text(&*figure.country),
                CellValue::text(&*figure.definition),
                CellValue::text(figure.counted_from.danish()),
                CellValue::text(figure.evidence.danish()),
                CellValue::text(figure.elderly.danish()),
                CellValue::text(&*figure.source),
                CellValue::text(if is_used { "ja" } else { "nej" }),
            ]);
            rows.push(cells);
        }
    }
    let mut columns: Vec<Column> = group_columns().into();
    columns.extend([
        Column::text("Spørgsmål").about("hvad tallet er svar på; samme ord kan sammenlignes"),
        Column::text("Som kilden skriver").about("tallet, som det er trykt"),
    ]);
    columns.extend(["Personer, lavest", "Personer, højest"].map(|header| {
        let column = Column::decimal(header).about("tallet som personer i dag");
        column.unit("personer").empty(AGES_UNKNOWN)
    }));
    columns.extend(["Pr. 1.000 i alderen, lavest", "Pr. 1.000 i alderen, højest"].map(|header| {
        let column = Column::decimal(header).about("tallet som forekomst");
        column.unit("pr. 1.000 indbyggere").empty(AGES_UNKNOWN)
    }));
    columns.extend([
        Column::text("Alder").about("som kilden skriver; ikke oplyst, hvor den ikke gør"),
        Column::int("År").about("tallets år").unit("år").empty("ikke oplyst af kilden"),
        Column::text("Land").about("hvor der er talt"),
        Column::text("Definition").about("hvem kilden regner med"),
        Column::text("Opgjort ved").about("hvordan kilden har talt"),
        Column::text("Vidensgrundlag").about("hvor sikkert det er kendt"),
        Column::text("Med det almene ældreområde")
            .about("om tallet omfatter borgere uden for modellen"),
        Column::text("Kilde").about("hvor tallet står"),
        Column::text("Bruges i et skøn").about("ja eller nej"),
    ]);
    Table {
        name: "kilder".to_owned(),
        title: "Offentliggjorte tal for målgruppernes størrelse".to_owned(),
        unit: "offentliggjort tal".to_owned(),
        columns,
        rows,
        notes: notes(
            view,
            &["Et antal og en forekomst er regnet om til hinanden med befolkningen i dag, ikke i \
               kildens år; hvor kildens alder ikke kan skilles ud af registret, står der intet"],
        ),
    }
}

/// Where sources that answer the same question disagree, and by how much.
pub(super) fn disagreement(view: &SizeView<'_>) -> Table {
    let mut rows = Vec::new();
    for size in &view.sizes {
        for found in disagreements(size, &view.registers.municipalities) {
            let decimals = match found.compared {
                Some(Compared::Persons) | None => 0,
                Some(Compared::PerThousand) => 1,
            };
            let value = |end: Option<(f64, &Figure)>| {
                end.map_or(CellValue::Empty, |(value, _)| CellValue::Decimal { value, decimals })
            };
            let who = |end: Option<(f64, &Figure)>| {
                CellValue::text_or_empty(end.map(|(_, figure)| source_and_year(figure)))
            };
            rows.push(vec![
                CellValue::text(&*view.group(size.target_group).name),
                CellValue::text_or_empty(found.subgroup),
                CellValue::text(found.question),
                CellValue::count(found.n_figures as u64),
                CellValue::text(found.compared.map_or("kan ikke sammenlignes", Compared::danish)),
                value(found.smallest),
                who(found.smallest),
                value(found.largest),
                who(found.largest),
                found
                    .factor()
                    .map_or(CellValue::Empty, |value| CellValue::Decimal { value, decimals: 1 }),
            ]);
        }
    }
    Table {
        name: "uenighed".to_owned(),
        title: "Hvor langt kilderne ligger fra hinanden".to_owned(),
        unit: "spørgsmål".to_owned(),
        columns: group_columns()
            .into_iter()
            .chain([
                Column::text("Spørgsmål").about("det, kilderne svarer på"),
                Column::int("Offentliggjorte tal").about("så mange svar er der").unit("tal"),
                Column::text("Sammenlignet i")
                    .about("personer eller forekomst; eller hvorfor ikke"),
                Column::decimal("Mindste").about("det mindste svar").unit(COMPARED).empty(ALIKE),
                Column::text("Kilde til mindste").about("kilde og år").empty(ALIKE),
                Column::decimal("Største").about("det største svar").unit(COMPARED).empty(ALIKE),
                Column::text("Kilde til største").about("kilde og år").empty(ALIKE),
                Column::decimal("Største i forhold til mindste, gange")
                    .about("det største delt med det mindste")
                    .unit("gange")
                    .empty(ALIKE),
            ])
            .collect(),
        rows,
        notes: notes(
            view,
            &[
                "Tallene kan have hver sin definition, alder og år (kilder.csv); uenigheden er grunden \
               til, at skønnene er brede",
            ],
        ),
    }
}

const COMPARED: &str = "se Sammenlignet i";
const ALIKE: &str = "svarene kan ikke sammenlignes";

/// Group and sub-group.
fn group_columns() -> [Column; 2] {
    let [group, subgroup, _] = columns::of_table();
    [group, subgroup]
}

fn source_and_year(figure: &Figure) -> String {
    match figure.year {
        Some(year) => format!("{} ({year}): {}", figure.source, figure.as_printed),
        None => format!("{}: {}", figure.source, figure.as_printed),
    }
}

/// A published or estimated number with the decimals it was written with, at most two.
fn amount(value: f64) -> CellValue {
    let shown = decimal(value, 2);
    let written = shown.trim_end_matches('0').trim_end_matches(',');
    let decimals = written.split_once(',').map_or(0, |(_, decimals)| decimals.len());
    CellValue::Decimal { value, decimals: u8::try_from(decimals).unwrap_or(0) }
}

fn whole(value: f64) -> CellValue {
    CellValue::Decimal { value, decimals: 0 }
}

fn ends(range: Option<(f64, f64)>, decimals: u8) -> [CellValue; 2] {
    range.map_or([CellValue::Empty, CellValue::Empty], |(low, high)| {
        [low, high].map(|value| CellValue::Decimal { value, decimals })
    })
}

/// Ages for readers. "år" keeps a spreadsheet from reading `17-19` as a date.
fn age_words(ages: &str) -> String {
    if ages == "alle" { ages.to_owned() } else { format!("{ages} år") }
}

fn notes(view: &SizeView<'_>, own: &[&str]) -> Vec<String> {
    own.iter().map(|note| (*note).to_owned()).chain(view.caveats.iter().cloned()).collect()
}
