//! Documents whose text extraction lost blank lines, number signs, fences and inline code.
//!
//! Lines are joined and divided first, so that each is one item, row, label or paragraph again.
//! Then each is told what it is by its words and its neighbours, and gets its marks back.

mod chrome;
mod code;
mod heading;
mod join;
mod span;

use super::Repair;
use super::walk::{self, Line, Place};
use crate::roadmap::diagnostic::Code;
use code::Language;
use heading::Headings;

pub(super) use code::is_command;
pub(super) use heading::{asks, is_bare_heading};
pub(super) use join::{is_glued, join_lines};

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Blank,
    /// It needs so many number signs.
    Heading(usize),
    /// It names what follows.
    Label,
    Item,
    Row,
    Text,
    /// It is the first line of code that lost its fence.
    CodeStart(Language),
    /// More of that code.
    Code,
    /// What has its marks still.
    Marked,
}

/// Gives each line its marks back.
pub(in crate::roadmap::repair) fn restore(text: &str, body: usize, repair: &mut Repair) {
    let lines: Vec<_> = walk::lines(text, body).collect();
    let dropped = chrome::lines_of(&lines);
    if let Some(first) = dropped.first().and_then(|&place| lines.get(place)) {
        let count = u32::try_from(dropped.len()).unwrap_or(u32::MAX);
        repair.remark(first.start, Code::PageChromeLeftOut { lines: count });
    }
    let mut dropped = dropped.into_iter().peekable();
    let kinds = kinds(&lines);
    let (mut before, mut words_before) = (Kind::Blank, "");
    let mut touched: Option<(usize, u32)> = None;
    for (place, line) in lines.iter().enumerate() {
        if dropped.next_if_eq(&place).is_some() {
            repair.edits.remove(line.start..line.next);
            continue;
        }
        let kind = kinds.get(place).copied().unwrap_or(Kind::Marked);
        let mut marks = String::new();
        if is_code(before) && kind != Kind::Code {
            marks.push_str("```\n");
        }
        if is_apart(before, kind, words_before, line.words()) {
            marks.push('\n');
        }
        match kind {
            Kind::Heading(depth) => {
                marks.push_str(&"#".repeat(depth));
                marks.push(' ');
            }
            Kind::CodeStart(language) => {
                marks.push_str("```");
                marks.push_str(language.name());
                marks.push('\n');
            }
            _ => {}
        }
        if !marks.is_empty() {
            let (_, count) = touched.get_or_insert((line.start, 0));
            *count = count.saturating_add(1);
            repair.edits.insert(line.start, marks);
        }
        (before, words_before) = (kind, line.words());
    }
    if is_code(before) {
        let break_before = if text.ends_with('\n') { "" } else { "\n" };
        repair
            .edits
            .insert(text.len(), format!("{break_before}```\n"));
    }
    if let Some((first, lines)) = touched {
        repair.remark(first, Code::StructureRestored { lines });
    }
}

const fn is_code(kind: Kind) -> bool {
    matches!(kind, Kind::Code | Kind::CodeStart(_))
}

/// Whether a blank line belongs between two lines.
fn is_apart(before: Kind, kind: Kind, words_before: &str, words: &str) -> bool {
    match (before, kind) {
        (Kind::Blank | Kind::Heading(_), _) | (_, Kind::Blank | Kind::Code) => false,
        (Kind::Text, Kind::Text) => {
            // A text that was wrapped ends its lines anywhere, and all at the same length.
            let ended = words_before.ends_with(['.', '!', '?', ':']);
            let wrapped = (60..=100).contains(&words_before.len());
            let begins = words.starts_with(|c: char| c.is_uppercase());
            ended && begins && (!wrapped || is_named(words))
        }
        (Kind::Item, Kind::Item) | (Kind::Row, Kind::Row) => false,
        (Kind::Marked, Kind::Marked) => false,
        _ => true,
    }
}

/// Whether a line begins with its own name: "Goal: …".
fn is_named(words: &str) -> bool {
    let start = &words[..words.floor_char_boundary(LONGEST_OWN_NAME + 2)];
    let name = start.split_once(": ").map(|(name, _)| name);
    name.is_some_and(|name| name.starts_with(|c: char| c.is_uppercase()))
}

/// What a line begins with up to a colon is no name if it has more bytes.
const LONGEST_OWN_NAME: usize = 24;

fn kinds(lines: &[Line<'_>]) -> Vec<Kind> {
    let code = code::find(lines);
    let headings = Headings::of(lines);
    let mut kinds: Vec<Kind> = Vec::with_capacity(lines.len());
    for (place, line) in lines.iter().enumerate() {
        let before = kinds.last().copied().unwrap_or(Kind::Blank);
        let words = line.words();
        let kind = if line.place != Place::Prose {
            Kind::Marked
        } else if let Some(kind) = code.get(place).copied().flatten() {
            kind
        } else if words.is_empty() {
            Kind::Blank
        } else if words.starts_with('|') {
            Kind::Row
        } else if walk::marker(line.text).is_some() || (line.indent() > 0 && before == Kind::Item) {
            Kind::Item
        } else if words.starts_with(['#', '>', '<']) || walk::is_rule(words) {
            Kind::Marked
        } else if let Some(depth) = headings.depth(lines, place, before) {
            Kind::Heading(depth)
        } else if words.ends_with(':') && words.len() <= 100 {
            Kind::Label
        } else if continues(before, line, lines.get(place.wrapping_sub(1))) {
            // The rest of an item or of a paragraph that was wrapped.
            before
        } else {
            Kind::Text
        };
        kinds.push(kind);
    }
    kinds
}

/// Whether a line goes on with an item above it.
fn continues(before: Kind, line: &Line<'_>, above: Option<&Line<'_>>) -> bool {
    before == Kind::Item
        && line.text.starts_with(|c: char| c.is_lowercase())
        && above.is_some_and(|above| !above.words().ends_with(['.', '!', '?', ':']))
}
