//! Commands with a comment that says what they do.

use crate::card::{Answer, CardKind};
use crate::rich_text::{Block, Inline, RichText, Text};
use crate::roadmap::shape::label::Label;
use crate::roadmap::shape::{Findings, Scope, Unit};
use crate::roadmap::{identity, phrase};

use super::joined;

/// Commands with a comment before each that says what it does.
pub(super) fn commands(
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
