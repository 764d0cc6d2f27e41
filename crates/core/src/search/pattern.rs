//! What is looked for in a text: pieces that follow each other, with anything between them.

use std::fmt;

use memchr::memmem::Finder;

use super::folding::folded_part;

/// A text with wildcards. `Display` writes it so that it reads back as the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// What stands between the wildcards; never none.
    pieces: Vec<String>,
}

impl Pattern {
    /// A text without wildcards.
    pub fn literal(text: &str) -> Self {
        Self {
            pieces: vec![text.to_owned()],
        }
    }

    /// The pieces of a text that is parted at each wildcard; several of those in a row are one.
    pub(super) fn from_pieces(mut pieces: Vec<String>) -> Self {
        let last = pieces.len().saturating_sub(1);
        let mut place = 0;
        pieces.retain(|piece| {
            let is_kept = !piece.is_empty() || place == 0 || place == last;
            place += 1;
            is_kept
        });
        if pieces.is_empty() {
            pieces.push(String::new());
        }
        Self { pieces }
    }

    /// The text, if it has no wildcards.
    pub fn as_literal(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [text] => Some(text),
            _ => None,
        }
    }

    /// Makes it ready to be looked for.
    pub(super) fn compile(&self) -> Compiled {
        let pieces = self.pieces.iter();
        Compiled {
            pieces: pieces
                .map(|piece| {
                    let piece = folded_part(piece);
                    Finder::new(piece.as_bytes()).into_owned()
                })
                .collect(),
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_word() {
            return self.write(f);
        }
        self.write_quoted(f)
    }
}

impl Pattern {
    /// Writes it in quotation marks, for where it would mean something else without.
    pub(super) fn write_quoted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"")?;
        self.write(f)?;
        f.write_str("\"")
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, piece) in self.pieces.iter().enumerate() {
            if place > 0 {
                f.write_str("*")?;
            }
            for c in piece.chars() {
                if matches!(c, '"' | '\\' | '*') {
                    f.write_str("\\")?;
                }
                write!(f, "{c}")?;
            }
        }
        Ok(())
    }

    /// Whether it can be written without quotation marks and is still read as a text.
    fn is_word(&self) -> bool {
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '/' | '-' | '+');
        let is_keyword = |text: &str| {
            text.eq_ignore_ascii_case("or") || text.eq_ignore_ascii_case("and") || text.is_empty()
        };
        let starts_plainly = self
            .pieces
            .first()
            .is_some_and(|piece| !piece.starts_with('-'));
        starts_plainly
            && self.pieces.iter().all(|piece| piece.chars().all(is_plain))
            && !self.as_literal().is_some_and(is_keyword)
    }
}

/// A folded pattern.
#[derive(Debug)]
pub(super) struct Compiled {
    pieces: Vec<Finder<'static>>,
}

impl Compiled {
    /// The longest piece, which fewest texts hold; `None` if everything matches.
    pub(super) fn longest(&self) -> Option<&Finder<'static>> {
        let longest = self.pieces.iter().max_by_key(|piece| piece.needle().len());
        longest.filter(|piece| !piece.needle().is_empty())
    }

    /// Whether a text that holds the longest piece holds all there is.
    pub(super) fn is_one_piece(&self) -> bool {
        let said = |piece: &&Finder<'_>| !piece.needle().is_empty();
        self.pieces.iter().filter(said).count() == 1
    }

    /// Whether the pieces occur somewhere in a folded text, in order.
    pub(super) fn is_in(&self, text: &str) -> bool {
        follow(&self.pieces, text.as_bytes())
    }

    /// Whether the pieces make up the whole of a folded text.
    pub(super) fn is_all_of(&self, text: &str) -> bool {
        let text = text.as_bytes();
        let [first, rest @ ..] = self.pieces.as_slice() else {
            return true;
        };
        let Some((last, between)) = rest.split_last() else {
            return text == first.needle();
        };
        text.strip_prefix(first.needle())
            .and_then(|text| text.strip_suffix(last.needle()))
            .is_some_and(|text| follow(between, text))
    }
}

/// Whether the pieces occur in a text, one after the other.
fn follow(pieces: &[Finder<'_>], text: &[u8]) -> bool {
    let mut rest = text;
    pieces.iter().all(|piece| {
        let found = piece.find(rest);
        if let Some(at) = found {
            rest = rest.get(at + piece.needle().len()..).unwrap_or_default();
        }
        found.is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::folding::folded;

    #[test]
    fn a_wildcard_stands_for_anything() {
        #[track_caller]
        fn check(pieces: &[&str], text: &str, somewhere: bool, all: bool) {
            let pieces = pieces.iter().map(|piece| (*piece).to_owned()).collect();
            let pattern = Pattern::from_pieces(pieces).compile();
            let text = folded(text);
            let found = (pattern.is_in(&text), pattern.is_all_of(&text));
            assert_eq!(found, (somewhere, all), "{pattern:?} {text}");
        }
        check(&["pod"], "a Pod runs", true, false);
        check(&["pod"], "POD", true, true);
        check(&["p", "d"], "pod", true, true);
        check(&["p", "d", ""], "pod", true, true);
        check(&["p", "", "", "ns"], "a pod runs", true, false);
        check(&["", "runs"], "a pod runs", true, true);
        check(&["runs", "pod"], "a pod runs", false, false);
        check(&["ab", "ba"], "aba", false, false);
        check(&["", ""], "anything", true, true);
        check(&[""], "anything", true, false);
        check(&["a pod"], "a  pod", true, true);
    }
}
