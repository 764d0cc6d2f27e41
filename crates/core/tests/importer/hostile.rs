//! No document makes the importer panic, overflow its stack or take forever.

use proptest::prelude::*;
use waymark_core::roadmap::{Import, import};

/// Imports and walks everything that came of it.
fn check(source: &[u8]) -> Import {
    let import = import(source, "Fallback");
    let sections = &import.roadmap.sections;
    assert!(sections.first().is_some_and(|first| first.parent.is_none()));
    for (index, section) in sections.iter().enumerate().skip(1) {
        assert!(section.parent.is_some_and(|parent| parent.0 < index));
        assert!(section.text.to_string().len() <= 100 * source.len() + 100);
    }
    for card in &import.roadmap.cards {
        assert!(!card.front.is_empty());
        assert!(import.roadmap.section(card.section).is_some());
    }
    import
}

#[test]
fn deep_nesting_is_flattened() {
    for unit in [
        ">", "> ", "- ", "1. ", "[", "![", "*", "**", "_a ", "~~", "<b>", "`", "> - ",
    ] {
        check(unit.repeat(10_000).as_bytes());
        check(format!("{}What is at the bottom?\n", unit.repeat(10_000)).as_bytes());
    }
    let staircase: String = (0..500)
        .map(|depth| format!("{}- x\n", "  ".repeat(depth)))
        .collect();
    check(staircase.as_bytes());
}

#[test]
fn long_lines_and_many_blocks_are_linear() {
    for unit in [
        "word ",
        "# H\n",
        "- a?\n",
        "| a | b |\n",
        "<b>x</b> ",
        "![a](b) ",
        "Q: a\n",
        "^id ",
        "**a:** b\n\n",
        "Q: a\nA: b\n",
        "Q: a\nAb\n",
        "- What is it now?\n",
        "<!--",
        "</script",
        "? ",
        "\n\n---\n\n",
        "&amp;",
        "a::b ",
        "a::",
        "a :: b\n",
        "a ::: b\n",
        ":::",
        "{{c1::a",
        "{{c1::",
        "{{c1::a}} ",
        "}} ",
        "==a==^[",
        "==a== #card\n\n",
        "==",
        "a ",
        "?\n",
        "C: [a\n",
        "[",
        "#card ",
        "- a #card\n",
        "- a >> b\n",
        " >> ",
        "START\nBasic\na\n\n",
        "STARTI [Basic] ",
        "a::b\n#card\n?\n",
    ] {
        check(unit.repeat(200_000 / unit.len()).as_bytes());
    }
    let table = format!("|a|b|\n|-|-|\n{}", "|k|v|\n".repeat(20_000));
    check(table.as_bytes());
}

/// Pieces of Markdown that meet in unusual ways.
const PIECES: &[&str] = &[
    "# ",
    "## ",
    "- ",
    "  - ",
    "1. ",
    "> ",
    "\n",
    "\n\n",
    "    ",
    "|",
    "|---|---|\n",
    "a",
    "Pod",
    "**",
    "*",
    "::",
    " ::: ",
    "?\n",
    " #card",
    "{{c1::",
    "}}",
    "==",
    "C: [",
    "]",
    " >> ",
    "START\nBasic\n",
    "END",
    "`",
    "```\n",
    "~~",
    "[",
    "](",
    ")",
    "![",
    "<b>",
    "</b>",
    "<!-- id: ",
    "-->",
    "^id",
    ":",
    " — ",
    "?",
    "Q:",
    "A:",
    "I can ",
    "[ ] ",
    "---\n",
    "id: x\n",
    "Review questions:",
    "é",
    "🛡️",
    "\u{0}",
    "\r\n",
    "&amp;",
    "\\",
    "<br>",
    "<script>",
    ". ",
    "(",
    "you should be able to:",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check(&bytes);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,300}") {
        check(text.as_bytes());
    }

    #[test]
    fn any_mixture_of_markdown_is_read(picks in prop::collection::vec(0..PIECES.len(), 0..60)) {
        let text: String = picks.iter().map(|&pick| PIECES[pick]).collect();
        check(text.as_bytes());
    }
}
