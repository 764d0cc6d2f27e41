use proptest::prelude::*;

use super::alignment::replaced;
use super::*;

const TEA: &str = "---\nid: tea\n---\n# Tea\n\nSome words.\n\n## Review questions\n\n\
    1. What is green tea?\n2. Why warm the pot?\n\n   Because it is cold.\n\n   Very.\n\n\
    ## Times\n\n| Tea | Time | Heat |\n|---|---|---|\n| Green | 2 min | 70 |\n\
    | Black | 4 min | 95 |\n\n- **Oolong**: half oxidised.\n- **Matcha**: powder.";

fn read(document: &str) -> Roadmap {
    roadmap::import(document.as_bytes(), "t").roadmap
}

/// Puts `new` in the place of `old`, which stands in one passage.
fn revise(document: &str, old: &str, new: &str) -> Revision {
    let line = document[..document.find(old).expect("it is there")]
        .matches('\n')
        .count()
        + 1;
    let line = Line(u32::try_from(line).expect("a short document"));
    let passage = passage_of(document.as_bytes(), line).expect("a passage");
    let words = passage.text.replace(old, new);
    Revision::of(document.as_bytes(), &read(document), "t", &passage, &words)
}

#[test]
fn an_edit_changes_its_place_and_keeps_the_history() {
    #[track_caller]
    fn check(old: &str, new: &str, expected: &[(&str, &str)], gone: usize) {
        for document in [TEA.to_owned(), TEA.replace('\n', "\r\n")] {
            let revision = revise(&document, old, new);
            let line_end = if document.contains('\r') {
                "\r\n"
            } else {
                "\n"
            };
            let wanted = document.replace(old, &new.replace('\n', line_end));
            assert_eq!(revision.document.trim_end(), wanted);
            let found: Vec<(String, String)> = revision
                .cards()
                .map(|card| {
                    let fate = match revision.fate(card.id) {
                        Fate::Kept => "kept",
                        Fate::Edited => "edited",
                        Fate::Reworded(_) => "reworded",
                        Fate::New => "new",
                    };
                    (card.front.to_string(), fate.to_owned())
                })
                .collect();
            let found: Vec<(&str, &str)> = found
                .iter()
                .map(|(front, fate)| (&**front, &**fate))
                .collect();
            assert_eq!(found, expected);
            assert_eq!(revision.gone().len(), gone);
        }
    }
    check(
        "half",
        "partly",
        &[("What is meant by Oolong?", "edited")],
        0,
    );
    check(
        "Oolong",
        "Wulong",
        &[("What is meant by Wulong?", "reworded")],
        0,
    );
    // Nothing is alike, but the learner edits the one card that stands there.
    check(
        "What is green tea?",
        "Whence the leaf?",
        &[("Whence the leaf?", "reworded")],
        0,
    );
    check(
        "cold",
        "cold, and\n   so is the tea",
        &[("Why warm the pot?", "edited")],
        0,
    );
    check(
        "powder.",
        "powder.\n- **Mate**: no tea.",
        &[
            ("What is meant by Matcha?", "kept"),
            ("What is meant by Mate?", "new"),
        ],
        0,
    );
    check("**Matcha**: powder.", "Nothing.", &[], 1);
}

#[test]
fn a_row_keeps_the_history_of_each_of_its_cells() {
    let revision = revise(TEA, "Green |", "Sencha |");
    let fates: Vec<Fate> = revision
        .cards()
        .map(|card| revision.fate(card.id))
        .collect();
    assert!(fates.len() >= 2);
    assert!(
        fates.iter().all(|fate| matches!(fate, Fate::Reworded(_))),
        "{fates:?}"
    );
    assert_eq!(revision.gone(), []);
}

/// A document with a definition for each of these, with its words.
fn terms(terms: &[(&str, &str)]) -> String {
    let items = terms
        .iter()
        .map(|(term, words)| format!("- **{term}**: {words}.\n"));
    format!("# Tea\n\n## Words\n\n{}", items.collect::<String>())
}

