//! `waymark import`: a package of Anki's as documents and a backup.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;
use waymark_anki::import::{self, Archive, Import, ImportError, Known, Progress};
use waymark_core::collection::Collection;
use waymark_core::journal::{Fact, Journal};
use waymark_core::time::Instant;
use waymark_store::backup::{Backup, BackupError};

use crate::backup;
use crate::check::count;
use crate::failure::Failure;
use crate::input::{self, name};
use crate::output::Batch;

/// The file with the history.
const BACKUP: &str = "backup.json";
/// The folder of the media files.
const MEDIA: &str = "media";

/// Why a package was not imported.
#[derive(Debug, Error)]
pub enum PackageImportError {
    /// It cannot be read.
    #[error("{file}: {cause}")]
    Package {
        /// The package as it was named.
        file: String,
        /// What is wrong with it.
        cause: ImportError,
    },
    /// Another file is where one is to be written.
    #[error("{file}: is there already and says something else; --replace writes over it")]
    Taken {
        /// The file.
        file: String,
    },
    /// The system refused.
    #[error("{file}: cannot be written: {source}")]
    Unwritable {
        /// The file or folder.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// The history has no written form.
    #[error("the backup cannot be written: {0}")]
    NoForm(BackupError),
}

/// What becomes of files that are there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// They stay, and nothing is imported if one says something else.
    Kept,
    /// They are written over.
    Replaced,
}

/// What `waymark import` was asked.
pub struct Order {
    /// The package.
    pub package: PathBuf,
    /// The folder to write to.
    pub output: PathBuf,
    /// What is known already.
    pub backup: Option<PathBuf>,
    /// What becomes of files that are there already.
    pub standing: Standing,
}

/// Imports a package, and says what came.
///
/// # Errors
/// [`Failure`] where the package cannot be read or a file not written; no file is there then that
/// was not there before.
pub fn run(order: &Order, out: &mut impl Write) -> Result<(), Failure> {
    let bytes = input::bytes(&order.package)?;
    let known = match &order.backup {
        Some(path) => Some(backup::read(path)?),
        None => None,
    };
    let unreadable = |cause| PackageImportError::Package {
        file: name(&order.package),
        cause,
    };
    let mut archive = Archive::open(&bytes).map_err(unreadable)?;
    let import = read(&mut archive, known.as_ref()).map_err(unreadable)?;
    let mut writer = Writer {
        order,
        batch: Batch::default(),
        lines: Vec::new(),
    };
    writer.folder(&order.output)?;
    for document in &import.documents {
        let path = order.output.join(&document.path);
        writer.file(&path, document.markdown.as_bytes())?;
        writer.say(&path, &count(document.cards(), "card"));
    }
    let media = order.output.join(MEDIA);
    if !import.media.is_empty() {
        writer.folder(&media)?;
        writer.say(&media, &count(import.media.len(), "file"));
    }
    for file in &import.media {
        let found = archive.media(file).map_err(unreadable)?;
        writer.file(&media.join(&found.name), &found.bytes)?;
    }
    let path = order.output.join(BACKUP);
    let parts = [
        (import.counts.reviews, "review"),
        (import.events.len() - import.counts.reviews, "other event"),
    ];
    let parts = parts.map(|(number, thing)| count(number, thing));
    let diagnostics = import.diagnostics.clone();
    let json = history(import, known).to_json();
    let json = json.map_err(PackageImportError::NoForm)?;
    writer.file(&path, format!("{json}\n").as_bytes())?;
    writer.say(&path, &parts.join(", "));
    writer.finish(out)?;
    for diagnostic in diagnostics {
        writeln!(out, "{}: {diagnostic}", diagnostic.code.name())?;
    }
    Ok(())
}

fn read(archive: &mut Archive<'_>, known: Option<&Backup>) -> Result<Import, ImportError> {
    let journal = known.map(|known| Journal::from_events(known.events.clone()));
    let collection = journal.as_ref().map(Collection::fold);
    let known = journal
        .as_ref()
        .zip(collection.as_ref())
        .map(|(journal, collection)| Known {
            journal,
            collection,
        });
    let mut shown = io::stderr().is_terminal();
    import::import(archive, known, &mut |progress| {
        if shown {
            // Nobody is helped by an error about where errors go.
            shown = tell(progress).is_ok();
        }
    })
}

/// Says how far it is, on a line that the next word about it writes over.
fn tell(progress: Progress) -> io::Result<()> {
    let mut err = io::stderr();
    match progress {
        Progress::Reading => write!(err, "reading…"),
        Progress::Notes { done, all } => write!(err, "\r\u{1b}[Knote {done} of {all}"),
        Progress::Documents { done, all } => write!(err, "\r\u{1b}[Kdocument {done} of {all}"),
    }?;
    if let Progress::Documents { done, all } = progress
        && done + 1 >= all
    {
        write!(err, "\r\u{1b}[K")?;
    }
    err.flush()
}

/// What is known with what came: the same bytes for the same package.
fn history(import: Import, known: Option<Backup>) -> Backup {
    let mut events = import.events;
    events.extend(import.documents.iter().map(import::Document::event));
    let last = events.iter().map(|event| event.moment.instant).max();
    let made = last.unwrap_or(Instant::from_unix_ms(0));
    let mut came = Backup::new(made, &events, &[]);
    for document in import.documents {
        if let Fact::Imported(imported) = document.event().fact {
            came.documents
                .insert(*imported, document.markdown.into_bytes());
        }
    }
    match known {
        Some(known) => known.merged([came]),
        None => came.merged([]),
    }
}

/// Writes files that are there together or not at all.
struct Writer<'a> {
    order: &'a Order,
    batch: Batch,
    lines: Vec<String>,
}

impl Writer<'_> {
    fn folder(&self, path: &Path) -> Result<(), PackageImportError> {
        fs::create_dir_all(path).map_err(unwritable(path))
    }

    fn file(&mut self, path: &Path, bytes: &[u8]) -> Result<(), PackageImportError> {
        match fs::read(path) {
            Ok(found) if found == bytes => return Ok(()),
            Ok(_) if self.order.standing == Standing::Kept => {
                return Err(PackageImportError::Taken { file: name(path) });
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(unwritable(path)(error)),
        }
        self.batch.write(path, bytes).map_err(unwritable(path))
    }

    fn say(&mut self, path: &Path, what: &str) {
        self.lines.push(format!("{}: {what}", name(path)));
    }

    fn finish(self, out: &mut impl Write) -> Result<(), Failure> {
        self.batch
            .finish()
            .map_err(unwritable(&self.order.output))?;
        for line in self.lines {
            writeln!(out, "{line}")?;
        }
        Ok(())
    }
}

fn unwritable(path: &Path) -> impl FnOnce(io::Error) -> PackageImportError {
    let file = name(path);
    |source| PackageImportError::Unwritable { file, source }
}
