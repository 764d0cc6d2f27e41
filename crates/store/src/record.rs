//! The shapes that are written down, and the way from them to the domain and back.
//!
//! Reading checks everything: a record that the domain would not make is an error, never a default.

pub mod event;
pub mod fact;
pub mod json;
pub mod placement;
pub mod rich_text;
pub mod setting;

use std::fmt;

/// A record holds something that no version of Waymark writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordError {
    /// What was being read, for instance `rating`.
    pub field: &'static str,
    /// What was found instead.
    pub found: String,
}

impl RecordError {
    pub(crate) fn new(field: &'static str, found: impl fmt::Display) -> Self {
        Self {
            field,
            found: found.to_string(),
        }
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no {}", self.found, self.field)
    }
}

impl std::error::Error for RecordError {}

/// Reads an id, or any other value that has one spelling.
pub(crate) fn parse<T: std::str::FromStr>(
    field: &'static str,
    text: &str,
) -> Result<T, RecordError> {
    text.parse().map_err(|_| RecordError::new(field, text))
}
