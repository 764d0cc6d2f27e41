//! A query as a tree.

use std::fmt;

use super::pattern::Pattern;
use crate::annotation::Flag;
use crate::card::CardKind;

/// What follows `tag:` for cards without one.
pub(super) const NO_TAG: &str = "none";

/// Which cards are wanted. `Display` writes it so that it parses as the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// Every card: nothing was asked.
    Everything,
    /// The cards of which a term holds.
    Term(Term),
    /// The cards that the other does not find.
    Not(Box<Self>),
    /// The cards that each of these finds; at least two, none of them an `And`.
    And(Vec<Self>),
    /// The cards that one of these finds; at least two, none of them an `Or`.
    Or(Vec<Self>),
}

/// What can be said of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// It stands in the front, the answer, the own answer or the headings.
    Text(Pattern),
    /// The card is in that state.
    Is(State),
    /// It has that flag.
    Flag(Flag),
    /// It has that tag, or one below it.
    Tag(Pattern),
    /// It has no tag.
    Untagged,
    /// It stands in the id or the title of its roadmap.
    Roadmap(Pattern),
    /// It is in that phase.
    Phase(Phase),
    /// It stands in one of the headings over the card.
    Section(Pattern),
    /// It was made from one of these shapes.
    Kind(Family),
    /// A number of the card compares so with another.
    Property(Property, Comparison, i64),
    /// It was rated in the last days, today among them.
    Rated {
        /// How many days.
        days: u32,
        /// With what, if that matters.
        button: Option<Button>,
    },
    /// It was studied for the first time in the last days, today among them.
    Introduced {
        /// How many days.
        days: u32,
    },
}

/// A state of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Due today or before, and asked.
    Due,
    /// Never studied.
    New,
    /// Studied, and not strong yet.
    Learning,
    /// Studied.
    Review,
    /// At least three weeks between reviews.
    Strong,
    /// Not asked until resumed.
    Suspended,
    /// Not asked today.
    Buried,
    /// Forgotten too often.
    Leech,
    /// With an answer of the source or of the learner.
    Answered,
    /// Without any answer yet.
    Unanswered,
    /// With a flag.
    Flagged,
}

impl State {
    /// Every state, in the order of the manual.
    pub const ALL: [Self; 11] = [
        Self::Due,
        Self::New,
        Self::Learning,
        Self::Review,
        Self::Strong,
        Self::Suspended,
        Self::Buried,
        Self::Leech,
        Self::Answered,
        Self::Unanswered,
        Self::Flagged,
    ];

    /// The word after `is:`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::New => "new",
            Self::Learning => "learning",
            Self::Review => "review",
            Self::Strong => "strong",
            Self::Suspended => "suspended",
            Self::Buried => "buried",
            Self::Leech => "leech",
            Self::Answered => "answered",
            Self::Unanswered => "unanswered",
            Self::Flagged => "flagged",
        }
    }
}

/// Which phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The one with that number in its heading, or at that place where headings have none.
    Number(u32),
    /// The ones whose headings hold this.
    Words(Pattern),
}

/// Kinds of cards that go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Every card of a table.
    Table,
    /// Every card of a sequence of steps.
    Sequence,
    /// One kind.
    One(CardKind),
}

impl Family {
    /// The families of several kinds, then each kind that has no family's name.
    pub fn all() -> impl Iterator<Item = Self> {
        let kinds = CardKind::ALL.into_iter();
        let single = kinds.filter(|kind| *kind != CardKind::Steps).map(Self::One);
        [Self::Table, Self::Sequence].into_iter().chain(single)
    }

    /// The word after `kind:`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Sequence => "steps",
            Self::One(kind) => kind.name(),
        }
    }

    /// Whether a kind belongs to it.
    pub const fn has(self, kind: CardKind) -> bool {
        match self {
            Self::Table => matches!(
                kind,
                CardKind::TableCell | CardKind::TableReverse | CardKind::TableContrast
            ),
            Self::Sequence => matches!(kind, CardKind::Steps | CardKind::NextStep),
            Self::One(one) => one as u8 == kind as u8,
        }
    }
}

/// A number of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// The ease factor in hundredths.
    Ease,
    /// The interval in days.
    Interval,
    /// Lapses.
    Lapses,
    /// Scheduled reviews.
    Reviews,
    /// Days until it is due; below 0 when it is overdue.
    Due,
}

