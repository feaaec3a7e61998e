//! How is a sample's design written, and read again?

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{Allocation, Drawn, FallenOut, OwnershipClass, SampleDesign, SizeClass, Stratum};
use crate::document::{self, At, Fields, Problems};
use crate::finding::Finding;
use crate::model::{RegionId, Supervision, TargetGroupId};
use crate::register::Registers;

const KEYS: [&str; 5] = ["seed", "allocation", "strata", "offerings", "reserves"];
const STRATUM: [&str; 6] =
    ["target-group", "regions", "ownerships", "sizes", "population", "drawn"];
const OFFERING: [&str; 7] =
    ["provider", "target-group", "stratum", "order", "assessed-by", "doubled-by", "fallen-out"];

/// What stands where a class is not reported.
const UNKNOWN: &str = "ikke oplyst";

const HEAD: &str = "\
# Stikprøveplan: hvem der er trukket til afprøvningen, og hvem der vurderer dem.
# Skrevet af niveau sample. Læg filen som trial/design.toml i inputmappen: så skriver niveau forms
# skemaerne efter den, og niveau run vægter efter den. Tallene hører sammen: træk hellere om end at
# rette i dem. Hvem der vurderer (assessed-by, doubled-by), kan rettes, og den, der falder fra, får
# fallen-out = \"afslag\", \"lukket\" eller \"andet\": så træder den næste reserve i stratummet til.
";

pub(super) fn text(design: &SampleDesign, registers: &Registers) -> String {
    let mut out = HEAD.to_owned();
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    line(format!("\nseed = {}", design.seed));
    line(format!("allocation = {}", quoted(design.allocation.word())));
    line(
        "\n# Et stratum pr. linje, nummereret fra 1: population er alle tilbud, drawn de trukne."
            .into(),
    );
    line("strata = [".into());
    for stratum in &design.strata {
        let slug = &registers.target_groups.get(stratum.target_group).slug;
        let region = |region: &Option<RegionId>| {
            region.map_or(UNKNOWN, |region| &registers.regions.get(region).name)
        };
        line(format!(
            "  {{ target-group = {}, regions = {}, ownerships = {}, sizes = {}, population = {}, \
             drawn = {} }},",
            quoted(slug),
            list(stratum.regions.iter().map(region)),
            list(stratum.ownerships.iter().map(|class| class.danish())),
            list(stratum.sizes.iter().map(|class| class.danish())),
            stratum.population,
            stratum.drawn,
        ));
    }
    line("]".into());
    for (key, is_reserve, what) in [
        ("offerings", false, "De trukne"),
        (
            "reserves",
            true,
            "Reserver: den næste i samme stratum træder til, når en trukket falder fra",
        ),
    ] {
        line(format!("\n# {what}."));
        line(format!("{key} = ["));
        for drawn in design.offerings.iter().filter(|drawn| drawn.is_reserve == is_reserve) {
            line(format!("  {},", offering_text(drawn, registers)));
        }
        line("]".into());
    }
    out
}

fn offering_text(drawn: &Drawn, registers: &Registers) -> String {
    let mut text = format!(
        "{{ provider = {}, target-group = {}, stratum = {}, order = {}",
        quoted(&drawn.provider),
        quoted(&registers.target_groups.get(drawn.target_group).slug),
        drawn.stratum + 1,
        drawn.order,
    );
    for (key, supervision) in [("assessed-by", drawn.assessed_by), ("doubled-by", drawn.doubled_by)]
    {
        if let Some(supervision) = supervision {
            let name = quoted(&registers.supervision_name(supervision));
            let _ = write!(text, ", {key} = {name}");
        }
    }
    if let Some(why) = drawn.fallen_out {
        let _ = write!(text, ", fallen-out = {}", quoted(why.danish()));
    }
    text + " }"
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn list<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let texts: Vec<String> = texts.map(quoted).collect();
    format!("[{}]", texts.join(", "))
}

pub(super) fn parse(
    text: &str,
    file: &str,
    registers: &Registers,
) -> Result<SampleDesign, Vec<Finding>> {
    let (tree, mut problems) = document::read(text, file);
    let fields = Fields::of_file(&tree, &KEYS, &mut problems);
    let seed = whole(&fields, "seed", 0, &mut problems).map(|seed| seed.value);
    let words = Allocation::ALL.map(|allocation| (allocation.word(), allocation));
    let allocation = fields.word("allocation", &words, &mut problems).ok();
    let mut reading = Reading { registers, problems, strata: Vec::new(), offerings: Vec::new() };
    reading.strata(&fields);
    reading.offerings(&fields, false);
    reading.offerings(&fields, true);
    reading.hold_together();
    let Reading { problems, strata, offerings, .. } = reading;
    let strata: Option<Vec<Stratum>> =
        strata.into_iter().map(|stratum| stratum.map(|(stratum, _)| stratum)).collect();
    let design = || {
        let offerings = offerings.into_iter().map(|(drawn, _)| drawn).collect();
        Some(SampleDesign { seed: seed?, allocation: allocation?, strata: strata?, offerings })
    };
    problems.finish(design())
}

