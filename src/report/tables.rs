//! Which tables of supply are written, and over which values?

use crate::landscape::{Class, Counts, Dimension, Fact, SupplyRow, Value, supply};
use crate::model::{Level, Ownership, TargetGroupId};
use crate::output::Staging;
use crate::report::assessed_tables::{coverage, profile, rules};
use crate::report::freshness::ages;
use crate::report::off_portal::off_portal;
use crate::report::parts::{OFFERINGS, PARTS};
use crate::report::{WriteError, write_table};
use crate::results::Results;
use crate::table::old::{CellValue, Chapter, Column, Table};

/// Where a provider is listed, in words.
pub(super) const ON_PORTAL: &str = "På Tilbudsportalen";
pub(super) const OFF_PORTAL: &str = "Uden for Tilbudsportalen";

const FOLDER: &str = "tables";

/// Supply by each dimension, and the target groups that anybody offers.
pub(super) struct Supplies {
    by: Vec<(Dimension, Vec<SupplyRow>)>,
    /// Groups with offerings, in the register's order.
    pub(super) groups: Vec<TargetGroupId>,
}

impl Supplies {
    pub(super) fn count(view: &Results<'_>, facts: &[Fact]) -> Result<Self, WriteError> {
        let regions = &view.settings.registers.regions;
        let one = |value: Option<Value>| value.into_iter().collect::<Vec<_>>();
        let mut by = Vec::new();
        for dimension in [
            Dimension::Region,
            Dimension::Ownership,
            Dimension::LegalBasis,
            Dimension::Supervision,
            Dimension::Source,
        ] {
            let rows = supply(facts, |fact| match dimension {
                Dimension::Region => one(fact
                    .municipality
                    .and_then(|code| regions.of(code, view.regions_on))
                    .map(Value::Region)),
                Dimension::Ownership => one(fact.ownership.map(Value::Ownership)),
                Dimension::LegalBasis => fact.legal_bases.iter().map(Value::LegalBasis).collect(),
                Dimension::Supervision => one(fact.supervision.map(Value::from)),
                Dimension::Source if fact.is_on_portal => vec![Value::OnPortal],
                Dimension::Source => vec![Value::OffPortal],
            })?;
            by.push((dimension, rows));
        }
        let mut groups: Vec<_> =
            view.reading.dataset.offerings.iter().map(|o| o.target_group).collect();
        groups.sort_unstable();
        groups.dedup();
        Ok(Self { by, groups })
    }

    /// One group's rows of a dimension, complete: every value of the registers has a row, also
    /// where nothing is supplied. "Not reported" only where there is any; the total last.
    pub(super) fn rows(
        &self,
        view: &Results<'_>,
        dimension: Dimension,
        group: TargetGroupId,
    ) -> Vec<SupplyRow> {
        let counted: &[SupplyRow] =
            self.by.iter().find(|(d, _)| *d == dimension).map_or(&[], |(_, rows)| rows);
        let find = |value| counted.iter().find(|r| r.target_group == group && r.value == value);
        let mut rows: Vec<SupplyRow> = all_values(view, dimension)
            .into_iter()
            .map(|value| find(value).cloned().unwrap_or(SupplyRow::empty(group, value)))
            .collect();
        rows.extend(find(Value::NotReported).cloned());
        rows.extend(find(Value::Total).cloned());
        rows
    }
}

fn all_values(view: &Results<'_>, dimension: Dimension) -> Vec<Value> {
    let registers = &view.settings.registers;
    match dimension {
        Dimension::Region => {
            registers.regions.on(view.regions_on).into_iter().map(Value::Region).collect()
        }
        Dimension::Ownership => Ownership::ALL.map(Value::Ownership).into(),
        Dimension::LegalBasis => {
            registers.legal_bases.iter().map(|(id, _)| Value::LegalBasis(id)).collect()
        }
        Dimension::Supervision => registers
            .authorities
            .iter()
            .map(|(id, _)| Value::SocialAuthority(id))
            .chain([Value::MunicipalSupervision])
            .collect(),
        Dimension::Source => vec![Value::OnPortal, Value::OffPortal],
    }
}

