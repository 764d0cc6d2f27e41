//! What the elements of HTML mean for the words in them.

/// What an element does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// It marks its words.
    Inline(Mark),
    /// Its style may mark its words.
    Styled,
    Link,
    Raised,
    Lowered,
    Break,
    Rule,
    Picture,
    Paragraph,
    Heading,
    Preformatted,
    Quote,
    Bullets,
    Numbers,
    Item,
    Table,
    Row,
    Cell {
        /// Whether it heads its column.
        head: bool,
    },
    /// Its words are not meant to be read.
    Hidden,
    /// It shows more than words.
    Foreign,
    /// It changes nothing.
    Transparent,
}

/// How words are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    None,
    Strong,
    Emphasis,
    Strikethrough,
    Code,
}

impl Element {
    /// What the element of that name, in small letters, does.
    pub fn of(name: &str) -> Self {
        match name {
            "b" | "strong" | "mark" => Self::Inline(Mark::Strong),
            "i" | "em" | "cite" | "dfn" => Self::Inline(Mark::Emphasis),
            "s" | "strike" | "del" => Self::Inline(Mark::Strikethrough),
            "code" | "kbd" | "tt" | "samp" | "var" => Self::Inline(Mark::Code),
            "span" | "font" | "u" | "ins" | "small" | "big" => Self::Styled,
            "a" => Self::Link,
            "sup" => Self::Raised,
            "sub" => Self::Lowered,
            "br" => Self::Break,
            "hr" => Self::Rule,
            "img" => Self::Picture,
            "p" | "div" | "section" | "article" | "header" | "footer" | "main" | "aside"
            | "nav" | "center" | "address" | "figure" | "figcaption" | "details" | "summary"
            | "dl" | "dd" | "caption" | "form" | "fieldset" => Self::Paragraph,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt" => Self::Heading,
            "pre" => Self::Preformatted,
            "blockquote" => Self::Quote,
            "ul" | "menu" => Self::Bullets,
            "ol" => Self::Numbers,
            "li" => Self::Item,
            "table" => Self::Table,
            "tr" => Self::Row,
            "td" => Self::Cell { head: false },
            "th" => Self::Cell { head: true },
            "script" | "style" | "template" | "title" | "head" | "noscript" => Self::Hidden,
            "iframe" | "object" | "embed" | "video" | "audio" | "canvas" | "svg" | "math"
            | "input" | "button" | "select" | "textarea" | "link" | "meta" => Self::Foreign,
            _ => Self::Transparent,
        }
    }
}
