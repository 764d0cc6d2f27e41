//! A term at the beginning of a line, and what the line says of it.

use crate::rich_text::Inline;
use crate::roadmap::outline::Prose;
use crate::roadmap::phrase;

use crate::roadmap::shape::label::{self, Label};

/// A term of more bytes than this is a sentence that happens to be bold.
const LONGEST_TERM: usize = 90;
/// A plain term of more words is the beginning of a sentence.
const MOST_WORDS: usize = 6;

/// What outlines of tasks begin their items with, in capitals.
const TASK_STATES: &[&str] = &[
    "cancelled",
    "doing",
    "done",
    "later",
    "now",
    "todo",
    "waiting",
];

/// A term and the rest of its paragraph.
pub(super) struct Line {
    pub term: Vec<Inline>,
    pub text: Vec<Inline>,
}

impl Line {
    /// A bold term, then a colon or a dash; or a line that is bold as a whole, with a colon in it.
    pub fn bold(prose: &Prose) -> Option<Self> {
        Self::bold_of(&prose.inlines)
    }

    /// [`Line::bold`] of the inlines of a paragraph.
    pub fn bold_of(inlines: &[Inline]) -> Option<Self> {
        let at = inlines.iter().position(|inline| match inline {
            Inline::Text(text) => text.chars().any(char::is_alphanumeric),
            _ => true,
        })?;
        let (first, tail) = inlines.get(at..)?.split_first()?;
        let Inline::Strong(term) = first else {
            return None;
        };
        if ends(tail) {
            return Self::whole_bold(term);
        }
        // Only the words that decide are looked at before anything is copied.
        let after = match tail.first() {
            None => "",
            Some(Inline::Text(text)) => text.as_str(),
            Some(_) => " ",
        };
        if let Some(text) = says_what_it_is(term, tail) {
            let term = term.clone();
            return Self { term, text }.checked();
        }
        let (bracket, separator) = separated(after);
        let inside = Inline::plain(term).trim_end().ends_with([':', '：']);
        // `**AES** (Advanced Encryption Standard)`, with the rest below it.
        let bracketed =
            after.trim_start().starts_with('(') && Inline::plain(tail).trim_end().ends_with(')');
        if bracketed && !inside && separator.is_none() {
            let (mut term, text) = (term.clone(), Vec::new());
            phrase::push(&mut term, " ");
            phrase::extend(&mut term, tail.to_vec());
            phrase::trim_end(&mut term, &[]);
            phrase::trim_start(&mut term, &[]);
            return Self { term, text }.checked();
        }
        if !inside && separator.is_none() {
            return None;
        }
        if tail.is_empty() || after.trim_start().starts_with("::") {
            return None;
        }
        let mut term = term.clone();
        phrase::trim_end(&mut term, &[':', '：']);
        let mut text = tail.to_vec();
        if let (false, Some(length)) = (inside, separator) {
            if !bracket.is_empty() {
                term.push(Inline::Text(format!(" {bracket}").into()));
            }
            if let Some(Inline::Text(first)) = text.first_mut() {
                first.drop_start(length);
            }
        }
        phrase::trim_start(&mut text, &[]);
        Self { term, text }.checked()
    }

    /// `**Term: text.**`
    fn whole_bold(bold: &[Inline]) -> Option<Self> {
        let colon = bold
            .iter()
            .enumerate()
            .find_map(|(index, inline)| match inline {
                Inline::Text(text) => {
                    let at = text.find(": ")?;
                    let before = &text[..at];
                    let within = before.matches('(').count() > before.matches(')').count();
                    (!within).then_some((index, at))
                }
                _ => None,
            });
        let (term, mut text) = match colon {
            Some((index, at)) => phrase::split_at(bold, index, at)?,
            None => {
                let mut term = bold.to_vec();
                phrase::trim_end(&mut term, &[':', '：', '.']);
                (term, Vec::new())
            }
        };
        phrase::trim_start(&mut text, &[':']);
        Self { term, text }.checked()
    }

    /// `Term: text`, `Term — text` or `` `term` -> text ``, without any bold.
    pub fn plain(prose: &Prose) -> Option<Self> {
        let bold = matches!(prose.inlines.first(), Some(Inline::Strong(_)));
        if prose.begins_with_link || bold {
            return None;
        }
        let (index, at, mark) = end_of_plain(&prose.inlines)?;
        if prose.plain().contains(":: ") {
            return None;
        }
        let (term, mut text) = phrase::split_at(&prose.inlines, index, at)?;
        if let Some(Inline::Text(words)) = text.first_mut() {
            let spaces = words.len() - words.trim_start().len();
            words.drop_start(spaces + mark.trim().len());
        }
        phrase::trim_start(&mut text, &[]);
        let line = Self { term, text };
        let words = Inline::plain(&line.term);
        let few = words.split_whitespace().count() <= MOST_WORDS;
        let code = line.begins_with_code();
        let sentence = !code && words.contains(['.', '!', '?', ';']) && words.contains(' ');
        let says = !line.text.is_empty() && Label::of(&line.term).is_none();
        if !(few && says) || sentence {
            return None;
        }
        line.checked()
    }

    /// Whether the term is set as code.
    pub fn begins_with_code(&self) -> bool {
        matches!(self.term.first(), Some(Inline::Code(_)))
    }

