//! The lines of a text, and which of them are code.

/// A line of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Its first byte.
    pub start: usize,
    /// The line without its line break.
    pub text: &'a str,
    /// Where the next line begins.
    pub next: usize,
    /// What it belongs to.
    pub place: Place,
}

/// What a line belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Prose,
    /// The fence that begins a block of code.
    Fence,
    /// Code, or the fence that ends it.
    Code,
}

impl<'a> Line<'a> {
    /// The line without the white space around it.
    pub fn words(&self) -> &'a str {
        match self.text.as_bytes() {
            // Most lines begin and end with words.
            [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => self.text,
            _ => self.text.trim(),
        }
    }

    /// How many bytes of white space it begins with.
    pub fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start().len()
    }

    /// Where the line ends, without its line break.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub fn is_blank(&self) -> bool {
        self.words().is_empty()
    }

    pub fn is_prose(&self) -> bool {
        self.place == Place::Prose
    }
}

/// The marks of a fence: three or more of one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fence<'a> {
    pub mark: u8,
    pub length: usize,
    /// What stands after the marks.
    pub info: &'a str,
    /// Whether it stands in a quote.
    pub quoted: bool,
}

impl<'a> Fence<'a> {
    /// The fence that a line is.
    pub fn of(line: &'a str) -> Option<Self> {
        let inner = unquoted(line);
        let mark = *inner.as_bytes().first()?;
        if mark != b'`' && mark != b'~' {
            return None;
        }
        let length = inner.bytes().take_while(|&byte| byte == mark).count();
        let info = inner.get(length..)?.trim();
        let code_span = mark == b'`' && info.contains('`');
        (length >= 3 && !code_span).then_some(Self {
            mark,
            length,
            info,
            quoted: line.trim_start().starts_with('>'),
        })
    }

    /// Whether `line` ends the code that this fence began.
    pub fn is_closed_by(&self, line: &str) -> bool {
        Fence::of(line).is_some_and(|close| {
            close.mark == self.mark && close.length >= self.length && close.info.is_empty()
        })
    }
}

/// The line without the marks of quotes and list items that it begins with.
fn unquoted(line: &str) -> &str {
    let mut inner = line.trim_start();
    loop {
        let next = inner.strip_prefix('>').or_else(|| {
            let rest = inner.strip_prefix(['-', '*', '+'])?;
            rest.starts_with([' ', '\t']).then_some(rest)
        });
        match next {
            Some(next) => inner = next.trim_start(),
            None => return inner,
        }
    }
}

/// Goes through the lines of a text.
pub(super) struct Walk<'a> {
    text: &'a str,
    at: usize,
    open: Option<Fence<'a>>,
}

/// The lines of `text` from the byte at `from`, which begins one.
pub(super) fn lines(text: &str, from: usize) -> Walk<'_> {
    Walk {
        text,
        at: from,
        open: None,
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        let whole = rest.get(..length)?;
        let text = whole.strip_suffix('\n').unwrap_or(whole);
        let text = text.strip_suffix('\r').unwrap_or(text);
        let start = self.at;
        self.at += length;
        let place = match &self.open {
            Some(open) if open.quoted && !text.trim_start().starts_with('>') => {
                self.open = None;
                self.begin(text)
            }
            Some(open) => {
                if open.is_closed_by(text) {
                    self.open = None;
                }
                Place::Code
            }
            None => self.begin(text),
        };
        Some(Line {
            start,
            text,
            next: self.at,
            place,
        })
    }
}

impl<'a> Walk<'a> {
    fn begin(&mut self, line: &'a str) -> Place {
        // A look at one byte decides for nearly all lines.
        let first = line.bytes().find(|byte| !matches!(byte, b' ' | b'\t'));
        if !matches!(first, Some(b'`' | b'~' | b'>' | b'-' | b'*' | b'+')) {
            return Place::Prose;
        }
        self.open = Fence::of(line);
        if self.open.is_some() {
            Place::Fence
        } else {
            Place::Prose
        }
    }
}

/// The marker of a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// The white space before it.
    pub indent: usize,
    /// Where the words of the item begin.
    pub words: usize,
}

/// The marker that a line begins with.
pub(super) fn marker(line: &str) -> Option<Marker> {
    let inner = line.trim_start();
    let indent = line.len() - inner.len();
    let bytes = inner.as_bytes();
    let length = match bytes.first()? {
        b'-' | b'*' | b'+' => 1,
        b'0'..=b'9' => {
            let digits = bytes
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count();
            match bytes.get(digits) {
                Some(b'.' | b')') if digits < 10 => digits + 1,
                _ => return None,
            }
        }
        _ => return None,
    };
    let rest = inner.get(length..)?;
    if !rest.is_empty() && !rest.starts_with([' ', '\t']) {
        return None;
    }
    if is_rule(inner) {
        return None;
    }
    let gap = rest.len() - rest.trim_start().len();
    Some(Marker {
        indent,
        words: indent + length + gap,
    })
}

/// Whether a line is a rule between sections, or the underline of a heading.
pub(super) fn is_rule(line: &str) -> bool {
    let mut marks = line.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let Some(first) = marks.next().filter(|byte| b"-*_=".contains(byte)) else {
        return false;
    };
    let mut count = 1;
    for mark in marks {
        if mark != first {
            return false;
        }
        count += 1;
    }
    count >= 3
}

/// How many number signs begin a line, and what follows them.
pub(super) fn number_signs(line: &str) -> (usize, &str) {
    let inner = line.trim_start_matches('#');
    (line.len() - inner.len(), inner)
}
