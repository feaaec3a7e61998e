//! What an evaluation asks first: do inspectors grade as the evidence does, and do they come to the
//! level that the rule computes?

use crate::chart::{Chart, ChartHead, Parts, ProfileChart, ProfileRow};
use crate::report::parts::ASSESSED_OFFERINGS;
use crate::report::{Drawing, Topic};
use crate::results::{Compared, ComparedInspectors, Results};
use crate::robustness::Subject;
use crate::table::{PictureDoc, Table, share, thousands};

const PATH: &str = "tables/inspectors_compared";

/// What a grade is held against.
const AGAINST: &str = "En graduering er inden for, når den ligger i det, oplysningerne giver \
                       mulighed for efter vejledningen; det samlede niveau, når det er det samme som \
                       det beregnede (gradueringerne alene, kvaliteten er ikke regnet med)";
const SAME_TOOL: &str = "Tilsynet kender oplysningerne og bruger samme redskab: forskellen er ingen \
                         fejl hos nogen, men det, en evaluering skal forklare";

/// The table and its picture.
pub(super) fn topic<'v>(results: &'v Results<'v>) -> Topic<'v> {
    Topic {
        provenance: results.provenance.clone(),
        tables: vec![table(results)],
        pictures: picture(results).into_iter().collect(),
        texts: Vec::new(),
    }
}

/// One subject of a group and a tilsyn.
struct Row<'v> {
    of: &'v ComparedInspectors,
    subject: Subject,
    compared: Compared,
}

fn table<'v>(results: &'v Results<'v>) -> Box<dyn crate::table::Output + 'v> {
    let registers = &results.settings.registers;
    let rows = results.counted.inspectors.iter().flat_map(|of| {
        let subjects = Subject::all().into_iter().zip(of.by_subject);
        subjects.map(move |(subject, compared)| Row { of, subject, compared })
    });
    let steps = [
        ("n_two_below", "To trin eller mere under"),
        ("n_one_below", "Ét trin under"),
        ("n_within", "Inden for, eller det samme"),
        ("n_one_above", "Ét trin over"),
        ("n_two_above", "To trin eller mere over"),
    ];
    Table::<Row<'v>>::new(
        PATH,
        "Tilsynets gradueringer mod oplysningerne, og dets samlede niveau mod det beregnede",
        "en parameter, eller det samlede niveau, i en målgruppe hos et tilsyn",
        ASSESSED_OFFERINGS,
    )
    .csv_only()
    .sheet("Tilsyn mod oplysninger")
    .sheet_rows(|row| row.of.authority.is_none())
    .for_report()
    .note(AGAINST)
    .note(SAME_TOOL)
    .note("Én vurdering af hvert tilbud: den, der indplacerer")
    .code("target_group", "målgruppens slug (registers/target_groups.csv)", move |row| {
        row.of.group.map(|id| &*registers.target_groups.get(id).slug)
    })
    .empty("alle målgrupper under ét")
    .words("Målgruppe", "målgruppens navn, eller alle", move |row| {
        Some(row.of.group.map_or("Alle målgrupper", |id| &*registers.target_groups.get(id).name))
    })
    .text("assessed_by", "Tilsyn", "der har vurderet, eller alle", move |row| {
        let name = row.of.authority.map(|by| registers.supervision_name(by));
        Some(name.unwrap_or_else(|| "Alle tilsyn".to_owned()))
    })
    .text("subject", "Graduering af", "parameteren, eller det samlede niveau", |row| {
        Some(row.subject.danish())
    })
    .for_each(steps.into_iter().enumerate(), |table, (at, (name, header))| {
        table
            .int(name, header, "tilsynet, holdt op mod det andet", move |row| {
                Some(row.compared.by_distance[at])
            })
            .unit(ASSESSED_OFFERINGS)
    })
    .int("n_compared", "Sammenlignet", "de fem lagt sammen", |row| Some(row.compared.n()))
    .unit(ASSESSED_OFFERINGS)
    .decimal("outside_percent", "Uden for, pct.", "af de sammenlignede", 1, |row| {
        let (n, outside) = (row.compared.n(), row.compared.n_outside());
        (n > 0).then(|| outside as f64 * 100.0 / n as f64)
    })
    .unit("pct.")
    .empty("ingen kan sammenlignes")
    .int(
        "n_relevance_differs",
        "Uenige om relevans",
        "den ene siger ikke relevant, den anden graduerer",
        |row| Some(row.compared.relevance_differs),
    )
    .unit(ASSESSED_OFFERINGS)
    .int(
        "n_alone",
        "Intet at holde op mod",
        "ingen oplysninger, ingen vejledning, eller et niveau, der ikke er afgjort",
        |row| Some(row.compared.n_alone),
    )
    .unit(ASSESSED_OFFERINGS)
    .int(
        "n_not_given",
        "Ikke givet",
        "tilsynet har ikke gradueret, eller det kan ikke læses",
        |row| Some(row.compared.n_not_given),
    )
    .unit(ASSESSED_OFFERINGS)
    .of(rows.collect())
}

