//! Items of a mastery checklist: what the learner should be able to do.

use crate::card::{Answer, CardKind};
use crate::rich_text::{Inline, ListMarker, RichText, Text};
use crate::roadmap::outline::{Content, Item, Node, Prose};
use crate::roadmap::{identity, phrase};

use super::label::Label;
use super::{Findings, Scope, Unit, answer, nested_items};

/// What an item of a checklist may begin with, and what the question says in its place.
const OPENINGS: &[(&str, &str)] = &[
    ("I can ", ""),
    ("I am able to ", ""),
    ("I'm able to ", ""),
    ("I’m able to ", ""),
    ("I know how to ", ""),
    ("I know ", "explain "),
    ("I understand ", "explain "),
    ("I could ", ""),
    ("You can ", ""),
    ("You are able to ", ""),
    ("You should be able to ", ""),
    ("Able to ", ""),
    ("Can ", ""),
];

/// Verbs that the items of such lists begin with.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "analyse", "analyze", "apply", "argue", "assess", "automate", "build", "calculate", "choose",
    "classify", "compare", "compute", "configure", "connect", "contrast", "create", "debug",
    "decide", "define", "demonstrate", "deploy", "derive", "describe", "design", "detect",
    "diagnose", "differentiate", "discuss", "distinguish", "draw", "estimate", "evaluate",
    "explain", "find", "fix", "give", "handle", "identify", "implement", "inspect", "install",
    "integrate", "interpret", "justify", "know", "list", "locate", "manage", "map", "measure",
    "model", "monitor", "name", "navigate", "operate", "optimise", "optimize", "outline", "perform", "plan",
    "predict", "profile", "prove", "read", "reason", "recognise", "recognize", "recover",
    "refactor", "restore", "roll", "run", "scale", "secure", "select", "separate", "set", "show",
    "sketch", "solve", "state", "summarise", "summarize", "teach", "tell", "test", "trace",
    "translate", "troubleshoot", "tune", "upgrade", "use", "verify", "walk", "write",
];

/// A list item that says what the learner can do; what stands under it is the evidence.
pub(super) fn item(item: &Item, scope: Scope<'_>) -> Option<Unit> {
    let (prose, evidence) = item.split()?;
    let listed = matches!(scope.label, Some(Label::Mastery | Label::AbleTo));
    if prose.links_only || !(listed || says_i_can(&prose.inlines)) {
        return None;
    }
    if !says_i_can(&prose.inlines) && nested_items(evidence).iter().any(is_item_of_checklist) {
        return None;
    }
    unit(prose, evidence, item, scope)
}

/// An item that tells its reader what to do, in a document that says what to learn.
pub(super) fn directed(item: &Item, scope: Scope<'_>) -> Option<Unit> {
    let (prose, _) = item.split()?;
    if first_word(prose) == "read" {
        return None;
    }
    let skill = begins_with_verb(&prose.inlines) || begins_with_activity(&prose.inlines);
    skill.then(|| unit(prose, &[], item, scope)).flatten()
}

/// An item with a box to tick that names something to know.
pub(super) fn checkbox(item: &Item, scope: Scope<'_>, found: &mut Findings) -> bool {
    if !item.checkbox || scope.label == Some(Label::Chores) {
        return false;
    }
    let Some((prose, evidence)) = item.split() else {
        return false;
    };
    let nested = nested_items(evidence);
    let words = prose.plain();
    let short = words.split_whitespace().count() <= MOST_WORDS;
    let first = first_word(prose);
    let skill = begins_with_verb(&prose.inlines);
    let link = |inline: &Inline| matches!(inline, Inline::Link { .. });
    let dated = ["day", "week", "month", "days", "weeks"].contains(&first.as_str());
    let inlines = &prose.inlines;
    let marked_as_done = words.contains(".md") || inlines.iter().any(link);
    let chore = CHORES.contains(&first.as_str()) || dated || marked_as_done;
    if prose.links_only || chore || !(skill || short) {
        return false;
    }
    // What has boxes of its own is a group of them.
    if nested
        .iter()
        .any(|item| item.checkbox || item.split().is_some_and(|(p, _)| p.links_only))
    {
        return false;
    }
    match unit(prose, evidence, item, scope) {
        Some(unit) => {
            found.take(unit);
            true
        }
        None => false,
    }
}

/// A name of more words than this is a sentence.
const MOST_WORDS: usize = 12;

