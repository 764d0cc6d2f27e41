//! `waymark cards`.

use serde_json::Value;

use crate::program::{check_refused, fixtures, ok, run_with};

fn json(arguments: &[&str]) -> Vec<Value> {
    let out = ok(arguments);
    serde_json::from_str(&out).expect("an array of cards")
}

#[test]
fn a_card_has_exactly_the_documented_fields() {
    let cards = json(&["cards", "notes/bread.md", "--format", "json"]);
    for card in &cards {
        let fields: Vec<_> = card.as_object().expect("an object").keys().collect();
        let expected = [
            "answered", "back", "file", "front", "id", "kind", "line", "section", "tags",
        ];
        assert_eq!(fields, expected);
    }
    insta::assert_snapshot!(
        serde_json::to_string_pretty(&cards[0]).expect("JSON"),
        @r#"
        {
          "answered": true,
          "back": "flour and water *rest* before the salt comes in.",
          "file": "notes/bread.md",
          "front": "What is meant by **Autolyse**?",
          "id": "1f198e3d25b1c40e",
          "kind": "definition",
          "line": 5,
          "section": [
            "Dough"
          ],
          "tags": [
            "bread",
            "dough",
            "definition"
          ]
        }
        "#
    );
}

#[test]
fn an_unanswered_card_has_an_empty_back() {
    let cards = json(&["cards", "notes/bread.md", "--format", "json"]);
    let ready = cards
        .iter()
        .find(|card| card["line"] == 15)
        .expect("a card");
    assert_eq!(ready["back"], "");
    assert_eq!(ready["answered"], false);
    assert_eq!(
        ready["section"],
        serde_json::json!(["Dough", "Review questions"])
    );
    assert_eq!(
        ready["tags"],
        serde_json::json!(["bread", "dough", "question"])
    );
}

#[test]
fn json_lines_are_the_same_cards_one_a_line() {
    let lines = ok(&["cards", "notes", "--format", "jsonl"]);
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("an object"))
        .collect();
    assert_eq!(lines, json(&["cards", "notes", "--format", "json"]));
}

#[test]
fn a_folder_is_walked_in_order_without_hidden_files() {
    let cards = json(&["cards", "notes", "--format", "json"]);
    let mut files: Vec<_> = cards
        .iter()
        .filter_map(|card| card["file"].as_str())
        .collect();
    files.dedup();
    assert_eq!(files, ["notes/bread.md", "notes/tea/steeping.txt"]);
}

#[test]
fn standard_input_makes_the_same_cards_under_another_name() {
    let source = std::fs::read(fixtures().join("notes/bread.md")).expect("a fixture");
    let piped = run_with(&["cards", "-", "--format", "jsonl"], &source).out;
    let named = ok(&["cards", "notes/bread.md", "--format", "jsonl"]);
    assert_eq!(piped, named.replace("\"notes/bread.md\"", "\"-\""));
}

#[test]
fn text_is_for_reading() {
    insta::assert_snapshot!(ok(&["cards", "notes"]), @r#"
    notes/bread.md:5: definition in Dough
    Q: What is meant by **Autolyse**?
    A: flour and water *rest* before the salt comes in.

    notes/bread.md:6: definition in Dough
    Q: What is meant by **Poolish**?
    A: a wet starter, `1:1` by weight.

    notes/bread.md:10: question in Dough > Review questions
    Q: Why does salt come late?
    A: It slows the yeast, and:
       - it tightens the gluten

    notes/bread.md:15: question in Dough > Review questions
    Q: When is the dough ready?
    A: (your own)

    notes/bread.md:21: table-cell in Oven
    Q: Baguette: heat?
    A: 250 °C

    notes/bread.md:21: table-cell in Oven
    Q: Baguette: steam?
    A: much

    notes/bread.md:22: table-cell in Oven
    Q: Rye: heat?
    A: 220 °C

    notes/tea/steeping.txt:3: mastery
    Q: Can you brew a green tea that is not bitter? Show it.
    A: (your own)
    "#);
}

#[test]
fn tables_quote_what_would_break_them() {
    insta::assert_snapshot!(ok(&["cards", "notes/bread.md", "--format", "csv"]), @r#"
    id,file,line,section,kind,front,back,answered,tags
    1f198e3d25b1c40e,notes/bread.md,5,Dough,definition,What is meant by **Autolyse**?,flour and water *rest* before the salt comes in.,true,bread dough definition
    309e5a8a7ef73efa,notes/bread.md,6,Dough,definition,What is meant by **Poolish**?,"a wet starter, `1:1` by weight.",true,bread dough definition
    48b4bfb5a909e6df,notes/bread.md,10,Dough > Review questions,question,Why does salt come late?,"It slows the yeast, and:
    - it tightens the gluten",true,bread dough question
    20c89610be0143e9,notes/bread.md,15,Dough > Review questions,question,When is the dough ready?,,false,bread dough question
    2229cd8227bb06ac,notes/bread.md,21,Oven,table-cell,Baguette: heat?,250 °C,true,bread oven table-cell
    4acdab20d46993ff,notes/bread.md,21,Oven,table-cell,Baguette: steam?,much,true,bread oven table-cell
    a4f1adb7a5bc430a,notes/bread.md,22,Oven,table-cell,Rye: heat?,220 °C,true,bread oven table-cell
    "#);
    let tabs = ok(&["cards", "notes/bread.md", "--format", "tsv"]);
    assert_eq!(
        tabs.lines().next(),
        Some("id\tfile\tline\tsection\tkind\tfront\tback\tanswered\ttags")
    );
}

#[test]
fn a_document_without_cards_gives_none() {
    assert_eq!(run_with(&["cards", "-"], b"").out, "");
    assert_eq!(
        run_with(&["cards", "-", "--format", "json"], b"").out,
        "[]\n"
    );
}

#[test]
fn inputs_that_cannot_be_read_are_named() {
    check_refused(
        &["cards", "notes/bread.md", "absent.md"],
        b"",
        "error: absent.md: cannot be read: No such file or directory (os error 2)\n",
    );
    check_refused(
        &["cards", "no-documents"],
        b"",
        "error: no-documents: no .md, .markdown or .txt file in this folder\n",
    );
    check_refused(
        &["cards", "-", "-"],
        b"",
        "error: standard input (-) can be read only once\n",
    );
}
