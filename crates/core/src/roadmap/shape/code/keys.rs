//! Code with keys left out, which the words around it speak of.

use std::rc::Rc;

use crate::card::{Answer, CardKind};
use crate::rich_text::{Block, Inline, RichText, Text};
use crate::roadmap::outline::Prose;
use crate::roadmap::phrase;
use crate::roadmap::shape::{Findings, Scope, Unit};

use super::squeezed;

/// How many keys are left out at most.
const MOST_GAPS: usize = 4;

/// Whether a line sets a name as code that the code below it holds.
pub(super) fn names_key(line: &Prose, text: &str) -> bool {
    let mut keys = line.inlines.iter().filter_map(|inline| match inline {
        Inline::Code(code) => Some(code.as_str()),
        _ => None,
    });
    keys.any(|key| words_of(text).any(|(_, word)| word == key))
}

/// The code with the keys left out that the words around it speak of.
pub(in crate::roadmap::shape) fn cloze(
    start: usize,
    language: Option<&str>,
    text: &Text,
    about: &[Inline],
    scope: Scope<'_>,
    found: &mut Findings,
) {
    let spoken = spoken_of(about);
    if spoken.is_empty() {
        return;
    }
    let mut gaps: Vec<(usize, &str)> = Vec::new();
    for (at, word) in words_of(text) {
        let known = gaps.iter().any(|(_, known)| *known == word);
        if !known && gaps.len() < MOST_GAPS && spoken.iter().any(|spoken| spoken == word) {
            gaps.push((at, word));
        }
    }
    if gaps.is_empty() {
        return;
    }
    let mut shown = String::with_capacity(text.len());
    let mut last = 0;
    for (at, word) in &gaps {
        shown.push_str(text.get(last..*at).unwrap_or_default());
        shown.push_str("[…]");
        last = at + word.len();
    }
    shown.push_str(text.get(last..).unwrap_or_default());
    let subject = scope.subject_words();
    let mut blocks = Vec::new();
    let mut asks = Vec::new();
    if !subject.is_empty() {
        asks.push(Inline::Strong(vec![Inline::Text(subject.clone().into())]));
        asks.push(Inline::Text(": ".into()));
    }
    phrase::push(&mut asks, "what is left out here?");
    blocks.push(Block::Paragraph(asks));
    let language = language.map(str::to_owned);
    blocks.push(Block::Code {
        language: language.clone(),
        text: shown.into(),
    });
    let mut names = Vec::with_capacity(2 * gaps.len());
    for (_, word) in &gaps {
        if !names.is_empty() {
            names.push(Inline::Text(", ".into()));
        }
        names.push(Inline::Code((*word).to_owned().into()));
    }
    let code = Block::Code {
        language,
        text: text.clone(),
    };
    let answer = vec![Block::Paragraph(names), code];
    found.take(Unit {
        kind: CardKind::Code,
        start,
        note: start,
        chapter: scope.chapter,
        id: None,
        prompt: squeezed(text),
        facet: Some(Rc::from("cloze")),
        context: None,
        front: RichText { blocks },
        answer: Answer::Given(RichText { blocks: answer }),
    });
}

/// The words that the text sets as code or writes as nobody writes words.
fn spoken_of(about: &[Inline]) -> Vec<String> {
    let mut spoken = Vec::new();
    for inline in about {
        match inline {
            Inline::Code(code) => {
                spoken.extend(words_of(code).map(|(_, word)| word.to_owned()));
            }
            Inline::Text(text) => {
                let named = words_of(text).map(|(_, word)| word).filter(|word| {
                    let inner = word.get(1..).unwrap_or_default();
                    inner.contains(|c: char| c.is_ascii_uppercase())
                        && inner.contains(|c: char| c.is_ascii_lowercase())
                });
                spoken.extend(named.map(str::to_owned));
            }
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strikethrough(inner)
            | Inline::Link { text: inner, .. } => spoken.extend(spoken_of(inner)),
            Inline::Math { .. } | Inline::Media { .. } | Inline::LineBreak => {}
        }
    }
    spoken
}

/// The names in a text, each with its place: words of at least three letters.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let apart = |c: char| !(c.is_alphanumeric() || c == '_' || c == '-');
    text.split(apart)
        .map(move |word| (word.as_ptr().addr() - text.as_ptr().addr(), word))
        .map(|(at, word)| {
            let trimmed = word.trim_start_matches('-');
            (
                at + word.len() - trimmed.len(),
                trimmed.trim_end_matches('-'),
            )
        })
        .filter(|(_, word)| word.len() >= 3 && word.starts_with(|c: char| c.is_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::import;

    #[test]
    fn words_left_out_are_shown_first_and_as_code() {
        let source = "# K\n\nThe `replicas` and the `image` count.\n\n\
                      ```yaml\nreplicas: 3\nimage: web\n```\n";
        let import = import(source.as_bytes(), "");
        let answers = import.roadmap.cards.iter().map(|card| &card.answer);
        let [Answer::Given(answer)] = *answers.collect::<Vec<_>>() else {
            panic!("{import:?}");
        };
        let code = |words: &str| Inline::Code(words.to_owned().into());
        let comma = Inline::Text(", ".into());
        assert_eq!(
            answer.blocks.first(),
            Some(&Block::Paragraph(vec![
                code("replicas"),
                comma,
                code("image")
            ]))
        );
        assert!(matches!(answer.blocks.get(1), Some(Block::Code { .. })));
    }
}
