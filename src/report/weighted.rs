//! Which levels has all supply, as far as the sample tells?

use crate::model::{Level, Parameter};
use crate::plain_text::capitalised;
use crate::report::Topic;
use crate::report::landscape::group_columns;
use crate::report::parts::OFFERINGS;
use crate::results::{NoWeighted, Results, WeightedArea, WeightedLevel, WeightedLevels};
use crate::table::{Output, Table, decimal};
use crate::trial::StratifiedShare;

/// The weighted levels: nothing without a sample.
pub(super) fn topic<'v>(results: &'v Results<'v>) -> Option<Topic<'v>> {
    let weighted = results.counted.weighted.as_ref()?;
    Some(Topic {
        provenance: results.provenance.clone(),
        tables: vec![table(results, weighted)],
        pictures: Vec::new(),
        texts: Vec::new(),
    })
}

/// `landscape/levels_weighted`: the share of each level among all, with its interval.
fn table<'v>(results: &'v Results<'v>, weighted: &'v WeightedLevels) -> Box<dyn Output + 'v> {
    let shares: [(&str, &str, Of); 2] = [
        ("", "der er indplaceret på niveauet", |row| row.share.ok()),
        ("could_be_", "der er eller kan være på niveauet", |row| row.could_be.ok()),
    ];
    Table::<WeightedLevel>::new(
        "landscape/levels_weighted",
        "Niveauer i hele forsyningen, vægtet op fra stikprøven",
        "et niveau i en målgruppe, i hele landet, i en region eller for et ejerforhold; eller en \
         graduering af en parameter i hele landet",
        OFFERINGS,
    )
    .for_report()
    .sheet("Vægtede niveauer")
    .note(
        "Hvert vurderet tilbud tæller for så mange, som dets stratum har af alle for hvert vurderet \
         (trial/design.toml); de trukne, der ikke er vurderet, regnes at være som de andre i \
         stratummet",
    )
    .note(
        "Intervallet er 95 pct., Korn og Graubards, med korrektion for endelig population: det er \
         stikprøvens usikkerhed alene, ikke graderingens",
    )
    .note(
        "Hvor de fleste strata har netop to vurderede, er intervallet for smalt: i simulering dækkede \
         det 86-90 gange af 100, ikke 95",
    )
    .note(
        "En, der er faldet fra, tæller ikke; den reserve, der er trådt til, har samme vægt. Er mange \
         faldet fra, fordi de er lukket, er populationen mindre, end planen siger",
    )
    .note(
        "Er færre end to i et stratum vurderet, står det sammen med det, det ligner mest: samme \
         region og ejerforhold, ellers samme region, ellers samme ejerforhold, og det mindste af \
         dem",
    )
    .note("Et tilbud, der er delt, er på et niveau, når alle dets dele er det")
    .with(|table| group_columns(table, results, |row| row.target_group))
    .text("area", "Område eller ejerforhold", "hele landet, regionen eller ejerforholdet", |row| {
        Some(area(results, row))
    })
    .text("subject", "Hvad", "indplaceringen, eller gradueringen af en parameter", |row| {
        Some(row.parameter.map_or("Indplacering", Parameter::danish))
    })
    .text("level", "Niveau", "let, moderat, højt; ellers intet, eller ikke afgjort", |row| {
        Some(level(row))
    })
    .int("population", "Population", "alle, der kunne trækkes", |row| Some(row.population))
    .unit(OFFERINGS)
    .int("drawn", "Trukket", "reserver ikke talt med", |row| Some(row.drawn))
    .unit(OFFERINGS)
    .int("assessed", "Vurderet", "af planens tilbud, reserver med", |row| Some(row.assessed))
    .unit(OFFERINGS)
    .int("placed", "Heraf på niveauet", "uden vægt", |row| Some(row.placed))
    .unit(OFFERINGS)
    .for_each(shares, |table, (name, about, of)| {
        let word = if name.is_empty() { "Andel" } else { "Andel op til" };
        let percent = |value: fn(StratifiedShare) -> f64| {
            move |row: &WeightedLevel| of(row).map(|share| value(share) * 100.0)
        };
        table
            .decimal(format!("{name}percent"), format!("{word}, pct."), about, 1, percent(|s| s.share))
            .unit("pct.")
            .empty("intet tal; grunden står i rækken")
            .decimal(
                format!("{name}percent_low"),
                format!("{word}, fra"),
                "intervallets nedre ende",
                1,
                percent(|s| s.interval.0),
            )
            .unit("pct.")
            .empty("intet tal; grunden står i rækken")
            .decimal(
                format!("{name}percent_high"),
                format!("{word}, til"),
                "intervallets øvre ende",
                1,
                percent(|s| s.interval.1),
            )
            .unit("pct.")
            .empty("intet tal; grunden står i rækken")
    })
    .decimal("effective_n", "Effektiv stikprøve", "så mange frit trukne ville sige det samme", 1, |row| {
        row.share.ok().map(|share| share.effective_n)
    })
    .unit(OFFERINGS)
    .empty("intet tal; grunden står i rækken")
    .int("strata_collapsed", "Strata slået sammen", "fordi for få i dem er vurderet", |row| {
        Some(row.n_collapsed as u64)
    })
    .unit("strata")
    .text("withheld", "Hvorfor intet tal", "grunden i ord", |row| {
        row.share.err().map(NoWeighted::danish)
    })
    .empty("intet er holdt tilbage")
    .words("I ord", "rækken som en sætning", |row| Some(sentence(results, row)))
    .over(&weighted.rows)
}

/// A figure of a row.
type Of = fn(&WeightedLevel) -> Option<StratifiedShare>;

fn area(results: &Results<'_>, row: &WeightedLevel) -> String {
    match row.area {
        WeightedArea::Country => "Hele landet".to_owned(),
        WeightedArea::NotReported => "Ikke oplyst".to_owned(),
        WeightedArea::Region(region) => {
            results.settings.registers.regions.get(region).name.to_string()
        }
        WeightedArea::Ownership(class) => format!("Ejerforhold: {}", class.danish()),
    }
}

fn level(row: &WeightedLevel) -> &'static str {
    row.level.map_or("intet eller ikke afgjort", Level::danish)
}

fn sentence(results: &Results<'_>, row: &WeightedLevel) -> String {
    let group = &results.settings.registers.target_groups.get(row.target_group).name;
    let of = format!(
        "{}, {}: {} af {} trukne er vurderet",
        group,
        area(results, row),
        row.drawn_assessed,
        row.drawn
    );
    let of = match row.assessed - row.drawn_assessed {
        0 => of,
        n => format!("{of}, og {n} i reserve"),
    };
    let on = match (row.parameter, row.level) {
        (None, Some(level)) => format!("{} specialiseret", level.danish()),
        (None, None) => "på intet niveau eller ikke afgjort".to_owned(),
        (Some(of), Some(level)) => format!("gradueret {} på {}", level.danish(), of.danish()),
        (Some(of), None) => {
            format!("uden let, moderat eller højt på {}, eller ikke afgjort", of.danish())
        }
    };
    match row.share {
        Ok(StratifiedShare { share, interval: (low, high), .. }) => {
            let percent = |share: f64| decimal(share * 100.0, 0);
            format!(
                "{of}. Af alle {} tilbud anslås {} pct. at være {on} ({}-{} pct.)",
                row.population,
                percent(share),
                percent(low),
                percent(high)
            )
        }
        Err(reason) => format!("{of}. {}: intet tal", capitalised(reason.danish())),
    }
}
