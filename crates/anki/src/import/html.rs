//! The HTML of a field as rich text. Nothing of it is ever run, fetched or kept as HTML.
//!
//! Any text is read in time that grows with its length; elements that are not closed, or closed
//! twice, do no harm.

mod element;
mod named;
mod run;
mod table;
mod token;
mod tree;

use waymark_core::rich_text::{Block, ListMarker, MathStyle, RichText, WebUrl};

use super::limits;
use element::{Element, Mark};
use run::Run;
use token::{Token, Tokens};

/// What a field shows, and what it names besides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The text.
    pub blocks: Vec<Block>,
    /// The media files that it names, in order, with their repetitions.
    pub media: Vec<String>,
    /// Whether something was left out that shows more than words: a script, a film, a drawing.
    pub left_out: bool,
}

impl Reading {
    /// The text.
    pub fn text(self) -> RichText {
        RichText {
            blocks: self.blocks,
        }
    }
}

/// Reads HTML.
pub fn read(html: &str) -> Reading {
    let mut reader = Reader {
        open: vec![Frame::new(Kind::Body)],
        run: Run::default(),
        code: None,
        media: Vec::new(),
        left_out: false,
    };
    let mut tokens = Tokens::of(html);
    while let Some(token) = tokens.next() {
        reader.take(token, &mut tokens);
    }
    reader.finish()
}

/// What an open block is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Body,
    Quote,
    List(ListMarker),
    Item,
    Table,
    Row,
    /// A cell, and whether it heads its column.
    Cell(bool),
}

/// A block that is not closed yet.
struct Frame {
    kind: Kind,
    blocks: Vec<Block>,
    /// The items of a list.
    items: Vec<RichText>,
    /// The rows of a table, and the cells of a row.
    rows: Vec<Vec<table::Cell>>,
}

impl Frame {
    const fn new(kind: Kind) -> Self {
        Self {
            kind,
            blocks: Vec::new(),
            items: Vec::new(),
            rows: Vec::new(),
        }
    }
}

struct Reader {
    open: Vec<Frame>,
    run: Run,
    /// The code that is being read, with the language that it names.
    code: Option<(String, Option<String>)>,
    media: Vec<String>,
    left_out: bool,
}

