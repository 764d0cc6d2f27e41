//! HTML elements as the blocks and spans that Markdown has for them.

use std::mem;

use memchr::memmem;

use crate::rich_text::WebUrl;
use crate::roadmap::diagnostic::Code;
use crate::roadmap::outline::container::{Container, Notation, Open, Summary};
use crate::roadmap::outline::html::{self, Element, Piece};
use crate::roadmap::outline::run::Span;
use crate::roadmap::outline::{Content, Prose};

use super::{BLOCK_DEPTH, Builder};

/// The HTML of a document while it is being read.
pub(super) struct Markup {
    /// The block of HTML being gathered.
    block: String,
    /// Where each piece of the block stands in it and in the document.
    pieces: Vec<(usize, usize)>,
    /// How many elements are open whose words are not meant to be read.
    hidden: usize,
    /// Where the document folds text in no more.
    ends_of_details: Vec<usize>,
    /// Whether the innermost folded text ends nowhere.
    unclosed_details: bool,
    /// How many folded texts ended within a block of Markdown that began in them.
    ended_details: usize,
}

impl Markup {
    pub fn of(document: &str) -> Self {
        let ends = memmem::find_iter(document.as_bytes(), "</details");
        Self {
            block: String::new(),
            pieces: Vec::new(),
            hidden: 0,
            ends_of_details: ends.collect(),
            unclosed_details: false,
            ended_details: 0,
        }
    }

    /// Whether words are not meant to be read here.
    pub fn hides(&self) -> bool {
        self.hidden > 0
    }
}

