//! Review questions, with an answer or without.

mod mark;
mod parts;

use crate::card::{Answer, CardKind};
use crate::rich_text::{Block, Inline, RichText};
use crate::roadmap::outline::{self, Chapter, Content, Item, Node, Prose};
use crate::roadmap::trail::{Fate, Reason};
use crate::roadmap::{identity, phrase};

use super::label::{self, Label};
use super::{Findings, Scope, Unit, given, nested_items, search};
use mark::{
    Mark, begins_task, is_marked, is_marked_answer, line_marked, split_bold, split_last,
    split_lines, strip_answer_mark, strip_mark,
};
use parts::{asked_about, context_of, heads_answer, hides_answer, hides_group, is_answer};

/// Outside a list of questions, one of fewer words does not stand alone: "Why?", "So what?".
const FEWEST_WORDS: usize = 3;

/// What the headings beside a heading say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listing {
    None,
    /// The section around it is one of questions.
    Questions,
    /// Most of the headings beside it ask.
    MostAsk,
}

/// Whether a few paragraphs under a title ask, and nothing answers them.
fn asks_in_text(nodes: &[Node]) -> bool {
    let prose = |node: &Node| matches!(node.content, Content::Paragraph(_) | Content::Code { .. });
    let asking = nodes.iter().any(|node| match &node.content {
        Content::Paragraph(prose) => prose.plain().contains('?') || begins_task(&prose.inlines),
        _ => false,
    });
    nodes.len() <= 4 && nodes.iter().all(prose) && asking
}

/// A heading that asks; what stands under it answers, with the parts it is divided into.
///
/// The card belongs to the chapter around it: the question's own text is the answer. Returns how
/// many chapters after it are part of the answer.
pub(super) fn heading(
    chapter: &Chapter,
    parts: &[Chapter],
    scope: Scope<'_>,
    listing: Listing,
    found: &mut Findings,
) -> Option<usize> {
    let prose = &chapter.heading;
    let listed = listing != Listing::None;
    if prose.links_only || prose.inlines.is_empty() {
        return None;
    }
    let answered = parts
        .first()
        .is_some_and(|part| heads_answer(&part.heading.inlines));
    let hidden = hides_one_answer(&chapter.nodes);
    let asks = asks(&prose.inlines)
        || is_marked(&prose.inlines, Mark::Question)
        || asks_within(&prose.inlines);
    let others_ask = listing == Listing::MostAsk
        && !chapter.nodes.is_empty()
        && Label::of(&prose.inlines).is_none()
        && !label::is_remark(&prose.plain());
    let listed = listed && (begins_task(&prose.inlines) || others_ask);
    let counted = parts::only_counts(&prose.plain()) && !chapter.nodes.is_empty();
    let told = listing == Listing::Questions && asks_in_text(&chapter.nodes);
    if !(asks || listed || answered || hidden || counted || told)
        || label::is_invitation(&prose.plain())
    {
        return None;
    }
    // A question without text whose parts ask or name things is what those are about.
    let headings_only = parts.iter().all(|part| part.nodes.is_empty());
    if chapter.nodes.is_empty() && !parts.is_empty() && !answered && !headings_only {
        return None;
    }
    if parts.iter().any(|part| self::asks(&part.heading.inlines)) {
        return None;
    }
    let mut front = prose.inlines.clone();
    strip_mark(&mut front, Mark::Question);
    let asked = if answered || (told && !asks) {
        chapter.nodes.len()
    } else if counted {
        parts::scenario(&chapter.nodes)
    } else {
        asked_about(&front, &chapter.nodes)
    };
    let (about, own) = chapter.nodes.split_at_checked(asked)?;
    let mut text = unfolded(own);
    for part in parts {
        if !heads_answer(&part.heading.inlines) {
            text.push(Block::Paragraph(vec![Inline::Strong(
                part.heading.inlines.clone(),
            )]));
        }
        text.extend(unfolded(&part.nodes));
    }
    strip_answer_mark(&mut text);
    let answer = given(RichText { blocks: text });
    let id = prose.id.clone();
    let mut unit = unit(front, about, answer, id, chapter.start, scope.chapter);
    if counted {
        // The number says nothing: what is asked stands below it.
        unit.front = RichText {
            blocks: outline::blocks_of(about),
        };
        let first = about.iter().find_map(|node| match &node.content {
            Content::Paragraph(prose) => Some(identity::normalised(&prose.inlines)),
            _ => None,
        });
        unit.prompt = first.unwrap_or(unit.prompt);
    }
    if unit.front.is_empty() {
        return None;
    }
    found.take(unit);
    Some(parts.len())
}

/// Whether the blocks under a heading are one task and its folded answer.
fn hides_one_answer(nodes: &[Node]) -> bool {
    let mut answers = nodes.iter().filter(|node| match &node.content {
        Content::Details { summary, .. } => hides_answer(summary),
        _ => false,
    });
    answers.next().is_some() && answers.next().is_none()
}

/// The blocks of `nodes`, with what an answer folds unfolded without its line.
fn unfolded(nodes: &[Node]) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(nodes.len());
    for node in nodes {
        match &node.content {
            Content::Details { summary, nodes } if hides_answer(summary) => {
                blocks.extend(unfolded(nodes));
            }
            _ => blocks.extend(outline::blocks_of(std::slice::from_ref(node))),
        }
    }
    blocks
}

