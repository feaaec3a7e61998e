//! What is told of a *målgruppespecifik vejledning*, so that specialists can read it and hear it?
//!
//! The words here are the same on the terminal (`explain`), on a page and in a workbook.

mod page;
mod sheets;

use chrono::NaiveDate;

use crate::guideline::{Cell, Criterion, Guideline, GuidelineSet, GuidelineStatus};
use crate::model::{Level, Parameter, PerParameter};
use crate::register::TargetGroup;
use crate::size::tried_on_caveat;
use crate::table::{Provenance, danish_date};

pub use page::guideline_page;
pub use sheets::guideline_workbook;

/// A guideline with all that is told of it.
#[derive(Debug)]
pub struct ToldGuideline<'g> {
    guideline: &'g Guideline,
    group: &'g TargetGroup,
    /// First days of the group's guidelines, this one among them.
    days: Vec<NaiveDate>,
    /// What each cell says, from *let* to *højt*.
    cells: PerParameter<[Vec<Said<'g>>; 3]>,
}

/// One thing that a cell says: a criterion, or why there is none.
#[derive(Clone, Debug)]
pub struct Said<'g> {
    /// Its number in this guideline, from 1, by which a hearing can speak of it.
    pub number: u16,
    /// The sentence, whom it holds for, and of which criteria one is enough.
    pub sentence: String,
    /// Where it is written; none for a cell without criteria.
    pub reference: Option<&'g str>,
    /// How a vague text was read, or why the cell has no criteria.
    pub reading: Option<&'g str>,
}

impl<'g> ToldGuideline<'g> {
    /// The guideline of a group that is in force on a day; none when none is.
    pub fn in_force(
        guidelines: &'g GuidelineSet,
        group: &'g TargetGroup,
        id: crate::model::TargetGroupId,
        on: NaiveDate,
    ) -> Option<Self> {
        let guideline = guidelines.get(guidelines.in_force(id, on)?)?;
        let of_group = guidelines.iter().filter(|other| other.target_group == id);
        let days = of_group.map(|other| other.valid_from).collect();
        let mut next = 1;
        let cells = PerParameter::from_fn(|parameter| {
            Level::ALL.map(|level| cell(guideline, parameter, level, &mut next))
        });
        Some(Self { guideline, group, days, cells })
    }

    /// Its heading.
    pub fn title(&self) -> &str {
        &self.guideline.title
    }

    /// Its heading where only an example is marked already: *UDKAST* before that of a draft.
    fn heading(&self) -> String {
        match self.guideline.status {
            GuidelineStatus::Draft => format!("UDKAST: {}", self.title()),
            GuidelineStatus::Example | GuidelineStatus::InForce => self.title().to_owned(),
        }
    }

