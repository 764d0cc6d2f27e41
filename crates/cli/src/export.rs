//! `waymark export`: cards as a package for Anki.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;
use thiserror::Error;
use waymark_anki::export::sheet::{self, Separator};
use waymark_anki::export::{self, Export, Progress, Selection, Source, Version, Versions};
use waymark_anki::package::previous::Previous;
use waymark_anki::package::{Package, PackageError, Size};
use waymark_core::collection::{Collection, Members};
use waymark_core::id::{CardId, ContentHash};
use waymark_core::journal::Journal;
use waymark_core::roadmap::{self, Roadmap};
use waymark_core::search::{self, Index, Problem, Record};
use waymark_core::time::{Instant, Moment, StudyDay};
use waymark_store::backup::{self as store_backup, Backup};

use crate::arguments::ExportFormat;
use crate::backup;
use crate::check::count;
use crate::failure::Failure;
use crate::input::{Documents, STANDARD_INPUT, name};
use crate::media::{self, Found};
use crate::output;

/// Why cards were not exported.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The system refused.
    #[error("{file}: cannot be written: {source}")]
    Unwritable {
        /// The file as it was named.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// What stands at the place of the output is no package of ours.
    #[error(
        "{file}: is not a package that waymark export wrote ({cause}); name another output, or remove it"
    )]
    Foreign {
        /// The file as it was named.
        file: String,
        /// What is wrong with it.
        cause: PackageError,
    },
    /// A picture, a sound or the folder of one cannot be read.
    #[error("{file}: cannot be read: {source}")]
    Unreadable {
        /// The file or folder.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// The package could not be made.
    #[error("the package cannot be made: {0}")]
    NoPackage(#[from] PackageError),
    /// There is no card to export.
    #[error("no card to export: {reason}")]
    NoCards {
        /// Why not.
        reason: &'static str,
    },
    /// A part of the query has no meaning.
    #[error("--select {query}: {cause}")]
    Query {
        /// The query.
        query: String,
        /// What is wrong with it.
        cause: Problem,
    },
}

/// What `waymark export` was asked.
pub struct Order {
    /// The documents.
    pub inputs: Vec<PathBuf>,
    /// What the learner did, and documents if none are named.
    pub backup: Option<PathBuf>,
    /// The file to write.
    pub output: PathBuf,
    /// What to write into it; unless told, what the file's ending says.
    pub format: Option<ExportFormat>,
    /// Which cards.
    pub select: Option<String>,
    /// Whether what the learner did with the cards goes along.
    pub progress: Progress,
    /// The time at which the package is made.
    pub now: Moment,
}

/// A roadmap with what is known of its versions.
struct Traced {
    roadmap: Roadmap,
    /// Where its document lies, if it is a file.
    folder: Option<PathBuf>,
    since: Instant,
    earlier: Vec<Version>,
}

impl Traced {
    fn new(
        roadmap: Roadmap,
        content: ContentHash,
        modified: Option<Instant>,
        journal: &Journal,
        backup: &Backup,
    ) -> Self {
        let document = |wanted: ContentHash| {
            let mut documents = backup.documents.iter();
            let found = documents.find(|(imported, _)| imported.content == wanted);
            found.map(|(_, bytes)| bytes.as_slice())
        };
        let versions = Versions::of(&roadmap.id, content, journal, document);
        Self {
            roadmap,
            folder: None,
            since: versions.since(modified),
            earlier: versions.earlier,
        }
    }
}

/// Exports the cards of the documents and says how many.
///
/// # Errors
/// [`Failure`] where an input cannot be read or the output cannot be written; the output is as it
/// was then.
pub fn run(order: &Order, out: &mut impl Write) -> Result<(), Failure> {
    let backup = match &order.backup {
        Some(path) => backup::read(path)?,
        None => Backup::new(order.now.instant, &[], &[]),
    };
    let journal = Journal::from_events(backup.events.clone());
    let mut collection = Collection::fold(&journal);
    let traced = traced(&order.inputs, &backup, &journal)?;
    collection.join(Members::of(traced.iter().map(|traced| &traced.roadmap)));
    let sources: Vec<Source<'_>> = traced
        .iter()
        .map(|traced| Source {
            roadmap: &traced.roadmap,
            since: traced.since,
            earlier: &traced.earlier,
        })
        .collect();
    let today = order.now.study_day(collection.settings().day_start);
    let roadmaps = sources.iter().map(|source| source.roadmap);
    let selected = match &order.select {
        Some(query) => Some(found(query, roadmaps, &journal, &collection, today)?),
        None => None,
    };
    let export = Export {
        sources: &sources,
        selection: selected.as_ref().map_or(Selection::All, Selection::Cards),
        journal: &journal,
        collection: &collection,
        progress: order.progress,
        now: order.now,
    };
    let format = order
        .format
        .unwrap_or_else(|| ExportFormat::of(&order.output));
    let (mut found, mut media) = (Found::default(), 0);
    let (size, bytes) = match format {
        ExportFormat::Apkg => {
            let mut package = export::package(&export);
            let size = some(package.size(), order)?;
            follow(&mut package, &order.output)?;
            found = media_of(&package, &traced, order)?;
            media = found.files.len();
            package.media = std::mem::take(&mut found.files);
            (size, package.to_apkg().map_err(ExportError::NoPackage)?)
        }
        format => {
            let size = some(export::size(&export), order)?;
            let text = match format {
                ExportFormat::Csv => sheet::table(&export, Separator::Comma),
                ExportFormat::Tsv => sheet::table(&export, Separator::Tab),
                ExportFormat::Apkg | ExportFormat::Md => sheet::plain(&export),
            };
            (size, text.into_bytes())
        }
    };
    if order.output.as_os_str() == STANDARD_INPUT {
        out.write_all(&bytes)?;
        return Ok(());
    }
    output::replace(&order.output, &bytes).map_err(unwritable(&order.output))?;
    let log = match format {
        ExportFormat::Apkg => Some((size.log, "review")),
        _ => None,
    };
    let parts = [(size.notes, "card"), (size.decks, "deck")];
    let files = (media > 0).then_some((media, "file"));
    let parts: Vec<String> = parts
        .into_iter()
        .chain(log)
        .chain(files)
        .map(|(number, thing)| count(number, thing))
        .collect();
    writeln!(out, "{}: {}", name(&order.output), parts.join(", "))?;
    for name in found.missing {
        writeln!(
            out,
            "media-missing: file {name:?}: is not beside the documents, so not in the package"
        )?;
    }
    for name in found.doubtful {
        writeln!(
            out,
            "media-twice: file {name:?}: is another one beside another document; the first is in the package"
        )?;
    }
    Ok(())
}

/// The cards that a query finds.
fn found<'a>(
    query: &str,
    roadmaps: impl Iterator<Item = &'a Roadmap>,
    journal: &Journal,
    collection: &Collection,
    today: StudyDay,
) -> Result<FxHashSet<CardId>, ExportError> {
    let parsed = search::parse(query);
    if let Some(diagnostic) = parsed.diagnostics.into_iter().next() {
        return Err(ExportError::Query {
            query: query.to_owned(),
            cause: diagnostic.problem,
        });
    }
    let index = Index::new(roadmaps);
    let record = Record::new(&index, journal, collection, today);
    let found = index.search(&parsed.query, &record).into_iter();
    Ok(found
        .filter_map(|position| index.entry(position).map(|entry| entry.id))
        .collect())
}

