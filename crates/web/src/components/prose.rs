//! Formatted text as nodes of the page. No text ever becomes markup.

use waymark_core::rich_text::{Block, Inline, ListMarker, RichText};
use waymark_core::syntax::{Syntax, Word};

use super::element::{View, element, row, text};
use super::mathematics::mathematics;
use super::media::media;

/// Draws formatted text.
pub fn prose(text: &RichText) -> View {
    row(blocks(text))
}

fn blocks(text: &RichText) -> Vec<View> {
    text.blocks.iter().map(block).collect()
}

fn block(block: &Block) -> View {
    let element = match block {
        Block::Paragraph(text) => element("p")
            .attribute("dir", "auto")
            .children(inlines(text)),
        Block::Code { language, text } => {
            let syntax = language.as_deref().and_then(Syntax::of);
            let words = syntax.map_or_else(|| unbroken(text), |syntax| coloured(syntax, text));
            let code = element("code").children(words).view();
            let block = element("pre").attribute("dir", "ltr").child(code);
            match Width::of(language.as_deref()) {
                Width::Wrapped => block.class("wrapped"),
                // A wide block scrolls by itself, and the keyboard must be able to reach it.
                Width::Scrolled => block.attribute("tabindex", "0"),
            }
        }
        Block::List { marker, items } => {
            let list = match marker {
                ListMarker::Bullet => element("ul"),
                ListMarker::Number { first } => element("ol").attribute("start", first.to_string()),
            };
            let item = |item| {
                element("li")
                    .attribute("dir", "auto")
                    .children(blocks(item))
            };
            list.children(items.iter().map(|text| item(text).view()))
        }
        Block::Quote(inner) => element("blockquote").children(blocks(inner)),
        Block::Table { header, rows } => {
            let head = cells("th", header);
            let body = rows.iter().map(|row| cells("td", row));
            element("div")
                .class("table-frame")
                .attribute("tabindex", "0")
                .attribute("role", "group")
                .attribute("aria-label", "Table")
                .child(
                    element("table")
                        .child(element("thead").child(head).view())
                        .child(element("tbody").children(body).view())
                        .view(),
                )
        }
        Block::Rule => element("hr"),
    };
    element.view()
}

/// What becomes of lines of code that are wider than the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Width {
    /// They go on below: nothing of a command is out of sight.
    Wrapped,
    /// They are moved sideways: how they are indented means something.
    Scrolled,
}

impl Width {
    fn of(language: Option<&str>) -> Self {
        let language = language.map(str::to_ascii_lowercase);
        match language.as_deref() {
            Some(
                "bash" | "bat" | "cmd" | "console" | "fish" | "powershell" | "sh" | "shell"
                | "shell-session" | "zsh",
            ) => Self::Wrapped,
            _ => Self::Scrolled,
        }
    }
}

/// Code of no more characters stays on one line.
const LONGEST_UNBROKEN: usize = 24;

/// Code whose shorter words do not break at their hyphens: `--` says nothing without the rest.
fn unbroken(code: &str) -> Vec<View> {
    let piece = |(piece, kept): (&str, Kept)| {
        let piece = piece.to_owned();
        match kept {
            Kept::Whole => element("span").class("unbroken").text(piece).view(),
            Kept::Open => text(piece.into()),
        }
    };
    pieces(code).into_iter().map(piece).collect()
}

/// Code whose words are told apart.
fn coloured(syntax: Syntax, code: &str) -> Vec<View> {
    let words = syntax.words(code).into_iter();
    let views = words.flat_map(|(word, text)| {
        let class = match word {
            Word::Plain => return unbroken(text),
            Word::Comment => "code-comment",
            Word::String => "code-string",
            Word::Key if text.len() <= LONGEST_UNBROKEN => "code-key unbroken",
            Word::Key => "code-key",
            Word::Value => "code-value",
            Word::Keyword => "code-keyword",
        };
        vec![element("span").class(class).text(text.to_owned()).view()]
    });
    views.collect()
}

/// Whether a line may end within a piece of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kept {
    Whole,
    Open,
}

/// The words of `code` that hold a hyphen and are short, and what stands between them.
fn pieces(code: &str) -> Vec<(&str, Kept)> {
    let (mut pieces, mut open) = (Vec::new(), 0);
    let mut at = 0;
    for word in code.split_inclusive(|c: char| c.is_ascii_whitespace()) {
        let start = at;
        at += word.len();
        let word = word.trim_ascii_end();
        let hyphen = word.chars().skip(1).any(|c| c == '-');
        if !hyphen || word.chars().count() > LONGEST_UNBROKEN {
            continue;
        }
        let before = code.get(open..start).unwrap_or_default();
        pieces.extend((!before.is_empty()).then_some((before, Kept::Open)));
        pieces.push((word, Kept::Whole));
        open = start + word.len();
    }
    let rest = code.get(open..).unwrap_or_default();
    pieces.extend((!rest.is_empty()).then_some((rest, Kept::Open)));
    pieces
}

fn cells(tag: &'static str, cells: &[Vec<Inline>]) -> View {
    let scope = (tag == "th").then_some("col");
    let cells = cells.iter().map(|cell| {
        element(tag)
            .optional("scope", scope)
            .attribute("dir", "auto")
            .children(inlines(cell))
            .view()
    });
    element("tr").children(cells).view()
}

fn inlines(text: &[Inline]) -> Vec<View> {
    text.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> View {
    let element = match inline {
        Inline::Text(words) => return text(words.as_str().to_owned().into()),
        Inline::Math { style, source } => return mathematics(*style, source.as_str()),
        Inline::Code(code) => {
            let element = element("code").attribute("dir", "ltr");
            if code.chars().count() <= LONGEST_UNBROKEN {
                element.class("unbroken").text(code.as_str().to_owned())
            } else {
                element.children(unbroken(code))
            }
        }
        Inline::Emphasis(inner) => element("em").children(inlines(inner)),
        Inline::Strong(inner) => element("strong").children(inlines(inner)),
        Inline::Strikethrough(inner) => element("s").children(inlines(inner)),
        Inline::Link { url, text } => element("a")
            .attribute("href", url.as_str().to_owned())
            .attribute("target", "_blank")
            .attribute("rel", "noopener noreferrer")
            .children(inlines(text)),
        Inline::Media { name, .. } => {
            return media(name, &Inline::plain(std::slice::from_ref(inline)));
        }
        Inline::LineBreak => element("br"),
    };
    element.view()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_with_hyphens_are_kept_whole() {
        #[track_caller]
        fn check(code: &str, whole: &[&str]) {
            let pieces = pieces(code);
            let all: String = pieces.iter().map(|(piece, _)| *piece).collect();
            assert_eq!(all, code);
            let kept = pieces.iter().filter(|(_, kept)| *kept == Kept::Whole);
            assert_eq!(kept.map(|(piece, _)| *piece).collect::<Vec<_>>(), whole);
        }
        check("", &[]);
        check("kubectl get pods", &[]);
        check(
            "kubectl delete sts db \\\n  --cascade=orphan -n a-b\n",
            &["--cascade=orphan", "a-b"],
        );
        check("- name: x", &[]);
        check("--a-flag-that-is-longer-than-a-phone-is-wide", &[]);
        check("ä-ö\tü", &["ä-ö"]);
    }

    #[test]
    fn commands_are_wrapped() {
        assert_eq!(Width::of(Some("Bash")), Width::Wrapped);
        assert_eq!(Width::of(Some("yaml")), Width::Scrolled);
        assert_eq!(Width::of(None), Width::Scrolled);
    }
}
