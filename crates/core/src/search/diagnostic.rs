//! What a query says that is not understood as it was probably meant.

use std::fmt;
use std::ops::Range;

use super::query::{Button, Family, Property, State};
use crate::annotation::Flag;

/// A remark about a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which bytes of the query it is about.
    pub span: Range<usize>,
    /// What it says.
    pub problem: Problem,
}

/// What is wrong with a part of a query, and what became of that part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A quotation has no end: it goes on to the end of the query.
    OpenQuote,
    /// A parenthesis is not closed: it goes on to the end of the query.
    OpenGroup,
    /// A parenthesis closes nothing: it is left out.
    NothingToClose,
    /// There is nothing in a pair of parentheses: it is left out.
    EmptyGroup,
    /// `or` has nothing on one of its sides: it is left out.
    LoneOr,
    /// `and` has nothing on one of its sides: it is left out.
    LoneAnd,
    /// Parentheses stand in each other too often: this one is left out.
    TooDeep,
    /// No such word comes before a colon: the whole is searched as text.
    UnknownField {
        /// The word.
        name: String,
    },
    /// What Anki finds so is not recorded here: the whole is searched as text.
    NotRecorded {
        /// The word before the colon.
        name: &'static str,
    },
    /// Nothing follows the colon: the part is left out.
    NoValue {
        /// What came before and at the colon.
        name: &'static str,
        /// Something that could follow.
        example: &'static str,
    },
    /// No such state: the whole is searched as text.
    UnknownState,
    /// No such flag: the whole is searched as text.
    UnknownFlag,
    /// No such kind: the whole is searched as text.
    UnknownKind,
    /// No such rating: the whole is searched as text.
    UnknownRating,
    /// Not a number of days from 1 on: the whole is searched as text.
    NoDays {
        /// The word before the colon.
        name: &'static str,
    },
    /// What a property is compared with is no number: the whole is searched as text.
    NoNumber {
        /// The property.
        property: Property,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const AS_TEXT: &str = "so it is searched as text";
        match self {
            Self::OpenQuote => {
                f.write_str("this quotation has no end, so it goes on to the end; close it with \"")
            }
            Self::OpenGroup => f.write_str(
                "this parenthesis is not closed, so it goes on to the end; close it with )",
            ),
            Self::NothingToClose => f.write_str(
                "this parenthesis closes nothing, so it is left out; write \")\" to search for it",
            ),
            Self::EmptyGroup => f.write_str(
                "there is nothing between these parentheses, so they are left out; write \"()\" \
                 to search for them",
            ),
            Self::LoneOr => f.write_str(
                "`or` stands between two searches, and one is missing, so it is left out; write \
                 \"or\" to search for the word",
            ),
            Self::LoneAnd => f.write_str(
                "`and` stands between two searches, and one is missing, so it is left out; write \
                 \"and\" to search for the word",
            ),
            Self::TooDeep => f.write_str(
                "parentheses stand in each other more than 64 times, so this one is left out",
            ),
            Self::UnknownField { name } => write!(
                f,
                "`{name}:` is not known, {AS_TEXT}; known are is:, flag:, tag:, roadmap:, phase:, \
                 section:, kind:, rated: and introduced:"
            ),
            Self::NotRecorded { name } => write!(
                f,
                "Waymark does not record what `{name}:` asks for, {AS_TEXT}; introduced:7 finds \
                 what was studied first in the last 7 days"
            ),
            Self::NoValue { name, example } => write!(
                f,
                "nothing follows `{name}`, so it is left out; write for instance {name}{example}"
            ),
            Self::UnknownState => {
                write!(f, "no card can be that, {AS_TEXT}; is: goes with ")?;
                list(f, State::ALL.map(State::name))
            }
            Self::UnknownFlag => {
                write!(f, "there is no such flag, {AS_TEXT}; flag: goes with ")?;
                list(f, Flag::ALL.map(Flag::name))
            }
            Self::UnknownKind => {
                write!(
                    f,
                    "there is no such kind of card, {AS_TEXT}; kind: goes with "
                )?;
                list(f, Family::all().map(Family::name))
            }
            Self::UnknownRating => {
                write!(f, "there is no such rating, {AS_TEXT}; rated:7: goes with ")?;
                list(f, Button::ALL.map(Button::name))
            }
            Self::NoDays { name } => write!(
                f,
                "`{name}:` wants a number of days from 1 on, {AS_TEXT}; write for instance {name}:7"
            ),
            Self::NoNumber { property } => {
                let example = match property {
                    Property::Ease => "ease<1.8, with two decimals at most",
                    Property::Interval => "interval>=21",
                    Property::Lapses => "lapses>3",
                    Property::Reviews => "reviews>5",
                    Property::Due => "due<7, the days until it is due",
                };
                let name = property.name();
                write!(
                    f,
                    "`{name}` is compared with a number, {AS_TEXT}; write for instance {example}"
                )
            }
        }
    }
}

fn list(f: &mut fmt::Formatter<'_>, names: impl IntoIterator<Item = &'static str>) -> fmt::Result {
    for (place, name) in names.into_iter().enumerate() {
        if place > 0 {
            f.write_str(", ")?;
        }
        f.write_str(name)?;
    }
    Ok(())
}
