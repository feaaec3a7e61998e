//! How many stand on each level, by region, ownership, legal basis, supervision and source?

use chrono::NaiveDate;

use crate::landscape::{Class, Counts, Margin, MarginRow};
use crate::model::Level;
use crate::plain_text::capitalised;
use crate::report::parts::{OFFERINGS, PARTS, weighted_beside};
use crate::report::values::{percent, value_name};
use crate::results::Results;
use crate::table::{Output, Table, danish_date};

/// A wide table: what it is broken down by, and how it is called.
struct By {
    margin: Margin,
    path: &'static str,
    header: &'static str,
    sheet: &'static str,
    a_row: &'static str,
    note: &'static str,
}

impl By {
    /// Whether a row without a tilbud stands there too: pictures are drawn from these, and show them.
    fn has_empty_rows(&self) -> bool {
        matches!(self.margin, Margin::Region | Margin::Ownership)
    }
}

const BY: [By; 5] = [
    By {
        margin: Margin::Region,
        path: BY_REGION,
        header: "Region",
        sheet: "Niveau efter region",
        a_row: "en målgruppe og en region, hele landet, eller region ikke oplyst",
        note: "Regionen er afdelingens; et tilbud med afdelinger i flere regioner tæller i hver af \
               dem og kun én gang i hele landet",
    },
    By {
        margin: Margin::Ownership,
        path: BY_OWNERSHIP,
        header: "Ejerform",
        sheet: "Niveau efter ejerform",
        a_row: "en målgruppe og en ejerform, hele landet, eller ejerform ikke oplyst",
        note: "Ejerformen er tilbuddets",
    },
    By {
        margin: Margin::LegalBasis,
        path: "landscape/levels_by_legal_basis",
        header: "Paragraf",
        sheet: "Niveau efter paragraf",
        a_row: "en målgruppe og en paragraf, hele landet, eller paragraf ikke oplyst",
        note: "En afdeling med flere paragraffer tæller under hver af dem og kun én gang i hele \
               landet",
    },
    By {
        margin: Margin::Supervision,
        path: "landscape/levels_by_supervision",
        header: "Tilsyn",
        sheet: "Niveau efter tilsyn",
        a_row: "en målgruppe og et tilsyn, hele landet, eller tilsyn ikke oplyst",
        note: "Tilsynet er det, der står i data; ellers det, der følger af driftsherre og beliggenhed",
    },
    By {
        margin: Margin::Source,
        path: "landscape/levels_by_source",
        header: "Kilde til leverandøren",
        sheet: "Niveau efter kilde",
        a_row: "en målgruppe og en kilde, og hele landet",
        note: "Leverandører uden for Tilbudsportalen står på lister fra kommuner og regioner; de har \
               hverken afdelinger eller pladser og tæller i hver region, de dækker",
    },
];

/// The tables that pictures of levels are drawn from.
pub(super) const BY_REGION: &str = "landscape/levels_by_region";
pub(super) const BY_OWNERSHIP: &str = "landscape/levels_by_ownership";

/// How departments and their places count where their offering is split.
const ONCE: &str = "Hvor et tilbud er delt efter aldersgruppe eller delmålgruppe, tæller dets \
                    afdelinger og deres pladser på hvert niveau, som en del er indplaceret på, og \
                    kun én gang i alt: niveauerne kan summe til mere end i alt";

/// `landscape/levels_by_…`: a wide table for each thing that supply is broken down by, with the
/// groups that anybody serves.
pub(super) fn levels<'v>(results: &'v Results<'v>) -> Vec<Box<dyn Output + 'v>> {
    let supply = &results.counted.supplied.supply;
    BY.iter().map(|by| table(results, by, supply.by(by.margin), None)).collect()
}

/// The path of the table by region on another map than the run's.
pub(super) fn by_region_on(map: NaiveDate) -> String {
    format!("{BY_REGION}_{map}").replace('-', "_")
}

/// `landscape/levels_by_region_…`: the same by the regions of another day, for each that there is.
pub(super) fn on_other_maps<'v>(
    results: &'v Results<'v>,
    (on, rows): &'v (NaiveDate, Vec<MarginRow>),
) -> Box<dyn Output + 'v> {
    table(results, &BY[0], rows, Some(*on))
}

