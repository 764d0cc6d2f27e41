//! What a repair changes in a text, and where the bytes go.

use std::ops::Range;

/// Changes to a text, in its order.
#[derive(Debug, Default)]
pub(super) struct Edits {
    edits: Vec<(Range<usize>, Words)>,
}

/// What is put into a text.
#[derive(Debug)]
pub(super) enum Words {
    Fixed(&'static str),
    Owned(String),
    /// One character, which needs no memory of its own.
    Char(char),
}

impl From<&'static str> for Words {
    fn from(words: &'static str) -> Self {
        Self::Fixed(words)
    }
}

impl From<String> for Words {
    fn from(words: String) -> Self {
        Self::Owned(words)
    }
}

impl From<char> for Words {
    fn from(c: char) -> Self {
        Self::Char(c)
    }
}

impl Edits {
    /// Puts `words` in the place of `range`. An edit that begins before the end of the one
    /// before it is left out.
    pub fn replace(&mut self, range: Range<usize>, words: impl Into<Words>) {
        let end = self.edits.last().map_or(0, |(last, _)| last.end);
        if range.start >= end && range.start <= range.end {
            self.edits.push((range, words.into()));
        }
    }

    /// Puts `words` before the byte at `at`.
    pub fn insert(&mut self, at: usize, words: impl Into<Words>) {
        self.replace(at..at, words);
    }

    /// Leaves `range` out.
    pub fn remove(&mut self, range: Range<usize>) {
        self.replace(range, "");
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The changed text, and how its bytes moved.
    pub fn apply(self, text: &str) -> (String, Moves) {
        let mut changed = String::with_capacity(text.len() + text.len() / 8);
        let mut moves = Vec::with_capacity(self.edits.len());
        let mut at = 0;
        for (from, words) in self.edits {
            changed.push_str(text.get(at..from.start).unwrap_or(""));
            let start = changed.len();
            match words {
                Words::Fixed(words) => changed.push_str(words),
                Words::Owned(words) => changed.push_str(&words),
                Words::Char(c) => changed.push(c),
            }
            at = from.end;
            moves.push(Move {
                from,
                to: start..changed.len(),
            });
        }
        changed.push_str(text.get(at..).unwrap_or(""));
        (changed, Moves(moves))
    }
}

/// A range of bytes before an edit, and after it.
#[derive(Clone, Debug)]
struct Move {
    from: Range<usize>,
    to: Range<usize>,
}

/// How the bytes of a text moved when it was changed.
#[derive(Clone, Debug, Default)]
pub(in crate::roadmap) struct Moves(Vec<Move>);

impl Moves {
    /// Where the byte at `at` was before. What was put in was where it was put.
    pub fn before(&self, at: usize) -> usize {
        let next = self.0.partition_point(|edit| edit.to.start <= at);
        match next.checked_sub(1).and_then(|last| self.0.get(last)) {
            Some(edit) if at < edit.to.end => edit.from.start,
            Some(edit) => edit.from.end + (at - edit.to.end),
            None => at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_found_where_they_were() {
        let mut edits = Edits::default();
        assert!(edits.is_empty());
        edits.insert(1, "--");
        edits.replace(2..4, "X");
        edits.replace(3..5, "left out: it overlaps");
        edits.remove(5..6);
        let (changed, moves) = edits.apply("abcdefg");
        assert_eq!(changed, "a--bXeg");
        let before: Vec<_> = (0..8).map(|at| moves.before(at)).collect();
        assert_eq!(before, [0, 1, 1, 1, 2, 4, 6, 7]);
    }
}
