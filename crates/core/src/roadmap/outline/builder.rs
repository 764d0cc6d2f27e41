//! From the parser's events to chapters.

use std::mem;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Tag, TagEnd};

use crate::rich_text::{Inline, Text, WebUrl};
use crate::roadmap::diagnostic::Code;

use super::container::{Closed, Container};
use super::html::{self, Markup};
use super::line::{self, Marks};
use super::run::{Run, Span};
use super::{Chapter, Content, Item, Node, Prose, Row};

/// How many blocks may stand within each other. What is deeper is read as if it were not
/// indented, so that no document makes whoever walks the tree run out of stack.
const BLOCK_DEPTH: usize = 64;

/// Takes the events of a document one by one.
pub(in crate::roadmap) struct Builder<'a> {
    /// The whole text.
    document: &'a Arc<String>,
    /// Where the body begins in it; added to every place.
    offset: usize,
    /// How far it is marked up for tools that read lines as cards.
    pub marks: Marks,
    chapters: Vec<Chapter>,
    open: Vec<Container>,
    /// How many blocks that were begun beyond `BLOCK_DEPTH` are not ended yet.
    too_deep: usize,
    run: Run,
    code: Option<OpenCode>,
    html: Option<(usize, String)>,
    remarks: Vec<(usize, Code)>,
}

/// A block of code that is not ended yet.
struct OpenCode {
    start: usize,
    language: Option<String>,
    text: Text,
}

impl<'a> Builder<'a> {
    /// Begins a document whose text starts at byte `offset` of the source.
    pub fn new(document: &'a Arc<String>, offset: usize) -> Self {
        Self {
            document,
            offset,
            marks: Marks::of(document.get(offset..).unwrap_or_default()),
            chapters: vec![Chapter {
                heading: Prose::default(),
                depth: 0,
                start: offset,
                nodes: Vec::new(),
            }],
            open: Vec::new(),
            too_deep: 0,
            run: Run::default(),
            code: None,
            html: None,
            remarks: Vec::new(),
        }
    }

    /// Ends the document: its chapters, the first one without a heading, and what was left out.
    pub fn finish(mut self) -> (Vec<Chapter>, Vec<(usize, Code)>) {
        self.flush();
        (self.chapters, self.remarks)
    }

    /// Takes the next event and the bytes of the body that it stands for.
    pub fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        let at = range.start;
        match event {
            Event::Text(text) => match (&mut self.code, &mut self.html) {
                (Some(code), _) => code.text.append(&text_of(self.document, text)),
                (_, Some((_, html))) => html.push_str(&text),
                _ => {
                    self.begin_run(at);
                    let text = text_of(self.document, text);
                    self.run.push_text(text);
                }
            },
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.begin_run(at);
                self.run.push_code(text_of(self.document, text));
            }
            Event::SoftBreak if self.divides(at) => self.run.push_line_break(),
            Event::SoftBreak => self.run.push_soft_break(),
            Event::HardBreak => self.run.push_line_break(),
            Event::Rule => {
                self.flush();
                self.add(at, Content::Rule);
            }
            Event::TaskListMarker(_) => {
                if let Some(Container::Item(item)) = self.open.last_mut() {
                    item.checkbox = true;
                }
            }
            Event::Html(text) => match &mut self.html {
                Some((_, html)) => html.push_str(&text),
                None => self.html_block(at, &text),
            },
            Event::InlineHtml(tag) => self.inline_html(tag, at),
            Event::FootnoteReference(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: usize) {
        match tag {
            Tag::Emphasis => self.open_span(Span::Emphasis, at),
            Tag::Strong => self.open_span(Span::Strong, at),
            Tag::Strikethrough => self.open_span(Span::Strikethrough, at),
            Tag::Link { dest_url, .. } => {
                let url = WebUrl::from_text(text_of(self.document, dest_url));
                self.open_span(Span::Link(url), at);
            }
            Tag::Image { .. } => self.remark(at, Code::PictureLeftOut),
            Tag::Paragraph | Tag::Heading { .. } => {
                self.flush();
                self.begin_run(at);
            }
            Tag::Item if self.too_deep == 0 => {
                self.flush();
                self.open.push(Container::open(&tag, self.offset + at));
            }
            Tag::TableHead | Tag::TableRow if self.too_deep == 0 => {
                let start = self.offset + at;
                if let Some(Container::Table { row_start, .. }) = self.open.last_mut() {
                    *row_start = start;
                }
            }
            Tag::TableCell if self.too_deep == 0 => self.begin_run(at),
            Tag::List(_) | Tag::BlockQuote(_) | Tag::Table(_)
                if self.too_deep == 0 && self.open.len() < BLOCK_DEPTH =>
            {
                self.flush();
                self.open.push(Container::open(&tag, self.offset + at));
            }
            Tag::List(_)
            | Tag::BlockQuote(_)
            | Tag::Table(_)
            | Tag::Item
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell => {
                if self.too_deep == 0 {
                    self.flush();
                    self.remark(at, Code::NestingFlattened);
                }
                self.too_deep += 1;
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                let language = match kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split_whitespace().next().map(str::to_owned)
                    }
                    CodeBlockKind::Indented => None,
                };
                self.code = Some(OpenCode {
                    start: at,
                    language,
                    text: "".into(),
                });
            }
            Tag::HtmlBlock => {
                self.flush();
                self.html = Some((at, String::new()));
            }
            // Extensions that are not asked for.
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {
                self.run.close_span();
            }
            TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(depth) => self.end_heading(depth),
            TagEnd::List(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::Table
            | TagEnd::Item
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell
                if self.too_deep > 0 =>
            {
                self.flush();
                self.too_deep -= 1;
            }
            TagEnd::TableCell => {
                let (_, prose) = self.run.finish();
                if let Some(Container::Table { cells, .. }) = self.open.last_mut() {
                    cells.push(prose);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(Container::Table {
                    header,
                    rows,
                    cells,
                    row_start,
                    ..
                }) = self.open.last_mut()
                {
                    let width = cells.len();
                    let cells = mem::replace(cells, Vec::with_capacity(width));
                    if matches!(tag, TagEnd::TableHead) {
                        *header = cells;
                    } else {
                        let start = *row_start;
                        rows.push(Row { start, cells });
                    }
                }
            }
            TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::Table | TagEnd::Item => {
                self.flush();
                self.close_container();
            }
            TagEnd::CodeBlock => {
                if let Some(mut code) = self.code.take() {
                    if code.text.ends_with('\n') {
                        code.text.truncate(code.text.len() - 1);
                    }
                    let OpenCode { language, text, .. } = code;
                    self.add(code.start, Content::Code { language, text });
                }
            }
            TagEnd::HtmlBlock => {
                if let Some((at, html)) = self.html.take() {
                    self.html_block(at, &html);
                }
            }
            _ => {}
        }
    }

