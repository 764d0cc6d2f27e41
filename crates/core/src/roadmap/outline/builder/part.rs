//! Headings, the parts of tables and of lists of terms, and blocks of code.

use std::mem;

use crate::rich_text::Inline;
use crate::roadmap::outline::container::Container;
use crate::roadmap::outline::{Chapter, Content, Prose, Row, Term};

use super::{Builder, OpenCode};

impl Builder<'_> {
    pub(super) fn end_heading(&mut self, depth: u8) {
        let (start, prose) = self.run.finish();
        let start = start.unwrap_or(0);
        if self.open.is_empty() && self.too_deep == 0 {
            self.chapters.push(Chapter {
                heading: prose,
                depth,
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

    pub(super) fn end_term(&mut self) {
        let (start, name) = self.run.finish();
        let start = self.offset + start.unwrap_or(0);
        if let Some(Container::Terms(terms)) = self.innermost() {
            let nodes = Vec::new();
            terms.push(Term { start, name, nodes });
        }
    }

    pub(super) fn end_cell(&mut self) {
        let (_, prose) = self.run.finish();
        if let Some(Container::Table { cells, .. }) = self.innermost() {
            cells.push(prose);
        }
    }

    pub(super) fn end_row(&mut self) {
        if let Some(Container::Table {
            header,
            rows,
            cells,
            row_start,
        }) = self.innermost()
        {
            let width = cells.len();
            let cells = mem::replace(cells, Vec::with_capacity(width));
            if header.is_empty() {
                *header = cells;
            } else if !cells.is_empty() {
                let start = *row_start;
                let mut cells = cells;
                cells.resize_with(header.len(), Prose::default);
                rows.push(Row { start, cells });
            }
        }
    }

    pub(super) fn begin_code(&mut self, start: usize, language: Option<String>) {
        self.code = Some(OpenCode {
            start,
            language,
            text: "".into(),
        });
    }

    pub(super) fn end_code(&mut self) {
        if let Some(mut code) = self.code.take() {
            if code.text.ends_with('\n') {
                code.text.truncate(code.text.len() - 1);
            }
            let OpenCode { language, text, .. } = code;
            self.add(code.start, Content::Code { language, text });
        }
    }
}
