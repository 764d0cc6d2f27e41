//! Review questions, with an answer or without.

mod folded;
mod heading;
mod mark;
mod parts;

use crate::card::{Answer, CardKind};
use crate::rich_text::{Block, Inline, RichText};
use crate::roadmap::outline::{self, Content, Item, Node, Prose};
use crate::roadmap::trail::Fate;
use crate::roadmap::{identity, phrase};

use super::label::Label;
use super::{Findings, Scope, Unit, definition, given, labelled, mastery, nested_items, search};
use folded::{hides_one_answer, unfolded};
use mark::{
    Mark, begins_task, is_marked, is_marked_answer, line_marked, split_bold, split_last,
    split_lines, strip_answer_mark, strip_mark,
};
use parts::{asked_about, context_of, holds_options, is_answer};

pub(super) use folded::{details, hidden};
pub(super) use heading::{Listing, heading};

/// Outside a list of questions, one of fewer words does not stand alone: "Why?", "So what?".
const FEWEST_WORDS: usize = 3;

/// A list item that asks, or that stands in a list of questions; its further blocks answer.
///
/// Questions nested under it that nothing answers are questions of their own.
pub(super) fn item(item: &Item, scope: Scope<'_>, found: &mut Findings) -> bool {
    let Some(unit) = unit_of(item, scope) else {
        return false;
    };
    found.take(unit);
    if let Some((_, rest)) = item.split()
        && follow_up(rest)
    {
        let label = Some(Label::Questions);
        search(rest, Scope { label, ..scope }, found);
    }
    true
}

/// Whether all that stands under a question are further ones.
fn follow_up(nodes: &[Node]) -> bool {
    let [node] = nodes else { return false };
    let items = nested_items(std::slice::from_ref(node));
    let asking = items.iter().filter(|item| item_asks(item)).count();
    asking > 0 && asking * 2 >= items.len()
}

fn unit_of(item: &Item, scope: Scope<'_>) -> Option<Unit> {
    let (prose, rest) = item.split()?;
    if prose.links_only {
        return None;
    }
    let listed = scope.label == Some(Label::Questions);
    let hidden = hides_one_answer(rest);
    // Most items ask nothing: that is seen before anything is copied.
    let within = !listed && asks_within(&prose.inlines) && prose.plain().contains('?');
    if !listed && !hidden && !within && !asks(&prose.inlines) && Opening::of(prose).is_none() {
        return None;
    }
    if item.checkbox && !asks(&prose.inlines) && !begins_task(&prose.inlines) {
        return None;
    }
    if listed && !asks(&prose.inlines) && is_of_another_shape(item, prose) {
        return None;
    }
    let lines = split_lines(&prose.inlines);
    let (mut front, mut text) = (lines.question, lines.answer);
    let marked = strip_mark(&mut front, Mark::Question);
    if !asks(&front) {
        let split = split_bold(&front).or_else(|| {
            // Elsewhere, what sets a further task is no answer.
            let told = |tail: &[Inline]| listed || !begins_task(tail);
            let split = (listed || within).then(|| split_last(&front)).flatten();
            split.filter(|(_, tail)| told(tail))
        });
        match split {
            Some((question, tail)) => {
                front = question;
                text.splice(0..0, [Block::Paragraph(tail)]);
            }
            // A heading of sorts, with the questions below it.
            None if nested_items(rest).iter().any(item_asks) && !begins_task(&front) => {
                return None;
            }
            None if listed || marked || hidden || within => {}
            None => return None,
        }
    } else if !listed && !marked && !stands_alone(&front) {
        return None;
    }
    let asked = if text.is_empty() {
        asked_about(&front, rest)
    } else {
        0
    };
    let (about, own) = rest.split_at_checked(asked)?;
    let own = if follow_up(own) { &[] } else { own };
    text.extend(unfolded(own));
    strip_answer_mark(&mut text);
    let id = item.id().map(str::to_owned);
    let answer = given(RichText { blocks: text });
    let unit = unit(front, about, answer, id, item.start, scope.chapter);
    Some(unit).filter(|unit| !unit.front.is_empty())
}

/// Whether an item that does not ask is something else even among questions: a term with its
/// text, a skill, or what says itself that it is an example, a mistake and the like.
fn is_of_another_shape(item: &Item, prose: &Prose) -> bool {
    let term = definition::bold_term(&prose.inlines);
    mastery::is_skill(item)
        || term.is_some_and(|(_, text)| !begins_task(&text))
        || labelled::makes_card(prose)
}

