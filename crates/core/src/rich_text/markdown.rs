//! Formatted text as Markdown that reads back as the same text.
//!
//! Marks are escaped only where they would mean something, so that plain words stay plain.

mod inline;
mod token;

use crate::rich_text::{Block, Inline, ListMarker, RichText};

use inline::Setting;

/// `text` as Markdown, without a line break at its end.
///
/// Read again it gives the same text, but for what Markdown cannot say: a tab at the beginning
/// of a line of code within a list comes back as spaces, and a paragraph of nothing but line
/// breaks is lost. Spaces at the edges of paragraphs and cells are left out.
pub fn markdown(text: &RichText) -> String {
    let mut out = String::new();
    let mut last: Option<Written> = None;
    for block in &text.blocks {
        if matches!(block, Block::Paragraph(inlines) if inline::is_blank(inlines)) {
            continue;
        }
        let mark = mark_of(block, last);
        if let Some(last) = last {
            let tight = last == Written::Paragraph && interrupts_a_paragraph(block);
            out.push_str(if tight { "\n" } else { "\n\n" });
        }
        let first = last.is_none();
        last = Some(match mark {
            Some(mark) => Written::List(mark),
            None if matches!(block, Block::Paragraph(_)) => Written::Paragraph,
            None => Written::Other,
        });
        let setting = match first {
            true => Setting::First,
            false => Setting::Paragraph,
        };
        write_block(block, setting, mark.unwrap_or('-'), &mut out);
    }
    out
}

/// What the block before was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    Paragraph,
    /// A list with this mark.
    List(char),
    Other,
}

/// The mark of a list: another one than that of the list before it, which it would join.
fn mark_of(block: &Block, last: Option<Written>) -> Option<char> {
    let Block::List { marker, .. } = block else {
        return None;
    };
    let (usual, other) = match marker {
        ListMarker::Bullet => ('-', '*'),
        ListMarker::Number { .. } => ('.', ')'),
    };
    let joins = last == Some(Written::List(usual));
    Some(if joins { other } else { usual })
}

/// Whether a block can stand right below a paragraph and is still read as a block of its own.
fn interrupts_a_paragraph(block: &Block) -> bool {
    let Block::List { marker, items } = block else {
        return false;
    };
    let first = items.first().is_some_and(|item| !item.is_empty());
    first && matches!(marker, ListMarker::Bullet | ListMarker::Number { first: 1 })
}

fn write_block(block: &Block, setting: Setting, mark: char, out: &mut String) {
    match block {
        Block::Paragraph(inlines) => inline::write(inlines, setting, out),
        Block::Code { language, text } => write_code(language.as_deref(), text, out),
        Block::List { marker, items } => write_list(*marker, mark, items, out),
        Block::Quote(inner) => write_lines(&markdown(inner), ["> ", ">"], ["> ", ">"], out),
        Block::Table { header, rows } => write_table(header, rows, out),
        // Neither front matter, nor an underline, nor a bullet.
        Block::Rule => out.push_str("___"),
    }
}

fn write_code(language: Option<&str>, text: &str, out: &mut String) {
    let language = language.unwrap_or_default();
    // An info string after backticks must hold none.
    let mark = if language.contains('`') { '~' } else { '`' };
    let longest = text.split(|c| c != mark).map(str::len).max();
    let fence: String = std::iter::repeat_n(mark, longest.unwrap_or(0).max(2) + 1).collect();
    out.push_str(&fence);
    for c in language.chars() {
        if matches!(c, '\\' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('\n');
    if !text.is_empty() {
        out.push_str(text);
        out.push('\n');
    }
    out.push_str(&fence);
}

fn write_list(marker: ListMarker, mark: char, items: &[RichText], out: &mut String) {
    let several = |item: &RichText| {
        let blocks = item.blocks.iter();
        blocks.filter(|b| !matches!(b, Block::List { .. })).count() > 1
    };
    let gap = if items.iter().any(several) {
        "\n\n"
    } else {
        "\n"
    };
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(gap);
        }
        let number = match marker {
            ListMarker::Bullet => String::new(),
            ListMarker::Number { first } => first.saturating_add(index as u64).to_string(),
        };
        let first = format!("{number}{mark} ");
        let indent = " ".repeat(first.len());
        write_lines(
            &markdown(item),
            [&first, first.trim_end()],
            [&indent, ""],
            out,
        );
    }
}

/// Writes the lines of `text`, each after what stands before it: the first after one of `first`,
/// the others after one of `others`, the second of each pair where the line is empty.
fn write_lines(text: &str, first: [&str; 2], others: [&str; 2], out: &mut String) {
    for (index, line) in text.split('\n').enumerate() {
        let [filled, empty] = if index == 0 { first } else { others };
        if index > 0 {
            out.push('\n');
        }
        out.push_str(if line.is_empty() { empty } else { filled });
        out.push_str(line);
    }
}

fn write_table(header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], out: &mut String) {
    write_row(header, out);
    out.push_str("\n|");
    for _ in header {
        out.push_str("---|");
    }
    for row in rows {
        out.push('\n');
        write_row(row, out);
    }
}

fn write_row(cells: &[Vec<Inline>], out: &mut String) {
    out.push('|');
    for cell in cells {
        out.push(' ');
        inline::write(cell, Setting::Cell, out);
        out.push_str(" |");
    }
}

#[cfg(test)]
mod tests;
