//! The words of a query: what stands together, with its quotations and marks read.

use std::ops::Range;

use super::diagnostic::{Diagnostic, Problem};
use super::pattern::Pattern;

/// One piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Which bytes of the query it takes.
    pub span: Range<usize>,
}

/// What a piece of a query is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// `-` right before what is not wanted.
    Minus,
    /// `or`.
    Or,
    /// `and`.
    And,
    /// Anything else.
    Word(Word),
}

/// What stands together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word(Vec<Letter>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Letter {
    c: char,
    standing: Standing,
}

/// How a letter was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// As it is.
    Bare,
    /// Between quotation marks, where only the wildcard has a meaning.
    Quoted,
    /// After a backslash: it stands for itself.
    Escaped,
}

impl Word {
    /// The text of its letters from the start as long as they are bare and `is_wanted`.
    pub fn bare_start(&self, is_wanted: impl Fn(char) -> bool) -> String {
        let letters = self.0.iter();
        letters
            .take_while(|letter| letter.standing == Standing::Bare && is_wanted(letter.c))
            .map(|letter| letter.c)
            .collect()
    }

    /// Whether the bare text `sign` stands at place `at`.
    pub fn has_at(&self, at: usize, sign: &str) -> bool {
        let letters = self.0.get(at..).unwrap_or_default();
        let mut letters = letters.iter();
        sign.chars().all(|c| {
            letters
                .next()
                .is_some_and(|letter| letter.standing == Standing::Bare && letter.c == c)
        })
    }

    /// What follows the first `length` letters.
    pub fn after(&self, length: usize) -> Self {
        Self(self.0.get(length..).unwrap_or_default().to_vec())
    }

    /// Whether there is nothing in it, not even empty quotation marks.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Its text in lower case, if none of it is a wildcard.
    pub fn value(&self) -> Option<String> {
        let pattern = self.pattern();
        pattern.as_literal().map(str::to_lowercase)
    }

    /// Whether none of it is quoted or escaped.
    pub fn is_bare(&self) -> bool {
        let mut letters = self.0.iter();
        letters.all(|letter| letter.standing == Standing::Bare)
    }

    /// The text with its wildcards.
    pub fn pattern(&self) -> Pattern {
        let mut pieces = vec![String::new()];
        for letter in &self.0 {
            if letter.c == '*' && letter.standing != Standing::Escaped {
                pieces.push(String::new());
            } else if let Some(piece) = pieces.last_mut() {
                piece.push(letter.c);
            }
        }
        Pattern::from_pieces(pieces)
    }
}

/// Parts a query into its pieces.
pub fn tokens(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Token> {
    let mut reader = Reader {
        text,
        at: 0,
        diagnostics,
    };
    let mut tokens = Vec::new();
    while let Some(c) = reader.peek() {
        let start = reader.at;
        let kind = match c {
            c if c.is_whitespace() => {
                reader.next();
                continue;
            }
            '(' => {
                reader.next();
                TokenKind::Open
            }
            ')' => {
                reader.next();
                TokenKind::Close
            }
            '-' if reader.negates() => {
                reader.next();
                TokenKind::Minus
            }
            _ => reader.word(),
        };
        let span = start..reader.at;
        tokens.push(Token { kind, span });
    }
    tokens
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek();
        self.at += next.map_or(0, char::len_utf8);
        next
    }

    /// Whether the minus sign here stands right before something.
    fn negates(&self) -> bool {
        let next = self.rest().chars().nth(1);
        next.is_some_and(|c| !c.is_whitespace() && c != ')')
    }

    fn word(&mut self) -> TokenKind {
        let mut letters = Vec::new();
        let mut is_quoted = false;
        // Parentheses within a word, as in `close(fd)`, belong to it.
        let mut open = 0_usize;
        let start = self.at;
        while let Some(c) = self.peek() {
            match c {
                '"' => {
                    is_quoted = true;
                    self.quotation(&mut letters);
                    continue;
                }
                c if c.is_whitespace() => break,
                ')' if open == 0 => break,
                ')' => open -= 1,
                '(' => open += 1,
                _ => {}
            }
            self.next();
            letters.push(match self.escaped(c, "\"*\\:()-<>=!") {
                Some(c) => Letter {
                    c,
                    standing: Standing::Escaped,
                },
                None => Letter {
                    c,
                    standing: Standing::Bare,
                },
            });
        }
        let written = self.text.get(start..self.at).unwrap_or_default();
        match written {
            _ if is_quoted => TokenKind::Word(Word(letters)),
            word if word.eq_ignore_ascii_case("or") => TokenKind::Or,
            word if word.eq_ignore_ascii_case("and") => TokenKind::And,
            _ => TokenKind::Word(Word(letters)),
        }
    }

    /// The letter that the backslash just read stands for, if it stands for one.
    fn escaped(&mut self, read: char, escapable: &str) -> Option<char> {
        let next = self.peek().filter(|c| escapable.contains(*c));
        next.filter(|_| read == '\\').inspect(|_| {
            self.next();
        })
    }

    fn quotation(&mut self, letters: &mut Vec<Letter>) {
        let start = self.at;
        self.next();
        while let Some(c) = self.next() {
            if c == '"' {
                return;
            }
            letters.push(match self.escaped(c, "\"*\\") {
                Some(c) => Letter {
                    c,
                    standing: Standing::Escaped,
                },
                None => Letter {
                    c,
                    standing: Standing::Quoted,
                },
            });
        }
        self.diagnostics.push(Diagnostic {
            span: start..self.at,
            problem: Problem::OpenQuote,
        });
    }
}
