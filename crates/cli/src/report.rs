//! A report, in words or as JSON.

use std::io::{self, Write};

use serde::Serialize;

use crate::arguments::ReportFormat;

/// Writes `report`; `words` puts it in words.
///
/// # Errors
/// What the output says.
pub fn write<R: Serialize, W: Write>(
    report: &R,
    format: ReportFormat,
    words: fn(&R, &mut W) -> io::Result<()>,
    out: &mut W,
) -> io::Result<()> {
    match format {
        ReportFormat::Text => words(report, out),
        ReportFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, report)?;
            writeln!(out)
        }
    }
}
