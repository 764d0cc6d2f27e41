//! A broken document makes the cards of the whole one.

use waymark_core::roadmap::diagnostic::Charset;
use waymark_core::roadmap::{Import, import};

/// A clean document in which the common shapes occur.
const CLEAN: &str = "# Cluster Path

A path from the first node to a cluster that others rely on. It’s “naïve” in places → be careful.

## Phase 1: Nodes and Pods

Goal: see what runs where.

Review questions:

- What does a node report to the control plane?
- Why does a Pod share one address?
- Who decides where a Pod goes?

| Object | Use for | Avoid when |
|---|---|---|
| Pod | one unit of work | it must survive its node |
| Job | work that ends | the work never ends |

## Phase 2: Größe und Speicher

Goal: know where data lives.

Useful commands:

```sh
kubectl get pods
kubectl get nodes
```

- **Volume**: a folder that outlives the container.
- **Claim**: a request for a volume.
- **Class**: a way to make volumes.

Review questions:

- When is a claim bound to a volume?
- What happens to data when a Pod goes away?

## Mastery Checklist

- I can trace a Pod from a file to its node.
- I can explain what a claim waits for.
- I can restore a volume from a backup 🚀.
";

fn fronts(import: &Import) -> Vec<String> {
    let cards = import.roadmap.cards.iter();
    cards.map(|card| card.front.to_string()).collect()
}

fn names(import: &Import) -> Vec<&'static str> {
    let found = import.diagnostics.iter();
    found.map(|found| found.code.name()).collect()
}

/// Checks that the bytes make the cards of the clean document, and what is said of them.
#[track_caller]
fn check(broken: &[u8], expected: &[&str]) -> Import {
    let (clean, broken) = (import(CLEAN.as_bytes(), ""), import(broken, ""));
    assert_eq!(names(&clean), [""; 0]);
    assert!(clean.roadmap.cards.len() > 10);
    assert_eq!(fronts(&broken), fronts(&clean));
    assert_eq!(broken.roadmap.title, clean.roadmap.title);
    assert_eq!(names(&broken), expected);
    let sections = |import: &Import| -> Vec<String> {
        let sections = import.roadmap.sections.iter();
        sections.map(|section| section.heading.clone()).collect()
    };
    assert_eq!(sections(&broken), sections(&clean));
    broken
}

/// The same, and that every card is on the line it was on.
#[track_caller]
fn check_in_place(broken: &[u8], expected: &[&str]) {
    let lines = |import: &Import| -> Vec<u32> {
        import
            .roadmap
            .cards
            .iter()
            .map(|card| card.line.0)
            .collect()
    };
    let broken = check(broken, expected);
    assert_eq!(lines(&broken), lines(&import(CLEAN.as_bytes(), "")));
}

fn without(drop: impl Fn(&str) -> Option<String>) -> String {
    let lines = CLEAN.lines().filter_map(drop);
    lines.map(|line| line + "\n").collect()
}

#[test]
fn other_encodings_change_no_card() {
    let units: Vec<u16> = CLEAN.encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    check_in_place(&little, &["decoded-utf16"]);
    check_in_place(&[b"\xfe\xff", &big[..]].concat(), &["decoded-utf16"]);
    check_in_place(CLEAN.replace('\n', "\r\n").as_bytes(), &[]);
    check_in_place(CLEAN.replace('\n', "\r").as_bytes(), &[]);
    check_in_place(format!("\u{feff}{CLEAN}").as_bytes(), &[]);
    for charset in [Charset::Windows1252, Charset::MacRoman] {
        let broken: String = CLEAN.bytes().map(|byte| charset.char(byte)).collect();
        check_in_place(broken.as_bytes(), &["mojibake"]);
    }
}

#[test]
fn lost_blank_lines_change_no_card() {
    let dense = without(|line| Some(line.to_owned()).filter(|line| !line.is_empty()));
    check(dense.as_bytes(), &["lost-structure"]);
}

#[test]
fn lost_number_signs_change_no_card() {
    let bare = without(|line| Some(line.trim_start_matches(['#', ' ']).to_owned()));
    check(bare.as_bytes(), &["lost-structure"]);
}

#[test]
fn lost_marks_of_every_kind_change_no_card() {
    let lost = without(|line| {
        let words = line.trim_start_matches(['#', ' ']).replace('*', "");
        Some(words).filter(|line| !line.is_empty() && !line.starts_with("```"))
    });
    let lost = lost
        .replace("- Volume", "- **Volume**")
        .replace("- Cla", "- **Cla");
    let lost = lost
        .replace("Claim:", "Claim**:")
        .replace("Class:", "Class**:");
    check(lost.as_bytes(), &["lost-structure"]);
    let dos = lost.replace('\n', "\r\n");
    check(dos.as_bytes(), &["lost-structure"]);
}

#[test]
fn remarks_and_cards_stand_where_the_document_has_them() {
    let source = "Notes\r\n• x\r\n• What is “é”?\r\n##Why Pods?\r\nFor %%why%% sharing.\r\n";
    let import = import(source.as_bytes(), "");
    let found: Vec<_> = import
        .diagnostics
        .iter()
        .map(|found| (found.code.name(), found.line.0, found.column))
        .collect();
    assert_eq!(
        found,
        [
            ("unusual-bullet", 2, 1),
            ("heading-without-space", 4, 1),
            ("comment", 5, 5)
        ]
    );
    let lines: Vec<_> = import
        .roadmap
        .cards
        .iter()
        .map(|card| card.line.0)
        .collect();
    assert_eq!(lines, [3, 4]);
}

#[test]
fn endless_mess_is_read() {
    for unit in [
        "%%",
        "%% a\n",
        "![[",
        "> [!note] a\n",
        "- # a\n",
        "{% x %}\n",
        "- a\nB:\n",
        "•a\n",
        "##A\n",
        "|a|b|\n\n",
        "|`a|b`|\n|",
        "```\n## A\n\n",
        "Ã©",
        "é»",
        "‚Äô",
        "- a\nkubectl b c. - D ",
        "a: b\n",
        "kind:\n",
        "Phase 1: a\n- b\n",
        "x::\n",
        "\r",
        "\0",
        "a.b,c",
        "[[|",
        "`",
    ] {
        let import = import(unit.repeat(100_000 / unit.len()).as_bytes(), "Endless");
        // One remark for a kind and a region, not for each line.
        let repairs = import
            .diagnostics
            .iter()
            .filter(|found| found.code.name() == "mojibake");
        assert!(repairs.count() <= 3, "{unit:?}");
    }
}
