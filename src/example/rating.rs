//! What did an inspector write down? One rating: its cells on both sheets, gaps and doubts
//! included.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::country::{Country, PILOTS};
use super::dice::{Dice, Purpose};
use super::grounds::{NOT_RELEVANT, ground};
use super::judge;
use super::other::{FIRST_INDEX, draw_other};
use super::practice::{Practice, draw_practice};
use super::provider::{ABSENT_ID, draw_provider};
use super::trial::{Occasion, Rating, Trial};
use crate::model::{
    AgeGroup, Answer, AnswerField, Attained, InspectorsJudge, MunicipalityCode, NumberField,
    Parameter, PerParameter,
};

/// Inspectors of one authority in a trial of the default size.
const FEWEST_INSPECTORS: u64 = 4;
/// Ratings that one inspector makes in a larger one.
const RATINGS_PER_INSPECTOR: u64 = 60;

/// A cell of a workbook.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Blank,
    Number(f64),
    Text(String),
    Date(NaiveDate),
}

impl Cell {
    fn text(text: &str) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text.to_owned()) }
    }
}

/// What the rows of both sheets begin with.
pub(super) struct Heading {
    pub(super) id: Cell,
    pub(super) name: Cell,
    pub(super) group: Cell,
    pub(super) subgroup: Cell,
    pub(super) age_group: Cell,
    pub(super) authority: Cell,
    pub(super) date: Cell,
    pub(super) department: Cell,
    pub(super) cvr: Cell,
    pub(super) p_number: Cell,
    pub(super) municipality: Cell,
}

/// The cells of one rating.
pub(super) struct RatingCells {
    /// Whether the inspector has come to the second sheet.
    pub(super) has_grades_row: bool,
    pub(super) heading: Heading,
    /// In the order of [`NumberField::ALL`].
    pub(super) numbers: Vec<Cell>,
    /// In the order of [`AnswerField::ALL`].
    pub(super) answers: Vec<Cell>,
    pub(super) remark: Cell,
    pub(super) inspector: Cell,
    pub(super) quality: Cell,
    pub(super) grades: PerParameter<Cell>,
    pub(super) grounds: PerParameter<Cell>,
    pub(super) overall: Cell,
    pub(super) minutes: Cell,
}

/// How far did the inspector come?
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    Finished,
    /// Half of the grades are open, and half of the evidence is still to come.
    HalfWay,
    /// Evidence only.
    WithoutGrades,
    /// Rows with nothing in them yet.
    Begun,
}

const PROGRESS: [(u32, Progress); 4] = [
    (90, Progress::Finished),
    (6, Progress::HalfWay),
    (3, Progress::WithoutGrades),
    (1, Progress::Begun),
];

impl Progress {
    /// How many in a thousand cells are still open, besides those left out now and then.
    fn open(self, now_and_then: u32) -> u32 {
        match self {
            Self::Finished | Self::WithoutGrades => now_and_then,
            Self::HalfWay => 500,
            Self::Begun => 1000,
        }
    }
}

/// Who rates: the authority's name, the prefix of its inspectors' ids, and how many ratings it has.
pub(super) struct Rater<'n> {
    pub(super) name: &'n str,
    pub(super) prefix: &'n str,
    pub(super) n_ratings: u64,
    /// How its inspectors come to their overall levels.
    pub(super) judge: InspectorsJudge,
}

