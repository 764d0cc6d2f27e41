//! Examples: of a term that is defined above them, or of a section.

use crate::card::CardKind;
use crate::rich_text::{Inline, RichText};
use crate::roadmap::outline::{Content, Node};
use crate::roadmap::{identity, phrase};

use super::labelled::{Labelled, text_of};
use super::{Findings, Scope, Unit, code, given};

/// An example, and the code in it that its words speak of.
pub(super) fn units(
    line: Labelled,
    own: &[Node],
    start: usize,
    id: Option<&str>,
    scope: Scope<'_>,
    found: &mut Findings,
) {
    let subject = scope.subject_words();
    // `Example (Istio)`: the bracket says which.
    let words = Inline::plain(&line.name).into_owned();
    let which = words
        .split_once('(')
        .map(|(_, which)| which.trim_end().trim_end_matches(')').trim())
        .unwrap_or("");
    let mut front = Vec::new();
    if !subject.is_empty() {
        front.push(Inline::Strong(vec![Inline::Text(subject.clone().into())]));
        front.push(Inline::Text(": ".into()));
    }
    phrase::push(&mut front, "give an example");
    if !which.is_empty() {
        phrase::push(&mut front, format!(" ({which})"));
    }
    phrase::push(&mut front, ".");
    let text = line.text.clone();
    found.take(Unit {
        kind: CardKind::Example,
        start,
        note: start,
        chapter: scope.chapter,
        id: id.map(str::to_owned),
        prompt: identity::normalised_words(&format!("{subject} {which}")),
        facet: None,
        // Two examples of one thing are told apart by what they say.
        context: Some(identity::normalised(&text)),
        front: RichText::paragraph(front),
        answer: given(text_of(line.text, own)),
    });
    for (at, node) in own.iter().enumerate() {
        if let Content::Code {
            language,
            text: code,
        } = &node.content
        {
            let mut about = text.clone();
            let before = at.checked_sub(1).and_then(|at| own.get(at));
            let after = own.get(at + 1);
            for node in [before, after].into_iter().flatten() {
                if let Content::Paragraph(prose) = &node.content {
                    phrase::push(&mut about, " ");
                    phrase::extend(&mut about, prose.inlines.clone());
                }
            }
            code::cloze(node.start, language.as_deref(), code, &about, scope, found);
        }
    }
}
