//! What rests on one provider?

use crate::landscape::{RestsOn, Value};
use crate::model::{Language, Level};
use crate::statement::Question;
use crate::statement::sentences::{Sentences, listed};

/// On *højt*, region by region: only what is settled, because one that stands alone among services
/// not assessed may not stand alone.
pub(super) fn standing_on_one(question: &Question<'_>, sentences: &mut Sentences) {
    let Question { results, group, language } = *question;
    let regions = &results.settings.registers.regions;
    let on_high: Vec<_> = results
        .landscape
        .rows
        .vulnerability
        .iter()
        .filter(|row| row.target_group == group && row.level == Level::High)
        .filter_map(|row| match row.area {
            Value::Region(id) => Some((row, regions.get(id).name.to_string())),
            _ => None,
        })
        .collect();
    if on_high.is_empty() {
        return;
    }
    let alone = on_high.iter().filter(|(row, _)| {
        row.is_settled()
            && row.withheld.is_none()
            && matches!(row.rests_on, RestsOn::OneProvider | RestsOn::OneOperator)
    });
    let alone: Vec<String> = alone.map(|(_, name)| name.clone()).collect();
    if !alone.is_empty() {
        let regions = listed(&alone, language.of("og", "and"));
        sentences.say(match language {
            Language::Danish => {
                format!(
                    "På højt hviler udbuddet i {regions} på én leverandør eller én driftsherre."
                )
            }
            Language::English => {
                format!("On højt the supply in {regions} rests on one provider or one operator.")
            }
        });
    }
    let open: Vec<String> =
        on_high.iter().filter(|(row, _)| !row.is_settled()).map(|(_, name)| name.clone()).collect();
    if !open.is_empty() {
        let regions = if open.len() == on_high.len() {
            language.of("nogen region", "any region").to_owned()
        } else {
            listed(&open, language.of("og", "and"))
        };
        sentences.can_not_say(match language {
            Language::Danish => format!(
                "Om udbuddet på højt hviler på én leverandør i {regions}: flere, der ikke er \
                 afgjort, kan vise sig at høre til på højt."
            ),
            Language::English => format!(
                "Whether the supply on højt rests on one provider in {regions}: more that are not \
                 settled may turn out to belong on højt."
            ),
        });
    }
}