fn table<'v>(
    results: &'v Results<'v>,
    by: &'static By,
    rows: &'v [MarginRow],
    map: Option<NaiveDate>,
) -> Box<dyn Output + 'v> {
    let groups = &results.counted.groups;
    let says_something = |row: &MarginRow| by.has_empty_rows() || row.all.offerings > 0;
    let is_served = move |row: &MarginRow| {
        groups.iter().any(|group| group.target_group == row.target_group) && says_something(row)
    };
    let is_assessed = move |row: &MarginRow| {
        let of_group = groups.iter().find(|group| group.target_group == row.target_group);
        of_group.is_some_and(|group| group.assessed() > 0) && says_something(row)
    };
    let mut title = format!("Niveau efter målgruppe og {}", by.header.to_lowercase());
    let (mut path, mut sheet) = (by.path.to_owned(), by.sheet.to_owned());
    if let Some(on) = map {
        path = by_region_on(on);
        sheet = format!("{sheet} {on}");
        title = format!("{title}, regioner pr. {}", danish_date(on));
    }
    let unit = "tilbud x målgruppe, leverandører, afdelinger og pladser, hver i sine kolonner";
    let (levels, states) = Class::ALL.split_at(3);
    Table::<MarginRow>::new(path, title, by.a_row, unit)
        .csv_only()
        .for_report()
        .sheet(sheet)
        .csv_rows(is_served)
        .sheet_rows(is_assessed)
        .note(by.note)
        .with(|table| {
            if by.has_empty_rows() {
                table
            } else {
                table.note("Hvor ingen tager målgruppen, er der ingen række")
            }
        })
        .with(|table| weighted_beside(table, results))
        .note(
            "Forsyningen på et niveau ligger mellem de indplacerede og 'højst': de indplacerede og \
             dem, der kan vise sig at høre til (foreløbige, kvalitet ukendt og ikke vurderede)",
        )
        .note(PARTS)
        .note("Leverandører i alt tæller hvert tilbud én gang i målgruppen")
        .note("En afdeling tæller én gang for hver af sine målgrupper")
        .note(ONCE)
        .note(
            "Pladser åbne for målgruppen kan være åbne for flere målgrupper: læg dem aldrig sammen \
             på tværs af målgrupper. Pladser fordelt på målgrupper er delt ligeligt mellem afdelingens målgrupper",
        )
        .note("Afrunding kan gøre, at tallene ikke summer til totalen")
        .words("Målgruppe", "målgruppens navn", |row| {
            Some(&*results.settings.registers.target_groups.get(row.target_group).name)
        })
        .words(by.header, "værdien, som registret har den; Hele landet er alle under ét", |row| {
            Some(value_name(results, row.value))
        })
        .for_each(levels, |table, class| {
            let about = "indplaceret på netop niveauet";
            table
                .int("", capitalised(class.danish()), about, |row| Some(row.of(*class).offerings))
                .unit(OFFERINGS)
        })
        .for_each(Level::ALL, |table, level| {
            let header = format!("{}, højst", capitalised(level.danish()));
            let about = "indplaceret der, eller kan vise sig at høre til der";
            table
                .int("", header, about, move |row| Some(row.on(level).up_to.offerings))
                .unit(OFFERINGS)
        })
        .for_each(states, |table, class| {
            let about = "ikke på noget niveau: hvorfor siger overskriften";
            table
                .int("", capitalised(class.danish()), about, |row| Some(row.of(*class).offerings))
                .unit(OFFERINGS)
        })
        .int("", "Tilbud x målgruppe i alt", "uanset niveau", |row| Some(row.all.offerings))
        .unit(OFFERINGS)
        .decimal("", "Andel vurderet, pct.", "af tilbud x målgruppe i alt", 1, |row| {
            percent(row.assessed.offerings, row.all.offerings)
        })
        .unit("pct.")
        .empty("ingen tilbud her")
        .int("", "Leverandører i alt", "forskellige tilbud, hvert talt én gang", |row| {
            Some(row.all.providers)
        })
        .unit("leverandører")
        .with(|table| whole(table, "Afdelinger", "afdelinger", |counts| counts.departments))
        .with(|table| whole(table, "Åbne pladser", "pladser", |counts| counts.places_open))
        .for_each(Level::ALL, |table, level| {
            let header = format!("Pladser fordelt på målgrupper, {}", level.danish());
            table
                .decimal("", header, "indplaceret på netop niveauet", 1, move |row| {
                    Some(row.on(level).placed.places_shared())
                })
                .unit("pladser")
        })
        .for_each(Level::ALL, |table, level| {
            let header = format!("Pladser fordelt på målgrupper, {}, højst", level.danish());
            let about = "indplaceret der, eller kan vise sig at høre til der";
            table
                .decimal("", header, about, 1, move |row| {
                    Some(row.on(level).up_to.places_shared())
                })
                .unit("pladser")
        })
        .decimal("", "Pladser fordelt på målgrupper i alt", "uanset niveau", 1, |row| {
            Some(row.all.places_shared())
        })
        .unit("pladser")
        .int("", "Afdelinger uden oplyste pladser", "de er i ingen sum af pladser", |row| {
            Some(row.all.departments_without_places)
        })
        .unit("afdelinger")
        .over(rows)
}

/// What is counted in whole numbers: on each level, and in all.
fn whole<'v>(
    table: Table<'v, MarginRow>,
    what: &'static str,
    unit: &'static str,
    of: fn(&Counts) -> u64,
) -> Table<'v, MarginRow> {
    table
        .for_each(Level::ALL, |table, level| {
            let header = format!("{what}, {}", level.danish());
            table
                .int("", header, "indplaceret på netop niveauet", move |row| {
                    Some(of(&row.on(level).placed))
                })
                .unit(unit)
                .not_on_sheet()
        })
        .int("", format!("{what} i alt"), "uanset niveau, hver talt én gang", move |row| {
            Some(of(&row.all))
        })
        .unit(unit)
}
