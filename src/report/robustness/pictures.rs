//! Which pictures tell how firm the placements are?

use crate::chart::{
    ChancesChart, ChancesRow, Chart, ChartHead, HeatCell, HeatChart, TransitionsChart,
    TransitionsPanel,
};
use crate::model::{Attained, Parameter, TargetGroupId};
use crate::report::robustness::compared_rules::{WHOLE_COUNTRY, notes};
use crate::report::robustness::group_name;
use crate::report::robustness::parts::by_age;
use crate::report::robustness::staircase::staircase;
use crate::report::{Drawing, Topic};
use crate::results::{GroupStudy, OfferingFirmness, Results, RuleInRegion};
use crate::robustness::{ParameterStudy, Radius};
use crate::table::{PictureDoc, decimal, share, thousands};

const UNIT: &str = "vurderede tilbud";

/// With fewer offerings a coefficient of two parameters is not drawn; the table has it. Ours.
pub(super) const FEWEST_PAIRS: usize = 20;

/// How many providers a picture shows: the least firm ones.
const SHOWN: usize = 40;

/// The rules side by side: by group, and where offerings go.
pub(super) fn of_rules(results: &Results<'_>) -> Vec<Drawing> {
    // The last one is of all groups together, or of the only one.
    let Some(GroupStudy { group, study, .. }) = results.robustness.studies.last() else {
        return Vec::new();
    };
    let whole = Subject { results, group: *group, study };
    vec![rules_by_group(results), whole.transitions(), staircase(results)]
}

/// The pictures of each group, made by its own guidelines, and of all together.
pub(super) fn of_groups<'v>(results: &'v Results<'v>) -> impl Iterator<Item = Topic<'v>> {
    results.robustness.studies.iter().map(move |GroupStudy { group, study, .. }| {
        let provenance = group.map_or(results.provenance.clone(), |group| {
            let counted = results.counted.groups.iter().find(|of| of.target_group == group);
            let labels = counted.into_iter().flat_map(|of| of.guidelines.iter().cloned());
            results.provenance.with_guidelines(labels.collect())
        });
        let subject = Subject { results, group: *group, study };
        // The parameters are drawn once, for all groups together: the tables have each group.
        let mut pictures = Vec::new();
        if subject.is_of_all() {
            pictures.push(subject.tau_b());
        }
        if let Some(group) = group {
            pictures.push(subject.chances(*group));
            // Of all groups together it would show which groups are for children.
            pictures.extend(by_age(results, *group));
        }
        Topic { provenance, tables: Vec::new(), pictures, texts: Vec::new() }
    })
}

/// What the pictures of one target group, or of all, are made from.
struct Subject<'s> {
    results: &'s Results<'s>,
    group: Option<TargetGroupId>,
    study: &'s ParameterStudy,
}