impl Builder<'_> {
    /// Takes a piece of a block of HTML.
    pub(super) fn gather_html(&mut self, at: usize, html: &str) {
        let before = self.markup.block.len();
        self.markup.pieces.push((before, at));
        self.markup.block.push_str(html);
    }

    /// Reads the block of HTML that was gathered.
    pub(super) fn end_html_block(&mut self) {
        let block = mem::take(&mut self.markup.block);
        let pieces = mem::take(&mut self.markup.pieces);
        let mut rest = block.as_str();
        let mut piece_at = 0;
        let mut told = false;
        while !rest.is_empty() {
            let place = block.len() - rest.len();
            while pieces.get(piece_at + 1).is_some_and(|next| next.0 <= place) {
                piece_at += 1;
            }
            let at = pieces
                .get(piece_at)
                .map_or(0, |(before, at)| at + place - before);
            let (piece, after) = html::first_piece(rest);
            rest = after;
            match piece {
                Piece::Words(words) => self.html_words(words, at),
                Piece::Tag(tag) => match html::markup(tag) {
                    html::Markup::Id(id) => self.name_block(id),
                    html::Markup::Comment => {}
                    html::Markup::Words => self.html_words(tag, at),
                    html::Markup::Open(Element::Preformatted) => {
                        self.flush();
                        self.begin_code(at, None);
                    }
                    html::Markup::Open(Element::Foreign) if !told => {
                        told = true;
                        self.remark(at, Code::HtmlLeftOut);
                    }
                    html::Markup::Open(element) => self.open_element(element, tag, at),
                    html::Markup::Close(Element::Preformatted) => self.end_code(),
                    html::Markup::Close(element) => self.close_element(element),
                },
            }
        }
        // What a block leaves open must not swallow the Markdown after it.
        self.end_code();
        self.markup.hidden = 0;
        let cell = matches!(self.innermost(), Some(Container::Table { .. }));
        if !cell {
            self.flush();
        }
    }

    /// Reads one tag within a sentence.
    pub(super) fn inline_html(&mut self, tag: &str, at: usize) {
        match html::markup(tag) {
            html::Markup::Id(id) => {
                self.begin_run(at);
                self.run.id = Some(id.to_owned());
            }
            html::Markup::Comment => {}
            html::Markup::Words => {
                self.begin_run(at);
                self.run.push_text(tag.to_owned().into());
            }
            html::Markup::Open(Element::Foreign) if !self.run.html_told => {
                self.begin_run(at);
                self.run.html_told = true;
                self.remark(at, Code::HtmlLeftOut);
            }
            html::Markup::Open(element) => self.open_element(element, tag, at),
            html::Markup::Close(element) => self.close_element(element),
        }
    }

    fn name_block(&mut self, id: &str) {
        if self.run.start.is_some() {
            self.run.id = Some(id.to_owned());
        } else if let Some(node) = self.nodes().last_mut() {
            node.id = Some(id.to_owned());
        }
    }

    fn html_words(&mut self, words: &str, at: usize) {
        let decoded = html_escape::decode_html_entities(words);
        if let Some(code) = &mut self.code {
            code.text.push_str(&decoded);
        } else if !self.markup.hides() && (!self.run.is_empty() || !words.trim().is_empty()) {
            let before = words.len() - words.trim_start().len();
            self.begin_run(at + before);
            self.run.push_folded(&decoded);
        }
    }

    fn open_element(&mut self, element: Element, tag: &str, at: usize) {
        if self.code.is_some() {
            return;
        }
        match element {
            Element::Strong => self.open_span(Span::Strong, at),
            Element::Emphasis => self.open_span(Span::Emphasis, at),
            Element::Strikethrough => self.open_span(Span::Strikethrough, at),
            Element::Code => self.open_span(Span::Code, at),
            Element::Link => {
                if let Some(url) = html::attribute(tag, "href") {
                    self.open_span(Span::Link(WebUrl::new(url)), at);
                }
            }
            Element::Picture => {
                let address = html::attribute(tag, "src").unwrap_or_default();
                self.open_pictured(&html_escape::decode_html_entities(address), at);
                if let Some(words) = html::attribute(tag, "alt") {
                    self.html_words(words, at);
                }
                self.run.close_span();
            }
            Element::Break => self.break_line(),
            Element::Rule => {
                self.flush();
                self.add(at, Content::Rule);
            }
            Element::Paragraph => self.break_block(),
            Element::Heading(_) => {
                self.break_block();
                self.begin_run(at);
            }
            Element::Bullets => self.open_html(Container::list(None), at),
            Element::Numbers => self.open_html(Container::list(Some(1)), at),
            Element::Item => {
                if self.in_cell() {
                    return self.break_line();
                }
                self.close_html(|container| matches!(container, Container::Item { .. }));
                if !matches!(self.innermost(), Some(Container::List { .. })) {
                    self.open_html(Container::list(None), at);
                }
                self.open_html(Container::item(), at);
            }
            Element::Quote => self.open_html(Container::Quote(Vec::new()), at),
            Element::Table => self.open_html(Container::table(self.offset + at), at),
            Element::Row => {
                let start = self.offset + at;
                self.flush();
                if let Some(Container::Table { row_start, .. }) = self.innermost() {
                    *row_start = start;
                }
            }
            Element::Cell => {
                if matches!(self.innermost(), Some(Container::Table { .. })) {
                    self.begin_run(at);
                }
            }
            Element::Terms => self.open_html(Container::Terms(Vec::new()), at),
            Element::Term => {
                self.close_html(|container| matches!(container, Container::Meaning(_)));
                self.break_block();
                self.begin_run(at);
            }
            Element::Meaning => {
                if matches!(self.innermost(), Some(Container::Terms(_))) {
                    self.open_html(Container::Meaning(Vec::new()), at);
                }
            }
            Element::Details => self.open_details(at),
            Element::Summary => {
                self.flush();
                let line = self.offset + at;
                if let Some(Open {
                    container: Container::Details { summary, .. },
                    start,
                    ..
                }) = self.open.last_mut()
                {
                    // The line that is seen is where it begins for its reader.
                    *start = line;
                    *summary = Summary::Open(Prose::default());
                }
            }
            Element::Hidden => self.markup.hidden += 1,
            Element::Preformatted | Element::Transparent | Element::Foreign => {}
        }
    }

    fn close_element(&mut self, element: Element) {
        if self.code.is_some() {
            return;
        }
        match element {
            Element::Strong | Element::Emphasis | Element::Strikethrough | Element::Code => {
                self.run.close_span();
            }
            Element::Link if self.run.in_link() => self.run.close_span(),
            Element::Paragraph | Element::Break => self.break_block(),
            Element::Heading(depth) => {
                if self.in_cell() || self.run.is_empty() {
                    self.break_block();
                } else if self.run.start.is_some() {
                    self.end_heading(depth);
                }
            }
            Element::Bullets | Element::Numbers => {
                self.close_html(|container| matches!(container, Container::List { .. }));
            }
            Element::Item => {
                self.close_html(|container| matches!(container, Container::Item { .. }));
            }
            Element::Quote => {
                self.close_html(|container| matches!(container, Container::Quote(_)));
            }
            Element::Table => {
                self.close_html(|container| matches!(container, Container::Table { .. }));
            }
            Element::Row => self.end_row(),
            Element::Cell => self.end_cell(),
            Element::Terms => {
                self.close_html(|container| matches!(container, Container::Terms(_)));
            }
            Element::Term => {
                if matches!(self.innermost(), Some(Container::Terms(_))) {
                    self.end_term();
                } else {
                    self.break_block();
                }
            }
            Element::Meaning => {
                self.close_html(|container| matches!(container, Container::Meaning(_)));
            }
            Element::Details => self.close_details(),
            Element::Summary => {
                self.flush();
                if let Some(Container::Details { summary, .. }) = self.innermost()
                    && let Summary::Open(prose) = summary
                {
                    *summary = Summary::Whole(mem::take(prose));
                }
            }
            Element::Hidden => self.markup.hidden = self.markup.hidden.saturating_sub(1),
            Element::Link
            | Element::Picture
            | Element::Rule
            | Element::Preformatted
            | Element::Transparent
            | Element::Foreign => {}
        }
    }

    /// Begins folded text. If it ends nowhere, the next heading, rule or folded text ends it: else
    /// it would swallow the rest of the document.
    fn open_details(&mut self, at: usize) {
        let start = self.offset + at;
        let ends = &self.markup.ends_of_details;
        let left = ends.len() - ends.partition_point(|end| *end < start);
        let folded = |open: &&Open| matches!(open.container, Container::Details { .. });
        let closes = left > self.open.iter().filter(folded).count();
        self.end_unclosed_details();
        self.open_html(Container::details(), at);
        self.markup.unclosed_details = !closes;
    }

    /// Ends folded text whose end is missing.
    pub(super) fn end_unclosed_details(&mut self) {
        if mem::take(&mut self.markup.unclosed_details) {
            self.close_html(|container| matches!(container, Container::Details { .. }));
        }
    }

    fn close_details(&mut self) {
        let is_details = |container: &Container| matches!(container, Container::Details { .. });
        if self.open.iter().all(|open| !is_details(&open.container)) {
            self.break_block();
        } else if !self.close_html(is_details) {
            self.markup.ended_details += 1;
        }
    }

    /// Ends the folded text around a block of Markdown that has just ended, if its end stood
    /// within that block.
    pub(super) fn close_ended_details(&mut self) {
        while self.markup.ended_details > 0
            && matches!(self.innermost(), Some(Container::Details { .. }))
        {
            self.markup.ended_details -= 1;
            self.close_innermost();
        }
    }

    fn open_html(&mut self, container: Container, at: usize) {
        self.flush();
        if self.open.len() < BLOCK_DEPTH && self.too_deep == 0 {
            self.open.push(Open {
                start: self.offset + at,
                container,
                notation: Notation::Html,
            });
        }
    }

    /// Ends the innermost block of this kind with all within it, unless Markdown is open there.
    fn close_html(&mut self, is_kind: impl Fn(&Container) -> bool) -> bool {
        self.flush();
        let html = |open: &&Open| open.notation == Notation::Html;
        let mut within = self.open.iter().rev().take_while(html);
        let Some(depth) = within.position(|open| is_kind(&open.container)) else {
            return false;
        };
        for _ in 0..=depth {
            self.close_innermost();
        }
        true
    }

    fn in_cell(&mut self) -> bool {
        self.run.start.is_some() && matches!(self.innermost(), Some(Container::Table { .. }))
    }

    fn break_line(&mut self) {
        if self.run.start.is_some() && !self.run.is_empty() {
            self.run.push_line_break();
        }
    }

    /// Ends the words before; within a cell that is only a line.
    fn break_block(&mut self) {
        if self.in_cell() {
            self.break_line();
        } else {
            self.flush();
        }
    }
}
