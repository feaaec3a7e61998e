//! Which pictures tell how firm the placements are?

use crate::chart::{
    BarsChart, BarsRow, ChancesChart, ChancesRow, Chart, ChartHead, HeatCell, HeatChart,
    TransitionsChart, TransitionsPanel,
};
use crate::model::{Parameter, TargetGroupId};
use crate::output::Staging;
use crate::report::WriteError;
use crate::report::charts::{draw_all, guidelines_by_group};
use crate::report::placement_row::PlacementRow;
use crate::report::robustness::compared_rules::{is_of, subjects};
use crate::report::robustness::firmness::radius_in_words;
use crate::report::robustness::fitted_rules::{caveat, in_words, not_relevant_note};
use crate::report::robustness::{ALL_GROUPS, group_name};
use crate::results::OfferingFirmness;
use crate::results::Results;
use crate::robustness::{ComparedRule, Family, ParameterStudy, Radius};
use crate::table::{decimal, share};

const FOLDER: &str = "robustness/charts";
const UNIT: &str = "vurderede tilbud";

/// How many providers a chart shows: the least firm ones. All are in `acceptability.csv`.
const SHOWN: usize = 40;

/// Draws the charts of every group with assessed offerings, and of all together.
pub(super) fn write(staging: &Staging, view: &Results<'_>) -> Result<(), WriteError> {
    let guidelines = guidelines_by_group(view);
    // A group's charts name its own guidelines, those of all groups every one.
    let made_from = |group: Option<TargetGroupId>| match group {
        None => view.provenance.clone(),
        Some(group) => {
            let labels = guidelines.get(&group).into_iter().flatten().cloned().collect();
            view.provenance.with_guidelines(labels)
        }
    };
    let mut charts = Vec::new();
    if !view.robustness.studies.is_empty() {
        charts.push((Chart::Heat(rules_by_group(view)), made_from(None)));
    }
    // The last one is of all groups together, or of the only one.
    if let Some((group, study)) = view.robustness.studies.last() {
        let subject = Subject { view, group: *group, study };
        charts.push((Chart::Transitions(subject.transitions()), made_from(*group)));
    }
    for (group, study) in &view.robustness.studies {
        let subject = Subject { view, group: *group, study };
        let mut of_subject = vec![
            Chart::Heat(subject.tau_b()),
            Chart::Bars(subject.pivots()),
            Chart::Bars(subject.staircase()),
        ];
        if group.is_some() {
            of_subject.push(Chart::Chances(subject.chances()));
        }
        charts.extend(of_subject.into_iter().map(|chart| (chart, made_from(*group))));
    }
    draw_all(staging, FOLDER, charts, || ())
}

/// What the charts of one target group, or of all, are made from.
struct Subject<'s> {
    view: &'s Results<'s>,
    group: Option<TargetGroupId>,
    study: &'s ParameterStudy,
}