impl Reader {
    fn take<'a>(&mut self, token: Token<'a>, tokens: &mut Tokens<'a>) {
        match token {
            Token::Words(words) => self.words(&words),
            Token::Math(style, source) if self.code.is_none() => self.run.math(style, source),
            Token::Math(style, source) => {
                let sign = match style {
                    MathStyle::Inline => "$",
                    MathStyle::Display => "$$",
                };
                self.words(&format!("{sign}{source}{sign}"));
            }
            Token::Sound(name) => self.sound(name),
            Token::Open { name, attributes } => {
                let element = Element::of(&name);
                if element == Element::Hidden {
                    self.left_out |= name == "script";
                    tokens.skip_past_end_of(&name);
                    return;
                }
                self.open(element, &name, attributes);
            }
            Token::Close { name } => self.close(Element::of(&name), &name),
        }
    }

    fn words(&mut self, words: &str) {
        match &mut self.code {
            Some((code, _)) => code.push_str(words),
            None => self.run.words(words),
        }
    }

    fn open(&mut self, element: Element, name: &str, attributes: &str) {
        if let Some((code, language)) = &mut self.code {
            match element {
                Element::Break | Element::Paragraph if !code.is_empty() => code.push('\n'),
                Element::Inline(Mark::Code) => {
                    let class = token::attribute(attributes, "class").unwrap_or_default();
                    let named = class.split_whitespace().find_map(|class| {
                        class
                            .strip_prefix("language-")
                            .or_else(|| class.strip_prefix("lang-"))
                    });
                    *language = named.map(str::to_owned).or(language.take());
                }
                _ => {}
            }
            return;
        }
        match element {
            Element::Inline(mark) => self.run.open(name, mark, None),
            Element::Styled => self.run.open_styled(name, attributes),
            Element::Link => {
                let url = token::attribute(attributes, "href");
                self.run
                    .open(name, Mark::None, url.as_deref().and_then(WebUrl::new));
            }
            Element::Raised => self.run.raise(name),
            Element::Lowered => self.run.lower(name),
            Element::Break => self.run.line_break(),
            Element::Rule => {
                self.flush();
                self.add(Block::Rule);
            }
            Element::Picture => self.picture(attributes),
            Element::Foreign => self.left_out = true,
            Element::Heading => {
                self.flush();
                self.run.open(name, Mark::Strong, None);
            }
            Element::Paragraph => {
                self.flush();
                self.run.open_styled(name, attributes);
            }
            Element::Preformatted => {
                self.flush();
                self.code = Some((String::new(), None));
            }
            Element::Quote => self.begin(Kind::Quote),
            Element::Bullets => self.begin(Kind::List(ListMarker::Bullet)),
            Element::Numbers => {
                let first = token::attribute(attributes, "start");
                let first = first
                    .and_then(|first| first.trim().parse().ok())
                    .unwrap_or(1);
                self.begin(Kind::List(ListMarker::Number { first }));
            }
            Element::Item => {
                self.end_up_to(
                    |kind| kind == Kind::Item,
                    |kind| matches!(kind, Kind::List(_)),
                );
                if !matches!(self.innermost(), Kind::List(_)) {
                    self.begin(Kind::List(ListMarker::Bullet));
                }
                self.begin(Kind::Item);
            }
            Element::Table => self.begin(Kind::Table),
            Element::Row => {
                self.end_up_to(|kind| kind == Kind::Row, |kind| kind == Kind::Table);
                if self.innermost() == Kind::Table {
                    self.begin(Kind::Row);
                }
            }
            Element::Cell { head } => {
                let cell = |kind| matches!(kind, Kind::Cell(_));
                self.end_up_to(cell, |kind| kind == Kind::Row);
                if self.innermost() == Kind::Row {
                    self.begin(Kind::Cell(head));
                }
            }
            Element::Hidden | Element::Transparent => {}
        }
    }

    fn close(&mut self, element: Element, name: &str) {
        if self.code.is_some() {
            match element {
                Element::Preformatted => self.end_code(),
                Element::Paragraph => self.words("\n"),
                _ => {}
            }
            return;
        }
        match element {
            Element::Inline(_)
            | Element::Styled
            | Element::Link
            | Element::Raised
            | Element::Lowered => self.run.close(name),
            Element::Heading | Element::Paragraph => {
                self.flush();
                self.run.close(name);
            }
            Element::Quote => self.end_up_to(|kind| kind == Kind::Quote, |_| false),
            Element::Bullets | Element::Numbers => {
                self.end_up_to(
                    |kind| matches!(kind, Kind::List(_)),
                    |kind| kind == Kind::Table,
                );
            }
            Element::Item => {
                self.end_up_to(
                    |kind| kind == Kind::Item,
                    |kind| matches!(kind, Kind::List(_)),
                );
            }
            Element::Table => self.end_up_to(|kind| kind == Kind::Table, |_| false),
            Element::Row => self.end_up_to(|kind| kind == Kind::Row, |kind| kind == Kind::Table),
            Element::Cell { .. } => {
                self.end_up_to(
                    |kind| matches!(kind, Kind::Cell(_)),
                    |kind| kind == Kind::Row,
                );
            }
            _ => {}
        }
    }

    fn innermost(&self) -> Kind {
        self.open.last().map_or(Kind::Body, |frame| frame.kind)
    }

    /// Begins a block; what is too deep joins what is around it.
    fn begin(&mut self, kind: Kind) {
        self.flush();
        if self.open.len() <= limits::HTML_DEPTH {
            self.open.push(Frame::new(kind));
        }
    }

    /// Ends the innermost block of a kind with all within it, unless there is a wall before it.
    fn end_up_to(&mut self, wanted: impl Fn(Kind) -> bool, wall: impl Fn(Kind) -> bool) {
        self.flush();
        let kinds = self.open.iter().map(|frame| frame.kind).enumerate().rev();
        let mut kinds = kinds.take_while(|(_, kind)| wanted(*kind) || !wall(*kind));
        let Some((place, _)) = kinds.find(|(_, kind)| wanted(*kind)) else {
            return;
        };
        while self.open.len() > place.max(1) {
            self.end_innermost();
        }
    }

    fn end_innermost(&mut self) {
        self.flush();
        let Some(frame) = self.open.pop() else {
            return;
        };
        let text = RichText {
            blocks: frame.blocks,
        };
        match frame.kind {
            Kind::Body => self.open.push(Frame {
                blocks: text.blocks,
                ..Frame::new(Kind::Body)
            }),
            Kind::Quote if text.is_empty() => {}
            Kind::Quote => self.add(Block::Quote(text)),
            Kind::List(marker) => {
                // What stands between the items is not lost.
                for block in text.blocks {
                    self.add(block);
                }
                if !frame.items.is_empty() {
                    let items = frame.items;
                    self.add(Block::List { marker, items });
                }
            }
            Kind::Item => match self.open.last_mut() {
                Some(list) if matches!(list.kind, Kind::List(_)) => list.items.push(text),
                _ => text.blocks.into_iter().for_each(|block| self.add(block)),
            },
            Kind::Table => {
                for block in text.blocks {
                    self.add(block);
                }
                for block in table::blocks(frame.rows) {
                    self.add(block);
                }
            }
            Kind::Row => {
                if let Some(table) = self.open.last_mut() {
                    table.blocks.extend(text.blocks);
                    table.rows.extend(frame.rows);
                }
            }
            Kind::Cell(head) => {
                if let Some(row) = self.open.last_mut() {
                    let blocks = text.blocks;
                    let cell = table::Cell { head, blocks };
                    match row.rows.last_mut() {
                        Some(cells) => cells.push(cell),
                        None => row.rows.push(vec![cell]),
                    }
                }
            }
        }
    }

    fn end_code(&mut self) {
        let Some((code, language)) = self.code.take() else {
            return;
        };
        let code = code.strip_prefix('\n').unwrap_or(&code).trim_end();
        if !code.trim().is_empty() {
            let text = code.replace('\u{a0}', " ").into();
            self.add(Block::Code { language, text });
        }
    }

    /// Ends the run of inlines, as a paragraph.
    fn flush(&mut self) {
        let inlines = self.run.take();
        if !inlines.is_empty() {
            self.add(Block::Paragraph(inlines));
        }
    }

    fn add(&mut self, block: Block) {
        if let Some(frame) = self.open.last_mut() {
            frame.blocks.push(block);
        }
    }

    fn finish(mut self) -> Reading {
        self.end_code();
        self.flush();
        while self.open.len() > 1 {
            self.end_innermost();
        }
        Reading {
            blocks: self.open.pop().map(|body| body.blocks).unwrap_or_default(),
            media: self.media,
            left_out: self.left_out,
        }
    }
}

#[cfg(test)]
mod tests;
