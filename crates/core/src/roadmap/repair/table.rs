//! Tables that the parser would not see, or would cut in the wrong places.

use std::borrow::Cow;
use std::ops::Range;

use super::Repair;
use super::walk::{self, Line};
use crate::roadmap::diagnostic::{Code, TableFault};

/// Mends the tables of a text.
pub(super) fn mend(text: &str, body: usize, repair: &mut Repair) {
    let lines: Vec<_> = walk::lines(text, body).collect();
    let is_row = |line: &Line<'_>| line.is_prose() && line.words().starts_with('|');
    let mut at = 0;
    // The columns of the table above, if nothing but blank lines is between.
    let mut above: Option<Above> = None;
    while let Some(line) = lines.get(at) {
        if !is_row(line) {
            if !line.is_blank() {
                above = None;
            }
            at += 1;
            continue;
        }
        let rest = lines.get(at..).unwrap_or_default();
        let count = rest.iter().take_while(|line| is_row(line)).count();
        let rows = rest.get(..count).unwrap_or_default();
        let joined = above.as_ref().is_some_and(|above| above.goes_on_with(rows));
        let before = at.checked_sub(1).and_then(|before| lines.get(before));
        if joined && let Some(above) = &above {
            let first = line.start;
            repair.edits.remove(above.end..first);
            repair.remark(first, Code::TableMended(TableFault::Broken));
        } else if before.is_some_and(|before| is_item_text(before) && line.indent() == 0) {
            repair.edits.insert(line.start, "\n");
            repair.remark(line.start, Code::TableMended(TableFault::NotSetApart));
        }
        let columns = above.filter(|_| joined).and_then(|above| above.columns);
        above = mend_rows(rows, columns, repair);
        at += count;
        if let (Some(after), Some(_)) = (lines.get(at), above.as_ref().and_then(|a| a.columns))
            && is_plain_text(after)
        {
            repair.edits.insert(after.start, "\n");
            repair.remark(after.start, Code::TableMended(TableFault::NotSetApart));
        }
    }
}

/// The rows above a row.
struct Above {
    /// Where they end.
    end: usize,
    /// How many columns their table has, if they have a divider.
    columns: Option<usize>,
    /// How many rows there are, and the cells of the first.
    rows: usize,
    cells: usize,
}