impl Property {
    /// Every property.
    pub const ALL: [Self; 5] = [
        Self::Ease,
        Self::Interval,
        Self::Lapses,
        Self::Reviews,
        Self::Due,
    ];

    /// The word before the comparison.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ease => "ease",
            Self::Interval => "interval",
            Self::Lapses => "lapses",
            Self::Reviews => "reviews",
            Self::Due => "due",
        }
    }
}

/// How two numbers compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// At most.
    AtMost,
    /// At least.
    AtLeast,
    /// Not equal.
    Not,
    /// Less.
    Less,
    /// More.
    More,
    /// Equal.
    Equal,
}

impl Comparison {
    /// Every comparison; a sign that begins another comes after it.
    pub const ALL: [Self; 6] = [
        Self::AtMost,
        Self::AtLeast,
        Self::Not,
        Self::Less,
        Self::More,
        Self::Equal,
    ];

    /// How it is written.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::AtMost => "<=",
            Self::AtLeast => ">=",
            Self::Not => "!=",
            Self::Less => "<",
            Self::More => ">",
            Self::Equal => "=",
        }
    }

    /// Whether it holds between a number and what it is compared with.
    pub const fn holds(self, number: i64, with: i64) -> bool {
        match self {
            Self::AtMost => number <= with,
            Self::AtLeast => number >= with,
            Self::Not => number != with,
            Self::Less => number < with,
            Self::More => number > with,
            Self::Equal => number == with,
        }
    }
}

/// One of the four buttons; every failed rating is again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    /// Not recalled.
    Again,
    /// Hard.
    Hard,
    /// Good.
    Good,
    /// Easy.
    Easy,
}

impl Button {
    /// Every button, in the order in which Anki numbers them from 1.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// The word after `rated:7:`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::Hard => "hard",
            Self::Good => "good",
            Self::Easy => "easy",
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grouped = |query: &Self, f: &mut fmt::Formatter<'_>| match query {
            Self::And(_) | Self::Or(_) => write!(f, "({query})"),
            _ => write!(f, "{query}"),
        };
        match self {
            Self::Everything => Ok(()),
            Self::Term(term) => write!(f, "{term}"),
            Self::Not(query) => {
                f.write_str("-")?;
                grouped(query, f)
            }
            Self::And(queries) => {
                for (place, query) in queries.iter().enumerate() {
                    if place > 0 {
                        f.write_str(" ")?;
                    }
                    grouped(query, f)?;
                }
                Ok(())
            }
            Self::Or(queries) => {
                for (place, query) in queries.iter().enumerate() {
                    if place > 0 {
                        f.write_str(" or ")?;
                    }
                    // Words bind more strongly than `or`.
                    write!(f, "{query}")?;
                }
                Ok(())
            }
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(pattern) => write!(f, "{pattern}"),
            Self::Is(state) => write!(f, "is:{}", state.name()),
            Self::Flag(flag) => write!(f, "flag:{}", flag.name()),
            Self::Tag(pattern) => {
                f.write_str("tag:")?;
                let is_none = |text: &str| text.to_lowercase() == NO_TAG;
                if pattern.as_literal().is_some_and(is_none) {
                    pattern.write_quoted(f)
                } else {
                    write!(f, "{pattern}")
                }
            }
            Self::Untagged => write!(f, "tag:{NO_TAG}"),
            Self::Roadmap(pattern) => write!(f, "roadmap:{pattern}"),
            Self::Phase(Phase::Number(number)) => write!(f, "phase:{number}"),
            Self::Phase(Phase::Words(pattern)) => {
                f.write_str("phase:")?;
                let is_number = |text: &str| text.parse::<u32>().is_ok();
                if pattern.as_literal().is_some_and(is_number) {
                    pattern.write_quoted(f)
                } else {
                    write!(f, "{pattern}")
                }
            }
            Self::Section(pattern) => write!(f, "section:{pattern}"),
            Self::Kind(family) => write!(f, "kind:{}", family.name()),
            Self::Property(property, comparison, number) => {
                write!(f, "{}{}", property.name(), comparison.sign())?;
                match property {
                    Property::Ease => write!(f, "{}.{:02}", number / 100, number % 100),
                    _ => write!(f, "{number}"),
                }
            }
            Self::Rated { days, button } => {
                write!(f, "rated:{days}")?;
                match button {
                    Some(button) => write!(f, ":{}", button.name()),
                    None => Ok(()),
                }
            }
            Self::Introduced { days } => write!(f, "introduced:{days}"),
        }
    }
}
