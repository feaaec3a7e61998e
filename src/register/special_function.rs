//! Which *specialfunktioner* are there, and who is approved for them? (The model of 2022.)

use chrono::NaiveDate;

use super::name::fold_name;
use super::row::{Row, read_rows};
use super::target_group::TargetGroups;
use crate::finding::{Finding, Place};
use crate::model::TargetGroupId;

const FUNCTIONS: &str = "special_functions.csv";
const APPROVALS: &str = "special_function_approvals.csv";

/// *Specialfunktion*: a highly specialised intervention that providers are approved for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecialFunction {
    /// Names it in the register of approvals.
    pub slug: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// *Speciale* that it is one of.
    pub specialty: Box<str>,
    /// The group that it is for.
    pub target_group: TargetGroupId,
    /// The year that it holds for, when the source says.
    pub year: Option<u16>,
    /// Where it is written.
    pub source: Box<str>,
}

/// *Godkendelse* of a provider for a *specialfunktion*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionApproval {
    /// *Tilbudsid*, as the data have it.
    pub provider: Box<str>,
    /// The function: a place in [`SpecialFunctions::all`].
    pub function: usize,
    /// *Rådgivningsforpligtelse*: whether the provider must advise others.
    pub must_advise: bool,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day; none while it is in force.
    pub valid_to: Option<NaiveDate>,
    /// Where it is written.
    pub source: Box<str>,
    /// Line of the register, from 1.
    pub line: u32,
}

impl FunctionApproval {
    /// Whether it is in force on a day.
    pub fn holds(&self, on: NaiveDate) -> bool {
        self.valid_from <= on && self.valid_to.is_none_or(|to| on <= to)
    }

    /// The row that it stands in.
    pub fn place(&self) -> Place {
        let file = format!("registers/{APPROVALS}");
        Place { row: Some(self.line), header: Some("provider".into()), ..Place::file(&*file) }
    }
}

/// The registers of *specialfunktioner* and of approvals. They may be empty, or not there: then
/// nothing is known; and of a provider without a row it is not known either, since the register is
/// never taken for complete (Reading R95).
#[derive(Clone, Debug, Default)]
pub struct SpecialFunctions {
    all: Vec<SpecialFunction>,
    /// Sorted by provider, function and first day.
    approvals: Vec<FunctionApproval>,
}

impl SpecialFunctions {
    pub(super) fn parse(
        functions: &str,
        approvals: &str,
        groups: &TargetGroups,
        problems: &mut Vec<Finding>,
    ) -> Self {
        let mut parsed = Self::default();
        if !functions.is_empty() {
            let columns = ["slug", "name", "specialty", "target_group", "year", "source"];
            read_rows(FUNCTIONS, functions, &columns, problems, |row, problems| {
                parsed.function(row, groups, problems);
            });
        }
        if !approvals.is_empty() {
            let columns = [
                "provider",
                "special_function",
                "advisory_obligation",
                "valid_from",
                "valid_to",
                "source",
            ];
            read_rows(APPROVALS, approvals, &columns, problems, |row, problems| {
                parsed.approval(row, problems);
            });
        }
        parsed.approvals.sort_by(|a, b| {
            (&a.provider, a.function, a.valid_from).cmp(&(&b.provider, b.function, b.valid_from))
        });
        parsed
    }

    fn function(&mut self, row: &Row<'_>, groups: &TargetGroups, problems: &mut Vec<Finding>) {
        not_empty(row, &["slug", "name", "specialty", "target_group", "source"], problems);
        let group = groups.named_in(row, problems);
        let year = match row.text("year") {
            "" => None,
            _ => row.number::<u16>("year", problems),
        };
        let slug = row.text("slug");
        if self.all.iter().any(|known| fold_name(&known.slug) == fold_name(slug)) {
            problems.push(row.problem("slug", format!("\"{slug}\" står to gange")));
            return;
        }
        self.all.extend(group.map(|target_group| SpecialFunction {
            slug: slug.into(),
            name: row.text("name").into(),
            specialty: row.text("specialty").into(),
            target_group,
            year,
            source: row.text("source").into(),
        }));
    }

    fn approval(&mut self, row: &Row<'_>, problems: &mut Vec<Finding>) {
        not_empty(row, &["provider", "special_function", "valid_from", "source"], problems);
        let slug = row.text("special_function");
        let function = self.all.iter().position(|known| *known.slug == *slug);
        if function.is_none() && !slug.is_empty() {
            let message = format!("\"{slug}\" er ingen specialfunktion i registers/{FUNCTIONS}");
            problems.push(row.problem("special_function", message));
        }
        let must_advise = row.yes_no("advisory_obligation", problems);
        let valid_from = row.date("valid_from", problems);
        let valid_to = row.date("valid_to", problems);
        let (Some(function), Some(valid_from)) = (function, valid_from) else { return };
        let provider = row.text("provider");
        let overlaps = |other: &FunctionApproval| {
            *other.provider == *provider
                && other.function == function
                && other.valid_to.is_none_or(|to| valid_from <= to)
                && valid_to.is_none_or(|to| other.valid_from <= to)
        };
        if let Some(other) = self.approvals.iter().find(|other| overlaps(other)) {
            let message = format!(
                "tilbuddet \"{provider}\" er godkendt til \"{slug}\" i linje {} på samme tid",
                other.line
            );
            problems.push(row.problem("valid_from", message));
            return;
        }
        self.approvals.push(FunctionApproval {
            provider: provider.into(),
            function,
            must_advise,
            valid_from,
            valid_to,
            source: row.text("source").into(),
            line: row.line(),
        });
    }

    /// The functions, in the register's order.
    pub fn all(&self) -> &[SpecialFunction] {
        &self.all
    }

    /// The approvals, by provider, function and first day.
    pub fn approvals(&self) -> &[FunctionApproval] {
        &self.approvals
    }

    /// The functions of a group, with their places in [`SpecialFunctions::all`].
    pub fn of(&self, group: TargetGroupId) -> impl Iterator<Item = (usize, &SpecialFunction)> {
        self.all.iter().enumerate().filter(move |(_, function)| function.target_group == group)
    }

    /// A provider's approval for a function that is in force on a day.
    pub fn approval_of(
        &self,
        provider: &str,
        function: usize,
        on: NaiveDate,
    ) -> Option<&FunctionApproval> {
        let start = self.approvals.partition_point(|approval| *approval.provider < *provider);
        self.approvals[start..]
            .iter()
            .take_while(|approval| *approval.provider == *provider)
            .find(|approval| approval.function == function && approval.holds(on))
    }
}

fn not_empty(row: &Row<'_>, columns: &[&str], problems: &mut Vec<Finding>) {
    for column in columns {
        if row.text(column).is_empty() {
            problems.push(row.problem(column, "feltet er tomt".to_owned()));
        }
    }
}
