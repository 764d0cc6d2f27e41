//! Terms and what they mean.

mod plain;
mod term;

use crate::card::{Answer, CardKind};
use crate::rich_text::{Inline, RichText};
use crate::roadmap::outline::{self, Content, Item, Node, Prose};
use crate::roadmap::{identity, phrase};

use super::label::Label;
use super::labelled::Labelled;
use super::{Findings, Scope, Subject, Unit, continued, nested_items, search, topic};
use term::Line;

use plain::Siblings;
pub(super) use plain::{
    Form, bold_lines, heading, hold_bold_lines, is_term, lines, lone_item, paragraph_siblings,
    terms,
};

/// Text that begins with one of these tells the learner what to do, and answers nothing.
#[rustfmt::skip]
const DIRECTIVES: &[&str] = &[
    "attend", "become", "begin", "build", "contribute", "create", "dive", "engage", "experiment",
    "explore", "familiarise", "familiarize", "focus", "follow", "get", "join", "keep", "learn",
    "look", "master", "participate", "practice", "practise", "read", "review", "see", "start",
    "study", "subscribe", "take", "try", "understand", "visit", "watch", "work",
];

/// What a document says of itself is no longer.
const MOST_WORDS_OF_METADATA: usize = 4;

impl Line {
    /// Whether the text says what the term is, and not only where to go or what to do.
    fn says_what(&self) -> bool {
        !self.text.is_empty() && !is_directive(&self.text) && !leads_elsewhere(&self.text)
    }

    /// Whether it may be what a document says of itself before it begins: a few words, and no
    /// sentence.
    fn is_metadata(&self) -> bool {
        let words = Inline::plain(&self.text);
        let words = words.split('\n').next().unwrap_or("").trim_end();
        words.split_whitespace().count() <= MOST_WORDS_OF_METADATA && !words.ends_with(['.', '。'])
    }
}

/// A list item that begins with a term; the rest of the item defines it.
pub(super) fn item(item: &Item, form: &Form<'_>, scope: Scope<'_>, found: &mut Findings) -> bool {
    let Some((prose, rest)) = item.split() else {
        return false;
    };
    if prose.links_only || matches!(scope.label, Some(Label::Links | Label::Chores)) {
        return false;
    }
    let bold = Line::bold(prose);
    let Some(line) = bold.or_else(|| match form.siblings() {
        Siblings::Terms => Line::plain(prose),
        Siblings::Code => Line::plain(prose).filter(Line::begins_with_code),
        Siblings::Other => None,
    }) else {
        return false;
    };
    let nested = nested_items(rest);
    if line.text.is_empty() && (rest.is_empty() || nested.iter().any(heads)) {
        return false;
    }
    // A bold line without a colon is a heading, unless a paragraph below it says what it is.
    let colon = |c| prose.plain().trim_end().ends_with(c);
    let said = matches!(
        rest.first().map(|node| &node.content),
        Some(Content::Paragraph(_))
    );
    let bracket = prose.inlines.len() > 1;
    if line.text.is_empty() && !(said || bracket || colon(':') || colon('：')) {
        return false;
    }
    // Only bold, and nothing but examples below: what it names is not told.
    let (examples, own): (Vec<_>, Vec<_>) = rest.iter().partition(|node| holds_examples(node));
    if line.text.is_empty() && own.is_empty() {
        return false;
    }
    if directs(&line.term) || leads_elsewhere(&line.text) {
        return false;
    }
    let id = item.id().map(str::to_owned);
    if is_directive(&line.text) {
        let Some(unit) = topic::of_term(&line.term, &line.text, item.start, scope) else {
            return false;
        };
        found.take(Unit { id, ..unit });
        let scope = Scope {
            subject: Subject::Line(&line.term),
            label: None,
            ..scope
        };
        for node in examples {
            search(std::slice::from_ref(node), scope, found);
        }
        return true;
    }
    if line.text.is_empty() && topic::directs(rest) {
        return false;
    }
    let term = line.term.clone();
    let mut answer = continued(line.text, &[]);
    for node in own {
        let more = continued(Vec::new(), std::slice::from_ref(node));
        match (&mut answer, more) {
            (Answer::Given(text), Answer::Given(more)) => text.blocks.extend(more.blocks),
            (answer @ Answer::Own, more) => *answer = more,
            (Answer::Given(_), Answer::Own) => {}
        }
    }
    found.take(unit(line.term, answer, id, item.start, scope));
    let scope = Scope {
        subject: Subject::Line(&term),
        label: None,
        ..scope
    };
    for node in examples {
        search(std::slice::from_ref(node), scope, found);
    }
    true
}

/// A paragraph that begins with a bold term, with the list that it announces.
///
/// Returns the blocks after those it takes.
pub(super) fn paragraphs<'a>(
    nodes: &'a [Node],
    scope: Scope<'_>,
    found: &mut Findings,
) -> Option<&'a [Node]> {
    let (node, prose, after) = outline::first_paragraph(nodes)?;
    if prose.links_only || scope.label == Some(Label::Links) {
        return None;
    }
    if prose
        .inlines
        .iter()
        .any(|inline| matches!(inline, Inline::LineBreak))
        && lines(node, prose, scope, found)
    {
        return Some(after);
    }
    let line = Line::bold(prose).filter(|line| !line.text.is_empty())?;
    if scope.chapter == 0 && line.is_metadata() {
        return None;
    }
    if directs(&line.term) || leads_elsewhere(&line.text) {
        return None;
    }
    if is_directive(&line.text) {
        let unit = topic::of_term(&line.term, &line.text, node.start, scope)?;
        found.take(unit);
        return Some(after);
    }
    // A sentence that does not end goes on in the list below it.
    let announces = !Inline::plain(&line.text)
        .trim_end()
        .ends_with(['.', '!', '?', '。', ';', ')']);
    let taken = match after.first() {
        Some(next) if announces => usize::from(matches!(
            next.content,
            Content::List { .. } | Content::Code { .. }
        )),
        _ => 0,
    };
    let (own, rest) = after.split_at_checked(taken)?;
    let answer = continued(line.text, own);
    found.take(unit(line.term, answer, node.id.clone(), node.start, scope));
    Some(rest)
}

