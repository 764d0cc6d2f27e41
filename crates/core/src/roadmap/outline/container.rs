//! A block that holds blocks while it is being read.

use pulldown_cmark::Tag;

use crate::rich_text::ListMarker;

use super::{Content, Item, Node, Prose, Row};

/// A block that holds blocks and is not ended yet.
pub(super) enum Container {
    Quote {
        start: usize,
        nodes: Vec<Node>,
    },
    List {
        start: usize,
        marker: ListMarker,
        items: Vec<Item>,
    },
    Item(Item),
    Table {
        start: usize,
        header: Vec<Prose>,
        rows: Vec<Row>,
        /// The row being read, the header at first.
        cells: Vec<Prose>,
        row_start: usize,
    },
}

/// What a container has become.
pub(super) enum Closed {
    /// An item, which belongs to the list around it.
    Item(Item),
    /// A block and where it begins.
    Block(usize, Content),
}

impl Container {
    /// Begins the list, item, table or quote of `tag`.
    pub fn open(tag: &Tag<'_>, start: usize) -> Self {
        match tag {
            Tag::List(first) => Self::List {
                start,
                marker: first.map_or(ListMarker::Bullet, |first| ListMarker::Number { first }),
                items: Vec::new(),
            },
            Tag::Item => Self::Item(Item {
                start,
                checkbox: false,
                // Most items are one paragraph.
                nodes: Vec::with_capacity(1),
            }),
            Tag::Table(_) => Self::Table {
                start,
                header: Vec::new(),
                rows: Vec::new(),
                cells: Vec::new(),
                row_start: start,
            },
            _ => Self::Quote {
                start,
                nodes: Vec::new(),
            },
        }
    }

    /// Ends it.
    pub fn close(self) -> Closed {
        match self {
            Self::Quote { start, nodes } => Closed::Block(start, Content::Quote(nodes)),
            Self::List {
                start,
                marker,
                items,
            } => Closed::Block(start, Content::List { marker, items }),
            Self::Table {
                start,
                header,
                rows,
                ..
            } => Closed::Block(start, Content::Table { header, rows }),
            Self::Item(item) => Closed::Item(item),
        }
    }
}
