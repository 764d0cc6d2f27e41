//! Bold terms and what they mean.

use crate::card::CardKind;
use crate::rich_text::{Inline, RichText};
use crate::roadmap::outline::{self, Content, Item, Node, Prose};
use crate::roadmap::{identity, phrase};

use super::label::{self, Label};
use super::{Findings, Scope, Unit, given, nested_items};

/// A term of more characters than this is a sentence that happens to be bold.
const LONGEST_TERM: usize = 90;

/// Text that begins with one of these tells the learner what to study, and answers nothing.
#[rustfmt::skip]
const DIRECTIVES: &[&str] = &[
    "attend", "become", "dive", "engage", "explore", "familiarise", "familiarize", "follow",
    "get", "join", "learn", "look", "master", "practice", "practise", "read", "review", "see",
    "study", "take", "understand", "watch",
];

/// A list item that begins with a bold term; the rest of the item defines it.
pub(super) fn item(item: &Item, scope: Scope) -> Option<Unit> {
    let (prose, rest) = item.split()?;
    let definition = Definition::of(prose, scope)?;
    if definition.text.is_empty() {
        // A term with only a list below it heads that list, unless the list is plain text.
        let terms = |item: &Item| matches!(item.split(), Some((prose, _)) if begins_bold(prose));
        if rest.is_empty() || nested_items(rest).iter().any(terms) {
            return None;
        }
    }
    let id = item.id().map(str::to_owned);
    Some(definition.unit(rest, id, item.start, scope))
}

/// A paragraph that begins with a bold term, with the list that it announces.
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
    let definition = Definition::of(prose, scope).filter(|found| !found.text.is_empty())?;
    let announces = Inline::plain(&definition.text).ends_with(':');
    let taken = match after.first() {
        Some(next) if announces => usize::from(matches!(
            next.content,
            Content::List { .. } | Content::Code { .. }
        )),
        _ => 0,
    };
    let (own, rest) = after.split_at_checked(taken)?;
    let unit = definition.unit(own, node.id.clone(), node.start, scope);
    found.units.push(unit);
    Some(rest)
}

struct Definition {
    term: Vec<Inline>,
    /// What follows the term in its paragraph.
    text: Vec<Inline>,
}

impl Definition {
    fn of(prose: &Prose, scope: Scope) -> Option<Self> {
        if prose.links_only || scope.label == Some(Label::Links) {
            return None;
        }
        let at = prose.inlines.iter().position(|inline| match inline {
            Inline::Text(text) => text.chars().any(char::is_alphanumeric),
            _ => true,
        })?;
        let (first, tail) = prose.inlines.get(at..)?.split_first()?;
        let Inline::Strong(term) = first else {
            return None;
        };
        // Only the words that decide are looked at before anything is copied.
        let after = match tail.first() {
            None => "",
            Some(Inline::Text(text)) => text.as_str(),
            Some(_) => " ",
        };
        let (bracket, separator) = separated(after);
        let inside = Inline::plain(term).trim_end().ends_with([':', '：']);
        if !inside && separator.is_none() {
            return None;
        }
        let mut term = term.clone();
        phrase::trim_end(&mut term, &[':', '：']);
        let words = Inline::plain(&term);
        let linked = matches!(term.as_slice(), [Inline::Link { .. }]);
        let named = words.chars().any(char::is_alphabetic) && words.len() <= LONGEST_TERM;
        if linked || !named || label::is_remark(words.trim()) {
            return None;
        }
        let mut text = tail.to_vec();
        if let (false, Some(length)) = (inside, separator) {
            if !bracket.is_empty() {
                term.push(Inline::Text(format!(" {bracket}").into()));
            }
            if let Some(Inline::Text(first)) = text.first_mut() {
                first.drop_start(length);
            }
        }
        phrase::trim_start(&mut text, &[]);
        let directive = match text.first() {
            Some(Inline::Text(words)) => is_directive(words),
            _ => false,
        };
        (!directive).then_some(Self { term, text })
    }

    fn unit(self, rest: &[Node], id: Option<String>, start: usize, scope: Scope) -> Unit {
        let mut answer = if self.text.is_empty() {
            RichText::EMPTY
        } else {
            RichText::paragraph(self.text)
        };
        answer.blocks.extend(outline::blocks_of(rest));
        let prompt = identity::normalised(&self.term);
        let front = vec![
            Inline::Text("Explain ".into()),
            Inline::Strong(self.term),
            Inline::Text(".".into()),
        ];
        Unit {
            kind: CardKind::Definition,
            start,
            chapter: scope.chapter,
            id,
            prompt,
            column: None,
            front: RichText::paragraph(front),
            answer: given(answer),
        }
    }
}

fn begins_bold(prose: &Prose) -> bool {
    matches!(prose.inlines.first(), Some(Inline::Strong(_)))
}

fn is_directive(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or("");
    DIRECTIVES
        .iter()
        .any(|directive| directive.eq_ignore_ascii_case(word))
}

/// What stands between a term and its definition: a bracket that belongs to the term, and the
/// length of all up to the definition, if a colon or a dash is there.
fn separated(after: &str) -> (&str, Option<usize>) {
    let mut rest = after.trim_start();
    let mut bracket = "";
    if rest.starts_with('(')
        && let Some(end) = rest.find(')')
    {
        (bracket, rest) = rest.split_at(end + 1);
    }
    let spaced = rest.starts_with(' ') || (bracket.is_empty() && after.starts_with(' '));
    let rest = rest.trim_start();
    let mark = ["—", "–", "--", ":", "：", "- "]
        .into_iter()
        .find(|mark| rest.starts_with(mark) && (spaced || *mark != "- "));
    let length = mark.map(|mark| after.len() - rest.len() + mark.len());
    (bracket, length)
}
