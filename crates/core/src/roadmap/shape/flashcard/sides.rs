//! One line with a front and a back on it, and the tags at its end.

use crate::rich_text::{Inline, Text};
use crate::roadmap::outline::line::{self, Direction, Marks, Separator};
use crate::roadmap::phrase;
use crate::roadmap::shape::label;

use super::Practice;

/// Words that go on with a sentence which only speaks of colons.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "and", "are", "can", "does", "has", "is", "lets", "makes", "means", "or", "separates", "was",
];

/// A property whose name might be a term has a value of at most so many words.
const LONGEST_VALUE: usize = 2;

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At the top of a list item.
    Item,
    /// In a paragraph.
    Paragraph,
}

/// A line in two.
#[derive(Debug)]
pub(super) struct Sides {
    /// What asks.
    pub left: Vec<Inline>,
    /// What answers; may be empty.
    pub right: Vec<Inline>,
    /// In which directions it does: never backward.
    pub direction: Direction,
}

/// Properties that documents with flashcards have as well.
#[rustfmt::skip]
const PROPERTIES: &[&str] = &[
    "alias", "aliases", "author", "collapsed", "created", "deck", "down", "exclude-from-graph-view",
    "extra", "icon", "id", "modified", "public", "related", "source", "status", "tag", "tags",
    "template", "title", "type", "up", "updated", "url",
];

impl Sides {
    /// The sides of `line`, if it has two and is no property.
    pub fn of(line: &[Inline], practice: Practice, place: Place) -> Option<Self> {
        let (index, Separator { at, direction }) = parted(line, practice, place)?;
        let Some(Inline::Text(text)) = line.get(index) else {
            return None;
        };
        let mut left = line.get(..index)?.to_vec();
        left.push(Inline::Text(text.part(0..at.start)));
        let mut right = vec![Inline::Text(text.part(at.end..text.len()))];
        right.extend_from_slice(line.get(index + 1..)?);
        phrase::trim_end(&mut left, &[]);
        phrase::trim_start(&mut left, &[]);
        phrase::trim_end(&mut right, &[]);
        phrase::trim_start(&mut right, &[]);
        let colons = text[at.clone()].starts_with(':');
        // `Related:: [[one]], [[other]]` names other notes.
        let listed = Inline::plain(&right).contains(", ") && text[at.end..].starts_with(' ');
        if colons && listed && is_short(&left, 1) && practice.marks != Marks::Declared {
            return None;
        }
        if colons && names_property(&Inline::plain(&left), practice.marks) {
            return None;
        }
        if colons && practice.marks != Marks::Declared && is_running_text(&left, &right) {
            return None;
        }
        // `Rating:: 5` is one too, where nothing says that the document has cards.
        let attached = colons && text[..at.start].ends_with(|c: char| !c.is_whitespace());
        if attached
            && practice.marks != Marks::Declared
            && is_short(&left, 1)
            && is_short(&right, LONGEST_VALUE)
        {
            return None;
        }
        Some(match direction {
            Direction::Backward => Self {
                left: right,
                right: left,
                direction: Direction::Forward,
            },
            direction => Self {
                left,
                right,
                direction,
            },
        })
    }
}

/// Whether the colons are words of a sentence: something ends before them, or goes on after.
fn is_running_text(left: &[Inline], right: &[Inline]) -> bool {
    let right = Inline::plain(right);
    let next = right.split_whitespace().next().unwrap_or("");
    Inline::plain(left).contains(". ") || VERBS.binary_search(&next).is_ok()
}

fn is_short(words: &[Inline], most: usize) -> bool {
    Inline::plain(words).split_whitespace().nth(most).is_none()
}

