//! Who visits whom for the double ratings, what is each tilsyn's load, how many are needed?

use crate::model::Supervision;
use crate::report::parts::OFFERINGS;
use crate::results::SampleResults;
use crate::table::{Output, Table, decimal};
use crate::trial::{doubles_needed, expected_width};

/// `sample/load`: what each tilsyn has to assess.
pub(super) fn load<'v>(results: &'v SampleResults<'v>) -> Box<dyn Output + 'v> {
    struct Load<'v> {
        name: &'v str,
        own: usize,
        received: u32,
        made: u32,
    }
    let sample = &results.sample;
    let load = |(nth, id): (usize, &u8)| {
        let who = Some(Supervision::SocialAuthority(*id));
        Load {
            name: results.registers.authorities.name(*id),
            own: sample.design.drawn().filter(|drawn| drawn.assessed_by == who).count(),
            received: sample.doubles.received(nth),
            made: sample.doubles.made(nth),
        }
    };
    Table::<Load<'v>>::new(
        "sample/load",
        "Belastning: hvad hvert socialtilsyn skal vurdere",
        "et socialtilsyn, der har trukne tilbud",
        OFFERINGS,
    )
    .csv_only()
    .for_report()
    .sheet("Belastning")
    .note("Tilbud, som en kommune fører tilsyn med, er ikke talt med her")
    .words("Socialtilsyn", "navnet", |row| Some(row.name))
    .int("", "Egne", "trukne tilbud, som det selv fører tilsyn med", |row| Some(row.own as u64))
    .unit(OFFERINGS)
    .int("", "Besøg ude", "andres tilbud, som det dobbeltvurderer", |row| Some(row.made))
    .unit(OFFERINGS)
    .int("", "Vurderinger i alt", "egne og besøg ude", |row| {
        Some(row.own as u64 + u64::from(row.made))
    })
    .unit("vurderinger")
    .int("", "Besøg fra andre", "egne tilbud, som et andet dobbeltvurderer", |row| {
        Some(row.received)
    })
    .unit(OFFERINGS)
    .of(sample.authorities.iter().enumerate().map(load).collect())
}

/// `sample/double_plan`: home by visitor.
pub(super) fn plan<'v>(results: &'v SampleResults<'v>) -> Box<dyn Output + 'v> {
    let sample = &results.sample;
    let n = sample.authorities.len();
    let name = |at: usize| results.registers.authorities.name(sample.authorities[at]);
    let pairs = (0..n).flat_map(|home| (0..n).map(move |guest| (home, guest)));
    Table::<(usize, usize)>::new(
        "sample/double_plan",
        "Plan for dobbeltvurderinger: hvem besøger hvem",
        "to socialtilsyn: det, der fører tilsyn, og det, der også vurderer",
        OFFERINGS,
    )
    .csv_only()
    .sheet("Dobbeltvurderinger")
    .note(
        "Hvert tilbud hører til ét tilsyn: uden planlagte dobbeltvurderinger er der intet overlap, \
         og enigheden kan ikke måles. Par er lige hyppige, så langt tilbuddene rækker, og hvert \
         tilsyn besøger så mange, som det selv får besøg af",
    )
    .words("Fører tilsyn", "tilsynet, som tilbuddet hører til", move |(home, _)| {
        Some(name(*home))
    })
    .words("Vurderer også", "tilsynet, der besøger", move |(_, guest)| Some(name(*guest)))
    .int("", "Besøg", "tilbud, der vurderes af begge, hos det første", |(home, guest)| {
        Some(sample.doubles.visits[*home][*guest])
    })
    .unit(OFFERINGS)
    .int("", "Overlap", "tilbud, der vurderes af begge, hos det ene eller det andet", |(a, b)| {
        Some(sample.doubles.overlap(*a, *b))
    })
    .unit(OFFERINGS)
    .of(pairs.filter(|(home, guest)| home != guest).collect())
}

/// Values of alpha that the widths were simulated for, and one between.
pub(super) const ALPHAS: [f64; 3] = [0.55, 0.65, 0.75];

/// `sample/double_ratings_needed`: how many for which width.
pub(super) fn needed<'v>() -> Box<dyn Output + 'v> {
    const WIDTHS: [f64; 7] = [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5];
    Table::<f64>::new(
        "sample/double_ratings_needed",
        "Hvor mange dobbeltvurderinger der skal til",
        "en ønsket bredde af 95 pct.-intervallet for Krippendorffs alpha (ordinal)",
        OFFERINGS,
    )
    .csv_only()
    .sheet("Dobbelte, der skal til")
    .note(
        "Efter simulerede bredder ved 40 tilbud (0,31 ved alpha 0,75 og 0,48 ved alpha 0,55, fem \
         tilsyn, tre niveauer); bredden falder med kvadratroden af antallet. Et skøn, ingen garanti",
    )
    .decimal("", "Bredde", "fra den ene ende af intervallet til den anden", 2, |width| Some(*width))
    .unit("alpha")
    .for_each(ALPHAS, |table, alpha| {
        let header = format!("Ved alpha {}", decimal(alpha, 2));
        let about = "tilbud, der skal vurderes af to tilsyn";
        table.int("", header, about, move |width| doubles_needed(*width, alpha)).unit(OFFERINGS)
    })
    .of(WIDTHS.to_vec())
}

/// What so many double ratings promise, in words.
pub(super) fn promise(n: u32) -> Option<String> {
    let [low, _, high] = ALPHAS;
    let (at_low, at_high) = (expected_width(n, low)?, expected_width(n, high)?);
    Some(format!(
        "Med {n} dobbeltvurderinger bliver 95 pct.-intervallet for Krippendorffs alpha omkring {} \
         bredt, hvis alpha er {}, og {}, hvis den er {}",
        decimal(at_high, 2),
        decimal(high, 2),
        decimal(at_low, 2),
        decimal(low, 2)
    ))
}
