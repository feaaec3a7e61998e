//! What can be said in SQL? A small tree, of which each dialect writes all.
//!
//! Conditions have three values, as SQL's own logic has: true, false and null for *kan ikke
//! afgøres*. `AND` and `OR` of them are Kleene's strong logic, which is that of
//! [`crate::grade::Outcome`].

use chrono::NaiveDate;

use super::Name;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number of 64 bits.
    Whole,
    /// A text.
    Text,
    /// A day.
    Date,
    /// True or false.
    Truth,
    /// A share from 0 to 1, to the trillionth.
    Share,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// `=`
    Equal,
    /// `>=`
    AtLeast,
    /// `>`
    MoreThan,
}

/// What is asked of a value, so that the answer is never null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Is {
    /// Known to be true.
    True,
    /// Known to be false.
    False,
    /// Not known.
    Null,
    /// Known.
    NotNull,
}

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// A column of the view it is selected from.
    Column(Name),
    /// A column of a view that was joined.
    Of(Name, Name),
    /// A text, whatever stands in it.
    Text(Box<str>),
    /// A whole number of 64 bits.
    Whole(i64),
    /// A number of so many millionths of a millionth: no floating number is ever written.
    Trillionths(u64),
    /// A day.
    Date(NaiveDate),
    /// True or false.
    Truth(bool),
    /// Nothing, of a kind.
    Null(Kind),
    /// Two values held against each other; null where one is.
    Compare(Box<Expr>, Compare, Box<Expr>),
    /// Never null.
    Is(Box<Expr>, Is),
    /// One of these numbers; never null of a number.
    In(Box<Expr>, Vec<i64>),
    /// Not so.
    Not(Box<Expr>),
    /// All of them.
    And(Vec<Expr>),
    /// Any of them.
    Or(Vec<Expr>),
    /// The first whose condition is true, else the last.
    Case(Vec<(Expr, Expr)>, Box<Expr>),
    /// The first that is not null.
    Coalesce(Vec<Expr>),
    /// Added up.
    Sum(Vec<Expr>),
    /// One less the other.
    Less(Box<Expr>, Box<Expr>),
    /// A number of times.
    Times(i64, Box<Expr>),
}

impl Expr {
    /// A column.
    pub fn column(name: &Name) -> Self {
        Self::Column(name.clone())
    }

    /// A text.
    pub fn text(text: &str) -> Self {
        Self::Text(text.into())
    }

    /// All of them must be so; of none it is true.
    pub fn all(of: impl IntoIterator<Item = Self>) -> Self {
        Self::put_together(of, true, Self::And)
    }

    /// Any of them is so; of none it is false.
    pub fn any(of: impl IntoIterator<Item = Self>) -> Self {
        Self::put_together(of, false, Self::Or)
    }

    /// What is always so is left out, or decides alone.
    fn put_together(
        of: impl IntoIterator<Item = Self>,
        of_none: bool,
        put: fn(Vec<Self>) -> Self,
    ) -> Self {
        let mut all: Vec<Self> = of.into_iter().filter(|e| *e != Self::Truth(of_none)).collect();
        if all.contains(&Self::Truth(!of_none)) {
            return Self::Truth(!of_none);
        }
        match all.len() {
            0 => Self::Truth(of_none),
            1 => all.remove(0),
            _ => put(all),
        }
    }

    /// Not so.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Truth(truth) => Self::Truth(!truth),
            other => Self::Not(Box::new(other)),
        }
    }

    /// As this.
    #[must_use]
    pub fn equals(self, other: Self) -> Self {
        Self::Compare(Box::new(self), Compare::Equal, Box::new(other))
    }

    /// `>=`
    #[must_use]
    pub fn at_least(self, other: Self) -> Self {
        Self::Compare(Box::new(self), Compare::AtLeast, Box::new(other))
    }

    /// `>`
    #[must_use]
    pub fn more_than(self, other: Self) -> Self {
        Self::Compare(Box::new(self), Compare::MoreThan, Box::new(other))
    }

    /// What is known of it.
    #[must_use]
    pub fn is(self, what: Is) -> Self {
        Self::Is(Box::new(self), what)
    }

    /// `yes` where this is true, else `no`.
    #[must_use]
    pub fn then(self, yes: Self, no: Self) -> Self {
        Self::cases([(self, yes)], no)
    }

    /// The value of the first condition that is true, else `otherwise`.
    pub fn cases(cases: impl IntoIterator<Item = (Self, Self)>, otherwise: Self) -> Self {
        Self::Case(cases.into_iter().collect(), Box::new(otherwise))
    }

    /// 1 where it is true, else 0.
    #[must_use]
    pub fn counted(self) -> Self {
        self.weighing(1)
    }

    /// So much where it is true, else 0.
    #[must_use]
    pub fn weighing(self, weight: i64) -> Self {
        self.then(Self::Whole(weight), Self::Whole(0))
    }

    /// One less the other.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        Self::Less(Box::new(self), Box::new(other))
    }

    /// A number of times.
    #[must_use]
    pub fn times(self, number: i64) -> Self {
        if number == 1 { self } else { Self::Times(number, Box::new(self)) }
    }
}