/// Draws what the rater wrote.
pub(super) fn draw_rating(
    country: &Country,
    trial: &Trial,
    seed: u64,
    rating: Rating,
    rater: &Rater<'_>,
) -> RatingCells {
    let slug = PILOTS[usize::from(rating.pilot)];
    let whose = rated(country, trial, seed, rating, slug);
    let age_group = age_group(whose.ages.iter().copied(), rating.provider);
    let practice = draw_practice(seed, rating, whose.places);

    let purpose = Purpose::Rating { group: rating.pilot, rating: rating.occasion as u8 };
    let dice = &mut Dice::new(seed, rating.provider, purpose);
    let date = draw_date(rating.occasion, dice);
    let inspectors = FEWEST_INSPECTORS.max(rater.n_ratings / RATINGS_PER_INSPECTOR);
    let inspector = 1 + dice.below(u32::try_from(inspectors).unwrap_or(u32::MAX));
    let progress = *dice.weighted(&PROGRESS);
    let (numbers, remark) = number_cells(&practice, progress, dice);
    let answers = answer_cells(&practice, progress, dice);
    let judged = judge(&practice, dice);
    let overall = overall_level(judged, rater.judge, dice);
    let overall = if dice.chance(progress.open(30)) { Cell::Blank } else { overall };
    let quality = match dice.below(1000) {
        n if n < progress.open(30) => Cell::Blank,
        30..75 => Cell::text("nej"),
        _ => Cell::text("ja"),
    };
    let mut grades = PerParameter::from_fn(|parameter| match judged[parameter] {
        _ if dice.chance(progress.open(25)) => Cell::Blank,
        Some(grade) => Cell::text(grade.danish()),
        None => Cell::text("ikke relevant"),
    });
    let grounds = PerParameter::from_fn(|parameter| match judged[parameter] {
        _ if dice.chance(progress.open(120)) => Cell::Blank,
        Some(grade) => Cell::text(ground(parameter, grade, dice)),
        None => Cell::text(NOT_RELEVANT),
    });
    // A grade given as a number, as older forms did: there is no grade 4.
    if dice.chance(25) {
        grades[*dice.pick(&Parameter::ALL)] = Cell::Number(4.0);
    }
    RatingCells {
        has_grades_row: progress != Progress::WithoutGrades,
        heading: Heading {
            id: Cell::Text(whose.id),
            name: Cell::Text(whose.name),
            group: Cell::text(country.group_name(slug)),
            subgroup: Cell::text(subgroup(rating, practice.aims)),
            age_group: Cell::text(age_group),
            authority: Cell::text(rater.name),
            date: Cell::Date(date),
            department: Cell::Blank,
            cvr: whose.cvr,
            p_number: whose.p_number,
            municipality: Cell::text(country.municipality_name(whose.municipality)),
        },
        numbers,
        answers,
        remark,
        inspector: Cell::Text(format!("{}-{inspector:02}", rater.prefix)),
        quality,
        grades,
        grounds,
        overall,
        minutes: minutes(seed, rating, progress),
    }
}

/// The time as written down: four in five of those that are finished have it, between three hours
/// and three days.
fn minutes(seed: u64, rating: Rating, progress: Progress) -> Cell {
    const BY_QUARTER_HOURS: u32 = 15;
    let dice = &mut Dice::new(seed, rating.provider, Purpose::Minutes);
    // One stream for all ratings of a provider: each has its own place in it.
    for _ in 0..4 * (3 * rating.pilot + rating.occasion as u8) {
        dice.below(2);
    }
    let is_left_out = dice.chance(200);
    let quarters = (0..3).map(|_| dice.between(4, 32)).sum::<u32>();
    if is_left_out || progress != Progress::Finished {
        return Cell::Blank;
    }
    Cell::Number(f64::from(quarters * BY_QUARTER_HOURS))
}

/// What the form says of the provider rated.
struct Rated {
    id: String,
    name: String,
    /// Age spans with the group.
    ages: Vec<(u8, u8)>,
    places: u32,
    cvr: Cell,
    p_number: Cell,
    municipality: MunicipalityCode,
}

fn rated(country: &Country, trial: &Trial, seed: u64, rating: Rating, slug: &str) -> Rated {
    if let Some(number) = rating.provider.checked_sub(FIRST_INDEX) {
        let other = draw_other(country, seed, number);
        return Rated {
            id: other.id,
            name: other.name,
            ages: vec![other.ages],
            places: 0,
            cvr: Cell::Text(other.cvr),
            p_number: Cell::Blank,
            municipality: other.seat,
        };
    }
    let mut provider = draw_provider(country, seed, rating.provider);
    if let Some(pilot) = trial.given_pilot(rating.provider) {
        provider.take_in(pilot);
    }
    let spans = provider.departments.iter().flat_map(|d| &d.groups);
    let first = &provider.departments[0];
    Rated {
        ages: spans.filter(|(_, slugs)| slugs.contains(&slug)).map(|(ages, _)| *ages).collect(),
        places: provider.places_stated(),
        p_number: Cell::text(&first.p_number),
        municipality: first.municipality,
        cvr: Cell::Text(provider.cvr),
        id: provider.id,
        name: provider.name,
    }
}

/// A rating whose inspector left the tilbudsid out.
pub(super) fn unnumbered(mut cells: RatingCells) -> RatingCells {
    cells.heading.id = Cell::Blank;
    cells
}

/// A rating under a name that is not quite the provider's, and nothing else to know it by.
pub(super) fn misspelt(cells: RatingCells) -> RatingCells {
    let mut cells = unnumbered(cells);
    cells.heading.cvr = Cell::Blank;
    cells.heading.p_number = Cell::Blank;
    if let Cell::Text(name) = &cells.heading.name {
        cells.heading.name = Cell::Text(name.replace("Eksempel", "Eksemplet "));
    }
    cells
}

/// A rating that somebody typed the wrong tilbudsid into.
pub(super) fn misplaced(mut cells: RatingCells) -> RatingCells {
    cells.heading.id = Cell::text(ABSENT_ID);
    cells.heading.name = Cell::Blank;
    cells.heading.cvr = Cell::Blank;
    cells.heading.p_number = Cell::Blank;
    cells
}

