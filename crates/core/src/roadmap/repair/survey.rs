//! One walk through a text that decides which repairs it may need.

use super::walk::{self, Fence, Line, Place};
use super::{fence, structure};

/// So many lines that touch where they should not show that blank lines are lost. No more are
/// looked for.
const TOUCHING: usize = 2;
/// So many lines that look like headings show that marks are lost.
const BARE_HEADINGS: usize = 3;

/// What a text shows of itself.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Whether the last block of code never ends, or one begins within another.
    pub unclosed_fence: bool,
    pub percent_signs: bool,
    pub embeds: bool,
    pub callouts: bool,
    pub braces: bool,
    /// Text in the first column before the first item that may be a property.
    properties: usize,
    /// Whether a table may not be what its author meant.
    pub odd_tables: bool,
    table: Table,
    /// Lines that begin with something like a mark of Markdown.
    pub marks: usize,
    /// Labels directly after a list item.
    pub labels: usize,
    lines: usize,
    blank: usize,
    headings: usize,
    bullets_in_first_column: usize,
    texts_in_first_column: usize,
    /// Text directly after a list item where a new thought begins, and labels and tables that
    /// are not set apart.
    touching: usize,
    /// Lines between blank lines that look like headings and have text below.
    bare_headings: usize,
    bold_lines: usize,
}

impl Survey {
    /// Looks at the body of `text`, which begins at `body`.
    pub fn of(text: &str, body: usize) -> Self {
        let bytes = text.as_bytes().get(body..).unwrap_or_default();
        let mut survey = Self::default();
        // One scan for the bytes that are rare and part of what is looked for.
        for at in memchr::memchr3_iter(b'%', b'{', b'!', bytes) {
            let before = at.checked_sub(1).and_then(|before| bytes.get(before));
            match bytes.get(at..).unwrap_or_default() {
                [b'%', b'%', ..] => survey.percent_signs = true,
                [b'{', b'{' | b'%', ..] => survey.braces = true,
                [b'!', b'[', b'[', ..] => survey.embeds = true,
                [b'!', ..] if before == Some(&b'[') => survey.callouts = true,
                _ => {}
            }
        }
        let mut before: Option<Line<'_>> = None;
        let mut blank_before = true;
        let mut open: Option<Fence<'_>> = None;
        for line in walk::lines(text, body) {
            match (line.place, &open) {
                (Place::Prose, _) => open = None,
                (Place::Fence, _) => open = Fence::of(line.text),
                (Place::Code, Some(fence)) if fence.is_closed_by(line.text) => open = None,
                (Place::Code, Some(fence)) => {
                    survey.unclosed_fence |= fence::begins_within(fence, line.text);
                }
                (Place::Code, None) => {}
            }
            survey.line(&line, before.as_ref(), blank_before);
            blank_before = line.is_blank();
            before = Some(line);
        }
        survey.unclosed_fence |= open.is_some();
        survey
    }

