//! Who is a target group, how many are they, and what is known of them? In Danish, for readers.

use std::fmt::Write;

use crate::description::{Graded, LevelDescription, TargetGroupDescription, TargetSubgroup};
use crate::explain::paragraph::broken;
use crate::guideline::GuidelineStatus;
use crate::model::{AgeGroup, Level, TargetGroupId};
use crate::register::NOT_THE_MODELS_LEVEL;
use crate::settings::group_files::GroupSettings;
use crate::size::{
    ALL_LEVELS, Area, CAVEATS, Variant, elderly_caveat, expected_citizens, expected_in_areas,
    one_sided_caveat, tried_on_caveat,
};
use crate::table::{danish_date, thousands};

/// Letters on a line of text.
const WIDTH: usize = 88;

/// What is not written down.
const BLANK: &str = "(ikke beskrevet)";

/// The newest description of a group, with its size and the knowledge it rests on; none when the
/// group has no description.
pub fn description_text(settings: &GroupSettings, group: TargetGroupId) -> Option<String> {
    let description = settings.groups.description(group)?;
    let about = About { settings, group, description };
    let mut text = String::new();
    // Writing to a string can't fail.
    let _ = about.heading(&mut text);
    let _ = about.group_as_a_whole(&mut text);
    for level in &description.levels {
        let _ = one_level(&mut text, level);
    }
    let _ = about.subgroups(&mut text);
    let _ = about.size(&mut text);
    let _ = about.knowledge(&mut text);
    let _ = about.national(&mut text);
    let _ = about.gaps(&mut text);
    let _ = about.caveats(&mut text);
    Some(text)
}

struct About<'s> {
    settings: &'s GroupSettings,
    group: TargetGroupId,
    description: &'s TargetGroupDescription,
}

type Written = std::fmt::Result;

