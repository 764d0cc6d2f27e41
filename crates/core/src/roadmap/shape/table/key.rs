//! Which columns of a table name its rows.

use rustc_hash::FxHashSet;

use crate::rich_text::Inline;
use crate::roadmap::outline::{Prose, Row};
use crate::roadmap::{identity, phrase};

use super::says_something;

/// The first column's name where it only counts the rows.
#[rustfmt::skip]
const COUNTERS: &[&str] = &[
    "#", "id", "no", "no.", "nr", "nr.", "number", "№",
];

/// The columns that name the rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// One column does.
    Column(usize),
    /// This column does together with the next: alone it names several rows.
    Pair(usize),
}

impl Key {
    /// Finds the columns that name the rows.
    pub fn of(names: &[impl AsRef<str>], rows: &[Row]) -> Self {
        let counted = names.first().is_some_and(|name| {
            let name = name.as_ref().trim().to_lowercase();
            COUNTERS.contains(&name.as_str())
        });
        let column = usize::from(counted && names.len() > 2);
        if names.len() < column + 3 {
            return Self::Column(column);
        }
        let cells = || rows.iter().filter_map(|row| row.cells.get(column));
        let empty = cells().filter(|cell| !says_something(cell)).count();
        if empty * 3 >= rows.len() && empty > 0 && rows.len() > 1 {
            // The column groups the rows, and the next one names them.
            return Self::Column(column + 1);
        }
        let mut seen = FxHashSet::default();
        let repeats = cells()
            .filter(|cell| says_something(cell))
            .filter(|cell| !seen.insert(identity::normalised(&cell.inlines)));
        // A name that occurs twice by mistake names its row none the less.
        if repeats.count() * 4 >= rows.len() && rows.len() > 1 {
            Self::Pair(column)
        } else {
            Self::Column(column)
        }
    }

    /// The last column that names the rows.
    pub fn last(self) -> usize {
        match self {
            Self::Column(column) => column,
            Self::Pair(column) => column + 1,
        }
    }

    /// What names `row`; where its first cell is empty, that of a row above holds for it.
    pub fn name(self, row: &Row, above: &mut Vec<Inline>) -> Option<Vec<Inline>> {
        let cell = |column: usize| row.cells.get(column).filter(|cell| says_something(cell));
        let trimmed = |cell: &Prose| {
            let mut inlines = cell.inlines.clone();
            phrase::trim_end(&mut inlines, &[':']);
            // A key that is bold as a whole is no more than a key.
            if let [Inline::Strong(inner)] = inlines.as_mut_slice() {
                inlines = std::mem::take(inner);
            }
            inlines
        };
        match self {
            Self::Column(column) => cell(column).map(trimmed),
            Self::Pair(column) => {
                if let Some(first) = cell(column) {
                    *above = phrase::name_of_run(&trimmed(first)).into_owned();
                }
                if above.is_empty() {
                    return None;
                }
                let mut name = above.clone();
                if let Some(second) = cell(column + 1) {
                    phrase::push(&mut name, ", ");
                    phrase::extend(&mut name, trimmed(second));
                }
                Some(name)
            }
        }
    }
}
