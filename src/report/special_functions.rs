//! What is told of *specialfunktioner* beside the levels?

use crate::chart::{Chart, ChartHead, HeatCell, HeatChart};
use crate::landscape::{Class, Value};
use crate::plain_text::capitalised;
use crate::report::placement_row::PlacementRow;
use crate::report::values::value_name;
use crate::report::{Drawing, Topic, parts};
use crate::results::{Approved, Difference, FunctionRow, Results};
use crate::table::{Output, PictureDoc, Table, danish_date};

const BY_LEVEL: &str = "tables/special_functions";
const NONE_OF_THEM: &str = "ingen af målgruppens specialfunktioner er oplyst";

/// The second axis beside the level; nothing where the register has no *specialfunktion*.
pub(super) fn topic<'v>(results: &'v Results<'v>) -> Option<Topic<'v>> {
    let is_there = !results.settings.registers.special_functions.all().is_empty();
    is_there.then(|| Topic {
        provenance: results.provenance.clone(),
        tables: vec![by_level(results), differences(results)],
        pictures: vec![picture(results)],
        texts: Vec::new(),
    })
}

fn notes(results: &Results<'_>) -> [String; 2] {
    [
        format!(
            "Godkendelser pr. {} (registers/special_function_approvals.csv). Registret tages aldrig \
             for fuldstændigt: ingen godkendelse oplyst er ikke det samme som ikke godkendt",
            danish_date(results.regions_on)
        ),
        "Niveauet er beregnet efter modellen fra 2020; godkendelser er efter modellen fra 2022, og \
         hverken det ene eller det andet følger af det andet"
            .to_owned(),
    ]
}

/// `tables/special_functions`: level x function, by region and approval.
fn by_level<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let registers = &results.settings.registers;
    let function = |row: &FunctionRow| &registers.special_functions.all()[row.function];
    Table::<FunctionRow>::new(
        BY_LEVEL,
        "Niveau og specialfunktion",
        "en specialfunktion i en region, efter godkendelse",
        parts::OFFERINGS,
    )
    .csv_only()
    .sheet("Specialfunktioner")
    .for_each(notes(results), Table::note)
    .note(parts::PARTS)
    .words("Speciale", "som registret har det", move |row| Some(&*function(row).specialty))
    .words("Specialfunktion", "som registret har den", move |row| Some(&*function(row).name))
    .words("Målgruppe", "den, specialfunktionen er for", move |row| {
        Some(&*registers.target_groups.get(function(row).target_group).name)
    })
    .words("Region", "på den valgte dags kort; Hele landet", |row| {
        Some(value_name(results, row.area))
    })
    .words(
        "Godkendelse",
        "med eller uden rådgivningsforpligtelse, ikke oplyst, eller alle",
        |row| Some(row.approved.danish()),
    )
    .for_each(Class::ALL, |table, class| {
        let about = "på niveauet, eller hvorfor der intet niveau er";
        table
            .int("", capitalised(class.danish()), about, move |row: &FunctionRow| {
                Some(row.by_class[class.index()])
            })
            .unit(parts::OFFERINGS)
    })
    .int("", "I alt", "uanset niveau", |row| Some(row.offerings()))
    .unit(parts::OFFERINGS)
    .over(&results.functions.rows)
}

