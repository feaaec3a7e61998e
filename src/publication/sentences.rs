//! What do the published figures say in words? Made from what is shown and from nothing else: what
//! is hidden is told as hidden.

use super::cells::Protected;
use super::codes::Codes;
use super::dimension::{ASSESSED, ASSESSED_ELSE, Dimension};
use super::measure::Measure;
use super::protocol::{legend, share_hidden};
use super::rules::PublicationRules;
use crate::model::Level;
use crate::page::Statement;
use crate::table::thousands;

/// The published tables, to be asked for a figure.
#[derive(Clone, Copy)]
pub(super) struct Shown<'p> {
    pub(super) rules: &'p PublicationRules,
    pub(super) codes: &'p Codes,
    pub(super) made: &'p Protected,
}

/// What a table says of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Figure {
    Is(u64),
    Hidden,
    /// No table has it.
    NotThere,
}

impl Shown<'_> {
    /// What is shown of a level of a target group, over all else.
    fn figure(&self, measure: Measure, group: &str, level: &str) -> Figure {
        let tables = self.rules.tables.iter().zip(&self.made.tables);
        for (rule, rows) in tables.filter(|(rule, _)| rule.measure == measure) {
            let wanted = |dimension: Dimension| match dimension {
                Dimension::TargetGroup => group,
                Dimension::Level => level,
                other => other.total(),
            };
            let has = |dimension: Dimension| rule.views.iter().any(|v| v.dimension() == dimension);
            if Dimension::ALL.iter().any(|d| !has(*d) && wanted(*d) != d.total()) {
                continue;
            }
            let found = rows.iter().find(|row| {
                rule.views
                    .iter()
                    .zip(&row.codes)
                    .all(|(view, code)| wanted(view.dimension()) == code)
            });
            if let Some(row) = found {
                return row.shown().map_or(Figure::Hidden, Figure::Is);
            }
        }
        Figure::NotThere
    }

    /// First of all together, then of each group of which somebody is assessed.
    pub(super) fn statements(&self) -> Vec<Statement> {
        let all = Dimension::TargetGroup.total();
        let mut first = self.of_group(all);
        "Alle målgrupper".clone_into(&mut first.about);
        for level in Level::ALL.map(Level::danish) {
            match self.figure(Measure::Places, all, level) {
                Figure::Is(n) => {
                    first.said.push(format!("På {level} er der {} pladser.", thousands(n)));
                }
                Figure::Hidden => {
                    first
                        .not_said
                        .push(format!("Det er skjult, hvor mange pladser der er på {level}."));
                }
                Figure::NotThere => {}
            }
        }
        if self.rules.rounding.is_none() {
            first.not_said.push(format!("{}.", share_hidden(self.made)));
        }
        let groups = self.codes.leaves[Dimension::TargetGroup as usize].iter();
        let groups = groups.filter(|group| {
            matches!(self.figure(Measure::Placements, group, ASSESSED), Figure::Is(n) if n > 0)
        });
        let groups = groups.map(|group| Statement {
            group: Some(group.clone()),
            about: group.clone(),
            ..self.of_group(group)
        });
        std::iter::once(first).chain(groups).collect()
    }

    fn of_group(&self, group: &str) -> Statement {
        let of = |level: &str| self.figure(Measure::Placements, group, level);
        let mut made = Statement::default();
        match (of(Dimension::Level.total()), of(ASSESSED)) {
            (Figure::Is(all), Figure::Is(n)) => made.said.push(format!(
                "{} af {} indplaceringer er vurderet.",
                thousands(n),
                thousands(all)
            )),
            (Figure::Is(all), _) => {
                made.said.push(format!("Der er {} indplaceringer i alt.", thousands(all)));
            }
            _ => {}
        }
        let parts = Level::ALL
            .map(|level| (format!("på {}", level.danish()), of(level.danish())))
            .into_iter()
            .chain([("vurderet uden at være indplaceret".to_owned(), of(ASSESSED_ELSE))]);
        let (mut shown, mut hidden) = (Vec::new(), Vec::new());
        for (words, figure) in parts {
            match figure {
                Figure::Is(0) => shown.push(format!("ingen er {words}")),
                Figure::Is(1) => shown.push(format!("1 er {words}")),
                Figure::Is(n) => shown.push(format!("{} er {words}", thousands(n))),
                Figure::Hidden => hidden.push(format!("hvor mange der er {words}")),
                Figure::NotThere => {}
            }
        }
        if !shown.is_empty() {
            made.said.push(crate::plain_text::capitalised(&format!("{}.", joined(&shown))));
        }
        if !hidden.is_empty() {
            made.not_said.push(format!(
                "Det er skjult, {}: mindst et af tallene bygger på for få tilbud eller ville røbe et, \
                 der gør.",
                joined(&hidden)
            ));
        }
        made
    }
}

/// What holds whatever the figures are.
pub(super) fn caveats(rules: &PublicationRules) -> Vec<String> {
    let mut all = vec![format!("{}.", legend(rules))];
    if rules.rounding.is_none() && rules.zeros_are_shown {
        all.push("Et skjult tal er aldrig nul.".to_owned());
    }
    all.extend(
        [
            "Et niveau siger, hvor specialiseret et tilbud er for en målgruppe, ikke hvor godt det er.",
            "Tilbud, der ikke er vurderet, kan være på ethvert niveau eller på intet.",
        ]
        .map(str::to_owned),
    );
    all
}

fn joined(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} og {last}", first.join(", ")),
    }
}
