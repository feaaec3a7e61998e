//! The design file of a sample: what is written is read again, and what is wrong is told.

use niveau::model::{MunicipalityCode, RegionId, Supervision, TargetGroupId};
use niveau::trial::{Allocation, Drawn, OwnershipClass, SampleDesign, SizeClass, Stratum};

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
            Drawn { assessed_by: None, ..lone },
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
