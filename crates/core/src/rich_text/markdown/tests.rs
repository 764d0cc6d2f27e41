//! What is written reads back as the same text.

use crate::rich_text::{Block, Inline, ListMarker, MathStyle, MediaName, RichText, WebUrl};
use crate::roadmap;
use proptest::prelude::*;

use super::markdown;

fn read(markdown: &str) -> RichText {
    let import = roadmap::import(markdown.as_bytes(), "Title");
    import.roadmap.sections[0].text.clone()
}

/// Reads Markdown and writes it again.
#[track_caller]
fn check(source: &str, expected: &str) {
    let text = read(source);
    let written = markdown(&text);
    assert_eq!(written, expected);
    assert_eq!(read(&written), text, "read again:\n{written}");
}

/// Markdown that is written as it was read.
#[track_caller]
fn check_same(source: &str) {
    check(source, source);
}

#[test]
fn ordinary_markdown_stays_as_it_is() {
    check_same("A *word*, a **strong _one_**, a ~~wrong~~ one.");
    check_same("Set `kubectl -n web`, or ``a`b``; see <https://example.com/a_b>.");
    check_same("Read [the docs](https://example.com/?a=1&b=2), [more](<https://example.com/(x)>).");
    check_same("One line\\\nand another.");
    check_same("- one\n- two\n  - inner\n  - inner\n- three");
    check_same("3. three\n4. four");
    check_same("- one\n\n  more\n\n- two\n\n  ```sh\n  ls\n\n  pwd\n  ```");
    check_same("> quoted\n> - item\n>\n> more");
    check_same("| a | b |\n|---|---|\n| `x\\|y` | 1<br>2 |\n|  | z |");
    check_same("Before.\n\n___\n\nAfter.");
    check_same("````md\n```\nx\n```\n````");
}

#[test]
fn plain_words_need_no_escapes() {
    check_same("snake_case, 2 * 3, a < b, x > y, R&D, arr[0], 50%, #1, $5, a|b, v1.2.");
    check_same("Really! Yes (no): \"quoted\" - 'so'; a/b = c + d.");
    check_same("1984 was a year.");
}

#[test]
fn marks_that_were_words_stay_words() {
    check(r"\*not emphasis\*", r"\*not emphasis\*");
    check(r"\# no heading", r"\# no heading");
    check(r"1\. no item", r"1\. no item");
    check(r"\- no item", r"\- no item");
    check(r"\> no quote", r"\> no quote");
    check(r"\[x\](y)", r"\[x\](y)");
    check(r"**a \*&#32;**", r"**a \*&#32;**");
    check(r"&lt;b>bold&lt;/b>", r"\<b>bold\</b>");
    check("&amp;lt; and &amp; alone", r"\&lt; and & alone");
    check(r"\_\_init\_\_", r"\_\_init\_\_");
    check("a\\\n\\- b", "a\\\n\\- b");
    check("- \\[ ] open", "- \\[ ] open");
    check(
        r"![no](data:x) picture\![a](https://example.com)",
        r"no picture\![a](https://example.com)",
    );
}

#[test]
fn lists_that_follow_each_other_stay_apart() {
    check("- a\n\n* b\n\n1. c\n\n1) d", "- a\n\n* b\n\n1. c\n\n1) d");
    check("- a\n\n<!-- -->\n\n- b", "- a\n\n* b");
}

#[test]
fn marks_beside_words_and_each_other_hold() {
    check_same("un*believ*able");
    check_same("**Term:**&#116;ext");
    check("*a*<!-- -->*b*", "_a_<!-- -->_b_");
    check("***both***", "_**both**_");
}

#[test]
fn signs_that_mean_nothing_alone_need_no_escapes() {
    check_same("Call ~/bin, 2*3, `code` of C:\\dir and \\d+, --flag for $5.");
    check_same("--flag");
    check_same("[1] a note, [see][that]");
    check_same("Set arr[0]: (x).");
    check_same("::1\n\n\\: not what `::1` means");
    check_same("0 ~ 255, 1 ~ 2");
    check_same("-1 is less");
    check_same("It costs $5 or $6.");
}

