//! Things to learn that the source only names, and lines that only say what to learn.

use crate::card::{Answer, CardKind};
use crate::rich_text::{Inline, RichText};
use crate::roadmap::outline::{Chapter, Content, Item, Node, Prose};
use crate::roadmap::{identity, phrase};

use super::label::{self, Label};
use super::{Findings, Scope, Unit, Voice, mastery};

/// How a line that says what to learn begins, and what is asked instead.
#[rustfmt::skip]
const DIRECTIVES: &[(&str, Ask)] = &[
    ("learn how to ", Ask::Can), ("learn to ", Ask::Can), ("know how to ", Ask::Can),
    ("understand how to ", Ask::Can), ("learn about ", Ask::Explain),
    ("learn the ", Ask::ExplainThe), ("learn ", Ask::Explain),
    ("understanding of ", Ask::Explain), ("understand ", Ask::Explain),
    ("familiarize yourself with ", Ask::Explain), ("familiarise yourself with ", Ask::Explain),
    ("familiarize with ", Ask::Explain), ("familiarise with ", Ask::Explain),
    ("get familiar with ", Ask::Explain), ("become familiar with ", Ask::Explain),
    ("get an overview of ", Ask::Explain), ("get to know ", Ask::Explain),
    ("dive into ", Ask::Explain), ("dive deeper into ", Ask::Explain),
    ("dive deep into ", Ask::Explain), ("deep dive into ", Ask::Explain),
    ("explore ", Ask::Explain), ("study ", Ask::Explain), ("read about ", Ask::Explain),
    ("read up on ", Ask::Explain), ("review ", Ask::Explain), ("know about ", Ask::Explain),
    ("know ", Ask::Explain), ("master ", Ask::Explain), ("grasp ", Ask::Explain),
    ("awareness of ", Ask::Explain), ("knowledge of ", Ask::Explain),
    ("familiarity with ", Ask::Explain),
];

/// The verbs with which lists of things to learn begin in other languages.
#[rustfmt::skip]
const FOREIGN: &[&str] = &[
    "förklara", "förstå", "beskriv", "beskriva", "redogöra", "redogör", "kunna",
    "erklären", "erkläre", "beschreiben", "beschreibe", "verstehen", "nennen",
    "explicar", "describir", "comprender", "entender", "identificar", "descrever",
    "compreender", "expliquer", "décrire", "comprendre", "connaître", "spiegare", "descrivere",
    "comprendere", "объяснить", "описать", "понимать", "знать", "理解", "掌握", "了解", "熟悉",
];

/// What is asked about a thing to learn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ask {
    /// To do it.
    Can,
    /// To explain it.
    Explain,
    /// To explain it; its article belongs to it.
    ExplainThe,
    /// What the line says, in its own language.
    Itself,
}

/// How many lines must say what to learn until a document does.
const PLAN: usize = 3;

/// How the document of these chapters speaks to its reader.
pub(super) fn voice(chapters: &[Chapter]) -> Voice {
    let items = chapters.iter().flat_map(|chapter| &chapter.nodes);
    let items = items.filter_map(|node| match &node.content {
        Content::List { items, .. } => Some(items),
        _ => None,
    });
    let directing = items
        .flatten()
        .filter(|item| matches!(item.split(), Some((prose, _)) if begins(prose).is_some()));
    if directing.take(PLAN).count() == PLAN {
        Voice::Directs
    } else {
        Voice::Tells
    }
}

/// Which directive a line begins with.
fn begins(prose: &Prose) -> Option<(&'static str, Ask)> {
    match prose.inlines.first()? {
        Inline::Text(text) => directive(text),
        _ => None,
    }
}

/// The first letters of the openings, and of the verbs in other languages, as bits.
const LETTERS: u128 = {
    let (mut letters, mut at) = (letters_of(FOREIGN), 0);
    while at < DIRECTIVES.len() {
        letters |= letters_of(&[DIRECTIVES[at].0]);
        at += 1;
    }
    letters
};

/// The ASCII letters that any of `words` begins with, as bits.
const fn letters_of(words: &[&str]) -> u128 {
    let (mut letters, mut at) = (0, 0);
    while at < words.len() {
        let first = words[at].as_bytes()[0];
        if first.is_ascii() {
            letters |= 1 << first;
        }
        at += 1;
    }
    letters
}

fn directive(text: &str) -> Option<(&'static str, Ask)> {
    let first = text.bytes().next()?.to_ascii_lowercase();
    if first.is_ascii() && LETTERS & (1 << first) == 0 {
        return None;
    }
    // Few openings have the first letter of the text; only those are compared as a whole.
    let known = DIRECTIVES.iter().find(|(opening, _)| {
        opening.bytes().next() == Some(first)
            && text
                .get(..opening.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(opening))
    });
    if let Some((opening, ask)) = known {
        return Some((opening, *ask));
    }
    if first.is_ascii() && letters_of(FOREIGN) & (1 << first) == 0 {
        return None;
    }
    if text.is_ascii() && !text.starts_with(char::is_uppercase) {
        return None;
    }
    let lower = text
        .get(..text.floor_char_boundary(24))
        .unwrap_or("")
        .to_lowercase();
    let verb = FOREIGN.iter().any(|verb| {
        verb.bytes().next() == lower.bytes().next()
            && lower
                .strip_prefix(verb)
                .is_some_and(|rest| !verb.is_ascii() || rest.starts_with(' '))
    });
    // The verb itself says what to do.
    verb.then_some(("", Ask::Itself))
}

