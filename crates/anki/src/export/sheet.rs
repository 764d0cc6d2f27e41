//! Notes as a table or as Markdown, for programs that read no packages.

use std::fmt::Write;

use waymark_core::card::Answer;
use waymark_core::rich_text::markdown;

use super::note::Found;
use super::{Export, gather, own_answer};

/// What parts the columns of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// Comma-separated values.
    Comma,
    /// Tab-separated values.
    Tab,
}

impl Separator {
    const fn name(self) -> &'static str {
        match self {
            Self::Comma => "Comma",
            Self::Tab => "Tab",
        }
    }

    const fn mark(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Tab => '\t',
        }
    }
}

/// Writes the notes as a table that Anki reads: its header lines say what each column is. Fields
/// that a type does not have are empty.
pub fn table(export: &Export<'_>, separator: Separator) -> String {
    let gathered = gather(export);
    let fields = gathered.notes.iter().map(|note| note.content.fields.len());
    let widest = fields.max().unwrap_or(0);
    let mark = separator.mark();
    let mut out = format!(
        "#separator:{}\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:4\n",
        separator.name()
    );
    for note in &gathered.notes {
        push_cell(&note.guid, &mut out);
        let rest = [
            note.content.note_type.name(),
            &note.deck,
            &note.content.tags.join(" "),
        ];
        for cell in rest {
            out.push(mark);
            push_cell(cell, &mut out);
        }
        let fields = note.content.fields.iter().map(String::as_str);
        for field in fields.chain(std::iter::repeat("")).take(widest) {
            out.push(mark);
            push_cell(field, &mut out);
        }
        out.push('\n');
    }
    out
}

fn push_cell(cell: &str, out: &mut String) {
    let is_plain = !cell.contains(['"', ',', '\t', '\n', '\r', '#', ';']);
    if is_plain {
        out.push_str(cell);
        return;
    }
    out.push('"');
    for c in cell.chars() {
        if c == '"' {
            out.push('"');
        }
        out.push(c);
    }
    out.push('"');
}

/// Writes the cards as plain Markdown: a heading for each roadmap and each deck below it, then
/// question and answer.
pub fn plain(export: &Export<'_>) -> String {
    let gathered = gather(export);
    let mut out = String::new();
    let (mut roadmap, mut phase) = (None, None);
    for note in &gathered.notes {
        if roadmap != Some(&note.roadmap.id) {
            roadmap = Some(&note.roadmap.id);
            phase = None;
            line(&format!("# {}", note.roadmap.title), &mut out);
        }
        let below = note.deck.rsplit_once("::").map(|(_, below)| below);
        if phase != below && below.is_some() {
            phase = below;
            line(&format!("## {}", below.unwrap_or_default()), &mut out);
        }
        push_card(note, export, &mut out);
    }
    out
}

fn push_card(note: &Found<'_>, export: &Export<'_>, out: &mut String) {
    line(
        &format!("**Question.** {}", markdown(&note.card.front)),
        out,
    );
    let own = export
        .collection
        .annotations(note.card.id)
        .answer
        .as_deref();
    let answer = match (own, &note.card.answer) {
        (Some(own), _) => Some(markdown(&own_answer::read(own))),
        (None, Answer::Given(text)) => Some(markdown(text)),
        (None, Answer::Own) => None,
    };
    if let Some(answer) = answer {
        line(&answer, out);
    }
}

fn line(text: &str, out: &mut String) {
    if !out.is_empty() {
        out.push('\n');
    }
    // Writing to a string cannot fail.
    let _written = writeln!(out, "{text}");
}