/// A value's name for readers.
pub(super) fn value_name(view: &Results<'_>, value: Value) -> String {
    let registers = &view.settings.registers;
    match value {
        Value::Municipality(code) => registers
            .municipalities
            .get(code)
            .map_or_else(|| code.to_string(), |municipality| municipality.name.to_string()),
        Value::Region(id) => registers.regions.get(id).name.to_string(),
        Value::Ownership(ownership) => ownership.danish().to_owned(),
        Value::LegalBasis(id) => registers.legal_bases.get(id).text.to_string(),
        Value::Kind(kind) => capitalised(kind.danish()),
        Value::AgeGroup(age) => capitalised(age.danish()),
        Value::SocialAuthority(id) => registers.authorities.name(id).to_owned(),
        Value::MunicipalSupervision => "Kommunalt tilsyn (§ 148 a)".to_owned(),
        Value::OnPortal => ON_PORTAL.to_owned(),
        Value::OffPortal => OFF_PORTAL.to_owned(),
        Value::NotReported => "Ikke oplyst".to_owned(),
        Value::Total => "Hele landet".to_owned(),
    }
}

/// A unit that supply is counted in, each in a table of its own.
struct Counted {
    /// Ends the file's name.
    stem: &'static str,
    unit: &'static str,
    /// Header of the count whatever the level.
    all: &'static str,
    cell: fn(&Counts) -> CellValue,
    notes: &'static [&'static str],
    is_places: bool,
}

/// How departments and their places count where their offering is split.
const ONCE: &str = "Hvor et tilbud er delt efter aldersgruppe eller delmålgruppe, tæller dets \
                    afdelinger og deres pladser på hvert niveau, som en del er indplaceret på, og \
                    kun én gang i alt: niveauerne kan summe til mere end i alt";

const UNITS: [Counted; 4] = [
    Counted {
        stem: "tilbud",
        unit: OFFERINGS,
        all: "Tilbud x målgruppe i alt",
        cell: |counts| CellValue::count(counts.offerings),
        notes: &[PARTS, "Leverandører i alt tæller hvert tilbud én gang i målgruppen"],
        is_places: false,
    },
    Counted {
        stem: "afdelinger",
        unit: "afdelinger",
        all: "Afdelinger i alt",
        cell: |counts| CellValue::count(counts.departments),
        notes: &["En afdeling tæller én gang for hver af sine målgrupper", ONCE],
        is_places: false,
    },
    Counted {
        stem: "pladser-aabne",
        unit: "pladser åbne for målgruppen",
        all: "Åbne pladser i alt",
        cell: |counts| CellValue::count(counts.places_open),
        notes: &[
            "En plads kan være åben for flere målgrupper: læg aldrig sammen på tværs af målgrupper",
            ONCE,
        ],
        is_places: true,
    },
    Counted {
        stem: "pladser-delt",
        unit: "pladser delt ligeligt mellem afdelingens målgrupper",
        all: "Pladser delt ud i alt",
        cell: |counts| CellValue::Decimal {
            value: counts.places_shared_milli as f64 / 1000.0,
            decimals: 1,
        },
        notes: &["Afrunding kan gøre, at tallene ikke summer til totalen"],
        is_places: true,
    },
];

/// What a row of a table of supply is about beside the target group, along [`Dimension`].
const WHOSE: [&str; 5] = [
    "en region, hele landet, eller region ikke oplyst",
    "en ejerform, hele landet, eller ejerform ikke oplyst",
    "en paragraf, hele landet, eller paragraf ikke oplyst",
    "et tilsyn, hele landet, eller tilsyn ikke oplyst",
    "en kilde, og hele landet",
];

/// Writes all tables to `tables/`; gives the chapters of the data dictionary.
pub(super) fn write(
    staging: &Staging,
    view: &Results<'_>,
    supplies: &Supplies,
) -> Result<Vec<Chapter>, WriteError> {
    let mut chapters = Vec::new();
    let mut tell = |table: &Table, a_row: &str| -> Result<(), WriteError> {
        chapters.push(Chapter::of_table(FOLDER, table, a_row));
        write_table(staging, FOLDER, table, view.provenance)
    };
    for (dimension, stem, header, note) in [
        (
            Dimension::Region,
            "region",
            "Region",
            "Regionen er afdelingens; et tilbud med afdelinger i flere regioner tæller i hver af \
             dem og kun én gang i hele landet",
        ),
        (Dimension::Ownership, "ejerform", "Ejerform", "Ejerformen er tilbuddets"),
        (
            Dimension::LegalBasis,
            "paragraf",
            "Paragraf",
            "En afdeling med flere paragraffer tæller under hver af dem og kun én gang i hele \
             landet",
        ),
        (
            Dimension::Supervision,
            "tilsyn",
            "Tilsyn",
            "Tilsynet er det, der står i data; ellers det, der følger af driftsherre og beliggenhed",
        ),
        (
            Dimension::Source,
            "kilde",
            "Kilde",
            "Leverandører uden for Tilbudsportalen står på lister fra kommuner og regioner; de har \
             hverken afdelinger eller pladser og tæller i hver region, de dækker",
        ),
    ] {
        for counted in &UNITS {
            let table = supply_table(view, supplies, dimension, (stem, header, note), counted);
            tell(&table, &format!("en målgruppe og {}", WHOSE[dimension as usize]))?;
        }
    }
    tell(&coverage(view), "en målgruppe, som nogen har et tilbud til")?;
    tell(&rules(view), "en regel i en målgruppe med vurderinger")?;
    tell(&profile(view), "en parameter i en målgruppe med vurderinger")?;
    tell(&off_portal(view), "en leverandørtype i en målgruppe, og alle typer i målgruppen")?;
    tell(&ages(view), "et aldersbånd for en slags datoer")?;
    Ok(chapters)
}

