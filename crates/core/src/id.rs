//! What names a thing: cards, roadmaps, replicas, events, documents.
//!
//! An id is opaque here. How a card's id is computed from its question is the importer's
//! business (`roadmap/identity.rs`).

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

/// Text that is not an id of the kind it was read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseIdError {
    /// The kind of id that was expected, for instance `card id`.
    pub kind: &'static str,
    /// The text that was found.
    pub text: String,
}

impl fmt::Display for ParseIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a {}", self.text, self.kind)
    }
}

impl std::error::Error for ParseIdError {}

/// Reads exactly `width` lower-case hexadecimal digits, so that every id has one spelling.
fn parse_hex<T>(
    kind: &'static str,
    width: usize,
    text: &str,
    radix: fn(&str, u32) -> Result<T, ParseIntError>,
) -> Result<T, ParseIdError> {
    let error = || ParseIdError {
        kind,
        text: text.to_owned(),
    };
    let digits_only = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if text.len() != width || !digits_only {
        return Err(error());
    }
    radix(text, 16).map_err(|_| error())
}

macro_rules! hex_id {
    ($(#[$doc:meta])* $name:ident($bits:ty), $digits:literal, $kind:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name($bits);

        impl $name {
            /// Makes an id of these bits.
            pub const fn from_bits(bits: $bits) -> Self {
                Self(bits)
            }

            /// The bits of this id.
            pub const fn bits(self) -> $bits {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!("{:0", $digits, "x}"), self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                parse_hex($kind, $digits, text, <$bits>::from_str_radix).map(Self)
            }
        }
    };
}

hex_id!(
    /// Names a card by what it asks: 64 bits, written as 16 hexadecimal digits.
    CardId(u64), 16, "card id"
);
hex_id!(
    /// Names the unit of a roadmap that a card was made from; cards of one note are siblings.
    NoteId(u64), 16, "note id"
);
hex_id!(
    /// Names a section of a roadmap by the headings that lead to it.
    SectionId(u64), 16, "section id"
);
hex_id!(
    /// Names one run of one tab or program: 64 random bits, drawn at open and never used again.
    ReplicaId(u64), 16, "replica id"
);
hex_id!(
    /// Names a document by its bytes: 128 bits, written as 32 hexadecimal digits.
    ContentHash(u128), 32, "content hash"
);

/// Names an event: the replica that recorded it and its place in that replica's sequence.
///
/// `Display` writes `0123456789abcdef-17`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId {
    /// Who recorded the event.
    pub replica: ReplicaId,
    /// Which of that replica's events it is, counted from 0.
    pub sequence: u32,
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.replica, self.sequence)
    }
}

impl FromStr for EventId {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        let error = || ParseIdError {
            kind: "event id",
            text: text.to_owned(),
        };
        let (replica, sequence) = text.split_once('-').ok_or_else(error)?;
        let id = Self {
            replica: replica.parse().map_err(|_| error())?,
            sequence: sequence.parse().map_err(|_| error())?,
        };
        // One spelling only: no sign, no leading zeros.
        if id.sequence.to_string() == sequence {
            Ok(id)
        } else {
            Err(error())
        }
    }
}

/// Names a roadmap: the front matter's `id`, or else its first title, made into a slug.
///
/// Never empty: words joined by single hyphens. One made by [`RoadmapId::from_title`] has only
/// lower-case letters and digits of any script; of one read back only the ASCII part is checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoadmapId(String);

impl RoadmapId {
    /// The id is part of every card's, so that it must not grow with the document.
    const LONGEST: usize = 200;

    /// Makes a slug of `text`, of about 200 bytes at most; `None` if it holds no letter or digit.
    ///
    /// ```
    /// use waymark_core::id::RoadmapId;
    /// let id = RoadmapId::from_title("Kubernetes: Mastery (2nd ed.)").map(|id| id.to_string());
    /// assert_eq!(id.as_deref(), Some("kubernetes-mastery-2nd-ed"));
    /// ```
    pub fn from_title(text: &str) -> Option<Self> {
        let mut slug = String::with_capacity(text.len().min(Self::LONGEST));
        for word in text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
        {
            if slug.len() >= Self::LONGEST {
                break;
            }
            if !slug.is_empty() {
                slug.push('-');
            }
            for c in word.chars().flat_map(char::to_lowercase) {
                if slug.len() >= Self::LONGEST {
                    break;
                }
                slug.push(c);
            }
        }
        (!slug.is_empty()).then_some(Self(slug))
    }

    /// The id of a roadmap whose titles hold no letter or digit: `roadmap`.
    pub fn unnamed() -> Self {
        Self("roadmap".to_owned())
    }

    /// The slug.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RoadmapId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads a slug as it was written.
///
/// Of letters beyond ASCII it does not ask the case: the tables for that are larger than any page
/// of the web application, and a slug that was made by [`RoadmapId::from_title`] is right anyway.
impl FromStr for RoadmapId {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        let is_of_slug =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || !byte.is_ascii();
        let is_word = |word: &str| !word.is_empty() && word.bytes().all(is_of_slug);
        if text.split('-').all(is_word) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseIdError {
                kind: "roadmap id",
                text: text.to_owned(),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check<T: FromStr + fmt::Display>(text: &str, accepted: bool) {
        let spelled_again = text.parse::<T>().ok().map(|id| id.to_string());
        assert_eq!(spelled_again.as_deref(), accepted.then_some(text), "{text}");
    }

    #[test]
    fn every_id_has_one_spelling() {
        check::<CardId>("00000000000000ff", true);
        check::<CardId>("00000000000000FF", false);
        check::<CardId>("ff", false);
        check::<CardId>("+0000000000000ff", false);
        check::<ContentHash>("000102030405060708090a0b0c0d0e0f", true);
        check::<EventId>("00000000000000ff-17", true);
        check::<EventId>("00000000000000ff-017", false);
        check::<EventId>("00000000000000ff-4294967296", false);
        check::<EventId>("00000000000000ff", false);
        check::<RoadmapId>("kubernetes-mastery", true);
        check::<RoadmapId>("Kubernetes", false);
        check::<RoadmapId>("über-kubernetes-2", true);
        check::<RoadmapId>("kubernetes--mastery", false);
        check::<RoadmapId>("kubernetes mastery", false);
        check::<RoadmapId>("-", false);
        check::<RoadmapId>("", false);
    }

    #[test]
    fn an_unreadable_id_says_what_was_expected() {
        let error = "x".parse::<ReplicaId>().expect_err("not hexadecimal");
        assert_eq!(error.to_string(), "`x` is not a replica id");
    }
}
