//! Which subject, estimate and point of the grid is a row of underlag about?

use crate::report::size::columns::{Whom, whom_columns};
use crate::results::{SizeResults, Subject, Underlag};
use crate::size::{CaseBase, Variant};
use crate::table::{Table, decimal};

/// What every output of underlag says, without full stops.
const NOTES: [&str; 5] = [
    "Underlag er en indikator: hvor mange kommuner der kan samle de borgere, et tilbud skal bruge. \
     Størrelsen alene afgør ikke niveauet, og ingen borger placeres",
    "Tærsklen er det forventede antal, hvor mindst n borgere er der med sandsynligheden; \
     variationskoefficienten siger, hvor usikker forekomsten selv er",
    "Lavt, centralt og højt skøn viser, hvor langt kilderne ligger fra hinanden",
    "Samarbejder er forslag: nabokommuner, der når tærsklen sammen, søgt med en heuristik; den \
     øvre grænse er summen af forventede borgere, højst tærsklen i hver kommune, delt med tærsklen",
    "Øer uden fast forbindelse (Læsø, Samsø, Ærø, Fanø, Bornholm) har kun færger i registret over \
     naboer",
];

/// A subject, in one of the three estimates.
#[derive(Clone, Copy)]
pub(super) struct InEstimate<'v> {
    pub(super) subject: &'v Subject<'v>,
    pub(super) variant: Variant,
}

impl<'v> InEstimate<'v> {
    /// How many there are.
    pub(super) fn count(underlag: &Underlag<'_>) -> usize {
        underlag.subjects.len() * Variant::ALL.len()
    }

    /// One of them: by subject, then from low to high.
    pub(super) fn nth(underlag: &'v Underlag<'v>, at: usize) -> Self {
        let estimates = Variant::ALL.len();
        let subject = &underlag.subjects[at / estimates];
        Self { subject, variant: Variant::ALL[at % estimates] }
    }
}

/// Notes, and the columns that say what a row is about.
pub(super) fn subject_columns<'v, R: 'v>(
    table: Table<'v, R>,
    sizes: &'v SizeResults<'v>,
    of: impl Fn(&R) -> &'v Subject<'v> + Copy + Send + Sync + 'v,
) -> Table<'v, R> {
    table
        .for_each(NOTES, Table::note)
        .for_each(&sizes.caveats, |table, caveat| table.note(caveat.clone()))
        .with(|table| whom_columns(table, move |r| whom(sizes, of(r))))
}

/// Whom a subject is.
pub(super) fn whom<'v>(sizes: &'v SizeResults<'v>, subject: &'v Subject<'v>) -> Whom<'v> {
    Whom::new(sizes, subject.target_group, subject.subgroup.as_deref(), subject.level)
}

/// The point of the grid.
pub(super) fn point_columns<'v, R: 'v>(
    table: Table<'v, R>,
    of: impl Fn(&R) -> CaseBase + Copy + Send + Sync + 'v,
) -> Table<'v, R> {
    let (surely, expected) =
        ("hvor sikkert underlaget skal nås", "nås i forventning: det forventede antal er n");
    table
        .with(|table| n_column(table, move |r| of(r).n))
        .decimal("gamma", "", surely, 2, move |r| of(r).gamma)
        .unit("sandsynlighed, 0-1")
        .empty(expected)
        .decimal("", "Krævet sandsynlighed", surely, 1, move |r| {
            of(r).gamma.map(|gamma| gamma * 100.0)
        })
        .unit("pct.")
        .empty(expected)
        .decimal(
            "cv",
            "Forekomstens variationskoefficient",
            "hvor usikker forekomsten selv er",
            2,
            move |r| Some(of(r).cv),
        )
        .unit("0 er sikker")
}

/// The citizens needed.
pub(super) fn n_column<'v, R: 'v>(
    table: Table<'v, R>,
    of: impl Fn(&R) -> u32 + Send + Sync + 'v,
) -> Table<'v, R> {
    let about = "så mange borgere skal et tilbud bruge";
    table.int("n", "Borgere i underlaget (n)", about, move |r| Some(of(r))).unit("borgere")
}

/// The expectation at which the underlag is reached.
pub(super) fn threshold_column<'v, R: 'v>(
    table: Table<'v, R>,
    of: impl Fn(&R) -> f64 + Send + Sync + 'v,
) -> Table<'v, R> {
    let about = "det forventede antal, hvor underlaget nås";
    table
        .decimal("threshold", "Tærskel, forventede borgere", about, 2, move |r| Some(of(r)))
        .unit("borgere")
}

/// What the CSV file leaves out, without a full stop.
pub(super) fn shown_only(underlag: &Underlag<'_>) -> String {
    format!(
        "CSV-filen har kun det punkt, som kortene viser ({}); hele gitteret står i parquet og \
         sammentalt i size/underlag_summary",
        base_in_words(underlag.rule.shown)
    )
}

/// `mindst 30 borgere med 90 pct. sandsynlighed, variationskoefficient 0,3`
pub(super) fn base_in_words(base: CaseBase) -> String {
    let CaseBase { n, cv, .. } = base;
    format!("mindst {n} borgere {}, variationskoefficient {}", certainty(base), short(cv))
}

/// `med 90 pct. sandsynlighed`
pub(super) fn certainty(base: CaseBase) -> String {
    let surely = |gamma: f64| format!("med {} pct. sandsynlighed", short(gamma * 100.0));
    base.gamma.map_or_else(|| "i forventning".to_owned(), surely)
}

/// At most two decimals, none that are zero.
pub(super) fn short(value: f64) -> String {
    let text = decimal(value, 2);
    text.trim_end_matches('0').trim_end_matches(',').to_owned()
}