#[test]
fn three_versions_are_told_apart_card_by_card() {
    let base = terms(&[("A", "one"), ("B", "two"), ("C", "three"), ("D", "four")]);
    let own = terms(&[("A", "one"), ("B", "mine"), ("C", "three"), ("D", "four")]);
    let check = |source: &str, expected: &[(&str, &str, &str, bool)], chosen: [&str; 3]| {
        let three = ThreeWay::of(base.as_bytes(), own.as_bytes(), source.as_bytes());
        let places: Vec<_> = three.places().collect();
        let found: Vec<_> = places
            .iter()
            .map(|p| (&*p.base, &*p.own, &*p.source, p.is_contested()))
            .collect();
        assert_eq!(found, expected);
        for (choice, expected) in [Choice::Own, Choice::Source, Choice::Both]
            .iter()
            .zip(chosen)
        {
            assert_eq!(three.merged(&[*choice]), expected, "{choice:?}");
        }
        assert_eq!(three.merged(&[]), chosen[0]);
    };
    let (two, mine) = ("- **B**: two.", "- **B**: mine.");
    let with = |b: &[&str], c: &str| {
        let lines: String = b.iter().map(|line| format!("{line}\n")).collect();
        base.replace("- **B**: two.\n", &lines).replace("three", c)
    };
    // The source is as it was.
    check(
        &base,
        &[(two, mine, two, false)],
        [&own, &base, &with(&[mine, two], "three")],
    );
    // It changed in the card next to it.
    check(
        &with(&[two], "other"),
        &[(two, mine, two, false)],
        [
            &with(&[mine], "other"),
            &with(&[two], "other"),
            &with(&[mine, two], "other"),
        ],
    );
    // It changed in the same card.
    let other = "- **B**: other.";
    check(
        &with(&[other], "three"),
        &[(two, mine, other, true)],
        [
            &own,
            &with(&[other], "three"),
            &with(&[mine, other], "three"),
        ],
    );
    // The card is gone there.
    check(
        &with(&[], "three"),
        &[(two, mine, "", true)],
        [&own, &with(&[], "three"), &own],
    );
    // It says the same now.
    check(&own, &[], [&own, &own, &own]);
}

#[test]
fn a_long_document_of_equal_lines_is_compared_in_linear_time() {
    let old = vec!["a"; 100_000];
    let mut new = vec!["b"; 100_000];
    new.extend(vec!["a"; 50_000]);
    assert_eq!(replaced(&old, &new).len(), 1);
}

/// Short texts of few words, so that they repeat.
fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(
        prop::sample::select(vec!["a", "b", "c", "d", "e", "f"]),
        0..12,
    )
    .prop_map(|texts| texts.into_iter().map(str::to_owned).collect())
}

fn document(texts: &[String]) -> String {
    let texts = texts.iter().map(|text| format!("- **{text}**: {text}.\n"));
    format!("# T\n\n{}", texts.collect::<String>())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    /// What was replaced makes the one version of the other.
    #[test]
    fn what_was_replaced_is_all_that_differs(old in texts(), new in texts()) {
        let mut made = Vec::new();
        let mut at = 0;
        for replaced in replaced(&old, &new) {
            made.extend_from_slice(&old[at..replaced.old.start]);
            made.extend_from_slice(&new[replaced.new]);
            at = replaced.old.end;
        }
        made.extend_from_slice(&old[at..]);
        prop_assert_eq!(made, new);
    }

    /// Who edited nothing gets the source; where the source is as it was, nothing is lost of what
    /// was edited; and what the source says is to be had everywhere.
    #[test]
    fn nothing_is_lost_of_either_side(base in texts(), own in texts(), source in texts()) {
        let [base, own, source] = [base, own, source].map(|texts| document(&texts));
        let three = |own: &str, source: &str| {
            ThreeWay::of(base.as_bytes(), own.as_bytes(), source.as_bytes())
        };
        prop_assert_eq!(three(&base, &source).merged(&[]), source.clone());
        prop_assert_eq!(three(&base, &source).places().count(), 0);
        prop_assert_eq!(three(&own, &base).merged(&[]), own.clone());
        let both = three(&own, &source);
        let choices = vec![Choice::Source; both.places().count()];
        prop_assert_eq!(both.merged(&choices), source);
    }
}