    fn close_container(&mut self) {
        match (self.open.pop().map(Container::close), self.open.last_mut()) {
            (Some(Closed::Item(item)), Some(Container::List { items, .. })) => items.push(item),
            (Some(Closed::Block(start, content)), _) => self.add(start - self.offset, content),
            _ => {}
        }
    }

    fn end_heading(&mut self, depth: HeadingLevel) {
        let (start, prose) = self.run.finish();
        let start = start.unwrap_or(0);
        if self.open.is_empty() && self.too_deep == 0 {
            self.chapters.push(Chapter {
                heading: prose,
                depth: depth as u8,
                start: self.offset + start,
                nodes: Vec::new(),
            });
        } else if !prose.inlines.is_empty() {
            // A heading within a list or a quote divides nothing.
            let prose = Prose {
                inlines: vec![Inline::Strong(prose.inlines)],
                ..prose
            };
            self.add_prose(start, prose);
        }
    }

    fn open_span(&mut self, span: Span, at: usize) {
        self.begin_run(at);
        self.run.open_span(span);
    }

    /// Begins a run of inlines unless one is being read.
    fn begin_run(&mut self, at: usize) {
        if self.run.start.is_none() {
            let rest = self.document.get(self.offset + at..);
            self.run.begin(at, rest.unwrap_or_default());
        }
    }

    /// Whether the end of a line at byte `at` of the body parts one card from another.
    fn divides(&self, at: usize) -> bool {
        self.marks != Marks::Absent && line::divides(self.document, self.offset + at, self.marks)
    }

    /// Ends the run of inlines being read, if any, as a paragraph.
    fn flush(&mut self) {
        if self.run.start.is_none() {
            return;
        }
        let (start, prose) = self.run.finish();
        if prose.inlines.is_empty() {
            // A line that is nothing but an id names the block before it.
            if let (Some(id), Some(node)) = (prose.id, self.nodes().last_mut()) {
                node.id = Some(id);
            }
        } else {
            self.add_prose(start.unwrap_or(0), prose);
        }
    }

    fn html_block(&mut self, at: usize, html: &str) {
        let words = html::words(html);
        if words.tags {
            self.remark(at, Code::HtmlLeftOut);
        }
        if let (Some(id), Some(node)) = (words.id, self.nodes().last_mut()) {
            node.id = Some(id.to_owned());
        }
        if !words.text.is_empty() {
            let inlines = vec![Inline::Text(words.text.into())];
            let prose = Prose {
                inlines,
                ..Prose::default()
            };
            self.add_prose(at, prose);
        }
    }

    fn inline_html(&mut self, tag: CowStr<'_>, at: usize) {
        self.begin_run(at);
        match html::markup(&tag) {
            Markup::Id(id) => self.run.id = Some(id.to_owned()),
            Markup::Break => self.run.push_line_break(),
            Markup::Words => self.run.push_text(text_of(self.document, tag)),
            Markup::Open if !self.run.html_told => {
                self.run.html_told = true;
                self.remark(at, Code::HtmlLeftOut);
            }
            Markup::Comment | Markup::Open | Markup::Close => {}
        }
    }

    fn remark(&mut self, at: usize, code: Code) {
        self.remarks.push((self.offset + at, code));
    }

    fn add_prose(&mut self, at: usize, mut prose: Prose) {
        let id = prose.id.take();
        let start = self.offset + at;
        self.nodes().push(Node {
            start,
            id,
            content: Content::Paragraph(prose),
        });
    }

    fn add(&mut self, at: usize, content: Content) {
        let start = self.offset + at;
        self.nodes().push(Node {
            start,
            id: None,
            content,
        });
    }

    /// The blocks that the next one joins.
    fn nodes(&mut self) -> &mut Vec<Node> {
        match self.open.last_mut() {
            Some(Container::Quote { nodes, .. } | Container::Item(Item { nodes, .. })) => nodes,
            // Lists and tables hold no blocks of their own; the first chapter is always there.
            _ => {
                let last = self.chapters.len() - 1;
                &mut self.chapters[last].nodes
            }
        }
    }
}

/// A text of `words`, which is a part of `document` if they stand there.
fn text_of(document: &Arc<String>, words: CowStr<'_>) -> Text {
    if let CowStr::Borrowed(words) = words {
        // Borrowed words are either the parser's own or lie within the document's bytes.
        let start = words.as_ptr().addr().checked_sub(document.as_ptr().addr());
        if let Some(start) = start.filter(|start| start + words.len() <= document.len()) {
            return Text::shared(document, start..start + words.len());
        }
    }
    Text::from(words.into_string())
}
