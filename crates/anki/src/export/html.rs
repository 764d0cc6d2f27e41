//! Formatted text as HTML in which nothing but its own elements is markup.

use std::fmt::Write;

use waymark_core::rich_text::{Block, Inline, ListMarker, MathStyle, MediaKind, RichText};

/// Most texts are no longer than this.
const USUAL: usize = 192;

/// `text` as HTML.
pub fn html(text: &RichText) -> String {
    let mut out = String::with_capacity(USUAL);
    push_blocks(&text.blocks, &mut out);
    out
}

fn push_blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        push_block(block, out);
    }
}

fn push_block(block: &Block, out: &mut String) {
    match block {
        Block::Paragraph(inlines) => element("p", inlines, out),
        Block::Code { language, text } => {
            out.push_str("<pre><code");
            if let Some(language) = language {
                out.push_str(" class=\"language-");
                push_escaped(language, Within::Code, out);
                out.push('"');
            }
            out.push('>');
            push_escaped(text, Within::Code, out);
            out.push_str("</code></pre>");
        }
        Block::List { marker, items } => {
            let end = match marker {
                ListMarker::Bullet => {
                    out.push_str("<ul>");
                    "</ul>"
                }
                ListMarker::Number { first: 1 } => {
                    out.push_str("<ol>");
                    "</ol>"
                }
                ListMarker::Number { first } => {
                    push_number(*first, out);
                    "</ol>"
                }
            };
            for item in items {
                out.push_str("<li>");
                match item.blocks.as_slice() {
                    // An item of one paragraph needs no paragraph around it.
                    [Block::Paragraph(inlines), rest @ ..] => {
                        push_inlines(inlines, out);
                        push_blocks(rest, out);
                    }
                    blocks => push_blocks(blocks, out),
                }
                out.push_str("</li>");
            }
            out.push_str(end);
        }
        Block::Quote(inner) => {
            out.push_str("<blockquote>");
            push_blocks(&inner.blocks, out);
            out.push_str("</blockquote>");
        }
        Block::Table { header, rows } => {
            out.push_str("<div class=\"wide\"><table><thead><tr>");
            for cell in header {
                element("th", cell, out);
            }
            out.push_str("</tr></thead><tbody>");
            for row in rows {
                out.push_str("<tr>");
                for cell in row {
                    element("td", cell, out);
                }
                out.push_str("</tr>");
            }
            out.push_str("</tbody></table></div>");
        }
        Block::Rule => out.push_str("<hr>"),
    }
}

fn push_number(first: u64, out: &mut String) {
    // Writing to a string cannot fail.
    let _written = write!(out, "<ol start=\"{first}\">");
}

fn element(name: &str, inlines: &[Inline], out: &mut String) {
    out.push('<');
    out.push_str(name);
    out.push('>');
    push_inlines(inlines, out);
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// Appends a run as HTML.
pub fn push_inlines(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        push_inline(inline, out);
    }
}

/// Appends one piece of a run as HTML.
pub fn push_inline(inline: &Inline, out: &mut String) {
    match inline {
        Inline::Text(text) => push_escaped(text, Within::Words, out),
        Inline::Code(text) => {
            out.push_str("<code>");
            push_escaped(text, Within::Code, out);
            out.push_str("</code>");
        }
        Inline::Emphasis(inner) => element("em", inner, out),
        Inline::Strong(inner) => element("strong", inner, out),
        Inline::Strikethrough(inner) => element("s", inner, out),
        Inline::Link { url, text } => {
            out.push_str("<a href=\"");
            push_escaped(url.as_str(), Within::Code, out);
            out.push_str("\">");
            push_inlines(text, out);
            out.push_str("</a>");
        }
        Inline::Math { style, source } => {
            let (begin, end) = match style {
                MathStyle::Inline => ("\\(", "\\)"),
                MathStyle::Display => ("\\[", "\\]"),
            };
            out.push_str(begin);
            push_escaped(source, Within::Mathematics, out);
            out.push_str(end);
        }
        Inline::Media { name, alt } => match name.kind() {
            MediaKind::Picture => {
                out.push_str("<img src=\"");
                // Anki decodes it.
                push_escaped(&name.as_str().replace('%', "%25"), Within::Code, out);
                out.push_str("\" alt=\"");
                push_escaped(alt, Within::Code, out);
                out.push_str("\">");
            }
            MediaKind::Sound => {
                push_escaped(alt, Within::Words, out);
                out.push_str("[sound:");
                push_escaped(name.as_str(), Within::Code, out);
                out.push(']');
            }
        },
        Inline::LineBreak => out.push_str("<br>"),
    }
}

