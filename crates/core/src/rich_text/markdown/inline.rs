//! A run of inlines as one paragraph or one cell of a table.

use crate::rich_text::{Inline, MathStyle, WebUrl};

use super::token::{Token, is_gap, tokens};

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// In lines of its own, with nothing above that it could go on with.
    First,
    /// In lines of its own.
    Paragraph,
    /// In a cell of a table, where there is one line and pipes are its walls.
    Cell,
}

/// A comment between two marks that would otherwise be read as one. It shows nothing.
const SEPARATOR: &str = "<!-- -->";

/// Whether `inlines` show nothing.
pub fn is_blank(inlines: &[Inline]) -> bool {
    trimmed(&tokens(inlines)).is_empty()
}

/// Appends `inlines` to `out`, without the spaces around them.
pub fn write(inlines: &[Inline], setting: Setting, out: &mut String) {
    let tokens = tokens(inlines);
    let tokens = trimmed(&tokens);
    let mut writer = Writer {
        tokens,
        counts: counts(tokens),
        last_dollar: None,
        setting,
        line: 0,
        links: 0,
        out,
    };
    writer.last_dollar = writer.last_dollar();
    for (at, token) in tokens.iter().enumerate() {
        writer.write(at, *token);
    }
}

/// `tokens` without the spaces at both ends.
fn trimmed<'a, 'b>(tokens: &'b [Token<'a>]) -> &'b [Token<'a>] {
    let is_word = |token: &Token<'_>| !token.is(' ');
    let first = tokens.iter().position(is_word).unwrap_or(tokens.len());
    let end = tokens
        .iter()
        .rposition(is_word)
        .map_or(first, |last| last + 1);
    tokens.get(first..end).unwrap_or_default()
}

/// Characters that mean something only together with another of their kind, or before one that is
/// their end.
const MARKS: [char; 5] = ['*', '_', '~', '`', '['];

/// How often each of `MARKS` occurs.
fn counts(tokens: &[Token<'_>]) -> [usize; MARKS.len()] {
    let mut counts = [0; MARKS.len()];
    for token in tokens.iter().filter(|token| !token.is_word()) {
        let place = MARKS.iter().position(|mark| token.shows(*mark));
        if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
            *count += 1;
        }
    }
    counts
}

struct Writer<'a> {
    tokens: &'a [Token<'a>],
    /// How often each of the characters of `MARKS` occurs.
    counts: [usize; MARKS.len()],
    /// The last dollar sign that may end mathematics.
    last_dollar: Option<usize>,
    setting: Setting,
    /// The token with which the line begins.
    line: usize,
    /// How many links and descriptions it stands in.
    links: u8,
    out: &'a mut String,
}

