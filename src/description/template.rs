//! What does an empty description look like?

use crate::register::TargetGroup;

const TEMPLATE: &str = include_str!("template.toml");

/// An empty description of a group, with what belongs in each field as comments. It parses but for
/// one problem: that it is a template, and what is blank.
pub fn template(group: &TargetGroup) -> String {
    TEMPLATE.replace("{name}", &group.name).replace("{slug}", &group.slug)
}
