//! How far are the best rules of each family from the inspectors' levels?

use crate::chart::{BarsChart, BarsRow, Chart, ChartHead};
use crate::report::Drawing;
use crate::report::robustness::fitted_rules::{CAVEAT, NOT_RELEVANT};
use crate::report::robustness::group_name;
use crate::results::{GroupStudy, Results};
use crate::robustness::FEWEST_FOR_AN_ANSWER;
use crate::table::{PictureDoc, decimal};

/// The errors of the best rules: each group that has enough of the
/// inspectors' levels, on one scale.
pub(super) fn staircase(results: &Results<'_>) -> Drawing {
    let mut notes = vec![
        "Det tynde: det samme på leverandører, reglen ikke er fundet på, i snit over delinger; en \
         rigere slags regler skal sammenlignes på det"
            .to_owned(),
        CAVEAT.to_owned(),
        NOT_RELEVANT.to_owned(),
    ];
    let mut left_out = Vec::new();
    let mut rows = Vec::new();
    for GroupStudy { group, study, .. } in &results.robustness.studies {
        let name = group_name(results, *group);
        let fits = match &study.fits {
            Ok(fits) if fits.n >= FEWEST_FOR_AN_ANSWER => fits,
            Ok(fits) => {
                left_out.push(format!("{name} ({} tilbud er for få)", fits.n));
                continue;
            }
            Err(why) => {
                left_out.push(format!("{name} ({})", why.danish()));
                continue;
            }
        };
        rows.extend(fits.fits.iter().map(|fit| {
            let mean = fits.mean(f64::from(fit.loss));
            let beside = fit.held_out.as_ref().ok().map(|of_draws| fits.mean(of_draws.mean()));
            let held_out =
                beside.map_or(String::new(), |mean| format!("; på andre {}", decimal(mean, 2)));
            BarsRow {
                label: format!("{name}, {} tilbud: {}", fits.n, fit.family.short()),
                value: Some(mean),
                beside,
                text: format!("{}{held_out}", decimal(mean, 2)),
            }
        }));
    }
    if !left_out.is_empty() {
        notes.push(format!("Ikke med: {}", left_out.join("; ")));
    }
    let title = "Prioritering eller sortering: hvor langt er de bedste regler fra tilsynet";
    let chart = BarsChart {
        head: ChartHead {
            title: title.to_owned(),
            subtitle: "Tilbud med tilsynets samlede niveau og alle gradueringer kendt".to_owned(),
            unit: "vurderede tilbud".to_owned(),
            notes,
            ..ChartHead::default()
        },
        row_header: "Målgruppe og slags regler".to_owned(),
        measures: (
            "Niveauer fra tilsynets samlede niveau, i snit pr. tilbud, for den bedste regel"
                .to_owned(),
            Some("Det samme på leverandører, den ikke er fundet på".to_owned()),
        ),
        rows,
    };
    Drawing {
        doc: PictureDoc {
            path: "charts/ranking-and-sifting".to_owned(),
            title: title.to_owned(),
            table: "robustness/fitted_rules".to_owned(),
            rows: format!("mindst {FEWEST_FOR_AN_ANSWER} tilbud, reglen er fundet på"),
            is_for_report: true,
        },
        chart: Chart::Bars(chart),
        is_in_workbook: true,
    }
}
