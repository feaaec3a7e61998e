//! What does a person at the terminal need to know of the sample?

use std::collections::BTreeSet;

use super::double_ratings::promise;
use crate::model::Supervision;
use crate::results::SampleResults;
use crate::table::thousands;

/// Sentences without full stops: what was drawn, and what is out of the ordinary.
pub fn summary(results: &SampleResults<'_>) -> Vec<String> {
    let mut told = drawn(results);
    told.extend(outside(results));
    told.extend(doubles(results));
    told
}

fn drawn(results: &SampleResults<'_>) -> Vec<String> {
    let design = &results.sample.design;
    let groups = &results.registers.target_groups;
    let (n, all) = (design.drawn().count(), results.n_population);
    let providers: BTreeSet<&str> = design.drawn().map(|drawn| &*drawn.provider).collect();
    let count = |n: usize| thousands(n as u64);
    let mut told = vec![format!(
        "{} af {} tilbud x målgruppe er trukket: {} tilbud, {} i reserve",
        count(n),
        count(all),
        count(providers.len()),
        count(design.offerings.len() - n)
    )];
    for group in design.target_groups() {
        let strata: Vec<_> =
            design.strata.iter().filter(|stratum| stratum.target_group == group).collect();
        let sum = |of: fn(&crate::trial::Stratum) -> u32| -> usize {
            strata.iter().map(|stratum| of(stratum) as usize).sum()
        };
        told.push(format!(
            "  {}: {} af {} i {} strata",
            groups.get(group).name,
            count(sum(|s| s.drawn)),
            count(sum(|s| s.population)),
            strata.len()
        ));
    }
    if (results.request.size as usize) > all {
        told.push(format!(
            "Der skulle trækkes {}, men der er kun {}: alle er trukket, og der er ingen reserver",
            thousands(results.request.size.into()),
            count(all)
        ));
    }
    for group in &results.without_offerings {
        let name = &groups.get(*group).name;
        told.push(format!("Ingen i data har et tilbud til {name}; målgruppen er ikke med"));
    }
    told
}

/// Those that no socialtilsyn assesses.
fn outside(results: &SampleResults<'_>) -> Vec<String> {
    let count = |is: fn(Option<Supervision>) -> bool| {
        results.sample.design.drawn().filter(|drawn| is(drawn.assessed_by)).count()
    };
    let municipal = count(|who| matches!(who, Some(Supervision::Municipality(_))));
    let unknown = count(|who| who.is_none());
    let mut told = Vec::new();
    if municipal > 0 {
        told.push(format!(
            "{municipal} trukne er uden for socialtilsyn: planen lader kommunens tilsyn (§ 148 a) \
             vurdere dem; modellen lader det stå åbent, hvem der gør det"
        ));
    }
    if unknown > 0 {
        told.push(format!(
            "Af {unknown} trukne siger data ikke, hvem der fører tilsyn: skriv det ved assessed-by \
             i design.toml"
        ));
    }
    told
}

fn doubles(results: &SampleResults<'_>) -> Vec<String> {
    let sample = &results.sample;
    let (planned, wanted) = (sample.doubles.total(), results.request.doubles);
    let names = |at: &u8| results.registers.authorities.name(*at);
    if wanted == 0 {
        return vec![
            "Der er ingen dobbeltvurderinger: hvert tilbud vurderes af ét tilsyn, så enigheden kan \
             ikke måles. Bed om dem med --double"
                .to_owned(),
        ];
    }
    let mut told = Vec::new();
    match sample.authorities.as_slice() {
        [] => told.push(
            "Ingen socialtilsyn har trukne tilbud, så der er ingen at dobbeltvurdere".to_owned(),
        ),
        [one] => told.push(format!(
            "Kun {} har trukne tilbud: der er intet andet tilsyn til at dobbeltvurdere dem, og \
             enigheden kan ikke måles",
            names(one)
        )),
        _ if planned < wanted => told.push(format!(
            "Der er planlagt {planned} dobbeltvurderinger af {wanted}: flere kan ikke fordeles, så \
             hvert tilsyn besøger så mange, som det får besøg af"
        )),
        _ => told.push(format!("{planned} dobbeltvurderinger er planlagt")),
    }
    told.extend(promise(planned));
    if planned > 0 {
        for (nth, id) in sample.authorities.iter().enumerate() {
            let own = Some(Supervision::SocialAuthority(*id));
            let n_own = sample.design.drawn().filter(|drawn| drawn.assessed_by == own).count();
            told.push(format!(
                "  {}: {n_own} egne, {} besøg ude, {} besøg fra andre",
                names(id),
                sample.doubles.made(nth),
                sample.doubles.received(nth)
            ));
        }
    }
    told
}
