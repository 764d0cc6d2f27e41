//! What was chosen for import, and what may become of it.

use std::sync::Arc;

use waymark_core::card::CardKind;
use waymark_core::collection::{Collection, Learning};
use waymark_core::reimport::{IMPORTER_VERSION, Snapshot};
use waymark_core::revision::ThreeWay;
use waymark_core::rich_text::media::kind_of;
use waymark_core::roadmap::Roadmap;
use waymark_store::document::Document;
use waymark_store::reading::Reading;

use super::comparison::Comparison;
use super::resemblance::Earlier;
use super::shelf::Shelf;
use super::wording::count;

/// A document that has been read and waits to be added.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// What the importer says about it.
    pub reading: Reading,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// What adding it would do.
    pub standing: Standing,
    /// The roadmap of another name that it may be a version of.
    pub earlier: Option<Earlier>,
    /// Whether the learner says that it is one.
    pub version: Version,
    /// What the learner had edited in the version that is here, where the source does not say the
    /// same; then `bytes` are what comes of both.
    pub edits: Option<Arc<OwnEdits>>,
}

/// The learner's edits of a roadmap of which a new version comes.
#[derive(Debug)]
pub struct OwnEdits {
    /// What it was, what the learner made of it, and what the source says now.
    pub versions: ThreeWay,
    /// The source as the learner knows it.
    pub base: Vec<u8>,
    /// The new version as it came.
    pub source: Arc<[u8]>,
}

impl OwnEdits {
    /// Whether the source says anything that it did not say before.
    pub fn is_news(&self) -> bool {
        *self.base != *self.source
    }
}

/// What a document of another name than its roadmap is, in the learner's judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// A roadmap of its own.
    Own,
    /// A new version of an earlier one.
    OfEarlier,
}

/// What adding a document would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It adds a roadmap.
    New,
    /// It is a version of a roadmap that is here, or was here before.
    Known {
        /// The document that it replaces; `None` if that was removed.
        path: Option<String>,
        /// What that does to the cards.
        comparison: Box<Comparison>,
    },
    /// It is on the shelf already, byte by byte.
    Unchanged,
    /// Another document of this import has its id already.
    Taken {
        /// The path of that document.
        by: String,
    },
    /// It makes no card, so there is nothing to add.
    Empty,
}

/// Something chosen that is not among the candidates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// The file.
    pub path: String,
    /// Why it was passed over.
    pub why: String,
}

/// The largest package that is read, in bytes: there are three copies of it for a moment.
pub const LARGEST_PACKAGE: f64 = 256.0 * 1024.0 * 1024.0;
/// The longest document that is read, in bytes.
pub const LONGEST: f64 = 64.0 * 1024.0 * 1024.0;

impl Candidate {
    /// Judges a document by the shelf, by what was kept of its roadmap when that was settled last,
    /// and by the other candidates.
    pub fn new(
        reading: Reading,
        bytes: Arc<[u8]>,
        others: &[Arc<Self>],
        shelf: &Shelf,
        kept: Option<Snapshot>,
    ) -> Self {
        let roadmap = &reading.roadmap.roadmap;
        let same_id = |other: &&Arc<Self>| other.reading.roadmap.roadmap.id == roadmap.id;
        let mut others = others.iter().filter(|other| other.can_be_added());
        let mut known = shelf.sources().iter();
        let known = known.find(|source| source.roadmap.id == roadmap.id);
        let before = kept.or_else(|| known.map(|known| Snapshot::of(&known.roadmap)));
        let standing = if roadmap.cards.is_empty() {
            Standing::Empty
        } else if let Some(other) = others.find(same_id) {
            Standing::Taken {
                by: other.path().to_owned(),
            }
        } else if known.is_some_and(|known| known.content == reading.roadmap.content) {
            Standing::Unchanged
        } else {
            before.map_or(Standing::New, |before| Standing::Known {
                path: known.map(|known| known.path.clone()),
                comparison: Box::new(Comparison::of(&before, roadmap)),
            })
        };
        Self {
            reading,
            bytes,
            standing,
            earlier: None,
            version: Version::Own,
            edits: None,
        }
    }

    /// The roadmap.
    pub const fn roadmap(&self) -> &Roadmap {
        &self.reading.roadmap.roadmap
    }

    /// Where it comes from.
    pub fn path(&self) -> &str {
        &self.reading.roadmap.path
    }

    /// Whether there is anything to add.
    pub fn can_be_added(&self) -> bool {
        match self.standing {
            Standing::New | Standing::Known { .. } => true,
            // The document stays as it is, and what the source says is known from now on.
            Standing::Unchanged => self.edits.as_ref().is_some_and(|edits| edits.is_news()),
            Standing::Taken { .. } | Standing::Empty => false,
        }
    }

    /// The source as it is now, where the learner's words stand in it.
    pub fn base(&self) -> Option<&[u8]> {
        let source = self.edits.as_ref().map(|edits| &*edits.source);
        source.filter(|source| **source != *self.bytes)
    }

    /// What is to be kept of it.
    pub fn document(&self) -> Document {
        Document {
            roadmap: self.roadmap().id.clone(),
            path: self.path().to_owned(),
            content: self.reading.roadmap.content,
            importer: IMPORTER_VERSION.0,
            compiled: self.reading.compiled.clone(),
        }
    }

    /// How many of its cards the learner has begun already.
    pub fn begun(&self, collection: &Collection) -> usize {
        let begun = |id| matches!(collection.card(id).learning, Learning::Begun(_));
        let cards = self.roadmap().cards.iter();
        cards.filter(|card| begun(card.id)).count()
    }
}

