//! Notes between `START` and `END`, as they are written for export to Anki.

use crate::rich_text::Inline;
use crate::roadmap::outline::line::Direction;
use crate::roadmap::outline::{Content, Node};
use crate::roadmap::phrase;
use crate::roadmap::shape::{Findings, cloze};

use super::back::{joined, paragraph_and};
use super::{Read, Source, Taken};

/// Blocks that a note may have at most; further down, no `END` is looked for.
const MOST_BLOCKS: usize = 32;

/// What kind of note it is.
enum Kind {
    Basic(Direction),
    Cloze,
}

impl Kind {
    fn of(name: &str) -> Option<Self> {
        match name.trim() {
            "Basic" | "Basic (type in the answer)" => Some(Self::Basic(Direction::Forward)),
            "Basic (and reversed card)" | "Basic (optional reversed card)" => {
                Some(Self::Basic(Direction::Both))
            }
            "Cloze" => Some(Self::Cloze),
            _ => None,
        }
    }
}

/// A paragraph that begins with `START`, up to `END` in it or below.
pub(super) fn block<'a>(
    source: &Source<'_>,
    after: &'a [Node],
    found: &mut Findings,
) -> Option<&'a [Node]> {
    let lines = source.lines();
    let [start, kind, fields @ ..] = lines.as_slice() else {
        return None;
    };
    if !is(start.1, "START") {
        return None;
    }
    let kind = Kind::of(&Inline::plain(kind.1))?;
    let (fields, own, rest) = match fields.iter().position(|(_, line)| is(line, "END")) {
        Some(end) => (fields.get(..end)?, &after[..0], after),
        None => {
            let end = after.iter().take(MOST_BLOCKS).position(|node| {
                matches!(&node.content, Content::Paragraph(prose) if is(&prose.inlines, "END"))
            })?;
            (fields, after.get(..end)?, after.get(end + 1..)?)
        }
    };
    let kept: Vec<(usize, &[Inline])> = fields
        .iter()
        .filter(|(_, line)| !begins(line, "Tags:") && !begins(line, "ID:"))
        .copied()
        .collect();
    let back = kept.iter().position(|(_, line)| begins(line, "Back:"));
    let (front, back) = kept.split_at_checked(back.unwrap_or(kept.len()))?;
    let begins_at = front.first().map_or(source.start, |(at, _)| *at);
    let (mut front, mut back) = (joined(front), joined(back));
    drop_name(&mut front, "Front:");
    drop_name(&mut front, "Text:");
    drop_name(&mut back, "Back:");
    let taken = match kind {
        Kind::Basic(direction) => {
            let back = paragraph_and(back, own);
            source.card(begins_at, source.id, front, back, direction, found)
        }
        Kind::Cloze => sentence(source, begins_at, &front, found),
    };
    (taken == Taken::Whole).then_some(rest)
}

/// Lines of the form `STARTI [Basic] front Back: back ENDI`.
pub(super) fn lines(
    source: &Source<'_>,
    lines: &[(usize, &[Inline])],
    found: &mut Findings,
) -> Read {
    let mut read = Read::Nothing;
    for (start, line) in lines {
        if inline(source, *start, line, found) == Some(Taken::Whole) {
            read = Read::Lines;
        }
    }
    read
}

fn inline(
    source: &Source<'_>,
    start: usize,
    line: &[Inline],
    found: &mut Findings,
) -> Option<Taken> {
    let Some(Inline::Text(first)) = line.first() else {
        return None;
    };
    let (kind, _) = first.strip_prefix("STARTI [")?.split_once(']')?;
    let length = "STARTI [".len() + kind.len() + "]".len();
    let kind = Kind::of(kind)?;
    let mut words = line.to_vec();
    if let Some(text) = phrase::first_text(&mut words) {
        text.drop_start(length);
    }
    let end = phrase::last_text(&mut words)?;
    let kept = end.trim_end().strip_suffix("ENDI")?.len();
    end.truncate(kept);
    phrase::trim_start(&mut words, &[]);
    let back = words
        .iter()
        .enumerate()
        .find_map(|(index, inline)| match inline {
            Inline::Text(text) => text.find("Back:").map(|at| (index, at)),
            _ => None,
        });
    let (mut front, mut back) = match back {
        Some((index, at)) => phrase::split_at(&words, index, at)?,
        None => (words, Vec::new()),
    };
    phrase::trim_end(&mut front, &[]);
    phrase::trim_end(&mut back, &[]);
    drop_name(&mut back, "Back:");
    Some(match kind {
        Kind::Basic(direction) => {
            let back = paragraph_and(back, &[]);
            source.card(start, None, front, back, direction, found)
        }
        Kind::Cloze => sentence(source, start, &front, found),
    })
}

fn sentence(source: &Source<'_>, start: usize, words: &[Inline], found: &mut Findings) -> Taken {
    let sentence = cloze::Sentence {
        inlines: words,
        start,
        chapter: source.chapter,
        id: source.id,
    };
    sentence.read(source.practice.marks, found)
}

fn is(line: &[Inline], word: &str) -> bool {
    matches!(line, [Inline::Text(text)] if text.trim() == word)
}

fn begins(line: &[Inline], name: &str) -> bool {
    matches!(line.first(), Some(Inline::Text(text)) if text.starts_with(name))
}

/// Takes the name of a field off its words.
fn drop_name(words: &mut Vec<Inline>, name: &str) {
    if begins(words, name)
        && let Some(Inline::Text(text)) = words.first_mut()
    {
        text.drop_start(name.len());
        phrase::trim_start(words, &[]);
    }
}
