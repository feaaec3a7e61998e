//! How is one `[[split]]` read: which part of a group needs which level?

use super::LevelSplit;
use crate::document::{At, Fields, Problems};
use crate::guideline::{GuidelineStatus, decimal};
use crate::model::Level;

pub(super) const KEYS: [&str; 7] =
    ["subgroup", "status", "source", "reading", "let", "moderat", "hoejt"];

/// Shares are written with a few decimals; beyond them is what floating point makes of them.
const EXACT: f64 = 1e-9;

/// A split with where it begins.
pub(super) struct WrittenSplit<'d> {
    pub split: LevelSplit,
    pub subgroup: Option<At<&'d str>>,
    pub at: Option<usize>,
}

pub(super) fn read_split<'d>(
    fields: &Fields<'d>,
    problems: &mut Problems,
) -> Option<WrittenSplit<'d>> {
    let subgroup = fields.text("subgroup", problems);
    let statuses = GuidelineStatus::ALL.map(|status| (status.slug(), status));
    let status = fields.word("status", &statuses, problems).ok();
    if fields.value("source").is_none() && problems.is_readable() {
        problems.add(
            fields.at,
            "size-without-source",
            "fordelingen på niveauer har ingen kilde (\"source\")",
            "Skriv, hvor andelene kommer fra, eller at de er et eksempel",
        );
    }
    let source = fields.text("source", problems);
    let reading = fields.text("reading", problems);
    let shares = Level::ALL.map(|level| read_shares(level, fields, problems));
    let [Some(light), Some(moderate), Some(high)] = shares else { return None };
    let percent = [light.value, moderate.value, high.value];
    let central: f64 = percent.iter().map(|[_, central, _]| central).sum();
    if (central - 100.0).abs() > EXACT {
        problems.add(
            fields.at,
            "split-not-whole",
            format!("de centrale andele er {} pct. tilsammen", decimal(central)),
            "Ret det midterste tal ved let, moderat og hoejt, så de giver 100",
        );
        return None;
    }
    let line = fields.at.map_or(1, |at| problems.line(at));
    let split = LevelSplit {
        subgroup: subgroup.map(|text| text.value.into()),
        status: status?,
        source: source?.value.into(),
        reading: reading.map(|text| text.value.into()),
        percent,
        line,
    };
    Some(WrittenSplit { split, subgroup, at: fields.at })
}

/// Low, central and high share of a level, in percent.
fn read_shares(level: Level, fields: &Fields, problems: &mut Problems) -> Option<At<[f64; 3]>> {
    let key = key(level);
    let write = format!("{key} = [20, 30, 40]");
    let found = fields.required_numbers(key, &write, problems)?;
    let shares: Option<[f64; 3]> = found.value.as_slice().try_into().ok();
    let is_rising = |s: &[f64; 3]| 0.0 <= s[0] && s[0] <= s[1] && s[1] <= s[2] && s[2] <= 100.0;
    let Some(shares) = shares.filter(is_rising) else {
        problems.add(
            found.at,
            "shares-out-of-order",
            format!("\"{key}\" er ikke lav, central og høj andel i procent"),
            format!("Skriv tre tal mellem 0 og 100, der ikke falder: {write}"),
        );
        return None;
    };
    Some(At { value: shares, at: found.at })
}

const fn key(level: Level) -> &'static str {
    match level {
        Level::Light => "let",
        Level::Moderate => "moderat",
        Level::High => "hoejt",
    }
}