/// What the lines begin with that nobody learns.
#[rustfmt::skip]
const CHORES: &[&str] = &[
    "add", "announce", "ask", "back", "backup", "book", "bring", "buy", "call", "change", "check",
    "clean", "close", "collect", "complete", "copy", "delete", "do", "download", "email", "enable",
    "ensure", "file", "fill", "finish", "get", "go", "invite", "join", "make", "merge", "move",
    "notify", "open", "order", "pack", "pay", "pick", "post", "print", "publish", "push",
    "read", "register", "release", "remove", "rename", "renew", "reply", "return", "schedule", "send",
    "sign", "start", "stop", "submit", "subscribe", "switch", "take", "turn", "update", "upload",
    "visit", "wait", "wash", "watch",
];

fn first_word(prose: &Prose) -> String {
    let words = prose.plain();
    words.split_whitespace().next().unwrap_or("").to_lowercase()
}

fn unit(prose: &Prose, evidence: &[Node], item: &Item, scope: Scope<'_>) -> Option<Unit> {
    let front = front(&prose.inlines, scope.label)?;
    Some(Unit {
        kind: CardKind::Mastery,
        start: item.start,
        note: item.start,
        chapter: scope.chapter,
        id: item.id().map(str::to_owned),
        prompt: identity::normalised(&prose.inlines),
        facet: None,
        context: None,
        front: RichText::paragraph(front),
        answer: shown(evidence),
    })
}

/// What shows a skill; one thing alone needs no bullet.
fn shown(evidence: &[Node]) -> Answer {
    let items = match evidence {
        [node] => match &node.content {
            Content::List {
                marker: ListMarker::Bullet,
                items,
            } => items.as_slice(),
            _ => &[],
        },
        _ => &[],
    };
    match items {
        [only] => answer(&only.nodes),
        _ => answer(evidence),
    }
}

/// Whether an item says what its reader can do.
pub(super) fn is_skill(item: &Item) -> bool {
    item.split()
        .is_some_and(|(prose, _)| says_i_can(&prose.inlines))
}

fn is_item_of_checklist(item: &Item) -> bool {
    item.checkbox
        || item
            .split()
            .is_some_and(|(prose, _)| says_i_can(&prose.inlines))
}

fn says_i_can(inlines: &[Inline]) -> bool {
    match inlines.first() {
        Some(Inline::Text(text)) => I_CAN.iter().any(|start| text.starts_with(start)),
        Some(Inline::Strong(inner) | Inline::Emphasis(inner)) => says_i_can(inner),
        _ => false,
    }
}

/// What an item of a mastery checklist begins with wherever it stands.
#[rustfmt::skip]
const I_CAN: &[&str] = &[
    "I can ", "I am able to ", "Puedo ", "Ich kann ", "Je peux ", "Je sais ", "Eu posso ", "Posso ",
    "Jag kan ", "Я могу ", "Я умею ", "我能", "我可以",
];

fn says_i(inlines: &[Inline]) -> bool {
    match inlines.first() {
        Some(Inline::Text(text)) => text.starts_with("I ") || text.starts_with("I'm "),
        Some(Inline::Strong(inner) | Inline::Emphasis(inner)) => says_i(inner),
        _ => false,
    }
}

/// The question: "Can you …? Show it."
fn front(inlines: &[Inline], label: Option<Label>) -> Option<Vec<Inline>> {
    let mut skill = inlines.to_vec();
    phrase::trim_end(&mut skill, &['.', ';', ',']);
    end_quotation(&mut skill);
    let personal = says_i(inlines);
    let first = phrase::first_text(&mut skill);
    let opening = first.and_then(|text| {
        let (opening, verb) = OPENINGS
            .iter()
            .find(|(opening, _)| text.starts_with(opening))?;
        replace_start(text, opening, verb);
        Some(())
    });
    if Inline::plain(&skill).trim().is_empty() {
        return None;
    }
    if personal {
        address(&mut skill);
    }
    let verb = opening.is_some()
        || label == Some(Label::AbleTo)
        || begins_with_verb(&skill)
        || begins_with_knowing(&skill);
    let mut front;
    if verb {
        phrase::lower_first(&mut skill);
        know_to_explain(&mut skill);
        front = vec![Inline::Text("Can you ".into())];
    } else {
        front = vec![Inline::Text("Can you show this: ".into())];
    }
    let further = phrase::end_of_first_sentence(&skill).and_then(|(index, at)| {
        let (first, further) = phrase::split_at(&skill, index, at + 1)?;
        skill = first;
        phrase::trim_end(&mut skill, &['.']);
        Some(further)
    });
    phrase::extend(&mut front, skill);
    phrase::trim_end(&mut front, &['?']);
    phrase::push(&mut front, "?");
    if let Some(further) = further {
        phrase::push(&mut front, " ");
        phrase::extend(&mut front, further);
        phrase::push(&mut front, ".");
    }
    if verb {
        phrase::push(&mut front, " Show it.");
    }
    Some(front)
}

