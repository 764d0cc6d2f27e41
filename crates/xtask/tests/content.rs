//! What the bundled roadmaps promise: whole manifests, short answers, no question asked twice, and
//! a map whose every place exists.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use saphyr::{LoadableYamlNode, Yaml};
use waymark_core::card::{Answer, Card, CardKind};
use waymark_core::rich_text::{Block, Inline, RichText};
use waymark_core::roadmap::{self, Roadmap};

/// Groups whose documents are settings that a program reads from a file, so they have no name.
const SETTINGS: [&str; 2] = ["apiserver.config.k8s.io/", "kind.x-k8s.io/"];

fn content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content")
}

/// Every Markdown file below `folder`, by its path there.
fn documents(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        let name = path.file_name().expect("an entry has a name");
        let name = name.to_string_lossy().into_owned();
        if path.is_dir() {
            let below = documents(&path).into_iter();
            found.extend(below.map(|(file, text)| (format!("{name}/{file}"), text)));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            let text = fs::read_to_string(&path).expect("a document is UTF-8");
            found.insert(name, text);
        }
    }
    found
}

fn roadmaps() -> BTreeMap<String, Roadmap> {
    documents(&content().join("kubernetes"))
        .into_iter()
        .map(|(name, text)| {
            let roadmap = roadmap::import(text.as_bytes(), &name).roadmap;
            (name, roadmap)
        })
        .collect()
}

/// Every card of `roadmaps`, with its place as an editor can jump to it.
fn cards(roadmaps: &BTreeMap<String, Roadmap>) -> Vec<(String, &Card)> {
    roadmaps
        .iter()
        .flat_map(|(name, roadmap)| {
            let place = move |card: &Card| format!("content/kubernetes/{name}:{}", card.line.0);
            roadmap.cards.iter().map(move |card| (place(card), card))
        })
        .collect()
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The fenced blocks of YAML in `text`, with the line where each begins.
fn yaml_blocks(text: &str) -> Vec<(usize, String)> {
    let mut blocks = Vec::new();
    let mut open = None;
    for (event, range) in Parser::new_ext(text, Options::empty()).into_offset_iter() {
        match (event, &mut open) {
            (Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))), _)
                if matches!(info.as_ref(), "yaml" | "yml") =>
            {
                let line = text[..range.start].matches('\n').count() + 1;
                open = Some((line, String::new()));
            }
            (Event::Text(code), Some((_, block))) => block.push_str(&code),
            (Event::End(TagEnd::CodeBlock), _) => blocks.extend(open.take()),
            _ => {}
        }
    }
    blocks
}

/// What a block of YAML is to be.
#[derive(Clone, Copy)]
enum Wanted {
    /// Any YAML.
    Yaml,
    /// Whole objects of the Kubernetes API.
    Objects,
}

/// What keeps `yaml` from being what is wanted.
fn faults_of_block(yaml: &str, wanted: Wanted) -> Vec<String> {
    match (Yaml::load_from_str(yaml), wanted) {
        (Err(error), _) => vec![format!("no YAML: {error}")],
        (Ok(documents), _) if documents.is_empty() => vec!["nothing in it".to_owned()],
        (Ok(documents), Wanted::Objects) => documents.iter().flat_map(faults_of_object).collect(),
        (Ok(_), Wanted::Yaml) => Vec::new(),
    }
}

fn faults_of_object(object: &Yaml) -> Vec<String> {
    let text = |path: &[&str]| {
        let found = path
            .iter()
            .try_fold(object, |at, key| at.as_mapping_get(key));
        found.and_then(Yaml::as_str).unwrap_or_default().to_owned()
    };
    let group = text(&["apiVersion"]);
    let mut wanted: Vec<&[&str]> = vec![&["apiVersion"], &["kind"]];
    if !SETTINGS.iter().any(|prefix| group.starts_with(prefix)) {
        wanted.push(&["metadata", "name"]);
    }
    wanted
        .into_iter()
        .filter(|path| text(path).is_empty())
        .map(|path| format!("no {}", path.join(".")))
        .collect()
}

#[test]
fn a_manifest_is_checked_for_what_every_object_has() {
    let check = |yaml: &str, expected: &[&str]| {
        assert_eq!(faults_of_block(yaml, Wanted::Objects), expected, "{yaml}");
    };
    let pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n";
    check(pod, &[]);
    check(&format!("{pod}---\n{pod}"), &[]);
    check(
        &format!("{pod}---\nkind: Service\n"),
        &["no apiVersion", "no metadata.name"],
    );
    check("apiVersion: v1\nmetadata:\n  name: web\n", &["no kind"]);
    check(
        "apiVersion: v1\nkind: Pod\nmetadata: {}\n",
        &["no metadata.name"],
    );
    check("kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n", &[]);
    check("", &["nothing in it"]);
    for broken in ["a: [1\n", "a: 1\n b: 2\n", "a: b: c\n", "a: 1\na: 2\n"] {
        let faults = faults_of_block(broken, Wanted::Yaml);
        assert!(faults[0].starts_with("no YAML: "), "{broken}{faults:?}");
    }
    let settings = faults_of_block("services:\n  web: {}\n", Wanted::Yaml);
    assert!(settings.is_empty(), "{settings:?}");
}