    fn line(&mut self, line: &Line<'_>, before: Option<&Line<'_>>, blank_before: bool) {
        if line.place != Place::Prose {
            return;
        }
        self.lines += 1;
        let inner = line.text.trim_start();
        if !inner.starts_with('|') {
            self.odd_tables |= self.table.is_odd_before(inner);
        }
        let first_column = inner.len() == line.text.len();
        let Some(first) = inner.bytes().next() else {
            self.blank += 1;
            return;
        };
        match first {
            b'#' => match walk::number_signs(inner) {
                (1..=6, rest) if rest.is_empty() || rest.starts_with([' ', '\t']) => {
                    self.headings += 1;
                }
                _ => self.marks += 1,
            },
            b'|' => {
                let gap = blank_before && before.is_some();
                self.odd_tables |= self.table.is_odd_with(inner, gap);
                let touches = before.is_some_and(|before| {
                    !blank_before && before.is_prose() && !begins_with_a_row(before)
                });
                self.touching += usize::from(touches);
                self.odd_tables |= touches;
            }
            b'=' | b'-' if !blank_before && walk::is_rule(inner) => self.headings += 1,
            b'-' | b'*' | b'+' if walk::marker(inner).is_some() => {
                self.bullets_in_first_column += usize::from(first_column);
                let label = before.is_some_and(|before| {
                    !blank_before
                        && before.is_prose()
                        && before.words().ends_with(':')
                        && walk::marker(before.text).is_none()
                });
                self.touching += usize::from(label);
            }
            b'-' => self.marks += 1,
            b'*' if inner.starts_with("**") => self.bold_lines += 1,
            b'>' | b'<' | b'`' | b'!' => {}
            0x80.. if is_bullet(inner) => self.marks += 1,
            _ if first_column && walk::marker(inner).is_none() => {
                let before_items = self.bullets_in_first_column == 0;
                // After one text that is no property, no number of them tells anything.
                let all = self.properties == self.texts_in_first_column;
                self.texts_in_first_column += 1;
                self.properties += usize::from(all && before_items && inner.contains("::"));
                self.braces |= inner.starts_with("import ");
                let after_item = before.is_some_and(|before| {
                    !blank_before && before.is_prose() && walk::marker(before.text).is_some()
                });
                if after_item {
                    let begins = inner.starts_with(|c: char| c.is_uppercase());
                    let ended =
                        before.is_some_and(|before| before.words().ends_with(['.', '?', '!']));
                    self.touching += usize::from(begins && (ended || inner.ends_with(':')));
                    self.labels += usize::from(inner.ends_with(':'));
                }
                let bare = || inner.len() <= 100 && structure::is_bare_heading(inner);
                if blank_before {
                    if self.bare_headings < BARE_HEADINGS {
                        self.bare_headings += usize::from(bare());
                    }
                } else if self.touching < TOUCHING {
                    // A wrapped paragraph goes on after any word, so its lines tell nothing.
                    let ended =
                        before.is_some_and(|before| before.words().ends_with(['.', '?', '!', ':']));
                    let begins_anew =
                        || bare() || structure::is_command(inner) || structure::asks(inner);
                    let touches = (ended && begins_anew()) || structure::is_glued(inner);
                    self.touching += usize::from(touches);
                }
            }
            _ => {}
        }
    }

    /// Whether the text is an outline in which everything is an item.
    pub fn is_logseq(&self) -> bool {
        self.bullets_in_first_column > 0 && self.texts_in_first_column == self.properties
    }

    /// Whether blank lines and the marks of headings are lost.
    pub fn has_lost_structure(&self) -> bool {
        let filled = self.lines - self.blank;
        let dense = filled >= 8 && self.blank * 20 <= filled;
        if dense && self.touching >= TOUCHING {
            return true;
        }
        let unmarked = self.headings == 0 && self.bold_lines == 0;
        unmarked && self.bare_headings >= BARE_HEADINGS
    }
}

/// Whether a line begins with a bullet that is none in Markdown.
pub(super) fn is_bullet(line: &str) -> bool {
    line.starts_with([
        '•', '◦', '▪', '●', '○', '‣', '·', '–', '➤', '▸', '■', '□', '∙',
    ])
}

/// The rows of a table as the survey goes through them.
#[derive(Debug, Default)]
struct Table {
    /// How many rows stand together above.
    rows: usize,
    /// The bars of the first one.
    bars: usize,
    /// Whether nothing but blank lines came since the last table.
    ended: bool,
}

impl Table {
    /// Whether a row does not fit the rows above it, if any do not stand apart by a `gap`.
    fn is_odd_with(&mut self, row: &str, gap: bool) -> bool {
        let bars = memchr::memchr_iter(b'|', row.as_bytes()).count();
        let divides = !row.bytes().any(|byte| byte.is_ascii_alphanumeric()) && row.contains('-');
        if self.rows == 0 || gap {
            let follows = self.ended || self.rows > 0;
            (self.rows, self.bars) = (1, bars);
            return follows || divides;
        }
        self.rows += 1;
        // The second row divides, and no other does.
        bars != self.bars || divides != (self.rows == 2)
    }

    /// Whether a line that is no row may be taken for one.
    fn is_odd_before(&mut self, line: &str) -> bool {
        let rows = std::mem::take(&mut self.rows);
        self.ended = line.is_empty() && (rows > 0 || self.ended);
        rows == 1 || (rows > 0 && !line.is_empty())
    }
}

/// Whether a line is the row of a table, or an item that begins with one.
fn begins_with_a_row(line: &Line<'_>) -> bool {
    let mut words = line.words();
    while let Some(marker) = walk::marker(words) {
        words = words.get(marker.words..).unwrap_or_default();
    }
    words.starts_with('|')
}
