//! A line that says what it is before it says it: `Goal: …`, `**Common mistake:** …`.

use crate::rich_text::{Block, Inline, RichText};
use crate::roadmap::outline::{self, Content, Item, Node, Prose};
use crate::roadmap::phrase;
use crate::roadmap::trail::Reason;

use super::label::Label;
use super::{Findings, Scope, advice, example, search, topic};

/// A name of more bytes than this is part of a sentence.
const LONGEST_NAME: usize = 60;

/// The name that a line begins with, and what follows it.
pub(super) struct Labelled {
    /// What stands before the colon, without it.
    pub name: Vec<Inline>,
    /// What stands after it.
    pub text: Vec<Inline>,
}

impl Labelled {
    /// Splits a line after the colon that its first words, bold or not, end with.
    pub fn of(prose: &Prose) -> Option<Self> {
        if let [Inline::Strong(inner)] = prose.inlines.as_slice()
            && !matches!(inner.as_slice(), [Inline::Strong(_)])
            && !prose.plain().trim_end().ends_with([':', '：'])
        {
            // A line that is bold as a whole is read like any other.
            let inlines = inner.clone();
            let line = Self::of(&Prose {
                inlines,
                ..Prose::default()
            })?;
            let label = line.label();
            return Some(line).filter(|_| matches!(label, Some(Label::Mistakes | Label::Goal)));
        }
        let (first, tail) = prose.inlines.split_first()?;
        match first {
            Inline::Strong(inner) | Inline::Emphasis(inner) => {
                let within = Inline::plain(inner).trim_end().ends_with([':', '：']);
                let after = matches!(
                    tail.first(),
                    Some(Inline::Text(text)) if text.trim_start().starts_with([':', '：'])
                );
                if !(within || after) {
                    return None;
                }
                let (mut name, mut text) = (inner.clone(), tail.to_vec());
                phrase::trim_end(&mut name, &[':', '：']);
                phrase::trim_start(&mut text, if within { &[] } else { &[':', '：'] });
                Some(Self { name, text })
            }
            Inline::Text(words) => {
                let longest = words.floor_char_boundary(LONGEST_NAME + '：'.len_utf8());
                let at = words[..longest].find([':', '：']);
                let at = at.filter(|at| *at <= LONGEST_NAME)?;
                let colon = words[at..].chars().next().map_or(1, char::len_utf8);
                let spaced = colon > 1
                    || words[at + 1..].is_empty()
                    || words[at + 1..].starts_with(char::is_whitespace);
                let sentence = words[..at].contains(". ") || words[..at].trim().is_empty();
                if !spaced || sentence {
                    return None;
                }
                let (name, mut text) = phrase::split_at(&prose.inlines, 0, at)?;
                phrase::trim_start(&mut text, &[':', '：']);
                Some(Self { name, text })
            }
            _ => None,
        }
    }

    fn label(&self) -> Option<Label> {
        Label::of(&self.name)
    }
}

/// Whether a line says that it is an example, a mistake and the like, and then what it is.
pub(super) fn makes_card(prose: &Prose) -> bool {
    let line = Labelled::of(prose).filter(|line| !line.text.is_empty());
    matches!(
        line.and_then(|line| line.label()),
        Some(Label::Goal | Label::Mistakes | Label::Guidance | Label::Example)
    )
}

/// A paragraph that says what it is, with the block that it announces.
///
/// Returns the blocks after those it takes.
pub(super) fn paragraphs<'a>(
    nodes: &'a [Node],
    scope: Scope<'_>,
    found: &mut Findings,
) -> Option<&'a [Node]> {
    let (node, prose, after) = outline::first_paragraph(nodes)?;
    let line = Labelled::of(prose)?;
    let label = line.label()?;
    if label == Label::Topics && topic::enumerated(&line.text, node.start, scope, found) {
        return Some(after);
    }
    let announces = line.text.is_empty() || Inline::plain(&line.text).ends_with(':');
    let taken = match label {
        Label::Goal if line.text.is_empty() => after.iter().take(1).count(),
        Label::Example => {
            let code = |node: &&Node| matches!(node.content, Content::Code { .. });
            let prose = |node: &&Node| matches!(node.content, Content::Paragraph(_));
            let further = after.iter().take(1).filter(prose).count() * usize::from(announces);
            let further = further.min(after.iter().skip(1).take(1).filter(code).count());
            further + after.iter().skip(further).take_while(code).count()
        }
        _ if announces => return None,
        _ => 0,
    };
    let (own, rest) = after.split_at_checked(taken)?;
    labelled(
        label,
        line,
        own,
        node.start,
        node.id.as_deref(),
        scope,
        found,
    )
    .then_some(rest)
}

/// An item that says what it is, with all that is nested under it.
pub(super) fn item(item: &Item, scope: Scope<'_>, found: &mut Findings) -> bool {
    let Some((prose, nested)) = item.split() else {
        return false;
    };
    let Some((line, label)) = Labelled::of(prose).and_then(|line| {
        let label = line.label()?;
        Some((line, label))
    }) else {
        return false;
    };
    let empty = line.text.is_empty();
    if empty && (label != Label::Example || nested.is_empty()) {
        return false;
    }
    labelled(label, line, nested, item.start, item.id(), scope, found)
}

fn labelled(
    label: Label,
    line: Labelled,
    own: &[Node],
    start: usize,
    id: Option<&str>,
    scope: Scope<'_>,
    found: &mut Findings,
) -> bool {
    let unit = match label {
        Label::Goal => advice::goal(line.text, own, start, scope),
        Label::Mistakes => advice::mistake(line.text, own, start, scope),
        Label::Guidance => advice::guidance(line.text, own, start, scope),
        Label::Example => {
            example::units(line, own, start, id, scope, found);
            return true;
        }
        Label::Links => {
            found.leave(start, Reason::Links);
            return true;
        }
        Label::Questions
        | Label::Mastery
        | Label::AbleTo
        | Label::Topics
        | Label::Steps
        | Label::Commands
        | Label::Comparison
        | Label::Glossary
        | Label::Chores => return false,
    };
    match unit {
        Some(mut unit) => {
            unit.id = id.map(str::to_owned);
            found.take(unit);
        }
        None => {
            found.leave(start, Reason::Item);
            search(own, scope, found);
        }
    }
    true
}

/// The text of the rest of a line and of the blocks under it.
pub(super) fn text_of(text: Vec<Inline>, own: &[Node]) -> RichText {
    let mut blocks = Vec::with_capacity(1 + own.len());
    if !text.is_empty() {
        blocks.push(Block::Paragraph(text));
    }
    blocks.extend(outline::blocks_of(own));
    RichText { blocks }
}