#[test]
fn every_manifest_is_a_whole_object() {
    let mut faults = Vec::new();
    let mut blocks = 0;
    for (name, text) in documents(&content()) {
        // Others may bring settings of other programs.
        let wanted = if name.starts_with("kubernetes/") {
            Wanted::Objects
        } else {
            Wanted::Yaml
        };
        for (line, yaml) in yaml_blocks(&text) {
            blocks += 1;
            let place = |fault| format!("content/{name}:{line}: {fault}");
            faults.extend(faults_of_block(&yaml, wanted).into_iter().map(place));
        }
    }
    assert_none(&faults);
    assert!(blocks > 50, "only {blocks} blocks of YAML were found");
}

#[test]
fn there_are_enough_cards_and_all_are_answered() {
    let roadmaps = roadmaps();
    let cards = cards(&roadmaps);
    assert!(cards.len() >= 450, "only {} cards", cards.len());
    let faults: Vec<String> = cards
        .iter()
        .filter(|(_, card)| card.kind != CardKind::Mastery && card.answer == Answer::Own)
        .map(|(place, card)| format!("{place}: no answer: {}", front(card)))
        .collect();
    assert_none(&faults);
}

#[test]
fn no_question_is_asked_twice() {
    let roadmaps = roadmaps();
    let mut first = BTreeMap::new();
    let mut faults = Vec::new();
    for (place, card) in cards(&roadmaps) {
        let front = front(card);
        if let Some(other) = first.insert(front.to_lowercase(), place.clone()) {
            faults.push(format!("{place}: also at {other}: {front}"));
        }
    }
    assert_none(&faults);
}

#[test]
fn answers_are_short() {
    let roadmaps = roadmaps();
    let faults: Vec<String> = cards(&roadmaps)
        .into_iter()
        .filter_map(|(place, card)| {
            let Answer::Given(answer) = &card.answer else {
                return None;
            };
            let words = words(answer);
            (words > most_words(card.kind)?)
                .then(|| format!("{place}: {words} words: {}", front(card)))
        })
        .collect();
    assert_none(&faults);
}

/// How many words an answer may have; steps, code and what a table holds side by side are apart.
const fn most_words(kind: CardKind) -> Option<usize> {
    match kind {
        CardKind::Steps | CardKind::TableContrast | CardKind::Code | CardKind::Command => None,
        CardKind::TableCell => Some(20),
        CardKind::Definition => Some(40),
        _ => Some(60),
    }
}

#[test]
fn words_are_counted_outside_of_code_and_tables() {
    let check = |answer: &str, expected: usize| {
        let source = format!("# T\n\n## What is it?\n\n{answer}\n");
        let roadmap = roadmap::import(source.as_bytes(), "t").roadmap;
        let Answer::Given(given) = &roadmap.cards[0].answer else {
            unreachable!("the question has an answer")
        };
        assert_eq!(words(given), expected, "{answer}");
    };
    check("The `smallest` **unit** of it.", 5);
    check("One:\n\n- two\n- three four", 4);
    check("One.\n\n```yaml\na: 1\n```", 1);
    check("One.\n\n| a | b |\n|---|---|\n| c | d |", 1);
}

fn words(text: &RichText) -> usize {
    let count = |block: &Block| match block {
        Block::Paragraph(inlines) => Inline::plain(inlines).split_whitespace().count(),
        Block::List { items, .. } => items.iter().map(words).sum(),
        Block::Quote(quoted) => words(quoted),
        Block::Code { .. } | Block::Table { .. } | Block::Rule => 0,
    };
    text.blocks.iter().map(count).sum()
}

/// What a card asks, in one line; code is part of it.
fn front(card: &Card) -> String {
    let mut lines = Vec::new();
    for block in &card.front.blocks {
        match block {
            Block::Paragraph(inlines) => lines.push(Inline::plain(inlines).into_owned()),
            Block::Code { text, .. } => lines.push(text.to_string()),
            other => lines.push(format!("{other:?}")),
        }
    }
    lines.join(" / ").replace('\n', " / ")
}

/// The sections that the tables of `readme` name, by the roadmap under whose heading they stand.
///
/// They stand in the column called "Section", parted by semicolons.
fn named_sections(readme: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut file = None;
    let mut column = None;
    for line in readme.lines() {
        if let Some(heading) = line.strip_prefix("### ") {
            file = heading.ends_with(".md").then(|| heading.to_owned());
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        match (&file, column) {
            (Some(file), Some(column)) if cells.len() > 2 => {
                let sections = named.entry(file.clone()).or_default();
                let cell: &str = cells.get(column).copied().unwrap_or_default();
                sections.extend(cell.split(';').map(|name| name.trim().to_owned()));
            }
            _ => column = cells.iter().position(|cell| *cell == "Section"),
        }
    }
    for sections in named.values_mut() {
        sections.retain(|name| !name.starts_with("---"));
    }
    named
}

#[test]
fn the_map_names_sections_that_exist() {
    let readme = fs::read_to_string(content().join("README.md")).expect("a document is UTF-8");
    let named = named_sections(&readme);
    let roadmaps = roadmaps();
    let mut faults = Vec::new();
    for (name, roadmap) in &roadmaps {
        let headings: BTreeSet<&str> = roadmap
            .sections
            .iter()
            .map(|section| section.heading.as_str())
            .collect();
        let Some(sections) = named.get(name) else {
            faults.push(format!("{name}: not in the map"));
            continue;
        };
        let missing = sections
            .iter()
            .filter(|section| !headings.contains(section.as_str()));
        faults.extend(missing.map(|section| format!("{name}: no section {section:?}")));
    }
    let strangers = named.keys().filter(|name| !roadmaps.contains_key(*name));
    faults.extend(strangers.map(|name| format!("{name}: no such roadmap")));
    assert_none(&faults);
}