    /// What must be said before anything else: its numbers are not decided.
    pub fn mark(&self) -> Option<&'static str> {
        match self.guideline.status {
            GuidelineStatus::Example => Some(
                "EKSEMPEL: tallene er eksempler og ikke officielle krav; de er ikke vedtaget af \
                 nogen.",
            ),
            GuidelineStatus::Draft => Some("UDKAST: kravene er sendt ud og ikke vedtaget."),
            GuidelineStatus::InForce => None,
        }
    }

    /// What it is: a name and what stands behind it.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let guideline = self.guideline;
        let from = danish_date(guideline.valid_from);
        let until = self.days.iter().filter(|day| **day > guideline.valid_from).min();
        let valid = match until.and_then(|day| day.pred_opt()) {
            Some(last) => format!("{from} til og med {}", danish_date(last)),
            None => format!("{from} og indtil videre"),
        };
        let reviewed = guideline.reviewed_on.map_or("ikke oplyst".to_owned(), danish_date);
        let mut facts = vec![
            ("Målgruppe", self.group.name.to_string()),
            ("Status", guideline.status.danish().to_owned()),
            ("Gælder fra", valid),
            ("Sidst gennemgået", reviewed),
            ("Kilde", guideline.source.to_string()),
            ("Fil", guideline.file.to_string()),
        ];
        let others = self.days.iter().filter(|day| **day != guideline.valid_from);
        let others: Vec<String> = others.map(|day| danish_date(*day)).collect();
        if !others.is_empty() {
            facts.push(("Målgruppens andre vejledninger gælder fra", others.join(", ")));
        }
        facts
    }

    /// How it is to be read, in sentences.
    pub fn how_to_read(&self) -> Vec<String> {
        let mut sentences = vec![
            "Hvert af de 24 felter siger, hvad én parameter kræver på ét niveau. Alle krav i et felt \
             skal være opfyldt; hvor ét af flere krav er nok, står det ved dem."
                .to_owned(),
            "Hvor et felt bygger på niveauet under, skal også kravene dér være opfyldt.".to_owned(),
        ];
        if let Some(reason) = &self.guideline.builds_on_reason {
            sentences.push(format!("Om hvilke felter der bygger på niveauet under: {reason}."));
        }
        sentences.extend(
            [
                "Et krav, der kun gælder nogle leverandører, delmålgrupper eller aldre, siger hvem; \
                 for andre stilles det ikke.",
                "Det, der ikke er oplyst, er ukendt og aldrig nul. Fornøden kvalitet er en \
                 forudsætning og ingen parameter.",
                "Hvordan otte gradueringer bliver til ét niveau, siger reglen og ikke vejledningen.",
                "Vejledningen indplacerer leverandører for denne målgruppe og aldrig en borger.",
            ]
            .map(str::to_owned),
        );
        let tried_on = tried_on_caveat(&self.group.name, self.group.is_pilot);
        sentences.extend(tried_on.map(|caveat| format!("{caveat}.")));
        sentences
    }

    /// What a cell says, in the file's order.
    pub fn cell(&self, parameter: Parameter, level: Level) -> &[Said<'g>] {
        &self.cells[parameter][level.index()]
    }

    /// That a cell asks for what the level below does, too.
    pub fn builds_on(&self, parameter: Parameter, level: Level) -> Option<String> {
        let below = Level::ALL.into_iter().rfind(|below| *below < level)?;
        self.guideline.builds_on_level_below[parameter]
            .then(|| format!("Desuden alt, hvad {below} kræver."))
    }

    /// Everything that is said, with its cell.
    fn all(&self) -> impl Iterator<Item = (Parameter, Level, &Said<'g>)> {
        self.cells.iter().flat_map(|(parameter, cells)| {
            let cells = Level::ALL.into_iter().zip(cells);
            cells.flat_map(move |(level, said)| said.iter().map(move |one| (parameter, level, one)))
        })
    }

    /// What it is made from.
    pub fn provenance(&self) -> Provenance {
        let Guideline { status, valid_from, .. } = self.guideline;
        let remark = format!("Vejledning: {}, fil {}", self.guideline.label(), self.guideline.file);
        let draft = (*status == GuidelineStatus::Draft)
            .then(|| format!("UDKAST, gælder fra {}", danish_date(*valid_from)));
        Provenance {
            run_id: String::new(),
            program_version: env!("CARGO_PKG_VERSION").to_owned(),
            rule: String::new(),
            guidelines: Vec::new(),
            regions_on: None,
            is_example_guideline: *status == GuidelineStatus::Example,
            is_example_data: false,
            remarks: draft.into_iter().chain([remark]).collect(),
        }
    }
}

/// What a cell says; `next` is the number of its first sentence, and then of the one after it.
fn cell<'g>(
    guideline: &'g Guideline,
    parameter: Parameter,
    level: Level,
    next: &mut u16,
) -> Vec<Said<'g>> {
    let first = *next;
    let reason = |sentence: &str, reason: &'g str| {
        vec![Said {
            number: first,
            sentence: sentence.to_owned(),
            reference: None,
            reading: Some(reason),
        }]
    };
    let said = match guideline.cell(parameter, level) {
        Cell::AsksNothing(why) => reason("Intet krav: feltet er opfyldt af sig selv.", why),
        Cell::NotAttainable(why) => reason("Kan ikke opfyldes: ingen når feltet.", why),
        Cell::Criteria(_) => {
            let criteria: Vec<&Criterion> =
                guideline.cell_criteria(parameter, level).map(|(_, criterion)| criterion).collect();
            (first..).zip(&criteria).map(|(n, one)| criterion(n, one, first, &criteria)).collect()
        }
    };
    *next = (first..).nth(said.len()).unwrap_or(u16::MAX);
    said
}

/// A criterion among those of its cell, the first of which has the number `first`.
fn criterion<'g>(
    number: u16,
    criterion: &'g Criterion,
    first: u16,
    of_cell: &[&Criterion],
) -> Said<'g> {
    let mut sentence = criterion.in_sentences();
    if criterion.any_of.is_some() {
        let same = (first..).zip(of_cell).filter(|(_, other)| other.any_of == criterion.any_of);
        let numbers: Vec<String> = same.map(|(number, _)| number.to_string()).collect();
        sentence = format!("{sentence} Ét af kravene {} er nok.", and(&numbers));
    }
    Said {
        number,
        sentence,
        reference: Some(&criterion.reference),
        reading: criterion.reading.as_deref(),
    }
}

/// *1, 2 og 3*.
fn and(words: &[String]) -> String {
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} og {last}", before.join(", ")),
        None => String::new(),
    }
}