#[test]
fn mathematics_stays_what_it_is() {
    check_same("The sum $a^2 + b^2$ is $$c^2$$ for $5.");
    check_same("| a | b |\n|---|---|\n| $x \\| y = 1$ | $n$ |");
    check(r"\$a^2$, \$5 and `$x`", r"\$a^2$, \$5 and `$x`");
    check("a\\\n\\: b", "a\\\n\\: b");
}

#[test]
fn pictures_and_sounds_stay_what_they_are() {
    check_same("See ![a heart](media/heart.png), hear ![](media/beat%20%231.mp3).");
    check_same(r"**![\*](media/a_b.gif)**");
    check_same("[![a \\] b](media/a.png)](https://example.com)");
    check_same("| a |\n|---|\n| ![x\\|y](media/ü.svg) |");
    check("![a\n*b* `c`](../img/d.png?x=1)", "![a b c](media/d.png)");
    check(
        "<img src='a&amp;b.png' alt=\"A &amp; B\">",
        "![A & B](media/a%26b.png)",
    );
}

#[test]
fn a_picture_on_the_web_is_a_link() {
    check(
        "![a *b*](https://e.com/a.png) ![](https://e.com/b.png)",
        "[a b](https://e.com/a.png) <https://e.com/b.png>",
    );
    check(
        "[![a](https://e.com/a.png)](https://e.com/)",
        "[a](https://e.com/)",
    );
}

/// A writer that looked along the text for each sign would not end here.
#[test]
fn long_text_of_signs_is_written_in_linear_time() {
    for unit in [
        "](", "$a ", "$", "*", "_ ", "`", "~a", "[", "<a", "&a", "1.", "]:", "| ",
    ] {
        let text = RichText::paragraph(vec![Inline::Text(unit.repeat(400_000).into())]);
        assert!(markdown(&text).len() >= unit.trim_end().len() * 400_000);
    }
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,5}( [a-z]{1,5}){0,3}",
        "[-a1 é中—🙂.,:;!?()\\[\\]{}<>*_~`#+=|&\\\\/\"'$%@]{1,8}",
    ]
}

/// What is not one of these is read as words between dollar signs.
fn mathematics() -> impl Strategy<Value = Inline> {
    let style = prop_oneof![Just(MathStyle::Inline), Just(MathStyle::Display)];
    let source = prop_oneof![
        "[a-z]",
        "[a-z]\\^[0-9] [-+=|] [a-z]",
        "\\\\frac\\{[a-z]\\}\\{[0-9]\\}"
    ];
    (style, source).prop_map(|(style, source)| {
        let source = source.into();
        Inline::Math { style, source }
    })
}

fn media() -> impl Strategy<Value = Inline> {
    let name = "[a-z %#&'()_`\\[\\]~]{0,5}[a-z]\\.(png|mp3)";
    let name = name.prop_filter_map("a plain name", |name| MediaName::new(&name));
    let alt = prop_oneof![words().boxed(), Just(String::new()).boxed()];
    (name, alt).prop_map(|(name, alt)| Inline::media(name, &alt))
}

fn code() -> impl Strategy<Value = String> {
    "[a `*\\[<&_]{1,6}"
}

fn url() -> impl Strategy<Value = WebUrl> {
    let address = "https://e\\.com/[a-z()*_&;\\[\\]\\\\~]{0,6}";
    address.prop_filter_map("an address", |url| WebUrl::new(&url))
}

/// Which spans may still be opened: none stands in one of its own kind.
fn run(marks: &'static [&'static str]) -> BoxedStrategy<Vec<Inline>> {
    let mut kinds = vec![
        words().prop_map(|words| Inline::Text(words.into())).boxed(),
        words().prop_map(|words| Inline::Text(words.into())).boxed(),
        code().prop_map(|code| Inline::Code(code.into())).boxed(),
        Just(Inline::LineBreak).boxed(),
        mathematics().boxed(),
        media().boxed(),
    ];
    for (index, mark) in marks.iter().enumerate() {
        let inner = run(&marks[index + 1..]);
        kinds.push(match *mark {
            "link" => (url(), inner)
                .prop_map(|(url, text)| Inline::Link { url, text })
                .boxed(),
            "strike" => inner.prop_map(Inline::Strikethrough).boxed(),
            "strong" => inner.prop_map(Inline::Strong).boxed(),
            _ => inner.prop_map(Inline::Emphasis).boxed(),
        });
    }
    let inlines = prop::collection::vec(prop::strategy::Union::new(kinds), 1..5);
    inlines.prop_map(normal).boxed()
}

