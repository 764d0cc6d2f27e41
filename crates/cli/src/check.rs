//! `waymark check`: what the importer made of documents, and what an author can mend.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::Serialize;
use waymark_core::roadmap::Diagnostic;
use waymark_core::roadmap::diagnostic::Severity;

use crate::arguments::ReportFormat;
use crate::input::{Document, Documents};

/// Whether the documents say what their authors mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// There is nothing worse than a note.
    Fine,
    /// There is a warning.
    Faulty,
}

#[derive(Serialize)]
struct FileReport<'a> {
    file: &'a str,
    roadmap: &'a str,
    title: &'a str,
    /// How many cards it makes.
    cards: usize,
    /// The lines on which cards begin.
    card_lines: Vec<u32>,
    /// The other lines that are not blank.
    other_lines: Vec<u32>,
    diagnostics: Vec<Remark>,
}

#[derive(Serialize)]
struct Remark {
    line: u32,
    column: u32,
    severity: &'static str,
    message: String,
    help: &'static str,
}

impl Remark {
    fn new(diagnostic: &Diagnostic) -> Self {
        Self {
            line: diagnostic.line.0,
            column: diagnostic.column,
            severity: severity_name(diagnostic.code.severity()),
            message: diagnostic.code.to_string(),
            help: diagnostic.code.help(),
        }
    }
}

const fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
    }
}

impl<'a> FileReport<'a> {
    fn new(document: &'a Document) -> Self {
        let roadmap = &document.import.roadmap;
        let begins: BTreeSet<u32> = roadmap.cards.iter().map(|card| card.line.0).collect();
        let lines = (1..).zip(document.source.split(|&byte| byte == b'\n'));
        let other_lines = lines
            .filter(|(number, line)| !line.trim_ascii().is_empty() && !begins.contains(number))
            .map(|(number, _)| number);
        Self {
            file: &document.file,
            roadmap: roadmap.id.as_str(),
            title: &roadmap.title,
            cards: roadmap.cards.len(),
            other_lines: other_lines.collect(),
            card_lines: begins.into_iter().collect(),
            diagnostics: document
                .import
                .diagnostics
                .iter()
                .map(Remark::new)
                .collect(),
        }
    }
}

/// Writes the report on `documents`, in their order.
///
/// # Errors
/// What the output says.
pub fn write(
    documents: &Documents,
    format: ReportFormat,
    out: &mut impl Write,
) -> io::Result<Verdict> {
    let reports: Vec<_> = documents.0.iter().map(FileReport::new).collect();
    match format {
        ReportFormat::Text => write_text(&reports, out)?,
        ReportFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &reports)?;
            writeln!(out)?;
        }
    }
    let mut diagnostics = documents.0.iter().flat_map(|d| &d.import.diagnostics);
    let faulty = diagnostics.any(|found| found.code.severity() >= Severity::Warning);
    Ok(if faulty {
        Verdict::Faulty
    } else {
        Verdict::Fine
    })
}

fn write_text(reports: &[FileReport<'_>], out: &mut impl Write) -> io::Result<()> {
    for report in reports {
        let file = report.file;
        for remark in &report.diagnostics {
            let Remark {
                line,
                column,
                severity,
                message,
                help,
            } = remark;
            writeln!(out, "{file}:{line}:{column}: {severity}: {message}; {help}")?;
        }
    }
    for report in reports {
        let cards = count(report.cards, "card");
        writeln!(out, "{}: {cards}", report.file)?;
        write_lines("cards begin on", &report.card_lines, out)?;
        write_lines("other text on", &report.other_lines, out)?;
    }
    let total = |severity: &str| {
        let remarks = reports.iter().flat_map(|report| &report.diagnostics);
        remarks.filter(|found| found.severity == severity).count()
    };
    writeln!(
        out,
        "{}, {}, {}, {}",
        count(reports.len(), "document"),
        count(reports.iter().map(|report| report.cards).sum(), "card"),
        count(total("warning"), "warning"),
        count(total("note"), "note"),
    )
}

fn write_lines(what: &str, lines: &[u32], out: &mut impl Write) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let word = if lines.len() == 1 { "line" } else { "lines" };
    writeln!(out, "  {what} {word} {}", spans(lines))
}

/// Ascending numbers with their gaps: `1, 4-6`.
fn spans(lines: &[u32]) -> String {
    let runs = lines.chunk_by(|one, next| one + 1 == *next);
    let spans = runs.filter_map(|run| match run {
        [] => None,
        [only] => Some(only.to_string()),
        [first, .., last] => Some(format!("{first}-{last}")),
    });
    spans.collect::<Vec<_>>().join(", ")
}

/// A number of things, in words: `1 card`, `2 cards`.
pub fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consecutive_lines_are_written_as_spans() {
        assert_eq!(spans(&[]), "");
        assert_eq!(spans(&[3]), "3");
        assert_eq!(spans(&[1, 2, 4, 6, 7, 8]), "1-2, 4, 6-8");
    }
}