/// The cards by kind: `12 cards: 5 questions, 7 table cells`.
pub fn kinds(roadmap: &Roadmap) -> String {
    let total = count(roadmap.cards.len(), "card", "cards");
    let kinds = CardKind::ALL.into_iter().filter_map(|kind| {
        let number = roadmap.cards.iter().filter(|card| card.kind == kind);
        let number = number.count();
        let (one, many) = noun(kind);
        (number > 0).then(|| count(number, &one, &many))
    });
    let kinds: Vec<String> = kinds.collect();
    match kinds.as_slice() {
        [] => "no cards".to_owned(),
        kinds => format!("{total}: {}", kinds.join(", ")),
    }
}

/// What one card of a kind is called, and what more of them are.
fn noun(kind: CardKind) -> (String, String) {
    let (one, many) = match kind {
        CardKind::Mastery => ("mastery item", "mastery items"),
        CardKind::Steps => ("list of steps", "lists of steps"),
        CardKind::Guidance => ("piece of guidance", "pieces of guidance"),
        CardKind::Code => ("piece of code", "pieces of code"),
        kind => {
            let name = kind.name().replace('-', " ");
            let many = format!("{name}s");
            return (name, many);
        }
    };
    (one.to_owned(), many.to_owned())
}

/// What a file is by its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A document to read.
    Document,
    /// A package of Anki's.
    Package,
    /// A picture or a sound, which a document may show.
    Media,
    /// In a hidden folder or one of a program; nobody means these.
    Hidden,
    /// Some other file.
    Other,
}

/// Tells documents from other files by their paths.
pub fn sort(path: &str) -> Sort {
    let is_hidden = |part: &str| part.starts_with('.') || part == "node_modules";
    if path.split('/').any(is_hidden) {
        return Sort::Hidden;
    }
    let extension = path.rsplit_once('.').map(|(_, extension)| extension);
    let extension = extension.map(str::to_ascii_lowercase);
    match extension.as_deref() {
        Some("md" | "markdown" | "txt") => Sort::Document,
        Some("apkg" | "colpkg") => Sort::Package,
        _ if kind_of(path).is_some() => Sort::Media,
        _ => Sort::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::shelf::{Origin, Source};
    use waymark_core::roadmap::{content_hash, import};
    use waymark_store::bundle::BundledRoadmap;
    use waymark_store::reading;

    fn compiled(path: &str, source: &str) -> BundledRoadmap {
        BundledRoadmap {
            path: path.to_owned(),
            content: content_hash(source.as_bytes()),
            roadmap: import(source.as_bytes(), path).roadmap,
        }
    }

    fn candidate(path: &str, source: &str, before: &[Arc<Candidate>], shelf: &Shelf) -> Candidate {
        let bytes =
            reading::to_bytes(&compiled(path, source), &[], Vec::new()).expect("it can be written");
        let reading = reading::from_bytes(&bytes).expect("it can be read");
        let reading = reading.expect("it holds a roadmap");
        Candidate::new(reading, source.as_bytes().into(), before, shelf, None)
    }

    const TEA: &str = "# Tea\n\n- **Green**: short.\n";

    #[test]
    fn a_document_is_judged_by_what_is_there() {
        let bundled = [Source::new(compiled("tea.md", TEA), Origin::Bundled)];
        let (empty, shelf) = (
            Shelf::default(),
            Shelf::assemble(bundled.to_vec(), Ok(Vec::new())),
        );
        let check = |source: &str, shelf: &Shelf, expected: &str| {
            let found = match candidate("a.md", source, &[], shelf).standing {
                Standing::New => "new".to_owned(),
                Standing::Known { path, comparison } => {
                    let path = path.unwrap_or_default();
                    format!("known {path} +{}", comparison.cards.new.len())
                }
                Standing::Unchanged => "unchanged".to_owned(),
                Standing::Taken { by } => format!("taken {by}"),
                Standing::Empty => "empty".to_owned(),
            };
            assert_eq!(found, expected, "{source}");
        };
        check(TEA, &empty, "new");
        check(TEA, &shelf, "unchanged");
        check("# Tea\n\n- **Black**: long.\n", &shelf, "known tea.md +1");
        check("# Tea\n\nNothing.\n", &shelf, "empty");
        let first = candidate("one.md", TEA, &[], &empty);
        let second = candidate("two.md", TEA, &[Arc::new(first)], &empty);
        let by = "one.md".to_owned();
        assert_eq!(second.standing, Standing::Taken { by });
        assert!(!second.can_be_added());
    }

    #[test]
    fn the_kinds_are_counted_in_words() {
        let source = "# T\n\n- [ ] I can brew.\n- **Green**: short.\n- **Black**: long.\n";
        assert_eq!(
            kinds(&compiled("t.md", source).roadmap),
            "3 cards: 1 mastery item, 2 definitions"
        );
        assert_eq!(kinds(&compiled("t.md", "# T\n").roadmap), "no cards");
        let steps = "\n## Steps\n\n1. Boil.\n2. Pour.\n3. Wait.\n";
        let twice = format!("# T\n{steps}{}", steps.replace("Steps", "Sequence"));
        let words = kinds(&compiled("t.md", &twice).roadmap);
        assert!(words.contains(": 2 lists of steps, "), "{words}");
    }

    #[test]
    fn documents_are_known_by_their_names() {
        assert_eq!(sort("notes/a.md"), Sort::Document);
        assert_eq!(sort("notes/A.Markdown"), Sort::Document);
        assert_eq!(sort("a.TXT"), Sort::Document);
        assert_eq!(sort("notes/picture.png"), Sort::Media);
        assert_eq!(sort("notes/film.mp4"), Sort::Other);
        assert_eq!(sort("README"), Sort::Other);
        assert_eq!(sort(".obsidian/workspace.md"), Sort::Hidden);
        assert_eq!(sort("web/node_modules/x/readme.md"), Sort::Hidden);
    }
}