impl Writer<'_> {
    fn before(&self, at: usize) -> Option<Token<'_>> {
        at.checked_sub(1).and_then(|before| self.get(before))
    }

    fn after(&self, at: usize) -> Option<Token<'_>> {
        self.get(at + 1)
    }

    fn get(&self, at: usize) -> Option<Token<'_>> {
        self.tokens.get(at).copied()
    }

    fn write(&mut self, at: usize, token: Token<'_>) {
        match token {
            Token::Char(c) => self.write_char(at, c),
            Token::Open(mark) | Token::Close(mark) => {
                self.separate(at, mark);
                self.out.push_str(mark);
            }
            Token::Code(code) => {
                if matches!(self.before(at), Some(Token::Code(_))) {
                    self.out.push_str(SEPARATOR);
                }
                self.write_code(code);
            }
            Token::Math(style, source) => {
                let sign = match style {
                    MathStyle::Inline => "$",
                    MathStyle::Display => "$$",
                };
                self.out.push_str(sign);
                self.write_verbatim(source);
                self.out.push_str(sign);
            }
            Token::LinkOpen => {
                self.links += 1;
                self.out.push('[');
            }
            Token::LinkClose(url) => {
                self.links -= 1;
                self.write_address(url);
            }
            Token::MediaOpen => {
                self.links += 1;
                self.out.push_str("![");
            }
            Token::MediaClose(name) => {
                self.links -= 1;
                self.out.push_str(&format!("]({})", name.address()));
            }
            Token::Autolink(url) => {
                self.out.push('<');
                self.out.push_str(url.as_str());
                self.out.push('>');
            }
            Token::Break => self.write_break(at),
        }
    }

    /// Keeps a mark from the same one right before it.
    fn separate(&mut self, at: usize, mark: &str) {
        if let Some(Token::Open(before) | Token::Close(before)) = self.before(at)
            && before.chars().next() == mark.chars().next()
        {
            self.out.push_str(SEPARATOR);
        }
    }

    fn write_break(&mut self, at: usize) {
        // At the edge of a run or of a span, a backslash before the end of a line is a backslash.
        let begins = matches!(
            self.before(at),
            None | Some(Token::Break | Token::Open(_) | Token::LinkOpen)
        );
        let ends = matches!(
            self.after(at),
            None | Some(Token::Break | Token::Close(_) | Token::LinkClose(_))
        );
        if self.setting == Setting::Cell || begins || ends {
            self.out.push_str("<br>");
        } else {
            self.out.push_str("\\\n");
            self.line = at + 1;
        }
    }

    fn write_char(&mut self, at: usize, c: char) {
        // Most characters are letters and digits without a mark beside them.
        let is_mark = |token| matches!(token, Some(Token::Open(_) | Token::Close(_)));
        if c.is_ascii_alphanumeric() && !is_mark(self.before(at)) && !is_mark(self.after(at)) {
            self.out.push(c);
            return;
        }
        if self.must_be_named(at, c) {
            self.out.push_str(&format!("&#{};", u32::from(c)));
            return;
        }
        if self.must_be_escaped(at, c) {
            self.out.push('\\');
        }
        self.out.push(c);
    }

    /// Whether a character would be lost, or would take a mark beside it its meaning, unless it
    /// is written by its number.
    fn must_be_named(&self, at: usize, c: char) -> bool {
        let (before, after) = (self.before(at), self.after(at));
        if c.is_control() {
            return true;
        }
        if c.is_whitespace() {
            let edge = |token| matches!(token, None | Some(Token::Break));
            return edge(before)
                || edge(after)
                || matches!(before, Some(Token::Open(_) | Token::LinkOpen))
                || matches!(after, Some(Token::Close(_) | Token::LinkClose(_)));
        }
        if c.is_ascii_punctuation() {
            return false;
        }
        // A mark between a letter and punctuation opens or closes nothing.
        let needs_room = |mark: &str, inner: Option<usize>| {
            mark == "_" || !inner.is_some_and(|inner| self.is_plain_word(inner))
        };
        match (before, after) {
            (_, Some(Token::Open(mark))) if needs_room(mark, Some(at + 2)) => true,
            (Some(Token::Close(mark)), _) => needs_room(mark, at.checked_sub(2)),
            _ => false,
        }
    }

    /// Whether there is a letter or digit at `at` that is written as it is.
    fn is_plain_word(&self, at: usize) -> bool {
        match self.get(at) {
            Some(Token::Char(c)) => c.is_alphanumeric() && !self.must_be_named(at, c),
            _ => false,
        }
    }

    fn must_be_escaped(&self, at: usize, c: char) -> bool {
        let (before, after) = (self.before(at), self.after(at));
        let is = |token: Option<Token<'_>>, wanted| token.is_some_and(|token| token.is(wanted));
        let is_word = |token: Option<Token<'_>>| token.is_some_and(Token::is_word);
        let first = self.begins_line(at);
        match c {
            '\\' => match after {
                Some(Token::Char(next)) => {
                    next.is_ascii_punctuation() || self.must_be_named(at + 1, next)
                }
                _ => true,
            },
            '`' => self.is_paired('`'),
            '~' => self.is_paired('~') && !self.stands_alone(at),
            '*' if first => is_gap(after) || self.is_paired('*'),
            '*' => self.is_paired('*') && !self.stands_alone(at),
            '_' => {
                // A letter that is written by its number is none for the mark beside it.
                let named = |at: usize| match self.get(at) {
                    Some(Token::Char(c)) => self.must_be_named(at, c),
                    _ => false,
                };
                let stands = !named(at + 1) && !at.checked_sub(1).is_some_and(named);
                let inner = is_word(before) && is_word(after) && stands;
                !inner && (self.is_paired('_') || self.is_line_of(at, "_ "))
            }
            '$' => self.opens_math(at),
            '[' => {
                let ticked = [' ', 'x', 'X'].into_iter().any(|tick| is(after, tick));
                let task = first && ticked && is(self.get(at + 2), ']');
                self.links > 0 || task || is(after, '[') || is(after, '^')
            }
            ']' => {
                let link = is(after, '(') && self.count('[') > 0;
                let address = is(after, ':') && is(self.get(self.line), '[');
                self.links > 0 || link || address || matches!(after, Some(Token::LinkOpen))
            }
            '<' => match after {
                Some(Token::Char(next)) => next.is_ascii_alphabetic() || "/!?".contains(next),
                _ => false,
            },
            '!' => matches!(after, Some(Token::LinkOpen)),
            // A note's mark.
            '^' => matches!(before, Some(Token::LinkOpen | Token::MediaOpen)),
            '&' => self.begins_entity(at),
            '|' => self.setting == Setting::Cell || first,
            '#' => first && (is(after, '#') || is_gap(after)),
            '+' => first && is_gap(after),
            '-' => first && (is_gap(after) || self.is_line_of(at, "-|: ")),
            '=' => first && self.is_line_of(at, "= "),
            '>' => first,
            // Below other text it would begin what that means.
            ':' => first && !(at == 0 && self.setting == Setting::First),
            '.' | ')' => self.ends_number(at) && is_gap(after),
            _ => false,
        }
    }

    /// Whether the character `mark` occurs twice, so that it might be read as a pair.
    fn is_paired(&self, mark: char) -> bool {
        self.count(mark) > 1
    }

    fn count(&self, mark: char) -> usize {
        let counts = MARKS.iter().zip(self.counts);
        counts
            .filter(|(known, _)| **known == mark)
            .map(|(_, count)| count)
            .sum()
    }

    /// Whether the line from `at` on holds nothing but these characters.
    fn is_line_of(&self, at: usize, characters: &str) -> bool {
        let rest = self.tokens.get(at..).unwrap_or_default();
        self.begins_line(at)
            && rest
                .iter()
                .take_while(|token| **token != Token::Break)
                .all(|token| matches!(token, Token::Char(c) if characters.contains(*c)))
    }

    /// Whether the dollar sign at `at` would begin mathematics.
    fn opens_math(&self, at: usize) -> bool {
        !self.is_blank(at + 1) && self.last_dollar.is_some_and(|last| last > at)
    }

    fn last_dollar(&self) -> Option<usize> {
        (1..self.tokens.len()).rev().find(|&at| match self.get(at) {
            // One that stands after a blank cannot end it.
            Some(Token::Char('$')) => !self.is_blank(at - 1),
            Some(Token::Code(words)) => words.contains('$'),
            Some(Token::LinkClose(url) | Token::Autolink(url)) => url.as_str().contains('$'),
            Some(Token::Math(..)) => true,
            _ => false,
        })
    }

    /// Whether there is a blank at `at` that is written as it is.
    fn is_blank(&self, at: usize) -> bool {
        let blank = self.get(at);
        matches!(blank, Some(Token::Char(c)) if c.is_ascii_whitespace() && !self.must_be_named(at, c))
    }

    /// Whether there are blanks on both sides that are written as they are.
    fn stands_alone(&self, at: usize) -> bool {
        at > 0 && self.is_blank(at - 1) && self.is_blank(at + 1)
    }

    fn begins_line(&self, at: usize) -> bool {
        self.setting != Setting::Cell && at == self.line
    }

    /// Whether the line up to `at` is a number, as before the items of a list.
    fn ends_number(&self, at: usize) -> bool {
        let digits = self.tokens.get(self.line..at).unwrap_or_default();
        let is_digit = |token: &Token<'_>| matches!(token, Token::Char('0'..='9'));
        self.setting != Setting::Cell
            && (1..=9).contains(&digits.len())
            && digits.iter().all(is_digit)
    }

    /// Whether the ampersand at `at` would be read with what follows it as one character.
    fn begins_entity(&self, at: usize) -> bool {
        let rest = self.tokens.get(at + 1..).unwrap_or_default();
        let is_name = |token: &&Token<'_>| matches!(token, Token::Char(c) if c.is_ascii_alphanumeric() || *c == '#');
        let name = rest.iter().take_while(is_name).count();
        name > 0 && rest.get(name).is_some_and(|token| token.is(';'))
    }

    fn write_code(&mut self, code: &str) {
        let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let runs = |length| code.split(|c| c != '`').any(|run| run.len() == length);
        // The shortest fence that the code does not hold.
        let length = (1..=longest + 1).find(|length| !runs(*length));
        let fence = "`".repeat(length.unwrap_or(longest + 1));
        let blank = code.trim_matches(' ').is_empty();
        let spaced = code.starts_with(' ') && code.ends_with(' ') && !blank;
        let pad = if spaced || code.starts_with('`') || code.ends_with('`') {
            " "
        } else {
            ""
        };
        self.out.push_str(&fence);
        self.out.push_str(pad);
        self.write_verbatim(code);
        self.out.push_str(pad);
        self.out.push_str(&fence);
    }

    /// Writes what is no Markdown; but a table is divided first.
    fn write_verbatim(&mut self, text: &str) {
        match self.setting {
            Setting::First | Setting::Paragraph => self.out.push_str(text),
            Setting::Cell => self.out.push_str(&text.replace('|', "\\|")),
        }
    }

    fn write_address(&mut self, url: &WebUrl) {
        let address = url.as_str();
        let enclosed = address.contains(['(', ')', '<', '>', '\\']);
        self.out.push_str(if enclosed { "](<" } else { "](" });
        for (at, c) in address.char_indices() {
            let rest = address.get(at + 1..).unwrap_or_default();
            let entity = c == '&' && rest.contains(';');
            let wall = c == '|' && self.setting == Setting::Cell;
            if entity || wall || matches!(c, '<' | '>' | '\\') {
                self.out.push('\\');
            }
            self.out.push(c);
        }
        self.out.push_str(if enclosed { ">)" } else { ")" });
    }
}
