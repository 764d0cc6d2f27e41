//! `waymark check`: what the importer made of documents, and what an author can mend.

use std::io::{self, Write};

use serde::Serialize;
use waymark_core::card::Line;
use waymark_core::roadmap::diagnostic::Severity;
use waymark_core::roadmap::trail::Fate;
use waymark_core::roadmap::{Diagnostic, Import, Stretch};

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
    lines: Vec<Range>,
    diagnostics: Vec<Remark>,
}

/// Lines that stand together, and what became of them.
#[derive(Serialize)]
struct Range {
    first: u32,
    last: u32,
    #[serde(flatten)]
    fate: Outcome,
}

#[derive(PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Outcome {
    Cards {
        kind: &'static str,
        cards: usize,
    },
    Left {
        reason: &'static str,
        #[serde(skip)]
        words: String,
    },
}

impl Range {
    /// `lines` are those of the cards, ascending.
    fn new(stretch: &Stretch, lines: &[Line]) -> Self {
        let fate = match stretch.fate {
            Fate::Cards(kind) => {
                let before = lines.partition_point(|line| *line < stretch.first);
                let until = lines.partition_point(|line| *line <= stretch.last);
                Outcome::Cards {
                    kind: kind.name(),
                    cards: until - before,
                }
            }
            Fate::Left(reason) => Outcome::Left {
                reason: reason.name(),
                words: reason.to_string(),
            },
        };
        Self {
            first: stretch.first.0,
            last: stretch.last.0,
            fate,
        }
    }
}

#[derive(Serialize)]
struct Remark {
    line: u32,
    column: u32,
    severity: &'static str,
    code: &'static str,
    message: String,
    help: &'static str,
}

impl Remark {
    fn new(diagnostic: &Diagnostic) -> Self {
        Self {
            line: diagnostic.line.0,
            column: diagnostic.column,
            severity: severity_name(diagnostic.code.severity()),
            code: diagnostic.code.name(),
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
        let Import {
            roadmap,
            diagnostics,
            stretches,
        } = &document.import;
        let mut lines: Vec<Line> = roadmap.cards.iter().map(|card| card.line).collect();
        lines.sort_unstable();
        let ranges = stretches.iter().map(|stretch| Range::new(stretch, &lines));
        Self {
            file: &document.file,
            roadmap: roadmap.id.as_str(),
            title: &roadmap.title,
            cards: roadmap.cards.len(),
            lines: ranges.collect(),
            diagnostics: diagnostics.iter().map(Remark::new).collect(),
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
                ..
            } = remark;
            writeln!(out, "{file}:{line}:{column}: {severity}: {message}; {help}")?;
        }
    }
    for report in reports {
        let cards = count(report.cards, "card");
        writeln!(out, "{}: {cards}", report.file)?;
        write_ranges(&report.lines, out)?;
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

/// Writes what became of the lines, neighbours with the same fate in one row.
fn write_ranges(ranges: &[Range], out: &mut impl Write) -> io::Result<()> {
    let rows = ranges.chunk_by(|one, next| one.fate.is_like(&next.fate));
    let rows: Vec<_> = rows.map(|row| (span(row), words(row))).collect();
    let width = rows.iter().map(|(span, _)| span.len()).max().unwrap_or(0);
    for (span, words) in rows {
        writeln!(out, "  {span:>width$}  {words}")?;
    }
    Ok(())
}

impl Outcome {
    /// Whether both are cards of one kind, or left for one reason.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Cards { kind, .. }, Self::Cards { kind: other, .. }) => kind == other,
            _ => self == other,
        }
    }
}

/// The lines from the first range to the last: `4-6`.
fn span(row: &[Range]) -> String {
    match row {
        [] => String::new(),
        [first, ..] => {
            let last = row.last().unwrap_or(first).last;
            if first.first == last {
                last.to_string()
            } else {
                format!("{}-{last}", first.first)
            }
        }
    }
}

/// What became of them: `2 cards: question`, `running text`.
fn words(row: &[Range]) -> String {
    let mut all = 0;
    let mut words = String::new();
    for range in row {
        match &range.fate {
            Outcome::Cards { kind, cards } => {
                all += cards;
                words = format!("{}: {kind}", count(all, "card"));
            }
            Outcome::Left { words: why, .. } => words.clone_from(why),
        }
    }
    words
}

/// A number of things, in words: `1 card`, `2 cards`.
pub fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}
