//! An SQLite file, written page by page.
//!
//! Rows that come in the order of their ids, into tables without indexes, need little of what SQLite
//! can do: full pages of rows, one after the other, and pages above that say where each begins. The
//! format is that of <https://www.sqlite.org/fileformat2.html>, which is promised to stay;
//! `docs/decisions/0023-database-page-by-page.md` says why this is not left to SQLite.

use super::PackageError;

const PAGE: usize = 4096;
/// What stands before the first page's own head.
const FILE_HEAD: usize = 100;
/// A row that is longer is continued on pages of its own.
const LONGEST: usize = PAGE - 35;
/// At least so much of such a row stays with the others.
const SHORTEST: usize = (PAGE - 12) * 32 / 255 - 23;
/// What a page of a continuation holds beside the number of the next.
const CONTINUED: usize = PAGE - 4;
/// So many pages one page above can name, whatever their ids are.
const BELOW: usize = (PAGE - 12) / 15;

const LEAF: u8 = 0x0d;
const INTERIOR: u8 = 0x05;

/// What is in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(&'a str),
}

/// The file as far as it is written.
pub struct DatabaseFile {
    bytes: Vec<u8>,
    schema: Vec<Described>,
}

/// A table as the schema names it.
struct Described {
    name: &'static str,
    sql: &'static str,
    root: u32,
}

/// A table that is being written.
pub struct Table<'a> {
    file: &'a mut DatabaseFile,
    name: &'static str,
    sql: &'static str,
    record: Record,
    cells: Cells,
    /// The row that is written, where it is longer than a page.
    long: Vec<u8>,
    leaves: Vec<Page>,
    last: Option<i64>,
}

/// A page by its number, with the last id that is on it or below it.
#[derive(Clone, Copy)]
struct Page {
    number: u32,
    last: i64,
}

impl DatabaseFile {
    /// An empty file that will have about so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        let mut file = Self {
            bytes: Vec::with_capacity(bytes),
            schema: Vec::new(),
        };
        // The first page names the tables, so it is written last.
        file.bytes.resize(PAGE, 0);
        file
    }

    /// Begins a table that the statement `sql` makes; its first column is the id of its rows.
    pub fn table(&mut self, name: &'static str, sql: &'static str) -> Table<'_> {
        Table {
            file: self,
            name,
            sql,
            record: Record::default(),
            cells: Cells::default(),
            long: Vec::new(),
            leaves: Vec::new(),
            last: None,
        }
    }

    /// The bytes of the file. `written_by` is what its head says of the program that wrote it: the
    /// count of changes and the release.
    pub fn finish(mut self, written_by: [u8; 8]) -> Vec<u8> {
        let (mut cells, mut record) = (Cells::default(), Record::default());
        for (row, table) in (1..).zip(&self.schema) {
            record.clear();
            record.push(Value::Text("table"));
            record.push(Value::Text(table.name));
            record.push(Value::Text(table.name));
            record.push(Value::Integer(i64::from(table.root)));
            record.push(Value::Text(table.sql));
            cells.begin_row(row, record.length());
            record.write(&mut cells.bytes);
        }
        let mut first = self.file_head(written_by);
        cells.write_page(LEAF, None, &mut first);
        self.bytes.splice(..PAGE, first);
        self.bytes
    }

    fn file_head(&self, written_by: [u8; 8]) -> Vec<u8> {
        let mut head = Vec::with_capacity(PAGE);
        head.extend_from_slice(b"SQLite format 3\0");
        head.extend_from_slice(&(PAGE as u16).to_be_bytes());
        // No log beside the file, nothing kept free in pages, and three numbers that are always so.
        head.extend_from_slice(&[1, 1, 0, 64, 32, 32]);
        let pages = (self.bytes.len() / PAGE) as u32;
        // Changed once, so many pages, none of them free, one version of the schema, in format 4.
        for number in [1, pages, 0, 0, 1, 4, 0, 0] {
            head.extend_from_slice(&u32::to_be_bytes(number));
        }
        // Texts are in UTF-8.
        head.extend_from_slice(&1_u32.to_be_bytes());
        head.resize(FILE_HEAD - written_by.len(), 0);
        head.extend_from_slice(&written_by);
        head
    }

    /// The number of the page that is written next.
    fn next(&self) -> u32 {
        (self.bytes.len() / PAGE) as u32 + 1
    }

    /// Writes what a row continues with; the number of its first page.
    fn continuation(&mut self, rest: &[u8]) -> u32 {
        let first = self.next();
        let mut chunks = rest.chunks(CONTINUED).peekable();
        while let Some(chunk) = chunks.next() {
            let next = chunks.peek().map_or(0, |_| self.next() + 1);
            self.bytes.extend_from_slice(&next.to_be_bytes());
            self.bytes.extend_from_slice(chunk);
            self.bytes
                .resize(self.bytes.len().next_multiple_of(PAGE), 0);
        }
        first
    }

    /// Writes a page that says where those below it begin.
    fn interior(&mut self, below: &[Page]) -> Option<Page> {
        let (rightmost, others) = below.split_last()?;
        let mut cells = Cells::default();
        for page in others {
            cells.begin();
            cells.bytes.extend_from_slice(&page.number.to_be_bytes());
            push_varint(page.last as u64, &mut cells.bytes);
        }
        let number = self.next();
        cells.write_page(INTERIOR, Some(rightmost.number), &mut self.bytes);
        Some(Page {
            number,
            last: rightmost.last,
        })
    }
}

