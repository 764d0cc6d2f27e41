//! Tables that are almost right.

use std::fmt;

/// What was wrong with a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFault {
    /// No row of hyphens divides its header from its rows.
    NoDivider,
    /// The row of hyphens has other columns than the header.
    UnevenDivider,
    /// The row of hyphens occurs again.
    RepeatedDivider,
    /// A blank line stands between its rows.
    Broken,
    /// It is not set apart from the text before or after it.
    NotSetApart,
    /// A bar in code or in a link divides a cell.
    BarInCell,
}

impl TableFault {
    pub(super) const fn help(self) -> &'static str {
        match self {
            Self::NoDivider => "put a row of hyphens under the header",
            Self::UnevenDivider => "give the row of hyphens as many columns as the header",
            Self::RepeatedDivider => "keep only the first row of hyphens",
            Self::Broken => "remove the blank line",
            Self::NotSetApart => "put a blank line before and after the table",
            Self::BarInCell => "put a backslash before the bar",
        }
    }
}

impl fmt::Display for TableFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoDivider => "table without a row of hyphens; its first row is the header",
            Self::UnevenDivider => "the row of hyphens does not fit the header; read as if it did",
            Self::RepeatedDivider => "repeated row of hyphens left out",
            Self::Broken => "blank line between rows; read as one table",
            Self::NotSetApart => "table and text touch; read apart",
            Self::BarInCell => "bar within a cell; read as part of it",
        })
    }
}