impl Subject<'_> {
    fn slug(&self) -> String {
        self.group.map_or("alle-maalgrupper".to_owned(), |id| {
            self.view.settings.registers.target_groups.get(id).slug.to_string()
        })
    }

    fn name(&self) -> String {
        group_name(self.view, self.group).to_lowercase()
    }

    fn offerings(&self) -> impl Iterator<Item = &OfferingFirmness> {
        self.view.robustness.offerings.iter().filter(|o| is_of(self.view, o, self.group))
    }

    fn n_assessed(&self) -> String {
        format!("{} vurderede tilbud", crate::table::thousands(self.study.n as u64))
    }

    /// The least firm placements first, by the uniform weighting.
    fn chances(&self) -> ChancesChart {
        /// The uniform weighting's place, after the rule as it stands.
        const UNIFORM: usize = 1;
        let mut rows: Vec<(f64, usize, ChancesRow)> = self
            .offerings()
            .filter_map(|offering| {
                let chances = offering.by_weighting.get(UNIFORM)?.all();
                let firmest = chances.into_iter().fold(0.0, f64::max);
                let (low, high) = offering.interval;
                let placed = if low == high {
                    format!("{low}, {}", radius_in_short(offering.radius))
                } else {
                    format!("{low} til {high}")
                };
                let row = PlacementRow::new(self.view, offering.at);
                let label = format!("{} ({})", row.provider.name, row.provider.id);
                let chances = ChancesRow { label, chances, remark: placed };
                Some((firmest, offering.at, chances))
            })
            .collect();
        rows.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let n = rows.len();
        let mut notes = vec![
            "Alle vægte af de otte parametre er her lige sandsynlige; reglens grænse og krævede \
             parametre ligger fast. Ukendte gradueringer får målgruppens fordeling"
                .to_owned(),
            "Radius: så meget må alle vægte ændres på én gang, før niveauet kan ændres".to_owned(),
        ];
        if n > SHOWN {
            notes.push(format!(
                "Vist er de {SHOWN} mindst sikre af {n}; alle står i robustness/acceptability.csv"
            ));
        }
        ChancesChart {
            head: ChartHead {
                name: format!("sikkerhed-{}", self.slug()),
                title: format!("Hvor sikre er indplaceringerne: {}", self.name()),
                subtitle: format!("{}, de mindst sikre øverst", self.n_assessed()),
                unit: UNIT.to_owned(),
                notes,
            },
            remark_header: "Beregnet niveau, radius".to_owned(),
            rows: rows.into_iter().take(SHOWN).map(|(_, _, row)| row).collect(),
        }
    }

    fn transitions(&self) -> TransitionsChart {
        let robustness = self.view.robustness;
        let panels = robustness.rules[1..]
            .iter()
            .map(|rule| {
                let counted = robustness.transitions(rule, |o| is_of(self.view, o, self.group));
                let mut counts = [[0; 4]; 4];
                for (row, from) in counts.iter_mut().zip(&counted.counts) {
                    row.copy_from_slice(&from[..4]);
                }
                TransitionsPanel { rule: rule.name().to_owned(), counts }
            })
            .collect();
        TransitionsChart {
            head: ChartHead {
                name: format!("regler-overgange-{}", self.slug()),
                title: format!("Hvem flytter, når en anden regel indplacerer: {}", self.name()),
                subtitle: self.n_assessed(),
                unit: UNIT.to_owned(),
                notes: rule_notes(),
            },
            from_rule: robustness.rules[0].name().to_owned(),
            panels,
        }
    }

    fn tau_b(&self) -> HeatChart {
        let cell = |one: Parameter, other: Parameter| {
            if other >= one {
                return HeatCell::default();
            }
            match self.study.tau_b[one][other] {
                Ok(value) => HeatCell {
                    value: Some(value),
                    text: decimal(value, 2),
                    shade: Some(value.abs()),
                },
                Err(_) => HeatCell { value: None, text: "–".to_owned(), shade: None },
            }
        };
        let numbered =
            |parameter: Parameter| format!("{}. {}", parameter.index() + 1, parameter.danish());
        let rows = Parameter::ALL.into_iter().map(|one| {
            let cells = Parameter::ALL[..7].iter().map(|other| cell(one, *other)).collect();
            (numbered(one), cells)
        });
        let mut notes = vec![
            "1: parametrene ordner tilbuddene ens; 0: ingen sammenhæng; −1: modsat. Bindinger er \
             regnet med (Kendalls tau-b)"
                .to_owned(),
            "–: kan ikke regnes ud; grunden står i robustness/tau_b.csv".to_owned(),
        ];
        notes.push(match &self.study.alpha {
            Ok(alpha) => {
                let interval = alpha.interval.map_or(String::new(), |(low, high)| {
                    format!(" (95 %: {} til {})", decimal(low, 2), decimal(high, 2))
                });
                format!(
                    "Cronbachs alfa for alle otte: {}{interval}, over {} tilbud med alle otte kendt",
                    decimal(alpha.value, 2),
                    alpha.n
                )
            }
            Err(why) => format!("Cronbachs alfa kan ikke regnes ud: {}", why.danish()),
        });
        HeatChart {
            head: ChartHead {
                name: format!("tau-b-{}", self.slug()),
                title: format!("Siger parametrene det samme: {}", self.name()),
                subtitle: self.n_assessed(),
                unit: "par af parametre".to_owned(),
                notes,
            },
            headers: ("Parameter".to_owned(), "Parameter".to_owned()),
            measure: "Kendalls tau-b".to_owned(),
            decimals: 3,
            columns: Parameter::ALL[..7].iter().map(|parameter| numbered(*parameter)).collect(),
            short_columns: (1..8).map(|number| number.to_string()).collect(),
            rows: rows.collect(),
        }
    }

    fn pivots(&self) -> BarsChart {
        let row = |parameter: Parameter| {
            let pivot = &self.study.parameters[parameter].pivot;
            let value = pivot.rate().ok().map(|rate| rate * 100.0);
            let text = match pivot.rate() {
                Ok(_) => format!(
                    "{} ({} af {}; op {}, ned {})",
                    share(pivot.n_either, pivot.n),
                    pivot.n_either,
                    pivot.n,
                    pivot.n_up,
                    pivot.n_down
                ),
                Err(why) => why.danish().to_owned(),
            };
            BarsRow { label: parameter.danish().to_owned(), value, beside: None, text }
        };
        BarsChart {
            head: ChartHead {
                name: format!("pivotrate-{}", self.slug()),
                title: format!("Hænger niveauet på én parameter: {}", self.name()),
                subtitle: self.n_assessed(),
                unit: UNIT.to_owned(),
                notes: vec![
                    "Kun tilbud, hvis niveau er afgjort, og hvor parameterens graduering er kendt"
                        .to_owned(),
                ],
            },
            row_header: "Parameter".to_owned(),
            measures: (
                "Andel tilbud, hvor ét trin op eller ned ændrer niveauet, pct.".into(),
                None,
            ),
            decimals: 1,
            rows: Parameter::ALL.into_iter().map(row).collect(),
        }
    }

    fn staircase(&self) -> BarsChart {
        let row = |family: Family| {
            let found = self.study.fits.as_ref().ok();
            let found = found.and_then(|fits| Some((fits, fits.of_family(family)?)));
            let (value, beside, text) = match (found, &self.study.fits) {
                (Some((fits, fit)), _) => {
                    let mean = |loss: u32| f64::from(loss) / f64::from(fits.n.max(1));
                    let held_out = fit.held_out_loss.ok().map(mean);
                    let held_out_text = held_out
                        .map_or(String::new(), |mean| format!("; holdt ude {}", decimal(mean, 2)));
                    let text = format!("{}{held_out_text}", decimal(mean(fit.loss), 2));
                    (Some(mean(fit.loss)), held_out, text)
                }
                (None, Err(why)) => (None, None, why.danish().to_owned()),
                (None, Ok(_)) => (None, None, String::new()),
            };
            BarsRow { label: family.danish().to_owned(), value, beside, text }
        };
        let mut notes = vec![caveat().to_owned(), not_relevant_note().to_owned()];
        let subtitle = match &self.study.fits {
            Ok(fits) => {
                let rules = fits.fits.iter().filter(|fit| fit.family != Family::Monotone);
                let rules: Vec<String> = rules
                    .map(|fit| format!("{}: {}", fit.family.danish(), in_words(&fit.rule)))
                    .collect();
                notes.insert(0, format!("De bedste regler. {}", rules.join(". ")));
                format!("{} tilbud med tilsynets samlede niveau", fits.n)
            }
            Err(_) => self.n_assessed(),
        };
        BarsChart {
            head: ChartHead {
                name: format!("fejltrappe-{}", self.slug()),
                title: format!("Prioritering eller sortering: {}", self.name()),
                subtitle,
                unit: UNIT.to_owned(),
                notes,
            },
            row_header: "Regler".to_owned(),
            measures: (
                "Niveauer fra tilsynets samlede niveau, i snit pr. tilbud, for den bedste regel"
                    .to_owned(),
                Some("Det samme på leverandører, der blev holdt ude".to_owned()),
            ),
            decimals: 3,
            rows: Family::ALL.into_iter().map(row).collect(),
        }
    }
}

