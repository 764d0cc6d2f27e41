//! Where the bytes of a text stand in the document as it was given.

use memchr::memchr_iter;

use crate::card::Line;
use crate::roadmap::repair::{self, Moves};

/// Counts the lines of a text.
///
/// The line breaks of each block are kept as bits, so that to count those before a byte takes
/// no look at the text.
pub(in crate::roadmap) struct Lines<'a> {
    /// The text before any repair.
    original: &'a str,
    /// How each repair moved its bytes, the first one first.
    moves: &'a [Moves],
    /// How long the text is after all repairs.
    length: usize,
    blocks: Vec<Block>,
}

/// The line breaks of 64 bytes.
#[derive(Clone, Copy, Default)]
struct Block {
    /// How many line breaks stand before it.
    before: usize,
    /// A bit for each of its bytes that is one, the first byte's lowest.
    breaks: u64,
}

const BLOCK: usize = 64;

impl<'a> Lines<'a> {
    /// Counts the lines of `original`, which `moves` made a text of `length` bytes.
    pub(super) fn of(original: &'a str, moves: &'a [Moves], length: usize) -> Self {
        // One more, for what stands after the last byte.
        let mut blocks = vec![Block::default(); original.len() / BLOCK + 1];
        for at in memchr_iter(b'\n', original.as_bytes()) {
            if let Some(block) = blocks.get_mut(at / BLOCK) {
                block.breaks |= 1 << (at % BLOCK);
            }
        }
        let mut count = 0;
        for block in &mut blocks {
            block.before = count;
            count += block.breaks.count_ones() as usize;
        }
        Self {
            original,
            moves,
            length,
            blocks,
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
        let offset = offset.min(self.original.len());
        let block = self.blocks.get(offset / BLOCK).copied();
        let Block { before, breaks } = block.unwrap_or_default();
        let within = (breaks & ((1 << (offset % BLOCK)) - 1)).count_ones() as usize;
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
                    line += memchr_iter(b'\n', between.as_bytes()).count();
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
        for line in [1_u32, 31, 32, 33, 255, 600, 1000] {
            assert_eq!(lines.line(2 * (line as usize - 1)), Line(line));
        }
        assert_eq!(lines.line(9999), Line(1001));
        assert_eq!(Lines::of("", &[], 0).line(0), Line(1));
    }
}
