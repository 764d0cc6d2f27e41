//! A block that holds blocks while it is being read.

use crate::rich_text::ListMarker;

use super::{Content, Item, Node, Prose, Row, Term};

/// A block that holds blocks and is not ended yet.
pub(super) struct Open {
    /// Where it begins.
    pub start: usize,
    /// What it is.
    pub container: Container,
    /// In which notation it was begun, which must also end it.
    pub notation: Notation,
}

/// What a document is written in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    Markdown,
    Html,
}

pub(super) enum Container {
    Quote(Vec<Node>),
    List {
        marker: ListMarker,
        items: Vec<Item>,
    },
    Item {
        /// Whether it has a box to tick.
        checkbox: bool,
        nodes: Vec<Node>,
    },
    Table {
        header: Vec<Prose>,
        rows: Vec<Row>,
        /// The row being read, the header at first.
        cells: Vec<Prose>,
        row_start: usize,
    },
    /// A list of terms. What a term means is a `Meaning` until it is whole.
    Terms(Vec<Term>),
    Meaning(Vec<Node>),
    Details {
        summary: Summary,
        nodes: Vec<Node>,
    },
    Footnote {
        label: String,
        nodes: Vec<Node>,
    },
}

/// The line that stands above folded text.
pub(super) enum Summary {
    /// It has not ended.
    Open(Prose),
    Whole(Prose),
}

/// What a container has become.
pub(super) enum Closed {
    /// An item, which belongs to the list around it.
    Item(Item),
    /// What the last term of the list around it means.
    Meaning(Vec<Node>),
    /// A note, which stands where it is referred to.
    Footnote(String, Vec<Node>),
    /// A block and where it begins.
    Block(usize, Content),
}

impl Container {
    pub fn list(first: Option<u64>) -> Self {
        Self::List {
            marker: first.map_or(ListMarker::Bullet, |first| ListMarker::Number { first }),
            items: Vec::new(),
        }
    }

    pub fn item() -> Self {
        Self::Item {
            checkbox: false,
            // Most items are one paragraph.
            nodes: Vec::with_capacity(1),
        }
    }

    pub fn table(start: usize) -> Self {
        Self::Table {
            header: Vec::new(),
            rows: Vec::new(),
            cells: Vec::new(),
            row_start: start,
        }
    }

    pub fn details() -> Self {
        Self::Details {
            summary: Summary::Whole(Prose::default()),
            nodes: Vec::new(),
        }
    }

    /// The blocks that the next one joins, if it holds blocks of its own.
    pub fn nodes(&mut self) -> Option<&mut Vec<Node>> {
        match self {
            Self::Quote(nodes)
            | Self::Item { nodes, .. }
            | Self::Meaning(nodes)
            | Self::Details { nodes, .. }
            | Self::Footnote { nodes, .. } => Some(nodes),
            Self::List { .. } | Self::Table { .. } | Self::Terms(_) => None,
        }
    }
}

impl Open {
    /// Ends it.
    pub fn close(self) -> Closed {
        let start = self.start;
        let content = match self.container {
            Container::Quote(nodes) => Content::Quote(nodes),
            Container::List { marker, items } => Content::List { marker, items },
            Container::Table { header, rows, .. } => Content::Table { header, rows },
            Container::Terms(terms) => Content::Terms(terms),
            Container::Details { summary, nodes } => {
                let (Summary::Open(summary) | Summary::Whole(summary)) = summary;
                Content::Details { summary, nodes }
            }
            Container::Item { checkbox, nodes } => {
                return Closed::Item(Item {
                    start,
                    checkbox,
                    nodes,
                });
            }
            Container::Meaning(nodes) => return Closed::Meaning(nodes),
            Container::Footnote { label, nodes } => return Closed::Footnote(label, nodes),
        };
        Closed::Block(start, content)
    }
}