/// Group by rule: the share that another rule moves; the named rules first.
fn rules_by_group(view: &Results<'_>) -> HeatChart {
    let robustness = view.robustness;
    let rows = subjects(view).into_iter().map(|group| {
        let cells = robustness.rules[1..]
            .iter()
            .map(|rule: &ComparedRule| {
                let counted = robustness.transitions(rule, |o| is_of(view, o, group));
                let ((up, down), n) = (counted.n_moved(), counted.n_decided());
                if n == 0 {
                    return HeatCell { value: None, text: "–".to_owned(), shade: None };
                }
                let moved = (up + down) as f64 / n as f64;
                HeatCell {
                    value: Some(moved * 100.0),
                    text: share(up + down, n),
                    shade: Some(moved),
                }
            })
            .collect();
        (group.map_or(ALL_GROUPS, |group| group_name(view, Some(group))).to_owned(), cells)
    });
    HeatChart {
        head: ChartHead {
            name: "regler-maalgrupper".to_owned(),
            title: "Hvor mange flytter, når en anden regel indplacerer".to_owned(),
            subtitle: format!("Holdt op mod {}", robustness.rules[0].name()),
            unit: UNIT.to_owned(),
            notes: rule_notes(),
        },
        headers: ("Målgruppe".to_owned(), "Regel".to_owned()),
        measure: "andel, der får et andet niveau, pct.".to_owned(),
        decimals: 1,
        columns: robustness.rules[1..].iter().map(|rule| rule.name().to_owned()).collect(),
        short_columns: Vec::new(),
        rows: rows.collect(),
    }
}

fn rule_notes() -> Vec<String> {
    vec![
        "Kun tilbud, som begge regler afgør; gradueringerne alene, kvaliteten er holdt uden for"
            .to_owned(),
        "Det afrundede gennemsnit er kun til sammenligning: det regner med, at trinene mellem \
         niveauerne er lige lange"
            .to_owned(),
    ]
}

fn radius_in_short(radius: Radius) -> String {
    match radius {
        Radius::Share(share) if share <= 0.0 => "på grænsen".to_owned(),
        Radius::Share(share) => format!("±{} %", decimal(share * 100.0, 0)),
        other => radius_in_words(other),
    }
}
