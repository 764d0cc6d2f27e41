//! What the importer repaired, left out or doubted, and where.

mod table_fault;

use std::fmt;

use crate::card::Line;

pub use super::repair::charset::Charset;
pub use table_fault::TableFault;

/// One remark about a source document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What was found.
    pub code: Code,
    /// The line it was found on.
    pub line: Line,
    /// The character of that line it begins at, counted from 1.
    pub column: u32,
}

/// What a diagnostic is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// Bytes that are not UTF-8 were replaced.
    InvalidUtf8,
    /// The document is not UTF-8; it was read as UTF-16.
    DecodedUtf16,
    /// The document is not UTF-8; it was read as Windows-1252.
    DecodedWindows1252,
    /// Zero bytes were left out.
    ZeroBytesLeftOut,
    /// UTF-8 that was read as another character set and written down again was turned back.
    MojibakeMended {
        /// The set it was read as.
        charset: Charset,
        /// How many characters were turned back.
        places: u32,
    },
    /// The document has lost blank lines and the marks of headings or code; they were put back
    /// where they seem to have been.
    StructureRestored {
        /// How many lines were given something back.
        lines: u32,
    },
    /// Items that were broken or glued together where inline code stood were put right.
    ItemsMended {
        /// How many lines.
        lines: u32,
    },
    /// What a website writes around its pages was left out.
    PageChromeLeftOut {
        /// How many lines.
        lines: u32,
    },
    /// A table was no table to the parser, or another one, and was mended.
    TableMended(TableFault),
    /// Headings without a space after their marks were read as headings.
    HeadingSpaced {
        /// How many.
        lines: u32,
    },
    /// Lines with other signs than Markdown's were read as list items.
    BulletsRead {
        /// How many.
        lines: u32,
    },
    /// A label directly under a list was set apart from its last item.
    LabelSetApart {
        /// How many.
        lines: u32,
    },
    /// A block of code that never ends was ended before the heading after it.
    CodeEnded,
    /// A block of code never ends; the rest of the document is code.
    UnclosedCode,
    /// Comments were left out.
    CommentLeftOut {
        /// How many.
        places: u32,
    },
    /// What another file would show in its place was left out.
    EmbedLeftOut {
        /// How many.
        places: u32,
    },
    /// The marks of callouts were left out; their titles are kept.
    CalloutRead {
        /// How many.
        places: u32,
    },
    /// An outline was read as headings with lists under them.
    OutlineUnfolded {
        /// How many headings.
        headings: u32,
    },
    /// Lines that hold properties of an outline's blocks were left out.
    PropertyLeftOut {
        /// How many.
        lines: u32,
    },
    /// Lines for a site generator were left out.
    ShortcodeLeftOut {
        /// How many.
        lines: u32,
    },
    /// Front matter was begun and never ended; it was read as text.
    UnclosedFrontMatter,
    /// The same question was asked before; the later one makes no card.
    RepeatedQuestion {
        /// Where it was asked first.
        first: Line,
    },
    /// The same id was given before; the later card goes by its question.
    RepeatedId {
        /// Where it was given first.
        first: Line,
    },
    /// Lists or quotes stand within each other too deeply; the innermost are read as one.
    NestingFlattened,
    /// A table whose first column has an empty cell; that row makes no card.
    TableRowWithoutKey,
    /// A paragraph with deletions is too long, or has too many of them; it makes no cards.
    UnwieldyCloze,
    /// A picture was left out; its description stands in its place.
    PictureLeftOut,
    /// A picture on the web became a link to it.
    PictureNotFetched,
    /// HTML was left out; the words between its tags are kept.
    HtmlLeftOut,
    /// The document makes no card at all.
    NoCards,
}

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something was left out or changed that the author should know of.
    Note,
    /// The source probably says something else than its author meant.
    Warning,
}