/// *Unge* where the provider takes in both sides of 18 and was assessed for them only, which one
/// in two of these is.
fn age_group(ages: impl Iterator<Item = (u8, u8)>, provider: u64) -> &'static str {
    let spans: Vec<(u8, u8)> = ages.collect();
    let is_youth = !spans.is_empty() && spans.iter().all(|(from, to)| *from >= 12 && *to <= 25);
    if is_youth && provider.is_multiple_of(2) { AgeGroup::Youth.danish() } else { "" }
}

/// The sub-groups that the example's descriptions name, along [`PILOTS`].
const SUBGROUPS: [&str; 3] = [
    "Kompleks erhvervet hjerneskade",
    "Autisme og udviklingshæmning med udfordrende adfærd",
    "Blind eller stærkt svagsynet",
];

/// Every other tilbud that is highly specialised on most parameters is assessed for a sub-group: so
/// the example's sub-groups differ from the rest, by how they are made.
fn subgroup(rating: Rating, aims: PerParameter<Attained>) -> &'static str {
    let n_high = aims.0.iter().filter(|aim| **aim == Attained::High).count();
    let is_of_subgroup = 2 * n_high > aims.0.len() && rating.provider.is_multiple_of(2);
    if is_of_subgroup { SUBGROUPS[usize::from(rating.pilot)] } else { "" }
}

/// A working day of 2021: first half of the year, or autumn.
fn draw_date(occasion: Occasion, dice: &mut Dice) -> NaiveDate {
    let in_autumn = match occasion {
        Occasion::First => dice.chance(200),
        Occasion::Double => dice.chance(500),
        Occasion::Again => true,
    };
    // An assessment that is made again comes after every first one.
    let (month, day, days) = match (occasion, in_autumn) {
        (Occasion::Again, _) => (11, 1, 24),
        (_, true) => (8, 23, 60),
        (_, false) => (2, 1, 140),
    };
    let from = NaiveDate::from_ymd_opt(2021, month, day).unwrap_or(NaiveDate::MIN);
    let date = from + Days::new(u64::from(dice.below(days)));
    match date.weekday() {
        Weekday::Sat => date - Days::new(1),
        Weekday::Sun => date + Days::new(1),
        _ => date,
    }
}

/// The numbers as written, and a remark where a doubt calls for one.
fn number_cells(practice: &Practice, progress: Progress, dice: &mut Dice) -> (Vec<Cell>, Cell) {
    let mut remark = Cell::Blank;
    let cells = NumberField::ALL.iter().map(|field| {
        let Some(value) = practice.evidence.number(*field) else { return Cell::Blank };
        if dice.chance(progress.open(12)) {
            return Cell::Blank;
        }
        match dice.below(1000) {
            0..5 => Cell::text("ikke oplyst"),
            5..8 => {
                remark = Cell::text("Enkelte tal er et skøn.");
                Cell::Text(format!("ca. {value:.0}"))
            }
            _ => Cell::Number(value),
        }
    });
    let cells = cells.collect();
    (cells, remark)
}

fn answer_cells(practice: &Practice, progress: Progress, dice: &mut Dice) -> Vec<Cell> {
    let cells = AnswerField::ALL.iter().map(|field| {
        if dice.chance(progress.open(12)) {
            return Cell::Blank;
        }
        match practice.evidence.answer(*field) {
            Answer::Yes => Cell::text("ja"),
            Answer::No => Cell::text("nej"),
            Answer::NotRelevant => Cell::text("ikke relevant"),
            Answer::NotReported => Cell::Blank,
        }
    });
    cells.collect()
}

/// The inspector's grades: near the evidence, now and then a level off. `None`: not relevant.
fn judge(practice: &Practice, dice: &mut Dice) -> PerParameter<Option<Attained>> {
    PerParameter::from_fn(|parameter| {
        if parameter == Parameter::AidsAndTechnology && !practice.aids_are_relevant {
            return None;
        }
        Some(nudge(practice.aims[parameter], 60, dice))
    })
}

/// The grade, or for `per_mille` each the one below and the one above.
fn nudge(grade: Attained, per_mille: u32, dice: &mut Dice) -> Attained {
    let rank = grade as u8;
    let nudged = match dice.below(1000) {
        n if n < per_mille => rank.saturating_sub(1),
        n if n < 2 * per_mille => rank + 1,
        _ => rank,
    };
    Attained::from_rank(nudged).unwrap_or(grade)
}

/// The inspector's own overall level, with some leeway.
fn overall_level(
    grades: PerParameter<Option<Attained>>,
    judge: InspectorsJudge,
    dice: &mut Dice,
) -> Cell {
    let level = judge::overall_level(judge, grades);
    if dice.chance(30) { Cell::Blank } else { Cell::text(nudge(level, 40, dice).danish()) }
}