impl Subject<'_> {
    /// Whether it is all groups together, or the only one.
    fn is_of_all(&self) -> bool {
        self.results.robustness.studies.last().map(|study| study.group) == Some(self.group)
    }

    /// The picture `stem`, drawn from `table`; `rows` are which of the group's rows, where not all.
    fn drawing(&self, stem: &str, table: &str, rows: &str, chart: Chart) -> Drawing {
        let slug = self
            .group
            .map_or("all", |id| &self.results.settings.registers.target_groups.get(id).slug);
        let is_of_all = self.is_of_all();
        let name = group_name(self.results, self.group);
        Drawing {
            doc: PictureDoc {
                path: format!("charts/{stem}-{slug}"),
                title: chart.title().to_owned(),
                table: table.to_owned(),
                rows: format!("målgruppe = {name}{rows}"),
                is_for_report: is_of_all,
            },
            chart,
            is_in_workbook: is_of_all,
        }
    }

    /// "Siger parametrene det samme: autismespektrum".
    fn title(&self, question: &str) -> String {
        format!("{question}: {}", group_name(self.results, self.group).to_lowercase())
    }

    fn n_assessed(&self) -> String {
        format!("{} vurderede tilbud", thousands(self.study.n as u64))
    }

    /// The least firm placements first, by the uniform weighting. Without names, since it is for a
    /// report; whose they are says `robustness/firmness`.
    fn chances(&self, group: TargetGroupId) -> Drawing {
        let offerings = &self.results.robustness.offerings;
        let mut rows: Vec<(f64, &OfferingFirmness)> = offerings
            .iter()
            .filter(|offering| offering.group == group)
            .filter_map(|o| Some((o.firmness.by_uniform_weights()?.most_likely().1, o)))
            .collect();
        rows.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.id.cmp(&b.1.id)));
        let n = rows.len();
        let mut notes = vec![
            "En søjle er alle de måder, de otte parametre kan vejes på: så stor en del af dem giver \
             niveauet, når hver måde tæller lige meget. Reglens grænse og krævede parametre ligger \
             fast. Ukendte gradueringer får målgruppens fordeling"
                .to_owned(),
            "Til højre står niveauet efter reglens egne vægte, og hvor meget alle vægte må ændres på \
             én gang, før det kan ændres. Lige på grænsen: ét niveau mere eller mindre er næsten lige \
             så sandsynligt"
                .to_owned(),
        ];
        if n > SHOWN {
            notes.push(format!("Vist er de {SHOWN} mindst sikre af {n}"));
        }
        let rows = rows.into_iter().take(SHOWN).enumerate();
        let chart = ChancesChart {
            head: ChartHead {
                title: self.title("Hvor sikre er indplaceringerne"),
                subtitle: format!("{}, de mindst sikre øverst", self.n_assessed()),
                unit: UNIT.to_owned(),
                notes,
                ..ChartHead::default()
            },
            remark_header: "Beregnet niveau".to_owned(),
            rows: rows
                .filter_map(|(nth, (_, offering))| {
                    chances_row(offering, format!("Nr. {}", nth + 1))
                })
                .collect(),
        };
        let least = if n > SHOWN { format!("; de {SHOWN} mindst sikre") } else { String::new() };
        let rows = format!(", vægtning = alle vægte lige sandsynlige (uniform){least}");
        let mut drawing =
            self.drawing("firmness", "robustness/acceptability", &rows, Chart::Chances(chart));
        drawing.doc.is_for_report = true;
        drawing
    }

    fn transitions(&self) -> Drawing {
        let robustness = self.results.robustness;
        let rows = robustness.others_in_the_country().filter(|row| row.group == self.group);
        let panel = |row: &RuleInRegion| TransitionsPanel {
            rule: robustness.rules[row.rule].title().to_owned(),
            counts: row.transitions.decided(),
        };
        let chart = TransitionsChart {
            head: ChartHead {
                title: self.title("Hvem flytter, når en anden regel indplacerer"),
                subtitle: self.n_assessed(),
                unit: UNIT.to_owned(),
                notes: notes(),
                ..ChartHead::default()
            },
            from_rule: robustness.placing_rule().title().to_owned(),
            panels: rows.map(panel).collect(),
        };
        let rows = "; uden \"ikke afgjort\"";
        self.drawing("rules", "robustness/transitions", rows, Chart::Transitions(chart))
    }

    fn tau_b(&self) -> Drawing {
        let cell = |one: Parameter, other: Parameter| {
            if other >= one {
                return HeatCell::default();
            }
            let pair = self.study.tau_b[one][other];
            match pair.value {
                Ok(value) if pair.n >= FEWEST_PAIRS => HeatCell {
                    value: Some(value),
                    text: format!("{} ({})", decimal(value, 2), pair.n),
                    shade: Some(value),
                },
                Ok(_) => {
                    HeatCell { value: None, text: format!("for få ({})", pair.n), shade: None }
                }
                Err(_) => HeatCell { value: None, text: "–".to_owned(), shade: None },
            }
        };
        let numbered =
            |parameter: Parameter| format!("{}. {}", parameter.index() + 1, parameter.danish());
        let rows = Parameter::ALL.into_iter().map(|one| {
            let cells = Parameter::ALL[..7].iter().map(|other| cell(one, *other)).collect();
            (numbered(one), cells)
        });
        let notes = vec![
            "1: parametrene ordner tilbuddene ens; 0: ingen sammenhæng; −1: modsat. Bindinger er \
             regnet med (Kendalls tau-b)"
                .to_owned(),
            format!(
                "I parentes: tilbud med begge gradueringer kendt; for få: færre end {FEWEST_PAIRS}. –: \
                 kan ikke regnes ud; grunden står i tabellen"
            ),
            self.alpha_in_words(),
        ];
        let chart = HeatChart {
            head: ChartHead {
                title: self.title("Siger parametrene det samme"),
                subtitle: self.n_assessed(),
                unit: "par af parametre".to_owned(),
                notes,
                ..ChartHead::default()
            },
            headers: ("Parameter".to_owned(), "Parameter".to_owned()),
            measure: "Kendalls tau-b, og antal tilbud".to_owned(),
            is_diverging: true,
            columns: Parameter::ALL[..7].iter().map(|parameter| numbered(*parameter)).collect(),
            short_columns: (1..8).map(|number| number.to_string()).collect(),
            rows: rows.collect(),
        };
        self.drawing("tau-b", "robustness/tau_b", "", Chart::Heat(chart))
    }

    fn alpha_in_words(&self) -> String {
        match &self.study.alpha {
            Ok(alpha) => {
                let interval = alpha.interval.map_or(String::new(), |(low, high)| {
                    format!(" (95 %: {} til {})", decimal(low, 2), decimal(high, 2))
                });
                format!(
                    "Cronbachs alfa for alle otte: {}{interval}, over {} tilbud med alle otte \
                     kendt (robustness/alpha)",
                    decimal(alpha.value, 2),
                    alpha.n
                )
            }
            Err(why) => format!("Cronbachs alfa kan ikke regnes ud: {}", why.danish()),
        }
    }
}