/// `tables/special_function_differences`: who is on højt without an approval, and approved below.
fn differences<'v>(results: &'v Results<'v>) -> Box<dyn Output + 'v> {
    let of = |row: &Difference<'v>| PlacementRow::new(results, row.offering);
    Table::<Difference<'v>>::new(
        "tables/special_function_differences",
        "Hvor niveau og godkendelse til specialfunktion er forskellige",
        "et tilbud, en målgruppe og en specialfunktion",
        parts::OFFERINGS,
    )
    .csv_only()
    .sheet("Niveau mod godkendelse")
    .for_each(notes(results), Table::note)
    .note(
        "Et tilbud på højt står her, når intet er oplyst for nogen af målgruppens specialfunktioner, \
         og godkendelser er oplyst for andre tilbud i målgruppen",
    )
    .words("Forskel", "hvordan niveau og godkendelse er forskellige", |row| {
        Some(row.differs.danish())
    })
    .words("Tilbudsid", "tilbuddet", move |row| Some(&*of(row).provider.id))
    .words("Tilbud", "tilbuddets navn", move |row| Some(&*of(row).provider.name))
    .words("Kommune", "afdelingen med flest pladser", move |row| of(row).municipality_name())
    .empty("ikke oplyst")
    .words("Region", "på den valgte dags kort", move |row| of(row).region())
    .empty("uden region")
    .words("Målgruppe", "målgruppens navn", move |row| Some(&*of(row).group().name))
    .words("Beregnet niveau", "eller hvorfor der intet niveau er", move |row| {
        Some(Class::of(&of(row).assessed.placement).danish())
    })
    .words("Specialfunktion", "den, der er godkendt", |row| Some(&*row.approved?.0.name))
    .empty(NONE_OF_THEM)
    .words("Godkendelse", "med eller uden rådgivningsforpligtelse", |row| {
        Some(Approved::of(Some(row.approved?.1)).danish())
    })
    .empty(NONE_OF_THEM)
    .date("", "Godkendt fra", "første dag", |row| Some(row.approved?.1.valid_from))
    .empty(NONE_OF_THEM)
    .date("", "Godkendt til", "sidste dag", |row| row.approved?.1.valid_to)
    .empty("gælder endnu, eller ingen er oplyst")
    .words("Kilde til godkendelsen", "som registret har den", |row| {
        Some(&*row.approved?.1.source)
    })
    .empty(NONE_OF_THEM)
    .over(&results.functions.differences)
}

/// Approved of all, level by level.
fn picture(results: &Results<'_>) -> Drawing {
    let registers = &results.settings.registers;
    let functions = registers.special_functions.all();
    let rows = &results.functions.rows;
    let of = |function: usize, approved: Approved| {
        rows.iter().find(|row| {
            (row.function, row.area, row.approved) == (function, Value::Total, approved)
        })
    };
    let cells = |function: usize| -> Vec<HeatCell> {
        let n = |approved, class: Class| {
            of(function, approved).map_or(0, |r| r.by_class[class.index()])
        };
        let cell = |class: Class| {
            let approved = n(Approved::AndAdvises, class) + n(Approved::Yes, class);
            let all = n(Approved::All, class);
            HeatCell {
                value: (all > 0).then_some(approved as f64),
                text: format!("{approved} af {all}"),
                shade: (all > 0).then(|| approved as f64 / all as f64),
            }
        };
        Class::ALL.map(cell).into()
    };
    let title = "Specialfunktioner og niveau";
    let chart = HeatChart {
        head: ChartHead {
            name: "special-functions".to_owned(),
            title: title.to_owned(),
            subtitle: "Godkendte af alle tilbud i specialfunktionens målgruppe, hele landet"
                .to_owned(),
            unit: parts::OFFERINGS.to_owned(),
            notes: notes(results).into(),
        },
        headers: ("Specialfunktion".to_owned(), "Niveau".to_owned()),
        measure: "godkendte, og alle i målgruppen".to_owned(),
        is_diverging: false,
        columns: Class::ALL.map(|class| capitalised(class.danish())).into(),
        short_columns: Vec::new(),
        rows: (functions.iter().enumerate())
            .map(|(at, function)| (function.name.to_string(), cells(at)))
            .collect(),
    };
    Drawing {
        doc: PictureDoc {
            path: "charts/special-functions".to_owned(),
            title: title.to_owned(),
            table: BY_LEVEL.to_owned(),
            rows: "Region = Hele landet".to_owned(),
            is_for_report: false,
        },
        chart: Chart::Heat(chart),
        is_in_workbook: true,
    }
}
