//! A document as its parser saw it: headings, and the blocks under each with their places.
//!
//! Shapes are found in this tree. It knows nothing of cards.

mod builder;
mod container;
mod html;
pub(super) mod line;
mod run;

use std::borrow::Cow;

use crate::rich_text::{Block, Inline, ListMarker, RichText, Text};

use super::diagnostic::Code;

pub(super) use builder::Builder;

/// A document as headings and blocks.
#[derive(Debug)]
pub(super) struct Outline {
    /// The chapters; the first has no heading.
    pub chapters: Vec<Chapter>,
    /// The notes that stand elsewhere than where they are referred to.
    pub footnotes: Vec<Footnote>,
    /// What was left out, by byte of the text.
    pub remarks: Vec<(usize, Code)>,
}

/// A note, and what it is referred to by.
#[derive(Debug)]
pub(super) struct Footnote {
    /// What stands between the brackets.
    pub label: String,
    /// Its blocks.
    pub nodes: Vec<Node>,
}

/// A heading and the blocks under it.
///
/// The first of a document is the document itself and has the title for its heading.
#[derive(Debug)]
pub(super) struct Chapter {
    /// The words of the heading.
    pub heading: Prose,
    /// 1 to 6; 0 for the first.
    pub depth: u8,
    /// Where the heading begins.
    pub start: usize,
    /// The blocks up to the next heading.
    pub nodes: Vec<Node>,
}

/// A block and where it begins.
#[derive(Debug)]
pub(super) struct Node {
    /// The byte it begins at.
    pub start: usize,
    /// The id that its author gave it.
    pub id: Option<String>,
    /// The block itself.
    pub content: Content,
}

/// What a block holds.
#[derive(Debug)]
pub(super) enum Content {
    Paragraph(Prose),
    Code {
        language: Option<String>,
        text: Text,
    },
    List {
        marker: ListMarker,
        items: Vec<Item>,
    },
    Quote(Vec<Node>),
    Table {
        header: Vec<Prose>,
        rows: Vec<Row>,
    },
    /// Terms and what they mean, of a list that is made for them.
    Terms(Vec<Term>),
    /// Text that is folded under a line.
    Details {
        summary: Prose,
        nodes: Vec<Node>,
    },
    Rule,
}

/// A term of a list of terms.
#[derive(Debug)]
pub(super) struct Term {
    /// The byte it begins at.
    pub start: usize,
    /// The term.
    pub name: Prose,
    /// What it means.
    pub nodes: Vec<Node>,
}

/// An item of a list.
#[derive(Debug)]
pub(super) struct Item {
    /// The byte it begins at.
    pub start: usize,
    /// Whether it has a box to tick.
    pub checkbox: bool,
    /// Its blocks.
    pub nodes: Vec<Node>,
}

/// A row of a table.
#[derive(Debug)]
pub(super) struct Row {
    /// The byte it begins at.
    pub start: usize,
    /// Its cells.
    pub cells: Vec<Prose>,
}

/// A run of inlines, and what the tree of inlines cannot tell.
#[derive(Debug, Default)]
pub(super) struct Prose {
    /// The run.
    pub inlines: Vec<Inline>,
    /// Whether all its words lead elsewhere.
    pub links_only: bool,
    /// Whether they lead to other notes, by whose names they call them.
    pub names_notes: bool,
    /// Whether its first words lead elsewhere.
    pub begins_with_link: bool,
    /// The id that its author put at its end.
    pub id: Option<String>,
}

impl Prose {
    /// The words without markup.
    pub fn plain(&self) -> Cow<'_, str> {
        Inline::plain(&self.inlines)
    }
}

impl Item {
    /// The first paragraph, if the item begins with one, and the blocks after it.
    pub fn split(&self) -> Option<(&Prose, &[Node])> {
        match self.nodes.split_first() {
            Some((
                Node {
                    content: Content::Paragraph(prose),
                    ..
                },
                rest,
            )) => Some((prose, rest)),
            _ => None,
        }
    }

