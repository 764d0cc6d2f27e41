//! Review questions, with an answer or without.

use crate::card::{Answer, CardKind};
use crate::rich_text::{Block, Inline, RichText};
use crate::roadmap::outline::{self, Chapter, Content, Item, Node, Prose};
use crate::roadmap::{identity, phrase};

use super::label::Label;
use super::{Findings, Scope, Unit, answer, given, nested_items};

/// Outside a list of questions, one of fewer words does not stand alone: "Why?", "So what?".
const FEWEST_WORDS: usize = 3;

/// A heading that asks; what stands under it answers.
///
/// The card belongs to the chapter around it: the question's own text is the answer.
pub(super) fn heading(chapter: &Chapter, parent: usize) -> Option<Unit> {
    let prose = &chapter.heading;
    if prose.links_only || !asks(&prose.inlines) {
        return None;
    }
    let mut front = prose.inlines.clone();
    strip_mark(&mut front, Mark::Question);
    let (id, start) = (prose.id.clone(), chapter.start);
    Some(unit(front, answer(&chapter.nodes), id, start, parent))
}

/// A list item that asks, or that stands in a list of questions; its further blocks answer.
pub(super) fn item(item: &Item, scope: Scope) -> Option<Unit> {
    let (prose, rest) = item.split()?;
    if prose.links_only {
        return None;
    }
    let listed = scope.label == Some(Label::Questions);
    // Most items ask nothing: that is seen before anything is copied.
    if !listed && !asks(&prose.inlines) && Opening::of(prose).is_none() {
        return None;
    }
    let lines = split_lines(&prose.inlines);
    let (mut front, mut text) = (lines.question, lines.answer);
    let marked = strip_mark(&mut front, Mark::Question);
    if !asks(&front) {
        let split = split_bold(&front).or_else(|| listed.then(|| split_last(&front)).flatten());
        match split {
            Some((question, tail)) => {
                front = question;
                text.splice(0..0, [Block::Paragraph(tail)]);
            }
            // A heading of sorts, with the questions below it.
            None if nested_items(rest).iter().any(item_asks) => return None,
            None if listed || marked => {}
            None => return None,
        }
    } else if !listed && !marked && !stands_alone(&front) {
        return None;
    }
    text.extend(outline::blocks_of(rest));
    strip_answer_mark(&mut text);
    let id = item.id().map(str::to_owned);
    let answer = given(RichText { blocks: text });
    Some(unit(front, answer, id, item.start, scope.chapter)).filter(|unit| !unit.front.is_empty())
}

/// Paragraphs that ask and answer: a bold question and what follows it, or `Q:` and `A:`.
///
/// Returns the blocks after those it takes.
pub(super) fn paragraphs<'a>(
    nodes: &'a [Node],
    scope: Scope,
    found: &mut Findings,
) -> Option<&'a [Node]> {
    let (node, after) = nodes.split_first()?;
    let Content::Paragraph(prose) = &node.content else {
        return None;
    };
    if prose.links_only {
        return None;
    }
    let begins = Opening::of(prose)?;
    // One paragraph may hold several; what follows it belongs to the last.
    let mut last = prose.inlines.as_slice();
    while let Some(at) = line_marked(last, Mark::Question) {
        let lines = split_lines(&last[..at]);
        last = &last[at + 1..];
        let (mut front, mut text) = (lines.question, lines.answer);
        strip_mark(&mut front, Mark::Question);
        strip_answer_mark(&mut text);
        let answer = given(RichText { blocks: text });
        let unit = unit(front, answer, None, node.start, scope.chapter);
        found.units.extend((!unit.front.is_empty()).then_some(unit));
    }
    let lines = split_lines(last);
    let (mut front, mut text) = (lines.question, lines.answer);
    strip_mark(&mut front, Mark::Question);
    if let Some((question, tail)) = split_bold(&front) {
        front = question;
        text.splice(0..0, [Block::Paragraph(tail)]);
    }
    let taken = match begins {
        // The answer stands in the same paragraph already.
        _ if !text.is_empty() => after.iter().take_while(|node| continues(node)).count(),
        Opening::Bold => after.iter().take_while(|node| !ends_answer(node)).count(),
        Opening::Mark => match after.first() {
            Some(first) if is_marked_answer(first) => {
                1 + after[1..].iter().take_while(|node| continues(node)).count()
            }
            _ => 0,
        },
    };
    let (own, rest) = after.split_at_checked(taken)?;
    text.extend(outline::blocks_of(own));
    strip_answer_mark(&mut text);
    let id = node
        .id
        .as_ref()
        .or_else(|| own.iter().find_map(|node| node.id.as_ref()));
    let answer = given(RichText { blocks: text });
    let unit = unit(front, answer, id.cloned(), node.start, scope.chapter);
    if unit.front.is_empty() {
        return None;
    }
    found.units.push(unit);
    Some(rest)
}

