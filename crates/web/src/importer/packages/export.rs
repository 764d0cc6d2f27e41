//! Cards as a file, or as the parts of a package: what the command line's `waymark export` does, of what
//! a browser holds.

use rustc_hash::FxHashSet;
use waymark_anki::export::sheet::{self, Separator};
use waymark_anki::export::{self, Progress as Learned, Selection, Source, Versions};
use waymark_core::collection::{Collection, Members};
use waymark_core::id::CardId;
use waymark_core::journal::Journal;
use waymark_core::roadmap::Roadmap;
use waymark_core::search::{self, Index, Record};
use waymark_core::time::Moment;
use waymark_store::bundle;
use waymark_store::packaging::{Export, Form, Progress, Schedule, Size};

/// Counts what would be exported of the roadmaps, which are as [`bundle`] writes them.
///
/// # Errors
/// What went wrong, in words.
pub fn size(
    wanted: &Export,
    roadmaps: &[u8],
    progress: &mut dyn FnMut(Progress),
) -> Result<Size, String> {
    progress(Progress::Reading);
    with(wanted, roadmaps, |export| {
        progress(Progress::Gathering);
        Ok(counted(export))
    })
}

/// What was made.
pub struct Made {
    /// How much it holds.
    pub size: Size,
    /// The names of the pictures and sounds that belong to a package.
    pub media: Vec<String>,
    /// The file, or the parts of a package.
    pub file: Vec<u8>,
}

/// Makes a file of it, or the parts of a package.
///
/// # Errors
/// What went wrong, in words; also where there is no card.
pub fn gather(
    wanted: &Export,
    form: Form,
    roadmaps: &[u8],
    progress: &mut dyn FnMut(Progress),
) -> Result<Made, String> {
    progress(Progress::Reading);
    with(wanted, roadmaps, |export| {
        progress(Progress::Gathering);
        let mut media = Vec::new();
        let (size, file) = match form {
            Form::Apkg => {
                let package = export::package(export);
                media.extend(package.media_names());
                let parts = package.to_parts().map_err(|error| error.to_string())?;
                (of(package.size()), parts)
            }
            Form::Csv => {
                let table = sheet::table(export, Separator::Comma);
                (counted(export), table.into_bytes())
            }
            Form::Tsv => {
                let table = sheet::table(export, Separator::Tab);
                (counted(export), table.into_bytes())
            }
            Form::Markdown => (counted(export), sheet::plain(export).into_bytes()),
        };
        if size.cards == 0 {
            return Err("there is no card to export".to_owned());
        }
        Ok(Made { size, media, file })
    })
}

fn counted(export: &export::Export<'_>) -> Size {
    of(export::size(export))
}

const fn of(size: waymark_anki::package::Size) -> Size {
    Size {
        cards: size.notes,
        decks: size.decks,
        reviews: size.log,
    }
}

fn with<T>(
    wanted: &Export,
    roadmaps: &[u8],
    act: impl FnOnce(&export::Export<'_>) -> Result<T, String>,
) -> Result<T, String> {
    let roadmaps = bundle::from_bytes(roadmaps);
    let roadmaps = roadmaps.map_err(|error| format!("the roadmaps: {error}"))?;
    let journal = wanted.past.journal();
    let mut collection = Collection::fold(&journal);
    collection.join(Members::of(roadmaps.iter().map(|kept| &kept.roadmap)));
    let now = Moment::from(wanted.now);
    let versions: Vec<Versions> = roadmaps
        .iter()
        // The browser keeps the current version of each document only.
        .map(|kept| Versions::of(&kept.roadmap.id, kept.content, &journal, |_| None))
        .collect();
    let sources: Vec<Source<'_>> = roadmaps
        .iter()
        .zip(&versions)
        .map(|(kept, versions)| Source {
            roadmap: &kept.roadmap,
            since: versions.since(None),
            earlier: &versions.earlier,
        })
        .collect();
    let selected = match &wanted.query {
        Some(query) => {
            let roadmaps = sources.iter().map(|source| source.roadmap);
            Some(found(query, roadmaps, &journal, &collection, now)?)
        }
        None => None,
    };
    act(&export::Export {
        sources: &sources,
        selection: selected.as_ref().map_or(Selection::All, Selection::Cards),
        journal: &journal,
        collection: &collection,
        progress: match wanted.schedule {
            Schedule::Included => Learned::Included,
            Schedule::Left => Learned::Left,
        },
        now,
    })
}

/// The cards that a query finds.
fn found<'a>(
    query: &str,
    roadmaps: impl Iterator<Item = &'a Roadmap>,
    journal: &Journal,
    collection: &Collection,
    now: Moment,
) -> Result<FxHashSet<CardId>, String> {
    let parsed = search::parse(query);
    if let Some(diagnostic) = parsed.diagnostics.into_iter().next() {
        return Err(format!("the search: {}", diagnostic.problem));
    }
    let today = now.study_day(collection.settings().day_start);
    let index = Index::new(roadmaps);
    let record = Record::new(&index, journal, collection, today);
    let found = index.search(&parsed.query, &record).into_iter();
    let ids = found.filter_map(|position| index.entry(position).map(|entry| entry.id));
    Ok(ids.collect())
}
