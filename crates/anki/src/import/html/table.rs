//! Tables of HTML, whose cells may hold anything, as tables of one line a cell.

use waymark_core::rich_text::{Block, Inline, ListMarker};

/// A cell.
pub struct Cell {
    /// Whether it heads its column.
    pub head: bool,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// What the rows make: a table, or their own blocks where there is but one cell.
pub fn blocks(mut rows: Vec<Vec<Cell>>) -> Vec<Block> {
    rows.retain(|row| !row.is_empty());
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    if width <= 1 && !rows.iter().flatten().any(|cell| cell.head) {
        // Such a table only lays out.
        return rows
            .into_iter()
            .flatten()
            .flat_map(|cell| cell.blocks)
            .collect();
    }
    let mut lines = rows.into_iter().map(|row| {
        let mut cells: Vec<Vec<Inline>> = row.into_iter().map(|cell| line(cell.blocks)).collect();
        cells.resize_with(width, Vec::new);
        cells
    });
    match lines.next() {
        Some(header) => vec![Block::Table {
            header,
            rows: lines.collect(),
        }],
        None => Vec::new(),
    }
}

/// Blocks as one run, with line breaks between them.
fn line(blocks: Vec<Block>) -> Vec<Inline> {
    let mut run = Vec::new();
    for block in blocks {
        if !run.is_empty() {
            run.push(Inline::LineBreak);
        }
        match block {
            Block::Paragraph(inlines) => run.extend(inlines),
            Block::Code { text, .. } => {
                for (place, code) in text.lines().enumerate() {
                    if place > 0 {
                        run.push(Inline::LineBreak);
                    }
                    if !code.is_empty() {
                        run.push(Inline::Code(code.to_owned().into()));
                    }
                }
            }
            Block::List { marker, items } => {
                for (place, item) in items.into_iter().enumerate() {
                    if place > 0 {
                        run.push(Inline::LineBreak);
                    }
                    run.push(Inline::Text(match marker {
                        ListMarker::Bullet => "• ".into(),
                        ListMarker::Number { first } => {
                            format!("{}. ", first.saturating_add(place as u64)).into()
                        }
                    }));
                    run.extend(line(item.blocks));
                }
            }
            Block::Quote(text) => run.extend(line(text.blocks)),
            Block::Table { header, rows } => {
                let rows = std::iter::once(header).chain(rows);
                for (place, row) in rows.enumerate() {
                    if place > 0 {
                        run.push(Inline::LineBreak);
                    }
                    for (place, cell) in row.into_iter().enumerate() {
                        if place > 0 {
                            run.push(Inline::Text(", ".into()));
                        }
                        run.extend(cell);
                    }
                }
            }
            Block::Rule => {}
        }
    }
    run
}
