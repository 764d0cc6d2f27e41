//! Lines that mean something by themselves, because a tool for flashcards reads them so.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memmem, memrchr};

/// How far a document is marked up for such tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::roadmap) enum Marks {
    /// None of their characters occur.
    Absent,
    /// Some occur, and may mean anything.
    Possible,
    /// A tag or a mark with no other meaning says so.
    Declared,
}

/// What stands between the two sides of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::roadmap) struct Separator {
    /// Its bytes.
    pub at: Range<usize>,
    /// Which side asks.
    pub direction: Direction,
}

/// Which side of a line asks for the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::roadmap) enum Direction {
    /// The left side.
    Forward,
    /// The right side.
    Backward,
    /// Each side, for two cards.
    Both,
}

impl Marks {
    /// What the bytes of a document say; those in code count as well.
    pub fn of(text: &str) -> Self {
        let has = |words: &&str| memmem::find(text.as_bytes(), words.as_bytes()).is_some();
        let colons = has(&"::");
        if ["#card", "#flashcard"].iter().any(has) || (colons && has(&":::")) || has_divider(text) {
            Self::Declared
        } else if colons || ["{{", "==", "C:", " >> ", " << ", "START"].iter().any(has) {
            Self::Possible
        } else {
            Self::Absent
        }
    }
}

/// Whether a line holds nothing but `?` or `??`.
fn has_divider(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr_iter(b'?', bytes).any(|at| {
        matches!(bytes.get(at + 1), Some(b'\n' | b'\r'))
            && bytes[..at]
                .iter()
                .rev()
                .find(|byte| !matches!(byte, b' ' | b'\t' | b'>' | b'?'))
                .is_none_or(|byte| *byte == b'\n')
    })
}

/// Whether the end of a line at byte `at` of `text` divides what a tool reads apart.
pub(super) fn divides(text: &str, at: usize, marks: Marks) -> bool {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else {
        return false;
    };
    let start = memrchr(b'\n', before.as_bytes()).map_or(0, |end| end + 1);
    let after = after.trim_start_matches(['\r', '\n']);
    let end = memchr(b'\n', after.as_bytes()).unwrap_or(after.len());
    is_whole(&before[start..], marks) || is_whole(&after[..end], marks)
}

/// Whether a line of the source stands for itself.
fn is_whole(line: &str, marks: Marks) -> bool {
    let line = line.trim_start_matches([' ', '\t', '>']).trim_end();
    is_divider(line)
        || line.starts_with("C:")
        || line.split_whitespace().next_back().is_some_and(is_card_tag)
        // What stands in backticks is code.
        || line
            .split('`')
            .step_by(2)
            .any(|words| separator(words, marks).is_some())
}

/// Whether a line divides the front above it from the back below it.
pub(in crate::roadmap) fn is_divider(line: &str) -> bool {
    matches!(line, "?" | "??")
}

/// Whether a word makes a card of what it stands behind: `#card`, `#flashcard/reverse`.
pub(in crate::roadmap) fn is_card_tag(word: &str) -> bool {
    let kind = word
        .strip_prefix("#flashcard")
        .or_else(|| word.strip_prefix("#card"));
    kind.is_some_and(|kind| matches!(kind, "" | "-reverse" | "/reverse"))
}

/// Whether a word says that a document has cards: a card tag, or `#flashcards/deck`.
pub(in crate::roadmap) fn is_deck_tag(word: &str) -> bool {
    let deck = word
        .strip_prefix("#flashcards")
        .or_else(|| word.strip_prefix("#cards"));
    is_card_tag(word) || deck.is_some_and(|deck| deck.is_empty() || deck.starts_with('/'))
}

/// The first `::` or `:::` of `words` that parts two sides, and none of which is in a path, an
/// address or a deletion.
pub(in crate::roadmap) fn separator(words: &str, marks: Marks) -> Option<Separator> {
    let bytes = words.as_bytes();
    let (mut from, mut counted, mut braces) = (0, 0, 0_usize);
    while let Some(found) = memmem::find(bytes.get(from..)?, b"::") {
        let start = from + found;
        let before = &words[counted..start];
        braces += before.matches("{{").count();
        braces = braces.saturating_sub(before.matches("}}").count());
        counted = start;
        let colons = bytes[start..].iter().take_while(|byte| **byte == b':');
        let at = start..start + colons.count();
        let direction = match at.len() {
            2 if parts(&words[..start], &words[at.end..], marks) => Some(Direction::Forward),
            3 => Some(Direction::Both),
            _ => None,
        };
        if let (0, Some(direction)) = (braces, direction) {
            return Some(Separator { at, direction });
        }
        // The rest of the word is no better, and no word is looked at twice.
        let after = &words[at.end..];
        from = at.end + after.find([' ', '\t', '}']).unwrap_or(after.len());
    }
    None
}