impl Table<'_> {
    /// Writes a row with the columns after its id.
    pub fn row(&mut self, id: i64, values: &[Value<'_>]) -> Result<(), PackageError> {
        if self.last.is_some_and(|last| id <= last) {
            return Err(PackageError::Unordered { table: self.name });
        }
        self.record.clear();
        // The id stands before the row; its own column is empty.
        self.record.types.push(0);
        for value in values {
            self.record.push(*value);
        }
        let length = self.record.length();
        let local = local(length);
        let continued = if local < length { 4 } else { 0 };
        let beside = varint_length(length as u64) + varint_length(id as u64) + continued;
        if !self.cells.have_room(beside + local)
            && let Some(last) = self.last
        {
            let page = self.file.leaf(&mut self.cells, last);
            self.leaves.push(page);
        }
        self.cells.begin_row(id, length);
        if local == length {
            self.record.write(&mut self.cells.bytes);
        } else {
            self.long.clear();
            self.record.write(&mut self.long);
            let (here, rest) = self.long.split_at(local);
            let rest = self.file.continuation(rest);
            self.cells.bytes.extend_from_slice(here);
            self.cells.bytes.extend_from_slice(&rest.to_be_bytes());
        }
        self.last = Some(id);
        Ok(())
    }

    /// Ends the table.
    pub fn end(mut self) {
        let page = self.file.leaf(&mut self.cells, self.last.unwrap_or(0));
        self.leaves.push(page);
        let mut pages = self.leaves;
        while pages.len() > 1 {
            // As even as can be, so that no page has but one below it.
            let groups = pages.len().div_ceil(BELOW);
            let (each, more) = (pages.len() / groups, pages.len() % groups);
            let mut rest = pages.as_slice();
            let mut above = Vec::with_capacity(groups);
            for group in 0..groups {
                let (these, others) = rest.split_at(each + usize::from(group < more));
                above.extend(self.file.interior(these));
                rest = others;
            }
            pages = above;
        }
        self.file.schema.push(Described {
            name: self.name,
            sql: self.sql,
            root: pages.first().map_or(0, |root| root.number),
        });
    }
}

impl DatabaseFile {
    fn leaf(&mut self, cells: &mut Cells, last: i64) -> Page {
        let number = self.next();
        cells.write_page(LEAF, None, &mut self.bytes);
        Page { number, last }
    }
}

/// How much of a row of that length stays on its page.
fn local(length: usize) -> usize {
    if length <= LONGEST {
        return length;
    }
    let filled = SHORTEST + (length - SHORTEST) % CONTINUED;
    if filled <= LONGEST { filled } else { SHORTEST }
}

/// What stands on a page, in order.
#[derive(Default)]
struct Cells {
    bytes: Vec<u8>,
    starts: Vec<u16>,
}

