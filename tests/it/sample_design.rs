//! The design file of a sample: what is written is read again, and what is wrong is told.

use niveau::model::{MunicipalityCode, RegionId, Supervision, TargetGroupId};
use niveau::trial::{
    Allocation, Drawn, FallenOut, OwnershipClass, SampleDesign, SizeClass, Stratum,
};

use super::registers::shipped;

fn design() -> SampleDesign {
    let drawn = |provider: &str, order, is_reserve, doubled_by| Drawn {
        provider: provider.into(),
        target_group: TargetGroupId(1),
        stratum: 0,
        order,
        is_reserve,
        assessed_by: Some(Supervision::SocialAuthority(2)),
        doubled_by,
        fallen_out: None,
    };
    let lone = Drawn {
        target_group: TargetGroupId(2),
        stratum: 1,
        assessed_by: Some(Supervision::Municipality(MunicipalityCode(751))),
        ..drawn("7", 1, false, None)
    };
    SampleDesign {
        seed: 4_000_000_000,
        allocation: Allocation::Optimal,
        strata: vec![
            Stratum {
                target_group: TargetGroupId(1),
                regions: vec![Some(RegionId(0)), None],
                ownerships: vec![OwnershipClass::Public, OwnershipClass::Unknown],
                sizes: vec![SizeClass::Small],
                population: 9,
                drawn: 2,
            },
            Stratum {
                target_group: TargetGroupId(2),
                regions: vec![Some(RegionId(1))],
                ownerships: OwnershipClass::ALL.to_vec(),
                sizes: SizeClass::ALL.to_vec(),
                population: 1,
                drawn: 1,
            },
        ],
        offerings: vec![
            drawn("90\"0\\1 # é", 1, false, Some(Supervision::SocialAuthority(0))),
            drawn("900002", 2, false, None),
            Drawn { assessed_by: None, fallen_out: Some(FallenOut::Closed), ..lone },
            drawn("900003", 3, true, None),
        ],
    }
}

#[test]
fn what_is_written_is_read_again() {
    let registers = shipped();
    let design = design();
    let text = design.to_text(&registers);
    assert_eq!(SampleDesign::parse(&text, "trial/design.toml", &registers), Ok(design));
}

#[track_caller]
fn check_told(change: (&str, &str), code: &str) {
    let registers = shipped();
    let text = design().to_text(&registers);
    assert!(text.contains(change.0), "nothing to change in\n{text}");
    let broken = text.replacen(change.0, change.1, 1);
    let problems = SampleDesign::parse(&broken, "trial/design.toml", &registers).unwrap_err();
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    assert!(codes.contains(&code), "{code} not among {problems:#?}");
}

#[test]
fn what_is_wrong_is_told() {
    check_told(("seed = 4000000000", "seed = -1"), "wrong-type");
    check_told(("seed = 4000000000", "sed = 1"), "unknown-key");
    check_told(("\"optimal\"", "\"bedst\""), "unknown-word");
    check_told(("population = 9", "population = 1"), "design-drawn");
    check_told(("population = 9", "population = 2"), "design-count");
    check_told((", drawn = 2", ", drawn = 3"), "design-count");
    check_told(("stratum = 1, order = 2", "stratum = 1, order = 5"), "design-count");
    check_told(("stratum = 1, order = 2", "stratum = 2, order = 2"), "design-stratum");
    check_told(("stratum = 1, order = 2", "stratum = 7, order = 2"), "design-stratum");
    check_told(("\"900003\"", "\"900002\""), "design-twice");
    check_told(
        ("doubled-by = \"Socialtilsyn Hovedstaden\"", "doubled-by = \"Nogen\""),
        "unknown-supervision",
    );
    check_told(("\"0-9 pladser\"", "\"små\""), "unknown-word");
}

/// A stratum of three drawn and three in reserve; those of `fallen` have fallen out.
fn with_fallen(fallen: &[&str]) -> SampleDesign {
    let drawn = |(at, provider): (u32, &str)| Drawn {
        provider: provider.into(),
        target_group: TargetGroupId(1),
        stratum: 0,
        order: at + 1,
        is_reserve: at >= 3,
        assessed_by: Some(Supervision::SocialAuthority(u8::from(provider == "e"))),
        doubled_by: (at < 2).then_some(Supervision::SocialAuthority(1)),
        fallen_out: fallen.contains(&provider).then_some(FallenOut::Declined),
    };
    let mut design = design();
    design.strata.truncate(1);
    design.strata[0].drawn = 3;
    design.offerings = (0..).zip(["a", "b", "c", "d", "e", "f"]).map(drawn).collect();
    design
}

/// Who stands in the sample, in whose place, and whether another tilsyn assesses it too.
#[track_caller]
fn check_standing(fallen: &[&str], expected: &str) {
    let design = with_fallen(fallen);
    let standing = design.standing().into_iter().map(|of| {
        let instead = of.instead_of.map_or(String::new(), |of| format!(" for {}", of.provider));
        let doubled = if of.doubled_by.is_some() { ", doubled" } else { "" };
        format!("{}{instead}{doubled}", of.drawn.provider)
    });
    let vacant = design.vacant().into_iter().map(|of| format!("nobody for {}", of.provider));
    assert_eq!(standing.chain(vacant).collect::<Vec<_>>().join("; "), expected);
}

#[test]
fn reserves_step_in_by_their_order() {
    check_standing(&[], "a, doubled; b, doubled; c");
    check_standing(&["b"], "a, doubled; c; d for b, doubled");
    // A reserve that falls out is passed over, and a tilsyn does not rate its own twice.
    check_standing(&["a", "b"], "c; d for a, doubled; e for b");
    check_standing(&["c", "d"], "a, doubled; b, doubled; e for c");
    check_standing(&["a", "b", "c", "d", "e"], "f for a, doubled; nobody for b; nobody for c");
}

#[test]
fn why_somebody_fell_out_is_one_of_three_words() {
    let registers = shipped();
    let text = design().to_text(&registers).replace("\"lukket\" }", "\"ferie\" }");
    let problems = SampleDesign::parse(&text, "trial/design.toml", &registers).unwrap_err();
    let told: Vec<String> = problems.iter().map(|one| one.message.clone()).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("ferie"), "{told:?}");
}
