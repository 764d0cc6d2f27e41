//! Formatted text as nodes of the page. No text ever becomes markup.

use leptos::prelude::*;
use waymark_core::rich_text::{Block, Inline, ListMarker, RichText};

/// Draws formatted text.
pub fn rich_text(text: &RichText) -> AnyView {
    text.blocks.iter().map(block).collect_view().into_any()
}

fn block(block: &Block) -> AnyView {
    match block {
        Block::Paragraph(text) => view! { <p dir="auto">{inlines(text)}</p> }.into_any(),
        Block::Code { language, text } => {
            let language = language.clone();
            // A wide block scrolls by itself, and the keyboard must be able to reach it.
            view! {
                <pre tabindex="0" dir="ltr" data-language=language><code>{text.clone()}</code></pre>
            }
            .into_any()
        }
        Block::List { marker, items } => {
            let items = items
                .iter()
                .map(|item| view! { <li dir="auto">{rich_text(item)}</li> })
                .collect_view();
            match marker {
                ListMarker::Bullet => view! { <ul>{items}</ul> }.into_any(),
                ListMarker::Number { first } => {
                    view! { <ol start=first.to_string()>{items}</ol> }.into_any()
                }
            }
        }
        Block::Quote(inner) => view! { <blockquote>{rich_text(inner)}</blockquote> }.into_any(),
        Block::Table { header, rows } => table(header, rows),
        Block::Rule => view! { <hr/> }.into_any(),
    }
}

fn table(header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> AnyView {
    let head = header
        .iter()
        .map(|cell| view! { <th scope="col" dir="auto">{inlines(cell)}</th> })
        .collect_view();
    let body = rows
        .iter()
        .map(|row| {
            let cells = row
                .iter()
                .map(|cell| view! { <td dir="auto">{inlines(cell)}</td> })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <div class="table-frame" tabindex="0" role="group" aria-label="Table">
            <table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>
        </div>
    }
    .into_any()
}

fn inlines(text: &[Inline]) -> AnyView {
    text.iter().map(inline).collect_view().into_any()
}

fn inline(inline: &Inline) -> AnyView {
    match inline {
        Inline::Text(text) => text.clone().into_any(),
        Inline::Code(text) => view! { <code dir="ltr">{text.clone()}</code> }.into_any(),
        Inline::Emphasis(inner) => view! { <em>{inlines(inner)}</em> }.into_any(),
        Inline::Strong(inner) => view! { <strong>{inlines(inner)}</strong> }.into_any(),
        Inline::Strikethrough(inner) => view! { <s>{inlines(inner)}</s> }.into_any(),
        Inline::Link { url, text } => view! {
            <a href=url.as_str().to_owned() target="_blank" rel="noopener noreferrer">
                {inlines(text)}
            </a>
        }
        .into_any(),
        Inline::LineBreak => view! { <br/> }.into_any(),
    }
}