/// Where `line` parts: the number of an inline and the place in its text.
fn parted(line: &[Inline], practice: Practice, place: Place) -> Option<(usize, Separator)> {
    let mut braces = 0_usize;
    let colons = texts(line).find_map(|(index, text)| {
        // A deletion may have begun before the markup before this text.
        let inside = match braces {
            0 => 0,
            _ => text.find("}}").map_or(text.len(), |end| end + "}}".len()),
        };
        braces += text.matches("{{").count();
        braces = braces.saturating_sub(text.matches("}}").count());
        let after_bold = || {
            let before = line.get(index.checked_sub(1)?)?;
            let colons = text.bytes().take_while(|byte| *byte == b':').count();
            let bold = matches!(before, Inline::Strong(_)) && inside == 0;
            (bold && colons == 2).then_some(Separator {
                at: 0..colons,
                direction: Direction::Forward,
            })
        };
        let found = line::separator(&text[inside..], practice.marks);
        let mut found = found.or_else(after_bold)?;
        found.at = found.at.start + inside..found.at.end + inside;
        // Nothing before it asks, nothing is asked.
        let asks = index > 0 || text[..found.at.start].contains(char::is_alphanumeric);
        asks.then_some((index, found))
    });
    if colons.is_some() || place == Place::Paragraph {
        return colons;
    }
    let mut arrows = texts(line).filter_map(|(index, text)| Some((index, arrow(text)?)));
    let (index, found) = arrows.next()?;
    let asked = match (line.get(index), practice.arrows) {
        (_, Marks::Declared) => true,
        (Some(Inline::Text(text)), _) => text[..found.at.start].trim_end().ends_with('?'),
        _ => false,
    };
    (asked && arrows.next().is_none()).then_some((index, found))
}

fn texts(line: &[Inline]) -> impl Iterator<Item = (usize, &Text)> {
    let texts = line.iter().enumerate();
    texts.filter_map(|(index, inline)| match inline {
        Inline::Text(text) => Some((index, text)),
        _ => None,
    })
}

/// The only `>>` or `<<` of `words`, with a space on each side or at their end.
pub(super) fn arrow(words: &str) -> Option<Separator> {
    let kinds = [(">>", Direction::Forward), ("<<", Direction::Backward)];
    kinds.into_iter().find_map(|(arrow, direction)| {
        let start = words.find(arrow)?;
        let mut end = start + arrow.len();
        // `>>>` is the same with the back below.
        end += usize::from(direction == Direction::Forward && words[end..].starts_with('>'));
        let (left, right) = (&words[..start], &words[end..]);
        let spaced = left.ends_with(' ') && (right.is_empty() || right.starts_with(' '));
        let only = !right.contains(arrow) && left.contains(char::is_alphanumeric);
        (spaced && only).then_some(Separator {
            at: start..end,
            direction,
        })
    })
}

/// Whether the left side of colons is the name of a property instead of a question.
fn names_property(left: &str, marks: Marks) -> bool {
    let word = !left.is_empty()
        && left.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_')
        });
    let known = word && (PROPERTIES.binary_search(&left).is_ok() || left.starts_with("card-"));
    let open = |begin: char, end: char| {
        left.rfind(begin)
            .is_some_and(|at| !left[at..].contains(end))
    };
    match marks {
        Marks::Declared => known,
        _ => word || label::is_remark(left) || open('[', ']') || open('(', ')'),
    }
}

/// Whether a line of a document with flashcards is a property.
pub(super) fn is_property(line: &[Inline]) -> bool {
    let Some(Inline::Text(text)) = line.first() else {
        return false;
    };
    let name = text.split_once("::").map(|(name, _)| name.trim());
    name.is_some_and(|name| names_property(name, Marks::Declared))
}

/// In which directions the tag at the end of `line` asks.
pub(super) fn card_tag(line: &[Inline]) -> Option<Direction> {
    let Some(Inline::Text(text)) = line.last() else {
        return None;
    };
    let tags = text
        .split_whitespace()
        .rev()
        .take_while(|word| is_hashtag(word));
    let mut cards = tags.filter(|word| line::is_card_tag(word));
    cards.next().map(|tag| {
        if tag.ends_with("reverse") {
            Direction::Both
        } else {
            Direction::Forward
        }
    })
}

/// Whether `line` is nothing but a card tag.
pub(super) fn is_tag(line: &[Inline]) -> bool {
    matches!(line, [Inline::Text(text)] if line::is_card_tag(text.trim()))
}

