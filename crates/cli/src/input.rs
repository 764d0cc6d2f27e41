//! What is read: files, folders and standard input.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use thiserror::Error;
use waymark_core::id::ContentHash;
use waymark_core::roadmap::{self, Import};
use waymark_core::time::Instant;

use crate::clock;

/// The path that stands for standard input.
pub const STANDARD_INPUT: &str = "-";

/// The endings of the files that are taken from a folder.
const ENDINGS: [&str; 3] = ["md", "markdown", "txt"];

/// Why an input could not be read.
#[derive(Debug, Error)]
pub enum InputError {
    /// The system refused.
    #[error("{path}: cannot be read: {source}")]
    Unreadable {
        /// The file or folder as it was named.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// A folder holds no document.
    #[error("{path}: no .md, .markdown or .txt file in this folder")]
    EmptyFolder {
        /// The folder as it was named.
        path: String,
    },
    /// Standard input was named more than once.
    #[error("standard input (-) can be read only once")]
    InputTwice,
}

impl InputError {
    fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = name(path);
        |source| Self::Unreadable { path, source }
    }
}

/// A document with what the importer made of it.
pub struct Document {
    /// Where it was read from, as the user would write it; `-` is standard input.
    pub file: String,
    /// Where it lies below the folder that was named; empty for a file that was named itself.
    pub place: PathBuf,
    /// Names its bytes.
    pub content: ContentHash,
    /// When it was changed last, where the system says so.
    pub modified: Option<Instant>,
    /// Its cards, sections and diagnostics.
    pub import: Import,
}

/// A file with its bytes.
struct Source {
    path: PathBuf,
    place: PathBuf,
    bytes: Vec<u8>,
}

/// Documents in the order in which they were named; those of a folder by their paths.
pub struct Documents(pub Vec<Document>);

impl Documents {
    /// Reads everything that `inputs` name.
    ///
    /// # Errors
    /// [`InputError`] for the first input that cannot be read.
    pub fn read(inputs: &[PathBuf]) -> Result<Self, InputError> {
        let standard = |path: &&PathBuf| path.as_os_str() == STANDARD_INPUT;
        if inputs.iter().filter(standard).count() > 1 {
            return Err(InputError::InputTwice);
        }
        let mut files = Vec::new();
        for input in inputs {
            files.extend(read(input)?);
        }
        Ok(Self::import(files, None, &Self(Vec::new())))
    }

    /// Reads two states of one set of documents.
    ///
    /// A document without a title goes by its file's name. Two files are two states of one
    /// document, so both go by the name of the old one. What lies at the same place in both
    /// states is one roadmap, and the id that its title gave it stays.
    ///
    /// # Errors
    /// [`InputError`] for the first input that cannot be read.
    pub fn read_pair(old: &Path, new: &Path) -> Result<(Self, Self), InputError> {
        if old.as_os_str() == STANDARD_INPUT && new.as_os_str() == STANDARD_INPUT {
            return Err(InputError::InputTwice);
        }
        let (old, new) = (read(old)?, read(new)?);
        let title = match (old.as_slice(), new.as_slice()) {
            ([old], [_]) => Some(title(&old.path)),
            _ => None,
        };
        let title = title.as_deref();
        let old = Self::import(old, title, &Self(Vec::new()));
        let new = Self::import(new, title, &old);
        Ok((old, new))
    }

    /// Reads `sources`, of which `before` may hold an earlier state.
    fn import(sources: Vec<Source>, fallback_title: Option<&str>, before: &Self) -> Self {
        let before = before.0.iter();
        let before: HashMap<_, _> = before
            .map(|document| (document.place.as_path(), &document.import.roadmap.id))
            .collect();
        let documents = sources.into_iter().map(|source| {
            let own = title(&source.path);
            let known = before.get(source.place.as_path()).copied();
            let title = fallback_title.unwrap_or(&own);
            let import = roadmap::import_as(&source.bytes, title, known);
            Document {
                file: name(&source.path),
                place: source.place,
                content: roadmap::content_hash(&source.bytes),
                modified: clock::modified(&source.path),
                import,
            }
        });
        Self(documents.collect())
    }
}

/// The name of a document that gives itself none.
fn title(path: &Path) -> String {
    if path.as_os_str() == STANDARD_INPUT {
        return "Untitled".to_owned();
    }
    path.file_stem()
        .map_or_else(|| name(path), |stem| stem.to_string_lossy().into_owned())
}

/// How a path is shown.
pub fn name(path: &Path) -> String {
    path.display().to_string()
}

/// The bytes of one file or of standard input.
///
/// # Errors
/// [`InputError::Unreadable`] if the system refuses.
pub fn bytes(path: &Path) -> Result<Vec<u8>, InputError> {
    if path.as_os_str() != STANDARD_INPUT {
        return fs::read(path).map_err(InputError::at(path));
    }
    let mut bytes = Vec::new();
    let read = io::stdin().lock().read_to_end(&mut bytes);
    read.map_err(InputError::at(path))?;
    Ok(bytes)
}

/// The files that `input` names.
fn read(input: &Path) -> Result<Vec<Source>, InputError> {
    let source =
        |path: PathBuf, place: PathBuf| bytes(&path).map(|bytes| Source { path, place, bytes });
    if input.as_os_str() == STANDARD_INPUT || !input.is_dir() {
        return Ok(vec![source(input.to_owned(), PathBuf::new())?]);
    }
    let files = walk(input)?;
    if files.is_empty() {
        return Err(InputError::EmptyFolder { path: name(input) });
    }
    let below = |path: PathBuf| {
        let place = path.strip_prefix(input).unwrap_or(&path).to_owned();
        source(path, place)
    };
    files.into_iter().map(below).collect()
}

/// The documents below `folder`, sorted by their paths.
///
/// Hidden files and folders are left out. Links to files count, links to folders do not, so that
/// no folder is walked twice.
fn walk(folder: &Path) -> Result<Vec<PathBuf>, InputError> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(InputError::at(&folder))? {
            let entry = entry.map_err(InputError::at(&folder))?;
            let path = entry.path();
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let kind = entry.file_type().map_err(InputError::at(&path))?;
            if kind.is_dir() {
                folders.push(path);
            } else if is_document(&path) && path.is_file() {
                files.push(path);
            }
        }
    }
    files.sort_unstable();
    Ok(files)
}

fn is_document(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    ENDINGS
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

/// The lines of a file or of standard input, one by one.
pub struct Lines {
    /// Where they come from, as errors name it.
    pub file: String,
    reader: BufReader<Box<dyn Read>>,
}

impl Lines {
    /// Opens a file or standard input.
    ///
    /// # Errors
    /// [`InputError::Unreadable`] if the system refuses.
    pub fn open(path: &Path) -> Result<Self, InputError> {
        let reader: Box<dyn Read> = if path.as_os_str() == STANDARD_INPUT {
            Box::new(io::stdin().lock())
        } else {
            Box::new(File::open(path).map_err(InputError::at(path))?)
        };
        Ok(Self {
            file: name(path),
            reader: BufReader::new(reader),
        })
    }

    /// Puts the next line, with its line break, into `line`; `false` when there is none.
    ///
    /// # Errors
    /// [`InputError::Unreadable`] if the system refuses.
    pub fn next(&mut self, line: &mut Vec<u8>) -> Result<bool, InputError> {
        line.clear();
        let read = self.reader.read_until(b'\n', line);
        let read = read.map_err(InputError::at(Path::new(&self.file)))?;
        Ok(read > 0)
    }

    /// Whether the next line may have to be waited for.
    pub fn may_wait(&self) -> bool {
        self.reader.buffer().is_empty()
    }
}