impl About<'_> {
    fn name_of(&self, group: TargetGroupId) -> &str {
        &self.settings.registers.target_groups.get(group).name
    }

    fn heading(&self, text: &mut String) -> Written {
        let d = self.description;
        writeln!(text, "{}", d.title)?;
        writeln!(text, "{}", "=".repeat(d.title.chars().count()))?;
        if d.status != GuidelineStatus::InForce {
            let mark = d.status.danish().to_uppercase();
            writeln!(text, "{mark}: beskrivelsen er ikke vedtaget.")?;
        }
        field(text, "Målgruppe", self.name_of(self.group))?;
        let ages: Vec<&str> = d.age_groups.iter().map(|age| age.danish()).collect();
        field(text, "Gælder for", &ages.join(", "))?;
        field(text, "Gælder fra", &danish_date(d.valid_from))?;
        field(text, "Processtatus", d.process.danish())?;
        field(text, "Kilde", &d.source)?;
        let dates: Vec<String> = self
            .settings
            .groups
            .descriptions
            .iter()
            .filter(|other| other.target_group == self.group && other.valid_from != d.valid_from)
            .map(|other| danish_date(other.valid_from))
            .collect();
        if !dates.is_empty() {
            field(text, "Tidligere beskrivelser", &dates.join(", "))?;
        }
        Ok(())
    }

    fn group_as_a_whole(&self, text: &mut String) -> Written {
        let d = self.description;
        section(text, "Målgruppen")?;
        optional(text, "Afgrænsning", d.delimitation.as_deref())?;
        optional(text, "Karakteristik", d.characteristics.as_deref())?;
        optional(text, "Snitflader til andre sektorer", d.interfaces.as_deref())?;
        optional(text, "Vidensgrundlag", d.evidence.as_deref())?;
        optional(text, "Huller i vidensgrundlaget", d.evidence_gaps.as_deref())
    }

    fn subgroups(&self, text: &mut String) -> Written {
        let all = &self.settings.groups.descriptions;
        for subgroup in &self.description.subgroups {
            self.subgroup(text, subgroup, None)?;
        }
        // Those that other groups describe, from the newest description of each.
        for other in all.iter().filter(|other| other.target_group != self.group) {
            let newest = self.settings.groups.description(other.target_group);
            if newest.is_none_or(|newest| newest.valid_from != other.valid_from) {
                continue;
            }
            let own = &self.description.subgroups;
            for subgroup in other.subgroups.iter().filter(|s| s.also_in.contains(&self.group)) {
                if own.iter().all(|known| known.slug != subgroup.slug) {
                    self.subgroup(text, subgroup, Some(other.target_group))?;
                }
            }
        }
        Ok(())
    }

    fn subgroup(
        &self,
        text: &mut String,
        subgroup: &TargetSubgroup,
        described_by: Option<TargetGroupId>,
    ) -> Written {
        let title = format!("Delmålgruppe: {}", subgroup.name);
        section(text, &with_age(&title, subgroup.age_group))?;
        field(text, "Niveau", subgroup.level.danish())?;
        if let Some(group) = described_by {
            field(text, "Beskrevet under", self.name_of(group))?;
        }
        let others: Vec<&str> = subgroup
            .also_in
            .iter()
            .filter(|group| **group != self.group)
            .map(|group| self.name_of(*group))
            .collect();
        if !others.is_empty() {
            field(text, "Går på tværs af", &others.join(", "))?;
        }
        optional(text, "Afgrænsning", subgroup.delimitation.as_deref())?;
        graded(text, subgroup.graded, subgroup.note.as_deref())
    }

    fn size(&self, text: &mut String) -> Written {
        section(text, "Størrelse på landsplan")?;
        let Some(size) = self.settings.groups.size(self.group) else {
            return paragraph(text, "", "Ikke oplyst: målgruppen har ingen fil i input/sizes.");
        };
        let expected = expected_citizens(size, &self.settings.registers.municipalities);
        let in_country = expected_in_areas(&expected, |_| None);
        let totals =
            in_country.iter().filter(|row| row.area == Area::Country && row.age_band.is_none());
        for row in totals {
            let level = row.level.map_or(ALL_LEVELS, Level::danish);
            let whose = row.subgroup.as_ref().map_or(String::new(), |slug| format!("{slug}, "));
            let [low, central, high] =
                Variant::ALL.map(|variant| thousands(row.whole[variant.index()]));
            let shown = format!(
                "{central} personer centralt, {low} lavt og {high} højt skøn ({})",
                row.status.danish()
            );
            field(text, &format!("{whose}niveau {level}"), &shown)?;
            if let Some(caveat) = one_sided_caveat(row.whole) {
                paragraph(text, "  ", &format!("Bemærk: {caveat}."))?;
            }
        }
        paragraph(text, "  ", &format!("{}.", size.reading))?;
        for figure in &size.figures {
            let year = figure.year.map_or(String::new(), |year| format!(", {year}"));
            let shown =
                format!("{}: {} ({}{year})", figure.question, figure.as_printed, figure.source);
            paragraph(text, "  - ", &shown)?;
        }
        Ok(())
    }

    fn knowledge(&self, text: &mut String) -> Written {
        section(text, "Vidensprodukter")?;
        for product in self.settings.registers.knowledge_products.of(self.group) {
            let year = product.year.map_or("år ikke oplyst".to_owned(), |year| year.to_string());
            let level = product.level.map_or(String::new(), |level| format!(", niveau {level}"));
            let mut shown = format!(
                "{} ({}, {year}{level}). Giver: {}.",
                product.title, product.kind, product.supports
            );
            if !product.gaps.is_empty() {
                let _ = write!(shown, " Mangler: {}.", product.gaps);
            }
            let _ = write!(shown, " Kilde: {}.", product.source);
            paragraph(text, "  - ", &shown)?;
        }
        Ok(())
    }

    fn national(&self, text: &mut String) -> Written {
        let registers = &self.settings.registers;
        let schemes = [
            ("VISO", &registers.viso),
            ("Den nationale koordinationsstruktur", &registers.national_coordination),
        ];
        section(text, "VISO og den nationale koordinationsstruktur")?;
        for (name, scheme) in schemes {
            let mut rows = scheme.of(self.group).peekable();
            if rows.peek().is_none() {
                field(text, name, "ikke oplyst")?;
            }
            for row in rows {
                let covered = if row.is_covered { "dækker" } else { "dækker ikke" };
                let year = row.year.map_or("år ikke oplyst".to_owned(), |year| year.to_string());
                let shown = format!("{covered}: {} ({year}). Kilde: {}.", row.what, row.source);
                field(text, name, &shown)?;
            }
        }
        paragraph(text, "", &format!("{NOT_THE_MODELS_LEVEL}."))
    }

    fn gaps(&self, text: &mut String) -> Written {
        if self.description.gaps.is_empty() {
            return Ok(());
        }
        section(text, "Huller i beskrivelsen")?;
        for gap in &self.description.gaps {
            paragraph(text, "  - ", gap)?;
        }
        Ok(())
    }

    fn caveats(&self, text: &mut String) -> Written {
        let group = self.settings.registers.target_groups.get(self.group);
        let mut caveats: Vec<String> = CAVEATS.map(str::to_owned).into();
        caveats.extend(tried_on_caveat(&group.name, group.is_pilot));
        if let Some(size) = self.settings.groups.size(self.group) {
            caveats.extend(elderly_caveat(&group.name, size));
            caveats.extend(size.caveats.iter().map(ToString::to_string));
        }
        section(text, "Forbehold")?;
        caveats.iter().try_for_each(|caveat| paragraph(text, "  - ", &format!("{caveat}.")))
    }
}

