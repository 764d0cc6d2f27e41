//! From the text of a query to its tree. Any text has one.

use std::iter::Peekable;
use std::ops::Range;
use std::vec;

use super::diagnostic::{Diagnostic, Problem};
use super::pattern::Pattern;
use super::query::{Query, Term};
use super::term;
use super::word::{self, Token, TokenKind};

/// How many parentheses may stand in each other.
const DEEPEST: usize = 64;

/// A query with what there is to say about its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// What is wanted.
    pub query: Query,
    /// What was not understood, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a query; what is not understood is in the diagnostics.
///
/// ```
/// use waymark_core::search::parse;
/// let parsed = parse("Pod -is:suspended or foo:bar");
/// assert_eq!(parsed.query.to_string(), r#"Pod -is:suspended or "foo:bar""#);
/// assert_eq!(parsed.diagnostics[0].span, 21..28);
/// ```
pub fn parse(text: &str) -> Parsed {
    let mut diagnostics = Vec::new();
    let tokens = word::tokens(text, &mut diagnostics);
    let tokens = balanced(tokens, &mut diagnostics);
    let mut parser = Parser {
        tokens: tokens.into_iter().peekable(),
        diagnostics,
    };
    let query = parser.alternatives();
    let mut diagnostics = parser.diagnostics;
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
    Parsed {
        query: query.unwrap_or(Query::Everything),
        diagnostics,
    }
}

struct Parser {
    tokens: Peekable<vec::IntoIter<Token>>,
    diagnostics: Vec<Diagnostic>,
}

/// Leaves out parentheses that close nothing, and pairs that stand too deep: what is left can be
/// read without looking at their number.
fn balanced(tokens: Vec<Token>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Token> {
    let mut remark = |token: &Token, problem| {
        let span = token.span.clone();
        diagnostics.push(Diagnostic { span, problem });
    };
    let mut depth = 0_usize;
    let mut is_kept = |token: &Token| match token.kind {
        TokenKind::Open => {
            depth += 1;
            if depth > DEEPEST {
                remark(token, Problem::TooDeep);
            }
            depth <= DEEPEST
        }
        TokenKind::Close if depth == 0 => {
            remark(token, Problem::NothingToClose);
            false
        }
        TokenKind::Close => {
            depth -= 1;
            depth < DEEPEST
        }
        _ => true,
    };
    tokens.into_iter().filter(|token| is_kept(token)).collect()
}

impl Parser {
    fn remark(&mut self, span: Range<usize>, problem: Problem) {
        self.diagnostics.push(Diagnostic { span, problem });
    }

    /// What stands between `or`s, up to the end or to what closes the group.
    fn alternatives(&mut self) -> Option<Query> {
        let mut alternatives = Vec::new();
        // An `or` that waits for what follows it.
        let mut waiting: Option<Range<usize>> = None;
        loop {
            let alternative = self.together();
            if let (Some(span), None) = (waiting.take(), &alternative) {
                self.remark(span, Problem::LoneOr);
            }
            let is_missing = alternative.is_none();
            alternatives.extend(alternative);
            match self.tokens.peek() {
                Some(token) if token.kind == TokenKind::Or => {
                    let span = token.span.clone();
                    self.tokens.next();
                    if is_missing && alternatives.is_empty() {
                        self.remark(span, Problem::LoneOr);
                    } else {
                        waiting = Some(span);
                    }
                }
                _ => break,
            }
        }
        either(alternatives)
    }

    /// What stands side by side: each of it must hold.
    fn together(&mut self) -> Option<Query> {
        let mut all = Vec::new();
        let mut and: Option<Range<usize>> = None;
        while let Some(token) = self.tokens.peek() {
            match token.kind {
                TokenKind::Or | TokenKind::Close => break,
                TokenKind::And => {
                    let span = token.span.clone();
                    self.tokens.next();
                    match (&and, all.is_empty()) {
                        (None, false) => and = Some(span),
                        _ => self.remark(span, Problem::LoneAnd),
                    }
                }
                _ => {
                    let found = self.one();
                    if found.is_some() {
                        and = None;
                    }
                    all.extend(found);
                }
            }
        }
        if let Some(span) = and {
            self.remark(span, Problem::LoneAnd);
        }
        joined(all)
    }

    /// A word or a group, with the minus signs before it.
    fn one(&mut self) -> Option<Query> {
        let mut is_negated = false;
        let is_minus = |next: &Token| next.kind == TokenKind::Minus;
        while self.tokens.next_if(is_minus).is_some() {
            is_negated = !is_negated;
            let is_keyword = |next: &Token| matches!(next.kind, TokenKind::Or | TokenKind::And);
            if let Some(token) = self.tokens.next_if(is_keyword) {
                // `-or` is no search without its word.
                return Some(negated(keyword(&token.kind), is_negated));
            }
        }
        // What closes a group is left for the group.
        let token = self.tokens.next_if(|next| next.kind != TokenKind::Close)?;
        let query = match token.kind {
            TokenKind::Word(word) => {
                let (term, problem) = term::read(&word);
                if let Some(problem) = problem {
                    self.remark(token.span, problem);
                }
                term.map(Query::Term)
            }
            TokenKind::Open => self.group(token.span),
            TokenKind::Close | TokenKind::Minus | TokenKind::Or | TokenKind::And => None,
        }?;
        Some(negated(query, is_negated))
    }

    fn group(&mut self, open: Range<usize>) -> Option<Query> {
        let query = self.alternatives();
        let close = self.tokens.next_if(|token| token.kind == TokenKind::Close);
        match (close, &query) {
            (None, _) => self.remark(open, Problem::OpenGroup),
            (Some(close), None) => self.remark(open.start..close.span.end, Problem::EmptyGroup),
            (Some(_), Some(_)) => {}
        }
        query
    }
}

/// A word that means something elsewhere, as a text.
fn keyword(kind: &TokenKind) -> Query {
    let word = match kind {
        TokenKind::And => "and",
        _ => "or",
    };
    Query::Term(Term::Text(Pattern::literal(word)))
}

fn negated(query: Query, is_negated: bool) -> Query {
    match query {
        query if !is_negated => query,
        Query::Not(query) => *query,
        query => Query::Not(Box::new(query)),
    }
}

/// Each of these must hold.
fn joined(queries: impl IntoIterator<Item = Query>) -> Option<Query> {
    let mut all = Vec::new();
    for query in queries {
        match query {
            Query::And(queries) => all.extend(queries),
            query => all.push(query),
        }
    }
    match all.len() {
        0 | 1 => all.pop(),
        _ => Some(Query::And(all)),
    }
}

/// One of these must hold.
fn either(queries: Vec<Query>) -> Option<Query> {
    let mut all = Vec::new();
    for query in queries {
        match query {
            Query::Or(queries) => all.extend(queries),
            query => all.push(query),
        }
    }
    match all.len() {
        0 | 1 => all.pop(),
        _ => Some(Query::Or(all)),
    }
}