impl Cells {
    /// Whether one more of that length fits on a leaf.
    fn have_room(&self, length: usize) -> bool {
        8 + 2 * (self.starts.len() + 1) + self.bytes.len() + length <= PAGE
    }

    fn begin(&mut self) {
        self.starts.push(self.bytes.len() as u16);
    }

    /// Begins a row of that length.
    fn begin_row(&mut self, id: i64, length: usize) {
        self.begin();
        push_varint(length as u64, &mut self.bytes);
        push_varint(id as u64, &mut self.bytes);
    }

    /// Appends a page, or what follows the head of the file on the first, and begins anew.
    fn write_page(&mut self, kind: u8, rightmost: Option<u32>, out: &mut Vec<u8>) {
        let end = (out.len() + 1).next_multiple_of(PAGE);
        let first = (PAGE - self.bytes.len()) as u16;
        out.extend_from_slice(&[kind, 0, 0]);
        out.extend_from_slice(&(self.starts.len() as u16).to_be_bytes());
        out.extend_from_slice(&first.to_be_bytes());
        out.push(0);
        if let Some(page) = rightmost {
            out.extend_from_slice(&page.to_be_bytes());
        }
        for start in &self.starts {
            out.extend_from_slice(&(first + start).to_be_bytes());
        }
        out.resize(end - self.bytes.len(), 0);
        out.extend_from_slice(&self.bytes);
        self.bytes.clear();
        self.starts.clear();
    }
}

/// A row as SQLite keeps it: what its columns are, then what they hold.
#[derive(Default)]
struct Record {
    types: Vec<u8>,
    body: Vec<u8>,
}

impl Record {
    fn clear(&mut self) {
        self.types.clear();
        self.body.clear();
    }

    fn push(&mut self, value: Value<'_>) {
        match value {
            Value::Integer(0) => self.types.push(8),
            Value::Integer(1) => self.types.push(9),
            Value::Integer(number) => {
                let (kind, length) = match number {
                    -0x80..=0x7f => (1, 1),
                    -0x8000..=0x7fff => (2, 2),
                    -0x80_0000..=0x7f_ffff => (3, 3),
                    -0x8000_0000..=0x7fff_ffff => (4, 4),
                    -0x8000_0000_0000..=0x7fff_ffff_ffff => (5, 6),
                    _ => (6, 8),
                };
                self.types.push(kind);
                // All eight are written and some taken back, which is faster than to copy a few.
                let bytes = (number << (64 - 8 * length)).to_be_bytes();
                self.body.extend_from_slice(&bytes);
                self.body.truncate(self.body.len() - (8 - length));
            }
            Value::Text(text) => {
                push_varint(13 + 2 * text.len() as u64, &mut self.types);
                self.body.extend_from_slice(text.as_bytes());
            }
        }
    }

    /// The length of what says what the columns are; it counts itself.
    fn head(&self) -> usize {
        let length = self.types.len() + 1;
        length + usize::from(length > 0x7f)
    }

    fn length(&self) -> usize {
        self.head() + self.body.len()
    }

    fn write(&self, out: &mut Vec<u8>) {
        push_varint(self.head() as u64, out);
        out.extend_from_slice(&self.types);
        out.extend_from_slice(&self.body);
    }
}

/// Appends a number in seven bits a byte, the highest first; the ninth byte has all eight.
fn push_varint(number: u64, out: &mut Vec<u8>) {
    if number <= 0x7f {
        return out.push(number as u8);
    }
    let length = varint_length(number);
    if length == 9 {
        for place in (0..8).rev() {
            out.push((number >> (8 + 7 * place)) as u8 | 0x80);
        }
        return out.push(number as u8);
    }
    for place in (1..length).rev() {
        out.push((number >> (7 * place)) as u8 | 0x80);
    }
    out.push(number as u8 & 0x7f);
}

fn varint_length(number: u64) -> usize {
    match number {
        0..=0x7f => 1,
        _ => (64 - number.leading_zeros() as usize).div_ceil(7).min(9),
    }
}

#[cfg(test)]
mod tests;
