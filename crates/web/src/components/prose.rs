//! Formatted text as nodes of the page. No text ever becomes markup.

use waymark_core::rich_text::{Block, Inline, ListMarker, RichText};

use super::element::{View, element, row, text};

/// Draws formatted text.
pub fn prose(text: &RichText) -> View {
    row(blocks(text))
}

fn blocks(text: &RichText) -> Vec<View> {
    text.blocks.iter().map(block).collect()
}

fn block(block: &Block) -> View {
    let element = match block {
        Block::Paragraph(text) => element("p")
            .attribute("dir", "auto")
            .children(inlines(text)),
        // A wide block scrolls by itself, and the keyboard must be able to reach it.
        Block::Code { language, text } => element("pre")
            .attribute("tabindex", "0")
            .attribute("dir", "ltr")
            .optional("data-language", language.clone())
            .child(element("code").text(text.as_str().to_owned()).view()),
        Block::List { marker, items } => {
            let list = match marker {
                ListMarker::Bullet => element("ul"),
                ListMarker::Number { first } => element("ol").attribute("start", first.to_string()),
            };
            let item = |item| {
                element("li")
                    .attribute("dir", "auto")
                    .children(blocks(item))
            };
            list.children(items.iter().map(|text| item(text).view()))
        }
        Block::Quote(inner) => element("blockquote").children(blocks(inner)),
        Block::Table { header, rows } => {
            let head = cells("th", header);
            let body = rows.iter().map(|row| cells("td", row));
            element("div")
                .class("table-frame")
                .attribute("tabindex", "0")
                .attribute("role", "group")
                .attribute("aria-label", "Table")
                .child(
                    element("table")
                        .child(element("thead").child(head).view())
                        .child(element("tbody").children(body).view())
                        .view(),
                )
        }
        Block::Rule => element("hr"),
    };
    element.view()
}

fn cells(tag: &'static str, cells: &[Vec<Inline>]) -> View {
    let scope = (tag == "th").then_some("col");
    let cells = cells.iter().map(|cell| {
        element(tag)
            .optional("scope", scope)
            .attribute("dir", "auto")
            .children(inlines(cell))
            .view()
    });
    element("tr").children(cells).view()
}

fn inlines(text: &[Inline]) -> Vec<View> {
    text.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> View {
    let element = match inline {
        Inline::Text(words) => return text(words.as_str().to_owned().into()),
        Inline::Code(code) | Inline::Math { source: code, .. } => element("code")
            .attribute("dir", "ltr")
            .text(code.as_str().to_owned()),
        Inline::Emphasis(inner) => element("em").children(inlines(inner)),
        Inline::Strong(inner) => element("strong").children(inlines(inner)),
        Inline::Strikethrough(inner) => element("s").children(inlines(inner)),
        Inline::Link { url, text } => element("a")
            .attribute("href", url.as_str().to_owned())
            .attribute("target", "_blank")
            .attribute("rel", "noopener noreferrer")
            .children(inlines(text)),
        Inline::LineBreak => element("br"),
    };
    element.view()
}
