//! Pieces of a run with their marks, as a tree of inlines.

use waymark_core::rich_text::{Inline, MathStyle, MediaName, WebUrl};

/// How a piece is marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Which of the links it belongs to.
    pub link: Option<usize>,
    pub strong: bool,
    pub emphasis: bool,
    pub strikethrough: bool,
    pub code: bool,
}

/// A piece of a run.
#[derive(Debug)]
pub struct Piece {
    pub marks: Marks,
    pub leaf: Leaf,
}

#[derive(Debug)]
pub enum Leaf {
    Words(String),
    Math(MathStyle, String),
    Media(MediaName, String),
    Break,
}

/// The kinds of marks, the outermost first.
const KINDS: [Kind; 5] = [
    Kind::Link,
    Kind::Strong,
    Kind::Emphasis,
    Kind::Strikethrough,
    Kind::Code,
];

#[derive(Clone, Copy)]
enum Kind {
    Link,
    Strong,
    Emphasis,
    Strikethrough,
    Code,
}

impl Kind {
    /// Which mark of this kind a piece has; of most kinds there is but one.
    fn of(self, marks: Marks) -> Option<usize> {
        let one = |marked: bool| marked.then_some(0);
        match self {
            Self::Link => marks.link,
            Self::Strong => one(marks.strong),
            Self::Emphasis => one(marks.emphasis),
            Self::Strikethrough => one(marks.strikethrough),
            Self::Code => one(marks.code),
        }
    }
}

/// The pieces as a tree: neighbours with the same mark are in one span of it.
pub fn tree(pieces: Vec<Piece>, links: &[WebUrl]) -> Vec<Inline> {
    spans(pieces, &KINDS, links)
}

fn spans(pieces: Vec<Piece>, kinds: &[Kind], links: &[WebUrl]) -> Vec<Inline> {
    let Some((kind, inner)) = kinds.split_first() else {
        return pieces.into_iter().map(|piece| leaf(piece.leaf)).collect();
    };
    // Most runs have hardly a mark, and need not be parted for the others.
    if pieces.iter().all(|piece| kind.of(piece.marks).is_none()) {
        return spans(pieces, inner, links);
    }
    let mut groups: Vec<(Option<usize>, Vec<Piece>)> = Vec::new();
    for piece in pieces {
        let mark = kind.of(piece.marks);
        match groups.last_mut() {
            Some((last, group)) if *last == mark => group.push(piece),
            _ => groups.push((mark, vec![piece])),
        }
    }
    let mut inlines = Vec::with_capacity(groups.len());
    for (mark, group) in groups {
        let Some(mark) = mark else {
            inlines.extend(spans(group, inner, links));
            continue;
        };
        let code = matches!(kind, Kind::Code).then(|| code_of(&group));
        let text = spans(group, inner, links);
        inlines.push(match (kind, links.get(mark)) {
            (Kind::Link, Some(url)) => Inline::Link {
                url: url.clone(),
                text,
            },
            (Kind::Link, None) => Inline::Emphasis(text),
            (Kind::Strong, _) => Inline::Strong(text),
            (Kind::Emphasis, _) => Inline::Emphasis(text),
            (Kind::Strikethrough, _) => Inline::Strikethrough(text),
            (Kind::Code, _) => Inline::Code(code.unwrap_or_default().into()),
        });
    }
    inlines
}

/// The words of pieces, which are code.
fn code_of(pieces: &[Piece]) -> String {
    let words = pieces.iter().map(|piece| match &piece.leaf {
        Leaf::Words(words) | Leaf::Math(_, words) => words.as_str(),
        Leaf::Media(name, _) => name.as_str(),
        Leaf::Break => " ",
    });
    words.collect()
}

fn leaf(leaf: Leaf) -> Inline {
    match leaf {
        Leaf::Words(words) => Inline::Text(words.into()),
        Leaf::Math(style, source) => Inline::Math {
            style,
            source: source.into(),
        },
        Leaf::Media(name, alt) => Inline::media(name, &alt),
        Leaf::Break => Inline::LineBreak,
    }
}