fn unit(
    mut front: Vec<Inline>,
    answer: Answer,
    id: Option<String>,
    start: usize,
    chapter: usize,
) -> Unit {
    // The whole of a question is no more important than itself.
    if let [Inline::Strong(inner)] = front.as_mut_slice() {
        front = std::mem::take(inner);
    }
    phrase::trim_end(&mut front, &[]);
    let front = if front.is_empty() {
        RichText::EMPTY
    } else {
        RichText::paragraph(front)
    };
    let prompt = match front.blocks.first() {
        Some(Block::Paragraph(inlines)) => identity::normalised(inlines),
        _ => String::new(),
    };
    Unit {
        kind: CardKind::Question,
        start,
        chapter,
        id,
        prompt,
        column: None,
        front,
        answer,
    }
}

/// How a paragraph that asks begins.
enum Opening {
    /// All or the beginning of it is bold, and that asks.
    Bold,
    /// It begins with `Q:`.
    Mark,
}

impl Opening {
    fn of(prose: &Prose) -> Option<Self> {
        match prose.inlines.as_slice() {
            [Inline::Strong(inner), ..] if asks(inner) && stands_alone(inner) => Some(Self::Bold),
            inlines => is_marked(inlines, Mark::Question).then_some(Self::Mark),
        }
    }
}

/// Whether the words end with a question mark.
pub(super) fn asks(inlines: &[Inline]) -> bool {
    match inlines.last() {
        Some(Inline::Text(text)) => {
            let end = text.trim_end_matches(|c: char| {
                c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’')
            });
            match end.chars().next_back() {
                Some(last) => matches!(last, '?' | '？' | '؟'),
                None => inlines.split_last().is_some_and(|(_, rest)| asks(rest)),
            }
        }
        Some(Inline::Emphasis(inner) | Inline::Strong(inner)) => asks(inner),
        Some(Inline::Link { text, .. }) => asks(text),
        _ => false,
    }
}

fn item_asks(item: &Item) -> bool {
    item.split().is_some_and(|(prose, _)| asks(&prose.inlines))
}

fn stands_alone(inlines: &[Inline]) -> bool {
    let words = Inline::plain(inlines);
    // Scripts without spaces between words say enough in one.
    !words.is_ascii() || words.split_whitespace().nth(FEWEST_WORDS - 1).is_some()
}

/// Whether a block goes on with an answer that has begun: code, a list or a quote.
fn continues(node: &Node) -> bool {
    matches!(
        node.content,
        Content::Code { .. } | Content::List { .. } | Content::Quote(_)
    )
}

/// Whether the answer of a bold question ends before this block.
fn ends_answer(node: &Node) -> bool {
    match &node.content {
        Content::Rule => true,
        Content::Paragraph(prose) => {
            Opening::of(prose).is_some() || Label::of(&prose.inlines).is_some()
        }
        _ => false,
    }
}

/// A paragraph of several lines, at the line that begins with `A:`.
struct Lines {
    question: Vec<Inline>,
    answer: Vec<Block>,
}

fn split_lines(inlines: &[Inline]) -> Lines {
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
fn line_marked(inlines: &[Inline], mark: Mark) -> Option<usize> {
    inlines.iter().enumerate().find_map(|(at, inline)| {
        let after = inlines.get(at + 1..).unwrap_or_default();
        (matches!(inline, Inline::LineBreak) && is_marked(after, mark)).then_some(at)
    })
}

/// Whether the inlines begin with such a mark.
fn is_marked(inlines: &[Inline], mark: Mark) -> bool {
    let letter = match mark {
        Mark::Question => 'Q',
        Mark::Answer => 'A',
    };
    // A mark is in the first two at most: no more is copied, however long the paragraph.
    let head = inlines.get(..2).unwrap_or(inlines);
    begins_with(head, letter) && strip_mark(&mut head.to_vec(), mark)
}

/// A question and the words that follow it in the same paragraph.
type Split = (Vec<Inline>, Vec<Inline>);

/// Splits after a bold question.
fn split_bold(inlines: &[Inline]) -> Option<Split> {
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
fn split_last(inlines: &[Inline]) -> Option<Split> {
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
enum Mark {
    Question,
    Answer,
}

fn begins_with(inlines: &[Inline], letter: char) -> bool {
    match inlines.first() {
        Some(Inline::Text(text)) => text.starts_with(letter),
        Some(Inline::Strong(inner) | Inline::Emphasis(inner)) => begins_with(inner, letter),
        _ => false,
    }
}

/// Takes `Q:`, `Q1.`, `Question 2:` or `A:`, `Answer:` off the beginning, bold or not.
fn strip_mark(inlines: &mut Vec<Inline>, mark: Mark) -> bool {
    let Some(text) = phrase::first_text(inlines) else {
        return false;
    };
    let words: [&str; 2] = match mark {
        Mark::Question => ["Question", "Q"],
        Mark::Answer => ["Answer", "A"],
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

fn is_marked_answer(node: &Node) -> bool {
    matches!(&node.content, Content::Paragraph(prose) if is_marked(&prose.inlines, Mark::Answer))
}

/// Takes `A:` off the beginning of an answer.
fn strip_answer_mark(text: &mut [Block]) {
    if let Some(Block::Paragraph(inlines)) = text.first_mut()
        && begins_with(inlines, 'A')
    {
        let mut stripped = inlines.clone();
        if strip_mark(&mut stripped, Mark::Answer) && !stripped.is_empty() {
            *inlines = stripped;
        }
    }
}
