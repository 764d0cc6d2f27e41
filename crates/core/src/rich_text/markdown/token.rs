//! A run of inlines as a flat list of tokens, so that each sees its neighbours.

use crate::rich_text::{Inline, MathStyle, MediaName, WebUrl};

/// A piece of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// A character of text.
    Char(char),
    /// The mark that opens a span.
    Open(&'static str),
    /// The mark that closes a span.
    Close(&'static str),
    /// Code.
    Code(&'a str),
    /// Mathematics.
    Math(MathStyle, &'a str),
    /// The beginning of a link's text.
    LinkOpen,
    /// The end of a link's text, and where it leads.
    LinkClose(&'a WebUrl),
    /// The beginning of what a picture or a sound is described by.
    MediaOpen,
    /// The end of that, and which file it is.
    MediaClose(&'a MediaName),
    /// A link that shows its address.
    Autolink(&'a WebUrl),
    /// A line break.
    Break,
}

impl Token<'_> {
    /// Whether this is a letter or digit, which stands beside any mark without harm to it.
    pub fn is_word(self) -> bool {
        matches!(self, Self::Char(c) if c.is_alphanumeric())
    }

    /// Whether this is written with `mark` at its beginning.
    pub fn shows(self, mark: char) -> bool {
        match self {
            Self::Char(c) => c == mark,
            Self::Open(marks) | Self::Close(marks) => marks.starts_with(mark),
            Self::Code(_) => mark == '`',
            _ => false,
        }
    }

    /// Whether this is the character `wanted`.
    pub fn is(self, wanted: char) -> bool {
        self == Self::Char(wanted)
    }
}

/// The tokens of a run; spans without anything in them have none.
pub fn tokens(inlines: &[Inline]) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    push(inlines, Around::Run, &mut tokens);
    tokens
}

/// What inlines stand in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    Run,
    /// Emphasis of either kind, whose marks stand right beside its first and last inline.
    Marks,
}

fn push<'a>(inlines: &'a [Inline], around: Around, tokens: &mut Vec<Token<'a>>) {
    for (index, inline) in inlines.iter().enumerate() {
        match inline {
            Inline::Text(text) => {
                tokens.reserve(text.len());
                tokens.extend(text.chars().map(Token::Char));
            }
            Inline::Code(code) if code.is_empty() => {}
            Inline::Code(code) => tokens.push(Token::Code(code)),
            Inline::Math { style, source } => tokens.push(Token::Math(*style, source)),
            Inline::Media { name, alt } => {
                tokens.push(Token::MediaOpen);
                tokens.extend(alt.chars().map(Token::Char));
                tokens.push(Token::MediaClose(name));
            }
            Inline::LineBreak => tokens.push(Token::Break),
            Inline::Strong(inner) => push_span("**", inner, tokens),
            Inline::Strikethrough(inner) => push_span("~~", inner, tokens),
            Inline::Emphasis(inner) => {
                let last = inlines.len() - 1;
                let before = index.checked_sub(1).and_then(|i| inlines.get(i));
                let after = inlines.get(index + 1);
                let neighbours = [before, after, inner.first(), inner.last()];
                let at_edge = around == Around::Marks && (index == 0 || index == last);
                // Asterisks beside asterisks would be read as one mark.
                let crowded = at_edge || neighbours.into_iter().flatten().any(is_emphatic);
                push_span(if crowded { "_" } else { "*" }, inner, tokens);
            }
            Inline::Link { url, text } if shows(url, text) => tokens.push(Token::Autolink(url)),
            Inline::Link { url, text } => {
                tokens.push(Token::LinkOpen);
                push(text, Around::Run, tokens);
                tokens.push(Token::LinkClose(url));
            }
        }
    }
}

fn push_span<'a>(mark: &'static str, inner: &'a [Inline], tokens: &mut Vec<Token<'a>>) {
    let start = tokens.len();
    tokens.push(Token::Open(mark));
    push(inner, Around::Marks, tokens);
    if tokens.len() == start + 1 {
        tokens.pop();
    } else {
        tokens.push(Token::Close(mark));
    }
}

const fn is_emphatic(inline: &Inline) -> bool {
    matches!(inline, Inline::Emphasis(_) | Inline::Strong(_))
}

/// Whether a link shows its address and nothing else, and may stand between angle brackets.
fn shows(url: &WebUrl, text: &[Inline]) -> bool {
    let address = url.as_str();
    let web = address.starts_with("http://") || address.starts_with("https://");
    let plain = !address.contains(['<', '>', '|', '\\']);
    web && plain && matches!(text, [Inline::Text(text)] if text.as_str() == address)
}

/// Whether words end before `token`.
pub fn is_gap(token: Option<Token<'_>>) -> bool {
    match token {
        None | Some(Token::Break) => true,
        Some(Token::Char(c)) => c.is_whitespace(),
        Some(_) => false,
    }
}
