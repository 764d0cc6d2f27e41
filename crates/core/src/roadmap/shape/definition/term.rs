//! A term at the beginning of a line, and what the line says of it.

use crate::rich_text::Inline;
use crate::roadmap::outline::Prose;
use crate::roadmap::phrase;

use crate::roadmap::shape::label::{self, Label};
use crate::roadmap::shape::labelled::Labelled;

/// A term of more bytes than this is a sentence that happens to be bold.
const LONGEST_TERM: usize = 90;
/// A plain term of more words is the beginning of a sentence.
const MOST_WORDS: usize = 6;

/// A term and the rest of its paragraph.
pub(super) struct Line {
    pub term: Vec<Inline>,
    pub text: Vec<Inline>,
}

impl Line {
    /// A bold term, then a colon or a dash; or a line that is bold as a whole, with a colon in it.
    pub fn bold(prose: &Prose) -> Option<Self> {
        let at = prose.inlines.iter().position(|inline| match inline {
            Inline::Text(text) => text.chars().any(char::is_alphanumeric),
            _ => true,
        })?;
        let (first, tail) = prose.inlines.get(at..)?.split_first()?;
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
        let (bracket, separator) = separated(after);
        let inside = Inline::plain(term).trim_end().ends_with([':', '：']);
        if !inside && separator.is_none() {
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
                Inline::Text(text) => text.find(": ").map(|at| (index, at)),
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

    /// `Term: text`, `Term — text` or `` `term` - text ``, without any bold.
    pub fn plain(prose: &Prose) -> Option<Self> {
        let line = match prose.inlines.split_first()? {
            (Inline::Code(_), [Inline::Text(after), ..]) => {
                let (bracket, separator) = separated(after);
                let length = separator.filter(|_| bracket.is_empty())?;
                let (first, tail) = prose.inlines.split_first()?;
                let mut text = tail.to_vec();
                if let Some(Inline::Text(after)) = text.first_mut() {
                    after.drop_start(length);
                }
                phrase::trim_start(&mut text, &[]);
                Self {
                    term: vec![first.clone()],
                    text,
                }
            }
            (Inline::Text(words), _) => {
                let dash = [" - ", " – ", " — ", " -- "]
                    .into_iter()
                    .filter_map(|dash| Some((words.find(dash)?, dash)))
                    .min();
                let colon = words.find(": ").unwrap_or(usize::MAX);
                match dash {
                    Some((at, dash)) if at < colon => {
                        let (term, mut text) = phrase::split_at(&prose.inlines, 0, at)?;
                        phrase::trim_start(&mut text, &['-', '–', '—']);
                        let _ = dash;
                        Self { term, text }
                    }
                    _ => {
                        let Labelled { name, text } = Labelled::of(prose)?;
                        Self { term: name, text }
                    }
                }
            }
            _ => return None,
        };
        let words = Inline::plain(&line.term);
        let few = words.split_whitespace().count() <= MOST_WORDS;
        let sentence = words.contains(['.', '!', '?', ';']) && words.contains(' ');
        let says = !line.text.is_empty() && Label::of(&line.term).is_none();
        if !(few && says) || sentence {
            return None;
        }
        line.checked()
    }

    /// The line itself, if its term names something.
    fn checked(self) -> Option<Self> {
        let words = Inline::plain(&self.term);
        let linked = matches!(self.term.as_slice(), [Inline::Link { .. }]);
        let letters = words.chars().any(char::is_alphabetic)
            || matches!(self.term.as_slice(), [Inline::Code(_)]);
        let named = letters && words.len() <= LONGEST_TERM;
        let remark = label::is_remark(words.trim());
        (named && !linked && !remark).then_some(self)
    }
}

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
    let mut bracket = "";
    if rest.starts_with('(')
        && let Some(end) = rest.find(')')
    {
        (bracket, rest) = rest.split_at(end + 1);
    }
    let spaced = rest.starts_with(' ') || (bracket.is_empty() && after.starts_with(' '));
    let rest = rest.trim_start();
    let mark = ["—", "–", "--", ":", "：", "- ", "= ", "→", "-> ", "=> "]
        .into_iter()
        .find(|mark| rest.starts_with(mark) && (spaced || !matches!(*mark, "- " | "= ")));
    let length = mark.map(|mark| after.len() - rest.len() + mark.len());
    (bracket, length)
}