struct Reading<'r, 't> {
    registers: &'r Registers,
    problems: Problems<'t>,
    /// With where each begins; nothing for one that can't be used.
    strata: Vec<Option<(Stratum, Option<usize>)>>,
    offerings: Vec<(Drawn, Option<usize>)>,
}

impl Reading<'_, '_> {
    fn strata(&mut self, fields: &Fields) {
        let write = "strata = [ { target-group = \"autismespektrum\", ... } ]";
        fields.required("strata", write, &mut self.problems);
        for section in fields.sections("strata", "et stratum", &STRATUM, &mut self.problems) {
            let stratum = section.and_then(|section| {
                let at = section.at;
                self.stratum(&section).map(|stratum| (stratum, at))
            });
            self.strata.push(stratum);
        }
    }

    fn stratum(&mut self, fields: &Fields) -> Option<Stratum> {
        let registers = self.registers;
        let region = |name: &str| match name {
            UNKNOWN => Some(None),
            name => registers.regions.by_name(name).map(Some),
        };
        let ownership =
            |name: &str| OwnershipClass::ALL.into_iter().find(|class| class.danish() == name);
        let size = |name: &str| SizeClass::ALL.into_iter().find(|class| class.danish() == name);
        let target_group = self.target_group(fields);
        let regions = self.classes(fields, "regions", "region i registret", region);
        let owners = OwnershipClass::ALL.map(OwnershipClass::danish).join(", ");
        let ownerships = self.classes(fields, "ownerships", &format!("af {owners}"), ownership);
        let known = SizeClass::ALL.map(SizeClass::danish).join(", ");
        let sizes = self.classes(fields, "sizes", &format!("af {known}"), size);
        let population = whole(fields, "population", 1, &mut self.problems)?.value;
        let drawn = whole(fields, "drawn", 0, &mut self.problems)?;
        if drawn.value > population {
            let message = format!("{} er trukket af {population}", drawn.value);
            let action = "Der kan ikke trækkes flere end alle: træk stikprøven om";
            self.problems.add(drawn.at, "design-drawn", message, action);
        }
        Some(Stratum {
            target_group: target_group?,
            regions: regions?,
            ownerships: ownerships?,
            sizes: sizes?,
            population,
            drawn: drawn.value,
        })
    }

    fn classes<T>(
        &mut self,
        fields: &Fields,
        key: &str,
        what: &str,
        class: impl Fn(&str) -> Option<T>,
    ) -> Option<Vec<T>> {
        let write = format!("{key} = [\"...\"]");
        fields.required(key, &write, &mut self.problems)?;
        let mut classes = Vec::new();
        for text in fields.texts(key, &mut self.problems)? {
            let Some(class) = class(text.value) else {
                let message = format!("\"{}\" er ingen {what}", text.value);
                let action = "Skriv navnet, som niveau sample skrev det";
                self.problems.add(text.at, "unknown-word", message, action);
                return None;
            };
            classes.push(class);
        }
        Some(classes)
    }

    fn target_group(&mut self, fields: &Fields) -> Option<TargetGroupId> {
        let name = fields.required_text("target-group", "autismespektrum", &mut self.problems)?;
        let group = self.registers.target_groups.by_name(name.value);
        if group.is_none() {
            let message = format!("\"{}\" er ingen målgruppe i registret", name.value);
            let action = "Brug målgruppens slug fra registers/target_groups.csv";
            self.problems.add(name.at, "unknown-group", message, action);
        }
        group
    }

    fn offerings(&mut self, fields: &Fields, is_reserve: bool) {
        let (key, what) =
            if is_reserve { ("reserves", "en reserve") } else { ("offerings", "et tilbud") };
        if !is_reserve {
            let write = "offerings = [ { provider = \"900017\", ... } ]";
            fields.required(key, write, &mut self.problems);
        }
        for section in fields.sections(key, what, &OFFERING, &mut self.problems) {
            let Some(section) = section else { continue };
            if let Some(drawn) = self.offering(&section, is_reserve) {
                self.offerings.push((drawn, section.at));
            }
        }
    }

