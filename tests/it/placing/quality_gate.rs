//! The quality gate (Reading R5).

use std::fmt::Write as _;
use std::path::Path;

use chrono::NaiveDate;
use insta::assert_snapshot;
use niveau::finding::Place;
use niveau::model::{QualityJudgement, QualityOutcome};
use niveau::place::{
    Contradiction, QualityFacts, QualityRule, Status, parse_quality_rule, quality,
};

use super::told;

fn shipped_quality() -> QualityRule {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("input/rules/quality.toml");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    parse_quality_rule(&text, "rules/quality.toml").unwrap_or_else(|f| panic!("{}", told(&f)))
}

fn on(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, 3, day).unwrap()
}

#[test]
fn statuses_seen_on_tilbudsportalen_mean_what_reading_r5_says() {
    let rule = shipped_quality();
    let mut table = String::new();
    for status in [
        "Godkendt",
        " betinget  GODKENDT ",
        "Under behandling",
        "Varslet afslag",
        "Varslet lukning",
        "Ikke godkendt",
        "OPHØRT",
        "Godkent",
    ] {
        let facts = QualityFacts {
            status: Some(rule.read_status(status)),
            needs_approval: Some(true),
            ..QualityFacts::default()
        };
        let gate = quality(&rule, &facts);
        let place = Place::file("portal.csv");
        let told = gate.finding.map(|doubt| doubt.finding(&rule, place, status));
        let remark = told.map_or(String::new(), |finding| format!(" | {finding}"));
        writeln!(table, "{status:<21} | {}{remark}", gate.outcome.column()).unwrap();
    }
    assert_snapshot!(table, @r#"
    Godkendt              | pass
     betinget  GODKENDT   | pass
    Under behandling      | pass | portal.csv: status "Under behandling": godkendelsen er under behandling; regnes som opfyldt, så længe sagen ikke er afgjort. Følg sagen, og ret status, når den er afgjort. [doubtful-status]
    Varslet afslag        | pass | portal.csv: status "Varslet afslag": afslag er varslet; regnes som opfyldt, så længe varslet ikke er ført ud. Følg sagen, og ret status, når den er afgjort. [doubtful-status]
    Varslet lukning       | pass | portal.csv: status "Varslet lukning": lukning er varslet; regnes som opfyldt, så længe varslet ikke er ført ud. Følg sagen, og ret status, når den er afgjort. [doubtful-status]
    Ikke godkendt         | fail
    OPHØRT                | fail
    Godkent               | unknown | portal.csv: status "Godkent" kendes ikke; den siger hverken ja eller nej. Ret stavemåden, eller føj status til rules/quality.toml. [unknown-status]
    "#);
}

#[test]
fn quality_truth_table() {
    let rule = shipped_quality();
    let statuses = [
        ("-", None, None),
        ("Godkendt", Some("Godkendt"), None),
        ("Godkendt 10.", Some("Godkendt"), Some(on(10))),
        ("Ophørt", Some("Ophørt"), None),
        ("Ophørt 10.", Some("Ophørt"), Some(on(10))),
        ("ukendt ord", Some("Godkent"), None),
        ("ukendt ord 10.", Some("Godkent"), Some(on(10))),
        ("Ikke godk. 10.", Some("Ikke godkendt"), Some(on(10))),
    ];
    let judgements = [
        ("-", None),
        ("ja 9.", Some((QualityJudgement::Sufficient, on(9)))),
        ("ja 10.", Some((QualityJudgement::Sufficient, on(10)))),
        ("ja 11.", Some((QualityJudgement::Sufficient, on(11)))),
        ("nej 9.", Some((QualityJudgement::Insufficient, on(9)))),
        ("nej 10.", Some((QualityJudgement::Insufficient, on(10)))),
        ("nej 11.", Some((QualityJudgement::Insufficient, on(11)))),
    ];
    let mut table = String::new();
    for (needs, needs_approval) in [("skal", Some(true)), ("skal ikke", Some(false)), ("?", None)] {
        for (status, text, status_on) in statuses {
            let judgements = if needs == "skal" { &judgements[..] } else { &judgements[..2] };
            for (judged, judgement) in judgements {
                let facts = QualityFacts {
                    status: text.map(|text| rule.read_status(text)),
                    status_fault: None,
                    status_on,
                    needs_approval,
                    judgement: *judgement,
                    is_judgement_lost: false,
                };
                let gate = quality(&rule, &facts);
                let doubt = gate.finding.map_or(String::new(), |doubt| format!(" ! {doubt:?}"));
                writeln!(
                    table,
                    "{needs:<9} | {status:<14} | {judged:<7} | {:<7} | {:?}{doubt}",
                    gate.outcome.column(),
                    gate.because,
                )
                .unwrap();
            }
        }
    }
    assert_snapshot!(table, @r#"
    skal      | -              | -       | unknown | ApprovalMissing
    skal      | -              | ja 9.   | pass    | Judgement
    skal      | -              | ja 10.  | pass    | Judgement
    skal      | -              | ja 11.  | pass    | Judgement
    skal      | -              | nej 9.  | fail    | Judgement
    skal      | -              | nej 10. | fail    | Judgement
    skal      | -              | nej 11. | fail    | Judgement
    skal      | Godkendt       | -       | pass    | Status
    skal      | Godkendt       | ja 9.   | pass    | BothAgree
    skal      | Godkendt       | ja 10.  | pass    | BothAgree
    skal      | Godkendt       | ja 11.  | pass    | BothAgree
    skal      | Godkendt       | nej 9.  | unknown | Contradiction ! Contradiction
    skal      | Godkendt       | nej 10. | unknown | Contradiction ! Contradiction
    skal      | Godkendt       | nej 11. | unknown | Contradiction ! Contradiction
    skal      | Godkendt 10.   | -       | pass    | Status
    skal      | Godkendt 10.   | ja 9.   | pass    | BothAgree
    skal      | Godkendt 10.   | ja 10.  | pass    | BothAgree
    skal      | Godkendt 10.   | ja 11.  | pass    | BothAgree
    skal      | Godkendt 10.   | nej 9.  | pass    | LaterStatus
    skal      | Godkendt 10.   | nej 10. | unknown | Contradiction ! Contradiction
    skal      | Godkendt 10.   | nej 11. | fail    | LaterJudgement
    skal      | Ophørt         | -       | fail    | Status
    skal      | Ophørt         | ja 9.   | unknown | Contradiction ! Contradiction
    skal      | Ophørt         | ja 10.  | unknown | Contradiction ! Contradiction
    skal      | Ophørt         | ja 11.  | unknown | Contradiction ! Contradiction
    skal      | Ophørt         | nej 9.  | fail    | BothAgree
    skal      | Ophørt         | nej 10. | fail    | BothAgree
    skal      | Ophørt         | nej 11. | fail    | BothAgree
    skal      | Ophørt 10.     | -       | fail    | Status
    skal      | Ophørt 10.     | ja 9.   | fail    | LaterStatus
    skal      | Ophørt 10.     | ja 10.  | unknown | Contradiction ! Contradiction
    skal      | Ophørt 10.     | ja 11.  | pass    | LaterJudgement
    skal      | Ophørt 10.     | nej 9.  | fail    | BothAgree
    skal      | Ophørt 10.     | nej 10. | fail    | BothAgree
    skal      | Ophørt 10.     | nej 11. | fail    | BothAgree
    skal      | ukendt ord     | -       | unknown | Status ! UnlistedStatus
    skal      | ukendt ord     | ja 9.   | unknown | UnlistedStatus ! UnlistedStatus
    skal      | ukendt ord     | ja 10.  | unknown | UnlistedStatus ! UnlistedStatus
    skal      | ukendt ord     | ja 11.  | unknown | UnlistedStatus ! UnlistedStatus
    skal      | ukendt ord     | nej 9.  | unknown | UnlistedStatus ! UnlistedStatus
    skal      | ukendt ord     | nej 10. | unknown | UnlistedStatus ! UnlistedStatus
    skal      | ukendt ord     | nej 11. | unknown | UnlistedStatus ! UnlistedStatus
    skal      | ukendt ord 10. | -       | unknown | Status ! UnlistedStatus
    skal      | ukendt ord 10. | ja 9.   | unknown | LaterStatus ! UnlistedStatus
    skal      | ukendt ord 10. | ja 10.  | unknown | UnlistedStatus ! UnlistedStatus
    skal      | ukendt ord 10. | ja 11.  | pass    | LaterJudgement ! UnlistedStatus
    skal      | ukendt ord 10. | nej 9.  | unknown | LaterStatus ! UnlistedStatus
    skal      | ukendt ord 10. | nej 10. | unknown | UnlistedStatus ! UnlistedStatus
    skal      | ukendt ord 10. | nej 11. | fail    | LaterJudgement ! UnlistedStatus
    skal      | Ikke godk. 10. | -       | fail    | Status
    skal      | Ikke godk. 10. | ja 9.   | fail    | LaterStatus
    skal      | Ikke godk. 10. | ja 10.  | unknown | Contradiction ! Contradiction
    skal      | Ikke godk. 10. | ja 11.  | pass    | LaterJudgement
    skal      | Ikke godk. 10. | nej 9.  | fail    | BothAgree
    skal      | Ikke godk. 10. | nej 10. | fail    | BothAgree
    skal      | Ikke godk. 10. | nej 11. | fail    | BothAgree
    skal ikke | -              | -       | unknown | OutsideWithoutJudgement
    skal ikke | -              | ja 9.   | pass    | Judgement
    skal ikke | Godkendt       | -       | pass    | Status
    skal ikke | Godkendt       | ja 9.   | pass    | BothAgree
    skal ikke | Godkendt 10.   | -       | pass    | Status
    skal ikke | Godkendt 10.   | ja 9.   | pass    | BothAgree
    skal ikke | Ophørt         | -       | fail    | Status
    skal ikke | Ophørt         | ja 9.   | unknown | Contradiction ! Contradiction
    skal ikke | Ophørt 10.     | -       | fail    | Status
    skal ikke | Ophørt 10.     | ja 9.   | fail    | LaterStatus
    skal ikke | ukendt ord     | -       | unknown | Status ! UnlistedStatus
    skal ikke | ukendt ord     | ja 9.   | unknown | UnlistedStatus ! UnlistedStatus
    skal ikke | ukendt ord 10. | -       | unknown | Status ! UnlistedStatus
    skal ikke | ukendt ord 10. | ja 9.   | unknown | LaterStatus ! UnlistedStatus
    skal ikke | Ikke godk. 10. | -       | unknown | OutsideWithoutJudgement ! ApprovalNotNeeded
    skal ikke | Ikke godk. 10. | ja 9.   | pass    | Judgement ! ApprovalNotNeeded
    ?         | -              | -       | unknown | LegalBasisUnknown
    ?         | -              | ja 9.   | pass    | Judgement
    ?         | Godkendt       | -       | pass    | Status
    ?         | Godkendt       | ja 9.   | pass    | BothAgree
    ?         | Godkendt 10.   | -       | pass    | Status
    ?         | Godkendt 10.   | ja 9.   | pass    | BothAgree
    ?         | Ophørt         | -       | fail    | Status
    ?         | Ophørt         | ja 9.   | unknown | Contradiction ! Contradiction
    ?         | Ophørt 10.     | -       | fail    | Status
    ?         | Ophørt 10.     | ja 9.   | fail    | LaterStatus
    ?         | ukendt ord     | -       | unknown | Status ! UnlistedStatus
    ?         | ukendt ord     | ja 9.   | unknown | UnlistedStatus ! UnlistedStatus
    ?         | ukendt ord 10. | -       | unknown | Status ! UnlistedStatus
    ?         | ukendt ord 10. | ja 9.   | unknown | LaterStatus ! UnlistedStatus
    ?         | Ikke godk. 10. | -       | fail    | Status
    ?         | Ikke godk. 10. | ja 9.   | fail    | LaterStatus
    "#);
}

#[test]
fn what_the_quality_rule_leaves_to_its_user() {
    let mut rule = shipped_quality();
    let undated = QualityFacts {
        status: Some(rule.read_status("Godkendt")),
        needs_approval: Some(true),
        judgement: Some((QualityJudgement::Insufficient, on(1))),
        ..QualityFacts::default()
    };
    for (contradiction, outcome) in [
        (Contradiction::Unknown, QualityOutcome::Unknown),
        (Contradiction::Judgement, QualityOutcome::Fail),
        (Contradiction::Status, QualityOutcome::Pass),
    ] {
        rule.contradiction = contradiction;
        assert_eq!(quality(&rule, &undated).outcome, outcome);
    }
    let outside = QualityFacts { needs_approval: Some(false), ..QualityFacts::default() };
    assert_eq!(quality(&rule, &outside).outcome, QualityOutcome::Unknown);
    rule.outside_without_judgement = QualityOutcome::Pass;
    assert_eq!(quality(&rule, &outside).outcome, QualityOutcome::Pass);
    // Nothing is presumed of those whose legal basis is unknown, or who need the approval.
    for needs_approval in [Some(true), None] {
        let facts = QualityFacts { needs_approval, ..QualityFacts::default() };
        assert_eq!(quality(&rule, &facts).outcome, QualityOutcome::Unknown);
    }
}

#[test]
fn the_quality_gate_tells_its_because_in_danish() {
    let rule = shipped_quality();
    let mut told = String::new();
    for (text, status_on, needs_approval, judgement) in [
        (None, None, Some(true), None),
        (None, None, Some(false), None),
        (None, None, None, None),
        (Some("Godkendt"), None, Some(true), None),
        (Some("Godkendt"), Some(on(2)), None, Some((QualityJudgement::Sufficient, on(1)))),
        (Some("Godkendt"), Some(on(2)), None, Some((QualityJudgement::Insufficient, on(9)))),
        (Some("Godkendt"), Some(on(9)), None, Some((QualityJudgement::Insufficient, on(2)))),
        (Some("Godkendt"), None, None, Some((QualityJudgement::Insufficient, on(2)))),
        (Some("Godkent"), None, None, Some((QualityJudgement::Insufficient, on(2)))),
        (Some("Ikke godkendt"), None, Some(false), None),
    ] {
        let status = text.map(|text| rule.read_status(text));
        let facts = QualityFacts {
            status,
            status_fault: None,
            status_on,
            needs_approval,
            judgement,
            is_judgement_lost: false,
        };
        let gate = quality(&rule, &facts);
        writeln!(told, "{}: {}", gate.outcome.danish(), gate.because.danish(&facts, text)).unwrap();
        if let Some(doubt) = gate.finding {
            let finding = doubt.finding(&rule, Place::file("p.csv"), text.unwrap_or_default());
            writeln!(told, "    {finding}").unwrap();
        }
    }
    assert_snapshot!(told, @r#"
    ukendt: tilbuddet skal godkendes af socialtilsynet, og der er hverken oplyst en status, der siger noget, eller en kvalitetsvurdering
    ukendt: uden for socialtilsynet og uden oplyst kvalitetsvurdering; manglende godkendelse er ingen mangel
    ukendt: retsgrundlaget er ukendt, og der er hverken oplyst en status, der siger noget, eller en kvalitetsvurdering
    opfyldt: status "Godkendt" uden dato
    opfyldt: status "Godkendt" af 2.3.2021 og vurderingen af 1.3.2021 (fornøden kvalitet) siger det samme
    ikke opfyldt: vurderingen af 9.3.2021 (ikke fornøden kvalitet); den er nyere end status "Godkendt" af 2.3.2021
    opfyldt: status "Godkendt" af 9.3.2021; den er nyere end vurderingen af 2.3.2021 (ikke fornøden kvalitet)
    ukendt: status "Godkendt" uden dato og vurderingen af 2.3.2021 (ikke fornøden kvalitet) modsiger hinanden, og ingen af dem er nyest
        p.csv: status "Godkendt" og den tilsynsførendes kvalitetsvurdering modsiger hinanden, og ingen af dem er nyest; kvaliteten regnes som ukendt. Skriv datoen for status, eller ret den af dem, der er forældet. [quality-contradiction]
    ukendt: status "Godkent" uden dato siger hverken ja eller nej, og vurderingen af 2.3.2021 (ikke fornøden kvalitet) er ikke sikkert nyere og træder ikke i stedet for den
        p.csv: status "Godkent" kendes ikke; den siger hverken ja eller nej. Ret stavemåden, eller føj status til rules/quality.toml. [unknown-status]
    ukendt: uden for socialtilsynet og uden oplyst kvalitetsvurdering; manglende godkendelse er ingen mangel
        p.csv: status "Ikke godkendt" handler om en godkendelse, men tilbuddet er uden for socialtilsynet og skal ikke godkendes; en manglende godkendelse er ingen mangel. Tjek retsgrundlaget, eller slet status. [approval-not-needed]
    "#);
    assert_eq!(rule.read_status("Godkent"), Status::Unlisted);
}
