//! Terms that no bold marks: siblings of one form, lists of terms, headings of a glossary.

use std::cell::OnceCell;

use crate::card::CardKind;
use crate::rich_text::Inline;
use crate::roadmap::outline::{Chapter, Content, Item, Node, Prose, Term};
use crate::roadmap::trail::{Fate, Reason};

use crate::roadmap::shape::label::{Label, is_remark};
use crate::roadmap::shape::{Findings, Scope, continued, question, search};

use super::term::Line;
use super::{begins_bold, unit};

/// How many siblings must share the form until it is one.
const FEWEST: usize = 3;

/// The same for what is set as code, which is seldom anything but a name.
const FEWEST_CODE: usize = 2;

/// The form of the items of a list, worked out when an item first asks for it.
pub(in crate::roadmap::shape) struct Form<'a> {
    items: &'a [Item],
    scope: Scope<'a>,
    known: OnceCell<Siblings>,
}

impl<'a> Form<'a> {
    pub fn of(items: &'a [Item], scope: Scope<'a>) -> Self {
        Self {
            items,
            scope,
            known: OnceCell::new(),
        }
    }

    pub fn siblings(&self) -> Siblings {
        *self.known.get_or_init(|| siblings(self.items, self.scope))
    }
}

/// Whether the items of a list are terms, each with its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::roadmap::shape) enum Siblings {
    Terms,
    /// Those of its items that begin with code are.
    Code,
    Other,
}

/// Whether most items of a list are a plain term with its text.
fn siblings(items: &[Item], scope: Scope<'_>) -> Siblings {
    let fewest = if scope.label == Some(Label::Glossary) {
        1
    } else {
        FEWEST
    };
    if items.len() < fewest || scope.label == Some(Label::Chores) {
        return Siblings::Other;
    }
    let (mut count, mut code) = (0, 0);
    // Questions between terms say nothing of the others.
    let others = items.iter().filter(|item| !question::item_asks(item));
    let most = others.count() * 2;
    for item in items {
        let bold = item.split().filter(|(prose, _)| begins_bold(prose));
        let line = match bold {
            Some((prose, _)) => Line::bold(prose),
            None => item.split().and_then(|(prose, _)| Line::plain(prose)),
        };
        if let Some(line) = line.filter(Line::says_what) {
            count += 1;
            code += usize::from(line.begins_with_code());
        }
    }
    // A list of other things may hold a colon here and there.
    if count >= fewest && count * 3 >= most {
        Siblings::Terms
    } else if code >= FEWEST_CODE {
        Siblings::Code
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
    if scope.chapter == 0 && terms.iter().flatten().all(Line::is_metadata) {
        return false;
    }
    let bold = lines.iter().all(|line| Line::bold(line).is_some());
    let fewest = if bold || scope.label == Some(Label::Glossary) {
        2
    } else {
        FEWEST
    };
    let most = lines.iter().filter(|line| begins_bold(line)).count() * 3 >= lines.len() * 2;
    let enough = if most {
        count * 3 >= lines.len() * 2
    } else {
        count == lines.len()
    };
    if count < fewest || !enough {
        return false;
    }
    found.mark(node.start, Fate::Cards(CardKind::Definition));
    let source = scope.source.get(node.start..).unwrap_or_default();
    let mut starts = source.split_inclusive('\n').scan(node.start, |at, line| {
        let start = *at;
        *at += line.len();
        Some(start + line.len() - line.trim_start().len())
    });
    for line in terms {
        let start = starts.next().unwrap_or(node.start);
        let Some(line) = line else { continue };
        let answer = continued(line.text, &[]);
        found
            .units
            .push(unit(line.term, answer, None, start, scope));
    }
    true
}

/// Bold lines that stand alone, each above a paragraph, where several are so: how many blocks at
/// the beginning of `nodes` are a term and its text.
pub(in crate::roadmap::shape) fn bold_lines(nodes: &[Node]) -> Option<BoldLine<'_>> {
    let (node, after) = nodes.split_first()?;
    bold_line(node, after.first()?)
}

fn bold_line<'a>(node: &'a Node, text: &'a Node) -> Option<BoldLine<'a>> {
    let (Content::Paragraph(prose), Content::Paragraph(_)) = (&node.content, &text.content) else {
        return None;
    };
    let [Inline::Strong(term)] = prose.inlines.as_slice() else {
        return None;
    };
    let words = Inline::plain(term);
    let few = words.split_whitespace().count() <= MOST_WORDS;
    let named = words.chars().any(char::is_alphabetic) && !is_remark(words.trim());
    let ends = words.trim_end().ends_with(['.', '!', '?', ':']);
    let lonely = Line::plain(prose).is_none();
    let starts_with_number =
        !lonely || words.trim_start().starts_with(|c: char| c.is_ascii_digit());
    if !(few && named) || ends || starts_with_number || Label::of(&prose.inlines).is_some() {
        return None;
    }
    Some(BoldLine {
        node,
        term,
        text: std::slice::from_ref(text),
    })
}

/// A bold line above a paragraph.
pub(in crate::roadmap::shape) struct BoldLine<'a> {
    node: &'a Node,
    term: &'a [Inline],
    text: &'a [Node],
}