/// All groups and tilsyn together.
fn picture(results: &Results<'_>) -> Option<Drawing> {
    let all = results.counted.inspectors.iter();
    let all = all.clone().find(|of| of.group.is_none() && of.authority.is_none())?;
    let subjects = || Subject::all().into_iter().zip(&all.by_subject);
    let rows = subjects().map(|(subject, compared)| ProfileRow {
        label: subject.danish().to_owned(),
        counts: compared.by_distance.into(),
    });
    let sum = |of: fn(&Compared) -> u64| -> (u64, u64) {
        let of_grades = subjects().filter(|(subject, _)| *subject != Subject::Level);
        let level = subjects().find(|(subject, _)| *subject == Subject::Level);
        (of_grades.map(|(_, c)| of(c)).sum(), level.map_or(0, |(_, c)| of(c)))
    };
    let ((n, n_level), (outside, outside_level)) = (sum(Compared::n), sum(Compared::n_outside));
    let ((alone, alone_level), (not_given, not_given_level), (differs, _)) =
        (sum(|c| c.n_alone), sum(|c| c.n_not_given), sum(|c| c.relevance_differs));
    let left_out = format!(
        "Ikke med: af {} gradueringer {} uden en fra tilsynet, {} uden noget at holde op mod og {}, \
         hvor de to er uenige om, at parameteren er relevant; af {} samlede niveauer {} uden et fra \
         tilsynet og {}, hvor det beregnede ikke er afgjort",
        thousands(n + alone + not_given + differs),
        thousands(not_given),
        thousands(alone),
        thousands(differs),
        thousands(n_level + alone_level + not_given_level),
        thousands(not_given_level),
        thousands(alone_level)
    );
    let title = "Tilsynet mod oplysningerne, og mod det beregnede niveau";
    let chart = ProfileChart {
        head: ChartHead {
            title: title.to_owned(),
            subtitle: format!(
                "{} af {} gradueringer ({}) uden for oplysningerne; {} af {} samlede niveauer ens",
                thousands(outside),
                thousands(n),
                share(outside, n),
                thousands(n_level - outside_level),
                thousands(n_level)
            ),
            unit: "tilbud, der kan sammenlignes".to_owned(),
            notes: vec![AGAINST.to_owned(), SAME_TOOL.to_owned(), left_out],
            ..ChartHead::default()
        },
        row_header: "Graduering af".to_owned(),
        parts: Parts::Distances,
        rows: rows.collect(),
    };
    Some(Drawing {
        doc: PictureDoc {
            path: "charts/inspectors-compared".to_owned(),
            title: title.to_owned(),
            table: PATH.to_owned(),
            rows: "målgruppe = Alle målgrupper, tilsyn = Alle tilsyn".to_owned(),
            is_for_report: true,
        },
        chart: Chart::Profile(Box::new(chart)),
        is_in_workbook: true,
    })
}