impl Code {
    /// Its name for programs. It stays the same from version to version.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::InvalidUtf8 => "invalid-utf8",
            Self::DecodedUtf16 => "decoded-utf16",
            Self::DecodedWindows1252 => "decoded-windows-1252",
            Self::ZeroBytesLeftOut => "zero-bytes",
            Self::MojibakeMended { .. } => "mojibake",
            Self::StructureRestored { .. } => "lost-structure",
            Self::ItemsMended { .. } => "broken-items",
            Self::PageChromeLeftOut { .. } => "page-chrome",
            Self::TableMended(TableFault::NoDivider) => "table-without-divider",
            Self::TableMended(TableFault::UnevenDivider) => "table-uneven-divider",
            Self::TableMended(TableFault::RepeatedDivider) => "table-repeated-divider",
            Self::TableMended(TableFault::Broken) => "table-broken",
            Self::TableMended(TableFault::NotSetApart) => "table-not-set-apart",
            Self::TableMended(TableFault::BarInCell) => "table-bar-in-cell",
            Self::HeadingSpaced { .. } => "heading-without-space",
            Self::BulletsRead { .. } => "unusual-bullet",
            Self::LabelSetApart { .. } => "label-in-list",
            Self::CodeEnded => "code-ended",
            Self::UnclosedCode => "unclosed-code",
            Self::CommentLeftOut { .. } => "comment",
            Self::EmbedLeftOut { .. } => "embed",
            Self::CalloutRead { .. } => "callout",
            Self::OutlineUnfolded { .. } => "outline",
            Self::PropertyLeftOut { .. } => "property",
            Self::ShortcodeLeftOut { .. } => "shortcode",
            Self::UnclosedFrontMatter => "unclosed-front-matter",
            Self::RepeatedQuestion { .. } => "repeated-question",
            Self::RepeatedId { .. } => "repeated-id",
            Self::NestingFlattened => "nesting",
            Self::UnwieldyCloze => "unwieldy-cloze",
            Self::TableRowWithoutKey => "table-row-without-key",
            Self::PictureLeftOut => "picture",
            Self::PictureNotFetched => "picture-on-the-web",
            Self::HtmlLeftOut => "html",
            Self::NoCards => "no-cards",
        }
    }

    /// How much it matters.
    pub const fn severity(&self) -> Severity {
        match self {
            Self::PictureLeftOut
            | Self::PictureNotFetched
            | Self::HtmlLeftOut
            | Self::NestingFlattened
            | Self::DecodedUtf16
            | Self::ZeroBytesLeftOut
            | Self::MojibakeMended { .. }
            | Self::PageChromeLeftOut { .. }
            | Self::TableMended(_)
            | Self::HeadingSpaced { .. }
            | Self::BulletsRead { .. }
            | Self::LabelSetApart { .. }
            | Self::CommentLeftOut { .. }
            | Self::EmbedLeftOut { .. }
            | Self::CalloutRead { .. }
            | Self::OutlineUnfolded { .. }
            | Self::PropertyLeftOut { .. }
            | Self::ShortcodeLeftOut { .. } => Severity::Note,
            Self::InvalidUtf8
            | Self::DecodedWindows1252
            | Self::StructureRestored { .. }
            | Self::ItemsMended { .. }
            | Self::CodeEnded
            | Self::UnclosedCode
            | Self::UnclosedFrontMatter
            | Self::RepeatedQuestion { .. }
            | Self::RepeatedId { .. }
            | Self::TableRowWithoutKey
            | Self::UnwieldyCloze
            | Self::NoCards => Severity::Warning,
        }
    }

    /// What the author can do about it.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::InvalidUtf8 | Self::DecodedUtf16 | Self::DecodedWindows1252 => {
                "save the file as UTF-8"
            }
            Self::ZeroBytesLeftOut => "remove them",
            Self::MojibakeMended { .. } => "save the text with its characters put right",
            Self::StructureRestored { .. } | Self::ItemsMended { .. } => {
                "compare this with the original, or copy its Markdown source"
            }
            Self::PageChromeLeftOut { .. } => "remove it",
            Self::TableMended(fault) => fault.help(),
            Self::HeadingSpaced { .. } => "put a space after the number signs",
            Self::BulletsRead { .. } => "begin each item with a hyphen and a space",
            Self::LabelSetApart { .. } => "put a blank line before it",
            Self::CodeEnded | Self::UnclosedCode => "end the code with a fence of its own",
            Self::CommentLeftOut { .. } => "write what belongs to the text outside of comments",
            Self::EmbedLeftOut { .. } => "copy what it shows into the document",
            Self::CalloutRead { .. }
            | Self::OutlineUnfolded { .. }
            | Self::PropertyLeftOut { .. } => "nothing needs to be done",
            Self::ShortcodeLeftOut { .. } => "write in Markdown what they would show",
            Self::UnclosedFrontMatter => "end the front matter with a line of three hyphens",
            Self::RepeatedQuestion { .. } => "reword one of them, or remove it",
            Self::RepeatedId { .. } => "give each card an id of its own",
            Self::NestingFlattened => "divide the text by headings",
            Self::TableRowWithoutKey => "name the row in its first cell",
            Self::UnwieldyCloze => "divide it into shorter paragraphs",
            Self::PictureLeftOut => "describe what the picture shows in words",
            Self::PictureNotFetched => "save it beside the document, and name that file",
            Self::HtmlLeftOut => "write it in Markdown",
            Self::NoCards => "add a review question, a checklist, a table or a bold definition",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidUtf8 => f.write_str("bytes that are not UTF-8 were replaced"),
            Self::DecodedUtf16 => f.write_str("read as UTF-16"),
            Self::DecodedWindows1252 => f.write_str("not UTF-8; read as Windows-1252"),
            Self::ZeroBytesLeftOut => f.write_str("zero bytes left out"),
            Self::MojibakeMended { charset, places } => {
                let charset = charset.name();
                write!(
                    f,
                    "UTF-8 once read as {charset}; put right in {}",
                    counted(*places, "place")
                )
            }
            Self::StructureRestored { lines } => {
                write!(
                    f,
                    "headings, blank lines or fences are lost; put back at {}",
                    counted(*lines, "line")
                )
            }
            Self::ItemsMended { lines } => {
                write!(
                    f,
                    "items were broken at their code; {} put right",
                    counted(*lines, "line")
                )
            }
            Self::PageChromeLeftOut { lines } => {
                let lines = counted(*lines, "line");
                write!(f, "not part of the text; {lines} left out")
            }
            Self::TableMended(fault) => fault.fmt(f),
            Self::HeadingSpaced { lines } => {
                write!(
                    f,
                    "no space after number signs; read as {}",
                    counted(*lines, "heading")
                )
            }
            Self::BulletsRead { lines } => {
                let items = counted(*lines, "list item");
                write!(f, "other bullets than Markdown's; read as {items}")
            }
            Self::LabelSetApart { lines } => {
                let labels = counted(*lines, "label");
                write!(f, "{labels} directly under a list item; set apart")
            }
            Self::CodeEnded => f.write_str("code never ends; ended before this heading"),
            Self::UnclosedCode => f.write_str("code never ends; all that follows is code"),
            Self::CommentLeftOut { places } => {
                write!(f, "{} left out", counted(*places, "comment"))
            }
            Self::EmbedLeftOut { places } => {
                write!(f, "{} left out", counted(*places, "embedded file"))
            }
            Self::CalloutRead { places } => {
                write!(
                    f,
                    "marks of {} left out; titles are kept",
                    counted(*places, "callout")
                )
            }
            Self::OutlineUnfolded { headings } => {
                let headings = counted(*headings, "heading");
                write!(f, "outline read as a document with {headings}")
            }
            Self::PropertyLeftOut { lines } => {
                write!(f, "{} of properties left out", counted(*lines, "line"))
            }
            Self::ShortcodeLeftOut { lines } => {
                let lines = counted(*lines, "line");
                write!(f, "{lines} for a site generator left out")
            }
            Self::UnclosedFrontMatter => f.write_str("front matter never ends; read as text"),
            Self::RepeatedQuestion { first } => {
                write!(f, "already asked on line {}; no second card", first.0)
            }
            Self::RepeatedId { first } => {
                write!(f, "this id names the card of line {} already", first.0)
            }
            Self::NestingFlattened => f.write_str("nested too deeply; read as one"),
            Self::TableRowWithoutKey => f.write_str("table row without a key; no card"),
            Self::UnwieldyCloze => f.write_str("too much text for cards with gaps"),
            Self::PictureLeftOut => f.write_str("picture left out; its description is kept"),
            Self::PictureNotFetched => {
                f.write_str("picture on the web is never fetched; read as a link to it")
            }
            Self::HtmlLeftOut => f.write_str("HTML left out; its words are kept"),
            Self::NoCards => f.write_str("nothing here makes a card"),
        }
    }
}

fn counted(count: u32, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

/// Writes `line:column: what; help`.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = (self.line.0, self.column);
        write!(f, "{line}:{column}: {}; {}", self.code, self.code.help())
    }
}
