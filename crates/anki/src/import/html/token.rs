//! HTML in pieces: words, tags, and what Anki writes into words, mathematics and sounds.

use std::borrow::Cow;

use html_escape::decode_html_entities;
use waymark_core::rich_text::MathStyle;

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// What stands between tags, decoded.
    Words(Cow<'a, str>),
    /// The beginning of an element, its name in small letters.
    Open { name: String, attributes: &'a str },
    /// The end of an element.
    Close { name: String },
    /// Mathematics in the notation of TeX.
    Math(MathStyle, String),
    /// A sound, by the name of its file.
    Sound(String),
}

/// What begins and ends mathematics.
const MATH: [(&str, &str, MathStyle); 5] = [
    ("\\(", "\\)", MathStyle::Inline),
    ("\\[", "\\]", MathStyle::Display),
    ("[$$]", "[/$$]", MathStyle::Display),
    ("[$]", "[/$]", MathStyle::Inline),
    ("[latex]", "[/latex]", MathStyle::Inline),
];

/// No element's name is longer.
const LONGEST_NAME: usize = 32;

/// No sound's name is longer.
const LONGEST_SOUND: usize = 1_000;

/// The pieces of a text.
pub struct Tokens<'a> {
    rest: &'a str,
    /// Which kinds of mathematics may still end further on.
    may_end: [bool; MATH.len()],
    /// Whether a tag may.
    may_end_tag: bool,
}

impl<'a> Tokens<'a> {
    pub fn of(html: &'a str) -> Self {
        Self {
            rest: html,
            may_end: [true; MATH.len()],
            may_end_tag: true,
        }
    }

    /// Passes over the words of an element that are not meant to be read, and over its end.
    pub fn skip_past_end_of(&mut self, name: &str) {
        let bytes = self.rest.as_bytes();
        let end = bytes.windows(name.len() + 2).position(|window| {
            window.starts_with(b"</")
                && window
                    .get(2..)
                    .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        });
        self.rest = end.and_then(|end| self.rest.get(end..)).unwrap_or("");
    }

    /// A tag or a comment at the beginning, if that is one.
    fn tag(&mut self) -> Option<Option<Token<'a>>> {
        let after = self.rest.strip_prefix('<')?;
        if let Some(comment) = after.strip_prefix("!--") {
            self.rest = comment.split_once("-->").map_or("", |(_, after)| after);
            return Some(None);
        }
        let (closes, named) = match after.strip_prefix('/') {
            Some(named) => (true, named),
            None => (false, after),
        };
        if !named.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?')) {
            return None;
        }
        if !self.may_end_tag {
            return None;
        }
        let Some(end) = end_of_tag(named) else {
            // No other is looked for.
            self.may_end_tag = false;
            return None;
        };
        let (tag, rest) = named.split_at(end);
        self.rest = rest.get(1..).unwrap_or("");
        let length = tag
            .bytes()
            .take_while(|b| b.is_ascii_alphanumeric() || *b == b'-')
            .count();
        let (name, attributes) = tag.split_at(length.min(LONGEST_NAME));
        let name = name.to_ascii_lowercase();
        if name.is_empty() {
            return Some(None);
        }
        if name == "anki-mathjax" && !closes {
            return Some(self.element_of_math(attributes));
        }
        Some(Some(match closes {
            true => Token::Close { name },
            false => Token::Open { name, attributes },
        }))
    }

    fn element_of_math(&mut self, attributes: &str) -> Option<Token<'a>> {
        let style = match attribute(attributes, "block").as_deref() {
            Some("true") => MathStyle::Display,
            _ => MathStyle::Inline,
        };
        let (source, after) = self
            .rest
            .split_once("</anki-mathjax>")
            .unwrap_or((self.rest, ""));
        self.rest = after;
        Some(Token::Math(style, source_of(source)))
    }

    /// Mathematics or a sound at the beginning, if there is one.
    fn notation(&mut self) -> Option<Token<'a>> {
        if !self.rest.starts_with(['[', '\\']) {
            return None;
        }
        if let Some(after) = self.rest.strip_prefix("[sound:") {
            let end = after
                .bytes()
                .take(LONGEST_SOUND)
                .position(|byte| byte == b']')?;
            let (name, after) = after.split_at(end);
            if name.contains(['<', '\n']) {
                return None;
            }
            self.rest = after.get(1..).unwrap_or("");
            return Some(Token::Sound(decode_html_entities(name).into_owned()));
        }
        let kinds = MATH.iter().zip(&mut self.may_end);
        for ((begin, end, style), may_end) in kinds {
            let Some(after) = self.rest.strip_prefix(begin).filter(|_| *may_end) else {
                continue;
            };
            match after.split_once(end) {
                Some((source, after)) => {
                    self.rest = after;
                    return Some(Token::Math(*style, source_of(source)));
                }
                // It is not looked for again.
                None => *may_end = false,
            }
        }
        None
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if let Some(tag) = self.tag() {
                match tag {
                    Some(token) => return Some(token),
                    None => continue,
                }
            }
            if let Some(token) = self.notation() {
                return Some(token);
            }
            // The first character means nothing by itself.
            let first = self.rest.chars().next().map_or(0, char::len_utf8);
            let mut after = self.rest.bytes().skip(first);
            let end = after
                .position(|byte| matches!(byte, b'<' | b'[' | b'\\'))
                .map_or(self.rest.len(), |end| first + end);
            let (words, rest) = self.rest.split_at(end);
            self.rest = rest;
            return Some(Token::Words(decode_html_entities(words)));
        }
    }
}