fn supply_table(
    view: &Results<'_>,
    supplies: &Supplies,
    dimension: Dimension,
    (stem, header, note): (&str, &str, &str),
    counted: &Counted,
) -> Table {
    let columns = supply_columns(header, counted);
    let mut rows = Vec::new();
    for group in &supplies.groups {
        let name = &view.settings.registers.target_groups.get(*group).name;
        for row in supplies.rows(view, dimension, *group) {
            let mut cells =
                vec![CellValue::text(&**name), CellValue::text(value_name(view, row.value))];
            cells.extend(row.by_class[..3].iter().map(counted.cell));
            cells.extend(row.up_to.iter().map(counted.cell));
            cells.extend(row.by_class[3..].iter().map(counted.cell));
            cells.push((counted.cell)(&row.all));
            cells.push(CellValue::percent(row.assessed(), row.all.offerings));
            if counted.is_places {
                cells.push(CellValue::count(row.all.departments_without_places));
            }
            if counted.unit == OFFERINGS {
                cells.push(CellValue::count(row.all.providers));
            }
            rows.push(cells);
        }
    }
    let mut notes = vec![
        note.to_owned(),
        "Forsyningen på et niveau ligger mellem de indplacerede og 'højst': de indplacerede og \
         dem, der kan vise sig at høre til (foreløbige, kvalitet ukendt og ikke vurderede)"
            .to_owned(),
    ];
    notes.extend(counted.notes.iter().map(|note| (*note).to_owned()));
    Table {
        name: format!("niveau-{stem}-{}", counted.stem),
        title: format!("Niveau efter målgruppe og {}", header.to_lowercase()),
        unit: counted.unit.to_owned(),
        columns,
        rows,
        notes,
    }
}

fn supply_columns(header: &str, counted: &Counted) -> Vec<Column> {
    let number = |header: String, about: &str| {
        let column = match counted.stem {
            "pladser-delt" => Column::decimal(header),
            _ => Column::int(header),
        };
        column.about(about).unit(counted.unit)
    };
    let mut columns = vec![
        Column::text("Målgruppe").about("målgruppens navn"),
        Column::text(header).about(WHOSE_VALUE),
    ];
    columns.extend(
        Level::ALL
            .map(|level| number(capitalised(level.danish()), "indplaceret på netop niveauet")),
    );
    columns.extend(Level::ALL.map(|level| {
        let header = format!("{}, højst", capitalised(level.danish()));
        number(header, "indplaceret der, eller kan vise sig at høre til der")
    }));
    columns.extend(Class::ALL[3..].iter().map(|class| {
        number(capitalised(class.danish()), "ikke på noget niveau: hvorfor siger overskriften")
    }));
    columns.push(number(counted.all.to_owned(), "uanset niveau, hver talt én gang"));
    columns.push(
        Column::decimal("Andel tilbud x målgruppe vurderet, pct.")
            .about("af tilbud x målgruppe i alt, også hvor tabellen tæller andet")
            .unit("pct.")
            .empty("ingen tilbud her"),
    );
    if counted.is_places {
        let column = Column::int("Afdelinger uden oplyste pladser");
        columns.push(column.about("de er i ingen sum af pladser").unit("afdelinger"));
    }
    if counted.unit == OFFERINGS {
        let column = Column::int("Leverandører i alt");
        columns.push(column.about("forskellige tilbud, hvert talt én gang").unit("leverandører"));
    }
    columns
}

/// What the second column holds.
const WHOSE_VALUE: &str = "værdien, som registret har den; Hele landet er alle under ét";

pub(super) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}
