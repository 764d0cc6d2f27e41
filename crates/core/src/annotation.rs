//! What the learner puts on a card besides rating it: an own answer, a flag, tags.

use std::fmt;
use std::str::FromStr;

/// A coloured mark for the learner's own purposes; a card has at most one.
///
/// The four that every version of Anki knows, in its order, so that they can travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// No flag.
    #[default]
    None,
    /// Red.
    Red,
    /// Orange.
    Orange,
    /// Green.
    Green,
    /// Blue.
    Blue,
}

impl Flag {
    /// Every flag, none of them first.
    pub const ALL: [Self; 5] = [Self::None, Self::Red, Self::Orange, Self::Green, Self::Blue];

    /// The number for this flag in files: its place in [`Flag::ALL`].
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The flag of that number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|flag| flag.number() == number)
    }

    /// The word for this flag on the screen and in searches.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Red => "red",
            Self::Orange => "orange",
            Self::Green => "green",
            Self::Blue => "blue",
        }
    }
}

/// A word that the learner puts on cards to find them by.
///
/// Never empty, without white space and quotation marks; parts are set off by `::`, as in
/// `exam::networking`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(String);

/// Text that is no tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseTagError {
    /// The text that was found.
    pub text: String,
}

impl fmt::Display for ParseTagError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is no tag: a tag is one word without quotation marks",
            self.text
        )
    }
}

impl std::error::Error for ParseTagError {}

impl Tag {
    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Tag {
    type Err = ParseTagError;

    fn from_str(text: &str) -> Result<Self, ParseTagError> {
        let is_barred = |c: char| c.is_whitespace() || c.is_control() || c == '"';
        if text.is_empty() || text.contains(is_barred) {
            return Err(ParseTagError {
                text: text.to_owned(),
            });
        }
        Ok(Self(text.to_owned()))
    }
}

/// Whether something is put on or taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// It is there from now on.
    Added,
    /// It is there no more.
    Removed,
}

/// What the learner wrote on one card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotations {
    /// The learner's own answer as Markdown, if there is one; never empty.
    pub answer: Option<String>,
    /// The tags, in order, each once.
    pub tags: Vec<Tag>,
}

impl Annotations {
    /// Nothing was written.
    pub const NONE: Self = Self {
        answer: None,
        tags: Vec::new(),
    };

    /// Whether nothing is written on the card now.
    pub const fn is_empty(&self) -> bool {
        self.answer.is_none() && self.tags.is_empty()
    }

    /// Puts a tag on or takes it off.
    pub fn tag(&mut self, tag: &Tag, change: Change) {
        match (self.tags.binary_search(tag), change) {
            (Err(place), Change::Added) => self.tags.insert(place, tag.clone()),
            (Ok(place), Change::Removed) => {
                self.tags.remove(place);
            }
            (Ok(_), Change::Added) | (Err(_), Change::Removed) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_one_word() {
        #[track_caller]
        fn check(text: &str, accepted: bool) {
            assert_eq!(text.parse::<Tag>().is_ok(), accepted, "{text}");
        }
        check("exam::networking", true);
        check("übung", true);
        check("", false);
        check("two words", false);
        check("a\u{a0}b", false);
        check("\"a\"", false);
    }

    #[test]
    fn every_flag_has_one_number() {
        for flag in Flag::ALL {
            assert_eq!(Flag::from_number(flag.number()), Some(flag));
        }
        assert_eq!(Flag::from_number(5), None);
    }

    #[test]
    fn tags_are_a_set() {
        let tag = |text: &str| text.parse::<Tag>().expect("a tag");
        let mut annotations = Annotations::NONE;
        for text in ["b", "a", "b"] {
            annotations.tag(&tag(text), Change::Added);
        }
        assert_eq!(annotations.tags, [tag("a"), tag("b")]);
        annotations.tag(&tag("c"), Change::Removed);
        annotations.tag(&tag("a"), Change::Removed);
        assert_eq!(annotations.tags, [tag("b")]);
    }
}