/// Folded text: under a question, its answer; under any other line, blocks to be searched.
pub(super) fn details(
    node: &Node,
    summary: &Prose,
    nodes: &[Node],
    scope: Scope<'_>,
    found: &mut Findings,
) {
    let listed = scope.label == Some(Label::Questions);
    let asks = asks(&summary.inlines) || is_marked(&summary.inlines, Mark::Question);
    let group = hides_group(summary) || hides_answer(summary) || summary.inlines.is_empty();
    let is_folded = |node: &&Node| matches!(node.content, Content::Details { .. });
    let divided = nodes.iter().any(|node| is_folded(&node))
        && nodes
            .iter()
            .all(|n| is_folded(&n) || matches!(n.content, Content::Rule));
    let shows = parts::shows(&summary.plain());
    let task = !shows && (listed || begins_task(&summary.inlines));
    if group || divided || !(asks || task) {
        let scope = if group || summary.inlines.is_empty() {
            scope
        } else {
            Scope {
                subject: &summary.inlines,
                label: Label::of(&summary.inlines).or(scope.label),
                ..scope
            }
        };
        if scope.label == Some(Label::Links) || hides_group(summary) {
            found.leave(node.start, Reason::Links);
        } else {
            found.leave(node.start, Reason::Heading);
            search(nodes, scope, found);
        }
        return;
    }
    // What is folded again within the answer may ask by itself.
    let follow = nodes.iter().position(
        |node| matches!(&node.content, Content::Details { summary, .. } if !hides_answer(summary)),
    );
    let (nodes, follow) = nodes.split_at(follow.unwrap_or(nodes.len()));
    let mut front = summary.inlines.clone();
    strip_mark(&mut front, Mark::Question);
    let asked = asked_about(&front, nodes);
    let (about, own) = nodes.split_at_checked(asked).unwrap_or((&[], nodes));
    let mut text = unfolded(own);
    strip_answer_mark(&mut text);
    let id = summary.id.clone().or_else(|| node.id.clone());
    let answer = given(RichText { blocks: text });
    let unit = unit(front, about, answer, id, node.start, scope.chapter);
    if !unit.front.is_empty() {
        found.take(unit);
    }
    search(follow, scope, found);
}

/// A paragraph that is followed by its answer: folded, or marked as one.
///
/// Returns the blocks after those it takes.
pub(super) fn hidden<'a>(
    nodes: &'a [Node],
    scope: Scope<'_>,
    found: &mut Findings,
) -> Option<&'a [Node]> {
    let (node, after) = nodes.split_first()?;
    let Content::Paragraph(prose) = &node.content else {
        return None;
    };
    if prose.links_only || is_answer(node) {
        return None;
    }
    // Code and options may stand between the question and its answer.
    let between = after
        .iter()
        .take(2)
        .take_while(|node| matches!(node.content, Content::Code { .. } | Content::List { .. }));
    let between = between.count();
    let answer_node = after.get(between).filter(|node| is_answer(node))?;
    let folded = matches!(answer_node.content, Content::Details { .. });
    if !(folded || asks(&prose.inlines)) {
        return None;
    }
    let (about, rest) = after.split_at_checked(between)?;
    let marked = is_marked_answer(answer_node);
    let further = match rest.split_first() {
        Some((_, further)) if marked => further.iter().take_while(|n| continues(n)).count(),
        _ => 0,
    };
    let (own, rest) = rest.split_at_checked(1 + further)?;
    let mut front = prose.inlines.clone();
    strip_mark(&mut front, Mark::Question);
    let mut text = unfolded(own);
    strip_answer_mark(&mut text);
    let answer = given(RichText { blocks: text });
    let unit = unit(
        front,
        about,
        answer,
        node.id.clone(),
        node.start,
        scope.chapter,
    );
    if unit.front.is_empty() {
        return None;
    }
    found.take(unit);
    Some(rest)
}

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

/// Paragraphs that ask and answer: a bold question and what follows it, or `Q:` and `A:`.
///
/// Returns the blocks after those it takes.
pub(super) fn paragraphs<'a>(
    nodes: &'a [Node],
    scope: Scope<'_>,
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
        let unit = unit(front, &[], answer, None, node.start, scope.chapter);
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
}

impl Opening {
    fn of(prose: &Prose) -> Option<Self> {
        match prose.inlines.as_slice() {
            [Inline::Strong(inner), ..] if asks(inner) && stands_alone(inner) => Some(Self::Bold),
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
        Some(Inline::LineBreak) => inlines.split_last().is_some_and(|(_, rest)| asks(rest)),
        _ => false,
    }
}

pub(super) fn item_asks(item: &Item) -> bool {
    item.split().is_some_and(|(prose, _)| asks(&prose.inlines))
}

/// Whether most items of a list ask, so that the others do too in other words.
pub(super) fn mostly_ask(items: &[Item]) -> bool {
    let asking = items.iter().filter(|item| item_asks(item)).count();
    items.len() >= MOST_OF && asking * 2 >= items.len()
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
            asking > 0 && asking * 2 >= items.len()
        }
        Content::Paragraph(prose) => {
            let answers = parts::begins_answer(prose);
            !answers && (Opening::of(prose).is_some() || Label::of(&prose.inlines).is_some())
        }
        _ => false,
    }
}
