//! Code: commands with what they do, code with its caption, and keys left out.

use std::rc::Rc;

use crate::card::{Answer, CardKind};
use crate::rich_text::{Block, Inline, RichText, Text};
use crate::roadmap::outline::{Content, Item, Node, Prose};
use crate::roadmap::trail::{Fate, Reason};
use crate::roadmap::{identity, phrase};

use super::label::Label;
use super::{Findings, Line, Scope, Unit, definition, question};

/// Code of more lines than this is not recited.
const MOST_LINES: usize = 12;
/// A caption of more words than this is text.
const MOST_WORDS: usize = 14;
/// How many keys are left out at most.
const MOST_GAPS: usize = 4;

/// The words around a block of code.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    /// The paragraph just above it.
    pub line: Option<Line<'a>>,
    /// Whether nothing stands between it and its heading.
    pub under_heading: bool,
    /// What follows it.
    pub after: &'a [Node],
}

/// A block of code, with the words around it.
pub(super) fn block(
    node: &Node,
    language: Option<&str>,
    text: &Text,
    about: About<'_>,
    scope: Scope<'_>,
    found: &mut Findings,
) {
    let About {
        line,
        under_heading,
        after,
    } = about;
    let line = line.map(|line| line.prose);
    found.leave(node.start, Reason::Code);
    if matches!(scope.label, Some(Label::Links | Label::Chores)) || is_picture(language) {
        return;
    }
    if commands(node.start, language, text, scope, found) {
        found.mark(node.start, Fate::Cards(CardKind::Command));
        return;
    }
    let labelled = line.is_some_and(|line| Label::of(&line.inlines).is_some()) || line.is_none();
    let listed = matches!(scope.label, Some(Label::Commands | Label::Example));
    if labelled && listed {
        let subject = scope.subject_words();
        let (kind, asks) = match scope.label {
            Some(Label::Commands) => (
                CardKind::Command,
                "which commands are useful, and for what?",
            ),
            _ => (CardKind::Example, "give an example."),
        };
        let front = vec![
            Inline::Strong(vec![Inline::Text(subject.clone().into())]),
            Inline::Text(": ".into()),
            Inline::Text(asks.into()),
        ];
        let mut unit = unit(kind, node.start, &subject, front, language, text, scope);
        unit.context = Some(squeezed(text));
        found.take(unit);
        return;
    }
    let caption = match line {
        // A caption with a key in it would give the key away.
        Some(line) if is_caption(line, language) && !names_key(line, text) => {
            Some(line.inlines.as_slice())
        }
        None if under_heading
            && language.is_some()
            && scope.label.is_none()
            && names_code(scope) =>
        {
            Some(scope.subject)
        }
        _ => None,
    };
    if let Some(caption) = caption
        && text.lines().count() <= MOST_LINES
    {
        found.take(written(
            CardKind::Code,
            caption,
            node.start,
            language,
            text,
            scope,
        ));
        return;
    }
    let mut about: Vec<Inline> = line.map(|line| line.inlines.clone()).unwrap_or_default();
    if let Some(Content::Paragraph(next)) = after.first().map(|node| &node.content) {
        phrase::push(&mut about, " ");
        phrase::extend(&mut about, next.inlines.clone());
    }
    cloze(node.start, language, text, &about, scope, found);
}

/// An item that says what the code after its list does, which its author did not indent.
///
/// Returns the blocks after the code.
pub(super) fn captioned<'a>(
    items: &[Item],
    after: &'a [Node],
    scope: Scope<'_>,
    found: &mut Findings,
) -> Option<&'a [Node]> {
    let ([item], Some((next, rest))) = (items, after.split_first()) else {
        return None;
    };
    let (prose, []) = item.split()? else {
        return None;
    };
    let (language, code) = match &next.content {
        Content::Code { language, text } => (language.as_deref(), text),
        Content::Paragraph(Prose { inlines, .. }) => match inlines.as_slice() {
            [Inline::Code(code)] => (None, code),
            _ => return None,
        },
        _ => return None,
    };
    let few = prose.plain().split_whitespace().count() <= MOST_WORDS;
    let other = definition::begins_bold(prose) || question::asks(&prose.inlines);
    let left = matches!(scope.label, Some(Label::Links | Label::Chores));
    if !few || other || left || prose.links_only || code.lines().count() > MOST_LINES {
        return None;
    }
    let kind = CardKind::Command;
    found.take(written(
        kind,
        &prose.inlines,
        item.start,
        language,
        code,
        scope,
    ));
    Some(rest)
}

