//! `Q:` and `A:`, question marks, and where a question ends and its answer begins.

use crate::rich_text::{Block, Inline};
use crate::roadmap::outline::{Content, Node};
use crate::roadmap::phrase;

use super::asks;

/// A paragraph of several lines, at the line that begins with `A:`.
pub(super) struct Lines {
    pub question: Vec<Inline>,
    pub answer: Vec<Block>,
}

pub(super) fn split_lines(inlines: &[Inline]) -> Lines {
    match line_marked(inlines, Mark::Answer) {
        Some(at) => Lines {
            question: inlines[..at].to_vec(),
            answer: vec![Block::Paragraph(inlines[at + 1..].to_vec())],
        },
        None => Lines {
            question: inlines.to_vec(),
            answer: Vec::new(),
        },
    }
}

/// The first line break that such a mark comes after.
pub(super) fn line_marked(inlines: &[Inline], mark: Mark) -> Option<usize> {
    inlines.iter().enumerate().find_map(|(at, inline)| {
        let after = inlines.get(at + 1..).unwrap_or_default();
        (matches!(inline, Inline::LineBreak) && is_marked(after, mark)).then_some(at)
    })
}

/// Whether the inlines begin with such a mark.
pub(super) fn is_marked(inlines: &[Inline], mark: Mark) -> bool {
    let letters: &[char] = match mark {
        Mark::Question => &['Q', 'q'],
        Mark::Answer => &['A', 'C', 'S'],
    };
    // A mark is in the first two at most: no more is copied, however long the paragraph.
    let head = inlines.get(..2).unwrap_or(inlines);
    begins_with(head, letters) && strip_mark(&mut head.to_vec(), mark)
}

/// A question and the words that follow it in the same paragraph.
pub(super) type Split = (Vec<Inline>, Vec<Inline>);

/// Splits after a bold question.
pub(super) fn split_bold(inlines: &[Inline]) -> Option<Split> {
    let [Inline::Strong(inner), tail @ ..] = inlines else {
        return None;
    };
    if !asks(inner) || tail.is_empty() {
        return None;
    }
    let mut tail = tail.to_vec();
    phrase::trim_start(&mut tail, &['—', '–', '-', ':']);
    (!tail.is_empty()).then(|| (inner.clone(), tail))
}

/// Splits after the last question mark that ends a sentence: for lists of questions only.
pub(super) fn split_last(inlines: &[Inline]) -> Option<Split> {
    inlines
        .iter()
        .enumerate()
        .rev()
        .find_map(|(index, inline)| {
            let Inline::Text(text) = inline else {
                return None;
            };
            let at = text.rfind("? ")?;
            phrase::split_at(inlines, index, at + 1).filter(|(_, tail)| !tail.is_empty())
        })
}

/// What a line of questions and answers begins with.
#[derive(Clone, Copy)]
pub(super) enum Mark {
    Question,
    Answer,
}

fn begins_with(inlines: &[Inline], letters: &[char]) -> bool {
    match inlines.first() {
        Some(Inline::Text(text)) => text.starts_with(letters),
        Some(Inline::Strong(inner) | Inline::Emphasis(inner)) => begins_with(inner, letters),
        _ => false,
    }
}

/// Takes `Q:`, `Q1.`, `Question 2:` or `A:`, `Answer:` off the beginning, bold or not.
pub(super) fn strip_mark(inlines: &mut Vec<Inline>, mark: Mark) -> bool {
    let Some(text) = phrase::first_text(inlines) else {
        return false;
    };
    let words: &[&str] = match mark {
        Mark::Question => &["Question", "QUESTION", "Ques", "Q", "q"],
        Mark::Answer => &[
            "Correct answer",
            "Correct Answer",
            "Answer",
            "ANSWER",
            "Solution",
            "Ans",
            "A",
        ],
    };
    let Some(rest) = words.iter().find_map(|word| text.strip_prefix(word)) else {
        return false;
    };
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let numbered = digits.len() < rest.trim_start().len();
    let length = match digits.chars().next() {
        Some(':') => 1,
        Some('.' | ')') if numbered => 1,
        // The colon may stand outside of the bold letter.
        None => 0,
        _ => return false,
    };
    let kept = digits.len() - length;
    let dropped = text.len() - kept;
    text.drop_start(dropped);
    if length == 0 || text.is_empty() {
        // `**Q:** words`: the emptied span goes, and with it a colon after it.
        let colon = length == 0;
        inlines.remove(0);
        let after = phrase::first_text(inlines).map(|text| text.trim_start().starts_with(':'));
        if colon && after != Some(true) {
            return false;
        }
        phrase::trim_start(inlines, if colon { &[':'] } else { &[] });
    } else {
        let kept = text.trim_start().len();
        let dropped = text.len() - kept;
        text.drop_start(dropped);
    }
    true
}

pub(super) fn is_marked_answer(node: &Node) -> bool {
    matches!(&node.content, Content::Paragraph(prose) if is_marked(&prose.inlines, Mark::Answer))
}

/// Takes `A:` off the beginning of an answer.
pub(super) fn strip_answer_mark(text: &mut [Block]) {
    if let Some(Block::Paragraph(inlines)) = text.first_mut()
        && begins_with(inlines, &['A', 'C', 'S'])
    {
        let mut stripped = inlines.clone();
        if strip_mark(&mut stripped, Mark::Answer) && !stripped.is_empty() {
            *inlines = stripped;
        }
    }
}

/// The verbs that ask for an answer without a question mark.
#[rustfmt::skip]
const TASKS: &[&str] = &[
    "calculate", "compare", "contrast", "define", "describe", "design", "difference",
    "differences", "differentiate", "discuss", "distinguish", "draw", "enumerate", "explain",
    "find", "give", "how", "identify", "implement", "list", "mention", "name", "outline", "prove",
    "show", "solve", "state", "summarise", "summarize", "tell", "trace", "walk", "what", "when",
    "which", "why", "write",
];

/// Whether words ask for an answer as an item of a list of questions does.
pub(super) fn begins_task(inlines: &[Inline]) -> bool {
    let words = Inline::plain(inlines);
    let words = crate::roadmap::identity::without_numbering(&words);
    let first = words.split_whitespace().next().unwrap_or("");
    let first = first.trim_end_matches([',', ':', '.', '!']).to_lowercase();
    asks(inlines) || TASKS.contains(&first.as_str())
}

/// Whether words begin with a number and go on.
pub(super) fn begins_with_number(inlines: &[Inline]) -> bool {
    let words = Inline::plain(inlines);
    let digits = words.trim_start_matches(|c: char| c.is_ascii_digit());
    digits.len() < words.len() && digits.starts_with([' ', '.', ')']) && digits.len() > 2
}
