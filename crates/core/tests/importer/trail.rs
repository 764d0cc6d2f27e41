//! What became of the lines of a document: each is told of once, and what is told is true.

use proptest::prelude::*;
use waymark_core::roadmap::trail::Fate;
use waymark_core::roadmap::{Stretch, import};

use crate::documents::{document, styles, units};

/// Checks that the lines of `source` are accounted for, and writes how: `1 heading`, `3-4 ! steps`.
#[track_caller]
fn account(source: &str) -> String {
    let import = import(source.as_bytes(), "Fallback");
    let mut account = String::new();
    let mut told = vec![];
    for stretch in &import.stretches {
        let (first, last) = (stretch.first.0, stretch.last.0);
        assert!(first <= last, "{stretch:?}");
        told.extend(first..=last);
        account.push_str(&first.to_string());
        if first < last {
            account.push_str(&format!("-{last}"));
        }
        let fate = match stretch.fate {
            Fate::Cards(kind) => format!("! {}", kind.name()),
            Fate::Left(reason) => reason.name().to_owned(),
        };
        account.push_str(&format!(" {fate}\n"));
    }
    assert!(told.is_sorted_by(|one, next| one < next), "{account}");
    for (number, line) in (1..).zip(source.split('\n')) {
        let blank = line.trim_ascii().is_empty();
        assert!(blank || told.contains(&number), "{number}\n{account}");
        let edge = |s: &Stretch| [s.first.0, s.last.0].contains(&number);
        let edge = import.stretches.iter().any(edge);
        assert!(!blank || !edge, "{number} is blank\n{account}");
    }
    for stretch in &import.stretches {
        let within = |line| stretch.first <= line && line <= stretch.last;
        let cards = import.roadmap.cards.iter();
        let has_card = cards.map(|card| card.line).any(within);
        let makes_cards = matches!(stretch.fate, Fate::Cards(_));
        assert_eq!(has_card, makes_cards, "{stretch:?}\n{account}");
    }
    account
}

#[track_caller]
fn check(source: &str, expected: &str) {
    assert_eq!(account(source), expected, "{source}");
}

#[test]
fn code_that_is_too_long_is_told_of() {
    let code = |lines: usize| {
        format!(
            "# A\n\nCount the Pods:\n\n```js\n{}```\n",
            "f();\n".repeat(lines)
        )
    };
    check(&code(20), "1 heading\n3 prose\n5-26 ! code\n");
    check(&code(21), "1 heading\n3 prose\n5-27 long-code\n");
}

#[test]
fn a_document_that_wants_no_cards_is_told_of_as_a_whole() {
    let body = "# A\n\n- What is a Pod?\n\n[^1]: note\n\n[x]: https://a.example\n";
    check(
        &format!("---\ncards: none\n---\n{body}"),
        "1-3 front-matter\n4-10 unwanted\n",
    );
    check(
        &format!("---\ncards: some\n---\n{body}"),
        "1-3 front-matter\n4 heading\n6 ! question\n8 footnote\n10 links\n",
    );
}

#[test]
fn blank_lines_belong_to_nothing() {
    check("", "");
    check("\n \n\t\n", "");
    check("\n\ntext\n\n\n", "3 prose\n");
    check(
        "# A\r\n\r\n- b\r\n\r\n\r\ntext\r\n",
        "1 heading\n3 item\n6 prose\n",
    );
}

#[test]
fn an_answer_belongs_to_its_card() {
    check(
        "# Map\n\n## Why two?\n\nOne fails.\n\n- a\n- b\n\n## Next\n\ntext\n",
        "1 heading\n3-8 ! question\n10 heading\n12 prose\n",
    );
    check(
        "- Why?\n- Why do two run?\n\n  One fails.\n\n  ```sh\n  ls\n  ```\n- c\n",
        "1 item\n2-8 ! question\n9 item\n",
    );
}

#[test]
fn a_title_front_matter_and_notes_are_told_of() {
    check(
        "---\nid: a\n---\n\n# Map\n\ntext[^1] [x]\n\n[^1]: a note\n\n[x]: https://example.com\n",
        "1-3 front-matter\n5 heading\n7 prose\n9 footnote\n11 links\n",
    );
    check("text\n\n# Map\n\nmore\n", "1 prose\n3 heading\n5 prose\n");
    check("<!-- only a comment -->\n", "1 ornament\n");
}

#[test]
fn the_tag_that_folds_an_answer_belongs_to_it() {
    check(
        "text\n\n<details>\n<summary>Why two?</summary>\n\nOne fails.\n\n</details>\n",
        "1 prose\n3-8 ! question\n",
    );
}

#[test]
fn the_head_of_a_table_says_what_its_rows_are() {
    check(
        "| a | b |\n|---|---|\n| x | y |\n| z | w |\n",
        "1-2 label\n3 ! table-cell\n4 ! table-cell\n",
    );
    check(
        "| a | b |\n|---|---|\n| | y |\n| z | w |\n| | y |\n",
        "1-2 label\n3 keyless-row\n4 ! table-cell\n5 keyless-row\n",
    );
    check("| a |\n|---|\n| x |\n", "1-3 table\n");
}

#[test]
fn what_was_asked_before_makes_no_card() {
    check(
        "- What is it for?\n- What is it for?\n\n  An answer.\n",
        "1 ! question\n2-4 repeated\n",
    );
}

/// Lines and blocks that meet in unlikely ways.
fn fragments() -> impl Strategy<Value = String> {
    let fragment = prop::sample::select(vec![
        "# Map\n",
        "## Why do two run?\n",
        "### Review questions\n",
        "text\n",
        "\n",
        "  \n",
        "\t\n",
        "- Why do two run?\n",
        "- item\n",
        "  nested\n",
        "  - deeper: text\n",
        "1. step\n",
        "2. step\n",
        "**Term**: text\n",
        "**Why so?**\n",
        "| a | b |\n",
        "|---|---|\n",
        "| x | y |\n",
        "| | y |\n",
        "> quoted\n",
        "> - **Term**: text\n",
        "```\n",
        "```sh\n",
        "ls -l # lists\n",
        "<details>\n",
        "<summary>Why so?</summary>\n",
        "</details>\n",
        "<div>\n",
        "</div>\n",
        "<!-- note -->\n",
        "[^1]: note\n",
        "[x]: https://example.com\n",
        "![a](b)\n",
        "---\n",
        "term\n",
        ": meaning\n",
        "Front :: back\n",
        "Q: Why?\n",
        "A: So.\n",
        "$$\nx\n$$\n",
        "<b>x</b>\n",
        "<li>x</li><li>y?</li>\n",
        "- [ ] I can do it\n",
        "Steps:\n",
        "\r\n",
        "===\n",
        "    code\n",
        "- \n",
        "* * *\n",
        "{{c1::gap}} here\n",
        "\u{a0}\n",
        "#Heading\n",
        "• item\n",
        "%% hidden %%\n",
        "%%\nhidden\n%%\n",
        "> [!note] Title\n",
        "![[embed]]\n",
        "key:: value\n",
        "{{< code >}}\n",
        "x | y\n",
        "| x | y |\n|---|\n",
        "cafÃ© â€” naÃ¯ve\n",
        "1.step\n",
        "a\0b\n",
        "Edit this page\n",
    ]);
    prop::collection::vec(fragment, 0..16).prop_map(|fragments| fragments.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn every_line_of_any_lines_is_told_of_once(source in fragments()) {
        account(&source);
    }

    #[test]
    fn every_line_of_a_document_is_told_of_once(units in units(), styles in styles()) {
        account(&document(&units, &styles));
    }
}
