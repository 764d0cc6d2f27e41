//! Folded text: questions with their answer under them, and answers to what stands above them.

use crate::rich_text::{Block, RichText};
use crate::roadmap::outline::{self, Content, Node, Prose};
use crate::roadmap::shape::label::Label;
use crate::roadmap::shape::{Findings, Scope, Subject, given, search};
use crate::roadmap::trail::Reason;

use super::mark::{Mark, begins_task, is_marked, is_marked_answer, strip_answer_mark, strip_mark};
use super::parts::{self, asked_about, hides_answer, hides_group, is_answer};
use super::{asks, continues, unit};

/// Whether the blocks under a heading are one task and its folded answer.
pub(super) fn hides_one_answer(nodes: &[Node]) -> bool {
    let mut answers = nodes.iter().filter(|node| match &node.content {
        Content::Details { summary, .. } => hides_answer(summary),
        _ => false,
    });
    answers.next().is_some() && answers.next().is_none()
}

/// The blocks of `nodes`, with what an answer folds unfolded without its line.
pub(super) fn unfolded(nodes: &[Node]) -> Vec<Block> {
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
pub(in crate::roadmap::shape) fn details(
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
                subject: Subject::Line(&summary.inlines),
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
pub(in crate::roadmap::shape) fn hidden<'a>(
    nodes: &'a [Node],
    scope: Scope<'_>,
    found: &mut Findings,
) -> Option<&'a [Node]> {
    let (node, prose, after) = outline::first_paragraph(nodes)?;
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