/// Whether the two colons between `left` and `right` part them, as far as their neighbours tell.
fn parts(left: &str, right: &str, marks: Marks) -> bool {
    let declared = marks == Marks::Declared;
    let (before, after) = match (left.chars().next_back(), right.chars().next()) {
        (Some(before), Some(after)) => (before, after),
        // At the edge of a text there may be markup, or nothing.
        (before, after) => {
            return declared || before.or(after).is_none_or(char::is_whitespace);
        }
    };
    if after.is_whitespace() {
        return true;
    }
    if before.is_whitespace() {
        let word = right.split(|c: char| !c.is_alphanumeric()).next();
        return declared && !matches!(word, Some("" | "before" | "after" | "1"));
    }
    let joins = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '>');
    let begins = |c: char| joins(c) || matches!(c, '*' | '<' | '~' | '{');
    if !(joins(before) && begins(after)) {
        // After the end of a sentence, or of bold words, there is no path.
        return declared || !before.is_ascii() || matches!(before, '?' | '.' | '!' | '*');
    }
    declared && !is_path(left, right)
}

/// Whether what touches the colons can only be a path of a program, an address or a selector.
fn is_path(left: &str, right: &str) -> bool {
    const ROOTS: [&str; 7] = ["alloc", "boost", "core", "crate", "self", "std", "super"];
    let left = left.rsplit(char::is_whitespace).next().unwrap_or("");
    let right = right.split(char::is_whitespace).next().unwrap_or("");
    let address = |c: char| c.is_ascii_hexdigit() || c == ':';
    left.ends_with('>')
        || right.starts_with(['*', '<', '~', '{'])
        || left.contains("::")
        || right.contains("::")
        || right.contains(['(', '<', '!', ';'])
        || ROOTS.contains(&left.trim_start_matches(|c: char| !c.is_alphanumeric()))
        || (left.chars().all(address)
            && right.chars().all(address)
            && right.contains(char::is_numeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, marks: Marks, expected: Option<(&str, &str)>) {
        let sides = separator(words, marks);
        let sides =
            sides.map(|found| (words[..found.at.start].trim(), words[found.at.end..].trim()));
        assert_eq!(sides, expected, "{words}");
    }

    #[test]
    fn colons_between_words_part_them() {
        for marks in [Marks::Possible, Marks::Declared] {
            check("a b :: c", marks, Some(("a b", "c")));
            check("a b:: c", marks, Some(("a b", "c")));
            check("Which?::this", marks, Some(("Which?", "this")));
            check("**a b**::c", marks, Some(("**a b**", "c")));
            check("首都::北京", marks, Some(("首都", "北京")));
            check("a b:::c", marks, Some(("a b", "c")));
        }
        check(
            "el perro::the dog",
            Marks::Declared,
            Some(("el perro", "the dog")),
        );
        check(
            "My question ::My answer",
            Marks::Declared,
            Some(("My question", "My answer")),
        );
    }

    #[test]
    fn colons_within_words_part_nothing() {
        for marks in [Marks::Possible, Marks::Declared] {
            check("use std::vector here", marks, None);
            check("a::b::c", marks, None);
            check("App::new() makes one", marks, None);
            check("Vec<T>::new", marks, None);
            check("fe80::1", marks, None);
            check("is ::1 local", marks, None);
            check("p ::before", marks, None);
            check("{{c1::a :: b}}", marks, None);
            check("a :::: b", marks, None);
        }
        check("el perro::the dog", Marks::Possible, None);
    }

    #[test]
    fn a_line_end_divides_lines_that_are_cards() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let at = text.find('\n').unwrap_or_default();
            assert_eq!(divides(text, at, Marks::of(text)), expected, "{text:?}");
        }
        check("front\n?\nback", true);
        check("> front\r\n> ?\r\n> back", true);
        check("a b :: c\nwords", true);
        check("words\na b :: c", true);
        check("words #card\nwords", true);
        check("words `a :: b`\nwords", false);
        check("use std::vector\nwords", false);
        check("words\nwords", false);
    }
}