/// Whether an item is a bold term with its text.
pub(super) fn is_item(item: &Item) -> bool {
    let line = item.split().and_then(|(prose, _)| Line::bold(prose));
    line.is_some_and(|line| !line.text.is_empty())
}

fn unit(
    mut term: Vec<Inline>,
    answer: Answer,
    id: Option<String>,
    start: usize,
    scope: Scope<'_>,
) -> Unit {
    phrase::trim_end(&mut term, &[]);
    let prompt = identity::normalised(&term);
    let term = match term.as_slice() {
        [Inline::Strong(_)] => term,
        _ => vec![Inline::Strong(term)],
    };
    let mut front = Vec::with_capacity(5);
    if let Some(place) = place_of(&Inline::plain(&term), scope) {
        front.push(Inline::Emphasis(vec![Inline::Text(place.into())]));
        front.push(Inline::Text(" — ".into()));
    }
    phrase::push(&mut front, "What is meant by ");
    front.extend(term);
    front.push(Inline::Text("?".into()));
    Unit {
        kind: CardKind::Definition,
        start,
        note: start,
        chapter: scope.chapter,
        id,
        prompt,
        facet: None,
        context: scope.line_words(),
        front: RichText::paragraph(front),
        answer,
    }
}

/// What must be said beside a term that alone could be anything: a letter or two, or one word in
/// a list that a line above it names.
fn place_of(term: &str, scope: Scope<'_>) -> Option<String> {
    let place = if term.chars().count() <= FEWEST_LETTERS {
        Some(scope.subject_words())
    } else if term.contains(char::is_whitespace) {
        None
    } else {
        scope.line_words()
    };
    place.filter(|place| !place.is_empty())
}

/// A term of no more letters means something only in its place.
const FEWEST_LETTERS: usize = 2;

/// The bold term that a line begins with, and what the line says of it.
pub(super) fn bold_term(inlines: &[Inline]) -> Option<(Vec<Inline>, Vec<Inline>)> {
    let begins = matches!(inlines.first(), Some(Inline::Strong(_)));
    let line = begins.then(|| Line::bold_of(inlines)).flatten()?;
    (!line.text.is_empty()).then_some((line.term, line.text))
}

/// Whether an item is one that a term above it only heads.
fn heads(item: &Item) -> bool {
    let Some((prose, _)) = item.split() else {
        return false;
    };
    let example = Labelled::of(prose).and_then(|line| Label::of(&line.name));
    begins_bold(prose) && example != Some(Label::Example)
}

/// Whether a block is a list of nothing but examples.
fn holds_examples(node: &Node) -> bool {
    let items = nested_items(std::slice::from_ref(node));
    let example = |item: &Item| {
        item.split()
            .and_then(|(prose, _)| Labelled::of(prose))
            .is_some_and(|line| Label::of(&line.name) == Some(Label::Example))
    };
    !items.is_empty() && items.iter().all(example)
}

pub(super) fn begins_bold(prose: &Prose) -> bool {
    matches!(prose.inlines.first(), Some(Inline::Strong(_)))
}

/// Whether a term is no name but tells its reader what to do. A verb alone may be a name: "Watch".
fn directs(term: &[Inline]) -> bool {
    let sentence = Inline::plain(term).trim().contains(char::is_whitespace);
    sentence && is_directive(term)
}

fn is_directive(text: &[Inline]) -> bool {
    let Some(Inline::Text(text)) = text.first() else {
        return false;
    };
    let word = text.split_whitespace().next().unwrap_or("");
    let word = word.trim_end_matches([',', ':']);
    if text
        .get(.."deep dive".len())
        .is_some_and(|start| start.eq_ignore_ascii_case("deep dive"))
    {
        return true;
    }
    DIRECTIVES
        .iter()
        .any(|directive| directive.eq_ignore_ascii_case(word))
}

/// Whether text is nothing but links, or the entry of a list of them.
fn leads_elsewhere(text: &[Inline]) -> bool {
    let words = |inline: &Inline| match inline {
        Inline::Text(text) => text.split_whitespace().any(|word| {
            let address = word.starts_with("http://") || word.starts_with("https://");
            !address && word.contains(char::is_alphanumeric)
        }),
        Inline::Link { .. } | Inline::LineBreak => false,
        _ => true,
    };
    let address = |inline: &Inline| match inline {
        Inline::Link { .. } => true,
        Inline::Text(text) => text.contains("://"),
        _ => false,
    };
    let entry = match text {
        [Inline::Text(open), Inline::Link { .. }, ..] => matches!(open.trim(), "(" | "[" | ""),
        [Inline::Link { .. }, ..] => true,
        _ => false,
    };
    text.iter().any(address) && (entry || !text.iter().any(words))
}