/// Whether a line begins with what one does to practise.
fn begins_with_activity(inlines: &[Inline]) -> bool {
    let Some(Inline::Text(text)) = inlines.first() else {
        return false;
    };
    let word = text.split_whitespace().next().unwrap_or("").to_lowercase();
    matches!(
        word.as_str(),
        "customise"
            | "customize"
            | "develop"
            | "experiment"
            | "extend"
            | "get"
            | "make"
            | "practice"
            | "practise"
            | "work"
    )
}

fn begins_with_verb(inlines: &[Inline]) -> bool {
    let Some(Inline::Text(text)) = inlines.first() else {
        return false;
    };
    let word = text.split_whitespace().next().unwrap_or("");
    VERBS.iter().any(|verb| verb.eq_ignore_ascii_case(word))
}

/// Puts other words in the place of those that the text starts with.
fn replace_start(text: &mut Text, start: &str, by: &'static str) {
    text.drop_start(start.len());
    if !by.is_empty() {
        *text = [by, text.as_str()].concat().into();
    }
}

/// "Know X" cannot be shown; "explain X" can.
fn know_to_explain(skill: &mut [Inline]) {
    let Some(text) = phrase::first_text(skill) else {
        return;
    };
    let known = KNOWING
        .iter()
        .find(|(knowing, _)| text.starts_with(knowing));
    if let Some((knowing, showing)) = known {
        replace_start(text, knowing, showing);
    }
}

/// Words for knowing, in lower case, and what shows it.
const KNOWING: &[(&str, &str)] = &[
    ("know how to ", ""),
    ("know about ", "explain "),
    ("know ", "explain "),
    ("learn how to ", ""),
    ("learn to ", ""),
    ("learn about ", "explain "),
    ("learn ", "explain "),
    ("master ", "explain "),
    ("understand how to ", ""),
    ("understand ", "explain "),
];

/// Whether a line begins with a word for knowing.
fn begins_with_knowing(inlines: &[Inline]) -> bool {
    let Some(Inline::Text(text)) = inlines.first() else {
        return false;
    };
    KNOWING.iter().any(|(knowing, _)| {
        let start = text.get(..knowing.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(knowing))
    })
}

/// Drops the period that ends a quotation at the end: `"it runs."`.
fn end_quotation(skill: &mut [Inline]) {
    if let Some(text) = phrase::last_text(skill) {
        for quote in ['"', '”'] {
            if let Some(quoted) = text.strip_suffix(quote)
                && let Some(quoted) = quoted.strip_suffix(['.', ','])
            {
                *text = format!("{quoted}{quote}").into();
                return;
            }
        }
    }
}

/// Turns what the learner says of themselves into what is said to them.
fn address(inlines: &mut [Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => {
                if speaks_of_itself(text) {
                    *text = addressed(text).into();
                }
            }
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strikethrough(inner)
            | Inline::Link { text: inner, .. } => address(inner),
            Inline::Code(_) | Inline::Math { .. } | Inline::Media { .. } | Inline::LineBreak => {}
        }
    }
}

/// Whether a word of the text is `I` or stands for it.
fn speaks_of_itself(text: &str) -> bool {
    // Few words begin with such a letter: the others are passed without being cut out.
    text.match_indices(['m', 'I']).any(|(at, _)| {
        let (before, rest) = text.split_at(at);
        let end = rest.find(|c: char| !c.is_alphanumeric());
        let word = &rest[..end.unwrap_or(rest.len())];
        matches!(word, "my" | "me" | "myself" | "mine" | "I")
            && !before.ends_with(char::is_alphanumeric)
    })
}

fn addressed(text: &str) -> String {
    let words = text.split(' ').map(|word| {
        let end = word.trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
        let you = match end {
            "my" => "your",
            "me" => "you",
            "myself" => "yourself",
            "mine" => "yours",
            "I" => "you",
            "I'm" | "I’m" => "you’re",
            "I've" | "I’ve" => "you’ve",
            "I'd" | "I’d" => "you’d",
            "I'll" | "I’ll" => "you’ll",
            _ => return word.to_owned(),
        };
        format!("{you}{}", &word[end.len()..])
    });
    let words: Vec<_> = words.collect();
    words
        .join(" ")
        .replace("you am ", "you are ")
        .replace("you was ", "you were ")
}