impl Above {
    /// Whether `rows` belong to the same table.
    fn goes_on_with(&self, rows: &[Line<'_>]) -> bool {
        let second_divides = rows.get(1).is_some_and(|row| is_divider(row.words()));
        rows.first().is_some_and(|first| {
            let words = first.words();
            match self.columns {
                Some(columns) => {
                    let own_cells = cells(&escaped(words));
                    !second_divides && !is_divider(words) && own_cells == columns
                }
                None => self.rows == 1 && is_divider(words) && cells(words) == self.cells,
            }
        })
    }
}

/// Mends the rows of a table, which may go on a table of `columns` columns.
fn mend_rows(rows: &[Line<'_>], columns: Option<usize>, repair: &mut Repair) -> Option<Above> {
    let (header, last) = (rows.first()?, rows.last()?);
    // A header that fits its divider is as its author meant it.
    let divider_cells = rows.get(1).map(|row| row.words());
    let divider_cells = divider_cells.filter(|words| is_divider(words)).map(cells);
    let plain_cells = cells(header.words());
    let header_cells = if divider_cells == Some(plain_cells) {
        plain_cells
    } else {
        cells(&escaped(header.words()))
    };
    let mut known = columns;
    let mut told_bar = false;
    let mut told_divider = false;
    let divided = rows.iter().any(|row| is_divider(row.words()));
    let ragged = !divided
        && rows.iter().any(|row| {
            let words = row.words();
            !words.ends_with('|') || words.len() < 2 || cells(&escaped(words)) != header_cells
        });
    for (place, row) in rows.iter().enumerate() {
        let words = row.words();
        let at = row.start + row.indent();
        if is_divider(words) {
            match known {
                None if place == 1 && !is_divider(header.words()) => {
                    let count = cells(words);
                    if count != header_cells && header_cells > 1 {
                        repair
                            .edits
                            .replace(at..at + words.len(), divider(header_cells));
                        repair.remark(row.start, Code::TableMended(TableFault::UnevenDivider));
                    }
                    known = Some(header_cells);
                }
                // The first rows were joined to a header that stands alone.
                None if place == 0 => known = Some(cells(words)),
                None => {}
                Some(_) => {
                    repair.edits.remove(row.start..row.next);
                    if !told_divider {
                        repair.remark(row.start, Code::TableMended(TableFault::RepeatedDivider));
                    }
                    told_divider = true;
                }
            }
            continue;
        }
        let limit = known.unwrap_or(header_cells);
        if cells(words) > limit || (place == 0 && !divided) {
            let mended = escaped(words);
            if mended != words && cells(&mended) <= limit {
                let mended = mended.into_owned();
                repair.edits.replace(at..at + words.len(), mended);
                if !told_bar {
                    repair.remark(row.start, Code::TableMended(TableFault::BarInCell));
                }
                told_bar = true;
            }
        }
        if place == 0
            && !divided
            && columns.is_none()
            && rows.len() > 1
            && !ragged
            && header_cells > 1
        {
            let indent = row.text.get(..row.indent()).unwrap_or("");
            let line = format!("{indent}{}\n", divider(header_cells));
            repair.edits.insert(row.next, line);
            repair.remark(row.start, Code::TableMended(TableFault::NoDivider));
            known = Some(header_cells);
        }
    }
    Some(Above {
        end: last.next,
        columns: known,
        rows: rows.len(),
        cells: header_cells,
    })
}

fn divider(columns: usize) -> String {
    let mut line = "|---".repeat(columns);
    line.push('|');
    line
}

/// Whether a row is nothing but hyphens and colons.
fn is_divider(row: &str) -> bool {
    let mut hyphens = 0;
    for byte in row.bytes() {
        match byte {
            b'-' => hyphens += 1,
            b'|' | b':' | b' ' | b'\t' => {}
            _ => return false,
        }
    }
    // A row of empty cells with one dash has a cell without any.
    hyphens > 0
        && row
            .trim_matches('|')
            .split('|')
            .all(|cell| cell.contains('-'))
        && hyphens >= row.trim_matches('|').split('|').count()
}

/// How many cells a row has.
fn cells(row: &str) -> usize {
    let inner = row.strip_prefix('|').unwrap_or(row);
    let mut bars = 0;
    let mut ends = false;
    let mut escaped = false;
    for byte in inner.bytes() {
        ends = byte == b'|' && !escaped;
        bars += usize::from(ends);
        escaped = byte == b'\\' && !escaped;
    }
    bars + usize::from(!ends)
}

/// The row with a backslash before each bar within code or a link to a page.
fn escaped(row: &str) -> Cow<'_, str> {
    if !row.contains('`') && !row.contains("[[") {
        return Cow::Borrowed(row);
    }
    let mut out = String::with_capacity(row.len() + 8);
    let mut at = 0;
    for span in spans(row) {
        out.push_str(row.get(at..span.start).unwrap_or(""));
        let mut before = ' ';
        for c in row.get(span.clone()).unwrap_or("").chars() {
            if c == '|' && before != '\\' {
                out.push('\\');
            }
            out.push(c);
            before = c;
        }
        at = span.end;
    }
    out.push_str(row.get(at..).unwrap_or(""));
    Cow::Owned(out)
}

/// Code and links to pages in a row.
fn spans(row: &str) -> Vec<Range<usize>> {
    let bytes = row.as_bytes();
    let mut spans: Vec<Range<usize>> = Vec::new();
    // How many backticks begin no code, because as many do not follow.
    let mut unmatched: Vec<usize> = Vec::new();
    let mut links = true;
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let ticks = rest.iter().take_while(|&&byte| byte == b'`').count();
        let end = if rest.starts_with(b"\\") {
            at += 2;
            continue;
        } else if ticks > 0 && !unmatched.contains(&ticks) {
            let end = closing_ticks(bytes, at + ticks, ticks);
            if end.is_none() {
                unmatched.push(ticks);
            }
            end
        } else if links && rest.starts_with(b"[[") {
            let close = memchr::memmem::find(rest, b"]]");
            links = close.is_some();
            close.map(|close| at + close + 2)
        } else {
            None
        };
        match end {
            Some(end) => {
                spans.push(at..end);
                at = end;
            }
            None => at += ticks.max(1),
        }
    }
    spans
}

/// Where the next run of exactly so many backticks ends.
fn closing_ticks(bytes: &[u8], from: usize, ticks: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += memchr::memchr(b'`', bytes.get(at..)?)?;
        let run = bytes.get(at..)?.iter().take_while(|&&byte| byte == b'`');
        let run = run.count();
        at += run;
        if run == ticks {
            return Some(at);
        }
    }
}

/// Whether a line is a list item, or indented as text in one is.
fn is_item_text(line: &Line<'_>) -> bool {
    line.is_prose() && !line.is_blank() && (walk::marker(line.text).is_some() || line.indent() >= 2)
}

/// Whether a line is text that the parser would take for one more row.
fn is_plain_text(line: &Line<'_>) -> bool {
    let starts = |c: char| {
        matches!(
            c,
            '#' | '>' | '<' | '|' | '-' | '*' | '+' | '`' | '~' | '=' | '_'
        )
    };
    line.is_prose()
        && !line.is_blank()
        && line.indent() == 0
        && !line.text.starts_with(starts)
        && !line.text.contains('|')
        && walk::marker(line.text).is_none()
}
