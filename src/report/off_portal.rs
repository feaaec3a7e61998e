//! What is there outside Tilbudsportalen, and on which level?

use std::collections::{BTreeMap, BTreeSet};

use crate::landscape::Class;
use crate::model::{ProviderKind, TargetGroupId};
use crate::report::tables::capitalised;
use crate::results::Results;
use crate::table::old::{CellValue, Column, Table};

const UNIT: &str = "leverandør x målgruppe";

/// What is counted of one kind.
#[derive(Default)]
struct Kind {
    by_class: [u64; Class::ALL.len()],
    providers: BTreeSet<u32>,
}

/// Providers outside the portal by target group and kind, a column per class.
pub(super) fn off_portal(view: &Results<'_>) -> Table {
    let dataset = &view.reading.dataset;
    let registers = &view.settings.registers;
    // The kinds in the order of `ProviderKind::ALL`, then unknown, then all of the group.
    let names: Vec<String> = ProviderKind::ALL
        .map(|kind| capitalised(kind.danish()))
        .into_iter()
        .chain(["Ikke oplyst".to_owned(), "I alt".to_owned()])
        .collect();
    let mut counts: BTreeMap<(TargetGroupId, usize), Kind> = BTreeMap::new();
    for (offering, assessed) in dataset.offerings.iter().zip(&view.assessed.offerings) {
        let provider = dataset.provider(offering);
        if provider.is_on_portal {
            continue;
        }
        let stated = provider.stated_kinds;
        let kinds = if stated.is_empty() { registers.kinds(provider.legal_bases) } else { stated };
        let class = Class::of(&assessed.placement).index();
        let mut of: Vec<usize> = (0..ProviderKind::ALL.len())
            .filter(|at| kinds.contains(ProviderKind::ALL[*at]))
            .collect();
        if of.is_empty() {
            of.push(ProviderKind::ALL.len());
        }
        of.push(names.len() - 1);
        for kind in of {
            let of_kind = counts.entry((offering.target_group, kind)).or_default();
            of_kind.by_class[class] += 1;
            of_kind.providers.insert(offering.provider);
        }
    }
    let mut columns = vec![
        Column::text("Målgruppe").about("målgruppens navn"),
        Column::text("Leverandørtype")
            .about("som oplyst, ellers efter paragrafferne; I alt er alle"),
    ];
    columns.extend(Class::ALL.map(|class| {
        let column = Column::int(capitalised(class.danish()));
        column.about("på niveauet, eller hvorfor der intet niveau er").unit(UNIT)
    }));
    columns.extend([
        Column::int("Leverandør x målgruppe i alt").about("uanset niveau").unit(UNIT),
        Column::decimal("Andel vurderet, pct.")
            .about("af leverandør x målgruppe i alt")
            .unit("pct."),
        Column::int("Leverandører i alt").about("hver talt én gang").unit("leverandører"),
    ]);
    let rows = counts.into_iter().map(|((group, kind), Kind { by_class, providers })| {
        let all: u64 = by_class.iter().sum();
        let assessed = all - by_class[Class::ALL.len() - 1];
        let mut cells = vec![
            CellValue::text(&*registers.target_groups.get(group).name),
            CellValue::text(names[kind].as_str()),
        ];
        cells.extend(by_class.map(CellValue::count));
        cells.extend([CellValue::count(all), CellValue::percent(assessed, all)]);
        cells.push(CellValue::count(providers.len() as u64));
        cells
    });
    Table {
        name: "uden-for-tilbudsportalen".to_owned(),
        title: "Leverandører uden for Tilbudsportalen efter målgruppe og type".to_owned(),
        unit: UNIT.to_owned(),
        columns,
        rows: rows.collect(),
        notes: vec![
            "En leverandør af flere typer tæller under hver af dem og kun én gang i rækken I alt"
                .to_owned(),
            "En leverandør tæller én gang for hver målgruppe og, hvor den er delt efter aldersgruppe \
             eller delmålgruppe, én gang for hver del; leverandører i alt tæller hver af dem én gang"
                .to_owned(),
            "Listerne kommer fra kommuner og regioner og er ikke udtømmende".to_owned(),
        ],
    }
}