/// `text` as HTML that shows these very words.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(text, Within::Words, &mut out);
    out
}

/// Where a text stands, which decides what else than HTML has to be kept from meaning something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Words,
    Code,
    Mathematics,
}

/// Which bytes may mean something; none is a part of another character.
const IS_SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        special[byte] = byte <= 0x1f
            || matches!(
                byte as u8,
                b'&' | b'<' | b'>' | b'"' | b'[' | b'\\' | b'{' | b'}' | b':'
            );
        byte += 1;
    }
    special
};

/// Neither HTML nor what Anki reads within it: fields are joined by one control character,
/// `[sound:…]` is played, `[latex]` and `\(…\)` are set, and `{{…}}` is a deletion.
fn push_escaped(text: &str, within: Within, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| IS_SPECIAL[usize::from(byte)]) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let mut chars = from.chars();
        let Some(first) = chars.next() else { break };
        let after = chars.as_str();
        match first {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '[' if is_anki_tag(after) => out.push_str("&#91;"),
            // Mathematics is looked for in the text of the page, where entities are gone.
            '\\' if within == Within::Words && after.starts_with(['(', '[']) => {
                out.push_str("\\\u{2060}");
            }
            '{' if after.starts_with('{') => out.push_str("&#123;"),
            '}' if after.starts_with('}') => out.push_str("&#125;"),
            ':' if after.starts_with(':') => out.push_str("&#58;"),
            '\n' | '\t' => out.push(first),
            c if c.is_ascii_control() => {}
            c => out.push(c),
        }
        rest = after;
    }
    out.push_str(rest);
}

fn is_anki_tag(after: &str) -> bool {
    ["sound:", "anki:", "latex]", "$]", "$$]"]
        .iter()
        .any(|tag| after.starts_with(tag))
}

#[cfg(test)]
mod tests {
    use super::*;
    use waymark_core::rich_text::MediaName;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(escaped(text), expected, "{text}");
    }

    #[test]
    fn words_stay_words() {
        check("a < b && \"c\"", "a &lt; b &amp;&amp; &quot;c&quot;");
        check("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;");
        check("[sound:a.mp3] [1]", "&#91;sound:a.mp3] [1]");
        check("{{c1::x}}", "&#123;{c1&#58;:x&#125;}");
        check("{{{", "&#123;&#123;{");
        check("\\(x\\)", "\\\u{2060}(x\\)");
        check("a\u{1f}b\nc", "ab\nc");
        check("größer → ∞", "größer → ∞");
    }

    #[test]
    fn pictures_and_sounds_are_what_anki_shows_and_plays() {
        #[track_caller]
        fn check(name: &str, alt: &str, expected: &str) {
            let name = MediaName::new(name);
            let media = name.map(|name| Inline::media(name, alt));
            let text = RichText::paragraph(media.into_iter().collect());
            assert_eq!(html(&text), format!("<p>{expected}</p>"), "{alt}");
        }
        check(
            "a b.png",
            "A \"b\"",
            "<img src=\"a b.png\" alt=\"A &quot;b&quot;\">",
        );
        check("100%.png", "", "<img src=\"100%25.png\" alt=\"\">");
        check("a&b.mp3", "", "[sound:a&amp;b.mp3]");
    }

    #[test]
    fn every_shape_has_its_element() {
        let text = RichText {
            blocks: vec![
                Block::Code {
                    language: Some("sh\" onload=\"x".into()),
                    text: "a \\( <b>".into(),
                },
                Block::List {
                    marker: ListMarker::Number { first: 3 },
                    items: vec![RichText::paragraph(vec![
                        Inline::Strong(vec![Inline::Text("x".into())]),
                        Inline::LineBreak,
                        Inline::Math {
                            style: MathStyle::Inline,
                            source: "a<b".into(),
                        },
                    ])],
                },
                Block::Table {
                    header: vec![vec![Inline::Text("h".into())]],
                    rows: vec![vec![vec![Inline::Code("c".into())]]],
                },
            ],
        };
        assert_eq!(
            html(&text),
            "<pre><code class=\"language-sh&quot; onload=&quot;x\">a \\( &lt;b&gt;</code></pre>\
             <ol start=\"3\"><li><strong>x</strong><br>\\(a&lt;b\\)</li></ol>\
             <div class=\"wide\"><table><thead><tr><th>h</th></tr></thead>\
             <tbody><tr><td><code>c</code></td></tr></tbody></table></div>"
        );
    }
}