    fn offering(&mut self, fields: &Fields, is_reserve: bool) -> Option<Drawn> {
        let provider = fields.required_text("provider", "900017", &mut self.problems);
        let target_group = self.target_group(fields);
        let order = whole(fields, "order", 1, &mut self.problems);
        let number = whole(fields, "stratum", 1, &mut self.problems);
        let assessed_by = self.supervision(fields, "assessed-by");
        let doubled_by = self.supervision(fields, "doubled-by");
        let words = FallenOut::ALL.map(|why| (why.danish(), why));
        let why = fields.value("fallen-out");
        let fallen_out =
            why.and_then(|_| fields.word("fallen-out", &words, &mut self.problems).ok());
        if doubled_by.is_some() && doubled_by == assessed_by {
            let message = "den samme vurderer to gange";
            let action = "Skriv et andet tilsyn ved doubled-by, eller slet det";
            self.problems.add(fields.at, "design-doubled", message, action);
        }
        let number = number?;
        let stratum = usize::try_from(number.value).ok()?.checked_sub(1)?;
        match self.strata.get(stratum) {
            None => {
                let message = format!("der er ikke noget stratum {}", number.value);
                let action = "Strata tælles fra 1 i filens orden; træk stikprøven om";
                self.problems.add(number.at, "design-stratum", message, action);
                return None;
            }
            Some(Some((known, _))) if target_group.is_some_and(|g| g != known.target_group) => {
                let message = format!("stratum {} er af en anden målgruppe", number.value);
                let action = "Ret stratum eller target-group";
                self.problems.add(number.at, "design-stratum", message, action);
            }
            Some(_) => {}
        }
        Some(Drawn {
            provider: provider?.value.into(),
            target_group: target_group?,
            stratum,
            order: order?.value,
            is_reserve,
            assessed_by,
            doubled_by,
            fallen_out,
        })
    }

    fn supervision(&mut self, fields: &Fields, key: &str) -> Option<Supervision> {
        let name = fields.text(key, &mut self.problems)?;
        let Registers { authorities, municipalities, .. } = self.registers;
        let known = authorities.supervision_by_name(name.value, municipalities);
        if known.is_none() {
            let message = format!("\"{}\" er hverken et socialtilsyn eller en kommune", name.value);
            let action = "Skriv for eksempel \"Socialtilsyn Nord\" eller \"Aarhus Kommune\"";
            self.problems.add(name.at, "unknown-supervision", message, action);
        }
        known
    }

    /// Nobody twice, each order of a stratum once and without holes, as many drawn as it says.
    fn hold_together(&mut self) {
        self.offerings.sort_by_key(|(drawn, _)| (drawn.is_reserve, drawn.stratum, drawn.order));
        let mut seen = BTreeSet::new();
        for (drawn, at) in &self.offerings {
            if !seen.insert((drawn.provider.clone(), drawn.target_group)) {
                let message = format!("tilbud {} står to gange for målgruppen", drawn.provider);
                self.problems.add(*at, "design-twice", message, "Slet den ene linje");
            }
        }
        for (number, stratum) in self.strata.iter().enumerate() {
            let Some((stratum, at)) = stratum else { continue };
            let of = || self.offerings.iter().filter(|(drawn, _)| drawn.stratum == number);
            let n_drawn = of().filter(|(drawn, _)| !drawn.is_reserve).count();
            let orders = of().map(|(drawn, _)| drawn.order);
            let message = if usize::try_from(stratum.drawn) != Ok(n_drawn) {
                format!(
                    "stratum {} har drawn = {}, men {n_drawn} tilbud",
                    number + 1,
                    stratum.drawn
                )
            } else if of().count() > usize::try_from(stratum.population).unwrap_or(usize::MAX) {
                format!("stratum {} har flere tilbud end population", number + 1)
            } else if !orders.eq((1..).take(of().count())) {
                format!("tilbuddene i stratum {} har ikke order 1, 2, 3 ...", number + 1)
            } else {
                continue;
            };
            let action = "Reserver tæller videre, hvor de trukne slipper; træk stikprøven om";
            self.problems.add(*at, "design-count", message, action);
        }
    }
}

/// A whole number from `least` that must be there.
fn whole(fields: &Fields, key: &str, least: u32, problems: &mut Problems) -> Option<At<u32>> {
    let write = format!("{key} = {}", least.max(1));
    let found = fields.required(key, &write, problems)?;
    let number = found.value.as_integer().and_then(|number| number.as_str().parse().ok());
    let number = number.filter(|number| *number >= least);
    if number.is_none() {
        problems.wrong_type(key, found, &format!("et helt tal fra {least}"), &write);
    }
    Some(At { value: number?, at: found.at })
}