/// Group by rule: the share that another rule moves; the named rules first.
fn rules_by_group(results: &Results<'_>) -> Drawing {
    let robustness = results.robustness;
    let moved: Vec<&RuleInRegion> = robustness.others_in_the_country().collect();
    let cell = |row: &&RuleInRegion| {
        let n_moved = row.n_up + row.n_down;
        if row.n_compared == 0 {
            return HeatCell { value: None, text: "–".to_owned(), shade: None };
        }
        let moved = n_moved as f64 / row.n_compared as f64;
        HeatCell {
            value: Some(moved * 100.0),
            text: share(n_moved, row.n_compared),
            shade: Some(moved),
        }
    };
    let rows = moved.chunk_by(|one, other| one.group == other.group).map(|of_group| {
        let cells = of_group.iter().map(cell).collect();
        (group_name(results, of_group[0].group).to_owned(), cells)
    });
    let title = "Hvor mange flytter, når en anden regel indplacerer";
    let chart = HeatChart {
        head: ChartHead {
            title: title.to_owned(),
            subtitle: format!("Holdt op mod »{}«", robustness.placing_rule().title()),
            unit: UNIT.to_owned(),
            notes: notes(),
            ..ChartHead::default()
        },
        headers: ("Målgruppe".to_owned(), "Regel".to_owned()),
        measure: "andel, der får et andet niveau, pct.".to_owned(),
        is_diverging: false,
        columns: robustness.other_rules().iter().map(|rule| rule.title().to_owned()).collect(),
        short_columns: Vec::new(),
        rows: rows.collect(),
    };
    Drawing {
        doc: PictureDoc {
            path: "charts/rules-by-group".to_owned(),
            title: title.to_owned(),
            table: "robustness/rules".to_owned(),
            rows: format!("region = {WHOLE_COUNTRY}"),
            is_for_report: true,
        },
        chart: Chart::Heat(chart),
        is_in_workbook: true,
    }
}

fn chances_row(offering: &OfferingFirmness, label: String) -> Option<ChancesRow> {
    let firmness = &offering.firmness;
    let chances = firmness.by_uniform_weights()?.all();
    let (low, high) = firmness.interval;
    let remark = if low == high {
        format!("{low}, {}", radius_in_short(firmness.radius, low, chances))
    } else {
        format!("{low} til {high}")
    };
    Some(ChancesRow { label, chances, remark })
}

fn radius_in_short(radius: Radius, level: Attained, chances: [f64; 4]) -> String {
    match radius {
        Radius::Share(share) if share <= 0.0 => {
            let own = level as usize;
            let others = Attained::ALL.into_iter().filter(|other| *other as usize != own);
            let near = others.max_by(|a, b| chances[*a as usize].total_cmp(&chances[*b as usize]));
            near.map_or_else(String::new, |near| format!("lige på grænsen til {near}"))
        }
        Radius::Share(share) => format!("vægte må ændres {} %", decimal(share * 100.0, 0)),
        other => other.in_words(),
    }
}