/// An item that names a thing to learn.
pub(super) fn item(item: &Item, scope: Scope<'_>) -> Option<Unit> {
    let (prose, nested) = item.split()?;
    if prose.links_only || scope.label == Some(Label::Chores) {
        return None;
    }
    let listed = scope.label == Some(Label::Topics);
    let unit = if let Some((opening, ask)) = begins(prose) {
        let known = listed || scope.voice == Voice::Directs || item.checkbox;
        if !known && !nested.is_empty() {
            return None;
        }
        asked(&[], &prose.inlines, opening, ask, item.start, scope)
    } else if listed && nested.is_empty() && !label::begins_a_name(prose) {
        named(&prose.inlines, item.start, scope)
    } else if scope.voice == Voice::Directs && nested.is_empty() && scope.label.is_none() {
        return mastery::directed(item, scope);
    } else {
        None
    };
    let id = item.id().map(str::to_owned);
    unit.map(|unit| Unit { id, ..unit })
}

/// An item of a list of things to learn that no other shape fits: `Networking: plugins`.
pub(super) fn listed(item: &Item, scope: Scope<'_>, found: &mut Findings) -> bool {
    let leaf = match item.split() {
        Some((prose, [])) if !prose.links_only => Some(prose),
        _ => None,
    };
    let prose = leaf.filter(|_| scope.label == Some(Label::Topics));
    let Some(unit) = prose.and_then(|prose| named(&prose.inlines, item.start, scope)) else {
        return false;
    };
    let id = item.id().map(str::to_owned);
    found.take(Unit { id, ..unit });
    true
}

/// What is asked of `term` where its text only says what to learn about it.
pub(super) fn of_term(
    term: &[Inline],
    text: &[Inline],
    start: usize,
    scope: Scope<'_>,
) -> Option<Unit> {
    let Some(Inline::Text(words)) = text.first() else {
        return None;
    };
    let (opening, ask) = directive(words)?;
    asked(term, text, opening, ask, start, scope)
}

fn asked(
    term: &[Inline],
    text: &[Inline],
    opening: &'static str,
    ask: Ask,
    start: usize,
    scope: Scope<'_>,
) -> Option<Unit> {
    let mut thing = text.to_vec();
    let dropped = match ask {
        Ask::ExplainThe => opening.len() - "the ".len(),
        Ask::Can | Ask::Explain | Ask::Itself => opening.len(),
    };
    if let Some(Inline::Text(words)) = thing.first_mut() {
        words.drop_start(dropped);
    }
    phrase::trim_end(&mut thing, &['.', ';', ',', ':']);
    let mut front = Vec::new();
    if !term.is_empty() {
        front.push(Inline::Strong(term.to_vec()));
        front.push(Inline::Text(": ".into()));
    }
    let can = ask == Ask::Can;
    let words = Inline::plain(&thing).into_owned();
    if words.trim().is_empty() {
        return None;
    }
    if can {
        phrase::push(
            &mut front,
            if term.is_empty() {
                "Can you "
            } else {
                "can you "
            },
        );
    } else if ask != Ask::Itself {
        let opening = match (term.is_empty(), is_clause(&words)) {
            (true, true) => "Explain in your own words ",
            (true, false) => "Explain in your own words: ",
            (false, _) => "explain in your own words ",
        };
        phrase::push(&mut front, opening);
    }
    phrase::extend(&mut front, thing);
    phrase::push(&mut front, if can { "? Show it." } else { "." });
    let prompt = match term {
        [] => identity::normalised(text),
        term => identity::normalised(term),
    };
    Some(unit(prompt, front, start, scope))
}

/// Whether words continue a sentence: "how Pods communicate".
fn is_clause(words: &str) -> bool {
    let first = words.split(' ').next().unwrap_or("");
    matches!(
        first,
        "how" | "what" | "why" | "when" | "where" | "which" | "who" | "whether"
    )
}

fn named(thing: &[Inline], start: usize, scope: Scope<'_>) -> Option<Unit> {
    let mut thing = thing.to_vec();
    phrase::trim_end(&mut thing, &['.', ';', ',', ':']);
    if Inline::plain(&thing).trim().is_empty() {
        return None;
    }
    let prompt = identity::normalised(&thing);
    let mut front = vec![Inline::Text("Explain in your own words: ".into())];
    phrase::extend(&mut front, thing);
    phrase::push(&mut front, ".");
    Some(unit(prompt, front, start, scope))
}

fn unit(prompt: String, front: Vec<Inline>, start: usize, scope: Scope<'_>) -> Unit {
    Unit {
        kind: CardKind::Topic,
        start,
        note: start,
        chapter: scope.chapter,
        id: None,
        prompt,
        facet: None,
        context: None,
        front: RichText::paragraph(front),
        answer: Answer::Own,
    }
}

/// Several things to learn in one line, with semicolons or commas between them.
pub(super) fn enumerated(
    text: &[Inline],
    start: usize,
    scope: Scope<'_>,
    found: &mut Findings,
) -> bool {
    let [Inline::Text(words)] = text else {
        return false;
    };
    let mark = if words.contains(';') { ';' } else { ',' };
    let things: Vec<&str> = words.split(mark).map(str::trim).collect();
    if things.len() < 2 {
        return false;
    }
    for thing in things {
        let thing = thing.strip_prefix("and ").unwrap_or(thing).to_owned();
        let unit = named(&[Inline::Text(thing.into())], start, scope);
        unit.into_iter().for_each(|unit| found.take(unit));
    }
    true
}

/// Whether one of `nodes` is a list of things to learn.
pub(super) fn directs(nodes: &[Node]) -> bool {
    super::nested_items(nodes)
        .iter()
        .any(|item| matches!(item.split(), Some((prose, _)) if begins(prose).is_some()))
}
