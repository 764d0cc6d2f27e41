//! What holds of every import.

use std::collections::HashSet;

use waymark_core::card::{Answer, SectionIndex};
use waymark_core::rich_text::{Block, Inline, RichText};
use waymark_core::roadmap::{self, Import};

/// The title of a document that has none.
const FALLBACK: &str = "Fallback";
/// How many bytes of text an import may hold for each byte of its source.
const GROWTH: usize = 100;
/// What an import may hold whatever its source: the words that cards are asked in.
const ALLOWANCE: usize = 1_000;

/// Imports a document, walks all that came of it, and returns it.
///
/// # Panics
/// When what came of it breaks a law.
pub fn import(source: &[u8]) -> Import {
    let import = roadmap::import(source, FALLBACK);
    sections_come_after_their_parents(&import);
    cards_can_be_asked_and_told_apart(&import);
    diagnostics_come_in_order(&import);
    let size = size(&import);
    let most = GROWTH * source.len() + ALLOWANCE;
    assert!(size <= most, "{size} bytes of text from {}", source.len());
    import
}

fn sections_come_after_their_parents(import: &Import) {
    let sections = &import.roadmap.sections;
    assert!(!sections.is_empty(), "no section");
    for (index, section) in sections.iter().enumerate() {
        match section.parent {
            None => assert_eq!(index, 0, "only the first section has no parent"),
            Some(SectionIndex(parent)) => assert!(parent < index, "{parent} before {index}"),
        }
    }
}

fn cards_can_be_asked_and_told_apart(import: &Import) {
    let (mut ids, mut fronts) = (HashSet::new(), HashSet::new());
    for card in &import.roadmap.cards {
        let front = card.front.to_string();
        assert!(
            !front.trim().is_empty(),
            "nothing asked, line {}",
            card.line.0
        );
        assert!(import.roadmap.section(card.section).is_some(), "{front}");
        assert!(card.line.0 > 0, "{front}");
        assert!(ids.insert(card.id), "two cards have the id of {front:?}");
        if let Answer::Given(answer) = &card.answer {
            assert!(!answer.is_empty(), "nothing answered: {front}");
        }
        assert!(!fronts.contains(&front), "asked twice: {front:?}");
        fronts.insert(front);
    }
}

fn diagnostics_come_in_order(import: &Import) {
    let mut before = (1, 1);
    for diagnostic in &import.diagnostics {
        let at = (diagnostic.line.0, diagnostic.column);
        assert!(before <= at, "{before:?} before {at:?}");
        assert!(!diagnostic.code.to_string().is_empty(), "{at:?}");
        before = at;
    }
}

/// How many bytes of text an import holds.
pub fn size(import: &Import) -> usize {
    let sections = import.roadmap.sections.iter();
    let sections = sections.map(|section| section.heading.len() + text(&section.text));
    let cards = import.roadmap.cards.iter().map(|card| {
        let answer = match &card.answer {
            Answer::Given(answer) => text(answer),
            Answer::Own => 0,
        };
        text(&card.front) + answer
    });
    import.roadmap.title.len() + sections.sum::<usize>() + cards.sum::<usize>()
}

fn text(text: &RichText) -> usize {
    text.blocks.iter().map(block).sum()
}

fn block(block: &Block) -> usize {
    match block {
        Block::Paragraph(run) => inlines(run),
        Block::Code { text, language } => text.len() + language.as_ref().map_or(0, String::len),
        Block::List { items, .. } => items.iter().map(text).sum(),
        Block::Quote(quoted) => text(quoted),
        Block::Table { header, rows } => {
            let cells = |cells: &Vec<Vec<Inline>>| -> usize {
                cells.iter().map(|cell| inlines(cell)).sum()
            };
            cells(header) + rows.iter().map(cells).sum::<usize>()
        }
        Block::Rule => 0,
    }
}

fn inlines(run: &[Inline]) -> usize {
    let sizes = run.iter().map(|inline| match inline {
        Inline::Text(words) | Inline::Code(words) | Inline::Math { source: words, .. } => {
            words.len()
        }
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
            inlines(inner)
        }
        Inline::Link { url, text } => url.as_str().len() + inlines(text),
        Inline::Media { name, alt } => name.as_str().len() + alt.len(),
        Inline::LineBreak => 1,
    });
    sizes.sum()
}
