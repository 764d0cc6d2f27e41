//! A run of inlines while it is being read: pieces with their marks, made into a tree at its end.

use waymark_core::rich_text::{Inline, MathStyle, MediaName, WebUrl};

use super::element::Mark;
use super::token;
use super::tree::{Leaf, Marks, Piece, tree};

/// How many elements may mark words at once; further ones mark nothing.
const DEPTH: usize = 64;

/// An element that marks words and is not closed yet.
struct Open {
    name: String,
    before: Marks,
    /// Where the words begin that are raised or lowered.
    level: Option<Level>,
}

struct Level {
    start: usize,
    height: Height,
}

/// Which way words leave their line.
#[derive(Clone, Copy)]
enum Height {
    Raised,
    Lowered,
}

/// A run while it is being read.
#[derive(Default)]
pub struct Run {
    pieces: Vec<Piece>,
    marks: Marks,
    open: Vec<Open>,
    links: Vec<WebUrl>,
}

impl Run {
    /// Adds words, in which white space is folded.
    pub fn words(&mut self, words: &str) {
        let mut blank = self.begins_line();
        let mut folded = String::with_capacity(words.len());
        for c in words.chars() {
            if c.is_ascii_graphic() {
                folded.push(c);
                blank = false;
                continue;
            }
            // A single hard space is one that an editor put in; more of them are meant.
            let space =
                c.is_ascii_whitespace() || (c == '\u{a0}' && !folded.ends_with(['\u{a0}', ' ']));
            match (space, blank) {
                (true, false) => folded.push(' '),
                (true, true) => {}
                (false, _) if c.is_control() => {}
                (false, _) => folded.push(c),
            }
            blank = space || (blank && c.is_control());
        }
        if folded.is_empty() {
            return;
        }
        let apart = self.has_level();
        match self.pieces.last_mut() {
            Some(Piece {
                marks,
                leaf: Leaf::Words(last),
            }) if *marks == self.marks && !apart => last.push_str(&folded),
            _ => self.pieces.push(Piece {
                marks: self.marks,
                leaf: Leaf::Words(folded),
            }),
        }
    }

    fn has_level(&self) -> bool {
        self.open.iter().any(|open| open.level.is_some())
    }

    /// Whether white space here would stand at the beginning of a line, or after other.
    fn begins_line(&self) -> bool {
        match self.pieces.last().map(|piece| &piece.leaf) {
            None | Some(Leaf::Break) => true,
            Some(Leaf::Words(words)) => words.ends_with(' '),
            Some(Leaf::Math(..) | Leaf::Media(..)) => false,
        }
    }

    /// Adds mathematics; what Markdown has no form for are words.
    pub fn math(&mut self, style: MathStyle, source: String) {
        let source = source.trim();
        let sign = match style {
            MathStyle::Inline => "$",
            MathStyle::Display => "$$",
        };
        let plain =
            source.is_empty() || source.contains(['$', '`', '\n']) || source.ends_with('\\');
        if plain {
            self.words(&format!("{sign}{source}{sign}"));
            return;
        }
        self.pieces.push(Piece {
            marks: self.marks,
            leaf: Leaf::Math(style, source.to_owned()),
        });
    }

    /// Adds a picture or a sound, which is no code wherever it stands.
    pub fn media(&mut self, name: MediaName, alt: String) {
        let marks = Marks {
            code: false,
            ..self.marks
        };
        let leaf = Leaf::Media(name, alt);
        self.pieces.push(Piece { marks, leaf });
    }

    /// Adds a link with these words, unless one is open: then the words belong to it.
    pub fn link(&mut self, url: WebUrl, words: &str) {
        let before = self.marks;
        if before.link.is_none() {
            self.marks.link = Some(self.links.len());
            self.links.push(url);
        }
        self.words(words);
        self.marks = before;
    }

    /// Adds a line break.
    pub fn line_break(&mut self) {
        self.trim_end();
        self.pieces.push(Piece {
            marks: Marks::default(),
            leaf: Leaf::Break,
        });
    }

    /// Begins an element that marks words.
    pub fn open(&mut self, name: &str, mark: Mark, url: Option<WebUrl>) {
        if self.open.len() >= DEPTH {
            return;
        }
        self.push(name, None);
        match mark {
            Mark::None => {}
            Mark::Strong => self.marks.strong = true,
            Mark::Emphasis => self.marks.emphasis = true,
            Mark::Strikethrough => self.marks.strikethrough = true,
            Mark::Code => self.marks.code = true,
        }
        if let Some(url) = url {
            self.marks.link = Some(self.links.len());
            self.links.push(url);
        }
    }

