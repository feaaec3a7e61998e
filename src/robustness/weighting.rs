//! Under which weights of the parameters is a placement tried?

use crate::model::{Parameter, ParameterSet, PerParameter};

/// *Vægtning*: what is held to be known of the weights. The rule's own weights are set aside; its
/// threshold and its required parameters stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Weighting {
    /// Nothing: every weighting is equally likely (uniform on the simplex).
    Uniform,
    /// They are near to equal: Dirichlet(a, …, a). 1 is [`Weighting::Uniform`].
    NearEqual(u8),
    /// They fall in an order, and nothing else is known (uniform on that part of the simplex).
    Prioritised(Priority),
}

impl Weighting {
    /// The largest concentration: weights then vary by a quarter, and all sums stay exact enough.
    pub const LARGEST_CONCENTRATION: u8 = 16;

    /// The word in the column `weights`.
    pub fn slug(&self) -> String {
        match self {
            Self::Uniform => "uniform".to_owned(),
            Self::NearEqual(a) => format!("dirichlet-{a}"),
            Self::Prioritised(priority) => priority.name.to_string(),
        }
    }

    /// The words for readers, to stand after "hvis".
    pub fn danish(&self) -> String {
        match self {
            Self::Uniform => "alle vægte er lige sandsynlige".to_owned(),
            Self::NearEqual(a) => format!("vægtene er nær lige (Dirichlet {a})"),
            Self::Prioritised(priority) => priority.title.to_string(),
        }
    }
}

/// *Prioritering*: groups of parameters, each weighing at least as much as any of the next.
/// Within a group nothing is known: the mean over all orders that keep the groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priority {
    /// Its name in the file, and in the column `weights`.
    pub name: Box<str>,
    /// Title for readers, Danish.
    pub title: Box<str>,
    /// Where it comes from.
    pub source: Box<str>,
    /// The groups, heaviest first. Parameters that none names come last, as one more group.
    pub groups: Vec<ParameterSet>,
}

impl Priority {
    /// For each parameter those that weigh at least as much.
    pub fn heavier(&self) -> PerParameter<ParameterSet> {
        PerParameter::from_fn(|parameter| {
            let mut before = ParameterSet::EMPTY;
            for group in &self.groups {
                if group.contains(parameter) {
                    return before;
                }
                before = ParameterSet(before.0 | group.0);
            }
            before
        })
    }
}

/// All orders of the `relevant` parameters in which each stands after those that are heavier.
pub(super) fn orders(
    relevant: ParameterSet,
    heavier: PerParameter<ParameterSet>,
    visit: &mut impl FnMut(&[Parameter]),
) {
    let mut order = Vec::with_capacity(8);
    extend(relevant, relevant, heavier, &mut order, visit);
}

fn extend(
    left: ParameterSet,
    relevant: ParameterSet,
    heavier: PerParameter<ParameterSet>,
    order: &mut Vec<Parameter>,
    visit: &mut impl FnMut(&[Parameter]),
) {
    if left.is_empty() {
        visit(order);
        return;
    }
    for next in left.iter() {
        if heavier[next].0 & left.0 & relevant.0 == 0 {
            order.push(next);
            extend(left.without(next), relevant, heavier, order, visit);
            order.pop();
        }
    }
}