/// A card that asks for code by what the words above it say it does.
fn written(
    kind: CardKind,
    caption: &[Inline],
    start: usize,
    language: Option<&str>,
    text: &Text,
    scope: Scope<'_>,
) -> Unit {
    let mut said = caption.to_vec();
    if let [Inline::Strong(inner)] = said.as_mut_slice() {
        said = std::mem::take(inner);
    }
    phrase::trim_end(&mut said, &[':', '：', '.']);
    phrase::drop_numbering(&mut said);
    let prompt = Inline::plain(&said).into_owned();
    let mut front = vec![Inline::Text("How is this written? ".into())];
    phrase::extend(&mut front, said);
    phrase::push(&mut front, ".");
    let mut unit = unit(kind, start, &prompt, front, language, text, scope);
    unit.context = Some(squeezed(text));
    unit
}

/// Whether a heading says what the code under it does.
fn names_code(scope: Scope<'_>) -> bool {
    let words = scope.subject_words().to_lowercase();
    let general = matches!(
        words.as_str(),
        "api"
            | "build"
            | "building"
            | "configuration"
            | "demo"
            | "deployment"
            | "development"
            | "download"
            | "examples"
            | "input"
            | "install"
            | "installing"
            | "quick start"
            | "quickstart"
            | "run"
            | "running"
            | "solution"
            | "structure"
            | "test"
            | "testing"
            | "tests"
            | "usage"
            | "template"
            | "project structure"
            | "directory structure"
    );
    !general && !words.is_empty() && scope.chapter > 0
}

/// Whether a block of code is drawn and not read.
fn is_picture(language: Option<&str>) -> bool {
    language.is_some_and(|language| {
        matches!(
            language.to_ascii_lowercase().as_str(),
            "mermaid"
                | "plantuml"
                | "dot"
                | "graphviz"
                | "dataview"
                | "query"
                | "ascii"
                | "tree"
                | "output"
                | "text"
                | "txt"
                | "plaintext"
                | "log"
                | "diff"
        )
    })
}

/// Whether a line above code says what the code does, so that it can be asked by that.
fn is_caption(line: &Prose, language: Option<&str>) -> bool {
    let bold = matches!(line.inlines.as_slice(), [Inline::Strong(_)]);
    let words = line.plain();
    let words = words.trim_end();
    let lower = words.to_lowercase();
    let mut each = lower.split(|c: char| !c.is_alphanumeric());
    let points = each.any(|word| {
        matches!(
            word,
            "following"
                | "below"
                | "above"
                | "this"
                | "these"
                | "here"
                | "output"
                | "result"
                | "like"
                | "clone"
                | "structure"
                | "looks"
                | "started"
                | "install"
                | "example"
                | "examples"
                | "by"
                | "both"
        )
    });
    let announces = words.ends_with([':', '：']);
    let ends = words.ends_with(['.', '!', '?', ',', ';', '。']);
    let count = words.split_whitespace().count();
    let long = count > MOST_WORDS || (!words.is_ascii() && count < 3 && words.chars().count() > 30);
    let foreign = !words.is_ascii();
    let few = count >= 3 || bold || foreign;
    !points
        && !long
        && few
        && (announces || (!ends && count <= 8 && (bold || language.is_some())))
        && !words.contains(", ")
        && !line.links_only
        && Label::of(&line.inlines).is_none()
}

/// Whether a line sets a name as code that the code below it holds.
fn names_key(line: &Prose, text: &str) -> bool {
    let mut keys = line.inlines.iter().filter_map(|inline| match inline {
        Inline::Code(code) => Some(code.as_str()),
        _ => None,
    });
    keys.any(|key| words_of(text).any(|(_, word)| word == key))
}

