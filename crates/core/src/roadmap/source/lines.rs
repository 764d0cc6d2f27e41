//! Where the bytes of a text stand in the document as it was given.

use crate::card::Line;
use crate::roadmap::repair::{self, Moves};

/// Counts the lines of a text.
///
/// Only the line breaks of whole blocks are counted beforehand, which is a small part of the
/// work of finding each line.
pub(in crate::roadmap) struct Lines<'a> {
    /// The text before any repair.
    original: &'a str,
    /// How each repair moved its bytes, the first one first.
    moves: &'a [Moves],
    /// How long the text is after all repairs.
    length: usize,
    /// For each block, the line breaks before it.
    before: Vec<usize>,
}

const BLOCK: usize = 255;

impl<'a> Lines<'a> {
    /// Counts the lines of `original`, which `moves` made a text of `length` bytes.
    pub(super) fn of(original: &'a str, moves: &'a [Moves], length: usize) -> Self {
        let mut count = 0;
        let before = original.as_bytes().chunks(BLOCK).map(|block| {
            let before = count;
            count += line_breaks(block);
            before
        });
        let before = before.collect();
        Self {
            original,
            moves,
            length,
            before,
        }
    }

    /// The bytes of the text.
    pub fn text_length(&self) -> usize {
        self.length
    }

    /// Where the byte at `offset` was before any repair.
    pub fn origin(&self, offset: usize) -> usize {
        repair::origin(self.moves, offset)
    }

    /// The line that the byte at `offset` is on in the document.
    pub fn line(&self, offset: usize) -> Line {
        self.line_of_origin(self.origin(offset))
    }

    /// The text before any repair.
    pub fn original(&self) -> &'a str {
        self.original
    }

    /// The line that the byte at `offset` of the text before any repair is on.
    pub fn line_of_origin(&self, offset: usize) -> Line {
        let bytes = self.original.as_bytes();
        let offset = offset.min(bytes.len());
        let block = (offset / BLOCK).min(self.before.len().saturating_sub(1));
        let before = self.before.get(block).copied().unwrap_or(0);
        let within = bytes.get(block * BLOCK..offset).map_or(0, line_breaks);
        Line(saturated(1 + before + within))
    }

    /// The lines and characters of `offsets` in the text before any repair, which ascend, both
    /// counted from 1.
    pub fn positions(&self, offsets: impl Iterator<Item = usize>) -> Vec<(Line, u32)> {
        // One walk for all, so that many remarks on one endless line stay cheap.
        let (mut line, mut column, mut at) = (1, 1, 0);
        let positions = offsets.map(|offset| {
            let between = self.original.get(at..offset).unwrap_or("");
            match between.rfind('\n') {
                Some(last) => {
                    line += line_breaks(between.as_bytes());
                    column = 1 + between[last + 1..].chars().count();
                }
                None => column += between.chars().count(),
            }
            at = at.max(offset);
            (Line(saturated(line)), saturated(column))
        });
        positions.collect()
    }
}

fn line_breaks(bytes: &[u8]) -> usize {
    // Counts of a byte each are added up many at a time by the processor; 255 do not overflow.
    let chunks = bytes.chunks(255).map(|chunk| {
        let count: u8 = chunk.iter().map(|&byte| u8::from(byte == b'\n')).sum();
        usize::from(count)
    });
    chunks.sum()
}

fn saturated(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let lines = Lines::of("a\nüb\n", &[], 5);
        let positions = lines.positions([0, 2, 4, 4, 6, 99].into_iter());
        let found: Vec<_> = positions
            .iter()
            .map(|(line, column)| (line.0, *column))
            .collect();
        assert_eq!(found, [(1, 1), (2, 1), (2, 2), (2, 2), (3, 1), (3, 1)]);
        let long = "x\n".repeat(1000);
        let lines = Lines::of(&long, &[], long.len());
        for line in [1_u32, 255, 256, 257, 600, 1000] {
            assert_eq!(lines.line(2 * (line as usize - 1)), Line(line));
        }
        assert_eq!(lines.line(9999), Line(1001));
        assert_eq!(Lines::of("", &[], 0).line(0), Line(1));
    }
}