/// Takes the card tag off the end of a line.
pub(super) fn take_card_tag(line: &mut Vec<Inline>) -> Option<Direction> {
    let direction = card_tag(line)?;
    strip_tags(line);
    Some(direction)
}

/// Drops the tags at the end of a front, and those that name decks wherever they stand.
pub(in crate::roadmap::shape) fn strip_tags(front: &mut Vec<Inline>) {
    while let Some(Inline::Text(text)) = front.last_mut() {
        let trimmed = text.trim_end();
        let word = trimmed.rsplit(char::is_whitespace).next().unwrap_or("");
        if !is_hashtag(word) {
            break;
        }
        let kept = trimmed.len() - word.len();
        text.truncate(kept);
        phrase::trim_end(front, &[]);
    }
    strip_card_tags(front);
}

/// Drops the tags that name decks or cards.
pub(super) fn strip_card_tags(words: &mut Vec<Inline>) {
    for inline in words.iter_mut() {
        if let Inline::Text(text) = inline
            && text.contains('#')
            && text.split_whitespace().any(line::is_deck_tag)
        {
            let kept = text
                .split(' ')
                .filter(|word| !line::is_deck_tag(word.trim()));
            *text = kept.collect::<Vec<_>>().join(" ").into();
        }
    }
    words.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    phrase::trim_start(words, &[]);
    phrase::trim_end(words, &[]);
}

/// Whether a word is a tag: `#term/part`, but no `#1` and no `#`.
fn is_hashtag(word: &str) -> bool {
    word.strip_prefix('#').is_some_and(|tag| {
        tag.starts_with(char::is_alphabetic)
            && tag
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_sorted_for_their_search() {
        assert!(PROPERTIES.is_sorted() && VERBS.is_sorted());
    }

    #[track_caller]
    fn check(words: &str, marks: Marks, expected: Option<(&str, &str)>) {
        let practice = Practice {
            marks,
            arrows: marks,
        };
        let line = [Inline::Text(words.to_owned().into())];
        let sides = Sides::of(&line, practice, Place::Item);
        let sides = sides.map(|sides| {
            let plain = |side: &[Inline]| Inline::plain(side).into_owned();
            (plain(&sides.left), plain(&sides.right))
        });
        let expected = expected.map(|(left, right)| (left.to_owned(), right.to_owned()));
        assert_eq!(sides, expected, "{words}");
    }

    #[test]
    fn a_property_has_no_sides() {
        for marks in [Marks::Possible, Marks::Declared] {
            check("tags:: a, b", marks, None);
            check("card-repeats:: 4", marks, None);
            check("What is it? :: That", marks, Some(("What is it?", "That")));
        }
        check("The operator :: is for scopes", Marks::Possible, None);
        check(
            "One thing. The operator :: for scopes",
            Marks::Possible,
            None,
        );
        check("perro :: dog", Marks::Possible, None);
        check("perro :: dog", Marks::Declared, Some(("perro", "dog")));
        check("Status:: done", Marks::Possible, None);
        check("seen [in mood:: good]", Marks::Possible, None);
    }

    #[test]
    fn tags_at_the_end_are_dropped() {
        #[track_caller]
        fn check(words: &str, expected: &str) {
            let mut front = vec![Inline::Text(words.to_owned().into())];
            strip_tags(&mut front);
            assert_eq!(Inline::plain(&front), expected, "{words}");
        }
        check("What? #card #a/b", "What?");
        check(
            "#flashcards/deck What is #this about",
            "What is #this about",
        );
        check("Issue #12", "Issue #12");
        // White space may be longer than one byte.
        check("What?\u{2028}#card", "What?");
        check("What?\u{2028}6#", "What?\u{2028}6#");
    }

    #[test]
    fn arrows_point_from_front_to_back() {
        check(
            "What is it? >> That",
            Marks::Possible,
            Some(("What is it?", "That")),
        );
        check("Settings >> General", Marks::Possible, None);
        check(
            "the dog << el perro",
            Marks::Declared,
            Some(("el perro", "the dog")),
        );
        check("File >> Save >> As", Marks::Declared, None);
        check("x>>2", Marks::Declared, None);
    }
}