/// Paragraphs that ask and answer: a bold question and what follows it, or `Q:` and `A:`.
///
/// Returns the blocks after those it takes.
pub(super) fn paragraphs<'a>(
    nodes: &'a [Node],
    scope: Scope<'_>,
    found: &mut Findings,
) -> Option<&'a [Node]> {
    let (node, prose, after) = outline::first_paragraph(nodes)?;
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
        let unit = unit(front, &[], answer, None, node.start, scope.chapter);
        found.units.extend((!unit.front.is_empty()).then_some(unit));
    }
    let lines = split_lines(last);
    let (mut front, mut text) = (lines.question, lines.answer);
    if matches!(begins, Opening::Numbered) {
        front.drain(..2);
        let taken = after.iter().take_while(|node| !ends_answer(node)).count();
        let (about, rest) = after.split_at_checked(taken)?;
        let answer = about.iter().position(is_answer).unwrap_or(about.len());
        let (about, own) = about.split_at_checked(answer)?;
        text = unfolded(own);
        strip_answer_mark(&mut text);
        let (answer, id) = (given(RichText { blocks: text }), node.id.clone());
        let unit = unit(front, about, answer, id, node.start, scope.chapter);
        if unit.front.is_empty() {
            return None;
        }
        found.take(unit);
        return Some(rest);
    }
    strip_mark(&mut front, Mark::Question);
    if let Some((question, tail)) = split_bold(&front) {
        front = question;
        text.splice(0..0, [Block::Paragraph(tail)]);
    }
    let taken = match begins {
        // The answer stands in the same paragraph already.
        _ if !text.is_empty() => after.iter().take_while(|node| continues(node)).count(),
        Opening::Bold => after.iter().take_while(|node| !ends_answer(node)).count(),
        Opening::Mark | Opening::Numbered => match after.first() {
            Some(first) if is_marked_answer(first) => {
                1 + after[1..].iter().take_while(|node| continues(node)).count()
            }
            _ => 0,
        },
    };
    let (own, rest) = after.split_at_checked(taken)?;
    let asked = if text.is_empty() {
        asked_about(&front, own)
    } else {
        0
    };
    let (about, own) = own.split_at_checked(asked)?;
    text.extend(unfolded(own));
    strip_answer_mark(&mut text);
    let id = node
        .id
        .as_ref()
        .or_else(|| own.iter().find_map(|node| node.id.as_ref()));
    let answer = given(RichText { blocks: text });
    let unit = unit(front, about, answer, id.cloned(), node.start, scope.chapter);
    if unit.front.is_empty() {
        return None;
    }
    found.mark(node.start, Fate::Cards(CardKind::Question));
    found.units.push(unit);
    Some(rest)
}

/// A question about what `about` shows.
fn unit(
    mut front: Vec<Inline>,
    about: &[Node],
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
    let prompt = identity::normalised(&front);
    phrase::drop_numbering(&mut front);
    let front = if front.is_empty() {
        RichText::EMPTY
    } else {
        let mut blocks = vec![Block::Paragraph(front)];
        blocks.extend(outline::blocks_of(about));
        RichText { blocks }
    };
    Unit {
        kind: CardKind::Question,
        start,
        note: start,
        chapter,
        id,
        prompt,
        facet: None,
        context: context_of(about),
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
    /// A bold line counts and names it; the question is on the next line.
    Numbered,
}

impl Opening {
    fn of(prose: &Prose) -> Option<Self> {
        match prose.inlines.as_slice() {
            [Inline::Strong(inner), ..] if asks(inner) && stands_alone(inner) => Some(Self::Bold),
            [Inline::Strong(inner)] if is_marked(inner, Mark::Question) => Some(Self::Bold),
            [Inline::Strong(inner), Inline::LineBreak, ..] if mark::begins_with_number(inner) => {
                Some(Self::Numbered)
            }
            inlines => is_marked(inlines, Mark::Question).then_some(Self::Mark),
        }
    }
}

/// Whether the words end with a question mark, whatever is drawn or closed after it.
pub(super) fn asks(inlines: &[Inline]) -> bool {
    match inlines.last() {
        Some(Inline::Text(text)) => {
            let end = text.trim_end_matches(|c: char| {
                c.is_whitespace()
                    || matches!(
                        c,
                        '"' | '\'' | '”' | '’' | '»' | ')' | '*' | '_' | '\u{200d}'
                    )
                    || (c >= '\u{2190}' && !c.is_alphanumeric() && c != '？')
            });
            match end.chars().next_back() {
                Some(last) => matches!(last, '?' | '？' | '؟'),
                None => inlines.split_last().is_some_and(|(_, rest)| asks(rest)),
            }
        }
        Some(Inline::Emphasis(inner) | Inline::Strong(inner)) => asks(inner),
        Some(Inline::Link { text, .. }) => asks(text),
        Some(Inline::LineBreak | Inline::Media { .. }) => {
            inlines.split_last().is_some_and(|(_, rest)| asks(rest))
        }
        _ => false,
    }
}

/// Whether words ask, or say what to answer as an item of a list of questions does.
pub(super) fn asks_or_sets_task(inlines: &[Inline]) -> bool {
    begins_task(inlines) || is_marked(inlines, Mark::Question)
}

pub(super) fn item_asks(item: &Item) -> bool {
    item.split().is_some_and(|(prose, _)| asks(&prose.inlines))
}

/// Whether most items of a list ask, so that the others do too in other words.
pub(super) fn mostly_ask(items: &[Item]) -> bool {
    let asking = items.iter().filter(|item| item_asks(item)).count();
    items.len() >= MOST_OF && asking * 3 >= items.len() * 2
}

/// How many siblings there must be for most of them to say anything of the others.
const MOST_OF: usize = 4;

/// What begins a question.
const ASKING: [&str; 9] = [
    "what", "why", "how", "when", "which", "who", "where", "what’s", "what's",
];

/// What a question goes on with where it has no mark.
const VERBS: [&str; 7] = ["is", "are", "was", "were", "do", "does", "did"];

/// Whether words ask, though they go on after the question mark or leave it out.
fn asks_within(inlines: &[Inline]) -> bool {
    let words = Inline::plain(inlines);
    let words = identity::without_numbering(&words).trim();
    let mut each = words.split_whitespace();
    let is = |word: Option<&str>, known: &[&str]| {
        word.is_some_and(|word| known.iter().any(|known| known.eq_ignore_ascii_case(word)))
    };
    is(each.next(), &ASKING) && (words.contains('?') || is(each.next(), &VERBS))
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
        Content::List { items, .. } => {
            let asking = items.iter().filter(|item| item_asks(item)).count();
            let checks = items.iter().any(|item| item.checkbox) && !holds_options(node);
            checks || (asking > 0 && asking * 2 >= items.len())
        }
        Content::Paragraph(prose) => {
            let answers = parts::begins_answer(prose);
            !answers && (Opening::of(prose).is_some() || Label::of(&prose.inlines).is_some())
        }
        _ => false,
    }
}
