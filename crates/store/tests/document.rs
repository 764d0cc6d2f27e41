//! Imported documents: what is written can be read, and what an older version wrote is known.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use waymark_core::card::{Answer, Card, CardKind, Line, SectionIndex};
use waymark_core::id::{CardId, ContentHash, NoteId};
use waymark_core::rich_text::{Block, Inline, ListMarker, RichText, WebUrl};
use waymark_core::roadmap::diagnostic::Code;
use waymark_core::roadmap::{self, Diagnostic, Roadmap, Section};
use waymark_store::bundle::BundledRoadmap;
use waymark_store::document::{Compiled, Document, Kept};
use waymark_store::reading::{self, Skipped, Weight};

/// A roadmap with every kind of block and inline, apart from the importer and its changes.
fn tea() -> BundledRoadmap {
    let word = |text: &str| vec![Inline::Text(text.to_owned().into())];
    let paragraph = |inlines: Vec<Inline>| RichText {
        blocks: vec![Block::Paragraph(inlines)],
    };
    let inlines = vec![
        Inline::Code("brew".into()),
        Inline::Emphasis(word("hot")),
        Inline::Strong(word("very")),
        Inline::Strikethrough(word("cold")),
        Inline::LineBreak,
        Inline::Link {
            url: WebUrl::new("https://tea.example").expect("an address"),
            text: word("more"),
        },
    ];
    let blocks = vec![
        Block::Code {
            language: Some("sh".to_owned()),
            text: "boil\n".into(),
        },
        Block::List {
            marker: ListMarker::Bullet,
            items: vec![paragraph(inlines)],
        },
        Block::List {
            marker: ListMarker::Number { first: 3 },
            items: vec![paragraph(word("wait"))],
        },
        Block::Quote(paragraph(word("said"))),
        Block::Table {
            header: vec![word("tea")],
            rows: vec![vec![word("green")]],
        },
        Block::Rule,
    ];
    let section = |heading: &str, parent| Section {
        heading: heading.to_owned(),
        parent,
        line: Line(1),
        text: RichText { blocks: Vec::new() },
    };
    let card = |kind, answer| Card {
        id: CardId::from_bits(1),
        note: NoteId::from_bits(2),
        kind,
        section: SectionIndex(1),
        line: Line(300),
        front: paragraph(word("Why?")),
        answer,
    };
    let mut cards: Vec<Card> = vec![card(CardKind::Mastery, Answer::Given(RichText { blocks }))];
    cards.extend([
        card(CardKind::Question, Answer::Own),
        card(CardKind::TableCell, Answer::Own),
        card(CardKind::Definition, Answer::Own),
    ]);
    BundledRoadmap {
        path: "notes/tea.md".to_owned(),
        content: ContentHash::from_bits(5),
        roadmap: Roadmap {
            id: "tea".parse().expect("a slug"),
            title: "Tea".to_owned(),
            sections: vec![section("Tea", None), section("Heat", Some(SectionIndex(0)))],
            cards,
        },
    }
}

fn kept() -> Kept {
    let roadmap = tea();
    Kept::Document(Document {
        roadmap: roadmap.roadmap.id.clone(),
        path: roadmap.path.clone(),
        content: roadmap.content,
        importer: 7,
        compiled: Compiled::of(&roadmap).expect("it can be written"),
    })
}

#[test]
fn what_is_kept_can_be_read() {
    let put_away = Kept::PutAway("tea".parse().expect("a slug"));
    for kept in [kept(), put_away] {
        let bytes = kept.to_bytes().expect("it can be written");
        assert_eq!(Kept::from_bytes(&bytes), Ok(kept));
    }
    let Kept::Document(document) = kept() else {
        unreachable!("it is a document");
    };
    assert_eq!(document.compiled.read(), Some(tea()));
}

#[test]
fn no_part_of_a_record_is_taken_for_a_whole() {
    let bytes = kept().to_bytes().expect("it can be written");
    for length in 0..bytes.len() {
        assert!(Kept::from_bytes(&bytes[..length]).is_err(), "{length}");
    }
    let no_slug = [1, 1, b'!'];
    assert!(Kept::from_bytes(&no_slug).is_err());
}

/// The start of the record of version 1, in which the roadmap itself is left out.
#[test]
fn the_roadmap_of_another_version_is_not_guessed_but_its_document_is_known() {
    let mut bytes = vec![0, 3, b't', b'e', b'a', 4];
    bytes.extend(*b"a.md");
    bytes.extend([5, 1]);
    // A version that no program has written yet, and what might be no roadmap at all.
    bytes.extend([99, 1, 0]);
    let Ok(Kept::Document(document)) = Kept::from_bytes(&bytes) else {
        unreachable!("the record around the roadmap is the same in every version");
    };
    assert_eq!(document.path, "a.md");
    assert_eq!(document.content.bits(), 5);
    assert_eq!(document.compiled.read(), None);
}

/// When this fails, what `bundle` writes has changed: raise `COMPILED` in `document.rs`, so that
/// the programs that come after do not read old roadmaps wrongly, and take the new hash over.
#[test]
fn a_change_of_what_is_compiled_is_noticed() {
    let bytes = waymark_store::bundle::to_bytes(&[tea()]).expect("it can be written");
    let hash = roadmap::content_hash(&bytes).to_string();
    assert_eq!(hash, "d1ab8a72b9fb4607e6893f86be4979ad");
}

#[test]
fn a_reading_carries_the_roadmap_the_remarks_and_what_was_skipped() {
    let compiled = tea();
    let diagnostic = Diagnostic {
        code: Code::TableRowWithoutKey,
        line: Line(11),
        column: 3,
    };
    let text = "# Tea\r\n\r\nSome  words.\r\nMore.\r\n\r\n## Kinds\r\n- **Green**: short.\r\n";
    let stretches = roadmap::import(text.as_bytes(), "tea").stretches;
    let skipped = Skipped::of(&stretches, &roadmap::source_text(text.as_bytes()));
    let bytes = reading::to_bytes(&compiled, &[diagnostic], skipped).expect("it can be written");
    let reading = reading::from_bytes(&bytes)
        .expect("it can be read")
        .expect("it holds a roadmap");
    assert_eq!(reading.compiled.read(), Some(compiled.clone()));
    assert_eq!(reading.roadmap, compiled);
    let skipped = reading.skipped.iter();
    let skipped = skipped.map(|s| (s.first, s.last, s.why.as_str(), s.text.as_str()));
    assert_eq!(
        skipped.collect::<Vec<_>>(),
        [
            (1, 1, "a heading that asks nothing", "# Tea"),
            (3, 4, "running text", "Some  words."),
            (6, 6, "a heading that asks nothing", "## Kinds"),
        ]
    );
    let remark = reading.remarks.first().expect("the diagnostic");
    assert_eq!(
        (remark.line, remark.weight, remark.what.as_str()),
        (11, Weight::Warning, "table row without a key; no card")
    );
    assert_eq!(remark.help, "name the row in its first cell");
}
