//! From the parser's events to chapters.

mod element;
mod part;

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};

use crate::rich_text::{MathStyle, Text, WebUrl};
use crate::roadmap::diagnostic::Code;

use super::container::{Closed, Container, Notation, Open, Summary};
use super::line::{self, Marks};
use super::run::{Pictured, Run, Span};
use super::{Chapter, Content, Footnote, Node, Outline, Prose};

use element::Markup;

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
    footnotes: Vec<Footnote>,
    open: Vec<Open>,
    /// How many blocks that were begun beyond `BLOCK_DEPTH` are not ended yet.
    too_deep: usize,
    run: Run,
    code: Option<OpenCode>,
    markup: Markup,
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
            footnotes: Vec::new(),
            open: Vec::new(),
            too_deep: 0,
            run: Run::default(),
            code: None,
            markup: Markup::of(document),
            remarks: Vec::new(),
        }
    }

    /// Ends the document.
    pub fn finish(mut self) -> Outline {
        self.flush();
        while !self.open.is_empty() {
            self.close_innermost();
        }
        Outline {
            chapters: self.chapters,
            footnotes: self.footnotes,
            remarks: self.remarks,
        }
    }

    /// Takes the next event and the bytes of the body that it stands for.
    pub fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        let at = range.start;
        match event {
            Event::Text(text) => {
                if let Some(code) = &mut self.code {
                    code.text.append(&text_of(self.document, text));
                } else if !self.markup.hides() {
                    self.begin_run(at);
                    let text = text_of(self.document, text);
                    self.run.push_text(text);
                }
            }
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Code(text) => {
                self.begin_run(at);
                self.run.push_code(text_of(self.document, text));
            }
            Event::InlineMath(text) => {
                self.begin_run(at);
                let text = text_of(self.document, text);
                self.run.push_math(text, MathStyle::Inline);
            }
            Event::DisplayMath(text) => {
                self.begin_run(at);
                let text = text_of(self.document, text);
                self.run.push_math(text, MathStyle::Display);
            }
            Event::SoftBreak if self.divides(at) => self.run.push_line_break(),
            Event::SoftBreak => {
                let start = self.offset + self.run.start.unwrap_or(at);
                let text = self.document.get(start..).unwrap_or_default();
                self.run.push_soft_break(text);
            }
            Event::HardBreak => self.run.push_line_break(),
            Event::Rule => {
                self.flush();
                self.end_unclosed_details();
                self.add(at, Content::Rule);
            }
            Event::TaskListMarker(_) => {
                if let Some(Container::Item { checkbox, .. }) = self.innermost() {
                    *checkbox = true;
                }
            }
            Event::Html(text) => self.gather_html(at, &text),
            Event::InlineHtml(tag) => self.inline_html(&tag, at),
            Event::FootnoteReference(label) => {
                self.begin_run(at);
                self.run.push_text(format!("[{label}]").into());
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: usize) {
        match tag {
            Tag::Emphasis => self.open_span(Span::Emphasis, at),
            Tag::Strong => self.open_span(Span::Strong, at),
            Tag::Strikethrough => self.open_span(Span::Strikethrough, at),
            Tag::Link {
                link_type: LinkType::WikiLink { .. },
                ..
            } => self.open_span(Span::Note, at),
            Tag::Link { dest_url, .. } => {
                let url = WebUrl::from_text(text_of(self.document, dest_url));
                self.open_span(Span::Link(url), at);
            }
            Tag::Image { dest_url, .. } => self.open_pictured(&dest_url, at),
            Tag::Paragraph | Tag::Heading { .. } | Tag::DefinitionListTitle => {
                self.flush();
                if matches!(tag, Tag::Heading { .. }) {
                    self.end_unclosed_details();
                }
                self.begin_run(at);
            }
            Tag::TableHead | Tag::TableRow if self.too_deep == 0 => {
                let start = self.offset + at;
                if let Some(Container::Table { row_start, .. }) = self.innermost() {
                    *row_start = start;
                }
            }
            Tag::TableCell if self.too_deep == 0 => self.begin_run(at),
            Tag::TableHead | Tag::TableRow | Tag::TableCell => self.too_deep += 1,
            Tag::List(first) => self.open(Container::list(first), at),
            Tag::Item => {
                // After a list nested by tabs, the parser counts the line break before as well.
                let rest = self.document.get(self.offset + at..).unwrap_or_default();
                let blank = rest.len() - rest.trim_start().len();
                self.open_part(Container::item(), at + blank);
            }
            Tag::BlockQuote(_) => self.open(Container::Quote(Vec::new()), at),
            Tag::Table(_) => self.open(Container::table(self.offset + at), at),
            Tag::DefinitionList => self.open(Container::Terms(Vec::new()), at),
            Tag::DefinitionListDefinition => self.open_part(Container::Meaning(Vec::new()), at),
            Tag::FootnoteDefinition(label) => {
                let (label, nodes) = (label.into_string(), Vec::new());
                self.open(Container::Footnote { label, nodes }, at);
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                let language = match kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split_whitespace().next().map(str::to_owned)
                    }
                    CodeBlockKind::Indented => None,
                };
                self.begin_code(at, language);
            }
            Tag::HtmlBlock => self.flush(),
            // Extensions that are not asked for.
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image => {
                self.run.close_span();
            }
            TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(depth) => self.end_heading(depth as u8),
            TagEnd::DefinitionListTitle => self.end_term(),
            TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell if self.too_deep > 0 => {
                self.flush();
                self.too_deep -= 1;
            }
            TagEnd::TableCell => self.end_cell(),
            TagEnd::TableHead | TagEnd::TableRow => self.end_row(),
            TagEnd::List(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::Table
            | TagEnd::Item
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListDefinition
            | TagEnd::FootnoteDefinition => self.close(),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.end_html_block(),
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Begins a block that holds blocks.
    fn open(&mut self, container: Container, at: usize) {
        self.flush();
        if self.too_deep == 0 && self.open.len() < BLOCK_DEPTH {
            self.open_part(container, at);
            return;
        }
        if self.too_deep == 0 {
            self.remark(at, Code::NestingFlattened);
        }
        self.too_deep += 1;
    }

    /// Begins a part of a block that is open, which may stand at the greatest depth.
    fn open_part(&mut self, container: Container, at: usize) {
        self.flush();
        if self.too_deep > 0 {
            self.too_deep += 1;
            return;
        }
        self.open.push(Open {
            start: self.offset + at,
            container,
            notation: Notation::Markdown,
        });
    }

    /// Ends the innermost block of Markdown that holds blocks, and all of HTML within it.
    fn close(&mut self) {
        self.flush();
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        while let Some(notation) = self.close_innermost() {
            if notation == Notation::Markdown {
                break;
            }
        }
        self.close_ended_details();
    }

    /// Ends the innermost block that holds blocks, and says in which notation it was begun.
    fn close_innermost(&mut self) -> Option<Notation> {
        let open = self.open.pop()?;
        let notation = open.notation;
        match (open.close(), self.innermost()) {
            (Closed::Item(item), Some(Container::List { items, .. })) => items.push(item),
            (Closed::Meaning(meaning), Some(Container::Terms(terms))) => {
                if let Some(term) = terms.last_mut() {
                    term.nodes.extend(meaning);
                }
            }
            (Closed::Footnote(label, nodes), _) => self.footnotes.push(Footnote { label, nodes }),
            (Closed::Block(_, Content::Table { header, .. }), _) if header.is_empty() => {}
            (Closed::Block(start, content), _) => self.add(start - self.offset, content),
            // Parts whose whole is missing: HTML in disorder.
            (Closed::Item(super::Item { nodes, .. }) | Closed::Meaning(nodes), _) => {
                self.nodes().extend(nodes);
            }
        }
        Some(notation)
    }

    fn innermost(&mut self) -> Option<&mut Container> {
        self.open.last_mut().map(|open| &mut open.container)
    }

    fn open_span(&mut self, span: Span, at: usize) {
        self.begin_run(at);
        self.run.open_span(span);
    }

    /// Begins the description of what is shown at `address`.
    fn open_pictured(&mut self, address: &str, at: usize) {
        let what = Pictured::at(address);
        match what {
            Pictured::File(_) => {}
            Pictured::Web(_) => self.remark(at, Code::PictureNotFetched),
            Pictured::Nothing => self.remark(at, Code::PictureLeftOut),
        }
        self.open_span(Span::Description(what), at);
    }

    /// Begins a run of inlines unless one is being read.
    fn begin_run(&mut self, at: usize) {
        if self.run.start.is_none() {
            self.run.begin(at);
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

    fn remark(&mut self, at: usize, code: Code) {
        self.remarks.push((self.offset + at, code));
    }

    fn add_prose(&mut self, at: usize, mut prose: Prose) {
        if let Some(Container::Details {
            summary: Summary::Open(summary),
            ..
        }) = self.innermost()
        {
            summary.inlines.append(&mut prose.inlines);
            summary.id = prose.id.or(summary.id.take());
            return;
        }
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
        let holder = self.open.last_mut().and_then(|open| open.container.nodes());
        if let Some(nodes) = holder {
            return nodes;
        }
        // Lists and tables hold no blocks of their own; the first chapter is always there.
        let last = self.chapters.len() - 1;
        &mut self.chapters[last].nodes
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
