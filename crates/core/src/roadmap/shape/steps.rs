//! Steps whose order matters: all of them, and each after the one before it.

use std::rc::Rc;

use crate::card::{Answer, CardKind};
use crate::rich_text::{Block, Inline, ListMarker, RichText};
use crate::roadmap::outline::{self, Content, Item, Node, Prose};
use crate::roadmap::{identity, phrase};

use super::label::Label;
use super::{Findings, Line, Scope, Unit, question};

/// A sequence of fewer steps is no sequence to learn.
const FEWEST: usize = 3;
/// Nobody recites more.
const MOST: usize = 15;
/// A longer step is a text of its own.
const LONGEST_STEP: usize = 240;

/// A list of steps.
pub(super) struct Sequence<'a> {
    name: String,
    /// Where its label begins, or else its first step.
    start: usize,
    items: Vec<(&'a Item, &'a Prose)>,
    scope: Scope<'a>,
}

/// The steps that a list holds, if it is one of steps: its label says so, or it is numbered and
/// the line or the heading above it asks how something is done.
pub(super) fn sequence<'a>(
    marker: ListMarker,
    items: &'a [Item],
    line: Option<Line<'_>>,
    scope: Scope<'a>,
) -> Option<Sequence<'a>> {
    let labelled = scope.label == Some(Label::Steps);
    let numbered = matches!(marker, ListMarker::Number { .. }) && scope.label.is_none();
    if !(labelled || numbered) || !(FEWEST..=MOST).contains(&items.len()) {
        return None;
    }
    let words = line.map(|line| line.prose.plain().into_owned());
    let words = words.map(|words| words.trim().trim_end_matches([':', ' ', '…']).to_owned());
    let announced = line.is_some_and(|line| {
        let labels = Label::of(&line.prose.inlines) == Some(Label::Steps);
        labels || line.prose.plain().trim_end().ends_with([':', '：'])
    });
    let subject = scope.subject_words();
    if !labelled && !is_procedure(words.as_deref().filter(|_| announced), &subject) {
        return None;
    }
    let mut steps = Vec::with_capacity(items.len());
    for item in items.iter().map(without_bullet) {
        let (prose, _) = item.split()?;
        let asks = question::asks(&prose.inlines);
        if prose.links_only || asks || item.checkbox || prose.plain().len() > LONGEST_STEP {
            return None;
        }
        steps.push((item, prose));
    }
    let short = words.filter(|words| announced && words.len() <= 60);
    // "Troubleshooting" says which steps, and not of what.
    let heading = scope.heading_that_labels(Label::Steps);
    let mut names: Vec<String> = Vec::with_capacity(3);
    for name in [Some(subject), heading, short].into_iter().flatten() {
        if !name.is_empty() && names.last().is_none_or(|last| !same(last, &name)) {
            names.push(name);
        }
    }
    let name = names.join(" — ");
    if name.is_empty() {
        return None;
    }
    let first = items.first().map_or(0, |item| item.start);
    let start = match line.filter(|_| announced) {
        Some(line) => line.start,
        None if labelled => scope.heading_start,
        None => first,
    };
    Some(Sequence {
        name,
        start,
        items: steps,
        scope,
    })
}

/// The step in `- 1. step`, where a number follows the bullet of every item.
fn without_bullet(item: &Item) -> &Item {
    match item.nodes.as_slice() {
        [
            Node {
                content: Content::List { items, .. },
                ..
            },
        ] => match items.as_slice() {
            [only] => only,
            _ => item,
        },
        _ => item,
    }
}

fn same(one: &str, other: &str) -> bool {
    identity::normalised_words(one) == identity::normalised_words(other)
}

/// Whether a line or a heading says that what follows is done in order.
fn is_procedure(line: Option<&str>, subject: &str) -> bool {
    let says = |words: &str| {
        let words = words.to_lowercase();
        ["how ", "when ", "if ", "to "]
            .iter()
            .any(|start| words.starts_with(start) && !words.starts_with("when to "))
            || words.split(|c: char| !c.is_alphanumeric()).any(|word| {
                matches!(
                    word,
                    "steps"
                        | "sequence"
                        | "order"
                        | "process"
                        | "procedure"
                        | "workflow"
                        | "lifecycle"
                        | "stages"
                        | "flow"
                        | "algorithm"
                )
            })
    };
    line.is_some_and(says) || says(subject)
}

impl Sequence<'_> {
    /// A card for all steps, and one for each.
    pub fn units(self, found: &mut Findings) {
        let Self {
            name,
            start,
            items,
            scope,
        } = self;
        let title = || Inline::Strong(vec![Inline::Text(name.clone().into())]);
        let prompt = identity::normalised_words(&name);
        let list = Block::List {
            marker: ListMarker::Number { first: 1 },
            items: items
                .iter()
                .map(|(item, _)| outline::text_of(&item.nodes))
                .collect(),
        };
        found.take(Unit {
            kind: CardKind::Steps,
            start,
            note: start,
            chapter: scope.chapter,
            id: None,
            prompt: prompt.clone(),
            facet: Some("all".into()),
            context: None,
            front: RichText::paragraph(vec![
                title(),
                Inline::Text(": name the steps in order.".into()),
            ]),
            answer: Answer::Given(RichText { blocks: vec![list] }),
        });
        let mut before: Option<&Prose> = None;
        for (item, prose) in items {
            let mut front = vec![title()];
            let facet: Rc<str> = match before {
                None => {
                    phrase::push(&mut front, ": what comes first?");
                    "first".into()
                }
                Some(step) => {
                    phrase::push(&mut front, ": what comes after “");
                    let mut said = shortened(step);
                    phrase::trim_end(&mut said, &['.', ';', ',']);
                    phrase::extend(&mut front, said);
                    phrase::push(&mut front, "”?");
                    identity::normalised(&step.inlines).into()
                }
            };
            found.take(Unit {
                kind: CardKind::NextStep,
                start: item.start,
                note: start,
                chapter: scope.chapter,
                id: None,
                prompt: prompt.clone(),
                facet: Some(facet),
                context: None,
                front: RichText::paragraph(front),
                answer: Answer::Given(outline::text_of(&item.nodes)),
            });
            before = Some(prose);
        }
    }
}

/// The first sentence of a step.
fn shortened(step: &Prose) -> Vec<Inline> {
    phrase::end_of_first_sentence(&step.inlines)
        .and_then(|(index, at)| phrase::split_at(&step.inlines, index, at + 1))
        .map_or_else(|| step.inlines.clone(), |(first, _)| first)
}
