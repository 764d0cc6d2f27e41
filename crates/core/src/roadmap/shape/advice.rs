//! Goals, common mistakes and guidance: short lines, asked for what they are for.

use crate::card::CardKind;
use crate::rich_text::{Inline, RichText};
use crate::roadmap::outline::{Chapter, Content, Item, Node};
use crate::roadmap::{identity, phrase};

use super::label::Label;
use super::labelled::text_of;
use super::{Findings, Scope, Unit, continued, definition, given};

/// An item of a list of mistakes or of guidance.
pub(super) fn item(item: &Item, scope: Scope<'_>) -> Option<Unit> {
    let (prose, nested) = item.split()?;
    if prose.links_only {
        return None;
    }
    let text = || prose.inlines.clone();
    let unit = match scope.label {
        Some(Label::Mistakes) => mistake(text(), nested, item.start, scope),
        Some(Label::Guidance) => guidance(text(), nested, item.start, scope),
        _ => None,
    };
    let id = item.id().map(str::to_owned);
    unit.map(|unit| Unit { id, ..unit })
}

/// A heading right below one of mistakes or of guidance, with text under it.
pub(super) fn heading(
    chapter: &Chapter,
    above: Option<Label>,
    scope: Scope<'_>,
    found: &mut Findings,
) -> bool {
    let text = |node: &Node| matches!(node.content, Content::Paragraph(_) | Content::Code { .. });
    if chapter.nodes.is_empty() || !chapter.nodes.iter().all(text) || chapter.heading.links_only {
        return false;
    }
    let said = chapter.heading.inlines.clone();
    let unit = match above {
        Some(Label::Mistakes) => mistake(said, &chapter.nodes, chapter.start, scope),
        Some(Label::Guidance) => guidance(said, &chapter.nodes, chapter.start, scope),
        _ => None,
    };
    let Some(mut unit) = unit else {
        return false;
    };
    unit.id = chapter.heading.id.clone();
    found.take(unit);
    true
}

/// What a section is to achieve.
pub(super) fn goal(
    text: Vec<Inline>,
    own: &[Node],
    start: usize,
    scope: Scope<'_>,
) -> Option<Unit> {
    let subject = scope.subject_words();
    if subject.is_empty() {
        return None;
    }
    let front = vec![
        Inline::Text("What is the goal of ".into()),
        Inline::Strong(vec![Inline::Text(subject.clone().into())]),
        Inline::Text("?".into()),
    ];
    Some(Unit {
        kind: CardKind::Goal,
        start,
        note: start,
        chapter: scope.chapter,
        id: None,
        prompt: identity::normalised_words(&subject),
        facet: None,
        context: None,
        front: RichText::paragraph(front),
        answer: given(text_of(text, own)),
    })
}

/// The one block under a heading that says that it is a goal.
pub(super) fn goal_of_section(nodes: &[Node], scope: Scope<'_>, found: &mut Findings) -> bool {
    let [node] = nodes else { return false };
    if !matches!(node.content, Content::Paragraph(_) | Content::List { .. }) {
        return false;
    }
    let Some(unit) = goal(Vec::new(), nodes, node.start, scope) else {
        return false;
    };
    found.take(unit);
    true
}

/// What is often done wrong, asked for what is wrong with it.
pub(super) fn mistake(
    text: Vec<Inline>,
    own: &[Node],
    start: usize,
    scope: Scope<'_>,
) -> Option<Unit> {
    reason(
        CardKind::Mistake,
        "Why is this a mistake: ",
        "?",
        text,
        own,
        start,
        scope,
    )
}

/// Advice, asked for its reason.
pub(super) fn guidance(
    text: Vec<Inline>,
    own: &[Node],
    start: usize,
    scope: Scope<'_>,
) -> Option<Unit> {
    let opening = "What is the reason for this advice? ";
    reason(CardKind::Guidance, opening, ".", text, own, start, scope)
}

/// The bold words at the beginning ask, or else the first sentence; the others answer.
fn reason(
    kind: CardKind,
    opening: &'static str,
    end: &'static str,
    text: Vec<Inline>,
    own: &[Node],
    start: usize,
    scope: Scope<'_>,
) -> Option<Unit> {
    let split = definition::bold_term(&text).or_else(|| {
        phrase::end_of_first_sentence(&text)
            .and_then(|(index, at)| phrase::split_at(&text, index, at + 1))
    });
    let (mut said, why) = split.unwrap_or((text, Vec::new()));
    phrase::drop_numbering(&mut said);
    phrase::trim_end(&mut said, &['.', '!', ';', ':']);
    if Inline::plain(&said).trim().is_empty() {
        return None;
    }
    let prompt = identity::normalised(&said);
    if kind == CardKind::Mistake {
        phrase::lower_first(&mut said);
    }
    let mut front = vec![Inline::Text(opening.into())];
    phrase::extend(&mut front, said);
    phrase::push(&mut front, end);
    Some(Unit {
        kind,
        start,
        note: start,
        chapter: scope.chapter,
        id: None,
        prompt,
        facet: None,
        context: None,
        front: RichText::paragraph(front),
        answer: continued(why, own),
    })
}