/// What characterises the group on one level.
fn one_level(text: &mut String, level: &LevelDescription) -> Written {
    let title = format!("Niveau: {} specialiseret", level.level);
    section(text, &with_age(&title, level.age_group))?;
    optional(text, "Kompleksitet i dybden", level.complexity_depth.as_deref())?;
    optional(text, "Kompleksitet i bredden", level.complexity_breadth.as_deref())?;
    optional(text, "Størrelse", level.size.as_deref())?;
    optional(text, "Sammensætning af ydelser", level.services.as_deref())?;
    optional(text, "Fagligt indhold", level.content.as_deref())?;
    for example in &level.examples {
        field(text, "Eksempel", example)?;
    }
    optional(text, "Afgrænsning", level.demarcation.as_deref())?;
    graded(text, level.graded, level.note.as_deref())
}

/// The four parameters, and what decided where size and complexity differ.
fn graded(text: &mut String, graded: Graded, note: Option<&str>) -> Written {
    let words = graded
        .named()
        .map(|(name, level)| format!("{name}: {}", level.map_or("ikke gradueret", Level::danish)));
    field(text, "Gradueret", &words.join("; "))?;
    if let Some((size, complexity)) = graded.size_against_complexity() {
        let differ = format!("størrelsen peger på {size}, kompleksiteten på {complexity}");
        field(text, "Bemærk", &differ)?;
    }
    note.map_or(Ok(()), |note| field(text, "Note", note))
}

fn with_age(title: &str, age: Option<AgeGroup>) -> String {
    age.map_or_else(|| title.to_owned(), |age| format!("{title} ({age})"))
}

fn section(text: &mut String, title: &str) -> Written {
    writeln!(text, "\n{title}\n{}", "-".repeat(title.chars().count()))
}

fn optional(text: &mut String, name: &str, value: Option<&str>) -> Written {
    field(text, name, value.unwrap_or(BLANK))
}

fn field(text: &mut String, name: &str, value: &str) -> Written {
    paragraph(text, "", &format!("{name}: {value}"))
}

fn paragraph(text: &mut String, before: &str, words: &str) -> Written {
    broken(text, before, words, WIDTH)
}