    /// The line itself, if its term names something.
    fn checked(self) -> Option<Self> {
        let words = Inline::plain(&self.term);
        let linked = matches!(self.term.as_slice(), [Inline::Link { .. }]);
        let letters = words.chars().any(char::is_alphabetic)
            || self.begins_with_code()
            || (words.chars().filter(char::is_ascii_digit).count() >= 3
                && !words.contains([':', '-']));
        let named = letters && words.len() <= LONGEST_TERM;
        let remark = label::is_remark(words.trim());
        // A word in capitals may say how far a task is.
        let first = words.split_whitespace().next().unwrap_or("");
        let task = first.chars().all(char::is_uppercase)
            && TASK_STATES.contains(&first.to_lowercase().as_str());
        (named && !linked && !remark && !task).then_some(self)
    }
}

/// The inline, the byte and the mark with which a plain term ends.
///
/// Most lines have no mark where a term could end, and are not read any further.
fn end_of_plain(inlines: &[Inline]) -> Option<(usize, usize, &'static str)> {
    let mut length = 0;
    for (index, inline) in inlines.iter().take(10).enumerate() {
        let Inline::Text(words) = inline else {
            continue;
        };
        let rest = LONGEST_TERM.saturating_sub(length);
        match first_mark(words, rest) {
            Mark::At(at, mark) => return Some((index, at, mark)),
            Mark::TooFar => return None,
            Mark::Absent => length += words.len(),
        }
    }
    None
}

/// Where the mark after a term is.
enum Mark {
    At(usize, &'static str),
    /// Behind more words than a term has, if anywhere.
    TooFar,
    Absent,
}

/// What stands between a plain term and its text: the first of the marks, which begins after at
/// most `longest` bytes and white space.
fn first_mark(words: &str, longest: usize) -> Mark {
    let bytes = words.as_bytes();
    let (mut count, mut before) = (0, b' ');
    for (at, &byte) in bytes.iter().enumerate() {
        if matches!(byte, b' ' | b':' | 0xef) {
            let after = bytes.get(at..).unwrap_or_default();
            let known: &[&str] = match after {
                [b' ', b'-' | b'=' | b':' | 0xe2, ..] => &MARKS_AFTER_SPACE,
                [b':', b' ', ..] => &[": "],
                [0xef, ..] => &["："],
                _ => &[],
            };
            if let Some(mark) = known.iter().find(|mark| after.starts_with(mark.as_bytes())) {
                return Mark::At(at, mark);
            }
        }
        count += usize::from(before == b' ' && byte.is_ascii_graphic());
        let space = byte.is_ascii_whitespace() || !byte.is_ascii();
        if count > MOST_WORDS || (at >= longest && !space) {
            return Mark::TooFar;
        }
        before = byte;
    }
    Mark::Absent
}

#[rustfmt::skip]
const MARKS_AFTER_SPACE: [&str; 10] = [
    " - ", " – ", " — ", " -- ", " = ", " -> ", " => ", " → ", " ⟶ ", " : ",
];

/// The sentence whose subject is the term, if it says what the term is.
fn says_what_it_is(term: &[Inline], tail: &[Inline]) -> Option<Vec<Inline>> {
    let Some(Inline::Text(after)) = tail.first() else {
        return None;
    };
    // `(CRD)` between the term and its verb stays with the sentence.
    let mut rest = after.strip_prefix(' ')?;
    if rest.starts_with('(') {
        rest = rest.split_once(") ")?.1;
    }
    COPULAS
        .iter()
        .any(|copula| {
            rest.strip_prefix(copula)
                .is_some_and(|rest| rest.starts_with(' '))
        })
        .then(|| {
            let mut sentence = vec![Inline::Strong(term.to_vec())];
            sentence.extend_from_slice(tail);
            sentence
        })
}

/// The verbs that say what something is.
#[rustfmt::skip]
const COPULAS: &[&str] = &[
    "is", "are", "was", "were", "means", "refers to", "stands for", "describes", "denotes",
    "represents", "är", "ist", "sind", "es", "son", "est", "sont", "è", "sono", "é", "são",
    "— это", "это",
];

/// Whether nothing but punctuation is left.
fn ends(tail: &[Inline]) -> bool {
    match tail {
        [] => true,
        [Inline::Text(text)] => {
            text.trim().trim_matches(['.', ':', '：']).is_empty() && !text.contains([':', '：'])
        }
        _ => false,
    }
}

/// What stands between a term and its definition: a bracket that belongs to the term, and the
/// length of all up to the definition, if a colon or a dash is there.
fn separated(after: &str) -> (&str, Option<usize>) {
    let mut rest = after.trim_start();
    // A reference to a note stands between the term and its colon.
    if rest.starts_with('[')
        && let Some(end) = rest.find(']')
    {
        rest = &rest[end + 1..];
    }
    let mut bracket = "";
    if rest.starts_with('(')
        && let Some(end) = rest.find(')')
    {
        (bracket, rest) = rest.split_at(end + 1);
    }
    let spaced = rest.starts_with(' ') || (bracket.is_empty() && after.starts_with(' '));
    let rest = rest.trim_start();
    let mark = [
        "—", "–", "--", ":", "：", "- ", "= ", "→", "⟶", "⇒", "-> ", "=> ",
    ]
    .into_iter()
    .find(|mark| rest.starts_with(mark) && (spaced || !matches!(*mark, "- " | "= ")));
    let length = mark.map(|mark| after.len() - rest.len() + mark.len());
    (bracket, length)
}