/// Where the tag ends whose name `named` begins with: at the first `>` that is not in quotes.
fn end_of_tag(named: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in named.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return Some(at),
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    // A quote that is never closed is none.
    named.find('>')
}

/// The value of an attribute, decoded.
pub fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '=')
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end.max(1).min(rest.len()));
        let after = after.trim_start();
        let Some(value) = after.strip_prefix('=') else {
            rest = after;
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => {
                let value = value.get(1..).unwrap_or("");
                value.split_once(quote).unwrap_or((value, ""))
            }
            None => {
                let end = value.find(char::is_whitespace).unwrap_or(value.len());
                value.split_at(end)
            }
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(decode_html_entities(value).into_owned());
        }
        rest = after;
    }
}

/// The notation within mathematics: tags that an editor put in are gone, characters decoded.
fn source_of(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let tokens = Tokens {
        rest: html,
        may_end: [false; MATH.len()],
        may_end_tag: true,
    };
    // What stands within is no notation of Anki's, so only words and tags come.
    for token in tokens {
        match token {
            Token::Words(words) => out.push_str(&words),
            Token::Open { .. } if !out.ends_with(' ') => out.push(' '),
            _ => {}
        }
    }
    let words: Vec<&str> = out.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_by_name() {
        #[track_caller]
        fn check(attributes: &str, expected: Option<&str>) {
            assert_eq!(
                attribute(attributes, "src").as_deref(),
                expected,
                "{attributes}"
            );
        }
        check(" src=\"a b.png\"", Some("a b.png"));
        check(" alt='src=x' SRC = 'y&amp;z' /", Some("y&z"));
        check(" src=x/y", Some("x/y"));
        check(" data-src=x", None);
        check(" src", None);
        check(" src=\"open", Some("open"));
        check("", None);
    }

    #[test]
    fn a_tag_ends_where_its_quotes_do() {
        let tokens: Vec<Token<'_>> = Tokens::of("<img alt='>' src=x>a < b <b>").collect();
        assert_eq!(tokens.len(), 4, "{tokens:?}");
        let tokens: Vec<Token<'_>> = Tokens::of("\\(a<br>&lt;b\\) \\(c [sound:x.mp3]").collect();
        assert_eq!(
            tokens,
            [
                Token::Math(MathStyle::Inline, "a <b".to_owned()),
                Token::Words(" ".into()),
                Token::Words("\\(c ".into()),
                Token::Sound("x.mp3".to_owned()),
            ]
        );
    }
}
