use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(json: &str, expected: &str) {
    let read = read_fact(json).map(|fact| of_fact(&fact));
    assert_eq!(read.unwrap_or_else(|error| error.to_string()), expected);
}

#[test]
fn every_fact_is_read_and_what_is_none_is_named() {
    check(r#" { "r" : [ "a" , 0, -12 ] } "#, r#"{"r":["a",0,-12]}"#);
    check("[]", "[]");
    check(r#""\ud83d\ude00\u00fc\/\n\u0001""#, r#""😀ü/\n\u0001""#);
    check("-9223372036854775808", "-9223372036854775808");
    check("9223372036854775808", "a number too large after 19 bytes");
    check("99999999999999999999", "a number too large after 18 bytes");
    check("{}", "a fact without a name after 1 bytes");
    check(r#"{"a":1,"b":2}"#, "a fact with two names after 6 bytes");
    check("true", "no text, list, fact or whole number after 0 bytes");
    check("1.5", "no text, list, fact or whole number after 1 bytes");
    check("01", "no text, list, fact or whole number after 2 bytes");
    check("", "no text, list, fact or whole number after 0 bytes");
    check("[1,]", "no text, list, fact or whole number after 3 bytes");
    check("[1 2]", "no `]` after 3 bytes");
    check("[1", "no `]` after 2 bytes");
    check("\"a\nb\"", "no `\"` after 2 bytes");
    check("\"a", "no `\"` after 2 bytes");
    check(r#""\x""#, "an escape that is none after 2 bytes");
    check(r#""\u00g0""#, "an escape that is none after 5 bytes");
    check(r#""\ud83d""#, "half a character after 6 bytes");
    check("1 1", "more than there should be after 2 bytes");
    check(
        &"[".repeat(99),
        "lists too deep in each other after 16 bytes",
    );
}

#[test]
fn a_run_has_each_member_once() {
    #[track_caller]
    fn check(json: &str, expected: &str) {
        let read = read_run(json).map(|run| of_run(&run));
        assert_eq!(read.unwrap_or_else(|error| error.to_string()), expected);
    }
    let run = r#"{"replica":"0a","first":1,"instant":2,"offset":-60,"events":[[0,"x"],[1,2]]}"#;
    check(run, run);
    check(
        r#"{"events":[],"offset":0,"instant":0,"first":0,"replica":""}"#,
        r#"{"replica":"","first":0,"instant":0,"offset":0,"events":[]}"#,
    );
    check(
        r#"{"first":-1}"#,
        "a number too large or too small after 11 bytes",
    );
    check(r#"{"first":1}"#, "a run that lacks a member after 10 bytes");
    check(
        r#"{"first":1,"first":1}"#,
        "no member of a run, or a second one, after 11 bytes",
    );
    check(
        r#"{"more":1}"#,
        "no member of a run, or a second one, after 1 bytes",
    );
    check(r#"{}"#, "no `\"` after 1 bytes");
    check(r#"{"events":[[0]]}"#, "no `,` after 13 bytes");
}

fn facts() -> impl Strategy<Value = FactRecord> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(FactRecord::Number),
        any::<String>().prop_map(FactRecord::Text),
    ];
    leaf.prop_recursive(4, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(FactRecord::List),
            (any::<String>(), inner)
                .prop_map(|(name, said)| FactRecord::Named(name, Box::new(said))),
        ]
    })
}

proptest! {
    #[test]
    fn the_text_is_that_of_serde_and_both_read_it(fact in facts()) {
        let json = serde_json::to_string(&fact).expect("it has a text");
        prop_assert_eq!(&of_fact(&fact), &json);
        let read = read_fact(&json).map(|read| of_fact(&read));
        prop_assert_eq!(read, Ok(json));
    }

    #[test]
    fn what_is_read_serde_reads_as_well(json in r#"[\[\]{}:,"\\un0-9a-f. -]{0,12}"#) {
        if let Ok(fact) = read_fact(&json) {
            let other: FactRecord = serde_json::from_str(&json).expect("it is JSON");
            prop_assert_eq!(of_fact(&other), of_fact(&fact));
        }
    }
}
