//! Formatted text as it is written for roadmaps compiled at build time.

use serde::{Deserialize, Serialize};
use waymark_core::rich_text::{Block, Inline, ListMarker, MathStyle, MediaName, RichText, WebUrl};

use super::RecordError;

/// A sequence of blocks.
pub type TextRecord = Vec<BlockRecord>;
/// A run of inlines.
pub type RunOfInlines = Vec<InlineRecord>;

/// One block.
#[derive(Debug, Serialize, Deserialize)]
pub enum BlockRecord {
    /// A paragraph.
    Paragraph(RunOfInlines),
    /// Code and its language.
    Code(Option<String>, String),
    /// A bulleted list.
    Bullets(Vec<TextRecord>),
    /// A numbered list and its first number.
    Numbers(u64, Vec<TextRecord>),
    /// A quotation.
    Quote(TextRecord),
    /// A table: header, then rows.
    Table(Vec<RunOfInlines>, Vec<Vec<RunOfInlines>>),
    /// A thematic break.
    Rule,
}

/// One inline.
#[derive(Debug, Serialize, Deserialize)]
pub enum InlineRecord {
    /// Plain text.
    Text(String),
    /// Code.
    Code(String),
    /// Emphasis.
    Emphasis(RunOfInlines),
    /// Strong emphasis.
    Strong(RunOfInlines),
    /// Struck out.
    Strikethrough(RunOfInlines),
    /// A link: address, then what is shown.
    Link(String, RunOfInlines),
    /// A line break.
    LineBreak,
    /// Mathematics within the line.
    Math(String),
    /// Mathematics on a line of its own.
    DisplayMath(String),
    /// A picture or a sound: its file, then its description.
    Media(String, String),
}

/// Writes formatted text.
pub fn write(text: &RichText) -> TextRecord {
    text.blocks.iter().map(write_block).collect()
}

/// Reads formatted text; a link that must not be followed is an error.
pub fn read(record: TextRecord) -> Result<RichText, RecordError> {
    let blocks = record.into_iter().map(read_block);
    Ok(RichText {
        blocks: blocks.collect::<Result<_, _>>()?,
    })
}

fn write_block(block: &Block) -> BlockRecord {
    match block {
        Block::Paragraph(inlines) => BlockRecord::Paragraph(write_inlines(inlines)),
        Block::Code { language, text } => {
            BlockRecord::Code(language.clone(), text.as_str().to_owned())
        }
        Block::List { marker, items } => {
            let items = items.iter().map(write).collect();
            match marker {
                ListMarker::Bullet => BlockRecord::Bullets(items),
                ListMarker::Number { first } => BlockRecord::Numbers(*first, items),
            }
        }
        Block::Quote(inner) => BlockRecord::Quote(write(inner)),
        Block::Table { header, rows } => BlockRecord::Table(
            header.iter().map(|cell| write_inlines(cell)).collect(),
            rows.iter()
                .map(|row| row.iter().map(|cell| write_inlines(cell)).collect())
                .collect(),
        ),
        Block::Rule => BlockRecord::Rule,
    }
}

fn read_block(record: BlockRecord) -> Result<Block, RecordError> {
    Ok(match record {
        BlockRecord::Paragraph(inlines) => Block::Paragraph(read_inlines(inlines)?),
        BlockRecord::Code(language, text) => Block::Code {
            language,
            text: text.into(),
        },
        BlockRecord::Bullets(items) => Block::List {
            marker: ListMarker::Bullet,
            items: read_items(items)?,
        },
        BlockRecord::Numbers(first, items) => Block::List {
            marker: ListMarker::Number { first },
            items: read_items(items)?,
        },
        BlockRecord::Quote(inner) => Block::Quote(read(inner)?),
        BlockRecord::Table(header, rows) => Block::Table {
            header: read_cells(header)?,
            rows: rows.into_iter().map(read_cells).collect::<Result<_, _>>()?,
        },
        BlockRecord::Rule => Block::Rule,
    })
}

fn read_items(items: Vec<TextRecord>) -> Result<Vec<RichText>, RecordError> {
    items.into_iter().map(read).collect()
}

fn read_cells(cells: Vec<RunOfInlines>) -> Result<Vec<Vec<Inline>>, RecordError> {
    cells.into_iter().map(read_inlines).collect()
}

fn write_inlines(inlines: &[Inline]) -> RunOfInlines {
    let write = |inline: &Inline| match inline {
        Inline::Text(text) => InlineRecord::Text(text.as_str().to_owned()),
        Inline::Code(text) => InlineRecord::Code(text.as_str().to_owned()),
        Inline::Emphasis(inner) => InlineRecord::Emphasis(write_inlines(inner)),
        Inline::Strong(inner) => InlineRecord::Strong(write_inlines(inner)),
        Inline::Strikethrough(inner) => InlineRecord::Strikethrough(write_inlines(inner)),
        Inline::Link { url, text } => {
            InlineRecord::Link(url.as_str().to_owned(), write_inlines(text))
        }
        Inline::Media { name, alt } => {
            InlineRecord::Media(name.as_str().to_owned(), alt.as_str().to_owned())
        }
        Inline::LineBreak => InlineRecord::LineBreak,
        Inline::Math { style, source } => match style {
            MathStyle::Inline => InlineRecord::Math(source.as_str().to_owned()),
            MathStyle::Display => InlineRecord::DisplayMath(source.as_str().to_owned()),
        },
    };
    inlines.iter().map(write).collect()
}

fn read_inlines(record: RunOfInlines) -> Result<Vec<Inline>, RecordError> {
    let read = |inline: InlineRecord| {
        Ok(match inline {
            InlineRecord::Text(text) => Inline::Text(text.into()),
            InlineRecord::Code(text) => Inline::Code(text.into()),
            InlineRecord::Emphasis(inner) => Inline::Emphasis(read_inlines(inner)?),
            InlineRecord::Strong(inner) => Inline::Strong(read_inlines(inner)?),
            InlineRecord::Strikethrough(inner) => Inline::Strikethrough(read_inlines(inner)?),
            InlineRecord::Link(url, text) => Inline::Link {
                url: WebUrl::new(&url).ok_or_else(|| RecordError::new("link", &url))?,
                text: read_inlines(text)?,
            },
            InlineRecord::Media(name, alt) => Inline::Media {
                name: MediaName::new(&name).ok_or_else(|| RecordError::new("media", &name))?,
                alt: alt.into(),
            },
            InlineRecord::LineBreak => Inline::LineBreak,
            InlineRecord::Math(source) => Inline::Math {
                style: MathStyle::Inline,
                source: source.into(),
            },
            InlineRecord::DisplayMath(source) => Inline::Math {
                style: MathStyle::Display,
                source: source.into(),
            },
        })
    };
    record.into_iter().map(read).collect()
}
