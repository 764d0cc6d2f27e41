//! HTML becomes the text that Markdown says the same with.

use waymark_core::rich_text::markdown;

use super::read;

#[track_caller]
fn check(html: &str, expected: &str) {
    assert_eq!(markdown(&read(html).text()), expected, "{html}");
}

#[test]
fn words_keep_their_marks() {
    check("a <b>b</b> <i>c</i> <s>d</s>", "a **b** *c* ~~d~~");
    check("<b>a <i>b</i></b>", "**a _b_**");
    check("<code>a  b</code> <kbd>c</kbd>", "`a b` `c`");
    check("<span style=\"font-weight: bold\">a</span> b", "**a** b");
    check(
        "<a href=\"https://a.example/x?y&amp;z\">a</a>",
        "[a](https://a.example/x?y&z)",
    );
    check("<a href=\"javascript:alert(1)\">a</a>", "a");
    check(
        "x<sup>2</sup>, x<sup>n+1</sup>, x<sup>ab</sup>, H<sub>2</sub>O",
        "x², xⁿ⁺¹, x^(ab), H₂O",
    );
    check("a&nbsp;b &lt;i&gt; &amp;amp;", "a b \\<i> \\&amp;");
    check("<b>a<div>b</div></b>c", "**a**\n\n**b**\n\nc");
    check("<b>a", "**a**");
    check("a</b></div></li>b", "a\n\nb");
}

#[test]
fn lines_and_paragraphs_stay() {
    check("a<br>b<br/><br>c<br>", "a\\\nb<br><br>c");
    check(
        "a<div>b</div><div>c<br></div><div><br></div>d",
        "a\n\nb\n\nc\n\nd",
    );
    check("<h2>a</h2>b<hr>c", "**a**\n\nb\n\n___\n\nc");
    check("a <!-- b --> c", "a c");
    check("<blockquote>a<p>b</blockquote>c", "> a\n>\n> b\n\nc");
}

#[test]
fn lists_tables_and_code_stay() {
    check(
        "<ul><li>a<li>b<ol start=3><li>c</ol></ul>",
        "- a\n- b\n\n  3. c",
    );
    check("<li>a</li><li>b</li>", "- a\n- b");
    check("<ol><li><p>a</p><p>b</p></li></ol>", "1. a\n\n   b");
    check(
        "<table><tr><th>a</th><th>b</th></tr><tr><td>1<br>2</td><td>x | y</td></tr><tr><td>3</table>",
        "| a | b |\n|---|---|\n| 1<br>2 | x \\| y |\n| 3 |  |",
    );
    check("<table><tr><td>a</td></tr></table>", "a");
    check(
        "<pre><code class=\"language-rust\">fn main() {\n  a &lt; b\n}\n</code></pre>",
        "```rust\nfn main() {\n  a < b\n}\n```",
    );
    check("<pre>a<br>b<div>c</div></pre>", "```\na\nb\nc\n```");
}

#[test]
fn mathematics_is_kept_as_it_is_written() {
    check("\\(x^2 &lt; y\\)", "$x^2 < y$");
    check("\\[a\\]", "$$a$$");
    check("[$]a_b[/$] [latex]c[/latex] [$$]d[/$$]", "$a_b$ $c$ $$d$$");
    check("<anki-mathjax block=\"true\">a</anki-mathjax>", "$$a$$");
    check("\\( open", "\\\\( open");
}

#[test]
fn what_shows_more_than_words_is_named() {
    let reading = read("<img src=\"a b.png\"> <img src='https://x.example/y.png'>[sound:c.mp3]");
    assert_eq!(reading.media, ["a b.png", "c.mp3"]);
    check(
        "<img src=\"a.png\">[sound:b.mp3]",
        "![](media/a.png)![](media/b.mp3)",
    );
    check(
        "a <img alt='A&amp;B' src=a%20b.PNG> [sound:100%.ogg]",
        "a ![A&B](media/a%20b.PNG) ![](media/100%25.ogg)",
    );
    check("<code>a<img src=b.png></code>", "`a`![](media/b.png)");
    check("<b><img src=u\u{308}.png></b>", "**![](media/ü.png)**");
    check(
        "<img src='https://x.example/y.png' alt=y>",
        "[y](https://x.example/y.png)",
    );
    check("<img src='../../a.png'>", "![](media/a.png)");
    check("[sound:film.mp4]", "[sound: film.mp4]");
    check("<pre>[sound:a.mp3]</pre>", "```\n[sound: a.mp3]\n```");
    assert!(!read("<img src=x>").left_out);
    for html in [
        "<script>alert(1)</script>",
        "<svg onload=x>",
        "<iframe src=x>",
        "<img src='data:x'>",
        "<img src='https://x.example/y.png'>",
        "[sound:film.mp4]",
    ] {
        assert!(read(html).left_out, "{html}");
    }
    check("a<script>alert('</b>')</script>b<style>x</style>", "ab");
    check("<img src=x onerror=alert(1)>", "[image: x]");
}

#[test]
fn endless_nesting_is_read() {
    for (open, close) in [
        ("<ul><li>", "</li></ul>"),
        ("<b>", "</b>"),
        ("<blockquote>", ""),
        ("<table><tr><td>", ""),
    ] {
        let html = format!("{}a{}", open.repeat(20_000), close.repeat(20_000));
        assert!(markdown(&read(&html).text()).contains('a'), "{open}");
    }
    for piece in [
        "<",
        "<a",
        "\\(",
        "[sound:",
        "[",
        "&",
        "{{c1::",
        "<!--",
        "<a href=\"",
        "</",
    ] {
        read(&piece.repeat(20_000));
    }
}