    /// The id that its author gave it, on any of its own blocks.
    pub fn id(&self) -> Option<&str> {
        self.nodes.iter().find_map(|node| node.id.as_deref())
    }
}

/// The paragraph that `nodes` begin with, and the blocks after it.
pub(super) fn first_paragraph(nodes: &[Node]) -> Option<(&Node, &Prose, &[Node])> {
    let (node, after) = nodes.split_first()?;
    match &node.content {
        Content::Paragraph(prose) => Some((node, prose, after)),
        _ => None,
    }
}

/// The text of `nodes`, copied.
pub(super) fn text_of(nodes: &[Node]) -> RichText {
    RichText {
        blocks: blocks_of(nodes),
    }
}

/// The blocks of `nodes`, copied one by one.
pub(super) fn blocks_of(nodes: &[Node]) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(nodes.len());
    for node in nodes {
        blocks.push(match &node.content {
            Content::Paragraph(prose) => Block::Paragraph(prose.inlines.clone()),
            Content::Code { language, text } => Block::Code {
                language: language.clone(),
                text: text.clone(),
            },
            Content::List { marker, items } => Block::List {
                marker: *marker,
                items: items.iter().map(|item| text_of(&item.nodes)).collect(),
            },
            Content::Quote(nodes) => Block::Quote(text_of(nodes)),
            Content::Table { header, rows } => {
                let copy =
                    |cells: &[Prose]| cells.iter().map(|cell| cell.inlines.clone()).collect();
                Block::Table {
                    header: copy(header),
                    rows: rows.iter().map(|row| copy(&row.cells)).collect(),
                }
            }
            Content::Rule => Block::Rule,
            Content::Terms(terms) => {
                for term in terms {
                    blocks.push(headed(term.name.inlines.clone()));
                    blocks.extend(blocks_of(&term.nodes));
                }
                continue;
            }
            Content::Details { summary, nodes } => {
                if !summary.inlines.is_empty() {
                    blocks.push(headed(summary.inlines.clone()));
                }
                blocks.extend(blocks_of(nodes));
                continue;
            }
        });
    }
    blocks
}

/// The text of `nodes`, which are used up.
pub(super) fn into_text(nodes: Vec<Node>) -> RichText {
    let mut blocks = Vec::with_capacity(nodes.len());
    for node in nodes {
        blocks.push(match node.content {
            Content::Paragraph(prose) => Block::Paragraph(prose.inlines),
            Content::Code { language, text } => Block::Code { language, text },
            Content::List { marker, items } => Block::List {
                marker,
                items: items
                    .into_iter()
                    .map(|item| into_text(item.nodes))
                    .collect(),
            },
            Content::Quote(nodes) => Block::Quote(into_text(nodes)),
            Content::Table { header, rows } => {
                let keep = |cells: Vec<Prose>| cells.into_iter().map(|cell| cell.inlines).collect();
                Block::Table {
                    header: keep(header),
                    rows: rows.into_iter().map(|row| keep(row.cells)).collect(),
                }
            }
            Content::Rule => Block::Rule,
            Content::Terms(terms) => {
                for term in terms {
                    blocks.push(headed(term.name.inlines));
                    blocks.extend(into_text(term.nodes).blocks);
                }
                continue;
            }
            Content::Details { summary, nodes } => {
                if !summary.inlines.is_empty() {
                    blocks.push(headed(summary.inlines));
                }
                blocks.extend(into_text(nodes).blocks);
                continue;
            }
        });
    }
    RichText { blocks }
}

/// A line that stands above text.
fn headed(inlines: Vec<Inline>) -> Block {
    match inlines.as_slice() {
        [Inline::Strong(_)] => Block::Paragraph(inlines),
        _ => Block::Paragraph(vec![Inline::Strong(inlines)]),
    }
}
