//! The examples of the card format's manual make the cards that it shows.

use super::dump;
use waymark_core::roadmap;

const MANUAL: &str = include_str!("../../../../docs/card-format.md");

#[test]
fn every_example_makes_the_cards_beside_it() {
    let mut examples = 0;
    let mut example: Option<String> = None;
    let mut fence: Option<(&str, String)> = None;
    for line in MANUAL.lines() {
        match &mut fence {
            Some((kind, text)) if line == "````" => {
                match (*kind, example.take()) {
                    ("markdown", None) => example = Some(text.clone()),
                    ("cards", Some(source)) => {
                        examples += 1;
                        let import = roadmap::import(source.as_bytes(), "Example");
                        assert_eq!(dump::cards(&import), text.trim_end(), "of:\n{source}");
                    }
                    (kind, _) => panic!("a block of {kind} without its partner"),
                }
                fence = None;
            }
            Some((_, text)) => {
                text.push_str(line);
                text.push('\n');
            }
            None => {
                fence = line.strip_prefix("````").map(|kind| (kind, String::new()));
            }
        }
    }
    assert!(examples >= 10, "only {examples} examples were found");
}
