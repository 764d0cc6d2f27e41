//! Terms that no bold marks: siblings of one form, lists of terms, headings of a glossary.

use crate::card::CardKind;
use crate::rich_text::Inline;
use crate::roadmap::outline::{Chapter, Content, Item, Node, Prose, Term};
use crate::roadmap::trail::{Fate, Reason};

use crate::roadmap::shape::label::Label;
use crate::roadmap::shape::{Findings, Scope, continued, search};

use super::term::Line;
use super::unit;

/// How many siblings must share the form until it is one.
const FEWEST: usize = 3;

/// Whether the items of a list are terms, each with its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::roadmap::shape) enum Siblings {
    Terms,
    Other,
}

/// Whether most items of a list are a plain term with its text.
pub(in crate::roadmap::shape) fn siblings(items: &[Item], scope: Scope<'_>) -> Siblings {
    let fewest = if scope.label == Some(Label::Glossary) {
        1
    } else {
        FEWEST
    };
    if items.len() < fewest || scope.label == Some(Label::Chores) {
        return Siblings::Other;
    }
    let terms = items.iter().filter(|item| {
        let line = item.split().and_then(|(prose, _)| Line::plain(prose));
        line.is_some_and(|line| line.says_what())
    });
    let count = terms.count();
    // A list of other things may hold a colon here and there.
    if count >= fewest && count * 3 >= items.len() * 2 {
        Siblings::Terms
    } else {
        Siblings::Other
    }
}

/// The lines of one paragraph, each a term with its text.
pub(in crate::roadmap::shape) fn lines(
    node: &Node,
    prose: &Prose,
    scope: Scope<'_>,
    found: &mut Findings,
) -> bool {
    if !prose
        .inlines
        .iter()
        .any(|inline| matches!(inline, Inline::LineBreak))
    {
        return false;
    }
    let parts = prose
        .inlines
        .split(|inline| matches!(inline, Inline::LineBreak));
    let parts = parts.filter(|part| !part.is_empty());
    let lines: Vec<Prose> = parts
        .map(|part| Prose {
            inlines: part.to_vec(),
            ..Prose::default()
        })
        .collect();
    let read = |line: &Prose| {
        Line::bold(line)
            .filter(|line| !line.text.is_empty())
            .or_else(|| Line::plain(line))
    };
    let terms: Vec<Option<Line>> = lines.iter().map(read).collect();
    let count = terms.iter().flatten().count();
    let bold = lines.iter().all(|line| Line::bold(line).is_some());
    let fewest = if bold || scope.label == Some(Label::Glossary) {
        2
    } else {
        FEWEST
    };
    if count < fewest || count < lines.len() {
        return false;
    }
    found.mark(node.start, Fate::Cards(CardKind::Definition));
    let source = scope.source.get(node.start..).unwrap_or_default();
    let mut starts = source.split_inclusive('\n').scan(node.start, |at, line| {
        let start = *at;
        *at += line.len();
        Some(start + line.len() - line.trim_start().len())
    });
    for line in terms.into_iter().flatten() {
        let start = starts.next().unwrap_or(node.start);
        let answer = continued(line.text, &[]);
        found
            .units
            .push(unit(line.term, answer, None, start, scope));
    }
    true
}

/// The terms of a list that is made for them.
pub(in crate::roadmap::shape) fn terms(terms: &[Term], scope: Scope<'_>, found: &mut Findings) {
    for term in terms {
        let name = &term.name;
        if name.links_only || term.nodes.is_empty() || name.inlines.is_empty() {
            found.leave(term.start, Reason::Item);
            search(&term.nodes, scope, found);
            continue;
        }
        let answer = continued(Vec::new(), &term.nodes);
        let id = name.id.clone();
        found.take(unit(name.inlines.clone(), answer, id, term.start, scope));
    }
}

/// A heading of a glossary, with the text under it.
pub(in crate::roadmap::shape) fn heading(
    chapter: &Chapter,
    scope: Scope<'_>,
    found: &mut Findings,
) -> bool {
    let prose = &chapter.heading;
    let words = prose.plain();
    let letter = words.trim().chars().nth(1).is_none();
    let begins = chapter.nodes.first().map(|node| &node.content);
    let Some(Content::Paragraph(text)) = begins else {
        return false;
    };
    if letter || prose.links_only || text.links_only {
        return false;
    }
    let answer = continued(Vec::new(), &chapter.nodes);
    let id = prose.id.clone();
    found.take(unit(
        prose.inlines.clone(),
        answer,
        id,
        chapter.start,
        scope,
    ));
    true
}
