//! `waymark backup check`: what a backup holds, and whether it is whole.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;
use waymark_core::id::ReplicaId;
use waymark_core::journal::{Event, Journal};

use super::Versioned;
use crate::arguments::ReportFormat;
use crate::check::{Verdict, count};
use crate::clock;
use crate::failure::Failure;
use crate::input;

#[derive(Serialize)]
struct FileReport {
    file: String,
    #[serde(flatten)]
    state: State,
}

#[derive(Serialize)]
#[serde(untagged)]
enum State {
    Whole(Contents),
    Damaged { damage: String },
}

#[derive(Serialize)]
struct Contents {
    /// The version of the file's format.
    version: u32,
    /// When it was made.
    made: String,
    events: usize,
    /// How many tabs recorded them.
    replicas: usize,
    /// The times of the first event and of the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<[String; 2]>,
    documents: Vec<Document>,
    /// The bundled roadmaps that were put away.
    put_away: Vec<String>,
    unreadable: Vec<Piece>,
    /// The ids that more than one event claims.
    conflicts: usize,
}

#[derive(Serialize)]
struct Document {
    roadmap: String,
    path: String,
    bytes: usize,
}

#[derive(Serialize)]
struct Piece {
    key: String,
    cause: String,
}

/// Says of each file what it holds.
///
/// # Errors
/// [`Failure`] for a file that the system does not read, and when the output cannot be written.
pub fn write(
    inputs: &[PathBuf],
    format: ReportFormat,
    out: &mut impl Write,
) -> Result<Verdict, Failure> {
    let mut reports = Vec::new();
    for input in inputs {
        let state = match super::understand(input)? {
            Ok(versioned) => State::Whole(Contents::of(versioned)),
            Err(error) => State::Damaged {
                damage: error.to_string(),
            },
        };
        let file = input::name(input);
        reports.push(FileReport { file, state });
    }
    crate::report::write(&reports, format, write_text, out)?;
    let is_whole = |report: &FileReport| match &report.state {
        State::Whole(contents) => contents.unreadable.is_empty(),
        State::Damaged { .. } => false,
    };
    Ok(if reports.iter().all(is_whole) {
        Verdict::Fine
    } else {
        Verdict::Faulty
    })
}

impl Contents {
    fn of(Versioned { version, backup }: Versioned) -> Self {
        let documents = backup.documents.iter().map(|(document, bytes)| Document {
            roadmap: document.roadmap.to_string(),
            path: document.path.clone(),
            bytes: bytes.len(),
        });
        let unreadable = backup.unreadable.iter().map(|piece| Piece {
            key: piece.key.clone(),
            cause: piece.cause.to_string(),
        });
        let (documents, unreadable) = (documents.collect(), unreadable.collect());
        let journal = Journal::from_events(backup.events);
        let events = journal.events();
        let replicas: BTreeSet<ReplicaId> = events.iter().map(|event| event.id.replica).collect();
        let time = |event: &Event| clock::shown(event.moment.instant);
        Self {
            version,
            made: clock::shown(backup.made),
            events: events.len(),
            replicas: replicas.len(),
            span: events
                .first()
                .zip(events.last())
                .map(|(first, last)| [time(first), time(last)]),
            documents,
            put_away: backup.put_away.iter().map(ToString::to_string).collect(),
            unreadable,
            conflicts: journal.conflicts().len(),
        }
    }
}

fn write_text(reports: &Vec<FileReport>, out: &mut impl Write) -> io::Result<()> {
    for report in reports {
        match &report.state {
            State::Whole(contents) => write_contents(&report.file, contents, out)?,
            State::Damaged { damage } => writeln!(out, "{}", printable(damage))?,
        }
    }
    Ok(())
}

fn write_contents(file: &str, contents: &Contents, out: &mut impl Write) -> io::Result<()> {
    let Contents { version, made, .. } = contents;
    writeln!(out, "{file}: version {version}, made {made}")?;
    let events = count(contents.events, "event");
    let replicas = count(contents.replicas, "replica");
    write!(out, "  {events} of {replicas}")?;
    if let Some([first, last]) = &contents.span {
        write!(out, ", {first} to {last}")?;
    }
    writeln!(out)?;
    writeln!(out, "  {}", count(contents.documents.len(), "document"))?;
    for Document {
        roadmap,
        path,
        bytes,
    } in &contents.documents
    {
        let path = printable(path);
        writeln!(out, "    {path}: {roadmap}, {}", count(*bytes, "byte"))?;
    }
    if !contents.put_away.is_empty() {
        writeln!(out, "  put away: {}", contents.put_away.join(", "))?;
    }
    let unreadable = contents.unreadable.len();
    writeln!(out, "  {}", count(unreadable, "unreadable segment"))?;
    for Piece { key, cause } in &contents.unreadable {
        let (key, cause) = (printable(key), printable(cause));
        writeln!(out, "    {key}: {cause}")?;
    }
    writeln!(out, "  {}", count(contents.conflicts, "conflict"))
}

/// The text without what a terminal would obey: a file may say anything.
fn printable(text: &str) -> String {
    let shown = |character: char| {
        if character.is_control() {
            char::REPLACEMENT_CHARACTER
        } else {
            character
        }
    };
    text.chars().map(shown).collect()
}