/// What the reader makes: text beside text is one text, and there is some.
fn normal(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut normal: Vec<Inline> = Vec::new();
    for inline in inlines {
        match (normal.last_mut(), inline) {
            (Some(Inline::Text(last)), Inline::Text(text)) => {
                *last = format!("{last}{text}").into()
            }
            (_, inline) => normal.push(inline),
        }
    }
    if normal.iter().all(|inline| *inline == Inline::LineBreak) {
        normal.push(Inline::Text("x".into()));
    }
    normal
}

fn any_run() -> BoxedStrategy<Vec<Inline>> {
    let run = prop_oneof![
        run(&["link", "strike", "strong", "emphasis"]),
        run(&["emphasis", "strong", "link"]),
    ];
    let run = run.prop_map(without_outer_spaces);
    run.prop_filter("what the reader can make", |run| {
        // The reader drops a line break before all words, and reads `==` around words as
        // emphasis of an editor, whether it is escaped or not.
        // A run of spaces shows nothing.
        let words = Inline::plain(run);
        !begins_with_break(run) && !words.contains("==") && !words.trim_matches(' ').is_empty()
    })
    .boxed()
}

/// The writer leaves out spaces at the edges.
fn without_outer_spaces(mut run: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text(text)) = run.first_mut() {
        *text = text.trim_start_matches(' ').to_owned().into();
    }
    if let Some(Inline::Text(text)) = run.last_mut() {
        *text = text.trim_end_matches(' ').to_owned().into();
    }
    run.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    run
}

fn begins_with_break(run: &[Inline]) -> bool {
    match run.first() {
        Some(Inline::LineBreak) => true,
        Some(
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Strikethrough(inner)
            | Inline::Link { text: inner, .. },
        ) => begins_with_break(inner),
        _ => false,
    }
}

fn text() -> impl Strategy<Value = RichText> {
    let leaf = prop_oneof![
        4 => any_run().prop_map(Block::Paragraph),
        1 => Just(Block::Rule),
        1 => (prop::option::of("[a-z+]{1,4}"), "[a `~#\n]{0,12}").prop_map(|(language, text)| {
            // A fence cannot tell no line from an empty one.
            let text = if text == "\n" { String::new() } else { text };
            let text = text.into();
            Block::Code { language, text }
        }),
        1 => (1_usize..4).prop_flat_map(|width| {
            let row = prop::collection::vec(any_run(), width);
            (row.clone(), prop::collection::vec(row, 0..3))
                .prop_map(|(header, rows)| Block::Table { header, rows })
        }),
    ];
    let block = leaf.prop_recursive(3, 12, 3, |inner| {
        let text = prop::collection::vec(inner, 1..3).prop_map(|blocks| RichText { blocks });
        let marker = prop_oneof![
            Just(ListMarker::Bullet),
            (0_u64..12).prop_map(|first| ListMarker::Number { first }),
        ];
        prop_oneof![
            text.clone().prop_map(Block::Quote),
            (marker, prop::collection::vec(text, 1..4))
                .prop_map(|(marker, items)| Block::List { marker, items }),
        ]
    });
    prop::collection::vec(block, 1..4).prop_map(|blocks| RichText { blocks })
}

proptest! {
    #[test]
    fn any_run_reads_back_as_it_is(run in any_run()) {
        let text = RichText::paragraph(run);
        let written = markdown(&text);
        prop_assert_eq!(read(&written), text, "written:\n{}", written);
    }

    #[test]
    fn any_text_reads_back_as_it_is(text in text()) {
        let written = markdown(&text);
        prop_assert_eq!(read(&written), text, "written:\n{}", written);
    }
}