/// Commands with a comment before each that says what it does.
fn commands(
    start: usize,
    language: Option<&str>,
    text: &Text,
    scope: Scope<'_>,
    found: &mut Findings,
) -> bool {
    let shell = language.is_some_and(|language| {
        matches!(
            language.to_ascii_lowercase().as_str(),
            "bash"
                | "sh"
                | "shell"
                | "zsh"
                | "console"
                | "fish"
                | "powershell"
                | "sql"
                | "vim"
                | "git"
                | "cmd"
                | "bat"
        )
    });
    if !shell && scope.label != Some(Label::Commands) {
        return false;
    }
    let pairs = pairs(text);
    if pairs.is_empty() {
        return false;
    }
    let note = start;
    for (does, command) in pairs {
        let prompt = identity::normalised_words(does);
        let does = does.trim_end_matches([':', '.']).to_owned();
        let mut front = vec![Inline::Text(does.into())];
        phrase::upper_first(&mut front);
        front.insert(0, Inline::Text("Which command does this? ".into()));
        phrase::push(&mut front, ".");
        let code = Block::Code {
            language: language.map(str::to_owned),
            text: command.to_owned().into(),
        };
        found.units.push(Unit {
            kind: CardKind::Command,
            start,
            note,
            chapter: scope.chapter,
            id: None,
            prompt,
            facet: None,
            context: None,
            front: RichText::paragraph(joined(front)),
            answer: Answer::Given(RichText { blocks: vec![code] }),
        });
    }
    true
}

/// What commands do, and the commands: from comments above them or after them on their line.
fn pairs(text: &str) -> Vec<(&str, &str)> {
    let mut pairs = Vec::new();
    let mut does: Option<&str> = None;
    let mut own: Option<std::ops::Range<usize>> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.trim_end().len());
        at += line.len();
        let words = line.trim();
        let comment = ["# ", "-- ", "// ", "\" "]
            .into_iter()
            .find_map(|mark| words.strip_prefix(mark))
            .filter(|comment| says_what(comment));
        if comment.is_some() || words.is_empty() {
            if let (Some(does), Some(own)) = (does, own.take())
                && let Some(command) = text.get(own)
            {
                pairs.push((does, command));
            }
            does = comment;
            continue;
        }
        match &mut own {
            Some(own) => own.end = end,
            None if does.is_some() => own = Some(start..end),
            None => {
                if let Some((command, comment)) = words.split_once(" # ")
                    && says_what(comment.trim())
                {
                    pairs.push((comment.trim(), command.trim()));
                }
            }
        }
    }
    if let (Some(does), Some(own)) = (does, own)
        && let Some(command) = text.get(own)
    {
        pairs.push((does, command));
    }
    pairs
}

fn says_what(comment: &str) -> bool {
    comment.split_whitespace().count() >= 2 && comment.chars().any(char::is_alphabetic)
}

/// The code with the keys left out that the words around it speak of.
pub(super) fn cloze(
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
    let names: Vec<&str> = gaps.iter().map(|(_, word)| *word).collect();
    let code = Block::Code {
        language,
        text: text.clone(),
    };
    let answer = vec![
        Block::Paragraph(vec![Inline::Text(names.join(", ").into())]),
        code,
    ];
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
            Inline::Math { .. } | Inline::LineBreak => {}
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

/// Text with its white space folded.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn joined(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut run = Vec::with_capacity(1);
    phrase::extend(&mut run, inlines);
    run
}

fn unit(
    kind: CardKind,
    start: usize,
    prompt: &str,
    front: Vec<Inline>,
    language: Option<&str>,
    text: &Text,
    scope: Scope<'_>,
) -> Unit {
    let code = Block::Code {
        language: language.map(str::to_owned),
        text: text.clone(),
    };
    Unit {
        kind,
        start,
        note: start,
        chapter: scope.chapter,
        id: None,
        prompt: identity::normalised_words(prompt),
        facet: None,
        context: None,
        front: RichText::paragraph(joined(front)),
        answer: Answer::Given(RichText { blocks: vec![code] }),
    }
}
