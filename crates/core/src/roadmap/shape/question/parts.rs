//! The parts of a question that has more than words: code, options, and a hidden answer.

use crate::rich_text::Inline;
use crate::roadmap::identity;
use crate::roadmap::outline::{Content, Item, Node, Prose};

use super::mark::{Mark, is_marked};
use crate::roadmap::shape::{mastery, nested_items};

/// The lines above folded text that say no more than that it is an answer.
#[rustfmt::skip]
const ANSWERS: &[&str] = &[
    "ans", "answer", "answers", "check answer", "check answers", "click for answer",
    "click for the answer", "click here", "click here to see the answer", "click me",
    "click to expand", "click to reveal", "click to reveal answer", "click to reveal the answer",
    "click to see answer", "click to see the answer", "click to see the solution",
    "click to show answer", "click to view", "click to view answer", "explanation", "expand",
    "full answer", "my answer", "response", "reveal", "reveal answer", "sample answer",
    "see answer", "see solution", "see the answer", "see the solution", "show", "show answer",
    "show me", "show me the answer", "show solution", "show the answer", "show the solution",
    "solution", "solutions", "spoiler", "toggle answer", "view answer", "view solution",
    "antwort", "lösung", "ответ", "решение", "respuesta", "solución", "réponse", "risposta",
    "risposte", "resposta", "svar", "facit", "答案", "参考答案", "解答", "回答", "정답", "回答例",
];

/// What folded text is called where it is no answer and no question.
#[rustfmt::skip]
const GROUPS: &[&str] = &[
    "changelog", "contents", "index", "more", "read more", "show more", "table of contents", "toc",
];

/// Whether the line above folded text says only that an answer is in it.
pub(super) fn hides_answer(summary: &Prose) -> bool {
    is_one_of(&summary.inlines, ANSWERS)
}

/// Whether the line above folded text says that it is no answer.
pub(super) fn hides_group(summary: &Prose) -> bool {
    is_one_of(&summary.inlines, GROUPS)
}

/// Whether a heading says that the answer to the question above it follows.
pub(super) fn heads_answer(heading: &[Inline]) -> bool {
    is_one_of(heading, ANSWERS)
}

fn is_one_of(inlines: &[Inline], list: &[&str]) -> bool {
    let words = Inline::plain(inlines);
    let words = identity::normalised_words(&words).to_lowercase();
    let words = words.trim_end_matches(['!', ':', '.', '…']).trim();
    // `Answer: C` says which, and is none the less the answer.
    let named = words.split_once([':', '：']).map_or(words, |(name, rest)| {
        let letter = rest.trim().chars().nth(2).is_none();
        if letter { name.trim() } else { words }
    });
    list.contains(&words) || list.contains(&named)
}

/// Whether the line above folded text says only that there is something to see.
pub(super) fn shows(words: &str) -> bool {
    let lower = identity::without_numbering(words).to_lowercase();
    [
        "click", "expand", "see ", "show ", "toggle", "view ", "more ",
    ]
    .iter()
    .any(|start| lower.starts_with(start))
}

/// Whether a heading is `Question 3` and no more.
pub(super) fn only_counts(heading: &str) -> bool {
    let lower = identity::without_numbering(heading).to_lowercase();
    let words = lower.trim_end_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '#' | ':' | '.')
    });
    words.len() < lower.trim_end().len()
        && matches!(
            words,
            "question"
                | "q"
                | "pregunta"
                | "frage"
                | "вопрос"
                | "fråga"
                | "domanda"
                | "domanda numero"
        )
}

/// How many blocks stand before the answer to a question that a heading only counts: all up to
/// a marked answer, or else the first with the code and the options after it.
pub(super) fn scenario(nodes: &[Node]) -> usize {
    if let Some(at) = nodes.iter().position(is_answer) {
        return at;
    }
    let about = nodes
        .iter()
        .skip(1)
        .take_while(|node| matches!(node.content, Content::Code { .. }) || holds_options(node));
    (1 + about.count()).min(nodes.len())
}

/// Whether a block is the answer to what stands before it.
pub(super) fn is_answer(node: &Node) -> bool {
    match &node.content {
        Content::Details { summary, .. } => hides_answer(summary),
        Content::Paragraph(prose) => begins_answer(prose),
        Content::Quote(nodes) => match nodes.first().map(|node| &node.content) {
            Some(Content::Paragraph(prose)) => begins_answer(prose),
            _ => false,
        },
        _ => false,
    }
}

/// Whether a paragraph begins with `A:`, `Answer:`, `Solution:` and the like.
pub(super) fn begins_answer(prose: &Prose) -> bool {
    if is_marked(&prose.inlines, Mark::Answer) {
        return true;
    }
    match prose.inlines.as_slice() {
        [Inline::Strong(inner) | Inline::Emphasis(inner), ..] => {
            let words = Inline::plain(inner).to_lowercase();
            let named = ["answer:", "correct:", "correct answer", "right answer"];
            is_one_of(inner, ANSWERS) || named.iter().any(|start| words.starts_with(start))
        }
        [Inline::Text(words), ..] => ["Correct answer", "Correct:"]
            .iter()
            .any(|start| words.starts_with(start)),
        _ => false,
    }
}

/// The words with which a question points at the code under it.
const POINTS: &[&str] = &[
    "above",
    "below",
    "code",
    "command",
    "example",
    "following",
    "here",
    "log",
    "logged",
    "output",
    "print",
    "printed",
    "prints",
    "program",
    "query",
    "result",
    "return",
    "returned",
    "returns",
    "script",
    "snippet",
    "these",
    "this",
    "true",
    "wrong",
];

/// How many blocks at the beginning of `nodes` belong to the question: code that it points at,
/// and the options to choose from.
pub(super) fn asked_about(question: &[Inline], nodes: &[Node]) -> usize {
    if let Some(at) = nodes.iter().position(is_answer) {
        return at;
    }
    let mut count = 0;
    let is_code = |node: &Node| matches!(node.content, Content::Code { .. });
    let folded = matches!(
        nodes.get(1).map(|node| &node.content),
        Some(Content::Details { .. })
    );
    if nodes.first().is_some_and(is_code) && (folded || points(question)) {
        count += 1;
    }
    if nodes.get(count).is_some_and(holds_options) {
        count += 1;
    }
    count
}

fn points(question: &[Inline]) -> bool {
    let words = Inline::plain(question).to_lowercase();
    words
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| POINTS.contains(&word))
}

/// Whether a block is a list of options: `A: …`, `b) …`, or boxes.
pub(super) fn holds_options(node: &Node) -> bool {
    let items = nested_items(std::slice::from_ref(node));
    items.len() >= 2 && items.len() <= 10 && items.iter().all(is_option)
}

fn is_option(item: &Item) -> bool {
    if item.checkbox {
        let words = item
            .split()
            .map(|(prose, _)| prose.plain().split_whitespace().count());
        return words.is_some_and(|count| count <= 20) && !mastery::is_skill(item);
    }
    let Some((prose, _)) = item.split() else {
        return false;
    };
    let words = prose.plain();
    let words = words.trim_start().trim_start_matches(['(', '*']);
    let mut letters = words.chars();
    letters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && letters.next().is_some_and(|c| matches!(c, ':' | ')' | '.'))
}

/// What tells a question from another in the same words: the code that it asks about.
pub(super) fn context_of(nodes: &[Node]) -> Option<String> {
    let code = nodes.iter().find_map(|node| match &node.content {
        Content::Code { text, .. } => Some(text.as_str()),
        _ => None,
    })?;
    let words: Vec<&str> = code.split_whitespace().collect();
    Some(words.join(" "))
}