fn unwritable(output: &Path) -> impl Fn(io::Error) -> ExportError {
    let file = name(output);
    move |source| ExportError::Unwritable {
        file: file.clone(),
        source,
    }
}

/// The size, unless there is nothing.
fn some(size: Size, order: &Order) -> Result<Size, ExportError> {
    let reason = match order.select {
        _ if size.notes > 0 => return Ok(size),
        Some(_) => "the query finds none",
        None => "the documents make none",
    };
    Err(ExportError::NoCards { reason })
}

/// Compares a package with the one that stands at its place.
fn follow(package: &mut Package, output: &Path) -> Result<(), ExportError> {
    if output.as_os_str() == STANDARD_INPUT {
        return Ok(());
    }
    match fs::read(output) {
        Ok(bytes) => {
            let previous = Previous::read(&bytes).map_err(|cause| ExportError::Foreign {
                file: name(output),
                cause,
            })?;
            package.follow(&previous);
            Ok(())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(unwritable(output)(error)),
    }
}

/// The pictures and sounds of a package that lie beside the documents, or beside the backup that
/// they are in.
fn media_of(package: &Package, traced: &[Traced], order: &Order) -> Result<Found, ExportError> {
    let beside = traced.iter().filter_map(|traced| traced.folder.clone());
    let mut folders: Vec<PathBuf> = beside.collect();
    if order.inputs.is_empty() {
        folders.extend(order.backup.as_deref().map(folder_of));
    }
    media::find(&folders, package.media_names()).map_err(|(path, source)| ExportError::Unreadable {
        file: name(&path),
        source,
    })
}

/// The folder that a file lies in.
fn folder_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn traced(inputs: &[PathBuf], backup: &Backup, journal: &Journal) -> Result<Vec<Traced>, Failure> {
    if inputs.is_empty() {
        let current = store_backup::current(backup.documents.keys(), journal);
        let documents = current.into_iter().filter_map(|imported| {
            let bytes = backup.documents.get(imported)?;
            let read = roadmap::import_as(bytes, &imported.path, Some(&imported.roadmap));
            Some(Traced::new(
                read.roadmap,
                imported.content,
                None,
                journal,
                backup,
            ))
        });
        return Ok(documents.collect());
    }
    let documents = Documents::read(inputs)?.0.into_iter();
    let documents = documents.map(|document| {
        let roadmap = document.import.roadmap;
        let is_file = document.file != STANDARD_INPUT;
        let folder = is_file.then(|| folder_of(Path::new(&document.file)));
        let traced = Traced::new(
            roadmap,
            document.content,
            document.modified,
            journal,
            backup,
        );
        Traced { folder, ..traced }
    });
    Ok(documents.collect())
}
