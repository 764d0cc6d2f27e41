//! Words that several owners show.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A piece of text, which is a `str` to whoever reads it.
///
/// What an import takes from a document stays where it is: a text knows the document and the
/// place, so that the same words in a section and on a card are kept once, and to copy or to
/// shorten them copies no words. It keeps the document in memory for as long as it lives.
#[derive(Clone)]
pub struct Text(Kind);

#[derive(Clone)]
enum Kind {
    /// Words of the program.
    Fixed(&'static str),
    /// Words of a document.
    Shared {
        document: Arc<String>,
        start: u32,
        end: u32,
    },
    /// Words that stand nowhere else.
    Owned(String),
}

/// Room for the marks and short words that mostly follow what was added first.
const MORE: usize = 12;

impl Text {
    /// The words of `document` at `range`.
    pub(crate) fn shared(document: &Arc<String>, range: Range<usize>) -> Self {
        match (u32::try_from(range.start), u32::try_from(range.end)) {
            (Ok(start), Ok(end)) => Self(Kind::Shared {
                document: Arc::clone(document),
                start,
                end,
            }),
            // Beyond 4 GiB words are copied.
            _ => Self::from(document.get(range).unwrap_or_default().to_owned()),
        }
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Kind::Fixed(words) => words,
            Kind::Shared {
                document,
                start,
                end,
            } => document
                .get(*start as usize..*end as usize)
                .unwrap_or_default(),
            Kind::Owned(words) => words,
        }
    }

    /// The byte of its document that it begins at, if it is a part of one.
    pub(crate) fn start(&self) -> Option<usize> {
        match self.0 {
            Kind::Shared { start, .. } => Some(start as usize),
            Kind::Fixed(_) | Kind::Owned(_) => None,
        }
    }

    /// What stands between its end and byte `next` of its document, if it is a part of one.
    pub(crate) fn until(&self, next: usize) -> Option<&str> {
        match &self.0 {
            Kind::Shared { document, end, .. } => document.get(*end as usize..next),
            Kind::Fixed(_) | Kind::Owned(_) => None,
        }
    }

    /// Adds words to the end.
    pub(crate) fn push_str(&mut self, words: &str) {
        if let Kind::Owned(own) = &mut self.0 {
            own.push_str(words);
        } else {
            let mut own = String::with_capacity(self.len() + words.len() + MORE);
            own.push_str(self);
            own.push_str(words);
            self.0 = Kind::Owned(own);
        }
    }

    /// Adds `next` to the end, which costs nothing where it follows in the same document.
    pub(crate) fn append(&mut self, next: &Self) {
        if let (
            Kind::Shared { document, end, .. },
            Kind::Shared {
                document: other,
                start,
                end: further,
            },
        ) = (&mut self.0, &next.0)
            && end == start
            && Arc::ptr_eq(document, other)
        {
            *end = *further;
        } else {
            self.push_str(next);
        }
    }

    /// Keeps the first `length` bytes.
    pub(crate) fn truncate(&mut self, length: usize) {
        match &mut self.0 {
            Kind::Owned(words) => words.truncate(length),
            _ => self.keep(0..length),
        }
    }

    /// Drops the first `length` bytes.
    pub(crate) fn drop_start(&mut self, length: usize) {
        match &mut self.0 {
            Kind::Owned(words) => drop(words.drain(..length)),
            _ => self.keep(length..self.len()),
        }
    }

    /// The bytes at `range` of it.
    pub(crate) fn part(&self, range: Range<usize>) -> Self {
        match &self.0 {
            Kind::Owned(words) => Self::from(words.get(range).unwrap_or_default().to_owned()),
            _ => {
                let mut part = self.clone();
                part.keep(range);
                part
            }
        }
    }

    /// Keeps the bytes at `range` of words that are not owned.
    fn keep(&mut self, range: Range<usize>) {
        match &mut self.0 {
            Kind::Fixed(words) => *words = words.get(range).unwrap_or_default(),
            Kind::Shared { start, end, .. } => {
                // What is longer than the text is cut by it, so that both stay in its bounds.
                let within = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
                *end = start.saturating_add(within(range.end)).min(*end);
                *start = start.saturating_add(within(range.start)).min(*end);
            }
            Kind::Owned(_) => {}
        }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Self(Kind::Owned(words))
    }
}

impl From<&'static str> for Text {
    fn from(words: &'static str) -> Self {
        Self(Kind::Fixed(words))
    }
}

/// Texts are the same if their words are, wherever those stand.
impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same words of each kind.
    fn kinds() -> [Text; 3] {
        let document = Arc::new("« one two »".to_owned());
        [
            Text::from("one two"),
            Text::from("one two".to_owned()),
            Text::shared(&document, 3..10),
        ]
    }

    #[test]
    fn every_kind_is_edited_alike() {
        for text in kinds() {
            assert_eq!(text.as_str(), "one two");
            assert_eq!(text.part(2..5).as_str(), "e t");
            let mut edited = text.clone();
            edited.drop_start(1);
            edited.truncate(5);
            assert_eq!(edited.as_str(), "ne tw");
            edited.push_str("!");
            edited.append(&text);
            assert_eq!(edited.as_str(), "ne tw!one two");
            for other in kinds() {
                assert_eq!(text, other);
            }
        }
    }

    #[test]
    fn words_that_follow_each_other_stay_where_they_are() {
        let document = Arc::new("abcdef".to_owned());
        let mut text = Text::shared(&document, 1..2);
        text.append(&Text::shared(&document, 2..4));
        assert_eq!(text.as_str(), "bcd");
        assert_eq!(Arc::strong_count(&document), 2);
        text.append(&Text::shared(&document, 5..6));
        assert_eq!(text.as_str(), "bcdf");
        assert_eq!(Arc::strong_count(&document), 1);
    }
}
