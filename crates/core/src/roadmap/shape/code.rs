//! Code: commands with what they do, code with its caption, and keys left out.

mod command;
mod keys;

use crate::card::{Answer, CardKind};
use crate::rich_text::{Block, Inline, RichText, Text};
use crate::roadmap::outline::{Content, Item, Node, Prose};
use crate::roadmap::trail::{Fate, Reason};
use crate::roadmap::{identity, phrase};

use super::label::Label;
use super::{Findings, Line, Scope, Unit, definition, question};
use command::commands;
use keys::names_key;

pub(super) use keys::cloze;

/// Code of more lines than this is not recited.
const MOST_LINES: usize = 20;
/// A caption of more words than this is text.
const MOST_WORDS: usize = 14;

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
        Some(line) if is_caption(line, language, text) && !names_key(line, text) => {
            Some(line.inlines.as_slice())
        }
        None if under_heading
            && is_code(language, text)
            && scope.label.is_none()
            && names_code(scope) =>
        {
            Some(scope.subject.inlines())
        }
        _ => None,
    };
    if let Some(caption) = caption {
        if text.lines().count() <= MOST_LINES {
            let (kind, start) = (CardKind::Code, node.start);
            found.take(written(kind, caption, start, language, text, scope));
            return;
        }
        found.leave(node.start, Reason::LongCode);
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
    let long = code.lines().count() > MOST_LINES;
    if !few || other || item.checkbox || left || prose.links_only || long {
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

/// Whether a block is code, which is seen where no language is named.
fn is_code(language: Option<&str>, text: &str) -> bool {
    let sentence = text.trim_end().ends_with(['.', '?', '!']);
    language.is_some() || (!sentence && text.contains(['=', '(', '{', ';', '<', '>', '|', '$']))
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
fn is_caption(line: &Prose, language: Option<&str>, text: &str) -> bool {
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
    let begins = words.starts_with(|c: char| c.is_alphanumeric() || c == '"');
    let announces = words.ends_with([':', '：']);
    let ends = words.ends_with(['.', '!', '?', ',', ';', '。']);
    let count = words.split_whitespace().count();
    let long = count > MOST_WORDS || (!words.is_ascii() && count < 3 && words.chars().count() > 30);
    let foreign = !words.is_ascii();
    let few = count >= 3 || bold || foreign;
    let language = is_code(language, text);
    !points
        && begins
        && !long
        && few
        && (announces || (!ends && count <= 8 && (bold || language)))
        && (count <= 5 || !words.contains(", "))
        && !line.links_only
        && Label::of(&line.inlines).is_none()
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
