//! Lines that were headings.

use super::super::walk::{self, Line};
use super::Kind;

/// Words that number the parts of a document.
const PARTS: &[&str] = &[
    "Phase", "Part", "Chapter", "Step", "Week", "Day", "Month", "Module", "Section", "Level",
    "Stage", "Unit", "Lesson", "Topic", "Appendix",
];

/// Headings that stand in many sections and belong to the one above them.
const INNER: &[&str] = &[
    "review questions",
    "questions",
    "self-check",
    "self check",
    "exercises",
    "core topics",
    "common mistakes",
    "key concepts",
    "key points",
    "examples",
    "interview questions",
];

/// No line of more bytes is one of those in lower case.
const LONGEST_INNER: usize = 60;

/// What is known of the headings of a document.
pub(super) struct Headings {
    /// Whether it has lost them at all.
    lost: bool,
    /// The first line with words on it.
    first: Option<usize>,
}

impl Headings {
    /// Looks for headings that still have their marks.
    pub fn of(lines: &[Line<'_>]) -> Self {
        let marked = |(place, line): (usize, &Line<'_>)| {
            let (signs, rest) = walk::number_signs(line.text);
            let underlined = place > 0
                && line.text.starts_with(['=', '-'])
                && walk::is_rule(line.text)
                && lines
                    .get(place - 1)
                    .is_some_and(|before| !before.is_blank());
            line.is_prose() && ((1..=6).contains(&signs) && rest.starts_with(' ') || underlined)
        };
        Self {
            lost: !lines.iter().enumerate().any(marked),
            first: lines.iter().position(|line| !line.is_blank()),
        }
    }

    /// The depth of the heading that a line was.
    pub fn depth(&self, lines: &[Line<'_>], place: usize, before: Kind) -> Option<usize> {
        let line = lines.get(place)?;
        let words = line.words();
        if !self.lost || line.indent() > 0 {
            return None;
        }
        let after = lines
            .get(place + 1..)?
            .iter()
            .find(|line| !line.is_blank())?;
        if self.first == Some(place) {
            let title =
                words.len() <= 90 && begins(words) && !words.ends_with(['.', ':', ',', ';', '!']);
            return title.then_some(1);
        }
        // The end of a wrapped paragraph is none.
        let above = place.checked_sub(1).and_then(|above| lines.get(above));
        let open = before == Kind::Text
            && above.is_some_and(|above| !above.words().ends_with(['.', '!', '?', ':', ')']));
        if open {
            return None;
        }
        let inner = words.len() <= LONGEST_INNER && INNER.contains(&words.to_lowercase().as_str());
        let depth = if inner { 3 } else { 2 };
        if inner || is_bare_heading(words) {
            return Some(depth);
        }
        let after_item = walk::marker(after.text).is_some() || after.words().starts_with('|');
        let short = || {
            let few = words.split_whitespace().nth(5).is_none();
            begins(words) && few && ends_open(words) && !words.contains(": ")
        };
        ((after_item && short()) || (asks(words) && !after_item && !asks(after.words())))
            .then_some(depth)
    }
}

/// Whether a line is one short question; pictographs may follow it.
pub(in crate::roadmap::repair) fn asks(words: &str) -> bool {
    let words = words.trim_end_matches(|c: char| !c.is_alphanumeric() && !c.is_ascii_punctuation());
    words.ends_with('?') && begins(words) && (3..=16).contains(&words.split_whitespace().count())
}

/// Whether a line begins as a sentence does; a pictograph may stand before it.
fn begins(words: &str) -> bool {
    let words = words.trim_start_matches(|c: char| !c.is_alphanumeric() && !c.is_ascii());
    let words = words.trim_start();
    words.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
}

fn ends_open(words: &str) -> bool {
    words.ends_with(|c: char| c.is_alphanumeric() || c == ')')
}

/// Whether a line names a numbered part: "Phase 2: …", "Week 3".
fn is_part(words: &str) -> bool {
    let Some((part, rest)) = words.split_once(' ') else {
        return false;
    };
    if !PARTS.contains(&part) {
        return false;
    }
    let number = rest
        .split([':', ' ', '.', '-', '–', '—'])
        .next()
        .unwrap_or("");
    let numbered = !number.is_empty()
        && number.len() <= 4
        && number
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X' | 'A'..='D'));
    let tail = rest.get(number.len()..).unwrap_or("");
    let named = tail.is_empty() || tail.trim_start().starts_with([':', '.', '-', '–', '—']);
    numbered && named && words.len() <= 100 && !words.ends_with(['.', ','])
}

/// Whether a line that stands alone is a heading by its words.
pub(in crate::roadmap::repair) fn is_bare_heading(words: &str) -> bool {
    is_part(words) || looks_like_heading(words)
}

/// Whether words are written as a title: few, each with a capital, without a final mark.
fn looks_like_heading(words: &str) -> bool {
    let words = words.trim_end();
    if words.len() > 70 || !begins(words) || !ends_open(words) || words.contains(": ") {
        return false;
    }
    let mut count = 0;
    for word in words.split_whitespace() {
        count += 1;
        let letters = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let small = letters.chars().count() <= 4 && count > 1;
        if !small && letters.starts_with(|c: char| c.is_lowercase()) {
            return false;
        }
        if word.ends_with(['.', ',', ';', '!', '?']) || word.contains('`') {
            return false;
        }
    }
    let named = words.starts_with(|c: char| c.is_uppercase()) || count > 1;
    count <= 9 && named && words.chars().filter(|c| c.is_alphabetic()).count() >= 3
}