    /// Begins an element whose style may mark words.
    pub fn open_styled(&mut self, name: &str, attributes: &str) {
        self.open(name, Mark::None, None);
        if !attributes.contains("style") {
            return;
        }
        let style = token::attribute(attributes, "style").unwrap_or_default();
        for rule in style.to_ascii_lowercase().split(';') {
            let Some((property, value)) = rule.split_once(':') else {
                continue;
            };
            match (property.trim(), value.trim()) {
                ("font-weight", "bold" | "bolder" | "600" | "700" | "800" | "900") => {
                    self.marks.strong = true;
                }
                ("font-weight", "normal" | "400") => self.marks.strong = false,
                ("font-style", "italic" | "oblique") => self.marks.emphasis = true,
                ("font-style", "normal") => self.marks.emphasis = false,
                ("text-decoration" | "text-decoration-line", "line-through") => {
                    self.marks.strikethrough = true;
                }
                _ => {}
            }
        }
    }

    /// Begins words that stand higher.
    pub fn raise(&mut self, name: &str) {
        self.shift(name, Height::Raised);
    }

    /// Begins words that stand lower.
    pub fn lower(&mut self, name: &str) {
        self.shift(name, Height::Lowered);
    }

    fn shift(&mut self, name: &str, height: Height) {
        let start = self.pieces.len();
        if self.open.len() < DEPTH {
            self.push(name, Some(Level { start, height }));
        }
    }

    fn push(&mut self, name: &str, level: Option<Level>) {
        self.open.push(Open {
            name: name.to_owned(),
            before: self.marks,
            level,
        });
    }

    /// Ends the innermost element of that name.
    pub fn close(&mut self, name: &str) {
        let Some(place) = self.open.iter().rposition(|open| open.name == name) else {
            return;
        };
        // Elements that overlap end together.
        for open in self.open.split_off(place).into_iter().rev() {
            self.marks = open.before;
            if let Some(level) = open.level {
                self.end_level(&level);
            }
        }
    }

    /// Writes raised or lowered words by characters that are, or with a sign before them.
    fn end_level(&mut self, level: &Level) {
        let mut shifted = String::new();
        let pieces = self.pieces.get(level.start..).unwrap_or_default();
        for piece in pieces {
            match &piece.leaf {
                Leaf::Words(words) => shifted.push_str(words),
                _ => return,
            }
        }
        let Some(first) = pieces.first().map(|piece| piece.marks) else {
            return;
        };
        let words = shifted.trim();
        let small = words
            .chars()
            .map(|c| small(c, level.height))
            .collect::<Option<String>>();
        let sign = match level.height {
            Height::Raised => '^',
            Height::Lowered => '_',
        };
        let written = small.unwrap_or_else(|| match words.chars().count() {
            1 => format!("{sign}{words}"),
            _ => format!("{sign}({words})"),
        });
        self.pieces.truncate(level.start);
        if !words.is_empty() {
            self.pieces.push(Piece {
                marks: first,
                leaf: Leaf::Words(written),
            });
        }
    }

    fn trim_end(&mut self) {
        while let Some(piece) = self.pieces.last_mut() {
            if let Leaf::Words(words) = &mut piece.leaf {
                words.truncate(words.trim_end_matches(' ').len());
                if words.is_empty() {
                    self.pieces.pop();
                    continue;
                }
            }
            break;
        }
    }

    /// Ends the run; elements that are open mark the next one as well.
    pub fn take(&mut self) -> Vec<Inline> {
        self.trim_end();
        while let Some(Piece {
            leaf: Leaf::Break, ..
        }) = self.pieces.last()
        {
            self.pieces.pop();
            self.trim_end();
        }
        let begins = self
            .pieces
            .iter()
            .position(|piece| !matches!(piece.leaf, Leaf::Break));
        let mut pieces = std::mem::take(&mut self.pieces);
        for open in &mut self.open {
            if let Some(level) = &mut open.level {
                level.start = 0;
            }
        }
        pieces.drain(..begins.unwrap_or(0));
        tree(pieces, &self.links)
    }
}

/// The character that is `c` raised or lowered, where there is one.
fn small(c: char, height: Height) -> Option<char> {
    const RAISED: [(char, char); 14] = [
        ('0', '⁰'),
        ('1', '¹'),
        ('2', '²'),
        ('3', '³'),
        ('4', '⁴'),
        ('5', '⁵'),
        ('6', '⁶'),
        ('7', '⁷'),
        ('8', '⁸'),
        ('9', '⁹'),
        ('+', '⁺'),
        ('-', '⁻'),
        ('n', 'ⁿ'),
        ('i', 'ⁱ'),
    ];
    const LOWERED: [(char, char); 12] = [
        ('0', '₀'),
        ('1', '₁'),
        ('2', '₂'),
        ('3', '₃'),
        ('4', '₄'),
        ('5', '₅'),
        ('6', '₆'),
        ('7', '₇'),
        ('8', '₈'),
        ('9', '₉'),
        ('+', '₊'),
        ('-', '₋'),
    ];
    let forms: &[(char, char)] = match height {
        Height::Raised => &RAISED,
        Height::Lowered => &LOWERED,
    };
    forms
        .iter()
        .find(|(plain, _)| *plain == c)
        .map(|(_, small)| *small)
}
