//! Queries, what they are read as, and what is said about them.

use waymark_core::search::parse;

#[track_caller]
fn check(text: &str, read_as: &str, remarks: &[(&str, &str)]) {
    let parsed = parse(text);
    assert_eq!(parsed.query.to_string(), read_as, "{text}");
    let found: Vec<(&str, String)> = parsed
        .diagnostics
        .into_iter()
        .map(|remark| {
            let words = remark.problem.to_string();
            let start = words.split([',', ';']).next().unwrap_or_default();
            (&text[remark.span], start.to_owned())
        })
        .collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(at, words)| (*at, &**words)).collect();
    assert_eq!(found, remarks, "{text}");
}

#[test]
fn what_is_understood_is_written_one_way() {
    let check = |text, read_as| check(text, read_as, &[]);
    check("", "");
    check("  ", "");
    check("Pod", "Pod");
    check("a  AND b and c", "a b c");
    check("a OR b c", "a or b c");
    check("(a or b) c", "(a or b) c");
    check("((a)) (b c)", "a b c");
    check("a or (b or c)", "a or b or c");
    check("--a", "a");
    check("-(a b)", "-(a b)");
    check("-(-a)", "a");
    check("\"a  b\"", "\"a  b\"");
    check("\"\"", "\"\"");
    check("a-b -", "a-b \"-\"");
    check("-or -and", "-\"or\" -\"and\"");
    check("\"or\"", "\"or\"");
    check("close(fd)", "\"close(fd)\"");
    check("(close(fd))", "\"close(fd)\"");
    check("p*d a\\*b", "p*d \"a\\*b\"");
    check("**", "*");
    check("a\\dir", "\"a\\\\dir\"");
    check("is:DUE is:learn", "is:due is:learning");
    check("flag:1 flag:Blue", "flag:red flag:blue");
    check(
        "tag:a::b tag:NONE tag:\"none\"",
        "tag:\"a::b\" tag:none tag:\"none\"",
    );
    check("deck:K8s", "roadmap:K8s");
    check(
        "phase:3 phase:\"3\" phase:net",
        "phase:3 phase:\"3\" phase:net",
    );
    check("kind:table kind:next-step", "kind:table kind:next-step");
    check("prop:ease<1.8 ease>=2", "ease<1.80 ease>=2.00");
    check("ivl:21 reps!=0 due<-3", "interval=21 reviews!=0 due<-3");
    check("rated:7 rated:1:2", "rated:7 rated:1:hard");
    check("introduced:30", "introduced:30");
    check("std::vec http://a x<y", "\"std::vec\" \"http://a\" \"x<y\"");
    check("10:30", "\"10:30\"");
}

#[test]
fn what_is_not_understood_is_said_where_it_stands() {
    check(
        "a foo:bar",
        "a \"foo:bar\"",
        &[("foo:bar", "`foo:` is not known")],
    );
    check(
        "added:3",
        "\"added:3\"",
        &[("added:3", "Waymark does not record what `added:` asks for")],
    );
    check("is:do", "\"is:do\"", &[("is:do", "no card can be that")]);
    check(
        "flag:9",
        "\"flag:9\"",
        &[("flag:9", "there is no such flag")],
    );
    check(
        "kind:x",
        "\"kind:x\"",
        &[("kind:x", "there is no such kind of card")],
    );
    check(
        "rated:0",
        "\"rated:0\"",
        &[("rated:0", "`rated:` wants a number of days from 1 on")],
    );
    check(
        "rated:7:x",
        "\"rated:7:x\"",
        &[("rated:7:x", "there is no such rating")],
    );
    check(
        "ease<x",
        "\"ease<x\"",
        &[("ease<x", "`ease` is compared with a number")],
    );
    check(
        "ease<1.805",
        "\"ease<1.805\"",
        &[("ease<1.805", "`ease` is compared with a number")],
    );
    check("a tag:", "a", &[("tag:", "nothing follows `tag:`")]);
    check("due<", "", &[("due<", "nothing follows `due`")]);
    check(
        "\"a b",
        "\"a b\"",
        &[("\"a b", "this quotation has no end")],
    );
    check("(a b", "a b", &[("(", "this parenthesis is not closed")]);
    check("a) b", "a b", &[(")", "this parenthesis closes nothing")]);
    check(
        "a ( ) b",
        "a b",
        &[("( )", "there is nothing between these parentheses")],
    );
    let lone = "`or` stands between two searches";
    check("or a", "a", &[("or", lone)]);
    check("a or", "a", &[("or", lone)]);
    check("a or or b", "a or b", &[("or", lone)]);
    check(
        "and a and",
        "a",
        &[
            ("and", "`and` stands between two searches"),
            ("and", "`and` stands between two searches"),
        ],
    );
    check(
        "é is:do",
        "é \"is:do\"",
        &[("is:do", "no card can be that")],
    );
}

#[test]
fn a_query_may_be_nested_as_deeply_as_one_likes() {
    let deep = ["(".repeat(100_000), "a".to_owned(), ")".repeat(100_000)].concat();
    let parsed = parse(&deep);
    assert_eq!(parsed.query.to_string(), "a");
    assert_eq!(parsed.diagnostics.len(), 100_000 - 64);
    assert_eq!(parse(&")".repeat(100_000)).diagnostics.len(), 100_000);
    assert_eq!(
        parse(&["-".repeat(100_001), "a".to_owned()].concat())
            .query
            .to_string(),
        "-a"
    );
}