/// A term of more words is a sentence.
const MOST_WORDS: usize = 6;

/// Whether `nodes` hold several bold lines, each above a paragraph.
pub(in crate::roadmap::shape) fn hold_bold_lines(nodes: &[Node]) -> bool {
    let first = |at: usize| nodes.get(at..).and_then(bold_lines).is_some();
    (0..nodes.len())
        .filter(|at| first(*at))
        .take(FEWEST)
        .count()
        == FEWEST
}

impl BoldLine<'_> {
    /// A card of it, with all of `nodes` after the line for its answer.
    pub fn take_all(self, nodes: &[Node], scope: Scope<'_>, found: &mut Findings) {
        let answer = continued(Vec::new(), nodes.get(1..).unwrap_or_default());
        let id = self.node.id.clone();
        found.take(unit(self.term.to_vec(), answer, id, self.node.start, scope));
    }

    /// A card of it.
    pub fn take(self, scope: Scope<'_>, found: &mut Findings) {
        let answer = continued(Vec::new(), self.text);
        let id = self.node.id.clone();
        found.take(unit(self.term.to_vec(), answer, id, self.node.start, scope));
    }
}

/// The one item of a list that is a bold term and nothing else, with the paragraph below the list,
/// which its author did not indent.
///
/// Returns the blocks after the paragraph.
pub(in crate::roadmap::shape) fn lone_item<'a>(
    items: &[Item],
    after: &'a [Node],
    scope: Scope<'_>,
    found: &mut Findings,
) -> Option<&'a [Node]> {
    let [
        Item {
            start,
            checkbox: false,
            nodes,
        },
    ] = items
    else {
        return None;
    };
    let ([node], Some((text, rest))) = (nodes.as_slice(), after.split_first()) else {
        return None;
    };
    let line = bold_line(node, text).filter(|_| scope.chapter > 0 && scope.label.is_none())?;
    let Content::Paragraph(said) = &text.content else {
        return None;
    };
    // What begins like a line of its own, or announces others, does not say what the term is.
    let words = said.plain();
    let own = begins_bold(said) || said.links_only || !words.trim_end().ends_with(['.', '。']);
    if own || question::asks_or_sets_task(&said.inlines) {
        return None;
    }
    let answer = continued(Vec::new(), std::slice::from_ref(text));
    let id = line.node.id.clone();
    found.take(unit(line.term.to_vec(), answer, id, *start, scope));
    Some(rest)
}

/// Paragraphs one after the other that are each a plain term with its text.
///
/// Returns the blocks after those it takes.
pub(in crate::roadmap::shape) fn paragraph_siblings<'a>(
    nodes: &'a [Node],
    scope: Scope<'_>,
    found: &mut Findings,
) -> Option<&'a [Node]> {
    let line = |node: &Node| match &node.content {
        Content::Paragraph(prose) if !prose.links_only => {
            Line::plain(prose).filter(|line| line.says_what() && !line.begins_with_code())
        }
        _ => None,
    };
    let first = nodes.get(..FEWEST).filter(|_| scope.chapter > 0)?;
    if !first.iter().all(|node| line(node).is_some()) {
        return None;
    }
    let mut rest = nodes;
    while let Some((node, after)) = rest.split_first()
        && let Some(Line { term, text }) = line(node)
    {
        let answer = continued(text, &[]);
        found.take(unit(term, answer, node.id.clone(), node.start, scope));
        rest = after;
    }
    Some(rest)
}

/// The terms of a list that is made for them.
pub(in crate::roadmap::shape) fn terms(terms: &[Term], scope: Scope<'_>, found: &mut Findings) {
    for term in terms {
        let name = &term.name;
        let words = name.plain();
        let letters = words.chars().any(char::is_alphabetic) && !words.starts_with(':');
        if name.links_only || term.nodes.is_empty() || !letters {
            found.leave(term.start, Reason::Item);
            search(&term.nodes, scope, found);
            continue;
        }
        let answer = continued(Vec::new(), &term.nodes);
        let id = name.id.clone();
        found.take(unit(name.inlines.clone(), answer, id, term.start, scope));
    }
}

/// Whether a chapter is a short name with one paragraph under it.
pub(in crate::roadmap::shape) fn is_term(chapter: &Chapter) -> bool {
    let words = chapter.heading.plain();
    let [
        Node {
            content: Content::Paragraph(text),
            ..
        },
    ] = chapter.nodes.as_slice()
    else {
        return false;
    };
    words.split_whitespace().count() <= MOST_WORDS
        && words.chars().any(char::is_alphabetic)
        && !words.starts_with(|c: char| c.is_ascii_digit())
        && !is_remark(words.trim())
        && !chapter.heading.links_only
        && !question::asks_or_sets_task(&chapter.heading.inlines)
        && !text.links_only
        && text.plain().ends_with(['.', '。'])
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
    // A heading above terms divides them.
    let lines = text
        .inlines
        .iter()
        .filter(|inline| matches!(inline, Inline::LineBreak));
    let bold = Line::bold(text).is_some_and(|line| !line.text.is_empty());
    let divides = bold || lines.count() > 1;
    if letter || divides || prose.links_only || text.links_only {
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
